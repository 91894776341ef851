"""The public addresses of the demonstration, each in both languages."""

import csv
import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.languages import CONTENT_LANGUAGES
from tests.public_addresses import ARGUMENTS, Known, public_patterns

FIXTURES = settings.BASE_DIR / "fixtures"
# One of each kind: with a table, with a figure and without English, stale, withdrawn, never there.
SOME = Known(
    posts=(
        "laoyemiao-freight-resumes",
        "national-day-2025-clearance",
        "alashankou-wind-in-pictures",
        "three-more-road-ports-resume-passengers",
        "baketu-passenger-traffic-resumes",
        "unknown-post",
    ),
    columns=("news", "pictures"),
    ports=("khunjerab", "alashankou"),
    pages=("about", "accessibility"),
    files=(),
    years=(2022,),
    months=(4,),
)
# What a page shows only when it is asked for it.
QUERIES = [
    ("ports:board", "?on=2022-04-30&country=KZ&traffic=freight"),
    ("ports:calendar", "?from=2025-09-28"),
    ("news:list", "?page=2"),
]
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
QUIET = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def everything():
    """All slugs of the demonstration, from the files that it is loaded from."""

    def read(name):
        return json.loads((FIXTURES / name).read_text(encoding="utf-8"))

    def slugs(folder):
        return tuple(
            json.loads(path.read_text(encoding="utf-8"))["slug"]
            for path in sorted((FIXTURES / folder).glob("*.json"))
        )

    with (FIXTURES / "ports.csv").open(encoding="utf-8", newline="") as file:
        ports = tuple(row["slug"] for row in csv.DictReader(file))
    return Known(
        posts=slugs("posts"),
        columns=tuple(item["slug"] for item in read("columns.json")),
        ports=ports,
        pages=slugs("pages"),
        files=(),
        years=(2022, 2026),
    )


@dataclass(frozen=True)
class Answer:
    status: int
    html: str


def get(address, cookie=""):
    """The page at an address, or None where it is no HTML."""
    headers = {"Cookie": f"reader={cookie}"} if cookie else {}
    try:
        response = QUIET.open(urllib.request.Request(address, headers=headers), timeout=60)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        if response.headers.get_content_type() != "text/html":
            return None
        return Answer(response.status, response.read().decode())


def addresses(known):
    """[{language: path}] of what `tests.public_addresses` lists, pages or not."""
    asked = [
        (name, arguments, "")
        for name, _route in public_patterns()
        for arguments in ARGUMENTS[name](known)
    ] + [(name, {}, query) for name, query in QUERIES]
    result = []
    for name, arguments, query in asked:
        paths = {}
        for language, (code, _label) in zip(CONTENT_LANGUAGES, settings.LANGUAGES, strict=True):
            with translation.override(code):
                paths[language] = reverse(name, kwargs=arguments) + query
        result.append(paths)
    return result


def pages(site, known):
    """`addresses` that answer with a page of HTML in each language.

    A page that says the same of every address where nothing is found is there once.
    """
    found, refused = [], set()
    for paths in addresses(known):
        # The same in every language is no page; a PDF is told by its name, as it is long in making.
        if len(set(paths.values())) == 1 or paths["zh"].endswith(".pdf"):
            continue
        answers = [get(site + path) for path in paths.values()]
        if not all(answers):
            continue
        if all(answer.status >= 400 for answer in answers):
            says = tuple((answer.status, HEADING.search(answer.html)[1]) for answer in answers)
            if says in refused:
                continue
            refused.add(says)
        found.append(paths)
    return found
