"""The lines of a web page: one block (paragraph, heading, list item, table row) a line, each with where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from .numbering_format import format_number
from .spacing import closed_up
from .table_text import SpanCell, table_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "noframes", "ol", "option", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ucapcontent", "ul",
})  # fmt: skip
# What a browser shows none of, or what is no text: programs, styles, forms, embedded media.
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "iframe", "frame", "object", "embed", "applet", "svg", "math",
    "canvas", "audio", "video", "map", "select", "button", "textarea", "datalist", "input", "rp", "rt",
})  # fmt: skip
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f“”‘’…—·]")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_INVISIBLE = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\xad]")
_OWN_NUMBER = re.compile(
    r"[\s\u3000]*(?:[（(]?[\d一二三四五六七八九十]+[）).．、]|第[\d一二三四五六七八九十百]+[章节条])"
)
_OWN_NUMBER_WITHIN = 5  # pieces of text; a page may set number and point apart
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_LONG_CELL = 400  # characters; a cell with more, in several paragraphs, lays out a page


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, the innermost block around it, how many characters are links, whether it is a row."""

    text: str
    block: "_Element"
    linked: int = 0
    row: bool = False


def page_lines(root: "_Element") -> Iterator[Line]:
    """Yield the lines of an element in the order of the page, table rows included.

    >>> from lxml import etree
    >>> page = etree.HTML("<p>一、总体要求</p><table><tr><td>任务<td>单位<tr><td>修路<td>交通局</table>")
    >>> [line.text for line in page_lines(page)]
    ['一、总体要求', '任务 | 单位', '修路 | 交通局']
    """
    from lxml import etree

    pieces: list[str] = []
    linked = link_depth = pre_depth = 0
    blocks: list[_Element] = [root]
    items: dict[_Element, int] = {}

    def flush() -> Iterator[Line]:
        nonlocal linked
        if pieces:
            written = "".join(pieces)
            for part in written.split("\n") if pre_depth else (written,):
                text = squeeze(part)
                if text:
                    yield Line(text, blocks[-1], min(linked, len(text)))
        pieces.clear()
        linked = 0

    def say(text: str | None) -> None:
        nonlocal linked
        if text:
            pieces.append(text)
            if link_depth:
                linked += len(text.strip())

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if event == "start":
            if tag in _UNSEEN:
                walk.skip_subtree()
                continue
            if block:
                yield from flush()
                blocks.append(element)
            if tag == "table" and is_data_table(element):
                yield from _rows(element)
                walk.skip_subtree()
                continue
            if tag == "br":
                yield from flush()
            elif tag == "pre":
                pre_depth += 1
            elif tag == "a" and element.get("href"):
                link_depth += 1
            elif tag == "li":
                say(_item_number(element, items))
            say(element.text)
        else:
            if block:
                yield from flush()
                blocks.pop()
            if tag == "pre":
                pre_depth -= 1
            elif tag == "a" and element.get("href"):
                link_depth -= 1
            if element is not root:
                say(element.tail)
    yield from flush()


def squeeze(text: str) -> str:
    """Return text as a browser shows it, on one line.

    A line break of the page's source beside a Chinese character is no space, as one between English words is.

    >>> squeeze("  推进\\n  乡村振兴 \\xa0 中共中央 国务院　")
    '推进乡村振兴 中共中央 国务院'
    """
    text = _BLANKS.sub(_blank, _INVISIBLE.sub("", text).strip())
    # A bar between blanks would make a table row of a line of links.
    return closed_up(text.replace(" | ", "｜"))


def _blank(match: re.Match[str]) -> str:
    beside = match.string[match.start() - 1] + match.string[match.end()]
    return "" if ("\n" in match[0] or "\r" in match[0]) and _HAN.search(beside) else " "


def is_data_table(table: "_Element") -> bool:
    """Whether a table holds data, rather than laying out the page or a part of it.

    A table around another table, with one column, with one row of blocks, or whose text stands in one cell lays out.
    """
    if any(inner is not table for inner in table.iter("table")):
        return False
    rows = [_cells(row) for row in table.iter("tr")]
    if not any(len(cells) > 1 for cells in rows):
        return False
    cells = [cell for row in rows for cell in row]
    if len(rows) == 1 and (len(cells) < 3 or any(_paragraphs(cell) > 1 for cell in cells)):
        return _LABEL.fullmatch(squeeze("".join(cells[0].itertext()))) is not None
    lengths = [sum(len(text.strip()) for text in cell.itertext()) for cell in cells]
    longest = max(range(len(cells)), key=lengths.__getitem__)
    prose = lengths[longest] >= _LONG_CELL and lengths[longest] > 0.6 * sum(lengths)
    return not (prose and _paragraphs(cells[longest]) >= 3)


_LABEL = re.compile(r"[一-鿿][一-鿿\s]{0,9}[：:]")


def _cells(row: "_Element") -> list["_Element"]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _paragraphs(cell: "_Element") -> int:
    return sum(1 for each in cell.iter("p", "div", "br", "li"))


def _rows(table: "_Element") -> Iterator[Line]:
    for caption in table.iter("caption"):
        for line in page_lines(caption):
            yield Line(line.text, table)
    rows = [
        [SpanCell(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in _cells(row)]
        for row in table.iter("tr")
    ]
    links = sum(len("".join(link.itertext()).strip()) for link in table.iter("a") if link.get("href"))
    # A list of documents has a date beside each link.
    mostly_links = 3 * links > sum(len(cell.text) for row in rows for cell in row)
    for text in table_lines(rows):
        yield Line(text, table, linked=len(text) if mostly_links else 0, row=" | " in text)


def _cell_text(cell: "_Element") -> str:
    if not len(cell):
        return squeeze(cell.text or "")
    return "\n".join(line.text for line in page_lines(cell))


def _span(cell: "_Element", name: str) -> int:
    written = cell.get(name, "1").strip()
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1
    return 65534 if number == 0 and name == "rowspan" else max(1, number)


def _item_number(item: "_Element", items: dict["_Element", int]) -> str:
    """Return the number that a browser puts before an item of an ordered list, "" before others."""
    above = item.getparent()
    if above is None or above.tag != "ol" or "none" in above.get("style", ""):
        return ""
    if above not in items:
        start = above.get("start", "1")
        items[above] = int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 6 else 0
    items[above] += 1
    if _OWN_NUMBER.match("".join(islice(item.itertext(), _OWN_NUMBER_WITHIN))):
        return ""
    written = format_number(items[above], _LIST_FORMATS.get(above.get("type", "1"), "decimal"))
    return f"{written}."
