"""Archives of documents: each file in a ZIP is a source of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from .archive import LIMIT_EXPANDED, LIMIT_MEMBERS, member_name, open_archive, read_member
from .formats import is_archive
from .problem import Problem, UnreadableSource
from .rendering import unreadable

# What else is a ZIP archive, told by members that only this format has together.
_KINDS = (
    ("docx", ("[Content_Types].xml", "word/")),
    ("an Excel workbook", ("[Content_Types].xml", "xl/")),
    ("a PowerPoint presentation", ("[Content_Types].xml", "ppt/")),
    ("an OFD file", ("OFD.xml",)),
    ("an OpenDocument file", ("mimetype", "content.xml")),
    ("an EPUB book", ("mimetype", "META-INF/container.xml")),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive: its name in there (with that of an archive between, ``b.zip!/c.txt``) and its bytes."""

    name: str
    data: bytes


@dataclass(slots=True)
class _Allowance:
    """What may still be unpacked; archives inside an archive draw on the same."""

    expanded: int = LIMIT_EXPANDED
    members: int = LIMIT_MEMBERS

    def open(self, data: bytes, where: str) -> ZipFile:
        archive = open_archive(data, where, self.expanded, self.members)
        self.expanded -= sum(member.file_size for member in archive.infolist())
        self.members -= len(archive.infolist())
        return archive


def kind_of_archive(archive: ZipFile) -> str:
    """Tell what an archive is by its members: "docx", "archive" for files packed together, or the name of a format."""
    names = archive.namelist()
    for kind, marks in _KINDS:
        if all(any(name.startswith(mark) if mark.endswith("/") else name == mark for name in names) for mark in marks):
            return kind
    return "archive"


def members(data: bytes, where: str, limit_bytes: int) -> Iterator[Member | Problem]:
    """Yield the documents of an archive in its order, a problem in place of each that cannot be read.

    Archives in the archive are read too, one level deep; folders and the files that macOS and Windows add for
    themselves are passed over. The limits on what may be unpacked count all of them together.

    Raises UnreadableSource where the archive as a whole cannot be read.
    """
    allowance = _Allowance()
    yield from _members(allowance.open(data, where), where, limit_bytes, allowance)


def _members(
    archive: ZipFile, where: str, limit_bytes: int, allowance: _Allowance, above: str = ""
) -> Iterator[Member | Problem]:
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_system_file(info.filename)]
    if not infos:
        yield Problem(where, "the archive holds no files", "check that it was packed completely")
    for info in infos:
        name, place = above + member_name(info), f"{where}!/{member_name(info)}"
        try:
            data = read_member(archive, info, place, limit_bytes)
            # A Word file or a workbook is not unpacked here; what becomes of it is for its own reader to say.
            if not is_archive(data) or kind_of_archive(open_archive(data, place)) != "archive":
                yield Member(name, data)
                continue
            if above:
                what = "it is an archive in an archive in an archive, and only two are opened"
                raise unreadable(place, what, "unpack the outer one first")
            inner = allowance.open(data, place)
        except UnreadableSource as error:
            yield error.problem
            continue
        yield from _members(inner, place, limit_bytes, allowance, f"{name}!/")


def _is_system_file(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or last in (".DS_Store", "Thumbs.db", "desktop.ini")
