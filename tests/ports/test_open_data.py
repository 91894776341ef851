import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker

from portal import generation
from portal.models import SiteIdentity
from ports import open_data
from ports.ics import FOLD_OCTETS
from ports.importing import protected, unprotected
from ports.models import (
    ExceptionDay,
    OpeningRule,
    Port,
    RegimeChange,
    Service,
    Source,
    StatusChange,
)
from ports.open_data_schema import SCHEMA
from tests.builders import make_port, make_status
from tests.ports.test_board import make_many_ports, queries_of
from tests.ports.test_importing import FIXTURES  # noqa: F401

NOON = datetime(2025, 10, 5, 4, tzinfo=UTC)
DAY = timedelta(days=1)
FILES = [
    *["/ports.json", "/ports.csv", "/ports.geojson", "/ports.ics", "/ports/schema.json"],
    *["/ports/status.csv", "/ports/calendar.csv", "/ports/sources.csv"],
]
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def table(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def busy_port(db):
    """A port with everything: limited, with hours, an exception, a correction, odd texts."""
    port = make_port(
        "busy",
        country="KZ",
        services=[("road", "freight"), ("road", "passenger"), ("rail", "freight")],
        name_zh="繁忙口岸",
        name_en='=Busy, Port; \\ of "all"',
        introduction_zh="甲，乙。",
        introduction_en="One.\n\nTwo.",
        latitude="45.171",
        longitude="82.573",
        point_type="town",
        year_opened=1990,
        elevation=300,
    )
    port.aliases.create(text="@Busy")
    port.citations.create(subject="coord", confidence="low", note_en="-estimate", note_zh="估计")
    road = port.services.get(mode="road", traffic="freight")
    make_status(
        road,
        "limited",
        NOON - 9 * DAY,
        action="resumed",
        limitation="appointment",
        reason_zh="须预约。" * 20,
        reason_en="=By appointment,\nplease; " * 5,
        recorded_at=NOON - 9 * DAY,
        confidence="medium",
    )
    wrong = make_status(road, "closed", NOON - 5 * DAY, recorded_at=NOON - 5 * DAY)
    make_status(road, "", NOON - 5 * DAY, recorded_at=NOON - 4 * DAY, corrects=wrong)
    OpeningRule.objects.create(
        service=road,
        valid_from=date(2025, 1, 1),
        opens="10:00",
        closes="18:00",
        time_zone="Asia/Almaty",
    )
    ExceptionDay.objects.create(
        service=road,
        date=date(2025, 10, 7),
        state="closed",
        reason_zh="假期",
        reason_en="Holiday",
        recorded_at=NOON - 3 * DAY,
    )
    return port


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


# Formats


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("ports", [0, 3])
def test_every_file_answers_whatever_is_on_record(client, db, name, ports):
    make_many_ports(ports)
    response = client.get(name)

    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Language"] == "zh-Hans, en"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_the_schema_is_one_and_the_json_keeps_to_it(client, demo, busy_port, at_noon):
    Draft202012Validator.check_schema(SCHEMA)
    assert client.get("/ports/schema.json").json() == SCHEMA

    listed = client.get("/ports.json").json()
    assert len(listed["ports"]) == 20
    for data in [listed, client.get("/ports.json?on=2022-04-30").json()]:
        assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    for port in listed["ports"]:
        data = client.get(port["data"]).json()
        assert [error.message for error in VALIDATOR.iter_errors(data)] == []
        assert data["port"]["id"] == port["id"]
        assert client.get(port["page_zh"]).status_code == 200
        assert client.get(port["page_en"]).status_code == 200
        assert client.get(port["calendar"]).status_code == 200
    # The schema tells: a word too much or a wrong code is seen.
    listed["ports"][0]["services"][0]["state"] = "ajar"
    assert not VALIDATOR.is_valid(listed)


def test_the_json_of_a_port_holds_what_the_page_holds(client, busy_port, at_noon):
    SiteIdentity.objects.update_or_create(pk=1, defaults={"name_zh": "某站", "name_en": "Site"})
    data = client.get("/ports/busy.json").json()

    assert (data["publisher_zh"], data["publisher_en"]) == ("某站", "Site")
    assert data["licence"].startswith("https://creativecommons.org/")
    port = data["port"]
    assert (port["latitude"], port["longitude"], port["position_confidence"]) == (
        45.171,
        82.573,
        "low",
    )
    assert port["aliases"] == ["@Busy"]
    road = next(item for item in port["services"] if item["id"] == "busy.road.freight")
    assert (road["state"], road["why"], road["limitations"]) == (
        "closed",
        "hours",
        [],
    )
    assert road["hours"] == [
        {
            "from": "2025-10-05T13:00:00+08:00",
            "until": "2025-10-05T21:00:00+08:00",
            "from_local": "2025-10-05T10:00:00+05:00",
            "until_local": "2025-10-05T18:00:00+05:00",
        }
    ]
    assert road["next_change"] == {"at": "2025-10-05T13:00:00+08:00", "state": "limited"}
    days = [day for day in data["days"] if day["service"] == "busy.road.freight"]
    assert [day["date"] for day in days] == [f"2025-10-{day:02}" for day in range(5, 19)]
    assert (days[2]["state"], days[2]["why"], days[2]["reason_en"]) == (
        "closed",
        "exception",
        "Holiday",
    )
    first, wrong, withdrawn = data["history"]
    assert wrong["corrected_by"] == withdrawn["id"]
    assert withdrawn["corrects"] == wrong["id"]
    assert first["limitation"] == "appointment"
    assert data["citations"][0]["note_zh"] == "估计"


@pytest.mark.parametrize(
    ("slug", "kind", "days"),
    [
        ("baketu", "status", ["2023-02-20", "2024-12-06"]),
        ("khunjerab", "regime", ["2024-09-20", "2024-12-01"]),
    ],
)
def test_reports_that_contradict_each_other_name_one_another(
    client,
    demo,
    slug,
    kind,
    days,
):
    history = client.get(f"/ports/{slug}.json").json()["history"]
    rows = {row["id"]: row for row in history if row["contradicts"]}
    by_service = {}
    for row in rows.values():
        assert row["kind"] == kind
        assert [rows[other]["contradicts"] for other in row["contradicts"]] == [[row["id"]]]
        by_service.setdefault(row["service"], []).append(row["since"][:10])

    assert by_service and all(sorted(found) == days for found in by_service.values())
    listed = {row["id"]: row["contradicts"] for row in table(client.get("/ports/status.csv"))}
    assert {number: found for number, found in listed.items() if number in rows} == {
        number: "|".join(row["contradicts"]) for number, row in rows.items()
    }


def test_geojson_gives_longitude_first_and_no_point_where_none_is_known(client, busy_port):
    make_port("nowhere")
    data = client.get("/ports.geojson").json()

    assert data["type"] == "FeatureCollection"
    busy, nowhere = data["features"]
    assert busy["geometry"] == {"type": "Point", "coordinates": [82.573, 45.171]}
    assert busy["properties"]["point_type"] == "town"
    assert nowhere["geometry"] is None
    assert [busy["type"], busy["id"]] == ["Feature", "busy"]


def test_csv_is_for_spreadsheets_and_holds_no_formula(client, busy_port):
    raw = client.get("/ports.csv").content
    assert raw.startswith(b"\xef\xbb\xbfslug,")
    assert b"\r\n" in raw
    (row,) = table(client.get("/ports.csv"))
    assert row["name_en"] == "'" + busy_port.name_en
    for name in ["/ports.csv", "/ports/status.csv", "/ports/calendar.csv", "/ports/sources.csv"]:
        for row in table(client.get(name)):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
                assert not cell.startswith("-") or float(cell) <= 0


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\ta", "'=1", "''=1", "'a", "", "a=1", "'"]
)
def test_the_mark_before_a_formula_can_be_taken_away_again(text):
    assert unprotected(protected(text)) == text
    assert not protected(text).startswith(("=", "+", "-", "@", "\t", "\r"))


