"""The editors' desk as a page: blocks of what waits, each with its first entries and its list.

A block stands there for whom it concerns, by permission. Each asks for its number and for its first
entries; what the entries tell of their way is read for all blocks in one query, so the page costs
the same however much waits.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from news import desk, overview, workflow
from news.models import (
    REVIEW_STATUSES,
    Column,
    LanguageState,
    Release,
    Status,
    Transition,
)
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language

SHOWN = 5
# Nobody counts further by hand, and a number need not cost more than its list.
COUNTED = 999
# A site's home page has to show something new as often (国办发〔2019〕, inspection of sites).
HOME_INTERVAL = timedelta(days=14)

OVERSEES = "portal.view_siteidentity"
REVIEWS = {stage: f"news.{stage.value}_edition" for stage in REVIEW_STATUSES}


@dataclass
class Badge:
    """A state by form, word and colour."""

    kind: str
    label: str
    sign: str = ""


@dataclass
class Entry:
    """A line of a block. `action` is the next thing to do; its link leads to the exact place."""

    title: str
    language: str
    column: str
    url: str
    action: str
    facts: list
    badges: list = field(default_factory=list)
    # What somebody wrote, such as the reason of a return.
    note: str = ""


@dataclass
class Block:
    key: str
    heading: str
    number: int
    entries: list
    empty: str
    list_url: str = ""
    list_label: str = ""
    note: str = ""

    @property
    def count(self):
        return f"{COUNTED}+" if self.number > COUNTED else str(self.number)


def context(user, now=None):
    """What the template of the admin's first page needs."""
    return Desk(user, now or timezone.now()).context()


def moment(instant):
    return formats.date_format(timezone.localtime(instant), "SHORT_DATETIME_FORMAT")


def name_of(user):
    return (user.get_full_name() or user.get_username()) if user else "–"


def days(number):
    return ngettext("%(number)d day", "%(number)d days", number) % {"number": number}


