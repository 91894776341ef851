import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from news import overview, workflow
from news.models import Column, Edition, LanguageState, Passage, Post, Release, Status
from news.staleness import fingerprint
from portal import roles
from tests.builders import make_column, make_edition, make_public, make_user

TABLE = "/admin/news/post/languages/"
POSTS = "/admin/news/post/"
CURRENT = {"text_zh": "<p>一</p>", "text_en": "<p>1</p>"}
MISSING = {"text_zh": "<p>二</p>", "text_en": ""}
STALE = {"text_zh": "<p>三</p>", "text_en": "<p>3</p>", "fingerprint_en": fingerprint("旧")}
NOT_NEEDED = {"text_zh": "<p>四</p>", "text_en": "", "no_counterpart": True}
UNSOURCED = {"text_zh": "", "text_en": "<p>5</p>"}


@pytest.fixture
def author(client, db):
    user = make_user("author", groups=["author"], is_staff=True)
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def table(client, query=""):
    return client.get(TABLE + query).context["rows"]


def cells(client, post):
    """{language: cell} of one post, as the table has it."""
    (row,) = [row for row in table(client) if row.post == post]
    return dict(zip(["zh", "en"], row.cells, strict=True))


def form_of(edition):
    return reverse("admin:news_edition_change", args=[edition.pk])


def set_fingerprint(edition, **values):
    """Stores fingerprints that differ from the source's, so that their texts are stale."""
    for name, value in values.items():
        setattr(edition, name, value)
    edition.refresh_language_states()
    edition.save()


def counted(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in queries]


# What a language lacks and what comes next


def test_a_missing_title_alone_leads_to_the_title(client, author):
    edition = make_edition(title_en="", passages=[CURRENT])
    Edition.objects.filter(pk=edition.pk).update(summary_zh="", summary_en="")

    english = cells(client, edition.post)["en"]

    assert english.state == LanguageState.MISSING
    assert english.facts == ["1 of 2 rows missing"]
    assert (english.action, english.address) == (
        "Translate 1 row",
        f"{form_of(edition)}#id_title_en",
    )


def test_missing_rows_come_before_stale_ones_and_lead_to_the_first_of_them(client, author):
    edition = make_edition(passages=[CURRENT, STALE, MISSING, NOT_NEEDED, MISSING])

    english = cells(client, edition.post)["en"]

    # Title and summary are rows too; what is not needed is none.
    assert english.facts == ["2 of 6 rows missing", "1 of 6 rows stale"]
    assert english.action == "Translate 2 rows"
    assert english.address == f"{form_of(edition)}#passages-2"
    assert english.is_work


def test_stale_rows_lead_to_the_first_of_them(client, author):
    edition = make_edition(passages=[CURRENT, STALE, CURRENT, STALE])

    both = cells(client, edition.post)

    assert both["en"].state == LanguageState.STALE
    assert both["en"].facts == ["2 of 6 rows stale"]
    assert both["en"].action == "Check 2 stale rows"
    assert both["en"].address == f"{form_of(edition)}#passages-1"
    assert both["zh"].state == LanguageState.COMPLETE
    assert (both["zh"].action, both["zh"].address) == ("Waits for the other language", "")


def test_a_stale_summary_leads_to_the_summary(client, author):
    edition = make_edition(passages=[CURRENT])
    set_fingerprint(edition, summary_fingerprint_en=fingerprint("旧摘要"))

    english = cells(client, edition.post)["en"]

    assert english.state == LanguageState.STALE
    assert english.facts == ["1 of 3 rows stale"]
    assert english.address == f"{form_of(edition)}#id_summary_en"


def test_rows_that_need_no_counterpart_are_no_work(client, author):
    edition = make_edition(passages=[CURRENT, NOT_NEEDED])

    both = cells(client, edition.post)

    assert {cell.state for cell in both.values()} == {LanguageState.COMPLETE}
    assert {cell.action for cell in both.values()} == {"Submit for review"}


