"""What documents a file holds, told by their bytes alone: one, or those of an archive."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from ..ingest.problem import Problem, UnreadableSource


@dataclass(frozen=True, slots=True)
class FileContent:
    """A document in a file: where it lies (``plans.zip!/2031/plan.txt`` in an archive) and the SHA-256 of its bytes.

    ``digest`` is "" where the bytes cannot be read; whoever reads the document then says why.
    """

    place: Path
    digest: str


def contents_of(path: Path) -> tuple[FileContent, ...]:
    """Return what a file holds without reading any text, which is much faster than reading it.

    >>> import tempfile, zipfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     archive = Path(folder, "plans.zip")
    ...     with zipfile.ZipFile(archive, "w") as packed:
    ...         packed.writestr("a.txt", "甲规划")
    ...         packed.writestr("2031/b.txt", "乙规划")
    ...     [content.place.relative_to(folder).as_posix() for content in contents_of(archive)]
    ['plans.zip!/a.txt', 'plans.zip!/2031/b.txt']
    """
    try:
        with path.open("rb") as file:
            packed = file.read(4) == b"PK\x03\x04"
            file.seek(0)
            if not packed:
                return (FileContent(path, hashlib.file_digest(file, "sha256").hexdigest()),)
        return _packed_contents(path)
    except (OSError, UnreadableSource):
        return (FileContent(path, ""),)


def place_of(path: Path, uri: str) -> Path:
    """Return where a document lies, given the file that was read and the ``uri`` of the document's source."""
    _, packed, member = uri.partition("!/")
    return Path(f"{path}!/{unquote(member)}") if packed else path


def _packed_contents(path: Path) -> tuple[FileContent, ...]:
    from ..ingest.archive import open_archive
    from ..ingest.reading import LIMIT_BYTES
    from ..ingest.zip_reader import kind_of_archive, members

    if path.stat().st_size > LIMIT_BYTES:
        return (FileContent(path, ""),)
    data = path.read_bytes()
    if kind_of_archive(open_archive(data, str(path))) != "archive":  # a Word file is packed too
        return (FileContent(path, hashlib.sha256(data).hexdigest()),)
    return tuple(
        FileContent(path, "")
        if isinstance(member, Problem)
        else FileContent(Path(f"{path}!/{member.name}"), hashlib.sha256(member.data).hexdigest())
        for member in members(data, str(path), LIMIT_BYTES)
    )
