"""The holiday grid in the admin: typed, refused cell by cell, saved once, announced."""

import csv
import io
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from news.models import Edition
from portal import demo, generation
from ports.grid import Grid, said
from ports.models import ExceptionDay
from ports.schedule import Schedule
from tests import demo_ports
from tests.builders import make_column, make_port, make_user
from tests.ports.test_board import queries_of

PAGE = "admin:ports_exceptionday_grid"
READ = "admin:ports_exceptionday_grid_read"
ANNOUNCE = "admin:news_edition_announce"
FIRST, LAST = date(2025, 10, 1), date(2025, 10, 8)
WHICH = {"from": "2025-10-01", "to": "2025-10-08", "mode": "road", "traffic": "both"}
WHY = {"reason_zh": "国庆节假期", "reason_en": "National Day holiday", "source": "通知"}
BOTH = [("road", "freight"), ("road", "passenger")]
SCHEDULE = demo.FIXTURES / "holiday_schedule_2025_national_day.csv"


def officer(client, name="officer"):
    user = make_user(name, groups=["port_officer"], is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def officer_client(client, db):
    officer(client)
    return client


def make_road_port(slug, **values):
    return make_port(slug, services=BOTH, **values)


def page(client, **values):
    return client.get(reverse(PAGE), {**WHICH, **values})


def posted(client, cells=None, *, save="_save", seen=None, **values):
    """What the form of the page posts, with some cells changed: {(slug, "2025-10-01"): state}."""
    data = {**WHICH, **WHY, **values, save: "1"}
    grid = page(client).context["grid"]
    for row in grid.rows:
        data[f"seen.{row.port.slug}"] = row.seen
        for cell in row.cells:
            data[f"c.{row.port.slug}.{cell.day}"] = cell.state
    data.update(seen or {})
    data.update({f"c.{slug}.{day}": state for (slug, day), state in (cells or {}).items()})
    return client.post(reverse(PAGE), data)


def cells_of(response):
    return {
        (row.port.slug, cell.day.isoformat()): cell
        for row in response.context["grid"].rows
        for cell in row.cells
    }


def schedule():
    with SCHEDULE.open(encoding="utf-8") as file:
        return {(row["port_slug"], row["date"]): row for row in csv.DictReader(file)}


# Saving


def test_a_save_writes_the_changed_cells_alone_for_every_service_of_the_port(officer_client):
    make_road_port("horgos")
    make_road_port("baketu")

    response = posted(
        officer_client,
        {("horgos", "2025-10-01"): "closed", ("baketu", "2025-10-02"): "freight_only"},
    )

    assert response.status_code == 302
    rows = ExceptionDay.objects.order_by("date", "service__traffic")
    assert [
        (row.service.port.slug, row.service.traffic, row.date.day, row.state) for row in rows
    ] == [
        ("horgos", "freight", 1, "closed"),
        ("horgos", "passenger", 1, "closed"),
        ("baketu", "freight", 2, "open"),
        ("baketu", "passenger", 2, "closed"),
    ]
    assert {(row.reason_zh, row.reason_en, row.source_text) for row in rows} == {
        ("国庆节假期", "National Day holiday", "通知")
    }
    assert {row.recorded_by.username for row in rows} == {"officer"}


def test_what_was_saved_stands_in_the_grid_with_who_and_when(officer_client):
    make_road_port("horgos")
    posted(officer_client, {("horgos", "2025-10-01"): "freight_only"})

    response = page(officer_client)
    cell = cells_of(response)["horgos", "2025-10-01"]

    assert (cell.state, cell.is_changed) == ("freight_only", False)
    (entry,) = cell.entries
    assert (entry.who, str(entry.label)) == ("officer", "仅货运")
    assert "仅货运 · officer" in response.content.decode()


def test_a_cell_set_back_to_regular_is_withdrawn_by_a_new_row(officer_client):
    port = make_road_port("horgos")
    posted(officer_client, {("horgos", "2025-10-01"): "closed"})

    posted(officer_client, {("horgos", "2025-10-01"): ""})

    assert [row.state for row in ExceptionDay.objects.order_by("pk")] == ["closed"] * 2 + [""] * 2
    calendar = Schedule.of(port.services.all())[port.services.first()]
    assert calendar.exceptions == {}
    assert len(cells_of(page(officer_client))["horgos", "2025-10-01"].entries) == 2


def test_freight_only_after_closed_adds_a_row_for_freight_alone(officer_client):
    make_road_port("horgos")
    posted(officer_client, {("horgos", "2025-10-01"): "closed"})

    posted(officer_client, {("horgos", "2025-10-01"): "freight_only"})

    added = ExceptionDay.objects.order_by("pk")[2:]
    assert [(row.service.traffic, row.state) for row in added] == [("freight", "open")]


def test_what_was_entered_apart_with_hours_is_kept(officer_client):
    port = make_road_port("horgos")
    ExceptionDay.objects.create(
        service=port.services.get(traffic="freight"),
        date=FIRST,
        state="limited",
        limitation="appointment",
        reason_zh="预约",
        reason_en="by appointment",
    )

    response = posted(officer_client, {("horgos", "2025-10-02"): "closed"})

    assert response.status_code == 302
    assert ExceptionDay.objects.filter(date=FIRST).count() == 1
    assert cells_of(page(officer_client))["horgos", "2025-10-01"].state == "other"


def test_a_save_lets_no_page_hold_what_it_was(officer_client):
    make_road_port("horgos")
    before = generation.current()

    posted(officer_client, {("horgos", "2025-10-01"): "closed"})

    assert generation.current() > before


def test_nothing_changed_is_nothing_saved(officer_client):
    make_road_port("horgos")
    before = generation.current()

    response = posted(officer_client)

    assert response.status_code == 302
    assert not ExceptionDay.objects.exists()
    assert generation.current() == before


@pytest.mark.parametrize("missing", ["reason_zh", "reason_en"])
def test_a_reason_is_needed_in_both_languages_and_the_cells_stay_typed(officer_client, missing):
    make_road_port("horgos")

    response = posted(officer_client, {("horgos", "2025-10-01"): "closed"}, **{missing: " "})

    assert response.status_code == 200
    assert missing in response.context["why"].errors
    assert cells_of(response)["horgos", "2025-10-01"].typed == "closed"
    assert not ExceptionDay.objects.exists()


def test_a_row_can_have_a_reason_of_its_own(officer_client):
    make_road_port("hongshanzui")
    make_road_port("horgos")
    cells = {("hongshanzui", "2025-10-01"): "closed", ("horgos", "2025-10-01"): "closed"}

    posted(officer_client, cells, **{"why.hongshanzui": '["季节性闭关", "seasonal closure"]'})

    assert dict(ExceptionDay.objects.values_list("service__port__slug", "reason_en")) == {
        "hongshanzui": "seasonal closure",
        "horgos": "National Day holiday",
    }


@pytest.mark.parametrize("value", ["[", "7", '["a"]', '["", "b"]', "[1, 2]", "[" * 5000])
def test_an_odd_reason_of_a_row_is_that_of_the_grid(officer_client, value):
    make_road_port("horgos")

    posted(officer_client, {("horgos", "2025-10-01"): "closed"}, **{"why.horgos": value})

    assert {row.reason_en for row in ExceptionDay.objects.all()} == {"National Day holiday"}


# Two officers


def test_a_cell_that_another_one_changed_meanwhile_is_not_overwritten(officer_client, client):
    make_road_port("horgos")
    seen = {f"seen.{row.port.slug}": row.seen for row in page(officer_client).context["grid"].rows}
    officer(client, "second")
    posted(client, {("horgos", "2025-10-01"): "open", ("horgos", "2025-10-02"): "open"})
    officer(client, "third")

    response = posted(
        client,
        {
            ("horgos", "2025-10-01"): "closed",  # against the other one's "open"
            ("horgos", "2025-10-02"): "",  # not touched here
            ("horgos", "2025-10-03"): "closed",  # touched by nobody else
        },
        seen=seen,
    )

    assert response.status_code == 409
    cells = cells_of(response)
    assert cells["horgos", "2025-10-01"].is_conflict
    (reason,) = cells["horgos", "2025-10-01"].faults
    assert "second" in reason and "开放" in reason
    assert [cells["horgos", f"2025-10-0{day}"].typed for day in (1, 2, 3)] == [
        "closed",
        "open",
        "closed",
    ]
    assert ExceptionDay.objects.count() == 4


def test_saving_again_after_a_conflict_puts_ones_own_in_its_place(officer_client, client):
    make_road_port("horgos")
    posted(officer_client, {("horgos", "2025-10-01"): "open"})

    response = posted(officer_client, {("horgos", "2025-10-01"): "closed"})

    assert response.status_code == 302
    assert cells_of(page(client))["horgos", "2025-10-01"].state == "closed"


@pytest.mark.parametrize("seen", ["", "x", "1,2", ",".join(["9.9"] * 8), ",".join(["٣.٣"] * 8)])
def test_a_form_that_does_not_say_what_it_had_shown_changes_nothing(officer_client, seen):
    make_road_port("horgos")

    response = posted(
        officer_client, {("horgos", "2025-10-01"): "closed"}, seen={"seen.horgos": seen}
    )

    assert response.status_code == 200
    assert not ExceptionDay.objects.exists()


# Bad grids


def test_an_unknown_word_is_refused_beside_its_cell_and_the_good_cells_stay(officer_client):
    make_road_port("horgos")

    response = posted(
        officer_client, {("horgos", "2025-10-01"): "maybe", ("horgos", "2025-10-02"): "closed"}
    )

    assert response.status_code == 200
    cells = cells_of(response)
    assert "maybe" in cells["horgos", "2025-10-01"].faults[0]
    assert cells["horgos", "2025-10-02"].typed == "closed"
    assert not ExceptionDay.objects.exists()


def test_a_pasted_table_without_scripts_is_laid_into_the_grid_and_not_saved(officer_client):
    make_road_port("horgos", name_zh="霍尔果斯口岸", name_en="Horgos Port")
    make_road_port("baketu", name_zh="巴克图口岸", name_en="Baketu Port")
    table = (
        "口岸\t10月2日\t10月1日\t10月9日\n"
        "巴克图\t关\t开放\t关\n"
        "Horgos\t也许\t仅货运\t\n"
        "霍尔果斯\t关\t关\t\n"
    )

    response = posted(officer_client, save="_read", table=table)

    assert response.status_code == 200
    cells = cells_of(response)
    assert cells["baketu", "2025-10-02"].typed == "closed"
    assert cells["baketu", "2025-10-01"].typed == "open"
    assert cells["horgos", "2025-10-01"].typed == "freight_only"
    assert Counter(fault.code for fault in response.context["grid"].faults) == {
        "day_outside": 1,
        "unknown_word": 1,
        "port_twice": 2,
    }
    assert any("也许" in reason for reason in cells["horgos", "2025-10-02"].faults)
    assert not ExceptionDay.objects.exists()


def test_ten_thousand_pasted_cells_are_refused_one_by_one_and_the_good_ones_stay(officer_client):
    make_road_port("horgos")
    table = "\n".join("\t".join(["关"] * 100) for _line in range(100))

    response = posted(officer_client, save="_read", table=table)

    faults = response.context["grid"].faults
    assert len(faults) == 10_000 - 8
    assert {cell.typed for cell in cells_of(response).values()} == {"closed"}
    lines = response.context["fault_lines"]
    assert len(lines) == 101
    assert "9892" in lines[-1]
    assert response.content.decode().count("<li>") < 500


def test_a_table_far_too_long_is_refused_as_a_whole(officer_client):
    make_road_port("horgos")

    response = posted(officer_client, save="_read", table="关\t" * 250_001)

    assert [fault.code for fault in response.context["grid"].faults] == ["too_long"]


def test_the_script_gets_the_same_reading_as_json(officer_client):
    make_road_port("horgos", name_zh="霍尔果斯口岸")
    make_road_port("jeminay")

    answer = officer_client.post(
        reverse(READ), {**WHICH, "table": "关\t?\n开", "row": "0", "column": "7"}
    ).json()

    assert answer["cells"] == [
        ["horgos", "2025-10-08", "closed"],
        ["jeminay", "2025-10-08", "open"],
    ]
    # The mark is a word that nobody knows, and it lies beyond the last day.
    assert [fault[:2] for fault in answer["faults"]] == [["horgos", None]]
    assert answer["refused"] and len(answer["summary"]) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"from": "x"},
        {"to": "2025-09-30"},
        {"to": "2025-11-01"},
        {"from": "0001-01-01", "to": "0001-01-02"},
        {"mode": "boat"},
        {"traffic": "%00"},
    ],
)
def test_an_impossible_choice_is_said_at_its_field(officer_client, values):
    response = page(officer_client, **values)

    assert response.status_code == 400
    assert response.context["which"].errors
    assert officer_client.post(reverse(READ), {**WHICH, **values}).status_code == 400


