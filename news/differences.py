"""What changed between two texts: by character in Chinese, by word in English. No Django here."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import NamedTuple

# A character with the marks that belong to it.
CLUSTER = re.compile(r".[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*", re.DOTALL)
# "10:30", "1,200", "don't" and "side-by-side" are one word each.
WORD = re.compile(r"\w+(?:[.,:'’-]\w+)*|[^\w\s]")
CHARACTER = re.compile(r"\S")
# The matcher's work grows with the product of both lengths; beyond this (about a second) what lies
# between the common beginning and the common end is shown as changed in one piece.
MAX_WORK = 2_000_000


class Piece(NamedTuple):
    text: str
    is_changed: bool


class Difference(NamedTuple):
    """Both texts whole, in pieces: `then` marks what was taken away, `now` what was put in."""

    then: list[Piece]
    now: list[Piece]


def compare(then: str, now: str, language: str) -> Difference:
    """The differences that bear meaning between two plain texts in a language ("zh", "en").

    White space and full-width or half-width forms (NFKC) are no difference, as for
    `news.staleness.fingerprint`. The pieces of each side add up to its text.
    """
    one, two = _Text(then, language), _Text(now, language)
    for start, end, other_start, other_end in _changes(one.keys, two.keys):
        one.mark(start, end)
        two.mark(other_start, other_end)
    return Difference(one.pieces(), two.pieces())


class _Text:
    def __init__(self, text, language):
        self.clusters = CLUSTER.findall(text)
        normal, origins = [], []
        for index, cluster in enumerate(self.clusters):
            for char in unicodedata.normalize("NFKC", cluster):
                normal.append(char)
                origins.append(index)
        unit = CHARACTER if language == "zh" else WORD
        self.keys, self.spans = [], []
        for match in unit.finditer("".join(normal)):
            self.keys.append(match.group())
            self.spans.append((origins[match.start()], origins[match.end() - 1] + 1))
        self.changed = [False] * len(self.clusters)

    def mark(self, start, end):
        for first, last in self.spans[start:end]:
            self.changed[first:last] = [True] * (last - first)
        # Words that changed together are one piece with the space between them.
        for (_first, last), (following, _last) in zip(
            self.spans[start:end], self.spans[start + 1 : end], strict=False
        ):
            self.changed[last:following] = [True] * (following - last)

    def pieces(self):
        pieces = []
        for cluster, is_changed in zip(self.clusters, self.changed, strict=True):
            if pieces and pieces[-1][1] == is_changed:
                pieces[-1][0].append(cluster)
            else:
                pieces.append(([cluster], is_changed))
        return [Piece("".join(text), is_changed) for text, is_changed in pieces]


def _changes(one, two):
    """(start, end, start, end) of every stretch of units that differs."""
    shorter = min(len(one), len(two))
    start = 0
    while start < shorter and one[start] == two[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == two[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], two[start : len(two) - end]
    if len(left) * len(right) > MAX_WORK:
        yield start, len(one) - end, start, len(two) - end
        return
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, first, last, other_first, other_last in matcher.get_opcodes():
        if tag != "equal":
            yield start + first, start + last, start + other_first, start + other_last
