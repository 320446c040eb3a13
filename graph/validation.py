"""Checking a graph against the shapes of the ontology (SHACL), with the words of the text where something is wrong.

Two engines read the same shapes and find the same faults. ``sparql`` asks the store what breaks each constraint: 10 to
20 µs for each triple, and little memory. ``pyshacl`` is the reference that knows all of SHACL: more than twenty times
slower, and given some documents at a time, so that its memory does not grow with the store.
``bench/validation.py`` measures both.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad

from ..ingest.record import Record
from ..ontology import Ontology
from .iri import concluded_graph, document_graph, shared_graph
from .opening import open_store
from .quads import record_quads
from .store import Store
from .terms import DEFAULT_BASE, RDFS, ZT
from .validation_queries import Fault, find_faults
from .validation_shape import read_shapes
from .violation import Violation, words_of

ENGINES = ("sparql", "pyshacl")
#: pySHACL holds so many documents in memory at once: some 70,000 triples of middling documents.
CHUNK = 20

_LABEL = NamedNode(f"{RDFS}label")
_EVIDENCE = NamedNode(f"{ZT}evidence")


def validate(
    store: Store, ontology: Ontology, documents: Sequence[str] | None = None, engine: str = "sparql"
) -> tuple[Violation, ...]:
    """Check a store, or some of its documents (by IRI), and return what is wrong, by document and place.

    Raise ShapeError where the shapes use what the engine ``sparql`` does not know.
    """
    shapes = ontology.folder / "shapes"
    if engine == "pyshacl":
        found = _with_pyshacl(store, shapes, documents)
    else:
        part = store if documents is None else _part(store, documents)
        found = (_violation(store, fault) for fault in find_faults(part, read_shapes(shapes)))
    return tuple(sorted(set(found), key=Violation.sort_key))


def validate_records(records: Iterable[Record], ontology: Ontology, base: str = DEFAULT_BASE) -> tuple[Violation, ...]:
    """Check records without a store of one's own."""
    with open_store("memory:") as store:
        store.replace_documents([record_quads(record, ontology, base) for record in records])
        return validate(store, ontology)


def _violation(store: Store, fault: Fault) -> Violation:
    shape = fault.shape
    return Violation(
        focus=_plain(fault.focus),
        path="|".join(shape.path),
        value="" if fault.value is None else _plain(fault.value),
        message=shape.message,
        severity=shape.severity,
        message_en=shape.message_en,
        shape=shape.shape,
        constraint=fault.constraint.component,
        words=words_of(store, fault.focus),
    )


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))


def _with_pyshacl(store: Store, shapes: Path, documents: Sequence[str] | None) -> Iterator[Violation]:
    from .validation_pyshacl import ShapesGraph

    checker = ShapesGraph(shapes)
    asked = [document.iri for document in store.documents()] if documents is None else documents
    for begin in range(0, len(asked), CHUNK):
        yield from checker.violations(_part(store, asked[begin : begin + CHUNK]), store)
    if documents is None:
        yield from checker.violations(_part(store, asked, besides=True), store)


def _part(store: Store, documents: Sequence[str], besides: bool = False) -> Store:
    """Return a store in memory with some documents, or with all graphs ``besides`` theirs, and what these point to.

    All that any graph says of a thing comes along, also a person's corrections; so do the passages that prove it and
    the names of what it points to, since a shape asks for them.
    """
    own = {NamedNode(graph) for iri in documents for graph in _graphs_of(iri)}
    names = {row[0] for row in store.select("SELECT ?graph WHERE { GRAPH ?graph {} }").rows} if besides else own
    graphs = sorted((name for name in names if isinstance(name, NamedNode)), key=str)
    inner = pyoxigraph.Store()
    for graph in graphs if not besides else [graph for graph in graphs if graph not in own]:
        inner.extend(store.quads(graph=graph))
    for thing in {quad.subject for quad in inner}:
        inner.extend(_said_of(store, thing))
    for quad in list(inner):
        if quad.predicate == _EVIDENCE:
            inner.extend(_said_of(store, quad.object))
        elif isinstance(quad.object, NamedNode):
            inner.extend(store.quads(quad.object, _LABEL))
            inner.extend(store.quads(quad.object, graph=NamedNode(shared_graph(_base(quad)))))
    return Store(inner, "memory:")


def _said_of(store: Store, thing: object) -> Iterable[Quad]:
    return store.quads(thing) if isinstance(thing, NamedNode) else ()


def _graphs_of(document: str) -> tuple[str, str]:
    # The IRI is escaped already; making a graph's name out of the id would escape it a second time.
    base, _, identifier = document.rpartition("document/")
    return f"{document_graph('', base)}{identifier}", f"{concluded_graph('', base)}{identifier}"


def _base(quad: Quad) -> str:
    return str(getattr(quad.graph_name, "value", "")).partition("graph/")[0]
