from datetime import date

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from news import article as reading
from news import beside, paper, port_mentions, structured_data
from news import listing as lists
from news import parallel as side_by_side
from news.rendering import body
from portal import pdf
from portal.chrome import chrome_of
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, HTML_CODES, content_language
from portal.pdf import qr
from portal.public import public_page
from ports.board import present


@public_page
def listing(request):
    return _list(request, heading=_("All news"))


@public_page
def column(request, slug):
    found = chrome_of(request).column(slug)
    if found is None or not found.name:
        raise Http404("no such column")
    return _list(request, heading=found.name, column=found)


@public_page
def archive(request, year, month=None):
    if not lists.has_archive(chrome_of(request), content_language(), year, month):
        raise Http404("no news of that time")
    return _list(request, heading=_archive_heading(year, month), year=year, month=month)


def _archive_heading(year, month=None):
    if month is None:
        return _("News of %(year)d") % {"year": year}
    # Translators: the month is a word in English, "July 2026", and a number in Chinese.
    words = date_format(date(year, month, 1), pgettext("date format", "F Y"))
    return _("News of %(month)s") % {"month": words}


def _list(request, *, heading, column=None, year=None, month=None):
    chrome = chrome_of(request)
    language = content_language()
    number = lists.page_number(request.GET.get("page"))
    page = lists.page(chrome, language, number, column=column, year=year, month=month)
    trail = [(heading, None)]
    if month is not None:
        trail.insert(0, (_archive_heading(year), reverse("news:archive", args=[year])))
    if year is not None:
        trail.insert(0, (_("All news"), reverse("news:list")))
    available = CONTENT_LANGUAGES
    targets = {}
    if column is not None:
        available = [code for code in CONTENT_LANGUAGES if getattr(column, f"name_{code}")]
    elif year is not None:
        available = [
            code for code in CONTENT_LANGUAGES if lists.has_archive(chrome, code, year, month)
        ]
        targets = {code: address(code, "news:list") for code in CONTENT_LANGUAGES}
    context = {
        "heading": heading,
        "page_title": heading
        if number == 1
        else _("%(title)s, page %(number)d") % {"title": heading, "number": number},
        "column": column,
        "page": page,
        "year": year,
        "month": month,
        "years": lists.years(chrome, language),
        "months": _months(chrome, language, year, month),
        "trail": trail,
        "available_languages": available,
        "switch_targets": targets,
        "canonical_query": page.canonical_query,
    }
    return render(request, "news/list.html", context)


def _months(chrome, language, year, current):
    """The months of an archive's year: (name, address, how many posts, whether it is the page)."""
    if year is None:
        return []
    return [
        (
            date_format(date(year, month, 1), pgettext("month of an archive", "F")),
            reverse("news:archive-month", args=[year, month]),
            count,
            month == current,
        )
        for month, count in lists.months(chrome, language, year).items()
    ]


@public_page
def detail(request, slug):
    language = content_language()
    article = reading.find(slug, language)
    if article is None:
        return _absent(request, slug, language)
    context = detail_context(request, article)
    described = structured_data.article(
        article,
        identity=chrome_of(request).identity,
        column=context["column"],
        ports=context["ports"],
        picture=context["lead_picture"],
        addresses=_absolute(request, article),
        build=request.build_absolute_uri,
    )
    return render(request, "news/detail.html", {**context, "described": [described]})


def _absolute(request, article):
    """The whole addresses of an article by the languages that it is public in."""
    return {
        code: request.build_absolute_uri(lists.detail_address(code, article.slug))
        for code in article.languages
    }


def detail_context(request, article):
    """What the page of an article in one language shows."""
    rows = reading.rows(article)
    around = _around(request, article)
    return {
        **around,
        "beside": beside.of(chrome_of(request), article),
        "body": body(rows, _linker(request, around["ports"])),
        "shows_cover": reading.shows_cover(article, rows),
        "lead_picture": reading.lead_picture(article, rows),
        "pdf": reverse("news:detail-pdf", args=[article.slug]),
        "qr": reverse("news:detail-qr", args=[article.slug]),
        "stale_notice": reading.STALE_NOTICES[article.source_language],
        "views": _views(article, article.language),
    }


@public_page
def parallel(request, slug):
    language = content_language()
    articles = reading.find_all(slug)
    article = articles.get(language)
    if len(articles) < 2 and article is not None:
        return _unpaired(request, article)
    if article is None:
        return _absent(request, slug, language)
    context = parallel_context(request, in_order(articles, language))
    described = structured_data.both(
        article,
        addresses=_absolute(request, article),
        own=request.build_absolute_uri(request.path),
    )
    return render(request, "news/parallel.html", {**context, "described": [described]})


def in_order(articles, language):
    """The reader's own language first: on the left, above, and in the order of reading."""
    return [articles[language], *(articles[code] for code in articles if code != language)]


def parallel_context(request, articles):
    """What the page of an article side by side shows; the reader's language comes first."""
    article = articles[0]
    around = _around(request, article)
    return {
        **around,
        "text": side_by_side.read(articles),
        "lead_picture": article.cover,
        "pdf": reverse("news:parallel-pdf", args=[article.slug]),
        "qr": reverse("news:parallel-qr", args=[article.slug]),
        "trail": [
            *around["trail"][:-1],
            (_("Article"), article.url),
            (_("Side by side"), None),
        ],
        "views": _views(article),
    }


