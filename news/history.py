"""The history of a post: what it said at every move, and what changed between any two of these.

A version is named by its edition and the first digits of its digest, the same everywhere: on the
page of the history, above a comparison and on the sheet of the sign-off.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from news import checking, release, versions
from news.comparison import Merged, merged
from news.differences import MAX_WORK, Effort
from news.models import (
    RELEASED_STATUSES,
    REVIEW_STATUSES,
    TEXTS,
    Column,
    Edition,
    Image,
    Passage,
    Proofreading,
    Status,
    Transition,
    Version,
)
from news.sequences import align
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language
from portal.richtext import plain_text

NOW = "now"
MOVES_A_PAGE = 100
# A page compares up to three hundred rows in two languages; the longest ones may not use up what
# the others need.
WORK_OF_A_PAGE = 5 * MAX_WORK
SHORT = 8


class NotFound(Exception):
    """What was asked for is no version of this post; `is_odd` where it is no number at all."""

    def __init__(self, *, is_odd=False):
        super().__init__("odd" if is_odd else "unknown")
        self.is_odd = is_odd


@dataclass(frozen=True)
class Side:
    """A version, or the text as it stands now: its document and what it is called."""

    value: str
    name: str
    document: dict
    version: Version | None = None
    at: object = None


def short(version):
    return version.digest[:SHORT]


def name_of(version):
    return _("Edition %(number)d, version %(digest)s") % {
        "number": version.edition.number,
        "digest": short(version),
    }


def version_of(post, value):
    """A version of a post by its number as it was typed. Raises `NotFound`."""
    if not (value.isascii() and value.isdecimal() and len(value) <= 18):
        raise NotFound(is_odd=True)
    found = Version.objects.filter(edition__post=post, pk=int(value)).select_related("edition")
    for version in found:
        return version
    raise NotFound


def side(post, value):
    """The `Side` that an address names: a version's number or `NOW`. Raises `NotFound`."""
    if value == NOW:
        edition = post.latest_edition
        if edition is None:
            raise NotFound
        name = _("Edition %(number)d as it stands now") % {"number": edition.number}
        return Side(NOW, name, versions.document_of(edition), at=edition.updated_at)
    version = version_of(post, value)
    document = versions.as_document(version)
    return Side(str(version.pk), name_of(version), document, version, version.at)


# The way of a post


@dataclass(frozen=True)
class Window:
    """When readers saw an edition. `until` is None where no end is known."""

    start: object
    until: object
    languages: list[str]

    @property
    def sentence(self):
        now = timezone.now()
        values = {
            "start": moment(self.start),
            "until": moment(self.until) if self.until else "",
            "languages": pgettext("between the names of languages", ", ").join(self.languages),
        }
        if self.start > now:
            sentence = _("To be released at %(start)s (%(languages)s)")
        elif self.until is None:
            sentence = _("In public since %(start)s (%(languages)s)")
        elif self.until > now:
            sentence = _("In public since %(start)s, until %(until)s (%(languages)s)")
        else:
            sentence = _("Was in public from %(start)s until %(until)s (%(languages)s)")
        return sentence % values

    @property
    def is_open(self):
        return self.start <= timezone.now() and (self.until is None or self.until > timezone.now())


def moment(instant):
    """A time in the site's zone, to the minute, in the active language."""
    return date_format(timezone.localtime(instant), "DATETIME_FORMAT")


def windows(editions):
    """{edition's pk: `Window`} of all editions that readers have seen or will see.

    Unlike `release.windows` this tells of those that were replaced or withdrawn as well.
    """
    found = {}
    newer_starts = None
    released = [each for each in editions if each.status in RELEASED_STATUSES]
    for edition in sorted(released, key=lambda each: -each.number):
        if release.was_called_back(edition):
            continue
        ends = [end for end in (edition.withdraw_at, newer_starts) if end is not None]
        until = min(ends, default=None)
        languages = [
            settings.LANGUAGE_NAMES[language]
            for language in CONTENT_LANGUAGES
            if release.is_written(edition, language)
        ]
        newer_starts = min(filter(None, [newer_starts, edition.publish_at]))
        if languages and (until is None or until > edition.publish_at):
            found[edition.pk] = Window(edition.publish_at, until, languages)
    return found


@dataclass
class Entry:
    """A version with the moves that were made of exactly these words, newest first.

    `version` is None for moves that are older than the keeping of versions.
    """

    edition: Edition
    version: Version | None
    events: list = field(default_factory=list)
    window: Window | None = None

    @property
    def name(self):
        return name_of(self.version) if self.version else ""


