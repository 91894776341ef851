from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from news.models import Status
from portal import structured_data
from portal.models import SiteIdentity
from ports.models import Citation
from tests import schema_org
from tests.builders import make_edition, make_port, make_public

NOON = datetime(2026, 5, 4, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
SITE = "http://testserver"


def described(client, address, kind):
    things = schema_org.things(client.get(address).text)
    assert [fault for thing in things for fault in schema_org.faults(thing)] == []
    return next(thing for thing in things if thing["@type"] == kind)


@pytest.fixture
def identity(db):
    return SiteIdentity.objects.create(
        pk=1, name_zh="口岸网", name_en="Ports", domain="x", sponsor_zh="主办", sponsor_en="Sponsor"
    )


def test_an_article_is_described_as_it_reads(client, identity):
    port = make_port("port", name_zh="某口岸", name_en="Some Port")
    first = make_public(slug="one", ports=[port], publish_at=NOON)
    make_edition(
        post=first.post,
        status=Status.APPROVED,
        publish_at=NOON + timedelta(hours=1),
        title_zh="</script><!--&",
        title_en="Title",
        change_note_zh="更正",
        ports=[port],
    )
    article = described(client, "/news/one/", "NewsArticle")

    assert article["headline"] == "</script><!--&"
    assert (article["inLanguage"], article["publisher"]["name"]) == ("zh-Hans", "主办")
    assert article["datePublished"] == "2026-05-04T12:00:00+08:00"
    assert article["dateModified"] == "2026-05-04T13:00:00+08:00"
    assert article["correction"]["text"] == "更正"
    assert article["author"] == {"@type": "Person", "name": "作者甲"}
    assert article["mentions"][0]["@id"] == f"{SITE}/ports/port/#place"
    assert [each["url"] for each in article["workTranslation"]] == [f"{SITE}/en/news/one/"]
    english = described(client, "/en/news/one/", "NewsArticle")
    assert english["translationOfWork"]["@id"] == article["@id"]
    assert "workTranslation" not in english


def test_the_text_that_was_written_first_is_the_work(client, identity):
    make_public(slug="english-first", source_language="en")

    assert "workTranslation" in described(client, "/en/news/english-first/", "NewsArticle")
    assert "translationOfWork" in described(client, "/news/english-first/", "NewsArticle")


def test_a_post_in_one_language_names_no_translation(client, identity):
    make_public(slug="zh", title_en="", passages=[("甲", "")])
    article = described(client, "/news/zh/", "NewsArticle")

    assert not {"workTranslation", "translationOfWork"} & set(article)


@pytest.mark.parametrize(("confidence", "kind"), [("high", "GeoCoordinates"), ("low", "GeoCircle")])
def test_a_position_is_a_point_or_as_wide_as_it_is_unsure(client, db, confidence, kind):
    port = make_port(
        "port", latitude=Decimal("45.17"), longitude=Decimal("82.57"), point_type="port"
    )
    Citation.objects.create(port=port, subject="coord", confidence=confidence)
    place = described(client, "/en/ports/port/", "Place")

    assert place["geo"]["@type"] == kind
    point = place["geo"].get("geoMidpoint", place["geo"])
    assert (point["latitude"], point["longitude"]) == (45.17, 82.57)
    assert place["alternateName"] == [port.name_zh]


def test_a_port_without_a_position_has_none(client, db):
    make_port("port", country=None)
    assert "geo" not in described(client, "/ports/port/", "Place")


def test_the_home_page_describes_the_site_and_how_to_search_it(client, identity, monkeypatch):
    site = described(client, "/en/", "WebSite")
    assert (site["name"], site["alternateName"], site["url"]) == (
        "Ports",
        ["口岸网"],
        f"{SITE}/en/",
    )

    def addressed(name, **values):
        return "/en/search/" if name == "search" else reverse(name, **values)

    monkeypatch.setattr(structured_data, "reverse", addressed)
    action = described(client, "/en/", "WebSite")["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{SITE}/en/search/?q={{search_term_string}}"
    assert action["query-input"] == "required name=search_term_string"


def test_a_trail_leads_from_the_home_page_to_the_page(client, identity):
    make_public(slug="one")
    steps = described(client, "/en/news/one/parallel/", "BreadcrumbList")["itemListElement"]

    assert [(step["position"], step["name"], step.get("item")) for step in steps] == [
        (1, "Home", f"{SITE}/en/"),
        (2, "News", f"{SITE}/en/news/column/news/"),
        (3, "Article", f"{SITE}/en/news/one/"),
        (4, "Side by side", None),
    ]


def test_pages_that_are_no_page_describe_nothing(client, identity):
    for address in ["/nowhere/", "/news/nowhere/"]:
        text = client.get(address).text
        assert schema_org.things(text) == []
        assert "og:" not in text
