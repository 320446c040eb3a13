"""From characters with places to lines of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from statistics import median

from .pdf_page import Glyph
from .spacing import closed_up

_BLANK = " \u3000"
_OPENING = "（“‘《〈【〔"
_CLOSING = "，。、；：）”’》〉】〕！？%％"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page with its place; ``size`` is the width of a Chinese character in it.

    ``edge`` is where its last letter ends, since punctuation may hang over the margin. ``unit`` is the width of what at
    its beginning cannot be parted (a letter with the punctuation behind it, a number, a word): a line before that has
    room for it was not broken there to fit the page.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    edge: float
    unit: float


def is_wide(letter: str) -> bool:
    """Whether a character takes the full width, as Chinese ones and their punctuation do.

    >>> [is_wide(letter) for letter in "县，“a5 "]
    [True, True, True, False, False, False]
    """
    return letter >= "\u2e80" or letter in "“”‘’—…·"


def lines_of(glyphs: Iterable[Glyph]) -> tuple[TextLine, ...]:
    """Return the lines that characters form, from above.

    >>> glyphs = [Glyph("县", 12, 0, 24, 12), Glyph("某", 0, 0, 12, 12), Glyph("市", 0, 20, 12, 32)]
    >>> [line.text for line in lines_of(glyphs)]
    ['某县', '市']
    """
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        tall = glyph.bottom - glyph.top
        if rows and glyph.middle - middle <= 0.5 * min(height, tall or height):
            rows[-1].append(glyph)
            # The line's middle is that of its tallest character: small ones stand above or below it.
            if tall > height:
                middle, height = glyph.middle, tall
        else:
            rows.append([glyph])
            middle, height = glyph.middle, tall
    return tuple(line for row in rows if (line := _line(row)))


def _line(row: list[Glyph]) -> TextLine | None:
    row.sort(key=lambda glyph: (glyph.left, glyph.right))
    written = [glyph for glyph in row if glyph.text not in _BLANK]
    if not written:
        return None
    size = _size(written)
    text = _text(row, size)
    return TextLine(
        text,
        written[0].left,
        min(glyph.top for glyph in written),
        max(glyph.right for glyph in written),
        max(glyph.bottom for glyph in written),
        size,
        next((glyph.right for glyph in reversed(written) if glyph.text not in _CLOSING), written[-1].right),
        _unit(row),
    )


def _unit(row: Sequence[Glyph]) -> float:
    """Return the width of what at the beginning of a line cannot stand at the end of another."""
    written = list(dropwhile(lambda glyph: glyph.text in _BLANK, row))
    end = 0
    while end < len(written) - 1 and written[end].text in _OPENING:
        end += 1
    if not is_wide(written[end].text[0]):
        while end < len(written) - 1 and _keeps_on(written[end + 1].text):
            end += 1
    while end < len(written) - 1 and written[end + 1].text in _CLOSING:
        end += 1
    return written[end].right - written[0].left


def _size(glyphs: Sequence[Glyph]) -> float:
    wide = [glyph.right - glyph.left for glyph in glyphs if is_wide(glyph.text[0])]
    return max(1.0, median(wide) if wide else 0.8 * median(glyph.bottom - glyph.top for glyph in glyphs))


def _keeps_on(letter: str) -> bool:
    """Whether a number or a word goes on with this: 1—2, 3.5%, e-mail."""
    return letter in "—–－~～" or not (is_wide(letter[0]) or letter in _BLANK)


def _text(row: Sequence[Glyph], size: float) -> str:
    pieces: list[str] = []
    gaps: list[bool] = []
    before: Glyph | None = None
    typed = False
    for glyph in row:
        if glyph.text in _BLANK:
            typed = True
            continue
        if before is not None:
            # A heavy letter may be made of the same one drawn twice.
            if glyph.text == before.text and glyph.left - before.left < 0.3 * (before.right - before.left):
                continue
            gaps.append(_is_apart(before, glyph, typed, size))
        pieces.append(glyph.text)
        before, typed = glyph, False
    return closed_up(pieces[0] + "".join(" " * gap + piece for gap, piece in zip(gaps, pieces[1:], strict=True)))


def _is_apart(before: Glyph, glyph: Glyph, typed: bool, size: float) -> bool:
    gap = glyph.left - before.right
    wide = is_wide(before.text[-1]), is_wide(glyph.text[0])
    if all(wide):
        return gap > 0.9 * size or (typed and gap > 0.1 * size)
    if any(wide):
        # Programs set numbers a quarter of a letter apart from Chinese text without a space between.
        return gap > 0.9 * size or (typed and gap > 0.1 * size)
    return typed or gap > 0.2 * size


def joined(first: str, second: str) -> str:
    """Join the two parts of a line that was broken to fit the page.

    >>> joined("推进乡村", "振兴"), joined("in rural", "areas"), joined("占", "15%")
    ('推进乡村振兴', 'in rural areas', '占15%')
    """
    if (
        not first
        or not second
        or is_wide(first[-1])
        or is_wide(second[0])
        or first[-1].isdigit() != second[0].isdigit()
    ):
        return first + second
    if first[-1].isdigit() or not (first[-1].isalnum() and second[0].isalnum()):
        return first + second
    return f"{first} {second}"
