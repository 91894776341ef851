"""Blocks → title, meta, rows and what was left out: the steps in their order."""

import hashlib
import re
from dataclasses import dataclass, replace

from news.manuscript import header
from news.manuscript.alignment import Unit, align
from news.manuscript.bundling import MOST, bundled, grouped
from news.manuscript.furniture import PAGE_NUMBER, is_furniture
from news.manuscript.inline import Run, cut, cuts, parse, plain, render
from news.manuscript.labels import is_twin, parted_by_language
from news.manuscript.languages import HAN, ITEM, WORD, language, parts
from news.manuscript.model import LANGUAGES, Block, Left, Meta, Picture, Row, Understood
from news.manuscript.structure import (
    inline_block,
    items_of,
    joined_lists,
    list_block,
    paragraph,
    row_html,
)
from news.manuscript.tables import bilingual_rows, gaps, header_lines, lines_of, split_cells

SENTENCE = header.ENDING
# 问：…？ asks; 政策问答｜…？ and Q&A: …? head what is asked.
ASKED = re.compile(r"\s*(?:问|Q(?:uestion)?\s?\d*)\s*[:：.、]", re.I)
RUBRIC = re.compile(
    r"[^|｜丨:：？?]{2,12}\s*[|｜丨]\s*\S|.{0,12}(?:问答|答疑|解答|问|Q\s?&\s?A|FAQs?|explain(?:er|ed))"
    r"\s*(?:[:：]|——)\s*\S",
    re.I,
)
SEPARATOR = re.compile(r"[\s\-_=~*—–―─━·.。…#+|/\\<>◆◇★☆●○■□▲△]+")
CAPTION = re.compile(
    r"(?:[▲△▼↑↓]\s*)?(?:图|图片|图表|附图)\s*(?:[\d一二三四五六七八九十]+|为|[:：])"
    r"|▲|(?:figure|fig\.?|photo|picture|image|chart|caption)\s*\d*\s*[.:：]|(?:figure"
    r"|fig\.?|photo)\s*\d+|.{0,80}[（(](?:摄|资料图|photo (?:by|courtesy"
    r"|provided)).{0,40}[)）]$"
    r"|.{0,60}(?:摄影|摄)$|(?:the )?(?:photo|picture|image) (?:taken|shows)"
    r"|(?:an )?aerial (?:photo|view)",
    re.I,
)
NUMBERED_CAPTION = re.compile(
    r"\s*(?:(?:附?图|图片|figure|fig\.?|photo|picture|image)|(?P<table>附?表|table))"
    r"\s?(?P<number>\d{1,2})(?![\d.年月日])",
    re.I,
)
NUMBERED_2 = re.compile(r"[一二三四五六七八九十]{1,3}、\S")
NUMBERED_3 = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]\S")
LONGEST_PARAGRAPH = 100_000


@dataclass
class Piece:
    """A block of one language on its way to a row."""

    block: Block
    language: str
    order: int
    file: int = 0
    tie: int | None = None
    picture: int | None = None  # the figure that it is the caption of
    cells: tuple[int, int] = (0, 0)

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def kind(self) -> str:
        return self.block.kind


