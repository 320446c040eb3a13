"""What of a network is shown: its most connected nodes or what lies around one, and what was opened since."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ..graph.network import Network, project
from ..graph.network_layout import Place, lay_out, place_around
from .shelf import Snapshot

#: Nodes that a reader may have at the beginning, and at all.
SIZES = (60, 150, 500)
MOST = 800
#: Neighbours that open at once.
AT_ONCE = 60
#: Documents whose words make one network; more take a reader's patience, and the picture says nothing any more.
DOCUMENTS = 40
_KEPT = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """Nodes of a network with their places; ``opened`` are those that were asked for and are in it."""

    network: Network
    places: dict[str, Place]
    opened: tuple[str, ...]


class Networks:
    """Networks and their pictures that were made lately: opening one more node must not make everything anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()

    def network(self, snapshot: Snapshot, view: str, documents: Collection[str], concluded: bool) -> Network:
        """Return a projection of some documents."""
        key = ("network", snapshot.state, view, tuple(documents), concluded)
        kept = self._find(key)
        if kept is None:
            kept = self._keep(key, project(snapshot.bounded, view, documents=documents, concluded=concluded))
        return kept  # type: ignore[no-any-return]

    def first(self, key: tuple[Any, ...], network: Network, nodes: Sequence[str]) -> dict[str, Place]:
        """Return the places of the nodes that a picture begins with."""
        key = ("places", *key)
        kept = self._find(key)
        if kept is None:
            kept = self._keep(key, lay_out(network.subgraph(nodes)))
        return dict(kept)

    def _find(self, key: tuple[Any, ...]) -> Any:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: tuple[Any, ...], value: Any) -> Any:
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return value


def choose(
    networks: Networks,
    key: tuple[Any, ...],
    network: Network,
    start: str,
    opened: Sequence[str],
    types: Collection[str],
    size: int,
) -> Choice:
    """Choose what is shown: around ``start`` where there is one, else the most connected; then what was opened."""
    allowed = [node for node, said in network.nodes(data=True) if not types or said.get("type") in types]
    nodes: list[str]
    if start in network:
        nodes = [start, *[node for node in neighbours(network, start) if node in set(allowed)][: size - 1]]
    else:
        known = set(allowed)
        degree = {node: sum(other in known for other in set(around(network, node))) for node in allowed}
        nodes = sorted(allowed, key=lambda node: -degree[node])[:size]
    places = networks.first((*key, start, tuple(types), size), network, nodes)
    done = []
    for node, times in Counter(opened).items():
        if node not in places:
            continue
        done += [node] * times
        fitting = [each for each in neighbours(network, node) if not types or network.nodes[each].get("type") in types]
        new = [each for each in fitting if each not in places][: AT_ONCE * times]
        places |= place_around(places, node, new[: max(0, MOST - len(places))])
    return Choice(network, places, tuple(done))


def around(network: Network, node: str) -> list[str]:
    """Return the other nodes that a node is joined to, whatever the direction."""
    joined = network.to_undirected(as_view=True)[node] if network.is_directed() else network[node]
    return [other for other in dict.fromkeys(joined) if other != node]


def neighbours(network: Network, node: str) -> list[str]:
    """Return the neighbours of a node, those first that most passages join to it."""
    weight: Counter[str] = Counter()
    both = network.to_undirected(as_view=True) if network.is_directed() else network
    for one, other, said in both.edges(node, data=True):
        weight[other if one == node else one] += int(said.get("weight", 1))
    return [other for other, _ in weight.most_common() if other != node]
