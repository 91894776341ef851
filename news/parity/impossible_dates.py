"""Dates and times that no calendar or clock has: 428日, 2月30日, April 31, 10时75分."""

import re
from calendar import isleap

from .findings import Level

_DIGITS = str.maketrans("０１２３４５６７８９：", "0123456789:")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def impossible_dates(page):
    """Adds `date.impossible`, `date.digits_lost` and `time.impossible` to the page."""
    text = page.text.translate(_DIGITS)
    seen = []

    def add(code, start, end, level=Level.ERROR, **values):
        if page.apart(start) or any(s < end and start < e for s, e in seen[-3:]):
            return
        seen.append((start, end))
        page.add(code, level, start, end, date=page.text[start:end], **values)

    if page.lang == "zh":
        _chinese_dates(text, add)
        _digits_lost(text, add)
        _chinese_times(text, add)
    else:
        _english_dates(text, add)
        _english_times(text, add)
    _numeric_dates(text, add)


def days_in(month, year=None):
    """The last day of a month; 29 for February where the year is not known. 0: no such month."""
    if not 1 <= month <= 12:
        return 0
    if month == 2 and year is not None and not isleap(year):
        return 28
    return _DAYS[month - 1]


# Chinese

_MONTH_DAY = re.compile(
    r"(?:(?<!\d)(?P<year>\d{4}) ?年 ?)?(?<![\d.])(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,4}) ?[日号]"
    r"(?:(?: ?[至到、—–~～-]+ ?)(?P<last>\d{1,2}) ?日(?![内前后期间均]))?"
)
# 13月 alone; 24月龄 and 36月期 are ages and terms.
_MONTH = re.compile(
    r"(?<![\d.])(?:(?P<year>\d{4}) ?年 ?)?(?P<month>\d{1,2})月(?![龄期薪租供历\d ])"
)


def _chinese_dates(text, add):
    for match in _MONTH_DAY.finditer(text):
        year = int(match["year"]) if match["year"] else None
        last = days_in(int(match["month"]), year)
        end = match.end("day") + 1
        if not 1 <= int(match["day"]) <= last:
            add("date.impossible", match.start(), end)
        elif match["last"] and not 1 <= int(match["last"]) <= last:
            add("date.impossible", match.start(), match.end())
    for match in _MONTH.finditer(text):
        month = int(match["month"])
        if not 1 <= month <= 12 and (match["year"] or 12 < month < 20 or month == 0):
            add("date.impossible", match.start(), match.end())


_DAY_ALONE = re.compile(r"(?<![\d.,:：/\-—–~月第])(?P<digits>\d{2,4}) ?日(?!元|均|龄|产|游|圆|本)")
# Words that make 300日 a length of time.
_LENGTH_BEFORE = re.compile(
    "(?:连续|历时|共|第|为期|超过|逾|近|约|达|满|有|时|距|仅|用|每|还|剩|长达|累计|已|运行|安全|生产|需|至少|"
    "最多|不超过|不少于|不足|百|余|过去|未来|倒计时|持续|耗|多|少|增加|减少|缩短|延长|提前|推迟|停留|滞留|"
    "居留|免签|签证|有效期|期限|为|仅为|超|够|隔离|以|在华|个|整|了|压缩|节省|节约|拖延|花费|"
    "用去)[了到至：: ]?$"
    "|[0-9] ?日?[至到]$"
)
_LENGTH_AFTER = re.compile(
    " ?(?:内|间|之|以|的|无|零|未|不|来|前|后|左右|有余|多|余|或|、|\\d|行动|会战|攻坚|维新|免签)"
)
_DATE_BEFORE = re.compile(
    "(?:^|[\n\t（(“《【；;。！？!?]|于|截至|截止|自|从|自从|在|到|至|年 ?|今年|本月|当月|报)$"
)
_DATE_AFTER = re.compile(
    " ?(?:[，,。；;、）)]|$|\n|起|至|到|上午|下午|凌晨|清晨|早|中午|傍晚|晚|当天|当日|电|讯|消息|"
    "零时|[0-9]{1,2}[时点:]|星期|周[一二三四五六日])"
)
_CLOCK_AFTER = re.compile(" ?(?:上午|下午|凌晨|清晨|中午|傍晚|晚|电|讯|零时|[0-9]{1,2}[时点:])")


