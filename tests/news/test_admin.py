import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture

from news import editing, workflow
from news.models import Edition, Image, Passage, Post, Release, Status, Transition
from news.staleness import COMPLETE, CURRENT, STALE
from portal import roles
from tests.builders import make_column, make_edition, make_port, make_public, make_user

POSTS = "/admin/news/post/"


@pytest.fixture
def author(client, db):
    user = make_user("author", groups=["author"], is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def reviewer(db):
    return make_user("final", groups=["final_reviewer"], is_staff=True)


def change_url(edition):
    return reverse("admin:news_edition_change", args=[edition.pk])


def posted(response, **changes):
    """What a browser would post from a form that was answered, with some values changed."""
    form = response.context["adminform"].form
    formsets = [each.formset for each in response.context["inline_admin_formsets"]]
    data = {}
    for bound in [*form, *(field for formset in formsets for row in formset for field in row)]:
        value = bound.value()
        if value is None or value is False or bound.field.widget.input_type == "file":
            continue
        if isinstance(value, (list, tuple)) or hasattr(value, "all"):
            value = [getattr(each, "pk", each) for each in value]
        elif hasattr(value, "strftime"):
            value = value.strftime("%Y-%m-%dT%H:%M")
        data[bound.html_name] = "on" if value is True else value
    for formset in formsets:
        for bound in formset.management_form:
            data[bound.html_name] = bound.value()
    data["base"], data["forget"] = response.context["base"], response.context["forget"]
    for row in formsets[0]:
        data[f"{row.prefix}-base"] = row.base
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


@pytest.fixture(autouse=True)
def widgets_say_their_type(monkeypatch):
    from django.forms import Widget

    monkeypatch.setattr(Widget, "input_type", "", raising=False)


def edit(client, edition, **changes):
    page = client.get(change_url(edition))
    return client.post(change_url(edition), posted(page, **changes))


def count_queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


# The list


@pytest.mark.any_database
def test_the_list_of_posts_asks_the_same_number_of_questions_at_20_and_200_rows(client, author):
    port = make_port()
    for _post in range(20):
        make_public(ports=[port])
    client.get(POSTS)
    small = count_queries(client, POSTS)
    for _post in range(180):
        make_public(ports=[port, port])

    assert count_queries(client, POSTS) == small
    assert small <= 14


def test_the_list_is_read_from_the_index_of_its_order(client, author):
    for _post in range(51):
        make_public()
    with CaptureQueriesContext(connection) as queries:
        client.get(POSTS)
    listing = [
        query["sql"] for query in queries if "news_post" in query["sql"] and "LIMIT" in query["sql"]
    ]
    assert len(listing) == 2, "the count and the page"
    if connection.vendor == "sqlite":
        for sql in listing:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + sql)
                plan = " ".join(str(row) for row in cursor.fetchall())
            assert "TEMP B-TREE" not in plan
            assert "SCAN news_edition" not in plan


def test_the_count_stops_a_thousand_rows_ahead(client, author):
    column = make_column()
    Post.objects.bulk_create(
        Post(slug=f"bulk-{number}", column=column) for number in range(1, 1102)
    )

    page = client.get(POSTS, headers={"accept-language": "en"}, data={})
    client.cookies["django_language"] = "en"
    page = client.get(POSTS)

    assert page.context["cl"].result_count == 1050
    assert "1050+ posts" in page.content.decode()
    assert client.get(POSTS + "?p=3").context["cl"].result_count == 1101


def rows(response):
    table = response.content.decode().partition('id="result_list"')[2]
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip()
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
    ][1:]


