"""What a build would do, and why: each file compared with what the store has of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .build_report import UNCHANGED, UNREADABLE
from .file_contents import contents_of
from .files import find_files
from .iri import document_iri
from .manifest import Entry, gone, manifest_of, place_name
from .store import Store, StoredDocument
from .terms import DEFAULT_BASE

NEW, CHANGED, MOVED, STALE, COPY, GONE = "new", "changed", "moved", "stale", "copy", "gone"
#: In the order in which they are told: first what a build would do something about.
STATES = (NEW, CHANGED, MOVED, STALE, GONE, UNREADABLE, COPY, UNCHANGED)


@dataclass(frozen=True, slots=True)
class FileStatus:
    """A file or a document of an archive: its state, its document's title where the store knows it, and why."""

    place: str
    state: str
    title: str = ""
    why: str = ""


def store_status(
    paths: Iterable[Path], store: Store, producer: str, base: str = DEFAULT_BASE
) -> tuple[FileStatus, ...]:
    """Return the status of every file in some paths, or of all that the store was built from where none are given.

    Nothing is read but the bytes of the files, and nothing is written. Where a store is on a server, or in memory, it
    is not known which file a document came from, so that no file is told as changed, moved or gone.
    """
    entries = manifest_of(store.address).entries()
    roots = tuple(paths)
    if roots:
        present = find_files(roots).paths
    else:
        files = dict.fromkeys(Path(entry.place.partition("!/")[0]) for entry in entries)
        present = tuple(path for path in files if path.exists())
    reader = _Reader(store.documents(), entries, producer, base)
    found = [reader.status(content.place, content.digest) for path in present for content in contents_of(path)]
    places = [Path(status.place) for status in found]
    missing = list(gone(entries, places, roots)) if roots else _missing(entries, places)
    moved = {reader.moved_from[status.place] for status in found if status.state == MOVED}
    found += [
        FileStatus(entry.place, GONE, reader.title(entry.document), "the file is no longer there")
        for entry in missing
        if entry.place not in moved
    ]
    return tuple(sorted(found, key=lambda status: (STATES.index(status.state), status.place)))


class _Reader:
    def __init__(self, documents: Iterable[StoredDocument], entries: Iterable[Entry], producer: str, base: str) -> None:
        self._producer, self._base = producer, base
        self._by_digest, self._by_iri = dict[str, StoredDocument](), dict[str, StoredDocument]()
        for document in documents:
            self._by_digest[document.sha256] = self._by_iri[document.iri] = document
        self._entries = {entry.place: entry for entry in entries}
        self._places: dict[str, list[str]] = defaultdict(list)
        for entry in self._entries.values():
            self._places[entry.sha256].append(entry.place)
        self._seen: dict[str, str] = {}
        self.moved_from: dict[str, str] = {}

    def title(self, document: str) -> str:
        stored = self._by_iri.get(document_iri(document, self._base))
        return stored.title if stored else document

    def status(self, path: Path, digest: str) -> FileStatus:
        place = place_name(path)
        if not digest:
            return FileStatus(place, UNREADABLE, why="its bytes cannot be read")
        first = self._seen.setdefault(digest, place)
        stored, before = self._by_digest.get(digest), self._entries.get(place)
        title = stored.title if stored else ""
        if first != place:
            return FileStatus(place, COPY, title, f"the same bytes as {first}")
        if not stored:
            if before:
                return FileStatus(
                    place, CHANGED, self.title(before.document), "its bytes are others than when it was read"
                )
            return FileStatus(place, NEW, why="the store has no document of these bytes")
        if stored.producer != self._producer:
            was = stored.producer or "an unknown version"
            return FileStatus(place, STALE, title, f"read by {was}; now {self._producer}")
        old = [each for each in self._places[digest] if not Path(each.partition("!/")[0]).exists()]
        if not before and old:
            self.moved_from[place] = old[0]
            return FileStatus(place, MOVED, title, f"was {old[0]}")
        return FileStatus(place, UNCHANGED, title)


def _missing(entries: Iterable[Entry], places: Iterable[Path]) -> list[Entry]:
    known = {place_name(place) for place in places}
    return [entry for entry in entries if entry.place not in known and entry.place.partition("!/")[0] not in known]
