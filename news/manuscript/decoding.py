"""Bytes of a text or HTML file → text, where nobody says which encoding it is."""

import codecs
import re

from news.manuscript.model import Refused

BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
# What pages declare; gb2312 and gbk are parts of gb18030.
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
SIMPLIFIED = {"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936"}


def decode(data: bytes) -> str:
    """The text. A byte order mark counts, then sound UTF-8, then the declaration, then GB 18030.

    Raises `Refused` for what is no text: an archive, a picture, an old Word file.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = _without_mark(data)
    if wide:
        return data.decode(wide, errors="replace")
    if b"\0" in data:
        raise Refused("file.broken")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = DECLARED.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name in {"big5", "big5-hkscs"}:
        candidates = ["big5hkscs", "gb18030"]
    elif name in {"windows-1252", "iso-8859-1", "latin1"}:
        candidates = ["gb18030", "cp1252"]
    else:
        candidates = ["gb18030", "big5hkscs", "cp1252"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or name in SIMPLIFIED or _is_likely(text):
            return text
    # A file cut off or damaged in places is still worth showing.
    return data.decode("utf-8" if name in {"utf-8", "utf8"} else "gb18030", errors="replace")


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark: ASCII signs in it have a zero beside them."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2:
        return ""
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        line_ends = "\n".encode(encoding) in head
        if zeros.count(0) > len(zeros) // 3 or (zeros.count(0) and line_ends):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text and sum(map(str.isprintable, text[:2000])) > len(text[:2000]) / 2:
                return encoding
    return ""


def _is_likely(text: str) -> bool:
    """Whether what came out is Chinese: western letters read as GB 18030 are rare characters."""
    strange = [char for char in text[:20_000] if ord(char) > 0x7F]
    usual = [
        char for char in strange if "\u4e00" <= char <= "\u9fa5" or char in "，。、：；“”（）《》　"
    ]
    return len(usual) >= 0.7 * len(strange)
