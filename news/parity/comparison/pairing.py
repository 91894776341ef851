"""Which quantities of the two languages are equal.

Languages reorder, so both sides are multisets. A mention that repeats an earlier one needs no
partner.
"""

import re
from collections import defaultdict

from ..findings import Level
from ..quantities import BEINGS, TIMES, opposed
from .likeness import (
    agrees,
    alike,
    covered,
    days,
    fits,
    is_round,
    lost_percent,
    oppose,
    same_way,
    side_of,
    unit_code,
    worth,
)

COMPOUND = re.compile(r"\s?(?:零|又|,? and )?\s?")
ELLIPTIC = re.compile(r"\s*(?:[.;,]?\s*$|[.;,](?!\d)|and\b|in\b|for\b|respectively\b)")
# Often written with a percent sign in Chinese alone.
INDEX = re.compile("PMI|指数")
SPLIT = re.compile(
    r"(?:[-–:]\d+(?:\.\d+)?)?(?: [A-Za-z-]+){0,3} (?:split|stakes?|shares?|shareholding)\b"
)
SOME = re.compile(r"\b[Ss]ome $")
RANGE = re.compile(r"年?\s?(?:[-–—~至到]|to|through|and)\s?")
NEAREST = 12
# The findings of opposite stances.
OPPOSED = {
    "span": "relation.differs",
    "day": "relation.differs",
    "clock": "relation.differs",
    "event": "event.differs",
    "change": "change.differs",
    "sphere": "coordinate.differs",
}


class Pairing:
    """Pairs of equals."""

    def pair_compounds(self):
        """1小时30分钟 = 90 minutes: several lengths of time that are one on the other side."""
        for one, text, others in (
            (self.zh, self.zh_text, self.en),
            (self.en, self.en_text, self.zh),
        ):
            for run in _compounds(one, text):
                total = sum(map(worth, run))
                for other in others:
                    same = (run[0].dimension, total) in other.keys and other not in self.partner
                    if same and other.kind in ("number", "time"):
                        self.join(run[0], other)
                        self.partner |= dict.fromkeys(run[1:], other)
                        break

    def pair_equals(self):
        """In turn: same reading with its unit, same number where one side gives no unit."""
        for shared, strict in ((_keys, True), (_keys, False), (_numbers, True), (_numbers, False)):
            index = defaultdict(list)
            for quantity in self.en:
                if quantity not in self.partner:
                    for key in shared(quantity):
                        index[key].append(quantity)
            for quantity in self.zh:
                if quantity in self.partner:
                    continue
                found = self.nearest(quantity, index, shared, strict)
                if found is None:
                    continue
                if not strict and self.is_repeated(quantity, self.en):
                    continue
                if not strict and not agrees(quantity, found):
                    found = self.swapped(quantity, found, shared)
                self.join(quantity, found)
                self.judge(quantity, found)

    def nearest(self, quantity, index, shared, strict):
        place = quantity.start / len(self.zh_text)
        best, least = None, None
        for key in shared(quantity):
            row = index.get(key)
            if not row:
                continue
            if len(row) > NEAREST:
                row[:] = [other for other in row if other not in self.partner]
            for other in row[:NEAREST]:
                if other in self.partner or not fits(quantity, other):
                    continue
                if strict and not agrees(quantity, other):
                    continue
                distance = abs(other.start / len(self.en_text) - place)
                if not other.solid and quantity.solid:
                    distance += 1
                if quantity.kind != other.kind:
                    distance += 2
                if least is None or distance < least:
                    best, least = other, distance
        return best

    def swapped(self, quantity, found, shared):
        """Gives `found` to an equal number that can do with it, and this one that one's partner.

        Of several mentions of one number the nearest need not be the one that was meant.
        """
        for key in shared(quantity):
            for other in self.said[1].get(key, ()):
                partner = self.partner.get(other)
                if (
                    partner in (None, other)
                    or other in self.blamed
                    or not (fits(quantity, partner) and fits(other, found))
                    or not (agrees(quantity, partner) and agrees(other, found))
                ):
                    continue
                self.join(other, found)
                return partner
        return found

    def join(self, one, other):
        self.partner[one] = other
        self.partner[other] = one
        for part, fraction in ((one, other), (other, one)):
            # 约十分之一 is all of "about one in ten".
            if part.whole and not fraction.whole and part.keys & fraction.keys:
                self.partner.setdefault(part.whole, part.whole)

    def judge(self, zh, en):
        if not alike(zh, en):
            if en.group and self.is_bound(zh):
                return
            if is_round(zh) and SOME.search(self.en_text, max(0, en.start - 8), en.start):
                # Some 32,000 for 3.2万, which was rounded itself.
                return
            contrary = side_of(zh) and side_of(en) and side_of(zh) != side_of(en)
            self.report("qualifier.differs", Level.ERROR if contrary else Level.WARNING, zh, en)
        elif not same_way(zh, en):
            self.report("direction.differs", Level.ERROR, zh, en)
        elif aspect := opposed(zh, en):
            self.report(OPPOSED[aspect], Level.ERROR, zh, en)
        elif (
            (lost_percent(zh, en) or lost_percent(en, zh))
            and not self.is_elliptic(en)
            and not INDEX.search(self.zh_text, max(0, zh.start - 16), zh.start)
        ):
            self.report("unit.differs", Level.WARNING, zh, en)
        elif self.lost_currency(zh, en):
            self.compare_named_currency(zh, en)
        elif (
            zh.kind == en.kind == "vague"
            and {zh.dimension, en.dimension} <= BEINGS
            and (zh.dimension != en.dimension)
        ):
            self.report("unit.differs", Level.ERROR, zh, en)

    def is_bound(self, zh):
        """Whether it is an end of 5人以上、50人以下, which English may say as "from 5 to 50"."""
        at = self.places[zh]
        neighbours = self.zh[max(0, at - 1) : at + 2]
        return any(
            oppose(one.qualifiers, other.qualifiers) and zh in (one, other)
            for one, other in zip(neighbours, neighbours[1:], strict=False)
            if other.start - one.end < 8
        )

    def is_elliptic(self, en):
        """Whether a bare number has the percent of the one before: "51 percent and 49".

        Or is a share in a split, as 51-49.
        """
        if en.group and SPLIT.match(self.en_text, en.end):
            return True
        before = self.en[max(0, self.places[en] - 3) : self.places[en]]
        ends = ELLIPTIC.match(self.en_text, en.end)
        return bool(ends) and any(q.dimension == "ratio" and en.start - q.end < 90 for q in before)

    def is_repeated(self, quantity, others):
        """Whether the other side says it already, only less often."""
        index = self.said[others is self.zh]
        return any(
            other.kind == quantity.kind
            and fits(quantity, other)
            and alike(quantity, other)
            and same_way(quantity, other)
            for key in (*quantity.keys, *quantity.raws)
            for other in index.get(key, ())
            if other in self.partner
        )

    def cover_dates(self):
        sides = ((self.zh, self.en, self.en_text), (self.en, self.zh, self.zh_text))
        for one, others, text in sides:
            dates = {date for other in others if other.date for date in days(other)}
            dates |= {(None, None, key[1]) for o in others for key in o.keys if key[0] == "day"}
            dates |= {
                (key[1] + years, None, None)
                for o in others
                for key in o.keys
                if key[0] == "plan"
                for years in (0, 4)
            }
            dates |= {(year, None, None) for year in _years_between(others, text)}
            named = {date[1] for date in dates}
            for other in others:
                for key in other.keys:
                    if key[0] == "months":
                        dates |= {(None, key[1], None), (None, key[2], None)}
            for quantity in one:
                if quantity in self.partner:
                    continue
                if quantity.kind == "period":
                    key = next(iter(quantity.keys))
                    if {key[1], key[2]} <= named:
                        self.partner[quantity] = quantity
                elif quantity.date and any(covered(date, dates) for date in days(quantity)):
                    self.partner[quantity] = quantity
                elif quantity.kind == "ordinal":
                    (number,) = quantity.raws
                    if any(date[2] == number for date in dates):
                        self.partner[quantity] = quantity

    def judge_dates(self):
        """5月1日前 against "after May 1": a day whose every mention is of another stance."""
        dates = [[q for q in side if q.kind == "date" and q.stances] for side in (self.zh, self.en)]
        for zh in dates[0]:
            same = [en for en in dates[1] if zh.date == en.date]
            if not same or not all(opposed(zh, en) for en in same):
                continue
            others = (q for q in dates[0] if q.date == zh.date)
            if all(opposed(other, same[0]) for other in others):
                self.report(OPPOSED[opposed(zh, same[0])], Level.ERROR, zh, same[0])

    def left(self, side):
        return [quantity for quantity in side if quantity not in self.partner]

    def pair_units(self):
        """Same number, other unit."""
        en = self.left(self.en)
        index = defaultdict(list)
        for quantity in en:
            for number in _numbers(quantity):
                index[number].append(quantity)
        for zh in self.left(self.zh):
            if not zh.solid or self.is_repeated(zh, self.en):
                continue
            for number in _numbers(zh):
                for other in index.get(number, [])[:NEAREST]:
                    if other in self.partner or not other.solid or zh in self.partner:
                        continue
                    if zh.kind == other.kind == "number" and not fits(zh, other):
                        if self.is_conversion(other, self.en_text):
                            continue
                        self.join(zh, other)
                        self.report(unit_code(zh, other), Level.ERROR, zh, other)


