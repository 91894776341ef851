"""Differences of two texts as markup for editors: marked by element, by words and by colour."""

from itertools import groupby
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import differences, formatted
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
    return format_html_join(
        "",
        "{}",
        ((_mark(tag, word, text) if is_changed else text,) for text, is_changed in pieces),
    )


def _mark(tag, word, content):
    # Screen readers are told in words, as most of them pass over del and ins.
    return format_html(
        '<{0}><span class="visually-hidden">[{1} </span>{2}'
        '<span class="visually-hidden">]</span></{0}>',
        tag,
        word,
        content,
    )


# Two versions of one text, in one text


class Merged(NamedTuple):
    """One text that says what was removed and added, and sentences on what else changed."""

    html: SafeString
    notes: list[SafeString]
    language: str
    is_same: bool


KINDS = {
    "p": gettext_lazy("paragraph"),
    "h2": gettext_lazy("heading 2"),
    "h3": gettext_lazy("heading 3"),
    "ul": gettext_lazy("list item"),
    "ol": gettext_lazy("numbered list item"),
    "th": gettext_lazy("head of a table"),
    "td": gettext_lazy("cell of a table"),
}
NOTES = {
    ("bold", True): gettext_lazy("now bold: “{words}”"),
    ("bold", False): gettext_lazy("no longer bold: “{words}”"),
    ("sup", True): gettext_lazy("now superscript: “{words}”"),
    ("sup", False): gettext_lazy("no longer superscript: “{words}”"),
    ("sub", True): gettext_lazy("now subscript: “{words}”"),
    ("sub", False): gettext_lazy("no longer subscript: “{words}”"),
    "changed link": gettext_lazy("link of “{words}” changed from {then} to {now}"),
    "new link": gettext_lazy("“{words}” is now a link to {now}"),
    "removed link": gettext_lazy("“{words}” is no longer a link to {then}"),
    "kind": gettext_lazy("from {then} to {now}: “{words}”"),
    "other": gettext_lazy("The words are the same; the layout of the text changed."),
}
MAX_WORDS = 60


def merged(then: str, now: str, language: str, *, kind=None, effort=None) -> Merged:
    """Two versions of a text in a content language: plain text, or rich text of a `kind` of row."""
    if kind is None:
        runs = formatted.compare_plain(then or "", now or "", language, effort)
        is_same = all(run.mark == formatted.SAME for run in runs)
        return Merged(_runs(runs), [], HTML_CODES[language], is_same)
    found = formatted.compare(then or "", now or "", language, kind, effort)
    return Merged(
        format_html_join("", "{}", ((part,) for part in _blocks(found.blocks))),
        [_note(note) for note in found.notes],
        HTML_CODES[language],
        found.is_same,
    )


def _note(note):
    words = note.words if len(note.words) <= MAX_WORDS else f"{note.words[:MAX_WORDS]}…"
    if note.what == "bold":
        sentence = NOTES["bold", bool(note.now)]
    elif note.what == "script":
        # From superscript to subscript both are said by what it is now.
        sentence = NOTES[note.now or note.then, bool(note.now)]
    elif note.what == "link":
        which = "changed" if note.then and note.now else "new" if note.now else "removed"
        sentence = NOTES[f"{which} link"]
    elif note.what == "kind":
        then, now = (KINDS.get(each, each) for each in (note.then, note.now))
        return format_html(str(NOTES["kind"]), then=then, now=now, words=words)
    else:
        sentence = NOTES["other"]
    return format_html(str(sentence), then=note.then, now=note.now, words=words)


def _blocks(changes):
    """Markup of each block, items of one list and rows of one table held together."""
    for group, blocks in groupby(changes, key=_group):
        blocks = list(blocks)
        if group == "list":
            # Depth is shown by a class: items of both versions may not nest in one another.
            items = format_html_join(
                "",
                '<li class="merged__item merged__item--{}">{}</li>',
                ((min((each.block.place or (1,))[0], 4), _runs(each.runs)) for each in blocks),
            )
            tag = "ol" if all(each.block.kind == "ol" for each in blocks) else "ul"
            yield format_html("<{0}>{1}</{0}>", tag, items)
        elif group == "table":
            yield _table(blocks)
        else:
            for each in blocks:
                # A heading of the text is no heading of this page.
                name = "merged__heading" if each.block.kind in {"h2", "h3"} else "merged__line"
                yield format_html('<p class="{}">{}</p>', name, _runs(each.runs))


def _group(change):
    if change.block.kind in {"ul", "ol"}:
        return "list"
    return "table" if change.block.kind in {"row", "caption"} else "text"


def _table(blocks):
    captions = [_runs(each.runs) for each in blocks if each.block.kind == "caption"]
    rows = (
        format_html_join(
            "",
            "<{0}{1}>{2}</{0}>",
            ((_cell(cell), _spans(cell.block), _runs(cell.runs)) for cell in each.cells),
        )
        for each in blocks
        if each.block.kind == "row"
    )
    # A caption that was replaced by another stands above both.
    return format_html(
        '{}<div class="scrolls"><table class="merged__table">{}<tbody>{}</tbody></table></div>',
        format_html_join("", '<p class="merged__line">{}</p>', ((each,) for each in captions[1:])),
        format_html_join("", "<caption>{}</caption>", ((each,) for each in captions[:1])),
        format_html_join("", "<tr>{}</tr>", ((row,) for row in rows)),
    )


def _cell(change):
    return "th" if change.block.kind == "th" else "td"


def _spans(block):
    spans = zip(["colspan", "rowspan"], block.place, strict=False)
    return format_html_join("", ' {}="{}"', ((name, span) for name, span in spans if span > 1))


def _runs(runs):
    return format_html_join("", "{}", ((part,) for part in _parts(runs)))


def _parts(runs):
    for mark, group in groupby(runs, key=lambda run: run.mark):
        words = format_html_join("", "{}", ((_words(run),) for run in group))
        if mark == formatted.REMOVED:
            yield _mark("del", _("removed:"), words)
        elif mark == formatted.ADDED:
            yield _mark("ins", _("added:"), words)
        else:
            yield words


def _words(run):
    # A line end that was added or removed is seen by its sign.
    line_end = format_html(
        "{}<br>",
        ""
        if run.mark == formatted.SAME
        else format_html('<span aria-hidden="true">{}</span>', "↵"),
    )
    html = format_html_join(line_end, "{}", ((line,) for line in run.text.split("\n")))
    if run.format.script:
        html = format_html("<{0}>{1}</{0}>", run.format.script, html)
    if run.format.is_bold:
        html = format_html("<strong>{}</strong>", html)
    if run.format.href:
        html = format_html('<a href="{}">{}</a>', run.format.href, html)
    return html
