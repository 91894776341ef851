"""Where the numbers, dates and times of the two languages contradict each other.

Both sides are taken as multisets, as languages reorder. A mention that repeats an earlier one
needs no partner. What is left over on both sides is paired by likeness, so that a finding shows
the number and what became of it.
"""

import re
from collections import defaultdict
from fractions import Fraction
from functools import lru_cache

from . import chinese, english
from .findings import Finding, Level, Span
from .quantities import (
    ABOUT,
    BEINGS,
    CURRENCIES,
    EXACT,
    LONGEST_TEXT,
    MEASURES,
    MOST,
    OVER,
    TIMES,
    UNDER,
    contradict,
)
from .subjects import subject, subjects_turned

RELATIVE_ZH = re.compile(
    r"今年|去年|明年|前年|当年|同年|昨年|次年|翌年|年内|本年|上年|每年|历年|近年"
)
RELATIVE_EN = re.compile(
    r"\b(?:this|last|next|previous|same|that|past|current|following|coming|"
    r"recent|preceding|each|every) (?:calendar )?years?\b"
    r"|\byear-on-year\b|\byear-earlier\b|\ba year (?:earlier|ago)\b|\bannual",
    re.I,
)
RELATIVE_MONTH = re.compile(
    r"本月|上月|下月|当月|同月|\b(?:this|last|next|the same|previous) month\b", re.I
)
HALF_DAYS = re.compile(
    r"上午|下午|早上|早晨|晚上|中午|凌晨|傍晚|\b(?:morning|afternoon|"
    r"evening|noon|night|midday|dawn)\b",
    re.I,
)
COUPLE = re.compile(
    r" (?:countries|sides|parties|cities|nations|places|regions|governments)\b", re.I
)
# 突破300亿大关 names its currency elsewhere.
PASSED_BY = re.compile(r"大关|关口|[的、,，/-]|\s?(?:-|–|to |and |mark\b)")
RATES_ZH = {
    "hour": re.compile(r"每(?:个)?小时|每一小时|时均"),
    "day": re.compile(
        r"每[天日]|每一天|日均|天天|(?<![\d单今当昨即近作节同首])日(?:通行|通关|通过|吞吐|处理|查验|过货|验放|检测)能力"
    ),
    "week": re.compile(r"每周|每(?:个)?星期|周均"),
    "month": re.compile(r"每(?:个)?月|月均|按月"),
    "quarter": re.compile(r"每(?:个)?季度|按季度"),
    "year": re.compile(r"每年|年均|逐年"),
}
_NOT_LATER = (
    r"(?! (?:or (?:so|two|more)|ago|earlier|later|before|after|in advance|long|old|"
    r"on\b(?! average)|and a half|"
    r"of\b|when|that|for|to\b))"
)


def _rate(word, adverb):
    return re.compile(
        rf"\b(?:per|each|every|(?<!half )(?<!half-)(?<!such )(?<!what )an?) {word}\b{_NOT_LATER}"
        rf"|\b{adverb}\b",
        re.I,
    )


