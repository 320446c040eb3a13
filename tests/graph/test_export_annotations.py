"""Web Annotations of a document, read by rdflib with the terms of the W3C's context."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import rdflib
from network_stores import DOCUMENT, document, sample_store, written_store

from zhengtu.graph import Store
from zhengtu.graph.export_annotations import AROUND, CONTEXT, annotations, write_annotations
from zhengtu.graph.projection import NetworkError

PROVINCE = f"{DOCUMENT}浙政办发-2022-900"
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
# The terms of http://www.w3.org/ns/anno.jsonld that are used here; the context itself cannot be fetched in a test.
TERMS = {
    "oa": str(OA),
    "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": str(rdflib.RDF),
    "dcterms": str(rdflib.DCTERMS),
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "describing": "oa:describing",
    "exact": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
    "value": "rdf:value",
    "items": {"@id": "as:items", "@container": "@list"},
    "first": {"@id": "as:first", "@type": "@id"},
    "total": "as:totalItems",
}


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with sample_store() as store:
        yield store


def written(store: Store, iri: str) -> dict[str, Any]:
    out = io.StringIO()
    number = write_annotations(store, iri, out)
    data: dict[str, Any] = json.loads(out.getvalue())
    assert data["total"] == number == len(data["first"]["items"])
    return data


def test_rdflib_finds_every_finding_with_its_quote(samples: Store) -> None:
    data = written(samples, PROVINCE)
    assert data.pop("@context") == CONTEXT
    graph = rdflib.Graph()
    graph.parse(data=json.dumps({"@context": TERMS, **data}), format="json-ld")
    found: Counter[tuple[str, str]] = Counter()
    for annotation in graph.subjects(rdflib.RDF.type, OA.Annotation):
        target = graph.value(annotation, OA.hasTarget)
        assert str(graph.value(target, OA.hasSource)) == PROVINCE
        quotes = [
            str(each)
            for selector in graph.objects(target, OA.hasSelector)
            for each in graph.objects(selector, OA.exact)
        ]
        sources = [
            str(each) for body in graph.objects(annotation, OA.hasBody) for each in graph.objects(body, OA.hasSource)
        ]
        found[sources[0], quotes[0]] += 1
    query = f"""SELECT ?finding ?quote {{ ?finding zt:inDocument <{PROVINCE}> ; zt:evidence ?p . ?p nif:anchorOf ?quote
      FILTER NOT EXISTS {{ ?finding a zt:Alignment }} }}"""
    assert found == Counter((row["finding"], row["quote"]) for row in samples.select(query).plain())


def test_positions_and_what_stands_around_a_quote_fit_the_text(samples: Store) -> None:
    (row,) = samples.select(f"SELECT ?text {{ <{PROVINCE}> nif:isString ?text }}").plain()
    text = str(row["text"])
    for each in annotations(samples, PROVINCE):
        position, quote = each["target"]["selector"]
        begin, end = position["start"], position["end"]
        assert quote["exact"] == text[begin:end]
        assert quote.get("prefix", "") == text[max(0, begin - AROUND) : begin]
        assert quote.get("suffix", "") == text[end : end + AROUND]


def test_a_duty_is_told_with_role_and_body(samples: Store) -> None:
    labels = {each["body"][1]["value"] for each in annotations(samples, PROVINCE)}
    assert "牵头：省科技厅" in labels


def test_what_was_concluded_is_marked() -> None:
    body = """
{D}/r/r1> a zt:Responsibility ; zt:agentName "甲" ; zt:explicit false ; zt:inDocument {D}> ; zt:evidence {D}#char=0,2> .
{D}/r/r2> a zt:Responsibility ; zt:agentName "乙" ; zt:explicit true ; zt:inDocument {D}> ; zt:evidence {D}#char=0,2> .
{D}#char=0,2> zt:inDocument {D}> ; nif:anchorOf "甲乙" ; nif:beginIndex 0 ; nif:endIndex 2 .
"""
    with written_store(document("A", body=body)) as store:
        concluded, said = annotations(store, f"{DOCUMENT}A")
    tags = [[part["value"] for part in each["body"] if part.get("purpose") == "tagging"] for each in (concluded, said)]
    assert tags == [["responsibility", "责任", "concluded"], ["responsibility", "责任"]]


def test_a_document_without_findings_gives_an_empty_collection_and_an_unknown_one_is_told() -> None:
    with written_store(document("A")) as store:
        assert written(store, f"{DOCUMENT}A")["total"] == 0
        with pytest.raises(NetworkError, match="no text of urn:x"):
            write_annotations(store, "urn:x", io.StringIO())
