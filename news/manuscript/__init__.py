"""From a manuscript to aligned rows. No Django, no database, no network.

`read` and `read_text` make blocks, `understand` makes rows of them, `as_json` prints those.
"""

from collections.abc import Sequence
from pathlib import PurePath

from news.manuscript import understanding
from news.manuscript.decoding import decode
from news.manuscript.docx import OLE, read_docx
from news.manuscript.html import read_html
from news.manuscript.languages import language as language_of
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
from news.manuscript.plain import read_markdown, read_plain

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
    "language_of",
    "read",
    "read_text",
    "understand",
]


MAX_BYTES = 20 * 1024 * 1024
MAX_TEXT = 2_000_000
KINDS = {
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
}
# How files of other kinds begin.
SIGNATURES = (
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


def read(name: str, data: bytes) -> list[Block]:
    """The blocks of a .docx, .html, .htm, .txt or .md file. Raises `Refused`."""
    if len(data) > MAX_BYTES:
        raise Refused("file.too_large", limit=str(MAX_BYTES // 1024 // 1024))
    suffix = PurePath(name).suffix.lower()
    if not data.strip():
        if suffix in KINDS:
            return []  # a text without text is no error: nothing is found in it
        raise Refused("file.empty")
    if suffix == ".docx" or data.startswith((b"PK\x03\x04", OLE)):
        return read_docx(data)
    if suffix not in KINDS or data.startswith(SIGNATURES):
        raise Refused("file.unknown_kind")
    return read_text(decode(data), KINDS[suffix])


def read_text(text: str, kind: str) -> list[Block]:
    """The blocks of pasted text; `kind` is "text", "html" or "markdown". Raises `Refused`."""
    if len(text) > MAX_TEXT:
        raise Refused("text.too_large", limit=str(MAX_TEXT))
    readers = {"text": read_plain, "html": read_html, "markdown": read_markdown}
    return readers[kind](text)


def understand(
    blocks: list[Block],
    other: list[Block] | None = None,
    names: Sequence[tuple[Sequence[str], Sequence[str]]] = (),
) -> Understood:
    """Title, meta, rows and what was left out; any blocks give a result.

    `other` are the blocks of a second file in the other language. `names` are pairs of Chinese
    and English spellings of the same thing, or objects with `zh` and `en`.
    """
    return understanding.understand(blocks, other, names)


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
