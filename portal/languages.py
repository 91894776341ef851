"""The site's languages: Django's codes, the content columns' codes and HTML's codes."""

from django.conf import settings
from django.utils.translation import get_language

CONTENT_LANGUAGES = settings.MODELTRANSLATION_LANGUAGES
HTML_CODES = {"zh": "zh-Hans", "en": "en"}
# Open Graph writes a language with a territory.
OPEN_GRAPH_CODES = {"zh": "zh_CN", "en": "en_US"}
DJANGO_CODES = {"zh": "zh-hans", "en": "en"}


def content_language(code: str | None = None) -> str:
    """The content column's code ("zh", "en") for a Django language code, or for the active one."""
    code = code or get_language() or settings.LANGUAGE_CODE
    short = code.split("-")[0]
    return short if short in CONTENT_LANGUAGES else settings.MODELTRANSLATION_DEFAULT_LANGUAGE


def in_language(instance, field: str, language: str):
    """The value of a translated field in one language, None and "" alike as ""."""
    return getattr(instance, f"{field}_{language}") or ""
