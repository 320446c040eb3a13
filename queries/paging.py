"""Answering a page at a time: from a few documents first, then from as many more as the page still needs.

The rows of such a question are ordered by document before anything else. An engine that is asked for the first fifty
rows of all would read and sort every row there is; here it is asked about the first documents only, and the rows are
the same. The header says so (``pages``), and how to find the documents of a value: those that name a body, say.
Where it tells what in a document has rows, only as many of these things are read as the page shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .answer import Plain
from .binding import bind
from .page_source import Entry, documents_of, find_source
from .question import Query

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store

#: So many documents are asked at first, and at most so many at a time: each is a value in the text of a query.
FIRST, MOST = 1, 512
# So many things are asked about at a time, save that those of one document stay together.
_TOGETHER = 2000
# So many rows the things of one name may have, where nothing tells it.
_FEW = 3
# A batch grows by so much at most, since a few documents without rows say little about those after them.
_GROWTH = 4
# Asking for a few documents more than needed costs less than asking again.
_MARGIN = 1.3
# So many documents are tried first, and so many where their rows promise that they fill the page.
_TRIED, _PROMISING = 4, 32


def is_paged(query: Query, terms: "Mapping[str, Sequence[NamedNode | Literal]]", store: "Store") -> bool:
    """Whether a question is to be asked some documents at a time.

    Where rows are ordered by something else before the document, only if nothing but that is narrowed down, and not on
    a server, which would have to be asked again and again.
    """
    if not query.pages or query.pages["by"] in terms:
        return False
    return "first" not in query.pages or (terms.keys() <= query.pages.keys() and not store.address.startswith("http"))


def read_pages(
    query: Query, terms: "Mapping[str, Sequence[NamedNode | Literal]]", limit: int, store: "Store"
) -> list[Mapping[str, Plain]]:
    """Return the first rows of a question of which no document is given, and one more where there are more."""
    by, source = query.pages["by"], find_source(query, terms, store)
    each = _FEW if source.variable.startswith("_") else 1 if source.is_open else int(query.pages.get("each", 1))
    size = min(limit // each + 1, _TOGETHER) if source.variable else FIRST
    rows: list[Mapping[str, Plain]] = []
    tried = weight = 0
    while some := _take(source.entries(), size):
        pairs = source.pairs(by, some) if source.variable else None
        rows += store.select(bind(query, {**terms, **source.terms(by, some)}, limit - len(rows), pairs)).plain()
        if len(rows) > limit:
            break
        tried, weight = tried + len(some), weight + _weight(some)
        needed = int(_MARGIN * (limit + 1 - len(rows)) * weight / len(rows)) + 1 if rows else size * _GROWTH
        size = min(max(needed, FIRST), size * _GROWTH, _TOGETHER if source.variable else MOST)
        ahead = tried + size * tried // weight
        if source.wide and ahead > _TRIED and not (rows and tried + needed * tried // weight <= _PROMISING):
            source = source.within(set(documents_of(query, terms, source.wide, store)))
            size = size if source.variable else min(size, _TRIED)
    return rows


def _take(entries: Iterator[Entry], size: int) -> list[Entry]:
    """Return the next documents that have so many things; or so many documents, where things are not known."""
    taken, weight = [], 0
    for entry in entries:
        taken.append(entry)
        weight += _weight((entry,))
        if weight >= size or len(taken) >= MOST:
            break
    return taken


def _weight(entries: Iterable[Entry]) -> int:
    return sum(len(things) or 1 for _, things in entries)
