"""Word and PDF files derived from plain text, so that the readers can be tested on texts whose findings are known."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

FONT = "STSong-Light"  # one of the fonts that PDF viewers bring along, so no font file is needed


def blocks(text: str) -> Iterator[str | list[list[str]]]:
    """Yield the lines of a text, and its tables (lines with " | ") as rows of cells."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for is_table, group in groupby(lines, key=lambda line: " | " in line):
        if is_table:
            yield [[cell.strip() for cell in line.split("|")] for line in group]
        else:
            yield from group


def docx_of(text: str) -> bytes:
    """Return a Word file with a paragraph for each line and a table for each table of the text."""
    import docx

    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        width = max(map(len, block))
        table = document.add_table(rows=len(block), cols=width)
        for row, cells in zip(table.rows, block, strict=True):
            for place, cell in zip(row.cells, cells, strict=False):
                place.text = cell
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_of(text: str, *, head: str = "", numbered: bool = True, size: float = 16, spaced: bool = False) -> bytes:
    """Return a PDF file of A4 pages: paragraphs (indented or spaced), ruled tables, page numbers, a running head."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

    registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle(
        "text",
        fontName=FONT,
        fontSize=size,
        leading=1.75 * size,
        wordWrap="CJK",
        firstLineIndent=0 if spaced else 2 * size,
        spaceAfter=size if spaced else 0,
    )
    cell_style = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")
    flow: list[Flowable] = []
    for block in blocks(text):
        if isinstance(block, str):
            flow.append(Paragraph(_escaped(block), style))
            continue
        width = max(map(len, block))
        rows = [[Paragraph(_escaped(cell), cell_style) for cell in (*row, *[""] * (width - len(row)))] for row in block]
        ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        flow.append(Table(rows, colWidths=_widths(block, 451.0), style=ruled, repeatRows=1))

    def edges(canvas: Any, template: Any) -> None:
        canvas.setFont(FONT, 12)
        if numbered:
            canvas.drawCentredString(297, 40, f"— {template.page} —")
        if head:
            canvas.drawString(72, 800, head)

    file = BytesIO()
    SimpleDocTemplate(file, pagesize=A4, invariant=True, pageCompression=0).build(
        flow, onFirstPage=edges, onLaterPages=edges
    )
    return file.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _widths(rows: Sequence[Sequence[str]], whole: float) -> list[float]:
    columns = max(map(len, rows))
    longest = [max((len(row[i]) for row in rows if i < len(row)), default=1) for i in range(columns)]
    shares = [min(12, max(3, length)) for length in longest]
    return [whole * share / sum(shares) for share in shares]
