"""What the readers of both languages share: width, masking, codes, and reading pass by pass."""

import re
from fractions import Fraction
from functools import cache

from .quantities import LONGEST_NUMBER, MOST, Quantity, join

# One character for one, so that places in the text stay what they are.
NORMAL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
NORMAL |= dict.fromkeys([0x3000, 0xA0, 0x202F, 0x2009], ord(" "))
NORMAL |= dict.fromkeys([0x2212, 0xFE63, 0x2011], ord("-"))
NORMAL |= {0x2012: ord("–"), 0x301C: ord("~"), 0x2236: ord(":")}
GONE = "\0"

# Of normal width, so that the comma after an address in Chinese is a plain one.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s,;()。\u2e80-\u9fff]{1,600}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)
COVID = re.compile(r"COVID[- ]?19", re.I)
PHONE = re.compile(
    r"(?<![\w.,-])(?:\+\d{1,3}[- ]?)?(?:\(?\d{2,4}\)?[- ])?\d{3,4}-\d{3,8}(?:-\d{1,6})?(?!\w|\.\d)"
    r"|(?<![\w.,-])\+\d{1,3}[- ]\d{2,4}[- ]\d{3,4}[- ]?\d{3,4}(?!\w)"
    r"|(?<![\w.,-])1[3-9]\d{9}(?!\w)",
    # A Han character may stand beside it.
    re.A,
)
CODE = re.compile(
    r"(?<![A-Za-z\d.$])(?P<head>[A-Za-z]{1,6})-?\d[A-Za-z\d]*(?:-\d+)*|"
    r"(?<![A-Za-z\d.,])(?P<lead>\d+)(?P<tail>[A-Z]{1,2})(?![A-Za-z\d])"
    r"|(?<![\w.,])\d+(?:\.\d+){2,8}(?![\w])|(?<![\w.,:])\d{1,3}:\d{1,3}(?![\d:])",
    re.A,
)
# Letters that stand before or after a number as a currency, unit or word of their own.
CURRENCY_HEADS = {
    "RMB",
    "CNY",
    "USD",
    "US",
    "EUR",
    "GBP",
    "HKD",
    "KZT",
    "RUB",
    "JPY",
    "NO",
    "Q",
    "H",
}
UNIT_TAILS = {"M", "K", "B", "T", "W", "MW", "GW", "KM", "V", "C", "TN", "BN"}


# Neither language writes a number as long as this. Every pattern looks at a bounded stretch of
# text once these are gone, which keeps the reading linear.
OVERLONG = re.compile(
    r"[\d,.〇零○一二两三四五六七八九十百千万亿廿卅点]{60,}|[^\S\n]{8,}|[!-~]{600,}"
)

# 2 400: the standard's way to part thousands, with a hard space or a plain one.
SPACED = re.compile(
    r"(?<![\d.,:/(-])(?<!\d[ ])[1-9]\d{0,2}(?: \d{3}){1,3}"
    r"(?![\d,:/-]|\.\d{3}| \d|\)? ?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
)


BEFORE_DAY = re.compile(r"(?:[A-Z][a-z]+|第|\bNo)[. ]+$")


def _with_commas(m):
    # May 28 300 trucks, Line 2 300 metres
    if BEFORE_DAY.search(m.string, max(0, m.start() - 12), m.start()):
        return m.group()
    return m.group().replace(" ", ",")


# The cache of `re` is shared with the whole process and too small to keep these.
compiled = cache(re.compile)


def normal(text):
    return text.translate(NORMAL)


def decimal(written):
    """The value of ASCII digits with thousands commas and a point, or None."""
    plain = written.replace(",", "").rstrip(".")
    if len(plain) > LONGEST_NUMBER or not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return None
    whole, _, fraction = plain.partition(".")
    return Fraction(int(whole + fraction), 10 ** len(fraction))


class Reader:
    """Finds quantities pass by pass; what one pass has read, the next does not see."""

    def __init__(self, text):
        self.text = SPACED.sub(_with_commas, normal(text))
        self.work = self.text
        self.found = []
        self.mask(OVERLONG)

    def add(self, kind, where, **fields):
        start, end = where if isinstance(where, tuple) else where.span()
        self.found.append(Quantity(kind, start, end, **fields))

    def each(self, pattern, act, flags=0):
        """Calls act for every match, and hides it unless act says False."""
        hidden = []
        for m in compiled(pattern, flags).finditer(self.work):
            if len(self.found) > MOST:
                break
            if act(m) is not False:
                hidden.append(m.span())
        self._hide(hidden)

    def mask(self, pattern):
        self._hide([m.span() for m in pattern.finditer(self.work)])

    def hide(self, start, end):
        self._later = [*getattr(self, "_later", []), (start, end)]

    def _hide(self, spans):
        spans = spans + getattr(self, "_later", [])
        self._later = []
        if not spans:
            return
        parts, at = [], 0
        for start, end in sorted(spans):
            if start < at:
                start = at
            if end <= start:
                continue
            parts += [self.work[at:start], GONE * (end - start)]
            at = end
        parts.append(self.work[at:])
        self.work = "".join(parts)

    def joined(self, is_range, is_list):
        """What was found, in the order of the text; ranges and lists share their last unit."""
        found = self.found[: MOST + 1]
        found.sort(key=lambda quantity: (quantity.start, quantity.end))
        join(found, self.text, is_range, is_list)
        for quantity in found:
            quantity.stances |= self.stances_of(quantity)
        return found

    def literals(self):
        self.mask(ADDRESS)
        self.mask(COVID)
        self.each(PHONE, self.phone)
        self.each(CODE, self.code)

    def always(self, m):
        # A day of 24 hours: round the clock.
        keys = {("minute", Fraction(1440))}
        if "365" in m.group():
            keys.add(("minute", Fraction(365 * 1440)))
        self.add("number", m, keys=keys, solid=False)

    def ratio_code(self, m, one, other, score=False):
        """1:3 as it is written; a ratio may be said in other numbers, a score may not."""
        keys = {("code", f"{one}:{other}")}
        if other and not score:
            keys.add(("proportion", one / other))
        self.add("literal", m, keys=keys)

    def phone(self, m):
        digits = re.sub(r"\D", "", m.group())
        if len(digits) < 7 or re.fullmatch(r"\d{4}-\d{4}", m.group()):
            return False
        local = re.sub(r"^(?:86)?0?", "", digits)
        self.add("literal", m, keys={("phone", local)})
        return None

    def code(self, m):
        head, tail = m.group("head"), m.group("tail")
        if head and head.upper() in CURRENCY_HEADS or tail and tail.upper() in UNIT_TAILS:
            return False
        if ":" in m.group() and re.search(r":[0-5]\d$", m.group()):
            return False
        if re.fullmatch(r"\d{4}\.\d{1,2}\.\d{1,2}", m.group()):
            return False
        if head and head.islower() and "-" in m.group() and not m.group()[-1].isupper():
            # mid-1990s, under-18, pre-2020 are words with a number in them.
            return False
        written = m.group().upper().replace("-", "")
        digits = re.sub(r"\D", "", written)
        raws = {Fraction(int(digits))} if len(digits) <= 6 and ":" not in written else set()
        keys = {("code", written)}
        if written in ("4A", "5A", "3A"):
            keys.add(("code", "A" * int(written[0])))
        solid = len(digits) > 2 or re.fullmatch(r"T\d", written) is not None
        self.add("literal", m, keys=keys, raws=raws, solid=solid)
        return None
