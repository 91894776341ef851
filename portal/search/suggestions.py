"""What a reader may mean who is still typing: names of ports, terms, then titles."""

from portal.search import finding, index, query
from portal.search.engines.chosen import Engine
from portal.search.expressions import every
from portal.search.models import SearchEntry
from portal.search.names import vocabulary as vocabulary_of
from portal.search.tokens import is_han, key

LONGEST = 60
MOST = 8
TITLES = 3


def suggest(chrome, language, text):
    """At most eight things to search for, the likeliest first. Four queries at most."""
    typed = key(text)
    if not typed or len(text) > LONGEST:
        return []
    index.look(chrome.generation)
    vocabulary = vocabulary_of(chrome)
    beginning, within = [], []
    for name in vocabulary.names:
        label = name.label(language)
        for spelling in name.keys:
            if spelling.startswith(typed):
                beginning.append(label)
                break
            if is_han(typed) and typed in spelling:
                within.append(label)
                break
    found = list(dict.fromkeys([*beginning, *within]))[: MOST - TITLES]
    titles = _titles(vocabulary, language, text)
    return list(dict.fromkeys([*found, *titles]))[:MOST]


def _titles(vocabulary, language, text):
    asked = query.parse(text, vocabulary)
    if not asked:
        return []
    expression = every([asked.whole_in_head, "in:post", f"lang:{language}"])
    found = Engine().ids(expression, TITLES)
    entries = SearchEntry.objects.in_bulk(found)
    entries = [entries[pk] for pk in found if pk in entries]
    public = finding.public_now([entry.object_id for entry in entries])
    return [
        entry.texts[language]["title"]
        for entry in entries
        if public.get(entry.object_id, {}).get(language, (None,))[0] == entry.edition_id
    ]
