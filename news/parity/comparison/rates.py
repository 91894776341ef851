"""What amounts are counted by: 每天 against "a week", 每吨 against "a kilogram"."""

import re

_ABLE = "(?:过货|处理|通行|通关|通过|吞吐|生产|运输|查验|加工|换装)(?:量可达|能力)"
RATES_ZH = {
    "hour": re.compile(r"每(?:个)?小时|每一小时|时均"),
    "day": re.compile(
        r"每[天日]|每(?:一)?昼夜|每一天|日均|天天|设计日|(?<![\d单今当昨即近作节同首])日(?:通行|通关|通过|吞吐|处理|查验|过货|验放|检测)能力"
    ),
    "week": re.compile(r"每周|每(?:个)?星期|周均"),
    "month": re.compile(rf"每(?:个)?月|月均|按月|(?<=[^今本上下当\d])月{_ABLE}"),
    "quarter": re.compile(r"每(?:个)?季度|按季度"),
    "year": re.compile(rf"每年|年均|逐年|(?<![\d今去本明前])年(?:货物)?{_ABLE}"),
}
_NOT_LATER = (
    r"(?! (?:or (?:so|two|more)|ago|earlier|later|before|after|in advance|long|old|"
    r"on\b(?! average)|and a half|"
    r"of\b|when|that|for|to\b(?! (?:\d|one|two|three|four|five|six|seven|eight|nine|ten))))"
)


def _rate(word, adverb):
    return re.compile(
        rf"\b(?:per|each|every|(?<!half )(?<!half-)(?<!such )(?<!what )(?<!days )an?)"
        rf" {word}\b{_NOT_LATER}"
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
    "container": ("(?:标准?箱|个?标箱|个?集装箱|箱|柜|TEU)", "(?:container|TEU|box)"),
}
PRICED_ZH = {
    name: re.compile(rf"(?:每(?:一)?|[元金/]/){zh}(?![数均多])|{zh}均(?![价重线匀])")
    for name, (zh, _) in _PRICED.items()
}
PRICED_EN = {
    name: re.compile(
        r"(?:\b(?:per|(?<=yuan )an?|(?<=dollars )an?|(?<=\d )an?|(?<=million )an?|each|every) |"
        rf"(?<=[a-z])/){en}\b",
        re.I,
    )
    for name, (_, en) in _PRICED.items()
}

# Which year is meant, and which of its times.
YEARS_ZH = {
    "last": re.compile(r"去年|上年|昨年|同比|同期|较|比上"),
    "this": re.compile(r"今年|本年|年内|当年"),
    "next": re.compile(r"明年|来年|次年|翌年"),
}
YEARS_EN = {
    "last": re.compile(
        r"\b(?:last|previous|preceding|prior|past) year\b|\byear (?:ago|earlier|before)\b"
        r"|\byear[- ]on[- ]year\b|\byear-earlier\b",
        re.I,
    ),
    "this": re.compile(
        r"\b(?:this|same|that|current) (?:calendar )?year\b|\bso far\b|\byear to date\b", re.I
    ),
    "next": re.compile(r"\b(?:next|following|coming) year\b", re.I),
}
# Where they say when it is, and not what it is compared with.
_PARTS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "quarter|half|end|start|beginning|spring|summer|autumn|winter"
)
WHEN_ZH = {
    "last": re.compile(r"(?<![比较与同])(?:去年|昨年)(?!同)"),
    "this": re.compile(r"(?<![比较与])(?:今年|本年)"),
    "next": YEARS_ZH["next"],
}
WHEN_EN = {
    "last": re.compile(
        rf"\b(?:{_PARTS}) (?:of )?last year\b"
        r"|(?:^|(?<=[.,;] ))last year\b",
        re.I,
    ),
    "this": re.compile(r"\bthis year\b", re.I),
    "next": re.compile(r"\bnext year\b", re.I),
}
_FIRST = {"day": "[日天]", "week": "周", "month": "月", "quarter": "季度?", "year": "年"}
FIRST_ZH = {name: re.compile(f"首个?{word}") for name, word in _FIRST.items()}
FIRST_EN = {name: re.compile(rf"\b(?:first|opening) {name}\b", re.I) for name in _FIRST}
# The first or last Sunday of a month.
_WEEKDAY_ZH = "(?:周|星期|礼拜)[一二三四五六日天]|(?:个)?工作日"
_WEEKDAY_EN = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:working|business) day|workday)"
WHICH_ZH = {
    "first": re.compile(f"(?:首个|第一个|第1个)(?:{_WEEKDAY_ZH})"),
    "last": re.compile(f"(?:最后一?个|最末一个)(?:{_WEEKDAY_ZH})"),
}
WHICH_EN = {
    "first": re.compile(rf"\bfirst {_WEEKDAY_EN}\b", re.I),
    "last": re.compile(rf"\b(?:last|final) {_WEEKDAY_EN}\b", re.I),
}
# The ends of a scale.
MOST_ZH = {
    "most": re.compile("最(?:高|大|多)(?!不|可|能|程度|限|努力)|新高"),
    "least": re.compile("最(?:低|小|少)(?!不|要)|新低"),
}
MOST_EN = {
    "most": re.compile(
        r"\b(?:highest|largest|biggest|greatest|record high|maximum|the most(?! of)"
        r"|most(?= in\b))\b",
        re.I,
    ),
    "least": re.compile(r"\b(?:lowest|smallest|fewest|record low|minimum)\b", re.I),
}
# 每千人 against "per 10,000 people".
_HEADS = {"百": "100|hundred", "千": "1,?000|(?:one )?thousand", "万": "10,?000|ten thousand"}
_HEADS |= {"十万": "100,?000|hundred thousand", "百万": "(?:one )?million|1,?000,?000"}
HEADS_ZH = {zh: re.compile(rf"每{zh}(?=[人户名个])") for zh in _HEADS}
HEADS_EN = {
    zh: re.compile(
        rf"\b(?:per|for every|in every|of every|every) (?:{en})\b(?! (?:thousand|million)|,\d)",
        re.I,
    )
    for zh, en in _HEADS.items()
}

