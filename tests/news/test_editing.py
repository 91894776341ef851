from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from news import documents, editing, workflow
from news.models import Passage, Status
from news.staleness import COMPLETE, CURRENT, MISSING, STALE, fingerprint
from tests.builders import make_edition, make_public, make_user


def typed(edition, **changes):
    """What a form says that changes nothing but `changes`, a dict of row number → values."""
    rows = [
        editing.Row(
            values={name: getattr(passage, name) for name in editing.ROW_FIELDS},
            key=passage.key,
            place=passage.position,
        )
        for passage in edition.passages.all()
    ]
    return editing.Typed(
        values={**{name: getattr(edition, name) for name in editing.EDITION_FIELDS}, **changes},
        rows=rows,
        ports=list(edition.ports.all()),
    )


def save(edition, what, user):
    return editing.save(edition, what, user, lock_version=edition.lock_version)


@pytest.fixture
def author(db):
    return make_user("author", groups=["author"])


@pytest.mark.parametrize(
    ("source", "translation_before", "translation_after", "confirmed", "still_correct"),
    list(
        product(
            ["三日", "四日", ""],
            ["three days", ""],
            ["three days", " three  days ", "<b>three days</b>", "four days", ""],
            [fingerprint("三日"), fingerprint("四日"), ""],
            [False, True],
        )
    ),
)
def test_the_rule_of_staleness(
    source, translation_before, translation_after, confirmed, still_correct
):
    result = editing.confirmed_after(
        source=source,
        translation_before=translation_before,
        translation_after=translation_after,
        confirmed=confirmed,
        still_correct=still_correct,
    )

    if not translation_after:
        expected = ""
    elif still_correct or fingerprint(translation_before) != fingerprint(translation_after):
        expected = fingerprint(source)
    else:
        expected = confirmed
    assert result == expected


def test_a_changed_source_alone_makes_its_row_stale_and_no_other(author):
    edition = make_edition(passages=[("三日", "Three days"), ("甲", "A")])
    what = typed(edition)
    what.rows[0].values["text_zh"] = "四日"

    saved = save(edition, what, author)

    assert [row.state("en") for row in saved.passages.all()] == [STALE, CURRENT]
    assert saved.language_state_en == STALE


def test_changing_both_sides_leaves_the_row_current(author):
    edition = make_edition(passages=[("三日", "Three days")])
    what = typed(edition)
    what.rows[0].values.update(text_zh="四日", text_en="Four days")

    saved = save(edition, what, author)

    assert saved.passages.get().state("en") == CURRENT
    assert saved.language_state_en == COMPLETE


def test_still_correct_confirms_a_stale_row_title_and_summary(author):
    edition = make_edition(passages=[("三日", "Three days")])
    what = typed(edition, title_zh="新标题", summary_zh="新摘要")
    what.rows[0].values["text_zh"] = "三 天"
    edition = save(edition, what, author)
    assert edition.language_state_en == STALE
    assert editing.text_state(edition, "title") == editing.text_state(edition, "summary") == STALE

    what = typed(edition)
    what.rows[0].still_correct = True
    what.still_correct = {"title", "summary"}
    edition = save(edition, what, author)

    assert edition.language_state_en == COMPLETE


def test_an_emptied_translation_is_missing_and_comes_back_confirmed(author):
    edition = make_edition(passages=[("三日", "Three days")])
    what = typed(edition)
    what.rows[0].values["text_en"] = ""
    edition = save(edition, what, author)
    assert edition.passages.get().state("en") == MISSING

    what = typed(edition)
    what.rows[0].values["text_en"] = "Three days"
    assert save(edition, what, author).passages.get().state("en") == CURRENT


def test_turning_the_direction_round_keeps_pairs_that_were_current(author):
    edition = make_edition(passages=[("三日", "Three days"), ("四日", "Three days")])
    Passage.objects.filter(position=2).update(fingerprint_en="0" * 16)
    edition = save(edition, typed(edition, source_language="en"), author)

    assert [row.state("zh") for row in edition.passages.all()] == [CURRENT, STALE]
    assert editing.text_state(edition, "title") == CURRENT


def test_saving_without_a_change_writes_nothing(author):
    for status in [Status.DRAFT, Status.FIRST_REVIEW, Status.APPROVED]:
        edition = make_edition(status=status)

        saved = save(edition, typed(edition), author)

        assert (saved.pk, saved.lock_version, saved.status) == (edition.pk, 1, status)
        assert edition.post.editions.count() == 1


