"""Posts by languages: what each language of a post lacks and what is to be done next.

Only editions that lack something are read with their rows, all of a page in one query. Counts of
rows are not stored: every save would have to keep them in step, and a page of 25 is cheap.
"""

from dataclasses import asdict, dataclass, field, replace
from functools import reduce
from operator import and_, or_
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Case, Count, F, Q, Value, When
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from news import editing, staleness
from news.models import (
    OPEN_STATUSES,
    Column,
    Edition,
    LanguageState,
    Passage,
    Post,
    Release,
    Status,
)
from news.workflow import REVIEW_STATUSES, SUBMIT, WRITING_STATUSES
from portal.admin import BoundedPaginator
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language

# In the order of the table: what readers of a language have not at all comes first, then what
# they have wrong, then what waits for somebody.
LACKING, OUTDATED, WAITING, DONE, OVER = range(5)
# What the table can be narrowed to.
WORK = "work"
STATE_CHOICES = [(WORK, gettext_lazy("Needs work")), *LanguageState.choices]

# State by form as well as by word and colour.
STATE_SIGNS = {
    LanguageState.MISSING: "○",
    LanguageState.STALE: "◐",
    LanguageState.COMPLETE: "●",
}
STATE_FIELDS = [f"language_state_{language}" for language in CONTENT_LANGUAGES]
PER_PAGE = 25

WAITS = {
    Status.FIRST_REVIEW: gettext_lazy("Waits for first review"),
    Status.SECOND_REVIEW: gettext_lazy("Waits for second review"),
    Status.FINAL_REVIEW: gettext_lazy("Waits for final review"),
}


@dataclass(frozen=True)
class Choice:
    """What the table is narrowed to; "" for everything."""

    column: str = ""
    language: str = ""
    state: str = ""

    @classmethod
    def of(cls, params, columns):
        """From the address, where a value that is not offered chooses nothing."""
        column = params.get("column", "")
        language = params.get("language", "")
        state = params.get("state", "")
        return cls(
            column=column if column in columns else "",
            language=language if language in CONTENT_LANGUAGES else "",
            state=state if state in dict(STATE_CHOICES) else "",
        )

    def query(self, page=None, **changes):
        """The query string of this choice with some values changed, "?" with it."""
        chosen = {key: value for key, value in asdict(replace(self, **changes)).items() if value}
        return "?" + urlencode({**chosen, **({"p": page} if page else {})})


def in_state(language, state):
    return Q(**{f"latest_edition__language_state_{language}": state})


def in_any(state, languages=CONTENT_LANGUAGES):
    """A condition on posts: the latest edition is in a state in one of these languages."""
    return reduce(or_, [in_state(language, state) for language in languages])


def by_need(now):
    """Posts with `need`, LACKING to OVER. A withdrawn text lacks nothing that readers would see."""
    is_over = Q(latest_edition__status=Status.WITHDRAWN) | Q(
        latest_edition__status=Status.APPROVED, latest_edition__withdraw_at__lte=now
    )
    return Post.objects.filter(latest_edition__isnull=False).annotate(
        need=Case(
            When(is_over, then=Value(OVER)),
            When(in_any(LanguageState.MISSING), then=Value(LACKING)),
            When(in_any(LanguageState.STALE), then=Value(OUTDATED)),
            When(latest_edition__status__in=OPEN_STATUSES, then=Value(WAITING)),
            default=Value(DONE),
        )
    )


def narrowed(posts, *, column=None, language=None, state=None):
    """Those of `by_need` that a choice of column, language and state leaves.

    Without a language a state is looked for in any of them; complete are those that are complete
    in all.
    """
    if column:
        posts = posts.filter(column__slug=column)
    languages = [language] if language else CONTENT_LANGUAGES
    complete = reduce(and_, [in_state(each, LanguageState.COMPLETE) for each in languages])
    wanted = {
        "": Q(),
        WORK: ~complete,
        LanguageState.MISSING: in_any(LanguageState.MISSING, languages),
        LanguageState.STALE: in_any(LanguageState.STALE, languages),
        LanguageState.COMPLETE: complete,
    }[state or ""]
    return posts.filter(wanted, need__lt=OVER) if state else posts


def page(choice, number, now=None):
    """A page of the posts that a choice leaves, those that need work first, newest first."""
    posts = narrowed(
        by_need(now or timezone.now()),
        column=choice.column,
        language=choice.language,
        state=choice.state,
    ).order_by("need", "-created_at", "-pk")
    number = int(number) if str(number).isdecimal() and len(str(number)) < 6 else 1
    # Only keys are sorted: with the texts, that takes three times as long at 20,000 posts.
    found = BoundedPaginator(posts.values_list("pk", flat=True), PER_PAGE, page=number)
    result = found.get_page(number)
    keys = list(result.object_list)
    rows = {
        post.pk: post
        for post in by_need(now or timezone.now())
        .filter(pk__in=keys)
        .select_related("column", "latest_edition")
    }
    result.object_list = [rows[key] for key in keys if key in rows]
    return result


