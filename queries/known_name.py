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
}} ORDER BY ?thing ?property ?value"""
_CONCEPTS = """SELECT ?thing ("concept" AS ?class) ?property ?value WHERE {{
  ?thing skos:inScheme ztv:{scheme} .
  VALUES ?property {{ skos:prefLabel skos:altLabel }}
  ?thing ?property ?value .
}} ORDER BY ?thing ?property ?value"""
_LABELS = ("rdfs:label", "skos:prefLabel")
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
    things: dict[str, dict[str, list[str]]] = {}
    classes: dict[str, set[str]] = {}
    for thing, cls, prop, value in store.select(sparql).rows:
        iri, name = getattr(thing, "value", ""), _short(getattr(prop, "value", ""))
        values = things.setdefault(iri, {}).setdefault(name, [])
        if (text := getattr(value, "value", "")) not in values:
            values.append(text)
        classes.setdefault(iri, set()).add(_short(getattr(cls, "value", "")))
    return tuple(_known(iri, said, classes[iri]) for iri, said in things.items())


def fold(text: str) -> str:
    """Return a name without what people write in different ways: width, kinds of brackets, book marks and spaces.

    >>> fold("《关于印发X的通知》") == fold("关于印发Ｘ 的通知"), fold("国发[2018]42号") == fold("国发〔2018〕42号")
    (True, True)
    """
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return _NOISE.sub("", plain).casefold()


def _known(iri: str, said: Mapping[str, list[str]], classes: set[str]) -> KnownName:
    labels = [label for name in _LABELS for label in said.get(name, ())]
    # Chinese first: labels in both languages count as the thing's own names, but the Chinese one is shown.
    labels.sort(key=str.isascii)
    others = [other for name in ("skos:altLabel", "zt:documentNumber", "zt:code") for other in said.get(name, ())]
    within = next((place for name in ("geo:sfWithin", "zt:inDocument") for place in said.get(name, ())), "")
    cited = "zt:CitedDocument" in classes and "zt:PolicyDocument" not in classes
    return KnownName(iri, tuple(labels), tuple(others), within, "zt:validUntil" in said, cited)


def _short(iri: str) -> str:
    from ..graph.terms import PREFIXES

    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
