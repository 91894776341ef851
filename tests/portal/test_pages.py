import json
import re
from html.parser import HTMLParser

import pytest
from django.db import OperationalError

from portal.models import Page, SiteIdentity
from tests.builders import make_column, make_port, make_public

# Who may, what is shown and what is refused do not depend on the database.
pytestmark = pytest.mark.any_database

HAN = re.compile(r"[\u3400-\u9fff]")
# Words of the Chinese interface that are Latin by right.
LATIN_ALLOWED = {"English", "Cookie", "ICP", "PDF", "Esc"}


class Words(HTMLParser):
    """The words a reader meets, by the language they are said to be in."""

    SKIPPED = {"script", "style"}
    SPOKEN = {"alt", "title", "aria-label", "data-said", "placeholder"}
    VOID = {"meta", "link", "img", "input", "br", "hr"}

    def __init__(self):
        super().__init__()
        self.stack = []
        self.found = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        language = attributes.get("lang") or (self.stack[-1][1] if self.stack else "")
        for name in self.SPOKEN & attributes.keys():
            self.found.append((language, attributes[name]))
        if tag == "meta" and attributes.get("name"):
            self.found.append((language, attributes["content"]))
        if tag not in self.VOID:
            self.stack.append((tag, language))

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self.stack and self.stack[-1][0] not in self.SKIPPED:
            self.found.append((self.stack[-1][1], data.strip()))


@pytest.fixture
def site(db):
    SiteIdentity.objects.create(
        pk=1,
        name_zh="口岸网",
        name_en="Ports",
        tagline_zh="标语",
        tagline_en="Tagline",
        domain="123",
        identification_code="456",
        sponsor_zh="主办",
        sponsor_en="Sponsor",
        contact_zh="1",
        contact_en="1",
        icp_number="7",
        police_number="8",
    )
    Page.objects.create(
        slug="about", title_zh="关于", title_en="About", body_zh="<p>文</p>", body_en="<p>Text</p>"
    )
    make_port("laoyemiao", name_zh="老爷庙", name_en="Laoyemiao")
    words = {"title_zh": "稿件", "summary_zh": "摘要", "change_note_zh": "更正了数字"}
    for column, name in [("news", "要闻"), ("notices", "通知"), ("policy", "政策")]:
        make_public(
            slug=f"in-{column}", column=make_column(column, name_zh=name, name_en=column), **words
        )
    for _number in range(21):
        make_public(title_zh="又一篇", summary_zh="摘要")
    make_public(slug="only-zh", title_zh="仅中文", title_en="", summary_zh="摘要")


PATHS = [
    "/",
    "/news/",
    "/news/?page=2",
    "/news/column/policy/",
    "/news/in-news/",
    "/pages/about/",
    "/pages/site-map/",
    "/preferences/",
]
ADDRESS = re.compile(r"https?://\S+")
BOTH = [(prefix, path) for path in PATHS for prefix in ["", "/en"]]


@pytest.mark.parametrize(("prefix", "path"), BOTH)
def test_every_page_answers_in_its_language_alone(client, site, prefix, path):
    client.cookies["reader"] = "bar=on"
    response = client.get(prefix + path)
    page = response.text

    language = "en" if prefix else "zh-Hans"
    assert response.status_code == 200
    assert f'<html lang="{language}"' in page
    assert response.headers["Content-Language"].lower() == language.lower()
    words = Words()
    words.feed(page)
    said = [text for code, text in words.found if code == language]
    assert said
    if language == "en":
        assert [text for text in said if HAN.search(text)] == []
    else:
        strange = [
            word
            for text in said
            for word in re.findall(r"[A-Za-z]{3,}", ADDRESS.sub("", text))
            if word not in LATIN_ALLOWED and "width=" not in text and "light dark" not in text
        ]
        assert strange == []


