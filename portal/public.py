"""What every page for readers has in common, beside its words."""

from functools import wraps

from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe


def revalidated(response):
    """Lets browsers keep a page but ask before each use, so that a correction shows at once."""
    response.headers.setdefault("Cache-Control", "no-cache")
    # The reader's preferences stand in a cookie and change attributes of <html>.
    patch_vary_headers(response, ["Cookie"])
    return response


def public_page(view):
    """A view of GET and HEAD, answered 304 where the reader's copy is still right."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        return revalidated(view(request, *args, **kwargs))

    return require_safe(conditional_page(wrapped))
