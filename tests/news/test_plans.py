"""The pages and lists of a full site are answered from indexes, on either database."""

import re

from django.db import connection
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from news import seeding
from news.models import OPEN_STATUSES, Column, Post, Release
from tests.builders import make_edition, make_port, make_public

LARGE = ["news_post", "news_edition", "news_passage", "news_release", "news_edition_ports"]
# SQLite plans without counting rows. PostgreSQL reads the whole table where it is small or a page
# lies behind most of it, and is right to.
POSTS, DEEP = (2_000, "?page=15") if connection.vendor == "postgresql" else (500, "?page=20")


def plans(ask):
    """(SQL, plan) of every SELECT that a function makes the database answer."""
    seen = {}

    def note(execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            seen.setdefault(sql, params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    with connection.cursor() as cursor:
        for sql, params in seen.items():
            if connection.vendor == "sqlite":
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                yield sql, [row[3] for row in cursor.fetchall()]
            else:
                # Two thousand rows are so few that a spinning disk's costs would favour reading
                # them all; with a solid-state disk's the plan is that of twenty thousand.
                cursor.execute("SET LOCAL random_page_cost = 1.1")
                cursor.execute(f"EXPLAIN {sql}", params)
                yield sql, [row[0] for row in cursor.fetchall()]


def scans(sql, plan):
    """The lines of a plan that read a large table from end to end."""
    if connection.vendor == "sqlite":
        aliases = [*LARGE, *re.findall(rf'"(?:{"|".join(LARGE)})" (T\d+)', sql)]
        scan = re.compile(rf"SCAN (?:{'|'.join(aliases)})\b(?!.* USING )")
        # Sorting on the side is reading everything too, where it is not for a few rows.
        return [line for line in plan if scan.search(line)]
    # A count and the question which columns hold anything follow no order; of a table of two
    # thousand rows PostgreSQL takes the whole for them.
    if "COUNT(" in sql or "EXISTS(" in sql:
        return []
    return [line for line in plan if re.search(rf"Seq Scan on (?:{'|'.join(LARGE)})\b", line)]


def assert_uses_indexes(ask):
    found = {sql[:400]: plan for sql, plan in plans(ask) if scans(sql, plan)}
    assert found == {}


def test_no_list_no_page_and_no_desk_reads_a_table_from_end_to_end(db, client, admin_client):
    for number in range(5):
        make_port(f"port-{number}")
    # As on any site at work, something stands at each stage; the planner's figures know of it.
    for status in OPEN_STATUSES:
        make_edition(status=status)
    make_public(awaits_confirmation=True)
    seeding.seed(POSTS)
    seeding.analyse()
    # One that does would be found.
    assert any(
        scans(sql, plan)
        for sql, plan in plans(lambda: list(Release.objects.filter(pk__gt=F("post_id") + 9)[:5]))
    )
    now = timezone.now()
    column = Column.objects.get(slug="updates")
    for language in ["zh", "en"]:
        public = Release.objects.public(language, now).order_by("-listed_at", "-id")
        assert_uses_indexes(lambda public=public: list(public[:20]))
        assert_uses_indexes(lambda public=public: list(public.values_list("pk")[100:120]))
        assert_uses_indexes(lambda public=public: public.count())
        of_column = public.filter(column=column)
        assert_uses_indexes(lambda of_column=of_column: list(of_column[:20]))
        assert_uses_indexes(lambda of_column=of_column: of_column.count())
        assert_uses_indexes(
            lambda public=public: (
                public.filter(post__slug=public[POSTS // 4].post.slug)
                .select_related("edition", "post__column")
                .get()
            )
        )
    assert_uses_indexes(
        lambda: list(
            Post.objects.select_related("latest_edition", "column").order_by("-created_at", "-id")[
                :100
            ]
        )
    )

    post = Release.objects.public("en", now).order_by("-listed_at")[POSTS // 4].post
    addresses = [
        reverse("home"),
        reverse("news:list"),
        reverse("news:list") + "?page=2",
        reverse("news:list") + DEEP,
        reverse("news:column", args=["updates"]),
        reverse("news:column", args=["updates"]) + "?page=5",
        reverse("news:archive", args=[2020]),
        reverse("news:detail", args=[post.slug]),
    ]
    addresses += [f"/en{address}" for address in addresses]
    for address in addresses:
        assert_uses_indexes(lambda address=address: client.get(address))
    # The list of posts exists once the editors' part does.
    assert_uses_indexes(lambda: admin_client.get("/admin/news/post/"))
    assert_uses_indexes(lambda: admin_client.get("/admin/news/post/?p=15"))
    assert_uses_indexes(lambda: admin_client.get("/admin/"))
