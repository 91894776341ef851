"""What one language says and the other does not."""

import re
from fractions import Fraction

from ..chinese.words import COUNTED
from ..findings import Level
from ..quantities import CURRENCIES, MEASURES, TIMES
from .likeness import day_of, family_of, names_a_date

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
# Until 24时 is until the end of the day.
END_OF_DAY = re.compile(r"\bend of\b|\bclose of\b|全天|当[日天]|[日天]内|底|末")
# What says when in place of a weekday.
TODAY_ZH = re.compile(r"[今昨明前当次同即近]日|[今昨明当][天晚晨早]|日前|[本这]周|周末")
TODAY_EN = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|last night|weekends?|weekdays?|workdays?|this week|"
    r"the (?:same|next|following|previous) day|on the day)\b",
    re.I,
)
COUNTER = re.compile(rf"[{COUNTED}起人趟宗例]")
# The English may give the names alone.
LISTED_BEFORE = re.compile(r"(?:、[^，。；：、\d]{1,12}|等|[“\"‘])$")
LISTED_AFTER = re.compile(r"[^，。；,;]{0,8}(?:[（(：:”\"—]|[，,](?:即|分别|包括))|\d")
RANKED = re.compile(r"大(?![会桥道楼厅])|[- ](?:largest|biggest|busiest)\b")
NEXT_DAY_ZH = re.compile("次日|翌日|第二天|隔天|隔日|后一[天日]")
NEXT_DAY_EN = re.compile(
    r"\b(?:the )?(?:following|next) (?:day|morning|afternoon|evening|night)\b"
    r"|\bthe day after\b|\b(?:a|one) day (?:later|after)\b|\bovernight\b",
    re.I,
)
ENDS = (28, 29, 30, 31)
ADDED = re.compile(
    r"\((?:about|approximately|around|roughly|some|nearly|equal to|equivalent to|or) [^()]{0,30}$",
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
        if (
            self.is_worded(quantity, side)
            or self.is_told_from_after(quantity, side)
            or self.is_multiple_of_figures(quantity, side)
        ):
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
            if day and self.is_day_after(quantity.date, side):
                return
            if day and self.names_another_day(side):
                level = Level.HINT
        elif kind == "weekday":
            code = "date.missing"
            if side == "en" or self.says_when():
                level = Level.HINT
        elif kind == "time":
            code = "time.missing"
            if END_OF_DAY.search(other) and quantity.keys & {("time", 0), ("time", 1440)}:
                return
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
        elif kind == "ordinal" and self.is_day_after(day_of(quantity), side):
            return
        elif kind == "ordinal" and RANKED.match(text, quantity.end):
            # 第二大 is not "the largest".
            pass
        elif self.is_light(quantity, side):
            level = Level.HINT
        self.alone(code, level, quantity, side)

    def is_day_after(self, date, side):
        """Whether the other language says "the next day" of a day that both have."""
        other, pattern = (
            (self.en_text, NEXT_DAY_EN) if side == "zh" else (self.zh_text, NEXT_DAY_ZH)
        )
        _year, month, day = date
        if not day or not pattern.search(other):
            return False
        eves = {day - 1} if day > 1 else set(ENDS)
        before = month if day > 1 else (month or 1) - 1 or 12
        return any(
            said[2] in eves and (not said[1] or not month or said[1] == before)
            for said in map(day_of, (*self.zh, *self.en))
        )

    def is_light(self, quantity, side):
        if self.is_added(quantity, side):
            return True
        return not (self.is_weighty(quantity) or side == "zh" and self.is_counted(quantity))

    def is_added(self, quantity, side):
        """Whether English explains in brackets: 120 yuan per mu (about 1,800 yuan a hectare)."""
        if side != "en" or quantity.kind != "number":
            return False
        opened = self.en_text.rfind("(", 0, quantity.start)
        return opened >= 0 and bool(ADDED.match(self.en_text[opened : quantity.start + 1]))

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

    def says_when(self):
        """Whether a date, or a word such as today, stands in for a weekday."""
        if any(q.date and q.date[2] for side in (self.zh, self.en) for q in side):
            return True
        return bool(TODAY_ZH.search(self.zh_text) or TODAY_EN.search(self.en_text))

    def names_another_day(self, side):
        """Whether the other language names the day by its weekday: 21日 and "on Friday"."""
        others = self.en if side == "zh" else self.zh
        return any(q.kind == "weekday" and q not in self.partner for q in others)

    def is_counted(self, quantity):
        """Whether the Chinese counts it in digits: 10名, 3座; not 甲、乙、丙3个口岸."""
        start, end = quantity.start, quantity.end
        if quantity.kind != "number" or quantity.direction or not quantity.raws:
            return False
        if not self.zh_text[start].isdigit() or max(quantity.raws) < 3:
            return False
        counter = quantity.unit or COUNTER.match(self.zh_text, end)
        listed = LISTED_BEFORE.search(self.zh_text, max(0, start - 30), start)
        return bool(counter) and not listed and not LISTED_AFTER.match(self.zh_text, end)

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
