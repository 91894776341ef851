"""The calendars of services, loaded from the database in a constant number of queries.

    schedule = Schedule.of(services, known_at=now)
    schedule[service].state_at(now)              # a Verdict of ports.calendar
    schedule[service].days(first, last)          # DayStates
    schedule.rows[verdict.change.id]             # the StatusChange behind a verdict

`Service.objects.as_of` answers for status and regime alone, in SQL; this adds rules and exception
days. `differing` compares what is known now of a day with what was known then.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone

from ports.calendar import (
    BEIJING,
    Calendar,
    Change,
    DayException,
    DayState,
    Rule,
)
from ports.models import ExceptionDay, OpeningRule, Service, StatusChange


def change_of(row: StatusChange) -> Change:
    return Change(
        id=row.pk,
        since=row.since,
        state=row.state,
        recorded_at=row.recorded_at,
        action=row.action,
        until=row.until,
        limitation=row.limitation,
        corrects=row.corrects_id,
    )


def rule_of(row: OpeningRule) -> Rule:
    return Rule(
        id=row.pk,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        season=(row.season_start, row.season_end) if row.season_start else None,
        weekdays=row.weekdays,
        opens=row.opens,
        closes=row.closes,
        zone=ZoneInfo(row.time_zone),
    )


def exception_of(row: ExceptionDay) -> DayException:
    return DayException(
        id=row.pk,
        date=row.date,
        state=row.state,
        recorded_at=row.recorded_at,
        opens=row.opens,
        closes=row.closes,
        limitation=row.limitation,
    )


@dataclass(frozen=True)
class Difference:
    """A service whose day is known otherwise now than it was then."""

    service: Service
    now: DayState
    then: DayState


class Schedule:
    """The calendars of some services, by primary key; see the module's text."""

    def __init__(self, services: list[Service], known_at: datetime):
        keys = [service.pk for service in services]
        self.services = services
        self.known_at = known_at
        self.changes, self.rules, self.exceptions = (
            defaultdict(list),
            defaultdict(list),
            defaultdict(list),
        )
        # The rows themselves, by primary key, for what a page says of them.
        self.rows = StatusChange.objects.filter(service__in=keys).in_bulk()
        self.exception_rows = ExceptionDay.objects.filter(service__in=keys).in_bulk()
        for row in self.rows.values():
            self.changes[row.service_id].append(change_of(row))
        for row in OpeningRule.objects.filter(service__in=keys).order_by("valid_from", "pk"):
            self.rules[row.service_id].append(rule_of(row))
        for row in self.exception_rows.values():
            self.exceptions[row.service_id].append(exception_of(row))
        self._calendars = {}

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
                self.changes.get(service.pk, ()),
                self.rules.get(service.pk, ()),
                self.exceptions.get(service.pk, ()),
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

    def next_turn(self, instant: datetime) -> datetime | None:
        """The next instant at which the state of any of the services changes, as far as known."""
        turns = [self[service].next_change(instant) for service in self.services]
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