@dataclass(frozen=True)
class Event:
    """A line of an entry: a move, or a tick for the proofreading of one language."""

    at: object
    by: object
    move: Transition | None = None
    language: str = ""
    stage: str = ""


def way(post, page_number):
    """(page of moves, entries newest first) of a post. Five queries, however many there are."""
    editions = list(post.editions.all())
    for edition in editions:
        edition.post = post
    by_pk = {edition.pk: edition for edition in editions}
    moves = (
        Transition.objects.filter(edition__in=editions)
        .select_related("by", "version")
        .defer("version__document")
        # By their numbers: the clock may have been set back between two moves.
        .order_by("-pk")
    )
    page = Paginator(moves, MOVES_A_PAGE).get_page(page_number)
    ticks = {}
    for tick in Proofreading.objects.filter(edition__in=editions).select_related("by"):
        ticks.setdefault((tick.edition_id, tick.lock_version), []).append(tick)
    times = windows(editions)
    entries = []
    seen_approval = set()
    for move in page.object_list:
        edition = by_pk[move.edition_id]
        if move.version is not None:
            move.version.edition = edition
        last = entries[-1] if entries else None
        # Ticks that nobody moved on yet belong to the words that the last move left.
        waiting = ticks.pop((edition.pk, move.lock_version + 1), [])
        if last is None or move.version is None or last.version != move.version:
            last = Entry(edition, move.version)
            entries.append(last)
        last.events += [_tick(tick) for tick in reversed(waiting)]
        last.events.append(Event(move.at, move.by, move))
        last.events += [
            _tick(tick) for tick in reversed(ticks.pop((edition.pk, move.lock_version), []))
        ]
        if move.to_status == Status.APPROVED and move.kind != Transition.Kind.CONFIRMATION:
            if edition.pk not in seen_approval:
                last.window = times.get(edition.pk)
            seen_approval.add(edition.pk)
    return page, entries


def _tick(tick):
    language = settings.LANGUAGE_NAMES.get(tick.language, tick.language)
    return Event(tick.at, tick.by, None, language, tick.get_stage_display())


def presets(edition, user, public):
    """[(label, version's pk)] of what a reviewer wants to compare with the text as it stands.

    `public` holds the numbers of the editions that readers see now. One query for the newest two
    hundred moves.
    """
    moves = list(
        Transition.objects.filter(edition__post_id=edition.post_id, version__isnull=False)
        .order_by("-pk")
        .values("version_id", "edition_id", "by_id", "from_status", "to_status", "kind")[:200]
    )
    found = []
    reviewed = (
        move["version_id"]
        for move in moves
        if move["by_id"] == user.pk and move["from_status"] in REVIEW_STATUSES
    )
    if pk := next(reviewed, None):
        found.append((_("since you last reviewed it"), pk))
    if edition.status in [Status.RETURNED, *REVIEW_STATUSES, Status.DRAFT]:
        returned = (
            move["version_id"]
            for move in moves
            if move["to_status"] == Status.RETURNED and move["edition_id"] == edition.pk
        )
        if pk := next(returned, None):
            found.append((_("since it was last returned"), pk))
    released = (
        move["version_id"]
        for move in moves
        if move["to_status"] == Status.APPROVED
        and move["from_status"] != Status.APPROVED
        and move["edition_id"] in public
    )
    if edition.pk not in public and (pk := next(released, None)):
        found.append((_("since the edition in public"), pk))
    return found


def usual_sides(post):
    """What is compared where the address does not say: (from, to) as values of an address."""
    newest = list(
        Version.objects.filter(edition__post=post).order_by("-pk").values_list("pk", "digest")[:2]
    )
    if not newest:
        return NOW, NOW
    now = versions.digest(versions.document_of(post.latest_edition))
    older = next((str(pk) for pk, digest in newest if digest != now), str(newest[-1][0]))
    return older, NOW


# What changed between two versions

NEW, REMOVED, CHANGED, SAME = "new", "removed", "changed", "same"
STATES = {
    NEW: gettext_lazy("New"),
    REMOVED: gettext_lazy("Removed"),
    CHANGED: gettext_lazy("Changed"),
}


@dataclass
class Cell:
    language: str
    html_language: str
    merged: Merged
    # What it is where a row has more than its text: the alternative text, say.
    about: str = ""


@dataclass
class Picture:
    """A picture of a version. `url` is "" where it is no longer stored."""

    url: str
    alt: str


