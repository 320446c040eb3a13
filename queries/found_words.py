"""Things that have a text in their words, found through the word index of a store."""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from ..graph import Store
    from ..graph.word_index import WordIndex

# A folder opened for reading shows what was there when it was opened, so its indexes are opened once.
_READ: "WeakKeyDictionary[Store, dict[str, WordIndex | None]]" = WeakKeyDictionary()
_LOCK = threading.Lock()


def find_words(name: str, pattern: str, thing: str, document: str, text: str, store: "Store") -> "FoundWords | None":
    """Return what a pattern finds that has a text in its ``?words``; None where the store has no index.

    ``thing`` and ``document`` are variables of the pattern; ``name`` tells people what the index is of.
    """
    from ..graph.word_index import WordSource, word_index

    if not store.state:
        return None
    with _LOCK:  # who comes while it is being made waits for it, instead of making another one
        read = _READ.setdefault(store, {})
        if pattern not in read:
            digest = hashlib.sha256(pattern.encode()).hexdigest()[:8]
            read[pattern] = word_index(store, WordSource(f"{name}-{digest}", pattern, thing, document))
    index = read[pattern]
    return FoundWords(index.find(text)) if index else None


class FoundWords(Mapping["NamedNode", "list[NamedNode]"]):
    """The things by document, in the order of rows; no more of them are looked for than are asked about."""

    def __init__(self, found: Iterator[tuple[str, list[str]]]) -> None:
        self._rest = found
        self._known: dict[NamedNode, list[NamedNode]] = {}
        self._order: list[NamedNode] = []
        self._last = ""

    def __getitem__(self, document: "NamedNode") -> "list[NamedNode]":
        while self._last < document.value and self._more():
            pass
        return self._known[document]

    def __iter__(self) -> "Iterator[NamedNode]":
        place = 0
        while place < len(self._order) or self._more():
            yield self._order[place]
            place += 1

    def __len__(self) -> int:
        while self._more():
            pass
        return len(self._known)

    def _more(self) -> bool:
        from pyoxigraph import NamedNode

        found = next(self._rest, None)
        if found is None:
            return False
        self._last, things = found
        self._order.append(NamedNode(self._last))
        self._known[self._order[-1]] = [NamedNode(thing) for thing in things]
        return True
