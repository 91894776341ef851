"""Manuscripts of every form, and what a careful editor would make of each.

tests/news/manuscripts holds NAME.txt, .html, .md or .json (a Word file as word.py builds it), or
NAME.zh.* and NAME.en.*, and NAME.truth.json:

"title"     {"zh", "en"}
"meta"      date, source, author and editor; a list where either language's will do; a key that is
            left out is not judged, where editors would differ
"passages"  [{"zh", "en", "kind"}] in order, plain text; no "kind" where only a guess could tell
            "optional" marks what may as well be left out (a sign-off, a note of the source)
"left_out"  pieces that must be shown as left out
"never"     pieces that must be in no row: deleted text, comments
"encoding"  of a text file, where it is not UTF-8
"""

import difflib
import html.parser
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from news import manuscript
from tests.news.manuscripts import word

CORPUS = Path(__file__).parent.parent / "manuscripts"
PAIRS_RIGHT_AT_LEAST = 0.98
KINDS_RIGHT_AT_LEAST = 0.98

ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
WIDE = "[\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
SPACE_AT_WIDE = re.compile(f"(?<={WIDE}) | (?={WIDE})")


def normal(text):
    """One space for every white space, none beside a Chinese character; None for no text."""
    text = " ".join(ZERO_WIDTH.sub("", text or "").split())
    return SPACE_AT_WIDE.sub("", text) or None


def names(folder=CORPUS):
    return sorted(path.name.removesuffix(".truth.json") for path in folder.glob("*.truth.json"))


def truth_of(name, folder=CORPUS):
    return json.loads((folder / f"{name}.truth.json").read_text(encoding="utf-8"))


def files_of(name, folder=CORPUS):
    """The manuscript's one file, or the Chinese one and the English one."""
    files = [
        path
        for path in sorted(folder.glob(f"{name}.*"), reverse=True)
        if path.name != f"{name}.truth.json"
    ]
    assert len(files) in (1, 2), name
    return files


def upload_of(path):
    """(name, bytes) as an editor would drop the file."""
    if path.suffix == ".json":
        declaration = json.loads(path.read_text(encoding="utf-8"))
        return path.with_suffix(".docx").name, word.docx(declaration)
    return path.name, path.read_bytes()


class Shown(html.parser.HTMLParser):
    """What a reader of a page sees of it."""

    def __init__(self):
        super().__init__()
        self.texts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in {"title", "script", "style"}

    def handle_endtag(self, tag):
        self.hidden -= tag in {"title", "script", "style"}

    def handle_data(self, data):
        if not self.hidden:
            self.texts.append(data)


def plain_of(path, encoding):
    """The text that an editor sees in the manuscript, without marks of its format."""
    if path.suffix == ".json":
        return word.plain(json.loads(path.read_text(encoding="utf-8")))
    text = path.read_text(encoding=encoding)
    if path.suffix == ".html":
        page = Shown()
        page.feed(text)
        return "".join(page.texts)
    if path.suffix == ".md":
        text = re.sub(r"\]\([^)]*\)|^\s*(?:#+|>|-+(?=\s)|-{3,}$)|\|(?:-+\|)+", "", text, flags=re.M)
        return re.sub(r"\*\*|[\[|]", "", text)
    return text


@cache
def understood(name, folder=CORPUS):
    blocks = [manuscript.read(*upload_of(path)) for path in files_of(name, folder)]
    return manuscript.understand(*blocks)


def got_pairs(name, folder=CORPUS):
    return [(normal(row.zh_text), normal(row.en_text)) for row in understood(name, folder).rows]


def true_pairs(name, folder=CORPUS):
    got = got_pairs(name, folder)
    return [
        pair
        for passage in truth_of(name, folder)["passages"]
        for pair in [(normal(passage["zh"]), normal(passage["en"]))]
        if pair in got or not passage.get("optional")
    ]


def score(name, folder=CORPUS):
    """(pairs found exactly right and in order, pairs there are, what is wrong)"""
    true, got = true_pairs(name, folder), got_pairs(name, folder)
    matcher = difflib.SequenceMatcher(None, true, got, autojunk=False)
    right = sum(block.size for block in matcher.get_matching_blocks())
    wrong = [
        f"  {sign} {zh}\n    {en}"
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
        for sign, some in (("should be", true[i1:i2]), ("is", got[j1:j2]))
        for zh, en in some
    ]
    return right, max(len(true), len(got)), wrong


