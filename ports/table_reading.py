"""Holiday tables as officers have them: read into cells, and refused cell by cell.

Pure: no Django, no database. Read are

- a table with days across and ports down, from a spreadsheet (tabs) or a CSV file, in any order,
  with or without a row of days and a column of names; without them, cells go by their place,
  counted from where the officer stands;
- the records of a schedule file: one line is a port on a day, with the columns `port_slug`,
  `date` and `state`, and where present `mode`, `reason_zh`, `reason_en` and `source`.

An empty cell says nothing. What cannot be taken becomes a `Fault` with its place; the rest stands.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

REGULAR, OPEN, CLOSED, FREIGHT_ONLY = "", "open", "closed", "freight_only"
# As long as a table of 200 ports on 31 days in the wordiest form, several times over.
LONGEST = 500_000
# Country or prefecture may stand left of the name.
NAME_COLUMNS = 3

WORDS = {
    **dict.fromkeys(["开", "开放", "开关", "开通", "通关", "open", "o", "1", "√", "✓", "✔"], OPEN),
    **dict.fromkeys(["正常开放", "正常通关", "正常开关", "是", "yes"], OPEN),
    **dict.fromkeys(
        ["关", "关闭", "闭", "闭关", "closed", "close", "c", "0", "x", "×", "✗"], CLOSED
    ),
    **dict.fromkeys(["休", "休关", "停", "停关", "停止通关", "不开放", "否", "no"], CLOSED),
    **dict.fromkeys(
        ["货", "货运", "仅货", "仅货运", "只货运", "仅限货运", "仅通货运"], FREIGHT_ONLY
    ),
    **dict.fromkeys(["仅开放货运", "仅办理货运", "客停货通", "货通客停", "f"], FREIGHT_ONLY),
    **dict.fromkeys(["freight", "freightonly", "cargo", "cargoonly"], FREIGHT_ONLY),
    **dict.fromkeys(["正常", "常规", "照常", "无", "regular", "normal", "asusual"], REGULAR),
    **dict.fromkeys(["r", "-", "–", "—", "·"], REGULAR),
}
HEADINGS = {
    **dict.fromkeys(["port_slug", "port", "口岸"], "port"),
    **dict.fromkeys(["date", "day", "日期"], "date"),
    **dict.fromkeys(["state", "status", "状态"], "state"),
    **{name: name for name in ["mode", "reason_zh", "reason_en", "source"]},
}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAY = re.compile(
    r"[(（]?\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?[)）]?"
    r"|[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?",
    re.I,
)
CLOCK = re.compile(r"[t ]0?0:00(?::00(?:\.0+)?)?$", re.I)
WHOLE_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
CHINESE_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?")
DAY_ALONE = re.compile(r"(\d{1,2})[日号]")
TWO_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?")
DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]{3,9})\.?(?:[, -]+(\d{4}))?", re.I)
MONTH_DAY = re.compile(r"([a-z]{3,9})\.?[- ](\d{1,2})(?:st|nd|rd|th)?(?:[, -]+(\d{4}))?", re.I)
COMMON = re.compile(
    r"口岸|公路|铁路|航空|\b(?:border|road|rail(?:way)?|air|land|port|pass|crossing|of|entry)\b",
    re.I,
)

# What a refused cell is told; the web side words them (`ports.grid.MESSAGES`).
UNKNOWN_WORD = "unknown_word"
UNKNOWN_PORT = "unknown_port"
UNCLEAR_PORT = "unclear_port"
PORT_TWICE = "port_twice"
CELL_TWICE = "cell_twice"
NO_DAY = "no_day"
DAY_OUTSIDE = "day_outside"
DAY_UNCLEAR = "day_unclear"
DAY_TWICE = "day_twice"
BEYOND = "beyond"
NOT_POSSIBLE = "not_possible"
OTHER_MODE = "other_mode"
OTHER_REASON = "other_reason"
TOO_LONG = "too_long"
NOT_READ = "not_read"


@dataclass(frozen=True)
class Row:
    """A row of the grid: a port with every spelling, and the states that its cells can have."""

    slug: str
    names: tuple[str, ...]
    states: frozenset[str] = frozenset({REGULAR, OPEN, CLOSED, FREIGHT_ONLY})


@dataclass(frozen=True)
class Fault:
    """A cell that was refused. `line` and `column` count from 1 in the table as it was given."""

    code: str
    line: int = 0
    column: int = 0
    text: str = ""
    slug: str | None = None
    day: date | None = None
    name: str = ""


@dataclass
class Reading:
    cells: dict[tuple[str, date], str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    # From the records of a schedule file alone: (Chinese, English) of each port, and the source.
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)
    source: str = ""

    @property
    def reason(self) -> tuple[str, str] | None:
        """The reason of most cells."""
        counted = Counter(self.reasons[slug] for slug, _day in self.cells if slug in self.reasons)
        return counted.most_common(1)[0][0] if counted else None


def state_of(word: str) -> str | None:
    """The state that a word stands for, or None. "仅货运", "Freight only" and "F" are the same."""
    plain = unicodedata.normalize("NFKC", word).casefold()
    plain = re.sub(r"[\s_.。,，]|(?<=\w)-(?=\w)", "", plain)
    return WORDS.get(plain)


def plain_name(name: str) -> str:
    """A port's name without what spellings differ in: "Horgos Road Port" is "horgos"."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(char for char in text if not unicodedata.combining(char)).replace("_", " ")
    short = re.sub(r"[\W_]+", "", COMMON.sub(" ", text))
    return short or re.sub(r"[\W_]+", "", text)


