"""Building the graph: from files and folders to a store that holds their documents.

Reading a file and writing out its quads is a function of that file and runs wherever an executor likes; only the store
is written here, in the order of the files, so that the same files always give the same store.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from ..ingest.problem import Problem
from ..ontology import Ontology
from .build_report import NEW, REFUSED, REPLACED, UNCHANGED, BuildReport, DocumentRow
from .concluded import resolve_citations
from .files import FoundFiles, find_files
from .iri import document_iri
from .producer import producer_of
from .reading import Extract, FileReading, Reader, digest_of, extract_file, read_files
from .shared_names import prune_shared_names
from .store import Store
from .terms import DEFAULT_BASE

Progress = Callable[[int, int, Path], None]


@dataclass(frozen=True, slots=True)
class _Owner:
    """Which file a document of the store came from; ``path`` is None where that was in an earlier build."""

    source: str
    path: Path | None


def build(
    paths: Iterable[Path],
    store: Store,
    ontology: Ontology,
    *,
    base: str = DEFAULT_BASE,
    force: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
    extract: Extract = extract_file,
) -> BuildReport:
    """Read files and folders into a store and report on every file; one that cannot be read never stops the others.

    A file is left alone where the store has a document of the same bytes, made by the same version of the program and
    the dictionary; ``force`` reads it nevertheless. Where two files hold the same document (the same 文号), the first
    one counts, also across builds; ``force`` lets a file of this build take the place of one of an earlier build.

    Files are read by ``executor`` (a process pool, or a cluster's), or else here one after the other. ``progress`` is
    called with the files done, the files in all, and the file just done. The default executor-less way takes any
    ``ontology``; the workers of an executor load the one in ``ontology.folder``.
    """
    found = find_files(paths)
    store.load_vocabularies(ontology, base)
    reader = Reader(ontology, base, producer_of(ontology), extract)
    rows, owners = _unchanged(found, store, reader, force)

    changed = [path for path in found.paths if path not in rows]
    for readings in read_files(changed, reader, executor):
        accepted: list[FileReading] = []
        for reading in readings:
            refused = _refusal(reading, owners, base, force)
            rows[reading.row.path] = refused or reading.row
            if reading.quads and not refused:
                owners[document_iri(reading.quads.document, base)] = _Owner(reading.source, reading.row.path)
                accepted.append(reading)
            if progress:
                progress(len(rows), len(found.paths), reading.row.path)
        changes = store.replace_documents([reading.quads for reading in accepted if reading.quads])
        for reading, change in zip(accepted, changes, strict=True):
            rows[reading.row.path] = replace(reading.row, status=NEW if change.new else REPLACED)

    if any(row.status == REPLACED for row in rows.values()):
        prune_shared_names(store, base)
    resolution = resolve_citations(store, base)
    ordered = tuple(rows[path] for path in found.paths)
    return BuildReport(ordered, (*found.problems, *resolution.problems), resolution.resolved)


def _unchanged(
    found: FoundFiles, store: Store, reader: Reader, force: bool
) -> tuple[dict[Path, DocumentRow], dict[str, _Owner]]:
    """Return the rows of files that need no reading, and where the documents of the store come from."""
    rows: dict[Path, DocumentRow] = {}
    documents = store.documents()
    owners = {document.iri: _Owner(document.source, None) for document in documents}
    current = {document.sha256: document for document in documents if document.producer == reader.producer}
    first: dict[str, Path] = {}
    for path in found.paths:
        digest = digest_of(path)
        known = None if force else current.get(digest)
        if digest and first.setdefault(digest, path) != path:
            problem = Problem(str(path), f"the file is a copy of {first[digest]}", "keep one of the two", "info")
            rows[path] = DocumentRow(path, REFUSED, problems=(problem,))
        elif known:
            identifier = known.iri.removeprefix(document_iri("", reader.base))
            rows[path] = DocumentRow(path, UNCHANGED, identifier, known.title)
            owners[known.iri] = _Owner(known.source, path)
    return rows, owners


def _refusal(reading: FileReading, owners: dict[str, _Owner], base: str, force: bool) -> DocumentRow | None:
    """Return the row of a file whose document another file has already, None where it is free."""
    if not reading.quads:
        return None
    document, path = reading.quads.document, reading.row.path
    owner = owners.get(document_iri(document, base))
    if owner is None or owner.path == path:
        return None
    if owner.path is not None:
        what = f"the file holds the same document ({document}) as {owner.path}, which comes first and counts"
        problem = Problem(str(path), what, "keep one of the two, or correct the 文号 of the other")
    elif owner.source == reading.source or force:
        return None
    else:
        what = f"the store has this document ({document}) from {owner.source} already, which counts"
        problem = Problem(str(path), what, "keep one of the two, or build with --force to take this file")
    return replace(reading.row, status=REFUSED, problems=(*reading.row.problems, problem))
