import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from portal.stylesheet import COMMENT

SOURCES = Path(settings.BASE_DIR) / "static" / "css"


def served():
    return Path(finders.find("css/site.css")).read_text("utf-8")


def test_one_file_holds_every_part():
    css = served()

    assert "@import" not in css
    assert ".masthead" in css
    assert "@media print" in css


def test_every_part_is_imported_and_stands_in_a_layer():
    entries = ["site.css", "ports.css", "choices.css", "bar.css"]
    entry = "".join((SOURCES / name).read_text("utf-8") for name in entries)
    imported = set(re.findall(r'@import "([^"]+)"', entry))
    parts = {
        path.relative_to(SOURCES).as_posix()
        for path in [
            *SOURCES.glob("components/*.css"),
            *(SOURCES / f"{name}.css" for name in ["reset", "tokens", "base", "layout", "print"]),
        ]
    }

    assert parts <= imported
    for part in imported:
        text = COMMENT.sub("", (SOURCES / part).read_text("utf-8"))
        assert text.startswith("@layer "), part


def test_a_page_stays_small():
    script = (Path(settings.BASE_DIR) / "static" / "js" / "reader.js").read_bytes()

    assert len(gzip.compress(served().encode())) < 7_000
    assert len(gzip.compress(script)) < 1_280