def test_an_english_post_is_translated_into_chinese(client, author):
    edition = make_edition(
        source_language="en",
        title_zh="",
        summary_zh="",
        passages=[{"text_en": "<p>1</p>", "text_zh": ""}],
    )

    both = cells(client, edition.post)

    assert both["en"].state == LanguageState.COMPLETE
    assert both["zh"].state == LanguageState.MISSING
    assert both["zh"].facts == ["3 of 3 rows missing"]
    assert both["zh"].action == "Translate 3 rows"
    assert both["zh"].address == f"{form_of(edition)}#id_title_zh"


def test_a_translation_without_its_source_is_said_to_be_that(client, author):
    edition = make_edition(passages=[CURRENT, UNSOURCED])

    english = cells(client, edition.post)["en"]

    assert english.state == LanguageState.MISSING
    assert english.facts == ["1 of 4 rows without their source"]
    assert english.action == "Complete the source of 1 row"
    assert english.address == f"{form_of(edition)}#passages-1"


def test_a_source_without_a_title_is_to_be_written_not_translated(client, author):
    edition = make_edition(passages=[CURRENT])
    Edition.objects.filter(pk=edition.pk).update(title_zh="", language_state_zh="missing")

    chinese = cells(client, edition.post)["zh"]

    assert chinese.action == "Write 1 row"
    assert chinese.address == f"{form_of(edition)}#id_title_zh"


def test_an_edition_without_a_passage_leads_to_its_empty_rows(client, author):
    edition = make_edition(passages=[])

    both = cells(client, edition.post)

    assert {cell.facts[0] for cell in both.values()} == {"No passage yet"}
    assert {cell.address for cell in both.values()} == {f"{form_of(edition)}#passages-group"}


@pytest.mark.parametrize(
    "passages", [[CURRENT, MISSING], [CURRENT, CURRENT, STALE], [], [CURRENT, UNSOURCED], [CURRENT]]
)
@pytest.mark.parametrize("title", ["Title", ""])
def test_every_address_is_on_the_form_and_its_row_is_the_one_that_needs_work(
    client, author, passages, title
):
    edition = make_edition(title_en=title, passages=passages)

    for cell in cells(client, edition.post).values():
        if not cell.address:
            continue
        page, _hash, target = cell.address.partition("#")
        form = client.get(page).content.decode()
        assert f'id="{target}"' in form
        if re.fullmatch(r"passages-\d+", target):
            row = form.partition(f'id="{target}"')[2].partition('class="inline-related')[0]
            assert re.search(r"badge--(missing|stale)", row)


@pytest.mark.parametrize(
    ("status", "action", "target"),
    [
        (Status.DRAFT, "Submit for review", "#submit-for-review"),
        (Status.FIRST_REVIEW, "Waits for first review", "#way-heading"),
        (Status.SECOND_REVIEW, "Waits for second review", "#way-heading"),
        (Status.FINAL_REVIEW, "Waits for final review", "#way-heading"),
        (Status.APPROVED, "Nothing to do", None),
    ],
)
def test_a_complete_text_goes_its_way(client, author, status, action, target):
    edition = make_edition(status=status)

    for cell in cells(client, edition.post).values():
        assert cell.action == action
        assert cell.address == (f"{form_of(edition)}{target}" if target else "")
        if target:
            assert f'id="{target[1:]}"' in client.get(form_of(edition)).content.decode()


def test_a_returned_text_leads_to_the_reason(client, author):
    edition = make_edition(status=Status.RETURNED)

    chinese = cells(client, edition.post)["zh"]

    assert chinese.action == "Mend what the reviewer noted"
    assert chinese.address == reverse("admin:news_edition_history", args=[edition.pk])


def test_chinese_need_not_wait_where_it_may_come_first(client, author):
    column = make_column("fast", release_rule=Column.ReleaseRule.CHINESE_FIRST)
    edition = make_edition(column=column, title_en="")

    both = cells(client, edition.post)

    assert both["zh"].action == "Submit for review"
    assert both["en"].action == "Translate 3 rows"


