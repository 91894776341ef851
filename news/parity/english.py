"""Reads the quantities of an English text."""

import re
from fractions import Fraction

from .quantities import ABOUT, EXACT, LONGEST_NUMBER, MOST, OVER, PLAIN, UNDER, join
from .written import Reader, decimal

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
    "SOM": "(?:Kyrgyz(?:stani)? |Uzbek(?:istani)? )?(?:soms?|sums?)|KGS|UZS",
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
    "TEU": r"TEUs?|twenty-foot equivalent units?(?: \(TEUs?\))?|20-foot equivalent "
    r"units?|standard containers?",
}
MEASURED = {
    "mass": {
        r"(?:metric )?tonn?es?|(?:metric )?tons?|t|MT": 1000,
        r"kilograms?|kilogrammes?|kilos?|kgs?": 1,
        r"milligrams?|mg": "1/1000000",
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
    "temperature": {r"degrees? (?:Celsius|Centigrade|centigrade)|°\s?C|℃": 1},
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
        r"percentage[- ]points?|percent[- ]points?|pps?|ppts?|pct points?|points?": 1,
        r"basis points?|bps?": "1/100",
    },
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
    "aircraft": "flights aircraft planes".split(),
    "ship": "ships vessels boats".split(),
    "thing": (
        "boxes pieces items projects companies enterprises ports countries "
        "routes checkpoints declarations cases "
        "measures agreements documents lanes channels gates containers parcels packages"
    ).split(),
    "month": ["years", "months"],
    "minute": ["days", "weeks", "hours", "minutes"],
    "mass": ["tonnes", "tons"],
    "TEU": ["TEUs"],
}
TABLE = [
    (
        re.compile(
            rf"(?:{words})(?![A-Za-z\d])" if words[0] not in "%‰" else rf"(?:{words})(?![A-Za-z])"
        ),
        (d, Fraction(1)),
    )
    for d, words in UNITS.items()
] + [
    (re.compile(rf"(?:{words})(?![A-Za-z\d])"), (d, Fraction(f)))
    for d, table in MEASURED.items()
    for words, f in table.items()
]
FIRST = {}
HEAD = {word: dimension for dimension, words in HEADS.items() for word in words}
FACTOR = {"years": 12, "weeks": 10080, "days": 1440, "hours": 60, "tonnes": 1000, "tons": 1000}
STOP = frozenset(
    "of by in from to for with at on and or were was is are had has have "
    "as than that which the this per between "
    "a an its their into over under after before since but while where when".split()
)

OVER_WORDS = (
    r"(?<!no )(?<!not )more than|over|in excess of|exceed(?:s|ed|ing)?|"
    r"surpass(?:es|ed|ing)?|above|beyond|topp(?:ed|ing)|upwards? of|(?<!no "
    r")(?<!not )greater than|"
    r"(?<!no )(?<!not )(?:higher|larger|longer|wider|heavier|taller|bigger) than|at least|"
    r"no (?:lower|shorter|smaller) than|no less than|not less "
    r"than|no fewer than|not fewer than|a minimum of|north of|crossed|"
    r"crossing|pass(?:ed|ing)|broke|broken|"
    r"(?:broke|broken|breaking|break) through"
)
UNDER_WORDS = (
    r"no more than|not more than|no greater than|not exceed(?:ing)?|under|"
    r"below|(?<!no )(?<!not )(?:less|fewer|lower|shorter) than|"
    r"at most|a maximum of|not exceeding|not to exceed|"
    r"no(?:t)? (?:longer|higher|larger|wider|heavier|taller|bigger) than|"
    r"does not exceed|do not exceed|did not exceed|never exceed|short of|maximum"
)
ABOUT_WORDS = (
    r"about|around|approximately|roughly|some|circa|"
    r"an estimated|estimated|in the region of|or so|or thereabouts|in the order of|say"
)
NEARLY_WORDS = (
    r"nearly|almost|close to|closer? on|approaching|near|nearing|just about|not quite|"
    r"on the verge of|practically|virtually"
)
LINK = r"(?:\s+(?:the|a|an|another|RMB|of))?[\s(]*$"
# 18 to 45, at least 1.65 metres tall: said of the number that follows.
OF_NO_OTHER = rf"(?! (?:an? |the |another )?(?:[A-Z$€£¥]{{0,4}}\d|(?:{W})\b))"
BEFORE = [
    (
        re.compile(
            r"\b(?:within|up to|as low as|as (?:high|many|much) as)(?:\s+(?:a|the))?[\s(]*$", re.I
        ),
        {UNDER, EXACT},
    ),
    (
        re.compile(rf"\b(?:just|slightly|a little|well|far) (?:over|above|more than){LINK}", re.I),
        {OVER, ABOUT},
    ),
    (
        re.compile(rf"\b(?:just|slightly|a little) (?:under|below|less than|short of){LINK}", re.I),
        {UNDER, ABOUT},
    ),
    (re.compile(rf"\b(?:{UNDER_WORDS}){LINK}", re.I), {UNDER}),
    (re.compile(rf"(?:\b(?:{OVER_WORDS}){LINK}|>\s?$)", re.I), {OVER}),
    (re.compile(rf"\b(?:{NEARLY_WORDS}){LINK}", re.I), {ABOUT, UNDER}),
    (re.compile(rf"\b(?:{ABOUT_WORDS}){LINK}", re.I), {ABOUT}),
]
AFTER = [
    (
        re.compile(
            r"[\s,]*(?:\w+\s)?(?:or|and) (?:more|above|over|higher|upwards?|older)\b(?! than)", re.I
        ),
        {OVER},
    ),
    (
        re.compile(r"[\s,]*(?:\w+\s)?(?:or|and) (?:less|fewer|below|under|lower)\b(?! than)", re.I),
        {UNDER},
    ),
    (re.compile(r"[\s,]*(?:\w+\s)?or (?:so|thereabouts)\b", re.I), {ABOUT}),
    (re.compile(r"\+|[- ]plus\b", re.I), {OVER}),
    (
        re.compile(
            rf",? (?:at (?:the )?(?:very )?least|(?:as a |or )?minimum)\b{OF_NO_OTHER}", re.I
        ),
        {OVER},
    ),
    (
        re.compile(
            rf",? (?:at (?:the )?(?:very )?most|(?:as a |or )?maximum|tops)\b{OF_NO_OTHER}", re.I
        ),
        {UNDER},
    ),
    (re.compile(r"[- ]odd\b", re.I), {OVER, ABOUT}),
]
UP_WORDS = (
    r"up|rose|risen|rise|rises|rising|increas(?:e|es|ed|ing)|grew|grow|"
    r"grows|grown|growing|growth|climb(?:ed|ing)?|surg(?:e|ed|ing)|"
    r"jump(?:ed)?|expand(?:ed|ing)?|gain(?:ed)?|soar(?:ed|ing)?|expansion|"
    r"advanc(?:e|ed)|improved"
)
DOWN_WORDS = (
    r"down|fell|fall|fallen|falling|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|"
    r"ing)|dropp(?:ed|ing)|drop|reduc(?:e|es|ed|ing|tion)|cut(?:ting)?|"
    r"shr[aiu]nk|shrinking|shorten(?:ed|ing)?|slump(?:ed)?|slipp(?:ed)|"
    r"plung(?:e|ed)|"
    r"contract(?:ed|ion)|lower(?:ed|ing)?|dipp(?:ed)|dip|tumbl(?:e|ed)|slid"
)
DIRECTION = re.compile(
    rf"\b(?:(?P<up>{UP_WORDS})|(?P<down>{DOWN_WORDS}))(?:\s+(?:year on year|"
    rf"year-on-year))?(?:\s+(?:rate|range))?(?:\s+(?:by|of|to|at|in|from|was|is|were|reached|"
    rf"totall?ed|hit|stood at|came to|is|has been))?(?:\s+(?:about|nearly|almost|"
    rf"around|over|more than|an?|some|the|roughly|approximately|less than|at "
    rf"least))?\s*$",
    re.I,
)
DIRECTION_AFTER = re.compile(
    r"[\s-]*(?:year[- ]on[- ]year |annual |yearly |month[- ]on[- ]month "
    r")?(?:(?P<up>increase|growth|rise|jump|surge|gain|more|higher|longer|"
    r"hike|expansion|up|behind schedule|late|later)|"
    r"(?P<down>decrease|decline|drop|fall|reduction|cut|"
    r"less|fewer|lower|shorter|down|contraction|ahead of|early|earlier))\b",
    re.I,
)
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
    r"close quarters|living quarters)\b",
    re.I,
)
SCORED = re.compile(
    r"\b(?:beat|beats|beaten|defeat\w*|edg(?:e|ed|ing)|w[io]n|wins|lost|lose|loss|draw|drew|"
    r"victory|score[ds]?|home side|rivals?|match|penalt\w+|aggregate|final whistle|trail\w*)\b",
    re.I,
)
RATE = re.compile(r"(?: [a-z]+){0,2} (?:in|out of|per|for|of)(?: every| each)? ", re.I)
OFF_AFTER = re.compile(r" (?:discounts?|off|reduction|cheaper|rebate)\b|-off\b")
OFF_BEFORE = re.compile(r"(?:discount(?:s|ed)?|rebates?) (?:of|by|at)(?: about| up to)? $")
TIME_WORDS = r"(?:a\.?\s?m\.?|p\.?\s?m\.?|A\.?M\.?|P\.?M\.?)(?![A-Za-z])"
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def unit_at(text, at):
    """(end, unit) of the unit word that starts here, the longest one."""
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


