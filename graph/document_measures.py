"""Figures of each document, to be compared: how tasks are shared out, how long the chain is, which instruments."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from pyoxigraph import NamedNode

from .network import chosen_documents, project
from .network_building import Network
from .network_measuring import Figure
from .store import Store, StoredDocument

FAMILIES = ("supply", "environment", "demand")
_TASKS = """SELECT (COUNT(DISTINCT ?task) AS ?tasks) (COUNT(DISTINCT ?assigned) AS ?with_body) WHERE {{
  VALUES ?class {{ zt:Task zt:BoxItem zt:Safeguard }}
  ?task zt:inDocument {document} ; a ?class .
  OPTIONAL {{ ?duty zt:ofTask ?task ; zt:agent ?agent ; zt:explicit true . BIND(?task AS ?assigned) }}
}}"""
_BODIES = """SELECT DISTINCT ?agent WHERE {{ ?duty zt:inDocument {document} ; zt:agent ?agent ; zt:explicit true }}"""
_INSTRUMENTS = """SELECT ?family (COUNT(DISTINCT ?measure) AS ?measures) WHERE {{
  ?measure zt:inDocument {document} ; a zt:Measure ; zt:instrument ?instrument .
  OPTIONAL {{ ?instrument skos:broader ?broader }}
  BIND(REPLACE(STR(COALESCE(?broader, ?instrument)), "^.*/", "") AS ?family)
}} GROUP BY ?family"""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DocumentMeasures:
    """One document's figures, by the names of the measures of documents; None where there is nothing to divide by."""

    iri: str
    title: str
    level: str
    issued: str
    figures: dict[str, Figure]


def measure_documents(
    store: Store,
    *,
    documents: Collection[str] = (),
    since: str = "",
    until: str = "",
    concluded: bool = False,
    progress: Progress | None = None,
) -> tuple[DocumentMeasures, ...]:
    """Return the measures of some documents (of all, without ``documents``), in the order of their dates.

    The chain is that of the whole store, whichever documents are asked for; ``concluded`` lets it run on through the
    tasks that were found to take up others.

    >>> from zhengtu.graph import open_store
    >>> with open_store("memory:") as store:
    ...     measure_documents(store)
    ()
    """
    chosen = chosen_documents(store, documents, since, until, [])
    everything = len(store.documents())
    total = everything + len(chosen)
    told: Callable[[int, int, str], None] | None = None
    if progress:
        advance = progress

        def told(done: int, _: int, __: str) -> None:
            advance(done, total)

    chain = project(store, "policy-chain", concluded=concluded, progress=told)
    above, below = _steps(chain)
    rows = []
    for number, document in enumerate(chosen, start=1):
        figures = _of_document(store, document)
        figures["depth_above"], figures["depth_below"] = above.get(document.iri, 0), below.get(document.iri, 0)
        rows.append(DocumentMeasures(document.iri, document.title, _level(store, document), document.issued, figures))
        if progress:
            progress(everything + number, total)
    return tuple(sorted(rows, key=lambda row: (row.issued or "9999", row.iri)))


def _of_document(store: Store, document: StoredDocument) -> dict[str, Figure]:
    named = NamedNode(document.iri)
    (tasks,) = store.select(_TASKS.format(document=named)).plain()
    bodies = len(store.select(_BODIES.format(document=named)).rows)
    joint = project(store, "agency-agency", documents=[document.iri])
    pairs = bodies * (bodies - 1) / 2
    families: Counter[str] = Counter()
    for row in store.select(_INSTRUMENTS.format(document=named)).plain():
        families[str(row["family"])] += int(row["measures"] or 0)
    measures, known = sum(families.values()), sum(families[family] for family in FAMILIES)
    count, with_body = int(tasks["tasks"] or 0), int(tasks["with_body"] or 0)
    return {
        "tasks": count,
        "assigned": _share(with_body, count),
        "bodies": bodies,
        "joint_density": _share(joint.number_of_edges(), pairs),
        "depth_above": 0,
        "depth_below": 0,
        "measures": measures,
        "unclassified": _share(measures - known, measures),
        **{family: _share(families[family], known) for family in FAMILIES},
    }


def _steps(chain: Network) -> tuple[dict[str, int], dict[str, int]]:
    """Return for every node how many steps the longest path to it and from it has; a chain has no circles."""
    import networkx as nx

    order: list[str] = list(nx.topological_sort(nx.DiGraph(chain)))
    above, below = dict.fromkeys(order, 0), dict.fromkeys(order, 0)
    for node in order:
        for other in chain[node]:
            above[other] = max(above[other], above[node] + 1)
    for node in reversed(order):
        for other in chain[node]:
            below[node] = max(below[node], below[other] + 1)
    return above, below


def _level(store: Store, document: StoredDocument) -> str:
    from .network_node import NodeReader

    return NodeReader(store).read(document.iri).level


def _share(part: float, whole: float) -> Figure:
    return float(f"{part / whole:.6g}") if whole else None
