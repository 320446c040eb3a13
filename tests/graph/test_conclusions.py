"""Conclusions by rules: what follows, what does not, where it is kept, and that it goes with its document."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat

from zhengtu.graph import Store, open_store
from zhengtu.graph.building import build
from zhengtu.graph.conclusions import RuleError, apply, conclude, examples, load_rules, read_rule
from zhengtu.graph.quads import record_quads
from zhengtu.graph.terms import PREFIXES
from zhengtu.graph.validation import validate
from zhengtu.ingest.record import Record
from zhengtu.ontology import Ontology, load_ontology

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"
BASE = "https://w3id.org/zhengtu/id/"
RULES = ("conclude-implements-chain", "conclude-successor-responsible", "conclude-task-division")


def graph(turtle: str) -> Store:
    """A store with documents a, b, c … whose statements all stand in one graph."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    head += f"@prefix role: <{PREFIXES['ztv']}role/> . @prefix relation: <{PREFIXES['ztv']}relation/> . "
    text = turtle.replace("<D", f"<{BASE}document/").replace("<I", f"<{BASE}")
    inner = pyoxigraph.Store()
    for quad in pyoxigraph.parse(head + text, RdfFormat.TURTLE):
        inner.add(Quad(quad.subject, quad.predicate, quad.object, NamedNode(f"{BASE}graph/document/a")))
    return Store(inner, "memory:")


def concluded(store: Store, name: str) -> set[str]:
    (found,) = [each for each in conclude(store) if each.rule and each.rule.name == name]
    return {iri.removeprefix(f"{BASE}document/") for iri in found.conclusions}


def link(citing: str, cited: str, relation: str = "basis", predicate: str = "eli:based_on") -> str:
    return (
        f"<D{citing}> a zt:PolicyDocument ; {predicate} <D{cited}> . <D{citing}/citation/{cited}> a zt:Citation ; "
        f"zt:inDocument <D{citing}> ; zt:cites <D{cited}> ; zt:relation relation:{relation} ; "
        f"zt:evidence <D{citing}#char=1,2> . "
    )


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        (link("a", "b") + link("b", "c"), {"a/conclusion/implements-chain/c"}),
        (
            link("a", "b") + link("b", "c") + link("c", "d"),
            {f"{one}/conclusion/implements-chain/{other}" for one, other in ("ac", "ad", "bd")},
        ),
        (link("a", "b", "implements", "zt:implements") + link("b", "c"), {"a/conclusion/implements-chain/c"}),
        # Said by the text itself, only mentioned, cited in a circle, or not in the store: nothing is concluded.
        (link("a", "b") + link("b", "c") + link("a", "c"), set()),
        (link("a", "b", "mentions", "eli:cites") + link("b", "c"), set()),
        (link("a", "b") + link("b", "a"), set()),
        (link("a", "b"), set()),
        (
            link("a", "x") + link("b", "c") + "<Dx> a zt:CitedDocument ; zt:resolvesTo <Db> .",
            {"a/conclusion/implements-chain/c"},
        ),
    ],
)
def test_what_is_implemented_through_others(links: str, expected: set[str]) -> None:
    assert concluded(graph(links), RULES[0]) == expected


DUTY = (
    "<Da/responsibility/r1> a zt:Responsibility ; zt:inDocument <Da> ; zt:agent <Iagency/old> ; zt:agentName '某局' ; "
    "zt:role role:lead ; zt:explicit true ; zt:generic false ; zt:confidence 0.9 ; zt:ofTask <Da/task/t1> ; "
    "zt:evidence <Da#char=1,2> . "
)


@pytest.mark.parametrize(
    ("agencies", "agent"),
    [
        ("<Iagency/old> zt:successor <Iagency/new> .", "new"),
        ("<Iagency/old> zt:successor <Iagency/mid> . <Iagency/mid> zt:successor <Iagency/new> .", "new"),
        # The last one known has ended too, or nothing is known: nobody is guessed.
        ("<Iagency/old> zt:successor <Iagency/new> . <Iagency/new> zt:validUntil '2018-03-01'^^xsd:date .", ""),
        ("<Iagency/old> zt:validUntil '2018-03-01'^^xsd:date .", ""),
    ],
)
def test_the_successor_answers_today(agencies: str, agent: str) -> None:
    store = graph(DUTY + agencies)
    apply(store, conclude(store))
    rows = store.select(
        'SELECT ?agent ?name ?explicit ?task WHERE { ?duty zt:rule "conclude-successor-responsible" ; zt:agent ?agent ;'
        " zt:agentName ?name ; zt:explicit ?explicit ; zt:ofTask ?task }"
    ).plain()
    told = {"agent": f"{BASE}agency/{agent}", "name": "某局", "explicit": False, "task": f"{BASE}document/a/task/t1"}
    assert list(rows) == ([told] if agent else [])


@pytest.mark.parametrize(("code", "expected"), [("330523", {"a/conclusion/task-division/t1"}), ("100000", set())])
def test_a_task_is_for_its_documents_division_unless_that_is_the_country(code: str, expected: set[str]) -> None:
    store = graph(
        f"<Da> a zt:PolicyDocument ; zt:jurisdiction <Idivision/{code}> . <Idivision/{code}> zt:code '{code}' . "
        "<Da/task/t1> a zt:Task ; zt:inDocument <Da> ; zt:evidence <Da#char=1,2> . "
        "<Da/task/t2> a zt:Principle ; zt:inDocument <Da> ; zt:evidence <Da#char=1,2> ."
    )
    assert concluded(store, RULES[2]) == expected


