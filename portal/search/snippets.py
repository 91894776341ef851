"""Pieces of plain text around what was asked for, with the hits in `<mark>`."""

import re
from functools import lru_cache
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.search.tokens import HAN, STOP_WORDS, fold, stem

# Characters of a snippet; a Han character is as wide as two letters.
LENGTH = {"zh": 110, "en": 220}
# The words in letters, also those within a run of Han characters: "A4纸" holds "A4".
WORD = re.compile(f"[^\\W_{HAN}]+")
START = re.compile(r"[。！？；\n.!?;]\s*|\s")
MOST_SPANS = 400


def spans(text: str, groups) -> list[tuple[int, int, int]]:
    """(start, end, number of the group) of every hit in a text, in their order, none overlapping.

    Offsets are code points of the text as it is: it is compared in the forms that keep its length.
    """
    lowered = text.lower()
    # Only these keep every place; a text with letters that grow in lower case is searched as it is.
    lowered = lowered if len(lowered) == len(text) else text
    found = []
    stems = {}
    for number, group in enumerate(groups):
        for token in group.stems:
            stems.setdefault(token, number)
        for phrase in group.phrases:
            place = lowered.find(phrase)
            while place >= 0 and len(found) < MOST_SPANS:
                found.append((place, place + len(phrase), number))
                place = lowered.find(phrase, place + len(phrase))
    if stems:
        for match in WORD.finditer(text):
            if stems.get(_token(match.group())) is not None:
                found.append((*match.span(), stems[_token(match.group())]))
                if len(found) >= 2 * MOST_SPANS:
                    break
    kept = []
    for span in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


@lru_cache(maxsize=16_384)
def _token(word):
    token = stem(fold(word))
    return None if token in STOP_WORDS else token


def marked(text: str, found, start=0, end=None) -> SafeString:
    """A piece of a text as HTML, everything escaped, the hits in `<mark>`."""
    end = len(text) if end is None else end
    parts, place = [], start
    for left, right, _number in found:
        if left < start or right > end:
            continue
        parts.append(f"{escape(text[place:left])}<mark>{escape(text[left:right])}</mark>")
        place = right
    parts.append(escape(text[place:end]))
    # Every part is escaped; a call of format_html for each would take half of a search.
    return mark_safe("".join(parts))


def snippet(text: str, groups, language: str) -> tuple[SafeString, int]:
    """(the piece of a text that holds most of what was asked for, how many groups it holds)."""
    length = LENGTH.get(language, 220)
    text = re.sub(r"\s+", " ", text)
    found = spans(text, groups)
    if not found:
        return cut(text, length), 0
    best, best_count = found[0], 0
    for place, span in enumerate(found):
        numbers = set()
        for other in found[place:]:
            if other[1] > span[0] + length * 3 // 4:
                break
            numbers.add(other[2])
        if len(numbers) > best_count:
            best, best_count = span, len(numbers)
    start = max(0, best[0] - length // 4)
    if start:
        # At the beginning of a sentence or word, where one is near.
        near = [match.end() for match in START.finditer(text, start, best[0])]
        start = near[0] if near else start
    end = min(len(text), start + length)
    if end < len(text) and text[end - 1].isascii() and not text[end - 1].isspace():
        space = text.rfind(" ", best[1], end)
        end = space if space > start + length // 2 else end
    end = max(end, best[1])
    piece = marked(text, found, start, end)
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    return format_html("{}{}{}", before, piece, after), best_count


def cut(text, length):
    return text if len(text) <= length else text[:length].rstrip() + "…"
