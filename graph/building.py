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
from .concluded import Resolution, resolve_citations
from .error import StoreError
from .files import find_files
from .index_file import forget_indexes
from .intake import Intake
from .iri import document_iri
from .manifest import Entry, gone, manifest_of, place_name
from .ownership import Ownership
from .producer import producer_of
from .reading import Extract, Reader, extract, read_files
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
    if force and manifest.file is not None:
        forget_indexes(manifest.file.parent)
    vocabularies = store.load_vocabularies(ontology, base)
    reader = Reader(ontology, base, producer_of(ontology), extract)
    owners = Ownership(store.documents(), reader.producer, base, force)
    rows: dict[Path, dict[Path, DocumentRow]] = {path: owners.settled(path) for path in found.paths}

    changed = [path for path in found.paths if not owners.is_settled(path)]
    done = len(found.paths) - len(changed)
    with Intake(store, rows, beside=executor is not None) as intake:
        for readings in read_files(changed, reader, executor):
            for reading in readings:
                for document in reading.documents:
                    place = document.row.path
                    if place in rows[reading.path]:
                        continue  # a document of an archive that did not change, or is a copy
                    refused = owners.refusal(document)
                    rows[reading.path][place] = refused or document.row
                    if document.quads and not refused:
                        owners.take(document)
                        intake.add(reading.path, document)
                done += 1
                if progress:
                    progress(done, len(found.paths), reading.path)

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
    if outdated or removed or any(row.status == REPLACED for row in ordered):
        prune_shared_names(store, base)
    entries = _entries(read, owners, reader.producer, known)
    resolution = Resolution(0, ())
    if missing or outdated or vocabularies.added or len(entries) or manifest.file is None:
        # Else no citation can mean something else than before, and no earlier build was cut short before this.
        resolution = resolve_citations(store, base)
        # After the store: a list that lags behind is mended by the next build, one ahead of it would tell lies.
        manifest.record(entries, [entry.place for entry in missing])
    return BuildReport(ordered, (*found.problems, *resolution.problems), resolution.resolved, titles)


def _entries(read: Iterable[DocumentRow], owners: Ownership, producer: str, known: Iterable[Entry]) -> list[Entry]:
    """Return the entries of what was read now, or earlier without an entry of it being left."""
    before = {entry.place: entry for entry in known}
    entries = []
    for row in read:
        place, digest = place_name(row.path), owners.digests.get(row.path, "")
        entry = Entry(place, row.document, digest, producer, row.counts.stated)
        had = before.get(place)
        if row.status != UNCHANGED or not had or replace(had, statements=0) != entry:
            entries.append(entry)
    return entries


def _titles(store: Store, iris: Set[str]) -> tuple[str, ...]:
    return tuple(document.title for document in store.documents() if document.iri in iris) if iris else ()
