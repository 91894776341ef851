"""A revised manuscript against its draft: what matches what, and only what is taken changes."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news import reimport
from news.models import Edition, Image, Manuscript, Passage, Status
from news.staleness import CURRENT, STALE
from tests.builders import make_edition, make_public, make_user
from tests.news.test_admin import posted, widgets_say_their_type  # noqa: F401
from tests.news.test_manuscripts import (  # noqa: F401
    IMPORT,
    author,
    figure,
    files_go_with_the_commit,
    give,
    pair,
    private_place,
    reading,
    understood,
)

ROWS = [
    ("<p>一季度过货量同比增长。</p>", "<p>Freight grew in the first quarter.</p>"),
    ("<p>验放时间缩短了一半。</p>", "<p>Clearance takes half the time.</p>"),
    ("<p>口岸每天开放十二小时。</p>", "<p>The port is open twelve hours a day.</p>"),
]
SAME = [
    pair("一季度过货量同比增长。", "Freight grew in the first quarter."),
    pair("验放时间缩短了一半。", "Clearance takes half the time."),
    pair("口岸每天开放十二小时。", "The port is open twelve hours a day."),
]


def rows(*texts, kind="paragraph"):
    return [{"zh": zh, "en": en, "kind": kind} for zh, en in texts]


def test_rows_match_by_their_words_wherever_they_went():
    draft = rows(*ROWS)
    given = rows(
        ("<p>全新的内容在此。</p>", ""), ROWS[2], ("<p>验放时间缩短三成。</p>", ""), ROWS[0]
    )

    pairs = reimport.pairs_of(draft, given)

    assert sorted(pair for pair in pairs if None not in pair) == [(0, 3), (1, 2), (2, 1)]
    assert pairs[0] == (None, 0)


def test_unlike_rows_do_not_match():
    assert reimport.pairs_of(rows(("甲甲甲", "")), rows(("乙乙乙", ""))) == [(None, 0), (0, None)]


def test_only_rows_that_changed_their_order_count_as_moved():
    pairs = [(0, 3), (1, 0), (2, 1), (3, 2), (None, 4)]

    assert reimport.moved(pairs) == {3}


def test_three_hundred_rows_against_three_hundred_are_matched_soon():
    draft = rows(
        *(
            (f"<p>第{n}段讲的是第{n}件事情的经过。</p>", f"<p>Part {n} of it.</p>")
            for n in range(300)
        )
    )
    began = time.process_time()

    pairs = reimport.pairs_of(draft, draft)

    assert pairs == [(n, n) for n in range(300)]
    assert time.process_time() - began < 3


@pytest.fixture
def revise(client, author, reading):  # noqa: F811
    """Gives a revised manuscript in to a draft: (the address of its page, the page)."""

    def give_in(edition, *given, **values):
        values.setdefault("title", (edition.title_zh, edition.title_en))
        reading(understood(*given, **values))
        response = client.post(f"{IMPORT}?edition={edition.pk}", {"text": "x"})
        assert response.status_code == 302
        return response.url, client.get(response.url)

    return give_in


def take(client, page, address, *names, **values):
    data = {"lock_version": page.context["edition"].lock_version, **values}
    for offer in page.context["revision"].offers:
        data[offer.name] = "manuscript" if offer.name in names else "draft"
    return client.post(address, data)


def offers(page):
    return [offer.name for offer in page.context["revision"].offers]


def stored(edition):
    return [
        (row.text_zh, row.text_en)
        for row in Passage.objects.filter(edition=edition).order_by("position")
    ]


def test_a_manuscript_that_says_the_same_offers_nothing(client, revise):
    _address, page = revise(make_edition(passages=ROWS), *SAME)

    assert offers(page) == []
    assert 'name="_take"' not in page.content.decode()


def test_each_language_of_a_row_is_taken_by_itself(client, revise):
    edition = make_edition(passages=ROWS)
    keys = [row.key for row in edition.passages.all()]
    changed = pair("验放时间缩短了三成。", "Clearance takes a third less time.")
    address, page = revise(edition, SAME[0], changed, SAME[2])
    assert offers(page) == [f"take-{keys[1]}-zh", f"take-{keys[1]}-en"]

    response = take(client, page, address, f"take-{keys[1]}-zh")

    assert response.url == reverse("admin:news_edition_change", args=[edition.pk])
    assert stored(edition)[1] == ("<p>验放时间缩短了三成。</p>", ROWS[1][1])
    kept = list(edition.passages.order_by("position"))
    assert [row.key for row in kept] == keys
    assert [row.state("en") for row in kept] == [CURRENT, STALE, CURRENT]
    assert Manuscript.objects.get().result == edition


def test_what_is_not_taken_stays(client, revise):
    edition = make_edition(passages=ROWS)
    before = stored(edition)
    address, page = revise(
        edition, pair("另一件事。", "Another thing."), title=("新题", "New title")
    )

    response = take(client, page, address)

    assert response.status_code == 200 and stored(edition) == before
    edition.refresh_from_db()
    assert edition.lock_version == 1 and Manuscript.objects.filter(result=None).exists()


def test_rows_are_added_at_their_place_and_deleted_only_when_taken(client, revise):
    edition = make_edition(passages=ROWS)
    keys = [row.key for row in edition.passages.all()]
    address, page = revise(edition, SAME[0], pair("新的一段内容。", "Something new."), SAME[2])
    added = next(name for name in offers(page) if keys[1] not in name)
    assert offers(page)[1 - offers(page).index(added)] == f"take-{keys[1]}-row"

    take(client, page, address, added)

    assert stored(edition) == [
        ROWS[0], ("<p>新的一段内容。</p>", "<p>Something new.</p>"), ROWS[1], ROWS[2]
    ]  # fmt: skip
    address, page = revise(edition, SAME[0], pair("新的一段内容。", "Something new."), SAME[2])
    take(client, page, address, f"take-{keys[1]}-row")
    assert [zh for zh, _en in stored(edition)] == [ROWS[0][0], "<p>新的一段内容。</p>", ROWS[2][0]]


def test_a_moved_row_goes_to_its_place_with_its_key(client, revise):
    edition = make_edition(passages=ROWS)
    keys = [row.key for row in edition.passages.all()]
    address, page = revise(edition, SAME[2], SAME[0], SAME[1])
    assert offers(page) == [f"take-{keys[2]}-place"]

    take(client, page, address, f"take-{keys[2]}-place")

    assert [row.key for row in edition.passages.order_by("position")] == [keys[2], keys[0], keys[1]]


def test_a_manuscript_in_one_language_leaves_the_other_alone(client, revise):
    edition = make_edition(
        passages=[*ROWS, {"kind": "paragraph", "text_en": "<p>English only</p>"}]
    )
    keys = [row.key for row in edition.passages.all()]
    chinese = [
        pair("一季度过货量同比下降。", None),
        pair(SAME[1].zh_text, None),
        pair(SAME[2].zh_text, None),
    ]

    _address, page = revise(edition, *chinese, title=(edition.title_zh, None))

    assert offers(page) == [f"take-{keys[0]}-zh"]


def test_title_and_particulars_are_offered_too(client, revise):
    edition = make_edition(passages=ROWS)
    address, page = revise(
        edition, *SAME, title=("新题", edition.title_en), source={"zh": "新来源", "en": None}
    )
    assert offers(page) == ["take-title_zh", "take-source_zh"]

    take(client, page, address, "take-title_zh")

    edition.refresh_from_db()
    assert (edition.title_zh, edition.source_zh) == ("新题", "本站")


def test_a_picture_of_an_added_row_needs_its_description(client, revise):
    edition = make_edition(passages=ROWS)
    address, page = revise(edition, *SAME, figure(zh="图注"))
    (name,) = offers(page)

    refused = take(
        client, page, address, name, **{"picture-1-alt_zh": "卡车", "picture-1-alt_en": ""}
    )
    assert refused.status_code == 400 and not Image.objects.exists()
    assert 'value="卡车"' in refused.content.decode()
    assert refused.context["revision"].taken(name.removeprefix("take-"))
    response = take(
        client, page, address, name, **{"picture-1-alt_zh": "卡车", "picture-1-alt_en": "Lorries"}
    )

    assert response.status_code == 302
    row = edition.passages.last()
    assert (row.kind, row.text_zh, row.image.alt_en) == ("figure", "图注", "Lorries")


def test_a_text_saved_meanwhile_is_not_overwritten(client, revise):
    edition = make_edition(passages=ROWS)
    key = edition.passages.all()[1].key
    address, page = revise(edition, SAME[0], pair("验放时间缩短了三成。", SAME[1].en_text), SAME[2])
    Edition.objects.filter(pk=edition.pk).update(
        lock_version=2, changed_by=make_user("other", first_name="Li")
    )
    edition.passages.filter(key=key).update(text_en="<p>Written meanwhile, quite another.</p>")

    response = take(client, page, address, f"take-{key}-zh")

    assert response.status_code == 409
    assert "Li" in response.content.decode()
    assert stored(edition)[1] == (ROWS[1][0], "<p>Written meanwhile, quite another.</p>")
    assert response.context["revision"].taken(f"{key}-zh")
    take(client, response, address, f"take-{key}-zh")
    assert stored(edition)[1] == (
        "<p>验放时间缩短了三成。</p>", "<p>Written meanwhile, quite another.</p>"
    )  # fmt: skip


def test_all_can_be_chosen_at_once(client, revise):
    edition = make_edition(passages=ROWS)
    address, page = revise(edition, SAME[0], title=("新题", "New"))

    chosen = client.post(address, {"_all": "manuscript", "lock_version": 1})

    assert chosen.status_code == 200
    assert {offer.chosen for offer in chosen.context["revision"].offers} == {"manuscript"}
    assert len(offers(page)) == 4 and stored(edition) == ROWS


def test_what_the_form_refuses_comes_back_in_the_form_with_all_that_was_taken(client, revise):
    edition = make_edition(passages=ROWS)
    changed = pair("一季度过货量同比下降。", SAME[0].en_text)
    address, page = revise(edition, changed, *SAME[1:], title=("题" * 201, edition.title_en))

    response = take(client, page, address, *offers(page))

    assert response.status_code == 200 and response.context["adminform"].form.errors["title_zh"]
    assert "一季度过货量同比下降。" in response.content.decode()
    assert stored(edition) == ROWS
    data = posted(response, title_zh="新题", _save="1")
    assert client.post(address, data).status_code == 302
    assert stored(edition)[0][0] == "<p>一季度过货量同比下降。</p>"


def test_a_public_post_gets_a_new_edition(client, revise):
    edition = make_public(passages=ROWS)
    address, page = revise(edition, pair("一季度过货量同比下降。", SAME[0].en_text), *SAME[1:])

    take(client, page, address, *offers(page))

    draft = Edition.objects.get(post=edition.post, number=2)
    assert draft.status == Status.DRAFT and stored(edition) == ROWS
    assert stored(draft)[0][0] == "<p>一季度过货量同比下降。</p>"


def test_only_who_may_edit_the_draft_may_revise_it(client, author, reading):  # noqa: F811
    reading(understood())
    edition = make_edition(passages=ROWS)
    assert client.get(f"{IMPORT}?edition={edition.pk}").status_code == 200
    for odd in ["x", "0", "-1", "9" * 40, "²"]:
        assert client.get(f"{IMPORT}?edition={odd}").status_code == 404
    older = make_public(passages=ROWS)
    make_edition(post=older.post)
    assert client.get(f"{IMPORT}?edition={older.pk}").status_code == 403
    client.force_login(make_user("reviewer", groups=["first_reviewer"], is_staff=True))
    assert client.get(f"{IMPORT}?edition={edition.pk}").status_code == 403
    assert give(client, f"{IMPORT}?edition={edition.pk}").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_rows(client, revise):
    counts = {}
    for number in [20, 200]:
        texts = [(f"<p>第{n}段的内容。</p>", f"<p>Part {n} says this.</p>") for n in range(number)]
        given = [pair(f"第{n}段的内容变了。", f"Part {n} says that.") for n in range(number)]
        address, page = revise(make_edition(passages=texts), *given)
        assert len(offers(page)) == 2 * number
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts[number] = len(queries)

    assert counts[20] == counts[200] <= 12
