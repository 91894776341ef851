"""How an edition comes before the public: one table of moves, two questions, one act.

`TRANSITIONS` says what moves there are. `possible` asks whether a move makes sense now, `may` asks
whether this person may make it; the admin's buttons and `move` ask both.

A move has the name of the status that it leads to. Two have names of their own, as they lead where
others lead too: `EMERGENCY` to approved, past all reviews, and `CONFIRM`, by which somebody else
looks at such a release afterwards, to where the edition stands already.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news import digests, gate, proofreading, versions
from news.models import REVIEW_STATUSES, Edition, Post, Status, Transition

EMERGENCY = "emergency"
CONFIRM = "confirm"


@dataclass(frozen=True)
class Step:
    permission: str
    label: str
    hint: str
    # A review is refused to those who wrote, submitted or reviewed the same text.
    is_review: bool = False
    needs_reason: bool = False
    kind: str = Transition.Kind.ORDINARY


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
EMERGENCY_RELEASE = Step(
    "news.emergency_release_edition",
    pgettext_lazy("action on an edition", "Release in an emergency"),
    _(
        "Readers see it at the set time, or at once, without the reviews that are missing. It is "
        "shown as overdue for a second review until another reviewer confirms it. Say why."
    ),
    needs_reason=True,
    kind=Transition.Kind.EMERGENCY,
)
CONFIRMATION = Step(
    "news.confirm_emergency_edition",
    pgettext_lazy("action on an edition", "Confirm the emergency release"),
    _("You have read both languages as they were released; the second review is made up for."),
    is_review=True,
    kind=Transition.Kind.CONFIRMATION,
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
    Status.DRAFT: {
        Status.FIRST_REVIEW: SUBMIT,
        Status.FINAL_REVIEW: SUBMIT,
        EMERGENCY: EMERGENCY_RELEASE,
    },
    Status.RETURNED: {
        Status.FIRST_REVIEW: SUBMIT,
        Status.FINAL_REVIEW: SUBMIT,
        EMERGENCY: EMERGENCY_RELEASE,
    },
    Status.FIRST_REVIEW: {
        Status.SECOND_REVIEW: _pass_on("first_review"),
        Status.FINAL_REVIEW: _pass_on("first_review"),
        Status.RETURNED: _return("first_review"),
        Status.DRAFT: TAKE_BACK,
        EMERGENCY: EMERGENCY_RELEASE,
    },
    Status.SECOND_REVIEW: {
        Status.FINAL_REVIEW: _pass_on("second_review"),
        Status.RETURNED: _return("second_review"),
        Status.DRAFT: TAKE_BACK,
        EMERGENCY: EMERGENCY_RELEASE,
    },
    Status.FINAL_REVIEW: {
        Status.APPROVED: _review(
            "final_review",
            pgettext_lazy("action on an edition", "Approve"),
            _("Both languages go out together: at the set time, or at once where none is set."),
        ),
        Status.RETURNED: _return("final_review"),
        Status.DRAFT: TAKE_BACK,
        EMERGENCY: EMERGENCY_RELEASE,
    },
    Status.APPROVED: {Status.WITHDRAWN: WITHDRAW, CONFIRM: CONFIRMATION},
    # What is over still has to be looked at by somebody else.
    Status.SUPERSEDED: {CONFIRM: CONFIRMATION},
    Status.WITHDRAWN: {CONFIRM: CONFIRMATION},
}

# The stages an edition passes, by the number of reviews its column asks for.
STAGES = {
    1: [Status.FINAL_REVIEW],
    2: [Status.FIRST_REVIEW, Status.FINAL_REVIEW],
    3: [Status.FIRST_REVIEW, Status.SECOND_REVIEW, Status.FINAL_REVIEW],
}
WRITING_STATUSES = [Status.DRAFT, Status.RETURNED]


def target(edition, to):
    """The status to which a move leads."""
    return {EMERGENCY: Status.APPROVED, CONFIRM: Status(edition.status)}.get(to) or Status(to)


def is_move(name):
    """Whether a posted value names a move, be it possible or not."""
    return name in Status.values or name in {EMERGENCY, CONFIRM}


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
    if to not in TRANSITIONS[Status(edition.status)]:
        return _("This edition is not at a stage from which that is possible.")
    if to == CONFIRM:
        if not edition.awaits_confirmation:
            return _("This edition was not released in an emergency, or was confirmed already.")
        return None
    if to in [*REVIEW_STATUSES, Status.APPROVED]:
        if to != next_stage(edition):
            return _("The column asks for another review first.")
        if edition.status in WRITING_STATUSES or to == Status.APPROVED:
            sentences = gate.obstacles(edition)
            if to == Status.APPROVED:
                sentences = sentences or proofreading.obstacles(edition)
            if sentences:
                return " ".join(sentences)
        elif not edition.passages.exists():
            return _("An edition without any passage cannot be reviewed.")
    if to == EMERGENCY and (sentences := gate.obstacles(edition)):
        return " ".join(sentences)
    if to in [EMERGENCY, Status.APPROVED] and is_withdrawn_first(edition):
        return _("The time of withdrawal is not after the time of release.")
    return None


def is_withdrawn_first(edition):
    return edition.withdraw_at is not None and edition.withdraw_at <= release_at(edition)


def possible(edition, to):
    return obstacle(edition, to) is None


def may(edition, to, user):
    """Whether a person may make a move, whether or not it is possible now.

    Nobody reviews what they wrote or submitted, nor gives two reviews of one submission.
    """
    step = TRANSITIONS[Status(edition.status)].get(to)
    if step is None or not user.is_active or not user.has_perm(step.permission):
        return False
    return not step.is_review or not is_party(edition, user)


def is_party(edition, user):
    """Whether a person wrote or submitted an edition or has reviewed it since its submission."""
    if edition.writers.filter(pk=user.pk).exists():
        return True
    # By their numbers: the clock may have been set back between two moves.
    moves = list(edition.transitions.order_by("-pk"))
    if any(move.from_status in WRITING_STATUSES and move.by_id == user.pk for move in moves):
        return True
    for move in moves:
        if move.from_status in WRITING_STATUSES:
            return False
        if move.by_id == user.pk and (
            move.from_status in REVIEW_STATUSES or move.kind == Transition.Kind.CONFIRMATION
        ):
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
    """Moves an edition and writes down who did it. Returns the edition anew.

    `to` is a status, `EMERGENCY` or `CONFIRM`; `lock_version` is the version that the person saw,
    that of `edition` unless given. Raises `Conflict` if it is not the present one,
    PermissionDenied where the person may not, and ValidationError where the move is not possible
    now or lacks its reason.
    """
    seen = edition.lock_version if lock_version is None else lock_version
    # The post first, as a save locks it first too.
    Post.objects.select_for_update().get(pk=edition.post_id)
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
        raise ValidationError(missing_reason(step), code="reason")
    now = timezone.now()
    status = target(edition, to)
    if to in [EMERGENCY, Status.APPROVED]:
        edition.publish_at = release_at(edition, now)
        edition.at_once = edition.publish_at <= now
        edition.awaits_confirmation = to == EMERGENCY
        if edition.at_once:
            _supersede(edition, user, now)
    if to == Status.WITHDRAWN:
        # One that is called back before its time ends where it would have begun.
        end = max(now, edition.publish_at)
        if edition.at_once or edition.publish_at <= now:
            # What it replaced by the clock must not come back with a clock that is set back.
            _supersede(edition, user, now)
            end = max(now, edition.publish_at + datetime.resolution)
        edition.withdraw_at = min(edition.withdraw_at or end, end)
    if to == CONFIRM:
        edition.awaits_confirmation = False
    _note(edition, status, user, now, reason, step.kind)
    digests.announce(edition)
    return edition


def missing_reason(step):
    if step is EMERGENCY_RELEASE:
        return _("Say why it cannot wait for the reviews.")
    return _("Say why, so that the author knows what to mend.")


def _note(edition, to, user, at, reason="", kind=Transition.Kind.ORDINARY):
    Transition.objects.create(
        edition=edition,
        from_status=edition.status,
        to_status=to,
        at=at,
        by=user,
        reason=reason,
        lock_version=edition.lock_version,
        version=versions.keep(edition),
        kind=kind,
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
