"""Tables of a network: nodes and edges, the adjacency matrix, and what neo4j-admin imports."""

import csv
from collections.abc import Sequence
from typing import TextIO

from .export_flat import FlatNetwork, Scalar
from .export_text import unique_labels
from .projection import NetworkError

#: Above so many nodes a matrix is larger than any program opens it: 5,000 × 5,000 is 25 million cells.
LARGEST_MATRIX = 5_000
_NEO4J_TYPES = {"string": "string", "integer": "long", "double": "double", "boolean": "boolean"}


def write_node_table(flat: FlatNetwork, out: TextIO) -> None:
    """Write nodes.csv: id, label and every other attribute; what is not known is empty."""
    names = ["label", *(name for name in flat.node_columns if name != "label")]
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["id", *names])
    for node, row in flat.nodes():
        table.writerow([node, *_cells({"label": node, **row}, names)])


def write_edge_table(flat: FlatNetwork, out: TextIO) -> None:
    """Write edges.csv.

    The type of an edge is called ``link`` here: Gephi reads a column ``type`` as the direction, which it therefore is.
    The labels of both ends stand beside their ids, for who reads the table rather than a program.
    """
    labels = {node: row.get("label", node) for node, row in flat.nodes()}
    names = ["weight", *(name for name in flat.edge_columns if name != "weight")]
    table = csv.writer(out, lineterminator="\n")
    ends = ["source", "target", "type", "source_label", "target_label"]
    table.writerow([*ends, *("link" if name == "type" else name for name in names)])
    direction = "directed" if flat.directed else "undirected"
    for source, target, row in flat.edges():
        known = [source, target, direction, labels[source], labels[target]]
        table.writerow([*known, *_cells({"weight": 1, **row}, names)])


def write_matrix(flat: FlatNetwork, out: TextIO) -> None:
    """Write the adjacency matrix: labels in the first row and column, summed weights in the cells."""
    size = flat.network.number_of_nodes()
    if size > LARGEST_MATRIX:
        what = f"邻接矩阵要 {size:,} × {size:,} 格 (the matrix would have so many cells)"
        raise NetworkError(f"{what}; 请用 csv，或先缩小网络 (use csv, or narrow the network down)")
    labels, repeated = unique_labels(flat)
    places = {node: place for place, node in enumerate(labels)}
    weights: list[dict[int, float]] = [{} for _ in labels]
    for source, target, row in flat.edges():
        weight = row.get("weight", 1)
        weight = weight if isinstance(weight, int | float) else 1
        ends = {(places[source], places[target])}
        if not flat.directed:
            ends.add((places[target], places[source]))
        for one, other in ends:
            weights[one][other] = weights[one].get(other, 0) + weight
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["", *labels.values()])
    for label, row_of in zip(labels.values(), weights, strict=True):
        table.writerow([label, *(row_of.get(place, "") for place in range(size))])
    flat.notes.append("邻接矩阵只有权重；属性和原文见 csv (the matrix has weights only)")
    if repeated:
        flat.notes.append(repeated)


def write_neo4j_nodes(flat: FlatNetwork, out: TextIO) -> None:
    """Write the nodes as neo4j-admin imports them: typed header, the type of a node as its label."""
    names = list(flat.node_columns)
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["iri:ID", *(_neo4j(name, flat.node_columns[name]) for name in names), ":LABEL"])
    for node, row in flat.nodes():
        kind = str(row.get("type", "thing")).title().replace("_", "")
        table.writerow([node, *_cells(row, names), kind])


def write_neo4j_relationships(flat: FlatNetwork, out: TextIO) -> None:
    """Write the edges as neo4j-admin imports them; Neo4j knows only directed ones."""
    names = [name for name in flat.edge_columns if name != "type"]
    table = csv.writer(out, lineterminator="\n")
    table.writerow([":START_ID", *(_neo4j(name, flat.edge_columns[name]) for name in names), ":END_ID", ":TYPE"])
    for source, target, row in flat.edges():
        table.writerow([source, *_cells(row, names), target, str(row.get("type", "joined")).upper()])
    if not flat.directed:
        flat.notes.append("Neo4j 的边都有方向，无向边只写一次 (Neo4j has directed edges only; each is written once)")
    flat.notes.append(
        "导入命令 (in this folder): neo4j-admin database import full --nodes=nodes.csv"
        " --relationships=relationships.csv --multiline-fields=true neo4j"
    )


def _cells(row: dict[str, Scalar], names: Sequence[str]) -> list[Scalar]:
    cells: list[Scalar] = []
    for name in names:
        value = row.get(name, "")
        cells.append(("true" if value else "false") if isinstance(value, bool) else value)
    return cells


def _neo4j(name: str, kind: str) -> str:
    return f"{name}:{_NEO4J_TYPES[kind]}"
