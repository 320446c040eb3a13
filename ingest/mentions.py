"""Where a text names agencies, programmes, divisions, lists of divisions and groups of actors."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from zhengtu.ontology import Division, Ontology

from .agency_names import resolve_agency
from .document import Document
from .lexicon import Entry, build_lexicon
from .mention import Mention
from .outline import Outline
from .programme_names import find_programme_names
from .segmentation import word_ends

_GOVERNMENT = re.compile(
    r"(?:人民政府|政府)(?:办公厅|办公室)?(?!购买|采购|引导|主导|信息|网站|服务|职能|工作报告|性|投资|债券|资金|治理|部门)"
)
_IN_NUMBER = re.compile(r"[发函办厅秘字通告规]{0,3}[〔\[［（(][12]\d{3}")  # 国办发〔2018〕42号 mentions no body
# Behind these a level word is the end of another word (地区, 社区, 城市), not the document's own district.
_NO_LEVEL_BEFORE = "地社园城郊山灾疫牧林库景校厂小辖片街战特时禁都各级"
_LEVELS = ("自治区", "自治州", "自治县", "省", "市", "州", "盟", "区", "县", "旗")
_OFFICES = ("人民政府", "政府", "委")


def find_mentions(
    outline: Outline, document: Document, ontology: Ontology, begin: int = 0, end: int | None = None
) -> tuple[Mention, ...]:
    """Find all mentions of a text in order; names inside longer names are not found again.

    A department is one only behind a place or a level word, or in a local document; a place's short name only where
    the province stands before it or the full name elsewhere in the text. What cannot be told stays unresolved.
    """
    text = outline.text
    stop = len(text) if end is None else end
    lexicon = build_lexicon(ontology)
    matches = lexicon.find(text, begin, stop)
    sets = [match for match in matches if any(entry.type == "DivisionSet" for entry in match[0])]
    # 第一批创新型县（市） is a list of counties and names the programme 创新型县（市） too.
    for _, b, e in sets:
        matches += lexicon.find(text, b + 1, e)
    matches.sort(key=lambda match: match[1])
    named = {e.id for entries, _, _ in matches for e in entries if e.type == "Division"}
    divisions = _divisions(text, matches, document, ontology, named, _boundaries(text, matches))
    mentions = [*divisions, *_agencies(text, matches, divisions, document, ontology, begin, stop)]
    mentions += _programmes(text, matches, ontology, begin, stop)
    mentions += [Mention("DivisionSet", text[b:e], f"division-set:{_set(entries)}", b, e) for entries, b, e in sets]
    inside = _Spans((m.begin, m.end) for m in mentions)
    for entries, b, e in matches:
        actor = next((entry for entry in entries if entry.type == "ActorGroup"), None)
        if actor and not inside.overlap(b, e) and not _begins_torn(text, b, e):
            mentions.append(Mention("ActorGroup", text[b:e], f"actor:{actor.id}", b, e))
    return tuple(sorted(mentions, key=lambda m: (m.begin, -m.end, m.type)))


_Match = tuple[tuple[Entry, ...], int, int]


def _set(entries: tuple[Entry, ...]) -> str:
    return next(entry.id for entry in entries if entry.type == "DivisionSet")


def _boundaries(text: str, matches: list[_Match]) -> frozenset[int]:
    """The word boundaries around the places found: 示范县 holds no 范县, 和县域 no 和县."""
    ends: set[int] = set()
    done = -1
    for entries, begin, end in matches:
        # Near the end of a window words are cut in two: a place there gets one of its own.
        if end + _CONTEXT // 2 < done or not any(entry.type.endswith("Division") for entry in entries):
            continue
        start = max(0, begin - _CONTEXT)
        # A window's first word may be cut in two, but its last boundaries before the place are true.
        done = min(len(text), end + _CONTEXT)
        ends.update(start + end for end in word_ends(text[start:done]) if start + end < done)
        ends.add(start)
        if done == len(text):
            ends.add(done)
    return frozenset(ends)


_CONTEXT = 12
_NO_WORD = frozenset(("", *"、，。；：！？（）《》“”\n \u3000"))  # marks that no word reaches across


def _begins_torn(text: str, begin: int, end: int) -> bool:
    """Whether a name begins with the last character of another word, or is denied by 非.

    健全社会信用 holds no 全社会 and 行业主管部门 no 业主, while 建筑施工企业 does hold 施工企业.
    """
    if text[begin - 1 : begin] in _NO_WORD:
        return False
    start = max(0, begin - _CONTEXT)
    ends = word_ends(text[start : end + _CONTEXT])
    torn = begin + 1 - start in ends and begin - start not in ends
    return torn or text.startswith("非", begin - 1)


def _divisions(
    text: str, matches: list[_Match], document: Document, ontology: Ontology, named: set[str], words: frozenset[int]
) -> list[Mention]:
    mentions: list[Mention] = []
    last: tuple[Division, int] | None = None
    for entries, begin, end in matches:
        candidates = [ontology.divisions[e.id] for e in entries if e.type == "Division"]
        short = not candidates
        if short:
            candidates = [ontology.divisions[e.id] for e in entries if e.type == "ShortDivision"]
        if not candidates or (not short and _is_word_part(text, begin, end, candidates)):
            continue
        if text[begin:end] == "会同县" and document.jurisdiction[:2] != "43":
            continue  # 会同 with a county's department behind it, except in 湖南
        above = last[0] if last and last[1] == begin else None
        # 辽宁沈阳 is one word to a segmenter; a province's name ends where it ends.
        province = any(division.level == "province" for division in candidates)
        if above is None and (begin not in words or (end not in words and not province)):
            continue
        if short and text[end : end + 1] in ("省", "市", "县", "区", "州", "盟", "旗"):
            continue  # 崇明县 is no 崇明 that the gazetteer knows
        division = _choose(candidates, above, document, ontology, named, short, text, begin)
        if division is None:
            continue
        mentions.append(Mention("Division", text[begin:end], f"division:{division.code}", begin, end))
        last = (division, end)
    return mentions


def _is_word_part(text: str, begin: int, end: int, candidates: list[Division]) -> bool:
    """新城区 of 高新城区, 城区 of 老城区: a county's name that is the tail of a common noun."""
    common = all(getattr(division, "common_noun", False) for division in candidates)
    return common and begin > 0 and "一" <= text[begin - 1] <= "鿿"


