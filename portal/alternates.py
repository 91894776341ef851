"""A page in its languages, said the same way by its head, its structured data and the sitemap."""

from django.conf import settings

from portal.languages import HTML_CODES


def alternates(addresses: dict) -> list:
    """(HTML code, address) of every language that a page exists in, `x-default` last.

    `addresses` are absolute, by content language. Empty where there is no more than one.
    `x-default`, for readers of neither, is the site's own language where the page exists in it.
    """
    if len(addresses) < 2:
        return []
    pairs = [(HTML_CODES[language], address) for language, address in addresses.items()]
    default = addresses.get(settings.MODELTRANSLATION_DEFAULT_LANGUAGE)
    return [*pairs, ("x-default", default)] if default else pairs
