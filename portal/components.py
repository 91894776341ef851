"""The living page of all components: each with its paths and its states, from the site's own news
and board. For whoever works on the site; the page exists only where DEBUG is on."""

from dataclasses import dataclass
from types import SimpleNamespace

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from news import listing
from news.beside import Beside
from news.models import Status
from news.rendering import Picture
from portal.chrome import chrome_of
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language
from portal.preferences import Reader, groups, reader_of, switches
from portal.search import snippets
from portal.search.finding import Hit
from portal.shortcuts import shortcuts
from ports.board import Count, beijing_date, present
from ports.calendar_table import table
from ports.sketch import sketches

# The stylesheets, under static/css/components, of each template under templates/components.
STYLESHEETS = {
    "article_end": ["article", "port-now"],
    "article_facts": ["article"],
    "article_line": ["article"],
    "article_views": ["views"],
    "bar_toggle": ["masthead", "article"],
    "breadcrumb": ["breadcrumb"],
    "brief": ["brief"],
    "brief_figures": ["brief"],
    "choice_group": ["article", "reader-bar"],
    "choice_switch": ["reader-bar"],
    "draft_mark": ["draft-mark"],
    "footer": ["footer"],
    "header": ["masthead", "navigation", "notice-bar"],
    "leaving_dialog": ["dialog", "button"],
    "mark": ["masthead"],
    "message_ways": ["message"],
    "neighbours": ["neighbours"],
    "pagination": ["pagination"],
    "parallel_cells": ["parallel"],
    "parallel_figure": ["parallel", "figure"],
    "picture": ["lead", "strip"],
    "port_days": ["port-days"],
    "port_map": ["port-map"],
    "port_state": ["port-state"],
    "post_list": ["post-list"],
    "printed_origin": ["print"],
    "reader_bar": ["reader-bar", "reading-tools", "shortcuts", "dialog", "button"],
    "reader_bar_group": ["reader-bar"],
    "related": ["neighbours", "post-list"],
    "search_form": ["search-form"],
    "search_hit": ["search"],
    "section": ["panel", "post-list"],
    "shortcut_list": ["shortcuts"],
    "source_codes": ["port-facts"],
    "state_legend": ["port-state"],
    "state_mark": ["port-state"],
}
# Those that stand elsewhere.
ELSEWHERE = {"print": "static/css/print.css"}
COLOURS = [
    *["brand", "brand-soft", "masthead", "ink", "ink-soft", "line", "line-strong"],
    *["surface-soft", "link", "accent", "accent-soft", "focus"],
]
# What is no part of what a reader sees.
IN_THE_HEAD = {"article_meta", "feed_links", "open_graph", "reader_head"}
# They stand around this page as around any other, and would bear their ids twice.
AROUND = {"footer", "header", "leaving_dialog", "search_form"}
# What is valid and looks as it should only within another element.
WITHIN = {"search_hit": '<div class="search"><ol class="search__list">{}</ol></div>'}
WORDS = {"zh": "口岸恢复货运通关。", "en": "The port resumes freight clearance."}
# Where the word for a port stands in them.
FOUND = {"zh": (0, 2, 0), "en": (4, 8, 0)}


@dataclass(frozen=True)
class State:
    """What a component was given, in a word, and what it made of it."""

    label: str
    html: str


# What opens the dialogs that stand around the page.
OPENED_BY = {
    "leaving_dialog": State(
        "data-leaving",
        mark_safe('<a href="https://www.example.org/" data-leaving>www.example.org</a>'),
    )
}


@dataclass(frozen=True)
class Component:
    name: str
    template: str
    stylesheets: list
    is_around: bool
    states: list


def components(request) -> list[Component]:
    """Every component for pages, in the order of their names."""
    found = _states(request)
    around = AROUND | {"reader_bar"} if reader_of(request).has_bar else AROUND
    return [
        Component(
            name=name,
            template=f"templates/components/{name}.html",
            stylesheets=[
                ELSEWHERE.get(sheet, f"static/css/components/{sheet}.css") for sheet in stylesheets
            ],
            is_around=name in around,
            states=[
                State(
                    label,
                    format_html(
                        WITHIN.get(name, "{}"),
                        render_to_string(
                            f"components/{name}.html", {**context, "request": request}, request
                        ),
                    ),
                )
                for label, context in found.get(name, {}).items()
                if name not in around
            ]
            + ([OPENED_BY[name]] if name in OPENED_BY else []),
        )
        for name, stylesheets in sorted(STYLESHEETS.items())
    ]


