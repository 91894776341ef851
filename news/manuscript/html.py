"""HTML of Word, WPS, mail and web pages → blocks.

Read as a stream of tags with a short memory, so nesting of any depth costs nothing and no page is
parsed twice. Nothing is fetched: a picture counts only where its data stands in the page.
"""

import base64
import binascii
import re
import urllib.parse
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from news.manuscript.inline import Run, cuts, parse, plain, tidy
from news.manuscript.model import Block, Picture, Refused
from news.manuscript.structure import (
    Cell,
    Item,
    Table,
    figure,
    inline_block,
    items_of,
    left,
    list_block,
    table_block,
)

MAX_TAGS = 40_000
MAX_PICTURE = 20 * 1024 * 1024
VOID = {"area", "base", "col", "embed", "hr", "input", "link", "meta", "source", "track", "wbr"}
# What no reader of the page sees, and what is shown instead of something or typed into.
SILENT = {"script", "style", "template", "iframe", "head", "title", "xml", "annotation"}
INSTEAD = {"noscript", "object", "svg", "textarea", "select", "audio", "video", "canvas"}
BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "main"),
    *("nav", "p", "pre", "section", "summary", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("ul", "ol", "li", "menu", "dir", "caption", "button"),
    *("table", "thead", "tbody", "tfoot", "tr", "td", "th"),
}
# Without attributes these change nothing of what holds inside them.
PLAIN = {
    "p",
    "div",
    "span",
    "li",
    "tr",
    "tbody",
    "thead",
    "table",
    "section",
    "font",
    "html",
    "body",
}
FURNITURE_TAGS = {"nav", "footer", "aside", "button"}
FURNITURE_NAMES = {
    *("nav", "navbar", "menu", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "sidebar", "footer"),
    *("share", "copyright", "pager", "pagination", "related", "toolbar", "skip", "search"),
}
# What an element's start closes when it is still open.
CLOSES = {"li": {"li"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"}}
BARRIERS = {"li": {"ul", "ol"}, "tr": {"table"}, "td": {"tr", "table"}, "th": {"tr", "table"}}
HAN = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u201c\u201d"
# A line break of the source inside a Chinese sentence is no space.
WRAPPED = re.compile(f"(?<=[{HAN}])[ \t]*[\r\n]+[ \t]*(?=[{HAN}])")
SPACE = re.compile(r"[\r\n\t ]+")
NUMERAL = re.compile("[\u3400-\u9fff]")
# Two line breaks, or one before the indent of a Chinese paragraph, begin a paragraph.
PARAGRAPHS = re.compile("\n[ \u00a0\u3000\t]*\n\\s*|\n(?=[\u3000\u00a0\u2002\u2003 ]{2,}\\S)")


@dataclass(frozen=True)
class _State:
    """What holds inside an element."""

    bold: bool = False
    position: str = ""
    href: str = ""
    silent: bool = False
    mark: bool = False
    reason: str = ""
    place: str = ""
    heading: int = 0
    quote: bool = False
    caption: bool = False
    pre: bool = False
    article: bool = False
    lists: tuple[str, ...] = ()


@dataclass
class _Grid:
    """An open table: rows of cells, each a list of blocks."""

    rows: list[list[tuple[Cell, list[Block]]]] = field(default_factory=list)
    caption: list[Run] = field(default_factory=list)


class _Reader(HTMLParser):
    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, pictures, max_tags):
        super().__init__(convert_charrefs=True)
        self.pictures = pictures
        self.max_tags = max_tags
        self.state = _State()
        # Name, what held before, and whether the element opened a table or a cell.
        self.stack: list[tuple[str, _State, bool]] = []
        self.tags = 0
        self.runs: list[Run] = []
        self.items: list[Item] = []
        self.item: tuple[int, bool] | None = None
        self.grids: list[_Grid] = []
        self.out: list[Block] = []
        self.containers: list[list[Block]] = [self.out]
        self.office_list: tuple[int, bool] | None = None

    # Tags

    def handle_starttag(self, tag, attributes):
        self.tags += 1
        if self.tags > self.max_tags:
            raise Refused("file.too_intricate")
        said = {name: value or "" for name, value in attributes}
        if tag == "br":
            self.add("\n")
            return
        if tag == "img":
            self.picture(said)
            return
        if tag in BLOCKS:
            if self.state.silent:
                self.end_head()
            self.close_open("p", {"table", "td", "th", "li", "div"}, 20)
            if tag in CLOSES:
                for name in CLOSES[tag]:
                    self.close_open(name, BARRIERS[tag], 20)
            self.flush()
        if tag in VOID:
            return
        before = self.state
        opens = tag == "table" or (tag in {"td", "th"} and bool(self.grids))
        self.stack.append((tag, before, opens))
        self.state = self.inside(tag, said, before)
        if tag == "table":
            self.end_list()
            self.item = None
            self.grids.append(_Grid())
        elif tag == "tr" and self.grids:
            self.grids[-1].rows.append([])
        elif opens:
            self.open_cell(tag, said)
        elif tag == "li":
            lists = before.lists or ("ul",)
            self.item = (len(lists) - 1, lists[-1] == "ol")
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6", "p", "div"} and self.item is None:
            self.end_list_unless_office(said)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID | {"br", "img"}:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag == "p" and not any(name == "p" for name, *_ in self.stack[-20:]):
            self.flush()
            return
        self.close_open(tag, set(), 200)

    def end_head(self):
        """What stands in the body ends a head that nobody closed, as in a browser."""
        before = len(self.stack) + 1
        while self.state.silent and len(self.stack) < before:
            before = len(self.stack)
            self.close_open("head", SILENT - {"head"}, 20)

    def close_open(self, tag, barriers, reach):
        """Closes the nearest open element of a name, and what was opened inside it."""
        for depth in range(1, min(reach, len(self.stack)) + 1):
            name = self.stack[-depth][0]
            if name == tag:
                for _ in range(depth):
                    self.pop()
                return
            if name in barriers:
                return

    def pop(self):
        tag, before, opened = self.stack.pop()
        if tag in BLOCKS:
            self.flush()
        self.state = before
        if opened:
            self.end_list()
            if tag == "table":
                self.end_table()
            else:
                self.containers.pop()
        elif tag == "li":
            self.item = None
            for name, state, _ in reversed(self.stack[-20:]):
                if name in {"table", "td", "th"}:
                    break
                if name == "li":
                    lists = state.lists or ("ul",)
                    self.item = (len(lists) - 1, lists[-1] == "ol")
                    break
        elif tag in {"ul", "ol"} and not before.lists:
            self.end_list()

    def inside(self, tag, said, state):
        if not said and tag in PLAIN:
            return state
        style = re.sub(r"\s+", "", said.get("style", "").lower())
        names = set(re.split(r"[\s_-]+", f"{said.get('class', '')} {said.get('id', '')}".lower()))
        if tag in SILENT:
            return replace(state, silent=True)
        weight = re.search(r"font-weight:(\w+)", style)
        heavy = bool(weight and re.fullmatch("bold|bolder|[6-9]00", weight[1]))
        if heavy or (tag in {"b", "strong"} and not weight):
            state = replace(state, bold=True)
        if tag in {"sup", "sub"}:
            state = replace(state, position=tag)
        elif tag == "a":
            state = replace(state, href=said.get("href", "").strip())
        elif re.fullmatch(r"h[1-6]", tag):
            state = replace(state, heading=int(tag[1]))
        elif tag == "blockquote":
            state = replace(state, quote=True)
        elif tag in {"caption", "figcaption"}:
            state = replace(state, caption=True)
        elif tag == "pre":
            state = replace(state, pre=True)
        elif tag in {"ul", "ol", "menu", "dir"}:
            state = replace(state, lists=(*state.lists[:20], "ol" if tag == "ol" else "ul"))
        elif tag in {"article", "main"}:
            state = replace(state, article=True)
        elif tag in {"td", "th"}:
            state = replace(state, lists=(), place="", heading=0)
        if tag == "center" or "text-align:center" in style or said.get("align") == "center":
            state = replace(state, place="centre")
        elif "text-align:right" in style or said.get("align") == "right":
            state = replace(state, place="right")
        if not state.reason:
            state = replace(state, reason=self.reason(tag, said, style, names, state))
        if "mso-list:ignore" in style:
            state = replace(state, mark=True)
        elif "mso-list:" in style and (level := re.search(r"level(\d)", style)):
            self.office_list = (int(level[1]) - 1, "decimal" in style)
        return state

    @staticmethod
    def reason(tag, said, style, names, state):
        if tag == "del" or "msodel" in names:
            return "word.deleted"
        if "display:none" in style or "mso-hide:all" in style or "hidden" in said:
            return "word.hidden"
        if "mso-element:comment" in style or "msocommentreference" in names:
            return "word.comment"
        if tag in INSTEAD:
            return "word.unplaced"
        if tag in FURNITURE_TAGS or (tag == "header" and not state.article and "site" in names):
            return "page.furniture"
        if tag in {"div", "ul", "ol", "p", "section", "span"} and names & FURNITURE_NAMES:
            return "page.furniture"
        return ""

    # Text

    def handle_data(self, data):
        if self.state.silent and data.strip():
            self.end_head()
        if self.state.silent:
            return
        if not self.state.pre:
            if "\n" in data or "\r" in data:
                data = WRAPPED.sub("", data)
            data = SPACE.sub(" ", data)
        self.add(data)

    def add(self, text):
        state = self.state
        # Of the marks that Word puts before items, 第一条 and （一） are words; others come anew.
        if state.silent or (state.mark and text.strip() and not NUMERAL.search(text)):
            return
        if state.reason and state.reason != "page.furniture":
            # Hidden and deleted words stand inside paragraphs that stay.
            if text.strip():
                self.emit(left(text.strip(), state.reason))
            return
        self.runs.append(Run(text, state.bold and not state.heading, state.position, state.href))

    def picture(self, said):
        if self.state.silent:
            return
        alt = said.get("alt", "").strip() or said.get("title", "").strip()
        source = said.get("src", "").strip()
        image = None
        if source.lower().startswith("data:image/"):
            image = _data_picture(source, alt)
        elif re.fullmatch(r"part:\d{1,4}", source) and int(source[5:]) < len(self.pictures):
            image = replace(self.pictures[int(source[5:])], alt=alt)
        if image is not None:
            self.flush()
            self.end_list()
            self.emit(figure(image))
            return
        if alt or source:
            self.emit(left(alt or source[:200], "image.not_in_file"))

    def flush(self):
        runs, self.runs = self.runs, []
        text = plain(runs)
        office, self.office_list = self.office_list, None
        if not text.strip():
            return
        state = self.state
        if state.reason:
            words = plain(tidy(runs))
            if words:
                self.emit(left(words, state.reason))
            return
        if self.grids and state.caption:
            self.grids[-1].caption += [*runs, Run("\n")]
            return
        item = self.item or office
        if item is not None:
            self.items.append(Item(tidy(runs), *item))
            return
        self.end_list()
        kind, level = "paragraph", 0
        if state.heading:
            kind, level = "heading", state.heading
        elif state.quote:
            kind = "quote"
        elif state.caption:
            kind = "figure"
        for piece in _paragraphs(runs, text):
            block = inline_block(kind, piece, level=level, place=state.place)
            if block.text:
                self.emit(block)

    def emit(self, block):
        self.containers[-1].append(block)

    def end_list(self):
        if self.items:
            items, self.items = self.items, []
            self.emit(list_block(items))

    def end_list_unless_office(self, said):
        if "mso-list:" not in said.get("style", "").lower():
            self.end_list()

    # Tables

    def open_cell(self, tag, said):
        grid = self.grids[-1]
        if not grid.rows:
            grid.rows.append([])
        cell = Cell(
            [], tag == "th", _number(said.get("colspan", "1")), _number(said.get("rowspan", "1"))
        )
        blocks: list[Block] = []
        grid.rows[-1].append((cell, blocks))
        self.containers.append(blocks)
        self.item = None

    def end_table(self):
        self.end_list()
        for block in finished(self.grids.pop()):
            self.emit(block)

    def finish(self):
        self.flush()
        while self.stack:
            self.pop()
        self.end_list()
        return self.out


def finished(grid) -> list[Block]:
    """The blocks of a table: itself, or what stands in it where it only lays out the page."""
    rows = [row for row in grid.rows if row]
    every = [block for row in rows for _, blocks in row for block in blocks]
    caption = [inline_block("paragraph", grid.caption)] if tidy(grid.caption) else []
    nested = any(block.kind == "table" for block in every)
    crowded = any(len(blocks) > 1 for row in rows for _, blocks in row) and len(rows) == 1
    if nested or crowded or all(len(row) == 1 for row in rows):
        return caption + every
    table = Table(caption=grid.caption)
    beside: list[Block] = []
    for row in rows:
        cells = []
        for cell, blocks in row:
            words = [block for block in blocks if block.kind not in {"left_out", "figure"}]
            beside += [block for block in blocks if block.kind in {"left_out", "figure"}]
            cell.runs = _joined(words)
            cells.append(cell)
        table.rows.append(cells)
    if not any(cell.text.strip() for row in table.rows for cell in row):
        return caption + beside
    return [table_block(table), *beside]


def _joined(blocks):
    runs: list[Run] = []
    for block in blocks:
        if runs:
            runs.append(Run("\n"))
        if block.kind == "list":
            for number, item in enumerate(items_of(block)):
                runs += [Run("\n")] * (number > 0) + item.runs
        else:
            runs += parse(block.html)
    return runs


def _paragraphs(runs, text):
    """Cuts at what begins a paragraph; the offsets are those of the raw text."""
    if "\n" not in text:
        return [runs]
    spans, start = [], 0
    for found in PARAGRAPHS.finditer(text):
        spans.append((start, found.start()))
        start = found.end()
    return [piece for piece in cuts(runs, [*spans, (start, len(text))]) if piece]


def _number(text):
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 3 else 1


def _data_picture(source, alt):
    head, _, data = source.partition(",")
    if len(data) > MAX_PICTURE * 4 // 3 or ";base64" not in head.lower():
        return None
    try:
        decoded = base64.b64decode(urllib.parse.unquote(data), validate=False)
    except (binascii.Error, ValueError):
        return None
    return Picture(decoded, head[5:].split(";")[0].lower(), alt) if decoded else None


def read_html(text: str, pictures=(), max_tags: int = MAX_TAGS) -> list[Block]:
    """The blocks of a page or of pasted HTML. Raises `Refused` for what is too intricate.

    `pictures` are those that `<img src="part:0">` names: how `docx.py` hands them over.
    """
    reader = _Reader(pictures, max_tags)
    start, end = text.find("<!--StartFragment-->"), text.rfind("<!--EndFragment-->")
    if 0 <= start < end:
        text = text[start:end]
    text = _without(text, re.compile("<!--"), "-->")
    for name in ("script", "style"):
        text = _without(text, re.compile(f"<{name}\\b", re.I), f"</{name}>")
    # Word writes conditions as declarations: <![if !supportLists]>.
    text = re.sub(r"<[!?][^<>]*>", "", text)
    # A "<" that no ">" follows before the next one opens no tag. The parser would look for the
    # end again and again: a megabyte of "<" took it 23 s.
    text = re.sub(r"<(?![a-zA-Z/][^<>]*>)", "&lt;", text)
    reader.feed(text)
    reader.close()
    return _without_menus(reader.finish())


def _without(text, opening, closing):
    """The text without the stretches between two marks; an open one ends the looking."""
    kept, at = [], 0
    lowered = text.lower()
    while found := opening.search(text, at):
        end = lowered.find(closing, found.end())
        if end < 0:
            break
        kept.append(text[at : found.start()])
        at = end + len(closing)
    kept.append(text[at:])
    return "".join(kept)


def _without_menus(blocks):
    """Takes lists of links before the first and after the last whole sentence for menus."""
    sentences = [
        at
        for at, block in enumerate(blocks)
        if block.kind != "left_out" and re.search(r"[。！？]|[a-z)][.!?](\s|$)", block.text)
    ]
    if not sentences:
        return blocks
    first, last = sentences[0], sentences[-1]
    return [
        left(block.text, "page.furniture") if not first <= at <= last and _is_menu(block) else block
        for at, block in enumerate(blocks)
    ]


def _is_menu(block):
    links = re.findall(r"<a [^>]*>(.*?)</a>", block.html, re.S)
    linked = sum(len(re.sub(r"<[^>]+>|\s", "", link)) for link in links)
    letters = len(re.sub(r"\s|[|>·»›/]", "", block.text))
    return len(links) >= 2 and linked >= 0.8 * letters
