"""From a manuscript to aligned rows. No Django, no database, no network.

`read` and `read_text` make blocks, `understand` makes rows of them, `as_json` prints those.
"""

from collections.abc import Sequence

from news.manuscript.messages import MESSAGES
from news.manuscript.model import (
    LANGUAGES,
    Block,
    Left,
    Meta,
    Picture,
    Refused,
    Row,
    Understood,
)

__all__ = [
    "LANGUAGES",
    "MESSAGES",
    "Block",
    "Left",
    "Meta",
    "Picture",
    "Refused",
    "Row",
    "Understood",
    "as_json",
    "read",
    "read_text",
    "understand",
]


def read(name: str, data: bytes) -> list[Block]:
    """The blocks of a .docx, .html, .htm, .txt or .md file. Raises `Refused`."""
    raise NotImplementedError


def read_text(text: str, kind: str) -> list[Block]:
    """The blocks of pasted text; `kind` is "text", "html" or "markdown". Raises `Refused`."""
    raise NotImplementedError


def understand(
    blocks: list[Block],
    other: list[Block] | None = None,
    names: Sequence[tuple[Sequence[str], Sequence[str]]] = (),
) -> Understood:
    """Title, meta, rows and what was left out; any blocks give a result.

    `other` are the blocks of a second file in the other language. `names` are pairs of Chinese
    and English spellings of the same thing, or objects with `zh` and `en`.
    """
    raise NotImplementedError


def as_json(understood: Understood, findings: Sequence = ()) -> dict:
    """The shape that `manage.py import_manuscript --json` prints; texts are plain."""
    meta = understood.meta

    def one(values):
        return values["zh"] or values["en"]

    return {
        "title": dict(understood.title),
        "meta": {
            "date": meta.date.isoformat() if meta.date else None,
            "source": one(meta.source),
            "author": one(meta.author),
            "editor": one(meta.editor),
        },
        "passages": [
            {
                "zh": row.zh_text,
                "en": row.en_text,
                "kind": row.kind,
                "confidence": round(row.confidence, 2),
            }
            for row in understood.rows
        ],
        "left_out": [{"text": left.text, "reason": left.reason} for left in understood.left_out],
        "findings": list(findings),
    }
