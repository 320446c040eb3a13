"""Measures by networkx, which is always there: the same results as igraph's, in more time."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from .network_ties import Ties

if TYPE_CHECKING:
    import networkx as nx

COMMUNITIES = "Louvain (networkx)"
_TOLERANCE, _ROUNDS = 1e-14, 1_000


def betweenness(ties: Ties, sources: Sequence[int] | None) -> list[float]:
    """Return the sums of the shares of shortest paths, from some sources only where they are given."""
    import networkx as nx

    graph = _graph(ties, ties.distances)
    if sources is None:
        found = nx.betweenness_centrality(graph, weight="weight", normalized=False)
    else:
        targets = list(graph)
        found = nx.betweenness_centrality_subset(graph, sources=sources, targets=targets, weight="weight")
    return [float(found[number]) for number in range(len(ties.names))]


def pagerank(ties: Ties, damping: float) -> list[float]:
    """Return PageRank by repeated steps; networkx's own would need numpy and scipy."""
    size = len(ties.names)
    if not size:
        return []
    leading: list[list[tuple[int, float]]] = [[] for _ in range(size)]
    for (one, other), weight in zip(ties.pairs, ties.weights, strict=True):
        leading[one].append((other, weight))
        if not ties.directed:
            leading[other].append((one, weight))
    sums = [sum(weight for _, weight in own) for own in leading]
    rank = [1 / size] * size
    for _ in range(_ROUNDS):
        lost = sum(rank[node] for node in range(size) if not leading[node])
        following = [(1 - damping + damping * lost) / size] * size
        for node, own in enumerate(leading):
            for other, weight in own:
                following[other] += damping * rank[node] * weight / sums[node]
        change = sum(abs(after - before) for after, before in zip(following, rank, strict=True))
        rank = following
        if change < _TOLERANCE * size:
            break
    whole = sum(rank)
    return [value / whole for value in rank]


def clustering(ties: Ties) -> list[float]:
    """Return local clustering coefficients, 0 below two neighbours."""
    import networkx as nx

    found = cast("dict[int, float]", nx.clustering(_graph(ties, ties.weights)))
    return [float(found[number]) for number in range(len(ties.names))]


def communities(ties: Ties, seed: int) -> list[int]:
    """Return a community for every node, by Louvain's algorithm for modularity: Leiden's needs igraph."""
    import networkx as nx

    membership = [0] * len(ties.names)
    if ties.pairs:
        for number, members in enumerate(nx.community.louvain_communities(_graph(ties, ties.weights), seed=seed)):
            for node in members:
                membership[node] = number
        return membership
    return list(range(len(ties.names)))


def cores(ties: Ties) -> list[int]:
    """Return core numbers."""
    import networkx as nx

    found = nx.core_number(_graph(ties, ties.weights))
    return [int(found[number]) for number in range(len(ties.names))]


def bridges(ties: Ties) -> set[int]:
    """Return the numbers of the ties that are bridges."""
    import networkx as nx

    found = {frozenset(pair) for pair in cast("Iterable[tuple[int, int]]", nx.bridges(_graph(ties, ties.weights)))}
    return {number for number, pair in enumerate(ties.pairs) if frozenset(pair) in found}


def _graph(ties: Ties, weights: Sequence[float]) -> "nx.Graph[int]":
    import networkx as nx

    graph: nx.Graph[int] = nx.DiGraph() if ties.directed else nx.Graph()
    graph.add_nodes_from(range(len(ties.names)))
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in zip(ties.pairs, weights, strict=True))
    return graph
