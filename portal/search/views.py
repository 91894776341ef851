from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from news import listing
from portal.chrome import chrome_of
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, content_language
from portal.public import public_page
from portal.search import finding, misses, suggestions
from portal.search.forms import SearchForm
from portal.search.names import vocabulary
from portal.search.query import LONGEST
from portal.text import clean_line

# What is typed stays in the field, but an answer does not grow without an end.
LONGEST_SHOWN = 10_000


@public_page
def search(request):
    """Results for `?q=`; 400 with the reason where the query is too long."""
    chrome = chrome_of(request)
    language = content_language()
    typed = clean_line(request.GET.get("q", "")[:LONGEST_SHOWN])
    form = SearchForm(
        request.GET,
        **chrome.held(("search choices", language), lambda: _choices(chrome, language)),
    )
    context = {
        "page_title": _title(typed, 1),
        "typed": typed,
        "form": form,
        "found": None,
        "error": "",
        "longest": LONGEST,
        "ports": _ports(chrome, language),
        "trail": [(_("Search"), None)],
        "is_search_page": True,
    }
    if not typed:
        return render(request, "portal/search.html", context)
    if len(typed) > LONGEST:
        context["error"] = _(
            "The query has %(length)d characters; %(longest)d are the most. Please shorten it."
        ) % {"length": len(typed), "longest": LONGEST}
        _one_page_a_query(context, {})
        return render(request, "portal/search.html", context, status=400)
    number = listing.page_number(request.GET.get("page"))
    found = finding.find(
        chrome, language, typed, form.filters, by_date=form.is_by_date, number=number
    )
    if found is None:
        raise Http404("no such page")
    if request.method == "GET" and number == 1 and found.is_miss and not form.filters:
        misses.count(typed)
    asked = {"q": typed, **form.chosen}
    found.query = urlencode(asked) + "&"
    _one_page_a_query(context, asked)
    context["found"] = found
    context["page_title"] = _title(typed, number)
    return render(request, "portal/search.html", context)


def _title(typed, number):
    if not typed:
        return _("Search")
    title = _("Search for “%(typed)s”") % {"typed": Truncator(typed).chars(60)}
    if number == 1:
        return title
    return _("%(title)s, page %(number)d") % {"title": title, "number": number}


def _one_page_a_query(context, asked):
    """The switch leads to the same search in the other language; robots are told of neither."""
    context["available_languages"] = []
    context["switch_targets"] = {}
    for code in CONTENT_LANGUAGES:
        with translation.override(DJANGO_CODES[code]):
            path = reverse("search")
        context["switch_targets"][code] = f"{path}?{urlencode(asked)}" if asked else path


@public_page
def suggest(request):
    """JSON {"suggestions": [text, …]} for what is typed so far in `?q=`."""
    typed = clean_line(request.GET.get("q", "")[: suggestions.LONGEST + 1])
    found = suggestions.suggest(chrome_of(request), content_language(), typed)
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})


def _choices(chrome, language):
    return {
        "columns": [
            (column.slug, column.name) for column in chrome.columns_in(language) if column.name
        ],
        "ports": [(port["slug"], port["label"]) for port in _ports(chrome, language)],
        "years": listing.years(chrome, language),
        "languages": [(code, settings.LANGUAGE_NAMES[code]) for code in CONTENT_LANGUAGES],
    }


def _ports(chrome, language):
    """The ports with a name in a language, in the order of the board."""

    def read():
        with translation.override(DJANGO_CODES[language]):
            return [
                {
                    "slug": name.slug,
                    "label": name.labels[language],
                    "url": reverse("ports:detail", args=[name.slug]),
                }
                for name in vocabulary(chrome).names
                if name.kind == "port" and name.labels.get(language)
            ]

    return chrome.held(("search ports", language), read)
