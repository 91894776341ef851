"""Every sentence of a generated manuscript stands whole somewhere in what was understood.

Stronger than counting characters: a sentence that is torn into two rows fails, too. The inputs are
raw files, so that what the readers drop is seen as well as what the understanding drops.
"""

import re
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.manuscript import read, read_text, understand
from tests.news.manuscript.corpus import PNG
from tests.news.manuscript.docx_builder import (
    NAMESPACES,
    R,
    cell,
    deleted,
    image,
    inserted,
    link,
    p,
    pack,
    parts,
    r,
    table,
    text_box,
)

# The number makes each sentence the only one of its wording.
ZH = [
    "口岸第{}次放行货车。",
    "ECO Logistics、Kyrgyz Trans 等{}家企业代表参加会议并作交流发言。",
    "Azamat Suleimanov 表示，贸易额突破{}亿美元，口岸能力亟待提升。",
    "推广使用 TIR（国际公路运输）系统{}次；",
    "Silk Road Group 在口岸设立了第{}个办事处",
    "本次会议由 Kazakhstan Temir Zholy 主办，共{}人参加",
    "《管理办法》第{}条",
    "合计{}吨",
    "来源：第{}号口岸报",
    "来源：口岸报{} 作者：张三 责任编辑：李四 审核：王五",
    "2025年5月{}日 喀什海关供稿",
    "（记者 张三 第{}次报道）",
    "图{} 货车驶过国门",
    "第{}届论坛上，代表们讨论了“数字口岸”“智能关锁”和 e-Port 的建设，"
    "并就今后三年的合作达成一致，会期两天。",
]
EN = [
    "The port cleared {} trucks.",
    "Trains to Xi’an (西安) run {} times a day, and the yard is open at night",
    "Cooperation under the Belt and Road (“一带一路”) has brought {} projects",
    "to make wider use of TIR (international road transport) {} times;",
    "Source: Port Daily {}",
    "Source: Port Daily {} | Reporter: Zhang San | Editor: Li Si",
    "Figure {}: trucks at the gate",
    "No. {}",
    "Azamat Suleimanov of 丝路集团 said {} lorries had passed.",
]
BOTH = ["{}", "{}%", "---{}---", "www.example.cn/{}", "TIR {}", "№{} ★"]
SENTENCES = st.sampled_from(ZH + EN + ZH + EN + BOTH)
FEW = st.lists(SENTENCES, min_size=1, max_size=4)


class Thing:
    """A part of a manuscript: its form, and the sentences that it holds."""

    def __init__(self, form, sentences):
        self.form, self.sentences = form, sentences

    def __repr__(self):
        return f"{self.form}({', '.join(self.sentences)})"


@st.composite
def manuscripts(draw, forms):
    things, number = [], 10
    for form in draw(st.lists(st.sampled_from(sorted(forms)), min_size=1, max_size=7)):
        sentences = []
        for sentence in draw(FEW):
            number += 1
            sentences.append(sentence.format(number))
        things.append(Thing(form, sentences))
    if draw(st.booleans()):
        # The title once more, at the end or before it.
        things.append(Thing("paragraphs", [things[0].sentences[0]]))
    return things


def flat(text):
    return re.sub(r"\s", "", text or "")


def shown(found):
    texts = [left.text for left in found.left_out] + list(found.title.values())
    for row in found.rows:
        texts += [row.zh_text, row.en_text, row.image.alt if row.image else ""]
    return [flat(text) for text in texts]


def lost(found, things):
    texts = shown(found)
    return [
        sentence
        for thing in things
        for sentence in thing.sentences
        if not any(flat(sentence) in text for text in texts)
    ]


# Plain text and Markdown

