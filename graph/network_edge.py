"""Edges of a network: the rows of a projection, one for each passage, summed up document by document.

A projection is asked about one document at a time. What an edge is counted by (a task, a passage) stands in one
document, so the sums are right, the memory stays that of the largest document, and progress can be told; and Oxigraph
answers about one document much faster than about a store.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from .answer import Answer
from .projection import NetworkError, Projection
from .store import Store, StoredDocument
from .terms import NIF

#: What the SELECT of a projection has. ``unit`` is what the weight counts, ``explicit`` false for what was concluded;
#: ``document`` and ``passage`` are unbound where a gazetteer says it; ``passage_2`` is a second clause where the first
#: one names only one end.
COLUMNS = ("source", "type", "target", "unit", "explicit", "document", "passage")
SECOND_PASSAGE = "passage_2"
#: Between two clauses of one quote.
BETWEEN = " …… "

_SPAN = re.compile(r"#char=(\d+),(\d+)$")
_ANCHOR = NamedNode(f"{NIF}anchorOf")
_PLACE = re.compile(r"\bUNDEF\b")

Progress = Callable[[int, int, str], None]
Key = tuple[str, str, str]


@dataclass(slots=True)
class Edge:
    """What joins two things, with what proves it.

    ``weight`` is the number of units (tasks, sentences, as the projection says), ``evidence`` the number of different
    passages, ``documents`` the number of documents. ``passages`` are the sample, one or two IRIs, from ``document``;
    ``date`` is the earliest date of a document that has the edge, "" where none has one. ``explicit`` tells that at
    least one text says it, rather than that it was concluded.
    """

    source: str
    type: str
    target: str
    weight: int = 0
    evidence: int = 0
    documents: int = 0
    explicit: bool = False
    date: str = ""
    document: str = ""
    passages: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """The rows of one edge in one document."""

    units: set[str] = field(default_factory=set)
    passages: set[str] = field(default_factory=set)
    explicit: bool = False
    document: str = ""
    best: tuple[int, int, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Edges:
    """All edges by source, type and target, and how many concluded rows were left out."""

    by_key: Mapping[Key, Edge]
    concluded: int


def read_edges(
    store: Store,
    projection: Projection,
    documents: Iterable[StoredDocument],
    *,
    concluded: bool = False,
    progress: Progress | None = None,
) -> Edges:
    """Ask a projection about each of some documents and sum up; rows that were only concluded count on request.

    ``progress`` is called with the documents done, all of them, and the title of the last one.
    """
    edges: dict[Key, Edge] = {}
    left_out = 0
    asked = tuple(documents)
    for number, document in enumerate(asked, start=1):
        answer = store.select(_PLACE.sub(str(NamedNode(document.iri)), projection.sparql))
        tallies, hidden = _tally(projection, answer, concluded)
        left_out += hidden
        for key, tally in tallies.items():
            _add(edges.setdefault(key, Edge(*key)), tally, document.issued)
        if progress:
            progress(number, len(asked), document.title)
    return Edges(edges, left_out)


def quote_of(store: Store, passages: Iterable[str]) -> str:
    """Return the words of the passages of an edge, exactly as their texts have them."""
    quotes = []
    for passage in passages:
        quad = next(store.quads(NamedNode(passage), _ANCHOR), None)
        if quad is not None and isinstance(quad.object, Literal):
            quotes.append(quad.object.value)
    return BETWEEN.join(quotes)


def _tally(projection: Projection, answer: Answer, concluded: bool) -> tuple[dict[Key, _Tally], int]:
    missing = [column for column in COLUMNS if column not in answer.columns]
    if missing:
        raise NetworkError(f"{projection.file.name}: the SELECT lacks ?{' ?'.join(missing)}; add them")
    tallies: dict[Key, _Tally] = {}
    left_out = 0
    for row in _rows(answer):
        if row["explicit"] == "false" and not concluded:
            left_out += 1
            continue
        tally = tallies.setdefault((row["source"], row["type"], row["target"]), _Tally())
        tally.units.add(row["unit"])
        tally.explicit |= row["explicit"] != "false"
        tally.document = row["document"]
        sample = _in_order(row["passage"], row.get(SECOND_PASSAGE, ""))
        tally.passages.update(sample)
        if sample:
            rank = (len(sample), sum(map(_length, sample)), sample)
            tally.best = min(tally.best, rank) if tally.best else rank
    return tallies, left_out


def _rows(answer: Answer) -> Iterator[dict[str, str]]:
    for row in answer.rows:
        yield {
            column: getattr(term, "value", "") if term is not None else ""
            for column, term in zip(answer.columns, row, strict=True)
        }


def _add(edge: Edge, tally: _Tally, issued: str) -> None:
    """Add what one document says to an edge; the sample stays that of the first document that has one."""
    if tally.document or not edge.weight:  # what a gazetteer says does not become truer by every document that asks
        edge.weight += len(tally.units)
    edge.evidence += len(tally.passages)
    edge.documents += bool(tally.document)
    edge.explicit |= tally.explicit
    if tally.document and issued:
        edge.date = min(filter(None, (edge.date, issued)))
    if tally.best and not edge.passages:
        edge.passages, edge.document = tally.best[2], tally.document


def _in_order(*passages: str) -> tuple[str, ...]:
    """Return passages without repetition, those of one document in the order of its text."""
    sample = tuple(dict.fromkeys(filter(None, passages)))
    if len({passage.partition("#")[0] for passage in sample}) > 1:
        return sample
    return tuple(sorted(sample, key=lambda passage: (_span(passage), passage)))


def _length(passage: str) -> int:
    """Return the number of characters of a passage; the shortest proof is the quickest to check.

    >>> _length("https://w3id.org/zhengtu/id/document/国发-2018-42#char=120,148")
    28
    """
    begin, end = _span(passage)
    return end - begin


def _span(passage: str) -> tuple[int, int]:
    found = _SPAN.search(passage)
    return (int(found[1]), int(found[2])) if found else (0, 1_000_000)
