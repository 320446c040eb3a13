"""What a name in the text stands for: an agency, a division, a programme, a group of actors."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..ingest.record import Record
from ..ontology import DepartmentType, Division, Ontology
from . import literal
from .iri import canonical_name, segment
from .terms import ALT_LABEL, DEFAULT_BASE, LABEL, TYPE, ZTV, zt

_ENTITY = re.compile(r"(agency|division|division-set|programme|actor)([:=?])(.+)", re.DOTALL)
_FOLDERS = {"actor": "actor-group"}
_CLASSES = {
    "agency": "Agency",
    "division": "Division",
    "division-set": "DivisionSet",
    "programme": "Programme",
    "actor": "ActorGroup",
}
_CONCEPTS = ("programme", "actor")
#: The whole country, which GB/T 2260 gives a code and the gazetteer of divisions no row.
COUNTRY = "100000"
_MARKS = {"=": "named/", "?": "generic/"}
#: The municipalities under the central government: Beijing, Tianjin, Shanghai, Chongqing.
_MUNICIPALITIES = ("11", "12", "31", "50")


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a text names, as mentions and responsibilities write it.

    ``mark`` is ":" for an id of the dictionary (``agency:most``, ``agency:310151/jiaotong``), "=" for a name that it
    does not have (``programme=数字乡村行动``) and "?" for bodies named only by kind (``agency?各地区``).
    """

    kind: str
    mark: str
    key: str

    def iri(self, base: str = DEFAULT_BASE) -> str:
        """Return the IRI, which depends on the name or id alone and on no document.

        >>> parse_entity("agency:310151/jiaotong").iri()
        'https://w3id.org/zhengtu/id/agency/310151/jiaotong'
        >>> parse_entity("agency?各地区").iri("https://example.org/")
        'https://example.org/agency/generic/各地区'
        >>> parse_entity("programme:xingchuang-tiandi").iri()
        'https://w3id.org/zhengtu/voc/programme/xingchuang-tiandi'
        """
        folder = _FOLDERS.get(self.kind, self.kind)
        if self.mark == ":":
            key = "/".join(segment(part) for part in self.key.split("/"))
            return f"{ZTV}{folder}/{key}" if self.kind in _CONCEPTS else f"{base}{folder}/{key}"
        # A concept's IRI lies elsewhere, so that names of programmes need no folder of their own to stay apart.
        mark = "" if self.kind in _CONCEPTS else _MARKS[self.mark]
        return f"{base}{folder}/{mark}{segment(canonical_name(self.key))}"


@lru_cache(maxsize=4096)  # one text names the same few things over and over, and others of its kind name them too
def parse_entity(entity: str) -> Entity:
    """Read the id of a mention; ValueError where it is none.

    >>> parse_entity("division:330523")
    Entity(kind='division', mark=':', key='330523')
    """
    match = _ENTITY.fullmatch(entity)
    if not match or (match[2] != ":" and not canonical_name(match[3])):
        raise ValueError(f"“{entity}” names no entity; expected agency:ID, agency=NAME, agency?NAME, division:CODE, …")
    return Entity(*match.groups())


def agent_entity(agency: str, agent: str, generic: bool) -> Entity:
    """Return whom a responsibility names: the body it was resolved to, else a body of that name or kind.

    >>> agent_entity("", "各地区", generic=True), agent_entity("", "区政府主要领导", generic=False).mark
    (Entity(kind='agency', mark='?', key='各地区'), '=')
    """
    if agency:
        return parse_entity(agency) if _ENTITY.fullmatch(agency) else Entity("agency", ":", agency)
    return parse_entity(f"agency{'?' if generic else '='}{agent}")


def issuer_entity(issuer: str, record: Record, ontology: Ontology) -> Entity:
    """Return the body that an issuer's name means: as the text's mentions resolved it, else by its exact name.

    A name that two bodies had at different times is decided by the date of the document; where that does not decide,
    the body stays known by its name only.
    """
    for mention in record.mentions:
        if mention.type == "Agency" and mention.text == issuer and not mention.generic:
            return parse_entity(mention.entity)
    bodies = [a for a in ontology.agencies.values() if issuer == a.name or issuer in a.short_names]
    if len(bodies) > 1:
        bodies = [a for a in bodies if _existed(a.valid_from, a.valid_until, record.document.issued)]
    return Entity("agency", ":", bodies[0].id) if len(bodies) == 1 else Entity("agency", "=", issuer)


def describe(entity: Entity, surface: str, ontology: Ontology, base: str = DEFAULT_BASE) -> Iterator[str]:
    """Yield the statements of the shared graph about a thing that the vocabularies do not describe.

    The label depends on the IRI alone, so that however often a thing is described it has one label. ``surface`` is how
    this text names it; a local department takes it as a further label.
    """
    if entity.mark == ":" and _in_vocabularies(entity, ontology):
        return
    iri = f"<{entity.iri(base)}>"
    label = _label(entity, ontology)
    yield f"{iri} {TYPE} {zt(_CLASSES[entity.kind])}"
    yield f"{iri} {LABEL} {literal.text(label, 'zh')}"
    if entity.mark == ":" and canonical_name(surface) not in ("", label):
        yield f"{iri} {ALT_LABEL} {literal.text(canonical_name(surface), 'zh')}"
    if entity.mark == "?":
        yield f"{iri} {zt('generic')} {literal.boolean(True)}"


def _in_vocabularies(entity: Entity, ontology: Ontology) -> bool:
    match entity.kind:
        case "agency":
            return entity.key in ontology.agencies
        case "division":
            return entity.key == COUNTRY or entity.key in ontology.divisions
        case "division-set":
            return entity.key in ontology.sets
        case kind:
            vocabulary = ontology.vocabularies.get(_FOLDERS.get(kind, kind))
            return vocabulary is not None and entity.key in vocabulary.concepts


def _label(entity: Entity, ontology: Ontology) -> str:
    if entity.mark != ":":
        return canonical_name(entity.key)
    code, _, department_id = entity.key.partition("/")
    division = ontology.divisions.get(code)
    department = ontology.departments.get(department_id)
    if division and department_id == "government":
        return f"{division.name}人民政府"
    if not division or not department:
        return entity.key
    return _full_name(department, division)


def _full_name(department: DepartmentType, division: Division) -> str:
    """The name of a department with its place, in the form of its level: 厅 of a province, 局 of a county."""
    in_municipality = division.code[:2] in _MUNICIPALITIES
    name = department.full_name or department.name
    if in_municipality and department.municipality_names:
        name = department.municipality_names[0 if division.level == "province" else -1]
    elif division.level == "province" and not in_municipality:
        name = department.province_name or name
    if name.startswith("委"):  # of the Party's committee of a place, not of its government
        return f"中共{division.name}{'党' if division.name.endswith('自治区') else ''}{name}"
    return f"{division.name}{name}"


def _existed(valid_from: date | None, valid_until: date | None, day: str) -> bool:
    return (
        bool(day)
        and (valid_from is None or valid_from.isoformat() <= day)
        and (valid_until is None or day < valid_until.isoformat())
    )
