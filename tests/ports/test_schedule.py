from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ports.board import end_of_day
from ports.calendar import BEIJING, FIRST_DAY, LAST_DAY, State
from ports.models import ExceptionDay, OpeningRule, Service, StatusChange
from ports.schedule import Schedule, neighbour_zone
from tests.builders import make_port, make_status
from tests.ports.test_board import make_many_ports, queries_of

NOON = datetime(2025, 10, 5, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def make_exception(service, day, state, **values):
    values.setdefault("recorded_at", NOON - 30 * DAY)
    return ExceptionDay.objects.create(service=service, date=day, state=state, **values)


# "State at T as known at K": the queryset and the functions agree.

offsets = st.integers(0, 6)


@st.composite
def histories(draw):
    rows = []
    for number in range(draw(st.integers(0, 6))):
        state = draw(st.sampled_from(["open", "limited", "closed", ""]))
        since = draw(offsets)
        rows.append(
            {
                "state": state,
                "since": NOON + since * DAY,
                "until": draw(st.none() | st.integers(1, 4).map(lambda n, s=since: s + n)),
                "recorded_at": NOON + draw(offsets) * DAY,
                "corrects": draw(st.none() | st.integers(0, number - 1)) if number else None,
            }
        )
    return rows


@given(rows=histories())
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_queryset_and_the_schedule_agree_on_every_instant_and_knowledge(db, rows):
    with transaction.atomic():
        service = make_port().services.get()
        made = []
        for row in rows:
            until, corrects = row["until"], row["corrects"]
            values = {
                **row,
                "until": NOON + until * DAY if until else None,
                "corrects": made[corrects] if corrects is not None else None,
            }
            made.append(make_status(service, **values))
        schedule = Schedule.of([service])
        for known in (0, 2, 4, 6):
            known_at = NOON + known * DAY
            calendar = schedule.known(service, known_at)
            for instant in [NOON - DAY, *(NOON + n * DAY for n in range(11))]:
                asked = Service.objects.as_of(instant, known_at).get(pk=service.pk)
                verdict = calendar.state_at(instant)
                assert asked.state == (None if verdict.state == "unknown" else verdict.state)
                assert asked.status_change_id == (verdict.change and verdict.change.id)
        transaction.set_rollback(True)


def test_what_was_published_about_5_october_before_and_after_a_correction_of_the_third(db):
    service = make_port().services.get()
    fifth = date(2025, 10, 5)
    make_status(service, "open", NOON - 90 * DAY, recorded_at=NOON - 90 * DAY)
    make_exception(service, fifth, "closed", recorded_at=datetime(2025, 9, 26, tzinfo=UTC))
    correction = datetime(2025, 10, 3, 2, tzinfo=UTC)
    make_exception(service, fifth, "open", recorded_at=correction)
    schedule = Schedule.of([service], known_at=NOON)

    before = correction - timedelta(minutes=1)
    assert schedule.known(service, before).day(fifth).state == State.CLOSED
    assert schedule.known(service, correction).day(fifth).state == State.OPEN
    assert schedule.known(service, datetime(2025, 9, 1, tzinfo=UTC)).day(fifth).state == State.OPEN

    (difference,) = schedule.differing(fifth, before)
    assert (difference.now.state, difference.then.state) == (State.OPEN, State.CLOSED)
    assert schedule.differing(fifth, correction) == []
    assert schedule.differing(fifth + DAY, before) == []


def test_rules_and_exceptions_of_the_database_reach_the_calendar(db):
    service = make_port(country="KZ").services.get()
    make_status(service, "open", NOON - 90 * DAY)
    OpeningRule.objects.create(
        service=service,
        valid_from=date(2025, 1, 1),
        season_start="04-01",
        season_end="11-30",
        weekdays="12345",
        opens=time(10),
        closes=time(18),
        time_zone="Asia/Almaty",
    )
    make_exception(
        service, date(2025, 10, 5), "limited", limitation="goods", opens=time(9), closes=time(12)
    )
    calendar = Schedule.of([service])[service]

    sunday = calendar.day(date(2025, 10, 5))
    assert (sunday.state, sunday.verdict.limitations) == (State.LIMITED, ("goods",))
    assert [(f"{start:%H:%M}", f"{end:%H:%M}") for start, end in sunday.hours()] == [
        ("09:00", "12:00")
    ]
    (monday,) = calendar.day(date(2025, 10, 6)).hours()
    assert f"{monday[0]:%H:%M}" == "13:00"
    zone = neighbour_zone(service.port)
    assert f"{monday[0].astimezone(zone):%H:%M}" == "10:00"
    assert calendar.day(date(2025, 12, 1)).verdict.why == "season"


def test_the_edges_of_what_can_be_asked_are_answered(db):
    service = make_port().services.get()
    OpeningRule.objects.create(service=service, valid_from=date(1901, 1, 1), weekdays="1")
    calendar = Schedule.of([service])[service]

    assert calendar.day(FIRST_DAY).state == State.UNKNOWN
    assert calendar.day(LAST_DAY).state == State.CLOSED
    assert calendar.state_at(end_of_day(LAST_DAY)).state == State.CLOSED


def test_the_next_turn_is_the_first_of_all_services(db):
    one, other = make_port().services.get(), make_port().services.get()
    make_status(one, "open", NOON + 2 * DAY, recorded_at=NOON - DAY)
    make_status(other, "open", NOON + DAY, recorded_at=NOON - DAY)

    assert Schedule.of([one, other]).next_turn(NOON) == NOON + DAY
    assert Schedule.of([one, other]).next_turn(NOON + 2 * DAY) is None


def test_a_year_of_all_services_asks_as_often_for_200_ports_as_for_20(db):
    def year():
        services = Service.objects.select_related("port__country")
        schedule = Schedule.of(services)
        for service in schedule.services:
            assert len(list(schedule[service].days(date(2025, 1, 1), date(2025, 12, 31)))) == 365

    make_many_ports(20)
    assert queries_of(year) == 4
    make_many_ports(180)
    assert queries_of(year) == 4


# Rows


def test_an_exception_day_is_added_and_never_changed(db):
    row = make_exception(make_port().services.get(), date(2025, 10, 5), "closed")

    with pytest.raises(TypeError, match="never changed"):
        row.save()
    with pytest.raises(TypeError, match="never changed"):
        ExceptionDay.objects.update(state="open")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"state": "open", "limitation": "goods"}, "limitation"),
        ({"state": "open", "opens": time(9)}, "closes"),
        ({"state": "closed", "opens": time(9), "closes": time(10)}, "opens"),
        ({"state": "open", "opens": time(9), "closes": time(8)}, "closes"),
    ],
)
def test_an_exception_that_makes_no_sense_is_refused_in_words_and_by_the_database(
    db, values, field
):
    row = ExceptionDay(service=make_port().services.get(), date=date(2025, 10, 5), **values)
    with pytest.raises(ValidationError) as refusal:
        row.full_clean(exclude=["reason"])
    assert field in refusal.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("hours", [(time(20), time(0)), (time(0), time(0)), (None, None)])
