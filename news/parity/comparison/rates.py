"""What amounts are counted by: 每天 against "a week", 每吨 against "a kilogram"."""

import re

_ABLE = "(?:过货|处理|通行|通关|通过|吞吐|生产|运输|查验|加工|换装)(?:量可达|能力)"
RATES_ZH = {
    "hour": re.compile(r"每(?:个)?小时|每一小时|时均"),
    "day": re.compile(
        r"每[天日]|每一天|日均|天天|(?<![\d单今当昨即近作节同首])日(?:通行|通关|通过|吞吐|处理|查验|过货|验放|检测)能力"
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
    "container": ("(?:标准?箱|个?标箱|箱|TEU)", "(?:container|TEU|box)"),
}
PRICED_ZH = {
    name: re.compile(rf"(?:每(?:一)?|[元金/]/){zh}(?![数均多])|{zh}均(?![价重线匀])")
    for name, (zh, _) in _PRICED.items()
}
PRICED_EN = {
    name: re.compile(
        rf"(?:\b(?:per|(?<=yuan )an?|(?<=dollars )an?|each|every) |(?<=[a-z])/){en}\b", re.I
    )
    for name, (_, en) in _PRICED.items()
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


class Rates:
    """What amounts are counted by."""

    def compare_rates(self):
        """每天 against "a week": the spans of time that amounts are counted by."""
        for tables in ((RATES_ZH, RATES_EN), (PRICED_ZH, PRICED_EN), (HEADS_ZH, HEADS_EN)):
            self.compare_found(self.found_of(tables))

    def found_of(self, tables):
        return [
            {name: m for name, pattern in table.items() if (m := pattern.search(text))}
            for table, text in zip(tables, (self.zh_text, self.en_text), strict=True)
        ]

    def compare_found(self, found):
        """Reports the one span of time that only the Chinese has and the one of the English."""
        zh, en = (
            [name for name in one if name not in other] for one, other in (found, found[::-1])
        )
        if len(zh) == len(en) == 1 and self.zh and self.en:
            self.words_differ("unit.differs", found[0][zh[0]], found[1][en[0]])