def _years_between(side, text):
    """The years inside 2019年至2024年."""
    years = [q for q in side if q.kind == "date" and q.date and not q.date[1]]
    for first, last in zip(years, years[1:], strict=False):
        if RANGE.fullmatch(text, first.end, last.start) and first.date[0] and last.date[0]:
            yield from range(first.date[0], min(last.date[0], first.date[0] + 99))


def _compounds(side, text):
    """The runs of lengths of time that are one together: 2小时, 11分 and 8秒."""
    run = side[:1]
    for quantity in side[1:]:
        if _is_compound(run[-1], quantity, text):
            run.append(quantity)
            continue
        if len(run) > 1:
            yield run
        run = [quantity]
    if len(run) > 1:
        yield run


def _is_compound(first, second, text):
    """Whether they are hours with minutes or years with months, one right behind the other."""
    if not (
        first.kind == second.kind == "number"
        and first.dimension in TIMES
        and first.dimension == second.dimension
        and first.value is not None
        and second.value is not None
        and first.unit[1] > second.unit[1]
    ):
        return False
    return COMPOUND.fullmatch(text, first.end, second.start) is not None


def mentions(side):
    """{reading or number: its first mentions}; the rest of a thousand repeats tell nothing new."""
    index = defaultdict(list)
    for quantity in side:
        for key in (*quantity.keys, *quantity.raws):
            if len(index[key]) < 2 * NEAREST:
                index[key].append(quantity)
    return index


def _keys(quantity):
    return quantity.keys


def _numbers(quantity):
    return quantity.raws
