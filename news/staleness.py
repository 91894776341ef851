"""Whether a translation still belongs to its source, by fingerprints, never by time.

Each translation keeps the fingerprint of the source text against which somebody last confirmed
it. It is current while that is the fingerprint of the source as it stands. No Django here.
"""

import hashlib
import unicodedata

from portal.richtext import plain_text

MISSING = "missing"
CURRENT = "current"
STALE = "stale"
NOT_NEEDED = "not_needed"
COMPLETE = "complete"


def fingerprint(text: str) -> str:
    """16 hexadecimal digits of a text's meaning-bearing characters; "" for an empty text.

    White space, full-width and half-width forms (NFKC) and formatting do not count.
    """
    normal = unicodedata.normalize("NFKC", plain_text(text or ""))
    normal = "".join(char for char in normal if not char.isspace())
    return hashlib.sha256(normal.encode()).hexdigest()[:16] if normal else ""


def translation_state(source: str, translation: str, confirmed: str, *, needed: bool = True) -> str:
    """The state of one translation.

    `confirmed` is the fingerprint kept with it; `needed` is false for a row that was marked as
    needing no counterpart. Returns MISSING, CURRENT, STALE or NOT_NEEDED.
    """
    present = fingerprint(source)
    if not fingerprint(translation):
        return MISSING if needed and present else NOT_NEEDED
    if not present:
        return CURRENT if not needed else MISSING
    return CURRENT if confirmed == present else STALE


def overall(states) -> str:
    """The state of a document from those of its parts: MISSING before STALE before COMPLETE."""
    states = set(states)
    if MISSING in states:
        return MISSING
    return STALE if STALE in states else COMPLETE
