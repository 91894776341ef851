"""The lines above and below a text that say when, whence and by whom; and what a page adds."""

import datetime
import re
from dataclasses import dataclass, field

from news.manuscript.languages import language

ZH_LABELS = {
    "date": (
        "发布时间|发布日期|发稿时间|发稿日期|发表时间|发表日期|成文日期|更新时间|录入时间|日期|时间"
    ),
    "source": (
        "信息来源|稿件来源|文章来源|新闻来源|资料来源|消息来源|来源单位|发布机构|发布单位"
        "|供稿单位|稿源|来源|供稿"
    ),
    "author": (
        "本报记者|本网记者|作者|撰稿人?|撰文|通讯员|记者|文[/／|]图|图[/／|]文|图文|文字|文"
    ),
    "editor": "责任编辑|网站编辑|网络编辑|本期编辑|执行编辑|编辑|责编|编发|编审",
    "staff": (
        "翻译|译者|校对|一审|二审|三审|初审|复审|终审|审核人?|审签|签发|监制|总监制|摄影|供图|视觉"
    ),
    "page": (
        "字体大小|字体|字号|浏览次数|浏览量|阅读次数|阅读量|点击次数|点击量|点击数|访问量"
        "|阅读|点击|浏览"
    ),
    "title": "标题|题目|主标题",
}
EN_LABELS = {
    "date": (
        r"(?:date of )?(?:publication|release|issue) (?:date|time)|publication date"
        r"|date of (?:publication|release|issue)"
        r"|published(?: on| at)?|publish (?:date|time)|released(?: on| at)?|release (?:date|time)"
        r"|posted(?: on| at)?|updated(?: on| at)?|last updated|issued(?: on)?|date|time"
    ),
    "source": r"information source|news source|sources?|from|issued by|released by",
    "author": (
        r"our (?:reporter|correspondent)s?|written by|reported by|story by|text by"
        r"|text and photos? by"
        r"|words by|reporters?|correspondents?|authors?|writers?|by|text"
    ),
    "editor": (
        r"responsible editors?|executive editors?|managing editors?|web editors?"
        r"|editors?[- ]in[- ]charge"
        r"|edited by|editors?"
    ),
    "staff": (
        r"translated by|translators?|proofread(?:ing)? by|proofreaders?|reviewed by"
        r"|reviewers?"
        r"|approved by|photos? by|photographers?|supervisors?"
    ),
    "page": r"font size|font|views|page views|hits|clicks|read|visits",
    "title": r"headline|title",
}
LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s|｜;；,，、/·\[【（(〔\]】）)]))(?:"
    + "|".join(
        f"(?P<{side}_{name}>{pattern})"
        for side, labels in (("zh", ZH_LABELS), ("en", EN_LABELS))
        for name, pattern in labels.items()
    )
    + r")\s*(?:[:：]|(?<=文)[/／|](?!图))\s*",
    re.I,
)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
MONTH = (
    r"(?P<%s>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
CLOCK = (
    r"(?:[T\s,，]*(?P<hour%s>\d{1,2})\s*[:：时]\s*(?P<minute%s>\d{2})(?:\s*[:：分]"
    r"\s*\d{2})?\s*[分秒]?(?:\s*(?P<half%s>[ap])\.?m\.?)?)?"
)
DATES = [
    re.compile(
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:[-/.]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.]|月)\s*"
        r"(?P<day>\d{1,2})(?!\d)\s*日?" + CLOCK.replace("%s", "1"),
        re.I,
    ),
    re.compile(
        r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?<![a-z])"
        + MONTH % "name"
        + r"\s*(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s*(?P<year>(?:19|20)\d\d)(?!\d)"
        + CLOCK.replace("%s", "2"),
        re.I,
    ),
    re.compile(
        r"(?:(?:mon|tues|wednes|thurs|fri|satur"
        r"|sun)day,?\s+)?(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+"
        + MONTH % "name"
        + r",?\s*(?P<year>(?:19|20)\d\d)(?!\d)"
        + CLOCK.replace("%s", "3"),
        re.I,
    ),
    re.compile(
        "(?P<year>二[〇○零Ｏ0][〇○零一二三四五六七八九]{2})年(?P<month>十?[一二三四五六七八九十])月"
        "(?P<day>[一二三]?十?[一二三四五六七八九十])日" + CLOCK.replace("%s", "4")
    ),
]
DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {
    "○": 0,
    "零": 0,
    "Ｏ": 0,
    "0": 0,
}
NAME_ZH = r"[\u3400-\u9fff·]{2,12}"
UNLABELLED_ZH = re.compile(
    rf"(?:(?:文[/／|]图|图[/／|]文|图文)[\s:：]+)?(?:本报|本网|本台|全媒体|见习|实习)?(?P<label>记者|通讯员|作者|编辑|责任编辑|责编|文[/／|]图|图[/／|]文|文|图文|撰稿)"
    rf"(?:[\s/／|]+)(?P<names>{NAME_ZH}(?:[\s、，,/]+(?:(?:通讯员|记者|摄影)\s*)?{NAME_ZH}){{0,6}})(?:\s*(?:报道|文|摄影报道))?"
)
BRACKETED_ZH = re.compile(
    rf"(?:本报|本网|本台|全媒体|见习|实习)?(?P<label>记者|通讯员|作者|编辑|责任编辑|责编|撰稿)(?P<names>{NAME_ZH}(?:[\s、，,/]+{NAME_ZH}){{0,6}})"
)
BYLINE_EN = re.compile(
    r"(?P<label>by|reported by|written by|reporters?|edited by|editors?)\s+"
    r"(?P<names>[A-Z][\w'’.-]*(?:\s+(?:and\s+)?[A-Z][\w'’.-]*){0,7}(?:,\s*[A-Z][\w'’.-]*"
    r"(?:\s+[A-Z][\w'’.-]*){0,3}){0,3})$",
    re.I,
)
FURNITURE = re.compile(
    r"(?:您?(?:当前|现在|所在)的?位置(?:是)?\s*[:：].*|您现在的位置.*"
    r"|首页\s*[>»›/＞].*|home\s*(?:page)?\s*[>»›/].*"
    r"|(?:you are here|your (?:location|position)|current (?:location|position)"
    r"|location)\s*:\s*home.*"
    r"|上一[篇条页]\s*(?:[:：].*)?|下一[篇条页]\s*(?:[:：].*)?|(?:previous|next"
    r"|prev)(?: (?:article|post|page))?\s*[:：].*"
    r"|(?:previous|next|prev)(?: (?:article|post|page))"
    r"|.{0,12}扫一扫.{0,30}|(?:微信|微博)?扫码.{0,20}|scan (?:the|this) (?:qr )?code.{0,40}"
    r"|分享(?:到|至|本文)?\s*[:：]?.{0,30}|share(?: (?:to|on|this).{0,40}"
    r"|\s*:.{0,40})?|(?:我要)?(?:收藏|打印|纠错)(?:本[页文])?"
    r"|【?\s*(?:打印|关闭|收藏|返回|顶部)(?:本页|窗口|此页|顶部)?\s*】?(?:[\s"
    r"|｜/]*【?\s*(?:打印|关闭|收藏|返回|顶部|分享)(?:本页|窗口|此页|顶部)?\s*】?)*"
    r"|(?:print|close)(?: (?:this )?(?:page|window))?(?:\s*[|/]?\s*(?:print|close"
    r"|share|back)(?: (?:this )?(?:page|window))?)*"
    r"|(?:返回|回到)(?:顶部|首页|上级|上一页|列表)|back to (?:top|home|list)"
    r"|版权所有.{0,80}|.{0,40}(?:ICP备|公网安备).{0,60}|(?:copyright|©|\(c\)).{0,120}"
    r"|.{0,60}all rights reserved.{0,40}"
    r"|网站(?:标识码|地图).{0,60}|(?:主办|承办|技术支持"
    r"|维护)(?:单位)?[:：].{0,60}(?:网站|备|©).{0,60}"
    r"|相关(?:链接|新闻|阅读|文章|报道|附件)\s*[:：]?|延伸阅读\s*[:：]?"
    r"|推荐阅读\s*[:：]?|related (?:links|news|articles|stories|reading)\s*:?"
    r"|[【\[]?\s*字[体号](?:大小)?\s*[:：]?\s*[大中小\s|/]+[】\]]?(?:\s*(?:打印|关闭"
    r"|分享|收藏)(?:本页|窗口)?)*|[大中小]\s+[大中小]\s+[大中小]"
    r"|font(?: size)?\s*:\s*[\w\s|/+-]{0,30}|阅读(?:次数|量)?\s*[:：]?\s*\d+|(?:views"
    r"|hits)\s*:?\s*\d+"
    r"|点击(?:查看|进入).{0,20}|click to (?:view|enlarge).{0,30}|A[+-]?\s*A\s*A?[+-]?"
    r"|[A-Z]*\s*\[?\s*(?:大|中|小)\s*\]?)",
    re.I,
)
LANGUAGE_LABEL = re.compile(
    r"[\[【（(]?\s*(?:中文|英文|中文版|英文版|中文稿|英文稿|汉语|英语|译文|英译|原文"
    r"|中文原文|英文译文|中|英|正文|chinese|english|chinese version|english version"
    r"|(?:in )?(?:chinese|english)(?: (?:version|text|translation))?|translation"
    r"|original|zh|en|cn|text|body)\s*[\]】）)]?\s*[:：]?",
    re.I,
)
LANGUAGE_PREFIX = re.compile(
    r"(?:[\[【（(]\s*(?:中文?|英文?|译文|原文|chinese|english|zh|en"
    r"|cn)\s*[\]】）)]\s*[:：]?|(?:中文|英文|中|英|译文|原文|chinese|english|zh|en"
    r"|cn)\s*[:：])\s*(?=\S)",
    re.I,
)
TAIL = re.compile(r"[（(\[【](?P<inner>[^（()）\[\]【】]{2,60})[)）\]】]\s*$")
ENDING = re.compile(r"[。！？；;…]|[a-z0-9)][.!?](?=[\s)）”’\"']|$)", re.I)


