"""The words that queries are written with: prefixes, classes and properties, for people and for the editor."""

from dataclasses import dataclass

from flask import Blueprint, request

from ..graph.terms import PREFIXES
from .language import language_of
from .page import page
from .site import site_of

blueprint = Blueprint("terms", __name__)

_TERMS = """SELECT ?term ?class ?label WHERE {
  VALUES ?class { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
  ?term a ?class FILTER(isIRI(?term)) OPTIONAL { ?term rdfs:label ?label } }"""
#: Of vocabularies whose terms need no declaration of their own.
_EVERYWHERE = ("rdf:type", "rdfs:label", "rdfs:comment", "skos:broader", "skos:inScheme")


@dataclass(frozen=True, slots=True)
class Prefix:
    """A prefix that needs no declaration in a query."""

    name: str
    iri: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class (``kind`` class) or a property, as queries write it."""

    name: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class TermsPage:
    """Everything that a query can be written with."""

    prefixes: tuple[Prefix, ...]
    terms: tuple[Term, ...]


@page(blueprint, "/terms", TermsPage, "terms.html", "Prefixes, classes and properties for queries")
def terms() -> TermsPage:
    """Show what queries are written with."""
    language = language_of(request)
    found = {name: Term(name, "property", "") for name in _EVERYWHERE}
    for row in site_of().snapshot.bounded.select(_TERMS).rows:
        iri, class_, label = (getattr(term, "value", "") for term in row)
        name = shortened(iri)
        if name and (name not in found or getattr(row[2], "language", "") == language):
            found[name] = Term(name, "class" if class_.endswith("#Class") else "property", label)
    prefixes = tuple(Prefix(name, iri) for name, iri in PREFIXES.items())
    return TermsPage(prefixes, tuple(sorted(found.values(), key=lambda term: (term.name.lower(), term.name))))


def shortened(iri: str) -> str:
    """Return an IRI with its prefix, "" where it has none.

    >>> shortened("https://w3id.org/zhengtu/def#Task"), shortened("https://example.org/Task")
    ('zt:Task', '')
    """
    fitting = [(name, start) for name, start in PREFIXES.items() if iri.startswith(start)]
    if not fitting:
        return ""
    name, start = max(fitting, key=lambda each: len(each[1]))
    return f"{name}:{iri.removeprefix(start)}"
