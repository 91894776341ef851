"""Putting the texts of two languages beside each other: operations on rows. No Django here.

A row is a dict with at least `text_zh`, `text_en` and `kind`; what else it holds stays with it.
Every operation returns a new list and loses no text. `static/workbench/alignment.js` does the same
in the browser; both pass tests/news/alignment_cases.json.
"""

import re

from portal.richtext import plain_text

LANGUAGES = ("zh", "en")
# A picture stands where it stands: its caption doesn't slide past it with the texts around.
FIGURE = "figure"
INLINE_KINDS = {"heading2", "heading3", "quote", FIGURE}
BLOCK = re.compile(r"</?(?:p|ul|ol|li|table|caption|thead|tbody|tr|th|td|h2|h3)\b[^>]*>")
# A sentence ends at its mark, with the quotation mark or bracket behind it. An English one needs
# the space that follows, so that 37.8 and e.g. "No.3" stay whole.
SENTENCE_END = re.compile(r"[。！？!?；…]+[”’」』）)]*|[.!?]+[”’\"')]*(?=\s|<)")


def other(language):
    return "en" if language == "zh" else "zh"


def has_text(row, language):
    return bool(plain_text(row[f"text_{language}"] or ""))


def is_blank(row):
    return not row.get("image") and not any(has_text(row, each) for each in LANGUAGES)


def shaped(text, kind):
    """A text as a row of this kind holds it: without blocks in a heading, in blocks elsewhere."""
    if not text:
        return ""
    if kind in INLINE_KINDS:
        lines = [line.strip() for line in BLOCK.split(text)]
        return "<br>".join(line for line in lines if plain_text(line))
    if kind == "list" and not re.search("<(?:ul|ol|table)", text):
        lines = re.split(rf"<br\s*/?>|{BLOCK.pattern}", text)
        items = "".join(f"<li>{line.strip()}</li>" for line in lines if plain_text(line))
        return f"<ul>{items}</ul>"
    return text if BLOCK.search(text) else f"<p>{text}</p>"


def joined(first, second, kind):
    """Two texts of one language, one after the other."""
    if not first or not second:
        return shaped(first or second, kind)
    if kind in INLINE_KINDS:
        return f"{shaped(first, kind)}<br>{shaped(second, kind)}"
    # Two lists of one kind are one list.
    return re.sub(r"</(ul|ol)><\1>", "", shaped(first, kind) + shaped(second, kind))


def _with_text(row, language, text, kind):
    """The row holding another text; its kind follows where no other text holds it."""
    if text and not has_text(row, other(language)) and row["kind"] != FIGURE and kind != FIGURE:
        row = {**row, "kind": kind, f"text_{other(language)}": ""}
    return {**row, f"text_{language}": shaped(text, row["kind"])}


def _texts(rows, places, language):
    return [(rows[place][f"text_{language}"], rows[place]["kind"]) for place in places]


def _without_blank(rows, places):
    gone = {place for place in places if is_blank(rows[place])}
    return [row for place, row in enumerate(rows) if place not in gone]


def move_text(rows, place, language, direction):
    """Exchanges a text with its neighbour's in the same language: -1 above, 1 below."""
    near = place + direction
    if not 0 <= near < len(rows):
        return rows
    (one, one_kind), (two, two_kind) = _texts(rows, [place, near], language)
    rows = list(rows)
    rows[place] = _with_text(rows[place], language, two, two_kind)
    rows[near] = _with_text(rows[near], language, one, one_kind)
    return _without_blank(rows, [place, near])


def shift_down(rows, place, language, blank):
    """Every text of a language from here on goes one row down; this row has none then.

    `blank()` makes the row that the last text needs.
    """
    places = [each for each in range(place, len(rows)) if _slides(rows, each, place)]
    texts = _texts(rows, places, language)
    rows = list(rows)
    if texts[-1][0]:
        rows.append({**blank(), "kind": texts[-1][1]})
        places.append(len(rows) - 1)
    rows[place] = {**rows[place], f"text_{language}": ""}
    for target, (text, kind) in zip(places[1:], texts, strict=False):
        rows[target] = _with_text(rows[target], language, text, kind)
    return _without_blank(rows, places)


