"""A text in lines and pieces: every piece knows all that was found where it stands, however findings overlap."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .finding import Finding

_CELL = " | "


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text in which nothing begins or ends.

    ``findings`` are those that cover it, the outermost first; the last, which is the shortest, is what a click shows.
    ``here`` marks what the address asked for.
    """

    text: str
    begin: int
    findings: tuple[Finding, ...]
    here: bool = False

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers of its findings, each once, the outermost first."""
        return tuple(dict.fromkeys(finding.layer for finding in self.findings))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: a heading of some level (0 for none), or a row of a table, which has several cells."""

    begin: int
    heading: int
    cells: tuple[tuple[Piece, ...], ...]
    is_row: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: the rows of one table, or a single line."""

    is_table: bool
    lines: tuple[Line, ...]


def mark(
    text: str, findings: Sequence[Finding], headings: Mapping[int, tuple[int, int]], here: tuple[int, int] = (0, 0)
) -> Iterator[Block]:
    """Yield a text in blocks; ``headings`` are ends and levels by the place where a heading begins.

    >>> lines = [line for block in mark("一、目标\\n县 | 局", (), {}) for line in block.lines]
    >>> [[piece.text for cell in line.cells for piece in cell] for line in lines]
    [['一、目标'], ['县', '局']]
    """
    by_begin = sorted(findings, key=lambda each: (each.begin, -each.end))
    borders = sorted({place for each in findings for place in (each.begin, each.end)} | set(here))
    rows: list[Line] = []
    for line in _lines(text, by_begin, borders, headings, here):
        if line.is_row:
            rows.append(line)
            continue
        if rows:
            yield Block(True, tuple(rows))
            rows = []
        yield Block(False, (line,))
    if rows:
        yield Block(True, tuple(rows))


def _lines(
    text: str,
    findings: Sequence[Finding],
    borders: Sequence[int],
    headings: Mapping[int, tuple[int, int]],
    here: tuple[int, int],
) -> Iterator[Line]:
    first, covering, begin = 0, list[Finding](), 0
    for words in text.splitlines(keepends=True):
        end = begin + len(words)
        while first < len(findings) and findings[first].begin < end:
            covering.append(findings[first])
            first += 1
        covering = [each for each in covering if each.end > begin]
        if words.strip():
            cells = tuple(
                tuple(_pieces(text, start, stop, covering, borders, here)) for start, stop in _cells(words, begin)
            )
            # A heading with its text behind it in the same line makes no heading of the whole line.
            found = (headings[place] for place in range(begin, end) if place in headings)
            level = next((level for stop, level in found if not text[stop:end].strip(" 　。\r\n")), 0)
            yield Line(begin, level, cells, len(cells) > 1)
        begin = end


def _cells(words: str, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a line's cells; a line that is no table row is one cell."""
    whole = words.rstrip()
    start = len(whole) - len(whole.lstrip())
    while (bar := whole.find(_CELL, start)) >= 0:
        yield begin + start, begin + bar
        start = bar + len(_CELL)
    if whole.endswith(" |"):  # the last cell is empty, and its space went with the end of the line
        yield begin + start, begin + max(start, len(whole) - 2)
        start = len(whole)
    yield begin + start, begin + len(whole)


def _pieces(
    text: str, begin: int, end: int, findings: Iterable[Finding], borders: Sequence[int], here: tuple[int, int]
) -> Iterator[Piece]:
    inside = borders[bisect_right(borders, begin) : bisect_left(borders, end)]
    for start, stop in zip((begin, *inside), (*inside, end), strict=True):
        if start < stop:
            over = [each for each in findings if each.begin <= start and stop <= each.end]
            over.sort(key=lambda each: each.begin - each.end)
            yield Piece(text[start:stop], start, tuple(over), here[0] <= start and stop <= here[1])
