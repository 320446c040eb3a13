"""Where the rows of a page come from: the documents that can have some, in order, and the things in each of them."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from .binding import Pairs, bind_pattern
from .known_things import Things, find_several, find_told, find_with_words, is_shown
from .question import Query
from .standing import MANY, Lookup, Walk, ordered_values, read_lookup, shelves, stays, with_kinds

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store

# Values of these kinds stand in very many documents or in very few. Looking for the documents of all the tasks that
# somebody leads costs more than a page; so it is only done where the first documents do not fill the page.
_WIDE = ("text", "role", "year")
# Of so many documents, and then of four times as many and so on, it is asked at once whether they are of a year.
_DATED, _GROWTH, _MOST = 32, 4, 512

_Terms: TypeAlias = "Mapping[str, Sequence[NamedNode | Literal]]"
#: A document and the things in it that are asked about.
Entry: TypeAlias = "tuple[NamedNode, Sequence[NamedNode]]"
# A document, and how to find the things in it.
_Step: TypeAlias = "tuple[NamedNode, Walk | None]"

# A folder opened for reading shows what was there when it was opened, so these are asked once.
_READ: "WeakKeyDictionary[Store, dict[str, tuple[NamedNode, ...]]]" = WeakKeyDictionary()
_THING = re.compile(r"\?[a-z]\w* zt:inDocument \?_")


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be asked about, document after document in the order of rows.

    ``variable`` is that of the things in them, where these can be told; ``fixed`` are values that all of them have, and
    ``is_open`` says that they were found for no value at all. ``among`` are values of another parameter that go with
    each document. ``wide`` names the parameters whose values nothing was looked for yet.
    """

    steps: Iterator[_Step]
    known: Things | None
    among: Things | None
    variable: str
    fixed: "Mapping[str, NamedNode | Literal]"
    is_open: bool
    wide: frozenset[str]

    def entries(self) -> Iterator[Entry]:
        """Yield the documents that can have rows, each with its things."""
        for document, walk in self.steps:
            if walk and not walk.fits(document):
                continue
            if self.known:
                things: Sequence[NamedNode] = self.known.by_document[document]
                things = walk.sift(things) if walk else things
            elif walk and self.variable:
                things = walk.find(document)
            else:
                yield document, ()
                continue
            if things:
                yield document, things

    def pairs(self, by: str, entries: Iterable[Entry]) -> Pairs:
        """Return the things of some documents, each with its own."""
        terms = [(thing, document) for document, things in entries for thing in things]
        return Pairs(self.variable, by, terms, self.fixed)

    def terms(self, by: str, entries: Iterable[Entry]) -> "Mapping[str, Sequence[NamedNode]]":
        """Return what is asked of some documents: themselves, and of several things of one name those in them."""
        documents = [document for document, _ in entries]
        if not self.among:
            return {by: documents}
        return {
            by: documents,
            self.among.parameter: [each for one in documents for each in self.among.by_document[one]],
        }

    def within(self, documents: "Container[NamedNode]") -> "Source":
        """Return what is left where only some documents can have rows."""
        rest = (step for step in self.steps if step[0] in documents)
        # Of what is rare most things would be read for nothing.
        return replace(self, steps=rest, variable="" if self.is_open else self.variable, wide=frozenset())


def find_source(query: Query, terms: _Terms, store: "Store") -> Source:
    """Find what is to be asked about: at once what few documents can have, the rest by looking into each document."""
    by, asked = query.pages["by"], query.pages.keys() & terms.keys()
    if "first" in query.pages:
        return _by_first(query, terms, sorted(asked), store)
    wide = {each.name for each in query.parameters if each.type in _WIDE} & asked
    known = find_several(query, terms, asked - wide, store) or find_with_words(query, terms, asked, store)
    rest = asked - ({known.parameter} if known else set())
    # What is narrow comes first: its things are listed, and what is wide then sifts them.
    lookups = {**_lookups(query, terms, rest - wide, store), **_lookups(query, terms, rest & wide, store)}
    among, known = (known, None) if known and _goes_with(query, lookups, known, wide) else (None, known)
    rest -= lookups.keys()
    if not known and not _shown(query, lookups.values()):
        known = find_told(query, terms, rest - wide, store) if rest - wide else None
        lookups |= _lookups(query, terms, () if known else ("any",), store)
        known = known or (None if _shown(query, lookups.values()) else find_told(query, terms, (), store))
        rest -= {known.parameter} if known else set()
    variable = known.variable if known else _shown(query, lookups.values())
    same = {name: lookup for name, lookup in lookups.items() if lookup.thing == variable}
    beside = [lookup for name, lookup in lookups.items() if name not in same]
    walk = Walk(store, shelves(store), tuple(same.values()), beside) if lookups else None
    narrow, dated = rest - wide, {name for name in rest & wide if query.pages[name].startswith(f"?_{by} ")}
    documents: Iterable[NamedNode]
    listed = known or among
    if narrow or not (listed or walk):
        documents = documents_of(query, terms, narrow, store)
    else:
        documents = listed.documents() if listed else walk.documents() if walk else ()
    if listed:
        documents = (document for document in documents if document in listed.by_document)
    for name in sorted(dated):
        documents = _dated(query, name, terms[name], documents, store)
    fixed = {name: terms[name][0] for name in same if name != "any" and len(terms[name]) == 1}
    is_open = same.keys() | ({known.parameter} if known else set()) <= {"any"}
    steps = ((document, walk) for document in documents)
    return Source(steps, known, among, variable, fixed, is_open, frozenset(rest & wide - dated))


