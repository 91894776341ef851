"""Plain text and Markdown → blocks."""

import html
import re
from typing import NamedTuple

from news.manuscript.furniture import PAGE_NUMBER
from news.manuscript.header import LANGUAGE_PREFIX, read_line
from news.manuscript.inline import Run, plain, tidy
from news.manuscript.languages import language
from news.manuscript.model import Block
from news.manuscript.structure import (
    Cell,
    Item,
    Table,
    inline_block,
    items_of,
    left,
    list_block,
    paragraph,
    table_block,
)
from portal.text import LINE_ENDS

# A square before a byline is no bullet: ■ 记者 张三.
BULLET = re.compile(
    r"(?:[-*+•●▪■◆◇○·‧∙▶►➢✓]\s+|[•●▪■◆◇○➢]\s*)"
    r"(?=\S)(?!(?:本[报网台站刊])?(?:记者|通讯员|作者|撰稿|文[/／]|图[/／]))"
)
NUMBERED = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
RULE = re.compile(r"\s*(?:[-*_=~—―─]\s*){3,}$")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
# A line as long as this was broken by a program, not by who typed it.
HARD_WRAP = 50
# Lines that end so may end a paragraph.
LINE_END = re.compile(r"[.!?:;。！？：；…][\"'”’）)\]]*$")
CHINESE_END = re.compile(r"[。！？：；…”）]$")
LINE_OF_TABLE = re.compile(r"\s*\|.*\|\s*$")
# 4℃。 is what was broken off a sentence; a telephone number under a line is a line of its own.
VALUE = re.compile(
    r"[-+±]?\d[\d.,]*\s?(?:℃|°\s?[CF]?|[%％‰])?(?P<end>[。；，、！？.;,!?]?)[”\"）)]?"
)
# What a text that was copied out of a page's source still holds: &emsp;, &ldquo;, &#160;
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]{2,31}\d?);")
TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


def read_plain(text: str) -> list[Block]:
    """The blocks of plain text.

    A blank line parts paragraphs. Lines within are paragraphs too, but for English that was broken
    at a fixed width, which is joined again.
    """
    blocks: list[Block] = []
    for group in _groups(_read_references(text)):
        blocks += _paragraphs(group)
    return _with_lists(blocks)


def _read_references(text):
    return REFERENCE.sub(lambda found: html.unescape(found[0]), text)


def _groups(text):
    group: list[str] = []
    for line in LINE_ENDS.sub("\n", text).split("\n"):
        line = line.replace("\f", " ").rstrip()
        if line.strip(" \t\u3000\u00a0\ufeff\u200b"):
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _paragraphs(lines):
    for text in _joined(lines):
        if "\t" in text.strip() and not text.startswith("\t"):
            # A line copied out of a table: its cells are read one by one.
            cells = [cell for cell in text.split("\t") if cell.strip()]
            yield from (paragraph([Run(cell)]) for cell in cells)
        elif RULE.fullmatch(text):
            yield left(text.strip(), "separator")
        elif PAGE_NUMBER.fullmatch(text):
            # "- 12 -" begins as an item of a list does.
            yield left(text.strip(), "page.number")
        else:
            yield paragraph([Run(_rejoined(text))])


class _Line(NamedTuple):
    """A line with what is asked of it again and again."""

    text: str
    language: str
    is_chinese: bool  # or holds Chinese and is in no language
    width: int


def _measured(text):
    name, width = language(text), _width(text)
    return _Line(text, name, (name or "zh") == "zh" and width > len(text), width)


