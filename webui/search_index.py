"""The search index: one SQLite file beside the store, in which every two neighbouring characters are a word.

Words of a dictionary would miss what the dictionary lacks, and pieces of three characters cannot find 科技; pairs find
every run of characters exactly where it stands.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ..graph import Store
from .folding import fold, pairs, phrase
from .search_items import FACETS, read_items, read_labels
from .search_names import KnownThing, read_things

#: Part of the file's name, so that an index of another make is never read.
VERSION = 1
#: Terms of a query that count; more are nobody's question.
_TERMS = 12

_SCHEMA = """
CREATE TABLE items(id INTEGER PRIMARY KEY, rank INTEGER, text TEXT, page TEXT, document TEXT, place TEXT);
CREATE VIRTUAL TABLE grams USING fts5(text, content='', columnsize=1,
  tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
CREATE TABLE facets(name TEXT, value TEXT, item INTEGER, PRIMARY KEY(name, value, item)) WITHOUT ROWID;
CREATE INDEX facets_by_item ON facets(item, name, value);
CREATE TABLE labels(name TEXT, value TEXT, label TEXT, PRIMARY KEY(name, value)) WITHOUT ROWID;
CREATE TABLE things(kind TEXT, label TEXT, about TEXT, page TEXT, called TEXT, weight INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A title or sentence that holds what was searched for; ``kinds`` are what was found in it."""

    text: str
    page: str
    document: str
    place: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow results down by, and how many would be left."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of results, their number, and what they can be narrowed down by."""

    hits: tuple[Hit, ...]
    total: int
    choices: Mapping[str, tuple[Choice, ...]]


def build_index(store: Store, base: str, file: Path) -> None:
    """Write the index of a store to a file, which is there only when it is whole."""
    half = file.with_name(f"{file.name}.half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half)) as database:
        database.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        values: set[tuple[str, str]] = set()
        for number, item in enumerate(read_items(store, base), start=1):
            row = (number, item.rank, item.text, item.page, item.document, item.place)
            database.execute("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?)", row)
            database.execute("INSERT INTO grams(rowid, text) VALUES (?, ?)", (number, pairs(item.text)))
            rows = [(name, short(name, value), number) for name, value in item.facets]
            database.executemany("INSERT INTO facets VALUES (?, ?, ?)", rows)
            values |= item.facets
        named = read_labels(store, sorted(values))
        labels = [(name, short(name, value), named.get((name, value), value)) for name, value in sorted(values)]
        database.executemany("INSERT OR IGNORE INTO labels VALUES (?, ?, ?)", labels)
        for thing, called, weight in read_things(store, base):
            names = _thing_rows(thing, called, weight)
            database.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?)", names)
        database.execute("INSERT INTO grams(grams) VALUES ('optimize')")
        database.commit()
    half.replace(file)


class SearchIndex:
    """A finished index; every search opens the file anew, which takes a fraction of a millisecond."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def search(
        self, text: str, chosen: Mapping[str, Sequence[str]], start: int = 0, size: int = 20, most: int = 12
    ) -> Hits:
        """Find what holds all terms of a text; values of one facet widen, those of several narrow down.

        Without terms, everything that has the chosen values. ``most`` values of each facet are counted out.
        """
        terms = [term for term in map(phrase, text.split()[:_TERMS]) if term]
        if not terms and not any(chosen.values()):
            return Hits((), 0, {})
        with closing(self._open()) as database:
            self._match(database, terms)
            where, values = _narrowed(chosen)
            (total,) = database.execute(f"SELECT count(*) FROM matched WHERE {where}", values).fetchone()
            rows = database.execute(
                f"""SELECT id, text, page, document, place FROM matched JOIN items USING (id) WHERE {where}
                ORDER BY items.rank, matched.score, id LIMIT ? OFFSET ?""",
                (*values, size, start),
            ).fetchall()
            hits = tuple(
                Hit(text, at, document, place, self._kinds(database, item)) for item, text, at, document, place in rows
            )
            choices = {name: self._choices(database, name, chosen, most) for name in FACETS}
            return Hits(hits, total, choices)

    def suggest(self, text: str, most: int = 8) -> tuple[KnownThing, ...]:
        """Return things that are called so, or whose name begins with or holds the text; the most used first."""
        wanted = fold(text)
        if not wanted:
            return ()
        with closing(self._open()) as database:
            rows = database.execute(
                """SELECT kind, label, about, page, max(weight), min(called != ?1), min(instr(called, ?1) != 1)
                FROM things WHERE instr(called, ?1) GROUP BY page
                ORDER BY 6, weight = 0, 7, max(weight) DESC, length(label), page LIMIT ?2""",
                (wanted, most),
            ).fetchall()
        return tuple(KnownThing(*row[:4]) for row in rows)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)

    @staticmethod
    def _match(database: sqlite3.Connection, terms: Sequence[str]) -> None:
        database.execute("CREATE TEMP TABLE matched(id INTEGER PRIMARY KEY, score REAL)")
        if terms:
            database.execute(
                "INSERT INTO matched SELECT rowid, bm25(grams) FROM grams WHERE grams MATCH ?", (" AND ".join(terms),)
            )
        else:
            database.execute("INSERT INTO matched SELECT id, 0 FROM items")

    @staticmethod
    def _kinds(database: sqlite3.Connection, item: int) -> tuple[str, ...]:
        rows = database.execute("SELECT value FROM facets WHERE item = ? AND name = 'kind' ORDER BY value", (item,))
        return tuple(value for (value,) in rows)

    @staticmethod
    def _choices(
        database: sqlite3.Connection, name: str, chosen: Mapping[str, Sequence[str]], most: int
    ) -> tuple[Choice, ...]:
        # Its own choice does not narrow a facet down: else there would be nothing to change it to.
        where, values = _narrowed({facet: each for facet, each in chosen.items() if facet != name})
        own = set(chosen.get(name, ()))
        rows = database.execute(
            f"""SELECT value, label, count(*) FROM matched JOIN facets ON facets.item = matched.id
            JOIN labels USING (name, value) WHERE name = ? AND {where} GROUP BY value
            ORDER BY count(*) DESC, label""",
            (name, *values),
        ).fetchall()
        choices = [Choice(value, label, count, value in own) for value, label, count in rows]
        return tuple([each for each in choices if each.chosen] + [each for each in choices if not each.chosen][:most])


def short(name: str, value: str) -> str:
    """Return a facet's value as addresses have it: what follows the folder in an IRI.

    >>> short("agency", "https://w3id.org/zhengtu/id/agency/330523/science"), short("year", "2022")
    ('330523/science', '2022')
    """
    return value.partition(f"/{name}/")[2] or value


def _narrowed(chosen: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    conditions, values = ["1"], list[str]()
    for name, wanted in chosen.items():
        if wanted:
            places = ", ".join("?" for _ in wanted)
            conditions.append(f"matched.id IN (SELECT item FROM facets WHERE name = ? AND value IN ({places}))")
            values += [name, *wanted]
    return " AND ".join(conditions), values


def _thing_rows(thing: KnownThing, called: Iterable[str], weight: int) -> list[tuple[str, str, str, str, str, int]]:
    """Return a row for each name, since only a whole name tells that something is called exactly so."""
    names = dict.fromkeys(map(fold, called))
    return [(thing.kind, thing.label, thing.about, thing.page, name, weight) for name in names if name]
