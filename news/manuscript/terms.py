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
"""


def pairs() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(Chinese spellings, beginnings of English words in lower case)."""
    found = []
    for line in PAIRS.strip().splitlines():
        zh, _, en = line.partition(" ")
        found.append(((zh,), tuple(en.split("|"))))
    return found
