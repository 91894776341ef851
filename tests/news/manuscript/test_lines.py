"""Single lines: which language, one sentence or two texts, what a header or footer line says."""

import datetime
import time

import pytest

from news.manuscript import read_text, understand
from news.manuscript.evidence import numbers
from news.manuscript.furniture import is_furniture
from news.manuscript.header import read_line
from news.manuscript.languages import language, parts


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
    "text",
    [
        "口岸近日举办了第九届中国—亚欧博览会（China-Eurasia Expo）分会场活动",
        "企业可申请成为“经认证的经营者”（Authorized Economic Operator）。",
        "Trucks cross at Horgos (霍尔果斯口岸).",
        "The company is called Silk Road (丝路国际物流) and has its seat in Kashgar.",
    ],
)
@pytest.mark.parametrize("short", [False, True])
def test_a_name_in_brackets_is_no_translation_of_the_sentence(text, short):
    assert [text[start:end] for start, end, _ in parts(text, short)] == [text]


def test_a_header_line_before_a_text_in_one_line_is_not_torn():
    text = "Source: Port Daily 11 | Reporter: Zhang San | Editor: Li Si 口岸今日放行货车十二辆。"
    for short in (False, True):
        found = [text[start:end] for start, end, _ in parts(text, short)]
        assert not any(part.startswith("Editor") for part in found)


@pytest.mark.parametrize(
    ("text", "name"), [("A: No.", "en"), ("Q: TIR?", "en"), ("A：不。", "zh"), ("No. 12", "")]
)
def test_a_short_answer_has_a_language(text, name):
    assert language(text) == name


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


# Each says in its own way: 2026-08-07, from 伊犁海关, edited by 冯雨; or a part of it.
@pytest.mark.parametrize(
    "line",
    [
        "发布时间：２０２６年８月７日 信息来源：伊犁海关 编辑：冯雨",
        "发布时间：２０２６－０８－０７　来源：伊犁海关　编辑：冯雨",
        "２０２６／８／７　１６：３０　来源：伊犁海关",
        "发布时间:2026—08—07 来源:伊犁海关",
        "2026·08·07 来源：伊犁海关",
        "发布时间：20260807 来源：伊犁海关",
        "二０二六年八月七日 伊犁海关",
        "二O二六年八月七日 伊犁海关",
        "发布时间 2026-08-07 来源 伊犁海关",
        "发布时间 2026-08-07 16:30:22 信息来源 伊犁海关 编辑 冯雨",
        "来源 伊犁海关 发布时间 2026-08-07",
        "发布时间 / Published: 2026-08-07 来源 / Source: 伊犁海关",
        "发布时间/Published 2026-08-07 来源/Source 伊犁海关",
        "Date（日期）：2026-08-07 Source（来源）：伊犁海关",
        "【发布时间】2026-08-07【来源】伊犁海关【编辑】冯雨",
        "［发布时间：2026-08-07］［来源：伊犁海关］",
        "2026年8月7日 来源丨伊犁海关　编辑丨冯雨",
        "来源﹕伊犁海关 编辑∶冯雨 日期：2026.8.7",
        "发布于：2026-08-07 转自：伊犁海关",
        "发布时间：2026/8/7 10:20:00 发布者：张三 信源：伊犁海关",
        "来源：伊犁海关 责编：冯雨 审核：王五 2026-08-07",
        "发布时间：2026年8月7日 星期五 下午3点20分 来源：伊犁海关",
        "本文来源：伊犁海关 作者单位：伊犁海关 日期：2026年8月7日",
    ],
)
def test_a_header_line_is_read_however_it_is_set(line):
    read = read_line(line)
    said = {name: text for _, name, text in read.values}
    assert read.date == datetime.date(2026, 8, 7)
    assert said["source"] == "伊犁海关"
    assert said.get("editor") in {"冯雨", None}
    assert ("冯雨" in line) == ("editor" in said)


