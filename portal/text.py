"""What typed text may hold: NFC, without control, bidi-override and invisible characters."""

import re
import unicodedata

# Cc without tab, line feed, carriage return; the bidi overrides, embeddings and isolates; what has
# no width or no look of its own (joiners, soft hyphen, byte order mark, fillers, annotation marks,
# the tag characters that spell hidden ASCII); halves of pairs, and what XML forbids. Neither
# Chinese nor English needs any of them. Variation selectors stay: they tell Han forms apart.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")


def clean_text(text: str) -> str:
    """Several lines of plain text as they are stored."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", LINE_ENDS.sub("\n", text))).strip()


def clean_line(text: str) -> str:
    """One line of plain text as it is stored."""
    return re.sub(r"\s+", " ", clean_text(text))