@public_page
def detail_pdf(request, slug):
    language = content_language()
    article = reading.find(slug, language)
    if article is None:
        return _absent(request, slug, language)
    document = paper.document(article, chrome_of(request), pdf.origin_of(request))
    return pdf.answer(request, document, f"{slug}-{language}", article.url)


@public_page
def parallel_pdf(request, slug):
    language = content_language()
    articles = reading.find_all(slug)
    if language not in articles:
        return _absent(request, slug, language)
    if len(articles) < 2:
        return _unpaired(request, articles[language])
    document = paper.parallel_document(
        in_order(articles, language), chrome_of(request), pdf.origin_of(request)
    )
    address = reverse("news:parallel", args=[slug])
    return pdf.answer(request, document, f"{slug}-parallel-{language}", address)


@public_page
def detail_qr(request, slug):
    return _qr(request, slug, "news:detail", 1)


@public_page
def parallel_qr(request, slug):
    return _qr(request, slug, "news:parallel", 2)


def _qr(request, slug, name, languages):
    """The QR code of a page that exists: one for what does not would lead nowhere."""
    articles = reading.find_all(slug)
    if content_language() not in articles or len(articles) < languages:
        raise Http404("no such page")
    return qr.answer(request.build_absolute_uri(reverse(name, args=[slug])))


def _around(request, article):
    """What stands around an article's text in both of its views."""
    chrome = chrome_of(request)
    column = next(column for column in chrome.columns if column.pk == article.column_id)
    ports, attachments = reading.links(article)
    now = timezone.now()
    return {
        "article": article,
        "column": column,
        "ports": ports,
        "ports_now": _ports_now(request, ports, now),
        "now": now,
        "keywords": ",".join([column.name, *(port.label for port in ports)]),
        "attachments": attachments,
        "trail": [
            (column.name, column.get_absolute_url()),
            (_("Article"), None),
        ],
        "available_languages": article.languages,
        "switch_targets": _column_targets(chrome, column),
        # Only a preview has one; see `news.preview`.
        "draft": None,
    }


def _ports_now(request, ports, instant):
    """(link, lines of the board) of each port that an article is about. No query while held."""
    if not ports:
        return []
    lines = present(chrome_of(request), instant).lines_of({port.slug for port in ports})
    return [(port, [line for line in lines if line.port.slug == port.slug]) for port in ports]


def _linker(request, ports):
    """Links the first mention of each of an article's ports."""
    if not ports:
        return str
    chrome = chrome_of(request)
    names = chrome.held(
        "port names", lambda: port_mentions.names_of(present(chrome, timezone.now()).ports)
    )
    return port_mentions.Linker(names[content_language()], {port.slug: port.url for port in ports})


def ways_to_read(languages, current, detail, parallel, argument):
    """The ways to read a text in several languages, none where there is but one.

    Each language under its own name, and all side by side, which `current=None` stands for.
    `detail` and `parallel` name the pages, which take the `argument`.
    """
    if len(languages) < 2:
        return []
    each = [
        {
            "name": settings.LANGUAGE_NAMES[code],
            "html_language": HTML_CODES[code],
            "url": address(code, detail, argument),
            "is_current": code == current,
        }
        for code in languages
    ]
    side_by_side = {
        "name": _("Side by side"),
        "html_language": HTML_CODES[content_language()],
        "url": reverse(parallel, args=[argument]),
        "is_current": current is None,
    }
    return [*each, side_by_side]


def _views(article, current=None):
    return ways_to_read(article.languages, current, "news:detail", "news:parallel", article.slug)


def _unpaired(request, article):
    """404 for the parallel text of an article that is public in this language alone."""
    context = {
        "article": article,
        "available_languages": [],
        "is_missing": True,
        "switch_targets": {code: address(code, "news:list") for code in CONTENT_LANGUAGES},
    }
    return render(request, "news/unpaired.html", context, status=404)


def _absent(request, slug, language):
    """404 with the way to the language it exists in, or 410 for what was withdrawn.

    Nothing is named here but what is public in the other language.
    """
    elsewhere = [
        {
            "language": code,
            "html_language": HTML_CODES[code],
            "title": title,
            "url": address(code, "news:detail", slug),
        }
        for code, title in reading.public_elsewhere(slug, language)
    ]
    if elsewhere:
        context = {
            "elsewhere": elsewhere,
            # The switch leads to the article itself: there may be no parallel text of it.
            "available_languages": [],
            "is_missing": True,
            "switch_targets": {
                **{code: address(code, "news:list") for code in CONTENT_LANGUAGES},
                **{found["language"]: found["url"] for found in elsewhere},
            },
        }
        return render(request, "news/untranslated.html", context, status=404)
    if reading.was_public(slug):
        context = {
            "others": [],
            "available_languages": [],
            "is_missing": True,
            "switch_targets": {code: address(code, "news:list") for code in CONTENT_LANGUAGES},
        }
        for code in CONTENT_LANGUAGES:
            if code != language:
                with translation.override(DJANGO_CODES[code]):
                    context["others"].append({"code": HTML_CODES[code], "text": _withdrawn()})
        return render(request, "news/withdrawn.html", context, status=410)
    raise Http404("no such post")


def _withdrawn():
    return _("This article was published here and has since been taken down.")


def _column_targets(chrome, column):
    """Where the switch leads for an article that does not exist in the other language."""
    return {
        code: address(code, "news:column", column.slug)
        if column in chrome.columns_in(code)
        else address(code, "news:list")
        for code in CONTENT_LANGUAGES
    }


def address(language, name, *args):
    with translation.override(DJANGO_CODES[language]):
        return reverse(name, args=args)