# The formats agree

HOLIDAY = [
    ("open", "closed", "closed", "open", "limited", "closed", "", "open"),
    ("closed", "closed", "closed", "closed", "closed", "closed", "closed", "closed"),
]


def test_json_csv_geojson_and_ics_agree_on_every_port_and_day(client, db):
    first = date(2025, 10, 1)
    for port_number, states in enumerate(HOLIDAY):
        port = make_port(f"holiday-{port_number}", services=[("road", "freight")])
        service = port.services.get()
        make_status(service, "open", NOON - 90 * DAY, recorded_at=NOON - 90 * DAY)
        for number, state in enumerate(states):
            ExceptionDay.objects.create(
                service=service, date=first + number * DAY, state=state, recorded_at=NOON - 9 * DAY
            )
    wanted = {
        (f"holiday-{number}", (first + day * DAY).isoformat()): state or "open"
        for number, states in enumerate(HOLIDAY)
        for day, state in enumerate(states)
    }
    with time_machine.travel(datetime(2025, 10, 1, tzinfo=UTC), tick=False):
        by_json, by_csv, by_geojson, by_file = {}, {}, {}, {}
        for day in sorted({day for _slug, day in wanted}):
            for port in client.get(f"/ports.json?on={day}").json()["ports"]:
                by_json[port["id"], day] = port["services"][0]["state"]
            for row in table(client.get(f"/ports.csv?on={day}")):
                by_csv[row["slug"], day] = row["road_freight_state"]
            for feature in client.get(f"/ports.geojson?on={day}").json()["features"]:
                by_geojson[feature["id"], day] = feature["properties"]["road_freight_state"]
        calendar = {
            (row["port_slug"], row["date"]): row["state"]
            for row in table(client.get("/ports/calendar.csv?from=2025-10-01&to=2025-10-08"))
        }
        for slug in ("holiday-0", "holiday-1"):
            for day in client.get(f"/ports/{slug}.json").json()["days"]:
                if (slug, day["date"]) in wanted:
                    by_file[slug, day["date"]] = day["state"]
        events = {
            (str(event["X-KOUAN-SERVICE"]).split(".")[0], event.decoded("DTSTART").isoformat()): (
                str(event["X-KOUAN-STATE"]),
                str(event["STATUS"]),
            )
            for event in icalendar.Calendar.from_ical(client.get("/ports.ics").content).events
            if event["CATEGORIES"].cats == ["EXCEPTION"]
        }

    assert by_json == by_csv == by_geojson == by_file == calendar == wanted
    assert {key: state for key, (state, _status) in events.items()} == wanted
    withdrawn = [key for key, (_state, status) in events.items() if status == "CANCELLED"]
    assert withdrawn == [("holiday-0", "2025-10-07")]