def _states(request) -> dict:
    """{component: {what it is given, in a word: the context}}"""
    chrome = chrome_of(request)
    language = content_language()
    now = timezone.now()
    board = present(chrome, now)
    newest = listing.newest(chrome, language, 3)
    columns = chrome.columns_in(language)
    reader = reader_of(request)
    picture = next(
        (item.picture for item in newest if item.picture),
        Picture(
            url=settings.STATIC_URL + "img/mark-180.png",
            small_url="",
            width=180,
            height=180,
            alt="",
        ),
    )
    sizes = groups(reader, ["size"])[0]
    situations = {
        str(situation.state or "unknown"): situation
        for line in board.lines
        for situation in line.situations
    }
    ports = [line.port for line in board.lines[:2]]
    prefetch_related_objects(ports, "services")
    home = reverse("home")
    port = board.lines[0].port if board.lines else None
    first = newest[0] if newest else None
    article = SimpleNamespace(
        published_at=now,
        source=chrome.identity.name,
        editor=chrome.identity.name,
        author="",
        number=2,
    )
    return {
        "article_end": {
            "attachments, ports_now": {
                "attachments": [
                    SimpleNamespace(url=home, label=_("Attachments"), extension="PDF", size=240_000)
                ],
                "ports_now": [
                    (
                        SimpleNamespace(url=port.get_absolute_url(), label=port.name),
                        board.lines_of({port.slug}),
                    )
                ]
                if port
                else [],
                "now": now,
            }
        },
        "article_facts": {"": {"article": article, "column": columns[0]}} if columns else {},
        "article_line": {
            label: {"article": article, "column": column, "pdf": pdf, "reader": reader}
            for label, pdf in [("pdf", home), ('pdf=""', "")]
            for column in columns[:1]
        },
        "article_views": {
            "views": {
                "views": [
                    SimpleNamespace(
                        url=home,
                        html_language=HTML_CODES[code],
                        name=settings.LANGUAGE_NAMES[code],
                        is_current=code == language,
                    )
                    for code in CONTENT_LANGUAGES
                ]
            }
        },
        "bar_toggle": {
            modifier: {"reader": reader, "return_path": request.path, "modifier": modifier}
            for modifier in ["masthead__tool", "article__tool"]
        },
        "breadcrumb": {"trail": {"trail": [(_("Ports"), home), (_("Site map"), None)]}},
        "brief": {"": {"freight": board.freight, "passenger": board.passenger}},
        "brief_figures": {
            "count": {"label": _("Freight"), "count": Count(16, 14, 1)},
            "count = 0": {"label": _("Freight"), "count": Count()},
        },
        "choice_group": {
            block: {"group": sizes, "block": block} for block in ["article", "reader-bar"]
        },
        "choice_switch": {
            f"is_on={switch['is_on']}": {"switch": switch, "block": "reader-bar"}
            for view in ["full", "simple"]
            for switch in switches(Reader(view=view), ["view"])
        },
        "draft_mark": {
            f"draft.is_public={is_public}": {
                "draft": SimpleNamespace(
                    is_public=is_public, number=2, version=version, status=status, saved_at=now
                )
            }
            for version, is_public, status in [
                (3, False, Status.DRAFT.label),
                (4, True, Status.APPROVED.label),
            ]
        },
        "mark": {"": {}},
        "message_ways": {"": {}},
        "neighbours": {
            label: {"beside": beside, "column": column}
            for label, beside in [
                ("previous, next", Beside(newest[-1], first)),
                ("next", Beside(None, first)),
            ]
            for column in columns[:1]
        }
        if first
        else {},
        "pagination": {
            f"number={number}": {"page": listing.Page([], 200, number, 10)} for number in [1, 5, 10]
        },
        "parallel_cells": {
            "": {"row": _row(language), "html_language": HTML_CODES[language], "prose": True},
            "note": {
                "row": _row(language, note=_("Not available side by side")),
                "html_language": HTML_CODES[language],
                "prose": False,
            },
        },
        "parallel_figure": {
            "": {
                "row": SimpleNamespace(
                    key="",
                    has_words=True,
                    anchor="",
                    cells=_row(language).cells,
                    image=mark_safe(
                        render_to_string(
                            "components/picture.html",
                            {"picture": picture, "block": "strip", "sizes": "18rem"},
                        )
                    ),
                ),
                "html_language": HTML_CODES[language],
            }
        },
        "picture": {
            block: {"picture": picture, "block": block, "sizes": "18rem", "is_first": False}
            for block in ["lead", "strip"]
        },
        "port_days": {
            f"has_ports={has_ports}": {
                "table": table(
                    board.schedule, ports if has_ports else ports[:1], beijing_date(now), 7
                ),
                "caption": _("Ports"),
                "heading": "component-port_days",
                "has_ports": has_ports,
            }
            for has_ports in [True, False]
            if ports
        },
        "port_map": {"sketches": {"sketches": sketches(board)}},
        "port_state": {
            label: {"situation": situation, "instant": now}
            for label, situation in {**dict(sorted(situations.items())), "None": None}.items()
        },
        "post_list": {
            "is_full=False": {"items": newest, "is_full": False},
            "is_full=True": {"items": newest, "is_full": True, "column": None},
        },
        "printed_origin": {
            "code": {
                "address": request.build_absolute_uri(first.url),
                "code": reverse("news:detail-qr", args=[first.slug]),
            },
            'code=""': {"address": request.build_absolute_uri(), "code": ""},
        }
        if first
        else {},
        "reader_bar": {"": {}},
        "reader_bar_group": {"": {"group": groups(reader, ["zoom"])[0]}},
        "related": {"": {"items": newest}},
        "search_hit": _hits(first, port, language, now),
        "section": {
            column.slug: {"section": SimpleNamespace(column=column, items=newest)}
            for column in columns[:1]
        },
        "shortcut_list": {"": {"shortcuts": shortcuts()}},
        "source_codes": {
            "sources": {"sources": [SimpleNamespace(code="S01"), SimpleNamespace(code="S02")]}
        },
        "state_legend": {f"has_exceptions={has}": {"has_exceptions": has} for has in [False, True]},
        "state_mark": {
            state: {"state": state} for state in ["open", "limited", "closed", "unknown"]
        },
    }


