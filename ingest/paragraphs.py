"""Logical paragraphs: the lines of a text, with lines that a copy broke in the middle of a sentence joined again.

Joining is a matter of spans only; the text is not touched, so a paragraph may contain line breaks.
"""

import re
from functools import lru_cache
from typing import NamedTuple

# Web copies carry the entity as five characters where a converter stopped half-way.
SPACE = r"(?:[\s\u3000\ufeff]|&nbsp;)"
_LEADING = re.compile(rf"{SPACE}+")
_TRAILING = re.compile(rf"{SPACE}+\Z")
_SENTENCE_END = "。！？；：:;…”》）)】〕|"
_STARTS_ANEW = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,4}[篇编章节条]|专栏|附\s*件|[一二三四五六七八九十]{1,3}、|[（(【〔#\-—]|\d{1,2}[.．、]|\d{4}年"
)
_FRAGMENT = re.compile(r"\d{1,4}|[年月日号]")
_HARD_WRAP = 24  # characters; a shorter line that ends without punctuation is a title or a signature, not a broken one
_WRAP_SLACK = 6  # characters; half-width digits and punctuation that may not begin a line make wrapped lines differ
_WRAPPED_LINES = 6  # fewer broken lines than this are chance: a long heading, a signature block


class Paragraph(NamedTuple):
    """A span of text without the white space around it; ``row`` marks a table row (cells between " | ")."""

    begin: int
    end: int
    row: bool = False


@lru_cache(maxsize=2)  # who reads a document's facts and who reads its outline ask for the same ones in turn
def split_paragraphs(text: str, begin: int = 0, end: int | None = None) -> tuple[Paragraph, ...]:
    """Split a text into paragraphs.

    >>> text = "一、总体要求\\n　　以农为本，\\n"
    >>> [text[p.begin:p.end] for p in split_paragraphs(text)]
    ['一、总体要求', '以农为本，']
    """
    lines = _lines(text, begin, len(text) if end is None else end)
    width = _wrap_width(text, lines)
    paragraphs: list[Paragraph] = []
    for start, stop, indented in lines:
        row = " | " in text[start:stop] or text[start:stop].startswith("| ")
        if paragraphs and not row and not paragraphs[-1].row:
            last = paragraphs[-1]
            if _is_continued(text, last, start, stop, indented, width):
                paragraphs[-1] = Paragraph(last.begin, stop)
                continue
        paragraphs.append(Paragraph(start, stop, row))
    return tuple(paragraphs)


def _lines(text: str, begin: int, end: int) -> list[tuple[int, int, bool]]:
    lines: list[tuple[int, int, bool]] = []
    position = begin
    while position < end:
        newline = text.find("\n", position, end)
        stop = end if newline < 0 else newline
        lead = _LEADING.match(text, position, stop)
        start = lead.end() if lead else position
        tail = _TRAILING.search(text, start, stop) if start < stop and _ends_blank(text, stop) else None
        stop_text = tail.start() if tail else stop
        if start < stop_text:
            lines.append((start, stop_text, start > position))
        position = stop + 1
    return lines


def _ends_blank(text: str, stop: int) -> bool:
    return text[stop - 1].isspace() or text[stop - 1] in ";\ufeff"


def _wrap_width(text: str, lines: list[tuple[int, int, bool]]) -> int:
    """Return the width at which a copy was hard-wrapped, 0 where it was not."""
    broken = sorted(stop - start for start, stop, _ in lines if _breaks_off(text, start, stop))
    if len(broken) < _WRAPPED_LINES:
        return 0
    width = broken[len(broken) // 2]
    near = sum(abs(length - width) <= _WRAP_SLACK for length in broken)
    return width if near >= 0.7 * len(broken) else 0


def _breaks_off(text: str, start: int, stop: int) -> bool:
    return stop - start >= _HARD_WRAP and text[stop - 1] not in _SENTENCE_END and " | " not in text[start:stop]


def _is_continued(text: str, last: Paragraph, start: int, stop: int, indented: bool, width: int) -> bool:
    """Whether the line at start continues the paragraph before it."""
    gap = text[last.end : start]
    if gap.count("\n") > 1:
        return False
    before = text[max(last.begin, text.rfind("\n", last.begin, last.end) + 1) : last.end]
    if _FRAGMENT.fullmatch(before) or _FRAGMENT.fullmatch(text[start:stop]):
        # Some converters put every number on a line of its own: 2001 / 年 / 12 / 月.
        return True
    if indented or not width or len(before) < width - _WRAP_SLACK:
        return False
    return not _STARTS_ANEW.match(text, start)
