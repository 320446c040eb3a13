"""What can be searched: titles of documents and provisions, and every sentence, with what was found in each."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..graph import Store
from ..graph.terms import RDFS, SKOS
from .address import address_of

#: Kinds of items, the most telling first; results come in this order of importance.
KINDS = ("document", "task", "box_item", "goal", "safeguard", "principle", "section")
FINDINGS = ("measure", "duty", "target", "deadline", "citation", "text")
#: What results can be narrowed down by.
FACETS = ("kind", "document", "level", "agency", "programme", "division", "instrument", "year")

_SENTENCE = re.compile(r"[^。！？!?\r\n]*(?:[。！？!?]+[”’」』）)】》〉\"']*|[\r\n]+|$)")
_CLASSES = {"Task": "task", "BoxItem": "box_item", "Goal": "goal", "Safeguard": "safeguard", "Principle": "principle"}

_DOCUMENTS = """SELECT ?document ?title ?number ?issued ?level ?text WHERE {
  GRAPH ?graph { ?document a zt:PolicyDocument ; rdfs:label ?title
    OPTIONAL { ?document zt:documentNumber ?number }
    OPTIONAL { ?document eli:date_document ?issued }
    OPTIONAL { ?document zt:level ?level }
    OPTIONAL { ?document nif:isString ?text } } }"""
_PROVISIONS = """SELECT ?document ?provision ?class ?title ?path ?begin ?end WHERE {
  VALUES ?class { zt:Task zt:BoxItem zt:Goal zt:Safeguard zt:Principle }
  ?provision a ?class ; zt:inDocument ?document ; rdfs:label ?title ; zt:evidence ?passage .
  ?passage nif:beginIndex ?begin ; nif:endIndex ?end
  OPTIONAL { ?provision zt:path ?path } }"""
_FOUND = """SELECT ?document ?kind ?begin ?thing ?task WHERE {
  VALUES (?class ?kind) { (zt:Measure "measure") (zt:Responsibility "duty") (zt:Target "target")
    (zt:Deadline "deadline") (zt:Citation "citation") }
  ?finding a ?class ; zt:inDocument ?document ; zt:evidence ?passage .
  ?passage nif:beginIndex ?begin
  OPTIONAL { ?finding zt:instrument|zt:agent ?thing }
  OPTIONAL { ?finding zt:ofTask ?task } }"""
_MENTIONS = """SELECT ?document ?begin ?thing ?task WHERE {
  ?passage zt:mentions ?thing ; zt:inDocument ?document ; nif:beginIndex ?begin
  OPTIONAL { ?passage zt:inProvision ?task } }"""
_PASSAGES = """SELECT DISTINCT ?document ?begin ?quote WHERE {
  ?passage nif:anchorOf ?quote ; nif:beginIndex ?begin ; zt:inDocument ?document }"""
_LABELS = "SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {things} }} ?thing {property} ?label }}"


@dataclass(slots=True)
class Item:
    """A title or sentence; ``facets`` are pairs of a name of `FACETS` and a value."""

    rank: int
    text: str
    page: str
    document: str
    place: str
    facets: set[tuple[str, str]] = field(default_factory=set)


def read_items(store: Store, base: str) -> Iterator[Item]:
    """Yield everything that can be searched."""
    found = _by_document(store.select(_FOUND).plain())
    mentions = _by_document(store.select(_MENTIONS).plain())
    provisions = _by_document(store.select(_PROVISIONS).plain())
    documents = store.select(_DOCUMENTS).plain()
    passages = {} if all(row["text"] for row in documents) else _by_document(store.select(_PASSAGES).plain())
    for row in documents:
        iri = str(row["document"])
        own = {("document", iri), ("level", str(row["level"] or "")), ("year", str(row["issued"] or "")[:4])}
        own = {(name, value) for name, value in own if value}
        title = f"{row['title']} {row['number'] or ''}".strip()
        yield Item(0, title, address_of(iri, base), str(row["title"]), "", {("kind", "document"), *own})
        about = _findings(found[iri], mentions[iri], base)
        for provision in provisions[iri]:
            kind = _CLASSES[str(provision["class"]).rpartition("#")[2]]
            facets = {("kind", kind), *own, *about.by_task[str(provision["provision"])]}
            address = address_of(str(provision["provision"]), base)
            yield Item(1, str(provision["title"]), address, str(row["title"]), str(provision["path"] or ""), facets)
        sentences = _sentences(str(row["text"])) if row["text"] else _quotes(passages[iri])
        yield from _sentence_items(iri, str(row["title"]), sentences, provisions[iri], about, own, base)


def read_labels(store: Store, values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the names of facet values that are IRIs, in Chinese."""
    labels: dict[tuple[str, str], str] = {}
    for name, prop in (("agency", RDFS), ("programme", RDFS), ("division", RDFS), ("document", RDFS)):
        things = [value for facet, value in values if facet == name]
        for start in range(0, len(things), 500):
            iris = " ".join(f"<{thing}>" for thing in things[start : start + 500])
            for row in store.select(_LABELS.format(things=iris, property=f"<{prop}label>")).plain():
                labels.setdefault((name, str(row["thing"])), str(row["label"]))
    instruments = " ".join(f"<{value}>" for facet, value in values if facet == "instrument")
    rows = store.select(_LABELS.format(things=instruments, property=f"<{SKOS}prefLabel>")).rows if instruments else ()
    for thing, label in rows:
        if getattr(label, "language", "") == "zh":
            labels[("instrument", getattr(thing, "value", ""))] = getattr(label, "value", "")
    return labels