def day_of(text: str, days: Sequence[date]) -> tuple[str, date | None]:
    """("", day), ("no_day", None), ("day_unclear", None) or ("day_outside", day or None).

    A day without its year is one of the grid's where it can be. 10/1 is taken as the one of
    1 October and 10 January that lies in the grid; where both or none does it is unclear.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = CLOCK.sub("", WEEKDAY.sub("", plain)).strip(" ,，\n")
    if match := WHOLE_DAY.fullmatch(plain):
        found = [_date(*match.groups())]
    elif match := CHINESE_DAY.fullmatch(plain):
        found = _in_some_year(match[1], match[2], None, days)
    elif match := DAY_ALONE.fullmatch(plain):
        found = [day for day in days if day.day == int(match[1])] or [None]
    elif match := TWO_NUMBERS.fullmatch(plain):
        found = [
            day
            for month, number in {(match[1], match[2]), (match[2], match[1])}
            for day in _in_some_year(month, number, match[3], days)
        ]
        if len(set(found) & set(days)) != 1:
            return (DAY_UNCLEAR if set(found) & set(days) else DAY_OUTSIDE), None
    elif match := DAY_MONTH.fullmatch(plain) or MONTH_DAY.fullmatch(plain):
        number, month = (match[1], match[2]) if match.re is DAY_MONTH else (match[2], match[1])
        if month.lower()[:3] not in MONTHS:
            return NO_DAY, None
        found = _in_some_year(MONTHS.index(month.lower()[:3]) + 1, number, match[3], days)
    else:
        return NO_DAY, None
    inside = [day for day in found if day in days]
    if len(inside) > 1:
        return DAY_UNCLEAR, None
    return ("", inside[0]) if inside else (DAY_OUTSIDE, found[0] if found else None)


def _date(year, month, day) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _in_some_year(month, day, year, days) -> list[date | None]:
    years = [year] if year else sorted({day.year for day in days})
    found = [_date(each, month, day) for each in years]
    return [day for day in found if day in days] or found[:1]


def read(
    text: str,
    rows: Sequence[Row],
    days: Sequence[date],
    *,
    mode: str = "",
    start: tuple[int, int] = (0, 0),
) -> Reading:
    """The cells of a table for a grid with these rows and days.

    `start` is the row and column, from 0, of the cell that a table without names or days is laid
    at. `mode` is the grid's, against which records of a file that name theirs are held.
    """
    if len(text) > LONGEST:
        return Reading(faults=[Fault(TOO_LONG)])
    try:
        lines = _lines(text)
    except csv.Error:
        return Reading(faults=[Fault(NOT_READ)])
    reader = _Reader(rows, days, mode)
    if not lines:
        return reader.reading
    headings = [HEADINGS.get(cell.casefold()) for cell in lines[0][1]]
    if {"port", "date", "state"} <= set(headings):
        reader.records(headings, lines[1:])
    else:
        reader.table(lines, start)
    return reader.reading


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """(line, cells) of every line that is not empty."""
    text = text.removeprefix("\ufeff")
    if "\t" in text:
        delimiter = "\t"
    else:
        first = text.lstrip("\r\n").split("\n", 1)[0]
        delimiter = max(",;，", key=first.count)
    # Excel's own quoting; a quote within a cell is kept as it stands.
    found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = [(number, [cell.strip() for cell in cells]) for number, cells in enumerate(found, 1)]
    return [(number, cells) for number, cells in lines if any(cells)]


class _Reader:
    def __init__(self, rows, days, mode):
        self.rows, self.days, self.mode = rows, days, mode
        self.by_slug = {row.slug: row for row in rows}
        self.by_name = {}
        for row in rows:
            for name in (row.slug, *row.names):
                if name:
                    self.by_name.setdefault(plain_name(name), set()).add(row.slug)
        self.reading = Reading()

    def port(self, name: str) -> tuple[str, Row | None]:
        found = self.by_name.get(plain_name(name), ())
        if len(found) == 1:
            return "", self.by_slug[next(iter(found))]
        return (UNCLEAR_PORT if found else UNKNOWN_PORT), None

    def fault(self, code, line, column, text, row=None, day=None, name=""):
        self.reading.faults.append(
            Fault(code, line, column, text[:60], row.slug if row else None, day, name[:60])
        )

    def cell(self, line, column, text, row, day) -> bool:
        state = state_of(text)
        if state is None:
            self.fault(UNKNOWN_WORD, line, column, text, row, day)
        elif state not in row.states:
            self.fault(NOT_POSSIBLE, line, column, text, row, day)
        else:
            self.reading.cells[row.slug, day] = state
            return True
        return False

    # A table

    def table(self, lines, start):
        head = lines[0][1]
        has_days = any(day_of(cell, self.days)[0] != NO_DAY for cell in head if cell)
        if has_days:
            names = self._names_column(lines[1:])
            columns = self._days_of(head)
            first = next(place for place, (code, _day, _text) in columns.items() if code != NO_DAY)
            if names is None and first > 0:
                names = 0
            columns = {place: said for place, said in columns.items() if place >= first}
            lines = lines[1:]
        else:
            names = self._names_column(lines)
            columns = None
        taken = {}
        for index, (line, cells) in enumerate(lines):
            said = [place for place, cell in enumerate(cells) if cell]
            if columns is not None and self._is_furniture(cells, names):
                continue
            code, row, name = "", None, ""
            if names is None:
                place = start[0] + index
                row = self.rows[place] if place < len(self.rows) else None
                code = "" if row else BEYOND
            else:
                name = cells[names] if names < len(cells) else ""
                code, row = self.port(name)
                if row and row.slug in taken:
                    code, name = PORT_TWICE, str(taken[row.slug])
                elif row:
                    taken[row.slug] = line
            for column in said:
                if names is not None and column <= names:
                    continue
                if columns is None:
                    self._placed(code, line, column, cells, row, name, names, start)
                elif column in columns or column > max(columns):
                    day_code, day, heading = columns.get(column, (BEYOND, None, ""))
                    if code or day_code:
                        said_of = name if code else heading
                        at = line, column + 1, cells[column]
                        self.fault(code or day_code, *at, row, day, said_of)
                    else:
                        self.cell(line, column + 1, cells[column], row, day)

    def _placed(self, code, line, column, cells, row, name, names, start):
        # Beside names the first column of cells is the grid's own first; else it is where one is.
        place = column - names - 1 if names is not None else start[1] + column
        day = self.days[place] if place < len(self.days) else None
        if code or day is None:
            self.fault(code or BEYOND, line, column + 1, cells[column], row, day, name)
        else:
            self.cell(line, column + 1, cells[column], row, day)

    def _names_column(self, lines) -> int | None:
        counted = Counter(
            place
            for _line, cells in lines
            for place, cell in enumerate(cells[:NAME_COLUMNS])
            if cell and self.port(cell)[0] != UNKNOWN_PORT
        )
        return counted.most_common(1)[0][0] if counted else None

    def _days_of(self, head):
        columns, seen = {}, {}
        for place, cell in enumerate(head):
            code, day = day_of(cell, self.days) if cell else (NO_DAY, None)
            if not code and day in seen:
                code = DAY_TWICE
            elif not code:
                seen[day] = place
            columns[place] = code, day if day in self.days else None, cell
        return columns

    def _is_furniture(self, cells, names) -> bool:
        """A line of weekdays, or a heading such as a country's name."""
        said = [cell for place, cell in enumerate(cells) if cell and place != names]
        if names is not None and names < len(cells) and self.port(cells[names])[1]:
            return False
        return not said or all(not WEEKDAY.sub("", cell).strip() for cell in said)

    # Records

    def records(self, headings, lines):
        at = {name: place for place, name in enumerate(headings) if name}
        seen, sources = {}, Counter()
        for line, cells in lines:
            record = {
                name: cells[place] if place < len(cells) else "" for name, place in at.items()
            }
            column = at["state"] + 1
            text = record["state"]
            code, row = self.port(record["port"])
            name = record["port"]
            day = None
            if not code:
                code, day = day_of(record["date"], self.days)
                name = record["date"]
            if not code and self.mode and record.get("mode", self.mode) not in {self.mode, ""}:
                code, name = OTHER_MODE, record["mode"]
            if not code and (row.slug, day) in seen:
                code, name = CELL_TWICE, str(seen[row.slug, day])
            reason = record.get("reason_zh", ""), record.get("reason_en", "")
            if not code and all(reason) and reason != self.reading.reasons.get(row.slug, reason):
                code, name = OTHER_REASON, self.reading.reasons[row.slug][0]
            if code:
                inside = day if day in self.days else None
                self.fault(code, line, column, text, row, inside, name)
                continue
            seen[row.slug, day] = line
            if text and self.cell(line, column, text, row, day):
                if all(reason):
                    self.reading.reasons[row.slug] = tuple(part[:200] for part in reason)
                if record.get("source"):
                    sources[record["source"][:600]] += 1
        if sources:
            self.reading.source = sources.most_common(1)[0][0]


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
