"""What a number or a day is to its sentence, and numbers that changed places."""

import time

import pytest

from news import parity
from news.parity import chinese, english
from tests.news.parity.test_corpus import vocabulary


def contradictions(zh, en):
    found = parity.check(zh, en, vocabulary())
    return [
        finding.code
        for finding in found
        if finding.comparing and finding.level is not parity.Level.HINT
    ]


@pytest.mark.parametrize(
    ("zh", "en", "code"),
    [
        ("运费每吨上涨26元。", "Freight rose to 26 yuan a tonne.", "change.differs"),
        ("查验时间缩短到15分钟。", "Inspection was cut by 15 minutes.", "change.differs"),
        ("车道增至9条。", "Nine lanes were an increase of nine.", None),
        ("日通行增至90辆。", "Daily traffic saw an increase of 90 vehicles.", "change.differs"),
        ("材料须于6月1日前报送。", "Papers are due after June 1.", "relation.differs"),
        ("6月1日后不再受理。", "None are taken before June 1.", "relation.differs"),
        ("发车前20分钟停止检票。", "Gates close 20 minutes after departure.", "relation.differs"),
        ("演练于9月2日结束。", "The drill began on September 2.", "event.differs"),
        ("9月2日恢复通关。", "Clearance ended on September 2.", "event.differs"),
        ("地处东经82度。", "It lies at 82 degrees west.", "coordinate.differs"),
        (
            "案件38起，为五年来最少。",
            "The 38 cases were the most in five years.",
            "extreme.differs",
        ),
        ("明年8月完工3座。", "Three will be done in August this year.", "date.differs"),
        (
            "提前两个月完工。",
            "It was two months behind the original schedule.",
            "direction.differs",
        ),
        ("降幅收窄3个百分点。", "The decline was 3 percentage points larger.", "direction.differs"),
        ("公元前60年设立。", "It was set up in AD 60.", "date.differs"),
        ("首日成交67万元。", "It sold 670,000 yuan in its first month.", "unit.differs"),
        ("货车须在20时前驶离。", "Lorries leave after 8 p.m.", "relation.differs"),
        ("下午5时后不再办理。", "No papers are taken before 5 p.m.", "relation.differs"),
        ("办完时已近零点。", "They were done just after midnight.", "relation.differs"),
        ("每月首个周二检修。", "Repairs are on the last Tuesday of a month.", "unit.differs"),
        ("通车近30年。", "It has been open for over 30 years.", "qualifier.differs"),
        (
            "购置两台叉车、9吨燃油。",
            "It bought four forklifts and 9 tonnes of oil.",
            "number.differs",
        ),
        ("查获卷烟70条。", "Officers found 70 packs of cigarettes.", "unit.differs"),
        (
            "能力由20万吨增至60万吨。",
            "It doubled from 200,000 to 600,000 tonnes.",
            "number.missing",
        ),
    ],
)
def test_the_opposite_is_found(zh, en, code):
    assert contradictions(zh, en) == ([code] if code else [])


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("能力由20万吨增至60万吨。", "It has tripled, from 200,000 to 600,000 tonnes."),
        ("货车须在20时前驶离。", "Lorries leave by 8 p.m."),
        ("上午10时前后抵达。", "It came at about 10 a.m."),
        ("4日晚抵达，次日离开。", "They came on the evening of the 4th and left on the 5th."),
        ("十几张桌子坐满了人。", "A dozen or so tables were full."),
        ("禁止4轴以上货车通行。", "Trucks with four or more axles are banned."),
        ("三星级以上酒店有7家。", "Seven hotels have three stars or above."),
        ("驻守边关三十载。", "He has served at the border for three full decades."),
        ("38度的白酒限带2瓶。", "Two bottles of spirits of 38 percent are allowed."),
        ("便宜七八块钱。", "It is seven or eight yuan cheaper."),
        ("近40年来变化很大。", "Much has changed over 40 years."),
        ("第二产业增长5%。", "The secondary industry grew 5 percent."),
        ("对95%的税目免税。", "Goods under 95 percent of tariff lines are free of duty."),
        ("运费每吨上涨26元。", "Freight is up 26 yuan a tonne."),
        ("查验时间由36分钟缩短到15分钟。", "Inspection fell from 36 minutes to 15."),
        ("查验时间缩短7至8分钟。", "Inspection was cut by seven to eight minutes."),
        ("出口到15个国家，增长9%。", "Exports to 15 countries grew by 9 percent."),
        ("通行时间缩短一半。", "Transit was cut to half."),
        ("材料须于6月1日前报送。", "Papers are due by June 1."),
        ("6月1日前一天截止。", "It closes the day before June 1."),
        ("6月1日后两天恢复。", "It resumes two days after June 1."),
        ("起飞前24小时内可退票。", "Refunds end up to 24 hours before departure."),
        ("9月2日起闭关。", "The closure begins on September 2."),
        ("9月2日闭关结束，恢复通关。", "It reopened on September 2."),
        ("地处北纬45度。", "It lies at 45 degrees north."),
        ("7月最低气温11℃。", "The lowest temperature in July was 11°C."),
        ("今年完成8万吨，同比增长3%。", "It handled 80,000 tonnes, up 3 percent from last year."),
        ("罚款不得超过5000元。", "Fines shall not exceed 5,000 yuan."),
        ("保存不得少于3年。", "They are kept for no less than three years."),
        ("尚未超过30吨。", "It has not yet exceeded 30 tonnes."),
        ("两地相距不过14公里。", "They are only 14 kilometres apart."),
        ("口岸已走过35个年头。", "The port has been open for 35 years."),
        ("全长约30公里、50公里。", "They are about 30 and some 50 kilometres long."),
        ("年龄35周岁以下（含35周岁）。", "Aged 35 or younger."),
        ("中方占51%，哈方占49%。", "A 51-49 Chinese-Kazakh shareholding split."),
        ("10月9日停止办理，10月10日恢复。", "No clearance on October 9; it resumes the next day."),
        ("10月31日停止办理，11月1日恢复。", "Closed on October 31, open the following day."),
        ("每周二、周六各飞一班。", "It flies twice weekly, on Tuesdays and Saturdays."),
        (
            "今年前9个月完成8万吨，增长3%。",
            "80,000 tonnes, up 3 percent year on year in the first nine months.",
        ),
        ("今年完成8万吨。", "It handled 80,000 tonnes, more than last year."),
        ("最低气温零下20℃。", "It fell to minus 20°C in most areas."),
        ("10月9日停止通关。", "Clearance stops as maintenance begins on October 9."),
        ("出口增长1.8倍", "Exports Grow 180 Percent"),
        ("逾期30分钟未到的，取消。", "It lapses if you are more than 30 minutes late."),
        ("最快也得半天。", "It took half a day at the very least."),
        ("星星多十倍。", "There are ten times as many stars."),
        ("近391公里，途经9个省市。", "Nearly 391 kilometres through nine provinces."),
        ("水分不得高于40%。", "Moisture is capped at 40 percent."),
        ("馆舍扩大三分之一。", "The pavilion was a third larger than before."),
        ("上调至140万苏姆。", "It was raised to 1.4 million soum."),
        ("十八里堡的便道长34公里。", "The track at Shibalipu is 34 kilometres long."),
        ("气温-12～-3℃。", "Minus 12 to minus 3 degrees Celsius."),
        ("相当于两圈半还多。", "It was more than two and a half times around."),
        ("产品七分内销、三分外销。", "70 percent are sold at home, 30 percent abroad."),
        ("提前三天制定了方案。", "They had drawn up a plan three days in advance."),
        ("通过《霍尔果斯倡议》，共8条。", "They adopted the eight-point Horgos Initiative."),
        ("每亩补贴120元。", "They get 120 yuan per mu (about 1,800 yuan a hectare)."),
        ("下半场连入三球，3比0获胜。", "Three goals in the second half won the match 3-0."),
        ("一箱50升油可省5元。", "A 50-litre tank saves five yuan."),
        ("光伏占一半，其余两成为汽车，三成为电池。", "Half is solar, 20% cars and 30% batteries."),
        ("2019年至2021年依次为3、4、5吨。", "3 tonnes in 2019, 4 in 2020 and 5 in 2021."),
        ("光绪七年二月一日（1881年2月28日）签约。", "Signed on February 28, 1881."),
        ("经该口岸出口水果，分别增21%和18%。", "Fruit was exported, up 21% and 18% respectively."),
        ("对12个税目实施零关税。", "Goods under 12 tariff lines enter duty-free."),
        ("一天最多过60辆车。", "At most 60 vehicles could cross in a day."),
        ("每日1000车以上。", "More than 1,000 trucks a day."),
        ("全程9小时30分。", "A journey of nine and a half hours."),
        ("今晨6时30分恢复。", "It reopened at half past six this morning."),
        ("23时58分报警。", "The call came at two minutes to midnight."),
        ("超过等值5000美元的，应申报。", "More than the equivalent of US$5,000 is declared."),
        ("12日首批到货25吨；两天后又到30吨。", "25 tonnes came on the 12th and 30 on the 14th."),
        ("2019年建成，三年后扩建。", "It was built in 2019 and enlarged in 2022."),
        ("占半壁江山。", "It made up half."),
        ("面积扩大一半。", "It is 50 percent larger."),
        ("低于7%左右的目标。", "It is short of the target of around 7 percent."),
        ("约多花8元。", "It costs about 8 yuan more."),
        ("比上半年回落3个百分点。", "3 points lower than in the first half and still falling."),
        ("以10秒87夺冠。", "The winner took 10.87 seconds."),
        ("PMI为49.5%。", "The PMI stood at 49.5."),
        ("累计超过19万亿美元。", "It exceeded a cumulative $19 trillion."),
        ("人均1250元，折合约175美元。", "1,250 yuan each, or about 175 U.S. dollars."),
        ("实行“5+2”“白+黑”，有18列。", "They work weekends and nights; there are 18 trains."),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(zh, en):
    assert contradictions(zh, en) == []