def test_a_reader_without_the_right_to_write_is_led_to_what_they_are_shown(client, db):
    client.force_login(make_user("auditor", groups=["auditor"], is_staff=True))
    client.cookies["django_language"] = "en"
    title = make_edition(title_en="")
    row = make_edition(passages=[CURRENT, MISSING])
    ready = make_edition()

    assert cells(client, title.post)["en"].address == form_of(title)
    assert cells(client, row.post)["en"].address == f"{form_of(row)}#passages-1"
    assert 'id="passages-1"' in client.get(form_of(row)).content.decode()
    assert cells(client, ready.post)["en"].address == form_of(ready)


# What is public


def test_a_cell_says_what_readers_have_now(client, author):
    first = make_public(passages=[CURRENT])
    make_edition(post=first.post, passages=[STALE])
    chinese_only = make_public(title_en="", passages=[MISSING])
    later = make_public(publish_at=timezone.now() + timedelta(days=1))
    gone = make_public()
    workflow.move(gone, Status.WITHDRAWN, make_user("m", groups=["site_manager"]))

    assert {cell.public for cell in cells(client, first.post).values()} == {"In public: edition 1"}
    both = cells(client, chinese_only.post)
    assert both["zh"].public == "In public: edition 1"
    assert both["en"].public == "Not public" and not both["en"].is_public
    assert cells(client, later.post)["zh"].public.endswith("edition 1")
    assert cells(client, later.post)["zh"].public.startswith("From ")
    assert cells(client, gone.post)["zh"].public == "Not public"


# Order, totals, filters


def test_work_comes_first_and_what_is_withdrawn_comes_last(client, author):
    waiting = make_edition()
    complete = make_public()
    stale = make_edition(passages=[STALE])
    missing = make_edition(passages=[MISSING])
    newer = make_edition(passages=[MISSING])
    gone = make_public(title_en="")
    workflow.move(gone, Status.WITHDRAWN, make_user("m", groups=["site_manager"]))
    ended = make_public(withdraw_at=timezone.now() - timedelta(seconds=1), passages=[MISSING])

    response = client.get(TABLE)

    order = [row.post for row in response.context["rows"]]
    assert order == [each.post for each in [newer, missing, stale, waiting, complete, ended, gone]]
    assert {cell.action for row in response.context["rows"][-2:] for cell in row.cells} == {
        "Nothing to do"
    }
    totals = response.context["totals"]
    assert (totals.posts, totals.work, totals.over) == (5, 3, 2)
    assert totals.states["en"] == {"missing": 2, "stale": 1, "complete": 2}
    assert totals.states["zh"] == {"missing": 0, "stale": 0, "complete": 5}
    assert "3 of 5 posts need work" in response.content.decode()


def test_only_the_latest_edition_of_a_post_counts(client, author):
    first = make_public(title_en="")
    make_edition(post=first.post, passages=[CURRENT])

    response = client.get(TABLE)

    assert response.context["totals"].states["en"] == {"missing": 0, "stale": 0, "complete": 1}
    assert len(response.context["rows"]) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=work", {"missing", "stale", "chinese"}),
        ("?state=missing", {"missing", "chinese"}),
        ("?state=missing&language=en", {"missing"}),
        ("?state=missing&language=zh", {"chinese"}),
        ("?state=stale", {"stale"}),
        ("?state=complete", {"complete"}),
        ("?state=complete&language=zh", {"complete", "missing", "stale"}),
        ("?state=work&language=zh", {"chinese"}),
        ("?column=notices", {"stale"}),
        ("?column=notices&state=missing", set()),
        ("?language=en", {"missing", "stale", "complete", "chinese", "gone"}),
    ],
)
def test_the_table_is_narrowed_by_column_language_and_state(client, author, query, found):
    make_edition(slug="missing", passages=[MISSING])
    make_edition(slug="stale", passages=[STALE], column=make_column("notices"))
    make_public(slug="complete")
    make_edition(
        slug="chinese",
        source_language="en",
        passages=[{"text_en": "<p>1</p>", "text_zh": "", "fingerprint_en": ""}],
    )
    gone = make_public(slug="gone", title_en="")
    workflow.move(gone, Status.WITHDRAWN, make_user("m", groups=["site_manager"]))

    assert {row.post.slug for row in table(client, query)} == found