def test_a_day_before_and_after_a_correction_is_told_over_http(client, db):
    service = make_port("port").services.get()
    make_status(service, "open", NOON - 90 * DAY, recorded_at=NOON - 90 * DAY)

    def told():
        open_data.held.forget()
        (port,) = client.get("/ports.json?on=2025-10-05").json()["ports"]
        return port["services"][0]["state"]

    with time_machine.travel(datetime(2025, 9, 27, tzinfo=UTC), tick=False):
        ExceptionDay.objects.create(service=service, date=date(2025, 10, 5), state="closed")
    with time_machine.travel(datetime(2025, 10, 3, 1, tzinfo=UTC), tick=False):
        assert told() == "closed"
    with time_machine.travel(datetime(2025, 10, 3, 2, tzinfo=UTC), tick=False):
        ExceptionDay.objects.create(service=service, date=date(2025, 10, 5), state="open")
        assert told() == "open"
    with time_machine.travel(datetime(2025, 10, 3, 1, tzinfo=UTC), tick=False):
        assert told() == "closed"


def test_the_state_of_30_april_2022_is_fourteen_and_one(client, demo):
    units = {"perennial": 0, "seasonal": 0}
    for port in client.get("/ports.json?on=2022-04-30").json()["ports"]:
        for service in port["services"]:
            if service["traffic"] == "freight" and service["state"] in {"open", "limited"}:
                units[service["regime"]] += service["official_units"]

    assert units == {"perennial": 14, "seasonal": 1}