class Reader:
    """One manuscript, step by step. Use `understand`."""

    def __init__(self, blocks, other, names):
        self.names = [_name(name) for name in names]
        self.left: list[Left] = []
        self.meta = Meta()
        self.title: dict[str, str | None] = dict.fromkeys(LANGUAGES)
        self.pieces: list[Piece] = []
        self.figures: list[Piece] = []
        self.headers: list[int] = []  # where lines stood that say when, whence and by whom
        self.ties = 0
        self.files = 1
        self.two_files = other is not None
        self.take(blocks)
        if other is not None:
            self.files = 2
            self.take(other)

    # From blocks to pieces of one language each

    def leave(self, text, reason):
        text = text.strip()
        if text:
            self.left.append(Left(text, reason))

    def add(self, block, name, tie=None):
        if not block.text:
            return
        order = len(self.pieces) + len(self.figures)
        self.pieces.append(Piece(block, name, order, self.files - 1, tie))

    def next_tie(self):
        self.ties += 1
        return self.ties

    def take(self, blocks):
        before = len(self.pieces)
        self.take_blocks(bundled(blocks))
        # A block may hold thousands of lines itself.
        self.pieces[before:] = grouped(
            self.pieces[before:],
            MOST,
            lambda piece: piece.kind if piece.kind in {"paragraph", "list"} else None,
            lambda piece: piece.language,
            lambda piece: piece.tie,
            _bundle,
        )

    def take_blocks(self, blocks):
        letters = sum(len(block.text) for block in blocks if block.kind != "left_out") or 1
        for block in blocks:
            if block.kind == "left_out":
                self.leave(block.text, block.reason)
            elif block.image is not None:
                order = len(self.pieces) + len(self.figures)
                self.figures.append(Piece(block, "", order, self.files - 1))
                if block.text:
                    self.take_inline(replace(block, image=None))
            elif not block.text.strip():
                continue
            elif SEPARATOR.fullmatch(block.text):
                self.leave(block.text, "separator")
            elif PAGE_NUMBER.fullmatch(block.text):
                self.leave(block.text, "page.number")
            elif block.kind == "table":
                self.take_table(block, len(block.text) / letters)
            elif block.kind == "list":
                self.take_list(block)
            else:
                self.take_inline(block)

    def take_inline(self, block):
        runs = parse(block.html)
        text = plain(runs)
        if len(text) > LONGEST_PARAGRAPH:
            for part in cuts(runs, list(_slices(text))):
                self.take_inline(paragraph(part))
            return
        label = header.LANGUAGE_PREFIX.match(text)
        if label:
            self.leave(label[0], "list.label")
            runs = cut(runs, label.end())
            text = plain(runs)
            block = _as(block, runs)
        short = block.kind == "heading" or len(text) < 60
        if is_twin(text) and header.read_line(text):
            self.add(block, language(text))  # 来源 / Source：… is one line
            return
        found = parted_by_language(text) or parts(text, short)
        if len(found) == 1:
            self.add(block, found[0][2])
            return
        at, tie = 0, None
        parted = cuts(runs, [(start, end) for start, end, _ in found])
        for number, (start, end, name) in enumerate(found):
            self.leave(text[at:start], "separator")
            at = end
            if number % 2 == 0:
                two = number + 1 < len(found) and {name, found[number + 1][2]} == set(LANGUAGES)
                tie = self.next_tie() if two else None
            piece = _as(block, parted[number])
            label = header.LANGUAGE_PREFIX.match(piece.text)
            if label:
                self.leave(label[0], "list.label")
                piece = _as(piece, cut(parse(piece.html), label.end()))
            self.add(piece, name, tie)
        self.leave(text[at:], "separator")

    def take_list(self, block):
        items = items_of(block)
        sides = {"zh": [], "en": []}
        named = []
        for item in items:
            text = plain(item.runs)
            found = parts(text, short=True, tiny=True)
            if len(found) == 2 and {name for *_, name in found} == set(LANGUAGES):
                for gap in gaps(text, found):
                    self.leave(gap, "separator")
                for start, end, name in found:
                    named.append((name, replace(item, runs=cut(item.runs, start, end))))
            else:
                named.append((found[0][2] if len(found) == 1 else language(text), item))
        before = next((name for name, _ in named if name), "")
        for number, (name, item) in enumerate(named):
            before = name or before
            named[number] = (before, item)
            sides.setdefault(before, []).append(item)
        if len({name for name, _ in named}) == 1:
            self.add(block, named[0][0])
        elif len(sides["zh"]) == len(sides["en"]):
            # Item by item in turn, or all of one language first: one list in each.
            tie = self.next_tie()
            for side in dict.fromkeys(name for name, _ in named):
                self.add(list_block(sides[side]), side, tie)
        else:
            run: list = []
            for number, (name, item) in enumerate(named):
                run.append(item)
                if number + 1 == len(named) or named[number + 1][0] != name:
                    self.add(list_block(run), name)
                    run = []

    def take_table(self, block, share):
        lines = header_lines(block)
        if lines is not None:
            for line in lines:
                self.take_inline(paragraph([Run(line)]))
            return
        rows = bilingual_rows(block, share)
        if rows is None:
            both = split_cells(block)
            if both is None:
                self.add(block, language(block.text))
                return
            tie = self.next_tie()
            for gap in both[2]:
                self.leave(gap, "separator")
            self.add(both[0], "zh", tie)
            self.add(both[1], "en", tie)
            return
        for zh, en, words in rows:
            for text, reason in words:
                self.leave(text, reason)
            if en is None:
                if zh:
                    self.take_inline(paragraph(zh))
                continue
            self.take_cells(lines_of(zh), lines_of(en))

    def take_cells(self, zh, en):
        if len(zh) == len(en):
            for first, second in zip(zh, en, strict=True):
                tie = self.next_tie()
                self.add(paragraph(first), "zh", tie)
                self.add(paragraph(second), "en", tie)
            return
        tie = self.next_tie() if zh and en else None
        for side, lines in (("zh", zh), ("en", en)):
            for line in lines:
                self.add(paragraph(line), side, tie)

    # Languages by context

    def settle_languages(self):
        main = {}
        for number in range(self.files):
            weights = dict.fromkeys(LANGUAGES, 0)
            for piece in self.pieces:
                if piece.file == number and piece.language:
                    weights[piece.language] += len(piece.text) * (
                        3 if piece.language == "zh" else 1
                    )
            main[number] = max(LANGUAGES, key=lambda name: weights[name])
        for number, piece in enumerate(self.pieces):
            if piece.language:
                continue
            before = self.pieces[number - 1] if number else None
            after = next((each for each in self.pieces[number + 1 :][:4] if each.language), None)
            if self.two_files:
                piece.language = main[piece.file]
            elif before and before.text == piece.text and before.language:
                piece.language = _other(before.language)
            elif before and before.language:
                piece.language = before.language
            else:
                piece.language = after.language if after else main[piece.file]
        if self.two_files and main[0] == main[1]:
            self.two_files = False

    # What is said around a manuscript in a mail

    def read_letter(self):
        """Takes the head of a mail, its greeting and its farewell away.

        A farewell counts only where a letter began: 此致 敬礼 may end a letter that is published.
        """
        taken: set[int] = set()

        def take(piece):
            self.leave(piece.text, "letter")
            taken.add(id(piece))

        for number in range(self.files):
            own = [piece for piece in self.pieces if piece.file == number]
            forwarded = self._forwarded(own[:14])
            for piece in forwarded:
                take(piece)
            own = own[len(forwarded) :]
            is_letter = bool(forwarded)
            is_letter |= any(self._is_greeting(piece.text) for piece in own[1:4])
            for piece in own[:14]:
                if piece.kind != "paragraph" or len(piece.text) > 160:
                    break
                line = piece.text.strip()
                greets = header.GREETING.fullmatch(line) is not None
                greets = greets and (is_letter or header.says_manuscript(line))
                if not greets and not header.heads_mail(line):
                    break
                is_letter = True
                take(piece)
            rest = [piece for piece in own if id(piece) not in taken]
            for at in range(max(1, len(rest) - 12), len(rest)):
                line = rest[at].text.strip()
                closes = header.CLOSING.fullmatch(line) and (is_letter or "稿" in line)
                if not closes and not (is_letter and header.FAREWELL.fullmatch(line)):
                    continue
                after = rest[at + 1 :]
                if any(len(each.text) > 60 and not header.read_line(each.text) for each in after):
                    continue
                take(rest[at])
                for piece in after:
                    read = header.read_line(piece.text)
                    names = {name for _, name, _ in read.values} if read else set()
                    if not names & {"author", "editor", "source"}:
                        take(piece)
                break
        self.pieces = [piece for piece in self.pieces if id(piece) not in taken]

    @staticmethod
    def _forwarded(pieces):
        """What stands above the manuscript in a mail that passes another mail on, with its head."""
        heads = [
            at for at, piece in enumerate(pieces) if header.MAIL_HEAD.match(piece.text.strip())
        ]
        senders = [at for at in heads if header.MAIL_SENDER.match(pieces[at].text.strip())]
        above = pieces[: heads[-1] + 1] if len(senders) > 1 else []
        is_note = (
            all(piece.kind == "paragraph" and len(piece.text) <= 200 for piece in above)
            and sum(len(pieces[at].text) for at in range(heads[0] if heads else 0)) <= 400
        )
        return above if is_note else []

    @staticmethod
    def _is_greeting(text):
        line = text.strip()
        if len(line) > 160 or not header.says_manuscript(line):
            return False
        return header.GREETING.fullmatch(line) is not None

    # Header, footer, labels, what belongs to the page

    def read_lines(self):
        taken: set[int] = set()
        footer_date = None
        signed: list[tuple[Piece, header.Read]] = []
        for side in LANGUAGES:
            for number in range(self.files):
                own = [p for p in self.pieces if p.language == side and p.file == number]
                bodies = [
                    at
                    for at, piece in enumerate(own)
                    if _is_body(piece) and not (at == 0 and _heads_lines(own))
                ]
                first = bodies[0] if bodies else len(own)
                last = bodies[-1] if bodies else (0 if len(own) > 1 else len(own))
                for at, piece in enumerate(own):
                    if piece.kind not in {"paragraph", "heading", "quote"}:
                        continue
                    if is_furniture(piece.text) and not first < at < last:
                        self.leave(piece.text, "page.furniture")
                        taken.add(id(piece))
                        continue
                    if at >= last and header.END_MARK.fullmatch(piece.text.strip()):
                        self.leave(piece.text, "text.end")
                        taken.add(id(piece))
                        continue
                    if _is_label(piece):
                        self.leave(piece.text, "list.label")
                        taken.add(id(piece))
                        continue
                    inside = first <= at <= last and bodies
                    if inside and not (at <= first + 2 or at >= last - 1):
                        continue
                    read = header.read_line(piece.text)
                    if inside and not (read and read.is_sure(at <= first + 2)):
                        continue
                    if read is None or self._is_appointment(own, at):
                        continue
                    is_footer = at > last and bodies
                    if is_footer and not read.values and not read.labelled:
                        footer_date = footer_date or read
                        continue
                    if any(name == "title" for _, name, _ in read.values):
                        self._titled(piece, read, taken)
                        continue
                    if is_footer and read.names_authors and header.BRACKETED.fullmatch(piece.text):
                        signed.append((piece, read))
                        continue
                    self.apply(read, side)
                    self.leave(piece.text, read.reason)
                    taken.add(id(piece))
                    if read.reason != "page.furniture":
                        self.headers.append(piece.order)
        # Where a line above names the author, （通讯员 李想） below is a part of the text, and its
        # English with it.
        if not any(self.meta.author[piece.language] for piece, _ in signed):
            for piece, read in signed:
                self.apply(read, piece.language)
                self.leave(piece.text, read.reason)
                taken.add(id(piece))
        kept = [piece for piece in self.pieces if id(piece) not in taken]
        self.pieces = kept
        tails = [
            (piece.language, read)
            for side in LANGUAGES
            for piece in [each for each in kept if each.language == side][-2:]
            if piece.kind == "paragraph" and (read := header.read_tail(piece.text))
        ]
        named = any(self.meta.author[side] for side, _ in tails)
        for side, read in tails:
            # Inside a paragraph it stays where it is; it says who wrote all the same.
            self.apply(read, side, but="author" if named else "")
        if footer_date and self.meta.date is None:
            self.meta.date, self.meta.time = footer_date.date, footer_date.time

    @staticmethod
    def _is_appointment(own, at):
        """ "时间：…" above "地点：…" is when something is held, not when it was published."""
        if not re.match(r"(?:时间|日期|date|time)\s*[:：]", own[at].text, re.I):
            return False
        near = own[max(0, at - 1) : at] + own[at + 1 : at + 2]
        return any(
            re.match(
                r"(?:会议)?(?:地点|地址|venue|place|location|address)\s*[:：]", each.text, re.I
            )
            for each in near
        )

    def _titled(self, piece, read, taken):
        side, _, text = next(value for value in read.values if value[1] == "title")
        name = language(text) or side
        if self.title[name] is None:
            self.title[name] = text
            self.leave(piece.text, "read.title")
            taken.add(id(piece))

    def apply(self, read, side, but=""):
        if read.date and self.meta.date is None:
            self.meta.date, self.meta.time = read.date, read.time
        elif read.time and self.meta.time is None and read.date == self.meta.date:
            self.meta.time = read.time
        for name, field, value in read.values:
            if field in {"source", "author", "editor"} - {but} and value:
                target = getattr(self.meta, field)
                said = target[name]
                if said is None:
                    target[name] = value
                    continue
                before, more = [said], [value]
                if field != "source":
                    before, more = header.people(said), header.people(value)
                more = [part for part in more if part.lower() not in said.lower()]
                if more:
                    target[name] = ("、" if name == "zh" else ", ").join(before + more)

    # Title

    def find_titles(self, headers_at):
        sides = [[piece for piece in self.pieces if piece.language == side] for side in LANGUAGES]
        headed = any(_heads_questions(own, headers_at) for own in sides)
        for side, own in zip(LANGUAGES, sides, strict=True):
            chosen = None
            if self.title[side] is None:
                chosen = self._title(own, headers_at, headed)
                if chosen is not None:
                    self.title[side] = chosen.text
        both = {side: self.title[side] for side in LANGUAGES}
        for side, title in both.items():
            if title is None:
                continue
            wanted = _key(title)
            seen = any(left.reason == "read.title" and title in left.text for left in self.left)
            kept, repeated = [], 0
            for piece in self.pieces:
                same = piece.kind in {"paragraph", "heading"} and piece.language == side
                same = same and len(piece.text) <= len(title) + 20 and _key(piece.text) == wanted
                # A page repeats its title once or twice; a line that comes again and again is text.
                if not same or repeated == 3:
                    kept.append(piece)
                elif seen:
                    self.leave(piece.text, "title.repeated")
                    repeated += 1
                else:
                    seen = True
            self.pieces = kept
            lines = title.split("\n")
            self.title[side] = ("" if side == "zh" else " ").join(lines)

    @staticmethod
    def _title(own, headers_at, headed):
        zone = []
        for piece in own[:8]:
            if piece.kind == "table" and piece.tie is not None:
                continue  # half of a table of both languages, which stands where the other does
            if not _may_be_title(piece) or ASKED.match(piece.text):
                break
            zone.append(piece)
        if not zone:
            return None
        headings = [piece for piece in zone if piece.kind == "heading"]
        if headings:
            best = min(piece.block.level for piece in headings)
            # A heading below other lines heads a section, unless it is the only thing of its rank.
            return next(piece for piece in headings if piece.block.level == best)
        # In questions and answers without a title the first question is none either.
        if _is_question(zone[0]) and sum(map(_is_question, own)) > 1:
            return zone[0] if headed else None
        zone = [piece for piece in zone if not re.match("——|—|--", piece.text)] or zone
        before = [piece for piece in zone if headers_at is not None and piece.order < headers_at]
        if len(before) > 1:
            return max(before[:3], key=lambda piece: len(piece.text))
        strong = [piece for piece in zone[:3] if piece.block.place == "centre"]
        if strong and zone[0] not in strong:
            return strong[0]
        return zone[0]

    # Headings that only look like it

    def find_headings(self):
        for piece in self.pieces:
            block = piece.block
            if block.kind != "paragraph" or "\n" in block.text:
                continue
            short = len(HAN.findall(block.text)) <= 40 and len(block.text) <= 120
            if not short or re.search(r"[。；;，,：:]$|[.!]$", block.text):
                continue
            bold = re.fullmatch(r"<strong>(?:(?!</strong>).)*</strong>", block.html)
            level = 0
            if NUMBERED_2.match(block.text) and len(block.text) <= 30:
                level = 2
            elif NUMBERED_3.match(block.text) and len(block.text) <= 30:
                level = 3
            elif bold and language(block.text):
                level = 2
            if level:
                runs = [run._replace(bold=False) for run in parse(block.html)]
                piece.block = inline_block("heading", runs, level=level)

    # Figures and their captions

    def find_captions(self):
        self.pictures: dict[int, Picture] = {}
        self.bare: list[tuple[int, int, int]] = []  # order, file, picture
        seen: dict[str, int] = {}
        by_order = {(piece.file, piece.order): piece for piece in self.pieces}
        ties: dict[int, int] = {}
        for figure in self.figures:
            image = figure.block.image
            digest = hashlib.sha256(image.data).hexdigest()
            again = digest in seen
            number = seen.setdefault(digest, len(seen))
            if not again:
                self.pictures[number] = image
            elif image.alt and image.alt != self.pictures[number].alt:
                if not self.pictures[number].alt:
                    self.pictures[number] = replace(self.pictures[number], alt=image.alt)
                else:
                    self.leave(image.alt, "image.repeated")
            found = []
            at = figure.order + 1
            while len(found) < 2:
                piece = by_order.get((figure.file, at))
                if piece is None or piece.picture is not None or not _is_caption(piece):
                    break
                if any(piece.language == other.language for other in found):
                    break
                found.append(piece)
                at += 1
            for piece in found:
                piece.picture = number
                piece.block = replace(piece.block, kind="figure", level=0)
                piece.tie = ties.setdefault(number, self.next_tie())
            if not found and not again:
                self.bare.append((figure.order, figure.file, number))
        if self.figures:
            for piece in self.pieces:
                if (
                    piece.kind == "paragraph"
                    and len(piece.text) < 200
                    and re.match(r"图\s*\d|(?:figure|fig\.?|photo|picture)\s*\d", piece.text, re.I)
                ):
                    piece.block = replace(piece.block, kind="figure")
        # Captions of one picture in both languages are tied; in one alone there is nothing to tie.
        sides: dict[int, set[str]] = {}
        for piece in self.pieces:
            if piece.picture is not None:
                sides.setdefault(piece.picture, set()).add(piece.language)
        for piece in self.pieces:
            if piece.picture is not None and len(sides[piece.picture]) < 2:
                piece.tie = None

    # Rows

    def number_cells(self):
        """Numbers the stretches of a file, once as if each began with Chinese, once otherwise."""
        if self.two_files:
            return
        runs = sum(
            first.language != second.language
            for first, second in zip(self.pieces, self.pieces[1:], strict=False)
        )
        if runs <= 1:
            return
        zh_first = en_first = 0
        before = ""
        for piece in self.pieces:
            if piece.language != before:
                zh_first += piece.language == "zh"
                en_first += piece.language == "en"
                before = piece.language
            piece.cells = (zh_first, en_first)

    def take_twin_tables(self):
        """Takes out the tables that were parted by language, as [(Chinese, English)].

        Both stood in one place, which need not be the place of the text in either language.
        """
        ties: dict[int, list[Piece]] = {}
        for piece in self.pieces:
            if piece.kind == "table" and piece.tie is not None:
                ties.setdefault(piece.tie, []).append(piece)
        twins = [
            tuple(sorted(both, key=lambda piece: piece.language == "en"))
            for both in ties.values()
            if sorted(piece.language for piece in both) == ["en", "zh"]
        ]
        return self.taken_out(twins)

    def take_twin_captions(self):
        """Takes out captions of one number, 图1 and "Figure 1", as [(Chinese, English)].

        English may give them all at its end.
        """
        numbered = {"zh": {}, "en": {}}
        for piece in self.pieces:
            if piece.kind in {"paragraph", "figure"} and (key := _numbered(piece)):
                numbered[piece.language].setdefault(key, []).append(piece)
        twins = [
            (numbered["zh"][key][0], numbered["en"][key][0])
            for key in numbered["zh"]
            if len(numbered["zh"][key]) == len(numbered["en"].get(key, ())) == 1
        ]
        return self.taken_out(twins)

    def taken_out(self, twins):
        """The twins, which are no pieces any more."""
        gone = {id(piece) for both in twins for piece in both}
        self.pieces = [piece for piece in self.pieces if id(piece) not in gone]
        return twins

    def rows(self):
        twins = self.take_twin_tables() + self.take_twin_captions()
        sides = {
            side: [piece for piece in self.pieces if piece.language == side] for side in LANGUAGES
        }
        units = {
            side: [
                Unit(piece.text, piece.kind, piece.block.level, piece.cells, piece.tie)
                for piece in pieces
            ]
            for side, pieces in sides.items()
        }
        pairs = align(units["zh"], units["en"], self.names)
        alone = not sides["zh"] or not sides["en"]
        levels = sorted({p.block.level for p in self.pieces if p.kind == "heading"})
        found: list[tuple[list[Piece], Row]] = []
        used: set[int] = set()
        for pair in pairs:
            zh = [sides["zh"][i] for i in pair.zh]
            en = [sides["en"][j] for j in pair.en]
            row = self._row(zh, en, levels)
            row.confidence = 1.0 if alone else pair.confidence
            pictures = list(dict.fromkeys(p.picture for p in zh + en if p.picture is not None))
            if row.kind == "figure":
                fresh = [number for number in pictures if number not in used]
                if fresh:
                    row.image = self.pictures[fresh[0]]
                    used.add(fresh[0])
                else:
                    row.kind = "paragraph"
                    row.zh, row.en = (_html("paragraph", side) for side in (zh, en))
            found.append((zh + en, row))
            for number in pictures:
                if number not in used:
                    used.add(number)
                    found.append((zh + en, Row("figure", image=self.pictures[number])))
        for zh, en in twins:
            row = self._row([zh], [en], levels)
            row.confidence = 1.0
            found.insert(_place(found, zh), ([zh, en], row))
        for order, file, number in self.bare:
            at = 0
            for place, (members, _) in enumerate(found, start=1):
                if any(piece.file == file and piece.order < order for piece in members):
                    at = place
            found.insert(at, ([], Row("figure", image=self.pictures[number])))
        return [row for _, row in found]

    def _row(self, zh, en, levels):
        kinds = {piece.kind for piece in zh + en}
        if len(kinds) == 1:
            kind = kinds.pop()
        elif kinds == {"paragraph", "heading"}:
            kind = "heading" if all(len(p.text) < 160 for p in zh + en) else "paragraph"
        elif "figure" in kinds:
            kind = "figure"
        else:
            kind = "paragraph"
        if kind == "heading":
            rank = min(p.block.level for p in zh + en if p.kind == "heading")
            kind = "heading2" if rank == levels[0] else "heading3"
        made = Row(kind)
        for side, pieces in (("zh", zh), ("en", en)):
            if pieces:
                setattr(made, side, _html(kind, pieces))
                setattr(made, f"{side}_text", "\n".join(piece.text for piece in pieces))
        return made

    def understood(self):
        self.settle_languages()
        self.read_letter()
        self.read_lines()
        self.number_cells()
        self.find_titles(min(self.headers, default=None))
        self.find_headings()
        self.find_captions()
        rows = self.rows()
        return Understood(self.title, self.meta, rows, self.left)


