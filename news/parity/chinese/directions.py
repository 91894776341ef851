"""Whether a Chinese number is said to be a rise or a fall: 增长3%, 下降两成, 3%的降幅."""

import re

from ..quantities import TIMES

UP = (
    "(?<!负)增长|增加|增多|增幅|增速|增长率|增|上升|上涨|上扬|上调|上浮|上行|攀升|跃升|回升|抬升|"
    "提升|升高|升值|升幅|升|涨幅|涨|提高|(?<![最提])高|走高|走强|走阔|冲高|抬高|拔高|推高|拉高|"
    "扩大|扩张|扩充|扩容|扩围|拓宽|加宽|加大|加长|加深|拉长|延长|延期|延后|推迟|延迟|放宽|反弹|"
    "高出|多出|(?<![最不至])多[开运跑走花用付卖收装停等办来]?"
)
DOWN = (
    "负增长|下降|下跌|下滑|下挫|下探|下调|下浮|下行|下落|减少|减幅|减小|减|降低|降幅|降|回落|回调|"
    "回吐|缩短|缩小|缩减|缩水|收窄|收缩|压缩|压减|压降|萎缩|跌幅|跌|贬值|走低|走弱|走软|探底|"
    "精简|节省|节约|[可能]省|省[下了]|便宜|低出|(?<![至不最])少[开运跑走花用付卖收装停等办来]?|(?<![最不])低"
)
# Said of a speed, which rises as the time falls, and of the pace of growth.
QUICKER, SLOWER = "加快|提速|加速", "放缓|减缓|趋缓|减速|放慢"
# Of a time: earlier. 排名提前3位 is a rise.
EARLIER = "提前|早"
WORD = (
    rf"(?P<up>{UP})|(?P<down>{DOWN})|(?P<quicker>{QUICKER})|(?P<slower>{SLOWER})|"
    rf"(?P<earlier>{EARLIER})"
)
LINK = (
    r"(?:了|为|约|近|超过?|逾|达|幅度|幅|比例|速度|\s|到|至|高达|将近|接近|不到|不足|大约|整整|出|"
    r"(?:同比|环比)(?!降|增)){0,3}$"
)
BESIDE = re.compile(rf"(?:{WORD}){LINK}")
# 降低通关费用两成: what falls stands between.
AHEAD = re.compile(rf"(?:{WORD})")
OBJECT = re.compile(
    r"(?:了)?[\u4e00-\u9fff]{1,9}?(?:约|近|超过?|逾|达|将近|接近|不到|不足|大约|整整){0,2}$"
)
# What goes no further than its own verb, or is none: 减免, 增值税, 高速, 升级, 多式联运, 提前申报.
NO_CHANGE = re.compile(
    r"(?<=新)增|增[值强开设派购配投发办补]|高[^出]|升级|多[^出]|低[^出]|少[^年]|减[免税负]|降[雨雪水温落]|提前[^\d约近至到了]|早[上晨]|"
    r"涨[^幅停]|跌[^幅停]|增速|增幅|降幅|涨幅|跌幅|升[旗空油水汽柴奶酒装]|扩大开放|节约型"
)
PACE = re.compile(
    r"(?:增速|增幅|增长|涨幅|升幅|降幅|跌幅|减幅)[^,，。;；]{0,8}"
    r"(?:放缓|回落|收窄|缩小|扩大|减缓|下降|提高|回升|加快|上升|降|升|收缩)[到至](?:了|约|近|\s)*$"
)
BEHIND = re.compile(
    r"\s?的(?:同比|环比|年均|年度|较大|较快|最大|整体|总|平均|价格|成本|时间)?(?:"
    r"(?P<up>增长(?!点|极)|增幅|涨幅|升幅|增速|上涨|上升|提升|升值|增量|涨势|反弹|上浮|上调|增加)"
    r"|(?P<down>降幅|跌幅|减幅|下降|下跌|下滑|降低|缩减|减少|贬值|萎缩|回落|收缩|下浮|下调|压缩))"
    r"|\s?的(?:速度|幅度|比例|速率)(?:逐年|持续|快速|稳步)?(?:(增长|上升|递增|上涨|攀升|增加|扩大)|"
    r"(?:下降|递减|减少|下跌|下滑|缩减|萎缩))"
)
CLAUSE = re.compile(r"[,，。;；:：、!？?（()）\n\d]")


def direction(text, quantity):
    """(1, -1 or 0, whether the word stands right beside the number)."""
    before = text[max(0, quantity.start - 16) : quantity.start]
    m = BESIDE.search(before)
    if m:
        return (0 if PACE.search(before) else _way(m, quantity)), True
    behind = BEHIND.match(text, quantity.end)
    if behind:
        if behind.group("up") or behind.group(3):
            return 1, True
        return -1, True
    clause = CLAUSE.split(before)[-1]
    last = next(reversed(list(AHEAD.finditer(clause))), None)
    if last is None or NO_CHANGE.match(clause, last.start()):
        return 0, False
    if not OBJECT.fullmatch(clause, last.end()):
        return 0, False
    return _way(last, quantity), False


def _way(m, quantity):
    dimension = quantity.dimension
    if m.group("earlier"):
        return -1 if dimension in TIMES or not dimension else 0
    if m.group("quicker"):
        return 1 if dimension == "points" else 0
    if m.group("slower"):
        return -1 if dimension in ("points", "ratio") else 0
    return 1 if m.group("up") else -1
