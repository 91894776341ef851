"""Right texts, one a line: none may have a finding. Signs, figures and names of every sort."""

# ruff: noqa: E501

CHINESE = """\
据乌鲁木齐海关统计，2023年前三季度，新疆外贸进出口总值2574.5亿元人民币，同比增长49.2%，其中出口2203.6亿元，增长51%。
4月28日，老爷庙口岸恢复货运通关。至此，新疆常年开放的10个口岸（含铁路口岸2个）全部恢复货运。
自2022年11月1日起，霍尔果斯口岸每天10:00—20:00（北京时间）办理货车出入境手续，节假日不休。
为了了解企业的实际困难，海关关员深入园区，与参会代表讨论“单一窗口”的使用。
依据《中华人民共和国海关法》第二十三条和《口岸管理条例（试行）》，现将有关事项公告如下：
一、申报时限：货物运抵前3日内；二、申报方式：登录“互联网+海关”平台（https://online.customs.gov.cn/）；三、咨询电话：12360。
记者 张某 通讯员 李某 报道：冬季漫长，口岸人天天在岗，常常凌晨3点就开始清雪。
整改期限为60日内，逾期未改的，暂停办理业务180日。
该班列历时15天，行驶5300公里，于当地时间25日12时30分抵达塔什干。
新政发〔2021〕45号文件要求，各地各部门要认真贯彻落实，一件一件抓到位。
WTO、RCEP、SCO等多边机制为贸易畅通提供了保障；TIR（国际公路运输）货车约占三成。
“十四五”期间，新疆将建设“一港、两区、五大中心、口岸经济带”。
客服邮箱：service@kouan.example，网址：www.kouan.example，附件：1.申请表.docx；2.填表说明.pdf。
他说：“今年的订单排到了12月，我们从从容容准备，急急忙忙可不行！”
出口的商品主要是机电产品、服装等等，合计1,250票，价值3,200.5万美元。
第一条　为了规范口岸通关秩序，制定本办法。
来源：新疆日报　　作者：王某　　编辑：李某
2024年2月29日（星期四），中哈双方就延长通关时间交换意见。
口岸日均通行货车300辆左右，高峰日达428辆；去年全年安全运行365日。
企业提交的A3、B5两种单证，比例为3:2，得分为9.5:8.5。
巴克图口岸“绿色通道”实行7×24小时预约通关，申报后2小时内放行。
他介绍，目的地是阿拉木图；的的确确，比以往快了1天。
是是非非不必多说，数据最有说服力。
本公告自发布之日起30日后施行，有效期至2025年12月31日。
如何预约？请于每周一至周五9:30－13:30、16:00－19:30拨打0999-8888888。
对对方提出的通关时间调整方案，中方表示同意。
口岸在线申报系统已上线，现在在线办理只需10分钟。
塔城地区巴克图—阿亚古兹铁路前期工作正在推进。
截至目前，已有2.3万辆自驾出口商品车从该口岸出境。
12月20日至次年1月3日，红其拉甫口岸临时开放。
新疆出入境边防检查总站有关负责人表示：“口岸限定区域内，请勿拍照。”
（一）货运车辆须提前24小时预约；（二）驾驶员须持有效证件。
1)报关单；2)装箱单；3)合同。
口岸海拔4733米，含氧量不足平原的50%，年平均气温-3.5℃。
“‘三互’大通关”改革以来，整体通关时间压缩至25.6小时。
会议研究研究部署？不，会议部署了四项任务。
《人民日报》（海外版）与《新疆日报》均作了报道。
习惯上，人们把这条路叫作“丝绸之路”……如今它又热闹起来了。
货车从霍尔果斯出境，经哈萨克斯坦、俄罗斯、白俄罗斯，最终到达波兰马拉舍维奇。
一辆辆货车排队，一批批货物出关，一声声汽笛响起。
天津港至乌兰巴托班列每周三、五开行，全程约1 963公里。
截至12月31日24时，全年进出境人员突破100万人次。
据哈通社阿斯塔纳5月10日电，双方签署了联合声明。
新华社乌鲁木齐4月28日电（记者某某）新疆口岸恢复货运。
3月15日上午10时整，首列班列鸣笛启程，预计18日晚抵达。
签证停留期为30日，有效期为180日，可多次入境。
该货代公司（Horgos Logistics Co., Ltd.）2010年注册，现有员工120余人。
“你好，请出示护照。”“谢谢！”这样的对话每天都在口岸发生。
海关关员对进口的1.2万吨小麦实施“船边直提”。
参与与会代表名单见附表，和田玉石、和布克赛尔畜产品参展。
由于于田县位置偏远，成都都市圈的企业改从若羌发货。
口岸开放日为每月1日至15日，遇法定节假日顺延。
2023-11-05 10:30:00 系统升级完成，版本号为v2.3.1。
本次展会展位展品展示了新疆的的士改装车。
按照“外防输入、内防反弹”的要求，货物须静置14日。
增值税税率由13%降至9%，退税税额约1800万元。
铁路口岸站站台上，工人们紧张有序地作业。
国家主席向大会会长致信祝贺。
经国务院批准，伊宁航空口岸于2023年12月21日通过国家验收。
口岸管理委员会委员、商会会员代表共120人参加。
通过过境运输、多式联运运抵的货物，实行行政许可告知承诺制。
1月至10月，全区口岸进出口货运量7342.8万吨，同比（下同）增长12.6%；监管运输工具86.1万辆（列、架）次。
8月1日0时起，红其拉甫口岸通关时间由原来的10:30—19:00调整为10:00—20:00。
“现在报关、查验、放行一站办结，我们一周能多跑一趟。”货车司机艾力·买买提说。
3月31日，9月30日，11月30日为申报截止日；逢周六、周日顺延。
海关总署公告2023年第189号（关于《中华人民共和国进出口税则》有关事项的公告）自2024年1月1日起施行。
“2+26”城市、“5G+工业互联网”、“一单制”改革稳步推进。
累计安全生产1211日，未发生一起责任事故。
工期压缩了111日，比计划提前121日完工。
该隧道全长22.13公里，施工历时4年，累计掘进1500余日。
全年有效作业日为312日，较上年增加28日。
每辆车平均停留时间由3.5日缩短至1.2日。
口岸2023年开放日数达312日。
双方商定，会晤于5月12日14时（乌鲁木齐时间12时）举行。
T/CFLP 0032—2021、GB/T 28577—2021和ISO 9001:2015标准自发布之日起实施。
车牌号为新F·12345的货车于14:05驶入监管区，14:47驶离。
他是的士司机，也是是非分明的人。
坐落在天山脚下的村庄都都是水泥路？不，是柏油路。
大家对在建项目表示关注，对外开放平台更加完善。
本月将举办第10届亚欧博览会，会期5天，展位1800个。
联系人：王女士；电话：0991-1234567、13900000000；邮编：830000。
办公地址：新疆乌鲁木齐市某路1号A座3楼（近地铁1号线）。
进口额TOP5依次为：原油、天然气、煤、锌矿砂、棉纱。
根据RCEP关税减让表，HS 0802.11项下货物税率为5%→0。
A类、B+类企业查验率分别为0.5%、1%。
货物总重24,500kg，体积68m³，共计1×40'HQ。
“好得很！”“没想到这么快！”旅客纷纷点赞。
他问：“口岸几点开门？”工作人员答：“10点。”
《条例》所称“口岸”，是指……；所称“查验机构”，是指……
“‘一带一路’让我们的日子越过越好。”他说。
（来源：口岸办；记者：张某某；摄影：李某某）
图为4月28日，货车驶出老爷庙口岸。某某 摄
一二三四五六七，七个通道全部启用。
冬季气温降至-30℃～-20℃，最大风力达12级。
比去年同期增加1.1个百分点，比全国平均水平高0.9个百分点。
该型电动车续航里程1 000公里，售价19.98万元起。
从“通道经济”到“落地经济”，变化看得见、摸得着。
电子口岸IC卡、USB Key可在线办理，无须到现场。
登录www.singlewindow.example或扫描二维码，按提示操作即可。
新增及变更事项以及及时性要求见附件2。
将将士们的故事讲给孩子听。
被被告人隐匿的货物已查扣。
成为为数不多的全天候口岸之一。
企业就就业问题进行座谈，把把关的责任落实到人。
中国—中亚天然气管道A、B、C三线并行，D线在建。
凌晨2点，查验一线依旧灯火通明；早上6点，首批货车放行。
车辆限速30km/h，限高4.5m，限重49t。
共办理免税证明428份，涉及税款1231万元。
430日元、300日元的差价不大。
5月日均验放旅客428人次。
24小时内、72小时以内、15日之内分别办理完毕。
口岸编号：CNKHO、CNAKL；IATA代码：URC、KHG。
二〇二四年四月二十八日，联检大厅启用。
Email：port@kouan.example；QQ群：12345678。
他们从从业人员中选拔了12名骨干。
“霍尔果斯—阿拉木图”跨境客运班线每周一、三、五发车。
日前，记者从自治区口岸办获悉：全年目标有望提前完成。
甲方：某公司
乙方：某公司
截至8月底，已有87条线路通达19个国家26个城市。
15日内，即2024年5月15日至29日，接受群众监督。
"""