RATES_EN = {
    "hour": _rate("hour", "hourly"),
    "day": _rate("day", "daily"),
    "week": _rate("week", "weekly"),
    "month": _rate("month", "monthly"),
    "quarter": _rate("quarter", "quarterly"),
    "year": _rate("year", "(?:annual(?:ly)?|yearly)"),
}
# What a price or an average is for: 每吨320元, 30元/人.
_PRICED = {
    "tonne": ("吨", "(?:metric )?ton(?:ne)?"),
    "kilogram": ("(?:公斤|千克)", "(?:kilo(?:gram(?:me)?)?|kg)"),
    "jin": ("斤", "(?:jin|catty)"),
    "kilometre": ("(?:公里|千米)", "(?:kilomet(?:er|re)|km)"),
    "metre": ("米", "(?:met(?:er|re)|m)"),
    "area": ("平方米", "square met(?:er|re)"),
    "volume": ("立方米", "cubic met(?:er|re)"),
    "mu": ("亩", "mu"),
    "hectare": ("公顷", "hectare"),
    "litre": ("升", "lit(?:er|re)"),
    "person": (
        "(?:人(?:次)?|名旅客|位旅客)",
        "(?:person|passenger|head|capita|visitor|traveller|traveler)",
    ),
    "vehicle": ("(?:辆(?:次|车)?|车)", "(?:vehicle|truck|lorry|car)"),
    "household": ("户", "(?:household|family)"),
    "container": ("(?:标准?箱|个?标箱|箱|TEU)", "(?:container|TEU|box)"),
}
PRICED_ZH = {
    name: re.compile(rf"(?:每(?:一)?|[元金/]/){zh}(?![数均多])")
    for name, (zh, _) in _PRICED.items()
}
PRICED_EN = {
    name: re.compile(
        rf"(?:\b(?:per|(?<=yuan )an?|(?<=dollars )an?|each|every) |(?<=[a-z])/){en}\b", re.I
    )
    for name, (_, en) in _PRICED.items()
}
WEIGHED = CURRENCIES | MEASURES | TIMES
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
# Currencies by name, wherever they stand: 以美元计价, “in dollar terms”.
NAMED_ZH = {
    "CNY": re.compile(r"人民币|(?<![\u4e00-\u9fff])RMB|CNY"),
    "USD": re.compile(r"美元|美金|美钞|USD"),
    "EUR": re.compile(r"欧元|EUR"),
    "GBP": re.compile(r"英镑"),
    "JPY": re.compile(r"日元|日币"),
    "HKD": re.compile(r"港元|港币"),
    "KZT": re.compile(r"坚戈"),
    "RUB": re.compile(r"卢布"),
    "SOM": re.compile(r"索姆|苏姆"),
    "TJS": re.compile(r"索莫尼"),
    "MNT": re.compile(r"图格里克"),
    "RUPEE": re.compile(r"卢比"),
    "KRW": re.compile(r"韩元"),
    "CHF": re.compile(r"瑞士法郎"),
    "AFN": re.compile(r"阿富汗尼"),
}
NAMED_EN = {
    "CNY": re.compile(r"\b(?:yuan|renminbi|RMB|CNY)\b|[¥￥]", re.I),
    "HKD": re.compile(r"\b(?:Hong Kong|HK) dollars?\b|HK\$|\bHKD\b", re.I),
    "USD": re.compile(r"(?<!Hong Kong )(?<!HK )\bdollars?\b|(?<!HK)\$|\bUSD\b", re.I),
    "EUR": re.compile(r"\beuros?\b|€|\bEUR\b", re.I),
    "GBP": re.compile(r"\bpounds? sterling\b|\bBritish pounds?\b|£|\bGBP\b", re.I),
    "JPY": re.compile(r"\byen\b|\bJPY\b", re.I),
    "KZT": re.compile(r"\btenges?\b|\bKZT\b", re.I),
    "RUB": re.compile(r"\bro?ubles?\b|\bRUB\b", re.I),
    "SOM": re.compile(r"\bsoms?\b|\b(?:KGS|UZS)\b"),
    "TJS": re.compile(r"\bsomonis?\b", re.I),
    "MNT": re.compile(r"\b(?:tugriks?|t[oö]gr[oö]gs?)\b", re.I),
    "RUPEE": re.compile(r"\brupees?\b|\b(?:PKR|INR)\b", re.I),
    "KRW": re.compile(r"\bKorean won\b|\bKRW\b", re.I),
    "CHF": re.compile(r"\bSwiss francs?\b", re.I),
    "AFN": re.compile(r"\bafghanis\b", re.I),
}
COMPOUND = re.compile(r"\s?(?:零|又|,? and )?\s?")
RESPECTIVELY = re.compile(r"\brespectively\b", re.I)
NEAREST = 12
# Leftovers beyond this are not paired with each other, each stands alone.
PAIRED = 40


def check(zh, en):
    """The findings of two texts, both with something in them."""
    return list(_comparison(zh, en).result)


def compared(zh, en):
    """Whether the texts hold anything that is compared here: numbers, dates, times."""
    return _comparison(zh, en).compared()


@lru_cache(maxsize=2)
def _comparison(zh, en):
    # `check` and `compared` are asked of the same texts, one after the other.
    comparison = _Comparison(zh, en)
    comparison.result = comparison.findings()
    return comparison


