"""A network as RDF: its nodes with their labels, its edges as direct statements and, with weight and quote, as nodes.

An edge of a network (two bodies that share three tasks) is no statement of the store but follows from many, so its
predicates have a name space of their own, ``https://w3id.org/zhengtu/def/network#``: ``shares_task``, ``weight`` …
"""

import re
from collections.abc import Iterator
from typing import IO

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from .export_flat import FlatNetwork, Scalar
from .iri import segment
from .network_node import TYPES
from .terms import DEFAULT_BASE, PREFIXES, RDF, RDFS, SKOS, XSD

NETWORK = "https://w3id.org/zhengtu/def/network#"
#: Name → suffix, name of the format and what pyoxigraph calls it.
RDF_FORMATS = {
    "turtle": (".ttl", "Turtle", RdfFormat.TURTLE),
    "ntriples": (".nt", "N-Triples", RdfFormat.N_TRIPLES),
    "trig": (".trig", "TriG", RdfFormat.TRIG),
    "jsonld": (".jsonld", "JSON-LD", RdfFormat.JSON_LD),
    "rdfxml": (".rdf", "RDF/XML", RdfFormat.RDF_XML),
}

_CLASSES = {kind: iri for iri, (kind, _) in TYPES.items()}
_NO_NAME = re.compile(r"\W")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BROKEN = re.compile("[\ud800-\udfff]")
_A, _LABEL = NamedNode(f"{RDF}type"), NamedNode(f"{RDFS}label")
_STATEMENT = NamedNode(f"{RDF}Statement")
_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(f"{RDF}{name}") for name in ("subject", "predicate", "object"))


def write_rdf(flat: FlatNetwork, form: str, out: IO[bytes]) -> None:
    """Write a network in one of RDF_FORMATS; formats with named graphs have it in a graph of its own."""
    _, _, kind = RDF_FORMATS[form]
    prefixes = {**PREFIXES, "ztn": NETWORK}
    lost: list[str] = []
    triples = _triples(flat, lost if kind == RdfFormat.RDF_XML else None)
    if kind.supports_datasets:
        graph = NamedNode(_network_iri(flat))
        quads = (Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
        serialize(quads, out, format=kind, prefixes=prefixes)
    else:
        serialize(triples, out, format=kind, prefixes=prefixes)
    if lost:
        flat.notes.append(f"{len(lost)} 处控制字符 XML 不能保存，已换成 U+FFFD (control characters replaced)")


def _triples(flat: FlatNetwork, lost: list[str] | None) -> Iterator[Triple]:
    for node, row in flat.nodes():
        subject = _node(node)
        kind = str(row.get("type", ""))
        yield Triple(subject, _A, NamedNode(_CLASSES.get(kind, f"{SKOS}Concept" if kind else f"{RDFS}Resource")))
        for name, value in row.items():
            yield Triple(subject, _LABEL if name == "label" else _term(name), _literal(name, value, lost))
    whole = _network_iri(flat)
    for number, (source, target, row) in enumerate(flat.edges()):
        edge, predicate = NamedNode(f"{whole}#e{number}"), _term(str(row.get("type", "joined")))
        subject, object_ = _node(source), _node(target)
        yield Triple(subject, predicate, object_)
        yield Triple(edge, _A, _STATEMENT)
        yield Triple(edge, _SUBJECT, subject)
        yield Triple(edge, _PREDICATE, predicate)
        yield Triple(edge, _OBJECT, object_)
        for name, value in row.items():
            yield Triple(edge, _LABEL if name == "label" else _term(name), _literal(name, value, lost))


def _network_iri(flat: FlatNetwork) -> str:
    return f"{DEFAULT_BASE}network/{segment(flat.name)}"


def _node(iri: str) -> NamedNode:
    """Return a node by its IRI; one whose id is no IRI (of a network made by hand) gets one."""
    if ":" in iri:
        try:
            return NamedNode(iri)
        except ValueError:
            pass
    return NamedNode(f"{NETWORK}node/{segment(iri)}")


def _term(name: str) -> NamedNode:
    return NamedNode(f"{NETWORK}{_NO_NAME.sub('_', name)}")


def _literal(name: str, value: Scalar, lost: list[str] | None) -> Literal:
    if isinstance(value, bool):
        return Literal(value)
    if isinstance(value, int):
        return Literal(str(value), datatype=NamedNode(f"{XSD}integer"))
    if isinstance(value, float):
        return Literal(repr(value), datatype=NamedNode(f"{XSD}double"))
    if name == "date" and _DATE.fullmatch(value):
        return Literal(value, datatype=NamedNode(f"{XSD}date"))
    if lost is not None and _FORBIDDEN.search(value):
        lost.append(value)
        value = _FORBIDDEN.sub("\ufffd", value)
    if not value.isascii():
        # A copy: Python keeps the UTF-8 that is asked of a text with it, which would double the texts of the network.
        value = _BROKEN.sub("\ufffd", value).encode().decode()
    return Literal(value)
