"""Ports that a text mentions: offered to editors, linked for readers.

Which ports an edition is about is the editors' choice (`Edition.ports`). Of those the first mention
in the text becomes a link to the port's page as the text is read, so a link never grows old and
taking a port off the list takes its link away. What is mentioned and not on the list is offered in
the form. Stored text never changes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from portal.languages import CONTENT_LANGUAGES, in_language

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
# The pieces of clean HTML: a tag, whose attributes may hold ">" between quotes; an entity; text.
PIECE = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>|&#?\w+;|[^<&]+|[<&]")
HREF = re.compile(r' href="([^"]*)"')
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# No link stands in these: in a link it would be none, and headings are read as lists of places.
CLOSED = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "code", "pre", "button"}
SUFFIXES = {"zh": "口岸", "en": " Port"}


@dataclass(frozen=True)
class Names:
    """The spellings of ports in one language, the longest first; `slugs` by folded spelling."""

    pattern: re.Pattern | None = None
    slugs: dict = field(default_factory=dict)

    def found(self, text: str):
        """(start, end, slug) of every name in a text, in order."""
        if self.pattern is not None:
            for match in self.pattern.finditer(text):
                yield match.start(), match.end(), self.slugs[match.group().casefold()]


def names_of(ports: Iterable) -> dict[str, Names]:
    """The names of ports, with `aliases` at hand, by language. A name of two ports is no name."""
    return {language: _names(ports, language) for language in CONTENT_LANGUAGES}


def _names(ports, language):
    slugs, ambiguous = {}, set()
    for port in ports:
        for spelling in {each.casefold() for each in _spellings(port, language)}:
            if slugs.setdefault(spelling, port.slug) != port.slug:
                ambiguous.add(spelling)
    for spelling in ambiguous:
        del slugs[spelling]
    if not slugs:
        return Names()
    longest_first = sorted(slugs, key=lambda each: (-len(each), each))
    choice = "|".join(map(re.escape, longest_first))
    if language == "zh":
        return Names(re.compile(choice), slugs)
    return Names(re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE), slugs)


def _spellings(port, language):
    name = in_language(port, "name", language)
    # A remark in brackets is no part of a name.
    spellings = [name, *(alias.text for alias in port.aliases.all() if "(" not in alias.text)]
    if name.endswith(SUFFIXES[language]):
        spellings.append(name.removesuffix(SUFFIXES[language]))
    for spelling in spellings:
        is_han = bool(HAN.search(spelling))
        long_enough = len(spelling) >= (2 if is_han else 4)
        # Case folding that changes the length would miss in the look-up.
        if long_enough and is_han == (language == "zh") and spelling == spelling.strip():
            yield spelling


class Linker:
    """Links the first mention of each of some ports over the passages of one text."""

    def __init__(self, names: Names, addresses: dict[str, str]):
        """`addresses` are the pages by slug; a port that is not among them is not linked."""
        self.names = names
        self.left = dict(addresses)

    def __call__(self, html: str) -> str:
        """Clean HTML with links added; nothing else of it changes."""
        if not self.left or self.names.pattern is None:
            return html
        closed_by = []
        parts = []
        for piece in PIECE.findall(html):
            tag = TAG.match(piece)
            if tag:
                ends, name = tag[1], tag[2].lower()
                if name == "a" and not ends:
                    self._leave_out(piece)
                if ends and closed_by and closed_by[-1] == name:
                    closed_by.pop()
                elif not ends and name in CLOSED:
                    closed_by.append(name)
                parts.append(piece)
            elif closed_by or piece[0] in "<&":
                parts.append(piece)
            else:
                parts.append(self._linked(piece))
        return "".join(parts)

    def _leave_out(self, tag):
        """A port that the editor linked by hand needs no second link."""
        href = HREF.search(tag)
        if href:
            for slug, address in list(self.left.items()):
                if href[1].rstrip("/").endswith(address.rstrip("/")):
                    del self.left[slug]

    def _linked(self, text):
        parts, place = [], 0
        for start, end, slug in self.names.found(text):
            address = self.left.pop(slug, None)
            if address is not None:
                parts += [text[place:start], f'<a href="{escape(address)}">{text[start:end]}</a>']
                place = end
        return "".join([*parts, text[place:]])


def mentioned(texts: dict[str, Iterable[str]], names: dict[str, Names]) -> list[str]:
    """The slugs of the ports that texts mention, by language, in the order of their mention."""
    return list(
        dict.fromkeys(
            slug
            for language, each in texts.items()
            for text in each
            for _start, _end, slug in names[language].found(re.sub(r"<[^>]*>", " ", text or ""))
        )
    )
