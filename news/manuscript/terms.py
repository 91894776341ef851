"""Words that news of ports, trade and government repeats: evidence that two texts belong together.

Not a dictionary: a hit says "perhaps the same paragraph", so a stem is enough, and a wrong one
harmless.
"""

PAIRS = """
口岸 port|ports|crossing
铁路 railway|rail
公路 highway|road
航空 air|aviation|flight
机场 airport
海关 customs
通关 clearance|clear
查验 inspection|inspect
检疫 quarantine
边检 immigration|frontier
出口 export
进口 import
进出口 foreign trade|import and export|imports and exports
贸易 trade
货物 cargo|goods|freight
货运 freight|cargo
运输 transport|shipping|shipment
车辆 vehicle|truck
货车 truck|lorr
司机 driver
班列 train
列车 train
集装箱 container|teu
中欧 china-europe|europe
一带一路 belt and road
蒙古 mongolia
俄罗斯 russia
哈萨克斯坦 kazakhstan
中亚 central asia
越南 vietnam|viet nam
老挝 laos
缅甸 myanmar
朝鲜 korea
巴基斯坦 pakistan
吉尔吉斯 kyrgyz
塔吉克 tajik
乌兹别克 uzbek
欧洲 europe
东盟 asean
北京 beijing
新疆 xinjiang
内蒙古 inner mongolia
黑龙江 heilongjiang
吉林 jilin
云南 yunnan
广西 guangxi
西藏 xizang|tibet
满洲里 manzhouli
二连浩特 erenhot|erlian
霍尔果斯 khorgos|horgos
阿拉山口 alashankou|alataw
绥芬河 suifenhe
珲春 hunchun
瑞丽 ruili
磨憨 mohan
友谊关 friendship|youyi
凭祥 pingxiang
策克 ceke
甘其毛都 ganqimaodu|ganqmod
吐尔尕特 torugart
红其拉甫 khunjerab
增长 grow|growth|increase|rise|rose|up |gain
同比 year-on-year|year on year|from a year|compared with
下降 fall|fell|decline|decrease|drop|down
上涨 rise|rose|increase
总值 value|worth|total
亿元 yuan|billion|million
美元 dollar|usd
万吨 ton|tonne
吨 ton|tonne
人次 trip|passenger|visit|people|person
旅客 passenger|traveler|traveller
游客 tourist|visitor|traveler
企业 compan|enterprise|business|firm
公司 company|corporation|ltd
合作 cooperat
发展 develop
建设 build|construct
项目 project
投资 invest
开放 open
开通 open|launch|inaugurat
启动 launch|start|begin|began
恢复 resume|restor|reopen
关闭 clos|shut
暂停 suspend
延长 extend|extension
时间 time|hour
小时 hour
分钟 minute
今年 this year
去年 last year|previous year
月份 month
季度 quarter
上半年 first half
年底 end of the year|year-end
记者 reporter|journalist|correspondent
介绍 said|introduc|according|explain|told
表示 said|says|noted|stated|stress
负责人 head|official|director|person in charge|chief
主任 director
局长 director|head|chief
会议 meeting|conference|session
论坛 forum
代表 delegat|representative|deput
签署 sign
协议 agreement
政府 government
部门 department|authorit|agenc
管理 manage|administrat
服务 servic|serve
平台 platform
系统 system
智慧 smart|intelligent
数字 digital
电子 electronic|digital
数据 data
技术 technolog|technical
创新 innovat
安全 safe|secur
疫情 epidemic|pandemic|covid
防控 prevention|control
健康 health
农产品 agricultural|farm
水果 fruit
蔬菜 vegetable
果蔬 fruit|vegetable
粮食 grain
煤炭 coal
石油 oil|petrol
天然气 gas
铁矿 iron ore|iron
铜 copper
木材 timber|wood|lumber
汽车 auto|car|vehicle
新能源 new energy|new-energy|electric
电商 e-commerce|ecommerce
跨境 cross-border|cross border
保税 bonded
自贸 free trade|pilot
综合 comprehensive|integrated
边境 border
边民 border resident|resident
互市 mutual trade|border trade|trade market
市场 market
产品 product
生产 produc
供应 suppl
物流 logistic
仓储 warehous|storage
冷链 cold chain|cold-chain
通道 channel|passage|lane|corridor
绿色 green
效率 efficien
便利 facilitat|convenien
优化 optimi|improv
提升 improv|enhanc|rais|boost
推进 advanc|promot|push
支持 support
政策 polic
措施 measure
改革 reform
营商环境 business environment
质量 quality
检测 test|detect
许可 licen|permit
申报 declar|declaration
申请 appl
办理 handl|process|appl
窗口 window
证件 document|certificate
护照 passport
签证 visa
旅游 touris|travel
文化 cultur
教育 educat
学校 school
学生 student
大学 universit
医院 hospital
居民 resident
群众 people|public|resident
城市 city|urban
地区 region|area
国家 countr|nation|state
国际 international
中国 china|chinese
全国 national|nationwide|country
省 provinc
市 city|municipal
县 county
春节 spring festival
国庆 national day
节假日 holiday
工作 work
人员 personnel|staff|people|worker
警察 police
民警 police|officer
天气 weather
雪 snow
雨 rain
风 wind
电话 telephone|phone|tel|hotline|call
咨询 consult|inquir|enquir
通知 notice|notif
公告 notice|announce
附件 annex|attachment|appendix
地址 address
联系 contact
日期 date
第一 first
首次 first
首个 first
首列 first
目前 current|at present|now|so far
未来 future
下一步 next
此外 addition|besides|also|moreover
同时 meanwhile|same time|also
因此 therefore|thus|so
如果 if
问题 question|problem|issue
为什么 why
如何 how
什么 what
历史 histor
博物馆 museum
界碑 boundary|marker
国门 gate|national gate
大桥 bridge
桥 bridge
河 river
湖 lake
山 mountain|hill|pass
草原 grassland|prairie|steppe
火车 train
车站 station
站 station
轨 gauge
换装 transship|reload|transfer|gauge
调度 dispatch
装卸 loading|unloading|handl
工人 worker
农民 farmer
奶 milk|dairy
羊 sheep|mutton|lamb
牛 cattle|cow|beef
肉 meat
鱼 fish
茶 tea
咖啡 coffee
花 flower
图 figure|fig|photo|picture|chart
表 table
总结 conclu|summar
概况 overview|profile|general
总体 overall|overview|general
背景 background
目标 goal|target|objective|aim
计划 plan
今天 today
今日 today
昨天 yesterday
昨日 yesterday
明天 tomorrow
如今 today|now|nowadays
现在 now|today|at present
过去 past|used to|previously|once
以前 before|used to|previously
全年 all year|year-round|whole year|throughout the year
常年 all year|year-round|perennial
每天 every day|daily|each day|a day
每周 week
每月 month
每年 every year|annual|a year|each year
上午 morning|a.m
下午 afternoon|p.m
晚上 evening|night
凌晨 early hours|small hours
俄语 russian
哈萨克语 kazakh
英语 english
汉语 chinese
蒙古语 mongolian
双语 bilingual
语言 language
翻译 interpret|translat
值守 duty|duty
值班 duty
大厅 hall
设备 equipment|device|facilit
手机 phone|mobile
网上 online
线上 online
审核 review|check|examin
预约 appointment|book
排队 queue|line
等候 wait
等待 wait
缩短 shorten|cut|reduc
提高 improv|rais|increas
加快 speed|accelerat
压缩 cut|reduc|shorten
节省 sav
成本 cost
费用 fee|cost|charge
价格 price
收入 income|revenue
工资 wage|salar|pay
就业 employ|job
培训 train
老人 elderly|old
老年人 elderly|older
儿童 child
孩子 child|kid
家庭 famil|household
妇女 women|woman
青年 young|youth
志愿者 volunteer
医生 doctor
药品 medicine|drug
消防 fire
事故 accident
救援 rescue
洪水 flood
大风 wind|gale
降雪 snow
低温 cold|low temperature
气候 climate
海拔 altitude|elevation|above sea level
环境 environment
能源 energy
电力 electric|power
矿石 ore
小麦 wheat
玉米 corn|maize
大豆 soybean
棉花 cotton
葡萄 grape
苹果 apple
西瓜 watermelon
番茄 tomato
蜂蜜 honey
牛肉 beef
羊肉 mutton|lamb
海鲜 seafood
电池 batter
太阳能 solar
光伏 photovoltaic|solar
机械 machiner
服装 cloth|garment
商品 goods|commodit|product
订单 order
合同 contract
签约 sign
资金 fund|capital
贷款 loan
银行 bank
保险 insur
工厂 factor|plant
园区 park|zone
仓库 warehouse|depot
堆场 yard
码头 terminal|dock|wharf|pier
航班 flight
航线 route|air
飞机 plane|aircraft
驾驶员 driver
卡车 truck|lorr
高速 expressway|motorway
隧道 tunnel
施工 construct|build
工程 project|work
完工 complet|finish
竣工 complet
投入使用 put into use|into service|into operation
启用 opened|into use|into service|launch
试运行 trial
改造 renovat|upgrad|rebuil
扩建 expan|extend
会谈 talk|meeting
代表团 delegation
展览 exhibit|exposition
展会 fair|exhibit|expo
博览会 expo|fair
讨论 discuss
交流 exchange
谅解备忘录 memorandum
邻国 neighbo
双方 both|two sides|the sides
两国 two countries|both countries
单位 unit|organization|agenc
委员会 committee|commission
办公室 office
站长 station|chief|master
经理 manager
村民 villager
牧民 herd|herder
商户 merchant|shop|trader
超市 supermarket
餐厅 restaurant
酒店 hotel
景区 scenic|attraction
旅行社 travel agenc
导游 guide
行李 luggage|baggage
现金 cash
检查 inspect|check
放行 releas|clear
监管 supervis|control
走私 smuggl
缉私 anti-smuggl|smuggl
查获 seiz
罚款 fine
法律 law
规定 rule|regulat|provision
办法 measure
条例 regulat
方案 plan|scheme
规划 plan
标准 standard
人工智能 artificial intelligence|AI
无人机 drone
机器人 robot
五分之 fifth
减少 reduc|fewer|less|decreas|fell|drop
超过 more than|over|exceed
突破 exceed|top|pass|surpass
达到 reach
提前 ahead|early|advance
推迟 postpone|delay
取消 cancel|scrap
增开 add|more|additional
新增 new|add|additional
优先 priorit
免费 free
困难 difficult|problem
答复 repl|answer|respon
反映 report|rais|reflect
受理 accept|handl|take
设立 set up|establish
成立 establish|found|set up
举行 held|hold
举办 held|hold|host
运营 operat
运行 operat|run
到达 arriv|reach
抵达 arriv|reach
出发 depart|left|leav|set off|set out
离开 left|leav
进入 enter
返回 return
经过 pass|via|through
途经 via|through|pass
对面 opposite|across
相邻 neighbo|adjacent
位于 locat|lies|in
距离 distance|from|away
公里 kilomet|km
平方米 square met
春运 spring festival
假期 holiday
周末 weekend
节日 festival|holiday
歌舞 song|danc|singing
足球 football
比赛 match|game|competition
冠军 champion
文物 relic
丝绸之路 silk road
古城 ancient|old town|old city
错峰 off-peak|avoid|stagger
秩序 order
遵守 follow|observe|comply|keep|abide
出行 travel|trip|journey
公众 public
四舍五入 rounding|rounded
总计 total
合计 total|together|combined
初步 preliminary|initial
公报 bulletin|communique
陈列馆 museum|exhibition|gallery
"""


def pairs() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(Chinese spellings, beginnings of English words in lower case)."""
    found = []
    for line in PAIRS.strip().splitlines():
        zh, _, en = line.partition(" ")
        found.append(((zh,), tuple(en.split("|"))))
    return found
