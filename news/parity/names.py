"""Names and settled terms that one language has and the other lacks or gives differently."""

import re
from functools import cached_property, lru_cache

from .findings import Finding, Level, Span
from .vocabulary import EMPTY, HAN

# A finding about a name said ten thousand times shows where it stands first.
MOST_SPANS = 50

KINDS = ("port", "country", "place", "festival", "term")

LEVELS = {
    "port": Level.WARNING,
    # Chinese says 两国 or 首府 where English names it, and the other way round.
    "country": Level.HINT,
    "place": Level.HINT,
    "festival": Level.HINT,
    "term": Level.WARNING,
}

# “The port” and 该口岸 stand for a name given before or elsewhere on the page.
POINTING = {
    "zh": re.compile(rf"[该本此两各]口岸|(?<![{HAN}])口岸|上述|当地"),
    "en": re.compile(
        r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Bb]oth|[Tt]hese|[Ii]ts|[Oo]ur)\s+(?:[a-z]+\s+){0,2}"
        r"(?:ports?|crossings?|checkpoints?|pass|airport|border)\b"
        r"|\b[Ii]ts?\b"
    ),
}

# Two or more countries in a row, where none may be left out.
LISTED = {
    "zh": re.compile(r"\s*[、，,和及与跟同]\s*|以及"),
    "en": re.compile(r"\s*,?\s*(?:and|&|or|as well as)\s+(?:the\s+)?|\s*,\s*|\s*[-–]\s*"),
}
TOGETHER = {
    "zh": re.compile(r"[两三四五六数几多各]国|双方|各方|[两多]方|中亚|邻国|周边|沿线"),
    "en": re.compile(
        r"\b(?:(?:two|three|four|five|six|several|these|all|other|many|neighbou?ring)\s+"
        r"(?:[\w-]+\s+)?"
        r"(?:countries|nations|states|sides|neighbou?rs|republics)|both|Central Asian?|"
        r"neighbou?rs?|"
        r"respective|region)\b",
        re.I,
    ),
}
# Places and countries by what ends their name.
RANKS = {
    "县": re.compile(r"\b[A-Z][\w'’-]+(?=(?:\s[A-Z]\w+){0,2}\sCounty\b)"),
    "地区": re.compile(r"\b[A-Z][\w'’-]+(?=(?:\s[A-Z]\w+){0,2}\sPrefecture\b)"),
    "州": re.compile(r"\b[A-Z][\w'’-]+(?=(?:\s[A-Z]\w+){0,3}\sPrefecture\b)"),
    "市": re.compile(r"\b[A-Z][\w'’-]+(?=\sCity\b)"),
    "斯坦": re.compile(r"\b[A-Z][a-z]+stan\b"),
}

# What kind of thing a term is, by its Chinese ending: 边检站 is "the station" the second time.
HEADS = {
    "站": ("station",),
    "中心": ("centre", "center"),
    "区": ("zone", "area"),
    "局": ("administration", "bureau", "authority", "office", "agency"),
    "署": ("administration", "office", "agency"),
    "部": ("ministry", "department"),
    "委": ("commission", "committee"),
    "组织": ("organization", "organisation", "body"),
    "银行": ("bank",),
    "班列": ("train", "service"),
    "协定": ("agreement", "deal", "pact"),
    "仓库": ("warehouse",),
}

# What may stand between “the” and the head of a name given before: “the new zone”.
_POINTER = (
    r"\b(?:the|this|that|these|those|its|our|their|each|every|both)\s+"
    r"(?:(?:new|whole|entire|same|local|two|three|four|port|port['’]s|city['’]s|said)\s+)?"
)

# The end points of a road or railway, which Chinese shortens to one character each: 连霍高速.
ROUTE_BEFORE = re.compile(r"[A-Z]\w+\s?[-–—]\s?$")
ROUTE_AFTER = re.compile(
    r"\s?[-–—]\s?[A-Z]\w+|(?:\s[A-Z]?\w+){0,1}\s(?:[Ee]xpressway|[Hh]ighway|[Rr]ailway|[Rr]oad|[Ll]ine|"
    r"[Pp]ipeline|[Mm]otorway)"
)

OTHER_SCRIPT = {"zh": re.compile("[A-Za-z]{2}"), "en": re.compile(f"[{HAN}]")}


def check(zh, en, vocabulary=EMPTY):
    """Findings `name.differs`, `name.missing` and `term.differs`, in the order of the texts."""
    return _comparison(zh, en, vocabulary).findings() if vocabulary.names else []


def compared(zh, en, vocabulary=EMPTY):
    """Whether a name stood in both languages, or should have."""
    if not vocabulary.names:
        return False
    comparison = _comparison(zh, en, vocabulary)
    return comparison.shared or any(
        finding.level is not Level.HINT for finding in comparison.findings()
    )


@lru_cache(maxsize=512)
def _pointed(heads):
    words = "|".join(f"{re.escape(head)}(?:e?s)?" for head in heads)
    return re.compile(rf"{_POINTER}(?:{words})\b", re.I)


