"""Whether a number must be reached, was reached, or only tells how large something is."""

import re
from dataclasses import dataclass

from .clauses import Span
from .horizons import Calendar
from .indicators import Part
from .numerals import Quantity
from .outline import Passage
from .target_grammar import Comparison, TargetGrammar

_FROM = re.compile(r"[从由自][^，。；从由自]{0,14}$")
_TOWARDS = re.compile(
    r"[^，。；\d]{0,6}(?:提高|增加|增长|上升|提升|扩大|缩小|下降|降低|降|升|减少|压减|压缩|缩短|发展|增|减)?(?:到|至|为)"
)
_SUBJECT_VERB = re.compile(r"[^，。；\d]{1,30}?(?:达到|达|实现|完成|得到|配套|进入|建成|覆盖)")
_ARTICLE = re.compile(r"第.{1,5}条")
_MEASURED = re.compile(r"[一-鿿）)]$")
_TIME_COMPARED = re.compile(
    r"(?:压缩|缩短|减少|压减|延长|提高|提升|降低|降|减|控制|保持|稳定)(?:到|至|为|在)$"
    r"|(?:不超过|不少于|不低于|不得少于|不得低于|不得超过|不长于|不短于|少于|低于|至少|最多|最长|最短|一般为|原则上为|达到|达)$"
)
_LIMITED = ("at-least-before", "at-most-before")
_SIZES = ("蒸吨", "元", "千瓦", "兆瓦", "岁", "年")  # 10蒸吨以下的锅炉: a size, not an amount of work
_HELPS = ("支持", "扶持", "鼓励", "引导", "奖励", "补助", "补贴", "资助", "淘汰", "推动")
_KINDS_OF_COUNT = ("方面", "环节", "领域", "层面", "维度")
_LISTED = re.compile(r".{0,14}?(?:实现|完成|推动)")
_AHEAD = re.compile(r"力争|确保|要|将|努力|到20")
_GOES_ON = re.compile(r"支持|用于|重点用于|重点支持|[（(]")
_REVIEW = re.compile(r"回顾")
_TROUBLE = re.compile(r"短板|问题|挑战|差距|不足")
_CERTAIN, _SURE, _LIKELY, _UNSURE = 0.95, 0.9, 0.75, 0.5


@dataclass(frozen=True, slots=True)
class Setting:
    """What a passage's place says about its numbers."""

    kind: str
    trouble: bool  # a section that says what is wrong: its numbers are no achievements
    article: bool  # a 第…条 of a regulation, whose numbers are conditions and penalties rather than goals


@dataclass(frozen=True, slots=True)
class Role:
    """What a number is: target, achievement or mention; ``governed`` where a verb of work stands right before it."""

    kind: str
    rule: str
    confidence: float
    governed: bool = False


def setting_of(passage: Passage, calendar: Calendar) -> Setting:
    """Read the place of a passage: a section that looks back is background whatever it stands in."""
    section, article, trouble, kind = passage.section, False, False, passage.kind
    while section and section in calendar.sections:
        entry = calendar.sections[section]
        article = article or bool(_ARTICLE.fullmatch(entry.number))
        trouble = trouble or (section == passage.section and bool(_TROUBLE.search(entry.title)))
        if _REVIEW.search(entry.title):
            kind = "background"
        section = entry.parent
    return Setting(kind, trouble and kind == "background", article)


_NO_SCOPE = Role("", "", 0.0)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A number with its comparator, the part of the clause that is its own, its clause and its sentence."""

    text: str
    quantity: Quantity
    compared: Comparison
    part: Part
    clause: Span
    sentence: Span


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the words of a number's part say about it."""

    bare: str  # the words before the number without asides
    final: bool  # nothing of the part follows the number
    verb: bool  # a verb of work stands right before the number
    governed: bool  # what the number counts stands behind it
    leading: bool  # the number opens its clause: 7个村通上了公路
    share: bool  # 75%以上的农户: a share of what follows
    strong: bool  # some word says that the number is reached, kept, changed or worked at


