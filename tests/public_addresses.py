"""Every address that the public can ask for, found by walking the URL resolver.

`ARGUMENTS` says with which arguments a pattern is asked. A public pattern that is missing from it
fails `tests/test_odd_requests.py`, so that no new page escapes the tests of the whole site.
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import translation

# What is not for the public: asked by tests of its own.
PRIVATE_NAMESPACES = {"admin"}
PRIVATE_PREFIXES = ("admin/",)

# Of each pattern by its name: a function from the slugs at hand to lists of keyword arguments.
ARGUMENTS = {
    "home": lambda known: [{}],
    "page": lambda known: [{"slug": slug} for slug in known.pages],
    "site-map": lambda known: [{}],
    "open-data": lambda known: [{}],
    # Only in debug; tests/portal/test_components.py asks for it.
    "components": lambda known: [],
    "preferences": lambda known: [{}],
    "feedback": lambda known: [{}],
    "search": lambda known: [{}],
    "search-suggestions": lambda known: [{}],
    "media": lambda known: [{"name": name} for name in known.files],
    # Without a key there is nothing to see; tests/news/test_preview.py has keys.
    "preview": lambda known: [{"key": "no-key"}],
    "preview-parallel": lambda known: [{"key": "no-key"}],
    "healthz": lambda known: [{}],
    "readyz": lambda known: [{}],
    "robots": lambda known: [{}],
    "sitemap": lambda known: [{}],
    "sitemap-section": lambda known: [
        {"section": name} for name in ["pages", "ports", "news-1", "latest"]
    ],
    "favicon": lambda known: [{}],
    "stylesheet": lambda known: [{}],
    "news:list": lambda known: [{}],
    "news:column": lambda known: [{"slug": slug} for slug in known.columns],
    "news:archive": lambda known: [{"year": year} for year in known.years],
    "news:archive-month": lambda known: [
        {"year": year, "month": month} for year in known.years for month in known.months
    ],
    "news:feed": lambda known: [{}],
    "news:column-feed": lambda known: [{"slug": slug} for slug in known.columns],
    "news:detail": lambda known: [{"slug": slug} for slug in known.posts],
    "news:parallel": lambda known: [{"slug": slug} for slug in known.posts],
    **{
        f"news:{name}": lambda known: [{"slug": slug} for slug in known.posts]
        for name in ["detail-pdf", "detail-qr", "parallel-pdf", "parallel-qr"]
    },
    "ports:board": lambda known: [{}],
    "ports:board-qr": lambda known: [{}],
    "ports:calendar-pdf": lambda known: [{}],
    "ports:calendar-qr": lambda known: [{}],
    "ports:detail-pdf": lambda known: [{"slug": slug} for slug in known.ports],
    "ports:detail-qr": lambda known: [{"slug": slug} for slug in known.ports],
    "ports:calendar": lambda known: [{}],
    "ports:board-feed": lambda known: [{}],
    "ports:detail": lambda known: [{"slug": slug} for slug in known.ports],
    "ports:feed": lambda known: [{"slug": slug} for slug in known.ports],
    **{
        f"open_data:{name}": lambda known: [{}]
        for name in [
            *["ports_json", "ports_csv", "ports_geojson", "ports_ics", "schema"],
            *["status_csv", "calendar_csv", "sources_csv"],
        ]
    },
    "open_data:port_json": lambda known: [{"slug": slug} for slug in known.ports],
    "open_data:port_ics": lambda known: [{"slug": slug} for slug in known.ports],
}


@dataclass
class Known:
    """The slugs and names with which addresses are asked."""

    posts: tuple = ("some-post",)
    columns: tuple = ("news",)
    ports: tuple = ("some-port",)
    pages: tuple = ("about",)
    files: tuple = ("images/nothing.webp",)
    years: tuple = (2022, 2026)
    months: tuple = (1, 6, 12)


def public_patterns():
    """(name with namespace or None, route) of every pattern outside the admin."""
    return list(_walk(get_resolver(), [], ""))


def _walk(resolver, namespaces, route):
    for item in resolver.url_patterns:
        item_route = route + str(item.pattern)
        if isinstance(item, URLPattern):
            if not item_route.startswith(PRIVATE_PREFIXES):
                name = item.name and ":".join([*namespaces, item.name])
                yield name, item_route
        elif item.namespace not in PRIVATE_NAMESPACES and not item_route.startswith(
            PRIVATE_PREFIXES
        ):
            yield from _walk(item, [*namespaces, *filter(None, [item.namespace])], item_route)


def unknown_patterns():
    """Routes of public patterns that `ARGUMENTS` does not know."""
    return [route for name, route in public_patterns() if name not in ARGUMENTS]


def public_addresses(known=None):
    """The paths of all public pages in every language, each once."""
    known = known or Known()
    paths = {}
    for name, _route in public_patterns():
        for arguments in ARGUMENTS.get(name, lambda known: [])(known):
            for language, _label in settings.LANGUAGES:
                with translation.override(language):
                    try:
                        paths[reverse(name, kwargs=arguments)] = None
                    except NoReverseMatch as error:
                        raise AssertionError(f"wrong arguments for {name}: {error}") from error
    return list(paths)
