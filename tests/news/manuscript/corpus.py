"""Manuscripts in the forms that come in, each with what should be read from it.

`MANUSCRIPTS` maps a name to a function that gives a `Case`. All texts are made up.
"""

import struct
import zlib
from dataclasses import dataclass, field

from tests.news.manuscript.docx_builder import cell, docx, image, link, p, r, table

FREIGHT = [
    (
        "一季度，满洲里口岸进出口货运量完成512.4万吨，同比增长9.6%，其中进口438.1万吨。",
        "In the first quarter, the freight volume of Manzhouli Port came to 5.124 million tonnes, up 9.6 percent "
        "year on year, of which imports made up 4.381 million tonnes.",
    ),
    (
        "中欧班列是增长的主要动力。前三个月共有1 168列班列经满洲里出入境，发送货物12.7万标箱。",
        "China-Europe freight trains were the main driver of growth. A total of 1,168 trains passed through "
        "Manzhouli in the first three months, carrying 127,000 TEUs of goods.",
    ),
    (
        "“过去一列车要等六个小时，现在两个小时就能放行。”铁路换装所调度员王志强说。",
        '"A train used to wait six hours; now it is released in two," said Wang Zhiqiang, a dispatcher at the '
        "railway transshipment yard.",
    ),
    (
        "口岸海关推行“提前申报、到港验放”，把多数单证审核移到货物到达之前。",
        "The port's customs office has introduced early declaration with release on arrival, which moves most of "
        "the paperwork to before the goods get there.",
    ),
    (
        "木材、粮食和化肥仍是进口的大宗货物，新能源汽车和家电出口增长最快。",
        "Timber, grain and fertiliser remained the bulk of imports, while new energy vehicles and household "
        "appliances led the rise in exports.",
    ),
    (
        "为了方便司机，公路口岸在3月20日增设了两条客货分流通道，并延长了夜间开放时间。",
        "To make things easier for drivers, the road port added two separate lanes for passengers and goods on "
        "March 20 and extended its opening hours at night.",
    ),
    (
        "当地一家物流公司负责人表示，通关成本比去年下降了近两成。",
        "The head of a local logistics company said that clearance costs had fallen by nearly a fifth from last year.",
    ),
    (
        "下一步，口岸将建设冷链查验平台，预计年底投入使用。",
        "Next, the port will build an inspection platform for cold chain goods, which is expected to go into "
        "service by the end of the year.",
    ),
]
VISIT = [
    (
        "国庆假期，霍尔果斯口岸的游客明显多了起来。",
        "Over the National Day holiday, visitors to Khorgos Port became noticeably more numerous.",
    ),
    (
        "来自成都的李女士带着父母走上观景台，远处是连绵的雪山。",
        "Ms Li, from Chengdu, took her parents up to the viewing platform, with a chain of snow-capped mountains "
        "in the distance.",
    ),
    ("她说，最想看的是界碑。", "What she most wanted to see, she said, was the boundary marker."),
    (
        "讲解员用中文和哈萨克语介绍口岸的历史，从驼队、马帮讲到今天的跨境列车。",
        "The guides tell the history of the port in Chinese and Kazakh, from camel caravans to the cross-border "
        "trains of today.",
    ),
    (
        "合作中心里的商店同样热闹，蜂蜜、巧克力和羊毛制品最受欢迎。",
        "The shops in the cooperation centre were just as busy; honey, chocolate and woollen goods sold best.",
    ),
    (
        "不少店主会说三种语言。",
        "Many shopkeepers speak three languages.",
    ),
    (
        "为了让大家玩得安心，边检站增派了警力，并在大厅里放了饮水和雨伞。",
        "So that everybody could enjoy the trip, the immigration station put more officers on duty and left water "
        "and umbrellas in the hall.",
    ),
    (
        "傍晚时分，夕阳照在国门上，孩子们在广场上放风筝。",
        "Towards evening, the setting sun lit up the national gate while children flew kites on the square.",
    ),
]
QUESTIONS = [
    ("为什么要调整开放时间？", "Why are the opening hours changing?"),
    (
        "主要是因为货车流量比去年多了三成，原来的时间已经不够用。",
        "Mainly because there are thirty percent more trucks than last year and the old hours no longer suffice.",
    ),
    ("新时间从哪天开始执行？", "From what day do the new hours apply?"),
    (
        "从2025年6月1日起，公路口岸每天8时至22时开放，节假日不休息。",
        "From June 1, 2025, the road port is open from 8 a.m. to 10 p.m. every day, holidays included.",
    ),
    ("旅客需要预约吗？", "Do travellers need to book?"),
    (
        "不需要，但是旅行团应当提前一天把名单发给窗口。",
        "No, but tour groups should send their lists to the service window one day ahead.",
    ),
    ("遇到问题找谁？", "Whom can I turn to with problems?"),
    (
        "可以拨打服务热线0470-6221100，也可以到现场窗口咨询。",
        "You can call the hotline on 0470-6221100 or ask at the window on site.",
    ),
]
TITLES = {
    "freight": (
        "满洲里口岸一季度货运量创新高",
        "Manzhouli Port Sets Freight Record in First Quarter",
    ),
    "visit": ("国门下的假日", "A Holiday Under the National Gate"),
    "questions": (
        "关于公路口岸开放时间的问答",
        "Questions and Answers on the Road Port's Opening Hours",
    ),
}


