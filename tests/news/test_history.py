"""The history of a post: its way, two versions compared, one restored, the sheet of an edition."""

import json
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from news import editing, gate, history, restoring, versions, workflow
from news.models import (
    AcceptedFinding,
    Attachment,
    Confirmation,
    Edition,
    Image,
    Passage,
    Proofreading,
    Status,
    Transition,
    Version,
)
from portal import roles
from tests.builders import (
    make_column,
    make_edition,
    make_port,
    make_public,
    make_user,
    proofread,
)

LONG = "口岸货运通道恢复运行以后，每天进出境车辆逐步增加，" * 7
THREE = f"{LONG}首批货车三日入境，{LONG}"
FOUR = THREE.replace("三日", "四日")


@pytest.fixture(autouse=True)
def open_gate(monkeypatch):
    """The texts here are signs of themselves; the gate has tests of its own."""
    monkeypatch.setattr(gate, "check", lambda edition: None)


@pytest.fixture
def author(db):
    return make_user("author", groups=["author"], is_staff=True)


@pytest.fixture
def reader(client, db):
    client.force_login(make_user("auditor", groups=["auditor"], is_staff=True))
    return client


def reviewed(passages=None, **values):
    """An edition that was submitted, proofread, passed on twice and approved."""
    edition = make_edition(passages=passages, **values)
    people = [make_user(f"{edition.pk}-{name}", is_superuser=True) for name in "abcd"]
    for person, to in zip(
        people,
        ["first_review", "second_review", "final_review", "approved"],
        strict=True,
    ):
        if to == "approved":
            proofread(edition)
        edition = workflow.move(edition, to, person)
    return edition


def typed_of(edition, **changes):
    """A save that says what stands there, with other texts for some rows (by position)."""
    rows = [
        editing.Row(
            {name: getattr(row, name) for name in editing.ROW_FIELDS}
            | changes.get("rows", {}).get(row.position, {}),
            key=row.key,
            place=row.position,
            still_correct=True,
        )
        for row in edition.passages.order_by("position")
    ]
    values = {name: getattr(edition, name) for name in editing.EDITION_FIELDS}
    return editing.Typed(
        values | changes.get("values", {}),
        rows,
        ports=list(edition.ports.all()),
        still_correct={"title", "summary"},
    )


def save(edition, user, **changes):
    edition.refresh_from_db()
    typed = typed_of(edition, **changes)
    return editing.save(edition, typed, user, lock_version=edition.lock_version)


def compare_url(post, then, now):
    return f"{reverse('admin:news_post_compare', args=[post.pk])}?from={then}&to={now}"


def marks(html):
    """[(tag, words)] of every mark, without what is said to screen readers alone."""
    html = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html)
    return [
        (tag, re.sub(r"<[^>]+>", "", words))
        for tag, words in re.findall(r"<(ins|del)>(.*?)</\1>", html, re.S)
    ]


def compare_rows(then, now):
    """The rows of two editions compared, each row a dict of what a test asks for."""
    return history.compare(versions.document_of(then), versions.document_of(now)).rows


def two_texts(then, now, kind="paragraph"):
    """Both versions of one row in Chinese: (marks, sentences)."""
    row = {"kind": kind, "text_en": "Text", "key": "aaaaaaaa"}
    one = make_edition(passages=[{**row, "text_zh": then}])
    two = make_edition(passages=[{**row, "text_zh": now}])
    [found] = compare_rows(one, two)
    merged = found.cells[0].merged
    return marks(merged.html), [str(note) for note in merged.notes]


# 一字之差


