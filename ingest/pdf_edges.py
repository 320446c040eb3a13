"""Page numbers, running heads and running feet: what repeats at the edges of pages and is no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from .numbering import marker_at
from .pdf_lines import TextLine

_EDGE = 0.12  # share of a page's height at its top and at its bottom
_LINES = 2  # at each edge
_SAME_PLACE = 6.0  # points
_REPEATED = 0.4  # share of the pages; left and right pages may have heads of their own
_LEAST_PAGES = 3  # unless there are two only
_DASHES = r"[-—–－―·•\s]*"
_DECORATED = re.compile(
    r"[-—–－―·•]\s*\d{1,4}\s*[-—–－―·•]|第\s*\d{1,4}\s*页(?:\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|"
    r"Page\s*\d{1,4}(?:\s*of\s*\d{1,4})?",
    re.I,
)
_NUMBER = re.compile(rf"{_DASHES}(\d{{1,4}}){_DASHES}")


def edge_lines(pages: Sequence[Sequence[TextLine]], heights: Sequence[float]) -> list[set[TextLine]]:
    """Return for each page those of its lines that are a page number, a running head or a running foot.

    A bare number counts as a page number only where it goes up from page to page, or is 1 on the only page.
    """
    near = [_near(lines, height) for lines, height in zip(pages, heights, strict=True)]
    repeated = _repeated(near)
    numbers = [{_number(line) for line, _ in lines} - {None} for lines in near]
    steps = Counter(number - index for index, page in enumerate(numbers) for number in page if number is not None)
    found: list[set[TextLine]] = []
    for index, lines in enumerate(near):
        own: set[TextLine] = set()
        for line, edge in lines:
            number = _number(line)
            counted = number is not None and (steps[number - index] > 1 or (len(pages) == 1 and number == 1))
            if _DECORATED.fullmatch(line.text.strip()) or counted or _is_like(line, repeated.get((_key(line), edge))):
                own.add(line)
        found.append(own)
    return found


def _near(lines: Sequence[TextLine], height: float) -> list[tuple[TextLine, str]]:
    """Return the lines at the edges of a page: the first and the last ones, where they stand far enough out."""
    above = [(line, "top") for line in lines[:_LINES] if line.bottom <= _EDGE * height]
    below = [(line, "bottom") for line in lines[-_LINES:] if line.top >= (1 - _EDGE) * height]
    return above + below


def _repeated(near: Sequence[Sequence[tuple[TextLine, str]]]) -> dict[tuple[str, str], tuple[float, float]]:
    """Return what repeats at which edge, with the height and the size in which it usually does."""
    lines: dict[tuple[str, str], list[TextLine]] = {}
    for page in near:
        for line, edge in page:
            if _key(line):
                lines.setdefault((_key(line), edge), []).append(line)
    least = max(min(_LEAST_PAGES, max(2, len(near))), _REPEATED * len(near))
    return {
        each: (median(line.top for line in found), median(line.size for line in found))
        for each, found in lines.items()
        if len(found) >= least
    }


def _is_like(line: TextLine, place: tuple[float, float] | None) -> bool:
    """Whether a line stands where its like stand; the title itself, above the text, is larger or further down."""
    return place is not None and abs(line.top - place[0]) <= _SAME_PLACE and abs(line.size - place[1]) < 0.1 * line.size


def _key(line: TextLine) -> str:
    if marker_at(line.text, 0):
        return ""  # 附件1, 附件2 … head a page each
    return re.sub(r"[\d\s]+", "", line.text)


def _number(line: TextLine) -> int | None:
    match = _NUMBER.fullmatch(line.text)
    return int(match[1]) if match else None
