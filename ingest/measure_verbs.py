"""The governing verb of a clause of official prose: what is done, how binding it is, and where the quote starts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .measure_bodies import Clause, body_end
from .measure_words import Sense

_NUMBER = re.compile(r"(?:[（(]?[0-9０-９]{1,2}[）)．.、]|[①-⑳㈠-㈩]|[（(]?[一二三四五六七八九十]{1,3}[）)、]|[—\-·•●○■]+)+")
_TIME = re.compile(
    r"(?:力争|争取)?(到|至|自|从|在)?(?:每年|[12]\d{3}年|“[一二三四五六七八九十]+五”)"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:期间|底|末|初)?(?:之?前|以?前|起|后|内)?"
)
_SUFFIX = "者员性型化业力率量度费法权期类线库区局院所站厅部后时前班会信书"
_JOIN = re.compile(r"和|与|并|及|或|、")
_MEANS_NOUN = re.compile(r"(?:方式|形式|途径|渠道|手段|模式|办法|方法|技术|平台|措施|数据|等)$")
_MEANS_NOUN_IN = re.compile(r"方式|形式|手段|模式|名义|办法")
_MANNER_NOUN = re.compile(r"(?:方式|形式|途径|渠道|手段|模式|办法|程序|运作|制度|平台|单元|要求|规定|原则|等)$")
_BY = ("按", "依照", "参照", "遵照", "比照", "随着", "鉴于", "经")
_ABOUT = ("针对", "面向", "围绕", "以", "按")
_NOUNS = ("要素", "要点", "用地")
_AMOUNT = ("一批", "一支", "一系列", "若干", "一个")
_ADJUST = ("verb", "compound", "effect")


@dataclass(frozen=True, slots=True)
class Governed:
    """A clause read from its head, as places in its text without white space.

    ``begin`` is where the quote starts, ``verb_begin`` and ``verb_end`` hold the verb. ``frame`` is the preposition
    that leads the clause ("" where none does) and ``frame_end`` the place behind it. ``first_word`` is the dictionary
    form of the verb's first word.
    """

    begin: int
    verb_begin: int
    verb_end: int
    sense: Sense
    modality: str
    first_word: str
    frame: str = ""
    frame_end: int = 0


@dataclass(frozen=True, slots=True)
class _Head:
    """What has been passed over so far."""

    begin: int
    place: int
    auxiliary: str = ""
    frame: str = ""
    frame_end: int = 0
    adverb: bool = False


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
        if "opener" not in parts or ("adverb" in parts and len(form) > 2):
            return place
        rest, behind = words.at(text, place + len(form))
        if len(form) == 1 and not rest and not clause.cut_at(place + 1):
            return place
        if len(form) == 1 and "stop" in behind:
            return place
        place += len(form)


def only_frames(clause: Clause, begin: int) -> bool:
    """Tell whether a clause only says when, where, under what condition or by what means."""
    text, words = clause.text, clause.words
    if not words.frame_end.search(text):
        return False
    if text.endswith("的"):
        return True
    place = _pass_adverbs(clause, begin)
    _, parts = words.at(text, place)
    return "frame" in parts or "manner" in parts or bool(_TIME.match(text, begin))


def govern(clause: Clause) -> Governed | None:
    """Find the verb that governs a clause; None where the clause states no action.

    >>> from zhengtu.ontology import load_ontology
    >>> from zhengtu.ingest.measure_words import measure_words
    >>> clause = Clause("区交通委要尽快建立健全反馈机制", measure_words(load_ontology()))
    >>> found = govern(clause)
    >>> clause.text[found.verb_begin : found.verb_end], found.modality
    ('建立健全', 'must')
    """
    begin = opens(clause)
    if begin >= len(clause.text) - 2 or only_frames(clause, begin):
        return None
    time = _TIME.match(clause.text, begin)
    place = time.end() if time else begin
    if place >= len(clause.text):
        return None
    words = clause.words
    form, parts = words.at(clause.text, place)
    if "frame" in parts or ("manner" in parts and "verb" not in parts):
        return _read(clause, _Head(begin, place)) or _behind_auxiliary(clause, begin, place)
    if "modifier" in parts:
        # 发展规划要…, 运营收益用于…: what looks like the verb may begin the subject's name.
        found = _behind_auxiliary(clause, begin, place)
        if found is None and words.named.match(clause.text, place):
            found = _behind_subject(clause, begin, place)
            if found is None and _describes(clause, place):
                return None
        if found:
            return found
    return _read(clause, _Head(begin, place)) or _behind_subject(clause, begin, place)


def _read(clause: Clause, head: _Head) -> Governed | None:
    """Read on from a place: auxiliaries and adverbs are passed over, a verb ends the search, a preposition frames it."""
    text, words = clause.text, clause.words
    place = head.place
    for _ in range(12):
        form, parts = words.at(text, place)
        if head.adverb and text.startswith("地", place):
            place += 1
            continue
        if not form:
            break
        following = words.at(text, place + len(form))[1] if "adverb" in parts else {}
        if "auxiliary" in parts:
            head = replace(head, auxiliary=parts["auxiliary"].modality)
        elif "adverb" in parts and (not _verbal(parts) or _goes_on(following)):
            head = replace(head, adverb=True)
        elif _verbal(parts) and _is_verb(clause, place, form) and not (place > head.begin and _describes(clause, place)):
            inner = _behind_means(clause, head, place, form) if "manner" in parts else None
            return inner or _found(clause, head, place, form)
        elif "frame" in parts or "manner" in parts:
            return _inside_frame(clause, head, place, form)
        else:
            break
        place += len(form)
    if place > head.place or head.auxiliary:
        token = clause.token_at(place)
        form, parts = words.at(text, place)
        if token and token.tag.startswith("v") and token.end < len(text) and "stop" not in parts and len(text) > 4:
            if (head.auxiliary or head.adverb) and token.end - token.begin > 1 and "manner" not in parts:
                return _found(clause, head, place, text[token.begin : token.end], unknown=True)
    return None


def _verbal(parts: dict[str, Sense]) -> bool:
    return any(part in parts for part in _ADJUST)


def _goes_on(parts: dict[str, Sense]) -> bool:
    return _verbal(parts) or "adverb" in parts or "frame" in parts


def _sense(parts: dict[str, Sense]) -> Sense:
    for part in ("compound", "verb", "effect", "giving", "placing", "predicate"):
        if part in parts:
            return parts[part]
    return Sense("do", False, False)


def _is_verb(clause: Clause, place: int, form: str) -> bool:
    """Tell whether a verb's form is the verb here, and not the start of 研究院 or of 建设的项目."""
    text = clause.text
    end = place + len(form)
    if text.startswith(("的", "性", "型"), end):
        return False
    return not (text[end : end + 1] and text[end] in _SUFFIX and not clause.cut_at(end))


