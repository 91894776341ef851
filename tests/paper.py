"""Where words stand on the pages of a PDF, by poppler."""

import re
import subprocess
from dataclasses import dataclass
from html import unescape

HEADS = {"zh": [f"栏{n}" for n in "甲乙丙丁戊己庚辛壬"], "en": [f"Head{n}" for n in range(1, 10)]}


@dataclass(frozen=True)
class Word:
    """A word with its page, from 0, and its place in it, as parts of the page's width, and lines
    as parts of its height."""

    text: str
    page: int
    left: float
    right: float
    line: float


def words(path):
    """The words of a PDF in the order of its text."""
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    found = []
    for number, part in enumerate(done.stdout.decode().split("<page ")[1:]):
        width, height = map(float, re.search(r'width="([\d.]+)" height="([\d.]+)"', part).groups())
        for each in re.finditer(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="[-\d.]+">(.*?)</word>',
            part,
        ):
            left, line, right = (float(value) for value in each.groups()[:3])
            found.append(
                Word(unescape(each[4]), number, left / width, right / width, line / height)
            )
    return found


def wide_table(language):
    """A table of nine columns, which half a page cannot hold, as HTML."""
    heads = "".join(f"<th>{head}</th>" for head in HEADS[language])
    cells = "<td>{}</td>".format({"zh": "开放", "en": "Freight only"}[language]) * 9
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{f'<tr>{cells}</tr>' * 3}</tbody></table>"


def heads_on_one_line(path, language):
    """(page, line) of the heads of a wide table; all of them have to be within the page."""
    found = words(path)
    rows = [[word for word in found if word.text == head] for head in HEADS[language]]
    assert all(rows), (language, rows)
    placed = [row[0] for row in rows]
    assert len({(word.page, round(word.line, 2)) for word in placed}) == 1, placed
    assert all(word.left > 0.03 and word.right < 0.97 for word in placed), placed
    return placed[0].page, placed[0].line


def assert_tables_lie_apart(path):
    """Asserts that both wide tables are whole, within their page and one below the other."""
    zh, en = (heads_on_one_line(path, language) for language in ["zh", "en"])
    assert zh < en
    assert zh[0] != en[0] or en[1] - zh[1] > 0.03
