"""By the clock alone: at its minute and not before, on every surface, also when it is set back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from news import release, workflow
from news.models import Attachment, Column, Release, Status
from tests.builders import make_column, make_edition, make_port, make_public, make_user, proofread

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def final(db):
    return make_user("final", groups=["final_reviewer"])


@pytest.fixture
def scheduled(final, settings, tmp_path):
    """An approved edition that is to come out a minute from now, with a file and a port."""
    settings.MEDIA_ROOT = tmp_path
    at = (timezone.now() + timedelta(minutes=1)).replace(microsecond=0)
    port = make_port("gate")
    edition = make_edition(
        slug="story",
        title_zh="定时发布的稿件",
        title_en="A scheduled story",
        ports=[port],
        publish_at=at,
        status=Status.FINAL_REVIEW,
        is_proofread=False,
    )
    Attachment.objects.create(
        edition=edition, title_zh="表", title_en="Table", file=ContentFile(b"%PDF-", "a.pdf")
    )
    proofread(edition)
    return workflow.move(edition, Status.APPROVED, final)


def surfaces(edition):
    year = timezone.localtime(edition.publish_at).year
    pages = [
        "/",
        "/news/",
        "/news/column/news/",
        f"/news/archive/{year}/",
        "/news/story/",
        "/news/story/parallel/",
    ]
    return [(prefix + page, title) for prefix, title in LANGUAGES for page in pages]


LANGUAGES = [("", "定时发布的稿件"), ("/en", "A scheduled story")]


def where_it_is(client, edition):
    found = [address for address, title in surfaces(edition) if title in client.get(address).text]
    file = edition.attachments.get().file.name
    response = client.get(f"/media/{file}")
    if response.status_code == 200:
        assert b"".join(response) == b"%PDF-"
        found.append("media")
    return found


def everywhere(edition):
    return [*(address for address, _title in surfaces(edition)), "media"]


def test_it_appears_on_every_surface_at_its_minute_and_not_before(client, scheduled):
    at = scheduled.publish_at
    assert release.next_change() == at
    with time_machine.travel(at - SECOND, tick=False):
        assert where_it_is(client, scheduled) == []
    with time_machine.travel(at, tick=False):
        assert where_it_is(client, scheduled) == everywhere(scheduled)


def test_the_minute_holds_also_after_the_clock_was_set_back(client, scheduled):
    at = scheduled.publish_at
    with time_machine.travel(at - HOUR, tick=False):
        assert where_it_is(client, scheduled) == []
    with time_machine.travel(at - SECOND, tick=False):
        assert where_it_is(client, scheduled) == []
    with time_machine.travel(at, tick=False):
        assert where_it_is(client, scheduled) == everywhere(scheduled)
    # What the clock did, it undoes: an hour that was too fast published too early.
    with time_machine.travel(at - HOUR, tick=False):
        assert where_it_is(client, scheduled) == []
    with time_machine.travel(at + SECOND, tick=False):
        assert where_it_is(client, scheduled) == everywhere(scheduled)
    assert scheduled.transitions.count() == 1


def test_what_somebody_released_stays_when_the_clock_is_set_back(client, final):
    old = make_public(slug="story", title_zh="旧稿", title_en="Old")
    new = make_edition(
        post=old.post,
        title_zh="新稿",
        title_en="New",
        status=Status.FINAL_REVIEW,
        publish_at=None,
    )
    workflow.move(new, Status.APPROVED, final)

    with time_machine.travel(timezone.now() - HOUR, tick=False):
        for address, title in [("/news/story/", "新稿"), ("/en/news/story/", "New")]:
            assert title in client.get(address).text
        assert "新稿" in client.get("/").text and "旧稿" not in client.get("/").text


def test_what_somebody_withdrew_does_not_come_back_with_the_clock(client, final):
    edition = make_edition(slug="story", status=Status.FINAL_REVIEW, publish_at=None)
    edition = workflow.move(edition, Status.APPROVED, final)
    workflow.move(edition, Status.WITHDRAWN, final, reason="有误")

    for hours in [0, -1, -48, 48]:
        with time_machine.travel(timezone.now() + hours * HOUR, tick=False):
            assert client.get("/news/story/").status_code == 410
            assert client.get("/en/news/story/").status_code == 410


def test_the_clock_may_be_set_back_between_two_moves(db):
    admin = make_user("admin", is_superuser=True)
    edition = workflow.move(make_edition(), Status.FIRST_REVIEW, make_user("a", is_superuser=True))
    with time_machine.travel(timezone.now() - HOUR, tick=False):
        edition = workflow.move(edition, Status.SECOND_REVIEW, admin)

    assert workflow.is_party(edition, admin)


def test_english_that_comes_later_is_listed_on_its_own_day(client, db):
    now = timezone.now()
    column = make_column("pictures", release_rule=Column.ReleaseRule.CHINESE_FIRST)
    first = make_public(
        slug="story", column=column, title_en="", publish_at=now - timedelta(days=3)
    )
    assert client.get("/en/news/story/").status_code == 404
    second = make_public(post=first.post, publish_at=now - HOUR)

    listed = dict(Release.objects.filter(edition=second).values_list("language", "listed_at"))
    assert listed == {"zh": first.publish_at, "en": second.publish_at}


def test_where_both_go_together_one_that_lacks_a_row_keeps_both_back(final):
    author = make_user("author", groups=["author"])
    edition = make_edition(title_en="")
    assert "English" in workflow.obstacle(edition, Status.FIRST_REVIEW)
    chinese_first = make_column("quick", release_rule=Column.ReleaseRule.CHINESE_FIRST)
    edition = make_edition(column=chinese_first, title_en="")
    assert workflow.move(edition, Status.FIRST_REVIEW, author).status == Status.FIRST_REVIEW
    edition = make_edition(column=chinese_first, title_en="", status=Status.FINAL_REVIEW)
    edition = workflow.move(edition, Status.APPROVED, final)

    assert [row.language for row in Release.objects.filter(edition=edition)] == ["zh"]
