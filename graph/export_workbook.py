"""Workbooks for Excel: tables with a frozen header and filters, and a matrix whose cells lead to the quotes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, TypeAlias

from .answer import Plain

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

Row: TypeAlias = Mapping[str, Plain]

#: Excel's own limits: characters in a cell, rows and columns in a sheet, characters in the name of a sheet.
CELL, ROWS, COLUMNS, NAME = 32_767, 1_048_576, 16_384, 31
_WIDEST, _NARROWEST = 60, 8
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its key in the rows, the words above it, and whether it holds quotes, which are wrapped."""

    key: str
    title: str
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a name, its columns and its rows; ``note`` stands in the first row, above the header."""

    name: str
    columns: tuple[Heading, ...]
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of ``sheet`` laid out crosswise: keys of what goes down, of what goes across, and of what fills a cell.

    Several rows of the sheet that fall into one cell are joined; the cell leads to the first of them.
    """

    name: str
    sheet: Sheet
    down: tuple[Heading, ...]
    across: str
    cell: str
    note: str = ""


@dataclass(slots=True)
class _Losses:
    """What a workbook could not hold."""

    cut: int = 0
    replaced: int = 0
    rows: int = 0
    columns: int = 0
    notes: list[str] = field(default_factory=list)

    def told(self) -> tuple[str, ...]:
        said = (
            (self.cut, f"个单元格超过 {CELL} 字，已截断 (cells cut at the length that Excel holds)"),
            (self.replaced, "个控制字符 Excel 不能保存，已换成 U+FFFD (control characters replaced)"),
            (self.rows, f"行超出 Excel 的 {ROWS} 行，没有写入，请用 csv (rows left out, use csv)"),
            (self.columns, f"列超出 Excel 的 {COLUMNS} 列，没有写入 (columns left out)"),
        )
        return (*(f"{number:,} {words}" for number, words in said if number), *self.notes)


def write_workbook(sheets: Sequence[Sheet | Matrix], out: IO[bytes]) -> tuple[str, ...]:
    """Write sheets in their order and return in words what they could not hold.

    A text that begins with = stays text: nobody's document may run a formula on the desk of who opens it. A matrix
    needs its own sheet in the same workbook, to which its cells lead.
    """
    from openpyxl import Workbook

    book, losses = Workbook(), _Losses()
    book.remove(book.worksheets[0])
    names = _names([each.name for each in sheets])
    written = {id(each): name for each, name in zip(sheets, names, strict=True)}
    for each, name in zip(sheets, names, strict=True):
        page = book.create_sheet(name)
        if isinstance(each, Matrix):
            _write_matrix(page, each, written.get(id(each.sheet), ""), losses)
        else:
            _write_sheet(page, each, losses)
    book.save(out)
    return losses.told()


def _write_sheet(page: "Worksheet", sheet: Sheet, losses: _Losses) -> None:
    top = _header(page, [heading.title for heading in sheet.columns], sheet.note)
    room = ROWS - top
    losses.rows += max(0, len(sheet.rows) - room)
    widths = [_width(heading.title) for heading in sheet.columns]
    for number, row in enumerate(sheet.rows[:room], start=top + 1):
        for place, heading in enumerate(sheet.columns):
            value = row.get(heading.key)
            _put(page.cell(number, place + 1), value, losses, wrap=heading.quote)
            widths[place] = max(widths[place], _width(str(value if value is not None else "")))
    _finish(page, top, widths, len(sheet.columns))


