"""The lines above and below a text that say when, whence and by whom; and what a page adds."""

import datetime
import re
from dataclasses import dataclass, field
from functools import lru_cache

from news.manuscript.dates import find_date
from news.manuscript.furniture import is_furniture, without_today
from news.manuscript.labels import LABEL, evened
from news.manuscript.languages import language, parts

NAME_ZH = r"[\u3400-\u9fff]{2,6}(?:·[\u3400-\u9fff]{1,8}){0,3}"
# What a byline says beside the names: 本网记者 before them, 摄影报道 after.
ROLE = re.compile(
    "(?:(?:本报|本网|本台|本站|本刊|全媒体|融媒体?|见习|实习|特约|首席|驻站)*(?:记者|通讯员|特约撰稿人?)"
    "|本网讯|本报讯|文字|图文|作者|撰稿)[\\s:：/／]*"
)
DOING = re.compile(
    r"[\s/／]*(?:文并摄|文并图|文[/／]图|图[/／]文|文图|图文|摄影报道|综合报道|报道|摄影|整理|供稿|文|摄)$"
)
# The head of a mail, and what is said around the manuscript in it.
MAIL_SENDER = re.compile(r"(?:发件人|收件人|发送时间|from|to|sent)\s*[:：]", re.I)
MAIL_HEAD = re.compile(
    r"(?:发件人|收件人|抄送|密送|主\s?题|发送时间|发送日期|收件时间|附件名称|回复|转发"
    r"|from|to|cc|bcc|subject|sent|reply-to|fwd?|re)\s*[:：].*"
    r"|[-_—]{2,}\s*(?:原始邮件|转发邮件信息|转发邮件|邮件原文|original message"
    r"|forwarded message)\s*[-_—]{2,}",
    re.I,
)
GREETING = re.compile(
    r".{0,20}(?:您们?好|你们?好|大家好|早上好|上午好|下午好|晚上好)[，,！!。.：:、~～]*"
    r"(?:.{0,40}(?:稿|附件|如下|见下|查收|审|发给|发去).{0,20})?"
    r"|(?:各位|尊敬的|亲爱的).{0,12}好?[：:，,！!。]|.{0,8}(?:老师|编辑|主任)们?好[：:，,！!。]?"
    r"|(?:尊敬的)?.{0,16}(?:编辑部|编辑|老师|主任|科长|处长|部长|同志|同事)(?:们|老师|同志)?[：:，,]"
    r"|(?:dear|hi|hello)\b.{0,40}[,:，!]?"
    r"|.{0,30}(?:稿件|稿子|新闻稿|译稿|中英文稿|双语稿)(?:内容|全文)?(?:如下|见下|附后|在下面).{0,8}"
    r"|[^。]{0,12}(?:附件|稿件|稿子|译稿).{0,16}(?:查收|请审|审阅|审核|采用|刊发|发给|发去|发上)[^。]{0,8}[。！!]?"
    r"|[^。]{0,20}(?:附上|附件[是为]|随信附|现[将把]|现发|发上|呈上|奉上|送上)[^。]{0,60}"
    r"(?:查收|审阅|审核|指正|斧正|采用|刊发|编发)[^。]{0,8}[。！!]?"
    r"|(?:please )?(?:find|see)\b.{0,60}\b(?:below|attached|enclosed).{0,20}",
    re.I,
)
CLOSING = re.compile(
    r"(?:以上|妥否|当否|烦请|麻烦|恳请|敬请|请您?|望|供|如有|辛苦).{0,24}"
    r"(?:审阅|审核|审定|审稿|查收|斧正|采用|刊发|刊登|编发|修改意见|不妥之处|联系我).{0,20}"
    r"|(?:please|kindly)\b.{0,40}\b(?:review|check|publish|confirm)\b.{0,40}",
    re.I,
)
FAREWELL = re.compile(
    r"此致|敬礼[！!]?|此致\s*敬礼[！!]?|(?:顺?祝|顺颂|即颂|敬祝|祝您?).{1,10}[！!。]?"
    r"|(?:多谢|谢谢|感谢)(?:您|老师|支持)?[！!。]?|(?:best|kind|warm)? ?(?:regards|wishes)[,.，]?"
    r"|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?[,.，]?"
    r"|(?:many )?thanks?(?: you)?[,.!，]?",
    re.I,
)
# A whole manuscript ends so: （完）.
END_MARK = re.compile(
    r"[-—–\s]*[（(【\[]?\s*(?:全文)?(?:完毕?|终|the end|ends?|end of (?:text|release))"
    r"\s*[)）】\]]?[-—–\s]*|#{2,}|-\s?30\s?-",
    re.I,
)
UNLABELLED_ZH = re.compile(
    r"(?:(?:文[/／|]图|图[/／|]文|图文)[\s:：]+)?(?:本报|本网|本台|本站|全媒体|融媒体?|见习|实习|特约)*"
    r"(?P<label>记者|通讯员|作者|编辑|责任编辑|责编|文[/／|]图|图[/／|]文|文|图文|撰稿)(?:[\s/／|]+)"
    rf"(?P<names>{NAME_ZH}(?:[\s、，,/]+(?:(?:通讯员|记者|摄影)\s*)?{NAME_ZH}){{0,6}})"
    r"(?:[\s/／]*(?:报道|文|摄|摄影报道|摄影|文[/／]图|图[/／]文))?"
)
BRACKETED_ZH = re.compile(
    r"(?:本报|本网|本台|本站|全媒体|融媒体?|见习|实习|特约)*"
    r"(?P<label>记者|通讯员|作者|编辑|责任编辑|责编|撰稿)"
    rf"(?P<names>{NAME_ZH}(?:[\s、，,/]+{NAME_ZH}){{0,6}})"
    r"(?:[\s/／]*(?:文[/／]图|图[/／]文))?"
)
BYLINE_EN = re.compile(
    r"(?P<label>by|reported by|written by|(?:(?:our|staff|special|media) )?"
    r"(?:reporters?|correspondents?)|edited by|editors?)\s+"
    r"(?P<names>[A-Z][\w'’.-]*(?:\s+(?:and\s+)?[A-Z][\w'’.-]*){0,7}(?:,\s*[A-Z][\w'’.-]*"
    r"(?:\s+[A-Z][\w'’.-]*){0,3}){0,3})$",
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
# Who signs above or before the date: 昌吉日报社  2025年6月2日.
OFFICE = re.compile(
    r"[\u3400-\u9fff·（）() ]{1,28}"
    r"(?:[社局关委办站厅署处部网报院会台府室司州县市团队组所科]|中心|集团|口岸|银行|协会)"
    r"|[A-Z][\w'’.&-]{0,30}(?:,? (?:[A-Z][\w'’.&-]{0,30}|of|the|for|and|on|in)){0,9} "
    r"(?:Customs|Daily|Office|Administration|Bureau|Committee|Commission|Station|Government"
    r"|Authority|News|Agency|Department|Ministry|Press|Times|Cent(?:re|er)|Port|Group|Company"
    r"|Association|Council|Division|District|Prefecture|County|City|Police|Bank|Region|Online)"
)
SENT = re.compile(r"\s*(?:供稿|供图|供文|讯|电|印发|印制|制发|发布|公布|公告|通报|宣)$")
CONTRIBUTED = re.compile(r"\s*(?:供稿|供文)$")
# （伊犁海关 张三 供稿）
SIGNED = re.compile(
    rf"(?P<office>{OFFICE.pattern.split('|[A-Z]')[0]})\s+(?P<names>[\u3400-\u9fff·]{{2,4}}"
    r"(?:[\s、，,]+[\u3400-\u9fff·]{2,4}){0,3})\s*(?:供稿|撰稿|摄影报道|报道|文[/／]图|图[/／]文)"
)
NEWSPAPER = re.compile(r"《[^《》]{2,20}》")
NEWSPAPER_PAGE = re.compile(r"\s*[（(]?第\s?\d{1,2}\s?版[）)]?|\s*A?\d{1,2}\s?版")
# A label that is not known ends the value before it.
UNKNOWN_LABEL = re.compile(r"\s+[^\s:：\d]{1,10}\s?[:：](?!//)")
TAIL = re.compile(r"[（(\[【](?P<inner>[^（()）\[\]【】]{2,60})[)）\]】]\s*$")
PERSON = re.compile(r"[\u3400-\u9fff]{2,4}(?:·[\u3400-\u9fff]{1,8}){0,3}")
BRACKETED = re.compile(r"\s*[（(\[【].*[)）\]】]\s*", re.S)
ENDING = re.compile(r"[。！？；;…]|[a-z0-9)][.!?](?=[\s)）”’\"']|$)", re.I)


def says_manuscript(line: str) -> bool:
    """Whether a greeting is surely the sender's, and no part of a text that is published."""
    return bool(re.search(r"稿|附件|编辑|审阅|查收|below|attached|enclosed|editor", line, re.I))


def heads_mail(text: str) -> bool:
    """Whether every line belongs to the head of a mail."""
    return all(MAIL_HEAD.fullmatch(line.strip()) for line in text.split("\n"))


@dataclass
class Read:
    """What one line says; `values` are (language, field, text)."""

    values: list[tuple[str, str, str]] = field(default_factory=list)
    date: datetime.date | None = None
    time: datetime.time | None = None
    labelled: bool = False

    def is_sure(self, at_top: bool) -> bool:
        """Whether this is a header or footer line even with an abstract or a note beyond it."""
        names = {name for _, name, _ in self.values}
        names |= {"date"} if self.date else set()
        said = names & {"date", "source", "author", "editor"}
        if not self.labelled or "title" in names:
            return False
        return len(said) > 1 or (at_top and said <= {"date", "source", "editor"} and bool(said))

    @property
    def names_authors(self) -> bool:
        """Whether a line names authors and says nothing else."""
        return not self.date and {name for _, name, _ in self.values} == {"author"}

    @property
    def reason(self) -> str:
        names = {name for _, name, _ in self.values} - {"page", "staff"}
        if self.date:
            names.add("date")
        if len(names) == 1:
            return f"read.{names.pop()}"
        if names:
            return "read.header"
        if any(n == "staff" for _, n, _ in self.values):
            return "read.staff"
        return "page.furniture"


def _bare(text):
    """Without the brackets and dashes around a line."""
    text = text.strip(" \t\u3000-—–|·*").lstrip("□■◆◇●○◎▲△▼★☆/／丨 ")
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


def is_label(text: str) -> bool:
    """Whether a text is a label alone, as in the cell of a table: 索引号."""
    line = " ".join(text.split()).rstrip(":： ") + "："
    found = LABEL.match(line)
    return found is not None and found.end() == len(line)


def read_line(text: str) -> Read | None:
    """What a line says of date, source, author and editor; None unless it says nothing else."""
    if len(text) > 1_000:
        return None
    line = " ".join(text.split())
    return _read_line(line) if line and len(line) <= 240 else None


# A line is asked about at every step: is it text, does the letter end here, what does it say.
@lru_cache(maxsize=1024)
def _read_line(line):
    line = evened(_bare(line))
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
    text = NEWSPAPER_PAGE.sub("", text.strip(" |｜,，;；·/\u3000[【（("))
    if not text:
        return True
    if is_furniture(text):
        read.values.append(("zh", "page", text))
        return True
    text = without_today(text).strip()
    dated = find_date(text)
    if dated:
        found, day, clock = dated
        rest = (text[: found.start()] + " " + text[found.end() :]).strip(" |｜,，;；·/()（）[]【】")
        if SENT.fullmatch(rest):
            rest = ""  # 2025年5月23日印发
        if rest and _take_byline(rest, read, alone):
            pass
        elif rest:
            # 哈密市口岸办 2025年1月8日印发; 2025年5月23日 喀什海关供稿
            sent = SENT.search(rest)
            office = rest[: sent.start()].strip() if sent else rest
            signed = bool(sent or not (text[: found.start()] and text[found.end() :]))
            signed = signed and (OFFICE.fullmatch(office) or NEWSPAPER.fullmatch(office))
            if (
                ENDING.search(rest)
                or len(rest) > 40
                or not (not alone or signed or re.search(r"[|｜]", text))
            ):
                return False
            # By Li Na | Kashgar Daily | May 20, 2025
            for part in filter(None, re.split(r"\s*[|｜]\s*", rest)):
                if not is_furniture(part) and not _take_byline(part, read, alone):
                    part = SENT.sub("", part).strip() or part
                    read.values.append((language(part) or "zh", "source", part))
        read.date, read.time = day, clock
        return True
    signed = SIGNED.fullmatch(text)
    if signed and alone:
        read.values.append(("zh", "source", signed["office"].strip()))
        read.values.append(("zh", "author", _names(signed["names"])))
        return True
    sent = CONTRIBUTED.search(text)
    if sent and alone and OFFICE.fullmatch(text[: sent.start()].strip()):
        read.values.append(("zh", "source", text[: sent.start()].strip()))
        return True
    return _take_byline(text, read, alone)


def _take_byline(text, read, alone):
    """Reads a line of names with who they are: 记者 张三, By Zhang San."""
    for pattern in (UNLABELLED_ZH, BRACKETED_ZH):
        found = pattern.fullmatch(text)
        if found and (pattern is UNLABELLED_ZH or alone):
            name = "editor" if "编" in found["label"] else "author"
            read.values.append(("zh", name, _names(found["names"])))
            return True
    found = BYLINE_EN.fullmatch(text)
    # Reporters Visit Horgos is a headline; several of them have several names.
    many = bool(found) and found["label"].lower().endswith("s")
    if many and not re.search(r",|\band\b", found["names"]):
        return False
    if found and found["names"][0].isupper() and found["label"][0].isupper():
        name = "editor" if "edit" in found["label"].lower() else "author"
        read.values.append(("en", name, found["names"]))
        return True
    return False


def _take(side, name, value, read):
    # The bracket that opens before the next label is none of this value.
    value = value.strip(" |｜,，;；、·/\u3000").rstrip(" [【（(〔").lstrip(" ]】)）〕")
    furniture = re.search(
        r"\s*[【\[]?\s*(?:字[体号]|打印|分享|收藏|关闭|浏览|font size|print|share)", value, re.I
    )
    if furniture and name != "page":
        value = value[: furniture.start()].strip(" |｜")
    if len(value) > 80 or (ENDING.search(value) and name not in {"page"} and len(value) > 40):
        return False
    if re.search("[。！？；]", value):
        return False
    unknown = UNKNOWN_LABEL.search(value)
    if unknown and name in {"source", "author", "editor"}:
        value = value[: unknown.start()]
    dated = find_date(value, labelled=name == "date")
    if name == "date":
        if not dated:
            return False
        found, day, clock = dated
        rest = (value[: found.start()] + value[found.end() :]).strip(" |｜,，;；·/()（）")
        issued = re.fullmatch(r"by ([A-Z].*)", rest)
        if len(rest) > (60 if issued else 20):
            return False
        read.date, read.time = read.date or day, read.time or clock
        if issued:
            read.values.append(("en", "source", issued[1]))
        elif rest and not find_date(rest) and language(rest) == "zh":
            read.values.append((side, "source", rest))
        return True
    if dated and name in {"source", "author", "editor", "staff"}:
        found, day, clock = dated
        read.date, read.time = read.date or day, read.time or clock
        value = (value[: found.start()] + value[found.end() :]).strip(" |｜,，;；·/()（）")
        value = NEWSPAPER_PAGE.sub("", value).strip()
        value = re.sub(r"\s+(?:on|at)$", "", value)  # Issued by Kashgar Customs on May 23, 2025
    if value or name in {"page", "staff", "editor", "author", "source"}:
        for of, part in _by_language(value, side) if name != "page" else [(side, value)]:
            said = _value(part)
            said = _names(said) if name in {"author", "editor"} else said
            read.values.append((of, name, said))
        return True
    return False


def _by_language(value, side):
    """(language, value) of each part of 伊犁海关 / Ili Customs; else the value itself."""
    found = parts(value, short=True, tiny=True)
    if sorted(name for *_, name in found) != ["en", "zh"]:
        return [(side, value)]
    return [(name, value[start:end]) for start, end, name in found]


def _names(text):
    """The names alone: without 本网记者 before and 摄影报道 after them."""
    text = ROLE.sub("", text, count=1)
    # 李文 is a name, 李明文 may be one; 李明/文 and 张三摄 say what was done.
    short = DOING.sub("", text)
    text = (short if len(short.strip()) > 1 else text).strip(" /／、，,")
    return re.sub(r"[\s、，,/／]+(?=" + ROLE.pattern + ")" + ROLE.pattern, "、", text)


def people(text: str) -> list[str]:
    """The names in a value, which may be parted by spaces: 李想 马尔江."""
    found = []
    for part in filter(None, re.split(r"\s*[、，,]\s*", text)):
        names = part.split()
        apart = all(
            PERSON.fullmatch(name) and (len(name) < 4 or not OFFICE.fullmatch(name))
            for name in names
        )
        found += names if apart else [part]
    return found


def _value(text):
    text = _unwrapped(text.strip())
    text = re.sub(r"\s+", " ", text)
    # A name of two characters is often set with a space to the width of three.
    return re.sub(
        r"(?<![\u3400-\u9fff])([\u3400-\u9fff]) ([\u3400-\u9fff])(?![\u3400-\u9fff])", r"\1\2", text
    )


def _unwrapped(text):
    """Without quotes around it, and without brackets that stand around it or have no partner."""
    if len(text) > 2 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        text = text[1:-1].strip()
    for opening, closing in ("()", "（）", "[]", "【】"):
        if text.startswith(opening) and text.find(closing) in {-1, len(text) - 1}:
            text = text.removeprefix(opening).removesuffix(closing).strip()
        if opening not in text:
            text = text.removesuffix(closing).rstrip()
        if closing not in text:
            text = text.removeprefix(opening).lstrip()
    return text


def read_tail(text: str) -> Read | None:
    """What the bracket at the end of a paragraph says: （记者 张三）, (Reporter: Zhang San)."""
    found = TAIL.search(text)
    if not found or len(found[0]) >= len(text.strip()):
        return None
    read = read_line(found[0])
    names = {name for _, name, _ in read.values} if read else set()
    return read if names & {"author", "editor"} else None
