"""The stretches of text that findings are read from: passages, headings that say something, cells with prose."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from .outline import Outline, Passage

_FIGURE = re.compile(r"[0-9０-９]")
_PROSE = 4  # characters; a shorter cell or heading holds a number or a name, no sentence


def read_stretches(outline: Outline) -> Iterator[Passage]:
    """Return passages, headings with a figure in them, and table cells, in the order of the text.

    >>> from zhengtu.ingest.outline import Section
    >>> section = Section("s1", 1, "一", "新建水厂3座", "tasks", "", 0, 9, 8)
    >>> [(p.begin, p.end) for p in read_stretches(Outline("一、新建水厂3座。", sections=(section,)))]
    [(0, 8)]
    """
    yield from sorted([*outline.passages, *_headings(outline), *_cells(outline)], key=lambda passage: passage.begin)


def _headings(outline: Outline) -> Iterator[Passage]:
    """Headings, each once; one whose "title" is the first sentence of its passage is read there."""
    kinds = {section.id: section.kind for section in outline.sections}
    taken = [(passage.begin, passage.end) for passage in outline.passages]
    seen: set[int] = set()
    for task in outline.tasks:
        if _has_figure(task.title):
            seen.add(task.begin)
            if not _overlaps(taken, task.begin, task.body_begin):
                yield Passage(task.begin, task.body_begin, task.section, task.id, kinds.get(task.section, "tasks"))
    for section in outline.sections:
        free = section.begin not in seen and not _overlaps(taken, section.begin, section.body_begin)
        if free and _has_figure(section.title):
            yield Passage(section.begin, section.body_begin, section.id, "", section.kind)


def _overlaps(taken: list[tuple[int, int]], begin: int, end: int) -> bool:
    at = bisect_left(taken, (begin, end))
    before = at > 0 and taken[at - 1][1] > begin
    return begin == end or before or (at < len(taken) and taken[at][0] < end)


def _cells(outline: Outline) -> Iterator[Passage]:
    kinds = {section.id: section.kind for section in outline.sections}
    for table in outline.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.end - cell.begin > _PROSE:
                    kind = kinds.get(row.section, "")
                    kind = kind if kind == "background" else "cell"
                    yield Passage(cell.begin, cell.end, row.section, row.task, kind)


def _has_figure(title: str) -> bool:
    return len(title) > _PROSE and _FIGURE.search(title) is not None
