"""Reads the quantities of a Chinese text."""

import re
from fractions import Fraction
from math import prod

from .quantities import (
    ABOUT,
    EXACT,
    LONGEST_NUMBER,
    MOST,
    OVER,
    PLAIN,
    UNDER,
    join,
)
from .written import Reader, decimal

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
TENS = {"廿": 20, "卅": 30}
HAN = "〇零○一二两三四五六七八九十百千万亿廿卅"

# Numerals that count nothing.
IDIOMS = (
    "一带一路 一些 一起 一直 一定 一般 一下 一线 一站 一旦 一方面 一方 一致 一样 "
    "一律 一切 一并 一体 一同 一举 一贯 一向 一流 一度 一经 一概 一味 一心 一再 "
    "一连 一时 一道 一系列 一揽子 一手 一口 一窗 一网 一码 一键 一卡 一头 一边 "
    "一侧 一面 一路 一股 一行 一端 一目 一丝不苟 一如既往 一应俱全 一以贯之 一视同仁 "
    "一马当先 一鼓作气 一脉相承 一举多得 一举两得 一帆风顺 一衣带水 一线天 一事一议 "
    "一企一策 一国一策 一岗双责 一对一 一关两检 一单制 一单到底 一箱到底 一票制 一次性 "
    "一把手 一家人 一批 一类 一级 一般性 一百分 统一 唯一 同一 单一 进一步 "
    "逐一 万一 专一 归一 合一 第一时间 第一线 第一手 第一书记 三一 万物 万里长城 "
    "万众 万无一失 万事 万象 万家 万水千山 万科 万达 万向 万全 万能 万方 万州 万宁 "
    "万华 万分 亿万 千方百计 四通八达 三审三校 五一劳动 十分 九寨沟 五大连池 百姓 "
    "百货 百色 百度 百科 百强 百花 千山 千岛 千家万户 千载 千万别 千万不 千差万别 "
    "八方 千里之外 不远千里 千里之行 一日三餐 三餐四季 百里挑一 双一流 三级跳 十里八乡 "
    "如一日 十有八九 八九不离十 两相 两可 四邻八乡 七大姑八大姨 三下乡 四好农村路 三北 三江 "
    "两岸三地 三甲 五险一金 六尺巷 百家饭 万金油 千金 "
    "千言万语 千军万马 千变万化 成千上万 千千万万 两侧 两端 两旁 两头 两手 两用 "
    "两全 两难 两极 两翼 两学一做 两个维护 两个确立 两不愁 两山 两优一先 三农 三明 "
    "三亚 三沙 三峡 三门峡 三者 三角 三胞 三峡大坝 三令五申 三番五次 三天两头 "
    "三心二意 三言两语 三通一平 三严三实 三会一课 三重一大 三位一体 四川 四处 四海 "
    "四面 四肢 四邻 四个自信 四个意识 四书 五四 五湖四海 五花八门 五粮液 五常 五指山 "
    "五台山 五金 五官 五谷 五彩 五光十色 六安 六盘水 六畜 六神 七台河 七夕 七彩 "
    "七上八下 八达岭 八卦 八一 八仙 九江 九华山 九州 九龙 十堰 十足 十字 十全十美 "
    "十月革命 二手 二维 二连浩特 二连 二氧化 二次元 二胡 三文鱼 三明治 三里屯 "
    "四舍五入 五笔 百分百 中一 万吨轮 万国 万盛 万载 万顷 双十一 双11 双十二 "
    "双12 十一黄金周 过五关斩六将 七嘴八舌 乱七八糟 接二连三 独一无二 说一不二 "
    "始终如一 表里如一 知行合一 万众一心 众志成城 百花齐放 百尺竿头 百折不挠 百年大计 "
    "百家争鸣 百炼成钢 百业 百感 百般 百闻 千锤百炼 千里迢迢 千钧一发 千头万绪 "
    "千丝万缕 千秋 千姿百态 万里 万丈 五彩缤纷 五味 五脏 六合 七一 六一 三八 四六级 "
    "两弹一星 三三两两 七七八八 一五一十 一分为二 一石二鸟 一心一意 一朝一夕 一点一滴 "
    "一日千里 一模一样 一来一往 一进一出 一出一进 三公经费 四平市 三河市 四面八方 "
).split()
IDIOM = re.compile(
    # 三亚 is no part of 二十三亚….
    # Nor is 一批 of 第一批.
    rf"(?<![\d{HAN}第])(?:{'|'.join(sorted(map(re.escape, IDIOMS), key=len, reverse=True))})"
    r"|统一|唯一|同一|单一|专一|进一步|逐一|始终如一|独一无二|接二连三|乱七八糟|表里如一|知行合一"
)
LUNAR = re.compile(
    r"农历[正腊一二三四五六七八九十]{1,2}月[初廿一二三四五六七八九十]{1,3}|"
    r"[正腊]月[初廿十][一二三四五六七八九十]?"
    r"|大?年初[一二三四五六七]|大年三十|[七八]月十五|重九"
)

# 千 before a unit belongs to the unit: 120万千瓦 is 1.2 million kilowatts.
SCALES = r"(?:[十百万亿]|千(?![瓦克米卡赫伏]))"
N = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:(?:{SCALES}+|\s[万亿]+)(?:零?\d+(?:\.\d+)?{SCALES}+)*)?"
    rf"|(?:[〇零○一二两三四五六七八九廿卅]|{SCALES})+(?:点[〇零○一二三四五六七八九]+[万亿]*)?"
)
DASH = r"\s?(?:[-—–~至到]|——|―)\s?"
DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
YEAR = r"(?:\d{4}|[〇零○一二三四五六七八九]{4})"
# Not inside a number; a comma before anything but three digits parts clauses.
FREE = r"(?<!\d)(?<!\d\.)(?<!\d,(?=\d{3}(?!\d)))"

