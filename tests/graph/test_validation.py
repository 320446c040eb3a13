"""Validation with SHACL."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat

import zhengtu.ontology
from zhengtu.graph.concluded import resolve_citations
from zhengtu.graph.opening import open_store
from zhengtu.graph.quads import DocumentQuads, record_quads
from zhengtu.graph.store import Store
from zhengtu.graph.terms import PREFIXES
from zhengtu.graph.validation import ENGINES, validate, validate_records
from zhengtu.graph.validation_queries import constraint_query
from zhengtu.graph.validation_report import to_json, to_turtle
from zhengtu.graph.validation_shape import Constraint, PropertyShape, ShapeError, read_shapes
from zhengtu.graph.violation import Violation, Words
from zhengtu.ingest.record import Record
from zhengtu.ontology import Ontology


@pytest.fixture(scope="module")
def dictionary(ontology: Ontology) -> Ontology:
    """The invented names with the shapes of the package."""
    return replace(ontology, folder=Path(zhengtu.ontology.__file__).parent)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_written_satisfies_the_shapes(engine: str, plan: Record, notice: Record, dictionary: Ontology) -> None:
    with open_store("memory:") as store:
        for record in (plan, notice):
            store.replace_document(record_quads(record, dictionary))
        resolve_citations(store)
        assert validate(store, dictionary, engine=engine) == ()


def test_a_violation_shows_the_words_and_says_in_chinese_what_is_missing(plan: Record, dictionary: Ontology) -> None:
    wrong = replace(plan.targets[0], comparator="", kind="wish")
    violations = validate_records([replace(plan, targets=(wrong,))], dictionary)
    assert {v.path.rpartition("#")[2] for v in violations} == {"comparator", "targetKind"}
    for violation in violations:
        assert violation.document == plan.document.title
        assert violation.quote == wrong.quote
        assert violation.begin == wrong.begin
        assert violation.severity == "error"
        assert violation.focus.endswith("/target/g1")
        assert str(violation).startswith(
            f"《{plan.document.title}》（一 发展目标）第 {wrong.begin} 字起“{wrong.quote}”："
        )
        assert "指标" in violation.message
    (value,) = [v.value for v in violations if v.value]
    assert value == "wish"


def test_only_the_documents_asked_for_are_checked(plan: Record, notice: Record, dictionary: Ontology) -> None:
    good, other = record_quads(plan, dictionary), record_quads(notice, dictionary)
    bad = tuple(s for s in other.text if "citedTitle" not in s and "citedNumber" not in s)
    with open_store("memory:") as store:
        store.replace_documents([good, DocumentQuads.of(other.document, bad, (), other.shared)])
        iris = [document.iri for document in store.documents()]
        first, second = (validate(store, dictionary, [iri]) for iri in iris)
    assert first == ()
    assert len(second) == 2


DOCUMENT = "https://w3id.org/zhengtu/id/document/北政发-2031-7"
GRAPH = NamedNode("https://w3id.org/zhengtu/id/graph/document/北政发-2031-7")
CONCLUDED = NamedNode("https://w3id.org/zhengtu/id/graph/concluded/北政发-2031-7")
CORRECTIONS = NamedNode("https://w3id.org/zhengtu/id/graph/corrections")
ALIGNMENT = f"""<{DOCUMENT}/alignment/x/t1.t1> a zt:Alignment ; zt:inDocument <{DOCUMENT}> ;
    zt:higherDocument <{DOCUMENT}> ; zt:lowerTask <{DOCUMENT}/task/t1> ; zt:higherTask <{DOCUMENT}/task/t2> ;
    zt:evidence <{DOCUMENT}#char=41,51> ; zt:coverageKind <https://w3id.org/zhengtu/voc/coverage/covered> ;
    zt:score 0.5 ; zt:because "都提到星火计划" ; zt:numbersCompared "equal" ."""
CONCLUSION = f"""<{DOCUMENT}/conclusion/x> a rdf:Statement ; zt:inDocument <{DOCUMENT}> ; zt:rule "conclude-x" ;
    rdf:subject <{DOCUMENT}> ; rdf:predicate eli:based_on ; rdf:object <{DOCUMENT}> ."""

# What is added to a sound graph, what is taken from it (both Turtle), the property and the constraint that it breaks.
FAULTS = [
    ("", "<D/responsibility/r1> zt:agent <I/agency/960000/science> .", "agent", "MinCount"),
    ("<D/responsibility/r1> zt:agent <I/agency/mof> .", "", "agent", "MaxCount"),
    ("<D/responsibility/r1> zt:explicit 'yes' .", "<D/responsibility/r1> zt:explicit true .", "explicit", "Datatype"),
    ("<D/responsibility/r1> zt:role zt:boss .", "", "role", "In"),
    ("<D/responsibility/r2> zt:inSection <D/section/s2> .", "", "ofTask", "MaxCount"),
    ("<D/responsibility/r2> zt:rule '' .", "", "rule", "MinLength"),
    ("<D/responsibility/r3> zt:confidence 90 .", "", "confidence", "MaxInclusive"),
    ("<D/responsibility/r3> zt:confidence 'sure' .", "", "confidence", "MinInclusive"),
    ("<D/target/g1> zt:comparator '至少' .", "", "comparator", "In"),
    ("<D/target/g1> zt:deadline '三年内' .", "", "deadline", "Pattern"),
    ("", "<D/target/g1> zt:unit '个' .", "unit", "MinCount"),
    ("<D/deadline/d1> zt:date '2032-13-45'^^xsd:date .", "", "date", "Datatype"),
    ("<D/task/t1> eli:is_part_of '二' .", "", "is_part_of", "NodeKind"),
    ("<D> eli:date_document '二〇三一年' .", "", "date_document", "Pattern"),
    (
        "<D/task/t2> zt:evidence <D#char=9,3> . <D#char=9,3> nif:beginIndex 9 ; nif:endIndex 3 .",
        "",
        "begin",
        "LessThan",
    ),
    ("<I/agency/x> a zt:Agency ; zt:validUntil '1990-01-01'^^xsd:date .", "", "label", "MinCount"),
    (
        "<I/agency/x> a zt:Agency ; rdfs:label '某局' ; zt:validFrom '1995-01-01'^^xsd:date ; "
        "zt:validUntil '1990-01-01'^^xsd:date .",
        "",
        "validFrom",
        "LessThanOrEquals",
    ),
    ("", "<D/alignment/x/t1.t1> zt:coverageKind <https://w3id.org/zhengtu/voc/coverage/covered> .", "Kind", "MinCount"),
    ("<D/alignment/x/t1.t1> zt:coverageKind <https://w3id.org/zhengtu/voc/role/lead> .", "", "coverageKind", "In"),
    ("<D/alignment/x/t1.t1> zt:score 1.5 .", "<D/alignment/x/t1.t1> zt:score 0.5 .", "score", "MaxInclusive"),
    ("<D/alignment/x/t1.t1> zt:score '0.5' .", "<D/alignment/x/t1.t1> zt:score 0.5 .", "score", "Datatype"),
    ("", "<D/alignment/x/t1.t1> zt:because '都提到星火计划' .", "because", "MinCount"),
    (
        "",
        "<D/alignment/x/t1.t1> zt:lowerTask <D/task/t1> ; zt:higherTask <D/task/t2> .",
        "higherTask|https://w3id.org/zhengtu/def#lowerTask",
        "MinCount",
    ),
    ("", "<D/alignment/x/t1.t1> zt:evidence <D#char=41,51> .", "def#evidence", "MinCount"),
    ("<D/alignment/x/t1.t1> zt:numbersCompared 'more' .", "", "numbersCompared", "In"),
    ("", "<D/conclusion/x> zt:rule 'conclude-x' .", "rule", "MinCount"),
    ("<D/conclusion/x> rdf:object <D/task/t1> .", "", "object", "MaxCount"),
]


def triples(turtle: str) -> list[pyoxigraph.Triple]:
    """Read Turtle in which <D…> is the plan's IRI and <I…> the base of all things."""
    text = turtle.replace("<D", f"<{DOCUMENT}").replace("<I", "<https://w3id.org/zhengtu/id").replace("'", '"')
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return [quad.triple for quad in pyoxigraph.parse(head + text, RdfFormat.TURTLE)]


