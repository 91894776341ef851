"""The checks of `news.parity` on what the site stores.

Here the site's own words come in (ports, countries, 术语, 错别字、错敏词), rich text becomes the
plain text that spans count on, findings get their sentences and are matched with what somebody
accepted.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from threading import Lock

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from news import parity, rule_messages, wording
from news.models import AcceptedFinding, Edition, Level
from news.parity import language_messages, messages
from news.parity.vocabulary import place_name, port_name, with_gazetteer
from news.wording import Term, Wording, forms_of
from portal import generation
from portal.languages import CONTENT_LANGUAGES, in_language
from ports.models import Country, Port

# The texts of an edition beside its passages. They are plain text; in those that name people and
# houses the languages need not say the same.
HEADS = ["title", "summary"]
NAMED = ["author", "editor", "source"]
TEXTS = [*HEADS, *NAMED, "change_note"]
MESSAGES = {**language_messages.MESSAGES, **messages.MESSAGES, **rule_messages.MESSAGES}
# Beyond this a text is not checked: a check must not take longer than a second.
MAX_LENGTH = 100_000


# Plain text

BLOCKS = {"p", "h2", "h3", "ul", "ol", "li", "table", "caption", "tr"}
CELLS = {"td", "th"}


class _Plain(HTMLParser):
    """static/workbench/plain.js takes the same walk; tests/browser/test_findings.py compares."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []
        self.is_parted = False
        self.is_in_row = False

    def handle_starttag(self, tag, attrs):
        if tag in BLOCKS:
            self.is_parted, self.is_in_row = True, False
        elif tag in CELLS:
            if self.is_in_row:
                self.take("\t")
            self.is_in_row = True
        elif tag == "br":
            self.take("\n")

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.is_parted, self.is_in_row = True, False

    def handle_data(self, data):
        # White space with a line feed is how the HTML was laid out.
        if "\n" not in data or data.strip():
            self.take(data.replace("\n", " "))

    def take(self, text):
        if self.is_parted and self.pieces and self.pieces[-1] != "\n":
            self.pieces.append("\n")
        self.is_parted = False
        self.pieces.append(text)


def plain(html: str) -> str:
    """The plain text on which spans are offsets, in code points.

    Text nodes joined; "\\n" between blocks and for a line break, "\\t" between the cells of a
    table's row. A line feed within a text is a space.
    """
    if "<" not in html and "&" not in html:
        return html.replace("\n", " ")
    walk = _Plain()
    walk.feed(html)
    walk.close()
    return "".join(walk.pieces).rstrip("\n")


# Vocabulary

_held: tuple[int, parity.Vocabulary] | None = None
_lock = Lock()


def vocabulary() -> parity.Vocabulary:
    """What the site knows of names and words. One query; more after one of them changed."""
    global _held
    number = generation.current()
    if _held is None or _held[0] != number:
        with _lock:
            if _held is None or _held[0] != number:
                _held = number, _vocabulary()
    return _held[1]


def forget() -> None:
    """For tests, whose databases begin anew with the same numbers."""
    global _held
    _held = None
    _check.cache_clear()


def _vocabulary():
    names = [*_names_of_ports(), *_names_of_countries()]
    columns = {name: columns for name, (_files, columns, _key) in wording.LISTS.items()}
    return _of_lists(
        Term.objects.values(*columns["term"]), Wording.objects.values(*columns["wording"]), names
    )


def vocabulary_or_shipped() -> tuple[parity.Vocabulary, str]:
    """What the site knows and "", or what a new site knows and why its database was not asked."""
    try:
        return vocabulary(), ""
    except (DatabaseError, ImproperlyConfigured) as error:
        return shipped_vocabulary(), (
            "only the names and words that a new site begins with are known, as the database"
            f" is not ready: {error}"
        )


def shipped_vocabulary() -> parity.Vocabulary:
    """What a new site knows, for checks where there is no database."""
    return _of_lists(wording.shipped("term"), wording.shipped("wording"))