def test_one_character_in_a_long_paragraph_is_one_mark_on_the_page(reader, author):
    edition = reviewed([(f"<p>{THREE}</p>", "<p>The first lorries enter on the 3rd.</p>")])
    draft = save(edition, author, rows={1: {"text_zh": f"<p>{FOUR}</p>"}})
    approved = edition.transitions.get(to_status="approved").version_id

    response = reader.get(compare_url(draft.post, approved, "now"))

    page = response.content.decode().split("comparison__heading", 1)[1]
    assert marks(page) == [("del", "三"), ("ins", "四")]
    assert len(THREE) > 200


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        ("共428辆。", "共4月28辆。", [("del", "428"), ("ins", "4月28")]),
        ("甲，乙。", "甲、乙。", [("del", "，"), ("ins", "、")]),
        ("甲，乙", "甲,乙", [("del", "，"), ("ins", ",")]),
        ("甲乙", "甲 乙", [("ins", " ")]),
        ("恢复通关", "恢复客运通关", [("ins", "客运")]),
        ("恢复客运通关", "恢复通关", [("del", "客运")]),
        ("<ul><li>甲</li><li>乙三</li></ul>", "<ul><li>甲</li><li>乙四</li></ul>", None),
        ("<p>三日</p><p>甲</p>", "<p>四日</p><p>甲</p>", None),
    ],
)
def test_what_changed_is_marked_and_nothing_beside_it(db, then, now, expected):
    found, notes = two_texts(then, now)

    assert found == (expected or [("del", "三"), ("ins", "四")])
    assert notes == []


def test_formats_are_named_in_words(db):
    with translation.override("en"):
        assert two_texts("见<strong>公告</strong>", "见公告")[1] == ["no longer bold: “公告”"]
        assert two_texts("见公告", "见<strong>公告</strong>") == ([], ["now bold: “公告”"])
        assert two_texts(
            '见<a href="https://a.cn/">公告</a>', '见<a href="https://b.cn/">公告</a>'
        )[1] == ["link of “公告” changed from https://a.cn/ to https://b.cn/"]
        assert two_texts("见公告", '见<a href="https://a.cn/">公告</a>')[1] == [
            "“公告” is now a link to https://a.cn/"
        ]
        assert two_texts("H2O", "H<sub>2</sub>O")[1] == ["now subscript: “2”"]
        assert two_texts("<p>甲</p>", "<h2>甲</h2>")[1] == ["from paragraph to heading 2: “甲”"]


def test_cells_are_compared_with_their_own_cells(db):
    head = "<tr><th>口岸</th><th>车辆</th></tr>"
    then = f"<table>{head}<tr><td>甲</td><td>428</td></tr><tr><td>乙</td><td>5</td></tr></table>"
    now = f"<table>{head}<tr><td>甲</td><td>429</td></tr><tr><td>乙</td><td>5</td></tr></table>"

    assert two_texts(then, now, "table")[0] == [("del", "428"), ("ins", "429")]


def test_typed_text_never_becomes_markup(db):
    one = make_edition(title_zh="<b>甲</b> & 乙", passages=[("<p>a</p>", "<p>b</p>")])
    two = make_edition(title_zh="<b>丙</b> & 乙", passages=[("<p>a</p>", "<p>b</p>")])

    [title, *_rest] = history.compare(
        versions.document_of(one), versions.document_of(two)
    ).particulars

    assert "&lt;b&gt;" in title.cells[0].merged.html and "<b>" not in title.cells[0].merged.html


# Rows


def keyed(*rows):
    return [
        {"key": f"{key * 8}", "text_zh": f"<p>{text}</p>", "text_en": f"<p>{text}</p>"}
        for key, text in rows
    ]


def states(rows):
    return [(row.state, [label for kind, label in row.tags if kind != "kind"]) for row in rows]


FIVE = [("a", "甲" * 9), ("b", "乙" * 9), ("c", "丙" * 9), ("d", "丁" * 9), ("e", "戊" * 9)]


