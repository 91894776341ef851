"""The one allow list for rich text, applied on every way in: form, paste, import, fixture.

What the site shows is headings, bold, links, super- and subscript, lists and simple tables.
"""

import html
import re
import unicodedata
from urllib.parse import urlsplit

import nh3

from portal.text import clean_text

TAGS = {
    "h2",
    "h3",
    "p",
    "br",
    "strong",
    "b",
    "a",
    "sup",
    "sub",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# nh3 takes 1.6 s for a million unclosed tags, so what is longer is refused before it.
MAX_LENGTH = 1_000_000


def is_safe_url(url: str) -> bool:
    """Whether a link may be stored: a plain scheme, no user part, no look-alike host name.

    A host label is all ASCII or all Han (with digits and hyphens); a mixture, or another script,
    is how one name is made to look like another.
    """
    if any(char.isspace() or unicodedata.category(char) in {"Cc", "Cf"} for char in url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if "\\" in url or "@" in parts.netloc:
        return False
    if not parts.scheme:
        return not url.startswith("//")
    if parts.scheme.lower() not in SCHEMES:
        return False
    if parts.scheme.lower() in {"http", "https"} and not host:
        return False
    return all(_is_plain_label(label) for label in host.split("."))


def _is_plain_label(label: str) -> bool:
    if label.isascii():
        return not label.startswith("xn--")
    rest = re.sub(r"[0-9-]", "", label)
    return all("CJK UNIFIED" in unicodedata.name(char, "") for char in rest)


def _attribute(tag, attribute, value):
    if attribute == "href" and not is_safe_url(value):
        return None
    if attribute in {"colspan", "rowspan"} and not (value.isdigit() and 1 <= int(value) <= 50):
        return None
    if attribute == "scope" and value not in {"col", "row", "colgroup", "rowgroup"}:
        return None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "title", "iframe", "object", "noscript", "template"},
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
)


def clean_html(text: str) -> str:
    """Rich text as it is stored: only what `TAGS` and `ATTRIBUTES` name.

    Raises ValueError for more than `MAX_LENGTH` characters.
    """
    if len(text) > MAX_LENGTH:
        raise ValueError(f"rich text of {len(text)} characters; at most {MAX_LENGTH} are taken")
    if not text:
        return ""
    cleaned = _cleaner.clean(clean_text(text))
    cleaned = cleaned.replace("<b>", "<strong>").replace("</b>", "</strong>")
    # A reference such as &#x202e; becomes its character only in the parser, so look once more.
    return clean_text(cleaned)


def plain_text(text: str) -> str:
    """The words of a rich text, blocks parted by spaces."""
    text = re.sub(
        r"</?(?:h2|h3|p|br|li|ul|ol|table|caption|thead|tbody|tr|th|td)\b[^>]*>", " ", text
    )
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text))).strip()
