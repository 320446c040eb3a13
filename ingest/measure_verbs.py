"""The governing verb of a clause of official prose: what is done, how binding it is, and where the quote starts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .measure_bodies import Clause, body_end
from .measure_heads import ends_in_frame, is_frame_only, opens, set_time
from .measure_inner import (
    ACT,
    SUFFIX,
    WAY,
    adverb_before,
    coordinated_end,
    describes,
    inner_verbs,
    is_act,
    is_verb,
    prescribed,
)
from .measure_words import Sense

_CASE = re.compile(
    r"(?:需|确需|符合|违反|凡|未|因|经)[^，]*?的(?=按|由|应|可|须|一律|依法|予以|给予|不得)"
    r"|[^，]*[^要应可]的(?=要(?!求|素|点|件)|应当|必须|不得|可以|一律)"
)
_CASE_ENDS = re.compile(r"的(?:按|由|应|可|须|一律|依法|予以|给予|不得|要|必须)")
_PLACE = ("中", "内", "上", "下", "时", "后", "期间", "过程中", "工作中", "方面", "领域", "环节", "阶段")
_MEANS = ("方式", "形式", "途径", "渠道", "手段", "模式", "办法", "方法", "技术", "平台", "措施", "数据", "等")
_PLACING = re.compile("[将把对]")
_ANY_WAY = re.compile(r"方式|形式|手段|模式|名义|办法")
_BY = ("按", "按照", "根据", "依据", "依照", "参照", "遵照", "比照", "随着", "鉴于", "经")
_RULE = ("要求", "规定", "规范")
_TO = ("向", "为", "与")
_ABOUT = ("针对", "面向", "围绕", "以", "按", "按照", "根据", "依据", "依照")
_AT = ("在", "由", "到", "向", "于")
_PASSED = 12  # auxiliaries, adverbs and the like in front of a verb


class Governed(NamedTuple):
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


class _Head(NamedTuple):
    """What has been passed over so far: where the quote begins, where to read on, and what stood between."""

    begin: int
    place: int
    auxiliary: str = ""
    adverb: bool = False
    frame: str = ""
    frame_end: int = 0


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
    plain = _plain(clause, begin)
    if plain:
        return plain
    if begin >= len(text) - 2 or is_frame_only(clause, begin):
        return None
    case = _CASE.match(text, begin) if _CASE_ENDS.search(text, begin) else None
    place = case.end() if case else set_time(clause, begin)
    form, parts = words.at(text, place)
    if form == "对接" and not clause.cut_at(place + 2):
        form, parts = "对", words.parts["对"]
    head = _Head(begin, place)
    if "consequence" in parts:
        return None
    if "frame" in parts or ("manner" in parts and "verb" not in parts):
        return _read(clause, head) or _behind_auxiliary(clause, head)
    if "auxiliary" in parts:
        return _read(clause, head)
    if words.auxiliaries.search(text, place + 1):
        # 发展规划要…, 编制单位应当…: what looks like a verb may begin the subject's name.
        subject = not (is_act(parts) or "adverb" in parts) or "modifier" in parts or _body_leads(clause, place)
        if subject and any(_auxiliaries(clause, place)):
            return _behind_auxiliary(clause, head)
    if "modifier" in parts and not _sense(parts).takes_actor:
        end = body_end(clause, place, strict=True)
        named = clause.is_named(place)
        if named or 0 < end <= place + len(form) + 4:
            found = _behind_subject(clause, head)
            if found or (named and describes(clause, place)):
                return found
    return _read(clause, head) or _behind_subject(clause, head)


def _plain(clause: Clause, begin: int) -> Governed | None:
    """Read the commonest clause, adverbs and a verb that can be nothing else, without looking further."""
    text, words = clause.text, clause.words
    place = begin
    form, parts = words.at(text, place)
    while "adverb" in parts and not is_act(parts):
        place += len(form)
        form, parts = words.at(text, place)
    form = _without_name(clause, place, form)
    end = place + len(form)
    if form not in words.plain or len(text) < end + 2 or text[end] in SUFFIX or ends_in_frame(clause):
        return None
    if _CASE_ENDS.search(text, end) or words.auxiliaries.search(text, end):
        return None
    return _found(clause, _Head(begin, begin, adverb=place > begin), place, form)


def _read(clause: Clause, head: _Head) -> Governed | None:
    """Read on from a place: auxiliaries and adverbs are passed over, a verb ends the search, a preposition frames."""
    text, words = clause.text, clause.words
    place = head.place
    for _ in range(_PASSED):
        form, parts = words.at(text, place)
        if "compound" in parts:
            form = _without_name(clause, place, form)
        if head.adverb and text.startswith("地", place):
            place += 1
            continue
        following = words.at(text, place + len(form))[1] if "adverb" in parts else {}
        goes_on = is_act(following) or "adverb" in following or "frame" in following
        if "auxiliary" in parts:
            head = head._replace(auxiliary=parts["auxiliary"].modality)
        elif "adverb" in parts and (goes_on or not is_act(parts)):
            head = head._replace(adverb=True)
        elif is_act(parts) and is_verb(clause, place, form) and not (head.adverb and describes(clause, place)):
            behind = _behind_means(clause, head, place, form) if "manner" in parts else None
            return behind or _found(clause, head, place, form)
        elif form == "将" and _is_future(clause, place):
            head = head._replace(adverb=True)
        elif "frame" in parts or "manner" in parts:
            return _inside_frame(clause, head, place, form)
        else:
            break
        place += len(form)
    return _unknown(clause, head, place)


def _is_future(clause: Clause, place: int) -> bool:
    """Tell whether 将 only says that something is to come (市局将加大抽查力度) and brings nothing to the front."""
    _, parts = clause.words.at(clause.text, place + 1)
    return is_act(parts) and next(inner_verbs(clause, place + 1, ("placing",)), None) is None


def _without_name(clause: Clause, place: int, form: str) -> str:
    """Shorten a compound whose second verb begins a name: 制定|实施方案."""
    if len(form) != 4:
        return form
    name, parts = clause.words.at(clause.text, place + 2)
    return form[:2] if "stop" in parts and len(name) > 2 and clause.words.plays(form[:2], "verb") else form


def _unknown(clause: Clause, head: _Head, place: int) -> Governed | None:
    """Take a verb that the rules do not know where an auxiliary or an adverb leads to it: 不得|截留."""
    if not head.adverb and head.auxiliary in ("", "do"):
        return None
    token = clause.token_at(place)
    if token is None or token.tag != "v" or token.end - token.begin < 2:
        return None
    _, parts = clause.words.at(clause.text, place)
    if "stop" in parts or "manner" in parts or (token.end >= len(clause.text) and not head.auxiliary):
        return None
    return _found(clause, head, place, clause.text[token.begin : token.end])


def _found(clause: Clause, head: _Head, place: int, form: str) -> Governed:
    parts = clause.words.parts.get(form, {})
    sense = _sense(parts)
    end = coordinated_end(clause, place + len(form), counts=not sense.takes_verb)
    modality = sense.modality
    if head.auxiliary == "forbid" or (head.auxiliary and modality == "do"):
        modality = head.auxiliary
    bare = len(clause.text) <= end + 2 and not head.frame and head.place == head.begin and not head.auxiliary
    if bare and end < len(clause.text):
        bare = clause.words.plays(clause.text[end:], "closer")
    return Governed(head.begin, place, end, sense, modality, form, head.frame, head.frame_end, bare)


def _sense(parts: dict[str, Sense]) -> Sense:
    for part in _SENSES:
        if part in parts:
            return parts[part]
    return _PLAIN


_SENSES = (*ACT, "giving", "placing", "predicate")
_PLAIN = Sense("do", False, False)


def _behind_means(clause: Clause, head: _Head, place: int, form: str) -> Governed | None:
    """Find the verb behind a means that a verb brings in: 采取以奖代补方式|支持…, 运用大数据|开展…"""
    begin = place + len(form)
    for at, word in inner_verbs(clause, begin, ("verb", "compound", "giving")):
        adverb = adverb_before(clause, begin, at)
        if adverb or (clause.text.endswith(_MEANS, begin, at) and not clause.words.plays(word, "modifier")):
            return _found(clause, head._replace(frame=form, frame_end=begin), at, word)
    return None


def _inside_frame(clause: Clause, head: _Head, place: int, form: str) -> Governed | None:
    """Find the verb behind a prepositional frame: 在贫困地区|建立|生产基地."""
    text, words = clause.text, clause.words
    begin = place + len(form)
    framed = head if head.frame else head._replace(frame=form, frame_end=begin)
    if form in ("将", "把"):
        for wanted in (("placing",), ("verb", "compound")):
            for at, word in inner_verbs(clause, begin, wanted):
                return _found(clause, framed, at, word)
        return None
    if form in ("对", "对于"):
        givings = [*inner_verbs(clause, begin, ("giving",))]
        # 给予奖励: what stands right behind one is its object.
        ends = {at + len(word) for at, word in givings}
        givings = [(at, word) for at, word in givings if at not in ends]
        if givings:
            return _found(clause, framed, *givings[-1])
    if form in ("由", "会同"):
        end = body_end(clause, begin, ends=False)
        if end > 0:
            return _read(clause, framed._replace(place=end + text.startswith("等", end)))
    if form == "以" and "为" not in text[begin:] and not _ANY_WAY.search(text, begin):
        return None
    nested = _nested(clause, begin) if form in _AT else 0
    if form == "在":
        begin = _behind_place(clause, begin)
    found = [*inner_verbs(clause, begin, ("verb", "compound"), seen_noun=begin > framed.frame_end > 0 and form == "在")]
    if nested and (not found or nested < found[0][0]):
        return _inside_frame(clause, framed, nested, text[nested])
    leading = [(at, word) for at, word in found if adverb_before(clause, begin, at)]
    for at, word in leading or found:
        way = text.endswith(WAY, begin, at)
        adverb = bool(leading)
        if "modifier" in words.parts[word] and not (adverb or form in _AT or form in _TO or way):
            continue
        if form in ("对", "对于") and not adverb:
            continue
        if form == "以" and not (adverb or way or _closed(text, begin, at)):
            continue
        loose = adverb or form in _ABOUT or way or (head.auxiliary and form in _BY)
        inside = (at + len(word) >= len(text) and not head.auxiliary) or text.startswith("、", at + len(word))
        if (words.plays(form, "manner") or form in _BY) and (inside or not loose):
            continue
        if form in _BY and word in _RULE:
            continue
        return _found(clause, framed, at, word)
    return None


def _nested(clause: Clause, begin: int) -> int:
    """Return where 将 or 对 stands behind a place or a body: 在全省|对…实行…; 0 where there is none."""
    if not _PLACING.search(clause.text, begin + 1):
        return 0
    for token in clause.tokens:
        if token.begin > begin and clause.text[token.begin : token.end] in ("将", "把", "对"):
            return token.begin
    return 0


def _behind_place(clause: Clause, begin: int) -> int:
    """Return the place behind 在…中 where a verb follows it; ``begin`` where the frame has no such end."""
    text, words = clause.text, clause.words
    depth = 0
    for token in clause.tokens:
        depth += (text[token.begin] in "“（《") - (text[token.begin] in "”）》")
        if token.begin <= begin or depth or text[token.begin : token.end] not in _PLACE:
            continue
        _, parts = words.at(text, token.end)
        if is_act(parts) or "adverb" in parts or "frame" in parts:
            return token.end
    return begin


def _closed(text: str, begin: int, place: int) -> bool:
    """Tell whether 以…为… has come to its second half before a place."""
    return 0 <= text.find("为", begin) < place - 1


def _auxiliaries(clause: Clause, place: int) -> Iterator[int]:
    """Yield where auxiliaries stand behind a subject."""
    if not clause.words.auxiliaries.search(clause.text, place + 1):
        return
    for token in clause.tokens:
        if token.begin > place and clause.words.plays(clause.text[token.begin : token.end], "auxiliary"):
            yield token.begin


def _behind_auxiliary(clause: Clause, head: _Head) -> Governed | None:
    for auxiliary in _auxiliaries(clause, head.place):
        found = _read(clause, head._replace(place=auxiliary))
        if found:
            return found
    return None


def _body_leads(clause: Clause, place: int) -> bool:
    """Tell whether a body's name runs from a place up to an auxiliary: 编制单位|应当…"""
    ends = {match.end() for match in clause.words.bodies.finditer(clause.text, place)}
    return bool(ends) and not ends.isdisjoint(_auxiliaries(clause, place))


def _behind_subject(clause: Clause, head: _Head) -> Governed | None:
    """Read a clause whose subject comes first: 区政府将…, 村民委员会应…, 运营收益用于…"""
    text = clause.text
    if any(_auxiliaries(clause, head.place)):
        return _behind_auxiliary(clause, head)
    end = body_end(clause, head.place, strict=True)
    if end > 0:
        found = _read(clause, head._replace(place=end + text.startswith("等", end)))
        if found:
            return found
    # The words are cut only where the text holds one of those that are wanted.
    if clause.words.predicates.search(text, head.place):
        for at, word in inner_verbs(clause, head.place, ("predicate",)):
            if word == "由":
                found = _read(clause, head._replace(place=at))
                if found:
                    return found
            elif at + len(word) < len(text) and "的" not in text[at:]:
                return _found(clause, head._replace(place=at), at, word)
    if clause.words.prescribing.search(text):
        for at, word in inner_verbs(clause, head.place, ("verb", "compound")):
            if at + len(word) < len(text) and prescribed(clause, at):
                return _found(clause, head._replace(place=at), at, word)
    return None
