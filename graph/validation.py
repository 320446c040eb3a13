"""Checking a graph against the shapes of the ontology (SHACL), with the words of the text where something is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat, Triple

from ..ingest.record import Record
from ..ontology import Ontology
from .iri import concluded_graph, document_graph, shared_graph
from .quads import record_quads
from .store import Store, open_store
from .terms import DEFAULT_BASE, NIF, RDFS, ZT

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_LABEL = NamedNode(f"{RDFS}label")
_SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a shape forbids; ``message`` is the shape's, in Chinese where it has one.

    ``quote`` are the words of the text that the thing stands on, "" for a thing without evidence, and ``begin`` is
    where they begin in the text. ``severity`` is error, warning or info.
    """

    focus: str
    path: str
    value: str
    message: str
    severity: str
    document: str = ""  # title
    quote: str = ""
    begin: int = 0

    def __str__(self) -> str:
        where = f"《{self.document}》" if self.document else self.focus
        words = f"第 {self.begin} 字起“{self.quote}”" if self.quote else ""
        value = f"（所给的值：{self.value}）" if self.value else ""
        return f"{where}{words}：{self.message}{value}"


def validate(store: Store, ontology: Ontology, documents: Sequence[str] | None = None) -> tuple[Violation, ...]:
    """Check a store, or some of its documents (by IRI), and return what is wrong, by document and place.

    pySHACL takes about 0.2 ms for each triple and keeps all of them in memory, so a large store is better checked some
    documents at a time; these come with the labels of what they point to.
    """
    from pyshacl import validate as check
    from rdflib import Graph

    data = Graph()
    data.parse(data=pyoxigraph.serialize(_triples(store, documents), format=RdfFormat.N_TRIPLES) or b"", format="nt")
    shapes = Graph()
    for path in sorted((ontology.folder / "shapes").glob("*.ttl")):
        shapes.parse(path)
    _, results, _ = check(data, shacl_graph=shapes, inference="none", abort_on_first=False)
    if not isinstance(results, Graph):
        raise ValueError(f"the shapes in {ontology.folder / 'shapes'} could not be used: {results!r}")
    return tuple(sorted(_violations(results, data), key=lambda v: (v.document, v.begin, v.focus, v.path, v.message)))


def validate_records(records: Iterable[Record], ontology: Ontology, base: str = DEFAULT_BASE) -> tuple[Violation, ...]:
    """Check records without a store of one's own."""
    with open_store("memory:") as store:
        store.replace_documents([record_quads(record, ontology, base) for record in records])
        return validate(store, ontology)


def _triples(store: Store, documents: Sequence[str] | None) -> Iterator[Triple]:
    if documents is None:
        yield from (quad.triple for quad in store.quads())
        return
    pointed: dict[NamedNode, str] = {}
    for iri in documents:
        base, _, identifier = iri.rpartition("document/")
        for graph in (document_graph(unquote(identifier), base), concluded_graph(unquote(identifier), base)):
            for quad in store.quads(graph=NamedNode(graph)):
                yield quad.triple
                if isinstance(quad.object, NamedNode):
                    pointed[quad.object] = base
    for thing, base in pointed.items():
        for quad in store.quads(thing, graph=NamedNode(shared_graph(base))):
            yield quad.triple
        for quad in store.quads(thing, _LABEL):  # of a cited document that is in the store, but not asked for
            yield quad.triple


def _violations(results: "Graph", data: "Graph") -> Iterator[Violation]:
    from rdflib import RDF, URIRef
    from rdflib.term import Literal

    def term(name: str) -> URIRef:
        return URIRef(_SHACL + name)

    for result in results.subjects(RDF.type, term("ValidationResult")):
        focus = results.value(result, term("focusNode"))
        messages = {
            m.language: str(m) for m in results.objects(result, term("resultMessage")) if isinstance(m, Literal)
        }
        value = results.value(result, term("value"))
        severity = str(results.value(result, term("resultSeverity"))).removeprefix(_SHACL)
        document, quote, begin = _words(focus, data)
        yield Violation(
            focus=str(focus),
            path=str(results.value(result, term("resultPath")) or ""),
            value="" if value is None or value == focus else str(value),
            message=messages.get("zh") or min(messages.values(), default=""),
            severity={"Violation": "error", "Warning": "warning"}.get(severity, "info"),
            document=document,
            quote=quote,
            begin=begin,
        )


def _words(focus: "Node | None", data: "Graph") -> tuple[str, str, int]:
    """Return the title of the document that a thing stands in, and its words with where they begin."""
    from rdflib import URIRef

    title = data.value(data.value(focus, URIRef(f"{ZT}inDocument")) or focus, URIRef(f"{RDFS}label"))
    passage = data.value(focus, URIRef(f"{ZT}evidence")) or focus
    quote = data.value(passage, URIRef(f"{NIF}anchorOf"))
    begin = data.value(passage, URIRef(f"{NIF}beginIndex"))
    return str(title or ""), str(quote or ""), int(str(begin)) if quote and str(begin).isdigit() else 0
