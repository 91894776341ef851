"""The editors' desk: the admin's first page, for every role."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news import desk, desk_page, proofreading, workflow
from news.models import Column, Edition, LanguageState, Status
from news.staleness import fingerprint
from portal import roles
from tests.builders import make_column, make_edition, make_public, make_user

ROLES = [*roles.ROLES, "admin"]
REVIEWERS = ["first_reviewer", "second_reviewer", "final_reviewer"]
# Which blocks stand on whose desk.
BLOCKS = {
    "author": ["returned", "drafts", "sent", "english", "columns", "scheduled"],
    "first_reviewer": ["waiting", "proofread", "scheduled"],
    "second_reviewer": ["waiting", "proofread", "emergency", "scheduled"],
    "final_reviewer": [
        "waiting",
        "proofread",
        "emergency",
        "english",
        "columns",
        "scheduled",
    ],
    "port_officer": ["scheduled"],
    "site_manager": ["inspection", "emergency", "english", "columns", "scheduled"],
    "auditor": ["inspection", "emergency", "english", "columns", "scheduled"],
    "admin": [
        "waiting",
        "proofread",
        "returned",
        "drafts",
        "sent",
        "inspection",
        "emergency",
        "english",
        "columns",
        "scheduled",
    ],
}


@pytest.fixture
def people(db):
    found = {role: make_user(role, groups=[role], is_staff=True) for role in roles.ROLES}
    found["admin"] = make_user("admin", is_staff=True, is_superuser=True)
    return found


def blocks_of(user, now=None):
    groups = desk_page.context(user, now)["desk_groups"]
    return {block.key: block for group in groups for block in group["blocks"]}


def some_of_everything(people, number):
    """`number` of all that a desk shows, for each person that it may concern."""
    column = make_column("pictures", release_rule=Column.ReleaseRule.CHINESE_FIRST)
    for _each in range(number):
        make_edition(changed_by=people["author"]).writers.add(people["author"], people["admin"])
        for stage in [Status.FIRST_REVIEW, Status.SECOND_REVIEW, Status.FINAL_REVIEW]:
            make_edition(status=stage, is_proofread=False)
        sent = workflow.move(make_edition(), Status.FIRST_REVIEW, people["author"])
        back = workflow.move(make_edition(), Status.FIRST_REVIEW, people["author"])
        workflow.move(back, Status.RETURNED, people["first_reviewer"], reason="数字不一致")
        assert sent.status == Status.FIRST_REVIEW
        make_public(publish_at=timezone.now() + timedelta(hours=1))
        make_public(awaits_confirmation=True)
        make_public(column=column, title_en="", publish_at=timezone.now() - timedelta(days=9))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_the_blocks_that_concern_it(client, people, role):
    client.force_login(people[role])
    page = client.get("/admin/").content.decode()

    assert re.findall(r'<section id="desk-(\w+)"', page) == BLOCKS[role]


@pytest.mark.parametrize("role", ROLES)
def test_links_to_begin_something_follow_the_permissions(client, people, role):
    client.force_login(people[role])
    page = client.get("/admin/").content.decode().partition('class="desk__group')[0]
    offered = {name: reverse(name) in page for name in BEGINNINGS}

    assert offered == {name: role in allowed for name, allowed in BEGINNINGS.items()}
    for address in re.findall(r'class="desk__link[^"]*"\s+href="([^"]+)"', page):
        assert client.get(address).status_code == 200, address


BEGINNINGS = {
    "admin:news_edition_add": {"author", "admin"},
    "admin:news_manuscript_import": {"author", "admin"},
    "admin:ports_statuschange_add": {"port_officer", "admin"},
    "admin:ports_exceptionday_changelist": {"port_officer", "admin"},
    "admin:news_post_languages": set(ROLES),
}


@pytest.mark.any_database
def test_the_desk_costs_the_same_however_much_waits(client, people):
    counts = {role: [] for role in ROLES}
    for number in [1, desk_page.SHOWN + 2]:
        some_of_everything(people, number)
        for role in ROLES:
            client.force_login(people[role])
            client.get("/admin/")
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/admin/").status_code == 200
            counts[role].append(len(queries))

    assert {role: pair for role, pair in counts.items() if pair[0] != pair[1]} == {}
    assert max(pair[1] for pair in counts.values()) <= 45


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_number_is_that_of_its_list_and_every_link_leads_somewhere(client, people, language):
    some_of_everything(people, desk_page.SHOWN + 1)
    client.cookies["django_language"] = language
    for user in people.values():
        client.force_login(user)
        for block in blocks_of(user).values():
            assert len(block.entries) <= desk_page.SHOWN
            for entry in block.entries[:2]:
                response = client.get(entry.url.partition("#")[0])
                assert response.status_code == 200, entry.url
                place = entry.url.partition("#")[2]
                assert not place or f'id="{place}"' in response.content.decode(), entry.url
            if block.list_url and block.key != "columns":
                listed = client.get(block.list_url).context["cl"].paginator.count
                assert listed == block.number, (user, block.key)


def test_a_returned_post_says_by_whom_when_and_why(client, people):
    edition = make_edition(
        title_zh="口岸恢复货运",
        title_en="Freight resumes at the port",
        column=make_column(name_zh="口岸动态"),
    )
    edition = workflow.move(edition, Status.FIRST_REVIEW, people["author"])
    workflow.move(edition, Status.RETURNED, people["first_reviewer"], reason="日期与英文不一致")

    (entry,) = blocks_of(people["author"])["returned"].entries
    assert entry.title == "口岸恢复货运"
    assert entry.column == "口岸动态"
    assert entry.note == "日期与英文不一致"
    assert "first_reviewer" in entry.facts[0]

    client.force_login(people["author"])
    assert "日期与英文不一致" in client.get("/admin/").content.decode()


def test_what_waits_says_who_sent_it_even_after_a_review(people):
    edition = workflow.move(make_edition(), Status.FIRST_REVIEW, people["author"])
    workflow.move(edition, Status.SECOND_REVIEW, people["first_reviewer"])

    (entry,) = blocks_of(people["second_reviewer"])["waiting"].entries
    assert "author" in entry.facts[0]
    assert entry.url.endswith("#way-heading")


def test_proofreading_waits_until_its_words_are_read(people):
    first, second = people["first_reviewer"], people["second_reviewer"]
    edition = workflow.move(make_edition(), Status.FIRST_REVIEW, people["author"])
    assert desk.languages_to_proofread(first) == {edition.pk: ["zh", "en"]}
    assert desk.languages_to_proofread(people["author"]) == {}

    proofreading.tick(edition, "zh", first, edition.lock_version)
    assert desk.languages_to_proofread(second) == {edition.pk: ["en"]}
    proofreading.tick(edition, "en", second, edition.lock_version)
    assert desk.languages_to_proofread(people["final_reviewer"]) == {}

    # What comes back with another English text needs that language anew, and only that.
    edition = workflow.move(edition, Status.RETURNED, first, reason="改英文")
    passage = edition.passages.get()
    passage.text_en = passage.text_en.replace("First", "Opening")
    passage.save()
    edition = workflow.move(Edition.objects.get(pk=edition.pk), "first_review", people["author"])
    assert desk.languages_to_proofread(first) == {edition.pk: ["en"]}


def test_a_second_reader_is_asked_for_where_the_column_wants_two(people):
    column = make_column("policy", proofreadings_required=2)
    edition = workflow.move(make_edition(column=column), Status.FIRST_REVIEW, people["author"])
    proofreading.tick(edition, "zh", people["first_reviewer"], edition.lock_version)

    assert desk.languages_to_proofread(people["first_reviewer"]) == {edition.pk: ["en"]}
    assert desk.languages_to_proofread(people["second_reviewer"]) == {edition.pk: ["zh", "en"]}


def test_stale_english_in_public_is_late_before_its_deadline(people):
    column = make_column(
        "pictures", release_rule=Column.ReleaseRule.CHINESE_FIRST, english_deadline=3
    )
    stale = {"text_zh": "<p>三</p>", "text_en": "<p>3</p>", "fingerprint_en": fingerprint("旧")}
    edition = make_public(column=column, passages=[("<p>一</p>", "<p>1</p>"), stale])
    assert edition.language_state_en == LanguageState.STALE

    block = blocks_of(people["author"])["english"]
    (entry,) = block.entries
    assert entry.url.endswith("#passages-1")
    assert [badge.kind for badge in entry.badges] == ["stale"]

    later = blocks_of(people["author"], timezone.now() + timedelta(days=5, hours=1))["english"]
    assert [badge.kind for badge in later.entries[0].badges] == ["stale", "overdue"]
    assert "2" in later.entries[0].badges[1].label


def test_columns_say_how_many_days_are_left(client, people):
    now = timezone.now()
    for slug, days in [("fresh", 3), ("near", 12), ("late", 20)]:
        make_public(column=make_column(slug), publish_at=now - timedelta(days=days, hours=1))

    block = blocks_of(people["site_manager"])["columns"]
    assert [(entry.badges[0].kind, entry.badges[0].sign) for entry in block.entries] == [
        ("overdue", "!"),
        ("stale", "◐"),
    ]
    assert ["6" in block.entries[0].badges[0].label, "2" in block.entries[1].badges[0].label]
    client.force_login(people["site_manager"])
    assert client.get(block.list_url).context["cl"].result_count == block.number == 2
    over = client.get("/admin/news/column/?limit=over").context["cl"].result_list
    assert [column.slug for column in over] == ["late"]
    assert client.get("/admin/news/column/?limit=odd").context["cl"].result_count == 3


def test_a_post_in_a_column_begins_with_that_column_chosen(client, people):
    column = make_column("late")
    client.force_login(people["author"])
    (entry,) = blocks_of(people["author"])["columns"].entries

    form = client.get(entry.url).context["adminform"].form
    assert str(form["column"].value()) == str(column.pk)


def test_an_inspection_would_find_nothing_or_what_is_named(people):
    column = make_column("pictures", release_rule=Column.ReleaseRule.CHINESE_FIRST)
    make_public(column=column)
    assert blocks_of(people["auditor"])["inspection"].entries == []

    make_column("empty")
    make_public(awaits_confirmation=True)
    make_public(column=column, title_en="", publish_at=timezone.now() - timedelta(days=9))
    # The column without a post, the emergency release, the English text.
    assert blocks_of(people["auditor"])["inspection"].number == 3
    # And a fortnight later the home page and the other columns too.
    later = blocks_of(people["auditor"], timezone.now() + timedelta(days=15))["inspection"]
    assert later.number == 5


def test_an_emergency_is_confirmed_by_whom_it_may_be(people):
    edition = workflow.move(
        make_edition(), workflow.EMERGENCY, people["final_reviewer"], reason="口岸临时关闭"
    )
    actions = {
        role: blocks_of(people[role])["emergency"].entries[0].action
        for role in ["second_reviewer", "final_reviewer", "site_manager"]
    }

    assert actions["second_reviewer"] != actions["final_reviewer"] == actions["site_manager"]
    assert blocks_of(people["second_reviewer"])["emergency"].entries[0].note == "口岸临时关闭"
    later = blocks_of(people["auditor"], edition.publish_at + timedelta(days=2, hours=1))
    assert "2" in later["emergency"].entries[0].badges[0].label


def test_the_scheduled_come_in_order_with_their_time_in_the_zone_of_the_site(people):
    at = timezone.now().replace(hour=0, minute=30, second=0, microsecond=0) + timedelta(days=2)
    make_public(publish_at=at + timedelta(days=1), title_zh="后天")
    make_public(publish_at=at, title_zh="明天")

    block = blocks_of(people["port_officer"])["scheduled"]
    assert [entry.title for entry in block.entries] == ["明天", "后天"]
    assert "08:30" in block.entries[0].facts[0]
    assert "Asia/Shanghai" in block.note and "+08:00" in block.note
