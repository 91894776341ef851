"""What typed text may hold: NFC, without control, bidi-override and invisible characters."""

import re
import unicodedata

# Cc without tab, line feed, carriage return; the bidi overrides, embeddings and isolates; the
# zero-width characters and the byte order mark. U+200C and U+200D stand among them: neither
# Chinese nor English needs joiners.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def clean_text(text: str) -> str:
    """Several lines of plain text as they are stored."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", UNWANTED.sub("", text)).strip()


def clean_line(text: str) -> str:
    """One line of plain text as it is stored."""
    return re.sub(r"\s+", " ", clean_text(text))
