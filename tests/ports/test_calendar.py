from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ports.calendar import (
    BEIJING,
    Calendar,
    Change,
    DayException,
    Rule,
    State,
    Why,
    changes_known,
    exceptions_known,
    midnight,
    state_at,
)

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
RECORDED = datetime(2020, 1, 1, tzinfo=UTC)
LATER = datetime(2030, 1, 1, tzinfo=UTC)
ALMATY = ZoneInfo("Asia/Almaty")


def beijing(*values):
    return datetime(*values, tzinfo=BEIJING)


def change(state, since, **values):
    actions = {"open": "resumed", "limited": "resumed", "closed": "suspended", "": "status"}
    values = {"id": 1, "recorded_at": RECORDED, "action": actions[state], **values}
    return Change(state=state, since=since, **values)


def rule(**values):
    return Rule(**{"id": 1, "valid_from": date(2020, 1, 1), **values})


def exception(day, state, **values):
    return DayException(**{"id": 1, "recorded_at": RECORDED, **values}, date=day, state=state)


def calendar(changes=(), rules=(), exceptions=(), known_at=LATER):
    return Calendar(changes, rules, exceptions, known_at)


def hours_of(found, zone=BEIJING):
    """Opening hours as text: 10:00–18:00, with the days past the date where they end later."""
    texts = []
    for start, end in found.hours(zone):
        days = (end.date() - start.date()).days
        texts.append(f"{start:%H:%M}–{end:%H:%M}" + (f"+{days}" if days else ""))
    return texts


OPEN = change("open", beijing(2020, 1, 1))
OFFICE = rule(weekdays="12345", opens=time(10), closes=time(18))


# Status alone


def test_nothing_recorded_is_unknown():
    found = calendar().day(date(2025, 10, 5))

    assert (found.state, found.verdict.why, found.hours()) == (State.UNKNOWN, Why.NOTHING, [])


def test_a_status_holds_from_its_instant_until_its_end_and_then_what_held_before():
    rows = [
        change("open", beijing(2025, 1, 1), id=1),
        change("closed", beijing(2025, 10, 5, 10), until=beijing(2025, 10, 6, 12), id=2),
    ]
    found = calendar(rows)

    assert hours_of(found.day(date(2025, 10, 5))) == ["00:00–10:00"]
    assert hours_of(found.day(date(2025, 10, 6))) == ["12:00–00:00+1"]
    assert found.day(date(2025, 10, 5)).verdict.change.id == 1
    assert not found.day(date(2025, 10, 5)).is_whole


def test_a_limitation_is_named():
    found = calendar([change("limited", beijing(2025, 1, 1), limitation="appointment")])

    assert found.state_at(beijing(2025, 2, 1)).limitations == ("appointment",)
    assert found.day(date(2025, 2, 1)).state == State.LIMITED


# Rules


def test_a_service_is_closed_outside_the_hours_of_its_rule():
    found = calendar([OPEN], [OFFICE])
    friday, saturday = found.days(date(2025, 10, 17), date(2025, 10, 18))

    assert hours_of(friday) == ["10:00–18:00"]
    assert (saturday.state, saturday.verdict.why) == (State.CLOSED, Why.WEEKDAY)
    assert found.state_at(beijing(2025, 10, 17, 18)).why == Why.HOURS
    assert found.state_at(beijing(2025, 10, 17, 10)).why == Why.RULE


def test_where_no_rule_is_valid_the_status_alone_speaks():
    found = calendar([OPEN], [rule(valid_until=date(2025, 6, 30), weekdays="1")])

    assert hours_of(found.day(date(2025, 7, 1))) == ["00:00–00:00+1"]
    assert found.day(date(2025, 7, 1)).verdict.why == Why.STATUS
    assert found.day(date(2025, 6, 29)).verdict.why == Why.WEEKDAY


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin():
    night = rule(weekdays="5", opens=time(22), closes=time(2))
    friday, saturday = calendar([OPEN], [night]).days(date(2025, 10, 17), date(2025, 10, 18))

    assert hours_of(friday) == ["22:00–00:00+1"]
    assert hours_of(saturday) == ["00:00–02:00"]


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        ((2024, 11, 30), False),
        ((2024, 12, 1), True),
        ((2024, 12, 31), True),
        ((2025, 1, 1), True),
        ((2025, 2, 28), True),
        ((2024, 2, 29), True),
        ((2025, 3, 1), False),
    ],
)
def test_a_season_may_go_over_the_new_year_and_end_on_29_february(day, inside):
    found = calendar([OPEN], [rule(season=("12-01", "02-29"))]).day(date(*day))

    assert found.state == (State.OPEN if inside else State.CLOSED)
    assert found.verdict.why == (Why.RULE if inside else Why.SEASON)