# What is shown


def test_the_grid_opens_on_a_week_from_today(officer_client):
    make_road_port("horgos")

    response = officer_client.get(reverse(PAGE))

    assert response.status_code == 200
    assert response.context["grid"] is None


def test_ports_stand_by_neighbour_in_the_order_of_the_border(officer_client):
    for slug, country in [("khunjerab", "PK"), ("horgos", "KZ"), ("karasu", "TJ"), ("a", "MN")]:
        make_road_port(slug, country=country)

    grid = page(officer_client).context["grid"]

    assert [row.port.slug for row in grid.rows] == ["a", "horgos", "karasu", "khunjerab"]


def test_the_grid_of_freight_alone_has_no_freight_only(officer_client):
    make_road_port("horgos")

    grid = page(officer_client, traffic="freight").context["grid"]

    assert grid.rows[0].states == ["", "open", "closed"]
    assert [service.traffic for service in grid.rows[0].services] == ["freight"]


def test_the_reason_that_stands_is_suggested_else_that_of_the_day(officer_client):
    make_road_port("horgos")
    assert page(officer_client).context["why"].initial["reason_en"] == "National Day holiday"

    posted(officer_client, {("horgos", "2025-10-01"): "closed"}, reason_en="Another holiday")

    assert page(officer_client).context["why"].initial["reason_en"] == "Another holiday"


