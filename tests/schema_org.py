"""The part of schema.org's vocabulary that the site speaks, as schema.org gives it.

Of each class its parent; of each property the classes it belongs to and what it takes. A page that
uses a word that is not here, or fills it with something else, is wrong, or this table is to grow
from https://schema.org/docs/full.html.
"""

import json
import re
from datetime import datetime
from html.parser import HTMLParser

PARENTS = {
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "Comment": "CreativeWork",
    "CorrectionComment": "Comment",
    "WebPage": "CreativeWork",
    "WebSite": "CreativeWork",
    "MediaObject": "CreativeWork",
    "ImageObject": "MediaObject",
    "Organization": "Thing",
    "GovernmentOrganization": "Organization",
    "Person": "Thing",
    "Place": "Thing",
    "CivicStructure": "Place",
    "Airport": "CivicStructure",
    "Intangible": "Thing",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "ListItem": "Intangible",
    "EntryPoint": "Intangible",
    "StructuredValue": "Intangible",
    "PostalAddress": "StructuredValue",
    "GeoCoordinates": "StructuredValue",
    "GeoShape": "StructuredValue",
    "GeoCircle": "GeoShape",
    "Action": "Thing",
    "SearchAction": "Action",
}
PROPERTIES = {
    "name": ("Thing", {"Text"}),
    "alternateName": ("Thing", {"Text"}),
    "description": ("Thing", {"Text"}),
    "url": ("Thing", {"URL"}),
    "image": ("Thing", {"URL", "ImageObject"}),
    "mainEntityOfPage": ("Thing", {"URL", "CreativeWork"}),
    "potentialAction": ("Thing", {"Action"}),
    "headline": ("CreativeWork", {"Text"}),
    "inLanguage": ("CreativeWork", {"Text", "Language"}),
    "datePublished": ("CreativeWork", {"DateTime"}),
    "dateModified": ("CreativeWork", {"DateTime"}),
    "author": ("CreativeWork", {"Person", "Organization"}),
    "editor": ("CreativeWork", {"Person"}),
    "publisher": ("CreativeWork", {"Person", "Organization"}),
    "creditText": ("CreativeWork", {"Text"}),
    "keywords": ("CreativeWork", {"Text", "DefinedTerm"}),
    "mentions": ("CreativeWork", {"Thing"}),
    "hasPart": ("CreativeWork", {"CreativeWork"}),
    "isAccessibleForFree": ("CreativeWork", {"Boolean"}),
    "correction": ("CreativeWork", {"CorrectionComment", "Text", "URL"}),
    "translationOfWork": ("CreativeWork", {"CreativeWork"}),
    "workTranslation": ("CreativeWork", {"CreativeWork"}),
    "text": ("CreativeWork", {"Text"}),
    "articleSection": ("Article", {"Text"}),
    "caption": ("ImageObject", {"Text", "MediaObject"}),
    "width": ("MediaObject", {"Number"}),
    "height": ("MediaObject", {"Number"}),
    "logo": ("Organization", {"URL", "ImageObject"}),
    "address": ("Place", {"Text", "PostalAddress"}),
    "geo": ("Place", {"GeoCoordinates", "GeoShape"}),
    "addressCountry": ("PostalAddress", {"Text", "Country"}),
    "addressRegion": ("PostalAddress", {"Text"}),
    "addressLocality": ("PostalAddress", {"Text"}),
    "latitude": ("GeoCoordinates", {"Number", "Text"}),
    "longitude": ("GeoCoordinates", {"Number", "Text"}),
    "geoMidpoint": ("GeoCircle", {"GeoCoordinates"}),
    "geoRadius": ("GeoCircle", {"Number", "Text", "Distance"}),
    "itemListElement": ("ItemList", {"ListItem", "Text", "Thing"}),
    "position": ("ListItem", {"Integer", "Text"}),
    "item": ("ListItem", {"Thing", "URL"}),
    "target": ("Action", {"EntryPoint", "URL"}),
    "urlTemplate": ("EntryPoint", {"Text"}),
    # An annotation of an action's property: https://schema.org/docs/actions.html
    "query-input": ("SearchAction", {"Text"}),
}
ADDRESS = re.compile(r"https?://\S+")


class Scripts(HTMLParser):
    """The script elements of data as a browser parts them from the page."""

    def __init__(self):
        super().__init__()
        self.found, self.is_data = [], False

    def handle_starttag(self, tag, attributes):
        if tag == "script" and ("type", "application/ld+json") in attributes:
            self.is_data = True
            self.found.append("")

    def handle_endtag(self, tag):
        if tag == "script":
            self.is_data = False

    def handle_data(self, data):
        if self.is_data:
            self.found[-1] += data


def things(html: str) -> list[dict]:
    """The things that a page describes, at the top of its data."""
    parser = Scripts()
    parser.feed(html)
    found = []
    for text in parser.found:
        data = json.loads(text)
        assert data.pop("@context") == "https://schema.org"
        assert set(data) == {"@graph"}
        found += data["@graph"]
    return found


def is_a(kind, wanted):
    while kind and kind != wanted:
        kind = PARENTS.get(kind, "")
    return kind == wanted


def faults(thing: dict, at: str = "") -> list[str]:
    """What of a thing is not in the vocabulary, or is filled with what it does not take."""
    kind = thing.get("@type", "")
    if kind not in PARENTS:
        return [f"{at}: no class {kind!r}"]
    at = f"{at}/{kind}"
    found = []
    for name, value in thing.items():
        if name in {"@type", "@id"}:
            continue
        domain, takes = PROPERTIES.get(name, ("", set()))
        if not is_a(kind, domain) or not domain:
            found.append(f"{at}: no property {name}")
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                if not any(is_a(each.get("@type", ""), wanted) for wanted in takes):
                    found.append(f"{at}: {name} takes no {each.get('@type')}")
                found += faults(each, at)
            elif not any(fits(each, wanted) for wanted in takes):
                found.append(f"{at}: {name} takes no {each!r}")
    return found


def fits(value, wanted) -> bool:
    if wanted == "Boolean":
        return isinstance(value, bool)
    if wanted in {"Number", "Integer"}:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if not isinstance(value, str) or not value:
        return False
    if wanted in {"URL", "CreativeWork"}:
        return bool(ADDRESS.fullmatch(value))
    if wanted == "DateTime":
        return datetime.fromisoformat(value).tzinfo is not None and "T" in value
    return wanted == "Text"
