"""Faults within one language: dates that cannot be, punctuation, brackets, doubled and wrong words.

A fault that occurs often in a text is one finding with many spans. Rules keep silent where a right
text could look the same; the tests hold a counterexample for each.
"""

import re
from bisect import bisect_right

from .findings import Finding, Level, Span
from .impossible_dates import impossible_dates
from .vocabulary import EMPTY, HAN

# A fault made ten thousand times shows where it stands first.
MOST_SPANS = 50

HAN_CHARACTER = re.compile(f"[{HAN}]")
CJK_MARKS = "，。、；：？！（）【】〔〕《》〈〉「」『』“”‘’…—～·"


def check_text(text, lang, vocabulary=EMPTY):
    """The faults of a text in "zh" or "en", in their order; none is about the other language."""
    if not text or not text.strip():
        return []
    if strange := wrong_language(text, lang):
        return strange
    page = _Page(text, lang, vocabulary)
    impossible_dates(page)
    if lang == "zh":
        chinese_punctuation(page)
        chinese_doubled_words(page)
        chinese_spaces(page)
    else:
        english_punctuation(page)
        english_doubled_words(page)
        english_spaces(page)
    doubled_punctuation(page)
    full_width_letters(page)
    unpaired_brackets(page)
    wording(page)
    return page.findings()


class _Page:
    """A text under examination; faults of one kind are gathered into one finding."""

    # Addresses and file names follow their own rules. Lookbehinds and bounds keep a long run of
    # letters from being tried from each of them.
    APART = re.compile(
        r"(?:https?|ftp)://[^\s，。；、）》”]+"
        r"|(?<!\w)www\.[^\s，。；、）》”]+"
        r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
        r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,8}(?:com|cn|org|net|gov|edu|int|kz|kg|tj|mn|pk|ru|uz|info|"
        r"io|eu)(?![\w-])(?:/[^\s，。；、）]*)?"
        r"|(?<=[^\s，。；])\.(?:docx?|xlsx?|pptx?|pdf|jpe?g|png|gif|csv|json|txt|zip|rar|ofd|wps|html?)"
        r"(?!\w)",
        re.IGNORECASE | re.ASCII,
    )

    def __init__(self, text, lang, vocabulary):
        self.text = text
        self.lang = lang
        self.vocabulary = vocabulary
        self._apart = [match.span() for match in self.APART.finditer(text)]
        self._starts = [start for start, _ in self._apart]
        self._found = {}

    def apart(self, place):
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._apart[index][1]

    def before(self, place, count=1):
        return self.text[max(0, place - count) : place]

    def after(self, place, count=1):
        return self.text[place : place + count]

    def add(self, code, level, start, end, **values):
        """A fault in text[start:end]; faults with the same code, level and values are joined."""
        key = (code, level, tuple(sorted(values.items())))
        places = self._found.setdefault(key, [])
        if len(places) < MOST_SPANS:
            places.append((start, end))

    def findings(self):
        findings = []
        for (code, level, values), places in self._found.items():
            spans = tuple(Span(start, end, self.text[start:end]) for start, end in sorted(places))
            findings.append(
                Finding(
                    code,
                    level,
                    spans if self.lang == "zh" else (),
                    spans if self.lang == "en" else (),
                    dict(values),
                    comparing=False,
                )
            )
        findings.sort(key=lambda f: ((f.zh or f.en)[0].start, (f.zh or f.en)[0].end, f.code))
        return findings


# The wrong language

_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def wrong_language(text, lang):
    """A text wholly in the other language: nothing else is worth saying about it."""
    han = len(HAN_CHARACTER.findall(text))
    words = _LATIN_WORD.findall(text)
    if lang == "zh":
        # Small letters: WTO, TIR and a firm's name may stand alone in a cell.
        small = [word for word in words if word.islower()]
        wrong = not han and len(small) >= 4
    else:
        wrong = han >= 6 and han > 3 * sum(map(len, words))
    if not wrong:
        return []
    span = Span(0, len(text), text)
    code = "language.not_chinese" if lang == "zh" else "language.not_english"
    return [
        Finding(
            code,
            Level.WARNING,
            (span,) if lang == "zh" else (),
            (span,) if lang == "en" else (),
            comparing=False,
        )
    ]


