"""Pinyin for the large captions: a table of readings from pypinyin's dictionary and our port names.

Browsers load it once, and only with the captions on. Sent whole, so that no server learns at which
words a reader points. `static/js/bar/pinyin.js` reads it.
"""

import json
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "js/bar/readings.json"
# Longer words hardly add a reading that their parts do not give.
LONGEST = 3


def characters() -> list[str]:
    """The 6763 Han characters of GB 2312, which all but a few names are written with."""
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [char for pair in pairs if (char := pair.decode("gb2312", "ignore"))]


@cache
def table() -> dict:
    """{"syllables": {"kǒu": "口叩…"}, "words": {"银行": "yín háng"}}.

    Words stand there only where their reading is not that of their characters.
    """
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PHRASES_DICT

    from ports.pinyin import NAMES, pinyin_of

    alone = {char: lazy_pinyin(char, style=Style.TONE)[0] for char in characters()}
    syllables = {}
    for char, syllable in alone.items():
        syllables.setdefault(syllable, []).append(char)
    words = {}
    for word in sorted({*PHRASES_DICT, *NAMES}, key=lambda word: (len(word), word)):
        is_short = 1 < len(word) <= LONGEST and all(char in alone for char in word)
        if is_short or word in NAMES:
            reading = pinyin_of(word)
            if reading != " ".join(_read(word, alone, words)):
                words[word] = reading
    return {"syllables": {key: "".join(all_) for key, all_ in syllables.items()}, "words": words}


def _read(text, alone, words):
    """The syllables of a text as the script puts them together."""
    index = 0
    while index < len(text):
        for length in range(min(5, len(text) - index), 1, -1):
            piece = text[index : index + length]
            if piece in words:
                yield words[piece]
                index += length
                break
        else:
            yield alone.get(text[index], "")
            index += 1


class PinyinFinder(BaseFinder):
    """Makes the table when static files are collected, or when it is asked for first."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "pinyin" / version("pypinyin"))

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        find_all = find_all or kwargs.get("all", False)
        if path != NAME:
            return []
        target = self._write()
        return [target] if find_all else target

    def list(self, ignore_patterns):
        self._write()
        yield NAME, self.storage

    def _write(self):
        from portal.stylesheet import write_whole

        text = json.dumps(table(), ensure_ascii=False, separators=(",", ":"))
        return write_whole(Path(self.storage.path(NAME)), text)
