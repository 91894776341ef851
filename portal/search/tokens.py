"""From text to the tokens that every engine holds and is asked for. No Django, no database.

A run of Han characters gives each of its characters and each pair of neighbours, so that words of
any length are found without a dictionary: a query of one character asks for it, a longer one for
all of its pairs. A word in letters is folded (case, width, diacritics) and English ones are
stemmed. What a text is, is the set of its tokens: how often a word stands in it ranks nothing.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

# Grows with every change of what this module makes of a text; `rebuild_search` then renews all.
VERSION = 1

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
RUN = re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")
IS_HAN = re.compile(f"[{HAN}]")
POSSESSIVE = re.compile(r"['’]s\b")
# What stands before a token of a title or a name. No text gives it, as it is no letter.
HEAD = "^"
LONGEST_WORD = 40
_stemmer = snowballstemmer.stemmer("english")

# They stand in nearly every text and say nothing about what is looked for.
STOP_WORDS = frozenset(
    "a an and are as at be been by can could did do does for from had has have how i if in into is"
    " it its may me of on or our shall should than that the their then there these they this those"
    " to was we were what when where which who why will with would you your".split()
)
# The same of questions in Chinese, longest first.
STOP_PHRASES = sorted(
    "什么时候 什么时间 为什么 是什么 有哪些 有没有 能不能 可不可以 多少 什么 怎么 怎样 如何 哪里"
    " 哪些 哪个 何时 是否 请问 关于 以及 的 了 吗 呢 和 与 在 是 我 想".split(),
    key=len,
    reverse=True,
)


def fold(text: str) -> str:
    """Text as it is compared: one width, one case, letters without their marks."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    kept = "".join(char for char in text if not unicodedata.combining(char))
    return POSSESSIVE.sub("", unicodedata.normalize("NFC", kept))


def runs(text: str) -> list[str]:
    """The runs of Han characters and the words of a folded text, in their order."""
    return RUN.findall(text)


def is_han(run: str) -> bool:
    return bool(IS_HAN.match(run))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The token of a folded word. Only words in plain letters are English enough to be stemmed."""
    word = word[:LONGEST_WORD]
    return _stemmer.stemWord(word) if word.isascii() and word.isalpha() else word


def pairs(run: str) -> list[str]:
    """The tokens that a query asks for of a run of Han characters."""
    if len(run) == 1:
        return [run]
    return [run[place : place + 2] for place in range(len(run) - 1)]


def tokens(text: str) -> set[str]:
    """Every token of a text, as it is stored."""
    found = set()
    for run in runs(fold(text)):
        if is_han(run):
            found.update(run)
            found.update(pairs(run))
        else:
            found.add(stem(run))
    return found


def asked(text: str) -> list[str]:
    """The tokens of a name or term, all of which a text must have to hold it."""
    found = []
    for run in runs(fold(text)):
        found += pairs(run) if is_han(run) else [stem(run)]
    kept = [token for token in found if token not in STOP_WORDS]
    return list(dict.fromkeys(kept or found))


def key(text: str) -> str:
    """How a spelling is looked up: "Huò ěr guǒ sī" and "huoerguosi" are the same."""
    return "".join(runs(fold(text)))
