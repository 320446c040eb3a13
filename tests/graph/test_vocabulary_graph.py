"""The graph of the vocabularies."""

from dataclasses import replace
from pathlib import Path

import pytest

from zhengtu.graph.opening import open_store
from zhengtu.graph.store import Store
from zhengtu.graph.vocabulary_graph import vocabulary_statements
from zhengtu.ontology import Ontology, load_ontology


@pytest.fixture(scope="module")
def store() -> Store:
    store = open_store("memory:")
    store.load_vocabularies(load_ontology())
    return store


def test_loading_again_changes_nothing() -> None:
    ontology = load_ontology()
    with open_store("memory:") as store:
        first = store.load_vocabularies(ontology)
        before = store.dump_nquads()
        assert store.load_vocabularies(ontology) == type(first)(False, 0, 0)
        assert store.dump_nquads() == before
        assert len(store) == first.added


def test_there_are_no_blank_nodes(store: Store) -> None:
    assert not store.ask("ASK { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }")


def test_agencies_divisions_and_sets_have_one_chinese_label(store: Store) -> None:
    things = store.select(
        """SELECT ?x (COUNT(?l) AS ?labels) WHERE {
          VALUES ?class { zt:Agency zt:Province zt:Prefecture zt:County zt:DivisionSet zt:Programme zt:ActorGroup }
          ?x a ?class ; rdfs:label ?l } GROUP BY ?x HAVING (COUNT(?l) != 1)"""
    )
    assert things.rows == ()
    assert store.ask('ASK { ?x a zt:Agency ; rdfs:label "科学技术部"@zh ; skos:altLabel "科技部"@zh }')


def test_a_county_lies_in_a_province(store: Store) -> None:
    above = store.select(
        'SELECT ?name WHERE { ?c zt:code "330523" ; geo:sfWithin+/rdfs:label ?name } ORDER BY DESC(?name)'
    )
    assert [row["name"] for row in above.plain()] == ["湖州市", "浙江省"]


def test_roles_and_relations_have_labels_in_both_languages(store: Store) -> None:
    for scheme in ("role", "relation", "modality", "instrument", "document-type", "provision-kind"):
        without = store.select(
            f"""SELECT ?c WHERE {{ ?c skos:inScheme ztv:{scheme}
              MINUS {{ ?c skos:prefLabel ?zh, ?en FILTER(LANG(?zh) = "zh" && LANG(?en) = "en") }} }}"""
        )
        assert without.rows == ()
        assert store.ask(f"ASK {{ ?c skos:inScheme ztv:{scheme} }}")


def test_what_an_expert_takes_out_goes(ontology: Ontology) -> None:
    with open_store("memory:") as store:
        store.load_vocabularies(ontology)
        fewer = replace(ontology, agencies={"most": ontology.agencies["most"]}, divisions={}, sets={})
        assert store.load_vocabularies(fewer).removed > 0
        assert not store.ask('ASK { ?a rdfs:label "财政部"@zh }')
        assert len(store) == len(list(vocabulary_statements(fewer))) + 1  # and the identifier of the whole


def test_a_dictionary_without_turtle_is_no_error(ontology: Ontology) -> None:
    assert not Path(ontology.folder).exists()
    assert any("星火县" in statement for statement in vocabulary_statements(ontology))
