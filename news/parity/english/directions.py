"""Whether an English number is said to be a rise or a fall: up 3 percent, a cut of a fifth."""

import re

from ..quantities import TIMES

UP = (
    r"(?<!made )(?<!make )(?<!makes )(?<!making )(?<!set )(?<!take )(?<!takes )(?<!taking )"
    r"(?<!picked )(?<!built )(?<!sped )(?<!speed )(?<!speeding )"
    r"(?<!drawn )(?<!drew )(?<!draw )(?<!ended )(?<!opened )(?<!signed )(?<!lined )(?<!used )"
    r"(?<!gave )(?<!pulled )(?<!showed )(?<!turned )up|"
    r"rose|risen|rises?|rising|rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|gr[eo]w|"
    r"grows|grown|growing|(?<!negative )growth|climb(?:s|ed|ing)?|surg(?:e|es|ed|ing)|"
    r"jump(?:s|ed|ing)?|leap(?:s|t|ed|ing)?|expan(?:d|ds|ded|ding|sion)|gain(?:s|ed|ing)?|"
    r"soar(?:s|ed|ing)?|skyrocket(?:ed|ing)?|spik(?:e|es|ed|ing)|advanc(?:e|es|ed|ing)|improved|"
    r"hik(?:e|es|ed|ing)|widen(?:s|ed|ing)?|broaden(?:s|ed|ing)?|deepen(?:s|ed|ing)?|"
    r"enlarg(?:e|es|ed|ing|ement)|extend(?:s|ed|ing)?|extension|lengthen(?:s|ed|ing)?|"
    r"prolong(?:s|ed|ing)?|appreciat(?:e|es|ed|ing|ion)|strengthen(?:s|ed|ing)?|rall(?:y|ied)|"
    r"rebound(?:s|ed|ing)?|boost(?:s|ed|ing)?|lift(?:s|ed|ing)?|swell(?:s|ed|ing)?|swollen|"
    r"upturn|uptick|upsurge|escalat(?:e|ed|ing)|higher|dearer|pricier|additional|extra"
)
DOWN = (
    r"(?<!broken )(?<!broke )(?<!set )(?<!handed )down|fell|falls?|fallen|falling|"
    r"decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?|"
    r"reduc(?:e|es|ed|ing|tion)|cuts?|cutting|shr[aiu]nk|shrinks|shrinking|shrinkage|"
    r"shorten(?:s|ed|ing)?|slump(?:s|ed|ing)?|slip(?:s|ped|ping)?|plung(?:e|es|ed|ing)|"
    r"contract(?:ed|ing|ion)|lower(?:s|ed|ing)?|dip(?:s|ped|ping)?|tumbl(?:e|es|ed|ing)|"
    r"slid(?:e|es|ing)?|s[aiu]nk|narrow(?:s|ed|ing)?|depreciat(?:e|es|ed|ing|ion)|"
    r"devalu(?:e|ed|ing|ation)|weaken(?:s|ed|ing)?|slash(?:es|ed|ing)?|trim(?:s|med|ming)?|"
    r"shed(?:s|ding)?|retreat(?:s|ed|ing)?|shav(?:e|es|ed|ing)|sav(?:e|es|ed|ing|ings)|"
    r"compress(?:es|ed|ing)?|curtail(?:s|ed|ing)?|diminish(?:es|ed|ing)?|crash(?:ed|ing)?|"
    r"collaps(?:e|ed|ing)|downturn|shortfall|negative growth|lost|losing|cheaper"
)
QUICKER = r"accelerat(?:e|es|ed|ing|ion)|quicken(?:s|ed|ing)?|sped up|speed(?:ed|ing)? up|picked up"
SLOWER = (
    r"slow(?:s|ed|ing)?(?: down)?|slowdown|eas(?:e|es|ed|ing)|moderat(?:e|ed|ing|ion)|"
    r"decelerat(?:e|ed|ing|ion)|soften(?:s|ed|ing)?|cool(?:s|ed|ing)?(?: off)?"
)
WORD = rf"\b(?:(?P<quicker>{QUICKER})|(?P<slower>{SLOWER})|(?P<up>{UP})|(?P<down>{DOWN}))\b"
_ABOUT = (
    r"(?:about|nearly|almost|around|over|more than|an?(?: [a-z]+)?|some|the|roughly|approximately|"
    r"less than|at least|another|a further|a total of|just|only|as much as|close to|well over|"
    r"just over|just under|under|an average of|a combined|a modest|a sharp|a record|even|"
    r"exactly|a full)"
)
LINK = (
    r"(?:\s+(?:year[- ]on[- ]year|month[- ]on[- ]month|quarter[- ]on[- ]quarter|[a-z]{3,}ly|"
    r"again|further|on average))?"
    r"(?:\s+(?:rate|range))?,?(?:\s+(?:by|of|to|at|in|from|was|is|were|reached|"
    rf"totall?ed|hit|stood at|came to|is|has been))?(?:\s+{_ABOUT}){{0,2}}\s*$"
)
BESIDE = re.compile(WORD + LINK, re.I)
# Cut clearance fees by 3 percent, the reduction in waiting time was 3 hours.
AHEAD = re.compile(WORD, re.I)
OBJECT = re.compile(
    rf"(?:\s+[A-Za-z'’$-]+){{1,7}}\s+(?:by|of|to|was|were)(?:\s+{_ABOUT}){{0,2}}\s*$", re.I
)
PACE = re.compile(
    r"\b(?:growth|pace|rate|increase|gains?|decline|drop|fall|rise)\b[^.,;]{0,24}"
    r"\b(?:to|at)(?: (?:about|around|just|only|nearly))?\s*$",
    re.I,
)
BEHIND = re.compile(
    r"(?: (?:an?|per) [a-z]+)?[\s-]*(?:(?:year[- ]on[- ]year|month[- ]on[- ]month|annual|yearly|"
    r"monthly|overall|average|further|price|sharp|steep|big|cumulative|real|nominal) )?"
    r"(?:(?P<up>increases?|growth(?! point)|rise|jump|surge|gain|more|higher|longer|wider|"
    r"hike|expansion|up(?!stream)|appreciation|extension|rebound|boost|leap|upturn|uptick|"
    r"heavier|taller|larger|bigger|steeper|sharper|dearer|pricier|additional|extra|"
    r"above(?= (?:the|last|that|its|a|an|those)\b))|"
    r"(?P<late>behind (?:(?:its|their|the) )?(?:original |planned )?(?:schedule|plan)|"
    r"late|later|delay)|"
    r"(?P<quicker>faster|quicker|acceleration)|(?P<slower>slower|slowdown)|"
    r"(?P<down>decreases?|decline|drop|fall|reduction|cut|saving|"
    r"less|fewer|lower|shorter|narrower|smaller|cheaper|down(?!stream)|contraction|depreciation|"
    r"slump|slide|dip|plunge|devaluation|lighter|slimmer|"
    r"below(?= (?:the|last|that|its|a|an|those)\b))|"
    r"(?P<earlier>ahead of|early|earlier))\b"
    r"|[\s-]+[a-z]+ (?:(?P<plus>more|longer|higher)|(?P<minus>fewer|less|shorter|lower))\b"
    r"(?! than \d)"
    r"|\s(?:(?:was|were|has been|have been|is|are) )?"
    r"(?P<off>cut|shaved|slashed|trimmed|shed|lopped|knocked|taken) (?:from|off)\b",
    re.I,
)
IS = re.compile(r"\b(?:was|is|were|are)\b")
CLAUSE = re.compile(r"[.;:!?\n(,\d]|\b(?:and|but|while|which|that|when|who|as)\b")
SPEED_UNITS = ("points", "ratio")


