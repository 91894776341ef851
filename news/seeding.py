"""Made-up posts in any number, to see how the site behaves when it is full.

The words are put together from the parts below by a generator that is seeded with the post's
number, so the same number gives the same post on every machine. What is stored is what the
editors' way would store; `tests/news/test_seeding.py` compares.
"""

import re
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import connection, transaction
from django.utils import translation

from news import release, staleness
from news.models import Column, Edition, Passage, Post, Release, Status
from news.release import FOREVER
from news.staleness import MISSING
from news.term_mentions import Finder, TermMention
from portal import generation
from portal.languages import CONTENT_LANGUAGES, in_language
from ports.models import Port

SLUG = "sample-{:06d}"
# All of it lies in the past, whatever the clock of the machine.
FIRST_DAY = datetime(2015, 7, 1, tzinfo=UTC)
DAYS = 3652
BATCH = 250

COLUMNS = {
    "news": ("要闻", "News", 14),
    "updates": ("口岸动态", "Port updates", 14),
    "notices": ("通知公告", "Notices", 180),
    "policy": ("政策文件", "Policy", 180),
    "pictures": ("图片新闻", "In pictures", 14),
}
PORTS = [
    ("北岭", "Beiling"),
    ("河口镇", "Hekouzhen"),
    ("红石山", "Hongshishan"),
    ("金泉", "Jinquan"),
    ("鹿鸣", "Luming"),
    ("南屏", "Nanping Pass"),
    ("青松", "Qingsong"),
    ("沙湾子", "Shawanzi"),
    ("天桥", "Tianqiao"),
    ("西关", "Xiguan"),
    ("新渡", "Xindu"),
    ("云台", "Yuntai"),
]
GOODS = [
    ("煤炭", "coal"),
    ("铜精矿", "copper concentrate"),
    ("果蔬", "fruit and vegetables"),
    ("机电产品", "machinery and electrical goods"),
    ("汽车及零配件", "cars and parts"),
    ("建材", "building materials"),
    ("粮食", "grain"),
    ("木材", "timber"),
    ("轻纺产品", "textiles"),
    ("化肥", "fertiliser"),
]
TITLES = [
    (
        "{port}口岸{year}年{month}月货运量达{tons}万吨",
        "{Port} Port handled {tons0} tonnes of freight in {Month} {year}",
    ),
    (
        "{port}口岸{goods}进口增长{percent}%",
        "Imports of {goods_en} through {Port} Port grew by {percent}%",
    ),
    ("关于调整{port}口岸通关时间的通告", "Notice on new opening hours at {Port} Port"),
    ("{port}口岸开通{goods}“绿色通道”", "{Port} Port opened a green lane for {goods_en}"),
    ("{port}口岸日均验放车辆{vehicles}辆次", "{Port} Port cleared {vehicles} vehicles a day"),
    ("{port}口岸完成查验场地改造", "{Port} Port finished rebuilding its inspection yard"),
    (
        "{port}口岸{month}月{day}日起恢复客运",
        "Passenger traffic at {Port} Port resumed on {day} {Month}",
    ),
    ("{port}口岸节假日期间通关安排", "Opening days of {Port} Port during the public holidays"),
]
SENTENCES = [
    (
        "{year}年{month}月，{port}口岸进出境货物{tons}万吨，同比增长{percent}%。",
        "In {Month} {year} {tons0} t went through {Port} Port, {percent}% more than last year.",
    ),
    (
        "{goods}货运量{part}万吨，占同期货运总量的{share}%。",
        "Freight in {goods_en} came to {part0} tonnes, {share}% of the total.",
    ),
    (
        "当月验放进出境车辆{vehicles}辆次，单日最高达{peak}辆次。",
        "In that month {vehicles} vehicles were cleared, and {peak} on the busiest day.",
    ),
    (
        "口岸联检部门实行预约通关，车辆平均候检时间缩短至{minutes}分钟。",
        "Lorries are cleared by appointment, and the average wait has fallen to {minutes} minutes.",
    ),
    (
        "自{month}月{day}日起，货运通道开放时间为每日10时至{hour}时。",
        "From {day} {Month}, the freight lane is open daily from 10:00 to {hour}:00.",
    ),
    (
        "新建的查验场地占地{hectares}公顷，可同时停放货车{lots}辆。",
        "The new inspection yard covers {hectares} hectares and has room for {lots} lorries.",
    ),
    (
        "{goods}运输企业可提前一天在线申报，随到随验。",
        "Carriers of {goods_en} may declare online a day ahead and are inspected on arrival.",
    ),
    (
        "口岸管理部门提醒司乘人员提前查询天气和路况，合理安排行程。",
        "The port authority asks all to check weather and roads before they set out.",
    ),
    (
        "据统计，今年以来经该口岸出入境旅客{travellers}人次。",
        "So far this year {travellers} travellers have crossed the border here.",
    ),
    (
        "双方商定，遇大风、暴雪等极端天气时临时关闭通道并及时公布。",
        "Both sides agreed to close the lane in storms and heavy snow and to announce it at once.",
    ),
    (
        "项目总投资{money}亿元，分{stages}期建设。",
        "The project costs {money0} million yuan and is built in {stages} stages.",
    ),
    (
        "下一步，口岸将继续优化查验流程，保障供应链稳定畅通。",
        "Next, the port will go on simplifying inspection, so that supply chains stay reliable.",
    ),
    (
        "企业反映，通关单证由{papers}份减至{fewer}份，办理更加便捷。",
        "Companies report that they need {fewer} papers instead of {papers}, which is easier.",
    ),
    (
        "值班电话24小时有人接听，咨询和投诉当日答复。",
        "The duty telephone is answered at all hours, and complaints are dealt with the same day.",
    ),
]
HEADINGS = [
    ("货运情况", "Freight"),
    ("通关安排", "Clearance"),
    ("服务措施", "Services"),
    ("下一步工作", "What comes next"),
    ("建设进展", "Progress of works"),
]
MONTHS = ["January", "February", "March", "April", "May", "June"]
MONTHS += ["July", "August", "September", "October", "November", "December"]
NUMBER = re.compile(re.escape(SLUG.partition("{")[0]) + r"(\d+)\Z")


