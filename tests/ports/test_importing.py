import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from ports.importing import EventImport, Row, import_port, import_rows, read_rows, regime_told
from ports.models import (
    Alias,
    Citation,
    Port,
    RegimeChange,
    Service,
    Source,
    StatusChange,
)
from ports.pinyin import pinyin_of

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture(autouse=True)
def speak_english():
    with translation.override("en"):
        yield


def rows_of(name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def port_row(slug="takeshiken", /, **cells):
    return {**next(row for row in rows_of("ports.csv") if row["slug"] == slug), **cells}


def event_row(port_slug="takeshiken", /, **cells):
    row = next(row for row in rows_of("port_events.csv") if row["port_slug"] == port_slug)
    return {**row, **cells}


def write_csv(path, rows, *, encoding="utf-8", lineterminator="\n"):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator=lineterminator)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def run(command, *args, **options):
    out = io.StringIO()
    call_command(command, *map(str, args), stdout=out, **options)
    return out.getvalue()


def rows_stored():
    return [
        model.objects.count()
        for model in (Port, Alias, Citation, Service, Source, StatusChange, RegimeChange)
    ]


def import_demo():
    run("import_ports", FIXTURES / "ports.csv", write=True)
    run("import_port_events", FIXTURES / "port_events.csv", write=True)


def test_every_row_of_the_fixtures_is_added_and_a_second_run_changes_nothing(db):
    assert "19 added, 0 changed, 0 unchanged, 0 refused." in run(
        "import_ports", FIXTURES / "ports.csv", write=True
    )
    assert "50 added, 0 changed, 0 unchanged, 0 refused." in run(
        "import_port_events", FIXTURES / "port_events.csv", write=True
    )
    stored = rows_stored()

    again = run("import_ports", FIXTURES / "ports.csv", write=True)
    assert "0 added, 0 changed, 19 unchanged, 0 refused." in again
    assert "0 added, 0 changed, 99 unchanged, 0 refused." in again
    assert "0 added, 0 changed, 50 unchanged, 0 refused." in run(
        "import_port_events", FIXTURES / "port_events.csv", write=True
    )
    assert rows_stored() == stored


def test_a_dry_run_reports_and_writes_nothing(db):
    before = rows_stored()

    report = run("import_ports", FIXTURES / "ports.csv")

    assert "Row 2 alashankou added" in report
    assert "Nothing was written" in report
    assert rows_stored() == before


@pytest.mark.any_database
def test_a_dry_run_of_events_writes_nothing(db, tmp_path):
    run("import_ports", FIXTURES / "ports.csv", write=True)
    before = rows_stored()

    report = run("import_port_events", FIXTURES / "port_events.csv")

    assert "50 added" in report
    assert rows_stored() == before


LONG = "长" * 81
PORT_FAULTS = {
    "a country that is unknown": ({"country_zh": "海国", "country_en": "Sealand"}, "unknown"),
    "country names that disagree": ({"country_en": "Kazakhstan"}, "do not belong together"),
    "a land port without a country": ({"country_zh": "", "country_en": ""}, "country is missing"),
    "a latitude of 200": ({"lat": "200"}, "latitude: "),
    "a latitude without a longitude": ({"lon": ""}, "belong together"),
    "a latitude that is no number": ({"lat": "north"}, "not a number"),
    "a latitude of NaN": ({"lat": "NaN"}, "latitude: "),
    "no Chinese name": ({"name_zh": ""}, "Chinese name is missing"),
    "no English name": ({"name_en": " "}, "English name is missing"),
    "no slug": ({"slug": ""}, "slug is missing"),
    "a slug with a space": ({"slug": "tak shiken"}, "slug: "),
    "an unknown mode": ({"transport": "road|sea"}, "transport: “road|sea” is unknown"),
    "no mode": ({"transport": ""}, "is unknown"),
    "more units than modes": ({"official_units": "2"}, "do not fit"),
    "fewer than no units": ({"official_units": "-1"}, "do not fit"),
    "an unknown regime": ({"regime_apr2022": "sometimes"}, "is unknown"),
    "an unknown answer on freight": ({"freight_open_apr2022": "maybe"}, "is unknown"),
    "an unknown confidence": ({"years_conf": "sure"}, "is unknown"),
    "sources without a confidence": ({"years_conf": ""}, "sources without a confidence"),
    "a year in the future": ({"year_approved": "2999"}, "lies in the future"),
    "a year of two digits": ({"year_approved": "92"}, "is not a year"),
    "a name that is too long": ({"name_zh": LONG}, "name_zh: "),
    "a source code that is too long": ({"years_src": "S" * 21}, "code: "),
    "an end that is no date": ({"freight_until": "2022-02-30"}, "is not a date"),
    "broken characters": ({"county_zh": "青\ufffd县"}, "Not valid UTF-8"),
}


