"""What a number is said of, as far as a few words tell: 三个口岸, "exports rose 5 percent".

Two numbers that changed places cannot be seen from the numbers alone. The words here settle it
where both languages name both subjects; anything else tells nothing.
"""

import re

from .vocabulary import Name, Vocabulary

# What is counted: a number stands before it.
COUNTED = (
    ("口岸", "port|ports|crossing|crossings"),
    ("通道|车道", "lane|lanes|channel|channels|passage|passages|corridor|corridors"),
    ("国家", "countries|nations"),
    ("企业|公司", "companies|enterprises|firms|businesses"),
    ("部门", "departments|agencies|authorities"),
    ("窗口", "windows|counters"),
    ("项目|工程", "project|projects"),
    ("民警|警官|关员|官兵", "officers|police"),
    ("专家", "experts"),
    ("代表", "delegates|representatives|deputies"),
    (
        "旅客|游客",
        "passenger|passengers|traveler|travelers|traveller|travellers|tourist|tourists|"
        "visitor|visitors",
    ),
    ("货车|卡车", "trucks|lorries"),
    ("客车|大巴", "buses|coaches"),
    ("列车|班列", "trains"),
    ("航班", "flights"),
    ("航线", "routes"),
    ("措施|举措", "measures|steps"),
    ("县|县市", "counties"),
    ("乡镇|乡", "townships"),
    ("村", "villages"),
    ("路口", "junctions"),
    ("仓库", "warehouses"),
    ("车间", "workshops"),
    ("学生", "students|pupils"),
    ("教师", "teachers"),
    ("桥", "bridge|bridges"),
    ("隧道", "tunnel|tunnels"),
    ("车站", "stations"),
    ("泊位|车位", "berths|spaces"),
    ("批次", "batches|consignments"),
    ("章", "chapters"),
    ("条", "articles"),
)
# Who is counted, and may be named first, with the figure after it: 男37人，女29人.
PEOPLE = (
    ("男", "men|male"),
    ("女", "women|female"),
    ("成人", "adults|adult"),
    ("儿童", "children|child"),
)
# What a figure is said of, before it or after it.
SAID_OF = (
    ("进口|输入", "imports|imported|import"),
    ("出口|输出", "exports|exported|export"),
    (
        "入境|进境",
        "inbound|entering|entry|entries|entered|arrival|arrivals|arrived|arriving",
    ),
    (
        "出境",
        "outbound|leaving|exit|exits|left|departure|departures|departed|departing",
    ),
    ("公路", "road|roads|highway|highways"),
    ("铁路", "rail|railway|railways"),
    ("航空", "air"),
)
WHEN = (
    ("上年|去年", "last year"),
    ("今年", "this year"),
)
# What figures are given of, one after the other. Each may stand within the name of another, so
# they tell nothing of a figure alone.
GIVEN_OF = (
    ("煤炭|原煤|煤", "coal"),
    ("铜精矿|铜", "copper concentrate|copper concentrates|copper"),
    ("铁矿石|铁矿砂|铁矿", "iron ore"),
    ("原油", "crude oil|crude"),
    ("成品油", "refined oil"),
    ("天然气", "natural gas|gas"),
    ("汽油", "gasoline|petrol"),
    ("柴油", "diesel"),
    ("粮食", "grain|grains"),
    ("小麦", "wheat"),
    ("玉米", "maize|corn"),
    ("大麦", "barley"),
    ("面粉", "flour"),
    ("棉花", "cotton"),
    ("木材", "timber|wood"),
    ("化肥", "fertilizer|fertiliser|fertilizers|fertilisers"),
    ("水果|果品", "fruit|fruits"),
    ("蔬菜", "vegetables"),
    ("番茄酱", "tomato paste"),
    ("牛羊肉|肉类|冻肉", "meat"),
    ("机电产品", "mechanical and electrical products"),
    ("农产品", "farm produce|agricultural products|farm products"),
    ("电动汽车|新能源汽车|新能源车", "electric cars|electric vehicles|new energy vehicles|NEVs"),
    ("锂电池", "lithium batteries"),
    ("光伏组件|光伏产品|太阳能电池", "solar modules|solar products|photovoltaic modules"),
    ("其他货物|其他", "other cargo|other goods|others|other"),
    ("客运", "passenger"),
    ("货运", "freight|cargo"),
    ("前者", "former"),
    ("后者", "latter"),
    ("周末", "weekends|weekend"),
    ("平日|工作日", "weekdays|weekday|workdays"),
    ("周六|星期六", "Saturday"),
    ("周日|星期日|星期天", "Sunday"),
)
THINGS = Vocabulary(
    Name(tuple(zh.split("|")), tuple(en.split("|")), "thing")
    for zh, en in (*PEOPLE, *SAID_OF, *GIVEN_OF)
)


