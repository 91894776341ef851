"""The pure comparison: exact, bounded, by structure."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.differences import Effort, stretches
from news.formatted import ADDED, REMOVED, SAME, compare, compare_plain, read
from news.sequences import align, longest_increasing, pair_up

TEXT = st.text("三四日月 a1,，。\n12", max_size=40)
CHANGE = st.lists(st.tuples(st.integers(0, 400), st.sampled_from("三四，a1 ")), max_size=6)
PARAGRAPH = "口岸于3月12日10:30恢复货运通关，当日进出境车辆428辆。" * 12


def sides(runs):
    """Both texts, as leaving out the marks of the other gives them."""
    then = "".join(run.text for run in runs if run.mark != ADDED)
    return then, "".join(run.text for run in runs if run.mark != REMOVED)


@pytest.mark.parametrize("language", ["zh", "en"])
@given(then=TEXT, now=TEXT)
def test_the_marks_give_both_texts_back_exactly(language, then, now):
    assert sides(compare_plain(then, now, language)) == (then, now)


@given(changes=CHANGE)
def test_a_few_changes_of_a_paragraph_give_both_texts_back_and_no_more_marks(changes):
    now = list(PARAGRAPH)
    for place, char in changes:
        now[place % len(now)] = char
    now = "".join(now)

    runs = compare_plain(PARAGRAPH, now, "zh")

    assert sides(runs) == (PARAGRAPH, now)
    # A figure is marked whole; nothing here is longer than "10:30".
    assert sum(len(run.text) for run in runs if run.mark == REMOVED) <= 12 * len(changes)


@given(then=TEXT, now=TEXT, steps=st.integers(0, 30))
def test_without_steps_left_the_marks_are_coarse_and_still_exact(then, now, steps):
    found = stretches(then, now, "zh", Effort(steps))

    rest, new_rest, at, new_at = "", "", 0, 0
    for start, end, new_start, new_end in found:
        rest, new_rest = rest + then[at:start], new_rest + now[new_at:new_start]
        at, new_at = end, new_end
    assert rest + then[at:] == new_rest + now[new_at:]


def hundred_kilobytes(seed):
    """A reproducible text of some 100 KB in UTF-8, in clauses."""
    value, chars = seed, []
    for _char in range(34_000):
        value = (value * 1103515245 + 12345) % 2**31
        chars.append("口岸恢复通关货车日月年的了，。"[value // 65536 % 15])
    return "".join(chars)


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (hundred_kilobytes(1), hundred_kilobytes(2)),
        (hundred_kilobytes(1), hundred_kilobytes(1)[17_000:] + hundred_kilobytes(1)[:17_000]),
        (hundred_kilobytes(1), hundred_kilobytes(1).replace("年", "岁")),
        ("甲乙" * 17_000, "乙甲丙" * 11_000),
        ("甲" * 34_000, "乙" * 34_000),
        ("甲，" * 17_000, "甲，" * 16_999 + "乙"),
    ],
    ids=["other", "turned", "every year", "periods", "nothing", "repeats"],
)
def test_a_hundred_kilobytes_take_about_a_second_at_worst(then, now):
    begin = time.process_time()
    runs = compare_plain(then, now, "zh")
    took = time.process_time() - begin

    assert sides(runs) == (then, now)
    assert took < 2.5, took


def test_one_character_in_a_hundred_kilobytes_is_one_mark():
    then = hundred_kilobytes(3)
    now = then[:20_000] + "戊" + then[20_001:30_000] + "己" + then[30_001:]

    marks = [run for run in compare_plain(then, now, "zh") if run.mark != SAME]

    assert [run.text for run in marks if run.mark == ADDED] == ["戊", "己"]


# Structure


def states(difference):
    return [(change.block.text, change.state) for change in difference.blocks]


def test_an_item_that_was_put_in_leaves_its_neighbours_alone():
    then = "<ul><li>一</li><li>二</li></ul>"
    now = "<ul><li>一</li><li>新</li><li>二</li></ul>"

    assert states(compare(then, now, "zh")) == [("一", SAME), ("新", ADDED), ("二", SAME)]


def test_a_column_that_was_put_in_does_not_change_the_others():
    then = "<table><tr><th>口岸</th><th>数</th></tr><tr><td>甲</td><td>428</td></tr></table>"
    now = (
        "<table><tr><th>口岸</th><th>日</th><th>数</th></tr>"
        "<tr><td>甲</td><td>一</td><td>429</td></tr></table>"
    )

    _head, row = compare(then, now, "zh").blocks

    assert [[run.text for run in cell.runs] for cell in row.cells] == [
        ["甲"],
        ["一"],
        ["428", "429"],
    ]
    assert [cell.state for cell in row.cells] == [SAME, ADDED, "changed"]


def test_nested_items_empty_cells_and_lines_are_read():
    blocks = read("<ol><li>一<ul><li>二</li></ul></li></ol>")
    assert [(block.kind, block.text, block.place) for block in blocks] == [
        ("ol", "一", (1,)),
        ("ul", "二", (2,)),
    ]
    [row] = read("<table><tr><td></td><td>1</td></tr></table>")
    assert row.text == "\t1"
    assert [block.text for block in read("甲\n乙\n\n丙")] == ["甲\n乙", "丙"]
    assert [block.kind for block in read("甲\n乙", "list")] == ["ul", "ul"]


def test_what_only_the_source_code_differs_in_is_no_difference_but_a_layout_is_said():
    assert compare("<p>甲</p>\n<p>乙</p>", "<p>甲</p><p>乙</p>", "zh").is_same
    spans = '<table><tr><td colspan="2">甲</td></tr></table>'
    [note] = compare("<table><tr><td>甲</td></tr></table>", spans, "zh").notes
    assert note.what == "other"


# Rows


def test_what_stayed_is_the_most_that_can_have_stayed():
    assert longest_increasing([2, 3, 4, 1, 5]) == {0, 1, 2, 4}
    assert longest_increasing([]) == set()


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.integers(0, 3))
def test_every_row_of_both_documents_is_shown_once(order, gone, new):
    then = [(str(number), f"第{number}行") for number in range(8)]
    now = [then[number] for number in order if number not in gone]
    now += [(f"n{number}", f"全新内容{number}" * 5) for number in range(new)]

    found = align(then, now)

    assert sorted(each.then for each in found if each.then is not None) == list(range(8))
    assert [each.now for each in found if each.now is not None] == list(range(len(now)))
    assert all(each.then is not None and each.now is not None for each in found if each.is_moved)


def test_swapped_neighbours_are_one_move():
    rows = [(key, key * 9) for key in "abcd"]
    found = align(rows, [rows[0], rows[2], rows[1], rows[3]])

    assert [each.is_moved for each in found].count(True) == 1


@given(
    st.lists(st.text("ab", max_size=2), max_size=6), st.lists(st.text("ab", max_size=2), max_size=6)
)
def test_parts_are_paired_in_their_order_each_once(then, now):
    pairs = pair_up([list(each) for each in then], [list(each) for each in now])

    assert [one for one, _two in pairs if one is not None] == list(range(len(then)))
    assert [two for _one, two in pairs if two is not None] == list(range(len(now)))
