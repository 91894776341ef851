"""What base.html asks about the page it stands around."""

import re
from functools import cache

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from portal import structured_data as vocabulary
from portal.alternates import alternates as languages_of
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, HTML_CODES, OPEN_GRAPH_CODES
from portal.preferences import groups
from portal.preferences import switches as switches_of
from portal.shortcuts import shortcuts
from portal.tables import accessible_tables

register = template.Library()

LONGEST_QUERY = 500
# At the largest size of a title a line holds 20 Han characters, the mark at its end included.
LONGEST_CLAUSE = 19
CLAUSE = re.compile("[，。；：！？、—]+")


@register.filter
def rich(text):
    """A RichTextField's text as HTML: it was cleaned by `portal.richtext` when it was stored."""
    return mark_safe(accessible_tables(text or ""))


@register.filter(is_safe=True)
@stringfilter
def one_line(text):
    """A page's title or description without the line breaks that templates are laid out with."""
    return re.sub(r"\s*_\s*", "_", " ".join(text.split()))


@register.filter
def minute(value):
    """An instant as government sites write it: 2022-04-29 10:00, in the site's time zone."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")


@register.filter
def by_clause(title):
    """A further class, with its space, of a title that breaks at its clauses.

    Each of them must have room in one line. A longer clause would be broken anywhere, and might
    leave one character alone on a line.
    """
    clauses = CLAUSE.split(title or "")
    return " by-clause" if len(clauses) > 1 and len(max(clauses, key=len)) <= LONGEST_CLAUSE else ""


@register.filter
def instant(value):
    """An instant for machines, with its zone: 2022-04-29T10:00:00+08:00."""
    return vocabulary.instant(value)


@register.simple_tag
def time(value):
    """A `<time>` with the minute to read and the instant with its zone for machines."""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="minutes"),
        local.strftime("%Y-%m-%d %H:%M"),
    )


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """The whole address of a path of this site."""
    return context["request"].build_absolute_uri(path)


@register.simple_tag(takes_context=True)
def canonical(context):
    """The page's own address, with the one query that makes another page of it."""
    query = context.get("canonical_query")
    # A preview stands at another address than the page that it shows.
    path = getattr(context["request"], "canonical_path", context["request"].path)
    return context["request"].build_absolute_uri(f"{path}?{query}" if query else path)


@register.simple_tag(takes_context=True)
def alternates(context):
    """The page in every language it exists in: (HTML code, absolute address), x-default last.

    Empty for pages that exist in one language only and for later pages of a list, whose
    counterpart in the other language holds other news.
    """
    if context.get("canonical_query"):
        return []
    request = context["request"]
    return languages_of(
        {
            language: request.build_absolute_uri(
                _path_in(request.path, context["language"], language)
            )
            for language in _available(context)
        }
    )


@register.simple_tag(takes_context=True)
def block_again(context, name):
    """What a page fills a block of base.html with, for a second place that says the same."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block(name).render(context)


@register.simple_tag(takes_context=True)
def locales(context):
    """The page's language as Open Graph writes it, and those of its alternates."""
    here = context["language"]
    others = [] if context.get("canonical_query") else _available(context)
    return {
        "own": OPEN_GRAPH_CODES[here],
        "others": [OPEN_GRAPH_CODES[language] for language in others if language != here],
    }


@register.simple_tag(takes_context=True)
def share_image(context):
    """The picture that stands for a page elsewhere: its own (`lead_picture`), else the site's."""
    picture = context.get("lead_picture")
    build = context["request"].build_absolute_uri
    if picture:
        return {
            "url": build(picture.url),
            "width": picture.width,
            "height": picture.height,
            "alt": picture.alt,
        }
    return {
        "url": build(static("img/share.png")),
        "width": 1200,
        "height": 630,
        "alt": context["chrome"].identity.name,
    }


