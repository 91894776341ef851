"""Every kind of public page in a real browser: no message in the console, nothing for axe."""

import json
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from news.models import Column, Post
from portal.models import Page
from ports.models import Port
from tests.public_addresses import Known, public_addresses

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
# One of each kind: with a table, with a figure, without English, with stale English, withdrawn.
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
    ports=("khunjerab", "alashankou", "urumqi-airport"),
    pages=("about", "accessibility"),
    files=(),
    years=(2022,),
)
DATA = ("/search/suggestions/", ".csv", ".json", ".geojson", ".ics", ".atom")
NOT_PAGES = ("/healthz", "/readyz", "/robots.txt", "/favicon.ico", "/static/", "/sitemap")


@pytest.fixture
def demo(transactional_db, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("load_demo", verbosity=0)
    return live_server.url


def pages(known):
    addresses = [
        path
        for path in public_addresses(known)
        if not path.startswith(NOT_PAGES) and not path.endswith(DATA)
    ]
    return [
        *addresses,
        "/ports/?on=2022-04-30",
        "/en/ports/?on=2022-04-30&country=KZ&traffic=freight",
        "/en/ports/calendar/?from=2025-09-28",
        "/news/?page=2",
        "/search/?q=huoerguosi",
        "/en/search/?q=口岸&sort=date",
        "/en/search/?q=zzzyx",
    ]


def everything():
    return Known(
        posts=tuple(Post.objects.values_list("slug", flat=True)),
        columns=tuple(Column.objects.values_list("slug", flat=True)),
        ports=tuple(Port.objects.values_list("slug", flat=True)),
        pages=tuple(Page.objects.values_list("slug", flat=True)),
        files=(),
        years=(2022, 2026),
    )


# axe takes a picture for a ground of unknown colour, so the map's letters are measured here.
LETTERS_OF_MAPS = [".port-map__picture text"]
FAINT_LETTERS = """() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  return [...document.querySelectorAll(".port-map__frame text")]
    .filter((text) => {
      const ground = light(getComputedStyle(text.closest(".port-map__frame")).backgroundColor);
      const letters = light(getComputedStyle(text).fill);
      return Math.max(ground, letters) / Math.min(ground, letters) < 4.5;
    })
    .map((text) => text.textContent);
}"""


def complaints_of(page):
    results = Axe().run(page, context={"exclude": [LETTERS_OF_MAPS]}, options=AXE).response
    faint = page.evaluate(FAINT_LETTERS)
    # What axe cannot decide of contrast counts as open; it must be decided here.
    open_questions = [item for item in results["incomplete"] if item["id"] == "color-contrast"]
    return [
        (item["id"], [node["target"] for node in item["nodes"]])
        for item in results["violations"] + open_questions
    ] + ([("faint letters of the map", faint)] if faint else [])


def look_at(context, site, paths, preferences):
    context.add_cookies([{"name": "reader", "value": quote(preferences), "url": site}])
    page = context.new_page()
    found = {}
    for path in paths:
        page.goto(site + path)
        complaints = complaints_of(page)
        if complaints:
            found[path] = complaints
    page.close()
    return found


def test_the_console_stays_empty_on_every_kind_of_page(demo, quiet_page, watch):
    missing = []
    for path in pages(SOME):
        response = quiet_page.goto(demo + path)
        if response.status in {404, 410}:
            missing.append(path)
    # The browser itself writes a line for each page that is not there, and for nothing else.
    absent = ("status of 404", "status of 410")
    notes = [text for text in watch.complaints if any(status in text for status in absent)]
    assert len(notes) == len(missing)
    assert set(missing) == {
        f"{language}/news/{post}"
        for language in ["", "/en"]
        for post in [
            "unknown-post/",
            "unknown-post/parallel/",
            "alashankou-wind-in-pictures/parallel/",
        ]
    } | {"/en/news/alashankou-wind-in-pictures/"}
    for note in notes:
        watch.complaints.remove(note)


def test_axe_finds_nothing_on_every_kind_of_page(demo, context):
    found = look_at(context, demo, pages(SOME), "theme=default")

    assert not found, json.dumps(found, indent=1)


def test_axe_finds_nothing_in_high_contrast_with_the_bar_open(demo, context):
    found = look_at(context, demo, pages(SOME), "theme=contrast&bar=on")

    assert not found, json.dumps(found, indent=1)


@pytest.mark.full
@pytest.mark.parametrize(
    "preferences",
    ["theme=default", "theme=contrast&bar=on", "theme=dark&size=largest", "spacing=wide&bar=on"],
)
def test_axe_finds_nothing_on_any_page(demo, context, preferences):
    found = look_at(context, demo, pages(everything()), preferences)

    assert not found, json.dumps(found, indent=1)


@pytest.mark.parametrize("preferences", ["size=medium", "size=largest&spacing=wide&bar=on"])
def test_no_page_scrolls_sideways_at_320_pixels(demo, context, preferences):
    context.add_cookies([{"name": "reader", "value": quote(preferences), "url": demo}])
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    wide = {}
    for path in pages(SOME):
        page.goto(demo + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    assert wide == {}
