"""Lists of bodies as written: A、B和C等部门.

The obvious way, cutting at 、 and 和, breaks 文化和旅游部 and 各省（区、市）人民政府. So known names are taken whole
first, and what stands in brackets is never cut.
"""

import re
from typing import NamedTuple

from zhengtu.ontology import Ontology

from .agency_names import AgencyNames, agency_names, is_body
from .generic_bodies import BEHIND, INNER, generic_body_end, opens_predicate

_JOINTS = ("以及", "、", "和", "及", "与", "，", ",", "；", ";", " ", "\u3000", "\n", "\t")
_PERSON_OF = re.compile(r"(?:党政)?(?:主要|分管)(?:领导|负责人|负责同志)")
_UNKNOWN = re.compile(rf"(?:{INNER}|（[^（）]*）){{3,16}}(?=[、，；\s]|等|和|及|$)")
_AND_OTHERS = re.compile(
    r"等(?:国务院)?(?:各)?(?:有关|相关)?(?:职能|行业|成员|责任|主管|党政)?(?:部门和单位|部门|单位|方面|机构|委办局|机关)?"
)


class Agent(NamedTuple):
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
    if known is None and not whole and opens_predicate(text, position, end):
        return None  # as most clauses do
    generic = generic_body_end(text, position, end)
    best = known
    # 科技部、财政部等部门 is a list of two, though it reads as one kind of body; 财政部门 is one kind, not 财政部.
    if generic and (known is None or (generic > known and text[known] not in "、等和及与，")):
        best = generic
    if best is not None:
        person = _PERSON_OF.match(text, best, end)
        if person:
            best = person.end()
        elif whole and not _at_joint(text, best, end):
            best = _formed_at(text, position, end, names) or best
        return Agent(text[position:best], position, best)
    formed = _formed_at(text, position, end, names) if whole else None
    if formed is None and not whole:
        match = _CERTAIN_FORM.match(text, position, end)
        formed = match.end() if match else None
    return Agent(text[position:formed], position, formed) if formed else None


def _at_joint(text: str, position: int, end: int) -> bool:
    return position >= end or text.startswith((*_JOINTS, "等"), position)


def _known_at(text: str, position: int, end: int, names: AgencyNames) -> int | None:
    """The end of the longest national name or department of a place at a position."""
    best: int | None = None
    start = text[position : position + 2]
    for length in names.lengths.get(start, ()):
        piece = text[position : position + length]
        if position + length <= end and (piece in names.national or piece in names.departments):
            best = position + length
            break
    if start not in names.lengths_of_places and not text.startswith(names.levels, position):
        return best
    placed = _placed_at(text, position, end, names)
    if placed and (best is None or placed > best):
        best = placed
    return best


def _placed_at(text: str, position: int, end: int, names: AgencyNames) -> int | None:
    """The end of a department behind a level word or a place: 区交通委, 安吉县科技局, 省委组织部."""
    start = position
    for _ in range(3):
        for length in names.lengths_of_places.get(text[start : start + 2], ()):
            place = text[start : start + length]
            if start + length <= end and place in names.divisions and place != _JOINT_AND_COUNTY:
                start += length
                break
        else:
            break
    if start == position:
        if not text.startswith(names.levels, position):
            return None
        start += len(next(word for word in names.levels if text.startswith(word, position)))
    for length in range(min(16, end - start), 0, -1):
        piece = text[start : start + length]
        bare = piece.removeprefix("人民政府").removeprefix("政府").removeprefix("委")
        if piece in names.departments or (bare and bare in names.departments):
            return start + length
        if piece == "人民政府" and not text.startswith(("办", "部门", "督", "研究"), start + length):
            return start + length
        if piece in ("政府", "党委", "委") and _BEHIND_OFFICE.match(text, start + length, end):
            return start + length
    form = _FORM.match(text, start, end)
    return form.end() if form else None


# Last words that only bodies have, so that a name no list knows is believed in a sentence as well: 临港地区管委会负责….
_JOINT_AND_COUNTY = "会同县"  # a county of 湖南, and in nearly every text 会同 with a county's department behind it
_CERTAIN_FORM = re.compile(
    rf"{INNER}{{2,14}}?(?:管委会|管理委员会|人民政府|总局|管理局|监管局|海关|税务局|分行|支行|分局|委员会办公室)(?=要|应|须|必须|负责|牵头|会同|承担|具体负责|、|和)"
)
# 省政府督查室 is one body, and 省政府 no part of a list there.
_BEHIND_OFFICE = re.compile(BEHIND)
_FORM = re.compile(
    rf"{INNER}{{1,9}}?(?:委员会|管委会|办公室|督查室|研究室|委|局|厅|办|中心|总站|大队|支队|集团|公司)(?=[、，。；：）)和及与\s]|等|要|应|须|必须|负责|牵头|会同|承担|按|配合|$)"
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
