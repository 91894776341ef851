"""What an edition has to pass before anybody reviews it: one answer for both languages.

An error blocks. A warning asks for a reason, which is kept with the edition. If one language does
not pass, neither goes.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from news import checking, rules
from news.parity.findings import Level
from news.rule_messages import MESSAGES


def findings_of(edition, host="") -> list[checking.RowFinding]:
    """Everything that the checks say of an edition as it is stored, in reading order."""
    passages = list(edition.passages.select_related("image"))
    return checking.findings_of(edition, passages, rules.findings(edition, passages, host))


def obstacles(findings) -> list[checking.RowFinding]:
    """Those of an edition's findings that keep it from review.

    An error blocks and a warning asks for a reason. Where a check can be wrong its error gives way
    to a reason too, which the reviewers then read; what is not there has no reason.
    """
    return [
        found
        for found in findings
        if found.level != Level.HINT and (not found.accepted or is_final(found))
    ]


def is_final(found) -> bool:
    """Whether no reason makes up for it: an error of these rules, which do not guess."""
    return found.level == Level.ERROR and found.code in MESSAGES


class Blocked(ValidationError):
    """An edition that does not pass; `findings` say why."""

    def __init__(self, findings):
        self.findings = findings
        count = len(findings)
        sentence = ngettext(
            "%(count)d finding keeps this text from review: mend it, or say why it stands.",
            "%(count)d findings keep this text from review: mend them, or say why they stand.",
            count,
        )
        super().__init__(sentence % {"count": count}, code="blocked")


def check(edition, host="") -> None:
    """Raises `Blocked` for an edition that may not go to review."""
    if found := obstacles(findings_of(edition, host)):
        raise Blocked(found)
