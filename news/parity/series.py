"""What a number stands in a row of, and how often: 二期, "Phase I", 第一批, "twice".

Small numbers of this sort need no counterpart, but where each language has one that the other
lacks, said of the same row, they contradict each other.
"""

import re

# What stands behind a Chinese ordinal, and around an English one.
ROWS = tuple(
    (re.compile(rf"(?:{zh})"), re.compile(rf"\b(?:{en})\b", re.I))
    for zh, en in (
        ("批", "batch(?:es)?|group|lots?|consignments?|shipments?|cargo|tranche|cohort"),
        ("期(?!间)", "phases?|stages?|(?:training )?(?:courses?|class(?:es)?)|issue"),
        ("阶段", "stages?|phases?"),
        ("轮", "rounds?"),
        (
            "[次届].{0,6}(?:会|论坛|赛|节)",
            "sessions?|meetings?|forums?|summits?|expos?|fairs?|talks|"
            "conferences?|congress|editions?|festivals?|plenary|games|exhibitions?|conventions?|rounds?",
        ),
        ("次", "visits?|times?|trips?"),
        ("[ⅠⅡⅢⅣ级]|级", "levels?|grades?|class|tier|category"),
        ("标?段", "sections?|stretch|segments?|lots?"),
        ("[列趟班]", "trains?|services?|flights?|bus"),
        ("大", "largest|biggest|busiest"),
        ("架|航班", "flights?|aircraft|planes?"),
        ("[艘船]", "ships?|vessels?|cruise"),
        ("座|大桥", "bridges?"),
    )
)
# A place in a ranking: 位居首位, 排名第二, "ranked second", "in second place".
RANKED_ZH = re.compile(
    r"(?:(?<!民)居|名列|位列|排名|排在|排|跃升|升至|跻身|夺得?|获得|取得)[^\d，。；,;]{0,14}$"
)
RANK_WORDS_ZH = re.compile(r"首位|榜首|居首|头名|冠军|亚军|季军|次席|榜眼|探花|末位|垫底|倒数")
RANKED_EN = re.compile(
    r"\b(?:rank(?:s|ed|ing)?|plac(?:es|ed|ing)|came|comes|coming|finish(?:es|ed|ing)?|stood|stands|"
    r"standing|was|is|are|were|topp(?:ed|ing)|tops?|took|takes|won)(?: the| a| in| at)*$",
    re.I,
)
RANK_AFTER_EN = re.compile(
    r" (?:place|position|spot|rank|among|in (?:the (?:country|nation|region|world)|China|Xinjiang|"
    r"terms)|nationwide|nationally|overall|worldwide|globally)\b|-(?:ranked|placed)",
    re.I,
)
TIMES_ZH = ("次", "班", "趟", "回", "场")
LEVEL_OF = re.compile(r" (?:as|the|that|those|what|its|their|last|more|higher|larger|greater)\b")
RATED = re.compile(r"(?:每|一|[年月周天日])[^\d，。；,;]{0,6}$")


def rows_of(text, quantity, side):
    """The rows of the table that an ordinal may stand in; side 0 is Chinese, 1 English."""
    if side == 0:
        return [n for n, row in enumerate(ROWS) if row[0].match(text, quantity.end)]
    after = re.match(r"(?:[ -][A-Za-z-]+){0,3}", text[quantity.end : quantity.end + 40]).group()
    said = text[quantity.start : quantity.end] + after
    return [n for n, row in enumerate(ROWS) if row[1].search(said)]


def is_rank(text, quantity, side):
    """Whether an ordinal is a place in a ranking; side 0 is Chinese, 1 English."""
    before = text[max(0, quantity.start - 24) : quantity.start].rstrip()
    if side == 0:
        said = RANK_WORDS_ZH.search(text, quantity.start - 1, quantity.end + 1)
        return bool(said or RANKED_ZH.search(before))
    said = text[quantity.start : quantity.end].lower()
    if said not in ("first", "second", "third") and not said[0].isdigit() and "th" not in said:
        return True
    return bool(RANKED_EN.search(before) or RANK_AFTER_EN.match(text, quantity.end))


def of_one_row(zh_text, zh, en_text, en):
    if not (zh.kind == en.kind == "ordinal"):
        return False
    if is_rank(zh_text, zh, 0) and is_rank(en_text, en, 1):
        return True
    return bool(set(rows_of(zh_text, zh, 0)) & set(rows_of(en_text, en, 1)))


def count_of_times(text, quantity, side):
    """Whether it counts how often: 4次, "twice"; not 2倍 nor "twice as much"."""
    if side == 0:
        # 一次 may be any occasion, 每年一次 is a number.
        once = quantity.raws == {1} and not RATED.search(text, 0, quantity.start)
        return (
            quantity.kind == "number"
            and text[quantity.end : quantity.end + 1] in TIMES_ZH
            and not once
        )
    said = text[quantity.start : quantity.end].lower()
    counted = said in ("once", "twice", "thrice") or said.endswith(" times")
    return counted and not LEVEL_OF.match(text, quantity.end)
