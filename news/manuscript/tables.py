"""Tables that are no data: two columns of the same text, or both languages in each cell."""

import re
from collections import Counter

from news.manuscript import header
from news.manuscript.inline import Run, cut, cuts, plain
from news.manuscript.languages import language, parts
from news.manuscript.model import Block
from news.manuscript.structure import Cell, Table, table_block, table_of

COLUMN_HEAD = re.compile(
    r"[（(\[【]?\s*(?:中\s*文|英\s*文|汉语|英语|原文|译文|中文(?:稿|版|原文|内容)"
    r"|英文(?:稿|版|译文|内容)|chinese|english"
    r"|zh|en|original|translation|source|target|chinese (?:text|version)"
    r"|english (?:text|version|translation))\s*[)）\]】]?",
    re.I,
)
NUMBER_HEAD = re.compile(r"(?:序\s*号|编号|段落?|no\.?|number|#|item|para(?:graph)?)", re.I)
NUMBER = re.compile(
    r"(?:[(（]?\d{1,4}[)）.、]?|第?[一二三四五六七八九十]{1,3}[段、.]?"
    r"|[ivxIVX]{1,5}\.?|P?\d{1,3})$"
)
SENTENCE = re.compile(r"[。！？；]|[a-z)][.!?](\s|$)")


def bilingual_rows(block: Block, share: float):
    """The rows of a table of two columns zh | en: (zh runs, en runs, words left out with reason).

    None for a data table. `share` is the part of the whole text that stands in this table.
    """
    table = table_of(block)
    width = Counter(len(row) for row in table.rows).most_common(1)
    if not width or not 2 <= width[0][0] <= 4:
        return None
    width = width[0][0]
    full = [row for row in table.rows if len(row) == width]
    heads = bool(full) and sum(bool(COLUMN_HEAD.fullmatch(cell.text)) for cell in full[0]) >= 2
    body = full[1:] if heads else full
    sides = {}
    for column in range(width):
        if heads and _is_label_column(full[0][column], [row[column] for row in body]):
            sides[column] = "number"
            continue
        cells = [row[column].text for row in body if row[column].text]
        named = [name for name in map(language, cells) if name]
        if (
            not cells
            or (not named and all(NUMBER.match(text) for text in cells))
            or all(NUMBER.match(text) or NUMBER_HEAD.fullmatch(text) for text in cells)
        ):
            sides[column] = "number"
        elif named and named.count("zh") >= 0.8 * len(named):
            sides[column] = "zh"
        elif named and named.count("en") >= 0.8 * len(named):
            sides[column] = "en"
        else:
            return None
    if sorted(side for side in sides.values() if side != "number") != ["en", "zh"]:
        return None
    if width > 3 or (width == 3 and "number" not in (sides[0], sides[width - 1])):
        return None
    sentences = sum(bool(SENTENCE.search(cell.text)) for row in body for cell in row)
    if not (heads or share > 0.6 or sentences >= max(2, len(body) // 2)):
        return None
    column = {side: number for number, side in sides.items()}
    found = []
    for row in table.rows:
        if len(row) != width:
            found += [(cell.runs, None, []) for cell in row if cell.text]
        elif row is full[0] and (heads or NUMBER_HEAD.fullmatch(row[column.get("number", 0)].text)):
            words = [(cell.text, "table.header") for cell in row if cell.text]
            if heads:
                found.append((None, None, words))
            else:
                numbered = row[column["number"]].text
                found.append((*_sides(row, column), [(numbered, "table.header")]))
        else:
            place = column.get("number")
            words = [(row[place].text, "table.number")] if place is not None else []
            found.append((*_sides(row, column), [item for item in words if item[0]]))
    if table.caption:
        found.insert(0, (table.caption, None, []))
    return found


def _is_label_column(head: Cell, cells: list[Cell]) -> bool:
    """Whether a column beside 中文 and English only names what stands in its row: 标题, 导语."""
    texts = [cell.text for cell in cells if cell.text]
    return (
        not COLUMN_HEAD.fullmatch(head.text)
        and all(len(text) <= 12 and not SENTENCE.search(text) for text in texts)
        and len(set(texts)) == len(texts)
    )


def header_lines(block: Block):
    """The lines of a table that heads an official notice (索引号 | … | 发布机构 | …); else None."""
    table = table_of(block)
    cells = [[cell.text.strip() for cell in row] for row in table.rows]
    cells = [[text for text in row if text] if len(row) % 2 else row for row in cells]
    if not cells or any(len(row) % 2 for row in cells) or max(map(len, cells)) > 6:
        return None
    pairs = [pair for row in cells for pair in zip(row[::2], row[1::2], strict=True) if any(pair)]
    labels = sum(header.is_label(label) for label, _ in pairs)
    if labels < 2 or labels < 0.6 * len(pairs):
        return None
    caption = [plain(table.caption)] if table.caption else []
    return caption + [f"{label.rstrip(':： ')}：{value}" for label, value in pairs]


def _sides(row, column):
    return row[column["zh"]].runs, row[column["en"]].runs


def split_cells(block: Block):
    """A table with both languages in its cells as two tables, and the signs between; else None."""
    table = table_of(block)
    cells = [cell for row in table.rows for cell in row]
    named = [cell for cell in cells if language(cell.text)]
    divided = {id(cell): _both(cell) for cell in named}
    if not named or sum(found is not None for found in divided.values()) < 0.6 * len(named):
        return None
    made = {"zh": Table(), "en": Table()}
    signs: list[str] = []
    for row in table.rows:
        for side, target in made.items():
            target.rows.append([])
            for cell in row:
                both = divided.get(id(cell))
                if both:
                    runs = both[side]
                elif not language(cell.text) or language(cell.text) == side:
                    runs = cell.runs
                else:
                    # A name given in one language only stands in both.
                    runs = cell.runs
                target.rows[-1].append(Cell(runs, cell.head, cell.columns, cell.rows))
        for cell in row:
            signs += divided[id(cell)]["gaps"] if divided.get(id(cell)) else []
    caption = _both(Cell(table.caption)) if table.caption else None
    for side, target in made.items():
        if table.caption:
            target.caption = caption[side] if caption else table.caption
    if caption:
        signs += caption["gaps"]
    return table_block(made["zh"]), table_block(made["en"]), signs


def _both(cell: Cell):
    found = parts(cell.text, short=True, tiny=True)
    if len(found) != 2:
        return None
    (start, end, first), (start2, end2, second) = found
    if {first, second} != {"zh", "en"}:
        return None
    return {
        first: cut(cell.runs, start, end),
        second: cut(cell.runs, start2, end2),
        "gaps": gaps(cell.text, found),
    }


def gaps(text: str, found: list[tuple[int, int, str]]) -> list[str]:
    """The signs before, between and after the parts of a text."""
    ends = [0, *(end for _, end, _ in found)]
    starts = [*(start for start, *_ in found), len(text)]
    between = (text[end:start].strip() for end, start in zip(ends, starts, strict=True))
    return [gap for gap in between if gap]


def lines_of(runs: list[Run]) -> list[list[Run]]:
    """The lines of a cell, each a paragraph of the manuscript."""
    text = plain(runs)
    ends = [*(at for at, char in enumerate(text) if char == "\n"), len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [line for line in cuts(runs, list(zip(starts, ends, strict=True))) if line]
