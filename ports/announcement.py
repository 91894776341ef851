"""The bilingual notice of a holiday's arrangements, from the cells of the grid.

Pure: no Django, no database. Both languages are made from the same groups of ports and the same
runs of days, so a number or a day that stands in one stands in the other. Ports that share all
days and the reason share a sentence; sentences go by neighbour, in the order of the lines given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

REGULAR, OPEN, CLOSED, FREIGHT_ONLY, OTHER = "", "open", "closed", "freight_only", "other"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


@dataclass(frozen=True)
class Both:
    """The same text in both languages."""

    zh: str
    en: str


MODES = {
    "road": Both("公路口岸", "road port"),
    "rail": Both("铁路口岸", "rail port"),
    "air": Both("航空口岸", "air port"),
    "pipeline": Both("管道口岸", "pipeline port"),
}
CLEARANCE = {
    "both": Both("通关", "clearance"),
    "freight": Both("货运通关", "freight clearance"),
    "passenger": Both("旅客通关", "passenger clearance"),
}
# Of a cell in the table.
WORDS = {
    REGULAR: Both("常规", "As usual"),
    OPEN: Both("开放", "Open"),
    CLOSED: Both("关闭", "Closed"),
    FREIGHT_ONLY: Both("仅货运", "Freight only"),
    OTHER: Both("另行安排", "Separate arrangement"),
}
# Of a sentence, after the days in Chinese and before them in English.
SAYS = {
    OPEN: Both("开放", "open"),
    CLOSED: Both("关闭", "closed"),
    FREIGHT_ONLY: Both("仅办理货运通关", "open to freight only"),
    OTHER: Both("按另行安排通关", "under separate arrangements"),
}
SEASONAL = Both("季节性闭关", "seasonal closure")


@dataclass(frozen=True)
class Line:
    """A port with its states on the days of the notice, in their order."""

    slug: str
    name: Both
    country: Both | None
    states: tuple[str, ...]
    reason: Both = Both("", "")

    @property
    def short(self) -> Both:
        return Both(self.name.zh.removesuffix("口岸"), self.name.en.removesuffix(" Port"))


@dataclass(frozen=True)
class TableRow:
    country: Both | None
    slug: str
    name: Both
    cells: tuple[Both, ...]


@dataclass(frozen=True)
class Table:
    caption: Both
    columns: tuple[Both, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Notice:
    title: Both
    summary: Both
    # Before the table and after it.
    paragraphs: list[Both]
    table: Table
    closing: list[Both]
    slugs: list[str] = field(default_factory=list)

    @property
    def sides(self) -> list["Side"]:
        """The notice in each language, to be shown beside each other."""
        return [Side(self, language) for language in ("zh", "en")]


HTML_CODES = {"zh": "zh-Hans", "en": "en"}
PORT = Both("口岸", "Port")


class Side:
    """A notice in one language, as plain texts."""

    def __init__(self, notice: Notice, language: str):
        def said(both):
            return getattr(both, language)

        self.code = HTML_CODES[language]
        self.title = said(notice.title)
        self.paragraphs = [said(text) for text in notice.paragraphs]
        self.caption = said(notice.table.caption)
        self.port = said(PORT)
        self.columns = [said(column) for column in notice.table.columns]
        self.rows = [
            {"slug": row.slug, "name": said(row.name), "cells": [said(cell) for cell in row.cells]}
            for row in notice.table.rows
        ]
        self.closing = [said(text) for text in notice.closing]


def compose(
    lines: Sequence[Line],
    days: Sequence[date],
    *,
    mode: str = "road",
    traffic: str = "both",
) -> Notice | None:
    """The notice of the ports that depart from their rule on some of the days; None without any.

    `days` are consecutive. The reason that most ports give is the notice's own; the others are
    named beside the ports that they are of.
    """
    lines = [line for line in lines if any(line.states)]
    if not lines:
        return None
    reasons = [line.reason for line in lines if line.reason.zh and line.reason.en]
    reason = max(reasons, key=reasons.count) if reasons else Both("", "")
    writer = _Writer(lines, days, MODES[mode], CLEARANCE[traffic], reason)
    return Notice(
        title=writer.title(),
        summary=writer.summary(),
        paragraphs=[writer.introduction(), *writer.together(), *writer.by_country()],
        table=writer.table(),
        closing=[writer.closing()],
        slugs=[line.slug for line in lines],
    )


def is_holiday(reason: Both) -> bool:
    return reason.zh.endswith(("假期", "假日", "节")) and reason.en.lower().endswith(
        ("holiday", "holidays", "day", "festival")
    )


class _Writer:
    def __init__(self, lines, days, ports, clearance, reason):
        self.lines, self.days, self.reason = lines, days, reason
        self.ports, self.clearance = ports, clearance
        self.with_year = days[0].year != days[-1].year
        self.holiday = is_holiday(reason)
        count = len(lines)
        self.counted = Both(
            f"{count}个{ports.zh}", f"{count} {ports.en}{'' if count == 1 else 's'}"
        )

    # Days

    def span(self, *, year=False) -> Both:
        """From the first to the last day, with the year where it is asked for."""
        first, last = self.days[0], self.days[-1]
        year = year or self.with_year
        if first == last:
            return Both(day_zh(first, None, year), day_en(first, year))
        zh = f"{day_zh(first, None, year)}至{day_zh(last, first, self.with_year)}"
        same_month = (first.year, first.month) == (last.year, last.month)
        start = str(first.day) if same_month else day_en(first, self.with_year)
        return Both(zh, f"from {start} to {day_en(last, year)}")

    def on(self, days: Sequence[date]) -> Both:
        """Some days: "10月1日至3日、6日", "from 1 to 3 October and on 6 October"."""
        parts_zh, parts_en, before = [], [], None
        for kind, part in _parts(days):
            if kind == "run":
                first, last = part[0], part[-1]
                start = day_zh(first, before, self.with_year)
                parts_zh.append(f"{start}至{day_zh(last, first, self.with_year)}")
                same = (first.year, first.month) == (last.year, last.month)
                from_day = str(first.day) if same else day_en(first, self.with_year)
                parts_en.append(f"from {from_day} to {day_en(last, self.with_year)}")
                before = last
            else:
                for day in part:
                    parts_zh.append(day_zh(day, before, self.with_year))
                    before = day
                numbers = [str(day.day) for day in part[:-1]]
                parts_en.append(f"on {listed_en([*numbers, day_en(part[-1], self.with_year)])}")
        return Both("、".join(parts_zh), listed_en(parts_en))

    # Texts

    def title(self) -> Both:
        kind = Both(
            f"{self.ports.zh}{self.clearance.zh}安排",
            f"{self.ports.en[0].upper()}{self.ports.en[1:]} {self.clearance.en}",
        )
        year = self.days[0].year
        if self.holiday and not self.with_year:
            return Both(
                f"{year}年{self.reason.zh}{kind.zh}", f"{kind.en} over the {self.reason.en} {year}"
            )
        span = self.span(year=True)
        when = span.en if len(self.days) > 1 else f"on {span.en}"
        return Both(f"{span.zh}{kind.zh}", f"{kind.en} {when}")

    def summary(self) -> Both:
        span = self.span(year=True)
        when = span.en if len(self.days) > 1 else f"on {span.en}"
        return Both(
            f"{span.zh}，{self.counted.zh}的{self.clearance.zh}安排，按口岸和日期列表。",
            f"The {self.clearance.en} arrangements of {self.counted.en} {when}, by port and day.",
        )

    def introduction(self) -> Both:
        count = len(self.days)
        if self.holiday and not self.with_year:
            year, span = self.days[0].year, self.span()
            days_zh = f"（{span.zh}，共{count}天）" if count > 1 else f"（{span.zh}）"
            days_en = f"({count} days, {span.en})" if count > 1 else f"({span.en})"
            return Both(
                f"现将{year}年{self.reason.zh}{days_zh}{self.counted.zh}的"
                f"{self.clearance.zh}安排通知如下。",
                f"The {self.clearance.en} arrangements of {self.counted.en} for the "
                f"{self.reason.en} of {year} {days_en} are as follows.",
            )
        span = self.span(year=True)
        why = self.reason if self.reason.zh else None
        days_zh = f"{span.zh}（共{count}天）" if count > 1 else span.zh
        when = f"{span.en} ({count} days)" if count > 1 else f"on {span.en}"
        return Both(
            f"现将{days_zh}{self.counted.zh}的{self.clearance.zh}安排通知如下。"
            + (f"原因：{why.zh}。" if why else ""),
            f"The {self.clearance.en} arrangements of {self.counted.en} {when} are as follows."
            + (f" Reason: {why.en}." if why else ""),
        )

    def together(self) -> list[Both]:
        """The days on which all ports are alike, where there are enough of both to say so."""
        count = len(self.lines)
        if count < 3 or len({line.states for line in self.lines}) == 1:
            return []
        found = []
        for state in (CLOSED, FREIGHT_ONLY, OPEN):
            days = [
                day
                for place, day in enumerate(self.days)
                if all(line.states[place] == state for line in self.lines)
            ]
            if not days:
                continue
            on, says = self.on(days), SAYS[state]
            found.append(
                Both(
                    f"{on.zh}，{self.counted.zh}全部{says.zh}。",
                    f"All {self.counted.en} are {says.en} {on.en}.",
                )
            )
        return (
            [Both("".join(part.zh for part in found), " ".join(part.en for part in found))]
            if found
            else []
        )

    def by_country(self) -> list[Both]:
        found = []
        for country, lines in groupby(self.lines, key=lambda line: line.country):
            lines = list(lines)
            groups = {}
            for line in lines:
                groups.setdefault((line.states, line.reason), []).append(line)
            # Those that share most come first; a tie keeps the order of the border.
            found.append(self._paragraph(country, len(lines), list(groups.items())))
        return found

    def _paragraph(self, country, count, groups) -> Both:
        sentences = [self._sentence(states, reason, ports) for (states, reason), ports in groups]
        if country is None:
            zh, en = ("；".join(part) for part in zip(*sentences, strict=True))
            return Both(f"{zh}。", f"{en.replace('；', '; ')}.")
        if len(groups) == 1:
            (subject_zh, subject_en, says_zh, says_en) = self._parts_of(*groups[0])
            return Both(
                f"对{country.zh}的{subject_zh}{says_zh}。",
                f"{subject_en}, on the border with {country.en}, {says_en}.",
            )
        zh = "；".join(zh for zh, _en in sentences)
        en = "; ".join(en for _zh, en in sentences)
        return Both(
            f"对{country.zh}的{count}个口岸中，{zh}。",
            f"Of the {count} ports on the border with {country.en}, {en}.",
        )

    def _parts_of(self, key, ports):
        states, reason = key
        names = Both(
            "、".join(line.short.zh for line in ports) + "口岸",
            listed_en([line.short.en for line in ports]),
        )
        says_zh, says_en = [], []
        for state, days in self._states_in_order(states):
            on, says = self.on(days), SAYS[state]
            says_zh.append(f"{on.zh}{says.zh}")
            says_en.append(f"{says.en} {on.en}")
        be = "is" if len(ports) == 1 else "are"
        tail_zh = tail_en = ""
        if reason != self.reason and reason.zh and reason.en:
            tail_zh, tail_en = f"（{reason.zh}）", f" ({reason.en})"
        has_lists = len(says_en) > 2 or " and " in says_en[0]
        return (
            names.zh,
            names.en,
            "，".join(says_zh) + tail_zh,
            f"{be} {listed_en(says_en, comma=has_lists)}{tail_en}",
        )

    def _sentence(self, states, reason, ports) -> tuple[str, str]:
        subject_zh, subject_en, says_zh, says_en = self._parts_of((states, reason), ports)
        return f"{subject_zh}{says_zh}", f"{subject_en} {says_en}"

    def _states_in_order(self, states):
        """(state, its days), as their first days come; regular days are left to the closing."""
        found = {}
        for day, state in zip(self.days, states, strict=True):
            if state != REGULAR:
                found.setdefault(state, []).append(day)
        return found.items()

    def closing(self) -> Both:
        return Both(
            "以上日期均为北京时间。其余时间按各口岸常规安排通关。出入境车辆和旅客请提前安排行程。",
            "All days are in Beijing time. At all other times the ports work by their regular "
            "arrangements. Please plan journeys and transport ahead.",
        )

    def table(self) -> Table:
        span = self.span(year=True)
        when = span.en if len(self.days) > 1 else f"on {span.en}"
        return Table(
            caption=Both(
                f"{span.zh}{self.ports.zh}{self.clearance.zh}状态",
                f"{self.clearance.en[0].upper()}{self.clearance.en[1:]} at the "
                f"{self.ports.en}s {when}",
            ),
            columns=tuple(column_of(day, self.with_year) for day in self.days),
            rows=tuple(
                TableRow(
                    line.country,
                    line.slug,
                    line.short,
                    tuple(WORDS[state] for state in line.states),
                )
                for line in self.lines
            ),
        )


def _parts(days: Sequence[date]):
    """("run", days) of three days or more on end, ("single", days of one month) of the others."""
    runs = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = []
    for run in runs:
        if len(run) > 2:
            parts.append(("run", run))
            continue
        for day in run:
            last = parts[-1] if parts else None
            if last and last[0] == "single" and _month(last[1][-1]) == _month(day):
                last[1].append(day)
            else:
                parts.append(("single", [day]))
    return parts


def _month(day: date):
    return day.year, day.month


def day_zh(day: date, before: date | None, with_year: bool) -> str:
    """A day as it reads after another: month and year are said where they change."""
    if before and _month(before) == _month(day):
        return f"{day.day}日"
    if with_year and (before is None or before.year != day.year):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.month}月{day.day}日"


def day_en(day: date, with_year: bool) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")


def column_of(day: date, with_year: bool = False) -> Both:
    """A column's heading: day and weekday."""
    weekday = day.weekday()
    year_zh, year_en = (f"{day.year}年", f" {day.year}") if with_year else ("", "")
    return Both(
        f"{year_zh}{day.month}月{day.day}日 周{WEEKDAYS_ZH[weekday]}",
        f"{WEEKDAYS_EN[weekday]} {day.day} {MONTHS[day.month - 1][:3]}{year_en}",
    )


def listed_en(items: Sequence[str], *, comma: bool = False) -> str:
    """ "a", "a and b", "a, b and c"; with `comma` another one before "and"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])}{',' if comma else ''} and {items[-1]}"
