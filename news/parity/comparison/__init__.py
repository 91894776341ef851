"""Where the numbers, dates and times of the two languages contradict each other.

Both sides are taken as multisets, as languages reorder. A mention that repeats an earlier one
needs no partner. What is left over on both sides is paired by likeness, so that a finding shows
the number and what became of it.
"""

from functools import lru_cache

from .. import chinese, english
from ..findings import Finding, Level, Span
from ..quantities import LONGEST_TEXT, MOST
from .conversions import Conversions
from .currencies import Currencies
from .earlier import Earlier
from .leftovers import Leftovers
from .likeness import is_measured
from .missing import Missing
from .order import Order
from .pairing import Pairing, mentions
from .rates import Rates
from .reckoned import Reckoned

# Where these agree something was compared, however small.
NAMED = ("date", "ordinal", "time", "lunar", "literal")


def check(zh, en):
    """The findings of two texts, both with something in them."""
    return list(_comparison(zh, en).result)


def check_order(zh, en):
    """The findings of numbers that are said respectively and not in one order.

    For texts whose names are in one order; what `check` found is not found again.
    """
    return _comparison(zh, en).disordered()


def compared(zh, en):
    """Whether the texts hold anything that is compared here: numbers, dates, times."""
    return _comparison(zh, en).compared()


def quantities(zh, en):
    """What was read in each of two texts."""
    comparison = _comparison(zh, en)
    return comparison.zh, comparison.en


def joined(zh, en):
    """[(Chinese, English)] of the numbers that are equal, each with one partner, in zh's order."""
    comparison = _comparison(zh, en)
    return [
        (one, other)
        for one in comparison.zh
        if (other := comparison.partner.get(one, one)) is not one
        and one.kind == other.kind == "number"
        and comparison.partner.get(other) is one
        and not {one, other} & comparison.blamed
        and one.raws
    ]


@lru_cache(maxsize=2)
def _comparison(zh, en):
    # `check` and `compared` are asked of the same texts, one after the other.
    comparison = _Comparison(zh, en)
    comparison.result = comparison.findings()
    return comparison


class _Comparison(
    Pairing, Reckoned, Leftovers, Missing, Earlier, Conversions, Currencies, Rates, Order
):
    def __init__(self, zh, en):
        self.zh_text, self.en_text = zh, en
        self.zh, self.en = [], []
        if max(len(zh), len(en)) <= LONGEST_TEXT:
            self.zh, self.en = chinese.read(zh), english.read(en)
        self.result = []
        self.said = (mentions(self.en), mentions(self.zh))
        self.places = {q: n for side in (self.zh, self.en) for n, q in enumerate(side)}
        self.partner = {}
        self.blamed = set()

    def findings(self):
        if self.is_too_long:
            zh, en = (Span(0, len(t), t) for t in (self.zh_text[:40], self.en_text[:40]))
            return [Finding("number.too_many", Level.HINT, (zh,), (en,))]
        self.pair_compounds()
        self.pair_equals()
        self.cover_dates()
        self.judge_dates()
        self.pair_reckoned()
        self.pair_units()
        self.pair_leftovers()
        self.compare_currencies()
        self.compare_rates()
        self.compare_earlier()
        self.compare_subjects()
        self.compare_ends()
        self.compare_conversions()
        return self.result

    @property
    def is_too_long(self):
        texts, sides = (self.zh_text, self.en_text), (self.zh, self.en)
        return max(map(len, texts)) > LONGEST_TEXT or max(map(len, sides)) > MOST

    def compared(self):
        """Whether there is anything to compare: a number of weight, or two that say the same."""
        if self.is_too_long:
            return False
        return any(
            q.solid or q in self.partner and (q.kind in NAMED or q.raws - {0, 1} or is_measured(q))
            for side in (self.zh, self.en)
            for q in side
        )

    def span(self, quantity, text):
        return Span(quantity.start, quantity.end, text[quantity.start : quantity.end])

    def report(self, code, level, zh, en):
        self.blamed |= {zh, en}
        self.result.append(self.difference(code, level, zh, en))

    def difference(self, code, level, zh, en):
        one, other = self.span(zh, self.zh_text), self.span(en, self.en_text)
        return Finding(code, level, (one,), (other,), {"zh": one.text, "en": other.text})

    def words_differ(self, code, zh, en):
        """An error at words, matches in the texts, that are no quantities."""
        one, other = (Span(*found.span(), found.group()) for found in (zh, en))
        values = {"zh": one.text, "en": other.text}
        self.result.append(Finding(code, Level.ERROR, (one,), (other,), values))

    def alone(self, code, level, quantity, side):
        text = self.zh_text if side == "zh" else self.en_text
        span = self.span(quantity, text)
        zh, en = ((span,), ()) if side == "zh" else ((), (span,))
        self.result.append(Finding(code, level, zh, en, {"found": span.text}))
