"""Pairs by family: what agrees, and what does not with the code of its finding. All our own."""

AGREEING = {
    "scale": """
        进出口总值378.3亿元 | Imports and exports totalled 37.83 billion yuan
        进出口总值378.3亿元 | Trade reached RMB 37.83 billion
        进出口总值378.3亿元 | Trade reached 37.83bn yuan
        进出口总值378.3亿元 | Trade was worth 37,830 million yuan
        进出口总值378.3亿元 | Trade reached CNY 3.783×10^10
        总投资1.2万亿元 | a total investment of 1.2 trillion yuan
        出入境人员1.2万人次 | 12,000 inbound and outbound passenger trips
        货运量达2,350.6万吨 | Cargo throughput reached 23.506 million tonnes
        货运量达２３５０．６万吨 | Cargo throughput reached 23.506 million tons
        集装箱吞吐量1，250标箱 | container throughput of 1,250 TEUs
        全年通行车辆三十五万辆次 | 350,000 vehicles passed through in the year
        一百零五家企业 | 105 enterprises
        两千三百万美元 | 23 million U.S. dollars
        3亿5000万元 | 350 million yuan
        1万2千名旅客 | 12,000 passengers
        两万五千里 | 25,000 li
        5千吨 | 5,000 tonnes
        3百万美元 | US$3 million
        0.8亿元 | 80 million yuan
        共12,210列中欧班列 | a total of 12,210 China-Europe freight trains
        贸易额首次突破500亿美元 | Trade exceeded 50 billion US dollars for the first time
        投资2.5亿坚戈 | an investment of 250 million tenge
        关税为3000卢布 | The duty is 3,000 rubles
        造价1.5亿欧元 | It cost 150 million euros
        廿五家企业 | 25 enterprises
        贷款6000万索姆 | a loan of 60 million som
        价值4.5亿图格里克 | worth 450 million tugriks
    """,
    "units": """
        海拔3,600米 | at an altitude of 3,600 metres
        全长1,713公里 | with a total length of 1,713 km
        占地面积15.8平方公里 | covering an area of 15.8 square kilometers
        新增仓储面积3.2万平方米 | 32,000 square meters of storage were added
        流转土地1,500亩 | 1,500 mu (100 hectares) of land
        流转土地1500亩 | 100 hectares of land
        天然气500亿立方米 | 50 billion cubic metres of natural gas
        发电120万千瓦时 | 1.2 million kWh of power
        气温降至-20℃ | The temperature fell to -20°C
        气温降至零下20摄氏度 | The temperature dropped to minus 20 degrees Celsius
        气温零下20℃ | 20 degrees Celsius below zero
        查获毒品3.5公斤 | 3.5 kilograms of drugs were seized
        每件1.2吨 | 1,200 kg each
        两个口岸 | both ports
        3个口岸 | three ports
        三个口岸 | 3 ports
        一座大桥 | a bridge
        起降航班36架次 | 36 flights took off and landed
        36列班列 | 36 trains
        报关单2.6万票 | 26,000 customs declarations
        时速350公里 | 350 km/h
        10吨以下货车 | trucks under 10 tonnes
        进出口378.3亿元 | trade of 37.83 billion yuan (about $5.2 billion)
        进出口378.3亿元 | trade of 37.83 billion yuan, or about 5.2 billion U.S. dollars
    """,
    "shares": """
        同比增长34.9% | up 34.9% year on year
        同比增长34.9% | a year-on-year increase of 34.9 percent
        同比下降3.2% | down 3.2 per cent from a year earlier
        同比下降3.2% | a 3.2 percent decrease
        提高1.5个百分点 | up 1.5 percentage points
        下调25个基点 | cut by 25 basis points
        下调0.25个百分点 | lowered by 25 basis points
        近5成 | nearly 50 percent
        近五成 | nearly half
        三成五 | 35%
        七成以上 | more than 70 percent
        三分之一 | a third of the total
        占三分之一 | accounting for one third
        三分之二的货物 | two-thirds of the cargo
        占四分之三 | three quarters of the total
        百分之三十五 | 35 percent
        千分之五 | 0.5%
        千分之五 | 5‰
        翻一番 | doubled
        贸易额翻了两番 | Trade quadrupled
        增长两倍 | tripled
        增长两倍 | up 200%
        增长1.5倍 | up 150 percent
        增长1.5倍 | grew 1.5 times
        是2019年的3倍 | three times that of 2019
        是上年的3倍 | a threefold level
        一半货物 | half of the cargo
        过半企业 | more than half of the enterprises
        打八折 | a 20 percent discount
        增长3%至5% | growth of 3 to 5 percent
        分别增长3.2%、4.1%和5% | up 3.2, 4.1 and 5 percent respectively
        -3.5% | -3.5%
        占1/3 | one third
    """,
    "approximations": """
        车长不超过18米 | vehicles no longer than 18 metres
        湿度不低于60% | humidity no lower than 60 percent
        高于60米 | higher than 60 metres
        全程约需12至15天 | The whole journey takes about 12 to 15 days
        货车限高4.5米 | Lorries may stand no higher than 4.5 metres
        货车限高4.5米 | The height limit for lorries is 4.5 metres
        第一批共有16个事项 | A first batch of 16 services
        约300人 | about 300 people
        300人左右 | around 300 people
        近300人 | nearly 300 people
        近300人 | about 300 people
        近300人 | close to 300 people
        300多人 | more than 300 people
        300余人 | over 300 people
        超过300人 | more than 300 people
        300人以上 | at least 300 people
        至少300人 | no fewer than 300 people
        不足300人 | fewer than 300 people
        不超过300人 | no more than 300 people
        最多300人 | up to 300 people
        高达300万元 | as much as 3 million yuan
        高达300万元 | up to 3 million yuan
        30多万吨 | more than 300,000 tonnes
        3万多人 | over 30,000 people
        10余家企业 | more than ten enterprises
        10余家企业 | a dozen or so enterprises
        十几个口岸 | over ten ports
        数十家企业 | dozens of enterprises
        数百辆车 | hundreds of vehicles
        上百名旅客 | hundreds of passengers
        上百名旅客 | over a hundred passengers
        数万人 | tens of thousands of people
        近百家企业 | nearly 100 enterprises
        几十名工人 | dozens of workers
        近三年 | over the past three years
        近3年来 | in the past three years
        3年多来 | for more than three years
        两个多小时 | more than two hours
        30多个国家 | more than 30 countries
        30多个国家 | 30-plus countries
        突破100亿元 | exceeded 10 billion yuan
        逾八成 | over 80 percent
        两三个小时 | two or three hours
        3至5个工作日 | three to five working days
        3—5天 | 3-5 days
        3~5天 | between 3 and 5 days
        30万至50万吨 | 300,000 to 500,000 tonnes
        3至5万吨 | 30,000 to 50,000 tonnes
        3至5万吨 | 30,000-50,000 tonnes
        约3至5天 | about three to five days
        3至5天左右 | about 3 to 5 days
    """,
    "durations": """
        半年 | half a year
        半年 | six months
        一年半 | a year and a half
        一年半 | 18 months
        一年半 | one and a half years
        三个半月 | three and a half months
        半小时 | half an hour
        半小时 | 30 minutes
        30分钟 | half an hour
        两小时 | two hours
        一小时 | an hour
        24小时通关 | round-the-clock clearance
        7×24小时通关 | 24/7 customs clearance
        24小时通关 | 24-hour clearance
        十年 | a decade
        二十年来 | over the past two decades
        30天内 | within 30 days
        3日内 | within three days
        三年行动计划 | a three-year action plan
        从3天缩短至1天 | from three days to one day
        连续12年 | for 12 consecutive years
        两周 | a fortnight
        通关时间压缩30% | clearance time was cut by 30 percent
    """,
    "dates": """
        2022年4月28日 | April 28, 2022
        2022年4月28日 | 28 April 2022
        2022年4月28日 | 28 Apr. 2022
        2022年4月28日 | 2022-04-28
        2022.4.28 | April 28, 2022
        2022/4/28 | 28 April 2022
        二〇二二年四月二十八日 | April 28, 2022
        4月28日 | April 28
        4月28日 | the 28th of April
        4月28日 | Apr 28
        28日，口岸恢复通关 | On the 28th, the port resumed clearance
        28日，口岸恢复通关 | On April 28, the port resumed clearance
        4月28日，口岸恢复通关 | The port resumed clearance on April 28, 2022
        4月份 | in April
        2022年 | in 2022
        今年 | in 2022
        去年4月28日 | April 28 last year
        4月28日至30日 | April 28 to 30
        4月28日至30日 | from 28 to 30 April
        4月28日至30日 | April 28–30
        4月28—30日 | April 28-30, 2022
        4月28日至5月2日 | from April 28 to May 2
        4月28日至5月2日 | 28 April to 2 May 2022
        4月上旬 | in early April
        4月下旬 | in late April
        2022年底 | at the end of 2022
        2022年年初 | in early 2022
        上半年 | the first half of the year
        上半年 | the first six months
        上半年 | January to June
        下半年 | in the second half
        一季度 | the first quarter
        第一季度 | Q1
        前三季度 | the first three quarters
        前三季度 | the first nine months
        1—4月 | January to April
        1至4月 | the first four months
        前4个月 | January-April
        2022年1—4月 | from January to April 2022
        周一至周五 | from Monday to Friday
        星期日 | Sunday
        礼拜天 | on Sundays
        周六、周日 | Saturday and Sunday
        每周二、四、六 | every Tuesday, Thursday and Saturday
        4月28日（星期四） | Thursday, April 28
        2018—2022年 | 2018-2022
        2018年至2022年 | from 2018 to 2022
        20世纪90年代 | the 1990s
        21世纪 | the 21st century
        五一假期 | the May Day holiday
        国庆假期 | the National Day holiday
        4月28日、29日 | April 28 and 29
        5月可能开通 | It may open in May
        22年4月 | April 2022
    """,
    "times": """
        网址：www.example.cn，来电时间9:30—18:30 | website: www.example.cn; hours 9:30-18:30
        登录https://example.cn（9:30起） | Go to https://example.cn (from 9:30)
        上午10时 | 10 a.m.
        10时 | 10:00
        10点半 | 10:30 a.m.
        10时30分 | half past ten
        22时 | 10 p.m.
        下午3时 | 3 p.m.
        下午3点 | 15:00
        北京时间10:00至18:30 | from 10 a.m. to 6:30 p.m. Beijing time
        中午12时 | 12 noon
        24时 | midnight
        凌晨2点 | 2 a.m.
        晚上8点 | 8 o'clock in the evening
        下午3时至5时 | from 3 to 5 p.m.
        9:30—19:30 | 9:30 a.m. to 7:30 p.m.
        9：30 | 9:30
        上午10点 | 10 o'clock in the morning
    """,
    "ordinals": """
        “十四五”规划 | the 14th Five-Year Plan
        “十四五”期间 | during the 14th Five-Year Plan period
        “十三五”时期 | the 13th Five-Year Plan period
        党的二十大 | the 20th National Congress of the CPC
        党的二十大精神 | the spirit of the 20th CPC National Congress
        十九届六中全会 | the sixth plenary session of the 19th Central Committee
        第十四届博览会 | the 14th expo
        建关30周年 | the 30th anniversary of the customs house
        建关30周年 | 30 years since it was founded
        第三 | third
        第3座大桥 | the third bridge
        3号桥 | Bridge No. 3
        第三座大桥 | a third bridge
        第十二条 | Article 12
        〔2022〕12号 | No. 12 [2022]
        第14个五年规划 | the 14th five-year plan
        三期工程 | Phase III
        T2航站楼 | Terminal 2
    """,
    "codes": """
        G7京新高速 | the G7 Beijing-Urumqi Expressway
        沿G30行驶 | along the G30
        CR400动车 | CR400 trains
        CZ6001航班 | Flight CZ6001
        K123次列车 | Train K123
        4A级景区 | a 4A-level scenic spot
        5G网络 | a 5G network
        新冠疫情 | the COVID-19 epidemic
        312国道 | National Highway 312
        热线12360 | the 12360 hotline
        电话：0991-1234567 | Tel: +86-991-1234567
        网址http://example.org/2022/0428 | the site
        2022年版 | the 2022 edition
        95后关员 | officers born after 1995
    """,
    "no numbers": """
        “一带一路”倡议 | the Belt and Road Initiative
        进一步统一标准 | further unify the standards
        一站式服务 | one-stop services
        千方百计保通保畅 | do everything to keep traffic moving
        两国关系 | relations between China and Kazakhstan
        两国元首 | the two heads of state
        双方签署协议 | The two sides signed an agreement
        一些企业 | some enterprises
        万事俱备 | Everything is ready
        十分重要 | very important
        它是全国最大的陆路口岸之一 | It is one of the largest land ports in the country
        第一时间 | at once
        一类口岸 | a first-class port
        四通八达的交通网 | a transport network that reaches everywhere
        一、总体要求 | I. General requirements
        （一）提高认识 | (1) Raise awareness
        1. 提高认识 | 1. Raise awareness
        一是加强领导；二是提高效率 | First, stronger leadership; second, higher efficiency
        首批货物 | the first cargo
        三农工作 | work on agriculture
        秒级放行 | release within seconds
        唯一的铁路口岸 | the only railway port
        百姓受益 | The people benefit
    """,
}

