"""Whether the Chinese and the English of a passage say the same.

Standard library only: nothing here knows Django or the database. Texts are plain; a newline parts
blocks such as list items, a tab parts the cells of a table.
"""

from dataclasses import replace

from . import comparison, language, names, placed
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
        findings = _one_a_fault(findings, comparison.check(zh, en))
        findings += names.check(zh, en, vocabulary)
        findings += placed.check(zh, en, vocabulary)
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


# Faults of one language that the comparison meets again as a date, time or number that is wrong.
_IMPOSSIBLE = {"date.impossible": "date", "date.digits_lost": "date", "time.impossible": "time"}


def _one_a_fault(faults, compared):
    """The findings of each language and of their comparison, one for a date that cannot be.

    What 428日 leaves in the comparison, a number without a partner and an April 28 without one,
    goes into the finding that says why. It compares then: the languages do disagree.
    """
    for at, fault in enumerate(faults):
        family = _IMPOSSIBLE.get(fault.code)
        if family is None or fault.comparing:
            continue
        side, other = ("zh", "en") if fault.zh else ("en", "zh")
        own = getattr(fault, side)
        met = [each for each in compared if _overlap(getattr(each, side), own)]
        partners = [span for each in met for span in getattr(each, other)]
        if not met:
            continue
        if not partners:
            alone = [
                each
                for each in compared
                if each.code in (f"{family}.missing", "number.missing") and getattr(each, other)
            ]
            alone.sort(key=lambda each: not each.code.startswith(family))
            met += alone[:1]
            partners = [span for each in alone[:1] for span in getattr(each, other)]
        compared = [each for each in compared if each not in met]
        faults[at] = replace(fault, comparing=True, **{other: tuple(partners)})
    return [*faults, *compared]


def _overlap(spans, others):
    return any(a.start < b.end and b.start < a.end for a in spans for b in others)


def _position(finding):
    zh, en = finding.zh, finding.en
    if zh:
        return 0, zh[0].start, zh[0].end, finding.code
    return 1, en[0].start if en else 0, en[0].end if en else 0, finding.code
