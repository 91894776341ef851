"""No request, however odd, is answered with a server error."""

from urllib.parse import quote, unquote_to_bytes

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver

from portal.middleware import LanguageMiddleware
from portal.models import Page
from tests.builders import make_column, make_port, make_public
from tests.public_addresses import Known, public_addresses, public_patterns, unknown_patterns

# Who may, what is shown and what is refused do not depend on the database.
pytestmark = pytest.mark.any_database

GBK = quote("口岸".encode("gbk"))
HUGE = 10**30
QUERIES = {
    "NUL": "page=%00&q=%00&on=%00&year=%00",
    "broken UTF-8": "page=%ff%fe&q=%c3%28&on=%80&column=%f0%28%8c%28",
    "GBK": f"page={GBK}&q={GBK}&on={GBK}",
    "raw GBK": "q=" + "口岸".encode("gbk").decode("latin-1"),
    "huge page": f"page={HUGE}&year={HUGE}&on={HUGE}",
    "negative page": "page=-1&on=-0001-01-01",
    "no number": "page=abc&on=yesterday",
    "other digits": f"page={quote('１２')}&on={quote('２０２２-04-30')}",
    "no date": "on=2022-02-30",
    "edges of time": "on=0001-01-01",
    "end of time": "on=9999-12-31",
    "100 KB": "q=" + "a" * 100_000,
    "100 KB page": "page=" + "9" * 100_000,
    "many fields": "&".join(f"a{number}=1" for number in range(5000)),
    "lists": "page[]=1&page[$ne]=2&page=1&page=2",
    "SQL": "page=1'%20OR%201=1--&on=2022-04-30';--&q=%25_%5C'%22",
    "format": "page=%25s%25n&q={0.__class__}&q=%7B%7B7*7%7D%7D",
    "lone surrogate": "q=%ed%a0%80&page=%ed%a0%80",
    "elsewhere": "next=//evil.example&url=https://evil.example&next=javascript:alert(1)",
    "empty names": "&&=&=&page=&on=",
    "line ends": "q=a%0d%0aSet-Cookie:%20x=1&next=%0d%0aLocation:%20//evil.example",
}
PAGES_OF_ADMIN = [
    "/admin/news/post/languages/",
    "/admin/news/manuscript/",
    "/admin/ports/exceptionday/grid/",
]
PATHS = ["%00", "%ff", GBK, "a%00b", "%2e%2e%2f", "%c0%ae", str(HUGE), "-1", "a" * 20_000, "%0d%0a"]
METHODS = ["post", "put", "patch", "delete", "options", "trace"]


@pytest.fixture
def known(db):
    port = make_port("laoyemiao")
    edition = make_public(slug="some-post", column=make_column("news"), ports=[port])
    Page.objects.get_or_create(
        slug="about", defaults={"title_zh": "关于", "title_en": "About", "body_zh": "<p>甲</p>"}
    )
    return Known(posts=(edition.post.slug,), ports=(port.slug,), years=(1, 2022, 9999, HUGE))


@pytest.fixture
def client():
    # Like a server: an error in a view becomes a page, which the test then sees.
    return Client(raise_request_exception=False)


def assert_no_server_error(responses):
    wrong = [(what, answer.status_code) for what, answer in responses if answer.status_code >= 500]
    assert wrong == []


def test_every_public_pattern_is_known_to_the_walker():
    assert unknown_patterns() == [], "add it to tests/public_addresses.py"


def test_the_walker_finds_the_public_patterns_and_not_the_admin():
    names = {name for name, _route in public_patterns()}

    assert {"home", "news:list", "news:detail", "ports:board", "media"} <= names
    assert not any(name and name.startswith("admin:") for name in names)


@pytest.mark.parametrize("query", QUERIES)
def test_an_odd_query_is_no_server_error(query, known, client):
    addresses = public_addresses(known)
    assert len(addresses) > 10
    responses = [
        (address, client.get(address, QUERY_STRING=QUERIES[query])) for address in addresses
    ]

    assert_no_server_error(responses)
    for address, response in responses:
        assert "evil.example" not in response.get("Location", ""), address
        assert not response.cookies, address


