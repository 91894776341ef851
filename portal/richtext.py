"""The one allow list for rich text, applied on every way in: form, paste, import, fixture.

What the site shows is headings, bold, links, super- and subscript, lists and simple tables.
"""

import html
import re
import unicodedata
from functools import lru_cache
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
MAX_LENGTH = 1_000_000
# The HTML parser's work grows with the square of open tags, of references and of attributes in one
# tag: a megabyte of "<ul><li>" took it 265 s, a megabyte of "&" 9 s. Within these it is half a
# second at the worst, and a table of 800 rows by 4 columns still passes.
MAX_TAGS = 10_000
MAX_REFERENCES = 50_000
MAX_WORDS_BETWEEN_TAGS = 20_000
# A text needs one pass, a crafted one two; see `clean_html`.
MAX_PASSES = 5


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
        _ = parts.port  # raises for what is not a number
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
    return all(_is_plain_label(label) for label in host.removesuffix(".").split("."))


def _is_plain_label(label: str) -> bool:
    if label.isascii():
        # Browsers decode %67ov to gov, so a percent sign has no place in a host either.
        return not label.startswith("xn--") and re.fullmatch(r"[a-z0-9_-]*", label) is not None
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
    attributes={"*": set(), **ATTRIBUTES},  # else nh3 lets lang and title pass on every tag
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    link_rel="noopener noreferrer",
    strip_comments=True,
)


class TooIntricate(ValueError):
    """More tags, references or attributes than the parser takes in a second."""


def clean_html(text: str) -> str:
    """Rich text as it is stored: only what `TAGS` and `ATTRIBUTES` name.

    Raises ValueError for more than `MAX_LENGTH` characters, before or after cleaning, and its
    subclass `TooIntricate` for what would keep the parser busy.
    """
    if not text:
        return ""
    if len(text) > MAX_LENGTH:
        raise ValueError(f"rich text of {len(text)} characters; at most {MAX_LENGTH} are taken")
    # A form cleans on validation and again on every write, mostly what is clean already.
    return _clean_short(text) if len(text) < 20_000 else _clean(text)


def _clean(text: str) -> str:
    for _pass in range(MAX_PASSES):
        text = clean_text(text)
        if is_too_intricate(text):
            raise TooIntricate("rich text with too many tags, references or attributes")
        cleaned = _cleaner.clean(text)
        cleaned = cleaned.replace("<b>", "<strong>").replace("</b>", "</strong>")
        # References become characters in the parser only: &#x202e; an override, and &#x338; after
        # "<p>" makes the tag's ">" into "≯", so that the text behind it turns into attributes.
        # What normalisation changes is therefore parsed again.
        text = clean_text(cleaned)
        if text == cleaned.strip():
            if len(text) > MAX_LENGTH:
                raise ValueError(f"rich text of {len(text)} characters after cleaning")
            return text
    raise TooIntricate("rich text that does not come to rest")


_clean_short = lru_cache(maxsize=1024)(_clean)


def is_too_intricate(text: str) -> bool:
    """Whether a text would keep the HTML parser busy for more than about a second."""
    if text.count("&") > MAX_REFERENCES or len(re.findall(r"<[a-zA-Z/!?]", text)) > MAX_TAGS:
        return True
    return any(
        len(re.findall(r"[\s/=]", piece)) > MAX_WORDS_BETWEEN_TAGS
        for piece in re.findall(rf"<[a-zA-Z][^<]{{{MAX_WORDS_BETWEEN_TAGS},}}", text)
    )


def plain_text(text: str) -> str:
    """The words of a rich text, blocks parted by spaces."""
    text = re.sub(
        r"</?(?:h2|h3|p|br|li|ul|ol|table|caption|thead|tbody|tr|th|td)\b[^>]*>", " ", text
    )
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", text))).strip()


def plain_lines(text: str) -> str:
    """The words of a rich text, each block on a line of its own, table cells parted by spaces."""
    text = re.sub(r"<br\b[^>]*>|</(?:h2|h3|p|li|caption|tr)>|<(?:ul|ol|table)\b[^>]*>", "\n", text)
    text = re.sub(r"</?(?:td|th)\b[^>]*>", " ", text)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
