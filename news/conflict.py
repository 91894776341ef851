"""Two persons' saves of the same text: who changed what, and one text out of both.

A form carries a digest of every value it was made with (its base). With that, what was typed and
what stands now, each value was changed by one of the two, by both, or by nobody. Nothing is
decided here for the editor but what is chosen at first; both texts are always there to choose.
"""

import json
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import editing
from news.comparison import Marked, marked
from news.models import Column, Edition, Image, Passage, Post
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language
from portal.richtext import clean_html
from portal.text import clean_line, clean_text
from ports.models import Port

MINE, THEIRS = "mine", "theirs"
BOTH = "both"
ADDED, DELETED = "added", "deleted"
WHO = {
    MINE: gettext_lazy("only you changed this"),
    THEIRS: gettext_lazy("only they changed this"),
    BOTH: gettext_lazy("both of you changed this"),
}
# What of a row is not a text.
FORM = ["kind", "image", "no_counterpart"]
OF_POST = ["slug", "column"]


def digest(value) -> str:
    return sha256(repr(value).encode()).hexdigest()[:8]


# What stands in the database, as the form would post it


def stored_values(edition):
    """The edition's own values (not its rows), as strings or lists of strings, by field."""
    values = {"slug": edition.post.slug, "column": str(edition.post.column_id)}
    for name in editing.EDITION_FIELDS:
        value = getattr(edition, Edition._meta.get_field(name).attname)
        if hasattr(value, "strftime"):
            value = timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
        values[name] = clean_text(str(value)) if value is not None else ""
    values["ports"] = sorted(str(port.pk) for port in edition.ports.all())
    return values


def stored_row(passage):
    return {
        **{f"text_{each}": in_language(passage, "text", each) for each in CONTENT_LANGUAGES},
        "kind": passage.kind,
        "image": str(passage.image_id or ""),
        "no_counterpart": "on" if passage.no_counterpart else "",
    }


def base_of(edition) -> str:
    """For a hidden field of the form: digests of the edition's values."""
    return json.dumps({name: digest(value) for name, value in stored_values(edition).items()})


def base_of_row(passage) -> str:
    """For a hidden field of the row: digests of its texts and its form, and its place."""
    row = stored_row(passage)
    parts = [digest(row[f"text_{each}"]) for each in CONTENT_LANGUAGES]
    return ".".join([*parts, digest([row[name] for name in FORM]), str(passage.position)])


# What was typed


def typed_values(data, names):
    values = {}
    for name in names:
        if name == "ports":
            values[name] = sorted(data.getlist(name))
        elif name in data:
            is_line = name == "slug" or name.startswith(("title", "author", "editor", "source_"))
            values[name] = (clean_line if is_line else clean_text)(data[name])
    return values


def typed_text(value):
    try:
        return clean_html(value)
    except ValueError:
        return value


def typed_row(row):
    return {
        **{f"text_{each}": typed_text(row.get(f"text_{each}", "")) for each in CONTENT_LANGUAGES},
        "kind": row.get("kind", Passage.Kind.PARAGRAPH),
        "image": row.get("image", "").strip(),
        "no_counterpart": "on" if row.get("no_counterpart") else "",
    }


# The choices


@dataclass
class Choice:
    """One value on which both differ. `name` is that of the radio buttons."""

    name: str
    label: str
    who: str
    default: str
    theirs: str = ""
    mine: str = ""
    marked: Marked | None = None
    chosen: str = ""
    # Of a row that only one has: its texts by HTML language, and what either answer does to it.
    texts: list[tuple[str, str]] = field(default_factory=list)
    fates: list[tuple[str, str]] = field(default_factory=list)

    @property
    def who_says(self):
        return WHO[self.who]

    @property
    def options(self):
        """(value, label, text, language) for theirs and mine, in that order."""
        language = self.marked.language if self.marked else ""
        then, now = (self.marked.then, self.marked.now) if self.marked else (self.theirs, self.mine)
        return [
            (value, label, text, language)
            for (value, label), text in zip(self.answers, [then, now], strict=True)
        ]

    @property
    def answers(self):
        """(value, label) of theirs and mine."""
        return [(THEIRS, _("Take theirs")), (MINE, _("Take mine"))]


@dataclass
class RowChoices:
    """A row with something to choose. `note` says why it is one of one side alone, if it is."""

    key: str
    title: str
    choices: list[Choice] = field(default_factory=list)
    note: str = ""


def _who(mine, theirs, base):
    """Who changed a value, by the digest of what both began with ("" where it is not known)."""
    if not base or (digest(mine) != base and digest(theirs) != base):
        return BOTH
    return THEIRS if digest(mine) == base else MINE


def _choice(data, name, label, values, base, **shown):
    who = _who(*values, base)
    default = THEIRS if who == THEIRS else MINE
    chosen = data.get(f"take-{name}")
    return Choice(
        f"take-{name}",
        label,
        who,
        default,
        chosen=chosen if chosen in {MINE, THEIRS} else default,
        **shown,
    )


