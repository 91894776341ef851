"""How like two quantities are: what may join them, and what a pair of them would cost."""

import re
from fractions import Fraction

from ..quantities import ABOUT, CURRENCIES, EXACT, MEASURES, OVER, TIMES, UNDER, contradict, opposed

WEIGHED = CURRENCIES | MEASURES | TIMES
# Of these nothing is about, over or under.
UNQUALIFIED = {"date", "time", "ordinal"}
# Leftovers beyond this are not paired with each other, each stands alone.
PAIRED = 40


def is_measured(quantity):
    return any(key[0] in WEIGHED for key in quantity.keys)


def fits(zh, en):
    """Whether a shared reading may join them."""
    if zh.keys & en.keys:
        return True
    if zh.kind == en.kind == "time" or decades(zh) and decades(en):
        return False
    if zh.kind == "vague" or en.kind == "vague":
        return zh.kind == en.kind or zh.kind == "vague"
    same = zh.dimension == en.dimension and zh.dimension in MEASURES | TIMES
    return not same and not contradict(zh.dimension, en.dimension)


def decades(quantity):
    return any(key[0] == "decade" for key in quantity.keys)


def side_of(quantity):
    sides = quantity.qualifiers & {OVER, UNDER, ABOUT}
    return next(iter(sides)) if len(sides) == 1 and EXACT not in quantity.qualifiers else None


def oppose(one, other):
    """Whether one says over and the other under, however loosely."""
    return (
        OVER in one
        and UNDER in other
        and not (UNDER in one or OVER in other or EXACT in one or EXACT in other)
    )


def alike(zh, en):
    one, other = zh.qualifiers, en.qualifiers
    return (
        bool(one & other)
        and not (oppose(one, other) or oppose(other, one))
        or not {zh.kind, en.kind}.isdisjoint(UNQUALIFIED)
    )


def agrees(zh, en):
    return alike(zh, en) and same_way(zh, en) and not opposed(zh, en)


def same_way(zh, en):
    return zh.direction * en.direction >= 0


def lost_percent(one, other):
    if one.dimension != "ratio" or other.dimension or other.kind != "number" or other.listed:
        return False
    return one.kind == "number" and not (one.keys & other.keys) and one.value is not None


def family_of(quantity):
    if quantity.kind == "ordinal":
        return "ordinal"
    if quantity.kind == "vague":
        return "number"
    return quantity.kind


def measure_class(quantity):
    if quantity.dimension in CURRENCIES:
        return "money"
    return quantity.kind if quantity.dimension in ("", "thing") else quantity.dimension


def unit_code(zh, en):
    if zh.dimension in CURRENCIES and en.dimension in CURRENCIES:
        return "currency.differs"
    if {zh.dimension, en.dimension} == {"ratio", "points"}:
        return "percent.points"
    return "unit.differs"


def days(quantity):
    yield quantity.date
    for key in quantity.keys:
        if key[0] == "date":
            yield key[1]


def day_of(quantity):
    """(year, month, day) of a date, or of "the 19th", any of them None."""
    if quantity.date:
        return quantity.date
    day = next((key[1] for key in quantity.keys if key[0] == "day"), None)
    return None, None, day if quantity.kind == "ordinal" else None


def covered(date, dates):
    """Whether one of the other side's dates says the same, as far as both go."""
    year, month, day = date
    at = 2 if day else 1 if month else 0
    return any(
        other[at] == date[at] and meets(other[1], month) and meets(other[0], year)
        for other in dates
    )


def meets(one, other):
    return one is None or other is None or one == other


def date_cost(one, other):
    if one is None or other is None:
        return 9
    shared = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
    if not shared:
        return 9
    return 0.6 * sum(a != b for a, b in shared) + (
        0.4 if (one[2] is None) != (other[2] is None) else 0
    )


def lunar_cost(zh, en):
    """Of two days by the moon one part has to be the same, or nothing else in it."""
    (_, month, day), (_, month2, day2) = min(zh.keys), min(en.keys)
    if (day is None) != (day2 is None):
        return 9 if month == month2 else 0.9
    return 0.4 * ((month != month2) + (day != day2))


def names_a_date(quantities):
    return any(quantity.date or quantity.kind == "period" for quantity in quantities)


def series_of(quantity):
    """The letters a code starts with: only codes of one series can be taken for each other."""
    kind, code = min(quantity.keys)
    return kind, re.match(r"[A-Z]*", str(code)).group()


def across(zh, en):
    """The cost of a pair of two kinds, such as 28日 and "the 29th"."""
    if not (zh.solid and en.solid):
        return 9
    kinds = {zh.kind, en.kind}
    if kinds == {"date", "ordinal"}:
        date = zh.date or en.date
        return 0.5 if date[0] is None and date[1] is None else 9
    if kinds == {"number", "ordinal"}:
        number = zh if zh.kind == "number" else en
        ordinal = en if number is zh else zh
        if number.dimension == "month":
            return 0.9 if any(key[0] == "month" for key in ordinal.keys) else 9
        return 0.9 + unlike(zh, en) if number.dimension in ("", "thing") else 9
    return 9


def digits_of(quantity):
    values = quantity.raws or {key[1] for key in quantity.keys if isinstance(key[1], Fraction)}
    for value in sorted(values, reverse=True)[:1]:
        if quantity.value is not None:
            value = quantity.value
        text = (
            f"{float(abs(value)):.10f}".rstrip("0").rstrip(".")
            if value < 10**15
            else str(int(value))
        )
        return text.replace(".", "").strip("0")
    return ""


def unlike(zh, en):
    """From 0, the same digits, to 1, no digit in common."""
    one, other = digits_of(zh), digits_of(en)
    if not one or not other:
        return 0.5
    if one == other:
        return 0
    if sorted(one) == sorted(other):
        return 0.3
    if len(one) == len(other) == 1:
        return 0.6
    return min(1, distance(one[:12], other[:12]) / max(len(one), len(other)))


def distance(one, other):
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def worth(quantity):
    if quantity.value is not None:
        return quantity.value * quantity.scale * (quantity.unit[1] if quantity.unit else 1)
    for key in quantity.keys:
        if isinstance(key[1], Fraction):
            return key[1]
    return None


def is_scaled(zh, en):
    one, other = worth(zh), worth(en)
    if not one or not other or one == other:
        return False
    if zh.dimension and en.dimension and measure_class(zh) != measure_class(en):
        return False
    quotient = max(abs(one / other), abs(other / one))
    while quotient >= 10 and quotient.denominator == 1 and quotient % 10 == 0:
        quotient /= 10
    return quotient == 1


def is_round(quantity):
    """Whether a number of 万 or 亿 has so few digits that it was rounded: 3.2万."""
    return (
        quantity.value is not None
        and quantity.qualifiers == {EXACT}
        and quantity.scale >= 10_000
        and len(digits_of(quantity)) <= 3
    )


def is_rounded(zh, en):
    one, other = worth(zh), worth(en)
    if not one or not other:
        return False
    qualified = any(EXACT not in q.qualifiers for q in (zh, en))
    return qualified and abs(one / other - 1) < Fraction(3, 100)
