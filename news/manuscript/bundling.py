"""Thousands of tiny lines, joined so that the work grows with the text and not with its lines.

No manuscript has so many paragraphs; a list that somebody pasted may. Lines of a stretch that are
of one script become one block with line breaks, so that nothing is lost, the order of each
language stays, and what stood beside each other in the file still does.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from news.manuscript.languages import HAN, WORD
from news.manuscript.model import Block

MOST = 2_000  # blocks or pieces that are aligned one by one
AIM = 1_000  # how many are made of more
SHORT = 80  # characters; what is longer stays as it is
EDGE = 40  # at each end, where title, header and footer lines stand
One = TypeVar("One")


def bundled(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a file, short paragraphs and headings joined where there are too many."""
    return grouped(
        blocks,
        MOST,
        lambda block: (block.kind, block.level, block.place) if _is_line(block) else None,
        lambda block: _script(block.text),
        lambda _: None,
        _joined,
    )


def grouped(
    things: Sequence[One],
    most: int,
    kind: Callable[[One], object],
    script: Callable[[One], str],
    tie: Callable[[One], object],
    join: Callable[[Sequence[One]], One],
) -> list[One]:
    """Joins things of one script within windows of equal `kind`, to about `AIM` things in all.

    `kind` is None for what stays alone; a window doesn't end between two of the same `tie`.
    """
    if len(things) <= most:
        return list(things)
    window = 2 * -(-len(things) // AIM)
    out: list[One] = [*things[:EDGE]]
    waiting: dict[str, list[One]] = {}
    count, last_kind, last_script, last_tie = 0, None, "", None
    for thing in things[EDGE : len(things) - EDGE]:
        own = kind(thing)
        full = count >= window and (last_tie is None or tie(thing) != last_tie)
        if own != last_kind or own is None or full:
            out += _flushed(waiting, join)
            waiting, count, last_kind = {}, 0, own
        if own is None:
            out.append(thing)
            continue
        last_script = script(thing) or last_script
        waiting.setdefault(last_script, []).append(thing)
        last_tie = tie(thing)
        count += 1
    return [*out, *_flushed(waiting, join), *things[len(things) - EDGE :]]


def _flushed(waiting: dict[str, list[One]], join) -> Iterable[One]:
    return [each[0] if len(each) == 1 else join(each) for each in waiting.values()]


def _is_line(block):
    return block.kind in {"paragraph", "heading"} and len(block.text) <= SHORT


def _script(text):
    return "zh" if HAN.search(text) else "en" if WORD.search(text) else ""


def _joined(blocks):
    first = blocks[0]
    return Block(
        first.kind,
        "<br>".join(block.html for block in blocks),
        "\n".join(block.text for block in blocks),
        first.level,
        place=first.place,
    )
