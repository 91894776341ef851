"""The names and terms of a site in all their spellings, and what is near to a misspelt word.

Built from the records by `portal.search.names`; this module asks no database.
"""

from dataclasses import dataclass, field

from portal.search.tokens import STOP_WORDS, asked, fold, is_han, key, runs

# A name of more syllables or characters is not looked for.
LONGEST = 16
# Spellings that two words may be apart, by the length of the longer one.
SHORTEST_TYPO = 4
SHORTEST_TWO_TYPOS = 8
SHORTEST_PREFIX = 4
NEAR = 5


@dataclass(frozen=True)
class Name:
    """A port, a country or a term. Texts that hold any of its spellings are about it."""

    kind: str  # "port", "country", "term"
    slug: str  # of a port, else ""
    # Shown to readers, by language.
    labels: dict = field(hash=False, compare=False)
    # How texts write it.
    spellings: tuple = ()
    # What queries may say beside: whole names, pinyin.
    others: tuple = ()
    # All of them as they are looked up.
    keys: tuple = field(init=False, compare=False)

    def __post_init__(self):
        keys = dict.fromkeys(key(spelling) for spelling in (*self.spellings, *self.others))
        object.__setattr__(self, "keys", tuple(filter(None, keys)))

    def label(self, language):
        return self.labels.get(language) or next(iter(filter(None, self.labels.values())), "")


class Vocabulary:
    def __init__(self, names, words=()):
        """`words` are further words that a misspelt one may stand for."""
        self.names = list(names)
        self.by_key = {}
        for name in self.names:
            for spelling in name.keys:
                self.by_key.setdefault(spelling, []).append(name)
        self.longest_han = max((len(word) for word in self.by_key if is_han(word)), default=1)
        self.words = {}
        for spelling in self.by_key:
            if not is_han(spelling):
                self.words.setdefault(spelling, spelling)
        for text in (*(spelling for name in self.names for spelling in name.spellings), *words):
            for run in runs(fold(text)):
                if not is_han(run) and len(run) >= SHORTEST_TYPO and run.isalpha():
                    self.words.setdefault(run, run)
        self.han = [spelling for spelling in self.by_key if is_han(spelling)]

    def cut(self, run):
        """A run of Han characters as [(part, names of it or [])], the longest name first."""
        parts, rest, place = [], "", 0
        while place < len(run):
            for length in range(min(self.longest_han, len(run) - place), 1, -1):
                names = self.by_key.get(run[place : place + length])
                if names:
                    if rest:
                        parts.append((rest, []))
                    parts.append((run[place : place + length], names))
                    rest, place = "", place + length
                    break
            else:
                rest, place = rest + run[place], place + 1
        return [*parts, (rest, [])] if rest else parts

    def joined(self, words):
        """The longest name that the first of some words make up: (how many, names)."""
        for length in range(min(LONGEST, len(words)), 0, -1):
            names = self.by_key.get("".join(words[:length]))
            if names:
                return length, names
        return 0, []

    def near(self, word, further=0):
        """Known words that a Latin one may be a slip of the hand for, the nearest first.

        `further` allows so many more letters to differ, for what is only offered.
        """
        if len(word) < SHORTEST_TYPO or word in STOP_WORDS or not word.isalpha():
            return []
        found = []
        for other in self.words:
            allowed = 2 if min(len(other), len(word)) >= SHORTEST_TWO_TYPOS else 1
            allowed += further
            if len(other) < SHORTEST_TYPO or abs(len(other) - len(word)) > allowed:
                continue
            apart = distance(word, other, allowed)
            if apart is not None and other != word:
                # The first letter is seldom wrong.
                found.append((apart, other[0] != word[0], other not in self.by_key, other))
        return [other for *_rank, other in sorted(found)[:NEAR]]

    def beginning(self, word):
        """Known words that begin with one."""
        if len(word) < SHORTEST_PREFIX:
            return []
        return sorted(other for other in self.words if other.startswith(word) and other != word)[
            :NEAR
        ]

    def near_han(self, run, further=0):
        """Names in Han characters that differ from a run in one of at least three."""
        if not 3 <= len(run) <= LONGEST:
            return []
        shortest, allowed = 3 + further, 1 + further
        found = []
        for other in self.han:
            if len(other) >= shortest:
                apart = distance(run, other, allowed)
                if apart:
                    found.append((apart, other))
        return [other for _apart, other in sorted(found)[:NEAR]]


def distance(one, other, limit):
    """How many letters are to be added, left out, changed or swapped; None above `limit`."""
    if abs(len(one) - len(other)) > limit:
        return None
    before, last = None, list(range(len(other) + 1))
    for row, char in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (char != against))
            if (
                before is not None
                and column > 1
                and char == other[column - 2]
                and one[row - 2] == against
            ):
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > limit:
            return None
        before, last = last, line
    return last[-1] if last[-1] <= limit else None


def spelling_tokens(name):
    """What stands in texts for a name: the tokens of each of its spellings."""
    return [tuple(asked(spelling)) for spelling in name.spellings if asked(spelling)]
