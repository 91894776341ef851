from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from news import digests, workflow
from news.models import MailDigest, Status
from portal.models import SiteIdentity
from tests.builders import make_edition, make_user

LATER = digests.INTERVAL + timedelta(seconds=1)


@pytest.fixture
def people(db):
    SiteIdentity.objects.create(
        pk=1,
        name_zh="口岸",
        name_en="Kouan",
        domain="kouan.example",
        sponsor_zh="甲",
        sponsor_en="A",
    )
    names = ["author", "first_reviewer", "second_reviewer", "final_reviewer"]
    return {
        name: make_user(name, groups=[name], is_staff=True, email=f"{name}@kouan.example")
        for name in names
    }


@pytest.fixture
def stored(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def submit(people, **values):
    edition = make_edition(**values)
    edition.writers.add(people["author"])
    return workflow.move(edition, Status.FIRST_REVIEW, people["author"])


def test_the_next_reviewer_is_told_once_in_both_languages_with_a_link(people, stored):
    with stored():
        edition = submit(people, title_zh="口岸恢复货运", title_en="Freight resumes")

    (sent,) = mail.outbox
    assert sent.to == ["first_reviewer@kouan.example"]
    assert "口岸恢复货运" in sent.body and "Freight resumes" in sent.body
    assert sent.body.count(f"http://kouan.example/admin/news/edition/{edition.pk}/change/") == 2
    assert "1 篇" in sent.subject and "1 post is waiting for you" in sent.subject


def test_many_posts_in_a_quarter_of_an_hour_are_two_mails(people, stored):
    for _number in range(5):
        with stored():
            submit(people)
    assert len(mail.outbox) == 1

    with time_machine.travel(timezone.now() + LATER):
        call_command("send_digest", verbosity=0)
        call_command("send_digest", verbosity=0)
    assert len(mail.outbox) == 2
    assert "5 posts are waiting for you" in mail.outbox[1].subject
    with time_machine.travel(timezone.now() + 3 * LATER):
        call_command("send_digest", verbosity=0)
    assert len(mail.outbox) == 2


def test_many_moves_of_one_act_are_one_mail_that_names_all(people, stored):
    with stored(), digests.one_act():
        for _number in range(3):
            submit(people)
    assert mail.outbox == []
    digests.send()

    assert [message.subject.count("3") for message in mail.outbox] == [2]


def test_a_returned_post_is_told_to_its_writers(people, stored):
    edition = submit(people, title_zh="标题有误")
    with stored():
        workflow.move(edition, Status.RETURNED, people["first_reviewer"], reason="改标题")

    assert [message.to for message in mail.outbox] == [["author@kouan.example"]]


def test_who_may_not_review_the_text_is_not_asked_to(people, stored):
    writer = make_user(
        "writer", groups=["first_reviewer"], is_staff=True, email="writer@kouan.example"
    )
    make_user("gone", groups=["first_reviewer"], email="gone@kouan.example", is_active=False)
    make_user("mute", groups=["first_reviewer"], is_staff=True)
    edition = make_edition()
    edition.writers.add(writer)
    with stored():
        workflow.move(edition, Status.FIRST_REVIEW, people["author"])

    assert [message.to for message in mail.outbox] == [["first_reviewer@kouan.example"]]


def test_a_mail_server_that_fails_breaks_no_move_and_is_asked_again(
    people, stored, monkeypatch, caplog
):
    def refuse(backend, messages):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        with stored():
            edition = submit(people)
    assert edition.status == Status.FIRST_REVIEW
    assert "could not be sent" in caplog.text
    assert MailDigest.objects.get().named == []

    call_command("send_digest", verbosity=0)
    assert len(mail.outbox) == 1
