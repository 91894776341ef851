import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from news import workflow
from news.models import Edition, Release, Status, Transition
from tests.builders import make_edition, make_user


@pytest.fixture
def chief(db):
    return make_user("chief", groups=["final_reviewer"], is_staff=True)


@pytest.fixture
def second(db):
    return make_user("second", groups=["second_reviewer"], is_staff=True)


def test_a_final_reviewer_alone_releases_at_once_also_what_they_wrote(chief):
    edition = make_edition()
    edition.writers.add(chief)

    edition = workflow.move(edition, workflow.EMERGENCY, chief, reason="口岸临时关闭")

    assert edition.status == Status.APPROVED and edition.awaits_confirmation
    assert Release.objects.public("zh").exists() and Release.objects.public("en").exists()
    assert list(Edition.objects.unconfirmed_emergencies()) == [edition]
    move = edition.transitions.get()
    assert (move.kind, move.reason) == (Transition.Kind.EMERGENCY, "口岸临时关闭")


def test_an_emergency_needs_a_reason_and_passes_no_gate(chief):
    with pytest.raises(ValidationError):
        workflow.move(make_edition(), workflow.EMERGENCY, chief, reason=" ")
    with pytest.raises(ValidationError, match="English"):
        workflow.move(make_edition(title_en=""), workflow.EMERGENCY, chief, reason="急")
    assert not Transition.objects.exists()


def test_somebody_else_confirms_once_and_never_who_released_it(chief, second):
    edition = workflow.move(make_edition(), workflow.EMERGENCY, chief, reason="急")

    with pytest.raises(PermissionDenied):
        workflow.move(edition, workflow.CONFIRM, chief)
    edition = workflow.move(edition, workflow.CONFIRM, second)

    assert edition.status == Status.APPROVED and not edition.awaits_confirmation
    assert not Edition.objects.unconfirmed_emergencies().exists()
    assert edition.transitions.last().kind == Transition.Kind.CONFIRMATION
    with pytest.raises((PermissionDenied, ValidationError)):
        workflow.move(edition, workflow.CONFIRM, second)


def test_neither_withdrawal_nor_a_newer_edition_takes_the_second_review_away(chief, second):
    edition = workflow.move(make_edition(), workflow.EMERGENCY, chief, reason="急")
    edition = workflow.move(edition, Status.WITHDRAWN, chief)

    assert Edition.objects.unconfirmed_emergencies().get() == edition
    edition = workflow.move(edition, workflow.CONFIRM, second)
    assert edition.status == Status.WITHDRAWN


def test_the_list_and_the_page_say_that_the_second_review_is_overdue(client, chief, second):
    client.cookies["django_language"] = "en"
    client.force_login(second)
    edition = workflow.move(make_edition(), workflow.EMERGENCY, chief, reason="Gate closed")

    assert "badge--overdue" in client.get("/admin/news/post/").text
    assert len(client.get("/admin/news/post/?desk=emergency").context["cl"].result_list) == 1
    page = client.get(f"/admin/news/edition/{edition.pk}/change/").text
    assert "second review overdue" in page and "Gate closed" in page
    assert 'value="confirm"' in page
