"""The vocabulary of this site: ports with aliases and pinyin, countries, glossary terms."""

import re

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from news.wording import Term, forms_of
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, in_language
from portal.search.models import SearchEntry
from portal.search.tokens import is_han
from portal.search.vocabulary import Name, Vocabulary
from ports.models import Country, Port, Traffic

REMARK = re.compile(r"[(（][^)）]*[)）]")
ENDINGS = ("口岸", " Port", " kǒu àn", " kou an")
# What no glossary has to hold: the site itself says it in each language.
LABELS = [_("Port"), *(traffic.label for traffic in Traffic)]
# Titles whose words a misspelt one is compared with.
TITLES = 2_000


def vocabulary(chrome):
    """The vocabulary of a chrome, built once for its generation. Five queries."""
    return chrome.held("search vocabulary", read)


def read():
    countries = [
        Name(
            "country",
            "",
            labels_of(country),
            tuple(filter(None, labels_of(country).values())),
        )
        for country in Country.objects.order_by("position", "code")
    ]
    ports = [
        port_name(port)
        for port in Port.objects.select_related("country")
        .order_by(F("country__position").asc(nulls_last=True), "pk")
        .prefetch_related("aliases")
    ]
    terms = [
        Name("term", "", {"zh": forms_of(term.zh)[0], "en": forms_of(term.en)[0]}, spellings(term))
        for term in Term.objects.all()
        if forms_of(term.zh) and forms_of(term.en)
    ]
    labels = [label_name(text) for text in LABELS]
    newest = SearchEntry.objects.filter(kind="post").order_by("-pk").values_list("texts", flat=True)
    words = [text["title"] for texts in newest[:TITLES] for text in texts.values()]
    return Vocabulary([*ports, *countries, *terms, *labels], words)


def labels_of(instance):
    return {language: in_language(instance, "name", language) for language in CONTENT_LANGUAGES}


def label_name(text):
    """A word of the site's own pages as a name: its languages are those of the catalogues."""
    labels = {}
    for language in CONTENT_LANGUAGES:
        with translation.override(DJANGO_CODES[language]):
            labels[language] = str(text)
    return Name("term", "", labels, tuple(labels.values()))


def spellings(term):
    return (*forms_of(term.zh), *forms_of(term.en))


def port_name(port):
    """A port's name: what texts call it, and the whole names and pinyin that readers type."""
    labels = labels_of(port)
    written = [*labels.values(), *(alias.text for alias in port.aliases.all())]
    written = [REMARK.sub("", text).strip() for text in written]
    short = [without_ending(text) for text in written if text]
    others = [*filter(None, written), port.pinyin, without_ending(port.pinyin)]
    return Name(
        "port",
        port.slug,
        labels,
        tuple(dict.fromkeys(short)),
        tuple(text for text in dict.fromkeys(others) if text and text not in short),
    )


def without_ending(text):
    """A name without the word for "port" at its end: 霍尔果斯口岸 is written 霍尔果斯 too."""
    for ending in ENDINGS:
        rest = text.removesuffix(ending)
        # "阿拉山口" without its last two characters would be a mountain.
        if rest != text and len(rest) >= (2 if is_han(rest) else 3):
            return rest
    return text