class _Comparison:
    def __init__(self, zh, en):
        self.zh_text, self.en_text = zh, en
        self.zh, self.en = [], []
        if max(len(zh), len(en)) <= LONGEST_TEXT:
            self.zh, self.en = chinese.read(zh), english.read(en)
        self.result = []
        self.said = (_index(self.en), _index(self.zh))
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
        self.pair_units()
        self.pair_leftovers()
        self.compare_currencies()
        self.compare_rates()
        self.compare_subjects()
        self.compare_order()
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
            q.solid
            or q in self.partner
            and (q.kind in ("date", "ordinal", "time") or q.raws - {0, 1} or _is_measured(q))
            for side in (self.zh, self.en)
            for q in side
        )

    # Equal ones

    def pair_compounds(self):
        """1小时30分钟 = 90 minutes: two lengths of time that are one on the other side."""
        for one, text, others in (
            (self.zh, self.zh_text, self.en),
            (self.en, self.en_text, self.zh),
        ):
            for first, second in zip(one, one[1:], strict=False):
                if not _is_compound(first, second, text):
                    continue
                total = _values(first) + _values(second)
                for other in others:
                    same = (first.dimension, total) in other.keys and other not in self.partner
                    if same and other.kind == "number":
                        self.join(first, other)
                        self.partner[second] = other
                        break

    def pair_equals(self):
        """In turn: same reading with its unit, same number where one side gives no unit."""
        for shared, strict in ((_keys, True), (_keys, False), (_numbers, True), (_numbers, False)):
            index = defaultdict(list)
            for quantity in self.en:
                if quantity not in self.partner:
                    for key in shared(quantity):
                        index[key].append(quantity)
            for quantity in self.zh:
                if quantity in self.partner:
                    continue
                found = self.nearest(quantity, index, shared, strict)
                if found is None:
                    continue
                if not strict and self.is_repeated(quantity, self.en):
                    continue
                if not strict and not _agrees(quantity, found):
                    found = self.swapped(quantity, found, shared)
                self.join(quantity, found)
                self.judge(quantity, found)

    def nearest(self, quantity, index, shared, strict):
        place = quantity.start / len(self.zh_text)
        best, least = None, None
        for key in shared(quantity):
            row = index.get(key)
            if not row:
                continue
            if len(row) > NEAREST:
                row[:] = [other for other in row if other not in self.partner]
            for other in row[:NEAREST]:
                if other in self.partner or not _fits(quantity, other):
                    continue
                if strict and not (_alike(quantity, other) and _same_way(quantity, other)):
                    continue
                distance = abs(other.start / len(self.en_text) - place)
                if not other.solid and quantity.solid:
                    distance += 1
                if quantity.kind != other.kind:
                    distance += 2
                if least is None or distance < least:
                    best, least = other, distance
        return best

    def swapped(self, quantity, found, shared):
        """Gives `found` to an equal number that can do with it, and this one that one's partner.

        Of several mentions of one number the nearest need not be the one that was meant.
        """
        for key in shared(quantity):
            for other in self.said[1].get(key, ()):
                partner = self.partner.get(other)
                if (
                    partner in (None, other)
                    or other in self.blamed
                    or not (_fits(quantity, partner) and _fits(other, found))
                    or not (_agrees(quantity, partner) and _agrees(other, found))
                ):
                    continue
                self.join(other, found)
                return partner
        return found

    def join(self, one, other):
        self.partner[one] = other
        self.partner[other] = one

    def judge(self, zh, en):
        if not _alike(zh, en):
            opposed = _side(zh) and _side(en) and _side(zh) != _side(en)
            self.report("qualifier.differs", Level.ERROR if opposed else Level.WARNING, zh, en)
        elif not _same_way(zh, en):
            self.report("direction.differs", Level.ERROR, zh, en)
        elif _lost_percent(zh, en) or _lost_percent(en, zh):
            self.report("unit.differs", Level.WARNING, zh, en)
        elif self.lost_currency(zh, en):
            self.compare_named_currency(zh, en)
        elif (
            zh.kind == en.kind == "vague"
            and {zh.dimension, en.dimension} <= BEINGS
            and (zh.dimension != en.dimension)
        ):
            self.report("unit.differs", Level.ERROR, zh, en)

    def lost_currency(self, zh, en):
        for one, other, text in ((zh, en, self.en_text), (en, zh, self.zh_text)):
            if one.dimension in CURRENCIES and not other.dimension and other.kind == "number":
                bare = not (other.listed or other.group or one.listed or one.group)
                if bare and one.value is not None and not PASSED_BY.match(text, other.end):
                    return True
        return False

    def compare_named_currency(self, zh, en):
        """One side gives no currency with its number; it may name one elsewhere (欧元现钞8.5万)."""
        given = (zh if zh.dimension in CURRENCIES else en).dimension
        text, names = (
            (self.en_text, NAMED_EN) if zh.dimension in CURRENCIES else (self.zh_text, NAMED_ZH)
        )
        named = {name for name, pattern in names.items() if pattern.search(text)}
        # 一年省下60万: what is bare in Chinese is yuan.
        usual = given == "CNY" and en.dimension == "CNY" and zh.scale >= 10_000
        if given not in named and (named or not usual):
            self.report("currency.differs", Level.ERROR if named else Level.WARNING, zh, en)

    def is_repeated(self, quantity, others):
        """Whether the other side says it already, only less often."""
        index = self.said[others is self.zh]
        return any(
            other.kind == quantity.kind
            and _fits(quantity, other)
            and _alike(quantity, other)
            and _same_way(quantity, other)
            for key in (*quantity.keys, *quantity.raws)
            for other in index.get(key, ())
            if other in self.partner
        )

    # Dates

    def cover_dates(self):
        for one, others in ((self.zh, self.en), (self.en, self.zh)):
            dates = {date for other in others if other.date for date in _days(other)}
            dates |= {(None, None, key[1]) for o in others for key in o.keys if key[0] == "day"}
            dates |= {
                (key[1] + years, None, None)
                for o in others
                for key in o.keys
                if key[0] == "plan"
                for years in (0, 4)
            }
            named = {date[1] for date in dates}
            for other in others:
                for key in other.keys:
                    if key[0] == "months":
                        dates |= {(None, key[1], None), (None, key[2], None)}
            for quantity in one:
                if quantity in self.partner:
                    continue
                if quantity.kind == "period":
                    key = next(iter(quantity.keys))
                    if {key[1], key[2]} <= named:
                        self.partner[quantity] = quantity
                elif (
                    quantity.date
                    and _covered(quantity.date, dates)
                    or quantity.date
                    and any(key[0] == "date" and _covered(key[1], dates) for key in quantity.keys)
                ):
                    self.partner[quantity] = quantity
                elif quantity.kind == "ordinal":
                    (number,) = quantity.raws
                    if any(date[2] == number for date in dates):
                        self.partner[quantity] = quantity

    # Leftovers

    def left(self, side):
        return [quantity for quantity in side if quantity not in self.partner]

    def pair_units(self):
        """Same number, other unit."""
        en = self.left(self.en)
        index = defaultdict(list)
        for quantity in en:
            for number in _numbers(quantity):
                index[number].append(quantity)
        for zh in self.left(self.zh):
            if not zh.solid or self.is_repeated(zh, self.en):
                continue
            for number in _numbers(zh):
                for other in index.get(number, [])[:NEAREST]:
                    if other in self.partner or not other.solid or zh in self.partner:
                        continue
                    if zh.kind == other.kind == "number" and not _fits(zh, other):
                        if self.is_conversion(other, self.en_text):
                            continue
                        self.join(zh, other)
                        self.report(_unit_code(zh, other), Level.ERROR, zh, other)

    def is_conversion(self, quantity, text):
        """Whether it stands in brackets behind a number of its kind, as in 100 yuan ($14)."""
        if quantity.kind != "number" or not quantity.dimension:
            return False
        before = text[max(0, quantity.start - 30) : quantity.start]
        opened = max(before.rfind("("), before.rfind("（"))
        if (
            opened < 0
            or re.search(r"[)）;；。,，、]", before[opened:])
            or len(before) - opened > 24
        ):
            at = re.search(
                r"(?:, or|，约合|，合|,) ?(?:about|around|roughly|approximately|nearly)? ?$", before
            )
            if not (at and re.search(r"or|合", at.group())):
                return False
            opened = at.start()
        place = quantity.start - len(before) + opened
        side = self.zh if text is self.zh_text else self.en
        at = self.places[quantity]
        for other in reversed(side[max(0, at - 4) : at]):
            if other.end <= place + 1 and place - other.end <= 24:
                between = text[other.end : place]
                return (
                    other is not quantity
                    and _class(other) == _class(quantity)
                    and other.unit != quantity.unit
                    and not re.search(r"[,，;；。、（）()]|\. ", between)
                )
        return False

    def compare_conversions(self):
        """Of 300亩（约20公顷） one side may leave the bracket out, but not change it."""
        for text, side in ((self.zh_text, self.zh), (self.en_text, self.en)):
            for at, quantity in enumerate(side):
                if at == 0 or quantity in self.partner or quantity.dimension in CURRENCIES:
                    continue
                if not self.is_conversion(quantity, text):
                    continue
                for other in reversed(side[max(0, at - 4) : at]):
                    if other.dimension == quantity.dimension and other.unit != quantity.unit:
                        one, two = _values(other), _values(quantity)
                        if one and two and not Fraction(9, 10) < one / two < Fraction(10, 9):
                            which = "zh" if side is self.zh else "en"
                            self.alone("number.missing", Level.WARNING, quantity, which)
                        break

    def compare_subjects(self):
        """Numbers that changed places: 三个口岸、五条通道 against "five ports and three lanes"."""
        told = []
        for zh in self.zh[:PAIRED]:
            en = self.partner.get(zh)
            if en is None or en is zh or not zh.raws or zh.kind != "number" or zh in self.blamed:
                continue
            one = subject(self.zh_text, zh.start, zh.end, 0)
            other = subject(self.en_text, en.start, en.end, 1)
            if one and other and one[0] == other[0] and one != other:
                told.append((one, other, zh, en))
        for n, (one, other, zh, en) in enumerate(told):
            for one2, other2, zh2, en2 in told[:n]:
                if one == other2 and other == one2 and not zh.raws & zh2.raws:
                    self.report("number.differs", Level.ERROR, zh, en2)
                    self.report("number.differs", Level.ERROR, zh2, en)

    def compare_order(self):
        """分别增长8.2%和10.6%: what is said respectively has to come in one order."""
        at, word = self.zh_text.find("分别"), RESPECTIVELY.search(self.en_text)
        if at < 0 or not word or subjects_turned(self.zh_text, self.en_text):
            return
        row = [
            q
            for q in self.zh
            if at < q.start < at + 60 and q.listed and self.partner.get(q, q) is not q and q.raws
        ]
        for one, other in zip(row, row[1:], strict=False):
            first, second = self.partner[one], self.partner[other]
            turned = second.end < first.start < word.end() + 60 and not one.raws & other.raws
            if turned and one.dimension == other.dimension and not {one, other} & self.blamed:
                self.report("number.differs", Level.ERROR, one, second)
                self.report("number.differs", Level.ERROR, other, first)

    def compare_currencies(self):
        """以美元计价 against "in yuan terms", where the amounts themselves name no currency."""
        if any(finding.code.startswith("currency") for finding in self.result):
            return
        zh, en = (
            {name: m for name, pattern in names.items() if (m := pattern.search(text))}
            for text, names in ((self.zh_text, NAMED_ZH), (self.en_text, NAMED_EN))
        )
        held_zh, held_en = (
            {q.dimension for q in side if q.dimension in CURRENCIES} for side in (self.zh, self.en)
        )
        one = [name for name in zh if name not in held_zh | held_en | en.keys()]
        other = [name for name in en if name not in held_en | held_zh | zh.keys()]
        if len(one) == len(other) == 1 and (self.zh or self.en):
            spans = [
                Span(*each[name].span(), each[name].group())
                for each, name in ((zh, one[0]), (en, other[0]))
            ]
            values = {"zh": spans[0].text, "en": spans[1].text}
            self.result.append(
                Finding("currency.differs", Level.ERROR, (spans[0],), (spans[1],), values)
            )

    def compare_rates(self):
        """每天 against "a week": the spans of time that amounts are counted by."""
        for tables in ((RATES_ZH, RATES_EN), (PRICED_ZH, PRICED_EN)):
            self.compare_denominators(tables)

    def compare_denominators(self, tables):
        found = [
            {name: m for name, pattern in table.items() if (m := pattern.search(text))}
            for table, text in zip(tables, (self.zh_text, self.en_text), strict=True)
        ]
        zh, en = (
            [name for name in one if name not in other] for one, other in (found, found[::-1])
        )
        if len(zh) == len(en) == 1 and self.zh and self.en:
            self.rates_differ(found, zh, en)

    def rates_differ(self, found, zh, en):
        spans = [
            Span(*each[name].span(), each[name].group())
            for each, (name,) in zip(found, (zh, en), strict=True)
        ]
        values = {"zh": spans[0].text, "en": spans[1].text}
        self.result.append(Finding("unit.differs", Level.ERROR, (spans[0],), (spans[1],), values))

    def pair_leftovers(self):
        zh_left, en_left = self.left(self.zh), self.left(self.en)
        zh_said = {q for q in zh_left if self.is_repeated(q, self.en)}
        en_said = {q for q in en_left if self.is_repeated(q, self.zh)}
        repeated = zh_said | en_said
        zh_said |= {q for q in zh_left if self.is_conversion(q, self.zh_text)}
        en_said |= {q for q in en_left if self.is_conversion(q, self.en_text)}
        candidates = []
        if len(zh_left) <= PAIRED and len(en_left) <= PAIRED:
            for zh in zh_left:
                for en in en_left:
                    # Two amounts in brackets of one unit have to be the same.
                    bracketed = zh.unit and zh.unit == en.unit and zh not in repeated
                    if zh in zh_said and en in en_said and not bracketed:
                        continue
                    cost = self.cost(zh, en)
                    if zh in zh_said or en in en_said:
                        if not (zh.solid and en.solid) or _class(zh) != _class(en):
                            continue
                        cost += 0.5
                    if cost < 2:
                        candidates.append((cost, zh.start, en.start, zh, en))
        candidates.sort(key=lambda row: row[:3])
        for _, _, _, zh, en in candidates:
            if zh in self.partner or en in self.partner:
                continue
            self.join(zh, en)
            self.differ(zh, en)
        for zh in zh_left:
            if zh not in self.partner and zh not in zh_said and zh.solid:
                self.missing(zh, "zh")
        for en in en_left:
            if en not in self.partner and en not in en_said and en.solid:
                self.missing(en, "en")

    def cost(self, zh, en):
        """How unlikely it is that one was meant for the other; 2 and more is no pair."""
        apart = abs(zh.start / len(self.zh_text) - en.start / len(self.en_text))
        # In a few words the place tells nothing: 2号窗口, "Window 2".
        apart *= min(1, len(self.zh_text) / 40)
        one, other = _family(zh), _family(en)
        if one != other:
            return _across(zh, en) + apart
        if one != "number":
            if one == "time" and zh.solid != en.solid:
                return 0.5 + apart
            if not (zh.solid and en.solid) and one not in ("part", "literal"):
                return 9
            if one == "date":
                return _date_cost(zh.date, en.date) + apart
            if one == "literal":
                return apart + (0 if _head(zh) == _head(en) else 9)
            return apart
        same = _class(zh) == _class(en)
        if zh.dimension == en.dimension == "times" and (zh.solid or en.solid):
            return 0.4 + apart
        if not same and zh.dimension and en.dimension and contradict(zh.dimension, en.dimension):
            return 9 if not (zh.solid and en.solid) else 1.2 + apart + _unlike(zh, en)
        if not zh.solid and not en.solid:
            return 9
        nought = "zh" if zh.value == 0 else "en" if en.value == 0 else ""
        if nought and self.is_worded(zh if nought == "zh" else en, nought):
            return 9
        if not (zh.solid and en.solid):
            # 一小时 beside "two hours": the unit says that they belong together.
            if (
                zh.dimension
                and zh.dimension == en.dimension
                and zh.dimension in MEASURES | TIMES | CURRENCIES
            ):
                return 0.8 + apart
            if zh.raws == {2} and COUPLE.match(self.en_text, en.end):
                return 1.2 + apart
            if len(self.zh) == 1 or len(self.en) == 1:
                return 1.2 + apart
            return 9
        if zh.kind != en.kind:
            return 9
        return (0 if same and zh.dimension else 0.6) + apart + _unlike(zh, en)

    def differ(self, zh, en):
        family = "ordinal" if "ordinal" in (zh.kind, en.kind) else _family(zh)
        if zh.kind == "date":
            family = "date"
        if family != "number":
            level = Level.WARNING if family == "part" else Level.ERROR
            codes = {"part": "period", "literal": "number", "vague": "number"}
            self.report(f"{codes.get(family, family)}.differs", level, zh, en)
            return
        if zh.kind == "vague":
            self.report("number.scale", Level.WARNING, zh, en)
            return
        if _is_scaled(zh, en):
            code = "number.scale"
        elif zh.group and en.group:
            code = "range.differs"
        elif zh.dimension and en.dimension and contradict(zh.dimension, en.dimension):
            code = "number.differs"
        else:
            code = "number.differs"
        rounded = code == "number.differs" and _is_rounded(zh, en)
        self.report(code, Level.WARNING if rounded else Level.ERROR, zh, en)

    def missing(self, quantity, side):
        code, level = "number.missing", Level.WARNING
        text, other = (self.zh_text, self.en_text) if side == "zh" else (self.en_text, self.zh_text)
        kind = _family(quantity)
        if self.is_worded(quantity, side):
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
            if side == "en" and _names_a_date(self.zh):
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

    # Findings

    def span(self, quantity, text):
        return Span(quantity.start, quantity.end, text[quantity.start : quantity.end])

    def report(self, code, level, zh, en):
        one, other = self.span(zh, self.zh_text), self.span(en, self.en_text)
        values = {"zh": one.text, "en": other.text}
        self.blamed |= {zh, en}
        self.result.append(Finding(code, level, (one,), (other,), values))

    def alone(self, code, level, quantity, side):
        text = self.zh_text if side == "zh" else self.en_text
        span = self.span(quantity, text)
        zh, en = ((span,), ()) if side == "zh" else ((), (span,))
        self.result.append(Finding(code, level, zh, en, {"found": span.text}))


