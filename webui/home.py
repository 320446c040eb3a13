"""The home page: what is in the store, and ways in."""

from dataclasses import dataclass

from flask import Blueprint

from ..graph import Store
from .address import address_of
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
    )


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
