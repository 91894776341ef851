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
   next day. Of several rules that open it the first is named. Where no rule is valid, the status
   alone speaks.

A limited status makes what is open limited; its limitation and the exception's add up. Where
nothing is recorded and no rule or exception speaks, the state is unknown.

Of a local time that a change of the clocks makes happen twice the first is meant.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import IntEnum, StrEnum
from functools import lru_cache
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
MIDNIGHT = time.min
DAY = timedelta(days=1)
DIGITS = "01234567"

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


class Change(NamedTuple):
    """A row of a service's status history. `state` is "" for an observation."""

    id: int
    since: datetime
    state: str
    recorded_at: datetime
    action: str = ""
    until: datetime | None = None
    limitation: str = ""
    corrects: int | None = None


class Fit(IntEnum):
    """How far a rule covers a date, in ascending order."""

    NONE = 0
    VALID = 1
    IN_SEASON = 2
    WHOLE = 3


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

    def __post_init__(self):
        if self.season:
            # As numbers, 1231 for 12-31, which compare faster; years of days are asked for.
            numbers = tuple(int(edge.replace("-", "")) for edge in self.season)
            object.__setattr__(self, "_season", numbers)

    def fit(self, day: date) -> Fit:
        """How far the rule covers a date of its own time zone."""
        if day < self.valid_from or (self.valid_until and day > self.valid_until):
            return Fit.NONE
        if self.season:
            start, end = self._season
            here = day.month * 100 + day.day
            inside = start <= here <= end if start <= end else here >= start or here <= end
            if not inside:
                return Fit.VALID
        return Fit.WHOLE if DIGITS[day.isoweekday()] in self.weekdays else Fit.IN_SEASON

    def session(self, day: date) -> tuple[datetime, datetime]:
        """The instants between which a date is open. Empty where clocks jump over it."""
        if self.opens is None:
            return instant_of(day, MIDNIGHT, self.zone), instant_of(day + DAY, MIDNIGHT, self.zone)
        last = day if self.closes > self.opens else day + DAY
        return instant_of(day, self.opens, self.zone), instant_of(last, self.closes, self.zone)


class DayException(NamedTuple):
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
    """A date in Beijing. `pieces` fill it: start, end and which of `verdicts` holds between them.

    Pieces are shared by all services with the same rules, as years of days are asked for.
    """

    date: date
    start: datetime
    end: datetime
    pieces: tuple[tuple[datetime, datetime, int], ...]
    verdicts: list[Verdict]

    @property
    def intervals(self) -> list[Interval]:
        """What holds from midnight to midnight."""
        return [Interval(start, end, self.verdicts[number]) for start, end, number in self.pieces]

    @property
    def verdict(self) -> Verdict:
        """The day in one word: open if it is open for some time, else limited, closed, unknown.

        Of several reasons for it the one that holds longest is given.
        """
        if len(self.pieces) == 1:
            return self.verdicts[self.pieces[0][2]]
        _start, _end, found = min(
            self.intervals, key=lambda part: (BEST_FIRST.index(part[2].state), part[0] - part[1])
        )
        return found

    @property
    def state(self) -> State:
        pieces, verdicts = self.pieces, self.verdicts
        if len(pieces) == 1:
            return verdicts[pieces[0][2]][0]
        for piece in pieces:
            if verdicts[piece[2]][0] is OPEN:
                return OPEN
        return min((verdicts[piece[2]][0] for piece in pieces), key=BEST_FIRST.index)

    @property
    def is_whole(self) -> bool:
        """Whether one state holds all day."""
        return len({self.verdicts[number].state for _start, _end, number in self.pieces}) == 1

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


