"""What changed between two rich texts: words, formats, list items and cells. No Django here.

A rich text is read as a list of blocks (paragraphs, headings, list items, table rows), each a line
of words with their formats. Blocks are paired first, so that a changed cell is compared with that
cell and not with its neighbour.
"""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

from news.differences import UNITS, Effort, stretches
from news.sequences import pair_up

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
BLANK_LINES = re.compile(r"\n\s*\n")
STARTS_WITH_BLOCK = re.compile(r"<(?:p|h2|h3|ul|ol|table)\b")
HEADINGS = {"heading2": "h2", "heading3": "h3"}


class Format(NamedTuple):
    is_bold: bool = False
    # "sup", "sub" or "".
    script: str = ""
    href: str = ""


PLAIN = Format()


class Run(NamedTuple):
    """Words in one format. `mark` is SAME, ADDED or REMOVED."""

    text: str
    format: Format = PLAIN
    mark: str = SAME


class Block(NamedTuple):
    """`kind` is "p", "h2", "h3", "ul", "ol" (an item of such a list), "caption", "row", "th" or
    "td"; a row has cells and no runs. `place` says how deep an item stands and how far a cell
    reaches, `table` to which table of the text a row or a caption belongs."""

    kind: str
    runs: tuple[Run, ...] = ()
    cells: tuple["Block", ...] = ()
    place: tuple[int, ...] = ()
    table: int = 0

    @property
    def text(self):
        if self.cells:
            return "\t".join(cell.text for cell in self.cells)
        return "".join(run.text for run in self.runs)


class Note(NamedTuple):
    """What changed beside the words. `what` is "bold", "script", "link", "kind" or "other"."""

    what: str
    then: str = ""
    now: str = ""
    words: str = ""


class BlockChange(NamedTuple):
    """A block as it is shown: the one that stands now, or the one that was removed."""

    block: Block
    state: str
    runs: list[Run]
    cells: list["BlockChange"]


class FormattedDifference(NamedTuple):
    blocks: list[BlockChange]
    notes: list[Note]

    @property
    def is_same(self):
        return not self.notes and all(each.state == SAME for each in self.blocks)


def compare(
    then: str, now: str, language: str, kind: str = "", effort: Effort | None = None
) -> FormattedDifference:
    """Two rich texts in a language ("zh", "en"). `kind` is the passage's, for text without blocks.

    Leaving out what is ADDED gives the words of `then`, leaving out what is REMOVED those of `now`.
    """
    one, two = read(then, kind), read(now, kind)
    if one == two:
        blocks = [_whole(block, SAME) for block in two]
        notes = [] if then == now else [Note("other")]
        return FormattedDifference(blocks, notes if _squeezed(then) != _squeezed(now) else [])
    comparing = _Comparing(language, effort or Effort())
    blocks = comparing.blocks(one, two)
    return FormattedDifference(blocks, comparing.notes)


def compare_plain(then: str, now: str, language: str, effort: Effort | None = None) -> list[Run]:
    """Two plain texts in one line of runs."""
    one, two = (Block("p", (Run(text),) if text else ()) for text in (then, now))
    return _Comparing(language, effort or Effort()).runs(one, two)


def _squeezed(text):
    return "".join(text.split())


def read(text: str, kind: str = "") -> list[Block]:
    """The blocks of a rich text as `portal.richtext` stores it."""
    reader = _Reader()
    if STARTS_WITH_BLOCK.match(text):
        reader.feed(text)
        reader.close()
        return reader.finished()
    lines = text.split("\n") if kind == "list" and "<li>" not in text else BLANK_LINES.split(text)
    blocks = []
    for line in lines:
        reader = _Reader(keeps_lines=True)
        reader.feed(line)
        reader.close()
        blocks += reader.finished()
    own = {"list": "ul", **HEADINGS}.get(kind)
    return [block._replace(kind=own) if own and block.kind == "p" else block for block in blocks]