def seed(count, *, progress=iter):
    """Adds `count` posts and returns the number of the last one.

    `progress` is given the numbers of the posts and yields them again, for example tqdm. Numbering
    goes on from the posts that are there. Raises ValueError for less than one post.
    """
    if count < 1:
        raise ValueError("at least one post")
    first = last_number() + 1
    columns = list(make_columns().values())
    ports = list(Port.objects.order_by("pk"))
    batch = []
    # Translated names without a suffix are written in the active language; the site's is Chinese.
    with translation.override("zh-hans"):
        for number in progress(range(first, first + count)):
            batch.append(number)
            if len(batch) == BATCH or number == first + count - 1:
                _store([_post(number, columns, ports) for number in batch])
                batch = []
    analyse()
    return first + count - 1


def last_number():
    slugs = Post.objects.filter(slug__startswith=SLUG.partition("{")[0]).values_list(
        "slug", flat=True
    )
    found = (NUMBER.match(slug) for slug in slugs.iterator())
    return max((int(match[1]) for match in found if match), default=0)


def make_columns():
    """The five columns of the site, by slug; those that are there stay as they are."""
    columns = {}
    for position, (slug, (zh, en, interval)) in enumerate(COLUMNS.items(), start=1):
        columns[slug], _created = Column.objects.get_or_create(
            slug=slug,
            defaults={
                "name_zh": zh,
                "name_en": en,
                "position": position,
                "update_interval": interval,
            },
        )
    return columns


def analyse():
    """Tells the database how the rows lie; without it SQLite may choose a plan 13 times slower."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("ANALYZE")
            return
        # PostgreSQL reads a list from the index alone only where VACUUM has seen the rows. Without
        # names both would also lock what all databases of a server share.
        act = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
        names = map(connection.ops.quote_name, connection.introspection.table_names(cursor))
        cursor.execute(f"{act} {', '.join(names)}")


def _facts(random, moment, port):
    tons = random.randint(12, 980) / 10
    part = round(tons * random.uniform(0.1, 0.6), 1) or 0.1
    money = random.randint(4, 90) / 10
    goods = random.choice(GOODS)
    return {
        "port": port[0],
        "Port": port[1],
        "goods": goods[0],
        "goods_en": goods[1],
        "year": moment.year,
        "month": moment.month,
        "Month": MONTHS[moment.month - 1],
        "day": random.randint(1, 28),
        "tons": tons,
        "tons0": f"{round(tons * 10_000):,}",
        "part": part,
        "part0": f"{round(part * 10_000):,}",
        "share": round(100 * part / tons, 1),
        "percent": random.randint(1, 480) / 10,
        "vehicles": random.randint(90, 990),
        "peak": random.randint(991, 1990),
        "minutes": random.randint(12, 55),
        "hour": random.randint(17, 21),
        "hectares": random.randint(2, 40),
        "lots": random.randint(60, 600),
        "travellers": random.randint(1_000, 9_999),
        "money": money,
        "money0": f"{round(money * 100):,}",
        "stages": random.randint(2, 4),
        "papers": random.randint(9, 14),
        "fewer": random.randint(2, 6),
    }


def _texts(random, moment, port):
    """(kind, zh, en) of a post's title and passages; the title comes first, its kind is ""."""
    facts = _facts(random, moment, port)
    zh, en = random.choice(TITLES)
    yield "", zh.format(**facts), en.format(**facts)
    wanted = random.randint(280, 760)
    length = 0
    passages = 0
    limit = random.randint(6, 9)
    while (length < wanted or passages < 5) and passages < limit:
        passages += 1
        if passages == 3:
            zh, en = random.choice(HEADINGS)
            yield "heading2", zh, en
            continue
        # What is left to write is shared by the passages that are left.
        share = (wanted - length) / max(1, limit - passages)
        size = min(6, max(2, round(share / 18)))
        facts = _facts(random, moment, port)
        chosen = random.sample(SENTENCES, size)
        pairs = [(zh.format(**facts), en.format(**facts)) for zh, en in chosen]
        length += sum("一" <= char <= "龥" for zh, _en in pairs for char in zh)
        if passages == 5 and random.random() < 0.4:
            yield (
                "list",
                "<ul>" + "".join(f"<li>{zh}</li>" for zh, _en in pairs) + "</ul>",
                "<ul>" + "".join(f"<li>{en}</li>" for _zh, en in pairs) + "</ul>",
            )
        else:
            yield "paragraph", "".join(zh for zh, _en in pairs), " ".join(en for _zh, en in pairs)


