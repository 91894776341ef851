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
"""
