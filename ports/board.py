"""The board: which services are open at an instant, by neighbour country, with counts.

Status, rules and exception days speak together, as `ports.calendar` says. The board of the present
is held until the next instant at which any state turns (`present`).
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils import timezone

from ports.calendar import DAY, DayState, Interval, Verdict, Why, beijing_date, midnight
from ports.models import (
    Action,
    Country,
    ExceptionDay,
    Limitation,
    Mode,
    Port,
    Regime,
    Service,
    State,
    StatusChange,
    Traffic,
)
from ports.schedule import Schedule, neighbour_zone

BEIJING = ZoneInfo("Asia/Shanghai")
# How far ahead the next change is looked for: first near, as most turns are.
NEAR, FAR = 45 * DAY, 400 * DAY


def end_of_day(day: date) -> datetime:
    """The last instant of a day in Beijing time, at which the board of a past day stands."""
    return datetime.combine(day + timedelta(days=1), time.min, BEIJING) - timedelta(microseconds=1)


@dataclass(frozen=True)
class Situation:
    """What holds for one service. With neither `change` nor `verdict` nothing is recorded of it.

    `day` is the date in Beijing that the instant lies in. `turn` is the next spell that differs,
    the nightly end of hours apart; None where none is known.
    """

    service: Service
    state: str | None
    regime: str | None
    change: StatusChange | None
    verdict: Verdict | None = None
    day: DayState | None = None
    turn: Interval | None = None
    exception: ExceptionDay | None = None

    @property
    def is_open(self) -> bool:
        return self.state in {State.OPEN, State.LIMITED}

    @property
    def is_outside_hours(self) -> bool:
        return self.verdict is not None and self.verdict.why == Why.HOURS

    @property
    def is_in_operation(self) -> bool:
        """Whether it counts as open: the night between two open days closes no port."""
        return self.is_open or self.is_outside_hours

    @property
    def is_on_record_since(self) -> bool:
        """Whether the state was found that day rather than begun on it."""
        return self.change.action == Action.BASELINE

    @property
    def is_by_status(self) -> bool:
        """Whether the history says so, and not rules or an exception of the date."""
        return self.change is not None and (self.verdict is None or self.verdict.why == Why.STATUS)

    @property
    def state_label(self):
        return State(self.state).label if self.state else None

    @property
    def regime_label(self):
        return Regime(self.regime).label if self.regime else None

    @property
    def limitations(self) -> list:
        if self.verdict is None:
            return [self.change.get_limitation_display()] if self.change.limitation else []
        return [Limitation(value).label for value in self.verdict.limitations]

    @property
    def has_hours(self) -> bool:
        """Whether the day is open for a part of it alone."""
        return self.day is not None and not self.day.is_whole and bool(self.day.hours())

    @property
    def neighbour(self):
        """The time zone across the border where its clocks show another time, else None."""
        zone = neighbour_zone(self.service.port)
        instant = self.day.start if self.day else timezone.now()
        same = instant.astimezone(zone).utcoffset() == instant.astimezone(BEIJING).utcoffset()
        return None if same else zone


def next_turn(calendar, instant: datetime) -> Interval | None:
    """The next spell whose state or limitations differ, or None where none is known.

    Hours begin and end each day; what counts as a turn is a day that is otherwise than this one.
    Outside its hours a service turns when it next opens.
    """
    for within in (NEAR, FAR):
        first, *later = calendar.intervals(instant, instant + within)
        now = first.verdict
        for interval in later:
            verdict = interval.verdict
            if verdict.why == Why.HOURS:
                continue
            if now.why == Why.HOURS:
                if verdict.is_open:
                    return interval
            elif (verdict.state, verdict.limitations) != (now.state, now.limitations):
                return interval
    return None


@dataclass(frozen=True)
class Line:
    """One mode of a port: its freight and its passengers, None where it has no such service."""

    port: Port
    mode: str
    freight: Situation | None
    passenger: Situation | None

    @property
    def mode_label(self):
        return Mode(self.mode).label

    def fits(self, mode: str, traffic: str, state: str) -> bool:
        situations = [item for item in self.situations if traffic in ("", item.service.traffic)]
        return mode in ("", self.mode) and any(
            state in ("", item.state or "unknown") for item in situations
        )

    @property
    def situations(self) -> list[Situation]:
        return [item for item in (self.freight, self.passenger) if item]

    @property
    def regime_label(self):
        for situation in (self.freight, self.passenger):
            if situation and situation.regime:
                return situation.regime_label
        return None


@dataclass(frozen=True)
class Group:
    """The lines of one neighbour; `country` is None for the air ports."""

    country: Country | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Count:
    """Official port units open for one traffic. `total` may exceed the sum of the two regimes."""

    total: int = 0
    perennial: int = 0
    seasonal: int = 0
    inferred: int = 0

    @property
    def other(self) -> int:
        """Open units of which no regime is on record."""
        return self.total - self.perennial - self.seasonal

    @classmethod
    def of(cls, situations) -> "Count":
        units = [(item, item.service.official_units) for item in situations if item.is_in_operation]
        return cls(
            total=sum(unit for _item, unit in units),
            perennial=sum(unit for item, unit in units if item.regime == Regime.PERENNIAL),
            seasonal=sum(unit for item, unit in units if item.regime == Regime.SEASONAL),
            inferred=sum(
                unit for item, unit in units if item.change is not None and item.change.is_inferred
            ),
        )


@dataclass(frozen=True)
class Board:
    """`until` is the instant from which this board of the present is no longer right."""

    instant: datetime
    known_at: datetime
    groups: list[Group]
    freight: Count
    passenger: Count
    schedule: Schedule
    until: datetime
    # All of them, with their aliases; those without a service have no line.
    ports: list[Port] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    def lines_of(self, slugs) -> list[Line]:
        """The lines of some ports, in the order of the board."""
        return [line for line in self.lines if line.port.slug in slugs]

    def filtered(self, *, country="", mode="", traffic="", state="") -> "Board":
        """The board with some lines alone; the counts stay those of all ports.

        `country` is a code or "air"; `state` is a `State` or "unknown", of either traffic unless
        one is given.
        """
        groups = []
        for group in self.groups:
            if country and country != (group.country.code if group.country else "air"):
                continue
            lines = [line for line in group.lines if line.fits(mode, traffic, state)]
            if lines:
                groups.append(replace(group, lines=lines))
        return replace(self, groups=groups)


def situations_of(services, changes: dict[int, StatusChange]) -> list[Situation]:
    """What the status alone says, of services that `ServiceQuerySet.as_of` has annotated."""
    found = []
    for service in services:
        change = changes.get(service.status_change_id)
        regime = regime_of(service, service.state, change)
        found.append(Situation(service, service.state, regime, change))
    return found


def regime_of(service: Service, state: str | None, change: StatusChange | None) -> str | None:
    """The regime on record, of a service that `ServiceQuerySet.as_of` has annotated."""
    regime = service.regime
    # A port that has opened since is no longer "not in service"; its regime is unknown.
    if (
        regime in {Regime.NOT_OPEN, Regime.NOT_APPROVED}
        and state in {State.OPEN, State.LIMITED}
        and change is not None
        and change.since > service.regime_since
    ):
        return None
    return regime


def deciding_changes(services) -> dict[int, StatusChange]:
    """The rows that say what holds, by primary key. One query."""
    return StatusChange.objects.in_bulk(
        [service.status_change_id for service in services if service.status_change_id]
    )


def board(
    instant: datetime | None = None, known_at: datetime | None = None, *, of_day: bool = False
) -> Board:
    """What holds at an instant, as known at another; both are now unless given.

    With `of_day` the instant is the end of a day, and a service whose hours are over by then is
    shown with the state that it had in them. Eight queries at most. A pipeline stands on the board
    only where its state is recorded.
    """
    now = timezone.now()
    instant, known_at = instant or now, known_at or now
    ports = list(
        Port.objects.select_related("country").prefetch_related(
            "aliases", Prefetch("services", Service.objects.as_of(instant, known_at))
        )
    )
    services = [service for port in ports for service in port.services.all()]
    schedule = Schedule.of(services, known_at)
    found = {item.service.pk: item for item in situations_at(schedule, instant, of_day=of_day)}
    groups = {}
    for port in ports:
        situations = [found[service.pk] for service in port.services.all()]
        key = (port.country.position, port.country.code) if port.country else (float("inf"), "")
        group = groups.setdefault(key, Group(port.country))
        group.lines.extend(_lines(port, situations))
    midnight_after = midnight(beijing_date(instant) + DAY)
    turn = schedule.next_turn(instant, midnight_after - instant)
    return Board(
        instant=instant,
        known_at=known_at,
        groups=[groups[key] for key in sorted(groups) if groups[key].lines],
        freight=_count(found, Traffic.FREIGHT),
        passenger=_count(found, Traffic.PASSENGER),
        schedule=schedule,
        until=min(turn or midnight_after, midnight_after),
        ports=ports,
    )


def _count(found, traffic):
    return Count.of(item for item in found.values() if item.service.traffic == traffic)


def present(chrome, instant: datetime) -> Board:
    """The board of now. No query until a state turns or the day does.

    A new record makes a new generation, and with it a new chrome; what is held here only has to
    mind the clock.
    """
    held = chrome.held("board", dict)
    board_now = held.get("now")
    if board_now is None or not board_now.instant <= instant < board_now.until:
        board_now = held["now"] = board(instant)
    return board_now


def situations_at(schedule: Schedule, instant: datetime, *, of_day=False) -> list[Situation]:
    """The situations of services that `ServiceQuerySet.as_of` has annotated. Two queries."""
    verdicts, days = {}, {}
    for service in schedule.services:
        calendar = schedule[service]
        day = days[service.pk] = calendar.day(beijing_date(instant))
        verdict = calendar.state_at(instant)
        if of_day and verdict.why == Why.HOURS and day.verdict.is_open:
            verdict = day.verdict
        verdicts[service.pk] = verdict
    changes = StatusChange.objects.in_bulk(
        [verdict.change.id for verdict in verdicts.values() if verdict.change]
    )
    exceptions = ExceptionDay.objects.in_bulk(
        [verdict.exception.id for verdict in verdicts.values() if verdict.exception]
    )
    found = []
    for service in schedule.services:
        verdict = verdicts[service.pk]
        state = None if verdict.state == "unknown" else str(verdict.state)
        change = changes.get(verdict.change.id) if verdict.change else None
        found.append(
            Situation(
                service,
                state,
                regime_of(service, state, change),
                change,
                verdict,
                days[service.pk],
                next_turn(schedule[service], instant),
                exceptions.get(verdict.exception.id) if verdict.exception else None,
            )
        )
    return found


def lines_of(port: Port, schedule: Schedule, instant: datetime) -> list[Line]:
    """The lines of one port whose services `ServiceQuerySet.as_of` has annotated. Two queries."""
    return _lines(port, situations_at(schedule, instant))


def _lines(port: Port, situations: list[Situation]) -> list[Line]:
    by_mode = {}
    for situation in situations:
        by_mode.setdefault(situation.service.mode, {})[situation.service.traffic] = situation
    return [
        Line(port, mode, by_mode[mode].get(Traffic.FREIGHT), by_mode[mode].get(Traffic.PASSENGER))
        for mode in Mode.values
        if mode in by_mode
        and (mode != Mode.PIPELINE or any(item.state for item in by_mode[mode].values()))
    ]
