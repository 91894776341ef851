"""Which ports a text speaks of, by every spelling on record."""

import re

from portal.languages import CONTENT_LANGUAGES
from ports.models import Port

HAN = re.compile(r"[\u3400-\u9fff]")
# 霍尔果斯口岸 is mostly called 霍尔果斯, Horgos Port Horgos. A shorter Chinese rest, such as the
# name of a city, would be found in every second text.
SHORTENED = {
    "zh": re.compile(r"^(.{3,})口岸$"),
    "en": re.compile(r"^(.{3,}?) (?:border )?port$", re.I),
}


def spellings():
    """[(port's number, {language: its spellings})], names of record first. Two queries."""
    found = []
    for port in Port.objects.prefetch_related("aliases"):
        names = {language: [] for language in CONTENT_LANGUAGES}
        for language in CONTENT_LANGUAGES:
            name = getattr(port, f"name_{language}")
            if name:
                names[language].append(name)
                if short := SHORTENED[language].match(name):
                    names[language].append(short[1])
        for alias in port.aliases.all():
            names["zh" if HAN.search(alias.text) else "en"].append(alias.text)
        found.append((port.pk, names))
    return found


def ports_in(texts, known):
    """The numbers of the ports that stand in {language: text}."""
    found = []
    for pk, names in known:
        for language, text in texts.items():
            if any(_stands_in(name, text, language) for name in names[language]):
                found.append(pk)
                break
    return found


def _stands_in(name, text, language):
    if language == "zh":
        return name in text
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
