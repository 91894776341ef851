import re

import pytest

from portal.models import SiteIdentity
from portal.preferences import (
    CHOICES,
    COOKIE,
    LABELS,
    MAX_COOKIE_LENGTH,
    SWITCHES,
    reader,
    reader_of,
)
from portal.shortcuts import shortcuts


def chosen(response):
    return response.cookies[COOKIE].value


@pytest.mark.parametrize("path", ["/preferences/", "/en/preferences/"])
def test_the_form_is_shown_without_setting_a_cookie(client, db, path):
    response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies


def test_saving_writes_one_cookie_and_leads_back(client, db):
    response = client.post(
        "/en/preferences/", {"size": "large", "theme": "dark", "next": "/en/news/"}
    )

    assert response.status_code == 303
    assert response.headers["Location"] == "/en/news/"
    assert list(response.cookies) == [COOKIE]
    cookie = response.cookies[COOKIE]
    assert cookie.value == "size=large&theme=dark"
    assert (cookie["samesite"], cookie["path"], cookie["httponly"]) == ("Lax", "/", True)
    assert cookie["max-age"] == 365 * 24 * 60 * 60


def test_the_choice_stands_on_every_page_in_both_languages(client, db):
    client.post("/preferences/", {"size": "largest", "theme": "contrast", "spacing": "wide"})

    for path in ["/", "/en/", "/news/", "/nowhere/"]:
        page = client.get(path).text
        assert 'data-size="largest"' in page
        assert 'data-theme="contrast"' in page
        assert 'data-spacing="wide"' in page


def test_one_button_changes_one_preference_and_keeps_the_others(client, db):
    client.post("/preferences/", {"theme": "dark"})

    assert chosen(client.post("/preferences/", {"size": "small"})) == "size=small&theme=dark"


def test_the_bar_is_opened_and_closed_without_losing_the_rest(client, db):
    client.post("/preferences/", {"size": "large", "bar": "on"})
    assert "reader-bar" in client.get("/").text

    client.post("/preferences/", {"bar": "off"})
    page = client.get("/").text
    assert "reader-bar" not in page
    assert 'data-size="large"' in page


def test_reset_returns_everything_but_the_bar(client, db):
    client.post("/preferences/", {"size": "large", "theme": "dark", "bar": "on"})

    assert chosen(client.post("/preferences/", {"reset": "all"})) == "bar=on"


def test_a_reader_with_every_default_keeps_no_cookie(client, db):
    client.post("/preferences/", {"size": "large"})
    response = client.post("/preferences/", {"size": "medium"})

    assert response.cookies[COOKIE]["max-age"] == 0


@pytest.mark.parametrize(
    "value",
    [
        "size=huge",
        'size=large"><script>',
        "size=",
        "admin=on",
        "\x00",
        "%ff%fe",
        "=" * 90,
        "size=large&" * 100,
    ],
)
def test_a_cookie_outside_the_allow_list_changes_nothing(rf, value):
    request = rf.get("/")
    request.COOKIES[COOKIE] = value

    assert reader_of(request).cookie() == ""


def test_an_unknown_value_does_not_undo_an_earlier_choice(client, db):
    client.post("/preferences/", {"size": "large"})

    assert chosen(client.post("/preferences/", {"size": "enormous"})) == "size=large"


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "news/",
        "\n/news/",
        "/admin/logout/",
        "/" + "x" * 3000,
        "",
    ],
)
def test_next_leads_only_to_a_page_of_this_site(client, db, target):
    response = client.post("/preferences/", {"size": "large", "next": target})

    assert response.headers["Location"] == "/preferences/"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(client, db, headers):
    response = client.post("/preferences/", {"size": "large"}, headers=headers)

    assert response.status_code == 403
    assert not response.cookies


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}]
)
def test_an_own_form_needs_no_token(strict_client, db, headers):
    response = strict_client.post("/preferences/", {"size": "large"}, headers=headers)

    assert response.status_code == 303