# Punctuation

_HALF = re.compile(r"[,.:;?!]")
_FULL_OF = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！"}
_HALF_BRACKETS = re.compile(r"\(([^()（）\n]{0,200})\)")
_STRAIGHT_QUOTES = re.compile(r'"([^"\n]{1,300})"')
# What a Chinese sentence may end in before its mark.
_CHINESE_END = re.compile(f"[{HAN}）》”’】」』〕％]")
_HAN_OR_OPENING = re.compile(f"[{HAN}（《“‘【「『〔]")


def chinese_punctuation(page):
    """Half-width marks that belong to a Chinese sentence."""
    text = page.text
    for match in _HALF.finditer(text):
        place, mark = match.start(), match.group()
        if page.apart(place):
            continue
        before, after = page.before(place), page.after(place + 1)
        if _half_width_is_wrong(page, place, mark, before, after):
            page.add(
                "punctuation.half_width",
                Level.WARNING,
                place,
                place + 1,
                mark=mark,
                right=_FULL_OF[mark],
            )
    for match in _HALF_BRACKETS.finditer(text):
        inner = match[1].strip()
        outside = page.before(match.start())
        if not HAN_CHARACTER.search(inner) or page.apart(match.start()):
            continue
        # In an English phrase, “Horgos (霍尔果斯)”, the phrase's own brackets are right.
        if re.search(r"[A-Za-z] ?$", text[max(0, match.start() - 2) : match.start()]):
            continue
        if outside.isspace() and not HAN_CHARACTER.search(page.before(match.start(), 3)):
            continue
        for place in (match.start(), match.end() - 1):
            page.add(
                "punctuation.half_width",
                Level.WARNING,
                place,
                place + 1,
                mark="( )",
                right="（ ）",
            )
    for match in _STRAIGHT_QUOTES.finditer(text):
        if HAN_CHARACTER.search(match[1]) and not page.apart(match.start()):
            page.add(
                "punctuation.half_width",
                Level.HINT,
                match.start(),
                match.end(),
                mark='" "',
                right="“ ”",
            )


def _half_width_is_wrong(page, place, mark, before, after):
    ends_chinese = bool(before and _CHINESE_END.match(before))
    if mark == ",":
        return ends_chinese or bool(after and _HAN_OR_OPENING.match(after))
    if mark == ".":
        if before == "." or after == ".":
            return False  # three dots, or doubled: another rule's
        if ends_chinese:
            # 附件.docx and 图1.2 go on without a space.
            return not (after.isascii() and after.isalnum())
        if before and (before in "%°" or before.isdigit()) and (not after or after == "\n"):
            line_start = page.text.rfind("\n", 0, place) + 1
            return bool(HAN_CHARACTER.search(page.text, line_start, place))
        return False
    if mark in ";?!":
        return ends_chinese or (mark == ";" and bool(after and _HAN_OR_OPENING.match(after)))
    return ends_chinese


_FULL = re.compile("[，。：；？！（）、【】《》〈〉「」『』～％]")
_HALF_OF = {full: half for half, full in _FULL_OF.items()}
_HALF_OF |= zip("（）、【】～％", "(),[]–%", strict=True)
_HALF_OF |= zip("《》〈〉「」『』", "“”‘’“”‘’", strict=True)
_FULL_BRACKETS = re.compile(r"（[^（）\n]{0,80}）|《[^《》\n]{0,80}》")
_NEAR_HAN_BEFORE = re.compile(f"[{HAN}][{CJK_MARKS}％ ]*$")
_NEAR_HAN_AFTER = re.compile(f"[{CJK_MARKS} ]*[{HAN}]")


