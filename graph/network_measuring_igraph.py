"""Measures by igraph, which is written in C; it is an extra of its own, since its licence is the GPL."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from .network_ties import Ties

COMMUNITIES = "Leiden (igraph)"


def is_installed() -> bool:
    """Whether igraph is there."""
    return find_spec("igraph") is not None


def betweenness(ties: Ties, sources: Sequence[int] | None) -> list[float]:
    """Return the sums of the shares of shortest paths, from some sources only where they are given."""
    graph = _graph(ties)
    found = graph.betweenness(directed=ties.directed, weights=list(ties.distances) or None, sources=sources)
    # A pair of an undirected network is found from both of its ends.
    return [float(value) for value in found]


def pagerank(ties: Ties, damping: float) -> list[float]:
    """Return PageRank; who has no tie leading on passes its rank on to all."""
    graph = _graph(ties)
    found = graph.pagerank(directed=ties.directed, damping=damping, weights=list(ties.weights) or None)
    return [float(value) for value in found]


def clustering(ties: Ties) -> list[float]:
    """Return local clustering coefficients, 0 below two neighbours."""
    return [float(value) for value in _graph(ties).transitivity_local_undirected(mode="zero")]


def communities(ties: Ties, seed: int) -> list[int]:
    """Return a community for every node, by Leiden's algorithm for modularity until nothing changes any more."""
    with same_random_numbers(seed):
        found = _graph(ties).community_leiden(
            objective_function="modularity", weights=list(ties.weights) or None, n_iterations=-1
        )
    return list(found.membership)


@contextmanager
def same_random_numbers(seed: int = 1) -> Iterator[None]:
    """Let igraph draw the same random numbers on every run; without igraph, do nothing.

    igraph has one source of them for the whole process, which it gets back afterwards.
    """
    if not is_installed():
        yield
        return
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def cores(ties: Ties) -> list[int]:
    """Return core numbers."""
    return list(_graph(ties).coreness())


def bridges(ties: Ties) -> set[int]:
    """Return the numbers of the ties that are bridges."""
    return set(_graph(ties).bridges())


def _graph(ties: Ties) -> Any:
    import igraph

    return igraph.Graph(n=len(ties.names), edges=ties.pairs, directed=ties.directed)