def test_a_moved_row_is_a_move_and_no_deletion(db):
    then = make_edition(passages=keyed(*FIVE))
    now = make_edition(passages=keyed(*FIVE[1:4], ("a", "甲" * 8 + "变"), FIVE[4]))

    with translation.override("en"):
        rows = compare_rows(then, now)

    assert states(rows) == [
        ("same", []),
        ("same", []),
        ("same", []),
        ("changed", ["Moved from 1 to 4"]),
        ("same", []),
    ]
    assert marks(rows[3].cells[0].merged.html) == [("del", "甲"), ("ins", "变")]


def test_new_and_removed_rows_stand_where_they_are_and_move_nobody(db):
    then = make_edition(passages=keyed(*FIVE))
    now = make_edition(passages=keyed(FIVE[0], ("n", "全新的一段话"), *FIVE[2:]))

    with translation.override("en"):
        rows = compare_rows(then, now)

    assert [state for state, _tags in states(rows)] == [
        "same",
        "removed",
        "new",
        "same",
        "same",
        "same",
    ]
    assert marks(rows[1].cells[0].merged.html) == [("del", "乙" * 9)]
    assert marks(rows[2].cells[0].merged.html) == [("ins", "全新的一段话")]


def test_rows_with_other_anchors_are_known_again_by_their_words(db):
    texts = ["口岸恢复货运通关", "首批货车三日入境", "企业可以预约"]
    then = make_edition(passages=keyed(*zip("abc", texts, strict=True)))
    texts[1] = "首批货车四日入境"
    now = make_edition(passages=keyed(*zip("xyz", texts, strict=True)))

    rows = compare_rows(then, now)

    assert [row.state for row in rows] == ["same", "changed", "same"]
    assert marks(rows[1].cells[0].merged.html) == [("del", "三"), ("ins", "四")]


def test_kind_counterpart_picture_and_its_words_are_named(db):
    image = Image.objects.create(
        file="images/a.jpg", alt_zh="桥", alt_en="Bridge", width=1, height=1
    )
    other = Image.objects.create(file="images/b.jpg", alt_zh="门", alt_en="Gate", width=1, height=1)
    row = {"key": "aaaaaaaa", "text_zh": "图", "text_en": "Picture", "kind": "figure"}
    one = make_edition(passages=[{**row, "image": image}])
    two = make_edition(passages=[{**row, "image": other}])
    then = versions.document_of(one)
    with translation.override("en"):
        [swapped] = history.compare(then, versions.document_of(two)).rows
        image.alt_zh = "大桥"
        image.save()
        one.passages.update(no_counterpart=True)
        [renamed] = history.compare(then, versions.document_of(one)).rows
        now = json.loads(json.dumps(then))
        now["rows"][0]["kind"] = "quote"
        [turned] = history.compare(then, now).rows

    assert states([swapped]) == [("changed", ["Picture changed"])]
    assert states([renamed]) == [
        ("changed", ["Now needs no counterpart", "Alternative text changed"])
    ]
    assert marks(renamed.cells[2].merged.html) == [("ins", "大")]
    assert states([turned]) == [("changed", ["Figure → Quote"])]


def test_particulars_name_ports_files_column_and_findings(db):
    port, gone = make_port("new-port"), make_port("old-port")
    one = make_edition(ports=[gone], passages=keyed(*FIVE))
    two = make_edition(
        ports=[port],
        passages=keyed(*FIVE),
        column=make_column("policy", name_zh="政策", name_en="Policy"),
    )
    attachment = Attachment(edition=two, original_name="a.pdf", title_zh="附件", title_en="File")
    attachment.file.name = "attachments/a.pdf"
    attachment.save()
    then, now = versions.document_of(one), versions.document_of(two)
    now["accepted"] = [
        {
            "part": "title",
            "code": "number.differs",
            "digest": "x",
            "values": {"zh": "3", "en": "4"},
            "reason": "原文如此",
            "by": "author",
            "at": "2026-01-01T00:00:00+00:00",
        }
    ]

    with translation.override("en"):
        found = {each.label: each for each in history.compare(then, now).changed_particulars}

    assert {"Column", "Ports mentioned", "Attachments", "Accepted findings"} <= found.keys()
    assert found["Ports mentioned"].items == [
        (gone.name_en, "removed"),
        (port.name_en, "new"),
    ]
    assert "原文如此" in found["Accepted findings"].items[0][0]


