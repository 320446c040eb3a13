"""Lists of bodies as written: A、B和C等部门.

The obvious way, cutting at 、 and 和, breaks 文化和旅游部 and 各省（区、市）人民政府. So known names are taken whole
first, and what stands in brackets is never cut.
"""

import re
from dataclasses import dataclass

from zhengtu.ontology import Ontology

from .agency_names import AgencyNames, agency_names, is_body

_JOINTS = ("以及", "、", "和", "及", "与", "，", ",", "；", ";", " ", "\u3000", "\n", "\t")
_HAN = r"[一-鿿]"
# A character that can stand inside a body's name: no order, no preposition, no joint.
_INNER = r"(?:主要|重要|(?![要应须由对将把按等和与及]|会同|负责|牵头|加强|建立|配合|支持|鼓励|推动|指导|督促)[一-鿿])"
# What may stand behind a generic subject; the shortest reading that is followed by one of these is the body.
_BEHIND = (
    r"(?=[、，。；：）)和及与各\s]|等|要|应|须|必须|需|负责|牵头|会同|承担|按|结合|根据|依据|可|在|对|将|把|加强|加快|建立|制定"
    r"|每年|定期|具体|统筹|主管|做好|组织|协助|配合|切实|认真|进一步|也|都|均|主要|分管|$)"
)
_PLACES = (
    r"(?:省（区、市）|省（自治区、直辖市）|省、自治区、直辖市|省（市、区）|市（州、盟）|市（地、州、盟）|市（州）|市、县（市、区）"
    r"|市、县（区）|县（市、区、旗）|县（市、区）|县（区、市）|县（区）|市、县|市县|区县|乡（镇、街道）|乡镇（街道）|乡镇、街道|乡（镇）|乡、镇|乡镇|镇（街道）|镇街|街镇|街道（乡镇）|街道（镇）|镇|街道|园区|区|县|市|州|盟|旗|村|省)"
)
GENERIC = re.compile(
    "|".join(
        (
            rf"各(?:有关|相关)?(?:地方|地区|单位)和(?:有关|相关)?部门{_BEHIND}",
            rf"各(?:级|有关|相关)*(?:{_PLACES}(?:、|和|及)?){{1,3}}(?:级)?(?:人民政府|党委和政府|党委、政府|党委政府|政府|党委|街道办事处|街道|办事处|管委会|有关部门|部门|级)?{_BEHIND}",
            rf"各(?:有关|相关|级|行业)?(?:地区|地方|部门|单位|方面|地|机关|级党委和政府|级党委、政府|级党委政府|级党委|级人民政府|级政府|级各部门){_BEHIND}",
            rf"各{_INNER}{{2,12}}?(?:人民政府|政府|部门|单位|机构|高校|科研院所|办事处|管委会|党委|街道|乡镇){_BEHIND}",
            rf"(?:国务院|中央|地方|省级|市级|县级|区级|镇级|当地|所在地|上级|下级|其他|本级)?(?:各|各级)?(?:有关|相关)(?:地方|省（区、市）|省级|市县|行业|职能|业务|主管|党政|监管|管理)?(?:和|及)?(?:人民政府|政府|部门和单位|部门|单位|地区|地方|方面|机构|省份|企业){_BEHIND}",
            rf"(?:地方各级|地方|各级地方|当地|属地|所在地|本级)(?:党委和|党委、)?(?:人民)?政府(?:及其(?:有关|相关)?部门)?{_BEHIND}",
            rf"(?:省级|市级|县级|设区的市级|县级以上|省级以上|市级以上|县级以上地方|市、县（区）|市县|乡镇|镇)(?:各级)?(?:人民政府|政府)(?:及其(?:有关|相关)?部门)?{_BEHIND}",
            rf"(?:国务院|省级|市级|县级|县级以上|县级以上地方|各级|各地|地方|当地|省|市|区|县|州)?{_INNER}{{2,10}}(?:[、和]{_INNER}{{2,8}}){{0,6}}(?:等)?(?:行政主管|主管|行政|监督管理|管理|监管|执法|业务)?部门{_BEHIND}",
            rf"(?:受?帮扶|受援|支援|试点|有关|相关)(?:省市|省份|地区|省（区、市）|县（市、区）){_BEHIND}",
            rf"(?:村民委员会|居民委员会|村（居）委会|村（居）民委员会|村委会|居委会|街道办事处|乡镇政府|乡镇人民政府|镇政府|镇人民政府|街镇|乡镇|村（社区）){_BEHIND}",
            rf"(?:各级)?{_INNER}{{2,8}}机关{_BEHIND}",
            rf"(?:[省市区县镇乡村]、){{1,4}}[省市区县镇乡村](?:[两三四]级)?{_INNER}{{0,12}}?(?:人民政府|政府|党委|部门|办公室|机构|单位){_BEHIND}",
            rf"{_INNER}{{0,14}}(?:部际联席会议办公室|部际联席会议|联席会议办公室|联席会议|领导小组办公室|领导小组|各成员单位|成员单位|工作专班|指挥部办公室|指挥部){_BEHIND}",
        )
    )
)
_OPENS_PREDICATE = re.compile(
    r"(?:对|向|由|与|为|以|从|在|将|把|按|经|并|凡|未|到|通过|加强|加快|推动|推进|完善|建立|健全|支持|鼓励|引导|会同|配合|督促|指导|协调|强化|落实|明确|组织|开展|实施|报|接受|纳入|跨|属于|构建|提高|提升|促进|制定|除|请|充分|发挥|依托|形成|压实)"
)
_GENERIC_HINT = re.compile(
    r"政府|部门|各|机关|单位|地区|地方|委会|员会|街道|乡镇|街镇|联席|小组|指挥部|专班|省市|省份|有关|相关|村（|办公室"
)
# A list of ministries with 等部门 behind it, which reads like 水利、财政等部门 but names each.
_LISTED = re.compile(r"(?:[部委局署厅院]|办公室)(?:、|等)")
_PERSON_OF = re.compile(r"(?:党政)?(?:主要|分管)(?:领导|负责人|负责同志)")
_UNKNOWN = re.compile(rf"(?:{_INNER}|（[^（）]*）){{3,16}}(?=[、，；\s]|等|和|及|$)")
_AND_OTHERS = re.compile(
    r"等(?:国务院)?(?:各)?(?:有关|相关)?(?:职能|行业|成员|责任|主管|党政)?(?:部门和单位|部门|单位|方面|机构|委办局|机关)?"
)


