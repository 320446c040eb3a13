"""Bodies named only by kind, as a grammar: 各地区, 县级以上人民政府, 国务院有关部门, 水利部门, 各级河长.

Such a name has no end of its own (各市财政部门加强监管 could go on), so most forms count only before a word that a
subject is followed by; names that end in 人民政府 or 主管部门 need none.
"""

import re

_HAN = r"[一-鿿]"
# A character that can stand inside a body's name: no order, no preposition, no joint.
INNER = r"(?:主要|重要|(?![要应须由对将把按等和与及]|会同|负责|牵头|加强|建立|配合|支持|鼓励|推动|指导|督促)[一-鿿])"
# What may stand behind a subject; the shortest reading that is followed by one of these is the body.
BEHIND = (
    r"(?=[、，。；：）)和及与各\s]|等|要|应|须|必须|需|负责|牵头|会同|承担|按|结合|根据|依据|可|在|对|将|把|加强|加快"
    r"|建立|制定|每年|定期|每月|每季度|具体|统筹|主管|做好|落实|开展|推进|组织|协助|配合|切实|认真|进一步|联合|共同|依照|于|也|都|均|主要|分管|$)"
)
_GOVERNMENT_END = r"(?!部门|办公|及其|性|购买|投资|引导|主导|信息|采购|工作报告|令)"
_OFFICE_END = r"(?!之间|内部|协同|联动|规章|预算|的)"
_PLACES = (
    r"(?:省（区、市）|省（自治区、直辖市）|省、自治区、直辖市|省（市、区）|市（州、盟）|市（地、州、盟）|市（州）|市、县（市、区）"
    r"|市、县（区）|县（市、区、旗）|县（市、区）|县（区、市）|县（区）|市、县|市县|区县|乡（镇、街道）|乡镇（街道）|乡镇、街道"
    r"|乡（镇）|乡、镇|乡镇|镇（街道）|镇街|街镇|街道（乡镇）|街道（镇）|镇|街道|园区|区|县|市|州|盟|旗|村|省)"
)
_OFFICE = r"(?:行政主管|主管|行政|监督管理|管理|监管|执法)"

