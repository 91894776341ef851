"""Lists and tables between their HTML and plain Python, so that they can be split and joined."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from news.manuscript.inline import Run, parse, plain, render, tidy
from news.manuscript.model import Block, Picture


@dataclass
class Item:
    """A list item: its words, and how deep it stands in the list."""

    runs: list[Run]
    depth: int = 0
    ordered: bool = False


@dataclass
class Cell:
    runs: list[Run]
    head: bool = False
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        return plain(self.runs)


@dataclass
class Table:
    rows: list[list[Cell]] = field(default_factory=list)
    caption: list[Run] = field(default_factory=list)


def paragraph(runs: Iterable[Run], **values) -> Block:
    return inline_block("paragraph", runs, **values)


def inline_block(kind: str, runs: Iterable[Run], **values) -> Block:
    """A block of inline text; the HTML is without the block's own element."""
    runs = tidy(runs)
    return Block(kind, render(runs), plain(runs), **values)


def figure(image: Picture | None, runs: Iterable[Run] = ()) -> Block:
    return inline_block("figure", runs, image=image)


def left(text: str, reason: str) -> Block:
    return Block("left_out", text=text, reason=reason)


def list_block(items: list[Item]) -> Block:
    """A list; an item that is deeper than the one before by more than one counts as one deeper."""
    items = [Item(tidy(item.runs), item.depth, item.ordered) for item in items]
    items = [item for item in items if item.runs]
    out: list[str] = []
    open_lists: list[str] = []
    for item in items:
        depth = min(item.depth, len(open_lists), 3)
        while len(open_lists) > depth + 1:
            out.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == depth + 1:
            out.append("</li>")
        else:
            tag = "ol" if item.ordered else "ul"
            open_lists.append(tag)
            out.append(f"<{tag}>")
        out.append(f"<li>{render(item.runs)}")
    while open_lists:
        out.append(f"</li></{open_lists.pop()}>")
    return Block("list", "".join(out), "\n".join(plain(item.runs) for item in items))


def joined_lists(blocks: list[Block]) -> Block:
    """Several lists as one, of the first one's sort."""
    tag = blocks[0].html[:4]
    if tag and all(block.html.startswith(tag) for block in blocks):
        inner = "".join(block.html[4:-5] for block in blocks)
        html = f"{tag}{inner}{blocks[0].html[-5:]}"
        return Block("list", html, "\n".join(block.text for block in blocks))
    return list_block([item for block in blocks for item in items_of(block)])


def items_of(block: Block) -> list[Item]:
    """The items of what `list_block` wrote."""
    items: list[Item] = []
    stack: list[str] = []
    for part in re.split(r"(</?(?:ul|ol|li)>)", block.html):
        if part in {"<ul>", "<ol>"}:
            stack.append(part[1:3])
        elif part in {"</ul>", "</ol>"}:
            stack.pop()
        elif part and not part.endswith("li>"):
            items.append(Item(parse(part), len(stack) - 1, stack[-1] == "ol"))
    return items


def table_block(table: Table) -> Block:
    rows = [[_tidy_cell(cell) for cell in row] for row in table.rows]
    rows = [row for row in rows if row]
    caption = tidy(table.caption)
    out = ["<table>"]
    lines = []
    if caption:
        out.append(f"<caption>{render(caption)}</caption>")
        lines.append(plain(caption).replace("\n", " "))
    heads = 0
    while heads < len(rows) and all(cell.head for cell in rows[heads]) and heads < len(rows) - 1:
        heads += 1
    for part, members in (("thead", rows[:heads]), ("tbody", rows[heads:])):
        if members:
            out.append(f"<{part}>")
            for row in members:
                cells = "".join(_cell(cell, "col" if part == "thead" else "row") for cell in row)
                out.append(f"<tr>{cells}</tr>")
                lines.append("\t".join(cell.text.replace("\n", " ") for cell in row))
            out.append(f"</{part}>")
    out.append("</table>")
    return Block("table", "".join(out), "\n".join(lines))


def _tidy_cell(cell: Cell) -> Cell:
    return Cell(tidy(cell.runs), cell.head, cell.columns, cell.rows)


def _cell(cell: Cell, scope: str) -> str:
    tag = "th" if cell.head else "td"
    said = f' scope="{scope}"' if cell.head else ""
    for name, value in (("colspan", cell.columns), ("rowspan", cell.rows)):
        if 1 < value <= 50:
            said += f' {name}="{value}"'
    return f"<{tag}{said}>{render(cell.runs)}</{tag}>"


def table_of(block: Block) -> Table:
    """What `table_block` wrote."""
    table = Table()
    caption = re.search(r"<caption>(.*?)</caption>", block.html, re.S)
    if caption:
        table.caption = parse(caption[1])
    for row in re.findall(r"<tr>(.*?)</tr>", block.html, re.S):
        cells = []
        for tag, said, text in re.findall(r"<(t[hd])([^>]*)>(.*?)</t[hd]>", row, re.S):
            spans = dict(re.findall(r'(colspan|rowspan)="(\d+)"', said))
            cells.append(
                Cell(
                    parse(text),
                    tag == "th",
                    int(spans.get("colspan", 1)),
                    int(spans.get("rowspan", 1)),
                )
            )
        table.rows.append(cells)
    return table


def row_html(kind: str, blocks: list[Block]) -> str:
    """The HTML of a row of this kind from one block or several of one language.

    As the workbench joins them: paragraphs stay apart in a paragraph row, lines are parted by
    `<br>` where the kind holds inline text only.
    """
    if kind == "list" and all(block.kind == "list" for block in blocks):
        return joined_lists(blocks).html
    if kind in {"paragraph", "list", "table"}:
        return "".join(
            block.html if block.kind in {"list", "table"} else f"<p>{block.html}</p>"
            for block in blocks
            if block.html
        )
    return "<br>".join(
        html.escape(block.text, quote=False).replace("\n", "<br>")
        if block.kind in {"list", "table"}
        else block.html
        for block in blocks
    )
