"""GraphML and GEXF, written as text while the network is gone through.

networkx takes more than twice the time for both, and for GEXF the memory of a whole tree of elements.
"""

import re
from collections.abc import Mapping
from typing import Any, TextIO

from .export_flat import FlatNetwork, Row

# What has an entity, and what XML cannot hold at all.
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_GRAPHML_TYPES = {"string": "string", "integer": "long", "double": "double", "boolean": "boolean"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class _Escape:
    """Escapes text for XML and counts the characters that it cannot hold at all."""

    def __init__(self) -> None:
        self.lost = 0

    def __call__(self, value: object) -> str:
        text = value if isinstance(value, str) else str(value).lower()  # true and false; numbers have no capitals
        return _SPECIAL.sub(self._replace, text) if _SPECIAL.search(text) else text

    def _replace(self, match: re.Match[str]) -> str:
        known = _ENTITIES.get(match[0])
        self.lost += known is None
        return known or "\ufffd"

    def note(self, flat: FlatNetwork) -> None:
        """Tell what was lost."""
        if self.lost:
            flat.notes.append(f"{self.lost} 个控制字符 XML 不能保存，已换成 U+FFFD (control characters replaced)")


def escape_xml(text: str) -> str:
    """Return a text as it stands in XML, between tags or quotes; what XML cannot hold becomes U+FFFD.

    >>> escape_xml("甲 & <乙>")
    '甲 &amp; &lt;乙&gt;'
    """
    return _Escape()(text)


def write_graphml(flat: FlatNetwork, out: TextIO) -> None:
    """Write GraphML (graphdrawing.org), which yEd, Gephi, Cytoscape, igraph and networkx read."""
    escape = _Escape()
    out.write(
        f'{_HEAD}<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
        ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
    )
    about = {"title": flat.network.graph.get("title"), "title_en": flat.network.graph.get("title_en")}
    keys: dict[str, dict[str, str]] = {}
    for whose, columns in (
        ("graph", dict.fromkeys((name for name, value in about.items() if value), "string")),
        ("node", flat.node_columns),
        ("edge", flat.edge_columns),
    ):
        keys[whose] = {name: f"{whose[0]}{number}" for number, name in enumerate(columns)}
        for name, key in keys[whose].items():
            kind = _GRAPHML_TYPES[columns[name]]
            out.write(f'  <key id="{key}" for="{whose}" attr.name="{escape(name)}" attr.type="{kind}"/>\n')
    direction = "directed" if flat.directed else "undirected"
    out.write(f'  <graph id="{escape(flat.name)}" edgedefault="{direction}">\n')
    out.write(_data({name: str(value) for name, value in about.items() if value}, keys["graph"], escape, "    "))
    for node, row in flat.nodes():
        out.write(f'    <node id="{escape(node)}">\n{_data(row, keys["node"], escape)}    </node>\n')
    for number, (source, target, row) in enumerate(flat.edges()):
        out.write(f'    <edge id="e{number}" source="{escape(source)}" target="{escape(target)}">\n')
        out.write(f"{_data(row, keys['edge'], escape)}    </edge>\n")
    out.write("  </graph>\n</graphml>\n")
    escape.note(flat)


def write_gexf(flat: FlatNetwork, out: TextIO) -> None:
    """Write GEXF 1.2 for Gephi; full dates make it dynamic: nodes and edges begin on their day.

    Version 1.3 would say the same with another name space, which networkx does not read.
    """
    escape = _Escape()
    nodes: Any = flat.network.nodes(data="date")
    dates = [str(date) for _, date in nodes if date]
    partial = sum(not _DATE.fullmatch(date) for date in dates)
    dynamic = partial < len(dates)
    if dynamic and partial:
        flat.notes.append(f"{partial} 个节点的日期不完整，没有起始时间 (dates without a day give no start)")
    mode = 'mode="dynamic" timeformat="date"' if dynamic else 'mode="static"'
    direction = "directed" if flat.directed else "undirected"
    out.write(
        f'{_HEAD}<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">\n'
        f"  <meta><creator>Zhengtu 政图</creator><description>{escape(flat.network.graph.get('title') or flat.name)}"
        f'</description></meta>\n  <graph defaultedgetype="{direction}" {mode}>\n'
    )
    columns = {"node": _without(flat.node_columns, "label"), "edge": _without(flat.edge_columns, "label", "weight")}
    keys: dict[str, dict[str, str]] = {}
    for whose, kinds in columns.items():
        keys[whose] = {name: str(number) for number, name in enumerate(kinds)}
        out.write(f'    <attributes class="{whose}" mode="static">\n')
        for name, key in keys[whose].items():
            kind = "long" if kinds[name] == "integer" else kinds[name]
            out.write(f'      <attribute id="{key}" title="{escape(name)}" type="{kind}"/>\n')
        out.write("    </attributes>\n")
    out.write("    <nodes>\n")
    for node, row in flat.nodes():
        label = escape(row.get("label", node))
        out.write(f'      <node id="{escape(node)}" label="{label}"{_start(row, dynamic)}>\n')
        out.write(f"{_values(row, keys['node'], escape)}      </node>\n")
    out.write("    </nodes>\n    <edges>\n")
    for number, (source, target, row) in enumerate(flat.edges()):
        weight = f' weight="{row["weight"]}"' if "weight" in row else ""
        label = f' label="{escape(row["label"])}"' if "label" in row else ""
        out.write(
            f'      <edge id="{number}" source="{escape(source)}" target="{escape(target)}"{weight}{label}'
            f"{_start(row, dynamic)}>\n{_values(row, keys['edge'], escape)}      </edge>\n"
        )
    out.write("    </edges>\n  </graph>\n</gexf>\n")
    escape.note(flat)


def _data(row: Row, keys: Mapping[str, str], escape: _Escape, indent: str = "      ") -> str:
    return "".join(f'{indent}<data key="{keys[name]}">{escape(value)}</data>\n' for name, value in row.items())


def _values(row: Row, keys: Mapping[str, str], escape: _Escape) -> str:
    values = "".join(
        f'          <attvalue for="{keys[name]}" value="{escape(value)}"/>\n'
        for name, value in row.items()
        if name in keys
    )
    return f"        <attvalues>\n{values}        </attvalues>\n" if values else ""


def _start(row: Row, dynamic: bool) -> str:
    date = str(row.get("date", ""))
    return f' start="{date}"' if dynamic and _DATE.fullmatch(date) else ""


def _without(columns: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: kind for name, kind in columns.items() if name not in names}
