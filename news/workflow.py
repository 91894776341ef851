"""How an edition comes before the public: one table of moves, two questions, one act.

`TRANSITIONS` says what moves there are. `possible` asks whether a move makes sense now, `may` asks
whether this person may make it; the admin's buttons and `move` ask both.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.models import Edition, Status, Transition


@dataclass(frozen=True)
class Step:
    permission: str
    label: str
    hint: str
    is_review: bool = False
    needs_reason: bool = False


SUBMIT = Step(
    "news.submit_edition",
    pgettext_lazy("action on an edition", "Submit for review"),
    _("The next reviewer finds it waiting. Editing it again takes it back to draft."),
)
TAKE_BACK = Step(
    "news.change_edition",
    pgettext_lazy("action on an edition", "Take back to draft"),
    _("The reviews given so far are void; it has to be submitted again."),
)
WITHDRAW = Step(
    "news.withdraw_edition",
    pgettext_lazy("action on an edition", "Withdraw"),
    _("Readers no longer see it, in either language, from this moment on."),
)


def _review(stage, label, hint):
    return Step(f"news.{stage}_edition", label, hint, is_review=True)


def _pass_on(stage):
    return _review(
        stage,
        pgettext_lazy("action on an edition", "Pass on"),
        _("The next reviewer finds it waiting."),
    )


def _return(stage):
    return Step(
        f"news.{stage}_edition",
        pgettext_lazy("action on an edition", "Return"),
        _("The author reads your reason, mends the text and submits it again."),
        is_review=True,
        needs_reason=True,
    )


TRANSITIONS = {
    Status.DRAFT: {Status.FIRST_REVIEW: SUBMIT, Status.FINAL_REVIEW: SUBMIT},
    Status.RETURNED: {Status.FIRST_REVIEW: SUBMIT, Status.FINAL_REVIEW: SUBMIT},
    Status.FIRST_REVIEW: {
        Status.SECOND_REVIEW: _pass_on("first_review"),
        Status.FINAL_REVIEW: _pass_on("first_review"),
        Status.RETURNED: _return("first_review"),
        Status.DRAFT: TAKE_BACK,
    },
    Status.SECOND_REVIEW: {
        Status.FINAL_REVIEW: _pass_on("second_review"),
        Status.RETURNED: _return("second_review"),
        Status.DRAFT: TAKE_BACK,
    },
    Status.FINAL_REVIEW: {
        Status.APPROVED: _review(
            "final_review",
            pgettext_lazy("action on an edition", "Approve"),
            _("Both languages go out together: at the set time, or at once where none is set."),
        ),
        Status.RETURNED: _return("final_review"),
        Status.DRAFT: TAKE_BACK,
    },
    Status.APPROVED: {Status.WITHDRAWN: WITHDRAW},
    Status.SUPERSEDED: {},
    Status.WITHDRAWN: {},
}

# The stages an edition passes, by the number of reviews its column asks for.
STAGES = {
    1: [Status.FINAL_REVIEW],
    2: [Status.FIRST_REVIEW, Status.FINAL_REVIEW],
    3: [Status.FIRST_REVIEW, Status.SECOND_REVIEW, Status.FINAL_REVIEW],
}
REVIEW_STATUSES = STAGES[3]
WRITING_STATUSES = [Status.DRAFT, Status.RETURNED]


class Conflict(Exception):
    """Somebody saved or moved the edition since it was read."""

    def __init__(self, edition):
        super().__init__(f"edition {edition.pk} is at version {edition.lock_version}")
        self.edition = edition


def next_stage(edition):
    """The status that comes after the present one on the way to approval, or None."""
    stages = STAGES[edition.post.column.reviews_required]
    status = Status(edition.status)
    if status in WRITING_STATUSES:
        return stages[0]
    if status not in REVIEW_STATUSES:
        return None
    later = REVIEW_STATUSES[REVIEW_STATUSES.index(status) + 1 :]
    # A column may have changed its number of reviews while an edition was under way.
    return next((stage for stage in later if stage in stages), Status.APPROVED)


def obstacle(edition, to):
    """Why a move is not possible now, as a sentence, or None. Asks nothing about persons."""
    to = Status(to)
    if to not in TRANSITIONS[Status(edition.status)]:
        return _("This edition is not at a stage from which that is possible.")
    if to in [*REVIEW_STATUSES, Status.APPROVED]:
        if to != next_stage(edition):
            return _("The column asks for another review first.")
        if not edition.passages.exists():
            return _("An edition without any passage cannot be reviewed.")
    if to == Status.APPROVED and edition.withdraw_at and edition.withdraw_at <= release_at(edition):
        return _("The time of withdrawal is not after the time of release.")
    return None


def possible(edition, to):
    return obstacle(edition, to) is None


def may(edition, to, user):
    """Whether a person may make a move, whether or not it is possible now.

    Nobody reviews what they wrote or submitted, nor gives two reviews of one submission.
    """
    step = TRANSITIONS[Status(edition.status)].get(Status(to))
    if step is None or not user.is_active or not user.has_perm(step.permission):
        return False
    return not step.is_review or not is_party(edition, user)


def is_party(edition, user):
    """Whether a person wrote or submitted an edition or has reviewed it since its submission."""
    if edition.writers.filter(pk=user.pk).exists():
        return True
    moves = list(edition.transitions.order_by("-at", "-pk"))
    if any(move.from_status in WRITING_STATUSES and move.by_id == user.pk for move in moves):
        return True
    for move in moves:
        if move.from_status in WRITING_STATUSES:
            return False
        if move.by_id == user.pk and move.from_status in REVIEW_STATUSES:
            return True
    return False


def allowed(edition, user):
    """The moves a person may make now: a list of (status, `Step`), in the table's order."""
    return [
        (to, step)
        for to, step in TRANSITIONS[Status(edition.status)].items()
        if possible(edition, to) and may(edition, to, user)
    ]


