"""From the notice of a holiday grid (`ports.announcement`) to a draft post in both languages."""

from html import escape

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import override

from news import editing
from news.models import Column, Edition, Passage, Post
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES
from ports.announcement import Notice
from ports.models import Port

COLUMN = "notices"


def column_of_notices() -> Column | None:
    """The column that notices stand in, else the first one; None where there is none at all."""
    return Column.objects.filter(slug=COLUMN).first() or Column.objects.first()


def free_slug(title: str) -> str:
    """An address from an English title that no post has yet."""
    longest = Post._meta.get_field("slug").max_length
    stem = slugify(title)[: longest - 5].strip("-") or COLUMN
    taken = set(Post.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def draft(notice: Notice, column: Column, user, source: str = "") -> Edition:
    """A new post with the notice as its first edition, a row for each paragraph and its table.

    The ports are those that the notice names; `source` stands in both languages, as it was typed
    with the grid, until an editor words it.
    """
    ports = list(Port.objects.filter(slug__in=notice.slugs))
    rows = [_row(Passage.Kind.PARAGRAPH, _paragraphs(text)) for text in notice.paragraphs]
    rows.append(_row(Passage.Kind.TABLE, _tables(notice)))
    rows += [_row(Passage.Kind.PARAGRAPH, _paragraphs(text)) for text in notice.closing]
    values = {
        f"{name}_{language}": getattr(text, language)
        for name, text in (("title", notice.title), ("summary", notice.summary))
        for language in CONTENT_LANGUAGES
    }
    longest = Edition._meta.get_field("source_zh").max_length
    values |= {f"source_{language}": source[:longest] for language in CONTENT_LANGUAGES}
    typed = editing.Typed(values=values, rows=rows, ports=ports)
    return editing.start_post(free_slug(notice.title.en), column, user, typed)


def _row(kind, texts) -> editing.Row:
    return editing.Row({"kind": kind, **{f"text_{code}": text for code, text in texts.items()}})


def _paragraphs(text):
    return {language: f"<p>{escape(getattr(text, language))}</p>" for language in CONTENT_LANGUAGES}


def _tables(notice) -> dict[str, str]:
    """The table in each language, its ports linked to their pages in that language."""
    found = {}
    for language, side in zip(("zh", "en"), notice.sides, strict=True):
        head = "".join(
            f'<th scope="col">{escape(text)}</th>' for text in [side.port, *side.columns]
        )
        body = []
        with override(DJANGO_CODES[language]):
            for row in side.rows:
                address = escape(reverse("ports:detail", args=[row["slug"]]))
                cells = "".join(f"<td>{escape(word)}</td>" for word in row["cells"])
                name = f'<a href="{address}">{escape(row["name"])}</a>'
                body.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
        found[language] = (
            f"<table><caption>{escape(side.caption)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(body)}</tbody></table>"
        )
    return found