def test_a_row_of_the_list_says_where_a_post_stands(client, author):
    client.cookies["django_language"] = "en"
    port = make_port(name_en="Laoyemiao")
    make_public(title_zh="通关", title_en="Clearance", ports=[port])
    stale = make_edition(title_zh="复航", title_en="Resumed", publish_at=None)
    stale.language_state_en = STALE
    stale.save()
    make_public(title_zh="预告", title_en="", publish_at=timezone.now() + timedelta(days=1))
    first = make_public(title_zh="旧闻")
    workflow.move(first, Status.WITHDRAWN, make_user("m", groups=["site_manager"]))

    withdrawn, scheduled, draft, public = rows(client.get(POSTS))

    assert "通关 Clearance" in public and "Laoyemiao" in public
    assert "Approved" in public and "Public" in public and public.count("● Complete") == 2
    assert "Draft" in draft and "Never public" in draft and "◐ Stale" in draft
    assert "Scheduled" in scheduled and "○ Missing" in scheduled
    assert withdrawn.count("Withdrawn") == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=draft", {"draft"}),
        ("en=missing", {"draft"}),
        ("en=complete", {"public", "later", "gone"}),
        ("public=public", {"public"}),
        ("public=scheduled", {"later"}),
        ("public=withdrawn", {"gone"}),
        ("public=never", {"draft"}),
        ("column=notices", {"later"}),
        ("port=ganqimaodu", {"public"}),
        ("q=通关", {"public"}),
        ("q=clearance", {"public"}),
        ("q=lat", {"later"}),
        ("created_at__gte=2000-01-01+00:00:00%2B08:00", {"public", "later", "gone", "draft"}),
    ],
)
def test_filters_and_search_of_the_list(client, author, query, found):
    make_public(
        slug="public",
        title_zh="通关",
        title_en="Clearance",
        ports=[make_port("ganqimaodu"), make_port()],
    )
    make_public(
        slug="later",
        column=make_column("notices", name_zh="通知公告"),
        publish_at=timezone.now() + timedelta(days=1),
    )
    gone = make_public(slug="gone")
    workflow.move(gone, Status.WITHDRAWN, make_user("m", groups=["site_manager"]))
    make_edition(slug="draft", title_en="")

    response = client.get(f"{POSTS}?{query}")

    assert {post.slug for post in response.context["cl"].result_list} == found


@pytest.mark.parametrize(
    "query", ["status=%01", "status=½", "port=%01", "public=x", "p=x", "p=9e99", "en=", "zh=x"]
)
def test_odd_values_in_the_address_of_the_list_do_no_harm(client, author, query):
    make_public()

    response = client.get(f"{POSTS}?{query}", follow=True)

    assert response.status_code == 200
    assert len(response.context["cl"].result_list) == 1


def test_a_post_leads_to_its_latest_edition(client, author):
    first = make_public()
    second = make_edition(post=first.post)

    response = client.get(f"{POSTS}{first.post.pk}/change/")

    assert response.status_code == 302 and response.url == change_url(second)


# The form


def test_an_author_writes_a_new_post_with_its_rows_in_one_form(client, author):
    url = reverse("admin:news_edition_add")
    page = client.get(url)
    response = client.post(
        url,
        posted(
            page,
            slug="port-reopens",
            column=make_column().pk,
            title_zh="口岸复通",
            title_en="Port reopens",
            **{
                "passages-0-text_zh": "<p onclick='x'>三日</p><script>1</script>",
                "passages-0-text_en": "<p>Three days</p>",
                "passages-1-text_zh": "四日",
            },
        ),
    )

    edition = Edition.objects.get()
    assert response.url == change_url(edition)
    assert edition.post.latest_edition == edition and edition.post.slug == "port-reopens"
    assert [row.text_zh for row in edition.passages.all()] == ["<p>三日</p>", "四日"]
    assert [row.state("en") for row in edition.passages.all()] == [CURRENT, "missing"]
    assert editing.text_state(edition, "title") == CURRENT
    assert list(edition.writers.all()) == [author] and edition.changed_by == author
    assert LogEntry.objects.get().object_id == str(edition.pk)


def test_a_post_needs_a_chinese_title_and_an_address_of_its_own(client, author):
    make_edition(slug="taken")
    url = reverse("admin:news_edition_add")

    response = client.post(
        url, posted(client.get(url), slug="taken", column=make_column().pk, title_zh="")
    )

    assert set(response.context["adminform"].form.errors) == {"slug", "title_zh"}
    assert Edition.objects.count() == 1


