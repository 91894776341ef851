"""English ordinals and numbers, with what is said about them."""

import re
from fractions import Fraction

from ..quantities import ABOUT, CURRENCIES, EXACT, LONGEST_NUMBER, OVER, PLAIN, TIMES, UNDER
from ..written import Reader, decimal
from .directions import direction
from .words import (
    ABOVE_AVERAGE,
    AFTER,
    AFTER_IT,
    AGO,
    BEFORE,
    BEFORE_IT,
    BELOW,
    BELOW_ALONE,
    COUNTED_BY,
    FACTOR,
    HEAD,
    HEADED,
    HEADS_LISTED,
    IN_THE,
    LATER,
    NOBODY,
    OFF_AFTER,
    OFF_BEFORE,
    ONES,
    ORDINAL,
    ORDINAL_WORD,
    PAST,
    POUND,
    RANK,
    RATE_TO,
    REACHED,
    ROMAN,
    SCALE,
    SCALED,
    SHORT,
    STOP,
    TENS,
    TOP,
    UP_TO_NINE,
    VAGUE,
    VALUE,
    WEIGHT,
    WITHIN,
    W,
    unit_at,
)

GROWN_BY = re.compile(
    r"\b(?:up|by|(?:rise|increase|growth|jump|surge|gain|leap) of|grew|rose|risen|increased"
    r"|climbed|jumped|soared|surged|gained|leapt)"
    r"(?: (?:about|around|nearly|almost|some|over|more than))?\s$",
    re.I,
)


INDUSTRY = r"\b(primary|secondary|tertiary)(?=,| and | industr| sector| \d)"
ALONG_OVER = re.compile(
    r"\b(?:strung|spread|stretch(?:es|ed|ing)?|laid|scattered|distributed)(?: out)? over $", re.I
)
CLIMBED = re.compile(r" (?:mountain |high )?(?:passes|mountains|bridges|rivers|hills|ridges)\b")
LASTING_OVER = re.compile(
    r"\b(?:span(?:s|ned|ning)?|last(?:s|ed|ing)?|for|well|history of|tak(?:es?|ing)|took|"
    r"stretch(?:es|ed|ing)?) over $",
    re.I,
)