def _joined(texts):
    """The lines of each paragraph, with line ends between them."""
    lines = [_measured(text) for text in texts]
    width = max(line.width for line in lines)
    english = [line for line in lines if not line.is_chinese]
    # Where most lines end a sentence, each is a paragraph, of whatever length.
    are_whole = 2 * sum(bool(LINE_END.search(line.text)) for line in english) > len(english)
    # A program breaks lines in the middle of sentences.
    are_whole |= not any(
        line.width > 0.8 * width and not LINE_END.search(line.text) for line in english
    )
    # Where a full line of Chinese ends inside a sentence, another full one may end with one.
    is_wrapped = any(
        line.width >= width - 3 and line.is_chinese and not CHINESE_END.search(line.text)
        for line in lines[:-1]
    )
    found: list[list[_Line]] = []
    for line in lines:
        if found and (
            _continues(found[-1][-1], line, width, are_whole, is_wrapped)
            or _hangs(found[-1], line, width)
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return ["\n".join(line.text for line in each) for each in found]


def _continues(before, line, width, are_whole, is_wrapped):
    """Whether a line goes on with the sentence before it, broken at a fixed width."""
    text = line.text
    if BULLET.match(text) or NUMBERED.match(text.strip()) or text[:1] in "\u3000\t\u00a0":
        return False
    value = _is_value(text)
    apart = before.is_chinese != line.is_chinese or before.language != line.language
    if apart and not value:
        return False
    if LANGUAGE_PREFIX.match(text.strip()):
        return False
    if before.is_chinese:
        # Chinese broken by a program fills the line to the last cell but one or two.
        return (
            40 <= width <= 120
            and before.width >= width - 3
            and (is_wrapped or not CHINESE_END.search(before.text))
            and not text.startswith(" ")
            and not _is_header(text)
        )
    first = text.lstrip().split(" ", 1)[0]
    full = width >= HARD_WRAP and before.width + 1 + len(first) > width - 2
    if value:
        return width <= 120 and full and not LINE_END.search(before.text)
    if re.search(r"[a-z,]$", before.text) and re.match(r"[a-z]", text):
        # Short lines under one another are figures and their remarks.
        return before.width >= max(30, 0.6 * width)
    if are_whole and LINE_END.search(before.text):
        return False
    if not (width <= 120 and full) or text.startswith("  "):
        return False
    # A header line below a title of its length is none of it.
    return not _is_header(text)


def _is_value(line):
    """Whether a line is a number that ends a sentence or has a unit: 4℃。"""
    found = VALUE.fullmatch(line.strip())
    return found is not None and (bool(found["end"]) or not line.strip()[-1].isdigit())


def _is_header(line):
    said = read_line(line)
    return said is not None and said.labelled


def _hangs(lines, line, width):
    """Whether a line without an indent goes on with a Chinese paragraph that began with one."""
    before, text = lines[-1], line.text
    return (
        lines[0].text.startswith("\u3000\u3000")
        and not text[:1].isspace()
        and bool(HAN.search(before.text) and (HAN.search(text) or _is_value(text)))
        and 40 <= width <= 120
        and before.width > 0.8 * width
        and not CHINESE_END.search(before.text)
        and not (BULLET.match(text) or NUMBERED.match(text))
    )


def _width(line):
    return len(line) + len(HAN.findall(line))


def _rejoined(text):
    lines = [line.strip(" \t\u3000\u00a0") for line in text.split("\n")]
    out = lines[0]
    for line in lines[1:]:
        apart = "" if HAN.search(out[-1:]) or HAN.search(line[:1]) else " "
        out += apart + line
    return out


def _with_lists(blocks):
    """Joins the lines that begin with a bullet into lists."""
    out: list[Block] = []
    items: list[Item] = []

    def end():
        nonlocal items
        if items:
            out.append(list_block(items))
            items = []

    for block in blocks:
        bullet = BULLET.match(block.text) if block.kind == "paragraph" else None
        if bullet:
            items.append(Item([Run(block.text[bullet.end() :])]))
        else:
            end()
            out.append(block)
    end()
    return out


# Markdown

INLINE = re.compile(
    # Without a way back and of a bounded length: many openings must not be read to the end each.
    r"!\[(?P<alt>[^\]]{0,2000}+)\]\((?P<image>[^)\s]{0,2000}+)[^)]{0,500}+\)"
    r"|\[(?P<words>[^\]]{1,2000}+)\]\((?P<href>[^)\s]{1,2000}+)[^)]{0,500}+\)"
    r"|<(?P<address>https?://[^>\s]{1,2000}+)>"
    r"|(?P<strong>\*\*|__)(?P<bold>(?=\S).{1,2000}?(?<=\S))(?P=strong)"
    r"|(?<![\w*])(?P<emphasis>[*_])(?P<plain>(?=[^\s*_])[^*_\n]{1,500}(?<=\S))(?P=emphasis)(?![\w*])"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!|>-])"
)


def read_markdown(text: str) -> list[Block]:
    """The blocks of Markdown: headings, lists, tables, quotes, bold and links."""
    text, comments = _without_comments(text)
    blocks: list[Block] = [left(said.strip(), "comment") for said in comments]
    for group in _groups(text):
        lines = list(group)
        while lines:
            blocks += _markdown(lines)
    return _join_lists(blocks)


