"""The whole way from a file to the graph: the samples of the package, and real documents where they are at hand."""

import os
from collections import Counter
from pathlib import Path

import pytest

import zhengtu.cli
from zhengtu.graph.building import build
from zhengtu.graph.opening import open_store
from zhengtu.graph.store import Store
from zhengtu.ontology import load_ontology

SAMPLES = Path(str(zhengtu.cli.__file__)).parent / "samples"
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")


@pytest.fixture(
    scope="module",
    params=[
        "samples",
        pytest.param(
            "corpus",
            marks=pytest.mark.skipif(not CORPUS.is_dir(), reason="ZHENGTU_CORPUS names no folder of real documents"),
        ),
    ],
)
def store(request: pytest.FixtureRequest) -> Store:
    store = open_store("memory:")
    build([SAMPLES if request.param == "samples" else CORPUS], store, load_ontology())
    assert len(store.documents()) >= 3
    return store


def test_no_triple_stands_in_two_graphs(store: Store) -> None:
    places = Counter((quad.subject, quad.predicate, quad.object) for quad in store.quads())
    assert [triple for triple, count in places.items() if count > 1] == []


def test_everything_that_is_named_has_one_label(store: Store) -> None:
    counts = store.select(
        """SELECT ?x ?labels WHERE {
          { SELECT ?x (COUNT(?label) AS ?labels) WHERE {
              { SELECT DISTINCT ?x WHERE { ?s zt:agent|zt:mentions|zt:issuer|zt:cites|zt:inDocument|zt:ofTask ?x } }
              OPTIONAL { ?x rdfs:label ?label } } GROUP BY ?x }
          FILTER(?labels != 1) }"""
    )
    assert counts.plain() == ()


def test_everything_that_is_pointed_to_is_described(store: Store) -> None:
    dangling = store.select(
        """SELECT ?p ?o WHERE { ?s ?p ?o FILTER(?p != rdf:type && isIRI(?o))
             FILTER(STRSTARTS(STR(?o), "https://w3id.org/zhengtu/id/") || STRSTARTS(STR(?o), "https://w3id.org/zhengtu/voc/"))
             MINUS { ?o ?q ?any } }"""
    )
    assert dangling.plain() == ()


def test_the_samples_form_one_chain_and_building_them_again_changes_nothing(tmp_path: Path) -> None:
    ontology = load_ontology()
    with open_store(tmp_path / "store") as store:
        report = build([SAMPLES], store, ontology)
        assert {row.status for row in report.rows} == {"new"}
        chain = store.select(
            """SELECT DISTINCT ?document WHERE {
              ?county zt:level "county" ; (eli:based_on|zt:implements)+ ?above .
              ?above a zt:PolicyDocument ; zt:level ?document }
              ORDER BY ?document"""
        )
        assert [row["document"] for row in chain.plain()] == ["national", "province"]
        written = store.dump_nquads()
        assert {row.status for row in build([SAMPLES], store, ontology).rows} == {"unchanged"}
        assert {row.status for row in build([SAMPLES], store, ontology, force=True).rows} == {"replaced"}
        assert store.dump_nquads() == written