@pytest.fixture(scope="module")
def dump() -> bytes:
    with open_store("memory:") as store:
        build([SAMPLES], store, load_ontology())
        return store.dump_nquads()


@pytest.fixture
def samples(dump: bytes) -> Iterator[Store]:
    inner = pyoxigraph.Store()
    inner.load(dump, RdfFormat.N_QUADS)
    with Store(inner, "memory:") as store:
        yield store


def test_looking_writes_nothing_and_writing_twice_changes_nothing(samples: Store, dump: bytes) -> None:
    first = conclude(samples)
    assert samples.dump_nquads() == dump
    apply(samples, first)
    written = samples.dump_nquads()
    assert len(written) > len(dump)
    second = conclude(samples)
    assert not any(each.changes for each in second)
    apply(samples, second)
    assert samples.dump_nquads() == written


def test_conclusions_stand_in_concluded_graphs_with_rule_document_and_evidence(samples: Store) -> None:
    apply(samples, conclude(samples))
    rows = samples.select(
        "SELECT ?graph ?document ?quote WHERE {"
        ' GRAPH ?graph { ?made zt:rule ?rule FILTER(STRSTARTS(?rule, "conclude-")) }'
        " ?made zt:inDocument ?document ; zt:evidence/nif:anchorOf ?quote }"
    ).plain()
    assert rows
    for row in rows:
        assert row["graph"] == str(row["document"]).replace("/id/document/", "/id/graph/concluded/")
        assert row["quote"]
    assert validate(samples, load_ontology()) == ()


def test_conclusions_go_when_their_document_is_read_anew(samples: Store, dump: bytes) -> None:
    apply(samples, conclude(samples))
    build([SAMPLES], samples, load_ontology(), force=True)
    assert samples.dump_nquads() == dump


def test_a_conclusion_whose_reason_is_gone_goes_too(samples: Store) -> None:
    apply(samples, conclude(samples))
    middle = next(row.iri for row in samples.documents() if "浙政办发" in row.iri)
    samples.remove_document(middle.rpartition("/")[2])
    apply(samples, conclude(samples))
    rows = samples.select(
        'SELECT ?made WHERE { ?made zt:rule "conclude-implements-chain" ; rdf:object ?higher }'
    ).plain()
    assert all("浙政办发" not in str(row["made"]) for row in rows)
    assert len(rows) == 1  # county → national plan → outline; what led through the province is gone


def test_what_a_rule_that_is_gone_has_made_goes_too(samples: Store, dump: bytes) -> None:
    apply(samples, conclude(samples))
    apply(samples, conclude(samples, rules=()))
    assert samples.dump_nquads() == dump


def test_examples_are_sentences_with_quotes(samples: Store) -> None:
    (found,) = [each for each in conclude(samples) if each.rule and each.rule.name == RULES[0]]
    told = list(examples(samples, found))
    assert told
    for words, document, quote in told:
        assert words.zh.startswith(f"《{document}》间接落实《")
        assert "{" not in words.zh + words.en
        assert quote


def test_every_rule_is_worded_in_both_languages() -> None:
    assert tuple(rule.name for rule in load_rules()) == RULES
    for rule in load_rules():
        for words in (rule.summary, rule.description, rule.sentence):
            assert words.zh != words.en
            assert words.zh
            assert words.en


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("#+ summary:", "#+ summery:"), "no key of the header"),
        (("#+ sentence:", "#+ tags:"), "lacks"),
        (('zt:rule "conclude-task-division"', 'zt:rule "other"'), "do not say who made them"),
        (("#+   zh: ", "#+   zh: : : "), "no YAML"),
    ],
)
def test_a_rule_with_a_mistake_is_told_by_its_file(change: tuple[str, str], told: str, tmp_path: Path) -> None:
    good = Path(__file__).parents[2] / "graph" / "conclude-task-division.rq"
    path = tmp_path / good.name
    path.write_text(good.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(RuleError, match=f"conclude-task-division.rq: .*{told}"):
        read_rule(path)


def test_a_rule_may_say_nothing_of_what_the_text_says(samples: Store) -> None:
    rule = replace(load_rules()[2], sparql="CONSTRUCT { ?task a zt:Goal } WHERE { ?task a zt:Task }")
    with pytest.raises(RuleError, match="name conclusions"):
        conclude(samples, (rule,))


def test_an_abolished_body_of_a_record_is_answered_for_today(plan: Record, ontology: Ontology) -> None:
    old = replace(plan.responsibilities[0], agency="agency:sstc")
    record = replace(plan, responsibilities=(old, *plan.responsibilities[1:]))
    with open_store("memory:") as store:
        store.load_vocabularies(replace(ontology, folder=Path("no-such-folder")))
        store.replace_document(record_quads(record, ontology))
        (found,) = [each for each in conclude(store) if each.rule and each.rule.name == RULES[1]]
        ((words, _, quote),) = examples(store, found)
    assert "今由科学技术部承担" in words.zh
    assert quote.startswith("省科技厅牵头")
