"""Two numbers that changed places between names: 距喀什250公里，距奥什210公里.

A language gives each number's name before it, after it, or all names and then, respectively, all
numbers. In every one of these the names come in the order of the numbers, so only that order is
compared, of names that a text says once. Where a reading is left open, every one has to contradict.
"""

import re

from . import comparison
from .findings import Finding, Level, Span
from .subjects import THINGS
from .vocabulary import Match

KINDS = {"port", "country", "place", "thing"}
RESPECTIVELY = {"zh": re.compile("分别|各"), "en": re.compile(r"\brespectively\b", re.I)}
LISTED = {
    "zh": re.compile("[^，。；、]{0,8}[、和及与][^，。；、]{0,6}"),
    "en": re.compile(r"[^.;,]{0,25}(?:,| and | & )[^.;,]{0,25}"),
}
STOPS = {"zh": re.compile("[。！？\n]"), "en": re.compile(r"[.!?](?=\s|$)|\n")}


def check(zh, en, vocabulary):
    """Findings `number.differs`, two for each exchange."""
    pairs = comparison.joined(zh, en)
    if len(pairs) < 2:
        return []
    given = [
        {"zh": _once(zh, "zh", known), "en": _once(en, "en", known)}
        for known in (vocabulary, THINGS)
    ]
    given.append(dict(zip(("zh", "en"), map(_dates, comparison.quantities(zh, en)), strict=True)))
    for names in given:
        if found := _exchanged(zh, en, names, pairs):
            return found
    if any(_are_turned(**names) for names in given[:2]):
        return []
    return comparison.check_order(zh, en)


def _are_turned(zh, en):
    """Whether two names come in another order."""
    places = [next((n for n, other in enumerate(en) if _same(one, other)), None) for one in zh]
    places = [place for place in places if place is not None]
    return places != sorted(places)


def _exchanged(zh, en, names, pairs):
    found = []
    if min(len(each) for each in names.values()) < 2:
        return found
    for (one, other), (one2, other2) in zip(pairs, pairs[1:], strict=False):
        if one.dimension != one2.dimension or one.raws & one2.raws:
            continue
        said = _orders(zh, "zh", names["zh"], one, one2)
        turned = other.start > other2.start
        first, second = (other2, other) if turned else (other, other2)
        says = _orders(en, "en", names["en"], first, second)
        in_order = [order for a in said for b in says if (order := _in_order(a, b)) is not None]
        if in_order and all(each == turned for each in in_order):
            found += [_finding(zh, en, one, other2), _finding(zh, en, one2, other)]
    return found


def _once(text, language, vocabulary):
    """The matches of the names that a text says once."""
    matches = [
        match
        for match in vocabulary.names_in(text, language)
        if any(vocabulary.names[meaning].kind in KINDS for meaning in match.meanings)
    ]
    return [match for match in matches if sum(_same(match, other) for other in matches) == 1]


def _dates(quantities):
    """The dates that a text says once, as if they were names."""
    dates = [quantity for quantity in quantities if quantity.kind == "date" and quantity.date]
    said = [quantity.date for quantity in dates]
    return [
        Match(quantity.start, quantity.end, frozenset({quantity.date}))
        for quantity in dates
        if said.count(quantity.date) == 1
    ]


def _same(one, other):
    return not (one.meanings | one.nested).isdisjoint(other.meanings | other.nested)


def _in_order(zh, en):
    """Whether two pairs of names are the same in the same order; None where they are others."""
    if _same(zh[0], en[0]) and _same(zh[1], en[1]):
        return True
    return False if _same(zh[0], en[1]) and _same(zh[1], en[0]) else None


def _orders(text, language, names, first, second):
    """The pairs of names that two numbers may belong to, in the order of the numbers."""
    if STOPS[language].search(text, first.end, second.start):
        return []
    begins = max((m.end() for m in STOPS[language].finditer(text, 0, first.start)), default=0)
    stop = STOPS[language].search(text, second.end)
    ends = stop.start() if stop else len(text)
    before = [name for name in names if begins <= name.start and name.end <= first.start]
    between = [name for name in names if first.end <= name.start and name.end <= second.start]
    after = [name for name in names if second.end <= name.start and name.end <= ends]
    orders = []
    if before and between:
        orders.append((before[-1], between[-1]))
    if between and after:
        orders.append((between[0], after[0]))
    if len(before) > 1 and not between and RESPECTIVELY[language].search(text, begins, ends):
        one, other = before[-2:]
        if LISTED[language].fullmatch(text, one.end, other.start):
            orders.append((one, other))
    return orders


def _finding(zh, en, one, other):
    spans = (
        Span(quantity.start, quantity.end, text[quantity.start : quantity.end])
        for text, quantity in ((zh, one), (en, other))
    )
    first, second = spans
    values = {"zh": first.text, "en": second.text}
    return Finding("number.differs", Level.ERROR, (first,), (second,), values)
