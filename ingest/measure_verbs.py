"""The governing verb of a clause of official prose: what is done, how binding it is, and where the quote starts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .measure_bodies import Clause, body_end
from .measure_words import Sense

_NUMBER = re.compile(r"(?:[（(]?[0-9０-９]{1,2}[）)．.、]|[①-⑳㈠-㈩]|[（(]?[一二三四五六七八九十]{1,3}[）)、]|[—\-·•●○■]+)+")
_TIME = re.compile(
    r"(?:力争|争取)?(?:到|至|自|从|在)?(?:每年|[12]\d{3}年|“[一二三四五六七八九十]+五”)"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:期间|底|末|初)?(?:之?前|以?前|起|后|内)?"
)
_CASE = re.compile(r"(?:需|确需|符合|违反|凡|未|因|经)[^，]*?的(?=按|由|应|可|须|一律|依法|予以|给予|不得)")
_WHEN = frozenset(("的", "时", "后", "之后", "以后", "前", "之前", "以前", "期间", "前提下", "基础上"))
_WHERE = frozenset(("下", "上", "中", "内", "间", "过程中", "工作中", "方面", "领域"))
_SUFFIX = "者员性型化业力率量度费法权期类线库区局院所站厅部后时前班会信书"
_JOIN = re.compile(r"和|与|并|及|或|、")
_MEANS = re.compile(r"(?:方式|形式|途径|渠道|手段|模式|办法|方法|技术|平台|措施|数据|等)$")
_WAY = re.compile(r"(?:方式|形式|途径|渠道|手段|模式|办法|程序|运作|制度|平台|单元|要求|规定|原则|等)$")
_ANY_WAY = re.compile(r"方式|形式|手段|模式|名义|办法")
_AMOUNT = ("一批", "一支", "一系列", "若干", "一个")
_BY = ("按", "依照", "参照", "遵照", "比照", "随着", "鉴于", "经")
_ABOUT = ("针对", "面向", "围绕", "以", "按")
_AT = ("在", "由", "到", "向", "于")
_ACT = ("compound", "verb", "effect")
_PASSED = 12  # auxiliaries, adverbs and the like in front of a verb


@dataclass(frozen=True, slots=True)
class Governed:
    """A clause read from its head, as places in its text without white space.

    ``begin`` is where the quote starts, ``verb_begin`` and ``verb_end`` hold the verb, whose first word is
    ``first_word``. ``frame`` is the preposition that leads the clause ("" where none does), ``frame_end`` the place
    behind it. ``bare`` marks a verb with nothing but adverbs around it (分步实施).
    """

    begin: int
    verb_begin: int
    verb_end: int
    sense: Sense
    modality: str
    first_word: str
    frame: str
    frame_end: int
    bare: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """What has been passed over so far: where the quote begins, where to read on, and what stood between."""

    begin: int
    place: int
    auxiliary: str = ""
    adverb: bool = False
    frame: str = ""
    frame_end: int = 0


def opens(clause: Clause) -> int:
    """Return where a clause starts in earnest, behind numbers and the words that tie it to the one before (并, 一是)."""
    text, words = clause.text, clause.words
    place = 0
    while True:
        number = _NUMBER.match(text, place)
        if number:
            place = number.end()
            continue
        form, parts = words.at(text, place)
        if "opener" not in parts:
            return place
        follower, behind = words.at(text, place + len(form))
        if len(form) == 1 and ("stop" in behind or not (follower or clause.cut_at(place + 1))):
            return place
        place += len(form)


def govern(clause: Clause) -> Governed | None:
    """Find the verb that governs a clause; None where the clause states no action.

    >>> from zhengtu.ontology import load_ontology
    >>> from zhengtu.ingest.measure_words import measure_words
    >>> clause = Clause("区交通委要尽快建立健全反馈机制", measure_words(load_ontology()))
    >>> found = govern(clause)
    >>> clause.text[found.verb_begin : found.verb_end], found.modality
    ('建立健全', 'must')
    """
    text, words = clause.text, clause.words
    begin = opens(clause)
    if begin >= len(text) - 2 or is_frame_only(clause, begin):
        return None
    case = _CASE.match(text, begin)
    time = _TIME.match(text, begin)
    place = case.end() if case else time.end() if time else begin
    form, parts = words.at(text, place)
    head = _Head(begin, place)
    if "frame" in parts or ("manner" in parts and "verb" not in parts):
        return _read(clause, head) or _behind_auxiliary(clause, head)
    if "auxiliary" in parts:
        return _read(clause, head)
    if not _is_act(parts) or "modifier" in parts:
        # 发展规划要…, 运营收益用于…: what looks like a verb may begin the subject's name.
        auxiliary = _auxiliary(clause, place)
        if auxiliary and not ("adverb" in parts and "modifier" not in parts):
            return _read(clause, replace(head, place=auxiliary))
    if "modifier" in parts:
        end = body_end(clause, place, strict=True)
        named = clause.is_named(place)
        if named or 0 < end <= place + len(form) + 4:
            found = _behind_subject(clause, head)
            if found or (named and _describes(clause, place)):
                return found
    return _read(clause, head) or _behind_subject(clause, head)


def is_frame_only(clause: Clause, begin: int) -> bool:
    """Tell whether a clause only says when, where, under what condition or by what means."""
    text, words = clause.text, clause.words
    last = text[clause.tokens[-1].begin :]
    if last in _WHEN:
        return True
    place = begin
    for _ in range(_PASSED):
        form, parts = words.at(text, place)
        if not form or "adverb" not in parts or _is_act(parts):
            break
        place += len(form)
    form, parts = words.at(text, place)
    if form == "在" and last in _WHERE:
        return True
    if not words.frame_end.search(text):
        return False
    return "frame" in parts or "manner" in parts or _TIME.match(text, begin) is not None


def _read(clause: Clause, head: _Head) -> Governed | None:
    """Read on from a place: auxiliaries and adverbs are passed over, a verb ends the search, a preposition frames it."""
    text, words = clause.text, clause.words
    place = head.place
    for _ in range(_PASSED):
        form, parts = words.at(text, place)
        if head.adverb and text.startswith("地", place):
            place += 1
            continue
        following = words.at(text, place + len(form))[1] if "adverb" in parts else {}
        goes_on = _is_act(following) or "adverb" in following or "frame" in following
        if "auxiliary" in parts:
            head = replace(head, auxiliary=parts["auxiliary"].modality)
        elif "adverb" in parts and (goes_on or not _is_act(parts)):
            head = replace(head, adverb=True)
        elif _is_act(parts) and _is_verb(clause, place, form) and not (head.adverb and _describes(clause, place)):
            behind = _behind_means(clause, head, place, form) if "manner" in parts else None
            return behind or _found(clause, head, place, form)
        elif "frame" in parts or "manner" in parts:
            return _inside_frame(clause, head, place, form)
        else:
            break
        place += len(form)
    return _unknown(clause, head, place)


def _unknown(clause: Clause, head: _Head, place: int) -> Governed | None:
    """Take a verb that the rules do not know where an auxiliary or an adverb leads to it: 不得|截留."""
    token = clause.token_at(place)
    if token is None or not (head.auxiliary or head.adverb) or token.tag != "v" or token.end - token.begin < 2:
        return None
    _, parts = clause.words.at(clause.text, place)
    if "stop" in parts or "manner" in parts or (token.end >= len(clause.text) and not head.auxiliary):
        return None
    return _found(clause, head, place, clause.text[token.begin : token.end])


def _is_act(parts: dict[str, Sense]) -> bool:
    return any(part in parts for part in _ACT)


def _is_verb(clause: Clause, place: int, form: str) -> bool:
    """Tell whether a verb's form is the verb here, and not the start of 研究院, 示范区 or 建设的项目."""
    text = clause.text
    end = place + len(form)
    if text.startswith(("的", "性", "型"), end):
        return False
    body = clause.words.bodies.match(text, place)
    if body and body.end() > end:
        return False
    return not (text[end : end + 1] and text[end] in _SUFFIX and not clause.cut_at(end))