def english_punctuation(page):
    """Full-width marks in English, save those of a Chinese name or title standing in it."""
    text = page.text
    # 标题（English） is a Chinese phrase to its last bracket.
    chinese = {
        match.end() - 1
        for match in _FULL_BRACKETS.finditer(text)
        if HAN_CHARACTER.match(page.before(match.start())) or HAN_CHARACTER.search(match.group())
    }
    for match in _FULL.finditer(text):
        place, mark = match.start(), match.group()
        if page.apart(place) or place in chinese:
            continue
        if _NEAR_HAN_BEFORE.search(page.before(place, 6)):
            continue
        if _NEAR_HAN_AFTER.match(page.after(place + 1, 6)):
            continue
        page.add(
            "punctuation.full_width",
            Level.WARNING,
            place,
            place + 1,
            mark=mark,
            right=_HALF_OF[mark],
        )


_DOUBLED_CHINESE = re.compile("[，。、；：]{2,}")
_DOUBLED_ENGLISH = re.compile(
    r",[ ]?,|;[ ]?;|(?<![./\w~])\.,(?=\s)|,\.(?!\d)|(?<!\.)\.\.(?![./\\])"
)


def doubled_punctuation(page):
    for match in _DOUBLED_CHINESE.finditer(page.text):
        page.add(
            "doubled.punctuation",
            Level.WARNING,
            match.start(),
            match.end(),
            marks=match.group()[:12],
        )
    if page.lang == "en":
        for match in _DOUBLED_ENGLISH.finditer(page.text):
            if not page.apart(match.start()) and page.before(match.start()) not in "./\\":
                page.add(
                    "doubled.punctuation",
                    Level.WARNING,
                    match.start(),
                    match.end(),
                    marks=match.group(),
                )


# Widths

_FULL_LETTERS = re.compile("[Ａ-Ｚａ-ｚ０-９](?:[Ａ-Ｚａ-ｚ０-９．％－／]*[Ａ-Ｚａ-ｚ０-９％])?")
_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def full_width_letters(page):
    for match in _FULL_LETTERS.finditer(page.text):
        page.add(
            "width.letters",
            Level.WARNING,
            match.start(),
            match.end(),
            wrong=match.group()[:40],
            right=match.group()[:40].translate(_TO_HALF),
        )


# Doubled words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# “All that that port had had” and “very very” are English; “in in” may be (“brought in in May”).
_MAY_REPEAT = """
had that very so long far no ha bye do really much more many is her who you it in on up over by out
off through down again half two one well now there hear pom tut bora walla
"""
_FUNCTION_WORDS = """
the a an of to and or for with from at as be was were are has have will by in on this these their
its but not which when if than then
"""
_MAY_REPEAT = frozenset(_MAY_REPEAT.split())
_FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


def english_doubled_words(page):
    text = page.text
    last = None
    for match in _WORD.finditer(text):
        word = match.group()
        if last is not None and len(word) == len(last.group()):
            low = word.lower()
            gap = text[last.end() : match.start()]
            if (
                low == last.group().lower()
                and gap
                and not gap.strip(_BLANK)
                and _is_doubled(low, word)
            ):
                page.add("doubled.word", Level.WARNING, last.start(), match.end(), word=word[:40])
        last = match


def _is_doubled(low, word):
    if low in _MAY_REPEAT or HAN_CHARACTER.match(low):
        return False
    if low in _FUNCTION_WORDS:
        return not (len(low) == 1 and word.isupper())
    # Two capitals make a name: Pago Pago, New New Town.
    return len(low) > 1 and (word.islower() or (word.isupper() and len(word) > 3))


