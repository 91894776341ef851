"""What the clipboard brings from other programs. The samples are written after their habits."""

# ruff: noqa: E501 - samples of HTML and script stand as they come

import re

import pytest

from tests.browser.workbench_page import modules, site  # noqa: F401

pytestmark = pytest.mark.browser

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; font-family:"宋体"} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<p class=MsoNormal style='mso-margin-top-alt:auto;text-indent:24.0pt'><b style='mso-bidi-font-weight:normal'><span
lang=EN-US style='font-size:12.0pt;font-family:"Times New Roman"'>2022</span></b><span style='font-family:宋体'>年四月
二十八日恢复货运</span><a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference><span lang=EN-US style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference>[1]</span><![endif]></span></span></a><span style='font-family:宋体'>。<o:p></o:p></span></p>
<p class=MsoListParagraph style='margin-left:21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]><span style='font-family:宋体'>查验通道</span></p>
<p class=MsoListParagraph style='margin-left:42.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>1)<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>货车通道</p>
<p class=MsoListParagraph style='margin-left:42.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
lang=EN-US><span style='mso-list:Ignore'>2)<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>客车通道</p>
<p class=MsoListParagraph style='margin-left:21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>预约通关</p>
<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
<tr style='mso-yfti-irow:0'><td width=277 valign=top style='width:207.4pt'><p class=MsoNormal>口岸<o:p></o:p></p></td>
<td width=277 colspan=2><p class=MsoNormal><span lang=EN-US>37.83</span>亿元</p><p class=MsoNormal>第二行</p></td></tr></table>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1"
name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a><span lang=EN-US> </span>据海关统计。</p></div></div>
<!--EndFragment--></body></html>"""

WORD_CLEAN = (
    "<p><strong>2022</strong>年四月二十八日恢复货运<sup>1</sup>。</p>"
    "<ul><li>查验通道<ol><li>货车通道</li><li>客车通道</li></ol></li><li>预约通关</li></ul>"
    '<table><tbody><tr><td>口岸</td><td colspan="2">37.83亿元<br>第二行</td></tr></tbody></table>'
    "<p><sup>1</sup> 据海关统计。</p>"
)

WPS = """<html><head><meta name="ProgId" content="Word.Document"/><meta name="Generator"
content="WPS Office ET"/><!--[if gte mso 9]><xml><o:DocumentProperties></o:DocumentProperties></xml><![endif]-->
<style>@font-face{font-family:"仿宋_GB2312"}</style></head><body><!--StartFragment-->
<p class=MsoNormal align=center style="text-align:center;mso-pagination:widow-orphan"><b><span
style="mso-spacerun:'yes';font-family:方正小标宋简体;font-size:22.0000pt;">关于恢复通关的通知</span></b></p>
<p class=MsoNormal style="text-indent:32.0000pt"><span style="mso-spacerun:'yes';font-family:仿宋_GB2312;">　　各有关单位：&nbsp;&nbsp;</span></p>
<p class=MsoNormal style="mso-list:l1 level1 lfo1"><span style="mso-list:Ignore;">一、<span>&nbsp;</span></span><span>提前预约</span></p>
<p class=MsoNormal style="mso-list:l1 level1 lfo1"><span style="mso-list:Ignore;">二、<span>&nbsp;</span></span><span style="font-weight:bold">按时</span>到场<span style="display:none">内部批注</span></p>
<!--EndFragment--></body></html>"""

WPS_CLEAN = (
    "<p><strong>关于恢复通关的通知</strong></p><p>各有关单位：</p>"
    "<ol><li>提前预约</li><li><strong>按时</strong>到场</li></ol>"
)

GOOGLE = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f2e">'
    '<p dir="ltr" style="line-height:1.38"><span style="font-weight:700">Freight</span>'
    '<span style="font-weight:400"> rose by 34.9 %, in m</span>'
    '<span style="font-size:0.6em;vertical-align:super;">2</span></p>'
    '<ul><li dir="ltr"><p role="presentation"><span>One</span></p></li>'
    '<ul><li><p role="presentation"><span>Nested</span></p></li></ul></ul></b>'
    '<br class="Apple-interchange-newline">'
)

GOOGLE_CLEAN = (
    "<p><strong>Freight</strong> rose by 34.9 %, in m<sup>2</sup></p>"
    "<ul><li>One<ul><li>Nested</li></ul></li></ul>"
)

WEB = (
    '<div class="article" onclick="steal()" style="color:red"><h2 id="a">Ports</h2><script>x()</script>'
    '<div>See <a class="l" href="https://example.org/a?b=1&amp;c=2" target="_blank">the notice</a>,'
    ' <a href="javascript:alert(1)">not this</a>, <a href="file:///C:/a.doc">nor this</a>'
    '<img src="https://example.org/x.png" onerror="x()"></div>'
    "<blockquote>Quoted&nbsp;&nbsp;&nbsp;words</blockquote><i>Slanted</i><p>&nbsp;</p>"
    '<table class="t"><caption>Sums</caption><tr><th scope="col" style="a:b">A</th>'
    "<th>B</th></tr><tfoot><tr><td>1</td><td><ul><li>x</li><li>y</li></ul></td></tr></tfoot>"
    "</table></div>"
)

WEB_CLEAN = (
    "<p><strong>Ports</strong></p>"
    '<p>See <a href="https://example.org/a?b=1&amp;c=2">the notice</a>, not this, nor this</p>'
    "<p>Quoted words</p><p>Slanted</p>"
    '<table><caption>Sums</caption><tbody><tr><th scope="col">A</th><th scope="row">B</th></tr>'
    "<tr><td>1</td><td>x<br>y</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [(WORD, WORD_CLEAN), (WPS, WPS_CLEAN), (GOOGLE, GOOGLE_CLEAN), (WEB, WEB_CLEAN)],
    ids=["Word", "WPS", "Google Docs", "web page"],
)
def test_pasted_html_keeps_its_structure_and_nothing_else(modules, source, expected):  # noqa: F811
    assert modules("return paste.cleanPaste(argument)", source) == expected


@pytest.mark.parametrize("source", [WORD, WPS, GOOGLE, WEB])
def test_pasted_html_keeps_only_allowed_tags_and_attributes(modules, source):  # noqa: F811
    clean = modules("return paste.cleanPaste(argument)", source)

    tags = set(re.findall(r"</?([a-z0-9]+)", clean))
    assert tags <= set(
        re.findall(r"\w+", "p br strong a sup sub ul ol li table caption thead tbody tr th td")
    )
    assert set(re.findall(r" ([a-z-]+)=", re.sub(r">[^<]*<", "><", clean))) <= {
        "href",
        "scope",
        "colspan",
        "rowspan",
    }
    assert "\u00a0" not in clean
    assert "&nbsp;" not in clean


def test_cleaning_what_is_clean_changes_nothing(modules):  # noqa: F811
    for clean in [WORD_CLEAN, WPS_CLEAN, GOOGLE_CLEAN, WEB_CLEAN]:
        assert modules("return paste.cleanPaste(argument)", clean) == clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\n\nthree <b>", "<p>one<br>two</p><p>three &lt;b&gt;</p>"),
        ("甲\r\n乙", "<p>甲</p><p>乙</p>"),
        ("  \n ", ""),
        ("a\u200bb\u202e", "<p>ab</p>"),
    ],
)
def test_plain_text_becomes_paragraphs(modules, text, expected):  # noqa: F811
    assert modules("return paste.cleanPlainText(argument)", text) == expected


@pytest.mark.parametrize(
    ("url", "is_safe"),
    [
        ("https://example.org/a", True),
        ("/news/1/", True),
        ("mailto:a@example.org", True),
        ("tel:+86123", True),
        ("javascript:alert(1)", False),
        (" https://example.org", False),
        ("//example.org", False),
        ("https://user@example.org", False),
        ("data:text/html,x", False),
        ("#here", False),
        ("https:example.org", False),
    ],
)
def test_only_plain_links_are_kept(modules, url, is_safe):  # noqa: F811
    assert modules("return html.isSafeUrl(argument)", url) is is_safe


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("heading2", "甲<br>乙<br>丙<br>丁 戊"),
        ("list", "<ul><li>甲</li><li>乙<ul><li>丙</li></ul></li><li>丁 戊</li></ul>"),
        (
            "paragraph",
            "<p>甲</p><ul><li>乙<ul><li>丙</li></ul></li></ul>"
            "<table><tbody><tr><td>丁</td><td>戊</td></tr></tbody></table>",
        ),
        (
            "table",
            '<table><tbody><tr><td colspan="2">甲</td></tr><tr><td colspan="2">乙</td></tr>'
            '<tr><td colspan="2">丙</td></tr><tr><td>丁</td><td>戊</td></tr></tbody></table>',
        ),
    ],
)
def test_a_text_takes_the_shape_of_its_row(modules, kind, expected):  # noqa: F811
    source = "<p>甲</p><ul><li>乙<ul><li>丙</li></ul></li></ul><table><tr><td>丁</td><td>戊</td></tr></table>"
    assert modules("return html.cleanHtml(...argument)", [source, kind]) == expected
