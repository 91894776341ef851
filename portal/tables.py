"""Tables of stored rich text, made usable for everyone when they are shown."""

import re
from html import escape

from django.utils.translation import gettext

from portal.richtext import plain_text

TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
BARE_HEADER = re.compile(r"<th(?![^>]*\bscope=)(?=[\s>])")


def accessible_tables(html: str, first_number: int = 1) -> str:
    """Completes the scope of header cells and lets wide tables scroll, by keyboard too.

    `html` is rich text as `portal.richtext.clean_html` stores it. A table without a caption is
    named by its number on the page, counted from `first_number`, as no two regions of a page may
    have one name.
    """
    number = first_number

    def table(match):
        nonlocal number
        text = _with_scopes(match.group())
        caption = CAPTION.search(text)
        name = plain_text(caption.group(1)) if caption else ""
        name = name or gettext("Table %(number)d") % {"number": number}
        number += 1
        return (
            f'<div class="table-scroll" role="region" tabindex="0" aria-label="{escape(name)}">'
            f"{text}</div>"
        )

    return TABLE.sub(table, html)


def table_count(html: str) -> int:
    return len(TABLE.findall(html))


def _with_scopes(text):
    def column_scope(match):
        return BARE_HEADER.sub('<th scope="col"', match.group())

    with_head = HEAD.sub(column_scope, text)
    if with_head == text and "<thead>" not in text:
        with_head = ROW.sub(column_scope, text, count=1)
    return BARE_HEADER.sub('<th scope="row"', with_head)