def _is_compound(first, second, text):
    """Whether they are hours with minutes or years with months, one right behind the other."""
    if not (
        first.kind == second.kind == "number"
        and first.dimension in TIMES
        and first.dimension == second.dimension
        and first.value is not None
        and second.value is not None
        and first.unit[1] > second.unit[1]
    ):
        return False
    return COMPOUND.fullmatch(text, first.end, second.start) is not None


def _is_measured(quantity):
    return any(key[0] in WEIGHED for key in quantity.keys)


def _index(side):
    """{reading or number: its first mentions}; the rest of a thousand repeats tell nothing new."""
    index = defaultdict(list)
    for quantity in side:
        for key in (*quantity.keys, *quantity.raws):
            if len(index[key]) < 2 * NEAREST:
                index[key].append(quantity)
    return index


def _keys(quantity):
    return quantity.keys


def _numbers(quantity):
    return quantity.raws


def _fits(zh, en):
    """Whether a shared reading may join them."""
    if zh.keys & en.keys:
        return True
    if zh.kind == en.kind == "time" or _decades(zh) and _decades(en):
        return False
    if zh.kind == "vague" or en.kind == "vague":
        return zh.kind == en.kind or zh.kind == "vague"
    same = zh.dimension == en.dimension and zh.dimension in MEASURES | TIMES
    return not same and not contradict(zh.dimension, en.dimension)


