import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from lxml import etree

from news.models import Status
from portal import sitemaps
from portal.models import Page, SiteIdentity
from tests.builders import make_column, make_edition, make_port, make_public, make_status
from tests.ports.test_board import queries_of

NOON = datetime(2026, 5, 4, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)
SITE = "http://testserver"
SCHEMA = etree.XMLSchema(etree.parse("tests/sitemap.xsd"))
SPACES = {"s": sitemaps.CORE, "x": sitemaps.XHTML, "n": sitemaps.NEWS}


def ask(client, name="/sitemap.xml"):
    response = client.get(name)
    tree = etree.fromstring(response.content)
    SCHEMA.assertValid(tree)
    return tree


def file_of(post):
    """The file that lists a post: the database may have given out many numbers before."""
    return f"/sitemap-news-{post.pk // sitemaps.POSTS + 1}.xml"


def addresses(tree):
    return [text.removeprefix(SITE) for text in tree.xpath("//s:loc/text()", namespaces=SPACES)]


def test_only_what_exists_is_listed_with_its_languages_and_last_change(client, db):
    post = make_public(slug="both", publish_at=NOON).post
    make_public(slug="zh", publish_at=NOON, title_en="", passages=[("甲", "")])
    make_edition(slug="draft")
    make_edition(slug="later", status=Status.APPROVED, publish_at=NOON + DAY)
    with time_machine.travel(NOON + timedelta(hours=1)):
        tree = ask(client, file_of(post))

    assert addresses(tree) == [
        "/news/both/",
        "/en/news/both/",
        "/news/both/parallel/",
        "/en/news/both/parallel/",
        "/news/zh/",
    ]
    assert set(tree.xpath("//s:lastmod/text()", namespaces=SPACES)) == {"2026-05-04T12:00:00+08:00"}
    links = tree.xpath("//s:url[2]/x:link", namespaces=SPACES)
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("zh-Hans", f"{SITE}/news/both/"),
        ("en", f"{SITE}/en/news/both/"),
        ("x-default", f"{SITE}/news/both/"),
    ]
    assert not tree.xpath("//s:url[5]/x:link", namespaces=SPACES)


def test_news_are_parted_by_ranges_that_stay(client, db, monkeypatch):
    monkeypatch.setattr(sitemaps, "POSTS", 2)
    posts = [make_public(slug=f"p{number}", publish_at=NOON).post for number in range(5)]
    with time_machine.travel(NOON + DAY):
        files = [name for name in addresses(ask(client)) if "news-" in name]
        found = [addresses(ask(client, name)) for name in files]

    assert len(files) == len({post.pk // 2 for post in posts}) >= 3
    listed = [path for paths in found for path in paths]
    assert len(listed) == len(set(listed)) == 20
    assert client.get("/sitemap-news-99.xml").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_a_file_stays_below_50000_addresses():
    assert sitemaps.POSTS * 4 <= sitemaps.MOST_ADDRESSES


def test_the_news_of_two_days_stand_in_a_file_of_their_own_while_there_are_any(client, db):
    SiteIdentity.objects.create(pk=1, name_zh="口岸<网>", name_en="Ports", domain="x")
    make_public(slug="old", publish_at=NOON - 3 * DAY)
    make_public(slug="new", publish_at=NOON, title_zh="甲&乙", title_en="A")
    with time_machine.travel(NOON + DAY):
        assert "/sitemap-latest.xml" in addresses(ask(client))
        tree = ask(client, "/sitemap-latest.xml")
    with time_machine.travel(NOON + 3 * DAY):
        assert "/sitemap-latest.xml" not in addresses(ask(client))

    assert sorted(addresses(tree)) == ["/en/news/new/", "/news/new/"]
    [chinese] = tree.xpath("//s:url[s:loc='http://testserver/news/new/']/n:news", namespaces=SPACES)
    texts = [each.text for each in chinese.iter() if each.text and each.text.strip()]
    assert texts == ["口岸<网>", "zh-cn", "2026-05-04T12:00:00+08:00", "甲&乙"]


def test_pages_columns_and_archives_are_listed_where_they_say_something(client, db):
    make_column("empty")
    Page.objects.create(slug="about", title_zh="关于", title_en="", body_zh="<p>文</p>")
    make_public(publish_at=NOON)
    make_port("port")
    with time_machine.travel(NOON + DAY):
        pages, ports = [ask(client, f"/sitemap-{name}.xml") for name in ["pages", "ports"]]

    assert {path for path in addresses(pages) if not path.startswith("/en")} == {
        *["/", "/news/", "/news/column/news/", "/news/archive/2026/", "/news/archive/2026/5/"],
        *["/pages/about/", "/pages/site-map/", "/pages/open-data/"],
    }
    assert "/en/pages/about/" not in addresses(pages)
    assert "/en/ports/port/" in addresses(ports)


def test_a_copy_is_good_until_something_changes_or_the_clock_turns(client, db):
    post = make_public(publish_at=NOON).post
    make_edition(status=Status.APPROVED, publish_at=NOON + DAY)
    for name in ["/sitemap.xml", file_of(post), "/sitemap-pages.xml"]:
        with time_machine.travel(NOON + timedelta(seconds=1)):
            tag = {"If-None-Match": client.get(name)["ETag"]}
            assert client.get(name, headers=tag).status_code == 304
        with time_machine.travel(NOON + DAY):
            assert client.get(name, headers=tag).status_code == 200


def test_robots_name_the_sitemap(client, db):
    text = client.get("/robots.txt").text
    assert re.search(r"^Sitemap: (.*)$", text, re.MULTILINE)[1] == f"{SITE}/sitemap.xml"


@pytest.mark.any_database
def test_the_sitemap_asks_the_same_at_20_and_200_posts(client, db):
    def publish(count):
        for _number in range(count):
            post = make_public(publish_at=NOON).post
            make_status(make_port().services.get(), "closed", NOON)
        return post

    def asked():
        counts = {}
        client.get("/")
        for address in ["/sitemap.xml", "/sitemap-pages.xml", "/sitemap-ports.xml", posts]:
            counts[address] = queries_of(lambda address=address: client.get(address))
        return counts

    with time_machine.travel(NOON + DAY):
        posts = file_of(publish(1))
        publish(19)
        few = asked()
        publish(180)
        assert asked() == few
        assert max(few.values()) <= 10