def _numbered(piece):
    """("figure" or "table", number) of a caption with a number and without a picture, or None."""
    found = NUMBERED_CAPTION.match(piece.text) if piece.picture is None else None
    return found and ("table" if found["table"] else "figure", int(found["number"]))


def _place(found, piece):
    """Where a row belongs that a piece begins: behind the last row of what stood before it."""
    places = [
        place
        for place, (members, _) in enumerate(found, start=1)
        if any(
            each.file == piece.file and each.language == "zh" and each.order < piece.order
            for each in members
        )
    ]
    return places[-1] if places else 0


def _html(kind, pieces):
    if not pieces:
        return None
    return row_html(kind, [piece.block for piece in pieces])


def _bundle(pieces):
    """Pieces of one language as one; what they were tied to is bundled likewise, in order."""
    first = pieces[0]
    if first.kind == "list":
        return replace(first, block=joined_lists([piece.block for piece in pieces]))
    block = replace(
        first.block,
        html="<br>".join(piece.block.html for piece in pieces),
        text="\n".join(piece.text for piece in pieces),
    )
    return replace(first, block=block)


def _as(block, runs):
    """The block with other runs, which were cut and so are tidy."""
    return replace(block, html=render(runs), text=plain(runs))


def _name(name):
    if hasattr(name, "zh"):
        return tuple(name.zh), tuple(name.en)
    return tuple(name[0]), tuple(name[1])