def _decades(quantity):
    return any(key[0] == "decade" for key in quantity.keys)


def _side(quantity):
    sides = quantity.qualifiers & {OVER, UNDER, ABOUT}
    return next(iter(sides)) if len(sides) == 1 and EXACT not in quantity.qualifiers else None


def _oppose(one, other):
    """Whether one says over and the other under, however loosely."""
    return (
        OVER in one
        and UNDER in other
        and not (UNDER in one or OVER in other or EXACT in one or EXACT in other)
    )


def _alike(zh, en):
    one, other = zh.qualifiers, en.qualifiers
    return (
        bool(one & other)
        and not (_oppose(one, other) or _oppose(other, one))
        or zh.kind in ("date", "time", "ordinal")
        or en.kind
        in (
            "date",
            "time",
            "ordinal",
        )
    )


def _agrees(zh, en):
    return _alike(zh, en) and _same_way(zh, en)


def _same_way(zh, en):
    return zh.direction * en.direction >= 0


def _lost_percent(one, other):
    if one.dimension != "ratio" or other.dimension or other.kind != "number" or other.listed:
        return False
    return one.kind == "number" and not (one.keys & other.keys) and one.value is not None


def _family(quantity):
    if quantity.kind == "ordinal":
        return "ordinal"
    if quantity.kind == "vague":
        return "number"
    return quantity.kind


