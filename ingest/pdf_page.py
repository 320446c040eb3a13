"""What stands on a PDF page: its characters with their places, and the ruled lines of its tables."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .pdf_characters import LOST, character_of

_THIN = 3.0  # points; programs draw a border as a line or as a narrow box
_SHORT = 6.0  # points; a shorter stroke rules no table
_MOST_GLYPHS = 200_000  # on a page; a full one of small print has 5,000
_MOST_OBJECTS = 20_000  # on a page; maps and plans have more, and no ruled tables
_MOST_POINTS = 2_000  # of one path
_DEEPEST = 4  # forms within forms
_COVERING = 0.5  # share of a page from which a picture may be the page itself, scanned

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page; places are in points from the upper left corner, as the page is read."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of its middle, by which characters of different fonts stand on one line."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: ``at`` is its height (or distance from the left), ``begin`` and ``end`` where it runs."""

    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page as it is read: its size in points, its characters and rulings, and what could not be taken over."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()
    unmapped: int = 0  # characters whose font does not say what they are
    slanted: int = 0  # characters of watermarks and stamps
    pictured: bool = False  # a picture covers most of the page
    crowded: bool = False  # too many drawn objects to look for tables


class _View:
    """Turns places of the file into places on the page as it is read: from the upper left, rotated upright."""

    def __init__(self, box: tuple[float, float, float, float], turn: int) -> None:
        self.left, self.bottom, self.right, self.top = box
        self.turn = turn % 360
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (height, width) if self.turn in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom on the page as it is read."""
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def read_page(page: Any) -> PdfPage:
    """Read one page of an open document (``pypdfium2.PdfPage``); raise ValueError where it cannot be a page of text."""
    textpage = page.get_textpage()
    try:
        raw_glyphs = list(_characters(textpage.raw))
    finally:
        textpage.close()
    angles = Counter(angle for *_, angle in raw_glyphs if angle is not None)
    # Which way the page is shown (its /Rotate) does not matter: it is read the way most of its letters stand, and a
    # landscape table may well be drawn sideways on an upright page.
    upright = angles.most_common(1)[0][0] if angles else 0
    view = _View(page.get_bbox(), upright)
    glyphs = [
        Glyph(text, *view.box(*box)) for text, box, angle in raw_glyphs if angle in (upright, None) and text != LOST
    ]
    unmapped = sum(text == LOST for text, _, _ in raw_glyphs)
    slanted = sum(angle not in (upright, None) and not text.isspace() for text, _, angle in raw_glyphs)
    objects = list(_objects(page))
    crowded = len(objects) >= _MOST_OBJECTS
    across, down, pictured = _drawn([] if crowded else objects, view)
    return PdfPage(
        view.width, view.height, tuple(glyphs), tuple(across), tuple(down), unmapped, slanted, pictured, crowded
    )


_Box = tuple[float, float, float, float]


def _characters(textpage: Any) -> Iterator[tuple[str, _Box, int | None]]:
    """Yield characters with their boxes in the file's own places and their angle in quarter turns, None for a slant."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    high = 0
    count = pdfium.FPDFText_CountChars(textpage)
    if count > _MOST_GLYPHS:
        raise ValueError(f"{count} characters on a page")
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if code in (0x0A, 0x0D) or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        text = LOST if pdfium.FPDFText_HasUnicodeMapError(textpage, index) == 1 else character_of(code)
        if not text or not pdfium.FPDFText_GetLooseCharBox(textpage, index, place):
            continue
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if not all(map(math.isfinite, (left, bottom, right, top))):
            continue
        # Clockwise, in radians; a page that is read must turn the other way round.
        turn = round(pdfium.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2), 2)
        angle = -int(turn) * 90 % 360 if turn == int(turn) else -1
        yield text, (left, min(bottom, top), right, max(bottom, top)), angle


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """Yield drawn objects with their kind and the matrix of the forms around them."""
    import pypdfium2.raw as pdfium

    waiting: list[tuple[Any, _Matrix, int]] = []
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        waiting.append((pdfium.FPDFPage_GetObject(page.raw, index), _IDENTITY, 0))
    seen = 0
    while waiting and seen < _MOST_OBJECTS:
        item, matrix, depth = waiting.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            yield item, kind, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _combined(_matrix_of(item), matrix)
            for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS - len(waiting))):
                waiting.append((pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1))


def _drawn(objects: list[tuple[Any, int, _Matrix]], view: _View) -> tuple[list[Ruling], list[Ruling], bool]:
    import pypdfium2.raw as pdfium

    across: list[Ruling] = []
    down: list[Ruling] = []
    pictured = False
    edges = [ctypes.c_float() for _ in range(4)]
    for item, kind, matrix in objects:
        if not pdfium.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges)):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        corners = [_moved(matrix, x, y) for x, y in ((left, bottom), (right, top))]
        if not all(math.isfinite(value) for corner in corners for value in corner):
            continue
        x0, y0, x1, y1 = view.box(*corners[0], *corners[1])
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictured = pictured or (x1 - x0) * (y1 - y0) > _COVERING * view.width * view.height
        elif y1 - y0 <= _THIN < _SHORT <= x1 - x0:
            across.append(Ruling((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= _THIN < _SHORT <= y1 - y0:
            down.append(Ruling((x0 + x1) / 2, y0, y1))
        elif x1 - x0 >= _SHORT and y1 - y0 >= _SHORT:
            for begin, end in _strokes(item, _combined(_matrix_of(item), matrix), view):
                _add_stroke(begin, end, across, down)
    return across, down, pictured


def _strokes(path: Any, matrix: _Matrix, view: _View) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    begin = before = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        point = view.point(*_moved(matrix, x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            yield before, point
        if pdfium.FPDFPathSegment_GetClose(segment) and begin is not None:
            yield point, begin
        before = point


def _add_stroke(begin: tuple[float, float], end: tuple[float, float], across: list[Ruling], down: list[Ruling]) -> None:
    (x0, y0), (x1, y1) = begin, end
    if abs(y1 - y0) <= 1 and abs(x1 - x0) >= _SHORT:
        across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) <= 1 and abs(y1 - y0) >= _SHORT:
        down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _matrix_of(item: Any) -> _Matrix:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _combined(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