@pytest.mark.parametrize("name", [PAGE, READ])
def test_only_those_who_may_add_exception_days_see_the_grid(client, db, name):
    for role, status in [("author", 403), ("auditor", 403), ("site_manager", 403)]:
        client.force_login(make_user(role, groups=[role], is_staff=True))
        assert client.post(reverse(name), WHICH).status_code == status
        assert client.post(reverse(ANNOUNCE), WHICH).status_code == status


def test_the_list_of_exception_days_and_the_index_lead_to_the_grid(officer_client):
    for name in ["admin:ports_exceptionday_changelist", "admin:index"]:
        assert reverse(PAGE) in officer_client.get(reverse(name)).content.decode()


def many(count):
    for number in range(count):
        make_road_port(f"many-{count}-{number}", country=["KZ", "MN", "KG"][number % 3])
    days = [FIRST + timedelta(days=number) for number in range(8)]
    port = make_road_port(f"filled-{count}")
    for service in port.services.all():
        for day in days:
            ExceptionDay.objects.create(service=service, date=day, state="closed", reason_zh="甲")


@pytest.mark.any_database
def test_the_page_and_a_save_ask_as_many_queries_for_20_ports_as_for_200(
    officer_client, django_assert_max_num_queries
):
    many(20)
    few = queries_of(lambda: page(officer_client))
    few_saved = queries_of(lambda: posted(officer_client, {("many-20-1", "2025-10-01"): "closed"}))
    many(180)
    table = "many-20-1\t关"

    assert queries_of(lambda: page(officer_client)) == few <= 12
    assert few_saved == queries_of(
        lambda: posted(officer_client, {("many-20-2", "2025-10-01"): "closed"})
    )
    with django_assert_max_num_queries(10):
        officer_client.post(reverse(READ), {**WHICH, "table": table})