def _of_lists(terms, wordings, names=()):
    """Rows of the two lists, as `news.wording` names their columns, and other names."""
    terms = [
        parity.Name(
            forms_of(row["zh"]), forms_of(row["en"]), row["kind"], parity.Level(row["level"])
        )
        for row in terms
    ]
    unwanted = [parity.Unwanted(**{**row, "level": parity.Level(row["level"])}) for row in wordings]
    return parity.Vocabulary(with_gazetteer(names, terms), unwanted)


def _names_of_ports():
    """Ports with their other spellings; the places where they lie and those opposite, once each."""
    places = {}
    for port in Port.objects.prefetch_related("aliases"):
        zh, en = ([in_language(port, "name", each)] for each in ["zh", "en"])
        for alias in port.aliases.all():
            (en if alias.text.isascii() else zh).append(alias.text)
        yield port_name(*(list(filter(None, forms)) for forms in [zh, en]))
        for field_name in ["prefecture", "county"]:
            places[in_language(port, field_name, "zh"), in_language(port, field_name, "en")] = None
        # Of a port with two crossings, written as a list.
        zh = in_language(port, "counterpart", "zh").split("、")
        en = in_language(port, "counterpart", "en").split(", ")
        if len(zh) == len(en):
            places.update(dict.fromkeys(zip(zh, en, strict=True)))
    for zh, en in places:
        if zh and en:
            yield place_name([zh], [en])


def _names_of_countries():
    for country in Country.objects.all():
        zh, en = in_language(country, "name", "zh"), in_language(country, "name", "en")
        if zh and en:
            yield parity.Name((zh,), (en,), "country")


# Findings


@dataclass(frozen=True)
class RowFinding:
    """A finding in its place.

    `part` is a name of `TEXTS` or a passage's key, `label` the same in words. `digest` says which
    words were found and holds from save to save and edition to edition; `accepted` is what
    somebody said of these words, or None.
    """

    part: str
    label: str
    digest: str
    finding: parity.Finding
    accepted: AcceptedFinding | None = None

    @property
    def code(self):
        return self.finding.code

    @property
    def level(self) -> Level:
        return Level(self.finding.level)

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the active language."""
        return message(self.finding.code, self.finding.values)

    @property
    def words(self) -> list[tuple[str, str]]:
        """(content language, words found in it), for the languages that have any."""
        return [
            (language, words)
            for language in CONTENT_LANGUAGES
            if (words := words_of(getattr(self.finding, language)))
        ]


@dataclass
class Part:
    """A text in both languages: plain text for a name of `TEXTS`, rich text for a passage."""

    name: str
    zh: str
    en: str
    label: str = ""
    findings: list[RowFinding] = field(default_factory=list)
    is_checked: bool = True


def message(code, values) -> str:
    """The sentence of a finding in the active language."""
    template = MESSAGES.get(code)
    if template is None:
        return code
    values = _Values(values)
    if "language" in values:
        values["language"] = {"zh": _("Chinese"), "en": _("English")}[values["language"]]
    return (_(template) % values).strip()


class _Values(dict):
    """A value that a code does not give must not take the editor's page away."""

    def __missing__(self, name):
        return "…"


def words_of(spans) -> str:
    return " … ".join(span.text for span in spans)


def check_texts(zh_html: str, en_html: str) -> list[parity.Finding]:
    """The findings of two rich texts; offsets are those of `plain`."""
    return list(_found(plain(zh_html), plain(en_html), vocabulary()))


