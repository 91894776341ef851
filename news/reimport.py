"""A revised manuscript against the draft it belongs to: what differs, and what the editor takes.

Rows of both are matched by their words, in order first and then across it, so that a row keeps
its key, and with it its confirmations, wherever it went. Nothing is taken that was not chosen.
"""

import html
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from news import alignment, conflict, manuscripts
from news.comparison import marked
from news.conflict import Choice, RowChoices
from news.models import Edition, Passage
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, in_language
from portal.richtext import plain_text

DRAFT, MANUSCRIPT = "draft", "manuscript"
# Two rows with less in common are different rows.
ALIKE = 0.4
# Out of order more is asked, as two rows are less likely to be the same one.
ALIKE_ELSEWHERE = 0.5


def paragraphs(text):
    """Plain text as a row's HTML, a paragraph for each line."""
    lines = [html.escape(line.strip(), quote=False) for line in text.split("\n")]
    return "".join(f"<p>{line}</p>" for line in lines if line)


# Matching


def pairs_of(draft, given):
    """(place in the draft or None, place in the manuscript or None), in the draft's order.

    Rows are dicts with "zh", "en" (HTML) and "kind". What the manuscript alone has stands behind
    the row that it follows there. Work grows with the product of both lengths: 300 rows against
    300 take about a second.
    """
    ones, others = [_Fingers(row) for row in draft], [_Fingers(row) for row in given]
    alike = [[one.likeness(other) for other in others] for one in ones]
    partner = _in_order(alike)
    _across(alike, partner)
    back = {other: one for one, other in partner.items()}
    result = [(one, partner.get(one)) for one in range(len(draft))]
    for other in range(len(given)):
        if other in back:
            continue
        before = next(
            (each for each in reversed(range(len(result))) if result[each][1] == other - 1), None
        )
        result.insert(0 if before is None else before + 1, (None, other))
    return result


def moved(pairs):
    """The manuscript's places of matched rows that stand elsewhere in it, as few as explain it."""
    order = [other for one, other in pairs if one is not None and other is not None]
    kept = set(_longest_rising(order))
    return {other for other in order if other not in kept}


class _Fingers:
    """What of a row's words is compared: pairs of neighbouring characters, in each language."""

    def __init__(self, row):
        self.is_figure = row["kind"] == alignment.FIGURE
        self.texts = {}
        for language in CONTENT_LANGUAGES:
            text = "".join(plain_text(row[language] or "").lower().split())
            self.texts[language] = (
                text,
                {text[place : place + 2] for place in range(max(len(text) - 1, 1))}
                if text
                else set(),
            )

    def likeness(self, other):
        """0 to 1; what stands in one of both alone counts neither way."""
        if self.is_figure != other.is_figure:
            return 0.0
        found = []
        for language in CONTENT_LANGUAGES:
            (one, ours), (two, theirs) = self.texts[language], other.texts[language]
            if one and two:
                shared = len(ours & theirs)
                found.append(1.0 if one == two else 2 * shared / (len(ours) + len(theirs)) * 0.99)
        if not found:
            # Pictures without captions are told apart by their order alone.
            return ALIKE if self.is_figure else 0.0
        return sum(found) / len(found)


def _in_order(alike):
    """{row: row} of the best matching that crosses nowhere."""
    height, width = len(alike), len(alike[0]) if alike else 0
    best = [[0.0] * (width + 1) for _row in range(height + 1)]
    for one in range(height - 1, -1, -1):
        for other in range(width - 1, -1, -1):
            here = alike[one][other]
            taken = best[one + 1][other + 1] + here if here >= ALIKE else -1.0
            best[one][other] = max(taken, best[one + 1][other], best[one][other + 1])
    partner, one, other = {}, 0, 0
    while one < height and other < width:
        here = alike[one][other]
        if here >= ALIKE and best[one][other] == best[one + 1][other + 1] + here:
            partner[one] = other
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1
    return partner


def _across(alike, partner):
    """Adds rows that went elsewhere: what is left on both sides and clearly belongs together."""
    taken = set(partner.values())
    rest = sorted(
        (
            (-alike[one][other], one, other)
            for one in range(len(alike))
            if one not in partner
            for other in range(len(alike[one]))
            if other not in taken and alike[one][other] >= ALIKE_ELSEWHERE
        ),
    )
    for _likeness, one, other in rest:
        if one not in partner and other not in taken:
            partner[one] = other
            taken.add(other)


