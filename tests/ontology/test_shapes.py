"""The SHACL shapes accept a sound graph and report each planted fault in plain Chinese and English."""

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection

HERE = Path(__file__).parents[2]
ONTOLOGY = HERE / "ontology"
SHAPES_TTL = ONTOLOGY / "shapes" / "zhengtu-shapes.ttl"
VOC = "https://w3id.org/zhengtu/voc/"

GOOD = """
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix zt: <https://w3id.org/zhengtu/def#> .
@prefix v: <https://w3id.org/zhengtu/voc/> . @prefix : <https://example.org/id/> .

:d a zt:PolicyDocument ; rdfs:label "某县机械化实施方案" ; zt:documentNumber "某政办发〔2020〕3号" ;
    zt:documentType <https://w3id.org/zhengtu/voc/document-type/Scheme> ; zt:issuer :county-office ;
    eli:date_document "2020-03-01"^^xsd:date ; zt:level "county" ; zt:jurisdiction :county ;
    zt:periodStart "2020"^^xsd:gYear ; zt:periodEnd "2022"^^xsd:gYear ;
    zt:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" .
:s1 a zt:Section ; rdfs:label "重点任务" ; zt:number "二、" ; eli:is_part_of :d ; zt:inDocument :d ; zt:order 1 ;
    zt:sectionKind <https://w3id.org/zhengtu/voc/provision-kind/tasks> ; zt:path "二" ; zt:evidence :p1 .
:t1 a zt:Task ; rdfs:label "推广新机具" ; eli:is_part_of :s1 ; zt:inDocument :d ; zt:order 2 ; zt:evidence :p1 .
:p1 nif:beginIndex 3 ; nif:endIndex 8 ; nif:anchorOf "推广新机具" ; zt:inDocument :d ; zt:inProvision :t1 ;
    zt:mentions :farm-bureau .
:m1 a zt:Measure ; zt:ofTask :t1 ; zt:inDocument :d ; zt:evidence :p1 ; zt:verb "推广" ;
    zt:modality <https://w3id.org/zhengtu/voc/modality/do> ;
    zt:instrument <https://w3id.org/zhengtu/voc/instrument/technology> .
:r1 a zt:Responsibility ; zt:ofTask :t1 ; zt:inDocument :d ; zt:evidence :p1 ; zt:agent :farm-bureau ;
    zt:agentName "县农业农村局" ; zt:role <https://w3id.org/zhengtu/voc/role/lead> ; zt:explicit true ;
    zt:generic false ; zt:confidence 0.9 ; zt:rule "lead-after-list" .
:g1 a zt:Target ; zt:ofTask :t1 ; zt:inDocument :d ; zt:evidence :p1 ; zt:indicator "机具数量" ; zt:value 25.0 ;
    zt:unit "台" ; zt:comparator ">=" ; zt:targetKind "target" ; zt:deadline "2022" ; zt:confidence 1.0 .
:dl1 a zt:Deadline ; zt:ofTask :t1 ; zt:inDocument :d ; zt:evidence :p1 ; zt:date "2022-12-31"^^xsd:date .
:c1 a zt:Citation ; zt:inDocument :d ; zt:evidence :p1 ; zt:citedTitle "某省条例" ; zt:cites :c ;
    zt:relation <https://w3id.org/zhengtu/voc/relation/basis> .
:c a zt:CitedDocument ; rdfs:label "某省条例" .
:farm-bureau a zt:Agency ; rdfs:label "某县农业农村局" ; zt:validFrom "2018-03-01"^^xsd:date .
:old-bureau a zt:Agency ; rdfs:label "某县农业局" ; zt:successor :farm-bureau ; zt:validFrom "1990-01-01"^^xsd:date ;
    zt:validUntil "2018-03-01"^^xsd:date .
:county-office a zt:Agency ; rdfs:label "某县人民政府办公室" .
:plan a zt:Programme ; rdfs:label "某计划" .
:province a zt:Province ; rdfs:label "某省" ; zt:code "330000" .
:county a zt:County ; rdfs:label "某县" ; zt:code "330599" ; geo:sfWithin :province .
:set a zt:DivisionSet ; rdfs:label "某名单" ; zt:asOf "2021-08-01"^^xsd:date ; zt:size 160 ; zt:member :county ;
    dcterms:source "某公告" .
"""


@cache
def shapes() -> Graph:
    return Graph().parse(SHAPES_TTL)