@dataclass(frozen=True, slots=True)
class Agent:
    """One body of a list with its span."""

    text: str
    begin: int
    end: int


def read_agents(text: str, begin: int, end: int, ontology: Ontology) -> tuple[tuple[Agent, ...], int]:
    """Read bodies from a position on and return them with the position behind the list (behind 等部门).

    Nothing is read where the text does not start with a body: a known name, a department of a place, a kind of body.

    >>> from zhengtu.ontology import load_ontology
    >>> text = "文化和旅游部、各省（区、市）人民政府要加强协调"
    >>> agents, stop = read_agents(text, 0, len(text), load_ontology())
    >>> [a.text for a in agents], text[stop:]
    (['文化和旅游部', '各省（区、市）人民政府'], '要加强协调')
    """
    names = agency_names(ontology)
    agents: list[Agent] = []
    position = begin
    stop = begin
    while position < end:
        agent = _agent_at(text, position, end, names)
        if agent is None:
            break
        agents.append(agent)
        stop = position = agent.end
        others = _AND_OTHERS.match(text, position, end)
        if others:
            stop = position = others.end()
        joint = next((j for j in ("以及", "、", "和", "及", "与", "，") if text.startswith(j, position)), "")
        if not joint and not (text[position : position + 1] == "各" and agent.text[0] == "各"):
            break  # 各地区各部门 need no joint
        position += len(joint)
        if joint == "，" and not _agent_at(text, position, end, names):
            break
    return tuple(agents), stop


def split_agents(text: str, begin: int, end: int, ontology: Ontology) -> tuple[Agent, ...] | None:
    """Split a span that holds nothing but bodies; None where more than a third of its parts are none.

    What 等 adds is nobody: A、B等部门 names A and B.
    """
    names = agency_names(ontology)
    agents: list[Agent] = []
    position = begin
    unknown = 0
    while position < end:
        if text[position] in "、，,；; \u3000\n\t\r和及与" or text.startswith("以及", position):
            position += 2 if text.startswith("以及", position) else 1
            continue
        others = _AND_OTHERS.match(text, position, end)
        if others and agents:
            position = others.end()
            continue
        agent = _agent_at(text, position, end, names, whole=True)
        if agent is None:
            # A body that no list knows and whose name ends like none: believed only in the company of known ones.
            match = _UNKNOWN.match(text, position, end)
            if not match:
                return None
            unknown += 1
            agent = Agent(match[0], position, match.end())
        agents.append(agent)
        position = agent.end
    return tuple(agents) if agents and unknown * 3 <= len(agents) else None


