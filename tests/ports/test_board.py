from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ports.board import Count, board, end_of_day
from ports.models import Citation, RegimeChange, Service, StatusChange
from tests.builders import make_port, make_status

NOON = datetime(2025, 10, 5, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def make_regime(service, regime="perennial", since=NOON - 100 * DAY, **values):
    return RegimeChange.objects.create(service=service, regime=regime, since=since, **values)


def freight(port=None):
    return (port or make_port()).services.get(traffic="freight")


def state_at(service, instant=NOON, known_at=None):
    return Service.objects.as_of(instant, known_at).get(pk=service.pk).state


# As of


def test_nothing_recorded_is_no_state(db):
    assert state_at(freight()) is None


def test_the_latest_since_holds_whatever_was_recorded_last(db):
    service = freight()
    make_status(service, "closed", NOON - DAY)
    make_status(service, "open", NOON - 2 * DAY)

    assert state_at(service) == "closed"
    assert state_at(service, NOON - DAY - timedelta(seconds=1)) == "open"
    assert state_at(service, NOON - DAY) == "closed"
    assert state_at(service, NOON - 3 * DAY) is None


def test_of_equal_instants_the_row_recorded_last_holds(db):
    service = freight()
    make_status(service, "open", NOON - DAY, recorded_at=NOON - DAY)
    make_status(service, "closed", NOON - DAY, recorded_at=NOON)

    assert state_at(service, known_at=NOON) == "closed"
    assert state_at(service, known_at=NOON - timedelta(hours=1)) == "open"


def test_after_its_end_a_row_leaves_what_held_before(db):
    service = freight()
    make_status(service, "closed", NOON - 9 * DAY)
    make_status(service, "limited", NOON - 5 * DAY, until=NOON)

    assert state_at(service, NOON - timedelta(microseconds=1)) == "limited"
    assert state_at(service, NOON) == "closed"


def test_a_correction_that_adds_an_end_silences_the_row_that_had_none(db):
    service = freight()
    make_status(service, "closed", NOON - 9 * DAY, recorded_at=NOON - 9 * DAY)
    make_status(service, "limited", NOON - 5 * DAY, recorded_at=NOON - 5 * DAY)
    make_status(service, "limited", NOON - 5 * DAY, until=NOON - DAY, recorded_at=NOON - 2 * DAY)

    assert state_at(service, known_at=NOON) == "closed"
    assert state_at(service, known_at=NOON - 3 * DAY) == "limited"


def test_a_correction_recorded_at_the_same_instant_counts_by_its_number(db):
    service = freight()
    make_status(service, "limited", NOON - 5 * DAY, recorded_at=NOON)
    make_status(service, "limited", NOON - 5 * DAY, until=NOON - DAY, recorded_at=NOON)

    assert state_at(service, known_at=NOON) is None


def test_what_we_said_before_and_after_a_correction_of_a_coming_day(db):
    service = freight()
    fifth = NOON
    make_status(service, "open", fifth - 30 * DAY, recorded_at=fifth - 30 * DAY)
    make_status(service, "closed", fifth - DAY, recorded_at=fifth - 2 * DAY)

    assert state_at(service, fifth, known_at=fifth - 3 * DAY) == "open"
    assert state_at(service, fifth, known_at=fifth - 2 * DAY) == "closed"


def test_an_observation_changes_nothing(db):
    service = freight()
    make_status(service, "open", NOON - 2 * DAY)
    make_status(service, "", NOON - DAY)

    assert state_at(service) == "open"


def test_the_regime_is_the_latest_one_known(db):
    service = freight()
    make_regime(service, "seasonal", NOON - 9 * DAY, recorded_at=NOON - 9 * DAY)
    make_regime(service, "perennial", NOON - 5 * DAY, recorded_at=NOON - DAY)

    def regime(instant, known_at):
        return Service.objects.as_of(instant, known_at).get().regime

    assert regime(NOON, NOON) == "perennial"
    assert regime(NOON, NOON - 2 * DAY) == "seasonal"
    assert regime(NOON - 6 * DAY, NOON) == "seasonal"
    assert regime(NOON - 10 * DAY, NOON) is None


def test_as_of_is_one_query(db, django_assert_num_queries):
    for _number in range(3):
        make_status(freight(), "open", NOON - DAY)
    with django_assert_num_queries(1):
        assert len(Service.objects.as_of(NOON).open()) == 3


# Counts


@pytest.mark.parametrize("day", [date(2022, 4, 28), date(2022, 4, 30)])
def test_fourteen_perennial_and_one_seasonal_unit_were_open_to_freight(demo, day):
    count = board(end_of_day(day)).freight

    assert (count.perennial, count.seasonal, count.total) == (14, 1, 15)
    assert count.inferred == 11


def test_deleting_any_of_the_fifteen_deciding_rows_changes_the_count(demo):
    instant = end_of_day(date(2022, 4, 30))
    open_now = Service.objects.as_of(instant).open().filter(traffic="freight")
    deciding = [(service.status_change_id, str(service)) for service in open_now]
    assert len(deciding) == 15

    for pk, name in deciding:
        change = StatusChange.objects.get(pk=pk)
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before_deletion")
        change.delete()
        assert board(instant).freight.total == 14, name
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT before_deletion")
    assert board(instant).freight.total == 15


@pytest.mark.parametrize("slug", ["takeshiken", "laoyemiao"])
def test_deleting_the_status_row_of_one_port_leaves_thirteen(demo, slug):
    instant = end_of_day(date(2022, 4, 30))
    service = Service.objects.as_of(instant).get(port__slug=slug, traffic="freight")

    StatusChange.objects.filter(pk=service.status_change_id).delete()

    count = board(instant).freight
    assert (count.perennial, count.seasonal) == (13, 1)


def test_nothing_counts_before_it_was_known(demo):
    instant = end_of_day(date(2022, 4, 30))

    assert board(instant, known_at=instant).freight == Count()


def test_the_seasonal_port_of_2022_does_not_count_after_its_season(demo):
    def khunjerab(day):
        services = Service.objects.as_of(end_of_day(day))
        return services.get(port__slug="khunjerab", traffic="freight").state

    assert khunjerab(date(2022, 11, 30)) == "open"
    assert khunjerab(date(2022, 12, 1)) is None
    assert khunjerab(date(2023, 1, 20)) == "limited"
    assert khunjerab(date(2023, 1, 21)) is None


def test_limited_services_count_and_closed_ones_do_not(db):
    for state in ("open", "limited", "closed"):
        service = freight()
        make_regime(service)
        make_status(service, state, NOON - DAY, is_inferred=state == "limited")
    freight()

    assert board(NOON).freight == Count(total=2, perennial=2, inferred=1)
    assert board(NOON).passenger == Count()


def test_a_service_counts_for_its_official_units(db):
    service = freight()
    Service.objects.filter(pk=service.pk).update(official_units=0)
    make_status(service, "open", NOON - DAY)

    assert board(NOON).freight == Count()


def test_a_port_opened_after_it_was_not_in_service_counts_without_a_regime(db):
    service = freight()
    make_regime(service, "not_open")
    make_status(service, "open", NOON - DAY)

    count = board(NOON).freight
    assert (count.total, count.other) == (1, 1)
    assert board(NOON).groups[0].lines[0].regime_label is None
    assert board(NOON - 2 * DAY).groups[0].lines[0].freight.regime == "not_open"


# Shape


def test_ports_stand_by_neighbour_in_the_order_of_the_border_and_air_ports_last(db):
    make_port("b", country="KZ")
    make_port("z", country=None, services=[("air", "freight"), ("air", "passenger")])
    make_port("c", country="MN")
    make_port("a", country="KZ", services=[("road", "freight"), ("rail", "freight")])

    groups = board(NOON).groups

    assert [group.country and group.country.code for group in groups] == ["MN", "KZ", None]
    assert [(line.port.slug, line.mode) for line in groups[1].lines] == [
        ("a", "road"),
        ("a", "rail"),
        ("b", "road"),
    ]
    assert groups[2].lines[0].passenger is not None
    assert groups[1].lines[0].passenger is None


def test_a_pipeline_without_a_state_is_left_out(db):
    port = make_port(services=[("road", "freight"), ("pipeline", "freight")])

    assert [line.mode for line in board(NOON).groups[0].lines] == ["road"]
    make_status(port.services.get(mode="pipeline"), "open", NOON - DAY)
    assert [line.mode for line in board(NOON).groups[0].lines] == ["road", "pipeline"]


def test_a_day_ends_with_its_last_instant_in_beijing(db):
    service = freight()
    make_status(service, "open", datetime(2025, 10, 5, 15, 59, 59, tzinfo=UTC))
    make_status(service, "closed", datetime(2025, 10, 5, 16, tzinfo=UTC))

    assert state_at(service, end_of_day(date(2025, 10, 5))) == "open"
    assert state_at(service, end_of_day(date(2025, 10, 6))) == "closed"


def make_many_ports(count):
    for _number in range(count):
        port = make_port(services=[("road", "freight"), ("road", "passenger")])
        Citation.objects.create(port=port, subject="names", confidence="high")
        for service in port.services.all():
            make_regime(service)
            make_status(service, "open", timezone.now() - DAY)


def queries_of(action):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        action()
    return len(queries)


@pytest.mark.any_database
def test_the_board_asks_as_often_for_200_ports_as_for_20(db):
    make_many_ports(20)
    assert queries_of(board) == 7
    make_many_ports(180)
    assert queries_of(board) == 7