def complaints(data: str) -> list[tuple[str, str, str]]:
    """Validate Turtle; give the node, the Chinese message and the English one of every result."""
    _, report, _ = pyshacl.validate(Graph().parse(data=data), shacl_graph=shapes(), inference="none")
    assert isinstance(report, Graph)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node = str(report.value(result, SH.focusNode)).rsplit("/", 1)[-1]
        words = {str(m.language): str(m) for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal)}
        found.append((node, words["zh"], words["en"]))
    return found


def test_a_sound_graph_conforms() -> None:
    assert complaints(GOOD) == []


@pytest.mark.parametrize(
    ("node", "good", "bad", "message"),
    [
        ("d", 'rdfs:label "某县机械化实施方案" ;', "", "文件必须有标题"),
        ("d", "document-type/Scheme", "document-type/Poem", "必须取自文种词表"),
        ("d", '"2020-03-01"^^xsd:date', '"2020年3月1日"', "成文日期"),
        ("d", 'zt:level "county"', 'zt:level "village"', "层级"),
        ("d", "zt:jurisdiction :county", "zt:jurisdiction :county, :province", "适用地区最多一个"),
        ("d", '"2022"^^xsd:gYear', '"22"', "写成四位年份"),
        ("d", 'zt:sha256 "01', 'zt:sha256 "', "校验值"),
        ("c", 'rdfs:label "某省条例"', 'rdfs:label ""', "被引文件必须有标题或文号"),
        ("t1", 'rdfs:label "推广新机具" ;', "", "必须有且只有一个标题"),
        ("t1", "eli:is_part_of :s1 ;", "", "必须属于且只属于一个上级"),
        ("s1", "zt:order 1 ;", 'zt:order "一" ;', "整数顺序号"),
        ("s1", 'zt:path "二" ; zt:evidence :p1', 'zt:path "二"', "章节或条文必须有原文依据"),
        ("s1", "provision-kind/tasks", "provision-kind/task", "章节必须有且只有一个类别"),
        ("p1", "nif:beginIndex 3", "nif:beginIndex 8", "小于终点"),
        ("p1", "nif:beginIndex 3", "nif:beginIndex -1", "不小于零"),
        ("p1", "nif:endIndex 8 ;", "", "必须有且只有一个终点"),
        ("p1", 'nif:anchorOf "推广新机具"', 'nif:anchorOf ""', "不能是空的"),
        ("p1", 'nif:anchorOf "推广新机具" ;', "", "必须有一段引文"),
        ("p1", '"推广新机具" ; zt:inDocument :d ;', '"推广新机具" ;', "段落必须写明所在的一份文件"),
        (
            "m1",
            "zt:Measure ; zt:ofTask :t1 ; zt:inDocument :d ; zt:evidence :p1",
            "zt:Measure ; zt:inDocument :d",
            "每条发现都必须有原文依据",
        ),
        ("m1", 'zt:verb "推广" ;', "", "有且只有一个动词"),
        ("m1", "modality/do", "modality/maybe", "语气强度"),
        ("m1", "voc/instrument/", "voc/role/", "政策工具"),
        ("r1", "zt:Responsibility ; zt:ofTask :t1 ;", "zt:Responsibility ;", "一条责任必须属于且只属于一个任务"),
        (
            "r1",
            "zt:Responsibility ; zt:ofTask :t1 ;",
            "zt:Responsibility ; zt:ofTask :t1, :s1 ;",
            "一条责任必须属于且只属于一个任务",
        ),
        ("r1", "zt:agent :farm-bureau ;", "", "有且只有一个责任单位"),
        ("r1", "zt:agent :farm-bureau ;", "zt:agent :farm-bureau, :old-bureau ;", "有且只有一个责任单位"),
        ("r1", 'zt:agentName "县农业农村局" ;', "", "责任单位的名称"),
        ("r1", "role/lead", "role/boss", "有且只有一个角色"),
        ("r1", "zt:explicit true ;", "", "原文明示还是推断"),
        ("r1", "zt:explicit true ;", 'zt:explicit "yes" ;', "原文明示还是推断"),
        ("r1", "zt:confidence 0.9", "zt:confidence 90", "在 0 和 1 之间"),
        ("g1", "zt:value 25.0", 'zt:value "25"', "有且只有一个数值"),
        ("g1", "zt:value 25.0 ;", "", "有且只有一个数值"),
        ("g1", 'zt:unit "台" ;', "", "指标值没有单位"),
        ("g1", 'zt:comparator ">="', 'zt:comparator "至少"', "比较方式"),
        ("g1", 'zt:targetKind "target" ;', "", "必须写明性质"),
        ("g1", 'zt:deadline "2022"', 'zt:deadline "三年内"', "写成年份或日期"),
        ("dl1", '"2022-12-31"^^xsd:date', '"2022-12-31"', "完成时限必须有且只有一个日期"),
        ("c1", "zt:relation <https://w3id.org/zhengtu/voc/relation/basis>", 'rdfs:comment ""', "文件关系"),
        ("c1", "zt:cites :c ;", "", "必须指向且只指向一份文件"),
        ("c1", 'zt:citedTitle "某省条例" ;', "", "被引文件的标题或文号"),
        ("farm-bureau", 'rdfs:label "某县农业农村局" ;', "", "机构必须有名称"),
        ("old-bureau", '"1990-01-01"^^xsd:date', '"2019-01-01"^^xsd:date', "不能晚于终止日期"),
        ("plan", '; rdfs:label "某计划"', "", "项目、平台或主体类别必须有名称"),
        ("county", 'zt:code "330599"', 'zt:code "33059"', "六位代码"),
        ("county", "; geo:sfWithin :province", "", "必须写明上级行政区"),
        ("set", 'zt:asOf "2021-08-01"^^xsd:date ;', "", "截至日期"),
        ("set", "zt:size 160 ;", "", "官方公布的数量"),
        ("set", '; zt:member :county ;\n    dcterms:source "某公告"', "; zt:member :county", "必须写明来源"),
    ],
)
def test_a_planted_fault_is_reported_at_its_node_with_its_message(node: str, good: str, bad: str, message: str) -> None:
    assert GOOD.count(good) >= 1
    found = complaints(GOOD.replace(good, bad, 1))
    assert any(where == node and message in zh for where, zh, _ in found), found