# The real case


@pytest.fixture
def real(officer_client):
    demo_ports.load()
    make_column("notices")
    return officer_client


def laid(client):
    """The published schedule, read by the file field, then saved as the page posts it."""
    with SCHEDULE.open("rb") as file:
        response = posted(client, save="_read", file=file, source="")
    assert response.status_code == 200
    data = {**WHICH, **response.context["why"].initial, "_save": "1"}
    for row in response.context["grid"].rows:
        data[f"seen.{row.port.slug}"] = row.seen
        if row.reason:
            data[f"why.{row.port.slug}"] = json.dumps(row.reason)
        for cell in row.cells:
            data[f"c.{row.port.slug}.{cell.day}"] = cell.typed
    return client.post(reverse(PAGE), data)


def test_the_published_file_is_read_and_saved_cell_by_cell(real):
    assert laid(real).status_code == 302

    found = {
        (row.port.slug, cell.day.isoformat()): (
            cell.state,
            cell.newest.reason_zh,
            cell.newest.reason_en,
            cell.newest.source_text,
        )
        for row in Grid(FIRST, LAST, "road").rows
        for cell in row.cells
        if cell.state
    }
    assert len(found) == 104
    assert found == {
        key: (row["state"], row["reason_zh"], row["reason_en"], row["source"])
        for key, row in schedule().items()
    }


