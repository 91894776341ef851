"""The error pages, in the language of the path.

All but the 500 page stand in the site's frame while the database answers, and without it when it
does not. The 500 page asks neither the database nor a context processor.
"""

from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from portal.chrome import chrome_of
from portal.languages import HTML_CODES, content_language

PLAIN = "plain.html"


def page_not_found(request, exception):
    return _error(request, "404.html", 404)


def permission_denied(request, exception=None):
    return _error(request, "403.html", 403)


def bad_request(request, exception=None):
    return _error(request, "400.html", 400)


def csrf_failure(request, reason=""):
    return _error(request, "403_csrf.html", 403)


def not_made(request, *, is_busy):
    """503 where a document could not be made: at the moment, or at all."""
    response = _error(request, "503.html", 503, is_busy=is_busy)
    if is_busy:
        response.headers["Retry-After"] = "10"
    return response


def server_error(request):
    try:
        text = render_to_string("500.html", _bare_context())
    except Exception:  # Whatever broke may break the template too; say something all the same.
        text = (
            '<!doctype html><html lang="zh-Hans"><title>500</title>'
            '<p>系统暂时无法处理您的请求，请稍后再试。</p><p lang="en">The site cannot answer '
            "at the moment. Please try again later.</p></html>"
        )
    response = HttpResponseServerError(text)
    response.headers["Cache-Control"] = "no-store"
    return response


def _error(request, template, status, **more):
    try:
        chrome_of(request)
        # An address that leads nowhere has no counterpart in the other language.
        context = {"frame": "base.html", "available_languages": [], "is_missing": True, **more}
        response = render(request, template, context, status=status)
    except DatabaseError:
        context = {**_bare_context(), **more, "frame": PLAIN}
        response = HttpResponse(render_to_string(template, context), status=status)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _bare_context():
    language = content_language()
    return {
        "language": language,
        "html_language": HTML_CODES[language],
        "frame": PLAIN,
        "home_path": "/" if get_language() != "en" else "/en/",
    }