def role_of(around: Surroundings, setting: Setting, horizon: str, grammar: TargetGrammar) -> Role | None:
    """Decide what a number that counts is; None where it is neither target nor achievement nor worth a mention."""
    signs = _signs(around, bool(horizon), grammar)
    scope = _scope(around, setting, signs, horizon, grammar)
    if scope is not _NO_SCOPE:
        return scope
    rule = around.compared.rule
    limited = rule in _LIMITED
    if setting.article:
        conditional = around.text[around.part.after : around.clause[1]].endswith("的")
        return Role("target", rule, _SURE, signs.governed) if limited and not conditional else None
    past = _past(around, setting, bool(horizon), signs, grammar)
    if setting.kind == "background" or past:
        problem = grammar.problem.search(around.text, *around.clause)
        if problem or (setting.trouble and signs.strong):
            return Role("mention", problem.id if problem else "problem", _UNSURE, signs.governed)
        if past or signs.strong or signs.final or signs.leading:
            return Role("achievement", past or rule or "background", _SURE, signs.governed)
        return None
    if setting.kind == "opening" and not horizon:
        return None
    problem = grammar.problem.search(around.text, *around.clause)
    if problem and (problem.id == "shortfall" or not signs.strong):
        return Role("mention", problem.id, _UNSURE, signs.governed)
    if setting.kind == "goals" and (signs.strong or signs.final or horizon):
        return Role("target", rule or "goals", _CERTAIN if signs.strong else _LIKELY, signs.governed)
    if signs.strong:
        return Role("target", rule or "action", _SURE, signs.governed)
    if horizon and signs.final and _MEASURED.search(signs.bare):
        return Role("target", "dated", _LIKELY, signs.governed)
    return None


def _signs(around: Surroundings, dated: bool, grammar: TargetGrammar) -> _Signs:
    text, part, compared, quantity = around.text, around.part, around.compared, around.quantity
    bare = grammar.without_asides(text[part.begin : part.number])
    # Words that run on into the next number belong to that one: 14个产业产值占比80%.
    own = part.end >= around.clause[1] or text[part.end] in "、和及与或（以"
    final = part.after >= part.end or bool(_GOES_ON.match(text, part.after))
    match = grammar.action_end.search(bare)
    measured = bool(grammar.metric.at_end(bare)) or bool(match and grammar.metric.at_end(bare[: match.start()]))
    verb = match is not None and not (measured and match.start())
    share = quantity.unit == "%" and not final and not bare and part.after < part.end
    touching = compared.touching and bool(compared.rule)
    limited = compared.rule in _LIMITED
    between = grammar.between(text, compared, quantity) if limited else ""
    worked = final and grammar.action.search(text, part.begin, part.number) is not None
    frequent = grammar.frequency.search(text, around.clause[0], quantity.begin) is not None
    return _Signs(
        bare=bare,
        final=final,
        verb=verb,
        governed=verb
        or share
        or bool(grammar.action_end.search(between) or (limited and grammar.action_end.search(bare))),
        leading=own and not bare and part.begin == around.clause[0] and quantity.unit not in ("次", "%", ""),
        share=share,
        strong=touching
        or verb
        or measured
        or worked
        or (limited and bool(bare or between))
        or grammar.changes(text, part.begin, quantity.begin) is not None
        or (share and dated)
        or (frequent and bool(bare)),
    )