def _class(quantity):
    if quantity.dimension in CURRENCIES:
        return "money"
    return quantity.kind if quantity.dimension in ("", "thing") else quantity.dimension


def _unit_code(zh, en):
    if zh.dimension in CURRENCIES and en.dimension in CURRENCIES:
        return "currency.differs"
    if {zh.dimension, en.dimension} == {"ratio", "points"}:
        return "percent.points"
    return "unit.differs"


def _days(quantity):
    yield quantity.date
    for key in quantity.keys:
        if key[0] == "date":
            yield key[1]


def _covered(date, dates):
    """Whether one of the other side's dates says the same, as far as both go."""
    year, month, day = date
    at = 2 if day else 1 if month else 0
    return any(
        other[at] == date[at] and _meets(other[1], month) and _meets(other[0], year)
        for other in dates
    )


def _meets(one, other):
    return one is None or other is None or one == other


def _date_cost(one, other):
    if one is None or other is None:
        return 9
    shared = [(a, b) for a, b in zip(one, other, strict=True) if a and b]
    if not shared:
        return 9
    return 0.6 * sum(a != b for a, b in shared) + (
        0.4 if (one[2] is None) != (other[2] is None) else 0
    )


def _names_a_date(quantities):
    return any(quantity.date or quantity.kind == "period" for quantity in quantities)


