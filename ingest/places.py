"""Where in a text a position stands: its passage (or heading, or cell) and its sentence."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from .clauses import Span
from .outline import Outline, Passage, Section

_STOPS = "。！？"


@dataclass(frozen=True, slots=True)
class Places:
    """The stretches of a text by position."""

    text: str
    starts: tuple[int, ...]
    stretches: tuple[Passage, ...]
    sections: Mapping[str, Section]

    def passage_at(self, position: int) -> Passage | None:
        """Return the stretch that holds a position; None in title lines and what a web page adds."""
        at = bisect_right(self.starts, position) - 1
        for passage in self.stretches[max(0, at - 3) : at + 1][::-1]:
            if passage.begin <= position < passage.end:
                return passage
        return None

    def sentence_at(self, passage: Passage, begin: int, end: int) -> Span:
        """Return the sentence of a passage around a span, from one 。 to the next."""
        text = self.text
        start = max(passage.begin, *(text.rfind(mark, passage.begin, begin) + 1 for mark in _STOPS))
        stops = [at for mark in _STOPS if (at := text.find(mark, end, passage.end)) >= 0]
        return start, min(stops, default=passage.end)

    def article_of(self, passage: Passage) -> str:
        """Return the number of the article a passage stands in, "" outside of articles; 第一条 says on what ground."""
        section = self.sections.get(passage.section)
        return section.number if section and section.number.endswith("条") else ""


def read_places(outline: Outline) -> Places:
    """Order the passages, headings and cells of a text by position.

    >>> places = read_places(Outline("序。《甲》。", passages=(Passage(2, 6, "", "", "tasks"),)))
    >>> places.passage_at(0) is None, places.sentence_at(Passage(0, 6, "", "", ""), 2, 5)
    (True, (2, 5))
    """
    sections = {section.id: section for section in outline.sections}
    stretches = list(outline.passages)
    stretches += [Passage(s.begin, s.body_begin, s.id, "", s.kind) for s in outline.sections]
    stretches += [
        Passage(t.begin, t.body_begin, t.section, t.id, sections[t.section].kind if t.section in sections else "tasks")
        for t in outline.tasks
    ]
    for table in outline.tables:
        for row in table.rows:
            kind = sections[row.section].kind if row.section in sections else "tasks"
            stretches += [Passage(c.begin, c.end, row.section, row.task, kind) for c in row.cells if c.begin < c.end]
    stretches.sort(key=lambda passage: (passage.begin, passage.end))
    return Places(outline.text, tuple(p.begin for p in stretches), tuple(stretches), sections)
