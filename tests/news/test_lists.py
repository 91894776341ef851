from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from news.listing import near_numbers
from tests.builders import make_column, make_edition, make_public

LISTS = ["/news/", "/news/column/news/", "/en/news/", "/en/news/column/news/"]


def publish(number, **values):
    now = timezone.now()
    return [
        make_public(publish_at=now - timedelta(minutes=index + 1), **values)
        for index in range(number)
    ]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_twenty_posts_newest_first_with_their_minutes(client, db, path):
    editions = publish(21)

    page = client.get(path).text

    language = "en" if path.startswith("/en/") else "zh"
    titles = [getattr(edition, f"title_{language}") for edition in editions]
    places = [page.find(f">{title}</a>") for title in titles]
    assert -1 not in places[:20]
    assert places[:20] == sorted(places[:20])
    assert places[20] == -1
    local = timezone.localtime(editions[0].publish_at)
    assert f">{local:%Y-%m-%d %H:%M}</time>" in page
    assert f'datetime="{local:%Y-%m-%dT%H:%M}+08:00"' in page


def test_the_next_page_has_the_rest_and_says_where_it_stands(client, db):
    editions = publish(21)

    page = client.get("/news/?page=2").text

    assert editions[20].title_zh in page
    assert editions[0].title_zh not in page
    assert 'rel="prev" href="?page=1"' in page
    assert 'rel="next"' not in page
    assert '<link rel="canonical" href="http://testserver/news/?page=2">' in page
    assert "hreflang" not in page.split("</head>")[0]
    assert "共21篇" in page


@pytest.mark.parametrize(
    "number", ["2", "0", "-1", "abc", "", "1.5", "01", "１", "1" + "0" * 30, "1 "]
)
@pytest.mark.parametrize("path", LISTS)
def test_a_page_that_does_not_exist_is_not_found(client, db, path, number):
    publish(1)

    assert client.get(path, {"page": number}).status_code == 404


def test_a_list_without_posts_has_one_empty_page(client, db):
    make_column()

    assert client.get("/news/").status_code == 200
    assert client.get("/news/column/news/").status_code == 200
    assert client.get("/news/?page=2").status_code == 404


def test_an_unknown_column_is_not_found(client, db):
    assert client.get("/news/column/nowhere/").status_code == 404


def test_a_column_lists_only_its_own(client, db):
    make_public(title_zh="甲")
    make_public(title_zh="乙", column=make_column("policy", name_zh="政策", name_en="Policy"))

    page = client.get("/news/column/policy/").text

    assert ">乙</a>" in page
    assert ">甲</a>" not in page


def test_an_archive_holds_one_year_of_the_sites_clock(client, db):
    zone = ZoneInfo("Asia/Shanghai")
    make_public(title_zh="旧年最后一刻", publish_at=datetime(2024, 12, 31, 23, 59, tzinfo=zone))
    make_public(title_zh="新年第一刻", publish_at=datetime(2025, 1, 1, 0, 0, tzinfo=zone))

    page = client.get("/news/archive/2025/").text

    assert "新年第一刻" in page
    assert "旧年最后一刻" not in page
    assert client.get("/en/news/archive/2024/").status_code == 200


@pytest.mark.parametrize("year", [0, 1, 1999, 2300, 9999, 10**30])
def test_a_year_without_news_is_not_found(client, db, year):
    make_public()

    assert client.get(f"/news/archive/{year}/").status_code == 404


def test_a_scheduled_post_enters_lists_and_their_held_counts_at_its_minute(client, db):
    make_public()
    at = timezone.now() + timedelta(hours=1)
    make_public(title_zh="定时稿", publish_at=at)

    page = client.get("/news/").text
    assert "共1篇" in page
    assert "定时稿" not in page
    with time_machine.travel(at - timedelta(seconds=1)):
        assert "共1篇" in client.get("/news/").text
    with time_machine.travel(at + timedelta(seconds=1)):
        page = client.get("/news/").text
        assert "共2篇" in page
        assert "定时稿" in page


def test_a_withdrawn_post_leaves_lists_at_its_minute(client, db):
    at = timezone.now() + timedelta(hours=1)
    make_public(title_zh="将撤稿", withdraw_at=at)

    assert "将撤稿" in client.get("/news/").text
    with time_machine.travel(at + timedelta(seconds=1)):
        page = client.get("/news/").text
        assert "将撤稿" not in page
        assert "共0篇" in page


def test_a_new_post_is_counted_at_once(client, db):
    make_public()
    assert "共1篇" in client.get("/news/").text

    make_public()
    assert "共2篇" in client.get("/news/").text


def test_drafts_are_in_no_list(client, db):
    make_public()
    make_edition(title_zh="草稿", title_en="A draft")

    for path in [*LISTS, "/", "/en/"]:
        page = client.get(path).text
        assert "草稿" not in page
        assert "A draft" not in page


@pytest.mark.any_database
def test_lists_cost_the_same_queries_at_20_and_200_posts(client, db, django_assert_num_queries):
    limits = dict.fromkeys([*LISTS, "/news/archive/2026/", "/en/news/archive/2026/5/"], 2)
    limits |= {"/": 1, "/en/": 1}

    def ask(**page):
        for path, limit in limits.items():
            if page and limit == 1:
                continue
            client.get(path, page)
            with django_assert_num_queries(limit, info=path):
                assert client.get(path, page).status_code == 200

    with time_machine.travel(datetime(2026, 6, 1, tzinfo=ZoneInfo("Asia/Shanghai"))):
        publish(20)
        ask()
        publish(180)
        ask()
        ask(page="10")


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (50, 1000, [1, None, 48, 49, 50, 51, 52, None, 1000]),
        (1000, 1000, [1, None, 998, 999, 1000]),
    ],
)
def test_the_navigation_names_the_first_the_last_and_the_near_pages(number, last, shown):
    assert near_numbers(number, last) == shown


def test_a_month_of_the_archive_holds_its_posts_by_the_clock_of_the_site(client, db):
    zone = ZoneInfo("Asia/Shanghai")
    times = {
        "last-of-april": datetime(2026, 4, 30, 23, 59, tzinfo=zone),
        "first-of-may": datetime(2026, 5, 1, tzinfo=zone),
        "december": datetime(2025, 12, 31, 23, tzinfo=zone),
    }
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=zone)):
        for slug, instant in times.items():
            make_public(slug=slug, publish_at=instant)
        make_public(slug="zh", publish_at=times["december"], title_en="", passages=[("甲", "")])
        april, may = (client.get(f"/en/news/archive/2026/{month}/").text for month in (4, 5))
        year = client.get("/news/archive/2025/").text

        assert "last-of-april" in april
        assert "first-of-may" not in april
        assert "first-of-may" in may
        assert '<h1 class="listing__title">News of May 2026</h1>' in may
        assert 'href="/en/news/archive/2026/"' in may
        assert "/news/archive/2025/12/" in year
        assert "12月" in year
        assert "（2）" in year
        for wrong in ["2026/3", "2026/0", "2026/13", "2024/12"]:
            assert client.get(f"/news/archive/{wrong}/").status_code == 404
