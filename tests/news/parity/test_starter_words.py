"""The words the site starts with: right in themselves, and silent about the site's own texts."""

import csv
import json
import re

import pytest

from news.parity import names
from news.parity.findings import Level
from news.parity.language import check_text
from news.parity.vocabulary import Name, Unwanted, Vocabulary
from portal.catalogues import BASE_DIR
from ports.countries import NEIGHBOURS

from . import clean

FIXTURES = BASE_DIR / "fixtures"


def rows(name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def site():
    found = [
        Name((row["name_zh"],), (row["name_en"], *row["name_en_variants"].split("|")), "port")
        for row in rows("ports.csv")
    ]
    found += [Name((zh,), (en,), "country") for _, zh, en, _ in NEIGHBOURS]
    for row in rows("glossary.csv") + rows("places.csv"):
        zh, en = tuple(row["zh"].split("|")), tuple(row["en"].split("|"))
        found.append(Name(zh, en, row["kind"], Level(row["level"])))
    unwanted = [
        Unwanted(row["language"], row["wrong"], row["right"], Level(row["level"]), row["note"])
        for row in rows("wording.csv")
    ]
    return Vocabulary(found, unwanted)


def pairs(value):
    """The bilingual texts in fixtures: {"zh": …, "en": …} and note_zh beside note_en."""
    if isinstance(value, list):
        for item in value:
            yield from pairs(item)
    elif isinstance(value, dict):
        for key, zh in value.items():
            if key.endswith("zh") and isinstance(zh, str):
                en = value.get(key[:-2] + "en")
                if isinstance(en, str):
                    yield plain(zh), plain(en)
            elif not isinstance(zh, str):
                yield from pairs(zh)


def plain(html):
    return re.sub(r"<[^>]+>", "\n", html)


@pytest.fixture(scope="module")
def texts():
    found = []
    for path in sorted(FIXTURES.rglob("*.json")):
        found += pairs(json.loads(path.read_text(encoding="utf-8")))
    found += pairs(rows("ports.csv") + rows("port_events.csv"))
    return found


def test_the_sites_own_texts_have_no_fault_and_hardly_a_warning(site, texts):
    assert len(texts) > 500
    warned = []
    for zh, en in texts:
        assert check_text(zh, "zh", site) == []
        assert check_text(en, "en", site) == []
        warned += [f for f in names.check(zh, en, site) if f.level is not Level.HINT]

    # One sentence leaves the port to its heading in English.
    assert [f.code for f in warned] == ["name.missing"]


def test_right_texts_have_no_unwanted_word(site):
    for lang, text in (("zh", clean.CHINESE), ("en", clean.ENGLISH)):
        for line in text.splitlines():
            assert check_text(line, lang, site) == []


@pytest.mark.parametrize(("zh", "en"), clean.PAIRS)
def test_the_names_of_agreeing_sentences_agree(site, zh, en):
    assert names.check(zh, en, site) == []


def test_every_unwanted_word_is_found_and_its_correction_is_not(site):
    for row in rows("wording.csv"):
        assert Level(row["level"])
        faults = [f.code for f in check_text(row["wrong"], row["language"], site)]
        if row["right"] == row["wrong"]:
            assert faults == []
        else:
            assert faults == ["wording.misspelt" if row["right"] else "wording.unwanted"], row
            assert check_text(row["right"], row["language"], site) == [], row


def test_every_term_and_place_agrees_with_each_of_its_renderings(site):
    for row in rows("glossary.csv") + rows("places.csv"):
        for zh in row["zh"].split("|"):
            for en in row["en"].split("|"):
                assert names.check(zh, en, site) == [], (zh, en)


def test_no_word_stands_twice():
    words = [(row["language"], row["wrong"]) for row in rows("wording.csv")]
    terms = [row["zh"] for row in rows("glossary.csv") + rows("places.csv")]

    assert len(words) == len(set(words))
    assert len(terms) == len(set(terms))