class Desk:
    def __init__(self, user, now):
        self.user, self.now = user, now
        self.may = user.has_perm
        self.may_write = self.may("news.add_edition") or self.may("news.change_edition")
        self.may_review = any(map(self.may, REVIEWS.values()))
        self.oversees = self.may(OVERSEES)
        self.moves = {}

    def context(self):
        return {
            "desk_links": list(self.links()),
            "desk_groups": [
                {"key": key, "heading": heading, "blocks": found}
                for key, heading, blocks in [
                    ("mine", _("My work"), self.mine()),
                    ("site", _("The site"), self.site()),
                ]
                if (found := [block for block in blocks if block])
            ],
        }

    # Ways to somewhere else

    def links(self):
        """(address, label, whether it begins something) by permission."""
        if self.may("news.add_edition") and self.may("news.add_post"):
            yield reverse("admin:news_edition_add"), _("New post"), True
            yield reverse("admin:news_manuscript_import"), _("Import a manuscript"), True
        if self.may("ports.add_statuschange"):
            label = _("Record a status change of a port")
            yield reverse("admin:ports_statuschange_add"), label, True
        if self.may("ports.add_exceptionday"):
            yield reverse("admin:ports_exceptionday_grid"), _("Holiday schedule"), True
        if self.may("news.view_post"):
            yield reverse("admin:news_post_changelist"), _("All posts"), False
            yield reverse("admin:news_post_languages"), _("Languages of the posts"), False

    # Blocks

    def mine(self):
        """Blocks of what concerns this person."""
        languages = desk.languages_to_proofread(self.user)
        wanted = {
            "waiting": self.may_review and desk.waiting_for(self.user),
            "proofread": self.may("news.proofread_edition")
            and desk.to_proofread_by(self.user, languages),
            "returned": self.may_write and desk.returned_to(self.user),
            "drafts": self.may_write and desk.drafts_of(self.user),
            "sent": self.may("news.submit_edition") and desk.sent_by(self.user),
        }
        found = {
            key: (self.number(editions), list(editions[:SHOWN]))
            for key, editions in wanted.items()
            if editions is not False
        }
        self.read_moves(found)
        entry = {
            "waiting": self.waiting,
            "proofread": lambda edition: self.to_proofread(edition, languages[edition.pk]),
            "returned": self.returned,
            "drafts": self.draft,
            "sent": self.sent,
        }
        words = {
            "waiting": (_("To review"), _("No post waits for your review.")),
            "proofread": (_("To proofread"), _("Nothing waits for your proofreading.")),
            "returned": (_("Returned to me"), _("Nothing was returned to you.")),
            "drafts": (_("My drafts"), _("You have no draft.")),
            "sent": (_("Sent by me"), _("Nothing of yours is under review.")),
        }
        return [
            self.block(key, *words[key], number, map(entry[key], editions))
            for key, (number, editions) in found.items()
        ]

    def site(self):
        """Blocks of what concerns the whole site."""
        may_release = self.may("news.emergency_release_edition") or self.may(
            workflow.CONFIRMATION.permission
        )
        leads = self.oversees or self.may("news.withdraw_edition")
        wanted = {
            "emergency": (may_release or self.oversees) and desk.unconfirmed_emergencies(),
            "scheduled": self.may("news.view_edition") and desk.scheduled(self.now),
            "english": (self.may_write or leads) and desk.late_english(self.now),
        }
        found = {
            key: (
                self.number(editions),
                list(editions.select_related("post__latest_edition")[:SHOWN]),
            )
            for key, editions in wanted.items()
            if editions is not False
        }
        self.read_moves(found)
        emergencies = [edition.pk for edition in found.get("emergency", (0, []))[1]]
        mine_to_confirm = set(
            desk.to_confirm_by(self.user).filter(pk__in=emergencies).values_list("pk", flat=True)
        )
        late = [edition.post.latest_edition for edition in found.get("english", (0, []))[1]]
        rows = overview.passages_of(late) if "english" in found else {}
        entry = {
            "emergency": lambda edition: self.emergency(edition, edition.pk in mine_to_confirm),
            "scheduled": self.scheduled,
            "english": lambda edition: self.late_english(edition, rows),
        }
        words = {
            "emergency": (
                _("Released in an emergency, second review overdue"),
                _("Every emergency release is confirmed."),
            ),
            "scheduled": (_("Scheduled"), _("Nothing is scheduled.")),
            "english": (
                _("English stale or overdue"),
                _("No English text in public is stale or overdue."),
            ),
        }
        blocks = {
            key: self.block(key, *words[key], number, map(entry[key], editions))
            for key, (number, editions) in found.items()
        }
        if "scheduled" in blocks:
            blocks["scheduled"].note = _(
                "Times are those of the site: %(zone)s (UTC%(offset)s)."
            ) % {
                "zone": settings.TIME_ZONE,
                "offset": formats_offset(self.now),
            }
        if self.may_write or leads:
            columns = desk.freshness(self.now)
            blocks["columns"] = self.columns([each for each in columns if each.is_near])
            if self.oversees:
                blocks["inspection"] = self.inspection(
                    columns, found["english"][0], found["emergency"][0]
                )
        order = ["inspection", "emergency", "english", "columns", "scheduled"]
        return [blocks[key] for key in order if key in blocks]

    def block(self, key, heading, empty, number, entries):
        return Block(
            key=key,
            heading=heading,
            number=number,
            entries=list(entries),
            empty=empty,
            list_url=f"{reverse('admin:news_post_changelist')}?desk={key}",
            list_label=_("Show these in the list"),
        )

    @staticmethod
    def number(editions):
        """How many posts the list behind a block has: of one post two editions may wait."""
        # Not DISTINCT, for which SQLite would walk all editions in the order of their posts; and
        # in the order of the entries, which keeps it on their index.
        return len(set(editions.values_list("post_id", flat=True)[: COUNTED + 1]))

    # How editions came where they are

    def read_moves(self, found):
        """Reads the moves of all editions that are shown, in one query."""
        editions = [edition.pk for _number, shown in found.values() for edition in shown]
        moves = Transition.objects.filter(edition__in=editions).select_related("by")
        for move in moves.order_by("pk"):
            self.moves.setdefault(move.edition_id, []).append(move)

    def last_move(self, edition):
        return next(reversed(self.moves.get(edition.pk, [])), None)

    def since(self, edition):
        """From when on an edition stands where it is."""
        move = self.last_move(edition)
        return move.at if move else edition.updated_at

    def submitter(self, edition):
        moves = reversed(self.moves.get(edition.pk, []))
        found = (move for move in moves if move.from_status in workflow.WRITING_STATUSES)
        move = next(found, None)
        return name_of(move.by if move else edition.changed_by)

    # Entries

    def entry(self, edition, action, place, facts, **values):
        languages = [content_language(), *CONTENT_LANGUAGES]
        titled = [(each, in_language(edition, "title", each)) for each in languages]
        language, title = next(
            ((each, title) for each, title in titled if title), ("en", edition.post.slug)
        )
        return Entry(
            title=title,
            language=HTML_CODES[language],
            column=in_language(edition.post.column, "name", content_language()),
            url=reverse("admin:news_edition_change", args=[edition.pk]) + place,
            action=action,
            facts=facts,
            **values,
        )

    def under_review(self, edition):
        return _("From %(name)s, since %(time)s") % {
            "name": self.submitter(edition),
            "time": moment(self.since(edition)),
        }

    def waiting(self, edition):
        status = Status(edition.status)
        action = {
            Status.FIRST_REVIEW: _("Give the first review"),
            Status.SECOND_REVIEW: _("Give the second review"),
            Status.FINAL_REVIEW: _("Give the final review"),
        }[status]
        badge = Badge(status.value, status.label)
        return self.entry(
            edition, action, "#way-heading", [self.under_review(edition)], badges=[badge]
        )

    def to_proofread(self, edition, languages):
        action = {
            ("zh",): _("Proofread the Chinese text"),
            ("en",): _("Proofread the English text"),
        }.get(tuple(languages)) or _("Proofread both languages")
        return self.entry(edition, action, "#proofreading-heading", [self.under_review(edition)])

    def returned(self, edition):
        move = self.last_move(edition)
        fact = _("Returned by %(name)s, %(time)s") % {
            "name": name_of(move.by if move else None),
            "time": moment(self.since(edition)),
        }
        return self.entry(
            edition,
            _("Mend and submit again"),
            "#texts-heading",
            [fact],
            note=move.reason if move else "",
        )

    def draft(self, edition):
        badges = [
            Badge(
                state.value,
                pgettext("language: state of its text", "%(language)s: %(state)s")
                % {"language": settings.LANGUAGE_NAMES[language], "state": state.label},
                overview.STATE_SIGNS[state],
            )
            for language in CONTENT_LANGUAGES
            for state in [LanguageState(in_language(edition, "language_state", language))]
            if state != LanguageState.COMPLETE
        ]
        fact = _("Last changed %(time)s") % {"time": moment(edition.updated_at)}
        if badges:
            return self.entry(edition, _("Go on writing"), "#texts-heading", [fact], badges=badges)
        return self.entry(edition, _("Submit for review"), "#submit-for-review", [fact])

    def sent(self, edition):
        status = Status(edition.status)
        fact = _("There since %(time)s") % {"time": moment(self.since(edition))}
        badge = Badge(status.value, status.label)
        return self.entry(edition, _("See where it stands"), "#way-heading", [fact], badges=[badge])

    def emergency(self, edition, may_confirm):
        moves = self.moves.get(edition.pk, [])
        released = next(
            (move for move in reversed(moves) if move.kind == Transition.Kind.EMERGENCY), None
        )
        at = released.at if released else edition.publish_at
        fact = _("Released by %(name)s, %(time)s") % {
            "name": name_of(released.by if released else None),
            "time": moment(at),
        }
        over = (self.now - at).days
        label = _("Unconfirmed for %(days)s") % {"days": days(over)} if over else _("Unconfirmed")
        return self.entry(
            edition,
            _("Read and confirm") if may_confirm else _("Read it"),
            "#way-heading",
            [fact],
            badges=[Badge("overdue", label, "!")],
            note=released.reason if released else "",
        )

    def scheduled(self, edition):
        move = self.last_move(edition)
        facts = [_("Comes out %(time)s") % {"time": moment(edition.publish_at)}]
        if move and move.by:
            facts.append(_("Approved by %(name)s") % {"name": name_of(move.by)})
        badges = []
        if edition.language_state_en == LanguageState.MISSING:
            sign = overview.STATE_SIGNS[LanguageState.MISSING]
            badges = [Badge("missing", _("Chinese only"), sign)]
        return self.entry(
            edition, _("See it before it comes out"), "#way-heading", facts, badges=badges
        )

    def late_english(self, edition, rows):
        """Of an edition in public; the work is done on the post's latest one."""
        state = LanguageState(edition.language_state_en)
        due = edition.publish_at + timedelta(days=edition.post.column.english_deadline)
        over = (self.now - due).days
        badges = [Badge(state.value, state.label, overview.STATE_SIGNS[state])]
        if edition.post.column.release_rule == Column.ReleaseRule.CHINESE_FIRST and over >= 0:
            label = _("%(days)s over") % {"days": days(over)} if over else _("Due today")
            badges.append(Badge("overdue", label, "!"))
        fact = _("Chinese in public since %(time)s") % {"time": moment(edition.publish_at)}
        latest = edition.post.latest_edition
        latest.post = edition.post
        passages = rows.get(latest.pk, [])
        lack = overview.lack(latest, "en", passages)
        if work := overview.text_work(latest, "en", lack):
            action, at = work
            place = "#" + at
            if not self.may("news.change_edition") and not at.startswith("passages-"):
                place = ""
        else:
            action = _("The new edition is here: %(status)s") % {
                "status": latest.get_status_display()
            }
            place = "#way-heading"
        found = self.entry(edition, action, "", [fact], badges=badges)
        found.url = reverse("admin:news_edition_change", args=[latest.pk]) + place
        return found

    # The site's duties

    def columns(self, near):
        """Columns near or over their update limit, each with a way to write in it."""
        entries = []
        may_add = self.may("news.add_edition") and self.may("news.add_post")
        for each in near[:SHOWN]:
            if may_add:
                url = f"{reverse('admin:news_edition_add')}?column={each.column.pk}"
                action = _("Write a post in it")
            else:
                url = f"{reverse('admin:news_post_changelist')}?column={each.column.slug}"
                action = _("See its posts")
            language = content_language()
            name = in_language(each.column, "name", language)
            entries.append(
                Entry(
                    title=name or each.column.slug,
                    language=HTML_CODES[language],
                    column="",
                    url=url,
                    action=action,
                    facts=[freshness_words(each)],
                    badges=[freshness_badge(each)],
                )
            )
        return Block(
            key="columns",
            heading=_("Columns near their update limit"),
            number=len(near),
            entries=entries,
            empty=_("Every column has something new."),
            list_url=f"{reverse('admin:news_column_changelist')}?limit=near",
            list_label=_("Show these columns"),
        )

    def inspection(self, columns, english, emergencies):
        """What is overdue, before an inspector of government sites sees it. One query."""
        newest = Release.objects.public("zh", self.now).values_list("listed_at", flat=True).first()
        still = None if newest is None else self.now - newest
        posts = reverse("admin:news_post_changelist")
        over = sum(each.is_over and each.days is not None for each in columns)
        empty = sum(each.days is None for each in columns)
        limits = reverse("admin:news_column_changelist") + "?limit=over"
        lines = []
        if still is None or still >= HOME_INTERVAL:
            words = (
                _("The site has no post in public.")
                if still is None
                else _("The home page has shown nothing new for %(days)s; the limit is %(limit)s.")
                % {"days": days(still.days), "limit": days(HOME_INTERVAL.days)}
            )
            lines.append((words, f"{posts}?desk=scheduled", _("See what is scheduled")))
        for number, words, url, action in [
            (
                over,
                ngettext(
                    "%(number)d column is over its update limit.",
                    "%(number)d columns are over their update limit.",
                    over,
                ),
                limits,
                _("Show these columns"),
            ),
            (
                empty,
                ngettext("%(number)d column is empty.", "%(number)d columns are empty.", empty),
                limits,
                _("Show these columns"),
            ),
            (
                english,
                ngettext(
                    "%(number)d post has a stale or overdue English text.",
                    "%(number)d posts have a stale or overdue English text.",
                    english,
                ),
                f"{posts}?desk=english",
                _("Show these in the list"),
            ),
            (
                emergencies,
                ngettext(
                    "%(number)d emergency release waits for its second review.",
                    "%(number)d emergency releases wait for their second review.",
                    emergencies,
                ),
                f"{posts}?desk=emergency",
                _("Show these in the list"),
            ),
        ]:
            if number:
                lines.append((words % {"number": number}, url, action))
        return Block(
            key="inspection",
            heading=_("Before an inspection finds it"),
            number=len(lines),
            entries=[
                Entry(
                    title=words,
                    language=get_language(),
                    column="",
                    url=url,
                    action=action,
                    facts=[],
                    badges=[Badge("overdue", _("Overdue"), "!")],
                )
                for words, url, action in lines
            ],
            empty=_("Nothing that an inspection counts is overdue."),
        )


def formats_offset(now):
    text = timezone.localtime(now).strftime("%z")
    return f"{text[:3]}:{text[3:]}"


def freshness_words(each):
    limit = days(each.column.update_interval)
    if each.newest is None:
        return _("No post in public; the limit is %(limit)s") % {"limit": limit}
    return _("Last post %(time)s; the limit is %(limit)s") % {
        "time": moment(each.newest),
        "limit": limit,
    }


def freshness_badge(each):
    if each.days is None:
        return Badge("missing", _("Empty"), "○")
    if each.days_left > 0:
        return Badge("stale", _("%(days)s left") % {"days": days(each.days_left)}, "◐")
    if each.days_left == 0:
        return Badge("overdue", _("Limit reached"), "!")
    return Badge("overdue", _("%(days)s over") % {"days": days(-each.days_left)}, "!")
