"""The page of a document: its text with everything that was found in it, beside its outline."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, request
from pyoxigraph import NamedNode

from ..graph import Store
from ..queries import find_query, run
from .address import address_of
from .amounts import day
from .data import as_rdf, find_thing
from .document_graph import read_document_graph, read_thing
from .finding import LAYERS, Finding, read_findings
from .labels import read_labels
from .language import language_of
from .marking import Block, mark
from .named import Named
from .outline import OutlineEntry, quoted_text, read_outline
from .page import Field, page
from .site import site_of

blueprint = Blueprint("document", __name__)

_CITING = """SELECT DISTINCT ?document ?title ?relation ?quote ?evidence WHERE {{
  VALUES ?cited {{ {documents} }}
  ?citation zt:cites ?cited ; zt:inDocument ?document ; zt:relation ?relation ; zt:evidence ?evidence .
  ?evidence nif:anchorOf ?quote .
  GRAPH ?graph {{ ?document a zt:PolicyDocument ; rdfs:label ?title }} }}"""
_SAME = "SELECT ?cited WHERE {{ ?cited zt:resolvesTo {document} }}"


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document: what it says of itself, its text, its outline, what was found in it, what it cites and what cites it.

    ``whole`` is false where the store holds only the quotes of a text, not the text itself. ``begin`` and ``end`` are
    the passage that was asked for.
    """

    title: str
    number: str
    type: str
    level: str
    issuers: tuple[Named, ...]
    issued: str
    in_force: str
    until: str
    jurisdiction: Named | None
    source: str
    sha256: str
    made_by: str
    iri: str
    page: str
    key: str
    whole: bool
    text: str
    outline: tuple[OutlineEntry, ...]
    findings: tuple[Finding, ...]
    cites: tuple[Named, ...]
    cited_by: tuple[Named, ...]
    begin: int
    end: int

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The text for showing."""
        headings = {entry.begin: (entry.end, entry.level) for entry in self.outline if entry.kind == "section"}
        return tuple(mark(self.text, self.findings, headings, (self.begin, self.end)))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings each layer has."""
        return {layer: sum(each.layer == layer for each in self.findings) for layer in LAYERS}

    def others(self, finding: Finding) -> tuple[Finding, ...]:
        """Return the findings that stand at the same words as another."""
        return tuple(
            each
            for each in self.findings
            if each is not finding and each.begin < finding.end and finding.begin < each.end
        )[:8]


@page(
    blueprint,
    "/document/<path:key>",
    DocumentPage,
    "document.html",
    "A document: its text, outline and findings",
    Field("begin", "where a passage to be shown begins", "120"),
    Field("end", "where it ends", "148"),
)
def document(key: str) -> DocumentPage | Response:
    """Show a document."""
    snapshot, language = site_of().snapshot, language_of(request)
    store, base = snapshot.store, snapshot.base
    iri = find_thing(store, "document", key, base)
    data = as_rdf(store, iri)
    if data is not None:
        return data
    graph = read_document_graph(store, iri)
    own = graph.document
    labels = read_labels(store, (*own.all("issuer"), *own.all("jurisdiction"), *own.all("documentType")), language)
    text = own.text("isString") or quoted_text(graph)
    place = own.text("jurisdiction")
    return DocumentPage(
        title=own.text("label"),
        number=own.text("documentNumber"),
        type=labels.get(own.text("documentType"), ""),
        level=own.text("level"),
        issuers=tuple(Named(labels.get(each, ""), address_of(each, base)) for each in own.all("issuer")),
        issued=day(own.text("date_document"), language),
        in_force=day(own.text("first_date_entry_in_force"), language),
        until=day(own.text("date_no_longer_in_force"), language),
        jurisdiction=Named(labels.get(place, ""), address_of(place, base)) if place else None,
        source=own.text("source"),
        sha256=own.text("sha256"),
        made_by=own.text("extractedBy"),
        iri=iri,
        page=address_of(iri, base),
        key=key,
        whole=bool(own.text("isString")),
        text=text,
        outline=read_outline(graph, base),
        findings=read_findings(graph, store, base, language),
        cites=_cites(snapshot.bounded, iri, base),
        cited_by=_cited_by(store, iri, base, language),
        begin=_offset("begin", len(text)),
        end=_offset("end", len(text)),
    )


@blueprint.get("/document/<path:key>/<any(section, measure, responsibility, deadline, citation):kind>/<name>")
def part(key: str, kind: str, name: str) -> Response:
    """Go to the words that prove a part of a document which has no page of its own."""
    snapshot = site_of().snapshot
    iri = find_thing(snapshot.store, "document", f"{key}/{kind}/{name}", snapshot.base)
    evidence = read_thing(snapshot.store, iri).text("evidence")
    return as_rdf(snapshot.store, iri) or make_response(redirect(address_of(evidence, snapshot.base), 303))


def _cites(store: Store, iri: str, base: str) -> tuple[Named, ...]:
    rows = run(find_query("citations"), {"document": iri}, store).rows
    return tuple(
        Named(
            str(row["held"] or row["cited"] or ""),
            address_of(str(row["held_iri"] or row["cited_iri"]), base),
            str(row["relation_label"] or ""),
            str(row["quote"]),
        )
        for row in rows
    )


def _cited_by(store: Store, iri: str, base: str, language: str) -> tuple[Named, ...]:
    document = NamedNode(iri)
    same = [str(row["cited"]) for row in store.select(_SAME.format(document=document)).plain()]
    documents = " ".join(str(NamedNode(each)) for each in (iri, *same))
    rows = store.select(_CITING.format(documents=documents)).plain()
    relations = read_labels(store, {str(row["relation"]) for row in rows}, language)
    return tuple(
        Named(
            str(row["title"]),
            address_of(str(row["evidence"]), base),
            relations.get(str(row["relation"]), ""),
            str(row["quote"]),
        )
        for row in rows
        if row["document"] != iri
    )


def _offset(name: str, most: int) -> int:
    """Return an offset from the address, 0 where it is none: an old link still shows the document."""
    said = request.args.get(name, "")
    return min(int(said[:9]), most) if said.isascii() and said.isdecimal() else 0
