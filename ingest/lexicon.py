"""One longest-match automaton over all names in the dictionary."""

from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhengtu.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name may stand for: its type and the id in the dictionary."""

    type: str  # Agency | Department | Division | DivisionSet | Programme | ActorGroup
    id: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All names and what they may stand for; several entries where a name is shared (发展改革委)."""

    names: tuple[str, ...]
    entries: tuple[tuple[Entry, ...], ...]
    automaton: AhoCorasick

    def find(self, text: str, begin: int = 0, end: int | None = None) -> list[tuple[tuple[Entry, ...], int, int]]:
        """Return the names in a stretch of a text with their spans: leftmost, longest, never overlapping."""
        found = self.automaton.find_matches_as_indexes(text[begin:end])
        return [(self.entries[index], begin + first, begin + last) for index, first, last in found]


@lru_cache(maxsize=4)
def build_lexicon(ontology: Ontology) -> Lexicon:
    """Build the automaton of a dictionary, once per process.

    >>> from zhengtu.ontology import load_ontology
    >>> [entries[0].type for entries, _, _ in build_lexicon(load_ontology()).find("科技部支持安吉县")]
    ['Agency', 'Division']
    """
    found: dict[str, dict[Entry, None]] = {}

    def add(name: str, entry: Entry) -> None:
        if len(name) > 1:
            found.setdefault(name, {})[entry] = None
            if "（" in name:
                found.setdefault(name.translate(_HALF_WIDTH), {})[entry] = None

    for agency in ontology.agencies.values():
        for name in (agency.name, *agency.short_names):
            add(name, Entry("Agency", agency.id))
    for department in ontology.departments.values():
        for name in (department.name, *department.names):
            add(name, Entry("Department", department.id))
    for division in ontology.divisions.values():
        add(division.name, Entry("Division", division.code))
        for name in division.short_names:
            add(name, Entry("ShortDivision", division.code))
    for listed in ontology.sets.values():
        for name in (listed.name, *listed.aliases):
            add(name, Entry("DivisionSet", listed.id))
    for vocabulary, kind in (("programme", "Programme"), ("actor-group", "ActorGroup")):
        if vocabulary in ontology.vocabularies:
            concepts = ontology.vocabularies[vocabulary].concepts
            for concept in concepts.values():
                if not any(other.broader == concept.id for other in concepts.values()) or kind == "ActorGroup":
                    for name in (concept.label_zh, *concept.aliases, *concept.hidden):
                        add(name, Entry(kind, concept.id))
    names = tuple(found)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return Lexicon(names, tuple(tuple(found[name]) for name in names), automaton)


_HALF_WIDTH = str.maketrans("（）", "()")