def test_a_season_that_starts_on_29_february_starts_on_1_march_in_other_years():
    found = calendar([OPEN], [rule(season=("02-29", "10-31"))])

    assert found.day(date(2024, 2, 29)).state == State.OPEN
    assert found.day(date(2025, 2, 28)).state == State.CLOSED
    assert found.day(date(2025, 3, 1)).state == State.OPEN


def test_hours_of_the_neighbour_move_with_its_clocks():
    """Kazakhstan gave up UTC+6 for UTC+5 on 1 March 2024."""
    found = calendar([OPEN], [rule(opens=time(9), closes=time(18), zone=ALMATY)])

    before, after = found.day(date(2024, 2, 29)), found.day(date(2024, 3, 1))
    assert hours_of(before) == ["11:00–20:00"]
    assert hours_of(after) == ["12:00–21:00"]
    assert hours_of(before, ALMATY) == hours_of(after, ALMATY) == ["09:00–18:00"]


def test_hours_that_a_change_of_the_clocks_jumps_over_do_not_exist():
    berlin = ZoneInfo("Europe/Berlin")
    found = calendar([OPEN], [rule(opens=time(2, 10), closes=time(2, 50), zone=berlin)])

    assert [hours_of(day, berlin) for day in found.days(date(2025, 3, 29), date(2025, 3, 31))] == [
        ["02:10–02:50"],
        ["03:10–03:50"],
        ["02:10–02:50"],
    ]
    assert calendar([OPEN], [rule(opens=time(2, 30), closes=time(3), zone=berlin)]).day(
        date(2025, 3, 30)
    ).verdict.why in {Why.HOURS}


def test_two_rules_add_up():
    both = [
        rule(id=1, opens=time(9), closes=time(12)),
        rule(id=2, opens=time(14), closes=time(18)),
    ]
    assert hours_of(calendar([OPEN], both).day(date(2025, 10, 5))) == ["09:00–12:00", "14:00–18:00"]


# Exceptions


def test_an_exception_beats_the_rule_for_its_date_in_beijing():
    holiday = exception(date(2025, 10, 17), "closed")
    found = calendar([OPEN], [rule(opens=time(9), closes=time(18), zone=ALMATY)], [holiday])

    closed = found.day(date(2025, 10, 17))
    assert (closed.state, closed.verdict.why, closed.verdict.exception) == (
        State.CLOSED,
        Why.EXCEPTION,
        holiday,
    )
    assert hours_of(found.day(date(2025, 10, 18))) == ["12:00–21:00"]


def test_an_open_exception_takes_the_hours_of_the_rule_though_the_weekday_is_wrong():
    sunday = exception(date(2025, 10, 19), "open")

    assert hours_of(calendar([OPEN], [OFFICE], [sunday]).day(sunday.date)) == ["10:00–18:00"]
    assert hours_of(calendar([OPEN], [], [sunday]).day(sunday.date)) == ["00:00–00:00+1"]


@pytest.mark.parametrize(
    ("opens", "closes", "hours"),
    [
        (time(12), time(16), ["12:00–16:00"]),
        (time(20), time(0), ["20:00–00:00+1"]),
        (time(0), time(0), ["00:00–00:00+1"]),
    ],
)
def test_an_exception_may_bring_its_own_hours(opens, closes, hours):
    day = date(2025, 10, 17)
    found = calendar([OPEN], [OFFICE], [exception(day, "open", opens=opens, closes=closes)])

    assert hours_of(found.day(day)) == hours
    if hours == ["12:00–16:00"]:
        assert found.state_at(beijing(2025, 10, 17, 11)).why == Why.HOURS


def test_a_limited_status_limits_what_an_exception_opens_and_limitations_add_up():
    status = change("limited", beijing(2025, 1, 1), limitation="appointment")
    day = date(2025, 10, 17)

    opened = calendar([status], [], [exception(day, "open")])
    limited = calendar([status], [], [exception(day, "limited", limitation="goods")])
    assert opened.day(day).verdict[:3] == (State.LIMITED, Why.EXCEPTION, ("appointment",))
    assert limited.day(day).verdict.limitations == ("appointment", "goods")


def test_a_closed_status_beats_rule_and_exception():
    closed = change("closed", beijing(2025, 10, 17, 12))
    day = date(2025, 10, 17)
    found = calendar([closed], [OFFICE], [exception(day, "open")])

    assert hours_of(found.day(day)) == ["10:00–12:00"]
    assert found.day(day + DAY).verdict.why == Why.STATUS


