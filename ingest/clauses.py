"""Sentences and clauses of official prose, as spans of the unchanged text.

A clause ends at a comma, semicolon or colon; one inside brackets, quotation marks or a title ends nothing, since
``（区、市，含兵团）`` or ``《关于A，B的通知》`` belongs to the words around it.

Those who look for duties, measures, targets and deadlines ask for the same sentences and clauses in turn, so both are
remembered, as many as a long text has.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

Span = tuple[int, int]

_SENTENCE_END = re.compile(r"[。！？!?][”’）)】]*")
# Every branch starts with a plain character, so that the regex engine can skip ahead to the next one.
_CLAUSE_END = re.compile(
    r"（[^（）\n]{0,160}）|\([^()\n]{0,160}\)|“[^“”\n]{0,80}”|《[^《》]{0,120}》|，|,|；|;|：|:|。|！|？|!|\?"
)
_BLANK = " \t\r\n\u3000\xa0\ufeff"


@lru_cache(maxsize=1024)
def sentences(text: str, begin: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Split a span at 。！？; the mark belongs to its sentence, blank space around it does not.

    >>> [text[b:e] for text in ["先试点。再推广！"] for b, e in sentences(text)]
    ['先试点。', '再推广！']
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    start = begin
    for match in _SENTENCE_END.finditer(text, begin, stop):
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, stop))
    return tuple(_trimmed(text, spans))


@lru_cache(maxsize=8192)
def clauses(text: str, begin: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Split a span at ，；：。 outside brackets; the marks are left out.

    >>> [text[b:e] for text in ["各省（区，市）要统筹安排，到2030年达到1,200个。"] for b, e in clauses(text)]
    ['各省（区，市）要统筹安排', '到2030年达到1,200个']
    """
    stop = len(text) if end is None else end
    spans: list[Span] = []
    start = begin
    for match in _CLAUSE_END.finditer(text, begin, stop):
        at, behind = match.span()
        if behind - at > 1 or (text[at] in ",:：" and _inside_number(text, at, stop)):
            continue
        spans.append((start, at))
        start = behind
    spans.append((start, stop))
    return tuple(_trimmed(text, spans))


def _trimmed(text: str, spans: list[Span]) -> Iterator[Span]:
    for begin, end in spans:
        if begin < end and text[begin] not in _BLANK and text[end - 1] not in _BLANK:
            yield begin, end  # as nearly all are
        elif trimmed := trim(text, begin, end):
            yield trimmed


def trim(text: str, begin: int, end: int) -> Span | tuple[()]:
    """Return a span without the blank space at its ends, or ``()`` where nothing is left.

    >>> trim(" 一 ", 0, 3), trim("  ", 0, 2)
    ((1, 2), ())
    """
    while begin < end and text[begin] in _BLANK:
        begin += 1
    while end > begin and text[end - 1] in _BLANK:
        end -= 1
    return (begin, end) if begin < end else ()


def _inside_number(text: str, at: int, stop: int) -> bool:
    """Whether the comma or colon at a position groups digits (1,200) or forms a ratio (1:3)."""
    return at + 1 < stop and text[at + 1].isdigit() and at > 0 and text[at - 1].isdigit()
