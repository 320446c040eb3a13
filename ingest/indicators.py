"""What a number measures (指标), told by the words around it, and the quote that carries both.

The words before the number name it (污水处理率达到96%) or, where a verb of work stands there, those behind it
(培育15家龙头企业). A part that names nothing goes on with what the part before it measured (…达到96%，城区达到98%).
"""

import re
from dataclasses import dataclass

from .target_grammar import TargetGrammar

_COMMA = re.compile("、")
_ITEM = re.compile(r"[、]|以?及|和|与")
# Words that end the name of a thing that stands behind its number: what follows says what becomes of it.
_PREDICATE = re.compile(
    r"全覆盖|全部|基本|得到|实现|达到|进入|配套建|建成|列入|入选|获得|通过|相继|完成|实施|启动|扎实|建设扎实|异地办理|正式|开展|改造升级"
    r"|(?<=.)(?:占|比|为|增长|下降|提高)(?=.)"
)
_TIME = re.compile(
    r"^(?:(?:力争|争取|确保|预计)?(?:[到至于在]?(?:19|20)\d\d年(?:\d{1,2}月)?(?:年?[底末])?(?:之?前|以前)?"
    r"|[到至在]?[“\"]?十[一二三四五六]?五[”\"]?(?:时期|期间|期末|末)"
    r"|(?:用|经过)?[0-9一二两三四五六七八九十—至到]{1,5}年(?:左右)?的?(?:时间)?内?)[，,]?)+"
)
_PREPOSITIONS = re.compile(
    r"^(?:(?:面向|[在向为对从于按将把])[^，。；]{1,40}?)(?=(?:选派|投入|培训|安排|新增|建设|推广|发放|派出|开展|招收|培育|建成|新建|实施))"
)
_FROM = re.compile(r"[从由][^，。；从由]{0,16}\d[^，。；]{0,8}$")
_SPAN = re.compile(
    r"(?:近|连续|用)?[0-9一二三四五六七八九十]+年$|^全[国省市县区](?=累计|建成|建设|新建|创建|培育|打造|完成|实施|开展)"
)
_EACH = re.compile(
    r"(?:每(?:年度?|月|季度?|周|天|日|人|户|亩|公里|吨|个|名|家|村|镇|乡|县|所|座|件|例|头|只|平方米|公顷|[百千万]人|次))+$"
)
_ITEM_NUMBER = re.compile(
    r"^(?:.*[）)\s])?\d{1,2}[.．、](?!\d)|^（[一二三四五六七八九十\d]{1,3}）|^[一二三四五六七八九十]{1,3}、"
)
_USE = re.compile(r"用于|来自|投向|占")
_YARDSTICK = re.compile(
    r"(?:比|较|在|同)(?:(?:19|20)\d\d年|上年|去年|上一?年度?|同期|[“\"]?十[一二三四五]?五[”\"]?(?:期?末|时期|期间))(?:的?基础上|底|末|同期)?$"
)
_LIGHT_MEASURED = re.compile(r"^(?:实现|完成|推动|推进|促进|确保|安排|下达|使|将|把)+")
_OBJECT_MARK = re.compile(r"^(?:推动|继续)?(?:将|把)")
_JOINTS = frozenset(("和", "及", "与", "以及", "或", "并", "其中"))
_TRAIL = "的得了"
_SHORT_TAIL = 8  # characters; 医保和公共卫生服务经费标准 has too long an end for 医保 to be half of a parallel pair
_LIMIT = 40  # characters; what is longer is a sentence, not the name of an indicator


@dataclass(frozen=True, slots=True)
class Part:
    """The words around a number inside its clause: from ``begin`` to the number, and from it to ``end``."""

    begin: int
    number: int  # where the number or its comparing word starts
    after: int  # behind the number, its unit and 以上 or 左右
    end: int


def subject_of(text: str, part: Part, grammar: TargetGrammar) -> str:
    """Return the words before a number that can name what it measures, without verbs and asides; "" for none."""
    words = _SPAN.sub("", _ITEM_NUMBER.sub("", text[part.begin : part.number]))
    words = _EACH.sub("", _FROM.sub("", words))
    words = _TIME.sub("", words)
    words = _YARDSTICK.sub("", grammar.without_asides(words))
    words = _TIME.sub("", words)
    for _ in range(3):
        shorter = _without_verb(words, grammar)
        if shorter == words:
            break
        words = _SPAN.sub("", _YARDSTICK.sub("", grammar.without_asides(shorter)))
    for cue in grammar.strength.rules:
        words = words.replace(cue, "")
    words = words.strip("：: 　\n").rstrip(_TRAIL)
    return "" if words in _JOINTS else words


def object_of(text: str, part: Part) -> str:
    """Return the noun behind a number: 100个左右创新型乡镇建设扎实推进 → 创新型乡镇."""
    words = text[part.after : part.end].lstrip("的 　")
    cut = _PREDICATE.search(words)
    if cut and cut.start():
        words = words[: cut.start()]
        words = words.removesuffix("建设") if "扎实" in cut[0] else words
    return words.rstrip(_TRAIL + " 　、和及与")[:_LIMIT]


