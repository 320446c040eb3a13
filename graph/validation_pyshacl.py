"""The reference engine of validation: pySHACL, which knows all of SHACL and reads what it checks into memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from .answer import Term
from .error import StoreError
from .store import Store
from .validation_shape import SEVERITIES, SHACL
from .violation import Violation, words_of

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node


class ShapesGraph:
    """The shapes of a folder, read once for any number of stores."""

    def __init__(self, folder: Path) -> None:
        from rdflib import Graph

        self.folder = folder
        self._graph = Graph()
        for path in sorted(folder.glob("*.ttl")):
            self._graph.parse(path)

    def violations(self, part: Store, whole: Store) -> Iterator[Violation]:
        """Yield what is wrong in a part of a store, which is read into memory; the words are looked up in the whole."""
        from pyshacl import validate as check
        from rdflib import RDF, Graph

        triples = {quad.triple for quad in part.quads()}
        data = Graph()
        data.parse(data=pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
        _, report, _ = check(data, shacl_graph=self._graph, inference="none", abort_on_first=False)
        if not isinstance(report, Graph):
            raise StoreError(f"the shapes in {self.folder} could not be used: {report!r}; correct them")
        for result in report.subjects(RDF.type, _sh("ValidationResult")):
            yield self._violation(whole, report, result)

    def _violation(self, store: Store, report: "Graph", result: "Node") -> Violation:
        focus, value = report.value(result, _sh("focusNode")), report.value(result, _sh("value"))
        shape = report.value(result, _sh("sourceShape"))
        constraint = str(report.value(result, _sh("sourceConstraintComponent")) or "")
        messages = {getattr(m, "language", None): str(m) for m in report.objects(result, _sh("resultMessage"))}
        severity = str(report.value(result, _sh("resultSeverity"))).removeprefix(SHACL)
        return Violation(
            focus=str(focus),
            path="|".join(self._path(shape)),
            # SHACL gives the value node of a minimal length and the like; counts have none.
            value="" if value is None else str(value),
            message=messages.get("zh") or min(messages.values(), default=""),
            severity=SEVERITIES.get(severity, "info"),
            message_en=messages.get("en", ""),
            shape=str(next(self._graph.subjects(_sh("property"), shape), "") if shape is not None else ""),
            constraint=constraint,
            words=words_of(store, _term(focus)),
        )

    def _path(self, shape: "Node | None") -> tuple[str, ...]:
        from rdflib import URIRef
        from rdflib.collection import Collection

        path = self._graph.value(shape, _sh("path"))
        if path is None or isinstance(path, URIRef):
            return (str(path or ""),)
        choice = self._graph.value(path, _sh("alternativePath"))
        return tuple(map(str, Collection(self._graph, choice))) if choice is not None else (str(path),)


def _sh(name: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(SHACL + name)


def _term(node: "Node | None") -> Term:
    from rdflib import BNode, URIRef

    if isinstance(node, URIRef):
        return NamedNode(str(node))
    return BlankNode(str(node)) if isinstance(node, BNode) else Literal(str(node))
