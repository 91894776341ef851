"""Which Chinese block belongs to which English one: dynamic programming over both sequences.

After Gale and Church (1993), with what they had not: numbers, names, kinds of block and the places
in the file. A pair costs what its lengths, numbers and words say against it; leaving a block
without a partner costs a fixed amount, so an untranslated paragraph doesn't shift what follows.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from news.manuscript.evidence import Evidence
from news.manuscript.languages import HAN

# English letters to one Chinese character, over news of this kind.
LETTERS = 3.1
MAX_CELLS = 60_000
MERGES = 4
INFINITE = float("inf")


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
    phases = {0, 1} if any(u.cells[0] != u.cells[1] for u in [*zh, *en]) else {0}
    tables = [_Table(zh, en, evidence, phase) for phase in sorted(phases)]
    return min(tables, key=lambda table: table.total).pairs()


class _Table:
    """Costs of the best ways to every point of the grid, from the start and from the end."""

    def __init__(self, zh, en, evidence, phase):
        self.zh, self.en, self.evidence, self.phase = zh, en, evidence, phase
        self.zh_weights = [weight(unit.text) for unit in zh]
        self.en_weights = [weight(unit.text) for unit in en]
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
        half = max(12, MAX_CELLS // (2 * (n + 1)))
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
        """Where in the English sequence each Chinese unit is looked for: by cell, else by length."""
        m = len(self.en)
        centres = []
        if self.en[-1].cells[self.phase] > max(3, m // 20):
            j = 0
            for unit in self.zh:
                while j < m and self.en[j].cells[self.phase] < unit.cells[self.phase]:
                    j += 1
                centres.append(j)
        else:
            total_zh, total_en = sum(self.zh_weights) or 1, sum(self.en_weights) or 1
            done, j, reached = 0.0, 0, 0.0
            for value in self.zh_weights:
                while j < m and reached / total_en < done / total_zh:
                    reached += self.en_weights[j]
                    j += 1
                centres.append(j)
                done += value
        return [*centres, m]

    def _sweep(self):
        n = len(self.zh)
        forward: list[dict[int, float]] = [{} for _ in range(n + 1)]
        self.back: list[dict[int, tuple[int, int]]] = [{} for _ in range(n + 1)]
        forward[0][0] = 0.0
        for i in range(n + 1):
            row, back = forward[i], self.back[i]
            for j in self.bands[i]:
                best, way = row.get(j, INFINITE), back.get(j)
                for di, dj in self._moves(i, j):
                    before = forward[i - di].get(j - dj)
                    if before is None or before >= best:
                        continue
                    total = before + self.cost(i - di, i, j - dj, j)
                    if total < best:
                        best, way = total, (di, dj)
                if way is not None or (i, j) == (0, 0):
                    row[j], back[j] = best, way
        return forward

    def _moves(self, i, j):
        if i and j:
            yield 1, 1
        if i:
            yield 1, 0
        if j:
            yield 0, 1
        if i and j > 1 and self.zh[i - 1].merges and self.en[j - 1].merges:
            for dj in range(2, min(MERGES, j) + 1):
                if not self.en[j - dj].merges:
                    break
                yield 1, dj
        if j and i > 1 and self.zh[i - 1].merges and self.en[j - 1].merges:
            for di in range(2, min(MERGES, i) + 1):
                if not self.zh[i - di].merges:
                    break
                yield di, 1

    def cost(self, i0, i1, j0, j1):
        key = (i0, i1, j0, j1)
        found = self.memory.get(key)
        if found is None:
            found = self.memory[key] = self._cost(range(i0, i1), range(j0, j1))
        return found

    def _cost(self, zh, en):
        if not zh or not en:
            weights = self.en_weights if not zh else self.zh_weights
            place = en.start if not zh else zh.start
            unit = self.en[place] if not zh else self.zh[place]
            tied = 12.0 if unit.tie in self.ties else 0.0
            return 3.0 + 1.5 * min(1.0, weights[place] / 200) + tied
        first, second = self.zh[zh.start], self.en[en.start]
        ties = {self.zh[i].tie for i in zh} | {self.en[j].tie for j in en}
        tied = len(ties) == 1 and None not in ties
        total = -12.0 if tied else (20.0 if ties & self.ties else 0.0)
        total += self._length(zh, en)
        if total > 14:
            return total
        total += _kinds(first, second)
        total += self.evidence.cost(zh, en)
        # Beside each other in the file.
        cells = {self.zh[i].cells[self.phase] for i in zh} | {
            self.en[j].cells[self.phase] for j in en
        }
        total += 3.0 * min(2, max(cells) - min(cells))
        more = len(zh) + len(en) - 2
        return total + (2.6 + 0.9 * more if more else 0.0)

    def _length(self, zh, en):
        a = sum(self.zh_weights[i] for i in zh)
        b = sum(self.en_weights[j] for j in en)
        spread = 0.24 + 2.2 / math.sqrt(20 + min(a, b))
        ratio = math.log((b + 12) / (a + 12)) / spread
        return min(16.0, 0.5 * ratio * ratio)

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
            candidates = [(i, j) for i in ends for j in self.bands[i] if abs(j - j1) <= 12]
        else:
            candidates = [
                (i, j)
                for i in range(max(0, i0 - 12), min(len(self.zh), i0 + 12) + 1)
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
        sure = 1 - 0.6 * math.exp(-margin / 3)
        if i1 == i0 or j1 == j0:
            return round(min(sure, 0.9), 3)
        # A pair that wins only because nothing is better is no good pair.
        own = self.cost(*step)
        return round(sure if own < 1.5 else max(0.1, sure * math.exp(-(own - 1.5) / 6)), 3)


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