@dataclass(slots=True)
class _Findings:
    by_place: list[tuple[int, str, str]]  # begin, facet, value
    by_task: Mapping[str, set[tuple[str, str]]]


def _by_document(rows: Iterable[Mapping[str, object]]) -> dict[str, list[Mapping[str, object]]]:
    sorted_out: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for row in rows:
        sorted_out[str(row["document"])].append(row)
    return sorted_out


def _findings(found: list[Mapping[str, object]], mentions: list[Mapping[str, object]], base: str) -> _Findings:
    by_place: list[tuple[int, str, str]] = []
    by_task: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in (*found, *mentions):
        begin = int(str(row["begin"]))
        if row.get("kind"):
            by_place.append((begin, "kind", str(row["kind"])))
        if row["thing"]:
            thing = str(row["thing"])
            folder = address_of(thing, base).split("/")[1] if address_of(thing, base) else ""
            facet = "instrument" if row.get("kind") == "measure" else folder
            if facet in FACETS:
                by_place.append((begin, facet, thing))
                by_task[str(row["task"] or "")].add((facet, thing))
    return _Findings(sorted(by_place), by_task)


def _sentence_items(
    iri: str,
    title: str,
    sentences: Iterable[tuple[int, str]],
    provisions: list[Mapping[str, object]],
    about: _Findings,
    own: set[tuple[str, str]],
    base: str,
) -> Iterator[Item]:
    spans = sorted(
        (int(str(p["end"])) - int(str(p["begin"])), int(str(p["begin"])), p) for p in provisions_of(provisions)
    )
    begins = [begin for begin, _, _ in about.by_place]
    for begin, text in sentences:
        end = begin + len(text)
        found = about.by_place[bisect_right(begins, begin - 1) : bisect_right(begins, end - 1)]
        facets = {(facet, value) for _, facet, value in found} | own
        if not any(facet == "kind" for facet, _ in facets):
            facets.add(("kind", "text"))
        holder = next((p for size, start, p in spans if start <= begin < start + size), None)
        place = f"{holder['path'] or ''} {holder['title']}".strip() if holder else ""
        rank = 3 if ("kind", "text") in facets else 2
        yield Item(rank, text, address_of(f"{iri}#char={begin},{end}", base), title, place, facets)


def provisions_of(rows: list[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    """Yield provisions once each."""
    seen: set[object] = set()
    for row in rows:
        if row["provision"] not in seen:
            seen.add(row["provision"])
            yield row


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    for match in _SENTENCE.finditer(text):
        words = match.group().strip()
        if words:
            yield match.start() + match.group().index(words[0]), words


def _quotes(rows: list[Mapping[str, object]]) -> Iterator[tuple[int, str]]:
    """Yield what is known of a text that the store does not hold: the sentences of its quotes."""
    seen: set[tuple[int, str]] = set()
    for row in rows:
        for begin, words in _sentences(str(row["quote"])):
            place = (int(str(row["begin"])) + begin, words)
            if place not in seen:
                seen.add(place)
                yield place
