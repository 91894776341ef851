from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from news import documents, editing, workflow
from news.models import Confirmation, Passage, Status
from news.staleness import COMPLETE, CURRENT, MISSING, STALE, fingerprint
from tests.builders import make_edition, make_public, make_user, proofread


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
    ("before", "source", "translation_before", "translation_after", "confirmed", "said"),
    list(
        product(
            ["三日", "四日"],
            ["三日", "四日", ""],
            ["three days", ""],
            ["three days", " three  days ", "<b>three days</b>", "four days", ""],
            [fingerprint("三日"), fingerprint("四日"), ""],
            product([False, True], [False, True]),
        )
    ),
)
def test_the_rule_of_staleness(
    before, source, translation_before, translation_after, confirmed, said
):
    still_correct, unconfirmed = said
    result = editing.confirmation(
        source_before=before,
        source=source,
        translation_before=translation_before,
        translation_after=translation_after,
        confirmed=confirmed,
        still_correct=still_correct,
        unconfirmed=unconfirmed,
    )

    is_typed = fingerprint(translation_before) != fingerprint(translation_after)
    if not translation_after:
        expected = None
    elif is_typed and not unconfirmed:
        expected = Confirmation.Kind.EDITED
    elif still_correct and confirmed != fingerprint(source):
        expected = [Confirmation.Kind.MINOR_EDIT, Confirmation.Kind.STILL_CORRECT][before == source]
    else:
        expected = None
    assert result == expected


def log(edition):
    return [
        (row.part, row.language, row.kind, row.by.username)
        for row in edition.confirmations.select_related("by")
    ]


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


def test_every_confirmation_is_logged_and_never_changed(author):
    edition = make_edition(passages=[("三日", "Three days"), ("甲", "A"), ("乙", "B")])
    keys = [row.key for row in edition.passages.all()]
    what = typed(edition, title_en="Another title")
    what.rows[0].values["text_zh"] = "四日"
    what.rows[1].values["text_zh"] = "甲。"
    what.rows[1].still_correct = True
    # Ticked where nothing changed: nothing to say.
    what.rows[2].still_correct = True
    edition = save(edition, what, author)
    assert [row.state("en") for row in edition.passages.all()] == [STALE, CURRENT, CURRENT]

    what = typed(edition)
    what.rows[0].still_correct = True
    edition = save(edition, what, make_user("second", groups=["author"]))

    assert [row.state("en") for row in edition.passages.all()] == [CURRENT] * 3
    assert log(edition) == [
        ("title", "en", "edited", "author"),
        (keys[1], "en", "minor_edit", "author"),
        (keys[0], "en", "still_correct", "second"),
    ]
    last = edition.confirmations.last()
    assert last.fingerprint == fingerprint("四日")
    with pytest.raises(TypeError):
        last.save()
    with pytest.raises(TypeError):
        last.delete()
    with pytest.raises(TypeError):
        Confirmation.objects.update(kind="edited")
    with pytest.raises(TypeError):
        Confirmation.objects.all().delete()


def test_the_source_that_was_confirmed_is_kept_through_edits_and_editions(author):
    edition = make_public(passages=[("<p>三日</p>", "Three days")], title_zh="旧")
    for text in ["<p>四日</p>", "<p>五日</p>"]:
        what = typed(edition, title_zh="新")
        what.rows[0].values["text_zh"] = text
        edition = save(edition, what, author)

    row = edition.passages.get()
    assert (edition.number, row.text_zh, row.confirmed_source_en) == (
        2,
        "<p>五日</p>",
        "<p>三日</p>",
    )
    assert edition.title_confirmed_source_en == "旧"
    what = typed(edition)
    what.rows[0].still_correct = True
    row = save(edition, what, author).passages.get()
    assert row.confirmed_source_en == "<p>五日</p>"


def test_a_row_older_than_the_column_keeps_its_source_at_the_next_change(author):
    edition = make_edition(passages=[("三日", "Three days")])
    Passage.objects.update(confirmed_source_en="")
    what = typed(edition)
    what.rows[0].values["text_zh"] = "四日"

    assert save(edition, what, author).passages.get().confirmed_source_en == "三日"


