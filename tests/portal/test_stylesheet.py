import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal.stylesheet import COMMENT

SOURCES = Path(settings.BASE_DIR) / "static" / "css"


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def served():
    return Path(finders.find("css/site.css")).read_text("utf-8")


def test_one_file_holds_every_part():
    css = served()

    assert "@import" not in css
    assert ".masthead" in css
    assert "@media print" not in css
    assert "@media print" in Path(finders.find("css/print.css")).read_text("utf-8")
    assert ".printed__code" in Path(finders.find("css/printed.css")).read_text("utf-8")


def test_every_part_is_imported_and_stands_in_a_layer():
    names = ["site", "pages", "ports", "search", "choices", "bar"]
    entry = "".join((SOURCES / f"{name}.css").read_text("utf-8") for name in names)
    imported = set(re.findall(r'@import "([^"]+)"', entry))
    parts = {
        path.relative_to(SOURCES).as_posix()
        for path in [
            *SOURCES.glob("components/*.css"),
            *(SOURCES / f"{name}.css" for name in ["reset", "tokens", "base", "layout"]),
        ]
    }

    assert parts <= imported
    for part in imported:
        text = COMMENT.sub("", (SOURCES / part).read_text("utf-8"))
        assert text.startswith("@layer "), part


def test_the_first_script_stays_small():
    script = (Path(settings.BASE_DIR) / "static" / "js" / "reader.js").read_bytes()

    assert len(gzip.compress(script)) < 1_280


# What a first visit fetches before it can paint: fourteen kilobytes are one round trip.
FIRST_ROUND_TRIP = 14_000


@pytest.mark.any_database
def test_an_article_and_its_stylesheets_arrive_in_one_round_trip(client, db, media):
    call_command("load_demo", verbosity=0)
    for prefix in ["", "/en"]:
        page = client.get(f"{prefix}/news/laoyemiao-freight-resumes/").text
        sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page)

        css = [Path(finders.find(name)).read_text("utf-8") for name in sheets]
        sizes = [len(gzip.compress(text.encode(), mtime=0)) for text in [page, *css]]
        assert sheets[0] == "css/site.css"
        assert sum(sizes) <= FIRST_ROUND_TRIP, sizes
        assert "font-face" not in "".join(css)
        for script in re.findall(r"<script[^>]*>", page):
            assert re.search(r'type="(module|application/ld\+json)"|\bdefer\b', script), script
