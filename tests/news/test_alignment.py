"""Putting texts beside each other on the server; tests/browser/test_import.py has the browser."""

import json
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news import alignment
from portal.richtext import plain_text

CASES = json.loads(Path(__file__).with_name("alignment_cases.json").read_text())


def made(rows):
    return [{"kind": kind, "text_zh": zh, "text_en": en} for kind, zh, en in rows]


def blank():
    return {"kind": "paragraph", "text_zh": "", "text_en": ""}


def run(rows, name, place, language="zh", direction=1):
    return {
        "move": lambda: alignment.move_text(rows, place, language, direction),
        "down": lambda: alignment.shift_down(rows, place, language, blank),
        "up": lambda: alignment.shift_up(rows, place, language),
        "join": lambda: alignment.join_next(rows, place, language),
        "split": lambda: alignment.split(rows, place, language, blank),
        "swap": lambda: alignment.swap(rows, place),
    }[name]()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_operation_makes_of_the_rows_what_its_case_says(case):
    rows = made(case["rows"])

    assert run(rows, *case["do"]) == made(case["become"])
    assert rows == made(case["rows"])


@pytest.mark.parametrize(
    ("kind", "text", "parts"),
    [
        ("paragraph", "<p>甲。乙！丙</p>", ("<p>甲。</p>", "<p>乙！丙</p>")),
        ("paragraph", "<p>“甲。”乙</p>", ("<p>“甲。”</p>", "<p>乙</p>")),
        ("paragraph", "<p>It rose 3.5 %. B.</p>", ("<p>It rose 3.5 %.</p>", "<p>B.</p>")),
        ("paragraph", "<p><strong>A. B.</strong> C</p>",
         ("<p><strong>A.</strong></p>", "<p><strong>B.</strong> C</p>")),
        ("paragraph", "<p>A.</p><p>B.</p>", ("<p>A.</p>", "<p>B.</p>")),
        ("heading2", "甲！乙", ("甲！", "<p>乙</p>")),
    ],
)  # fmt: skip
def test_a_text_is_split_after_its_first_sentence(kind, text, parts):
    rows = [{"kind": kind, "text_zh": text, "text_en": "<p>X</p>"}]

    first, second = alignment.split(rows, 0, "zh", blank)

    assert (first["text_zh"], second["text_zh"]) == parts
    assert (first["text_en"], second["text_en"]) == ("<p>X</p>", "")


@pytest.mark.parametrize("text", ["", "<p>甲。</p>", "<p>No sentence ends</p>", "<p>3.5</p>"])
def test_a_text_of_one_sentence_is_not_split(text):
    rows = [{"kind": "paragraph", "text_zh": text, "text_en": ""}]

    assert alignment.split(rows, 0, "zh", blank) == rows


KINDS = ["paragraph", "heading2", "heading3", "list", "quote", "table", "figure"]


@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.booleans(), st.booleans()), min_size=1, max_size=8
    ),
    st.lists(
        st.tuples(
            st.sampled_from(["move", "down", "up", "join", "split", "swap"]),
            st.integers(0, 20),
            st.sampled_from(["zh", "en"]),
            st.sampled_from([-1, 1]),
        ),
        max_size=12,
    ),
)
def test_no_operation_loses_or_doubles_a_character(shapes, steps):
    fresh = count(0x4E00)

    def text(kind):
        words = [f"{chr(next(fresh))}。{chr(next(fresh))}" for _part in range(2)]
        shape = {
            "list": "<ul><li>{}</li><li>{}</li></ul>",
            "table": "<table><tbody><tr><td>{}</td><td>{}</td></tr></tbody></table>",
            "paragraph": "<p><strong>{}</strong></p><p>{}</p>",
        }.get(kind, "{}<br>{}")
        return shape.format(*words)

    rows = [
        {
            "kind": kind,
            "text_zh": text(kind) if zh else "",
            "text_en": text(kind) if en else "",
            "image": "m1" if kind == "figure" else "",
        }
        for kind, zh, en in shapes
    ]

    def characters(rows):
        words = "".join(plain_text(row["text_zh"]) + plain_text(row["text_en"]) for row in rows)
        return sorted(words.replace(" ", ""))

    before, pictures = characters(rows), sum(row["image"] == "m1" for row in rows)
    for name, place, language, direction in steps:
        if rows:
            rows = run(rows, name, place % len(rows), language, direction)
    assert characters(rows) == before
    assert sum(row.get("image") == "m1" for row in rows) == pictures
