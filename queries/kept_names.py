"""The names of a store in a file beside it, so that a command that asks once need not gather them all again."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .known_name import KnownName

if TYPE_CHECKING:
    from ..graph import Store

#: What else is known of documents: IRI, level of government, division.
Level: TypeAlias = tuple[str, str, str]

# All names of a kind are read together, so they are one text: a row for each takes three times as long.
_SCHEMA = """
CREATE TABLE names(kind TEXT PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE levels(document TEXT, level TEXT, division TEXT);
"""


class KeptNames:
    """The names of one state of a store, as they were read from it."""

    def __init__(self, file: Path) -> None:
        with closing(_open(file)) as base:
            base.execute("SELECT count(*) FROM levels").fetchone()
        self._file = file

    def names(self, kind: str) -> tuple[KnownName, ...]:
        """Return everything of one kind, in the order of IRIs."""
        with closing(_open(self._file)) as base:
            row = base.execute("SELECT json FROM names WHERE kind = ?", (kind,)).fetchone()
        return tuple(
            KnownName(iri, tuple(labels), tuple(others), within, ended, cited)
            for iri, labels, others, within, ended, cited in json.loads(row[0] if row else "[]")
        )

    def levels(self) -> tuple[Level, ...]:
        """Return level and division of documents."""
        with closing(_open(self._file)) as base:
            return tuple(base.execute("SELECT document, level, division FROM levels ORDER BY rowid"))


def kept_names(
    store: "Store", names: Iterable[tuple[str, tuple[KnownName, ...]]], levels: Callable[[], Iterable[Level]]
) -> KeptNames | None:
    """Return the names of the state that a store shows; ``names``, by kind, are read where that was not done yet.

    None where the store cannot tell its state (in memory, on a server, while it is written), or no file can be kept.
    """
    from ..graph.index_file import index_file

    def make(file: Path, is_copy: bool) -> None:
        if is_copy:  # names of things that no document has alone are too many to follow one by one
            file.write_bytes(b"")
        begun, told = time.monotonic(), False
        with closing(sqlite3.connect(file)) as base, base:
            base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
            for kind, known in names:
                rows = [(n.iri, n.labels, n.others, n.within, n.ended, n.cited) for n in known]
                base.execute("INSERT INTO names VALUES (?, ?)", (kind, json.dumps(rows, ensure_ascii=False)))
                if store.tell and not told and time.monotonic() - begun > 1:
                    store.tell("第一次使用，正在收集名称…… Gathering the names of the graph for the first time…")
                    told = True
            base.executemany("INSERT INTO levels VALUES (?, ?, ?)", levels())

    try:
        file = index_file(store, "names", make)
        return KeptNames(file) if file else None
    except (sqlite3.Error, OSError):  # a full disk, or a file that is damaged: the answer only takes longer
        return None


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
