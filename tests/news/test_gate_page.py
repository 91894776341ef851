"""The gate as an author meets it: in the form, on its own page, and with reasons."""

import pytest
from django.urls import reverse

from news import gate, links
from news.models import AcceptedFinding, Status
from tests.builders import make_edition, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = make_user("author", groups=["author"], is_staff=True)
    client.force_login(user)
    return user


def move(client, edition):
    return client.post(
        reverse("admin:news_edition_move", args=[edition.pk]),
        {"to": "first_review", "lock_version": edition.lock_version},
    )


def submit(client, edition, **reasons):
    return client.post(
        reverse("admin:news_edition_submit", args=[edition.pk]),
        {"lock_version": edition.lock_version, **reasons},
    )


def name_of(edition, code):
    found = next(each for each in gate.findings_of(edition) if each.code == code)
    return f"accept-{found.part}-{found.digest}"


def test_a_text_that_lacks_something_is_not_submitted_and_the_page_says_what(client, author):
    edition = make_edition(source_en="")

    response = move(client, edition)

    page = reverse("admin:news_edition_submit", args=[edition.pk])
    assert response.headers["Location"] == page
    edition.refresh_from_db()
    assert edition.status == Status.DRAFT
    assert "缺少英文信息来源" in client.get(page).text


def test_a_warning_passes_with_a_reason_which_is_kept(client, author):
    edition = make_edition(author_en="")

    refused = submit(client, edition)
    assert refused.status_code == 422
    response = submit(client, edition, **{name_of(edition, "author.missing"): "通稿不署名"})

    assert response.status_code == 302
    edition.refresh_from_db()
    assert edition.status == Status.FIRST_REVIEW
    accepted = AcceptedFinding.objects.get()
    assert (accepted.edition, accepted.reason, accepted.by) == (edition, "通稿不署名", author)


def test_reasons_are_kept_where_something_else_still_blocks(client, author):
    edition = make_edition(author_en="", source_en="")

    response = submit(client, edition, **{name_of(edition, "author.missing"): "通稿不署名"})

    assert response.status_code == 422
    assert "通稿不署名" in response.text
    edition.refresh_from_db()
    assert edition.status == Status.DRAFT


def test_no_reason_makes_up_for_what_is_missing(client, author):
    edition = make_edition(source_en="")

    response = submit(client, edition, **{name_of(edition, "source.missing"): "没有"})

    assert response.status_code == 422
    assert not AcceptedFinding.objects.exists()


def test_a_text_that_passes_goes_on(client, author):
    edition = make_edition()
    page = client.get(reverse("admin:news_edition_submit", args=[edition.pk]))

    assert "中英文均已通过全部检查。" in page.text
    assert submit(client, edition).status_code == 302
    edition.refresh_from_db()
    assert edition.status == Status.FIRST_REVIEW


def test_the_languages_have_to_agree(client, author):
    edition = make_edition(
        passages=[("4月28日起恢复通关的车辆达350辆。", "From April 28, 530 vehicles cleared.")]
    )

    assert move(client, edition).headers["Location"].endswith("/submit/")


def test_a_stale_page_of_the_gate_changes_nothing(client, author):
    edition = make_edition(author_en="")
    name = name_of(edition, "author.missing")
    edition.lock_version += 1
    edition.save()
    edition.lock_version -= 1

    assert submit(client, edition, **{name: "理由"}).status_code == 409
    assert not AcceptedFinding.objects.exists()


def test_addresses_elsewhere_are_asked_before_the_submission(client, author, monkeypatch, settings):
    settings.CHECK_LINKS = True
    monkeypatch.setattr(links, "ask", lambda url: links.Answer.DEAD)
    edition = make_edition(
        passages=[("见公告。", 'See the <a href="https://gone.example/x">notice of 2019</a>.')]
    )

    page = client.get(reverse("admin:news_edition_submit", args=[edition.pk]))

    assert "https://gone.example/x" in page.text
    assert submit(client, edition).status_code == 422


@pytest.mark.parametrize("role", ["first_reviewer", "port_officer", "auditor"])
def test_only_who_may_submit_comes_to_the_gate(client, role):
    client.force_login(make_user(role, groups=[role], is_staff=True))
    edition = make_edition()

    assert client.get(reverse("admin:news_edition_submit", args=[edition.pk])).status_code == 403
    assert submit(client, edition).status_code == 403


def test_a_text_under_review_has_no_gate(client, author):
    edition = make_edition(status=Status.FIRST_REVIEW)

    assert client.get(reverse("admin:news_edition_submit", args=[edition.pk])).status_code == 403
