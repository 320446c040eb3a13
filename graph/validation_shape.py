"""Reading the shapes of the ontology: which things they are about, and what must hold of their properties."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from .answer import Term
from .error import StoreError
from .terms import RDF

SHACL = "http://www.w3.org/ns/shacl#"
SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "info"}

#: What follows ``sh:`` in a target → how a thing is one: by its class, as subject or as object of a property.
TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
#: The core constraints that `zhengtu.graph.validation_queries` can turn into a query.
CONSTRAINTS = (
    *("minCount", "maxCount", "datatype", "nodeKind", "class", "in", "pattern", "minLength"),
    *("minInclusive", "maxInclusive", "lessThan", "lessThanOrEquals"),
)
_SAYS = {"path", "message", "severity", "name", "description", "order", "group"}


class ShapeError(StoreError):
    """A shape that the fast engine cannot use; the message says which, and that pySHACL can."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One condition on the values of a path: ``Constraint("minCount", (Literal(1),))``."""

    name: str
    values: tuple[Term, ...]

    @property
    def component(self) -> str:
        """The IRI that SHACL gives this kind of constraint."""
        return f"{SHACL}{self.name[0].upper()}{self.name[1:]}ConstraintComponent"


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What must hold of one path of some things; a ``path`` of several IRIs is a choice between them."""

    shape: str  # IRI of the node shape that it stands in
    targets: tuple[tuple[str, str], ...]  # (one of TARGETS, IRI)
    path: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    message: str
    message_en: str
    severity: str


def read_shapes(folder: Path) -> tuple[PropertyShape, ...]:
    """Read all Turtle files of a folder of shapes, in a fixed order.

    Raise ShapeError where a shape uses what is not among CONSTRAINTS; leaving it out would let faults pass in silence.

    >>> from zhengtu.ontology import load_ontology
    >>> {shape.severity for shape in read_shapes(load_ontology().folder / "shapes")} == {"error", "warning"}
    True
    """
    graph = pyoxigraph.Store()
    for path in sorted(folder.glob("*.ttl")):
        graph.bulk_extend(pyoxigraph.parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    found = [shape for node in _subjects(graph, "property") for shape in _property_shapes(graph, node)]
    return tuple(sorted(found, key=lambda shape: (shape.shape, shape.path, shape.message)))


def _subjects(graph: pyoxigraph.Store, name: str) -> Iterable[NamedNode | BlankNode]:
    subjects = {quad.subject for quad in graph.quads_for_pattern(None, NamedNode(SHACL + name), None)}
    return (subject for subject in subjects if isinstance(subject, NamedNode | BlankNode))


def _property_shapes(graph: pyoxigraph.Store, node: NamedNode | BlankNode) -> Iterator[PropertyShape]:
    name = node.value if isinstance(node, NamedNode) else "a shape without a name"
    targets = tuple(
        sorted((kind, _iri(term, name)) for kind in TARGETS for term in _objects(graph, node, SHACL + kind))
    )
    others = {
        quad.predicate.value.removeprefix(SHACL)
        for quad in graph.quads_for_pattern(node, None, None)
        if quad.predicate.value.startswith(SHACL)
    } - {*TARGETS, *_SAYS, "property", "closed", "ignoredProperties"}
    if others or not targets:
        what = f"uses sh:{min(others)} outside a property" if others else "has no target class or property"
        raise ShapeError(f"{name} {what}, which the fast engine does not know; use --engine pyshacl")
    for inner in _objects(graph, node, f"{SHACL}property"):
        if isinstance(inner, NamedNode | BlankNode):
            yield _property_shape(graph, inner, name, targets)


def _property_shape(
    graph: pyoxigraph.Store, node: NamedNode | BlankNode, name: str, targets: tuple[tuple[str, str], ...]
) -> PropertyShape:
    constraints: list[Constraint] = []
    for quad in sorted(graph.quads_for_pattern(node, None, None), key=str):
        kind = quad.predicate.value.removeprefix(SHACL)
        if kind in _SAYS or not quad.predicate.value.startswith(SHACL):
            continue
        if kind not in CONSTRAINTS:
            raise ShapeError(f"{name} uses sh:{kind}, which the fast engine does not know; use --engine pyshacl")
        constraints.append(Constraint(kind, _list(graph, quad.object) if kind == "in" else (quad.object,)))
    messages = {
        term.language: term.value for term in _objects(graph, node, f"{SHACL}message") if isinstance(term, Literal)
    }
    severity = next((_iri(term, name) for term in _objects(graph, node, f"{SHACL}severity")), f"{SHACL}Violation")
    paths = _objects(graph, node, f"{SHACL}path")
    if len(paths) != 1:
        raise ShapeError(f"{name} has a property with {len(paths)} paths; give each sh:property one sh:path")
    return PropertyShape(
        shape=name,
        targets=targets,
        path=_path(graph, paths[0], name),
        constraints=tuple(constraints),
        message=messages.get("zh") or min(messages.values(), default=""),
        message_en=messages.get("en") or "",
        severity=SEVERITIES.get(severity.removeprefix(SHACL), "info"),
    )


def _path(graph: pyoxigraph.Store, node: Term, name: str) -> tuple[str, ...]:
    if isinstance(node, NamedNode):
        return (node.value,)
    choice = _objects(graph, node, f"{SHACL}alternativePath")
    if len(choice) != 1:
        raise ShapeError(f"{name} has a path that the fast engine does not know; use --engine pyshacl")
    return tuple(_iri(term, name) for term in _list(graph, choice[0]))


def _list(graph: pyoxigraph.Store, node: Term) -> tuple[Term, ...]:
    found: list[Term] = []
    while isinstance(node, BlankNode):
        found.extend(_objects(graph, node, f"{RDF}first"))
        node = next(iter(_objects(graph, node, f"{RDF}rest")))
    return tuple(found)


def _objects(graph: pyoxigraph.Store, node: Term, predicate: str) -> tuple[Term, ...]:
    if not isinstance(node, NamedNode | BlankNode):
        return ()
    return tuple(quad.object for quad in graph.quads_for_pattern(node, NamedNode(predicate), None))


def _iri(term: Term, name: str) -> str:
    if isinstance(term, NamedNode):
        return term.value
    raise ShapeError(f"{name} has {term} where the fast engine wants an IRI; use --engine pyshacl")
