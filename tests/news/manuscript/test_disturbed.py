"""The corpus' own pairs with texts dropped and joined at random: what the aligning makes of it."""

import random
from collections import Counter

from news.manuscript.alignment import Unit, align
from tests.news.manuscript import test_manuscripts as corpus


def documents():
    for name in corpus.names():
        pairs = [
            (passage["zh"], passage["en"])
            for passage in corpus.truth_of(name)["passages"]
            if passage["zh"] and passage["en"] and passage.get("kind", "paragraph") == "paragraph"
        ]
        if len(pairs) > 2:
            yield pairs


def disturbed(pairs, chance):
    """(Chinese texts, English texts) of each row that should come out."""
    rows = []
    waiting = list(pairs)
    while waiting:
        (zh, en), drawn = waiting.pop(0), chance.random()
        if drawn < 0.16:
            rows.append(([zh], []) if drawn < 0.08 else ([], [en]))
        elif drawn < 0.26 and waiting and len(zh + waiting[0][0]) < 120:
            zh2, en2 = waiting.pop(0)
            rows.append(([zh, zh2], [f"{en} {en2}"]) if drawn < 0.21 else ([zh + zh2], [en, en2]))
        else:
            rows.append(([zh], [en]))
    return rows


def test_texts_without_a_partner_and_joined_ones_are_told_from_pairs():
    found = Counter()
    for number, pairs in enumerate(documents()):
        for seed in range(3):
            rows = disturbed(pairs, random.Random(1000 * seed + number))
            sides = [[text for row in rows for text in row[side]] for side in (0, 1)]
            made = align(*([Unit(text, "paragraph") for text in texts] for texts in sides))
            for pair in made:
                zh = [sides[0][at] for at in pair.zh]
                en = [sides[1][at] for at in pair.en]
                right = (zh, en) in rows
                found["right"] += right
                found["joined wrongly"] += not right and len(zh) + len(en) > 2
            found["rows"] += len(rows)

    assert found["right"] >= 0.93 * found["rows"], found
    assert found["joined wrongly"] <= 0.004 * found["rows"], found
