"""Writing a network takes no memory for its edges: five times as many are written in the same."""

import tracemalloc
from pathlib import Path

import pytest

from zhengtu.graph.export_network import FORMATS, export_network
from zhengtu.graph.network import Network, empty_network
from zhengtu.graph.projection import NetworkKind

# A matrix holds every weight at once, and is limited to what programs open anyway.
STREAMED = tuple(form for form in FORMATS if form != "matrix")


def large_network(edges: int) -> Network:
    network = empty_network(NetworkKind.MULTIDIGRAPH)
    for number in range(200):
        network.add_node(f"urn:n{number}", label=f"单位{number}", type="agency", date="2031-02-03")
    for number in range(edges):
        source, target = f"urn:n{number % 199}", f"urn:n{number % 200}"
        network.add_edge(source, target, type="lead", weight=number, quote=f"第{number}句话")
    return network


def peak(network: Network, form: str, path: Path) -> int:
    tracemalloc.start()
    try:
        export_network(network, form, path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", STREAMED)
def test_five_times_the_edges_take_no_more_memory(form: str, tmp_path: Path) -> None:
    few, many = large_network(500), large_network(2_500)
    peak(few, form, tmp_path / "first")  # what is loaded and compiled once does not count
    # The statements of 2,000 edges as RDF would be 10 MB of objects, as text almost 1 MB.
    assert peak(many, form, tmp_path / "many") < peak(few, form, tmp_path / "few") + 300_000
