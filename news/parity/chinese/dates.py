"""Chinese dates, periods, weekdays and times of day."""

import re
from fractions import Fraction

from ..quantities import ANY
from ..written import Reader
from .words import (
    AFTERNOON,
    COUNTED,
    DASH,
    DAY,
    EVENING,
    FREE,
    HAN,
    LATE,
    MONTH,
    NIGHT,
    SENTENCES,
    WEEK,
    YEAR,
    han,
)

PART = re.compile(r"(上旬|初(?!步|级|心))|(中旬|中期|中叶)|(下旬)|([底末]|后期)")


class Dates(Reader):
    """What names a time."""

    # Dates and periods

    def dates(self):
        self.each(
            r"(?<!以)[前上][一1](?:个)?(?:交易日|工作日|天|日|周|星期|月(?!\d)|季度|年度?)",
            self.one_before,
        )
        self.each(
            rf"{FREE}({YEAR})年?{DASH}({YEAR}|\d\d(?=[年财赛雪榨]))(?:年(?:度|版)?|(?=财年|[赛雪榨]季))",
            self.years,
        )
        self.each(rf"{FREE}(20\d\d)/((?:20)?\d\d)(?=年|财年|榨季|赛季|雪季|作物)", self.season)
        self.each(rf"{FREE}(\d{{4}})([-./])(\d{{1,2}})\2(\d{{1,2}})(?![\d.])", self.iso)
        self.each(
            rf"(?:{FREE}({YEAR}|\d\d)\s?年(?:的)?\s?)?{FREE}({MONTH})\s?月\s?(?:份)?("
            rf"{DAY}){DASH}({DAY})[日号]",
            self.days,
        )
        self.each(
            rf"(?:{FREE}({YEAR}|\d\d)\s?年(?:的)?\s?)?{FREE}({MONTH})\s?月\s?({DAY})\s?[日号]",
            self.whole,
        )
        self.each(rf"{FREE}({YEAR}|\d\d)\s?年\s?(?={MONTH}{DASH}{MONTH}月)", self.year)
        self.each(rf"{FREE}({MONTH})月?份?{DASH}({MONTH})月(?:份)?", self.months)
        self.each(rf"(?<=[前头首])(?<![此之以提]前)({MONTH}|两)个?月", self.first_months)
        self.each(
            rf"(?:{FREE}({YEAR}|\d\d)\s?年\s?)?(?<![个\d每上下本])({MONTH})月(?!龄)(?:份)?",
            self.month,
        )
        self.each(
            rf"{FREE}({YEAR})\s?年(?:度|版)?(?!前(?!三?[一二三四]?季度|\d|[{HAN}]))", self.year
        )
        self.each(
            rf"{FREE}(?<![第前近])({DAY})日(?![内元]|以内|之内|均|报|游|常|间|程|后|来|[多余])",
            self.day,
        )
        self.each(r"([二三四五六七八])([三四五六七八九])十年代", self.decades)
        self.each(r"(?:(\d\d|二十|二十一|十九)世纪)?([一二三四五六七八九]十|\d0)年代", self.decade)

    def one_before(self, m):
        """前一个月 is "a month earlier", and not the month of January."""
        words = {"季度": ("month", 3), "月": ("month", 1), "年": ("month", 12)}
        words |= {"年度": ("month", 12), "周": ("minute", 10080), "星期": ("minute", 10080)}
        word = re.sub(r"[前上][一1]个?", "", m.group())
        dimension, number = words.get(word, ("minute", 1440))
        keys = {(dimension, Fraction(number))}
        self.add("number", m, keys=keys, unit=(dimension, Fraction(1)), solid=False)
        self.found[-1].qualifiers = ANY
        self.found[-1].direction = 0

    def day_number(self, written):
        value = int(written) if written.isdigit() else han(written)
        return int(value) if value is not None and value == int(value) else 0

    def full_year(self, written):
        if not written:
            return None
        year = self.day_number(written)
        return year + (2000 if year < 70 else 1900) if len(written) == 2 else year

    def years(self, m):
        one, two = self.full_year(m.group(1)), self.full_year(m.group(2))
        if len(m.group(2)) == 2:
            two = one // 100 * 100 + int(m.group(2))
            if two <= one:
                return False
        if not (1000 <= one <= 2199 and 1000 <= two <= 2199):
            return False
        self.add("date", m.span(1), date=(one, None, None), raws={Fraction(one)})
        self.add("date", (m.start(2), m.end()), date=(two, None, None), raws={Fraction(two)})

    def season(self, m):
        one, two = int(m.group(1)), int(m.group(2)[-2:])
        if (one + 1) % 100 != two:
            return False
        self.add("date", m.span(1), date=(one, None, None), raws={Fraction(one)})
        self.add("date", m.span(2), date=(one + 1, None, None), raws={Fraction(one + 1)})
        return None

    def iso(self, m):
        year, month, day = (int(m.group(n)) for n in (1, 3, 4))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return False
        self.add("date", m, date=(year, month, day))

    def days(self, m):
        month, one, two = (self.day_number(m.group(n)) for n in (2, 3, 4))
        if not (1 <= month <= 12 and 1 <= one <= 31 and 1 <= two <= 31):
            return False
        self.add("date", (m.start(), m.end(3)), date=(self.full_year(m.group(1)), month, one))
        self.add("date", (m.start(4), m.end()), date=(None, month, two))

    def whole(self, m):
        month, day = self.day_number(m.group(2)), self.day_number(m.group(3))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return False
        self.add("date", m, date=(self.full_year(m.group(1)), month, day))

    def months(self, m):
        one, two = self.day_number(m.group(1)), self.day_number(m.group(2))
        if not (1 <= one <= 12 and 1 <= two <= 12):
            return False
        self.add("period", m, keys={("months", one, two)})

    def first_months(self, m):
        self.add("period", m, keys={("months", 1, self.day_number(m.group(1)))})

    def month(self, m):
        month = self.day_number(m.group(2))
        if not 1 <= month <= 12:
            return False
        self.add("date", m, date=(self.full_year(m.group(1)), month, None))
        self.part(m.end())

    def year(self, m):
        year = self.full_year(m.group(1))
        if not 1000 <= year <= 2199:
            return False
        self.add("date", m, date=(year, None, None), raws={Fraction(year)})
        self.part(m.end())

    def part(self, at):
        m = PART.match(self.text, at)
        if m:
            which = {1: {"early"}, 2: {"mid"}, 3: {"late", "end"}, 4: {"late", "end"}}[m.lastindex]
            self.add("part", m, keys={("part", name) for name in which}, solid=False)

    def day(self, m):
        day = self.day_number(m.group(1))
        if not 1 <= day <= 31:
            return False
        self.add(
            "date",
            m,
            date=(None, None, day),
            raws={Fraction(day)},
            keys={("minute", Fraction(day * 1440))},
        )

    def decades(self, m):
        """五六十年代 are two of them."""
        tens = [10 * self.day_number(m.group(n)) for n in (1, 2)]
        if tens[1] - tens[0] != 10:
            return False
        for number, each in enumerate(tens, 1):
            span = m.span(1) if number == 1 else (m.start(2), m.end())
            self.add("number", span, keys={("decade", 1900 + each)}, raws={Fraction(each)})
        return None

    def decade(self, m):
        tens = self.day_number(m.group(2))
        century = self.day_number(m.group(1)) if m.group(1) else 20
        self.add("number", m, keys={("decade", (century - 1) * 100 + tens)}, raws={Fraction(tens)})
        self.part(m.end())

    def periods(self):
        self.each(
            r"前([一二三四1234两])个?季度",
            lambda m: self.span_of_months(m, 1, 3 * self.day_number(m.group(1))),
        )
        self.each(
            r"([一1])(?:至|到|—|-|~)([二三四2-4])季度",
            lambda m: self.span_of_months(m, 1, 3 * self.day_number(m.group(2))),
        )
        self.each(
            r"(?:第?([一二三四1-4])|(首)|[Qq]([1-4]))(?:个)?季度|(首)季(?!度|[军后稻])|"
            r"(?<=第)([一二三四1-4])季(?!度)",
            self.quarter,
        )
        self.each(r"(?<![A-Za-z])Q([1-4])(?!\d)", self.quarter)
        self.each(r"上半年", lambda m: self.span_of_months(m, 1, 6))
        self.each(r"下半年", lambda m: self.span_of_months(m, 7, 12))
        self.each(r"[今去明本当该每]?年([初底末中])(?!级|步|期|国)", self.year_part)
        self.each(r"(?<=月)([初底末中])(?!级|步|期|国|心|央|午)", self.year_part)
        self.each(r"(?<=[本上下当该这])(?:月)([初底末])|(上旬)|(中旬)|(下旬)", self.year_part)

    def quarter(self, m):
        number = self.day_number(next((g for g in m.groups() if g and g != "首"), "1"))
        if "个" in m.group() and "第" not in m.group():
            return False
        self.span_of_months(m, 3 * number - 2, 3 * number)

    def span_of_months(self, m, first, last):
        self.add("period", m, keys={("months", first, last)})

    def year_part(self, m):
        word = next(g for g in m.groups() if g)
        names = {"初": {"early"}, "上旬": {"early"}, "中": {"mid"}, "中旬": {"mid"}}.get(
            word, {"late", "end"}
        )
        self.add("part", m, keys={("part", name) for name in names}, solid=False)

    def weekdays(self):
        # Of 周二、四、六执飞 all three are weekdays, of 周一、三家企业 the first.
        self.each(
            r"(?:星期|礼拜|(?<![一二两三四五六七八九十几数0-9])周)([一二三四五六日天])"
            r"(?![次趟班列个周年天])((?:[、,和及至到—~-](?:周|星期)?[一二三四五六日天]"
            rf"(?![{COUNTED}项{HAN}])){{0,6}})",
            self.weekday,
        )

    def weekday(self, m):
        self.add("weekday", m.span(1), keys={("weekday", WEEK[m.group(1)])})
        for other in re.finditer(r"[一二三四五六日天]", m.group(2)):
            start = m.start(2) + other.start()
            self.add("weekday", (start, start + 1), keys={("weekday", WEEK[other.group()])})

    def times(self):
        part = (
            r"(凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|午后|傍晚|晚上|晚间|今晚|"
            r"昨晚|明晚|当晚|夜间|夜里|夜晚|昨夜|今夜|当夜|晚|深夜|半夜|午夜)?"
        )
        self.late = False
        self.sentence = 0
        self.each(
            rf"{part}(?:的)?(?:北京时间)?\s?(?:{FREE}|(?<=:\d\d,))(\d{{1,2}}|[{HAN}]{{1,3}})\s?(?:[时"
            rf"点](?![代间速常候效期段序限])(整)?(?:(半)|(一刻|三刻)|(零?[0-5]?\d|"
            rf"[一二三四五六七八九十零]{{1,3}})分(?!钟|之|别))?|"
            rf":([0-5]\d)(?::[0-5]\d)?(?!\d))",
            self.time,
        )
        self.each("正午|中午", lambda m: self.named_time(m, 720))
        self.each("午夜|子夜", lambda m: self.named_time(m, 0))

    def is_late(self, m):
        """Whether the sentence speaks of the later half of the day."""
        before = SENTENCES.split(self.text[max(0, m.start() - 60) : m.start()])[-1]
        after = SENTENCES.split(self.text[m.end() : m.end() + 60])[0]
        return LATE.search(before) or LATE.search(after)

    def named_time(self, m, minutes):
        self.add("time", m, keys={("time", minutes)}, solid=False)

    def time(self, m):
        part, hour = m.group(1), self.day_number(m.group(2))
        tail = self.text[m.end() : m.end() + 2]
        if hour > 24 or (hour == 0 and m.group(2) not in ("0", "00", "零")):
            return False
        colon = bool(m.group(7))
        if not colon and "点" in m.group() and not (part or m.group(3) or m.group(4)):
            follows = re.match(
                r"[没不也都儿]|建议|意见|要求|希望|体会|倡议|措施|原因|启示|共识|内容|主张|"
                r"[\d〇零一二三四五六七八九]",
                tail,
            )
            if follows:
                return False
        minute = int(m.group(7) or 0) or (30 if m.group(4) else 0)
        if m.group(5):
            minute = 15 if m.group(5) == "一刻" else 45
        if m.group(6):
            minute = self.day_number(m.group(6))
        break_at = max(self.text.rfind(c, self.sentence, m.start()) for c in "。;\n")
        if break_at >= 0:
            self.late = False
        self.sentence = m.start()
        if part:
            self.late = part in AFTERNOON or part in NIGHT
        clock = hour * 60 + minute
        readings = {clock % 1440}
        if part in NIGHT:
            readings = {clock % 720 if hour in (12, *range(6)) else clock + 720 * (hour < 12)}
        elif part in EVENING and hour < 5:
            # 昨晚1时 is past midnight.
            readings = {clock}
        elif part in AFTERNOON and hour < 12 or part in ("中午", "正午") and hour < 3:
            readings = {clock + 720}
        elif hour < 12 and not part and (self.late or self.is_late(m)):
            readings.add(clock + 720)
        if hour == 12 and part in EVENING:
            readings = {minute}
        self.add(
            "time",
            (m.start(2), m.end()) if not part else m,
            keys={("time", r) for r in readings},
            raws=set() if colon else {Fraction(hour)},
        )
