import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

SOURCES = Path(settings.BASE_DIR) / "static" / "css"


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
    entry = "".join((SOURCES / name).read_text("utf-8") for name in ["site.css", "ports.css"])
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
        assert (SOURCES / part).read_text("utf-8").startswith("@layer "), part


def test_a_page_stays_small():
    script = (Path(settings.BASE_DIR) / "static" / "js" / "reader.js").read_bytes()

    assert len(gzip.compress(served().encode())) < 7_000
    assert len(script) < 2_048