class Numbers(Reader):
    """What counts, and what stands in an order."""

    def ordinals(self):
        tens = "|".join(TENS)
        ninth = "|".join(UP_TO_NINE)
        self.any_case(r"(?<![\d,])(\d{1,3}(?:,\d{3})+|\d{1,9})(st|nd|rd|th)\b", self.ordinal_digits)
        self.any_case(
            rf"\b(?:(\d+(?:\.\d+)?|{W})[- ])?(thousand|million|billion)th\b", self.ordinal_scale
        )
        self.any_case(
            r"\b(?:Articles?|Paragraphs?|Clauses?|Chapters?|Sections?|Items?|Annex(?:es)?|Appendix|"
            r"Points?|Subparagraphs?)[- ](?-i:\(?(\d{1,3}))"
            r"(?![\d.,]\d|\d|[ -](?:[a-z]+s|percent)\b|%)",
            self.ordinal_number,
        )
        self.any_case(rf"\bTerminal[- ](\d{{1,2}}|{W})\b", self.terminal)
        self.any_case(rf"\b({tens})[- ]({ninth})\b", self.ordinal_words)
        self.any_case(RANK, self.rank)
        self.any_case(rf"\b({ORDINAL_WORD})(ly)?\b", self.ordinal_word)
        self.any_case(INDUSTRY, self.industry)
        self.any_case(
            r"\b(?:inaugural|maiden)\b",
            lambda m: self.add("ordinal", m, raws={Fraction(1)}, solid=False),
        )
        self.any_case(
            r"\b(?:Phase|Stage|Part|Type|Class|Category|Grade|Tier|Terminal|War|"
            r"Chapter|Section|Level)[- ](?-i:([IVX]{1,4}))\b",
            self.roman,
        )
        self.any_case(
            r"\b(?:Phase|Stage|Round|Batch|Tier)[- ](?:No\.? ?)?"
            r"(\d{1,2}|one|two|three|four|five|six)\b(?![.,]\d| percent|%| million)",
            self.counted_row,
        )
        self.any_case(r"\b(?-i:No|Nos|Number|number)\.?\s?(\d+)(?=\D|$)", self.ordinal_number)

    def ordinal_digits(self, m):
        self.ordinal(m, int(m.group(1).replace(",", "")[:9]))

    def rank(self, m):
        """Ranked last, the top spot, the runner-up; the last ones count from below."""
        place = {"top": 1, "champion": 1, "most": 1, "runner": 2}.get(m.lastgroup, -1)
        if m.lastgroup == "below":
            place = -(ORDINAL[m.group("below").lower()])
        self.add("ordinal", m, raws={Fraction(place)}, solid=False)

    def ordinal_scale(self, m):
        value = self.number_of(m.group(1)) if m.group(1) else Fraction(1)
        number = value and value * SCALE[m.group(2).lower()]
        if not number or number.denominator != 1:
            return False
        self.ordinal(m, int(number))
        return None

    def terminal(self, m):
        number = self.number_of(m.group(1))
        if number is None:
            return False
        self.add("literal", m, keys={("code", f"T{number}")}, raws={number})
        return None

    def ordinal_number(self, m):
        if len(m.group(1)) > LONGEST_NUMBER:
            return False
        self.ordinal(m, int(m.group(1)))
        self.found[-1].solid = True

    def counted_row(self, m):
        number = self.number_of(m.group(1))
        self.add("ordinal", m, raws={number}, solid=number > 1)

    def ordinal_words(self, m):
        self.ordinal(m, VALUE[m.group(1).lower()] + ORDINAL[m.group(2).lower()])

    def ordinal_word(self, m):
        self.ordinal(m, ORDINAL[m.group(1).lower()])
        solid = m.group(1).lower() != "first" and not m.group(2)
        before = self.text[max(0, m.start() - 3) : m.start()]
        if (
            self.found[-1].raws == {2}
            and re.search(r"(?:^|[\s(])a $", before)
            or self.text[m.end() : m.end() + 1] == ","
        ):
            solid = False
        self.found[-1].solid = solid

    def ordinal(self, m, number):
        self.add("ordinal", m, raws={Fraction(number)}, solid=number > 1)
        if re.match(r" five[- ]year plan", self.text[m.end() : m.end() + 16], re.I):
            self.found[-1].keys.add(("plan", 1951 + 5 * number))
        if 1 <= number <= 31:
            self.found[-1].keys.add(("day", number))
        if re.match(r"[- ]anniversar", self.text[m.end() : m.end() + 12]):
            self.found[-1].keys.add(("month", Fraction(12 * number)))

    def industry(self, m):
        """The primary, secondary and tertiary industries: 第一产业."""
        place = ("primary", "secondary", "tertiary").index(m.group(1).lower()) + 1
        self.add("ordinal", m, raws={Fraction(place)}, solid=False)

    def roman(self, m):
        if m.group(1) not in ROMAN:
            return False
        self.add("ordinal", m, raws={Fraction(ROMAN[m.group(1)])}, solid=m.group(1) != "I")

    def numbers(self):
        for pattern, order in VAGUE:
            self.any_case(
                rf"\b{pattern}\b",
                lambda m, order=order: self.vague(m, order),
            )
        ones = "|".join(ONES[:10])
        self.any_case(
            rf"\b(?:({'|'.join(TENS)})[- ])?({'|'.join(ONES)}) point "
            rf"((?:{ones})(?:[ -](?:{ones}))*)\b",
            self.point_words,
        )
        scale = "|".join([*SCALE, *SHORT])
        money = r"(US\$|HK\$|RMB|CNY|USD|EUR|GBP|HKD|KZT|RUB|JPY|¥|￥|\$|€|£|yuan)?\s?"
        self.any_case(
            rf"{money}(?:(minus|negative|(?<![\w\d)])-)\s?)?(?<!\d)(?<!\d\.)(?<!\d,(?=\d{{3}}(?!\d)))(\d"
            rf"{{1,3}}(?:[, ]\d{{3}})+(?!\d)(?:\.\d+)?|\d{{1,3}}(?:,\d{{3}})+(?!\d)(?"
            rf":\.\d+)?|\d+(?:\.\d+)?)"
            rf"((?:[\s-]?(?:{scale}|(?<=\d)[mMbBK])(?![A-Za-z\d])){{0,3}})",
            self.digits,
        )
        self.any_case(
            rf"\b(?:(minus|negative)\s)?(?:(?:an?)\s(?=hundred|thousand|million|"
            rf"billion|trillion|dozen))?(?:{W})(?:(?:[\s-]{{1,2}}(?:and\s)?)(?:{W}))"
            rf"{{0,12}}\b",
            self.words,
        )
        self.any_case(
            r"\b(?:a|an|per|each|every)\s(?:full\s|whole\s|entire\s)?(decade|century|fortnight|year|month|week|"
            r"day|hour|minute|kilomet(?:er|re)|tonne|ton)\b",
            self.article,
        )

        self.any_case(r"\b(decade|century|fortnight)\b", self.article)
        self.any_case(r"\ba score(?= of [a-z]+s\b)", self.twenty)
        names = "twen|thir|for|fif|six|seven|eigh|nine"
        self.any_case(rf"\b({names})ties\b", self.of_ten)

    def point_words(self, m):
        """Ninety-nine point eight."""
        tens, ones, digits = m.groups()
        value = VALUE[ones.lower()] + (VALUE[tens.lower()] if tens else 0)
        digits = [VALUE[word] for word in re.findall(r"[a-z]+", digits.lower())]
        part = Fraction(int("".join(map(str, digits))), 10 ** len(digits))
        scale = re.compile(r" (hundred|thousand|million|billion|trillion)\b").match(
            self.text, m.end()
        )
        factor = Fraction(SCALE[scale.group(1)] if scale else 1)
        self.number(m.start(), scale.end() if scale else m.end(), value + part, factor, words=True)
        if scale:
            self.hide(scale.start(), scale.end())

    def vague(self, m, order):
        of = re.compile(r" of(?: the)? ").match(self.text, m.end())
        found = self.unit_after(of.end() - 1 if of else m.end())
        self.add(
            "vague",
            m,
            keys={("order", order)},
            unit=found and found[1],
            qualifiers=frozenset({OVER, ABOUT}),
        )

    def twenty(self, m):
        found = self.unit_after(m.end() + 3)
        self.add(
            "number",
            m,
            value=Fraction(20),
            unit=found and found[1],
            qualifiers=frozenset({EXACT, ABOUT, OVER}),
            solid=False,
        )

    def of_ten(self, m):
        number = 10 * (
            2 + "twen thir for fif six seven eigh nine".split().index(m.group(1).lower())
        )
        self.add(
            "number",
            m,
            raws={Fraction(number)},
            keys={("decade", 1900 + number), ("month", Fraction(12 * number))},
            qualifiers=frozenset({EXACT, ABOUT, OVER}),
            solid=False,
        )

    def article(self, m):
        unit = unit_at(m.group(1).lower(), 0)[1]
        if COUNTED_BY.search(self.text, max(0, m.start() - 12), m.start()) or RATE_TO.match(
            self.text, m.end()
        ):
            # Of "twice a year" only the first counts, and "one a month to 21" is no range.
            self.add("number", m, keys={unit}, unit=unit, solid=False)
            return
        self.add("number", m, value=Fraction(1), unit=unit, solid=False)
        self.describe(self.found[-1])

    def digits(self, m):
        money, sign, number, scales = m.groups()
        if len(number) > LONGEST_NUMBER:
            self.add("literal", m.span(3), keys={("code", number)})
            return None
        if " " in number:
            # A space that parts thousands is a hard one; else there are two numbers.
            original = self.original[m.start(3) : m.end(3)]
            if re.search(r" ", original):
                number = number.split(" ")[0]
                scales = ""
                self._rest = m.start(3) + len(number)
                self.number(m.start(), m.start(3) + len(number), decimal(number), Fraction(1))
                for part in re.finditer(r"\d[\d,.]*\d|\d", self.text[self._rest : m.end(3)]):
                    start = self._rest + part.start()
                    self.number(
                        start,
                        self._rest + part.end(),
                        decimal(part.group()) or Fraction(0),
                        Fraction(1),
                    )
                return None
            number = number.replace(" ", ",")
        value, scale = decimal(number), Fraction(1)
        if value is None:
            return False
        end = m.end()
        for word in re.findall(r"[A-Za-z]+", scales):
            short = {"m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "K": 1000}
            if word in short:
                if not money and word in "mM":
                    end = m.end(3)
                    break
                scale *= short[word]
            else:
                scale *= SCALE.get(word.lower()) or SHORT[word.lower()]
        if sign:
            value = -value
        forced = None
        if money:
            forced = {
                "US$": "USD",
                "HK$": "HKD",
                "RMB": "CNY",
                "¥": "CNY",
                "￥": "CNY",
                "$": "USD",
                "€": "EUR",
            }
            money = money.upper()
            forced = (
                forced.get(money) or {"£": "GBP", "YUAN": "CNY"}.get(money, money),
                Fraction(1),
            )
        start = m.start(1) if money else m.start(2) if sign else m.start(3)
        quantity = self.number(start, end, value, scale, forced)
        four = scale == 1 and number.isdigit() and len(number) == 4
        if four and 1800 <= int(number) <= 2199 and not quantity.unit:
            quantity.kind, quantity.date = "date", (int(number), None, None)
            quantity.finish()
        return None

    def words(self, m):
        start = None
        total = current = Fraction(0)
        last = None
        end = m.start()
        negative = bool(m.group(1))
        name_of_scale = ""

        def flush(at):
            nonlocal total, current, last, start, name_of_scale
            value = total + current
            if start is not None and value < 10**LONGEST_NUMBER:
                # Five to six hundred: the scale is for both.
                scale = Fraction(SCALE.get(name_of_scale, 1))
                value = -value / scale if negative else value / scale
                self.number(start, at, value, scale, words=True)
            total, current, last, start = Fraction(0), Fraction(0), None, None
            name_of_scale = ""

        for word in re.finditer(r"[A-Za-z]+", m.group()):
            at, name = m.start() + word.start(), word.group().lower()
            if name in ("a", "an"):
                start, current, last = at, Fraction(1), "a"
            elif name in ("and", "minus", "negative"):
                if name == "and" and last not in ("hundred", "scale"):
                    flush(end)
                continue
            elif name in ("hundred", "dozen"):
                name_of_scale = name if name == "hundred" and not total else ""
                if start is None:
                    start, current = at, Fraction(1)
                current *= 100 if name == "hundred" else 12
                last = "hundred"
            elif name in SCALE:
                name_of_scale = "" if total else name
                if start is None:
                    start, current = at, Fraction(1)
                if total and current == 0:
                    total *= SCALE[name]
                else:
                    total += current * SCALE[name]
                current, last = Fraction(0), "scale"
            else:
                value = VALUE[name]
                name_of_scale = name_of_scale if start is None else ""
                if last in ("one", "ten", "teen") and not (last == "ten" and 0 < value < 10):
                    flush(end)
                if start is None:
                    start = at
                current += value
                last = "one" if value < 10 else "ten" if value >= 20 else "teen"
            end = m.start() + word.end()
        flush(end)

    def number(self, start, end, value, scale, forced=None, words=False):
        if value is None:
            return None
        found = None if forced and forced[0] not in ("USD",) else self.unit_after(end)
        unit = forced or (found and found[1])
        if found and (found[1][0] in ("USD", "CNY", forced[0]) if forced else found[2]):
            end = found[0]
        if unit and unit[0] in CURRENCIES and unit[1] != 1:
            # Eight jiao
            value, unit = value * unit[1], (unit[0], Fraction(1))
        solid = not (words and value * scale in (0, 1))
        if re.match(
            r" degrees? (?:Celsius |centigrade )?below zero| below zero", self.text[end : end + 30]
        ) or BELOW.match(self.text, end):
            value = -value
        elif BELOW_ALONE.match(self.text, end) and "zero" in self.text[max(0, start - 60) : start]:
            # From 5 degrees above zero to 12 below
            value = -value
        self.add("number", (start, end), value=value, scale=scale, unit=unit, solid=solid)
        quantity = self.found[-1]
        if unit and unit[0] == "ratio":
            reduced = OFF_AFTER.match(self.text, end) or OFF_BEFORE.search(
                self.text, max(0, start - 24), start
            )
            quantity.keys.add(("off" if reduced else "full", value * scale * unit[1]))
        if words and value == 12:
            quantity.raws.add(Fraction(10)) if "dozen" in self.text[start:end] else None
        if unit and unit[0] == "GBP" and WEIGHT.search(self.text[end - 7 : end]):
            quantity.keys.add(("mass", value * scale * POUND))
        self.describe(quantity)
        return quantity

    def unit_after(self, at):
        """(end, unit, direct) of the unit that a number at this place has, or None."""
        m = re.compile(r"[\s-]{0,2}").match(self.text, at)
        found = unit_at(self.text, m.end())
        if found and not (
            found[0] - m.end() == 1 and self.text[m.end() : found[0]] in "tmg" and m.end() > at + 1
        ):
            return (*found, True)
        words = re.compile(r"[\s-]{0,2}((?:[A-Za-z][\w'’–-]*\s?){1,6})").match(
            self.text, at, at + 90
        )
        if words:
            for n, word in enumerate(re.findall(r"[A-Za-z][\w'’–-]*", words.group(1))):
                word = word.lower() if word.istitle() else word
                if word in STOP or word in VALUE:
                    break
                if word in HEAD and n < 6:
                    return at, (HEAD[word], Fraction(FACTOR.get(word, 1))), False
        return None

    def describe(self, quantity):
        before = self.text[max(0, quantity.start - 44) : quantity.start]
        qualifiers = self.qualifiers(before, self.text[quantity.end : quantity.end + 30])
        if (
            quantity.unit
            and quantity.unit[0] in ("month", "minute")
            and re.search(r"\bover\s+(?:the\s+)?$", before, re.I)
            and not LASTING_OVER.search(before)
        ):
            # Over 60 years may be "during" them.
            qualifiers |= {EXACT}
        if quantity.unit and quantity.unit[0] in TIMES and AGO.match(self.text, quantity.end):
            # 40 percent more than five years earlier
            qualifiers |= {EXACT}
        if quantity.unit and quantity.unit[0] in TIMES:
            relation = self.relation(before, quantity.end)
            if relation:
                quantity.stances["span"] = relation
        quantity.qualifiers = qualifiers
        quantity.direction, beside = direction(self.text, quantity)
        if GROWN_BY.search(self.text, max(0, quantity.start - 24), quantity.start):
            # Up 300 percent is four times the figure, “300 percent of it” three times.
            quantity.keys = {key for key in quantity.keys if key[0] != "full"}
        if not beside and quantity.dimension == "points":
            beside = ABOVE_AVERAGE.match(self.text, quantity.end)
            if beside:
                quantity.direction = 1 if beside.group(1) else -1

    def relation(self, before, end):
        if WITHIN.search(before):
            return "within"
        if PAST.match(self.text, end):
            return "ago"
        if IN_THE.search(before):
            return ""
        if BEFORE_IT.match(self.text, end):
            return "ago"
        # "After three days of work" is the time the work took.
        after = AFTER_IT.search(before) and not self.text.startswith(" of ", end)
        return "after" if after or LATER.match(self.text, end) else ""

    def qualifiers(self, before, after):
        said = next((meaning for pattern, meaning in BEFORE if pattern.search(before)), None)
        if said == {OVER} and NOBODY.search(before):
            # Nobody waits longer than 15 minutes.
            said = {OVER, UNDER}
        if said is None or said is REACHED:
            # As many as 300 or more.
            said = next((meaning for pattern, meaning in AFTER if pattern.match(after)), said)
        if said == {UNDER} and HEADED.search(before) and HEADS_LISTED.match(after):
            # Goods under 12 tariff lines, a village under 60 cm of snow.
            said = {EXACT, UNDER}
        if said == {OVER} and (ALONG_OVER.search(before) or CLIMBED.match(after)):
            # Stalls strung out over 1.2 km, a way over two passes.
            said = {EXACT, OVER}
        if said == {OVER} and TOP.search(before) and not SCALED.match(after):
            # The top two markets; but exports may top 300 million.
            said = {EXACT, OVER}
        return PLAIN if said is None else frozenset(said)

    def add(self, kind, where, **fields):
        super().add(kind, where, **fields)
        quantity = self.found[-1]
        if kind == "number" and quantity.value is None and quantity.qualifiers == PLAIN:
            self.describe(quantity)