@pytest.mark.any_database
@pytest.mark.parametrize(("cells", "reason"), PORT_FAULTS.values(), ids=PORT_FAULTS)
def test_a_bad_port_is_refused_with_row_and_reason_and_the_good_ones_are_written(
    db, tmp_path, cells, reason
):
    file = write_csv(
        tmp_path / "ports.csv", [port_row("baketu"), port_row(**cells), port_row("muzart")]
    )

    report = run("import_ports", file, write=True)

    refused = next(line for line in report.splitlines() if line.startswith("Row 3 "))
    assert "refused" in refused
    assert reason in refused
    assert "2 added, 0 changed, 0 unchanged, 1 refused." in report
    assert set(Port.objects.values_list("slug", flat=True)) == {"baketu", "muzart"}
    assert not Service.objects.exclude(port__slug__in=["baketu", "muzart"])


EVENT_FAULTS = {
    "a port that is unknown": ({"port_slug": "atlantis"}, "No port has the slug “atlantis”."),
    "a date in the future": ({"date": "2999-01-01"}, "lies in the future"),
    "an impossible date": ({"date": "2022-02-30"}, "is not a date"),
    "a month for a day": ({"date": "2022-02"}, "is not a date"),
    "a year 0": ({"date": "0000-01-01"}, "is not a date"),
    "a year before all records": ({"date": "1066-10-14"}, "lies before 1900"),
    "an unknown precision": ({"date_precision": "week"}, "is unknown"),
    "an unknown action": ({"action": "exploded"}, "is unknown"),
    "an unknown traffic": ({"traffic": "camels"}, "is unknown"),
    "no traffic": ({"traffic": ""}, "is unknown"),
    "an unknown mode": ({"mode": "sea"}, "is unknown"),
    "a mode that the port lacks": ({"mode": "rail"}, "no such service"),
    "an unknown confidence": ({"confidence": "sure"}, "is unknown"),
    "no confidence": ({"confidence": ""}, "is unknown"),
    "no Chinese note": ({"note_zh": ""}, "both languages"),
    "no source at all": ({"source_id": "", "source": ""}, "source is missing"),
    "a source text that is too long": ({"source": "x" * 601}, "source_text: "),
    "an end of an observation": ({"until": "2022-08-01"}, "Only a state can end"),
    "an end before the start": (
        {"action": "resumed", "until": "2022-07-01"},
        "lies before the date",
    ),
    "a change of regime that the note does not tell": (
        {"action": "regime_change", "note_zh": "开放方式有调整。"},
        "which regime",
    ),
    "a change of regime that the note denies": (
        {"action": "regime_change", "note_zh": "不再实行常年开放。"},
        "which regime",
    ),
}


@pytest.mark.any_database
@pytest.mark.parametrize(("cells", "reason"), EVENT_FAULTS.values(), ids=EVENT_FAULTS)
def test_a_bad_event_is_refused_with_row_and_reason_and_the_good_ones_are_written(
    db, tmp_path, cells, reason
):
    ports = write_csv(tmp_path / "ports.csv", [port_row("baketu"), port_row("takeshiken")])
    run("import_ports", ports, write=True)
    before = StatusChange.objects.count() + RegimeChange.objects.count()
    file = write_csv(tmp_path / "events.csv", [event_row("baketu"), event_row(**cells)])

    report = run("import_port_events", file, write=True)

    refused = next(line for line in report.splitlines() if line.startswith("Row 3 "))
    assert "refused" in refused
    assert reason in refused
    assert "1 added, 0 changed, 0 unchanged, 1 refused." in report
    assert StatusChange.objects.count() + RegimeChange.objects.count() == before + 1


def test_a_row_with_broken_bytes_is_refused_and_the_others_are_taken(db, tmp_path):
    file = write_csv(tmp_path / "ports.csv", [port_row("baketu"), port_row(), port_row("muzart")])
    file.write_bytes(file.read_bytes().replace("青河县".encode(), b"\xe9\x9d\x92\xe6\xb2", 1))

    report = run("import_ports", file, write=True)

    assert "Row 3 takeshiken refused: Not valid UTF-8 in these columns: county_zh." in report
    assert "2 added, 0 changed, 0 unchanged, 1 refused." in report


