"""Measures (政策措施): the clauses of a text's operative provisions that state an action."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from zhengtu.ontology import Ontology

from .clauses import clauses, sentences
from .finding import Measure
from .instruments import InstrumentCues, instrument_cues
from .measure_bodies import Clause, body_end
from .measure_heads import opens
from .measure_verbs import Governed, govern
from .measure_words import Words, measure_words
from .mention import Mention
from .outline import Outline

_TASKS = frozenset(("task", "box_item", "safeguard"))
_NAMED = frozenset(("Agency", "Division", "ActorGroup"))
_SECTIONS = frozenset(("tasks", "safeguards", "box", "annex"))
_LEADING = re.compile(r"[\s、，；。]*(?:（[^（）]*）\s*)+")
_TAIL = re.compile(r"\s*[（(][^（）()]*(?:负责|牵头|单位|配合|部门|下同|见附|详见|附件)[^（）()]*[）)]$")
# How a clause with 为 ends that only tells the gain: 为…提供支撑, but not 为农户提供培训.
_GAIN = (
    *("条件", "支撑", "保障", "支持", "基础", "动力", "动能", "环境", "氛围"),
    *("示范", "空间", "贡献", "力量", "样板", "经验", "活力", "便利"),
)
_SPACE = re.compile(r"\s")


class _Piece(NamedTuple):
    """A clause with what governs it; ``places`` maps its characters to the source text."""

    clause: Clause
    governed: Governed | None
    places: tuple[int, ...] | None
    offset: int
    end: int

    def source(self, place: int) -> int:
        """Return the offset in the source text of a place in the clause."""
        return self.offset + place if self.places is None else self.places[place]


class _Stated(NamedTuple):
    """An action: the clause with its verb, the place where those addressed end, where the quote ends in the source.

    ``addressed`` is -1 where nobody is; ``held`` is the clause in front that waited for this one.
    """

    piece: _Piece
    governed: Governed
    addressed: int
    end: int
    held: _Piece | None


def find_measures(outline: Outline, mentions: tuple[Mention, ...], ontology: Ontology) -> tuple[Measure, ...]:
    """Find the clauses that state an action, in the order of the text.

    Read are the paragraphs of tasks, box items and safeguards, and the table cells of a task's row that hold running
    text. A clause that only tells the manner (通过…方式) or, at the end of a sentence, the effect (提高…水平) is no
    measure of its own. ``target`` is whom the measure addresses, "" where that is a thing. The names among the
    mentions help to tell who acts (某部|落实…).

    >>> from zhengtu.ontology import load_ontology
    >>> from zhengtu.ingest.structure import split_sections
    >>> text = "一、重点任务\\n（一）修路。鼓励村民参与管护，建设农村公路。\\n"
    >>> found = find_measures(split_sections(text, load_ontology()), (), load_ontology())
    >>> [(m.quote, m.verb, m.modality, m.target) for m in found]
    [('鼓励村民参与管护', '鼓励', 'encourage', '村民'), ('建设农村公路', '建设', 'do', '')]
    """
    words, instruments = measure_words(ontology), instrument_cues(ontology)
    names = sorted({mention.end for mention in mentions if mention.type in _NAMED})
    found: list[Measure] = []
    for begin, end, task in sorted(_provisions(outline)):
        for stated in _in_passage(outline.text, begin, end, words, names):
            found.append(_measure(outline.text, stated, f"m{len(found) + 1}", task, instruments))
    return tuple(found)


def _provisions(outline: Outline) -> Iterator[tuple[int, int, str]]:
    """Yield the spans of operative text with their task."""
    kinds = {task.id: task.kind for task in outline.tasks}
    for passage in outline.passages:
        if kinds[passage.task] in _TASKS if passage.task in kinds else passage.kind in _SECTIONS:
            yield passage.begin, passage.end, passage.task
    titles = {task.id: task.title for task in outline.tasks}
    for table in outline.tables:
        for row in table.rows:
            for cell in row.cells if row.task else ():
                text = outline.text[cell.begin : cell.end]
                if len(text) > 12 and ("，" in text or "。" in text) and text != titles.get(row.task):
                    yield cell.begin, cell.end, row.task


def _in_passage(text: str, begin: int, end: int, words: Words, names: list[int]) -> Iterator[_Stated]:
    for start, stop in sentences(text, begin, end):
        lead = _LEADING.match(text, start, stop)
        start = lead.end() if lead else start
        if start >= stop or words.look_back.match(text, start, stop) or words.background.search(text, start, stop):
            continue
        group: list[_Piece] = []
        for b, e in clauses(text, start, stop):
            group.append(_piece(text, b, e, words, names))
            if text.startswith(("；", ";"), e):
                yield from _in_group(group)
                group = []
        yield from _in_group(group)


def _piece(text: str, begin: int, end: int, words: Words, names: list[int]) -> _Piece:
    """Read one clause, without white space and without a bracket at its end that names who answers."""
    end = begin + len(text[begin:end].rstrip("。；！？ \n"))
    tail = _TAIL.search(text, begin, end) if text[end - 1] in "）)" else None
    end = tail.start() if tail else end
    content = text[begin:end]
    places: tuple[int, ...] | None = None
    if _SPACE.search(content):
        places = tuple(index for index in range(begin, end) if not text[index].isspace())
        content = "".join(text[index] for index in places)
    inside = names[bisect_right(names, begin) : bisect_right(names, end)]
    # A name's end is the place behind its last character, which white space may stand behind in the source.
    ends = (end - begin for end in inside) if places is None else (bisect_left(places, end) for end in inside)
    clause = Clause(content, words, tuple(ends) if inside else ())
    return _Piece(clause, govern(clause), places, begin, end)


def _in_group(group: list[_Piece]) -> Iterator[_Stated]:
    """Find which clauses of one sentence state an action of their own."""
    kept = _without_effects(group)
    held: _Piece | None = None
    index = 0
    while index < len(group):
        piece = group[index]
        following = group[index + 1] if index + 1 < len(group) else None
        if piece.governed is None:
            held = piece if following and _holds(piece, following) else None
        elif index in kept and not (following and _is_subject(piece, piece.governed, following)):
            governed, last = piece.governed, index
            addressed = -1
            if governed.sense.takes_actor:
                ends = governed.sense.ends
                addressed = body_end(piece.clause, governed.verb_end, ends=ends, strict=not ends)
            while (
                addressed > 0 and last + 1 < len(group) and _unfinished(piece, addressed, group[last], group[last + 1])
            ):
                last += 1
            yield _Stated(piece, governed, addressed, group[last].end, held)
            index, held = last, None
        index += 1


def _without_effects(group: list[_Piece]) -> frozenset[int]:
    """Return which clauses stay: neither means in front of an action nor effects at the end of the sentence."""
    acting = [
        (index, piece.governed) for index, piece in enumerate(group) if piece.governed and not piece.governed.bare
    ]
    if len(acting) < 2:
        return frozenset(index for index, _ in acting)
    plays = group[0].clause.words.plays
    kept = {index for index, _ in acting}
    for (index, governed), (_, behind) in pairwise(acting):
        # 运用现代信息技术，拓展销售渠道
        if plays(governed.first_word, "manner") and not plays(behind.first_word, "effect"):
            kept.discard(index)
    trailing = True
    for index, governed in reversed([each for each in acting if each[0] in kept][1:]):
        effect = plays(governed.first_word, "effect")
        gain = governed.frame == "为" and group[index].clause.text.endswith(_GAIN)
        trailing = trailing and (effect or gain)
        if trailing or (effect and not plays(governed.first_word, "verb")):
            kept.discard(index)
    return frozenset(kept)


def _is_subject(piece: _Piece, governed: Governed, following: _Piece) -> bool:
    """Tell whether a clause is only what the next one speaks of: 申报评价标识的项目，由市局审核."""
    text = piece.clause.text
    if governed.frame or governed.modality != "do" or "的" not in text[-9:-1]:
        return False
    form, parts = piece.clause.words.at(following.clause.text, opens(following.clause))
    return form == "由" or "auxiliary" in parts


def _holds(piece: _Piece, following: _Piece) -> bool:
    """Tell whether a clause without a verb waits for the next one: 对……的企业，……给予补助."""
    clause = piece.clause
    begin = opens(clause)
    form = clause.words.at(clause.text, begin)[0]
    wanted = {"对": "giving", "对于": "giving", "将": "placing", "把": "placing"}.get(form)
    governed = following.governed
    if wanted is None or len(clause.text) <= begin + 3 or governed is None:
        return False
    return clause.words.plays(governed.first_word, wanted) and governed.frame not in ("对", "对于", "将", "把")


def _unfinished(piece: _Piece, end: int, last: _Piece, following: _Piece) -> bool:
    """Tell whether those whom a measure addresses have not yet been told what to do: 带动各地以企业为平台，……"""
    if last is not piece:
        return last.governed is None
    clause = piece.clause
    if clause.text.startswith("等", end):
        end += 1
        if end >= len(clause.text):
            return True
    if end >= len(clause.text):
        return following.governed is None and _is_frame(following.clause)
    rest = Clause(clause.text[end:], clause.words)
    _, parts = rest.words.at(rest.text, 0)
    return ("frame" in parts or "manner" in parts) and govern(rest) is None


def _is_frame(clause: Clause) -> bool:
    """Tell whether a clause opens with a preposition or a means."""
    _, parts = clause.words.at(clause.text, opens(clause))
    return "frame" in parts or "manner" in parts


def _measure(text: str, stated: _Stated, measure_id: str, task: str, instruments: InstrumentCues) -> Measure:
    piece, governed, addressed, end, held = stated
    clause = piece.clause
    target, behind = _target(clause, governed, addressed, held)
    if governed.frame in ("将", "把"):
        behind = governed.frame_end
    begin = held.source(opens(held.clause)) if held else piece.source(governed.begin)
    object_begin = piece.source(behind) if behind < len(clause.text) else end
    quote = text[begin:end]
    return Measure(
        id=measure_id,
        task=task,
        quote=quote,
        begin=begin,
        end=end,
        verb=clause.text[governed.verb_begin : governed.verb_end],
        modality=governed.modality,
        instrument=instruments.best(quote),
        target=target,
        object=text[object_begin:end].lstrip("，"),
    )


def _target(clause: Clause, governed: Governed, addressed: int, held: _Piece | None) -> tuple[str, int]:
    """Return whom a measure addresses ("" for nobody) and the place from which on its object stands."""
    text = clause.text
    behind = governed.verb_end
    if held is not None:
        named = held.clause.text[opens(held.clause) :]
        return (_named_by_frame(held.clause, named) if named.startswith("对") else ""), behind
    if governed.frame in ("对", "对于") and clause.words.plays(governed.first_word, "giving"):
        return _named_by_frame(clause, text[governed.frame_end - len(governed.frame) : governed.verb_begin]), behind
    if addressed > 0:
        return text[behind:addressed], addressed + text.startswith("等", addressed)
    return "", behind


def _named_by_frame(clause: Clause, frame: str) -> str:
    """Return the body that 对 names: 对|带动就业明显的企业|依法给予补助; "" where it names a thing."""
    words = clause.words
    frame = frame.removeprefix("对于").removeprefix("对")
    ends = [match.end() for match in words.bodies.finditer(frame)]
    if not ends:
        return ""
    rest = frame[ends[-1] :].removeprefix("等")
    form, parts = words.at(rest, 0)
    while "adverb" in parts:
        rest = rest[len(form) :]
        form, parts = words.at(rest, 0)
    return frame[: ends[-1]] if not rest or "manner" in parts or "frame" in parts or rest[0] == "，" else ""