@dataclass
class Read:
    """What one line says; `values` are (language, field, text)."""

    values: list[tuple[str, str, str]] = field(default_factory=list)
    date: datetime.date | None = None
    time: datetime.time | None = None
    labelled: bool = False

    @property
    def reason(self) -> str:
        names = {name for _, name, _ in self.values} - {"page", "staff"}
        if self.date:
            names.add("date")
        if len(names) == 1:
            return f"read.{names.pop()}"
        if names:
            return "read.header"
        return "read.staff" if any(n == "staff" for _, n, _ in self.values) else "page.furniture"


def find_date(text: str):
    """(match, date, time or None) of the first whole date in a text, or None."""
    for pattern in DATES:
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
    hour = next(
        (value for name, value in groups.items() if name.startswith("hour") and value), None
    )
    if hour is None:
        return None
    minute = next(value for name, value in groups.items() if name.startswith("minute") and value)
    half = next((v for name, v in groups.items() if name.startswith("half") and v), "")
    number = int(hour) % 12 + 12 * (half.lower() == "p") if half else int(hour)
    try:
        return datetime.time(number, int(minute))
    except ValueError:
        return None


def _bare(text):
    """Without the brackets and dashes around a line."""
    text = text.strip(" \t\u3000-—–|·*")
    while len(text) > 2 and text[0] + text[-1] in {
        "（）",
        "()",
        "[]",
        "【】",
        "〔〕",
        "［］",
        "(）",
        "（)",
    }:
        text = text[1:-1].strip()
    return text


