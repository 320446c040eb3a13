"""Reading a document's file: the only place where ingestion touches the disk."""

import hashlib
import os
import re
import stat
from pathlib import Path
from urllib.parse import quote

from .decoding import decode
from .problem import Problem, UnreadableSource
from .source import Source

LIMIT_BYTES = 64 * 1024 * 1024

# Atomic groups, since a page of unclosed comments would otherwise be tried in every combination.
_HTML = re.compile(
    r"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)\b", re.I | re.S
)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*(?:\r?\n|\Z)")
_HEAD = 16384  # characters in which a format shows itself
_BLANK = "\ufeff\u200b"


def read_source(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> tuple[Source, tuple[Problem, ...]]:
    """Read a file into a source, with what is doubtful about it.

    The text is what the bytes say, newlines included; only a byte order mark is left out. ``uri`` holds the file's name
    without its folder, so that a record is the same on any machine; ``sha256`` is that of the bytes.

    Raises UnreadableSource, with one problem that a person can mend: no such file, a folder, no permission, larger than
    ``limit_bytes``, changed while it was read, empty, blank, not text, or a web page.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "plan.txt")
    ...     _ = path.write_bytes("某市规划\\r\\n".encode("utf-8-sig"))
    ...     source, problems = read_source(path)
    >>> source.text, source.encoding, source.media_type, source.uri, problems
    ('某市规划\\r\\n', 'utf-8', 'text/plain', 'file:plan.txt', ())
    """
    where = str(path)
    data = _read_bytes(path, where, limit_bytes)
    if not data:
        raise _unreadable(where, "the file is empty", "check that it was saved or downloaded completely")
    decoded = decode(data, path.name)
    if not decoded.text.strip().strip(_BLANK).strip():
        raise _unreadable(where, "the file holds only white space", "check that it was saved with its text")
    media_type = media_type_of(decoded.text)
    if media_type not in ("text/plain", "text/markdown"):
        what = (
            f"this is {'a web page' if media_type == 'text/html' else 'an XML file'}, which this version does not read"
        )
        raise _unreadable(where, what, "copy its text into a .txt file in UTF-8 and read that")
    source = Source(
        uri=f"file:{quote(path.name)}",
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        text=decoded.text,
        encoding=decoded.encoding,
    )
    return source, decoded.problems


def media_type_of(text: str) -> str:
    """Tell from its beginning what a text is.

    text/html, application/xml, text/markdown (where it begins with YAML front matter) or text/plain.

    >>> media_type_of("<!DOCTYPE html><title>通知</title>"), media_type_of("---\\ntitle: 通知\\n---\\n正文")
    ('text/html', 'text/markdown')
    """
    head = text[:_HEAD]
    if _HTML.match(head):
        return "text/html"
    if head.lstrip().startswith("<?xml"):
        return "application/xml"
    return "text/markdown" if _FRONT_MATTER.match(head) else "text/plain"


def _read_bytes(path: Path, where: str, limit_bytes: int) -> bytes:
    try:
        # Asked before opening, because opening a pipe waits for its other end.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _unreadable(where, "this is a folder, not a file", "name a file in it")
        if not stat.S_ISREG(mode):
            raise _unreadable(where, "this is a device or pipe, not a file", "save its content to a file first")
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > limit_bytes:
                raise _too_large(where, before.st_size, limit_bytes)
            data = file.read(limit_bytes + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError:
        raise _unreadable(where, "there is no such file", "check the spelling and the folder you are in") from None
    except PermissionError:
        raise _unreadable(where, "reading the file is not permitted", "ask its owner for read permission") from None
    except (OSError, ValueError) as error:
        what = f"the file cannot be read ({getattr(error, 'strerror', None) or error})"
        raise _unreadable(where, what, "check the path and the disk") from None
    if len(data) > limit_bytes:
        raise _too_large(where, after.st_size, limit_bytes)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise _unreadable(where, "the file changed while it was read", "wait until it is written, then read it again")
    return data


def _too_large(where: str, size: int, limit_bytes: int) -> UnreadableSource:
    what = f"the file has {size / 2**20:.1f} MiB, the limit is {limit_bytes / 2**20:.1f} MiB"
    return _unreadable(where, what, "split it into single documents")


def _unreadable(where: str, what: str, advice: str) -> UnreadableSource:
    return UnreadableSource(Problem(where, what, advice, "error"))
