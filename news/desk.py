"""What lies on an editor's desk: each question is a queryset, to be counted, shown or linked to.

None reads more than the rows that it finds; the indexes are those of `Edition`, `Transition` and
`Release`. docs/workflow.md says what the words mean.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from news import workflow
from news.models import (
    REVIEW_STATUSES,
    Column,
    Edition,
    LanguageState,
    Release,
    Status,
    Transition,
)

# A column is near its limit from this share of its update interval on.
NEAR_LIMIT = 0.8


def editions():
    """Editions with what a line about them shows."""
    return Edition.objects.select_related("post__column", "changed_by")


def waiting_for(user):
    """Editions under review that a person may review now, longest waiting first.

    Not those that they wrote, submitted or reviewed since the submission; `workflow.is_party`
    says the same of one edition.
    """
    stages = [
        stage
        for stage in REVIEW_STATUSES
        if user.is_active and user.has_perm(f"news.{stage.value}_edition")
    ]
    moves = Transition.objects.filter(edition=OuterRef("pk"))
    submitted_later = Transition.objects.filter(
        edition=OuterRef("edition"),
        from_status__in=workflow.WRITING_STATUSES,
        pk__gt=OuterRef("pk"),
    )
    wrote = Edition.writers.through.objects.filter(edition=OuterRef("pk"), user=user.pk)
    return (
        editions()
        .filter(status__in=stages)
        .filter(
            ~Exists(wrote),
            ~Exists(moves.filter(by=user.pk, from_status__in=workflow.WRITING_STATUSES)),
            ~Exists(
                moves.filter(~Exists(submitted_later), by=user.pk, from_status__in=REVIEW_STATUSES)
            ),
        )
        .order_by("updated_at", "pk")
    )


def sent_by(user):
    """Editions that a person submitted and that are still under review, the newest first."""
    submitted = Transition.objects.filter(
        edition=OuterRef("pk"), by=user.pk, from_status__in=workflow.WRITING_STATUSES
    )
    return (
        editions()
        .filter(Exists(submitted), status__in=REVIEW_STATUSES)
        .order_by("-updated_at", "-pk")
    )


def returned_to(user):
    """Returned editions that a person wrote or submitted, the newest first."""
    wrote = Edition.writers.through.objects.filter(edition=OuterRef("pk"), user=user.pk)
    submitted = Transition.objects.filter(
        edition=OuterRef("pk"), by=user.pk, from_status__in=workflow.WRITING_STATUSES
    )
    return (
        editions()
        .filter(Exists(wrote) | Exists(submitted), status=Status.RETURNED)
        .order_by("-updated_at", "-pk")
    )


def scheduled(now=None):
    """Approved editions whose time is still to come, the next one first."""
    now = now or timezone.now()
    # From the few rows that are still to come; nearly every edition is an approved one.
    coming = Release.objects.filter(public_from__gt=now).order_by().values("edition")
    return (
        editions()
        .filter(pk__in=coming, status=Status.APPROVED, publish_at__gt=now)
        .order_by("publish_at", "pk")
    )


def unconfirmed_emergencies():
    """Emergency releases that nobody else has confirmed, the oldest first."""
    return Edition.objects.unconfirmed_emergencies().select_related("post__column", "changed_by")


def to_confirm_by(user):
    """Those emergency releases that a person may confirm."""
    if not (user.is_active and user.has_perm(workflow.CONFIRMATION.permission)):
        return unconfirmed_emergencies().none()
    wrote = Edition.writers.through.objects.filter(edition=OuterRef("pk"), user=user.pk)
    moved = Transition.objects.filter(
        Q(from_status__in=[*workflow.WRITING_STATUSES, *REVIEW_STATUSES]),
        edition=OuterRef("pk"),
        by=user.pk,
    )
    return unconfirmed_emergencies().filter(~Exists(wrote), ~Exists(moved)).order_by("pk")


def overdue_english(now=None):
    """Editions in public whose English is due and is not there, or is out of date, oldest first.

    English is due where Chinese may come first, `english_deadline` days after the Chinese of this
    edition came out. In columns of the other rule nothing comes out without it.
    """
    now = now or timezone.now()
    due = [
        Q(column=column, edition__publish_at__lte=now - timedelta(days=column.english_deadline))
        for column in Column.objects.filter(release_rule=Column.ReleaseRule.CHINESE_FIRST)
    ]
    if not due:
        return editions().none()
    public = Release.objects.public("zh", now).filter(
        reduce(or_, due),
        edition__language_state_en__in=[LanguageState.MISSING, LanguageState.STALE],
    )
    return (
        editions()
        .filter(
            language_state_en__in=[LanguageState.MISSING, LanguageState.STALE],
            status=Status.APPROVED,
            pk__in=public.order_by().values("edition"),
        )
        .order_by("publish_at", "pk")
    )


@dataclass(frozen=True)
class Freshness:
    """How long a column has been without a new post. `days` is None where it never had one."""

    column: Column
    newest: datetime | None
    days: int | None

    @property
    def days_left(self):
        """Days until the limit, below zero behind it."""
        return None if self.days is None else self.column.update_interval - self.days


def columns_near_limit(now=None):
    """Columns whose update interval is nearly or wholly used up, the latest first. One query."""
    now = now or timezone.now()
    newest = Release.objects.public("zh", now).filter(column=OuterRef("pk"))
    found = []
    for column in Column.objects.annotate(newest=Subquery(newest.values("listed_at")[:1])):
        days = None if column.newest is None else (now - column.newest).days
        if days is None or days >= column.update_interval * NEAR_LIMIT:
            found.append(Freshness(column, column.newest, days))
    return sorted(found, key=lambda each: (each.days_left is not None, each.days_left or 0))