TEXT = {
    "paragraphs": "\n\n".join,
    "lines": "\n".join,
    "indented": lambda each: "\n".join(f"\u3000\u3000{text}" for text in each),
    "bullets": lambda each: "\n".join(f"• {text}" for text in each),
    "tabs": "\t".join,
    "ruled": lambda each: "\n-----\n".join(each),
    "letter": lambda each: "\n".join(["各位编辑：", "稿件如下，请查收。", *each, "此致", "敬礼！"]),
    "labelled": lambda each: "\n".join(f"【中文】{text}" for text in each),
}
BAR = "\\|"
# A tab is a space in Markdown.
MARKDOWN = {name: form for name, form in TEXT.items() if name != "tabs"} | {
    "headings": lambda each: "\n".join(f"## {text}" for text in each),
    "bullets": lambda each: "\n".join(f"{'  ' * n}- {text}" for n, text in enumerate(each)),
    "quote": lambda each: "\n".join(f"> {text}" for text in each),
    "bold": lambda each: "\n".join(f"**{text}**" for text in each),
    "links": lambda each: "\n".join(f"[{text}](https://example.cn/)" for text in each),
    "picture": lambda each: "\n".join(f"![{text}](a.png)" for text in each),
    "table": lambda each: "\n".join(
        ["| 名称 | Name |", "|---|---|", *(f"| {text.replace('|', BAR)} | 1 |" for text in each)]
    ),
}


@settings(deadline=None, max_examples=200)
@given(manuscripts(TEXT))
def test_no_sentence_of_a_text_is_lost_or_torn(things):
    text = "\n\n".join(TEXT[thing.form](thing.sentences) for thing in things)
    assert lost(understand(read_text(text, "text")), things) == []


@settings(deadline=None, max_examples=200)
@given(manuscripts(MARKDOWN))
def test_no_sentence_of_markdown_is_lost_or_torn(things):
    text = "\n\n".join(MARKDOWN[thing.form](thing.sentences) for thing in things)
    assert lost(understand(read_text(text, "markdown")), things) == []


# HTML


def each_in(before, after=""):
    return lambda each: "".join(f"{before}{escape(text)}{after}" for text in each)


def nested(each, tag="ul"):
    """Each item within the one before it."""
    return "".join(f"<{tag}><li>{escape(text)}" for text in each) + f"</li></{tag}>" * len(each)


def rows_of(each, *, head="", more=""):
    return (
        "<table>"
        + head
        + "".join(f"<tr><td>{escape(text)}</td><td>{more}</td></tr>" for text in each)
        + "</table>"
    )


HTML = {
    "paragraphs": each_in("<p>", "</p>"),
    "divisions": each_in("<div>", "</div>"),
    "breaks": lambda each: "<p>" + "<br>".join(map(escape, each)) + "</p>",
    "double breaks": lambda each: "<div>" + "<br/><br/>".join(map(escape, each)) + "</div>",
    "headings": each_in("<h2>", "</h2>"),
    "bare": each_in("", "<p>"),
    "bold": each_in("<p><b>", "</b></p>"),
    "list": lambda each: "<ol>" + each_in("<li>", "</li>")(each) + "</ol>",
    "unclosed list": lambda each: "<ul>" + each_in("<li>")(each) + "</ul>",
    "nested list": nested,
    "paragraphs in items": lambda each: "<ul>" + each_in("<li><p>", "</p></li>")(each) + "</ul>",
    "definitions": lambda each: "<dl>" + each_in("<dt>", "<dd>x</dd>")(each) + "</dl>",
    "quote": lambda each: "<blockquote>" + each_in("<p>", "</p>")(each) + "</blockquote>",
    "data table": lambda each: rows_of(each, more="12"),
    "table of two languages": lambda each: rows_of(
        each, head="<tr><th>中文</th><th>English</th></tr>", more="A sentence of the other side."
    ),
    "caption of a table": lambda each: "".join(
        f"<table><caption>{escape(text)}</caption><tr><td>1<td>2</table>" for text in each
    ),
    "text in a table outside cells": lambda each: (
        "<table>" + each_in("", "<tr><td>甲</td><td>乙</td></tr>")(each) + "</table>"
    ),
    "table in a table": lambda each: (
        f"<table><tr><td>{rows_of(each, more='3')}</td><td>丙</td></tr></table>"
    ),
    "list in a cell": lambda each: f"<table><tr><td>{nested(each)}</td><td>丁</td></tr></table>",
    "figure": lambda each: (
        "<figure><img src='a.png' alt='照片'>"
        + each_in("<figcaption>", "</figcaption>")(each)
        + "</figure>"
    ),
    "alternatives": lambda each: "".join(f'<img src="a.png" alt="{escape(t)}">' for t in each),
    "links": each_in("<p><a href='https://example.cn'>", "</a></p>"),
    "menu": lambda each: "<nav><ul>" + each_in("<li><a href='/'>", "</a>")(each) + "</ul></nav>",
    "footer": each_in("<footer>", "</footer>"),
    "footer of a class": each_in("<div class='footer'><p>", "</p></div>"),
    "details": each_in("<details><summary>更多</summary>", "</details>"),
    "hidden": each_in("<p hidden>", "</p>"),
    "hidden in a line": each_in("<p>前<span style='display:none'>", "</span>后</p>"),
    "deleted": each_in("<p>前<del>", "</del>后</p>"),
    "preformatted": lambda each: "<pre>" + "\n".join(map(escape, each)) + "</pre>",
    "formula": each_in("<p>其中<math><mtext>", "</mtext></math></p>"),
    "drawing": each_in("<svg><text>", "</text></svg>"),
    "without scripts": each_in("<noscript>", "</noscript>"),
    "form": each_in("<form><textarea>", "</textarea></form>"),
    "choice": lambda each: "<select>" + each_in("<option>", "</option>")(each) + "</select>",
    "button": each_in("<button>", "</button>"),
    "object": each_in("<object data='a'>", "</object>"),
    "video": each_in("<video>", "</video>"),
    "ruby": each_in("<p><ruby>", "<rt>kǒu</rt></ruby></p>"),
    "numbered by Word": each_in(
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>", "</p>"
    ),
    "unclosed head": each_in("<head><meta name='a'><body><p>", "</p>"),
    "misnested": each_in("<p><b><i>", "</b></i></p>"),
    "cell without a table": each_in("<td>", "</td>"),
}


