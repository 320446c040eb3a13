"""What the store knows: agencies, documents, tasks, programmes, divisions, concepts, by all their names."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from ..graph import Store
    from .kept_names import KeptNames, Level

_CLASSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "agency": ("zt:Agency",),
        "document": ("zt:PolicyDocument", "zt:CitedDocument"),
        "task": ("zt:Task", "zt:BoxItem", "zt:Safeguard", "zt:Goal", "zt:Principle"),
        "programme": ("zt:Programme", "zt:Platform"),
        "division": ("zt:County", "zt:Prefecture", "zt:Province", "zt:Division"),
        "target": ("zt:Target",),
    }
)
_SCHEMES = ("role", "relation", "instrument")
_PROPERTIES = (
    "rdfs:label",
    "skos:altLabel",
    "zt:documentNumber",
    "zt:code",
    "zt:indicator",
    "zt:validUntil",
    "geo:sfWithin",
    "zt:inDocument",
)
_ALL_THINGS = """SELECT ?thing ?class ?property ?value WHERE {{
  VALUES ?class {{ {classes} }}
  ?thing a ?class .
  VALUES ?property {{ {properties} }}
  ?thing ?property ?value .
}}"""
# Filters, since Oxigraph would begin with all that has a label rather than with so many things.
_THESE_THINGS = """SELECT ?thing ?class ?property ?value WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing a ?class ; ?property ?value .
  FILTER(?class IN ({classes}) && ?property IN ({properties}))
}}"""
_CALLED = """SELECT DISTINCT ?thing WHERE {{
  VALUES ?value {{ {values} }}
  VALUES ?property {{ rdfs:label skos:altLabel zt:documentNumber zt:code zt:indicator }}
  ?thing ?property ?value ; a ?class .
  FILTER(?class IN ({classes}))
}}"""
_CONCEPTS = """SELECT ?thing ("concept" AS ?class) ?property ?value WHERE {{
  ?thing skos:inScheme ztv:{scheme} ; ?property ?value .
}}"""
_LEVELS = """SELECT ?document ?level ?division WHERE {
  ?document a zt:PolicyDocument .
  OPTIONAL { ?document zt:level ?level }
  OPTIONAL { ?document zt:jurisdiction ?division }
}"""
_NOISE = re.compile(r"[\s《》〈〉“”\"'·]+")
_BRACKETS = str.maketrans("〔〕［］【】「」", "[][][][]")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A thing of the store with everything it is called.

    ``labels`` are its own names, ``others`` short, former and English names, numbers and codes. ``within`` is the IRI
    of what it lies in (a division's division, a task's document); ``ended`` marks a body that exists no more,
    ``cited`` a document that is known only because another one names it.
    """

    iri: str
    labels: tuple[str, ...]
    others: tuple[str, ...] = ()
    within: str = ""
    ended: bool = False
    cited: bool = False

    @property
    def label(self) -> str:
        """The name to show: the first label, or else the IRI."""
        return self.labels[0] if self.labels else self.iri

    @property
    def key(self) -> str:
        """The id at the end of the IRI: ``330523``, ``国发-2018-42``, ``310151/jiaotong``, ``lead``."""
        for folder in ("agency", "document", "programme", "division", *_SCHEMES):
            _, found, key = self.iri.partition(f"/{folder}/")
            if found:
                return key
        return self.iri


# A store opened for reading sees what was there when it was opened, so its names are read once. One that is being
# written is asked anew each time: an old name would resolve to what is there no more.
_READ: "WeakKeyDictionary[Store, dict[str, tuple[KnownName, ...]]]" = WeakKeyDictionary()
_KEPT: "WeakKeyDictionary[Store, KeptNames | None]" = WeakKeyDictionary()


def read_names(kind: str, store: "Store") -> tuple[KnownName, ...]:
    """Return everything of one kind of parameter that the store knows by name, in the order of IRIs."""
    if not store.read_only:
        return _names(kind, store)
    read = _READ.setdefault(store, {})
    if kind not in read:
        kept = _kept(store)
        read[kind] = kept.names(kind) if kept else _names(kind, store)
    return read[kind]


