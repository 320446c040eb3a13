"""Answering a page at a time: from a few documents first, then from as many more as the page still needs.

The rows of such a question are ordered by document before anything else. An engine that is asked for the first fifty
rows of all would read and sort every row there is; here it is asked about the first documents only, and the rows are
the same. The header says so (``pages``), and how to find the documents of a value: those that name a body, say.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from .answer import Plain
from .binding import Pairs, bind, bind_pattern
from .question import Query

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store

#: So many documents are asked at first, and at most so many at a time: each is a value in the text of a query.
FIRST, MOST = 1, 512
# So many things are asked about at a time, save that those of one document stay together.
_TOGETHER = 2000
# A batch grows by so much at most, since a few documents without rows say little about those after them.
_GROWTH = 4
# Asking for a few documents more than needed costs less than asking again.
_MARGIN = 1.3
# Values of these kinds stand in very many documents or in very few. Looking for the documents of all the tasks that
# somebody leads costs more than a page; so it is only done where the first documents do not fill the page.
_WIDE = ("text", "role", "year")
# So many documents are tried first, and so many where their rows promise that they fill the page.
_TRIED, _PROMISING = 4, 32
# Words of things are kept where there are not more: a few tens of megabytes at most.
_KEPT = 100_000
# The pattern of a word that is looked for in the words of things: what there is to look through needs no word.
_WORDS = re.compile(
    r"(?P<all>.*\?(?P<thing>\w+) zt:inDocument \?_\w+) FILTER\(CONTAINS\(\?words, \?_(?P<name>\w+)\)\)", re.DOTALL
)
# What has rows, where its pattern tells.
_THING = re.compile(r"\?([a-z]\w*) zt:inDocument \?_")

_Terms: TypeAlias = "Mapping[str, Sequence[NamedNode | Literal]]"

# A folder opened for reading shows what was there when it was opened, so these are asked once.
_READ: "WeakKeyDictionary[Store, dict[str, tuple[NamedNode, ...]]]" = WeakKeyDictionary()
_READ_THINGS: "WeakKeyDictionary[Store, dict[str, dict[NamedNode, list[NamedNode]] | None]]" = WeakKeyDictionary()
_READ_WORDS: "WeakKeyDictionary[Store, dict[str, tuple[tuple[NamedNode, NamedNode, str], ...]]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class _Things:
    """What is asked about, by the document it stands in: found for one parameter, and bound to a variable."""

    parameter: str
    variable: str
    by_document: "Mapping[NamedNode, Sequence[NamedNode]]"

    def pairs(self, by: str, documents: Iterable["NamedNode"]) -> Pairs:
        """Return the things of some documents, each with its own."""
        return Pairs(
            self.variable, by, [(each, document) for document in documents for each in self.by_document[document]]
        )

    def fill(self, documents: Sequence["NamedNode"], rows: int) -> int:
        """Return how many documents have so many things, if each thing is a row."""
        counted = accumulate(len(self.by_document[document]) for document in documents)
        return min(sum(1 for _ in takewhile(lambda count: count < rows, counted)) + 1, MOST)


def read_pages(query: Query, terms: _Terms, limit: int, store: "Store") -> list[Mapping[str, Plain]]:
    """Return the first rows of a question of which no document is given, and one more where there are more."""
    by, asked = query.pages["by"], query.pages.keys() & terms.keys()
    wide = {each.name for each in query.parameters if each.type in _WIDE} & asked
    things = _several(query, terms, asked - wide, store) or _with_words(query, terms, asked, store)
    things = things or _told(query, terms, asked - wide, store)
    found = {things.parameter} if things else set()
    wide -= found
    narrow = asked - wide - found
    documents = _documents(query, terms, narrow, store) if narrow or not things else _ordered(things.by_document)
    if things:
        documents = tuple(each for each in documents if each in things.by_document)
    rows: list[Mapping[str, Plain]] = []
    begin, size = 0, things.fill(documents, limit + 1) if things and not things.variable.startswith("_") else FIRST
    while begin < len(documents) and len(rows) <= limit:
        size = min(size, things.fill(documents[begin : begin + size], _TOGETHER)) if things else size
        some = documents[begin : begin + size]
        pairs = things.pairs(by, some) if things else None
        rows += store.select(bind(query, {**terms, by: some}, limit - len(rows), pairs)).plain()
        begin += len(some)
        needed = int(_MARGIN * (limit + 1 - len(rows)) * begin / len(rows)) + 1 if rows else size * _GROWTH
        size = min(max(needed, FIRST), size * _GROWTH, MOST)
        if wide and begin + size > _TRIED and len(rows) <= limit and not (rows and begin + needed <= _PROMISING):
            fitting = set(_documents(query, terms, wide, store))
            documents, wide, begin = tuple(each for each in documents[begin:] if each in fitting), set(), 0
            size = min(max(size, FIRST), _TRIED)
            if things and things.parameter == "any":  # of what is rare most things are read for nothing
                things = None
    return rows


def _several(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> _Things | None:
    """Return the things that a name may mean, by document: each asked with each document would cost the product."""
    for name in sorted(names):
        if len(terms[name]) > 1:
            wanted = f"?_{query.pages['by']} ?_{name}"
            rows = store.select(bind_pattern(wanted, query.pages[name], name, terms[name])).rows
            return _Things(name, f"_{name}", _by_document(rows))  # type: ignore[arg-type]
    return None


def _with_words(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> _Things | None:
    """Return the things whose words hold a text, where the words of all are kept."""
    for name in sorted(names) if _stays(store) else ():
        match = _WORDS.fullmatch(query.pages[name])
        if match and match["name"] == name:
            kept = _READ_WORDS.setdefault(store, {})
            if match["all"] not in kept:
                wanted = f"?_{query.pages['by']} ?{match['thing']} ?words"
                rows = store.select(f"{bind_pattern(wanted, match['all'], '', ())}LIMIT {_KEPT + 1}\n").rows
                few = rows if len(rows) <= _KEPT else ()
                kept[match["all"]] = tuple((row[0], row[1], row[2].value) for row in few)  # type: ignore
            text = terms[name][0].value
            if kept[match["all"]]:
                return _Things(name, match["thing"], _by_document(row for row in kept[match["all"]] if text in row[2]))
    return None


def _told(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> _Things | None:
    """Return what has rows, where the pattern that finds its documents calls it as the question does.

    Reading it out of its documents would look at everything that stands in them.
    """
    name = min(names, default="any")
    pattern = query.pages.get(name, "")
    thing = _thing(query, pattern)
    if not thing:
        return None
    wanted = f"?_{query.pages['by']} ?{thing}"
    if name != "any":
        rows = store.select(bind_pattern(wanted, pattern, name, terms[name])).rows
        return _Things(name, thing, _by_document(rows))  # type: ignore[arg-type]
    if not _stays(store):
        return None
    kept = _READ_THINGS.setdefault(store, {})
    if pattern not in kept:  # who asks once only has no use for it
        kept[pattern] = None
        return None
    found = kept[pattern]
    if found is None:
        rows = store.select(f"{bind_pattern(wanted, pattern, '', ())}LIMIT {_KEPT + 1}\n").rows
        found = kept[pattern] = _by_document(rows) if len(rows) <= _KEPT else {}  # type: ignore[arg-type]
    return _Things(name, thing, found) if found else None


def _thing(query: Query, pattern: str) -> str:
    """Return the variable of what stands in the documents, where the question calls it so too; or ""."""
    match = _THING.search(pattern)
    return match[1] if match and re.search(rf"^[^#\n]*\?{match[1]}\b", query.sparql, re.MULTILINE) else ""


def _by_document(
    rows: "Iterable[tuple[NamedNode, NamedNode, *tuple[object, ...]]]",
) -> "dict[NamedNode, list[NamedNode]]":
    by_document: dict[NamedNode, list[NamedNode]] = {}
    for document, thing, *_ in rows:
        by_document.setdefault(document, []).append(thing)
    return by_document


def _documents(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> tuple["NamedNode", ...]:
    """Return the documents that can have rows, in the order of rows; all of the store where nothing tells."""
    by = f"?_{query.pages['by']}"
    found = [_ask(by, query.pages[name], store, name, terms[name]) for name in names]
    if found:
        return _ordered(set.intersection(*map(set, found)))
    pattern = query.pages.get("any", "")
    if not pattern or _thing(query, pattern):  # to look through all things costs more than a page
        pattern = f"{by} a zt:PolicyDocument"
    if not _stays(store):
        return _ordered(_ask(by, pattern, store))
    read = _READ.setdefault(store, {})
    if pattern not in read:
        read[pattern] = _ordered(_ask(by, pattern, store))
    return read[pattern]


def _stays(store: "Store") -> bool:
    """Whether the store shows what was there when it was opened; what others write on a server is seen at once."""
    return store.read_only and not store.address.startswith("http")


def _ask(
    by: str, pattern: str, store: "Store", name: str = "", terms: Sequence["NamedNode | Literal"] = ()
) -> list["NamedNode"]:
    return [row[0] for row in store.select(bind_pattern(by, pattern, name, terms)).rows]  # type: ignore[misc]


def _ordered(documents: Iterable["NamedNode"]) -> tuple["NamedNode", ...]:
    # As SPARQL orders IRIs: character by character.
    return tuple(sorted(documents, key=lambda document: document.value))
