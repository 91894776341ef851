"""Which Chinese block belongs to which English one: dynamic programming over both sequences.

After Gale and Church (1993), with what they had not: numbers, names, kinds of block and the places
in the file. A pair costs what its lengths, numbers and words say against it; leaving a block
without a partner costs a fixed amount, so an untranslated paragraph doesn't shift what follows.
"""

import bisect
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from news.manuscript.evidence import Evidence
from news.manuscript.languages import HAN, SENTENCE_END
from news.sequences import longest_increasing

# English letters to one Chinese character, over news of this kind.
LETTERS = 3.1
MAX_CELLS = 16_000
# Points of the grid in a band, and texts to each side of its middle at the least.
BAND_CELLS, BAND = 10_000, 6
# Grids up to which both ways of numbering are tried, and are where the ends don't tell.
SMALL, MEDIUM = 4_000, 60_000
# Above this many texts nobody waits for paragraphs to be joined.
MOST_MERGED = 1_000
MERGES = 4
# What a text without a partner costs, and more for a long one; what joining costs, each text that
# is joined, and each that has no sentence of the other side's; how far the lengths of
# translations stray, and more for short ones.
ALONE, ALONE_LONG = 2.5, 1.5
JOINED, JOINED_MORE, ONE_SENTENCE = 2.4, 0.9, 1.5
SPREAD, SPREAD_SHORT = 0.22, 1.9
# What it costs that a number or name of a pair stands, on the other side, in another pair.
TORN, MOST_TORN = 1.5, 4
# What joining costs more where one of the texts brings no number, name or term of its own.
UNSUPPORTED = 1.0
# What two texts cost more that share less than this, once they are long enough to share something.
STRANGE, STRANGE_SHARED, STRANGE_FROM = 2.5, 2.5, 40
# What it costs less where both sides have as many sentences.
SENTENCES_EQUAL = 0.7
INFINITE = float("inf")
# A sentence that goes on after what is quoted: “走得快。”他笑着说。
SAID = re.compile(
    "[。！？…]”(?=[^。！？，；“]{1,24}(?:说|道|表示|介绍|称|告诉|感慨|感叹|坦言|算账))"
    '|[.!?]["”] (?=[a-z])'
)
# Between 9 a.m. and 11 a.m.
HOUR = re.compile(r"\b[ap]\.m\. (?=[a-z])")
# Where one sentence may have been made of two.
COMPOUND = re.compile(r"[,;] (?:and|but|while|so|which|where|with|who)\b|; |, [a-z]+ing\b")


@dataclass(frozen=True)
class Unit:
    """One block as the aligning sees it.

    `cell` numbers the stretch of the file that it stands in, `tie` names the block or table row
    that both partners come from, `weight` is its length in English letters.
    """

    text: str
    kind: str
    level: int = 0
    cells: tuple[int, int] = (0, 0)
    tie: int | None = None

    @property
    def merges(self) -> bool:
        return self.kind in {"paragraph", "quote", "list"}


@dataclass(frozen=True)
class Pair:
    """Indices into both sequences; either may be empty, and either more than one."""

    zh: range
    en: range
    confidence: float


def weight(text: str) -> float:
    """The length in English letters of a text of either language."""
    han = len(HAN.findall(text))
    signs = sum(not char.isspace() for char in text)
    return LETTERS * han + (signs - han)


def align(zh: Sequence[Unit], en: Sequence[Unit], names=()) -> list[Pair]:
    """All units of both sides in order, each in exactly one pair."""
    if not zh or not en:
        pairs = [Pair(range(i, i + 1), range(0), 0.5) for i in range(len(zh))]
        return pairs + [Pair(range(0), range(j, j + 1), 0.5) for j in range(len(en))]
    evidence = Evidence([unit.text for unit in zh], [unit.text for unit in en], names)
    tables = [_Table(zh, en, evidence, phase) for phase in _phases(zh, en, evidence)]
    return min(tables, key=lambda table: table.total).pairs()


