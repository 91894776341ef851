"""From a passage's stored text to the HTML of a page.

The text is rich text that `portal.richtext` cleaned when it was stored; everything else is
escaped here. No database is asked.
"""

import re
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from news.images import SMALL
from news.models import Passage
from portal.tables import accessible_tables, table_count

Kind = Passage.Kind
BLOCK = re.compile(r"</?(?:p|h2|h3|ul|ol|table)\b[^>]*>")
STARTS_WITH_BLOCK = re.compile(r"<(p|h2|h3|ul|ol|table)>")
LIST_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Picture:
    """A picture as a page shows it, its words in the page's language."""

    url: str
    small_url: str
    width: int
    height: int
    alt: str
    credit: str = ""

    @property
    def srcset(self):
        """Both sizes with their widths, "" where there is no smaller one."""
        if not self.small_url or not self.width or max(self.width, self.height) <= SMALL:
            return ""
        small_width = round(self.width * SMALL / max(self.width, self.height))
        return f"{self.small_url} {small_width}w, {self.url} {self.width}w"


@dataclass(frozen=True)
class Row:
    """A passage in one language. `key` is its anchor on the page."""

    kind: str
    key: str
    text: str
    picture: Picture | None = None


def body(rows) -> SafeString:
    """The HTML of an article. Rows that have no text in the language are left out."""
    parts = []
    tables = 0
    for row in rows:
        if not row.text and row.picture is None:
            continue
        parts.append(_render(row, tables + 1))
        tables += table_count(row.text)
    # Each part comes from format_html or from text that was cleaned when it was stored.
    return mark_safe("\n".join(parts))


def figure(picture: Picture, *, key: str = "", caption: str = "") -> SafeString:
    """A picture with its caption (rich text) and credit."""
    identity = format_html(' id="{}"', key) if key else ""
    srcset = picture.srcset
    sizes = (
        format_html(' srcset="{}" sizes="(max-width: 48rem) 100vw, 45rem"', srcset)
        if srcset
        else ""
    )
    credit = format_html('<span class="figure__credit">{}</span>', picture.credit)
    words = (
        format_html('<span class="figure__words">{}</span>', mark_safe(inline(caption)))
        if caption
        else ""
    )
    note = ""
    if caption or picture.credit:
        note = format_html(
            '<figcaption class="figure__caption">{}{}</figcaption>',
            words,
            credit if picture.credit else "",
        )
    return format_html(
        '<figure class="figure"{}><img class="figure__image" src="{}"{} width="{}" height="{}" '
        'alt="{}" decoding="async">{}</figure>',
        identity,
        picture.url,
        sizes,
        picture.width,
        picture.height,
        picture.alt,
        note,
    )


def inline(text: str) -> str:
    """Rich text without its block elements, for places that take only a line."""
    return " ".join(BLOCK.sub(" ", text).split())


def _render(row, table_number):
    if row.kind == Kind.FIGURE and row.picture is not None:
        return figure(row.picture, key=row.key, caption=row.text)
    if row.kind in {Kind.HEADING2, Kind.HEADING3}:
        tag = "h2" if row.kind == Kind.HEADING2 else "h3"
        return f'<{tag} id="{row.key}">{inline(row.text)}</{tag}>'
    if row.kind == Kind.QUOTE:
        return f'<blockquote id="{row.key}">{_paragraphs(row.text)}</blockquote>'
    if row.kind == Kind.LIST:
        return _with_id(_list(row.text), row.key)
    if row.kind == Kind.TABLE or "<table>" in row.text:
        return f'<div id="{row.key}">{accessible_tables(_blocks(row.text), table_number)}</div>'
    return _with_id(_blocks(row.text), row.key)


def _blocks(text):
    return text if STARTS_WITH_BLOCK.match(text) else _paragraphs(text)


def _paragraphs(text):
    if STARTS_WITH_BLOCK.match(text):
        return text
    return "".join(
        f"<p>{part.strip().replace(chr(10), '<br>')}</p>"
        for part in BLANK_LINES.split(text)
        if part.strip()
    )


def _list(text):
    if STARTS_WITH_BLOCK.match(text) and "<li>" in text:
        return text
    items = LIST_ITEM.findall(text) or [inline(line) for line in text.split("\n")]
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items if item)}</ul>"


def _with_id(html, key):
    """The anchor goes on the element itself where there is but one, else on one around them."""
    opening = STARTS_WITH_BLOCK.match(html)
    if opening:
        tag = opening.group(1)
        if html.count(f"<{tag}>") == 1 and html.endswith(f"</{tag}>"):
            return f'<{tag} id="{key}">{html[opening.end() :]}'
    return f'<div id="{key}">{html}</div>'
