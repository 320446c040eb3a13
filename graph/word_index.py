"""A word index: which things of which documents hold a text, exactly as SPARQL's CONTAINS would find them.

Every two neighbouring characters are a token of SQLite's text search, and a text is found as a run of these. Words of
a dictionary would miss what the dictionary lacks, and pieces of three characters cannot find 科技. Things are numbered
in the order of their documents, so the first ones are found without looking for all.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from .document_marks import read_marks
from .index_file import index_file
from .store import Store

#: So many numbers are set aside for a document, most of them for those that may come between it and the next.
ROOM = 2**20
# So many documents at most are read with one query, and so many at a time else: all at once would need much memory.
_AT_ONCE, _TOGETHER = 2000, 64
# What comes between two documents gets this much at least; a number given twice has the index made anew.
_LEAST = 2**14
# Characters of a text that are looked for in the index; of a longer one the rest is compared.
_LONGEST = 40
_PAGE = 256

# Tokens of SQLite's simplest tokenizer are what is not ASCII, unchanged; letters would be folded and marks left out.
_PLAIN = {code: 0xF0000 + code for code in range(128)}
_SCHEMA = """
CREATE TABLE document(base INTEGER PRIMARY KEY, iri TEXT UNIQUE NOT NULL, mark TEXT NOT NULL);
CREATE TABLE thing(id INTEGER PRIMARY KEY, document INTEGER NOT NULL, iri TEXT NOT NULL, words TEXT NOT NULL);
CREATE INDEX thing_of_document ON thing(document);
CREATE VIRTUAL TABLE pair USING fts5(words, content='', columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE single USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');
"""


@dataclass(frozen=True, slots=True)
class WordSource:
    """Where words come from: a graph pattern with ``?words``, the variables of a thing and of its document."""

    name: str
    pattern: str
    thing: str
    document: str

    def rows(self, store: Store, documents: Iterable[str] = ()) -> list[tuple[str, str, str]]:
        """Return document, thing and words, of some documents or of all."""
        values = " ".join(f"<{document}>" for document in documents)
        among = f"VALUES ?{self.document} {{ {values} }} " if values else ""
        sparql = f"SELECT DISTINCT ?{self.document} ?{self.thing} ?words WHERE {{ {among}{self.pattern} }}"
        found = []
        for row in store.select(sparql).rows:
            document, thing, words = (str(getattr(term, "value", "")) for term in row)
            if document and thing and words:
                found.append((document, thing, words))
        return sorted(found)


class WordIndex:
    """A finished index, to be asked from any thread."""

    def __init__(self, file: Path) -> None:
        uri = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        self._base = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._base.execute("SELECT count(*) FROM document").fetchone()
        self._lock = threading.Lock()

    def find(self, text: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the documents in which a thing has this text in its words, in the order of IRIs, with these things."""
        if not text:
            return
        table, wanted = _match(text)
        rows = self._rows(
            f"""SELECT document.iri, thing.iri FROM {table} JOIN thing ON thing.id = {table}.rowid
            JOIN document ON document.base = thing.document
            WHERE {table} MATCH ? AND instr(thing.words, ?) ORDER BY {table}.rowid""",
            (wanted, text),
        )
        for document, things in groupby(rows, key=lambda row: row[0]):
            yield document, list(dict.fromkeys(_whole(document, thing) for _, thing in things))

    def _rows(self, sql: str, values: tuple[str, str]) -> Iterator[tuple[str, str]]:
        with self._lock:
            cursor = self._base.execute(sql, values)
            rows = cursor.fetchmany(_PAGE)
        while rows:
            yield from rows
            with self._lock:
                rows = cursor.fetchmany(_PAGE)


def word_index(store: Store, source: WordSource) -> WordIndex | None:
    """Return the index of a source for the state that a store shows, made or brought up to date where it has to be.

    None where the store cannot tell its state, as in memory or on a server, or where no index can be written or read.
    """

    def make(file: Path, is_copy: bool) -> None:
        write_words(file, store, source, is_copy)

    try:
        file = index_file(store, source.name, make)
        return WordIndex(file) if file else None
    except (sqlite3.Error, OSError):  # a full disk, or a file that is damaged: the answer only takes longer
        return None


def write_words(file: Path, store: Store, source: WordSource, is_copy: bool) -> None:
    """Write an index to a file, reading only the documents that changed where it is a copy of an older one."""
    writing = _Writing(store.unbounded, source)
    try:
        if is_copy and writing.update(file):
            return
    except sqlite3.DatabaseError:
        pass  # what somebody else left there is no index: it is made anew
    file.write_bytes(b"")
    writing.fill(file)


class _Writing:
    def __init__(self, store: Store, source: WordSource) -> None:
        self._store, self._source = store, source
        self._marks = read_marks(store)
        self._begun = time.monotonic()

    def fill(self, file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as base:
            base.executescript(
                f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192; {_SCHEMA} BEGIN"
            )
            begin = ROOM
            for document, rows in self._documents(self._marks, whole=len(self._marks) <= _AT_ONCE):
                self._add(base, begin, document, rows)
                begin += ROOM * (len(rows) // ROOM + 1)
            for table in ("pair", "single"):
                base.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
            base.execute("COMMIT")

    def update(self, file: Path) -> bool:
        """Bring an older index up to date; False where that would not be less work than a new one."""
        with closing(sqlite3.connect(file, isolation_level=None)) as base:
            known = {iri: (begin, mark) for begin, iri, mark in base.execute("SELECT base, iri, mark FROM document")}
            gone = known.keys() - self._marks.keys()
            changed = {iri for iri, mark in self._marks.items() if known.get(iri, (0, ""))[1] != mark}
            if any(not mark for _, mark in known.values()) or 3 * (len(gone) + len(changed)) > len(self._marks):
                return False
            base.execute("PRAGMA synchronous=OFF")
            base.execute("BEGIN")
            for iri in gone | (changed & known.keys()):
                self._take(base, known[iri][0])
            kept = {iri: begin for iri, (begin, _) in known.items() if iri not in gone}
            begins = _places(kept, sorted(changed - known.keys()))
            if begins is None:
                return False
            for document, rows in self._documents(changed, whole=False):
                self._add(base, begins[document], document, rows)
            base.execute("COMMIT")
        return True

    def _documents(self, wanted: Iterable[str], whole: bool) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        ordered = sorted(wanted)
        parts: list[list[str]] = (
            [[]] if whole else [ordered[n : n + _TOGETHER] for n in range(0, len(ordered), _TOGETHER)]
        )
        done = 0
        told = False
        for part in parts:
            found: dict[str, list[tuple[str, str]]] = {document: [] for document in part or ordered}
            for document, thing, words in self._source.rows(self._store, part):
                found.setdefault(document, []).append((thing, words))
            for document in sorted(found):
                yield document, found[document]
                done += 1
                if not told and self._store.tell and time.monotonic() - self._begun > 1:
                    self._store.tell(
                        f"第一次查找字词，正在编索引（{len(ordered)} 份文件）……"
                        f" Indexing the words of {len(ordered)} documents for the first time…"
                    )
                    told = True

    def _add(self, base: sqlite3.Connection, begin: int, document: str, rows: list[tuple[str, str]]) -> None:
        mark = self._marks.get(document, "")
        base.execute("INSERT INTO document VALUES (?, ?, ?)", (begin, document, mark))
        numbered = list(enumerate(rows, start=begin))
        base.executemany(
            "INSERT INTO thing VALUES (?, ?, ?, ?)",
            ((number, begin, _short(document, thing), words) for number, (thing, words) in numbered),
        )
        base.executemany("INSERT INTO pair(rowid, words) VALUES (?, ?)", ((n, pairs(w)) for n, (_, w) in numbered))
        base.executemany("INSERT INTO single(rowid, words) VALUES (?, ?)", ((n, singles(w)) for n, (_, w) in numbered))

    def _take(self, base: sqlite3.Connection, begin: int) -> None:
        rows = base.execute("SELECT id, words FROM thing WHERE document = ?", (begin,)).fetchall()
        for table, tokens in (("pair", pairs), ("single", singles)):
            base.executemany(
                f"INSERT INTO {table}({table}, rowid, words) VALUES ('delete', ?, ?)", ((n, tokens(w)) for n, w in rows)
            )
        base.execute("DELETE FROM thing WHERE document = ?", (begin,))
        base.execute("DELETE FROM document WHERE base = ?", (begin,))


def pairs(words: str) -> str:
    """Return every two neighbouring characters as a token.

    >>> pairs("安吉县").split()
    ['安吉', '吉县']
    """
    plain = words.translate(_PLAIN)
    return " ".join(map("".join, pairwise(plain)))


def singles(words: str) -> str:
    """Return every character as a token, once.

    >>> singles("县县域").split()
    ['县', '域']
    """
    return " ".join(dict.fromkeys(words.translate(_PLAIN)))


def _match(text: str) -> tuple[str, str]:
    """Return the table to look in, and for what; of ASCII nothing is left that could end the quotation."""
    if len(text) == 1:
        return "single", f'"{singles(text)}"'
    return "pair", f'"{pairs(text[:_LONGEST])}"'


def _places(known: Mapping[str, int], new: list[str]) -> dict[str, int] | None:
    """Return numbers for new documents between those that come before and after; None where there is no room."""
    begins = dict(known)
    ordered = sorted((*known, *new))
    place = 0
    while place < len(ordered):
        if ordered[place] in known:
            place += 1
            continue
        end = place
        while end < len(ordered) and ordered[end] not in known:
            end += 1
        low = begins[ordered[place - 1]] if place else 0
        high = begins[ordered[end]] if end < len(ordered) else low + ROOM * (end - place + 1) * 2
        step = (high - low) // (end - place + 1)
        if step < _LEAST:
            return None
        for count, document in enumerate(ordered[place:end], start=1):
            begins[document] = low + step * count
        place = end
    return begins


def _short(document: str, thing: str) -> str:
    return f"+{thing[len(document) :]}" if thing.startswith(document) else thing


def _whole(document: str, thing: str) -> str:
    return f"{document}{thing[1:]}" if thing.startswith("+") else thing
