"""Tables as CSV and as workbooks that spreadsheet programs open without asking."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, make_response, request

from .format import MEDIA_TYPES, wanted_format

# A cell that begins with one of these is a formula to a spreadsheet program; a policy text could hold anything.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(name: str, table: Iterable[Sequence[object]]) -> Response | None:
    """Return a table as a file where CSV or a workbook (XLSX) is asked for, else None; its first row is the header."""
    wanted = wanted_format(request, "json", "csv", "xlsx")
    if wanted == "xlsx":
        return _as_workbook(name, table)
    if wanted != "csv":
        return None
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([safe(value) for value in row] for row in table)
    # With the mark at the beginning, Excel takes it for UTF-8.
    answer = make_response("\ufeff" + written.getvalue())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="zhengtu-{name}.csv"'
    return answer


def _as_workbook(name: str, table: Iterable[Sequence[object]]) -> Response:
    """Return a table as a workbook of one sheet, with its header frozen and filters on it."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name[:31]
    widths: dict[int, int] = {}
    for row, values in enumerate(table, start=1):
        for column, value in enumerate(values, start=1):
            shown = value if isinstance(value, int | float) else "" if value is None else str(value)
            if isinstance(shown, str):
                shown = ILLEGAL_CHARACTERS_RE.sub("\ufffd", shown)[:32_767]
            cell = sheet.cell(row, column, shown)
            if isinstance(shown, str):
                cell.data_type = "s"  # never a formula, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            widths[column] = max(widths.get(column, 8), min(60, 2 * len(str(shown)) + 2))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    # Wide tables are printed on A3, all columns on one page.
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    answer = make_response(stream.getvalue())
    answer.headers["Content-Type"] = MEDIA_TYPES["xlsx"]
    answer.headers["Content-Disposition"] = f'attachment; filename="zhengtu-{name}.xlsx"'
    return answer


def safe(value: object) -> object:
    """Return a value that no spreadsheet program runs as a formula; numbers stay numbers.

    >>> safe("=1+1"), safe(-3), safe("科技局"), safe(None)
    ("'=1+1", -3, '科技局', '')
    """
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