def _choose(
    candidates: list[Division],
    above: Division | None,
    document: Document,
    ontology: Ontology,
    named: set[str],
    short: bool,
    text: str,
    begin: int,
) -> Division | None:
    if above is not None:
        below = [d for d in candidates if _inside(d, above, ontology)]
        if below:
            return below[0]
    if not short:
        if all(getattr(d, "common_noun", False) for d in candidates):
            return None
        near = [d for d in candidates if _related(d, document, ontology)]
        if len(near) == 1:
            return near[0]
        return candidates[0] if len(candidates) == 1 else None
    provinces = [d for d in candidates if d.level == "province"]
    if provinces:
        return provinces[0]
    known = [d for d in candidates if d.code in named or d.code == document.jurisdiction]
    return known[0] if len(known) == 1 else None


def _inside(division: Division, above: Division, ontology: Ontology) -> bool:
    code = division.parent
    while code:
        if code == above.code:
            return True
        code = ontology.divisions[code].parent if code in ontology.divisions else ""
    return False


def _related(division: Division, document: Document, ontology: Ontology) -> bool:
    own = ontology.divisions.get(document.jurisdiction)
    return own is not None and (
        division.code == own.code or _inside(division, own, ontology) or _inside(own, division, ontology)
    )


def _agencies(
    text: str,
    matches: list[_Match],
    divisions: list[Mention],
    document: Document,
    ontology: Ontology,
    begin: int,
    stop: int,
) -> list[Mention]:
    mentions: list[Mention] = []
    ends = {m.end: m for m in divisions}
    local = document.level not in ("", "national")
    for entries, b, e in matches:
        types = {entry.type for entry in entries}
        if not types & {"Agency", "Department"}:
            continue
        start = _place_before(text, b, ends) if "Department" in types else b
        if start == b and "Agency" not in types and not (local and _stands_alone(text, b)):
            continue
        if start == b and "Agency" in types and _tail_of_word(text, b, e):
            continue
        if _IN_NUMBER.match(text, e):
            continue
        mentions.append(_agency(text, start, e, document, ontology))
    for match in _GOVERNMENT.finditer(text, begin, stop):
        start = _place_before(text, match.start(), ends)
        if start < match.start():
            mentions.append(_agency(text, start, match.end(), document, ontology))
    return _longest(mentions)


