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
    (finding,) = parity.check("口岸开通3条通道。", "The port opened new lanes.")

    assert (finding.code, finding.level) == ("number.missing", "hint")
    assert parity.agree("口岸开通3条通道。", "The port opened new lanes.")


def test_a_text_of_thousands_of_numbers_is_no_passage():
    zh, en = "15吨，" * 3000, "16 tonnes, " * 3000
    (finding,) = parity.check(zh, en)

    assert (finding.code, finding.level) == ("number.too_many", "hint")
    assert parity.agree(zh, en) is None
