"""The words that a site's checks know beside its ports: 术语, and 错别字、错敏词.

Kept by the site manager in the admin, and shipped with a modest start (`lay_down`).
"""

import csv
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from news.parity import Level as ParityLevel
from portal.fields import LineField, PlainTextField
from portal.languages import CONTENT_LANGUAGES

FIXTURES = settings.BASE_DIR / "fixtures"


class Level(models.TextChoices):
    """How much a finding weighs: an error stops a release, a warning wants a fix or a reason."""

    ERROR = ParityLevel.ERROR, pgettext_lazy("level of a finding", "Error")
    WARNING = ParityLevel.WARNING, pgettext_lazy("level of a finding", "Warning")
    HINT = ParityLevel.HINT, pgettext_lazy("level of a finding", "Hint")


def forms_of(text: str) -> tuple[str, ...]:
    """The spellings in a field: one a line, or parted by "|"."""
    parts = (part.strip() for line in text.splitlines() for part in line.split("|"))
    return tuple(dict.fromkeys(part for part in parts if part))


class Term(models.Model):
    """术语: a Chinese expression and what it may be called in English."""

    class Kind(models.TextChoices):
        TERM = "term", pgettext_lazy("kind of a term", "Term")
        PLACE = "place", pgettext_lazy("kind of a term", "Place")
        COUNTRY = "country", pgettext_lazy("kind of a term", "Country")
        PORT = "port", pgettext_lazy("kind of a term", "Port")

    zh = LineField(
        _("Chinese"),
        max_length=200,
        unique=True,
        help_text=_("Several spellings are parted by “|”."),
    )
    en = PlainTextField(
        _("English"),
        max_length=1000,
        help_text=_(
            "Every form that is accepted, one a line or parted by “|”; the best one first."
        ),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TERM)
    level = models.CharField(
        _("level"),
        max_length=10,
        choices=Level,
        default=Level.WARNING,
        help_text=_("How much it weighs if the English says something else."),
    )
    note = LineField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ["zh"]

    def __str__(self):
        return f"{self.zh} = {', '.join(forms_of(self.en))}"

    def clean(self):
        for name in ["zh", "en"]:
            if not forms_of(getattr(self, name) or ""):
                raise ValidationError({name: _("Write at least one spelling.")})


class Wording(models.Model):
    """错别字、错敏词: a misspelling with its correction, or a word that is not to be used."""

    language = models.CharField(
        _("language"),
        max_length=5,
        choices=[(code, settings.LANGUAGE_NAMES[code]) for code in CONTENT_LANGUAGES],
        default="zh",
    )
    wrong = LineField(_("not this"), max_length=120)
    right = LineField(
        _("but this"),
        max_length=120,
        blank=True,
        help_text=_("Left empty for a word that is not to be used at all."),
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.WARNING)
    note = LineField(
        _("note"), max_length=300, blank=True, help_text=_("The reason, as editors read it.")
    )

    class Meta:
        verbose_name = _("unwanted wording")
        verbose_name_plural = _("unwanted wordings")
        ordering = ["language", "wrong"]
        constraints = [
            models.UniqueConstraint(fields=["language", "wrong"], name="wording_once_a_language")
        ]

    def __str__(self):
        return f"{self.wrong} → {self.right}" if self.right else self.wrong

    def clean(self):
        if self.right and self.right == self.wrong:
            raise ValidationError({"right": _("Both are the same.")})


# What is shipped: the file of each list, its columns, and those that tell rows apart.
LISTS = {
    "term": ("glossary.csv", ["zh", "en", "kind", "level", "note"], ["zh"]),
    "wording": (
        "wording.csv",
        ["language", "wrong", "right", "level", "note"],
        ["language", "wrong"],
    ),
}


def shipped(name: str, fixtures: Path = FIXTURES) -> list[dict]:
    """The rows of a shipped list; none where its file is not there.

    Raises ValueError where a column is missing, so that a broken file is not loaded by half.
    """
    file, columns, _key = LISTS[name]
    path = fixtures / file
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = set(columns) - set(reader.fieldnames or [])
        if missing:
            raise ValueError(f"{path.name} lacks the columns {sorted(missing)}")
        return [{column: (row[column] or "").strip() for column in columns} for row in reader]


def lay_down(get_model, fixtures: Path = FIXTURES) -> dict[str, int]:
    """Adds the shipped rows that a site does not have; returns how many of each list.

    What the site manager wrote is never touched. `get_model(name)` gives the model, so that a
    migration can hand over those of its own time. Raises ValidationError, and adds nothing, where
    a row is not one that the admin would take.
    """
    added = {}
    for name, (_file, _columns, key) in LISTS.items():
        model, current = get_model(name), {"term": Term, "wording": Wording}[name]
        held = set(model.objects.values_list(*key))
        rows = []
        for row in shipped(name, fixtures):
            if tuple(row[column] for column in key) in held:
                continue
            current(**row).full_clean(validate_unique=False, validate_constraints=False)
            held.add(tuple(row[column] for column in key))
            rows.append(model(**row))
        model.objects.bulk_create(rows)
        added[name] = len(rows)
    return added
