"""What changed between two texts: by character in Chinese, by word in English. No Django here."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from news.sequences import longest_increasing, similarity

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A character with the marks that belong to it.
MARKS = "[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
CLUSTER = re.compile(f".{MARKS}", re.DOTALL)
# In either language a figure ("1,200", "10:30") and a word in Latin letters change as a whole, and
# Chinese changes by character: "428" and "429" have no digit in common that means anything.
UNITS = {
    "zh": re.compile(rf"(?:\d+(?:,\d{{3}})*(?:[.:]\d+)*|[A-Za-z]+(?:['’-][A-Za-z]+)*|\S){MARKS}"),
    # "don't" and "side-by-side" are one word each.
    "en": re.compile(
        rf"(?:[{HAN}]|(?:(?![{HAN}])\w)+(?:[.,:'’-](?:(?![{HAN}])\w)+)*|[^\w\s]){MARKS}"
    ),
}
END_OF_CLAUSE = re.compile(r"[，。；：！？、,;!?\n]")
# The work of one comparison in steps, a million of which take about half a second. What is left
# when they are used up is shown as changed in one piece: coarse, and never wrong.
MAX_WORK = 800_000
# Between two long texts with less in common than this, marks would only be scattered particles.
SIMILAR = 0.25
LONG = 40


class Piece(NamedTuple):
    text: str
    is_changed: bool


class Difference(NamedTuple):
    """Both texts whole, in pieces: `then` marks what was taken away, `now` what was put in."""

    then: list[Piece]
    now: list[Piece]


class Stretch(NamedTuple):
    """Where two texts differ, in code points: what stood there and what stands there now."""

    start: int
    end: int
    now_start: int
    now_end: int


class Effort:
    """The steps that are left for comparing. One is shared by all texts of a page."""

    def __init__(self, steps=MAX_WORK):
        self.steps = steps


def compare(then: str, now: str, language: str) -> Difference:
    """The differences that bear meaning between two plain texts in a language ("zh", "en").

    White space and full-width or half-width forms (NFKC) are no difference, as for
    `news.staleness.fingerprint`. The pieces of each side add up to its text.
    """
    one, two = _Text(then, language), _Text(now, language)
    for start, end, other_start, other_end in _changes(one.keys, two.keys, Effort()):
        one.mark(start, end)
        two.mark(other_start, other_end)
    return Difference(one.pieces(), two.pieces())


def stretches(then: str, now: str, language: str, effort: Effort | None = None) -> list[Stretch]:
    """Every difference between two plain texts in a language, white space and width included.

    What lies outside of the stretches is the same on both sides, character for character.
    """
    one, two = (list(UNITS[language].finditer(text)) for text in (then, now))
    changes = _changes(
        [unit.group() for unit in one], [unit.group() for unit in two], effort or Effort()
    )
    found = []
    # What lies between two units that are the same on both sides is compared as it stands: a
    # change, white space alone, or nothing.
    for (i, j), (next_i, next_j) in pairwise(_kept(changes, len(one), len(two))):
        start = one[i].end() if i >= 0 else 0
        end = one[next_i].start() if next_i < len(one) else len(then)
        now_start = two[j].end() if j >= 0 else 0
        now_end = two[next_j].start() if next_j < len(two) else len(now)
        left, right = then[start:end], now[now_start:now_end]
        if left == right:
            continue
        before = _common_space(left, right)
        after = _common_space(left[before:][::-1], right[before:][::-1])
        found.append(Stretch(start + before, end - after, now_start + before, now_end - after))
    return found


def _kept(changes, length, other_length):
    """The units that are the same on both sides, as pairs, between (-1, -1) and both ends."""
    yield -1, -1
    i = j = 0
    for start, end, _other_start, other_end in [
        *changes,
        (length, length, other_length, other_length),
    ]:
        while i < start:
            yield i, j
            i, j = i + 1, j + 1
        i, j = end, other_end
    yield length, other_length


def _common_space(left, right):
    count = 0
    for char, other in zip(left, right, strict=False):
        if char != other or not char.isspace():
            break
        count += 1
    return count


class _Text:
    def __init__(self, text, language):
        self.clusters = CLUSTER.findall(text)
        normal, origins = [], []
        for index, cluster in enumerate(self.clusters):
            for char in unicodedata.normalize("NFKC", cluster):
                normal.append(char)
                origins.append(index)
        self.keys, self.spans = [], []
        for match in UNITS[language].finditer("".join(normal)):
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


def _changes(one, two, effort):
    """(start, end, start, end) of every stretch of units that differs, in order."""
    start, end, other_end = _trimmed(one, two, 0, len(one), 0, len(two))
    if start == end and start == other_end:
        return []
    return _readable(_between(one, two, start, end, start, other_end, effort))


def _trimmed(one, two, start, end, other_start, other_end):
    """The stretch without its common beginning and end: (start, end, other end).

    Both sides begin at the same distance from where they began before.
    """
    shift = other_start - start
    while start < end and start + shift < other_end and one[start] == two[start + shift]:
        start += 1
    while end > start and other_end > start + shift and one[end - 1] == two[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    return start, end, other_end


def _between(one, two, start, end, other_start, other_end, effort):
    whole = [(start, end, other_start, other_end)]
    left, right = one[start:end], two[other_start:other_end]
    if not left or not right:
        return whole
    if min(len(left), len(right)) > LONG and similarity(left, right) < SIMILAR:
        return whole
    found = _shortest(left, right, effort, effort.steps // 2)
    if found is None:
        found = list(_by_clauses(left, right, effort))
    return [
        (start + first, start + last, other_start + other_first, other_start + other_last)
        for first, last, other_first, other_last in found
    ]


def _shortest(one, two, effort, limit):
    """The fewest units that differ (Myers 1986), or None where that takes more than `limit`."""
    numbers = {}
    one = [numbers.setdefault(unit, len(numbers)) for unit in one]
    two = [numbers.setdefault(unit, len(numbers)) for unit in two]
    length, other_length = len(one), len(two)
    if abs(length - other_length) ** 2 // 2 > limit:
        return None
    furthest, trace, work = {1: 0}, [], 0
    for distance in range(length + other_length + 1):
        trace.append(furthest.copy())
        for diagonal in range(-distance, distance + 1, 2):
            if diagonal == -distance or (
                diagonal != distance and furthest[diagonal - 1] < furthest[diagonal + 1]
            ):
                x = furthest[diagonal + 1]
            else:
                x = furthest[diagonal - 1] + 1
            y = x - diagonal
            work += 1 - x
            while x < length and y < other_length and one[x] == two[y]:
                x, y = x + 1, y + 1
            work += x
            furthest[diagonal] = x
            if x >= length and y >= other_length:
                effort.steps -= work
                return _way_back(trace, length, other_length)
        # Copies of the front are work as well.
        work += distance // 4
        if work > limit:
            effort.steps -= work
            return None
    return None


def _way_back(trace, x, y):
    """The stretches along the way that `_shortest` took, in order."""
    found = []
    for distance in range(len(trace) - 1, 0, -1):
        furthest = trace[distance]
        diagonal = x - y
        if diagonal == -distance or (
            diagonal != distance and furthest[diagonal - 1] < furthest[diagonal + 1]
        ):
            before = diagonal + 1
        else:
            before = diagonal - 1
        from_x = furthest[before]
        from_y = from_x - before
        # From there one unit was taken away or put in, then both ran along together.
        to_x, to_y = (from_x, from_y + 1) if before > diagonal else (from_x + 1, from_y)
        if found and found[-1][0] == to_x and found[-1][2] == to_y:
            _start, end, _other_start, other_end = found.pop()
            found.append((from_x, end, from_y, other_end))
        else:
            found.append((from_x, to_x, from_y, to_y))
        x, y = from_x, from_y
    return found[::-1]


def _by_clauses(one, two, effort):
    """For long texts: clauses that stand once in each hold both together; between them as ever."""
    mine, theirs = _clauses(one), _clauses(two)
    once = [
        {clause: place for clause, place in side if counts[clause] == 1}
        for side in (mine, theirs)
        for counts in [Counter(clause for clause, _place in side)]
    ]
    common = [clause for clause, _place in mine if clause in once[0] and clause in once[1]]
    places = [(once[0][clause], once[1][clause], len(clause)) for clause in common]
    kept = longest_increasing([other for _place, other, _length in places])
    at, other_at = 0, 0
    anchors = [place for index, place in enumerate(places) if index in kept]
    for place, other, length in [*anchors, (len(one), len(two), 0)]:
        start, end, other_end = _trimmed(one, two, at, place, other_at, other)
        other_start = start - at + other_at
        left, right = one[start:end], two[other_start:other_end]
        if left and right:
            found = None
            if min(len(left), len(right)) <= LONG or similarity(left, right) >= SIMILAR:
                found = _shortest(left, right, effort, effort.steps)
            for first, last, other_first, other_last in found or [(0, len(left), 0, len(right))]:
                yield (
                    start + first,
                    start + last,
                    other_start + other_first,
                    other_start + other_last,
                )
        elif left or right:
            yield start, end, other_start, other_end
        at, other_at = place + length, other + length


def _clauses(units):
    """(units of a clause, its place) in order."""
    result, start = [], 0
    for index, unit in enumerate(units):
        if END_OF_CLAUSE.fullmatch(unit):
            result.append((tuple(units[start : index + 1]), start))
            start = index + 1
    if start < len(units):
        result.append((tuple(units[start:]), start))
    return result


def _readable(changes):
    """Joins changes across the few units that two rewritten passages happen to have in common."""
    result = []
    for change in changes:
        start, end, other_start, other_end = change
        if result:
            last_start, last_end, last_other_start, last_other_end = result[-1]
            between = start - last_end
            before = max(last_end - last_start, last_other_end - last_other_start)
            after = max(end - start, other_end - other_start)
            if between == 0 or (between <= 3 and min(before, after) >= 4 * between):
                result[-1] = (last_start, end, last_other_start, other_end)
                continue
        result.append(change)
    return result
