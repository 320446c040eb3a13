"""Building the graph: from files and folders to a store that holds their documents.

Reading a file and writing out its quads is a function of that file and runs wherever an executor likes; only the store
is written here, in the order of the files, so that the same files always give the same store.
"""

from collections.abc import Callable, Iterable, Set
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from ..ontology import Ontology
from .build_report import NEW, REPLACED, UNCHANGED, BuildReport, DocumentRow
from .concluded import resolve_citations
from .error import StoreError
from .files import find_files
from .iri import document_iri
from .manifest import Entry, gone, manifest_of, place_name
from .ownership import Ownership
from .producer import producer_of
from .reading import DocumentReading, Extract, Reader, extract, read_files
from .shared_names import prune_shared_names
from .store import Store
from .terms import DEFAULT_BASE

Progress = Callable[[int, int, Path], None]


def build(
    paths: Iterable[Path],
    store: Store,
    ontology: Ontology,
    *,
    base: str = DEFAULT_BASE,
    force: bool = False,
    prune: bool = False,
    executor: Executor | None = None,
    progress: Progress | None = None,
    extract: Extract = extract,
) -> BuildReport:
    """Read files and folders into a store and report on every document; one that cannot be read never stops others.

    A document is left alone where the store has one of the same bytes, made by the same version of the program and
    the dictionary; ``force`` reads it nevertheless. Where two files hold the same document (the same 文号), the first
    one counts, also across builds; ``force`` lets a file of this build take the place of one of an earlier build.
    A ZIP archive is read again as a whole where any of its documents changed. ``prune`` removes documents whose files
    are no longer in the folders named; StoreError where the store does not know its files (one on a server).

    Files are read by ``executor`` (a process pool, or a cluster's), or else here one after the other. ``progress`` is
    called with the files done, the files in all, and the file just done. Without an executor any ``ontology`` will do;
    the workers of an executor load the one in ``ontology.folder``.
    """
    roots = tuple(paths)
    found = find_files(roots)
    manifest = manifest_of(store.address)
    if prune and manifest.file is None:
        raise StoreError(
            f"the store {store.address} keeps no list of files, so none are known to be gone; build without --prune"
        )
    store.load_vocabularies(ontology, base)
    reader = Reader(ontology, base, producer_of(ontology), extract)
    owners = Ownership(store.documents(), reader.producer, base, force)
    rows: dict[Path, dict[Path, DocumentRow]] = {path: owners.settled(path) for path in found.paths}

    changed = [path for path in found.paths if not owners.is_settled(path)]
    done = len(found.paths) - len(changed)
    for readings in read_files(changed, reader, executor):
        accepted: list[tuple[Path, DocumentReading]] = []
        for reading in readings:
            for document in reading.documents:
                place = document.row.path
                if place in rows[reading.path]:
                    continue  # a document of an archive that did not change, or is a copy
                refused = owners.refusal(document)
                rows[reading.path][place] = refused or document.row
                if document.quads and not refused:
                    owners.take(document)
                    accepted.append((reading.path, document))
            done += 1
            if progress:
                progress(done, len(found.paths), reading.path)
        changes = store.replace_documents([document.quads for _, document in accepted if document.quads])
        for (path, document), change in zip(accepted, changes, strict=True):
            rows[path][document.row.path] = replace(document.row, status=NEW if change.new else REPLACED)

    ordered = tuple(row for path in found.paths for row in rows[path].values())
    outdated = owners.outdated()
    read = [row for row in ordered if row.status in (NEW, REPLACED, UNCHANGED)]
    known, missing = manifest.entries(), tuple[Entry, ...]()
    if prune:
        missing = tuple(gone(known, [row.path for row in ordered], roots))
    left = {e.document for e in known if e not in missing} | {row.document for row in read}
    removed = sorted({entry.document for entry in missing} - left)
    titles = _titles(store, {document_iri(document, base) for document in removed})
    for identifier in (*outdated, *removed):
        store.remove_document(identifier, base)
    # After the store: a list that lags behind is mended by the next build, one ahead of it would tell lies.
    entries = (Entry(place_name(row.path), row.document, owners.digests.get(row.path, "")) for row in read)
    manifest.record(entries, [entry.place for entry in missing])
    if outdated or removed or any(row.status == REPLACED for row in ordered):
        prune_shared_names(store, base)
    resolution = resolve_citations(store, base)
    return BuildReport(ordered, (*found.problems, *resolution.problems), resolution.resolved, titles)


def _titles(store: Store, iris: Set[str]) -> tuple[str, ...]:
    return tuple(document.title for document in store.documents() if document.iri in iris) if iris else ()
