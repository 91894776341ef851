from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.urls import reverse

from ports import open_data_guide as guide
from ports.history import timeline
from ports.models import Port, RegimeChange, Source
from ports.open_data import CALENDAR_COLUMNS, PORT_COLUMNS, SOURCE_COLUMNS, STATUS_COLUMNS
from ports.open_data_schema import SCHEMA
from tests.builders import make_port, make_status
from tests.ports.test_board import make_many_ports, queries_of
from tests.ports.test_pages import address

NOON = datetime(2025, 10, 5, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def told(service, state, since, source, **values):
    row = make_status(service, state, since, **values)
    row.sources.add(Source.objects.get_or_create(code=source)[0])
    return row


def contradictions(slug):
    port = Port.objects.prefetch_related("services").get(slug=slug)
    return [
        (entry.since, other.since) for entry in timeline(port) for other in entry.contradicted_by
    ]


def days(*texts):
    return [datetime.fromisoformat(f"{text}T00:00:00+08:00") for text in texts]


@pytest.mark.parametrize(
    ("slug", "dates"),
    [
        ("baketu", ("2024-12-06", "2023-02-20")),
        ("khunjerab", ("2024-12-01", "2024-09-20")),
    ],
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_reports_that_contradict_each_other_are_both_shown_and_marked(
    client,
    demo,
    slug,
    dates,
    language,
):
    later, earlier = days(*dates)
    assert contradictions(slug) == [(later, earlier), (earlier, later)]

    html = client.get(address("detail", language, args=[slug])).content.decode()
    assert html.count('class="port-timeline__contradicted"') == 2


def test_every_event_stands_in_the_timeline_of_its_port_in_order(demo):
    for port in Port.objects.prefetch_related("services"):
        entries = timeline(port)
        assert [entry.since for entry in entries] == sorted(
            (entry.since for entry in entries), reverse=True
        )
        for entry in entries:
            assert entry.sources or entry.change.source_text, entry
            assert entry.change.confidence in {"high", "medium", "low"}


def test_what_was_turned_back_between_is_no_contradiction(db):
    service = make_port("port").services.get()
    told(service, "open", NOON - 9 * DAY, "A")
    told(service, "closed", NOON - 5 * DAY, "B")
    told(service, "open", NOON - DAY, "C")

    assert contradictions("port") == []


@pytest.mark.parametrize("action", ["opened_season", "opened_temporarily"])
def test_what_comes_back_by_itself_is_no_contradiction(db, action):
    service = make_port("port").services.get()
    told(service, "open", NOON - 9 * DAY, "A", action=action)
    told(service, "open", NOON - 5 * DAY, "B", action=action)

    assert contradictions("port") == []


def test_one_source_does_not_contradict_itself_and_a_withdrawn_row_nothing(db):
    service = make_port("port").services.get()
    told(service, "open", NOON - 9 * DAY, "A")
    told(service, "open", NOON - 5 * DAY, "A")
    assert contradictions("port") == []
    wrong = told(service, "open", NOON - 4 * DAY, "B")
    assert len(contradictions("port")) == 2
    make_status(service, "", NOON - 4 * DAY, corrects=wrong)

    assert contradictions("port") == []


def test_a_corrected_start_shows_the_newest_version_alone(client, db):
    service = make_port("port").services.get()
    wrong = told(service, "closed", NOON - 5 * DAY, "A", recorded_at=NOON - 4 * DAY)
    told(service, "closed", NOON - 3 * DAY, "B", recorded_at=NOON - DAY, corrects=wrong)
    (entry,) = timeline(service.port)

    assert (entry.since, entry.first, entry.corrected_at) == (NOON - 3 * DAY, wrong, NOON - DAY)
    assert "更正" in client.get("/ports/port/").content.decode()


def test_a_withdrawn_row_is_shown_as_withdrawn_with_the_reason(client, db):
    service = make_port("port").services.get()
    wrong = make_status(service, "closed", NOON - 5 * DAY)
    make_status(service, "", NOON - 5 * DAY, corrects=wrong, reason_zh="误报。", reason_en="Wrong.")
    (entry,) = timeline(service.port)

    assert entry.change == wrong
    assert entry.withdrawn_because.reason_en == "Wrong."
    html = client.get("/en/ports/port/").content.decode()
    assert "Withdrawn on" in html
    assert "Wrong." in html


# Feed


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "变动"), ("en", "what has changed")])
def test_the_feed_of_a_port_is_valid_atom_in_its_language(client, db, language, word):
    port = make_port("port", name_zh="某口岸", name_en="Some Port")
    service = port.services.get()
    wrong = make_status(
        service,
        "closed",
        NOON - 5 * DAY,
        recorded_at=NOON - 5 * DAY,
        reason_zh="甲。",
        reason_en="A <b>.",
    )
    make_status(
        service,
        "limited",
        NOON - 9 * DAY,
        recorded_at=NOON - 3 * DAY,
        since_precision="month",
        source_text="=S",
    )
    RegimeChange.objects.create(
        service=service, regime="seasonal", since=NOON - 20 * DAY, recorded_at=NOON - 8 * DAY
    )
    page = address("feed", language, args=["port"])
    response = client.get(page)
    feed = feedparser.parse(response.content)

    assert not feed.bozo
    assert response["Content-Type"].startswith("application/atom+xml")
    assert word in feed.feed.title
    assert feed.feed.language == ("zh-Hans" if language == "zh-hans" else "en")
    assert [entry.updated[:10] for entry in feed.entries] == [
        "2025-10-02",
        "2025-09-30",
        "2025-09-27",
    ]
    assert feed.feed.updated == feed.entries[0].updated
    own = feed.entries[1]
    assert own.title.startswith("某口岸" if language == "zh-hans" else "Some Port")
    assert own.link.endswith("/ports/port/#history")
    assert own.id.startswith("urn:uuid:")
    again = client.get(page, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(page).status_code == 200

    make_status(
        service, "closed", NOON - 5 * DAY, recorded_at=NOON, until=NOON + DAY, corrects=wrong
    )
    after = feedparser.parse(client.get(page).content)
    assert len(after.entries) == 3
    assert after.entries[0].id == own.id
    assert after.entries[0].updated != own.updated
    assert after.entries[0].published == own.published


def test_the_feeds_of_two_languages_have_entries_of_their_own(client, db):
    make_status(make_port("port").services.get(), "closed", NOON)
    ids = [
        feedparser.parse(client.get(address("feed", language, args=["port"])).content).entries[0].id
        for language in ("zh-hans", "en")
    ]
    assert ids[0] != ids[1]
    assert client.get("/ports/nowhere/feed.atom").status_code == 404


@pytest.mark.any_database
def test_a_feed_asks_as_often_for_20_events_as_for_200(client, db):
    service = make_port("port").services.get()

    def asked(events):
        for number in range(events):
            make_status(service, "closed", NOON - number * DAY, source_text=str(number))
        # The first request after a change reads what every page shares.
        client.get("/ports/port/feed.atom")
        return queries_of(lambda: client.get("/ports/port/feed.atom"))

    few = asked(20)
    assert asked(180) == few <= 6


# The page


def described():
    return {name for names, _meaning in guide.fields() for name in names}


def properties(schema):
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from value
            yield from properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from properties(value)


def test_every_field_of_every_file_is_described_and_no_other():
    columns = {*PORT_COLUMNS, *STATUS_COLUMNS, *CALENDAR_COLUMNS, *SOURCE_COLUMNS}
    columns = {
        name
        for name in columns
        if not name.endswith(("_conf", "_src", "_note", "_note_zh", "_state"))
    }
    fields = {*properties(SCHEMA), *columns}
    plain = {name for name in described() if "/" not in name and " " not in name}

    assert fields - plain == set()
    assert plain - fields == set()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_describes_the_files_and_they_are_there(client, db, language):
    make_many_ports(1)
    prefix = "/en" if language == "en" else ""
    html = client.get(f"{prefix}/pages/open-data/").content.decode()

    for file in guide.FILES:
        assert f"<code>{file.address}</code>" in html
        if file.is_link:
            assert client.get(file.address).status_code == 200
    for page in (f"{prefix}/", f"{prefix}/pages/site-map/", f"{prefix}/ports/"):
        assert f'href="{prefix}/pages/open-data/"' in client.get(page).content.decode()


def test_the_pages_name_their_data_in_their_heads(client, db):
    make_port("port")
    board = client.get(reverse("ports:board")).content.decode()
    for name in ("/ports.json", "/ports.csv", "/ports.geojson", "/ports.ics"):
        assert f'href="{name}"' in board
    detail = client.get("/en/ports/port/").content.decode()
    for name in ("/en/ports/port/feed.atom", "/ports/port.json", "/ports/port.ics"):
        assert f'href="{name}"' in detail
