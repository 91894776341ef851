"""The words, units and patterns by which English text is read."""

import re
from fractions import Fraction

from ..quantities import ABOUT, EXACT, OVER, UNDER

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUE = {w: n for n, w in enumerate(ONES)} | {w: 10 * n for n, w in enumerate(TENS, 2)}
SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT = {
    "bn": 10**9,
    "mn": 10**6,
    "mln": 10**6,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "k": 1000,
}
ORDINAL = {
    w: n
    for n, w in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth "
            "eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        1,
    )
} | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
}
ORDINAL |= {"ninetieth": 90, "hundredth": 100}
UP_TO_NINE = dict(list(ORDINAL.items())[:9])
ORDINAL_WORD = "|".join(sorted(ORDINAL, key=len, reverse=True))

MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?(?![\d]|[.,]\d))"
TO = r"\s?(?:-|–|—|~)\s?|\s(?:to|through|till|until)\s"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
W = "|".join(sorted([*ONES, *TENS, *SCALE, "dozen"], key=len, reverse=True))

UNITS = {
    "CNY": "yuan|renminbi|RMB|CNY|Chinese yuan",
    "USD": r"(?:U\.?S\.?\s|United States\s|American\s)?dollars?|USD|greenbacks?",
    "HKD": "(?:Hong Kong|HK) dollars?|HKD",
    "AUD": "Australian dollars?|AUD",
    "SGD": "Singapore dollars?",
    "CAD": "Canadian dollars?",
    "EUR": "euros?|EUR",
    "GBP": "pounds? sterling|pounds?|GBP",
    "JPY": "(?:Japanese )?yen|JPY",
    "KZT": "(?:Kazakh(?:stan)?i? )?tenges?|KZT",
    "RUB": "(?:Russian )?(?:rubles?|roubles?)|RUB",
    "SOM": "(?:Kyrgyz(?:stani)? |Uzbek(?:istani)? )?(?:soms?|sums?|soums?|so['’‘]ms?)|KGS|UZS",
    "TJS": "(?:Tajik(?:istani)? )?somonis?|TJS",
    "MNT": "(?:Mongolian )?(?:tugriks?|togrogs?|tögrögs?)|MNT",
    "RUPEE": "(?:Pakistani? |Indian )?rupees?|PKR|INR",
    "KRW": "(?:South )?(?:Korean )?won",
    "CHF": "Swiss francs?",
    "THB": "(?:Thai )?baht",
    "TMT": "(?:Turkmen )?manats?",
    "LIRA": "(?:Turkish )?liras?",
    "AED": "dirhams?",
    "AFN": "afghanis?",
    "MYR": "ringgits?",
    "VND": "dongs?",
    "person": r"passenger[- ](?:trips?|visits?)|person[- ](?:times?|trips?)",
    "vehicle": r"vehicle[- ](?:trips?|times?)",
    "TEU": r"TEUs?|twenty-foot equivalent units?(?: \(TEUs?\))?|20-foot equivalent "
    r"units?|standard containers?",
}
MEASURED = {
    "mass": {
        r"(?:metric )?tonn?es?|(?:metric )?tons?|t|MT": 1000,
        r"kilograms?|kilogrammes?|kilos?|kgs?": 1,
        r"milligrams?|mg": "1/1000000",
        r"micrograms?|[µμ]g": "1/1000000000",
        r"grams?|grammes?|g": "1/1000",
        r"jin|catties|catty": "1/2",
    },
    "length": {
        r"kilomet(?:er|re)s?|kms?": 1000,
        r"centimet(?:er|re)s?|cm": "1/100",
        r"millimet(?:er|re)s?|mm": "1/1000",
        r"nautical miles?": 1852,
        r"miles?": "1609.344",
        r"met(?:er|re)s?|m": 1,
        r"feet|foot|ft": "0.3048",
        r"yards?|yds?": "0.9144",
        r"inch(?:es)?": "0.0254",
        r"li": 500,
    },
    "area": {
        r"square kilomet(?:er|re)s?|sq\.? ?kms?|km²|km2": 10**6,
        r"square met(?:er|re)s?|sq\.? ?m|m²|m2|sqm": 1,
        r"hectares?|ha": 10**4,
        r"mus?": "2000/3",
        r"acres?": "4046.8564224",
    },
    "volume": {r"cubic met(?:er|re)s?|m³|m3": 1},
    "liquid": {r"lit(?:er|re)s?": 1, r"millilit(?:er|re)s?|ml": "1/1000"},
    "energy": {r"kilowatt[- ]hours?|kWh": 1, r"megawatt[- ]hours?|MWh": 1000},
    "power": {r"kilowatts?|kW": 1, r"megawatts?|MW": 1000, r"gigawatts?|GW": 10**6},
    "voltage": {r"kilovolts?|kV": 1000, r"volts?": 1},
    "apparent": {r"kilovolt[- ]amperes?|kVA": 1, r"megavolt[- ]amperes?|MVA": 1000},
    "loudness": {r"decibels?|dB": 1},
    "temperature": {r"degrees? (?:Celsius|Centigrade|centigrade)|°\s?C|℃": 1},
    "fahrenheit": {r"degrees? Fahrenheit|°\s?F|℉": 1},
    "barrel": {r"barrels?": 1},
    "month": {
        r"years?|yrs?": 12,
        r"months?": 1,
        r"decades?": 120,
        r"centur(?:y|ies)": 1200,
    },
    "minute": {
        r"days?|nights?": 1440,
        r"weeks?": 10080,
        r"fortnights?": 20160,
        r"hours?|hrs?": 60,
        r"minutes?|mins?": 1,
        r"seconds?": "1/60",
    },
    "points": {
        r"percentage[- ]points?|percent[- ]points?|pps?|ppts?|pct points?|points?"
        # An eight-point plan
        r"(?! (?:[A-Z]\w+ ){0,3}(?:[Ii]nitiative|[Pp]lan|[Pp]roposal|[Cc]onsensus|[Aa]genda|"
        r"[Pp]rogramme?|[Ss]tatement|[Dd]eclaration|[Ll]ist)\b)": 1,
        r"basis points?|bps?": "1/100",
    },
    "CNY": {"jiao": "1/10", "fen": "1/100"},
    "ratio": {
        r"%|per ?cent|pct|percents": "1/100",
        r"‰|per ?mille|per thousand|per mil": "1/1000",
    },
}
HEADS = {
    "person": (
        "people persons passengers travellers travelers tourists visitors "
        "residents workers officers employees "
        "drivers students participants staff delegates guests representatives "
        "villagers households|trippers"
    ).split(),
    "vehicle": "vehicles trucks lorries cars buses automobiles".split(),
    "train": ["trains"],
    "wagon": "wagons carriages railcars waggons".split(),
    "aircraft": "flights aircraft planes".split(),
    "ship": "ships vessels boats".split(),
    "thing": (
        "boxes pieces items projects companies enterprises ports countries "
        "routes checkpoints declarations cases "
        "measures agreements documents lanes channels gates containers parcels packages"
    ).split(),
    "carton": ["cartons"],
    "pack": ["packs"],
    "month": ["years", "months", "decades"],
    "minute": ["days", "weeks", "hours", "minutes"],
    "mass": ["tonnes", "tons"],
    "TEU": ["TEUs"],
}