def _phases(zh, en, evidence):
    """Which ways of numbering the stretches are tried: a long text tells by its ends."""
    if all(unit.cells[0] == unit.cells[1] for unit in [*zh, *en]):
        return [0]
    if len(zh) * len(en) <= SMALL:
        return [0, 1]
    # Beginning with Chinese, the first stretch of Chinese has the number of the first English one.
    if zh[0].cells[0] == en[0].cells[0] and zh[-1].cells[0] == en[-1].cells[0]:
        return [0]
    if zh[0].cells[1] == en[0].cells[1] and zh[-1].cells[1] == en[-1].cells[1]:
        return [1]
    if len(zh) * len(en) <= MEDIUM:
        return [0, 1]
    # What shares numbers and names stands in stretches of one number.
    shared = [0.0, 0.0]
    for (i, j), much in evidence.shared.items():
        for phase in (0, 1):
            shared[phase] += much * (zh[i].cells[phase] == en[j].cells[phase])
    return [0 if shared[0] >= shared[1] else 1]


class _Table:
    """Costs of the best ways to every point of the grid, from the start and from the end."""

    def __init__(self, zh, en, evidence, phase):
        self.zh, self.en, self.evidence, self.phase = zh, en, evidence, phase
        self.zh_weights = [weight(unit.text) for unit in zh]
        self.en_weights = [weight(unit.text) for unit in en]
        self.zh_sums = [0.0, *accumulate(self.zh_weights)]
        self.en_sums = [0.0, *accumulate(self.en_weights)]
        self.zh_sentences = [_sentences(unit.text) for unit in zh]
        self.en_sentences = [_sentences(unit.text) for unit in en]
        self.en_compound = [COMPOUND.search(unit.text) is not None for unit in en]
        merging = len(zh) + len(en) <= MOST_MERGED
        self.zh_merges = [merging and unit.merges for unit in zh]
        self.en_merges = [merging and unit.merges for unit in en]
        self.known_moves: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self.ties = {unit.tie for unit in zh if unit.tie is not None}
        self.ties &= {unit.tie for unit in en if unit.tie is not None}
        self.bands = self._bands()
        self.memory: dict[tuple[int, int, int, int], float] = {}
        self.forward = self._sweep()
        self.total = self.forward[len(zh)].get(len(en), INFINITE)

    def _bands(self):
        """For each number of Chinese units taken, the range of English ones that is looked at."""
        n, m = len(self.zh), len(self.en)
        if (n + 1) * (m + 1) <= MAX_CELLS:
            return [range(m + 1)] * (n + 1)
        half = max(BAND, BAND_CELLS // (2 * (n + 1)))
        centres = self._centres()
        bands, low_before, high_before = [], 0, 0
        for i in range(n + 1):
            low = max(0, min(centres[i] - half, high_before))
            high = min(m, max(centres[i] + half, low_before))
            low = max(low, low_before)
            bands.append(range(low, max(high, low) + 1))
            low_before, high_before = low, max(high, low)
        bands[-1] = range(bands[-1].start, m + 1)
        return bands

    def _centres(self):
        """Where in the English sequence each Chinese unit is looked for.

        Between pairs that share much and stand in order, in proportion to the lengths.
        """
        n, m = len(self.zh), len(self.en)
        points = [(0, 0), *self._landmarks(), (n, m)]
        centres = []
        for (i0, j0), (i1, j1) in zip(points, points[1:], strict=False):
            a, b = self.zh_sums[i1] - self.zh_sums[i0], self.en_sums[j1] - self.en_sums[j0]
            for i in range(i0, i1):
                share = (self.zh_sums[i] - self.zh_sums[i0]) / a if a else 0
                place = bisect.bisect_left(self.en_sums, self.en_sums[j0] + share * b)
                centres.append(min(max(place, j0), j1))
        return [*centres, m]

    def _landmarks(self):
        """Pairs that share more with one another than with any other, the longest rising row."""
        best: dict[int, tuple[float, int]] = {}
        back: dict[int, tuple[float, int]] = {}
        for (i, j), shared in self.evidence.shared.items():
            if shared > best.get(i, (4.0, 0))[0]:
                best[i] = (shared, j)
            if shared > back.get(j, (4.0, 0))[0]:
                back[j] = (shared, i)
        mutual = sorted((i, j) for i, (_, j) in best.items() if back.get(j, (0, -1))[1] == i)
        rising = longest_increasing([j for _, j in mutual])
        return [mutual[place] for place in sorted(rising) if all(mutual[place])]

    def _sweep(self):
        n = len(self.zh)
        forward: list[dict[int, float]] = [{} for _ in range(n + 1)]
        self.back: list[dict[int, tuple[int, int]]] = [{} for _ in range(n + 1)]
        forward[0][0] = 0.0
        lowest = -20.0 if self.ties else -8.0
        for i in range(n + 1):
            row, back = forward[i], self.back[i]
            for j in self.bands[i]:
                best, way = row.get(j, INFINITE), back.get(j)
                for di, dj in self._moves(i, j):
                    before = forward[i - di].get(j - dj)
                    # No step costs less than this, so it can't come out cheaper.
                    if before is None or before + (lowest if di and dj else ALONE) >= best:
                        continue
                    total = before + self.cost(i - di, i, j - dj, j)
                    if total < best:
                        best, way = total, (di, dj)
                if way is not None or (i, j) == (0, 0):
                    row[j], back[j] = best, way
        return forward

    def _moves(self, i, j):
        """The steps that may end at a point: one and one, one alone, several and one."""
        moves = self.known_moves.get((i, j))
        if moves is not None:
            return moves
        moves = self.known_moves[i, j] = []
        if i and j:
            moves.append((1, 1))
        if i:
            moves.append((1, 0))
        if j:
            moves.append((0, 1))
        if i and j and self.zh_merges[i - 1] and self.en_merges[j - 1]:
            zh, en = self.zh_sums, self.en_sums
            for dj in range(2, min(MERGES, j) + 1):
                if not self.en_merges[j - dj]:
                    break
                parts = self.en_weights[j - dj], self.en_weights[j - 1]
                whole = zh[i] - zh[i - 1], en[j] - en[j - dj]
                if _fits(*whole, parts) or self._anchored(whole, i - 1, i, j - dj, j):
                    moves.append((1, dj))
            for di in range(2, min(MERGES, i) + 1):
                if not self.zh_merges[i - di]:
                    break
                parts = self.zh_weights[i - di], self.zh_weights[i - 1]
                whole = en[j] - en[j - 1], zh[i] - zh[i - di]
                if _fits(*whole, parts) or self._anchored(whole, i - di, i, j - 1, j):
                    moves.append((di, 1))
        return moves

    def _anchored(self, lengths, i0, i1, j0, j1):
        """Whether texts that are long enough together all have something of the one's own."""
        one, several = lengths
        if not self.evidence.anchored or not 0.5 < (several + 12) / (one + 12) < 2:
            return False
        anchors = self.evidence.zh_anchors if i1 - i0 > 1 else self.evidence.en_anchors
        if i1 - i0 > 1:
            return all(j0 in anchors[i] for i in range(i0, i1))
        return all(i0 in anchors[j] for j in range(j0, j1))

    def cost(self, i0, i1, j0, j1):
        key = (i0, i1, j0, j1)
        found = self.memory.get(key)
        if found is None:
            found = self.memory[key] = self._cost(*key)
        return found

    def _cost(self, i0, i1, j0, j1):
        if i0 == i1 or j0 == j1:
            unit, length = (
                (self.en[j0], self.en_weights[j0])
                if i0 == i1
                else (self.zh[i0], self.zh_weights[i0])
            )
            tied = 12.0 if unit.tie in self.ties else 0.0
            tied += TORN * min(MOST_TORN, self.evidence.torn(i0, i1, j0, j1))
            return ALONE + ALONE_LONG * min(1.0, length / 200) + tied
        a, b = self.zh_sums[i1] - self.zh_sums[i0], self.en_sums[j1] - self.en_sums[j0]
        spread = SPREAD + SPREAD_SHORT / math.sqrt(20 + min(a, b))
        ratio = math.log((b + 12) / (a + 12)) / spread
        total = min(16.0, 0.5 * ratio * ratio)
        first, second = self.zh[i0], self.en[j0]
        if self.ties:
            ties = {unit.tie for unit in (*self.zh[i0:i1], *self.en[j0:j1])}
            tied = len(ties) == 1 and None not in ties
            total += -12.0 if tied else (20.0 if ties & self.ties else 0.0)
        if total > 14:
            return total
        if first.kind != second.kind or first.level != second.level:
            total += _kinds(first, second)
        total += self.evidence.cost(i0, i1, j0, j1)
        if i1 - i0 == 1 == j1 - j0 and min(a, b) > STRANGE_FROM:
            shared = self.evidence.shared.get((i0, j0), 0.0)
            total += STRANGE * max(0.0, 1.0 - shared / STRANGE_SHARED)
        if self.evidence.holds:
            total += TORN * min(MOST_TORN, self.evidence.torn(i0, i1, j0, j1))
        # Beside each other in the file.
        cells = [unit.cells[self.phase] for unit in (*self.zh[i0:i1], *self.en[j0:j1])]
        total += 3.0 * min(2, max(cells) - min(cells))
        more = i1 - i0 + j1 - j0 - 2
        if not more:
            return total
        # Several texts seldom become one sentence.
        if j1 - j0 == 1:
            # “, and” says that there were two sentences; a comma in Chinese says nothing.
            one = self.en_sentences[j0] + self.en_compound[j0]
        else:
            one = self.zh_sentences[i0]
        lacking = max(0, more + 1 - one)
        total += JOINED + JOINED_MORE * more
        if sum(self.zh_sentences[i0:i1]) == sum(self.en_sentences[j0:j1]) > more:
            total -= SENTENCES_EQUAL
        if lacking:
            adding, anchored = self.evidence.supported(i0, i1, j0, j1)
            total += 0.0 if anchored else ONE_SENTENCE * lacking
            total += 0.0 if adding else UNSUPPORTED
        return total

    def pairs(self) -> list[Pair]:
        """The best way, each step with what the next best way without it would cost more."""
        backward = self._backward()
        found = []
        i, j = len(self.zh), len(self.en)
        while i or j:
            di, dj = self.back[i][j]
            found.append((i - di, i, j - dj, j))
            i, j = i - di, j - dj
        found.reverse()
        return [
            Pair(range(step[0], step[1]), range(step[2], step[3]), self._confidence(step, backward))
            for step in found
        ]

    def _backward(self):
        n, m = len(self.zh), len(self.en)
        backward: list[dict[int, float]] = [{} for _ in range(n + 1)]
        backward[n][m] = 0.0
        for i in range(n, -1, -1):
            for j in reversed(self.bands[i]):
                here = backward[i].get(j)
                if here is None:
                    continue
                for di, dj in self._moves(i, j):
                    if (j - dj) not in self.forward[i - di]:
                        continue
                    total = here + self.cost(i - di, i, j - dj, j)
                    if total < backward[i - di].get(j - dj, INFINITE):
                        backward[i - di][j - dj] = total
        return backward

    def _confidence(self, step, backward):
        i0, i1, j0, j1 = step
        best = INFINITE
        # Every other way takes this step's last unit in another step.
        if i1 > i0:
            ends = range(i1, min(i1 + MERGES, len(self.zh)) + 1)
            candidates = [
                (i, j)
                for i in ends
                for j in range(max(self.bands[i].start, j1 - 5), min(self.bands[i].stop, j1 + 6))
            ]
        else:
            candidates = [
                (i, j)
                for i in range(max(0, i0 - 5), min(len(self.zh), i0 + 5) + 1)
                for j in range(j1, min(j1 + MERGES, len(self.en)) + 1)
            ]
        for i, j in candidates:
            after = backward[i].get(j)
            if after is None:
                continue
            for di, dj in self._moves(i, j):
                if (i - di, i, j - dj, j) == step:
                    continue
                covers = i - di < i1 <= i if i1 > i0 else j - dj < j1 <= j
                before = self.forward[i - di].get(j - dj)
                if covers and before is not None:
                    best = min(best, before + self.cost(i - di, i, j - dj, j) + after)
        margin = max(0.0, best - self.total) if best < INFINITE else 6.0
        sure = 1 - 0.6 * math.exp(-margin / 1.8)
        if i1 == i0 or j1 == j0:
            return round(min(sure, 0.9), 3)
        # A pair that wins only because nothing is better is no good pair.
        own = self.cost(*step)
        return round(sure if own < 1.5 else max(0.1, sure * math.exp(-(own - 1.5) / 6)), 3)


def _sentences(text):
    return len(SENTENCE_END.findall(text)) - len(SAID.findall(text)) - len(HOUR.findall(text))


def _fits(one, several, ends):
    """Whether several texts together are about as long as the one, and fit better than fewer."""
    ratio = (several + 12) / (one + 12)
    if not 0.4 < ratio < 2.5:
        return False
    together = max(ratio, 1 / ratio)
    for end in ends:
        fewer = (several - end + 12) / (one + 12)
        if max(fewer, 1 / fewer) < together:
            return False
    return True


def _kinds(first, second):
    if first.kind == second.kind:
        return 0.6 if first.level != second.level and first.kind == "heading" else 0.0
    kinds = {first.kind, second.kind}
    if kinds <= {"paragraph", "quote"}:
        return 0.6
    if kinds == {"paragraph", "heading"}:
        return 1.5
    if kinds == {"paragraph", "list"}:
        return 1.5
    if "figure" in kinds and "paragraph" in kinds:
        return 2.5
    return 7.0
