"""Who may do what with whose text at which stage: one table, tried by function and by HTTP.

The second table says who comes through which door of the admin; a door that is not in it fails.
"""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from news import bulk, proofreading, versions, workflow
from news.models import (
    REVIEW_STATUSES,
    AcceptedFinding,
    Confirmation,
    Image,
    Proofreading,
    Status,
    Term,
    Transition,
    Wording,
)
from portal import roles
from portal.models import Banner, Page, SearchMiss, SiteIdentity
from ports.models import Country, ExceptionDay, OpeningRule, RegimeChange, Source
from tests.builders import make_column, make_edition, make_port, make_status, make_user

# Who may, what is shown and what is refused do not depend on the database.
pytestmark = pytest.mark.any_database

PEOPLE = [*roles.ROLES, "admin"]

# Stages, and one of them twice: as it is, and released in an emergency.
STATES = [*Status.values, "approved in an emergency"]
PROOFREAD = "proofread"
ACTIONS = [*Status.values, workflow.EMERGENCY, workflow.CONFIRM, PROOFREAD]

ANY_REVIEWER = {"first_reviewer", "second_reviewer", "final_reviewer"}
WITHDRAWERS = {"final_reviewer", "site_manager"}
CONFIRMERS = {"second_reviewer", "final_reviewer"}
FINAL = {"final_reviewer"}
AUTHOR = {"author"}
NOBODY = set()

# (state, action): who may with another's text, who may with their own. The superuser may what
# anybody may. What is not here nobody may. The column asks for three reviews.
RIGHTS = {
    ("draft", "first_review"): (AUTHOR, AUTHOR),
    ("draft", "emergency"): (FINAL, FINAL),
    ("returned", "first_review"): (AUTHOR, AUTHOR),
    ("returned", "emergency"): (FINAL, FINAL),
    ("first_review", "second_review"): ({"first_reviewer"}, NOBODY),
    ("first_review", "returned"): ({"first_reviewer"}, NOBODY),
    ("first_review", "draft"): (AUTHOR, AUTHOR),
    ("first_review", "emergency"): (FINAL, FINAL),
    ("first_review", "proofread"): (ANY_REVIEWER, NOBODY),
    ("second_review", "final_review"): ({"second_reviewer"}, NOBODY),
    ("second_review", "returned"): ({"second_reviewer"}, NOBODY),
    ("second_review", "draft"): (AUTHOR, AUTHOR),
    ("second_review", "emergency"): (FINAL, FINAL),
    ("second_review", "proofread"): (ANY_REVIEWER, NOBODY),
    ("final_review", "approved"): (FINAL, NOBODY),
    ("final_review", "returned"): (FINAL, NOBODY),
    ("final_review", "draft"): (AUTHOR, AUTHOR),
    ("final_review", "emergency"): (FINAL, FINAL),
    ("final_review", "proofread"): (ANY_REVIEWER, NOBODY),
    ("approved", "withdrawn"): (WITHDRAWERS, WITHDRAWERS),
    ("approved in an emergency", "withdrawn"): (WITHDRAWERS, WITHDRAWERS),
    ("approved in an emergency", "confirm"): (CONFIRMERS, NOBODY),
}
# What a bulk action comes to at a stage of the same column.
IN_BULK = {
    "submit": {("draft", "first_review"), ("returned", "first_review")},
    "pass_on": {("first_review", "second_review"), ("second_review", "final_review")},
    "approve": {("final_review", "approved")},
    "return": {(status.value, "returned") for status in REVIEW_STATUSES},
    "withdraw": {("approved", "withdrawn"), ("approved in an emergency", "withdrawn")},
}


def may(role, state, action, is_own):
    others, own = RIGHTS.get((state, action), (NOBODY, NOBODY))
    who = own if is_own else others
    return role in who or (role == "admin" and bool(who))


def is_allowed_at_all(role, state, action):
    """Whether anything but the person's part in the text stands against it."""
    return may(role, state, action, False) or may(role, state, action, True)


