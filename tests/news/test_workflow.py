from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from news import workflow
from news.models import OPEN_STATUSES, Edition, Release, Status, Transition
from portal import roles
from tests.builders import make_column, make_edition, make_public, make_user, proofread

REVIEWERS = {
    Status.FIRST_REVIEW: "first_reviewer",
    Status.SECOND_REVIEW: "second_reviewer",
    Status.FINAL_REVIEW: "final_reviewer",
}

# (from, to) → the roles that may, for an edition that somebody else wrote and submitted.
MAY = {
    (Status.DRAFT, Status.FIRST_REVIEW): {"author"},
    (Status.RETURNED, Status.FIRST_REVIEW): {"author"},
    (Status.FIRST_REVIEW, Status.SECOND_REVIEW): {"first_reviewer"},
    (Status.FIRST_REVIEW, Status.RETURNED): {"first_reviewer"},
    (Status.FIRST_REVIEW, Status.DRAFT): {"author"},
    (Status.SECOND_REVIEW, Status.FINAL_REVIEW): {"second_reviewer"},
    (Status.SECOND_REVIEW, Status.RETURNED): {"second_reviewer"},
    (Status.SECOND_REVIEW, Status.DRAFT): {"author"},
    (Status.FINAL_REVIEW, Status.APPROVED): {"final_reviewer"},
    (Status.FINAL_REVIEW, Status.RETURNED): {"final_reviewer"},
    (Status.FINAL_REVIEW, Status.DRAFT): {"author"},
    (Status.APPROVED, Status.WITHDRAWN): {"final_reviewer", "site_manager"},
    **{(status, workflow.EMERGENCY): {"final_reviewer"} for status in OPEN_STATUSES},
}


@pytest.fixture
def people(db):
    return {role: make_user(role, groups=[role]) for role in roles.ROLES}


@pytest.mark.parametrize("role", roles.ROLES)
@pytest.mark.parametrize("start", Status)
def test_who_may_move_what_where(people, start, role):
    edition = make_edition(
        status=start, **({"withdraw_at": timezone.now()} if start == Status.WITHDRAWN else {})
    )

    moves = {to for to, _step in workflow.allowed(edition, people[role])}

    assert moves == {to for (source, to), who in MAY.items() if source == start and role in who}


@pytest.mark.parametrize("start", Status)
@pytest.mark.parametrize("to", Status)
def test_a_move_that_is_not_in_the_table_is_refused_even_to_a_superuser(db, start, to):
    if (start, to) in MAY:
        return
    edition = make_edition(
        status=start, **({"withdraw_at": timezone.now()} if start == Status.WITHDRAWN else {})
    )
    admin = make_user("admin", is_superuser=True)

    with pytest.raises(ValidationError):
        workflow.move(edition, to, admin, reason="…")
    assert not Transition.objects.exists()


@pytest.mark.parametrize(
    ("reviews", "way"),
    [
        (1, [Status.FINAL_REVIEW, Status.APPROVED]),
        (2, [Status.FIRST_REVIEW, Status.FINAL_REVIEW, Status.APPROVED]),
        (
            3,
            [Status.FIRST_REVIEW, Status.SECOND_REVIEW, Status.FINAL_REVIEW, Status.APPROVED],
        ),
    ],
)
def test_a_column_says_how_many_reviews_there_are(people, reviews, way):
    edition = make_edition(column=make_column(reviews_required=reviews))

    taken = []
    while edition.status != Status.APPROVED:
        user = people[REVIEWERS.get(edition.status, "author")]
        if edition.status == Status.FINAL_REVIEW:
            proofread(edition)
        edition = workflow.move(edition, workflow.next_stage(edition), user)
        taken.append(edition.status)

    assert taken == way
    assert [str(each.to_status) for each in edition.transitions.all()] == way
    assert {row.language for row in Release.objects.filter(edition=edition)} == {"zh", "en"}


def test_nobody_reviews_what_they_wrote(db):
    admin = make_user("admin", is_superuser=True)
    edition = make_edition(status=Status.FIRST_REVIEW)
    edition.writers.add(admin)

    with pytest.raises(PermissionDenied):
        workflow.move(edition, Status.SECOND_REVIEW, admin)


def test_nobody_reviews_what_they_submitted(db):
    admin = make_user("admin", is_superuser=True)
    edition = workflow.move(make_edition(), Status.FIRST_REVIEW, admin)

    with pytest.raises(PermissionDenied):
        workflow.move(edition, Status.SECOND_REVIEW, admin)