@pytest.mark.parametrize(("tail", "found"), [(b",more\n", 50), (None, 1)])
def test_a_row_with_another_number_of_columns_is_refused(db, tmp_path, tail, found):
    file = write_csv(tmp_path / "ports.csv", [port_row()])
    columns = len(port_row())
    data = file.read_bytes()
    if tail:
        data = data.rstrip(b"\n") + tail
        found = columns + 1
    else:
        data += b"baketu\n"
    file.write_bytes(data)

    report = run("import_ports", file)

    assert f"The row has {found} columns; the header has {columns}." in report


def test_an_open_quote_is_refused_and_does_not_end_the_report(db, tmp_path):
    file = write_csv(tmp_path / "ports.csv", [port_row()])
    file.write_bytes(file.read_bytes() + b'"muzart,')

    report = run("import_ports", file)

    assert "Row 3 – refused: The line is not CSV" in report
    assert "1 added, 0 changed, 0 unchanged, 1 refused." in report


def test_a_slug_that_stands_twice_is_refused_the_second_time(db, tmp_path):
    file = write_csv(tmp_path / "ports.csv", [port_row(), port_row("muzart"), port_row()])

    report = run("import_ports", file, write=True)

    assert "Row 4 takeshiken refused: “takeshiken” stands already in row 2." in report


def test_a_byte_order_mark_and_carriage_returns_are_tolerated(db, tmp_path):
    file = write_csv(
        tmp_path / "ports.csv", [port_row()], encoding="utf-8-sig", lineterminator="\r\n"
    )

    assert "1 added, 0 changed, 0 unchanged, 0 refused." in run("import_ports", file, write=True)
    port = Port.objects.get()
    assert (port.slug, port.name_zh) == ("takeshiken", "塔克什肯口岸")
    assert port.citations.get(subject="facts").sources.count() == 4