def is_furniture(text: str) -> bool:
    return len(text) <= 160 and FURNITURE.fullmatch(text.strip()) is not None


def read_line(text: str) -> Read | None:
    """What a line says of date, source, author and editor; None unless it says nothing else."""
    line = " ".join(text.split())
    if not line or len(line) > 240:
        return None
    line = _bare(line)
    labels = [found for found in LABEL.finditer(line) if _is_label(found, line)]
    read = Read(labelled=bool(labels))
    before = line[: labels[0].start()] if labels else line
    if not _take_bare(before, read, alone=not labels):
        return None
    for found, following in zip(labels, [*labels[1:], None], strict=False):
        value = line[found.end() : following.start() if following else len(line)]
        side, name = found.lastgroup.split("_")
        if not _take(side, name, value, read):
            return None
    return read if read.values or read.date else None


def _is_label(found, line):
    # "By:" and "Text:" are labels at the start of a line or after a separator only.
    return found.end() < len(line) or found.start() > 0 or found.end() == len(line)


def _take_bare(text, read, alone):
    """Reads what stands before the first label: nothing, a date, a source and a date, a byline."""
    text = text.strip(" |｜,，;；·/\u3000[【（(")
    if not text:
        return True
    dated = find_date(text)
    if dated:
        found, day, clock = dated
        rest = (text[: found.start()] + " " + text[found.end() :]).strip(" |｜,，;；·/()（）[]【】")
        rest = re.sub(r"^(?:星期[一二三四五六日天]|周[一二三四五六日])$", "", rest)
        if rest:
            if (
                ENDING.search(rest)
                or len(rest) > 40
                or not (not alone or re.search(r"[|｜]", text))
            ):
                return False
            read.values.append((language(rest) or "zh", "source", rest))
        read.date, read.time = day, clock
        return True
    if is_furniture(text):
        read.values.append(("zh", "page", text))
        return True
    for pattern in (UNLABELLED_ZH, BRACKETED_ZH):
        found = pattern.fullmatch(text)
        if found and (pattern is UNLABELLED_ZH or alone):
            name = "editor" if "编" in found["label"] else "author"
            read.values.append(("zh", name, found["names"].strip()))
            return True
    found = BYLINE_EN.fullmatch(text)
    if found and found["names"][0].isupper() and found["label"][0].isupper():
        name = "editor" if "edit" in found["label"].lower() else "author"
        read.values.append(("en", name, found["names"]))
        return True
    return False


