"""A CSV file of the dictionary with the line of every row, so that a mistake can be pointed at."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .mistake import Mistake

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WRONG_SEPARATOR = re.compile(r"[、，,；;/\s]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file and its cells by column name, without white space around them."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """Split a cell that holds a list.

        >>> Row(2, {"short_names": "科技部|国家科技部"}).items("short_names")
        ('科技部', '国家科技部')
        """
        cell = self[column]
        return tuple(item.strip() for item in cell.split("|") if item.strip()) if cell else ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one CSV file and what is wrong with it as a table; ``file`` is its path below the dictionary."""

    file: str
    rows: tuple[Row, ...]
    mistakes: tuple[Mistake, ...]


def read_text(folder: Path, file: str) -> tuple[str, tuple[Mistake, ...]]:
    """Read a UTF-8 file of the dictionary, with or without a byte order mark; another encoding is a mistake."""
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return "", (Mistake(file, 1, f"the file cannot be read ({reason})", "copy it from the shipped dictionary"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        # Spreadsheet programs on Chinese Windows save CSV as GBK unless told otherwise: the usual cause by far.
        return "", (Mistake(file, line, "the file is not UTF-8", "save it again as “CSV UTF-8”"),)


def read_table(folder: Path, file: str, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> Table:
    """Read a CSV file whose first row names its columns; all of ``columns`` must be there and nothing unknown."""
    text, mistakes = read_text(folder, file)
    if mistakes:
        return Table(file, (), mistakes)
    found: list[Mistake] = []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        found += _check_header(file, header, columns, optional)
        first = reader.line_num + 1
        for cells in reader:
            line, first = first, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                what = f"{len(cells)} cells where the header has {len(header)}"
                found.append(Mistake(file, line, what, "a cell that holds a comma needs quotation marks around it"))
                continue
            rows.append(Row(line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
    except csv.Error as error:
        what = f"the row is not valid CSV ({error})"
        found.append(Mistake(file, max(reader.line_num, 1), what, "close the quotation marks of the cell"))
    return Table(file, tuple(rows), tuple(found))


def _check_header(
    file: str, header: list[str], columns: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Mistake]:
    known = "columns are " + ", ".join(columns + optional)
    for name in dict.fromkeys(header):
        if name not in columns + optional:
            yield Mistake(file, 1, f"unknown column “{name}”", known)
        if header.count(name) > 1:
            yield Mistake(file, 1, f"column “{name}” stands there twice", "delete one of them")
    for name in columns:
        if name not in header:
            yield Mistake(file, 1, f"column “{name}” is missing", known)


def check_id(table: Table, row: Row, seen: Mapping[str, int], column: str = "id") -> Iterator[Mistake]:
    """Report an id that is missing, not a slug of small letters, digits and hyphens, or taken by an earlier line."""
    key = row[column]
    if not key:
        yield Mistake(table.file, row.line, f"the {column} is missing", "give the row a short id of its own")
    elif not SLUG.fullmatch(key):
        what = f"the {column} “{key}” is not of the form “abc-def”"
        yield Mistake(table.file, row.line, what, "use small letters, digits and hyphens")
    elif key in seen:
        what = f"the {column} “{key}” already stands in line {seen[key]}"
        yield Mistake(table.file, row.line, what, "give one of the two rows another")


def check_items(table: Table, row: Row, column: str) -> Iterator[Mistake]:
    """Report a list cell with a separator other than ``|`` or an item written twice."""
    items = row.items(column)
    for item in items:
        if _WRONG_SEPARATOR.search(item):
            what = f"“{item}” in {column} holds a separator other than |"
            yield Mistake(table.file, row.line, what, "put | between names and nothing else")
    for item in dict.fromkeys(items):
        if items.count(item) > 1:
            yield Mistake(table.file, row.line, f"“{item}” stands twice in {column}", "delete one of them")


def parse_date(table: Table, row: Row, column: str) -> tuple[date | None, tuple[Mistake, ...]]:
    """Read an ISO date; an empty cell is None, since a date nobody is sure of is better left out."""
    cell = row[column]
    if not cell:
        return None, ()
    try:
        # fromisoformat alone would take 20180317 and 2018-W11-6 too, which a reader of the table would not.
        if len(cell) != 10:
            raise ValueError
        return date.fromisoformat(cell), ()
    except ValueError:
        what = f"{column} “{cell}” is not a date"
        return None, (Mistake(table.file, row.line, what, "write it as 2018-03-17, or leave it empty if not known"),)
