"""Asking addresses over the network, against a server of the test's own."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from news import links

ROUTES = {
    "/good": (200, None),
    "/get-only": (200, None),
    "/gone": (410, None),
    "/missing": (404, None),
    "/broken": (500, None),
    "/forbidden": (403, None),
    "/moved": (301, "/good"),
    "/moved-away": (302, "/missing"),
    "/circle": (302, "/circle"),
    "/inside": (302, "http://10.0.0.1/"),
}


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        status, location = ROUTES.get(self.path, (404, None))
        if self.path == "/get-only" and self.command == "HEAD":
            status = 405
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch):
    """The server stands for a public address; everything else keeps its own rules."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    monkeypatch.setitem(links.PORTS, "http", httpd.server_port)
    real = links.public_address

    def public_address(host, port):
        return "127.0.0.1" if host == "public.example" else real(host, port)

    monkeypatch.setattr(links, "public_address", public_address)
    yield "http://public.example"
    httpd.shutdown()
    httpd.server_close()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/good", links.Answer.GOOD),
        ("/get-only", links.Answer.GOOD),
        ("/moved", links.Answer.GOOD),
        ("/gone", links.Answer.DEAD),
        ("/missing", links.Answer.DEAD),
        ("/moved-away", links.Answer.DEAD),
        ("/broken", links.Answer.UNKNOWN),
        ("/circle", links.Answer.UNKNOWN),
        ("/inside", links.Answer.UNKNOWN),
    ],
)
def test_what_an_address_says(server, path, answer):
    assert links.ask(server + path) == answer


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://192.168.1.1/",
        "https://example.org:8443/",
        "ftp://example.org/",
    ],
)
def test_addresses_inside_and_odd_ports_are_not_asked(monkeypatch, url):
    def connect(*args, **kwargs):
        raise AssertionError("asked")

    monkeypatch.setattr(socket, "create_connection", connect)

    assert links.ask(url) == links.Answer.UNKNOWN


def test_a_name_with_one_private_address_is_not_asked(monkeypatch):
    addresses = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: addresses)

    assert links.ask("http://two-faced.example/") == links.Answer.UNKNOWN


def test_a_host_without_a_name_is_dead(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert links.ask("http://nobody.example/") == links.Answer.DEAD


def test_answers_are_kept_and_silence_is_not(settings, monkeypatch):
    settings.CHECK_LINKS = True
    asked = []
    said = {"http://a.example/": links.Answer.GOOD, "http://b.example/": links.Answer.UNKNOWN}

    def ask(url):
        asked.append(url)
        return said[url]

    monkeypatch.setattr(links, "ask", ask)

    assert links.answers(said) == said
    assert links.answers(said) == said
    assert sorted(asked) == ["http://a.example/", "http://b.example/", "http://b.example/"]


def test_nothing_is_asked_where_the_settings_forbid_it(settings, monkeypatch):
    settings.CHECK_LINKS = False
    monkeypatch.setattr(links, "ask", lambda url: links.Answer.GOOD)

    assert links.answers(["http://c.example/"]) == {"http://c.example/": links.Answer.UNKNOWN}


def test_mail_and_anchors_are_good():
    urls = ["mailto:office@example.org", "tel:+860991", "#part"]

    assert links.answers(urls) == dict.fromkeys(urls, links.Answer.GOOD)
