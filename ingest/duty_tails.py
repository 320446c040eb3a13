"""Responsibility in brackets and labels: （A牵头，B配合）, （责任单位：A、B）, and in a paragraph of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhengtu.ontology import Ontology, Rule

from .agency_names import is_named_or_generic
from .agent_lists import Agent, read_agents, split_agents
from .duty_cues import DutyCues, duty_cues

_BRACKET = re.compile(r"[（(〔【\[]((?:[^（）()〔〕【】\[\]]|[（(〔][^（）()〔〕]*[）)〕])*)[）)〕】\]]")
_OPENERS = "；;，,。 \u3000\n"
_LEADER = re.compile(r"[^：:；;，,。]{2,8}[：:]")  # 责任领导：张三；责任单位：…
_PIECE = re.compile(r"(?:[^，,；;。\s\u3000]|（[^（）]*）)+")
_SCOPE_LABEL = re.compile(r"(?:适用范围|完成时限|时限|完成时间|备注|推广范围|进度安排)[\s\u3000]*[：:]")


@dataclass(frozen=True, slots=True)
class Duty:
    """A body with its role as found in one place, before the task is known."""

    agent: Agent
    rule: Rule
    begin: int
    end: int
    listed: int  # place in its list, from 0
    count: int  # how many the list names
    confidence: float


def find_bracket_duties(text: str, begin: int, end: int, ontology: Ontology) -> Iterator[Duty]:
    """Yield the duties that brackets of a span assign; a bracket that holds anything but bodies assigns none."""
    cues = duty_cues(ontology)
    for bracket in _BRACKET.finditer(text, begin, end):
        inner_begin, inner_end = bracket.span(1)
        if inner_end - inner_begin < 3:
            continue
        if cues.hint.search(text, inner_begin, inner_end):
            yield from read_duties(text, inner_begin, inner_end, ontology)
        elif bracket.end() >= end - 1 and text[bracket.start() - 1 : bracket.start()] in ("。", "；"):
            yield from _bare_list(text, inner_begin, inner_end, ontology)


def _bare_list(text: str, begin: int, end: int, ontology: Ontology) -> Iterator[Duty]:
    """A bracket behind the last full stop that holds bodies and nothing else: …加大投入。（财政部、审计署）."""
    agents = split_agents(text, begin, end, ontology)
    if not agents or not all(is_named_or_generic(agent.text, ontology) for agent in agents):
        return
    rule = ontology.rule("responsibilities", "tail-list")
    for place, agent in enumerate(agents):
        yield Duty(agent, rule, begin, end, place, len(agents), 0.85)


def find_label_duties(text: str, begin: int, end: int, ontology: Ontology) -> Iterator[Duty]:
    """Yield the duties of a paragraph of its own: 责任单位：A、B。 or 牵头单位：A；配合单位：B。"""
    cues = duty_cues(ontology)
    match = cues.label.match(text, begin, end)
    if match:
        yield from read_duties(text, begin, end, ontology)


def read_duties(text: str, begin: int, end: int, ontology: Ontology) -> Iterator[Duty]:
    """Read a span that is a statement of duties; yield nothing where it is none."""
    cues = duty_cues(ontology)
    labels = [m for m in cues.label.finditer(text, begin, end) if m.start() == begin or text[m.start() - 1] in _OPENERS]
    if labels and (labels[0].start() == begin or _LEADER.match(text, begin, end)):
        yield from _labelled(text, labels, end, ontology, cues)
        return
    yield from _by_verbs(text, begin, end, ontology, cues)


def _labelled(text: str, labels: list[re.Match[str]], end: int, ontology: Ontology, cues: DutyCues) -> Iterator[Duty]:
    for index, label in enumerate(labels):
        stop = labels[index + 1].start() if index + 1 < len(labels) else end
        scope = _SCOPE_LABEL.search(text, label.end(), stop)
        if scope:
            stop = scope.start()
        full = text.find("。", label.end(), stop)
        stop = full if full >= 0 else stop
        stop = _stripped(text, label.end(), stop)
        # 责任单位：A、B，C配合: the piece that ends in a verb has its own role.
        verb = next((v for p in _PIECE.finditer(text, label.end(), stop) if (v := cues.verb_end.search(p[0]))), None)
        agents = None if verb else split_agents(text, label.end(), stop, ontology)
        rule = cues.labels[label["cue"]]
        if verb:
            own = next(p.start() for p in _PIECE.finditer(text, label.end(), stop) if cues.verb_end.search(p[0]))
            agents = split_agents(text, label.end(), _stripped(text, label.end(), own), ontology)
            yield from _by_verbs(text, own if agents else label.end(), stop, ontology, cues)
        for place, agent in enumerate(agents or ()):
            yield Duty(agent, rule, label.start(), stop, place, len(agents or ()), 0.98)


def _stripped(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1] in "，,；;。、 \u3000\n\r":
        end -= 1
    return end


def _by_verbs(text: str, begin: int, end: int, ontology: Ontology, cues: DutyCues) -> Iterator[Duty]:
    """A牵头，B、C配合；D负责: each verb governs the bodies between the verb before it and itself."""
    start: int | None = None
    found: list[tuple[int, int, int, Rule]] = []
    for piece in _PIECE.finditer(text, begin, end):
        if not piece[0].strip():
            continue
        start = piece.start() if start is None else start
        stop = _stripped(text, start, piece.end())
        verb = cues.verb_end.search(text, start, stop)
        if verb and verb.end() == stop and verb.start() > start:
            found.append((start, verb.start(), stop, cues.verbs[verb["cue"]]))
            start = None
        elif cues.first_leads.search(piece[0]) or piece[0] in ("下同", "以下同", "以下均同"):
            start = None if not found else start
            start = None
    for list_begin, list_end, stop, rule in found:
        yield from _joint_or_plain(text, list_begin, list_end, stop, rule, ontology, cues)


def _joint_or_plain(
    text: str, begin: int, end: int, stop: int, rule: Rule, ontology: Ontology, cues: DutyCues
) -> Iterator[Duty]:
    while begin < end and text[begin] in " \u3000由请\n":
        begin += 1
    by = text.rfind("由", begin, end)
    if by > begin and by + 1 < end:
        begin = by + 1  # 技工院校内由人力资源社会保障部门负责
    opening = next((cue for cue in cues.joint if len(cue) > 1 and text.startswith(cue, begin)), "")
    if opening and split_agents(text, begin + len(opening), end, ontology):
        # A牵头，会同B、C组织实施: the list behind the comma joins A.
        for agent in split_agents(text, begin + len(opening), end, ontology) or ():
            yield Duty(agent, cues.joint_rule, begin, stop, 0, 1, 0.95)
        return
    for cue in cues.joint:
        at = text.find(cue, begin + 1, end)
        # 商 stands in 商务部 as well: both sides must be bodies.
        if (
            at < 0
            or text[at - 1] in "、，和及与"
            or (len(cue) == 1 and not read_agents(text, at + len(cue), end, ontology)[0])
        ):
            continue
        first = split_agents(text, begin, at, ontology)
        others = split_agents(text, at + len(cue), end, ontology)
        if first and others:
            for place, agent in enumerate(first):
                lead = rule if rule.values["role"] != "responsible" or len(first) > 1 else _lead(ontology)
                yield Duty(agent, lead, begin, stop, place, len(first), 0.95)
            for agent in others:
                yield Duty(agent, cues.joint_rule, begin, stop, 0, 1, 0.95)
            return
    agents = split_agents(text, begin, end, ontology)
    for place, agent in enumerate(agents or ()):
        yield Duty(agent, rule, begin, stop, place, len(agents or ()), 0.98)


def _lead(ontology: Ontology) -> Rule:
    """A会同B负责: A is the one that calls the others together."""
    return ontology.rule("responsibilities", "tail-lead")