@pytest.mark.parametrize(
    ("zh", "en", "is_exchanged"),
    [
        ("票价由40元调整为30元。", "The fare goes from 30 yuan to 40 yuan.", True),
        ("票价由40元调整为30元。", "The fare goes to 40 yuan from 30 yuan.", True),
        ("票价由40元调整为30元。", "The fare goes to 30 yuan from 40 yuan.", False),
        ("距喀什市250公里，距奥什市210公里。", "210 km from Kashgar and 250 km from Osh.", True),
        ("距喀什市250公里，距奥什市210公里。", "210 km from Osh and 250 km from Kashgar.", False),
        ("巴克图口岸增8%，吉木乃口岸增12%。", "Baketu grew 12% and Jeminay 8%.", True),
        ("巴克图口岸增8%，吉木乃口岸增12%。", "Up 8% at Baketu and 12% at Jeminay.", False),
        (
            "巴克图口岸和吉木乃口岸分别增长8%和12%。",
            "Jeminay and Baketu grew 12% and 8% respectively.",
            False,
        ),
        (
            "巴克图口岸和吉木乃口岸分别增长8%和12%。",
            "Jeminay and Baketu grew 8% and 12% respectively.",
            True,
        ),
        ("到2028年达12万吨，到2030年达18万吨。", "120,000 by 2030, 180,000 by 2028.", True),
        ("到2028年达12万吨，到2030年达18万吨。", "180,000 by 2030, 120,000 in 2028.", False),
        ("前者有1120人，后者有740人。", "The former has 740 people, the latter 1,120.", True),
        ("煤炭21吨、木材9吨。", "9 tonnes of coal and 21 tonnes of timber.", True),
        ("煤炭21吨、木材9吨。", "9 tonnes of timber and 21 tonnes of coal.", False),
        ("阿拉山口612列；霍尔果斯758列。", "758 via Alashankou, 612 via Horgos.", True),
        ("进口和出口分别增长8%和12%。", "Imports and exports grew 12% and 8% respectively.", True),
    ],
)
def test_numbers_that_changed_places_are_found(zh, en, is_exchanged):
    assert contradictions(zh, en) == (["number.differs"] * 2 if is_exchanged else [])


