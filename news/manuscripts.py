"""A manuscript between its upload and the draft that is made of it: private and for a day.

What was understood of it is one JSON value; its pictures lie under `MANUSCRIPT_ROOT`, which no
public address reaches. Both go when the draft is made, when the manuscript is discarded, and by
`purge` when it is older than `KEPT`.
"""

import re
import secrets
import shutil
import time
import unicodedata
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news import images
from portal.languages import CONTENT_LANGUAGES
from portal.richtext import clean_html, plain_text
from portal.text import clean_line, clean_text

KEPT = timedelta(hours=24)
# An edition has no more rows (news/edition_admin.py); the rest is shown as left out.
MAX_ROWS = 300
MAX_PICTURES = 100
# Below it a pair is shown as one to look at.
SURE = 0.6
META_TEXTS = ["source", "author", "editor"]


class Manuscript(models.Model):
    """What an editor gave in, as it was understood, until it becomes a draft.

    `content` is what `content_of` makes. `edition` is the draft into which a revised manuscript
    goes; `result` is the edition that was made or changed, and then `content` is empty: the row
    itself stays so that a second click finds the draft instead of nothing.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, db_index=True)
    name = models.CharField(_("file"), max_length=200, blank=True)
    folder = models.CharField(max_length=32, unique=True, editable=False)
    content = models.JSONField(default=dict)
    edition = models.ForeignKey(
        "news.Edition", models.CASCADE, related_name="+", null=True, blank=True
    )
    result = models.ForeignKey(
        "news.Edition", models.CASCADE, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("manuscript")
        verbose_name_plural = _("manuscripts")
        ordering = ["-created_at", "-pk"]
        # Who may add editions may import; a manuscript is its owner's alone.
        default_permissions = ()

    def __str__(self):
        return self.name or f"{self.created_at:%Y-%m-%d %H:%M}"

    @property
    def path(self):
        return root() / self.folder

    def picture(self, number):
        """The numbered picture's bytes as they came, to be encoded anew before anybody sees them.

        Raises FileNotFoundError.
        """
        return (self.path / f"{number:d}").read_bytes()

    def preview(self, number):
        """The numbered picture at 640 pixels, encoded anew. Raises FileNotFoundError."""
        return (self.path / f"{number:d}.webp").read_bytes()

    def discard(self):
        """Nothing stays."""
        self.delete()
        transaction.on_commit(self.drop_files)

    def drop_files(self):
        shutil.rmtree(self.path, ignore_errors=True)

    def become(self, edition):
        """What was typed and given in now stands in an edition."""
        self.result, self.content, self.name = edition, {}, ""
        self.save()
        transaction.on_commit(self.drop_files)


def root() -> Path:
    return Path(settings.MANUSCRIPT_ROOT)


def store(owner, understood, *, name="", column=None, edition=None):
    """Keeps what was understood, with its pictures. Leaves no file where it fails."""
    purge()
    content, pictures = content_of(understood)
    content["column"] = column.pk if column else None
    manuscript = Manuscript(
        owner=owner,
        name=clean_line(name)[:200],
        folder=secrets.token_hex(16),
        content=content,
        edition=edition,
    )
    try:
        if pictures:
            manuscript.path.mkdir(parents=True, mode=0o750)
        for number, (data, preview) in pictures.items():
            (manuscript.path / f"{number}").write_bytes(data)
            (manuscript.path / f"{number}.webp").write_bytes(preview)
        manuscript.save()
    except BaseException:
        manuscript.drop_files()
        raise
    return manuscript


def purge(now=None):
    """Removes manuscripts older than a day, and folders that no manuscript owns any more."""
    now = now or timezone.now()
    for manuscript in Manuscript.objects.filter(created_at__lt=now - KEPT):
        manuscript.discard()
    if not root().is_dir():
        return
    oldest = time.time() - KEPT.total_seconds()
    for folder in root().iterdir():
        # A younger one may belong to an import that is being stored at this moment.
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


# What is kept of what was understood


def content_of(understood):
    """(JSON value, {number: (bytes, preview)}) of what `news.manuscript.understand` returned.

    The value: {"title": {"zh", "en"}, "date": "YYYY-MM-DD" or None, "time": "HH:MM" or None,
    "source", "author", "editor": {"zh", "en"}, "rows": [{"key", "kind", "zh", "en", "confidence",
    "picture": number or None}], "left": [{"text", "reason"}], "pictures": {number: {"alt": …}}}.
    What the site cannot hold (a picture that is none, a row beyond the last) stands in "left".
    """
    from news.models import Passage, new_key

    meta = understood.meta
    content = {
        "title": {each: clean_line(understood.title.get(each) or "") for each in CONTENT_LANGUAGES},
        "date": meta.date.isoformat() if meta.date else None,
        "time": meta.time.strftime("%H:%M") if meta.time else None,
        **{
            name: {
                each: clean_line(getattr(meta, name).get(each) or "") for each in CONTENT_LANGUAGES
            }
            for name in META_TEXTS
        },
        "rows": [],
        "left": [{"text": shown(left.text), "reason": left.reason} for left in understood.left_out],
        "pictures": {},
    }
    pictures, keys = {}, set()
    for row in understood.rows:
        texts = {each: _html(getattr(row, each)) for each in CONTENT_LANGUAGES}
        kind = row.kind if row.kind in Passage.Kind.values else Passage.Kind.PARAGRAPH
        number = None
        if row.image is not None and len(pictures) < MAX_PICTURES:
            number = _take_picture(row.image, pictures, content["pictures"])
        if kind == Passage.Kind.FIGURE and number is None:
            kind = Passage.Kind.PARAGRAPH
        if row.image is not None and number is None:
            name = row.image.alt or row.image.name or row.image.content_type or "–"
            content["left"].append({"text": shown(name), "reason": "picture.unreadable"})
        if number is None and not any(plain_text(text) for text in texts.values()):
            continue
        if len(content["rows"]) >= MAX_ROWS:
            content["left"] += [
                {"text": shown(plain_text(text)), "reason": "row.too_many"}
                for text in texts.values()
                if text
            ]
            continue
        while (key := new_key()) in keys:
            pass
        keys.add(key)
        content["rows"].append(
            {
                "key": key,
                "kind": str(kind),
                **texts,
                "confidence": round(float(row.confidence), 2),
                "picture": number,
            }
        )
    return content, pictures


def _html(text):
    if not text:
        return ""
    try:
        return clean_html(text)
    except ValueError:
        # Too intricate to be parsed: its words still stand.
        return clean_text(re.sub(r"<[^>]*>", " ", text).replace("&", "&amp;").replace("<", "&lt;"))


def _take_picture(picture, pictures, described):
    """The picture's number, or None for what is no picture the site takes."""
    try:
        preview = images.small(BytesIO(picture.data))
    except ValidationError:
        return None
    number = len(pictures) + 1
    pictures[number] = (picture.data, preview)
    described[str(number)] = {"alt": clean_line(picture.alt or "")[:300]}
    return number


def shown(text):
    """A piece of a manuscript as it can be stored and seen: what is invisible by its number."""
    cleaned = clean_text(text)
    if cleaned:
        return cleaned
    return " ".join(
        f"U+{ord(char):04X}" for char in text[:40] if unicodedata.category(char) != "Zs"
    )
