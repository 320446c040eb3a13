"""Ruled tables on a PDF page: cells are what the lines enclose, merged cells included."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .pdf_lines import joined, lines_of
from .pdf_page import Glyph, PdfPage, Ruling
from .table_text import SpanCell

_NEAR = 3.0  # points; ends of lines that meet and borders drawn double lie so close
_OPEN = 10.0  # points; so far lines run beyond the outermost column of a table without borders at its sides
_PADDING = 12.0  # points on both sides together, as word processors leave in a cell
_MOST_CROSSINGS = 2_000_000
_MOST_PLACES = 50_000


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell in the grid of its table: where it begins, what it covers and its paragraphs, one a line."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table, or the part of one that stands on a page; ``edges`` are the places of its vertical lines."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    cells: tuple[PlacedCell, ...]

    @property
    def height(self) -> int:
        """The number of its rows."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    def rows(self) -> list[list[SpanCell]]:
        """Return the table as rows of cells, each where it begins."""
        rows: list[list[SpanCell]] = [[] for _ in range(self.height)]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            rows[cell.row].append(SpanCell(cell.text, cell.columns, cell.rows))
        return rows


def find_tables(page: PdfPage) -> tuple[tuple[RuledTable, ...], tuple[Glyph, ...]]:
    """Return the ruled tables of a page and the characters outside of them.

    A frame around text is no table: there must be two columns.
    """
    across, down = _merged(page.across), _merged(page.down)
    if len(across) * len(down) > _MOST_CROSSINGS:
        return (), page.glyphs
    tables: list[RuledTable] = []
    glyphs = page.glyphs
    for lines in _connected(across, down):
        grid = _grid(*lines)
        if grid is None:
            continue
        xs, ys = grid
        inside = [glyph for glyph in glyphs if _within(glyph, xs, ys)]
        cells = _cells(xs, ys, lines[0], lines[1], inside)
        if inside and len(cells) > 1:
            tables.append(RuledTable(ys[0], ys[-1], tuple(xs), tuple(cells)))
            glyphs = tuple(glyph for glyph in glyphs if not _within(glyph, xs, ys))
    return tuple(tables), glyphs


def _within(glyph: Glyph, xs: Sequence[float], ys: Sequence[float]) -> bool:
    return xs[0] <= (glyph.left + glyph.right) / 2 <= xs[-1] and ys[0] <= glyph.middle <= ys[-1]


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Join strokes of one line: programs draw a border cell by cell."""
    merged: list[Ruling] = []
    row: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.at):
        if row and ruling.at - row[0].at > _NEAR / 2:
            merged += _joined_along(row)
            row = []
        row.append(ruling)
    return merged + _joined_along(row)


def _joined_along(row: list[Ruling]) -> list[Ruling]:
    parts: list[Ruling] = []
    for ruling in sorted(row, key=lambda ruling: ruling.begin):
        if parts and ruling.begin <= parts[-1].end + _NEAR:
            parts[-1] = Ruling(parts[-1].at, parts[-1].begin, max(parts[-1].end, ruling.end))
        else:
            parts.append(ruling)
    return parts


def _connected(across: Sequence[Ruling], down: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Return the lines that touch each other, group by group from above; each group may be a table."""
    group = list(range(len(across) + len(down)))

    def top(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, level in enumerate(across):
        for j, upright in enumerate(down, len(across)):
            if (
                level.begin - _NEAR <= upright.at <= level.end + _NEAR
                and upright.begin - _NEAR <= level.at <= upright.end + _NEAR
            ):
                group[top(j)] = top(i)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index in range(len(group)):
        levels, uprights = groups.setdefault(top(index), ([], []))
        if index < len(across):
            levels.append(across[index])
        else:
            uprights.append(down[index - len(across)])
    found = [lines for lines in groups.values() if all(lines)]
    return sorted(found, key=lambda lines: min(ruling.at for ruling in lines[0]))


def _grid(across: Sequence[Ruling], down: Sequence[Ruling]) -> tuple[list[float], list[float]] | None:
    xs, ys = _places(down), _places(across)
    left, right = min(ruling.begin for ruling in across), max(ruling.end for ruling in across)
    if left < xs[0] - _OPEN:
        xs.insert(0, left)
    if right > xs[-1] + _OPEN:
        xs.append(right)
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_PLACES:
        return None
    return xs, ys


def _places(rulings: Sequence[Ruling]) -> list[float]:
    places: list[float] = []
    for at in sorted(ruling.at for ruling in rulings):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


def _cells(
    xs: list[float], ys: list[float], across: Sequence[Ruling], down: Sequence[Ruling], glyphs: Sequence[Glyph]
) -> list[PlacedCell]:
    width, height = len(xs) - 1, len(ys) - 1
    home = list(range(width * height))

    def first(place: int) -> int:
        while home[place] != place:
            home[place] = home[home[place]]
            place = home[place]
        return place

    for row in range(height):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(width):
            place = row * width + column
            if column + 1 < width and not _has_line(down, xs[column + 1], middle):
                home[first(place + 1)] = first(place)
            if row + 1 < height and not _has_line(across, ys[row + 1], (xs[column] + xs[column + 1]) / 2):
                home[first(place + width)] = first(place)
    places: dict[int, list[int]] = {}
    for place in range(width * height):
        places.setdefault(first(place), []).append(place)
    letters: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        column = min(max(bisect_right(xs, (glyph.left + glyph.right) / 2) - 1, 0), width - 1)
        row = min(max(bisect_right(ys, glyph.middle) - 1, 0), height - 1)
        letters.setdefault(first(row * width + column), []).append(glyph)
    cells = []
    for place, covered in places.items():
        rows, columns = [each // width for each in covered], [each % width for each in covered]
        space = xs[max(columns) + 1] - xs[min(columns)]
        cells.append(
            PlacedCell(
                min(rows),
                min(columns),
                max(rows) - min(rows) + 1,
                max(columns) - min(columns) + 1,
                _paragraphs(letters.get(place, ()), space),
            )
        )
    return cells


def _has_line(rulings: Sequence[Ruling], at: float, along: float) -> bool:
    return any(abs(ruling.at - at) <= _NEAR and ruling.begin <= along <= ruling.end for ruling in rulings)


def _paragraphs(glyphs: Sequence[Glyph], space: float) -> str:
    """Return a cell's text, one paragraph a line; a line that fills the cell goes on in the next one."""
    text = ""
    room = 0.0
    for line in lines_of(glyphs):
        if not text:
            text = line.text
        elif line.unit > room or text[-1] in "、，（" or line.text[0] in "、，。；：）”》":
            text = joined(text, line.text)
        else:
            text += f"\n{line.text}"
        room = space - _PADDING - (line.right - line.left)
    return text
