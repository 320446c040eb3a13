"""Axioms as units that can be left out of a proof one by one, and told in plain words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from pyoxigraph import BlankNode, NamedNode, Triple

from .answer import Term
from .terms import RDF, RDFS

OWL = "http://www.w3.org/2002/07/owl#"
_KINDS = {
    *(f"{OWL}{name}" for name in ("Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
    *(f"{OWL}{name}" for name in ("Restriction", "NamedIndividual")),
}
_DISJOINT = NamedNode(f"{OWL}disjointWith")
_ANNOTATIONS = ("label", "definition", "comment", "prefLabel", "altLabel", "versionInfo", "seeAlso", "license", "title")

#: Type of a property, or property between two terms of the ontology → the axiom in words, Chinese and English.
_OF_TYPE = {
    "FunctionalProperty": ("“{s}”最多有一个值", "“{s}” has at most one value"),
    "InverseFunctionalProperty": ("“{s}”的每个值只属于一个事物", "a value of “{s}” belongs to one thing only"),
    "AsymmetricProperty": ("“{s}”不能互相成立", "“{s}” never holds both ways"),
    "IrreflexiveProperty": ("任何事物都不能是自己的“{s}”", "nothing is “{s}” of itself"),
    "TransitiveProperty": ("“{s}”可以传递", "“{s}” is transitive"),
    "SymmetricProperty": ("“{s}”是相互的", "“{s}” holds both ways"),
}
_BETWEEN = {
    f"{RDFS}subClassOf": ("凡是“{s}”都是“{o}”", "every “{s}” is a “{o}”"),
    f"{OWL}equivalentClass": ("“{s}”就是“{o}”", "“{s}” is the same as “{o}”"),
    f"{OWL}disjointWith": ("“{s}”和“{o}”不能是同一事物", "nothing is both “{s}” and “{o}”"),
    f"{RDFS}subPropertyOf": ("有“{s}”就有“{o}”", "“{s}” implies “{o}”"),
    f"{RDFS}domain": ("有“{s}”的都是“{o}”", "whatever has “{s}” is a “{o}”"),
    f"{RDFS}range": ("“{s}”的值都是“{o}”", "every value of “{s}” is a “{o}”"),
    f"{OWL}inverseOf": ("“{s}”反过来就是“{o}”", "“{s}” is the inverse of “{o}”"),
    f"{OWL}differentFrom": ("“{s}”和“{o}”是两个事物", "“{s}” and “{o}” are two things"),
    f"{RDF}type": ("“{s}”是“{o}”", "“{s}” is a “{o}”"),
}


@dataclass(frozen=True, slots=True)
class Axiom:
    """Triples that only mean something together; the first one is what the axiom says, others describe blank nodes."""

    triples: tuple[Triple, ...]

    @property
    def subject(self) -> str:
        """What the axiom is about, as N-Triples writes it."""
        return str(self.triples[0].subject)

    @property
    def declares(self) -> bool:
        """Whether this only says of what kind a term is, without which no proof can read the others."""
        first = self.triples[0]
        return first.predicate.value == f"{RDF}type" and getattr(first.object, "value", "") in _KINDS

    @property
    def annotates(self) -> bool:
        """Whether this is a label or the like, which no proof looks at."""
        return self.triples[0].predicate.value.replace("#", "/").rpartition("/")[2] in _ANNOTATIONS


def axioms_of(triples: Iterable[Triple]) -> tuple[Axiom, ...]:
    """Return the axioms of an ontology; classes that exclude each other all at once are told pair by pair."""
    about: dict[Term, list[Triple]] = defaultdict(list)
    pointed = set()
    everything = sorted(triples, key=str)
    for triple in everything:
        about[triple.subject].append(triple)
        pointed.add(triple.object)
    found: dict[Axiom, None] = {}
    for triple in everything:
        if not isinstance(triple.subject, BlankNode):
            found[Axiom((triple, *_described(triple.object, about)))] = None
        elif triple.subject not in pointed and triple.predicate.value == f"{OWL}members":
            members = [_choices(member, about) for member in _items(triple.object, about)]
            for some, others in combinations(members, 2):
                for one in some:
                    found.update({Axiom((Triple(one, _DISJOINT, other),)): None for other in others})  # type: ignore[arg-type]
        elif triple.subject not in pointed and triple.predicate.value != f"{RDF}type":
            found[Axiom((*about[triple.subject], *_described(triple.object, about)))] = None
    return tuple(found)


def choices(axiom: Axiom) -> tuple[Term, ...]:
    """Return the classes that the object of an axiom is made of: several for a union, else the one."""
    about: dict[Term, list[Triple]] = defaultdict(list)
    for triple in axiom.triples:
        about[triple.subject].append(triple)
    return _choices(axiom.triples[0].object, about)


def explain(axiom: Axiom, labels: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """Return an axiom in plain words, Chinese and English.

    >>> task, agency = (NamedNode(f"https://w3id.org/zhengtu/def#{name}") for name in ("Task", "Agency"))
    >>> labels = {task.value: {"zh": "任务", "en": "task"}, agency.value: {"zh": "机构", "en": "agency"}}
    >>> explain(Axiom((Triple(task, _DISJOINT, agency),)), labels)
    ('“任务”和“机构”不能是同一事物', 'nothing is both “task” and “agency”')
    """
    first = axiom.triples[0]
    about: dict[Term, list[Triple]] = defaultdict(list)
    for triple in axiom.triples:
        about[triple.subject].append(triple)
    kind = getattr(first.object, "value", "").removeprefix(OWL)
    if first.predicate.value == f"{RDF}type" and kind in _OF_TYPE:
        words = _OF_TYPE[kind]
    else:
        words = _BETWEEN.get(first.predicate.value, ("“{s}”的“{p}”是“{o}”", "“{p}” of “{s}” is “{o}”"))
    zh, en = (
        text.format(
            s=_called(first.subject, about, labels, language),
            p=_called(first.predicate, about, labels, language),
            o=_called(first.object, about, labels, language),
        )
        for text, language in zip(words, ("zh", "en"), strict=True)
    )
    return zh, en


def _called(
    term: Term, about: Mapping[Term, list[Triple]], labels: Mapping[str, Mapping[str, str]], language: str
) -> str:
    if isinstance(term, BlankNode):
        parts = {triple.predicate.value.removeprefix(OWL): triple.object for triple in about[term]}
        if "unionOf" in parts:
            names = [_called(item, about, labels, language) for item in _items(parts["unionOf"], about)]
            return ("”或“" if language == "zh" else "” or “").join(names)
        if "onProperty" in parts and "someValuesFrom" in parts:
            name, of = (_called(parts[key], about, labels, language) for key in ("onProperty", "someValuesFrom"))
            return f"有“{name}”且为“{of}”的事物" if language == "zh" else f"thing with “{name}” that is a “{of}”"
        return str(term)
    if not isinstance(term, NamedNode):
        return str(getattr(term, "value", term))
    known = labels.get(term.value, {})
    if language in known:
        return known[language]
    # Of a task the end of its IRI says too little: 国发-2018-42/task/t5.
    rest = term.value.partition("/id/")[2].removeprefix("document/")
    return rest or term.value.replace("#", "/").rpartition("/")[2]


def _choices(term: Term, about: Mapping[Term, list[Triple]]) -> tuple[Term, ...]:
    """Return the classes that a union is made of, or the class itself: what a union excludes, each of them does."""
    unions = [t.object for t in about.get(term, ()) if t.predicate.value == f"{OWL}unionOf"]
    return tuple(item for union in unions for item in _items(union, about)) or (term,)


def _items(term: Term, about: Mapping[Term, list[Triple]]) -> Iterator[Term]:
    while isinstance(term, BlankNode):
        parts = {triple.predicate.value: triple.object for triple in about[term]}
        yield parts[f"{RDF}first"]
        term = parts[f"{RDF}rest"]


def _described(term: Term, about: Mapping[Term, list[Triple]]) -> Iterator[Triple]:
    if isinstance(term, BlankNode):
        for triple in about[term]:
            yield triple
            yield from _described(triple.object, about)
