"""Numbers that changed places."""

import re

from ..findings import Level
from ..subjects import against, subject, subjects_turned
from .likeness import PAIRED

# 由每张40元调整为30元, from 40 yuan to 30, to 30 yuan from 40.
FROM_ZH = re.compile(r"[由从自][^,，。；;\d]{0,12}$")
BECAME = re.compile(r"[^,，。；;、\d]{0,10}?[\u4e00-\u9fff](?:到|至|为)(?:了|约|近|每.{1,3})?")
FROM_EN = re.compile(r"\bfrom(?: [a-z]+){0,3} ?[$€£¥]?$", re.I)
TO_EN = re.compile(r"[^.;,\d]{0,30}\bto(?: [a-z]+){0,3} ?[$€£¥]?", re.I)
TO_LAST = re.compile(r"\bto(?: [a-z]+){0,2} ?[$€£¥]?$", re.I)
FROM_LAST = re.compile(r"[^.;,\d]{0,30}\bfrom(?: [a-z]+){0,3} ?[$€£¥]?", re.I)
RESPECTIVELY = re.compile(r"\brespectively\b", re.I)


class Order:
    """What stands in another order."""

    def compare_subjects(self):
        """Numbers that changed places: 三个口岸、五条通道 against "five ports and three lanes"."""
        for said_of in (subject, against):
            self.compare_said(said_of)

    def compare_said(self, said_of):
        told = []
        for zh in self.zh[:PAIRED]:
            en = self.partner.get(zh)
            if en is None or en is zh or not zh.raws or zh.kind != "number" or zh in self.blamed:
                continue
            one = said_of(self.zh_text, zh.start, zh.end, 0)
            other = said_of(self.en_text, en.start, en.end, 1)
            if one and other and one[0] == other[0] and one != other:
                told.append((one, other, zh, en))
        for n, (one, other, zh, en) in enumerate(told):
            for one2, other2, zh2, en2 in told[:n]:
                if one == other2 and other == one2 and not zh.raws & zh2.raws:
                    self.report("number.differs", Level.ERROR, zh, en2)
                    self.report("number.differs", Level.ERROR, zh2, en)

    def compare_ends(self):
        """由40元调整为30元 against "from 30 yuan to 40": the ends of a change that are turned."""
        for zh, after in zip(self.zh, self.zh[1:], strict=False):
            first, second = self.partner.get(zh), self.partner.get(after)
            between = self.zh_text[zh.end : after.start]
            if (
                {first, second} & {None, zh, after}
                or {zh, after} & self.blamed
                or zh.raws & after.raws
                or zh.kind != "number"
                or not BECAME.fullmatch(between)
                or not FROM_ZH.search(self.zh_text, max(0, zh.start - 14), zh.start)
            ):
                continue
            low, high = sorted((first, second), key=lambda quantity: quantity.start)
            words = (
                self.en_text[max(0, low.start - 40) : low.start],
                self.en_text[low.end : high.start],
            )
            falls = first is high and FROM_EN.search(words[0]) and TO_EN.fullmatch(words[1])
            turned = first is low and TO_LAST.search(words[0]) and FROM_LAST.fullmatch(words[1])
            if falls or turned:
                self.report("number.differs", Level.ERROR, zh, second)
                self.report("number.differs", Level.ERROR, after, first)

    def disordered(self):
        """分别增长8.2%和10.6%: what is said respectively has to come in one order."""
        found = []
        at, word = self.zh_text.find("分别"), RESPECTIVELY.search(self.en_text)
        if at < 0 or not word or subjects_turned(self.zh_text, self.en_text):
            return found
        row = [
            q
            for q in self.zh
            if at < q.start < at + 60 and q.listed and self.partner.get(q, q) is not q and q.raws
        ]
        for one, other in zip(row, row[1:], strict=False):
            first, second = self.partner[one], self.partner[other]
            turned = second.end < first.start < word.end() + 60 and not one.raws & other.raws
            if turned and one.dimension == other.dimension and not {one, other} & self.blamed:
                found.append(self.difference("number.differs", Level.ERROR, one, second))
                found.append(self.difference("number.differs", Level.ERROR, other, first))
        return found