def test_unchanged_rows_are_folded_with_their_number(reader, author):
    edition = reviewed(keyed(*FIVE))
    draft = save(edition, author, rows={2: {"text_zh": "<p>乙乙改</p>"}})
    version = edition.transitions.get(to_status="approved").version_id
    address = compare_url(draft.post, version, "now")

    page = reader.get(address).content.decode()
    whole = reader.get(f"{address}&show=all").content.decode()

    assert page.count("<details") == 3 and "3 行未改动" in page and "1 行未改动" in page
    assert not re.search(r"<details[^>]*\bopen\b", page)
    assert len(re.findall(r"<details[^>]*\bopen\b", whole)) == 3


# Addresses


def test_addresses_that_name_no_version_are_answered_with_a_sentence(reader, db):
    edition, other = reviewed(), reviewed()
    foreign = other.versions.first().pk
    for value, status in [
        ("abc", 400),
        (str(10**30), 400),
        ("-1", 400),
        ("１２", 400),
        (str(foreign), 404),
        (str(10**17), 404),
    ]:
        response = reader.get(compare_url(edition.post, value, "now"))
        assert response.status_code == status, value
        assert "版本" in response.content.decode()
    for name in ["version", "restore"]:
        address = reverse(f"admin:news_post_{name}", args=[edition.post_id, foreign])
        assert reader.get(address).status_code in {403, 404}
    assert reader.get(f"/admin/news/post/{10**30}/compare/").status_code == 404
    assert reader.post(compare_url(edition.post, "now", "now")).status_code == 405


def test_without_a_choice_the_last_other_wording_is_compared_with_what_stands(reader, author):
    edition = reviewed()
    draft = save(edition, author, values={"title_zh": "新题"})

    response = reader.get(reverse("admin:news_post_compare", args=[draft.post_id]))

    assert response.context["then"].version.edition == edition
    assert response.context["now"].value == "now"
    assert reader.get(compare_url(draft.post, "now", "now")).status_code == 200


# The way


def test_the_way_names_every_move_tick_version_and_time_in_public(reader, author):
    edition = reviewed()
    draft = save(edition, author, values={"title_zh": "新题"})
    draft = workflow.move(draft, "first_review", author)
    draft = workflow.move(draft, "returned", make_user("r", is_superuser=True), reason="请核对日期")

    page = reader.get(reverse("admin:news_edition_history", args=[draft.pk])).content.decode()

    for version in Version.objects.all():
        assert reverse("admin:news_post_version", args=[draft.post_id, version.pk]) in page
        assert page.count(f'name="from"\n                             value="{version.pk}"') == 1
    assert "请核对日期" in page and "校对" in page
    assert "公开" in page
    assert page.count("审签单") >= 2


def test_a_way_of_many_moves_is_read_in_pages_with_the_same_queries(
    reader, author, django_assert_max_num_queries
):
    edition = make_edition()
    address = reverse("admin:news_edition_history", args=[edition.pk])

    def go(times):
        nonlocal edition
        for _time in range(times):
            edition = workflow.move(edition, "first_review", author)
            edition = workflow.move(edition, "draft", author)

    go(10)
    reader.get(address)
    with django_assert_max_num_queries(30) as few:
        reader.get(address)
    go(45)
    with django_assert_max_num_queries(30) as many:
        page = reader.get(address)

    assert len(many) == len(few)
    assert sum(len(entry.events) for entry in page.context["entries"]) == 100
    second = reader.get(f"{address}?moves=2")
    assert sum(len(entry.events) for entry in second.context["entries"]) == 10
    for odd in ["abc", "0", "-1", str(10**30)]:
        assert reader.get(f"{address}?moves={odd}").status_code == 200


