from datetime import timedelta

import time_machine
from django.utils import timezone

from news import release
from news.models import Release, Status
from tests.builders import make_edition, make_public


def titles(language="zh"):
    return [row.edition.title_zh for row in Release.objects.public(language)]


def test_an_approved_edition_is_public_in_both_languages(db):
    make_public(title_zh="通关")

    assert titles("zh") == titles("en") == ["通关"]


def test_a_scheduled_edition_appears_at_its_minute_without_a_job(db):
    at = timezone.now() + timedelta(hours=1)
    make_public(title_zh="通关", publish_at=at)

    assert titles() == []
    assert release.next_change() == at
    with time_machine.travel(at + timedelta(seconds=1)):
        assert titles() == ["通关"]


def test_a_newer_edition_replaces_the_older_one_and_never_gives_it_back(db):
    now = timezone.now()
    first = make_public(title_zh="甲", publish_at=now - timedelta(days=2))
    make_edition(
        post=first.post,
        title_zh="乙",
        status=Status.APPROVED,
        publish_at=now + timedelta(hours=1),
        withdraw_at=now + timedelta(hours=2),
    )

    assert titles() == ["甲"]
    with time_machine.travel(now + timedelta(minutes=90)):
        assert titles() == ["乙"]
    with time_machine.travel(now + timedelta(hours=3)):
        assert titles() == []


def test_a_draft_beside_a_released_edition_leaves_the_public_one(db):
    first = make_public(title_zh="甲")
    make_edition(post=first.post, title_zh="乙")

    assert titles() == ["甲"]


def test_an_edition_without_english_is_public_in_chinese_alone(db):
    make_public(title_zh="通关", title_en="")

    assert titles("zh") == ["通关"]
    assert titles("en") == []
