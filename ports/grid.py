"""The holiday grid: services of a mode down, days across, exception days in the cells.

A cell speaks for a port's freight and passengers at once where both are asked for: "freight only"
is freight open and passengers closed. What a cell shows is read from the newest row of each
service and day (`ports.calendar`); what a save writes are new rows for the services whose state
changes, and a row without a state where a day is regular again.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import generation
from ports import announcement, table_reading
from ports.announcement import CLOSED, FREIGHT_ONLY, OPEN, OTHER, REGULAR, Both
from ports.calendar import Why, midnight
from ports.models import Alias, ExceptionDay, Regime, Service, State, Traffic
from ports.schedule import Schedule
from ports.table_reading import Fault

BOTH = "both"
MOST_DAYS = 31
# Below DATA_UPLOAD_MAX_NUMBER_FIELDS, with two more fields a row and those of the form itself.
MOST_CELLS = 5_000
STATES = (REGULAR, OPEN, CLOSED, FREIGHT_ONLY)
LABELS = {
    REGULAR: pgettext_lazy("cell of the holiday grid", "Regular"),
    OPEN: pgettext_lazy("cell of the holiday grid", "Open"),
    CLOSED: pgettext_lazy("cell of the holiday grid", "Closed"),
    FREIGHT_ONLY: pgettext_lazy("cell of the holiday grid", "Freight only"),
    OTHER: pgettext_lazy("cell of the holiday grid", "Entered apart"),
}
CONFLICT = "conflict"
STALE_FORM = "stale_form"
MESSAGES = {
    table_reading.UNKNOWN_WORD: _(
        "“%(text)s” is no state. Write open, closed, freight only or regular, in either language."
    ),
    table_reading.UNKNOWN_PORT: _("“%(name)s” is no port of this grid."),
    table_reading.UNCLEAR_PORT: _("“%(name)s” could be more than one port of this grid."),
    table_reading.PORT_TWICE: _("The port stands already in line %(name)s; that one was taken."),
    table_reading.CELL_TWICE: _("Port and day stand already in line %(name)s; that one was taken."),
    table_reading.NO_DAY: _("“%(name)s” is no day."),
    table_reading.DAY_OUTSIDE: _("“%(name)s” lies outside the days of this grid."),
    table_reading.DAY_UNCLEAR: _("“%(name)s” could be more than one day of this grid."),
    table_reading.DAY_TWICE: _("The day “%(name)s” stands already further left."),
    table_reading.BEYOND: _("This is beyond the last row or day of the grid."),
    table_reading.NOT_POSSIBLE: _("“%(text)s” is not possible for what this row speaks of."),
    table_reading.OTHER_MODE: _("“%(name)s” is another mode than this grid's."),
    table_reading.OTHER_REASON: _(
        "The reason is another one than on the port's other days (%(name)s). Enter these days in "
        "a second save."
    ),
    table_reading.TOO_LONG: _("The table is too long to be a holiday's. Nothing of it was taken."),
    table_reading.NOT_READ: _("This could not be read as a table. Nothing of it was taken."),
    CONFLICT: _(
        "Meanwhile %(name)s entered “%(text)s” here. Save again to put yours in its place, or "
        "choose that state to leave it."
    ),
    STALE_FORM: _("The form did not say what this row showed. Look at the row and save again."),
}
SUGGESTIONS = [
    Both("国庆节假期", "National Day holiday"),
    Both("国庆节、中秋节假期", "National Day and Mid-Autumn holiday"),
    Both("春节假期", "Spring Festival holiday"),
    Both("元旦假期", "New Year holiday"),
    Both("清明节假期", "Qingming holiday"),
    Both("劳动节假期", "Labour Day holiday"),
    Both("端午节假期", "Dragon Boat holiday"),
    Both("中秋节假期", "Mid-Autumn holiday"),
]
BY_DATE = {(10, 1): SUGGESTIONS[0], (1, 1): SUGGESTIONS[3], (5, 1): SUGGESTIONS[5]}


def message_of(fault: Fault) -> str:
    return MESSAGES[fault.code] % {"text": fault.text, "name": fault.name}


def said(row: ExceptionDay | None) -> str:
    """What one service's newest row says on a day, as a state of the grid."""
    if row is None or not row.state:
        return REGULAR
    if row.state == State.LIMITED or row.opens or row.limitation:
        return OTHER
    return row.state


@dataclass(frozen=True)
class Entry:
    """What one save said of a cell."""

    row: ExceptionDay
    label: object

    @property
    def who(self) -> str:
        user = self.row.recorded_by
        return (user.get_full_name() or user.get_username()) if user else "–"

    @property
    def line(self) -> str:
        """What, by whom, when and why, as one line."""
        when = timezone.localtime(self.row.recorded_at).strftime("%Y-%m-%d %H:%M")
        return " · ".join([str(self.label), self.who, when, self.row.reason or "–"])


