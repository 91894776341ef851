"""What holds of a service at an instant, on a day, over a year: status, rules and exceptions.

Pure functions over plain rows; no Django, no database (`ports.schedule` loads the rows).

How the three speak together, of the instant asked about:

1. The status (`Change`) in force: of the rows recorded by `known_at`, without observations and
   without those that a later row corrects, the one with the latest `since` whose `until` has not
   passed. A closed status beats everything.
2. Else the exception of the date. A date is a date in Beijing, and the exception speaks for the 24
   hours of it and for nothing else. Of several rows the one recorded last by `known_at` holds; one
   without a state withdraws the others. Closed is closed all day. Open or limited holds within the
   exception's own hours, else within the hours that rules give the service on that date (were the
   weekday or the season right), else all day.
3. Else the rules. A rule covers dates of its own time zone. Where a rule is valid, the service is
   closed outside its season, weekdays and hours. Hours that end at or before they begin end on the
   next day. Where no rule is valid, the status alone speaks.

A limited status makes what is open limited; its limitation and the exception's add up. Where
nothing is recorded and no rule or exception speaks, the state is unknown.

Of a local time that a change of the clocks makes happen twice the first is meant.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
MIDNIGHT = time.min
DAY = timedelta(days=1)

# What calendars are asked about; the board takes the same days.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


class State(StrEnum):
    OPEN = "open"
    LIMITED = "limited"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """What decides a state."""

    STATUS = "status"  # a row of the history
    EXCEPTION = "exception"  # the exception of the date
    RULE = "rule"  # open by a rule
    HOURS = "hours"  # closed: outside the hours of a rule or of an exception
    WEEKDAY = "weekday"  # closed: not on this day of the week
    SEASON = "season"  # closed: out of season
    NOTHING = "nothing"  # nothing is recorded


@dataclass(frozen=True)
class Change:
    """A row of a service's status history. `state` is "" for an observation."""

    id: int
    since: datetime
    state: str
    recorded_at: datetime
    action: str = ""
    until: datetime | None = None
    limitation: str = ""
    corrects: int | None = None


@dataclass(frozen=True)
class Rule:
    """Regular opening: dates inclusive, season as ("MM-DD", "MM-DD") inclusive or None.

    A season whose end lies before its start goes over the new year. `weekdays` holds the digits of
    the open days, Monday is 1. Without `opens` and `closes` the whole day is meant.
    """

    id: int
    valid_from: date
    valid_until: date | None = None
    season: tuple[str, str] | None = None
    weekdays: str = "1234567"
    opens: time | None = None
    closes: time | None = None
    zone: tzinfo = BEIJING

    def fit(self, day: date) -> "Fit":
        """How far the rule covers a date of its own time zone."""
        if day < self.valid_from or (self.valid_until and day > self.valid_until):
            return Fit.NONE
        if self.season:
            start, end = self.season
            here = f"{day.month:02}-{day.day:02}"
            inside = start <= here <= end if start <= end else here >= start or here <= end
            if not inside:
                return Fit.VALID
        return Fit.WHOLE if str(day.isoweekday()) in self.weekdays else Fit.IN_SEASON

    def session(self, day: date) -> tuple[datetime, datetime]:
        """The instants between which a date is open. Empty where clocks jump over it."""
        if self.opens is None:
            return instant_of(day, MIDNIGHT, self.zone), instant_of(day + DAY, MIDNIGHT, self.zone)
        last = day if self.closes > self.opens else day + DAY
        return instant_of(day, self.opens, self.zone), instant_of(last, self.closes, self.zone)


class Fit(int):
    """How far a rule covers a date, in ascending order."""

    NONE, VALID, IN_SEASON, WHOLE = range(4)


@dataclass(frozen=True)
class DayException:
    """A service on one date in Beijing. `state` is "" where the date is regular again.

    `opens` and `closes` are Beijing time on that date; `closes` at 00:00 is the end of the day.
    """

    id: int
    date: date
    state: str
    recorded_at: datetime
    opens: time | None = None
    closes: time | None = None
    limitation: str = ""


class Verdict(NamedTuple):
    """A state and why. `change`, `exception` and `rule` are the rows that had a say, or None."""

    state: State
    why: Why
    limitations: tuple[str, ...] = ()
    change: Change | None = None
    exception: DayException | None = None
    rule: Rule | None = None

    @property
    def is_open(self) -> bool:
        return self.state in (State.OPEN, State.LIMITED)


class Interval(NamedTuple):
    """From `start` on and before `end`, both in UTC, the verdict is the same."""

    start: datetime
    end: datetime
    verdict: Verdict