def test_a_missing_file_and_missing_columns_end_the_command(db, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_ports", tmp_path / "nowhere.csv")
    file = write_csv(tmp_path / "ports.csv", [{"slug": "a", "name_zh": "甲"}])
    with pytest.raises(CommandError, match=r"lacks these columns: .*name_en.*transport"):
        run("import_ports", file)
    with pytest.raises(CommandError, match="lacks these columns: action"):
        run("import_port_events", file)
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(CommandError, match="lacks these columns"):
        run("import_port_events", tmp_path / "empty.csv")


def test_the_file_may_hold_the_columns_in_another_order_and_more_of_them(db, tmp_path):
    row = dict(reversed(port_row(remark="x").items()))

    assert "1 added" in run("import_ports", write_csv(tmp_path / "ports.csv", [row]))


def test_the_columns_of_the_project_alone_may_be_missing(db, tmp_path):
    row = port_row()
    for column in ("coord_note_zh", "years_note_zh", "freight_until"):
        del row[column]
    event = event_row()
    for column in ("mode", "until"):
        del event[column]

    assert "1 added" in run("import_ports", write_csv(tmp_path / "ports.csv", [row]), write=True)
    assert "1 added" in run("import_port_events", write_csv(tmp_path / "events.csv", [event]))


def test_sources_beside_the_file_are_read_and_unknown_codes_become_sources(db, tmp_path):
    write_csv(tmp_path / "my_sources.csv", rows_of("port_sources.csv")[:1])
    file = write_csv(tmp_path / "ports.csv", [port_row()])

    run("import_ports", file, write=True)

    assert Source.objects.get(code="S01").published == "2022-04-29"
    assert Source.objects.get(code="S69").title == ""
    write_csv(tmp_path / "other_sources.csv", rows_of("port_sources.csv"))
    with pytest.raises(CommandError, match="Several files"):
        run("import_ports", file)
    run("import_ports", file, sources=str(tmp_path / "other_sources.csv"), write=True)
    assert Source.objects.get(code="S69").publisher == "Xinhua via People's Daily Online"


def test_a_changed_port_is_reported_with_what_changed_and_keeps_its_spellings(db, tmp_path):
    run("import_ports", write_csv(tmp_path / "ports.csv", [port_row()]), write=True)
    Port.objects.get().aliases.create(text="Such a spelling")
    changed = port_row(county_en="Qinghe County", years_conf="high", name_en_variants="Takixken")

    report = run("import_ports", write_csv(tmp_path / "ports.csv", [changed]), write=True)

    assert "Row 2 takeshiken changed: county_en, years_conf/src/note" in report
    assert Port.objects.get().county_en == "Qinghe County"
    assert Alias.objects.filter(text="Such a spelling").exists()


def test_rail_and_road_count_apart_and_pipelines_never(db, tmp_path):
    run(
        "import_ports",
        write_csv(tmp_path / "ports.csv", [port_row("alashankou"), port_row("bedel")]),
        write=True,
    )

    units = {
        (service.port.slug, service.mode, service.traffic): service.official_units
        for service in Service.objects.select_related("port")
    }
    assert units == {
        ("alashankou", "rail", "freight"): 1,
        ("alashankou", "rail", "passenger"): 1,
        ("alashankou", "road", "freight"): 1,
        ("alashankou", "road", "passenger"): 1,
        ("alashankou", "pipeline", "freight"): 0,
        ("bedel", "road", "freight"): 0,
        ("bedel", "road", "passenger"): 0,
    }
    assert not StatusChange.objects.filter(service__mode="pipeline")
    assert not StatusChange.objects.filter(service__traffic="passenger")


def test_the_baseline_is_inferred_and_says_so_in_both_languages(db, tmp_path):
    file = write_csv(tmp_path / "ports.csv", [port_row(), port_row("khunjerab")])
    run("import_ports", file, write=True)

    sure = StatusChange.objects.get(service__port__slug="takeshiken")
    disputed = StatusChange.objects.get(service__port__slug="khunjerab")

    assert (sure.action, sure.state, sure.confidence) == ("baseline", "open", "medium")
    assert sure.since.isoformat() == "2022-04-27T16:00:00+00:00"
    assert "S01" in {source.code for source in sure.sources.all()}
    assert disputed.confidence == "low"
    for row in (sure, disputed):
        assert row.is_inferred
        assert "推断" in row.reason_zh
        assert "infer" in row.reason_en
    assert (
        RegimeChange.objects.filter(service__port__slug="khunjerab", regime="seasonal").count() == 2
    )


def test_an_event_applies_to_every_service_of_its_traffic_unless_it_names_a_mode(db, tmp_path):
    run("import_ports", write_csv(tmp_path / "p.csv", [port_row("alashankou")]), write=True)
    StatusChange.objects.all().delete()
    both = event_row("alashankou", action="suspended", traffic="freight|passenger", mode="")
    rail = event_row("alashankou", date="2020-03-01", action="resumed", mode="rail")

    run("import_port_events", write_csv(tmp_path / "e.csv", [both, rail]), write=True)

    told = StatusChange.objects.values_list("service__mode", "service__traffic", "action")
    assert set(told) == {
        ("rail", "freight", "suspended"),
        ("rail", "passenger", "suspended"),
        ("road", "freight", "suspended"),
        ("road", "passenger", "suspended"),
        ("rail", rail["traffic"], "resumed"),
    }


def test_times_are_beijing_time_and_a_temporary_opening_ends_with_what_its_date_names(db, tmp_path):
    run("import_ports", write_csv(tmp_path / "p.csv", [port_row("khunjerab")]), write=True)
    opening = event_row("khunjerab", action="opened_temporarily", until="")
    rows = [
        opening | {"date": "2021-11", "date_precision": "month"},
        opening | {"date": "2023-01-19", "date_precision": "day", "until": "2023-01-20"},
        opening | {"date": "2023-03-01", "date_precision": "day"},
        opening | {"date": "2023-04-01T10:30", "date_precision": "instant"},
    ]

    run("import_port_events", write_csv(tmp_path / "e.csv", rows), write=True)

    told = StatusChange.objects.filter(action="opened_temporarily").order_by("since")
    assert [
        (row.since.isoformat(), row.until.isoformat(), row.since_precision, row.state)
        for row in told
    ] == [
        ("2021-10-31T16:00:00+00:00", "2021-11-30T16:00:00+00:00", "month", "limited"),
        ("2023-01-18T16:00:00+00:00", "2023-01-20T16:00:00+00:00", "day", "limited"),
        ("2023-02-28T16:00:00+00:00", "2023-03-01T16:00:00+00:00", "day", "limited"),
        ("2023-04-01T02:30:00+00:00", "2023-04-01T02:31:00+00:00", "instant", "limited"),
    ]


def test_a_changed_note_adds_a_correction_and_leaves_the_first_row(db, tmp_path):
    run("import_ports", write_csv(tmp_path / "p.csv", [port_row()]), write=True)
    run("import_port_events", write_csv(tmp_path / "e.csv", [event_row()]), write=True)
    corrected = write_csv(tmp_path / "e.csv", [event_row(note_en="Corrected.")])

    assert "1 changed" in run("import_port_events", corrected, write=True)
    assert "1 unchanged" in run("import_port_events", corrected, write=True)
    notes = StatusChange.objects.filter(action="status").order_by("recorded_at")
    assert len(notes) == 2
    assert notes[1].reason_en == "Corrected."


def test_two_states_from_one_instant_and_one_event_twice_are_refused(db, tmp_path):
    run("import_ports", write_csv(tmp_path / "p.csv", [port_row()]), write=True)
    opened = event_row(action="resumed")
    closed = event_row(action="suspended", source_id="S02")

    report = run(
        "import_port_events", write_csv(tmp_path / "e.csv", [opened, opened, closed]), write=True
    )

    assert "Row 3 takeshiken refused: The same event stands already in row 2." in report
    assert "Row 4 takeshiken refused: Row 2 gives another state from the same instant." in report


def test_the_regime_is_the_last_that_the_note_mentions():
    assert regime_told("由季节性开放转为常年开放（新华社）。") == "perennial"
    assert regime_told("由常年开放改为季节性开放。") == "seasonal"
    assert regime_told("首个不闭关的冬季开始，正式进入常年开放。") == "perennial"
    assert regime_told("继续开放。") is None
    assert regime_told("改为季节性开放，不再常年开放。") is None


def test_every_name_has_a_syllable_with_its_tone_for_every_character():
    expected = {
        "阿拉山口口岸": "ā lā shān kǒu kǒu àn",
        "霍尔果斯口岸": "huò ěr guǒ sī kǒu àn",
        "巴克图口岸": "bā kè tú kǒu àn",
        "吉木乃口岸": "jí mù nǎi kǒu àn",
        "都拉塔口岸": "dū lā tǎ kǒu àn",
        "木扎尔特口岸": "mù zhā ěr tè kǒu àn",
        "阿黑土别克口岸": "ā hēi tǔ bié kè kǒu àn",
        "吐尔尕特口岸": "tǔ ěr gǎ tè kǒu àn",
        "伊尔克什坦口岸": "yī ěr kè shí tǎn kǒu àn",
        "卡拉苏口岸": "kǎ lā sū kǒu àn",
        "红其拉甫口岸": "hóng qí lā fǔ kǒu àn",
        "塔克什肯口岸": "tǎ kè shí kěn kǒu àn",
        "红山嘴口岸": "hóng shān zuǐ kǒu àn",
        "乌拉斯台口岸": "wū lā sī tái kǒu àn",
        "老爷庙口岸": "lǎo yé miào kǒu àn",
        "乌鲁木齐航空口岸": "wū lǔ mù qí háng kōng kǒu àn",
        "喀什航空口岸": "kā shí háng kōng kǒu àn",
        "伊宁航空口岸": "yī níng háng kōng kǒu àn",
        "别迭里口岸": "bié dié lǐ kǒu àn",
    }

    assert {row["name_zh"]: pinyin_of(row["name_zh"]) for row in rows_of("ports.csv")} == expected


def test_typed_control_characters_never_reach_the_database(db, tmp_path):
    row = port_row(county_en="Qing\u202ehe\u200b  County\x00")

    run("import_ports", write_csv(tmp_path / "p.csv", [row]), write=True)

    assert Port.objects.get().county_en == "Qinghe County"


def test_a_row_that_fails_half_way_leaves_nothing(db):
    rows = [Row(2, port_row(freight_open_apr2022="maybe"))]

    report = import_rows(rows, import_port, key="slug", write=True)

    assert report.totals == {"refused": 1}
    assert rows_stored() == [0, 0, 0, 0, 0, 0, 0]


def test_an_event_of_many_services_is_refused_as_a_whole(db, tmp_path):
    run("import_ports", write_csv(tmp_path / "p.csv", [port_row("alashankou")]), write=True)
    before = rows_stored()
    rows = read_rows(
        write_csv(tmp_path / "e.csv", [event_row("alashankou", traffic="freight|", mode="air")]),
        frozenset(),
    )

    assert import_rows(rows, EventImport(), key="port_slug", write=True).totals == {"refused": 1}
    assert rows_stored() == before