def test_the_calendar_of_each_service_says_what_the_file_says(real):
    laid(real)

    grid = Grid(FIRST, LAST, "road")
    services = [service for row in grid.rows for service in row.services]
    calendars = Schedule.of(services)
    says = {"open": ("open", "open"), "closed": ("closed",) * 2, "freight_only": ("open", "closed")}
    for (slug, day), row in schedule().items():
        found = next(item for item in grid.rows if item.port.slug == slug)
        states = tuple(
            calendars[service].exceptions[date.fromisoformat(day)].state
            for service in found.services
        )
        assert states == says[row["state"]], (slug, day)


def test_the_notice_becomes_a_draft_with_ports_rows_and_table(real):
    laid(real)

    response = real.post(reverse(ANNOUNCE), WHICH)

    edition = Edition.objects.get()
    assert response.url == reverse("admin:news_edition_change", args=[edition.pk])
    assert edition.status == "draft" and edition.post.column.slug == "notices"
    assert edition.title_zh == "2025年国庆节、中秋节假期公路口岸通关安排"
    assert (
        edition.title_en == "Road port clearance over the National Day and Mid-Autumn holiday 2025"
    )
    assert {port.slug for port in edition.ports.all()} == {slug for slug, _day in schedule()}
    passages = list(edition.passages.all())
    assert [passage.kind for passage in passages] == ["paragraph"] * 7 + ["table", "paragraph"]
    assert all(passage.text_zh and passage.text_en for passage in passages)
    assert passages[7].text_en.count('href="/en/ports/') == 13
    assert passages[7].text_zh.count('href="/ports/') == 13
    assert passages[7].text_zh.count("<td>仅货运</td>") == 4
    assert (edition.language_state_zh, edition.language_state_en) == ("complete", "complete")
    assert real.get(response.url).status_code == 200


def test_a_second_draft_gets_an_address_of_its_own(real):
    laid(real)

    for _time in range(3):
        real.post(reverse(ANNOUNCE), WHICH)

    slugs = list(Edition.objects.order_by("pk").values_list("post__slug", flat=True))
    assert slugs[1:] == [f"{slugs[0]}-2", f"{slugs[0]}-3"]


def test_without_exceptions_or_a_column_there_is_nothing_to_announce(officer_client):
    make_road_port("horgos")
    assert officer_client.post(reverse(ANNOUNCE), WHICH).url.startswith(reverse(PAGE))

    posted(officer_client, {("horgos", "2025-10-01"): "closed"})
    officer_client.post(reverse(ANNOUNCE), WHICH)

    assert not Edition.objects.exists()
    assert officer_client.post(reverse(ANNOUNCE), {"from": "x"}).status_code == 302


def test_said_of_a_row_without_a_state_is_regular(db):
    assert said(None) == said(ExceptionDay(state="")) == ""


def test_the_day_before_the_correction_is_still_known(real):
    laid(real)
    now = timezone.now()
    posted(real, {("horgos", "2025-10-05"): "closed"}, seen=None)

    services = [
        service
        for row in Grid(FIRST, LAST, "road").rows
        for service in row.services
        if row.port.slug == "horgos"
    ]
    known = Schedule.of(services)
    day = date(2025, 10, 5)
    assert known.known(services[0], now).exceptions[day].state == "open"
    assert known[services[0]].exceptions[day].state == "closed"


# What readers and programs get of it

ONE_DAY_BEFORE = datetime(2025, 9, 30, 4, tzinfo=UTC)
MORNING = datetime(2025, 9, 30, 17, tzinfo=UTC)  # 01:00 on 1 October in Beijing