def _write_matrix(page: "Worksheet", matrix: Matrix, target: str, losses: _Losses) -> None:
    across = list(dict.fromkeys(str(row.get(matrix.across) or "") for row in matrix.sheet.rows))
    across = [name for name in across if name]
    room = COLUMNS - len(matrix.down)
    losses.columns += max(0, len(across) - room)
    across = across[:room]
    titles = [*(heading.title for heading in matrix.down), *across]
    top = _header(page, titles, matrix.note)
    first = 3 if matrix.sheet.note else 2  # the row of the sheet that holds its first row
    cells: dict[tuple[str, ...], dict[str, tuple[int, list[str]]]] = {}
    for number, row in enumerate(matrix.sheet.rows, start=first):
        key = tuple(str(row.get(heading.key) or "") for heading in matrix.down)
        words = cells.setdefault(key, {}).setdefault(str(row.get(matrix.across) or ""), (number, []))[1]
        word = str(row.get(matrix.cell) or "")
        if word not in words:
            words.append(word)
    widths = [_width(heading.title) for heading in matrix.down]
    for line, (key, filled) in enumerate(list(cells.items())[: ROWS - top], start=top + 1):
        for place, text in enumerate(key):
            _put(page.cell(line, place + 1), text, losses, wrap=True)
            widths[place] = max(widths[place], _width(text))
        for column, name in enumerate(across, start=len(key) + 1):
            if name in filled:
                number, words = filled[name]
                cell = page.cell(line, column)
                _put(cell, "、".join(words), losses)
                if target:
                    _lead(cell, target, number)
    _finish(page, top, [*widths, *(10 for _ in across)], len(titles), frozen=len(matrix.down))
    _turn(page, top, len(matrix.down) + 1, len(titles))


def _header(page: "Worksheet", titles: Sequence[str], note: str) -> int:
    """Write the note, where there is one, and the header; return the number of its row."""
    from openpyxl.styles import Alignment, Font, PatternFill

    top = 1
    if note:
        page.cell(1, 1, note).font = Font(italic=True, color="666666")
        top = 2
    for place, title in enumerate(titles, start=1):
        cell = page.cell(top, place)
        cell.value, cell.data_type = title, "s"
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE6F0")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    return top


def _finish(page: "Worksheet", top: int, widths: Sequence[int], columns: int, frozen: int = 0) -> None:
    """Freeze the header, add filters, set widths, and say how the sheet is to be printed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    page.freeze_panes = page.cell(top + 1, frozen + 1).coordinate
    if columns:
        page.auto_filter.ref = f"A{top}:{get_column_letter(columns)}{max(page.max_row, top)}"
    for place, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(place)].width = min(_WIDEST, max(_NARROWEST, width + 2))
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{top}:{top}"


def _turn(page: "Worksheet", row: int, first: int, last: int) -> None:
    """Turn the long names across the top upright, as such tables are printed."""
    from openpyxl.styles import Alignment

    for place in range(first, last + 1):
        page.cell(row, place).alignment = Alignment(text_rotation=255, horizontal="center", vertical="top")
    page.row_dimensions[row].height = 160


def _put(cell: "Cell | MergedCell", value: Plain, losses: _Losses, *, wrap: bool = False) -> None:
    from openpyxl.styles import Alignment

    if isinstance(value, bool):
        value = "是" if value else "否"
    if isinstance(value, str):
        text, replaced = _FORBIDDEN.subn("\ufffd", value)
        losses.replaced += replaced
        if len(text) > CELL:
            losses.cut += 1
            text = f"{text[: CELL - 1]}…"
        cell.value = text
        # openpyxl takes a text that begins with = for a formula.
        cell.data_type = "s"
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")


def _lead(cell: "Cell | MergedCell", sheet: str, row: int) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A{row}", display=str(cell.value))
    cell.font = Font(color="0563C1", underline="single")


def _width(text: str) -> int:
    """Return how wide a text is in characters of Latin script; of several lines, the widest."""
    return max((sum(2 if ord(letter) > 0x2E7F else 1 for letter in line) for line in text[:200].split("\n")), default=0)


def _names(wanted: Sequence[str]) -> list[str]:
    """Return names that Excel allows for sheets: short, without brackets and slashes, each once."""
    names: list[str] = []
    for name in wanted:
        short = _NO_NAME.sub(" ", name).strip("' ")[:NAME] or "Sheet"
        number = 2
        while short.lower() in (each.lower() for each in names):
            ending = f" {number}"
            short, number = f"{short[: NAME - len(ending)]}{ending}", number + 1
        names.append(short)
    return names
