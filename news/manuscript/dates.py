"""The dates of header and footer lines, as officials and portals write them."""

import datetime
import re

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# The day of the week and the time after a date: 星期五 下午3点20分; 10:20 a.m. (Beijing Time).
CLOCK = (
    r"(?:[\s,，]*[(（]?(?:星期|周|礼拜)[一二三四五六日天](?![\u3400-\u9fff])[)）]?)?"
    r"(?:[T\s,，]*(?P<noon>上午|下午|中午|晚上?|凌晨|早上|早)?\s*(?:at\s+)?"
    r"(?P<hour>\d{1,2})\s*[:：时点]\s*(?P<minute>\d{2})(?:\s*[:：分]"
    r"\s*\d{2})?\s*[分秒]?(?:\s*(?P<half>[ap])\.?m\.?(?![a-z]))?"
    r"(?:\s*[(（]?(?:beijing time|北京时间|bjt|cst|(?:(?:gmt|utc)\s*)?\+0?8(?::?00)?)[)）]?)?)?"
)
DASH = r"(?:[-/.·‐‑–—]|年)"
CHINESE = "〇○零ＯO0一二三四五六七八九"
DATES = [
    re.compile(
        rf"(?<!\d){YEAR}\s*{DASH}\s*(?P<month>\d{{1,2}})\s*(?:[-/.·‐‑–—]|月)\s*"
        r"(?P<day>\d{1,2})(?!\d)\s*[日号]?" + CLOCK,
        re.I,
    ),
    re.compile(rf"(?<![a-z]){WEEKDAY}{MONTH}\s*{DAY}\s*[,，]?\s*{YEAR}(?!\d){CLOCK}", re.I),
    re.compile(
        rf"{WEEKDAY}(?<!\d){DAY}(?:\s+(?:of\s+)?|-){MONTH}(?:[,，]?\s*|-){YEAR}(?!\d){CLOCK}",
        re.I,
    ),
    re.compile(
        rf"(?P<year>二[〇○零ＯO0][{CHINESE}]{{2}})年(?P<month>十?[一二三四五六七八九十])月"
        rf"(?P<day>[一二三]?十?[一二三四五六七八九十])日{CLOCK}"
    ),
]
# Only where a label says that it is a date: 20260807, and 27/08/2026 where one can't be a month.
LABELLED = [
    re.compile(
        rf"(?<![\w.]){YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?![\d.]){CLOCK}",
        re.I,
    ),
    re.compile(
        rf"(?<![\w./-])(?P<day>1[3-9]|2\d|3[01])[./-](?P<month>0?[1-9]|1[0-2])[./-]{YEAR}"
        rf"(?!\d){CLOCK}",
        re.I,
    ),
    re.compile(
        rf"(?<![\w./-])(?P<month>0?[1-9]|1[0-2])[./-](?P<day>1[3-9]|2\d|3[01])[./-]{YEAR}"
        rf"(?!\d){CLOCK}",
        re.I,
    ),
]
DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")}
DIGITS |= dict.fromkeys("○零ＯO0", 0)


def find_date(text: str, labelled: bool = False):
    """(match, date, time or None) of the first whole date in a text, or None.

    `labelled` says that a date stands here: then bare digits will do.
    """
    for pattern in [*DATES, *LABELLED] if labelled else DATES:
        found = pattern.search(text)
        if not found:
            continue
        groups = found.groupdict()
        try:
            if groups.get("name"):
                month = MONTHS.index(groups["name"][:3].lower()) + 1
            else:
                month = _number(groups["month"])
            day = datetime.date(_number(groups["year"]), month, _number(groups["day"]))
        except ValueError:
            continue
        return found, day, _time(groups)
    return None


def _number(text):
    if text.isdecimal():
        return int(text)
    if len(text) == 4:
        return int("".join(str(DIGITS[char]) for char in text))
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS[ones]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def _time(groups):
    if not groups["hour"]:
        return None
    hour, half = int(groups["hour"]), (groups["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    elif hour < 12 and groups["noon"] in {"下午", "晚上", "晚"}:
        hour += 12
    try:
        return datetime.time(hour, int(groups["minute"]))
    except ValueError:
        return None
