"""From a record to quads."""

from collections import Counter
from dataclasses import replace

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from zhengtu.graph.opening import open_store
from zhengtu.graph.quads import DocumentQuads, record_quads
from zhengtu.graph.store import Store
from zhengtu.ingest.record import Record
from zhengtu.ontology import Ontology

BASE = "https://w3id.org/zhengtu/id/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"


def parsed(quads: DocumentQuads) -> list[Quad]:
    return list(parse("\n".join((*quads.lines(), "")), RdfFormat.N_QUADS))


@pytest.fixture
def store(plan: Record, notice: Record, ontology: Ontology) -> Store:
    store = open_store("memory:")
    store.load_vocabularies(ontology)
    for record in (plan, notice):
        store.replace_document(record_quads(record, ontology))
    return store


def test_every_line_is_a_quad_and_none_comes_twice(plan: Record, ontology: Ontology) -> None:
    quads = record_quads(plan, ontology)
    assert len(set(parsed(quads))) == len(quads) == len(list(quads.lines()))


def test_every_quote_is_exactly_its_span(plan: Record, ontology: Ontology) -> None:
    passages: dict[str, dict[str, str]] = {}
    for quad in parsed(record_quads(plan, ontology)):
        if quad.predicate.value.startswith(NIF) and isinstance(quad.subject, NamedNode):
            assert isinstance(quad.object, Literal)
            passages.setdefault(quad.subject.value, {})[quad.predicate.value.removeprefix(NIF)] = quad.object.value
    assert passages.pop(f"{BASE}document/{plan.document.id}") == {"isString": plan.source.text}
    assert passages
    for iri, passage in passages.items():
        begin, end = int(passage["beginIndex"]), int(passage["endIndex"])
        assert passage["anchorOf"] == plan.source.text[begin:end]
        assert iri.endswith(f"#char={begin},{end}")


def test_no_triple_stands_in_two_graphs(store: Store) -> None:
    places = Counter((quad.subject, quad.predicate, quad.object) for quad in store.quads())
    assert places.most_common(1)[0][1] == 1


def test_every_thing_has_one_label(store: Store) -> None:
    answer = store.select("SELECT ?x WHERE { ?x rdfs:label ?label } GROUP BY ?x HAVING (COUNT(?label) > 1)")
    cited = NamedNode(f"{BASE}document/北政发-2031-7")  # until the citations are resolved, see test_concluded.py
    assert answer.rows == ((cited,),)


def test_everything_that_is_pointed_to_is_described(store: Store) -> None:
    dangling = store.select(
        """SELECT DISTINCT ?o WHERE {
          ?s ?p ?o FILTER(?p != rdf:type && isIRI(?o) && STRSTARTS(STR(?o), "https://w3id.org/zhengtu/id/"))
          MINUS { ?o ?q ?any } }"""
    )
    assert dangling.rows == ()


def test_what_was_concluded_stands_in_a_graph_of_its_own(store: Store) -> None:
    answer = store.select(
        "SELECT ?graph ?r WHERE { GRAPH ?graph { ?r zt:explicit false ; zt:evidence ?e . ?e ?p ?o } }"
    )
    assert {row["graph"] for row in answer.plain()} == {f"{BASE}graph/concluded/北政发-2031-7"}
    assert not store.ask(
        f"ASK {{ GRAPH <{BASE}graph/concluded/北政发-2031-7> {{ ?r zt:explicit true }} }}",
    )


def test_a_responsibility_tells_who_answers_for_what_and_where_it_says_so(store: Store) -> None:
    answer = store.select(
        """SELECT ?task ?path ?agent ?name ?role ?generic ?quote WHERE {
          ?r a zt:Responsibility ; zt:explicit true ; zt:ofTask ?t ; zt:agent ?a ; zt:agentName ?name ; zt:role ?role ;
             zt:generic ?generic ; zt:evidence/nif:anchorOf ?quote .
          ?t rdfs:label ?task ; zt:path ?path . ?a rdfs:label ?agent } ORDER BY ?name"""
    )
    quote = "省科技厅牵头，财政部配合，各地区按职责落实"
    voc = "https://w3id.org/zhengtu/voc/role/"
    assert [tuple(row.values()) for row in answer.plain()] == [
        ("建设星火驿站", "二/（一）", "各地区", "各地区", f"{voc}responsible", True, quote),
        ("建设星火驿站", "二/（一）", "北川省科学技术厅", "省科技厅", f"{voc}lead", False, quote),
        ("建设星火驿站", "二/（一）", "财政部", "财政部", f"{voc}support", False, quote),
    ]


