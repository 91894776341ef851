"""What belongs to the page that a text was taken from: its bars, menus, counters and notices."""

import re
from functools import lru_cache

from news.manuscript.languages import HAN, WORD

# The day on which a page is looked at: 今天是2024年5月20日 星期一. A script writes it, so a page
# that was saved has the words before it alone.
TODAY = re.compile(
    r"(?:(?:今天|今日)(?:是|日期|[:：])|(?:现在|当前)(?:日期|时间)(?:是)?|现在是(?:北京时间)?|北京时间)[:：,，\s]*"
    r"(?:[\d〇○零一二三四五六七八九十]{1,4}\s?[年月日号./:：时分秒-]\s?)*\d{0,4}"
    r"(?:[\s,，(（]*(?:星期|周|礼拜)[一二三四五六日天][)）]?)?"
    r"(?:[\s,，(（]*(?:农历|阴历)?[甲乙丙丁戊己庚辛壬癸]?[子丑寅卯辰巳午未申酉戌亥]?年?"
    r"[正一二三四五六七八九十冬腊]{1,2}月[初十廿三]?[一二三四五六七八九十][)）]?)?"
    r"(?:[\s,，]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?![\u3400-\u9fff\w])"
    r"|(?:today is|today[’']s date(?: is)?|today|current (?:date|time)(?: is)?)\s*[:,]?"
    r"(?:[\s,]*\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b\.?|[ap]\.?m\b\.?"
    r"|\d{1,4}(?:st|nd|rd|th)?(?:[-/.:]\d{1,4}){0,2}\b))+"
    r"|(?:today is|today[’']s date(?: is)?|current (?:date|time)(?: is)?)\s*:?(?!\s*\w)",
    re.I,
)
WELCOME = (
    r"欢迎(?:您|你)?(?:访问|光临|来到|登录|使用|浏览)[^，。！!|｜]{2,30}(?:网站?|门户|之窗|平台|频道|在线)[！!。]?"
    r"|欢迎您[！!]?|welcome to [^.!|]{2,60}(?:website|site|portal|online)[.!]?"
)
# What nothing but the bar of a page says, and what it says beside that.
BAR = (
    r"网站首页|首\s?页|返回首页|设[为成](?:首页|主页)|加入收藏夹?|添加收藏|收藏(?:本站|本网)|网站地图|站点地图"
    r"|(?:网站)?无障碍(?:浏览|阅读|模式|版|通道|辅助|服务|工具条?)?|长者(?:版|模式|专区|浏览|助手)|老年(?:版|模式)"
    r"|适老(?:化)?(?:版|模式|浏览|专区|改造)?|关怀(?:版|模式)|大字版|简体(?:中文)?版?|[繁正][体體](?:中文)?版?|简繁(?:切换|转换)?"
    r"|手机版|移动[版端]|电脑版|(?:请|用户|您好[，,]?请)?登[录陆]|(?:请|免费|用户)?注册|登录[/／]注册|个人中心|用户中心"
    r"|rss(?:\s?订阅| feeds?)?|智能(?:问答|机器人)|本?网站(?:已)?支持\s?ipv6|ipv6"
    r"|home\s?page|home|log\s?in|sign\s?(?:in|up|out)|log\s?out|register|site\s?map"
    r"|set as (?:my )?home\s?page|add to favou?rites|bookmark(?: (?:this (?:site|page)|us))?"
    r"|accessib(?:ility|le)(?: (?:mode|version|browsing|reading|site))?"
    r"|barrier[- ]free(?: (?:mode|version|browsing|reading|access))?"
    r"|(?:elder(?:ly)?|senior(?:s|s[’']|[’']s)?)(?:[- ]friendly)? (?:mode|version)"
    r"|skip to (?:main )?content|mobile (?:version|site)|(?:simplified|traditional) chinese"
)
BESIDE = (
    r"(?:站内)?搜索|检索|中文(?:版|网)?|英文(?:版|网)?|中/英|english(?: (?:version|site))?"
    r"|en|chinese|русский|қазақша|俄文版?|俄语"
    r"|微信|微博|公众号|客户端|小程序|app|邮箱|联系我们|关于我们|网站声明|隐私政策|法律声明|使用帮助|帮助|政务公开|政务服务"
    r"|新闻中心|新闻动态|通知公告|办事服务|在线服务|互动交流|政民互动|信息公开|走进口岸|专题专栏"
    r"|mobile|search|contact(?: us)?|about(?: us)?|privacy(?: policy)?|news|services"
    r"|help|faqs?|links|language"
)
ITEM = rf"[\[【（(]?\s?(?:{BAR}|{BESIDE}|{WELCOME}|{TODAY.pattern})(?:\s?[\]】）)])?"
APART = r"[\s|｜丨│·•/／、，,>＞»-]"
ALONE = re.compile(rf"[\[【（(]?\s?(?:{BAR}|{WELCOME}|{TODAY.pattern})\s?[\]】）)]?", re.I)
# Atomic: 登录/注册 is one item or two, and a line of many would be tried in every way.
MENU = re.compile(rf"{APART}*+(?:(?>{ITEM})(?:{APART}++|$)){{2,}}", re.I)
# Where the words of a menu that nobody can list stand among those: 首页 | 走进伊犁 | 登录.
BARS = re.compile(r"\s*[|｜丨│·•\t\n]\s*|\s{2,}|\u3000+")
PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－]+\s?\d{1,3}\s?[-—–－]+|第\s?\d{1,3}\s?页(?:\s?[,，/]?\s?共\s?\d{1,3}\s?页)?"
    r"|page\s\d{1,3}(?:\s(?:of|/)\s\d{1,3})?)\s*",
    re.I,
)
FURNITURE = re.compile(
    r"(?:您?(?:当前|现在|所在)的?位置(?:是)?\s*[:：].*|您现在的位置.*"
    r"|(?:网站)?首页\s*[>»›/＞].*|home\s*(?:page)?\s*[>»›/].*"
    r"|(?:you are here|your (?:location|position)|current (?:location|position)"
    r"|location)\s*:\s*home.*"
    r"|上一[篇条页]\s*(?:[:：].*)?|下一[篇条页]\s*(?:[:：].*)?|(?:previous|next"
    r"|prev)(?: (?:article|post|page))?\s*[:：].*"
    r"|(?:previous|next|prev)(?: (?:article|post|page))"
    r"|.{0,12}扫一扫.{0,30}|(?:微信|微博)?扫码.{0,20}|scan (?:the|this) (?:qr )?code.{0,40}"
    r"|share(?:\s*+[:|]?\s*+(?:wechat|weibo|facebook|twitter|x|linkedin|whatsapp|telegram|qq|e-?mail"
    r"|print|copy link|pinterest|reddit|moments|a\s?[+-]))+"
    r"|分享(?:到|至|本文)?\s*[:：]?.{0,30}|share(?: (?:to|on|this).{0,40}"
    r"|\s*:.{0,40})?|(?:我要)?(?:收藏|打印|纠错)(?:本[页文])?"
    r"|(?:[\s|｜/]*+【?\s*+(?:打印|关闭|收藏|返回|顶部|分享)(?:本页|窗口|此页|顶部)?(?:\s*+】)?)+"
    r"|(?:print|close)(?: (?:this )?(?:page|window))?(?:\s*+[|/]?\s*+(?:print|close"
    r"|share|back)(?: (?:this )?(?:page|window))?)*"
    r"|(?:返回|回到)(?:顶部|首页|上级|上一页|列表)|back to (?:top|home|list)"
    r"|版权所有.{0,80}|.{0,40}(?:ICP备|公网安备).{0,60}|(?:copyright|©|\(c\)).{0,120}"
    r"|.{0,60}all rights reserved.{0,40}"
    r"|网站(?:标识码|地图).{0,60}|(?:主办|承办|技术支持"
    r"|维护)(?:单位)?[:：].{0,60}(?:网站|备|©).{0,60}"
    r"|相关(?:链接|新闻|阅读|文章|报道|附件)\s*[:：]?|延伸阅读\s*[:：]?"
    r"|推荐阅读\s*[:：]?|related (?:links|news|articles|stories|reading)\s*:?"
    r"|[【\[]?\s*字[体号](?:大小)?\s*[:：]?\s*[大中小\s|/]+[】\]]?(?:\s*(?:打印|关闭"
    r"|分享|收藏)(?:本页|窗口)?)*|[大中小]\s+[大中小]\s+[大中小]"
    r"|font(?: size)?\s*:\s*[\w\s|/+-]{0,30}|阅读(?:次数|量)?\s*[:：]?\s*\d+|(?:views"
    r"|hits)\s*:?\s*\d+"
    r"|点击(?:查看|进入).{0,20}|click to (?:view|enlarge).{0,30}|A[+-]?\s*A\s*A?[+-]?"
    r"|[A-Z]*\s*\[?\s*(?:大|中|小)\s*\]?"
    # How often it was read and liked.
    r"|(?:(?:阅读|浏览|点击|点赞|在看|转发|分享|评论|收藏|人气|访问|观看|赞|views?|reads?|likes?"
    r"|comments?|shares?|hits|favou?rites)(?:次数|人数|量|数)?\s?(?:[:：]\s?)?\d[\d,.]*(?:\s?[万wk+]{1,2})?"
    r"(?:\s?[次人])?[\s|｜，;；/·]*)+"
    r"|(?:\d[\d,.]*\s*(?:次浏览|次阅读|人阅读|人浏览|views?|reads?|likes?|comments?|shares?)"
    r"[\s|｜,，/·]*)+"
    r"|点击?.{0,6}(?:蓝字|上方).{0,12}|(?:欢迎)?关注(?:我们|公众号).{0,20}|长按.{0,12}(?:二维码|识别).{0,12}"
    r"|往期(?:推荐|回顾|精彩).{0,4}|点个.?在看.{0,6}|阅读原文|(?:本文)?转载请注明.{0,30}"
    r"|免责声明\s*[:：].{0,150}|声明\s*[:：].{0,60}(?:版权|转载|侵权|不代表).{0,90}"
    r"|follow us.{0,30}|read more|original link.{0,80}|原文链接.{0,100})",
    re.I,
)


@lru_cache(maxsize=1024)
def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to what is told on it."""
    text = text.strip()
    return len(text) <= 160 and (
        FURNITURE.fullmatch(text) is not None
        or ALONE.fullmatch(text) is not None
        or MENU.fullmatch(text) is not None
        or _is_menu(text)
    )


def _is_menu(text):
    """Whether half of the short words between bars, and two of them, are those of a bar."""
    words = [word for word in BARS.split(text) if word]
    sure = sum(ALONE.fullmatch(word) is not None for word in words)
    return (
        sure >= max(2, len(words) / 2)
        and len(words) > 2
        and all(
            ALONE.fullmatch(word)
            or (len(HAN.findall(word)) <= 8 and len(WORD.findall(word)) <= 3)
            and not re.search("[:：。！？；]", word)
            for word in words
        )
    )


def without_today(line: str) -> str:
    """A line without the day on which its page was looked at, which is no date of release."""
    return TODAY.sub(" ", line) if TODAY.search(line) else line
