"""A projection: a network that the graph can be seen as, such as bodies joined by the tasks they share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from .error import StoreError


class NetworkError(StoreError):
    """A network that cannot be made or written, told in one line that says what to do."""


class UnknownProjectionError(NetworkError):
    """No projection of this name; the message tells similar names."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"没有名为“{name}”的网络 (no such projection); {did_you_mean(name, tuple(known))}")


class NetworkKind(StrEnum):
    """The class of networkx that holds the network: with or without direction, with or without parallel edges."""

    GRAPH = "graph"
    DIGRAPH = "digraph"
    MULTIGRAPH = "multigraph"
    MULTIDIGRAPH = "multidigraph"

    @property
    def directed(self) -> bool:
        """Whether edges have a direction."""
        return self in (NetworkKind.DIGRAPH, NetworkKind.MULTIDIGRAPH)

    @property
    def multiple(self) -> bool:
        """Whether two nodes may be joined by several edges, one of each type."""
        return self in (NetworkKind.MULTIGRAPH, NetworkKind.MULTIDIGRAPH)


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Projection:
    """A network as a ``.rq`` file states it.

    ``sparql`` yields one row for every passage that is evidence for an edge; the columns are those of
    `zhengtu.graph.network_edge.COLUMNS`. It has ``VALUES ?_document { UNDEF }`` where it is narrowed down to one
    document, and asks about all of them as it stands. ``edges`` are the types of edges with their names; where the kind
    allows only one edge between two nodes, the type that comes first in ``edges`` gives it its name.
    """

    name: str
    kind: NetworkKind
    bipartite: bool
    summary: Words
    description: Words
    edges: Mapping[str, Words]
    sparql: str
    file: Path


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """Return the advice that follows a word which is none of those known.

    >>> did_you_mean("graphm", ("graphml", "gexf"))
    '您是不是要用 (did you mean): graphml'
    >>> did_you_mean("x", ("graphml", "gexf"))
    '可用 (use one of): graphml, gexf'
    """
    close = get_close_matches(word.lower(), known, n=3, cutoff=0.5)
    return f"您是不是要用 (did you mean): {', '.join(close)}" if close else f"可用 (use one of): {', '.join(known)}"
