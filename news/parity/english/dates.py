"""English dates, periods, weekdays and times of day."""

import re
from fractions import Fraction

from ..quantities import ANY
from ..written import Reader
from .words import DAY, MONTH, MONTHS, ORDINAL, SCORED, TIME_WORDS, TO, VALUE, WEEKDAYS

# April 16 and 17 delegates, but April 16-17 in Kunming.
COUNTING = (
    r"(?<![-–—~]\d)(?<![-–—~]\d\d)\s(?!(?:in|at|for|with|on|as|by|when|while|will|was|were|"
    r"this|last|near|during|under|and|but|or|from|to|until|till|after|before|because|since)\b)[a-z]"
)


PART_OF_DAY = re.compile(
    r"(?:,? |\s)(?:o['’]clock )?"
    r"(?:(?:in|at|on|of|the|this|that|every|each|same|last|late|early|very|following|next|previous|yesterday|"
    r"tomorrow|local time|Beijing [Tt]ime|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? ){0,5}"
    r"(morning|afternoon|evening|night|tonight)\b"
)
ITS = re.compile(r"\b(?:its|their) $", re.I)
FIRST_AFTER = re.compile(
    r" (?:after|since|following|of (?:its |the |their )?(?:operation|opening|service))"
)
SENTENCES = re.compile(r"\.\s|\n")
# Last night at eight the train came.
PART_BEFORE = re.compile(r"\b(morning|afternoon|evening|night),? (?:at|by) $")
CLAUSE_GOES_ON = re.compile(r"[.,;](?!\d)|$| (?:the|a|an|and|when|in|local)\b")
SECONDS = re.compile(r":\d\d:(\d\d)$")
LATE = re.compile(r"\b(?:afternoon|evening|(?:to)?night|dusk|sunset|nightfall)\b", re.I)


