"""Measures of networks: the same by two libraries that are not ours, and what stands for nothing to measure."""

import random
from importlib.util import find_spec
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengtu.graph import network_measuring_igraph, network_measuring_networkx
from zhengtu.graph.network import Network, empty_network
from zhengtu.graph.network_measure import MEASURES
from zhengtu.graph.network_measuring import ENGINES, add_measures, assortativity, measure_network
from zhengtu.graph.network_ties import ties_of
from zhengtu.graph.projection import NetworkError, NetworkKind

needs_igraph = pytest.mark.skipif(find_spec("igraph") is None, reason="igraph is an extra")


def network_of(size: int, pairs: list[tuple[int, int, int]], kind: NetworkKind = NetworkKind.GRAPH) -> Network:
    network = empty_network(kind)
    network.add_nodes_from((f"urn:{number}", {"type": "agency"}) for number in range(size))
    for one, other, weight in pairs:
        network.add_edge(f"urn:{one % size}", f"urn:{other % size}", weight=weight)
    return network


networks = st.builds(
    network_of,
    st.integers(1, 14),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13), st.integers(1, 6)), max_size=30),
    st.sampled_from(list(NetworkKind)),
)


@needs_igraph
@settings(max_examples=80, deadline=None)
@given(network=networks)
def test_igraph_and_networkx_give_the_same_figures(network: Network) -> None:
    fast, slow = (measure_network(network, engine=engine) for engine in ENGINES)
    for node, figures in fast.nodes.items():
        others = slow.nodes[node]
        for name in set(figures) - {"community"}:
            assert figures[name] == pytest.approx(others[name], rel=1e-5, abs=1e-9), (node, name)
    assert fast.bridges == slow.bridges
    for name in set(fast.whole) - {"communities", "modularity"}:
        assert fast.whole[name] == slow.whole[name]


@needs_igraph
def test_igraph_and_networkx_estimate_betweenness_from_the_same_sources() -> None:
    ties = ties_of(network_of(40, [(number, number * 7 + 3, 1 + number % 5) for number in range(90)]))
    sources = [0, 11, 25]
    fast = network_measuring_igraph.betweenness(ties, sources)
    assert fast == pytest.approx(network_measuring_networkx.betweenness(ties, sources))


@settings(max_examples=60, deadline=None)
@given(network=networks)
def test_figures_stay_in_their_ranges(network: Network) -> None:
    found, size = measure_network(network), len(network)
    for figures in found.nodes.values():
        for name in ("betweenness", "pagerank", "clustering"):
            assert 0 <= float(figures[name] or 0) <= 1 + 1e-9
        assert 0 <= int(figures["core"] or 0) <= int(figures["degree"] or 0) < max(size, 1)
    assert sum(float(figures["pagerank"] or 0) for figures in found.nodes.values()) == pytest.approx(1, abs=1e-4)
    numbers = {figures["community"] for figures in found.nodes.values()}
    assert numbers == set(range(1, len(numbers) + 1))


@pytest.mark.parametrize("engine", [None, pytest.param("igraph", marks=needs_igraph), "networkx"])
def test_measures_agree_with_what_networkx_says_of_a_well_known_network(engine: str | None) -> None:
    karate: Any = nx.relabel_nodes(nx.karate_club_graph(), str)
    for edge in karate.edges:
        karate.edges[edge]["weight"] = 1
    found = measure_network(karate, engine=engine or "")
    expected = nx.betweenness_centrality(karate)
    assert all(found.nodes[node]["betweenness"] == pytest.approx(expected[node], rel=1e-5) for node in karate)
    assert found.whole["density"] == pytest.approx(nx.density(karate), rel=1e-5)
    groups: dict[object, set[str]] = {}
    for node, figures in found.nodes.items():
        groups.setdefault(figures["community"], set()).add(node)
    score = nx.community.modularity(karate, list(groups.values()))
    assert found.whole["modularity"] == pytest.approx(score, rel=1e-5)
    assert score > 0.41  # the best that is known of this network is 0.4198


@pytest.mark.parametrize("engine", [pytest.param("igraph", marks=needs_igraph), "networkx"])
def test_communities_are_the_same_on_every_run(engine: str) -> None:
    network = network_of(60, [(number, number * 7 + 3, 1 + number % 5) for number in range(150)])
    state = random.getstate()
    first, second = (measure_network(network, engine=engine) for _ in range(2))
    assert first == second
    assert random.getstate() == state, "somebody else's random numbers were used up"


def test_a_strong_tie_is_a_short_way() -> None:
    # From a to c: over b with two strong ties (1/4 + 1/4), rather than over the weak one that joins them (1).
    network = network_of(3, [(0, 1, 4), (1, 2, 4), (0, 2, 1)])
    assert measure_network(network).nodes["urn:1"]["betweenness"] == 1.0


