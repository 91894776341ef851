"""The site in the words of schema.org, as JSON-LD for machines.

Each function gives a dict of one thing; the classes and properties that are used, and what each
takes, are listed with their types in tests/schema_org.py.
"""

import json

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language

# In a script element only "</" and "<!--" can end or bend it, but all of them are as cheap; the
# last two end a line in older scripts.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def script(nodes: list) -> SafeString:
    """A script element of data with some things. No typed text can leave it."""
    data = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def filled(values: dict) -> dict:
    """A thing without what is not known of it."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def instant(value) -> str:
    """With the zone: "2022-04-29T10:00:00+08:00"."""
    return timezone.localtime(value).isoformat(timespec="seconds")


def publisher(identity, build) -> dict:
    """Who answers for the site. `build` makes a path absolute."""
    return filled(
        {
            "@type": "GovernmentOrganization",
            "@id": build("/#publisher"),
            "name": identity.sponsor or identity.name,
            "url": build(reverse("home")),
            "logo": {
                "@type": "ImageObject",
                "url": build(static("img/mark-180.png")),
                "width": 180,
                "height": 180,
            },
        }
    )


def website(identity, build) -> dict:
    """The site, with the address that searches it where there is one."""
    language = content_language()
    names = [in_language(identity, "name", code) for code in CONTENT_LANGUAGES]
    return filled(
        {
            "@type": "WebSite",
            "@id": build(reverse("home")) + "#website",
            "name": identity.name,
            "alternateName": [name for name in names if name and name != identity.name],
            "description": identity.tagline,
            "url": build(reverse("home")),
            "inLanguage": HTML_CODES[language],
            "publisher": publisher(identity, build),
            "potentialAction": _search(build),
        }
    )


def _search(build):
    try:
        address = build(reverse("search"))
    except NoReverseMatch:
        return None
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{address}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }


def trail(entries: list, build) -> dict:
    """The way to a page: (label, path or None) from the home page on; the page itself has none."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            filled(
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": str(label),
                    "item": build(path) if path else "",
                }
            )
            for position, (label, path) in enumerate(entries, start=1)
        ],
    }