@register.simple_tag(takes_context=True)
def structured_data(context):
    """The page for machines: schema.org's words as JSON-LD, in one script element of data.

    A view names what the page is about in `described`, a list of dicts; the trail is added here.
    """
    nodes = list(context.get("described") or [])
    trail = context.get("trail")
    if trail:
        build = context["request"].build_absolute_uri
        nodes.append(vocabulary.trail([(_("Home"), reverse("home")), *trail], build))
    return vocabulary.script(nodes) if nodes and not context.get("is_missing") else ""


@register.simple_tag(takes_context=True)
def other_languages(context):
    """Where the language switch leads: a dict of code, name and url for every other language.

    The same page where it exists, else what the view names in `switch_targets`, else the home
    page.
    """
    targets = context.get("switch_targets") or {}
    available = _available(context)
    result = []
    for language in CONTENT_LANGUAGES:
        if language == context["language"]:
            continue
        if language in available:
            url = _path_in(context["request"].path, context["language"], language)
        else:
            url = targets.get(language) or _reverse_in(language, "home")
        result.append(
            {
                "code": HTML_CODES[language],
                "name": settings.LANGUAGE_NAMES[language],
                "url": url,
            }
        )
    return result


@register.simple_tag(takes_context=True)
def navigation(context):
    """The main navigation: home, every column with news, the ports.

    Each entry has label, url and current: "page" on the page itself, "true" within it, else "".
    """
    path = context["request"].path
    column = context.get("column")
    chrome = context["chrome"]
    language = context["language"]
    home, *columns, board = chrome.held(
        ("navigation", language), lambda: _entries(chrome, language)
    )
    within = {home: False, board: path.startswith(board[1])}
    entries = []
    for entry in (home, *columns, board):
        label, url, key = entry
        current = ""
        if url == path and not context.get("is_missing"):
            current = "page"
        elif within.get(entry, column is not None and column.pk == key):
            current = "true"
        entries.append({"label": label, "url": url, "current": current})
    return entries


def _entries(chrome, language):
    """The entries whatever the page: (label, address, primary key of the column or None)."""
    columns = [
        (column.name, column.get_absolute_url(), column.pk)
        for column in chrome.columns_in(language)
        if column.name
    ]
    return [
        (_("Home"), reverse("home"), None),
        *columns,
        (_("Ports"), reverse("ports:board"), None),
    ]


@register.simple_tag(takes_context=True)
def columns_with_news(context):
    """The columns that a list of news leads to beside itself: none of them is empty."""
    return context["chrome"].columns_in(context["language"])


@register.simple_tag(takes_context=True)
def footer(context):
    """The footer, which is the same on every page of a language, rendered once."""
    chrome = context["chrome"]
    language = context["language"]
    return chrome.held(
        ("footer", language),
        lambda: mark_safe(
            render_to_string("components/footer.html", {"chrome": chrome, "language": language})
        ),
    )


@register.simple_tag(takes_context=True)
def standing_pages(context):
    """The pages of the footer and the site map, those with a title in the page's language."""
    return context["chrome"].pages_in(context["language"])


@register.simple_tag(takes_context=True)
def choices(context, *names, only=""):
    """The groups of the reader's preferences; `only` narrows the values, parted by spaces."""
    return groups(context["reader"], names, only.split() or None)


@register.simple_tag(takes_context=True)
def switches(context, *names):
    """The preferences of these names as buttons that are pressed and pressed again."""
    return switches_of(context["reader"], names)


@register.simple_tag
def keyboard_shortcuts():
    return shortcuts()


@register.simple_tag(takes_context=True)
def page_path(context):
    """The address a form returns to, without a query that is longer than any of ours."""
    request = context["request"]
    query = request.META.get("QUERY_STRING", "")
    return request.get_full_path() if len(query) <= LONGEST_QUERY else request.path


def _available(context):
    available = context.get("available_languages")
    return CONTENT_LANGUAGES if available is None else available


def _path_in(path, present, wanted):
    present_root, wanted_root = (_reverse_in(language, "home") for language in (present, wanted))
    return wanted_root + path.removeprefix(present_root)


@cache
def _reverse_in(language, name):
    with translation.override(DJANGO_CODES[language]):
        return reverse(name)
