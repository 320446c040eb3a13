"""Pages of a task (or goal, principle, safeguard) and of a target: everything found in its words."""

from dataclasses import dataclass

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from ..graph import Store
from ..queries import find_query, run
from .address import address_of
from .data import as_rdf, find_thing
from .document_graph import read_document_graph
from .entity_reading import duties_of
from .finding import Finding, read_findings
from .labels import read_labels
from .language import language_of
from .named import Duty, Named
from .page import page
from .site import site_of

blueprint = Blueprint("task", __name__)

_ALIGNED = """SELECT ?other ?title ?document ?kind ?because WHERE {{
  {{ ?alignment zt:{own} {task} ; zt:{other} ?other ; zt:coverageKind ?kind ; zt:because ?because }}
  ?other rdfs:label ?title ; zt:inDocument ?within .
  GRAPH ?graph {{ ?within a zt:PolicyDocument ; rdfs:label ?document }}
}} ORDER BY ?document ?title"""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task: its words, who answers for it, and everything else found in it.

    ``higher`` are tasks of higher documents that it takes up, ``lower`` those that take it up, as compared.
    """

    title: str
    kind: str
    place: str
    document: Named
    document_key: str
    quote: str
    evidence: str
    duties: tuple[Duty, ...]
    concluded: tuple[Duty, ...]
    findings: tuple[Finding, ...]
    named: tuple[Named, ...]
    higher: tuple[Named, ...]
    lower: tuple[Named, ...]
    page: str
    iri: str


@dataclass(frozen=True, slots=True)
class TargetPage:
    """A target: its number, its words, and where it stands."""

    title: str
    indicator: str
    finding: Finding
    document: Named
    document_key: str
    evidence: str
    page: str
    iri: str


@page(blueprint, "/document/<path:key>/task/<name>", TaskPage, "task.html", "A task, goal, principle or safeguard")
def task(key: str, name: str) -> TaskPage | Response:
    """Show a task."""
    snapshot, language = site_of().snapshot, language_of(request)
    store, base = snapshot.store, snapshot.base
    iri = find_thing(store, "document", f"{key}/task/{name}", base)
    data = as_rdf(store, iri)
    if data is not None:
        return data
    document = find_thing(store, "document", key, base)
    graph = read_document_graph(store, document)
    findings = read_findings(graph, store, base, language)
    own = next(each for each in findings if each.iri == iri)
    thing = next(each for each in graph.of("Task", "BoxItem", "Goal", "Safeguard", "Principle") if each.iri == iri)
    begin, end = graph.span(thing)
    parts = {each.iri for things in graph.things.values() for each in things if each.text("ofTask") == iri}
    inside = [passage for passage in graph.passages.values() if passage.text("inProvision") == iri]
    things = dict.fromkeys(each for passage in inside for each in passage.all("mentions"))
    labels = read_labels(store, things, language)
    duties = duties_of(
        run(
            find_query("responsibilities"), {"document": document, "task": iri, "limit": "2000"}, snapshot.bounded
        ).rows,
        store,
        base,
        language,
    )
    return TaskPage(
        title=own.title,
        kind=own.kind,
        place=thing.text("path"),
        document=Named(graph.document.text("label"), address_of(document, base)),
        document_key=key,
        quote=graph.quote(thing),
        evidence=address_of(f"{document}#char={begin},{end}", base),
        duties=tuple(duty for duty in duties if duty.said),
        concluded=tuple(duty for duty in duties if not duty.said),
        findings=tuple(
            each for each in findings if each.iri in parts and each.layer in ("measure", "target", "deadline")
        ),
        named=tuple(Named(labels[each], address_of(each, base)) for each in things if labels.get(each)),
        higher=_aligned(store, iri, base, language, "lowerTask", "higherTask"),
        lower=_aligned(store, iri, base, language, "higherTask", "lowerTask"),
        page=address_of(iri, base),
        iri=iri,
    )


@page(blueprint, "/document/<path:key>/target/<name>", TargetPage, "target.html", "A target")
def target(key: str, name: str) -> TargetPage | Response:
    """Show a target."""
    snapshot, language = site_of().snapshot, language_of(request)
    store, base = snapshot.store, snapshot.base
    iri = find_thing(store, "document", f"{key}/target/{name}", base)
    data = as_rdf(store, iri)
    if data is not None:
        return data
    document = find_thing(store, "document", key, base)
    graph = read_document_graph(store, document)
    own = next(each for each in read_findings(graph, store, base, language) if each.iri == iri)
    return TargetPage(
        title=own.title,
        indicator=next((fact.text for fact in own.facts if fact.name == "fact_indicator"), own.title),
        finding=own,
        document=Named(graph.document.text("label"), address_of(document, base)),
        document_key=key,
        evidence=address_of(f"{document}#char={own.begin},{own.end}", base),
        page=address_of(iri, base),
        iri=iri,
    )


def _aligned(store: Store, iri: str, base: str, language: str, own: str, other: str) -> tuple[Named, ...]:
    rows = store.select(_ALIGNED.format(task=NamedNode(iri), own=own, other=other)).plain()
    kinds = read_labels(store, {str(row["kind"]) for row in rows}, language)
    return tuple(
        Named(
            str(row["title"]),
            address_of(str(row["other"]), base),
            f"{kinds.get(str(row['kind']), '')} · {row['document']}",
            str(row["because"]),
        )
        for row in rows
    )
