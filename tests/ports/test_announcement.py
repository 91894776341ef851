"""The bilingual notice: what a person would write, checked word by word."""

import csv
import re
from datetime import date

import pytest

from portal import demo
from ports.announcement import Both, Line, compose
from ports.table_reading import days_between

SCHEDULE = demo.FIXTURES / "holiday_schedule_2025_national_day.csv"
HOLIDAY = Both("国庆节假期", "National Day holiday")
KZ, MN = Both("哈萨克斯坦", "Kazakhstan"), Both("蒙古国", "Mongolia")
LETTERS = {"r": "", "o": "open", "c": "closed", "f": "freight_only", "x": "other"}


def line(name, states, country=KZ, reason=HOLIDAY):
    return Line(
        name.lower(),
        Both(f"{name}口岸", f"{name} Port"),
        country,
        tuple(LETTERS[letter] for letter in states),
        reason,
    )


def notice(lines, first=date(2025, 10, 1), **values):
    days = days_between(first, date.fromordinal(first.toordinal() + len(lines[0].states) - 1))
    return compose(lines, days, **values)


def texts(found, language):
    return [getattr(text, language) for text in found.paragraphs]


def real():
    with (demo.FIXTURES / "ports.csv").open(encoding="utf-8") as file:
        ports = {row["slug"]: row for row in csv.DictReader(file)}
    with SCHEDULE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    border = ["蒙古国", "哈萨克斯坦", "吉尔吉斯斯坦", "塔吉克斯坦", "巴基斯坦"]
    slugs = sorted(
        {row["port_slug"] for row in rows},
        key=lambda slug: (border.index(ports[slug]["country_zh"]), slug),
    )
    lines = []
    for slug in slugs:
        own = sorted((row for row in rows if row["port_slug"] == slug), key=lambda row: row["date"])
        lines.append(
            Line(
                slug,
                Both(ports[slug]["name_zh"], ports[slug]["name_en"]),
                Both(ports[slug]["country_zh"], ports[slug]["country_en"]),
                tuple(row["state"] for row in own),
                Both(own[0]["reason_zh"], own[0]["reason_en"]),
            )
        )
    return compose(lines, days_between(date(2025, 10, 1), date(2025, 10, 8)))


def test_the_holiday_of_2025_in_chinese():
    found = real()

    assert found.title.zh == "2025年国庆节、中秋节假期公路口岸通关安排"
    assert found.summary.zh == "2025年10月1日至8日，13个公路口岸的通关安排，按口岸和日期列表。"
    assert texts(found, "zh") == [
        "现将2025年国庆节、中秋节假期（10月1日至8日，共8天）13个公路口岸的通关安排通知如下。",
        "10月1日至3日、6日，13个公路口岸全部关闭。",
        "对蒙古国的4个口岸中，红山嘴、乌拉斯台口岸10月1日至8日关闭（季节性闭关）；"
        "老爷庙、塔克什肯口岸10月1日至7日关闭，10月8日开放。",
        "对哈萨克斯坦的5个口岸中，阿拉山口、巴克图、霍尔果斯口岸10月1日至3日、6日关闭，"
        "10月4日、5日、7日、8日开放；都拉塔、吉木乃口岸10月1日至3日、5日、6日关闭，"
        "10月4日、7日、8日开放。",
        "对吉尔吉斯斯坦的伊尔克什坦、吐尔尕特口岸10月1日至3日、6日关闭，"
        "10月4日、5日仅办理货运通关，10月7日、8日开放。",
        "对塔吉克斯坦的卡拉苏口岸10月1日至6日关闭，10月7日、8日开放。",
        "对巴基斯坦的红其拉甫口岸10月1日至6日关闭，10月7日、8日开放。",
    ]


def test_the_holiday_of_2025_in_english():
    found = real()

    assert found.title.en == "Road port clearance over the National Day and Mid-Autumn holiday 2025"
    assert texts(found, "en") == [
        "The clearance arrangements of 13 road ports for the National Day and Mid-Autumn holiday "
        "of 2025 (8 days, from 1 to 8 October) are as follows.",
        "All 13 road ports are closed from 1 to 3 October and on 6 October.",
        "Of the 4 ports on the border with Mongolia, Hongshanzui and Wulasitai are closed from 1 "
        "to 8 October (seasonal closure); Laoyemiao and Takeshiken are closed from 1 to 7 October "
        "and open on 8 October.",
        "Of the 5 ports on the border with Kazakhstan, Alashankou, Baketu and Horgos are closed "
        "from 1 to 3 October and on 6 October, and open on 4, 5, 7 and 8 October; Dulata and "
        "Jeminay are closed from 1 to 3 October and on 5 and 6 October, and open on 4, 7 and 8 "
        "October.",
        "Irkeshtam and Turugart, on the border with Kyrgyzstan, are closed from 1 to 3 October and "
        "on 6 October, open to freight only on 4 and 5 October, and open on 7 and 8 October.",
        "Karasu, on the border with Tajikistan, is closed from 1 to 6 October and open on 7 and 8 "
        "October.",
        "Khunjerab, on the border with Pakistan, is closed from 1 to 6 October and open on 7 and "
        "8 October.",
    ]


