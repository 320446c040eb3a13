"""Layered pictures: boxes in columns from left to right, with curves between them, as plain numbers for an SVG."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

BOX_WIDTH, LINE, PADDING = 190, 18, 8
COLUMN_GAP, ROW_GAP, MARGIN = 84, 12, 14
#: Half-width characters on a line of a box, and lines at most.
_LINE_LENGTH, _LINES = 26, 3
_TALL = 700
_TURNS, _SETTLING = 12, 5
#: Never at the beginning of a line.
_CLOSING = "、，。；：！？）〕】》”’…)]%"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing to be drawn; ``classes`` say how it looks."""

    id: str
    label: str
    page: str
    classes: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A link to be drawn; ``title`` is shown on hovering, ``page`` opens on a click."""

    start: str
    end: str
    label: str
    title: str
    page: str
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its place."""

    node: Node
    x: int
    y: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """An edge with its path, and where its label stands."""

    edge: Edge
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything drawn, with the size in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]


def draw(
    nodes: Sequence[Node], edges: Sequence[Edge], layers: Mapping[str, int] | None = None, *, aligned: bool = False
) -> Picture:
    """Lay nodes out in columns, so that links lead from left to right as far as they can.

    ``layers`` may say which column each node stands in. ``aligned`` puts a node beside what it is linked to and keeps
    together what follows from it, as an outline does; else columns begin at the top and as few curves cross as can be.

    >>> picture = draw([Node("a", "规划", ""), Node("b", "方案", "")], [Edge("a", "b", "落实", "", "")])
    >>> [(box.node.id, box.x) for box in picture.boxes], picture.curves[0].path
    ([('a', 14), ('b', 288)], 'M204,31 C246,31 246,31 288,31')
    """
    column = dict(layers or columns([node.id for node in nodes], [(edge.start, edge.end) for edge in edges]))
    by_id = {node.id: node for node in nodes}
    order = ordered_layers(column, [(edge.start, edge.end) for edge in edges], as_read=aligned)
    lines = {node.id: wrapped(node.label) for node in nodes}
    heights = {name: len(own) * LINE + 2 * PADDING for name, own in lines.items()}
    tops = _aligned(order, edges, heights) if aligned else _stacked(order, heights)
    boxes = {
        name: Box(by_id[name], MARGIN + place * (BOX_WIDTH + COLUMN_GAP), tops[name], heights[name], lines[name])
        for place, own in order.items()
        for name in own
    }
    curves = tuple(_curve(edge, boxes[edge.start], boxes[edge.end]) for edge in edges)
    count = max(order, default=0) + 1
    width = 2 * MARGIN + count * BOX_WIDTH + (count - 1) * COLUMN_GAP
    tall = max((box.y + box.height for box in boxes.values()), default=MARGIN)
    return Picture(width, tall + MARGIN, tuple(boxes.values()), curves)