def read_levels(store: "Store") -> tuple["Level", ...]:
    """Return level of government and division of each document that has them, "" for what is not known."""
    kept = _kept(store) if store.read_only else None
    return kept.levels() if kept else _levels(store)


def _kept(store: "Store") -> "KeptNames | None":
    from .kept_names import kept_names

    if store not in _KEPT:
        every = ((kind, _names(kind, store.unbounded)) for kind in (*_CLASSES, *_SCHEMES))
        _KEPT[store] = kept_names(store, every, lambda: _levels(store.unbounded))
    return _KEPT[store]


def _levels(store: "Store") -> tuple["Level", ...]:
    return tuple(
        (document, level, division)
        for document, level, division in (
            (str(getattr(term, "value", "")) for term in row) for row in store.select(_LEVELS).rows
        )
    )


def names_written(kind: str, text: str, store: "Store") -> tuple[KnownName, ...]:
    """Return what is called exactly this, found through the index: a thousandth of the time of reading all names."""
    from pyoxigraph import Literal

    if kind in _SCHEMES:
        return ()
    try:
        spellings = dict.fromkeys((text, unicodedata.normalize("NFKC", text)))
        literals = [literal for word in spellings for literal in (Literal(word), Literal(word, language="zh"))]
    except (UnicodeError, ValueError):  # half a character, which no name of the store can hold
        return ()
    # A class that is written out would be read first, in the whole store.
    classes = ", ".join(_CLASSES[kind])
    found = store.select(_CALLED.format(values=" ".join(map(str, literals)), classes=classes)).rows
    return _names(kind, store, [str(row[0]) for row in found]) if found else ()


def _names(kind: str, store: "Store", things_only: Sequence[str] | None = None) -> tuple[KnownName, ...]:
    if kind in _SCHEMES:
        sparql = _CONCEPTS.format(scheme=kind)
    else:
        form, between = (_ALL_THINGS, " ") if things_only is None else (_THESE_THINGS, ", ")
        sparql = form.format(
            classes=between.join(_CLASSES[kind]),
            properties=between.join(_PROPERTIES),
            things=" ".join(things_only or ()),
        )
    things: dict[str, dict[str, set[str]]] = {}
    for row in store.select(sparql).rows:
        thing, cls, prop, value = (getattr(term, "value", "") for term in row)
        said = things.setdefault(thing, {})
        said.setdefault(prop, set()).add(value)
        said.setdefault("class", set()).add(cls)
    # Sorted here: ordering twelve thousand rows takes Oxigraph five times as long as finding them.
    return tuple(_known(iri, things[iri]) for iri in sorted(things))


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return a name without what people write in different ways: width, kinds of brackets, book marks and spaces.

    >>> fold("《关于印发X的通知》") == fold("关于印发Ｘ 的通知"), fold("国发[2018]42号") == fold("国发〔2018〕42号")
    (True, True)
    """
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return _NOISE.sub("", plain).casefold()


def _known(iri: str, said: Mapping[str, set[str]]) -> KnownName:
    # Imported here, since the graph comes with its engine, and who only lists the questions should not wait for it.
    from ..graph.terms import GEO, RDFS, SKOS, ZT

    def all_of(*properties: str) -> list[str]:
        return [value for name in properties for value in sorted(said.get(name, ()))]

    # Chinese first: labels in both languages count as the thing's own names, but the Chinese one is shown.
    labels = sorted(all_of(f"{RDFS}label", f"{SKOS}prefLabel", f"{ZT}indicator"), key=str.isascii)
    others = all_of(f"{SKOS}altLabel", f"{ZT}documentNumber", f"{ZT}code")
    within = next(iter(all_of(f"{GEO}sfWithin", f"{ZT}inDocument")), "")
    cited = said["class"] == {f"{ZT}CitedDocument"}
    return KnownName(iri, tuple(labels), tuple(others), within, f"{ZT}validUntil" in said, cited)