ENGLISH = """\
According to Urumqi Customs, foreign trade reached 257.45 billion yuan in the first three quarters of 2023, up 49.2% year on year.
Laoyemiao Port resumed freight clearance on April 28. All ten year-round ports (two of them rail ports) are now open to freight.
From Nov. 1, 2022, lorries may clear at Horgos from 10:00 to 20:00 (Beijing time) every day, including public holidays.
"We used to wait two days," said Mr. Li, a driver from Almaty, "and now it takes 2.5 hours."
“It’s the drivers’ choice,” he said. “They’ve asked for ‘green lanes’ since the ’90s.”
Fill in the form at https://online.customs.gov.cn/ or write to service@kouan.example; see Annex 1.2 and form.docx.
The U.S. dollar closed at 7.1023 yuan; the E.U. accounted for 12% of trade, e.g. machinery, textiles, etc.
a) customs declaration; b) packing list; c) contract.
1) Apply 3 days before arrival. 2) Bring the original documents.
The port lies at 4,733 m above sea level, where the oxygen is about half that of the plain.
It is that that matters: the goods had had to be reloaded twice.
The China-Europe train (No. X8086) left at 9:30 a.m. and covered 5,300 km in 15 days.
Trade with Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan rose by 12.3%, 8.1%, 40% and 22.7% respectively.
In April 31 trucks a day crossed on average; in May 45 did.
The 24-hour crossing handled 1,250 consignments worth $32.005 million (about 230 million yuan).
The notice (Xin Zheng Fa [2021] No. 45) takes effect 30 days after publication.
Horgos (霍尔果斯) and Alashankou (阿拉山口) are the busiest rail ports.
The exhibition “Silk Road (丝绸之路) Treasures” opens at 10 a.m.
The word 口岸 means “port of entry”.
See the regulations, 《口岸管理条例》, for details.
Working hours: Mon–Fri, 9:30–13:30 and 16:00–19:30. Closed on weekends.
February 29, 2024 was a leap day; the sides met in Astana.
The permit is valid for 180 days, multiple entries, up to 30 days each.
“When will the port reopen?” asked one trader. “Soon!” came the reply.
It carried 3,200.5 t of wheat, i.e. 53 wagons.
Node.js and Python 3.11 run the service; version v2.3.1 was installed on 2023-11-05 at 10:30:00.
The ratio of exports to imports was 3:2, and the final score 9.5:8.5.
The passes are closed in winter... and reopen in spring.
Is it open all year? Yes, it is.
The Port of Khorgos-Gateway ("dry port") lies 15 km from the border.
The range [0, 1) is used in the model.
Bora Bora and Walla Walla are far from here.
The ministry’s spokesperson, Ms. Wang, said the two sides “agreed in principle”.
He had been in in the morning and left at noon.
Goods under HS codes 8703.23 and 8704.21 need a licence.
Drivers' cards, companies' seals and the customs' records were checked.
The train left Xi'an on 5 May and arrived at Malaszewicze, Poland, on 17 May.
Passenger traffic: 1.02 million (2023: 0.45 million).
The and/or clause was deleted; TIR/CMR papers suffice.
The deadline is 24:00 on 31 December 2025.
Contact: +86-999-888-8888, ext. 12.
Co., Ltd. is part of the name: Horgos Logistics Co., Ltd., founded in 2010.
Chapter 3, Section 2, para. 4(b)(ii) applies.
Up to 428 lorries a day; 365 days a year.
The station's No. 3 track (1,520 mm) and No. 4 track (1,435 mm) were rebuilt.
“Belt and Road”, the “Middle Corridor” and the “Western Europe–Western China” highway meet here.
Temperatures fell to -30 °C; winds reached force 8 or more.
The sides signed an MoU on 10 May, the ninth since 2015.
The 5" pipe and the 12' container were inspected.
On 3/4 of the days, the crossing closed early.
The hotline, 12360, answers 24/7.
It grew from 12 to 45 March on March (sic) — a slip in the source.
Wind, sand, snow: the port works on.
The report (in Chinese) is 120 pp. long.
The 45 May arrivals... were re-dated; see the corrigendum.
Mr. Zhang's team cleared 20 TEUs per hour, twice the 2019 rate.
The visa-free stay is 30 days within any 180-day period.
J. K. Smith and A. B. Jones visited the F.T.Z. on Monday.
What it is is a dry port, no more, no less.
The crossing opened to third-country nationals in 1986, 1992 and 1995 respectively.
From January to October, the region's ports handled 73.428 million tonnes of cargo, up 12.6% (year on year; same below).
As of 00:00 on August 1, Khunjerab opens from 10:00 to 20:00 instead of 10:30 to 19:00.
"Declaration, inspection and release are done in one stop," said Aili Maimaiti, a lorry driver. "I make one trip more a week."
GAC Announcement No. 189 [2023], on the Import and Export Tariff, takes effect on January 1, 2024.
The "2+26" cities, "5G plus industrial internet" and so on were discussed.
The 22.13-km tunnel took four years and some 1,500 working days.
Standards T/CFLP 0032-2021, GB/T 28577-2021 and ISO 9001:2015 apply.
Lorry No. 新F·12345 entered at 14:05 and left at 14:47.
Contact: Ms. Wang, tel. 0991-1234567; postcode 830000.
Under HS 0802.11 the rate falls from 5% to 0.
Gross weight: 24,500 kg; volume: 68 m³; 1×40' HQ.
“Great!” “I didn’t expect it to be so quick!” travellers said.
He asked, “When does it open?” The officer answered, “At ten.”
“The ‘Belt and Road’ has made our lives better,” he said.
(Source: Port Office; reporter: Zhang; photo: Li)
Photo: lorries leave Laoyemiao Port on April 28. /Xinhua
Temperatures of -30 °C to -20 °C and winds of force 12 were measured.
Up 1.1 percentage points, 0.9 points above the national average.
Lines A, B and C of the Central Asia–China Gas Pipeline run in parallel; line D is under construction.
Speed limit 30 km/h, height limit 4.5 m, weight limit 49 t.
Codes: CNKHO, CNAKL; IATA: URC, KHG.
The coach from Horgos to Almaty leaves on Mondays, Wednesdays & Fridays.
See Sec. 2.3.1, Fig. 4(a), and Table 5-2.
Party A: Horgos Trading Co., Ltd.
Dr. Smith et al. (2019) found that most, if not all, delays occur at night.
The "dry port", the "land bridge", and the so-called "middle corridor" compete.
He's the port's longest-serving officer; he'd joined in '92.
Is that that port? Yes — the one near Tacheng.
What was once a hamlet is, is it not, a city?
The price is US$1,231.50 per container, i.e., £980 or €1,130.
Trains ran on 28 and 29 February 2024, on 30 and 31 March and from 29 April to 1 May.
On March 30 the two sides met; on May 31 they signed.
Between 9 a.m. and 5 p.m., Monday to Friday, except public holidays.
Visit kouan.example/ports?lang=en for more.
Fees: 100 yuan/person (children under 1.2 m: free).
The A380, the B747-8F and the An-124 can land there.
Customs, immigration, quarantine...all in one hall.
Mr Li, who has worked here for 20 years, says: "It's busy."
It handled 1.1 m passengers, 0.9 m more than in 2019.
Q1 trade was flat; Q2 trade grew 4.28%; H1 trade, 2.1%.
The 14th Five-Year Plan (2021–2025) calls for "one port, two zones".
The agreement has 7 articles, 3 annexes, and 1 protocol (signed 12/11/2019).
Call 12360 or +86 (0)991 1234567.
The train, 55 wagons long, left Duisburg at 23:59 local time.
Who is in charge? Who inspects? Who pays?
The vehicle must not exceed 4.0 m (H) × 2.55 m (W) × 18.1 m (L).
It rained, it snowed, and it froze, but the port stayed open.
Port of departure: Horgos; port of entry: Altynkol.
Ürümqi, Kashgar and Yining have international flights.
The St. Petersburg–Xi'an service is new.
By the end of August, 87 routes had reached 26 cities in 19 countries.
The "e-lock" (TIR-EPD) pilot was launched; e-seals are next.
No. 1 Road, Bldg. A, 3/F, Urumqi 830000, P.R.C.
The report's title is "Ports, Roads, and Rails: 2013–2023".
Mon.–Fri. 9:30–13:30; Sat., Sun. closed.
The ’s in ports’s is wrong.
For more, see “Notice [2024] 15”.
In May 31 lorries were turned back; in June 45.
Since March 2023 there has been no closure, not even one.
The Kazakh side, the Kyrgyz side and the Chinese side took part.
"""