def test_nobody_gives_two_reviews_of_one_submission(people):
    admin = make_user("admin", is_superuser=True)
    edition = workflow.move(make_edition(), Status.FIRST_REVIEW, people["author"])
    edition = workflow.move(edition, Status.SECOND_REVIEW, admin)

    with pytest.raises(PermissionDenied):
        workflow.move(edition, Status.FINAL_REVIEW, admin)


def test_after_a_return_the_same_reviewer_looks_again(people):
    edition = workflow.move(make_edition(), Status.FIRST_REVIEW, people["author"])
    edition = workflow.move(edition, Status.RETURNED, people["first_reviewer"], reason="改标题")
    edition = workflow.move(edition, Status.FIRST_REVIEW, people["author"])
    edition = workflow.move(edition, Status.SECOND_REVIEW, people["first_reviewer"])

    assert edition.status == Status.SECOND_REVIEW


def test_a_return_needs_a_reason(people):
    edition = make_edition(status=Status.FIRST_REVIEW)

    with pytest.raises(ValidationError):
        workflow.move(edition, Status.RETURNED, people["first_reviewer"], reason="  ")
    assert Edition.objects.get().status == Status.FIRST_REVIEW


def test_the_second_of_two_clicks_is_a_conflict(people):
    edition = make_edition(status=Status.FINAL_REVIEW)
    workflow.move(edition, Status.APPROVED, people["final_reviewer"])

    with pytest.raises(workflow.Conflict):
        workflow.move(edition, Status.APPROVED, people["final_reviewer"])
    assert Transition.objects.count() == 1


def test_an_approval_never_dates_back_and_keeps_a_later_time(people):
    now = timezone.now()
    late = make_edition(status=Status.FINAL_REVIEW, publish_at=now - timedelta(days=3))
    early = make_edition(status=Status.FINAL_REVIEW, publish_at=now + timedelta(days=3))

    late = workflow.move(late, Status.APPROVED, people["final_reviewer"])
    early = workflow.move(early, Status.APPROVED, people["final_reviewer"])

    assert late.publish_at >= now
    assert early.publish_at == now + timedelta(days=3)
    assert [row.edition for row in Release.objects.public("zh")] == [late]


def test_an_approval_whose_withdrawal_is_past_is_not_possible(people):
    edition = make_edition(
        status=Status.FINAL_REVIEW,
        publish_at=timezone.now() - timedelta(days=3),
        withdraw_at=timezone.now() - timedelta(days=2),
    )

    with pytest.raises(ValidationError):
        workflow.move(edition, Status.APPROVED, people["final_reviewer"])


def test_a_newer_edition_supersedes_the_one_in_public(people):
    first = make_public()
    second = make_edition(post=first.post, status=Status.FINAL_REVIEW, publish_at=None)

    workflow.move(second, Status.APPROVED, people["final_reviewer"])

    first.refresh_from_db()
    assert first.status == Status.SUPERSEDED
    assert [row.edition for row in Release.objects.public("en")] == [second]


def test_a_withdrawal_takes_both_languages_out_of_public(people):
    edition = make_public()

    edition = workflow.move(edition, Status.WITHDRAWN, people["site_manager"], reason="有误")

    assert not Release.objects.public("zh").exists() and not Release.objects.public("en").exists()
    assert edition.transitions.get().reason == "有误"


def test_calling_a_scheduled_edition_back_leaves_the_public_one_for_ever(people):
    now = timezone.now()
    first = make_public()
    second = make_edition(
        post=first.post, status=Status.APPROVED, publish_at=now + timedelta(hours=1)
    )

    workflow.move(second, Status.WITHDRAWN, people["final_reviewer"])

    later = now + timedelta(hours=2)
    assert [row.edition for row in Release.objects.public("zh", later)] == [first]


def test_a_post_whose_only_edition_was_called_back_was_never_published(people):
    edition = make_edition(status=Status.APPROVED, publish_at=timezone.now() + timedelta(hours=1))

    workflow.move(edition, Status.WITHDRAWN, people["final_reviewer"])

    edition.post.refresh_from_db()
    assert edition.post.first_published_at is None


def test_an_edition_without_passages_is_not_submitted(people):
    with pytest.raises(ValidationError):
        workflow.move(make_edition(passages=[]), Status.FIRST_REVIEW, people["author"])
