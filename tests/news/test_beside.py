"""What an article leads on to: neighbours, related posts, and the terms that relate them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from news import article as reading
from news import beside
from news.models import Edition, Status, Term, TermMention
from portal.chrome import chrome
from tests.builders import make_column, make_edition, make_port, make_public

NOON = datetime(2026, 5, 4, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = timedelta(days=1)


def beside_of(edition, language="zh"):
    with translation.override({"zh": "zh-hans", "en": "en"}[language]):
        return beside.of(chrome(), reading.find(edition.post.slug, language))


def slugs(items):
    return [item.slug for item in items]


def mentioned(edition):
    return set(edition.term_mentions.values_list("term__zh", flat=True))


@pytest.fixture
def terms(db):
    Term.objects.all().delete()
    TermMention.objects.all().delete()
    return [Term.objects.create(zh=zh, en="x") for zh in ["中欧班列", "保税区|综保区"]]


def test_neighbours_are_those_of_the_column_in_the_readers_language(db):
    other = make_column("other")
    first = make_public(slug="first", publish_at=NOON)
    make_public(slug="elsewhere", publish_at=NOON + DAY, column=other)
    make_public(slug="chinese", publish_at=NOON + 2 * DAY, title_en="", passages=[("甲", "")])
    last = make_public(slug="last", publish_at=NOON + 3 * DAY)

    assert slugs([beside_of(first).next, beside_of(last).previous]) == ["chinese", "chinese"]
    assert slugs([beside_of(first, "en").next]) == ["last"]
    assert slugs([beside_of(last, "en").previous]) == ["first"]
    assert beside_of(first).previous is None
    assert beside_of(last).next is None


def test_posts_of_one_instant_have_each_other_as_neighbours_once(db):
    posts = [make_public(slug=f"p{number}", publish_at=NOON) for number in range(3)]

    assert [beside_of(each).previous and beside_of(each).previous.slug for each in posts] == [
        None,
        "p0",
        "p1",
    ]
    assert [beside_of(each).next and beside_of(each).next.slug for each in posts] == [
        "p1",
        "p2",
        None,
    ]


def test_what_is_about_the_same_port_comes_before_a_survey_and_both_before_the_column(db, terms):
    ports = [make_port() for _number in range(6)]
    column = make_column("other")
    own = make_public(slug="own", ports=ports[:1], publish_at=NOON)
    make_public(slug="survey", ports=ports, column=column, publish_at=NOON + 3 * DAY)
    make_public(slug="old", ports=ports[:2], column=column, publish_at=NOON - 9 * DAY)
    make_public(slug="new", ports=ports[:1], column=column, publish_at=NOON - DAY)
    make_public(slug="unrelated", column=column, publish_at=NOON - DAY)

    for language in ["zh", "en"]:
        assert slugs(beside_of(own, language).related) == ["new", "old", "survey"]


def test_a_shared_term_relates_posts_in_both_languages(terms):
    column = make_column("other")
    own = make_public(slug="own", passages=[("<p>中欧班列开行。</p>", "<p>Trains run.</p>")])
    make_public(slug="trains", column=column, title_zh="中欧班列增开", title_en="More trains")
    make_public(slug="zone", column=column, passages=[("综保区建成。", "The zone is built.")])

    assert mentioned(own) == {"中欧班列"}
    for language in ["zh", "en"]:
        assert slugs(beside_of(own, language).related) == ["trains"]


def test_few_related_posts_are_filled_up_from_the_column_without_the_neighbours(terms):
    posts = [make_public(slug=f"p{number}", publish_at=NOON + number * DAY) for number in range(7)]

    found = beside_of(posts[3])

    assert slugs([found.previous, found.next]) == ["p2", "p4"]
    assert slugs(found.related) == ["p6", "p5", "p1"]


def test_nothing_that_is_not_public_stands_beside_an_article(client, terms):
    port = make_port()
    own = make_public(slug="own", ports=[port], publish_at=NOON)
    values = {"ports": [port], "title_zh": "机密中欧班列"}
    make_edition(**values)
    make_edition(status=Status.APPROVED, publish_at=timezone.now() + DAY, **values)
    make_edition(
        status=Status.WITHDRAWN, publish_at=NOON + DAY, withdraw_at=NOON + 2 * DAY, **values
    )
    scheduled = make_edition(
        status=Status.APPROVED, publish_at=timezone.now() + timedelta(hours=1), **values
    )

    for language in ["zh", "en"]:
        found = beside_of(own, language)
        assert (found.previous, found.next, found.related) == (None, None, [])
    assert "机密" not in client.get("/news/own/").text

    Edition.objects.filter(pk=scheduled.pk).update(publish_at=timezone.now())
    scheduled.refresh_from_db()
    scheduled.save()
    page = client.get("/news/own/").text
    assert '<a class="neighbours__link" rel="next"' in page


def test_terms_are_found_at_release_and_when_the_glossary_changes(terms):
    text = [("保税区与<b>口岸</b>。", "A zone and a port.")]
    edition = make_edition(passages=text)
    assert mentioned(edition) == set()  # of drafts nothing is kept
    edition.status, edition.publish_at = Status.APPROVED, NOON
    edition.save()
    assert mentioned(edition) == {"保税区|综保区"}

    new = Term.objects.create(zh="口岸", en="port")
    assert mentioned(edition) == {"保税区|综保区", "口岸"}
    new.zh = "边检站"
    new.save()
    assert mentioned(edition) == {"保税区|综保区"}
    new.zh, new.kind = "口岸", Term.Kind.PORT
    new.save()
    assert mentioned(edition) == {"保税区|综保区"}
    terms[1].delete()
    assert mentioned(edition) == set()


def test_terms_that_come_with_a_new_version_are_looked_for(terms):
    edition = make_public(passages=[("国务院批准。", "Approved by the State Council.")])

    call_command("load_wording", verbosity=0)

    assert "国务院" in mentioned(edition)


@pytest.mark.any_database
def test_what_stands_beside_costs_the_same_at_20_and_200_posts(
    client, terms, django_assert_num_queries
):
    ports = [make_port() for _number in range(3)]

    def publish(count):
        for _number in range(count):
            make_public(ports=ports, passages=[("中欧班列与保税区。", "Trains.")])

    own = make_public(slug="own", ports=ports, passages=[("中欧班列与保税区。", "Trains.")])
    for count in [20, 180]:
        publish(count)
        client.get("/")
        for prefix in ["", "/en"]:
            with django_assert_num_queries(6 if not prefix else 5):
                client.get(f"{prefix}/news/own/")
            with django_assert_num_queries(4):
                client.get(f"{prefix}/news/own/")
    assert len(beside_of(own).related) == beside.MOST
