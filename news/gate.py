"""What an edition has to pass before anybody reviews it: one answer for both languages.

An error blocks. A warning asks for a reason, which is kept with the edition. If one language does
not pass, neither goes.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news import checking, rules
from news.models import Column, LanguageState
from news.parity.findings import Level
from news.rule_messages import MESSAGES
from portal.languages import CONTENT_LANGUAGES, in_language


def findings_of(edition, *, ask=False) -> list[checking.RowFinding]:
    """Everything that the checks say of an edition as it is stored, in reading order."""
    passages = list(edition.passages.select_related("image"))
    return checking.findings_of(edition, passages, rules.findings(edition, passages, ask=ask))


def blocking(findings) -> list[checking.RowFinding]:
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


def check(edition) -> None:
    """Raises `Blocked` for an edition that may not go to review.

    Stands within the move's transaction, so that what passed is what is moved; addresses
    elsewhere were asked before, by whoever showed the findings.
    """
    if found := blocking(findings_of(edition)):
        raise Blocked(found)


# What is asked again before an approval and an emergency release, which change no word


def obstacles(edition):
    """Sentences that say what is missing, in the order in which to mend it. At most one query."""
    if not edition.passages.exists():
        return [_("An edition without any passage cannot be reviewed.")]
    return languages(edition)


def languages(edition):
    """What the column's release rule finds wanting in the languages.

    Where both go out together, one that is not complete keeps both back. Where Chinese may come
    first, Chinese has to be complete.
    """
    rule = edition.post.column.release_rule
    needed = ["zh"] if rule == Column.ReleaseRule.CHINESE_FIRST else CONTENT_LANGUAGES
    sentences = {
        LanguageState.MISSING: _(
            "%(language)s is not complete: some rows are missing, so neither language can go out."
        )
        if rule == Column.ReleaseRule.TOGETHER
        else _("%(language)s is not complete: some rows are missing."),
        LanguageState.STALE: _(
            "%(language)s is out of date: its source was changed, so neither language can go out."
        )
        if rule == Column.ReleaseRule.TOGETHER
        else _("%(language)s is out of date: its source was changed."),
    }
    return [
        sentences[state] % {"language": settings.LANGUAGE_NAMES[language]}
        for language in needed
        if (state := in_language(edition, "language_state", language)) != LanguageState.COMPLETE
    ]