@settings(deadline=None, max_examples=400)
@given(manuscripts(HTML))
def test_no_sentence_of_a_page_is_lost_or_torn(things):
    text = "\n".join(HTML[thing.form](thing.sentences) for thing in things)
    assert lost(understand(read_text(text, "html")), things) == []


@pytest.mark.parametrize("form", HTML)
@pytest.mark.parametrize("sentence", ZH + EN)
def test_no_form_of_html_loses_a_sentence(form, sentence):
    things = [
        Thing("paragraphs", ["口岸开放的消息", "The port opens"]),
        Thing(form, [sentence.format(number) for number in (12, 13)]),
        Thing("paragraphs", ["口岸今日开放，车辆有序通行。", "The port opened today."]),
    ]
    text = "\n".join(HTML[thing.form](thing.sentences) for thing in things)
    assert lost(understand(read_text(text, "html")), things) == []


def test_the_chinese_numbers_that_word_gives_are_kept_as_words():
    mark = "<span style='mso-list:Ignore'>{}<span>&nbsp; </span></span>"
    text = "".join(
        f"<p style='mso-list:l0 level1 lfo1'>{mark.format(sign)}{words}</p>"
        for sign, words in (("第一条", "总则"), ("·", "范围"), ("Ø", "期限"))
    )
    (block,) = read_text(text, "html")
    assert block.text.split("\n") == ["第一条 总则", "范围", "期限"]


TAGS = [
    *("<p>", "</p>", "<div>", "</div>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>"),
    *("<ul>", "</ul>", "<li>", "</li>", "<h1>", "</h1>", "<b>", "</b>", "<br>", "<caption>"),
    *("<th>", "</th>", "<tbody>", "<head>", "</head>", "<body>", "<figcaption>", "<blockquote>"),
    *("<select>", "<option>", "<nav>", "</nav>", "<span hidden>", "</span>", "<a href=x>", "</a>"),
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(TAGS), st.just("word")), max_size=40))
def test_no_word_is_lost_between_tags_in_any_order(pieces):
    words, text = [], ""
    for piece in pieces:
        if piece == "word":
            words.append(f"{'口岸' if len(words) % 2 else 'Port'}{len(words) + 100}。")
            piece = words[-1]
        text += piece
    assert lost(understand(read_text(text, "html")), [Thing("soup", words)]) == []


# Word


def run_each(before, after):
    return lambda each: "".join(f"{before}{escape(text)}{after}" for text in each)


def in_paragraph(before, after):
    return run_each(f"<w:p>{before}", f"{after}</w:p>")


RUN = "<w:r><w:t>", "</w:t></w:r>"
BOX = "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"
CELL = "<w:tc><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:tc>"


