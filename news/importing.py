"""A manuscript as it was understood, becoming a draft."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from news import checking, editing, images, parity
from news.manuscript import LANGUAGES, MESSAGES, language_of
from news.models import Image, Passage, Post

# What tells paragraphs by; terms and festivals are said in too many ways.
TELLING = {"port", "country", "place"}


def known_names(words):
    """Pairs of Chinese and English spellings of ports and places, of a vocabulary."""
    return [(name.zh, name.en) for name in words.names if name.kind in TELLING]


def findings_of(understood, words):
    """What the checks say of each row, in the shape that `as_json` prints.

    [{"row": index in the passages, "code", "level", "zh", "en", "message"}], in the active
    language; "zh" and "en" are the words found, "" where a language has none.
    """
    return [
        {
            "row": number,
            "code": finding.code,
            "level": str(finding.level),
            "zh": checking.words_of(finding.zh),
            "en": checking.words_of(finding.en),
            "message": checking.message(finding.code, finding.values),
        }
        for number, row in enumerate(understood.rows)
        if max(len(row.zh_text or ""), len(row.en_text or "")) <= checking.MAX_LENGTH
        for finding in parity.check(row.zh_text, row.en_text, words)
    ]


def worded(code, values=()):
    """The message of a refusal or of a piece left out, in the active language."""
    return gettext(MESSAGES[code]) % dict(values)


def typed_from(understood, user):
    """What a save writes (`news.editing.Typed`), and what could not be taken.

    Stores the pictures. What is no picture that the site shows (a drawing of Windows, a broken
    file) is named in the second value and its caption kept as a paragraph.
    """
    problems = []
    rows = []
    for row in understood.rows:
        values = {"kind": row.kind, "text_zh": row.zh or "", "text_en": row.en or ""}
        if row.image is not None:
            try:
                values["image"] = store(row, user)
            except ValidationError as error:
                problems.append(" ".join(error.messages))
        if row.kind == Passage.Kind.FIGURE and "image" not in values:
            if not (row.zh or row.en):
                continue
            values["kind"] = Passage.Kind.PARAGRAPH
            for language in LANGUAGES:
                text = values[f"text_{language}"]
                values[f"text_{language}"] = f"<p>{text}</p>" if text else ""
        rows.append(editing.Row(values))
    values = {}
    for language in LANGUAGES:
        values[f"title_{language}"] = (understood.title[language] or "")[:200]
        for name in ("source", "author", "editor"):
            values[f"{name}_{language}"] = (getattr(understood.meta, name)[language] or "")[:100]
    return editing.Typed(values, rows), problems


def store(row, user):
    """The picture of a row as one of the site's. Raises ValidationError for what is none."""
    image = Image(uploaded_by=user)
    images.attach(image, BytesIO(row.image.data), row.image.name)
    described = language_of(row.image.alt) if row.image.alt else None
    for language in LANGUAGES:
        text = row.image.alt if described == language else getattr(row, f"{language}_text") or ""
        setattr(image, f"alt_{language}", " ".join(text.split())[:300])
    image.save()
    return image


@transaction.atomic
def start_draft(understood, column, user):
    """A new draft of a manuscript: (edition, what could not be taken)."""
    typed, problems = typed_from(understood, user)
    return editing.start_post(free_slug(understood), column, user, typed), problems


def free_slug(understood):
    """An address from the English title that no post has yet."""
    stem = slugify(understood.title["en"] or "")[:60].strip("-") or "manuscript"
    taken = set(Post.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug
        for slug in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
        if slug not in taken
    )
