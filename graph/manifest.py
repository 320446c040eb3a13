"""Which file each document of a store was read from, on this machine.

The graph itself says the same on any machine, so it has no paths; they stand in a small SQLite file in the store's
folder. It may lag behind the store where a build was cut short, never the other way: the next build mends it.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from .error import StoreError

#: The file's name; Oxigraph leaves alone what it does not know.
NAME = "files.sqlite"

_COLUMNS = ("place", "document", "sha256", "producer", "statements")
_TABLE = """
CREATE TABLE IF NOT EXISTS file (
  place TEXT PRIMARY KEY, document TEXT NOT NULL, sha256 TEXT NOT NULL,
  producer TEXT NOT NULL DEFAULT '', statements INTEGER NOT NULL DEFAULT 0)"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, by its absolute path (``/a/plans.zip!/b.txt`` in an archive), its document's id, its bytes' SHA-256.

    ``producer`` is the version of the program and the dictionary that read it, ``statements`` how many quads say what
    the text says; both are unknown ("" and 0) where an earlier build was cut short or was of an older version.
    """

    place: str
    document: str
    sha256: str
    producer: str = ""
    statements: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """The entries of one store; ``file`` is None where nothing is kept: memory ends, and a server has many machines."""

    file: Path | None

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries by place; none where there is no file yet."""
        if self.file is None or not self.file.is_file():
            return ()
        # Open for writing where that is allowed: what a killed build left half done is then undone before it is read.
        mode = "rw" if os.access(self.file, os.W_OK) and os.access(self.file.parent, os.W_OK) else "ro"
        try:
            with closing(sqlite3.connect(f"{self.file.absolute().as_uri()}?mode={mode}", uri=True)) as base:
                # None where it was killed before there was a table, and three where it is of an older version.
                names = [name for name in _COLUMNS if name in _columns(base)]
                if not names:
                    return ()
                return tuple(Entry(*row) for row in base.execute(f"SELECT {', '.join(names)} FROM file ORDER BY 1"))
        except sqlite3.Error as error:
            raise StoreError(self._told("read", error)) from error

    def record(self, entries: Iterable[Entry], forgotten: Iterable[str] = ()) -> None:
        """Write entries, each in the place of what was known of its file, and forget others, all or nothing."""
        if self.file is None:
            return
        try:
            with closing(sqlite3.connect(self.file)) as base, base:
                base.execute(_TABLE)
                if "producer" not in _columns(base):
                    base.execute("ALTER TABLE file ADD COLUMN producer TEXT NOT NULL DEFAULT ''")
                    base.execute("ALTER TABLE file ADD COLUMN statements INTEGER NOT NULL DEFAULT 0")
                base.executemany("DELETE FROM file WHERE place = ?", ((place,) for place in forgotten))
                rows = (tuple(getattr(entry, name) for name in _COLUMNS) for entry in entries)
                into = f"INSERT OR REPLACE INTO file ({', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?)"
                base.executemany(into, rows)
        except sqlite3.Error as error:
            raise StoreError(self._told("written", error)) from error

    def _told(self, verb: str, error: Exception) -> str:
        return (
            f"the list of files {self.file} could not be {verb} ({error}); if it is damaged, delete it and build again"
        )


def _columns(base: sqlite3.Connection) -> set[str]:
    return {str(row[1]) for row in base.execute("PRAGMA table_info(file)")}


def manifest_of(address: str) -> Manifest:
    """Return the manifest of the store at an address.

    >>> manifest_of("store").file, manifest_of("memory:").file, manifest_of("http://127.0.0.1:7878").file
    (PosixPath('store/files.sqlite'), None, None)
    """
    return Manifest(None if address == "memory:" or "://" in address else Path(address, NAME))


def place_name(place: Path) -> str:
    """Return a place as an entry has it.

    >>> place_name(Path("/plans/../a.txt"))
    '/a.txt'
    """
    return os.path.abspath(place)


def gone(entries: Iterable[Entry], present: Iterable[Path], roots: Iterable[Path]) -> Iterator[Entry]:
    """Yield the entries below some folders whose files are no longer among those that are present.

    A folder that is missing or holds no documents at all is left out: it may be a disk that is not mounted.
    """
    known = {place_name(place) for place in present}
    files = {name.partition("!/")[0] for name in known}
    below = [
        prefix
        for prefix in (os.path.join(place_name(root), "") for root in roots if root.is_dir())
        if any(file.startswith(prefix) for file in files)
    ]
    archives = {place_name(root) for root in roots if root.is_file()}
    for entry in entries:
        file, _, member = entry.place.partition("!/")
        if entry.place in known or not (any(file.startswith(prefix) for prefix in below) or file in archives):
            continue
        # Of an archive that cannot be read now, the file itself is present and none of its members are known.
        if not (member and file in known):
            yield entry
