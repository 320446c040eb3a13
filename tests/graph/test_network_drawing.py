"""Pictures of networks: everything is drawn once, no name covers another, and nothing is left out in silence."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from network_stores import sample_store

from zhengtu.graph.drawing import Drawing, wide
from zhengtu.graph.drawing_files import as_svg
from zhengtu.graph.layered_drawing import columns, ordered_layers
from zhengtu.graph.network import Network, empty_network, project
from zhengtu.graph.network_drawing import draw_network
from zhengtu.graph.projection import NetworkError, NetworkKind
from zhengtu.graph.projection_file import load_projections

SVG = "{http://www.w3.org/2000/svg}"
PROJECTIONS = tuple(load_projections())


@pytest.fixture(scope="module")
def networks() -> Iterator[dict[str, Network]]:
    with sample_store() as store:
        yield {name: project(store, name) for name in PROJECTIONS}


def parsed(drawing: Drawing) -> etree._Element:
    return etree.fromstring(as_svg(drawing).encode())


def drawn(drawing: Drawing) -> list[str]:
    return [str(each.get("data-id")) for each in parsed(drawing).iter(f"{SVG}g") if each.get("data-id")]


@pytest.mark.parametrize("layout", ["layered", "force"])
@pytest.mark.parametrize("name", PROJECTIONS)
def test_every_node_is_drawn_once_and_every_edge(name: str, layout: str, networks: dict[str, Network]) -> None:
    network = networks[name]
    drawing = draw_network(network, layout=layout, most=len(network))
    assert Counter(drawn(drawing)) == Counter(list(network))
    edges = [each for each in parsed(drawing).iter(f"{SVG}path") if each.get("class") == "edge"]
    assert len(edges) == sum(one != other for one, other in network.edges())
    assert set(drawing.details) == set(network)


@pytest.mark.parametrize("name", PROJECTIONS)
def test_nothing_is_drawn_outside_of_the_picture(name: str, networks: dict[str, Network]) -> None:
    drawing = draw_network(networks[name], most=60)
    for each in parsed(drawing).iter(f"{SVG}g"):
        if each.get("data-id"):
            assert 0 < float(str(each.get("data-x"))) < drawing.width
            assert 0 < float(str(each.get("data-y"))) < drawing.height


def test_names_do_not_cover_one_another(networks: dict[str, Network]) -> None:
    boxes = []
    for text in parsed(draw_network(networks["agency-agency"])).iter(f"{SVG}text"):
        if text.get("data-label"):
            size, x, y = (float(str(text.get(name))) for name in ("font-size", "x", "y"))
            width = wide(str(text.text), size)
            left = x - {"start": 0.0, "middle": width / 2, "end": width}[str(text.get("text-anchor"))]
            boxes.append((left, y - size * 0.8, left + width, y + size * 0.2))
    assert len(boxes) > 30
    for one, other in itertools.combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_the_best_joined_are_named(networks: dict[str, Network]) -> None:
    network = networks["agency-agency"]
    degrees = dict(network.degree())
    best = sorted(network, key=lambda node: -degrees[node])[:5]
    labelled = set(re.findall(r'data-label="([^"]+)"', as_svg(draw_network(network))))
    assert set(best) <= labelled


def test_a_large_network_is_thinned_and_says_so(networks: dict[str, Network]) -> None:
    drawing = draw_network(networks["policy-chain"], most=50)
    assert len(drawn(drawing)) <= 50
    assert any("只画出联系最多的" in note for note in drawing.notes)
    assert "只画出联系最多的" in as_svg(drawing)


def test_a_chain_has_a_column_for_each_kind(networks: dict[str, Network]) -> None:
    network = networks["policy-chain"]
    places: dict[str, set[float]] = {}
    for each in parsed(draw_network(network)).iter(f"{SVG}g"):
        if each.get("data-id"):
            kind = network.nodes[str(each.get("data-id"))]["type"]
            places.setdefault(kind, set()).add(float(str(each.get("data-x"))))
    assert max(places["document"]) < min(places["task"]) <= max(places["task"]) < min(places["measure"])
    assert max(places["measure"]) < min(places["programme"]) <= max(places["programme"]) < min(places["county"])


@pytest.mark.parametrize("kind", NetworkKind)
@pytest.mark.parametrize("layout", ["layered", "force"])
def test_nothing_and_one_node_and_a_loop_can_be_drawn(kind: NetworkKind, layout: str) -> None:
    network = empty_network(kind)
    assert "没有可画的" in as_svg(draw_network(network, layout=layout))
    network.add_node("urn:a", label="甲", type="agency")
    assert drawn(draw_network(network, layout=layout)) == ["urn:a"]
    network.add_edge("urn:a", "urn:a", type="lead", weight=2)
    assert drawn(draw_network(network, layout=layout)) == ["urn:a"]


def test_a_picture_is_the_same_on_every_run(networks: dict[str, Network]) -> None:
    for name in ("agency-agency", "policy-chain"):
        assert as_svg(draw_network(networks[name])) == as_svg(draw_network(networks[name]))


def test_what_was_concluded_is_dashed_and_explained() -> None:
    network = empty_network(NetworkKind.DIGRAPH)
    network.add_edge("urn:a", "urn:b", type="lead", label="牵头", weight=1, explicit=False)
    for layout in ("layered", "force"):
        svg = as_svg(draw_network(network, layout=layout))
        assert "stroke-dasharray" in svg
        assert "原文没有明说" in svg


def test_a_layout_that_does_not_exist_is_told() -> None:
    with pytest.raises(NetworkError, match="auto, layered, force"):
        draw_network(empty_network(NetworkKind.GRAPH), layout="round")


pairs = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30)


def crossings(order: dict[int, list[str]], edges: list[tuple[str, str]]) -> int:
    """Count by looking at every pair of edges, those between neighbouring columns only."""
    place = {name: column for column, own in order.items() for name in own}
    at = {name: row for own in order.values() for row, name in enumerate(own)}
    near = [(one, other) for one, other in edges if place[other] == place[one] + 1]
    return sum(
        place[a] == place[c] and (at[a] - at[c]) * (at[b] - at[d]) < 0
        for (a, b), (c, d) in itertools.combinations(near, 2)
    )


@settings(max_examples=100, deadline=None)
@given(pairs=pairs)
def test_ordering_columns_keeps_every_node_and_never_makes_more_curves_cross(pairs: list[tuple[int, int]]) -> None:
    # Two columns, so that every curve joins neighbours and can be counted by hand.
    edges = sorted({(f"a{one}", f"b{other}") for one, other in pairs})
    column = {f"a{number}": 0 for number in range(12)} | {f"b{number}": 1 for number in range(12)}
    before = {0: [f"a{number}" for number in range(12)], 1: [f"b{number}" for number in range(12)]}
    after = ordered_layers(column, edges)
    assert {place: sorted(own) for place, own in after.items()} == {place: sorted(own) for place, own in before.items()}
    assert crossings(after, edges) <= crossings(before, edges)


@settings(max_examples=50, deadline=None)
@given(pairs=pairs)
def test_as_read_what_follows_from_one_node_stays_together(pairs: list[tuple[int, int]]) -> None:
    parent = {f"b{other}": f"a{one}" for one, other in pairs}
    nodes = [*dict.fromkeys(parent.values()), *parent]
    edges = [(one, other) for other, one in parent.items()]
    order = ordered_layers(columns(nodes, edges), edges, as_read=True)
    runs = [own for own, _ in itertools.groupby(parent[name] for name in order.get(1, []))]
    assert len(runs) == len(set(runs))
