"""The table of ports and days: what a calendar says, in words for each cell."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ports.calendar import BEIJING, DAY, DayState, Why, beijing_date
from ports.models import Country, ExceptionDay, Limitation, Mode, Port, Service, State, Traffic
from ports.schedule import Schedule


@dataclass(frozen=True)
class Day:
    date: date
    is_today: bool
    is_weekend: bool


@dataclass(frozen=True)
class Cell:
    """A service on a day. `is_exception`: an entry for this date decides, not the rules."""

    day: Day
    state: str
    label: str
    hours: list[str] = field(default_factory=list)
    limitations: list = field(default_factory=list)
    is_exception: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Row:
    service: Service
    cells: list[Cell]

    @property
    def label(self):
        return Traffic(self.service.traffic).label


@dataclass(frozen=True)
class Block:
    """The rows of one mode of a port."""

    port: Port
    mode: str
    rows: list[Row]

    @property
    def mode_label(self):
        return Mode(self.mode).label


@dataclass(frozen=True)
class Group:
    country: Country | None
    blocks: list[Block]


@dataclass(frozen=True)
class Table:
    days: list[Day]
    groups: list[Group]

    @property
    def blocks(self) -> list[Block]:
        return [block for group in self.groups for block in group.blocks]

    @property
    def months(self) -> list[tuple[date, int]]:
        """The months that the days lie in: (first of the days, how many of them)."""
        found = []
        for day in self.days:
            if found and (found[-1][0].year, found[-1][0].month) == (day.date.year, day.date.month):
                found[-1] = (found[-1][0], found[-1][1] + 1)
            else:
                found.append((day.date, 1))
        return found

    @property
    def reasons(self) -> list[tuple[str, date, date]]:
        """Why entries for a date were made: (reason, first date, last date), each run of days."""
        days = defaultdict(set)
        for block in self.blocks:
            for row in block.rows:
                for cell in row.cells:
                    if cell.is_exception and cell.reason:
                        days[cell.reason].add(cell.day.date)
        found = []
        for reason, dates in days.items():
            for day in sorted(dates):
                if found and found[-1][0] == reason and found[-1][2] + DAY == day:
                    found[-1] = (reason, found[-1][1], day)
                else:
                    found.append((reason, day, day))
        return sorted(found, key=lambda run: run[1:])

    @property
    def has_exceptions(self) -> bool:
        return any(
            cell.is_exception for block in self.blocks for row in block.rows for cell in row.cells
        )


def table(schedule: Schedule, ports, first: date, count: int) -> Table:
    """The services of a schedule on some days, by neighbour and port. One query, for reasons.

    `ports` come with their country and services. A pipeline has a row where a state is recorded.
    """
    today = beijing_date(schedule.known_at)
    last = first + timedelta(days=count - 1)
    days = [
        Day(day, is_today=day == today, is_weekend=day.isoweekday() > 5)
        for day in (first + number * DAY for number in range(count))
    ]
    states = {
        service.pk: list(schedule[service].days(first, last)) for service in schedule.services
    }
    named = {
        exception.id
        for service_days in states.values()
        for day in service_days
        if (exception := exception_of(day))
    }
    reasons = ExceptionDay.objects.in_bulk(named)
    order = {value: place for place, value in enumerate([*Mode.values, *Traffic.values])}
    groups = {}
    for port in ports:
        by_mode = {}
        for service in port.services.all():
            by_mode.setdefault(service.mode, []).append(service)
        blocks = []
        for mode in sorted(by_mode, key=order.get):
            rows = [
                Row(service, [cell(day, state, reasons) for day, state in pairs])
                for service in sorted(by_mode[mode], key=lambda each: order[each.traffic])
                for pairs in [list(zip(days, states[service.pk], strict=True))]
            ]
            is_known = any(cell.state != "unknown" for row in rows for cell in row.cells)
            if mode != Mode.PIPELINE or is_known:
                blocks.append(Block(port, mode, rows))
        key = (port.country.position, port.country.code) if port.country else (float("inf"), "")
        groups.setdefault(key, Group(port.country, [])).blocks.extend(blocks)
    return Table(days, [groups[key] for key in sorted(groups) if groups[key].blocks])


def exception_of(day: DayState):
    """The exception that has a say on a day, or None."""
    return next((part.verdict.exception for part in day.intervals if part.verdict.exception), None)


def cell(day: Day, state: DayState, reasons) -> Cell:
    verdict = state.verdict
    exception = exception_of(state)
    row = reasons.get(exception.id) if exception else None
    word = str(verdict.state)
    return Cell(
        day=day,
        state=word,
        label=label_of(word),
        hours=hours_of(state) if verdict.is_open and not state.is_whole else [],
        limitations=[Limitation(value).label for value in verdict.limitations],
        # A closed status beats the exception, which then decides nothing.
        is_exception=exception is not None and verdict.why != Why.STATUS,
        reason=(row.reason or "") if row else "",
    )


def label_of(state: str) -> str:
    if state == "unknown":
        return pgettext("state of a service", "Not on record")
    return str(State(state).label)


def hours_of(day: DayState, zone: tzinfo = BEIJING) -> list[str]:
    """When a day is open: "10:00–20:00". An end at midnight is 24:00."""
    found = []
    for start, end in day.hours(zone):
        ends = end.strftime("%H:%M")
        found.append(
            _("%(start)s–%(end)s")
            % {
                "start": start.strftime("%H:%M"),
                "end": "24:00" if ends == "00:00" else ends,
            }
        )
    return found
