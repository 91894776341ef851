"""Single lines: which language, one sentence or two texts, what a header or footer line says."""

import datetime

import pytest

from news.manuscript import read_text, understand
from news.manuscript.header import read_line
from news.manuscript.languages import parts


@pytest.mark.parametrize(
    "text",
    [
        "ECO Logistics、Kyrgyz Trans 等6家企业代表参加会议并作交流发言。",
        "Azamat Suleimanov 表示，吉中贸易额去年突破200亿美元，口岸能力亟待提升。",
        "Silk Road Logistics Group 在口岸设立了办事处。",
        "DHL Global Forwarding 今年新增两条线路",
        "Khorgos Gateway 公司去年投资三亿元",
        "Central Asia Transport Forum 将于九月在乌鲁木齐举行。",
        "口岸使用的系统叫 Single Window for Trade",
    ],
)
@pytest.mark.parametrize("short", [False, True])
def test_a_chinese_sentence_with_foreign_names_at_its_end_stays_whole(text, short):
    assert [text[start:end] for start, end, _ in parts(text, short)] == [text]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("霍尔果斯口岸开放", "Khorgos Port opens"),
        ("霍尔果斯口岸今日开放。", "The port of Khorgos opened today."),
        ("一、总体要求", "I. General Requirements"),
        ("和田机场扩建工程开工", "Work begins on Hotan Airport"),
        ("等级评定结果公布", "Results of the rating announced"),
    ],
)
def test_a_text_and_its_translation_beside_each_other_are_two(zh, en):
    for first, second in ((zh, en), (en, zh)):
        text = f"{first} {second}"
        found = [text[start:end].strip() for start, end, _ in parts(text, short=True)]
        assert found == [first, second]


@pytest.mark.parametrize(
    ("line", "day", "source"),
    [
        ("（2025年5月23日 喀什海关供稿）", (2025, 5, 23), "喀什海关"),
        ("2025年5月23日喀什海关供稿", (2025, 5, 23), "喀什海关"),
        ("哈密市口岸办 2025年1月8日印发", (2025, 1, 8), "哈密市口岸办"),
        ("昌吉日报社 2025年6月2日", (2025, 6, 2), "昌吉日报社"),
        ("（2025年5月23日印发）", (2025, 5, 23), None),
        ("喀什海关供稿", None, "喀什海关"),
        ("Issued by Kashgar Customs on May 23, 2025", (2025, 5, 23), "Kashgar Customs"),
        ("Kashgar Customs, May 23, 2025", (2025, 5, 23), "Kashgar Customs"),
    ],
)
def test_who_signs_and_when_is_read(line, day, source):
    read = read_line(line)
    assert read.date == (datetime.date(*day) if day else None)
    assert next((text for _, name, text in read.values if name == "source"), None) == source


@pytest.mark.parametrize(
    "line",
    [
        "2025年5月23日，喀什海关发布公告。",
        "喀什海关发布",
        "全国劳模李明供稿",
        "2025年5月23日 喀什",
    ],
)
def test_a_line_that_says_something_else_is_no_header(line):
    assert read_line(line) is None


def test_a_signed_date_below_the_text_fills_the_meta():
    text = "口岸会议举行\n\n会议昨日在喀什举行，双方交流了经验。\n\n（2025年5月23日 喀什海关供稿）"
    found = understand(read_text(text, "text"))
    assert found.meta.date == datetime.date(2025, 5, 23)
    assert found.meta.source["zh"] == "喀什海关"
    assert [row.zh_text for row in found.rows] == ["会议昨日在喀什举行，双方交流了经验。"]


def test_a_column_that_names_the_parts_of_a_text_makes_no_data_table_of_it():
    rows = [
        ("项目", "中文", "English"),
        ("标题", "机场口岸新增国际航线", "The airport port adds a route"),
        ("导语", "12月8日，航线首航。", "The route opened on December 8."),
        ("", "航程约一小时。", "The flight takes about an hour."),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    found = understand(read_text(f"<table>{cells}</table>", "html"))

    assert found.title == {"zh": rows[1][1], "en": rows[1][2]}
    assert [(row.zh_text, row.en_text) for row in found.rows] == [row[1:] for row in rows[2:]]
    assert {"标题", "导语", "项目"} <= {left.text for left in found.left_out}


def test_the_title_of_the_second_language_may_stand_below_a_table_of_both():
    table = (
        "<table><tr><th>口岸 Port</th><th>日期 Date</th></tr>"
        "<tr><td>霍尔果斯 Horgos</td><td>2月16日 February 16</td></tr></table>"
    )
    found = understand(
        read_text(
            "<h2>口岸开放安排</h2><p>各口岸开放安排如下，请留意。</p>"
            + table
            + "<h2>Opening of the ports</h2><p>The ports are open as follows.</p>",
            "html",
        )
    )
    assert found.title == {"zh": "口岸开放安排", "en": "Opening of the ports"}
