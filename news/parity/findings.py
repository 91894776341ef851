"""What a check says. Plain data: the words are in `messages`, the editor's language is Django's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


@dataclass(frozen=True)
class Span:
    """A part of a text, in code points of the text that was given to the check."""

    start: int
    end: int
    text: str


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Finding:
    """One thing to look at.

    `values` fills the placeholders of `messages.MESSAGES[code]`. `comparing` tells a disagreement
    of the languages from a fault within one of them; only the former counts for `agree`.
    """

    code: str
    level: Level
    zh: tuple[Span, ...] = ()
    en: tuple[Span, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    comparing: bool = True