def _png():
    """A whole picture of one pixel."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    )


PNG = _png()


@dataclass
class Case:
    """A manuscript and the truth about it. `rows` are (zh, en) as plain text, in order."""

    name: str
    data: bytes
    rows: list
    title: tuple = (None, None)
    date: str | None = None
    source: str | None = None
    author: str | None = None
    editor: str | None = None
    other: tuple | None = None  # name and bytes of the second file
    gone: list = field(default_factory=list)  # (words, reason) that left_out must hold


def turns(pairs, first="zh"):
    """The texts paragraph by paragraph in turn."""
    return [text for zh, en in pairs for text in ((zh, en) if first == "zh" else (en, zh)) if text]


def side(pairs, which):
    return [pair[which] for pair in pairs if pair[which]]


def text(lines, apart="\n\n"):
    return apart.join(lines).encode()


def without(pairs, places, which=1):
    """The pairs with some texts not translated."""
    return [
        tuple(None if number in places and at == which else each for at, each in enumerate(pair))
        for number, pair in enumerate(pairs)
    ]


def alternating_text():
    lines = [
        *TITLES["freight"],
        "发布时间：2025-04-18 09:30　来源：满洲里市口岸办公室",
        *turns(FREIGHT),
    ]
    lines += ["责任编辑：赵敏"]
    return Case(
        "a.txt",
        text(lines),
        FREIGHT,
        TITLES["freight"],
        "2025-04-18",
        "满洲里市口岸办公室",
        None,
        "赵敏",
    )


def alternating_single_newlines_gb18030():
    data = "\r\n".join([*TITLES["visit"], *turns(VISIT)]).encode("gb18030")
    return Case("a.txt", data, VISIT, TITLES["visit"])


def english_first():
    lines = [TITLES["visit"][1], TITLES["visit"][0], *turns(VISIT, "en")]
    return Case("a.txt", text(lines), VISIT, TITLES["visit"])


def chinese_then_english():
    lines = [TITLES["freight"][0], "作者：孙丽", *side(FREIGHT, 0)]
    lines += [TITLES["freight"][1], "By Sun Li", *side(FREIGHT, 1)]
    return Case("a.txt", text(lines), FREIGHT, TITLES["freight"], author="孙丽")


def english_then_chinese():
    lines = [TITLES["visit"][1], *side(VISIT, 1), "", TITLES["visit"][0], *side(VISIT, 0)]
    return Case("a.txt", text(lines), VISIT, TITLES["visit"])


def gap_at_start_alternating():
    pairs = without(FREIGHT, {0})
    return Case("a.txt", text([*TITLES["freight"], *turns(pairs)]), pairs, TITLES["freight"])


def gap_in_middle_alternating():
    pairs = without(VISIT, {3, 4})
    return Case("a.txt", text([*TITLES["visit"], *turns(pairs)]), pairs, TITLES["visit"])


def gap_at_start_in_blocks():
    pairs = without(FREIGHT, {0})
    lines = [TITLES["freight"][0], *side(pairs, 0), TITLES["freight"][1], *side(pairs, 1)]
    return Case("a.txt", text(lines), pairs, TITLES["freight"])


def gap_in_middle_in_blocks():
    pairs = without(VISIT, {4})
    lines = [TITLES["visit"][0], *side(pairs, 0), TITLES["visit"][1], *side(pairs, 1)]
    return Case("a.txt", text(lines), pairs, TITLES["visit"])


def gap_at_end_in_blocks():
    pairs = without(VISIT, {6, 7})
    lines = [TITLES["visit"][0], *side(pairs, 0), TITLES["visit"][1], *side(pairs, 1)]
    return Case("a.txt", text(lines), pairs, TITLES["visit"])


def english_only_paragraph():
    pairs = without(FREIGHT, {5}, which=0)
    lines = [TITLES["freight"][0], *side(pairs, 0), TITLES["freight"][1], *side(pairs, 1)]
    return Case("a.txt", text(lines), pairs, TITLES["freight"])


def table_with_heads():
    rows = [["序号", "中文", "英文"]]
    rows += [[str(number), zh, en] for number, (zh, en) in enumerate(VISIT, start=1)]
    data = docx(
        p(TITLES["visit"][0], style="Title"), p(TITLES["visit"][1], style="Title"), table(rows)
    )
    return Case("a.docx", data, VISIT, TITLES["visit"], gone=[("中文", "table.header")])


def table_without_heads():
    rows = [list(TITLES["freight"]), ["来源：口岸报", "Source: Port Daily"]]
    rows += [list(pair) for pair in FREIGHT]
    return Case("a.docx", docx(table(rows)), FREIGHT, TITLES["freight"], source="口岸报")


def table_of_one_row():
    zh, en = "\n".join(side(VISIT, 0)), "\n".join(side(VISIT, 1))
    return Case("a.docx", docx(table([[zh, en]])), VISIT)


def two_files():
    zh = docx(p(TITLES["freight"][0], style="Heading1"), *map(p, side(FREIGHT, 0)))
    pairs = without(FREIGHT, {6})
    en = docx(p(TITLES["freight"][1], style="Heading1"), *map(p, side(pairs, 1)))
    return Case("zh.docx", zh, pairs, TITLES["freight"], other=("en.docx", en))


def two_files_the_other_way():
    en = text([TITLES["visit"][1], "Source: Border Weekly", *side(VISIT, 1)])
    zh = text([TITLES["visit"][0], "来源：边城周刊", *side(VISIT, 0)])
    return Case("en.txt", en, VISIT, TITLES["visit"], source="边城周刊", other=("zh.txt", zh))


def soft_line_breaks():
    blocks = [p(r("\n".join(TITLES["visit"]), bold=True, size=18), align="center")]
    blocks += [p("\n".join(pair)) for pair in VISIT]
    return Case("a.docx", docx(*blocks), VISIT, TITLES["visit"])


def one_paragraph_split_in_english():
    zh, en = FREIGHT[1]
    first, _, second = en.partition(". ")
    pairs = [*FREIGHT[:1], (zh, f"{first}.\n{second}"), *FREIGHT[2:]]
    lines = [TITLES["freight"][0], *side(FREIGHT, 0), TITLES["freight"][1]]
    lines += [line for text_ in side(pairs, 1) for line in text_.split("\n")]
    return Case("a.txt", text(lines), pairs, TITLES["freight"])


def questions_with_bold_heads():
    blocks = [
        p(TITLES["questions"][0], style="WpsHeading1"),
        p(TITLES["questions"][1], style="WpsHeading1"),
    ]
    for number, pair in enumerate(QUESTIONS):
        blocks += [p(r(words, bold=number % 2 == 0), style="WpsBody") for words in pair]
    return Case("a.docx", docx(*blocks), QUESTIONS, TITLES["questions"])


def questions_in_blocks():
    lines = [
        TITLES["questions"][0],
        *side(QUESTIONS, 0),
        TITLES["questions"][1],
        *side(QUESTIONS, 1),
    ]
    return Case("a.txt", text(lines), QUESTIONS, TITLES["questions"])


def pictures_with_captions():
    captions = (
        "图为霍尔果斯国门。王芳 摄",
        "The photo shows the national gate of Khorgos. (Photo by Wang Fang)",
    )
    blocks = [p(TITLES["visit"][0], style="Title"), p(TITLES["visit"][1], style="Title")]
    blocks += [p(words) for pair in VISIT[:4] for words in pair]
    blocks += [
        p(image(1, "国门"), align="center"),
        p(captions[0], align="center"),
        p(captions[1], align="center"),
    ]
    blocks += [p(words) for pair in VISIT[4:] for words in pair]
    rows = [*VISIT[:4], captions, *VISIT[4:]]
    return Case("a.docx", docx(*blocks, images={1: PNG}), rows, TITLES["visit"])


def headings_lists_and_a_data_table():
    heads = [("一、总体情况", "I. Overview"), ("二、主要货物", "II. Main Goods")]
    items = ("木材\n粮食\n化肥", "Timber\nGrain\nFertiliser")
    figures = (
        [["货物", "一月", "二月"], ["木材", "12.1", "13.4"]],
        [["Goods", "January", "February"], ["Timber", "12.1", "13.4"]],
    )
    blocks = [p(TITLES["freight"][at], style="Heading1") for at in (0, 1)]
    for number, head in enumerate(heads):
        for at in (0, 1):
            blocks.append(p(head[at], style="Heading2"))
        for at in (0, 1):
            if number == 0:
                blocks.append(p(FREIGHT[0][at]))
            else:
                blocks += [p(item, numbering="bullet") for item in items[at].split("\n")]
                blocks.append(p(FREIGHT[4][at]))
                blocks.append(table(figures[at]))
    rows = [
        *(heads[0], FREIGHT[0], heads[1], items, FREIGHT[4]),
        tuple("\n".join("\t".join(row) for row in each) for each in figures),
    ]
    return Case("a.docx", docx(*blocks), rows, TITLES["freight"])


def portal_page():
    zh, en = TITLES["freight"]
    body = "".join(f"<p>　　{words}</p><p>{other}</p>" for words, other in FREIGHT)
    data = f"""<html><head><meta charset="gb2312"><title>{zh}_口岸网</title><script>var a="<p>";</script>