@dataclass
class Cell:
    """A port on a day. `rows` holds the newest row of each service, in the order of services."""

    day: date
    rows: list[ExceptionDay | None]
    # What each save said, the newest first.
    entries: list[Entry]
    state: str
    typed: str
    faults: list[str] = field(default_factory=list)
    is_conflict: bool = False

    @property
    def is_changed(self) -> bool:
        return self.typed != self.state

    @property
    def seen(self) -> str:
        return ".".join(str(row.pk if row else 0) for row in self.rows)

    @property
    def about(self) -> str:
        return self.entries[0].line if self.entries else ""

    @property
    def classes(self) -> str:
        found = ["holiday__state", f"holiday__state--{self.typed or 'regular'}"]
        found += ["is-changed"] if self.is_changed else []
        return " ".join(found + (["is-refused"] if self.faults else []))

    @property
    def state_label(self):
        return LABELS[self.state]

    @property
    def newest(self) -> ExceptionDay | None:
        return max(
            (row for row in self.rows if row),
            key=lambda row: (row.recorded_at, row.pk),
            default=None,
        )


@dataclass
class GridRow:
    """A port with its services that the grid speaks of, freight first."""

    port: object
    services: list[Service]
    cells: list[Cell] = field(default_factory=list)
    # (Chinese, English), where it is not the reason of the whole grid.
    reason: tuple[str, str] | None = None

    @property
    def seen(self) -> str:
        return ",".join(cell.seen for cell in self.cells)

    @property
    def states(self) -> list[str]:
        """What a cell can be set to."""
        if len(self.services) == 2:
            return list(STATES)
        return [REGULAR, OPEN, CLOSED]

    @property
    def has_faults(self) -> bool:
        return any(cell.faults for cell in self.cells)

    @property
    def choices(self):
        return [(state, LABELS[state]) for state in self.states]


@dataclass(frozen=True)
class StaysClosed:
    """A service that the grid opens on days on which its status is closed, which beats the grid."""

    service: Service
    days: list[date]


@dataclass
class CountryRows:
    country: object
    rows: list[GridRow]


