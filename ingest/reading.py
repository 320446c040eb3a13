"""Reading a document's file: the only place where ingestion touches the disk."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from .decoding import decode
from .formats import DOCX, HTML, PDF, XML, is_archive, is_pdf, is_web_archive, media_type_of
from .problem import Problem, UnreadableSource
from .rendering import Rendering, unreadable
from .source import Source

__all__ = ["LIMIT_BYTES", "media_type_of", "read_source", "read_sources"]

LIMIT_BYTES = 64 * 1024 * 1024

_BEGINNING = 4096  # bytes; a page may begin with the blank lines that its template left
_BLANK = "\ufeff\u200b"
_AS_TEXT = "copy its text into a .txt file in UTF-8 and read that"


def read_source(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> tuple[Source, tuple[Problem, ...]]:
    """Read a document's file into a source, with what is doubtful about it.

    The content tells the format, never the name. The text of plain text and Markdown is what the bytes say, newlines
    included; only a byte order mark is left out. Web pages, Word and PDF files are rendered: one block a line, table
    rows with " | " between the cells; every offset refers to the rendered text. ``uri`` holds the file's name without
    its folder, so that a record is the same on any machine; ``sha256`` is that of the bytes.

    Raises UnreadableSource, with one problem that a person can mend: no such file, a folder, no permission, larger than
    ``limit_bytes``, changed while it was read, empty, blank, not text, encrypted, scanned, or an archive of documents
    (`read_sources` reads those).

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "plan.txt")
    ...     _ = path.write_bytes("某市规划\\r\\n".encode("utf-8-sig"))
    ...     source, problems = read_source(path)
    >>> source.text, source.encoding, source.media_type, source.uri, problems
    ('某市规划\\r\\n', 'utf-8', 'text/plain', 'file:plan.txt', ())
    """
    where = str(path)
    return _source(_read_bytes(path, where, limit_bytes), where, path.name, f"file:{quote(path.name)}")


def read_sources(
    path: Path, *, limit_bytes: int = LIMIT_BYTES
) -> Iterator[tuple[Source, tuple[Problem, ...]] | Problem]:
    """Yield the source of a document's file, or of each document in a ZIP archive.

    A document in an archive has the ``uri`` ``file:NAME.zip!/MEMBER``; one that cannot be read is yielded as its
    problem, so that it does not cost the others. Raises UnreadableSource where the file itself cannot be read, as
    `read_source` does.

    >>> import tempfile, zipfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "plans.zip")
    ...     with zipfile.ZipFile(path, "w") as archive:
    ...         archive.writestr("2022/plan.txt", "某市规划")
    ...     [(source.uri, source.text) for source, problems in read_sources(path)]
    [('file:plans.zip!/2022/plan.txt', '某市规划')]
    """
    where, uri = str(path), f"file:{quote(path.name)}"
    data = _read_bytes(path, where, limit_bytes)
    if not is_archive(data) or _kind_of_archive(data, where) != "archive":
        yield _source(data, where, path.name, uri)
        return
    from .zip_reader import members

    for member in members(data, where, limit_bytes):
        if isinstance(member, Problem):
            yield member
            continue
        place = f"{where}!/{member.name}"
        try:
            yield _source(member.data, place, f"{path.name}!/{member.name}", f"{uri}!/{quote(member.name, safe='/!')}")
        except UnreadableSource as error:
            yield error.problem


def _source(data: bytes, where: str, name: str, uri: str) -> tuple[Source, tuple[Problem, ...]]:
    """Read bytes into a source; ``where`` names the file in errors, ``name`` in doubts, which go into the record."""
    if not data:
        raise unreadable(where, "the file is empty", "check that it was saved or downloaded completely")
    encoding = "utf-8"
    if is_pdf(data):
        from .pdf_reader import render_pdf

        media_type, rendering = PDF, render_pdf(data, name)
    elif is_archive(data):
        media_type, rendering = DOCX, _render_archive(data, where, name)
    else:
        media_type, rendering, encoding = _read_text(data, where, name)
    if not rendering.text.strip().strip(_BLANK).strip():
        raise unreadable(where, "the file holds only white space", "check that it was saved with its text")
    source = Source(
        uri=uri,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        text=rendering.text,
        encoding=encoding,
        page_starts=rendering.page_starts,
    )
    return source, rendering.problems


def _read_text(data: bytes, where: str, name: str) -> tuple[str, Rendering, str]:
    """Return the media type, the text and the encoding of what is no container: plain text, Markdown or a web page."""
    if is_web_archive(data):
        what = "this is a web archive (MHTML), which this version does not read"
        raise unreadable(where, what, "open it in a browser and save the page as HTML, or copy its text")
    declared = ""
    if data[:_BEGINNING].lstrip().startswith(b"<"):
        from .html_reader import declared_encoding

        declared = declared_encoding(data)
    decoded = decode(data, name, declared)
    media_type = media_type_of(decoded.text)
    if media_type == XML:
        raise unreadable(where, "this is an XML file, which this version does not read", _AS_TEXT)
    if media_type != HTML or not decoded.text.strip():
        return media_type, Rendering(decoded.text, decoded.problems), decoded.encoding
    from .html_reader import render_html

    page = render_html(decoded.text, name)
    return media_type, Rendering(page.text, (*decoded.problems, *page.problems)), decoded.encoding


def _kind_of_archive(data: bytes, where: str) -> str:
    from .archive import open_archive
    from .zip_reader import kind_of_archive

    return kind_of_archive(open_archive(data, where))


def _render_archive(data: bytes, where: str, name: str) -> Rendering:
    kind = _kind_of_archive(data, where)
    if kind == "docx":
        from .docx_reader import render_docx

        return render_docx(data, name)
    if kind == "archive":
        what = "this is an archive of files, not one document"
        raise unreadable(
            where, what, "build a graph from it with `zhengtu build`, or unpack it and name one of the files"
        )
    raise unreadable(
        where, f"this is {kind}, which this version does not read", "save it as a Word or PDF file, or as text"
    )


def _read_bytes(path: Path, where: str, limit_bytes: int) -> bytes:
    try:
        # Asked before opening, because opening a pipe waits for its other end.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise unreadable(where, "this is a folder, not a file", "name a file in it")
        if not stat.S_ISREG(mode):
            raise unreadable(where, "this is a device or pipe, not a file", "save its content to a file first")
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > limit_bytes:
                raise _too_large(where, before.st_size, limit_bytes)
            data = file.read(limit_bytes + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        raise unreadable(where, "there is no such file", "check the spelling and the folder you are in") from None
    except PermissionError:
        raise unreadable(where, "reading the file is not permitted", "ask its owner for read permission") from None
    except (OSError, ValueError) as error:
        what = f"the file cannot be read ({getattr(error, 'strerror', None) or error})"
        raise unreadable(where, what, "check the path and the disk") from None
    if len(data) > limit_bytes:
        raise _too_large(where, after.st_size, limit_bytes)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise unreadable(where, "the file changed while it was read", "wait until it is written, then read it again")
    return data


def _too_large(where: str, size: int, limit_bytes: int) -> UnreadableSource:
    what = f"the file has {size / 2**20:.1f} MiB, the limit is {limit_bytes / 2**20:.1f} MiB"
    return unreadable(where, what, "split it into single documents")
