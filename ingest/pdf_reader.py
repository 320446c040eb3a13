"""PDF files: the text of their pages, where they have one."""

import threading
from typing import Any

from .decoding import commonness
from .pdf_layout import lay_out
from .pdf_lines import is_wide
from .pdf_page import PdfPage, read_page
from .problem import Problem
from .rendering import Rendering, unreadable

_MOST_PAGES = 5_000
_MOST_GLYPHS = 3_000_000
_MOST_UNMAPPED = 0.3  # share of characters without a meaning from which a text cannot be used
_SCANNED = 40  # characters a page; a scan may carry the name of the program that made it
_JUDGED = 100  # Chinese characters from which a text can be told from rubble
_LEAST_COMMON = 0.3  # a document scores about 0.85
_OCR = "run text recognition (OCR) on it and read the result"
# pdfium keeps state of its own and must not be entered twice at a time.
_LOCK = threading.Lock()


def render_pdf(data: bytes, where: str) -> Rendering:
    """Render a PDF file: one paragraph or row of a ruled table a line, joined over lines and pages.

    Page numbers, running heads and feet, watermarks and annotations are left out; ``page_starts`` tells where each page
    begins. Text in several columns is read line by line across them.

    Raises UnreadableSource for a file that is damaged, locked with a password, scanned (pictures without text), or
    whose fonts do not say which characters they show.
    """
    with _LOCK:
        pages, broken = _read_pages(data, where)
    written = [sum(not glyph.text.isspace() for glyph in page.glyphs) for page in pages]
    pictured = [index for index, page in enumerate(pages, 1) if page.pictured]
    unmapped = sum(page.unmapped for page in pages)
    total = sum(written) + unmapped
    if not total or (len(pictured) == len(pages) and total < _SCANNED * len(pages)):
        what = f"the {len(pages)} pages hold no text" + (", only pictures (a scan)" if pictured else "")
        raise unreadable(where, what, _OCR)
    if unmapped > _MOST_UNMAPPED * total:
        what = f"the fonts of {unmapped} of {total} characters do not say which characters they show"
        raise unreadable(where, what, f"get the file it was made from, or {_OCR}")
    layout = lay_out(pages)
    problems = []
    if broken:
        what = f"{len(broken)} pages cannot be read and were left out ({_few(broken)})"
        problems.append(Problem(where, what, "get a sound copy of the file"))
    empty = [index for index in pictured if written[index - 1] < _SCANNED]
    if empty:
        what = f"{len(empty)} pages hold pictures and hardly any text ({_few(empty)})"
        problems.append(Problem(where, what, _OCR))
    if unmapped:
        what = f"{unmapped} characters were left out, their fonts do not say which they are"
        problems.append(Problem(where, what, "compare with the file in a viewer"))
    if layout.edge_lines:
        what = f"{layout.edge_lines} lines at the edges of pages (page numbers, running heads) were left out"
        problems.append(Problem(where, what, "check a page of the file", "info"))
    if sum(map(is_wide, layout.text)) >= _JUDGED and commonness(layout.text) < _LEAST_COMMON:
        what = "the text hardly reads as Chinese; its fonts may name wrong characters"
        problems.append(Problem(where, what, "compare with the file in a viewer"))
    slanted = sum(page.slanted for page in pages)
    if slanted:
        what = f"{slanted} characters of slanted text (watermarks, stamps) were left out"
        problems.append(Problem(where, what, "check a page of the file", "info"))
    crowded = [index for index, page in enumerate(pages, 1) if page.crowded]
    if crowded:
        what = f"{len(crowded)} pages hold too many drawings to look for tables ({_few(crowded)})"
        problems.append(Problem(where, what, "check the tables there"))
    return Rendering(layout.text, tuple(problems), layout.page_starts)


def _read_pages(data: bytes, where: str) -> tuple[list[PdfPage], list[int]]:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _not_opened(error, where) from None
    try:
        count = len(document)
        if count > _MOST_PAGES:
            what = f"the file has {count:,} pages, the limit is {_MOST_PAGES:,}"
            raise unreadable(where, what, "split it into single documents")
        pages: list[PdfPage] = []
        broken: list[int] = []
        glyphs = 0
        for index in range(count):
            try:
                page = _page(document, index)
            except (pypdfium2.PdfiumError, OSError, ValueError):
                broken.append(index + 1)
                page = PdfPage(0.0, 0.0)
            pages.append(page)
            glyphs += len(page.glyphs)
            if glyphs > _MOST_GLYPHS:
                what = f"the file has more than {_MOST_GLYPHS:,} characters"
                raise unreadable(where, what, "split it into single documents")
    finally:
        document.close()
    if not count or len(broken) == count:
        raise unreadable(where, "the file has no page that can be read", "get a sound copy of the file")
    return pages, broken


def _page(document: Any, index: int) -> PdfPage:
    page = document[index]
    try:
        return read_page(page)
    finally:
        page.close()


def _not_opened(error: Exception, where: str) -> Exception:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    code = getattr(error, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD:
        return unreadable(where, "the file is locked with a password", "open it with the password and save it without")
    if code == pdfium.FPDF_ERR_SECURITY:
        what = "the file is locked in a way that is not known here"
        return unreadable(where, what, "open it in its own program and print it to a new PDF file")
    return unreadable(where, "the PDF file is damaged", "get a sound copy of the file")


def _few(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:5]))
    return f"page {shown}" if len(pages) == 1 else f"pages {shown}{' …' if len(pages) > 5 else ''}"