@dataclass
class Totals:
    """Posts by states. Those that are over stand in `over` alone."""

    posts: int = 0
    work: int = 0
    over: int = 0
    states: dict = field(
        default_factory=lambda: {
            language: dict.fromkeys(LanguageState, 0) for language in CONTENT_LANGUAGES
        }
    )


def totals(column=None, now=None):
    """Counts for all languages, of one column or of all, in one query."""
    names = [f"latest_edition__language_state_{language}" for language in CONTENT_LANGUAGES]
    groups = narrowed(by_need(now or timezone.now()), column=column)
    result = Totals()
    for group in groups.order_by().values("need", *names).annotate(number=Count("pk")):
        number = group["number"]
        if group["need"] == OVER:
            result.over += number
            continue
        result.posts += number
        if group["need"] in {LACKING, OUTDATED}:
            result.work += number
        for language, name in zip(CONTENT_LANGUAGES, names, strict=True):
            result.states[language][LanguageState(group[name])] += number
    return result


@dataclass
class Lack:
    """What an edition lacks in a language. Title and summary count as rows, as they are texts.

    `rows` is the number of rows that the language needs, `unsourced` those whose translation
    stands without a source. The anchors are ids on the edition's form.
    """

    rows: int = 0
    missing: int = 0
    unsourced: int = 0
    stale: int = 0
    missing_at: str = ""
    unsourced_at: str = ""
    stale_at: str = ""


def anchor(index, language):
    """The id on the edition's form of one of `Edition.text_states`, counted from 0."""
    if index < len(editing.TEXTS):
        return f"id_{editing.TEXTS[index]}_{language}"
    return f"passages-{index - len(editing.TEXTS)}"


def lack(edition, language, passages):
    """A `Lack`; `passages` are those of the edition, in their order."""
    texts = [in_language(edition, name, language) for name in editing.TEXTS]
    texts += [in_language(passage, "text", language) for passage in passages]
    result = Lack()
    for index, state in enumerate(edition.text_states(language, passages)):
        if state == staleness.NOT_NEEDED:
            continue
        result.rows += 1
        kind = state
        if state == staleness.MISSING and staleness.fingerprint(texts[index]):
            kind = "unsourced"
        if kind == staleness.CURRENT:
            continue
        if not getattr(result, kind):
            setattr(result, f"{kind}_at", anchor(index, language))
        setattr(result, kind, getattr(result, kind) + 1)
    if not passages and not result.missing:
        result.missing_at = "passages-group"
    return result


@dataclass
class Row:
    """A post with its latest titles as (HTML language code, title), and its cells."""

    post: Post
    titles: list
    column: str
    cells: list


@dataclass
class Cell:
    """One language of one post. `address` is "" where the next action leads nowhere."""

    language: str
    name: str
    state: LanguageState
    sign: str
    facts: list
    public: str
    is_public: bool
    action: str
    address: str
    is_work: bool = False


def table(posts, *, may_edit, may_submit, now=None):
    """A `Row` for each of some posts that were selected with their columns and editions.

    Asks as many questions for 1 post as for 25. `may_edit` and `may_submit` say what the person
    who looks may do.
    """
    now = now or timezone.now()
    posts = list(posts)
    public, coming = releases(posts, now)
    rows = passages_of(
        [
            post.latest_edition
            for post in posts
            if any(
                in_language(post.latest_edition, "language_state", language)
                != LanguageState.COMPLETE
                for language in CONTENT_LANGUAGES
            )
        ]
    )
    return [
        Row(
            post=post,
            titles=[
                (HTML_CODES[language], title)
                for language in CONTENT_LANGUAGES
                if (title := in_language(post.latest_edition, "title", language))
            ],
            column=in_language(post.column, "name", content_language()),
            cells=[
                cell(
                    post,
                    language,
                    rows.get(post.latest_edition_id, []),
                    public.get((post.pk, language)),
                    coming.get((post.pk, language)),
                    may_edit=may_edit,
                    may_submit=may_submit and may_edit,
                )
                for language in CONTENT_LANGUAGES
            ],
        )
        for post in posts
    ]


def passages_of(editions):
    """{edition's key: its passages in order}, in one query."""
    result = {}
    known = {edition.pk: edition for edition in editions}
    for passage in Passage.objects.filter(edition__in=known).order_by("edition_id", "position"):
        passage.edition = known[passage.edition_id]
        result.setdefault(passage.edition_id, []).append(passage)
    return result


def releases(posts, now):
    """What readers have and will have: two dicts by (post's key, language).

    The first holds the public edition's number, the second the (instant, number) that comes next.
    """
    keys = [post.pk for post in posts]
    public, coming = {}, {}
    for language in CONTENT_LANGUAGES:
        found = Release.objects.public(language, now).filter(post__in=keys).order_by()
        for post, number in found.values_list("post_id", "edition__number"):
            public[post, language] = number
    later = Release.objects.filter(post__in=keys, public_from__gt=now).order_by("public_from")
    for release in later.annotate(number=F("edition__number")):
        key = release.post_id, release.language
        coming.setdefault(key, (release.public_from, release.number))
    return public, coming


