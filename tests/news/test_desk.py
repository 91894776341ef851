from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news import desk, workflow
from news.models import Column, Edition, Status
from portal import roles
from tests.builders import make_column, make_edition, make_public, make_user


@pytest.fixture
def people(db):
    return {role: make_user(role, groups=[role], is_staff=True) for role in roles.ROLES}


def test_what_waits_is_what_the_person_may_review_and_nothing_else(people):
    admin = make_user("admin", is_superuser=True)
    users = [*people.values(), admin]
    for status in Status:
        for user in users:
            values = {"withdraw_at": timezone.now()} if status == Status.WITHDRAWN else {}
            make_edition(status=status, **values).writers.add(user)
    moved = workflow.move(make_edition(), Status.FIRST_REVIEW, admin)
    workflow.move(moved, Status.SECOND_REVIEW, people["first_reviewer"])
    again = workflow.move(make_edition(), Status.FIRST_REVIEW, people["author"])
    again = workflow.move(again, Status.RETURNED, people["first_reviewer"], reason="改")
    workflow.move(again, Status.FIRST_REVIEW, people["author"])

    for user in users:
        expected = {
            edition.pk
            for edition in Edition.objects.all()
            if any(step.is_review for _to, step in workflow.allowed(edition, user))
            and edition.status in workflow.REVIEW_STATUSES
        }
        assert {each.pk for each in desk.waiting_for(user)} == expected, user
    assert desk.waiting_for(people["first_reviewer"]).filter(pk=again.pk).exists()


def test_what_was_sent_and_what_came_back(people):
    author = people["author"]
    sent = workflow.move(make_edition(), Status.FIRST_REVIEW, author)
    back = workflow.move(make_edition(), Status.FIRST_REVIEW, author)
    workflow.move(back, Status.RETURNED, people["first_reviewer"], reason="改")
    make_edition(status=Status.RETURNED)
    make_edition(status=Status.FIRST_REVIEW)

    assert list(desk.sent_by(author)) == [sent]
    assert list(desk.returned_to(author)) == [back]
    assert not desk.sent_by(people["auditor"]).exists()


def test_what_is_scheduled_is_approved_and_still_to_come(db):
    hour = timedelta(hours=1)
    now = timezone.now()
    later = make_public(publish_at=now + 2 * hour)
    sooner = make_public(publish_at=now + hour)
    make_public()
    make_edition(publish_at=now + hour)

    assert list(desk.scheduled()) == [sooner, later]


def test_english_is_overdue_a_number_of_days_after_the_chinese_came_out(db):
    column = make_column(
        "pictures", release_rule=Column.ReleaseRule.CHINESE_FIRST, english_deadline=3
    )
    now = timezone.now()
    values = {"column": column, "title_en": ""}
    late = make_public(**values, publish_at=now - timedelta(days=3, minutes=1))
    make_public(**values, publish_at=now - timedelta(days=2, hours=23))
    make_public(**values, publish_at=now - timedelta(days=9), withdraw_at=now - timedelta(days=1))
    make_public(column=column, publish_at=now - timedelta(days=9))
    make_public(title_en="", publish_at=now - timedelta(days=9))
    make_edition(**values)

    assert list(desk.late_english(now)) == [late]
    assert desk.late_english(now + timedelta(hours=2)).count() == 2


def test_a_column_is_named_when_most_of_its_time_is_used_up(db):
    now = timezone.now()
    for slug, days in [("fresh", 11), ("near", 12), ("late", 20)]:
        make_public(column=make_column(slug), publish_at=now - timedelta(days=days, hours=1))
    make_column("empty")

    found = desk.columns_near_limit(now)
    assert [(each.column.slug, each.days_left) for each in found] == [
        ("empty", None),
        ("late", -6),
        ("near", 2),
    ]


@pytest.mark.parametrize(
    "value", ["waiting", "sent", "returned", "scheduled", "emergency", "english"]
)
def test_the_list_of_posts_shows_each_question_at_the_same_cost(client, people, value):
    make_column("pictures", release_rule=Column.ReleaseRule.CHINESE_FIRST)
    client.force_login(people["final_reviewer"])
    counts = []
    for number in [2, 20]:
        for _each in range(number):
            make_edition(status=Status.FINAL_REVIEW)
            make_public(publish_at=timezone.now() + timedelta(hours=1))
            make_public(awaits_confirmation=True)
        client.get("/admin/news/post/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/news/post/?desk={value}").status_code == 200
        counts.append(len(queries))

    found = {"waiting": 22, "scheduled": 22, "emergency": 22}.get(value, 0)
    page = client.get(f"/admin/news/post/?desk={value}")
    assert page.context["cl"].paginator.count == found
    # A list that finds nothing asks for less.
    assert counts[0] == counts[1]