def test_the_states_are_those_of_the_board(client, demo):
    for instant in (NOON, datetime(2024, 1, 10, tzinfo=UTC)):
        open_data.held.forget()
        with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
            states = {
                f"{service.port.slug}.{service.mode}.{service.traffic}": (
                    service.state or "unknown"
                )
                for service in Service.objects.as_of(
                    datetime.combine(instant.date(), datetime.max.time(), open_data.BEIJING)
                ).select_related("port")
            }
            found = {
                service["id"]: service["state"]
                for port in client.get(f"/ports.json?on={instant.date()}").json()["ports"]
                for service in port["services"]
            }
        # The word for a day is the best of it; none of these days has a turn.
        assert found == states


# ICS


def unfolded(raw):
    return raw.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_file_is_valid_and_says_what_is_on_record(client, busy_port, at_noon):
    raw = client.get("/ports/busy.ics").content
    assert client.get("/ports/busy.ics")["Content-Type"].startswith("text/calendar")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= FOLD_OCTETS
    for line in raw.split(b"\r\n"):
        line.decode()  # no character is cut

    calendar = icalendar.Calendar.from_ical(raw)
    assert calendar.errors == []
    by_category = {}
    for event in calendar.events:
        assert event.errors == []
        by_category.setdefault(event["CATEGORIES"].cats[0], []).append(event)
    (exception,) = by_category["EXCEPTION"]
    assert exception.decoded("DTSTART") == date(2025, 10, 7)
    assert exception.decoded("DTEND") == date(2025, 10, 8)
    assert exception.decoded("DTSTAMP") == NOON - 3 * DAY
    assert "假期" in exception["DESCRIPTION"]
    assert "Holiday" in exception["DESCRIPTION"]
    assert "繁忙口岸" in exception["SUMMARY"]
    assert busy_port.name_en in exception["SUMMARY"]

    first, withdrawn = sorted(by_category["STATUS"], key=lambda event: event.decoded("DTSTART"))
    assert first.decoded("DTSTART") == NOON - 9 * DAY
    assert "=By appointment,\nplease;" in first["DESCRIPTION"].replace("\r\n", "\n")
    assert (withdrawn["STATUS"], withdrawn["SEQUENCE"]) == ("CANCELLED", 1)
    assert withdrawn.decoded("LAST-MODIFIED") == NOON - 4 * DAY


def test_a_correction_keeps_the_uid_and_raises_the_sequence(client, db, at_noon):
    service = make_port("port").services.get()
    make_status(service, "closed", NOON - 5 * DAY, recorded_at=NOON - 4 * DAY)

    def event():
        open_data.held.forget()
        (found,) = icalendar.Calendar.from_ical(client.get("/ports/port.ics").content).events
        return found

    before = event()
    make_status(
        service, "closed", NOON - 5 * DAY, until=NOON + DAY, recorded_at=NOON - DAY, reason_en="New"
    )
    make_port("another")
    after = event()
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("DTEND") == NOON + DAY
    in_all = icalendar.Calendar.from_ical(client.get("/ports.ics").content).events
    assert [item["UID"] for item in in_all] == [after["UID"]]


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        ("instant", datetime(2025, 10, 1, 2, tzinfo=UTC), None),
        ("day", date(2025, 10, 1), date(2025, 10, 2)),
        ("month", date(2025, 10, 1), date(2025, 11, 1)),
    ],
)
def test_an_event_is_as_exact_as_its_date(client, db, precision, start, end):
    make_status(
        make_port("port").services.get(),
        "closed",
        datetime(2025, 10, 1, 2, tzinfo=UTC),
        since_precision=precision,
    )
    (event,) = icalendar.Calendar.from_ical(client.get("/ports/port.ics").content).events

    assert event.decoded("DTSTART") == start
    assert event.decoded("DTEND", None) == end


