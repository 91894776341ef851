"""What an article leads on to: its neighbours in the column and the posts related to it.

All in the reader's language, of what is public in it. How related two posts are is told by what
both languages share, ports and terms, so it is the same in each; docs/architecture.md has the
points. The answer is held with the chrome: a page that was asked for before costs no query more.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value
from django.utils import timezone

from news import listing
from news.models import Edition, Release
from news.term_mentions import TermMention

# Points for a shared port: many for a post about it, few for one that goes through many ports.
PORT_POINTS, SURVEY_POINTS = 4, 1
# Ports that a post can be about.
SURVEY = 4
COLUMN_POINTS = 1
# Points for a shared term, by the number of texts that it stands in at most. One that stands in
# more tells nothing apart.
TERM_POINTS = [(10, 3), (100, 2), (1000, 1)]
MOST = 5
# Fewer are filled up from the column.
LEAST = 3
# How many of the newest mentions of the same ports, and of the same terms, are looked at.
LOOKED_AT = 120
# Articles whose answer is held, some kilobytes each.
HELD = 1000
PREVIOUS, NEXT, PORT, TERM, COLUMN = range(5)


@dataclass(frozen=True)
class Beside:
    """`previous` came out before the article, `next` after it; None at the ends of a column."""

    previous: listing.Item | None = None
    next: listing.Item | None = None
    related: list = field(default_factory=list)


def of(chrome, article) -> Beside:
    """What stands beside an article. One query, two after a change, none where it is held."""
    read = chrome.held("beside", lambda: lru_cache(maxsize=HELD)(lambda *key: _read(chrome, *key)))
    key = (
        article.language,
        article.slug,
        article.edition_id,
        article.release_id,
        article.column_id,
        article.published_at,
    )
    # A draft's ports change without a new generation.
    return read(*key) if article.release_id else _read(chrome, *key)


def _read(chrome, language, slug, edition_id, release_id, column_id, listed_at):
    points = chrome.held("points of terms", _points_of_terms)
    items, scores, column = {}, defaultdict(int), []
    neighbours = {}
    columns = {each.pk: each for each in chrome.columns}
    rows = _candidates(language, slug, edition_id, release_id, column_id, listed_at, points)
    for pk, at, found_column, found_slug, title, kind, subject, count in rows:
        items[pk] = listing.Item(
            slug=found_slug,
            url=listing.detail_address(language, found_slug),
            title=title,
            summary="",
            published_at=at,
            column=columns.get(found_column),
        )
        if kind in {PREVIOUS, NEXT}:
            neighbours[kind] = pk
            continue
        if kind == COLUMN:
            column.append(pk)
            continue
        if pk not in scores and found_column == column_id:
            scores[pk] += COLUMN_POINTS
        if kind == TERM:
            scores[pk] += points[subject]
        else:
            scores[pk] += PORT_POINTS if count < SURVEY else SURVEY_POINTS

    def newest_first(pk):
        return (scores.get(pk, 0), items[pk].published_at, pk)

    beside = set(neighbours.values())
    related = sorted(scores.keys() - beside, key=newest_first, reverse=True)
    if len(related) < LEAST:
        rest = sorted(set(column) - beside - set(related), key=newest_first, reverse=True)
        related += rest[: LEAST - len(related)]
    return Beside(
        items.get(neighbours.get(PREVIOUS)),
        items.get(neighbours.get(NEXT)),
        [items[pk] for pk in related[:MOST]],
    )


def _points_of_terms():
    """{term: points} of the terms that are rare enough. One query."""
    counts = TermMention.objects.values_list("term").annotate(count=Count("pk")).order_by()
    return {
        term: next(points for most, points in TERM_POINTS if count <= most)
        for term, count in counts
        if count <= TERM_POINTS[-1][0]
    }


def _candidates(language, slug, edition_id, release_id, column_id, listed_at, points):
    """Rows of all that may stand there, as `_mentions` gives them. One query."""
    now = timezone.now()
    others = Release.objects.public(language, now).exclude(post__slug=slug)
    title = f"title_{language}"
    of_column = others.filter(column=column_id)
    before = Q(listed_at__lt=listed_at) | Q(listed_at=listed_at, pk__lt=release_id)
    after = Q(listed_at__gt=listed_at) | Q(listed_at=listed_at, pk__gt=release_id)
    # Parts of a union cannot be cut to length on SQLite, what they ask for can.
    parts = [
        _releases(of_column.filter(before)[:1], PREVIOUS, title),
        _releases(of_column.filter(after).order_by("listed_at", "pk")[:1], NEXT, title),
        _releases(of_column[: LEAST + 2], COLUMN, title),
        _mentions(Edition.ports.through, "port", PORT, language, slug, edition_id, now),
    ]
    if points:
        rare = Q(term__in=list(points))
        parts.append(
            _mentions(TermMention, "term", TERM, language, slug, edition_id, now, within=rare)
        )
    first, *rest = parts
    return first.union(*rest, all=True).order_by()


def _releases(found, kind, title):
    return (
        Release.objects.filter(pk__in=found.values("pk"))
        .order_by()
        .annotate(
            kind=Value(kind, IntegerField()),
            subject=Value(0, IntegerField()),
            count=Value(0, IntegerField()),
        )
        .values_list(
            "pk",
            "listed_at",
            "column_id",
            "post__slug",
            f"edition__{title}",
            "kind",
            "subject",
            "count",
        )
    )


def _mentions(model, name, kind, language, slug, edition_id, now, within=None):
    """Of public releases that mention a port or term of an edition, those that were written last.

    (release, listed at, column, slug, title, kind, port or term, how many of these it mentions)
    """
    same = model.objects.filter(edition=OuterRef("edition")).order_by().values("edition")
    shared = Q(**{f"{name}__in": model.objects.filter(edition=edition_id).values(name)})
    if within is not None:
        shared &= within
    newest = model.objects.filter(shared).exclude(edition=edition_id).order_by("-pk")
    return (
        model.objects.filter(
            pk__in=newest.values("pk")[:LOOKED_AT],
            edition__releases__language=language,
            edition__releases__public_from__lte=now,
            edition__releases__public_until__gt=now,
        )
        .exclude(edition__post__slug=slug)
        .order_by()
        .annotate(
            release=F("edition__releases__pk"),
            at=F("edition__releases__listed_at"),
            in_column=F("edition__releases__column_id"),
            kind=Value(kind, IntegerField()),
            subject=F(f"{name}_id"),
            count=Subquery(same.annotate(count=Count("pk")).values("count")),
        )
        .values_list(
            "release",
            "at",
            "in_column",
            "edition__post__slug",
            f"edition__title_{language}",
            "kind",
            "subject",
            "count",
        )
    )
