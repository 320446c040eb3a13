"""The home page: what is in the store, and ways in."""

from dataclasses import dataclass

from flask import Blueprint, request

from ..graph import Store
from .address import address_of
from .labels import read_labels
from .language import language_of
from .named import Named
from .page import page
from .site import site_of

blueprint = Blueprint("home", __name__)

LEVELS = ("national", "province", "prefecture", "county", "township", "")

_DOCUMENTS = """SELECT ?document ?title ?number ?issued ?level WHERE {
  GRAPH ?graph { ?document a zt:PolicyDocument ; rdfs:label ?title
    OPTIONAL { ?document zt:documentNumber ?number }
    OPTIONAL { ?document eli:date_document ?issued }
    OPTIONAL { ?document zt:level ?level } } }"""
_COUNTS = """SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {
  VALUES ?class { zt:Task zt:BoxItem zt:Measure zt:Responsibility zt:Target zt:Deadline zt:Citation }
  ?thing a ?class } GROUP BY ?class"""
_BODIES = """SELECT ?thing (COUNT(DISTINCT ?responsibility) AS ?count) WHERE {
  ?responsibility zt:agent ?thing ; zt:generic false ; zt:explicit true } GROUP BY ?thing"""
_NAMED = "SELECT ?thing (COUNT(*) AS ?count) WHERE { ?passage zt:mentions ?thing } GROUP BY ?thing"
_PLURALS = {"agency": "agencies", "division": "divisions", "programme": "programmes"}
#: So many of each kind are listed on the home page.
TOP = 24
_AGENCIES = "SELECT (COUNT(DISTINCT ?agency) AS ?count) WHERE { ?responsibility zt:agent ?agency }"


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A document in a list; what its text does not say is ""."""

    title: str
    number: str
    issued: str
    level: str
    page: str
    iri: str


@dataclass(frozen=True, slots=True)
class Level:
    """The documents of one level of government."""

    level: str
    documents: tuple[ListedDocument, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """What is in the store: its documents by level, and how many of each thing were found in them."""

    documents: int
    tasks: int
    measures: int
    responsibilities: int
    agencies: int
    targets: int
    deadlines: int
    citations: int
    levels: tuple[Level, ...]
    top_agencies: tuple[Named, ...]
    top_divisions: tuple[Named, ...]
    top_programmes: tuple[Named, ...]


@page(blueprint, "/", HomePage, "home.html", "What is in the store")
def home() -> HomePage:
    """Show what is in the store."""
    snapshot = site_of().snapshot
    documents = read_documents(snapshot.store, snapshot.base)
    counts = {
        str(row["class"]).rpartition("#")[2]: int(str(row["count"])) for row in snapshot.store.select(_COUNTS).plain()
    }
    (agencies,) = snapshot.store.select(_AGENCIES).plain()
    return HomePage(
        documents=len(documents),
        tasks=counts.get("Task", 0) + counts.get("BoxItem", 0),
        measures=counts.get("Measure", 0),
        responsibilities=counts.get("Responsibility", 0),
        agencies=int(str(agencies["count"])),
        targets=counts.get("Target", 0),
        deadlines=counts.get("Deadline", 0),
        citations=counts.get("Citation", 0),
        levels=tuple(
            Level(level, own)
            for level in LEVELS
            if (own := tuple(each for each in documents if (each.level if each.level in LEVELS else "") == level))
        ),
        **_read_top(snapshot.store, snapshot.base, language_of(request)),
    )


def _read_top(store: Store, base: str, language: str) -> dict[str, tuple[Named, ...]]:
    """Return what is named most often, by the kind of its page; bodies are counted by what they answer for."""
    counted: dict[str, list[tuple[int, str]]] = {"agency": [], "division": [], "programme": []}
    for row in store.select(_BODIES).plain():
        counted["agency"].append((int(str(row["count"])), str(row["thing"])))
    for row in store.select(_NAMED).plain():
        folder = address_of(str(row["thing"]), base).split("/")[1:2]
        if folder and folder[0] in ("division", "programme"):
            counted[folder[0]].append((int(str(row["count"])), str(row["thing"])))
    shown = {folder: sorted(own, key=lambda each: (-each[0], each[1]))[:TOP] for folder, own in counted.items()}
    labels = read_labels(store, (thing for own in shown.values() for _, thing in own), language)
    return {
        f"top_{_PLURALS[folder]}": tuple(
            Named(labels[thing], address_of(thing, base), str(count)) for count, thing in own if labels.get(thing)
        )
        for folder, own in shown.items()
    }


def read_documents(store: Store, base: str) -> tuple[ListedDocument, ...]:
    """Return the documents, the newest first."""
    rows = store.select(_DOCUMENTS).plain()
    found = [
        ListedDocument(
            title=str(row["title"]),
            number=str(row["number"] or ""),
            issued=str(row["issued"] or ""),
            level=str(row["level"] or ""),
            page=address_of(str(row["document"]), base),
            iri=str(row["document"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.issued, each.title), reverse=True))
