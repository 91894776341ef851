"""Currencies by name, wherever they stand: 以美元计价, “in dollar terms”."""

import re

from ..findings import Level
from ..quantities import CURRENCIES

# 突破300亿大关 names its currency elsewhere.
PASSED_BY = re.compile(r"大关|关口|[的、,，/-]|\s?(?:-|–|to |and |mark\b)")
# Currencies by name, wherever they stand: 以美元计价, “in dollar terms”.
NAMED_ZH = {
    "CNY": re.compile(r"人民币|(?<![\u4e00-\u9fff])RMB|CNY"),
    "USD": re.compile(r"美元|美金|美钞|USD"),
    "EUR": re.compile(r"欧元|EUR"),
    "GBP": re.compile(r"英镑"),
    "JPY": re.compile(r"日元|日币"),
    "HKD": re.compile(r"港元|港币"),
    "KZT": re.compile(r"坚戈"),
    "RUB": re.compile(r"卢布"),
    "SOM": re.compile(r"索姆|苏姆"),
    "TJS": re.compile(r"索莫尼"),
    "MNT": re.compile(r"图格里克"),
    "RUPEE": re.compile(r"卢比"),
    "KRW": re.compile(r"韩元"),
    "CHF": re.compile(r"瑞士法郎"),
    "AFN": re.compile(r"阿富汗尼"),
}
NAMED_EN = {
    "CNY": re.compile(r"\b(?:yuan|renminbi|RMB|CNY)\b|[¥￥]", re.I),
    "HKD": re.compile(r"\b(?:Hong Kong|HK) dollars?\b|HK\$|\bHKD\b", re.I),
    "USD": re.compile(r"(?<!Hong Kong )(?<!HK )\bdollars?\b|(?<!HK)\$|\bUSD\b", re.I),
    "EUR": re.compile(r"\beuros?\b|€|\bEUR\b", re.I),
    "GBP": re.compile(r"\bpounds? sterling\b|\bBritish pounds?\b|£|\bGBP\b", re.I),
    "JPY": re.compile(r"\byen\b|\bJPY\b", re.I),
    "KZT": re.compile(r"\btenges?\b|\bKZT\b", re.I),
    "RUB": re.compile(r"\bro?ubles?\b|\bRUB\b", re.I),
    "SOM": re.compile(r"\bso?u?ms?\b|\bso['’‘]ms?\b|\b(?:KGS|UZS)\b"),
    "TJS": re.compile(r"\bsomonis?\b", re.I),
    "MNT": re.compile(r"\b(?:tugriks?|t[oö]gr[oö]gs?)\b", re.I),
    "RUPEE": re.compile(r"\brupees?\b|\b(?:PKR|INR)\b", re.I),
    "KRW": re.compile(r"\bKorean won\b|\bKRW\b", re.I),
    "CHF": re.compile(r"\bSwiss francs?\b", re.I),
    "AFN": re.compile(r"\bafghanis\b", re.I),
}


class Currencies:
    """Currencies that no amount has."""

    def lost_currency(self, zh, en):
        for one, other, text in ((zh, en, self.en_text), (en, zh, self.zh_text)):
            if one.dimension in CURRENCIES and not other.dimension and other.kind == "number":
                bare = not (other.listed or other.group or one.listed or one.group)
                if bare and one.value is not None and not PASSED_BY.match(text, other.end):
                    return True
        return False

    def compare_named_currency(self, zh, en):
        """One side gives no currency with its number; it may name one elsewhere (欧元现钞8.5万)."""
        given = (zh if zh.dimension in CURRENCIES else en).dimension
        text, names = (
            (self.en_text, NAMED_EN) if zh.dimension in CURRENCIES else (self.zh_text, NAMED_ZH)
        )
        named = {name for name, pattern in names.items() if pattern.search(text)}
        # 一年省下60万: what is bare in Chinese is yuan.
        usual = (
            given == "CNY"
            and en.dimension == "CNY"
            and re.search("[万亿]", self.zh_text[zh.start : zh.end])
        )
        if given not in named and (named or not usual):
            self.report("currency.differs", Level.ERROR if named else Level.WARNING, zh, en)

    def holds_currency(self, quantity):
        """Whether an amount settles its currency; of 汇率为1:72 the words around name it."""
        partner = self.partner.get(quantity)
        if partner is None and not quantity.solid:
            # The one of 1美元折合7.2元 is no amount.
            return False
        partner = partner or quantity
        return quantity.dimension in CURRENCIES and partner.dimension in CURRENCIES

    def compare_currencies(self):
        """以美元计价 against "in yuan terms", where the amounts themselves name no currency."""
        if any(finding.code.startswith("currency") for finding in self.result):
            return
        zh, en = (
            {name: m for name, pattern in names.items() if (m := pattern.search(text))}
            for text, names in ((self.zh_text, NAMED_ZH), (self.en_text, NAMED_EN))
        )
        held_zh, held_en = (
            {q.dimension for q in side if self.holds_currency(q)} for side in (self.zh, self.en)
        )
        one = [name for name in zh if name not in held_zh | held_en | en.keys()]
        other = [name for name in en if name not in held_en | held_zh | zh.keys()]
        if len(one) == len(other) == 1 and (self.zh or self.en):
            self.words_differ("currency.differs", zh[one[0]], en[other[0]])
