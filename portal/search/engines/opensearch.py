"""OpenSearch or Elasticsearch at SEARCH_URL, for a site that outgrows its database's index.

Five requests of their common interface over the standard library; a client package would bring ten
times that. The server holds tokens alone, no text. The site writes to an alias, and refuses to
make it by writing: an index that somebody dropped is an error, not an empty index.
"""

import base64
import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import unquote, urlsplit

from portal.search.expressions import All

SECONDS = 1.0
REBUILD_SECONDS = 60.0
MAPPING = {
    "settings": {"number_of_shards": 1},
    "mappings": {
        "dynamic": False,
        "properties": {"key": {"type": "long"}, "tokens": {"type": "keyword"}},
    },
}


class Unavailable(Exception):
    """The server does not answer, or not as it should."""


def written(expression):
    """An expression as a query that filters and ranks nothing."""
    if isinstance(expression, str):
        return {"term": {"tokens": expression}}
    if isinstance(expression, All):
        return {"bool": {"filter": [written(part) for part in expression.parts]}}
    if all(isinstance(part, str) for part in expression.parts):
        return {"terms": {"tokens": list(expression.parts)}}
    return {
        "bool": {
            "should": [written(part) for part in expression.parts],
            "minimum_should_match": 1,
        }
    }


class OpenSearch:
    """`url` is http(s)://user:password@host:port/index; the index is "kouan" where none is named.

    Every method raises Unavailable.
    """

    name = "opensearch"

    def __init__(self, url, seconds=SECONDS):
        self.parts = urlsplit(url)
        self.alias = self.parts.path.strip("/") or "kouan"
        self.seconds = seconds

    def ids(self, expression, limit):
        answer = self._ask(
            "POST",
            f"/{self.alias}/_search",
            {
                "size": limit,
                "_source": False,
                "track_total_hits": False,
                "query": {"bool": {"filter": [written(expression)]}},
                "sort": [{"key": "desc"}],
            },
        )
        try:
            return [int(hit["sort"][0]) for hit in answer["hits"]["hits"]]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise Unavailable(f"an answer of another form: {error!r}") from error

    def write(self, rows, gone=()):
        """Puts rows of (key, tokens) and removes others in one request, seen by the next search."""
        lines = []
        for key, tokens in rows:
            lines += [{"index": {"_id": str(key)}}, {"key": key, "tokens": sorted(tokens)}]
        lines += [{"delete": {"_id": str(key)}} for key in gone]
        if not lines:
            return
        body = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        answer = self._ask("POST", f"/{self.alias}/_bulk?refresh=true&require_alias=true", body)
        for item in answer.get("items", []):
            result = next(iter(item.values()))
            # What is to be removed may never have come there.
            is_gone = "delete" in item and "error" not in result
            if result.get("status", 500) >= 400 and not is_gone:
                raise Unavailable(f"a row was refused: {json.dumps(result)[:300]}")

    def start_anew(self):
        """An empty index under the alias."""
        self._ask("DELETE", f"/{self.alias}-1", missing_is_fine=True)
        self._ask("PUT", f"/{self.alias}-1", {**MAPPING, "aliases": {self.alias: {}}})

    def _ask(self, method, path, body=None, missing_is_fine=False):
        headers = {"Accept": "application/json"}
        if body is not None:
            is_lines = isinstance(body, str)
            headers["Content-Type"] = "application/x-ndjson" if is_lines else "application/json"
            body = (body if is_lines else json.dumps(body, ensure_ascii=False)).encode()
        if self.parts.username:
            pair = f"{unquote(self.parts.username)}:{unquote(self.parts.password or '')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        kind = HTTPSConnection if self.parts.scheme == "https" else HTTPConnection
        connection = kind(self.parts.hostname, self.parts.port, timeout=self.seconds)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
            if response.status == 404 and missing_is_fine:
                return {}
            if response.status >= 300:
                raise Unavailable(f"{method} {path}: {response.status} {content[:300]!r}")
            return json.loads(content)
        except (OSError, HTTPException, ValueError) as error:
            raise Unavailable(f"{method} {path}: {error!r}") from error
        finally:
            connection.close()
