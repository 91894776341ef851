"""Findings in the edition's form: shown, accepted, and looked for again while somebody types.

A reason is posted with the form under `accept-{part}-{digest}`, so a finding is accepted in the
save that stores its words: without scripts, through a refused form and through the page of a
conflict alike.
"""

import json
import re
from dataclasses import dataclass

from django.http import JsonResponse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from news import checking
from news.checking import Part, RowFinding
from news.conflict import typed_text
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, in_language
from portal.richtext import clean_html
from portal.text import clean_line, clean_text

PREFIX = "accept-"
# Of one row; a text with more faults of one kind shows its first ones until they are mended.
MAX_SHOWN = 50
# Reasons are fields, and a form has room for so many beside its rows
# (DATA_UPLOAD_MAX_NUMBER_FIELDS).
MAX_REASONS = 300
# What the address takes at once.
MAX_ROWS = 300
MAX_BYTES = 1_000_000
PART = re.compile(r"[a-z][a-z0-9_]{0,15}")
NAME = re.compile(rf"{PREFIX}({PART.pattern})-([0-9a-f]{{16}})")


# Shown


@dataclass
class Shown:
    """A finding in the form. `reason` is what a refused form brought back."""

    found: RowFinding
    reason: str = ""
    can_accept: bool = False

    @property
    def name(self):
        return f"{PREFIX}{self.found.part}-{self.found.digest}"

    @property
    def words(self):
        """(HTML language, words) of each language in which something was found."""
        return [(HTML_CODES[language], words) for language, words in self.found.words]

    @property
    def accepted_by(self):
        return name_of(self.found.accepted.by)


class Panel:
    """What was found in one text of the form."""

    def __init__(self, part: Part):
        self.part, self.is_checked = part.name, part.is_checked
        self.shown = [Shown(found) for found in part.findings[:MAX_SHOWN]]
        self.more = len(part.findings) - len(self.shown)
        self.label = part.label

    @cached_property
    def data(self):
        """For the workbench: the answer of `check` for this text."""
        return json.dumps(as_json(self))


def as_json(panel):
    return {
        "part": panel.part,
        "is_checked": panel.is_checked,
        "more": panel.more,
        "findings": [
            {
                "digest": each.found.digest,
                "code": each.found.code,
                "level": each.found.level,
                "message": each.found.message,
                **{
                    language: [
                        [span.start, span.end] for span in getattr(each.found.finding, language)
                    ]
                    for language in CONTENT_LANGUAGES
                },
            }
            for each in panel.shown
        ],
    }


def name_of(user):
    return (user.get_full_name() or user.get_username()) if user else ""


def accepted_json(accepted):
    """For the workbench: who accepted what, by "part-digest"."""
    return json.dumps(
        {
            f"{each.part}-{each.digest}": {
                "reason": each.reason,
                "by": name_of(each.by),
                "at": formats.date_format(timezone.localtime(each.at), "SHORT_DATETIME_FORMAT"),
            }
            for each in accepted
        }
    )


class FindingsOfForm:
    """The panels of an edition's form, by part; the rows' also stand on the rows' own forms.

    `edition` is the stored one or None, `texts` a form with the edition's own texts or None for
    who may only look, `rows` the forms of the passages.
    """

    def __init__(self, edition, texts, rows, *, can_accept):
        accepted = checking.accepted_of(edition) if edition is not None else []
        is_bound = texts is not None and texts.is_bound
        reasons = reasons_in(texts.data) if is_bound else {}
        parts = [
            typed_part(name, *(texts[f"{name}_{each}"].value() or "" for each in CONTENT_LANGUAGES))
            if is_bound or (texts is not None and edition is None)
            else Part(
                name,
                *(in_language(edition, name, each) if edition else "" for each in ["zh", "en"]),
            )
            for name in checking.TEXTS
        ]
        for part in parts:
            part.label = checking.label_of(part.name)
        of_rows = {}
        for form in rows:
            key = form["key"].value() if "key" in form.fields else form.instance.key
            # A row that is not stored yet has its words from the form: a manuscript's.
            if is_bound or not form.instance.pk:
                found = Part(
                    key,
                    *(typed_text(form[f"text_{each}"].value() or "") for each in CONTENT_LANGUAGES),
                )
            else:
                found = Part(
                    key, *(in_language(form.instance, "text", each) for each in CONTENT_LANGUAGES)
                )
            if form.instance.pk:
                found.label = _("Row %(place)s") % {"place": form.instance.position}
            if key:
                of_rows[form] = found
        checking.check_parts([*parts, *of_rows.values()], accepted)
        self.texts = {part.name: Panel(part) for part in parts}
        for form in rows:
            form.findings = Panel(of_rows[form]) if form in of_rows else None
        self.panels = [*self.texts.values(), *(form.findings for form in rows if form.findings)]
        places = MAX_REASONS if can_accept else 0
        for panel in self.panels:
            for each in panel.shown:
                each.reason = reasons.get((each.found.part, each.found.digest), "")
                if not each.found.accepted:
                    each.can_accept = places > 0
                    places -= 1
        self.accepted = accepted_json(accepted)
        self.counts = checking.counts(
            found for part in [*parts, *of_rows.values()] for found in part.findings
        )

    @property
    def heads(self):
        return [self.texts[name] for name in checking.HEADS]

    @property
    def names(self):
        return [self.texts[name] for name in checking.NAMED]

    @property
    def notes(self):
        return [self.texts["change_note"]]

    @property
    def has_any(self):
        return any(self.counts.values())


