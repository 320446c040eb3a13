"""Reasoning: the fewest causes of a contradiction, told in plain words."""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from zhengtu.graph import Store
from zhengtu.graph.quads import record_quads
from zhengtu.graph.reasoning import prove_store, sample
from zhengtu.graph.reasoning_axiom import Axiom, axioms_of, explain
from zhengtu.graph.reasoning_causes import smallest
from zhengtu.graph.reasoning_suspects import suspects
from zhengtu.graph.terms import PREFIXES, ZT
from zhengtu.ingest.record import Record
from zhengtu.ontology import Ontology, load_ontology
from zhengtu.ontology.owl import ZHENGTU_TTL, Verdict, read_triples

slow = pytest.mark.skipif(
    shutil.which("java") is None or not os.environ.get("ZHENGTU_SLOW"),
    reason="a minute with Java: run with ZHENGTU_SLOW=1",
)
DOCUMENT = "https://w3id.org/zhengtu/id/document/北政发-2031-7"
GRAPH = NamedNode("https://w3id.org/zhengtu/id/graph/document/北政发-2031-7")
TASK, TYPE = NamedNode(f"{DOCUMENT}/task/t1"), NamedNode(f"{PREFIXES['rdf']}type")
AGENCY = Quad(TASK, TYPE, NamedNode(f"{ZT}Agency"), GRAPH)


def task_and_agency(files: Iterable[Path]) -> Verdict:
    """Find nothing but that something is a task, hence a provision, and an agency, which exclude each other."""
    found = {str(triple) for triple in read_triples(files)}
    needed = (
        (TASK, TYPE, f"{ZT}Agency"),
        (TASK, TYPE, f"{ZT}Task"),
        (NamedNode(f"{ZT}Task"), NamedNode(f"{PREFIXES['rdfs']}subClassOf"), f"{ZT}Provision"),
        (NamedNode(f"{ZT}Provision"), NamedNode(f"{PREFIXES['owl']}disjointWith"), f"{ZT}Agency"),
    )
    return Verdict(consistent=not all(str(Triple(s, p, NamedNode(o))) in found for s, p, o in needed))


def triples(turtle: str) -> list[Triple]:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "@prefix : <urn:x:> .\n"
    return [quad.triple for quad in pyoxigraph.parse(head + turtle, RdfFormat.TURTLE)]


@given(st.sets(st.integers(0, 60)), st.lists(st.sets(st.integers(0, 60), min_size=1), min_size=1))
def test_the_smallest_selection_shows_it_and_no_part_of_it_does(more: set[int], causes: list[set[int]]) -> None:
    def shows(kept: Sequence[int]) -> bool:
        return any(cause <= set(kept) for cause in causes)

    found = smallest(sorted(more | causes[0]), shows)
    assert shows(found)
    assert not any(shows([other for other in found if other != one]) for one in found)


def test_few_trials_are_enough() -> None:
    trials = 0

    def shows(kept: Sequence[int]) -> bool:
        nonlocal trials
        trials += 1
        return {7, 800} <= set(kept)

    assert smallest(range(1000), shows) == (7, 800)
    assert trials < 50


@pytest.fixture(scope="module")
def axioms() -> tuple[Axiom, ...]:
    return axioms_of(read_triples([ZHENGTU_TTL]))


@pytest.mark.parametrize(
    ("faults", "suspect"),
    [
        (":x a zt:Task, zt:Agency .", "urn:x:x"),
        (":x a zt:Task . :r zt:agent :x .", "urn:x:x"),
        (":r a zt:Target ; zt:value 15.0, 16.0 .", "urn:x:r"),
        (":t zt:value 'fifteen' .", "urn:x:t"),
        (":a zt:successor :a .", "urn:x:a"),
        (":t zt:cites :x . :x a zt:Division .", "urn:x:x"),
    ],
)
def test_the_thing_to_blame_is_suspected(faults: str, suspect: str, axioms: tuple[Axiom, ...]) -> None:
    sound = ":t1 a zt:Goal ; zt:inDocument :d ; zt:evidence :p . :d a zt:PolicyDocument . :c zt:cites :d ."
    data = [Axiom((triple,)) for triple in triples(sound + faults)]
    groups = suspects(data, axioms)
    assert any(NamedNode(suspect) == axiom.triples[0].subject for group in groups for axiom in group)
    assert suspects([Axiom((triple,)) for triple in triples(sound)], axioms) == []