@pytest.mark.parametrize(
    ("line", "day", "source"),
    [
        ("Published on 7 August 2026 by Ili Customs", (2026, 8, 7), "Ili Customs"),
        ("Posted: 08/27/2026 Source: Ili Customs", (2026, 8, 27), "Ili Customs"),
        ("Ａｕｇｕｓｔ ７， ２０２６ | Ili Customs", (2026, 8, 7), "Ili Customs"),
        ("Fri, 7 Aug 2026 10:20 +0800 | Ili Customs", (2026, 8, 7), "Ili Customs"),
        ("Updated: 7-Aug-2026, 3:20 p.m. (Beijing Time)", (2026, 8, 7), None),
        ("Source – Ili Customs", None, "Ili Customs"),
        ("《伊犁日报》2026年8月7日 第3版", (2026, 8, 7), "《伊犁日报》"),
    ],
)
def test_dates_and_sources_are_read_in_every_usual_form(line, day, source):
    read = read_line(line)
    assert read.date == (datetime.date(*day) if day else None)
    assert next((text for _, name, text in read.values if name == "source"), None) == source


def test_names_beside_their_labels_are_read():
    for line, names in (
        ("文丨张三 图丨李四 编辑丨冯雨", {"author": "张三", "editor": "冯雨"}),
        ("（伊犁海关 张三 供稿）", {"source": "伊犁海关", "author": "张三"}),
        ("供稿单位：伊犁海关 供稿人：张三", {"source": "伊犁海关", "author": "张三"}),
        ("供稿人：张三 单位：伊犁海关", {"author": "张三"}),
    ):
        said = {name: text for _, name, text in read_line(line).values if name != "staff"}
        assert said == names


def test_a_value_in_both_languages_is_parted():
    read = read_line("来源 / Source：伊犁海关 / Ili Customs")
    assert read.values == [("zh", "source", "伊犁海关"), ("en", "source", "Ili Customs")]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：哈密市商务局（口岸办） 作者：田野", "哈密市商务局（口岸办）"),
        ("【来源：伊犁海关】【作者：田野】", "伊犁海关"),
        ("（来源：伊犁海关 作者：田野）", "伊犁海关"),
        ('source: "霍尔果斯市融媒体中心"', "霍尔果斯市融媒体中心"),
    ],
)
def test_only_brackets_and_quotes_around_a_value_are_none_of_it(line, source):
    said = {name: text for _, name, text in read_line(line).values}
    assert said["source"] == source


@pytest.mark.parametrize(
    "number", ["— 1 —", "- 12 -", "第 2 页", "第2页 共3页", "Page 2 of 3", "page 4"]
)
def test_the_number_of_a_page_is_no_row(number):
    lines = [
        "口岸今日恢复货运，首批货车已经入境。",
        "Freight resumed at the port today and the first lorries have come in.",
        number,
        "旅客通关时间缩短到半小时以内。",
        "Travellers now pass in less than half an hour.",
    ]
    found = understand(read_text("\n\n".join(lines), "text"))

    assert (number, "page.number") in [(each.text, each.reason) for each in found.left_out]
    assert [(row.zh_text, row.en_text) for row in found.rows] == [
        tuple(lines[:2]),
        tuple(lines[3:]),
    ]


def test_the_page_of_a_book_in_a_sentence_is_a_part_of_it():
    found = understand(read_text("公告刊登在第2页。\n\nThe notice is on page 2.", "text"))

    assert [(row.zh_text, row.en_text) for row in found.rows] == [
        ("公告刊登在第2页。", "The notice is on page 2.")
    ]


def rows_of(lines, kind="text"):
    found = understand(read_text("\n".join(lines), kind))
    return [(row.zh_text, row.en_text) for row in found.rows]


def test_answers_of_a_word_are_paired():
    rows = rows_of(["问：您想换工作吗？", "答：不想。", "Q: Would you change your job?", "A: No."])

    assert rows == [
        ("问：您想换工作吗？", "Q: Would you change your job?"),
        ("答：不想。", "A: No."),
    ]


def test_lines_broken_at_a_width_are_joined_though_one_ends_with_a_sentence():
    lines = [
        "口岸今日恢复货运，首批货车已于清晨驶入查验区，司机们正在",
        "现场等候放行，全部手续只要半小时左右即可办结，秩序井然。",
        "旅客也可以走新开的快捷通道。",
    ]
    assert len(lines[0]) == len(lines[1])

    assert rows_of(lines) == [("".join(lines), None)]
    assert rows_of([lines[1], lines[2]]) == [(lines[1], None), (lines[2], None)]


