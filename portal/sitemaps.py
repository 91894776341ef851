"""The sitemap (sitemaps.org, with Google's extensions for languages and for news).

`/sitemap.xml` names the files: `pages` (home, lists, archives, standing pages), `ports`, `news-1`,
`news-2`, … and, while there is any, `latest` with the news of the last two days. A news file holds
the posts of a fixed range of ids, four addresses each at most, so no file passes 50,000 addresses,
none has to be counted to make another, and one that nothing changed in stays as it was. Every
address is listed with its alternates as `hreflang` in the page's head names them.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape

from django.db.models import F, Max
from django.db.models.functions import Greatest
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import condition, require_safe

from news import listing
from news.models import Release
from portal.alternates import alternates
from portal.chrome import chrome_of
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, HTML_CODES
from portal.models import Page
from ports.models import Port

MOST_ADDRESSES = 50_000
# Of a file: each post has an article and a parallel view in either language.
POSTS = 5_000
# What Google takes as news, and how many at most.
NEWS_AGE = timedelta(days=2)
MOST_NEWS = 1_000
# Google's codes, which are not those of HTML.
NEWS_LANGUAGES = {"zh": "zh-cn", "en": "en"}
CORE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
# Grows when the files get another form, so that no crawler keeps the old one for unchanged news.
FORM = 1


@dataclass(frozen=True)
class Entry:
    """A page in the languages it exists in: paths and, where known, last changes, by language."""

    paths: dict
    changed: dict = field(default_factory=dict)


def _tag(request, **arguments):
    """An answer stays as it is in one generation, between two turns of what is public."""
    chrome = chrome_of(request)
    parts = [FORM, chrome.generation, chrome.held_until, request.get_host(), request.scheme]
    if arguments.get("section", "latest") == "latest":
        # News grows old by the clock, also in the index, which names no empty file.
        parts.append(timezone.now().replace(minute=0, second=0, microsecond=0))
    return f'"{sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]}"'


def _answer(parts):
    response = HttpResponse("".join(parts), content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Language"] = ", ".join(HTML_CODES.values())
    # For machines that read addresses; the file itself is no page to be found.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@condition(etag_func=_tag)
def index(request):
    """The files of the sitemap with their last changes."""
    chrome = chrome_of(request)
    files = [("pages", None), ("ports", _last_of_ports())]
    files += [(f"news-{number}", changed) for number, changed in _news_files(chrome)]
    if _latest().exists():
        files.append(("latest", None))
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n', f'<sitemapindex xmlns="{CORE}">\n']
    for name, changed in files:
        address = request.build_absolute_uri(reverse("sitemap-section", args=[name]))
        parts.append(f"<sitemap><loc>{escape(address)}</loc>{_lastmod(changed)}</sitemap>\n")
    return _answer([*parts, "</sitemapindex>\n"])


@require_safe
@condition(etag_func=_tag)
def section(request, section):
    """One file of the sitemap. Raises Http404 for a name that the index does not give."""
    if section == "latest":
        return _answer(_latest_file(request))
    if section == "pages":
        entries = _pages(chrome_of(request))
    elif section == "ports":
        entries = _ports()
    else:
        number = section.removeprefix("news-")
        numbers = {str(known) for known, _changed in _news_files(chrome_of(request))}
        if number not in numbers:
            raise Http404("no such part of the sitemap")
        entries = _posts(int(number))
    return _answer(_file(request, entries))


def _file(request, entries):
    root = request.build_absolute_uri("/").removesuffix("/")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<urlset xmlns="{CORE}" xmlns:xhtml="{XHTML}">\n'
    for entry in entries:
        addresses = {language: escape(root + path) for language, path in entry.paths.items()}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'
            for code, address in alternates(addresses)
        )
        for language, address in addresses.items():
            changed = _lastmod(entry.changed.get(language))
            yield f"<url><loc>{address}</loc>{changed}{links}</url>\n"
    yield "</urlset>\n"


def _lastmod(instant: datetime | None) -> str:
    if instant is None:
        return ""
    return f"<lastmod>{timezone.localtime(instant).isoformat(timespec='seconds')}</lastmod>"


def _paths(name, *args, languages=CONTENT_LANGUAGES) -> dict:
    """The paths of a page by language. No more than a few hundred: a reverse is slow."""
    found = {}
    for language in languages:
        with translation.override(DJANGO_CODES[language]):
            found[language] = reverse(name, args=args)
    return found


def _public():
    now = timezone.now()
    return Release.objects.filter(
        language__in=CONTENT_LANGUAGES, public_from__lte=now, public_until__gt=now
    )


# When the words of a release came out; English can come later than its edition did.
CHANGED = Greatest("listed_at", "edition__publish_at")


def _news_files(chrome) -> list:
    """(number, last change) of every news file that has a post. Held: it reads all releases."""

    def read():
        found = (
            _public()
            .order_by()
            .values(number=F("post_id") / POSTS + 1)
            .annotate(changed=Max(CHANGED))
            .order_by("number")
        )
        return [(row["number"], row["changed"]) for row in found]

    return chrome.held("sitemap of news", read)


def _posts(number):
    """The articles of a file, and their views side by side. One query, read in parts."""
    detail, parallel = _patterns("news:detail"), _patterns("news:parallel")
    rows = (
        _public()
        .filter(post_id__gte=(number - 1) * POSTS, post_id__lt=number * POSTS)
        .order_by("post_id", "language")
        .values_list("post_id", "post__slug", "language", CHANGED)
    )
    for _post, found in groupby(rows.iterator(chunk_size=1000), key=itemgetter(0)):
        found = {language: (slug, changed) for _post, slug, language, changed in found}
        # In the order in which heads name them.
        found = {language: found[language] for language in CONTENT_LANGUAGES if language in found}
        changed = {language: instant for language, (_slug, instant) in found.items()}
        for patterns, is_there in [(detail, True), (parallel, len(found) > 1)]:
            if is_there:
                yield Entry(
                    {code: patterns[code] % slug for code, (slug, _at) in found.items()},
                    changed,
                )


def _patterns(name) -> dict:
    """The path of a page by language, "%s" in the place of the slug."""
    return {code: path.replace("/-/", "/%s/") for code, path in _paths(name, "-").items()}


def _pages(chrome):
    """Everything that is neither a port nor an article, in the languages it says something in."""
    yield Entry(_paths("home"))
    yield Entry(_paths("news:list"))
    for column in chrome.columns:
        if any(column in chrome.columns_in(language) for language in CONTENT_LANGUAGES):
            named = [code for code in CONTENT_LANGUAGES if getattr(column, f"name_{code}")]
            yield Entry(_paths("news:column", column.slug, languages=named))
    years = {code: listing.years(chrome, code) for code in CONTENT_LANGUAGES}
    for year in sorted({year for found in years.values() for year in found}):
        languages = [code for code in CONTENT_LANGUAGES if year in years[code]]
        yield Entry(_paths("news:archive", year, languages=languages))
        months = {code: listing.months(chrome, code, year) for code in languages}
        for month in sorted({month for found in months.values() for month in found}):
            spoken = [code for code in languages if month in months[code]]
            yield Entry(_paths("news:archive-month", year, month, languages=spoken))
    for page in Page.objects.defer("body"):
        named = [code for code in CONTENT_LANGUAGES if getattr(page, f"title_{code}")]
        if named:
            yield Entry(
                _paths("page", page.slug, languages=named), dict.fromkeys(named, page.updated_at)
            )
    for name in ["site-map", "open-data"]:
        yield Entry(_paths(name))


RECORDED = ["status_changes", "regime_changes"]


def _last_of_ports():
    """When anything was last recorded of a port."""
    found = Port.objects.aggregate(
        **{name: Max(f"services__{name}__recorded_at") for name in RECORDED}
    )
    return max(filter(None, found.values()), default=None)


def _ports():
    """The board, the calendar and each port with the last row of its record. One query."""
    yield Entry(_paths("ports:board"))
    yield Entry(_paths("ports:calendar"))
    patterns = _patterns("ports:detail")
    ports = Port.objects.order_by("slug").annotate(
        **{name: Max(f"services__{name}__recorded_at") for name in RECORDED}
    )
    for slug, *recorded in ports.values_list("slug", *RECORDED):
        changed = max(filter(None, recorded), default=None)
        yield Entry(
            {code: path % slug for code, path in patterns.items()},
            dict.fromkeys(patterns, changed) if changed else {},
        )


def _latest():
    return _public().filter(listed_at__gt=timezone.now() - NEWS_AGE)


def _latest_file(request):
    """The news of the last two days, newest first, with Google's words for them. One query."""
    identity = chrome_of(request).identity
    titles = [f"edition__title_{code}" for code in CONTENT_LANGUAGES]
    rows = _latest().values_list("language", "post__slug", "listed_at", *titles)[:MOST_NEWS]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<urlset xmlns="{CORE}" xmlns:news="{NEWS}">\n'
    for language, slug, listed_at, *words in rows:
        address = request.build_absolute_uri(listing.detail_address(language, slug))
        name = getattr(identity, f"name_{language}") or ""
        title = words[CONTENT_LANGUAGES.index(language)] or ""
        date = timezone.localtime(listed_at).isoformat(timespec="seconds")
        yield (
            f"<url><loc>{escape(address)}</loc><news:news><news:publication>"
            f"<news:name>{escape(name)}</news:name>"
            f"<news:language>{NEWS_LANGUAGES[language]}</news:language></news:publication>"
            f"<news:publication_date>{date}</news:publication_date>"
            f"<news:title>{escape(title)}</news:title></news:news></url>\n"
        )
    yield "</urlset>\n"