def _scope(around: Surroundings, setting: Setting, signs: _Signs, horizon: str, grammar: TargetGrammar) -> Role | None:
    """Tell numbers that say where or to whom: 面向8个县, 在3个镇, 30亩以上的农场; `_NO_SCOPE` for all others."""
    text, part, quantity, rule = around.text, around.part, around.quantity, around.compared.rule
    if text.startswith(_KINDS_OF_COUNT, part.after):
        return None
    if rule in ("at-least-after", "at-most-after") and not signs.final and quantity.unit != "%":
        # 30亩以上的农场 says which farms, unless a verb makes them the work or they are themselves the subject.
        if _SUBJECT_VERB.match(text, part.after, around.clause[1]) and not signs.bare:
            return _NO_SCOPE
        made = signs.verb and rule == "at-least-after" and quantity.unit not in _SIZES
        made = made and not signs.bare.endswith(_HELPS)  # 支持30亩以上的农场: a condition
        return _NO_SCOPE if made else None
    scope = None if signs.verb or rule in _LIMITED else grammar.scope_end.search(signs.bare)
    if signs.bare.endswith("的") and quantity.unit != "%" and not signs.final:
        return None  # 首批开展监测的74个城市
    if _is_condition(text, part, signs) and quantity.unit not in grammar.count_units:
        # 对含量大于3%的烟气, 比重达到10%以上的企业, 收入超10亿元的达到3家: what the number says is a condition.
        return None
    if scope is None or (signs.final and quantity.unit == "%"):
        return _NO_SCOPE
    listed = text[: quantity.begin].endswith("等")
    if listed and setting.kind == "background":
        return _NO_SCOPE
    if listed and horizon and _LISTED.match(text, around.clause[0], quantity.begin):
        return Role("target", "action", _SURE, True)
    if listed or setting.article or setting.kind == "opening" or quantity.chinese or quantity.unit in ("", "%"):
        return None
    return Role("mention", "scope", _UNSURE, True)


def _is_condition(text: str, part: Part, signs: _Signs) -> bool:
    """Whether 的 behind a number makes it say which ones are meant, not how many there are to be."""
    if not text.startswith("的", part.after) or text.startswith("的基础上", part.after):
        return False
    return (bool(signs.bare) and not signs.verb) or text[part.after + 1 : part.after + 2].isdigit()


def _past(around: Surroundings, setting: Setting, dated: bool, signs: _Signs, grammar: TargetGrammar) -> str:
    """Return the rule of a word that reports what was reached, "" for none."""
    if setting.kind in ("goals", "cell"):
        return ""
    text, begin = around.text, around.sentence[0]
    told = signs.strong or signs.final
    for match in grammar.reached.pattern.finditer(text, begin, around.quantity.begin):
        compared = match.start() > begin and text[match.start() - 1] in "比较同"
        # 截至目前 speaks for its whole sentence, but for numbers that some word presents.
        if not compared and (told or match.start() >= around.clause[0]):
            return grammar.reached.rules[match[0]].id
    bound = around.compared.rule in _LIMITED or around.compared.end > around.quantity.end
    if dated or bound or (setting.kind != "background" and _AHEAD.search(text, begin, around.quantity.begin)):
        return ""
    gathered = grammar.gathered.search(text, begin, around.quantity.begin) if told else None
    return gathered.id if gathered else ""


def counts(around: Surroundings, grammar: TargetGrammar) -> bool:
    """Whether a number counts or measures at all, rather than being part of a name, a baseline or a span of time."""
    text, quantity, compared, part = around.text, around.quantity, around.compared, around.part
    lead = text[part.begin : quantity.begin]
    if lead.endswith(_KINDS_OF_COUNT):
        return False  # 人才培养方面5项: a count of the text's own items
    if _FROM.search(lead) and _TOWARDS.match(text, quantity.end, around.clause[1]):
        return False  # 从26%提高到52%: only the second number is reached
    if quantity.unit in grammar.time_units:
        return bool(_TIME_COMPARED.search(lead.rstrip("约近")) or compared.rule in _LIMITED)
    if quantity.chinese and quantity.unit not in ("番", "%"):
        ends = compared.rule in ("at-least-after", "about-after", "at-most-after") and part.after >= part.end
        return compared.rule in _LIMITED or ends
    if not quantity.unit:
        word = text[compared.begin : quantity.begin]
        full = len(word) >= 2 or word in ("达", "超", "≥", "≤", "＞", "＜") or compared.end > quantity.end
        return compared.touching and len(lead) > 2 and compared.rule != "about-before" and full
    return True