def wrapped(opening, closing, inner=RUN):
    return in_paragraph(opening + inner[0], inner[1] + closing)


def rows_in(opening, closing):
    """A table whose rows stand in another element."""
    return lambda each: (
        "<w:tbl>"
        + "".join(
            f"{opening}<w:tr>{CELL[0]}{escape(text)}{CELL[1]}{CELL[0]}9{CELL[1]}</w:tr>{closing}"
            for text in each
        )
        + "</w:tbl>"
    )


def merged_down(each):
    return (
        "<w:tbl>"
        + "".join(
            f"<w:tr><w:tc><w:tcPr><w:vMerge{'' if n else ' w:val=' + chr(34) + 'restart' + chr(34)}"
            f"/></w:tcPr>{p(text)}</w:tc>{cell('8')}</w:tr>"
            for n, text in enumerate(each)
        )
        + "</w:tbl>"
    )


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)
CHOICE = "<w:r><mc:AlternateContent><mc:Choice Requires='x'>", "</mc:AlternateContent></w:r>"
BODY = {
    "paragraphs": lambda each: "".join(map(p, each)),
    "headings": lambda each: "".join(p(text, style="Heading1") for text in each),
    "soft breaks": lambda each: p(r("\n".join(each))),
    "carriage returns": lambda each: p(
        "<w:r>" + "<w:cr/>".join(f"<w:t>{escape(text)}</w:t>" for text in each) + "</w:r>"
    ),
    "tabs": lambda each: p(r("\t".join(each))),
    "page breaks": lambda each: p(
        "<w:r>" + '<w:br w:type="page"/>'.join(f"<w:t>{escape(t)}</w:t>" for t in each) + "</w:r>"
    ),
    "bullets": lambda each: "".join(p(text, numbering="bullet") for text in each),
    "numbers": lambda each: "".join(p(text, numbering="number") for text in each),
    "data table": lambda each: table([[text, "7"] for text in each]),
    "two columns": lambda each: table(
        [["中文", "English"], *([text, "A sentence of the other side."] for text in each)]
    ),
    "one cell": lambda each: table([["\n".join(each)]]),
    "table in a table": lambda each: table([[cell(table([[text, "6"] for text in each]), "甲")]]),
    "cells merged down": merged_down,
    "cells merged across": lambda each: table([["甲", "乙"], *([cell(t, span=2)] for t in each)]),
    "rows in a control": rows_in("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "rows in custom XML": rows_in('<w:customXml w:element="a">', "</w:customXml>"),
    "text box": lambda each: p(text_box(*map(p, each))),
    "table in a text box": lambda each: p(text_box(table([[text, "5"] for text in each]))),
    "old text box": in_paragraph(
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{BOX[0]}",
        f"{BOX[1]}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    ),
    "word art": in_paragraph(
        "<w:r><w:pict><v:shape><v:textpath string='", "'/></v:shape></w:pict></w:r>"
    ),
    "field": wrapped('<w:fldSimple w:instr="REF a">', "</w:fldSimple>"),
    "field of parts": wrapped(*FIELD),
    "link": lambda each: "".join(p(link(1, text)) for text in each),
    "inserted": lambda each: "".join(p(inserted(text)) for text in each),
    "deleted": lambda each: "".join(p(r("前"), deleted(text), r("后")) for text in each),
    "moved": wrapped('<w:moveTo w:id="5" w:author="A">', "</w:moveTo>"),
    "moved from": wrapped('<w:moveFrom w:id="6" w:author="A">', "</w:moveFrom>"),
    "hidden": lambda each: "".join(p(r("前"), r(text, hidden=True)) for text in each),
    "smart tag": wrapped('<w:smartTag w:element="a">', "</w:smartTag>"),
    "control": wrapped("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    "control of a block": run_each(
        f"<w:sdt><w:sdtContent>{BOX[0]}", f"{BOX[1]}</w:sdtContent></w:sdt>"
    ),
    "right to left": wrapped('<w:dir w:val="rtl">', "</w:dir>"),
    "ruby": wrapped(
        f"<w:r><w:ruby><w:rt>{RUN[0]}kou{RUN[1]}</w:rt><w:rubyBase>",
        "</w:rubyBase></w:ruby></w:r>",
    ),
    "formula": wrapped("<m:oMath><m:r>", "</m:r></m:oMath>", ("<m:t>", "</m:t>")),
    "choice alone": wrapped(CHOICE[0], f"</mc:Choice>{CHOICE[1]}", ("<w:t>", "</w:t>")),
    "choice beside nothing": wrapped(
        CHOICE[0], f"</mc:Choice><mc:Fallback/>{CHOICE[1]}", ("<w:t>", "</w:t>")
    ),
    "fallback": wrapped(
        CHOICE[0], f"</mc:Fallback>{CHOICE[1]}", ("</mc:Choice><mc:Fallback><w:t>", "</w:t>")
    ),
    "picture": lambda each: "".join(p(image(1, text)) for text in each),
    "picture elsewhere": lambda each: "".join(p(image(9, text)) for text in each),
    "caption": lambda each: "".join(p(image(1, "照片")) + p(t, align="center") for t in each),
}
# What stands in another part of the package: keyword of the builder.
MARGINS = dict.fromkeys(("header", "footer", "comments", "footnotes"), " ".join)
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
PARTS = {
    "endnotes": lambda inner: (
        "word/endnotes.xml",
        f'<w:endnotes {{W}}><w:endnote w:id="2">{p(inner)}</w:endnote></w:endnotes>',
    ),
    "header of a box": lambda inner: (
        "word/header2.xml",
        f"<w:hdr {{W}}>{p(text_box(p(inner)))}</w:hdr>",
    ),
    "watermark": lambda inner: (
        "word/header3.xml",
        f"<w:hdr {{W}}><w:p><w:r><w:pict><v:shape><v:textpath string='{escape(inner)}'/>"
        "</v:shape></w:pict></w:r></w:p></w:hdr>",
    ),
    "diagram": lambda inner: (
        "word/diagrams/data1.xml",
        f'<dgm:dataModel xmlns:dgm="{DIAGRAM}" {{W}}><dgm:pt><dgm:t><a:p><a:r>'
        f"<a:t>{escape(inner)}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>",
    ),
    "chart": lambda inner: (
        "word/charts/chart1.xml",
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {W}>'
        f"<c:chart><c:title><a:t>{escape(inner)}</a:t></c:title></c:chart></c:chartSpace>",
    ),
    "chunk": lambda inner: ("word/afchunk1.htm", f"<html><body><p>{escape(inner)}</body></html>"),
}


def packed(things):
    body, values, more = [], {}, {}
    for thing in things:
        if thing.form in MARGINS:
            values[thing.form] = f"{values.get(thing.form, '')} {' '.join(thing.sentences)}"
        elif thing.form in PARTS:
            name, _ = PARTS[thing.form]("")
            kept = " ".join([*more.get(thing.form, (name, ""))[1:], *thing.sentences])
            more[thing.form] = (name, kept)
        else:
            body.append(BODY[thing.form](thing.sentences))
    made = parts(*body, images={1: PNG}, links={1: "https://example.cn/"}, **values)
    for form, (_, kept) in more.items():
        name, text = PARTS[form](kept)
        made[name] = text.replace("{W}", NAMESPACES)
        if form == "chunk":
            made["word/_rels/document.xml.rels"] = made["word/_rels/document.xml.rels"].replace(
                "</Relationships>",
                f'<Relationship Id="rIdC" Type="{R}/aFChunk" Target="afchunk1.htm"/>'
                "</Relationships>",
            )
    return pack(made)


@pytest.mark.parametrize("form", [*BODY, *MARGINS, *PARTS])
def test_no_form_of_word_loses_a_sentence(form):
    things = [Thing("paragraphs", ["口岸开放的消息", "The port opens"])]
    number = 10
    for sentence in ZH + EN:
        things.append(Thing(form, [sentence.format(number), sentence.format(number + 1)]))
        number += 2
    things.append(Thing("paragraphs", ["口岸今日开放，车辆有序通行。", "The port opened today."]))
    assert lost(understand(read("a.docx", packed(things))), things) == []


# Each example is a process of its own.
@settings(deadline=None, max_examples=25)
@given(manuscripts([*BODY, *MARGINS, *PARTS]))
def test_no_sentence_of_a_word_file_is_lost_or_torn(things):
    assert lost(understand(read("a.docx", packed(things))), things) == []
