"""Node-link JSON, as networkx and D3 have it, and the JSON of Cytoscape, element by element."""

import json
from collections.abc import Mapping
from typing import Any, TextIO

from .export_flat import FlatNetwork


def write_node_link(flat: FlatNetwork, out: TextIO) -> None:
    """Write node-link JSON, which ``networkx.node_link_graph(data, edges="edges")`` reads."""
    multiple = flat.network.is_multigraph()
    head = {"directed": flat.directed, "multigraph": multiple, "graph": _about(flat)}
    out.write(f'{_dump(head)[:-1]}, "nodes": [')
    for number, (node, row) in enumerate(flat.nodes()):
        out.write(f"{',' if number else ''}\n  {_dump({'id': node, **row})}")
    out.write('\n], "edges": [')
    for number, (source, target, row) in enumerate(flat.edges()):
        key = {"key": number} if multiple else {}
        out.write(f"{',' if number else ''}\n  {_dump({'source': source, 'target': target, **key, **row})}")
    out.write("\n]}\n")


def write_cytoscape(flat: FlatNetwork, out: TextIO) -> None:
    """Write .cyjs for Cytoscape and Cytoscape.js; ``name`` is the label, ``interaction`` the type of an edge."""
    multiple = flat.network.is_multigraph()
    about = {"name": flat.network.graph.get("title") or flat.name, **_about(flat)}
    head = {"data": about, "directed": flat.directed, "multigraph": multiple}
    out.write(f'{_dump(head)[:-1]}, "elements": {{"nodes": [')
    for number, (node, row) in enumerate(flat.nodes()):
        # ``value`` is the id once more, since networkx takes it from there.
        data = {"id": node, "value": node, "name": row.get("label", node), **row}
        out.write(f"{',' if number else ''}\n  {_dump({'data': data})}")
    out.write('\n], "edges": [')
    for number, (source, target, row) in enumerate(flat.edges()):
        key = {"key": number} if multiple else {}
        ends = {"id": f"e{number}", "source": source, "target": target, "interaction": row.get("type", "")}
        out.write(f"{',' if number else ''}\n  {_dump({'data': {**ends, **key, **row}})}")
    out.write("\n]}}\n")


def _about(flat: FlatNetwork) -> dict[str, Any]:
    graph: Mapping[str, Any] = flat.network.graph
    return {name: list(value) if isinstance(value, tuple) else value for name, value in graph.items()}


# json.dumps would make an encoder anew for every element.
_dump = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
