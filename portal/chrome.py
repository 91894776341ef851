"""What stands around every page: the site's identity, its columns, its banner.

Read from the database once for each generation and process; a request costs one query. What is
public also changes by the clock, so nothing is held past the next instant at which it does.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.db.models import Exists, OuterRef
from django.utils import timezone

from portal import generation
from portal.languages import CONTENT_LANGUAGES


@dataclass(frozen=True)
class Chrome:
    generation: int
    identity: object
    columns: list
    pages: list
    banners: list = field(default_factory=list)
    # Ids of the columns that have a public post, by content language.
    filled_columns: dict = field(default_factory=dict)
    held_from: datetime | None = None
    held_until: datetime | None = None
    _memo: dict = field(default_factory=dict, repr=False, compare=False)

    def banners_at(self, instant):
        return [
            banner
            for banner in self.banners
            if banner.shown_from <= instant
            and (banner.shown_until is None or banner.shown_until > instant)
        ]

    def columns_in(self, language: str) -> list:
        """The columns with at least one public post in a language: no empty column is listed."""
        filled = self.filled_columns.get(language, ())
        return [column for column in self.columns if column.pk in filled]

    def column(self, slug: str):
        """The column of an address, or None."""
        return next((column for column in self.columns if column.slug == slug), None)

    def pages_in(self, language: str) -> list:
        """The standing pages that have a title in a language."""
        return [page for page in self.pages if getattr(page, f"title_{language}")]

    def holds_at(self, instant: datetime) -> bool:
        # A clock set back must not show what was public only later.
        return (self.held_from is None or self.held_from <= instant) and (
            self.held_until is None or instant < self.held_until
        )

    def held(self, key, make: Callable):
        """What `make` returns, computed once and kept as long as this chrome holds.

        `key` must come from a bounded set; a value typed by a visitor would fill the memory.
        """
        if key not in self._memo:
            self._memo[key] = make()
        return self._memo[key]


_held: Chrome | None = None
_lock = Lock()


def chrome() -> Chrome:
    """The chrome of the present generation and instant. One query."""
    global _held
    number = generation.current()
    held = _held
    if not _is_present(held, number):
        with _lock:
            held = _held
            if not _is_present(held, number):
                held = _held = _read(number)
    return held


def chrome_of(request) -> Chrome:
    """The same chrome for the whole of a request, so that it is asked for once."""
    if not hasattr(request, "_chrome"):
        request._chrome = chrome()
    return request._chrome


def forget() -> None:
    """Drops what is held; the tests need it, as each starts from another database."""
    global _held
    _held = None


def _is_present(held, number):
    return held is not None and held.generation == number and held.holds_at(timezone.now())


def _read(number: int) -> Chrome:
    from news import release
    from news.models import Column, Release
    from portal.models import Banner, Page, SiteIdentity

    now = timezone.now()
    columns = list(
        Column.objects.annotate(
            **{
                f"has_{language}": Exists(
                    Release.objects.public(language, now).filter(column=OuterRef("pk"))
                )
                for language in CONTENT_LANGUAGES
            }
        )
    )
    return Chrome(
        generation=number,
        identity=SiteIdentity.objects.first() or SiteIdentity(name_zh="口岸", name_en="Kouan"),
        columns=columns,
        pages=list(Page.objects.defer("body")),
        banners=list(Banner.objects.exclude(shown_until__lt=now)),
        filled_columns={
            language: {column.pk for column in columns if getattr(column, f"has_{language}")}
            for language in CONTENT_LANGUAGES
        },
        held_from=now,
        held_until=release.next_change(now),
    )
