from django import template

from news import listing
from news.models import Post, Release
from portal.languages import content_language

register = template.Library()

SHOWN = 6


@register.simple_tag(takes_context=True)
def posts_of_port(context, port):
    """The newest public posts in the reader's language that mention a port, as lists show them.

    Two queries. Ports know nothing of news, so their template asks by this tag.
    """
    language = content_language()
    releases = Release.objects.public(language).filter(edition__ports=port)
    ids = list(releases.values_list("pk", flat=True)[:SHOWN])
    return listing.items(context["chrome"], language, ids)


@register.simple_tag(takes_context=True)
def with_announcements(context, history):
    """Each entry of a port's history with the public posts that announced it, in the reader's
    language: (entry, posts). Three queries at most."""
    language = content_language()
    through = Post.announces.through.objects.filter(
        statuschange__in=[row for entry in history for row in entry.rows]
    )
    pairs = list(through.values_list("statuschange", "post"))
    releases = dict(
        Release.objects.public(language)
        .filter(post__in={post for _row, post in pairs})
        .values_list("post", "pk")
    )
    found = dict(
        zip(
            releases.values(),
            listing.items(context["chrome"], language, list(releases.values())),
            strict=True,
        )
    )
    by_row = {}
    for row, post in pairs:
        if post in releases:
            by_row.setdefault(row, []).append(releases[post])
    return [
        (
            entry,
            [
                found[pk]
                for pk in dict.fromkeys(pk for row in entry.rows for pk in by_row.get(row, ()))
            ],
        )
        for entry in history
    ]