# Pairs such as 为了 + 了解 and 参与 + 与会 are right: for each character, the characters that may
# stand before a pair (ending a word with its first) and after it (beginning one with its second).
_FUNCTION_CHARACTERS = {
    "的": ("目", "确士"),
    "了": ("为不除得罢完到受未知没", "解却结不之如若然"),
    "是": ("还就不也都但只正若凡要可于", "否非以"),
    "在": ("现存所正实内外旨潜自好健", "线建于职岗校场编册途华外内地此世即座乎押营制馆任"),
    "和": ("总缓共饱温柔调祥随平附", "平谐田解睦布好气约美面"),
    "与": ("参给赋授干付", "会时否其日众此生"),
    "对": ("针面反应绝相成一配校核比敌", "外方口接象比策内华手话照立应标等付账阵"),
    "将": ("必即大上中少名", "军士近来领才"),
    "被": ("棉", "子告褥动"),
    "于": ("由关对等属位至便在基", "田是"),
    "也": ("", ""),
    "及": ("以涉普危触", "时格早其"),
    "并": ("合一兼吞", "且轨网购列存非联举发入"),
    "从": ("自服随遵", "事业严而未重容前此属简来中"),
    "把": ("火一", "关握控手脉"),
}
_DOUBLED_CHARACTER = re.compile(f"([{''.join(_FUNCTION_CHARACTERS)}])\\1")
_DOUBLED_WORD = re.compile(f"([{HAN}]{{2,4}}?)\\1")
_NUMERALS = re.compile("[一二三四五六七八九十百千万亿零〇两几数多双半]")
# Verbs and adverbs that Chinese repeats for their sense (讨论讨论, 非常非常).
_REPEATED = """
讨论 研究 考虑 商量 了解 学习 休息 锻炼 体验 感受 交流 尝试 介绍 参观 帮助 检查 整理 打扫 总结 琢磨
思考 打听 关心 支持 放松 熟悉 意思 非常 许多 很多 好多 特别 永远 大家 谢谢 慢慢 可以 观察 比较 聊聊
走走 看看 试试 轰隆 哗啦 叮当 咔嚓 主任 中心 服务 国家 管理 书记 经理 工程 研讨 重复
"""
_REPEATED = frozenset(_REPEATED.split())


def chinese_doubled_words(page):
    text = page.text
    for match in _DOUBLED_CHARACTER.finditer(text):
        character = match[1]
        ends, begins = _FUNCTION_CHARACTERS[character]
        before, after = page.before(match.start()), page.after(match.end())
        if (before and before in ends) or (after and after in begins):
            continue
        if before == character or after == character or _set_phrase(before, character, after):
            continue
        page.add("doubled.word", Level.WARNING, match.start(), match.end(), word=character)
    for match in _DOUBLED_WORD.finditer(text):
        word = match[1]
        if len(set(word)) == 1 or word in _REPEATED or _NUMERALS.search(word):
            continue
        # 高高兴兴高高兴兴 and the like: a repeated rhythm, not a slip.
        if len(word) == 4 and word[0] == word[1]:
            continue
        page.add("doubled.word", Level.WARNING, match.start(), match.end(), word=word)


def _set_phrase(before, character, after):
    """是是非非, 了了之 and other phrases that stand alone between marks."""
    return not HAN_CHARACTER.match(before or " ") and not HAN_CHARACTER.match(after or " ")


# Spaces

_BLANK = " \u00a0\u2002\u2003\u3000"
_BLANKS_INSIDE = re.compile(rf"(?<=[^\s])[{_BLANK}]{{2,}}(?=[^\s])")
_BLANK_IN_CHINESE = re.compile(rf"(?<=[{HAN}])[{_BLANK}]+(?=[{HAN}])")
_BLANK_BEFORE_MARK = re.compile(rf"(?<=[{HAN}A-Za-z0-9）》”])[{_BLANK}]+(?=[，。、；：？！])")
_SENTENCE_MARK = re.compile("[，。；]")
_ROLE = re.compile(
    "(?:记者|通讯员|作者|编辑|责编|审核|校对|监制|摄影|摄|图|文|主任|组长|主席|书记|局长|来源|供稿|翻译|"
    "第[一二三四五六七八九十百0-9]+[条章节款编届])$"
)

# 本报乌鲁木齐1月18日电　记者从海关获悉
_DATELINE = re.compile("[日)）](?:电|讯|消息)$")