def test_captions_of_one_number_are_paired_wherever_they_stand():
    rows = rows_of(
        [
            "口岸今日恢复货运，首批货车已经入境。",
            "图1　货车驶过国门。",
            "旅客通关时间缩短到半小时以内，民警在现场引导。",
            "图2　旅客在大厅候检。",
            "Freight resumed at the port today and the first lorries have come in.",
            "Travellers now pass in less than half an hour, led by officers on the spot.",
            "Photo 1: Lorries pass the gate.",
            "Photo 2: Travellers wait in the hall.",
        ]
    )

    assert ("图1 货车驶过国门。", "Photo 1: Lorries pass the gate.") in rows
    assert ("图2 旅客在大厅候检。", "Photo 2: Travellers wait in the hall.") in rows
    assert len(rows) == 4


def test_the_head_of_a_mail_in_one_paragraph_is_no_title():
    head = "<p>发件人: 周雨 &lt;a@example.cn&gt;<br>发送时间: 2026年6月12日 18:20<br>主题: 投稿</p>"
    body = "<p>国门歌声</p><p>歌会在口岸举行，两国青年同台演唱，观众达三百人。</p>"
    found = understand(read_text(head + body, "html"))

    assert found.title["zh"] == "国门歌声"
    assert [each.reason for each in found.left_out if "发件人" in each.text] == ["letter"]


def test_two_short_lines_of_one_paragraph_are_two_texts():
    text = '“一定。”\n"Definitely."'
    assert [text[start:end].strip() for start, end, _ in parts(text)] == text.split("\n")


MARKDOWN = """---
title: "口岸恢复货运"
title_en: "Freight resumes at the port"
date: 2026-08-07
source: 伊犁海关
tags: [口岸, 货运]
---

&emsp;&emsp;口岸今日恢复货运&#160;,首批货车已经入境。

&emsp;&emsp;Freight resumed at the port today &amp; the first lorries have come in.

<!-- 待核 -->
"""


def test_markdown_with_a_head_references_and_comments():
    found = understand(read_text(MARKDOWN, "markdown"))

    assert found.title == {"zh": "口岸恢复货运", "en": "Freight resumes at the port"}
    assert found.meta.date == datetime.date(2026, 8, 7)
    assert [(row.zh_text, row.en_text) for row in found.rows] == [
        (
            "口岸今日恢复货运 ,首批货车已经入境。",
            "Freight resumed at the port today & the first lorries have come in.",
        )
    ]
    left = [(each.text, each.reason) for each in found.left_out]
    assert ("待核", "comment") in left
    assert ("tags: [口岸, 货运]", "page.furniture") in left


def test_a_letter_greets_twice_before_its_manuscript():
    lines = [
        "李编辑：您好！",
        "新年好！附上《数字看口岸》稿件，中文在前，英文在后，请查收。",
        "标题：数字看口岸：霍尔果斯铁路口岸这一年",
        "来源：霍尔果斯站    通讯员：吴静    日期：2026-01-03",
        "去年，霍尔果斯铁路口岸开行中欧班列八千余列，货运量再创新高。",
    ]
    found = understand(read_text("\n\n".join(lines), "text"))

    assert found.title["zh"] == "数字看口岸：霍尔果斯铁路口岸这一年"
    assert [each.text for each in found.left_out if each.reason == "letter"] == lines[:2]
    assert [row.zh_text for row in found.rows] == lines[4:]


@pytest.mark.parametrize(
    "before", ["【摘要】近日，口岸走访外贸企业，解决企业难题。", "各位老师好："]
)
def test_a_header_line_below_an_abstract_or_a_greeting_is_read(before):
    lines = [
        "口岸走访外贸企业",
        "发布时间：2026年8月7日",
        "走访中，企业反映最多的是查验排队时间长、单证不会填两个问题。",
        "截至7月底，霍尔果斯口岸今年出口蔬菜4.2万吨，同比增长17%。",
    ]
    where = 1 if "摘要" in before else 0
    greeted = [] if where else ["稿件如下，请查收。"]
    text = "\n\n".join([*lines[:where], before, *greeted, *lines[where:]])
    found = understand(read_text(text, "text"))
    assert found.title["zh"] == lines[0]
    assert found.meta.date == datetime.date(2026, 8, 7)
    assert [row.zh_text for row in found.rows][-2:] == lines[2:]