# Accepted


def reasons_in(data) -> dict[tuple[str, str], str]:
    """The reasons in a posted form, by part and digest, without the empty ones."""
    result = {}
    for name in data:
        match = NAME.fullmatch(name)
        if match and (reason := clean_text(data[name])):
            result[match.groups()] = reason
    return result


def accepted_in(data, typed, edition, user):
    """What a valid form accepts: (acceptances for `Typed.accepted`, number of reasons lost).

    A reason is lost where the words that it is about do not stand in the text any more.
    """
    reasons = reasons_in(data)
    if not reasons:
        return [], 0
    named = {part for part, _digest in reasons}
    parts = [
        Part(name, *(typed.values.get(f"{name}_{each}") or "" for each in CONTENT_LANGUAGES))
        for name in checking.TEXTS
        if name in named
    ]
    parts += [
        Part(row.key, *(row.values.get(f"text_{each}") or "" for each in CONTENT_LANGUAGES))
        for row in typed.rows
        if row.key in named and not row.deleted
    ]
    held = checking.accepted_of(edition) if edition is not None else []
    findings = [found for part in checking.check_parts(parts, held) for found in part.findings]
    known = {(found.part, found.digest) for found in findings}
    # Whoever deleted a row knows that its reasons went with it.
    still_there = {part.name for part in parts}
    lost = [each for each in reasons if each not in known and each[0] in still_there]
    return checking.acceptances(findings, reasons, user), len(lost)


# Looked for again


def typed_part(name, zh, en):
    """A text as it would be stored, so that its findings have the digests that a save gives them.

    Raises ValueError for rich text that cannot be stored.
    """
    if name in checking.TEXTS:
        clean = clean_line if name in {"title", *checking.NAMED} else clean_text
    else:
        clean = clean_html
    return Part(name, clean(zh), clean(en))


def refused(sentence, status):
    return JsonResponse({"error": sentence}, status=status)


@never_cache
@require_POST
def check(request):
    """Findings of texts that are being typed: {"rows": [{"part", "zh", "en"}, …]}.

    Rich text, for the parts named in `checking.TEXTS` plain text. Answers in the same order with
    what the page has in `data-findings`; spans are code points of `checking.plain`. 401 where
    nobody of the staff is signed in, 403 for who may not write, 413 and 400 for what is too much
    or not understood. A page asks by itself, so asking does not prolong the session.
    """
    request.is_unattended = True
    user = request.user
    if not (user.is_active and user.is_staff):
        return refused(_("You are not signed in."), 401)
    if not (user.has_perm("news.add_edition") or user.has_perm("news.change_edition")):
        return refused(_("You may not write posts."), 403)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_BYTES:
        return refused(_("This is too much text to check at once."), 413)
    try:
        rows = rows_in(json.loads(request.body))
    except (ValueError, RecursionError):
        return refused(_("The texts to check were not understood."), 400)
    if len(rows) > MAX_ROWS:
        return refused(_("This is too much text to check at once."), 413)
    parts = [part_to_check(*row) for row in rows]
    checking.check_parts(part for part in parts if part.is_checked)
    return JsonResponse({"rows": [as_json(Panel(part)) for part in parts]})


def part_to_check(name, zh, en):
    try:
        return typed_part(name, zh, en)
    except ValueError:
        return Part(name, "", "", is_checked=False)


def rows_in(body):
    """(part, zh, en) of every row. Raises ValueError for another shape."""
    rows = body.get("rows") if isinstance(body, dict) else None
    if not isinstance(rows, list):
        raise ValueError("no rows")
    result = []
    for row in rows:
        values = [row.get(name) for name in ["part", "zh", "en"]] if isinstance(row, dict) else []
        if len(values) != 3 or not all(isinstance(value, str) for value in values):
            raise ValueError("a row without its texts")
        if not PART.fullmatch(values[0]):
            raise ValueError("a part without a name")
        result.append(tuple(values))
    return result