def read(text):
    """The quantities of an English text, in its order."""
    return _English(text).read()


class _English(Reader):
    def read(self):
        self.mask_names()
        self.literals()
        self.dates()
        self.periods()
        self.weekdays()
        self.times()
        self.multiples()
        self.fractions()
        self.ordinals()
        self.numbers()
        found = self.found[: MOST + 1]
        found.sort(key=lambda q: (q.start, q.end))
        join(found, self.text, _is_range, _is_list)
        _join_rates(found, self.text)
        return found

    def mask_names(self):
        self.mask(
            re.compile(
                r"(?m)^[ \t]*(?:\(?\d{1,2}[.)](?=\s)(?!\s\d)|\(?[IVX]{1,5}[.)](?=\s)|\(?[a-z]\)\s)"
            )
        )
        self.mask(re.compile(r"\(\d{1,2}\)(?=\s?[A-Za-z])|[①-⑳❶-❿]"))
        self.each(
            r"24[/-]7|(?:a)?round[- ]the[- ]clock(?:,? (?:seven|7) days a week)?", self.always
        )
        self.each(
            r"\b(?:(?:International )?(?:May Day|Labou?r Day)|National Day|New "
            r"Year['’]s Day|Women['’]s Day|Children['’]s Day|Army Day)",
            self.holiday,
        )
        self.each(
            r"\b[Tt]wo [Ss]essions\b",
            lambda m: self.add("number", m, raws={Fraction(2)}, solid=False),
        )
        self.mask(NOT_COUNTED)
        self.each(
            r"\bFive-Year(?= Plan)|\bfive-year(?= plan)",
            lambda m: self.add(
                "number", m, raws={Fraction(5)}, keys={("month", Fraction(60))}, solid=False
            ),
        )

    def always(self, m):
        self.add("number", m, keys={("minute", Fraction(1440))}, solid=False)

    def holiday(self, m):
        word = m.group().lower()
        days = {"may": (5, 1), "lab": (5, 1), "int": (5, 1), "nat": (10, 1), "new": (1, 1)}
        days |= {"wom": (3, 8), "chi": (6, 1), "arm": (8, 1)}
        self.add("date", m, date=(None, *days[word[:3]]), solid=False)

    def any_case(self, pattern, act):
        self.each(pattern, act, re.I)

    # Dates and periods

    def dates(self):
        year = r"(?:,?\s(?:of\s)?((?:1[5-9]|2[01])\d\d)(?!\d|,\d|\.\d|%))?"
        self.each(
            rf"(?<!\d)((?:18|19|20)\d\d)(?:{TO}|/)((?:19|20)?\d\d)(?![\d,%-]|\.\d|"
            rf"\s?(?:percent|per cent))",
            self.years,
        )
        self.each(r"(?<![\d.])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d]|\.\d)", self.iso)
        self.each(
            r"(?<![\d./])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)", self.day_month_year
        )
        self.each(
            r"(?<![\d.,:/$-])(\d{1,3})[-–](\d{1,3})"
            r"(?![\d%/-]|[.,:]\d| ?(?:percent|per cent|million|billion))",
            self.score,
        )
        self.each(rf"\b({MONTH})\s?({DAY})(?:{TO})({MONTH})\s?({DAY}){year}", self.from_to)
        self.each(
            rf"\b({MONTH})\s?(?:the )?({DAY})((?:(?:\s?(?:-|–|—|~|,|&)\s?|\s?,? "
            rf"?(?:to|and|through|until|till|or)\s){DAY}(?!\s?(?:percent|per cent|%|"
            rf"million|billion|a\.m|p\.m)|:\d|\s[a-z])){{0,5}}){year}",
            self.month_days,
        )
        self.each(
            rf"(?<!\d)(?<!\d[.,:])((?:{DAY}(?:\s?(?:-|–|—|~|,|&)\s?|\s?,? ?(?:to|and|"
            rf"through|until|till|or)\s)){{0,5}})({DAY})(?:\sof)?\s?({MONTH})(?![a-z]"
            rf"){year}",
            self.days_month,
        )
        self.each(rf"\b({MONTH})(?:{TO})({MONTH})(?![a-z]){year}", self.months)
        self.each(rf"(?<=between\s)({MONTH})\sand\s({MONTH}){year}", self.months)
        self.each(rf"\b({MONTH})(?![a-z]){year}", self.month)
        self.each(r"(?:\b(?:the\s)?|['’])((?:1[89]|20)?\d0)['’]?s\b", self.decade)
        self.each(r"\b(\d\d|\d{4})s\b", self.generation)
        self.each(
            r"\b(early|mid|late|end|beginning|start|middle|first ten days|second "
            r"ten days|middle ten days|last ten days)[- ](?:of\s|in\s|"
            r"to\s)?(?:the\s|this\s|last\s|next\s)?(?=\0|(?:19|20)\d\d|month|year|"
            r"January|February|March|April|May|June|July|August|September|October|"
            r"November|December)",
            self.part,
        )
        self.each(r"\b(?:the\s)?(early|mid|late)[- ](?=(?:19|20)\d\d)", self.part)

    def month_number(self, word):
        return MONTHS[word.rstrip(".").lower()]

    def int_day(self, word):
        return int(re.match(r"\d+", word).group())

    def years(self, m):
        one = int(m.group(1))
        two = int(m.group(2)) if len(m.group(2)) == 4 else one // 100 * 100 + int(m.group(2))
        if two <= one:
            return False
        self.add("date", m.span(1), date=(one, None, None), raws={Fraction(one)})
        self.add("date", m.span(2), date=(two, None, None), raws={Fraction(two)})

    def iso(self, m):
        year, month, day = (int(m.group(n)) for n in (1, 3, 4))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return False
        self.add("date", m, date=(year, month, day))

    def day_month_year(self, m):
        one, two, year = int(m.group(1)), int(m.group(3)), int(m.group(4))
        if not (1 <= one <= 31 and 1 <= two <= 31 and min(one, two) <= 12):
            return False
        self.add("date", m, date=(year, two, one) if two <= 12 else (year, one, two))
        if one <= 12 and two <= 12:
            self.found[-1].keys.add(("date", (year, one, two)))

    def score(self, m):
        """3-2 among words of a match; a range would rise."""
        one, two = int(m.group(1)), int(m.group(2))
        around = self.text[max(0, m.start() - 90) : m.end() + 60]
        if not SCORED.search(around):
            return False
        self.add("literal", m, keys={("code", f"{one}:{two}")})
        return None

    def from_to(self, m):
        year = int(m.group(5)) if m.group(5) else None
        self.add(
            "date",
            (m.start(), m.end(2)),
            date=(None, self.month_number(m.group(1)), self.int_day(m.group(2))),
        )
        self.add(
            "date",
            (m.start(3), m.end()),
            date=(year, self.month_number(m.group(3)), self.int_day(m.group(4))),
        )

    def month_days(self, m):
        if self.month_number(m.group(1)) == 5 and m.group(1) == "May" and not m.group(2):
            return False
        month, first = self.month_number(m.group(1)), self.int_day(m.group(2))
        year = int(m.group(4)) if m.group(4) else None
        if not 1 <= first <= 31:
            return False
        others = [
            (int(o.group(1)), (m.start(3) + o.start(), m.start(3) + o.end()))
            for o in re.finditer(r"(\d{1,2})(?:st|nd|rd|th)?", m.group(3))
        ]
        if any(not 1 <= day <= 31 for day, _ in others):
            return False
        end = m.end() if not others else m.end(2)
        self.add("date", (m.start(), end), date=(year, month, first))
        for day, where in others:
            self.add("date", where, date=(year, month, day), raws={Fraction(day)})

    def days_month(self, m):
        month, year = self.month_number(m.group(3)), int(m.group(4)) if m.group(4) else None
        days = [
            (int(o.group(1)), (m.start() + o.start(), m.start() + o.end()))
            for o in re.finditer(r"(\d{1,2})(?:st|nd|rd|th)?", m.group(1))
        ]
        last = self.int_day(m.group(2))
        if any(not 1 <= day <= 31 for day, _ in [*days, (last, None)]):
            return False
        for day, where in days:
            self.add("date", where, date=(year, month, day), raws={Fraction(day)})
        self.add("date", (m.start(2), m.end()), date=(year, month, last))

    def months(self, m):
        self.add(
            "period",
            m.span(),
            keys={("months", self.month_number(m.group(1)), self.month_number(m.group(2)))},
        )
        if m.group(3):
            self.add(
                "date",
                m.span(3),
                date=(int(m.group(3)), None, None),
                raws={Fraction(int(m.group(3)))},
            )

    def month(self, m):
        word = m.group(1)
        if word in ("May", "March", "MAY", "MARCH", "Mar", "Dec", "Jan") and not m.group(2):
            before = self.text[max(0, m.start() - 14) : m.start()]
            if not re.search(
                r"\b(?:in|of|from|to|by|since|last|this|next|until|till|and|early|late|"
                r"mid|through|during|before|after|between|every|each|or|end)[-\s]$|"
                r"[,-]\s?$",
                before,
                re.I,
            ):
                return False
        self.add(
            "date", m, date=(int(m.group(2)) if m.group(2) else None, self.month_number(word), None)
        )

    def decade(self, m):
        number = int(m.group(1))
        year = number if number > 99 else (1900 if number >= 30 else 2000) + number
        self.add("number", m, keys={("decade", year)}, raws={Fraction(number % 100)})

    def generation(self, m):
        number = int(m.group(1))
        year = number if number > 99 else (1900 if number >= 30 else 2000) + number
        self.add("number", m, keys={("decade", year)}, raws={Fraction(number % 100)}, solid=False)

    def part(self, m):
        names = {
            "early": "early",
            "beginning": "early",
            "start": "early",
            "first ten days": "early",
            "mid": "mid",
        }
        names |= {
            "middle": "mid",
            "second ten days": "mid",
            "middle ten days": "mid",
            "late": "late",
            "end": "end",
        }
        names["last ten days"] = "late"
        self.add("part", m.span(1), keys={("part", names[m.group(1)])}, solid=False)

    def periods(self):
        counts = r"(two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01])"
        self.any_case(rf"\bfirst {counts}(?: full)? (months|quarters)", self.first_of)
        self.any_case(rf"\b{counts}[- ]months? (?:of|to|through) (?={MONTH})", lambda m: False)
        self.any_case(
            r"\b(first|second|third|fourth|1st|2nd|3rd|4th|opening|final|last)[ -]quarter\b",
            self.quarter,
        )
        self.any_case(
            r"\b((?:first|second|third)(?:, (?:and )?| and | or | to | through )"
            r"(?:(?:second|third)(?:,? and |, ))?)(second|third|fourth)[ -]quarters?\b",
            self.quarters,
        )
        self.any_case(r"\bQ([1-4])(?!\d)", self.quarter)
        self.any_case(
            r"\b(?:(first|second|latter|1st|2nd|last|other) half(?! (?:hour|a|an|"
            r"million))|H([12]))\b(?:[- ]year)?",
            self.half_year,
        )

    def first_of(self, m):
        word = m.group(1).lower()
        number = int(word) if word.isdigit() else VALUE[word]
        last = number * 3 if m.group(2).lower() == "quarters" else number
        if last > 12:
            return False
        self.add("period", m, keys={("months", 1, last)})

    def quarter(self, m):
        word = m.group(1).lower()
        names = {
            "first": 1,
            "opening": 1,
            "second": 2,
            "third": 3,
            "fourth": 4,
            "final": 4,
            "last": 4,
        }
        number = names.get(word) or int(word[0])
        self.add("period", m, keys={("months", 3 * number - 2, 3 * number)})

    def quarters(self, m):
        for word in re.finditer(r"first|second|third|fourth", m.group(), re.I):
            number = ORDINAL[word.group().lower()]
            where = m.start() + word.start(), m.start() + word.end()
            self.add("period", where, keys={("months", 3 * number - 2, 3 * number)})
        self.found[-1].end = m.end()

    def half_year(self, m):
        first = (m.group(1) or m.group(2)).lower()[0] in "f1"
        self.add("period", m, keys={("months", 1, 6) if first else ("months", 7, 12)})
        if (m.group(1) or "").lower() in ("other", "last"):
            self.found[-1].solid = False

    def weekdays(self):
        self.each(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b", self.weekday)
        self.each(
            r"\b(Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat)\.?(?=,|\)|\s\0|"
            r"\s?[-–]\s?[MTWFS])|(?<=[-–(])(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b",
            self.weekday,
        )

    def weekday(self, m):
        word = (m.group(1) or m.group(2))[:3].lower()
        number = next(n for n, name in enumerate(WEEKDAYS, 1) if name.startswith(word))
        self.add("weekday", m, keys={("weekday", number)})

    def times(self):
        hour = r"(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
        half = (
            rf"\b(half|a quarter|quarter|five|ten|twenty|\d{{1,2}}) (past|to) {hour}("
            rf"?:\s?({TIME_WORDS}))?(?! (?:percent|per|million|tonnes|days|hours|"
            rf"minutes|[a-z]+s\b))"
        )
        self.each(half, self.past)
        # 3 to 5 p.m.: the first takes the half of the day from the second.
        self.each(
            rf"(?<!\d)(?<!\d[.,:])(\d{{1,2}})(?::([0-5]\d))?(?=(?:\s?[-–—]\s?|"
            rf"\s(?:to|and|until|till)\s)\d{{1,2}}(?:[:.][0-5]\d)?\s?({TIME_WORDS}))",
            self.clock,
        )
        self.each(
            rf"(?<!\d)(?<!\d[.,:])(\d{{1,2}})(?:[:.]([0-5]\d))?(?::[0-5]\d)?\s?({TIME_WORDS})",
            self.clock,
        )
        self.each(
            r"(?:(?<![\d.,:\w])|(?<=:\d\d,))(\d{1,2}):([0-5]\d)(?::[0-5]\d)?(?![\d:])()", self.clock
        )
        self.each(rf"\b{hour} o['’]clock()()", self.clock)
        self.each(r"(?<!\d)(?<!\d[.,:])([01]\d|2[0-4])([0-5]\d)(?= hours\b| hrs\b)()", self.clock)
        self.each(
            rf"\b{hour}()\s({TIME_WORDS}|in the (?:morning|afternoon|evening)|at night)", self.clock
        )
        self.each(r"\b(?:12\s)?(noon|midday|midnight)\b", self.noon)

    def past(self, m):
        first, side, word, marker = m.groups()
        hour = int(word) if word.isdigit() else VALUE[word]
        minute = {"half": 30, "quarter": 15, "a quarter": 15}.get(first) or (
            int(first) if first.isdigit() else VALUE.get(first, 0)
        )
        named = first in ("half", "quarter", "a quarter")
        # "3 to 5 p.m." is a range, "ten to five p.m." a time.
        if hour > 12 or not named and (not marker or first.isdigit() and side == "to"):
            return False
        clock = hour * 60 + (minute if side == "past" else -minute)
        self.at(m, clock, marker or "")

    def clock(self, m):
        word, minute, marker = m.group(1), m.group(2), m.group(3) or ""
        hour = int(word) if word.isdigit() else VALUE[word.lower()]
        if hour > 24 or hour > 12 and marker[:1] in ("a", "A"):
            return False
        if not minute and not marker and "clock" not in m.group():
            return False
        self.at(m, hour * 60 + int(minute or 0), marker)
        if minute and not marker:
            self.found[-1].keys.add(("code", f"{hour}:{minute}"))
        elif not minute:
            self.found[-1].raws.add(Fraction(hour))

    def at(self, m, clock, marker):
        after = self.text[m.end() : m.end() + 22]
        said = re.match(
            r"\s(?:o['’]clock\s)?(?:in the |at |this |that |on the )?(?:same "
            r")?(morning|afternoon|evening|night)",
            after,
        )
        if not marker and said:
            marker = said.group(1)
        half = marker.lower().removeprefix("in the ").removeprefix("at ")
        if half[:1] in ("p", "e") or half in ("afternoon", "night"):
            readings = {clock if clock >= 720 else clock + 720}
            if half == "night" and clock >= 720 or half == "night" and clock < 300:
                readings = {clock % 720}
        elif half[:1] == "a" or half == "morning":
            readings = {clock - 720 if clock >= 720 and clock < 780 else clock}
        elif "clock" in m.group() or "past" in m.group() or " to " in m.group():
            readings = {clock, clock + 720}
        else:
            readings = {clock}
        self.add("time", m, keys={("time", reading % 1440) for reading in readings})

    def noon(self, m):
        self.add("time", m, keys={("time", 0 if m.group(1) == "midnight" else 720)}, solid=False)

    # Multiples, fractions, ordinals, numbers

    def multiples(self):
        number = rf"(\d+(?:\.\d+)?|{W})"
        self.any_case(r"\b(doubl|tripl|trebl|quadrupl|quintupl)(?:e|ed|ing|es)\b", self.multiple)
        self.any_case(rf"\b{number}[- ]?fold\b", self.fold)
        self.any_case(rf"\b{number} (?:and a half )?times\b", self.times_over)
        self.any_case(
            r"\btwice\b|\bonce\b|\bboth\b|\bpair\b|\bduo\b|\bdual\b|\bcouple\b|\bsingle\b|\bsole\b",
            self.small,
        )

    def multiple(self, m):
        times = Fraction(MULTIPLES[m.group(1).lower()])
        self.add(
            "number",
            m,
            keys={("times", times), ("ratio", times - 1)},
            raws={times},
            unit=("times", Fraction(1)),
            solid=not m.group().endswith("e"),
        )

    def number_of(self, word):
        if word[0].isdigit():
            return decimal(word)
        value = VALUE.get(word.lower()) or SCALE.get(word.lower())
        return None if value is None else Fraction(value)

    def fold(self, m):
        value = self.number_of(m.group(1))
        if value is None:
            return False
        keys = {("fold", value), ("times", value), ("ratio", value)}
        self.add("number", m, keys=keys, raws={value}, unit=("times", Fraction(1)))

    def times_over(self, m):
        value = self.number_of(m.group(1))
        if value is None:
            return False
        if "and a half" in m.group():
            value += Fraction(1, 2)
        keys = {("times", value), ("fold", value), ("ratio", value)}
        self.add("number", m, keys=keys, raws={value}, unit=("times", Fraction(1)))

    def small(self, m):
        value = Fraction(1 if m.group().lower() in ("once", "single", "sole") else 2)
        self.add("number", m, raws={value}, keys={("times", value), ("fold", value)}, solid=False)

    def fractions(self):
        small = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten"
        self.any_case(
            rf"(?<![\d.,:])\b({small})(?:[- ]to[- ](one|1)\b(?!\d| [ap]\.?m)"
            rf"| to ({small})\b(?= ratio))",
            self.proportion,
        )
        self.any_case(rf"(?<=ratio of )({small}) to ({small})\b()", self.proportion)
        units = (
            r"(year|month|day|hour|week|decade|century|kilomet(?:er|re)|met(?:er|re)|tonne|ton"
            r"|kilogram|million|billion|dozen|minute)"
        )
        some = rf"(\d+|{W}|a|an)"
        self.any_case(r"\b(a|three)[- ]quarters? of an hour\b", self.quarter_hours)
        self.any_case(rf"\bhalf[- ](?:an?[- ])?{units}\b", self.half_unit)
        self.any_case(
            rf"\b{some}[- ](year|month|day|hour|week|decade|minute|mile|kilomet(?:er|re)"
            r"|met(?:er|re)|ton(?:ne)?)s?[- ]and[- ]a[- ]half\b",
            self.unit_and_half,
        )
        self.any_case(
            rf"\b({W}|\d+)[- ]and[- ](a|three)[- ]quarters?"
            r"[- ](years?|hours?|kilomet(?:er|re)s?|miles?)\b",
            self.and_quarters,
        )
        self.any_case(rf"\b{some}[- ]and[- ]a[- ]half[- ]({W}|[a-z]+)", self.and_half)
        names = (
            "halves|half|quarters?|thirds?|fourths?|fifths?|sixths?|sevenths?|"
            "eighths?|ninths?|tenths?|twentieths?|hundredths?|thousandths?"
        )
        self.any_case(
            rf"\b(one|two|three|four|five|six|seven|eight|nine)[- ]({names})\b(?! "
            rf"(?:century|session|anniversary|edition|meeting|plenary))",
            self.fraction,
        )
        self.any_case(
            r"\b(a|an)[- ](third|quarter|fourth|fifth|tenth|sixth|eighth|half)\b(?= "
            r"of| that| the|[.,;:)]|$| in | from | to | over | more| less| higher| "
            r"lower| year| this| were| was| are| is)(?! (?:of a )?(?:year|an hour))",
            self.fraction,
        )
        self.any_case(
            r"(?<!first )(?<!second )\b(?:half|halv(?:e[sd]?|ing))\b(?!-hear|-way|way)", self.half
        )
        self.any_case(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/])", self.slash)
        self.any_case(r"(\d+(?:\.\d+)?)\s?[×x*]\s?10\^?(\d{1,2})(?!\d)", self.power)

    def proportion(self, m):
        one, other = self.number_of(m.group(1)), self.number_of(m.group(2) or m.group(3))
        self.add("literal", m, keys={("code", f"{one}:{other}")})

    def quarter_hours(self, m):
        minutes = Fraction(15 if m.group(1).lower() == "a" else 45)
        self.add("number", m, keys={("minute", minutes)}, unit=("minute", Fraction(1)))
        self.describe(self.found[-1])

    def half_unit(self, m):
        word = m.group(1).lower()
        if word in SCALE or word == "dozen":
            value = Fraction(SCALE.get(word, 12), 2)
            self.add("number", m, value=value)
        else:
            unit = unit_at(word, 0)[1]
            self.add("number", m, keys={(unit[0], unit[1] / 2)}, unit=unit, solid=word != "day")
        self.describe(self.found[-1])

    def plain_value(self, word):
        word = word.lower()
        if word in ("a", "an"):
            return Fraction(1)
        return self.number_of(word)

    def unit_and_half(self, m):
        value, unit = self.plain_value(m.group(1)), unit_at(m.group(2).lower(), 0)[1]
        if value is None:
            return False
        self.add("number", m, value=value + Fraction(1, 2), unit=unit)
        self.describe(self.found[-1])

    def and_quarters(self, m):
        value, unit = self.plain_value(m.group(1)), unit_at(m.group(3).lower(), 0)[1]
        if value is None:
            return False
        part = Fraction(3 if m.group(2) == "three" else 1, 4)
        self.add("number", m, value=value + part, unit=unit)
        self.describe(self.found[-1])
        return None

    def and_half(self, m):
        value, word = self.plain_value(m.group(1)), m.group(2).lower()
        if value is None:
            return False
        scale = Fraction(SCALE.get(word, 1))
        unit = unit_at(word, 0) if word not in SCALE else None
        if word in SCALE:
            found = self.unit_after(m.end())
            self.add(
                "number",
                (m.start(), found[0] if found else m.end()),
                value=value + Fraction(1, 2),
                scale=scale,
                unit=found and found[1],
            )
        else:
            end = m.end() if unit and unit[0] == len(word) else m.start(2)
            self.add(
                "number",
                (m.start(), end),
                value=value + Fraction(1, 2),
                unit=unit[1] if unit and unit[0] == len(word) else None,
            )
        self.describe(self.found[-1])

    def fraction(self, m):
        top, name = self.plain_value(m.group(1)), m.group(2).lower()
        below = DENOMINATOR.get(name) or DENOMINATOR.get(name.rstrip("s"))
        if top is None or not below or top > below or top == 1 and name.endswith("s"):
            return False
        self.ratio(m, Fraction(top, below))
        if name.startswith("quarter"):
            # Three quarters may be nine months.
            self.found[-1].keys.add(("month", 3 * top))

    def ratio(self, m, value):
        self.add("number", m, keys={("ratio", value)}, unit=("ratio", Fraction(1)))
        self.describe(self.found[-1])

    def half(self, m):
        self.ratio(m, Fraction(1, 2))

    def slash(self, m):
        top, below = int(m.group(1)), int(m.group(2))
        if not below:
            return False
        self.ratio(m, Fraction(top, below))
        quantity = self.found[-1]
        if 1 <= top <= 12 and below <= 31:
            quantity.date = (None, top, below)
        elif 1 <= below <= 12 and top <= 31:
            quantity.date = (None, below, top)

    def power(self, m):
        power = int(m.group(2))
        if power > 30:
            return False
        money = re.search(
            r"(CNY|RMB|USD|US\$|\$|EUR|€)\s?$", self.text[max(0, m.start() - 5) : m.start()]
        )
        names = {"RMB": "CNY", "US$": "USD", "$": "USD", "€": "EUR"}
        forced = money and (names.get(money.group(1), money.group(1)), Fraction(1))
        self.number(m.start(), m.end(), decimal(m.group(1)) * 10**power, Fraction(1), forced)

    def ordinals(self):
        tens = "|".join(TENS)
        ninth = "|".join(UP_TO_NINE)
        self.any_case(r"(?<![\d,])(\d{1,3}(?:,\d{3})+|\d{1,9})(st|nd|rd|th)\b", self.ordinal_digits)
        self.any_case(
            rf"\b(?:(\d+(?:\.\d+)?|{W})[- ])?(thousand|million|billion)th\b", self.ordinal_scale
        )
        self.any_case(
            r"\b(?:Articles?|Paragraphs?|Clauses?|Chapters?|Sections?|Items?|Annex(?:es)?|Appendix|"
            r"Points?|Subparagraphs?)[- ](?-i:\(?(\d{1,3}))"
            r"(?![\d.,]\d|\d|[ -](?:[a-z]+s|percent)\b|%)",
            self.ordinal_number,
        )
        self.any_case(rf"\bTerminal[- ](\d{{1,2}}|{W})\b", self.terminal)
        self.any_case(rf"\b({tens})[- ]({ninth})\b", self.ordinal_words)
        self.any_case(rf"\b({ORDINAL_WORD})(ly)?\b", self.ordinal_word)
        self.any_case(
            r"\b(?:Phase|Stage|Part|Type|Class|Category|Grade|Tier|Terminal|War|"
            r"Chapter|Section|Level)[- ](?-i:([IVX]{1,4}))\b",
            self.roman,
        )
        self.any_case(r"\b(?-i:No|Nos|Number|number)\.?\s?(\d+)(?=\D|$)", self.ordinal_number)

    def ordinal_digits(self, m):
        self.ordinal(m, int(m.group(1).replace(",", "")[:9]))

    def ordinal_scale(self, m):
        value = self.number_of(m.group(1)) if m.group(1) else Fraction(1)
        number = value and value * SCALE[m.group(2).lower()]
        if not number or number.denominator != 1:
            return False
        self.ordinal(m, int(number))
        return None

    def terminal(self, m):
        number = self.number_of(m.group(1))
        if number is None:
            return False
        self.add("literal", m, keys={("code", f"T{number}")}, raws={number})
        return None

    def ordinal_number(self, m):
        if len(m.group(1)) > LONGEST_NUMBER:
            return False
        self.ordinal(m, int(m.group(1)))
        self.found[-1].solid = True

    def ordinal_words(self, m):
        self.ordinal(m, VALUE[m.group(1).lower()] + ORDINAL[m.group(2).lower()])

    def ordinal_word(self, m):
        self.ordinal(m, ORDINAL[m.group(1).lower()])
        solid = m.group(1).lower() != "first" and not m.group(2)
        before = self.text[max(0, m.start() - 3) : m.start()]
        if (
            self.found[-1].raws == {2}
            and re.search(r"(?:^|[\s(])a $", before)
            or self.text[m.end() : m.end() + 1] == ","
        ):
            solid = False
        self.found[-1].solid = solid

    def ordinal(self, m, number):
        self.add("ordinal", m, raws={Fraction(number)}, solid=number > 1)
        if re.match(r" five[- ]year plan", self.text[m.end() : m.end() + 16], re.I):
            self.found[-1].keys.add(("plan", 1951 + 5 * number))
        if 1 <= number <= 31:
            self.found[-1].keys.add(("day", number))
        if re.match(r"[- ]anniversar", self.text[m.end() : m.end() + 12]):
            self.found[-1].keys.add(("month", Fraction(12 * number)))

    def roman(self, m):
        if m.group(1) not in ROMAN:
            return False
        self.add("ordinal", m, raws={Fraction(ROMAN[m.group(1)])}, solid=m.group(1) != "I")

    def numbers(self):
        for pattern, order in VAGUE:
            self.any_case(
                rf"\b{pattern}\b",
                lambda m, order=order: self.vague(m, order),
            )
        scale = "|".join([*SCALE, *SHORT])
        money = r"(US\$|HK\$|RMB|CNY|USD|EUR|GBP|HKD|KZT|RUB|JPY|¥|￥|\$|€|£|yuan)?\s?"
        self.any_case(
            rf"{money}(?:(minus|negative|(?<![\w\d)])-)\s?)?(?<!\d)(?<!\d\.)(?<!\d,(?=\d{{3}}(?!\d)))(\d"
            rf"{{1,3}}(?:[, ]\d{{3}})+(?!\d)(?:\.\d+)?|\d{{1,3}}(?:,\d{{3}})+(?!\d)(?"
            rf":\.\d+)?|\d+(?:\.\d+)?)"
            rf"((?:[\s-]?(?:{scale}|(?<=\d)[mMbBK])(?![A-Za-z\d])){{0,3}})",
            self.digits,
        )
        self.any_case(
            rf"\b(?:(minus|negative)\s)?(?:(?:an?)\s(?=hundred|thousand|million|"
            rf"billion|trillion|dozen))?(?:{W})(?:(?:[\s-]{{1,2}}(?:and\s)?)(?:{W}))"
            rf"{{0,12}}\b",
            self.words,
        )
        self.any_case(
            r"\b(?:a|an|per|each|every)\s(decade|century|fortnight|year|month|week|"
            r"day|hour|minute|kilomet(?:er|re)|tonne|ton)\b",
            self.article,
        )

        self.any_case(r"\b(decade|century|fortnight)\b", self.article)
        self.any_case(r"\ba score(?= of [a-z]+s\b)", self.twenty)
        names = "twen|thir|for|fif|six|seven|eigh|nine"
        self.any_case(rf"\b({names})ties\b", self.of_ten)

    def vague(self, m, order):
        of = re.compile(r" of(?: the)? ").match(self.text, m.end())
        found = self.unit_after(of.end() - 1 if of else m.end())
        self.add(
            "vague",
            m,
            keys={("order", order)},
            unit=found and found[1],
            qualifiers=frozenset({OVER, ABOUT}),
        )

    def twenty(self, m):
        found = self.unit_after(m.end() + 3)
        self.add(
            "number",
            m,
            value=Fraction(20),
            unit=found and found[1],
            qualifiers=frozenset({EXACT, ABOUT, OVER}),
            solid=False,
        )

    def of_ten(self, m):
        number = 10 * (
            2 + "twen thir for fif six seven eigh nine".split().index(m.group(1).lower())
        )
        self.add(
            "number",
            m,
            raws={Fraction(number)},
            keys={("decade", 1900 + number), ("month", Fraction(12 * number))},
            qualifiers=frozenset({EXACT, ABOUT, OVER}),
            solid=False,
        )

    def article(self, m):
        unit = unit_at(m.group(1).lower(), 0)[1]
        self.add("number", m, value=Fraction(1), unit=unit, solid=False)
        self.describe(self.found[-1])

    def digits(self, m):
        money, sign, number, scales = m.groups()
        if len(number) > LONGEST_NUMBER:
            self.add("literal", m.span(3), keys={("code", number)})
            return None
        if " " in number:
            # A space that parts thousands is a hard one; else there are two numbers.
            original = self.original[m.start(3) : m.end(3)]
            if re.search(r" ", original):
                number = number.split(" ")[0]
                scales = ""
                self._rest = m.start(3) + len(number)
                self.number(m.start(), m.start(3) + len(number), decimal(number), Fraction(1))
                for part in re.finditer(r"\d[\d,.]*\d|\d", self.text[self._rest : m.end(3)]):
                    start = self._rest + part.start()
                    self.number(
                        start,
                        self._rest + part.end(),
                        decimal(part.group()) or Fraction(0),
                        Fraction(1),
                    )
                return None
            number = number.replace(" ", ",")
        value, scale = decimal(number), Fraction(1)
        if value is None:
            return False
        end = m.end()
        for word in re.findall(r"[A-Za-z]+", scales):
            short = {"m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "K": 1000}
            if word in short:
                if not money and word in "mM":
                    end = m.end(3)
                    break
                scale *= short[word]
            else:
                scale *= SCALE.get(word.lower()) or SHORT[word.lower()]
        if sign:
            value = -value
        forced = None
        if money:
            forced = {
                "US$": "USD",
                "HK$": "HKD",
                "RMB": "CNY",
                "¥": "CNY",
                "￥": "CNY",
                "$": "USD",
                "€": "EUR",
            }
            money = money.upper()
            forced = (
                forced.get(money) or {"£": "GBP", "YUAN": "CNY"}.get(money, money),
                Fraction(1),
            )
        start = m.start(1) if money else m.start(2) if sign else m.start(3)
        quantity = self.number(start, end, value, scale, forced)
        four = scale == 1 and number.isdigit() and len(number) == 4
        if four and 1800 <= int(number) <= 2199 and not quantity.unit:
            quantity.kind, quantity.date = "date", (int(number), None, None)
            quantity.finish()
        return None

    def words(self, m):
        start = None
        total = current = Fraction(0)
        last = None
        end = m.start()
        negative = bool(m.group(1))

        def flush(at):
            nonlocal total, current, last, start
            value = total + current
            if start is not None and value < 10**LONGEST_NUMBER:
                self.number(start, at, -value if negative else value, Fraction(1), words=True)
            total, current, last, start = Fraction(0), Fraction(0), None, None

        for word in re.finditer(r"[A-Za-z]+", m.group()):
            at, name = m.start() + word.start(), word.group().lower()
            if name in ("a", "an"):
                start, current, last = at, Fraction(1), "a"
            elif name in ("and", "minus", "negative"):
                if name == "and" and last not in ("hundred", "scale"):
                    flush(end)
                continue
            elif name in ("hundred", "dozen"):
                if start is None:
                    start, current = at, Fraction(1)
                current *= 100 if name == "hundred" else 12
                last = "hundred"
            elif name in SCALE:
                if start is None:
                    start, current = at, Fraction(1)
                if total and current == 0:
                    total *= SCALE[name]
                else:
                    total += current * SCALE[name]
                current, last = Fraction(0), "scale"
            else:
                value = VALUE[name]
                if last in ("one", "ten", "teen") and not (last == "ten" and 0 < value < 10):
                    flush(end)
                if start is None:
                    start = at
                current += value
                last = "one" if value < 10 else "ten" if value >= 20 else "teen"
            end = m.start() + word.end()
        flush(end)

    def number(self, start, end, value, scale, forced=None, words=False):
        if value is None:
            return None
        found = None if forced and forced[0] not in ("USD",) else self.unit_after(end)
        unit = forced or (found and found[1])
        if found and (found[1][0] in ("USD", "CNY", forced[0]) if forced else found[2]):
            end = found[0]
        solid = not (words and value * scale in (0, 1))
        if re.match(
            r" degrees? (?:Celsius |centigrade )?below zero| below zero", self.text[end : end + 30]
        ) or re.match(r" below zero", self.text[end : end + 12]):
            value = -value
        self.add("number", (start, end), value=value, scale=scale, unit=unit, solid=solid)
        quantity = self.found[-1]
        if unit and unit[0] == "ratio":
            reduced = OFF_AFTER.match(self.text, end) or OFF_BEFORE.search(
                self.text, max(0, start - 24), start
            )
            quantity.keys.add(("off" if reduced else "full", value * scale * unit[1]))
        if words and value == 12:
            quantity.raws.add(Fraction(10)) if "dozen" in self.text[start:end] else None
        self.describe(quantity)
        return quantity

    def unit_after(self, at):
        """(end, unit, direct) of the unit that a number at this place has, or None."""
        m = re.compile(r"[\s-]{0,2}").match(self.text, at)
        found = unit_at(self.text, m.end())
        if found and not (
            found[0] - m.end() == 1 and self.text[m.end() : found[0]] in "tmg" and m.end() > at + 1
        ):
            return (*found, True)
        words = re.compile(r"[\s-]{0,2}((?:[A-Za-z][\w'’–-]*\s?){1,6})").match(
            self.text, at, at + 90
        )
        if words:
            for n, word in enumerate(re.findall(r"[A-Za-z][\w'’–-]*", words.group(1))):
                if word in STOP or word in VALUE:
                    break
                if word in HEAD and n < 6:
                    return at, (HEAD[word], Fraction(FACTOR.get(word, 1))), False
        return None

    def describe(self, quantity):
        before = self.text[max(0, quantity.start - 44) : quantity.start]
        qualifiers = PLAIN
        for pattern, meaning in BEFORE:
            if pattern.search(before):
                qualifiers = frozenset(meaning)
                break
        else:
            for pattern, meaning in AFTER:
                if pattern.match(self.text[quantity.end : quantity.end + 30]):
                    qualifiers = frozenset(meaning)
                    break
        if (
            quantity.unit
            and quantity.unit[0] in ("month", "minute")
            and re.search(r"\bover\s+(?:the\s+)?$", before)
        ):
            qualifiers |= {EXACT}
        quantity.qualifiers = qualifiers
        m = DIRECTION.search(before)
        after = None if m else DIRECTION_AFTER.match(self.text[quantity.end : quantity.end + 36])
        m = m or after
        if m and not (after is None and before.rstrip().lower().endswith("up to")):
            quantity.direction = 1 if m.group("up") else -1
        elif m:
            quantity.direction = 0
        elif quantity.unit and quantity.unit[0] == "points":
            beside = ABOVE_AVERAGE.match(self.text, quantity.end)
            if beside:
                quantity.direction = 1 if beside.group(1) else -1

    def __init__(self, text):
        self.original = text
        super().__init__(text)

    def add(self, kind, where, **fields):
        super().add(kind, where, **fields)
        quantity = self.found[-1]
        if kind == "number" and quantity.value is None and quantity.qualifiers == PLAIN:
            self.describe(quantity)


def _is_range(between, before):
    if re.fullmatch(r"\s?(?:-|–|—|~)\s?|\s(?:to|through)\s|-to-", between):
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
            one.keys.add(("ratio", top / below))
            if below >= 100 and below in (100, 1000, 10**4, 10**5, 10**6):
                other.solid = False


def _is_list(between):
    return re.fullmatch(r"(?:,| and| or|, and|,? & )\s?", between) is not None
