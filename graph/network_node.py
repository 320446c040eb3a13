"""Nodes of a network: what the store says of a thing, as plain attributes that every format can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from .store import Store
from .terms import DCTERMS, ELI, NIF, RDF, RDFS, SKOS, ZT, ZTV

#: Class → type and its Chinese name, the most telling class first: a document that others cite is a document.
TYPES: Mapping[str, tuple[str, str]] = {
    f"{ZT}PolicyDocument": ("document", "文件"),
    f"{ZT}CitedDocument": ("cited_document", "被引文件"),
    f"{ZT}BoxItem": ("box_item", "专栏事项"),
    f"{ZT}Goal": ("goal", "目标"),
    f"{ZT}Principle": ("principle", "原则"),
    f"{ZT}Safeguard": ("safeguard", "保障措施"),
    f"{ZT}Task": ("task", "任务"),
    f"{ZT}Section": ("section", "章节"),
    f"{ZT}Measure": ("measure", "措施"),
    f"{ZT}Target": ("target", "指标"),
    f"{ZT}Deadline": ("deadline", "时限"),
    f"{ZT}Responsibility": ("responsibility", "责任"),
    f"{ZT}Citation": ("citation", "引用"),
    f"{ZT}Agency": ("agency", "单位"),
    f"{ZT}Platform": ("platform", "平台"),
    f"{ZT}Programme": ("programme", "项目"),
    f"{ZT}Province": ("province", "省级"),
    f"{ZT}Prefecture": ("prefecture", "地级"),
    f"{ZT}County": ("county", "县级"),
    f"{ZT}Division": ("division", "行政区划"),
    f"{ZT}DivisionSet": ("division_set", "县域名单"),
    f"{ZT}ActorGroup": ("actor_group", "主体类别"),
}
_SCHEMES = {"instrument": "政策工具", "role": "角色", "modality": "力度", "document-type": "文种"}
_LEVELS = {"province": "province", "prefecture": "prefecture", "county": "county", "division": "national"}
_TYPE, _LABEL, _PREFERRED = f"{RDF}type", f"{RDFS}label", f"{SKOS}prefLabel"
_IN_DOCUMENT, _LEVEL, _DATE = f"{ZT}inDocument", f"{ZT}level", f"{ELI}date_document"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with a label, a type and where it comes from.

    ``document`` is the title of the document it is or stands in, ``level`` that of the document, or of the body's or
    division's place in the administration; ``date`` is that document's. ``place`` is the division of a local body,
    ``generic`` marks a body named only by kind (各地区). What is not known is "".
    """

    iri: str
    label: str
    type: str
    type_label: str
    document: str = ""
    document_iri: str = ""
    level: str = ""
    date: str = ""
    place: str = ""
    generic: bool = False


@dataclass(slots=True)
class NodeReader:
    """Reads nodes by pattern, which costs a thirtieth of a query each; documents and divisions are read once."""

    store: Store
    _known: dict[str, Node] = field(default_factory=dict)

    def read(self, iri: str) -> Node:
        """Return a thing of the store; one that it says nothing of has its IRI for a label and the type "thing"."""
        if iri not in self._known:
            node = self._read(iri)
            if node.type in ("measure", "target", "deadline", "task", "box_item", "goal", "safeguard", "section"):
                return node  # each is asked for once; keeping them would cost memory for nothing
            self._known[iri] = node
        return self._known[iri]

    def _read(self, iri: str) -> Node:
        said = self._said(iri)
        kind, kind_label = _type(iri, said.get(_TYPE, []))
        document = iri if kind in ("document", "cited_document") else _first(said, _IN_DOCUMENT)
        if kind == "document":
            label, level, date = self._title(iri) or _label(iri, said), _first(said, _LEVEL), _first(said, _DATE)
            return Node(iri, label, kind, kind_label, label, iri, level, date)
        if document and document != iri:
            whole = self.read(document)
            label = _label(iri, said)
            return Node(iri, label, kind, kind_label, whole.label, document, whole.level, whole.date)
        label = _label(iri, said)
        if kind == "agency":
            level, place = self._place(iri)
            return Node(iri, label, kind, kind_label, level=level, place=place, generic=_is_generic(said))
        return Node(iri, label, kind, kind_label, document_iri=document, level=_LEVELS.get(kind, ""))

    def _said(self, iri: str) -> dict[str, list[NamedNode | Literal]]:
        said: dict[str, list[NamedNode | Literal]] = {}
        for quad in self.store.quads(NamedNode(iri)):
            if isinstance(quad.object, NamedNode | Literal):
                said.setdefault(quad.predicate.value, []).append(quad.object)
        return said

    def _title(self, iri: str) -> str:
        """Return a document's title from its own graph: others that cite it may label it differently."""
        for quad in self.store.quads(NamedNode(iri), NamedNode(_LABEL)):
            if "/graph/document/" in getattr(quad.graph_name, "value", "") and isinstance(quad.object, Literal):
                return quad.object.value
        return ""

    def _place(self, iri: str) -> tuple[str, str]:
        """Return the level of a body and the division it belongs to, as its IRI tells.

        Bodies of the dictionary itself are central ones; a department's IRI has the code of its division; of a body
        that is only known by name nothing is guessed.
        """
        base, _, key = iri.partition("/agency/")
        folder, slash, _ = key.partition("/")
        if not slash:
            return "national", ""
        if not folder.isdecimal():
            return "", ""
        division = self.read(f"{base}/division/{folder}")
        return division.level, division.label


def _type(iri: str, classes: list[NamedNode | Literal]) -> tuple[str, str]:
    names = {term.value for term in classes}
    for name, (kind, label) in TYPES.items():
        if name in names:
            return kind, label
    if iri.startswith(ZTV):
        scheme = iri.removeprefix(ZTV).partition("/")[0]
        return scheme.replace("-", "_"), _SCHEMES.get(scheme, scheme)
    return "thing", "事物"


def _label(iri: str, said: Mapping[str, list[NamedNode | Literal]]) -> str:
    """Return what a thing is called; a finding, which has no name, by the words that were found."""
    if _LABEL in said:
        return min(said[_LABEL], key=_by_language).value
    if _PREFERRED in said:
        return min(said[_PREFERRED], key=_by_language).value
    parts = (
        ("verb", "object"),
        ("indicator", "comparator", "value", "unit"),
        ("date",),
        ("citedTitle",),
    )
    for names in parts:
        found = [_first(said, f"{ZT}{name}") for name in names]
        if found[0] or any(found[2:]):
            return "".join(found)
    return _first(said, f"{DCTERMS}title") or _first(said, f"{NIF}anchorOf") or iri


def _by_language(term: NamedNode | Literal) -> tuple[bool, str]:
    return (getattr(term, "language", None) not in ("zh", None), term.value)


def _first(said: Mapping[str, list[NamedNode | Literal]], predicate: str) -> str:
    return min((term.value for term in said.get(predicate, ())), default="")


def _is_generic(said: Mapping[str, list[NamedNode | Literal]]) -> bool:
    return _first(said, f"{ZT}generic") == "true"