def person(role):
    if role == "admin":
        return make_user("admin", is_staff=True, is_superuser=True)
    return make_user(role, groups=[role], is_staff=True)


def edition_in(state, writer=None):
    status = state.split()[0]
    values = {"withdraw_at": timezone.now()} if status == Status.WITHDRAWN else {}
    edition = make_edition(
        status=status, awaits_confirmation=state == "approved in an emergency", **values
    )
    if writer is not None:
        edition.writers.add(writer)
    return edition


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def by_function(edition, action, user):
    """Whether the act went through."""
    try:
        with transaction.atomic():
            if action == PROOFREAD:
                proofreading.tick(edition, "zh", user, edition.lock_version)
            else:
                workflow.move(edition, action, user, reason="理由")
    except (PermissionDenied, ValidationError):
        return False
    return True


def by_http(client, edition, action):
    """Whether the act went through: something new stands in a log."""
    logs = [Transition, Proofreading]
    before = [log.objects.count() for log in logs]
    data = {"lock_version": edition.lock_version, "reason": "理由"}
    if action == PROOFREAD:
        address = reverse("admin:news_edition_proofread", args=[edition.pk])
        response = client.post(address, {**data, "language": "zh"})
    else:
        address = reverse("admin:news_edition_move", args=[edition.pk])
        response = client.post(address, {**data, "to": action})
    went_through = [log.objects.count() for log in logs] != before
    assert response.status_code in ({302} if went_through else {302, 403})
    return went_through


@pytest.mark.parametrize("is_own", [False, True], ids=["other", "own"])
@pytest.mark.parametrize("role", PEOPLE)
def test_every_cell_of_the_table_holds_by_function_and_by_http(db, role, is_own):
    user = person(role)
    client = Client()
    client.force_login(user)
    wrong = []
    for state in STATES:
        edition = edition_in(state, user if is_own else None)
        for action in ACTIONS:
            expected = may(role, state, action, is_own)
            with undone():
                if by_function(edition, action, user) != expected:
                    wrong.append((state, action, "function", not expected))
            with undone():
                if by_http(client, edition, action) != expected:
                    wrong.append((state, action, "http", not expected))

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("is_own", [False, True], ids=["other", "own"])
@pytest.mark.parametrize("role", PEOPLE)
def test_the_buttons_are_those_of_the_table(db, role, is_own):
    user = person(role)
    for state in STATES:
        edition = edition_in(state, user if is_own else None)
        offered = {str(to) for to, _step in workflow.allowed(edition, user)}
        offered |= {
            PROOFREAD
            for standing in proofreading.standings(edition, user)
            if standing.may_tick and not standing.ticks
        }
        # Somebody proofread what is at its final review already; that is no hindrance.
        if may(role, state, PROOFREAD, is_own):
            offered.add(PROOFREAD)

        assert offered == {action for action in ACTIONS if may(role, state, action, is_own)}, state


@pytest.mark.parametrize("name", bulk.BULKS)
@pytest.mark.parametrize("role", PEOPLE)
def test_bulk_actions_go_by_the_same_table_one_by_one(db, role, name):
    user = person(role)
    client = Client()
    client.force_login(user)
    editions = {
        (state, is_own): edition_in(state, user if is_own else None)
        for state in STATES
        for is_own in [False, True]
    }
    expected = {
        key
        for key in editions
        for state, action in IN_BULK[name]
        if key[0] == state and may(role, state, action, key[1])
    }

    response = client.post(
        reverse("admin:news_post_bulk"),
        {
            "name": name,
            "reason": "理由",
            "item": [f"{each.pk}:{each.lock_version}" for each in editions.values()],
        },
    )

    moved = set(Transition.objects.values_list("edition", flat=True))
    assert {key for key, each in editions.items() if each.pk in moved} == expected
    at_all = any(is_allowed_at_all(role, *cell) for cell in IN_BULK[name])
    assert response.status_code == (200 if at_all else 403)
    if at_all:
        refused = response.context["refused"]
        assert len(refused) == len(editions) - len(expected)
        assert all(each.refusal for each in refused)
        assert len(response.context["done"]) == len(expected)