def columns(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return the column of each node: one more than that of the farthest node that leads to it; circles are cut.

    >>> columns("abcd", [("a", "b"), ("b", "c"), ("a", "c"), ("c", "a")])
    {'a': 0, 'b': 1, 'c': 2, 'd': 0}
    """
    following: dict[str, list[str]] = {node: [] for node in nodes}
    for start, end in edges:
        following[start].append(end)
    # Depth first without recursion: the nodes in the order in which nothing more follows, backward links left out.
    state: dict[str, int] = {}
    order: list[str] = []
    forward: dict[str, list[str]] = {node: [] for node in following}
    for root in following:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, iter(following[root]))]
        while stack:
            node, rest = stack[-1]
            for end in rest:
                if state.get(end) == 1:
                    continue
                forward[node].append(end)
                if end not in state:
                    state[end] = 1
                    stack.append((end, iter(following[end])))
                    break
            else:
                stack.pop()
                state[node] = 2
                order.append(node)
    column = dict.fromkeys(following, 0)
    for node in reversed(order):
        for end in forward[node]:
            column[end] = max(column[end], column[node] + 1)
    return column


def wrapped(label: str) -> tuple[str, ...]:
    """Return a label in lines that fit a box, the end cut off with “…” where there are too many.

    >>> wrapped("建设星创天地")
    ('建设星创天地',)
    """
    lines, width = [""], 0
    for character in " ".join(label.split()):
        wide = 2 if east_asian_width(character) in "WFA" else 1
        if width + wide > _LINE_LENGTH and (character not in _CLOSING or width > _LINE_LENGTH):
            if len(lines) == _LINES:
                return (*lines[:-1], f"{lines[-1][:-1]}…")
            lines.append("")
            width = 0
        lines[-1] += character
        width += wide
    return tuple(lines)


def ordered_layers(
    column: Mapping[str, int], edges: Iterable[tuple[str, str]], *, as_read: bool = False
) -> dict[int, list[str]]:
    """Order the nodes of each column so that few curves cross; what crosses nothing keeps the order it came in.

    Sugiyama's way: an edge over several columns gets a place in each of them, then every column is ordered by the
    middle of what its nodes are linked to, to and fro, and the best order that was seen is kept. ``as_read`` keeps
    together what follows from the same node, in the order it came in, though more curves may cross.

    >>> ordered_layers({"a": 0, "b": 0, "c": 1, "d": 1}, [("a", "d"), ("b", "c")])
    {0: ['a', 'b'], 1: ['d', 'c']}
    """
    layers: dict[int, list[str]] = {place: [] for place in sorted(set(column.values()))}
    for name, place in column.items():
        layers[place].append(name)
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for number, (start, end) in enumerate(edges):
        if column[start] >= column[end]:
            continue
        last = start
        for place in range(column[start] + 1, column[end] + 1):
            name = end if place == column[end] else f"\0{number}.{place}"
            if name != end:
                layers.setdefault(place, []).append(name)
            after.setdefault(last, []).append(name)
            before.setdefault(name, []).append(last)
            last = name
    places = sorted(layers)
    best, fewest = {place: list(own) for place, own in layers.items()}, _crossings(layers, after, places)
    for turn in range(1 if as_read else _TURNS):
        linked, way = (before, places) if turn % 2 == 0 else (after, places[::-1])
        at = {name: row for own in layers.values() for row, name in enumerate(own)}
        for place in way:
            own = layers[place]
            middles = {
                name: sum(at[other] for other in linked[name]) / len(linked[name]) if linked.get(name) else at[name]
                for name in own
            }
            own.sort(key=middles.__getitem__)
            at.update((name, row) for row, name in enumerate(own))
        found = _crossings(layers, after, places)
        if found < fewest or as_read:
            best, fewest = {place: list(own) for place, own in layers.items()}, found
    return {place: [name for name in best[place] if not name.startswith("\0")] for place in places}


def _crossings(layers: Mapping[int, Sequence[str]], after: Mapping[str, Sequence[str]], places: Sequence[int]) -> int:
    """Count how often lines between neighbouring columns cross."""
    count = 0
    for place in places[:-1]:
        at = {name: row for row, name in enumerate(layers.get(place + 1, ()))}
        seen: list[int] = []
        for name in layers[place]:
            ends = sorted(at[other] for other in after.get(name, ()) if other in at)
            count += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return count


def _stacked(order: Mapping[int, Sequence[str]], heights: Mapping[str, int]) -> dict[str, int]:
    """Return the top of every box: columns in the middle, or at the top where the picture is taller than a screen."""
    tallest = max((_height(own, heights) for own in order.values()), default=0)
    tops: dict[str, int] = {}
    for own in order.values():
        y = MARGIN + (0 if tallest > _TALL else (tallest - _height(own, heights)) // 2)
        for name in own:
            tops[name] = y
            y += heights[name] + ROW_GAP
    return tops


def _aligned(order: Mapping[int, Sequence[str]], edges: Sequence[Edge], heights: Mapping[str, int]) -> dict[str, int]:
    """Return the top of every box, as near as there is room to the middle of what it is linked to.

    In a picture taller than a screen the middle lies out of sight: there, to the first of what it is linked to.
    """
    linked: dict[str, list[str]] = {}
    for edge in edges:
        linked.setdefault(edge.start, []).append(edge.end)
        linked.setdefault(edge.end, []).append(edge.start)
    tops = {name: float(top) for name, top in _stacked(order, heights).items()}
    if max((_height(own, heights) for own in order.values()), default=0) > _TALL:
        # Downwards only: each column from its top, a node not above the first of what it is linked to on that side.
        place_of = {name: place for place, own in order.items() for name in own}
        for turn in range(_SETTLING):
            way = 1 if turn % 2 == 0 else -1
            for place in list(order)[::way]:
                y = float(MARGIN)
                for name in order[place]:
                    own = [tops[other] for other in linked.get(name, ()) if (place - place_of[other]) * way > 0]
                    tops[name] = max(y, min(own, default=y))
                    y = tops[name] + heights[name] + ROW_GAP
        return {name: round(top) for name, top in tops.items()}
    for turn in range(_TURNS):
        for place in list(order)[:: 1 if turn % 2 else -1]:
            wanted = []
            for name in order[place]:
                middles = [tops[other] + heights[other] / 2 for other in linked.get(name, ())]
                wanted.append(sum(middles) / len(middles) - heights[name] / 2 if middles else tops[name])
            tops.update(zip(order[place], _apart(wanted, [heights[name] for name in order[place]]), strict=True))
    least = min(tops.values(), default=0)
    return {name: round(top - least) + MARGIN for name, top in tops.items()}


def _apart(wanted: Sequence[float], heights: Sequence[int]) -> list[float]:
    """Return the tops nearest to those wanted that keep the order and a gap (by least squares, pooling neighbours)."""
    blocks: list[tuple[float, int, int]] = []  # the mean of what is wanted, less what stands above; first; last
    above, offsets = 0.0, []
    for number, height in enumerate(heights):
        offsets.append(above)
        block = (wanted[number] - above, number, number)
        while blocks and blocks[-1][0] > block[0]:
            mean, first, last = blocks.pop()
            count, own = last - first + 1, block[2] - block[1] + 1
            block = ((mean * count + block[0] * own) / (count + own), first, block[2])
        blocks.append(block)
        above += height + ROW_GAP
    return [mean + offsets[number] for mean, first, last in blocks for number in range(first, last + 1)]


def _height(names: Sequence[str], heights: Mapping[str, int]) -> int:
    return sum(heights[name] for name in names) + ROW_GAP * (len(names) - 1)


def _curve(edge: Edge, start: Box, end: Box) -> Curve:
    x1, y1 = start.x + BOX_WIDTH, start.y + start.height // 2
    x2, y2 = end.x, end.y + end.height // 2
    if x2 <= start.x:  # backwards: around, from right side to right side
        x2 = end.x + BOX_WIDTH
        reach = max(x1, x2) + COLUMN_GAP // 2
        return Curve(edge, f"M{x1},{y1} C{reach},{y1} {reach},{y2} {x2},{y2}", reach - 10, (y1 + y2) // 2)
    middle = (x1 + x2) // 2
    # A curve that passes other columns bends late, so that it runs beside the boxes between.
    return Curve(edge, f"M{x1},{y1} C{middle},{y1} {middle},{y2} {x2},{y2}", middle, (y1 + y2) // 2)