def _other(name):
    return "en" if name == "zh" else "zh"


def _key(text):
    return re.sub(r"[\W_]+", "", text).lower()


def _slices(text):
    """Where a paragraph that is no paragraph any more is cut: after sentences, at last anywhere."""
    start = 0
    while start < len(text):
        end = min(start + LONGEST_PARAGRAPH, len(text))
        if end < len(text):
            window = text[start:end]
            place = max(window.rfind("。"), window.rfind(". "), window.rfind("\n"))
            end = start + place + 1 if place > LONGEST_PARAGRAPH // 2 else end
        yield start, end
        start = end


def _is_body(piece):
    """Whether a piece is running text, which ends the header and begins the footer."""
    if piece.kind in {"list", "table"}:
        return True
    if header.read_line(piece.text) or is_furniture(piece.text):
        return False
    if header.END_MARK.fullmatch(piece.text.strip()):
        return False
    if piece.kind != "paragraph":
        return False
    text = piece.text
    if len(HAN.findall(text)) > 60 or len(WORD.findall(text)) > 35:
        return True
    return bool(SENTENCE.search(text)) and (
        len(HAN.findall(text)) >= 6 or len(WORD.findall(text)) >= 4
    )


def _heads_lines(own):
    """Whether the first piece is a title above a header line, though it holds a sentence's end."""
    return (
        len(own) > 1
        and _may_be_title(own[0])
        and len(own[0].text) < 120
        and header.read_line(own[1].text) is not None
    )


