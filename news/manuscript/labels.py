"""The labels of header and footer lines, and the ways they are set."""

import re

ZH_LABELS = {
    "date": (
        "发布时间|发布日期|发稿时间|发稿日期|发表时间|发表日期|成文日期|发文日期|发文时间|公开日期"
        "|公开时间|公布日期|公布时间|印发日期|生成日期|更新时间|更新日期|录入时间|录入日期"
        "|上传时间|上传日期"
        "|上线时间|刊发时间|刊发日期|刊登日期|登载时间|推送时间|成稿时间|成稿日期|供稿时间"
        "|供稿日期|创建时间"
        "|发布于|发表于|更新于|发布|日期|时间"
    ),
    "source": (
        "信息来源|稿件来源|文章来源|新闻来源|资料来源|消息来源|本文来源|原文来源|文稿来源"
        "|内容来源|来源单位|来源部门"
        "|发布机构|发布单位|发布部门|作者单位|报送部门|来稿单位|投稿单位|提供单位"
        "|发文机关|发文机构|发文单位|制发机关|公开单位|公开机构|公开部门|供稿单位|供稿部门|报送单位"
        "|信源|稿源|来源|出处|来自|转自|转载自|摘自|供稿"
    ),
    "author": (
        "本报记者|本网记者|本台记者|文章作者|原作者|作者|供稿人|投稿人|来稿人|撰稿人?|撰文"
        "|执笔人?|采写|采访"
        "|通讯员|记者|文[/／|]图|图[/／|]文|图文|文字"
        "|文"
    ),
    "editor": (
        "责任编辑|网站编辑|网络编辑|新媒体编辑|本期编辑|本版编辑|本栏编辑|新闻编辑|微信编辑"
        "|图文编辑|中文编辑"
        "|英文编辑|值班编辑|实习编辑|见习编辑|执行编辑|文字编辑|编辑整理|编辑|责编|编发|编审|编校"
    ),
    "staff": (
        "翻译|英文翻译|英译|译者|译审|责任校对|责校|校对|校稿|校审|一审|二审|三审|初审|复审"
        "|终审|审核人?|审签|签发人?|监制|总监制|摄影"
        "|审核编辑|审读|审稿|核稿|审定|出品人|总编辑|总策划|发布人|发布者|上传人?|录入人?"
        "|供图|图片|视觉|美编|排版|制作|策划|统筹|值班编委|主编"
    ),
    "page": (
        "字体大小|字体|字号|浏览次数|浏览量|阅读次数|阅读量|点击次数|点击量|点击数|访问量"
        "|阅读|点击|浏览"
        # Of the head of an official notice.
        "|稿件编号|稿件号|索引号|信息索引号|索引编号|发文字号|发布文号|公文字号|文件编号|文号"
        "|主题分类|信息分类"
        "|体裁分类|组配分类|服务对象|公文种类|文种|分类|类别|公开形式|公开方式|公开范围|公开属性"
        "|公开时限|公开责任部门|有效性|时效性|效力状态|是否有效|生效日期|实施日期|失效日期|废止日期"
        "|主题词|关键词|关键字|名称|信息名称|文件名称|栏目|所属栏目"
    ),
    "title": "标题|题目|主标题",
}
EN_LABELS = {
    "date": (
        r"(?:date of )?(?:publication|release|issue) (?:date|time)|publication date"
        r"|date of (?:publication|release|issue)"
        r"|published(?: on| at)?|publish (?:date|time)|released(?: on| at)?|release (?:date|time)"
        r"|date (?:issued|published|released|posted)|issue date|date of disclosure"
        r"|posted(?: on| at)?|updated(?: on| at)?|last updated|issued(?: on)?|uploaded(?: on| at)?"
        r"|(?:time|date) of issue|issue time|date|time"
    ),
    "source": (
        r"information source|news source|article source|original source|source of information"
        r"|sources?|from|issued by|released by|published by"
        r"|provided by|submitted by|courtesy of"
        r"|issuing (?:authority|agency|body|office|department)|issuer|publisher|contributed by"
    ),
    "author": (
        r"our (?:reporter|correspondent)s?|written by|reported by|story by|text by"
        r"|text and photos? by"
        r"|words by|reporters?(?:\(s\))?|correspondents?|authors?(?:\(s\))?"
        r"|writers?|by|text"
    ),
    "editor": (
        r"responsible editors?|executive editors?|managing editors?|web editors?"
        r"|editors?[- ]in[- ]charge|duty editors?|copy editors?|desk editors?|online editors?"
        r"|edited by|editors?(?:\(s\))?"
    ),
    "staff": (
        r"translated by|translators?|proofread(?:ing)? by|proofreaders?|reviewed by"
        r"|reviewers?"
        r"|approved by|checked by|verified by|polished by|editors?[- ]in[- ]chief|photos? by"
        r"|photographers?|supervisors?"
    ),
    "page": (
        r"font size|font|views|page views|hits|clicks|read|visits"
        r"|index (?:no\.?|number|code)|(?:document|doc\.|reference|file) (?:no\.?|number)"
        r"|ref(?:\.|erence)?(?: no\.?)?|(?:subject )?category|keywords?|validity"
        r"|disclosure (?:form|type)|tags|slug|permalink"
    ),
    "title": r"headline|title(?:[ _-](?:zh|cn|en))?",
}