def cell(post, language, passages, public, coming, *, may_edit, may_submit):
    edition = post.latest_edition
    state = LanguageState(in_language(edition, "language_state", language))
    lacks = None if state == LanguageState.COMPLETE else lack(edition, language, passages)
    action, address, is_work = next_action(
        post, language, lacks, may_edit=may_edit, may_submit=may_submit
    )
    return Cell(
        language=HTML_CODES[language],
        name=settings.LANGUAGE_NAMES[language],
        state=state,
        sign=STATE_SIGNS[state],
        facts=facts(lacks, passages) if lacks else [],
        public=public_words(public, coming),
        is_public=public is not None,
        action=action,
        address=address,
        is_work=is_work,
    )


def facts(lacks, passages):
    """How many rows lack what, in sentences."""
    if not passages:
        return [_("No passage yet")]
    rows = lacks.rows
    sentences = [
        (
            lacks.missing,
            ngettext(
                "%(number)s of %(rows)s row missing", "%(number)s of %(rows)s rows missing", rows
            ),
        ),
        (
            lacks.stale,
            ngettext("%(number)s of %(rows)s row stale", "%(number)s of %(rows)s rows stale", rows),
        ),
        (
            lacks.unsourced,
            ngettext(
                "%(number)s of %(rows)s row without its source",
                "%(number)s of %(rows)s rows without their source",
                rows,
            ),
        ),
    ]
    return [words % {"number": number, "rows": rows} for number, words in sentences if number]


def public_words(public, coming):
    if public is not None:
        return _("In public: edition %(number)s") % {"number": public}
    if coming is not None:
        at, number = coming
        return _("From %(time)s: edition %(number)s") % {
            "time": formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT"),
            "number": number,
        }
    return _("Not public")


def next_action(post, language, lacks, *, may_edit, may_submit):
    """(words, address, whether it is work on the text) of what is to be done next."""
    edition = post.latest_edition
    nothing = _("Nothing to do"), "", False
    if post.need == OVER:
        return nothing
    form = reverse("admin:news_edition_change", args=[edition.pk])
    if lacks is not None and (work := text_work(edition, language, lacks)):
        words, at = work
        return words, to_text(form, at, may_edit), True
    status = Status(edition.status)
    if status in REVIEW_STATUSES:
        return WAITS[status], f"{form}#way-heading", False
    if status in WRITING_STATUSES:
        if not is_ready(post):
            return _("Waits for the other language"), "", False
        if status == Status.RETURNED:
            return (
                _("Mend what the reviewer noted"),
                reverse("admin:news_edition_history", args=[edition.pk]),
                True,
            )
        return SUBMIT.label, form + ("#submit-for-review" if may_submit else ""), True
    return nothing


def text_work(edition, language, lacks):
    """(words, anchor) of the work on a text that comes first, or None."""
    if lacks.missing:
        words = (
            ngettext("Write %(number)s row", "Write %(number)s rows", lacks.missing)
            if language == edition.source_language
            else ngettext("Translate %(number)s row", "Translate %(number)s rows", lacks.missing)
        )
        return words % {"number": lacks.missing}, lacks.missing_at
    if lacks.stale:
        words = ngettext("Check %(number)s stale row", "Check %(number)s stale rows", lacks.stale)
        return words % {"number": lacks.stale}, lacks.stale_at
    if lacks.unsourced:
        words = ngettext(
            "Complete the source of %(number)s row",
            "Complete the source of %(number)s rows",
            lacks.unsourced,
        )
        return words % {"number": lacks.unsourced}, lacks.unsourced_at
    if lacks.missing_at:
        return _("Write the first passage"), lacks.missing_at
    return None


def to_text(form, at, may_edit):
    # Someone who may only look is shown title and summary without inputs, at the top.
    return f"{form}#{at}" if may_edit or at.startswith("passages-") else form


def is_ready(post):
    """Whether the languages that have to go out first are complete."""
    edition = post.latest_edition
    first = CONTENT_LANGUAGES
    if post.column.release_rule == Column.ReleaseRule.CHINESE_FIRST:
        first = [edition.source_language]
    return all(
        in_language(edition, "language_state", language) == LanguageState.COMPLETE
        for language in first
    )


def drifted():
    """Editions whose stored states differ from those of their texts: (edition, stored, computed).

    The edition that is given out holds the computed states and is not saved.
    """
    editions = Edition.objects.order_by("pk").select_related("post").prefetch_related("passages")
    for edition in editions.iterator(chunk_size=200):
        stored = {name: getattr(edition, name) for name in STATE_FIELDS}
        edition.refresh_language_states()
        computed = {name: getattr(edition, name) for name in STATE_FIELDS}
        if stored != computed:
            yield edition, stored, computed
