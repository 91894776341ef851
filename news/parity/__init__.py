"""Whether the Chinese and the English of a passage say the same.

Standard library only: nothing here knows Django or the database. Texts are plain; a newline parts
blocks such as list items, a tab parts the cells of a table.
"""

from . import comparison, language, names
from .findings import Finding, Level, Span
from .vocabulary import EMPTY, Name, Unwanted, Vocabulary

__all__ = [
    "EMPTY",
    "Finding",
    "Level",
    "Name",
    "Span",
    "Unwanted",
    "Vocabulary",
    "agree",
    "check",
    "disagree",
    "judged",
]


def check(zh, en, vocabulary=EMPTY):
    """All findings of a passage, in the order of its Chinese text and then of its English.

    Either text may be None or blank: then only the other's own faults are looked for.
    """
    zh, en = zh or "", en or ""
    findings = [
        *language.check_text(zh, "zh", vocabulary),
        *language.check_text(en, "en", vocabulary),
    ]
    if zh.strip() and en.strip():
        findings += comparison.check(zh, en)
        findings += names.check(zh, en, vocabulary)
    return sorted(findings, key=_position)


def agree(zh, en, vocabulary=EMPTY):
    """None where there is nothing to compare; False where the languages contradict each other.

    Something to compare is a number, date or time in either language that is more than a word's
    part (一起), or a name known in both.
    """
    return judged(zh, en, check(zh, en, vocabulary), vocabulary)


def judged(zh, en, findings, vocabulary=EMPTY):
    """`agree` for texts whose findings are there already."""
    zh, en = zh or "", en or ""
    if not (zh.strip() and en.strip()):
        return None
    if disagree(findings):
        return False
    if comparison.compared(zh, en) or names.compared(zh, en, vocabulary):
        return True
    return None


def disagree(findings):
    """Whether any of the findings is a contradiction of the languages and more than a hint."""
    return any(finding.comparing and finding.level is not Level.HINT for finding in findings)


def _position(finding):
    zh, en = finding.zh, finding.en
    if zh:
        return 0, zh[0].start, zh[0].end, finding.code
    return 1, en[0].start if en else 0, en[0].end if en else 0, finding.code
