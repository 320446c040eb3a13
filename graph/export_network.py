"""Writing a network in any of the formats, by name, to a file, a folder or a stream."""

import codecs
import io
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, TextIO

from .export_csv import (
    write_edge_table,
    write_matrix,
    write_neo4j_nodes,
    write_neo4j_relationships,
    write_node_table,
)
from .export_file import whole_file, whole_folder
from .export_flat import FlatNetwork, Progress, flatten
from .export_json import write_cytoscape, write_node_link
from .export_rdf import RDF_FORMATS, write_rdf
from .export_text import write_dot, write_gml, write_pajek
from .export_xml import write_gexf, write_graphml
from .network_building import Network
from .projection import NetworkError, did_you_mean

# Half of a surrogate pair, which no file can hold, becomes U+FFFD; looking for it in every value would cost more.
_BROKEN = "zhengtu.replace"
codecs.register_error(_BROKEN, lambda error: ("\ufffd".encode(), getattr(error, "end", 0)))

Writer = Callable[[FlatNetwork, TextIO], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the suffix of its file, and a writer, or several for a format of several files (by name).

    RDF has none: it is written as bytes by the library that knows it.
    """

    name: str
    suffix: str
    about: str
    writers: Mapping[str, Writer]

    @property
    def is_folder(self) -> bool:
        """Whether it takes several files, and so a folder."""
        return len(self.writers) > 1


def _one(name: str, suffix: str, about: str, writer: Writer) -> Format:
    return Format(name, suffix, about, MappingProxyType({"": writer}))


_FORMATS = (
    _one("graphml", ".graphml", "Gephi、yEd、Cytoscape、igraph、networkx", write_graphml),
    _one("gexf", ".gexf", "Gephi，含日期 (with dates)", write_gexf),
    _one("gml", ".gml", "networkx、Gephi", write_gml),
    _one("pajek", ".net", "Pajek", write_pajek),
    _one("cyjs", ".cyjs", "Cytoscape、Cytoscape.js", write_cytoscape),
    _one("json", ".json", "networkx、D3 (node-link)", write_node_link),
    Format(
        "csv",
        "",
        "Excel、R：nodes.csv 和 edges.csv",
        MappingProxyType({"nodes.csv": write_node_table, "edges.csv": write_edge_table}),
    ),
    _one("matrix", ".csv", "邻接矩阵 adjacency matrix", write_matrix),
    Format(
        "neo4j",
        "",
        "Neo4j：nodes.csv 和 relationships.csv (neo4j-admin import)",
        MappingProxyType({"nodes.csv": write_neo4j_nodes, "relationships.csv": write_neo4j_relationships}),
    ),
    _one("dot", ".dot", "Graphviz", write_dot),
    *(
        Format(name, suffix, f"RDF（{about}）", MappingProxyType({}))
        for name, (suffix, about, _) in RDF_FORMATS.items()
    ),
)
#: The formats by name.
FORMATS: Mapping[str, Format] = MappingProxyType({form.name: form for form in _FORMATS})
_SUFFIXES = {form.suffix: form.name for form in reversed(_FORMATS) if form.suffix} | {
    ".gv": "dot",
    ".csv": "matrix",
    ".xml": "graphml",
}


def find_format(name: str) -> Format:
    """Return a format by name; raise NetworkError, which tells similar names."""
    if name not in FORMATS:
        raise NetworkError(f"没有格式“{name}” (no such format); {did_you_mean(name, tuple(FORMATS))}")
    return FORMATS[name]


def format_of(path: Path) -> Format | None:
    """Return the format that the name of a file tells, None where it tells none.

    >>> format_of(Path("net.gexf")).name, format_of(Path("folder"))
    ('gexf', None)
    """
    name = _SUFFIXES.get(path.suffix.lower())
    return FORMATS[name] if name else None


def export_network(
    network: Network,
    format: str,
    path: Path,
    *,
    bom: bool = False,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Write a network to a file (a folder for ``csv`` and ``neo4j``) and return in words what the format cannot hold.

    Files are there whole or not at all. ``bom`` puts the mark that Excel needs to see UTF-8 at their beginning (CSV and
    Pajek only). Raise NetworkError for a format that does not exist or a path that cannot be written.
    """
    form = find_format(format)
    flat = flatten(network, progress)
    if not form.writers:
        with whole_file(path) as file:
            write_rdf(flat, form.name, file)
    elif not form.is_folder:
        with whole_file(path) as file:
            _write(flat, form.writers[""], file, bom and form.name in ("matrix", "pajek"))
    else:
        with whole_folder(path) as folder, ExitStack() as files:
            # All are opened before one is written, so that they take their places together.
            for name, writer in form.writers.items():
                _write(flat, writer, files.enter_context(whole_file(folder / name)), bom and form.name == "csv")
    return tuple(flat.notes)


def print_network(network: Network, format: str, stream: IO[bytes]) -> tuple[str, ...]:
    """Write a network to a stream, such as standard output; NetworkError for a format of several files."""
    form = find_format(format)
    if form.is_folder:
        what = f"格式 {format} 有多个文件 (has several files: {', '.join(form.writers)})"
        raise NetworkError(f"{what}; 请用 --output 指定文件夹 (give a folder)")
    flat = flatten(network)
    if form.writers:
        _write(flat, form.writers[""], stream, False)
    else:
        write_rdf(flat, form.name, stream)
    return tuple(flat.notes)


def _write(flat: FlatNetwork, writer: Writer, file: IO[bytes], bom: bool) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig" if bom else "utf-8", errors=_BROKEN, newline="\n")
    writer(flat, text)
    text.flush()
    text.detach()
