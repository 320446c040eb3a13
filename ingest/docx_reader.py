"""Word files: paragraphs and tables in the order of the document, with the numbers that Word adds."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .docx_numbering import Numbering
from .docx_package import open_docx
from .problem import Problem
from .rendering import Rendering
from .spacing import closed_up
from .table_text import SpanCell, table_lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANKS = re.compile(r"[ \t\xa0]+")
_OFF = ("0", "false", "off", "none")

# What is left out, the sentence for it, what to do and how much it matters.
_ACCEPT = "accept or reject them in Word"
_CHECK = "check that none of them belongs to the text"
_LEFT_OUT = (
    ("deletions", "{} tracked deletions were left out, as if they had been accepted", _ACCEPT, "warning"),
    ("insertions", "{} tracked insertions were read, as if they had been accepted", _ACCEPT, "info"),
    ("text boxes", "{} text boxes were not read", "move their text into the document", "warning"),
    ("comments", "{} comments were not read", _CHECK, "warning"),
    ("notes", "{} footnotes and endnotes were not read", _CHECK, "info"),
    ("hidden", "{} pieces of hidden text were not read", _CHECK, "info"),
    ("pictures", "{} pictures were not read, nor the text in them", _CHECK, "info"),
    ("inserted files", "{} inserted files (altChunk) were not read", "save the file again in Word", "warning"),
    ("symbols", "{} characters of symbol fonts were left out", "check the places in Word", "info"),
)


def render_docx(data: bytes, where: str) -> Rendering:
    """Render a Word file, one paragraph or table row a line.

    Headings are plain lines. Numbers that Word adds by itself (一、（一）1.) are written out. A cell over several rows
    is repeated in each. Tracked insertions are read and tracked deletions left out; text boxes, comments, notes, hidden
    text and pictures are not read; each kind is counted in a problem. Headers and footers are no part of the text.

    Raises UnreadableSource for a damaged file and for one without text.
    """
    package = open_docx(data, where)
    reader = _Reader(package.space, Numbering(package.space, package.numbering, package.styles))
    text = "".join(f"{line}\n" for line in reader.lines(package.body))
    return Rendering(text, tuple(reader.problems(where)))


class _Reader:
    """Walks a document once; counts on the way what it leaves out."""

    def __init__(self, space: str, numbering: Numbering) -> None:
        self._w = space
        self._numbering = numbering
        self._left_out: Counter[str] = Counter()

    def problems(self, where: str) -> Iterator[Problem]:
        for kind, sentence, advice, severity in _LEFT_OUT:
            if self._left_out[kind]:
                yield Problem(where, sentence.format(self._left_out[kind]), advice, severity)
        for form, count in self._numbering.unknown.items():
            what = f"the automatic numbers of {count} paragraphs were left out, their format ({form}) is not known"
            yield Problem(where, what, "write these numbers out in Word")

    def lines(self, parent: "_Element") -> Iterator[str]:
        """Yield the lines of a body, a cell or whatever else holds paragraphs and tables."""
        for element in parent:
            name = self._name(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from table_lines(self._rows(element))
            elif name == "altChunk":
                self._left_out["inserted files"] += 1
            elif name in ("del", "moveFrom"):
                self._left_out["deletions"] += 1
            elif name in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag"):
                yield from self.lines(element)

    def _paragraph(self, paragraph: "_Element") -> Iterator[str]:
        properties = paragraph.find(f"{self._w}pPr")
        text = self._text(paragraph)
        # A bar between blanks would make a table row of a line of text.
        lines = [closed_up(_BLANKS.sub(" ", line).strip().replace(" | ", "｜")) for line in text.split("\n")]
        written = [line for line in lines if line]
        if not written and self._is_deleted(properties):
            return
        number = self._numbering.next(properties)
        if written and number:
            # 1. before 5G would read as 1.5.
            written[0] = (
                f"{number} {written[0]}" if number[-1:] in ".．" and written[0][0].isdigit() else number + written[0]
            )
        yield from written

    def _is_deleted(self, properties: "_Element | None") -> bool:
        return properties is not None and properties.find(f"{self._w}rPr/{self._w}del") is not None

    def _text(self, paragraph: "_Element") -> str:
        from lxml import etree

        pieces: list[str] = []
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            name = self._name(element)
            if name == "t" or name == "m:t":
                pieces.append(element.text or "")
            elif name in ("br", "cr"):
                pieces.append("\n" if element.get(f"{self._w}type") not in ("page", "column") else "")
            elif name in ("tab", "ptab"):
                pieces.append(" ")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "sym":
                self._left_out["symbols"] += 1
            elif name in ("footnoteReference", "endnoteReference"):
                self._left_out["notes"] += 1
            elif name == "commentReference":
                self._left_out["comments"] += 1
            elif name in ("ins", "moveTo"):
                self._left_out["insertions"] += 1
            elif name in ("del", "moveFrom"):
                self._left_out["deletions"] += 1
                walk.skip_subtree()
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._count_drawing(element)
                walk.skip_subtree()
            elif name in ("pPr", "rPr", "sdtPr", "instrText", "rt", "annotationRef"):
                walk.skip_subtree()
            elif name == "r" and self._is_hidden(element):
                self._left_out["hidden"] += 1
                walk.skip_subtree()
            elif name == "sdt" and element.find(f"{self._w}sdtPr/{self._w}showingPlcHdr") is not None:
                walk.skip_subtree()  # 单击此处输入文字
        return "".join(pieces)

    def _is_hidden(self, run: "_Element") -> bool:
        vanish = run.find(f"{self._w}rPr/{self._w}vanish")
        return vanish is not None and vanish.get(f"{self._w}val") not in _OFF

    def _count_drawing(self, drawing: "_Element") -> None:
        # Word writes a text box twice, for new and for old readers; both are one.
        boxed = any(self._name(each) == "t" and (each.text or "").strip() for each in drawing.iter("*"))
        self._left_out["text boxes" if boxed else "pictures"] += 1

    def _rows(self, table: "_Element") -> list[list[SpanCell]]:
        rows: list[list[SpanCell]] = []
        heads: dict[int, tuple[int, int]] = {}  # column -> row and index of the cell that reaches down in it
        for row in self._inside(table, "tr"):
            if row.find(f"{self._w}trPr/{self._w}del") is not None:
                self._left_out["deletions"] += 1
                continue
            skipped = row.find(f"{self._w}trPr/{self._w}gridBefore")
            column = self._number(skipped) if skipped is not None else 0
            cells = [SpanCell("", column)] if column else []
            for cell in self._inside(row, "tc"):
                span = cell.find(f"{self._w}tcPr/{self._w}gridSpan")
                merged = cell.find(f"{self._w}tcPr/{self._w}vMerge")
                width = max(1, self._number(span)) if span is not None else 1
                text = "\n".join(self.lines(cell))
                begins = merged is None or merged.get(f"{self._w}val") == "restart"
                if begins or text or column not in heads:
                    heads.pop(column, None)
                    if merged is not None:
                        heads[column] = len(rows), len(cells)
                    cells.append(SpanCell(text, width))
                else:
                    above, index = heads[column]
                    head = rows[above][index]
                    rows[above][index] = replace(head, rows=len(rows) - above + 1)
                column += width
            rows.append(cells)
        return rows

    def _inside(self, parent: "_Element", wanted: str) -> Iterator["_Element"]:
        """Yield the rows of a table or the cells of a row, also those in content controls and insertions."""
        for element in parent:
            name = self._name(element)
            if name == wanted:
                yield element
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
                yield from self._inside(element, wanted)

    def _number(self, element: "_Element") -> int:
        written = element.get(f"{self._w}val", "")
        return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0

    def _name(self, element: "_Element") -> str:
        """Return the name of a Word element; a formula's text is ``m:t``, and other vocabularies only name drawings."""
        space, _, name = str(element.tag).rpartition("}")
        if f"{space}}}" == self._w:
            return name
        if name == "AlternateContent":
            return name
        return "m:t" if name == "t" and space.endswith("/math") else ""