def test_a_total_leads_to_as_many_rows_as_it_counts(client, author):
    make_edition(passages=[MISSING])
    make_edition(passages=[STALE], column=make_column("notices"))
    make_public()

    for query in ["", "?column=notices"]:
        for _code, _name, states in client.get(TABLE + query).context["summaries"]:
            for _state, _sign, number, address in states:
                assert len(table(client, address)) == number


@pytest.mark.parametrize(
    "query",
    ["?p=x", "?p=-1", "?p=9e9", "?p=99999999", "?state=x", "?column=x", "?language=fr", "?p=²"],
)
def test_odd_values_in_the_address_do_no_harm(client, author, query):
    make_edition()

    assert len(table(client, query)) == 1


def test_pages_keep_the_choice(client, author):
    for _number in range(26):
        make_edition(passages=[MISSING])

    first = client.get(TABLE + "?state=missing")
    second = client.get(TABLE + "?state=missing&p=2")

    assert "?state=missing&amp;p=2" in first.content.decode()
    assert len(first.context["rows"]) == 25 and len(second.context["rows"]) == 1
    assert client.get(TABLE + "?p=999").context["page"].number == 2


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_empty_site_says_so(client, author, language):
    client.cookies["django_language"] = language
    page = client.get(TABLE).content.decode()

    with translation.override(language):
        assert translation.gettext("There is no post here yet.") in page
    assert "overview__table" not in page


# Cost


@pytest.mark.any_database
def test_the_table_asks_the_same_number_of_questions_at_20_and_200_posts(client, author):
    for _number in range(10):
        make_edition(passages=[MISSING, STALE])
        make_public()
    counted(client, TABLE)
    small = len(counted(client, TABLE))
    for _number in range(90):
        make_edition(passages=[MISSING, STALE], column=make_column("notices"))
        make_public()

    assert len(counted(client, TABLE)) == small
    assert small <= 14


def test_the_table_reads_the_rows_of_its_page_alone(client, author):
    for _number in range(60):
        make_edition(passages=[MISSING, STALE])

    reading = [sql for sql in counted(client, TABLE) if 'FROM "news_passage"' in sql]

    assert len(reading) == 1
    assert len(re.search(r"IN \(([\d, ]+)\)", reading[0])[1].split(",")) == 25


# Rights


@pytest.mark.parametrize("role", [*roles.ROLES, None])
def test_whoever_may_view_posts_may_view_the_table(client, db, role):
    client.force_login(make_user("someone", groups=[role] if role else [], is_staff=True))
    make_edition()
    allowed = role is not None

    assert client.get(TABLE).status_code == (200 if allowed else 403)
    assert (TABLE in client.get("/admin/").content.decode()) == allowed
    if allowed:
        assert TABLE in client.get(POSTS).content.decode()


def test_strangers_are_sent_to_the_sign_in(client, db):
    assert client.get(TABLE).url.startswith(reverse("admin:login"))


def test_the_table_is_only_read(client, author):
    assert client.post(TABLE).status_code == 405


# The filters of the list


def shown_counts(client, query=""):
    """{language's parameter: {state's label: number}} as the list shows them."""
    response = client.get(POSTS + query)
    found = {}
    for spec in response.context["cl"].filter_specs:
        if getattr(spec, "parameter_name", "") in {"zh", "en"}:
            choices = list(spec.choices(response.context["cl"]))[1:]
            for choice in choices:
                assert str(choice["display"]) in response.content.decode()
            found[spec.parameter_name] = [
                int(re.search(r"\((\d+)\)$", str(choice["display"]))[1]) for choice in choices
            ]
    return found