class Conflict:
    """What one form said against the edition as it stands.

    `data` is what was posted, `rows` its rows as dicts. `fields` and `rows` hold the choices,
    `resolved` makes the values of one save of them.
    """

    def __init__(self, data, posted_rows, latest):
        self.data, self.latest = data, latest
        self.fields = self._fields()
        self._pair(posted_rows)
        self.rows = [found for key in self.order if (found := self._row(key)) is not None]

    # Title, summary and the values beside them

    def _fields(self):
        theirs = stored_values(self.latest)
        mine = typed_values(self.data, theirs)
        if self.latest.post.first_published_at:
            for name in OF_POST:
                mine.pop(name, None)
        try:
            base = json.loads(self.data.get("base", ""))
        except ValueError:
            base = {}
        base = base if isinstance(base, dict) else {}
        choices = []
        for name in [*editing.EDITION_FIELDS, "ports", *OF_POST]:
            if name not in mine or mine[name] == theirs[name]:
                continue
            values = self._shown(name, mine[name], theirs[name])
            known = base.get(name)
            choices.append(
                _choice(
                    self.data,
                    name,
                    capfirst(field_of(name).verbose_name),
                    (mine[name], theirs[name]),
                    known if isinstance(known, str) else "",
                    **values,
                )
            )
        return choices

    @staticmethod
    def _shown(name, mine, theirs):
        language = name.rpartition("_")[2]
        if name.rpartition("_")[0] in editing.TRANSLATED:
            return {"marked": marked(theirs, mine, language, is_html=False, are_equals=True)}
        return {"mine": spoken(name, mine), "theirs": spoken(name, theirs)}

    # The rows

    def _pair(self, posted_rows):
        """Finds each typed row's present one by its key, and the order of all."""
        theirs = list(self.latest.passages.select_related("image").order_by("position"))
        self.theirs = {passage.key: passage for passage in theirs}
        self.mine, places, begun = {}, {}, {}
        for index, row in enumerate(posted_rows):
            typed = typed_row(row)
            key = row.get("key") or f"new-{index}"
            is_blank = not any(typed[f"text_{each}"] for each in CONTENT_LANGUAGES)
            if not row.get("base") and (
                row.get("DELETE") or (is_blank and not typed["image"] and key not in self.theirs)
            ):
                continue
            self.mine[key] = {**row, "typed": typed}
            was = row.get("base", "").rpartition(".")[2]
            was = int(was) if was.isdecimal() and len(was) < 6 else None
            place = row.get("position", "")
            place = int(place) if place.isdecimal() and len(place) < 6 else None
            places[key] = (*editing.place_key(place, was), index)
            if was is not None:
                begun[key] = (was, index)
        mine = sorted(self.mine, key=places.get)
        before = sorted(begun, key=begun.get)
        i_moved = [key for key in mine if key in begun] != before
        present = [passage.key for passage in theirs]
        self.order = woven(mine, present) if i_moved else woven(present, mine)

    def _row(self, key):
        mine, passage = self.mine.get(key), self.theirs.get(key)
        number = self.order.index(key) + 1
        if mine is None:
            return self._whole(key, number, THEIRS, _("They added this row."), passage=passage)
        base = (mine.get("base") or "").split(".")
        base = base if len(base) == 4 else [""] * 4
        typed = mine["typed"]
        if passage is None and mine.get("base"):
            untouched = digests(typed) == base[:3] or mine.get("DELETE")
            if mine.get("DELETE"):
                return None
            return self._whole(
                key, number, THEIRS if untouched else MINE, _("They deleted this row."), mine=typed
            )
        if passage is None:
            return self._whole(key, number, MINE, _("You added this row."), mine=typed)
        theirs = stored_row(passage)
        if mine.get("DELETE"):
            # What somebody wrote meanwhile is not thrown away unseen.
            default = MINE if digests(theirs) == base[:3] else THEIRS
            return self._whole(key, number, default, _("You deleted this row."), passage=passage)
        found = RowChoices(key, _("Row %(place)s") % {"place": number})
        for index, language in enumerate(CONTENT_LANGUAGES):
            name = f"text_{language}"
            if typed[name] != theirs[name]:
                found.choices.append(
                    _choice(
                        self.data,
                        f"{key}-{language}",
                        Passage._meta.get_field(name).verbose_name,
                        (typed[name], theirs[name]),
                        base[index],
                        marked=marked(theirs[name], typed[name], language, are_equals=True),
                    )
                )
        mine_form, their_form = ([each[name] for name in FORM] for each in [typed, theirs])
        if mine_form != their_form:
            found.choices.append(
                _choice(
                    self.data,
                    f"{key}-form",
                    _("Kind of the row"),
                    (mine_form, their_form),
                    base[2],
                    mine=form_of(typed),
                    theirs=form_of(theirs),
                )
            )
        return found if found.choices else None

    def _whole(self, key, number, default, note, *, mine=None, passage=None):
        """A row that one of both does not have: it stays or it goes."""
        row = mine if mine is not None else stored_row(passage)
        texts = [
            marked(row[f"text_{each}"], row[f"text_{each}"], each).now for each in CONTENT_LANGUAGES
        ]
        holder = MINE if mine is not None else THEIRS
        other = {MINE: THEIRS, THEIRS: MINE}[holder]
        chosen = self.data.get(f"take-{key}")
        choice = Choice(
            f"take-{key}",
            "",
            BOTH,
            default,
            chosen=chosen if chosen in {MINE, THEIRS} else default,
            texts=[
                (HTML_CODES[each], text)
                for each, text in zip(CONTENT_LANGUAGES, texts, strict=True)
                if text
            ],
            fates=[(holder, _("Keep the row")), (other, _("Leave the row out"))],
        )
        return RowChoices(key, _("Row %(place)s") % {"place": number}, [choice], note)

    # One save

    def resolved(self):
        """{field: value or list} of the edition, and a list of rows, as a form would post them."""
        values = {}
        stored = stored_values(self.latest)
        for choice in self.fields:
            if choice.chosen == THEIRS:
                values[choice.name.removeprefix("take-")] = stored[
                    choice.name.removeprefix("take-")
                ]
        chosen = {choice.name.removeprefix("take-"): choice for choice in self.fields}
        for name in editing.TEXTS:
            if self._is_crossed([chosen.get(f"{name}_{each}") for each in CONTENT_LANGUAGES]):
                values[f"{name}_unconfirmed"] = "1"
        rows = []
        choices = {
            choice.name.removeprefix("take-"): choice for row in self.rows for choice in row.choices
        }
        for position, key in enumerate(self.order, start=1):
            row = self._resolved_row(key, choices)
            if row is not None:
                rows.append({**row, "position": str(position)})
        return values, rows

    def _is_crossed(self, choices):
        """Whether a source of theirs meets a translation of mine, which was made from another.

        `choices` are those of one text, by language, None where both agree.
        """
        by_language = dict(zip(CONTENT_LANGUAGES, choices, strict=True))
        source = by_language.pop(self.latest.source_language)
        if source is None or source.chosen != THEIRS or source.who == MINE:
            return False
        return any(each is not None and each.chosen == MINE for each in by_language.values())

    def _resolved_row(self, key, choices):
        mine, passage = self.mine.get(key), self.theirs.get(key)
        whole = choices.get(key)
        stored = stored_row(passage) if passage is not None else {}
        ids = {
            "id": str(passage.pk) if passage is not None else "",
            "key": "" if key.startswith("new-") else key,
        }
        if whole is not None:
            keeps = whole.fates[0][0] == whole.chosen
            row = stored if passage is not None else mine["typed"]
            if not keeps:
                return {**ids, **row, "DELETE": "on"} if passage is not None else None
            return {**ids, **row}
        if mine is None or (passage is None and mine.get("DELETE")):
            return {**ids, **stored} if passage is not None else None
        row = dict(mine["typed"])
        for language in CONTENT_LANGUAGES:
            choice = choices.get(f"{key}-{language}")
            if choice is not None and choice.chosen == THEIRS:
                row[f"text_{language}"] = stored[f"text_{language}"]
        form = choices.get(f"{key}-form")
        if form is not None and form.chosen == THEIRS:
            row.update({name: stored[name] for name in FORM})
        source = self.latest.source_language
        if self._is_crossed([choices.get(f"{key}-{each}") for each in CONTENT_LANGUAGES]):
            row["unconfirmed"] = "1"
        elif mine.get("unconfirmed"):
            row["unconfirmed"] = mine["unconfirmed"]
        if mine.get("still_correct") and row[f"text_{source}"] == mine["typed"][f"text_{source}"]:
            row["still_correct"] = "on"
        return {**ids, **row}