def _found(clause: Clause, head: _Head, place: int, form: str) -> Governed:
    parts = clause.words.parts.get(form, {})
    sense = next((parts[part] for part in (*_ACT, "giving", "placing", "predicate") if part in parts), _PLAIN)
    end = place + len(form)
    if not sense.takes_verb:
        end = _coordinated(clause, end)
    modality = sense.modality
    if head.auxiliary == "forbid" or (head.auxiliary and modality == "do"):
        modality = head.auxiliary
    bare = end >= len(clause.text) and not head.frame and head.place == head.begin and not head.auxiliary
    return Governed(head.begin, place, end, sense, modality, form, head.frame, head.frame_end, bare)


_PLAIN = Sense("do", False, False)


def _coordinated(clause: Clause, end: int) -> int:
    """Return where a verb ends that others are joined to: 遴选和培养, 发现并协调解决, 调查、评估."""
    text, words = clause.text, clause.words
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
        if not _is_verb(clause, join.end(), form) or clause.is_named(join.end()):
            return end
        end = behind
    return end


def _behind_means(clause: Clause, head: _Head, place: int, form: str) -> Governed | None:
    """Find the verb behind a means that a verb brings in: 采取以奖代补方式|支持…, 运用大数据|开展…"""
    begin = place + len(form)
    for at, word in _inner(clause, begin, ("verb", "compound", "giving")):
        if _adverb_before(clause, begin, at) or _MEANS.search(clause.text, begin, at):
            return _found(clause, replace(head, frame=form, frame_end=begin), at, word)
    return None


