from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal import roles
from portal.management.commands.create_demo_accounts import NAMES
from tests.builders import make_user

GOOD = "Corridor-lantern-42"

# Which changelists open for whom; 302 is a single-row model that leads to its form.
SEES = {
    "news_post": {*roles.ROLES, "admin"},
    "news_image": {*roles.ROLES, "admin"},
    "news_column": {*roles.ROLES, "admin"},
    "news_transition": {*roles.ROLES, "admin"},
    "news_acceptedfinding": {*roles.ROLES, "admin"},
    "news_term": {*roles.ROLES, "admin"},
    "news_wording": {*roles.ROLES, "admin"},
    "news_proofreading": {*roles.ROLES, "admin"},
    "portal_page": {"site_manager", "auditor", "admin"},
    "portal_banner": {"site_manager", "auditor", "admin"},
    "portal_siteidentity": {"site_manager", "auditor", "admin"},
    "portal_searchmiss": {"site_manager", "auditor", "admin"},
    "auth_user": {"site_manager", "auditor", "admin"},
    "auth_group": {"site_manager", "auditor", "admin"},
}
# Pages of the admin that belong to no list, by the names of their addresses.
PAGES = {
    "news_post_languages": {*roles.ROLES, "admin"},
    "ports_exceptionday_grid": {"port_officer", "admin"},
    "news_manuscript_import": {"author", "admin"},
}
# Addresses that a page of the admin asks by itself, with POST.
ASKS = {
    "news_edition_check": {"author", "admin"},
}
ADDS = {
    "news_edition": {"author", "admin"},
    "news_image": {"author", "admin"},
    "news_column": {"site_manager", "admin"},
    "news_transition": set(),
    "news_acceptedfinding": set(),
    "news_term": {"site_manager", "admin"},
    "news_wording": {"site_manager", "admin"},
    "portal_page": {"site_manager", "admin"},
    "portal_banner": {"site_manager", "admin"},
    "portal_searchmiss": set(),
    "auth_user": {"admin"},
    "auth_group": {"admin"},
}
PEOPLE = [*roles.ROLES, "admin"]


def sign_in(client, role):
    if role == "admin":
        user = make_user("admin", is_staff=True, is_superuser=True)
    else:
        user = make_user(role, groups=[role], is_staff=True)
    client.force_login(user)
    return user


@pytest.mark.any_database
@pytest.mark.parametrize("model", SEES)
@pytest.mark.parametrize("role", PEOPLE)
def test_each_list_opens_for_the_roles_of_the_table_alone(client, db, role, model):
    sign_in(client, role)

    response = client.get(reverse(f"admin:{model}_changelist"))

    assert response.status_code == (200 if role in SEES[model] else 403)


@pytest.mark.any_database
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [*PEOPLE, "none"])
def test_each_other_page_opens_for_the_roles_of_the_table_alone(client, db, role, name):
    if role == "none":
        client.force_login(make_user("none", is_staff=True))
    else:
        sign_in(client, role)

    response = client.get(reverse(f"admin:{name}"))

    assert response.status_code == (200 if role in PAGES[name] else 403)


@pytest.mark.any_database
@pytest.mark.parametrize("name", ASKS)
@pytest.mark.parametrize("role", [*PEOPLE, "none"])
def test_each_address_that_pages_ask_answers_the_roles_of_the_table_alone(client, db, role, name):
    if role == "none":
        client.force_login(make_user("none", is_staff=True))
    else:
        sign_in(client, role)

    response = client.post(reverse(f"admin:{name}"), {"rows": []}, content_type="application/json")

    assert response.status_code == (200 if role in ASKS[name] else 403)
    assert client.get(reverse(f"admin:{name}")).status_code == 405


@pytest.mark.any_database
@pytest.mark.parametrize("model", ADDS)
@pytest.mark.parametrize("role", PEOPLE)
def test_each_add_form_opens_for_the_roles_of_the_table_alone(client, db, role, model):
    sign_in(client, role)

    response = client.get(reverse(f"admin:{model}_add"))

    assert response.status_code == (200 if role in ADDS[model] else 403)


def test_an_account_that_is_no_staff_comes_no_further_than_the_sign_in(client, db):
    client.force_login(make_user("author", groups=["author"]))

    response = client.get(reverse("admin:news_post_changelist"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))


def test_every_permission_of_the_roles_exists(db):
    for name, permissions in roles.ROLES.items():
        assert Group.objects.get(name=name).permissions.count() == len(set(permissions)), name


def test_the_auditor_may_change_nothing(db):
    user = make_user("auditor", groups=["auditor"])

    assert {
        permission.split(".")[1].split("_")[0] for permission in user.get_all_permissions()
    } == {"view"}


def test_the_port_officer_adds_to_histories_and_changes_none(db):
    user = make_user("officer", groups=["port_officer"])

    assert user.has_perm("ports.add_statuschange")
    assert not user.has_perm("ports.change_statuschange")
    assert not user.has_perm("ports.delete_statuschange")
    assert user.has_perm("ports.change_port")


def test_laying_down_the_roles_again_mends_and_changes_nothing_else(db):
    Group.objects.get(name="author").permissions.clear()
    roles.lay_down()
    first = list(Group.objects.values_list("name", "permissions").order_by("name", "permissions"))
    roles.lay_down()

    assert first == list(
        Group.objects.values_list("name", "permissions").order_by("name", "permissions")
    )
    assert Group.objects.get(name="author").permissions.exists()


def accounts(monkeypatch, password=None):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    if password is not None:
        monkeypatch.setenv("DEMO_PASSWORD", password)
    out = StringIO()
    call_command("create_demo_accounts", stdout=out)
    return out.getvalue()


def test_demo_accounts_have_their_roles_and_the_given_password(db, monkeypatch):
    out = accounts(monkeypatch, GOOD)

    for name in NAMES:
        user = get_user_model().objects.get(username=name)
        assert user.check_password(GOOD) and user.is_staff
        assert user.is_superuser == (name == "admin")
        assert [group.name for group in user.groups.all()] == ([] if name == "admin" else [name])
    assert GOOD not in out


def test_a_made_up_password_is_shown_once_and_works(db, monkeypatch):
    out = accounts(monkeypatch)
    password = out.split("Password: ")[1].split()[0]
    again = accounts(monkeypatch)

    assert len(password) >= 16
    assert get_user_model().objects.get(username="auditor").check_password(password)
    assert "left alone" in again and password not in again


def test_a_password_given_later_replaces_that_of_every_demo_account(db, monkeypatch):
    accounts(monkeypatch)
    accounts(monkeypatch, GOOD)

    assert all(user.check_password(GOOD) for user in get_user_model().objects.all())
    assert get_user_model().objects.count() == len(NAMES)


def test_a_weak_password_is_refused_and_no_account_is_made(db, monkeypatch):
    for weak in ["short", "password1234", "first_reviewer"]:
        with pytest.raises(CommandError, match="DEMO_PASSWORD"):
            accounts(monkeypatch, weak)
    assert not get_user_model().objects.exists()


def test_the_editor_chooses_the_language_of_the_admin_and_it_lasts(client, db):
    assert "English</button>" in client.get(reverse("admin:login")).content.decode()

    response = client.post(
        reverse("admin_language"), {"language": "en", "next": reverse("admin:login")}
    )

    cookie = response.cookies["django_language"]
    assert cookie["path"] == "/admin/" and int(cookie["max-age"]) > 30 * 24 * 60 * 60
    page = client.get(response.url).content.decode()
    assert '<html lang="en"' in page and "中文</button>" in page
