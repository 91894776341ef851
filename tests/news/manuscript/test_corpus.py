import re
import unicodedata
from collections import Counter

import pytest

from news.manuscript import read, understand
from portal.text import clean_text
from tests.news.manuscript.corpus import MANUSCRIPTS


def flat(text):
    """A text without white space and invisible characters, for comparing."""
    return re.sub(r"\s+", "", clean_text(text)) if text else None


def characters(blocks):
    text = "".join(
        block.text + (block.image.alt if block.image is not None else "") for block in blocks
    )
    return Counter(re.sub(r"\s", "", unicodedata.normalize("NFC", text)))


def accounted(understood):
    """The characters that stand in a row, the title or among what was left out."""
    texts = [left.text for left in understood.left_out]
    texts += [title or "" for title in understood.title.values()]
    for row in understood.rows:
        texts += [row.zh_text or "", row.en_text or "", row.image.alt if row.image else ""]
    return Counter(re.sub(r"\s", "", unicodedata.normalize("NFC", "".join(texts))))


def understood(case):
    blocks = read(case.name, case.data)
    other = read(*case.other) if case.other else None
    return blocks + (other or []), understand(blocks, other)


@pytest.mark.parametrize("name", MANUSCRIPTS)
def test_the_pairs_of_a_manuscript_are_found(name):
    case = MANUSCRIPTS[name]()
    _, found = understood(case)
    rows = [(flat(row.zh_text), flat(row.en_text)) for row in found.rows]
    assert rows == [(flat(zh), flat(en)) for zh, en in case.rows]


@pytest.mark.parametrize("name", MANUSCRIPTS)
def test_title_and_header_lines_of_a_manuscript_are_read(name):
    case = MANUSCRIPTS[name]()
    _, found = understood(case)
    meta = found.meta
    assert (found.title["zh"], found.title["en"]) == case.title
    assert (meta.date.isoformat() if meta.date else None) == case.date
    for field in ("source", "author", "editor"):
        values = getattr(meta, field)
        assert (values["zh"] or values["en"]) == getattr(case, field), field
    gone = [(left.text, left.reason) for left in found.left_out]
    assert [item for item in case.gone if item not in gone] == []


@pytest.mark.parametrize("name", MANUSCRIPTS)
def test_no_character_of_a_manuscript_is_lost(name):
    blocks, found = understood(MANUSCRIPTS[name]())
    assert characters(blocks) - accounted(found) == Counter()