def _spaced(pattern):
    """Labels are set to a width with spaces in them: 索 引 号."""
    return re.sub("(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])", " ?", pattern)


LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s|｜;；,，、/·\[【（(〔\]】）)]))(?:"
    + "|".join(
        f"(?P<{side}_{name}>{_spaced(pattern)})"
        for side, labels in (("zh", ZH_LABELS), ("en", EN_LABELS))
        for name, pattern in labels.items()
    )
    # 编辑/王丽; “Translated by Wang Yan” goes without a colon.
    + r")\s*(?:[:：]|(?<=文)[/／|](?!图)|(?<=[辑编者译核])[/／](?![\u3400-\u9fff]{2,4}\s?[:：/／])"
    r"|(?<=ed by)(?=\s(?-i:[A-Z])))\s*",
    re.I,
)
# Those that hardly begin a headline or a sentence: they are labels without a colon too.
NO_HEADLINE = {
    "date": (
        "发布时间|发布日期|发稿时间|发稿日期|发表时间|成文日期|发文日期|公开日期|更新时间"
        "|更新日期|发布于"
        "|发表于|(?:last )?(?:published|posted|updated|released|issued)(?: on| at)?|date"
    ),
    "source": (
        "信息来源|稿件来源|文章来源|新闻来源|消息来源|来源单位|发布机构|发布单位|发文机关|供稿单位"
        "|来源|sources?"
    ),
    "author": "作者|撰稿人?|供稿人|通讯员|记者|文字|文|authors?|reporters?",
    "editor": "责任编辑|网站编辑|编辑|责编|editors?",
    "staff": "责任校对|校对|翻译|审核|初审|复审|终审|一审|二审|三审|监制|签发|摄影|图片|图",
    "page": "浏览次数|浏览量|阅读次数|阅读量|点击次数|点击量|点击数|访问量|字号|字体",
}
NAMES_ALONE = re.compile(
    r"\s*(?:[\u3400-\u9fff]{2,4}(?:·[\u3400-\u9fff]{1,8})*"
    r"(?:[\s、，,/]+[\u3400-\u9fff]{2,4}(?:·[\u3400-\u9fff]{1,8})*){0,4}"
    r"|[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3})\s*(?=[|｜]|(?<=\s)|$)"
)
BARE_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s|｜]))(?:"
    + "|".join(f"(?P<{name}>{_spaced(pattern)})" for name, pattern in NO_HEADLINE.items())
    + r")(?P<sign>\s*[|｜]\s*|\s*(?:——|--|\s[-–—]\s)\s*|\s+)(?=[^\s:：|｜])",
    re.I,
)
BRACKETED_LABEL = re.compile(
    r"[【［\[〔]\s*(?P<label>"
    + "|".join(_spaced(pattern) for pattern in NO_HEADLINE.values())
    + r")\s*[】］\]〕]\s*[:：]?\s*(?=[^\s])",
    re.I,
)
# 来源 / Source：, Source (来源):
TWIN_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\s|｜;；,，、/·\[【（(〔\]】）)]))(?:"
    + "|".join(
        rf"(?P<{name}>(?:{_spaced(ZH_LABELS[name])})\s*[/／|｜(（\s]\s*(?:{EN_LABELS[name]})"
        rf"|(?:{EN_LABELS[name]})\s*[/／|｜(（\s]\s*(?:{_spaced(ZH_LABELS[name])}))"
        for name in EN_LABELS
    )
    + r")\s*[)）]?(?P<end>\s*[:：]\s*|\s+(?=\S)|$)",
    re.I,
)
# Full-width letters and digits, and the many signs that stand for a colon or a bar.
EVEN = {
    code: code - 0xFEE0
    for span in ((0x10, 0x1A), (0x21, 0x3B), (0x41, 0x5B))
    for code in range(0xFF00 + span[0], 0xFF00 + span[1])
}
EVEN |= {ord("．"): ".", ord("－"): "-", ord("／"): "/"}
EVEN |= dict.fromkeys(map(ord, "﹕∶︰ː"), "：") | dict.fromkeys(map(ord, "丨│┃︱∣❘"), "｜")
EVEN |= {ord("［"): "[", ord("］"): "]"}