def _head(quantity):
    """The letters a code starts with: only codes of one series can be taken for each other."""
    kind, code = min(quantity.keys)
    return kind, re.match(r"[A-Z]*", str(code)).group()


def _across(zh, en):
    """The cost of a pair of two kinds, such as 28日 and "the 29th"."""
    if not (zh.solid and en.solid):
        return 9
    kinds = {zh.kind, en.kind}
    if kinds == {"date", "ordinal"}:
        date = zh.date or en.date
        return 0.5 if date[0] is None and date[1] is None else 9
    if kinds == {"number", "ordinal"}:
        number = zh if zh.kind == "number" else en
        ordinal = en if number is zh else zh
        if number.dimension == "month":
            return 0.9 if any(key[0] == "month" for key in ordinal.keys) else 9
        return 0.9 + _unlike(zh, en) if number.dimension in ("", "thing") else 9
    return 9


def _digits(quantity):
    values = quantity.raws or {key[1] for key in quantity.keys if isinstance(key[1], Fraction)}
    for value in sorted(values, reverse=True)[:1]:
        if quantity.value is not None:
            value = quantity.value
        text = (
            f"{float(abs(value)):.10f}".rstrip("0").rstrip(".")
            if value < 10**15
            else str(int(value))
        )
        return text.replace(".", "").strip("0")
    return ""


