"""Measures how long 100 KB of every unkind shape take to be read and understood, and compared.

python -m tests.bench.manuscripts [NAME ...]

Prints processor seconds; the aim is below 1 s for each on a machine that does nothing else.
"""

import sys
import time

from news import parity
from news.manuscript import read_text, understand

SIZE = 100_000


def filled(make, separator="\n", size=SIZE):
    """Texts of `make(number)` up to about a size in bytes."""
    out, length, number = [], 0, 0
    while length < size:
        out.append(make(number))
        length += len((out[-1] + separator).encode())
        number += 1
    return separator.join(out)


def turn(number, zh, en):
    return zh if number % 2 else en


TEXTS = {
    "Chinese lines": filled(lambda n: "口岸"),
    "English lines": filled(lambda n: "port"),
    "lines in turn": filled(lambda n: turn(n, "口岸", "Port")),
    "numbered lines in turn": filled(lambda n: turn(n, f"口岸{n}", f"Port {n}")),
    "single characters in turn": filled(lambda n: turn(n, "口", "a")),
    "lines of digits": filled(lambda n: str(n % 97)),
    "one line of digits": filled(lambda n: str(n % 10), ""),
    "one language after the other": filled(lambda n: f"口岸{n}开放", size=SIZE // 2)
    + "\n"
    + filled(lambda n: f"Port {n} opens", size=SIZE // 2),
    "one line of Chinese": filled(lambda n: "口岸开放车辆有序通行", ""),
    "one line of sentences": filled(lambda n: "口岸开放。The port opens today. ", ""),
    "one line of both": filled(lambda n: "口岸开放 Port opens ", ""),
    "brackets": "（" * (SIZE // 3),
    "pairs of brackets": "（）" * (SIZE // 6),
    "quotation marks": "“" * (SIZE // 3),
    "months": filled(lambda n: turn(n, "5月", "May")),
    "names": filled(lambda n: turn(n, "霍尔果斯", "Horgos")),
    "tabs": filled(lambda n: "口岸\tPort\t12"),
    "bars": filled(lambda n: "口岸 | Port"),
    "bullets": filled(lambda n: turn(n, "• 口岸", "• Port")),
    "captions": filled(lambda n: turn(n, f"图{n % 90} 国门", f"Figure {n % 90}: gate")),
    "questions": filled(lambda n: turn(n, "口岸开放吗？", "Is it open?")),
    "paragraphs": filled(
        lambda n: turn(
            n,
            f"口岸第{n}次放行，货运量完成{n * 7}吨，同比增长{n % 30}%。",
            f"The port cleared {n} times, with {n * 7} tonnes of freight, up {n % 30} percent.",
        )
    ),
}
PAGES = {
    "cells": "<table>"
    + filled(lambda n: f"<tr><td>口岸{n}</td><td>Port {n}</td><td>{n}</td></tr>", "")
    + "</table>",
    "two columns": "<table><tr><td>中文</td><td>English</td></tr>"
    + filled(lambda n: f"<tr><td>口岸{n}开放。</td><td>Port {n} opens.</td></tr>", "")
    + "</table>",
    "both in a cell": "<table>" + filled(lambda n: "<tr><td>口岸 Port</td></tr>", "") + "</table>",
    "one row": "<table><tr>" + filled(lambda n: f"<td>口{n}</td>", "") + "</tr></table>",
    "paragraphs of one character": filled(lambda n: turn(n, "<p>口", "<p>a"), ""),
    "breaks": filled(lambda n: turn(n, "口<br>", "a<br>"), ""),
    "items": "<ul>" + filled(lambda n: turn(n, "<li>口", "<li>a"), "") + "</ul>",
    "headings": filled(lambda n: "<h2>口岸</h2><h2>Port</h2>", ""),
    "deep": "<div>" * (SIZE // 5),
}
MARKDOWN = {
    "comments": "<!--" * (SIZE // 4),
    "references": "&amp;" * (SIZE // 5),
    "headings of signs": filled(lambda n: "# 口岸"),
    "stars": "**a" * (SIZE // 3),
    "links": "[a](" * (SIZE // 4),
}


def main(chosen):
    understand(read_text("口岸 port", "text"))  # loads the readings of characters
    shapes = [("text", *each) for each in TEXTS.items()]
    shapes += [("html", *each) for each in PAGES.items()]
    shapes += [("markdown", *each) for each in MARKDOWN.items()]
    slowest = 0.0
    for kind, name, text in shapes:
        if chosen and name not in chosen:
            continue
        started = time.process_time()
        blocks = read_text(text, kind)
        read = time.process_time()
        rows = len(understand(blocks).rows)
        done = time.process_time()
        parity.check(text, text)
        checked = time.process_time() - done
        slowest = max(slowest, done - started, checked)
        sys.stdout.write(
            f"{name:30} read {read - started:5.2f}  understood {done - read:5.2f}"
            f"  compared {checked:5.2f}  {rows:5} rows\n"
        )
    sys.stdout.write(f"slowest {slowest:.2f} s\n")


if __name__ == "__main__":
    main(sys.argv[1:])
