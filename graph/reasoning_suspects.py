"""Where to look for a contradiction first: things that are of two kinds, or have two values where one is allowed.

This is no proof, only a hint that makes proofs short: a reasoner takes seconds for each trial, and a store has many
thousand statements of which two or three are to blame.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from .answer import Term
from .reasoning_axiom import OWL, Axiom, choices
from .terms import RDF, RDFS

_UPWARD = {f"{RDFS}{name}" for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {f"{OWL}equivalentClass"}


def suspects(data: Sequence[Axiom], axioms: Sequence[Axiom]) -> list[tuple[Axiom, ...]]:
    """Return groups of statements, one for each suspect thing: all that is said of it, and what its values are."""
    classes, pairs, single = _classes(axioms), _disjoint(axioms), _functional(axioms)
    kinds: dict[Term, set[frozenset[Term]]] = defaultdict(set)
    values: dict[tuple[Term, NamedNode], set[Term]] = defaultdict(set)
    about: dict[Term, list[Axiom]] = defaultdict(list)
    for statement in data:
        triple = statement.triples[0]
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        about[subject].append(statement)
        if predicate.value == f"{RDF}type":
            kinds[subject].add(frozenset([value]))
        else:
            kinds[subject].update(classes.get((predicate, "domain"), ()))
            kinds[value].update(classes.get((predicate, "range"), ()))
            values[subject, predicate].add(value)
            about[value].append(statement)
    found: dict[Term, None] = {}
    for (owner, predicate), some in values.items():
        if owner in some or (predicate in single and len(some) > 1):
            found[owner] = None
    for thing, given in kinds.items():
        if isinstance(thing, Literal):
            if any(thing.datatype not in choice for choice in given):
                found.update({statement.triples[0].subject: None for statement in about[thing]})
            continue
        if any(_exclude(one, other, pairs, classes) for one in given for other in given):
            found[thing] = None
    groups = []
    for thing in found:
        own = dict.fromkeys(about[thing])
        for statement in list(own):
            of_value = about.get(statement.triples[0].object, [])
            own.update(dict.fromkeys(s for s in of_value if s.triples[0].subject == statement.triples[0].object))
        groups.append(tuple(own))
    return sorted(groups, key=len)


def relevant(axioms: Iterable[Axiom], statements: Iterable[Axiom]) -> tuple[Axiom, ...]:
    """Return the axioms about the classes and properties that statements use, and about those above them."""
    known = {term for s in statements for t in s.triples for term in (t.predicate, t.object)}
    everything = list(axioms)
    while True:
        reached = {
            term
            for axiom in everything
            if axiom.triples[0].subject in known and axiom.triples[0].predicate.value in _UPWARD
            for term in _terms(axiom)
        }
        if reached <= known:
            break
        known |= reached
    return tuple(
        axiom
        for axiom in everything
        if axiom.triples[0].subject in known
        and (axiom.triples[0].predicate.value != f"{OWL}disjointWith" or axiom.triples[0].object in known)
    )


def _terms(axiom: Axiom) -> set[Term]:
    return {triple.object for triple in axiom.triples if isinstance(triple.object, NamedNode)}


def _classes(axioms: Sequence[Axiom]) -> Mapping[tuple[Term, str], set[frozenset[Term]]]:
    """Return domain, range and super-classes of each term, each as the classes that it may be."""
    found: dict[tuple[Term, str], set[frozenset[Term]]] = defaultdict(set)
    for axiom in axioms:
        first = axiom.triples[0]
        for name in ("domain", "range", "subClassOf"):
            if first.predicate.value == f"{RDFS}{name}":
                found[first.subject, name].add(frozenset(choices(axiom)))
    return found


def _disjoint(axioms: Sequence[Axiom]) -> set[frozenset[Term]]:
    return {
        frozenset((axiom.triples[0].subject, axiom.triples[0].object))
        for axiom in axioms
        if axiom.triples[0].predicate.value == f"{OWL}disjointWith"
    }


def _functional(axioms: Sequence[Axiom]) -> set[Term]:
    kind = NamedNode(f"{OWL}FunctionalProperty")
    return {axiom.triples[0].subject for axiom in axioms if axiom.triples[0].object == kind}


def _exclude(
    one: frozenset[Term],
    other: frozenset[Term],
    pairs: set[frozenset[Term]],
    classes: Mapping[tuple[Term, str], set[frozenset[Term]]],
) -> bool:
    """Return whether whatever is of one kind cannot be of the other: all choices of both exclude each other."""
    return all(
        any(frozenset((a, b)) in pairs for a in _above(first, classes) for b in _above(second, classes))
        for first in one
        for second in other
    )


def _above(term: Term, classes: Mapping[tuple[Term, str], set[frozenset[Term]]]) -> set[Term]:
    found, ahead = {term}, [term]
    while ahead:
        for choice in classes.get((ahead.pop(), "subClassOf"), ()):
            if len(choice) == 1 and not choice <= found:
                found |= choice
                ahead.extend(choice)
    return found
