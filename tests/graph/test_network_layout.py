import math
from importlib.util import find_spec

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengtu.graph.network_layout import SPACING, lay_out, place_around

LAYOUTS = [False, *([True] if find_spec("igraph") else [])]


@pytest.mark.parametrize("use_igraph", LAYOUTS)
@settings(max_examples=25, deadline=None)
@given(edges=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40))
def test_every_node_has_a_place_of_its_own_and_always_the_same(use_igraph: bool, edges: list[tuple[int, int]]) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph([(str(a), str(b)) for a, b in edges])
    places = lay_out(network, use_igraph=use_igraph)
    assert set(places) == set(network)
    assert len(set(places.values())) == len(network)
    assert places == lay_out(network, use_igraph=use_igraph)
    assert all(math.isfinite(x) and math.isfinite(y) and x >= 0 and y >= 0 for x, y in places.values())


@pytest.mark.parametrize("use_igraph", LAYOUTS)
def test_what_is_joined_stands_nearer_than_what_is_not(use_igraph: bool) -> None:
    network = nx.disjoint_union(nx.complete_graph(12), nx.complete_graph(12))
    network.add_edge(0, 12)
    places = lay_out(nx.relabel_nodes(network, str), use_igraph=use_igraph)

    def mean(pairs: list[tuple[int, int]]) -> float:
        return sum(math.dist(places[str(a)], places[str(b)]) for a, b in pairs) / len(pairs)

    inside = [(a, b) for a in range(12) for b in range(a)]
    between = [(a, b) for a in range(12) for b in range(12, 24)]
    assert mean(inside) < mean(between)


def test_what_joins_a_picture_moves_nothing_and_covers_nothing() -> None:
    places = lay_out(nx.star_graph([str(n) for n in range(30)]))
    added = place_around(places, "0", [f"new {n}" for n in range(40)])
    together = [*places.values(), *added.values()]
    assert len(added) == 40
    for place in added.values():
        assert min(math.dist(place, each) for each in together if each is not place) > 0.7 * SPACING


@pytest.mark.skipif(find_spec("igraph") is None, reason="igraph is an extra")
def test_a_large_network_gets_the_same_places_on_every_run() -> None:
    # Large enough for forces that draw random numbers.
    network: nx.Graph[str] = nx.relabel_nodes(nx.gnm_random_graph(120, 300, seed=1), str)
    assert lay_out(network) == lay_out(network)
