"""Findings in the form of an edition, and the address that the workbench asks."""

import json
import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news import checking, editing, findings_form
from news.models import AcceptedFinding, Edition, Status
from tests.builders import make_edition, make_public, make_user
from tests.news.test_admin import (
    author,  # noqa: F401
    change_url,
    edit,
    posted,
    reviewer,  # noqa: F401
    widgets_say_their_type,  # noqa: F401
)

# Who may, what is shown and what is refused do not depend on the database.
pytestmark = pytest.mark.any_database

CHECK = "/admin/news/edition/check/"
WRONG, RIGHT = "<p>4月31日通关。</p>", "<p>4月30日通关。</p>"


def ask(client, *rows, **headers):
    rows = [{"part": part, "zh": zh, "en": en} for part, zh, en in rows]
    return client.post(CHECK, {"rows": rows}, content_type="application/json", headers=headers)


def wrong(**values):
    return make_edition(
        **{
            "title_zh": "货运恢复",
            "title_en": "Freight resumes",
            "summary_zh": "",
            "summary_en": "",
            "passages": [{"key": "aaaaaaaa", "text_zh": WRONG, "text_en": ""}],
            **values,
        }
    )


def reason_name(edition, part="aaaaaaaa"):
    """The field in which a reason for the one finding of a part is posted."""
    [found] = [each for each in checking.findings_of(edition) if each.part == part]
    return f"accept-{part}-{found.digest}"


# The address


def test_the_address_gives_the_findings_of_what_is_typed(client, author):  # noqa: F811
    response = ask(
        client, ("aaaaaaaa", f"<p>按时</p>{WRONG}", ""), ("title", "无误", "Nothing wrong")
    )

    rows = response.json()["rows"]
    assert [row["part"] for row in rows] == ["aaaaaaaa", "title"]
    [found] = rows[0]["findings"]
    assert (found["code"], found["level"], found["zh"], found["en"]) == (
        "date.impossible",
        "error",
        [[3, 8]],
        [],
    )
    assert "4月31日" in found["message"]
    assert rows[1] == {"part": "title", "is_checked": True, "more": 0, "findings": []}
    assert "no-store" in response["Cache-Control"]


def test_the_answer_is_in_the_editors_language(client, author):  # noqa: F811
    chinese = ask(client, ("aaaaaaaa", WRONG, "")).json()
    client.cookies["django_language"] = "en"
    english = ask(client, ("aaaaaaaa", WRONG, "")).json()

    assert english["rows"][0]["findings"][0]["message"].startswith("There is no such date")
    assert english != chinese


def test_what_is_typed_has_the_digests_that_it_has_when_stored(client, author):  # noqa: F811
    edition = wrong(author_zh="甲（乙")
    stored = {(each.part, each.digest) for each in checking.findings_of(edition)}

    rows = ask(
        client, ("aaaaaaaa", f" {WRONG}<script>1</script>", ""), ("author", " 甲（乙  ", "")
    ).json()["rows"]

    assert {(row["part"], each["digest"]) for row in rows for each in row["findings"]} == stored


def test_asking_costs_few_queries_however_many_rows(client, author):  # noqa: F811
    ask(client, ("title", "", ""))
    costs = []
    for number in [2, 200]:
        rows = [(f"row{n}", WRONG, f"<p>May {n}</p>") for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(client, *rows).json()["rows"]) == number
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 5


def test_an_account_without_staff_or_rights_is_told_nothing(client, db):
    assert ask(client, ("title", "4月31日", "")).status_code == 401
    client.force_login(make_user("reader"))
    assert ask(client, ("title", "4月31日", "")).status_code == 401
    client.force_login(make_user("final", groups=["final_reviewer"], is_staff=True))
    response = ask(client, ("title", "4月31日", ""))
    assert response.status_code == 403
    assert "findings" not in response.content.decode()


def test_a_post_from_elsewhere_is_refused(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("author", groups=["author"], is_staff=True))

    assert ask(client, ("title", "4月31日", "")).status_code == 403


