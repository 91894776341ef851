"""The requests that a search server gets, held against a record of them, and odd answers."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from portal.search.engines.opensearch import OpenSearch, Unavailable
from portal.search.expressions import All, AnyOf
from tests.search.fake_server import Server

RECORD = Path(__file__).parent / "exchange.json"


def test_every_request_has_the_form_of_the_record():
    """The record is what the documents of OpenSearch 2 and Elasticsearch 8 describe for both."""
    with Server() as server:
        engine = OpenSearch(server.url)
        engine.start_anew()
        engine.write([(7, {"口岸", "port"}), (9, {"^口岸", "口岸", "lang:zh"})], [3])
        found = [
            engine.ids("口岸", 10),
            engine.ids(All(("^口岸", AnyOf(("lang:zh", "lang:en")))), 1),
            engine.ids(AnyOf((All(("port", "口岸")), "nothing")), 5),
        ]
        exchange = [
            [method, path, [json.loads(line) for line in body.splitlines()], status]
            for method, path, body, status in server.exchange
        ]

    assert found == [[9, 7], [9], [7]]
    assert exchange == json.loads(RECORD.read_text("utf-8"))


ANSWERS = {
    "no JSON": (200, b"<html>"),
    "another form": (200, b'{"hits": {"hits": [{"sort": []}]}}'),
    "an error": (500, b"{}"),
    "signed out": (401, b"{}"),
    "nothing": (200, b""),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_none_is_told_as_such(name):
    status, content = ANSWERS[name]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        with pytest.raises(Unavailable):
            OpenSearch(f"http://u:p@127.0.0.1:{server.server_port}/kouan").ids("口岸", 1)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_nobody_there_is_told_within_a_second():
    with pytest.raises(Unavailable):
        OpenSearch("http://127.0.0.1:9/kouan").ids("口岸", 1)
