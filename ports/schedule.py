"""The calendars of services, loaded from the database in a constant number of queries.

    schedule = Schedule.of(services, known_at=now)
    schedule[service].state_at(now)              # a Verdict of ports.calendar
    schedule[service].days(first, last)          # DayStates
    schedule.rows[verdict.change.id]             # the StatusChange behind a verdict, one query

`Service.objects.as_of` answers for status and regime alone, in SQL; this adds rules and exception
days. `differing` compares what is known now of a day with what was known then.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from ports.calendar import (
    BEIJING,
    DAY,
    Calendar,
    Change,
    DayException,
    DayState,
    Rule,
    State,
    beijing_date,
    midnight,
)
from ports.models import ExceptionDay, OpeningRule, Service, StatusChange

RULE_COLUMNS = [
    *["id", "valid_from", "valid_until", "season_start", "season_end"],
    *["weekdays", "opens", "closes", "time_zone"],
]


def _rule(row) -> Rule:
    number, first, last, start, end, weekdays, opens, closes, zone = row
    season = (start, end) if start else None
    return Rule(number, first, last, season, weekdays, opens, closes, ZoneInfo(zone))


@dataclass(frozen=True)
class Difference:
    """A service whose day is known otherwise now than it was then."""

    service: Service
    now: DayState
    then: DayState


@dataclass(frozen=True)
class Versions:
    """What was said of a service's day: (day of publishing, the day as it was known), in order."""

    service: Service
    said: list[tuple[date, DayState]]

    @property
    def now(self) -> DayState:
        return self.said[-1][1]


class Schedule:
    """The calendars of some services, by primary key; see the module's text."""

    def __init__(self, services: list[Service], known_at: datetime):
        self.services = services
        self.known_at = known_at
        self._keys = [service.pk for service in services]
        self._changes = self._read(StatusChange, Change._make, Change._fields)
        self._rules = self._read(OpeningRule, _rule, RULE_COLUMNS, order=["valid_from", "pk"])
        self._exceptions = self._read(ExceptionDay, DayException._make, DayException._fields)
        self._calendars = {}

    def _read(self, model, make, columns, order=()):
        """Rows by service. Values alone: building the models would take most of the time.

        The plain queryset, as the translating one builds a dictionary for every row and none of
        these columns is translated.
        """
        found = defaultdict(list)
        rows = QuerySet(model).filter(service__in=self._keys).order_by(*order)
        for row in rows.values_list("service", *columns):
            found[row[0]].append(make(row[1:]))
        return found

    @cached_property
    def rows(self) -> dict[int, StatusChange]:
        """The rows of the histories themselves, for what a page says of them. One query."""
        return StatusChange.objects.filter(service__in=self._keys).in_bulk()

    @cached_property
    def exception_rows(self) -> dict[int, ExceptionDay]:
        """The rows of the exception days themselves. One query."""
        return ExceptionDay.objects.filter(service__in=self._keys).in_bulk()

    @classmethod
    def of(cls, services: Iterable[Service], known_at: datetime | None = None) -> "Schedule":
        """The schedule of services as known at an instant, now unless given. Three queries."""
        return cls(list(services), known_at or timezone.now())

    def __getitem__(self, service: Service) -> Calendar:
        return self.known(service, self.known_at)

    def known(self, service: Service, known_at: datetime) -> Calendar:
        """The calendar of a service as known at another instant. No query."""
        key = service.pk, known_at
        if key not in self._calendars:
            self._calendars[key] = Calendar(
                self._changes.get(service.pk, ()),
                self._rules.get(service.pk, ()),
                self._exceptions.get(service.pk, ()),
                known_at,
            )
        return self._calendars[key]

    def differing(self, day: date, then: datetime) -> list[Difference]:
        """The services of which we said something else about a day at an instant. No query.

        Compared are the states and limitations over the day, not the rows that say so.
        """
        found = []
        for service in self.services:
            present, past = self[service].day(day), self.known(service, then).day(day)
            if _course(present) != _course(past):
                found.append(Difference(service, present, past))
        return found

    def versions(self, day: date) -> list["Versions"]:
        """What was published of a day over time, of services of which it was not always the same.

        Days of publishing count: what was mended on the day it was entered is one version. No
        query.
        """
        end = midnight(day + DAY)
        found = []
        for service in self.services:
            rows = [row for row in self._changes.get(service.pk, ()) if row.since < end]
            rows += [row for row in self._exceptions.get(service.pk, ()) if row.date == day]
            dates = sorted(
                {beijing_date(row.recorded_at) for row in rows if row.recorded_at <= self.known_at}
            )
            said = []
            for published in dates:
                known_at = min(midnight(published + DAY) - timedelta.resolution, self.known_at)
                state = self.known(service, known_at).day(day)
                if not said and state.state == State.UNKNOWN:
                    continue
                if not said or _course(said[-1][1]) != _course(state):
                    said.append((published, state))
            if len(said) > 1:
                found.append(Versions(service, said))
        return found

    def recorded_later(self, day: date) -> list[Service]:
        """The services of which nothing was on record until after a day, and now is. No query."""
        end = midnight(day + DAY)
        return [
            service
            for service in self.services
            if self[service].day(day).state != State.UNKNOWN
            and self.known(service, end).day(day).state == State.UNKNOWN
        ]

    def next_turn(
        self, instant: datetime, within: timedelta = timedelta(days=400)
    ) -> datetime | None:
        """The next instant at which the state of any of the services changes, as far as known."""
        turns = [self[service].next_change(instant, within) for service in self.services]
        return min((turn.start for turn in turns if turn), default=None)


def neighbour_zone(port) -> tzinfo:
    """The time zone of the country opposite; Beijing time where there is none."""
    return ZoneInfo(port.country.time_zone) if port.country else BEIJING


def _course(day: DayState) -> list[tuple]:
    """The states of a day in order, with the instants at which they begin."""
    course = []
    for start, _end, verdict in day.intervals:
        says = verdict.state, verdict.limitations
        if not course or course[-1][1] != says:
            course.append((start, says))
    return course