@pytest.mark.parametrize(
    "line",
    [
        "图片｜霍尔果斯口岸春运掠影",
        "【编辑】部公告栏启用",
        "来源 广泛的进口水果走进口岸",
        "记者 走进霍尔果斯口岸一线",
        "日期 待定",
        "发布 会现场",
        "Date palms from Pakistan",
        "Source of growth at the port",
        "文化 走进口岸",
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


def test_a_name_that_ends_like_a_remark_stays_whole():
    for line, name in (
        ("通讯员：张文", "张文"),
        ("记者：李明文/图", "李明"),
        ("作者：王摄", "王摄"),
    ):
        assert ("zh", "author", name) in read_line(line).values, line


def test_a_mail_that_passes_another_on_is_left_out_with_its_heads():
    above = [
        "Dear Mr Liu,",
        "Here is the piece on the new bridge. The pictures come on Monday.",
        '-----原始邮件-----\n发件人: "古丽" <g@example.com>\n收件人: l@example.com\n主题: 新桥',
    ]
    body = [
        "界河大桥昨日通车，首日有120辆货车通过。",
        "The bridge opened yesterday to 120 lorries.",
    ]
    text = "\n\n".join([*above, "界河大桥通车\nBridge Opens", *body, "Best regards,\nAnna Liu"])

    found = understand(read_text(text, "text"))

    assert found.title == {"zh": "界河大桥通车", "en": "Bridge Opens"}
    assert [(row.zh_text, row.en_text) for row in found.rows] == [tuple(body)]
    assert {each.reason for each in found.left_out} == {"letter"}


def test_a_bar_to_share_a_page_is_furniture():
    text = "口岸通关平稳有序，昨日放行货车300辆。\n\nShare WeChat Weibo Print A+ A-"

    found = understand(read_text(text, "text"))

    assert [each.reason for each in found.left_out] == ["page.furniture"]


@pytest.mark.parametrize(
    "line",
    [
        "网站首页 | English | 无障碍浏览 | 今天是2025年3月20日 星期四",
        "今天是：",
        "今天是 2025年3月20日 星期四 农历二月廿一",
        "今天是二〇二五年三月二十日 星期四 10:25:30",
        "欢迎访问哈密口岸网！ 今天是2025-03-20 星期四",
        "Today is Thursday, March 20, 2025",
        "首页·登录·注册",
        "[登录] [注册]",
        "登录/注册",
        "设为首页　加入收藏　联系我们",
        "适老化 / 简体 / 繁体 / English / RSS",
        "手机版",
        "首页 | 走进哈密 | 登录 | 长者版",
        "Home | Login | Sitemap | 中文",
    ],
)
def test_the_bar_of_a_portal_is_furniture(line):
    assert is_furniture(line)
    assert read_line(line).date is None


@pytest.mark.parametrize(
    "line",
    [
        "今天是2025年3月20日，口岸恢复通关。",
        "今天是3月20日，世界气象日就要到了",
        "今天是植树节",
        "Today is a good day",
        "登录口岸平台办理预约",
        "注册企业已达300家",
        "无障碍通道建成",
        "北京时间3月20日上午，班列发车",
        "Home away from home",
        "2025-03-18 | 新闻中心",
        "来源：哈密口岸报 | 登录 | 注册",
    ],
)
def test_a_line_with_a_word_of_a_bar_in_it_is_no_furniture(line):
    assert not is_furniture(line)


def test_the_day_on_which_a_page_is_looked_at_is_no_date_of_release():
    assert read_line("今天是2025年3月20日 星期四 来源：哈密口岸报").date is None
    read = read_line("网站首页 | 今天是2025年3月20日 发布时间：2025-03-18 来源：哈密口岸报")
    assert read.date == datetime.date(2025, 3, 18)
    assert ("zh", "source", "哈密口岸报") in read.values


def test_a_title_below_a_bar_and_above_a_header_line_is_the_longest_line():
    lines = ["网站首页 | English | 登录", "口岸观察", "老爷庙口岸恢复旅客通关"]
    lines += ["2025年3月18日 来源：哈密口岸报", "3月17日上午，口岸恢复旅客通关。"]

    found = understand(read_text("\n".join(lines), "text"))

    assert found.title["zh"] == lines[2]
    assert [row.zh_text for row in found.rows] == [lines[1], lines[4]]


@pytest.mark.parametrize(
    "words", ["打印 ", "share  qq  x  ", "登录/注册 ", "首页  ", "print  close  "]
)
def test_words_of_a_bar_again_and_again_are_read_once(words):
    line = words * (158 // len(words)) + "好"

    start = time.process_time()
    is_furniture(line)

    assert time.process_time() - start < 0.1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("　　24日白天到夜间多云转小雪，西北风5至6级，阵风8级，最低气温-6℃到", "4℃。"),
        ("　　今年以来经霍尔果斯口岸出境的新能源商品车同比增长幅度已经达到了", "36.5%。"),
        ("卡拉苏口岸24日白天到夜间多云转小雪，西北风5至6级，最低气温为零下", "12℃"),
        ("Cloudy on the 24th, then light snow; the temperature is from -6 to", "4 ℃."),
    ],
)
def test_a_value_that_was_broken_off_a_sentence_goes_on_with_it(first, second):
    (block,) = read_text(f"{first}\n{second}", "text")

    assert block.kind == "paragraph"
    assert block.text.replace(" ", "") == (first + second).strip("　").replace(" ", "")


@pytest.mark.parametrize(
    "second", ["0999-8797110", "2025-04-18", "2025年4月18日 来源：口岸报", "来源：口岸报"]
)
def test_a_line_of_its_own_below_a_long_one_stays_so(second):
    lines = ["霍尔果斯口岸一季度货运量创历史新高实现首季开门红", second]

    assert [block.text for block in read_text("\n".join(lines), "text")] == lines


# A question above others is their title where something says so: a rubric, a header line below it,
# or the mark before each of the others.
@pytest.mark.parametrize(
    ("zh", "en", "mark"),
    [
        ("政策问答｜互市贸易怎么做？", "Q&A: How Does Border Trade Work?", ("", "")),
        ("互市贸易怎么做？", "Q&A: How Does Border Trade Work?", ("", "")),
        ("互市贸易怎么做？\n来源：口岸报", "How does border trade work?", ("", "")),
        ("互市贸易怎么做？", "How does border trade work?", ("问：", "Q: ")),
        ("互市贸易怎么做？", "How does border trade work?", ("1.", "1. ")),
    ],
)
def test_a_question_may_be_the_title_of_those_below_it(zh, en, mark):
    lines = [zh, en, f"{mark[0]}哪些人可以参加？", f"{mark[1]}Who may take part?"]
    lines += ["年满18周岁的边民。", "Residents aged 18 or over."]
    lines += [
        f"{mark[0]}需要预约吗？",
        f"{mark[1]}Do I have to book?",
        "不需要，随到随办。",
        "Nobody needs to.",
    ]
    lines += ["责任编辑：李想"]

    found = understand(read_text("\n".join(lines), "text"))

    assert found.title == {"zh": zh.split("\n")[0], "en": en}
    assert len(found.rows) == 4


@pytest.mark.parametrize("mark", [("问：", "Q: "), ("", ""), ("1.", "1. ")])
def test_the_first_of_several_questions_is_no_title(mark):
    lines = [f"{mark[0]}哪些人可以参加？", f"{mark[1]}Who may take part?"]
    lines += ["年满18周岁的边民。", "Residents aged 18 or over."]
    lines += [
        f"{mark[0]}需要预约吗？",
        f"{mark[1]}Do I have to book?",
        "不需要，随到随办。",
        "Nobody needs to.",
    ]

    found = understand(read_text("\n".join(lines), "text"))

    assert found.title == {"zh": None, "en": None}
    assert (found.rows[0].zh_text, found.rows[0].en_text) == tuple(lines[:2])


SIGNED = [
    ("（通讯员 李想 马尔江）", "(Correspondents Li Xiang, Marzhan)"),
    ("（通讯员：李想、马尔江）", "(Correspondents: Li Xiang, Marzhan)"),
]
PASSED = (
    "10月1日至7日，口岸共查验旅客6.83万人次。",
    "From October 1 to 7 the port cleared 68,300 passengers.",
)


@pytest.mark.parametrize("signed", SIGNED)
@pytest.mark.parametrize("apart", ["\n\n", ""])
def test_a_bracket_with_names_below_an_author_is_text_in_both_languages(signed, apart):
    texts = [text + apart + names for text, names in zip(PASSED, signed, strict=True)]
    lines = ["客流创新高", "Port Sets Record", "来源：边检站 作者：李想", *texts]
    if apart:
        lines = [*lines[:3], *PASSED, *signed]

    found = understand(read_text("\n\n".join(lines), "text"))

    assert found.meta.author == {"zh": "李想", "en": None}
    rows = [(row.zh_text, row.en_text) for row in found.rows]
    assert rows == ([PASSED, signed] if apart else [tuple(texts)])


@pytest.mark.parametrize("signed", SIGNED)
def test_a_bracket_with_names_says_who_wrote_where_nothing_else_does(signed):
    lines = ["客流创新高", "Port Sets Record", *PASSED, *signed]

    found = understand(read_text("\n\n".join(lines), "text"))

    assert found.meta.author == {"zh": signed[0][5:-1], "en": "Li Xiang, Marzhan"}
    assert [(row.zh_text, row.en_text) for row in found.rows] == [PASSED]


def test_a_name_that_is_said_twice_is_written_once():
    for above, below, names in (
        ("李想", "记者 李想 马尔江", "李想、马尔江"),
        ("李想 马尔江", "记者 李想 赵敏", "李想、马尔江、赵敏"),
        ("李想 马尔江", "记者 马尔江", "李想 马尔江"),
        ("伊犁海关 李想", "记者 赵敏", "伊犁海关 李想、赵敏"),
    ):
        lines = ["客流创新高", f"来源：边检站 作者：{above}", PASSED[0], below]
        found = understand(read_text("\n\n".join(lines), "text"))
        assert found.meta.author["zh"] == names


def test_a_headline_about_reporters_names_none():
    assert read_line("Reporters Visit Horgos Port") is None
    assert read_line("Reporters Li Na and Wang Wu").values == [
        ("en", "author", "Li Na and Wang Wu")
    ]


AROUND = [
    (
        "清晨七点，第一辆卡车停在塔克什肯口岸货检通道外。",
        "At seven in the morning the first truck stops outside the cargo lane of Takeshiken Port.",
    ),
    (
        "变化是从2019年开始的，四条通道同时放行。",
        "Things began to change in 2019, with four lanes working at a time.",
    ),
    (
        "如今司机提前在手机上申报，最快12分钟就能办完手续。",
        "Today drivers declare on their phones ahead and are done in 12 minutes.",
    ),
]
ENLARGED = (
    "园区去年完成扩建，仓库面积增加到2.6万平方米，配套道路同步建成，",
    "The park was enlarged last year, its warehouses now cover 26,000 square metres, and the "
    "roads to it were built as well",
)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("一趟来回少说也要四天。", "a round trip took four days."),
        ("带动就业340人。", "it gives work to 340 people."),
        ("新入驻的企业有九家。", "nine enterprises have moved in."),
        ("货物主要发往昌吉。", "most goods go to Changji."),
        ("货主是Silkway公司。", "the owner is Silkway."),
    ],
)
@pytest.mark.parametrize("side", ["zh", "en"])
@pytest.mark.parametrize("form", ["in turn", "blocks", "cells"])
def test_a_short_second_part_goes_where_its_number_or_name_stands(zh, en, side, form):
    if side == "zh":
        pair = [ENLARGED[0][:-1] + "。", zh], [f"{ENLARGED[1]}, and {en}"]
    else:
        pair = [ENLARGED[0] + zh], [ENLARGED[1] + ".", en[0].upper() + en[1:]]
    rows = [
        *(([first], [second]) for first, second in AROUND[:2]),
        pair,
        *[([a], [b]) for a, b in AROUND[2:]],
    ]
    if form == "cells":
        cells = "".join(
            f"<tr><td>{'<br>'.join(a)}</td><td>{'<br>'.join(b)}</td></tr>" for a, b in rows
        )
        found = understand(read_text(f"<table>{cells}</table>", "html"))
    else:
        sides = [[line for a, _ in rows for line in a], [line for _, b in rows for line in b]]
        lines = [line for a, b in rows for line in a + b] if form == "in turn" else sum(sides, [])
        found = understand(read_text("\n\n".join(lines), "text"))

    assert [(row.zh_text, row.en_text) for row in found.rows] == [
        ("\n".join(a), "\n".join(b)) for a, b in rows
    ]