@pytest.mark.any_database
def test_every_file_says_of_each_port_and_day_what_the_grid_says(client, db):
    with time_machine.travel(ONE_DAY_BEFORE, tick=False):
        officer(client)
        demo.load_ports(demo.FIXTURES)
        assert laid(client).status_code == 302
        assert page(client).context["stays_closed"] == ["老爷庙口岸（客运）：10月8日 周三"]
    client.logout()
    says = {
        "open": {"freight": "open", "passenger": "open"},
        "closed": {"freight": "closed", "passenger": "closed"},
        "freight_only": {"freight": "open", "passenger": "closed"},
    }
    grid = {
        (row.port.slug, traffic, cell.day.isoformat()): state
        for row in Grid(FIRST, LAST, "road").rows
        for cell in row.cells
        if cell.state
        for traffic, state in says[cell.state].items()
    }
    # No report says that Laoyemiao takes passengers again, and a closed status beats the grid,
    # which says so to the officer.
    grid["laoyemiao", "passenger", "2025-10-08"] = "closed"
    assert len(grid) == 13 * 8 * 2

    def of_days(days):
        """Records of days by port, traffic and date: the road alone."""
        return {
            (slug, traffic, day["date"]): day["state"]
            for day in days
            for slug, mode, traffic in [day["service"].split(".")]
            if mode == "road" and (slug, traffic, day["date"]) in grid
        }

    def of_services(listed, day):
        return {
            (port["id"], service["traffic"], day): service["state"]
            for port in listed
            for service in port["services"]
            if service["mode"] == "road"
        }

    def of_columns(rows, day):
        return {
            (slug, traffic, day): row[f"road_{traffic}_state"]
            for slug, row in rows
            for traffic in ("freight", "passenger")
        }

    def of_events(raw):
        found = {}
        for event in icalendar.Calendar.from_ical(raw).events:
            if event["CATEGORIES"].cats == ["EXCEPTION"]:
                slug, _mode, traffic = str(event["X-KOUAN-SERVICE"]).split(".")
                key = slug, traffic, event.decoded("DTSTART").isoformat()
                assert key not in found
                found[key] = str(event["X-KOUAN-STATE"])
        return found

    def read(address):
        return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig"))))

    with time_machine.travel(MORNING, tick=False):
        by_name = {
            "calendar.csv": {
                (row["port_slug"], row["traffic"], row["date"]): row["state"]
                for row in read("/ports/calendar.csv?from=2025-10-01&to=2025-10-08")
                if row["mode"] == "road"
            },
            "ports.ics": of_events(client.get("/ports.ics").content),
            "ports.json, days": of_days(
                day
                for port in client.get("/ports.json").json()["ports"]
                for day in port["exceptions"]
            ),
            "ports.geojson, days": of_days(
                day
                for feature in client.get("/ports.geojson").json()["features"]
                for day in feature["properties"]["exceptions"]
            ),
            **{
                name: {}
                for name in [
                    *["{slug}.ics", "{slug}.json, next days", "{slug}.json, exceptions"],
                    *["ports.json?on=", "ports.csv?on=", "ports.geojson?on="],
                ]
            },
        }
        for slug in sorted({slug for slug, _traffic, _day in grid}):
            detail = client.get(f"/ports/{slug}.json").json()
            by_name["{slug}.json, next days"].update(of_days(detail["days"]))
            by_name["{slug}.json, exceptions"].update(of_days(detail["exceptions"]))
            by_name["{slug}.ics"].update(of_events(client.get(f"/ports/{slug}.ics").content))
        for day in sorted({day for _slug, _traffic, day in grid}):
            listed = client.get(f"/ports.json?on={day}").json()["ports"]
            by_name["ports.json?on="].update(of_services(listed, day))
            rows = [(row["slug"], row) for row in read(f"/ports.csv?on={day}")]
            by_name["ports.csv?on="].update(of_columns(rows, day))
            features = client.get(f"/ports.geojson?on={day}").json()["features"]
            rows = [(feature["id"], feature["properties"]) for feature in features]
            by_name["ports.geojson?on="].update(of_columns(rows, day))

    for name, found in by_name.items():
        here = {key: state for key, state in found.items() if key in grid}
        assert here == grid, name
