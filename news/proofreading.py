"""Proofreading 校对: a tick for each language, with name and time, that holds for exact words.

A tick keeps the digest of its language's words. Whoever changes them makes the digest another one,
and the tick counts no more; put back, it counts again. It is a row of a log and never goes away.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news import versions
from news.models import REVIEW_STATUSES, Edition, Proofreading
from portal.languages import CONTENT_LANGUAGES, in_language

PERMISSION = "news.proofread_edition"


@dataclass
class Standing:
    """How the proofreading of one language stands. `ticks` are those that hold, oldest first."""

    language: str
    name: str
    required: int
    is_written: bool
    ticks: list = field(default_factory=list)
    may_tick: bool = False

    @property
    def lacking(self):
        return max(0, self.required - len(self.ticks)) if self.is_written else 0


def standings(edition, user=None):
    """A `Standing` for each language. Six queries, whatever the number of rows."""
    digests = versions.digests_of_languages(edition)
    ticks = list(edition.proofreadings.select_related("by"))
    result = []
    for language in CONTENT_LANGUAGES:
        held = [
            tick for tick in ticks if tick.language == language and tick.digest == digests[language]
        ]
        standing = Standing(
            language=language,
            name=settings.LANGUAGE_NAMES[language],
            required=edition.post.column.proofreadings_required,
            is_written=in_language(edition, "language_state", language) != "missing",
            ticks=held,
        )
        standing.may_tick = (
            user is not None
            and standing.is_written
            and edition.status in REVIEW_STATUSES
            and may(edition, user)
            and user.pk not in {tick.by_id for tick in held}
        )
        result.append(standing)
    return result


def obstacles(edition):
    """Sentences on the languages whose words were not proofread as often as the column asks."""
    if not edition.post.column.proofreadings_required:
        return []
    return [
        ngettext(
            "%(language)s has still to be proofread by %(number)d person.",
            "%(language)s has still to be proofread by %(number)d people.",
            standing.lacking,
        )
        % {"language": standing.name, "number": standing.lacking}
        for standing in standings(edition)
        if standing.lacking
    ]


def may(edition, user):
    """Whether a person may proofread an edition. Nobody proofreads what they wrote.

    Whoever wrote a word in either language is a writer of both: a translator shapes what the other
    text has to say, and an eye that knows the text reads over its slips.
    """
    return (
        user.is_active
        and user.has_perm(PERMISSION)
        and not edition.writers.filter(pk=user.pk).exists()
    )


@transaction.atomic
def tick(edition, language, user, lock_version):
    """Notes that a person proofread a language of an edition as it stood at `lock_version`.

    Ticking twice is ticking once. Raises `workflow.Conflict` where somebody saved or moved it
    since, PermissionDenied where the person may not, ValidationError where it is not under review.
    """
    from news.workflow import Conflict

    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not may(edition, user) or language not in CONTENT_LANGUAGES:
        raise PermissionDenied
    if edition.lock_version != lock_version:
        raise Conflict(edition)
    if edition.status not in REVIEW_STATUSES:
        raise ValidationError(_("Only what is under review can be proofread."), code="impossible")
    if in_language(edition, "language_state", language) == "missing":
        raise ValidationError(
            _("%(language)s is not complete: some rows are missing.")
            % {"language": settings.LANGUAGE_NAMES[language]},
            code="impossible",
        )
    row, _made = Proofreading.objects.get_or_create(
        edition=edition,
        language=language,
        digest=versions.digests_of_languages(edition)[language],
        by=user,
        defaults={
            "stage": edition.status,
            "lock_version": edition.lock_version,
            "at": timezone.now(),
        },
    )
    return row
