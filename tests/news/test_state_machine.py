"""Random ways of one post through the hands of many: readers see the right text and no other."""

import re
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from news import editing, proofreading, restoring, workflow
from news.models import OPEN_STATUSES, Status, Version
from portal import chrome
from tests.builders import make_column, make_user

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MARK = re.compile(r"(?:记号|marker)(\d+)")
PEOPLE = ["author", "colleague", "first", "second", "final", "other_final"]
GROUPS = {
    "author": "author",
    "colleague": "author",
    "first": "first_reviewer",
    "second": "second_reviewer",
    "final": "final_reviewer",
    "other_final": "final_reviewer",
}
DELAYS = st.sampled_from([None, timedelta(minutes=1), timedelta(minutes=30), timedelta(days=1)])
PAGES = ["/news/story/", "/", "/news/", "/news/column/news/", "/news/story/parallel/"]
WHO = st.sampled_from(PEOPLE)


@dataclass
class Released:
    """An edition that was approved: what somebody did to it holds, the rest is the clock's."""

    word: int
    start: datetime
    at_once: bool
    is_over: bool = False

    def has_begun(self, now):
        return self.at_once or self.is_over or self.start <= now


class Newsroom(RuleBasedStateMachine):
    """One post, six people, a clock that is also set back. `released` is the model."""

    # What came about at least once, so that a gate that lets nobody through is noticed.
    done = set()

    def __init__(self):
        super().__init__()
        self.stack = ExitStack()
        self.clock = self.stack.enter_context(time_machine.travel(START, tick=False))
        # Each example in a transaction of its own, undone at its end.
        self.stack.enter_context(transaction.atomic())
        self.way = transaction.atomic()
        self.way.__enter__()
        chrome.forget()
        column = make_column(reviews_required=3)
        self.people = {name: make_user(name, groups=[GROUPS[name]]) for name in PEOPLE}
        self.number = 0
        self.edition = editing.start_post("story", column, self.people["author"], self.words())
        self.client = Client()
        # By the edition's key.
        self.released = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.way.__exit__(None, None, None)
        self.stack.close()
        chrome.forget()

    def words(self, publish_at=None):
        """What an author types: every text holds a word of this wording alone."""
        self.number += 1
        zh, en = f"记号{self.number}", f"marker{self.number}"
        values = {
            "title_zh": f"标题{zh}",
            "title_en": f"Title {en}",
            "summary_zh": f"摘要{zh}",
            "summary_en": f"Summary {en}",
            "source_zh": "本站",
            "source_en": "This site",
            "author_zh": "作者甲",
            "author_en": "Author A",
            "publish_at": publish_at,
        }
        row = editing.Row({"kind": "paragraph", "text_zh": f"正文{zh}", "text_en": f"Text {en}"})
        return editing.Typed(values, [row])

    def word(self, edition):
        return int(MARK.search(edition.title_zh)[1])

    @property
    def now(self):
        return timezone.now()

    # What people do

    @rule(who=WHO, delay=DELAYS)
    def edit(self, who, delay):
        if GROUPS[who] != "author":
            return
        what = self.words(delay and self.now + delay)
        what.rows[0].key = self.edition.passages.get().key
        self.edition = editing.save(
            self.edition, what, self.people[who], lock_version=self.edition.lock_version
        )

    @rule(who=WHO, which=st.integers(0, 50))
    def restore(self, who, which):
        """Any version that was kept becomes the draft, by whoever may."""
        kept = list(Version.objects.filter(edition__post=self.edition.post).order_by("pk"))
        if not kept:
            return
        try:
            with transaction.atomic():
                self.edition = restoring.restore(
                    kept[which % len(kept)],
                    self.people[who],
                    edition=self.edition,
                    lock_version=self.edition.lock_version,
                ).edition
        except PermissionDenied:
            assert GROUPS[who] != "author"
        else:
            Newsroom.done.add("restored")

    @rule(who=WHO)
    def proofread(self, who):
        for language in ["zh", "en"]:
            try:
                with transaction.atomic():
                    proofreading.tick(
                        self.edition, language, self.people[who], self.edition.lock_version
                    )
            except (PermissionDenied, ValidationError):
                return

    @rule()
    def go_on(self):
        """Whoever may takes the next step, so that many ways come to an end."""
        to = workflow.next_stage(self.edition)
        self.proofread("second")
        for name in ["colleague", *PEOPLE]:
            if to is not None and self.attempt(to, name):
                return

    @rule(who=WHO, to=st.sampled_from([*Status.values, workflow.EMERGENCY, workflow.CONFIRM]))
    def any_move(self, who, to):
        self.attempt(to, who)

    @precondition(lambda self: self.edition.status == Status.APPROVED)
    @rule(who=st.sampled_from(["final", "other_final"]))
    def withdraw(self, who):
        self.attempt(Status.WITHDRAWN, who)

    @precondition(lambda self: self.edition.status in OPEN_STATUSES)
    @rule()
    def release_in_an_emergency(self):
        self.attempt(workflow.EMERGENCY, "final")

    @rule(minutes=st.sampled_from([1, 29, 60, 24 * 60, -60]))
    def wait(self, minutes):
        self.clock.shift(timedelta(minutes=minutes))

    def attempt(self, to, name):
        try:
            with transaction.atomic():
                moved = workflow.move(self.edition, to, self.people[name], reason="理由")
        except (PermissionDenied, ValidationError):
            return False
        self.edition = moved
        Newsroom.done.add(to)
        if to in [Status.APPROVED, workflow.EMERGENCY]:
            self.released[moved.pk] = Released(
                self.word(moved), moved.publish_at, at_once=moved.publish_at <= self.now
            )
            if self.released[moved.pk].at_once:
                self.replace_older(moved)
        elif to == Status.WITHDRAWN:
            each = self.released[moved.pk]
            if each.has_begun(self.now):
                each.is_over = True
                self.replace_older(moved)
            else:
                del self.released[moved.pk]
        return True

    def replace_older(self, moved):
        for key, each in self.released.items():
            if key < moved.pk:
                each.is_over = True

    # What readers see

    def expected(self):
        """The word of the newest approved edition whose time has come, or None."""
        begun = {key: each for key, each in self.released.items() if each.has_begun(self.now)}
        newest = begun[max(begun)] if begun else None
        return None if newest is None or newest.is_over else newest.word

    @invariant()
    def readers_see_exactly_the_newest_approved_text_whose_time_has_come(self):
        wanted = self.expected()
        known = {wanted} if wanted else set()
        for prefix in ["", "/en"]:
            for page in PAGES:
                response = self.client.get(prefix + page)
                assert response.status_code in {200, 404, 410}
                seen = {int(number) for number in MARK.findall(response.text)}
                assert seen == known, (prefix + page, seen, known)
            there = self.client.get(f"{prefix}/news/story/").status_code
            was_there = any(each.has_begun(self.now) for each in self.released.values())
            assert there == (200 if wanted else 410 if was_there else 404)

    @invariant()
    def the_log_tells_the_whole_way(self):
        for edition in self.edition.post.editions.all():
            status = Status.DRAFT
            for move in edition.transitions.order_by("pk"):
                assert move.from_status == status
                assert move.version is not None
                status = move.to_status
            assert edition.status == status


def play(examples, steps):
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Newsroom,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            # A failing way is short enough to read; shortening it takes minutes.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.any_database
def test_readers_see_the_right_text_on_every_way(db):
    assert connection.in_atomic_block
    Newsroom.done = set()
    play(examples=6, steps=20)

    assert {Status.FIRST_REVIEW, Status.APPROVED, Status.WITHDRAWN, "restored"} <= Newsroom.done


@pytest.mark.full
def test_readers_see_the_right_text_on_many_ways(db):
    play(examples=200, steps=40)


def test_the_marks_of_the_model_would_be_found(db):
    assert MARK.findall("标题记号3 and marker41") == ["3", "41"]