OPEN = State.OPEN
BEST_FIRST = (State.OPEN, State.LIMITED, State.CLOSED, State.UNKNOWN)
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

        # What holds apart from the status, by the numbers that `_regular` gives.
        self._regular_says = [
            *CLOSED_BY,
            *((State.OPEN, Why.RULE, None, rule) for rule in self.rules),
        ]
        # Without their ids, so that services with the same rules share what is computed of them.
        self._shared_rules = tuple(replace(rule, id=0) for rule in self.rules)
        self._verdicts = {}

    # At an instant, straight from the rules above. The intervals are computed in another way and
    # tests compare the two.

    def state_at(self, instant: datetime) -> Verdict:
        """What holds at an instant, with why."""
        change = None
        for row in self.changes:
            if row.since <= instant and (row.until is None or instant < row.until):
                change = row
        exception = self.exceptions.get(beijing_date(instant))
        return self._verdict(change, self._calendar_at(instant, exception))

    def _calendar_at(self, instant, exception):
        if exception is None:
            return self._regular_at(instant)
        if exception.state == State.CLOSED:
            return State.CLOSED, Why.EXCEPTION, exception, None
        for start, end, rule in self._exceptional_sessions(exception):
            if start <= instant < end:
                return exception.state, Why.EXCEPTION, exception, rule
        return State.CLOSED, Why.HOURS, exception, None

    def _regular_at(self, instant):
        fit = Fit.NONE
        for rule in self.rules:
            day = instant.astimezone(rule.zone).date()
            fit = max(fit, rule.fit(day))
            for session_day in (day - DAY, day):
                if rule.fit(session_day) == Fit.WHOLE:
                    start, end = rule.session(session_day)
                    if start <= instant < end:
                        return State.OPEN, Why.RULE, None, rule
        return CLOSED_BY[fit]

    # Over a time.

    def intervals(self, start: datetime, end: datetime) -> list[Interval]:
        """Maximal intervals of one verdict that fill [start, end) without gap or overlap."""
        found = []
        new = tuple.__new__  # a year of a service is some hundred of them
        calendar = self._calendar(start, end)
        place = 0
        for status_start, status_end, change in self._statuses(start, end):
            if change is not None and change.state == State.CLOSED:
                _extend(found, status_start, status_end, self._verdict(change, None))
                continue
            while calendar[place][1] <= status_start:
                place += 1
            verdicts, previous = {}, found[-1][2] if found else None
            while True:
                piece_start, piece_end, says = calendar[place]
                # The pieces live until the end of this call, so their ids stand for what they say.
                verdict = verdicts.get(id(says))
                if verdict is None:
                    verdict = verdicts[id(says)] = self._verdict(change, says)
                if piece_start < status_start:
                    piece_start = status_start
                if piece_end >= status_end:
                    _extend(found, piece_start, status_end, verdict)
                    break
                if verdict is previous:
                    _extend(found, piece_start, piece_end, verdict)
                else:
                    found.append(new(Interval, (piece_start, piece_end, verdict)))
                    previous = verdict
                place += 1
        return found

    def spells(self, start: datetime, end: datetime) -> list[Interval]:
        """As `intervals`, but maximal by state and limitations; the verdict is the first one's."""
        found = []
        for interval in self.intervals(start, end):
            if found and _says_the_same(found[-1].verdict, interval.verdict):
                found[-1] = found[-1]._replace(end=interval.end)
            else:
                found.append(interval)
        return found

    def day(self, day: date) -> DayState:
        return next(self.days(day, day))

    def days(self, first: date, last: date) -> Iterator[DayState]:
        """Each date from the first to the last, both included."""
        new = tuple.__new__  # a year of all services is some ten thousand of them
        days = _regular_days(self._shared_rules, first, last)
        exceptions = sorted((day - first).days for day in self.exceptions if first <= day <= last)
        place = 0
        for _start, end, change in self._statuses(midnight(first), midnight(last + DAY)):
            stop = (beijing_date(end) - first).days  # the first day that is not whole in it
            if change is not None and change.state == State.CLOSED:
                closed = [self._verdict(change, None)]
                for day, starts, ends, _pieces in days[place:stop]:
                    yield new(DayState, (day, starts, ends, ((starts, ends, 0),), closed))
            else:
                verdicts = (self._table(change),)
                for number in [number for number in exceptions if place <= number < stop]:
                    for day in days[place:number]:
                        yield new(DayState, day + verdicts)
                    yield self._exceptional_day(change, *days[number][:3])
                    place = number + 1
                for day in days[place:stop]:
                    yield new(DayState, day + verdicts)
            place = max(place, stop)
            if place == stop < len(days) and days[stop][1] < end:
                # The status turns within this day, perhaps more than once.
                yield self._turning_day(*days[stop][:3])
                place += 1

    def _table(self, change):
        """The verdicts under a status by the numbers of `_regular`."""
        return [self._verdict(change, says) for says in self._regular_says]

    def _turning_day(self, day, start, end):
        parts = self.intervals(start, end)
        pieces = tuple((part[0], part[1], number) for number, part in enumerate(parts))
        return DayState(day, start, end, pieces, [part[2] for part in parts])

    def _exceptional_day(self, change, day, start, end):
        exception = self.exceptions[day]
        if exception.state == State.CLOSED:
            says = State.CLOSED, Why.EXCEPTION, exception, None
            return DayState(day, start, end, ((start, end, 0),), [self._verdict(change, says)])
        pieces = _exceptional_pieces(self._shared_rules, day, exception.opens, exception.closes)
        verdicts = [self._verdict(change, says) for says in self._exceptional_says(exception)]
        return DayState(day, start, end, pieces, verdicts)

    def _exceptional_says(self, exception):
        """What holds on the date of an exception, by the numbers of `_exceptional_pieces`."""
        return [
            (State.CLOSED, Why.HOURS, exception, None),
            *((exception.state, Why.EXCEPTION, exception, rule) for rule in (None, *self.rules)),
        ]

    def next_change(self, instant: datetime, within: timedelta = 400 * DAY) -> Interval | None:
        """The first spell after an instant whose state or limitations differ, or None.

        Its `end` is at most `instant + within`; what comes later is not looked at.
        """
        spells = self.spells(instant, instant + within)
        return spells[1] if len(spells) > 1 else None

    def _statuses(self, start, end):
        """(start, end, change in force or None), filling [start, end)."""
        marks = {start, end}
        for change in self.changes:
            marks.update(
                mark for mark in (change.since, change.until) if mark and start < mark < end
            )
        found = []
        active, following = [], 0
        for mark, next_mark in pairwise(sorted(marks)):
            while following < len(self.changes) and self.changes[following].since <= mark:
                heappush(active, (-following, self.changes[following]))
                following += 1
            # What has ended never holds again, so it may leave for good.
            while active and active[0][1].until and active[0][1].until <= mark:
                heappop(active)
            change = active[0][1] if active else None
            if found and found[-1][2] is change:
                found[-1] = (found[-1][0], next_mark, change)
            else:
                found.append((mark, next_mark, change))
        return found

    def _calendar(self, start, end):
        """(start, end, what rules and exceptions say), filling [start, end).

        Rules say a number of `_regular_says`.
        """
        regular = _regular(self._shared_rules, start, end)
        if not self.exceptions:
            return regular
        found = []
        place = 0
        first, last = beijing_date(start), beijing_date(end)
        for day in sorted(self.exceptions):
            if not first <= day <= last:
                continue
            day_start, day_end = max(midnight(day), start), min(midnight(day + DAY), end)
            if day_start >= day_end:
                continue
            place = _copy(regular, place, found[-1][1] if found else start, day_start, found)
            found.extend(self._exceptional(self.exceptions[day], day_start, day_end))
        _copy(regular, place, found[-1][1] if found else start, end, found)
        return found

    def _exceptional(self, exception, start, end):
        if exception.state == State.CLOSED:
            return [(start, end, (State.CLOSED, Why.EXCEPTION, exception, None))]
        says = self._exceptional_says(exception)
        found = []
        for piece_start, piece_end, number in _exceptional_pieces(
            self._shared_rules, exception.date, exception.opens, exception.closes
        ):
            piece_start, piece_end = max(piece_start, start), min(piece_end, end)
            if piece_start < piece_end:
                found.append((piece_start, piece_end, says[number]))
        return found

    def _exceptional_sessions(self, exception):
        """(start, end, rule or None) between which an exception that is not closed holds."""
        return [
            (start, end, None if number is None else self.rules[number])
            for start, end, number in _exceptional_sessions(
                self._shared_rules, exception.date, exception.opens, exception.closes
            )
        ]

    def _verdict(self, change, says):
        """One verdict object for each pair, so that equal neighbours are the same object."""
        if isinstance(says, int):
            says = self._regular_says[says]
        # The rows live as long as the calendar, so their ids stand for them.
        key = (id(change), *((says[0], says[1], id(says[2]), id(says[3])) if says else ()))
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._verdicts[key] = _combined(change, says)
        return verdict


