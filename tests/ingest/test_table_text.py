"""Tables as lines: what `zhengtu.ingest.tables` reads back is what stood in the cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.paragraphs import split_paragraphs
from zhengtu.ingest.table_text import SpanCell, row_line, table_lines
from zhengtu.ingest.tables import read_cells

CELLS = st.lists(st.text("修路县局| \n", max_size=6), min_size=2, max_size=6).filter(
    lambda cells: any(map(str.strip, cells))
)


@given(CELLS)
def test_a_row_is_read_back_cell_by_cell(cells: list[str]) -> None:
    line = row_line(cells)
    (paragraph,) = split_paragraphs(line)
    assert paragraph.row
    read = [line[cell.begin : cell.end] for cell in read_cells(line, paragraph.begin, paragraph.end)]
    assert [cell.replace(" ", "") for cell in read] == ["".join(cell.split()).replace("|", "｜") for cell in cells]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers(0, 5), st.integers(0, 5)), max_size=5), max_size=5
    )
)
def test_any_spans_make_rows_of_one_width(spans: list[list[tuple[str, int, int]]]) -> None:
    lines = table_lines([[SpanCell(*span) for span in row] for row in spans])
    assert len(lines) <= len(spans)
    assert len({len(read_cells(line, 0, len(line))) for line in lines if " | " in line}) <= 1


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([], []),
        ([[]], []),
        ([[SpanCell("")], [SpanCell("")]], []),
        ([[SpanCell("甲\n乙")]], ["甲", "乙"]),
        ([[SpanCell("甲"), SpanCell("乙", rows=9)], [SpanCell("丙")]], ["甲 | 乙", "丙 | 乙"]),
        ([[SpanCell("甲", columns=2, rows=2), SpanCell("乙")], [SpanCell("丙")]], ["甲 | | 乙", "甲 | | 丙"]),
        ([[SpanCell("甲"), SpanCell("乙"), SpanCell("丙")], [SpanCell("丁")]], ["甲 | 乙 | 丙", "丁 | |"]),
    ],
)
def test_merged_and_missing_cells_find_their_places(rows: list[list[SpanCell]], lines: list[str]) -> None:
    assert table_lines(rows) == lines