def test_a_short_text_that_shares_nothing_is_left_alone():
    lines = [text for pair in AROUND for text in pair]
    lines[4:4] = [ENLARGED[0][:-1] + "。", ENLARGED[1] + ".", "Everybody here is glad."]

    found = understand(read_text("\n\n".join(lines), "text"))

    assert [row.en_text for row in found.rows if not row.zh_text] == ["Everybody here is glad."]


@pytest.mark.parametrize(
    ("zh", "en", "shared"),
    [
        ("来回要四天", "It took four days", {"u:4:day"}),
        ("来回要4天", "a four-day trip", {"u:4:day"}),
        (
            "等了两个小时二十五分钟",
            "two hours and twenty-five minutes",
            {"u:2:hour", "u:25:minute"},
        ),
        ("前12个月", "the first 12 months", {"u:12:month"}),
        ("十多公里", "over 10 km", {"u:10:kilometre"}),
        ("2008年5月17日", "on May 17 of the year 2008", set()),
        ("一天一夜", "in one day", set()),
        ("三年级", "the 3 yearly plans", set()),
    ],
)
def test_a_small_number_is_told_by_what_it_measures(zh, en, shared):
    for text, side in ((zh, "zh"), (en, "en")):
        assert {name for name in numbers(text, side) if name.startswith("u:")} == shared