def _inside_frame(clause: Clause, head: _Head, place: int, form: str) -> Governed | None:
    """Find the verb behind a prepositional frame: 在贫困地区|建立|生产基地."""
    text, words = clause.text, clause.words
    begin = place + len(form)
    framed = head if head.frame else replace(head, frame=form, frame_end=begin)
    if form in ("将", "把"):
        for wanted in (("placing",), ("verb", "compound")):
            for at, word in _inner(clause, begin, wanted):
                return _found(clause, framed, at, word)
        return None
    if form in ("对", "对于"):
        givings = [*_inner(clause, begin, ("giving",))]
        if givings:
            return _found(clause, framed, *givings[-1])
    if form == "由":
        end = body_end(clause, begin)
        if end > 0:
            return _read(clause, replace(framed, place=end + text.startswith("等", end)))
    if form == "以" and "为" not in text[begin:] and not _ANY_WAY.search(text, begin):
        return None
    for at, word in _inner(clause, begin, ("verb", "compound")):
        adverb = _adverb_before(clause, begin, at)
        if "modifier" in words.parts[word] and not (adverb or form in _AT or _WAY.search(text, begin, at)):
            continue
        if form in ("对", "对于") and not adverb:
            continue
        if form == "以" and not (adverb or _WAY.search(text, begin, at) or _closed(text, begin, at)):
            continue
        if (words.plays(form, "manner") or form in _BY) and not head.auxiliary:
            led = adverb or form in _ABOUT or _WAY.search(text, begin, at)
            if not led or at + len(word) >= len(text) or text[at + len(word)] == "、":
                continue
        return _found(clause, framed, at, word)
    return None


def _closed(text: str, begin: int, place: int) -> bool:
    """Tell whether 以…为… has come to its second half before a place."""
    return 0 <= text.find("为", begin) < place - 1


def _adverb_before(clause: Clause, begin: int, place: int) -> bool:
    """Tell whether an adverb leads the verb at a place: a sure sign that the frame has ended."""
    for length in (5, 4, 3, 2):
        if place - length >= begin and clause.words.plays(clause.text[place - length : place], "adverb"):
            return clause.cut_at(place - length)
    return False


def _inner(clause: Clause, begin: int, wanted: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield the verbs that may govern behind a frame, from left to right, behind at least one noun."""
    text, words = clause.text, clause.words
    seen_noun = False
    depth = 0
    skip = begin
    for token in clause.tokens:
        if token.begin < begin:
            continue
        char = text[token.begin]
        depth += (char in "“（《〔(") - (char in "”）》〕)")
        if depth or token.begin < skip:
            seen_noun = True
            continue
        form, parts = words.at(text, token.begin)
        if seen_noun and any(part in parts for part in wanted) and _stands_free(clause, token.begin, form):
            yield token.begin, form
            skip = token.begin + len(form)
        elif not ("adverb" in parts or token.tag in ("x", "p", "d", "c")):
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
        return _adverb_before(clause, 0, place)
    if not _is_verb(clause, place, form) or clause.is_named(place):
        return False
    follower, behind = words.at(text, end)
    if "adverb" in behind and not _is_act(behind) and not words.plays(form, "placing"):
        led, parts = words.at(text, end + len(follower))
        if _is_act(parts) and end + len(follower) + len(led) < len(text):
            return False
    if not modifier:
        return True
    # 农村公路建设养护: between nouns such a verb is a noun, unless an adverb, a place or a body leads to it.
    body = words.bodies.match(text, end)
    return not _is_act(behind) and not (body and body.end() == len(text)) and _led(clause, place)


def _led(clause: Clause, place: int) -> bool:
    """Tell whether what stands before a place leads to a verb: an adverb, 中 or 上, or the name of a body."""
    text = clause.text
    if text[place - 1] in "中上下内里间后前等" or _WAY.search(text, 0, place) or _adverb_before(clause, 0, place):
        return True
    return any(match.end() == place for match in clause.words.bodies.finditer(text))


def _auxiliary(clause: Clause, place: int) -> int:
    """Return where the first auxiliary behind a subject stands; 0 where there is none."""
    for token in clause.tokens:
        if token.begin > place and clause.words.plays(clause.text[token.begin : token.end], "auxiliary"):
            return token.begin
    return 0


def _behind_auxiliary(clause: Clause, head: _Head) -> Governed | None:
    auxiliary = _auxiliary(clause, head.place)
    return _read(clause, replace(head, place=auxiliary)) if auxiliary else None


def _behind_subject(clause: Clause, head: _Head) -> Governed | None:
    """Read a clause whose subject comes first: 区政府将…, 村民委员会应…, 运营收益用于…"""
    text, words = clause.text, clause.words
    auxiliary = _auxiliary(clause, head.place)
    if auxiliary:
        return _read(clause, replace(head, place=auxiliary))
    end = body_end(clause, head.place, strict=True)
    if end > 0:
        found = _read(clause, replace(head, place=end + text.startswith("等", end)))
        if found:
            return found
    for at, word in _inner(clause, head.place, ("predicate",)):
        if word == "由":
            found = _read(clause, replace(head, place=at))
            if found:
                return found
        elif at + len(word) < len(text) and "的" not in text[at:]:
            return _found(clause, replace(head, place=at), at, word)
    return None


def _describes(clause: Clause, place: int) -> bool:
    """Tell whether a clause that starts with a verb-made name only describes: 试点工作取得成效."""
    match = clause.words.named.match(clause.text, place)
    if not match:
        return False
    _, parts = clause.words.at(clause.text, match.end())
    return "stop" in parts or "adverb" in parts
