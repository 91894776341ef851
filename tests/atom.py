"""The rules of an Atom feed, written from RFC 4287; what breaks them is told in words."""

import re
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# RFC 3339, with its zone; the grammar of 4287 asks for capitals.
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE = ["id", "title", "updated", "subtitle", "published", "summary", "content"]


def faults(body: bytes, address: str, language: str) -> list[str]:
    """What is wrong with the feed that was fetched from an address."""
    feed = etree.fromstring(body)
    found = []

    def wants(holds, message):
        if not holds:
            found.append(message)

    wants(feed.tag == f"{ATOM}feed", f"root is {feed.tag}")
    wants(feed.get(LANGUAGE) == language, f"language is {feed.get(LANGUAGE)}")
    entries = feed.findall(f"{ATOM}entry")
    for part in [feed, *entries]:
        name = part.findtext(f"{ATOM}title")
        for tag in ["id", "title", "updated"]:
            wants(part.findtext(f"{ATOM}{tag}"), f"{name}: no {tag}")
        for tag in ONCE:
            wants(len(part.findall(f"{ATOM}{tag}")) <= 1, f"{name}: {tag} twice")
        wants(urlsplit(part.findtext(f"{ATOM}id")).scheme, f"{name}: id is no IRI")
        for tag in ["updated", "published"]:
            text = part.findtext(f"{ATOM}{tag}")
            wants(text is None or INSTANT.fullmatch(text), f"{name}: {tag} is {text}")
        links = part.findall(f"{ATOM}link")
        wants(all(urlsplit(link.get("href")).netloc for link in links), f"{name}: relative link")
        alternates = [
            (link.get("type"), link.get("hreflang")) for link in links if rel(link) == "alternate"
        ]
        wants(len(alternates) == len(set(alternates)), f"{name}: two alternates alike")
        for author in part.findall(f"{ATOM}author"):
            wants(author.findtext(f"{ATOM}name"), f"{name}: author without a name")
        for text in part.findall(f"{ATOM}summary"):
            wants(text.get("type") in {None, "text"}, f"{name}: {text.get('type')} in a summary")
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if rel(link) == "self"]
    wants(own == [address], f"self is {own}")
    authored = [entry for entry in entries if entry.find(f"{ATOM}author") is not None]
    wants(feed.find(f"{ATOM}author") is not None or len(authored) == len(entries), "no author")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    wants(len(ids) == len(set(ids)), "an id twice")
    linked = [entry for entry in entries if entry.find(f"{ATOM}link") is not None]
    wants(len(linked) == len(entries), "an entry without content and link")
    return found


def rel(link):
    return link.get("rel", "alternate")
