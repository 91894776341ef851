import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from ports.models import RegimeChange, StatusChange
from tests.builders import make_port, make_status
from tests.ports.test_board import queries_of

NOON = datetime(2025, 10, 5, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def address(name="board", language="zh-hans", **query):
    with translation.override(language):
        return reverse(f"ports:{name}", **query)


def count(response, name):
    return int(re.search(rf'data-count="{name}">(\d+)<', response.content.decode())[1])


def main_of(response):
    return re.search(r"(?s)<main[^>]*>(.*)</main>", response.content.decode())[1]


def content_of(response):
    """What the page says, without the elements that are marked as another language."""
    html = re.sub(r"(?s)<r[tp]\b.*?</r[tp]>", "", main_of(response))
    html = re.sub(r"</?ruby>", "", html)
    html = re.sub(r"(?s)<(cite|span|dd|a)( [^>]*)? lang=\"[^\"]*\"[^>]*>.*?</\1>", "", html)
    return re.sub(r"<[^>]+>", " ", html)


# Board


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("day", ["2022-04-28", "2022-04-30"])
def test_the_board_of_a_day_shows_fourteen_and_one_and_says_that_rows_are_inferred(
    client, demo, language, day
):
    response = client.get(address(language=language), {"on": day})

    assert response.status_code == 200
    assert (count(response, "perennial"), count(response, "seasonal")) == (14, 1)
    assert 'data-note="inferred"' in response.content.decode()
    assert f'value="{day}"' in response.content.decode()


def test_deleting_one_status_row_changes_the_number(client, demo):
    StatusChange.objects.filter(
        service__port__slug="takeshiken", service__traffic="freight", action="baseline"
    ).delete()

    assert count(client.get(address(), {"on": "2022-04-30"}), "perennial") == 13


def test_without_a_day_the_board_shows_the_present(client, db):
    service = make_port().services.get()
    RegimeChange.objects.create(service=service, regime="seasonal", since=NOON - DAY)
    make_status(service, "open", NOON - DAY, until=NOON + DAY, recorded_at=NOON - DAY)

    with time_machine.travel(NOON):
        # Recorded just now, as the clock of the test stands in the past.
        RegimeChange.objects.all().delete()
        RegimeChange.objects.create(service=service, regime="seasonal", since=NOON - DAY)
        for query in ({}, {"on": ""}):
            assert count(client.get(address(), query), "seasonal") == 1
    with time_machine.travel(NOON + 2 * DAY):
        assert count(client.get(address()), "seasonal") == 0


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday",
        "2022-02-30",
        "2022-4-30",
        "0000-01-01",
        "1899-12-31",
        "2101-01-01",
        "9999999999",
        "２０２２-０４-３０",
        "<script>alert(1)</script>",
        "x" * 5000,
    ],
)
@pytest.mark.parametrize(
    ("language", "message"),
    [("zh-hans", "请输入1900年至2100年"), ("en", "Enter a day between 1900 and 2100")],
)
def test_a_day_that_is_none_gets_a_message_and_the_present_board(
    client, db, typed, language, message
):
    make_port()

    response = client.get(address(language=language), {"on": typed})

    page = main_of(response)
    assert response.status_code == 400
    assert message in page
    assert "<table" in page
    assert "<script>" not in page
    assert "x" * 41 not in page
    if typed == "2022-02-30":
        assert 'value="2022-02-30"' in page


@pytest.mark.parametrize("day", ["1900-01-01", "2100-12-31"])
def test_the_first_and_the_last_day_are_shown(client, db, day):
    assert client.get(address(), {"on": day}).status_code == 200


def test_a_coming_day_shows_what_is_known_today(client, db):
    service = make_port().services.get()
    RegimeChange.objects.create(service=service, regime="perennial", since=timezone.now() - DAY)
    make_status(service, "open", timezone.now() + 5 * DAY)
    coming = timezone.localdate(timezone.now() + 6 * DAY).isoformat()

    response = client.get(address(language="en"), {"on": coming})

    assert count(response, "perennial") == 1
    assert "a day that lies ahead" in response.content.decode()
    assert count(client.get(address()), "perennial") == 0


def test_an_empty_site_has_a_board(client, db):
    assert "No port is on record yet." in client.get(address(language="en")).content.decode()