@dataclass
class Change:
    """A row, a text or another particular of two versions. `state` is one of the four above."""

    label: str
    state: str = SAME
    tags: list = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    notes: list = field(default_factory=list)
    pictures: list = field(default_factory=list)
    # What stands in no language: (what, mark of `news.formatted`) of each port, file or finding.
    items: list = field(default_factory=list)

    @property
    def is_changed(self):
        return self.state != SAME


@dataclass
class Comparison:
    particulars: list[Change]
    rows: list[Change]
    # Nothing that readers see differs, yet something of the record does.
    is_confirmed_anew: bool = False

    @property
    def changed_particulars(self):
        return [each for each in self.particulars if each.is_changed]

    @property
    def same_particulars(self):
        return [each for each in self.particulars if not each.is_changed]

    @property
    def number(self):
        return sum(each.is_changed for each in [*self.particulars, *self.rows])

    @property
    def runs(self):
        """[(whether they changed, rows)] of the rows that follow one another."""
        found = []
        for row in self.rows:
            if found and found[-1][0] == row.is_changed:
                found[-1][1].append(row)
            else:
                found.append((row.is_changed, [row]))
        return found


def compare(then: dict, now: dict) -> Comparison:
    """Two documents of `news.versions`, older first. Three queries for names and pictures."""
    return _Comparer(then, now).comparison()


