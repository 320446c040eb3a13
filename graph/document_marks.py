"""What tells whether a document is the same in two states of a store, without reading it."""

import hashlib

from pyoxigraph import NamedNode

from .iri import document_of_graph
from .store import Store

# The same bytes read by the same program give the same passages; where they begin and end would tell if they did not.
_FACTS = (
    "SELECT ?g ?fact WHERE { GRAPH ?g { ?document zt:sha256 ?fact } }",
    "SELECT ?g ?fact WHERE { GRAPH ?g { ?document zt:extractedBy ?fact } }",
    "SELECT ?g (COUNT(*) AS ?n) (SUM(?begin) AS ?all) (SUM(?begin * ?begin) AS ?squares) "
    "WHERE { GRAPH ?g { ?passage nif:beginIndex ?begin } } GROUP BY ?g",
    "SELECT ?g (SUM(?end) AS ?all) (SUM(?end * ?end) AS ?squares) "
    "WHERE { GRAPH ?g { ?passage nif:endIndex ?end } } GROUP BY ?g",
)
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g {} }"
# These say nothing about one document alone.
_OTHERS = ("/graph/vocabularies", "/graph/shared", "/graph/resolved")


def read_marks(store: Store) -> dict[str, str]:
    """Return a mark for each document's IRI, another one wherever its text or what was read from it changed."""
    said: dict[str, list[str]] = {}
    for fact in _FACTS:
        for graph, *values in store.select(fact).rows:
            document = document_of_graph(getattr(graph, "value", ""))
            if document:
                said.setdefault(document, []).append(" ".join(map(str, values)))
    # What a person corrected may be about any document.
    graphs = [row[0] for row in store.select(_GRAPHS).rows]
    others = [graph for graph in graphs if isinstance(graph, NamedNode) and not _known(graph.value)]
    corrections = sorted(str(quad) for graph in others for quad in store.quads(graph=graph))
    return {document: _digest([*sorted(facts), *corrections]) for document, facts in said.items()}


def _known(graph: str) -> bool:
    return bool(document_of_graph(graph)) or graph.endswith(_OTHERS)


def _digest(facts: list[str]) -> str:
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:24]
