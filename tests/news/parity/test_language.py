"""Faults within one language: what is found, and what is left alone."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.parity.findings import Level
from news.parity.language import MOST_SPANS, check_text
from news.parity.language_messages import MESSAGES
from news.parity.vocabulary import Name, Unwanted, Vocabulary

from . import clean

WORDS = Vocabulary(
    unwanted=[
        Unwanted("zh", "按排", "安排", Level.WARNING),
        Unwanted("zh", "按排队", "按排队", Level.HINT, "right as it stands"),
        Unwanted("zh", "朝鲜国", "朝鲜", Level.ERROR),
        Unwanted("zh", "老毛子", "", Level.ERROR, "不庄重"),
        Unwanted("en", "seperate", "separate", Level.WARNING),
        Unwanted("en", "custom clearance", "customs clearance", Level.WARNING),
    ]
)


def found(text, lang, vocabulary=WORDS):
    """[(code, text of the first span)] in order."""
    findings = check_text(text, lang, vocabulary)
    return [(f.code, (f.zh or f.en)[0].text) for f in findings]


@pytest.mark.parametrize("text", clean.CHINESE.splitlines())
def test_right_chinese_has_no_finding(text):
    assert found(text, "zh") == []


@pytest.mark.parametrize("text", clean.ENGLISH.splitlines())
def test_right_english_has_no_finding(text):
    assert found(text, "en") == []


FAULTS = {
    "zh": [
        # Dates
        ("428日，老爷庙口岸恢复货运。", "date.digits_lost", "428日"),
        ("截至428日，货运已恢复。", "date.digits_lost", "428日"),
        ("新华社乌鲁木齐428日电", "date.digits_lost", "428日"),
        ("自1231日起施行。", "date.digits_lost", "1231日"),
        ("2022年428日恢复通关。", "date.digits_lost", "428日"),
        ("老爷庙口岸428日恢复货运。", "date.digits_lost", "428日"),
        ("2月30日开放。", "date.impossible", "2月30日"),
        ("4月31日开放。", "date.impossible", "4月31日"),
        ("2023年2月29日开放。", "date.impossible", "2023年2月29日"),
        ("1900年2月29日开放。", "date.impossible", "1900年2月29日"),
        ("4月432日开放。", "date.impossible", "4月432日"),
        ("13月5日开放。", "date.impossible", "13月5日"),
        ("将于13月开放。", "date.impossible", "13月"),
        ("4月28日至31日开放。", "date.impossible", "4月28日至31日"),
        ("32日上午开放。", "date.impossible", "32日"),
        ("２月３０日开放。", "date.impossible", "２月３０日"),
        ("2023-13-45更新。", "date.impossible", "2023-13-45"),
        # Times
        ("10时75分开放。", "time.impossible", "10时75分"),
        ("自25时起开放。", "time.impossible", "25时"),
        ("每天10:00至25:30开放。", "time.impossible", "25:30"),
        # Punctuation
        ("恢复通关,货车增多。", "punctuation.half_width", ","),
        ("达到378.3,同比增长。", "punctuation.half_width", ","),
        ("货车增多.", "punctuation.half_width", "."),
        ("货车增多.旅客也增多。", "punctuation.half_width", "."),
        ("同比增长5.6%.", "punctuation.half_width", "."),
        ("时间:上午", "punctuation.half_width", ":"),
        ("货车增多;旅客增多。", "punctuation.half_width", ";"),
        ("如何办理?", "punctuation.half_width", "?"),
        ("欢迎来电!", "punctuation.half_width", "!"),
        ("办法(试行)", "punctuation.half_width", "("),
        ('他说："恢复了"。', "punctuation.half_width", '"恢复了"'),
        ("恢复通关。。", "doubled.punctuation", "。。"),
        ("恢复通关，，货车增多。", "doubled.punctuation", "，，"),
        ("货车、，旅客。", "doubled.punctuation", "、，"),
        # Width
        ("共Ａ１号", "width.letters", "Ａ１"),
        ("共５０辆", "width.letters", "５０"),
        # Doubled
        ("口岸的的工作", "doubled.word", "的的"),
        ("他们是是司机", "doubled.word", "是是"),
        ("货车停在在门口", "doubled.word", "在在"),
        ("口岸口岸恢复通关", "doubled.word", "口岸口岸"),
        ("口岸恢复恢复通关", "doubled.word", "恢复恢复"),
        ("货运通关货运通关恢复。", "doubled.word", "货运通关货运通关"),
        # Spaces
        ("口岸恢复 通关，货车增多。", "doubled.space", "复 通"),
        ("口岸恢复\u00a0通关，货车增多。", "doubled.space", "复\u00a0通"),
        ("口岸恢复通关 ，货车增多。", "space.before", " ，"),
        # Brackets
        ("（口岸恢复通关。", "brackets.unpaired", "（"),
        ("口岸恢复通关）。", "brackets.unpaired", "）"),
        ("《公告规定。", "brackets.unpaired", "《"),
        ("“口岸恢复通关。", "brackets.unpaired", "“"),
        ("口岸恢复通关”。", "brackets.unpaired", "”"),
        ("《公告（第5号》规定）", "brackets.unpaired", "（"),
        # Words
        ("请按排人员", "wording.misspelt", "按排"),
        ("朝鲜国代表", "wording.misspelt", "朝鲜国"),
        ("老毛子", "wording.unwanted", "老毛子"),
        # Language
        ("The port resumed freight clearance today.", "language.not_chinese", None),
    ],
    "en": [
        ("It opened on February 30.", "date.impossible", "February 30"),
        ("April 31 was the day.", "date.impossible", "April 31"),
        ("It opened on Feb. 29, 2023.", "date.impossible", "Feb. 29, 2023"),
        ("It opened on 31 April.", "date.impossible", "31 April"),
        ("It opened on 45 May 2023.", "date.impossible", "45 May 2023"),
        ("It opens April 28–31.", "date.impossible", "April 28–31"),
        ("It opened on April 428, 2022.", "date.impossible", "April 428, 2022"),
        ("It opened on 13/45.", "date.impossible", "13/45"),
        ("It opened on 2023-13-45.", "date.impossible", "2023-13-45"),
        ("Open from 10:00 to 25:30 daily.", "time.impossible", "25:30"),
        ("It opened at 10:75 a.m. today.", "time.impossible", "10:75 a.m."),
        ("The port，it said, opened.", "punctuation.full_width", "，"),
        ("The port opened。", "punctuation.full_width", "。"),
        ("The port （road） opened.", "punctuation.full_width", "（"),
        ("Trucks、buses and cars", "punctuation.full_width", "、"),
        ("It has ２４ lanes.", "width.letters", "２４"),
        ("It is the the port.", "doubled.word", "the the"),
        ("The the port opened.", "doubled.word", "The the"),
        ("All of of the freight.", "doubled.word", "of of"),
        ("The freight freight moved.", "doubled.word", "freight freight"),
        ("The  port opened.", "doubled.space", "  "),
        ("The \u00a0port opened.", "doubled.space", " \u00a0"),
        ("The port , which opened", "space.before", " ,"),
        ("The port ( road ) opened", "space.before", " r"),
        ("After clearance.The port opened.", "space.missing", "."),
        ("It opened,and lorries passed.", "space.missing", ","),
        ("It opened on April 28,2022.", "space.missing", ","),
        ("The port opened,, it said.", "doubled.punctuation", ",,"),
        ("The port opened..", "doubled.punctuation", ".."),
        ("(The port opened.", "brackets.unpaired", "("),
        ("The port opened).", "brackets.unpaired", ")"),
        ("“The port opened.", "brackets.unpaired", "“"),
        ('"The port opened.', "brackets.unpaired", '"'),
        ("It is seperate.", "wording.misspelt", "seperate"),
        ("Seperate lanes.", "wording.misspelt", "Seperate"),
        ("For custom clearance only.", "wording.misspelt", "custom clearance"),
        ("霍尔果斯口岸恢复货运通关。", "language.not_english", None),
    ],
}


@pytest.mark.parametrize(
    ("lang", "text", "code", "span"),
    [(lang, *case) for lang, cases in FAULTS.items() for case in cases],
)
def test_a_fault_is_found_where_it_stands(lang, text, code, span):
    findings = found(text, lang)

    assert (code, text if span is None else span) in findings
    others = {other for other, _ in findings} - {code}
    assert not others or (others == {"width.letters"} and "２" in text)


# Beside each fault, texts that look like it and are right.
RIGHT = {
    "zh": [
        *("历时428日，工程竣工。", "工程于428日内完成。", "连续428日无事故。", "为期120日。"),
        *("百日会战100日，成效显著。", "60日内办结。", "停留期90至120日。", "第428日", "近365日"),
        *("2024年2月29日", "2000年2月29日", "2月29日", "4月30日至5月3日", "12月31日24时"),
        *("18月龄儿童", "4月28日、29日", "历时28时15分", "编号2023-15-02", "比分1:75"),
        *("增长1,000万", "10:30开放", "3.5%", "U.S.公司", "No.3口岸", "TIR, CMR", "附件.docx"),
        *("见https://a.example/口岸?x=1", "（WTO）", "世界贸易组织(WTO)", "1.口岸", "GB/T 1.1"),
        *("为了了解", "参与与会代表", "对对方", "的的确确", "天天人人", "在在线", "以及及时"),
        *("讨论讨论", "一个一个", "非常非常", "和和田", "由于于田", "哈哈哈哈", "了了"),
        *("张三 李四 王五，均到场。", "团结奋进 共创未来，", "记者 张三，通讯员 李四"),
        *("（一）申报", "1)申报", "；2）查验", "西安Xi’an市", "……", "——", "？！"),
        *("请按排队顺序办理", "朝鲜", "WTO"),
    ],
    "en": [
        *("In April 31 trucks crossed.", "March 300 people", "It may 40 times", "29 February 2024"),
        *("a ratio of 13/45", "No. 2023-13-45", "April 28–30", "1–31 May", "24:00"),
        *("U.S.A.", "e.g.this", "a.m.", "3.5", "1,000", "http://a.example/x,y", "Node.js"),
        *("It had had that that.", "Bora Bora", "20 20", "very very", "A A batteries"),
        *(
            "Horgos (霍尔果斯，新疆)",
            "under 《口岸管理条例》 only",
            "headed 口岸（Port）",
            "the “port”",
            "口岸，港口",
        ),
        *(
            "don’t",
            "ports’ cranes",
            "the ’90s",
            "the ‘90s",
            "a) one; b) two",
            "port(s)",
            "[0, 1)",
            '5" pipe',
        ),
        *("wait...", "“first paragraph\n“second paragraph”", "etc., and", "customs clearance"),
        *("separate", "the.net", "x,y", "10:30"),
    ],
}


@pytest.mark.parametrize(("lang", "text"), [(k, text) for k, v in RIGHT.items() for text in v])
def test_what_only_looks_like_a_fault_is_left_alone(lang, text):
    assert found(text, lang) == []


def test_a_fault_that_recurs_is_one_finding_with_many_spans():
    [finding] = check_text("货车,旅客,口岸", "zh")

    assert [span.start for span in finding.zh] == [2, 5]
    assert finding.en == ()
    assert not finding.comparing
    assert finding.level is Level.WARNING

    [finding] = check_text("货车," * 1000, "zh")
    assert len(finding.zh) == MOST_SPANS


def test_an_unwanted_word_inside_a_known_name_is_no_fault():
    words = Vocabulary(
        [Name(("老毛子沟",), ("Laomaozi",), "place")],
        [Unwanted("zh", "老毛子", "", Level.ERROR)],
    )

    assert found("老毛子沟", "zh", words) == []
    assert found("老毛子", "zh", words) == [("wording.unwanted", "老毛子")]


def test_an_empty_text_has_no_fault():
    assert check_text("", "zh") == check_text(" \n", "en") == []


CHARACTERS = "口岸的的了在428年月日时13:., ,，。;()（）《》“”‘’'\"abThe the April 31\n\tＡ１ -/@."
TEXTS = st.text(st.sampled_from(CHARACTERS), max_size=80) | st.text(max_size=60)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["zh", "en"]))
def test_any_text_gets_findings_that_point_into_it_and_can_be_worded(text, lang):
    for finding in check_text(text, lang, WORDS):
        spans = finding.zh if lang == "zh" else finding.en
        assert spans
        assert (finding.en if lang == "zh" else finding.zh) == ()
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text
        assert MESSAGES[finding.code] % finding.values


# One character over and over is what makes an unwary expression take for ever.
LONG = [
    "(",
    "“",
    "（《“",
    "中",
    "a",
    "a-",
    "a.",
    "a@",
    "1",
    "428日",
    ",",
    " ",
    "the ",
    "中 ",
    "Ａ",
    "“\n",
]
LONG += ["April 31 ", "1:", "www.", "a ,", "中,"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("piece", LONG)
def test_a_hundred_kilobytes_take_far_less_than_a_second(piece, lang):
    text = (piece * 100_000)[: 100_000 // len(piece[0].encode())]
    start = time.process_time()

    check_text(text, lang, WORDS)

    assert time.process_time() - start < 0.9