def test_one_fault_gives_one_complaint() -> None:
    found = complaints(GOOD.replace("zt:agent :farm-bureau ;", ""))
    assert found == [
        ("r1", "一条责任必须有且只有一个责任单位（zt:agent）。", "A responsibility has exactly one agent (zt:agent).")
    ]


def test_every_property_shape_has_a_message_in_both_languages_that_names_its_property() -> None:
    graph = shapes()
    properties = list(graph.objects(None, SH.property))
    assert properties
    for shape in properties:
        words = {str(m.language): str(m) for m in graph.objects(shape, SH.message) if isinstance(m, Literal)}
        assert set(words) == {"zh", "en"}
        path = graph.value(shape, SH.path)
        if isinstance(path, URIRef):
            name = graph.namespace_manager.qname(path)
            assert all(name in text for text in words.values()), name


@pytest.mark.parametrize(
    ("path", "scheme", "without"),
    [
        ("role", "role", set()),
        ("modality", "modality", set()),
        ("relation", "relation", set()),
        ("documentType", "document-type", set()),
        ("sectionKind", "provision-kind", {"section", "unit", "task", "box_item", "goal", "principle", "safeguard"}),
    ],
)
def test_lists_of_allowed_concepts_follow_the_vocabularies(path: str, scheme: str, without: set[str]) -> None:
    graph = shapes()
    allowed = {
        str(item)
        for shape in graph.subjects(SH.path, URIRef(f"https://w3id.org/zhengtu/def#{path}"))
        for values in graph.objects(shape, SH["in"])
        for item in Collection(graph, values)
    }
    vocabulary = Graph().parse(ONTOLOGY / "vocabularies" / f"{scheme}.ttl")
    concepts = {str(concept) for concept in vocabulary.subjects(RDF.type, SKOS.Concept)}
    assert allowed == concepts - {f"{VOC}{scheme}/{name}" for name in without}


def test_shapes_use_only_terms_of_the_ontology() -> None:
    declared = set(re.findall(r"^zt:(\w+) a ", (ONTOLOGY / "zhengtu.ttl").read_text(encoding="utf-8"), re.MULTILINE))
    used = set(re.findall(r"\bzt:(\w+)", SHAPES_TTL.read_text(encoding="utf-8")))
    assert used - declared == set()


def test_every_class_of_the_model_has_a_shape_but_those_above_others() -> None:
    graph = shapes()
    ontology = Graph().parse(ONTOLOGY / "zhengtu.ttl")
    classes = {
        str(term).split("#")[1]
        for term in ontology.subjects(RDFS.label, None)
        if "#" in str(term) and str(term).split("#")[1][0].isupper()
    }
    targets = {str(term).split("#")[1] for term in graph.objects(None, SH.targetClass)}
    # Passages carry no class in the graph: they are reached through zt:evidence.
    assert classes - targets == {"Provision", "Finding", "Division", "Indicator", "Passage"}
