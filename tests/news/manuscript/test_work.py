"""How much work the aligning does, counted and not timed: a measure no other program disturbs."""

import re

import pytest

from news.manuscript import alignment, read_text, understand
from news.manuscript.bundling import EDGE, MOST
from news.manuscript.inline import Run, cut, cuts, plain, tidy
from news.manuscript.structure import Item, items_of, joined_lists, list_block

SHAPES = {
    "lines in turn": lambda count: "\n".join(["口岸", "Port"] * count),
    "numbered lines in turn": lambda count: "\n".join(f"口岸{n}\nPort {n}" for n in range(count)),
    "one language after the other": lambda count: "口岸\n" * count + "Port\n" * count,
    "months": lambda count: "\n".join(["5月", "May"] * count),
    "tabs": lambda count: "口岸\tPort\t12\n" * count,
}
HTML = {
    "breaks": lambda count: "口<br>a<br>" * count,
    "items": lambda count: "<ul>" + "<li>口<li>a" * count + "<li>口</ul>",
}


def counted(monkeypatch, text, kind):
    """(pairs that were weighed, what was understood)"""
    calls = 0
    real = alignment._Table._cost

    def counting(*arguments):
        nonlocal calls
        calls += 1
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(alignment._Table, "_cost", counting)
        found = understand(read_text(text, kind))
    return calls, found


def characters(found):
    texts = [left.text for left in found.left_out] + list(found.title.values())
    texts += [text for row in found.rows for text in (row.zh_text, row.en_text)]
    return sorted(re.sub(r"\s", "", "".join(text or "" for text in texts)))


@pytest.mark.parametrize("shape", [*SHAPES, *HTML])
def test_the_work_of_many_lines_has_an_end(monkeypatch, shape):
    kind, make = ("html", HTML[shape]) if shape in HTML else ("text", SHAPES[shape])
    few, _ = counted(monkeypatch, make(3_000), kind)
    many, found = counted(monkeypatch, make(6_000), kind)

    # However many lines there are, the grid has some thousand points, each with a few ways in.
    assert max(few, many) < 120_000
    assert len(found.rows) < 2 * MOST
    text = re.sub(r"<[^>]+>", "", make(6_000))
    if shape != "one language after the other":  # a repeated title is no matter here
        assert characters(found) == sorted(re.sub(r"\s", "", text))


def test_lines_that_are_joined_keep_their_order_and_their_neighbours():
    lines = [f"口岸{n}开放\nPort {n} opens" for n in range(4_000)]
    found = understand(read_text("\n".join(lines), "text"))

    for side in ("zh_text", "en_text"):
        texts = "\n".join(text for row in found.rows if (text := getattr(row, side)))
        numbers = [int(number) for number in re.findall(r"\d+", texts)]
        assert numbers == sorted(numbers)
    pairs = [
        tuple(re.findall(r"\d+", text) for text in (row.zh_text or "", row.en_text or ""))
        for row in found.rows
    ]
    assert sum(zh == en for zh, en in pairs) > 0.9 * len(pairs)


def test_a_manuscript_of_a_thousand_lines_is_not_joined():
    lines = [f"口岸{n}开放\nPort {n} opens" for n in range(MOST // 2)]
    found = understand(read_text("\n".join(lines), "text"))

    assert len(found.rows) + 1 >= MOST // 2
    assert EDGE < MOST


def test_cutting_many_pieces_is_cutting_each():
    runs = [Run("口岸 a", True), Run(" \n b"), Run("c d", position="sup"), Run("尾\n")]
    text = plain(runs)
    every = [(a, b) for a in range(len(text) + 1) for b in range(a, len(text) + 1)]

    for start, end in every:
        first, second = cuts(runs, [(start, end), (end, len(text))])
        assert first == cut(runs, start, end)
        assert second == cut(runs, end)
    assert cuts(runs, [(0, 2), (3, 4)]) == [[Run("口岸", True)], [Run("a", True)]]
    assert cut(runs, 0) == tidy(runs)


def test_joining_lists_is_making_one_of_their_items():
    def made(*items):
        return list_block([Item([Run(text)], depth, ordered) for text, depth, ordered in items])

    flat = made(("甲", 0, False), ("乙", 0, False))
    nested = made(("a", 0, False), ("b", 1, True), ("c", 2, False), ("d", 0, False))
    numbered = made(("one", 0, True), ("two", 1, False))

    for blocks in (
        [flat, nested, flat],
        [numbered, numbered],
        [flat, numbered],
        [numbered, nested],
    ):
        items = [item for block in blocks for item in items_of(block)]
        assert joined_lists(blocks) == list_block(items)


def test_comments_that_never_end_are_text_and_read_once():
    """A pattern that looked for each one's end would take an hour."""
    text = "<!-- a -->" + "<!--" * 200_000
    found = understand(read_text(text, "markdown"))

    assert [each.text for each in found.left_out if each.reason == "comment"] == ["a"]
    assert characters(found) == sorted("a" + "<!--" * 200_000)


@pytest.mark.parametrize("opening", ["[a](", "![a](", "<https://a"])
def test_links_that_never_end_are_text_and_read_once(opening):
    """Each was read to the end of the text in every way, which took minutes."""
    text = opening * 25_000

    assert characters(understand(read_text(text, "markdown"))) == sorted(text)
