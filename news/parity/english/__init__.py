"""Reads the quantities of an English text."""

import re
from fractions import Fraction

from .dates import Dates
from .numbers import Numbers
from .shares import Shares
from .stances import stances
from .words import (
    ALWAYS,
    LUNAR,
    LUNAR_FESTIVAL,
    LUNAR_FESTIVALS,
    NOT_COUNTED,
    ONES,
    ORDINAL,
    RATE,
    SCORED,
    TENS,
    VALUE,
)

__all__ = ["ONES", "TENS", "read"]


def read(text):
    """The quantities of an English text, in its order."""
    return _English(text).read()


# Of a match, not of a year.
HALVES = re.compile(r"\b(?:first|second) half\b(?! of (?:the |this |last )?(?:year|\d{4}))", re.I)


class _English(Dates, Numbers, Shares):
    def __init__(self, text):
        self.original = text
        super().__init__(text)

    def read(self):
        self.mask_names()
        self.each(
            r"(?<![\d.:])(\d{1,4}(?:\.\d+)?)(?:[:/]|-(?:to-)?)(\d{1,3}(?:,\d{3})+|\d{1,5}(?:\.\d+)?)(?![\d:/%]|[.,-]\d)",
            self.colon_ratio,
        )
        self.literals()
        self.dates()
        self.periods()
        self.weekdays()
        self.times()
        self.multiples()
        self.fractions()
        self.ordinals()
        self.numbers()
        found = self.joined(_is_range, _is_list)
        _join_rates(found, self.text)
        return found

    def stances_of(self, quantity):
        return stances(self.text, quantity)

    def mask_names(self):
        self.mask(
            re.compile(
                r"(?m)^[ \t]*(?:\(?\d{1,2}[.)](?=\s)(?!\s\d)|\(?[IVX]{1,5}[.)](?=\s)|\(?[a-z]\)\s)"
            )
        )
        self.mask(re.compile(r"\(\d{1,2}\)(?=\s?[A-Za-z])|[①-⑳❶-❿]"))
        self.any_case(ALWAYS, self.always)
        self.each(r"\bA{3,5}(?=[- ])", self.rating)
        self.any_case(LUNAR, self.lunar)
        self.any_case(LUNAR_FESTIVAL, self.lunar_festival)
        self.any_case(r"\b(?:seven|7) days (?:a|per|every) week\b", self.every_day)
        self.each(
            r"\b(?:(?:International )?(?:May Day|Labou?r Day)|National Day|New "
            r"Year['’]s Day|Women['’]s Day|Children['’]s Day|Army Day|Youth Day|May Fourth)",
            self.holiday,
        )
        self.any_case(
            r"\bdouble[- ](11|eleven|12|twelve|10|ten)\b(?! (?:percent|million|times))"
            r"|\bsingles['’]? day\b|(?<![\d.])(11\.11|12\.12|10\.10)"
            r"(?![\d.]| ?(?:percent|%|million|billion|yuan|tonnes))",
            self.double,
        )
        self.each(
            r"\b[Tt]wo [Ss]essions\b",
            lambda m: self.add("number", m, raws={Fraction(2)}, solid=False),
        )
        self.mask(NOT_COUNTED)
        if SCORED.search(self.text):
            self.mask(HALVES)
        self.each(
            r"\bFive-Year(?= Plan)|\bfive-year(?= plan)",
            lambda m: self.add(
                "number", m, raws={Fraction(5)}, keys={("month", Fraction(60))}, solid=False
            ),
        )

    def rating(self, m):
        keys = {("code", m.group()), ("code", f"{len(m.group())}A")}
        self.add("literal", m, keys=keys, solid=False)

    def lunar(self, m):
        """The 15th day of the first lunar month."""
        day, month, month2, day2, name, day3, day4, name2, name3, day5, new, alone = m.groups()
        if new:
            key = 1, self.nth(new)
        elif alone:
            key = self.nth(alone), None
        elif name or name2 or name3:
            key = self.month_number(name or name2 or name3), int(day3 or day4 or day5)
        else:
            key = self.nth(month or month2), self.nth(day or day2)
        if key[0] == -1:
            key = 12, key[1]
        keys = {("lunar", *key)}
        if key[1] == -1:
            keys = {("lunar", key[0], 30), ("lunar", key[0], 29)}
        self.add("lunar", m, keys=keys, solid=False)

    def nth(self, word):
        word = word.lower()
        if word == "last":
            return -1
        if word[0].isdigit():
            return int(re.match(r"\d+", word).group())
        *tens, one = re.split("[- ]", word)
        return ORDINAL[one] + (VALUE[tens[0]] if tens else 0)

    def lunar_festival(self, m):
        """Its day may stand for the festival; it contradicts nothing, as `names` compares it."""
        if any(each.kind == "lunar" for each in self.found):
            return
        if m.group(1):
            word = next(w for w in LUNAR_FESTIVALS if m.group(1).lower().startswith(w))
            key = LUNAR_FESTIVALS[word]
        else:
            key = (12, 30) if m.group(3) or m.group(4) else (1, 1)
        self.add("festival", m, keys={("lunar", *key)}, solid=False)

    def every_day(self, m):
        self.add("number", m, keys={("minute", Fraction(7 * 1440))}, solid=False)

    def holiday(self, m):
        word = m.group().lower()
        days = {"may": (5, 1), "lab": (5, 1), "int": (5, 1), "nat": (10, 1), "new": (1, 1)}
        days |= {"wom": (3, 8), "chi": (6, 1), "arm": (8, 1), "you": (5, 4)}
        day = (5, 4) if word == "may fourth" else days[word[:3]]
        self.add("date", m, date=(None, *day), solid=False)

    def double(self, m):
        """The shopping festivals of November 11 and December 12."""
        word = (m.group(1) or m.group(2) or "11").lower()[:2]
        number = {"el": 11, "tw": 12, "te": 10}.get(word) or int(word)
        self.add("literal", m, keys={("code", f"D{number}")}, solid=False)
        self.found[-1].date = (None, number, number)

    def any_case(self, pattern, act):
        self.each(pattern, act, re.I)


def _is_range(between, before):
    if re.fullmatch(r"\s?(?:-|–|—|~)\s?|\sto\s|-to-", between):
        return True
    # July through September; but 40 kilometres through three counties.
    if between == " through " and not before:
        return True
    return between == " and " and re.search(r"\bbetween\s(?:\S{0,4})$", before) is not None


def _join_rates(found, text):
    """Of "one in three" and "eight per 100,000" the first may stand for the whole fraction."""
    numbers = [q for q in found if q.kind == "number" and q.value is not None]
    for one, other in zip(numbers, numbers[1:], strict=False):
        if other.start - one.end > 24 or not RATE.fullmatch(text, one.end, other.start):
            continue
        top, below = one.value * one.scale, other.value * other.scale
        if 0 < top <= below:
            one.keys |= {("ratio", top / below), ("code", f"{top}:{below}")}
            one.whole = other
            if below >= 100 and below in (100, 1000, 10**4, 10**5, 10**6):
                other.solid = False


def _is_list(between):
    return re.fullmatch(r"(?:,| and| or|, and|,? & )\s?", between) is not None
