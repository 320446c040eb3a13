"""Proving with HermiT that what the texts say does not contradict the ontology, and saying why where it does.

HermiT takes some two seconds for the ontology alone and ten to fifteen with a few thousand things, so of a large store
it sees documents spread evenly over it. What a proof of all of it would add is the business of validation, which sees
every statement.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from ..ontology import Ontology
from ..ontology.owl import ZHENGTU_TTL, Verdict, prove, read_triples
from .iri import concluded_graph, document_graph
from .reasoning_axiom import Axiom, axioms_of, explain
from .reasoning_causes import smallest
from .reasoning_suspects import relevant, suspects
from .store import Store
from .terms import ELI, NIF, RDF, ZT

#: So many things (tasks, findings, passages …) are proved together: some ten seconds.
LIMIT = 4000
#: So many suspect things are tried for the cause of a contradiction, those of which least is said first.
_TRIED = 5

_TYPE = NamedNode(f"{RDF}type")
#: Texts, labels and origins are annotations or say nothing that an axiom speaks of.
_SPOKEN_OF = (ZT, ELI)
_LEFT_OUT = {f"{NIF}isString", f"{NIF}anchorOf"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """An axiom or statement in plain words."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Impossible:
    """A class that can never have a member, and the fewest axioms that make it so."""

    iri: str
    label: str
    causes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What HermiT found about the ontology and the statements of some or all documents.

    ``causes`` are the fewest statements and axioms that contradict each other, none where all is well.
    """

    consistent: bool
    impossible: tuple[Impossible, ...]
    causes: tuple[Sentence, ...]
    documents: int
    of_documents: int
    things: int


def prove_store(
    store: Store, ontology: Ontology, limit: int = LIMIT, progress: Callable[[str], None] | None = None
) -> Proof:
    """Prove the ontology together with documents of a store, up to so many things; NoJavaError without Java."""
    tell = progress or (lambda step: None)
    axioms = axioms_of(read_triples(sorted(ontology.folder.glob("*.ttl")) or [ZHENGTU_TTL]))
    concepts = axioms_of(read_triples(sorted((ontology.folder / "vocabularies").glob("*.ttl"))))
    data, documents, of_documents = sample(store, limit)
    tell(f"HermiT: {documents}/{of_documents} 份文件 (documents), {len(data)} 条陈述 (statements)")
    verdict = _verdict([*axioms, *concepts, *data])
    causes: tuple[Sentence, ...] = ()
    if not verdict.consistent:
        tell("有矛盾，正在寻找原因，需要一两分钟 (a contradiction; looking for its cause takes a minute or two)")
        causes = _in_words(_causes(suspects(data, axioms), axioms), axioms)
    if verdict.unsatisfiable:
        tell("有不可能有成员的类，正在寻找原因 (a class that can have no member; looking for its cause)")
    impossible = tuple(_why_impossible(iri, axioms) for iri in verdict.unsatisfiable)
    things = len({axiom.subject for axiom in data})
    return Proof(verdict.consistent, impossible, causes, documents, of_documents, things)


def sample(store: Store, limit: int) -> tuple[tuple[Axiom, ...], int, int]:
    """Return the statements of documents spread evenly over a store, how many these are, and how many there are.

    Documents are taken by IRI, every second, third … of them, until the limit is reached; one is always taken.
    """
    documents = [document.iri for document in store.documents()]
    each = {iri: len({quad.subject for quad in _quads(store, iri)}) for iri in documents[:3]}
    middling = max(1, sum(each.values()) // max(1, len(each)))
    wanted = max(1, min(len(documents), limit // middling))
    chosen = documents[:: max(1, len(documents) // wanted)][:wanted]
    triples: dict[Triple, None] = {}
    for iri in chosen:
        triples.update(dict.fromkeys(quad.triple for quad in _quads(store, iri)))
    for thing in {triple.object for triple in triples if isinstance(triple.object, NamedNode)}:
        # An agency or division that a text names is what the gazetteers and the shared graph say that it is.
        for quad in store.quads(thing, _TYPE):
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(ZT):
                triples[quad.triple] = None
    return tuple(Axiom((triple,)) for triple in sorted(triples, key=str)), len(chosen), len(documents)


def _quads(store: Store, document: str) -> Iterator[Quad]:
    base, _, identifier = document.rpartition("document/")
    for graph in (f"{document_graph('', base)}{identifier}", f"{concluded_graph('', base)}{identifier}"):
        for quad in store.quads(graph=NamedNode(graph)):
            name = quad.predicate.value
            spoken_of = name.startswith(_SPOKEN_OF) or quad.predicate == _TYPE or name.startswith(NIF)
            if spoken_of and name not in _LEFT_OUT and not _of_rdf(quad.object):
                yield quad


def _of_rdf(term: object) -> bool:
    """Return whether this is RDF's own vocabulary, which OWL 2 DL does not let be used as a class."""
    return isinstance(term, NamedNode) and term.value.startswith(RDF)


def _verdict(axioms: Sequence[Axiom]) -> Verdict:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "axioms.nt"
        serialize((triple for axiom in axioms for triple in axiom.triples), output=file, format=RdfFormat.N_TRIPLES)
        return prove([file])


def _causes(groups: Sequence[tuple[Axiom, ...]], axioms: Sequence[Axiom]) -> tuple[Axiom, ...]:
    """Return the fewest statements of one group, and axioms, that contradict each other; each step runs HermiT.

    Where no group does, nothing is returned: trying all statements of a store would take hours.
    """
    declared = [axiom for axiom in axioms if axiom.declares]
    others = [axiom for axiom in axioms if not axiom.declares and not axiom.annotates]

    def clash(kept: Sequence[Axiom]) -> bool:
        return not _verdict([*declared, *kept]).consistent

    group = next((each for each in groups[:_TRIED] if clash([*others, *each])), None)
    if group is None:
        return ()
    near = relevant(others, group)
    known = near if clash([*near, *group]) else tuple(others)
    statements = smallest(group, lambda kept: clash([*known, *kept]))
    near = relevant(known, statements)
    known = near if clash([*near, *statements]) else known
    return (*statements, *smallest(known, lambda kept: clash([*statements, *kept])))


def _in_words(causes: Sequence[Axiom], axioms: Sequence[Axiom]) -> tuple[Sentence, ...]:
    labels = _labels(axioms)
    return tuple(Sentence(*explain(axiom, labels)) for axiom in causes)


def _why_impossible(iri: str, axioms: Sequence[Axiom]) -> Impossible:
    """Suppose that the class had a member; what contradicts this is why it cannot."""
    member = Axiom((Triple(NamedNode(f"{iri}-member"), _TYPE, NamedNode(iri)),))
    causes = [axiom for axiom in _causes([(member,)], axioms) if axiom != member]
    return Impossible(iri, _name(axioms, iri), _in_words(causes, axioms))


def _labels(axioms: Sequence[Axiom]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for triple in (triple for axiom in axioms for triple in axiom.triples):
        subject, label = triple.subject, triple.object
        if isinstance(subject, NamedNode) and isinstance(label, Literal) and triple.predicate.value.endswith("#label"):
            found.setdefault(subject.value, {})[label.language or ""] = label.value
    return found


def _name(axioms: Sequence[Axiom], iri: str) -> str:
    labels = _labels(axioms).get(iri, {})
    return " ".join(filter(None, (labels.get("zh"), labels.get("en")))) or iri.replace("#", "/").rpartition("/")[2]