def test_a_line_without_indent_goes_on_with_an_indented_one():
    lines = [
        "\u3000\u3000检疫合格后，大豆由皮带机直接装入散粮专用火车车皮，每列最多可运2,600",
        "吨。",
        "\u3000\u3000过去要先入筒仓再装车，现在省去了这一道工序，每吨成本降低了11元，企业",
        "负责人说。",
    ]

    found = understand(read_text("\n".join(lines), "text"))

    assert [row.zh_text for row in found.rows] == [
        "".join(lines[:2]).strip(),
        "".join(lines[2:]).strip(),
    ]


def test_a_header_line_of_one_language_and_then_the_other_is_parted_where_it_changes():
    zh = "来源：口岸报 作者：张三 责任编辑：李四 审核：王五"
    en = "Source: Port Daily | Reporter: Zhang San | Editor: Li Si"
    for line in (f"{zh} {en}", f"{en} {zh}"):
        found = understand(read_text(line, "text"))

        assert sorted(left.text.strip() for left in found.left_out) == sorted([zh, en])
        assert found.meta.source == {"zh": "口岸报", "en": "Port Daily"}


def test_header_lines_below_a_title_that_asks_and_goes_on_are_read():
    text = """“智慧口岸”怎么建？——访口岸委副主任林溪

作者：何舟

来源：口岸报

发布时间：2025年5月15日

今年是建设三年行动的收官之年，口岸的通关时间又缩短了一半。

This is the final year of the campaign, and clearance takes half as long as before."""

    meta = understand(read_text(text, "text")).meta

    assert (meta.author["zh"], meta.source["zh"]) == ("何舟", "口岸报")
    assert meta.date == datetime.date(2025, 5, 15)