@pytest.mark.parametrize("odd", PATHS)
def test_an_odd_path_is_no_server_error(odd, known, client):
    addresses = {
        prefix + odd + end for prefix in public_addresses(known) for end in ["", "/", ".json"]
    }
    # `client.get` would encode the path again; a server hands the decoded bytes over as latin-1.
    responses = []
    for address in addresses:
        raw = unquote_to_bytes(address).decode("latin-1")
        responses.append((address, client.generic("GET", "/", PATH_INFO=raw)))

    assert_no_server_error(responses)


@pytest.mark.parametrize("method", METHODS)
def test_a_wrong_method_is_refused(method, known, client):
    responses = [(address, getattr(client, method)(address)) for address in public_addresses(known)]

    assert_no_server_error(responses)
    taken = [
        address
        for address, response in responses
        if response.status_code == 200 and method in {"put", "patch", "delete", "trace"}
    ]
    assert taken == []


@pytest.mark.parametrize("host", ["evil.example", "a b", "[::1", "", "口岸"])
def test_a_foreign_host_is_refused(host, known, client):
    for address in public_addresses(known):
        response = client.get(address, HTTP_HOST=host.encode().decode("latin-1"))

        assert response.status_code == 400 or host == "", address
        assert response.status_code < 500, address


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=" + "x" * 8000},
        {"Cookie": "reader=%00%ff; \x01=\x7f; =;;"},
        {"Cookie": "preferences={}; text=../../x; django_language=xx"},
        {"Accept-Language": "zz;q=nan," * 500},
        {"If-None-Match": '"' + "x" * 9000},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Sun, 99 Nov 99999 99:99:99 GMT"},
        {"Range": "bytes=9-1,-"},
        {"X-Forwarded-For": "not an address"},
        {"X-Forwarded-Host": "evil.example"},
        {"Referer": "\xff\x00"},
        {"Accept": "*/*;q=x,,;"},
        {"Content-Length": "-1"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_an_odd_header_is_no_server_error(headers, known, client):
    responses = [
        (address, client.get(address, headers=headers)) for address in public_addresses(known)
    ]

    assert_no_server_error(responses)
    assert not [address for address, answer in responses if b"evil.example" in answer_body(answer)]


def answer_body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"a=%00&b=%ff&" + b"x" * 100),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(5000))),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=1"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"no boundary"),
        ("application/json", b"\xff{"),
        ("x" * 5000, b"y"),
    ],
)
def test_an_odd_body_is_no_server_error(content_type, body, known, client):
    addresses = [*public_addresses(known), "/admin/login/"]
    responses = [
        (address, client.generic("POST", address, body, content_type=content_type))
        for address in addresses
    ]

    assert_no_server_error(responses)


@pytest.mark.parametrize("query", ["next=//evil.example", "next=https://evil.example/", "next=%00"])
def test_signing_in_leads_nowhere_else(query, known, client, admin_user):
    response = client.post(f"/admin/login/?{query}", {"username": "admin", "password": "password"})

    assert response.status_code in {302, 400}
    assert "evil.example" not in response.get("Location", "")


@pytest.mark.parametrize("query", QUERIES)
def test_an_odd_query_in_the_admin_is_no_server_error(query, known, client, admin_user):
    client.force_login(admin_user)
    admin = next(
        item for item in get_resolver().url_patterns if getattr(item, "namespace", "") == "admin"
    )
    lists = [
        f"/admin/{pattern.pattern}"
        for pattern in admin.url_patterns
        if hasattr(pattern, "url_patterns")
    ]
    responses = [
        (address, client.get(address, QUERY_STRING=QUERIES[query]))
        for address in ["/admin/", "/admin/login/", *PAGES_OF_ADMIN, *lists]
    ]

    assert_no_server_error(responses)


def test_the_request_object_knows_no_cookie_of_the_attacker_as_language():
    request = RequestFactory().get("/admin/", headers={"Cookie": "django_language=../../etc"})

    assert LanguageMiddleware.language_of(request) == "zh-hans"