COUNTED = (
    "个家座条项次批种名位件张台套艘处类级期号届章节款层门所间栋幢片块颗支只"
    "头匹份封篇部本册册场轮届阶段站点线口岸国地市县区省州村镇乡"
    "户组对双批趟班节箱票单袋桶罐株棵根笔声步面版人车路城校院企大方重纵横首"
    "步代世天日年月周岁倍成折番车辆列架"
)
UNITS = {
    "CNY": "元人民币 人民币元 元 块钱",
    "USD": "美元 美金",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "HKD": "港元 港币",
    "KZT": "坚戈",
    "RUB": "卢布",
    "SOM": "索姆 苏姆",
    "TJS": "索莫尼",
    "MNT": "图格里克",
    "RUPEE": "卢比",
    "KRW": "韩元",
    "SGD": "新元 新加坡元",
    "AUD": "澳元",
    "CAD": "加元",
    "CHF": "瑞士法郎",
    "THB": "泰铢",
    "TMT": "马纳特",
    "LIRA": "里拉",
    "AED": "迪拉姆",
    "AFN": "阿富汗尼",
    "MYR": "林吉特",
    "VND": "越南盾",
    "TEU": "标准集装箱 国际标准箱 国际标箱 标准箱 标箱 TEU 个标准集装箱 个国际标准箱 个国际标箱 "
    "个标准箱 个标箱 个TEU",
    "person": "人次 人 名 位",
    "vehicle": "辆次 辆",
    "train": "列次 列",
    "aircraft": "架次 航班",
    "ship": "艘次 艘",
    "thing": "个 家 座 条 项 件 票 单 种 批 所 张",
}
MEASURED = {
    "mass": {
        "吨": 1000,
        "公斤": 1,
        "千克": 1,
        "kg": 1,
        "克": "1/1000",
        "斤": "1/2",
        "毫克": "1/1000000",
    },
    "length": {
        "公里": 1000,
        "千米": 1000,
        "km": 1000,
        "米": 1,
        "m": 1,
        "里": 500,
        "厘米": "1/100",
        "cm": "1/100",
        "毫米": "1/1000",
        "mm": "1/1000",
        "英里": "1609.344",
        "海里": 1852,
    },
    "area": {
        "平方公里": 10**6,
        "平方千米": 10**6,
        "平方米": 1,
        "平米": 1,
        "㎡": 1,
        "公顷": 10**4,
        "亩": "2000/3",
        "km²": 10**6,
        "m²": 1,
    },
    "volume": {"立方米": 1, "m³": 1, "方": 1},
    "liquid": {"升": 1, "毫升": "1/1000"},
    "energy": {"千瓦时": 1, "千瓦小时": 1, "度电": 1, "兆瓦时": 1000, "kWh": 1},
    "power": {"千瓦": 1, "兆瓦": 1000, "吉瓦": 10**6, "MW": 1000, "kW": 1, "GW": 10**6},
    "temperature": {"摄氏度": 1, "°C": 1, "℃": 1},
    "month": {
        "周年": 12,
        "年": 12,
        "岁": 12,
        "周岁": 12,
        "个月": 1,
        "月龄": 1,
        "个月龄": 1,
        "个季度": 3,
        "个世纪": 1200,
        "世纪": 1200,
        "年级": 0,
    },
    "minute": {
        "个工作日": 1440,
        "个自然日": 1440,
        "工作日": 1440,
        "天": 1440,
        "日": 1440,
        "昼夜": 1440,
        "个昼夜": 1440,
        "周": 10080,
        "个星期": 10080,
        "星期": 10080,
        "个小时": 60,
        "小时": 60,
        "个钟头": 60,
        "分钟": 1,
        "刻钟": 15,
        "秒钟": "1/60",
        "秒": "1/60",
        "夜": 1440,
        "晚": 1440,
        "个周": 10080,
    },
    "ratio": {"%": "1/100", "‰": "1/1000"},
    "points": {"个百分点": 1, "百分点": 1, "个基点": "1/100", "基点": "1/100", "bp": "1/100"},
}
UNIT = {
    word: (dimension, Fraction(1)) for dimension, words in UNITS.items() for word in words.split()
} | {
    word: (dimension, Fraction(factor))
    for dimension, words in MEASURED.items()
    for word, factor in words.items()
}
# Currencies that are written before an amount: 港币12万.
BEFORE_AMOUNT = tuple(
    name
    for dimension in "USD EUR GBP JPY HKD KZT RUB SOM TJS MNT RUPEE KRW CHF".split()
    for name in UNITS[dimension].split()
)
UNIT_WORD = "|".join(sorted(map(re.escape, UNIT), key=len, reverse=True))

HEAD_UNIT = re.compile(
    rf"(?:[(（]\s?(?:单位\s?[:：]\s?)?|单位\s?[:：]\s?)([十百千万亿]{{0,2}})({UNIT_WORD})(?=\s|[)）,，;；]|$)"
)

BEFORE = [
    (re.compile(r"(?:不少于|不低于|不下于|不小于|不下|不止|不亚于)$"), {OVER}),
    (
        re.compile(
            r"(?:不超过|不高于|不多于|不大于|最多|至多|低于|少于|小于|不足|不到|不满|未满)$"
        ),
        {UNDER},
    ),
    (
        re.compile(r"(?:至少|最少|起码|超过|逾|高于|多于|大于|超出|超|过)$"),
        {OVER},
    ),
    (
        re.compile(r"(?:突破|跨越|迈上|跃上|跨过|冲破|站上|(?<![不未])满|(?<![打击爆侦攻])破)$"),
        {OVER, EXACT},
    ),
    (re.compile(r"(?:接近|将近|几乎|近乎|临近|逼近|直逼)$"), {ABOUT, UNDER}),
    (re.compile(r"(?:大约|大概|约[为有合占计需要用耗花长宽高重值含]|大致|差不多)$"), {ABOUT}),
    (re.compile(r"(?<![签条合预相节公制契誓邀履失违立])约$"), {ABOUT}),
    (re.compile(r"(?<![附邻最临靠亲远])近$"), {ABOUT, UNDER}),
    (re.compile(r"(?:高达|最高|最高达|可达|多达)$"), {EXACT, UNDER}),
    # 限高4.5米 is "a height limit of 4.5 metres" and "no higher than".
    (re.compile(r"限[高重宽长速载乘员量额]$|限值|上限$"), {EXACT, UNDER}),
]
# These govern the number from before the verb: 至少提前3天, 大约需要一个半小时.
BEFORE_VERB = [
    (re.compile(rf"(?:最多|至多|顶多)[^\d\s{HAN}，。；：、,;:]{{1,5}}$"), frozenset({UNDER})),
    (re.compile(rf"(?:至少|最少|起码)[^\d\s{HAN}，。；：、,;:]{{1,5}}$"), frozenset({OVER})),
    # 约占全国的五分之二, 不到平原的一半
    (re.compile(rf"约(?:占|为|是|有)[^\d\s{HAN}，。；：、,;:]{{1,8}}的$"), frozenset({ABOUT})),
    (re.compile(rf"(?:不到|不足|低于)[^\d\s{HAN}，。；：、,;:]{{1,8}}的$"), frozenset({UNDER})),
    (
        re.compile(rf"(?:超过|超出|高于|逾|超)[^\d\s{HAN}，。；：、,;:]{{1,8}}的$"),
        frozenset({OVER}),
    ),
    (re.compile(rf"(?:接近|将近)[^\d\s{HAN}，。；：、,;:]{{1,8}}的$"), frozenset({ABOUT, UNDER})),
    (re.compile(rf"(?:大约|大概|预计约)[^\d\s{HAN}，。；：、,;:]{{1,5}}$"), frozenset({ABOUT})),
]
BEFORE_ANYWHERE = re.compile(r"(?:为|了|有|达|到|至|成|的|\s)$")
# 10级以上: measure words that are no unit.
MEASURE = r"[级层楼档格段届轮排桌页步班]?"
AFTER = [
    (re.compile(rf"{MEASURE}\s?(?:左右|上下|前后)"), {ABOUT}),
    (re.compile(rf"{MEASURE}\s?(?:及以上|或以上|以上|之上|开外|有余)"), {OVER}),
    (re.compile(rf"{MEASURE}\s?(?:及以下|或以下|以下|之下)"), {UNDER}),
    (re.compile(r"\s?(?:以内|之内|内(?![地蒙容部外陆河]))"), {UNDER, EXACT}),
    (
        re.compile(r"出头|(?<=[之成分一二三四五六七八九半])强(?![劲大化烈调制求降风度])"),
        {OVER, ABOUT},
    ),
    (re.compile(r"(?<=[之成分一二三四五六七八九半])弱(?![小化势点项])"), {UNDER, ABOUT}),
    (re.compile(r"[多余](?![数元样种功方])"), {OVER}),
]
UP = (
    "(?<![最提])高|延长|延后|推迟|放宽|(?<![最不至])多|增长|增加|增|上升|提高|上涨|提升|扩大|"
    "攀升|升高|增幅|升|涨|涨幅|增速|增长率"
)
DOWN = (
    "(?<![至不最])少|(?<![最不])低|下降|减少|降低|下跌|缩短|减|降|回落|"
    "压缩|缩减|节省|节约|提前|下滑|降幅|减幅|跌|缩小|萎缩|下挫|压减|精简"
)
DIRECTION = re.compile(
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|为|约|近|超过?|逾|达|幅度|幅|"
    rf"比例|\s|到|至|高达|将近|不到|不足){{0,3}}$"
)
GROWTH = re.compile(rf"(?:{UP}|多出|高出)(?:了|约|近|超过?|逾|达|将近|不到|不足|\s){{0,3}}$")

