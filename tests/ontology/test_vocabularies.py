"""What holds of every SKOS vocabulary in ontology/vocabularies, read here as plain RDF."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef

FOLDER = Path(__file__).parents[2] / "ontology" / "vocabularies"
FILES = sorted(FOLDER.glob("*.ttl"))
VOC = "https://w3id.org/zhengtu/voc/"
ZT = Namespace("https://w3id.org/zhengtu/def#")

every_vocabulary = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


@cache
def read(file: Path) -> Graph:
    return Graph().parse(file, format="turtle")


def concepts(graph: Graph) -> list[URIRef]:
    return [subject for subject in graph.subjects(RDF.type, SKOS.Concept) if isinstance(subject, URIRef)]


def local_name(concept: URIRef) -> str:
    return re.split("[/#]", concept)[-1]


def languages(graph: Graph, concept: URIRef, predicate: URIRef) -> list[str]:
    return sorted(str(value.language) for value in graph.objects(concept, predicate) if isinstance(value, Literal))


def faults(file: Path, graph: Graph) -> list[str]:
    """List what is wrong with a vocabulary, one line each."""
    scheme = URIRef(VOC + file.stem)
    found = []
    if list(graph.subjects(RDF.type, SKOS.ConceptScheme)) != [scheme]:
        found.append(f"the file must declare one scheme, {scheme}")
    for node in [scheme, *concepts(graph)]:
        for predicate in (SKOS.prefLabel, SKOS.definition):
            if languages(graph, node, predicate) != ["en", "zh"]:
                found.append(f"{node} needs one {local_name(predicate)} in zh and one in en")
    for concept in concepts(graph):
        name = concept.removeprefix(f"{scheme}/")
        if not re.fullmatch(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*", name):
            found.append(f"{concept} is not {scheme}/ and a kebab-case name")
        if graph.value(concept, SKOS.inScheme) != scheme:
            found.append(f"{concept} is not in its scheme")
        broader = list(graph.objects(concept, SKOS.broader))
        if (concept, SKOS.topConceptOf, scheme) in graph:
            found.extend(f"{concept} is a top concept and has a broader one" for _ in broader)
        elif len(broader) != 1 or (broader[0], RDF.type, SKOS.Concept) not in graph:
            found.append(f"{concept} needs topConceptOf or one broader concept of this file")
        elif concept in graph.transitive_objects(broader[0], SKOS.broader):
            found.append(f"{concept} is broader than itself")
        if set(languages(graph, concept, SKOS.altLabel)) - {"zh"}:
            found.append(f"{concept} has an altLabel that is not @zh")
    labels = Counter(
        (value.language, str(value))
        for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
        for value in graph.objects(None, predicate)
        if isinstance(value, Literal)
    )
    found.extend(f"two concepts are called {label}" for (_, label), count in labels.items() if count > 1)
    return found


@every_vocabulary
def test_a_vocabulary_is_complete_and_well_built(file: Path) -> None:
    assert faults(file, read(file)) == []


@every_vocabulary
def test_a_vocabulary_has_no_blank_nodes(file: Path) -> None:
    assert not [term for triple in read(file) for term in triple if not isinstance(term, URIRef | Literal)]


@every_vocabulary
def test_concepts_stand_in_blocks_with_an_empty_line_between(file: Path) -> None:
    blocks = file.read_text(encoding="utf-8").strip().split("\n\n")
    assert len(blocks) == 2 + len(concepts(read(file)))
    assert all(block.count(" a ") >= 1 and block.endswith(" .") for block in blocks[1:])


@pytest.mark.parametrize(
    ("scheme", "ids"),
    [
        ("role", "lead joint responsible support supervise"),
        ("modality", "must do encourage explore forbid"),
        ("relation", "basis implements issues forwards repeals amends replaces mentions"),
        ("document-type", "Plan Opinion Notice Measures Regulation Scheme Decision Reply Report Letter Announcement"),
        (
            "provision-kind",
            "section background principles goals tasks safeguards box annex other unit task box_item goal principle "
            "safeguard",
        ),
    ],
)
def test_closed_vocabularies_have_exactly_the_values_of_the_record(scheme: str, ids: str) -> None:
    assert {local_name(concept) for concept in concepts(read(FOLDER / f"{scheme}.ttl"))} == set(ids.split())


def test_instruments_belong_to_supply_environment_or_demand() -> None:
    graph = read(FOLDER / "instrument.ttl")
    tops = {local_name(URIRef(str(top))) for top in graph.subjects(SKOS.topConceptOf, None)}
    assert tops == {"supply", "environment", "demand", "unclassified"}


def test_programmes_are_named_and_sorted_under_ten_kinds() -> None:
    graph = read(FOLDER / "programme.ttl")
    tops = set(graph.subjects(SKOS.topConceptOf, None))
    named = {concept for concept in concepts(graph) if concept not in tops}
    assert {local_name(URIRef(str(top))) for top in tops} == {
        *("plan", "project", "fund", "policy", "pilot", "designation", "park", "platform", "award-event", "talent")
    }
    assert len(named) >= 350
    for concept in named:
        kind = graph.value(concept, SKOS.broader)
        assert kind in tops
        expected = ZT.Platform if local_name(URIRef(str(kind))) == "platform" else ZT.Programme
        assert set(graph.objects(concept, RDF.type)) == {SKOS.Concept, expected}, concept
    assert {kind for top in tops for kind in graph.objects(top, RDF.type)} == {SKOS.Concept}


def test_actor_groups_are_actor_groups() -> None:
    graph = read(FOLDER / "actor-group.ttl")
    for concept in concepts(graph):
        assert set(graph.objects(concept, RDF.type)) == {SKOS.Concept, ZT.ActorGroup}


def chinese_labels(file: str) -> set[str]:
    graph = read(FOLDER / file)
    values = (value for predicate in (SKOS.prefLabel, SKOS.altLabel) for value in graph.objects(None, predicate))
    return {str(value) for value in values if isinstance(value, Literal) and value.language == "zh"}


def test_no_name_means_both_a_programme_and_a_group_of_actors() -> None:
    assert chinese_labels("programme.ttl") & chinese_labels("actor-group.ttl") == set()


@pytest.mark.parametrize(
    "noun",
    [
        *("孵化器", "众创空间", "重点实验室", "示范区", "产业园", "专项资金", "试点", "平台", "工程", "计划", "基金"),
        *("乡村振兴战略", "一带一路"),
    ],
)
def test_generic_nouns_and_strategies_are_no_programmes(noun: str) -> None:
    assert noun not in chinese_labels("programme.ttl")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "国家重点研发计划",
            "科技特派员制度",
            "星创天地",
            "农机购置补贴",
            "四好农村路",
            "双一流",
            "东数西算",
            "河长制",
        ),
        *(
            "国家企业信用信息公示系统",
            "高标准农田建设",
            "1+X证书制度试点",
            "海绵城市",
            "无废城市",
            "专精特新",
            "进博会",
        ),
    ],
)
def test_well_known_programmes_are_there(name: str) -> None:
    assert name in chinese_labels("programme.ttl")


GOOD = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ztv: <https://w3id.org/zhengtu/voc/> .
@prefix role: <https://w3id.org/zhengtu/voc/role/> .
ztv:role a skos:ConceptScheme ; skos:prefLabel "角色"@zh, "roles"@en ; skos:definition "定义"@zh, "meaning"@en .
role:lead a skos:Concept ; skos:prefLabel "牵头"@zh, "lead"@en ; skos:definition "领头"@zh, "leads"@en ;
    skos:inScheme ztv:role ; skos:topConceptOf ztv:role .
role:joint a skos:Concept ; skos:prefLabel "会同"@zh, "joint"@en ; skos:definition "一起"@zh, "with it"@en ;
    skos:inScheme ztv:role ; skos:broader role:lead .
"""


def test_the_check_accepts_a_good_vocabulary() -> None:
    assert faults(Path("role.ttl"), Graph().parse(data=GOOD)) == []


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ('"牵头"@zh, "lead"@en', '"牵头"@zh', "needs one prefLabel"),
        ('"一起"@zh, "with it"@en', '"with it"@en', "needs one definition"),
        ('"会同"@zh', '"牵头"@zh', "two concepts are called 牵头"),
        ("skos:broader role:lead", "skos:broader role:nobody", "needs topConceptOf or one broader"),
        ("skos:topConceptOf ztv:role", "skos:broader role:joint", "broader than itself"),
        ("skos:broader role:lead", "skos:broader role:lead ; skos:topConceptOf ztv:role", "top concept and has"),
        ("ztv:role a skos:ConceptScheme", "ztv:roles a skos:ConceptScheme", "one scheme"),
        ("role:lead a", "role:lead_ a", "kebab-case"),
    ],
)
def test_the_check_finds_a_planted_fault(good: str, bad: str, message: str) -> None:
    assert good in GOOD
    assert any(message in fault for fault in faults(Path("role.ttl"), Graph().parse(data=GOOD.replace(good, bad))))
