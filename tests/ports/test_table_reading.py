"""Tables as officers have them, read into cells and refused cell by cell."""

from datetime import date

import pytest

from ports.table_reading import Row, day_of, days_between, plain_name, read, state_of

DAYS = days_between(date(2025, 10, 1), date(2025, 10, 3))
ROWS = [
    Row("horgos", ("霍尔果斯口岸", "Horgos Port", "huò ěr guǒ sī", "Khorgos")),
    Row("baketu", ("巴克图口岸", "Baketu Port", "", "Bakhty")),
    Row("karasu", ("卡拉苏口岸", "Karasu Port"), frozenset({"", "open", "closed"})),
]


def cells(text, **values):
    """{"horgos 1": "closed"} and [(code, line, column)]."""
    reading = read(text, ROWS, DAYS, **values)
    return (
        {f"{slug} {day.day}": state for (slug, day), state in reading.cells.items()},
        [(fault.code, fault.line, fault.column) for fault in reading.faults],
    )


@pytest.mark.parametrize(
    ("word", "state"),
    [
        *[(word, "open") for word in ["开", "开放", " Open ", "OPEN", "o", "1", "１", "正常通关"]],
        *[(word, "closed") for word in ["关", "关闭", "闭关", "Closed", "c", "0", "×", "ｘ"]],
        *[(word, "freight_only") for word in ["货", "货运", "仅货运", "freight_only", "F"]],
        *[(word, "freight_only") for word in ["Freight only", "freight-only", "FREIGHT ONLY."]],
        *[(word, "") for word in ["正常", "常规", "regular", "As usual", "-", "—", "·"]],
        *[(word, None) for word in ["也许", "opened late", "2", "开关关", "passenger"]],
    ],
)
def test_words_in_both_languages(word, state):
    assert state_of(word) == state


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("霍尔果斯公路口岸", "霍尔果斯"),
        ("Horgos Road Port", "horgos"),
        ("HORGOS", "horgos"),
        ("Huò ěr guǒ sī", "huoerguosi"),
        ("ｈｏｒｇｏｓ  port", "horgos"),
        ("Port", "port"),
        ("airport_town", "airporttown"),
    ],
)
def test_spellings_of_a_name_come_down_to_one(name, plain):
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    "text",
    [
        *["2025-10-01", "2025/10/1", "2025.10.1", "2025年10月1日", "2025-10-01 00:00:00"],
        *["10月1日", "10月1日（周三）", "10月1日 星期三", "1日", "1号", "１０月１日"],
        *["1 October", "1 Oct 2025", "Oct 1", "October 1, 2025", "Wed 1 Oct", "Oct. 1st"],
        *["10/1", "1/10", "1/10/2025", "10-1"],
    ],
)
def test_days_in_every_usual_form(text):
    assert day_of(text, DAYS) == ("", date(2025, 10, 1))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[(text, "no_day") for text in ["口岸", "", "Port", "3", "周三", "May be", "10月"]],
        *[(text, "day_outside") for text in ["10月4日", "2024-10-01", "2/30", "4 October", "9日"]],
    ],
)
def test_what_is_no_day_of_the_grid_is_told_apart(text, code):
    assert day_of(text, DAYS)[0] == code


def test_a_day_that_could_be_two_is_unclear():
    days = days_between(date(2025, 10, 9), date(2025, 11, 8))

    assert day_of("10/11", days_between(date(2025, 10, 11), date(2025, 11, 10))) == (
        "day_unclear",
        None,
    )
    assert day_of("9日", days) == ("", date(2025, 10, 9))


def test_over_the_new_year_the_year_follows_from_the_grid():
    days = days_between(date(2025, 12, 30), date(2026, 1, 2))

    assert day_of("1月1日", days) == ("", date(2026, 1, 1))
    assert day_of("31 December", days) == ("", date(2025, 12, 31))


def test_a_table_with_names_and_days_in_any_order():
    text = "口岸\t10月3日\t10月1日\nKhorgos\t开\t关闭\n\n卡拉苏公路口岸\topen\tClosed\n"

    assert cells(text) == (
        {"horgos 3": "open", "horgos 1": "closed", "karasu 3": "open", "karasu 1": "closed"},
        [],
    )


