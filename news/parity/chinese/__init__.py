"""Reads the quantities of a Chinese text."""

import re
from fractions import Fraction
from math import prod

from .dates import Dates
from .numbers import Numbers
from .shares import Shares
from .stances import stances
from .words import ALWAYS, AMONG, HAN, HEAD_UNIT, IDIOM, LARGE, LUNAR, SMALL, UNIT, han

__all__ = ["read"]


def read(text):
    """The quantities of a Chinese text, in its order."""
    return _Chinese(text).read()


# Numbers in the names of places: 十八里堡, 七角井, 三道岭, 一〇一团.
PLACES = re.compile(
    r"[一二三四五六七八九十]{1,3}里(?=[堡铺桥店屯河台墩营坪湾庙庄店]|风区)|"
    r"[一二三四五六七八九十]{1,3}(?=道[沟岭河湾桥]|道白河|家[户子渠屯]|棵树|角井|棵树|间房|户乡|工镇|十里|源[镇县])"
)
# 康熙二十八年七月二十四日(1689年9月7日): the year of a reign, a day by the moon.
REIGN = re.compile(
    r"(?<=[一-鿿]{2})([元一二三四五六七八九十]{1,3})年"
    r"(?:[正腊冬闰一二三四五六七八九十]{1,3}月(?:(?:初|廿)?[一二三四五六七八九十]{1,3}日?)?)?"
    r"(?=\((?:公元)?\d{2,4}年?|,即\d{4}年)"
)


class _Chinese(Dates, Numbers, Shares):
    def read(self):
        self.mask_names()
        self.each(r"(?<![\d.:])(\d{1,4}(?:\.\d+)?):(\d{1,5}(?:\.\d+)?)(?![\d.:])", self.colon_ratio)
        self.literals()
        self.dates()
        self.periods()
        self.weekdays()
        self.times()
        self.ordinals()
        self.fractions()
        self.numbers()
        found = self.joined(_is_range, _is_list)
        self.apply_heads(found)
        _join_shares(found, self.text)
        _count_lists(found, self.text)
        return found

    def apply_heads(self, found):
        """Gives bare numbers the unit that stands apart: 进口额（单位：亿元）：3.2."""
        heads = [
            (m.start(), Fraction(prod(SMALL.get(c) or LARGE[c] for c in m[1])), UNIT[m[2]])
            for m in HEAD_UNIT.finditer(self.text)
        ]
        for quantity in found if heads else ():
            if quantity.kind != "number" or quantity.unit or quantity.value is None:
                continue
            for start, scale, (dimension, factor) in heads:
                if start < quantity.start and quantity.scale == 1:
                    quantity.keys.add((dimension, quantity.value * scale * factor))
                    quantity.raws.add(quantity.value * scale)

    # What counts nothing

    def stances_of(self, quantity):
        return stances(self.text, quantity)

    def mask_names(self):
        self.mask(
            re.compile(
                r"(?m)^[ \t]*(?:\d{1,2}\s?[.、)](?!\d)|[(]\d{1,2}[)]|[一二三四五六七八九十]{1,3}、)"
            )
        )
        self.mask(re.compile(r"[(][一二三四五六七八九十]{1,3}[)]|[①-⑳❶-❿]"))
        # 35周岁以下(含35周岁)
        self.mask(re.compile(r"[(](?:均?含|包含|包括)[^()]{1,10}[)]"))
        self.mask(re.compile(r"(?m)(?:^|(?<=[。;,:、 ]))[一二三四五六七八九十](?:是|要)(?!个)"))
        self.each(LUNAR.pattern, self.lunar)
        self.each(
            rf"(?<![{HAN}\d第])(?:双(?:十一|11|十二|12|十|10)(?![{HAN}\d])|七一|八一(?!\d)|六一|三八|"
            r"五一(?=劳动|假期|小长假|黄金周|期间|假日|前|后|长假|节|国际|\W|$)|劳动节|"
            r"十一(?=假期|黄金周|期间|长假|小长假|国庆|假日|前后)|(?<=[“\"‘'「])十一(?=[”\"’'」])|国庆|元旦|"
            r"五四(?=青年|运动|精神|奖章|[”\"])|九一八|一二九(?=运动|[”\"])|七七事变)",
            self.holiday,
        )
        self.each(
            r"(?<![\d.])(618|315|1111|1212)(?=[”\"’']?(?:晚会|购物|大促|年中|电商|促销|消费|维权|活动|"
            r"网购|狂欢|期间))",
            self.day_in_digits,
        )
        self.each(
            r"(?<![\d·•・.])(1[0-2]|[1-9])[·•・]([12]\d|3[01]|[1-9])(?![\d·•・])", self.dotted_day
        )
        self.each(
            ALWAYS,
            self.always,
        )
        self.each(
            r"(\d\d|[〇零○一二三四五六七八九]{2})后(?=[一-鿿]|\W|$)(?!续|来|期|方|"
            r"面|由|将|又|在|再)",
            self.generation,
        )
        self.each(
            r"双方|两国|两地|两岸|两会",
            lambda m: self.add("number", m, raws={Fraction(2)}, solid=False),
        )
        self.each(
            r"四周(?!年|[0-9])",
            lambda m: self.add("number", m, keys={("minute", Fraction(40320))}, solid=False),
        )
        # The working week without its end: “5+2”“白+黑”.
        self.mask(re.compile("碳(?:十四|14)|初[一二三四五六七八九十](?=[、,至到和—-]|[两三]天)"))
        self.mask(re.compile(r"(?<![\d.])5\s?\+\s?2(?![\d.])|大半(?=[年天日夜个])"))
        self.each(
            r"(?<![\d一二三四五六七八九十几数多以之目当此提])大?前([年天])(?!后)", self.before_last
        )
        self.mask(IDIOM)
        self.mask(PLACES)
        self.each(REIGN.pattern, self.reign)

    def holiday(self, m):
        word = m.group()
        if word[0] == "双":
            number = {"十一": 11, "十二": 12, "十": 10}.get(word[1:]) or int(word[1:])
            self.add("literal", m, keys={("code", f"D{number}")}, solid=False)
            self.found[-1].date = (None, number, number)
            return
        day = {"七一": (7, 1), "八一": (8, 1), "六一": (6, 1), "三八": (3, 8), "元旦": (1, 1)}
        day |= {"五四": (5, 4), "九一八": (9, 18), "一二九": (12, 9), "七七事变": (7, 7)}
        day = day.get(word)
        if not day:
            day = (5, 1) if word[0] in "五劳" else (10, 1)
        self.add("date", m, date=(None, *day), solid=False)

    def reign(self, m):
        year = 1 if m[1] == "元" else han(m[1])
        self.add("number", m, raws={Fraction(year)}, solid=False)

    def lunar(self, m):
        """农历正月十五: not the month and day of the calendar of the year."""
        if m.group("new"):
            month, day = 1, han(m.group("new")[1:])
        elif m.group("eve"):
            month, day = 12, 30
        elif m.group("ninth") or m.group("same"):
            month = day = int(han(m.group()[0])) if m.group("same") else 9
        else:
            n = next(n for n in ("", "2", "3", "4") if m.group("month" + n))
            month, day = m.group("month" + n), m.group("day" + n)
            month = {"正": 1, "冬": 11, "腊": 12}.get(month) or int(han(month))
            day = day and han(day.removeprefix("初"))
        self.add("lunar", m, keys={("lunar", month, day and int(day))}, solid=False)

    def before_last(self, m):
        """前年 is "two years ago", and may be the year itself."""
        unit = ("month", 12) if m.group(1) == "年" else ("minute", 1440)
        number = 3 if m.group()[0] == "大" else 2
        self.add("number", m, keys={(unit[0], Fraction(number * unit[1]))}, solid=False)

    def dotted_day(self, m):
        self.add("date", m, date=(None, int(m.group(1)), int(m.group(2))), solid=False)
        # 3·15 may be written 3.15 or 315.
        self.found[-1].raws |= {
            Fraction(f"{m.group(1)}.{m.group(2)}"),
            Fraction(m.group(1) + m.group(2)),
        }

    def day_in_digits(self, m):
        """“618”大促 may be the 18th of June."""
        digits = m.group(1)
        month, day = int(digits[:-2]), int(digits[-2:])
        raws = {Fraction(digits), Fraction(f"{month}.{day}")}
        keys = {("code", f"D{month}")} if month == day else set()
        self.add("date", m, date=(None, month, day), raws=raws, keys=keys, solid=False)

    def generation(self, m):
        number = int(han(m.group(1)) or 0) if not m.group(1).isdigit() else int(m.group(1))
        year = (2000 if number < 30 else 1900) + number
        self.add(
            "number",
            m,
            raws={Fraction(number)},
            keys={("decade", year)},
            date=(year, None, None),
            solid=False,
        )


