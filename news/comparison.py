"""Differences of two texts as markup for editors: marked by element, by words and by colour."""

from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from news import differences
from portal.languages import HTML_CODES
from portal.richtext import plain_lines


class Marked(NamedTuple):
    """Both sides with their marks, and the language of both as HTML says it."""

    then: SafeString
    now: SafeString
    language: str
    is_same: bool


def marked(then: str, now: str, language: str, *, is_html=True, are_equals=False) -> Marked:
    """Two texts in a content language ("zh", "en"), each with what the other lacks marked.

    As removed and added, or, where neither comes before the other, as standing on one side alone.
    """
    if is_html:
        then, now = plain_lines(then), plain_lines(now)
    found = differences.compare(then, now, language)
    return Marked(
        _side(found.then, *(("mark", _("only here:")) if are_equals else ("del", _("removed:")))),
        _side(found.now, *(("mark", _("only here:")) if are_equals else ("ins", _("added:")))),
        HTML_CODES[language],
        not any(piece.is_changed for side in found for piece in side),
    )


def _side(pieces, tag, word):
    # Screen readers are told in words, as most of them pass over del and ins.
    mark = format_html(
        '<{0}><span class="visually-hidden">[{1} </span>{{}}'
        '<span class="visually-hidden">]</span></{0}>',
        tag,
        word,
    )
    return format_html_join(
        "",
        "{}",
        ((format_html(mark, text) if is_changed else text,) for text, is_changed in pieces),
    )
