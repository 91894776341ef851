"""Pairs of expressions, judged by hand, against the checker's word on them.

The pairs are in tests/news/parity_corpus: one JSON object a line with "zh", "en", "agree" (true,
false, or null where neither side has a number, a date or a known name) and "note", which names
the one detail that differs. "or_null" marks an agreeing pair in which list markers are all there is
to compare.
"""

import csv
import json
from functools import cache
from pathlib import Path

import pytest

from news import parity
from portal.catalogues import BASE_DIR

CORPUS = Path(__file__).parent.parent / "parity_corpus"
FILES = sorted(path.name for path in CORPUS.glob("*.jsonl"))
RIGHT_AT_LEAST = 0.99


def spellings(cell):
    """The names in a cell of ports.csv, without what they say in brackets."""
    return [part.split(" (")[0].strip() for part in cell.split("|") if part.strip()]


@cache
def vocabulary():
    """Ports and countries as fixtures/ports.csv has them, with every spelling."""
    with (BASE_DIR / "fixtures" / "ports.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ports = []
    for row in rows:
        zh, en = row["name_zh"], row["name_en"]
        ports.append(
            parity.vocabulary.Name(
                zh=(zh, zh.removesuffix("口岸")),
                en=(en, en.removesuffix(" Port"), *spellings(row["name_en_variants"])),
                kind="port",
            )
        )
    bordering = {(row["country_zh"], row["country_en"]) for row in rows if row["country_zh"]}
    countries = [
        parity.vocabulary.Name(zh=(zh,), en=(en,), kind="country")
        for zh, en in [*sorted(bordering), ("俄罗斯", "Russia")]
    ]
    names = parity.vocabulary.with_gazetteer([*ports, *countries], shipped())
    return parity.vocabulary.Vocabulary(names=names, unwanted=())


def shipped():
    """The glossary and the places that a site begins with."""
    for name in ["glossary.csv", "places.csv"]:
        with (BASE_DIR / "fixtures" / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                zh, en = row["zh"].split("|"), row["en"].split("|")
                level = parity.Level(row["level"])
                yield parity.Name(tuple(zh), tuple(en), row["kind"], level)


def pairs(folder, name="*.jsonl"):
    return [
        json.loads(line)
        for path in sorted(folder.glob(name))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


@cache
def said_of(zh, en):
    return parity.agree(zh, en, vocabulary())


def wrong(some):
    """The pairs that the checker does not judge as the corpus does, worded for the report."""
    report = []
    for pair in some:
        said = said_of(pair["zh"], pair["en"])
        if said is not pair["agree"] and not (said is None and pair.get("or_null")):
            codes = [
                finding.code
                for finding in parity.check(pair["zh"], pair["en"], vocabulary())
                if finding.comparing
            ]
            report.append(
                f"{pair['agree']} judged {said} {codes} ({pair['note']})\n"
                f"    {pair['zh']}\n    {pair['en']}"
            )
    return report


def test_half_of_the_corpus_disagrees_in_one_detail():
    truths = [pair["agree"] for pair in pairs(CORPUS)]

    assert len(truths) >= 420
    assert min(truths.count(True), truths.count(False)) >= 0.4 * len(truths)
    assert truths.count(None) >= 30


def test_a_pair_stands_in_the_corpus_once():
    texts = [(pair["zh"], pair["en"]) for pair in pairs(CORPUS)]

    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("name", FILES)
def test_no_agreeing_pair_is_called_different(name):
    agreeing = [pair for pair in pairs(CORPUS, name) if pair["agree"] is not False]
    false_alarms = [report for report in wrong(agreeing) if "judged False" in report]

    assert not false_alarms, "\n" + "\n".join(false_alarms)


def test_the_checker_judges_the_corpus_right():
    every = pairs(CORPUS)
    report = wrong(every)

    assert len(report) <= (1 - RIGHT_AT_LEAST) * len(every), "\n" + "\n".join(report)