def shift_up(rows, place, language):
    """Every text of a language from here on goes one row up; the first joins the text above it."""
    places = [each for each in range(len(rows)) if _slides(rows, each, place)]
    above = [each for each in places if each < place]
    if not above:
        return rows
    places = [above[-1], *(each for each in places if each >= place)]
    texts = _texts(rows, places, language)
    rows = list(rows)
    first = rows[places[0]]
    text = joined(texts[0][0], texts[1][0], first["kind"]) if texts[0][0] else texts[1][0]
    rows[places[0]] = _with_text(first, language, text, texts[1][1])
    for target, (text, kind) in zip(places[1:], texts[2:], strict=False):
        rows[target] = _with_text(rows[target], language, text, kind)
    rows[places[-1]] = {**rows[places[-1]], f"text_{language}": ""}
    return _without_blank(rows, places)


def join_next(rows, place, language):
    """The next text of the language joins this one; a row that is left without any goes."""
    following = [each for each in range(place + 1, len(rows)) if _slides(rows, each, place)]
    near = next((each for each in following if has_text(rows[each], language)), None)
    if near is None:
        return rows
    (one, kind), (two, two_kind) = _texts(rows, [place, near], language)
    rows = list(rows)
    rows[place] = _with_text(
        rows[place], language, joined(one, two, kind) if one else two, kind if one else two_kind
    )
    rows[near] = {**rows[near], f"text_{language}": ""}
    return _without_blank(rows, [near])


def _slides(rows, each, place):
    return rows[each]["kind"] != FIGURE or each == place


def split(rows, place, language, blank):
    """The first sentence stays; the rest of the text goes to a new row below, alone."""
    row = rows[place]
    match = next(
        (
            found
            for found in SENTENCE_END.finditer(row[f"text_{language}"])
            if plain_text(row[f"text_{language}"][found.end() :])
        ),
        None,
    )
    if match is None or row["kind"] in {"table", "list"}:
        return rows
    text = row[f"text_{language}"]
    start, rest = _cut(text, match.end())
    kind = "paragraph" if row["kind"] in INLINE_KINDS else row["kind"]
    new = {**blank(), "kind": kind, f"text_{language}": shaped(rest, kind)}
    return [*rows[:place], {**row, f"text_{language}": start}, new, *rows[place + 1 :]]


def _cut(text, offset):
    """Both parts of clean HTML, what was open at the cut closed in the first and opened again."""
    open_tags = []
    for found in re.finditer(r"<(/?)([a-z0-9]+)[^>]*>", text[:offset]):
        if found[2] == "br":
            continue
        if found[1]:
            open_tags.pop()
        else:
            open_tags.append((found[2], found[0]))
    start = text[:offset] + "".join(f"</{name}>" for name, _tag in reversed(open_tags))
    rest = "".join(tag for _name, tag in open_tags) + text[offset:].lstrip()
    # Nothing may stand between two tags of the second part's beginning.
    return start, re.sub(r"^((?:<[a-z][^>]*>)+)\s+", r"\1", re.sub(r"<(\w+)></\1>", "", rest))


def swap(rows, place):
    """The two texts of a row change languages."""
    row = rows[place]
    changed = {**row, "text_zh": row["text_en"], "text_en": row["text_zh"]}
    return [*rows[:place], changed, *rows[place + 1 :]]


def swap_all(rows):
    for place in range(len(rows)):
        rows = swap(rows, place)
    return rows


def remove(rows, place):
    return [*rows[:place], *rows[place + 1 :]]


def toggle_counterpart(rows, place):
    row = rows[place]
    changed = {**row, "no_counterpart": "" if row.get("no_counterpart") else "on"}
    return [*rows[:place], changed, *rows[place + 1 :]]
