"""Things by name, for suggestions: bodies, places, programmes, documents, sets of places and tasks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..graph import Store
from .address import address_of

_NAMED = """SELECT ?thing ?class ?property ?value WHERE {
  VALUES ?class { zt:Agency zt:County zt:Prefecture zt:Province zt:Division zt:Programme zt:Platform zt:DivisionSet
    zt:ActorGroup zt:PolicyDocument zt:Task zt:BoxItem zt:Goal zt:Safeguard }
  ?thing a ?class .
  VALUES ?property { rdfs:label skos:altLabel zt:documentNumber zt:code geo:sfWithin zt:inDocument }
  ?thing ?property ?value }"""
_USED = """SELECT ?thing (COUNT(*) AS ?count) WHERE {
  { ?passage zt:mentions ?thing } UNION { ?responsibility zt:agent ?thing } UNION { ?document zt:jurisdiction ?thing }
} GROUP BY ?thing"""
_KINDS = {
    "Agency": "agency",
    "Programme": "programme",
    "Platform": "programme",
    "DivisionSet": "division-set",
    "ActorGroup": "actor-group",
    "PolicyDocument": "document",
    **dict.fromkeys(("County", "Prefecture", "Province", "Division"), "division"),
    **dict.fromkeys(("Task", "BoxItem", "Goal", "Safeguard"), "task"),
}
#: A document is looked for more often than anything in it.
_DOCUMENT_WEIGHT = 1000


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A thing with a page; ``about`` tells it from others of the same name."""

    kind: str
    label: str
    about: str
    page: str


def read_things(store: Store, base: str) -> Iterator[tuple[KnownThing, tuple[str, ...], int]]:
    """Yield each thing with all that it is called and how often the documents use it."""
    used = Counter({str(row["thing"]): int(str(row["count"])) for row in store.select(_USED).plain()})
    said: dict[str, dict[str, list[str]]] = {}
    kinds: dict[str, str] = {}
    for row in store.select(_NAMED).plain():
        thing = str(row["thing"])
        kinds[thing] = _KINDS[str(row["class"]).rpartition("#")[2]]
        values = said.setdefault(thing, {}).setdefault(_local(str(row["property"])), [])
        if str(row["value"]) not in values:
            values.append(str(row["value"]))
    for thing, known in said.items():
        labels = known.get("label", [])
        page = address_of(thing, base)
        if not labels or not page:
            continue
        others = [*known.get("altLabel", ()), *known.get("documentNumber", ()), *known.get("code", ())]
        kind = kinds[thing]
        weight = used[thing] + (_DOCUMENT_WEIGHT if kind == "document" else 0)
        yield KnownThing(kind, labels[0], _about(kind, known, said), page), (*labels, *others), weight


def _about(kind: str, values: dict[str, list[str]], said: dict[str, dict[str, list[str]]]) -> str:
    if kind == "document":
        return next(iter(values.get("documentNumber", ())), "")
    if kind == "task":
        document = next(iter(values.get("inDocument", ())), "")
        return _label(document, said)
    around: list[str] = []
    outer = next(iter(values.get("sfWithin", ())), "")
    while outer in said and len(around) < 4:
        around.append(_label(outer, said))
        outer = next(iter(said[outer].get("sfWithin", ())), "")
    return "".join(reversed(around))


def _label(thing: str, said: dict[str, dict[str, list[str]]]) -> str:
    return next(iter(said.get(thing, {}).get("label", ())), "")


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]
