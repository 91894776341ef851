"""What stands around every page: the site's identity, its columns, its banner.

Read from the database once for each generation and process; a request costs one query.
"""

from dataclasses import dataclass, field
from threading import Lock

from django.utils import timezone

from portal import generation


@dataclass(frozen=True)
class Chrome:
    generation: int
    identity: object
    columns: list
    pages: list
    banners: list = field(default_factory=list)

    def banners_at(self, instant):
        return [
            banner
            for banner in self.banners
            if banner.shown_from <= instant
            and (banner.shown_until is None or banner.shown_until > instant)
        ]


_held: Chrome | None = None
_lock = Lock()


def chrome() -> Chrome:
    """The chrome of the present generation."""
    global _held
    number = generation.current()
    held = _held
    if held is None or held.generation != number:
        with _lock:
            held = _held = _read(number)
    return held


def forget() -> None:
    """Drops what is held; the tests need it, as each starts from another database."""
    global _held
    _held = None


def _read(number: int) -> Chrome:
    from news.models import Column
    from portal.models import Banner, Page, SiteIdentity

    return Chrome(
        generation=number,
        identity=SiteIdentity.objects.first(),
        columns=list(Column.objects.all()),
        pages=list(Page.objects.defer("body")),
        banners=list(Banner.objects.exclude(shown_until__lt=timezone.now())),
    )