class _Reader(HTMLParser):
    def __init__(self, *, keeps_lines=False):
        super().__init__(convert_charrefs=True)
        self.keeps_lines = keeps_lines
        self.blocks, self.cells = [], None
        self.kind, self.place, self.runs = "p", (), []
        self.lists, self.tables = [], 0
        self.bold, self.scripts, self.links = 0, [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "strong":
            self.bold += 1
        elif tag in {"sup", "sub"}:
            self.scripts.append(tag)
        elif tag == "a":
            self.links.append(attrs.get("href") or "")
        elif tag == "br":
            self._add("\n")
        elif tag in {"ul", "ol"}:
            self._end()
            self.lists.append(tag)
        elif tag == "li":
            self._begin(self.lists[-1] if self.lists else "ul", (len(self.lists),))
        elif tag == "table":
            self._end()
            self.tables += 1
        elif tag == "tr":
            self._end()
            self.cells = []
        elif tag in {"th", "td"}:
            spans = [attrs.get(name) or "1" for name in ["colspan", "rowspan"]]
            self._begin(tag, tuple(int(span) if span.isdecimal() else 1 for span in spans))
        elif tag in {"h2", "h3", "caption"} or (tag == "p" and self._is_free()):
            self._begin(tag)
        elif tag == "p" and self.runs:
            # A paragraph within an item or a cell.
            self._add("\n")

    def handle_endtag(self, tag):
        if tag == "strong":
            self.bold = max(0, self.bold - 1)
        elif tag in {"sup", "sub"} and self.scripts:
            self.scripts.pop()
        elif tag == "a" and self.links:
            self.links.pop()
        elif tag in {"ul", "ol"}:
            self._end()
            self.lists = self.lists[:-1]
        elif tag in {"th", "td"}:
            self._end(is_cell=True)
        elif tag == "tr":
            self._end()
            if self.cells:
                row = Block("row", cells=tuple(self.cells), table=self.tables)
                self.blocks.append(row)
            self.cells = None
        elif tag in {"h2", "h3", "caption", "li", "table"} or (tag == "p" and self._is_free()):
            self._end()

    def handle_data(self, data):
        self._add(data if self.keeps_lines else re.sub(r"\s+", " ", data))

    def _is_free(self):
        return not self.lists and self.cells is None

    def _add(self, text):
        script = self.scripts[-1] if self.scripts else ""
        href = self.links[-1] if self.links else ""
        self.runs.append(Run(text, Format(bool(self.bold), script, href)))

    def _begin(self, kind, place=()):
        self._end()
        self.kind, self.place = kind, place

    def _end(self, *, is_cell=False):
        runs = _tidy(self.runs)
        if self.cells is not None and self.kind in {"th", "td"}:
            # An empty cell is a cell as well.
            if runs or is_cell:
                self.cells.append(Block(self.kind, runs, place=self.place))
        elif runs:
            table = self.tables if self.kind == "caption" else 0
            self.blocks.append(Block(self.kind, runs, place=self.place, table=table))
        self.kind, self.place, self.runs = "p", (), []
        if self.lists:
            self.kind, self.place = self.lists[-1], (len(self.lists),)

    def finished(self):
        self._end()
        return self.blocks


def _tidy(runs):
    """Runs of one format joined, spaces at the edges and double ones dropped."""
    result = []
    for run in runs:
        text = run.text
        before = result[-1].text[-1] if result else "\n"
        if before in " \n":
            text = text.lstrip(" ") if before == " " or text[:1] == " " else text
        if before == "\n" and not result:
            text = text.lstrip()
        if not text:
            continue
        if result and result[-1].format == run.format:
            result[-1] = result[-1]._replace(text=result[-1].text + text)
        else:
            result.append(run._replace(text=text))
    while result:
        text = result[-1].text.rstrip()
        if text:
            result[-1] = result[-1]._replace(text=text)
            break
        result.pop()
    return tuple(result)


def _whole(block, mark):
    return BlockChange(
        block,
        mark,
        [run._replace(mark=mark) for run in block.runs],
        [_whole(cell, mark) for cell in block.cells],
    )


class _Comparing:
    def __init__(self, language, effort):
        self.language, self.effort = language, effort
        self.notes = []

    def units(self, text):
        return UNITS[self.language].findall(text)

    def blocks(self, one, two):
        self.columns = self.pair_columns(one, two)
        pairs = pair_up(
            [[_class(block.kind), *self.units(block.text)] for block in one],
            [[_class(block.kind), *self.units(block.text)] for block in two],
        )
        result = []
        for place, other in pairs:
            then = one[place] if place is not None else None
            now = two[other] if other is not None else None
            if then is not None and now is not None and _class(then.kind) != _class(now.kind):
                # A table's row is not compared with a paragraph.
                result += [_whole(then, REMOVED), _whole(now, ADDED)]
            else:
                result.append(self.block(then, now))
        return result

    def block(self, then, now):
        if then is None or now is None:
            return _whole(now or then, ADDED if then is None else REMOVED)
        if then == now:
            return _whole(now, SAME)
        if now.cells:
            cells = self.cells(then, now)
            return BlockChange(now, CHANGED, [], cells)
        if then.kind != now.kind:
            self.notes.append(Note("kind", then.kind, now.kind, now.text))
        elif then.place != now.place:
            self.notes.append(Note("other", words=now.text))
        runs = self.runs(then, now)
        state = CHANGED if any(run.mark != SAME for run in runs) else SAME
        return BlockChange(now, state, runs, [])

    def pair_columns(self, one, two):
        """Which column of a table is which: {(table, other table): pairs of column numbers}."""
        tables = [_columns(one), _columns(two)]
        return {
            (table, other): pair_up(
                [self.units(column) for column in tables[0][table]],
                [self.units(column) for column in tables[1][other]],
            )
            for table, other in zip(*map(sorted, tables), strict=False)
        }

    def cells(self, row, other_row):
        one, two = row.cells, other_row.cells
        pairs = self.columns.get((row.table, other_row.table), [])
        widths = [sum(pair[side] is not None for pair in pairs) for side in (0, 1)]
        if widths != [len(one), len(two)]:
            # Cells that reach over several columns.
            pairs = pair_up(
                [self.units(cell.text) for cell in one], [self.units(cell.text) for cell in two]
            )
        return [
            self.block(
                one[place] if place is not None else None,
                two[other] if other is not None else None,
            )
            for place, other in pairs
        ]

    def runs(self, then, now):
        """One line out of both: what was removed before what was added in its place."""
        text, new_text = then.text, now.text
        formats, new_formats = _formats(then), _formats(now)
        result, at, new_at = [], 0, 0
        ends = (len(text), len(text), len(new_text), len(new_text))
        for start, end, new_start, new_end in [
            *stretches(text, new_text, self.language, self.effort),
            ends,
        ]:
            self.compare_formats(text[at:start], formats[at:start], new_formats[new_at:new_start])
            result += _runs(new_text, new_formats, new_at, new_start, SAME)
            result += _runs(text, formats, start, end, REMOVED)
            result += _runs(new_text, new_formats, new_start, new_end, ADDED)
            at, new_at = end, new_end
        return result

    def compare_formats(self, text, formats, new_formats):
        """Notes what the same words look like now, each stretch of one change once."""
        if formats == new_formats:
            return
        for aspect, what in enumerate(["bold", "script", "link"]):
            start = 0
            pairs = [
                (then[aspect], now[aspect]) for then, now in zip(formats, new_formats, strict=True)
            ]
            while start < len(pairs):
                end = start
                while end < len(pairs) and pairs[end] == pairs[start]:
                    end += 1
                then, now = pairs[start]
                if then != now and text[start:end].strip():
                    self.notes.append(Note(what, _word(then), _word(now), text[start:end].strip()))
                start = end


def _columns(blocks):
    """{table: the words of each column}, by the rows that are as wide as most."""
    tables = {}
    for block in blocks:
        if block.kind == "row":
            tables.setdefault(block.table, []).append(block.cells)
    result = {}
    for table, rows in tables.items():
        [(width, _number)] = Counter(map(len, rows)).most_common(1)
        full = [row for row in rows if len(row) == width]
        result[table] = ["\n".join(row[column].text for row in full) for column in range(width)]
    return result


def _word(value):
    return value if isinstance(value, str) else "bold" * value


def _class(kind):
    return kind if kind in {"row", "caption"} else "text"


def _formats(block):
    return [run.format for run in block.runs for _char in run.text]


def _runs(text, formats, start, end, mark):
    result = []
    for place in range(start, end):
        if result and result[-1].format == formats[place]:
            result[-1] = result[-1]._replace(text=result[-1].text + text[place])
        else:
            result.append(Run(text[place], formats[place], mark))
    return result