def _unlike(zh, en):
    """From 0, the same digits, to 1, no digit in common."""
    one, other = _digits(zh), _digits(en)
    if not one or not other:
        return 0.5
    if one == other:
        return 0
    if sorted(one) == sorted(other):
        return 0.3
    if len(one) == len(other) == 1:
        return 0.6
    return min(1, _distance(one[:12], other[:12]) / max(len(one), len(other)))


def _distance(one, other):
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def _values(quantity):
    if quantity.value is not None:
        return quantity.value * quantity.scale * (quantity.unit[1] if quantity.unit else 1)
    for key in quantity.keys:
        if isinstance(key[1], Fraction):
            return key[1]
    return None


def _is_scaled(zh, en):
    one, other = _values(zh), _values(en)
    if not one or not other or one == other:
        return False
    if zh.dimension and en.dimension and _class(zh) != _class(en):
        return False
    quotient = max(abs(one / other), abs(other / one))
    while quotient >= 10 and quotient.denominator == 1 and quotient % 10 == 0:
        quotient /= 10
    return quotient == 1


def _is_rounded(zh, en):
    one, other = _values(zh), _values(en)
    if not one or not other:
        return False
    qualified = any(EXACT not in q.qualifiers for q in (zh, en))
    return qualified and abs(one / other - 1) < Fraction(3, 100)
