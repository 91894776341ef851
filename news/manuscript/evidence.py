"""What speaks for two texts being translations of one another, apart from their lengths."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from news.manuscript.languages import HAN, WORD
from news.manuscript.terms import pairs

SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
SCALES |= {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
ZH_NUMBER = re.compile(
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(万亿|千万|百万|亿|万|千|百)?"
)
EN_NUMBER = re.compile(
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[\s-]*(hundred|thousand|million|billion|trillion)\b)?",
    re.I,
)
MONTH_NAMES = [
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
]
MONTHS = {
    short: number
    for number, name in enumerate(MONTH_NAMES, start=1)
    for short in {name, name[:3], name[:4]} - {"janu", "febr", "marc", "apri", "augu"}
}
EN_MONTH = re.compile(r"\b(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?", re.I)
SMALL = {
    name: number
    for number, name in enumerate(
        [
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        ]
    )
}
TENS = {
    name: 10 * number
    for number, name in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
EN_SMALL = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(TENS)})(?:[- ](?P<ones>{'|'.join(list(SMALL)[1:10])}))?"
    rf"|(?P<small>{'|'.join(sorted(SMALL, key=len, reverse=True))}))\b",
    re.I,
)
# 九成 is 90 percent.
TENTHS = re.compile(
    "(?<![完建组形养促构落])([一二三四五六七八九两\\d])成(?:[多以左，。、；]|$|(?=[一-龥]))"
)
ZH_SMALL = re.compile("([二三四五六七八九十两]+)(?=[个条家次项名人天年月日度种座类辆列班])")
# A small number is one among many; with what it measures it is found again: 四天, four days.
MEASURES = {"天": "day", "小时": "hour", "钟头": "hour", "分钟": "minute", "秒": "second"}
MEASURES |= {"周": "week", "星期": "week", "个月": "month", "年": "year", "元": "yuan"}
MEASURES |= {"公里": "kilometre", "千米": "kilometre", "米": "metre", "厘米": "centimetre"}
MEASURES |= {"吨": "tonne", "公斤": "kilogram", "千克": "kilogram", "倍": "time"}
SPELLINGS = {"kilometer": "kilometre", "km": "kilometre", "meter": "metre", "m": "metre"}
SPELLINGS |= {"centimeter": "centimetre", "cm": "centimetre", "ton": "tonne", "kg": "kilogram"}
ZH_MEASURE = re.compile(
    rf"[多余]?个?\s?({'|'.join(sorted(MEASURES, key=len, reverse=True))})(?![级前代份底初后会])"
)
ZH_WORDS = re.compile(f"(?<![百千万亿第])([一二三四五六七八九十两]{{1,3}}){ZH_MEASURE.pattern}")
EN_MEASURE = re.compile(
    rf"[\s-]+({'|'.join(sorted({*MEASURES.values(), *SPELLINGS}, key=len, reverse=True))})s?\b",
    re.I,
)
ZH_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"两": 2}
HINT = 0.5
LIMIT = 3_000  # characters that are looked at in one text: enough to know it by


def numbers(text: str, side: str) -> Counter:
    """The numbers of a text, each with its scale: 378.3亿 and 37.83 billion are the same.

    Small ones stand with what they measure too. One hour is often no number: an hour, 一小时.
    """
    found: Counter = Counter()
    pattern, measure = (ZH_NUMBER, ZH_MEASURE) if side == "zh" else (EN_NUMBER, EN_MEASURE)
    measured = []
    for number in pattern.finditer(text):
        digits, scale = number[1], number[2] or ""
        if len(digits) > 15:
            continue
        value = float(digits.replace(",", "")) * SCALES.get(scale.lower(), 1)
        found[f"n:{value:.6g}"] += 1
        if len(digits) < 3 and not scale and (unit := measure.match(text, number.end())):
            measured.append((int(digits), unit[1]))
    if side == "en":
        for name in EN_MONTH.findall(text):
            if name[0].isupper():
                found[f"n:{MONTHS[name.lower()]}"] += 1
        for word in EN_SMALL.finditer(text):
            tens, ones, small = (name and name.lower() for name in word.groups())
            value = TENS[tens] + SMALL.get(ones, 0) if tens else SMALL[small]
            found[f"s:{value}"] += 1
            if unit := measure.match(text, word.end()):
                measured.append((value, unit[1]))
    else:
        for digit in TENTHS.findall(text):
            value = int(digit) if digit.isdecimal() else ZH_DIGITS[digit]
            found[f"n:{10 * value}"] += 1
        for digits in ZH_SMALL.findall(text):
            found[f"s:{_small(digits)}"] += 1
        measured += [(_small(words), unit) for words, unit in ZH_WORDS.findall(text)]
    for value, unit in measured:
        if value > 1:
            name = unit.lower()
            found[f"u:{value}:{MEASURES.get(name) or SPELLINGS.get(name, name)}"] = 1
    return found


def _small(digits):
    """The value of 四, 十四 and 四十四."""
    tens, ten, ones = digits.rpartition("十")
    return ZH_DIGITS.get(ones[-1:], 0) + (10 * ZH_DIGITS.get(tens[-1:], 1) if ten else 0)


@lru_cache(maxsize=1)
def _vocabulary():
    table = pairs()
    chinese = {zh: f"t:{number}" for number, (names, _) in enumerate(table) for zh in names}
    english = defaultdict(list)
    for number, (_, names) in enumerate(table):
        for name in names:
            english[name.strip()].append(f"t:{number}")
    zh = re.compile("|".join(sorted(map(re.escape, chinese), key=len, reverse=True)))
    en = re.compile(
        r"\b(" + "|".join(sorted(map(re.escape, english), key=len, reverse=True)) + ")", re.I
    )
    return chinese, dict(english), zh, en


@lru_cache(maxsize=1)
def _readings():
    """The usual reading of each Chinese character, without tones: 满 → man."""
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


@lru_cache(maxsize=8192)
def _reading(char):
    said = _readings().get(ord(char), "").split(",")[0]
    plain = unicodedata.normalize("NFD", said.replace("ü", "v").replace("Ü", "v"))
    return "".join(letter for letter in plain if letter.isascii()).lower()


def _matcher(spellings):
    """(pattern, {spelling: numbers of the names it stands for}) of names, or None without any."""
    numbers = defaultdict(set)
    for number, forms in enumerate(spellings):
        for form in forms:
            # “US” would be found in every "thus".
            if len(form) > (3 if form.isascii() else 1):
                numbers[form.lower()].add(number)
    if not numbers:
        return None
    longest = sorted(numbers, key=len, reverse=True)
    # What stands inside a longer spelling is named with it.
    found = {
        form: {n for each in (form, *(f for f in longest if f in form)) for n in numbers[each]}
        for form in longest
    }
    return re.compile("|".join(map(re.escape, longest))), found


def _known(text, matcher):
    if matcher is None:
        return Counter()
    pattern, numbers = matcher
    return Counter({f"k:{n}": 1 for form in set(pattern.findall(text)) for n in numbers[form]})


def _is_rare(feature):
    """Whether a number or name is one that two texts do not share by chance."""
    kind, value = feature.split(":", 1)
    if kind == "n":
        number = float(value)
        return number > 12 or number != int(number)
    return kind in "kyu" or (kind == "w" and len(value) > 3)


def _values(features):
    """Where each small number stands, however it is written."""
    places = defaultdict(set)
    for place, each in enumerate(features):
        for name in each:
            if name[:2] in {"n:", "s:"} and 1 < float(name[2:]) < 100:
                places[float(name[2:])].add(place)
    return places


class Evidence:
    """Features of all texts of both sides, and how much two texts share.

    `names` are pairs of spellings that are known to mean the same.
    """

    def __init__(self, zh: Sequence[str], en: Sequence[str], names=()):
        self.known = tuple(_matcher([tuple(pair[side]) for pair in names]) for side in (0, 1))
        written = self._names(zh, en)
        self.features = (
            [self._zh(text[:LIMIT], written) for text in zh],
            [self._en(text[:LIMIT], written) for text in en],
        )
        self.weights: dict[str, float] = {}
        self.crossed: dict[tuple[int, int], float] = defaultdict(float)
        self._weigh(*self.features)

    @staticmethod
    def _names(zh, en):
        """Capitalised English words that are the reading of some Chinese characters."""
        words = {
            re.sub("['’-]", "", word).lower()
            for text in en
            for word in WORD.findall(text[:LIMIT])
            if word[0].isupper() and len(word) >= 4
        }
        lengths = {len(word) for word in words}
        return words, max(lengths, default=0)

    def _zh(self, text, written):
        found = numbers(text, "zh")
        chinese, _, zh, _ = _vocabulary()
        for term in set(zh.findall(text)):
            found[chinese[term]] = 1
        for word in WORD.findall(text):
            if len(word) > 1:
                found[f"w:{word.lower()}"] = 1
        words, longest = written
        if words:
            readings = [_reading(char) if HAN.match(char) else "" for char in text]
            for start, first in enumerate(readings):
                said = first
                for following in readings[start + 1 : start + 6]:
                    if not first or not following or len(said) > longest:
                        break
                    said += following
                    if said in words:
                        found[f"y:{said}"] = 1
        found |= _known(text.lower(), self.known[0])
        self._signs(text, found)
        return found

    def _en(self, text, written):
        found = numbers(text, "en")
        _, english, _, en = _vocabulary()
        for term in {term.lower() for term in en.findall(text)}:
            for concept in english.get(term.strip(), ()):
                found[concept] = 1
        for word in WORD.findall(text):
            if len(word) > 1:
                lowered = re.sub("['’-]", "", word).lower()
                found[f"w:{word.lower()}"] = 1
                if word[0].isupper() and len(word) >= 4:
                    found[f"y:{lowered}"] = 1
        found |= _known(text.lower(), self.known[1])
        self._signs(text, found)
        return found

    @staticmethod
    def _signs(text, found):
        for name, pattern in (("?", "[?？]"), ("!", "[!！]"), ("%", "[%％]"), ("q", '[“"”「]')):
            if re.search(pattern, text):
                found[f"p:{name}"] = 1
        if re.search("[:：]$", text):
            found["p:end"] = 1

    def _weigh(self, zh, en):
        count = max(len(zh), len(en), 1)
        places_zh, places_en = defaultdict(list), defaultdict(list)
        for places, features in ((places_zh, zh), (places_en, en)):
            for number, each in enumerate(features):
                for name in each:
                    places[name].append(number)
        base = {"n": 2.0, "s": 0.8, "t": 1.0, "w": 1.6, "y": 2.2, "k": 2.2, "p": 0.5, "u": 1.2}
        # What a side has and the other lacks speaks against a pair, where it would be translated.
        against = {"n": 1.0, "s": 0.15, "t": 0.25, "k": 0.9, "p": 0.4, "w": 0.3}
        self.shared: dict[tuple[int, int], float] = defaultdict(float)
        self.zh_alone, self.en_alone = [0.0] * len(zh), [0.0] * len(en)
        rarity = math.log(count + 1)
        self.missing: dict[tuple[int, int], float] = defaultdict(float)
        for side, features, alone in (("zh", zh, self.zh_alone), ("en", en, self.en_alone)):
            for number, each in enumerate(features):
                for name in each:
                    kind = name[0]
                    if kind == "y" or (kind == "w" and side == "en"):
                        continue
                    alone[number] += against.get(kind, 0)
        # 4条 and four lines: digits on one side, a word on the other.
        for first, second, turned in ((places_zh, places_en, 1), (places_en, places_zh, -1)):
            for name in [name for name in first if name.startswith("n:")]:
                for i in first[name]:
                    for j in second.get(f"s:{name[2:]}", ()):
                        if len(first[name]) * len(second[f"s:{name[2:]}"]) <= 2_000:
                            features = (en if turned > 0 else zh)[j]
                            if name not in features:
                                place = (i, j) if turned > 0 else (j, i)
                                self.shared[place] += 0.9
                                self.crossed[place] += 0.9
                                self.missing[place] += against["n"] + against["s"]
        for name in places_zh.keys() & places_en.keys():
            first, second = places_zh[name], places_en[name]
            spread = max(len(first), len(second))
            kind = name[0]
            weight = base[kind] * (0.25 + 0.75 * math.log((count + 1) / spread) / rarity)
            # Words that stand everywhere say little and would cost most of the time.
            if len(first) * len(second) > 20_000:
                continue
            back = against.get(kind, 0)
            self.weights[name] = weight
            for i in first:
                for j in second:
                    self.shared[i, j] += weight
                    self.missing[i, j] += back if kind == "w" else 2 * back

        self._anchor(zh, en, places_zh, places_en)

    def _anchor(self, zh, en, places_zh, places_en):
        """Numbers and names that stand once on each side: what has one belongs to what has it."""
        self.zh_anchors: list[list[int]] = [[] for _ in zh]
        self.en_anchors: list[list[int]] = [[] for _ in en]
        for name in places_zh.keys() & places_en.keys():
            if len(places_zh[name]) == len(places_en[name]) == 1 and _is_rare(name):
                (i,), (j,) = places_zh[name], places_en[name]
                self.zh_anchors[i].append(j)
                self.en_anchors[j].append(i)
        self.anchored = any(self.zh_anchors)
        # What holds two texts together, and each of them in all. Small numbers that stand once on
        # each side, in digits or words, say half as much.
        self.holds: dict[tuple[int, int], float] = defaultdict(float)
        for i, anchors in enumerate(self.zh_anchors):
            for j in anchors:
                self.holds[i, j] += 1
        first, second = _values(zh), _values(en)
        for value in first.keys() & second.keys():
            if len(first[value]) == len(second[value]) == 1:
                (i,), (j,) = first[value], second[value]
                self.holds[i, j] = max(self.holds[i, j], HINT)
        self.zh_held, self.en_held = [0.0] * len(zh), [0.0] * len(en)
        for (i, j), much in self.holds.items():
            self.zh_held[i] += much
            self.en_held[j] += much

    def together(self, i0: int, i1: int, j0: int, j1: int) -> float:
        """What several texts share with one. A name that comes in two of them counts once."""
        if i1 - i0 == 1:
            one, several = self.features[0][i0], self.features[1][j0:j1]
            places = [(i0, j) for j in range(j0, j1)]
        else:
            one, several = self.features[1][j0], self.features[0][i0:i1]
            places = [(i, j0) for i in range(i0, i1)]
        weights, total = self.weights, 0.0
        for name in one:
            weight = weights.get(name)
            if weight is not None and any(name in each for each in several):
                total += weight
        if self.crossed:
            total += sum(self.crossed.get(place, 0.0) for place in places)
        return total

    def supported(self, i0: int, i1: int, j0: int, j1: int) -> tuple[bool, bool]:
        """Of several texts beside one: whether each end adds to it, and has an anchor in it."""
        total = self.together(i0, i1, j0, j1)
        if i1 - i0 == 1:
            without = self.together(i0, i1, j0 + 1, j1), self.together(i0, i1, j0, j1 - 1)
            anchored = all(i0 in self.en_anchors[j] for j in range(j0, j1))
        else:
            without = self.together(i0 + 1, i1, j0, j1), self.together(i0, i1 - 1, j0, j1)
            anchored = all(j0 in self.zh_anchors[i] for i in range(i0, i1))
        return all(total - each > 0.3 for each in without), anchored

    def torn(self, i0: int, i1: int, j0: int, j1: int) -> float:
        """How many anchors of these texts have their other end outside them."""
        if i1 - i0 == 1 == j1 - j0:
            held = self.zh_held[i0] + self.en_held[j0]
            return held - 2 * self.holds.get((i0, j0), 0.0) if held else 0.0
        held = sum(self.zh_held[i0:i1]) + sum(self.en_held[j0:j1])
        if not held:
            return 0.0
        inside = [self.holds.get((i, j), 0.0) for i in range(i0, i1) for j in range(j0, j1)]
        return held - 2 * sum(inside)

    def cost(self, i0: int, i1: int, j0: int, j1: int) -> float:
        """What Chinese texts i0 to i1 and English texts j0 to j1 share, less what they don't.

        Negative where they fit. Bounded, so that one odd number can't outweigh everything.
        """
        if i1 - i0 == 1 == j1 - j0:
            shared = self.shared.get((i0, j0), 0.0)
            alone = self.zh_alone[i0] + self.en_alone[j0] - self.missing.get((i0, j0), 0.0)
        else:
            places = [(i, j) for i in range(i0, i1) for j in range(j0, j1)]
            shared = self.together(i0, i1, j0, j1)
            alone = sum(self.zh_alone[i0:i1]) + sum(self.en_alone[j0:j1])
            alone -= sum(self.missing.get(place, 0.0) for place in places)
        return 5.0 * math.tanh(max(0.0, alone) / 5.0) - 8.0 * math.tanh(shared / 8.0)
