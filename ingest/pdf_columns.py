"""Where the running text of a page stands, and what tells its paragraphs apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from .pdf_lines import TextLine

_LONG = 12  # characters; shorter lines do not tell where a page's text ends on the right
_ENOUGH = 12  # long lines for a page to tell its own margins, which differ between left and right pages
_FEW = 3  # wider gaps between lines than this are titles and signatures


@dataclass(frozen=True, slots=True)
class Column:
    """The margins of running text, in points, and the distance between its lines (0 where that is not known).

    ``indents`` tells that paragraphs begin further in, ``spaced`` that they stand further apart than lines.
    """

    left: float
    right: float
    pitch: float
    indents: bool
    spaced: bool


def columns_of(pages: Sequence[Sequence[TextLine]], widths: Sequence[float]) -> list[Column]:
    """Return the column of each page; one with few lines has the margins of all pages of its width."""
    by_width: dict[int, list[TextLine]] = {}
    for lines, width in zip(pages, widths, strict=True):
        by_width.setdefault(round(width), []).extend(lines)
    common = {width: _column(lines) for width, lines in by_width.items()}
    columns = []
    for lines, width in zip(pages, widths, strict=True):
        whole = common[round(width)]
        own = _column(lines) if sum(len(line.text) >= _LONG for line in lines) >= _ENOUGH else whole
        columns.append(replace(whole, left=own.left, right=own.right))
    return columns


def _column(lines: Sequence[TextLine]) -> Column:
    long = [line for line in lines if len(line.text) >= _LONG]
    if not long:
        return Column(0.0, float("inf"), 0.0, False, False)
    size = median(line.size for line in long)
    edges = sorted(line.edge for line in long)
    right = edges[int(0.95 * (len(edges) - 1))]
    full = [line for line in long if line.right >= right - 1.5 * size] or long
    lefts = sorted(line.left for line in full)
    left = lefts[int(0.05 * (len(lefts) - 1))]
    # A paragraph begins two letters further in than its second line; or else it begins at the left, below a line that
    # had room left.
    further = outright = 0
    steps = []
    for line, below in pairwise(lines):
        is_left = abs(below.left - left) < size / 2
        is_full = line.right >= right - 1.5 * size
        further += is_full and is_left and 1.5 * size <= line.left - left <= 3 * size
        outright += is_left and not is_full and below.right >= right - 1.5 * size
        if is_full and is_left and below.top > line.top:
            steps.append(below.top - line.top)
    pitch = median(steps) if steps else 0.0
    wider = sum(1.2 * pitch < below.top - line.top < 3 * pitch for line, below in pairwise(lines))
    return Column(left, right, pitch, further > 0 and further >= outright, wider > _FEW)
