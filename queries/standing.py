"""What stands in which document: found by looking into the graphs of one document after the other.

A widespread body has duties in a third of all documents, and a page shows those of the first few. To list all of them
and cut costs in proportion to the store. To look into a document's own graph costs a few microseconds whether there is
something or not, so the page is full long before the store is through.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store

    Term: TypeAlias = "NamedNode | Literal"

#: From so many documents on, it is first tried to list what is looked for; up to so many things are rare.
MANY, RARE = 2000, 300
_LOOKUP = re.compile(
    r"(?:VALUES \?(?P<class>\w+) \{ (?P<classes>\w+:\w+(?: \w+:\w+)*) \} )?"
    r"\?(?P<thing>[a-z]\w*) (?P<property>a|\w+:\w+)(?P<kinds>/skos:broader\?)? "
    r"(?:\?(?P<sought>\w+)|(?P<value>\w+:\w+)) \. "
    r"\?(?P=thing) zt:inDocument \?_\w+"
)
_GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph {} }"
# A folder opened for reading shows what was there when it was opened, so these are listed once.
_READ: "WeakKeyDictionary[Store, Shelves]" = WeakKeyDictionary()
_READ_VALUES: "WeakKeyDictionary[Store, dict[str, tuple[Term, ...]]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a pattern ``?thing zt:role ?_role . ?thing zt:inDocument ?_document`` looks for, with a value or a class.

    ``thing`` is its variable, without the question mark; any of the ``values`` will do. Written with
    ``zt:instrument/skos:broader?``, their ``kinds`` will do too.
    """

    thing: str
    property: "NamedNode"
    values: tuple["Term", ...]
    kinds: bool = False


def read_lookup(pattern: str, values: Sequence["Term"] = ()) -> Lookup | None:
    """Return what a pattern looks for, where it is such a pattern.

    >>> read_lookup("?one a zt:Responsibility . ?one zt:inDocument ?_document").thing
    'one'
    >>> from pyoxigraph import NamedNode
    >>> made = "?one zt:instrument/skos:broader? ?_instrument . ?one zt:inDocument ?_document"
    >>> read_lookup(made, (NamedNode("urn:supply"),)).kinds
    True
    >>> len(read_lookup("VALUES ?kind { zt:Task zt:Goal } ?it a ?kind . ?it zt:inDocument ?_document").values)
    2
    """
    from pyoxigraph import NamedNode

    match = _LOOKUP.fullmatch(pattern)
    if not match:
        return None
    names = match["value"] or (match["classes"] if match["class"] == match["sought"] else "")
    known = tuple(NamedNode(_expand(name)) for name in names.split()) if names else tuple(values)
    return Lookup(match["thing"], NamedNode(_expand(match["property"])), known, bool(match["kinds"])) if known else None


def with_kinds(lookup: Lookup, store: "Store") -> Lookup:
    """Return a lookup of concepts that finds what has one of their kinds as well, where its pattern says so."""
    if not lookup.kinds:
        return lookup
    values = " ".join(map(str, lookup.values))
    rows = store.select(f"SELECT DISTINCT ?kind {{ VALUES ?concept {{ {values} }} ?kind skos:broader? ?concept }}").rows
    return replace(lookup, values=tuple(kind for (kind,) in rows if kind))  # type: ignore[misc]


def ordered_values(pattern: str, store: "Store") -> "tuple[str, tuple[Term, ...]]":
    """Return the variable of what a pattern looks for, and all that it is in the store, as SPARQL orders it."""
    match = _LOOKUP.fullmatch(pattern)
    if not match:
        return "", ()
    kept = _READ_VALUES.setdefault(store, {}) if stays(store) else {}
    if pattern not in kept:
        thing, variable = f"?{match['thing']} {match['property']}", f"?{match['sought']}"
        rows = store.select(f"SELECT DISTINCT {variable} WHERE {{ {thing} {variable} }} ORDER BY {variable}").rows
        kept[pattern] = tuple(row[0] for row in rows)  # type: ignore[misc]
    return match["sought"], kept[pattern]


def _expand(name: str) -> str:
    from ..graph.terms import PREFIXES, RDF

    if name == "a":
        return f"{RDF}type"
    prefix, _, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}"


@dataclass(frozen=True, slots=True)
class Shelves:
    """The documents of a store in the order of rows, each with its own graphs, and the graphs that are of no document.

    What was concluded from a document stands in another graph than its text; what a person corrected stands elsewhere.
    """

    by_document: "Mapping[NamedNode, Sequence[NamedNode]]"
    elsewhere: "Sequence[NamedNode]"


def stays(store: "Store") -> bool:
    """Whether a store shows what was there when it was opened; what others write on a server is seen at once."""
    return store.read_only and not store.address.startswith("http")


