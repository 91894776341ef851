"""Feeds of the news, in each language: of everything and of a column."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from news.listing import detail_address
from news.models import Release
from portal.feeds import MOST, SiteFeed
from ports.ics import NAMESPACE

# Of the edition, each in the feed's language.
WORDS = ["title", "summary", "change_note", "author"]


@dataclass(frozen=True)
class Entry:
    slug: str
    url: str
    id: str
    column: object
    published_at: datetime
    updated_at: datetime
    title: str
    summary: str
    change_note: str
    author: str


class NewsFeed(SiteFeed):
    """The newest public posts of a language; a corrected one is the same entry, updated."""

    def title(self, asked):
        return _("%(site)s: all news") % {"site": asked.chrome.identity.name}

    def subtitle(self, asked):
        return asked.chrome.identity.tagline or None

    def link(self, asked):
        return reverse("news:list")

    def feed_url(self, asked):
        return reverse("news:feed")

    def releases(self, asked):
        return Release.objects.public(asked.language)

    def items(self, asked):
        columns = {column.pk: column for column in asked.chrome.columns}
        rows = self.releases(asked)[:MOST].values_list(
            "post__slug",
            "column_id",
            "listed_at",
            "edition__publish_at",
            *(f"edition__{field}_{asked.language}" for field in WORDS),
        )
        return [
            Entry(
                slug,
                detail_address(asked.language, slug),
                # Made of what never changes, so that no new address makes readers old entries new.
                f"urn:uuid:{uuid5(NAMESPACE, f'post|{asked.language}|{slug}')}",
                columns.get(column),
                timezone.localtime(listed_at),
                timezone.localtime(max(listed_at, revised_at)),
                *(text or "" for text in words),
            )
            for slug, column, listed_at, revised_at, *words in rows
        ]

    def item_title(self, entry):
        return entry.title

    def item_description(self, entry):
        if not entry.change_note:
            return entry.summary
        note = _("Correction: %(note)s") % {"note": entry.change_note}
        return f"{entry.summary}\n\n{note}".strip()

    def item_link(self, entry):
        return entry.url

    def item_guid(self, entry):
        return entry.id

    def item_pubdate(self, entry):
        return entry.published_at

    def item_updateddate(self, entry):
        return entry.updated_at

    def item_author_name(self, entry):
        return entry.author or None

    def item_categories(self, entry):
        return [entry.column.name] if entry.column and entry.column.name else []


class ColumnFeed(NewsFeed):
    """The newest public posts of one column."""

    def subject(self, chrome, slug):
        column = chrome.column(slug)
        if column is None or not column.name:
            raise Http404("no such column")
        return column

    def title(self, asked):
        return _("%(site)s: %(column)s") % {
            "site": asked.chrome.identity.name,
            "column": asked.subject.name,
        }

    def subtitle(self, asked):
        return asked.subject.description or None

    def link(self, asked):
        return asked.subject.get_absolute_url()

    def feed_url(self, asked):
        return reverse("news:column-feed", args=[asked.subject.slug])

    def releases(self, asked):
        return super().releases(asked).filter(column=asked.subject)
