"""The ontology is OWL 2 DL, free of contradictions, complete in labels, and says what docs/model.md says."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef, namespace
from rdflib.term import Node

from zhengtu.ontology.owl import ZHENGTU_TTL, NoJavaError, Verdict, prove

HERE = Path(__file__).parents[2]
VOCABULARIES = sorted((HERE / "ontology" / "vocabularies").glob("*.ttl"))
ZT = Namespace("https://w3id.org/zhengtu/def#")
ONTOLOGY = URIRef("https://w3id.org/zhengtu/def")
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(namespace.XSD))
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
NOT_IN_MODEL = {
    "Provision": "the class above sections and titled units",
    "Finding": "the class above what the text says",
    "Passage": "the class of evidence, which the model gives by its properties",
    "Division": "the class above provinces, prefectures and counties",
    "Indicator": "the class for vocabularies of indicators; documents give indicators in words",
}

needs_java = pytest.mark.skipif(
    shutil.which("java") is None, reason="the reasoner HermiT needs Java, which is not here"
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(ZHENGTU_TTL)


def kinds(graph: Graph, term: Node) -> list[Node]:
    return [kind for kind in graph.objects(term, RDF.type) if kind in KINDS]


def own_terms(graph: Graph) -> list[URIRef]:
    return sorted(
        term
        for term in set(graph.subjects(RDF.type, None))
        if isinstance(term, URIRef) and term.startswith(str(ZT)) and kinds(graph, term)
    )


def external_terms(graph: Graph) -> Iterator[URIRef]:
    for term in {term for triple in graph for term in triple if isinstance(term, URIRef)}:
        if not str(term).startswith((*BUILT_IN, str(ONTOLOGY), "https://www.apache.org/")):
            yield term


def literal_language(values: Iterator[Node]) -> list[str]:
    return sorted(str(value.language) for value in values if isinstance(value, Literal) and value.strip())


def test_every_term_of_the_model_is_in_the_ontology_and_the_other_way_round(graph: Graph) -> None:
    model = set(re.findall(r"\bzt:([A-Za-z0-9]+)", (HERE / "docs" / "model.md").read_text(encoding="utf-8")))
    ontology = {term.removeprefix(str(ZT)) for term in own_terms(graph)}
    assert model - ontology == set()
    assert ontology - model == set(NOT_IN_MODEL)


def test_every_term_has_labels_and_definitions_in_both_languages(graph: Graph) -> None:
    for term in own_terms(graph):
        for predicate in (RDFS.label, SKOS.definition):
            assert literal_language(graph.objects(term, predicate)) == ["en", "zh"], f"{term} {predicate}"


def test_no_two_terms_of_one_kind_share_a_label(graph: Graph) -> None:
    for language in ("zh", "en"):
        for kind in KINDS:
            labels = [
                str(label)
                for term in own_terms(graph)
                if kinds(graph, term) == [kind]
                for label in graph.objects(term, RDFS.label)
                if isinstance(label, Literal) and label.language == language
            ]
            assert len(labels) == len(set(labels)), f"{kind} {language}"


def test_every_term_is_of_exactly_one_kind(graph: Graph) -> None:
    """Punning is legal in OWL 2, but a property that is both data and object property is not DL."""
    for term in [*own_terms(graph), *external_terms(graph)]:
        assert len(kinds(graph, term)) == 1, f"{term} is {kinds(graph, term)}"


@pytest.mark.parametrize("prefix", ["DCTERMS", "GEO", "ORG", "PROV", "SKOS"])
def test_terms_of_closed_vocabularies_exist_there(graph: Graph, prefix: str) -> None:
    """rdflib carries these vocabularies and knows which terms they have."""
    vocabulary = getattr(namespace, prefix)
    used = [term for term in external_terms(graph) if str(term).startswith(str(vocabulary))]
    assert used
    assert [term for term in used if term not in vocabulary] == []


ELI_AND_NIF = {
    "http://data.europa.eu/eli/ontology#": {
        *("LegalResource", "LegalResourceSubdivision", "has_part", "is_part_of", "based_on", "cites", "changes"),
        *("amends", "repeals", "passed_by", "jurisdiction", "type_document", "number"),
        *("date_document", "date_publication", "first_date_entry_in_force", "date_no_longer_in_force"),
    },
    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#": {
        *("String", "RFC5147String", "beginIndex", "endIndex", "anchorOf", "isString"),
    },
}


@pytest.mark.parametrize("vocabulary", sorted(ELI_AND_NIF))
def test_terms_of_eli_and_nif_are_the_ones_that_were_looked_up_there(graph: Graph, vocabulary: str) -> None:
    used = {str(term).removeprefix(vocabulary) for term in external_terms(graph) if str(term).startswith(vocabulary)}
    assert used == ELI_AND_NIF[vocabulary]


def test_property_axioms_join_terms_of_the_same_kind(graph: Graph) -> None:
    def is_class(node: Node | None) -> bool:
        return isinstance(node, BNode) or (node, RDF.type, OWL.Class) in graph

    xsd = namespace.XSD
    owl2_datatypes = {xsd.string, xsd.decimal, xsd.integer, xsd.nonNegativeInteger, xsd.boolean}
    for child, parent in graph.subject_objects(RDFS.subPropertyOf):
        assert kinds(graph, child) == kinds(graph, parent), f"{child} below {parent}"
    for term, value in graph.subject_objects(RDFS.domain):
        assert is_class(value), term
    for term, value in graph.subject_objects(RDFS.range):
        if kinds(graph, term) == [OWL.ObjectProperty]:
            assert is_class(value), term
        else:
            assert value in owl2_datatypes, (
                f"{term}: {value} is outside the OWL 2 datatype map that the proof relies on"
            )
    for child, parent in graph.subject_objects(RDFS.subClassOf):
        assert is_class(child), child
        assert is_class(parent), parent


def test_transitive_properties_are_in_no_axiom_that_needs_simple_ones(graph: Graph) -> None:
    transitive = set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    above = {parent for term in transitive for parent in graph.transitive_objects(term, RDFS.subPropertyOf)}
    assert transitive
    for term in above:
        for kind in (OWL.FunctionalProperty, OWL.AsymmetricProperty, OWL.IrreflexiveProperty):
            assert (term, RDF.type, kind) not in graph


def test_every_predicate_is_built_in_or_a_declared_annotation(graph: Graph) -> None:
    for predicate in set(graph.predicates()):
        assert str(predicate).startswith(BUILT_IN) or (predicate, RDF.type, OWL.AnnotationProperty) in graph, predicate


def test_nothing_is_imported_so_that_it_loads_offline(graph: Graph) -> None:
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in graph
    assert not list(graph.objects(None, OWL.imports))


@needs_java
def test_the_ontology_is_consistent_and_every_class_can_have_members() -> None:
    assert prove() == Verdict(consistent=True, unsatisfiable=())


@needs_java
def test_the_vocabularies_agree_with_the_ontology() -> None:
    assert prove([ZHENGTU_TTL, *VOCABULARIES]) == Verdict(consistent=True, unsatisfiable=())


PREFIXES = """
@prefix zt: <https://w3id.org/zhengtu/def#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""