@pytest.mark.parametrize(("prefix", "path"), BOTH)
def test_public_pages_set_no_cookie_and_are_asked_for_again(client, site, prefix, path):
    response = client.get(prefix + path)

    assert "Set-Cookie" not in response.headers
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Vary"] == "Cookie"
    assert "csrfmiddlewaretoken" not in response.text
    if "preferences" not in path:
        etag = response.headers["ETag"]
        assert client.get(prefix + path, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(("prefix", "path"), BOTH)
def test_every_page_has_the_frame(client, site, prefix, path):
    page = client.get(prefix + path).text

    assert page.index('class="skip-link" href="#content"') < page.index("<header")
    assert page.count("<h1") == 1
    assert '<main id="content"' in page
    demonstration = "This is a demonstration site" if prefix else "本站为演示网站"
    assert demonstration in page
    assert 'name="SiteIDCode" content="456"' in page
    assert "https://beian.miit.gov.cn/" in page
    navigation = page.split('class="navigation"')[1].split("</nav>")[0]
    assert 5 <= navigation.count("navigation__item") <= 8
    other, code = (path, "zh-Hans") if prefix else ("/en" + path, "en")
    assert re.search(
        rf'href="{re.escape(other.split("?")[0])}"\s+lang="{code}"\s+hreflang="{code}"', page
    )


def test_header_and_footer_are_the_same_everywhere(client, site):
    def frame(path):
        page = client.get(path).text
        header = re.search(r'<div class="masthead">.*?</nav>', page, re.DOTALL).group()
        footer = re.search(r"<footer class=\"footer\">.*</footer>", page, re.DOTALL).group()
        header = re.sub(r'\s+aria-current="\w+"|(value|href)="[^"]*"', "", header)
        return re.sub(r"\s+", " ", header), re.sub(r"\s+", " ", footer)

    assert len({frame(path) for path in PATHS}) == 1


def test_titles_differ_between_pages(client, site):
    paths = [prefix + path for prefix, path in BOTH]
    titles = [re.search("<title>(.*?)</title>", client.get(path).text).group(1) for path in paths]

    assert len(set(titles)) == len(titles)


def test_the_navigation_marks_the_page_and_the_column_of_an_article(client, site):
    def marked(path):
        return re.findall(r'href="([^"]+)"\s+aria-current="(\w+)"', client.get(path).text)

    assert ("/", "page") in marked("/")
    assert ("/news/column/policy/", "page") in marked("/news/column/policy/")
    assert ("/news/column/policy/", "true") in marked("/news/in-policy/")


def test_a_page_without_english_is_not_found_there(client, site):
    Page.objects.create(slug="contact", title_zh="联系", body_zh="<p>文</p>")

    assert client.get("/pages/contact/").status_code == 200
    assert client.get("/en/pages/contact/").status_code == 404
    assert "/en/pages/contact/" not in client.get("/pages/contact/").text
    assert "/en/pages/contact/" not in client.get("/en/").text


@pytest.mark.parametrize(
    ("path", "status", "language"),
    [
        ("/nowhere/", 404, "zh-Hans"),
        ("/en/nowhere/", 404, "en"),
        ("/en/news/nowhere/", 404, "en"),
        ("/zh-hans/", 404, "zh-Hans"),
        ("/en/news/only-zh/", 404, "en"),
        ("/pages/nowhere/", 404, "zh-Hans"),
        ("/%00/", 404, "zh-Hans"),
        ("/%ff/", 404, "zh-Hans"),
        ("/admin/nowhere", 302, None),
    ],
)
def test_an_unknown_address_is_answered_in_the_language_of_its_path(
    client, site, path, status, language
):
    response = client.get(path)

    assert response.status_code == status
    if language:
        assert f'<html lang="{language}"' in response.text
        assert 'rel="canonical"' not in response.text


@pytest.mark.parametrize("path", ["/", "/news/", "/pages/about/", "/news/in-news/"])
def test_other_methods_than_reading_are_refused(client, site, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


@pytest.fixture
def broken_database(monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr("portal.generation.current", fail)


@pytest.mark.parametrize(("path", "word"), [("/", "页面暂时无法显示"), ("/en/", "cannot be shown")])
def test_a_failure_is_told_in_the_pages_language_without_the_database(
    client, db, broken_database, path, word
):
    client.raise_request_exception = False
    response = client.get(path)

    assert response.status_code == 500
    assert word in response.text
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("path", "word"), [("/x/", "页面不存在"), ("/en/x/", "Page not found")])
def test_not_found_is_told_without_the_database_too(client, db, broken_database, path, word):
    response = client.get(path)

    assert response.status_code == 404
    assert word in response.text


def test_a_broken_template_still_gives_a_failure_page(rf, monkeypatch):
    from portal import errors

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(errors, "render_to_string", fail)

    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "请稍后再试" in response.text


def test_alive_asks_nothing_and_ready_asks_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok")

    response = client.get("/readyz")
    assert (response.status_code, json.loads(response.text)) == (
        200,
        {"status": "ok", "degraded": []},
    )


def test_not_ready_without_the_database(client, monkeypatch):
    class Broken:
        def cursor(self):
            raise OperationalError("gone")

    monkeypatch.setattr("portal.views.connection", Broken())

    response = client.get("/readyz")
    assert response.status_code == 503
    assert json.loads(response.text)["degraded"] == ["database"]


def test_robots_are_kept_from_the_editors_rooms(client):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.text
