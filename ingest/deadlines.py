"""Completion dates of work (完成时限): 2022年底前完成, 6月底前出台, 于12月31日前报送.

The year a goals section looks towards (到2025年) belongs to its targets, and what comes back every year (每年2月底前)
has no date at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.ontology import Ontology

from .clauses import Span, clauses, sentences
from .dates import Moment, find_moments
from .finding import Deadline
from .horizons import Calendar, read_calendar, year_of
from .outline import Outline, Passage, Row
from .stretches import read_stretches

_PAST_KINDS = ("background", "closing")
_LONE_DATE = re.compile(r"[，,、\s]*(?:力争|争取|确保|原则上|要|应|须|均|全面)*")
_FINISH = ("完成", "，完成", "前完成")
_NEAR = 16  # characters between 年内 and its verb; farther on it is another clause's
_NUMBERED = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Words:
    """The rules of the layer, compiled."""

    done: re.Pattern[str]
    standing: re.Pattern[str]
    column: re.Pattern[str]
    label: re.Pattern[str]  # a column's heading in a sentence, in front of the date: 完成时限为2030年6月30日


@lru_cache(maxsize=4)
def _words(ontology: Ontology) -> _Words:
    cues = {rule.values["aspect"]: rule.cues for rule in ontology.rules["deadlines"]}
    done, standing, column = ("|".join(map(re.escape, cues[aspect])) for aspect in ("done", "standing", "column"))
    label = re.compile(rf"(?:{column})[为是：:]$")
    return _Words(re.compile(done), re.compile(standing), re.compile(column), label)


def find_deadlines(outline: Outline, ontology: Ontology) -> tuple[Deadline, ...]:
    """Return the dates by which work must be done, in order; the quote runs from the date through the work.

    >>> from zhengtu.ontology import load_ontology
    >>> text = "2024年2月底前出台办法，年底前，各县完成试点。每年3月底前报送总结。"
    >>> outline = Outline(text, passages=(Passage(0, len(text), "", "t1", "tasks"),))
    >>> [(d.date, d.quote) for d in find_deadlines(outline, load_ontology())]
    [('2024-02-29', '2024年2月底前出台办法'), ('2024-12-31', '年底前，各县完成试点')]
    """
    words = _words(ontology)
    calendar = read_calendar(outline)
    found = list(_in_tables(outline, calendar, words))
    for passage in read_stretches(outline):
        if passage.kind not in _PAST_KINDS:
            found.extend(_in_passage(outline.text, passage, calendar, words))
    unique = {(deadline.begin, deadline.date): deadline for deadline in found}
    return tuple(sorted(unique.values(), key=lambda deadline: deadline.begin))


def _in_passage(text: str, passage: Passage, calendar: Calendar, words: _Words) -> Iterator[Deadline]:
    moments = [
        moment
        for moment in find_moments(text, passage.begin, passage.end, year_of(passage, calendar))
        if moment.role in ("by", "in")
    ]
    if not moments:
        return
    for sentence in sentences(text, passage.begin, passage.end):
        dated = [moment for moment in moments if sentence[0] <= moment.begin < sentence[1]]
        if not dated:
            continue
        spans = clauses(text, *sentence)
        for moment in dated:
            span = _work(text, moment, spans)
            if span and _is_due(text, moment, span, passage, words):
                quote = text[slice(*span)]
                yield Deadline(passage.task, moment.iso, quote, *span)


def _work(text: str, moment: Moment, spans: tuple[Span, ...]) -> Span | None:
    """The words from a date through the work: its clause, and the next one where the date stands alone."""
    for index, (begin, end) in enumerate(spans):
        if begin <= moment.begin < end:
            begin, end = _within_bracket(text, moment, begin, end)
            alone = _LONE_DATE.fullmatch(text, moment.end, end) is not None
            start = moment.begin if moment.begin - begin <= 2 else begin
            return start, spans[index + 1][1] if alone and index + 1 < len(spans) else end
    return None


def _within_bracket(text: str, moment: Moment, begin: int, end: int) -> Span:
    """Narrow a clause to the part of its bracket that holds a date: （责任单位：县水利局，完成时限：年底前）."""
    if text.rfind("（", begin, moment.begin) <= text.rfind("）", begin, moment.begin):
        return begin, end
    start = max(text.rfind(mark, begin, moment.begin) + 1 for mark in "（，；")
    stops = [at for mark in "）；，" if (at := text.find(mark, moment.end, end)) >= 0]
    return max(begin, start), min(stops, default=end)


def _is_due(text: str, moment: Moment, span: Span, passage: Passage, words: _Words) -> bool:
    """Whether a date says when work is done."""
    if words.standing.search(text, *span):
        return False
    if words.label.search(text, span[0], moment.begin):
        return True
    done = words.done.search(text, moment.end, span[1]) or words.done.search(text, span[0], moment.begin)
    dates_target = text[moment.begin] in "到至" and _NUMBERED.search(text, moment.end, span[1]) is not None
    if dates_target and not text.startswith(_FINISH, moment.end):
        return False  # 到2030年底，污水处理率达到96%
    if moment.exact and moment.role == "by":
        return passage.kind != "opening" or done is not None
    if passage.kind in ("goals", "principles", "opening"):
        return False
    if moment.role == "by":
        return done is not None
    near = words.done.search(text, moment.end, min(span[1], moment.end + _NEAR))
    within = text[moment.end - 1] == "内" or moment.exact
    return within and near is not None and moment.begin - span[0] <= 2


def _in_tables(outline: Outline, calendar: Calendar, words: _Words) -> Iterator[Deadline]:
    """The dates of a column 完成时限; 长期坚持 gives none."""
    text = outline.text
    for table in outline.tables:
        cells = table.header.cells if table.header else ()
        for index, cell in enumerate(cells):
            if words.column.search(text, cell.begin, cell.end):
                yield from _in_column(text, index, table.rows, calendar)


def _in_column(text: str, index: int, rows: tuple[Row, ...], calendar: Calendar) -> Iterator[Deadline]:
    for row in rows:
        if index < len(row.cells):
            cell = row.cells[index]
            moments = find_moments(text, cell.begin, cell.end, calendar.year)
            due = [moment for moment in moments if moment.role in ("by", "in")]
            if due:
                yield Deadline(row.task, due[-1].iso, text[cell.begin : cell.end], cell.begin, cell.end)
