"""Industries: ISIC Rev. 4 sections and divisions in plain words.

The names are ours, shortened for a list that people read; the codes are ISIC's. Each
line is code, English, Simplified and Traditional Chinese.
"""

from __future__ import annotations

from typing import Final

from assessment.typography import bracketed

_TABLE: Final = """
A|Agriculture, forestry and fishing|农、林、渔业|農、林、漁業
A01|Crops, animals, hunting|种植业、畜牧业与狩猎|農作物、畜牧與狩獵
A02|Forestry and logging|林业与伐木|林業與伐木
A03|Fishing and aquaculture|渔业与水产养殖|漁業與水產養殖
B|Mining and quarrying|采矿和采石|礦業及土石採取
B05|Coal|煤炭开采|煤礦
B06|Oil and natural gas|石油与天然气开采|石油與天然氣
B07|Metal ores|金属矿开采|金屬礦
B08|Stone, sand and other mining|其他采矿和采石|其他礦業及土石採取
B09|Mining support services|采矿辅助服务|礦業支援服務
C|Manufacturing|制造业|製造業
C10|Food|食品制造|食品製造
C11|Beverages|饮料制造|飲料製造
C12|Tobacco|烟草制品|菸草製品
C13|Textiles|纺织品|紡織品
C14|Clothing|服装|成衣
C15|Leather and footwear|皮革与鞋类|皮革與鞋類
C16|Wood products|木材制品|木竹製品
C17|Paper|造纸与纸制品|紙漿與紙製品
C18|Printing|印刷|印刷
C19|Refined petroleum|石油炼制|石油煉製
C20|Chemicals|化学品|化學品
C21|Pharmaceuticals|医药制品|藥品
C22|Rubber and plastics|橡胶与塑料制品|橡膠與塑膠製品
C23|Glass, ceramics, cement|玻璃、陶瓷与水泥|玻璃、陶瓷與水泥
C24|Basic metals|基本金属|基本金屬
C25|Metal products|金属制品|金屬製品
C26|Computers and electronics|计算机与电子产品|電腦與電子產品
C27|Electrical equipment|电气设备|電力設備
C28|Machinery|机械设备|機械設備
C29|Motor vehicles|汽车|汽車
C30|Other transport equipment|其他运输设备|其他運輸工具
C31|Furniture|家具|家具
C32|Other manufacturing|其他制造业|其他製造業
C33|Repair and installation of machinery|机械维修与安装|機械維修與安裝
D|Electricity, gas and steam|电力、燃气与热力|電力、燃氣與蒸汽
D35|Electricity, gas and steam supply|电力、燃气与热力供应|電力、燃氣與蒸汽供應
E|Water, sewerage and waste|供水、污水与废物处理|用水供應與污染整治
E36|Water supply|供水|用水供應
E37|Sewerage|污水处理|廢污水處理
E38|Waste collection and recycling|废物收集与回收|廢棄物清除與資源回收
E39|Remediation|环境修复|污染整治
F|Construction|建筑业|營建工程業
F41|Buildings|房屋建筑|建築工程
F42|Civil engineering|土木工程|土木工程
F43|Specialised construction|专业建筑工程|專門營造
G|Wholesale and retail trade|批发与零售|批發與零售
G45|Vehicle sale and repair|汽车销售与维修|汽車銷售與維修
G46|Wholesale|批发|批發
G47|Retail|零售|零售
H|Transport and storage|运输与仓储|運輸與倉儲
H49|Land transport|陆上运输|陸上運輸
H50|Water transport|水上运输|水上運輸
H51|Air transport|航空运输|航空運輸
H52|Warehousing and transport support|仓储与运输辅助|倉儲與運輸輔助
H53|Post and courier|邮政与快递|郵政與快遞
I|Accommodation and food service|住宿与餐饮|住宿與餐飲
I55|Accommodation|住宿|住宿
I56|Restaurants and catering|餐饮|餐飲
J|Information and communication|信息与通信|資訊與通訊
J58|Publishing and software products|出版与软件产品|出版與軟體產品
J59|Film, video and music|影视与音乐|影片與音樂
J60|Broadcasting|广播与电视|廣播與電視
J61|Telecommunications|电信|電信
J62|Programming and IT consulting|软件开发与信息技术咨询|程式設計與資訊技術顧問
J63|Information services|信息服务|資訊服務
K|Finance and insurance|金融与保险|金融與保險
K64|Banking and other financial services|银行与其他金融服务|銀行與其他金融服務
K65|Insurance and pensions|保险与养老金|保險與退休基金
K66|Services to finance and insurance|金融与保险辅助服务|金融與保險輔助服務
L|Real estate|房地产|不動產
L68|Real estate services|房地产服务|不動產服務
M|Professional and scientific services|专业与科学技术服务|專業、科學與技術服務
M69|Law and accounting|法律与会计|法律與會計
M70|Head offices and management consulting|总部管理与管理咨询|企業總管理機構與管理顧問
M71|Architecture and engineering|建筑与工程设计|建築與工程技術
M72|Research and development|研究与开发|研究發展
M73|Advertising and market research|广告与市场调研|廣告與市場研究
M74|Other professional services|其他专业服务|其他專業服務
M75|Veterinary services|兽医服务|獸醫服務
N|Administrative and support services|行政与辅助服务|行政與支援服務
N77|Rental and leasing|租赁|租賃
N78|Employment services|人力资源服务|人力仲介與供應
N79|Travel agencies|旅行社|旅行社
N80|Security services|安保服务|保全服務
N81|Building and landscape services|楼宇与园林服务|建築物與綠化服務
N82|Office support and contact centres|办公支持与联络中心|業務與辦公室支援、客服中心
O|Public administration|公共管理|公共行政
O84|Government and social security|政府与社会保障|政府與社會安全
P|Education|教育|教育
P85|Education services|教育服务|教育服務
Q|Health and social work|卫生与社会工作|醫療與社會工作
Q86|Health care|医疗卫生|醫療保健
Q87|Residential care|养老与寄宿照护|居住型照顧
Q88|Social work|社会工作|社會工作
R|Arts, entertainment and recreation|艺术、娱乐与休闲|藝術、娛樂與休閒
R90|Creative arts|创意艺术|創作與藝術表演
R91|Libraries and museums|图书馆与博物馆|圖書館與博物館
R92|Gambling and betting|博彩|博弈
R93|Sports and recreation|体育与休闲|運動與休閒
S|Other services|其他服务|其他服務
S94|Membership organisations|会员组织|會員團體
S95|Repair of personal goods|个人用品维修|個人用品維修
S96|Personal services|个人服务|個人服務
T|Households as employers|家庭雇佣|家庭僱傭
T97|Households employing staff|雇人的家庭|僱用人員之家庭
T98|Households producing for themselves|自给自足的家庭|自給自足之家庭
U|International organisations|国际组织|國際組織
U99|International bodies|国际机构|國際機構
"""

NAMES: Final = {
    code: {"en": en, "zh-Hans": hans, "zh-Hant": hant}
    for code, en, hans, hant in (
        line.split("|") for line in _TABLE.strip().splitlines()
    )
}


def name(code: str | None, language: str) -> str | None:
    """Return an industry's name, or ``None`` where none is given."""
    return NAMES[code][language] if code in NAMES else code


def sections(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each section's name with its choices: itself, then its divisions."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for code, names in NAMES.items():
        if len(code) == 1:
            found.append((names[language], []))
        found[-1][1].append((code, names[language] + bracketed(code, language)))
    return found
