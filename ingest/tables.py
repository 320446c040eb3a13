"""Tables in a text: rows of cells between " | ", their header and what each column holds."""

import re
from collections.abc import Callable
from dataclasses import replace

from .outline import Cell, Row, Table
from .paragraphs import Paragraph

_HEADER_WORDS = re.compile(
    r"序号|任务|举措|事项|项目|内容|单位|部门|措施|时限|时间|分值|标准|备注|说明|范围|目标|指标|名称|类别|编号|牵头|配合|责任|进度|要求"
)
# Which column names the work, best first: a table has 重点任务 and 主要内容, and the first is the title.
_TITLE_COLUMNS = (
    "改革举措",
    "重点任务",
    "工作任务",
    "任务名称",
    "项目名称",
    "任务",
    "考核项目",
    "事项",
    "举措",
    "项目",
    "重点工作",
    "工作",
    "指标",
    "名称",
    "考核内容",
    "内容",
    "措施",
)
_HEADINGS_BETWEEN = 3  # groups without rows may follow each other
_NUMBER = re.compile(r"\d{1,3}[.．、]?|[一二三四五六七八九十]{1,3}、?|[（(][一二三四五六七八九十\d]{1,3}[）)]")


def read_cells(text: str, begin: int, end: int) -> tuple[Cell, ...]:
    """Return the cells of a row without the white space around them; an empty cell has begin == end.

    >>> text = "1 | 修路 |  | 县交通局"
    >>> [text[c.begin:c.end] for c in read_cells(text, 0, len(text))]
    ['1', '修路', '', '县交通局']
    """
    cells: list[Cell] = []
    position = begin
    for piece in text[begin:end].split("|"):
        start = position + len(piece) - len(piece.lstrip())
        stop = position + len(piece.rstrip())
        cells.append(Cell(start, max(start, stop)) if piece.strip() else Cell(position, position))
        position += len(piece) + 1
    if len(cells) > 1 and cells[0].begin == cells[0].end and text[begin : begin + 1] == "|":
        cells = cells[1:]
    return tuple(cells)


def find_tables(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Table, ...]:
    """Return the tables of a text; a heading between two rows (一、…方面) does not end a table."""
    tables: list[Table] = []
    rows: list[Row] = []
    between = 0
    for paragraph in paragraphs:
        if paragraph.row:
            row = Row(read_cells(text, paragraph.begin, paragraph.end))
            if between and len(row.cells) != len(rows[0].cells):
                tables.append(_table(text, rows))
                rows = []
            rows.append(row)
            between = 0
        elif rows:
            between += 1
            if between > _HEADINGS_BETWEEN or paragraph.end - paragraph.begin > 60:
                tables.append(_table(text, rows))
                rows, between = [], 0
    if rows:
        tables.append(_table(text, rows))
    return tuple(table for table in tables if table.rows)


def _table(text: str, rows: list[Row]) -> Table:
    first = rows[0]
    named = sum(bool(_HEADER_WORDS.search(text[c.begin : c.end])) and c.end - c.begin <= 14 for c in first.cells)
    if named >= 2 and named * 2 >= len(first.cells):
        return Table(first, tuple(rows[1:]))
    return Table(None, tuple(rows))


def title_column(text: str, table: Table) -> int | None:
    """Return the index of the column that names the work, None in a table that has none."""
    if table.header is None:
        return None
    names = [text[cell.begin : cell.end].replace(" ", "") for cell in table.header.cells]
    for wanted in _TITLE_COLUMNS:
        for index, name in enumerate(names):
            if wanted in name and not any(word in name for word in ("单位", "部门", "时限", "分值")):
                return index
    return None


def number_column(text: str, table: Table) -> int | None:
    """Return the index of the column of numbers (序号), None where rows are not numbered."""
    if table.header is None:
        return None
    for index, cell in enumerate(table.header.cells):
        if text[cell.begin : cell.end].replace(" ", "") in ("序号", "编号", "项次"):
            return index
    return None


def is_number(written: str) -> bool:
    """Whether a cell holds nothing but a number.

    >>> [is_number(w) for w in ("12", "一、", "总分", "")]
    [True, True, False, False]
    """
    return bool(_NUMBER.fullmatch(written.strip()))


def with_task(row: Row, section: str, task: str, agent: int = -1) -> Row:
    """Return the row with the ids of its section and its task."""
    return replace(row, section=section, task=task, agent=agent)


def fill_merged(
    text: str, row: Row, above: Row | None, header: Row | None, column: int | None, is_agent: Callable[[str], bool]
) -> Row:
    """Give a row the cells that a merge left out, so that its columns are those of the header.

    A copy that writes each merged cell once leaves later rows short at the front: those cells are the ones of the row
    above. A row that is one longer opens with a group's name in front of a body (重点部门 | 县水利局).
    """
    if header is None:
        return row
    width, cells = len(header.cells), row.cells
    if above is not None and 1 < len(cells) < width == len(above.cells):
        missing = width - len(cells)
        if all(cell.end > cell.begin for cell in above.cells[:missing]):
            return replace(row, cells=above.cells[:missing] + cells)
    if column is not None and len(cells) == width + 1:
        named = text[cells[column + 1].begin : cells[column + 1].end]
        if is_agent(named):
            return replace(row, cells=cells[:column] + cells[column + 1 :])
    return row
