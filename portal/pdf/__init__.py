"""PDFs: typeset once from the HTML of a template, kept on disk, given from there.

A document is kept under the digest of what it is made from: its HTML, the stylesheet, the code
that typesets it. So what is given always says what the page says now, the same words give the same
bytes, and nothing that is kept can be had by guessing: a view first makes the HTML, from what its
reader may see, and only that opens the file.

Typesetting happens in a process of its own (`typesetter.py`) that knows no address but the
pictures handed to it and has limits of time and memory. One at a time: the rest wait or are told
to come back.
"""

import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from functools import cache
from html import unescape
from importlib import metadata
from pathlib import Path
from threading import BoundedSemaphore
from urllib.parse import unquote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import cached_property

from portal.public import revalidated

TYPESETTER = Path(__file__).with_name("typesetter.py")
SECONDS = 40
# How long a request waits for the documents that others have asked for first.
PATIENCE = 20
# Of the server's few threads at most so many wait for a document; the others answer pages.
WAITING = 2
MAX_HTML = 4 * 1024 * 1024
MAX_PICTURES = 120
MAX_PICTURE_BYTES = 48 * 1024 * 1024
# Beyond it the oldest are removed; they are made again when somebody asks.
MAX_KEPT = 5_000
PICTURE = re.compile(r'<img\b[^>]*?\ssrc="([^"]+)"')
SRCSET = re.compile(r'(<img\b[^>]*?)\ssrcset="[^"]*"(?:\ssizes="[^"]*")?')

BETWEEN_TAGS = re.compile(r">\s+<")
# A drawing in the text would be a picture without words; its state is said beside it.
STATE_MARK = re.compile(r'<svg class="state-mark state-mark--(\w+)".*?</svg>', re.DOTALL)

_waiting = BoundedSemaphore(WAITING)


class NotMade(Exception):
    """A document that cannot be made: it is too large, or typesetting failed."""


class Busy(NotMade):
    """Others are before it; worth another try in some seconds."""


class Document:
    """What a template says on paper; it must say its language and a title.

    `origin` is what stands before the paths of this site in a link, without a slash at its end.
    `pictures` are those that are no file of the site's, by their src: {src: bytes}.
    """

    def __init__(self, template, context, origin, pictures=None):
        html = render_to_string(template, context)
        # On paper the large picture is the one that is wanted.
        html = SRCSET.sub(r"\1", html)
        html = BETWEEN_TAGS.sub("> <", html)
        html = STATE_MARK.sub(r'<span class="mark mark--\1"></span>', html)
        self.html = html.replace('href="/', f'href="{origin}/')
        self.pictures = pictures or {}

    @cached_property
    def key(self) -> str:
        parts = [_version(), _stylesheet(), self.html, *sorted(self.pictures)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    @property
    def path(self) -> Path:
        return _root() / self.key[:2] / f"{self.key}.pdf"

    def bytes(self) -> bytes:
        """The document, from disk or else made and kept. Raises `NotMade`."""
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            pass
        if not _waiting.acquire(blocking=False):
            raise Busy("too many wait for a document")
        try:
            with _turn():
                # Somebody before may have made the very same.
                with suppress(FileNotFoundError):
                    return self.path.read_bytes()
                made = typeset(self.html, self._all_pictures(), self.key)
                self._keep(made)
                return made
        finally:
            _waiting.release()

    def _all_pictures(self):
        found = dict(self.pictures)
        total = 0
        for address in map(unescape, PICTURE.findall(self.html)):
            if address in found or not address.startswith(settings.MEDIA_URL):
                continue
            name = unquote(address.removeprefix(settings.MEDIA_URL))
            # A file that is gone leaves its alternative text.
            with suppress(OSError), default_storage.open(name) as file:
                found[address] = file.read(MAX_PICTURE_BYTES)
                total += len(found[address])
            if len(found) > MAX_PICTURES or total > MAX_PICTURE_BYTES:
                raise NotMade("too many or too large pictures")
        return found

    def _keep(self, made):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        os.replace(name, self.path)
        kept = sorted(_root().glob("??/*.pdf"), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(0, len(kept) - MAX_KEPT)]:
            path.unlink(missing_ok=True)


def answer(request, document: Document, name: str, canonical: str) -> HttpResponse:
    """The response with a document; `canonical` is the path of the page that says the same."""
    try:
        made = document.bytes()
    except NotMade as reason:
        from portal.errors import not_made

        return not_made(request, is_busy=isinstance(reason, Busy))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["ETag"] = f'"{document.key}"'
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Link"] = f'<{request.build_absolute_uri(canonical)}>; rel="canonical"'
    return revalidated(response)


def origin_of(request) -> str:
    """What stands before the paths of this site in the address of a request."""
    return request.build_absolute_uri("/").rstrip("/")


def typeset(html: str, pictures: dict, identifier: str) -> bytes:
    """The PDF of a page of HTML; the same for the same input. Raises `NotMade`."""
    if len(html) > MAX_HTML:
        raise NotMade("too long a text")
    names = list(pictures)
    head = json.dumps(
        {
            "html": html,
            "css": _stylesheet(),
            "identifier": identifier[:32],
            "pictures": [(name, len(pictures[name])) for name in names],
        }
    ).encode()
    fonts = _root() / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    environment = {
        "LC_ALL": "C.UTF-8",
        # The system's index of fonts may be missing or not for this account to read.
        "XDG_CACHE_HOME": str(fonts),
        **{name: os.environ[name] for name in ["HOME", "FONTCONFIG_FILE"] if name in os.environ},
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(TYPESETTER)],
            input=len(head).to_bytes(8, "big") + head + b"".join(pictures.values()),
            capture_output=True,
            timeout=SECONDS,
            env=environment,
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotMade("typesetting took too long") from error
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        said = done.stderr.decode(errors="replace").strip()
        raise NotMade(f"typesetting failed ({done.returncode}): {said[-2000:]}")
    return done.stdout


@contextmanager
def _turn():
    """One document at a time on this machine: each takes a core for a second or more."""
    _root().mkdir(parents=True, exist_ok=True)
    with open(_root() / "lock", "wb") as lock:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise Busy("the documents before this one take long") from None
                time.sleep(0.05)
        yield


def _root():
    return settings.VAR_DIR / "pdf"


def _stylesheet():
    return (settings.BASE_DIR / "templates" / "pdf" / "paper.css").read_text("utf-8")


@cache
def _version():
    """Read once by each process: new code comes with a new one."""
    code = hashlib.sha256(TYPESETTER.read_bytes()).hexdigest()
    return f"{code} {metadata.version('weasyprint')}"
