"""Which language a piece of text is in, and where one piece holds a text and its translation."""

import re

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f\u3007]")
WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*")
BRACKETED = re.compile(r"[（(\[【［][^（()）\[\]【】［］]{1,120}[)）\]】］]")
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\u3000-\u9fff]+|(?<![\w.])[\w.+-]{1,64}@[\w.-]{3,100}", re.I
)
UNIT = re.compile(
    r"(?:[A-Z0-9]{1,6}|kg|km|m|t|ha|mm|cm|pct|RMB|USD|CNY|TEUs?|No|a\.?m\.?|p\.?m\.?)$"
)
ZH_SIGNS = re.compile("[，。、；：《》“”？！（）]")
SENTENCE_END = re.compile(
    "[。！？；…]+[”’」』）)】]*"  # Chinese
    "|(?<![A-Z])(?<!Mr)(?<!Mrs)(?<!Dr)(?<!No)(?<!St)(?<!Co)"
    "[.!?]+[\"”’')]*(?=[ \u3400-\u9fff“《（【]|$)"
)
STOP = re.compile("[。！？；…：.!?;:][”’」』）)】\"']*$")
ITEM = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(]?[\dIVX]{1,4}[.)、）])")
TRANSLATED = re.compile(
    r"\s*(?P<text>[^（()）]{4,}?)\s*[（(]\s*(?P<translation>[^（()）]{4,})[)）]\s*"
)
# What can't begin a Chinese text, what seldom does after a name, and what can't end one.
GOES_ON = re.compile(
    "等(?!候|待|于|级|额|离)|的|了|和(?!平|谐|田|静|硕|布)|与(?!会|时)|及(?!时)|或|是|则|也|还|将|已|曾"
    "|表示|说|称|指出|认为|介绍|强调|谈到|透露|告诉|回忆|感叹|坦言|先生|女士|公司|集团|[，。、；：？！）》”]"
)
SAYS = re.compile(
    "[在于从为向由对被把自均都共]|今年|去年|近日|日前|目前|此前|[一二两三四五六七八九十0-9]+家"
)
ASKS = re.compile("(?:的|和|与|及|或|是|在|由|向|从|为|对|称|叫|使用|采用|引进|[、，：])$")
# "A: No." is no unit of anything.
ANSWER = re.compile(r"\s*[QA]\s?\d{0,2}\s?[:：]\s*[A-Za-z]")
# Editor: Li Si 口岸第12次放行货车。
LABELLED = re.compile(r"\s*[A-Z][A-Za-z ]{2,20}:\s*[A-Z]")
ENOUGH = 5_000  # characters that tell which language a text is in
OPEN, CLOSE = "（(《【［[「『", "）)》】］]」』"


def weigh(text: str) -> tuple[float, float]:
    """How much Chinese and how much English, in units of a Chinese character."""
    if "@" in text or "://" in text or "www." in text:
        text = ADDRESS.sub(" ", text)
    han = len(HAN.findall(text))
    words = len(WORD.findall(text))
    return han + (len(ZH_SIGNS.findall(text)) if han else 0), 1.5 * words


def language(text: str) -> str:
    """ "zh", "en", or "" for what is neither: numbers, signs, an address, a bare unit.

    Brackets are set aside first, as they hold the other language's name of what stands before.
    """
    text = text[:ENOUGH]
    if ANSWER.match(text) and not HAN.search(text):
        return "en"
    outside = BRACKETED.sub(" ", text)
    for part in (outside, text):
        zh, en = weigh(part)
        if zh or en:
            words = WORD.findall(ADDRESS.sub(" ", part))
            if not zh and all(UNIT.match(word) for word in words):
                continue
            return "zh" if zh >= en else "en"
    return ""


def parts(text: str, short: bool = False, tiny: bool = False) -> list[tuple[int, int, str]]:
    """Where a text holds both languages one after the other: (start, end, language) of each part.

    One part where it doesn't. Parted at line breaks, at "/" and "|" and after sentences; a `short`
    text (heading, caption, list item, cell) also where the script changes at a space; of a `tiny`
    one (list item, cell) two characters and a word are enough.
    """
    whole = [(0, len(text), language(text))]
    zh, en = weigh(text)
    if min(zh, en) < (1.5 if tiny or "\n" in text or ITEM.match(text) else 2):
        return whole
    lines = _merged(text, _spans(text, re.compile("\n")))
    if len({name for *_, name in lines if name}) > 1:
        found = []
        for start, end, _ in lines:
            inner = parts(text[start:end], short, tiny)
            found += [(start + first, start + last, name) for first, last, name in inner]
        return found
    if "\n" in text and len(lines) > 1:
        return whole
    slashes = _merged(text, _spans(text, re.compile(r"\s*(?:/|\||｜|／|\s[-–—]{1,2}\s)\s*")))
    least = 2 if tiny else 3
    if len(slashes) == 2 and all(ITEM.match(text[start:end]) for start, end, _ in slashes):
        least = 2  # 一、时间 / 1. Time
    if len(slashes) == 2 and _is_translation(text, slashes, least):
        return slashes
    bracketed = _in_brackets(text)
    if bracketed and _is_translation(text, bracketed, 4):
        return bracketed
    sentences = _merged(text, _spans(text, SENTENCE_END, inside=True))
    if len(sentences) > 1 and _is_translation(text, sentences):
        return sentences
    if "\n" not in text and (short or len(text) < 160):
        pieces = _by_script(text)
        two = pieces and not _is_one_sentence(text, pieces)
        if two and _is_translation(text, pieces, least if short else 4):
            return pieces
    return whole