def _without_comments(text):
    """The text without <!-- … -->, and what stood in them."""
    pieces, comments, at = [], [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        pieces.append(text[at:start])
        comments.append(text[start + 4 : end])
        at = end + 3
    return "".join([*pieces, text[at:]]), comments


def _markdown(lines):
    """The blocks at the start of a group of lines; takes the lines away."""
    line = lines.pop(0)
    heading = re.match(r" {0,3}(#{1,6})\s+(.+?)\s*#*$", line)
    if heading:
        return _inline("heading", [heading[2]], level=len(heading[1]))
    if RULE.fullmatch(line):
        return [left(line.strip(), "separator")]
    if PAGE_NUMBER.fullmatch(line):
        return [left(line.strip(), "page.number")]
    if lines and re.fullmatch(r"=+|-+", lines[0].strip()) and len(lines[0].strip()) > 2:
        level = 1 if lines.pop(0).strip()[0] == "=" else 2
        return _inline("heading", [line.strip()], level=level)
    if LINE_OF_TABLE.match(line) or (lines and "|" in line and TABLE_RULE.match(lines[0])):
        rows = [line]
        while lines and "|" in lines[0]:
            rows.append(lines.pop(0))
        return _markdown_table(rows)
    if line.lstrip().startswith(">"):
        quoted = [line]
        while lines and lines[0].lstrip().startswith(">"):
            quoted.append(lines.pop(0))
        words = [re.sub(r"^\s*(?:>\s?)+", "", each) for each in quoted]
        return [
            block
            for group in _groups("\n".join(words))
            for text in _wrapped(group)
            for block in _inline("quote", [text])
        ]
    item = _item(line)
    if item:
        items = [item]
        while lines:
            following = _item(lines[0])
            if following:
                items.append(following)
            elif lines[0].startswith(("  ", "\t")):
                items[-1] = (items[-1][0] + " " + lines[0].strip(), *items[-1][1:])
            else:
                break
            lines.pop(0)
        beside: list[Block] = []
        made = [Item(_runs(text, beside), depth, ordered) for text, depth, ordered in items]
        return [list_block(made), *beside]
    words = [line]
    while lines and not re.match(r"\s*(#{1,6}\s|>|\|)", lines[0]) and not _item(lines[0]):
        if RULE.fullmatch(lines[0]):
            break
        words.append(lines.pop(0))
    return [block for text in _wrapped(words) for block in _inline("paragraph", [text])]


def _wrapped(lines):
    return [_rejoined(text) for text in _joined(lines)]


def _item(line):
    found = re.match(r"(\s*)(?:[-*+]|(\d{1,3})[.)])\s+(\S.*)", line)
    if not found or RULE.fullmatch(line):
        return None
    depth = len(found[1].expandtabs(4)) // 2
    return found[3], min(depth, 3), bool(found[2])


def _runs(text, beside):
    """Inline Markdown as runs; pictures go to `beside`, as they are not in the file."""
    runs, at = [], 0
    for found in INLINE.finditer(text):
        runs.append(Run(_read_references(text[at : found.start()])))
        at = found.end()
        if found["image"] is not None:
            beside.append(left(found["alt"] or found["image"] or found[0], "image.not_in_file"))
        elif found["words"]:
            runs.append(Run(re.sub(r"\*\*|__", "", found["words"]), href=found["href"]))
        elif found["address"]:
            runs.append(Run(found["address"], href=found["address"]))
        elif found["bold"]:
            inner = _runs(found["bold"], beside)
            runs += [Run(run.text, True, run.position, run.href) for run in inner]
        elif found["plain"]:
            runs.append(Run(found["plain"]))
        elif found["escaped"]:
            runs.append(Run(found["escaped"]))
    runs.append(Run(_read_references(text[at:])))
    return runs


def _inline(kind, lines, **values):
    beside: list[Block] = []
    runs = _runs("\n".join(lines), beside)
    if kind == "heading":
        runs = [Run(run.text, False, run.position, run.href) for run in runs]
    block = inline_block(kind, runs, **values)
    return [*([block] if block.text else []), *beside]


def _markdown_table(lines):
    rows, beside = [], []
    heads = len(lines) > 1 and TABLE_RULE.match(lines[1])
    for number, line in enumerate(lines):
        if TABLE_RULE.match(line) and "-" in line:
            continue
        cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
        runs = [tidy(_runs(cell.replace("<br>", "\n"), beside)) for cell in cells]
        rows.append([Cell(run, head=bool(heads) and number == 0) for run in runs])
    if not any(plain(cell.runs) for row in rows for cell in row):
        return beside
    return [table_block(Table(rows)), *beside]


def _join_lists(blocks):
    """Lists that blank lines part are one."""
    out: list[Block] = []
    for block in blocks:
        if block.kind == "list" and out and out[-1].kind == "list":
            out[-1] = list_block(items_of(out[-1]) + items_of(block))
        else:
            out.append(block)
    return out