def test_a_save_of_a_draft_confirms_what_was_translated(client, author):
    edition = make_edition(passages=[("三日", "Three days"), ("甲", "A")])

    edit(
        client,
        edition,
        **{"passages-0-text_zh": "四日", "passages-1-text_zh": "乙", "passages-1-text_en": "B"},
    )

    assert [row.state("en") for row in edition.passages.all()] == [STALE, CURRENT]
    page = client.get(change_url(edition)).content.decode()
    assert page.count("<del>") == page.count("<ins>") == 1
    assert re.search(r"<del>(<span.*?</span>)?三", page) and re.search(
        r"<ins>(<span.*?</span>)?四", page
    )

    edit(client, edition, **{"passages-0-still_correct": "on"})

    assert edition.passages.first().state("en") == CURRENT
    edition.refresh_from_db()
    assert edition.language_state_en == COMPLETE


def test_a_save_of_a_public_edition_starts_a_draft_that_readers_do_not_see(client, author):
    client.cookies["django_language"] = "en"
    edition = make_public(title_zh="旧", passages=[("三日", "Three days")])

    response = edit(client, edition, title_zh="新", **{"passages-0-text_zh": "四日"})

    draft = Edition.objects.get(number=2)
    assert response.url == change_url(draft)
    assert (
        "Edition 2 was started as a draft; readers see edition 1 until this one is approved."
        in client.get(response.url).content.decode()
    )
    public = Release.objects.public("zh").get().edition
    assert (public.title_zh, public.passages.get().text_zh) == ("旧", "三日")
    assert (draft.title_zh, draft.passages.get().text_zh) == ("新", "四日")
    assert draft.passages.get().key == public.passages.get().key


def test_a_save_of_a_public_edition_without_a_change_starts_nothing(client, author):
    edition = make_public(ports=[make_port()], withdraw_at=timezone.now() + timedelta(days=9))

    edit(client, edition)

    assert Edition.objects.get() == edition
    assert not LogEntry.objects.exists()


def test_status_author_and_dates_never_come_from_posted_fields(client, author, reviewer):
    edition = make_edition()

    edit(
        client,
        edition,
        title_zh="新",
        status="approved",
        writers=[reviewer.pk],
        changed_by=reviewer.pk,
        number=9,
        language_state_en="complete",
        updated_at="2001-01-01T00:00",
    )

    edition.refresh_from_db()
    assert (edition.status, edition.number, edition.changed_by) == ("draft", 1, author)
    assert list(edition.writers.all()) == [author]


def test_address_and_column_are_fixed_after_release(client, author):
    edition = make_public(slug="fixed")
    other = make_column("notices", name_zh="通知公告")

    edit(client, edition, slug="moved", column=other.pk)

    edition.post.refresh_from_db()
    assert (edition.post.slug, edition.post.column.slug) == ("fixed", "news")
    assert Edition.objects.count() == 1


def test_changing_the_column_under_review_goes_back_to_draft(client, author):
    edition = make_edition(status=Status.FIRST_REVIEW)

    edit(client, edition, column=make_column("notices", name_zh="公告", reviews_required=1).pk)

    edition.refresh_from_db()
    assert edition.status == Status.DRAFT and edition.post.column.slug == "notices"


def test_a_second_editors_save_gets_both_texts_and_loses_neither(client, author):
    edition = make_edition(title_zh="旧", passages=[("一", "1"), ("二", "2"), ("三", "3")])
    mine = posted(
        client.get(change_url(edition)),
        title_zh="我的",
        **{"passages-0-text_zh": "我的一", "passages-2-text_zh": "我的三"},
    )
    theirs = {"title_zh": "你的", "passages-0-text_zh": "你的一", "passages-2-DELETE": "on"}
    edit(client, edition, **theirs, **{"passages-3-text_zh": "你的四", "passages-TOTAL_FORMS": 4})

    response = client.post(change_url(edition), mine)

    assert response.status_code == 409
    page = response.content.decode()
    for text in ["我的", "你的", "三", "你的四"]:
        assert text in re.sub(r"<[^>]+>", "", page)
    assert Edition.objects.get().title_zh == "你的"

    again = client.post(change_url(edition), resolution(response))

    assert again.status_code == 302
    edition.refresh_from_db()
    assert edition.title_zh == "我的"
    assert [row.text_zh for row in edition.passages.all()] == ["我的一", "二", "我的三", "你的四"]


