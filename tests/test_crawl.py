"""All pages of the demonstration, by every link from the two home pages: one walk, many rules."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from lxml import etree

from tests import atom, schema_org

SITE = "http://testserver"
XHTML = "{http://www.w3.org/1999/xhtml}"
CORE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SCHEMA = "tests/sitemap.xsd"
LANGUAGES = ["zh-Hans", "en"]


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.links, self.hreflang, self.meta, self.feeds = set(), {}, {}, []
        self.canonical, self.title, self.language, self.in_title = "", "", "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        rel = (found.get("rel") or "").split()
        if tag == "html":
            self.language = found["lang"]
        elif tag == "title":
            self.in_title = not self.title
        elif tag == "meta" and ("name" in found or "property" in found):
            name = found.get("name") or found["property"]
            self.meta.setdefault(name, []).append(found["content"])
        if tag == "link" and "canonical" in rel:
            self.canonical = found["href"]
        elif tag == "link" and "hreflang" in found:
            self.hreflang[found["hreflang"]] = found["href"]
        elif tag == "link" and found.get("type") == "application/atom+xml":
            self.feeds.append(found["href"])
        for name in ["href", "src", "action"]:
            if found.get(name):
                self.links.add(found[name])

    def handle_data(self, data):
        if self.in_title:
            self.title += data

    def handle_endtag(self, tag):
        if tag == "title":
            self.in_title = False


def is_followed(address, came_from):
    """Calendars and filters have addresses without end: of those only the first step is taken."""
    query = parse_qs(urlsplit(address).query)
    return set(query) <= {"page"} or not urlsplit(came_from).query


def walk(client):
    """{address: Page} of every page, feeds as bytes, and links that lead nowhere."""
    waiting, seen = [("/", ""), ("/en/", "")], {"/", "/en/"}
    pages, feeds, broken = {}, {}, []
    while waiting:
        address, came_from = waiting.pop()
        if address.startswith("/static/"):
            if not finders.find(address.removeprefix("/static/")):
                broken.append((came_from, address, "static"))
            continue
        response = client.get(address)
        kind = response["Content-Type"].partition(";")[0]
        body = b"".join(response)
        if response.status_code != 200:
            broken.append((came_from, address, response.status_code))
        elif kind == "application/atom+xml":
            feeds[address] = body
        elif kind == "text/html":
            pages[address] = page = Page(body.decode())
            page.things = schema_org.things(body.decode())
            for link in page.links:
                target = urlsplit(urljoin(SITE + address, link))
                path = target.path + (f"?{target.query}" if target.query else "")
                is_own = f"{target.scheme}://{target.netloc}" == SITE
                if is_own and path not in seen and is_followed(path, address):
                    seen.add(path)
                    waiting.append((path, address))
    return pages, feeds, broken


@pytest.fixture
def site(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo", verbosity=0)
    return Client()


@pytest.mark.any_database
def test_the_whole_site_hangs_together_in_both_languages(site):
    pages, feeds, broken = walk(site)

    assert broken == []
    assert len(pages) > 180
    own = {address: page for address, page in pages.items() if page.canonical == SITE + address}
    languages_name_each_other(own)
    titles_are_unique(own)
    heads_are_complete(own)
    data_is_of_the_vocabulary(own)
    every_feed_is_valid(feeds, own)
    the_sitemap_says_the_same(site, own)


def languages_name_each_other(pages):
    for address, page in pages.items():
        if not page.hreflang:
            continue
        assert page.hreflang[page.language] == SITE + address, address
        assert page.hreflang["x-default"] == page.hreflang["zh-Hans"], address
        for code in set(page.hreflang) - {"x-default"}:
            other = pages[page.hreflang[code].removeprefix(SITE)]
            assert (other.language, other.hreflang) == (code, page.hreflang), (address, code)
    assert len([page for page in pages.values() if page.hreflang]) > 150


def titles_are_unique(pages):
    titles = {}
    for address, page in pages.items():
        titles.setdefault((page.language, page.title), []).append(address)
    assert {title: found for title, found in titles.items() if len(found) > 1} == {}
    assert all(page.title.strip() and "\n" not in page.title for page in pages.values())


ARTICLE = ["ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description"]
COLUMN = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]


def heads_are_complete(pages):
    for address, page in pages.items():
        wanted = ["SiteName", "SiteDomain", "SiteIDCode", "og:title", "og:type", "og:url"]
        wanted += ["og:image", "og:locale", "og:site_name", "og:description"]
        if "ArticleTitle" in page.meta:
            wanted += [*ARTICLE, "Image", "Url", *COLUMN]
            assert page.meta["og:type"] == ["article"]
            assert page.meta["og:title"][0].startswith(page.meta["ArticleTitle"][0])
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", page.meta["PubDate"][0])
            assert page.meta["Url"] == [page.canonical]
        elif "/news/column/" in address:
            wanted += COLUMN
        for name in wanted:
            assert len(page.meta.get(name, [])) == 1, (address, name)
            assert page.meta[name][0].strip(), (address, name)
        assert page.meta["og:url"] == [page.canonical]
        codes = {"zh-Hans": "zh_CN", "en": "en_US"}
        assert page.meta["og:locale"] == [codes[page.language]]
        others = [codes[code] for code in LANGUAGES if code in page.hreflang]
        others = [code for code in others if code != codes[page.language]]
        assert page.meta.get("og:locale:alternate", []) == others, address


def data_is_of_the_vocabulary(pages):
    kinds, things = set(), {}
    for address, page in pages.items():
        for thing in page.things:
            assert schema_org.faults(thing, address) == []
            kinds.add(thing["@type"])
            if "@id" in thing:
                things[thing["@id"]] = thing
    assert kinds >= {"NewsArticle", "BreadcrumbList", "Place", "Airport", "WebSite", "WebPage"}
    pairs = inverse = 0
    for thing in things.values():
        for translation in thing.get("workTranslation", []):
            pairs += 1
            assert things[translation["@id"]]["translationOfWork"]["@id"] == thing["@id"]
        if "translationOfWork" in thing:
            inverse += 1
            source = things[thing["translationOfWork"]["@id"]]
            assert thing["@id"] in {each["@id"] for each in source["workTranslation"]}
    assert pairs == inverse > 15


def every_feed_is_valid(feeds, pages):
    assert len(feeds) > 40
    for address, body in feeds.items():
        language = "en" if address.startswith("/en/") else "zh-Hans"
        assert atom.faults(body, SITE + address, language) == [], address
    for address, page in pages.items():
        assert page.feeds, address
        assert all(feed in feeds for feed in page.feeds), address


def the_sitemap_says_the_same(client, pages):
    """Every page that may be found is listed, with the languages that its head names."""
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    robots = client.get("/robots.txt").text
    index = etree.fromstring(client.get(re.search(r"Sitemap: (\S+)", robots)[1]).content)
    schema.assertValid(index)
    listed = {}
    for file in index.iter(f"{CORE}loc"):
        tree = etree.fromstring(client.get(file.text).content)
        schema.assertValid(tree)
        if file.text.endswith("-latest.xml"):
            continue
        for url in tree.iter(f"{CORE}url"):
            links = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
            assert url.findtext(f"{CORE}loc") not in listed
            listed[url.findtext(f"{CORE}loc").removeprefix(SITE)] = links
    for address, links in listed.items():
        assert links == pages[address].hreflang, address
    unlisted = {address for address in pages if "?" not in address} - set(listed)
    assert {address.removeprefix("/en") for address in unlisted} <= {"/preferences/", "/search/"}