def _behind_means(clause: Clause, head: _Head, place: int, form: str) -> Governed | None:
    """Find the verb behind a means that a verb brings in: 采取以奖代补方式|支持…, 运用大数据|开展…"""
    for at, word in _inner(clause, place + len(form), ("verb", "compound", "giving")):
        led = _adverb_before(clause, place + len(form), at) or _MEANS_NOUN.search(clause.text, place, at)
        if led:
            return _found(clause, replace(head, frame=form, frame_end=place + len(form)), at, word)
    return None


def _found(clause: Clause, head: _Head, place: int, form: str, *, unknown: bool = False) -> Governed:
    text, words = clause.text, clause.words
    parts = words.parts.get(form, {})
    sense = _sense(parts)
    end = place + len(form)
    first = form
    if not sense.takes_verb or unknown:
        end = _coordinated(clause, end)
    modality = sense.modality
    if head.auxiliary == "forbid" or (head.auxiliary and modality == "do"):
        modality = head.auxiliary
    return Governed(head.begin, place, end, sense, modality, first, head.frame, head.frame_end)


def _coordinated(clause: Clause, end: int) -> int:
    """Return where a verb ends that others are joined to: 遴选和培养, 发现并协调解决, 调查、评估."""
    text, words = clause.text, clause.words
    form, parts = words.at(text, end)
    if "verb" in parts and text.startswith(_AMOUNT, end + len(form)):
        return end + len(form)  # 选树推广一批: what counts things is the object of both
    for _ in range(4):
        join = _JOIN.match(text, end)
        if not join:
            return end
        form, parts = words.at(text, join.end())
        behind = join.end() + len(form)
        if not ("verb" in parts or "compound" in parts) or behind >= len(text) or text[behind] in "的，":
            return end
        if not _is_verb(clause, join.end(), form) or words.named.match(text, join.end()):
            return end
        end = behind
    return end


