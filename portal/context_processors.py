from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from portal.chrome import chrome_of
from portal.languages import HTML_CODES, content_language
from portal.preferences import reader_of


def site(request):
    """What every template may use; the database is asked only where a template does."""
    language = content_language()

    def banners():
        return chrome_of(request).banners_at(timezone.now())

    return {
        "chrome": SimpleLazyObject(lambda: chrome_of(request)),
        "banners": SimpleLazyObject(banners),
        "language": language,
        "html_language": HTML_CODES[language],
        "reader": reader_of(request),
        "frame": "base.html",
        # A view names these where the page belongs to a column or stands in one language only.
        "column": None,
        "available_languages": None,
        "switch_targets": None,
    }
