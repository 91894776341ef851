"""What holds for every number, whatever its writing."""

import sys
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from news import parity
from news.parity import comparison, english

HAN = "零一二三四五六七八九"
UNITS = [
    ("元", "yuan"),
    ("美元", "US dollars"),
    ("吨", "tonnes"),
    ("公里", "kilometres"),
    ("平方米", "square metres"),
]


def in_han(number):
    """The numeral of a number below 100,000,000."""
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        rest = "" if not low else ("零" if low < 1000 else "") + in_han(low)
        return f"{in_han(high)}万{rest}"
    text, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if zero and text else "") + HAN[digit] + name
            zero = False
        else:
            zero = True
    return text


def in_english(number):
    if number < 20:
        return english.ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return english.TENS[tens - 2] + (f"-{english.ONES[ones]}" if ones else "")
    for scale, name in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= scale:
            high, low = divmod(number, scale)
            rest = f" {'and ' if low < 100 else ''}{in_english(low)}" if low else ""
            return f"{in_english(high)} {name}{rest}"
    raise AssertionError(number)


def decimals(value):
    text = f"{value.numerator * 10**9 // value.denominator / 10**9:.9f}".rstrip("0").rstrip(".")
    return text


@st.composite
def written(draw):
    """A number from 11 up with one writing in each language."""
    number = draw(st.integers(11, 99_999_999))
    chinese = draw(
        st.sampled_from(
            [
                str(number),
                f"{number:,}",
                f"{number:,}".replace(",", "，"),
                str(number).translate({48 + n: 0xFF10 + n for n in range(10)}),
                in_han(number),
                decimals(Fraction(number, 10**4)) + "万",
                decimals(Fraction(number, 10**8)) + "亿",
            ]
        )
    )
    there = draw(
        st.sampled_from(
            [
                f"{number:,}",
                in_english(number),
                decimals(Fraction(number, 10**6)) + " million",
                decimals(Fraction(number, 10**3)) + " thousand",
            ]
        )
    )
    return number, chinese, there


def sentence(chinese, there, unit):
    return f"口岸共计{chinese}{unit[0]}。", f"The port recorded {there} {unit[1]} in all."


@given(written(), st.sampled_from(UNITS))
@settings(max_examples=300, deadline=None)
def test_a_number_agrees_with_itself_in_any_writing(number, unit):
    _, chinese, there = number
    zh, en = sentence(chinese, there, unit)

    assert parity.agree(zh, en), (zh, en, parity.check(zh, en))


@given(written(), st.sampled_from(UNITS), st.integers(0, 7), st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_another_digit_disagrees(number, unit, place, more):
    value, chinese, _ = number
    digits = list(str(value))
    place %= len(digits)
    digits[place] = str((int(digits[place]) + more) % 10)
    zh, en = sentence(chinese, f"{int(''.join(digits)):,}", unit)

    assert parity.agree(zh, en) is False, (zh, en)


@given(written(), st.sampled_from(UNITS), st.sampled_from([10, 100, 1000, 10**4, 10**8]))
@settings(max_examples=200, deadline=None)
def test_another_scale_disagrees(number, unit, scale):
    value, chinese, _ = number
    zh, en = sentence(chinese, f"{value * scale:,}", unit)

    assert parity.agree(zh, en) is False, (zh, en)


@given(written(), st.permutations(UNITS))
@settings(max_examples=200, deadline=None)
def test_another_unit_disagrees(number, units):
    _, chinese, there = number
    zh, en = sentence(chinese, there, (units[0][0], units[1][1]))

    assert parity.agree(zh, en) is False, (zh, en)


ZH_WORDS = st.sampled_from(
    "口岸 恢复 通关 车辆 旅客 一带一路 统一 一些 进一步 万物 海关 ， 。 、 "
    "（ ） 中哈 双方 货物".split()
)
EN_WORDS = st.sampled_from(
    "port resumes clearance trucks one-stop the a may march , . ( ) both "
    "one another no one further first of all".split()
)


@given(st.lists(ZH_WORDS, min_size=1, max_size=40), st.lists(EN_WORDS, min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_text_without_numbers_yields_no_finding(zh, en):
    comparing = [f for f in parity.check("".join(zh), " ".join(en)) if f.comparing]

    assert comparing == []


@given(
    st.text(
        alphabet="0123456789一二十百万亿点分之年月日时%-,.，、至约近第个元（）两半 \n", max_size=60
    ),
    st.text(alphabet="0123456789 abdefhilmnorstuvwyAMJ%-,.$()\n", max_size=60),
)
@settings(max_examples=300, deadline=None)
@example("0分之1", "1/0")
@example("99时99分", "99:99 p.m.")
@example("9" * 500, "9" * 500)
def test_any_text_gives_a_result(zh, en):
    for finding in parity.check(zh, en):
        for span, text in [(s, zh) for s in finding.zh] + [(s, en) for s in finding.en]:
            assert text[span.start : span.end] == span.text != ""


def lines_run(zh, en):
    """Lines of the package's own Python that a check runs: a measure no other work disturbs."""
    count = 0

    def local(frame, event, argument):
        nonlocal count
        count += event == "line"
        return local

    def trace(frame, event, argument):
        return local if "parity" in frame.f_code.co_filename else None

    comparison._comparison.cache_clear()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        parity.check(zh, en)
    finally:
        sys.settrace(before)
    return count


def test_twice_the_text_takes_at_most_thrice_the_work():
    for zh, en in [
        ("一" * 500, "one " * 250),
        ("1," * 300, "1, " * 250),
        ("亿" * 500, "million " * 100),
        ("（" * 500, "(" * 500),
        ("15吨货物，", "16 tonnes of goods, "),
    ]:
        zh, en = (zh, en) if len(zh) > 20 else (zh * 60, en * 60)
        parity.check(zh, en)
        assert lines_run(zh * 2, en * 2) <= 3 * lines_run(zh, en) + 2000, zh[:10]