def test_asking_is_no_sign_of_a_person(client, author):  # noqa: F811
    session = client.session
    session["seen_at"] -= 600
    before = session["seen_at"]
    session.save()

    assert ask(client, ("title", "", "")).status_code == 200
    assert client.session["seen_at"] == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        b"[]",
        b"{}",
        b'{"rows": {}}',
        b'{"rows": [1]}',
        b'{"rows": [{"part": "title", "zh": "a"}]}',
        b'{"rows": [{"part": "title", "zh": "a", "en": null}]}',
        b'{"rows": [{"part": "", "zh": "a", "en": "a"}]}',
        b'{"rows": [{"part": "../x", "zh": "a", "en": "a"}]}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_not_understood_is_a_bad_request(client, author, body):  # noqa: F811
    response = client.post(CHECK, body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["error"]


def test_too_much_at_once_is_refused_before_it_is_read(client, author):  # noqa: F811
    many = ask(client, *[("title", "", "")] * 301)
    large = ask(client, ("aaaaaaaa", "<p>" + "a" * 1_000_001 + "</p>", ""))
    larger = ask(client, ("aaaaaaaa", "<p>" + "a" * 3_000_000 + "</p>", ""))

    assert [each.status_code for each in [many, large, larger]] == [413, 413, 413]
    assert many.json()["error"]


def test_a_row_that_cannot_be_stored_is_unchecked_and_the_others_are(client, author):  # noqa: F811
    rows = ask(client, ("aaaaaaaa", "<b>" * 20_000, ""), ("bbbbbbbb", WRONG, "")).json()["rows"]

    assert [row["is_checked"] for row in rows] == [False, True]
    assert len(rows[1]["findings"]) == 1


def test_odd_characters_are_no_server_error(client, author):  # noqa: F811
    for odd in ["\ud800", "\x00", "𠮷" * 50, "‮", "%s%n{0}"]:
        body = json.dumps({"rows": [{"part": "title", "zh": odd, "en": odd}]})
        assert client.post(CHECK, body, content_type="application/json").status_code == 200


def test_no_text_is_written_to_the_log(client, author, caplog):  # noqa: F811
    caplog.set_level(logging.DEBUG)
    ask(client, ("title", "机密4月31日", "secret"))
    client.post(CHECK, b'{"rows": "secret"}', content_type="application/json")

    # The test's own database log shows no request.
    said = [each.getMessage() for each in caplog.records if each.name != "django.db.backends"]
    assert not any("secret" in line or "机密" in line for line in said)


def test_a_text_with_very_many_faults_shows_the_first_ones(client, author):  # noqa: F811
    many = "".join(f"<p>第{n}天,逗号。{n % 8 + 2}月{31 + n}日。</p>" for n in range(80))

    [row] = ask(client, ("aaaaaaaa", many, "")).json()["rows"]

    assert len(row["findings"]) == findings_form.MAX_SHOWN
    assert row["more"] > 0


# In the form


def test_the_form_shows_the_findings_of_the_stored_texts_without_scripts(
    client,
    author,  # noqa: F811
):
    edition = wrong(
        title_zh="4月31日恢复", title_en="", summary_zh="摘要（", change_note_zh="更正（"
    )

    page = client.get(change_url(edition))

    html = page.content.decode()
    panel = html.partition('data-part="aaaaaaaa"')[2]
    assert "4月31日" in panel.partition("</ul>")[0]
    assert f'name="{reason_name(edition)}"' in html
    assert page.context["findings"].counts["error"] == 2
    for part in ["title", "summary", "author", "change_note", "aaaaaaaa"]:
        assert html.count(f'data-part="{part}"') == 1


@pytest.mark.any_database
def test_the_form_asks_the_same_number_of_questions_at_20_and_200_findings(
    client,
    author,  # noqa: F811
):
    costs = []
    for number in [20, 200]:
        edition = make_edition(passages=[(WRONG, "") for _row in range(number)])
        client.get(change_url(edition))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(change_url(edition))
        costs.append(len(queries))
        assert page.context["findings"].counts["error"] == number

    assert costs[0] == costs[1]


def test_reasons_beyond_what_a_form_can_hold_wait_for_the_next_save(
    client,
    author,  # noqa: F811
    monkeypatch,
):
    monkeypatch.setattr(findings_form, "MAX_REASONS", 3)
    edition = make_edition(passages=[(WRONG, "") for _row in range(5)])

    html = client.get(change_url(edition)).content.decode()

    assert html.count('name="accept-') == 3


def test_a_finding_is_accepted_in_the_save_that_stores_its_words(client, author):  # noqa: F811
    edition = wrong()
    edition.passages.update(text_zh=RIGHT)
    digest = reason_name(wrong_copy := wrong()).rpartition("-")[2]
    assert wrong_copy != edition

    edit(
        client,
        edition,
        **{"passages-0-text_zh": WRONG, f"accept-aaaaaaaa-{digest}": "  引自公告原文 "},
    )

    [accepted] = edition.accepted_findings.all()
    assert (accepted.part, accepted.code, accepted.level) == (
        "aaaaaaaa",
        "date.impossible",
        "error",
    )
    assert (accepted.words_zh, accepted.words_en) == ("4月31日", "")
    assert (accepted.reason, accepted.by) == ("引自公告原文", author)
    html = client.get(change_url(edition)).content.decode()
    assert "引自公告原文" in html.partition('data-part="aaaaaaaa"')[2].partition("</ul>")[0]
    assert f'name="accept-aaaaaaaa-{digest}"' not in html


def test_a_reason_alone_is_a_change_worth_saving(client, author):  # noqa: F811
    edition = wrong()

    edit(client, edition, **{reason_name(edition): "引自公告"})

    assert edition.accepted_findings.count() == 1
    assert Edition.objects.get(pk=edition.pk).lock_version == edition.lock_version + 1
    assert [bool(each.accepted) for each in checking.findings_of(edition)] == [True]


def test_an_empty_reason_accepts_nothing(client, author):  # noqa: F811
    edition = wrong()

    edit(client, edition, **{reason_name(edition): " \n "})

    assert not AcceptedFinding.objects.exists()
    assert Edition.objects.get(pk=edition.pk).lock_version == edition.lock_version


def test_a_reason_whose_words_changed_is_not_kept_and_the_editor_is_told(
    client,
    author,  # noqa: F811
):
    edition = wrong()
    name = reason_name(edition)
    page = client.get(change_url(edition))
    response = client.post(
        change_url(edition),
        posted(page, **{"passages-0-text_zh": RIGHT, name: "引自公告"}),
        follow=True,
    )

    assert not AcceptedFinding.objects.exists()
    assert any("1 条理由" in str(each) for each in response.context["messages"])


def test_a_reason_for_another_rows_words_is_not_taken(client, author):  # noqa: F811
    edition = wrong()
    digest = reason_name(edition).rpartition("-")[2]

    edit(client, edition, **{f"accept-title-{digest}": "引自公告"})

    assert not AcceptedFinding.objects.exists()


def test_a_refused_form_brings_the_reason_back(client, author):  # noqa: F811
    edition = wrong()
    name = reason_name(edition)
    page = client.get(change_url(edition))

    response = client.post(
        change_url(edition), posted(page, **{"slug": "not a slug", name: "引自公告"})
    )

    assert response.status_code == 200
    assert not AcceptedFinding.objects.exists()
    field = response.content.decode().partition(f'name="{name}"')[2].partition(">")[0]
    assert 'value="引自公告"' in field


def test_a_refused_form_shows_the_findings_of_what_was_typed(client, author):  # noqa: F811
    edition = wrong()
    page = client.get(change_url(edition))

    response = client.post(
        change_url(edition),
        posted(page, **{"slug": "not a slug", "passages-0-text_zh": RIGHT, "author_zh": "2月30日"}),
    )

    findings = response.context["findings"]
    assert len(findings.texts["author"].shown) == 1
    assert findings.counts["error"] == 1


def test_a_reason_goes_through_the_page_of_a_conflict(client, author):  # noqa: F811
    edition = wrong()
    name = reason_name(edition)
    page = client.get(change_url(edition))
    mine = posted(page, **{name: "引自公告", "title_zh": "我的标题"})
    edit(client, edition, summary_zh="别人的摘要")

    response = client.post(change_url(edition), mine)

    assert response.status_code == 409
    assert not AcceptedFinding.objects.exists()
    hidden = dict(response.context["hidden"])
    assert hidden[name] == "引自公告"
    lock_version = response.context["edition"].lock_version
    client.post(
        change_url(edition),
        {**hidden, "lock_version": lock_version, "_resolve": "1", "forget": ""},
    )
    assert edition.accepted_findings.get().reason == "引自公告"


def test_a_reason_on_a_released_edition_begins_a_new_one(client, author):  # noqa: F811
    edition = wrong(status=Status.APPROVED)

    edit(client, edition, **{reason_name(edition): "引自公告"})

    assert edition.accepted_findings.count() == 0
    new = edition.post.editions.get(number=2)
    assert new.accepted_findings.get().reason == "引自公告"


def test_a_new_post_accepts_what_is_typed_with_it(client, author):  # noqa: F811
    digest = reason_name(model := wrong()).rpartition("-")[2]
    add = reverse("admin:news_edition_add")
    page = client.get(add)

    client.post(
        add,
        posted(
            page,
            slug="new-post",
            column=model.post.column_id,
            title_zh="标题",
            **{
                "passages-0-key": "aaaaaaaa",
                "passages-0-text_zh": WRONG,
                f"accept-aaaaaaaa-{digest}": "引自公告",
            },
        ),
    )

    [accepted] = AcceptedFinding.objects.all()
    assert accepted.edition.post.slug == "new-post"


def test_a_reviewer_sees_findings_and_who_accepted_which(
    client,
    author,  # noqa: F811
    reviewer,  # noqa: F811
):
    edition = wrong(summary_zh="2月30日恢复", status=Status.FINAL_REVIEW)
    [found] = [each for each in checking.findings_of(edition) if each.part == "aaaaaaaa"]
    for made in checking.acceptances([found], {("aaaaaaaa", found.digest): "引自公告"}, author):
        made.edition = edition
        made.save()
    client.force_login(reviewer)

    page = client.get(change_url(edition))

    html = page.content.decode()
    assert "2月30日" in html.partition('data-part="summary"')[2].partition("</ul>")[0]
    assert "引自公告" in html.partition('data-part="aaaaaaaa"')[2].partition("</ul>")[0]
    assert 'name="accept-' not in html
    assert page.context["findings"].counts == {"error": 1, "warning": 0, "hint": 0, "accepted": 1}


def test_the_history_tells_what_was_accepted(client, author):  # noqa: F811
    edition = wrong()
    edit(client, edition, **{reason_name(edition): "引自公告"})

    html = client.get(reverse("admin:news_edition_history", args=[edition.pk])).content.decode()

    row = html.partition('id="accepted-heading"')[2].partition("</table>")[0]
    assert "引自公告" in row and "4月31日" in row and "author" in row


def test_a_draft_with_acceptances_can_be_deleted_by_its_author(client, author):  # noqa: F811
    edition = editing.start_post(
        "mine",
        wrong().post.column,
        author,
        editing.Typed(
            values={"title_zh": "甲"},
            rows=[editing.Row({"kind": "paragraph", "text_zh": WRONG}, key="aaaaaaaa")],
        ),
    )
    edit(client, edition, **{reason_name(edition): "引自公告"})
    assert edition.accepted_findings.exists()

    url = reverse("admin:news_edition_delete", args=[edition.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"post": "yes"})

    assert not Edition.objects.filter(pk=edition.pk).exists()


def test_no_finding_or_reason_of_a_draft_stands_in_public(client, author):  # noqa: F811
    public = make_public(slug="post", title_zh="公开标题", title_en="Public title")
    edit(client, public, **{"passages-0-text_zh": WRONG})
    draft = public.post.editions.get(number=2)
    names = [f"accept-{each.part}-{each.digest}" for each in checking.findings_of(draft)]
    edit(client, draft, **dict.fromkeys(names, "机密理由"))
    assert draft.accepted_findings.exists()
    client.logout()

    for address in ["/news/post/", "/en/news/post/", "/news/", "/news/post/parallel/"]:
        html = client.get(address).content.decode()
        assert "4月31日" not in html and "机密理由" not in html


# The lists of words


def test_the_site_manager_keeps_the_glossary_and_downloads_it(client, db):
    client.force_login(make_user("manager", groups=["site_manager"], is_staff=True))
    add = reverse("admin:news_term_add")
    client.post(
        add,
        {"zh": "试验词", "en": "trial\r\ntest", "kind": "term", "level": "error", "note": "=1+1"},
    )
    term = checking.Term.objects.get(zh="试验词")

    changelist = reverse("admin:news_term_changelist")
    response = client.post(changelist, {"action": "as_csv", "_selected_action": [term.pk]})

    assert response["Content-Type"].startswith("text/csv")
    assert response.content.decode("utf-8-sig").splitlines() == [
        "zh,en,kind,level,note",
        "试验词,trial|test,term,error,'=1+1",
    ]
    assert "试验词" in client.get(changelist, {"q": "trial"}).content.decode()
    refused = client.post(add, {"zh": "甲", "en": " | ", "kind": "term", "level": "hint"})
    assert refused.status_code == 200
    assert not checking.Term.objects.filter(zh="甲").exists()


def test_others_read_the_lists_and_change_nothing(client, author):  # noqa: F811
    term = checking.Term.objects.first()

    url = reverse("admin:news_term_change", args=[term.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"zh": "变"}).status_code == 403


@pytest.mark.parametrize("model", ["term", "wording", "acceptedfinding"])
def test_a_list_of_words_asks_the_same_number_of_questions_at_any_length(
    client,
    author,  # noqa: F811
    model,
):
    url = reverse(f"admin:news_{model}_changelist")
    costs = []
    for number in [20, 200]:
        edition = wrong()
        for n in range(number):
            checking.Term.objects.create(zh=f"词{number}-{n}", en="word")
            checking.Wording.objects.create(wrong=f"词{number}-{n}")
        AcceptedFinding.objects.bulk_create(
            AcceptedFinding(
                edition=edition,
                part="title",
                code="date.impossible",
                level="error",
                digest="0" * 16,
                reason="r",
                by=author,
            )
            for _each in range(number)
        )
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        costs.append(len(queries))

    assert costs[0] == costs[1]