# 省级水利部门, 县级以上人民政府兽医主管部门, 市场监管、公安等部门
_DEPARTMENTS = tuple(
    rf"(?:国务院|省级|市级|县级|县级以上|县级以上地方|各级|各地|地方|当地|省|市|区|县|州)?{INNER}{{2,10}}"
    rf"(?:[、和]{INNER}{{2,8}}){{0,6}}(?:等)?{last}"
    for last in (rf"{_OFFICE}部门{_OFFICE_END}", rf"(?:业务)?部门{BEHIND}")
)
_FORMS = (
    # 各有关地方和部门
    rf"各(?:有关|相关)?(?:地方|地区|单位)和(?:有关|相关)?部门{BEHIND}",
    # 各省（区、市）人民政府, 各乡镇（街道）
    rf"各(?:级|有关|相关)*(?:{_PLACES}(?:、|和|及)?){{1,3}}(?:级)?(?:人民政府|政府){_GOVERNMENT_END}",
    rf"各(?:级|有关|相关)*(?:{_PLACES}(?:、|和|及)?){{1,3}}(?:级)?(?:党委和政府|党委、政府|党委政府|党委|街道办事处|街道"
    rf"|办事处|管委会|有关部门|部门|级)?{BEHIND}",
    # 各地区, 各有关部门, 各级党委和政府
    rf"各(?:有关|相关|级|行业)?(?:地区|地方|部门|单位|方面|地|机关|级党委和政府|级党委、政府|级党委政府|级党委|级人民政府"
    rf"|级政府|级各部门){BEHIND}",
    rf"各{INNER}{{2,12}}?(?:人民政府|政府|部门|单位|机构|高校|高等学校|学校|医院|企业|社区|科研院所|办事处|管委会|党委|街道|乡镇){BEHIND}",
    # 国务院有关部门, 其他相关单位
    rf"(?:国务院|中央|地方|省级|市级|县级|区级|镇级|当地|所在地|上级|下级|其他|本级)?(?:各|各级)?(?:有关|相关)"
    rf"(?:地方|省（区、市）|省级|市县|行业|职能|业务|主管|党政|监管|管理)?(?:和|及)?"
    rf"(?:人民政府|政府|部门和单位|部门|单位|地区|地方|方面|机构|省份|企业){BEHIND}",
    # 地方各级人民政府, 县级以上人民政府及其有关部门
    rf"(?:地方各级|地方|各级地方|当地|属地|所在地|本级)(?:党委和|党委、)?(?:人民)?政府"
    rf"(?:及其(?:有关|相关)?部门)?{BEHIND}",
    rf"(?:省级|市级|县级|设区的市级|县级以上|省级以上|市级以上|县级以上地方|市、县（区）|市县|乡镇|镇)(?:各级)?"
    rf"(?:人民政府|政府)(?:及其(?:有关|相关)?部门)?{BEHIND}",
    *_DEPARTMENTS,
    rf"(?:受?帮扶|受援|支援|试点|有关|相关)(?:省市|省份|地区|省（区、市）|县（市、区）){BEHIND}",
    rf"(?:村民委员会|居民委员会|村（居）委会|村（居）民委员会|村委会|居委会|街道办事处|乡镇政府|乡镇人民政府|镇政府"
    rf"|镇人民政府|街镇|乡镇（街道）|镇（街道）|乡镇|村（社区）){BEHIND}",
    # 业务主管单位, 经办机构; 市（州）、县（市、区）人民政府; 高等学校 only where it is told what it 要 do
    rf"(?:业务)?(?:主管|牵头|责任|配合|承办|成员)单位{BEHIND}",
    rf"{INNER}{{0,8}}(?:经办|监督|执法|监测|检测|检验|认证|鉴定)机构{BEHIND}",
    rf"(?:{_PLACES}、?){{1,3}}(?:人民政府|政府){_GOVERNMENT_END}",
    r"(?:高等学校|高校|科研院所|科研单位|中小学校|学校|医疗机构|金融机构)(?=要)",
    # 财政部各地监管局
    rf"{INNER}{{2,8}}各地{INNER}{{1,6}}(?:局|办|处|院)(?!长)",
    # 公安机关, 各级河长
    rf"(?:各级)?{INNER}{{2,8}}机关{BEHIND}",
    rf"(?:各级|各|乡镇|村级|镇级|县级|市级|省级)?(?:总)?(?:河长|湖长|河湖长|林长|路长|田长|链长){BEHIND}",
    # 区、镇两级路长办公室
    rf"(?:[省市区县镇乡村]、){{1,4}}[省市区县镇乡村](?:[两三四]级)?{INNER}{{0,12}}?"
    rf"(?:人民政府|政府|党委|部门|办公室|机构|单位){BEHIND}",
    # 部际联席会议办公室, 各成员单位
    rf"{INNER}{{0,14}}(?:部际联席会议办公室|部际联席会议|联席会议办公室|联席会议|领导小组办公室|领导小组|各成员单位"
    rf"|成员单位|工作专班|指挥部办公室|指挥部){BEHIND}",
)
_GENERIC = re.compile("|".join(_FORMS))
# The forms that look longest for their end are of no use where no 部门 follows.
_WITHOUT_DEPARTMENTS = re.compile("|".join(form for form in _FORMS if form not in _DEPARTMENTS))
# What such a reading may not start with: it would be a predicate (加强有关部门…) or part of a firm (企业财务部门).
_NO_BODY = re.compile(
    r"(?:对|向|由|与|为|以|从|在|将|把|按|经|并|凡|未|到|通过|加强|加快|推动|推进|完善|建立|健全|支持|鼓励|引导|会同|配合"
    r"|督促|指导|协调|强化|落实|明确|组织|开展|实施|报|接受|纳入|跨|属于|构建|提高|提升|促进|制定|除|请|充分|发挥|依托"
    r"|形成|压实|企业|公司|学校|医院)"
)
# A list of ministries with 等部门 behind it, which reads like 水利、财政等部门 but names each.
_LISTED = re.compile(r"(?:[部委局署厅院]|办公室)(?:、|等)")
_HINT = re.compile(
    # Spelt out, since the regex engine skips ahead only where every branch starts with one plain character.
    r"政府|部门|各|机关|单位|地区|地方|委会|员会|街道|乡镇|街镇|联席|小组|指挥部|专班|省市|省份|有关|相关|村（|镇（|办公室|机构|学校|高校|科研"
    r"|河长|湖长|林长|路长|田长|链长"
)
_WINDOW = 40  # characters in which one of the telling words must stand; looking for it first halves the time


def generic_body_end(text: str, position: int, end: int) -> int | None:
    """Return where the kind of body that starts at a position ends, None where none starts.

    >>> text = "县级以上人民政府应当安排经费"
    >>> text[:generic_body_end(text, 0, len(text))]
    '县级以上人民政府'
    """
    # The cheap questions first: most clauses start with a verb, and the forms are many.
    if opens_predicate(text, position, end) or not _HINT.search(text, position, min(end, position + _WINDOW)):
        return None
    forms = _GENERIC if text.find("部门", position, end) >= 0 else _WITHOUT_DEPARTMENTS
    match = forms.match(text, position, end)
    if match is None or _LISTED.search(match[0]):
        return None
    stop = match.end()
    while text[stop - 1] in "、和及":
        stop -= 1
    return stop


def opens_predicate(text: str, position: int, end: int) -> bool:
    """Whether a word stands at a position that no body's name starts with."""
    return _NO_BODY.match(text, position, end) is not None