def _post(number, columns, ports):
    """One post's objects, unsaved: (post, edition, passages, ports)."""
    random = Random(f"kouan-{number}")
    moment = FIRST_DAY + timedelta(days=random.randrange(DAYS), minutes=random.randrange(1440))
    # Drawn apart, so that a post differs only in its port where ports are on record.
    mentioned = [Random(f"port-{number}").choice(ports)] if ports else []
    place = random.choice(PORTS)
    if mentioned and mentioned[0].name_zh and mentioned[0].name_en:
        place = (
            mentioned[0].name_zh.removesuffix("口岸"),
            mentioned[0].name_en.removesuffix(" Port"),
        )
    (_kind, title_zh, title_en), *rows = _texts(random, moment, place)
    has_english = random.random() >= 0.06
    is_stale = has_english and random.random() < 0.08
    post = Post(
        slug=SLUG.format(number),
        column=columns[random.choices(range(len(columns)), [30, 35, 15, 8, 12])[0]],
        created_at=moment - timedelta(days=2),
        first_published_at=moment,
    )
    edition = Edition(
        post=post,
        number=1,
        status=Status.APPROVED,
        publish_at=moment,
        created_at=post.created_at,
        title_zh=title_zh,
        title_en=title_en if has_english else "",
        summary_zh=rows[0][1][:120],
        summary_en=rows[0][2][:300] if has_english else "",
        source_zh="本站",
        source_en="This site" if has_english else "",
        author_zh="示例作者",
        author_en="Sample author" if has_english else "",
        editor_zh="示例编辑",
        editor_en="Sample editor" if has_english else "",
    )
    edition.confirm_translations()
    passages = []
    for position, (kind, zh, en) in enumerate(rows, start=1):
        passage = Passage(
            edition=edition,
            position=position,
            kind=kind,
            # Deterministic like the rest; `new_key` is random.
            key=f"p{number % 1_000_000:06d}{position}",
            text_zh=zh,
            text_en=en if has_english else "",
        )
        passage.confirm_translations(CONTENT_LANGUAGES)
        passages.append(passage)
    if is_stale:
        older = _older(passages[-1].text_zh)
        passages[-1].fingerprint_en = staleness.fingerprint(older)
        passages[-1].confirmed_source_en = older
    for language in CONTENT_LANGUAGES:
        state = staleness.overall(edition.text_states(language, passages))
        setattr(edition, f"language_state_{language}", state)
    return post, edition, passages, mentioned


def _older(text):
    """A text as it may have read before a correction: one figure is another one."""
    if re.search(r"\d", text):
        return re.sub(r"\d", lambda match: str((int(match.group()) + 1) % 10), text, count=1)
    return f"{text}（稿）"


@transaction.atomic
def _store(batch):
    Post.objects.bulk_create([post for post, _edition, _passages, _ports in batch])
    Edition.objects.bulk_create([edition for _post, edition, _passages, _ports in batch])
    Passage.objects.bulk_create(
        [passage for _post, _edition, passages, _ports in batch for passage in passages],
        batch_size=1000,
    )
    links = Edition.ports.through
    links.objects.bulk_create(
        [
            links(edition_id=edition.pk, port_id=port.pk)
            for _post, edition, _passages, ports in batch
            for port in ports
        ]
    )
    for post, edition, _passages, _ports in batch:
        post.latest_edition = edition
    Post.objects.bulk_update([post for post, *_rest in batch], ["latest_edition"])
    Release.objects.bulk_create(
        Release(
            post=post,
            edition=edition,
            column_id=post.column_id,
            language=language,
            listed_at=edition.publish_at,
            public_from=edition.publish_at,
            public_until=FOREVER,
        )
        for post, edition, _passages, _ports in batch
        for language in CONTENT_LANGUAGES
        if in_language(edition, "language_state", language) != MISSING
    )
    finder = Finder.of()
    TermMention.objects.bulk_create(
        TermMention(edition=edition, term_id=term)
        for _post, edition, passages, _ports in batch
        for term in sorted(
            finder.found([edition.title_zh, edition.summary_zh, *(row.text_zh for row in passages)])
        )
    )
    generation.bump()
    release.changed.send(
        sender=Release, posts=[post.pk for post, _edition, _passages, _ports in batch]
    )
