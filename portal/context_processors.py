from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from portal.chrome import chrome
from portal.languages import HTML_CODES, content_language


def site(request):
    """What every template may use; the database is asked only where a template does."""
    language = content_language()

    def banners():
        return chrome().banners_at(timezone.now())

    return {
        "chrome": SimpleLazyObject(chrome),
        "banners": SimpleLazyObject(banners),
        "language": language,
        "html_language": HTML_CODES[language],
    }