class Grid:
    """What stands in the database, and over it what was typed.

    Loaded in a number of queries that depends on neither ports nor days.
    """

    def __init__(self, first: date, last: date, mode: str, traffic: str = BOTH, *, everyone=False):
        self.days = table_reading.days_between(first, last)
        self.mode, self.traffic, self.everyone = mode, traffic, everyone
        self.faults: list[Fault] = []
        self.rows = self._load(first, last)

    def _load(self, first, last):
        services = Service.objects.as_of(midnight(first)).filter(mode=self.mode)
        if self.traffic != BOTH:
            services = services.filter(traffic=self.traffic)
        services = services.select_related("port__country").order_by("port__slug")
        # The names that the choices have in the database also order them: freight, passenger.
        rows = {}
        for service in services:
            rows.setdefault(service.port_id, GridRow(service.port, [])).services.append(service)
        for row in rows.values():
            row.services.sort(key=lambda service: service.traffic)
        days = (
            ExceptionDay.objects.filter(
                service__in=[service.pk for row in rows.values() for service in row.services],
                date__range=(first, last),
            )
            .select_related("recorded_by")
            .order_by("recorded_at", "pk")
        )
        self.history = {}
        for day in days:
            self.history.setdefault((day.service_id, day.date), []).append(day)
        self.by_pk = {day.pk: day for found in self.history.values() for day in found}
        found = [row for row in rows.values() if self.everyone or self._works(row)]
        self.left_out = len(rows) - len(found)
        for row in found:
            row.cells = [self._cell(row, day) for day in self.days]
        return sorted(found, key=lambda row: (_border(row.port), row.port.slug))

    def _works(self, row) -> bool:
        """Whether some service of a port is in service, or has an exception in these days."""
        return any(
            service.regime not in {Regime.NOT_OPEN, Regime.NOT_APPROVED}
            or service.state in {State.OPEN, State.LIMITED}
            or any((service.pk, day) in self.history for day in self.days)
            for service in row.services
        )

    def _cell(self, row, day) -> Cell:
        histories = [self.history.get((service.pk, day), []) for service in row.services]
        rows = [history[-1] if history else None for history in histories]
        state = self.combined(rows)
        return Cell(day, rows, self._entries(row, histories), state, state)

    def _entries(self, row, histories) -> list[Entry]:
        saves = {}
        for service, history in zip(row.services, histories, strict=True):
            for item in history:
                saves.setdefault(item.recorded_at, {})[service.traffic] = item
        found = []
        for instant in sorted(saves, reverse=True):
            rows = saves[instant]
            if len(rows) == len(row.services):
                label = LABELS[self.combined(list(rows.values()))]
            else:
                ((traffic, item),) = rows.items()
                label = _("%(traffic)s: %(state)s") % {
                    "traffic": Traffic(traffic).label,
                    "state": LABELS[said(item)],
                }
            found.append(Entry(next(iter(rows.values())), label))
        return found

    @staticmethod
    def combined(rows: list[ExceptionDay | None]) -> str:
        """The state of a cell from the newest row of each of its services."""
        states = [said(row) for row in rows]
        if len(set(states)) == 1:
            return states[0]
        return FREIGHT_ONLY if states == [OPEN, CLOSED] else OTHER

    @staticmethod
    def wanted(state: str, row: GridRow) -> list[str]:
        """What each service has to say for a cell to be in a state."""
        if state == FREIGHT_ONLY:
            return [OPEN, CLOSED]
        return [state] * len(row.services)

    # For the page

    @property
    def groups(self) -> list[CountryRows]:
        groups = []
        for row in self.rows:
            if not groups or groups[-1].country != row.port.country:
                groups.append(CountryRows(row.port.country, []))
            groups[-1].rows.append(row)
        return groups

    def staying_closed(self) -> list[StaysClosed]:
        """What readers are told is closed though a cell opens it. Four queries."""
        services = [service for row in self.rows for service in row.services]
        schedule = Schedule.of(services)
        found = []
        for row in self.rows:
            wanted = [self._said_of(cell, row) for cell in row.cells]
            for place, service in enumerate(row.services):
                states = schedule[service].days(self.days[0], self.days[-1])
                days = [
                    day.date
                    for day, cell in zip(states, wanted, strict=True)
                    if cell[place] not in {REGULAR, CLOSED}
                    and (day.verdict.state, day.verdict.why) == (State.CLOSED, Why.STATUS)
                ]
                if days:
                    found.append(StaysClosed(service, days))
        return found

    def _said_of(self, cell, row) -> list[str]:
        """What the cell as it is typed says of each service of its row."""
        if cell.typed == OTHER:
            return [said(item) for item in cell.rows]
        return self.wanted(cell.typed, row)

    @property
    def columns(self):
        return [(day, announcement.column_of(day)) for day in self.days]

    @property
    def cells(self):
        return ((row, cell) for row in self.rows for cell in row.cells)

    @property
    def changed(self) -> int:
        return sum(cell.is_changed for _row, cell in self.cells)

    @cached_property
    def standing_reasons(self) -> Counter:
        """(Chinese, English) reasons of the rows that hold, with the number of their cells."""
        return Counter(
            (cell.newest.reason_zh, cell.newest.reason_en)
            for _row, cell in self.cells
            if cell.newest and cell.state != REGULAR and cell.newest.reason_zh
        )

    def suggested(self) -> tuple[Both, str]:
        """The reason and the source to begin with: those that stand, else the day's holiday."""
        if self.standing_reasons:
            reason = Both(*self.standing_reasons.most_common(1)[0][0])
            sources = Counter(
                cell.newest.source_text
                for _row, cell in self.cells
                if cell.newest and cell.state != REGULAR
            )
            return reason, sources.most_common(1)[0][0]
        for day in self.days:
            if (day.month, day.day) in BY_DATE:
                return BY_DATE[day.month, day.day], ""
        return Both("", ""), ""

    # What was typed

    def readable_rows(self) -> list[table_reading.Row]:
        """The rows with every spelling of their ports. One query."""
        spellings = {}
        for port, text in Alias.objects.filter(
            port__in=[row.port.pk for row in self.rows]
        ).values_list("port", "text"):
            spellings.setdefault(port, []).append(text)
        return [
            table_reading.Row(
                row.port.slug,
                (
                    row.port.name_zh or "",
                    row.port.name_en or "",
                    row.port.pinyin,
                    *spellings.get(row.port.pk, ()),
                ),
                frozenset(row.states),
            )
            for row in self.rows
        ]

    def read(self, text: str, start=(0, 0)) -> table_reading.Reading:
        return table_reading.read(
            text, self.readable_rows(), self.days, mode=self.mode, start=start
        )

    def lay(self, reading: table_reading.Reading) -> None:
        """Types what was read into the cells; the refused cells keep what they had."""
        places = {(row.port.slug, cell.day): (row, cell) for row, cell in self.cells}
        for key, state in reading.cells.items():
            places[key][1].typed = state
        self.faults += reading.faults
        for fault in reading.faults:
            found = places.get((fault.slug, fault.day))
            if found:
                found[1].faults.append(message_of(fault))

    def take(self, data) -> None:
        """What a form posted: cells by `c.{slug}.{day}`, what it had shown by `seen.{slug}`."""
        for row in self.rows:
            seen = data.get(f"seen.{row.port.slug}", "").split(",")
            known = len(seen) == len(row.cells)
            for cell, token in zip(
                row.cells, seen if known else [None] * len(row.cells), strict=True
            ):
                self._take_cell(row, cell, token, data.get(f"c.{row.port.slug}.{cell.day}"))

    def _take_cell(self, row, cell, token, typed):
        if typed is None or typed == cell.state:
            return
        base = self._seen_state(row, cell, token)
        if typed == base:
            # Not touched here; what another one entered meanwhile stands.
            return
        if typed not in row.states:
            fault = Fault(
                table_reading.UNKNOWN_WORD if typed != OTHER else table_reading.NOT_POSSIBLE,
                text=typed[:60],
                slug=row.port.slug,
                day=cell.day,
            )
        elif base is None:
            fault = Fault(STALE_FORM, slug=row.port.slug, day=cell.day)
        elif token != cell.seen:
            fault = Fault(
                CONFLICT,
                text=str(cell.state_label),
                slug=row.port.slug,
                day=cell.day,
                name=cell.entries[0].who if cell.entries else "–",
            )
            cell.is_conflict = True
        else:
            fault = None
        if typed in row.states:
            cell.typed = typed
        if fault:
            cell.faults.append(message_of(fault))
            self.faults.append(fault)

    def _seen_state(self, row, cell, token) -> str | None:
        """The state that the form had shown, from the rows that it names; None if it names none."""
        if token == cell.seen:
            return cell.state
        parts = (token or "").split(".")
        if len(parts) != len(row.services) or not all(
            part.isascii() and part.isdigit() and len(part) < 19 for part in parts
        ):
            return None
        rows = []
        for service, part in zip(row.services, parts, strict=True):
            found = self.by_pk.get(int(part))
            if int(part) and (
                found is None or (found.service_id, found.date) != (service.pk, cell.day)
            ):
                return None
            rows.append(found)
        return self.combined(rows)

    # Saving

    def new_rows(self, user, reason: Both, source: str) -> list[ExceptionDay]:
        """The rows that a save adds; see the module's text. Does not save."""
        now = timezone.now()
        found = []
        for row in self.rows:
            why = Both(*row.reason) if row.reason else reason
            for cell in row.cells:
                if not cell.is_changed:
                    continue
                for service, present, state in zip(
                    row.services, cell.rows, self.wanted(cell.typed, row), strict=True
                ):
                    if said(present) == state:
                        continue
                    found.append(
                        ExceptionDay(
                            service=service,
                            date=cell.day,
                            state=state,
                            reason_zh=why.zh,
                            reason_en=why.en,
                            source_text=source,
                            recorded_at=now,
                            recorded_by=user,
                        )
                    )
        return found

    # The notice

    def notice(self, reason: Both | None = None) -> announcement.Notice | None:
        """Of the cells as they are typed; `reason` is that of the cells that are not saved yet."""
        lines = []
        for row in self.rows:
            why = Counter(
                (row.reason or (reason.zh, reason.en) if reason else ("", ""))
                if cell.is_changed
                else (cell.newest.reason_zh or "", cell.newest.reason_en or "")
                for cell in row.cells
                if cell.typed != REGULAR
            )
            country = row.port.country
            lines.append(
                announcement.Line(
                    slug=row.port.slug,
                    name=Both(row.port.name_zh or "", row.port.name_en or ""),
                    country=Both(country.name_zh, country.name_en) if country else None,
                    states=tuple(cell.typed for cell in row.cells),
                    reason=Both(*why.most_common(1)[0][0]) if why else Both("", ""),
                )
            )
        return announcement.compose(lines, self.days, mode=self.mode, traffic=self.traffic)


def _border(port):
    country = port.country
    return (country.position, country.code) if country else (float("inf"), "")


def save(data, user, reason: Both, source: str, reasons: dict, **which) -> "tuple[Grid, int]":
    """Reads the grid anew, takes what was posted, and writes it where nothing is refused.

    Returns the grid, with its faults, and the number of cells written; with a fault it is 0 and
    nothing is. Saves of two officers follow one another: the second sees the first one's rows.
    """
    with transaction.atomic():
        # A row of every port is held until the end; SQLite has one writer at a time anyway.
        list(
            Service.objects.select_for_update()
            .filter(mode=which["mode"])
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        grid = Grid(**which)
        grid.take(data)
        for row in grid.rows:
            row.reason = reasons.get(row.port.slug)
        if grid.faults:
            return grid, 0
        written = grid.changed
        ExceptionDay.objects.bulk_create(grid.new_rows(user, reason, source))
        if written:
            # No signal comes of rows created in bulk.
            generation.bump()
        return grid, written
