"""Chinese ordinals and numbers, with what is said about them."""

import re
from fractions import Fraction

from ..quantities import ABOUT, CURRENCIES, EXACT, LONGEST_NUMBER, OVER, PLAIN
from ..written import Reader, decimal
from .directions import direction
from .words import (
    ABOVE_AVERAGE,
    AFTER,
    BEFORE,
    BEFORE_AMOUNT,
    BEFORE_ANYWHERE,
    BEFORE_VERB,
    COUNTED,
    DIGITS,
    EACH,
    EXCHANGED,
    FREE,
    HAN,
    LARGE,
    ONE_OF,
    PLANS,
    REACHED,
    RELATION,
    RELATION_AHEAD,
    SMALL,
    UNIT,
    UNIT_WORD,
    N,
    han,
)

TOBACCO = re.compile("[香卷]烟")
DRINK = re.compile("酒")
TOLD_OF = re.compile(rf"(?:之|以)?[前后]的(?:\d|[{HAN}])")


class Numbers(Reader):
    """What counts, and what stands in an order."""

    # Ordinals, fractions, numbers

    def ordinals(self):
        self.each(
            rf"(?:[“\"‘']([一二三]?十[一二三四五六七八九]?)五[”\"’'])|"
            rf"(?<![一-鿿])([一二三]?十[一二三四五六七八九]?)五(?={PLANS})|"
            rf"([一二三]?十[一二三四五六七八九]?)五(?={PLANS})",
            self.plan,
        )
        self.each(rf"[“\"‘']([一二三四五六七八九])五[”\"’'](?={PLANS})", self.plan)
        self.each(
            r"(?:中共|党的)?([一二]十[一二三四五六七八九]?|十[一二三四五六七八九]|"
            r"[七八九])大(?=[召报精以闭开期代后前,，。、”]|$|和|的|胜|将|会|上|中)",
            self.ordinal,
        )
        self.each(
            r"([一二]?十[一二三四五六七八九]?)届(?=[一二三四五六七八九]中全会|中央)", self.ordinal
        )
        self.each(r"([一二三四五六七八九])中全会", self.ordinal)
        self.each(
            r"首位(?![一-鿿]{0,6}(?:旅客|客商|司机|乘客|申请人))|榜首|居首(?!个|次|批)|(?<!半)冠军|亚军|季军|次席|"
            r"榜眼|探花|最(?=大(?![限化程可努力]|的努力|幅度))|倒数第[一二三]|末位|垫底",
            self.rank,
        )
        self.each(
            rf"第\s?(\d{{1,3}}(?:,\d{{3}}){{1,3}}[万亿]?|\d{{1,9}}(?:\.\d{{1,4}}(?=[万亿]))?[万亿]?|"
            rf"[{HAN}]{{1,9}})",
            self.ordinal,
        )
        self.each(r"(?<![优同平头高中下低])([一二三四五六])等(?=[奖功])", self.ordinal)
        self.each(r"(?<![一-鿿])第\s?No\.\s?(\d+)", self.ordinal)
        # The turn of the century names one of the two.
        self.each(
            r"(\d{1,2})\s?世纪末(?=[、到至和]?\d{1,2}\s?世纪初)",
            lambda m: self.add("ordinal", m, raws={Fraction(m.group(1))}, solid=False),
        )
        self.each(r"(\d{1,2})\s?世纪(?!末?[^年]{0,1}年代)", self.century)
        self.each(
            r"(?<!为)首(?=[个次批列条届艘辆架家座票单笔趟日位例款季轮期班场])",
            lambda m: self.add("ordinal", m, raws={Fraction(1)}, solid=False),
        )
        self.each(
            rf"{FREE}([二三四五六七八九十]{{1,3}}|\d{{1,2}})(?=期(?:工程|项目|建设|"
            rf"[,，。、的和]|$))",
            self.ordinal,
        )
        self.each(
            rf"(?<![\d{HAN}第分共为每近前等办了两])([一二三四五]|[1-5])(?=期(?:(?:总|计划)?投资|用地|"
            rf"占地|码头|厂房|已|于|正|将|预计|竣工|开工|投产|投用|工程|项目|建设|[,，。、的和]|$))",
            self.ordinal,
        )
        self.each(r"[Ⅰ-Ⅹ](?=[级类期型]|$)", self.roman)

    def century(self, m):
        if self.ordinal(m) is False:
            return False
        self.part(m.end())
        return None

    def rank(self, m):
        """A place in a ranking by name; the last ones count from below."""
        places = {"亚": 2, "次": 2, "榜眼": 2, "季": 3, "探": 3, "末": -1, "垫": -1}
        word = m.group()
        place = places.get(word) or places.get(word[0], 1)
        if word.startswith("倒数"):
            place = -int(han(word[3:]))
        self.add("ordinal", m, raws={Fraction(place)}, solid=False)

    def roman(self, m):
        number = Fraction(ord(m.group()) - ord("Ⅰ") + 1)
        self.add("ordinal", m, raws={number}, solid=number > 1)

    def plan(self, m):
        number = han(next(g for g in m.groups() if g))
        # The 14th plan is that of 2021 to 2025.
        first = 1951 + 5 * int(number)
        self.add("ordinal", m, raws={number}, keys={("plan", first)})
        self.each_once(re.compile(r"[”\"’']?五年(?=规划|计划)").match(self.work, m.end()))

    def each_once(self, m):
        if m:
            self.hide(m.start(), m.end())

    def ordinal(self, m):
        number = han(m.group(1).replace(",", ""))
        if number is None or number.denominator != 1:
            return False
        solid = number > 1 and not re.match(r"[,，。:：、]", self.text[m.end() : m.end() + 1])
        self.add("ordinal", m, raws={number}, solid=solid)
        if self.text.startswith("个五年规划", m.end()) or self.text.startswith(
            "个五年计划", m.end()
        ):
            self.hide(m.end(), m.end() + 3)

    def numbers(self):
        vague = {
            "十": 1,
            "百": 2,
            "千": 3,
            "万": 4,
            "十万": 5,
            "百万": 6,
            "千万": 7,
            "亿": 8,
            "十亿": 9,
            "百亿": 10,
        }
        self.vague = vague
        self.each(r"(?:数以)?(?<=以)(?:十亿|百亿|十万|百万|千万|[百千万亿])(?=计)", self.magnitude)
        self.each(
            r"(?:好几|[数几])(?:十亿|百亿|十万|百万|千万|[十百千万亿])(?!年(?!来))", self.magnitude
        )
        self.each(
            r"(?<![以之晚早马])上(?:十亿|百亿|十万|百万|千万|[百千万亿])(?=[个家名人辆吨次种条座项万"
            r"亿公元美平头只件票单份位场户艘列架批所层台套处号亩度米箱年岁本株棵封幅])",
            self.magnitude,
        )
        self.each(
            r"([一二两三四五六七八])([二三四五六七八九])(?=[十百千万]?[个家名人辆吨次种条座项天年万亿"
            r"公元块小分成箱周岁米里头只件票单场户艘列架批所位层台套处回页本道倍度节趟班月])"
            r"([十百千])?(万|亿)?",
            self.either,
        )
        sign = r"(零[下上]|(?<![减担肩背欠自胜抱辜重])负|"
        sign += r"(?:(?<=[至为到达(,:、温约在于是~\s])|^)-(?=\d)|[+])?"
        money = (
            r"(人民币|RMB|CNY|¥|￥|US\$|USD|\$|€|EUR|£|HK\$"
            rf"|(?:{'|'.join(BEFORE_AMOUNT)})(?:现钞|现金|纸币|钞票|外汇|贷款|存款|资金|债券|收入)?)?\s?"
        )
        tail = (
            rf"(?:([多余来几])(?=[十百千万亿个元吨人名位家辆列艘架条座项种类次公千平"
            rf"美欧天年小分周岁头件票单笔场户艘米批所位层台套处号种亩度标张把本册间栋片块颗支匹份封篇部节"
            rf"箱袋桶罐株棵根幅页趟班对双里])([十百千万"
            rf"亿]*))?\s?(多|余)?\s?({UNIT_WORD})?"
        )
        self.each(
            rf"{FREE}(\d{{1,9}}|[{HAN}]{{1,6}})[元块]([1-9一二三四五六七八九])[角毛]([1-9])?分?",
            self.coins,
        )
        self.each(
            rf"{FREE}(\d{{1,5}}|[{HAN}]{{1,4}})块([一二三四五六七八九])(?=[,，。;；、！？!?”\"]|钱|$)",
            self.coins,
        )
        self.each(r"(?<![上中下])([五六七八九])旬", self.ten_years)
        self.each(
            r"(?<![一二三四五六七八九十百千半\d])([二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])载(?![客货重人运入荷明])",
            lambda m: self.number(m.start(), m.end(), han(m.group(1)), UNIT["年"]),
        )
        self.each(
            r"([二三四五六七八九]?十)有([一二三四五六七八九])(?![十百千万个名])",
            lambda m: self.number(m.start(), m.end(), han(m.group(1)) + han(m.group(2)), None),
        )
        self.each(
            rf"(?<=小时)(\d{{1,2}}|[{HAN}]{{1,3}})分(?![钟之])",
            lambda m: self.number(m.start(), m.end(), self.written(m.group(1)), UNIT["分钟"]),
        )
        self.each(
            rf"{FREE}(\d{{1,2}})秒(\d{{1,3}})(?!\d)",
            lambda m: self.number(
                m.start(), m.end(), decimal(f"{m.group(1)}.{m.group(2)}"), UNIT["秒"]
            ),
        )
        self.each(rf"{FREE}({N})个多(月|小时|星期|钟头|世纪)", self.and_more)
        self.each(
            rf"{FREE}(\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)个(多)?(亿|万)(?![一-鿿]?分)"
            rf"\s?({UNIT_WORD})?",
            self.of_large,
        )
        self.each(rf"{money}{sign}{FREE}({N}){tail}", self.counted)

    def ten_years(self, m):
        number = 10 * han(m.group(1))
        self.add("number", m, raws={number}, keys={("month", 12 * number)})

    def coins(self, m):
        whole = self.written(m.group(1))
        if whole is None:
            return False
        tenths = Fraction(self.day_number(m.group(2)), 10) + (
            Fraction(int(m.group(3)), 100) if m.lastindex > 2 else 0
        )
        self.number(m.start(), m.end(), whole + tenths, UNIT["元"])
        return None

    def and_more(self, m):
        value = self.mantissa(m.group(1))
        if value is None:
            return False
        unit = UNIT["个" + m.group(2)]
        self.number(m.start(), m.end(), value[0], unit, value[1], frozenset({OVER}))
        return None

    def of_large(self, m):
        """3.5个亿."""
        value = self.written(m.group(1))
        if value is None:
            return False
        over = frozenset({OVER}) if m.group(2) else None
        scale = Fraction(LARGE[m.group(3)])
        self.number(m.start(), m.end(), value, UNIT.get(m.group(4)), scale, over)
        return None

    def magnitude(self, m):
        unit = re.compile(UNIT_WORD).match(self.work, m.end())
        scale = re.search(r"十亿|百亿|十万|百万|千万|[十百千万亿]$", m.group()).group()
        order = self.vague[scale]
        raws = {Fraction(10) ** order} if m.group()[0] == "上" else set()
        self.add(
            "vague",
            m,
            keys={("order", order)},
            unit=UNIT[unit.group()] if unit else None,
            raws=raws,
            qualifiers=frozenset({OVER, ABOUT}),
            # 数十年 is "decades" as well.
            solid=order > 1 or not self.text.startswith("年", m.end()),
        )

    def either(self, m):
        one, two = DIGITS[m.group(1)], DIGITS[m.group(2)]
        if two - one not in (1, 2):
            return False
        scale = Fraction(SMALL.get(m.group(3), 1) * LARGE.get(m.group(4), 1))
        unit = re.compile(UNIT_WORD).match(self.work, m.end())
        for n, value in ((1, one), (2, two)):
            self.add(
                "number",
                m.span(n),
                value=Fraction(value),
                scale=scale,
                unit=UNIT[unit.group()] if unit else None,
                solid=False,
                qualifiers=frozenset({EXACT, ABOUT}),
            )

    def counted(self, m):
        money, sign, number, odd, scale, more, word = m.groups()
        number = re.sub(r"\s", "", number)
        ascii_ = number[0].isdigit()
        if len(number) > LONGEST_NUMBER:
            self.add("literal", m.span(3), keys={("code", number)})
            return None
        value = self.mantissa(number)
        if value is None:
            return False
        value, factor = value
        bare = not ascii_ and all(c in "百千万亿" for c in number)
        end, unit = m.end(), UNIT.get(word)
        if scale:
            for c in scale:
                factor *= SMALL.get(c) or LARGE[c]
        after = self.text[end : end + 1]
        qualifiers = None
        if odd == "几" or odd in ("多", "余") or more:
            qualifiers = frozenset({OVER})
        if odd == "来":
            qualifiers = frozenset({ABOUT})
        if value == 10 and not scale and (odd or more):
            qualifiers = frozenset({OVER, ABOUT})
        solid = True
        if not ascii_:
            total = value * factor
            if number.startswith("一") and total == 1 or total == 0:
                solid = False
            elif bare:
                solid = bool(odd or more) or len(number) > 1 and word is not None
            elif word is None and not odd:
                solid = total > 10 and len(number) > 1 and any(c in "十百千万亿" for c in number)
                if not solid and after and after in COUNTED and number != "两":
                    solid = True
                # 分两次付清
                parted = self.text[m.start() - 1 : m.start()] == "分" and after in "次批期步轮"
                if number == "两" and parted:
                    solid = True
                elif number == "两" and (
                    not after or after not in COUNTED or after in "国地方岸校院大"
                ):
                    solid = False
            elif number == "两" and word == "国":
                solid = False
            if word == "年" and re.match(r"规划|计划", self.text[end : end + 2]):
                solid = False
        if word == "条" and TOBACCO.search(self.text, max(0, m.start() - 6), end + 6):
            unit = ("carton", Fraction(1))
        if word == "人" and number == "两":
            # Who was named before.
            solid = False
        if word in ("人", "名", "位") and not ascii_ and value * factor <= 10:
            unit = ("person", Fraction(1))
        if word == "个" and after == "点":
            # Of an index or in per cent.
            unit = None
        if word == "年级":
            unit = None
        if word == "里" and ascii_ is False and bare:
            solid = False
        name = money and next((each for each in BEFORE_AMOUNT if money.startswith(each)), None)
        if name:
            # 欧元现钞8.5万, but not 美元3种.
            unit = unit if word and word != "元" else UNIT[name]
        elif money:
            unit = {
                "人民币": "CNY",
                "RMB": "CNY",
                "CNY": "CNY",
                "¥": "CNY",
                "￥": "CNY",
                "€": "EUR",
            }.get(money, {"EUR": "EUR", "£": "GBP", "HK$": "HKD"}.get(money, "USD"))
            unit = (unit, Fraction(1))
        if unit is None and word is None:
            currency = re.compile(r"(?:等值)?(人民币|美元|欧元)").match(self.text, end)
            unit = UNIT.get(currency.group(1), ("CNY", Fraction(1))) if currency else None
        if (
            not unit
            and value * factor >= 11
            and ascii_ is False
            and not word
            and solid
            and after == "五"
        ):
            solid = False
        if unit and unit[0] in CURRENCIES and unit[1] != 1:
            # 八角钱
            value, unit = value * unit[1], (unit[0], Fraction(1))
        if value == 1 and ascii_ and ONE_OF.match(self.text[max(0, m.start() - 2) : m.start()]):
            # 每满1小时
            solid = False
        if value == 1 and unit and unit[0] in CURRENCIES and EXCHANGED.match(self.text, end):
            solid = False
        if sign in ("零下", "负", "-", "−"):
            value = -value
        quantity = self.number(m.start(), end, value, unit, factor, qualifiers, solid)
        if number[0] == "十" and number == "十" and (odd or more):
            quantity.raws.add(Fraction(12))
        if word == "倍":
            quantity.unit = ("times", Fraction(1))
        if word is None and after and after in "度包":
            self.name_measure(quantity, after)
        if word is None and after == "号" and value <= 31:
            quantity.date = None
            quantity.raws.add(value)
        if word == "周年":
            quantity.raws.add(value)
        if (
            ascii_
            and number.isdigit()
            and len(number) == 4
            and 1900 <= int(number) <= 2099
            and not unit
        ):
            quantity.kind, quantity.date = "date", (int(number), None, None)
            quantity.finish()
        return None

    def name_measure(self, quantity, word):
        """12度 of a drink is 12 per cent; 10包 of cigarettes are no cartons."""
        around = max(0, quantity.start - 8), quantity.end + 10
        if word == "度" and DRINK.search(self.text, *around):
            quantity.keys.add(("ratio", quantity.value / 100))
        elif word == "包" and TOBACCO.search(self.text, *around):
            quantity.unit = ("pack", Fraction(1))

    def mantissa(self, number):
        """The number before its last scales, and their product, for the sake of 3至5万."""
        m = re.fullmatch(r"([\d.,]+|[〇零一二两三四五六七八九十]+)([百千万亿]*)", number)
        if m and m.group(2):
            value = decimal(m.group(1)) if m.group(1)[0].isdigit() else han(m.group(1))
            factor = Fraction(1)
            for c in m.group(2):
                factor *= SMALL.get(c) or LARGE[c]
            return None if value is None else (value, factor)
        value = decimal(number) if re.fullmatch(r"[\d.,]+", number) else han(number)
        return None if value is None else (value, Fraction(1))

    def number(self, start, end, value, unit, scale=Fraction(1), qualifiers=None, solid=True):
        self.add("number", (start, end), value=value, scale=scale, unit=unit, solid=solid)
        quantity = self.found[-1]
        self.describe(quantity, qualifiers)
        return quantity

    def describe(self, quantity, qualifiers=None):
        before = self.text[max(0, quantity.start - 12) : quantity.start]
        if qualifiers is None:
            qualifiers = self.qualifiers(before, quantity.end)
        elif qualifiers == {OVER} and self.qualifiers(before, quantity.end) == REACHED:
            # 多达300余种: "as many as 300".
            qualifiers |= {EXACT}
        if quantity.unit and quantity.unit[0] in ("month", "minute"):
            if TOLD_OF.match(self.text, quantity.end):
                # 约为三年前的五倍 is about five times.
                qualifiers = PLAIN
            if before.endswith(("近", "过去")):
                qualifiers = frozenset({EXACT, ABOUT})
            elif self.text[quantity.end : quantity.end + 1] in ("来", "间", "内"):
                qualifiers |= {EXACT}
            relation = RELATION.match(self.text, quantity.end)
            ahead = RELATION_AHEAD.search(before) if quantity.dimension == "minute" else None
            said = relation.lastgroup if relation else ahead and ahead.lastgroup
            # 发车前24小时内 is up to 24 hours before it.
            if said and not (relation and ahead and ahead["ago"]):
                quantity.stances["span"] = said
        quantity.qualifiers = qualifiers
        quantity.direction, beside = direction(self.text, quantity)
        if beside:
            return
        if quantity.unit and quantity.unit[0] == "ratio" and quantity.value:
            # 为上年的300% is three times the figure, 增长300% is four times.
            quantity.keys.add(("full", quantity.value * quantity.unit[1]))
        elif quantity.unit and quantity.unit[0] == "points":
            beside = ABOVE_AVERAGE.search(before)
            if beside:
                quantity.direction = 1 if beside.group(1) else -1

    def qualifiers(self, before, end):
        for attempt in (before, BEFORE_ANYWHERE.sub("", before), EACH.sub("", before)):
            for pattern, meaning in BEFORE:
                if pattern.search(attempt):
                    after = self.said_after(end)
                    if after and meaning is REACHED:
                        return after
                    # 低于7%左右的目标
                    return frozenset(meaning) | (after if after == {ABOUT} else frozenset())
        after = self.said_after(end)
        if after:
            return after
        for pattern, meaning in BEFORE_VERB:
            if pattern.search(before):
                return meaning
        return PLAIN

    def said_after(self, end):
        for pattern, meaning in AFTER:
            if pattern.match(self.text, end):
                return frozenset(meaning)
        return None

    def add(self, kind, where, **fields):
        super().add(kind, where, **fields)
        quantity = self.found[-1]
        if kind == "number" and quantity.value is None and quantity.qualifiers == PLAIN:
            self.describe(quantity)
