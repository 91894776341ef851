"""Names of ports, countries and places, and glossary terms, in both languages."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.parity import names
from news.parity.findings import Level
from news.parity.language_messages import MESSAGES
from news.parity.vocabulary import (
    EMPTY,
    HAN,
    Name,
    Vocabulary,
    gazetteer,
    place_name,
    port_name,
    with_gazetteer,
)

PORTS = [
    Name(("霍尔果斯口岸",), ("Horgos Port", "Khorgos", "Korgas"), "port"),
    Name(("阿拉山口口岸",), ("Alashankou Port", "Alataw Pass"), "port"),
    Name(("巴克图口岸",), ("Baketu Port", "Bakhty"), "port"),
    Name(("吉木乃口岸",), ("Jeminay Port", "Jimunai"), "port"),
    Name(("喀什航空口岸",), ("Kashgar Airport Port", "Kashi Airport"), "port"),
    Name(("乌鲁木齐航空口岸",), ("Urumqi Airport Port", "Ürümqi"), "port"),
]
COUNTRIES = [
    Name(("哈萨克斯坦",), ("Kazakhstan",), "country"),
    Name(("吉尔吉斯斯坦",), ("Kyrgyzstan",), "country"),
    Name(("塔吉克斯坦",), ("Tajikistan",), "country"),
    Name(("蒙古国",), ("Mongolia",), "country"),
    Name(("巴基斯坦",), ("Pakistan",), "country"),
]
PLACES = [
    place_name(["霍尔果斯市"], ["Horgos City"]),
    place_name(["吉木乃县"], ["Jeminay County"]),
    place_name(["伊犁哈萨克自治州", "伊犁州"], ["Ili Kazakh Autonomous Prefecture"]),
    place_name(["塔城地区"], ["Tacheng Prefecture"]),
    place_name(["喀什地区"], ["Kashgar Prefecture", "Kashi Prefecture"]),
    Name(("巴克特",), ("Bakhty",), "place"),
    Name(("内蒙古",), ("Inner Mongolia",), "place"),
    Name(("西安",), ("Xi'an",), "place"),
]
TERMS = [
    Name(("中欧班列",), ("China-Europe freight train", "China-Europe Railway Express"), "term"),
    Name(("综合保税区",), ("comprehensive bonded zone",), "term"),
    Name(("保税区",), ("bonded zone", "bonded area"), "term"),
    Name(("免签",), ("visa-free", "visa exemption"), "term", Level.HINT),
]
SITE = Vocabulary([*PORTS, *COUNTRIES, *PLACES, *TERMS])


def found(zh, en, vocabulary=SITE):
    return [
        (f.code, f.level.value, "".join(s.text for s in f.zh), "".join(s.text for s in f.en))
        for f in names.check(zh, en, vocabulary)
    ]


AGREEING = [
    ("霍尔果斯口岸恢复货运。", "Horgos Port resumed freight."),
    ("霍尔果斯口岸恢复货运。", "The Port of Horgos resumed freight."),
    ("霍尔果斯口岸恢复货运。", "KHORGOS resumed freight."),
    ("霍尔果斯海关发布公告。", "Horgos Customs issued a notice."),
    ("霍尔果斯公路口岸恢复货运。", "The road port at Horgos resumed freight."),
    ("霍尔果斯市发布公告。", "Horgos issued a notice."),
    ("霍尔果斯市发布公告。", "The City of Horgos issued a notice."),
    ("霍尔果斯口岸今年繁忙，霍尔果斯口岸扩建。", "Horgos is busy this year; the port is extended."),
    ("阿拉山口、霍尔果斯两口岸", "the ports of Alataw Pass and Horgos"),
    ("吉木乃县城", "the county seat"),
    ("吉木乃口岸在吉木乃县。", "Jeminay’s port is in Jeminay County."),
    ("距哈方巴克特口岸不远。", "It is near the Kazakh port of Bakhty."),
    ("喀什机场开通航线。", "Kashgar Airport has a new route."),
    ("喀什开通航线。", "A route from Kashgar opens."),
    ("乌鲁木齐开通航线。", "A route from Ürümqi opens."),
    ("乌鲁木齐开通航线。", "A route from U\u0308ru\u0308mqi opens."),
    ("乌鲁木齐航空口岸", "Urumqi's air port, Urumqi Airport"),
    ("哈萨克斯坦货车", "Kazakh lorries"),
    ("哈方货车", "lorries of Kazakhstan"),
    ("中哈合作", "Sino-Kazakh cooperation"),
    ("中哈合作", "China–Kazakhstan cooperation"),
    ("中哈吉三国", "China, Kazakhstan and Kyrgyzstan"),
    ("中蒙边境", "China-Mongolia border"),
    ("中巴公路", "the highway to Pakistan"),
    ("其中塔城占三成", "Tacheng had 30%"),
    ("空中塔台", "the control tower"),
    ("伊犁哈萨克自治州", "Ili Kazakh Autonomous Prefecture"),
    ("伊犁州的哈萨克族牧民", "ethnic Kazakh herders in Ili"),
    ("内蒙古的口岸", "ports in Inner Mongolia"),
    ("西安班列", "a train from Xi’an"),
    ("中欧班列开行", "China–Europe freight trains run"),
    ("综合保税区开放", "the Comprehensive Bonded Zone opens"),
    ("霍尔果斯口岸的英文是Horgos。", "霍尔果斯 is Horgos in English."),
    ("保税", "clearance in the bonded zone"),
    ("没有名称", "no names"),
]


@pytest.mark.parametrize(("zh", "en"), AGREEING)
def test_the_same_names_in_other_spellings_agree(zh, en):
    assert found(zh, en) == []


@pytest.mark.parametrize(
    ("zh", "en", "finding"),
    [
        (
            "霍尔果斯口岸恢复货运。",
            "Alashankou Port resumed freight.",
            ("name.differs", "error", "霍尔果斯口岸", "Alashankou Port"),
        ),
        (
            "哈萨克斯坦货车",
            "lorries from Kyrgyzstan",
            ("name.differs", "error", "哈萨克斯坦", "Kyrgyzstan"),
        ),
        ("中蒙边境", "the border with Kazakhstan", ("name.differs", "error", "中蒙", "Kazakhstan")),
        ("塔吉克斯坦货车", "Kazakh lorries", ("name.differs", "error", "塔吉克斯坦", "Kazakh")),
        ("塔城地区", "Ili", ("name.differs", "error", "塔城地区", "Ili")),
        ("霍尔果斯口岸恢复。", "Freight resumed.", ("name.missing", "warning", "霍尔果斯口岸", "")),
        ("霍尔果斯口岸恢复。", "The port resumed.", ("name.missing", "hint", "霍尔果斯口岸", "")),
        ("该口岸恢复。", "Horgos resumed.", ("name.missing", "hint", "", "Horgos")),
        ("货运恢复。", "Horgos resumed.", ("name.missing", "warning", "", "Horgos")),
        ("哈萨克斯坦货车", "foreign lorries", ("name.missing", "hint", "哈萨克斯坦", "")),
        ("中欧班列开行", "trains run", ("term.differs", "warning", "中欧班列", "")),
        ("免签入境", "entry", ("term.differs", "hint", "免签", "")),
    ],
)
def test_names_that_differ_or_lack(zh, en, finding):
    assert found(zh, en) == [finding]


def test_mongolia_is_not_inner_mongolia():
    codes = {code for code, *_ in found("蒙古国的口岸", "ports in Inner Mongolia")}

    assert codes == {"name.missing"}


def test_a_name_within_another_term_does_not_stand_for_it():
    assert found("综合保税区", "the bonded zone") == [("term.differs", "warning", "综合保税区", "")]


def test_a_name_that_begins_with_another_may_be_rendered_by_it():
    city = Name(("霍尔果斯市",), ("Horgos City",), "place")
    vocabulary = Vocabulary([PORTS[0], city])

    assert found("霍尔果斯市举行会议。", "Horgos held a meeting.", vocabulary) == []
    assert found("霍尔果斯举行会议。", "Horgos City held a meeting.", vocabulary) == []


def test_a_name_said_often_is_one_finding():
    [finding] = names.check("霍尔果斯口岸、" * 30_000, "freight", SITE)

    assert len(finding.zh) == names.MOST_SPANS
    assert finding.comparing


def test_without_names_there_is_nothing_to_compare():
    assert names.check("霍尔果斯口岸", "Alashankou", EMPTY) == []
    assert not names.compared("霍尔果斯口岸", "Horgos", EMPTY)
    assert not names.compared("货运恢复", "freight resumed", SITE)
    assert names.compared("霍尔果斯口岸", "Horgos", SITE)
    assert names.compared("霍尔果斯口岸", "Alashankou", SITE)
    assert not names.compared("哈萨克斯坦货车", "foreign lorries", SITE)


def test_a_port_is_named_with_and_without_what_it_is():
    name = port_name(["都拉塔口岸"], ["Dulata Port", "Dulart (older)"])

    assert name.zh == ("都拉塔口岸", "都拉塔")
    assert {"Dulata", "Dulata Port", "Dulart", "Dulart Port"} <= set(name.en)
    assert port_name(["喀什航空口岸"], ["Kashgar Airport Port"]).zh[0] == "喀什航空口岸"
    # The records keep aliases of both languages in one list.
    assert "Ürümqi" in port_name(["乌鲁木齐航空口岸", "Ürümqi"], ["Urumqi Airport"]).en


NAMED = [name for name in SITE.names if name.kind in {"port", "country"}]


@settings(deadline=None)
@given(st.sampled_from(NAMED), st.data())
def test_any_spelling_agrees_with_any_other_and_a_different_name_does_not(name, data):
    zh = data.draw(st.sampled_from(name.zh))
    en = data.draw(st.sampled_from(name.en))
    other = data.draw(st.sampled_from([n for n in NAMED if n.kind == name.kind and n != name]))

    assert found(f"在{zh}举行。", f"It was held in {en} yesterday.") == []
    codes = [code for code, *_ in found(f"在{zh}举行。", f"Held in {other.en[0]} yesterday.")]
    assert codes == ["name.differs"]


PIECES = [
    "霍尔果斯",
    "口岸",
    "Horgos ",
    "Port",
    "中哈",
    "哈",
    "Kazakh",
    "-",
    "ü",
    "ß",
    "\u0308",
    "\n",
]
PIECES += ["内蒙古", "蒙古", "Inner ", "Mongolia", "保税区", "’s ", "县城", "."]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=40)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_any_texts_get_findings_that_point_into_them_and_can_be_worded(zh, en):
    for finding in names.check(zh, en, SITE):
        assert finding.zh or finding.en
        for text, spans in ((zh, finding.zh), (en, finding.en)):
            for span in spans:
                assert text[span.start : span.end] == span.text != ""
        assert MESSAGES[finding.code] % finding.values


@pytest.mark.parametrize(("zh", "en"), [("霍尔果斯", "Horgos "), ("中巴", "a-"), ("县", "Ürümqi ")])
def test_a_hundred_kilobytes_against_many_names_take_less_than_a_second(zh, en):
    many = [Name((f"{chr(0x4E00 + i)}某{i}城",), (f"Town Number{i}",), "place") for i in range(500)]
    vocabulary = Vocabulary([*SITE.names, *many])
    found("", "", vocabulary)
    vocabulary.names_in("a", "en"), vocabulary.casual_names_in("a", "en")
    start = time.process_time()

    names.check(zh * (33_000 // len(zh)), en * (100_000 // len(en.encode())), vocabulary)

    assert time.process_time() - start < 0.9


WORLD = Vocabulary(with_gazetteer([*PORTS, *COUNTRIES, *PLACES, *TERMS]))


def test_the_gazetteer_spells_each_name_once_in_each_script():
    rows = gazetteer()
    chinese = [spelling for name in rows if name.kind != "festival" for spelling in name.zh]

    assert len(chinese) == len(set(chinese))
    assert {name.kind for name in rows} == {"port", "country", "place", "festival"}
    for name in rows:
        assert all(re.search(f"[{HAN}]", spelling) for spelling in name.zh), name
        assert all(re.search("[A-Za-z]", spelling) for spelling in name.en), name


def test_what_the_site_says_of_a_name_comes_before_the_gazetteer():
    own = Vocabulary(with_gazetteer((), [Name(("布拉格",), ("Praha",), "place")]))

    assert [name.en for name in own.names if "布拉格" in name.zh] == [("Praha",)]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("首列班列驶往布拉格。", "The first train set off for Prague."),
        ("粤港澳三地企业参展。", "Exhibitors came from Guangdong, Hong Kong and Macao."),
        ("京津冀货源占一半。", "Half of the goods came from Beijing, Tianjin and Hebei."),
        ("去年中法贸易额增长。", "Trade between China and France grew last year."),
        ("春运期间客流平稳。", "Passenger flows were steady over the Spring Festival."),
        ("中秋、国庆假期不闭关。", "The port stays open over the National Day holiday."),
        ("全国庆祝活动由各地举办。", "Celebrations were held everywhere in China."),
        ("该路为京新高速的一段，终点在绥芬河。", "It is part of the Beijing-Urumqi Expressway."),
        ("推广西瓜种植技术。", "Techniques of growing watermelons are spread."),
    ],
)
def test_names_of_the_gazetteer_raise_no_false_alarm(zh, en):
    assert [row for row in found(zh, en, WORLD) if row[1] != "hint"] == []


@pytest.mark.parametrize(
    ("zh", "en", "words"),
    [
        ("班列驶往布拉格。", "The train is bound for Vienna.", ("布拉格", "Vienna")),
        ("榴莲来自柬埔寨。", "The durians come from Brunei.", ("柬埔寨", "Brunei")),
        ("中柬双方签署文件。", "China and Brunei signed the papers.", ("中柬", "Brunei")),
        ("货物经甘其毛都口岸入境。", "Goods enter at Ceke Port.", ("甘其毛都", "Ceke")),
        ("端午假期通关正常。", "Clearance is normal at Mid-Autumn.", ("端午", "Mid-Autumn")),
    ],
)
def test_a_name_of_the_gazetteer_that_was_replaced_is_found(zh, en, words):
    assert found(zh, en, WORLD) == [("name.differs", "error", *words)]