@pytest.fixture
def inner(plan: Record, dictionary: Ontology) -> pyoxigraph.Store:
    """A sound graph that a fault can be planted in, with an alignment and a conclusion."""
    inner = pyoxigraph.Store()
    inner.load("\n".join((*record_quads(plan, dictionary).lines(), "")).encode(), RdfFormat.N_QUADS)
    for triple in triples(ALIGNMENT + CONCLUSION):
        inner.add(pyoxigraph.Quad(triple.subject, triple.predicate, triple.object, CONCLUDED))
    return inner


def plant(inner: pyoxigraph.Store, added: str, removed: str, graph: NamedNode = GRAPH) -> None:
    for triple in triples(removed):
        found = list(inner.quads_for_pattern(*triple))
        assert found, f"{triple} is not in the graph"
        for quad in found:
            inner.remove(quad)
    inner.extend(pyoxigraph.Quad(each.subject, each.predicate, each.object, graph) for each in triples(added))


def test_the_graph_in_which_faults_are_planted_is_sound(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    assert validate(Store(inner, "memory:"), dictionary) == ()


@pytest.mark.parametrize(("added", "removed", "path", "constraint"), FAULTS)
def test_a_planted_fault_is_found_with_its_property_and_constraint(
    added: str, removed: str, path: str, constraint: str, inner: pyoxigraph.Store, dictionary: Ontology
) -> None:
    plant(inner, added, removed)
    found = validate(Store(inner, "memory:"), dictionary)
    assert any(path in v.path and f"#{constraint}Constraint" in v.constraint for v in found), found


def test_both_engines_find_the_same_faults(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    """All faults at once, half of them as a person's corrections, which stand in a graph of their own."""
    for number, (added, removed, *_) in enumerate(FAULTS):
        removed = removed if all(any(inner.quads_for_pattern(*t)) for t in triples(removed)) else ""
        plant(inner, added, removed, CORRECTIONS if number % 2 else GRAPH)
    store = Store(inner, "memory:")
    ours, theirs = (validate(store, dictionary, engine=engine) for engine in ENGINES)
    assert len(ours) >= len(FAULTS)
    assert ours == theirs


def test_a_warning_is_no_error(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    plant(inner, "", "<D/target/g1> zt:unit '个' .")
    (found,) = validate(Store(inner, "memory:"), dictionary)
    assert found.severity == "warning"
    assert "没有单位" in found.message
    assert "no unit" in found.message_en


def test_a_thing_that_two_graphs_describe_alike_has_one_value(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    """The union of graphs finds such a triple twice, which is no second agent."""
    agent = "<D/responsibility/r1> zt:agent <I/agency/960000/science> ."
    plant(inner, agent, "", CORRECTIONS)
    assert validate(Store(inner, "memory:"), dictionary) == ()


def test_a_task_is_named_with_its_place(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    plant(inner, "", "<D/responsibility/r1> zt:agent <I/agency/960000/science> .")
    (found,) = validate(Store(inner, "memory:"), dictionary)
    assert found.words.place.endswith("建设星火驿站")
    assert found.quote.startswith("省科技厅牵头")
    assert found.words.document_iri == DOCUMENT
    assert found.words.passage == f"{DOCUMENT}#char={found.begin},{found.words.end}"


def test_the_turtle_report_is_one_that_other_programs_read(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    plant(inner, r"<D/responsibility/r1> zt:role 'boss \'1\'' .", "<D/target/g1> zt:unit '个' .")
    found = validate(Store(inner, "memory:"), dictionary)
    sh = "PREFIX sh: <http://www.w3.org/ns/shacl#> "
    written = pyoxigraph.Store()
    written.load(to_turtle(found).encode(), RdfFormat.TURTLE)
    report = Store(written, "memory:")
    rows = report.select(
        f"{sh}SELECT ?focus ?severity ?component WHERE {{ ?report a sh:ValidationReport ; sh:conforms false ;"
        " sh:result [ a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultSeverity ?severity ;"
        " sh:sourceConstraintComponent ?component ; sh:resultPath ?path ; sh:resultMessage ?zh, ?en ]"
        ' FILTER(LANG(?zh) = "zh" && LANG(?en) = "en") }'
    ).plain()
    assert sorted((row["focus"], row["component"]) for row in rows) == sorted((v.focus, v.constraint) for v in found)
    assert {str(row["severity"]).rpartition("#")[2] for row in rows} == {"Violation", "Warning"}
    values = report.select(f"{sh}SELECT ?value WHERE {{ ?result sh:value ?value }}").plain()
    assert {"value": 'boss "1"'} in values


def test_the_json_report_counts_and_quotes(inner: pyoxigraph.Store, dictionary: Ontology) -> None:
    plant(inner, "<D/target/g1> zt:comparator '至少' .", "<D/target/g1> zt:unit '个' .")
    report = to_json(validate(Store(inner, "memory:"), dictionary), "sparql")
    assert (report["conforms"], report["errors"], report["warnings"]) == (False, 2, 1)
    assert {result["quote"]["text"] for result in report["results"]} == {"建成示范县20个以上"}


def test_a_shape_that_sparql_cannot_ask_is_said_not_skipped(tmp_path: Path) -> None:
    shape = (
        "<urn:s> a sh:NodeShape ; sh:targetClass zt:Task ; sh:property [ sh:path rdfs:label ; sh:uniqueLang true ] ."
    )
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    head += "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    (tmp_path / "own.ttl").write_text(head + shape, encoding="utf-8")
    with pytest.raises(ShapeError, match=r"urn:s uses sh:uniqueLang.*--engine pyshacl"):
        read_shapes(tmp_path)


@pytest.mark.parametrize("values", [(Literal(2),), (Literal(0),)])
def test_counts_that_need_counting_are_left_to_pyshacl(values: tuple[Literal, ...]) -> None:
    shape = PropertyShape("urn:s", (("targetClass", "urn:C"),), ("urn:p",), (), "", "", "error")
    with pytest.raises(ShapeError, match="minCount that is not 1"):
        constraint_query(shape, Constraint("minCount", values))


def test_a_long_quote_is_shortened_where_people_read_it() -> None:
    long = Violation("urn:a", "urn:p", "", "…", "error", words=Words(document="某文", quote="字" * 100, begin=7))
    assert "字" * 59 + "…”" in str(long)
    assert long.quote == "字" * 100