def test_rows_are_added_moved_and_deleted_without_touching_the_others(author):
    edition = make_edition(passages=[("一", "1"), ("二", "2"), ("三", "3"), ("四", "4")])
    keys = {row.text_zh: row.key for row in edition.passages.all()}
    what = typed(edition)
    what.rows[3].place = 1
    what.rows[1].deleted = True
    what.rows.append(editing.Row(values={"kind": "paragraph", "text_zh": "五"}, place=3))

    saved = save(edition, what, author)

    assert [(row.position, row.text_zh) for row in saved.passages.all()] == [
        (1, "四"),
        (2, "一"),
        (3, "五"),
        (4, "三"),
    ]
    assert all(row.key == keys.get(row.text_zh, row.key) for row in saved.passages.all())


@pytest.mark.parametrize(("row", "place"), list(product(range(1, 6), range(1, 6))))
def test_a_moved_row_arrives_at_the_number_typed(author, row, place):
    edition = make_edition(passages=[(str(number), "") for number in range(1, 6)])
    what = typed(edition)
    what.rows[row - 1].place = place

    saved = save(edition, what, author)

    texts = [each.text_zh for each in saved.passages.all()]
    assert texts[place - 1] == str(row)
    assert sorted(texts) == list("12345")


def test_editing_a_released_edition_starts_a_draft_and_leaves_it_alone(author):
    edition = make_public(passages=[("三日", "Three days"), ("甲", "A")])
    what = typed(edition)
    what.rows[0].values["text_zh"] = "四日"

    draft = save(edition, what, author)

    assert (draft.number, draft.status, draft.publish_at) == (2, Status.DRAFT, None)
    assert [row.text_zh for row in edition.passages.all()] == ["三日", "甲"]
    assert [row.text_zh for row in draft.passages.all()] == ["四日", "甲"]
    assert [row.key for row in draft.passages.all()] == [row.key for row in edition.passages.all()]
    assert [row.state("en") for row in draft.passages.all()] == [STALE, CURRENT]
    assert list(draft.writers.all()) == [author]
    edition.post.refresh_from_db()
    assert edition.post.latest_edition == draft


def test_editing_under_review_goes_back_to_draft_and_says_so(author):
    edition = make_edition(status=Status.SECOND_REVIEW)

    saved = save(edition, typed(edition, title_zh="新标题"), author)

    assert saved.status == Status.DRAFT
    move = saved.transitions.get()
    assert (move.from_status, move.to_status, move.by) == ("second_review", "draft", author)


def test_a_save_on_what_somebody_else_saved_is_a_conflict(author):
    edition = make_edition()
    save(edition, typed(edition, title_zh="甲"), author)

    with pytest.raises(workflow.Conflict):
        save(edition, typed(edition, title_zh="乙"), author)


def test_a_save_on_a_released_edition_with_a_draft_beside_it_is_a_conflict(author):
    edition = make_public()
    save(edition, typed(edition, title_zh="甲"), author)

    with pytest.raises(workflow.Conflict):
        save(edition, typed(edition, title_zh="乙"), author)


def upload(name, content):
    return SimpleUploadedFile(name, content)


def office(member, *more):
    import zipfile
    from io import BytesIO

    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ["[Content_Types].xml", member, *more]:
            archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 ..."),
        ("a.csv", "口岸,日期\n".encode()),
        ("a.csv", "口岸,日期\n".encode("gb18030")),
        ("A.DOCX", office("word/document.xml")),
        ("a.xlsx", office("xl/workbook.xml")),
    ],
)
def test_documents_that_are_what_they_say_are_taken(name, content):
    documents.check(upload(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html>"),
        ("a.html", b"<html>"),
        ("a.svg", b"<svg>"),
        ("a.csv", b"MZ\0\0"),
        ("a.docx", office("xl/workbook.xml")),
        ("a.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("a.docx", b"PK not an archive"),
        ("a.docm", office("word/document.xml")),
        ("a.pdf.exe", b"%PDF-1.7"),
        ("a.csv", b"a," * (10 * 1024 * 1024 + 1)),
    ],
)
def test_documents_that_are_not_are_refused(name, content):
    with pytest.raises(ValidationError):
        documents.check(upload(name, content))
