"""A network as tables that every format can hold: text, numbers and yes or no, each column of one type."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from .network_building import Network

Scalar: TypeAlias = str | int | float | bool
Row: TypeAlias = dict[str, Scalar]
#: Called with the nodes and edges written and all of them.
Progress = Callable[[int, int], None]

#: Between the parts of a list that became text.
JOINED = "；"
_STEP = 5_000
_KINDS = {str: "string", bool: "boolean", int: "integer", float: "double"}


@dataclass(slots=True)
class FlatNetwork:
    """A network with the types of its columns (``string``, ``integer``, ``double``, ``boolean``), in order.

    ``notes`` say in words what a format could not hold; writers add to them. Rows are made one at a time, so that a
    large network costs no second copy.
    """

    network: Network
    node_columns: Mapping[str, str]
    edge_columns: Mapping[str, str]
    progress: Progress | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the projection, or that of any other network."""
        return str(self.network.graph.get("projection") or self.network.graph.get("name") or "network")

    @property
    def directed(self) -> bool:
        """Whether edges have a direction."""
        return self.network.is_directed()

    def nodes(self) -> Iterator[tuple[str, Row]]:
        """Yield the id and the attributes of every node; what is not known is not in the row."""
        total = self._size()
        nodes: Any = self.network.nodes(data=True)
        for number, (node, said) in enumerate(nodes):
            if self.progress and number % _STEP == 0:
                self.progress(number, total)
            yield str(node), _row(said, self.node_columns)

    def edges(self) -> Iterator[tuple[str, str, Row]]:
        """Yield the ids of both ends and the attributes of every edge."""
        total, before = self._size(), self.network.number_of_nodes()
        edges: Any = self.network.edges(data=True)  # its stubs take an edge for text
        for number, (source, target, said) in enumerate(edges):
            if self.progress and number % _STEP == 0:
                self.progress(before + number, total)
            yield str(source), str(target), _row(said, self.edge_columns)
        if self.progress:
            self.progress(total, total)

    def _size(self) -> int:
        return self.network.number_of_nodes() + self.network.number_of_edges()


def flatten(network: Network, progress: Progress | None = None) -> FlatNetwork:
    """Look through a network once and return it as tables; lists become text, and that is noted.

    >>> from .projection import NetworkKind
    >>> from .network_building import empty_network
    >>> network = empty_network(NetworkKind.GRAPH)
    >>> network.add_node("a", label="甲", names=["A", "B"], size=1)
    >>> network.add_node("b", label="乙", size=2.5)
    >>> flat = flatten(network)
    >>> dict(flat.node_columns), next(flat.nodes()), len(flat.notes)
    ({'label': 'string', 'names': 'string', 'size': 'double'}, ('a', {'label': '甲', 'names': 'A；B', 'size': 1.0}), 1)
    """
    lists: set[str] = set()
    nodes = _columns((said for _, said in network.nodes(data=True)), lists)
    edges = _columns((said for _, _, said in network.edges(data=True)), lists)
    flat = FlatNetwork(network, nodes, edges, progress)
    if lists:
        names = "、".join(sorted(lists))
        flat.notes.append(f"{names} 是列表，用“{JOINED}”连成文字 (lists joined into text)")
    return flat


def _columns(rows: Iterator[Mapping[str, Any]], lists: set[str]) -> dict[str, str]:
    types: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            # Nearly every value is of the type that its column has already: a look at it must be cheap.
            if types.get(name) == _KINDS.get(type(value), ""):
                continue
            kind = _type(value)
            if kind == "list":
                lists.add(name)
                kind = "string"
            before = types.get(name)
            if kind and kind != before:
                types[name] = kind if before is None else _wider(before, kind)
    return types


def _type(value: object) -> str:
    if isinstance(value, str):
        return "string" if value else ""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "double" if math.isfinite(value) else ""
    if isinstance(value, list | tuple | set | frozenset):
        return "list"
    plain = _plain(value)
    return _type(plain) if plain is not None else ""


def _wider(one: str, other: str) -> str:
    return "double" if {one, other} == {"integer", "double"} else "string"


def _plain(value: object) -> Scalar | None:
    """Return the number inside a number of numpy, anything else as text; None where there is nothing."""
    if value is None:
        return None
    item = getattr(value, "item", None)
    inner = item() if callable(item) else str(value)
    return inner if isinstance(inner, str | int | float | bool) else str(inner)


def _row(said: Mapping[str, Any], columns: Mapping[str, str]) -> Row:
    row: Row = {}
    for name, value in said.items():
        if type(value) is str:
            if value:
                row[name] = value
        elif name in columns:
            kind = columns[name]
            plain = value if _KINDS.get(type(value)) == kind else _fitted(value, kind)
            if plain is not None and (kind != "double" or math.isfinite(plain)):
                row[name] = plain
    return row


def _fitted(value: object, kind: str) -> Any:
    """Return a value as its column has it; None where there is nothing that it could hold."""
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(map(str, value)) if isinstance(value, set | frozenset) else map(str, value)
        return JOINED.join(parts) or None
    plain = value if isinstance(value, str | int | float) else _plain(value)
    if plain is None or plain == "" or (isinstance(plain, float) and not math.isfinite(plain)):
        return None
    if kind == "string":
        return str(plain).lower() if isinstance(plain, bool) else str(plain)
    return float(plain) if kind == "double" else plain