@pytest.mark.parametrize("rows", [20, 200])
def test_a_comparison_takes_the_same_queries_for_any_number_of_rows(
    reader, author, rows, django_assert_num_queries
):
    edition = reviewed([(f"<p>第{n}段。</p>", f"<p>Row {n}.</p>") for n in range(rows)])
    draft = save(edition, author, rows={n: {"text_zh": f"<p>改{n}</p>"} for n in range(1, rows, 2)})
    version = edition.transitions.get(to_status="approved").version_id
    reader.get("/admin/")

    with django_assert_num_queries(COMPARISON_QUERIES):
        response = reader.get(compare_url(draft.post, version, "now"))

    assert response.status_code == 200


COMPARISON_QUERIES = 11


def test_times_in_public_of_editions_that_were_replaced_or_withdrawn(db, author):
    now = timezone.now()
    first = make_public(publish_at=now - timedelta(days=9))
    second = make_edition(
        post=first.post,
        status=Status.WITHDRAWN,
        publish_at=now - timedelta(days=5),
        withdraw_at=now - timedelta(days=2),
    )
    called_back = make_edition(
        post=first.post,
        status=Status.WITHDRAWN,
        publish_at=now + timedelta(days=1),
        withdraw_at=now + timedelta(days=1),
    )

    found = history.windows([first, second, called_back])

    assert found[first.pk].until == second.publish_at
    assert found[second.pk].until == second.withdraw_at
    assert called_back.pk not in found


def test_a_reviewer_finds_what_changed_since_they_looked_and_since_the_public_edition(
    client, author
):
    edition = reviewed()
    draft = save(edition, author, values={"title_zh": "新题"})
    draft = workflow.move(draft, "first_review", author)
    reviewer = make_user("first", groups=["first_reviewer"], is_staff=True)
    draft = workflow.move(draft, "returned", reviewer, reason="改题")
    draft = save(draft, author, values={"title_zh": "再改"})
    draft = workflow.move(draft, "first_review", author)
    client.force_login(reviewer)

    page = client.get(reverse("admin:news_edition_change", args=[draft.pk])).content.decode()

    returned = draft.transitions.get(to_status="returned").version_id
    public = edition.transitions.get(to_status="approved").version_id
    for pk in [returned, public]:
        assert compare_url(draft.post, pk, "now").replace("&", "&amp;") in page


# Restoring


def whole(document):
    return {**document, "number": 0}


def with_everything(author):
    image = Image.objects.create(
        file="images/a.jpg", alt_zh="桥", alt_en="Bridge", width=1, height=1
    )
    edition = make_edition(
        cover=image,
        ports=[make_port("gate")],
        passages=[
            *keyed(*FIVE[:2]),
            {
                "kind": "figure",
                "image": image,
                "text_zh": "图",
                "text_en": "Picture",
                "key": "ffffffff",
            },
            {
                "text_zh": "<p>旧源</p>",
                "text_en": "<p>Stale</p>",
                "fingerprint_en": "0" * 16,
                "key": "gggggggg",
            },
        ],
    )
    attachment = Attachment(
        edition=edition, original_name="a.pdf", title_zh="附件", title_en="File"
    )
    attachment.file.save("a.pdf", ContentFile(b"%PDF-1.4"))
    attachment.save()
    edition.refresh_language_states()
    edition.writers.add(author)
    edition.save()
    return edition


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_version_comes_back_whole_as_a_new_draft(db, media, author):
    edition = with_everything(author)
    version = versions.keep(edition)
    edition.status, edition.publish_at = Status.APPROVED, timezone.now()
    edition.save()
    draft = save(
        edition,
        author,
        rows={1: {"text_zh": "<p>别的</p>"}},
        values={"title_zh": "别的题", "cover": None},
    )
    draft.passages.filter(position__gte=3).delete()
    draft.attachments.all().delete()
    draft.ports.clear()
    draft.status, draft.publish_at = Status.APPROVED, timezone.now()
    draft.save()
    latest = edition.post.editions.get(number=2)

    restored = restoring.restore(version, author, edition=latest, lock_version=latest.lock_version)

    assert restored.edition.number == 3 and restored.edition.status == Status.DRAFT
    assert restored.left_out == []
    assert whole(versions.document_of(restored.edition)) == whole(version.document)
    assert restored.edition.language_state_en == edition.language_state_en == "stale"
    assert [row.position for row in restored.edition.passages.all()] == [1, 2, 3, 4]
    # To restore is not to translate.
    assert not restored.edition.confirmations.exists()
    assert whole(versions.document_of(latest)) != whole(version.document)


