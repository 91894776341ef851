"""The public stylesheets as one file each: `static/css/site.css` for every page, `pages.css` for
what an article does not need, `ports.css` for the pages on ports, their imports put in place.

The sources are plain CSS that browsers take as they are; this only saves a page thirty requests.
The rules of paper are a file of their own, which browsers fetch without waiting for it.
`css/printed.css` is both with the rules of paper on the screen, for the preview of a printout.
"""

import os
import re
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SITE = "css/site.css"
PAGES = "css/pages.css"
PRINT = "css/print.css"
# Each is made from the source of its own name.
FLATTENED = [
    SITE,
    PAGES,
    "css/ports.css",
    "css/search.css",
    PRINT,
    # For readers who chose something, and for those who opened the bar.
    "css/choices.css",
    "css/bar.css",
]
PRINTED = "css/printed.css"
MADE = [*FLATTENED, PRINTED]
IMPORT = re.compile(r'^@import "([\w./-]+)";\n', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def flattened(path: Path) -> str:
    """A stylesheet with the files it imports in place, without comments and indentation."""

    def imported(match):
        return (path.parent / match.group(1)).read_text("utf-8")

    css = IMPORT.sub(imported, path.read_text("utf-8"))
    lines = (line.strip() for line in COMMENT.sub("", css).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def printed(folder: Path) -> str:
    """A stylesheet whose rules for paper hold on the screen, and those for the screen never."""
    css = "".join(flattened(folder / name) for name in [SITE, PAGES, PRINT])
    return css.replace("@media print", "@media all").replace("@media screen", "@media not all")


class StylesheetFinder(BaseFinder):
    """Stands before the other finders, which would find the file with its imports."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.sources = settings.BASE_DIR / "static"
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "stylesheet")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        # Django 5.2 renamed `all` to `find_all`; whoever still says `all` is heard too.
        find_all = find_all or kwargs.get("all", False)
        if path not in MADE:
            return []
        target = self._write(path)
        return [target] if find_all else target

    def list(self, ignore_patterns):
        for name in MADE:
            self._write(name)
            yield name, self.storage

    def _write(self, path):
        """The path of the flattened file, written anew where a source has changed."""
        css = printed(self.sources) if path == PRINTED else flattened(self.sources / path)
        return write_whole(Path(self.storage.path(path)), css)


def write_whole(target: Path, text: str) -> str:
    """The path of a file made for the static files, written anew where its text has changed."""
    if not target.exists() or target.read_text("utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Servers and collectstatic may read at this moment: replace whole, never in part.
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, target)
    return str(target)
