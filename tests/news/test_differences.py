from hypothesis import given
from hypothesis import strategies as st

from news.differences import compare
from portal.richtext import plain_lines


def marked(pieces):
    return "".join(f"[{text}]" if is_changed else text for text, is_changed in pieces)


def both(then, now, language):
    difference = compare(then, now, language)
    return marked(difference.then), marked(difference.now)


def test_one_changed_character_is_one_mark():
    assert both("首批货车三日入境。", "首批货车四日入境。", "zh") == (
        "首批货车[三]日入境。",
        "首批货车[四]日入境。",
    )


def test_english_is_compared_by_words_and_figures_whole():
    assert both("1,200 lorries on the 3rd.", "1,300 lorries on the 3rd.", "en") == (
        "[1,200] lorries on the 3rd.",
        "[1,300] lorries on the 3rd.",
    )
    assert both("It opens late today", "It opens very early today", "en") == (
        "It opens [late] today",
        "It opens [very early] today",
    )


def test_what_is_put_in_marks_one_side_alone():
    assert both("口岸恢复通关", "口岸恢复客运通关", "zh") == ("口岸恢复通关", "口岸恢复[客运]通关")


def test_white_space_and_width_are_no_difference():
    assert both("共 １２ 辆（出境）", "共12辆 (出境)", "zh") == (
        "共 １２ 辆（出境）",
        "共12辆 (出境)",
    )
    assert both("a  b…", "a b...", "en") == ("a  b…", "a b...")


def test_long_texts_without_anything_in_common_are_compared_at_once():
    difference = compare("甲" * 5000, "乙" * 5000, "zh")

    assert [len(difference.then), len(difference.now)] == [1, 1]


@given(st.text("三四日月 a1，,", max_size=30), st.text("三四日月 a1，,", max_size=30))
def test_the_pieces_add_up_to_both_texts_and_the_unmarked_ones_agree(then, now):
    for language in ["zh", "en"]:
        difference = compare(then, now, language)
        assert "".join(piece.text for piece in difference.then) == then
        assert "".join(piece.text for piece in difference.now) == now
        rest = [
            "".join("".join(text.split()) for text, is_changed in side if not is_changed)
            for side in difference
        ]
        assert rest[0].replace("，", ",") == rest[1].replace("，", ",")


def test_blocks_of_a_rich_text_become_lines():
    assert plain_lines("<p>甲 <strong>乙</strong></p><p>丙&amp;</p>") == "甲 乙\n丙&"
    assert plain_lines("<ul><li>一<ul><li>二</li></ul></li></ul>") == "一\n二"
    assert plain_lines("<table><tr><td>1</td><td>2</td></tr></table>") == "1 2"
