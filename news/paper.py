"""Articles as PDFs, in one language or both side by side, and the sign-off sheet of an edition.

What stands in an article is of the edition alone. The state of the ports as of now, which the
pages show below an article, would make another document of it every day.
"""

from django.urls import reverse

from news import article as reading
from news import parallel as side_by_side
from news import sign_off
from news.rendering import body
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language
from portal.pdf import Document, qr


def document(article, chrome, origin: str) -> Document:
    """An article in its language, which must be the active one. Two queries."""
    rows = reading.rows(article)
    context = {
        "body": body(rows),
        "shows_cover": reading.shows_cover(article, rows),
        "stale_notice": reading.STALE_NOTICES[article.source_language],
    }
    return _document("pdf/article.html", context, article, chrome, origin, article.url)


def parallel_document(articles, chrome, origin: str) -> Document:
    """An article in both languages; the first of `articles` is in the active one. Two queries."""
    article = articles[0]
    url = reverse("news:parallel", args=[article.slug])
    context = {"text": side_by_side.read(articles)}
    return _document("pdf/parallel.html", context, article, chrome, origin, url)


def sign_off_document(edition, chrome, origin: str) -> Document:
    """The sheet of an edition in both languages; its title is in the active one."""
    sheet = sign_off.sheet(edition)
    moves = sheet.lines
    language = content_language()
    titles = [in_language(edition, "title", code) for code in (language, *CONTENT_LANGUAGES)]
    context = {
        "html_language": HTML_CODES[language],
        "identity": chrome.identity,
        "address": "",
        "edition": edition,
        "sheet": sheet,
        "title": next(filter(None, titles), edition.post.slug),
        "addresses": [origin + each for each in sheet.addresses],
        "created": moves[0].at if moves else edition.created_at,
        "modified": moves[-1].at if moves else edition.updated_at,
    }
    return Document("pdf/sign_off.html", context, origin)


def _document(template, context, article, chrome, origin, url):
    _ports, attachments = reading.links(article)
    address = origin + url
    context |= {
        "html_language": HTML_CODES[article.language],
        "identity": chrome.identity,
        "column": next(each for each in chrome.columns if each.pk == article.column_id),
        "article": article,
        "attachments": attachments,
        "address": address,
        "created": article.published_at,
        "modified": article.revised_at,
    }
    return Document(template, context, origin, {"qr.svg": qr.svg(address)})
