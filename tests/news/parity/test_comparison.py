"""Numbers, dates and times of the two languages."""

import pytest

from news import parity
from tests.news.parity import pairs, sentences


def shown(zh, en):
    return [(finding.code, str(finding.level)) for finding in parity.check(zh, en)]


@pytest.mark.parametrize(("zh", "en"), [*pairs.agreeing(), *sentences.agreeing()])
def test_what_says_the_same_agrees(zh, en):
    assert parity.agree(zh, en) is not False, shown(zh, en)


@pytest.mark.parametrize(("code", "zh", "en"), pairs.disagreeing())
def test_what_differs_is_found_by_its_code(code, zh, en):
    found = [finding for finding in parity.check(zh, en) if finding.comparing]

    assert parity.agree(zh, en) is False
    assert {finding.code for finding in found if finding.level != "hint"} == {code}


@pytest.mark.parametrize(("zh", "en"), [(None, "one"), ("一", ""), (" \n", "x"), (None, None)])
def test_there_is_nothing_to_compare_with_an_empty_text(zh, en):
    assert parity.agree(zh, en) is None


def test_a_finding_marks_both_places():
    zh, en = "4月，进出口４28.3亿元。", "In April trade reached 42.38 billion yuan."
    (finding,) = (finding for finding in parity.check(zh, en) if finding.comparing)

    assert [span.text for span in (*finding.zh, *finding.en)] == [
        "４28.3亿元",
        "42.38 billion yuan",
    ]
    for span, text in ((finding.zh[0], zh), (finding.en[0], en)):
        assert text[span.start : span.end] == span.text
    assert dict(finding.values) == {"zh": "４28.3亿元", "en": "42.38 billion yuan"}


def test_a_repeated_number_needs_one_partner():
    assert parity.agree("15个口岸全部开放，15个！", "All 15 ports are open.")
    assert parity.agree("15个口岸全部开放。", "The region has 15 ports; all 15 are open.")


def test_a_small_number_that_stands_alone_is_a_hint():
    (finding,) = parity.check("口岸开通三条通道。", "The port opened new lanes.")

    assert (finding.code, finding.level) == ("number.missing", "hint")
    assert parity.agree("口岸开通三条通道。", "The port opened new lanes.")


def test_a_text_of_thousands_of_numbers_is_no_passage():
    zh, en = "15吨，" * 3000, "16 tonnes, " * 3000
    (finding,) = parity.check(zh, en)

    assert (finding.code, finding.level) == ("number.too_many", "hint")
    assert parity.agree(zh, en) is None


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("口岸运行平稳。", "The port runs smoothly."),
        ("一起办理", "handle it together"),
        ("千方百计保通保畅", "do everything to keep traffic moving"),
    ],
)
def test_words_that_count_nothing_leave_nothing_to_compare(zh, en):
    assert parity.agree(zh, en) is None


def test_a_name_known_in_both_is_something_to_compare():
    words = parity.Vocabulary([parity.Name(("口岸甲",), ("Port A",), "port")])

    assert parity.agree("口岸甲运行平稳。", "Port A runs smoothly.", words) is True
    assert parity.agree("口岸甲运行平稳。", "Port A runs smoothly.") is None


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        ("三个口岸、五条通道", "three ports and five lanes", "five ports and three lanes"),
        (
            "入境旅客3200人次，出境旅客2100人次",
            "2,100 outbound and 3,200 inbound passengers",
            "2,100 inbound and 3,200 outbound passengers",
        ),
        ("每吨320元", "320 yuan a tonne", "320 yuan a kilogram"),
        ("每周三趟", "three trips a week", "three trips a day"),
        ("九折", "10 percent off", "90 percent off"),
        ("300亩（约20公顷）", "300 mu (about 20 hectares)", "300 mu (about 30 hectares)"),
        ("300亩", "300 mu (20 hectares)", "300 mu (30 hectares)"),
        ("“十五五”", "15th Five-Year Plan (2026-2030)", "15th Five-Year Plan (2025-2030)"),
        ("T2航站楼", "Terminal 2", "Terminal 6"),
        ("3号桥", "Bridge No. 3", "Bridge No. 1"),
        ("数百辆货车", "hundreds of trucks", "hundreds of people"),
        ("由6班增至14班", "an increase from 6 to 14", "a decrease from 6 to 14"),
        ("投资3.5亿元", "350 million yuan was invested", "350 million was invested"),
        ("三吨半", "3.5 tonnes", "3 tonnes"),
        ("6个月以内", "within six months", "after six months"),
        ("增长2倍", "an increase of 200 percent", "twice the level of last year"),
        ("突破4.5万列", "passed 45,000 trains", "approached 45,000 trains"),
        ("一期工程占地60亩", "Phase one covers 60 mu", "Phase two covers 60 mu"),
        ("第一批16个事项", "the first batch of 16 services", "a second batch of 16 services"),
        ("每年开放4次", "opens four times a year", "opens twice a year"),
        ("昨晚7时30分", "7:30 last night", "7:30 yesterday morning"),
        (
            "会晤于周五举行，签署4项协议",
            "Four agreements were signed on Friday",
            "Four agreements were signed",
        ),
        (
            "三季度比二季度多300列",
            "300 more in the third quarter than in the previous quarter",
            "300 more in the third quarter than in the first quarter",
        ),
    ],
)
def test_one_detail_decides(zh, right, wrong):
    assert parity.agree(zh, right) is True, shown(zh, right)
    assert parity.agree(zh, wrong) is False, shown(zh, wrong)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("2月30日，口岸召开例会。", "The port held its meeting on February 28."),
        ("428日，首列班列开出。", "The first train left on April 28."),
        ("会议于13月5日举行。", "The meeting took place on December 5."),
        ("会议于5月32日上午举行。", "The meeting took place on the morning of May 31."),
        ("6月30日，旅客通道启用。", "The passenger lane came into use on June 31."),
        ("4月28日至31日举行。", "It takes place from April 28 to 30."),
        ("10时75分开关。", "It opens at 10:15."),
        ("10时15分开关。", "It opens at 10:75 a.m."),
        ("每天25:30闭关。", "It closes at 23:30 every day."),
        ("2023-13-45发布", "Published on November 5, 2023"),
    ],
)
def test_a_date_or_time_that_cannot_be_is_one_finding_and_no_agreement(zh, en):
    (finding,) = parity.check(zh, en)

    assert finding.code in {"date.impossible", "date.digits_lost", "time.impossible"}
    assert parity.agree(zh, en) is False
