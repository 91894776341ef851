import pytest

from portal.preferences import COOKIE, reader_of


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