def _hyphened(words):
    """A 40,000-square-metre warehouse: a hyphen may stand for each blank of a unit."""
    return re.sub(r"(?<!\[- )(?<!\[-) (?!\])(?!\]|\?)", "[ -]", words)


TABLE = [
    (
        re.compile(
            rf"(?:{_hyphened(words)})(?![A-Za-z\d])"
            if words[0] not in "%‰"
            else rf"(?:{_hyphened(words)})(?![A-Za-z])"
        ),
        (d, Fraction(1)),
    )
    for d, words in UNITS.items()
] + [
    (re.compile(rf"(?:{_hyphened(words)})(?![A-Za-z\d])"), (d, Fraction(f)))
    for d, table in MEASURED.items()
    for words, f in table.items()
]
FIRST = {}
HEAD = {word: dimension for dimension, words in HEADS.items() for word in words}
FACTOR = {
    "years": 12,
    "decades": 120,
    "weeks": 10080,
    "days": 1440,
    "hours": 60,
    "tonnes": 1000,
    "tons": 1000,
}
STOP = frozenset(
    "of by in from to for with at on and or were was is are had has have "
    "as than that which the this per between "
    "a an its their into over under after before since but while where when".split()
)

OVER_WORDS = (
    r"(?<!no )(?<!not )more than|"
    r"(?<!turned )(?<!turn )(?<!turns )(?<!handed )over|"
    r"in excess of|exceed(?:s|ed|ing)?|"
    r"surpass(?:es|ed|ing)?|above|beyond|tops?|topp(?:ed|ing)|breach(?:es|ed|ing)?|"
    r"eclips(?:es|ed|ing)|upwards? of|(?<!no "
    r")(?<!not )greater than|"
    r"(?<!no )(?<!not )(?:higher|larger|longer|wider|heavier|taller|bigger|hotter|warmer|older|"
    r"deeper|farther|further|faster|stronger) than|at least|"
    r"no (?:lower|shorter|smaller) than|no less than|not less "
    r"than|no fewer than|not fewer than|a minimum of|north of|"
    r"(?:went|goes|go|gone|shot|surged|moved|climbed|rose|soared|raced|grew|pushed) past|"
    r"broke|broken|"
    r"(?:broke|broken|breaking|break) through"
)
WEIGHT = re.compile(r"\bpounds?$", re.I)
POUND = Fraction("0.45359237")
BELOW = re.compile(r" below (?:zero|freezing)")
BELOW_ALONE = re.compile(r" below(?=[.,;)]|$)")
HEADED = re.compile(r"\bunder $", re.I)
HEADS_LISTED = re.compile(
    r"(?: of(?: (?:the|all))?)?[ -](?:tariff"
    r"|articles?\b|agreements?\b|contracts?\b|headings?\b|categor|programmes?\b|"
    r"schemes?\b|projects\b|topics\b|titles\b|themes\b"
    r"|of (?:snow|water|ice|mud|sand|rubble|earth)\b)"
)
TOP = re.compile(r"\btop\s*$", re.I)
SCALED = re.compile(r"[\s-]*(?:hundred|thousand|million|billion|trillion|percent|per cent|%)")
NOBODY = re.compile(
    r"(?:\b(?:nobody|no one|none|nothing|never|not|rarely|seldom|hardly|"
    r"no (?!more |less |[a-z]+er )[a-z]+)|n't)\b[^.,;:]* (?:more than|longer than|higher than|"
    r"larger than|heavier than|over|above|exceed(?:s|ed)?) $",
    re.I,
)
UNDER_WORDS = (
    r"no more than|not more than|no greater than|not exceed(?:ing)?|under(?! the (?!age of ))|"
    r"below|(?<!no )(?<!not )(?:less|fewer|lower|shorter|colder|cooler|younger|cheaper|"
    r"smaller|lighter|slower) than|"
    r"at most|a maximum of|not exceeding|not to exceed|"
    r"no(?:t)? (?:longer|higher|larger|wider|heavier|taller|bigger) than|"
    r"does not exceed|do not exceed|did not exceed|never exceed|short of|shy of|maximum"
)
ABOUT_WORDS = (
    r"about|(?<!built )(?<!centred )(?<!centered )(?<!revolve )(?<!revolves )(?<!revolved )"
    r"(?<!revolving )(?<!organised )(?<!organized )(?<!turn )(?<!go )(?<!all )around|"
    r"approximately|roughly|some|circa|"
    r"in the region of|or so|or thereabouts|in the order of|say"
)
NEARLY_WORDS = (
    r"nearly|almost|close to|closer? on|approach(?:es|ed|ing)?|near(?:s|ed|ing)?|"
    r"clos(?:e|es|ed|ing) in on|"
    r"(?:edg|inch)(?:es|ed|ing) (?:up |closer )?(?:to|towards?)|towards?|just about|not quite|"
    r"on the verge of|practically|virtually"
)
LINK = (
    r"(?:\s+(?:the|a(?: (?:cumulative|combined|total|record))?|an|another|RMB|of|force|"
    r"(?:the )?(?:threshold|mark|milestone) of|"
    r"(?:the )?(?:equivalent|age) of))?[\s(]*$"
)
# 18 to 45, at least 1.65 metres tall: said of the number that follows.
OF_NO_OTHER = rf"(?! (?:an? |the |another )?(?:[A-Z$€£¥]{{0,4}}\d|(?:{W}|half|double|twice)\b))"
# Said of what comes up to a number; "as many as 300 or more" is more.
REACHED = frozenset({UNDER, EXACT})
BEFORE = [
    (
        re.compile(
            r"\b(?:within|up to|as low as|"
            r"as (?:high|many|much|long|far|deep|large|heavy|tall|wide|fast|hot|late) as)"
            r"(?:\s+(?:a|the))?(?: (?:combined |cumulative )?total of)?[\s(]*$",
            re.I,
        ),
        REACHED,
    ),
    # Up to 30 days a visit and a combined 90.
    (
        re.compile(
            r"\b(?:up to|no more than|at most) [^.;]{1,40} and (?:a )?"
            r"(?:combined|cumulative|total of|totall?ing) $",
            re.I,
        ),
        REACHED,
    ),
    (re.compile(r"\bmaximum [a-z]+ (?:of|is|was|at) $", re.I), REACHED),
    (re.compile(r"\b(?:caps?|capped|limits?|limited)\b[^.;,\d]{0,50} (?:at|to) $", re.I), REACHED),
    (re.compile(r"\bminimum [a-z]+ (?:of|is|was|at) $", re.I), {OVER, EXACT}),
    (
        re.compile(rf"\b(?:just|slightly|a little|well|far) (?:over|above|more than){LINK}", re.I),
        {OVER, ABOUT},
    ),
    (
        re.compile(
            rf"\b(?:just|slightly|a little) (?:under|below|less than|short of|shy of){LINK}", re.I
        ),
        {UNDER, ABOUT},
    ),
    (re.compile(rf"\b(?:{UNDER_WORDS}){LINK}", re.I), {UNDER}),
    (re.compile(rf"(?:\b(?:{OVER_WORDS}){LINK}|>\s?$)", re.I), {OVER}),
    # Traffic passed 3,000 trucks, but an officer passed three tests.
    (re.compile(rf"\b(?:cross|pass)(?:es|ed|ing){LINK}", re.I), {OVER, EXACT}),
    (re.compile(rf"\b(?:{NEARLY_WORDS}){LINK}", re.I), {ABOUT, UNDER}),
    (
        re.compile(r"\b(?:nearly|almost) (?:cut|slashed|reduced|split) (?:in|by) $", re.I),
        {ABOUT, UNDER},
    ),
    (re.compile(rf"\b(?:{ABOUT_WORDS}){LINK}", re.I), {ABOUT}),
    # 预计达90亿 gives no more than "an estimated 9 billion".
    (re.compile(rf"\bestimated{LINK}", re.I), {ABOUT, EXACT}),
]
AFTER = [
    (
        re.compile(
            r"[\s,]*(?:\w+\s)?(?:or|and) (?:more|above|over|higher|upwards?|older|"
            r"stronger|greater|longer|heavier|larger|better|taller|wider|beyond)\b(?! than)",
            re.I,
        ),
        {OVER},
    ),
    (
        re.compile(
            r"[\s,]*(?:\w+\s)?(?:or|and) (?:less|fewer|below|under|lower|"
            r"younger|shorter|smaller|lighter|weaker)\b(?! than)",
            re.I,
        ),
        {UNDER},
    ),
    (re.compile(r"[\s,]*(?:\w+\s)?or (?:so|thereabouts)\b", re.I), {ABOUT}),
    (re.compile(r"\+|[- ]plus\b", re.I), {OVER}),
    (
        re.compile(
            rf"(?: [a-z]+)?,? (?:at (?:the )?(?:very )?least|(?:as a |or )?minimum)\b{OF_NO_OTHER}",
            re.I,
        ),
        {OVER},
    ),
    (
        re.compile(
            r"(?: [a-z]+)?,? (?:at (?:the )?(?:very )?most|(?:as a |or )?maximum|tops)\b"
            + OF_NO_OTHER,
            re.I,
        ),
        {UNDER},
    ),
    (re.compile(r"[- ]odd\b", re.I), {OVER, ABOUT}),
    # Ninety days in any 180 is the ceiling.
    (
        re.compile(r"[^.;,]{0,24} is the (?:ceiling|maximum|limit|cap|upper limit)\b", re.I),
        REACHED,
    ),
]
# Three times as much, three times the figure: what there is, and not what was added.
RATE_TO = re.compile(rf" to (?:\d|(?:{W})\b)")
COUNTED_BY = re.compile(r"\b(?:once|twice|thrice|times) $", re.I)
LEVEL = re.compile(
    r"(?: (?:as|the|that|those|what|its|their|last)\b|[^.;,]{0,30} (?:level|figure)\b)"
)
# Of "within 30 days after the notice" the first word counts.
WITHIN = re.compile(
    r"\b(?:within|inside|no later than|not later than|"
    r"(?<!no )(?<!not )less than|under) (?:about )?(?:the )?$",
    re.I,
)
IN_THE = re.compile(r"\b(?:in|during|over|for|by|through|throughout) (?:the )?(?:\w+ )?$", re.I)
LATER = re.compile(r" (?:later|afterwards?|after|thereafter)\b")
AFTER_IT = re.compile(r"\bafter (?:about |around |nearly |over |more than |just |only )?$", re.I)
PAST = re.compile(r" ago\b")
BEFORE_IT = re.compile(r" (?:before|prior to|ahead of)\b")
AGO = re.compile(r" (?:earlier|ago|before|previously|prior)\b")
ABOVE_AVERAGE = re.compile(r" (?:(above)|below)\b")
MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
DENOMINATOR = {
    "half": 2,
    "halves": 2,
    "quarter": 4,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
}
DENOMINATOR |= {
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "fifteenth": 15,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
VAGUE = [
    (r"tens of millions", 7),
    (r"hundreds of millions", 8),
    (r"tens of thousands", 4),
    (r"hundreds of thousands", 5),
    (r"tens of billions", 10),
    (r"hundreds of billions", 11),
    (r"(?:several|a few) hundred million", 8),
    (r"(?:several|a few|few) hundred thousand", 5),
    (r"(?:several|a few) tens? of thousands?", 4),
    (r"(?:several|a few|few) hundred billion", 11),
    (r"(?:several|a few|few) hundred", 2),
    (r"(?:several|a few|few) thousand", 3),
    (r"(?:several|a few|few) million", 6),
    (r"(?:several|a few|few) billion", 9),
    (r"(?:several|a few) dozen", 1),
    (r"hundreds", 2),
    (r"thousands", 3),
    (r"millions", 6),
    (r"billions", 9),
    (r"dozens|scores|tens(?= of)", 1),
]
# A day of 24 hours, and every day of the week or year.
_ALL_DAY = (
    r"(?:24[/-]7|(?:a)?round[- ]the[- ]clock|(?:24|twenty-four)[- ]hours?"
    r"(?: (?:a|per|every|each) day)?|"
    r"(?:at )?all hours|day and night)"
)
_EVERY_DAY = (
    r"(?:(?:seven|7) days (?:a|per|each) week|(?:every|each) day of the (?:week|year)|"
    r"365 days (?:a|per|of the) year|"
    r"all (?:the )?year round|(?:throughout|all through) the year|all year|year[- ]round)"
)
RANK = (
    r"(?P<top>\btop(?:ped|s|ping)? (?:of )?(?:the )?(?:spot|place|position|rank(?:ing)?s?|list|"
    r"table|chart)\b|\b(?<=rank )top\b|(?<=ranks )top\b|(?<=ranked )top\b|(?<=ranking )top\b)"
    r"|(?P<champion>\bchampions?\b)|(?P<runner>\brunners?-up\b)"
    r"|(?P<most>(?<!first[- ])(?<!second[- ])(?<!third[- ])(?<!fourth[- ])(?<!th[- ])"
    r"(?<!one of the )(?<!among the )(?<!two )(?<!three )\b(?:largest|biggest|busiest)\b)"
    r"|\b(?P<below>second|third)[- ](?:from (?:the )?(?:bottom|last)|to last)\b"
    r"|(?P<last>\b(?:(?<=rank )|(?<=ranks )|(?<=ranked )|(?<=ranking ))last\b|\blast place\b"
    r"|\bbottom of the (?:list|table|rankings?)\b)"
)
_NTH = rf"(\d{{1,2}}(?:st|nd|rd|th)|(?:(?:twenty|thirty)[- ])?(?:{ORDINAL_WORD})|last)"
_BY_MOON = (
    r"(?:of|in|on|by|according to) (?:the |a )?(?:lunisolar calendar|(?:traditional )?(?:Chinese )?"
    r"(?:traditional )?(?:lunar|traditional|Chinese) (?:calendar|year|new year))"
)
# The 15th day of the first lunar month, August 15 of the lunar calendar, Lunar January.
LUNAR = (
    rf"\b{_NTH}(?: day)? of (?:the )?{_NTH} (?:lunar month|month {_BY_MOON})"
    rf"|\b{_NTH} (?:lunar month['’]s|lunar month,? (?:the |on the |day )?){_NTH}(?: day)?\b"
    rf"|\b({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? {_BY_MOON}"
    rf"|\b(?:the )?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({MONTH}),? {_BY_MOON}"
    rf"|\blunar ({MONTH}) (\d{{1,2}})\b"
    rf"|\b{_NTH} day of (?:the )?(?:Chinese|lunar) new year\b"
    rf"|\b{_NTH} (?:lunar month|month {_BY_MOON})"
)
LUNAR_FESTIVALS = {
    "lantern": (1, 15),
    "dragon": (5, 5),
    "mid-autumn": (8, 15),
    "double ninth": (9, 9),
    "chongyang": (9, 9),
    "qixi": (7, 7),
    "double seventh": (7, 7),
    "ghost": (7, 15),
    "zhongyuan": (7, 15),
    "laba": (12, 8),
}
LUNAR_FESTIVAL = (
    r"\b(lantern|dragon[- ]boat|mid-autumn|double ninth|chongyang|qixi|double seventh|ghost|"
    r"zhongyuan|laba)(?: festival| day)?\b"
    r"|\b((?:chinese|lunar) new year|spring festival)(['’]s eve| eve)?"
    r"|\beve of (?:the )?(chinese new year|lunar new year|spring festival)"
)
ALWAYS = (
    rf"\b{_ALL_DAY}(?:,? (?:and |on )?{_EVERY_DAY})|\b{_EVERY_DAY},? (?:and )?{_ALL_DAY}|"
    r"\b24[/-]7\b|\b(?:a)?round[- ]the[- ]clock\b|\b365 days (?:a|of the) year\b|"
    r"\bevery day of the (?:week|year)\b|\bday and night\b|\bat all hours\b|\ball hours\b|"
    r"\bat any (?:hour|time of (?:the )?(?:day|night))\b|\bday or night\b"
)
NOT_COUNTED = re.compile(
    r"\b(?:one another|one-stop|one[- ]by[- ]one|no one|one-time|one-off|"
    r"one-way|any one|every one|each one|this one|that one|the one(?= that| "
    r"who)|which one|"
    r"at one(?= go| time)|one and all|first of all|at first|first-hand|"
    r"second-hand|second-rate|secondhand|first-rate|first[- ]aid|first and "
    r"foremost|first come|"
    r"seconds?-?long|two-way|two-wheel\w*|(?:a|one) thousand (?:miles|li)\b|one country,? two "
    r"systems|one-window|one-point|one belt,? one road|one-child|six-party|"
    r"four-wheel\w*|three-dimensional|two-dimensional|all-in-one|"
    r"one-on-one|at sixes|once and for all|one's|oneself|for one thing|on "
    r"the one hand|second to none|second nature|on second thoughts|split "
    r"second|"
    r"(?<=per )(?:hundred|thousand|million)|all four seasons|"
    r"the four seasons|from all quarters|headquarters|"
    r"(?<=per )second|(?<=each )second|(?<=every )second|5\+2|"
    r"half[- ]marathons?|full and half marathon|second[- ]track|"
    r"three gorges|eight trigrams|carbon[- ]?14|"
    r"(?:double|triple|four|five|six|seven|eight|nine)[- ]figure|"
    r"(?<=above )zero|(?<=below )zero|close quarters|living quarters)\b",
    re.I,
)
RATIO = re.compile(
    r"\bratios?\b|\bproportion of\b|\bscale of\b|\boutnumber\w*|\bsplit\b|"
    r"\bodds of\b|\bin (?:a )?proportion\b|\b(?:exchange|conversion) rate|\bat a rate of\b",
    re.I,
)
SCORED = re.compile(
    r"\b(?:beat|beats|beaten|defeat\w*|edg(?:e|ed|ing)|w[io]n|wins|lost|lose|loss|draw|drew|"
    r"victory|score[ds]?|home side|rivals?|match|penalt\w+|aggregate|final whistle|trail\w*)\b",
    re.I,
)
RATE = re.compile(r"(?: [a-z]+){0,2} (?:in|out of|per|for|of|to(?= every))(?: every| each)? ", re.I)
OFF_AFTER = re.compile(r" (?:discounts?|off|reduction|cheaper|rebate)\b|-off\b")
OFF_BEFORE = re.compile(r"(?:discount(?:s|ed)?|rebates?) (?:of|by|at)(?: about| up to)? $")
TIME_WORDS = r"(?:a\.?\s?m\.?|p\.?\s?m\.?|A\.?M\.?|P\.?M\.?)(?![A-Za-z])"
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def unit_at(text, at):
    """(end, unit) of the unit word that starts here, the longest one."""
    found = _unit_at(text, at)
    if found is None and TITLE.match(text, at):
        # Headlines write Percent and Million Tonnes.
        found = _unit_at(text[:at] + text[at : at + 40].lower(), at)
        if found and found[0] - at < 3:
            return None
    return found


TITLE = re.compile(r"[A-Z][a-z]{2}")


def _unit_at(text, at):
    best = None
    for pattern in _candidates(text[at : at + 1]):
        m = pattern[0].match(text, at)
        if m and m.end() > at and (best is None or m.end() > best[0]):
            best = m.end(), pattern[1]
    return best


def _candidates(letter):
    """The unit patterns that can start with a letter, found once for each letter."""
    if letter not in FIRST:
        FIRST[letter] = [
            row for row in TABLE if any(_starts(part, letter) for part in _parts(row[0].pattern))
        ]
    return FIRST[letter]


def _parts(pattern):
    depth, part = 0, ""
    for c in pattern:
        depth += (c == "(") - (c == ")")
        if c == "|" and depth == 1:
            yield part
            part = ""
        else:
            part += c
    yield part


def _starts(part, letter):
    part = part.removeprefix("(?:") if part.count("(") > part.count(")") else part
    optional = re.findall(r"^((?:\(\?:[^)]*\)\?)+)", part)
    heads = [part]
    if optional:
        heads.append(part[len(optional[0]) :])
        heads += re.findall(r"[(:|]([A-Za-z])", optional[0])
    if part.startswith("(?:"):
        heads += re.findall(r"[:|(?]([A-Za-z])", part)
    return any(head[:1] == letter for head in heads)
