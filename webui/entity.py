"""Pages of bodies, places, programmes, sets of places and groups: everything the documents say of each."""

from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from ..graph import Store
from ..graph.terms import ZT
from ..queries import load_catalogue
from .address import address_of
from .data import as_rdf, find_thing
from .document_graph import Thing, read_thing
from .entity_graph import Neighbourhood, read_neighbourhood
from .entity_reading import (
    read_documents_of,
    read_duties,
    read_local_programmes,
    read_mentions,
    read_neighbours,
    read_related,
)
from .finding import Fact
from .labels import read_labels
from .language import language_of
from .named import Duty, Named, Passage
from .page import page
from .site import site_of

blueprint = Blueprint("entity", __name__)


@dataclass(frozen=True, slots=True)
class LocalProgramme:
    """A programme that the documents of a place name, with the sentences."""

    programme: Named
    sentences: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """A thing with its names and facts, what it answers for, where it is named, and what stands beside it.

    ``duties`` are said by the texts, ``concluded`` are not. The lists ``beside`` it are by kind, the nearest
    first; ``neighbourhood`` is the small graph of what stands in the same provisions.
    """

    kind: str
    title: str
    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    duties: tuple[Duty, ...]
    concluded: tuple[Duty, ...]
    programmes: tuple[LocalProgramme, ...]
    documents: tuple[Named, ...]
    departments: tuple[Named, ...]
    inside: tuple[Named, ...]
    members: tuple[Named, ...]
    sets: tuple[Named, ...]
    agencies: tuple[Named, ...]
    beside_programmes: tuple[Named, ...]
    beside_divisions: tuple[Named, ...]
    neighbourhood: Neighbourhood | None
    mentions: tuple[Passage, ...]
    questions: tuple[Named, ...]
    page: str
    iri: str


@page(
    blueprint,
    "/<any(agency, programme, division, 'division-set', 'actor-group'):kind>/<path:key>",
    EntityPage,
    "entity.html",
    "A body, place, programme, set of places or group",
)
def entity(kind: str, key: str) -> EntityPage | Response:
    """Show a thing."""
    snapshot, language = site_of().snapshot, language_of(request)
    store, base = snapshot.store, snapshot.base
    iri = find_thing(store, kind, key, base)
    data = as_rdf(store, iri)
    if data is not None:
        return data
    thing = read_thing(store, iri)
    own = read_labels(store, [iri], language).get(iri, key)
    duties = read_duties(snapshot.bounded, iri, base, language) if kind == "agency" else ()
    beside = read_neighbours(snapshot.bounded, iri, base, language)
    is_place = kind == "division"
    local = read_local_programmes(snapshot.bounded, iri, base, language) if is_place else ()
    return EntityPage(
        kind=kind,
        title=own,
        names=tuple(dict.fromkeys(each for each in (*thing.all("label"), *thing.all("altLabel")) if each != own)),
        facts=_facts(thing, store, base, language),
        duties=tuple(duty for duty in duties if duty.said),
        concluded=tuple(duty for duty in duties if not duty.said),
        programmes=tuple(LocalProgramme(programme, sentences) for programme, sentences in local),
        documents=read_documents_of(store, iri, base, is_place) if kind in ("division", "agency") else (),
        departments=read_related(store, iri, base, language, "departments") if is_place else (),
        inside=read_related(store, iri, base, language, "inside") if is_place else (),
        members=read_related(store, iri, base, language, "members") if kind == "division-set" else (),
        sets=read_related(store, iri, base, language, "sets") if is_place else (),
        agencies=beside.get("agency", ()),
        beside_programmes=beside.get("programme", ()),
        beside_divisions=beside.get("division", ()),
        neighbourhood=read_neighbourhood(snapshot.bounded, iri, own, base, language),
        mentions=read_mentions(store, iri, base),
        questions=_questions(kind, iri, own),
        page=address_of(iri, base),
        iri=iri,
    )


def _facts(thing: Thing, store: Store, base: str, language: str) -> tuple[Fact, ...]:
    linked = [(name, each) for name in ("sfWithin", "successor") for each in thing.all(name)]
    # Bodies say what became of them, not what they were before: that is asked from the other end.
    before = _followed_by(store, thing)
    labels = read_labels(store, [*(each for _, each in linked), *before], language)
    facts = [Fact(f"fact_{name}", labels.get(each, ""), address_of(each, base)) for name, each in linked]
    facts += [Fact("fact_predecessor", labels.get(each, ""), address_of(each, base)) for each in before]
    for name in ("code", "validFrom", "validUntil", "size", "asOf", "source"):
        facts += [Fact(f"fact_{name}", each) for each in thing.all(name)]
    if thing.text("generic") == "True":
        facts.append(Fact("fact_generic", "yes"))
    return tuple(fact for fact in facts if fact.text)


def _followed_by(store: Store, thing: Thing) -> list[str]:
    quads = store.quads(None, NamedNode(f"{ZT}successor"), NamedNode(thing.iri))
    return [quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)]


def _questions(kind: str, iri: str, title: str) -> tuple[Named, ...]:
    """Return the questions of the catalogue that take a thing of this kind, with it filled in."""
    found = []
    for query in load_catalogue().values():
        for parameter in query.parameters:
            if parameter.type == kind or (parameter.type == "node" and kind in ("programme", "division")):
                address = f"/queries/{query.name}?{parameter.name}={quote(iri, safe='')}"
                found.append(Named(query.summary.zh, address, query.summary.en))
                break
    return tuple(found)
