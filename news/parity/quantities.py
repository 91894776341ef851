"""What the readers of both languages find in a text: numbers with their units, dates, times.

A quantity carries every reading its writing allows, as 增长两倍 may be a tripling or 200 per cent.
Two agree if they share a reading, so a reader adds readings wherever usage is loose; what is left
without a partner is then wrong with some certainty.
"""

from dataclasses import dataclass, field
from fractions import Fraction

# More than any passage has; a text beyond it is no passage, and comparing it would only cost time.
MOST = 600
# Code points of a text; every pattern goes through it, so this bounds the time a check takes.
LONGEST_TEXT = 25_000
# Digits of a number beyond this are a code of some kind, which is compared as it is written.
LONGEST_NUMBER = 24

# Dimensions whose value is given in a unit: two numbers of different ones contradict each other.
CURRENCIES = {
    *("CNY", "USD", "EUR", "GBP", "JPY", "HKD", "KZT", "RUB", "SOM", "TJS", "MNT", "RUPEE"),
    *("KRW", "SGD", "AUD", "CAD", "CHF", "THB", "TMT", "LIRA", "AED", "AFN", "MYR", "VND"),
}
MEASURES = {
    *(
        "mass",
        "length",
        "area",
        "volume",
        "liquid",
        "energy",
        "power",
        "temperature",
        "fahrenheit",
        "TEU",
    ),
    *("ratio", "points", "voltage", "apparent", "loudness"),
}
TIMES = {"month", "minute"}
BEINGS = {"person", "vehicle", "train", "wagon", "aircraft", "ship"}

EXACT, ABOUT, OVER, UNDER = "exact", "about", "over", "under"
PLAIN = frozenset({EXACT})
ANY = frozenset({EXACT, ABOUT, OVER, UNDER})


@dataclass(slots=True, eq=False)
class Quantity:
    """`value` times `scale` in `unit`, or a date, time, ordinal and so on with its own `keys`.

    kind: number, ordinal, date, time, weekday, period, part, literal, vague.
    unit: (dimension, factor to the dimension's base unit) or None.
    date: (year, month, day), any of them None; a quantity may be read as a date and as a number.
    solid: False where the words need no counterpart, such as 一 and "one".
    """

    kind: str
    start: int
    end: int
    value: Fraction | None = None
    scale: Fraction = Fraction(1)
    unit: tuple[str, Fraction] | None = None
    date: tuple | None = None
    keys: set = field(default_factory=set)
    raws: set = field(default_factory=set)
    qualifiers: frozenset = PLAIN
    direction: int = 0
    solid: bool = True
    group: int = 0
    listed: bool = False
    # {aspect: what it is to its sentence}, as {"span": "within"} of 30日内. See `opposed`.
    stances: dict = field(default_factory=dict)
    # The whole that this is said to be a part of, as ten is in "one in ten".
    whole: "Quantity | None" = None

    @property
    def dimension(self):
        return self.unit[0] if self.unit else ""

    def finish(self):
        """Adds the readings that follow from value, scale and unit."""
        if self.value is None:
            return
        number = self.value * self.scale
        if number < 0 and self.qualifiers & {OVER, UNDER}:
            # 零下30多度 is below minus 30.
            self.qualifiers |= {OVER, UNDER}
        self.raws.add(number)
        if self.unit:
            dimension, factor = self.unit
            self.keys.add((dimension, number * factor))


def contradict(one, other):
    """Whether two dimensions cannot be those of the same thing."""
    if one == other or not one or not other:
        return False
    if "thing" in (one, other):
        measured = other if one == "thing" else one
        return measured in CURRENCIES or measured in MEASURES
    # 辆 counts lorries and wagons.
    return "times" not in (one, other) and {one, other} != {"vehicle", "wagon"}


def opposed(one, other):
    """The first aspect in which they take opposite stances, or None: 30日内, "after 30 days"."""
    return next(
        (
            aspect
            for aspect, stance in one.stances.items()
            if other.stances.get(aspect, stance) != stance
        ),
        None,
    )


def join(quantities, text, is_range, is_list):
    """Gives the members of ranges and lists the scale and unit that only their last one has.

    is_range and is_list judge the text between two neighbours.
    """
    dates = [q for q in quantities if q.kind == "date" and q.date and q.date[1]]
    for left, right in zip(dates, dates[1:], strict=False):
        if is_range(text[left.end : right.start], ""):
            _share_year(left, right)
    numbers = [q for q in quantities if q.kind == "number" and q.value is not None]
    group = 0
    for left, right in reversed(list(zip(numbers, numbers[1:], strict=False))):
        if right.start - left.end > 12 or left.date or _is_rate(left, right):
            continue
        between = text[left.end : right.start]
        before = text[max(0, left.start - 12) : left.start]
        if is_range(between, before):
            group = right.group or group + 1
            left.group = right.group = group
            # From fewer than 100 to 260: the bound is the first one's alone.
            if not (right.qualifiers == PLAIN and left.qualifiers in (_OVER, _UNDER)):
                left.qualifiers = right.qualifiers = _shared(left.qualifiers, right.qualifiers)
            left.solid = right.solid = left.solid or right.solid
            if left.direction != right.direction and not (left.direction and right.direction):
                left.direction = right.direction = left.direction or right.direction
        elif is_list(between):
            left.listed = right.listed = True
        else:
            continue
        if left.scale == 1 and right.scale != 1 and not left.unit:
            left.raws.add(left.value * right.scale)
            if right.unit:
                left.keys.add((right.unit[0], left.value * right.scale * right.unit[1]))
        if not left.unit and right.unit:
            left.unit = right.unit
        elif left.unit and not right.unit and left.listed:
            right.raws.add(right.value * left.scale)
    for left, right in zip(numbers, numbers[1:], strict=False):
        # 约213公里、260公里: the word may be meant for all.
        if left.listed and right.listed and left.qualifiers != right.qualifiers == PLAIN:
            right.qualifiers = left.qualifiers | {EXACT}
    for quantity in numbers:
        quantity.finish()


def _is_rate(left, right):
    """Whether 4.8534 stands beside the 100 that it is the price of."""
    return left.value.denominator >= 1000 and right.value in (1, 100)


def _share_year(left, right):
    """Of 2022年8月30日至9月1日 both days are in 2022; over New Year the writing is no guide."""
    if left.date[1] > right.date[1]:
        return
    year = left.date[0] or right.date[0]
    if not (left.date[0] and right.date[0]):
        left.date = (year, *left.date[1:])
        right.date = (year, *right.date[1:])


_OVER, _UNDER = frozenset({OVER}), frozenset({UNDER})


def _shared(one, other):
    if one == PLAIN:
        return other
    return one if other == PLAIN else one | other
