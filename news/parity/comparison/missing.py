"""What one language says and the other does not."""

import re
from fractions import Fraction

from ..findings import Level
from ..quantities import CURRENCIES, MEASURES, TIMES
from .likeness import family_of, names_a_date

RELATIVE_ZH = re.compile(r"今年|去年|明年|前年|当年|同年|昨年|次年|翌年|年内|本年|每年|历年|近年")
RELATIVE_EN = re.compile(
    r"\b(?:this|last|next|same|that|past|current|following|coming|"
    r"recent|each|every) (?:calendar )?years?\b|\bannual",
    re.I,
)
RELATIVE_MONTH = re.compile(r"本月|下月|当月|同月|\b(?:this|last|next|the same) month\b", re.I)
HALF_DAYS = re.compile(
    r"上午|下午|早上|早晨|晚上|中午|凌晨|傍晚|\b(?:morning|afternoon|"
    r"evening|noon|night|midday|dawn)\b",
    re.I,
)
# What 100% and none are as words: 无纸化率达100% = all declarations are paperless.
WHOLE_ZH = re.compile(
    r"全|所有|均|都|各|每|皆|满|整|一律|一概|悉数|无一例外|无一遗漏|应[\u4e00-\u9fff]尽|百分百"
)
WHOLE_EN = re.compile(
    r"(?<!nearly )(?<!almost )(?<!not )(?<!virtually )(?<!practically )"
    r"\b(?:all|every|everyone|everybody|everything|everywhere|each|entire(?:ly|ty)?|full(?:y)?|whole"
    r"|wholly|complet(?:e|ed|ely)|total(?:ly)?|without exception|universal(?:ly)?|no exceptions?"
    r"|in full|nothing but|throughout|always|perfect(?:ly)?)\b",
    re.I,
)
NONE_ZH = re.compile(r"无|没|未|不|免|非|清零|归零")
NONE_EN = re.compile(
    r"\b(?:no|not|none|never|nothing|nobody|neither|nor|without|any|free|fre(?:e|ed) of|nil|zero"
    r"|eliminat(?:e|es|ed|ing)|abolish(?:ed|es)?|waived?|exempt(?:ed)?|avoid(?:s|ed)?|cannot)\b"
    r"|n['’]t\b|[a-z]-free\b|[a-z]less\b",
    re.I,
)


class Missing:
    """What is left alone."""

    def missing(self, quantity, side):
        code, level = "number.missing", Level.WARNING
        text, other = (self.zh_text, self.en_text) if side == "zh" else (self.en_text, self.zh_text)
        kind = family_of(quantity)
        if self.is_worded(quantity, side) or self.is_told_from_after(quantity, side):
            return
        if kind == "date" and quantity.date:
            code = "date.missing"
            year, month, day = quantity.date
            if (
                day is None
                and month is None
                and (RELATIVE_EN.search(other) or RELATIVE_ZH.search(other))
            ):
                return
            if side == "en" and day is None and month is None and self.may_add_year():
                return
            if day is None and month and RELATIVE_MONTH.search(other):
                return
        elif kind == "weekday":
            code, level = "date.missing", Level.HINT
        elif kind == "time":
            code = "time.missing"
            if HALF_DAYS.search(other):
                level = Level.HINT
        elif kind == "period":
            code = "period.missing"
            if side == "en" and names_a_date(self.zh):
                level = Level.HINT
        elif kind == "vague":
            level = Level.HINT
        elif kind == "literal":
            if (
                any(key[0] == "code" for key in quantity.keys)
                and len(text[quantity.start : quantity.end]) < 5
            ):
                level = Level.HINT
        elif not self.is_weighty(quantity):
            level = Level.HINT
        self.alone(code, level, quantity, side)

    def is_worded(self, quantity, side):
        """Whether the other language says 100% as "all", or nought as "no"."""
        other = self.en_text if side == "zh" else self.zh_text
        if quantity.kind != "number" or quantity.direction > 0:
            return False
        if ("ratio", Fraction(1)) in quantity.keys and quantity.value in (100, None):
            return bool((WHOLE_EN if side == "zh" else WHOLE_ZH).search(other))
        if quantity.value == 0:
            return bool((NONE_EN if side == "zh" else NONE_ZH).search(other))
        return False

    def may_add_year(self):
        """English names the year where Chinese gives a date without one."""
        return any(q.date and q.date[0] is None or q.kind == "period" for q in self.zh)

    def is_weighty(self, quantity):
        if quantity.kind == "number" and (
            quantity.dimension in CURRENCIES | MEASURES | TIMES | {"times"}
        ):
            return True
        if quantity.group:
            return True
        values = quantity.raws
        return any(abs(value) >= 11 or value.denominator != 1 for value in values)
