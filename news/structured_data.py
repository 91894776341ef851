"""An article in the words of schema.org; `portal.structured_data` has what all pages share."""

from django.utils.translation import gettext as _

from portal.languages import CONTENT_LANGUAGES, HTML_CODES
from portal.structured_data import filled, instant, publisher


def article(article, *, identity, column, ports, picture, addresses, build) -> dict:
    """A NewsArticle, bound to its text in the other language from both sides.

    `addresses` are those of the article by language, only of languages in which it is public:
    the text it was written in names its translations, a translation names that text. Who
    translated is not on record for the public, so no translator is named. The words about people
    are free text; "Person" is what an author and an editor are.
    """
    source = article.source_language
    others = {code: address for code, address in addresses.items() if code != article.language}
    bound = {}
    if article.language == source:
        bound["workTranslation"] = [_text(others[code], code) for code in others]
    elif source in others:
        bound["translationOfWork"] = _text(others[source], source)
    own = addresses[article.language]
    who = publisher(identity, build)
    corrected = article.change_note and {
        "@type": "CorrectionComment",
        "text": article.change_note,
        "datePublished": instant(article.revised_at),
    }
    return filled(
        {
            **_text(own, article.language),
            "mainEntityOfPage": own,
            "headline": article.title,
            "description": article.summary,
            "datePublished": instant(article.published_at),
            "dateModified": instant(article.modified_at),
            "author": {"@type": "Person", "name": article.author} if article.author else who,
            "editor": article.editor and {"@type": "Person", "name": article.editor},
            # What is typed as the source is seldom the bare name of an organization.
            "creditText": article.source,
            "publisher": who,
            "articleSection": column.name,
            "keywords": [column.name, *(port.label for port in ports)],
            "mentions": [
                {"@type": "Place", "@id": build(port.url) + "#place", "name": port.label}
                for port in ports
            ],
            "image": picture and _image(picture, build),
            "isAccessibleForFree": True,
            "correction": corrected,
            **bound,
        }
    )


def both(article, *, addresses, own) -> dict:
    """The page of an article side by side: a page of its own that is made of the texts."""
    return {
        "@type": "WebPage",
        "@id": own,
        "url": own,
        "name": _("%(title)s (Chinese and English)") % {"title": article.title},
        "inLanguage": [HTML_CODES[code] for code in CONTENT_LANGUAGES if code in addresses],
        "hasPart": [_text(address, code) for code, address in addresses.items()],
    }


def _text(address, language):
    return {
        "@type": "NewsArticle",
        "@id": address + "#article",
        "url": address,
        "inLanguage": HTML_CODES[language],
    }


def _image(picture, build):
    return filled(
        {
            "@type": "ImageObject",
            "url": build(picture.url),
            "width": picture.width,
            "height": picture.height,
            "caption": picture.alt,
            "creditText": picture.credit,
        }
    )