# What a time without a session is, by the best fit of any rule.
CLOSED_BY = (
    None,
    (State.CLOSED, Why.SEASON, None, None),
    (State.CLOSED, Why.WEEKDAY, None, None),
    (State.CLOSED, Why.HOURS, None, None),
)


def _combined(change, says) -> Verdict:
    if change is not None and change.state == State.CLOSED:
        return Verdict(State.CLOSED, Why.STATUS, (), change)
    if says is None:
        if change is None:
            return UNKNOWN
        return Verdict(State(change.state), Why.STATUS, _limitations(change), change)
    state, why, exception, rule = says
    if state == State.CLOSED:
        return Verdict(State.CLOSED, why, (), change, exception, rule)
    limited = state == State.LIMITED or (change is not None and change.state == State.LIMITED)
    return Verdict(
        State.LIMITED if limited else State.OPEN,
        why,
        _limitations(change, exception),
        change,
        exception,
        rule,
    )


def _limitations(*rows) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.limitation for row in rows if row and row.limitation))


def _says_the_same(one: Verdict, other: Verdict) -> bool:
    return one is other or (one.state, one.limitations) == (other.state, other.limitations)


def _extend(found, start, end, verdict):
    if found and found[-1][2] is verdict:
        found[-1] = Interval(found[-1][0], end, verdict)
    else:
        found.append(Interval(start, end, verdict))


