"""What every page for readers has in common, beside its words."""

from functools import wraps

from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from portal.chrome import chrome_of
from portal.leaving import marked


def revalidated(response):
    """Lets browsers keep a page but ask before each use, so that a correction shows at once."""
    response.headers.setdefault("Cache-Control", "no-cache")
    # The reader's preferences stand in a cookie and change attributes of <html>.
    patch_vary_headers(response, ["Cookie"])
    return response


def public_response(request, response):
    """A page of the site on its way out: links that leave it are marked."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response = marked(response, request, chrome_of(request).identity)
    return revalidated(response)


def public_page(view):
    """A view of GET and HEAD, answered 304 where the reader's copy is still right."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return public_response(request, view(request, *args, **kwargs))

    return require_safe(conditional_page(wrapped))
