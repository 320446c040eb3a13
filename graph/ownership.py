"""Which file each document of a store comes from, and what follows where two files hold the same one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..ingest.problem import Problem
from .build_report import REFUSED, UNCHANGED, Counts, DocumentRow
from .file_contents import FileContent, contents_of
from .iri import document_iri
from .reading import DocumentReading
from .store import StoredDocument
from .terms import DEFAULT_BASE


@dataclass(frozen=True, slots=True)
class _Owner:
    """The file a document comes from; ``place`` is None where that was read in an earlier build."""

    source: str
    place: Path | None


class Ownership:
    """The owners of documents during one build: the first file that holds a document has it.

    Files must be asked about (`settled`) in the order of the build before their documents are taken.
    """

    __slots__ = ("_base", "_current", "_first", "_force", "_owners", "_stored", "_taken", "_unsettled", "digests")

    def __init__(
        self, documents: Iterable[StoredDocument], producer: str, base: str = DEFAULT_BASE, force: bool = False
    ) -> None:
        self._base, self._force = base, force
        stored = tuple(documents)
        self._stored = {document.sha256: document for document in stored}
        self._current = {} if force else {s: d for s, d in self._stored.items() if d.producer == producer}
        self._owners = {document.iri: _Owner(document.source, None) for document in stored}
        self._first: dict[str, Path] = {}
        self._taken: dict[str, str] = {}  # digest → IRI
        self._unsettled: set[Path] = set()
        #: The SHA-256 of what lies at a place, as far as its bytes can be read.
        self.digests: dict[Path, str] = {}

    def settled(self, path: Path) -> dict[Path, DocumentRow]:
        """Return the rows of those documents of a file that need no reading, by their place."""
        rows: dict[Path, DocumentRow] = {}
        for content in contents_of(path):
            row = self._row(content)
            if row:
                rows[content.place] = row
            else:
                self._unsettled.add(path)
        return rows

    def is_settled(self, path: Path) -> bool:
        """Whether no document of a file needs reading."""
        return path not in self._unsettled

    def refusal(self, reading: DocumentReading) -> DocumentRow | None:
        """Return the row of a document that another file has already, None where it is free."""
        if not reading.quads:
            return None
        document, place = reading.quads.document, reading.row.path
        owner = self._owners.get(document_iri(document, self._base))
        if owner is None or owner.place == place:
            return None
        if owner.place is not None:
            what = f"the file holds the same document ({document}) as {owner.place}, which comes first and counts"
            problem = Problem(str(place), what, "keep one of the two, or correct the 文号 of the other")
        elif owner.source == reading.source or self._force:
            return None
        else:
            what = f"the store has this document ({document}) from {owner.source} already, which counts"
            problem = Problem(str(place), what, "keep one of the two, or build with --force to take this file")
        return replace(reading.row, status=REFUSED, counts=Counts(), problems=(*reading.row.problems, problem))

    def take(self, reading: DocumentReading) -> None:
        """Give a document to the file that it was read from."""
        iri = document_iri(reading.row.document, self._base)
        self._owners[iri] = _Owner(reading.source, reading.row.path)
        self._taken[reading.digest] = iri

    def outdated(self) -> tuple[str, ...]:
        """Return the ids that documents had in the store before the same bytes were read as another document.

        A better reader finds the 文号 that an older one missed, and the document gets another id; without this, both
        would stand in the store.
        """
        before = {self._stored[digest].iri for digest in self._taken if digest in self._stored}
        prefix = document_iri("", self._base)
        return tuple(sorted(iri.removeprefix(prefix) for iri in before - set(self._taken.values())))

    def _row(self, content: FileContent) -> DocumentRow | None:
        place, digest = content.place, content.digest
        self.digests[place] = digest
        known = self._current.get(digest)
        if digest and self._first.setdefault(digest, place) != place:
            problem = Problem(str(place), f"the file is a copy of {self._first[digest]}", "keep one of the two", "info")
            return DocumentRow(place, REFUSED, problems=(problem,))
        if not known:
            return None
        self._owners[known.iri] = _Owner(known.source, place)
        return DocumentRow(place, UNCHANGED, known.iri.removeprefix(document_iri("", self._base)), known.title)