def is_twin(text: str) -> bool:
    """Whether a line begins with a label in both languages: 来源 / Source."""
    return TWIN_LABEL.match(text.strip().translate(EVEN)) is not None


def evened(line: str) -> str:
    """A line with its labels set as most are: in one language, with a colon, half-width digits."""
    line = TWIN_LABEL.sub(_twin, line.translate(EVEN))
    line = BRACKETED_LABEL.sub(r" \g<label>｜", line).strip()
    bare = _without_colons(line)
    return line if bare is None else bare


def parted_by_language(text: str) -> list[tuple[int, int, str]] | None:
    """(start, end, language) of the halves of a header line said in one language, then the other.

    来源：口岸报　作者：张三　Source: Port Daily | Author: Zhang San
    """
    labels = [
        (found.start(), next(name for name, said in found.groupdict().items() if said)[:2])
        for found in LABEL.finditer(text)
    ]
    sides = [side for _, side in labels]
    if sides.count(sides[0] if sides else "") in {0, len(sides)}:
        return None
    at = next(place for place, side in labels if side != sides[0])
    turned = len({side for place, side in labels if place >= at}) > 1
    has_han = [re.search("[\u3400-\u9fff]", part) is not None for part in (text[:at], text[at:])]
    if turned or has_han != [sides[0] == "zh", sides[0] == "en"]:
        return None
    return [(0, at, sides[0]), (at, len(text), "en" if sides[0] == "zh" else "zh")]


def _twin(found):
    name = found.lastgroup if found.lastgroup != "end" else None
    name = name or next(key for key, text in found.groupdict().items() if text and key != "end")
    chinese = re.search(_spaced(ZH_LABELS[name]), found[name])
    return f"{chinese[0]}："


def _without_colons(line):
    """The line with colons after labels that have none; None where they may be no labels."""
    labels = list(BARE_LABEL.finditer(line))
    if not labels or len(line) > 160 or re.search("[。！？；]", line):
        return None
    pieces, at, barred, kinds = [], 0, 0, []
    for found, following in zip(labels, [*labels[1:], None], strict=False):
        name = next(key for key in NO_HEADLINE if found[key])
        value = line[found.end() : following.start() if following else len(line)]
        if name in {"author", "editor", "staff"}:
            fits = NAMES_ALONE.match(value) is not None
        elif name == "source":
            fits = len(re.split(r"[\s|｜]", value, maxsplit=1)[0]) <= 24
        else:
            fits = re.match(r"\s*(?:[\[(（]|\d|[A-Z])", value) is not None
        if not fits:
            continue
        pieces += [line[at : found.start()], "图片" if found[name] == "图" else found[name], "："]
        at = found.end()
        kinds.append(name)
        barred += not found["sign"].isspace()
    if not pieces:
        return None
    made = "".join(pieces) + line[at:]
    sure = barred or len(kinds) + len(LABEL.findall(line)) > 1 or kinds == ["date"]
    return made if sure else None
