"""Words a site knows: names in both languages, and words that are not to be used."""

from dataclasses import dataclass

from .findings import Level


@dataclass(frozen=True)
class Name:
    """Any Chinese spelling pairs with any English spelling. `kind`: port, country, place, term."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Unwanted:
    """A misspelling, where `right` is given, or a word that is not to be used."""

    language: str
    wrong: str
    right: str
    level: Level
    note: str


class Vocabulary:
    def __init__(self, names=(), unwanted=()):
        self.names = tuple(names)
        self.unwanted = tuple(unwanted)


EMPTY = Vocabulary()