def _in_brackets(text):
    """A whole sentence and, in brackets, its translation: Trucks may cross. （货车可通行。）"""
    found = TRANSLATED.fullmatch(text) if len(text) < 1_000 else None
    if not found:
        return None
    pieces = [(*found.span(side), language(found[side])) for side in ("text", "translation")]
    both = sorted(name for *_, name in pieces) == ["en", "zh"]
    words = next((WORD.findall(text[start:end]) for start, end, name in pieces if name == "en"), [])
    stops = [STOP.search(found[side].strip()) is not None for side in ("text", "translation")]
    if stops[0] != stops[1]:
        return None
    return pieces if both and len(words) >= (3 if stops[0] else 4) else None


def _spans(text, separator, inside=False):
    """The stretches between separators, or up to each one with it `inside`; brackets stay whole."""
    balanced = all(text.count(a) == text.count(b) for a, b in zip(OPEN, CLOSE, strict=True))
    spans, start, scanned, depth, quoted = [], 0, 0, 0, 0
    for found in separator.finditer(text):
        end = found.end() if inside else found.start()
        for char in text[scanned:end]:
            depth += (char in OPEN) - (char in CLOSE)
            quoted += (char == "“") - (char == "”")
        scanned = end
        if inside and ((balanced and depth > 0) or quoted > 0):
            continue
        if text[start:end].strip():
            spans.append((start, end))
        start = found.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _merged(text, spans):
    """Neighbours of one language joined; what has none goes with its neighbour."""
    merged: list[tuple[int, int, str]] = []
    for start, end in spans:
        name = language(text[start:end])
        if merged and (not name or not merged[-1][2] or name == merged[-1][2]):
            merged[-1] = (merged[-1][0], end, merged[-1][2] or name)
        else:
            merged.append((start, end, name))
    return merged


def _is_translation(text, pieces, least=3):
    """Whether the parts are each purely of one language and of lengths that fit."""
    if len(pieces) % 2 or len({name for *_, name in pieces}) != 2:
        return False
    letters = {"zh": 0, "en": 0}
    for start, end, name in pieces:
        part = BRACKETED.sub(" ", text[start:end])
        han, words = len(HAN.findall(part)), len(WORD.findall(part))
        if name == "zh" and (han < 2 or words > 0.3 * han or LABELLED.match(part)):
            return False
        enough = 1 if least == 2 and re.search("[a-z]{3}", part) else 2
        if name == "en" and (han or words < enough):
            return False
        letters[name] += han if name == "zh" else sum(map(len, WORD.findall(part)))
    return letters["zh"] >= least and 1.2 <= letters["en"] / max(1, letters["zh"]) <= 7


def _is_one_sentence(text, pieces):
    """Whether a Chinese sentence begins or ends with foreign names, which are no translation.

    "ECO Logistics、Kyrgyz Trans 等6家企业参会。" says something of the names before it.
    """
    (start, end, first), (start2, end2, _) = pieces
    before, after = text[start:end].strip(), text[start2:end2].strip()
    if bool(STOP.search(before)) != bool(STOP.search(after)):
        return True
    if first == "zh":
        return bool(ASKS.search(before)) or bool(ZH_SIGNS.search(after))
    if ZH_SIGNS.search(before) or GOES_ON.match(after):
        return True
    words = WORD.findall(before)
    name = len(words) <= 5 and all(word[0].isupper() for word in words)
    return name and bool(SAYS.match(after))


def _by_script(text):
    """A title followed by its translation with only a space or nothing between."""
    found = HAN.search(text)
    if not found:
        return None
    first, last = found.start(), len(text) - 1
    while not HAN.match(text[last]):
        last -= 1
    # The English of a Chinese text with a name in it begins after the last Chinese character.
    forward = [*re.finditer(r"[ \u3000]+(?=[A-Z\"“'‘0-9(])", text[last:])]
    for gap in forward:
        start, end = last + gap.start(), last + gap.end()
        if WORD.search(text[end:]) and not re.search(r"[A-Za-z]", text[last:start]):
            return [(0, start, "zh"), (end, len(text), "en")]
    before = re.search(r"[ \u3000]+(?=[0-9“《（〔一-龥、．.]*$)", text[:first])
    if before and WORD.search(text[: before.start()]):
        return [(0, before.start(), "en"), (before.end(), len(text), "zh")]
    return None