def resolution(response, **changes):
    """What the page of a conflict posts without a script, with some of its radios changed."""
    found = response.context["conflict"]
    data = {}
    for name, value in response.context["hidden"]:
        data.setdefault(name, []).append(value)
    for choice in [*found.fields, *(each for row in found.rows for each in row.choices)]:
        data[choice.name] = choice.chosen
    data["lock_version"] = response.context["edition"].lock_version
    data["forget"] = response.context["forget"]
    return {**data, "_resolve": "1", **changes}


def test_what_only_one_changed_is_chosen_already_and_either_text_can_be_taken(client, author):
    edition = make_edition(
        title_zh="题", passages=[("一", "One"), ("二", "Two"), ("三", "Three"), ("四", "Four")]
    )
    keys = [row.key for row in edition.passages.all()]
    mine = posted(
        client.get(change_url(edition)),
        **{
            "summary_en": "My summary",
            "passages-0-text_en": "My one",
            "passages-1-text_zh": "我的二",
            "passages-1-text_en": "My two",
            "passages-3-DELETE": "on",
        },
    )
    edit(
        client,
        edition,
        title_zh="你的题",
        **{"passages-1-text_zh": "你的二", "passages-2-text_en": "Their three"},
    )

    response = client.post(change_url(edition), mine)

    found = response.context["conflict"]
    assert {choice.name: (choice.who, choice.chosen) for choice in found.fields} == {
        "take-title_zh": ("theirs", "theirs"),
        "take-summary_en": ("mine", "mine"),
    }
    assert {
        choice.name: (choice.who, choice.chosen) for row in found.rows for choice in row.choices
    } == {
        f"take-{keys[0]}-en": ("mine", "mine"),
        f"take-{keys[1]}-zh": ("both", "mine"),
        f"take-{keys[1]}-en": ("mine", "mine"),
        f"take-{keys[2]}-en": ("theirs", "theirs"),
        f"take-{keys[3]}": ("both", "mine"),
    }

    client.post(change_url(edition), resolution(response, **{f"take-{keys[1]}-zh": "theirs"}))

    edition.refresh_from_db()
    assert (edition.title_zh, edition.summary_en) == ("你的题", "My summary")
    assert [
        (row.key, row.text_zh, row.text_en, row.state("en")) for row in edition.passages.all()
    ] == [
        (keys[0], "一", "My one", CURRENT),
        # Translated from another Chinese than this: it has to be looked at.
        (keys[1], "你的二", "My two", STALE),
        (keys[2], "三", "Their three", CURRENT),
    ]


def test_moved_and_deleted_rows_of_both_meet_in_one_order(client, author):
    edition = make_edition(passages=[(text, text) for text in "甲乙丙丁"])
    mine = posted(
        client.get(change_url(edition)),
        **{f"passages-{n}-position": place for n, place in enumerate([4, 1, 2, 3])},
        **{"passages-4-text_zh": "我", "passages-4-position": 5, "passages-TOTAL_FORMS": 5},
        **{"passages-2-text_zh": "丙改"},
    )
    edit(
        client,
        edition,
        **{"passages-1-DELETE": "on", "passages-2-DELETE": "on"},
        **{"passages-4-text_zh": "你", "passages-4-position": 5, "passages-TOTAL_FORMS": 5},
    )

    response = client.post(change_url(edition), mine)
    assert client.post(change_url(edition), resolution(response)).status_code == 302

    # 乙 was deleted by them and left alone by me; 丙 I had changed.
    assert [row.text_zh for row in edition.passages.all()] == ["丙改", "丁", "你", "甲", "我"]


def test_a_third_save_makes_another_conflict_that_keeps_text_and_choices(client, author):
    edition = make_edition(title_zh="题", passages=[("一", "One")])
    mine = posted(client.get(change_url(edition)), title_zh="我的", summary_zh="我的摘要")
    edit(client, edition, title_zh="你的")
    response = client.post(change_url(edition), mine)
    edit(client, edition, summary_zh="第三个人的摘要")

    response = client.post(change_url(edition), resolution(response, **{"take-title_zh": "theirs"}))

    assert response.status_code == 409
    assert {choice.name: choice.chosen for choice in response.context["conflict"].fields} == {
        "take-title_zh": "theirs",
        "take-summary_zh": "mine",
    }
    assert response.context["forget"] == f"{edition.pk}:1 {edition.pk}:2"
    saved = client.post(change_url(edition), resolution(response), follow=True)
    edition.refresh_from_db()
    assert (edition.title_zh, edition.summary_zh) == ("你的", "我的摘要")
    assert f'data-saved="{edition.pk}:3 {edition.pk}:1 {edition.pk}:2"' in saved.content.decode()


