"""Where the nodes of a network stand in a picture: pulled together by their edges, pushed apart from one another.

igraph lays out where it is installed; else a force layout of our own does, slower and a little less even. Both are
deterministic, so that the same network gives the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from .network_measuring_igraph import same_random_numbers

if TYPE_CHECKING:
    from .network_building import Network

Place = tuple[float, float]

#: Pixels between two nodes that are as near as they may be.
SPACING = 54.0
_ROUNDS = 120
_TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: a spiral of it leaves no gaps and no two points alike


def lay_out(network: Network, *, use_igraph: bool | None = None) -> dict[str, Place]:
    """Return a place in pixels for every node; parts that hang together stand together, the largest first.

    ``use_igraph`` is for those who must know which layout they get; by default it is used where it is installed.

    >>> import networkx as nx
    >>> places = lay_out(nx.path_graph(["a", "b", "c"]))
    >>> sorted(places), places == lay_out(nx.path_graph(["a", "b", "c"]))
    (['a', 'b', 'c'], True)
    """
    import networkx as nx

    if use_igraph is None:
        use_igraph = find_spec("igraph") is not None
    neighbours = network.to_undirected(as_view=True) if network.is_directed() else network
    order = {node: number for number, node in enumerate(network)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(neighbours)]
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    spread = []
    for part in parts:
        inside = {node: number for number, node in enumerate(part)}
        edges = sorted(
            {
                (min(pair), max(pair))
                for node in part
                for other in neighbours[node]
                if (pair := (inside[node], inside[other])) and pair[0] != pair[1]
            }
        )
        spread.append((part, _spaced(_spread(len(part), edges, use_igraph))))
    return _packed(spread)


def place_around(places: Mapping[str, Place], centre: str, added: Iterable[str]) -> dict[str, Place]:
    """Return places for nodes that join a picture: around one that is in it, where there is room; nothing else moves.

    >>> place_around({"a": (0.0, 0.0)}, "a", ["b"])
    {'b': (54.0, 0.0)}
    """
    taken = list(places.values())
    x, y = places[centre]
    found: dict[str, Place] = {}
    for node in added:
        ring, free = 1, None
        while free is None:
            spots = 6 * ring
            ring_spots = (
                (
                    x + ring * SPACING * math.cos(2 * math.pi * spot / spots),
                    y + ring * SPACING * math.sin(2 * math.pi * spot / spots),
                )
                for spot in range(spots)
            )
            free = next(
                (spot for spot in ring_spots if all(math.dist(spot, each) > 0.8 * SPACING for each in taken)), None
            )
            ring += 1
        found[node] = free
        taken.append(free)
    return found


def _spread(count: int, edges: Sequence[tuple[int, int]], use_igraph: bool) -> list[Place]:
    """Return places of the nodes of one connected part, in no particular unit."""
    start = [_on_spiral(number) for number in range(count)]
    if count < 3:
        return start
    if not use_igraph:
        return _forces(start, edges)
    import igraph

    graph = igraph.Graph(n=count, edges=edges)
    # The same places on every run: Fruchterman and Reingold's way draws random numbers, whatever it begins with.
    with same_random_numbers():
        # Stress by distances shows small networks best, and takes too long for large ones.
        found = (
            graph.layout_kamada_kawai(seed=start)
            if count <= 80
            else graph.layout_fruchterman_reingold(seed=start, niter=400, grid=False)
        )
    return [(float(x), float(y)) for x, y in found]


def _forces(start: Sequence[Place], edges: Sequence[tuple[int, int]]) -> list[Place]:
    """Fruchterman and Reingold's forces; repulsion only reaches as far as the next cells, which is fast enough."""
    places = list(start)
    count = len(places)
    for turn in range(_ROUNDS):
        heat = 2.0 * (1 - turn / _ROUNDS) ** 2 + 0.02
        cells: dict[tuple[int, int], list[int]] = {}
        for number, (x, y) in enumerate(places):
            cells.setdefault((math.floor(x / 2), math.floor(y / 2)), []).append(number)
        push = [[-0.01 * x, -0.01 * y] for x, y in places]  # a little gravity holds everything on the page
        for (column, row), own in cells.items():
            near = [other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in cells.get((column + i, row + j), ())]
            for number in own:
                x, y = places[number]
                for other in near:
                    dx, dy = x - places[other][0], y - places[other][1]
                    far = dx * dx + dy * dy
                    if number != other and far < 4:
                        push[number][0] += dx / (far + 0.01)
                        push[number][1] += dy / (far + 0.01)
        for one, other in edges:
            dx, dy = places[one][0] - places[other][0], places[one][1] - places[other][1]
            pull = 0.35 * math.hypot(dx, dy)
            push[one][0] -= dx * pull
            push[one][1] -= dy * pull
            push[other][0] += dx * pull
            push[other][1] += dy * pull
        for number in range(count):
            dx, dy = push[number]
            step = min(heat, math.hypot(dx, dy)) / (math.hypot(dx, dy) or 1)
            places[number] = (places[number][0] + dx * step, places[number][1] + dy * step)
    return places


def _on_spiral(number: int) -> Place:
    away = math.sqrt(number)
    return (away * math.cos(number * _TURN), away * math.sin(number * _TURN))


def _spaced(places: Sequence[Place]) -> list[Place]:
    """Return places enlarged until most nodes have room, with the top left corner at nought."""
    if len(places) > 1:
        nearest = sorted(min(math.dist(a, b) for j, b in enumerate(places) if i != j) for i, a in enumerate(places))
        unit = nearest[len(nearest) // 4] or nearest[-1] or 1.0
        places = [(x / unit * SPACING, y / unit * SPACING) for x, y in places]
    left, top = min(x for x, _ in places), min(y for _, y in places)
    return [(x - left, y - top) for x, y in places]


def _packed(parts: Sequence[tuple[Sequence[str], Sequence[Place]]]) -> dict[str, Place]:
    """Stand parts beside one another in rows, about half as wide again as all of them are high."""
    sizes = [(max(x for x, _ in own) + 2 * SPACING, max(y for _, y in own) + 2 * SPACING) for _, own in parts]
    wide = max((width for width, _ in sizes), default=0.0)
    wide = max(wide, 1.5 * math.sqrt(sum(width * height for width, height in sizes) / 1.5))
    places: dict[str, Place] = {}
    left = top = high = 0.0
    for (nodes, own), (width, height) in zip(parts, sizes, strict=True):
        if left and left + width > wide:
            left, top, high = 0.0, top + high, 0.0
        for node, (x, y) in zip(nodes, own, strict=True):
            places[node] = (round(left + x, 1), round(top + y, 1))
        left, high = left + width, max(high, height)
    return places
