"""The parts of a Word file: its text, styles and numbering as XML.

Read here rather than by python-docx, which builds every part (pictures, too), refuses templates and files with one
broken link, and leaves out what stands in content controls and tracked insertions, where forms keep their text.
"""

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zipfile import ZipFile

from .archive import open_archive, read_member
from .problem import UnreadableSource
from .rendering import unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_LIMIT_PART = 64 * 1024 * 1024  # bytes; the XML of a part expanded
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ENTITY = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_SAVE_AGAIN = "open it in Word or WPS and save it again as .docx"


@dataclass(frozen=True, slots=True)
class DocxPackage:
    """The body of a Word file's text, with its styles and numbering where it has them.

    ``space`` is the namespace of its names: the transitional one, which nearly all files use, or the strict one.
    """

    space: str
    body: "_Element"
    styles: "_Element | None"
    numbering: "_Element | None"


def open_docx(data: bytes, where: str) -> DocxPackage:
    """Open a Word file.

    Raises UnreadableSource for one that is damaged, lacks its text, or declares entities, which no word processor does.
    """
    archive = open_archive(data, where)
    main = _target(archive, "", "/officeDocument", "word/document.xml", where)
    document = _part(archive, main, where)
    if document is None:
        raise unreadable(where, f"the Word file lacks its text ({main})", _SAVE_AGAIN)
    space = str(document.tag).rpartition("}")[0] + "}"
    body = document.find(f"{space}body")
    if body is None or not str(document.tag).endswith("}document"):
        raise unreadable(where, "the Word file lacks a body", _SAVE_AGAIN)
    styles = _target(archive, main, "/styles", "word/styles.xml", where)
    numbering = _target(archive, main, "/numbering", "word/numbering.xml", where)
    return DocxPackage(space, body, _part(archive, styles, where), _part(archive, numbering, where))


def _target(archive: ZipFile, part: str, kind: str, usual: str, where: str) -> str:
    """Return the name of the part that another one refers to for a purpose, its usual name where it does not say."""
    folder, name = posixpath.split(part)
    relations = _part(archive, posixpath.join(folder, "_rels", f"{name}.rels"), where)
    if relations is not None:
        for relation in relations.iter(f"{_RELATIONS}Relationship"):
            if relation.get("Type", "").endswith(kind) and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                return (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
    return usual


def _part(archive: ZipFile, name: str, where: str) -> "_Element | None":
    from lxml import etree

    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    data = read_member(archive, member, f"{where}!/{name}", _LIMIT_PART)
    if any(mark in data for mark in _ENTITY):
        raise _declares_entities(where, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        why = " ".join(str(error).split())[:120]
        raise unreadable(where, f"the Word file is damaged ({name}: {why})", _SAVE_AGAIN) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _declares_entities(where, name)
    return root


def _declares_entities(where: str, name: str) -> UnreadableSource:
    what = f"the Word file declares entities ({name}), which Word never does and which can fill a machine"
    return unreadable(where, what, "check where it comes from")