def test_what_a_draft_said_is_kept_before_it_gives_way(db, author):
    edition = reviewed(keyed(*FIVE))
    version = edition.transitions.get(to_status="approved").version
    draft = save(edition, author, rows={1: {"text_zh": "<p>从未提交的话</p>"}})

    restored = restoring.restore(version, author, edition=draft, lock_version=draft.lock_version)

    assert restored.edition.pk == draft.pk
    [move] = draft.transitions.all()
    assert move.kind == Transition.Kind.RESTORATION and move.by == author
    assert "从未提交的话" in json.dumps(move.version.document, ensure_ascii=False)
    assert restored.edition.passages.first().text_zh == f"<p>{'甲' * 9}</p>"
    back = restoring.restore(
        move.version, author, edition=restored.edition, lock_version=restored.edition.lock_version
    )
    assert whole(versions.document_of(back.edition)) == whole(move.version.document)


def test_restoring_onto_what_is_under_review_takes_it_back_to_draft(db, author):
    edition = reviewed(keyed(*FIVE))
    version = edition.transitions.get(to_status="approved").version
    draft = save(edition, author, rows={1: {"text_zh": "<p>送审稿</p>"}})
    draft = workflow.move(draft, "first_review", author)

    restored = restoring.restore(version, author, edition=draft, lock_version=draft.lock_version)

    assert restored.edition.status == Status.DRAFT
    assert list(draft.transitions.values_list("from_status", "to_status")) == [
        ("draft", "first_review"),
        ("first_review", "draft"),
    ]


def test_what_is_gone_is_named_and_the_rest_comes_back(client, media, author):
    edition = with_everything(author)
    version = versions.keep(edition)
    edition = save(edition, author, values={"cover": None})
    edition.passages.filter(position=3).delete()
    name = edition.attachments.get().file
    name.storage.delete(name.name)
    edition.attachments.all().delete()
    edition.ports.clear()
    Image.objects.all().delete()
    version.edition.ports.model.objects.all().delete()
    edition.refresh_from_db()
    client.force_login(author)
    address = reverse("admin:news_post_restore", args=[edition.post_id, version.pk])

    asked = client.get(address)
    response = client.post(
        address, {"edition": edition.pk, "lock_version": edition.lock_version}, follow=True
    )

    edition.refresh_from_db()
    sentences = [str(message) for message in response.context["messages"]]
    assert len(asked.context["left_out"]) == 4 and sentences[1:] == asked.context["left_out"]
    assert [row.kind for row in edition.passages.all()] == ["paragraph"] * 4
    assert edition.passages.get(position=3).text_zh == "图"
    assert edition.cover is None and not edition.ports.exists()


def test_two_people_who_restore_and_save_at_once_lose_nothing(client, author):
    edition = reviewed(keyed(*FIVE))
    version = edition.transitions.get(to_status="approved").version
    draft = save(edition, author, rows={1: {"text_zh": "<p>甲改</p>"}})
    seen = draft.lock_version
    draft = save(draft, author, rows={1: {"text_zh": "<p>又改</p>"}})
    client.force_login(author)
    address = reverse("admin:news_post_restore", args=[edition.post_id, version.pk])

    response = client.post(address, {"edition": draft.pk, "lock_version": seen})
    stale = client.post(address, {"edition": edition.pk, "lock_version": edition.lock_version})

    assert response.status_code == stale.status_code == 409
    assert draft.passages.first().text_zh == "<p>又改</p>"
    assert client.post(address, {"lock_version": "x"}).status_code == 403