def test_midnight_may_end_the_hours_of_an_exception(db, hours):
    opens, closes = hours
    row = ExceptionDay(
        service=make_port().services.get(),
        date=date(2025, 10, 5),
        state="open",
        opens=opens,
        closes=closes,
    )
    row.full_clean()
    row.save()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"season_start": "04-31", "season_end": "10-31"}, "season_start"),
        ({"season_start": "04-01"}, "season_end"),
        ({"season_start": "04-01", "season_end": "10-1"}, "season_end"),
        ({"opens": time(9)}, "closes"),
        ({"time_zone": "Asia/Nowhere"}, "time_zone"),
        ({"weekdays": "8"}, "weekdays"),
        ({"valid_until": date(2024, 12, 31)}, "valid_until"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_words(db, values, field):
    rule = OpeningRule(
        service=make_port().services.get(), **{"valid_from": date(2025, 1, 1), **values}
    )
    with pytest.raises(ValidationError) as refusal:
        rule.full_clean()
    assert field in refusal.value.message_dict


def test_a_season_may_end_on_29_february(db):
    OpeningRule(
        service=make_port().services.get(),
        valid_from=date(2025, 1, 1),
        season_start="12-01",
        season_end="02-29",
    ).full_clean()


def test_a_correction_stays_with_its_service(db):
    wrong = make_status(make_port().services.get(), "closed", NOON)
    other = make_port().services.get()
    row = StatusChange(
        service=other, action="status", state="", since=NOON, corrects=wrong, reason_zh="甲"
    )
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert "service" in refusal.value.message_dict


def test_a_row_is_taken_back_by_an_observation_that_names_it(db):
    service = make_port().services.get()
    make_status(service, "open", NOON - 9 * DAY, recorded_at=NOON - 9 * DAY)
    wrong = make_status(service, "closed", NOON - DAY, recorded_at=NOON - DAY)
    make_status(service, "", NOON - DAY, recorded_at=NOON, corrects=wrong)

    def known(known_at):
        return Service.objects.as_of(NOON, known_at).get().state

    assert known(NOON - DAY) == "closed"
    assert known(NOON) == "open"
    assert Schedule.of([service], NOON)[service].state_at(NOON).state == "open"


def test_beijing_is_the_zone_of_a_port_without_a_neighbour(db):
    assert neighbour_zone(make_port(country=None)) is BEIJING
