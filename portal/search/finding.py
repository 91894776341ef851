"""From typed text to a page of results.

What is public is asked once more for the few results that are shown, so that no index, however
late, shows a reader a word that is not public.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone, translation

from news.listing import Numbered
from news.models import Release
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, HTML_CODES
from portal.models import Page
from portal.search import index, query, snippets
from portal.search.engines.chosen import Engine
from portal.search.expressions import every
from portal.search.models import SearchEntry
from portal.search.names import vocabulary as vocabulary_of
from ports.models import Port

PAGE_SIZE = 10
# Nobody reads further; more results are said to be more.
MOST = 1_000
# As many ports stand with their texts; more of them by their names alone.
PORT_CARDS = 3
# Below this a query in one run of characters is tried in its words too.
FEW = 5
# How common a pair of characters is, is counted so far.
ENOUGH = 50
NEAR = 6
ADDRESSES = {"post": "news:detail", "port": "ports:detail", "page": "page"}


@dataclass(frozen=True)
class Filters:
    column: str = ""
    port: str = ""
    year: int | None = None
    language: str = ""

    def __bool__(self):
        return any([self.column, self.port, self.year, self.language])

    @property
    def tokens(self):
        named = [("column", self.column), ("port", self.port), ("lang", self.language)]
        tokens = [f"{name}:{value}" for name, value in named if value]
        return [*tokens, f"year:{self.year}"] if self.year else tokens


@dataclass(frozen=True)
class Hit:
    kind: str
    url: str
    title: str
    snippet: str
    # HTML codes; the snippet may be of the other language.
    language: str
    snippet_language: str
    is_in_other_language: bool = False
    date: datetime | None = None
    column: object = None


@dataclass
class Found(Numbered):
    """A page of results; `items` without the ports that the query names, which stand above."""

    number: int = 1
    total: int = 0
    is_more: bool = False
    items: list = field(default_factory=list)
    ports: list = field(default_factory=list)
    # What was found instead, where nothing holds what was typed.
    corrected: str = ""
    is_partial: bool = False
    # Where nothing was found at all.
    near: list = field(default_factory=list)
    # Whether nothing holds all that was typed, as it was typed.
    is_miss: bool = False
    has_more_without_filters: bool = False
    last: int = 1
    query: str = ""

    @property
    def has_port_cards(self):
        return len(self.ports) <= PORT_CARDS


@dataclass
class _Keys:
    ports: list = field(default_factory=list)
    others: list = field(default_factory=list)
    is_more: bool = False

    def __len__(self):
        return len(self.ports) + len(self.others)


def find(chrome, language, text, filters=None, *, by_date=False, number=1):
    """The results of a typed text, or None for a page behind the last one."""
    filters = filters or Filters()
    index.look(chrome.generation)
    vocabulary = vocabulary_of(chrome)
    engine = Engine()
    asked = query.parse(text, vocabulary)
    if not asked:
        return Found()
    found = Found(number=number)
    keys = _keys(engine, asked, filters, by_date)
    if not keys and filters and engine.ids(asked.whole, 1):
        found.has_more_without_filters = True
    elif len(keys) < FEW:
        asked, keys = _instead(found, keys, asked, engine, vocabulary, filters, by_date, language)
    if not keys and not found.has_more_without_filters:
        found.near = near_spellings(asked, vocabulary, language, engine)
    _fill(found, keys, asked, chrome, language)
    return found if number <= found.last else None


def _instead(found, keys, asked, engine, vocabulary, filters, by_date, language):
    """What else may be meant where little or nothing answers: (what is marked, keys).

    Slips of the hand first, then long runs of characters in their words, then a part of the query.
    """

    def ask(changed):
        return _keys(engine, changed, filters, by_date)

    if not keys:
        corrected = query.corrected(
            asked, vocabulary, lambda group: bool(engine.ids(group.expression, 1))
        )
        if corrected:
            found.corrected = _wording(corrected, vocabulary, language)
            asked, keys = corrected, ask(corrected)
    if len(keys) < FEW:
        further, lacks = query.relaxed(asked, lambda token: len(engine.ids(token, ENOUGH)))
        # What holds every word stands before what holds some, and alone.
        if further and not (keys and lacks):
            was_found = bool(keys)
            keys = _with_further(keys, ask(further))
            found.is_partial = bool(keys) and lacks
            if keys:
                groups = (*asked.groups, *further.groups) if was_found else further.groups
                asked = query.Query(groups)
    found.is_miss = (not keys or found.is_partial) and not found.corrected
    if not keys:
        for parts in query.parts(asked):
            for part in parts:
                keys = _with_further(keys, ask(part))
            if keys:
                break
        found.is_partial = bool(keys)
    if not keys:
        found.corrected = ""
    return asked, keys


def _wording(asked, vocabulary, language):
    """A query as it is named to a reader, names by what they are called in the language."""
    parts = []
    for group in asked.groups:
        names = vocabulary.by_key.get(group.typed.replace(" ", ""))
        parts.append(names[0].label(language) if names else group.typed)
    return " ".join(parts)


def _with_further(keys, further):
    known = {*keys.ports, *keys.others}
    return _Keys(
        keys.ports + [key for key in further.ports if key not in known],
        keys.others + [key for key in further.others if key not in known],
        keys.is_more or further.is_more,
    )


def _keys(engine, asked, filters, by_date) -> _Keys:
    """The keys of everything that answers, the best first: three questions to the engine at most.

    Titles and names before texts, and newer before older.
    """
    tokens = filters.tokens
    whole = engine.ids(every([asked.whole, *tokens]), MOST + 1)
    if not whole:
        return _Keys()
    head = engine.ids(every([asked.whole_in_head, *tokens]), MOST + 1)
    part = []
    if len(asked.groups) > 1 and not by_date:
        part = engine.ids(every([asked.part_in_head, *tokens]), MOST + 1)
    in_whole, in_head = set(whole), set(head)
    ports = [key for key in _port_keys(asked.ports) if key in in_whole]
    ports += [key for key in head if index.kind_of(key) == "port" and key not in ports]
    if by_date:
        rest = [*(key for key in whole if index.kind_of(key) == "post"), *whole]
    else:
        dated = [key for key in (*head, *part, *whole) if index.kind_of(key) == "post"]
        pages = [key for key in head if index.kind_of(key) == "page"]
        rest = [*pages, *dated, *(key for key in whole if key not in in_head)]
    shown = set(ports)
    others = [key for key in dict.fromkeys(rest) if key not in shown]
    return _Keys(ports, others[:MOST], len(whole) > MOST)


def _port_keys(slugs):
    """The keys of the entries of some ports, in the order of their slugs. One query if any."""
    found = dict(SearchEntry.objects.filter(kind="port", slug__in=slugs).values_list("slug", "pk"))
    return [found[slug] for slug in slugs if slug in found]


def _fill(found, keys, asked, chrome, language):
    found.last = max(1, -(-len(keys.others) // PAGE_SIZE))
    found.total = min(len(keys), MOST)
    found.is_more = keys.is_more
    start = (found.number - 1) * PAGE_SIZE
    here = keys.others[start : start + PAGE_SIZE]
    ports = keys.ports if found.number == 1 else []
    # Many ports stand by their names alone.
    named_only = set(ports) if len(ports) > PORT_CARDS else set()
    hits = _hits([*ports, *here], named_only, asked, chrome, language)
    found.ports = [hits[key] for key in ports if key in hits]
    found.items = [hits[key] for key in here if key in hits]


def _hits(keys, named_only, asked, chrome, language):
    """{key: hit} of those entries that may be read now. Four queries at most."""
    entries = SearchEntry.objects.in_bulk(keys)
    by_kind = {
        kind: [entry.object_id for entry in entries.values() if entry.kind == kind]
        for kind in index.KINDS
    }
    public = public_now(by_kind["post"])
    there = {
        "port": _existing(Port, by_kind["port"]),
        "page": _existing(Page, by_kind["page"]),
    }
    columns = {column.pk: column for column in chrome.columns}
    hits = {}
    for key, entry in entries.items():
        if entry.kind == "post":
            editions = public.get(entry.object_id, {})
            allowed = [
                code
                for code, (edition_id, _column) in editions.items()
                if edition_id == entry.edition_id and code in entry.texts
            ]
            column = columns.get(next(iter(editions.values()))[1]) if editions else None
        else:
            allowed = list(entry.texts) if entry.object_id in there[entry.kind] else []
            column = None
        if allowed:
            hits[key] = _hit(entry, allowed, asked.groups, language, column, key in named_only)
    return hits


def public_now(keys):
    """{post: {language: (edition, column)}} of what is public now. One query."""
    if not keys:
        return {}
    now = timezone.now()
    releases = Release.objects.none()
    for code in CONTENT_LANGUAGES:
        releases = releases | Release.objects.public(code, now)
    found = {}
    rows = releases.filter(post__in=keys).order_by()
    for post, code, edition, column in rows.values_list(
        "post_id", "language", "edition_id", "column_id"
    ):
        found.setdefault(post, {})[code] = (edition, column)
    return found


def _existing(model, keys):
    return set(model.objects.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _hit(entry, allowed, groups, language, column, is_named_only):
    shown = language if language in allowed else allowed[0]
    text = entry.texts[shown]
    title = snippets.marked(text["title"], snippets.spans(text["title"], groups))
    piece, snippet_language = "", shown
    if not is_named_only:
        piece, snippet_language = _best_snippet(entry, allowed, groups, shown)
    return Hit(
        kind=entry.kind,
        url=_address(entry.kind, entry.slug, shown),
        title=title,
        snippet=piece,
        language=HTML_CODES[shown],
        snippet_language=HTML_CODES[snippet_language],
        is_in_other_language=shown != language,
        date=entry.date,
        column=column,
    )


@lru_cache(maxsize=4096)
def _address(kind, slug, language):
    with translation.override(DJANGO_CODES[language]):
        return reverse(ADDRESSES[kind], args=[slug])


def _best_snippet(entry, allowed, groups, shown):
    """(snippet, its language): of the language of the title unless only another one has a hit."""
    order = [shown, *(code for code in allowed if code != shown)]
    for code in order:
        text = entry.texts[code]
        lead = text["lead"]
        if lead and text["text"] and lead[-1].isalnum():
            lead += "。" if code == "zh" else "."
        whole = "\n".join(filter(None, [lead, text["text"]]))
        piece, count = snippets.snippet(whole, groups, code)
        in_title = snippets.spans(text["title"], groups)
        if count or in_title:
            return piece, code
    text = entry.texts[shown]
    return snippets.cut(text["lead"] or text["text"], snippets.LENGTH.get(shown, 220)), shown


def near_spellings(asked, vocabulary, language, engine):
    """What a query that found nothing may have meant, as words that do find something."""
    found = []
    for group in asked.groups:
        near = [
            *vocabulary.near(group.typed, further=1),
            *vocabulary.beginning(group.typed),
            *vocabulary.near_han(group.typed, further=1),
        ]
        for word in dict.fromkeys(near):
            known = query.group_of(word, vocabulary)
            if engine.ids(known.expression, 1):
                names = vocabulary.by_key.get(word)
                found.append(names[0].label(language) if names else word)
    return list(dict.fromkeys(found))[:NEAR]
