"""Sentences as a port authority's news writes them, with translations that agree. All our own."""

AGREEING = """
据海关统计，2022年前4个月，新疆外贸进出口总值543.2亿元人民币，比去年同期增长27.8%。 | Customs figures show that Xinjiang's foreign trade totalled 54.32 billion yuan in the first four months of 2022, up 27.8 percent year on year.
其中，出口418.5亿元，增长31.2%；进口124.7亿元，增长17.6%。 | Exports rose 31.2 percent to 41.85 billion yuan, while imports grew 17.6 percent to 12.47 billion yuan.
截至4月28日，霍尔果斯口岸今年累计验放中欧班列2156列，同比增长12.3%。 | As of April 28, Horgos Port had handled 2,156 China-Europe freight trains this year, a year-on-year increase of 12.3 percent.
阿拉山口口岸日均通行班列18列，最高达23列。 | Alashankou Port handles an average of 18 freight trains a day, with a peak of 23.
该口岸通关时间由原来的3小时缩短至40分钟。 | Clearance time at the port has been cut from three hours to 40 minutes.
巴克图口岸客货运通道将于5月1日起恢复，开放时间为北京时间10:00至19:30。 | Passenger and cargo lanes at Baketu Port will reopen from May 1, operating from 10:00 to 19:30 Beijing time.
旅客须在出发前24小时内完成申报。 | Travellers must complete the declaration within 24 hours before departure.
新建的货运查验场占地12.6万平方米，可同时停放300辆货车。 | The new cargo inspection yard covers 126,000 square metres and can hold 300 trucks at the same time.
总投资3.8亿元的二期工程将于今年年底前完工。 | Phase II, with a total investment of 380 million yuan, will be completed by the end of this year.
这座公路口岸距离乌鲁木齐市约670公里，海拔约3,600米。 | The road port lies about 670 kilometres from Urumqi at an altitude of around 3,600 metres.
全区已有21个对外开放口岸，其中航空口岸4个、陆路口岸17个。 | The region has 21 open ports, including four airports and 17 land ports.
2021年，全区口岸出入境人员达35.6万人次，出入境车辆22.4万辆次。 | In 2021, the region's ports recorded 356,000 entries and exits by people and 224,000 by vehicles.
近3年来，该口岸累计完成投资逾10亿元。 | Over the past three years, the port has attracted more than 1 billion yuan in investment.
上半年，口岸进出口货运量突破1000万吨大关。 | In the first half of the year, cargo volume at the port passed the 10-million-tonne mark.
一季度，跨境电商出口额达86.4亿元，翻了近两番。 | In the first quarter, cross-border e-commerce exports reached 8.64 billion yuan, nearly quadrupling.
“十四五”期间，我区将新增3个开放口岸。 | During the 14th Five-Year Plan period, the region will open three more ports.
这是自2019年12月以来首次恢复客运。 | This is the first time passenger services have resumed since December 2019.
两国海关签署了5份合作文件。 | The customs authorities of the two countries signed five cooperation documents.
新规自2022年7月1日起施行，有效期5年。 | The new rules take effect on July 1, 2022 and are valid for five years.
海关查获濒危动植物制品32件，重约4.5公斤。 | Customs seized 32 items of endangered species products weighing about 4.5 kilograms.
30多名关员放弃休假，坚守岗位。 | More than 30 customs officers gave up their holidays to stay at their posts.
口岸实行7×24小时预约通关。 | The port offers round-the-clock clearance by appointment.
截至目前，已有100余家企业入驻综合保税区。 | More than 100 companies have so far settled in the comprehensive bonded zone.
占进口总量的三分之一以上。 | It accounts for more than a third of total imports.
对哈萨克斯坦进出口占全区外贸总值的近四成。 | Trade with Kazakhstan accounted for nearly 40 percent of the region's total.
中哈双方商定，自8月15日起，每周一至周五开放货运通道。 | China and Kazakhstan agreed to open the freight lane from Monday to Friday starting August 15.
民营企业进出口增长42.1%，占比提升3.6个百分点至92.4%。 | Trade by private firms grew 42.1 percent, and their share rose 3.6 percentage points to 92.4 percent.
首批20辆新能源汽车从该口岸出口至乌兹别克斯坦。 | The first batch of 20 new energy vehicles was exported to Uzbekistan through the port.
4月30日16时30分，一列满载日用百货的班列缓缓驶出站台。 | At 4:30 p.m. on April 30, a train loaded with daily necessities slowly left the platform.
这列班列载有55个40英尺集装箱，货值约280万美元。 | The train carried 55 forty-foot containers with goods worth about 2.8 million US dollars.
每吨货物的运输成本下降了200元左右。 | Transport costs have fallen by around 200 yuan per tonne.
气温最低降到零下32摄氏度，风力达8级。 | Temperatures dropped as low as minus 32 degrees Celsius, with winds of force 8.
自治区口岸办公室召开第三次联席会议。 | The regional port office held its third joint meeting.
会议传达学习党的二十大精神，提出四点要求。 | The meeting studied the guiding principles of the 20th CPC National Congress and set out four requirements.
今年是中哈建交30周年。 | This year marks the 30th anniversary of diplomatic ties between China and Kazakhstan.
口岸将于10月1日至7日放假，10月8日恢复通关。 | The port will be closed from October 1 to 7 and will resume clearance on October 8.
红其拉甫口岸每年12月1日至次年3月31日闭关。 | Khunjerab Port closes every year from December 1 to March 31 of the following year.
热线电话：12360，传真：0991-3692012。 | Hotline: 12360; fax: 0991-3692012.
目前，日均通关货车由年初的120辆增至260辆，翻了一番多。 | The daily number of trucks cleared has more than doubled, from 120 at the beginning of the year to 260.
农产品“绿色通道”将通关时间压缩至1小时以内。 | The "green lane" for farm produce has cut clearance time to less than an hour.
新疆与8个国家接壤，边境线长达5,700多公里。 | Xinjiang borders eight countries, with a border of more than 5,700 kilometres.
中吉乌铁路全长约523公里，其中中国境内约213公里。 | The China-Kyrgyzstan-Uzbekistan railway is about 523 km long, of which some 213 km is in China.
9月进出口61.3亿元，环比下降4.8%。 | Trade in September came to 6.13 billion yuan, down 4.8 percent month on month.
全年减免税费1.25亿元，惠及企业1,300余家。 | Tax and fee cuts reached 125 million yuan for the year, benefiting over 1,300 enterprises.
国际航班每周由6班增至14班。 | International flights will increase from six to 14 a week.
每天可办理50至60票报关单。 | It can process 50 to 60 declarations a day.
该通道有6条车道，宽24.5米。 | The passage has six lanes and is 24.5 metres wide.
用时不到半年，项目主体工程已完成八成。 | In less than half a year, 80 percent of the main works has been completed.
2019年至2021年，年均增长11.7%。 | From 2019 to 2021 the average annual growth was 11.7 percent.
铁路口岸新增2台龙门吊，换装能力提高1.5倍。 | Two gantry cranes were added at the railway port, raising transshipment capacity by 150 percent.
本次展会吸引了来自25个国家和地区的1,200多家企业参展。 | The fair attracted more than 1,200 exhibitors from 25 countries and regions.
12月20日，第八届中国—亚欧博览会组委会在京召开新闻发布会。 | On December 20, the organizing committee of the 8th China-Eurasia Expo held a news conference in Beijing.
全年完成旅客吞吐量2,050.3万人次，恢复到2019年的85.6%。 | Passenger throughput reached 20.503 million for the year, recovering to 85.6 percent of the 2019 level.
截至去年底，中欧班列累计开行6.5万列，运送货物604万标箱，货值超3000亿美元。 | By the end of last year, China-Europe freight trains had made 65,000 trips, carrying 6.04 million TEUs of goods worth over 300 billion U.S. dollars.
对“一带一路”沿线国家进出口增长两成。 | Trade with countries along the Belt and Road grew by 20 percent.
海关总署发布2022年第38号公告。 | The General Administration of Customs issued Announcement No. 38 of 2022.
煤炭、原油、天然气进口量分别增长5.3%、8.6%和13.4%。 | Imports of coal, crude oil and natural gas grew by 5.3 percent, 8.6 percent and 13.4 percent respectively.
每年4月至10月为旅游旺季。 | The peak tourist season runs from April to October.
边检站为旅客节省近一半的候检时间。 | The border inspection station has saved travellers nearly half of their waiting time.
该站设有自助查验通道16条、人工通道8条。 | The station has 16 self-service lanes and eight staffed lanes.
第一批援助物资包括口罩10万只、防护服5000套。 | The first batch of aid included 100,000 masks and 5,000 protective suits.
项目分三期建设，一期工程已于2020年投入使用。 | The project is being built in three phases; Phase I was put into use in 2020.
他在这里工作了整整20年。 | He has worked here for a full 20 years.
从口岸到阿拉木图只需4个半小时车程。 | It takes only four and a half hours to drive from the port to Almaty.
跨境公路G3016线和312国道在此交会。 | Expressway G3016 and National Highway 312 meet here.
4A级景区“国门”全天开放，门票60元。 | The "National Gate", a 4A-level scenic spot, is open all day; tickets cost 60 yuan.
该企业去年出口番茄酱1.8万吨，创汇1,500万美元。 | The company exported 18,000 tonnes of tomato paste last year, earning 15 million dollars.
据介绍，口岸货运量连续三个月实现两位数增长。 | Cargo volume at the port has reportedly seen double-digit growth for three consecutive months.
同比少0.4个百分点。 | That is 0.4 percentage points less than a year earlier.
预计到2025年，年过货能力将达到5000万吨。 | Annual cargo capacity is expected to reach 50 million tonnes by 2025.
此次专项行动为期100天，自3月1日至6月8日。 | The special campaign will last 100 days, from March 1 to June 8.
2022年5月，乌鲁木齐海关所属伊尔克什坦海关关员正在查验货物。 | In May 2022, officers of Irkeshtam Customs, under Urumqi Customs, inspect goods.
当日上午，首趟“公铁联运”班列发车，装载50个集装箱。 | The first road-rail train left that morning with 50 containers.
降雪将持续到17日夜间，积雪深度15厘米以上。 | Snow will continue until the night of the 17th, with accumulations of more than 15 centimetres.
货车司机在口岸停留时间平均不超过2小时。 | Truck drivers spend no more than two hours at the port on average.
2月4日（正月初四），口岸恢复正常通关。 | Normal clearance resumed at the port on February 4.
天然气管道全长1,833公里，年输气能力300亿立方米。 | The gas pipeline is 1,833 kilometres long and can carry 30 billion cubic metres a year.
双方一致同意建立每月两次的会晤机制。 | The two sides agreed to set up a mechanism of meeting twice a month.
截至2022年6月底，常驻人口约9.5万人。 | The permanent population was about 95,000 at the end of June 2022.
这里年均日照2,800小时，无霜期165天。 | The area has 2,800 hours of sunshine a year and 165 frost-free days.
电子口岸2.0版上线，支持12种语言。 | Version 2.0 of the e-port went online, supporting 12 languages.
企业通过“单一窗口”一次申报即可。 | Companies need to declare only once through the Single Window.
6月份以来，口岸进口车厘子超过1万吨，货值达3.2亿元。 | Since June, more than 10,000 tonnes of cherries worth 320 million yuan have been imported through the port.
当地农民人均增收3000元。 | Local farmers earned an extra 3,000 yuan per capita.
2022年12月8日零时起，客运恢复。 | Passenger services resume from midnight on December 8, 2022.
该批货物重23.85吨，价值人民币46.7万元。 | The shipment weighed 23.85 tonnes and was valued at RMB 467,000.
周六、周日及法定节假日正常开放。 | It is open as usual on Saturdays, Sundays and public holidays.
平均每15分钟就有一列班列通过。 | On average, a train passes every 15 minutes.
9月中旬，两地间将增开一条定期航线。 | A regular air route between the two cities will be added in mid-September.
公路里程由2012年的2,100公里增加到2022年的4,300公里，十年间翻了一番。 | The length of roads doubled in a decade, from 2,100 km in 2012 to 4,300 km in 2022.
全区生产总值1.77万亿元，同比增长3.2%，增速比全国高0.2个百分点。 | The region's GDP was 1.77 trillion yuan, up 3.2 percent, 0.2 percentage points faster than the national rate.
检出不合格货物14批次，退运6批次。 | Fourteen batches of substandard goods were found and six were returned.
对欧盟出口增长近3倍。 | Exports to the EU grew nearly threefold.
目前，已与50多个国家的100多个城市通航。 | It now has air links with over 100 cities in more than 50 countries.
最近一周，每天通关车辆保持在200辆以上。 | Over the past week, more than 200 vehicles have been cleared every day.
中方投资占60%，哈方占40%。 | The Chinese side holds 60 percent and the Kazakh side 40 percent.
上半年全区铁路口岸进出口货运量同比增幅超一成。 | Rail port cargo volume rose by over 10 percent year on year in the first half.
该区总面积5.6平方公里，其中中方区域3.43平方公里，哈方区域2.17平方公里。 | The zone covers 5.6 square kilometres, 3.43 square kilometres on the Chinese side and 2.17 square kilometres on the Kazakh side.
记者20日从乌鲁木齐海关获悉，今年头8个月，新疆出口机电产品298.6亿元。 | Xinjiang exported 29.86 billion yuan worth of mechanical and electrical products in the first eight months of this year, Urumqi Customs said on Sept. 20.
民警全年接处警1,024起，救助群众87人，连续9年实现零投诉。 | Officers handled 1,024 calls during the year, helped 87 people and recorded zero complaints for the ninth year in a row.
年产100万吨的加工项目将创造2000多个就业岗位。 | The processing project, with an annual output of one million tonnes, will create over 2,000 jobs.
"""


def agreeing():
    return [tuple(part.strip() for part in line.split(" | ")) for line in AGREEING.strip().splitlines()]
