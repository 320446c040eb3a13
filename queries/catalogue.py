"""The catalogue: every ``.rq`` file of a folder, checked, by name."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..ontology import Mistake, VocabularyError
from .binding import bind, bind_pattern, check_binding
from .error import UnknownQueryError
from .query_file import read_query
from .question import Query

FOLDER = Path(__file__).parent


def load_catalogue(folder: Path = FOLDER) -> Mapping[str, Query]:
    """Load the catalogue, by name in alphabetical order; raise VocabularyError with all mistakes of the headers.

    The SPARQL itself is left to `check_catalogue`, since parsing it takes longer than reading everything else.

    >>> load_catalogue()["responsibilities"].summary.zh
    '谁负责什么'
    """
    return _load(folder.resolve())


def find_query(name: str, folder: Path = FOLDER) -> Query:
    """Return a query by name; raise UnknownQueryError, which tells similar names."""
    catalogue = load_catalogue(folder)
    if name not in catalogue:
        raise UnknownQueryError(name, catalogue)
    return catalogue[name]


def check_catalogue(folder: Path = FOLDER) -> tuple[Mistake, ...]:
    """Return every mistake in the files of a catalogue, by file and line, SPARQL included; files are read anew.

    >>> check_catalogue()
    ()
    """
    mistakes: list[Mistake] = []
    for path in _files(folder):
        query, found = read_query(path)
        mistakes += found
        if query is not None and not found:
            unbound = tuple(check_binding(query))
            mistakes += unbound
            # A query that asks other servers, or limits itself, is not run: its own mistakes come after these.
            mistakes += () if unbound else _check_sparql(query)
    return tuple(sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line)))


@cache
def _load(folder: Path) -> Mapping[str, Query]:
    queries: dict[str, Query] = {}
    mistakes: list[Mistake] = []
    for path in _files(folder):
        query, found = read_query(path)
        mistakes += found
        if query is not None:
            queries[query.name] = query
    if mistakes:
        raise VocabularyError(tuple(mistakes))
    return MappingProxyType(queries)


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.rq")))


def _check_sparql(query: Query) -> Iterator[Mistake]:
    """Run the query on an empty store: that tells its mistakes and its columns."""
    from ..graph import QueryError, open_store

    file = query.file.name
    with open_store("memory:") as store:
        try:
            store.select(query.sparql)
            columns = store.select(bind(query, {}, 0)).columns
            for name, pattern in query.pages.items():
                if name not in ("by", "each"):
                    store.select(
                        bind_pattern(f"?_{query.pages['by']}", pattern, "" if name in ("any", "first") else name, ())
                    )
        except QueryError as error:
            yield Mistake(file, error.line or 1, error.what, "mend the SPARQL")
            return
    declared = tuple(column.name for column in query.columns)
    if set(columns) != set(declared):
        missing = ", ".join(sorted(set(columns) - set(declared)))
        strange = ", ".join(sorted(set(declared) - set(columns)))
        what = "; ".join(filter(None, (missing and f"columns lacks {missing}", strange and f"SELECT lacks {strange}")))
        yield Mistake(file, 1, what, "list the same names in columns and SELECT")
    elif columns != declared:
        yield Mistake(file, 1, "columns and SELECT differ in order", "list them in the order of SELECT")
