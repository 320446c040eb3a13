"""Every name of a store, ready to be found inside a question."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .known_name import KnownName, fold, read_levels, read_names
from .meaning import Meaning
from .spoken_names import spoken_names

if TYPE_CHECKING:
    from ..graph import Store

_KINDS = ("agency", "document", "task", "programme", "division", "target", "instrument")
#: Of these a part of the name is enough, if it has so many characters.
_SHORTEST_PART = {"task": 2, "target": 2, "programme": 3, "document": 4}
#: Kinds of which several things may be meant at once: all tasks that have the word in their title.
MANY = ("task", "target", "text")
PART = 0.7
# So many pieces of names are remembered with the names that have them.
_MOST_SEEN = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class NameIndex:
    """The names of a store, folded.

    ``whole`` maps a name to what it means; ``parts`` has, by kind, all names in one text, each beginning at one of
    ``starts``; ``owners`` has them in the same order with the things that they belong to. ``levels`` and ``places``
    are the documents of a level of government and of a division, ``held`` those whose text is in the store.
    """

    whole: Mapping[str, tuple[Meaning, ...]]
    parts: Mapping[str, str]
    owners: Mapping[str, tuple[tuple[str, KnownName], ...]]
    levels: Mapping[str, tuple[KnownName, ...]]
    places: Mapping[str, tuple[KnownName, ...]]
    held: tuple[KnownName, ...]
    longest: int
    starts: Mapping[str, tuple[int, ...]]
    seen: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict, repr=False)

    def names_with(self, kind: str, part: str) -> tuple[KnownName, ...]:
        """Return the things of a kind that have this in one of their names."""
        found = dict.fromkeys(name for called, name in self.owners[kind] if part in called)
        return tuple(prefer_living(list(found)))

    def kinds_with(self, part: str) -> tuple[str, ...]:
        """Return the kinds of things of which one has this in a name."""
        return tuple(
            kind for kind, shortest in _SHORTEST_PART.items() if len(part) >= shortest and part in self.parts[kind]
        )

    def label_in_pieces(self, kind: str, ways: Sequence[tuple[str, ...]]) -> str:
        """Return the one name that has all the pieces of one of these cuts, in any order; "" for none or several.

        It tells 竹产业发展 from 发展壮大竹产业, and 公民科学素质比例 from 公民具备科学素质的比例.
        """
        lines: set[int] = set()
        for way in ways:
            lines |= frozenset.intersection(*(self._lines_with(kind, piece) for piece in way))
        labels = {self.owners[kind][line][1].label for line in lines}
        return labels.pop() if len(labels) == 1 else ""

    def _lines_with(self, kind: str, piece: str) -> frozenset[int]:
        """Return which of the names of a kind have a piece, found in one text instead of name by name."""
        known = self.seen.get((kind, piece))
        if known is not None:
            return known
        text, starts, lines = self.parts[kind], self.starts[kind], set()
        place = text.find(piece)
        while place >= 0:
            line = bisect_right(starts, place) - 1
            lines.add(line)
            place = text.find(piece, starts[line + 1]) if line + 1 < len(starts) else -1
        if len(self.seen) > _MOST_SEEN:
            self.seen.clear()
        self.seen[kind, piece] = frozenset(lines)
        return frozenset(lines)

    def cuts(self, kind: str, text: str) -> list[tuple[str, ...]]:
        """Return the ways to cut a text into two or three pieces that each stand in some name of a kind."""
        places = range(2, len(text) - 1)
        ways: list[tuple[str, ...]] = [(text[:place], text[place:]) for place in places]
        ways += [(text[:a], text[a:b], text[b:]) for a in places for b in range(a + 2, len(text) - 1)]
        return [way for way in ways if all(piece in self.parts[kind] for piece in way)]

    def called(self, text: str) -> tuple[Meaning, ...]:
        """Return what is called exactly this, one meaning for each kind."""
        return self.whole.get(text, ())


class _Meanings(Mapping[str, tuple[Meaning, ...]]):
    """What each name means, weighed when it is asked for: a question has a few names, and a store has very many."""

    def __init__(self, called: Mapping[str, Mapping[str, Mapping[float, list[KnownName]]]]) -> None:
        self._called = called
        self._weighed: dict[str, tuple[Meaning, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Meaning, ...]:
        if name not in self._weighed:
            kinds = self._called[name]
            self._weighed[name] = tuple(map(_best, kinds, kinds.values()))
        return self._weighed[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._called)

    def __len__(self) -> int:
        return len(self._called)


_READ: "WeakKeyDictionary[Store, NameIndex]" = WeakKeyDictionary()


def name_index(store: "Store") -> NameIndex:
    """Return the names of a store; those of a store opened for reading are gathered once."""
    if not store.read_only:
        return _gather(store)
    if store not in _READ:
        _READ[store] = _gather(store)
    return _READ[store]


def _gather(store: "Store") -> NameIndex:
    names = {kind: read_names(kind, store) for kind in _KINDS}
    by_code = {name.key: (*name.labels, *name.others[:2]) for name in names["division"]}
    whole: dict[str, dict[str, dict[float, list[KnownName]]]] = {}
    for kind, things in names.items():
        for name in things:
            for called, sure in _calls(kind, name, by_code):
                if len(called) > 1:
                    whole.setdefault(called, {}).setdefault(kind, {}).setdefault(sure, []).append(name)
    owners = {
        kind: tuple((fold(called), name) for name in names[kind] for called in (*name.labels, *name.others))
        for kind in _SHORTEST_PART
    }
    levels, places = _levels(store, names["document"])
    return NameIndex(
        whole=_Meanings(whole),
        parts={kind: "\n".join(called for called, _ in owned) for kind, owned in owners.items()},
        owners=owners,
        levels=levels,
        places=places,
        held=tuple(name for name in names["document"] if not name.cited),
        longest=max(map(len, whole), default=0),
        starts={
            kind: tuple(accumulate((len(called) + 1 for called, _ in owned), initial=0))[:-1]
            for kind, owned in owners.items()
        },
    )


def _starts(owned: Sequence[tuple[str, KnownName]]) -> tuple[int, ...]:
    """Return where each name begins in the text of all of them, which has one character between two."""
    return tuple(accumulate((len(called) + 1 for called, _ in owned), initial=0))[:-1]


def _calls(kind: str, name: KnownName, places: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, float]]:
    for called in (*name.labels, *name.others):
        yield fold(called), 1.0
    yield from spoken_names(kind, name, places)


def _best(kind: str, by_sureness: Mapping[float, list[KnownName]]) -> Meaning:
    """Take the surest reading: who is called 科技部 comes before those whose name without its place would be so."""
    sure = max(by_sureness)
    return Meaning(kind, names=tuple(dict.fromkeys(prefer_living(by_sureness[sure]))), sure=sure)


def _levels(
    store: "Store", documents: tuple[KnownName, ...]
) -> tuple[dict[str, tuple[KnownName, ...]], dict[str, tuple[KnownName, ...]]]:
    by_iri = {name.iri: name for name in documents}
    levels: dict[str, list[KnownName]] = {}
    places: dict[str, list[KnownName]] = {}
    for document, level, division in read_levels(store):
        if document in by_iri:
            levels.setdefault(level, []).append(by_iri[document])
            places.setdefault(division, []).append(by_iri[document])

    def unique(found: dict[str, list[KnownName]]) -> dict[str, tuple[KnownName, ...]]:
        return {key: tuple(dict.fromkeys(names)) for key, names in found.items() if key}

    return unique(levels), unique(places)


def prefer_living(found: list[KnownName]) -> list[KnownName]:
    """Leave out documents that are only cited, then bodies that ended, unless nothing else is left."""
    found = [name for name in found if not name.cited] or found
    return [name for name in found if not name.ended] or found