def _is_label(piece):
    return len(piece.text) <= 30 and header.LANGUAGE_LABEL.fullmatch(piece.text.strip()) is not None


def _may_be_title(piece):
    if piece.kind not in {"paragraph", "heading"} or not language(piece.text):
        return False
    text = piece.text
    if piece.kind == "heading":
        return len(text) <= 300
    if len(HAN.findall(text)) > 60 or len(WORD.findall(text)) > 30 or len(text) > 220:
        return False
    return not re.search(r"[。；;：:，,][）)”]*$|[a-z0-9)]\.[）)”\"]*$", text.strip())


def _is_question(piece):
    return len(piece.text) < 120 and piece.text[-1] in "？?"


def _heads_questions(own, headers_at):
    """Whether a question above others is the title of them all.

    It has a rubric, a header line stands below it, or the others are marked or numbered.
    """
    if not own or not _is_question(own[0]) or ASKED.match(own[0].text):
        return False
    text, others = own[0].text, [piece.text for piece in own[1:] if _is_question(piece)]
    below = headers_at is not None and len(own) > 1 and own[0].order < headers_at < own[1].order
    return (
        RUBRIC.match(text) is not None
        or below
        or (
            bool(others)
            and not ITEM.match(text)
            and all(ASKED.match(other) or ITEM.match(other) for other in others)
        )
    )


def _is_caption(piece):
    text = piece.text
    if piece.kind == "figure":
        return True
    if piece.kind != "paragraph" or len(HAN.findall(text)) > 80 or len(WORD.findall(text)) > 60:
        return False
    if CAPTION.match(text):
        return True
    return piece.block.place == "centre" and len(text) < 200


def understand(blocks, other=None, names=()) -> Understood:
    """See `news.manuscript.understand`."""
    return Reader(blocks, other, names).understood()