@pytest.fixture
def strict_client():
    from django.test import Client

    return Client(enforce_csrf_checks=True)


def test_every_choice_fits_in_the_cookie_and_has_its_words():
    longest = reader([(name, max(values[1:], key=len)) for name, values in CHOICES.items()])

    assert list(longest.chosen) == list(CHOICES)
    assert len(longest.cookie()) <= MAX_COOKIE_LENGTH
    assert {name: set(labels) for name, (_label, labels) in LABELS.items()} == {
        name: set(values) for name, values in CHOICES.items()
    }
    assert all(value in CHOICES[name] for name, value in SWITCHES)


def test_the_page_of_preferences_offers_everything_and_lists_the_shortcuts(client, db):
    page = client.get("/preferences/").text

    for name, values in CHOICES.items():
        offered = re.findall(rf'name="{name}"\s+value="(\w+)"\s+checked', page)
        assert offered == [values[0]]
        assert all(re.search(rf'name="{name}"\s+value="{value}"', page) for value in values)
    listed = [" ".join(item) for item in re.findall(r"<dd>\s*(.+?)\s*</dd>", page)]
    assert len(listed) >= len(shortcuts())
    assert "朗读全页" in page


def test_shortcuts_have_a_key_each():
    all_of_them = shortcuts()

    assert len({shortcut.code for shortcut in all_of_them}) == len(all_of_them)
    assert len({shortcut.act for shortcut in all_of_them}) == len(all_of_them)


def test_only_who_needs_them_gets_the_further_sheets_and_scripts(client, db):
    def parts(cookie):
        client.cookies[COOKIE] = cookie
        return re.findall(r"(?:css|js)/([\w/]+)\.(?:css|js)\"", client.get("/").text)

    usual = parts("")

    def further(cookie):
        return [part for part in parts(cookie) if part not in usual]

    assert {"site", "reader", "unscripted"} <= set(usual)
    assert further("size=large&theme=dark&spacing=wide") == []
    assert further("theme=yellow") == further("zoom=150") == ["choices"]
    everything = ["choices", "bar", "bar/main"]
    assert further("bar=on") == further("bar=folded") == everything


def test_what_needs_the_bar_is_said_only_while_it_is_there(client, db):
    client.post("/preferences/", {"guide": "cross", "zoom": "150", "view": "simple"})
    page = client.get("/").text
    assert 'data-zoom="150"' in page and 'data-view="simple"' in page
    assert "data-guide" not in page

    client.post("/preferences/", {"bar": "folded"})
    page = client.get("/en/").text
    assert 'data-guide="cross"' in page
    assert 'class="reader-bar reader-bar--folded"' in page
    assert 'aria-expanded="false"' in page


def test_a_switch_is_pressed_and_pressed_again(client, db):
    def switch(name, on):
        page = client.get("/en/").text
        return re.search(rf'name="{name}"\s+value="(\w+)"\s+aria-pressed="(\w+)"', page).groups()

    client.post("/preferences/", {"bar": "on"})
    assert switch("view", "simple") == ("simple", "false")
    client.post("/preferences/", {"view": "simple"})
    assert switch("view", "simple") == ("full", "true")
    # The shortcuts are on from the start.
    assert switch("keys", "on") == ("off", "true")
    client.post("/preferences/", {"keys": "off"})
    assert switch("keys", "on") == ("on", "false")


def test_every_page_is_grey_on_a_day_of_mourning(client, db):
    identity = SiteIdentity.objects.create(
        pk=1, name_zh="口岸", name_en="Ports", domain="a.example"
    )
    assert "data-mourning" not in client.get("/").text

    identity.is_mourning = True
    identity.save()
    for path in ["/", "/en/news/", "/nowhere/", "/preferences/"]:
        page = client.get(path).text
        assert "data-mourning" in page.split("<head>")[0]
        assert "css/choices.css" in page
