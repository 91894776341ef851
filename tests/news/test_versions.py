import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news import proofreading, versions, workflow
from news.models import Proofreading, Status, Version
from tests.builders import make_column, make_edition, make_port, make_user
from tests.news.test_editing import save, typed


@pytest.fixture
def reader(db):
    return make_user("reader", groups=["first_reviewer"])


def tick(edition, language, user, version=None):
    edition.refresh_from_db()
    return proofreading.tick(edition, language, user, version or edition.lock_version)


def lacking(edition):
    return {each.language: each.lacking for each in proofreading.standings(edition)}


# Versions


def test_what_was_submitted_is_kept_word_for_word_after_it_was_changed(db):
    author = make_user("author", groups=["author"])
    edition = make_edition(
        title_zh="旧", passages=[("<p>三日</p>", "<p>3rd</p>")], ports=[make_port("gate")]
    )
    edition = workflow.move(edition, Status.FIRST_REVIEW, author)
    what = typed(edition)
    what.values["title_zh"] = "新"
    edition = save(edition, what, author)

    submitted, taken_back = edition.transitions.all()
    document = versions.as_document(submitted.version)
    assert document["texts"]["title"]["zh"] == "旧"
    assert document["rows"][0]["text"] == {"zh": "<p>三日</p>", "en": "<p>3rd</p>"}
    assert [port["slug"] for port in document["ports"]] == ["gate"]
    assert taken_back.version == submitted.version
    assert Version.objects.count() == 1


def test_the_same_words_are_one_version_however_often_they_are_moved(db):
    edition = make_edition(status=Status.FIRST_REVIEW)
    for number, to in enumerate(["second_review", "final_review", "approved", "withdrawn"]):
        if to == "approved":
            from tests.builders import proofread

            proofread(edition)
        edition = workflow.move(edition, to, make_user(f"u{number}", is_superuser=True))

    assert {move.version for move in edition.transitions.all()} == {Version.objects.get()}


def test_nobody_changes_or_deletes_a_version_or_a_proofreading(db):
    edition = make_edition(status=Status.FINAL_REVIEW)
    version = versions.keep(edition)
    for row in [version, Proofreading.objects.first()]:
        for attempt in [row.save, row.delete, type(row).objects.all().delete]:
            with pytest.raises(TypeError):
                attempt()
        with pytest.raises(TypeError):
            type(row).objects.update(lock_version=9)


def test_a_version_costs_the_same_number_of_questions_at_2_and_40_rows(db):
    counts = []
    for rows in [2, 40]:
        edition = make_edition(passages=[("一", "1")] * rows)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            versions.document_of(edition)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 4


# Proofreading


def test_an_approval_waits_for_the_proofreading_of_each_language(db, reader):
    final = make_user("final", groups=["final_reviewer"])
    edition = make_edition(status=Status.FINAL_REVIEW, is_proofread=False)

    with pytest.raises(ValidationError, match="English"):
        workflow.move(edition, Status.APPROVED, final)
    tick(edition, "zh", reader)
    with pytest.raises(ValidationError) as refused:
        workflow.move(edition, Status.APPROVED, final)
    assert "中文" not in refused.value.messages[0]
    tick(edition, "en", reader)

    assert workflow.move(edition, Status.APPROVED, final).status == Status.APPROVED


def test_a_tick_holds_for_its_words_alone_and_for_its_language(db, reader):
    author = make_user("author", groups=["author"])
    edition = workflow.move(make_edition(), Status.FIRST_REVIEW, author)
    tick(edition, "zh", reader)
    tick(edition, "en", reader)
    assert lacking(edition) == {"zh": 0, "en": 0}

    what = typed(edition)
    english = what.rows[0].values["text_en"]
    what.rows[0].values["text_en"] = "<p>Another text.</p>"
    edition = save(edition, what, author)
    assert lacking(edition) == {"zh": 0, "en": 1}

    what = typed(edition)
    what.rows[0].values["text_en"] = english
    edition = save(edition, what, author)
    assert lacking(edition) == {"zh": 0, "en": 0}


def test_a_moved_row_voids_both_ticks(db, reader):
    author = make_user("author", groups=["author"])
    edition = make_edition(passages=[("一", "1"), ("二", "2")], status=Status.FIRST_REVIEW)
    tick(edition, "zh", reader)
    tick(edition, "en", reader)
    what = typed(edition)
    what.rows[0].place, what.rows[1].place = 2, 1
    edition = save(edition, what, author)

    assert lacking(edition) == {"zh": 1, "en": 1}


def test_three_proofreadings_are_by_three_people(db, reader):
    column = make_column("strict", proofreadings_required=3)
    edition = make_edition(column=column, status=Status.FIRST_REVIEW)
    tick(edition, "zh", reader)
    tick(edition, "zh", reader)
    assert lacking(edition)["zh"] == 2
    for name in ["second", "third"]:
        tick(edition, "zh", make_user(name, groups=["second_reviewer"]))

    assert lacking(edition)["zh"] == 0
    assert Proofreading.objects.count() == 3


def test_a_column_may_ask_for_no_proofreading(db):
    column = make_column("quick", proofreadings_required=0)
    edition = make_edition(column=column, status=Status.FINAL_REVIEW, is_proofread=False)

    moved = workflow.move(edition, Status.APPROVED, make_user("f", groups=["final_reviewer"]))
    assert moved.status == Status.APPROVED


def test_nobody_proofreads_what_they_wrote_or_what_has_changed_since(db, reader):
    edition = make_edition(status=Status.FIRST_REVIEW)
    with pytest.raises(workflow.Conflict):
        tick(edition, "zh", reader, version=99)
    edition.writers.add(reader)
    with pytest.raises(PermissionDenied):
        tick(edition, "zh", reader)
    assert not Proofreading.objects.exists()


def test_the_page_shows_who_proofread_and_offers_the_tick(client, db, reader):
    reader.is_staff = True
    reader.save()
    client.cookies["django_language"] = "en"
    client.force_login(reader)
    edition = make_edition(status=Status.FIRST_REVIEW)
    address = f"/admin/news/edition/{edition.pk}/"
    page = client.get(f"{address}change/").text
    assert page.count("proofreading__button") == 2

    data = {"language": "zh", "lock_version": edition.lock_version}
    page = client.post(f"{address}proofread/", data, follow=True).text

    assert "You have proofread the text in 中文." in page
    assert page.count("proofreading__button") == 1 and "proofreading__tick" in page
    assert client.post(f"{address}proofread/", {**data, "lock_version": 7}).status_code == 409
    assert "First review" in client.get(f"{address}history/").text
