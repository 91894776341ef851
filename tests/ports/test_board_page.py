"""The board by day and filter, the calendar page, the map and the days of a port."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from math import hypot

import pytest
import time_machine

from ports.board import board, end_of_day, next_turn
from ports.models import ExceptionDay, OpeningRule, Port
from ports.schedule import Schedule
from ports.schematic_map import MARK, Point, overlap, picture, width_of
from tests.builders import make_port, make_public, make_status
from tests.ports.test_board import make_many_ports, queries_of
from tests.ports.test_pages import address, main_of

NOON = datetime(2025, 10, 5, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def working(slug="a", **values):
    """A port open on weekdays from 10:00 to 20:00, known for long."""
    port = make_port(slug, services=[("road", "freight"), ("road", "passenger")], **values)
    for service in port.services.all():
        make_status(service, "open", NOON - 99 * DAY, recorded_at=NOON - 99 * DAY)
        OpeningRule.objects.create(
            service=service,
            valid_from=date(2025, 1, 1),
            weekdays="12345",
            opens=time(10),
            closes=time(20),
        )
    return port


def freight_of(port):
    return port.services.get(traffic="freight")


def shut(service, day, recorded_at, state="closed"):
    return ExceptionDay.objects.create(
        service=service, date=day, state=state, recorded_at=recorded_at, reason_en="Holiday"
    )


def at(day, hour):
    return datetime(2025, 10, day, hour - 8, tzinfo=UTC)


# The next change and what counts


def test_the_night_closes_no_port_but_the_weekend_does(db):
    working()

    assert board(at(8, 12)).freight.total == 1
    assert board(at(8, 22)).freight.total == 1
    assert board(at(11, 12)).freight.total == 0
    assert board(end_of_day(date(2025, 10, 8)), of_day=True).lines[0].freight.state == "open"


@pytest.mark.parametrize(
    ("now", "state", "start"),
    [
        (at(8, 12), "closed", datetime(2025, 10, 10, 16, tzinfo=UTC)),  # Saturday begins
        (at(8, 22), "open", at(9, 10)),
        (at(11, 12), "open", at(13, 10)),
    ],
)
def test_the_next_change_looks_past_the_end_of_hours(db, now, state, start):
    port = working()
    schedule = Schedule.of([freight_of(port)])

    turn = next_turn(schedule[freight_of(port)], now)

    assert (turn.verdict.state, turn.start) == (state, start)


def test_what_was_published_of_a_day_before_and_after_a_correction(client, db):
    port = make_port("b")
    service = freight_of(port)
    make_status(service, "open", NOON - 99 * DAY, recorded_at=NOON - 99 * DAY)
    shut(service, date(2025, 10, 5), datetime(2025, 9, 26, 4, tzinfo=UTC))
    shut(service, date(2025, 10, 5), datetime(2025, 10, 3, 4, tzinfo=UTC), state="open")
    # Mended on the same day: nobody but the officer saw it.
    shut(service, date(2025, 10, 6), datetime(2025, 10, 3, 4, tzinfo=UTC))
    shut(service, date(2025, 10, 6), datetime(2025, 10, 3, 5, tzinfo=UTC), state="open")

    versions = Schedule.of([service]).versions(date(2025, 10, 5))
    page = re.sub(
        r"<[^>]+>|\s+", " ", main_of(client.get(address(language="en"), {"on": "2025-10-05"}))
    )

    assert [(day.isoformat(), str(state.state)) for day, state in versions[0].said][1:] == [
        ("2025-09-26", "closed"),
        ("2025-10-03", "open"),
    ]
    assert Schedule.of([service]).versions(date(2025, 10, 6)) == []
    assert re.search(r"as published on\s+26 September 2025\s+: Closed", page)
    assert re.search(r"as published on\s+3 October 2025\s+: Open", page)


# Filters


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, {"kz", "mn", "air"}),
        ({"country": "KZ"}, {"kz"}),
        ({"country": "air"}, {"air"}),
        ({"mode": "air"}, {"air"}),
        ({"state": "closed"}, {"mn"}),
        ({"state": "unknown"}, {"air", "kz"}),
        ({"state": "unknown", "traffic": "freight"}, {"air"}),
        ({"state": "limited"}, set()),
        ({"country": "XX"}, {"kz", "mn", "air"}),
        ({"on": "2025-10-05", "country": "MN"}, {"mn"}),
    ],
)
def test_filters_work_by_address_alone(client, db, query, shown):
    kz = make_port("kz", services=[("road", "freight"), ("road", "passenger")])
    make_status(freight_of(kz), "open", NOON - DAY)
    make_status(freight_of(make_port("mn", country="MN")), "closed", NOON - DAY)
    make_port("air", country=None, services=[("air", "freight")])

    response = client.get(address(language="en"), query)

    assert response.status_code == (400 if query.get("country") == "XX" else 200)
    rows = re.findall(r'class="port-table__name"\s+href="/en/ports/([a-z]+)/"', main_of(response))
    assert set(rows) == shown
    assert re.search(r'data-count="\w+">', main_of(response))


# Calendar


def test_the_calendar_shows_all_ports_and_fourteen_days(client, db):
    port = working()
    shut(freight_of(port), date(2025, 10, 1), NOON - 5 * DAY)
    with time_machine.travel(NOON):
        page = main_of(client.get(address("calendar", "en"), {"from": "2025-09-29"}))

    assert len(re.findall(r'<th class="port-days__day[^"]*"', page)) == 14
    freight, passengers = [
        re.findall(r"port-days__cell--(open|closed)", row)
        for row in re.findall(r'(?s)<th class="port-days__traffic".*?</tr>', page)
    ]
    assert passengers[:7] == ["open"] * 5 + ["closed"] * 2
    assert freight[:7] == ["open", "open", "closed", "open", "open", "closed", "closed"]
    assert page.count("entered for this date</span>") == 1
    assert "10:00–20:00" in page
    assert 'tabindex="0"' in page
    assert "?from=2025-09-15" in page
    assert "?from=2025-10-13" in page


def test_the_calendar_says_why_days_are_other_than_usual(client, db):
    service = freight_of(working())
    for day in (date(2025, 10, 1), date(2025, 10, 2), date(2025, 10, 6)):
        ExceptionDay.objects.create(
            service=service,
            date=day,
            state="closed",
            reason_zh="假期",
            reason_en="A <i>holiday</i>",
            recorded_at=NOON - 5 * DAY,
        )
    with time_machine.travel(NOON):
        page = main_of(client.get(address("calendar", "en"), {"from": "2025-09-29"}))

    (reasons,) = re.findall(r'(?s)<ul class="port-days__reasons">(.*?)</ul>', page)
    runs = re.findall(r"A &lt;i&gt;holiday&lt;/i&gt;: (.*)", reasons)
    assert runs == ["1 October 2025 to 2 October 2025", "6 October 2025"]


@pytest.mark.parametrize(
    "typed",
    ["yesterday", "2025-02-30", "1899-12-31", "2100-12-19", "２０２５-１０-０１", "x" * 999],
)
def test_a_first_day_that_is_none_gets_a_message_and_this_week(client, db, typed):
    make_port()

    response = client.get(address("calendar", "en"), {"from": typed})

    assert response.status_code == 400
    assert "The calendar below begins today." in main_of(response)


@pytest.mark.parametrize("first", ["1900-01-01", "2100-12-18"])
def test_the_calendar_reaches_the_ends_of_time(client, db, first):
    make_port()

    assert client.get(address("calendar"), {"from": first}).status_code == 200


@pytest.mark.any_database
def test_the_pages_ask_as_often_for_200_ports_as_for_20(client, db):
    pages = [
        (address("board"), {}),
        (address("board"), {"on": "2025-10-05"}),
        (address("calendar"), {"from": "2025-10-01"}),
    ]

    def asked():
        for path, query in pages:
            client.get(path, query)
        return [queries_of(lambda page=page: client.get(*page)) for page in pages]

    make_many_ports(20)
    few = asked()
    make_many_ports(180)

    assert asked() == few
    assert max(few) <= 12


def test_the_present_board_is_held_until_a_state_turns(client, db):
    working()
    with time_machine.travel(at(8, 12), tick=False) as clock:
        client.get(address())
        held = queries_of(lambda: client.get(address()))
        clock.move_to(at(8, 21))
        assert "outside its hours" in main_of(client.get(address(language="en")))
        assert queries_of(lambda: client.get(address())) == held <= 3


# The map


POINTS = [(44.95, 93.4), (45.4, 90.8), (46.2, 90.8), (39.72, 75.22), (39.76, 75.57), (39.54, 76.0)]


@pytest.mark.parametrize("width", [720, 350])
@pytest.mark.parametrize("label", ["伊尔克什坦", "Kashgar Airport"])
def test_labels_of_the_map_cover_neither_one_another_nor_marks(width, label):
    points = [Point(str(n), lat, lon, label) for n, (lat, lon) in enumerate(POINTS)]
    drawn = picture(points, width, 13)
    boxes = []
    for place in drawn.places:
        wide = width_of(label, 13)
        left = place.label_x - {"start": 0, "middle": wide / 2, "end": wide}[place.anchor]
        foot = place.label_y + 13 * 0.22
        boxes.append((left, foot - 13 * 1.2, left + wide, foot))

    assert [pair for pair in combinations(boxes, 2) if overlap(*pair) > 1] == []
    assert all(box[0] >= 0 and box[2] <= width for box in boxes)


@pytest.mark.parametrize("width", [720, 350])
def test_no_mark_of_the_map_lies_over_another(width):
    places = [*POINTS, POINTS[3], (40, 75.4)]
    drawn = picture(
        [Point(str(n), lat, lon, "A") for n, (lat, lon) in enumerate(places)], width, 13
    )

    for one, two in combinations(drawn.places, 2):
        assert hypot(one.x - two.x, one.y - two.y) > 2 * MARK + 3


def test_the_map_is_to_scale(db):
    drawn = picture(
        [Point("a", 40, 80, "A"), Point("b", 41, 80, "B"), Point("c", 40, 81, "C")], 700, 13
    )
    a, b, c = drawn.places

    km = drawn.bar_km / drawn.bar
    assert (a.y - b.y) * km == pytest.approx(111.2, rel=0.01)
    assert (c.x - a.x) * km == pytest.approx(111.2 * 0.763, rel=0.02)


def test_a_port_with_an_estimated_position_is_hollow_and_says_so(client, db):
    port = make_port("far", latitude=45, longitude=90, point_type="port")
    port.citations.create(subject="coord", confidence="low")

    page = main_of(client.get(address(language="en")))

    assert "port-map__port--estimated" in page
    assert "Position estimated." in page


# Port page


def test_a_port_page_names_the_posts_that_announced_a_change(client, db):
    port = make_port("c")
    change = make_status(freight_of(port), "closed", NOON - DAY)
    edition = make_public(title_en="Closed for repairs")
    edition.post.announces.add(change)
    chinese = make_public(title_en="", title_zh="仅中文")
    chinese.post.announces.add(change)

    page = main_of(client.get(address("detail", "en", args=["c"])))

    assert "Announced in:" in page
    assert f"/en/news/{edition.post.slug}/" in page
    assert chinese.post.slug not in page


def test_a_port_page_has_ruby_hours_of_both_sides_and_a_subscription(client, db):
    port = working(
        "d", name_zh="霍尔果斯口岸", pinyin="huò ěr guǒ sī kǒu àn", name_en="Horgos Port"
    )
    assert Port.objects.get(pk=port.pk).country.time_zone == "Asia/Almaty"
    with time_machine.travel(at(8, 12)):
        chinese = main_of(client.get(address("detail", args=["d"])))
        english = main_of(client.get(address("detail", "en", args=["d"])))

    assert "huò</rt>" in chinese
    assert '<span lang="zh-Hans"><ruby>' in english
    assert re.search(r"10:00–20:00.*?07:00–17:00 in Kazakhstan", english, re.S)
    assert 'href="webcal://testserver/ports/d.ics"' in english
    assert "closed from" in english
