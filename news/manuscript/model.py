"""What the parts of this package hand one another. Plain data: no Django, no database."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("zh", "en")


class Refused(Exception):
    """A file that is not read. `code` has its message in `MESSAGES`, `values` what it names."""

    def __init__(self, code: str, **values: str):
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, str] = values


@dataclass(frozen=True)
class Picture:
    """A picture as it stood in the manuscript: not yet opened, so it may be no picture at all."""

    data: bytes
    content_type: str = ""
    alt: str = ""
    name: str = ""


@dataclass
class Block:
    """One piece of a manuscript in reading order, before the languages are told apart.

    `kind` is "paragraph", "heading", "list", "quote", "table" or "figure", or "left_out" for what
    the reader found and the site doesn't take; `reason` then is a code of `MESSAGES`. `level` is
    1 to 6 for headings. `html` is clean by `portal.richtext`, `text` the same words plain: list
    items and table rows parted by newlines, cells by tabs.
    """

    kind: str
    html: str = ""
    text: str = ""
    level: int = 0
    image: Picture | None = None
    reason: str = ""
    # "centre" or "right": how titles and signatures look where styles are not used.
    place: str = ""


@dataclass
class Row:
    """A passage-to-be. `kind` is a value of `news.models.Passage.Kind`.

    `zh` and `en` are HTML as the workbench stores it (blocks in a paragraph, list or table; inline
    elements in a heading, quote or caption) or None where the language has no text; `zh_text` and
    `en_text` are the same words plain. `confidence` is 0 to 1.
    """

    kind: str
    zh: str | None = None
    en: str | None = None
    zh_text: str | None = None
    en_text: str | None = None
    confidence: float = 1.0
    image: Picture | None = None


@dataclass(frozen=True)
class Left:
    """Text that stands in no row. `reason` is a code of `MESSAGES`."""

    text: str
    reason: str


def _both() -> dict[str, str | None]:
    return dict.fromkeys(LANGUAGES)


@dataclass
class Meta:
    """What header and footer lines say. The texts are None where nothing was found."""

    date: datetime.date | None = None
    time: datetime.time | None = None
    source: dict[str, str | None] = field(default_factory=_both)
    author: dict[str, str | None] = field(default_factory=_both)
    editor: dict[str, str | None] = field(default_factory=_both)


@dataclass
class Understood:
    """A manuscript as it was understood: every character of it stands in one of these."""

    title: dict[str, str | None] = field(default_factory=_both)
    meta: Meta = field(default_factory=Meta)
    rows: list[Row] = field(default_factory=list)
    left_out: list[Left] = field(default_factory=list)
