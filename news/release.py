"""What is public, and when that next changes.

Public is, in each language, the newest approved edition whose `publish_at` has passed and whose
`withdraw_at` has not. `rebuild` writes that down as `Release` rows with a beginning and an end,
so a reader's question is a query against the clock and no job has to run.

What a person did holds from that moment on, whatever the clock says later: an edition that was
released, replaced or withdrawn by somebody's act stays so when the clock is set back. What was
left to the clock follows the clock as it stands. docs/architecture.md gives the reasons.
"""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Min
from django.dispatch import Signal
from django.utils import timezone

from news.staleness import MISSING
from portal import generation
from portal.languages import CONTENT_LANGUAGES, in_language

# Sent in the transaction that changes what is public; `posts` are the keys of the posts.
changed = Signal()
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)
ALWAYS = datetime(1, 1, 2, tzinfo=UTC)


def windows(editions):
    """When each edition is public: (edition, from, until), oldest first, no two at one time.

    `editions` are released ones. A newer edition ends every older one when it begins itself, also
    after it is withdrawn: what was replaced never comes back. One that was called back before its
    time replaced nothing, and one that somebody replaced or withdrew is not public any more.
    """
    editions = sorted(
        (edition for edition in editions if not was_called_back(edition)),
        key=lambda edition: edition.number,
    )
    result = []
    newer_starts = FOREVER
    for edition in reversed(editions):
        start = begins(edition)
        until = min(edition.withdraw_at or FOREVER, newer_starts)
        newer_starts = min(newer_starts, start)
        if edition.status == "approved" and start < until:
            result.append((edition, start, until))
    return result[::-1]


def begins(edition):
    """From when on the clock lets an edition be public."""
    return ALWAYS if edition.at_once else edition.publish_at


def was_called_back(edition):
    """Whether a released edition was withdrawn before it could be seen."""
    return (
        not edition.at_once
        and edition.withdraw_at is not None
        and edition.withdraw_at <= edition.publish_at
    )


def is_written(edition, language):
    """Whether an edition says everything in a language. A half text is no text for readers."""
    return in_language(edition, "language_state", language) != MISSING


@transaction.atomic
def rebuild(post):
    """Brings a post's `Release` rows in step with its editions, and bumps the generation."""
    from news import paper_at_release, term_mentions
    from news.models import RELEASED_STATUSES, Post, Release

    editions = [edition for edition in post.editions.all() if edition.status in RELEASED_STATUSES]
    first = {
        language: min(
            (
                edition.publish_at
                for edition in editions
                if not was_called_back(edition) and is_written(edition, language)
            ),
            default=None,
        )
        for language in CONTENT_LANGUAGES
    }
    first_of_all = min(filter(None, first.values()), default=None)
    if post.first_published_at != first_of_all:
        post.first_published_at = first_of_all
        Post.objects.filter(pk=post.pk).update(first_published_at=first_of_all)
    wanted = {}
    for edition, start, end in windows(editions):
        for language in CONTENT_LANGUAGES:
            if is_written(edition, language):
                wanted[edition.pk, language] = {
                    "post_id": post.pk,
                    "column_id": post.column_id,
                    # English that comes later is new to its readers on the day that it comes.
                    "listed_at": first[language],
                    "public_from": start,
                    "public_until": end,
                }
    has_changed = False
    for row in Release.objects.filter(post=post):
        values = wanted.pop((row.edition_id, row.language), None)
        if values is None:
            row.delete()
            has_changed = True
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            has_changed = True
    for (edition_id, language), values in wanted.items():
        Release.objects.create(edition_id=edition_id, language=language, **values)
        has_changed = True
    for edition in editions:
        if any(edition.pk == edition_id for edition_id, _language in wanted):
            term_mentions.write(edition)
    if has_changed:
        generation.bump()
        changed.send(sender=Release, posts=[post.pk])
        paper_at_release.after_commit(post)


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


def posts_that_turn_between(one, other):
    """The keys of the posts of which something begins or ends between two instants.

    Whichever comes first: going back in time undoes the same turns. An instant at which something
    begins or ends belongs to the time after it.
    """
    from news.models import Release

    span = sorted([one, other])
    turns = [
        Release.objects.filter(**{f"{name}__gt": span[0], f"{name}__lte": span[1]})
        .order_by()
        .values_list("post_id", flat=True)
        for name in ["public_from", "public_until"]
    ]
    return set(turns[0].union(turns[1]).order_by())