def _agent_at(text: str, position: int, end: int, names: AgencyNames, whole: bool = False) -> Agent | None:
    """Read the body at a position: the longest known name, a kind of body, in a list also any name of a body's form."""
    known = _known_at(text, position, end, names)
    generic = (
        GENERIC.match(text, position, end) if _GENERIC_HINT.search(text, position, min(end, position + 40)) else None
    )
    if generic and (_OPENS_PREDICATE.match(generic[0]) or _LISTED.search(generic[0])):
        generic = None
    best = known
    # 科技部、财政部等部门 is a list of two, though it reads as one kind of body; 财政部门 is one kind, not 财政部.
    if generic and (known is None or (generic.end() > known and text[known] not in "、等和及与，")):
        best = generic.end()
        while text[best - 1] in "、和及":
            best -= 1
    if best is not None:
        person = _PERSON_OF.match(text, best, end)
        if person:
            best = person.end()
        elif whole and not _at_joint(text, best, end):
            best = _formed_at(text, position, end, names) or best
        return Agent(text[position:best], position, best)
    formed = _formed_at(text, position, end, names) if whole else _placed_at(text, position, end, names)
    if formed is None and not whole:
        match = _CERTAIN_FORM.match(text, position, end)
        if match and not _OPENS_PREDICATE.match(match[0]):
            formed = match.end()
    return Agent(text[position:formed], position, formed) if formed else None


def _at_joint(text: str, position: int, end: int) -> bool:
    return position >= end or text.startswith((*_JOINTS, "等"), position)


def _known_at(text: str, position: int, end: int, names: AgencyNames) -> int | None:
    """The end of the longest national name or department of a place at a position."""
    best: int | None = None
    longest = min(names.longest.get(text[position : position + 2], 0), end - position)
    for length in range(longest, 1, -1):
        piece = text[position : position + length]
        if piece in names.national or piece in names.departments:
            best = position + length
            break
    placed = _placed_at(text, position, end, names)
    if placed and (best is None or placed > best):
        best = placed
    return best


def _placed_at(text: str, position: int, end: int, names: AgencyNames) -> int | None:
    """The end of a department behind a level word or a place: 区交通委, 安吉县科技局, 省委组织部."""
    start = position
    for _ in range(3):
        for length in range(min(12, end - start), 1, -1):
            if text[start : start + length] in names.divisions:
                start += length
                break
        else:
            break
    if start == position:
        level = next((word for word in names.levels if text.startswith(word, position)), "")
        if not level:
            return None
        start += len(level)
    for length in range(min(16, end - start), 0, -1):
        piece = text[start : start + length]
        bare = piece.removeprefix("人民政府").removeprefix("政府").removeprefix("委")
        if piece in names.departments or (bare and bare in names.departments):
            return start + length
        if piece in ("人民政府", "政府", "党委", "委") and _BEHIND_OFFICE.match(text, start + length, end):
            return start + length
    form = _FORM.match(text, start, end)
    return form.end() if form else None


# Last words that only bodies have, so that a name no list knows is believed in a sentence as well: 临港地区管委会负责….
_CERTAIN_FORM = re.compile(
    rf"{_INNER}{{2,14}}?(?:管委会|管理委员会|人民政府|总局|管理局|监管局|委员会办公室)(?=要|应|须|必须|负责|牵头|会同|承担|具体负责|、|和)"
)
# 省政府督查室 is one body, and 省政府 no part of a list there.
_BEHIND_OFFICE = re.compile(_BEHIND)
_FORM = re.compile(
    rf"{_INNER}{{1,9}}?(?:委员会|管委会|办公室|督查室|研究室|委|局|厅|办|中心|总站|大队|支队|集团|公司)(?=[、，。；：）)和及与\s]|等|要|应|须|必须|负责|牵头|会同|承担|按|配合|$)"
)


def _formed_at(text: str, position: int, end: int, names: AgencyNames) -> int | None:
    """In a list of responsible bodies: the end of the item at a position, where its last word is that of a body."""
    depth = 0
    stops: list[int] = []
    cursor = position
    while cursor < end:
        character = text[cursor]
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth -= 1
        elif depth == 0 and text.startswith(_JOINTS, cursor):
            stops.append(cursor)
            if character in "，,；;":
                break
        elif depth == 0 and character == "等":
            stops.append(cursor)
        cursor += 1
    if not stops or stops[-1] != cursor:
        stops.append(cursor)
    for stop in stops:
        piece = text[position:stop]
        if len(piece) <= 1 and piece in "省市区县镇乡村":
            continue  # 区、镇两级…办公室
        if is_body(piece, names):
            return stop
        if text[stop : stop + 1] not in ("和", "及", "与", "等"):
            return None
    return None
