"""Verbs inside a clause: which words that look like verbs are ones, and which of them may govern."""

import re
from collections.abc import Iterator

from .measure_bodies import Clause
from .measure_words import Sense

# What makes a noun of a verb when it stands alone behind it: 管理|局, 使用|者.
SUFFIX = "的者员性型化业力率量度费法权期类线库区局院所站厅部后时前班会信书人方"
_JOIN = re.compile(r"和|与|并|及|或|、")
WAY = (
    "方式",
    "形式",
    "途径",
    "渠道",
    "手段",
    "模式",
    "办法",
    "程序",
    "运作",
    "制度",
    "平台",
    "单元",
    "要求",
    "规定",
    "原则",
    "等",
)
_AMOUNT = ("一批", "一支", "一系列", "若干", "一个")
ACT = ("compound", "verb", "effect")
_ACTS = frozenset(ACT)
_OPENING = frozenset("“（《〔(")
_BRACKETS = _OPENING | frozenset("”）》〕)")
_NO_NOUN = frozenset(("x", "p", "d", "c"))


def is_act(parts: dict[str, Sense]) -> bool:
    """Tell whether a word may be the verb of a measure."""
    return not _ACTS.isdisjoint(parts)


def is_verb(clause: Clause, place: int, form: str) -> bool:
    """Tell whether a verb's form is the verb here, and not the start of 研究院, 示范区 or 建设的项目."""
    text = clause.text
    end = place + len(form)
    if text.startswith(("的", "性", "型"), end):
        return False
    if form in clause.words.starts_of_bodies:
        body = clause.words.bodies.match(text, place)
        if body and body.end() > end:
            return False
    if not text[end : end + 1] or text[end] not in SUFFIX:
        return len(form) > 1 or clause.cut_at(end)
    token = clause.token_at(end)
    return token is not None and token.end - token.begin > 1


def coordinated_end(clause: Clause, end: int, *, counts: bool) -> int:
    """Return where a verb ends that others are joined to: 遴选和培养, 发现并协调解决, 调查、评估."""
    text, words = clause.text, clause.words
    if counts and ("一" in text or "若干" in text):
        form, parts = words.at(text, end)
        if "verb" in parts and text.startswith(_AMOUNT, end + len(form)):
            return end + len(form)  # 选树推广一批: what is counted is the object of both
    for _ in range(4):
        join = _JOIN.match(text, end)
        if not join:
            return end
        form, parts = words.at(text, join.end())
        behind = join.end() + len(form)
        if not ("verb" in parts or "compound" in parts) or behind >= len(text) or text[behind] in "的，":
            return end
        if not is_verb(clause, join.end(), form) or clause.is_named(join.end()):
            return end
        end = behind
    return end


def adverb_before(clause: Clause, begin: int, place: int) -> bool:
    """Tell whether an adverb leads the verb at a place: a sure sign that the frame has ended."""
    for length in (5, 4, 3, 2):
        if place - length >= begin and clause.words.plays(clause.text[place - length : place], "adverb"):
            return clause.cut_at(place - length)
    return False


def inner_verbs(
    clause: Clause, begin: int, wanted: tuple[str, ...], *, seen_noun: bool = False
) -> Iterator[tuple[int, str]]:
    """Yield the verbs that may govern behind a frame, from left to right, behind at least one noun."""
    text, words = clause.text, clause.words
    depth = 0
    skip = begin
    for place, _, tag in clause.tokens:
        if place < begin:
            continue
        if text[place] in _BRACKETS:
            depth += 1 if text[place] in _OPENING else -1
        if depth or place < skip:
            seen_noun = True
            continue
        form, parts = words.at(text, place)
        adverb = "adverb" in parts
        if adverb and is_act(words.at(text, place + len(form))[1]):
            continue
        if seen_noun and parts and not parts.keys().isdisjoint(wanted) and _stands_free(clause, place, form):
            yield place, form
            skip = place + len(form)
        elif not adverb and tag not in _NO_NOUN:
            seen_noun = True


def _stands_free(clause: Clause, place: int, form: str) -> bool:
    """Tell whether a verb inside a clause governs: not in 新技术推广机构, 的实施, 建设和管理."""
    text, words = clause.text, clause.words
    end = place + len(form)
    modifier = words.plays(form, "modifier")
    if text[place - 1] in "的、和与及“" and clause.cut_at(place - 1):
        return False
    if end >= len(text):
        return not modifier
    if text[end] in "的和与及或等）”" or (text[end] in "中时后" and clause.cut_at(end + 1)):
        return False
    if text[end] == "、":
        # 同时设计、同时施工: the adverb comes again.
        return adverb_before(clause, 0, place) and text.startswith(text[place - 2 : place], end + 1)
    if not is_verb(clause, place, form) or clause.is_named(place):
        return False
    follower, behind = words.at(text, end)
    if "adverb" in behind and not is_act(behind) and not words.plays(form, "placing"):
        led, parts = words.at(text, end + len(follower))
        if is_act(parts) and end + len(follower) + len(led) < len(text):
            return False
    if not modifier:
        return True
    # 农村公路建设养护: between nouns such a verb is a noun, unless an adverb, a place or a body leads to it.
    body = words.bodies.match(text, end)
    last = end + len(follower) >= len(text)
    return (last or not is_act(behind)) and not (body and body.end() == len(text)) and _led(clause, place)


def _led(clause: Clause, place: int) -> bool:
    """Tell whether what stands before a place leads to a verb: an adverb, 中 or 上, or the name of a body."""
    text = clause.text
    if text[place - 1] in "中上下内里间后前等" or text.endswith(WAY, 0, place) or adverb_before(clause, 0, place):
        return True
    return any(match.end() == place for match in clause.words.bodies.finditer(text))


def prescribed(clause: Clause, place: int) -> bool:
    """Tell whether an adverb that prescribes leads the verb at a place: 相关资金|优先|支持… but not 水平|持续|提升."""
    return any(clause.words.plays(clause.text[place - length : place], "prescribing") for length in (4, 3, 2))


def describes(clause: Clause, place: int) -> bool:
    """Tell whether a clause that starts with a verb-made name only describes: 试点工作取得成效."""
    match = clause.words.named.match(clause.text, place)
    if not match:
        return False
    _, parts = clause.words.at(clause.text, match.end())
    return "stop" in parts or "adverb" in parts