def test_typed_text_survives_a_refused_save_with_what_it_is_compared_with(client, author):
    edition = make_edition(passages=[("三日", "Three days")])

    response = edit(
        client,
        edition,
        title_zh="",
        summary_zh="新摘要",
        **{"passages-0-text_zh": "四日", "passages-0-unconfirmed": "1"},
    )

    assert response.status_code == 200
    page = response.content.decode()
    assert "新摘要" in page and ">\n四日</textarea>" in page
    assert 'data-before-zh="三日"' in page and 'data-state="current"' in page
    assert 'name="passages-0-unconfirmed" value="1"' in page
    assert Edition.objects.get().summary_zh != "新摘要"


def test_too_many_rows_are_refused_with_a_sentence_and_kept_in_the_form(client, author):
    client.cookies["django_language"] = "en"
    edition = make_edition(passages=[])
    texts = {
        f"passages-{n}-{name}": value
        for n in range(301)
        for name, value in [("text_zh", f"第{n}段"), ("kind", "paragraph")]
    }

    response = edit(client, edition, **texts, **{"passages-TOTAL_FORMS": 301})

    assert response.status_code == 200
    assert "at most 300 rows" in response.content.decode()
    assert "第300段" in response.content.decode()
    less = edit(client, edition, **texts, **{"passages-TOTAL_FORMS": 300})
    assert less.status_code == 302 and edition.passages.count() == 300


def test_a_form_that_claims_more_rows_than_it_sends_is_shown_with_those_it_sent(client, author):
    client.raise_request_exception = False
    edition = make_edition(passages=[("三日", "Three days")])

    response = edit(client, edition, title_zh="", **{"passages-TOTAL_FORMS": 1300})

    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.prefix == "passages"
    assert len(formset.forms) <= 5


def test_the_confirmations_stand_in_the_history_for_everyone_who_may_read_it(client, author):
    client.cookies["django_language"] = "en"
    edition = make_edition(passages=[("三日", "Three days")])
    edit(client, edition, **{"passages-0-text_zh": "四日", "passages-0-still_correct": "on"})

    client.force_login(make_user("auditor", groups=["auditor"], is_staff=True))
    history = client.get(reverse("admin:news_edition_history", args=[edition.pk]))

    assert "minor edit of the source" in history.content.decode()
    listing = client.get(reverse("admin:news_confirmation_changelist"))
    assert listing.status_code == 200 and "author" in listing.content.decode()
    one = reverse("admin:news_confirmation_change", args=[edition.confirmations.get().pk])
    assert client.get(one).status_code == 200
    assert client.post(one, {"kind": "edited"}).status_code == 403


def test_an_own_draft_is_deleted_with_its_confirmations(client, author):
    edition = make_edition()
    edition.writers.add(author)
    edit(client, edition, title_en="Another")
    assert edition.confirmations.count() == 1

    client.post(reverse("admin:news_edition_delete", args=[edition.pk]), {"post": "yes"})

    assert not Edition.objects.exists()


# Who is there


def test_the_ping_names_who_is_signed_in_and_is_no_activity(client, author, time_machine):
    time_machine.move_to("2026-03-01 08:00Z", tick=False)
    client.force_login(author)
    seen = client.session["seen_at"]
    time_machine.move_to("2026-03-01 08:20Z", tick=False)

    response = client.get("/admin/ping/")

    assert response.json()["user"] == str(author.pk) and response.json()["token"]
    assert "no-store" in response["Cache-Control"]
    assert client.session["seen_at"] == seen
    time_machine.move_to("2026-03-01 08:31Z", tick=False)
    assert client.get("/admin/ping/").status_code == 401