EXPLAINED = re.compile(r"\((?:about|approximately|around|roughly|or|equal to) [^()]{1,60}\)", re.I)


class Rates:
    """What amounts are counted by."""

    def compare_rates(self):
        """每天 against "a week": the spans of time that amounts are counted by."""
        for tables in (
            (RATES_ZH, RATES_EN),
            (PRICED_ZH, PRICED_EN),
            (HEADS_ZH, HEADS_EN),
            (FIRST_ZH, FIRST_EN),
            (WHICH_ZH, WHICH_EN),
        ):
            found = self.found_of(tables)
            if not self.compare_found(found) and tables[0] is PRICED_ZH:
                self.compare_counts(found)

        self.compare_years()
        self.compare_found(self.found_of((MOST_ZH, MOST_EN)), "extreme.differs")

    def found_of(self, tables):
        # What English explains in brackets has its own rates: (about 1,800 yuan a hectare).
        en = EXPLAINED.sub(lambda m: " " * len(m.group()), self.en_text)
        return [
            {name: m for name, pattern in table.items() if (m := pattern.search(text))}
            for table, text in zip(tables, (self.zh_text, en), strict=True)
        ]

    def compare_years(self):
        """明年三季度 against "in the third quarter of this year"."""
        zh, en = self.found_of((YEARS_ZH, YEARS_EN))
        when = self.found_of((WHEN_ZH, WHEN_EN))
        found = [
            {name: m for name, m in said.items() if name not in other}
            for said, other in zip(when, (en, zh), strict=True)
        ]
        if len(zh.keys() - en.keys()) == len(en.keys() - zh.keys()) == 1:
            self.compare_found(found, "date.differs")

    def compare_found(self, found, code="unit.differs"):
        """Reports the one word of a table that only the Chinese has and the one of the English.

        Returns whether it did.
        """
        zh, en = (
            [name for name in one if name not in other] for one, other in (found, found[::-1])
        )
        if len(zh) == len(en) == 1 and self.zh and self.en:
            self.words_differ(code, found[0][zh[0]], found[1][en[0]])
            return True
        return False

    def compare_counts(self, found):
        """每柜5.2万元，每柜省1.3万元 against 52,000 a container and 13,000 a ton saved."""
        zh, en = found
        strange = [name for name in en if name not in zh]
        if len(zh) != 1 or len(strange) != 1 or len(en) != 2:
            return
        (name,) = zh
        said, says = (
            len(table[name].findall(text))
            for table, text in ((PRICED_ZH, self.zh_text), (PRICED_EN, self.en_text))
        )
        if said == says + 1:
            self.words_differ("unit.differs", zh[name], en[strange[0]])