def name_of(subject: str, thing: str, governed: bool, grammar: TargetGrammar) -> str:
    """Choose between the words before a number and those behind it.

    ``governed`` tells that a verb of work stands right before the number, so that the thing behind it is counted.
    """
    if thing and (governed or not subject):
        return thing
    if grammar.metric.at_end(subject):
        name = _LIGHT_MEASURED.sub("", _PREPOSITIONS.sub("", subject))
    else:
        name = _noun_phrase(_OBJECT_MARK.sub("", subject), grammar)
    if len(name) > _LIMIT and "，" in name:
        name = name.rpartition("，")[2]
    return name


def _noun_phrase(words: str, grammar: TargetGrammar) -> str:
    """Drop whom a verb addresses (向…选派人才 → 选派人才) and verbs that say nothing (完成造林 → 造林)."""
    words = _PREPOSITIONS.sub("", grammar.without_asides(words))
    match = grammar.light.match(words)
    if match and len(words) - match.end() >= 2 and words[match.end()] not in "和及与、或并":
        words = words[match.end() :]
    inner = _PREPOSITIONS.sub("", words)
    return inner or words


def _without_verb(words: str, grammar: TargetGrammar) -> str:
    """Drop a comparing or changing word at the end of a subject (…率增长, …率保持)."""
    for cues in (grammar.before, grammar.change):
        cue = cues.at_end(words)
        if cue and len(cue) < len(words) and not (len(cue) == 1 and cue in "为是至到占破"):
            return words[: -len(cue)]
        if cue and cue == words:
            return ""
    if words.endswith(("占", "为", "是")) and len(words) > 3:
        return words[:-1]
    return words


def names_place(subject: str, previous: str, grammar: TargetGrammar) -> bool:
    """Whether the words before a number say only where (城区达到98%): the measure is that of the part before."""
    if not previous or grammar.metric.at_end(subject):
        return False
    return bool(grammar.place.at_end(subject)) or subject in _COMMA.split(previous)


def used(subject: str, compared: str, previous: str) -> str:
    """Name a share that only says what it is a share of (…占国土面积14%, …74%用于民生); "" where it is none.

    >>> used("占国土面积", "", "自然保护区"), used("", "占", "平原"), used("机械化率", "", "平原")
    ('自然保护区占国土面积', '平原占比', '')
    """
    if not previous:
        return ""
    if not subject and compared.startswith("占"):
        return previous + "占比"
    return previous + subject if _USE.match(subject) else ""


def continued(subject: str, previous: str, grammar: TargetGrammar) -> str:
    """Name what is measured where a part gives only the place: the measure comes from the part before.

    >>> from zhengtu.ontology import load_ontology
    >>> from zhengtu.ingest.target_grammar import target_grammar
    >>> grammar = target_grammar(load_ontology())
    >>> continued("村道", "乡道、村道日常养护经费", grammar), continued("山区", "平原地区自来水普及率", grammar)
    ('村道日常养护经费', '山区自来水普及率')
    """
    if not subject or not previous:
        return subject or previous
    items = _ITEM.split(previous)
    for index, item in enumerate(items):
        if item == subject or (len(items) > 1 and item.endswith(subject) and index < len(items) - 1):
            return subject + items[-1][len(subject) :] if index < len(items) - 1 else subject
        if len(items) > 1 and index == len(items) - 1 and item.startswith(subject):
            return item
    rest = grammar.up_to_place.sub("", previous)
    return subject + rest if rest != previous or len(rest) <= _SHORT_TAIL else subject


def distributed(subject: str, count: int, previous: str, grammar: TargetGrammar) -> tuple[str, ...] | None:
    """Share out a list of indicators over its numbers (A、B分别达到x和y); None where the lists do not match.

    A list of places goes on with what was measured before (东部、西部分别下降…).

    >>> from zhengtu.ontology import load_ontology
    >>> from zhengtu.ingest.target_grammar import target_grammar
    >>> grammar = target_grammar(load_ontology())
    >>> distributed("花生种植、收获机械化率", 2, "", grammar)
    ('花生种植机械化率', '花生收获机械化率')
    >>> distributed("城市和县城污水处理率", 2, "", grammar)
    ('城市污水处理率', '县城污水处理率')
    """
    for separator in (_COMMA, _ITEM):
        items = separator.split(subject)
        if len(items) == count and all(items):
            break
    else:
        return None
    last = items[-1]
    if any(grammar.metric.at_end(item) for item in items[:-1]):
        return tuple(items)
    if names_place(last, previous, grammar):
        return tuple(continued(item, previous, grammar) for item in items)
    length = _shared_ending(items[0], last)
    if length:
        tail = last[length:]
        return (*[item + tail for item in items[:-1]], last)
    length = 2 if len(last) > 3 else 1
    if len(items[0]) > length and len(last) - length > _SHORT_TAIL:
        return tuple(items)
    head, tail = items[0][:-length], last[length:]
    return (items[0] + tail, *[head + item + tail for item in items[1:-1]], head + last)


def _shared_ending(first: str, last: str) -> int:
    """Where the part of the last item ends that corresponds to the first one (高技术制造业 / 装备制造业增加值)."""
    for size in range(min(len(first), 6), 1, -1):
        at = last.find(first[-size:])
        if at > 0 and at + size < len(last):
            return at + size
    return 0