def test_of_several_exceptions_the_last_known_holds_and_an_empty_one_withdraws():
    day = date(2025, 10, 5)
    first = exception(day, "closed", id=1, recorded_at=beijing(2025, 9, 26))
    second = exception(day, "open", id=2, recorded_at=beijing(2025, 10, 3))
    withdrawn = exception(day, "", id=3, recorded_at=beijing(2025, 10, 4))
    rows = [second, withdrawn, first]

    def known(*when):
        return exceptions_known(rows, beijing(*when)).get(day)

    assert known(2025, 9, 25) is None
    assert known(2025, 10, 2) is first
    assert known(2025, 10, 3) is second
    assert known(2025, 10, 4) is None


# Known at


def test_what_was_known_before_and_after_a_correction():
    rows = [
        change("open", beijing(2025, 1, 1), id=1, recorded_at=beijing(2025, 1, 1)),
        change("closed", beijing(2025, 10, 4), id=2, recorded_at=beijing(2025, 10, 3)),
    ]
    fifth = beijing(2025, 10, 5)

    assert state_at(fifth, rows, [], [], beijing(2025, 10, 2)).state == State.OPEN
    assert state_at(fifth, rows, [], [], beijing(2025, 10, 3)).state == State.CLOSED


def test_a_row_that_names_another_corrects_it_whatever_its_start():
    wrong = change("closed", beijing(2025, 10, 4, 10), id=1)
    right = change("closed", beijing(2025, 10, 4, 12), id=2, corrects=1, recorded_at=RECORDED + DAY)
    taken_back = change("", beijing(2025, 10, 4, 12), id=3, corrects=2, recorded_at=LATER)

    assert changes_known([wrong, right, taken_back], RECORDED) == [wrong]
    assert changes_known([wrong, right, taken_back], RECORDED + DAY) == [right]
    assert changes_known([wrong, right, taken_back], LATER) == []


# Next change


def test_the_next_change_names_the_first_spell_that_differs():
    found = calendar([OPEN], [OFFICE]).next_change(beijing(2025, 10, 17, 19))

    assert (found.start, found.verdict.state) == (beijing(2025, 10, 20, 10), State.OPEN)
    assert calendar([OPEN]).next_change(beijing(2025, 10, 17)) is None


# Properties

FIRST, LAST = date(2024, 2, 20), date(2024, 3, 15)
ZONES = [BEIJING, ALMATY, ZoneInfo("Asia/Karachi"), ZoneInfo("America/New_York")]
days = st.dates(FIRST - 3 * DAY, LAST + 3 * DAY)
instants = st.datetimes(
    datetime(2024, 2, 18), datetime(2024, 3, 18), timezones=st.just(UTC)
) | st.builds(
    lambda day, hour: midnight(day) + hour * HOUR, days, st.integers(min_value=0, max_value=24)
)
known = st.integers(0, 5).map(lambda number: RECORDED + number * DAY)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
month_days = st.sampled_from(["01-01", "02-24", "02-28", "02-29", "03-01", "03-10", "12-01"])


@st.composite
def changes_of(draw):
    rows = []
    for number in range(draw(st.integers(0, 5))):
        since = draw(instants)
        state = draw(st.sampled_from(["open", "limited", "closed", ""]))
        rows.append(
            change(
                state,
                since,
                id=number + 1,
                recorded_at=draw(known),
                until=draw(st.none() | st.timedeltas(HOUR, 9 * DAY).map(lambda d, s=since: s + d)),
                limitation=draw(st.sampled_from(["", "goods"])) if state == "limited" else "",
                corrects=draw(st.none() | st.integers(1, number)) if number else None,
            )
        )
    return rows


@st.composite
def rules_of(draw):
    rows = []
    for number in range(draw(st.integers(0, 3))):
        start = draw(days)
        opens, closes = draw(st.just((None, None)) | st.tuples(clocks, clocks))
        rows.append(
            Rule(
                id=number + 1,
                valid_from=start,
                valid_until=draw(st.none() | days.filter(lambda day, start=start: day >= start)),
                season=draw(st.none() | st.tuples(month_days, month_days)),
                weekdays=draw(st.sampled_from(["1234567", "12345", "6", "37"])),
                opens=opens,
                closes=closes,
                zone=draw(st.sampled_from(ZONES)),
            )
        )
    return rows


@st.composite
def exceptions_of(draw):
    rows = []
    for number in range(draw(st.integers(0, 5))):
        opens, closes = draw(
            st.just((None, None)) | st.tuples(clocks, clocks).filter(lambda two: two[0] < two[1])
        )
        rows.append(
            exception(
                draw(days),
                draw(st.sampled_from(["open", "limited", "closed", ""])),
                id=number + 1,
                recorded_at=draw(known),
                opens=opens,
                closes=closes,
            )
        )
    return rows


services = st.tuples(changes_of(), rules_of(), exceptions_of(), known)


