"""Lists of what is public: twenty rows a page, as cheap at page 500 as at page 1.

The ids of a page come from an index that holds everything "public" asks about; only then are the
words of twenty rows read. How many there are is counted once for each generation and kept until
the clock next changes what is public.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.core.files.storage import default_storage
from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation

from news.models import Release
from news.rendering import Picture
from portal.languages import DJANGO_CODES

PAGE_SIZE = 20
# More digits than any page number of ours has; a longer one is not worth turning into a number.
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)


@dataclass(frozen=True)
class Item:
    """A post as lists show it, in one language."""

    slug: str
    url: str
    title: str
    summary: str
    published_at: datetime
    column: object
    picture: Picture | None = None


class Numbered:
    """One page of several, as components/pagination.html takes it; has `number` and `last`."""

    # What stands before "page=" in the addresses of the other pages.
    query = ""

    @property
    def numbers(self):
        """Numbers for the navigation, None for a gap."""
        return near_numbers(self.number, self.last)

    @property
    def previous(self):
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self):
        return self.number + 1 if self.number < self.last else None


@dataclass(frozen=True)
class Page(Numbered):
    items: list
    total: int
    number: int
    last: int

    @property
    def canonical_query(self):
        return f"page={self.number}" if self.number > 1 else ""


def page_number(value: str | None) -> int:
    """The number that `?page=` asks for. Raises Http404 for what is none."""
    if value is None:
        return 1
    if not PAGE_NUMBER.fullmatch(value):
        raise Http404("no such page")
    return int(value)


def page(
    chrome,
    language: str,
    number: int,
    *,
    column=None,
    year: int | None = None,
    month: int | None = None,
) -> Page:
    """One page of a list. Raises Http404 beyond the end."""
    releases = _releases(language, column=column, year=year, month=month)
    key = (language, column and column.pk, year, month)
    total = chrome.held(("count", *key), releases.count)
    last = max(1, -(-total // PAGE_SIZE))
    if number > last:
        raise Http404("no such page")
    start = (number - 1) * PAGE_SIZE
    return Page(
        items=items(
            chrome,
            language,
            # Held too, as an index has to be walked from its start to a late page. There are no
            # more keys than pages.
            chrome.held(("ids", *key, number), lambda: _ids(releases[start : start + PAGE_SIZE])),
        ),
        total=total,
        number=number,
        last=last,
    )


def newest(chrome, language: str, limit: int, *, column=None) -> list:
    """The newest items of a language, or of a column in it."""
    return items(chrome, language, _ids(_releases(language, column=column)[:limit]))


def years(chrome, language: str) -> list:
    """The years an archive has pages for, newest first."""

    def read():
        releases = _releases(language)
        first = releases.order_by("listed_at", "pk").values_list("listed_at", flat=True).first()
        if first is None:
            return []
        last = releases.values_list("listed_at", flat=True).first()
        first, last = timezone.localtime(first), timezone.localtime(last)
        return list(range(last.year, first.year - 1, -1))

    return chrome.held(("years", language), read)


def has_archive(chrome, language: str, year: int, month: int | None = None) -> bool:
    """Whether a year, or a month of it, has a page in the archive of a language."""
    if year not in years(chrome, language):
        return False
    return month is None or month in months(chrome, language, year)


def months(chrome, language: str, year: int) -> dict:
    """{month: how many posts} of a year of `years`, in the order of the calendar, none with 0."""

    def read():
        counts = _releases(language, year=year).aggregate(
            **{
                str(month): Count("pk", filter=Q(listed_at__gte=first, listed_at__lt=end))
                for month in range(1, 13)
                for first, end in [_span(year, month)]
            }
        )
        return {int(month): count for month, count in counts.items() if count}

    return chrome.held(("months", language, year), read)


def _ids(releases):
    return list(releases.values_list("pk", flat=True))


def items(chrome, language: str, ids: list) -> list:
    """The items of some releases, in the order of their ids. One query."""
    if not ids:
        return []
    columns = {column.pk: column for column in chrome.columns}
    rows = Release.objects.filter(pk__in=ids).values_list(
        "pk",
        "column_id",
        "listed_at",
        "post__slug",
        f"edition__title_{language}",
        f"edition__summary_{language}",
        "edition__cover__file",
        "edition__cover__small",
        "edition__cover__width",
        "edition__cover__height",
        f"edition__cover__alt_{language}",
    )
    found = {}
    for pk, column_id, listed_at, slug, title, summary, *cover in rows:
        found[pk] = Item(
            slug=slug,
            url=detail_address(language, slug),
            title=title,
            summary=summary or "",
            published_at=listed_at,
            column=columns.get(column_id),
            picture=picture(*cover),
        )
    return [found[pk] for pk in ids if pk in found]


@lru_cache(maxsize=4096)
def detail_address(language: str, slug: str) -> str:
    """The address of an article. A reverse for each of twenty rows takes a tenth of a list."""
    with translation.override(DJANGO_CODES[language]):
        return reverse("news:detail", args=[slug])


def picture(file, small, width, height, alt, credit="") -> Picture | None:
    """A picture from the columns of an image, or None for a row without one."""
    if not file:
        return None
    return Picture(
        url=default_storage.url(file),
        small_url=default_storage.url(small) if small else "",
        width=width,
        height=height,
        alt=alt or "",
        credit=credit or "",
    )


def near_numbers(number: int, last: int) -> list:
    """First, last and the pages around the present one, None standing for a gap.

    A gap of a single page is shown as that page.
    """
    wanted = sorted(
        {1, last, *range(max(1, number - 2), min(last, number + 2) + 1)} - {0},
    )
    result = []
    for value in wanted:
        if result and value - result[-1] == 2:
            result.append(value - 1)
        elif result and value - result[-1] > 2:
            result.append(None)
        result.append(value)
    return result


def _releases(language, *, column=None, year=None, month=None):
    releases = Release.objects.public(language)
    if column is not None:
        releases = releases.filter(column=column)
    if year is not None:
        first, end = _span(year, month)
        releases = releases.filter(listed_at__gte=first, listed_at__lt=end)
    return releases


def _span(year, month=None):
    """The first instant of a year, or of a month of it, and the first one after."""
    zone = timezone.get_current_timezone()
    if month is None:
        return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)
    after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
    return datetime(year, month, 1, tzinfo=zone), after