ABOVE_AVERAGE = re.compile(r"(?:(高于|高出|超出|超过)|低于|低出)[^\d，。；,;]{2,10}$")

WEEK = {c: n for n, c in enumerate("一二三四五六日", 1)} | {"天": 7}
AFTERNOON = ("下午", "晚上", "傍晚", "当晚", "午后", "今晚", "昨晚", "晚间", "晚")
NIGHT = ("深夜", "夜间", "夜里", "半夜", "午夜")
PLANS = r"(?:规划|计划|时期|期间|开局|收官|末|初|以来)"


def han(run):
    """The value of a numeral in any mixture of digits, Han numerals and scales, or None."""
    if len(run) > LONGEST_NUMBER:
        return None
    whole, _, fraction = run.partition("点")
    if fraction:
        scale = 1
        while fraction and fraction[-1] in LARGE:
            scale *= LARGE[fraction[-1]]
            fraction = fraction[:-1]
        digits = "".join(str(DIGITS[c]) for c in fraction)
        base = han(whole)
        return None if base is None else (base + Fraction(int(digits), 10 ** len(digits))) * scale
    tokens = re.findall(r"[\d.,]+|.", whole)
    if len(tokens) > 1 and all(t in DIGITS and t != "两" for t in tokens):
        return Fraction(int("".join(str(DIGITS[t]) for t in tokens)))
    total = section = Fraction(0)
    number, last, zero = None, 1, False
    for token in tokens:
        if token in SMALL:
            section += (1 if number is None else number) * SMALL[token]
            number, last, zero = None, SMALL[token], False
        elif token in LARGE:
            section += number or 0
            if section == 0:
                section = total if total else Fraction(1)
                total = Fraction(0)
            if token == "亿" and total:
                total, section = Fraction(0), total + section
            total += section * LARGE[token]
            section, number, last, zero = Fraction(0), None, LARGE[token], False
        elif token in TENS:
            section += TENS[token]
        else:
            if number is not None and not zero:
                return None
            value = Fraction(DIGITS[token]) if token in DIGITS else decimal(token)
            zero, number = value == 0 and token in DIGITS, value
            if zero:
                number = None
                zero = True
                last = 1
    if number is not None:
        # 两万五 is 25,000 and 三百五 is 350, as no 零 stands between.
        colloquial = last >= 100 and tokens[-1] in DIGITS and len(tokens) > 2
        section += number * last // 10 if colloquial else number
    return total + section


def read(text):
    """The quantities of a Chinese text, in its order."""
    return _Chinese(text).read()


