"""A network stripped to what is measured: numbered nodes and ties with weights, without loops and parallel edges."""

from dataclasses import dataclass
from typing import Any

from .network_building import Network

#: 1 / weight in whole numbers (720720 is divisible by 1 … 16), so that equally long paths are equally long in every
#: library: 1/3 + 1/3 + 1/3 is not 1 in floating point, and who lies between would hang on that.
UNIT = 720_720


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties of a network: ``pairs`` of node numbers, each once, and the weight of each.

    ``names`` are the nodes by number; ``other`` says in how many edges a weight was no positive number.
    """

    names: tuple[str, ...]
    directed: bool
    pairs: tuple[tuple[int, int], ...]
    weights: tuple[float, ...]
    other: int = 0

    @property
    def distances(self) -> tuple[int, ...]:
        """How far apart the ends of each tie are: 1 / weight in units of 1/720720, never 0."""
        return tuple(max(1, round(UNIT / weight)) for weight in self.weights)

    def undirected(self) -> "Ties":
        """Return the same without directions; ties there and back become one with the sum of both weights."""
        if not self.directed:
            return self
        summed: dict[tuple[int, int], float] = {}
        for (one, other), weight in zip(self.pairs, self.weights, strict=True):
            pair = (one, other) if one < other else (other, one)
            summed[pair] = summed.get(pair, 0) + weight
        return Ties(self.names, False, tuple(summed), tuple(summed.values()), self.other)


def ties_of(network: Network) -> Ties:
    """Return the ties of a network; parallel edges are summed up, loops left out, weights that are none count as 1.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edges_from([("a", "b", {"weight": 2}), ("a", "b", {"weight": 3}), ("b", "b", {})])
    >>> ties = ties_of(network)
    >>> ties.names, ties.pairs, ties.weights
    (('a', 'b'), ((0, 1),), (5,))
    """
    numbers = {node: number for number, node in enumerate(network)}
    summed: dict[tuple[int, int], float] = {}
    strange = 0
    edges: Any = network.edges(data="weight", default=1)
    for source, target, weight in edges:
        if not (isinstance(weight, int | float) and 0 < weight < float("inf")):
            weight, strange = 1, strange + 1
        one, other = numbers[source], numbers[target]
        if one == other:
            continue
        if not network.is_directed() and one > other:
            one, other = other, one
        summed[one, other] = summed.get((one, other), 0) + weight
    names = tuple(map(str, numbers))
    return Ties(names, network.is_directed(), tuple(summed), tuple(summed.values()), strange)