@pytest.mark.parametrize(
    ("axiom", "zh"),
    [
        (":a rdfs:subClassOf :b .", "凡是“a”都是“b”"),
        (":p rdfs:domain :b .", "有“p”的都是“b”"),
        (":p a owl:FunctionalProperty .", "“p”最多有一个值"),
        (":p rdfs:range [ a owl:Class ; owl:unionOf ( :a :b ) ] .", "“p”的值都是“a”或“b”"),
        (":x :p :y .", "“x”的“p”是“y”"),
        ("[] a owl:AllDisjointClasses ; owl:members ( :a :b ) .", "“a”和“b”不能是同一事物"),
    ],
)
def test_axioms_are_told_in_plain_words(axiom: str, zh: str) -> None:
    (found,) = axioms_of(triples(axiom))
    told = tuple(text.replace("urn:x:", "") for text in explain(found, {}))
    assert told[0] == zh
    assert not any("\u4e00" <= character <= "\u9fff" for character in told[1])


@pytest.fixture
def inner(plan: Record, ontology: Ontology) -> pyoxigraph.Store:
    inner = pyoxigraph.Store()
    inner.load("\n".join((*record_quads(plan, ontology).lines(), "")).encode(), RdfFormat.N_QUADS)
    return inner


def test_a_sample_takes_at_least_one_document_and_no_texts(inner: pyoxigraph.Store) -> None:
    data, documents, of_documents = sample(Store(inner, "memory:"), 1)
    assert (documents, of_documents) == (1, 1)
    assert data
    assert not any("anchorOf" in str(axiom.triples[0].predicate) for axiom in data)


@pytest.fixture
def dictionary(tmp_path: Path, ontology: Ontology) -> Ontology:
    """The real ontology without its vocabularies, to which a test may add."""
    shutil.copy(ZHENGTU_TTL, tmp_path / "zhengtu.ttl")
    return replace(load_ontology(), folder=tmp_path)


@slow
def test_what_is_written_contradicts_nothing(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    proof = prove_store(Store(inner, "memory:"), dictionary)
    assert (proof.consistent, proof.impossible, proof.causes) == (True, (), ())
    assert proof.things > 20


def test_a_contradiction_is_told_by_its_causes_alone(
    inner: pyoxigraph.Store, dictionary: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of HermiT, which takes a minute for this, one that finds only this contradiction."""
    monkeypatch.setattr("zhengtu.graph.reasoning.prove", task_and_agency)
    store = Store(inner, "memory:")
    assert prove_store(store, dictionary).causes == ()
    inner.add(AGENCY)
    proof = prove_store(store, dictionary)
    assert not proof.consistent
    assert {cause.zh for cause in proof.causes} == {
        "“北政发-2031-7/task/t1”是“机构”",
        "“北政发-2031-7/task/t1”是“任务”",
        "凡是“任务”都是“条文单元”",
        "“条文单元”和“机构”不能是同一事物",
    }


@slow
def test_a_class_that_can_have_no_member_is_explained(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    own = PREFIXES | {"": "urn:x:"}
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in own.items())
    text = head + ':Mixed a owl:Class ; rdfs:label "混合体"@zh, "mixed"@en ; rdfs:subClassOf zt:Measure, zt:Target .'
    (dictionary.folder / "own.ttl").write_text(text, encoding="utf-8")
    (found,) = prove_store(Store(pyoxigraph.Store(), "memory:"), dictionary).impossible
    assert found.label == "混合体 mixed"
    assert {cause.zh for cause in found.causes} == {
        "凡是“混合体”都是“措施”",
        "凡是“混合体”都是“指标值”",
        "“措施”和“指标值”不能是同一事物",
    }


@slow
def test_a_contradiction_in_the_data_is_explained(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    inner.add(AGENCY)
    proof = prove_store(Store(inner, "memory:"), dictionary)
    assert not proof.consistent
    told = [cause.zh for cause in proof.causes]
    assert "“北政发-2031-7/task/t1”是“机构”" in told
    assert len(told) <= 5
