"""A search server for the tests: the part of OpenSearch's interface that the site uses.

It understands exactly the requests that tests/search/exchange.json records and refuses any other,
so that a request of another form fails here and not at a site.
"""

import json
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit


class Refused(Exception):
    pass


def holds(query, tokens):
    """Whether a document's tokens answer a query."""
    ((kind, body),) = query.items()
    if kind == "term":
        ((field, token),) = body.items()
        assert field == "tokens"
        return token in tokens
    if kind == "terms":
        ((field, wanted),) = body.items()
        assert field == "tokens"
        return not tokens.isdisjoint(wanted)
    if kind == "bool" and set(body) == {"filter"}:
        return all(holds(part, tokens) for part in body["filter"])
    if kind == "bool" and set(body) == {"should", "minimum_should_match"}:
        assert body["minimum_should_match"] == 1
        return any(holds(part, tokens) for part in body["should"])
    raise Refused(f"no such query: {query}")


class Server(AbstractContextManager):
    """`with Server() as server: settings.SEARCH_URL = server.url`."""

    def __init__(self):
        self.indices, self.aliases = {}, {}
        self.searches = 0
        self.exchange = []
        self.is_down = False
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length).decode()
                status, answer = outer.handle(self.command, self.path, body)
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_PUT = do_POST = do_DELETE = answer

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/kouan"

    def __exit__(self, *details):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def handle(self, method, path, body):
        status, answer = self._handle(method, path, body)
        self.exchange.append([method, path, body, status])
        return status, answer

    def _handle(self, method, path, body):
        if self.is_down:
            return 503, {"error": "unavailable"}
        parts = urlsplit(path)
        options = dict(parse_qsl(parts.query))
        index, _slash, action = parts.path.strip("/").partition("/")
        if method == "DELETE" and not action:
            there = self.indices.pop(index, None)
            self.aliases = {name: to for name, to in self.aliases.items() if to != index}
            return (404, {"error": "index_not_found"}) if there is None else (200, {})
        if method == "PUT" and not action:
            settings = json.loads(body)
            assert settings["mappings"]["dynamic"] is False
            self.indices[index] = {}
            self.aliases.update(dict.fromkeys(settings["aliases"], index))
            return 200, {"acknowledged": True}
        if index not in self.aliases:
            return 404, {"error": {"type": "index_not_found_exception"}}
        held = self.indices[self.aliases[index]]
        if method == "POST" and action == "_bulk":
            assert options == {"refresh": "true", "require_alias": "true"}
            return 200, self._bulk(held, body.splitlines())
        if method == "POST" and action == "_search":
            self.searches += 1
            return 200, self._search(held, json.loads(body))
        return 400, {"error": f"no such request: {method} {path}"}

    def _bulk(self, held, lines):
        items, lines = [], iter(lines)
        for line in lines:
            ((action, about),) = json.loads(line).items()
            if action == "index":
                held[about["_id"]] = json.loads(next(lines))
                items.append({"index": {"status": 201}})
            else:
                there = held.pop(about["_id"], None)
                items.append({"delete": {"status": 404 if there is None else 200}})
        return {"errors": False, "items": items}

    def _search(self, held, asked):
        assert set(asked) == {"size", "_source", "track_total_hits", "query", "sort"}
        assert asked["sort"] == [{"key": "desc"}] and asked["_source"] is False
        keys = [
            document["key"]
            for document in held.values()
            if holds(asked["query"], set(document["tokens"]))
        ]
        keys.sort(reverse=True)
        hits = [{"_id": str(key), "sort": [key]} for key in keys[: asked["size"]]]
        return {"timed_out": False, "hits": {"hits": hits}}
