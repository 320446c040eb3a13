"""Page numbers, running heads and running feet: what repeats at the edges of pages and is no part of the text."""

import re
from collections import Counter
from collections.abc import Sequence

from .numbering import marker_at
from .pdf_lines import TextLine

_EDGE = 0.12  # share of a page's height at its top and at its bottom
_LINES = 2  # at each edge
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
            if _DECORATED.fullmatch(line.text.strip()) or counted or (_key(line), edge) in repeated:
                own.add(line)
        found.append(own)
    return found


def _near(lines: Sequence[TextLine], height: float) -> list[tuple[TextLine, str]]:
    """Return the lines at the edges of a page: the first and the last ones, where they stand far enough out."""
    above = [(line, "top") for line in lines[:_LINES] if line.bottom <= _EDGE * height]
    below = [(line, "bottom") for line in lines[-_LINES:] if line.top >= (1 - _EDGE) * height]
    return above + below


def _repeated(near: Sequence[Sequence[tuple[TextLine, str]]]) -> set[tuple[str, str]]:
    counts = Counter(each for lines in near for each in {(_key(line), edge) for line, edge in lines} if each[0])
    least = max(min(_LEAST_PAGES, max(2, len(near))), _REPEATED * len(near))
    return {each for each, count in counts.items() if count >= least}


def _key(line: TextLine) -> str:
    if marker_at(line.text, 0):
        return ""  # 附件1, 附件2 … head a page each
    return re.sub(r"[\d\s]+", "", line.text)


def _number(line: TextLine) -> int | None:
    match = _NUMBER.fullmatch(line.text)
    return int(match[1]) if match else None
