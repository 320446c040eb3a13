"""Stores for the tests of networks: the samples, and statements written by hand."""

from pathlib import Path

import pyoxigraph

from zhengtu.graph import Store, open_store
from zhengtu.graph.building import build
from zhengtu.ontology import load_ontology

SAMPLES = Path(__file__).parents[1] / "cli" / "samples"
BASE = "https://w3id.org/zhengtu/id/"
DOCUMENT = f"{BASE}document/"
PREFIXES = """
@prefix zt: <https://w3id.org/zhengtu/def#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix role: <https://w3id.org/zhengtu/voc/role/> . @prefix relation: <https://w3id.org/zhengtu/voc/relation/> .
@prefix id: <https://w3id.org/zhengtu/id/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix instrument: <https://w3id.org/zhengtu/voc/instrument/> .
"""


def sample_store() -> Store:
    """Return the graph of the three samples, in memory."""
    store = open_store("memory:")
    build([SAMPLES], store, load_ontology())
    return store


def written_store(trig: str) -> Store:
    """Return a store of statements in TriG."""
    inner = pyoxigraph.Store()
    inner.load((PREFIXES + trig).encode(), format=pyoxigraph.RdfFormat.TRIG)
    return Store(inner, "memory:")


def document(name: str, issued: str = "", body: str = "") -> str:
    """Return the TriG of a document; ``{D}`` in the body is its IRI without the closing bracket."""
    iri = f"{DOCUMENT}{name}"
    date = f' ; eli:date_document "{issued}"^^xsd:date' if issued else ""
    said = body.replace("{D}", f"<{iri}")
    return f'<{BASE}graph/document/{name}> {{ <{iri}> a zt:PolicyDocument ; rdfs:label "文件{name}"{date} . {said} }}\n'
