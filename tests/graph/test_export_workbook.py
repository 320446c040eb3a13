"""Workbooks, opened again by openpyxl."""

import io

import openpyxl
import pytest

from zhengtu.graph.export_workbook import CELL, Heading, Matrix, Sheet, write_workbook

HARD = '《规划》“示范”, "引号" & <b>\n第二行🎉；1,000个'
COLUMNS = (Heading("agency", "单位"), Heading("task", "任务"), Heading("role", "角色"), Heading("quote", "原文", True))
ROWS = (
    {"agency": "科技部", "task": "任务一", "role": "牵头", "quote": HARD},
    {"agency": "财政部", "task": "任务一", "role": "配合", "quote": "=1+1"},
    {"agency": "科技部", "task": "任务二", "role": "牵头", "quote": "乙"},
    {"agency": "科技部", "task": "任务二", "role": "负责", "quote": "丙"},
)


def opened(*sheets: Sheet | Matrix) -> tuple[openpyxl.Workbook, tuple[str, ...]]:
    stream = io.BytesIO()
    notes = write_workbook(sheets, stream)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue())), notes


def test_a_sheet_has_a_frozen_header_and_filters_and_every_value() -> None:
    book, notes = opened(Sheet("分工", COLUMNS, ROWS))
    page = book["分工"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:D5")
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["单位", "任务", "角色", "原文"],
        *([row["agency"], row["task"], row["role"], row["quote"]] for row in ROWS),
    ]
    assert page["D2"].alignment.wrap_text
    assert notes == ()


def test_no_text_becomes_a_formula() -> None:
    book, _ = opened(Sheet("=1+1", (Heading("a", "=2+2"),), [{"a": "=1+1"}, {"a": "+1"}, {"a": "@x"}]))
    (page,) = book.worksheets
    assert [cell.data_type for (cell,) in page.iter_rows()] == ["s"] * 4


def test_numbers_and_yes_or_no_are_what_a_reader_expects() -> None:
    row = {"a": 5, "b": 2.5, "c": True, "d": None}
    book, _ = opened(Sheet("数", tuple(Heading(name, name) for name in row), [row]))
    assert [cell.value for cell in book["数"][2]] == [5, 2.5, "是", None]


def test_the_cells_of_a_matrix_lead_to_their_quotes() -> None:
    sheet = Sheet("分工'与'原文", COLUMNS, ROWS)
    book, _ = opened(Matrix("矩阵", sheet, (Heading("task", "任务"),), "agency", "role", "说明"), sheet)
    page = book["矩阵"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["说明", None, None],
        ["任务", "科技部", "财政部"],
        ["任务一", "牵头", "配合"],
        ["任务二", "牵头、负责", None],
    ]
    assert page.freeze_panes == "B3"
    link = page["B4"].hyperlink
    assert link is not None
    assert link.location is not None
    name, _, place = link.location.rpartition("!")
    assert book[name.strip("'").replace("''", "'")][place].row == 4
    assert book["分工'与'原文"]["D4"].value == "乙"


def test_a_matrix_below_a_note_counts_the_rows_of_its_sheet() -> None:
    sheet = Sheet("分工", COLUMNS, ROWS, "说明")
    book, _ = opened(sheet, Matrix("矩阵", sheet, (Heading("task", "任务"),), "agency", "role"))
    link = book["矩阵"]["C2"].hyperlink
    assert link is not None
    assert link.location == "'分工'!A4"
    assert book["分工"]["A4"].value == "财政部"


def test_what_excel_cannot_hold_is_told() -> None:
    book, notes = opened(Sheet("长", (Heading("a", "a"),), [{"a": "字" * (CELL + 1)}, {"a": "一\x01二\ud800"}]))
    assert len(str(book["长"]["A2"].value)) == CELL
    assert book["长"]["A3"].value == "一\ufffd二\ufffd"
    assert [note.split()[0] for note in notes] == ["1", "2"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["a/b", "a:b"], ["a b", "a b 2"]),
        (["很" * 40, "很" * 40], ["很" * 31, "很" * 29 + " 2"]),
        (["", "'x'"], ["Sheet", "x"]),
    ],
)
def test_names_of_sheets_are_such_as_excel_takes(wanted: list[str], names: list[str]) -> None:
    book, _ = opened(*(Sheet(name, COLUMNS, ()) for name in wanted))
    assert book.sheetnames == names