@pytest.mark.parametrize(
    "text",
    ["<p>共 12 辆（出境）</p>", "共１２辆(出境)", "<p>共<strong>12</strong>辆</p><p>(出境)</p>"],
)
def test_space_width_and_formatting_never_make_a_row_stale(author, text):
    edition = make_edition(passages=[("<p>共12辆（出境）</p>", "12 left")])
    what = typed(edition)
    what.rows[0].values["text_zh"] = text

    saved = save(edition, what, author)

    assert saved.passages.get().text_zh == text
    assert saved.passages.get().state("en") == CURRENT
    assert log(saved) == []


def test_a_changed_digit_makes_its_row_alone_stale_and_going_public_makes_none(author):
    # A digit that the English may leave out: no finding stands in the way of the release.
    passages = [(f"第{number}段在A{number}区。", f"Part {number}") for number in range(1, 8)]
    edition = make_public(passages=passages)
    what = typed(edition)
    what.rows[3].values["text_zh"] = "第4段在A5区。"

    draft = save(edition, what, author)

    assert [row.state("en") for row in draft.passages.all()] == [CURRENT] * 3 + [STALE] + [
        CURRENT
    ] * 3
    assert editing.text_state(draft, "title") == editing.text_state(draft, "summary") == CURRENT
    what = typed(draft)
    what.rows[3].still_correct = True
    draft = save(draft, what, author)
    assert log(draft) == [(what.rows[3].key, "en", "still_correct", "author")]

    user = make_user("all", is_superuser=True)
    for _round in range(2):
        for to in ["first_review", "second_review", "final_review", "approved", "withdrawn"]:
            proofread(draft)
            draft = workflow.move(draft, to, make_user(f"{to}{_round}", is_superuser=True))
            assert [row.state("en") for row in draft.passages.all()] == [CURRENT] * 7
            assert draft.language_state_en == COMPLETE
        draft = editing.next_edition(draft.post, user)
        assert [row.state("en") for row in draft.passages.all()] == [CURRENT] * 7


def test_a_paragraph_parted_in_english_leaves_every_later_row_alone(author):
    passages = [(f"第{number}段。", f"Part {number}.") for number in range(1, 6)]
    edition = make_edition(passages=passages)

    def standing(saved):
        return [
            (row.pk, row.key, row.text_zh, row.text_en, row.state("en"))
            for row in saved.passages.all()
        ]

    before = standing(edition)
    # Two paragraphs in the cell.
    what = typed(edition)
    what.rows[1].values["text_en"] = "<p>Part 2.</p><p>More.</p>"
    edition = save(edition, what, author)
    assert standing(edition)[2:] == before[2:]
    # Or a row of its own below, which has no Chinese.
    what = typed(edition)
    what.rows[1].values["text_en"] = "<p>Part 2.</p>"
    for row in what.rows[2:]:
        row.place += 1
    what.rows.insert(
        2,
        editing.Row(
            values={"text_zh": "", "text_en": "<p>More.</p>", "no_counterpart": True},
            key="abcdefgh",
            place=3,
        ),
    )
    edition = save(edition, what, author)
    assert standing(edition)[3:] == before[2:]
    assert standing(edition)[2][1:] == ("abcdefgh", "", "<p>More.</p>", CURRENT)


def test_a_row_that_a_stale_one_was_joined_to_stays_stale(author):
    edition = make_edition(passages=[("一", "One"), ("三日", "Three days")])
    what = typed(edition)
    what.rows[1].values["text_zh"] = "四日"
    edition = save(edition, what, author)
    what = typed(edition)
    what.rows[0].values.update(text_zh="一四日", text_en="One Three days")
    what.rows[0].unconfirmed = True
    what.rows[1].deleted = True

    edition = save(edition, what, author)

    assert edition.passages.get().state("en") == STALE
    assert edition.passages.get().confirmed_source_en == "一"
    assert log(edition) == []


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