def _take(side, name, value, read):
    value = value.strip(" |｜,，;；、·/\u3000[]【】").strip()
    furniture = re.search(
        r"\s*[【\[]?\s*(?:字[体号]|打印|分享|收藏|关闭|浏览|font size|print|share)", value, re.I
    )
    if furniture and name != "page":
        value = value[: furniture.start()].strip(" |｜")
    if len(value) > 80 or (ENDING.search(value) and name not in {"page"} and len(value) > 40):
        return False
    if re.search("[。！？；]", value):
        return False
    dated = find_date(value)
    if name == "date":
        if not dated:
            return False
        found, day, clock = dated
        rest = (value[: found.start()] + value[found.end() :]).strip(" |｜,，;；·/()（）")
        if len(rest) > 20:
            return False
        read.date, read.time = read.date or day, read.time or clock
        if rest and not re.fullmatch(r"星期.|周.", rest) and language(rest) == "zh":
            read.values.append((side, "source", rest))
        return True
    if dated and name in {"source", "author", "editor"}:
        found, day, clock = dated
        read.date, read.time = read.date or day, read.time or clock
        value = (value[: found.start()] + value[found.end() :]).strip(" |｜,，;；·/()（）")
    if value or name in {"page", "staff", "editor", "author", "source"}:
        read.values.append((side, name, _value(value)))
        return True
    return False


def _value(text):
    text = text.strip(" ()（）[]【】")
    text = re.sub(r"\s+", " ", text)
    # A name of two characters is often set with a space to the width of three.
    return re.sub(
        r"(?<![\u3400-\u9fff])([\u3400-\u9fff]) ([\u3400-\u9fff])(?![\u3400-\u9fff])", r"\1\2", text
    )


def read_tail(text: str) -> Read | None:
    """What the bracket at the end of a paragraph says: （记者 张三）, (Reporter: Zhang San)."""
    found = TAIL.search(text)
    if not found or len(found[0]) >= len(text.strip()):
        return None
    read = read_line(found[0])
    names = {name for _, name, _ in read.values} if read else set()
    return read if names & {"author", "editor"} else None
