"""Circles in a policy chain: documents that cite each other."""

from collections.abc import Mapping, Sequence

from .network_edge import Edge

# The types of edges that lead from one document to another, or from a task of one to a task of another.
_ACROSS = ("basis", "implements", "forwards", "taken_up_by")


def without_circles(edges: Sequence[Edge], dates: Mapping[str, str], notes: list[str]) -> list[Edge]:
    """Leave out what makes a chain run in a circle: edges between documents that run against their dates.

    ``dates`` are those of the documents, by IRI. Of two documents of the same day, or without a date, the IRI decides,
    so that the same edges are left out on any machine.
    """
    import networkx as nx

    across: nx.DiGraph[str] = nx.DiGraph((edge.source, edge.target) for edge in edges if edge.type in _ACROSS)
    circles: dict[str, int] = {}
    for number, component in enumerate(nx.strongly_connected_components(across)):
        if len(component) > 1:
            circles.update(dict.fromkeys(component, number))

    def age(iri: str) -> tuple[str, str]:
        """Return what orders documents, or the tasks of documents, which have their document before them."""
        return (dates.get(iri) or dates.get(iri.rsplit("/", 2)[0], ""), iri)

    def against(edge: Edge) -> bool:
        in_circle = edge.source in circles and circles[edge.source] == circles.get(edge.target)
        return edge.type in _ACROSS and in_circle and age(edge.source) > age(edge.target)

    left_out = [edge for edge in edges if against(edge)]
    if left_out:
        first = f"{left_out[0].source} → {left_out[0].target}"
        notes.append(
            f"文件互相引用，去掉 {len(left_out)} 条日期上说不通的联系 (a circle of documents; left out: {first} …)"
        )
    return [edge for edge in edges if not against(edge)]
