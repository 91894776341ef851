from datetime import timedelta

import time_machine
from django.utils import timezone

from portal.chrome import chrome
from portal.models import Banner
from tests.builders import make_column, make_public


def test_an_empty_column_is_not_listed(db):
    make_column("policy", name_zh="政策文件", name_en="Policy")
    make_public(column=make_column())

    assert [column.slug for column in chrome().columns_in("zh")] == ["news"]


def test_a_column_is_listed_only_in_the_languages_that_have_posts(db):
    make_public(column=make_column(), title_en="")

    assert [column.slug for column in chrome().columns_in("zh")] == ["news"]
    assert chrome().columns_in("en") == []


def test_a_held_chrome_costs_one_query(db, django_assert_num_queries):
    chrome()

    with django_assert_num_queries(1):
        chrome()


def test_a_column_appears_with_its_first_scheduled_post(db):
    at = timezone.now() + timedelta(hours=1)
    make_public(column=make_column(), publish_at=at)

    assert chrome().columns_in("zh") == []
    with time_machine.travel(at + timedelta(seconds=1)):
        assert [column.slug for column in chrome().columns_in("zh")] == ["news"]


def test_what_is_held_is_dropped_when_the_clock_is_set_back(db):
    at = timezone.now() + timedelta(hours=1)
    make_public(column=make_column(), publish_at=at)

    with time_machine.travel(at + timedelta(seconds=1)):
        chrome()
    assert chrome().columns_in("zh") == []


def test_a_banner_stands_on_pages_only_in_its_time(client, db):
    now = timezone.now()
    Banner.objects.create(
        text_zh="明日闭关",
        text_en="Closed tomorrow",
        shown_from=now + timedelta(minutes=5),
        shown_until=now + timedelta(minutes=10),
    )

    assert "明日闭关" not in client.get("/").text
    with time_machine.travel(now + timedelta(minutes=6)):
        assert "明日闭关" in client.get("/").text
        assert "Closed tomorrow" in client.get("/en/").text
    with time_machine.travel(now + timedelta(minutes=11)):
        assert "明日闭关" not in client.get("/").text
