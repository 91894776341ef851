from django.conf import settings
from django.db import DatabaseError, connection
from django.http import (
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal import preferences as reading
from portal import structured_data
from portal.chrome import chrome_of
from portal.errors import permission_denied
from portal.home import home as home_of
from portal.languages import CONTENT_LANGUAGES, content_language, in_language
from portal.models import Page
from portal.public import public_page, public_response
from portal.shortcuts import shortcuts
from ports import open_data_guide as guide
from ports.board import present
from ports.models import Port
from ports.open_data import LICENCE


@never_cache
@require_safe
def ping(request):
    """Who is signed in, for a form that is about to be sent; 401 where nobody of the staff is.

    With a fresh CSRF token, as signing in again makes the form's old one worthless. A page that
    asks by itself is no sign of a person, so asking does not prolong the session.
    """
    request.is_unattended = True
    if not (request.user.is_active and request.user.is_staff):
        return JsonResponse({}, status=401)
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})


@public_page
def home(request):
    chrome = chrome_of(request)
    # No query while the board of the present holds.
    board = present(chrome, timezone.now())
    context = {
        "home": home_of(chrome, content_language()),
        "freight": board.freight,
        "passenger": board.passenger,
        "described": [structured_data.website(chrome.identity, request.build_absolute_uri)],
    }
    return render(request, "portal/home.html", context)


@public_page
def page(request, slug):
    language = content_language()
    found = Page.objects.filter(slug=slug).first()
    languages = [code for code in CONTENT_LANGUAGES if found and in_language(found, "title", code)]
    if language not in languages:
        raise Http404("no such page")
    context = {
        "page": found,
        "trail": [(found.title, None)],
        "available_languages": languages,
    }
    return render(request, "portal/page.html", context)


@public_page
def site_map(request):
    language = content_language()
    ports = [
        (in_language(port, "name", language), port.get_absolute_url())
        for port in Port.objects.only("slug", f"name_{language}").order_by("slug")
        if in_language(port, "name", language)
    ]
    context = {
        "ports": ports,
        "columns": chrome_of(request).columns_in(language),
        "trail": [(_("Site map"), None)],
    }
    return render(request, "portal/site_map.html", context)


@public_page
def open_data(request):
    """What the open data hold, field by field: made by the site, as it describes its own code."""
    context = {
        "files": guide.FILES,
        "fields": guide.fields(),
        "codes": guide.codes(),
        "licence": LICENCE,
        "trail": [(_("Open data"), None)],
    }
    return render(request, "portal/open_data.html", context)


@require_safe
@never_cache
def components(request):
    """All components of the pages, for whoever works on the site; none of a public site's pages."""
    if not settings.DEBUG:
        raise Http404("no such page")
    # Only here: what the page of components needs is nobody else's concern.
    from portal import components as specimens

    context = {
        "components": specimens.components(request),
        "colours": specimens.COLOURS,
        "trail": [(_("Components"), None)],
    }
    return render(request, "portal/components.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """The reader's preferences: a form on GET, one cookie and the way back on POST."""
    if request.method != "POST":
        context = {
            "trail": [(_("Reading preferences"), None)],
            "groups": reading.groups(reading.reader_of(request)),
            "shortcuts": shortcuts(),
        }
        return public_response(request, render(request, "portal/preferences.html", context))
    if not reading.is_own_form(request):
        return permission_denied(request)
    target = reading.safe_next(request, default=reverse("preferences"))
    response = HttpResponseRedirect(target, status=303)
    reading.write(response, reading.changed(reading.reader_of(request), request.POST))
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@never_cache
def healthz(request):
    """Alive: answers without the database."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request):
    """Ready: 200 with what is degraded, 503 where pages cannot be made."""
    degraded = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        degraded.append("database")
    status = "unavailable" if degraded else "ok"
    return JsonResponse({"status": status, "degraded": degraded}, status=503 if degraded else 200)


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /preferences/"]
    lines += ["Disallow: /en/preferences/", ""]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """The address that browsers ask by themselves, where a page does not name its icon."""
    return HttpResponsePermanentRedirect(static("img/favicon.ico"))
