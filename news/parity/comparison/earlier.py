"""A time told from the one that followed it: 较二季度 and "from the previous quarter"."""

import re

# The day, week, month, quarter or year before.
EARLIER_ZH = {
    "day": re.compile(
        r"[前上]一?个?(?:交易|工作)日|前一[天日]|昨[天日]|(?<!\d)(?<![十百])[一1]天(?:之|以)?前"
    ),
    "week": re.compile(
        r"(?<!以)[前上](?:一?个?星期|一?周)(?![一二三四五六日天末边])"
        r"|(?<!\d)(?<![十百])[一1](?:周|个?星期)(?:之|以)?前"
    ),
    "month": re.compile(r"(?<!以)[前上](?:一?个|一)?月|(?<!\d)(?<![十百])[一1]个月(?:之|以)?前"),
    "quarter": re.compile(r"[前上]一?个?季度?(?!赛)|(?<!\d)(?<![十百])[一1]个季度(?:之|以)?前"),
    "year": re.compile(
        r"(?:去|上一?|前一)年(?:同期)?(?!的?(?:\d|[一二三四十]|[初末底春夏秋冬上下]))|同比"
        r"|(?<!\d)(?<![十百])[一1]年(?:之|以)?前"
    ),
}


def _before(word, more=""):
    return re.compile(
        rf"\b(?:previous|preceding|prior|last) (?:trading |working |business |calendar )?{word}\b"
        rf"|\b{word} (?:before|earlier|ago|prior|previously)\b"
        rf"|\b{word}(?:[- ]on[- ]|-over-){word}\b|\b{word}[- ]earlier\b|\bon the {word}\b{more}",
        re.I,
    )


EARLIER_EN = {
    "day": _before("day", r"|\b(?:previous|last) (?:trading )?session\b|\byesterday\b"),
    "week": _before("week"),
    "month": _before("month"),
    "quarter": _before("quarter", r"|\b(?:previous|preceding|prior) three months\b"),
    "half": _before("half(?:[- ]year)?", r"|\b(?:previous|preceding|prior) six months\b"),
    "year": _before("year", r"|\b(?:previous|preceding|prior) (?:12|twelve) months\b"),
}
BEFORE_CHRIST = re.compile(r"公元前"), re.compile(r"\bB\.?C\.?(?:E\b)?")
AFTER_CHRIST = re.compile(r"\b(?:A\.?D\.?|CE)(?![A-Za-z])")
# Said of months, quarters and weeks alike.
CHAINED = re.compile("环比")
ROUNDS = {"month": 12, "quarter": 4, "half": 2}


def _named(quantity):
    """(unit, number) of a time that has a name: ("quarter", 2), ("month", 8), ("day", 14)."""
    if quantity.kind == "period":
        _, first, last = next(iter(quantity.keys))
        if first == last:
            return "month", first
        months = {3: "quarter", 6: "half"}.get(last - first + 1)
        return months and (months, last // (last - first + 1))
    if quantity.kind != "date" or not quantity.date:
        return None
    year, month, day = quantity.date
    return ("day", day) if day else ("month", month) if month else ("year", year)


class Earlier:
    """What one language names and the other tells from the time that followed."""

    def compare_earlier(self):
        """较上月 against "from a year earlier"."""
        zh, en = self.found_of((EARLIER_ZH, EARLIER_EN))
        chained = CHAINED.search(self.zh_text)
        if chained:
            zh |= dict.fromkeys(en.keys() - zh.keys() - {"year"} or {"chained"}, chained)
            if en.keys() - {"year"}:
                zh.pop("chained", None)
        self.compare_found([zh, en])
        zh, en = (
            list(pattern.finditer(text))
            for pattern, text in zip(BEFORE_CHRIST, (self.zh_text, self.en_text), strict=True)
        )
        after = AFTER_CHRIST.search(self.en_text)
        if len(zh) > len(en) and after:
            self.words_differ("date.differs", zh[0], after)

    def is_told_from_after(self, quantity, side):
        """Whether 二季度 may be "the previous quarter": nothing says that another one is meant."""
        named = _named(quantity)
        if not named:
            return False
        unit, number = named
        other, tables = (self.en_text, EARLIER_EN) if side == "zh" else (self.zh_text, EARLIER_ZH)
        told = unit in tables and tables[unit].search(other)
        chained = side == "en" and unit in ("month", "quarter") and CHAINED.search(other)
        if not (told or chained):
            return False
        own = self.zh if side == "zh" else self.en
        others = {
            each[1] for q in own if q is not quantity and (each := _named(q)) and each[0] == unit
        }
        others.discard(number)
        following = number % ROUNDS[unit] + 1 if unit in ROUNDS else number + 1
        return not others or following in others or unit == "day" and 1 in others and number > 27
