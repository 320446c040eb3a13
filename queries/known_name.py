"""What the store knows: agencies, documents, tasks, programmes, divisions, concepts, by all their names."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..graph import Store

_CLASSES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "agency": ("zt:Agency",),
        "document": ("zt:PolicyDocument", "zt:CitedDocument"),
        "task": ("zt:Task", "zt:BoxItem", "zt:Safeguard", "zt:Goal", "zt:Principle"),
        "programme": ("zt:Programme", "zt:Platform"),
        "division": ("zt:County", "zt:Prefecture", "zt:Province", "zt:Division"),
    }
)
_SCHEMES = ("role", "relation")
_THINGS = """SELECT ?thing ?class ?property ?value WHERE {{
  VALUES ?class {{ {classes} }}
  ?thing a ?class .
  VALUES ?property {{ rdfs:label skos:altLabel zt:documentNumber zt:code zt:validUntil geo:sfWithin zt:inDocument }}
  ?thing ?property ?value .
}}"""
_CONCEPTS = """SELECT ?thing ("concept" AS ?class) ?property ?value WHERE {{
  ?thing skos:inScheme ztv:{scheme} ; ?property ?value .
}}"""
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


def read_names(kind: str, store: "Store") -> tuple[KnownName, ...]:
    """Return everything of one kind of parameter that the store knows by name, in the order of IRIs."""
    sparql = _CONCEPTS.format(scheme=kind) if kind in _SCHEMES else _THINGS.format(classes=" ".join(_CLASSES[kind]))
    things: dict[str, dict[str, set[str]]] = {}
    for row in store.select(sparql).rows:
        thing, cls, prop, value = (getattr(term, "value", "") for term in row)
        said = things.setdefault(thing, {})
        said.setdefault(prop, set()).add(value)
        said.setdefault("class", set()).add(cls)
    # Sorted here: ordering twelve thousand rows takes Oxigraph five times as long as finding them.
    return tuple(_known(iri, things[iri]) for iri in sorted(things))


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
    labels = sorted(all_of(f"{RDFS}label", f"{SKOS}prefLabel"), key=str.isascii)
    others = all_of(f"{SKOS}altLabel", f"{ZT}documentNumber", f"{ZT}code")
    within = next(iter(all_of(f"{GEO}sfWithin", f"{ZT}inDocument")), "")
    cited = said["class"] == {f"{ZT}CitedDocument"}
    return KnownName(iri, tuple(labels), tuple(others), within, f"{ZT}validUntil" in said, cited)
