from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import feedparser
import pytest
import time_machine
from django.utils import timezone

from news.models import Edition, Status
from portal.models import SiteIdentity
from ports.models import Source
from tests import atom
from tests.builders import make_column, make_edition, make_port, make_public, make_status
from tests.ports.test_board import queries_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 5, 4, 12, tzinfo=SHANGHAI)
HOUR = timedelta(hours=1)
FEEDS = ["/news/feed.atom", "/news/column/news/feed.atom", "/ports/feed.atom"]


def entries(client, address="/news/feed.atom"):
    return feedparser.parse(client.get(address).content).entries


def test_an_entry_says_what_the_article_says(client, db):
    SiteIdentity.objects.create(pk=1, name_zh="口岸网", name_en="Ports", domain="x", sponsor_zh="x")
    make_public(
        slug="one",
        title_zh="甲<b>&乙",
        title_en="A <b> & C",
        summary_zh="摘要 <i>",
        change_note_zh="更正了数字。",
        publish_at=NOON,
    )
    response = client.get("/news/feed.atom")
    feed = feedparser.parse(response.content)

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.feed.author == "口岸网"
    [entry] = feed.entries
    assert entry.title == "甲<b>&乙"
    assert entry.title_detail.type == "text/plain"
    assert entry.summary == "摘要 <i>\n\n更正：更正了数字。"
    assert entry.link == "http://testserver/news/one/"
    assert (entry.author, entry.tags[0].term) == ("作者甲", "要闻")
    assert (entry.published, entry.updated) == ("2026-05-04T12:00:00+08:00",) * 2
    english = entries(client, "/en/news/column/news/feed.atom")[0]
    assert english.title == "A <b> & C"
    assert english.link == "http://testserver/en/news/one/"
    assert english.id != entry.id


def test_a_corrected_post_is_the_same_entry_updated(client, db):
    first = make_public(slug="one", publish_at=NOON)
    make_public(slug="two", publish_at=NOON + HOUR)
    before = entries(client)[1]
    make_edition(post=first.post, status=Status.APPROVED, publish_at=NOON + 2 * HOUR)

    after = entries(client)[1]

    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated == "2026-05-04T14:00:00+08:00"
    assert feedparser.parse(client.get("/news/feed.atom").content).feed.updated == after.updated


def test_a_post_comes_and_goes_at_its_instant_and_copies_are_asked_anew(client, db):
    make_public(slug="now", publish_at=NOON - HOUR)
    make_public(slug="later", publish_at=NOON, withdraw_at=NOON + HOUR)
    second = timedelta(seconds=1)

    def slugs(instant, **headers):
        with time_machine.travel(instant, tick=False):
            response = client.get("/news/feed.atom", headers=headers)
            found = feedparser.parse(response.content).entries
            return response, [entry.link.split("/")[-2] for entry in found]

    assert slugs(NOON - second)[1] == ["now"]
    held, found = slugs(NOON)
    assert found == ["later", "now"]
    assert slugs(NOON + second, **{"if-none-match": held["ETag"]})[0].status_code == 304
    dated, _found = slugs(NOON + 2 * second)
    stamp = {"if-modified-since": dated["Last-Modified"]}
    assert slugs(NOON + 3 * second, **stamp)[0].status_code == 304
    # What goes leaves no entry that is newer than the copy.
    assert slugs(NOON + HOUR, **stamp)[1] == ["now"]
    assert slugs(NOON + HOUR, **{"if-none-match": held["ETag"]})[1] == ["now"]


def test_a_withdrawn_post_is_gone_and_a_chinese_one_is_in_no_english_feed(client, db):
    gone = make_public(slug="gone")
    make_public(slug="chinese", title_en="", passages=[("甲", "")])
    Edition.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN, withdraw_at=timezone.now())
    gone.refresh_from_db()
    gone.save()

    assert [entry.link for entry in entries(client)] == ["http://testserver/news/chinese/"]
    assert entries(client, "/en/news/feed.atom") == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("feed", FEEDS)
def test_a_feed_without_entries_is_valid_and_stays_as_it_is(client, db, prefix, feed):
    make_column("news")
    address = prefix + feed
    with time_machine.travel(NOON) as clock:
        response = client.get(address)
        clock.shift(10)
        again = client.get(address, headers={"If-None-Match": response["ETag"]})

    language = "en" if prefix else "zh-Hans"
    assert atom.faults(response.content, f"http://testserver{address}", language) == []
    assert again.status_code == 304


def test_there_is_no_feed_of_no_column(client, db):
    assert client.get("/news/column/nowhere/feed.atom").status_code == 404
    make_column("zh-only", name_en="")
    assert client.get("/news/column/zh-only/feed.atom").status_code == 200
    assert client.get("/en/news/column/zh-only/feed.atom").status_code == 404


def test_the_feed_of_all_ports_has_what_was_recorded_last(client, db):
    for number in range(60):
        service = make_port(f"p{number}").services.get()
        row = make_status(service, "closed", NOON, recorded_at=NOON + number * HOUR)
        row.sources.add(Source.objects.get_or_create(code="S1")[0])

    found = entries(client, "/en/ports/feed.atom")

    assert len(found) == 50
    assert found[0].link == "http://testserver/en/ports/p59/#history"
    assert "S1" in found[0].summary


@pytest.mark.any_database
def test_feeds_ask_the_same_at_20_and_200_posts(client, db):
    ports = [make_port() for _number in range(20)]

    def publish(count):
        for number in range(count):
            service = ports[number % 20].services.get()
            make_status(service, "closed", NOON + number * HOUR, source_text=str(number))
            make_public()

    def asked():
        counts = {}
        for feed in FEEDS:
            # What every page shares is read by the first request after a change.
            client.get(feed)
            counts[feed] = queries_of(lambda feed=feed: client.get(feed))
        return counts

    publish(20)
    few = asked()
    publish(180)
    assert asked() == few
    assert max(few.values()) <= 12
