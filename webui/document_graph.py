"""Everything that the store says of one document, read in one query."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..graph import Store
from ..graph.answer import Plain, plain

# One pattern for all: a query with an OPTIONAL for each property is a thousand times slower (the second one is asked
# for every row that the first leaves unbound).
_THINGS = "SELECT ?thing ?property ?value WHERE {{ ?thing zt:inDocument {document} ; ?property ?value }}"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of a document; ``values`` by the last part of the property's IRI."""

    iri: str
    values: Mapping[str, tuple[Plain, ...]]

    def text(self, name: str) -> str:
        """Return the first value as text, "" where there is none."""
        found = self.values.get(name, ())
        return str(found[0]) if found and found[0] is not None else ""

    def number(self, name: str) -> float:
        """Return the first value as a number, 0 where there is none."""
        found = self.values.get(name, ())
        return float(found[0]) if found and isinstance(found[0], (int, float)) else 0.0

    @property
    def key(self) -> str:
        """The end of its IRI, which tells it from others of its document: ``r7``."""
        return self.iri.rpartition("/")[2]

    def all(self, name: str) -> tuple[str, ...]:
        """Return all values as text."""
        return tuple(str(value) for value in self.values.get(name, ()))


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """A document and its things: by class (``Task``), passages by IRI."""

    document: Thing
    things: Mapping[str, tuple[Thing, ...]]
    passages: Mapping[str, Thing]

    def of(self, *classes: str) -> Iterator[Thing]:
        """Yield the things of some classes, in the order of the text."""
        found = [thing for name in classes for thing in self.things.get(name, ())]
        return iter(sorted(found, key=lambda thing: (*self.span(thing), thing.key)))

    def span(self, thing: Thing) -> tuple[int, int]:
        """Return where the evidence of a thing stands; (0, 0) where nothing proves it."""
        passage = self.passages.get(thing.text("evidence"))
        return (int(passage.number("beginIndex")), int(passage.number("endIndex"))) if passage else (0, 0)

    def quote(self, thing: Thing) -> str:
        """Return the words that prove a thing."""
        passage = self.passages.get(thing.text("evidence"))
        return passage.text("anchorOf") if passage else ""


def read_thing(store: Store, iri: str) -> Thing:
    """Return all that is said of one thing."""
    values: dict[str, list[Plain]] = {}
    for quad in store.quads(NamedNode(iri)):
        own = values.setdefault(_local(quad.predicate.value), [])
        value = plain(quad.object)
        if value not in own:
            own.append(value)
    return Thing(iri, {name: tuple(own) for name, own in values.items()})


def read_document_graph(store: Store, iri: str) -> DocumentGraph:
    """Return a document with all its things; its ``document`` has no values where the store does not know it."""
    said: dict[str, dict[str, list[Plain]]] = {}
    for row in store.select(_THINGS.format(document=NamedNode(iri))).plain():
        own = said.setdefault(str(row["thing"]), {}).setdefault(_local(str(row["property"])), [])
        if row["value"] not in own:
            own.append(row["value"])
    things: dict[str, list[Thing]] = {}
    passages: dict[str, Thing] = {}
    for name, values in said.items():
        thing = Thing(name, {key: tuple(own) for key, own in values.items()})
        if "beginIndex" in values:
            passages[name] = thing
        for each in thing.all("type"):
            things.setdefault(_local(each), []).append(thing)
    return DocumentGraph(read_thing(store, iri), {name: tuple(own) for name, own in things.items()}, passages)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]