def _agency(text: str, begin: int, end: int, document: Document, ontology: Ontology) -> Mention:
    resolved = resolve_agency(text[begin:end], document, ontology)
    return Mention("Agency", text[begin:end], resolved.agency, begin, end, resolved.generic)


def _place_before(text: str, begin: int, ends: dict[int, Mention]) -> int:
    """Where the name starts with the place or level word in front of a department: 区交通委, 上海市崇明区财政局."""
    for office in ("", *_OFFICES):
        if office and not text.endswith(office, 0, begin):
            continue
        position = begin - len(office)
        if position in ends:
            start = position
            while start in ends:
                start = ends[start].begin
            return start
        level = next((word for word in _LEVELS if text.endswith(word, 0, position)), "")
        if level:
            start = position - len(level)
            if start == 0 or text[start - 1] not in _NO_LEVEL_BEFORE:
                return start
    return begin


def _stands_alone(text: str, begin: int) -> bool:
    """Whether a department's short name is not the tail of a longer word."""
    return begin == 0 or not ("一" <= text[begin - 1] <= "鿿") or text[begin - 1] in "由和及与请"


def _tail_of_word(text: str, begin: int, end: int) -> bool:
    """A ministry's name inside a longer one: 科技部门 is not 科技部, 省国资委 is not the national one."""
    after = text[end : end + 1]
    if text[end - 1] == "部" and after == "门":
        return True
    return begin > 0 and text[begin - 1] in "省市区县州" and text[begin - 2 : begin - 1] not in ("各",)


def _longest(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.begin, -m.end)):
        if not kept or mention.begin >= kept[-1].end:
            kept.append(mention)
    return kept


def _programmes(text: str, matches: list[_Match], ontology: Ontology, begin: int, stop: int) -> list[Mention]:
    candidates: list[tuple[int, int, str]] = []
    for entries, b, e in matches:
        entry = next((entry for entry in entries if entry.type == "Programme"), None)
        if entry:
            if text[b] == "“" and text.find("”", b, e) == e - 1:
                b, e = b + 1, e - 1  # quotation marks around a whole name are the sentence's
            candidates.append((b, e, f"programme:{entry.id}"))
    known = {(b, e) for b, e, _ in candidates}
    for b, e in find_programme_names(text, begin, stop, ontology):
        if (b, e) not in known:
            candidates.append((b, e, "programme=" + text[b:e]))
    candidates.sort(key=lambda c: (c[0], -c[1], "=" in c[2]))
    mentions: list[Mention] = []
    for b, e, entity in candidates:
        if mentions and b < mentions[-1].end:
            continue
        mentions.append(Mention("Programme", text[b:e], entity, b, e))
    return mentions


class _Spans:
    """Where names were found, asked for each further one; mentions are many in a long text."""

    __slots__ = ("_begins", "_reach")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._begins = [begin for begin, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))  # how far those up to here go

    def overlap(self, begin: int, end: int) -> bool:
        before = bisect_left(self._begins, end)
        return before > 0 and self._reach[before - 1] > begin