def test_the_list_counts_posts_by_the_state_of_each_language(client, author):
    first = make_public(title_en="")
    make_edition(post=first.post)  # the older edition does not count
    make_edition(passages=[MISSING], column=make_column("notices"))
    make_edition(passages=[STALE], title_zh="通关")
    make_edition(passages=[])

    assert shown_counts(client) == {"zh": [1, 0, 3], "en": [2, 1, 1]}
    assert shown_counts(client, "?column=notices") == {"zh": [0, 0, 1], "en": [1, 0, 0]}
    assert shown_counts(client, "?q=通关") == {"zh": [0, 0, 1], "en": [0, 1, 0]}
    # Beside a chosen language the other's choices are counted within it, its own are not.
    assert shown_counts(client, "?en=stale") == {"zh": [0, 0, 1], "en": [2, 1, 1]}
    assert shown_counts(client, "?en=x") == {"zh": [1, 0, 3], "en": [2, 1, 1]}


def test_a_count_is_the_number_of_posts_behind_its_link(client, author):
    make_edition(passages=[MISSING])
    make_edition(passages=[STALE])
    make_public()

    response = client.get(POSTS)
    for language, numbers in shown_counts(client).items():
        for state, number in zip(LanguageState.values, numbers, strict=True):
            listed = client.get(f"{POSTS}?{language}={state}").context["cl"].result_list
            assert len(listed) == number
    assert len(response.context["cl"].result_list) == 3


def test_the_counts_of_all_languages_come_from_one_question(client, author):
    make_edition()

    grouped = [sql for sql in counted(client, POSTS) if "GROUP BY" in sql]

    assert len(grouped) == 1


@pytest.mark.parametrize("address", [POSTS, TABLE])
def test_the_counts_never_scan_the_editions_with_their_texts(client, author, address):
    for _number in range(20):
        make_edition(post=make_public().post)
    if connection.vendor != "sqlite":
        return
    (grouped,) = [sql for sql in counted(client, address) if "GROUP BY" in sql]

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + grouped)
        plan = [row[-1] for row in cursor.fetchall()]

    assert any("news_post USING" in step and "INDEX" in step for step in plan)
    assert not any(step.startswith("SCAN news_edition") for step in plan)


# The stored states


def check(**options):
    out = StringIO()
    call_command("check_language_states", stdout=out, **options)
    return out.getvalue()


def test_states_that_agree_with_the_texts_are_passed(db):
    make_public()
    make_edition(passages=[MISSING])

    assert "All states agree" in check()


def test_a_state_that_differs_is_named_and_fails_the_check(db):
    edition = make_public(slug="drifted")
    Edition.objects.filter(pk=edition.pk).update(language_state_en="missing")

    with pytest.raises(CommandError, match="1 editions differ"):
        check()
    assert Edition.objects.get().language_state_en == "missing"


def test_fixing_stores_the_state_and_puts_in_public_what_it_says(db):
    edition = make_public(slug="drifted")
    Edition.objects.filter(pk=edition.pk).update(language_state_en="missing")
    edition.refresh_from_db()
    edition.save()
    before = Edition.objects.get()
    assert not Release.objects.public("en").exists()

    assert "drifted: language_state_en is missing, its texts are complete" in check(fix=True)

    after = Edition.objects.get()
    assert after.language_state_en == "complete"
    assert (after.updated_at, after.lock_version) == (before.updated_at, before.lock_version)
    assert Release.objects.public("en").exists()
    assert "All states agree" in check()


def test_a_passage_changed_behind_the_editions_back_is_found(db):
    edition = make_public()
    Passage.objects.filter(edition=edition).update(text_zh="<p>别的</p>")

    assert [
        (each.pk, computed["language_state_en"]) for each, _stored, computed in overview.drifted()
    ] == [(edition.pk, "stale")]
    assert Post.objects.count() == 1