def _join_shares(found, text):
    """Of 每十人中有四人 the second may stand for the whole fraction."""
    numbers = [q for q in found if q.kind == "number" and q.value is not None]
    for one, other in zip(numbers, numbers[1:], strict=False):
        if 0 < other.start - one.end <= 12 and AMONG.fullmatch(text, one.end, other.start):
            below, top = one.value * one.scale, other.value * other.scale
            if 0 < top <= below:
                other.keys.add(("ratio", top / below))
                other.whole = one


# What stands before 三地 in 北京、天津和上海三地.
LIST_BEFORE = re.compile(r"[^，。；：;:,\n\s（(“《]{3,60}$")


def _count_lists(found, text):
    """The number of things that are listed before it by their names needs no counterpart."""
    for quantity in found:
        if quantity.kind != "number" or quantity.dimension not in ("", "thing"):
            continue
        if quantity.raws & {2, 3, 4, 5, 6} and len(quantity.raws) == 1:
            listed = LIST_BEFORE.search(text, max(0, quantity.start - 60), quantity.start)
            marks = len(re.findall("[、/]", listed[0])) if listed else 0
            joined = bool(marks and re.search("[、/][^、/]{1,12}[和及与]", listed[0]))
            if marks and max(quantity.raws) - 1 in (marks, marks + joined):
                quantity.solid = False


def _is_range(between, before):
    return re.fullmatch(r"\s?(?:[-—–~至到―]|——)\s?", between) is not None


def _is_list(between):
    return re.fullmatch(r"\s?[、,和及与]\s?|或(?:等值|相当于|折合)?", between) is not None
