"""Every word of rise and fall of one language against those of the other."""

from itertools import product

import pytest

from news import parity

RISES = (
    ("增长8%", "增加8%", "上升8%", "上涨8%", "上调8%", "上浮8%", "提高8%", "提升8%", "扩大8%")
    + ("升值8%", "回升8%", "走高8%", "攀升8%", "激增8%", "高8%", "多8%", "涨8%", "8%的增幅")
    + ("增幅达8%", "延长8%", "以8%的速度递增"),
    ("rose 8%", "grew by 8%", "climbed 8%", "gained 8%", "jumped 8%", "surged by 8%", "soared 8%")
    + ("was up 8%", "was raised by 8%", "was hiked by 8%", "widened by 8%", "was extended by 8%")
    + ("appreciated 8%", "strengthened 8%", "was 8% higher", "was 8% more", "an 8% rise")
    + ("an increase of 8%", "expanded 8%", "rebounded 8%"),
)
FALLS = (
    ("下降8%", "减少8%", "降低8%", "缩小8%", "收窄8%", "贬值8%", "回落8%", "走低8%", "下浮8%")
    + ("下调8%", "缩短8%", "压缩8%", "压减8%", "缩减8%", "跌8%", "锐减8%", "低8%", "少8%")
    + ("8%的降幅", "降幅达8%", "以8%的速度递减"),
    ("fell 8%", "declined by 8%", "dropped 8%", "slid 8%", "slipped 8%", "shrank by 8%", "lost 8%")
    + ("narrowed by 8%", "was cut by 8%", "was lowered by 8%", "was reduced by 8%", "slumped 8%")
    + ("was trimmed by 8%", "was shortened by 8%", "depreciated 8%", "weakened 8%", "was down 8%")
    + ("contracted 8%", "was 8% lower", "was 8% less", "an 8% cut", "a drop of 8%"),
)


def codes(zh, en):
    return [finding.code for finding in parity.check(zh, en) if finding.comparing]


@pytest.mark.parametrize("words", [RISES, FALLS])
def test_words_of_one_direction_agree(words):
    assert not {(zh, en) for zh, en in product(*words) if codes(zh, en)}


@pytest.mark.parametrize(("zh", "en"), [(RISES[0], FALLS[1]), (FALLS[0], RISES[1])])
def test_a_rise_is_no_fall(zh, en):
    expected = ["direction.differs"]
    assert not {pair for pair in product(zh, en) if codes(*pair) != expected}


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("增速放缓至8%", "growth of 8 percent"),
        ("提速8%", "cut by 8 percent"),
        ("排名提前8位", "climbed eight places"),
        ("降幅收窄8个百分点", "an improvement of 8 percentage points"),
        ("减免税费8亿元", "more than before: 800 million yuan in taxes waived"),
    ],
)
def test_what_may_be_either_is_left_alone(zh, en):
    assert "direction.differs" not in codes(zh, en)