def test_the_table_names_nothing_that_the_workflow_does_not_know():
    in_table = {(state.split()[0], action) for state, action in RIGHTS if action != PROOFREAD}
    # Of a column with one or two reviews; tests/news/test_workflow.py walks them.
    shorter = {
        ("draft", "final_review"),
        ("returned", "final_review"),
        ("first_review", "final_review"),
    }
    # What is over may still be confirmed; an edition of those states was not, here.
    over = {("superseded", "confirm"), ("withdrawn", "confirm")}
    known = {
        (status.value, str(to)) for status, steps in workflow.TRANSITIONS.items() for to in steps
    }

    assert known - shorter - over == in_table


# The doors

STAFF = {*PEOPLE, "none"}
ROLES = set(PEOPLE)
SITE = {"site_manager", "auditor", "admin"}
MANAGER = {"site_manager", "admin"}
WRITER = {"author", "admin"}
OFFICER = {"port_officer", "admin"}
ADMIN = {"admin"}
# By model: who sees its list and an object of it, who adds, who changes and who deletes one.
MODELS = {
    # The forms of a post and the list of editions only lead on, to the form of an edition and to
    # the list of posts.
    "news_post": (ROLES, STAFF, ROLES, NOBODY),
    "news_edition": (STAFF, WRITER, WRITER, NOBODY),
    "news_image": (ROLES, WRITER, WRITER, ADMIN),
    "news_column": (ROLES, MANAGER, MANAGER, MANAGER),
    "news_transition": (ROLES, NOBODY, NOBODY, NOBODY),
    "news_confirmation": (ROLES, NOBODY, NOBODY, NOBODY),
    "news_proofreading": (ROLES, NOBODY, NOBODY, NOBODY),
    "news_acceptedfinding": (ROLES, NOBODY, NOBODY, NOBODY),
    "news_term": (ROLES, MANAGER, MANAGER, MANAGER),
    "news_wording": (ROLES, MANAGER, MANAGER, MANAGER),
    "portal_page": (SITE, MANAGER, MANAGER, MANAGER),
    "portal_banner": (SITE, MANAGER, MANAGER, MANAGER),
    "portal_searchmiss": (SITE, NOBODY, NOBODY, MANAGER),
    "portal_siteidentity": (SITE, NOBODY, MANAGER, NOBODY),
    "ports_port": (ROLES, ADMIN, OFFICER, ADMIN),
    "ports_statuschange": (ROLES, OFFICER, NOBODY, NOBODY),
    "ports_regimechange": (ROLES, OFFICER, NOBODY, NOBODY),
    "ports_exceptionday": (ROLES, OFFICER, NOBODY, NOBODY),
    "ports_openingrule": (ROLES, OFFICER, OFFICER, OFFICER),
    "ports_country": (ROLES, ADMIN, ADMIN, ADMIN),
    "ports_source": (ROLES, OFFICER, OFFICER, ADMIN),
    "auth_user": (SITE, ADMIN, ADMIN, ADMIN),
    "auth_group": (SITE, ADMIN, ADMIN, ADMIN),
}
# The other doors: their arguments by name, who gets an answer to GET and who to POST. These
# belong to no text: signing in and out, one's own password and language, names for scripts.
EVERYBODY = {*STAFF, "stranger"}
OTHERS = {
    "admin:index": ({}, STAFF, STAFF),
    "admin:login": ({}, EVERYBODY, EVERYBODY),
    # Who is signed out already is sent to the first page.
    "admin:logout": ({}, {"stranger"}, EVERYBODY),
    "admin:password_change": ({}, STAFF, STAFF),
    "admin:password_change_done": ({}, STAFF, NOBODY),
    "admin:auth_user_password_change": ({"id": "auth_user"}, ADMIN, ADMIN),
    "admin:autocomplete": ({}, NOBODY, NOBODY),
    "admin:jsi18n": ({}, STAFF, NOBODY),
    "admin:app_list": ({"app_label": "news"}, ROLES, ROLES),
    "admin:view_on_site": ({"content_type_id": 0, "object_id": 0}, NOBODY, NOBODY),
    "admin:news_post_languages": ({}, ROLES, NOBODY),
    # The acts themselves stand in RIGHTS; these posts say nothing and are refused.
    "admin:news_post_bulk": ({}, NOBODY, NOBODY),
    "admin:news_edition_move": ({"object_id": "news_edition"}, NOBODY, NOBODY),
    "admin:news_edition_proofread": ({"object_id": "news_edition"}, NOBODY, NOBODY),
    # It tells a script that nobody is signed in, and checks nothing.
    "admin:news_edition_check": ({}, NOBODY, {*WRITER, "stranger"}),
    "admin:news_edition_submit": ({"object_id": "news_edition"}, WRITER, NOBODY),
    "admin:news_edition_preview": ({"object_id": "news_edition"}, ROLES, NOBODY),
    "admin:news_edition_preview_link": ({"object_id": "news_edition"}, NOBODY, ROLES),
    # What does not exist, or is somebody else's, nobody comes to.
    "admin:news_edition_preview_end": (
        {"object_id": "news_edition", "link_id": 0},
        NOBODY,
        NOBODY,
    ),
    "admin:news_manuscript_import": ({}, WRITER, WRITER),
    "admin:news_manuscript": ({"manuscript_id": 0}, NOBODY, NOBODY),
    "admin:news_manuscript_discard": ({"manuscript_id": 0}, NOBODY, NOBODY),
    "admin:news_manuscript_picture": ({"manuscript_id": 0, "number": 0}, NOBODY, NOBODY),
    "admin:news_edition_sign_off": ({"object_id": "news_edition"}, ROLES, NOBODY),
    "admin:news_edition_sign_off_pdf": ({"object_id": "news_edition"}, ROLES, NOBODY),
    "admin:news_post_compare": ({"object_id": "news_post"}, ROLES, NOBODY),
    "admin:news_post_version": (
        {"object_id": "news_post", "version_id": "news_version"},
        ROLES,
        NOBODY,
    ),
    # A post that does not say which text it saw is refused.
    "admin:news_post_restore": (
        {"object_id": "news_post", "version_id": "news_version"},
        WRITER,
        NOBODY,
    ),
    "admin:ports_exceptionday_grid": ({}, OFFICER, OFFICER),
    "admin:ports_exceptionday_grid_read": ({}, NOBODY, OFFICER),
    "admin:news_edition_announce": ({}, NOBODY, OFFICER),
    "admin_language": ({}, EVERYBODY, EVERYBODY),
    # Tells a page whether its session still holds.
    "admin_ping": ({}, EVERYBODY, NOBODY),
    "workbench_strings": ({}, EVERYBODY, NOBODY),
}
# Routes without a name: a redirect from an older form of address, and the last one, which answers
# 404 to whoever is signed in.
NAMELESS = r"admin/\w+/\w+/<path:object_id>/|admin/\(\?P<url>\.\*\)\$"