@given(services)
@settings(deadline=None)
def test_intervals_fill_the_time_without_gap_or_overlap_and_are_maximal(service):
    start, end = midnight(FIRST), midnight(LAST)
    for found in (Calendar(*service).intervals(start, end), Calendar(*service).spells(start, end)):
        assert (found[0].start, found[-1].end) == (start, end)
        for one, other in zip(found, found[1:], strict=False):
            assert one.start < one.end == other.start
            assert one.verdict != other.verdict


@given(services, st.lists(instants, min_size=1, max_size=8))
@settings(deadline=None)
def test_an_instant_its_interval_and_its_day_agree(service, asked):
    found = Calendar(*service)
    start, end = midnight(FIRST), midnight(LAST + DAY)
    intervals = found.intervals(start, end)
    edges = [edge for interval in intervals for edge in (interval.start, interval.end)]
    by_day = {day.date: day for day in found.days(FIRST, LAST)}
    assert list(by_day) == [FIRST + number * DAY for number in range(len(by_day))]

    for instant in [*asked, *edges, *(edge - timedelta(microseconds=1) for edge in edges)]:
        if not start <= instant < end:
            continue
        at_once = found.state_at(instant)
        assert at_once == state_at(instant, *service)
        here = [item for item in intervals if item.start <= instant < item.end]
        assert [item.verdict for item in here] == [at_once]
        of_day = by_day[instant.astimezone(BEIJING).date()].intervals
        here = [item for item in of_day if item.start <= instant < item.end]
        assert [item.verdict for item in here] == [at_once]


@given(services)
@settings(deadline=None)
def test_days_are_whole_days_of_beijing(service):
    for day in Calendar(*service).days(FIRST, LAST):
        parts = day.intervals
        assert (parts[0].start, parts[-1].end) == (midnight(day.date), midnight(day.date + DAY))
        assert all(part.start < part.end for part in parts)
        for start, end in day.hours():
            assert midnight(day.date) <= start < end <= midnight(day.date + DAY)
        assert bool(day.hours()) == (day.state in {State.OPEN, State.LIMITED})


@given(services, instants)
@settings(deadline=None)
def test_a_closed_status_beats_everything(service, instant):
    changes, rules, exceptions, known_at = service
    closed = change("closed", instant, id=99, recorded_at=known_at, action="over all")
    found = Calendar([*changes, closed], rules, exceptions, known_at)
    later = [row.since for row in found.changes if row.since > instant]

    for asked in (instant, instant + HOUR, instant + 30 * HOUR):
        if not any(since <= asked for since in later) and closed in found.changes:
            verdict = found.state_at(asked)
            if verdict.change is closed:
                assert (verdict.state, verdict.why) == (State.CLOSED, Why.STATUS)
    assert closed not in found.changes or found.state_at(instant).change is not None


@given(services, days, st.sampled_from(["open", "limited", "closed"]))
@settings(deadline=None)
def test_an_exception_beats_the_rules_and_touches_no_other_day(service, day, state):
    changes, rules, exceptions, known_at = service
    last = exception(day, state, id=99, recorded_at=known_at)
    before = Calendar(*service)
    after = Calendar(changes, rules, [*exceptions, last], known_at)

    for interval in after.intervals(midnight(day), midnight(day + DAY)):
        closed_by_status = interval.verdict.why == Why.STATUS
        assert interval.verdict.exception is last or (
            closed_by_status and interval.verdict.state == State.CLOSED
        )
        if state == "closed":
            assert interval.verdict.state == State.CLOSED
    for start, end in [
        (midnight(FIRST - 5 * DAY), midnight(day)),
        (midnight(day + DAY), midnight(LAST + 5 * DAY)),
    ]:
        assert after.intervals(start, end) == before.intervals(start, end)


@given(services, instants)
@settings(deadline=None)
def test_observations_change_nothing(service, instant):
    changes, rules, exceptions, known_at = service
    seen = change("", instant, id=99, recorded_at=known_at)
    start, end = midnight(FIRST), midnight(LAST)

    assert Calendar([*changes, seen], rules, exceptions, known_at).intervals(start, end) == (
        Calendar(*service).intervals(start, end)
    )


@given(services, instants)
@settings(deadline=None)
def test_the_next_change_is_where_the_state_turns(service, instant):
    found = Calendar(*service)
    turn = found.next_change(instant, 10 * DAY)
    present = found.state_at(instant)
    if turn is None:
        turned = found.spells(instant, instant + 10 * DAY)
        assert len(turned) == 1
        return
    before = found.state_at(turn.start - timedelta(microseconds=1))
    assert (before.state, before.limitations) == (present.state, present.limitations)
    assert (turn.verdict.state, turn.verdict.limitations) != (present.state, present.limitations)
    assert found.state_at(turn.start) == turn.verdict