def chinese_spaces(page):
    """Blanks inside a Chinese sentence; bylines, headings and lists have them rightly."""
    text = page.text
    for line in re.finditer(r"[^\n\t]+", text):
        if not _SENTENCE_MARK.search(line.group()):
            continue
        for match in _BLANK_IN_CHINESE.finditer(text, line.start(), line.end()):
            before = text[max(line.start(), match.start() - 8) : match.start()]
            after = text[match.end() : min(line.end(), match.end() + 8)]
            if not _parts_rightly(before, after, text, match, line):
                page.add("doubled.space", Level.HINT, match.start() - 1, match.end() + 1)
        for match in _BLANK_BEFORE_MARK.finditer(text, line.start(), line.end()):
            page.add("space.before", Level.HINT, match.start(), match.end() + 1)


def _parts_rightly(before, after, text, match, line):
    if _ROLE.search(before) or re.match("摄|文|图|报道|供稿|星期|周[一二三四五六日]|农历", after):
        return True
    if "\u3000" in match.group() and (len(before.strip()) <= 4 or _DATELINE.search(before)):
        return True
    left = re.search(f"[{HAN}]+$", text[max(line.start(), match.start() - 20) : match.start()])
    right = re.match(f"[{HAN}]+", text[match.end() : min(line.end(), match.end() + 20)])
    # Two phrases of one length are a slogan: 团结奋进 共创未来.
    if left and right and len(left.group()) == len(right.group()) >= 4:
        return True
    # Several blanks close together part a list or a byline.
    around = text[max(line.start(), match.start() - 6) : min(line.end(), match.end() + 6)]
    return len(re.findall(rf"[{_BLANK}]+", around)) > 1


_SPACE_BEFORE = re.compile(rf"(?<=[A-Za-z0-9)”’%])[{_BLANK}]+(?=[,;:?!)](?![-\w(])|\.(?![\w.]))")
_SPACE_AFTER_OPENING = re.compile(rf"(?<=[(“])[{_BLANK}]+(?=\w)")
_SPACE_MISSING = re.compile(
    r"(?<=[a-z]{2}|[a-z\d%][)”’])[.?!](?=[A-Z][a-z’']|A\s|I\s)"
    r"|(?<=[A-Za-z]{2}),(?=[A-Za-z]{2}|\d{4}\b)"
    r"|(?<=[A-Za-z]),(?=[A-Za-z]{3})"
    r"|(?<=[a-z]{2});(?=[A-Za-z]{2})"
    r"|(?<=[a-z]{3}):(?=[A-Z][a-z]{2})"
)
_MONTH_NAMES = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_COMMA_BEFORE_YEAR = re.compile(rf"\b{_MONTH_NAMES} \d{{1,2}}(,)(?=(?:19|20)\d\d\b)")


def english_spaces(page):
    text = page.text
    for match in _BLANKS_INSIDE.finditer(text):
        page.add("doubled.space", Level.HINT, match.start(), match.end())
    for pattern in (_SPACE_BEFORE, _SPACE_AFTER_OPENING):
        for match in pattern.finditer(text):
            page.add("space.before", Level.HINT, match.start(), match.end() + 1)
    for match in _SPACE_MISSING.finditer(text):
        if not page.apart(match.start()):
            page.add("space.missing", Level.WARNING, match.start(), match.end(), mark=match.group())
    for match in _COMMA_BEFORE_YEAR.finditer(text):
        page.add("space.missing", Level.WARNING, match.start(1), match.end(1), mark=",")


# Brackets and quotation marks

_PAIRS = ["(（", ")）", "[［", "]］", "【", "】", "〔", "〕", "《", "》", "〈", "〉"]
_PAIRS += ["“", "”", "‘", "’", "「", "」", "『", "』"]
_CLOSES = {closing: _PAIRS[i] for i in range(0, len(_PAIRS), 2) for closing in _PAIRS[i + 1]}
_OPENS = {opening: _PAIRS[i] for i in range(0, len(_PAIRS), 2) for opening in _PAIRS[i]}
_PARTNER = {
    **{
        opening: _PAIRS[i + 1][k]
        for i in range(0, len(_PAIRS), 2)
        for k, opening in enumerate(_PAIRS[i])
    },
    **{
        closing: _PAIRS[i][k]
        for i in range(0, len(_PAIRS), 2)
        for k, closing in enumerate(_PAIRS[i + 1])
    },
}
_BRACKET = re.compile("[" + re.escape("".join(_PAIRS)) + "]")
# 1) a) iv) （1） at the head of a line, or after a mark within one.
_MARKER = re.compile(
    r"(?:^|(?<=[\s；;。，,：:、]))(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})[)）]",
    re.MULTILINE,
)
_INTERVAL = re.compile(r"[\[(（]\s*-?[\d.]+%?\s*[,，]\s*-?[\d.]+%?\s*[\])）]")
_SMILEY = re.compile(r"(?<=\s)[:;]-?[()]")