def test_restoring_what_stands_there_already_writes_nothing(client, author):
    edition = make_edition()
    version = versions.keep(edition)
    client.force_login(author)
    address = reverse("admin:news_post_restore", args=[edition.post_id, version.pk])

    client.post(address, {"edition": edition.pk, "lock_version": edition.lock_version})

    before = edition.lock_version
    edition.refresh_from_db()
    assert edition.lock_version == before and not edition.transitions.exists()


@pytest.mark.parametrize("role", [*roles.ROLES, "admin", "none"])
def test_who_may_look_and_who_may_restore(client, db, role):
    edition = reviewed()
    version = edition.versions.first()
    groups = [] if role in {"admin", "none"} else [role]
    client.force_login(make_user(role, groups=groups, is_staff=True, is_superuser=role == "admin"))
    of_version = [edition.post_id, version.pk]
    looks = [
        reverse("admin:news_post_compare", args=[edition.post_id]),
        reverse("admin:news_post_version", args=of_version),
        reverse("admin:news_edition_sign_off", args=[edition.pk]),
        reverse("admin:news_edition_history", args=[edition.pk]),
    ]

    found = [client.get(address).status_code for address in looks]
    restore = client.get(reverse("admin:news_post_restore", args=of_version)).status_code

    assert found == [403 if role == "none" else 200] * 4
    assert restore == (200 if role in {"author", "admin"} else 403)


# Nothing in the history changes


@pytest.mark.parametrize("model", ["transition", "confirmation", "proofreading", "version"])
def test_nobody_adds_changes_or_deletes_a_row_of_the_history_in_the_admin(admin_client, db, model):
    edition = reviewed()
    Confirmation.objects.create(edition=edition, part="title", language="en", kind="edited")
    kinds = {
        each.__name__.lower(): each for each in [Transition, Confirmation, Proofreading, Version]
    }
    row = kinds[model].objects.first()
    for action, arguments in [("add", []), ("change", [row.pk]), ("delete", [row.pk])]:
        try:
            address = reverse(f"admin:news_{model}_{action}", args=arguments)
        except NoReverseMatch:
            assert model == "version"
            address = f"/admin/news/{model}/{row.pk}/{action}/"
            assert admin_client.get(address).status_code == 404
        assert admin_client.post(address, {"_save": "1", "post": "yes"}).status_code in {
            403,
            404,
            405,
        }
    assert kinds[model].objects.filter(pk=row.pk).exists()


def test_rows_of_the_history_refuse_every_way_of_changing_them(db):
    edition = reviewed()
    Confirmation.objects.create(edition=edition, part="title", language="en", kind="edited")
    for model in [Transition, Confirmation, Proofreading, Version]:
        row = model.objects.first()
        for act in [
            lambda model=model: model.objects.update(edition=None),
            lambda model=model: model.objects.all().delete(),
            lambda model=model, row=row: model.objects.bulk_update([row], ["edition"]),
            lambda model=model, row=row: model.objects.bulk_create(
                [row], update_conflicts=True, update_fields=["edition"], unique_fields=["id"]
            ),
            lambda row=row: row.save(),
            lambda row=row: row.delete(),
        ]:
            with pytest.raises(TypeError, match="added, never"), transaction.atomic():
                act()