<style>p{{color:red}}</style></head><body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a>
</li></ul></div><div>您当前的位置：<a href="/">首页</a> &gt; <a href="/n">新闻</a></div><h1>{zh}</h1><h1>{en}</h1>
<div align="center">发布时间：2025-04-18 09:30&nbsp;&nbsp;来源：口岸网&nbsp;&nbsp;【字体：大 中 小】 打印本页</div>
<div class="content">{body}</div><p align="right">（编辑：周洋）</p><p>上一篇：无</p><p>下一篇：<a href="/2">更多</a></p>
<p>【打印本页】 【关闭窗口】</p><div class="footer">版权所有 口岸网 ICP备00000000号</div></body></html>"""
    return Case(
        "a.html", data.encode("gb18030"), FREIGHT, TITLES["freight"], "2025-04-18", "口岸网", None, "周洋",
        gone=[("首页", "page.furniture"), ("上一篇：无", "page.furniture")],
    )  # fmt: skip


def messy_real_page():
    """No-break spaces, a lost quote, no space after a full stop, half-width commas."""
    pairs = [
        (zh.replace("，", ",", 1), en.replace(". ", ".", 1).replace('"', "", 1))
        for zh, en in FREIGHT
    ]
    lines = []
    for zh, en in pairs:
        lines += [
            f"\u3000\u3000{zh[:6]}\u200b{zh[6:]}",
            f"\u00a0\u00a0{en.replace(' of ', chr(160) + 'of ')}",
        ]
    return Case("a.txt", text([*TITLES["freight"], *lines]), pairs, TITLES["freight"])


def markdown():
    lines = [
        f"# {TITLES['visit'][0]}",
        f"# {TITLES['visit'][1]}",
        "日期：2025年10月8日 | 作者：陈晨",
    ]
    lines += [
        "## 雪山下",
        "## Below the Snow",
        *turns(VISIT[:4]),
        "> 国门是家的门。",
        "> The gate is the door of home.",
    ]
    lines += [*turns(VISIT[4:])]
    rows = [
        ("雪山下", "Below the Snow"),
        *VISIT[:4],
        ("国门是家的门。", "The gate is the door of home."),
        *VISIT[4:],
    ]
    return Case("a.md", text(lines), rows, TITLES["visit"], "2025-10-08", author="陈晨")


def labelled_parts():
    lines = [
        "【中文】",
        TITLES["visit"][0],
        *side(VISIT, 0),
        "【English】",
        TITLES["visit"][1],
        *side(VISIT, 1),
    ]
    return Case("a.txt", text(lines), VISIT, TITLES["visit"], gone=[("【中文】", "list.label")])


def sections_in_turn():
    lines = [*TITLES["freight"]]
    for start in (0, 3, 6):
        lines += side(FREIGHT[start : start + 3], 0) + side(FREIGHT[start : start + 3], 1)
    return Case("a.txt", text(lines), FREIGHT, TITLES["freight"])


def hard_wrapped_mail():
    import textwrap

    lines = [TITLES["visit"][0], "\n".join(side(VISIT, 0)), TITLES["visit"][1]]
    lines += ["\n".join(textwrap.wrap(en, 72)) for en in side(VISIT, 1)]
    return Case("a.txt", text(lines), VISIT, TITLES["visit"])


def notice_with_signature():
    title = ("关于临时关闭公路口岸的公告", "Notice on the Temporary Closure of the Road Port")
    rows = [
        (
            "因暴雪天气，绥芬河公路口岸自2025年1月12日18时起临时关闭。",
            "Owing to heavy snow, Suifenhe road port is closed for the time being from 6 p.m. on January 12, 2025.",
        ),
        ("恢复开放时间另行通知。", "A further notice will say when it reopens."),
        ("特此公告。", "Notice is hereby given."),
        ("绥芬河口岸管理局", "Suifenhe Port Administration"),
        ("2025年1月12日", "January 12, 2025"),
    ]
    return Case(
        "a.txt",
        text([title[0], *side(rows, 0), title[1], *side(rows, 1)]),
        rows,
        title,
        "2025-01-12",
    )


def tracked_changes_and_hidden_text():
    from tests.news.manuscript.docx_builder import deleted, inserted

    blocks = [p(words, style="Heading1") for words in TITLES["visit"]]
    blocks += [p(words) for pair in VISIT[:2] for words in pair]
    blocks.append(
        p("她说，", deleted("特别"), inserted("最想看的是界碑。"), r("待核", hidden=True))
    )
    blocks.append(p(VISIT[2][1]))
    return Case(
        "a.docx", docx(*blocks), VISIT[:3], TITLES["visit"],
        gone=[("特别", "word.deleted"), ("待核", "word.hidden")],
    )  # fmt: skip


def links_and_bold():
    blocks = [p(words, style="Heading1") for words in TITLES["questions"]]
    blocks += [p(words) for pair in QUESTIONS[1:3] for words in pair]
    blocks += [
        p("详见", link(1, "口岸网站"), "。"),
        p("See the ", link(1, "website"), " of the port."),
    ]
    rows = [*QUESTIONS[1:3], ("详见口岸网站。", "See the website of the port.")]
    return Case(
        "a.docx", docx(*blocks, links={1: "https://example.org/"}), rows, TITLES["questions"]
    )


def slash_titles_and_merged_cells():
    rows = [[cell(" / ".join(TITLES["freight"]), span=2)], *[list(pair) for pair in FREIGHT]]
    return Case("a.docx", docx(table(rows)), FREIGHT, TITLES["freight"])


def kicker_and_subtitle():
    lines = [
        "口岸观察",
        "Port Watch",
        *TITLES["freight"],
        "——来自北疆的报道",
        "-- A report from the north",
    ]
    lines += ["2025年4月18日 来源：口岸报 记者：高山", *turns(FREIGHT)]
    rows = [
        ("口岸观察", "Port Watch"),
        ("——来自北疆的报道", "-- A report from the north"),
        *FREIGHT,
    ]
    return Case("a.txt", text(lines), rows, TITLES["freight"], "2025-04-18", "口岸报", "高山")


MANUSCRIPTS = {
    made.__name__: made
    for made in [
        *(
            alternating_text,
            alternating_single_newlines_gb18030,
            english_first,
            chinese_then_english,
        ),
        *(english_then_chinese, gap_at_start_alternating, gap_in_middle_alternating),
        *(
            gap_at_start_in_blocks,
            gap_in_middle_in_blocks,
            gap_at_end_in_blocks,
            english_only_paragraph,
        ),
        *(
            table_with_heads,
            table_without_heads,
            table_of_one_row,
            two_files,
            two_files_the_other_way,
        ),
        *(soft_line_breaks, one_paragraph_split_in_english, questions_with_bold_heads),
        *(
            questions_in_blocks,
            pictures_with_captions,
            headings_lists_and_a_data_table,
            portal_page,
        ),
        *(messy_real_page, markdown, labelled_parts, sections_in_turn, hard_wrapped_mail),
        *(notice_with_signature, tracked_changes_and_hidden_text, links_and_bold),
        *(slash_titles_and_merged_cells, kicker_and_subtitle),
    ]
}
