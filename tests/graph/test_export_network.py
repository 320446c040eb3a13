"""Every format, read again by a program that is not ours: the same nodes, edges, labels and weights."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pytest
import rdflib
from lxml import etree
from network_stores import sample_store

from zhengtu.graph.export_csv import LARGEST_MATRIX
from zhengtu.graph.export_network import FORMATS, export_network, format_of, print_network
from zhengtu.graph.export_rdf import NETWORK
from zhengtu.graph.network import Network, empty_network, project
from zhengtu.graph.projection import NetworkError, NetworkKind

HARD = '《规划》“示范”, "引号" & <b>\\反斜线\n第二行🎉；1,000个\t完'
IRI = "https://w3id.org/zhengtu/id/"

#: What a reader found: labels of the nodes by id, and (source, target, weight, type) of the edges.
Found = tuple[dict[str, str], Counter[tuple[str, str, float, str]]]


def hard_network(kind: NetworkKind) -> Network:
    network = empty_network(kind)
    network.graph.update(projection="hard", title=HARD, title_en="Hard", notes=("a", "b"))
    network.add_node(f"{IRI}agency/a", label=HARD, type="agency", date="2031-02-03", generic=False, names=["甲", "乙"])
    network.add_node(f"{IRI}agency/b", label="科技部", type="agency", score=0.25, size=3, generic=True)
    network.add_node(f"{IRI}agency/c", label="科技部", type="agency", score=2, date="2031")
    network.add_node(f"{IRI}task/d?x=1&y='2'", label="=1+1", type="task", note=None)
    network.add_edge(f"{IRI}agency/a", f"{IRI}agency/b", type="lead", label="牵头", weight=3, quote=HARD, explicit=True)
    network.add_edge(f"{IRI}agency/b", f"{IRI}agency/c", type="lead", label="牵头", weight=1.5, date="2031-02-03")
    network.add_edge(f"{IRI}agency/c", f"{IRI}task/d?x=1&y='2'", type="support", label="配合", weight=1)
    if kind.multiple:
        network.add_edge(f"{IRI}agency/a", f"{IRI}agency/b", type="support", label="配合", weight=2)
    if kind.directed:
        network.add_edge(f"{IRI}agency/b", f"{IRI}agency/a", type="lead", label="牵头", weight=4)
    return network


# pydot and rdflib warn of their own parts.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore:.*unknown entities:RuntimeWarning"),
]


@pytest.fixture(scope="module")
def networks() -> Iterator[dict[str, Network]]:
    with sample_store() as store:
        yield {name: project(store, name) for name in ("typed-graph", "agency-task")}


def ends(source: str, target: str, directed: bool) -> tuple[str, str]:
    return (source, target) if directed or source < target else (target, source)


def expected(network: Network) -> Found:
    return of_networkx(network, lambda node, said: str(node))


def of_networkx(network: Any, name: Callable[[Any, dict[str, Any]], str], label: str = "label") -> Found:
    names = {node: name(node, said) for node, said in network.nodes(data=True)}
    directed = network.is_directed()
    edges = Counter(
        (*ends(names[source], names[target], directed), float(said.get("weight", 1)), str(said.get("type", "")))
        for source, target, said in network.edges(data=True)
    )
    return {names[node]: said[label] for node, said in network.nodes(data=True)}, edges


# Readers: each opens a file with a library that is not ours and returns what it found.


def read_graphml(path: Path) -> Found:
    return of_networkx(nx.read_graphml(path), lambda node, said: str(node))


def read_gexf(path: Path) -> Found:
    return of_networkx(nx.read_gexf(path), lambda node, said: str(node))


def read_gml(path: Path) -> Found:
    return of_networkx(nx.read_gml(path, label="id"), lambda node, said: str(said["iri"]))


def read_cytoscape(path: Path) -> Found:
    return of_networkx(nx.cytoscape_graph(json.loads(path.read_text("utf-8"))), lambda node, said: str(node))


def read_node_link(path: Path) -> Found:
    data = json.loads(path.read_text("utf-8"))
    return of_networkx(nx.node_link_graph(data, edges="edges"), lambda node, said: str(node))


def read_tables(path: Path) -> Found:
    nodes = list(csv.DictReader(io.StringIO((path / "nodes.csv").read_bytes().decode("utf-8"), newline="")))
    edges = list(csv.DictReader(io.StringIO((path / "edges.csv").read_bytes().decode("utf-8"), newline="")))
    found = Counter(
        (*ends(row["source"], row["target"], row["type"] == "directed"), float(row["weight"]), row["link"])
        for row in edges
    )
    return {row["id"]: row["label"] for row in nodes}, found


def read_neo4j(path: Path) -> Found:
    nodes = list(csv.DictReader(io.StringIO((path / "nodes.csv").read_bytes().decode("utf-8"), newline="")))
    relationships = (path / "relationships.csv").read_bytes().decode("utf-8")
    found = Counter(
        (
            row[":START_ID"],
            row[":END_ID"],
            float(next(v for k, v in row.items() if k.startswith("weight:"))),
            row[":TYPE"].lower(),
        )
        for row in csv.DictReader(io.StringIO(relationships, newline=""))
    )
    return {row["iri:ID"]: row["label:string"] for row in nodes}, found


def read_dot(path: Path) -> Found:
    pydot = pytest.importorskip("pydot")
    (graph,) = pydot.graph_from_dot_file(path, encoding="utf-8")
    directed = graph.get_type() == "digraph"
    # pydot takes the attributes of the graph itself for a node called graph.
    nodes = [node for node in graph.get_nodes() if node.get_name() != "graph"]
    labels = {undot(node.get_name()): undot(node.get("label")) for node in nodes}
    edges = Counter(
        (
            *ends(undot(edge.get_source()), undot(edge.get_destination()), directed),
            float(edge.get("weight")),
            undot(edge.get("type")),
        )
        for edge in graph.get_edges()
    )
    return labels, edges


def undot(text: str) -> str:
    """Take the quotes off, and the escapes that DOT and its labels have."""
    inner = text.removeprefix('"').removesuffix('"')
    return inner.replace("\\\\", "\0").replace('\\"', '"').replace("\\n", "\n").replace("\0", "\\")


def read_rdf(form: str) -> Callable[[Path], Found]:
    def read(path: Path) -> Found:
        data = rdflib.Dataset(default_union=True)
        data.parse(
            path, format={"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}.get(form, form)
        )
        network = rdflib.Namespace(NETWORK)
        edges: Counter[tuple[str, str, float, str]] = Counter()
        for edge in set(data.subjects(rdflib.RDF.type, rdflib.RDF.Statement)):
            source, target = data.value(edge, rdflib.RDF.subject), data.value(edge, rdflib.RDF.object)
            assert (source, data.value(edge, rdflib.RDF.predicate), target) in data
            weight = float(str(data.value(edge, network.weight)))
            edges[str(source), str(target), weight, str(data.value(edge, network.type))] += 1
        labels = {
            str(node): str(label)
            for node, label in data.subject_objects(rdflib.RDFS.label)
            if (node, rdflib.RDF.type, rdflib.RDF.Statement) not in data
        }
        return labels, edges

    return read


READERS: dict[str, Callable[[Path], Found]] = {
    "graphml": read_graphml,
    "gexf": read_gexf,
    "gml": read_gml,
    "cyjs": read_cytoscape,
    "json": read_node_link,
    "csv": read_tables,
    "neo4j": read_neo4j,
    "dot": read_dot,
    **{form: read_rdf(form) for form in ("turtle", "ntriples", "trig", "jsonld", "rdfxml")},
}


def undirected(found: Found) -> Found:
    """Forget the direction, for formats that write an undirected edge as a directed one."""
    edges: Counter[tuple[str, str, float, str]] = Counter()
    for (source, target, weight, kind), number in found[1].items():
        edges[*ends(source, target, False), weight, kind] += number
    return found[0], edges


@pytest.mark.parametrize("kind", NetworkKind)
@pytest.mark.parametrize("form", READERS)
def test_a_format_read_again_has_the_same_nodes_edges_labels_and_weights(
    form: str, kind: NetworkKind, tmp_path: Path
) -> None:
    network = hard_network(kind)
    path = tmp_path / f"network{FORMATS[form].suffix}"
    notes = export_network(network, form, path)
    wanted, found = expected(network), READERS[form](path)
    assert found[0] == wanted[0]
    assert (found if kind.directed else undirected(found))[1] == (wanted if kind.directed else undirected(wanted))[1]
    assert "names 是列表" in notes[0]


@pytest.mark.parametrize("form", READERS)
def test_networks_of_the_samples_survive_each_format(form: str, networks: dict[str, Network], tmp_path: Path) -> None:
    # The readers of RDF and DOT take half a minute for the whole graph.
    name = "typed-graph" if form in ("graphml", "gexf", "gml", "cyjs", "json", "csv", "neo4j") else "agency-task"
    network = networks[name]
    path = tmp_path / f"network{FORMATS[form].suffix}"
    export_network(network, form, path)
    wanted, found = expected(network), READERS[form](path)
    assert found[0] == wanted[0]
    assert undirected(found)[1] == undirected(wanted)[1]


def test_every_format_has_a_reader_in_these_tests() -> None:
    assert set(FORMATS) == {*READERS, "pajek", "matrix"}


@pytest.mark.parametrize("kind", NetworkKind)
def test_pajek_keeps_labels_and_weights_and_says_what_it_does_not(kind: NetworkKind, tmp_path: Path) -> None:
    network = hard_network(kind)
    notes = " ".join(export_network(network, "pajek", tmp_path / "a.net"))
    read = nx.read_pajek(tmp_path / "a.net", encoding="utf-8")
    one_line = HARD.replace("\n", " ").replace("\t", " ")
    assert set(read) == {one_line, "科技部", "科技部 (2)", "=1+1"}
    assert read.is_directed() == kind.directed
    weights = Counter(said["weight"] for _, _, said in read.edges(data=True))
    assert weights == Counter(said["weight"] for _, _, said in network.edges(data=True))
    for part in ("只保存名称和权重", "换行改为空格", "1 个节点"):
        assert part in notes


@pytest.mark.parametrize("kind", NetworkKind)
def test_a_matrix_has_the_weights_that_networkx_has(kind: NetworkKind, tmp_path: Path) -> None:
    network = hard_network(kind)
    export_network(network, "matrix", tmp_path / "a.csv", bom=True)
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0] == ["", HARD, "科技部", "科技部 (2)", "=1+1"]
    assert [row[0] for row in rows[1:]] == rows[0][1:]
    nodes = list(network)
    for source, row in zip(nodes, rows[1:], strict=True):
        for target, cell in zip(nodes, row[1:], strict=True):
            between = network.get_edge_data(source, target) or {}
            weights = [said["weight"] for said in between.values()] if kind.multiple else [between.get("weight", 0)]
            assert float(cell or 0) == sum(weights)


def test_a_matrix_too_large_to_open_is_refused(tmp_path: Path) -> None:
    network = empty_network(NetworkKind.GRAPH)
    network.add_nodes_from(map(str, range(LARGEST_MATRIX + 1)))
    with pytest.raises(NetworkError, match="use csv"):
        export_network(network, "matrix", tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_igraph_reads_graphml_gml_and_pajek(networks: dict[str, Network], tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph")
    chain = networks["typed-graph"]
    labels = Counter(said["label"] for _, said in chain.nodes(data=True))
    for form, suffix in (("graphml", ".graphml"), ("gml", ".gml"), ("pajek", ".net")):
        export_network(chain, form, tmp_path / f"a{suffix}")
        read = igraph.Graph.Read(str(tmp_path / f"a{suffix}"), format=form)
        assert (read.vcount(), read.ecount()) == (chain.number_of_nodes(), chain.number_of_edges())
        assert sum(read.es["weight"]) == chain.size(weight="weight")
        if form == "graphml":
            assert Counter(read.vs["label"]) == labels


def test_attributes_keep_their_types(tmp_path: Path) -> None:
    export_network(hard_network(NetworkKind.DIGRAPH), "graphml", tmp_path / "a.graphml")
    nodes = nx.read_graphml(tmp_path / "a.graphml").nodes
    assert nodes[f"{IRI}agency/b"] == {"label": "科技部", "type": "agency", "score": 0.25, "size": 3, "generic": True}
    assert nodes[f"{IRI}agency/c"]["score"] == 2.0
    assert nodes[f"{IRI}agency/a"]["names"] == "甲；乙"


def test_dates_make_gexf_dynamic(tmp_path: Path) -> None:
    notes = export_network(hard_network(NetworkKind.DIGRAPH), "gexf", tmp_path / "a.gexf")
    space = {"g": "http://www.gexf.net/1.2draft"}
    tree = etree.parse(tmp_path / "a.gexf")
    assert tree.xpath("//g:graph/@mode", namespaces=space) == ["dynamic"]
    assert tree.xpath("//g:node/@start", namespaces=space) == ["2031-02-03"]
    assert tree.xpath("//g:edge/@start", namespaces=space) == ["2031-02-03"]
    assert any("1 个节点的日期不完整" in note for note in notes)


@pytest.mark.parametrize("kind", NetworkKind)
def test_gexf_is_what_its_schema_allows(kind: NetworkKind, networks: dict[str, Network], tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(Path(__file__).with_name("gexf-1.2.xsd")))
    for network in (hard_network(kind), networks["typed-graph"], empty_network(kind)):
        export_network(network, "gexf", tmp_path / "a.gexf")
        schema.assertValid(etree.parse(tmp_path / "a.gexf"))


# What js.cytoscape.org says of the JSON of elements: ids are text, every edge names its ends, data are plain values.
CYTOSCAPE = {
    "type": "object",
    "required": ["elements"],
    "properties": {
        "data": {"type": "object"},
        "elements": {
            "type": "object",
            "required": ["nodes", "edges"],
            "additionalProperties": False,
            "properties": {
                part: {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["data"],
                        "additionalProperties": False,
                        "properties": {
                            "data": {
                                "type": "object",
                                "required": required,
                                "properties": {name: {"type": "string", "minLength": 1} for name in required},
                                "additionalProperties": {"type": ["string", "number", "boolean"]},
                            }
                        },
                    },
                }
                for part, required in (("nodes", ["id", "name"]), ("edges", ["id", "source", "target"]))
            },
        },
    },
}


@pytest.mark.parametrize("kind", NetworkKind)
def test_cytoscape_gets_elements_as_it_documents_them(
    kind: NetworkKind, networks: dict[str, Network], tmp_path: Path
) -> None:
    for network in (hard_network(kind), networks["typed-graph"], empty_network(kind)):
        export_network(network, "cyjs", tmp_path / "a.cyjs")
        data = json.loads((tmp_path / "a.cyjs").read_text("utf-8"))
        jsonschema.Draft202012Validator(CYTOSCAPE).validate(data)
        elements = data["elements"]
        ids = [each["data"]["id"] for part in ("nodes", "edges") for each in elements[part]]
        assert len(ids) == len(set(ids))
        nodes = {each["data"]["id"] for each in elements["nodes"]}
        assert all({each["data"]["source"], each["data"]["target"]} <= nodes for each in elements["edges"])


def test_neo4j_gets_typed_headers_and_the_command(tmp_path: Path) -> None:
    notes = export_network(hard_network(NetworkKind.GRAPH), "neo4j", tmp_path / "n")
    header = (tmp_path / "n" / "nodes.csv").read_text("utf-8").split("\n")[0]
    assert (
        header
        == "iri:ID,label:string,type:string,date:string,generic:boolean,names:string,score:double,size:long,:LABEL"
    )
    assert any(
        "neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv" in note for note in notes
    )
    assert any("无向边" in note for note in notes)


@pytest.mark.parametrize("bom", [False, True])
def test_the_mark_for_excel_stands_only_where_it_was_asked_for(bom: bool, tmp_path: Path) -> None:
    export_network(hard_network(NetworkKind.GRAPH), "csv", tmp_path / "n", bom=bom)
    for name in ("nodes.csv", "edges.csv"):
        assert (tmp_path / "n" / name).read_bytes().startswith(b"\xef\xbb\xbf") == bom


def test_what_xml_cannot_hold_is_replaced_and_told(tmp_path: Path) -> None:
    network = empty_network(NetworkKind.GRAPH)
    network.add_node("urn:a", label="一\x01二\ud800三")
    for form in ("graphml", "gexf", "rdfxml"):
        path = tmp_path / f"a{FORMATS[form].suffix}"
        assert any("控制字符" in note for note in export_network(network, form, path))
        etree.parse(path)
    export_network(network, "json", tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["nodes"][0]["label"] == "一\x01二\ufffd三"


def test_an_empty_network_is_a_file_that_opens(tmp_path: Path) -> None:
    for form, reader in READERS.items():
        path = tmp_path / f"{form}{FORMATS[form].suffix}"
        export_network(empty_network(NetworkKind.MULTIDIGRAPH), form, path)
        assert reader(path) == ({}, Counter())


def test_a_network_can_be_printed() -> None:
    stream = io.BytesIO()
    print_network(hard_network(NetworkKind.GRAPH), "graphml", stream)
    assert stream.getvalue().startswith(b"<?xml")
    with pytest.raises(NetworkError, match="give a folder"):
        print_network(hard_network(NetworkKind.GRAPH), "csv", io.BytesIO())


def test_an_unknown_format_is_told_with_similar_names(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"did you mean.*graphml"):
        export_network(hard_network(NetworkKind.GRAPH), "graphm", tmp_path / "a")


@pytest.mark.parametrize(
    ("name", "form"), [("a.graphml", "graphml"), ("a.GEXF", "gexf"), ("a.net", "pajek"), ("a.ttl", "turtle"), ("a", "")]
)
def test_the_name_of_a_file_tells_the_format(name: str, form: str) -> None:
    found = format_of(Path(name))
    assert (found.name if found else "") == form