# What rules say of a time, in numbers: the `Fit` where none opens it, else that of the rule.


def _regular(rules, start, end):
    """(start, end, number), filling [start, end): below 4 a `Fit`, else a rule's place plus 4."""
    if not rules:
        return [(start, end, 0)]
    covered = [
        _cover(rule, start.astimezone(rule.zone).date(), end.astimezone(rule.zone).date())
        for rule in rules
    ]
    found = _gaps([runs for runs, _sessions in covered], end)
    for number in reversed(range(len(rules))):
        found = _fill(covered[number][1], len(CLOSED_BY) + number, found, start, end)
    return found


def _regular_days(rules, first, last) -> list:
    """(date, start, end, pieces) of each date in Beijing from the first to the last."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = [day for month in months for day in _regular_month(rules, *divmod(month, 12))]
    start = first.day - 1
    return days[start : start + (last - first).days + 1]


@lru_cache(maxsize=1024)
def _regular_month(rules, year, month_before) -> list:
    """The days of a month, held as services share rules and pages ask for the same days.

    By months, so that one day asked for and a year of days share what is held.
    """
    first = date(year, month_before + 1, 1)
    after = (first + 31 * DAY).replace(day=1)
    pieces = iter(_regular(rules, midnight(first), midnight(after)))
    piece_start, piece_end, number = next(pieces)
    days = []
    for ordinal in range(first.toordinal(), after.toordinal()):
        day = date.fromordinal(ordinal)
        start, end = midnight(day), midnight(day + DAY)
        here = []
        while True:
            stop = min(piece_end, end)
            here.append((max(piece_start, start), stop, number))
            if piece_end <= end:
                following = next(pieces, None)
                if following is not None:
                    piece_start, piece_end, number = following
            if stop == end:
                break
        days.append((day, start, end, tuple(_merged(here))))
    return days


def _exceptional_sessions(rules, day, opens, closes):
    """(start, end, place of a rule or None) in which an exception with such hours is open.

    Sorted by the places of the rules; they may overlap, the first one holds.
    """
    start, end = midnight(day), midnight(day + DAY)
    if opens is not None:
        last = day if closes > opens else day + DAY
        return [
            (instant_of(day, opens, BEIJING), min(instant_of(last, closes, BEIJING), end), None)
        ]
    fits = [rule.fit(day) for rule in rules]
    best = max(fits, default=Fit.NONE)
    if best == Fit.NONE:
        return [(start, end, None)]
    sessions = []
    for place, (fit, rule) in enumerate(zip(fits, rules, strict=True)):
        if fit == best and rule.opens is None:
            return [(start, end, place)]
        for session_day in (day - DAY, day, day + DAY):
            if rule.fit(session_day) == Fit.WHOLE or (session_day == day and fit == best):
                session_start, session_end = rule.session(session_day)
                if session_start < session_end:
                    sessions.append((session_start, session_end, place))
    return sessions


@lru_cache(maxsize=1024)
def _exceptional_pieces(rules, day, opens, closes) -> tuple:
    """(start, end, number), filling a date: 0 is closed, 1 open by no rule, else its place plus 2.

    Held as a holiday of many services with the same rules is asked for together.
    """
    start, end = midnight(day), midnight(day + DAY)
    found = [(start, end, 0)]
    for session_start, session_end, place in reversed(
        _exceptional_sessions(rules, day, opens, closes)
    ):
        number = 1 if place is None else place + 2
        found = _fill([(session_start, session_end)], number, found, start, end)
    return tuple(_merged(found))


def _merged(pieces) -> list:
    """Pieces in order, neighbours of one number made one."""
    found = []
    for start, end, number in pieces:
        if found and found[-1][2] == number:
            found[-1] = (found[-1][0], end, number)
        else:
            found.append((start, end, number))
    return found


def _cover(rule: Rule, first: date, last: date):
    """The rule's runs of equal fit, (start, fit), and its sessions, (start, end), in UTC."""
    runs, sessions, previous = [], [], None
    for ordinal in range(first.toordinal() - 1, last.toordinal() + 2):
        day = date.fromordinal(ordinal)
        fit = rule.fit(day)
        if fit is not previous:
            runs.append((instant_of(day, MIDNIGHT, rule.zone), fit))
            previous = fit
        if fit is Fit.WHOLE:
            start, end = rule.session(day)
            if start < end:
                sessions.append((start, end))
    return runs, sessions