def test_a_quantity_takes_a_stance_only_where_words_beside_it_tell():
    (zh,) = chinese.read("压缩至少12分钟")
    (en,) = english.read("up to 12 minutes")

    assert zh.stances.get("change") is None
    assert en.stances.get("change") is None


def test_ports_of_the_records_take_the_spellings_of_the_gazetteer_and_terms_do_not():
    port = parity.vocabulary.port_name(["巴克图口岸"], ["Baketu Port"])
    place = parity.Name(("布拉格",), ("Praha",), "place")

    names = parity.vocabulary.with_gazetteer([port], [place])

    assert "Bakhtu" in names[0].en
    assert names[1].en == ("Praha",)


def test_many_years_beside_many_lengths_of_time_take_less_than_a_second():
    zh = "".join(f"{1000 + 7 * n}年，{n % 97 + 1}年后。" for n in range(290))
    en = "".join(f"in {1003 + 7 * n}, {(n + 40) % 97 + 1} years later. " for n in range(290))
    start = time.process_time()

    found = parity.check(zh, en, vocabulary())

    assert found
    assert time.process_time() - start < 0.9


def test_the_number_of_what_is_listed_needs_no_counterpart():
    en = "Beijing, Shanghai and Guangzhou have flights."
    assert parity.check("北京、上海和广州三地有航班。", en) == []
    (finding,) = parity.check("北京、上海和广州四地有航班。", en)
    assert (finding.code, finding.zh[0].text) == ("number.missing", "四")


