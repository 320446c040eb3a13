"""From summed-up edges to a network of networkx, with everything that the store says of its nodes."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from .network_edge import Edge, quote_of
from .network_node import Node, NodeReader
from .projection import NetworkKind, Projection
from .store import Store

if TYPE_CHECKING:
    import networkx as nx

Network: TypeAlias = "nx.Graph[str] | nx.DiGraph[str] | nx.MultiGraph[str] | nx.MultiDiGraph[str]"

_DIGITS = re.compile(r"(\d+)")


def empty_network(kind: NetworkKind) -> Network:
    """Return a network without nodes, of the class of networkx that a kind stands for."""
    import networkx as nx

    classes: dict[NetworkKind, type[Any]] = {
        NetworkKind.GRAPH: nx.Graph,
        NetworkKind.DIGRAPH: nx.DiGraph,
        NetworkKind.MULTIGRAPH: nx.MultiGraph,
        NetworkKind.MULTIDIGRAPH: nx.MultiDiGraph,
    }
    network: Network = classes[kind]()
    return network


def build_network(store: Store, projection: Projection, edges: Iterable[Edge]) -> Network:
    """Return a network of these edges, in an order that is the same on every machine."""
    network = empty_network(projection.kind)
    network.graph.update(projection=projection.name, title=projection.summary.zh, title_en=projection.summary.en)
    reader = NodeReader(store)
    order = {name: number for number, name in enumerate(projection.edges)}
    ordered = sorted(edges, key=lambda e: (_natural(e.source), _natural(e.target), order.get(e.type, len(order))))
    sources = dict.fromkeys(edge.source for edge in ordered)
    targets = dict.fromkeys(sorted({edge.target for edge in ordered} - set(sources), key=_natural))
    # Sources first, since networkx gives an undirected edge from the node that was added first.
    for side, iris in enumerate((sources, targets)):
        for iri in iris:
            network.add_node(iri, **_node_attributes(reader.read(iri)))
            if projection.bipartite:
                network.nodes[iri]["bipartite"] = side
    named: dict[tuple[str, str], Edge] = {}
    for edge in ordered:
        attributes = _edge_attributes(store, reader, projection, edge)
        if projection.kind.multiple:
            network.add_edge(edge.source, edge.target, key=edge.type, **attributes)
        elif (edge.source, edge.target) in named:
            _join(network.edges[edge.source, edge.target], attributes)
        else:
            named[edge.source, edge.target] = edge
            network.add_edge(edge.source, edge.target, **attributes)
    _date_nodes(network)
    return network


def _node_attributes(node: Node) -> dict[str, str | int | bool]:
    said: dict[str, str | int | bool] = {
        "label": node.label,
        "type": node.type,
        "type_label": node.type_label,
        "document": node.document,
        "level": node.level,
        "date": node.date,
        "place": node.place,
    }
    attributes = {name: value for name, value in said.items() if value != ""}
    if node.type == "agency":
        attributes["generic"] = node.generic
    return attributes


def _edge_attributes(
    store: Store, reader: NodeReader, projection: Projection, edge: Edge
) -> dict[str, str | int | bool]:
    words = projection.edges.get(edge.type)
    said: dict[str, str | int | bool] = {
        "type": edge.type,
        "label": words.zh if words else edge.type,
        "weight": edge.weight,
        "evidence": edge.evidence,
        "documents": edge.documents,
        "explicit": edge.explicit,
        "date": edge.date,
        "quote": quote_of(store, edge.passages),
        "document": reader.read(edge.document).label if edge.document else "",
        "passage": " ".join(edge.passages),
    }
    return {name: value for name, value in said.items() if value != ""}


def _join(first: dict[str, Any], other: dict[str, Any]) -> None:
    """Add an edge of another type to the one between the same two nodes, where there can be only one."""
    first["weight"] += other["weight"]
    first["evidence"] += other["evidence"]
    first["explicit"] |= other["explicit"]


def _date_nodes(network: Network) -> None:
    """Give what belongs to no document the earliest date of its edges; a document that is only cited has no date."""
    earliest: dict[str, str] = {}
    for source, target, said in network.edges(data=True):
        date = said.get("date")
        for node in (source, target):
            attributes = network.nodes[node]
            if date and "document" not in attributes and attributes["type"] != "cited_document":
                earliest[node] = min(date, earliest.get(node, date))
    for node, date in earliest.items():
        network.nodes[node].setdefault("date", date)


def _natural(iri: str) -> tuple[str | int, ...]:
    """Return a key by which t10 comes after t2."""
    return tuple(int(part) if index % 2 else part for index, part in enumerate(_DIGITS.split(iri)))
