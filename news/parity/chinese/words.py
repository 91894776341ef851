"""The words, units and patterns by which Chinese text is read, and its numerals."""

import re
from fractions import Fraction

from ..quantities import (
    ABOUT,
    CURRENCIES,
    EXACT,
    LONGEST_NUMBER,
    MEASURES,
    OVER,
    TIMES,
    UNDER,
)
from ..written import decimal
from .directions import UP

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
    "一年半载 三年半载 "
    "万众 万无一失 万事 万象 万家 万水千山 万科 万达 万向 万全 万能 万方 万州 万宁 "
    "万华 亿万 千方百计 四通八达 三审三校 五一劳动 九寨沟 五大连池 百姓 "
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
    "四舍五入 五笔 百分百 万吨轮 万国 万盛 万载 万顷 双十一 双11 双十二 "
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
    rf"|(?<![\d{HAN}])[十万]分(?![之钟])|(?<!其)中一(?![成半家个名次])"
    r"|统一|唯一|同一|单一|专一|进一步|逐一|始终如一|独一无二|接二连三|乱七八糟|表里如一|知行合一"
)
_LUNAR_DAY = (
    r"初[一二三四五六七八九十]|廿[一二三四五六七八九]?|卅|二十[一二三四五六七八九]?|三十|"
    r"十[一二三四五六七八九]?|(?:[12]\d|30|[1-9])(?=[日号])"
)
_LUNAR_MONTH = r"正|腊|冬|十[一二]|[一二三四五六七八九十]|1[0-2](?=月)|[1-9](?=月)"
# 农历五月初五, 正月十五, 八月十五, 大年初三, 腊月.
LUNAR = re.compile(
    rf"(?:农历|阴历|旧历|夏历)(?:新年|[^\d，。；,;]{{0,6}}年)?(?:的)?(?:闰)?(?P<month>{_LUNAR_MONTH})月(?:份)?"
    rf"(?P<day>{_LUNAR_DAY}|[三六九](?![一-鿿\d]))?[日号]?"
    rf"|(?P<month2>[正腊冬])月(?P<day2>{_LUNAR_DAY})?"
    rf"|(?P<month3>[二三四五六七八九十]|十[一二])月(?P<day3>初[一二三四五六七八九十]|廿[一二三四五六七八九])"
    rf"(?![个家名人辆吨批些次日月]|期|步)"
    r"|(?P<month4>[七八])月(?P<day4>十五)(?![日号个家名人辆吨])"
    r"|(?:农历|阴历)?(?:大年|新年|年|正月)(?P<new>初[一二三四五六七八九十])"
    r"|(?P<eve>大年三十|年三十|除夕)|(?P<ninth>重九)"
    r"|(?P<same>二月二(?=[”\"]?龙抬头)|三月三(?=[”\"]|歌|节|假期|庙会)|六月六(?=[”\"]|节))"
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
    "茬户组对双批趟班节箱票单袋桶罐株棵根笔声步面版人车路城校院企大方重纵横首"
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
    "wagon": "节车厢 节车皮 节车辆 节货车 个车皮",
    "aircraft": "架次 航班",
    "ship": "艘次 艘",
    "thing": "个 家 座 条 项 件 票 单 种 批 所 张 圈",
}
MEASURED = {
    "mass": {
        "吨": 1000,
        "公斤": 1,
        "千克": 1,
        "kg": 1,
        "克": "1/1000",
        "斤": "1/2",
        "磅": "0.45359237",
        "毫克": "1/1000000",
        "微克": "1/1000000000",
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
        "英尺": "0.3048",
        "英寸": "0.0254",
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
    "barrel": {"桶": 1},
    "energy": {"千瓦时": 1, "千瓦小时": 1, "度电": 1, "兆瓦时": 1000, "kWh": 1},
    "power": {"千瓦": 1, "兆瓦": 1000, "吉瓦": 10**6, "MW": 1000, "kW": 1, "GW": 10**6},
    "voltage": {"千伏": 1000, "伏特": 1, "伏": 1, "kV": 1000, "万伏": 10**4},
    "apparent": {"千伏安": 1, "兆伏安": 1000, "kVA": 1},
    "loudness": {"分贝": 1, "dB": 1},
    "temperature": {"摄氏度": 1, "°C": 1, "℃": 1},
    "fahrenheit": {"华氏度": 1, "°F": 1, "℉": 1},
    "month": {
        "周年": 12,
        "年": 12,
        "岁": 12,
        "周岁": 12,
        "个月": 1,
        "月龄": 1,
        "个月大": 1,
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
        "日龄": 1440,
        "天龄": 1440,
        "周龄": 10080,
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
UNIT |= dict.fromkeys(["角钱", "毛钱"], ("CNY", Fraction(1, 10))) | {
    "分钱": ("CNY", Fraction(1, 100))
}
# Currencies that are written before an amount: 港币12万.
BEFORE_AMOUNT = tuple(
    name
    for dimension in "USD EUR GBP JPY HKD KZT RUB SOM TJS MNT RUPEE KRW CHF".split()
    for name in UNITS[dimension].split()
)
UNIT_WORD = "|".join(sorted(map(re.escape, UNIT), key=len, reverse=True))

# 三吨半, and not 两公里半径 nor 一吨半成品.
HALVED = "|".join(
    sorted(
        (
            re.escape(word)
            for word, (dimension, _) in UNIT.items()
            if dimension in (CURRENCIES | MEASURES | TIMES) - {"ratio", "points"}
        ),
        key=len,
        reverse=True,
    )
)
NO_HALF = "(?![径成挂岛导自程价数边截圈路途载封球山官公票费年月日天夜个小机潜干固熟])"

SCORED = re.compile(
    r"比分|[获取大力险完逆]胜|战胜|击败|战平|获胜|告负|不敌|落败|败给|[大险惜]败|领先|点球|主队|客队|胜出|险胜|小胜"
)
RATIO = re.compile(
    rf"比例|之比|比率|[配股缩人数值投工资]比|[师生车房]比|比为|按.{{0,3}}配|汇率|{SCORED.pattern}"
)
ALWAYS = (
    r"7\s?[x×X*]\s?24[”\"’]?(?:小时|时)?|24(?:小时)?\s?[x×X*]\s?7天?|"
    r"(?:每周|一周|周)?[7七]天[、,×x*]?\s?(?:[每一][天日])?(?:24|二十四)(?:个)?小时|"
    r"(?:全年)?365天[、,×x*]?\s?(?:每天)?(?:全天)?(?:24|二十四)(?:个)?小时|"
    r"(?:全天|每天)?(?:24|二十四)(?:个)?小时(?:[、,]?\s?全年无休|[、,]?\s?全年)|"
    r"全年无休[、,]?\s?(?:全天|每天)?(?:24|二十四)(?:个)?小时|全天候|昼夜不停|不分昼夜|昼夜不间断|全年无休"
)
AMONG = re.compile(
    r"[^\d,，。;；、:：]{0,7}?(?:中|里|当中)(?:就|便|约|大约|平均)?(?:有|抽检)?(?:近)?"
)
HEAD_UNIT = re.compile(
    rf"(?:[(（]\s?(?:单位\s?[:：]\s?)?|单位\s?[:：]\s?)([十百千万亿]{{0,2}})({UNIT_WORD})(?=\s|[)）,，;；]|$)"
)

# Said of what comes up to a number: 可达14摄氏度 is 14 or less, 可达14摄氏度以上 is more.
REACHED = frozenset({EXACT, UNDER})
# 罚款不得超过5000元, 尚未超过警戒值.
_NO = "(?:不|不得|不能|不应|不应当|不会|不准|不宜|不可|不允许|并未|尚未|从未|未|没有|没|均未)"
BEFORE = [
    # 相距不过14公里 is "only 14" and "no more than 14".
    (re.compile(r"不过$"), {EXACT, UNDER}),
    (re.compile(rf"(?:{_NO}(?:少于|低于|小于|短于)|不下于|不下|不止|不亚于)$"), {OVER}),
    (
        re.compile(
            rf"(?:{_NO}(?:超过|超出|超|逾|高于|多于|大于|长于|重于|宽于)|最多|至多|顶多|充其量|低于|少于|"
            r"小于|不足|不到|不满|未满|未及)$"
        ),
        {UNDER},
    ),
    (
        re.compile(r"(?:至少|最少|起码|超过|逾|高于|多于|大于|超出|超|(?<![经通度不再走多])过)$"),
        {OVER},
    ),
    (
        re.compile(
            r"(?:突破|跨越|迈上|迈过|跃上|跨过|冲破|站上|(?<![不未])满|(?<![打击爆侦攻跌])破)$"
        ),
        {OVER, EXACT},
    ),
    (re.compile(r"(?:跌破|跌穿|失守)$"), {UNDER, EXACT}),
    (re.compile(r"(?:接近|将近|几乎|近乎|临近|逼近|迫近|趋近|直逼)$"), {ABOUT, UNDER}),
    (re.compile(r"(?:大约|大概|约[为有合占计需要用耗花长宽高重值含]|大致|差不多)$"), {ABOUT}),
    (re.compile(r"(?:(?<![签条合预相节公制契誓邀履失违立])|(?<=折合))约$"), {ABOUT}),
    (re.compile(r"(?<![附邻最临靠亲远])近$"), {ABOUT, UNDER}),
    (re.compile(r"(?:高达|最高|最高达|可达|多达|最[长久迟晚大重宽快远])$"), REACHED),
    (re.compile(r"最[低短小早轻近]$"), {EXACT, OVER}),
    (re.compile(r"最多(?:时|的时候)[^\d\s，。；：、,;:]{0,4}$"), REACHED),
    # 限高4.5米 is "a height limit of 4.5 metres" and "no higher than".
    (re.compile(r"限[高重宽长速载乘员量额]$|限值|上限$"), {EXACT, UNDER}),
]
# These govern the number from before the verb: 至少提前3天, 大约需要一个半小时.
BEFORE_VERB = [
    (re.compile(r"最低[\u4e00-\u9fff]{1,5}$"), frozenset({EXACT, OVER})),
    # 最快也得半天, 逾期30分钟未到
    (
        re.compile(r"最[快少短]也?(?:得|要|需)$|(?:逾期|超时|超期|迟到|晚点|晚到)$"),
        frozenset({EXACT, OVER}),
    ),
    (re.compile(r"最高[\u4e00-\u9fff]{1,5}$"), REACHED),
    (re.compile(rf"(?:最多|至多|顶多)[^\d\s{HAN}，。；：、,;:]{{1,5}}$"), frozenset({UNDER})),
    (re.compile(rf"(?:至少|最少|起码)[^\d\s{HAN}，。；：、,;:]{{1,5}}$"), frozenset({OVER})),
    # 约占全国的五分之二, 不到平原的一半
    (re.compile(rf"约(?:占|为|是|有)[^\d\s{HAN}，。；：、,;:]{{1,14}}的$"), frozenset({ABOUT})),
    (re.compile(rf"(?:不到|不足|低于)[^\d\s{HAN}，。；：、,;:]{{1,8}}的$"), frozenset({UNDER})),
    (
        re.compile(rf"(?:超过|超出|高于|逾|超)[^\d\s{HAN}，。；：、,;:]{{1,8}}的$"),
        frozenset({OVER}),
    ),
    (re.compile(rf"(?:接近|将近)[^\d\s{HAN}，。；：、,;:]{{1,8}}的$"), frozenset({ABOUT, UNDER})),
    (re.compile(rf"约(?:为|是|有|占)(?:\d|[{HAN}]){{1,4}}年前的$"), frozenset({ABOUT})),
    (re.compile(r"约(?:[多少可需要][\u4e00-\u9fff]{1,2})$"), frozenset({ABOUT})),
    (re.compile(rf"(?:大约|大概|预计约)[^\d\s{HAN}，。；：、,;:]{{1,5}}$"), frozenset({ABOUT})),
]
BEFORE_ANYWHERE = re.compile(r"(?:等值|相当于|折合|为|了|有|达|到|至|成|的|\s)$")
# 跌破每桶70美元
EACH = re.compile(r"每[\u4e00-\u9fff]{1,3}$")
# 10级以上: measure words that are no unit.
MEASURE = (
    r"(?:星级|[级轴星层楼档格段届轮排桌页步班度支条只台套份张盒瓶箱本块处期场户头匹株棵桶罐门把枚颗根趟车]|"
    r"周?岁)?"
)
AFTER = [
    (re.compile(rf"{MEASURE}\s?(?:左右|上下|前后)"), {ABOUT}),
    (re.compile(rf"{MEASURE}\s?(?:及以上|或以上|以上|之上|开外|有余)"), {OVER}),
    (re.compile(rf"{MEASURE}\s?(?:及以下|或以下|以下|之下)"), {UNDER}),
    (re.compile(rf"{MEASURE}\s?(?:以内|之内|内(?![地蒙容部外陆河]))"), {UNDER, EXACT}),
    (
        re.compile(r"出头|(?<=[之成分一二三四五六七八九半])强(?![劲大化烈调制求降风度])"),
        {OVER, ABOUT},
    ),
    (re.compile(r"(?<=[之成分一二三四五六七八九半])弱(?![小化势点项])"), {UNDER, ABOUT}),
    (re.compile(r"(?:不到|不足)(?=[,，。;；、的]|$)"), {UNDER}),
    (re.compile(r"还多|[多余](?![数元样种功方])"), {OVER}),
]
GROWTH = re.compile(
    rf"(?:{UP}|多出|高出|(?<!最)[快贵宽长重大])(?:了|约|近|超过?|逾|达|将近|不到|不足|\s){{0,3}}$"
)

# What so many times is the level reached, not the growth: 增至三倍, 是去年的三倍.
LEVEL = re.compile(r"(?:的|[增升涨扩翻提长加大高张][至到]|[为是]|相当于)(?:了|约|近){0,2}$")

# 1美元兑7.2元, 每满1小时: English may leave the one out.
EXCHANGED = re.compile(r"\s?(?:人民币)?(?:兑换?|对|合|折合|约合|等于|可兑换?|=)")
ONE_OF = re.compile(r".?每满?$")
RELATION = re.compile(
    r"\s?(?:(?P<within>以内|之内|内(?![地蒙容部外陆河]))"
    r"|(?P<after>之后|以后|过后|后(?![来续期备台方勤者]))|(?P<ago>之前|以前|前(?![来往期进去后]))"
    r")(?![\d一二三四五六七八九十]{1,3}个?(?:天|日|月|年|小时))"
)
# 发车前20分钟, 抵达后2小时
RELATION_AHEAD = re.compile(r"[^\d年月日今最此往以之提目当面](?:(?P<ago>前)|(?P<after>后))$")
ABOVE_AVERAGE = re.compile(r"(?:(高于|高出|超出|超过)|低于|低出)[^\d，。；,;]{2,10}$")

WEEK = {c: n for n, c in enumerate("一二三四五六日", 1)} | {"天": 7}
EVENING = ("晚上", "当晚", "今晚", "昨晚", "明晚", "晚间", "晚")
AFTERNOON = ("下午", "傍晚", "午后", *EVENING)
NIGHT = ("深夜", "夜间", "夜里", "夜晚", "昨夜", "今夜", "当夜", "半夜", "午夜")
SENTENCES = re.compile(r"[。;\n]")
LATE = re.compile("下午|傍晚|午后|晚上|晚间|[今昨明当][晚夜]|深夜|夜间|夜里|夜晚|入夜")
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
