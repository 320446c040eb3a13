"""Responsibility in sentences: 由A牵头, A会同B做, A、B要…, 请A…."""

import re
from collections.abc import Iterator

from zhengtu.ontology import Ontology

from .agency_names import agency_names, is_generic
from .agent_lists import Agent, read_agents
from .clauses import clauses, sentences
from .duty_cues import duty_cues
from .duty_tails import Duty

# What may stand in front of a subject: an item's number, 一是, 同时.
_OPENING = re.compile(
    r"(?:\d{1,2}[.．、)）]\s*|[（(]\d{1,2}[）)]|[一二三四五六七八九十]是|首先|其次|同时|此外|其中)[，,]?"
)
_ANSWERS_FOR = re.compile(
    r"对[^，。]{2,40}(?:进行|开展|实施|予以|给予|严肃|依法|加强|问责|追责|负总责|负主体责任|负首要责任|负责|承担)"
    r"|为[^，。]{2,24}，(?:负责|承担)|是[^，。]{2,30}(?:责任主体|主管部门|牵头部门|责任单位|牵头单位)"
)
_OFFICES = frozenset({"公安机关", "司法机关", "检察机关", "审判机关", "纪检监察机关"})
_MANNER = re.compile(
    r"(?:(?:将(?=会同|组织|加强|定期|适时|牵头|联合|对)|具体|统一|共同|分别|联合|主要|依法|全面|切实|认真|统筹|综合|按照?(?:各自|本部门)?(?:的)?职责(?:分工)?(?:和分工)?|(?:根据|结合|依照|依据)(?:各自|工作|部门|本部门)?(?:职责|职能|实际)(?:分工)?|各自|定期|每年|及时|适时|积极|要|应当|应|须|必须|需要|需)[，,]?)*"
)
_LEAD = re.compile(r"(?:要|应当|应)?(?:发挥好?)?牵头")
_SUPPORT = re.compile(r"(?:要|应当|应)?(?:积极|主动|予以|给予)?(?:配合|协助|支持配合)")
_SUPERVISE = re.compile(
    r"(?:要|应当|应|负责|须)?(?:适时|定期|积极|及时|切实|加强|做好|会同[^，。]{2,20}?|协调、|组织|开展|对[^，。]{2,30}?(?:进行|开展|加强|的)){0,3}(?:跟踪)?(?:督促检查|监督检查|督导检查|督查|督导|督促|指导督促|指导监督|监督指导|指导|监督(?![理管]))"
)
_QUALIFIED = re.compile(
    r"(?:(?:指导|领导|监督|统筹)下|(?:应|应当|须|必须|要)?由|的|所|之间|以外|内部|系统|工作人员|人员|职工|同意|批准|审批|备案|认定的|公布的|印发|发布的|规定|报告|出具)"
)


def find_prose_duties(text: str, begin: int, end: int, ontology: Ontology) -> Iterator[Duty]:
    """Yield the duties that the sentences of a span assign.

    A body is believed where it stands at the start of a clause and an order follows (要, 应, 负责 …), behind 由 with a
    verb after it, or behind 请. What is said of a body in passing (加强财政部门的监管) assigns nothing.
    """
    cues = duty_cues(ontology)
    for sentence in sentences(text, begin, end):
        if cues.past.search(text, *sentence):
            continue
        by = text.find("由", *sentence)
        for clause_begin, clause_end in clauses(text, *sentence):
            yield from _subject(text, clause_begin, clause_end, sentence[1], ontology)
            if 0 <= by < clause_end:
                yield from _by(text, clause_begin, clause_end, sentence[1], ontology)


def _subject(text: str, begin: int, end: int, sentence_end: int, ontology: Ontology) -> Iterator[Duty]:
    rule_id = "prose-subject"
    opening = _OPENING.match(text, begin, end)
    start = opening.end() if opening else begin
    if text.startswith(duty_cues(ontology).request, start):
        rule_id, start = "prose-request", start + 1
    # A list of bodies may run over commas, which the clause splitter takes for its end.
    limit = min(sentence_end, start + 200)
    agents, stop = read_agents(text, start, limit, ontology)
    if not agents or stop <= start:
        return
    predicate_end = _clause_end(text, stop, sentence_end)
    predicate = text[stop:predicate_end]
    if not predicate or _QUALIFIED.match(predicate):
        return
    if rule_id == "prose-subject" and not duty_cues(ontology).order.match(predicate) and not _orders_later(predicate):
        names = agency_names(ontology)
        # 各街道落实 orders, 有关部门加强协作 may describe.
        named = all(a.text.startswith("各") or a.text in _OFFICES or not is_generic(a.text, names) for a in agents)
        if not named or not duty_cues(ontology).plain_order.match(predicate):
            return
        rule_id = "prose-named-subject"
    yield from _with_role(text, agents, stop, predicate, start, predicate_end, rule_id, ontology)