class _Comparer:
    def __init__(self, then, now):
        self.then, self.now = then, now
        self.effort = Effort(WORK_OF_A_PAGE)
        self.stored = self.stored_pictures()

    def comparison(self):
        particulars = [
            *(self.text(name) for name in TEXTS),
            *filter(
                None,
                [
                    self.value(
                        _("Column"), *self.names(Column, [each["column"] for each in self.both()])
                    ),
                    self.value(
                        _("Written in"),
                        *(settings.LANGUAGE_NAMES[each["source_language"]] for each in self.both()),
                    ),
                    self.value(_("Address"), *(each["post"] for each in self.both())),
                ],
            ),
            self.cover(),
            self.listed(_("Ports mentioned"), *map(self.ports, self.both())),
            self.attachments(),
            self.listed(_("Accepted findings"), *map(self.accepted, self.both())),
        ]
        found = Comparison(particulars, self.rows())
        if not found.number:
            sides = [{**each, "number": 0} for each in self.both()]
            found.is_confirmed_anew = sides[0] != sides[1]
        return found

    def both(self):
        return [self.then, self.now]

    def stored_pictures(self):
        files = [picture["file"] for each in self.both() for picture in versions.pictures_of(each)]
        return {image.file.name: image for image in Image.objects.filter(file__in=files)}

    # Particulars

    def cells(self, then, now, kind=None, about=""):
        return [
            Cell(
                settings.LANGUAGE_NAMES[language],
                HTML_CODES[language],
                merged(
                    then.get(language, ""),
                    now.get(language, ""),
                    language,
                    kind=kind,
                    effort=self.effort,
                ),
                about,
            )
            for language in CONTENT_LANGUAGES
        ]

    def text(self, name):
        label = capfirst(Edition._meta.get_field(name).verbose_name)
        cells = self.cells(self.then["texts"].get(name, {}), self.now["texts"].get(name, {}))
        state = SAME if all(cell.merged.is_same for cell in cells) else CHANGED
        return Change(label, state, cells=cells)

    @staticmethod
    def value(label, then, now):
        if then == now:
            return Change(label, items=[(then, SAME)])
        return Change(label, CHANGED, items=[(then, REMOVED), (now, NEW)])

    @staticmethod
    def names(model, slugs):
        """What the things of these addresses are called today; the address where they are gone."""
        language = content_language()
        found = {
            each.slug: in_language(each, "name", language)
            for each in model.objects.filter(slug__in=slugs)
        }
        return [found.get(slug) or slug for slug in slugs]

    @staticmethod
    def listed(label, then, now):
        """`then` and `now` are {what tells them apart: what they are called}."""
        items = [(name, SAME if key in now else REMOVED) for key, name in then.items()] + [
            (name, NEW) for key, name in now.items() if key not in then
        ]
        return Change(label, SAME if then.keys() == now.keys() else CHANGED, items=items)

    @staticmethod
    def ports(document):
        language = content_language()
        return {
            each["slug"]: each["name"].get(language) or each["name"].get("zh") or each["slug"]
            for each in document["ports"]
        }

    @staticmethod
    def accepted(document):
        return {
            (each["part"], each["code"], each["digest"], each["reason"]): _(
                "%(code)s: %(reason)s (%(name)s)"
            )
            % {
                "code": checking.message(each["code"], each["values"]),
                "reason": each["reason"],
                "name": each["by"],
            }
            for each in document["accepted"]
        }

    def attachments(self):
        then, now = ({each["file"]: each for each in d["attachments"]} for d in self.both())
        change = self.listed(
            _("Attachments"),
            *({file: self.file_name(each) for file, each in side.items()} for side in (then, now)),
        )
        for file in then.keys() & now.keys():
            if then[file]["title"] != now[file]["title"]:
                change.cells += self.cells(
                    then[file]["title"], now[file]["title"], about=then[file]["name"]
                )
                change.state = CHANGED
        kept = [[file for file in side if file in then and file in now] for side in (then, now)]
        if kept[0] != kept[1]:
            change.state = CHANGED
            change.notes.append(_("The order of the files changed."))
        return change

    @staticmethod
    def file_name(attachment):
        title = attachment["title"].get(content_language()) or attachment["title"].get("zh")
        return " · ".join(filter(None, [title, attachment["name"]])) or attachment["file"]

    def cover(self):
        change = Change(_("Cover"))
        self.compare_pictures(change, self.then["cover"], self.now["cover"])
        if change.tags:
            change.state = CHANGED
        return change

    # Rows

    def rows(self):
        then, now = (list(d["rows"]) for d in self.both())
        places = align(
            *([(each["key"], self.words(each)) for each in side] for side in (then, now))
        )
        return [self.row(place, then, now) for place in places]

    @staticmethod
    def words(row):
        return "\n".join(plain_text(row["text"].get(each) or "") for each in CONTENT_LANGUAGES)

    def row(self, place, then, now):
        one = then[place.then] if place.then is not None else None
        two = now[place.now] if place.now is not None else None
        shown = two or one
        number = (place.then if two is None else place.now) + 1
        kind = Passage.Kind(shown["kind"])
        change = Change(_("Row %(place)s") % {"place": number})
        change.tags.append(("kind", kind.label))
        if one is None or two is None:
            change.state = NEW if one is None else REMOVED
            change.tags.append((change.state, STATES[change.state]))
        if place.is_moved:
            change.tags.append(
                (
                    "moved",
                    _("Moved from %(then)d to %(now)d")
                    % {"then": place.then + 1, "now": place.now + 1},
                )
            )
            change.state = CHANGED
        if place.is_by_words:
            change.notes.append(_("Known again by its words: its anchor is a new one."))
        empty = {}
        change.cells = self.cells(
            one["text"] if one else empty, two["text"] if two else empty, kind.value
        )
        if not all(cell.merged.is_same for cell in change.cells) and one and two:
            change.state = CHANGED
        if one and two:
            self.compare_forms(change, one, two)
        self.compare_pictures(change, one and one["image"], two and two["image"])
        if len(change.tags) > 1 and change.state == SAME:
            change.state = CHANGED
        return change

    @staticmethod
    def compare_forms(change, one, two):
        if one["kind"] != two["kind"]:
            kinds = {
                "then": Passage.Kind(one["kind"]).label,
                "now": Passage.Kind(two["kind"]).label,
            }
            change.tags[0] = ("form", _("%(then)s → %(now)s") % kinds)
            change.state = CHANGED
        if one["no_counterpart"] != two["no_counterpart"]:
            sentence = (
                _("Now needs no counterpart")
                if two["no_counterpart"]
                else _("Needs a counterpart again")
            )
            change.tags.append(("form", sentence))

    def compare_pictures(self, change, one, two):
        if one and two and one["file"] == two["file"]:
            change.pictures = [(SAME, self.picture(two))]
            for name, about, sentence in [
                ("alt", _("Alternative text"), _("Alternative text changed")),
                ("credit", _("Credit"), _("Credit of the picture changed")),
            ]:
                if one[name] != two[name]:
                    change.tags.append(("form", sentence))
                    change.cells += self.cells(one[name], two[name], about=about)
            return
        change.pictures = [
            (state, self.picture(each)) for state, each in [(REMOVED, one), (NEW, two)] if each
        ]
        if one and two:
            change.tags.append(("form", _("Picture changed")))
        elif change.pictures and change.state not in {NEW, REMOVED}:
            change.tags.append(("form", _("Picture added") if two else _("Picture removed")))

    def picture(self, picture):
        image = self.stored.get(picture["file"])
        alt = picture["alt"].get(content_language()) or picture["alt"].get("zh") or ""
        return Picture((image.small or image.file).url if image else "", alt)