def test_the_sea_in_a_height_above_it_is_no_city():
    zh, en = "世界上海拔最高的口岸", "the highest port in the world"
    assert parity.check(zh, en, vocabulary()) == []


def test_a_dateline_has_its_space():
    zh = "本报乌鲁木齐1月18日电　记者从海关获悉，口岸恢复通关。"
    en = "URUMQI, Jan. 18 -- The port has reopened, customs said."
    assert parity.check(zh, en) == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("5月2日8时至3日8时降雨42毫米。", "42 mm fell in the 24 hours to 8 a.m. on May 3."),
        ("展会6月3日至7日举行，为期五天。", "The fair is open from June 3 to 7."),
        ("上半年发运730列。", "January to June had 730 trains, a record six-month total."),
        ("9时20分起火，8分钟后扑灭。", "A fire at 9:20 a.m. was put out by 9:28."),
        ("夺得4金6银9铜。", "The team won 19 medals: 4 gold, 6 silver and 9 bronze."),
        ("用时1小时58分40秒。", "The winning time was 1:58:40."),
        ("1美元对人民币7.0521元。", "The yuan stood at 7.0521 to the dollar."),
        ("验放7600多次。", "Goods were released over 7,600 times."),
        ("每个三块五。", "They cost 3.5 yuan each."),
        ("占四成半。", "It makes up 45 percent."),
        ("偏多一至两成。", "There is 10 to 20 percent more."),
        ("孩子刚满半岁。", "The child is just six months old."),
        ("积雪48厘米。", "The village is under 48 cm of snow."),
        ("回升0.5个百分点。", "It is up half a percentage point."),
        ("6月开展，同年9月移展。", "It opened in June and moved three months later."),
        (
            "4日夜大雪，5日凌晨6时封路。",
            "Snow fell on the night of May 4; the road shut at 6 the next morning.",
        ),
        ("摄于五六十年代。", "They were taken in the 1950s and 1960s."),
        ("永平十八年（公元75年）。", "In AD 75."),
        ("节肥两成，增收150元。", "They use less by a fifth and earn 150 yuan more."),
        ("约为三年前的五倍。", "It is about five times as many as three years ago."),
        ("摊位长1.2公里。", "The stalls are strung out over 1.2 km."),
    ],
)
def test_what_can_be_reckoned_needs_no_counterpart(zh, en):
    assert contradictions(zh, en) == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("5月2日8时至3日8时降雨42毫米。", "42 mm fell in the 36 hours to 8 a.m. on May 3."),
        ("展会6月3日至7日举行，为期五天。", "The fair is open for four days, from June 3 to 7."),
        ("上半年发运730列。", "January to June had 730 trains, a record five-month total."),
        ("9时20分起火，8分钟后扑灭。", "A fire at 9:20 a.m. was put out by 9:30."),
        ("夺得4金6银9铜。", "The team won 18 medals: 4 gold, 6 silver and 9 bronze."),
        ("用时1小时58分40秒。", "The winning time was 1:58:50."),
        ("1美元折合人民币7.0521元。", "One euro was worth 7.0521 yuan."),
        ("6月开展，同年9月移展。", "It opened in June and moved four months later."),
        ("牧草一年三茬。", "There are two cuttings of forage a year."),
        ("比计划提前了整整一个月。", "It was finished a full month behind schedule."),
    ],
)
def test_what_was_reckoned_wrong_is_found(zh, en):
    assert contradictions(zh, en)