PAIRS = [
    (
        "霍尔果斯口岸和阿拉山口口岸是新疆两大铁路口岸。",
        "Horgos and Alashankou are the two main rail ports in Xinjiang.",
    ),
    (
        "中哈两国商定延长巴克图口岸通关时间。",
        "China and Kazakhstan agreed to extend the hours of Baketu Port.",
    ),
    ("4月10日，伊犁州霍尔果斯市召开会议。", "A meeting was held in Horgos, Ili, on 10 April."),
    ("来自吉尔吉斯斯坦的樱桃经伊尔克什坦口岸进口。", "Kyrgyz cherries enter through Irkeshtam."),
    (
        "红其拉甫口岸是中巴之间唯一的陆路口岸。",
        "Khunjerab is the only land port between China and Pakistan.",
    ),
    (
        "乌鲁木齐海关所属喀什海关通报了情况。",
        "Kashgar Customs, under Urumqi Customs, reported this.",
    ),
    ("塔什库尔干县的卡拉苏口岸对面是塔吉克斯坦。", "Karasu Port in Tashkurgan faces Tajikistan."),
    ("蒙古国驻华大使到访塔克什肯口岸。", "The Mongolian ambassador visited Takeshiken Port."),
    (
        "海关总署发布公告，明确跨境电商监管要求。",
        "China's customs administration set out rules for cross-border e-commerce.",
    ),
    ("中欧班列从西安开往莫斯科。", "A China-Europe freight train ran from Xi'an to Moscow."),
    ("喀什综合保税区进出口额增长。", "Trade through the Kashgar comprehensive bonded zone grew."),
    ("伊宁至阿拉木图航线开通。", "The Yining–Almaty route opened."),
    ("伊犁哈萨克自治州的哈萨克族群众", "The Kazakhs of Ili Kazakh Autonomous Prefecture"),
    (
        "霍尔果斯国际边境合作中心客流回升。",
        "Visitor numbers at the Horgos International Border Cooperation Center recovered.",
    ),
    (
        "边检站民警昼夜执勤。",
        "Officers of the border inspection station were on duty day and night.",
    ),
    ("人民币结算比例提高。", "The share of RMB settlement rose."),
    ("吉方代表表示支持。", "The Kyrgyz representative voiced support."),
    ("俄罗斯、白俄罗斯货车", "Russian and Belarusian lorries"),
    ("印度尼西亚榴莲", "durians from Indonesia"),
    ("阿拉山口市位于博州。", "The city of Alashankou lies in Bortala."),
    ("吐尔尕特口岸对面为吉方图噜噶尔特口岸。", "Opposite Turugart is the Kyrgyz port of Torugart."),
    (
        "商务部、外交部有关负责人出席。",
        "Officials of the Ministry of Commerce and the Ministry of Foreign Affairs attended.",
    ),
    ("国家移民管理局公布数据。", "The National Immigration Administration released figures."),
    ("经认证的经营者（AEO）企业享受便利。", "AEO companies enjoy facilitation."),
    ("哈铁公司运力增加。", "Kazakhstan Railways has more capacity."),
    ("中吉乌铁路开工。", "Work began on the China-Kyrgyzstan-Uzbekistan railway."),
    ("上合组织成员国代表参会。", "SCO members took part."),
    ("别迭里口岸临时开放。", "The Bedel crossing opened temporarily."),
    ("塔城边检站查验旅客。", "Tacheng's border inspection station checked travellers."),
    ("保税仓库面积扩大。", "Bonded warehouses were enlarged."),
]
