"""Things that a value leads to at once: the tasks of one title, or what has a word in its title."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from .binding import bind_pattern
from .found_words import FoundWords, find_words
from .question import Query
from .standing import stays

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store

# What is kept of a store is kept where there is not more of it: a few tens of megabytes at most.
_KEPT = 100_000
# The pattern of a word that is looked for in the words of things: what there is to look through needs no word.
_WORDS = re.compile(
    r"(?P<all>.*\?(?P<thing>\w+) zt:inDocument \?_\w+) FILTER\(CONTAINS\(\?words, \?_(?P<name>\w+)\)\)", re.DOTALL
)
# What has rows, where its pattern tells.
_THING = re.compile(r"\?([a-z]\w*) zt:inDocument \?_")

_Terms: TypeAlias = "Mapping[str, Sequence[NamedNode | Literal]]"

# A folder opened for reading shows what was there when it was opened, so these are asked once.
_READ_THINGS: "WeakKeyDictionary[Store, dict[str, dict[NamedNode, list[NamedNode]] | None]]" = WeakKeyDictionary()
_READ_WORDS: "WeakKeyDictionary[Store, dict[str, tuple[tuple[NamedNode, NamedNode, str], ...]]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Things:
    """What is asked about, by the document it stands in: found for one parameter, and bound to a variable.

    Without a variable it tells no more than which documents can have rows.
    """

    parameter: str
    variable: str
    by_document: "Mapping[NamedNode, Sequence[NamedNode]]"

    def documents(self) -> "Iterable[NamedNode]":
        """Return the documents in the order of rows, as SPARQL orders IRIs: character by character."""
        if isinstance(self.by_document, FoundWords):  # has them in this order, and finds one after the other
            return self.by_document
        return sorted(self.by_document, key=lambda document: document.value)


def find_several(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> Things | None:
    """Return the things that a name may mean, by document: each asked with each document would cost the product."""
    for name in sorted(names):
        if len(terms[name]) > 1:
            wanted = f"?_{query.pages['by']} ?_{name}"
            rows = store.select(bind_pattern(wanted, query.pages[name], name, terms[name])).rows
            return Things(name, f"_{name}", _by_document(rows))  # type: ignore[arg-type]
    return None


def find_with_words(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> Things | None:
    """Return the things whose words hold a text, where the words of all are kept."""
    for name in sorted(names) if stays(store) else ():
        match = _WORDS.fullmatch(query.pages[name])
        if match and match["name"] == name:
            text = terms[name][0].value
            place = query.pages["by"]
            found = find_words(query.name, match["all"], match["thing"], f"_{place}", text, store)
            if found is not None:
                return Things(name, match["thing"] if is_shown(query, match["thing"]) else "", found)
            kept = _READ_WORDS.setdefault(store, {})
            if match["all"] not in kept:
                wanted = f"?_{query.pages['by']} ?{match['thing']} ?words"
                rows = store.select(f"{bind_pattern(wanted, match['all'], '', ())}LIMIT {_KEPT + 1}\n").rows
                few = rows if len(rows) <= _KEPT else ()
                kept[match["all"]] = tuple((row[0], row[1], row[2].value) for row in few)  # type: ignore
            if kept[match["all"]]:
                sifted = _by_document(row for row in kept[match["all"]] if text in row[2])
                return Things(name, match["thing"] if is_shown(query, match["thing"]) else "", sifted)
    return None


def prepare_words(queries: Iterable[Query], store: "Store") -> None:
    """Make the word indexes that some questions need, so that nobody who asks one of them has to wait."""
    for query in queries:
        for pattern in query.pages.values():
            match = _WORDS.fullmatch(pattern)
            if match:
                find_words(query.name, match["all"], match["thing"], f"_{query.pages['by']}", "", store)


def find_told(query: Query, terms: _Terms, names: Iterable[str], store: "Store") -> Things | None:
    """Return what has rows, where the pattern that finds its documents calls it as the question does.

    Reading it out of its documents would look at everything that stands in them.
    """
    name = min(names, default="any")
    pattern = query.pages.get(name, "")
    match = _THING.search(pattern)
    if not match or not is_shown(query, match[1]):
        return None
    wanted = f"?_{query.pages['by']} ?{match[1]}"
    if name != "any":
        rows = store.select(bind_pattern(wanted, pattern, name, terms[name])).rows
        return Things(name, match[1], _by_document(rows))  # type: ignore[arg-type]
    if not stays(store):
        return None
    kept = _READ_THINGS.setdefault(store, {})
    if pattern not in kept:  # who asks once only has no use for it
        kept[pattern] = None
        return None
    found = kept[pattern]
    if found is None:
        rows = store.select(f"{bind_pattern(wanted, pattern, '', ())}LIMIT {_KEPT + 1}\n").rows
        found = kept[pattern] = _by_document(rows) if len(rows) <= _KEPT else {}  # type: ignore[arg-type]
    return Things(name, match[1], found) if found else None


def is_shown(query: Query, variable: str) -> bool:
    """Whether a question has a variable of this name outside its header."""
    return bool(re.search(rf"^[^#\n]*\?{variable}\b", query.sparql, re.MULTILINE))


def _by_document(
    rows: "Iterable[tuple[NamedNode, NamedNode, *tuple[object, ...]]]",
) -> "dict[NamedNode, list[NamedNode]]":
    by_document: dict[NamedNode, list[NamedNode]] = {}
    for document, thing, *_ in rows:
        by_document.setdefault(document, []).append(thing)
    return by_document