def release_at(edition, now=None):
    """When an edition would be released if it were approved now: never in the past."""
    now = now or timezone.now()
    return max(edition.publish_at or now, now)


@transaction.atomic
def move(edition, to, user, reason="", lock_version=None):
    """Moves an edition to another status and writes down who did it. Returns the edition anew.

    `lock_version` is the version that the person saw; that of `edition` unless given. Raises
    `Conflict` if it is not the present one, PermissionDenied where the person may not, and
    ValidationError where the move is not possible now or lacks its reason.
    """
    to = Status(to)
    seen = edition.lock_version if lock_version is None else lock_version
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.lock_version != seen:
        raise Conflict(edition)
    reason = reason.strip()
    step = TRANSITIONS[Status(edition.status)].get(to)
    if step is not None and not may(edition, to, user):
        raise PermissionDenied
    if sentence := obstacle(edition, to):
        raise ValidationError(sentence, code="impossible")
    if step.needs_reason and not reason:
        raise ValidationError(_("Say why, so that the author knows what to mend."), code="reason")
    now = timezone.now()
    if to == Status.APPROVED:
        edition.publish_at = release_at(edition, now)
        if edition.publish_at <= now:
            _supersede(edition, user, now)
    if to == Status.WITHDRAWN:
        # One that is called back before its time ends where it would have begun.
        end = max(now, edition.publish_at)
        edition.withdraw_at = min(edition.withdraw_at or end, end)
    _note(edition, to, user, now, reason)
    return edition


def _note(edition, to: Status, user, at: datetime, reason=""):
    Transition.objects.create(
        edition=edition,
        from_status=edition.status,
        to_status=to,
        at=at,
        by=user,
        reason=reason,
        lock_version=edition.lock_version,
    )
    edition.status = to
    edition.lock_version += 1
    edition.save()


def _supersede(edition, user, at):
    older = edition.post.editions.select_for_update().filter(
        status=Status.APPROVED, number__lt=edition.number
    )
    for other in older:
        _note(other, Status.SUPERSEDED, user, at)
