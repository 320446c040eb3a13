"""Tidying the graph of shared names after documents were read anew: what nobody names any more goes."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from .iri import canonical_name, document_iri, shared_graph
from .store import Store
from .terms import DEFAULT_BASE, NIF, SKOS, ZT

_ALT_LABEL = NamedNode(f"{SKOS}altLabel")
_ANCHOR = NamedNode(f"{NIF}anchorOf")
_MENTIONS = NamedNode(f"{ZT}mentions")
_NAMED_BY = (
    (NamedNode(f"{ZT}agent"), NamedNode(f"{ZT}agentName")),
    (NamedNode(f"{ZT}issuer"), NamedNode(f"{ZT}issuerName")),
)


def prune_shared_names(store: Store, base: str = DEFAULT_BASE) -> int:
    """Take away shared things that no document points to, and further labels that no text has; return how many quads.

    Without this, a store that saw a wrong reading once would keep it for ever, and would differ from one that is built
    afresh. Cited documents are the business of `zhengtu.graph.concluded`.
    """
    graph = shared_graph(base)
    documents = document_iri("", base)
    stale = [quad for quad in store.quads(graph=NamedNode(graph)) if _stale(store, quad, documents)]
    store.change({graph: [f"{quad.subject} {quad.predicate} {quad.object}" for quad in stale]}, {})
    return len(stale)


def _stale(store: Store, quad: Quad, documents: str) -> bool:
    thing = quad.subject
    if not isinstance(thing, NamedNode) or thing.value.startswith(documents):
        return False
    if next(store.quads(object=thing), None) is None:
        return True
    if quad.predicate != _ALT_LABEL or not isinstance(quad.object, Literal):
        return False
    label = quad.object.value
    return not any(label in name for name in _names(store, thing))


def _names(store: Store, thing: NamedNode) -> Iterator[str]:
    """Yield the names that texts give a thing, and the sentences that name it."""
    for points, names in _NAMED_BY:
        for quad in store.quads(None, points, thing):
            yield from _texts(store, quad, names)
    for quad in store.quads(None, _MENTIONS, thing):
        yield from _texts(store, quad, _ANCHOR)


def _texts(store: Store, pointer: Quad, predicate: NamedNode) -> Iterator[str]:
    if isinstance(pointer.subject, NamedNode):
        for quad in store.quads(pointer.subject, predicate):
            if isinstance(quad.object, Literal):
                yield canonical_name(quad.object.value)