def _gaps(runs, end):
    """(start, end, number of the best fit) from the runs of fit of each rule."""
    if len(runs) == 1:
        merged = runs[0]
    else:
        marks = sorted((mark, number, fit) for number, run in enumerate(runs) for mark, fit in run)
        present = [Fit.NONE] * len(runs)
        merged = []
        for mark, number, fit in marks:
            present[number] = fit
            merged.append((mark, max(present)))
    last = (max(end, merged[-1][0]), None)
    return [
        (mark, next_mark, int(fit)) for (mark, fit), (next_mark, _fit) in pairwise([*merged, last])
    ]


def _fill(sessions, says, gaps, start, end):
    """What the sessions say, sorted by start, cut to [start, end); between them what `gaps` say."""
    found = []
    place, gap = start, 0
    _gap_start, gap_end, gap_says = gaps[0]
    # One more session, at the end, stands for the rest.
    for session_start, session_end in [*sessions, (end, end)]:
        if session_end <= place < end:
            continue
        stop = session_start if session_start < end else end
        while place < stop:
            while gap_end <= place:
                gap += 1
                _gap_start, gap_end, gap_says = gaps[gap]
            until = gap_end if gap_end < stop else stop
            found.append((place, until, gap_says))
            place = until
        if place >= end:
            break
        stop = session_end if session_end < end else end
        found.append((place, stop, says))
        place = stop
    return found


def _copy(pieces, place, start, end, found) -> int:
    """Appends the pieces of [start, end) to `found`; returns where to go on."""
    while place < len(pieces) and pieces[place][1] <= start:
        place += 1
    if start >= end or place == len(pieces):
        return place
    first = place
    while pieces[place][1] < end:
        place += 1
    found.extend(pieces[first : place + 1])
    at = len(found) - 1 - (place - first)
    if found[at][0] < start:
        found[at] = (start, *found[at][1:])
    if found[-1][1] > end:
        found[-1] = (found[-1][0], end, found[-1][2])
    return place
