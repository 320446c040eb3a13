"""Names of things and concepts in the reader's language, many at a time."""

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from ..graph import Store

_LABELS = """SELECT ?thing ?label WHERE {{
  VALUES ?thing {{ {things} }}
  {{ ?thing rdfs:label ?label }} UNION {{ ?thing skos:prefLabel ?label }} }}"""
_AT_ONCE = 500


def read_labels(store: Store, things: Iterable[str], language: str = "zh") -> Mapping[str, str]:
    """Return a name for each thing that has one, in the language where there is a choice; Chinese else."""
    wanted = sorted({thing for thing in things if thing})
    names: dict[str, tuple[int, str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        iris = " ".join(str(NamedNode(thing)) for thing in wanted[start : start + _AT_ONCE])
        for thing, label in store.select(_LABELS.format(things=iris)).rows:
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                worth = {"zh": 1, "en": 3, language: 0}.get(label.language or "", 2)
                named = (worth, label.value)
                names[thing.value] = min(names.get(thing.value, named), named)
    return {thing: name for thing, (_, name) in names.items()}
