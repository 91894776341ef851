"""What English says a number or a day is to its sentence: cut to 12 hours, before May 1."""

import re

_CHANGED = (
    r"\b(?:rose|risen|rises?|rising|rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|gr[eo]w|grown|"
    r"growing|climb(?:ed|ing)?|expand(?:ed|ing)?|extend(?:s|ed|ing)?|lengthen(?:s|ed|ing)?|"
    r"widen(?:ed|ing)?|f[ae]ll|fallen|falling|drop(?:ped|ping)?|declin(?:ed|ing)|"
    r"decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)|cut(?:s|ting)?|shorten(?:s|ed|ing)?|"
    r"lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|bring(?:s|ing)?|brought|push(?:es|ed|ing)?|"
    r"lower(?:ed|ing)?|shr[aiu]nk|compress(?:ed|ing)?|trim(?:med|ming)?|slash(?:ed|ing)?|"
    r"narrow(?:ed|ing)?)\b"
)
_ABOUT = (
    r"(?: (?:about|around|nearly|almost|roughly|approximately|some|just|only|a further|another|"
    r"as much as|an average of|a record|close to|less than|more than))*"
)
# Words of what changed; a number among them has its own verb, and "exports to" tells a place.
_THING = (
    r"(?: (?!(?:by|to|of|up|down|exports?|imports?|sales|shipments?|deliver\w+|suppl\w+|access|"
    r"flights?|services?|visits?|trips?|links?|aid|support|trains?|routes?|trade|travel|thanks|"
    r"due|owing|according|compared)\b)[A-Za-z'’-]+){0,6}?"
)
TO = re.compile(
    rf"(?:{_CHANGED}(?:{_THING}| from [^.;,:]{{1,30}})|\badjusted(?: from [^.;,:]{{1,30}})?)"
    rf" to{_ABOUT}\s?$",
    re.I,
)
BY = re.compile(
    rf"{_CHANGED}{_THING} by{_ABOUT}\s?$"
    r"|\b(?:increase|rise|growth|gain|jump|drop|fall|decrease|decline|reduction|saving|cut) of"
    rf"{_ABOUT}\s?$"
    r"|\b(?:rose|fell|climbed|dropped|up|down)"
    r"(?: (?:about|around|nearly|almost|roughly|approximately|some|just|a further|another))*\s?$",
    re.I,
)
# Growth quickened to 5 percent; up to 30 metres, set up 12 windows.
NO_CHANGE = re.compile(
    r"\b(?:up to|growth[^.;,]{0,24} to|set up|picked up|made up|make up|takes? up|took up|"
    r"[a-z]+ing up|broken down)\s?$",
    re.I,
)
_WEEKDAY = r"(?: ?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)?"
_PART = (
    r"(?: (?:midnight|noon|\d[\d:.]* ?[ap]\.?m\.?,?)(?: on)?)?"
    r"(?: the (?:end|start|beginning|close|morning|afternoon|evening) of)?"
)
# The day after May 1 and two days before it are days of their own.
_NOT_BESIDE = "".join(
    f"(?<!{word} )(?<!{word}s )" for word in ("day", "week", "month", "year", "hour")
)
BEFORE = re.compile(
    rf"{_NOT_BESIDE}\b(?:before|prior to|ahead of|no later than|not later than|"
    rf"by){_PART}{_WEEKDAY}\s$",
    re.I,
)
AFTER = re.compile(
    rf"{_NOT_BESIDE}(?<!soon )(?<!shortly )(?<!just )\bafter{_PART}{_WEEKDAY}\s$", re.I
)
BEFORE_TIME = re.compile(
    r"\b(?:before|prior to|ahead of|no later than|not later than|by|nearly|almost|close to) $", re.I
)
AFTER_TIME = re.compile(
    "".join(f"(?<!{word} )(?<!{word}s )" for word in ("day", "hour", "minute"))
    + r"\b(?:after|past) $",
    re.I,
)
_ON = (
    r"(?: (?:again|fully|formally|officially|operations?|services?|work)){0,2} (?:on|in)"
    rf"{_PART}{_WEEKDAY}\s$"
)
BEGINS = re.compile(
    r"\b(?:beg[au]n|begins?|started|starts|opened|opens|reopen(?:ed|s)?|resum(?:ed|es?)|"
    r"launch(?:ed|es)|kick(?:ed|s) off|(?:took|takes?) effect|"
    r"(?:came|comes?) into (?:force|effect)|"
    rf"enter(?:ed|s) into force|(?:put|went|came) into (?:operation|use|service)|inaugurated){_ON}",
    re.I,
)
ENDS = re.compile(
    r"\b(?:end(?:ed|s)|conclud(?:ed|es)|clos(?:ed|es)|wrap(?:ped|s) up|ceased?|halted|"
    rf"stop(?:ped|s)|expire[ds]|shut(?: down)?|laps(?:ed|es)){_ON}",
    re.I,
)
# A closure that begins is no beginning of what is open.
STANDSTILL = re.compile(
    r"\b(?:clos(?:ure|ing)|suspen\w+|shutdown|halt|ban|break|holidays?|stoppage|"
    r"restrictions?|maintenance|repairs?|works?|renovation|upgrad\w+|construction)\b",
    re.I,
)
SPHERE = re.compile(
    r"[\d.]+(?: degrees?|°)(?:[ \d]+(?:minutes?|['′]))?(?: of)?[ -]?"
    r"(?:(?P<word>north|south|east|west)(?:ern)?\b|(?P<letter>[NSEW])\b)"
)
SPHERES = {"N": "north", "S": "south", "E": "east", "W": "west"}


def stances(text, quantity):
    """{aspect: stance} of a quantity in its text, where words right beside it tell."""
    before = text[max(0, quantity.start - 90) : quantity.start]
    if quantity.kind == "date":
        found = {}
        if BEFORE.search(before):
            found["day"] = "before"
        elif AFTER.search(before):
            found["day"] = "after"
        clause = re.split(r"[.;]", before)[-1]
        if not STANDSTILL.search(clause):
            if BEGINS.search(before):
                found["event"] = "begins"
            elif ENDS.search(before):
                found["event"] = "ends"
        return found
    if quantity.kind == "time":
        if BEFORE_TIME.search(before):
            return {"clock": "before"}
        return {"clock": "after"} if AFTER_TIME.search(before) else {}
    if quantity.kind != "number" or quantity.value is None:
        return {}
    sphere = SPHERE.match(text, quantity.start)
    if sphere:
        return {"sphere": sphere["word"] or SPHERES[sphere["letter"]]}
    if quantity.dimension == "times" or NO_CHANGE.search(before):
        return {}
    if TO.search(before):
        return {"change": "to"}
    return {"change": "by"} if BY.search(before) else {}
