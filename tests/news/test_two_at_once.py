"""Two clicks, two people, one edition: one of them happens and the other is told so."""

import threading
import time

import pytest
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from news import editing, workflow
from news.models import Edition, Release, Status, Transition
from portal import generation
from tests.builders import make_edition, make_user
from tests.news.test_editing import typed

# SQLite in memory, shared by threads, refuses at once where a file would let a writer wait.
WAIT = 20


def at_once(*acts):
    """Runs each act in a thread and a connection of its own; returns what each returned."""
    ready = threading.Barrier(len(acts))
    results = [None] * len(acts)

    def run(index, act):
        try:
            ready.wait(WAIT)
            until = time.monotonic() + WAIT
            while True:
                try:
                    results[index] = act()
                    return
                except OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > until:
                        raise
                    time.sleep(0.005)
        except Exception as error:
            results[index] = error
        finally:
            # Django's own keeps a database in memory open, for which this thread is not needed.
            BaseDatabaseWrapper.close(connection)

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * WAIT)
    return results


@pytest.fixture
def newsroom(transactional_db):
    from portal.models import Generation

    Generation.objects.get_or_create(pk=1)
    return {name: make_user(name, is_superuser=True) for name in ["author", "final", "other_final"]}


def test_two_approvals_at_once_are_one_transition_and_one_conflict(newsroom):
    edition = make_edition(status=Status.FINAL_REVIEW)
    before = generation.current()

    results = at_once(
        lambda: workflow.move(edition, Status.APPROVED, newsroom["final"]),
        lambda: workflow.move(edition, Status.APPROVED, newsroom["other_final"]),
    )

    assert {type(each) for each in results} == {Edition, workflow.Conflict}, results
    assert Transition.objects.filter(to_status=Status.APPROVED).count() == 1
    assert Release.objects.count() == 2
    assert generation.current() == before + 1


@pytest.mark.parametrize("attempt", range(4))
def test_an_approval_while_the_author_saves_loses_neither(newsroom, attempt):
    edition = make_edition(status=Status.FINAL_REVIEW, title_zh="旧")
    what = typed(edition)
    what.values["title_zh"] = "新"

    def save():
        return editing.save(edition, what, newsroom["author"], lock_version=edition.lock_version)

    def approve():
        return workflow.move(edition, Status.APPROVED, newsroom["final"])

    results = at_once(*([save, approve] if attempt % 2 else [approve, save]))

    assert {type(each) for each in results} == {Edition, workflow.Conflict}, results
    edition.refresh_from_db()
    assert (edition.status, edition.title_zh) in {
        (Status.APPROVED, "旧"),
        (Status.DRAFT, "新"),
    }
    assert Transition.objects.count() == 1
    assert Edition.objects.count() == 1


def test_a_double_click_over_http_is_one_approval_and_one_page_of_conflict(client, db):
    final = make_user("final", groups=["final_reviewer"], is_staff=True)
    client.force_login(final)
    edition = make_edition(status=Status.FINAL_REVIEW)
    address = f"/admin/news/edition/{edition.pk}/move/"
    data = {"to": "approved", "lock_version": edition.lock_version, "reason": ""}

    assert [client.post(address, data).status_code for _click in range(2)] == [302, 409]
    assert Transition.objects.count() == 1


def test_a_bulk_action_takes_no_post_that_changed_since_it_was_chosen(client, db):
    author = make_user("author", groups=["author"], is_staff=True)
    client.cookies["django_language"] = "en"
    client.force_login(author)
    editions = [make_edition() for _each in range(2)]
    data = {"action": "submit", "_selected_action": [each.post.pk for each in editions]}
    page = client.post("/admin/news/post/", data)
    items = [f"{each.pk}:{each.lock_version}" for each in editions]
    assert all(f'value="{item}"' in page.text for item in items)
    what = typed(editions[0])
    what.values["title_zh"] = "新"
    editing.save(editions[0], what, author, lock_version=editions[0].lock_version)

    report = client.post("/admin/news/post/bulk/", {"name": "submit", "item": items})

    assert "in the meantime" in report.text
    assert [each.edition.pk for each in report.context["refused"]] == [editions[0].pk]
    assert [each.edition.pk for each in report.context["done"]] == [editions[1].pk]
    again = client.post("/admin/news/post/bulk/", {"name": "submit", "item": items})
    assert again.context["done"] == [] and Transition.objects.count() == 1


def test_a_bulk_return_asks_for_its_reason_and_keeps_the_choice(client, db):
    first = make_user("first", groups=["first_reviewer"], is_staff=True)
    client.force_login(first)
    edition = make_edition(status=Status.FIRST_REVIEW)
    item = f"{edition.pk}:{edition.lock_version}"

    page = client.post("/admin/news/post/bulk/", {"name": "return", "item": item, "reason": " "})
    assert 'class="errornote"' in page.text and f'value="{item}"' in page.text
    assert not Transition.objects.exists()

    client.post("/admin/news/post/bulk/", {"name": "return", "item": item, "reason": "改标题"})
    assert Transition.objects.get().reason == "改标题"


def test_the_actions_offered_are_those_of_the_person(client, db):
    for role, offered in [
        ("author", {"submit"}),
        ("final_reviewer", {"approve", "return", "withdraw"}),
        ("auditor", set()),
    ]:
        client.force_login(make_user(role, groups=[role], is_staff=True))
        make_edition()
        form = client.get("/admin/news/post/").context.get("action_form")
        choices = (
            {name for name, _label in form.fields["action"].choices if name} if form else set()
        )
        assert choices == offered, role
