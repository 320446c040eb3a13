"""From the pages of a PDF file to its text: paragraphs mended, tables continued, heads and feet left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .numbering import marker_at
from .pdf_columns import Column, columns_of
from .pdf_edges import edge_lines
from .pdf_lines import TextLine, joined, lines_of
from .pdf_page import PdfPage
from .pdf_tables import PlacedCell, RuledTable, find_tables
from .table_text import table_lines

_SENTENCE_END = "。！？；：…”）"
_SAME_EDGE = 4.0  # points between the columns of a table on two pages
_STOPS = "。；;.!？"


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of all pages, where each page begins in it, and how many lines at their edges were left out."""

    text: str
    page_starts: tuple[int, ...]
    edge_lines: int


def lay_out(pages: Sequence[PdfPage]) -> Layout:
    """Return the text of pages: one paragraph or table row a line, also where it runs over lines and pages."""
    found = [find_tables(page) for page in pages]
    lines = [lines_of(glyphs) for _, glyphs in found]
    edges = edge_lines(lines, [page.height for page in pages])
    body = [tuple(line for line in page if line not in edge) for page, edge in zip(lines, edges, strict=True)]
    tables = _continued([list(tables) for tables, _ in found], body)
    columns = columns_of(body, [page.width for page in pages])
    writer = _Writer()
    for page_lines, page_tables, column in zip(body, tables, columns, strict=True):
        writer.begin_page()
        blocks: list[TextLine | RuledTable] = [*page_lines, *page_tables]
        for block in sorted(blocks, key=lambda block: block.top):
            if isinstance(block, TextLine):
                writer.line(block, column)
            else:
                writer.rows(table_lines(block.rows()))
    return writer.done(sum(map(len, edges)))


class _Writer:
    """Collects the text; the last line stays open until it is known whether the next one continues it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._open = ""
        self._last: TextLine | None = None
        self._column: Column | None = None
        self._starts: list[int] = []
        self._waiting = 0  # pages that have begun and hold nothing yet
        self._page_break = False
        self._pitch = 0.0

    def begin_page(self) -> None:
        self._waiting += 1
        self._page_break = True

    def line(self, line: TextLine, column: Column) -> None:
        text = line.text.replace(" | ", "｜")
        if (
            self._last is not None
            and self._column is not None
            and self._continues(self._last, line, self._column, column)
        ):
            mended = joined(self._open, text)
            self._start(self._length + len(mended) - len(text))
            self._open = mended
        else:
            self._close()
            self._start(self._length)
            self._open = text
        self._last, self._column, self._page_break = line, column, False

    def rows(self, rows: Sequence[str]) -> None:
        self._close()
        if rows:
            self._start(self._length)
        for row in rows:
            self._parts.append(f"{row}\n")
            self._length += len(row) + 1
        self._page_break = False

    def done(self, edge_count: int) -> Layout:
        self._close()
        self._start(self._length)
        return Layout("".join(self._parts), tuple(self._starts), edge_count)

    def _start(self, offset: int) -> None:
        self._starts += [offset] * self._waiting
        self._waiting = 0

    def _close(self) -> None:
        if self._open:
            self._parts.append(f"{self._open}\n")
            self._length += len(self._open) + 1
        self._open, self._last = "", None

    def _continues(self, last: TextLine, line: TextLine, above: Column, column: Column) -> bool:
        """Whether a line goes on with the paragraph of the one before."""
        size = max(last.size, line.size)
        if min(last.size, line.size) < 0.87 * size or last.right + line.unit < above.right - 0.3 * size:
            return False
        # Further in than one letter, a paragraph begins or a title is centred; further out, a new part begins.
        if abs(line.left - column.left) > 1.2 * size:
            return False
        if not self._page_break and column.pitch and line.top - last.top > 1.2 * column.pitch:
            return False
        ended = last.text[-1] in _SENTENCE_END
        if ended and marker_at(line.text, 0):
            return False
        return column.indents or (column.spaced and not self._page_break) or not ended


def _continued(tables: list[list[RuledTable]], lines: Sequence[Sequence[TextLine]]) -> list[list[RuledTable]]:
    """Mend tables that run over pages: drop the repeated header, join a row that was cut, carry merged cells on."""
    head: RuledTable | None = None  # the first part of the table that is open at the end of a page
    for index in range(1, len(tables)):
        before, page = tables[index - 1], tables[index]
        if not before or not page or _text_between(before[-1], page[0], lines[index - 1], lines[index]):
            head = None
            continue
        last, part = before[-1], page[0]
        if len(last.edges) != len(part.edges) or any(
            abs(a - b) > _SAME_EDGE for a, b in zip(last.edges, part.edges, strict=True)
        ):
            head = None
            continue
        head = head if head is not None and len(before) == 1 else last
        part = _without_header(part, head)
        before[-1], page[0] = _mended(last, part)
    return tables


def _text_between(last: RuledTable, part: RuledTable, above: Sequence[TextLine], below: Sequence[TextLine]) -> bool:
    return any(line.top > last.bottom for line in above) or any(line.bottom < part.top for line in below)


def _without_header(part: RuledTable, head: RuledTable) -> RuledTable:
    """Leave out the first rows of a part where they repeat those of the table."""
    depth = max((cell.rows for cell in head.cells if cell.row == 0), default=1)
    first = {cell for cell in head.cells if cell.row < depth}
    if part.height <= depth or {cell for cell in part.cells if cell.row < depth} != first:
        return part
    cells = tuple(replace(cell, row=cell.row - depth) for cell in part.cells if cell.row >= depth)
    return replace(part, cells=cells)


def _mended(last: RuledTable, part: RuledTable) -> tuple[RuledTable, RuledTable]:
    bottom = {cell.column: cell for cell in last.cells if cell.row + cell.rows == last.height}
    top = {cell.column: cell for cell in part.cells if cell.row == 0}
    carried = tuple(
        replace(cell, text=bottom[cell.column].text)
        if cell.row == 0 and cell.rows > 1 and not cell.text and cell.column in bottom
        else cell
        for cell in part.cells
    )
    part = replace(part, cells=carried)
    if not _is_cut_row(bottom, top) or part.height < 1:
        return last, part
    grown = {
        cell: replace(cell, text=joined(cell.text, top[column].text))
        for column, cell in bottom.items()
        if column in top
    }
    rest = tuple(replace(cell, row=cell.row - 1) for cell in part.cells if cell.row > 0)
    return replace(last, cells=tuple(grown.get(cell, cell) for cell in last.cells)), replace(part, cells=rest)


def _is_cut_row(bottom: dict[int, PlacedCell], top: dict[int, PlacedCell]) -> bool:
    """Whether the first row of a part goes on with the last row of the page before.

    Its first cell is empty, as the number stands on the page before, and what it adds breaks off there.
    """
    if bottom.keys() != top.keys() or any(cell.rows > 1 for cell in top.values()) or top[min(top)].text:
        return False
    if not bottom[min(bottom)].text:
        return False
    added = [column for column, cell in top.items() if cell.text]
    return bool(added) and all(bottom[column].text and bottom[column].text[-1] not in _STOPS for column in added)
