"""Measuring a network: columns for its nodes and edges, and figures for the whole."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from .network_building import Network
from .network_ties import Ties, ties_of
from .projection import NetworkError

Figure: TypeAlias = int | float | None

SEED = 1
DAMPING = 0.85
#: Above so many steps (nodes × nodes and ties), betweenness is estimated from some sources spread evenly.
_MOST_STEPS, _FEWEST_SOURCES = 20_000_000, 20
ENGINES = ("igraph", "networkx")


@dataclass(frozen=True, slots=True)
class NetworkMeasures:
    """The measures of a network: ``nodes`` by id, ``bridges`` as pairs of ids, and those of the ``whole`` by name.

    What has no value for this network (clustering in one of two sides, modularity without edges) is None or not there;
    ``notes`` say in words what was estimated or left out and which algorithm found the communities.
    """

    nodes: Mapping[str, Mapping[str, Figure]]
    bridges: frozenset[frozenset[str]]
    whole: Mapping[str, Figure]
    notes: tuple[str, ...]


def measure_network(
    network: Network, *, engine: str = "", progress: Callable[[int, int], None] | None = None
) -> NetworkMeasures:
    """Measure a network; `zhengtu.graph.network_measure.MEASURES` says what each measure means and how it is counted.

    Parallel edges count as one with the sum of their weights, loops do not count. ``engine`` is ``igraph`` (an extra,
    many times faster) or ``networkx``; without it, igraph where it is installed. Both give the same figures, but for
    communities: Leiden's algorithm needs igraph, Louvain's stands in. All figures are the same on every run.

    >>> import networkx as nx
    >>> found = measure_network(nx.path_graph(["甲", "乙", "丙"]))
    >>> found.nodes["乙"]["degree"], found.nodes["乙"]["betweenness"], found.whole["bridges"]
    (2, 1.0, 2)
    """
    using, chosen = _engine(engine)
    ties = ties_of(network)
    plain = ties.undirected()
    size, two_sided = len(ties.names), _is_two_sided(network)
    notes: list[str] = []
    if ties.other:
        notes.append(f"{ties.other} 条边的权重不是正数，按 1 计 (weights that are no positive number count as 1)")
    steps = 8
    done = iter(range(1, steps + 1))

    def step() -> None:
        if progress:
            progress(next(done), steps)

    columns: dict[str, Sequence[Figure]] = _degrees(ties, plain)
    step()
    columns["betweenness"] = _betweenness(ties, using, notes)
    step()
    columns["pagerank"] = [_rounded(value) for value in using.pagerank(ties, DAMPING)]
    step()
    if not two_sided:
        columns["clustering"] = [_rounded(value) for value in using.clustering(plain)]
    step()
    columns["community"] = _numbered(using.communities(plain, SEED)) if size else []
    step()
    columns["core"] = using.cores(plain)
    step()
    bridges = using.bridges(plain)
    step()
    generic: Any = network.nodes(data="generic")
    kinds = sum(bool(said) for _, said in generic)
    if kinds:
        # 有关部门 of two documents are not the same departments, and yet they join them.
        notes.append(
            f"其中 {kinds} 个是泛称（如“有关部门”），会使互不相干的文件看似相连、居间度偏高；可用 --named-only 去掉"
            " (bodies named only by kind join documents that have nothing in common)"
        )
    if size:
        notes.append(f"社群由 {using.COMMUNITIES} 得出 (communities found by it)，计算用 {chosen} (computed with it)")
    whole = _whole(network, ties, plain, columns, len(bridges), two_sided)
    step()
    nodes = {name: {key: column[at] for key, column in columns.items()} for at, name in enumerate(ties.names)}
    pairs = frozenset(frozenset(ties.names[end] for end in plain.pairs[number]) for number in bridges)
    return NetworkMeasures(nodes, pairs, whole, tuple(notes))


def add_measures(network: Network, measures: NetworkMeasures) -> None:
    """Put the measures on the nodes and edges of a network as attributes, so that every export has them."""
    for node, figures in measures.nodes.items():
        network.nodes[node].update((name, value) for name, value in figures.items() if value is not None)
    edges: Any = network.edges(data=True)
    for source, target, said in edges:
        said["bridge"] = frozenset((source, target)) in measures.bridges
    network.graph["notes"] = (*network.graph.get("notes", ()), *measures.notes)


def _engine(name: str) -> tuple[Any, str]:
    from . import network_measuring_igraph, network_measuring_networkx

    if name not in ("", *ENGINES):
        raise NetworkError(f"没有计算库“{name}” (no such engine); 可用 (use one of): {', '.join(ENGINES)}")
    if name == "igraph" and not network_measuring_igraph.is_installed():
        raise NetworkError("没有安装 igraph (not installed); 请运行 (run): pip install 'zhengtu[igraph]'")
    if name != "networkx" and network_measuring_igraph.is_installed():
        return network_measuring_igraph, "igraph"
    return network_measuring_networkx, "networkx"


def _degrees(ties: Ties, plain: Ties) -> dict[str, Sequence[Figure]]:
    size = len(ties.names)
    columns: dict[str, Sequence[Figure]] = {}
    degree, leaving, entering = [0] * size, [0] * size, [0] * size
    strength: list[float] = [0] * size
    for one, other in plain.pairs:
        degree[one] += 1
        degree[other] += 1
    for (one, other), weight in zip(ties.pairs, ties.weights, strict=True):
        leaving[one] += 1
        entering[other] += 1
        strength[one] += weight
        strength[other] += weight
    columns["degree"] = degree
    if ties.directed:
        columns["in_degree"], columns["out_degree"] = entering, leaving
    columns["strength"] = strength
    return columns


def _betweenness(ties: Ties, using: Any, notes: list[str]) -> list[Figure]:
    size = len(ties.names)
    if size < 3:
        return [0.0] * size
    sources: list[int] | None = None
    share = 1.0
    if size * (size + len(ties.pairs)) > _MOST_STEPS:
        count = max(_FEWEST_SOURCES, _MOST_STEPS // (size + len(ties.pairs)))
        if count < size:
            # Evenly over the nodes, which stand in the order of their IRIs: the same on every run, and of every kind.
            sources = sorted({number * size // count for number in range(count)})
            share = len(sources) / size
            notes.append(
                f"网络较大，居间度由 {len(sources):,} 个节点出发估算 (betweenness estimated from so many sources)"
            )
    found = using.betweenness(ties, sources)
    pairs = (size - 1) * (size - 2) / (1 if ties.directed else 2)
    return [_rounded(value / pairs / share) for value in found]


def _numbered(membership: Sequence[int]) -> list[int]:
    """Return communities numbered from the largest; of two alike, the one whose first node comes first."""
    sizes = Counter(membership)
    first: dict[int, int] = {}
    for node, community in enumerate(membership):
        first.setdefault(community, node)
    order = sorted(sizes, key=lambda community: (-sizes[community], first[community]))
    numbers = {community: number for number, community in enumerate(order, start=1)}
    return [numbers[community] for community in membership]


def _whole(
    network: Network, ties: Ties, plain: Ties, columns: Mapping[str, Sequence[Figure]], bridges: int, two_sided: bool
) -> dict[str, Figure]:
    import networkx as nx

    size = len(ties.names)
    parts = sorted(map(len, nx.connected_components(_joined(plain))), reverse=True)
    communities = [int(number or 0) for number in columns["community"]]
    whole: dict[str, Figure] = {
        "nodes": size,
        "edges": len(ties.pairs),
        "density": _density(network, ties, two_sided),
        "components": len(parts),
        "largest_component": _rounded(parts[0] / size) if size else None,
        "communities": max(communities, default=0),
        "modularity": modularity(plain, communities),
        "bridges": bridges,
        "largest_core": max((int(core or 0) for core in columns["core"]), default=0),
    }
    if ties.directed:
        whole["depth"] = depth(ties)
    for attribute in ("type", "level"):
        values: list[Any] = [said.get(attribute) for _, said in network.nodes(data=True)]
        whole[f"assortativity_by_{attribute}"] = assortativity(plain, values)
    return whole


def _joined(plain: Ties) -> Any:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(plain.names)))
    graph.add_edges_from(plain.pairs)
    return graph


def _density(network: Network, ties: Ties, two_sided: bool) -> Figure:
    size = len(ties.names)
    possible = size * (size - 1) / (1 if ties.directed else 2)
    if two_sided:
        sides: Any = network.nodes(data="bipartite")
        one = sum(side == 0 for _, side in sides)
        possible = one * (size - one)
    return _rounded(len(ties.pairs) / possible) if possible else None


def modularity(plain: Ties, communities: Sequence[int]) -> Figure:
    """Return how much more weight lies within communities than chance would put there; None without ties.

    >>> modularity(Ties(tuple("abcd"), False, ((0, 1), (2, 3)), (1, 1)), [1, 1, 2, 2])
    0.5
    """
    total = sum(plain.weights)
    if not total:
        return None
    within, ends = 0.0, Counter[int]()
    for (one, other), weight in zip(plain.pairs, plain.weights, strict=True):
        within += weight * (communities[one] == communities[other])
        ends[communities[one]] += weight  # type: ignore[assignment]  # weights may be halves
        ends[communities[other]] += weight  # type: ignore[assignment]
    return _rounded(within / total - sum((value / (2 * total)) ** 2 for value in ends.values()))


def depth(ties: Ties) -> int | None:
    """Return the steps of the longest path along the directions; None where there are circles.

    >>> depth(Ties(tuple("abc"), True, ((0, 1), (1, 2), (0, 2)), (1, 1, 1)))
    2
    """
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph(list(ties.pairs))
    if not nx.is_directed_acyclic_graph(graph):
        return None
    return nx.dag_longest_path_length(graph) if ties.pairs else 0


def assortativity(plain: Ties, values: Sequence[object]) -> Figure:
    """Return how much more often equals are joined than chance would; None where only one value is joined at all.

    Newman's coefficient of mixing, without weights; ties of nodes whose value is not known (None or "") do not count.

    >>> assortativity(Ties(tuple("abcd"), False, ((0, 1), (2, 3)), (1, 1)), ["x", "x", "y", "y"])
    1.0
    """
    equal, ends, count = 0, Counter[object](), 0
    for one, other in plain.pairs:
        first, second = values[one], values[other]
        if first and second:
            count += 1
            equal += first == second
            ends[first] += 1
            ends[second] += 1
    if not count or len(ends) < 2:
        return None
    chance = sum((value / (2 * count)) ** 2 for value in ends.values())
    return _rounded((equal / count - chance) / (1 - chance))


def _is_two_sided(network: Network) -> bool:
    sides: Any = network.nodes(data="bipartite")
    return bool(network) and all(side is not None for _, side in sides)


def _rounded(value: float) -> float:
    """Return a figure to six digits that count: beyond them libraries differ."""
    return float(f"{value:.6g}") + 0.0
