"""Which links have their address printed beside them on paper: every one once.

The first link to an address outside the site gets the class `printed-address`, by which the
stylesheets of paper go. One whose words are its address says it already.
"""

import re
from html import unescape

from django.utils.safestring import SafeString, mark_safe

LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
HREF = re.compile(r'\bhref="(https?://[^"]+)"')
TAG = re.compile(r"<[^>]+>")
CLASS = ' class="printed-address"'


class Addresses:
    """Called with the HTML of the parts of one page in order; remembers what was told."""

    def __init__(self):
        self._told = set()

    def __call__(self, html: SafeString) -> SafeString:
        """The clean HTML with the class on its links; it adds nothing else."""
        if 'href="http' not in html:
            return html
        return mark_safe(LINK.sub(self._link, html))

    def _link(self, match):
        attributes, words = match.groups()
        href = HREF.search(attributes)
        if href is None or "class=" in attributes or "<img" in words:
            return match.group()
        address = _bare(href.group(1))
        is_told = address in self._told
        self._told.add(address)
        if is_told or _bare(TAG.sub("", words).strip()) == address:
            return match.group()
        return f"<a{CLASS}{attributes}>{words}</a>"


def _bare(address):
    return re.sub(r"^https?://", "", unescape(address)).rstrip("/")
