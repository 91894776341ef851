"""The board: which services were open at an instant, by neighbour country, with counts."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils import timezone

from ports.models import (
    Action,
    Country,
    Mode,
    Port,
    Regime,
    Service,
    State,
    StatusChange,
    Traffic,
)

BEIJING = ZoneInfo("Asia/Shanghai")


def end_of_day(day: date) -> datetime:
    """The last instant of a day in Beijing time, at which the board of a past day stands."""
    return datetime.combine(day + timedelta(days=1), time.min, BEIJING) - timedelta(microseconds=1)


@dataclass(frozen=True)
class Situation:
    """What held for one service. Without a `change` nothing is recorded of its state."""

    service: Service
    state: str | None
    regime: str | None
    change: StatusChange | None

    @property
    def is_open(self) -> bool:
        return self.state in {State.OPEN, State.LIMITED}

    @property
    def is_on_record_since(self) -> bool:
        """Whether the state was found that day rather than begun on it."""
        return self.change.action == Action.BASELINE

    @property
    def state_label(self):
        return State(self.state).label if self.state else None

    @property
    def regime_label(self):
        return Regime(self.regime).label if self.regime else None


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
        units = [(item, item.service.official_units) for item in situations if item.is_open]
        return cls(
            total=sum(unit for _item, unit in units),
            perennial=sum(unit for item, unit in units if item.regime == Regime.PERENNIAL),
            seasonal=sum(unit for item, unit in units if item.regime == Regime.SEASONAL),
            inferred=sum(unit for item, unit in units if item.change.is_inferred),
        )


@dataclass(frozen=True)
class Board:
    instant: datetime
    known_at: datetime
    groups: list[Group]
    freight: Count
    passenger: Count


def situations_of(services, changes: dict[int, StatusChange]) -> list[Situation]:
    """The situations of services that `ServiceQuerySet.as_of` has annotated."""
    found = []
    for service in services:
        change = changes.get(service.status_change_id)
        regime = service.regime
        # A port that has opened since is no longer "not in service"; its regime is unknown.
        if (
            regime in {Regime.NOT_OPEN, Regime.NOT_APPROVED}
            and service.state in {State.OPEN, State.LIMITED}
            and change.since > service.regime_since
        ):
            regime = None
        found.append(Situation(service, service.state, regime, change))
    return found


def deciding_changes(services) -> dict[int, StatusChange]:
    """The rows that say what holds, by primary key. One query."""
    return StatusChange.objects.in_bulk(
        [service.status_change_id for service in services if service.status_change_id]
    )


def board(instant: datetime | None = None, known_at: datetime | None = None) -> Board:
    """What held at an instant, as known at another; both are now unless given. Three queries.

    A pipeline stands on the board only where its state is recorded.
    """
    now = timezone.now()
    instant, known_at = instant or now, known_at or now
    ports = list(
        Port.objects.select_related("country").prefetch_related(
            Prefetch("services", Service.objects.as_of(instant, known_at))
        )
    )
    services = [service for port in ports for service in port.services.all()]
    changes = deciding_changes(services)
    groups, counted = {}, []
    for port in ports:
        situations = situations_of(port.services.all(), changes)
        counted += situations
        key = (port.country.position, port.country.code) if port.country else (float("inf"), "")
        group = groups.setdefault(key, Group(port.country))
        group.lines.extend(_lines(port, situations))
    return Board(
        instant=instant,
        known_at=known_at,
        groups=[groups[key] for key in sorted(groups) if groups[key].lines],
        freight=Count.of(item for item in counted if item.service.traffic == Traffic.FREIGHT),
        passenger=Count.of(item for item in counted if item.service.traffic == Traffic.PASSENGER),
    )


def lines_of(port: Port) -> list[Line]:
    """The lines of one port whose services `ServiceQuerySet.as_of` has annotated. One query."""
    services = port.services.all()
    return _lines(port, situations_of(services, deciding_changes(services)))


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