def doors():
    """(name with namespace or None, route) of every pattern of the admin."""

    def walk(resolver, namespaces, route):
        for item in resolver.url_patterns:
            item_route = route + str(item.pattern)
            if isinstance(item, URLPattern):
                yield item.name and ":".join([*namespaces, item.name]), item_route
            else:
                yield from walk(item, [*namespaces, *filter(None, [item.namespace])], item_route)

    return [door for door in walk(get_resolver(), [], "") if door[1].startswith("admin/")]


def table():
    """{name: (what its arguments name, who may GET, who may POST)} of both tables."""
    result = dict(OTHERS)
    for model, (see, add, change, delete) in MODELS.items():
        one = {"object_id": model}
        result |= {
            f"admin:{model}_changelist": ({}, see, see),
            f"admin:{model}_add": ({}, add, add),
            f"admin:{model}_change": (one, see & ROLES, change),
            f"admin:{model}_history": (one, see & ROLES, see & ROLES),
            f"admin:{model}_delete": (one, delete, delete),
        }
    return result


def test_every_door_of_the_admin_stands_in_the_table():
    import re

    names = {name for name, _route in doors() if name}
    nameless = [route for name, route in doors() if not name]

    assert names == set(table())
    assert [route for route in nameless if not re.fullmatch(NAMELESS, route)] == []