def _inside_frame(clause: Clause, head: _Head, place: int, form: str) -> Governed | None:
    """Find the verb behind a prepositional frame: 在贫困地区|建立|生产基地."""
    text, words = clause.text, clause.words
    begin = place + len(form)
    framed = replace(head, frame=form, frame_end=begin) if not head.frame else head
    if form in ("将", "把"):
        for at, word in _inner(clause, begin, ("placing",)):
            return _found(clause, framed, at, word)
        for at, word in _inner(clause, begin, ("verb", "compound")):
            return _found(clause, framed, at, word)
        return None
    if form in ("对", "对于", "针对", "就"):
        givings = list(_inner(clause, begin, ("giving",)))
        if givings:
            return _found(clause, framed, *givings[-1])
        if any(match.end() == len(text) for match in words.bodies.finditer(text, begin)):
            return None
    if form == "由":
        end = body_end(clause, begin)
        if end > 0:
            return _read(clause, replace(framed, place=end + text.startswith("等", end)))
    if form == "以":
        end = text.find("为", begin)
        means = _MEANS_NOUN_IN.search(text, begin)
        if end < 0 and not means:
            return None
        begin = end + 1 if end >= 0 else begin
    for at, word in _inner(clause, begin, ("verb", "compound")):
        if words.plays(form, "manner") or form in _BY:
            led = _adverb_before(clause, begin, at) or _MANNER_NOUN.search(text, begin, at)
            direct = form in _ABOUT and not words.plays(word, "modifier")
            if at + len(word) >= len(text) or not (led or direct):
                continue
        return _found(clause, framed, at, word)
    return None


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
        depth += char in "“（《〔("
        depth -= char in "”）》〕)"
        if depth or token.begin < skip:
            seen_noun = True
            continue
        form, parts = words.at(text, token.begin)
        end = token.begin + len(form)
        if form and seen_noun and any(part in parts for part in wanted) and _stands_free(clause, token.begin, form):
            yield token.begin, form
            skip = end
        elif not ("adverb" in parts or token.tag in ("x", "p", "d", "c")):
            seen_noun = True


def _stands_free(clause: Clause, place: int, form: str) -> bool:
    """Tell whether a verb inside a clause governs: not in 新技术推广机构, 的实施, 建设和管理."""
    text, words = clause.text, clause.words
    end = place + len(form)
    if text[place - 1] in "的、和与及“":
        return False
    if end >= len(text):
        return not words.plays(form, "modifier")
    if text[end] in "的和与及或等）”" or (text[end] in "中时后" and clause.cut_at(end + 1)):
        return False
    if text[end] == "、":
        return _adverb_before(clause, 0, place)
    if not _is_verb(clause, place, form) or words.named.match(text, place):
        return False
    body = words.bodies.match(text, end)
    if body and body.end() == len(text):
        return False
    follower, behind = words.at(text, end)
    if "adverb" in behind and not _verbal(behind) and not words.plays(form, "placing"):
        led, parts = words.at(text, end + len(follower))
        if _verbal(parts) and end + len(follower) + len(led) < len(text):
            return False
    if words.plays(form, "modifier"):
        # 农村公路建设养护: between nouns such a verb is a noun, unless an adverb, a place or a body leads to it.
        return not _verbal(behind) and _led(clause, place)
    return True


def _led(clause: Clause, place: int) -> bool:
    """Tell whether what stands before a place leads to a verb: an adverb, 中 or 上, or the name of a body."""
    text = clause.text
    if text[place - 1] in "中上下内里间后前等" or _MANNER_NOUN.search(text, 0, place) or _adverb_before(clause, 0, place):
        return True
    return any(match.end() == place for match in clause.words.bodies.finditer(text))


def _behind_auxiliary(clause: Clause, begin: int, place: int) -> Governed | None:
    """Read on behind the auxiliary of a clause whose subject comes first: 村民委员会应…"""
    for token in clause.tokens:
        if token.begin > place and clause.words.plays(clause.text[token.begin : token.end], "auxiliary"):
            found = _read(clause, _Head(begin, token.begin))
            if found:
                return found
    return None


def _behind_subject(clause: Clause, begin: int, place: int) -> Governed | None:
    """Read a clause whose subject comes first: 区政府将…, 村民委员会应…, 运营收益用于…"""
    text = clause.text
    found = _behind_auxiliary(clause, begin, place)
    if found:
        return found
    end = body_end(clause, place)
    if end > 0:
        found = _read(clause, _Head(begin, end + text.startswith("等", end)))
        if found:
            return found
    for at, word in _inner(clause, place, ("predicate",)):
        if word == "由":
            found = _read(clause, _Head(begin, at))
            if found:
                return found
            continue
        return _found(clause, _Head(begin, at), at, word)
    return None


def _describes(clause: Clause, place: int) -> bool:
    """Tell whether a clause that starts with a verb-made name only describes: 试点工作取得成效."""
    text, words = clause.text, clause.words
    match = words.named.match(text, place)
    if not match:
        return False
    form, parts = words.at(text, match.end())
    return ("stop" in parts and form not in _NOUNS) or "adverb" in parts


def _pass_adverbs(clause: Clause, place: int) -> int:
    for _ in range(6):
        form, parts = clause.words.at(clause.text, place)
        if "adverb" not in parts and "opener" not in parts:
            return place
        place += len(form)
    return place