def wrong_head(name, folder=CORPUS):
    """What is not as it should be in the title, the meta data and what was left out."""
    truth, result = truth_of(name, folder), understood(name, folder)
    wrong = [
        f"title {language}: {result.title.get(language)!r}"
        for language in ("zh", "en")
        if normal(result.title.get(language)) != normal(truth["title"][language])
    ]
    for key, value in truth["meta"].items():
        found = getattr(result.meta, key)
        if key == "date":
            found = {found.isoformat()} if found else set()
        else:
            found = {normal(text) for text in found.values() if normal(text)}
        allowed = {normal(text) for text in (value if isinstance(value, list) else [value])} - {
            None
        }
        if not (found and found <= allowed if allowed else not found):
            wrong.append(f"meta {key}: {found} for {value!r}")
    left = [normal(left.text) or "" for left in result.left_out]
    wrong += [
        f"not left out: {piece}"
        for piece in truth["left_out"]
        if not any(normal(piece) in text for text in left)
    ]
    rows = "\n".join(text or "" for pair in got_pairs(name, folder) for text in pair)
    wrong += [f"in a row: {piece}" for piece in truth.get("never", []) if piece in rows]
    return wrong


def lost(name, folder=CORPUS):
    """The characters of the input that stand nowhere in the result."""
    encoding = truth_of(name, folder).get("encoding", "utf-8")
    given = "".join(plain_of(path, encoding) for path in files_of(name, folder))
    result = understood(name, folder)
    kept = "".join(
        text or ""
        for text in [
            *(text for row in result.rows for text in (row.zh_text, row.en_text)),
            *(result.title.get(language) for language in ("zh", "en")),
            *(left.text for left in result.left_out),
        ]
    )
    given, kept = (Counter("".join(ZERO_WIDTH.sub("", text).split())) for text in (given, kept))
    return given - kept


def wrong_kinds(name, folder=CORPUS):
    """(rows whose kind is judged, those of another kind); a heading's level is not judged."""
    kinds = {
        (normal(passage["zh"]), normal(passage["en"])): passage["kind"].rstrip("23")
        for passage in truth_of(name, folder)["passages"]
        if "kind" in passage
    }
    judged = [
        (pair, kinds[pair], str(row.kind).rstrip("23"))
        for pair, row in zip(got_pairs(name, folder), understood(name, folder).rows, strict=True)
        if pair in kinds
    ]
    return len(judged), [
        f"{is_} for {should}: {pair}" for pair, should, is_ in judged if is_ != should
    ]


def test_the_truth_of_every_manuscript_stands_in_its_text():
    """A slip of the corpus's own would else be looked for in the reader."""
    for name in names():
        truth = truth_of(name)
        text = normal(
            "\n".join(plain_of(path, truth.get("encoding", "utf-8")) for path in files_of(name))
        )
        bare = re.sub(r"\s", "", text or "")
        for piece in [
            *truth["title"].values(),
            *(text for passage in truth["passages"] for text in (passage["zh"], passage["en"])),
            *truth["left_out"],
        ]:
            # The items of a list and cells stand with the other language's between them.
            for line in re.split(r"[\n\t]", piece or ""):
                assert re.sub(r"\s", "", normal(line) or "") in bare, (name, line)


@pytest.mark.parametrize("name", names())
def test_title_and_meta_data_are_found_and_the_rest_is_shown_as_left_out(name):
    assert not wrong_head(name)


@pytest.mark.parametrize("name", names())
def test_no_character_of_a_manuscript_is_lost(name):
    assert not lost(name)


def test_passages_are_paired_as_an_editor_pairs_them():
    scores = {name: score(name) for name in names()}
    right = sum(right for right, _, _ in scores.values())
    every = sum(every for _, every, _ in scores.values())
    report = "\n".join(
        f"{name}: {right} of {every}\n" + "\n".join(wrong)
        for name, (right, every, wrong) in scores.items()
        if right < every
    )

    assert right >= PAIRS_RIGHT_AT_LEAST * every, f"{right} of {every}\n{report}"


def test_kinds_named_by_the_mark_up_are_kept():
    judged, wrong = map(list, zip(*(wrong_kinds(name) for name in names()), strict=True))
    report = [line for lines in wrong for line in lines]

    assert sum(judged) > 80
    assert len(report) <= (1 - KINDS_RIGHT_AT_LEAST) * sum(judged), "\n".join(report)


def test_a_picture_stays_with_its_captions():
    figures = [
        (normal(row.zh_text), row.image is not None and row.image.data[:4])
        for row in understood("docx_figures_table_lists").rows
        if row.kind == "figure"
    ]

    assert figures == [
        ("图1旅客在自助通道刷脸通关", b"\x89PNG"),
        ("图2全货机夜间装载", b"\x89PNG"),
    ]