def _longest_rising(numbers):
    """The longest subsequence of rising numbers."""
    best = []
    for place, number in enumerate(numbers):
        before = max(
            (best[each] for each in range(place) if numbers[each] < number), key=len, default=[]
        )
        best.append([*before, number])
    return max(best, key=len, default=[])


# What the editor chooses


@dataclass
class Offer(Choice):
    """One value that the manuscript has and the draft has not, or has otherwise."""

    @property
    def who_says(self):
        return ""

    @property
    def answers(self):
        return [(DRAFT, _("Keep the draft's")), (MANUSCRIPT, _("Take the manuscript's"))]


@dataclass
class Row(RowChoices):
    """`picture` is the number of the manuscript's picture that comes with an added row."""

    picture: str = ""


@dataclass
class Side:
    """A row of either side, as both are compared."""

    key: str
    kind: str
    zh: str
    en: str
    passage: Passage | None = None
    picture: str = ""

    def text(self, language):
        return getattr(self, language)

    def compared(self):
        return {"zh": self.zh, "en": self.en, "kind": self.kind}


@dataclass
class Revision:
    """The differences of a draft and a manuscript's content, with what was chosen in `data`.

    `fields` and `rows` hold the offers; `resolved` says what the draft's form would post.
    """

    edition: Edition
    content: dict
    data: dict = field(default_factory=dict)

    def __post_init__(self):
        self.draft = [
            Side(
                row.key,
                row.kind,
                in_language(row, "text", "zh"),
                in_language(row, "text", "en"),
                row,
            )
            for row in self.edition.passages.select_related("image").order_by("position")
        ]
        self.given = [
            Side(row["key"], row["kind"], row["zh"], row["en"], None, str(row["picture"] or ""))
            for row in self.content["rows"]
        ]
        self.languages = [
            each
            for each in CONTENT_LANGUAGES
            if any(plain_text(row.text(each)) for row in self.given)
        ]
        self.pairs = pairs_of(
            [row.compared() for row in self.draft], [row.compared() for row in self.given]
        )
        self.moved = moved(self.pairs)
        self.fields = self._fields()
        self.rows = [
            found
            for number, pair in enumerate(self.pairs, 1)
            if (found := self._row(number, *pair))
        ]

    @property
    def offers(self):
        return [*self.fields, *(choice for row in self.rows for choice in row.choices)]

    @property
    def is_anything_taken(self):
        return any(offer.chosen == MANUSCRIPT for offer in self.offers)

    def _offer(self, name, label, **shown):
        chosen = self.data.get(f"take-{name}")
        return Offer(
            f"take-{name}",
            label,
            MANUSCRIPT,
            DRAFT,
            chosen=chosen if chosen in {DRAFT, MANUSCRIPT} else DRAFT,
            **shown,
        )

    def _fields(self):
        offers = []
        for name in ["title", *manuscripts.META_TEXTS]:
            for language in CONTENT_LANGUAGES:
                now = self.content[name][language]
                then = in_language(self.edition, name, language)
                if now and now != then:
                    label = Edition._meta.get_field(f"{name}_{language}").verbose_name
                    offers.append(
                        self._offer(
                            f"{name}_{language}",
                            capfirst(label),
                            marked=marked(then, now, language, is_html=False),
                        )
                    )
        return offers

    def _row(self, number, one, other):
        title = _("Row %(place)s") % {"place": number}
        if one is None:
            return self._added(title, self.given[other])
        if other is None:
            return self._missing(title, self.draft[one])
        then, now = self.draft[one], self.given[other]
        found = Row(then.key, title)
        for language in self.languages:
            if _normal(then.text(language)) != _normal(shaped(now, language, then)):
                found.choices.append(
                    self._offer(
                        f"{then.key}-{language}",
                        Passage._meta.get_field(f"text_{language}").verbose_name,
                        marked=marked(then.text(language), now.text(language), language),
                    )
                )
        if then.kind != now.kind:
            found.choices.append(
                self._offer(
                    f"{then.key}-kind",
                    _("Kind of the row"),
                    theirs=str(Passage.Kind(then.kind).label),
                    mine=str(Passage.Kind(now.kind).label),
                )
            )
        if other in self.moved:
            before = self.given[other - 1] if other else None
            words = _beginning(before) if before else _("at the top")
            found.choices.append(
                self._offer(
                    f"{then.key}-place",
                    _("Place of the row"),
                    theirs=_("where it stands in the draft"),
                    mine=_("behind: %(words)s") % {"words": words} if before else words,
                )
            )
        return found if found.choices else None

    def _whole(self, title, note, side, take, keep):
        texts = [
            (HTML_CODES[each], marked(side.text(each), side.text(each), each).now)
            for each in CONTENT_LANGUAGES
            if plain_text(side.text(each))
        ]
        offer = self._offer(f"{side.key}-row", "", texts=texts)
        offer.fates = [(DRAFT, keep), (MANUSCRIPT, take)]
        return Row(side.key, title, [offer], note, side.picture)

    def _added(self, title, side):
        return self._whole(
            title,
            _("New in the manuscript."),
            side,
            _("Add the row"),
            _("Leave the row out"),
        )

    def _missing(self, title, side):
        if side.passage is not None and not any(
            plain_text(side.text(each)) for each in self.languages
        ):
            # A row in the language that this manuscript doesn't have.
            return None
        return self._whole(
            title,
            _("The manuscript no longer has this row."),
            side,
            _("Delete the row"),
            _("Keep the row"),
        )

    # One save

    def taken(self, name):
        offer = next((each for each in self.offers if each.name == f"take-{name}"), None)
        return offer is not None and offer.chosen == MANUSCRIPT

    @property
    def pictures(self):
        """The numbers of the manuscript's pictures that come with the rows taken."""
        return [row.picture for row in self.rows if row.picture and self.taken(f"{row.key}-row")]

    def resolved(self):
        """{field: value or list} of the edition, and its rows, as the draft's form posts them."""
        values = conflict.stored_values(self.edition)
        for offer in self.fields:
            if offer.chosen == MANUSCRIPT:
                name = offer.name.removeprefix("take-")
                field_name, _line, language = name.rpartition("_")
                values[name] = self.content[field_name][language]
        order = []
        for one, other in self._order():
            if one is None:
                if self.taken(f"{self.given[other].key}-row"):
                    order.append(self._new_row(self.given[other]))
                continue
            order.append(
                self._kept_row(self.draft[one], None if other is None else self.given[other])
            )
        place = 0
        for row in order:
            place += "DELETE" not in row
            row["position"] = str(max(place, 1))
        return values, order

    def _order(self):
        """The pairs in the order that the draft will have: rows whose new place was taken move."""
        order = list(self.pairs)
        for pair in sorted(
            (pair for pair in self.pairs if pair[0] is not None and pair[1] in self.moved),
            key=lambda pair: pair[1],
        ):
            if not self.taken(f"{self.draft[pair[0]].key}-place"):
                continue
            order.remove(pair)
            before = next(
                (place for place, each in enumerate(order) if each[1] == pair[1] - 1), None
            )
            order.insert(0 if before is None else before + 1, pair)
        return order

    def _kept_row(self, then, now):
        row = {
            "id": str(then.passage.pk),
            "key": then.key,
            "base": conflict.base_of_row(then.passage),
            **conflict.stored_row(then.passage),
        }
        if now is None:
            return {**row, "DELETE": "on"} if self.taken(f"{then.key}-row") else row
        if self.taken(f"{then.key}-kind"):
            row["kind"] = now.kind
        for language in CONTENT_LANGUAGES:
            if self.taken(f"{then.key}-{language}"):
                row[f"text_{language}"] = alignment.shaped(now.text(language), row["kind"])
            elif self.taken(f"{then.key}-kind"):
                row[f"text_{language}"] = alignment.shaped(row[f"text_{language}"], row["kind"])
        return row

    def _new_row(self, side):
        return {
            "id": "",
            "key": side.key,
            "kind": side.kind,
            "text_zh": side.zh,
            "text_en": side.en,
            "image": f"m{side.picture}" if side.picture else "",
            "no_counterpart": "",
        }


def shaped(side, language, other):
    """A text as the row that it would go into holds it."""
    return alignment.shaped(side.text(language), other.kind)


def _normal(text):
    return " ".join(text.split())


def _beginning(side):
    text = plain_text(side.zh) or plain_text(side.en)
    return text[:20] + ("…" if len(text) > 20 else "")
