"""What Chinese says a number or a day is to its sentence: 缩短到12小时, 5月1日前, 8月30日结束."""

import re

_QUANTIFIED = r"(?:了|约|近|超过?|逾|将近|接近|大约|大概|不到|不足|整整|幅度|平均|\s)*"
_EACH = r"(?:每[\u4e00-\u9fff]{1,3})?"
_CHANGED = (
    "增长|增加|增多|上涨|上升|上调|提高|提升|攀升|升高|扩大|扩充|延长|拉长|加长|加宽|"
    "下降|下跌|下滑|下调|回落|减少|降低|缩短|缩减|缩小|压缩|压减|压降|收窄"
)
# 至 of 至少 and 至多 is no end of a change: nothing but these words stands before the number.
TO = re.compile(rf"(?:{_CHANGED}|调整|[增升涨提扩减降缩跌调延])(?:到|至|为){_EACH}{_QUANTIFIED}$")
BY = re.compile(rf"(?:{_CHANGED}|节省|节约|高出|多出|[涨跌]){_EACH}{_QUANTIFIED}$")

_DAY = r"(?:[(][^()]{1,8}[)])?"
BEFORE = re.compile(rf"{_DAY}(?:之|以)?前(?![后往来期进]|[一二两三几\d])")
AFTER = re.compile(rf"{_DAY}(?:之|以|过)?后(?![来续期备台方]|[一二两三几\d])")
# 已近零点, 刚过零点
NEARING = re.compile("(?:将近|接近|已近|临近|快到)$")
PASSED = re.compile("(?:刚过|已过|过了)$")
NOT_LATER = re.compile(r"(?:不迟于|不晚于|早于)$")

# What stands between a day and its verb: 8月30日下午正式启动.
_BETWEEN = (
    rf"{_DAY}(?:上午|下午|凌晨|中午|晚间?|零时|当天|当日|\d{{1,2}}(?:[时点](?:\d{{1,2}}分)?|:\d\d)|"
    r"将|已|正式|全面|全部|圆满|顺利|重新|同步|[,\s])*"
)
BEGINS = re.compile(
    rf"{_BETWEEN}(?:启动|开幕|启用|开通|恢复|重启|复通|开放(?!时间|日|水平|程度|以来|至)|投用|投运|投入使用|投入运营|实施|施行|生效|通车|"
    r"开工|开始(?!闭|关|停|暂|休|放|禁|封))"
)
ENDS = re.compile(
    rf"{_BETWEEN}(?:结束(?!闭|关|停|暂|休|放|假|禁|封)|截止|闭幕|落幕|终止|闭关|关闭|停止|停运|失效|废止)(?!结束|[之以]?后)"
)
SPHERES = {"东": "east", "西": "west", "南": "south", "北": "north"}
SPHERE = re.compile(r"([东西]经|[南北]纬)(?:约|为)?\s?$")


def stances(text, quantity):
    """{aspect: stance} of a quantity in its text, where words right beside it tell."""
    before = text[max(0, quantity.start - 16) : quantity.start]
    if quantity.kind == "date":
        found = {}
        if BEFORE.match(text, quantity.end) or NOT_LATER.search(before):
            found["day"] = "before"
        elif AFTER.match(text, quantity.end):
            found["day"] = "after"
        if BEGINS.match(text, quantity.end):
            found["event"] = "begins"
        elif ENDS.match(text, quantity.end):
            found["event"] = "ends"
        return found
    if quantity.kind == "time":
        if BEFORE.match(text, quantity.end) or NOT_LATER.search(before) or NEARING.search(before):
            return {"clock": "before"}
        after = AFTER.match(text, quantity.end) or PASSED.search(before)
        return {"clock": "after"} if after else {}
    if quantity.kind != "number" or quantity.value is None:
        return {}
    sphere = SPHERE.search(before)
    if sphere:
        return {"sphere": SPHERES[sphere[1][0]]}
    if quantity.dimension == "times":
        return {}
    if TO.search(before):
        return {"change": "to"}
    return {"change": "by"} if BY.search(before) else {}
