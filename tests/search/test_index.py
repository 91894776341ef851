"""The index holds what is public at this moment and nothing else."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from news import release
from news.models import Status
from portal import chrome
from portal.models import Page
from portal.search import engines, finding, index
from portal.search.engines import chosen
from portal.search.models import SearchChange, SearchEntry, SearchState
from ports.models import Alias
from tests.builders import make_column, make_edition, make_port, make_public
from tests.news.test_state_machine import MARK, Newsroom
from tests.search.fake_server import Server


def urls(text, language="zh", **options):
    page = finding.find(chrome.chrome(), language, text, **options)
    return [hit.url for hit in page.ports + page.items]


def held(token):
    return engines.of_database().ids(token, 10)


# Release and withdrawal


def test_a_release_and_a_withdrawal_by_the_clock_show_to_the_second(db):
    start = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    make_edition(
        slug="lamp",
        title_zh="琥珀灯",
        status=Status.APPROVED,
        publish_at=start,
        withdraw_at=start + timedelta(hours=1),
    )
    second = timedelta(seconds=1)
    with time_machine.travel(start - second, tick=False) as clock:
        assert urls("琥珀") == [] and held("琥珀") == []
        clock.move_to(start)
        assert urls("琥珀") == ["/news/lamp/"]
        clock.move_to(start + timedelta(hours=1) - second)
        assert urls("琥珀") == ["/news/lamp/"]
        clock.move_to(start + timedelta(hours=1))
        assert urls("琥珀") == [] and held("琥珀") == []
        # A clock that is set back undoes what it did, and no more.
        clock.move_to(start)
        assert urls("琥珀") == ["/news/lamp/"]
        clock.move_to(start - second)
        assert urls("琥珀") == [] and held("琥珀") == []


def test_an_act_changes_the_index_in_its_own_transaction(db):
    edition = make_public(slug="lamp", title_zh="琥珀灯")
    assert len(held("琥珀")) == 1

    edition.status, edition.withdraw_at = Status.WITHDRAWN, timezone.now()
    edition.save()

    assert held("琥珀") == [] and not SearchEntry.objects.filter(kind="post").exists()


def test_a_release_that_was_not_caught_up_with_shows_no_old_word(db, monkeypatch):
    """As where another process holds the database for longer than a reader should wait."""
    start = timezone.now() + timedelta(hours=1)
    old = make_public(slug="lamp", title_zh="琥珀灯")
    make_edition(post=old.post, title_zh="翡翠灯", status=Status.APPROVED, publish_at=start)
    monkeypatch.setattr(index, "look", lambda number: None)
    with time_machine.travel(start, tick=False):
        chrome.forget()
        assert urls("琥珀") == [] and len(held("琥珀")) == 1


def test_a_half_text_is_not_found_in_its_language(db):
    edition = make_public(slug="lamp", title_en="", passages=[("灯", "lantern")])
    edition.summary_en = "lantern"
    edition.save()
    index.rebuild(progress=lambda batches, total: batches)

    assert urls("lantern", "en") == [] and held("lantern") == []


def test_ports_and_pages_follow_what_is_saved(db):
    port = make_port("lamp-port", name_zh="灯台口岸", name_en="Lamp Port")
    page = Page.objects.create(slug="lamps", title_zh="灯台说明", body_zh="<p>关于<b>灯</b>台</p>")
    assert urls("灯台") == ["/ports/lamp-port/", "/pages/lamps/"]

    Alias.objects.create(port=port, text="Dengtaj")
    page.delete()

    assert urls("dengtaj") == ["/ports/lamp-port/"]
    assert urls("灯台") == ["/ports/lamp-port/"]


def test_a_look_without_changes_writes_nothing(db, django_assert_num_queries):
    make_public()
    index.look(chrome.chrome().generation)
    number = chrome.chrome().generation

    with django_assert_num_queries(2):
        index.look(number)


def test_the_queries_of_a_page_are_the_same_at_two_sizes(db):
    column = make_column()
    port = make_port("lamp-port", name_zh="灯台口岸", name_en="Lamp Port")
    counts = []
    for size in [20, 80]:
        for _number in range(size):
            make_public(column=column, title_zh="灯台新闻", ports=[port])
        client = Client()
        client.get("/search/", {"q": "灯台"})
        queries = []

        def note(execute, sql, params, many, context, queries=queries):
            queries.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            assert client.get("/search/", {"q": "灯台"}).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10, counts


# Rebuilding


def test_a_word_of_every_post_is_looked_up_and_not_read_for(db):
    for _number in range(30):
        make_public(passages=[("货运恢复。", "Freight resumes.")])
    counting = "SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'portal_searchindex'"
    plan = "EXPLAIN QUERY PLAN SELECT rowid FROM portal_searchindex WHERE tokens MATCH 'freight'"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert "VIRTUAL TABLE INDEX" in cursor.execute(plan).fetchone()[3]
            return
        cursor.execute("ANALYZE portal_searchindex")
        cursor.execute(counting)
        before = cursor.fetchone()
        assert len(held("freight")) == 10
        cursor.execute(counting)
        assert cursor.fetchone() == before


def test_rebuilding_mends_what_is_wrong_and_changes_nothing_else(db):
    kept, lost = make_public(title_zh="琥珀灯"), make_public(title_zh="翡翠灯")
    make_port("lamp-port")
    index.look(chrome.chrome().generation)
    before = list(SearchEntry.objects.order_by("pk").values())
    # A row that is lost, and one of a post that is not public.
    gone = SearchEntry.objects.get(object_id=lost.post_id, kind="post")
    engines.of_database().remove([gone.pk])
    gone.delete()
    draft = make_edition(title_zh="玛瑙灯")
    key = index.entry_key("post", draft.post_id, timezone.now())
    texts = {"zh": {"title": "玛瑙灯", "lead": "", "text": ""}}
    SearchEntry.objects.create(
        pk=key, kind="post", object_id=draft.post_id, slug="x", texts=texts, digest="x"
    )
    engines.of_database().put([(key, {"玛瑙"})])
    assert urls("玛瑙") == []

    call_command("rebuild_search", stdout=StringIO(), verbosity=0)
    assert list(SearchEntry.objects.order_by("pk").values()) == before
    assert held("玛瑙") == [] and len(held("翡翠")) == len(held("琥珀")) == 1
    call_command("rebuild_search", stdout=StringIO(), verbosity=0)
    assert list(SearchEntry.objects.order_by("pk").values()) == before
    assert kept.post_id and index.is_built()


def test_rebuilding_where_it_is_not_needed_does_nothing(db):
    SearchState.objects.update(built_with=0)
    out = StringIO()
    call_command("rebuild_search", if_needed=True, stdout=out)
    assert "entries" in out.getvalue()
    out = StringIO()
    call_command("rebuild_search", if_needed=True, stdout=out)
    assert out.getvalue() == ""


# The server outside the database


@pytest.fixture
def server(db, settings):
    chosen.forget()
    with Server() as server:
        settings.SEARCH_URL = server.url
        yield server
    chosen.forget()


def rebuild():
    call_command("rebuild_search", stdout=StringIO(), verbosity=0)


def test_a_server_hears_of_every_change_before_it_is_asked(server):
    rebuild()
    edition = make_public(slug="lamp", title_zh="琥珀灯")
    assert SearchChange.objects.exists()
    assert urls("琥珀") == ["/news/lamp/"]
    assert server.searches > 0 and not SearchChange.objects.exists()

    edition.status, edition.withdraw_at = Status.WITHDRAWN, timezone.now()
    edition.save()
    assert urls("琥珀") == []
    assert all("琥珀" not in held["tokens"] for held in server.indices["kouan-1"].values())


def test_a_server_that_is_down_or_empty_is_stood_in_for_by_the_database(server, caplog):
    rebuild()
    make_public(slug="lamp", title_zh="琥珀灯")
    server.is_down = True
    assert urls("琥珀") == ["/news/lamp/"]
    assert "The search server failed" in caplog.text
    asked = len(server.exchange)
    assert urls("琥珀") == ["/news/lamp/"]
    assert len(server.exchange) == asked, "it is left alone for a while"

    server.is_down = False
    chosen.forget()
    server.aliases.clear()
    assert urls("琥珀") == ["/news/lamp/"]
    assert SearchChange.objects.exists(), "what was not told is told later"


def test_a_server_that_was_never_filled_is_not_asked(server):
    make_public(slug="lamp", title_zh="琥珀灯")

    assert urls("琥珀") == ["/news/lamp/"]
    assert server.exchange == []


# No way of a post brings out a word that is not public


class SearchedNewsroom(Newsroom):
    """The workflow's own machine, whose readers search for every word that was ever typed."""

    def search(self):
        known = {self.expected()} - {None}
        for number in range(1, self.number + 1):
            for prefix, word in [("", f"记号{number}"), ("/en", f"marker{number}")]:
                response = self.client.get(f"{prefix}/search/", {"q": word})
                assert response.status_code == 200
                # The page repeats what was typed, and may show what holds a part of it.
                seen = {int(found) for found in MARK.findall(response.text)} - {number}
                assert seen <= known, (word, seen, known)
            assert bool(held(f"marker{number}")) == (number in known), (number, known)
            assert ("/news/story/" in response.text) == (number in known), (number, known)
        for word in ["记号", "marker", "标题", "正文"]:
            suggested = self.client.get("/search/suggestions/", {"q": word}).text
            assert {int(found) for found in MARK.findall(suggested)} <= known
        # What the index itself holds, before anybody asks for it.
        texts = str(list(SearchEntry.objects.values_list("texts", flat=True)))
        assert {int(found) for found in MARK.findall(texts)} <= known


def test_no_way_of_a_post_brings_out_a_word_that_is_not_public(db):
    class Machine(SearchedNewsroom):
        @invariant()
        def readers_find_the_words_that_are_public_and_no_other(self):
            self.search()

        # Asked by the machine this one is made from.
        readers_see_exactly_the_newest_approved_text_whose_time_has_come = None
        the_log_tells_the_whole_way = None

    run_state_machine_as_test(
        Machine,
        settings=hypothesis_settings(
            max_examples=4,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_turns_between_two_instants_are_the_same_in_both_directions(db):
    start = timezone.now() + timedelta(hours=1)
    edition = make_edition(status=Status.APPROVED, publish_at=start)
    before, after = start - timedelta(minutes=1), start + timedelta(minutes=1)

    assert release.posts_that_turn_between(before, after) == {edition.post_id}
    assert release.posts_that_turn_between(after, before) == {edition.post_id}
    assert release.posts_that_turn_between(before, start) == {edition.post_id}
    assert release.posts_that_turn_between(start, after) == set()