def test_observations_are_no_events(client, db):
    make_status(make_port("port").services.get(), "", NOON)

    assert not icalendar.Calendar.from_ical(client.get("/ports/port.ics").content).events


# Days asked for


@pytest.mark.parametrize("name", ["/ports.json", "/ports.csv", "/ports.geojson"])
@pytest.mark.parametrize("on", ["yesterday", "2022-02-30", "1899-12-31", "2101-01-01", "2022-4-3"])
def test_a_day_that_is_none_is_refused_in_both_languages(client, db, name, on):
    response = client.get(name, {"on": on})

    assert response.status_code == 400
    assert "请输入" in response.content.decode()
    assert "enter a day" in response.content.decode()
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("query", "status", "days"),
    [
        ({}, 200, 14),
        ({"from": "2025-10-01"}, 200, 14),
        ({"from": "2025-10-01", "to": "2025-10-01"}, 200, 1),
        ({"from": "2024-01-01", "to": "2024-12-31"}, 200, 366),
        ({"from": "2024-01-01", "to": "2025-01-01"}, 400, None),
        ({"from": "2024-01-02", "to": "2024-01-01"}, 400, None),
        ({"to": "2024-01-01"}, 400, None),
        ({"from": "x"}, 400, None),
        ({"from": "2100-12-31"}, 200, 14),
        ({"from": "1900-01-01"}, 200, 14),
    ],
)
def test_the_calendar_gives_the_days_asked_for(client, db, query, status, days):
    make_port()
    response = client.get("/ports/calendar.csv", query)

    assert response.status_code == status
    if days:
        assert len(table(response)) == days


def test_an_unknown_port_has_no_files(client, db):
    assert client.get("/ports/nowhere.json").status_code == 404
    assert client.get("/ports/nowhere.ics").status_code == 404
    assert client.get("/en/ports.json").status_code == 404
    assert open_data.held.present()[1] == {}


# Revalidation


@pytest.mark.parametrize("name", [*FILES, "/ports/some.json", "/ports/some.ics"])
def test_a_file_is_asked_again_with_its_tag(client, db, name, at_noon):
    make_port("some")
    first = client.get(name)
    tag = first["ETag"]
    assert tag.startswith('"')

    for given in [tag, f'"other", W/{tag}', "*", f'W/"x",{tag}']:
        again = client.get(name, headers={"If-None-Match": given})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
        assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(name, headers={"If-None-Match": '"other"'}).status_code == 200
    head = client.head(name)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", tag)
    assert client.post(name).status_code == 405
    assert client.get(name).content == first.content


def test_a_file_is_another_after_a_change_and_after_the_clock_turns_a_state(client, db):
    service = make_port("port").services.get()
    make_status(
        service, "open", NOON - DAY, until=NOON + timedelta(hours=1), recorded_at=NOON - DAY
    )
    with time_machine.travel(NOON, tick=False) as clock:
        tag = client.get("/ports.json")["ETag"]
        clock.shift(timedelta(minutes=59))
        assert client.get("/ports.json")["ETag"] == tag
        clock.shift(timedelta(minutes=1))
        turned = client.get("/ports.json", headers={"If-None-Match": tag})
        assert turned.status_code == 200
        assert turned.json()["ports"][0]["services"][0]["state"] == "unknown"
        assert turned.json()["as_of"] == "2025-10-05T13:00:00+08:00"

        make_status(service, "closed", NOON, action="suspended")
        changed = client.get("/ports.json", headers={"If-None-Match": turned["ETag"]})
        assert changed.json()["ports"][0]["services"][0]["state"] == "closed"
        clock.shift(-timedelta(hours=2))
        earlier = client.get("/ports.json").json()
        assert earlier["ports"][0]["services"][0]["state"] == "open"


def test_two_processes_give_one_tag(client, db):
    make_many_ports(2)
    with time_machine.travel(NOON, tick=False) as clock:
        tags = {name: client.get(name)["ETag"] for name in FILES}
        open_data.held.forget()
        clock.shift(timedelta(hours=3))
        assert {name: client.get(name)["ETag"] for name in FILES} == tags


