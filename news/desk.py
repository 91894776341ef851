"""What lies on an editor's desk: each question is a queryset, to be counted, shown or linked to.

None reads more than the rows that it finds; the indexes are those of `Edition`, `Transition` and
`Release`. docs/workflow.md says what the words mean.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from news import proofreading, versions, workflow
from news.models import (
    REVIEW_STATUSES,
    Column,
    Edition,
    LanguageState,
    Proofreading,
    Release,
    Status,
    Transition,
    Version,
)
from portal.languages import CONTENT_LANGUAGES

# A column is near its limit from this share of its update interval on.
NEAR_LIMIT = 0.8
# So many editions under review, those that wait longest, are looked at for their proofreading.
MAX_PROOFREAD = 100


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


def languages_to_proofread(user):
    """{edition's key: languages} that lack a proofreading which this person may give. 3 queries.

    Under review an edition says what its last move stored, so the words' digests are those of
    that version and no passage is read.
    """
    if not (user.is_active and user.has_perm(proofreading.PERMISSION)):
        return {}
    wrote = Edition.writers.through.objects.filter(edition=OuterRef("pk"), user=user.pk)
    last_move = Transition.objects.filter(edition=OuterRef("pk")).order_by("-pk")
    found = {
        pk: (required, states, version)
        for pk, required, version, *states in Edition.objects.filter(
            ~Exists(wrote),
            status__in=REVIEW_STATUSES,
            post__column__proofreadings_required__gt=0,
        )
        .annotate(stored=Subquery(last_move.values("version")[:1]))
        .order_by("updated_at", "pk")
        .values_list(
            "pk",
            "post__column__proofreadings_required",
            "stored",
            *(f"language_state_{language}" for language in CONTENT_LANGUAGES),
        )[:MAX_PROOFREAD]
    }
    stored = Version.objects.filter(
        pk__in=[version for _number, _states, version in found.values()]
    )
    digests = {
        pk: versions.digests_of_document(document)
        for pk, document in stored.values_list("pk", "document")
    }
    ticks = {}
    for pk, language, digest, by in Proofreading.objects.filter(edition__in=found).values_list(
        "edition", "language", "digest", "by"
    ):
        ticks.setdefault((pk, language), []).append((digest, by))
    result = {}
    for pk, (required, states, version) in found.items():
        for language, state in zip(CONTENT_LANGUAGES, states, strict=True):
            holding = [
                by
                for digest, by in ticks.get((pk, language), [])
                if version not in digests or digest == digests[version][language]
            ]
            is_lacking = state != LanguageState.MISSING and len(holding) < required
            if is_lacking and user.pk not in holding:
                result.setdefault(pk, []).append(language)
    return result


def to_proofread_by(user, languages=None):
    """Editions of `languages_to_proofread`, which is asked unless given, longest waiting first."""
    wanted = languages_to_proofread(user) if languages is None else languages
    return editions().filter(pk__in=wanted).order_by("updated_at", "pk")


def drafts_of(user):
    """Drafts that a person wrote in, the newest first. Returned ones are `returned_to`."""
    wrote = Edition.writers.through.objects.filter(edition=OuterRef("pk"), user=user.pk)
    return editions().filter(Exists(wrote), status=Status.DRAFT).order_by("-updated_at", "-pk")


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
    return (
        Edition.objects.unconfirmed_emergencies()
        .select_related("post__column", "changed_by")
        .order_by("updated_at")
    )


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


def late_english(now=None):
    """Editions in public whose English is out of date, or is due and not there; oldest first.

    English is due where Chinese may come first, `english_deadline` days after the Chinese of this
    edition came out. In columns of the other rule nothing comes out without it.
    """
    now = now or timezone.now()
    late = Q(language_state_en=LanguageState.STALE)
    for column in Column.objects.filter(release_rule=Column.ReleaseRule.CHINESE_FIRST):
        late |= Q(
            post__column=column,
            language_state_en=LanguageState.MISSING,
            publish_at__lte=now - timedelta(days=column.english_deadline),
        )
    # Each of the few editions is looked up among what is public, not the other way round.
    public = Release.objects.public("zh", now).filter(edition=OuterRef("pk"))
    return (
        editions()
        .filter(
            late,
            Exists(public),
            language_state_en__in=[LanguageState.MISSING, LanguageState.STALE],
            status=Status.APPROVED,
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

    @property
    def is_over(self):
        return self.days is None or self.days >= self.column.update_interval

    @property
    def is_near(self):
        return self.is_over or self.days >= self.column.update_interval * NEAR_LIMIT


def freshness(now=None):
    """A `Freshness` for each column, those without a post first, then the latest. One query."""
    now = now or timezone.now()
    newest = Release.objects.public("zh", now).filter(column=OuterRef("pk"))
    found = [
        Freshness(
            column, column.newest, None if column.newest is None else (now - column.newest).days
        )
        for column in Column.objects.annotate(newest=Subquery(newest.values("listed_at")[:1]))
    ]
    return sorted(found, key=lambda each: (each.days_left is not None, each.days_left or 0))


def columns_near_limit(now=None):
    """Those columns whose update interval is nearly or wholly used up."""
    return [each for each in freshness(now) if each.is_near]
