"""Orders of things, and what was moved in them. No Django here."""

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import NamedTuple

# From this likeness on two rows without a common anchor are taken for one.
NEARLY = 0.6
# Beyond this many pairs rows are not compared each with each.
MAX_PAIRS = 40_000


def longest_increasing(numbers) -> set[int]:
    """The indices of a longest strictly increasing subsequence."""
    tails, tail_indices, before = [], [], []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(tail_indices[place - 1] if place else None)
        if place == len(tails):
            tails.append(number)
            tail_indices.append(index)
        else:
            tails[place] = number
            tail_indices[place] = index
    found = set()
    index = tail_indices[-1] if tail_indices else None
    while index is not None:
        found.add(index)
        index = before[index]
    return found


class Aligned(NamedTuple):
    """A row of two documents: its places in both, None where it has none."""

    then: int | None
    now: int | None
    is_moved: bool = False
    # Its anchor is another one; it was known again by its words.
    is_by_words: bool = False


def align(then, now) -> list[Aligned]:
    """The rows of two documents in the order of the newer one, removed rows where they stood.

    Both are lists of (anchor, words). Rows with the same anchor are the same row, whatever it says
    now; of the others those that say nearly the same are. A row is moved if it is not among the
    most that kept their order, so that one that was taken elsewhere moves and not its neighbours.
    """
    places = {key: place for place, (key, _words) in enumerate(now)}
    pairs = {place: places[key] for place, (key, _words) in enumerate(then) if key in places}
    by_words = _by_words(
        [place for place in range(len(then)) if place not in pairs],
        sorted(set(range(len(now))) - set(pairs.values())),
        [words for _key, words in then],
        [words for _key, words in now],
    )
    pairs |= by_words
    order = sorted(pairs)
    stayed = {order[index] for index in longest_increasing([pairs[place] for place in order])}
    back = {other: place for place, other in pairs.items()}
    # A removed row follows the nearest row above it that stayed.
    removed, above = {}, -1
    for place in range(len(then)):
        if place not in pairs:
            removed.setdefault(above, []).append(Aligned(place, None))
        elif place in stayed:
            above = pairs[place]
    result = removed.get(-1, [])
    for other in range(len(now)):
        place = back.get(other)
        is_moved = place is not None and place not in stayed
        result.append(Aligned(place, other, is_moved, place in by_words))
        result += removed.get(other, [])
    return result


def _by_words(then, now, then_words, now_words):
    """{place: other place} of rows without a common anchor that say the same or nearly so."""
    found = {}
    free = list(now)
    for place in then:
        # The words as they are first: of two equal rows the first goes with the first.
        words = then_words[place]
        same = next((other for other in free if words and now_words[other] == words), None)
        if same is not None:
            found[place] = same
            free.remove(same)
    left = [place for place in then if place not in found]
    if len(left) * len(free) > MAX_PAIRS:
        return found
    grams = {("then", place): _pairs_of(then_words[place]) for place in left}
    grams |= {("now", other): _pairs_of(now_words[other]) for other in free}
    likely = []
    for place in left:
        one = grams["then", place]
        for other in free:
            two = grams["now", other]
            both = len(one) + len(two)
            if both and 2 * len(one & two) / both >= NEARLY:
                likely.append((-len(one & two) / both, abs(place - other), place, other))
    taken = set()
    for _likeness, _way, place, other in sorted(likely):
        if place not in found and other not in taken:
            found[place] = other
            taken.add(other)
    return found


def _pairs_of(words):
    return {words[place : place + 2] for place in range(len(words) - 1)}


def pair_up(then, now) -> list[tuple[int | None, int | None]]:
    """Pairs the parts of a list or table in their order, by the words of each (lists of units).

    Equal parts first, then the most similar ones; where as many are left on both sides, each with
    each, as a changed cell may have nothing in common with what it said.
    """
    result, at, other_at = [], 0, 0
    for place, other in [*_common(then, now), (len(then), len(now))]:
        result += _pair_between(then, now, at, place, other_at, other)
        if place < len(then) or other < len(now):
            result.append((place, other))
        at, other_at = place + 1, other + 1
    return result


def _common(then, now):
    """The longest common subsequence of parts that are equal, as pairs of places."""
    numbers = {}
    one = [numbers.setdefault(tuple(each), len(numbers)) for each in then]
    two = [numbers.setdefault(tuple(each), len(numbers)) for each in now]
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return [
        (first + step, other + step)
        for first, other, size in matcher.get_matching_blocks()
        for step in range(size)
    ]


def _pair_between(then, now, at, end, other_at, other_end):
    left, right = range(at, end), range(other_at, other_end)
    if len(left) == len(right):
        return list(zip(left, right, strict=True))
    if len(left) * len(right) > MAX_PAIRS // 16:
        fewer = min(len(left), len(right))
        return [
            *zip(left[:fewer], right[:fewer], strict=True),
            *((place, None) for place in left[fewer:]),
            *((None, other) for other in right[fewer:]),
        ]
    # The best sum of likenesses of pairs that do not cross.
    best = [[0.0] * (len(right) + 1) for _place in range(len(left) + 1)]
    likeness = {}
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            found = similarity(then[left[i]], now[right[j]])
            likeness[i, j] = found if found >= NEARLY / 2 else -1
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i, j])
    result, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if likeness[i, j] > 0 and best[i][j] == best[i + 1][j + 1] + likeness[i, j]:
            result.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            result.append((left[i], None))
            i += 1
        else:
            result.append((None, right[j]))
            j += 1
    result += [(place, None) for place in left[i:]]
    return result + [(None, other) for other in right[j:]]


def similarity(one, two) -> float:
    """How much two sequences have in common, whatever their order: 0 to 1."""
    if not one and not two:
        return 1.0
    common = sum((Counter(one) & Counter(two)).values())
    return 2 * common / (len(one) + len(two))
