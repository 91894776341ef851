"""From a passage's stored text to the HTML of a page.

The text is rich text that `portal.richtext` cleaned when it was stored; everything else is
escaped here. No database is asked.
"""

import re
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.images import SMALL
from news.models import Passage
from portal.printed import Addresses
from portal.tables import accessible_tables, table_count

Kind = Passage.Kind
BLOCK = re.compile(r"</?(?:p|h2|h3|ul|ol|table)\b[^>]*>")
STARTS_WITH_BLOCK = re.compile(r"<(p|h2|h3|ul|ol|table)>")
LIST_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
# One sentence for each language that a passage can stand in alone.
STANDS_ONLY_IN = {
    "zh": gettext_lazy("This passage stands in Chinese only."),
    "en": gettext_lazy("This passage stands in English only."),
}
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
    # The language that the passage stands in where it has no text in this one.
    only_in: str = ""


def body(rows, link=str) -> SafeString:
    """The HTML of an article: every passage in an element whose id is its key.

    `link` adds links to the clean HTML of a passage (`news.port_mentions.Linker`).

    Of rows that have no text in the language only the anchor stays, with a sentence that shows
    when a link leads there.
    """
    parts = []
    tables = 0
    for row in rows:
        if row.text or row.picture is not None:
            # A linker adds nothing but links of its own to clean HTML.
            html = mark_safe(link(content(row, tables + 1)))
            parts.append(
                format_html(
                    '<div class="passage" id="{}">{}{}</div>', row.key, html, anchor(row.key)
                )
            )
            tables += table_count(row.text)
        elif row.only_in:
            parts.append(
                format_html(
                    '<p class="passage passage--absent" id="{}">{}</p>',
                    row.key,
                    STANDS_ONLY_IN[row.only_in],
                )
            )
    # Each part comes from format_html.
    return Addresses()(mark_safe("\n".join(parts)))


def anchor(key) -> SafeString:
    """The link to a passage itself. Its sign is drawn by the stylesheet, so it is never copied."""
    return format_html(
        '<a class="passage__link" href="#{}" aria-label="{}"></a>',
        key,
        _("Link to this passage"),
    )


def content(row, table_number: int = 1) -> SafeString:
    """The HTML of one passage. A table without a caption is named by `table_number`."""
    if row.kind == Kind.FIGURE and row.picture is not None:
        return figure(row.picture, caption=row.text)
    # From here on it is text that was cleaned when it was stored.
    if row.kind in {Kind.HEADING2, Kind.HEADING3}:
        tag = "h2" if row.kind == Kind.HEADING2 else "h3"
        return mark_safe(f"<{tag}>{inline(row.text)}</{tag}>")
    if row.kind == Kind.QUOTE:
        return mark_safe(f"<blockquote>{_paragraphs(row.text)}</blockquote>")
    if row.kind == Kind.LIST:
        return mark_safe(_list(row.text))
    return mark_safe(accessible_tables(_paragraphs(row.text), table_number))


def figure(picture: Picture, *, caption: str = "") -> SafeString:
    """A picture with its caption (rich text) and credit."""
    words = caption_of(caption, picture.credit)
    note = (
        format_html('<figcaption class="figure__caption">{}</figcaption>', words) if words else ""
    )
    return format_html('<figure class="figure">{}{}</figure>', image(picture), note)


def image(picture: Picture, width: str = "45rem") -> SafeString:
    """A figure's picture alone; `width` is what it takes on a wide screen."""
    srcset = picture.srcset
    sizes = (
        format_html(' srcset="{}" sizes="(max-width: 48rem) 100vw, {}"', srcset, width)
        if srcset
        else ""
    )
    return format_html(
        '<img class="figure__image" src="{}"{} width="{}" height="{}" alt="{}" decoding="async">',
        picture.url,
        sizes,
        picture.width,
        picture.height,
        picture.alt,
    )


def caption_of(caption: str, credit: str) -> SafeString:
    """A caption (rich text) and a credit (text), as they stand below a picture."""
    # The caption was cleaned when it was stored.
    words = mark_safe(inline(caption))
    return format_html(
        "{}{}",
        format_html('<span class="figure__words">{}</span>', words) if words else "",
        format_html('<span class="figure__credit">{}</span>', credit) if credit else "",
    )


def inline(text: str) -> str:
    """Rich text without its block elements, for places that take only a line."""
    return " ".join(BLOCK.sub(" ", text).split())


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