@needs_java
@pytest.mark.parametrize(
    "contradiction",
    [
        ":x a zt:Task, zt:Agency .",
        ":x a zt:Province, zt:County .",
        ":x a zt:Section, zt:BoxItem .",
        ":x a zt:Platform, zt:ActorGroup .",
        ":t a zt:Target ; zt:value 15.0, 16.0 .",
        ':t zt:value "fifteen" .',
        ":r zt:explicit true, false .",
        ":x zt:agent :y . :z zt:member :y .",
        ":r zt:agent :a, :b . :a owl:differentFrom :b .",
        ":a zt:successor :a .",
    ],
)
def test_a_contradiction_in_the_data_is_found(contradiction: str, tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(PREFIXES + contradiction, encoding="utf-8")
    assert prove([ZHENGTU_TTL, data]) == Verdict(consistent=False)


@needs_java
def test_a_class_below_two_disjoint_ones_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(PREFIXES + ":Mixed a owl:Class ; rdfs:subClassOf zt:Measure, zt:Target .", encoding="utf-8")
    assert prove([ZHENGTU_TTL, data]) == Verdict(consistent=True, unsatisfiable=("https://example.org/Mixed",))


@needs_java
def test_sound_data_with_dates_is_consistent(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(
        PREFIXES
        + """
        :d a zt:PolicyDocument ; zt:issuer :council . :council a zt:Agency .
        :t1 a zt:Goal ; zt:inDocument :d ; zt:evidence :p . :p zt:inProvision :t1 ; zt:mentions :council, :county .
        :county a zt:County .
        :g1 a zt:Target ; zt:ofTask :t1 ; zt:value 15.0 ; zt:unit "%" ; zt:evidence :p .
        :d1 a zt:Deadline ; zt:ofTask :t1 ; zt:date "2022-12-31"^^xsd:date ; zt:evidence :p .
        """,
        encoding="utf-8",
    )
    assert prove([ZHENGTU_TTL, data]) == Verdict(consistent=True)


def test_without_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(NoJavaError, match="install a Java runtime"):
        prove()