def direction(text, quantity):
    """(1, -1 or 0, whether the word stands right beside the number)."""
    before = text[max(0, quantity.start - 70) : quantity.start]
    m = BESIDE.search(before)
    behind = BEHIND.match(text, quantity.end, quantity.end + 50)
    # Growth was 0.3 points lower, a decline 0.3 points larger.
    if m and not (
        behind and (IS.search(before, m.end(m.lastgroup)) or quantity.dimension == "points")
    ):
        if before.rstrip().lower().endswith("up to") or PACE.search(before):
            return 0, True
        return _way(m, quantity), True
    m = behind
    if m:
        if m.group("plus") or m.group("minus") or m.group("off"):
            return (1 if m.group("plus") else -1), True
        if m.group("late") or m.group("earlier"):
            way = 1 if m.group("late") else -1
            return (way if quantity.dimension in TIMES or not quantity.dimension else 0), True
        return _way(m, quantity), True
    clause = CLAUSE.split(before)[-1]
    last = next(reversed(list(AHEAD.finditer(clause))), None)
    if last is None or not OBJECT.fullmatch(clause, last.end()):
        return 0, False
    return (0 if PACE.search(before) else _way(last, quantity)), False


def _way(m, quantity):
    dimension, word = quantity.dimension, m.group().lower()
    if m.group("quicker"):
        return 1 if dimension == "points" else 0
    if m.group("slower"):
        return -1 if dimension in SPEED_UNITS else 0
    if word.startswith("advanc") and dimension in TIMES:
        # The date was advanced by three days.
        return 0
    if word.startswith("improv") and dimension == "points":
        # The decline improved by 2 points: 降幅收窄.
        return 0
    return 1 if m.group("up") else -1