def unpaired_brackets(page):
    """Brackets, quotation marks and 书名号 without a partner, and those that cross."""
    text = page.text
    skipped = set()
    for pattern in (_INTERVAL, _SMILEY):
        for match in pattern.finditer(text):
            skipped.update(range(match.start(), match.end()))
    markers = {match.end() - 1 for match in _MARKER.finditer(text)}
    stack, alone = [], []
    for match in _BRACKET.finditer(text):
        place, mark = match.start(), match.group()
        if place in skipped:
            continue
        if mark in "‘’" and _is_apostrophe(text, place, mark, stack):
            continue
        if mark in _OPENS:
            stack.append((place, _OPENS[mark]))
            continue
        family = _CLOSES[mark]
        depth = next(
            (
                d
                for d in range(len(stack) - 1, max(-1, len(stack) - 9), -1)
                if stack[d][1] == family
            ),
            None,
        )
        if depth is None:
            if place not in markers and mark != "’":
                alone.append(place)
            continue
        alone += [opened for opened, _ in stack[depth + 1 :]]
        del stack[depth:]
    # Of a thousand left open the first ones show what is wrong.
    for place, _ in stack[: 4 * MOST_SPANS]:
        # A quotation of several paragraphs opens each and closes the last.
        if text[place] in "“「" and _opens_a_quoted_paragraph(text, place):
            continue
        alone.append(place)
    for place in sorted(alone)[: 4 * MOST_SPANS]:
        mark = text[place]
        if not page.apart(place):
            page.add(
                "brackets.unpaired",
                Level.WARNING,
                place,
                place + 1,
                mark=mark,
                partner=_PARTNER[mark],
            )
    _odd_straight_quotes(page)


def _is_apostrophe(text, place, mark, stack):
    before = text[place - 1 : place]
    after = text[place + 1 : place + 2]
    if mark == "‘":
        # ‘90s, typed by a program that guessed wrong
        return after.isdigit() or (before.isalpha() and before.isascii() and after.isalpha())
    if before.isalnum() and after.isalnum() and before.isascii() and after.isascii():
        return True
    return not any(family == "‘" for _, family in stack)


_LINE_HEAD = re.compile(r"(?:^|\n)\s*$")


def _opens_a_quoted_paragraph(text, place):
    at_head = _LINE_HEAD.search(text[place - 8 : place] if place > 8 else text[:place])
    return bool(at_head) and text.find("\n", place) > 0


def _odd_straight_quotes(page):
    for line in re.finditer(r"[^\n]+", page.text):
        places = [
            match.start()
            for match in re.finditer('"', line.group())
            # 5" is five inches.
            if not line.group()[max(0, match.start() - 1) : match.start()].isdigit()
        ]
        if len(places) == 1 and line.group().count('"') == 1:
            place = line.start() + places[0]
            page.add("brackets.unpaired", Level.HINT, place, place + 1, mark='"', partner='"')


# Words


def wording(page):
    """Misspellings and words that the site does not use."""
    for match in page.vocabulary.unwanted_in(page.text, page.lang):
        if page.apart(match.start):
            continue
        word = page.vocabulary.unwanted[min(match.meanings)]
        values = {"wrong": page.text[match.start : match.end], "note": word.note}
        if word.right:
            values["right"] = word.right
        code = "wording.misspelt" if word.right else "wording.unwanted"
        page.add(code, word.level, match.start, match.end, **values)