def test_three_steps_of_a_third_are_as_far_as_one_of_one() -> None:
    # a–b–c–d at 1/3 each and a–d at 1: two shortest ways, so that b and c have half of what lies between a and d.
    network = network_of(4, [(0, 1, 3), (1, 2, 3), (2, 3, 3), (0, 3, 1)])
    found = measure_network(network).nodes
    assert found["urn:1"]["betweenness"] == pytest.approx((1 + 0.5) / 3)


def test_parallel_edges_and_loops_do_not_make_a_node_better_joined() -> None:
    network = network_of(2, [(0, 1, 2), (0, 1, 3), (1, 1, 9)], NetworkKind.MULTIGRAPH)
    network.add_edge("urn:0", "urn:1", key="other", weight=3)
    found = measure_network(network)
    assert (found.nodes["urn:1"]["degree"], found.nodes["urn:1"]["core"], found.whole["edges"]) == (1, 1, 1)


@pytest.mark.parametrize("engine", [pytest.param("igraph", marks=needs_igraph), "networkx"])
@pytest.mark.parametrize("kind", NetworkKind)
def test_nothing_and_one_node_can_be_measured(engine: str, kind: NetworkKind) -> None:
    nothing = measure_network(empty_network(kind), engine=engine)
    assert (nothing.nodes, nothing.whole["nodes"], nothing.whole["density"]) == ({}, 0, None)
    one = measure_network(network_of(1, [], kind), engine=engine)
    figures = one.nodes["urn:0"]
    assert [figures[name] for name in ("degree", "betweenness", "pagerank", "clustering", "community", "core")] == [
        *(0, 0, 1, 0, 1, 0)
    ]
    assert (one.whole["density"], one.whole["modularity"], one.whole["components"]) == (None, None, 1)


def test_two_sided_networks_have_no_clustering_and_a_density_between_their_sides() -> None:
    network = network_of(4, [(0, 2, 1), (0, 3, 1), (1, 3, 1)])
    for number in range(4):
        network.nodes[f"urn:{number}"]["bipartite"] = int(number > 1)
    found = measure_network(network)
    assert "clustering" not in found.nodes["urn:0"]
    assert found.whole["density"] == 0.75


def test_a_path_has_a_depth_and_a_circle_has_none() -> None:
    path, circle = [(0, 1, 1), (1, 2, 1)], [(0, 1, 1), (1, 2, 1), (2, 0, 1)]
    assert measure_network(network_of(3, path, NetworkKind.DIGRAPH)).whole["depth"] == 2
    assert measure_network(network_of(3, circle, NetworkKind.DIGRAPH)).whole["depth"] is None
    assert "depth" not in measure_network(network_of(3, path)).whole


@needs_igraph
@settings(max_examples=40, deadline=None)
@given(network=networks, seed=st.integers(0, 9))
def test_mixing_by_level_is_what_igraph_says(network: Network, seed: int) -> None:
    import igraph

    plain = ties_of(network).undirected()
    values = [random.Random(seed * 100 + number).randint(0, 2) for number in range(len(plain.names))]
    ours = assortativity(plain, [str(value) for value in values])
    graph = igraph.Graph(n=len(plain.names), edges=plain.pairs)
    theirs = graph.assortativity_nominal(values, directed=False)
    if ours is None:
        assert theirs != theirs or theirs == pytest.approx(1)
    else:
        assert ours == pytest.approx(theirs, abs=1e-5)


def test_bodies_named_only_by_kind_are_told_of() -> None:
    network = network_of(3, [(0, 1, 1)])
    network.nodes["urn:0"]["generic"] = True
    assert any("泛称" in note for note in measure_network(network).notes)


def test_weights_that_are_none_count_as_one_and_are_told_of() -> None:
    network = network_of(3, [(0, 1, 0), (1, 2, -2)])
    found = measure_network(network)
    assert found.nodes["urn:1"]["strength"] == 2
    assert any("2 条边的权重不是正数" in note for note in found.notes)


def test_measures_become_attributes_that_every_format_has() -> None:
    network = network_of(3, [(0, 1, 2), (1, 2, 1)])
    add_measures(network, measure_network(network))
    assert network.nodes["urn:1"]["degree"] == 2
    assert all(said["bridge"] is True for _, _, said in network.edges(data=True))
    assert any("社群由" in note for note in network.graph["notes"])


def test_every_measure_is_explained() -> None:
    network = network_of(4, [(0, 1, 2), (1, 2, 1), (2, 3, 1)], NetworkKind.DIGRAPH)
    found = measure_network(network)
    names = {*found.nodes["urn:0"], *found.whole, "bridge"}
    assert names == {name for name, measure in MEASURES.items() if measure.of != "document"}


def test_an_engine_that_does_not_exist_is_told() -> None:
    with pytest.raises(NetworkError, match="igraph, networkx"):
        measure_network(network_of(1, []), engine="gephi")
    if find_spec("igraph") is None:
        with pytest.raises(NetworkError, match="pip install"):
            measure_network(network_of(1, []), engine="igraph")
