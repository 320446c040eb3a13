"""GML, Pajek and DOT, each with the characters and attributes that it can hold."""

import re
from collections.abc import Iterator
from typing import Any, TextIO

from .export_flat import FlatNetwork, Row, Scalar

_BEYOND_GML = re.compile("[^ !#-%'-~]")
_NO_KEY = re.compile("[^A-Za-z0-9]+(.)?")
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


def write_gml(flat: FlatNetwork, out: TextIO) -> None:
    """Write GML; it is ASCII, so Chinese stands as character entities, which readers turn back."""
    keys = {name: _gml_key(name) for name in (*flat.node_columns, *flat.edge_columns)}
    numbers: dict[str, int] = {}
    multiple = int(flat.network.is_multigraph())
    out.write(f"graph [\n  directed {int(flat.directed)}\n  multigraph {multiple}\n  name {_gml(flat.name)}\n")
    for number, (node, row) in enumerate(flat.nodes()):
        numbers[node] = number
        label = {"label": row.pop("label", node), "iri": node}
        out.write(f"  node [\n    id {number}\n{_gml_row({**label, **row}, keys)}  ]\n")
    # networkx tells parallel edges apart by a key of each.
    for number, (source, target, row) in enumerate(flat.edges()):
        ends = f"    source {numbers[source]}\n    target {numbers[target]}\n" + (
            f"    key {number}\n" if multiple else ""
        )
        out.write(f"  edge [\n{ends}{_gml_row(row, keys)}  ]\n")
    out.write("]\n")
    if any("boolean" in columns.values() for columns in (flat.node_columns, flat.edge_columns)):
        flat.notes.append("GML 没有是否值，写作 1 和 0 (GML has no booleans: 1 and 0)")
    if not all(label.isascii() for label in _labels(flat)):
        flat.notes.append("GML 的汉字写作字符实体，igraph 不还原，请用 graphml (for igraph use graphml)")
    if any("_" in name for name in keys):
        flat.notes.append("GML 的属性名不能有下划线，type_label 写作 typeLabel (GML names hold no underscore)")


def write_pajek(flat: FlatNetwork, out: TextIO) -> None:
    """Write Pajek's .net: labels and weights, which is all that it holds."""
    labels, repeated = unique_labels(flat)
    out.write(f"*Vertices {len(labels)}\n")
    numbers = {node: number for number, node in enumerate(labels, start=1)}
    for node, label in labels.items():
        text = _BREAKS.sub(" ", label).replace("\\", "\\\\").replace('"', '\\"')
        out.write(f'{numbers[node]} "{text}"\n')
    out.write("*Arcs\n" if flat.directed else "*Edges\n")
    for source, target, row in flat.edges():
        out.write(f"{numbers[source]} {numbers[target]} {row.get('weight', 1)}\n")
    flat.notes.append("Pajek 只保存名称和权重；类型、日期、原文请另用 csv (Pajek keeps labels and weights only)")
    if any(_BREAKS.sub(" ", label) != label for label in labels.values()):
        flat.notes.append("Pajek 的名称只占一行，换行改为空格 (line breaks in labels became spaces)")
    if repeated:
        flat.notes.append(repeated)


def write_dot(flat: FlatNetwork, out: TextIO) -> None:
    """Write DOT, the language of Graphviz."""
    arrow = "->" if flat.directed else "--"
    out.write(f"{'digraph' if flat.directed else 'graph'} {_dot(flat.name)} {{\n")
    title = flat.network.graph.get("title")
    if title:
        out.write(f"  graph [label={_dot(title)}];\n")
    for node, row in flat.nodes():
        out.write(f"  {_dot(node)} [{', '.join(_dot_row({'label': node, **row}))}];\n")
    for source, target, row in flat.edges():
        out.write(f"  {_dot(source)} {arrow} {_dot(target)} [{', '.join(_dot_row(row))}];\n")
    out.write("}\n")


def unique_labels(flat: FlatNetwork) -> tuple[dict[str, str], str]:
    """Return the label of every node, with a number where several have the same one, and a note on that or "".

    For formats in which the label is all that tells nodes apart.
    """
    labels: dict[str, str] = {}
    counts: dict[str, int] = {}
    taken = {_BREAKS.sub(" ", str(said.get("label", node))) for node, said in flat.network.nodes(data=True)}
    repeated = 0
    for node, row in flat.nodes():
        label = str(row.get("label", node)) or node
        name = _BREAKS.sub(" ", label)
        counts[name] = counts.get(name, 0) + 1
        if counts[name] > 1:
            repeated += 1
            while f"{name} ({counts[name]})" in taken:
                counts[name] += 1
            label = f"{label} ({counts[name]})"
        labels[node] = label
    note = f"{repeated} 个节点与别的节点同名，名称后加了编号 (labels that repeat got a number)" if repeated else ""
    return labels, note


def _labels(flat: FlatNetwork) -> Iterator[str]:
    labels: Any = flat.network.nodes(data="label")
    return (str(label or "") for _, label in labels)


def _gml(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        # Whole numbers beyond 32 bits are text in GML, as networkx writes them too.
        return str(value) if isinstance(value, float) or abs(value) < 2**31 else f'"{value}"'
    return f'"{_BEYOND_GML.sub(lambda match: f"&#{ord(match[0])};", value)}"'


def _gml_row(row: Row, keys: dict[str, str]) -> str:
    return "".join(f"    {keys.get(name, name)} {_gml(value)}\n" for name, value in row.items())


def _gml_key(name: str) -> str:
    """Return a name as GML allows it.

    >>> _gml_key("type_label"), _gml_key("weight")
    ('typeLabel', 'weight')
    """
    key = _NO_KEY.sub(lambda match: (match[1] or "").upper(), name)
    return key if key[:1].isalpha() else f"x{key}"


def _dot(value: Scalar) -> str:
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n") + '"'


def _dot_row(row: Row) -> Iterator[str]:
    for name, value in row.items():
        if isinstance(value, bool):
            yield f"{name}={str(value).lower()}"
        else:
            yield f"{name}={value if isinstance(value, int | float) else _dot(value)}"