def shelves(store: "Store") -> Shelves:
    """Return the shelves of a store; of one that stays as it is they are read once."""
    if store in _READ and stays(store):
        return _READ[store]
    read = _read(store)
    if stays(store):
        _READ[store] = read
    return read


def _read(store: "Store") -> Shelves:
    from pyoxigraph import NamedNode

    from ..graph.iri import document_of_graph

    by_document: dict[str, list[NamedNode]] = {}
    elsewhere = []
    for (graph,) in store.select(_GRAPHS).rows:
        assert isinstance(graph, NamedNode)
        document = document_of_graph(graph.value)
        if document:
            by_document.setdefault(document, []).append(graph)
        else:
            elsewhere.append(graph)
    # As SPARQL orders IRIs: character by character.
    return Shelves({NamedNode(document): tuple(by_document[document]) for document in sorted(by_document)}, elsewhere)


class Walk:
    """Finds things by document, as several lookups demand at once."""

    def __init__(self, store: "Store", shelves: Shelves, things: Sequence[Lookup], beside: Sequence[Lookup]) -> None:
        """Look for what all of ``things`` find; in documents only where each of ``beside`` finds something too."""
        self._store = store
        self._shelves = shelves
        self._first = things[0] if things else None
        self._others = tuple(things[1:])
        self._beside = beside
        self._elsewhere = {lookup: self._find_elsewhere(lookup) for lookup in (*things[:1], *beside)}

    def documents(self) -> "Iterator[NamedNode]":
        """Yield the documents in the order of rows: those that have graphs, and those that others tell of."""
        others = {each for found in self._elsewhere.values() for each in found}
        few = self._of_what_is_rare() if len(self._shelves.by_document) > MANY else None
        if few is None and others <= self._shelves.by_document.keys():
            yield from self._shelves.by_document
        else:
            found = others | (self._shelves.by_document.keys() if few is None else few)
            yield from sorted(found, key=lambda document: document.value)

    def _of_what_is_rare(self) -> "set[NamedNode] | None":
        """Return the documents whose own graphs have what is looked for, if that is rare; to list it costs little then.

        In a large store, looking into every document for what a few have would cost more.
        """
        from pyoxigraph import NamedNode

        from ..graph.iri import document_of_graph

        found: set[NamedNode] | None = None
        for lookup in self._elsewhere:
            quads = chain.from_iterable(self._store.quads(None, lookup.property, value) for value in lookup.values)
            some = list(islice(quads, RARE + 1))
            if len(some) <= RARE:
                graphs = {document_of_graph(getattr(quad.graph_name, "value", "")) for quad in some}
                documents = {NamedNode(document) for document in graphs if document}
                found = documents if found is None else found & documents
        return found

    def find(self, document: "NamedNode") -> "list[NamedNode]":
        """Return the things of a document."""
        if self._first is None:
            return []
        found = dict.fromkeys(self._look(self._first, document))
        return [thing for thing in found if all(self._has(thing, lookup) for lookup in self._others)]

    def fits(self, document: "NamedNode") -> bool:
        """Whether a document has what must stand in it beside the things."""
        return all(next(self._look(lookup, document), None) is not None for lookup in self._beside)

    def sift(self, things: "Sequence[NamedNode]") -> "list[NamedNode]":
        """Return those of known things that all lookups would find."""
        lookups = [*((self._first,) if self._first else ()), *self._others]
        return [thing for thing in things if all(self._has(thing, lookup) for lookup in lookups)]

    def _look(self, lookup: Lookup, document: "NamedNode") -> "Iterator[NamedNode]":
        yield from self._elsewhere[lookup].get(document, ())
        for graph in self._shelves.by_document.get(document, ()):
            for value in lookup.values:
                for quad in self._store.quads(None, lookup.property, value, graph):
                    yield quad.subject  # type: ignore[misc]

    def _has(self, thing: "NamedNode", lookup: Lookup) -> bool:
        return any(next(self._store.quads(thing, lookup.property, value), None) for value in lookup.values)

    def _find_elsewhere(self, lookup: Lookup) -> "dict[NamedNode, list[NamedNode]]":
        from pyoxigraph import NamedNode

        within, found = NamedNode(_expand("zt:inDocument")), dict[NamedNode, list[NamedNode]]()
        for graph in self._shelves.elsewhere:
            for value in lookup.values:
                for quad in self._store.quads(None, lookup.property, value, graph):
                    for place in self._store.quads(quad.subject, within):  # type: ignore[arg-type]
                        found.setdefault(place.object, []).append(quad.subject)  # type: ignore[arg-type]
        return found