def _digits_lost(text, add):
    """428日 for 4月28日: a day of three or four digits that hold a month and a day."""
    for match in _DAY_ALONE.finditer(text):
        digits, start, end = match["digits"], match.start(), match.end()
        before = text[max(0, start - 6) : start]
        after = text[end : end + 6]
        by_date = bool(_DATE_BEFORE.search(before))
        if len(digits) == 2:
            if int(digits) > 31 and _CLOCK_AFTER.match(after) and not _LENGTH_BEFORE.search(before):
                add("date.impossible", start, end)
            continue
        if _LENGTH_BEFORE.search(before) or _LENGTH_AFTER.match(after):
            continue
        meant = _split(digits)
        if meant is None:
            continue
        clear = bool(_CLOCK_AFTER.match(after)) or (by_date and bool(_DATE_AFTER.match(after)))
        # 120日 may be four months in words that the rules above do not know.
        if int(digits) % 10 == 0 and not _CLOCK_AFTER.match(after):
            continue
        add(
            "date.digits_lost",
            start,
            end,
            level=Level.ERROR if clear or by_date else Level.WARNING,
            right=f"{meant[0]}月{meant[1]}日",
        )


def _split(digits):
    """The month and day that digits hold, or None. 428 → (4, 28); 1231 → (12, 31); 100 → None."""
    for cut in (1, 2) if len(digits) == 3 else (2,):
        head, tail = digits[:cut], digits[cut:]
        if "0" in (head[0], tail[0]) and len(digits) == 3:
            continue
        if 1 <= int(tail) <= days_in(int(head)):
            return int(head), int(tail)
    return None


_HOUR_MINUTE = re.compile(r"(?<![\d.])(?P<hour>\d{1,2}) ?[时点] ?(?P<minute>\d{1,2}) ?分(?!之)")
_HOUR = re.compile(
    r"(?:[日号晨午晚]|凌晨|每天|每日) ?(?P<hour>\d{2})(?::00)?[时点](?!\d|间|期|段|长)"
    r"|(?<![\d.])(?P<whole>\d{2})[时点][整许]"
)
# A bare hour: “自25时起” but not “超过30时”, which counts something else.
_BARE_HOUR = re.compile(
    r"(?:^|(?<=[\n，。；：（自于从在]))(?P<hour>2[5-9]|[3-9]\d)时(?=[开关起至到许整，。、）]|左右|恢复|$)"
)
_CLOCK = re.compile(
    r"(?:[日号晨午晚天间]|每周[一二三四五六日]|^|[至\-—–~～]) ?(?<!\d)(?P<hour>\d{1,2}):"
    r"(?P<minute>\d{2})(?![\d:])"
)
_TOOK = re.compile(
    "(?:历时|耗时|用时|共|时长|全程|仅用|仅需|只需|平均|压缩至|缩短至|降至|达|约)[^\n，。]{0,4}$"
)


def _chinese_times(text, add):
    for match in _HOUR_MINUTE.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"])
        took = _TOOK.search(text[max(0, match.start() - 8) : match.start()])
        if minute > 59 or (hour > 24 and not took):
            add("time.impossible", match.start(), match.end())
    for match in _HOUR.finditer(text):
        group = "hour" if match["hour"] else "whole"
        if int(match[group]) > 24:
            add("time.impossible", match.start(group), match.end())
    for match in _BARE_HOUR.finditer(text):
        add("time.impossible", match.start(), match.end())
    for match in _CLOCK.finditer(text):
        if match.group()[0].isdigit():
            continue
        if int(match["hour"]) > 24 or int(match["minute"]) > 59:
            # After a dash only the end of a span of hours is a time: 10:00-25:00, not A-25:99.
            dash = match.group()[0] in "-—–~～至"
            if not dash or re.search(r"\d:\d\d ?$", text[: match.start()][-6:]):
                add("time.impossible", match.start("hour"), match.end())


# English

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(?P<name>(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\d.,/:$€£¥-])(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)? ?[-–—] ?)?"
    rf"(?P<day>\d{{1,2}})(?P<th>st|nd|rd|th)?(?: of)? {_MONTH_NAME}(?:,? (?P<year>\d{{4}})\b)?"
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH_NAME} (?:the )?(?P<day>\d{{1,3}})(?P<th>st|nd|rd|th)?(?![\d:%]|[.,]\d)"
    rf"(?:[-–—](?P<last>\d{{1,2}})\b(?![.:,]\d))?(?P<year_part>,? ?(?P<year>(?:19|20)\d\d)\b)?"
)
# “In April 31 trucks crossed” counts trucks; “on April 31” is a day.
_OF_MONTH = re.compile(r"\b(?:in|of|last|this|early|late|mid|every)[ -]$", re.I)
_COUNTED = re.compile(
    r"[ -](?!(?:was|is|will|and|or|to|at|for|as|from|when|after|before|with|by|until|has|had)\b)"
    r"[a-z]"
)


