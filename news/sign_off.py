"""审签单: the record of an edition, from who wrote it to when it was withdrawn, in both languages.

What each review, tick and release stood for is named by the digest of the version it was given to,
so that a printed sheet can be held against the history at any later time. The sheet is read by
people of both languages, whatever the admin's language is, so every label stands in both.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from news import checking, history, versions, workflow
from news.models import Confirmation, Proofreading, Status, Transition, Version
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, HTML_CODES, in_language
from portal.richtext import plain_text

NAMES = {
    "zh": pgettext_lazy("language of a text", "Chinese"),
    "en": pgettext_lazy("language of a text", "English"),
}
PROOFREAD = {"zh": _("Chinese proofread"), "en": _("English proofread")}
KINDS = {
    Transition.Kind.EMERGENCY: _("Emergency release"),
    Transition.Kind.CONFIRMATION: _("Emergency release confirmed"),
    Transition.Kind.RESTORATION: _("Draft replaced by an older version"),
}
LABELS = {
    "sheet": _("Sign-off sheet"),
    "title": _("Title"),
    "column": _("Column"),
    "edition": pgettext_lazy("sign-off sheet", "Edition"),
    "address": _("Address"),
    "status": _("Status"),
    "version": pgettext_lazy("sign-off sheet", "Version"),
    "source": _("Source"),
    "author": _("Author"),
    "editor": _("Responsible editor"),
    "writers": _("Typed by"),
    "released": pgettext_lazy("sign-off sheet", "Released"),
    "withdrawn": _("Withdrawn or replaced"),
    "change_note": _("Public change note"),
    "extent": _("Extent"),
    "ports": _("Ports mentioned"),
    "files": _("Attachments"),
    "record": _("Reviews, proofreadings and releases"),
    "number": _("No."),
    "time": _("Time"),
    "act": _("Act"),
    "name": pgettext_lazy("sign-off sheet", "Name"),
    "reason": _("Reason"),
    "translations": _("Translations confirmed"),
    "language": _("Language"),
    "how": _("How"),
    "texts": _("Texts"),
    "last": _("Last time"),
    "accepted": _("Findings left as they are"),
    "finding": _("Finding"),
    "none": _("None"),
    "signatures": _("Signatures"),
    "date": _("Date"),
    "zone": _("All times are those of the site's time zone."),
    "not_yet": _(
        "This edition is under way: the sheet says how it stands at the time of printing."
    ),
    "page": _("Printed"),
}


# Worded when it is read, in the language that is active then.
sentence = lazy(checking.message, str)


def both(text, **values):
    """[(language for HTML, text)] of a lazy text in each language of the site."""
    result = []
    for language in CONTENT_LANGUAGES:
        with translation.override(DJANGO_CODES[language]):
            said = str(text)
            filled = {name: str(value) for name, value in values.items()}
            result.append((HTML_CODES[language], said % filled if filled else said))
    return result


@dataclass(frozen=True)
class Line:
    """One act on the sheet. `what` is in both languages; `version` is short."""

    at: object
    what: list
    by: str
    version: str = ""
    reason: str = ""


@dataclass
class Sheet:
    edition: object
    document: dict
    version: str
    labels: dict
    status: list
    column: list
    writers: list
    facts: list
    extent: list
    window: object = None
    lines: list[Line] = field(default_factory=list)
    confirmations: list = field(default_factory=list)
    signatures: list = field(default_factory=list)
    # Of the page in each language, below the site's own.
    addresses: list = field(default_factory=list)

    @property
    def accepted(self):
        """The findings of the wording as sentences in both languages, their times as times."""
        return [
            {
                **each,
                "at": datetime.fromisoformat(each["at"]),
                "sentences": both(sentence(each["code"], each["values"])),
            }
            for each in self.document["accepted"]
        ]

    @property
    def is_under_way(self):
        return not self.edition.is_frozen


def sheet(edition) -> Sheet:
    """The record of an edition. Its number of queries does not grow with its rows or moves."""
    moves = list(
        edition.transitions.select_related("by", "version")
        .defer("version__document")
        .order_by("pk")
    )
    document, digest = _wording(edition, moves)
    column = edition.post.column
    found = Sheet(
        edition=edition,
        document=document,
        version=digest[: history.SHORT],
        labels={name: both(text) for name, text in LABELS.items()},
        status=both(Status(edition.status).label),
        column=[
            (HTML_CODES[language], in_language(column, "name", language))
            for language in CONTENT_LANGUAGES
        ],
        writers=[name_of(user) for user in edition.writers.order_by("pk")],
        facts=[
            (
                both(LABELS[name]),
                [(HTML_CODES[each], texts.get(each) or "") for each in CONTENT_LANGUAGES],
            )
            for name in ["title", "author", "editor", "source", "change_note"]
            if any((texts := document["texts"].get(name, {})).values())
        ],
        extent=[_extent(document, language) for language in CONTENT_LANGUAGES],
        window=history.windows(list(edition.post.editions.all())).get(edition.pk),
        lines=_lines(edition, moves),
        confirmations=_confirmations(edition),
    )
    stages = [Status(stage).label for stage in workflow.STAGES[column.reviews_required]]
    found.signatures = [
        both(label) for label in [LABELS["author"], *PROOFREAD.values(), *stages, _("Released by")]
    ]
    for language in CONTENT_LANGUAGES:
        with translation.override(DJANGO_CODES[language]):
            found.addresses.append(edition.post.get_absolute_url())
    return found


def _wording(edition, moves):
    """What was approved; the text as it stands where nothing was yet. (document, digest)

    Names of ports and pictures in a frozen edition may be others today: what was approved is kept.
    """
    approved = [
        move.version_id
        for move in moves
        if move.to_status == Status.APPROVED and move.kind != Transition.Kind.CONFIRMATION
    ]
    if edition.is_frozen and approved and approved[-1]:
        version = Version.objects.get(pk=approved[-1])
        return versions.as_document(version), version.digest
    document = versions.document_of(edition)
    return document, versions.digest(document)


def name_of(user):
    return (user.get_full_name() or user.get_username()) if user else "–"


def _lines(edition, moves):
    by_lock = {move.lock_version: move.version for move in moves if move.version}
    events = [(move.lock_version, 1, _move(move)) for move in moves]
    for tick in Proofreading.objects.filter(edition=edition).select_related("by").order_by("pk"):
        # The move that left these words, or the one that came upon them.
        version = by_lock.get(tick.lock_version) or by_lock.get(tick.lock_version - 1)
        events.append((tick.lock_version, 0, _tick(tick, version)))
    return [line for *_order, line in sorted(events, key=lambda event: event[:2])]


def _move(move):
    version = history.short(move.version) if move.version else ""
    if move.kind in KINDS:
        what = both(KINDS[move.kind])
    else:
        what = both(
            _("%(before)s → %(after)s"),
            before=Status(move.from_status).label,
            after=Status(move.to_status).label,
        )
    return Line(move.at, what, name_of(move.by), version, move.reason)


def _tick(tick, version):
    what = both(PROOFREAD.get(tick.language, tick.language))
    return Line(tick.at, what, name_of(tick.by), history.short(version) if version else "")


def _extent(document, language):
    """How many rows a language has and how long its text is, in both languages."""
    texts = [plain_text(row["text"].get(language) or "") for row in document["rows"]]
    rows = sum(bool(text) for text in texts)
    if language == "zh":
        length = sum(len("".join(text.split())) for text in texts)
        words = ngettext_lazy("%(number)s character", "%(number)s characters", length)
    else:
        length = sum(len(text.split()) for text in texts)
        words = ngettext_lazy("%(number)s word", "%(number)s words", length)
    return both(
        _("%(language)s: %(rows)s, %(length)s"),
        language=NAMES[language],
        rows=_Filled(ngettext_lazy("%(number)s row", "%(number)s rows", rows), rows),
        length=_Filled(words, length),
    )


class _Filled:
    """A lazy text with its number, worded when it is asked for."""

    def __init__(self, text, number):
        self.text, self.number = text, number

    def __str__(self):
        return str(self.text) % {"number": self.number}


def _confirmations(edition):
    """Who confirmed how many texts of which language in which way, and when last."""
    found = {}
    for each in edition.confirmations.select_related("by").order_by("pk"):
        key = (name_of(each.by), each.language, each.kind)
        parts, _last = found.get(key, (set(), None))
        found[key] = (parts | {each.part}, each.at)
    return [
        (
            name,
            both(NAMES.get(language, language)),
            both(Confirmation.Kind(kind).label),
            len(parts),
            at,
        )
        for (name, language, kind), (parts, at) in found.items()
    ]
