"""Chinese fractions, rates, 成, 倍 and halves."""

import re
from fractions import Fraction

from ..quantities import ABOUT, EXACT, OVER, UNDER
from ..written import Reader, decimal
from .words import (
    DASH,
    DIGITS,
    FREE,
    GROWTH,
    HALVED,
    HAN,
    LEVEL,
    NO_HALF,
    RATIO,
    SCORED,
    UNIT,
    UNIT_WORD,
    han,
)


class Shares(Reader):
    """What is a part or a multiple of something."""

    def fractions(self):
        self.each(
            rf"(?<![第\d{HAN}.])(\d{{1,3}}|[{HAN}]{{1,3}})比(\d{{1,3}}|[{HAN}]{{1,3}})"
            rf"(?![\d{HAN}.年月日号个例重较])",
            self.proportion,
        )
        number = rf"(\d+(?:\.\d+)?|[{HAN}]+(?:点[〇零一二三四五六七八九]+)?)"
        self.each(rf"(?<![十百千])(百|千|万)分之{number}{DASH}(?:百分之)?{number}", self.rates)
        self.each(rf"(?<![十百千])(百|千|万)分之{number}", self.rate)
        self.each(rf"{number}又{number}分之{number}(倍)?", self.mixed)
        self.each(rf"{number}分之{number}", self.fraction)
        self.each(
            r"百分百", lambda m: self.add("number", m, keys={("ratio", Fraction(1))}, solid=False)
        )
        self.each(
            rf"{FREE}([一二两三四五六七八\d]){DASH}(?=[二两三四五六七八九\d]成(?![立员功果本就长]))",
            lambda m: self.share(m.span(1), Fraction(self.day_number(m.group(1)), 10)),
        )
        self.each(
            rf"{FREE}(\d+|[{HAN}]+)(多|余)?成(?![立员功果本就长交都型熟效因绩语品千]|"
            # 其余两成为电动汽车, but not 之一成为
            rf"(?<![二两三四五六七八九]成)为)(?:([一二三四五六七八九])|(半)(?!数))?",
            self.tenths,
        )
        self.each(
            r"([一二三四五六七八九])分[一-鿿]{1,3}[、,，]([一二三四五六七八九])分(?=[一-鿿])",
            self.parted,
        )
        self.each(rf"{FREE}(\d(?:\.\d)?|[{HAN}]{{1,2}})折(?![合算腾叠扣])", self.discount)
        self.each(
            r"翻了?(?P<about>近|超过?|约|逾)?(?P<times>\d|"
            r"[一两二三四])?(?P<over>多)?番(?P<more>多)?",
            self.doubling,
        )
        self.each(
            rf"{FREE}(\d[\d,]*(?:\.\d+)?|[{HAN}]+(?:点[〇零一二三四五六七八九]+)?)([多余])?倍(半(?!数))?",
            self.times_over,
        )
        self.each(
            r"一半|半壁江山|(?<!大)(?:半数|(?:接近|将近|近|超过|过|逾|超|约)半(?![年月天日个小途程])数?|大半(?![年天日夜个])|对半|减半)",
            self.half,
        )
        self.each(r"半(?=价|费|票)", lambda m: self.share(m, Fraction(1, 2), solid=False))
        self.each(
            rf"{FREE}(\d+|[{HAN}]+)(?:(分(?=半钟)|{HALVED}|圈)半{NO_HALF}|个半(月|小时|钟头|星期|世纪))",
            self.and_a_half,
        )
        self.each(
            r"半(?:个)?(多)?(年|岁|月|天|日|小时|个小时|个钟头|钟头|分钟|世纪|个世纪|公里|米(?![饭粒粥])|吨|公斤)",
            self.half_unit,
        )
        self.each(r"\d+(?:\.\d+)?\s?[×x]\s?10\^?\d{1,2}(?!\d)", self.power)
        self.each(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/])", self.slash)

    def proportion(self, m):
        one, other = self.written(m.group(1)), self.written(m.group(2))
        if one is None or other is None:
            return False
        around = self.text[max(0, m.start() - 24) : m.end() + 12]
        self.ratio_code(m, one, other, score=SCORED.search(around) is not None)
        return None

    def colon_ratio(self, m):
        """1:3 among words of a ratio or a match; else it is a time of day."""
        around = self.text[max(0, m.start() - 12) : m.end() + 8]
        if not RATIO.search(around) or self.proportion(m) is False:
            return False
        if "汇率" in around or "兑" in around:
            # 汇率为1:72 is 72 of the one for one of the other.
            self.found[-1].raws.add(self.written(m.group(2)))
        return None

    def slash(self, m):
        top, below = int(m.group(1)), int(m.group(2))
        if not below:
            return False
        self.share(m, Fraction(top, below))
        if 1 <= top <= 12 and 1 <= below <= 31:
            self.found[-1].date = (None, top, below)
        return None

    def rates(self, m):
        per = {"百": 100, "千": 1000, "万": 10000}[m.group(1)]
        for n in (2, 3):
            value = self.written(m.group(n))
            if value is not None:
                self.share(m.span(n), value / per)

    def rate(self, m):
        per = {"百": 100, "千": 1000, "万": 10000}[m.group(1)]
        value = self.written(m.group(2))
        if value is None:
            return False
        self.share(m, value / per, {Fraction(value)})

    def written(self, number):
        return decimal(number) if number[0].isdigit() else han(number)

    def share(self, m, value, raws=(), solid=True):
        self.add(
            "number",
            m,
            keys={("ratio", value)},
            raws=set(raws),
            unit=("ratio", Fraction(1)),
            solid=solid,
        )

    def fraction(self, m):
        below, above = self.written(m.group(1)), self.written(m.group(2))
        if not below or above is None:
            return False
        self.share(m, above / below)

    def mixed(self, m):
        """一又二分之一倍."""
        whole, below, above = (self.written(m.group(n)) for n in (1, 2, 3))
        if whole is None or above is None or not below:
            return False
        value = whole + above / below
        if m.group(4):
            keys = {("times", value), ("fold", value), ("ratio", value)}
            self.add("number", m, unit=("times", Fraction(1)), keys=keys, raws={value})
        else:
            self.add("number", m, value=value)
        return None

    def tenths(self, m):
        value = self.written(m.group(1))
        if value is None or value > 10:
            return False
        value = value / 10 + (Fraction(DIGITS[m.group(3)], 100) if m.group(3) else 0)
        value += Fraction(1, 20) if m.group(4) else 0
        self.share(m, value, {value * 100})

    def discount(self, m):
        value = self.written(m.group(1))
        if value is None:
            return False
        value = value / 10 if value <= 10 else value / 100
        keys = {("off", 1 - value), ("full", value)}
        if value == Fraction(1, 2):
            keys.add(("ratio", value))
        self.add("number", m, keys=keys, unit=("ratio", Fraction(1)))

    def doubling(self, m):
        times = self.day_number(m.group("times")) if m.group("times") else 1
        about = m.group("about")
        over = m.group("over") or m.group("more") or about and about not in "近约"
        self.add(
            "number",
            m,
            unit=("times", Fraction(1)),
            keys={("times", Fraction(2**times)), ("ratio", Fraction(2**times - 1))},
            qualifiers=frozenset({OVER} if over else {ABOUT} if about else {EXACT}),
        )

    def times_over(self, m):
        value = self.written(m.group(1))
        if value is None:
            return False
        if m.group(3):
            value += Fraction(1, 2)
        grown = GROWTH.search(self.text[max(0, m.start() - 10) : m.start()])
        keys = {("fold", value), ("times", value + 1 if grown else value)}
        # 去年同期的三倍 is a growth of 200 percent, not of 300.
        level = not grown and LEVEL.search(self.text, max(0, m.start() - 8), m.start())
        keys |= {("full", value), ("ratio", value - 1)} if level else {("ratio", value)}
        if value >= 10:
            # 多十倍 is no sum: ten times as many.
            keys.add(("times", value))
        self.add(
            "number", m, unit=("times", Fraction(1)), keys=keys, raws=set() if grown else {value}
        )

    def parted(self, m):
        """七分内销、三分外销."""
        parts = [han(m.group(n)) for n in (1, 2)]
        if sum(parts) != 10:
            return False
        for n, value in enumerate(parts, 1):
            start, end = m.span(n)
            self.add("number", (start, end + 1), keys={("ratio", value / 10)})
        return None

    def half(self, m):
        self.share(m, Fraction(1, 2))
        word = m.group()[0]
        if word == "减":
            self.found[-1].direction = -1
        if word in "过大超逾":
            self.found[-1].qualifiers = frozenset({OVER})
        elif word in "近接将":
            self.found[-1].qualifiers = frozenset({ABOUT, UNDER})
        elif word == "约":
            self.found[-1].qualifiers = frozenset({ABOUT})

    def half_unit(self, m):
        unit = m.group(2)
        name = unit if unit in UNIT else "个" + unit
        dimension, factor = UNIT[name]
        keys = {(dimension, factor / 2)}
        if unit == "月":
            keys.add(("minute", Fraction(15 * 1440)))
            keys.add(("minute", Fraction(14 * 1440)))
        if unit in ("天", "日"):
            keys.add(("minute", Fraction(12 * 60)))
        self.add("number", m, keys=keys, unit=(dimension, factor), solid=unit not in ("天", "日"))
        if m.group(1):
            self.found[-1].qualifiers = frozenset({OVER})

    def and_a_half(self, m):
        value = self.written(m.group(1))
        if value is None:
            return False
        unit = (m.group(2) or "个" + m.group(3)).replace("分钟", "分").replace("分", "分钟")
        dimension, factor = UNIT[unit]
        value += Fraction(1, 2)
        keys = {(dimension, value * factor)}
        if unit == "个月":
            # 一个半月 is six weeks.
            keys.add(("minute", value * 4 * UNIT["周"][1]))
        self.add("number", m, keys=keys, raws={value}, unit=(dimension, factor))

    def power(self, m):
        parts = re.match(r"(\d+(?:\.\d+)?)\s?[×x]\s?10\^?(\d{1,2})$", m.group())
        if not parts or int(parts.group(2)) > 30:
            return False
        value = decimal(parts.group(1)) * 10 ** int(parts.group(2))
        unit = re.compile(UNIT_WORD).match(self.work, m.end())
        self.number(
            m.start(),
            unit.end() if unit else m.end(),
            value,
            UNIT.get(unit.group()) if unit else None,
        )