def test_a_sentence_tells_what_it_names_and_in_which_task(store: Store) -> None:
    answer = store.select(
        """SELECT ?quote ?label ?task WHERE {
          ?s zt:mentions ?x ; nif:anchorOf ?quote ; zt:inProvision/rdfs:label ?task . ?x rdfs:label ?label }
          ORDER BY ?quote ?label"""
    )
    sentence = '支持龙头企业在南溪县建立"星火\\驿站"。'
    assert [tuple(row.values()) for row in answer.plain()] == [
        (sentence, "南溪县", "建设星火驿站"),
        (sentence, "星火计划", "建设星火驿站"),
        (sentence, "龙头企业", "建设星火驿站"),
        ("省科技厅牵头，财政部配合，各地区按职责落实。", "北川省科学技术厅", "建设星火驿站"),
        ("省科技厅牵头，财政部配合，各地区按职责落实。", "财政部", "建设星火驿站"),
    ]


def test_a_target_without_a_task_names_its_section(store: Store) -> None:
    answer = store.select(
        """SELECT ?section ?value ?unit ?comparator ?deadline ?quote WHERE {
          ?t a zt:Target ; zt:inSection/rdfs:label ?section ; zt:value ?value ; zt:unit ?unit ; zt:deadline ?deadline ;
             zt:comparator ?comparator ; zt:evidence/nif:anchorOf ?quote }"""
    )
    assert [tuple(row.values()) for row in answer.plain()] == [
        ("发展目标", 20, "个", ">=", "2035", "建成示范县20个以上"),
    ]


def test_a_citation_points_to_where_the_cited_document_would_stand(store: Store) -> None:
    answer = store.select(
        "SELECT ?cited ?number WHERE { <" + BASE + "document/南政发-2032-15> eli:based_on ?cited . "
        "?citation zt:cites ?cited OPTIONAL { ?citation zt:citedNumber ?number } } ORDER BY ?cited"
    )
    assert [tuple(row.values()) for row in answer.plain()] == [
        (f"{BASE}document/全国乡村科技纲要", None),
        (f"{BASE}document/北政发-2031-7", "北政发〔2031〕7号"),
    ]


def test_the_facts_of_a_document_are_typed(store: Store) -> None:
    answer = store.select(
        f"""SELECT ?date ?start ?type ?place ?name WHERE {{
          <{BASE}document/北政发-2031-7> eli:date_document ?date ; zt:periodStart ?start ; zt:documentType ?type ;
            zt:jurisdiction/rdfs:label ?place ; zt:issuer/rdfs:label ?name }} ORDER BY ?name"""
    )
    date, start, *_ = answer.rows[0]
    assert str(date) == '"2031-02-03"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert str(start) == '"2031"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    assert [(row["type"], row["place"], row["name"]) for row in answer.plain()] == [
        ("https://w3id.org/zhengtu/voc/document-type/Plan", "北川省", name) for name in ("北川省人民政府", "科学技术部")
    ]


def test_the_folder_of_a_file_leaves_no_trace(plan: Record, ontology: Ontology) -> None:
    here = replace(plan, source=replace(plan.source, uri="/home/someone/plan.txt"))
    there = replace(plan, source=replace(plan.source, uri="C:\\Users\\x\\plan.txt"))
    assert record_quads(here, ontology) == record_quads(there, ontology)


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("quote", "另外的话", "are not “另外的话”"),
        ("task", "t9", "belongs to t9"),
        ("end", 10_000, "are not"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(
    plan: Record, ontology: Ontology, field: str, value: object, complaint: str
) -> None:
    wrong = replace(plan.deadlines[0], **{field: value})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=complaint):
        record_quads(replace(plan, deadlines=(wrong,)), ontology)


def test_a_document_without_a_title_is_called_by_its_number_or_its_file(plan: Record, ontology: Ontology) -> None:
    def labels(number: str) -> set[str]:
        record = replace(plan, document=replace(plan.document, title="", number=number))
        document = NamedNode(f"{BASE}document/{plan.document.id}")
        label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        found = parsed(record_quads(record, ontology))
        return {quad.object.value for quad in found if (quad.subject, quad.predicate) == (document, label)}  # type: ignore[union-attr]

    assert labels("北政发〔2031〕7号") == {"北政发〔2031〕7号"}
    assert labels("") == {plan.source.uri.rpartition("/")[2]}
