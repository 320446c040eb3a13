"""Layered pictures: boxes in columns from left to right, with curves between them, as plain numbers for an SVG."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

BOX_WIDTH, LINE, PADDING = 190, 18, 8
COLUMN_GAP, ROW_GAP, MARGIN = 84, 12, 14
#: Half-width characters on a line of a box, and lines at most.
_LINE_LENGTH, _LINES = 26, 3
_TALL = 700
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


def draw(nodes: Sequence[Node], edges: Sequence[Edge]) -> Picture:
    """Lay nodes out in columns, so that links lead from left to right as far as they can.

    >>> picture = draw([Node("a", "规划", ""), Node("b", "方案", "")], [Edge("a", "b", "落实", "", "")])
    >>> [(box.node.id, box.x) for box in picture.boxes], picture.curves[0].path
    ([('a', 14), ('b', 288)], 'M204,31 C246,31 246,31 288,31')
    """
    column = columns([node.id for node in nodes], [(edge.start, edge.end) for edge in edges])
    by_column: dict[int, list[Node]] = {}
    for node in nodes:
        by_column.setdefault(column[node.id], []).append(node)
    ordered = _ordered(by_column, edges)
    lines = {node.id: wrapped(node.label) for node in nodes}
    heights = {name: len(own) * LINE + 2 * PADDING for name, own in lines.items()}
    tallest = max((_height(own, heights) for own in ordered.values()), default=0)
    boxes: dict[str, Box] = {}
    for place, own in ordered.items():
        # In a tall picture the middle lies below the edge of the screen, and a short column there is not seen.
        y = MARGIN + (0 if tallest > _TALL else (tallest - _height(own, heights)) // 2)
        for node in own:
            x = MARGIN + place * (BOX_WIDTH + COLUMN_GAP)
            boxes[node.id] = Box(node, x, y, heights[node.id], lines[node.id])
            y += heights[node.id] + ROW_GAP
    curves = tuple(_curve(edge, boxes[edge.start], boxes[edge.end]) for edge in edges)
    count = max(ordered, default=0) + 1
    width = 2 * MARGIN + count * BOX_WIDTH + (count - 1) * COLUMN_GAP
    return Picture(width, tallest + 2 * MARGIN, tuple(boxes.values()), curves)


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


def _ordered(by_column: Mapping[int, list[Node]], edges: Sequence[Edge]) -> dict[int, list[Node]]:
    """Order each column by the middle of what its nodes are linked to: fewer curves cross."""
    ordered = {place: list(by_column[place]) for place in sorted(by_column)}
    linked: dict[str, list[str]] = {}
    for edge in edges:
        linked.setdefault(edge.start, []).append(edge.end)
        linked.setdefault(edge.end, []).append(edge.start)
    at = {node.id: float(row) for own in ordered.values() for row, node in enumerate(own)}
    for way in (1, -1, 1):
        for place in list(ordered)[::way]:
            near = {node.id for other in (place - way,) for node in ordered.get(other, ())}
            middles = {}
            for node in ordered[place]:
                rows = [at[other] for other in linked.get(node.id, ()) if other in near]
                middles[node.id] = sum(rows) / len(rows) if rows else at[node.id]
            ordered[place].sort(key=lambda node: middles[node.id])
            at.update({node.id: float(row) for row, node in enumerate(ordered[place])})
    return ordered


def _height(nodes: Sequence[Node], heights: Mapping[str, int]) -> int:
    return sum(heights[node.id] for node in nodes) + ROW_GAP * (len(nodes) - 1)


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
