"""A post with the same passage in every language beside one another: read in one query.

Each row is a passage; its cells are the passage's texts, in the order in which the languages were
asked for. What a language lacks is said in words, in the reader's language.
"""

from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from news import rendering, staleness
from news.listing import picture
from news.models import Passage
from portal.languages import DJANGO_CODES, HTML_CODES
from portal.printed import Addresses
from portal.tables import table_count

# By the language that a passage was translated from.
STALE_NOTES = {
    "zh": gettext_lazy("The Chinese of this passage has changed since it was translated."),
    "en": gettext_lazy("The English of this passage has changed since it was translated."),
}
NAMES = {
    "zh": pgettext_lazy("column of the parallel text", "Chinese"),
    "en": pgettext_lazy("column of the parallel text", "English"),
}

# As static/css/components/parallel.css has it.
FIGURE_WIDTH = "50rem"
CELL_FIELDS = ["text", "fingerprint", "image__credit"]


@dataclass(frozen=True)
class Cell:
    """A passage in one language. `html` is "" where it has no text in it."""

    html_language: str
    html: SafeString | str
    # Said in the reader's language below the text, or in its place.
    note: Promise | str = ""


@dataclass(frozen=True)
class Row:
    key: str
    kind: str
    cells: list
    # Of a figure: its picture stands once, above the captions.
    image: SafeString | str = ""
    anchor: SafeString | str = ""

    @property
    def has_words(self):
        return any(cell.html for cell in self.cells)


@dataclass(frozen=True)
class ParallelText:
    # The names of the languages in the reader's own.
    heads: list
    title: Row
    summary: Row | None
    change_note: Row | None
    cover: Row | None
    rows: list


def read(articles) -> ParallelText:
    """The parallel text of `articles`: one post's in each language, the reader's own first."""
    rows = _rows(articles)
    own = articles[0]
    figures = {row.image for row in rows}
    cover = rendering.image(own.cover, FIGURE_WIDTH) if own.cover else ""
    return ParallelText(
        heads=[NAMES[article.language] for article in articles],
        title=_words(articles, "title"),
        summary=_words(articles, "summary"),
        change_note=_words(articles, "change_note"),
        # Not twice where a figure of the text is the same.
        cover=_cover(articles, cover) if cover and cover not in figures else None,
        rows=rows,
    )


def _rows(articles):
    languages = [article.language for article in articles]
    own, source = languages[0], articles[0].source_language
    names = [
        *["kind", "key", "no_counterpart", f"text_{source}"],
        *["image__file", "image__small", "image__width", "image__height", f"image__alt_{own}"],
        *(f"{name}_{code}" for name in CELL_FIELDS for code in languages),
    ]
    passages = Passage.objects.filter(edition=articles[0].edition_id).order_by("position")
    tables = dict.fromkeys(languages, 1)
    addresses = Addresses()
    rows = []
    for values in passages.values(*names):
        cells = [_cell(values, code, source, tables, addresses) for code in languages]
        if values["kind"] == Passage.Kind.FIGURE:
            image = rendering.image(
                picture(
                    *(values[f"image__{name}"] for name in ["file", "small", "width", "height"]),
                    values[f"image__alt_{own}"],
                    "",
                ),
                FIGURE_WIDTH,
            )
        elif any(cell.html for cell in cells):
            image = ""
        else:
            continue
        key = values["key"]
        rows.append(Row(key, values["kind"], _said(cells, languages), image, rendering.anchor(key)))
    return rows


def _cell(values, language, source, tables, addresses):
    text = values[f"text_{language}"] or ""
    if values["kind"] == Passage.Kind.FIGURE:
        html = rendering.caption_of(text, values[f"image__credit_{language}"] or "")
    elif text:
        # A table without a caption is named in the language that it is in.
        with translation.override(DJANGO_CODES[language]):
            row = rendering.Row(values["kind"], values["key"], text)
            html = rendering.content(row, tables[language])
        tables[language] += table_count(text)
    else:
        html = ""
    is_stale = (
        language != source
        and staleness.translation_state(
            values[f"text_{source}"] or "",
            text,
            values[f"fingerprint_{language}"] or "",
            needed=not values["no_counterpart"],
        )
        == staleness.STALE
    )
    return Cell(HTML_CODES[language], addresses(html), STALE_NOTES[source] if is_stale else "")


def _words(articles, field):
    """The row of a field that is text and not rich text, None where it is empty everywhere."""
    texts = [getattr(article, field) for article in articles]
    if not any(texts):
        return None
    cells = []
    for article, text in zip(articles, texts, strict=True):
        is_stale = field in article.stale_parts
        note = STALE_NOTES[article.source_language] if is_stale else ""
        cells.append(Cell(HTML_CODES[article.language], conditional_escape(text), note))
    return Row("", field, _said(cells, [article.language for article in articles]))


def _cover(articles, image):
    cells = [
        Cell(
            HTML_CODES[article.language],
            rendering.caption_of("", article.cover.credit if article.cover else ""),
        )
        for article in articles
    ]
    return Row("", Passage.Kind.FIGURE, cells, image)


def _said(cells, languages):
    """The cells, the empty ones with the sentence that stands in place of a text."""
    present = [code for cell, code in zip(cells, languages, strict=True) if cell.html]
    if not present:
        return cells
    return [
        cell if cell.html else replace(cell, note=rendering.STANDS_ONLY_IN[present[0]])
        for cell in cells
    ]