def test_a_table_of_both_languages_is_one_row_though_the_english_text_follows_the_chinese():
    page = """<p>口岸运行总体平稳，主要指标增长较快，通关时间缩短。</p>
<table><tr><td>指标 Indicator</td><td>数量 Number</td></tr>
<tr><td>列车 Trains</td><td>231</td></tr><tr><td>汽车 Vehicles</td><td>487</td></tr></table>
<p>列车和汽车都比上年增加，其中汽车增加最快。</p>
<p>Ports ran smoothly, the main indicators rose fast and clearance took less time.</p>
<p>Trains and vehicles were more than the year before, with vehicles rising fastest.</p>"""

    rows = understand(read_text(page, "html")).rows

    assert [row.kind for row in rows] == ["paragraph", "table", "paragraph"]
    assert all(row.zh_text and row.en_text for row in rows)
    assert "列车" in rows[1].zh_text and "Trains" in rows[1].en_text


def test_the_stop_of_an_hour_ends_no_sentence():
    zh = [
        "客运通道10月7日恢复正常通关。",
        "窗口上午9时至11时受理。逾期请改日再来，或者请人代办。",
        "鲜活农产品车辆凭检疫证书走“绿色通道”，随到随检。",
    ]
    en = [
        "The passenger lanes will return to normal operation on October 7.",
        "The counter is open between 9 a.m. and 11 a.m.",
        "Those who are late have to come again or to send somebody.",
        "Vehicles with fresh farm produce may use the green lane and are inspected on arrival.",
    ]

    rows = understand(read_text("\n\n".join([*zh, *en]), "text")).rows

    assert [row.en_text for row in rows] == [en[0], f"{en[1]}\n{en[2]}", en[3]]
