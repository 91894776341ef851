"""What has no equal is paired by likeness: a finding shows the number and what became of it."""

import re

from ..findings import Level
from ..quantities import CURRENCIES, MEASURES, TIMES, contradict
from ..series import count_of_times, of_one_row
from .likeness import (
    PAIRED,
    across,
    date_cost,
    family_of,
    is_rounded,
    is_scaled,
    lunar_cost,
    measure_class,
    series_of,
    unlike,
)

COUPLE = re.compile(
    r" (?:countries|sides|parties|cities|nations|places|regions|governments)\b", re.I
)

TWO_OF = re.compile("两[人台套辆艘架列匹头棵株栋幢间扇把支盏顶副幅册本封篇份枚颗]")


class Leftovers:
    """Pairs by likeness."""

    def pair_leftovers(self):
        zh_left, en_left = self.left(self.zh), self.left(self.en)
        zh_said = {q for q in zh_left if self.is_repeated(q, self.en)}
        en_said = {q for q in en_left if self.is_repeated(q, self.zh)}
        # 双方 says no "twice" before.
        en_said -= {q for q in en_said if count_of_times(self.en_text, q, 1)}
        repeated = zh_said | en_said
        zh_said |= {q for q in zh_left if self.is_conversion(q, self.zh_text)}
        en_said |= {q for q in en_left if self.is_conversion(q, self.en_text)}
        candidates = []
        if len(zh_left) <= PAIRED and len(en_left) <= PAIRED:
            for zh in zh_left:
                for en in en_left:
                    # Two amounts in brackets of one unit have to be the same.
                    bracketed = zh.unit and zh.unit == en.unit and zh not in repeated
                    if zh in zh_said and en in en_said and not bracketed:
                        continue
                    cost = self.cost(zh, en)
                    if zh in zh_said or en in en_said:
                        if not (zh.solid and en.solid) or measure_class(zh) != measure_class(en):
                            continue
                        cost += 0.5
                    if cost < 2:
                        candidates.append((cost, zh.start, en.start, zh, en))
        candidates.sort(key=lambda row: row[:3])
        for _, _, _, zh, en in candidates:
            if zh in self.partner or en in self.partner:
                continue
            self.join(zh, en)
            self.differ(zh, en)
        for zh in zh_left:
            if zh not in self.partner and zh not in zh_said and zh.solid:
                self.missing(zh, "zh")
        for en in en_left:
            if en not in self.partner and en not in en_said and en.solid:
                self.missing(en, "en")

    def cost(self, zh, en):
        """How unlikely it is that one was meant for the other; 2 and more is no pair."""
        apart = abs(zh.start / len(self.zh_text) - en.start / len(self.en_text))
        # In a few words the place tells nothing: 2号窗口, "Window 2".
        apart *= min(1, len(self.zh_text) / 40)
        if of_one_row(self.zh_text, zh, self.en_text, en) or (
            count_of_times(self.zh_text, zh, 0) and count_of_times(self.en_text, en, 1)
        ):
            return 0.3 + apart
        one, other = family_of(zh), family_of(en)
        if one != other:
            return across(zh, en) + apart
        if one != "number":
            if one == "time" and zh.solid != en.solid:
                return 0.5 + apart
            if one == "ordinal" and self.is_only_ordinal(zh, en):
                return 0.9 + apart
            if one == "lunar":
                return lunar_cost(zh, en) + apart
            if not (zh.solid and en.solid) and one not in ("part", "literal"):
                return 9
            if one == "date":
                return date_cost(zh.date, en.date) + apart
            if one == "literal":
                return apart + (0 if series_of(zh) == series_of(en) else 9)
            return apart
        same = measure_class(zh) == measure_class(en)
        if zh.dimension == en.dimension == "times" and (zh.solid or en.solid):
            return 0.4 + apart
        if not same and zh.dimension and en.dimension and contradict(zh.dimension, en.dimension):
            return 9 if not (zh.solid and en.solid) else 1.2 + apart + unlike(zh, en)
        if not zh.solid and not en.solid:
            return 9
        nought = "zh" if zh.value == 0 else "en" if en.value == 0 else ""
        if nought and self.is_worded(zh if nought == "zh" else en, nought):
            return 9
        if not (zh.solid and en.solid):
            # 一小时 beside "two hours": the unit says that they belong together.
            if (
                zh.dimension
                and zh.dimension == en.dimension
                and zh.dimension in MEASURES | TIMES | CURRENCIES
            ):
                return 0.8 + apart
            if zh.raws == {2} and en.solid and self.counts_things(zh, en):
                return 1.2 + apart
            if zh.raws == {2} and COUPLE.match(self.en_text, en.end):
                return 1.2 + apart
            if len(self.zh) == 1 or len(self.en) == 1:
                return 1.2 + apart
            return 9
        if zh.kind != en.kind:
            return 9
        return (0 if same and zh.dimension else 0.6) + apart + unlike(zh, en)

    def counts_things(self, zh, en):
        """两台 and "three": a few of something that has a measure word, and not 两地 or 两国."""
        return (
            TWO_OF.match(self.zh_text, zh.start) is not None
            and zh.dimension in ("", "person")
            and en.dimension in ("", "thing", zh.dimension)
            and len(en.raws) == 1
            and 2 < max(en.raws) <= 10
        )

    def is_only_ordinal(self, zh, en):
        """Whether each text has one ordinal, of which one is more than a first: 首座, "second"."""
        if not (zh.solid or en.solid) or self.zh_text[zh.start : zh.start + 1] not in "首第":
            return False
        if self.en_text[en.start : en.end].lower().endswith("est"):
            # 第二产业 need not be the largest.
            return False
        return all(sum(q.kind == "ordinal" for q in side) == 1 for side in (self.zh, self.en))

    def differ(self, zh, en):
        family = "ordinal" if "ordinal" in (zh.kind, en.kind) else family_of(zh)
        if zh.kind == "date":
            family = "date"
        if family != "number":
            level = Level.WARNING if family == "part" else Level.ERROR
            codes = {"part": "period", "literal": "number", "vague": "number", "lunar": "date"}
            self.report(f"{codes.get(family, family)}.differs", level, zh, en)
            return
        if zh.kind == "vague":
            self.report("number.scale", Level.WARNING, zh, en)
            return
        if is_scaled(zh, en):
            code = "number.scale"
        elif zh.group and en.group:
            code = "range.differs"
        else:
            code = "number.differs"
        rounded = code == "number.differs" and is_rounded(zh, en)
        self.report(code, Level.WARNING if rounded else Level.ERROR, zh, en)
