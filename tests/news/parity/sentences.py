"""Sentences as a port authority's news writes them, with translations that agree. All our own."""

from pathlib import Path

LINES = Path(__file__).with_name("sentences.txt").read_text().splitlines()


def agreeing():
    return [tuple(part.strip() for part in line.split(" | ")) for line in LINES]
