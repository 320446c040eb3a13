"""Tables as lines of text: one row a line, cells between " | ", as `tables` reads them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .spacing import closed_up

# Pages write colspan="1000" for "all the rest"; a document has no more columns than this, and a bomb does.
_MOST_COLUMNS = 256
# Places and characters that merged cells may add to a table; with more it is a bomb, and they then stand once.
_MOST_ADDED = 4_000_000
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as formats hold it: its text, one paragraph a line, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


def table_lines(rows: Iterable[Sequence[SpanCell]]) -> list[str]:
    """Return the lines of a table.

    A cell over several rows is repeated in each of them, so that columns stay aligned and every row says who answers
    for it; one over several columns stands once, with empty cells after it. A cell over the whole width is a heading
    between rows, or a box of text, and its paragraphs become plain lines. Rows without text are left out.

    >>> table_lines([
    ...     [SpanCell("任务"), SpanCell("单位")],
    ...     [SpanCell("一、道路", columns=2)],
    ...     [SpanCell("修路"), SpanCell("交通局", rows=2)],
    ...     [SpanCell("养路")],
    ... ])
    ['任务 | 单位', '一、道路', '修路 | 交通局', '养路 | 交通局']
    """
    grid = _lay_out(rows)
    width = max((len(row) for row in grid), default=0)
    lines = []
    for row in grid:
        texts = [text for text, _ in row] + [""] * (width - len(row))
        if row[0][1] >= width:
            lines += [cell_text(paragraph) for paragraph in texts[0].split("\n") if paragraph.strip()]
        elif any(texts):
            lines.append(row_line(texts))
    return lines


def row_line(cells: Sequence[str]) -> str:
    """Return one row as a line.

    A bar inside a cell becomes a full-width one, since it would open a further cell. A row that would not be told from
    running text, or whose empty first cell would be lost, begins with a bar.

    >>> row_line(["修路", "", "交通局"]), row_line(["", "总分", "100"]), row_line(["备注", ""])
    ('修路 | | 交通局', '| | 总分 | 100', '| 备注 |')
    """
    line = " | ".join(cell_text(cell) for cell in cells)
    line = re.sub(r" +", " ", line).strip()
    if line.startswith("|") or " | " not in line:
        line = f"| {line}"
    return line


def cell_text(text: str) -> str:
    """Return a cell's text on one line, words closed up whose letters are spread over the cell for the eye.

    >>> cell_text(" 县科技局\\n县财政局 "), cell_text("单　位"), cell_text("索 引 号：")
    ('县科技局 县财政局', '单位', '索引号：')
    """
    return closed_up(_BLANKS.sub(" ", text).strip().replace("|", "｜"))


def _lay_out(rows: Iterable[Sequence[SpanCell]]) -> list[list[tuple[str, int]]]:
    """Return text and covered columns for each place of the grid; places that a cell only reaches hold no text."""
    table = [list(cells) for cells in rows]
    taken: list[dict[int, tuple[str, int]]] = [{} for _ in table]
    allowance = _MOST_ADDED
    for index, cells in enumerate(table):
        column = 0
        for cell in cells:
            while column in taken[index]:
                column += 1
            if column >= _MOST_COLUMNS:
                break
            columns = max(1, min(cell.columns, _MOST_COLUMNS - column))
            covered = taken[index : index + max(1, cell.rows)]
            added = len(covered) * columns - 1 + (len(covered) - 1) * len(cell.text)
            if added > allowance:
                covered, columns, added = covered[:1], 1, 0
            allowance -= added
            for row in covered:
                # Where a wide cell meets one that reaches down from above, the place is taken already and stays so.
                row.setdefault(column, (cell.text.strip(), columns))
                for further in range(column + 1, column + columns):
                    row.setdefault(further, ("", 0))
    return [[row.get(column, ("", 0)) for column in range(max(row) + 1)] for row in taken if row]
