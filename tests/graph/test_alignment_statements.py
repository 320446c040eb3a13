"""Alignments in the store: conclusions about the lower document that go with it and never touch what texts say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from zhengtu.graph import Store, open_store
from zhengtu.graph.alignment import align
from zhengtu.graph.alignment_statements import align_with_bases, alignment_statements, save_alignments
from zhengtu.graph.building import build
from zhengtu.graph.document_tasks import read_tasks
from zhengtu.graph.error import StoreError
from zhengtu.graph.iri import concluded_graph
from zhengtu.ontology import load_ontology

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"
NATION, PROVINCE, COUNTY = (
    f"https://w3id.org/zhengtu/id/document/{number}"
    for number in ("国科发农-2022-158", "浙政办发-2022-900", "安政办发-2022-901")
)
ALIGNMENTS = "SELECT ?node WHERE { ?node a zt:Alignment }"


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        build([SAMPLES], opened, load_ontology())
        yield opened


def test_bases_that_a_document_names_are_aligned_with_it(store: Store) -> None:
    saved = align_with_bases(store)
    assert {(lower, higher) for lower, higher, _ in saved} == {
        (COUNTY, NATION),
        (COUNTY, PROVINCE),
        (PROVINCE, NATION),
    }
    assert all(change.new and change.added and not change.removed for _, _, change in saved)


def test_every_row_is_one_node_with_one_of_everything(store: Store) -> None:
    higher, lower = read_tasks(store, NATION), read_tasks(store, COUNTY)
    rows = align(higher, lower)
    save_alignments(store, higher, lower, rows)
    nodes = store.select(
        """SELECT ?node (COUNT(DISTINCT ?kind) AS ?kinds) (COUNT(DISTINCT ?score) AS ?scores)
        (COUNT(DISTINCT ?because) AS ?reasons) WHERE {
          ?node a zt:Alignment ; zt:coverageKind ?kind ; zt:score ?score ; zt:because ?because } GROUP BY ?node"""
    ).plain()
    assert len(nodes) == len(rows)
    assert {(row["kinds"], row["scores"], row["reasons"]) for row in nodes} == {(1, 1, 1)}
    pairs = store.select("SELECT ?l ?h WHERE { ?l zt:alignsWith ?h }").plain()
    assert len(pairs) == sum(row.higher is not None and row.lower is not None for row in rows)


def test_the_passages_are_those_that_the_texts_have(store: Store) -> None:
    align_with_bases(store)
    assert not store.ask(
        """ASK { ?node a zt:Alignment ; zt:evidence|zt:higherEvidence ?passage
        FILTER NOT EXISTS { ?passage nif:anchorOf ?quote } }"""
    )
    assert not store.ask(
        """ASK { ?node a zt:Alignment . { ?node zt:lowerTask ?t FILTER NOT EXISTS { ?node zt:evidence ?p } }
        UNION { ?node zt:higherTask ?t FILTER NOT EXISTS { ?node zt:higherEvidence ?p } } }"""
    )


def test_saving_again_changes_nothing_and_another_kind_takes_the_place_of_the_first(store: Store) -> None:
    higher, lower = read_tasks(store, PROVINCE), read_tasks(store, COUNTY)
    save_alignments(store, higher, lower, align(higher, lower))
    before = store.dump_nquads()
    again = save_alignments(store, higher, lower, align(higher, lower))
    assert (again.new, again.added, again.removed) == (False, 0, 0)
    assert store.dump_nquads() == before
    save_alignments(store, higher, lower, align(higher, lower, versions=True))
    kinds = {str(row["k"]).rpartition("/")[2] for row in store.select("SELECT ?k { ?n zt:coverageKind ?k }").plain()}
    assert not kinds & {"covered", "partial", "uncovered"}


def test_alignments_with_one_document_leave_those_with_another_alone(store: Store) -> None:
    align_with_bases(store)
    nation, lower = read_tasks(store, NATION), read_tasks(store, COUNTY)
    others = f"SELECT ?n WHERE {{ ?n a zt:Alignment FILTER NOT EXISTS {{ ?n zt:higherDocument <{NATION}> }} }}"
    before = sorted(map(str, store.select(others).rows))
    save_alignments(store, nation, lower, ())
    assert sorted(map(str, store.select(others).rows)) == before
    assert not store.ask(f"ASK {{ <{COUNTY}/task/t12> zt:alignsWith <{NATION}/task/t44> }}")


def test_they_stand_in_the_concluded_graph_of_the_lower_document_alone(store: Store) -> None:
    before = set(store.dump_nquads().splitlines())
    higher, lower = read_tasks(store, NATION), read_tasks(store, COUNTY)
    save_alignments(store, higher, lower, align(higher, lower))
    after = set(store.dump_nquads().splitlines())
    assert before <= after
    graph = NamedNode(concluded_graph("安政办发-2022-901"))
    assert all(line.endswith(f"{graph} .".encode()) for line in after - before)


def test_they_go_with_the_lower_document(store: Store) -> None:
    higher, lower = read_tasks(store, NATION), read_tasks(store, COUNTY)
    save_alignments(store, higher, lower, align(higher, lower))
    store.remove_document("安政办发-2022-901")
    assert not store.select(ALIGNMENTS).rows
    with pytest.raises(StoreError, match="has no text of"):
        read_tasks(store, COUNTY)


def test_reading_the_lower_document_anew_takes_them_away(store: Store) -> None:
    higher, lower = read_tasks(store, NATION), read_tasks(store, COUNTY)
    before = store.dump_nquads()
    save_alignments(store, higher, lower, align(higher, lower))
    build([SAMPLES / "county-action-plan.txt"], store, load_ontology(), force=True)
    assert store.dump_nquads() == before


def test_the_statements_are_written_as_the_store_gives_them_back(store: Store) -> None:
    higher, lower = read_tasks(store, NATION), read_tasks(store, PROVINCE)
    statements = list(alignment_statements(higher, lower, align(higher, lower)))
    assert len(statements) == len(set(statements))
    parsed = parse(input=" .\n".join([*statements, ""]), format=RdfFormat.N_TRIPLES)
    assert sorted(f"{quad.subject} {quad.predicate} {quad.object}" for quad in parsed) == sorted(statements)
