"""Words a site knows: names in both languages, and words that are not to be used.

A `Vocabulary` is built once and holds its matchers. Matching is one pass over the text with the
longest spelling first, so that 霍尔果斯口岸 is not read as 霍尔果斯 and 内蒙古 not as 蒙古.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from .findings import Level

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"


@dataclass(frozen=True)
class Name:
    """Any Chinese spelling pairs with any English spelling.

    `kind` is port, country, place, festival or term. `level` is that of a finding that the name is
    missing from the other language; None leaves it to the kind.
    """

    zh: tuple[str, ...]
    en: tuple[str, ...]
    kind: str
    level: Level | None = None


@dataclass(frozen=True)
class Unwanted:
    """A misspelling, where `right` is given, or a word that is not to be used.

    `right` equal to `wrong` marks a word that is right as it stands: it keeps a shorter unwanted
    word inside it from being found (按排队 keeps 按排).
    """

    language: str
    wrong: str
    right: str
    level: Level
    note: str = ""


@dataclass(frozen=True)
class Match:
    """Where a spelling stands, and what it may mean.

    `meanings` are positions in the list of names or unwanted words; `nested` those of spellings
    that the found one begins with (霍尔果斯 in 霍尔果斯市).
    """

    start: int
    end: int
    meanings: frozenset[int]
    nested: frozenset[int] = frozenset()


# Names as they are written


def port_name(zh, en, level=None):
    """A port from its records' spellings, with the forms that texts use beside them.

    Remarks in brackets are left out; 口岸 and Port may stand or not; an air port is also called by
    its airport.
    """
    return Name(*_port_spellings(zh, en), "port", level)


def place_name(zh, en, level=None):
    """A place, with and without what it is (市, 自治州; City, Prefecture)."""
    zh_forms, en_forms = _Forms(zh), _Forms(en)
    for form in list(zh_forms):
        zh_forms.add(_ZH_DIVISION.sub("", form), at_least=2)
    for form in list(en_forms):
        en_forms.add(_EN_DIVISION.sub("", form), at_least=3)
    return Name(tuple(zh_forms), tuple(en_forms), "place", level)


@cache
def gazetteer():
    """Countries, places and festivals of the world that no site need list, with usual spellings.

    From gazetteer.csv, which has kind, zh and en, spellings parted by "|", the standard one first.
    """
    with Path(__file__).with_name("gazetteer.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Name(tuple(row["zh"].split("|")), tuple(row["en"].split("|")), row["kind"])
            for row in csv.DictReader(file)
        )


def with_gazetteer(names, terms=()):
    """Names, the site's own terms, and what the gazetteer has besides.

    `names` are those of records, which texts by others spell in many ways: they take the
    gazetteer's spellings too. The English of `terms` is as the site says and no other.
    """
    names = list(names)
    result = [*names, *terms]
    own = {spelling: place for place, name in enumerate(result) for spelling in name.zh}
    for name in gazetteer():
        places = {own[spelling] for spelling in name.zh if spelling in own}
        for place in places:
            one = result[place]
            if one.kind == name.kind:
                zh = dict.fromkeys([*one.zh, *name.zh])
                en = dict.fromkeys([*one.en, *name.en]) if place < len(names) else one.en
                result[place] = replace(one, zh=tuple(zh), en=tuple(en))
        if not places:
            result.append(name)
    return tuple(result)


_REMARK = re.compile(r"\s*[(（][^()（）]*[)）]\s*")
_ZH_PORT = re.compile(r"(?:国际)?(?:陆路|公路|铁路|边境|航空|水运)?口岸$")
_EN_PORT = re.compile(r"\s+(?:(?:Land|Border|Road|Rail|Railway|Highway)\s+)?Port$", re.I)
_ZH_DIVISION = re.compile(
    r"(?:(?:蒙古|哈萨克|柯尔克孜|回族|回|锡伯|塔吉克|维吾尔)?自治[州县区]|地区|[市县州])$"
)
_EN_DIVISION = re.compile(
    r"\s+(?:(?:Mongol|Mongolian|Kazakh|Kirgiz|Kyrgyz|Hui|Xibe|Tajik|Uygur|Uyghur)\s+)?"
    r"(?:Autonomous\s+)?(?:Prefecture|County|City|Region)$",
    re.I,
)


class _Forms(dict):
    """Spellings in the order of their adding, each once."""

    def __init__(self, spellings):
        for spelling in spellings:
            self.add(_REMARK.sub(" ", spelling).strip())

    def add(self, spelling, at_least=1):
        if len(spelling) >= at_least:
            self.setdefault(spelling)


def _port_spellings(zh, en):
    # The records' aliases are one list for both languages; the script tells them apart (Ürümqi).
    spellings = [*zh, *en]
    zh_forms = _Forms(spelling for spelling in spellings if re.search(f"[{HAN}]", spelling))
    en_forms = _Forms(spelling for spelling in spellings if not re.search(f"[{HAN}]", spelling))
    for form in list(zh_forms):
        bare = _ZH_PORT.sub("", form)
        if "航空口岸" in form:
            for ending in ("航空口岸", "国际航空口岸", "机场", "国际机场", "空港", "机场口岸"):
                zh_forms.add(bare + ending)
        elif len(bare) >= 2:
            zh_forms.add(bare)
            zh_forms.add(bare + "口岸")
    for form in list(en_forms):
        bare = _EN_PORT.sub("", form)
        if len(bare) >= 3:
            en_forms.add(bare)
            # “Port of X” is left to X: the port opposite may have the same English name.
            en_forms.add(f"{bare} Port")
    return tuple(zh_forms), tuple(en_forms)


# Forms beside the name itself that count as naming a country. They are never asked for: a text
# that says 哈方 may have “its neighbour” on the other side.
_COUNTRIES = {
    "蒙古国": (("蒙古", "蒙方", "蒙国"), ("Mongolia", "Mongolian", "Mongolians")),
    "俄罗斯": (
        ("俄方", "俄国", "俄联邦"),
        ("Russian", "Russians", "Russian Federation", "Russo"),
    ),
    "哈萨克斯坦": (
        ("哈萨克", "哈国", "哈方", "哈铁"),
        ("Kazakh", "Kazakhs", "Kazakhstani", "Kazakhstanis", "Kazak"),
    ),
    "吉尔吉斯斯坦": (
        ("吉尔吉斯", "吉国", "吉方"),
        ("Kyrgyz", "Kirgiz", "Kirghiz", "Kyrgyzstani", "Kyrgyz Republic", "Kirghizstan"),
    ),
    "塔吉克斯坦": (
        ("塔吉克", "塔国", "塔方"),
        ("Tajik", "Tajiks", "Tajikistani", "Tadjikistan"),
    ),
    "阿富汗": (("阿方", "阿国"), ("Afghan", "Afghans")),
    "巴基斯坦": (("巴方", "巴铁"), ("Pakistani", "Pakistanis", "Pak")),
    "印度": (("印方",), ("Indian", "Indians", "Indo")),
    "中国": (
        ("我国", "中方", "全国", "国内", "中华人民共和国", "华"),
        ("Chinese", "PRC", "Sino", "the country", "domestic", "national"),
    ),
    "乌兹别克斯坦": (("乌兹别克", "乌国", "乌方"), ("Uzbek", "Uzbeks")),
    "土库曼斯坦": (("土库曼", "土方"), ("Turkmen",)),
}

# 中哈 names Kazakhstan, except where the second character begins a longer name (其中哈密市) or the
# first ends another word (空中塔台).
_PAIRED = {
    "哈": ("哈萨克斯坦", "萨密尔"),
    "吉": ("吉尔吉斯斯坦", "尔木林"),
    "塔": ("塔吉克斯坦", "吉城什克里台吊"),
    "蒙": ("蒙古国", "古"),
    "巴": ("巴基斯坦", "基克里音黎州楚车士"),
    "俄": ("俄罗斯", "罗"),
    "阿": ("阿富汗", "富拉勒克图黑"),
    "印": ("印度", "度尼发制刷章"),
    "乌": ("乌兹别克斯坦", "兹鲁什恰苏拉"),
    "德": ("德国", "育才"),
    "韩": ("韩国", ""),
    "越": ("越南", "过来"),
    "老": ("老挝", "年人旧一"),
    "匈": ("匈牙利", ""),
    "法": ("法国", "律规院定制治学"),
    "泰": ("泰国", "山然斗"),
    "缅": ("缅甸", "怀"),
    "柬": ("柬埔寨", ""),
    "尼": ("尼泊尔", "日加罗"),
    "朝": ("朝鲜", "代向阳着廷霞气"),
    "波": ("波兰", "动段斯及音长"),
    "塞": ("塞尔维亚", "内舌浦拉"),
    "沙": ("沙特阿拉伯", "漠坑坪发"),
    "澳": ("澳大利亚", "门"),
    "马": ("马来西亚", "克路上场里兰鞍力拉戏术匹车蹄"),
}
_PAIR = re.compile(
    rf"(?:(?<![其当集空途年期高初心手命之])|(?<=[今去近每]年))中([{''.join(_PAIRED)}]{{1,4}})"
)

# Several places in one word. Each counts as named; none is asked for.
_TOGETHER = {
    "粤港澳": ("广东", "香港", "澳门"),
    "港珠澳": ("香港", "珠海", "澳门"),
    "港澳": ("香港", "澳门"),
    "港澳台": ("香港", "澳门", "台湾"),
    "京津冀": ("北京", "天津", "河北"),
    "京津": ("北京", "天津"),
    "京沪": ("北京", "上海"),
    "京广": ("北京", "广州"),
    "沪宁": ("上海", "南京"),
    "成渝": ("成都", "重庆"),
    "川渝": ("四川", "重庆"),
    "渝新欧": ("重庆",),
    "兰新": ("兰州",),
    "连霍": ("连云港", "霍尔果斯"),
    "和若": ("和田", "若羌"),
    "喀和": ("喀什", "和田"),
    "库格": ("库尔勒", "格尔木"),
    "库阿": ("库尔勒", "阿克苏"),
    "乌尉": ("乌鲁木齐", "尉犁"),
    "乌昌": ("乌鲁木齐", "昌吉"),
    "将淖": ("将军庙", "淖毛湖"),
    "克塔": ("克拉玛依", "塔城"),
    "精伊霍": ("精河", "伊宁", "霍尔果斯"),
    "奎北": ("奎屯", "北屯"),
    "哈罗": ("哈密", "罗布泊"),
    "临哈": ("临河", "哈密"),
    "中吉乌": ("中国", "吉尔吉斯斯坦", "乌兹别克斯坦"),
    "陇海": ("甘肃", "连云港"),
    "苏杭": ("苏州", "杭州"),
    "陕甘宁": ("陕西", "甘肃", "宁夏"),
    "云贵川": ("云南", "贵州", "四川"),
    "东三省": ("辽宁", "吉林", "黑龙江"),
    "两广": ("广东", "广西"),
}

# Longer words that only look like a name; they are read whole and mean nothing here.
_SHIELDS = {
    "zh": (
        *("内蒙古", "蒙古族", "蒙古包", "蒙古语", "蒙古文", "蒙古自治州", "蒙古自治县"),
        *("哈萨克族", "哈萨克自治州", "哈萨克自治县", "哈萨克语", "哈萨克文"),
        *("塔吉克族", "塔吉克自治县", "柯尔克孜族", "俄罗斯族", "乌孜别克族"),
        *("印度洋", "印度尼西亚", "印度教", "印度河", "哈密瓜"),
        # 28日本报讯, 穿越南疆, 康泰国际.
        *(f"和田{after}" for after in ("间", "野", "园", "径", "头", "埂", "畔")),
        *(f"日本{after}" for after in "报网站次台市县州区届期月年周口应着"),
        *("越南疆", "越南北", "越南部", "越南天山", "泰国际", "青海湖"),
        # 推广西瓜, 参加纳税, 巴林左旗, 黑山羊, 河南岸, 不丹桂.
        *("广西瓜", "广西红柿", "加纳税", "加纳入", "加纳新", "加纳斯达克"),
        *(f"巴林{after}" for after in ("左旗", "右旗", "石")),
        *("黑山羊", "黑山县", "黑山白水", "河南岸", "河北岸", "湖南岸", "湖北岸", "江西岸"),
        *("马里兰", "马里亚纳", "马里乌波尔", "苏丹红", "几内亚湾", "海南藏族", "海南州"),
        *("云南白药", "山东屯", "吉林大路", "里昂证券", "安徽章", "老山东"),
        *("上海拔", "上海域", "上海岸", "上海面", "上海关总署"),
        *("古巴比伦", "也门诊", "也门口", "罗马字", "罗马数字"),
        *("全国庆", "清明上河图", "元宵汤圆", "圣诞树"),
    ),
    "en": (
        *("Inner Mongolia", "Mongolian Autonomous", "Mongol Autonomous", "Kazakh Autonomous"),
        *("Tajik Autonomous", "Kirgiz Autonomous", "Kyrgyz Autonomous", "Indian Ocean"),
        *("ethnic Kazakh", "ethnic Tajik", "ethnic Kyrgyz", "Hami melon"),
        *("Chinese New Year", "Chinese language", "in Chinese"),
        # Money is no country: 美元 has none in it.
        *(
            "United States dollar",
            "US dollar",
            "U.S. dollar",
            "American dollar",
            "Hong Kong dollar",
            "Australian dollar",
        ),
        *("Canadian dollar", "Singapore dollar", "Japanese yen", "Korean won", "Swiss franc"),
        *("British pound", "Turkish lira", "Thai baht", "German shepherd"),
        # 抗日战争 and the like have no name of the country in them.
        *("Japanese Aggression", "Washington Post", "New York Times", "Roman numerals"),
        *("guinea pig", "guinea pigs", "Brussels sprouts", "Panama Canal", "Suez Canal"),
    ),
}


class Vocabulary:
    """What a site knows of names and of words not to be used."""

    def __init__(self, names=(), unwanted=()):
        self.names = tuple(names)
        self.unwanted = tuple(unwanted)

    def __repr__(self):
        return f"<Vocabulary: {len(self.names)} names, {len(self.unwanted)} unwanted words>"

    def names_in(self, text, language):
        """The matches of names, in order and without overlap."""
        return list(self._name_matchers[language].matches(text)) if self.names else []

    def casual_names_in(self, text, language):
        """Matches that name a country or an air port in passing (哈方, 中哈, Sino-Kazakh)."""
        if not self.names:
            return []
        found = list(self._casual_matchers[language].matches(text))
        if language == "zh":
            found += self._paired(text)
        return found

    def unwanted_in(self, text, language):
        """The matches of unwanted words that are not part of a name or of a right word."""
        if not any(word.language == language for word in self.unwanted):
            return []
        guarded = [(match.start, match.end) for match in self.names_in(text, language)]
        position = 0
        found = []
        for match in self._unwanted_matchers[language].matches(text):
            while position < len(guarded) and guarded[position][1] <= match.start:
                position += 1
            inside = (
                position < len(guarded)
                and guarded[position][0] <= match.start
                and match.end <= guarded[position][1]
            )
            if match.meanings and not inside:
                found.append(match)
        return found

    def _paired(self, text):
        for match in _PAIR.finditer(text):
            characters = match[1]
            after = text[match.end() : match.end() + 1]
            meanings = set()
            for place, character in enumerate(characters):
                country, goes_on = _PAIRED[character]
                last = place == len(characters) - 1
                if not (last and after and after in goes_on):
                    meanings |= self._countries.get(country, set())
            if meanings:
                yield Match(match.start(), match.end(), frozenset(meanings))

    @cached_property
    def _countries(self):
        countries = defaultdict(set)
        for index, name in enumerate(self.names):
            if name.kind == "country":
                for spelling in name.zh:
                    countries[spelling].add(index)
        return countries

    @cached_property
    def _name_matchers(self):
        spellings = {"zh": defaultdict(set), "en": defaultdict(set)}
        for index, name in enumerate(self.names):
            zh, en = name.zh, name.en
            if name.kind == "port":
                zh, en = _port_spellings(zh, en)
            for spelling in zh:
                spellings["zh"][spelling].add(index)
            for spelling in en:
                spellings["en"][spelling].add(index)
        for language, words in _SHIELDS.items():
            for word in words:
                # A word that the site itself names is no shield.
                spellings[language].setdefault(word, set())
        return {"zh": _ChineseMatcher(spellings["zh"]), "en": _EnglishMatcher(spellings["en"])}

    @cached_property
    def _casual_matchers(self):
        spellings = {"zh": defaultdict(set), "en": defaultdict(set)}
        for index, name in enumerate(self.names):
            for word, places in _TOGETHER.items():
                if not set(places).isdisjoint(name.zh):
                    spellings["zh"][word].add(index)
            if name.kind == "country":
                for spelling in name.zh:
                    zh, en = _COUNTRIES.get(spelling, ((), ()))
                    for form in zh:
                        spellings["zh"][form].add(index)
                    for form in en:
                        spellings["en"][form].add(index)
            elif name.kind == "port":
                for spelling in name.zh:
                    if spelling.endswith("航空口岸") and len(spelling) > 5:
                        spellings["zh"][spelling.removesuffix("航空口岸")].add(index)
                for spelling in name.en:
                    town = re.sub(r"\s+(International\s+)?Airport(\s+Port)?$", "", spelling)
                    if town != spelling:
                        spellings["en"][town].add(index)
        for language, words in _SHIELDS.items():
            for word in words:
                spellings[language].setdefault(word, set())
        return {"zh": _ChineseMatcher(spellings["zh"]), "en": _EnglishMatcher(spellings["en"])}

    @cached_property
    def _unwanted_matchers(self):
        spellings = {"zh": defaultdict(set), "en": defaultdict(set)}
        for index, word in enumerate(self.unwanted):
            if word.language in spellings and word.wrong.strip():
                meanings = spellings[word.language][word.wrong.strip()]
                if word.right != word.wrong:
                    meanings.add(index)
                # 朝鲜 inside its own correction, say, is no fault.
                if word.right and word.wrong in word.right:
                    spellings[word.language].setdefault(word.right, set())
        return {
            "zh": _ChineseMatcher(spellings["zh"], nesting=False),
            "en": _EnglishMatcher(spellings["en"], plurals=False, nesting=False),
        }


# Matching


class _ChineseMatcher:
    """Spellings as they stand, the longest at each place."""

    def __init__(self, spellings, nesting=True):
        self.meanings = {fold_chinese(key): frozenset(value) for key, value in spellings.items()}
        self.nesting = nesting
        by_first = defaultdict(list)
        for spelling in self.meanings:
            if spelling:
                by_first[spelling[0]].append(spelling)
        self.by_first = {
            first: tuple(sorted(group, key=len, reverse=True)) for first, group in by_first.items()
        }
        # An empty class is no pattern; what it stands for is never asked.
        self.firsts = re.compile("[" + re.escape("".join(self.by_first) or "-") + "]")

    def matches(self, text):
        folded = fold_chinese(text)
        by_first = self.by_first
        end = 0
        for candidate in self.firsts.finditer(folded) if by_first else ():
            start = candidate.start()
            if start < end:
                continue
            words = by_first[candidate.group()]
            found = [word for word in words if folded.startswith(word, start)]
            if not found:
                continue
            end = start + len(found[0])
            meanings = self.meanings[found[0]]
            nested = frozenset()
            # What stands inside a shield means nothing either.
            if self.nesting and meanings:
                nested = frozenset().union(*(self.meanings[word] for word in found[1:]))
            yield Match(start, end, meanings, nested)


class _EnglishMatcher:
    """Whole words in any case; a hyphen, an apostrophe or a line's end may part them."""

    def __init__(self, spellings, plurals=True, nesting=True):
        self.plurals = plurals
        self.nesting = nesting
        meanings = defaultdict(set)
        # “US” is no “us”.
        self.capitals = set()
        for spelling, values in spellings.items():
            words = tuple(_WORD.findall(fold_english(spelling)[0]))
            if words:
                meanings[words] |= values
                if len(spelling) < 4 and spelling.isupper():
                    self.capitals.add(words)
        self.meanings = {words: frozenset(values) for words, values in meanings.items()}
        by_first = defaultdict(list)
        for words in self.meanings:
            firsts = {words[0]}
            if plurals and len(words) == 1:
                firsts |= _plurals(words[0])
            for first in firsts:
                by_first[first].append(words)
        self.by_first = {
            first: tuple(sorted(group, key=len, reverse=True)) for first, group in by_first.items()
        }

    def matches(self, text):
        folded, places = fold_english(text)
        words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
        by_first = self.by_first
        skip = 0
        for index, (word, start, _) in enumerate(words):
            if index < skip or word not in by_first:
                continue
            found = [key for key in by_first[word] if self._stands(key, words, index, folded)]
            if not self.capitals.isdisjoint(found):
                as_written = text[places(start) : places(words[index][2])]
                # TEUs is written so.
                if not as_written.removesuffix("s").isupper():
                    found = [key for key in found if key not in self.capitals]
                # Nor is US$ a country.
                if text.startswith("$", places(words[index][2])):
                    found = []
            if not found:
                continue
            skip = index + len(found[0])
            end = words[skip - 1][2]
            meanings = self.meanings[found[0]]
            nested = frozenset()
            if self.nesting and meanings:
                nested = frozenset().union(*(self.meanings[key] for key in found[1:]))
            yield Match(places(start), places(end), meanings, nested)

    def _stands(self, key, words, index, folded):
        if index + len(key) > len(words):
            return False
        for offset in range(1, len(key)):
            word = words[index + offset][0]
            last = offset == len(key) - 1
            if word != key[offset] and not (
                last and self.plurals and word in _plurals(key[offset])
            ):
                return False
            gap = folded[words[index + offset - 1][2] : words[index + offset][1]]
            if len(gap) > 3 or not _GAP.fullmatch(gap):
                return False
        return True