def test_the_ping_knows_no_strangers(client, db):
    assert client.get("/admin/ping/").status_code == 401
    client.force_login(make_user("reader"))
    assert client.get("/admin/ping/").status_code == 401


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_strings_of_the_workbench_come_in_the_editors_language(client, db, language):
    client.cookies["django_language"] = language
    script = client.get("/admin/workbench/jsi18n/").content.decode()

    assert ('"Merge up"' in script) == (language == "zh-hans")


def test_a_conflict_over_a_public_edition_goes_on_with_the_draft(client, author):
    edition = make_public(title_zh="旧", passages=[("一", "1")])
    mine = posted(client.get(change_url(edition)), **{"passages-0-text_zh": "我的一"})
    edit(client, edition, title_zh="你的")
    draft = Edition.objects.get(number=2)

    response = client.post(change_url(edition), mine)

    assert response.status_code == 409
    assert f'action="{change_url(draft)}"' in response.content.decode()
    assert client.post(change_url(draft), resolution(response)).status_code == 302
    draft.refresh_from_db()
    assert draft.title_zh == "你的"
    assert draft.passages.get().text_zh == "我的一"
    assert Edition.objects.count() == 2
    assert edition.passages.get().text_zh == "一"


def test_old_editions_can_be_read_and_not_saved(client, author):
    first = make_public(passages=[("<p>一</p>", "<p>1</p>")])
    second = make_edition(post=first.post)

    page = client.get(change_url(first))

    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert change_url(second) in page.content.decode()


def test_the_form_asks_the_same_number_of_questions_at_2_and_40_rows(client, author):
    short = make_edition(passages=[("一", "1")] * 2)
    long = make_edition(passages=[("一", "1")] * 40)
    client.get(change_url(short))

    assert count_queries(client, change_url(short)) == count_queries(client, change_url(long))


@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != "author"])
def test_who_may_not_write_is_shown_the_texts_and_refused_a_save(client, db, role):
    edition = make_edition(title_zh="通关", passages=[("<p>三日</p>", "<p>Three days</p>")])
    client.force_login(make_user(role, groups=[role], is_staff=True))

    page = client.get(change_url(edition))

    assert page.status_code == 200
    assert "<p>三日</p>" in page.content.decode() and 'name="_save"' not in page.content.decode()
    refused = client.post(change_url(edition), {"title_zh": "新", "lock_version": 1})
    assert refused.status_code == 403
    assert Edition.objects.get().title_zh == "通关"


# The way forward


def move(client, edition, to, **values):
    edition.refresh_from_db()
    return client.post(
        reverse("admin:news_edition_move", args=[edition.pk]),
        {"to": to, "lock_version": edition.lock_version, **values},
    )


def test_a_post_goes_from_draft_to_both_public_languages_through_the_forms(client, author):
    edition = make_public(title_zh="旧")
    edit(client, edition, title_zh="新", title_en="New", _submit="1")
    draft = Edition.objects.get(number=2)
    assert draft.status == Status.FIRST_REVIEW

    for role, to in [
        ("first_reviewer", Status.SECOND_REVIEW),
        ("second_reviewer", Status.FINAL_REVIEW),
        ("final_reviewer", Status.APPROVED),
    ]:
        client.force_login(make_user(role, groups=[role], is_staff=True))
        if to == Status.SECOND_REVIEW:
            for language in ["zh", "en"]:
                draft.refresh_from_db()
                client.post(
                    reverse("admin:news_edition_proofread", args=[draft.pk]),
                    {"language": language, "lock_version": draft.lock_version},
                )
        assert f'value="{to}"' in client.get(change_url(draft)).content.decode()
        assert move(client, draft, to).status_code == 302

    assert Release.objects.public("zh").get().edition == draft
    assert Release.objects.public("en").get().edition == draft
    history = client.get(reverse("admin:news_edition_history", args=[draft.pk]))
    events = [event for entry in history.context["entries"] for event in entry.events]
    assert sum(event.move is not None for event in events) == 5


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.parametrize(
    ("start", "to", "who"),
    [
        (Status.DRAFT, Status.FIRST_REVIEW, {"author"}),
        (Status.FIRST_REVIEW, Status.SECOND_REVIEW, {"first_reviewer"}),
        (Status.SECOND_REVIEW, Status.RETURNED, {"second_reviewer"}),
        (Status.FINAL_REVIEW, Status.APPROVED, {"final_reviewer"}),
        (Status.APPROVED, Status.WITHDRAWN, {"final_reviewer", "site_manager"}),
    ],
)
def test_moves_through_http_are_for_their_roles_alone(client, db, role, start, to, who):
    edition = make_edition(status=start)
    client.force_login(make_user(role, groups=[role], is_staff=True))

    response = move(client, edition, to, reason="理由")

    assert response.status_code == (302 if role in who else 403)
    assert Edition.objects.get().status == (to if role in who else start)


