"""One of the two sites in a process of its own; it measures what it is told on its input.

Each line is a JSON list [pages in turn, how often]; the answer is one JSON line with the CPU
milliseconds and the queries of a request and the status codes seen. CPU is the process's own, so
that neighbours on the machine do not count.
"""

import json
import os
import sqlite3
import sys
import time
from pathlib import Path

from tests.bench.conditions import ask

DATABASE = "db.sqlite3"


def main(which, count):
    settings = {"kouan": "tests.bench.site", "floor": "tests.bench.floor.settings"}[which]
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    addresses = fill_site(count) if which == "kouan" else fill_floor()
    answer({"addresses": addresses})

    from django.core.handlers.wsgi import WSGIHandler

    application, cookie = WSGIHandler(), sign_in()
    for line in sys.stdin:
        paths, times = json.loads(line)
        answer(measure(application, cookie, paths, times))


def answer(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def fill_site(count):
    from tqdm import tqdm

    from news.models import Release
    from news.seeding import seed

    seed(count, progress=lambda numbers: tqdm(numbers, unit="post", disable=None))
    public = Release.objects.public("zh")
    return {
        "articles": list(public.values_list("post__slug", flat=True)[10:2000:17]),
        "pages": -(-public.count() // 20),
    }


def fill_floor():
    """The floor's posts, with the words of the measured site's."""
    from datetime import UTC, datetime

    from django.db import connection

    from tests.bench.floor.models import Column, Post

    source = sqlite3.connect(Path(os.environ["VAR_DIR"]) / DATABASE)
    for row in source.execute("SELECT id, slug, name_zh, name_en, position FROM news_column"):
        pk, slug, name_zh, name_en, position = row
        Column.objects.create(pk=pk, slug=slug, name_zh=name_zh, name_en=name_en, position=position)
    bodies = {}
    for edition, zh, en in source.execute(
        "SELECT edition_id, text_zh, text_en FROM news_passage ORDER BY edition_id, position"
    ):
        body = bodies.setdefault(edition, ([], []))
        body[0].append(f"<p>{zh}</p>")
        body[1].append(f"<p>{en or ''}</p>")
    posts = []
    for row in source.execute(
        "SELECT e.id, p.slug, p.column_id, e.publish_at, e.title_zh, e.title_en, e.summary_zh, "
        "e.summary_en, e.source_zh, e.source_en, e.author_zh, e.author_en, e.editor_zh, "
        "e.editor_en FROM news_edition e JOIN news_post p ON p.id = e.post_id ORDER BY e.id"
    ):
        edition, slug, column, at, *words = row
        names = ["title", "summary", "source", "author", "editor"]
        fields = [f"{name}_{language}" for name in names for language in ["zh", "en"]]
        posts.append(
            Post(
                slug=slug,
                column_id=column,
                published_at=datetime.fromisoformat(at).replace(tzinfo=UTC),
                body_zh="".join(bodies[edition][0]),
                body_en="".join(bodies[edition][1]),
                **dict(zip(fields, words, strict=True)),
            )
        )
    Post.objects.bulk_create(posts, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {}


def sign_in():
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def measure(application, cookie, paths, times):
    from django.db import connection

    queries = 0

    def note(execute, sql, params, many, context):
        nonlocal queries
        queries += 1
        return execute(sql, params, many, context)

    def request(path):
        headers = {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}
        if path.startswith("/admin/"):
            headers["HTTP_COOKIE"] = cookie
        return ask(application, path, **headers)

    statuses = set()
    started = time.process_time()
    for number in range(times):
        answered = request(paths[number % len(paths)])
        statuses.add(answered.status)
    spent = time.process_time() - started
    # Counting costs time, so it is done apart.
    with connection.execute_wrapper(note):
        request(paths[0])
    return {
        "ms": 1000 * spent / times,
        "queries": queries,
        "statuses": sorted(statuses),
        "bytes": answered.size,
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
