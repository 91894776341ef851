"""What one language says and the other leaves to be reckoned from its other figures."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from ..quantities import TIMES
from .likeness import day_of, measure_class, worth

DAY = 1440
# Figures that a total is the sum of.
MOST_PARTS = 6


class Reckoned:
    """Figures that follow from others."""

    def pair_reckoned(self):
        """In turn: days and years told from others, lengths of time, totals."""
        self.pair_told()
        sides = (self.zh, self.en)
        for own, others in (sides, sides[::-1]):
            self.pair_lengths(own, others)
            self.pair_clocks(own, others)
            self.pair_totals(own, others)

    def pair_told(self):
        """三年后 of 2019 is 2022, 两天后 of the 12th is the 14th: one is told from the other."""
        sides = (self.zh, self.en)
        places = {at: {_place(q, at) for side in sides for q in side} for at in (0, 1, 2)}
        for own, others in (sides, sides[::-1]):
            lengths = defaultdict(list)
            for length in others:
                if steps := _steps(length):
                    lengths[steps].append(length)
            for quantity in self.left(own) if lengths else ():
                for (at, count), told in lengths.items():
                    place = _place(quantity, at)
                    if place is None:
                        continue
                    near = {place - count, place + count}
                    if at == 1:
                        near |= {place - count + 12, place + count - 12}
                    if near & places[at]:
                        self.partner[quantity] = quantity
                        for length in told:
                            self.partner.setdefault(length, length)

    def pair_lengths(self, own, others):
        """三天 of 17日至19日, "24 hours" of 5日8时至6日8时, "six months" of 上半年."""
        lengths = [q for q in self.left(own) if q.kind == "number" and q.dimension in TIMES]
        if not lengths:
            return
        # Where the other language says a length too, that is what has to be the same.
        said = {q.dimension for q in self.left(others) if q.kind == "number"}
        spans = _spans(others)
        for quantity in lengths:
            if quantity.dimension in said or not worth(quantity):
                continue
            ends = spans.get((quantity.dimension, worth(quantity)))
            if ends is None:
                continue
            self.partner[quantity] = quantity
            for end in ends:
                self.partner.setdefault(end, end)

    def pair_clocks(self, own, others):
        """10:36 is 6分钟后 of 10时30分."""
        clocks = [q for q in self.left(own) if q.kind == "time"]
        lengths = [
            q for q in self.left(others) if q.dimension == "minute" and q.stances.get("span")
        ]
        if not (clocks and lengths):
            return
        known = {
            key[1] for side in (own, others) for q in side if q.kind == "time" for key in q.keys
        }
        for clock in clocks:
            for length in lengths:
                step = worth(length)
                if step and any(
                    (key[1] + way * step) % DAY in known
                    for key in clock.keys
                    if key[0] == "time"
                    for way in (1, -1)
                ):
                    self.partner[clock] = clock
                    self.partner.setdefault(length, length)

    def pair_totals(self, own, others):
        """ "40 medals: 15 gold, 12 silver and 13 bronze", where the other leaves the 40 out."""
        totals = [q for q in self.left(own) if _is_count(q) and worth(q) > 2]
        if not totals or any(q.solid and _is_count(q) for q in self.left(others)):
            return
        sums = set()
        counted = [q for q in own if _is_count(q) and self.partner.get(q, q) is not q]
        for start in range(len(counted) - 1):
            total = worth(counted[start])
            for other in counted[start + 1 : start + MOST_PARTS]:
                if measure_class(other) != measure_class(counted[start]):
                    break
                total += worth(other)
                sums.add((measure_class(other), total))
        for quantity in totals:
            if (measure_class(quantity), worth(quantity)) in sums:
                self.partner[quantity] = quantity

    def is_multiple_of_figures(self, quantity, side):
        """Whether it follows from figures of both languages: tripled, from one million to three."""
        factors = {key[1] for key in quantity.keys if key[0] == "times"} - {0, 1}
        if not factors:
            return False
        figures = {
            (measure_class(q), worth(q))
            for q in (self.zh if side == "zh" else self.en)
            if q.kind == "number" and self.partner.get(q, q) is not q and worth(q)
        }
        return any((of, value * factor) in figures for of, value in figures for factor in factors)


def _is_count(quantity):
    return quantity.kind == "number" and bool(worth(quantity)) and quantity.dimension != "ratio"


def _spans(quantities):
    """{(dimension, length): the dates or times at its ends} of neighbouring dates and times."""
    spans = {}
    for quantity in quantities:
        if quantity.kind == "period":
            for key in quantity.keys:
                if key[0] == "months":
                    spans[("month", Fraction(key[2] - key[1] + 1))] = ()
    days = [q for q in quantities if day_of(q)[2]]
    for first, last in pairwise(days):
        length = _days_between(day_of(first), day_of(last))
        if length is not None:
            # Both ends count.
            spans[("minute", Fraction((length + 1) * DAY))] = (first, last)
    clocks = [q for q in quantities if q.kind == "time"]
    for first, last in pairwise(clocks):
        for one in first.keys:
            for other in last.keys:
                if one[0] == other[0] == "time":
                    length = (other[1] - one[1]) % DAY or DAY
                    spans.setdefault(
                        ("minute", Fraction(length)),
                        (first, last, *_dates_of(first, last, quantities)),
                    )
    return spans


def _dates_of(first, last, quantities):
    """The dates that stand right before two times: 5日8时至6日8时."""
    return [
        q
        for q in quantities
        if q.kind == "date" and any(0 <= clock.start - q.end <= 2 for clock in (first, last))
    ]


def _days_between(first, last):
    """Days from one day to a later one of the same or the next month, or None."""
    one = (first[0] or 2025, first[1] or last[1] or 1, first[2])
    two = (last[0] or one[0], last[1] or one[1], last[2])
    try:
        length = date(*two) - date(*one)
    except ValueError:
        return None
    return length.days if timedelta(0) < length < timedelta(60) else None


def _steps(length):
    """(place in a date, how many) of whole years, months or days after or ago, or None."""
    granularity = {"month": (0, 12), "minute": (2, DAY)}.get(length.dimension)
    if granularity is None or length.stances.get("span") not in ("after", "ago"):
        return None
    if length.value is None or length.kind != "number":
        return None
    at, factor = granularity
    count = length.value * length.scale * length.unit[1] / factor
    if at == 0 and count.denominator != 1:
        # Three months after June is September.
        at, count = 1, 12 * count
    return (at, int(count)) if count.denominator == 1 and 0 < count < 100 else None


def _place(quantity, at):
    """The year or the day of the month of a date, an ordinal being a day."""
    if quantity.kind == "ordinal":
        return day_of(quantity)[2] if at == 2 else None
    return quantity.date[at] if quantity.kind == "date" and quantity.date else None
