"""Narrowing a network down: to types, to a neighbourhood, to bodies that have a name."""

from collections.abc import Collection

from .network_building import Network
from .network_node import TYPES
from .projection import NetworkError, did_you_mean


def narrow(
    network: Network,
    types: Collection[str],
    around: Collection[str],
    hops: int,
    named_only: bool,
    notes: list[str],
) -> Network:
    """Take out of a network what does not belong, and note in words what nobody may expect to be missing."""
    present = dict.fromkeys(sorted(str(said.get("type")) for _, said in network.nodes(data=True)))
    known = tuple(present) + tuple(kind for kind, _ in TYPES.values() if kind not in present)
    for kind in types:
        if kind not in known:
            raise NetworkError(f"没有类型为“{kind}”的节点 (no such type of node); {did_you_mean(kind, known)}")
    wanted = set(network)
    if types:
        wanted = {node for node, said in network.nodes(data=True) if said.get("type") in types}
    if named_only:
        generic = {node for node in wanted if network.nodes[node].get("generic")}
        wanted -= generic
        if generic:
            notes.append(f"未列入 {len(generic)} 个泛称单位 (bodies named only by kind left out)")
    if around:
        for iri in around:
            if iri not in wanted:
                notes.append(f"{iri} 不在这个网络中 (not in this network)")
        wanted = _near(network, wanted, around, hops)
    # A subgraph of networkx would have its nodes in the order of a set, which is another one in every run.
    network.remove_nodes_from([node for node in network if node not in wanted])
    network.graph["notes"] = tuple(notes)
    return network


def _near(network: Network, allowed: set[str], around: Collection[str], hops: int) -> set[str]:
    """Return the nodes within so many steps of some nodes, along edges of either direction."""
    neighbours = network.to_undirected(as_view=True) if network.is_directed() else network
    reached = {node for node in around if node in allowed}
    edge_of_reach = reached
    for _ in range(hops):
        edge_of_reach = {other for node in edge_of_reach for other in neighbours[node]} & allowed - reached
        reached = reached | edge_of_reach
    return reached
