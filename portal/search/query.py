"""What a reader asks for: typed text, cut into groups that a text must all hold. No database."""

from dataclasses import dataclass

from portal.search.expressions import every, in_head, some
from portal.search.tokens import STOP_PHRASES, STOP_WORDS, fold, is_han, pairs, runs, stem
from portal.search.vocabulary import spelling_tokens

LONGEST = 200
MOST_GROUPS = 12


@dataclass(frozen=True)
class Group:
    """One word or name of a query, in every form that answers it."""

    typed: str
    # Tuples of tokens, all of which stand for it together.
    forms: tuple
    # Phrases in Han characters and stems of words, to be marked in a text.
    phrases: frozenset
    stems: frozenset
    ports: tuple = ()
    is_name: bool = False

    @property
    def expression(self):
        return some(every(form) for form in self.forms)


@dataclass(frozen=True)
class Query:
    groups: tuple

    def __bool__(self):
        return bool(self.groups)

    @property
    def whole(self):
        return every(group.expression for group in self.groups)

    @property
    def whole_in_head(self):
        return in_head(self.whole)

    @property
    def part_in_head(self):
        """All of it, and some of it in a title or a name."""
        return every([self.whole, some(in_head(group.expression) for group in self.groups)])

    @property
    def ports(self):
        """The slugs of the ports that it names."""
        return list(dict.fromkeys(slug for group in self.groups for slug in group.ports))

    @property
    def typed(self):
        return " ".join(group.typed for group in self.groups)


def word_group(word):
    return Group(word, ((stem(word),),), frozenset(), frozenset([stem(word)]))


def han_group(run):
    return Group(run, (tuple(pairs(run)),), frozenset([run]), frozenset())


def name_group(typed, names):
    """Any spelling of any of the names that a part of a query is."""
    own = runs(fold(typed))
    forms = [tuple(token for run in own for token in (pairs(run) if is_han(run) else [stem(run)]))]
    phrases, stems, ports = set(), set(), []
    for name in names:
        if name.slug:
            ports.append(name.slug)
            forms.append((f"port:{name.slug}",))
        forms += spelling_tokens(name)
        for spelling in name.spellings:
            for run in runs(fold(spelling)):
                if is_han(run):
                    phrases.add(run)
                elif run not in STOP_WORDS:
                    stems.add(stem(run))
    for run in own:
        (phrases if is_han(run) else stems).add(run if is_han(run) else stem(run))
    return Group(
        typed, tuple(dict.fromkeys(forms)), frozenset(phrases), frozenset(stems), tuple(ports), True
    )


def parse(text: str, vocabulary) -> Query:
    """The query of a typed text; an empty one where it holds no word."""
    groups, words = [], []
    for run in [*runs(fold(text)), ""]:
        if run and not is_han(run):
            words.append(run)
            continue
        groups += _of_words(words, vocabulary)
        words = []
        for part, names in vocabulary.cut(run) if run else []:
            groups.append(name_group(part, names) if names else han_group(part))
    telling = [group for group in groups if group.typed not in STOP_WORDS]
    chosen = {group.forms: group for group in telling or groups}
    return Query(tuple(chosen.values())[:MOST_GROUPS])


def _of_words(words, vocabulary):
    while words:
        length, names = vocabulary.joined(words)
        if length:
            yield name_group(" ".join(words[:length]), names)
        else:
            length = 1
            yield word_group(words[0])
        words = words[length:]


def corrected(query, vocabulary, is_known):
    """The query with its unknown words replaced by near ones, or None where none is near.

    `is_known(group)` says whether any text holds a group by itself.
    """
    groups, has_changed = [], False
    place = 0
    while place < len(query.groups):
        group = query.groups[place]
        length, near = _syllables(query.groups[place:], vocabulary)
        if not near and not group.is_name and not is_known(group):
            if is_han(group.typed):
                near = vocabulary.near_han(group.typed)
            else:
                near = vocabulary.near(group.typed) or vocabulary.beginning(group.typed)
        groups.append(group_of(near[0], vocabulary) if near else group)
        has_changed = has_changed or bool(near)
        place += length
    return Query(tuple(groups)) if has_changed else None


def _syllables(groups, vocabulary):
    """(how many words, the names near to them) for "huo er guo shi": a name, one slip in it."""
    words = []
    for group in groups:
        if group.is_name or not group.typed.isascii():
            break
        words.append(group.typed)
    for length in range(len(words), 1, -1):
        near = vocabulary.near("".join(words[:length]))
        near = [word for word in near if word in vocabulary.by_key]
        if near:
            return length, near
    return 1, []


def group_of(word, vocabulary):
    """The group of one known word: of the names that it spells, or of itself."""
    names = vocabulary.by_key.get(word)
    if names:
        return name_group(word, names)
    return han_group(word) if is_han(word) else word_group(word)


def relaxed(query, count):
    """The query with long runs of Han characters cut into known words, or None.

    `count(token)` says how many texts hold a token, up to a limit. Of a run the pairs of
    characters are kept that texts hold, chosen so that they do not overlap; words that only make
    a question of it go. Beside the query: whether something that was asked for is left out.
    """
    groups, has_changed, lacks = [], False, False
    for group in query.groups:
        if group.is_name or not is_han(group.typed):
            groups.append(group)
            continue
        run = group.typed
        pieces = []
        for part in _without_stop_phrases(run):
            known, left_out = _known_pieces(part, count)
            pieces += known
            lacks = lacks or left_out
        if pieces != [run]:
            has_changed = True
            groups += [han_group(piece) for piece in pieces]
        else:
            groups.append(group)
    if not has_changed or not groups:
        return None, False
    chosen = {group.forms: group for group in groups}
    return Query(tuple(chosen.values())[:MOST_GROUPS]), lacks


def _without_stop_phrases(run):
    parts = [run]
    for phrase in STOP_PHRASES:
        parts = [piece for part in parts for piece in part.split(phrase) if piece]
    return parts or [run]


def _known_pieces(run, count):
    """(the pieces of two or three characters that texts hold, whether characters are left)."""
    if len(run) <= 2:
        is_there = count(run) > 0
        return ([run] if is_there else []), not is_there
    counts = [count(pair) for pair in pairs(run)]
    # best[place]: of the first characters, how many stand in a piece, how many pieces there are,
    # how common they are, and where they begin and end.
    best = [(0, 0, 0, ())] * (len(run) + 1)
    for place in range(1, len(run) + 1):
        candidates = [best[place - 1]]
        for length in (2, 3):
            start = place - length
            inner = counts[start : place - 1] if start >= 0 else [0]
            if min(inner):
                covered, pieces, weight, chosen = best[start]
                candidates.append(
                    (covered + length, pieces + 1, weight + min(inner), (*chosen, (start, place)))
                )
        best[place] = max(candidates)
    covered, _pieces, _weight, chosen = best[-1]
    return [run[start:end] for start, end in chosen], covered < len(run)


def parts(query):
    """For a query that nothing answers whole: it without each of its groups, then each alone.

    Names are what a query is about, so they are given up last.
    """
    if len(query.groups) < 2:
        return []
    places = sorted(range(len(query.groups)), key=lambda place: query.groups[place].is_name)
    without = [Query(query.groups[:place] + query.groups[place + 1 :]) for place in places]
    alone = [Query((query.groups[place],)) for place in reversed(places)]
    return [without, alone]