def test_a_reviewer_cannot_approve_what_they_wrote(client, author, reviewer):
    edition = make_edition(status=Status.FINAL_REVIEW)
    edition.writers.add(reviewer)
    client.force_login(reviewer)

    assert 'name="to" value="approved"' not in client.get(change_url(edition)).content.decode()
    assert move(client, edition, Status.APPROVED).status_code == 403


def test_a_second_click_says_what_happened_and_keeps_the_reason(client, reviewer):
    edition = make_edition(status=Status.FINAL_REVIEW)
    client.force_login(reviewer)
    move(client, edition, Status.APPROVED)

    response = move(client, edition, Status.WITHDRAWN, lock_version=1, reason="数字有误")

    assert response.status_code == 409
    assert "数字有误" in response.content.decode()
    assert Transition.objects.count() == 1


def test_a_return_without_a_reason_is_refused_with_a_sentence(client, reviewer):
    client.cookies["django_language"] = "en"
    edition = make_edition(status=Status.FINAL_REVIEW)
    client.force_login(reviewer)

    response = client.post(
        reverse("admin:news_edition_move", args=[edition.pk]),
        {"to": "returned", "lock_version": edition.lock_version},
        follow=True,
    )

    assert "Say why" in response.content.decode()
    assert not Transition.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"to": "approved"},
        {"to": "x", "lock_version": "1"},
        {"to": "approved", "lock_version": "½"},
    ],
)
def test_odd_moves_are_refused(client, reviewer, data):
    edition = make_edition(status=Status.FINAL_REVIEW)
    client.force_login(reviewer)

    url = reverse("admin:news_edition_move", args=[edition.pk])
    assert client.post(url, data).status_code == 403
    assert client.get(url).status_code == 405
    assert client.post(url.replace(str(edition.pk), "999"), data).status_code == 404


# What may be deleted


def test_an_own_draft_may_be_deleted_and_its_post_with_it(client, author):
    edition = make_edition()
    edition.writers.add(author)

    response = client.post(reverse("admin:news_edition_delete", args=[edition.pk]), {"post": "yes"})

    assert response.url == POSTS
    assert not Post.objects.exists() and not Passage.objects.exists()


def test_deleting_a_draft_beside_a_public_edition_leaves_the_public_one(client, author):
    edition = make_public()
    edit(client, edition, title_zh="新")
    draft = Edition.objects.get(number=2)

    client.post(reverse("admin:news_edition_delete", args=[draft.pk]), {"post": "yes"})

    edition.post.refresh_from_db()
    assert edition.post.latest_edition == edition
    assert Release.objects.public("zh").get().edition == edition


@pytest.mark.parametrize("kind", ["public", "foreign", "submitted"])
def test_nothing_else_may_be_deleted(client, author, reviewer, kind):
    edition = make_public() if kind == "public" else make_edition()
    edition.writers.add(reviewer if kind == "foreign" else author)
    if kind == "submitted":
        workflow.move(edition, Status.FIRST_REVIEW, author)
        edition.refresh_from_db()
        workflow.move(edition, Status.DRAFT, author)

    for model, pk in [("edition", edition.pk), ("post", edition.post.pk)]:
        url = reverse(f"admin:news_{model}_delete", args=[pk])
        assert client.post(url, {"post": "yes"}).status_code == 403
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_nobody_changes_or_deletes_the_history(client, db):
    admin = make_user("admin", is_staff=True, is_superuser=True)
    client.force_login(admin)
    edition = make_edition()
    workflow.move(edition, Status.FIRST_REVIEW, admin)
    transition = Transition.objects.get()

    for page in ["change", "delete"]:
        url = reverse(f"admin:news_transition_{page}", args=[transition.pk])
        assert client.post(url, {"post": "yes", "reason": "x"}).status_code == 403
    assert Transition.objects.get().reason == ""