def check_parts(
    parts: Iterable[Part],
    accepted: Iterable[AcceptedFinding] = (),
    more: Iterable[tuple[str, parity.Finding]] = (),
) -> list[Part]:
    """Fills `findings` of each part and says of what is too long that it is not checked.

    `more` are findings of other checks, with the part that each belongs to.

    One query, and more after the site's words changed.
    """
    words = vocabulary()
    held = {(each.part, each.digest): each for each in accepted}
    parts = list(parts)
    for part in parts:
        zh, en = part.zh or "", part.en or ""
        if part.name not in TEXTS:
            zh, en = plain(zh), plain(en)
        part.is_checked = max(len(zh), len(en)) <= MAX_LENGTH
        # People's names are not compared; each language's own faults are found apart.
        pairs = [(zh, ""), ("", en)] if part.name in NAMED else [(zh, en)]
        found = [each for pair in pairs if part.is_checked for each in _found(*pair, words)]
        found = [*found, *(each for name, each in more if name == part.name)]
        times = Counter()
        part.findings = []
        for each in found:
            same = (
                each.code,
                *(tuple(span.text for span in spans) for spans in (each.zh, each.en)),
            )
            digest = sha256(repr((*same, times[same])).encode()).hexdigest()[:16]
            # The second of two equal faults is another one: accepting the first is not about it.
            times[same] += 1
            part.findings.append(
                RowFinding(part.name, part.label, digest, each, held.get((part.name, digest)))
            )
    return parts


@lru_cache(maxsize=512)
def _check(zh, en, words):
    return tuple(parity.check(zh, en, words))


def _found(zh, en, words):
    # A form asks for the same rows on every save and every key.
    return _check(zh, en, words) if len(zh) + len(en) < 10_000 else parity.check(zh, en, words)


def parts_of(edition: Edition, passages=None) -> list[Part]:
    """The texts of an edition as it is stored, in the order of the form. One query or none."""
    texts = {
        name: Part(
            name,
            in_language(edition, name, "zh"),
            in_language(edition, name, "en"),
            label_of(name),
        )
        for name in TEXTS
    }
    heads = [texts.pop(name) for name in HEADS]
    rows = [
        Part(
            passage.key,
            in_language(passage, "text", "zh"),
            in_language(passage, "text", "en"),
            _("Row %(place)s") % {"place": passage.position},
        )
        for passage in (edition.passages.all() if passages is None else passages)
    ]
    return [*heads, *rows, *texts.values()]


def label_of(name):
    """A text's name in the active language."""
    return capfirst(Edition._meta.get_field(name).verbose_name)


def accepted_of(edition: Edition) -> list[AcceptedFinding]:
    """What was accepted in an edition, oldest first, each with who did. One query."""
    return list(edition.accepted_findings.select_related("by"))


def findings_of(edition: Edition, passages=None, more=()) -> list[RowFinding]:
    """Everything the checks find in an edition, in reading order. Three queries.

    `more` as in `check_parts`.
    """
    parts = check_parts(parts_of(edition, passages), accepted_of(edition), list(more))
    return [found for part in parts for found in part.findings]


def counts(findings: Iterable[RowFinding]) -> dict[str, int]:
    """How many are open of each level ("error", "warning", "hint"), and how many "accepted"."""
    result = {**dict.fromkeys(Level.values, 0), "accepted": 0}
    for found in findings:
        result["accepted" if found.accepted else found.level] += 1
    return result


def acceptances(findings, reasons: dict[tuple[str, str], str], user) -> list[AcceptedFinding]:
    """What was accepted by giving a reason, not yet stored and without an edition.

    `reasons` are by (part, digest). One without words, or for what is not found or accepted
    already, is passed over.
    """
    limit = AcceptedFinding._meta.get_field("reason").max_length
    return [
        AcceptedFinding(
            part=found.part,
            code=found.code,
            level=found.level,
            digest=found.digest,
            values={name: str(value) for name, value in found.finding.values.items()},
            words_zh=words_of(found.finding.zh),
            words_en=words_of(found.finding.en),
            reason=reason[:limit],
            by=user,
        )
        for found in findings
        if not found.accepted and (reason := reasons.get((found.part, found.digest), "").strip())
    ]
