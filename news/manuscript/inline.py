"""Text with bold, links, super- and subscript, as runs that can be cut anywhere.

Everything that leaves this package as HTML is written here, so it holds no other tag.
"""

import html
import re
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from portal.richtext import is_safe_url
from portal.text import LINE_ENDS, UNWANTED

# Words of usual characters with one space between them: there is nothing to tidy.
USUAL = "[!-~\u4e00-\u9fff，。、；：！？（）“”]+"
TIDY = re.compile(f"{USUAL}(?: {USUAL})*+")
BREAKS = re.compile(" *\n[ \n]*")
# What HTML and Word take for white space, and the spaces that Chinese typing leaves.
SPACES = re.compile("[ \t\f\v\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


class Run(NamedTuple):
    """A stretch of text in one form. A newline is a line break."""

    text: str
    bold: bool = False
    position: str = ""  # "sup" or "sub"
    href: str = ""


# All of a run but its text.
FORM = itemgetter(slice(1, None))


def tidy(runs: Iterable[Run]) -> list[Run]:
    """Joins runs of one form; single spaces, none at line ends, no invisible characters."""
    runs = list(runs)
    if len(runs) == 1 and TIDY.fullmatch(runs[0].text):
        return runs
    joined: list[Run] = []
    before = "\n"
    for form, alike in groupby(runs, FORM):
        text = "".join([run.text for run in alike])
        if not TIDY.fullmatch(text):
            text = SPACES.sub(" ", UNWANTED.sub("", LINE_ENDS.sub("\n", text)))
        if before in " \n":
            text = text.lstrip(" ") if before == "\n" else text.removeprefix(" ")
        if not text:
            continue
        if "\n" in text:
            text = BREAKS.sub("\n", text)
        if before == "\n":
            text = text.lstrip("\n ")
            if not text:
                continue
        if text[0] == "\n" and joined:
            _trim_end(joined)
        before = text[-1]
        if joined and FORM(joined[-1]) == form:  # what stood between them was nothing but space
            joined[-1] = Run(joined[-1].text + text, *form)
        else:
            joined.append(Run(text, *form))
    _trim_end(joined, " \n")
    return joined


def _trim_end(runs: list[Run], characters: str = " ") -> None:
    while runs:
        text = runs[-1].text.rstrip(characters)
        if text:
            if text != runs[-1].text:
                runs[-1] = Run(text, *runs[-1][1:])
            return
        runs.pop()


def plain(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def render(runs: Iterable[Run]) -> str:
    """Runs as HTML of the site's allow list."""
    out = []
    for run in runs:
        text = html.escape(run.text, quote=False).replace("\n", "<br>")
        if run.position in {"sup", "sub"}:
            text = f"<{run.position}>{text}</{run.position}>"
        if run.bold:
            text = f"<strong>{text}</strong>"
        if run.href and is_safe_url(run.href):
            href = html.escape(run.href)
            text = f'<a href="{href}" rel="noopener noreferrer">{text}</a>'
        out.append(text)
    return "".join(out)


def cut(runs: Iterable[Run], start: int, end: int | None = None) -> list[Run]:
    """The runs between two offsets into their plain text, tidy."""
    runs = list(runs)
    if end is None:
        end = sum(len(run.text) for run in runs)
    return cuts(runs, [(start, end)])[0]


def cuts(runs: Iterable[Run], spans: Sequence[tuple[int, int]]) -> list[list[Run]]:
    """The runs between offsets that rise and don't overlap: each run is looked at once."""
    found: list[list[Run]] = [[] for _ in spans]
    at = number = 0
    for run in runs:
        last = at + len(run.text)
        # Spans that ended before this run are done with.
        while number < len(spans) and spans[number][1] <= at:
            number += 1
        for place in range(number, len(spans)):
            start, end = spans[place]
            if start >= last:
                break
            low, high = max(start, at), min(end, last)
            if low < high:
                found[place].append(Run(run.text[low - at : high - at], *run[1:]))
        at = last
    return [tidy(each) for each in found]


class _Reader(HTMLParser):
    """Reads what `render` wrote."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.bold = 0
        self.position = ""
        self.href = ""

    def handle_starttag(self, tag, attributes):
        if tag == "br":
            self.handle_data("\n")
        elif tag == "strong":
            self.bold += 1
        elif tag in {"sup", "sub"}:
            self.position = tag
        elif tag == "a":
            self.href = dict(attributes).get("href") or ""

    def handle_endtag(self, tag):
        if tag == "strong":
            self.bold = max(0, self.bold - 1)
        elif tag in {"sup", "sub"}:
            self.position = ""
        elif tag == "a":
            self.href = ""

    def handle_data(self, data):
        self.runs.append(Run(data, self.bold > 0, self.position, self.href))


def parse(text: str) -> list[Run]:
    """The runs of inline HTML that `render` wrote."""
    lines = text.replace("<br>", "\n")
    if "<" not in lines:
        return [Run(html.unescape(lines))] if text else []
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.runs
