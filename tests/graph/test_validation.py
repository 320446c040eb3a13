"""Validation with SHACL."""

from dataclasses import replace
from pathlib import Path

import pytest

import zhengtu.ontology
from zhengtu.graph.concluded import resolve_citations
from zhengtu.graph.quads import DocumentQuads, record_quads
from zhengtu.graph.store import open_store
from zhengtu.graph.validation import validate, validate_records
from zhengtu.ingest.record import Record
from zhengtu.ontology import Ontology


@pytest.fixture(scope="module")
def dictionary(ontology: Ontology) -> Ontology:
    """The invented names with the shapes of the package."""
    return replace(ontology, folder=Path(zhengtu.ontology.__file__).parent)


def test_what_is_written_satisfies_the_shapes(plan: Record, notice: Record, dictionary: Ontology) -> None:
    with open_store("memory:") as store:
        for record in (plan, notice):
            store.replace_document(record_quads(record, dictionary))
        resolve_citations(store)
        assert validate(store, dictionary) == ()


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
        assert str(violation).startswith(f"《{plan.document.title}》第 {wrong.begin} 字起“{wrong.quote}”：")
        assert "指标" in violation.message
    (value,) = [v.value for v in violations if v.value]
    assert value == "wish"


def test_only_the_documents_asked_for_are_checked(plan: Record, notice: Record, dictionary: Ontology) -> None:
    good, other = record_quads(plan, dictionary), record_quads(notice, dictionary)
    bad = tuple(s for s in other.text if "citedTitle" not in s and "citedNumber" not in s)
    with open_store("memory:") as store:
        store.replace_documents([good, DocumentQuads(other.document, bad, (), other.shared)])
        iris = [document.iri for document in store.documents()]
        first, second = (validate(store, dictionary, [iri]) for iri in iris)
    assert first == ()
    assert len(second) == 2