# CNY37.83bn is two words.
_WORD = re.compile(rf"(?:cny|rmb|usd|eur)(?=\d)|[^\W_{HAN}]+")
_GAP = re.compile(r"[ '/\-.]*\n?[ '\-]*")


def _plurals(word):
    forms = {word + "s", word + "es"}
    if word.endswith("y"):
        forms.add(word[:-1] + "ies")
    return forms


# Length is kept, so that places in the folded text are places in the text.
_CHINESE_FOLD = str.maketrans(dict.fromkeys("•・‧∙⋅", "·"))


def fold_chinese(text):
    return text.translate(_CHINESE_FOLD)


class _EnglishFold(dict):
    """A character's plain form: small letters, no diacritics, plain hyphens and apostrophes."""

    def __init__(self):
        super().__init__()
        # The characters met whose plain form is longer or shorter than themselves.
        self.shifting = set()

    PLAIN = {
        **dict.fromkeys("’‘ʼ`´ʻ", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\u3000\t", " "),
        "\u00ad": "",
        "\u200b": "",
        "ı": "i",
        "ß": "ss",
        "ø": "o",
        "Ø": "o",
        "ł": "l",
    }

    def __missing__(self, code):
        character = chr(code)
        plain = self.PLAIN.get(character)
        if plain is None:
            parts = unicodedata.normalize("NFD", character)
            plain = "".join(part for part in parts if not unicodedata.combining(part)).lower()
        self[code] = plain
        if len(plain) != 1:
            self.shifting.add(character)
        return plain


_ENGLISH_FOLD = _EnglishFold()


def fold_english(text):
    """The plain form of a text and a function from places in it to places in the text."""
    if text.isascii():
        return text.lower().replace("\t", " ").replace("`", "'"), int
    folded = text.translate(_ENGLISH_FOLD)
    if not any(character in text for character in _ENGLISH_FOLD.shifting):
        return folded, int
    plain = [_ENGLISH_FOLD[ord(character)] for character in text]
    places = [place for place, form in enumerate(plain) for _ in form]
    places.append(len(text))
    return folded, places.__getitem__


EMPTY = Vocabulary()