def test_a_table_with_weekdays_countries_and_a_second_name():
    text = (
        "国家\t口岸\tPort\t10月1日\t10月2日\n"
        "\t\t\t周三\t周四\n"
        "哈萨克斯坦\t\t\t\t\n"
        "哈萨克斯坦\t巴克图\tBaketu\t关\t开\n"
    )

    found, faults = cells(text.replace("\t口岸\tPort", "\t口岸").replace("\tBaketu", ""))

    assert (found, faults) == ({"baketu 1": "closed", "baketu 2": "open"}, [])


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
def test_a_table_is_parted_by_tabs_commas_or_semicolons(delimiter):
    text = "\ufeff口岸|10月1日|10月2日\r\n霍尔果斯|关|开\r\n".replace("|", delimiter)

    assert cells(text) == ({"horgos 1": "closed", "horgos 2": "open"}, [])


def test_cells_alone_go_by_their_place():
    assert cells("关\t开\n货", start=(0, 1)) == (
        {"horgos 2": "closed", "horgos 3": "open", "baketu 2": "freight_only"},
        [],
    )


def test_names_without_days_begin_at_the_first_day():
    assert cells("巴克图\t关\t开\n霍尔果斯\t开", start=(2, 2)) == (
        {"baketu 1": "closed", "baketu 2": "open", "horgos 1": "open"},
        [],
    )


def test_empty_cells_say_nothing():
    assert cells("口岸\t10月1日\t10月2日\n霍尔果斯\t\t关") == ({"horgos 2": "closed"}, [])
    assert cells("\n \n") == ({}, [])
    assert cells("") == ({}, [])


def test_every_bad_cell_is_refused_with_its_place_and_the_good_ones_stand():
    text = (
        "口岸\t10月1日\t10月1日\t10月9日\t备注\n"
        "霍尔果斯\t关\t开\t关\t看\n"
        "霍尔果斯口岸\t开\n"
        "不存在\t关\n"
        "卡拉苏\t货\n"
        "巴克图\t何\n"
    )

    assert cells(text) == (
        {"horgos 1": "closed"},
        [
            ("day_twice", 2, 3),
            ("day_outside", 2, 4),
            ("no_day", 2, 5),
            ("port_twice", 3, 2),
            ("unknown_port", 4, 2),
            ("not_possible", 5, 2),
            ("unknown_word", 6, 2),
        ],
    )


def test_a_name_of_two_ports_is_unclear():
    rows = [Row("a", ("巴克图口岸",)), Row("b", ("巴克图公路口岸",))]

    assert [fault.code for fault in read("巴克图\t关", rows, DAYS).faults] == ["unclear_port"]


def test_what_lies_beyond_the_grid_is_refused_cell_by_cell():
    found, faults = cells("关\t关\n关\t关", start=(2, 2))

    assert found == {"karasu 3": "closed"}
    assert faults == [("beyond", 1, 2), ("beyond", 2, 1), ("beyond", 2, 2)]


HEAD = "port_slug,mode,date,state,reason_zh,reason_en,source\n"


def test_records_bring_their_reasons_and_source():
    text = (
        HEAD + "horgos,road,2025-10-01,closed,节,Day,S\nhorgos,road,2025-10-02,open,节,Day,S\n"
        "baketu,road,2025-10-01,freight_only,季,Season,S\n"
    )

    reading = read(text, ROWS, DAYS, mode="road")

    assert len(reading.cells) == 3 and reading.faults == []
    assert reading.reason == ("节", "Day")
    assert reading.reasons == {"horgos": ("节", "Day"), "baketu": ("季", "Season")}
    assert reading.source == "S"


def test_bad_records_are_refused_one_by_one():
    text = HEAD + (
        "horgos,road,2025-10-01,closed,节,Day,S\n"
        "horgos,road,2025-10-01,open,节,Day,S\n"
        "horgos,rail,2025-10-02,open,节,Day,S\n"
        "horgos,road,2025-10-02,open,季,Season,S\n"
        "horgos,road,2025-12-01,open,节,Day,S\n"
        "nowhere,road,2025-10-01,open,节,Day,S\n"
        "horgos,road,2025-10-03,maybe,节,Day,S\n"
        "baketu\n"
    )

    found, faults = cells(text, mode="road")

    assert found == {"horgos 1": "closed"}
    assert [code for code, _line, _column in faults] == [
        "cell_twice",
        "other_mode",
        "other_reason",
        "day_outside",
        "unknown_port",
        "unknown_word",
        "no_day",
    ]


@pytest.mark.parametrize(
    "text", ['"' * 999, "\0\t\0", "a\rb\tc", "口岸\t10月1日", "\t\t\t", "关" * 9]
)
def test_odd_texts_are_no_error(text):
    read(text, ROWS, DAYS, start=(0, 0))


def test_a_cell_of_a_megabyte_is_refused_as_a_whole():
    assert cells("关\t" + "a" * 600_000) == ({}, [("too_long", 0, 0)])
    assert cells("关\t" + "a" * 200_000) == ({}, [("not_read", 0, 0)])