def _orders_later(predicate: str) -> bool:
    """A将X纳入…, A在…前完成, A根据…，要…: the order stands behind an adverbial."""
    if predicate.startswith(("将", "把")) or _ANSWERS_FOR.match(predicate):
        return True
    return bool(
        re.match(
            r"(?:根据|依据|在|对|结合|按照?|依托)[^，。]{2,40}(?:，|[^，。]{0,20})(?:要|应当|应|须|必须|负责|组织|制定)",
            predicate,
        )
    )


def _clause_end(text: str, begin: int, end: int) -> int:
    for cursor in range(begin, end):
        if text[cursor] in "。；！？":
            return cursor
    return end


def _with_role(
    text: str,
    agents: tuple[Agent, ...],
    stop: int,
    predicate: str,
    begin: int,
    end: int,
    rule_id: str,
    ontology: Ontology,
) -> Iterator[Duty]:
    cues = duty_cues(ontology)
    rule = ontology.rule("responsibilities", rule_id)
    manner = _MANNER.match(predicate)
    core = predicate[manner.end() :] if manner else predicate
    others: tuple[Agent, ...] = ()
    joint = next((cue for cue in cues.joint if core.startswith(cue)), "")
    if joint:
        others, after = read_agents(text, stop + len(predicate) - len(core) + len(joint), end, ontology)
        core = text[after:end] if others else core
    if _LEAD.match(core):
        rule = ontology.rule("responsibilities", "tail-lead")
    elif _SUPPORT.match(core):
        rule = ontology.rule("responsibilities", "tail-support")
    elif _SUPERVISE.match(core) and not core.startswith("负责"):
        rule = ontology.rule("responsibilities", "tail-supervise")
    for place, agent in enumerate(agents):
        yield Duty(agent, rule, begin, end, place, 1, 0.9)
    for other in others:
        yield Duty(other, cues.joint_rule, begin, end, 0, 1, 0.9)


_BY = re.compile(r"由(?<![自来缘理事经]由)(?!于|此|来|衷)")
_NO_WORK = re.compile(r"[的向转为到]|组成|任|担任|同意|批准|审批|出具")


def _by(text: str, begin: int, end: int, sentence_end: int, ontology: Ontology) -> Iterator[Duty]:
    for match in _BY.finditer(text, begin, end):
        agents, stop = read_agents(text, match.end(), end, ontology)
        if not agents:
            continue
        predicate_end = _clause_end(text, stop, end)
        predicate = text[stop:predicate_end]
        if not predicate or _NO_WORK.match(predicate) or _NOUN_OF_WORK.search(predicate):
            continue
        yield from _with_role(text, agents, stop, predicate, match.start(), predicate_end, "prose-by", ontology)
        yield from _further(text, stop, match.start(), sentence_end, ontology)


_NOUN_OF_WORK = re.compile(r"^(?:负责|承担|牵头|组织|实施|主办)的")


def _further(text: str, position: int, begin: int, end: int, ontology: Ontology) -> Iterator[Duty]:
    """由A牵头、B配合: the bodies behind the first verb, each with a verb of their own."""
    cues = duty_cues(ontology)
    while True:
        verb = cues.verb_start.match(text, position, end)
        if not verb or text[verb.end() : verb.end() + 1] not in ("、", "，"):
            return
        joint = next((cue for cue in cues.joint if len(cue) > 1 and text.startswith(cue, verb.end() + 1)), "")
        agents, stop = read_agents(text, verb.end() + 1 + len(joint), end, ontology)
        if joint:
            for agent in agents:  # 由A牵头，会同B制定
                yield Duty(agent, cues.joint_rule, begin, stop, 0, 1, 0.9)
            return
        own = cues.verb_start.match(text, stop, end) if agents else None
        if not own:
            return
        for place, agent in enumerate(agents):
            yield Duty(agent, cues.verbs[own["cue"]], begin, own.end(), place, len(agents), 0.9)
        position = stop