# Queries


@pytest.mark.any_database
def test_a_file_asks_as_often_for_200_ports_as_for_20(client, db):
    def asked(name):
        open_data.held.forget()
        return queries_of(lambda: client.get(name))

    make_many_ports(20)
    asked(FILES[0])
    few = {name: asked(name) for name in FILES}
    make_many_ports(180)
    for name in FILES:
        assert asked(name) == few[name] <= 15, name
        # While nothing changes it is held.
        assert queries_of(lambda name=name: client.get(name)) <= 2, name


def test_every_change_of_what_is_published_bumps_the_generation(db, busy_port):
    before = generation.current()
    Source.objects.create(code="X1", title="甲")
    assert generation.current() > before


def test_the_addresses_are_those_of_the_contract(db):
    assert reverse("open_data:ports_json") == "/ports.json"
    assert reverse("open_data:port_ics", args=["horgos"]) == "/ports/horgos.ics"
    assert json.loads(open_data.as_json({"a": "甲"})) == {"a": "甲"}


# Back again


def keep(client, folder):
    for name in ["ports.csv", "ports/status.csv", "ports/sources.csv"]:
        path = folder / name.rpartition("/")[2]
        path.write_bytes(client.get(f"/{name}").content)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def bring_back(folder):
    call_command("import_ports", str(folder / "ports.csv"), write=True, verbosity=0)
    call_command("import_status", str(folder / "status.csv"), write=True, verbosity=0)


def test_what_is_exported_imports_as_the_same_rows(
    client,
    demo,
    busy_port,
    at_noon,
    tmp_path,
    capsys,
):
    freight = Service.objects.get(port__slug="horgos", mode="road", traffic="freight")
    for recorded in (NOON - 2 * DAY, NOON - 2 * DAY, NOON - DAY):  # twice at one instant
        make_status(freight, "closed", NOON - 3 * DAY, recorded_at=recorded, reason_zh="更正")
    before = keep(client, tmp_path)

    bring_back(tmp_path)
    assert capsys.readouterr().out.count("拒收0行") == 3
    assert keep(client, tmp_path) == before, "importing what is there changes nothing"

    for model in (StatusChange, RegimeChange, ExceptionDay, Port, Source):
        model.objects.all().delete()
    bring_back(tmp_path)
    assert capsys.readouterr().out.count("拒收0行") == 3
    after = keep(client, tmp_path)
    rules = OpeningRule.objects.count()
    assert rules == 0, "rules and exception days are not in these files"
    for name in ("sources.csv", "status.csv"):
        assert after[name] == before[name], name
    state = re.compile(rb",[a-z]*" * len(open_data.STATE_COLUMNS) + rb"\r\n")
    assert state.sub(b"\r\n", after["ports.csv"]) == state.sub(b"\r\n", before["ports.csv"])
    busy = Port.objects.get(slug="busy")
    assert busy.introduction_en == "One.\n\nTwo."
    assert busy.name_en == busy_port.name_en


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"corrects": "0" * 16}, "corrects"),
        ({"since": "2025-10-05"}, "since"),
        ({"port_slug": "nowhere"}, "road"),
        ({"state": "ajar"}, "ajar"),
        ({"is_inferred": "perhaps"}, "perhaps"),
    ],
)
def test_a_row_of_a_history_that_cannot_be_taken_is_refused(
    client, busy_port, at_noon, tmp_path, capsys, values, reason
):
    keep(client, tmp_path)
    rows = table(client.get("/ports/status.csv"))
    rows[0].update(values)
    with (tmp_path / "status.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    call_command("import_status", str(tmp_path / "status.csv"), write=True)

    out = capsys.readouterr().out
    assert "拒收1行" in out
    assert reason in out


def test_importing_a_history_is_dry_unless_told(client, busy_port, at_noon, tmp_path):
    keep(client, tmp_path)
    StatusChange.objects.all().delete()
    call_command("import_status", str(tmp_path / "status.csv"), verbosity=0)

    assert not StatusChange.objects.exists()