class Dates(Reader):
    """What names a time."""

    # Dates and periods

    def dates(self):
        year = r"(?:,?\s(?:of\s)?((?:1[5-9]|2[01])\d\d)(?!\d|,\d|\.\d|%))?"
        self.each(
            rf"(?<!\d)((?:18|19|20)\d\d)(?:{TO}|/)((?:19|20)?\d\d)(?![\d,%-]|\.\d|"
            rf"\s?(?:percent|per cent))",
            self.years,
        )
        self.each(r"(?<![\d.])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d]|\.\d)", self.iso)
        self.each(
            r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)", self.day_month_year
        )
        self.each(
            r"(?<![\d.,:/$-])(\d{1,3})[-–](\d{1,3})"
            r"(?![\d%/-]|[.,:]\d| ?(?:percent|per cent|million|billion))",
            self.score,
        )
        self.each(rf"\b({MONTH})\s?({DAY})(?:{TO})({MONTH})\s?({DAY}){year}", self.from_to)
        self.each(
            rf"\b({MONTH})\s?(?:the )?({DAY})(?! (?:[mb]illion|thousand|per ?cent)\b)"
            rf"((?:(?:\s?(?:-|–|—|~|,|&)\s?|\s?,? "
            rf"?(?:to|and|through|until|till|or)\s){DAY}(?!\s?(?:percent|per cent|%|"
            rf"million|billion|a\.m|p\.m)|:\d|{COUNTING})){{0,5}}){year}",
            self.month_days,
        )
        self.each(
            rf"(?<!\d)(?<!\d[.,:])((?:{DAY}(?:\s?(?:-|–|—|~|,|&)\s?|\s?,? ?(?:to|and|"
            rf"through|until|till|or)\s)){{0,5}})({DAY})(?:\sof)?\s?({MONTH})(?![a-z]"
            rf"){year}",
            self.days_month,
        )
        self.each(rf"\b({MONTH})(?:{TO})({MONTH})(?![a-z]){year}", self.months)
        self.each(rf"(?<=between\s)({MONTH})\sand\s({MONTH}){year}", self.months)
        self.each(rf"\b({MONTH})(?![a-z]){year}", self.month)
        self.each(r"(?:\b(?:the\s)?|['’])((?:1[89]|20)?\d0)['’]?s\b", self.decade)
        self.each(r"\b(\d\d|\d{4})s\b", self.generation)
        self.each(
            r"\b(early|mid|late|end|beginning|start|middle|first ten days|second "
            r"ten days|middle ten days|last ten days)[- ](?:of\s|in\s|"
            r"to\s)?(?:the\s|this\s|last\s|next\s)?(?=\0|(?:19|20)\d\d|month|year|"
            r"\d\d(?:st|nd|rd|th) centur|(?:eigh|nine|seven|six)teenth centur|twent[a-z-]+ centur|"
            r"January|February|March|April|May|June|July|August|September|October|"
            r"November|December)",
            self.part,
        )
        self.each(r"\b(?:the\s)?(early|mid|late)[- ](?=(?:19|20)\d\d)", self.part)

    def month_number(self, word):
        return MONTHS[word.rstrip(".").lower()]

    def int_day(self, word):
        return int(re.match(r"\d+", word).group())

    def years(self, m):
        one = int(m.group(1))
        two = int(m.group(2)) if len(m.group(2)) == 4 else one // 100 * 100 + int(m.group(2))
        if two <= one:
            return False
        self.add("date", m.span(1), date=(one, None, None), raws={Fraction(one)})
        self.add("date", m.span(2), date=(two, None, None), raws={Fraction(two)})

    def iso(self, m):
        year, month, day = (int(m.group(n)) for n in (1, 3, 4))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return False
        self.add("date", m, date=(year, month, day))

    def day_month_year(self, m):
        one, two, year = int(m.group(1)), int(m.group(3)), int(m.group(4))
        if not (1 <= one <= 31 and 1 <= two <= 31 and min(one, two) <= 12):
            return False
        self.add("date", m, date=(year, two, one) if two <= 12 else (year, one, two))
        if one <= 12 and two <= 12:
            self.found[-1].keys.add(("date", (year, one, two)))

    def score(self, m):
        """3-2 among words of a match; a range would rise."""
        one, two = int(m.group(1)), int(m.group(2))
        around = self.text[max(0, m.start() - 90) : m.end() + 60]
        if not SCORED.search(around):
            return False
        self.add("literal", m, keys={("code", f"{one}:{two}")})
        return None

    def from_to(self, m):
        year = int(m.group(5)) if m.group(5) else None
        self.add(
            "date",
            (m.start(), m.end(2)),
            date=(None, self.month_number(m.group(1)), self.int_day(m.group(2))),
        )
        self.add(
            "date",
            (m.start(3), m.end()),
            date=(year, self.month_number(m.group(3)), self.int_day(m.group(4))),
        )

    def month_days(self, m):
        if self.month_number(m.group(1)) == 5 and m.group(1) == "May" and not m.group(2):
            return False
        month, first = self.month_number(m.group(1)), self.int_day(m.group(2))
        year = int(m.group(4)) if m.group(4) else None
        if not 1 <= first <= 31:
            return False
        others = [
            (int(o.group(1)), (m.start(3) + o.start(), m.start(3) + o.end()))
            for o in re.finditer(r"(\d{1,2})(?:st|nd|rd|th)?", m.group(3))
        ]
        if any(not 1 <= day <= 31 for day, _ in others):
            return False
        end = m.end() if not others else m.end(2)
        self.add("date", (m.start(), end), date=(year, month, first))
        for day, where in others:
            self.add("date", where, date=(year, month, day), raws={Fraction(day)})

    def days_month(self, m):
        month, year = self.month_number(m.group(3)), int(m.group(4)) if m.group(4) else None
        days = [
            (int(o.group(1)), (m.start() + o.start(), m.start() + o.end()))
            for o in re.finditer(r"(\d{1,2})(?:st|nd|rd|th)?", m.group(1))
        ]
        last = self.int_day(m.group(2))
        if any(not 1 <= day <= 31 for day, _ in [*days, (last, None)]):
            return False
        for day, where in days:
            self.add("date", where, date=(year, month, day), raws={Fraction(day)})
        self.add("date", (m.start(2), m.end()), date=(year, month, last))

    def months(self, m):
        self.add(
            "period",
            m.span(),
            keys={("months", self.month_number(m.group(1)), self.month_number(m.group(2)))},
        )
        if m.group(3):
            self.add(
                "date",
                m.span(3),
                date=(int(m.group(3)), None, None),
                raws={Fraction(int(m.group(3)))},
            )

    def month(self, m):
        word = m.group(1)
        if word in ("May", "March", "MAY", "MARCH", "Mar", "Dec", "Jan", "Jun") and not m.group(2):
            before = self.text[max(0, m.start() - 14) : m.start()]
            if not re.search(
                r"\b(?:in|of|from|to|by|since|last|this|next|following|coming|previous|same|until|till|and|early|late|"
                r"mid|through|during|before|after|between|every|each|or|end)[-\s]$|"
                r"[,-]\s?$|(?:^|[\n\t])$",
                before,
                re.I,
            ):
                return False
        self.add(
            "date", m, date=(int(m.group(2)) if m.group(2) else None, self.month_number(word), None)
        )

    def decade(self, m):
        number = int(m.group(1))
        year = number if number > 99 else (1900 if number >= 30 else 2000) + number
        self.add("number", m, keys={("decade", year)}, raws={Fraction(number % 100)})

    def generation(self, m):
        number = int(m.group(1))
        year = number if number > 99 else (1900 if number >= 30 else 2000) + number
        self.add("number", m, keys={("decade", year)}, raws={Fraction(number % 100)}, solid=False)

    def part(self, m):
        names = {
            "early": "early",
            "beginning": "early",
            "start": "early",
            "first ten days": "early",
            "mid": "mid",
        }
        names |= {
            "middle": "mid",
            "second ten days": "mid",
            "middle ten days": "mid",
            "late": "late",
            "end": "end",
        }
        names["last ten days"] = "late"
        self.add("part", m.span(1), keys={("part", names[m.group(1)])}, solid=False)

    def periods(self):
        self.any_case(
            r"\b(?:previous|preceding|prior) (three|six|twelve|3|6|12) months\b", self.months_before
        )
        self.any_case(r"\b(?:from|than|over|on|against|to) last quarter\b", lambda m: None)
        counts = r"(two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01])"
        self.any_case(rf"\bfirst {counts}(?: full)? (months|quarters)", self.first_of)
        self.any_case(rf"\b{counts}[- ]months? (?:of|to|through) (?={MONTH})", lambda m: False)
        self.any_case(
            r"\b(first|second|third|fourth|1st|2nd|3rd|4th|opening|final|last)[ -]quarter\b",
            self.quarter,
        )
        self.any_case(
            r"\b((?:first|second|third)(?:, (?:and )?| and | or | to | through )"
            r"(?:(?:second|third)(?:,? and |, ))?)(second|third|fourth)[ -]quarters?\b",
            self.quarters,
        )
        self.any_case(
            r"(?<=\bthe )(first|second|third|fourth)(?=[.,;]|$| and\b| of (?:the|this|last) year)",
            self.elliptic_quarter,
        )
        self.any_case(r"(?<=\bthe first )(two|three)(?=[.,;]|$)", self.elliptic_quarter)
        self.any_case(r"\bQ([1-4])(?!\d)", self.quarter)
        self.any_case(
            r"\b(?:(first|second|latter|1st|2nd|last|other) half(?! (?:hour|an?\b|"
            r"million))|H([12]))\b(?:[- ]year)?",
            self.half_year,
        )

    def months_before(self, m):
        word = m.group(1).lower()
        number = int(word) if word.isdigit() else VALUE[word]
        self.add("number", m, keys={("month", Fraction(number))}, solid=False)
        self.found[-1].qualifiers = ANY

    def first_of(self, m):
        word = m.group(1).lower()
        number = int(word) if word.isdigit() else VALUE[word]
        last = number * 3 if m.group(2).lower() == "quarters" else number
        if last > 12:
            return False
        keys = {("months", 1, last)}
        if FIRST_AFTER.match(self.text, m.end()) or ITS.search(self.text, 0, m.start()):
            # The first three months after it opened
            keys.add(("month", Fraction(last)))
            self.add("number", m, keys=keys, unit=("month", Fraction(1)))
            return None
        self.add("period", m, keys=keys)
        return None

    def quarter(self, m):
        word = m.group(1).lower()
        names = {
            "first": 1,
            "opening": 1,
            "second": 2,
            "third": 3,
            "fourth": 4,
            "final": 4,
            "last": 4,
        }
        number = names.get(word) or int(word[0])
        self.add("period", m, keys={("months", 3 * number - 2, 3 * number)})

    def elliptic_quarter(self, m):
        """Faster in the third quarter than in the second; so with halves."""
        before = SENTENCES.split(self.text[max(0, m.start() - 160) : m.start()])[-1]
        if m.group(1).lower() in ("first", "second") and re.search(r"\bhalf\b", before):
            return self.half_year(m)
        if not re.search(r"\bquarter\b", before):
            return False
        if m.group(1).lower() in ("two", "three"):
            self.add("period", m, keys={("months", 1, 3 * VALUE[m.group(1).lower()])})
            return None
        return self.quarter(m)

    def quarters(self, m):
        for word in re.finditer(r"first|second|third|fourth", m.group(), re.I):
            number = ORDINAL[word.group().lower()]
            where = m.start() + word.start(), m.start() + word.end()
            self.add("period", where, keys={("months", 3 * number - 2, 3 * number)})
        self.found[-1].end = m.end()

    def half_year(self, m):
        first = (m.group(1) or m.group(2)).lower()[0] in "f1"
        self.add("period", m, keys={("months", 1, 6) if first else ("months", 7, 12)})
        if (m.group(1) or "").lower() in ("other", "last"):
            self.found[-1].solid = False

    def weekdays(self):
        self.each(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", self.weekday)
        self.each(
            r"\b(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat)\.?(?=,|\)|\s\0|"
            r"\s?[-–]\s?[MTWFS])|(?<=[-–(])(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b",
            self.weekday,
        )

    def weekday(self, m):
        word = (m.group(1) or m.group(2))[:3].lower()
        number = next(n for n, name in enumerate(WEEKDAYS, 1) if name.startswith(word))
        self.add("weekday", m, keys={("weekday", number)})

    def times(self):
        hour = r"(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
        half = (
            rf"\b(half|a quarter|quarter|five|ten|twenty|\d{{1,2}}) (past|to) {hour}(?!\.\d)("
            rf"?:\s?({TIME_WORDS}))?(?! (?:percent|per|million|tonnes|days|hours|"
            rf"minutes|(?!this\b)[a-z]+s\b))"
        )
        self.each(half, self.past)
        # 3 to 5 p.m.: the first takes the half of the day from the second.
        self.each(
            rf"(?<!\d)(?<!\d[.,:])(\d{{1,2}})(?::([0-5]\d))?(?=(?:\s?[-–—]\s?|"
            rf"\s(?:to|and|until|till)\s)\d{{1,2}}(?:[:.][0-5]\d)?\s?({TIME_WORDS}))",
            self.clock,
        )
        self.each(
            rf"(?<!\d)(?<!\d[.,:])(\d{{1,2}})(?:[:.]([0-5]\d))?(?::[0-5]\d)?\s?({TIME_WORDS})",
            self.clock,
        )
        self.each(
            r"(?:(?<![\d.,:\w])|(?<=:\d\d,))(\d{1,2}):([0-5]\d)(?::[0-5]\d)?(?![\d:])()", self.clock
        )
        self.each(rf"\b{hour} o['’]clock()()", self.clock)
        self.each(r"(?<!\d)(?<!\d[.,:])([01]\d|2[0-4])([0-5]\d)(?= hours\b| hrs\b)()", self.clock)
        self.each(
            rf"\b{hour}()\s({TIME_WORDS}|in the (?:morning|afternoon|evening)|at night)", self.clock
        )
        # Eight staff came last night, but they came at eight last night.
        self.each(
            r"(?<=\b[Aa]t |\b[Bb]y )(?:about |around |nearly |almost |just after |exactly )?"
            rf"{hour}\b",
            self.bare_hour,
        )
        self.each(
            r"\b([Hh]alf|[Aa] quarter|(?:\d{1,2}|one|two|three|four|five|six|eight|ten|"
            r"twelve|twenty) minutes?) (past|after|to|before) "
            r"(noon|midday|midnight)\b",
            self.past_noon,
        )
        self.each(r"\b(?:12\s)?(noon|midday|midnight)\b", self.noon)

    def past(self, m):
        first, side, word, marker = m.groups()
        hour = int(word) if word.isdigit() else VALUE[word]
        minute = {"half": 30, "quarter": 15, "a quarter": 15}.get(first) or (
            int(first) if first.isdigit() else VALUE.get(first, 0)
        )
        named = first in ("half", "quarter", "a quarter")
        # "3 to 5 p.m." is a range, "ten to five p.m." a time.
        if hour > 12 or not named and (not marker or first.isdigit() and side == "to"):
            return False
        clock = hour * 60 + (minute if side == "past" else -minute)
        self.at(m, clock, marker or "")

    def clock(self, m):
        word, minute, marker = m.group(1), m.group(2), m.group(3) or ""
        hour = int(word) if word.isdigit() else VALUE[word.lower()]
        if hour > 24 or hour > 12 and marker[:1] in ("a", "A"):
            return False
        if not minute and not marker and "clock" not in m.group():
            return False
        self.at(m, hour * 60 + int(minute or 0), marker)
        if minute and not marker:
            self.found[-1].keys.add(("code", f"{hour}:{minute}"))
        seconds = SECONDS.search(m.group())
        if seconds:
            # The time of a race: 2:11:08.
            length = 60 * hour + int(minute) + Fraction(int(seconds[1]), 60)
            self.found[-1].keys.add(("minute", length))
        elif not minute:
            self.found[-1].raws.add(Fraction(hour))

    def bare_hour(self, m):
        word = m.group(1)
        hour = int(word) if word.isdigit() else VALUE[word.lower()]
        before = PART_BEFORE.search(self.text, max(0, m.start() - 30), m.start())
        if before and not CLAUSE_GOES_ON.match(self.text, m.end()):
            before = None
        if hour > 12 or not (before or PART_OF_DAY.match(self.text, m.end())):
            return False
        self.at(m, hour * 60, before.group(1) if before else "")
        self.found[-1].raws.add(Fraction(hour))
        return None

    def at(self, m, clock, marker):
        said = PART_OF_DAY.match(self.text, m.end())
        if not marker and said:
            marker = said.group(1).removeprefix("to")
        half = marker.lower().removeprefix("in the ").removeprefix("at ")
        if half[:1] in ("p", "e") or half in ("afternoon", "night"):
            readings = {clock if clock >= 720 else clock + 720}
            if half == "night" and clock >= 720 or half == "night" and clock < 300:
                readings = {clock % 720}
        elif half[:1] == "a" or half == "morning":
            readings = {clock - 720 if clock >= 720 and clock < 780 else clock}
        elif "clock" in m.group() or "past" in m.group() or " to " in m.group():
            readings = {clock, clock + 720}
        elif clock < 720 and self.is_late(m):
            # Last night the train pulled in at 7:30.
            readings = {clock, clock + 720}
        else:
            readings = {clock}
        self.add("time", m, keys={("time", reading % 1440) for reading in readings})

    def is_late(self, m):
        """Whether the sentence speaks of the later half of the day."""
        before = SENTENCES.split(self.text[max(0, m.start() - 200) : m.start()])[-1]
        after = SENTENCES.split(self.text[m.end() : m.end() + 200])[0]
        return LATE.search(f"{before} {after}") is not None

    def past_noon(self, m):
        word = m.group(1).lower().removesuffix("s").removesuffix(" minute")
        named = {"half": 30, "a quarter": 15}
        minute = named.get(word) or (int(word) if word.isdigit() else VALUE[word])
        clock = 0 if m.group(3) == "midnight" else 720
        clock += minute if m.group(2) in ("past", "after") else -minute
        self.add("time", m, keys={("time", clock % 1440)})

    def noon(self, m):
        self.add("time", m, keys={("time", 0 if m.group(1) == "midnight" else 720)}, solid=False)