def _hits(item, port, language, now):
    """The kinds of a result: a port that the query names, a post of either language, a page."""
    other = next(code for code in CONTENT_LANGUAGES if code != language)
    name = port.name if port else _("Ports")
    own = HTML_CODES[language]

    def hit(kind, title, code=language):
        return Hit(
            kind=kind,
            url=reverse("home"),
            title=title,
            snippet=snippets.marked(WORDS[code], [FOUND[code]]),
            language=HTML_CODES[code],
            snippet_language=HTML_CODES[code],
            is_in_other_language=code != language,
            date=now,
            column=item.column if item else None,
        )

    states = {
        "is_port=True": hit("port", snippets.marked(name, [(0, len(name), 0)])),
        "kind=post": hit("post", item.title if item else name),
        "kind=page": hit("page", _("About this site")),
        "is_in_other_language=True": hit("post", WORDS[other], other),
    }
    return {
        label: {"hit": found, "language": own, "is_port": found.kind == "port"}
        for label, found in states.items()
    }


def _row(language, note=""):
    """A row of the parallel text: the page's language first, where a note may stand alone."""
    other = next(code for code in CONTENT_LANGUAGES if code != language)
    cells = [(language, WORDS[language], ""), (other, "" if note else WORDS[other], note)]
    return SimpleNamespace(
        cells=[
            SimpleNamespace(
                html_language=HTML_CODES[code],
                html=mark_safe(f"<p>{text}</p>") if text else "",
                note=said,
            )
            for code, text, said in cells
        ]
    )