@lru_cache(maxsize=2)
def _comparison(zh, en, vocabulary):
    # `check` and `compared` are asked of the same texts, one after the other.
    return _Comparison(zh, en, vocabulary)


class _Comparison:
    def __init__(self, zh, en, vocabulary):
        self.texts = {"zh": zh, "en": en}
        self.names = vocabulary.names
        self.named, self.casual = {}, {}
        for language, text in self.texts.items():
            self.named[language] = vocabulary.names_in(text, language)
            self.casual[language] = vocabulary.casual_names_in(text, language)
        self.present = {
            language: {
                meaning
                for match in (
                    *self.named[language],
                    *self.casual[language],
                    # “Horgos” in Chinese text and 霍尔果斯 in English name the port as well.
                    *(
                        vocabulary.names_in(text, "en" if language == "zh" else "zh")
                        if OTHER_SCRIPT[language].search(text)
                        else ()
                    ),
                )
                for meaning in match.meanings | match.nested
            }
            for language, text in self.texts.items()
        }
        self.shared = bool(self.present["zh"] & self.present["en"])
        self.lacking = {
            "zh": self._lacking(self.named["zh"], "zh"),
            "en": self._lacking(self.named["en"], "en"),
        }

    def _lacking(self, matches, language):
        """Names of a language that the other lacks: {name's position: its matches}."""
        there = self.present["en" if language == "zh" else "zh"]
        lacking = {}
        for match in matches:
            meanings = self._asked_for(match.meanings, language)
            # 吉木乃县城 is “the county seat”, the county need not be named.
            if self.texts[language].startswith("城", match.end):
                continue
            if not meanings or not there.isdisjoint(match.meanings | match.nested):
                continue
            lacking.setdefault(self._foremost(meanings), []).append(match)
        return lacking

    def _asked_for(self, meanings, language):
        # A glossary says how a Chinese term is rendered; the English word may render others too.
        if language == "zh":
            return meanings
        return {meaning for meaning in meanings if self.names[meaning].kind != "term"}

    def _foremost(self, meanings):
        return min(meanings, key=lambda m: (KINDS.index(self.names[m].kind), m))

    def findings(self):
        zh, en = dict(self.lacking["zh"]), dict(self.lacking["en"])
        found = []
        for kind in ("port", "country", "place", "festival"):
            found += self._differing(kind, zh, en)
        found += self._differing_in_passing()
        for language, lacking in (("zh", zh), ("en", en)):
            found += [
                self._missing(index, matches, language)
                for index, matches in lacking.items()
                if self._is_asked_for(index)
            ]
        return found

    def _is_asked_for(self, index):
        """A festival is often “the holiday”, and a term “the station”, the second time."""
        kind = self.names[index].kind
        return kind != "festival" and not (kind == "term" and self._is_said_again(index))

    def _differing(self, kind, zh, en):
        """Pairs the names of a kind that are left over on both sides, and takes them out."""
        left = [index for index in zh if self.names[index].kind == kind]
        right = [
            index
            for index, matches in en.items()
            if self.names[index].kind == kind
            and (kind == "country" or not self._is_on_a_route(matches, "en"))
        ]
        if kind == "country":
            in_passing = self._in_passing("zh", right), self._in_passing("en", left)
            left += in_passing[0]
            right += in_passing[1]
        found = []
        for one, other in zip(left, right, strict=False):
            in_zh = zh.pop(one, None) or self._casual_matches("zh", one)
            in_en = en.pop(other, None) or self._casual_matches("en", other)
            found.append(
                Finding(
                    "name.differs",
                    Level.ERROR,
                    self._spans("zh", in_zh),
                    self._spans("en", in_en),
                    {
                        "zh": self._said("zh", in_zh),
                        "en": self._said("en", in_en),
                        "right": " / ".join(self.names[one].en[:3]),
                    },
                )
            )
        return found

    def _differing_in_passing(self):
        """中巴 against "Chinese and Tajik": one country on each side, named in passing alone."""
        zh, en = (
            {
                index: match
                for match in self.casual[language]
                for index in match.meanings
                if len(match.meanings - self._home) == 1
                and self.names[index].kind == "country"
                and index not in self._home | self.present[other]
            }
            for language, other in (("zh", "en"), ("en", "zh"))
        )
        if len(zh) != 1 or len(en) != 1 or self.lacking["zh"] or self.lacking["en"]:
            return []
        (one, in_zh), (_, in_en) = *zh.items(), *en.items()
        # Of the short forms only 中巴 is sure: 土方 is earthwork as well.
        if not self._said("zh", [in_zh]).startswith("中") or self._named_in_part(one):
            return []
        return [
            Finding(
                "name.differs",
                Level.ERROR,
                self._spans("zh", [in_zh]),
                self._spans("en", [in_en]),
                {
                    "zh": self._said("zh", [in_zh]),
                    "en": self._said("en", [in_en]),
                    "right": " / ".join(self.names[one].en[:3]),
                },
            )
        ]

    @cached_property
    def _home(self):
        return {index for index, name in enumerate(self.names) if "中国" in name.zh}

    def _in_passing(self, language, others):
        """Countries named in passing (中蒙, Mongolian) that the other language lacks.

        Only for a partner: alone they call for nothing.
        """
        if not others:
            return []
        there = self.present["en" if language == "zh" else "zh"]
        known = self.lacking[language].keys()
        found = {}
        for match in self.casual[language]:
            for index in sorted(match.meanings):
                country = self.names[index].kind == "country"
                if country and index not in known | there and not self._named_in_part(index):
                    found.setdefault(index)
        return list(found)

    def _named_in_part(self, index):
        """Whether the Chinese has the stem of a country's name (蒙古 in 蒙古族)."""
        return any(spelling[:2] in self.texts["zh"] for spelling in self.names[index].zh)

    def _is_said_again(self, index):
        """Whether English names a term in short: "the station", "the Horgos cooperation centre"."""
        name = self.names[index]
        heads = self._heads(name.en)
        tails = {" ".join(words[-2:]).lower() for form in name.en if len(words := form.split()) > 2}
        # What another term is called stands for that one.
        tails -= {form.lower() for each in self.names if each.kind == "term" for form in each.en}
        if any(tail in self._lower for tail in tails):
            return True
        for ending, words in HEADS.items():
            if any(spelling.endswith(ending) for spelling in name.zh):
                heads += words
        return bool(heads) and _pointed(heads).search(self.texts["en"]) is not None

    @cached_property
    def _lower(self):
        return " ".join(self.texts["en"].lower().split())

    @staticmethod
    def _heads(forms):
        """The last words of English names that have more than one."""
        return tuple(
            sorted(
                {
                    words[-1].lower()
                    for form in forms
                    if len(words := re.findall(r"[A-Za-z][a-z'-]+", form)) > 1
                    and len(words[-1]) > 3
                }
            )
        )

    def _casual_matches(self, language, index):
        return [match for match in self.casual[language] if index in match.meanings]

    def _missing(self, index, matches, language):
        name = self.names[index]
        other = "en" if language == "zh" else "zh"
        level = name.level or LEVELS[name.kind]
        if name.kind == "port" and POINTING[other].search(self.texts[other]):
            level = Level.HINT
        if self._is_on_a_route(matches, language):
            level = Level.HINT
        elif (
            name.kind == "country"
            and "中国" not in name.zh
            and level is Level.HINT
            and self._is_left_out(matches, language)
        ):
            level = Level.WARNING
        if level is Level.HINT and language == "zh" and self._is_replaced(matches):
            level = Level.WARNING
        spans = self._spans(language, matches)
        values = {
            "name": self._said(language, matches),
            "accepted": " / ".join(getattr(name, other)[:4]),
        }
        return Finding(
            "term.differs" if name.kind == "term" else "name.missing",
            level,
            spans if language == "zh" else (),
            spans if language == "en" else (),
            values,
        )

    def _is_replaced(self, matches):
        """Whether the English names another place of that rank, one that nobody listed."""
        said = self._said("zh", matches)
        rank = next((rank for sign, rank in RANKS.items() if said.endswith(sign)), None)
        if rank is None:
            return False
        known = [(match.start, match.end) for match in self.named["en"]]
        return any(
            not any(start <= found.start() < end for start, end in known)
            for found in rank.finditer(self.texts["en"])
        )

    def _is_left_out(self, matches, language):
        """Whether countries stand in a row and the other language has the row without this one."""
        other = "en" if language == "zh" else "zh"
        if TOGETHER[other].search(self.texts[other]):
            return False
        row = self.named[language]
        for match in matches[:MOST_SPANS]:
            at = row.index(match)
            for near in row[max(0, at - 1) : at] + row[at + 1 : at + 2]:
                first, second = sorted((match, near), key=lambda m: m.start)
                between = self.texts[language][first.end : second.start]
                if LISTED[language].fullmatch(between) and any(
                    near.meanings & there.meanings for there in self.named[other]
                ):
                    return True
        return False

    def _is_on_a_route(self, matches, language):
        text = self.texts[language]
        return language == "en" and all(
            ROUTE_BEFORE.search(text, max(0, match.start - 24), match.start)
            and ROUTE_AFTER.match(text, match.end)
            or re.match(
                r"\s?[-–—]\s?[A-Z]\w+(?:\s\w+)?\s(?:\w*way|[Rr]oad|[Ll]ine)",
                text[match.end : match.end + 60],
            )
            for match in matches
        )

    def _spans(self, language, matches):
        text = self.texts[language]
        return tuple(
            Span(match.start, match.end, text[match.start : match.end])
            for match in matches[:MOST_SPANS]
        )

    def _said(self, language, matches):
        return self.texts[language][matches[0].start : matches[0].end]