class _Chinese(Reader):
    def read(self):
        self.mask_names()
        self.literals()
        self.dates()
        self.periods()
        self.weekdays()
        self.times()
        self.ordinals()
        self.fractions()
        self.numbers()
        found = self.found[: MOST + 1]
        found.sort(key=lambda q: (q.start, q.end))
        join(found, self.text, _is_range, _is_list)
        self.apply_heads(found)
        return found

    def apply_heads(self, found):
        """Gives bare numbers the unit that stands apart: 进口额（单位：亿元）：3.2."""
        heads = [
            (m.start(), Fraction(prod(SMALL.get(c) or LARGE[c] for c in m[1])), UNIT[m[2]])
            for m in HEAD_UNIT.finditer(self.text)
        ]
        for quantity in found if heads else ():
            if quantity.kind != "number" or quantity.unit or quantity.value is None:
                continue
            for start, scale, (dimension, factor) in heads:
                if start < quantity.start and quantity.scale == 1:
                    quantity.keys.add((dimension, quantity.value * scale * factor))
                    quantity.raws.add(quantity.value * scale)

    # What counts nothing

    def mask_names(self):
        self.mask(
            re.compile(
                r"(?m)^[ \t]*(?:\d{1,2}\s?[.、)](?!\d)|[(]\d{1,2}[)]|[一二三四五六七八九十]{1,3}、)"
            )
        )
        self.mask(re.compile(r"[(][一二三四五六七八九十]{1,3}[)]|[①-⑳❶-❿]"))
        self.mask(re.compile(r"(?m)(?:^|(?<=[。;,:、 ]))[一二三四五六七八九十](?:是|要)(?!个)"))
        self.mask(LUNAR)
        self.each(
            r"七一|(?<!十)八一(?!\d)|六一|三八|五一(?=劳动|假期|小长假|黄金周|期间|"
            r"节|国际|\W|$)|劳动节|十一(?=假期|黄金周|期间|长假)|国庆|元旦",
            self.holiday,
        )
        self.each(
            r"(?<![\d·•・.])(1[0-2]|[1-9])[·•・]([12]\d|3[01]|[1-9])(?![\d·•・])", self.dotted_day
        )
        self.each(
            r"7\s?[x×X*]\s?24(?:小时)?|24\s?[x×X*]\s?7|全天候|昼夜不停|不分昼夜|昼夜不间断",
            self.always,
        )
        self.each(
            r"(\d\d|[〇零○一二三四五六七八九]{2})后(?=[一-鿿]|\W|$)(?!续|来|期|方|"
            r"面|由|将|又|在|再)",
            self.generation,
        )
        self.each(
            r"双方|两国|两地|两岸|两会",
            lambda m: self.add("number", m, raws={Fraction(2)}, solid=False),
        )
        self.each(
            r"四周(?!年|[0-9])",
            lambda m: self.add("number", m, keys={("minute", Fraction(40320))}, solid=False),
        )
        self.mask(IDIOM)

    def holiday(self, m):
        word = m.group()
        day = {"七一": (7, 1), "八一": (8, 1), "六一": (6, 1), "三八": (3, 8), "元旦": (1, 1)}.get(
            word
        )
        if not day:
            day = (5, 1) if word[0] in "五劳" else (10, 1)
        self.add("date", m, date=(None, *day), solid=False)

    def dotted_day(self, m):
        self.add("date", m, date=(None, int(m.group(1)), int(m.group(2))), solid=False)

    def always(self, m):
        self.add("number", m, keys={("minute", Fraction(1440))}, solid=False)

    def generation(self, m):
        number = int(han(m.group(1)) or 0) if not m.group(1).isdigit() else int(m.group(1))
        year = (2000 if number < 30 else 1900) + number
        self.add(
            "number",
            m,
            raws={Fraction(number)},
            keys={("decade", year)},
            date=(year, None, None),
            solid=False,
        )

    # Dates and periods

    def dates(self):
        self.each(
            rf"{FREE}({YEAR})年?{DASH}({YEAR}|\d\d(?=[年财赛雪榨]))(?:年(?:度|版)?|(?=财年|[赛雪榨]季))",
            self.years,
        )
        self.each(rf"{FREE}(20\d\d)/((?:20)?\d\d)(?=年|财年|榨季|赛季|雪季|作物)", self.season)
        self.each(rf"{FREE}(\d{{4}})([-./])(\d{{1,2}})\2(\d{{1,2}})(?![\d.])", self.iso)
        self.each(
            rf"(?:{FREE}({YEAR}|\d\d)\s?年(?:的)?\s?)?{FREE}({MONTH})\s?月\s?(?:份)?("
            rf"{DAY}){DASH}({DAY})[日号]",
            self.days,
        )
        self.each(
            rf"(?:{FREE}({YEAR}|\d\d)\s?年(?:的)?\s?)?{FREE}({MONTH})\s?月\s?({DAY})\s?[日号]",
            self.whole,
        )
        self.each(rf"{FREE}({YEAR}|\d\d)\s?年\s?(?={MONTH}{DASH}{MONTH}月)", self.year)
        self.each(rf"{FREE}({MONTH})月?份?{DASH}({MONTH})月(?:份)?", self.months)
        self.each(rf"(?<=[前头首])({MONTH})个?月", self.first_months)
        self.each(
            rf"(?:{FREE}({YEAR}|\d\d)\s?年\s?)?(?<![个\d每上下本])({MONTH})月(?!龄)(?:份)?",
            self.month,
        )
        self.each(
            rf"{FREE}({YEAR})\s?年(?:度|版)?(?!前(?!三?[一二三四]?季度|\d|[{HAN}]))", self.year
        )
        self.each(
            rf"{FREE}(?<![第前近])({DAY})日(?![内元]|以内|之内|均|报|游|常|间|程|后|来|[多余])",
            self.day,
        )
        self.each(r"(?:(\d\d|二十|二十一|十九)世纪)?([一二三四五六七八九]十|\d0)年代", self.decade)

    def day_number(self, written):
        value = int(written) if written.isdigit() else han(written)
        return int(value) if value is not None and value == int(value) else 0

    def full_year(self, written):
        if not written:
            return None
        year = self.day_number(written)
        return year + (2000 if year < 70 else 1900) if len(written) == 2 else year

    def years(self, m):
        one, two = self.full_year(m.group(1)), self.full_year(m.group(2))
        if len(m.group(2)) == 2:
            two = one // 100 * 100 + int(m.group(2))
            if two <= one:
                return False
        if not (1000 <= one <= 2199 and 1000 <= two <= 2199):
            return False
        self.add("date", m.span(1), date=(one, None, None), raws={Fraction(one)})
        self.add("date", (m.start(2), m.end()), date=(two, None, None), raws={Fraction(two)})

    def season(self, m):
        one, two = int(m.group(1)), int(m.group(2)[-2:])
        if (one + 1) % 100 != two:
            return False
        self.add("date", m.span(1), date=(one, None, None), raws={Fraction(one)})
        self.add("date", m.span(2), date=(one + 1, None, None), raws={Fraction(one + 1)})
        return None

    def iso(self, m):
        year, month, day = (int(m.group(n)) for n in (1, 3, 4))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return False
        self.add("date", m, date=(year, month, day))

    def days(self, m):
        month, one, two = (self.day_number(m.group(n)) for n in (2, 3, 4))
        if not (1 <= month <= 12 and 1 <= one <= 31 and 1 <= two <= 31):
            return False
        self.add("date", (m.start(), m.end(3)), date=(self.full_year(m.group(1)), month, one))
        self.add("date", (m.start(4), m.end()), date=(None, month, two))

    def whole(self, m):
        month, day = self.day_number(m.group(2)), self.day_number(m.group(3))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return False
        self.add("date", m, date=(self.full_year(m.group(1)), month, day))

    def months(self, m):
        one, two = self.day_number(m.group(1)), self.day_number(m.group(2))
        if not (1 <= one <= 12 and 1 <= two <= 12):
            return False
        self.add("period", m, keys={("months", one, two)})

    def first_months(self, m):
        self.add("period", m, keys={("months", 1, self.day_number(m.group(1)))})

    def month(self, m):
        month = self.day_number(m.group(2))
        if not 1 <= month <= 12:
            return False
        self.add("date", m, date=(self.full_year(m.group(1)), month, None))
        self.part(m.end())

    def year(self, m):
        year = self.full_year(m.group(1))
        if not 1000 <= year <= 2199:
            return False
        self.add("date", m, date=(year, None, None), raws={Fraction(year)})
        self.part(m.end())

    def part(self, at):
        m = re.compile(r"(上旬|初(?!步|级|期|心))|(中旬)|(下旬)|([底末])").match(self.text, at)
        if m:
            which = {1: {"early"}, 2: {"mid"}, 3: {"late", "end"}, 4: {"late", "end"}}[m.lastindex]
            self.add("part", m, keys={("part", name) for name in which}, solid=False)

    def day(self, m):
        day = self.day_number(m.group(1))
        if not 1 <= day <= 31:
            return False
        self.add(
            "date",
            m,
            date=(None, None, day),
            raws={Fraction(day)},
            keys={("minute", Fraction(day * 1440))},
        )

    def decade(self, m):
        tens = self.day_number(m.group(2))
        century = self.day_number(m.group(1)) if m.group(1) else 20
        self.add("number", m, keys={("decade", (century - 1) * 100 + tens)}, raws={Fraction(tens)})

    def periods(self):
        self.each(
            r"前([一二三四1234两])个?季度",
            lambda m: self.span_of_months(m, 1, 3 * self.day_number(m.group(1))),
        )
        self.each(
            r"(?:第?([一二三四1-4])|(首)|[Qq]([1-4]))(?:个)?季度|(首)季(?!度|[军后稻])|"
            r"(?<=第)([一二三四1-4])季(?!度)",
            self.quarter,
        )
        self.each(r"(?<![A-Za-z])Q([1-4])(?!\d)", self.quarter)
        self.each(r"上半年", lambda m: self.span_of_months(m, 1, 6))
        self.each(r"下半年", lambda m: self.span_of_months(m, 7, 12))
        self.each(r"[今去明本当该每]?年([初底末中])(?!级|步|期|国)", self.year_part)
        self.each(r"(?<=月)([初底末中])(?!级|步|期|国|心|央|午)", self.year_part)
        self.each(r"(?<=[本上下当该这])(?:月)([初底末])|(上旬)|(中旬)|(下旬)", self.year_part)

    def quarter(self, m):
        number = self.day_number(next((g for g in m.groups() if g and g != "首"), "1"))
        if "个" in m.group() and "第" not in m.group():
            return False
        self.span_of_months(m, 3 * number - 2, 3 * number)

    def span_of_months(self, m, first, last):
        self.add("period", m, keys={("months", first, last)})

    def year_part(self, m):
        word = next(g for g in m.groups() if g)
        names = {"初": {"early"}, "上旬": {"early"}, "中": {"mid"}, "中旬": {"mid"}}.get(
            word, {"late", "end"}
        )
        self.add("part", m, keys={("part", name) for name in names}, solid=False)

    def weekdays(self):
        # Of 周二、四、六执飞 all three are weekdays, of 周一、三家企业 the first.
        self.each(
            r"(?:星期|礼拜|(?<![一二两三四五六七八九十几数0-9])周)([一二三四五六日天])"
            r"(?![次趟班列个周年天])((?:[、,和及至到—~-](?:周|星期)?[一二三四五六日天]"
            rf"(?![{COUNTED}项{HAN}])){{0,6}})",
            self.weekday,
        )

    def weekday(self, m):
        self.add("weekday", m.span(1), keys={("weekday", WEEK[m.group(1)])})
        for other in re.finditer(r"[一二三四五六日天]", m.group(2)):
            start = m.start(2) + other.start()
            self.add("weekday", (start, start + 1), keys={("weekday", WEEK[other.group()])})

    def times(self):
        part = (
            r"(凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|午后|傍晚|晚上|晚间|今晚|"
            r"昨晚|当晚|夜间|夜里|晚|深夜|半夜|午夜)?"
        )
        self.late = False
        self.sentence = 0
        self.each(
            rf"{part}(?:的)?(?:北京时间)?\s?(?:{FREE}|(?<=:\d\d,))(\d{{1,2}}|[{HAN}]{{1,3}})\s?(?:[时"
            rf"点](?![代间速常候效期段序限])(整)?(?:(半)|(一刻|三刻)|([0-5]?\d|"
            rf"[一二三四五六七八九十零]{{1,3}})分(?!钟|之|别))?|"
            rf":([0-5]\d)(?::[0-5]\d)?(?!\d))",
            self.time,
        )
        self.each("正午|中午", lambda m: self.named_time(m, 720))
        self.each("午夜|子夜", lambda m: self.named_time(m, 0))

    def named_time(self, m, minutes):
        self.add("time", m, keys={("time", minutes)}, solid=False)

    def time(self, m):
        part, hour = m.group(1), self.day_number(m.group(2))
        tail = self.text[m.end() : m.end() + 2]
        if hour > 24 or (hour == 0 and m.group(2) not in ("0", "00", "零")):
            return False
        colon = bool(m.group(7))
        if not colon and "点" in m.group() and not (part or m.group(3) or m.group(4)):
            follows = re.match(
                r"建议|意见|要求|希望|体会|倡议|措施|原因|启示|共识|内容|主张|"
                r"[\d〇零一二三四五六七八九]",
                tail,
            )
            if follows:
                return False
        minute = int(m.group(7) or 0) or (30 if m.group(4) else 0)
        if m.group(5):
            minute = 15 if m.group(5) == "一刻" else 45
        if m.group(6):
            minute = self.day_number(m.group(6))
        break_at = max(self.text.rfind(c, self.sentence, m.start()) for c in "。;\n")
        if break_at >= 0:
            self.late = False
        self.sentence = m.start()
        if part:
            self.late = part in AFTERNOON or part in NIGHT
        clock = hour * 60 + minute
        readings = {clock % 1440}
        if part in NIGHT:
            readings = {clock % 720 if hour in (12, *range(6)) else clock + 720 * (hour < 12)}
        elif part in AFTERNOON and hour < 12 or part in ("中午", "正午") and hour < 3:
            readings = {clock + 720}
        elif self.late and hour < 12:
            readings.add(clock + 720)
        if hour == 12 and part == "晚上":
            readings = {minute}
        self.add(
            "time",
            (m.start(2), m.end()) if not part else m,
            keys={("time", r) for r in readings},
            raws=set() if colon else {Fraction(hour)},
        )

    # Ordinals, fractions, numbers

    def ordinals(self):
        self.each(
            rf"(?:[“\"‘']([一二三]?十[一二三四五六七八九]?)五[”\"’'])|"
            rf"(?<![一-鿿])([一二三]?十[一二三四五六七八九]?)五(?={PLANS})|"
            rf"([一二三]?十[一二三四五六七八九]?)五(?={PLANS})",
            self.plan,
        )
        self.each(rf"[“\"‘']([一二三四五六七八九])五[”\"’'](?={PLANS})", self.plan)
        self.each(
            r"(?:中共|党的)?([一二]十[一二三四五六七八九]?|十[一二三四五六七八九]|"
            r"[七八九])大(?=[召报精以闭开期代后前,，。、”]|$|和|的|胜|将|会|上|中)",
            self.ordinal,
        )
        self.each(
            r"([一二]?十[一二三四五六七八九]?)届(?=[一二三四五六七八九]中全会|中央)", self.ordinal
        )
        self.each(r"([一二三四五六七八九])中全会", self.ordinal)
        self.each(
            rf"第\s?(\d{{1,3}}(?:,\d{{3}}){{1,3}}[万亿]?|\d{{1,9}}(?:\.\d{{1,4}}(?=[万亿]))?[万亿]?|"
            rf"[{HAN}]{{1,9}})",
            self.ordinal,
        )
        self.each(r"(?<![一-鿿])第\s?No\.\s?(\d+)", self.ordinal)
        # The turn of the century names one of the two.
        self.each(
            r"(\d{1,2})\s?世纪末(?=[、到至和]?\d{1,2}\s?世纪初)",
            lambda m: self.add("ordinal", m, raws={Fraction(m.group(1))}, solid=False),
        )
        self.each(r"(\d{1,2})\s?世纪(?!末?[^年]{0,1}年代)", self.ordinal)
        self.each(
            r"(?<!为)首(?=[个次批列条届艘辆架家座票单笔趟日位例款季])",
            lambda m: self.add("ordinal", m, raws={Fraction(1)}, solid=False),
        )
        self.each(
            rf"{FREE}([二三四五六七八九十]{{1,3}}|\d{{1,2}})(?=期(?:工程|项目|建设|"
            rf"[,，。、的和]|$))",
            self.ordinal,
        )

    def plan(self, m):
        number = han(next(g for g in m.groups() if g))
        # The 14th plan is that of 2021 to 2025.
        first = 1951 + 5 * int(number)
        self.add("ordinal", m, raws={number}, keys={("plan", first)})
        self.each_once(re.compile(r"[”\"’']?五年(?=规划|计划)").match(self.work, m.end()))

    def each_once(self, m):
        if m:
            self.hide(m.start(), m.end())

    def ordinal(self, m):
        number = han(m.group(1).replace(",", ""))
        if number is None or number.denominator != 1:
            return False
        solid = number > 1 and not re.match(r"[,，。:：、]", self.text[m.end() : m.end() + 1])
        self.add("ordinal", m, raws={number}, solid=solid)
        if self.text.startswith("个五年规划", m.end()) or self.text.startswith(
            "个五年计划", m.end()
        ):
            self.hide(m.end(), m.end() + 3)

    def fractions(self):
        self.each(
            rf"(?<![第\d{HAN}.])(\d{{1,3}}|[{HAN}]{{1,3}})比(\d{{1,3}}|[{HAN}]{{1,3}})"
            rf"(?![\d{HAN}.年月日号个例重较])",
            self.proportion,
        )
        number = rf"(\d+(?:\.\d+)?|[{HAN}]+(?:点[〇零一二三四五六七八九]+)?)"
        self.each(rf"(?<![十百千])(百|千|万)分之{number}{DASH}(?:百分之)?{number}", self.rates)
        self.each(rf"(?<![十百千])(百|千|万)分之{number}", self.rate)
        self.each(rf"{number}分之{number}", self.fraction)
        self.each(
            r"百分百", lambda m: self.add("number", m, keys={("ratio", Fraction(1))}, solid=False)
        )
        self.each(
            rf"{FREE}(\d+|[{HAN}]+)(多|余)?成(?![立为员功果本就长交都型熟效因绩语品千"
            rf"])([一二三四五六七八九])?",
            self.tenths,
        )
        self.each(rf"{FREE}(\d(?:\.\d)?|[{HAN}]{{1,2}})折(?![合算腾叠扣])", self.discount)
        self.each(
            r"翻了?(?P<about>近|超过?|约|逾)?(?P<times>\d|"
            r"[一两二三四])?(?P<over>多)?番(?P<more>多)?",
            self.doubling,
        )
        self.each(
            rf"{FREE}(\d[\d,]*(?:\.\d+)?|[{HAN}]+(?:点[〇零一二三四五六七八九]+)?)([多余])?倍",
            self.times_over,
        )
        self.each(
            r"(?<!大)(?:半数|一半|(?:接近|将近|近|超过|过|逾|超|约)半(?![年月天日个小途程])数?|大半|对半|减半)",
            self.half,
        )
        self.each(r"半(?=价|费|票)", lambda m: self.share(m, Fraction(1, 2), solid=False))
        self.each(
            rf"{FREE}(\d+|[{HAN}]+)(?:(年|天|小时|分钟|分(?=半钟))半|个半(月|小时|钟头|星期|世纪))",
            self.and_a_half,
        )
        self.each(
            r"半(?:个)?(多)?(年|月|天|日|小时|个小时|个钟头|钟头|世纪|个世纪|公里|米(?![饭粒粥])|吨|公斤)",
            self.half_unit,
        )
        self.each(r"\d+(?:\.\d+)?\s?[×x]\s?10\^?\d{1,2}(?!\d)", self.power)
        self.each(r"(?<![\d/.])(\d{1,2})/(\d{1,3})(?![\d/])", self.slash)

    def proportion(self, m):
        one, other = self.written(m.group(1)), self.written(m.group(2))
        if one is None or other is None:
            return False
        self.add("literal", m, keys={("code", f"{one}:{other}")})
        return None

    def slash(self, m):
        top, below = int(m.group(1)), int(m.group(2))
        if not below:
            return False
        self.share(m, Fraction(top, below))
        if 1 <= top <= 12 and 1 <= below <= 31:
            self.found[-1].date = (None, top, below)
        return None

    def rates(self, m):
        per = {"百": 100, "千": 1000, "万": 10000}[m.group(1)]
        for n in (2, 3):
            value = self.written(m.group(n))
            if value is not None:
                self.share(m.span(n), value / per)

    def rate(self, m):
        per = {"百": 100, "千": 1000, "万": 10000}[m.group(1)]
        value = self.written(m.group(2))
        if value is None:
            return False
        self.share(m, value / per, {Fraction(value)})

    def written(self, number):
        return decimal(number) if number[0].isdigit() else han(number)

    def share(self, m, value, raws=(), solid=True):
        self.add(
            "number",
            m,
            keys={("ratio", value)},
            raws=set(raws),
            unit=("ratio", Fraction(1)),
            solid=solid,
        )

    def fraction(self, m):
        below, above = self.written(m.group(1)), self.written(m.group(2))
        if not below or above is None:
            return False
        self.share(m, above / below)

    def tenths(self, m):
        value = self.written(m.group(1))
        if value is None or value > 10:
            return False
        value = value / 10 + (Fraction(DIGITS[m.group(3)], 100) if m.group(3) else 0)
        self.share(m, value, {value * 100})

    def discount(self, m):
        value = self.written(m.group(1))
        if value is None:
            return False
        value = value / 10 if value <= 10 else value / 100
        self.add(
            "number", m, keys={("off", 1 - value), ("full", value)}, unit=("ratio", Fraction(1))
        )

    def doubling(self, m):
        times = self.day_number(m.group("times")) if m.group("times") else 1
        about = m.group("about")
        over = m.group("over") or m.group("more") or about and about not in "近约"
        self.add(
            "number",
            m,
            unit=("times", Fraction(1)),
            keys={("times", Fraction(2**times)), ("ratio", Fraction(2**times - 1))},
            qualifiers=frozenset({OVER} if over else {ABOUT} if about else {EXACT}),
        )

    def times_over(self, m):
        value = self.written(m.group(1))
        if value is None:
            return False
        grown = GROWTH.search(self.text[max(0, m.start() - 10) : m.start()])
        keys = {("fold", value), ("times", value + 1 if grown else value)}
        # 去年同期的三倍 is no growth of 300 percent.
        level = not grown and self.text.startswith("的", m.start() - 1)
        keys.add(("full" if level else "ratio", value))
        self.add(
            "number", m, unit=("times", Fraction(1)), keys=keys, raws=set() if grown else {value}
        )

    def half(self, m):
        self.share(m, Fraction(1, 2))
        word = m.group()[0]
        if word in "过大超逾":
            self.found[-1].qualifiers = frozenset({OVER})
        elif word in "近接将":
            self.found[-1].qualifiers = frozenset({ABOUT, UNDER})
        elif word == "约":
            self.found[-1].qualifiers = frozenset({ABOUT})

    def half_unit(self, m):
        unit = m.group(2)
        name = unit if unit in UNIT else "个" + unit
        dimension, factor = UNIT[name]
        keys = {(dimension, factor / 2)}
        if unit == "月":
            keys.add(("minute", Fraction(15 * 1440)))
            keys.add(("minute", Fraction(14 * 1440)))
        if unit in ("天", "日"):
            keys.add(("minute", Fraction(12 * 60)))
        self.add("number", m, keys=keys, unit=(dimension, factor), solid=unit not in ("天", "日"))
        if m.group(1):
            self.found[-1].qualifiers = frozenset({OVER})

    def and_a_half(self, m):
        value = self.written(m.group(1))
        if value is None:
            return False
        unit = (m.group(2) or "个" + m.group(3)).replace("分钟", "分").replace("分", "分钟")
        dimension, factor = UNIT[unit]
        value += Fraction(1, 2)
        self.add(
            "number", m, keys={(dimension, value * factor)}, raws={value}, unit=(dimension, factor)
        )

    def power(self, m):
        parts = re.match(r"(\d+(?:\.\d+)?)\s?[×x]\s?10\^?(\d{1,2})$", m.group())
        if not parts or int(parts.group(2)) > 30:
            return False
        value = decimal(parts.group(1)) * 10 ** int(parts.group(2))
        unit = re.compile(UNIT_WORD).match(self.work, m.end())
        self.number(
            m.start(),
            unit.end() if unit else m.end(),
            value,
            UNIT.get(unit.group()) if unit else None,
        )

    def numbers(self):
        vague = {
            "十": 1,
            "百": 2,
            "千": 3,
            "万": 4,
            "十万": 5,
            "百万": 6,
            "千万": 7,
            "亿": 8,
            "十亿": 9,
            "百亿": 10,
        }
        self.vague = vague
        self.each(
            r"(?:好几|[数几])(?:十亿|百亿|十万|百万|千万|[十百千万亿])(?!年(?!来))", self.magnitude
        )
        self.each(
            r"(?<![以之晚早马])上(?:十亿|百亿|十万|百万|千万|[百千万亿])(?=[个家名人辆吨次种条座项万"
            r"亿公元美平头只件票单份位场户艘列架批所层台套处号亩度米箱年岁本株棵封幅])",
            self.magnitude,
        )
        self.each(
            r"([一二两三四五六七八])([二三四五六七八九])(?=[十百千万]?[个家名人辆吨次种条座项天年万亿"
            r"公元小分成箱周岁米里头只件票单场户艘列架批所位层台套处回页本道倍度节趟班月])"
            r"([十百千])?(万|亿)?",
            self.either,
        )
        sign = r"(零下|负|(?:(?<=[至为到达(,:、温约在于是\s])|^)-(?=\d)|[+])?"
        money = (
            r"(人民币|RMB|CNY|¥|￥|US\$|USD|\$|€|EUR|£|HK\$"
            rf"|(?:{'|'.join(BEFORE_AMOUNT)})(?:现钞|现金|纸币|钞票|外汇|贷款|存款|资金|债券|收入)?)?\s?"
        )
        tail = (
            rf"(?:([多余来几])(?=[十百千万亿个元吨人名位家辆列艘架条座项种类次公千平"
            rf"美欧天年小分周岁头件票单笔场户艘米批所位层台套处号种亩度标])([十百千万"
            rf"亿]*))?\s?(多|余)?\s?({UNIT_WORD})?"
        )
        self.each(
            rf"{FREE}(\d{{1,9}}|[{HAN}]{{1,6}})[元块]([1-9一二三四五六七八九])[角毛]([1-9])?分?",
            self.coins,
        )
        self.each(r"(?<![上中下])([五六七八九])旬", self.ten_years)
        self.each(
            r"([二三四五六七八九]?十)有([一二三四五六七八九])(?![十百千万个名])",
            lambda m: self.number(m.start(), m.end(), han(m.group(1)) + han(m.group(2)), None),
        )
        self.each(rf"{FREE}({N})个多(月|小时|星期|钟头|世纪)", self.and_more)
        self.each(
            rf"{FREE}(\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)个(多)?(亿|万)(?![一-鿿]?分)"
            rf"\s?({UNIT_WORD})?",
            self.of_large,
        )
        self.each(rf"{money}{sign}{FREE}({N}){tail}", self.counted)

    def ten_years(self, m):
        number = 10 * han(m.group(1))
        self.add("number", m, raws={number}, keys={("month", 12 * number)})

    def coins(self, m):
        whole = self.written(m.group(1))
        if whole is None:
            return False
        tenths = Fraction(self.day_number(m.group(2)), 10) + Fraction(int(m.group(3) or 0), 100)
        self.number(m.start(), m.end(), whole + tenths, UNIT["元"])
        return None

    def and_more(self, m):
        value = self.mantissa(m.group(1))
        if value is None:
            return False
        unit = UNIT["个" + m.group(2)]
        self.number(m.start(), m.end(), value[0], unit, value[1], frozenset({OVER}))
        return None

    def of_large(self, m):
        """3.5个亿."""
        value = self.written(m.group(1))
        if value is None:
            return False
        over = frozenset({OVER}) if m.group(2) else None
        scale = Fraction(LARGE[m.group(3)])
        self.number(m.start(), m.end(), value, UNIT.get(m.group(4)), scale, over)
        return None

    def magnitude(self, m):
        unit = re.compile(UNIT_WORD).match(self.work, m.end())
        scale = re.search(r"十亿|百亿|十万|百万|千万|[十百千万亿]$", m.group()).group()
        order = self.vague[scale]
        raws = {Fraction(10) ** order} if m.group()[0] == "上" else set()
        self.add(
            "vague",
            m,
            keys={("order", order)},
            unit=UNIT[unit.group()] if unit else None,
            raws=raws,
            qualifiers=frozenset({OVER, ABOUT}),
            # 数十年 is "decades" as well.
            solid=order > 1 or not self.text.startswith("年", m.end()),
        )

    def either(self, m):
        one, two = DIGITS[m.group(1)], DIGITS[m.group(2)]
        if two - one not in (1, 2):
            return False
        scale = Fraction(SMALL.get(m.group(3), 1) * LARGE.get(m.group(4), 1))
        unit = re.compile(UNIT_WORD).match(self.work, m.end())
        for n, value in ((1, one), (2, two)):
            self.add(
                "number",
                m.span(n),
                value=Fraction(value),
                scale=scale,
                unit=UNIT[unit.group()] if unit else None,
                solid=False,
                qualifiers=frozenset({EXACT, ABOUT}),
            )

    def counted(self, m):
        money, sign, number, odd, scale, more, word = m.groups()
        number = re.sub(r"\s", "", number)
        ascii_ = number[0].isdigit()
        if len(number) > LONGEST_NUMBER:
            self.add("literal", m.span(3), keys={("code", number)})
            return None
        value = self.mantissa(number)
        if value is None:
            return False
        value, factor = value
        bare = not ascii_ and all(c in "百千万亿" for c in number)
        end, unit = m.end(), UNIT.get(word)
        if scale:
            for c in scale:
                factor *= SMALL.get(c) or LARGE[c]
        after = self.text[end : end + 1]
        qualifiers = None
        if odd == "几" or odd in ("多", "余") or more:
            qualifiers = frozenset({OVER})
        if odd == "来":
            qualifiers = frozenset({ABOUT})
        if value == 10 and not scale and (odd or more):
            qualifiers = frozenset({OVER, ABOUT})
        solid = True
        if not ascii_:
            total = value * factor
            if number.startswith("一") and total == 1 or total == 0:
                solid = False
            elif bare:
                solid = bool(odd or more) or len(number) > 1 and word is not None
            elif word is None and not odd:
                solid = total > 10 and len(number) > 1 and any(c in "十百千万亿" for c in number)
                if not solid and after and after in COUNTED and number != "两":
                    solid = True
                if number == "两" and (
                    not after or after not in COUNTED or after in "国地方岸校院大"
                ):
                    solid = False
            elif number == "两" and word == "国":
                solid = False
            if word == "年" and re.match(r"规划|计划", self.text[end : end + 2]):
                solid = False
        if word in ("人", "名", "位") and not ascii_ and value * factor <= 10:
            unit = ("person", Fraction(1))
        if word == "年级":
            unit = None
        if word == "里" and ascii_ is False and bare:
            solid = False
        name = money and next((each for each in BEFORE_AMOUNT if money.startswith(each)), None)
        if name:
            # 欧元现钞8.5万, but not 美元3种.
            unit = unit if word else UNIT[name]
        elif money:
            unit = {
                "人民币": "CNY",
                "RMB": "CNY",
                "CNY": "CNY",
                "¥": "CNY",
                "￥": "CNY",
                "€": "EUR",
            }.get(money, {"EUR": "EUR", "£": "GBP", "HK$": "HKD"}.get(money, "USD"))
            unit = (unit, Fraction(1))
        if unit is None and word is None:
            currency = re.compile(r"(?:等值)?(人民币|美元|欧元)").match(self.text, end)
            unit = UNIT.get(currency.group(1), ("CNY", Fraction(1))) if currency else None
        if (
            not unit
            and value * factor >= 11
            and ascii_ is False
            and not word
            and solid
            and after == "五"
        ):
            solid = False
        if sign in ("零下", "负", "-", "−"):
            value = -value
        quantity = self.number(m.start(), end, value, unit, factor, qualifiers, solid)
        if number[0] == "十" and number == "十" and (odd or more):
            quantity.raws.add(Fraction(12))
        if word == "倍":
            quantity.unit = ("times", Fraction(1))
        if word is None and after == "号" and value <= 31:
            quantity.date = None
            quantity.raws.add(value)
        if word == "周年":
            quantity.raws.add(value)
        if (
            ascii_
            and number.isdigit()
            and len(number) == 4
            and 1900 <= int(number) <= 2099
            and not unit
        ):
            quantity.kind, quantity.date = "date", (int(number), None, None)
            quantity.finish()
        return None

    def mantissa(self, number):
        """The number before its last scales, and their product, for the sake of 3至5万."""
        m = re.fullmatch(r"([\d.,]+|[〇零一二两三四五六七八九十]+)([百千万亿]*)", number)
        if m and m.group(2):
            value = decimal(m.group(1)) if m.group(1)[0].isdigit() else han(m.group(1))
            factor = Fraction(1)
            for c in m.group(2):
                factor *= SMALL.get(c) or LARGE[c]
            return None if value is None else (value, factor)
        value = decimal(number) if re.fullmatch(r"[\d.,]+", number) else han(number)
        return None if value is None else (value, Fraction(1))

    def number(self, start, end, value, unit, scale=Fraction(1), qualifiers=None, solid=True):
        self.add("number", (start, end), value=value, scale=scale, unit=unit, solid=solid)
        quantity = self.found[-1]
        self.describe(quantity, qualifiers)
        return quantity

    def describe(self, quantity, qualifiers=None):
        before = self.text[max(0, quantity.start - 12) : quantity.start]
        if qualifiers is None:
            qualifiers = self.qualifiers(before, quantity.end)
        if quantity.unit and quantity.unit[0] in ("month", "minute"):
            if before.endswith(("近", "过去")):
                qualifiers = frozenset({EXACT, ABOUT})
            elif self.text[quantity.end : quantity.end + 1] in ("来", "间", "内"):
                qualifiers |= {EXACT}
        quantity.qualifiers = qualifiers
        m = DIRECTION.search(before)
        if m:
            quantity.direction = 1 if m.group("up") else -1
        elif quantity.unit and quantity.unit[0] == "points":
            beside = ABOVE_AVERAGE.search(before)
            if beside:
                quantity.direction = 1 if beside.group(1) else -1

    def qualifiers(self, before, end):
        for attempt in (before, BEFORE_ANYWHERE.sub("", before)):
            for pattern, meaning in BEFORE:
                if pattern.search(attempt):
                    return frozenset(meaning)
        for pattern, meaning in AFTER:
            if pattern.match(self.text, end):
                return frozenset(meaning)
        for pattern, meaning in BEFORE_VERB:
            if pattern.search(before):
                return meaning
        return PLAIN

    def add(self, kind, where, **fields):
        super().add(kind, where, **fields)
        quantity = self.found[-1]
        if kind == "number" and quantity.value is None and quantity.qualifiers == PLAIN:
            self.describe(quantity)


def _is_range(between, before):
    return re.fullmatch(r"\s?(?:[-—–~至到―]|——)\s?", between) is not None


def _is_list(between):
    return re.fullmatch(r"\s?[、,和及与]\s?", between) is not None