@pytest.mark.parametrize(("name", "args"), [("board", []), ("detail", ["khunjerab"])])
def test_each_page_speaks_one_language(client, demo, name, args):
    chinese = content_of(client.get(address(name, "zh-hans", args=args)))
    english = content_of(client.get(address(name, "en", args=args)))

    # Ids of sources, units, the geodetic system, the compass and formats are alike in both.
    formats = {"JSON", "CSV", "GeoJSON", "Atom", "iCalendar", "PDF"}
    words = set(re.findall(r"[A-Za-z]{2,}", chinese)) - {"WGS"} - formats
    assert not words
    assert not re.findall(r"[\u4e00-\u9fff]+", english)


# Port page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_port_of_the_demo_has_a_page_in_both_languages(client, demo, language):
    from ports.models import Port

    for port in Port.objects.all():
        response = client.get(address("detail", language, args=[port.slug]))
        assert response.status_code == 200
        assert (port.name_zh if language == "zh-hans" else port.name_en) in content_of(response)


def test_an_unknown_port_is_not_found(client, db):
    assert client.get(address("detail", args=["atlantis"])).status_code == 404


def test_a_port_with_nothing_but_a_name_has_a_page(client, db):
    port = make_port("bare", services=[])

    page = client.get(address("detail", "en", args=["bare"])).content.decode()

    assert port.name_en in page
    assert "No service of this port is on record." in page
    assert "Nothing is recorded of its history yet." in page


def test_contradicting_reports_both_stand_newest_first(client, demo):
    page = content_of(client.get(address("detail", "en", args=["baketu"])))

    fully = page.index("Regular passenger traffic fully resumed after four years")
    announced = page.index("Passenger clearance announced as resumed")
    assert fully < announced
    khunjerab = content_of(client.get(address("detail", "en", args=["khunjerab"])))
    assert "20 September 2024" in khunjerab
    assert "1 December 2024" in khunjerab


def test_low_confidence_is_said_in_words(client, demo):
    page = content_of(client.get(address("detail", "en", args=["laoyemiao"])))
    assert "Low: an estimate, or sources that contradict each other." in page
    assert "This position is an estimate; the place can be 10 km away or more." in page

    page = content_of(client.get(address("detail", args=["laoyemiao"])))
    assert "低：估计值，或各来源说法不一。" in page


def test_a_corrected_event_is_shown_in_its_newest_version(client, db):
    service = make_port("corrected").services.get()
    make_status(service, "closed", NOON, reason_en="Colsed.", recorded_at=NOON)
    make_status(service, "closed", NOON, reason_en="Closed.", recorded_at=NOON + 2 * DAY)

    page = content_of(client.get(address("detail", "en", args=["corrected"])))

    assert "Colsed." not in page
    assert "Closed." in page
    assert "Corrected on" in page
    assert "7 October 2025" in page


def test_an_event_of_several_services_is_told_once(client, demo):
    page = content_of(client.get(address("detail", "en", args=["karasu"])))

    assert page.count("China closed the crossing for the Spring Festival") == 1
    assert "Freight, Passengers (Road)" in page


def test_what_officers_type_is_inert(client, db):
    typed = "<script>alert(1)</script>"
    port = make_port(
        "typed", name_zh=typed, name_en=typed, introduction_en=typed, counterpart_en=typed
    )
    make_status(port.services.get(), "closed", NOON, reason_en=typed, source_text=typed)

    for name, args in (("board", []), ("detail", ["typed"])):
        assert typed not in client.get(address(name, "en", args=args)).content.decode()


def test_only_web_addresses_of_sources_are_followed(client, db):
    from ports.models import Source

    change = make_status(make_port("cited").services.get(), "closed", NOON)
    change.sources.set(
        [
            Source.objects.create(code="A", title="First", address="javascript:alert(1)"),
            Source.objects.create(code="B", title="Second", address="https://example.org/b"),
            Source.objects.create(code="C", title="Third", address="www.example.org (a copy)"),
        ]
    )

    page = client.get(address("detail", "en", args=["cited"])).content.decode()

    assert re.findall(r'<a href="((?!webcal:)[^#/"][^"]*)"', page) == ["https://example.org/b"]


@pytest.mark.any_database
def test_a_port_page_asks_as_often_for_200_events_as_for_20(client, db):
    service = make_port("busy").services.get()

    def add(number):
        for hours in range(number):
            make_status(service, "closed", NOON + timedelta(hours=hours))

    add(20)
    client.get(address("detail", args=["busy"]))
    few = queries_of(lambda: client.get(address("detail", args=["busy"])))
    add(180)
    client.get(address("detail", args=["busy"]))
    assert queries_of(lambda: client.get(address("detail", args=["busy"]))) == few