def _by_first(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> Source:
    """Find what is to be asked about where the rows are ordered by something else before the document, such as a date.

    What is first is little: the documents are gone through for each date anew.
    """
    first = query.pages["first"]
    variable, values = ordered_values(first, store)
    for name in names:
        among = f"VALUES ?{variable} {{ {' '.join(map(str, values))} }}"
        fitting = {*_ask(f"?{variable}", among + query.pages[name].removeprefix(first), store, name, terms[name])}
        values = tuple(value for value in values if value in fitting)
    lookups = [lookup for value in values if (lookup := read_lookup(first, (value,)))]
    walks = (Walk(store, shelves(store), (lookup,), ()) for lookup in lookups)
    steps = ((document, walk) for walk in walks for document in walk.documents())
    return Source(steps, None, None, lookups[0].thing if lookups else "", {}, False, frozenset())


def _lookups(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> dict[str, Lookup]:
    """Return what can be looked for in the graphs of one document; on a server each look would be a request."""
    if store.address.startswith("http"):
        return {}
    found = {name: read_lookup(query.pages.get(name, ""), tuple(terms.get(name, ()))) for name in sorted(names)}
    return {name: with_kinds(lookup, store) for name, lookup in found.items() if lookup}


def _goes_with(query: Query, lookups: Mapping[str, Lookup], known: Things, wide: Container[str]) -> bool:
    """Whether what is known are values of one parameter only, while the things of another can be looked for."""
    narrow = [lookup for name, lookup in lookups.items() if name not in wide]
    return known.variable == f"_{known.parameter}" and bool(_shown(query, narrow))


def _shown(query: Query, lookups: Iterable[Lookup]) -> str:
    """Return the variable of the first things that the query calls so too; or ""."""
    return next((each.thing for each in lookups if is_shown(query, each.thing)), "")


def _dated(
    query: Query, name: str, terms: "Sequence[NamedNode | Literal]", documents: Iterable["NamedNode"], store: "Store"
) -> Iterator["NamedNode"]:
    """Yield the documents that fit what is asked of themselves, looking at a few first.

    After these, to look at all at once costs less in a small store, and in a large one more than a page.
    """
    by, rest, size = f"?_{query.pages['by']}", iter(documents), _DATED
    while some := tuple(islice(rest, size)):
        values = f"VALUES {by} {{ {' '.join(map(str, some))} }}\n  "
        fitting = set(_ask(by, values + query.pages[name], store, name, terms))
        yield from (document for document in some if document in fitting)
        if size == _DATED and (store.address.startswith("http") or len(shelves(store).by_document) <= MANY):
            fitting = set(_ask(by, query.pages[name], store, name, terms))
            yield from (document for document in rest if document in fitting)
        size = min(size * _GROWTH, _MOST)


def documents_of(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> tuple["NamedNode", ...]:
    """Return the documents that can have rows, in the order of rows; all of the store where nothing tells."""
    by = f"?_{query.pages['by']}"
    found = [_ask(by, query.pages[name], store, name, terms[name]) for name in names]
    if found:
        return _ordered(set.intersection(*map(set, found)))
    pattern = query.pages.get("any", "")
    if not pattern or _THING.search(pattern):  # to look through all things costs more than a page
        pattern = f"{by} a zt:PolicyDocument"
    if not stays(store):
        return _ordered(_ask(by, pattern, store))
    read = _READ.setdefault(store, {})
    if pattern not in read:
        read[pattern] = _ordered(_ask(by, pattern, store))
    return read[pattern]


def _ask(
    by: str, pattern: str, store: "Store", name: str = "", terms: Sequence["NamedNode | Literal"] = ()
) -> list["NamedNode"]:
    return [row[0] for row in store.select(bind_pattern(by, pattern, name, terms)).rows]  # type: ignore[misc]


def _ordered(documents: Iterable["NamedNode"]) -> tuple["NamedNode", ...]:
    # As SPARQL orders IRIs: character by character.
    return tuple(sorted(documents, key=lambda document: document.value))