def digests(row):
    return [
        *(digest(row[f"text_{each}"]) for each in CONTENT_LANGUAGES),
        digest([row[name] for name in FORM]),
    ]


def woven(first, second):
    """The keys of both: `first` in its order, the others each behind its neighbour of `second`."""
    result = list(first)
    for index, key in enumerate(second):
        if key not in result:
            before = second[index - 1] if index else None
            result.insert(result.index(before) + 1 if before in result else 0, key)
    return result


def field_of(name):
    model = Post if name in OF_POST else Edition
    return model._meta.get_field(name)


def spoken(name, value):
    """A posted value as an editor reads it."""
    language = content_language()
    if not value:
        return "–"
    if name == "ports":
        ports = Port.objects.filter(pk__in=[each for each in value if each.isdecimal()])
        separator = "、" if language == "zh" else ", "
        return separator.join(in_language(port, "name", language) for port in ports)
    if name in {"column", "cover"}:
        model, label = (Column, "name") if name == "column" else (Image, "alt")
        found = model.objects.filter(pk=value).first() if value.isdecimal() else None
        return in_language(found, label, language) if found else value
    if name == "source_language":
        return dict(field_of(name).choices).get(value, value)
    return value.replace("T", " ")


def form_of(row):
    """Kind, picture and need of a counterpart, in words."""
    parts = [str(dict(Passage.Kind.choices).get(row["kind"], row["kind"]))]
    if row["image"]:
        parts.append(spoken("cover", row["image"]))
    if row["no_counterpart"]:
        parts.append(str(Passage._meta.get_field("no_counterpart").verbose_name))
    return " · ".join(parts)
