"""The evidence of a document as Web Annotations (W3C), which annotation tools lay over its text.

Every finding becomes an annotation: what was found is its body, the words that prove it its target, by position and by
quote, so that it can be found again in a copy of the text that differs a little.
"""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from pyoxigraph import Literal, NamedNode

from .network_node import TYPES, NodeReader
from .projection import NetworkError
from .store import Store
from .terms import NIF, ZT

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: So many characters before and after a quote tell it from the same words elsewhere.
AROUND = 20

_FINDINGS = """SELECT DISTINCT ?finding ?class ?passage ?begin ?end ?quote ?role ?agent ?title ?explicit WHERE {{
  VALUES ?class {{ {classes} }}
  ?finding zt:inDocument {document} ; a ?class ; zt:evidence ?passage .
  ?passage zt:inDocument {document} ; nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?quote .
  OPTIONAL {{ ?finding zt:role/skos:prefLabel ?role FILTER(LANG(?role) = "zh") }}
  OPTIONAL {{ ?finding zt:agentName ?agent }}
  OPTIONAL {{ ?finding zt:citedTitle ?title }}
  OPTIONAL {{ ?finding zt:explicit ?explicit }}
}} ORDER BY ?begin ?end ?finding"""
_CLASSES = (
    *("Section", "Task", "BoxItem", "Goal", "Principle", "Safeguard"),
    *("Measure", "Responsibility", "Target", "Deadline", "Citation"),
)
_TEXT, _PRODUCER = NamedNode(f"{NIF}isString"), NamedNode(f"{ZT}extractedBy")


def annotations(store: Store, document: str) -> Iterator[dict[str, Any]]:
    """Yield the annotations of a document, given by its IRI, in the order of its text.

    What no text says but was concluded has the tag ``concluded``. Positions count characters (code points) from 0; the
    end is the first character behind the quote.
    """
    reader, text = NodeReader(store), _first(store, document, _TEXT)
    classes = " ".join(f"zt:{name}" for name in _CLASSES)
    query = _FINDINGS.format(classes=classes, document=NamedNode(document))
    for row in store.select(query).plain():
        finding, begin, end = str(row["finding"]), int(row["begin"] or 0), int(row["end"] or 0)
        kind, kind_label = TYPES[str(row["class"])]
        words = "：".join(str(part) for part in (row["role"], row["agent"]) if part) or str(row["title"] or "")
        label = words or reader.read(finding).label
        quote: dict[str, Any] = {"type": "TextQuoteSelector", "exact": row["quote"]}
        if text:
            around = {"prefix": text[max(0, begin - AROUND) : begin], "suffix": text[end : end + AROUND]}
            quote.update((name, part) for name, part in around.items() if part)
        yield {
            "id": f"{finding}#annotation",
            "type": "Annotation",
            "motivation": "describing",
            "body": [
                {"type": "SpecificResource", "source": finding, "purpose": "identifying"},
                _words(label, "describing", "zh"),
                _words(kind, "tagging"),
                _words(kind_label, "tagging", "zh"),
                *([_words("concluded", "tagging")] if row["explicit"] is False else ()),
            ],
            "target": {
                "source": document,
                "selector": [{"type": "TextPositionSelector", "start": begin, "end": end}, quote],
            },
        }


def write_annotations(store: Store, document: str, out: TextIO) -> int:
    """Write the annotations of a document as a collection in JSON-LD, one a line; return how many there are.

    Raise NetworkError where the store has no text of the document.
    """
    known = {each.iri: each for each in store.documents()}
    if document not in known:
        raise NetworkError(f"the store {store.address} has no text of {document}; give a document that it has")
    found = tuple(annotations(store, document))
    head = {
        "@context": CONTEXT,
        "id": f"{document}/annotations",
        "type": "AnnotationCollection",
        "label": known[document].title,
        "total": len(found),
    }
    producer = _first(store, document, _PRODUCER)
    if producer:
        head["generator"] = {"type": "Software", "name": producer}
    first = {"id": f"{document}/annotations#first", "type": "AnnotationPage", "startIndex": 0}
    out.write(f'{_dump(head)[:-1]}, "first": {_dump(first)[:-1]}, "items": [')
    for number, annotation in enumerate(found):
        out.write(f"{',' if number else ''}\n  {_dump(annotation)}")
    out.write("\n]}}\n")
    return len(found)


def _words(value: str, purpose: str, language: str = "") -> dict[str, str]:
    body = {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}
    return {**body, "language": language} if language else body


def _first(store: Store, subject: str, predicate: NamedNode) -> str:
    quad = next(store.quads(NamedNode(subject), predicate), None)
    return quad.object.value if quad is not None and isinstance(quad.object, Literal) else ""


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
