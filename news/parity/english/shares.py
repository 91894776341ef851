"""English multiples, fractions, ratios and shares."""

import re
from fractions import Fraction

from ..written import Reader, decimal
from .words import (
    COUNTED_BY,
    DENOMINATOR,
    LEVEL,
    MULTIPLES,
    RATIO,
    SCALE,
    SCORED,
    VALUE,
    W,
    unit_at,
)

_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
ON_WEEKDAYS = re.compile(
    rf" (?:a week|weekly|per week),? (?:on |every )?{_WEEKDAY} and {_WEEKDAY}", re.I
)


class Shares(Reader):
    """What is a part or a multiple of something."""

    # Multiples, fractions, ordinals, numbers

    def multiples(self):
        # Not the end of 7,600 times nor of 3.4 million times.
        number = rf"(?<![\d.,])(\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?<!\d )(?<!\d-)(?:{W}))"
        self.any_case(r"\b(doubl|tripl|trebl|quadrupl|quintupl)(?:e|ed|ing|es)\b", self.multiple)
        self.any_case(
            r"\bevery (?:six|6) months\b|\bhalf-yearly\b"
            r"|\bsemi-?annual(?:ly)?\b|\bbiannual(?:ly)?\b",
            self.half_yearly,
        )
        self.any_case(rf"\b{number}[- ]?fold\b", self.fold)
        self.any_case(rf"\b{number} (?:and a half )?times\b", self.times_over)
        self.any_case(
            r"\btwice\b|\bthrice\b|\bonce\b|\bboth\b|\bpair\b|\bduo\b|\bdual\b|\bcouple\b|\bsingle\b|\bsole\b",
            self.small,
        )

    def multiple(self, m):
        times = Fraction(MULTIPLES[m.group(1).lower()])
        self.add(
            "number",
            m,
            keys={("times", times), ("ratio", times - 1)},
            raws={times},
            unit=("times", Fraction(1)),
            solid=not m.group().endswith("e"),
        )

    def number_of(self, word):
        if word[0].isdigit():
            return decimal(word.replace(",", ""))
        value = VALUE.get(word.lower()) or SCALE.get(word.lower())
        return None if value is None else Fraction(value)

    def fold(self, m):
        value = self.number_of(m.group(1))
        if value is None:
            return False
        keys = {("fold", value), ("times", value), ("ratio", value)}
        self.add("number", m, keys=keys, raws={value}, unit=("times", Fraction(1)))

    def times_over(self, m):
        value = self.number_of(m.group(1))
        if value is None:
            return False
        if "and a half" in m.group():
            value += Fraction(1, 2)
        if LEVEL.match(self.text, m.end()):
            keys = {("times", value), ("full", value), ("ratio", value - 1)}
        else:
            # Exports grew three times: threefold, or by three times as much.
            keys = {("times", value), ("fold", value), ("ratio", value)}
        self.add("number", m, keys=keys, raws={value}, unit=("times", Fraction(1)))

    def small(self, m):
        value = Fraction({"once": 1, "single": 1, "sole": 1, "thrice": 3}.get(m.group().lower(), 2))
        self.add("number", m, raws={value}, keys={("times", value)}, solid=False)
        if ON_WEEKDAYS.match(self.text, m.end()):
            # Twice a week, on Tuesdays and Saturdays: once on each of them.
            self.found[-1].raws.add(Fraction(1))

    def half_yearly(self, m):
        """Twice a year."""
        keys = {("month", Fraction(6)), ("times", Fraction(2))}
        raws = set() if m.group().lower().startswith("every") else {Fraction(2)}
        self.add("number", m, raws=raws, keys=keys, solid=False)

    def fractions(self):
        small = r"\d{1,4}(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten"
        self.any_case(
            rf"(?<![\d.,:])\b({small})(?:[- ]to[- ](one|1)\b(?!\d| [ap]\.?m)"
            rf"| to ({small})\b(?= ratio))",
            self.proportion,
        )
        self.any_case(rf"(?<=ratio of )({small}) to ({small})\b()", self.proportion)
        self.any_case(
            rf"(?<![\d.,:])(?<!from )\b({small})(?:[- ]to[- ])({small})\b(?![\d.,]\d)()",
            self.stated_ratio,
        )
        units = (
            r"(year|month|day|hour|week|decade|century|kilomet(?:er|re)|met(?:er|re)|tonne|ton"
            r"|kilogram|million|billion|dozen|minute|percentage point)"
        )
        some = rf"(\d+|{W}|a|another|an)"
        self.any_case(r"\b(a|three)[- ]quarters? of an hour\b", self.quarter_hours)
        self.any_case(
            rf"\bhalf[- ](?:(?:of )?(?:an?|each|every|the)[- ])?{units}\b", self.half_unit
        )
        self.any_case(
            rf"\b{some}[- ](year|month|day|hour|week|decade|century|minute|mile|kilomet(?:er|re)"
            r"|met(?:er|re)|ton(?:ne)?|kilogram(?:me)?|lit(?:er|re)|hectare|acre|mu|jin|li|yuan)"
            r"s?[- ]and[- ]a[- ]half\b",
            self.unit_and_half,
        )
        self.any_case(
            rf"\b({W}|\d+)[- ]and[- ](a|three)[- ]quarters?"
            r"[- ](years?|hours?|kilomet(?:er|re)s?|miles?)\b",
            self.and_quarters,
        )
        self.any_case(rf"\b{some}[- ]and[- ]a[- ]half[- ]({W}|[a-z]+)", self.and_half)
        self.any_case(rf"\b({W}|\d+)[- ]and[- ]a[- ]half\b", self.bare_half)
        names = (
            "halves|half|quarters?|thirds?|fourths?|fifths?|sixths?|sevenths?|"
            "eighths?|ninths?|tenths?|twelfths?|fifteenths?|twentieths?|hundredths?|thousandths?"
        )
        self.any_case(
            rf"\b(one|two|three|four|five|six|seven|eight|nine)[- ]({names})\b(?! "
            rf"(?:century|session|anniversary|edition|meeting|plenary))",
            self.fraction,
        )
        self.any_case(
            r"\b(a|an)[- ](third|quarter|fourth|fifth|tenth|sixth|eighth|half)\b(?= "
            r"of| that| the|[.,;:)]|$| while| but| and(?! (?:final|last|fourth))|"
            r" in | from | to | over | more| less| higher| "
            r"lower| larger| bigger| smaller| greater| longer| shorter| cheaper| dearer| faster|"
            r" year| this| on a\b| compared| against| last| were| was| are| is)"
            r"(?! (?:of a )?(?:year|an hour))",
            self.fraction,
        )
        self.any_case(
            r"(?<!first )(?<!second )\b(?:half|halv(?:e[sd]?|ing))\b(?!-hear|-way|way)", self.half
        )
        self.any_case(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/])", self.slash)
        self.any_case(r"(\d+(?:\.\d+)?)\s?[×x*]\s?10\^?(\d{1,2})(?!\d)", self.power)

    def proportion(self, m):
        one, other = self.number_of(m.group(1)), self.number_of(m.group(2) or m.group(3))
        if one is None or other is None:
            return False
        around = self.text[max(0, m.start() - 60) : m.end() + 40]
        self.ratio_code(m, one, other, score=SCORED.search(around) is not None)

    def stated_ratio(self, m):
        """The ratio of imports to exports is 1 to 3."""
        if not RATIO.search(self.text[max(0, m.start() - 70) : m.end() + 24]):
            return False
        return self.proportion(m)

    def colon_ratio(self, m):
        """1:3 and 60-40 among words of a ratio; else times, ranges and scores."""
        around = self.text[max(0, m.start() - 60) : m.end() + 24]
        if not RATIO.search(around) or SCORED.search(around):
            return False
        return self.proportion(m)

    def quarter_hours(self, m):
        minutes = Fraction(15 if m.group(1).lower() == "a" else 45)
        self.add("number", m, keys={("minute", minutes)}, unit=("minute", Fraction(1)))
        self.describe(self.found[-1])

    def half_unit(self, m):
        word = m.group(1).lower()
        if word in SCALE or word == "dozen":
            value = Fraction(SCALE.get(word, 12), 2)
            self.add("number", m, value=value)
        else:
            unit = unit_at(word, 0)[1]
            self.add("number", m, keys={(unit[0], unit[1] / 2)}, unit=unit, solid=word != "day")
        self.describe(self.found[-1])

    def plain_value(self, word):
        word = word.lower()
        if word in ("a", "an", "another"):
            return Fraction(1)
        return self.number_of(word)

    def unit_and_half(self, m):
        value, unit = self.plain_value(m.group(1)), unit_at(m.group(2).lower(), 0)[1]
        if value is None:
            return False
        self.add("number", m, value=value + Fraction(1, 2), unit=unit)
        self.describe(self.found[-1])

    def and_quarters(self, m):
        value, unit = self.plain_value(m.group(1)), unit_at(m.group(3).lower(), 0)[1]
        if value is None:
            return False
        part = Fraction(3 if m.group(2) == "three" else 1, 4)
        self.add("number", m, value=value + part, unit=unit)
        self.describe(self.found[-1])
        return None

    def and_half(self, m):
        value, word = self.plain_value(m.group(1)), m.group(2).lower()
        if value is None:
            return False
        scale = Fraction(SCALE.get(word, 1))
        unit = unit_at(word, 0) if word not in SCALE else None
        if word in SCALE:
            found = self.unit_after(m.end())
            self.add(
                "number",
                (m.start(), found[0] if found else m.end()),
                value=value + Fraction(1, 2),
                scale=scale,
                unit=found and found[1],
            )
        else:
            end = m.end() if unit and unit[0] == len(word) else m.start(2)
            self.add(
                "number",
                (m.start(), end),
                value=value + Fraction(1, 2),
                unit=unit[1] if unit and unit[0] == len(word) else None,
            )
        self.describe(self.found[-1])

    def bare_half(self, m):
        """From six hours to three and a half."""
        value = self.number_of(m.group(1))
        if value is None:
            return False
        self.add("number", m, value=value + Fraction(1, 2))
        self.describe(self.found[-1])
        return None

    def fraction(self, m):
        top, name = self.plain_value(m.group(1)), m.group(2).lower()
        if name == "quarter" and COUNTED_BY.search(self.text, max(0, m.start() - 12), m.start()):
            # Once a quarter
            keys = {("month", Fraction(3))}
            self.add("number", m, keys=keys, unit=("month", Fraction(1)), solid=False)
            return None
        below = DENOMINATOR.get(name) or DENOMINATOR.get(name.rstrip("s"))
        if top is None or not below or top > below or top == 1 and name.endswith("s"):
            return False
        self.ratio(m, Fraction(top, below))
        if name.startswith("quarter"):
            # Three quarters may be nine months.
            self.found[-1].keys.add(("month", 3 * top))

    def ratio(self, m, value):
        self.add("number", m, keys={("ratio", value)}, unit=("ratio", Fraction(1)))
        self.describe(self.found[-1])

    def half(self, m):
        self.ratio(m, Fraction(1, 2))
        if re.match(r"[- ](?:price|fare|off|rate)", self.text[m.end() : m.end() + 8]):
            self.found[-1].keys |= {("off", Fraction(1, 2)), ("full", Fraction(1, 2))}
        if m.group()[:4].lower() == "halv" and not m.group().lower().startswith("halves"):
            self.found[-1].direction = -1

    def slash(self, m):
        top, below = int(m.group(1)), int(m.group(2))
        if not below:
            return False
        self.ratio(m, Fraction(top, below))
        quantity = self.found[-1]
        if 1 <= top <= 12 and below <= 31:
            quantity.date = (None, top, below)
        elif 1 <= below <= 12 and top <= 31:
            quantity.date = (None, below, top)

    def power(self, m):
        power = int(m.group(2))
        if power > 30:
            return False
        money = re.search(
            r"(CNY|RMB|USD|US\$|\$|EUR|€)\s?$", self.text[max(0, m.start() - 5) : m.start()]
        )
        names = {"RMB": "CNY", "US$": "USD", "$": "USD", "€": "EUR"}
        forced = money and (names.get(money.group(1), money.group(1)), Fraction(1))
        self.number(m.start(), m.end(), decimal(m.group(1)) * 10**power, Fraction(1), forced)
