"""Answering a page at a time: from a few documents first, then from as many more as the page still needs.

The rows of such a question are ordered by document before anything else. An engine that is asked for the first fifty
rows of all would read and sort every row there is; here it is asked about the first documents only, and the rows are
the same. The header says so (``pages``), and how to find the documents of a value: those that name a body, say.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .answer import Plain
from .binding import bind, bind_pattern
from .question import Query

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store

#: So many documents are asked at first, and at most so many at a time: each is a value in the text of a query.
FIRST, MOST = 1, 512
# A batch grows by so much at most, since a few documents without rows say little about those after them.
_GROWTH = 8
# Asking for a few documents more than needed costs less than asking again.
_MARGIN = 1.3
# Values of these kinds stand in very many documents or in very few. Looking for the documents of all the tasks that
# somebody leads costs more than a page; so it is only done where the first documents do not fill the page.
_WIDE = ("text", "role", "year")
_TRIED = 4

# A store opened for reading sees what was there when it was opened, so this is asked once.
_READ: "WeakKeyDictionary[Store, dict[str, tuple[NamedNode, ...]]]" = WeakKeyDictionary()


def read_pages(
    query: Query, terms: Mapping[str, Sequence["NamedNode | Literal"]], limit: int, store: "Store"
) -> list[Mapping[str, Plain]]:
    """Return the first rows of a question of which no document is given, and one more where there are more."""
    wide = {each.name for each in query.parameters if each.type in _WIDE and each.name in query.pages} & terms.keys()
    narrow = query.pages.keys() & terms.keys() - wide
    documents = _documents(query, terms, narrow, store)
    rows: list[Mapping[str, Plain]] = []
    begin, size = 0, FIRST
    while begin < len(documents) and len(rows) <= limit:
        some = documents[begin : begin + size]
        rows += store.select(bind(query, {**terms, query.pages["by"]: some}, limit - len(rows))).plain()
        begin += len(some)
        needed = int(_MARGIN * (limit + 1 - len(rows)) * begin / len(rows)) + 1 if rows else size * _GROWTH
        size = min(max(needed, FIRST), size * _GROWTH, MOST)
        if wide and begin + size > _TRIED and len(rows) <= limit:
            fitting = set(_documents(query, terms, wide, store))
            documents, wide, begin = tuple(each for each in documents[begin:] if each in fitting), set(), 0
            size = min(max(size, FIRST), _TRIED)
    return rows


def _documents(
    query: Query, terms: Mapping[str, Sequence["NamedNode | Literal"]], names: Iterable[str], store: "Store"
) -> tuple["NamedNode", ...]:
    """Return the documents that can have rows, in the order of rows; all of the store where nothing tells."""
    by = f"?_{query.pages['by']}"
    found = [_ask(by, query.pages[name], store, name, terms[name]) for name in names]
    if found:
        return _ordered(set.intersection(*map(set, found)))
    pattern = query.pages.get("any", f"{by} a zt:PolicyDocument")
    if not store.read_only:
        return _ordered(_ask(by, pattern, store))
    read = _READ.setdefault(store, {})
    if pattern not in read:
        read[pattern] = _ordered(_ask(by, pattern, store))
    return read[pattern]


def _ask(
    by: str, pattern: str, store: "Store", name: str = "", terms: Sequence["NamedNode | Literal"] = ()
) -> list["NamedNode"]:
    return [row[0] for row in store.select(bind_pattern(by, pattern, name, terms)).rows]  # type: ignore[misc]


def _ordered(documents: Iterable["NamedNode"]) -> tuple["NamedNode", ...]:
    # As SPARQL orders IRIs: character by character.
    return tuple(sorted(documents, key=lambda document: document.value))