# Pictures and documents


def picture(name="IMG_0001.png"):
    target = BytesIO()
    Picture.new("RGB", (80, 60), "teal").save(target, "PNG")
    return SimpleUploadedFile(name, target.getvalue(), "image/png")


def test_a_picture_is_encoded_anew_and_needs_words_in_both_languages(client, author):
    url = reverse("admin:news_image_add")

    refused = client.post(url, {"upload": picture(), "alt_zh": "口岸大门", "alt_en": ""})
    assert list(refused.context["adminform"].form.errors) == ["alt_en"]
    refused = client.post(
        url, {"upload": SimpleUploadedFile("a.png", b"<svg>"), "alt_zh": "甲", "alt_en": "A"}
    )
    assert list(refused.context["adminform"].form.errors) == ["upload"]
    client.post(url, {"upload": picture(), "alt_zh": "口岸大门", "alt_en": "The port's gate"})

    image = Image.objects.get()
    assert image.file.name.endswith(".webp") and image.small.name.endswith("-small.webp")
    assert (image.width, image.height, image.original_name) == (80, 60, "IMG_0001.png")
    assert image.uploaded_by == author
    assert "IMG_0001" not in image.file.name


def test_the_words_of_a_picture_in_public_do_not_change_without_a_review(client, author):
    client.post(
        reverse("admin:news_image_add"), {"upload": picture(), "alt_zh": "门", "alt_en": "Gate"}
    )
    image = Image.objects.get()
    url = reverse("admin:news_image_change", args=[image.pk])
    assert client.post(url, {"alt_zh": "大门", "alt_en": "Gate"}).status_code == 302
    make_public(passages=[{"kind": "figure", "image": image, "text_zh": "图"}])

    assert client.post(url, {"alt_zh": "假门", "alt_en": "Gate"}).status_code == 403
    image.refresh_from_db()
    assert image.alt_zh == "大门"


def test_a_document_is_kept_under_a_made_up_name_and_copied_to_the_next_edition(client, author):
    edition = make_edition()
    page = client.get(change_url(edition))
    data = posted(
        page,
        **{
            "attachments-TOTAL_FORMS": 1,
            "attachments-0-title_zh": "时间表",
            "attachments-0-title_en": "Timetable",
            "attachments-0-file": SimpleUploadedFile("开放 时间表.pdf", b"%PDF-1.7"),
        },
    )
    client.post(change_url(edition), data)

    attachment = edition.attachments.get()
    assert re.fullmatch(r"attachments/[0-9a-f]{24}\.pdf", attachment.file.name)
    assert attachment.original_name == "开放 时间表.pdf" and attachment.size == 8

    Edition.objects.filter(pk=edition.pk).update(status=Status.APPROVED, publish_at=timezone.now())
    edit(client, edition, **{"attachments-0-title_zh": "新时间表"})

    copied = Edition.objects.get(number=2).attachments.get()
    assert (copied.title_zh, copied.file.name) == ("新时间表", attachment.file.name)
    attachment.refresh_from_db()
    assert attachment.title_zh == "时间表"


def test_a_document_that_is_none_is_refused_and_nothing_is_saved(client, author):
    edition = make_edition(title_zh="旧")
    data = posted(
        client.get(change_url(edition)),
        title_zh="新",
        **{
            "attachments-TOTAL_FORMS": 1,
            "attachments-0-title_zh": "页",
            "attachments-0-title_en": "Page",
            "attachments-0-file": SimpleUploadedFile("page.html", b"<script>"),
        },
    )

    response = client.post(change_url(edition), data)

    assert response.status_code == 200
    edition.refresh_from_db()
    assert edition.title_zh == "旧" and not edition.attachments.exists()


def test_a_row_of_the_list_names_two_ports_and_counts_the_others(client, author):
    ports = [make_port(f"crossing-{letter}", name_zh=f"{letter}口岸") for letter in "甲乙丙丁"]
    make_public(ports=ports)
    client.force_login(author)

    page = client.get(reverse("admin:news_post_changelist")).content.decode()

    assert "另有 2 个" in page