def _english_dates(text, add):
    for match in _DAY_FIRST.finditer(text):
        last = days_in(_month(match), _year(match))
        day = int(match["day"])
        # “The 45 May arrivals” counts arrivals.
        sure = day < 32 or match["th"] or match["year"]
        if sure and not 1 <= day <= last:
            add("date.impossible", match.start("day"), match.end())
    for match in _MONTH_FIRST.finditer(text):
        month = _month(match)
        last = days_in(month, _year(match))
        day, until = int(match["day"]), int(match["last"] or 1)
        if 1 <= day <= last and 1 <= until <= last:
            continue
        sure = match["th"] or match["year"]
        counts = _COUNTED.match(text, match.end())
        before = text[max(0, match.start() - 8) : match.start()]
        if not sure and (counts or day > 99 or day == 0 or _OF_MONTH.search(before)):
            continue
        add("date.impossible", match.start(), match.end())


def _month(match):
    return _MONTHS.index(match["name"][:3].lower()) + 1


def _year(match):
    return int(match["year"]) if match["year"] else None


_ENGLISH_CLOCK = re.compile(
    r"(?:\b(?:at|from|to|until|till|by|before|after|around|about|and|between)|[-–—]) ?"
    r"(?P<time>(?P<hour>\d{1,2})[:](?P<minute>\d{2}))(?![\d:])(?P<half> ?[ap](?:\.m\.|m\b))?"
    r"|(?P<other>(?<![\d:])(?P<hour2>\d{1,2}):(?P<minute2>\d{2}) ?[ap](?:\.m\.|m\b))",
    re.IGNORECASE,
)
_OCLOCK = re.compile(r"\b(?P<hour>\d{1,2}) o[’']clock")


def _english_times(text, add):
    for match in _ENGLISH_CLOCK.finditer(text):
        group = "time" if match["time"] else "other"
        hour = int(match["hour"] or match["hour2"])
        minute = int(match["minute"] or match["minute2"])
        if hour > 24 or minute > 59:
            dash = match.group()[0] in "-–—"
            if not dash or re.search(r"\d:\d\d ?$", text[: match.start()][-6:]):
                add("time.impossible", match.start(group), match.end())
    for match in _OCLOCK.finditer(text):
        if int(match["hour"]) > 24:
            add("time.impossible", match.start(), match.end())


# Figures in both languages

_YEAR_FIRST = re.compile(
    r"(?<![A-Za-z0-9./-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![A-Za-z0-9/-])"
)
_YEAR_LAST = re.compile(
    r"(?<![A-Za-z0-9./-])(?P<a>\d{1,2})(?P<sep>[-/])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![A-Za-z0-9/-])"
)
_NO_YEAR = re.compile(r"(?:(?<=\bon )|(?<=\bdated ))(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\w/]|\.\d)")
# A number of a document or a part looks like a date.
_NUMBERED = re.compile(
    r"(?:号|编号|文号|单号|合同|型号|No\.?|no\.?|#|Ref\.?|numbered|number)[ ：:]*$"
)


def _numeric_dates(text, add):
    for match in _YEAR_FIRST.finditer(text):
        last = days_in(int(match["month"]), int(match["year"]))
        if not 1 <= int(match["day"]) <= last and not _is_number(text, match):
            add("date.impossible", match.start(), match.end())
    for pattern in (_YEAR_LAST, _NO_YEAR):
        for match in pattern.finditer(text):
            a, b = int(match["a"]), int(match["b"])
            year = int(match["year"]) if pattern is _YEAR_LAST else None
            either_way = 1 <= b <= days_in(a, year) or 1 <= a <= days_in(b, year)
            if not either_way and not _is_number(text, match):
                add("date.impossible", match.start(), match.end())


def _is_number(text, match):
    before = text[max(0, match.start() - 10) : match.start()]
    return bool(_NUMBERED.search(before)) or text[match.end() : match.end() + 1] == "号"