def test_the_notice_names_every_port_once_and_its_table_is_the_data():
    found = real()
    with SCHEDULE.open(encoding="utf-8") as file:
        data = {(row["port_slug"], row["date"]): row["state"] for row in csv.DictReader(file)}
    words = {"Open": "open", "Closed": "closed", "Freight only": "freight_only"}

    assert len(found.slugs) == len(set(found.slugs)) == 13
    for row in found.table.rows:
        for language in ["zh", "en"]:
            sentences = " ".join(texts(found, language)[2:])
            assert sentences.count(getattr(row.name, language)) == 1
    assert {
        (row.slug, f"2025-10-0{day}"): words[cell.en]
        for row in found.table.rows
        for day, cell in enumerate(row.cells, 1)
    } == data
    assert found.table.columns[0] == Both("10月1日 周三", "Wed 1 Oct")


def test_both_languages_name_the_same_numbers():
    for text in real().paragraphs:
        numbers = [sorted(re.findall(r"\d+", side)) for side in (text.zh, text.en)]
        assert set(numbers[0]) - {"10"} == set(numbers[1]) - {"10"}


def test_one_port_on_one_day_is_said_in_the_singular():
    found = notice([line("A", "c")])

    assert texts(found, "en") == [
        "The clearance arrangements of 1 road port for the National Day holiday of 2025 "
        "(1 October) are as follows.",
        "A, on the border with Kazakhstan, is closed on 1 October.",
    ]
    assert texts(found, "zh") == [
        "现将2025年国庆节假期（10月1日）1个公路口岸的通关安排通知如下。",
        "对哈萨克斯坦的A口岸10月1日关闭。",
    ]


def test_regular_days_and_regular_ports_are_left_to_the_last_sentence():
    found = notice([line("A", "crrc"), line("B", "rrrr")])

    assert found.slugs == ["a"]
    assert texts(found, "en")[1].endswith("is closed on 1 and 4 October.")
    assert "其余时间按各口岸常规安排通关" in found.closing[0].zh
    assert found.table.rows[0].cells[1] == Both("常规", "As usual")
    assert notice([line("B", "rrrr")]) is None


@pytest.mark.parametrize(
    ("states", "zh", "en"),
    [
        ("cc", "10月30日、31日关闭", "closed on 30 and 31 October"),
        ("ccc", "10月30日至11月1日关闭", "closed from 30 October to 1 November"),
        ("rcrc", "10月31日、11月2日关闭", "closed on 31 October and on 2 November"),
        ("crcccc", "10月30日、11月1日至4日关闭", "closed on 30 October and from 1 to 4 November"),
        (
            "crcccrrc",
            "10月30日、11月1日至3日、6日关闭",
            "closed on 30 October, from 1 to 3 November and on 6 November",
        ),
        ("ccx", "11月1日按另行安排通关", "and under separate arrangements on 1 November"),
    ],
)
def test_days_over_the_end_of_a_month(states, zh, en):
    found = notice([line("A", states)], first=date(2025, 10, 30))

    assert zh in texts(found, "zh")[1]
    assert en in texts(found, "en")[1]


def test_days_over_the_new_year_name_the_year():
    found = notice([line("A", "ccc")], first=date(2025, 12, 31))

    assert found.title == Both(
        "2025年12月31日至2026年1月2日公路口岸通关安排",
        "Road port clearance from 31 December 2025 to 2 January 2026",
    )
    assert "2025年12月31日至2026年1月2日关闭" in texts(found, "zh")[1]
    assert "from 31 December 2025 to 2 January 2026" in texts(found, "en")[1]


def test_a_reason_that_is_no_holiday_is_a_sentence_of_its_own():
    found = notice([line("A", "cc", reason=Both("设备检修", "maintenance"))], traffic="freight")

    assert found.title == Both(
        "2025年10月1日至2日公路口岸货运通关安排",
        "Road port freight clearance from 1 to 2 October 2025",
    )
    assert texts(found, "zh")[0] == (
        "现将2025年10月1日至2日（共2天）1个公路口岸的货运通关安排通知如下。原因：设备检修。"
    )
    assert texts(found, "en")[0].endswith(" are as follows. Reason: maintenance.")


def test_air_ports_have_no_border():
    found = notice([line("A", "co", country=None), line("B", "oc", country=None)], mode="air")

    assert texts(found, "en")[1] == (
        "A is closed on 1 October and open on 2 October; B is open on 1 October and closed on 2 "
        "October."
    )
    assert texts(found, "zh")[1] == (
        "A口岸10月1日关闭，10月2日开放；B口岸10月1日开放，10月2日关闭。"
    )


def test_neighbours_come_in_the_order_of_the_lines():
    found = notice([line("A", "c", MN), line("B", "c", KZ), line("C", "o", KZ)])

    assert [text[:20] for text in texts(found, "en")[1:]] == [
        "A, on the border wit",
        "Of the 2 ports on th",
    ]