def test_what_has_a_history_is_not_deleted_and_says_so(client, db):
    author = make_user("author", groups=["author"], is_staff=True)
    edition = make_edition()
    edition.writers.add(author)
    client.force_login(author)
    address = reverse("admin:news_edition_delete", args=[edition.pk])
    assert client.get(address).status_code == 200
    versions.keep(edition)

    answers = [client.get(address), client.post(address, {"post": "yes"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "不能删除" in answers[1].content.decode()
    for gone in [edition, edition.post]:
        with pytest.raises(ProtectedError):
            gone.delete()


# 审签单


def test_the_sheet_says_who_did_what_to_which_words(reader, author):
    edition = reviewed(change_note_zh="更正日期", change_note_en="Date corrected")
    version = edition.transitions.get(to_status="approved").version

    page = reader.get(reverse("admin:news_edition_sign_off", args=[edition.pk])).content.decode()

    for words in [
        edition.title_zh,
        edition.title_en,
        "更正日期",
        "Date corrected",
        "审签单",
        "Sign-off sheet",
        "中文校对",
        "English proofread",
        "终审 → 已通过",
        version.digest[:8],
        edition.post.slug,
    ]:
        assert words in page, words
    local = timezone.localtime(edition.publish_at).strftime("%Y-%m-%d %H:%M")
    assert local in page


def test_the_sheet_is_the_same_in_both_languages_of_the_admin(reader, author):
    edition = reviewed()
    address = reverse("admin:news_edition_sign_off", args=[edition.pk])
    sheets = []
    for language in ["zh-hans", "en"]:
        reader.cookies["django_language"] = language
        page = reader.get(address).content.decode()
        sheet = page.split('<h1 class="sheet__title">')[1].split('<footer class="sheet__foot">')[0]
        sheets.append(re.sub(r'aria-label="[^"]*"', "", sheet))

    assert sheets[0] == sheets[1]


def test_the_sheet_keeps_the_wording_that_was_approved(reader, author):
    port = make_port("gate", name_zh="旧名口岸")
    edition = reviewed(ports=[port])
    port.name_zh = "新名口岸"
    port.save()

    page = reader.get(reverse("admin:news_edition_sign_off", args=[edition.pk])).content.decode()

    assert "旧名口岸" in page and "新名口岸" not in page


def test_the_sheet_takes_the_same_queries_for_any_number_of_moves(
    reader, author, django_assert_max_num_queries
):
    edition = make_edition()
    address = reverse("admin:news_edition_sign_off", args=[edition.pk])
    counts = []
    for times in [2, 20]:
        for _time in range(times):
            edition = workflow.move(edition, "first_review", author)
            edition = workflow.move(edition, "draft", author)
        with django_assert_max_num_queries(30) as queries:
            reader.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_there_is_no_sheet_of_what_does_not_exist(reader):
    assert reader.get("/admin/news/edition/999/sign-off/").status_code == 404
    assert not Edition.objects.exists() and not Passage.objects.exists()


def test_accepted_findings_come_back_and_stand_on_the_sheet_in_both_languages(client, author):
    client.force_login(author)
    edition = make_edition(author_en="")
    found = next(each for each in gate.findings_of(edition) if each.code == "author.missing")
    AcceptedFinding.objects.create(
        edition=edition,
        part=found.part,
        code=found.code,
        level=found.level,
        digest=found.digest,
        values=dict(found.finding.values),
        reason="通稿不署名",
        by=author,
    )
    edition = workflow.move(edition, "first_review", author)
    kept = edition.versions.get()
    sheet = client.get(reverse("admin:news_edition_sign_off", args=[edition.pk])).text
    superuser = make_user("all", is_superuser=True)
    edition = workflow.move(edition, "emergency", superuser, reason="急")
    draft = editing.next_edition(edition.post, author)
    draft.accepted_findings.all()._raw_delete("default")

    restored = restoring.restore(kept, author, edition=draft, lock_version=draft.lock_version)

    assert "缺少英文作者，请填写。" in sheet and "The English author is missing." in sheet
    assert "通稿不署名" in sheet
    back = restored.edition.accepted_findings.get()
    assert (back.reason, back.by) == ("通稿不署名", author)