class DayState(NamedTuple):
    """A date in Beijing; `parts` are the intervals that touch it, in order, not cut to it."""

    date: date
    start: datetime
    end: datetime
    parts: tuple[Interval, ...]

    @property
    def intervals(self) -> list[Interval]:
        """What holds from midnight to midnight, cut to the day."""
        return [
            Interval(max(part.start, self.start), min(part.end, self.end), part.verdict)
            for part in self.parts
        ]

    @property
    def verdict(self) -> Verdict:
        """The day in one word: open if it is open for some time, else limited, closed, unknown."""
        if len(self.parts) == 1:
            return self.parts[0].verdict
        return min((part.verdict for part in self.parts), key=lambda found: RANK[found.state])

    @property
    def state(self) -> State:
        return self.verdict.state

    @property
    def is_whole(self) -> bool:
        """Whether one state holds all day."""
        return len({part.verdict.state for part in self.parts}) == 1

    def hours(self, zone: tzinfo = BEIJING) -> list[tuple[datetime, datetime]]:
        """When it is open, limited or not, in local time of a zone; ends may be the next day's."""
        found = []
        for start, end, verdict in self.intervals:
            if not verdict.is_open:
                continue
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return [(start.astimezone(zone), end.astimezone(zone)) for start, end in found]


RANK = {State.OPEN: 0, State.LIMITED: 1, State.CLOSED: 2, State.UNKNOWN: 3}
UNKNOWN = Verdict(State.UNKNOWN, Why.NOTHING)


@lru_cache(maxsize=1 << 16)
def instant_of(day: date, clock: time, zone: tzinfo) -> datetime:
    """The instant, in UTC, of a local time."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def midnight(day: date) -> datetime:
    """The first instant of a date in Beijing."""
    return instant_of(day, MIDNIGHT, BEIJING)


def beijing_date(instant: datetime) -> date:
    return instant.astimezone(BEIJING).date()


def state_at(
    instant: datetime,
    changes: Iterable[Change],
    rules: Iterable[Rule],
    exceptions: Iterable[DayException],
    known_at: datetime,
) -> Verdict:
    """What held at an instant as known at another, with why."""
    return Calendar(changes, rules, exceptions, known_at).state_at(instant)


def changes_known(changes: Iterable[Change], known_at: datetime) -> list[Change]:
    """The changes that speak as known at an instant, in the order in which they hold.

    Left out are rows recorded later, observations, and rows that another one corrects: one that
    names it, or that repeats its `since` and `action` and was recorded after it.
    """
    known = [change for change in changes if change.recorded_at <= known_at]
    known.sort(key=_recorded)
    corrected = {change.corrects for change in known}
    newest = {(change.since, change.action): change for change in known}
    standing = [change for change in newest.values() if change.state and change.id not in corrected]
    return sorted(standing, key=lambda change: (change.since, *_recorded(change)))


def exceptions_known(
    exceptions: Iterable[DayException], known_at: datetime
) -> dict[date, DayException]:
    """The exception that holds on each date as known at an instant; withdrawn ones are left out."""
    known = sorted((row for row in exceptions if row.recorded_at <= known_at), key=_recorded)
    newest = {row.date: row for row in known}
    return {day: row for day, row in newest.items() if row.state}


def _recorded(row):
    return row.recorded_at, row.id


class Calendar:
    """The rows of one service as known at an instant, ready to be asked."""

    def __init__(
        self,
        changes: Iterable[Change],
        rules: Iterable[Rule],
        exceptions: Iterable[DayException],
        known_at: datetime,
    ):
        self.changes = changes_known(changes, known_at)
        self.rules = list(rules)
        self.exceptions = exceptions_known(exceptions, known_at)

    def state_at(self, instant: datetime) -> Verdict:
        """What holds at an instant, with why."""
        raise NotImplementedError

    def intervals(self, start: datetime, end: datetime) -> list[Interval]:
        """Maximal intervals of one verdict that fill [start, end) without gap or overlap."""
        raise NotImplementedError

    def spells(self, start: datetime, end: datetime) -> list[Interval]:
        """As `intervals`, but maximal by state and limitations; the verdict is the first one's."""
        raise NotImplementedError

    def day(self, day: date) -> DayState:
        raise NotImplementedError

    def days(self, first: date, last: date) -> Iterator[DayState]:
        """Each date from the first to the last, both included."""
        raise NotImplementedError

    def next_change(self, instant: datetime, within: timedelta = 400 * DAY) -> Interval | None:
        """The first spell after an instant whose state or limitations differ, or None.

        Its `end` is at most `instant + within`; what comes later is not looked at.
        """
        raise NotImplementedError
