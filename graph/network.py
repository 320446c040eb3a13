"""Networks of the graph as networkx has them: a projection, narrowed down, with labels, weights and quotes."""

from collections.abc import Collection

from .network_building import Network, build_network, empty_network
from .network_circles import without_circles
from .network_edge import Progress, read_edges
from .network_narrowing import narrow
from .projection import NetworkError, did_you_mean
from .projection_file import find_projection
from .store import Store, StoredDocument

__all__ = ["Network", "chosen_documents", "empty_network", "project"]


def project(
    store: Store,
    projection: str,
    *,
    documents: Collection[str] = (),
    since: str = "",
    until: str = "",
    types: Collection[str] = (),
    links: Collection[str] = (),
    around: Collection[str] = (),
    hops: int = 1,
    concluded: bool = False,
    named_only: bool = False,
    progress: Progress | None = None,
) -> Network:
    """Return a projection of the store as a network of networkx; its kind (directed, parallel edges) is the file's.

    ``documents`` (IRIs), ``since`` and ``until`` (dates such as 2020 or 2020-03, both included) say whose words count;
    a document without a date is left out where a date is asked for. ``types`` and ``links`` keep nodes and edges of
    these types, ``around`` (IRIs) only what lies within ``hops`` steps, whatever the direction. ``concluded`` adds what
    no text says, ``named_only`` leaves out bodies named only by kind (各地区).

    A node is an IRI with ``label``, ``type``, ``type_label``, ``document``, ``level``, ``date``, ``place``, ``generic``
    (bodies) and ``bipartite`` (0 or 1, in networks of two sides). The date of a body, programme or division, which has
    none of its own, is the earliest one of its edges. An edge has ``type``, ``label``, ``weight``, ``evidence`` (number
    of passages), ``documents``, ``explicit``, ``date``, ``quote``, ``document`` and ``passage`` (of the quote). What is
    not known is absent. The network itself has ``projection``, ``title``, ``title_en`` and ``notes``, which say
    what was left out.

    Raise UnknownProjectionError for a projection that does not exist, NetworkError for a filter that cannot be.

    >>> from zhengtu.graph import open_store
    >>> with open_store("memory:") as store:
    ...     project(store, "agency-agency").number_of_nodes()
    0
    """
    found = find_projection(projection)
    for link in links:
        if link not in found.edges:
            advice = did_you_mean(link, tuple(found.edges))
            raise NetworkError(f"网络 {projection} 没有类型为“{link}”的边 (no such type of edge); {advice}")
    notes: list[str] = []
    chosen = chosen_documents(store, documents, since, until, notes)
    edges = read_edges(store, found, chosen, concluded=concluded, progress=progress)
    kept = [edge for edge in edges.by_key.values() if not links or edge.type in links]
    if edges.concluded:
        notes.append(f"另有 {edges.concluded} 条推断的联系未列入，因为原文没有明说 (concluded links left out)")
    if found.name == "policy-chain":
        kept = without_circles(kept, {document.iri: document.issued for document in chosen}, notes)
    network = build_network(store, found, kept)
    return narrow(network, types, around, hops, named_only, notes)


def chosen_documents(
    store: Store, wanted: Collection[str], since: str, until: str, notes: list[str]
) -> tuple[StoredDocument, ...]:
    """Return the documents of a store that were asked for, by IRI and date; NetworkError for one that it has not."""
    all_documents = store.documents()
    unknown = sorted(set(wanted) - {document.iri for document in all_documents})
    if unknown:
        raise NetworkError(f"the store {store.address} has no text of {unknown[0]}; give a document that it has")
    chosen = [document for document in all_documents if not wanted or document.iri in wanted]
    if since or until:
        dated = [document for document in chosen if document.issued]
        if len(dated) < len(chosen):
            notes.append(f"{len(chosen) - len(dated)} 份文件没有成文日期，未列入 (documents without a date left out)")
        chosen = [
            d for d in dated if d.issued[: len(since)] >= since and (not until or d.issued[: len(until)] <= until)
        ]
    return tuple(chosen)
