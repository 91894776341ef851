"""Numbers that changed places."""

import re

from ..findings import Level
from ..subjects import against, subject, subjects_turned
from .likeness import PAIRED

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

    def compare_order(self):
        """分别增长8.2%和10.6%: what is said respectively has to come in one order."""
        at, word = self.zh_text.find("分别"), RESPECTIVELY.search(self.en_text)
        if at < 0 or not word or subjects_turned(self.zh_text, self.en_text):
            return
        row = [
            q
            for q in self.zh
            if at < q.start < at + 60 and q.listed and self.partner.get(q, q) is not q and q.raws
        ]
        for one, other in zip(row, row[1:], strict=False):
            first, second = self.partner[one], self.partner[other]
            turned = second.end < first.start < word.end() + 60 and not one.raws & other.raws
            if turned and one.dimension == other.dimension and not {one, other} & self.blamed:
                self.report("number.differs", Level.ERROR, one, second)
                self.report("number.differs", Level.ERROR, other, first)