@pytest.fixture
def objects(db):
    """An object of every model, by "app_model"."""
    admin = make_user("somebody")
    column = make_column("empty")
    edition = make_edition(column=make_column("news"))
    port = make_port("gate")
    service = port.services.get()
    move = workflow.move(
        make_edition(), "first_review", make_user("writer", is_superuser=True)
    ).transitions.get()
    identity = SiteIdentity.objects.create(
        pk=1, name_zh="口岸", name_en="Kouan", domain="example.org", sponsor_zh="甲", sponsor_en="A"
    )
    return {
        "news_post": edition.post,
        "news_edition": edition,
        "news_version": versions.keep(edition),
        "news_image": Image.objects.create(alt_zh="图", alt_en="Picture", width=1, height=1),
        "news_column": column,
        "news_transition": move,
        "news_confirmation": Confirmation.objects.create(
            edition=edition, part="title", language="en", kind="edited"
        ),
        "news_proofreading": Proofreading.objects.create(
            edition=edition, language="zh", stage="first_review", lock_version=1, digest="x"
        ),
        "news_acceptedfinding": AcceptedFinding.objects.create(
            edition=edition, part="title", code="x", level="hint", digest="x", reason="甲"
        ),
        "news_term": Term.objects.create(zh="甲词", en="term"),
        "news_wording": Wording.objects.create(language="zh", wrong="甲误"),
        "portal_page": Page.objects.create(slug="about", title_zh="关于", body_zh="甲"),
        "portal_banner": Banner.objects.create(text_zh="甲", shown_from=timezone.now()),
        "portal_searchmiss": SearchMiss.objects.create(words="甲词", last_on=date(2026, 1, 1)),
        "portal_siteidentity": identity,
        "ports_port": port,
        "ports_statuschange": make_status(service, "open", timezone.now() - timedelta(days=1)),
        "ports_regimechange": RegimeChange.objects.create(
            service=service, regime="perennial", since=timezone.now()
        ),
        "ports_exceptionday": ExceptionDay.objects.create(
            service=service, date=date(2026, 10, 1), state="closed"
        ),
        "ports_openingrule": OpeningRule.objects.create(
            service=service, valid_from=date(2026, 1, 1)
        ),
        "ports_country": Country.objects.create(code="QZ", name_zh="甲国", name_en="A"),
        "ports_source": Source.objects.create(code="S1", title="来源"),
        "auth_user": admin,
        "auth_group": admin.groups.model.objects.create(name="spare"),
    }


def gets_in(client, method, address):
    response = getattr(client, method)(address)
    if response.status_code == 302 and "/login/" in response.url:
        return False
    return response.status_code not in {403, 404, 405}


# Django's own page for a password asks for a field that it does not always have.
@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("role", [*PEOPLE, "none", "stranger"])
def test_each_door_opens_for_the_roles_of_the_table_alone(objects, role):
    client = Client()
    user = None
    if role != "stranger":
        user = make_user("none", is_staff=True) if role == "none" else person(role)
        client.force_login(user)
    cookies = dict(client.cookies)
    wrong = []
    for name, (arguments, *whom) in table().items():
        known = {
            key: objects[value].pk if value in objects else value
            for key, value in arguments.items()
        }
        address = reverse(name, kwargs=known)
        for method, who in zip(["get", "post"], whom, strict=True):
            with undone():
                # Whoever was signed out is signed in again: the session comes back with the rest.
                client.cookies.clear()
                client.cookies.update(cookies)
                if gets_in(client, method, address) != (role in who):
                    wrong.append((method, name, "shut" if role in who else "open"))

    assert not wrong, "\n".join(map(str, wrong))