DISAGREEING = """
    number.scale | 378.3亿元 | 3.783 billion yuan
    number.scale | 378.3亿元 | 37.83 million yuan
    number.scale | 1.2万人次 | 120,000 passenger trips
    number.scale | 30万吨 | 30,000 tonnes
    number.differs | 428.3亿元 | 42.38 billion yuan
    number.differs | 3个口岸 | four ports
    number.differs | 三个口岸 | five ports
    number.differs | 共15家企业 | 16 enterprises in all
    number.differs | 同比增长34.9% | up 39.4% year on year
    number.differs | 三分之一 | a quarter of the total
    number.differs | 近5成 | nearly 60 percent
    number.differs | 翻一番 | tripled
    number.differs | 增长两倍 | doubled
    number.differs | 一小时 | two hours
    number.differs | 半年 | eight months
    number.differs | 一年半 | 15 months
    number.differs | 3个口岸、3座大桥 | 3 ports and 4 bridges
    number.differs | CZ6001航班 | Flight CZ6007
    number.differs | G7京新高速 | the G6 expressway
    number.differs | 热线12360 | the 12306 hotline
    ordinal.differs | 〔2022〕12号 | No. 21 [2022]
    number.missing | 共验放15辆货车 | Trucks were cleared
    number.missing | 口岸恢复通关 | The port resumed clearance after 45 days
    number.missing | 货运量3.5万吨 | Cargo was handled
    unit.differs | 货物120吨 | 120 kilometres of goods
    unit.differs | 1.2万人次 | 12,000 vehicles
    unit.differs | 货物120吨 | 120 kg of goods
    unit.differs | 增长34.9% | grew by 34.9
    currency.differs | 378.3亿元 | 37.83 billion US dollars
    currency.differs | 250万美元 | 2.5 million yuan
    currency.differs | 2.5亿坚戈 | 250 million rubles
    unit.differs | 日通行能力达4,000辆次 | It can handle 4,000 vehicles a week
    qualifier.differs | 气温不低于5℃ | temperatures no higher than 5 degrees Celsius
    qualifier.differs | 车长不超过18米 | vehicles no shorter than 18 metres
    currency.differs | 人民币对坚戈成交1亿元 | Yuan-ruble trading reached 100 million yuan
    percent.points | 提高1.5个百分点 | up 1.5 percent
    percent.points | 增长1.5% | up 1.5 percentage points
    qualifier.differs | 超过300人 | fewer than 300 people
    qualifier.differs | 近300人 | over 300 people
    qualifier.differs | 约300人 | 300 people
    qualifier.differs | 300人 | more than 300 people
    qualifier.differs | 不足300人 | over 300 people
    date.differs | 4月28日 | April 29
    date.differs | 4月28日 | May 28
    date.differs | 2022年4月28日 | April 28, 2021
    date.differs | 28日，口岸恢复通关 | The port resumed clearance on the 29th
    date.differs | 2022年 | in 2023
    date.differs | 4月28日至30日 | April 28 to 29
    date.differs | 4月份 | in March
    date.differs | 2022年8月30日至9月1日 | August 30 to September 1, 2021
    date.missing | 4月28日恢复通关 | Clearance resumed
    time.differs | 上午10时 | 11 a.m.
    time.differs | 22时 | 10 a.m.
    time.differs | 10时30分 | 10:40
    weekday.differs | 星期四 | Friday
    period.differs | 一季度 | the second quarter
    period.differs | 上半年 | in the second half
    period.differs | 1—4月 | January to May
    period.differs | 4月上旬 | in late April
    period.differs | 2022年底 | at the beginning of 2022
    ordinal.differs | “十四五”规划 | the 13th Five-Year Plan
    ordinal.differs | 第三届 | the fourth
    ordinal.differs | 党的二十大 | the 19th CPC National Congress
    ordinal.differs | 30周年纪念 | the 20th anniversary
    direction.differs | 同比增长34.9% | down 34.9% year on year
    direction.differs | 同比下降3.2% | a 3.2 percent increase
    range.differs | 3至5天 | three to six days
    range.differs | 30万至50万吨 | 300,000 to 600,000 tonnes
    number.differs | 分别增长3.2%和4.1% | up 3.2 and 4.7 percent respectively
"""


def agreeing():
    return [
        tuple(part.strip() for part in line.split(" | "))
        for lines in AGREEING.values()
        for line in lines.strip().splitlines()
    ]


def disagreeing():
    return [
        tuple(part.strip() for part in line.split(" | "))
        for line in DISAGREEING.strip().splitlines()
    ]
