"""What is public, and when that next changes.

Public is, in each language, the newest approved edition whose `publish_at` has passed and whose
`withdraw_at` has not. `rebuild` writes that down as `Release` rows with a beginning and an end,
so a reader's question is a query against the clock and no job has to run.
"""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from news.staleness import MISSING
from portal import generation
from portal.languages import CONTENT_LANGUAGES, in_language

FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def windows(editions):
    """When each edition is public: (edition, from, until), oldest first, no two at one time.

    `editions` are released ones. A newer edition ends every older one at its own `publish_at`,
    also after it is withdrawn itself: what was replaced never comes back. One that was called
    back before its time replaced nothing.
    """
    editions = sorted(
        (edition for edition in editions if not was_called_back(edition)),
        key=lambda edition: edition.number,
    )
    result = []
    newer_starts = FOREVER
    for edition in reversed(editions):
        until = min(edition.withdraw_at or FOREVER, newer_starts)
        newer_starts = min(newer_starts, edition.publish_at)
        if edition.publish_at < until:
            result.append((edition, edition.publish_at, until))
    return result[::-1]


def was_called_back(edition):
    """Whether a released edition was withdrawn before it could be seen."""
    return edition.withdraw_at is not None and edition.withdraw_at <= edition.publish_at


@transaction.atomic
def rebuild(post):
    """Brings a post's `Release` rows in step with its editions, and bumps the generation."""
    from news.models import RELEASED_STATUSES, Post, Release

    editions = [edition for edition in post.editions.all() if edition.status in RELEASED_STATUSES]
    starts = [edition.publish_at for edition in editions if not was_called_back(edition)]
    first = min(starts, default=None)
    if post.first_published_at != first:
        post.first_published_at = first
        Post.objects.filter(pk=post.pk).update(first_published_at=first)
    wanted = {}
    for edition, start, end in windows(editions):
        for language in CONTENT_LANGUAGES:
            if in_language(edition, "language_state", language) != MISSING:
                wanted[edition.pk, language] = {
                    "post_id": post.pk,
                    "column_id": post.column_id,
                    "listed_at": first,
                    "public_from": start,
                    "public_until": end,
                }
    changed = False
    for row in Release.objects.filter(post=post):
        values = wanted.pop((row.edition_id, row.language), None)
        if values is None:
            row.delete()
            changed = True
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed = True
    for (edition_id, language), values in wanted.items():
        Release.objects.create(edition_id=edition_id, language=language, **values)
        changed = True
    if changed:
        generation.bump()


def next_change(after=None):
    """The next instant at which what is public changes by the clock alone, or None."""
    from news.models import Release

    after = after or timezone.now()
    instants = [
        Release.objects.filter(public_from__gt=after).aggregate(at=Min("public_from"))["at"],
        Release.objects.filter(public_until__gt=after, public_until__lt=FOREVER).aggregate(
            at=Min("public_until")
        )["at"],
    ]
    return min((instant for instant in instants if instant), default=None)