# What a change is measured against; it stands beside what changed, so it is a table of its own.
AGAINST = (
    ("同比|上年|去年", "year[- ]on[- ]year|year (?:ago|earlier|before)|(?:previous|last) year"),
    (
        "环比|上个?月|上个?季度|前一个?月|前一个?季度",
        "month[- ]on[- ]month|quarter[- ]on[- ]quarter|(?:month|quarter) (?:ago|earlier|before)|"
        "(?:previous|last) (?:month|quarter)|from (?:January|February|March|April|May|June|July|"
        "August|September|October|November|December)",
    ),
)


def _compiled(table, side):
    return [re.compile(rf"\b(?:{row[1]})\b" if side else row[0], re.I) for row in table]


AFTER = tuple(_compiled(COUNTED + PEOPLE, side) for side in (0, 1))
SINCE = tuple(_compiled(AGAINST, side) for side in (0, 1))
AROUND = tuple(_compiled(SAID_OF + WHEN, side) for side in (0, 1))
ENDS = tuple(
    map(
        re.compile,
        (r"[，,。；;、！？和及与\n\d（(]", r"[,.;:!?\n\d(]|\band\b|\bor\b|\bin\b|\bfor\b"),
    )
)
CLAUSES = tuple(
    map(re.compile, (r"[，,。；;！？\n]", r"[,.;!?\n](?!\d)|\band\b|\bwhile\b|\bbut\b"))
)


def subjects_turned(zh, en):
    """Whether the languages name two of the subjects in different order."""
    places = [
        [at.start() if (at := pattern.search(text)) else None for pattern in AROUND[side]]
        for side, text in enumerate((zh, en))
    ]
    both = [(a, b) for a, b in zip(*places, strict=True) if a is not None and b is not None]
    both.sort()
    return any(one[1] > other[1] for one, other in zip(both, both[1:], strict=False))


def against(text, start, end, side):
    """The row of AGAINST that a change is measured against, or None."""
    after = CLAUSES[side].split(text[end : end + (12, 40)[side]])[0]
    before = CLAUSES[side].split(text[max(0, start - (16, 50)[side]) : start])[-1]
    for part in (before, after) if side == 0 else (after, before):
        found = [row for row, pattern in enumerate(SINCE[side]) if pattern.search(part)]
        if len(found) == 1:
            return "against", found[0]
    return None


def subject(text, start, end, side):
    """The row of the tables that a number stands with, or None; side 0 is Chinese, 1 English."""
    after = text[end : end + (12, 40)[side]]
    stop = ENDS[side].search(after)
    after = after[: stop.start()] if stop else after
    before = CLAUSES[side].split(text[max(0, start - (24, 70)[side]) : start])[-1]
    for part in (after, before):
        found = [row for row, pattern in enumerate(AROUND[side]) if pattern.search(part)]
        if len(found) == 1:
            return "said", found[0]
    found = [row for row, pattern in enumerate(AFTER[side]) if pattern.search(after)]
    return ("counted", found[0]) if found else None
