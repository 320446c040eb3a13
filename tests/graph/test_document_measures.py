"""Figures of documents, counted again by hand."""

from collections.abc import Iterator

import pytest
from network_stores import DOCUMENT, document, sample_store, written_store

from zhengtu.graph import Store
from zhengtu.graph.document_measures import FAMILIES, DocumentMeasures, measure_documents
from zhengtu.graph.network_measure import MEASURES
from zhengtu.graph.projection import NetworkError

# A: two tasks, of which one has two bodies; three measures, one of which tells no instrument; it is based on B.
WRITTEN = document(
    "A",
    "2031-02-03",
    """
{D}/task/t1> a zt:Task ; rdfs:label "一" ; zt:inDocument {D}> ; zt:evidence {D}#char=0,5> .
{D}/task/t2> a zt:Task ; rdfs:label "二" ; zt:inDocument {D}> ; zt:evidence {D}#char=5,9> .
{D}/r/r1> a zt:Responsibility ; zt:ofTask {D}/task/t1> ; zt:agent id:agency\\/a ; zt:explicit true ;
  zt:inDocument {D}> ; zt:evidence {D}#char=1,2> .
{D}/r/r2> a zt:Responsibility ; zt:ofTask {D}/task/t1> ; zt:agent id:agency\\/b ; zt:explicit true ;
  zt:inDocument {D}> ; zt:evidence {D}#char=1,2> .
{D}/r/r3> a zt:Responsibility ; zt:ofTask {D}/task/t2> ; zt:agent id:agency\\/c ; zt:explicit false ;
  zt:inDocument {D}> ; zt:evidence {D}#char=5,9> .
{D}/m/m1> a zt:Measure ; zt:ofTask {D}/task/t1> ; zt:instrument instrument:talent ; zt:inDocument {D}> ;
  zt:evidence {D}#char=2,3> .
{D}/m/m2> a zt:Measure ; zt:ofTask {D}/task/t1> ; zt:instrument instrument:demand ; zt:inDocument {D}> ;
  zt:evidence {D}#char=3,4> .
{D}/m/m3> a zt:Measure ; zt:ofTask {D}/task/t1> ; zt:instrument instrument:unclassified ; zt:inDocument {D}> ;
  zt:evidence {D}#char=4,5> .
{D}/c/c1> a zt:Citation ; zt:inDocument {D}> ; zt:relation relation:basis ; zt:cites id:document\\/B ;
  zt:evidence {D}#char=0,1> .
instrument:talent skos:broader instrument:supply .
""",
) + document("B", "2029-05-06")


@pytest.fixture(scope="module")
def written() -> Iterator[Store]:
    with written_store(WRITTEN) as store:
        yield store


def by_iri(found: tuple[DocumentMeasures, ...]) -> dict[str, DocumentMeasures]:
    return {each.iri.removeprefix(DOCUMENT): each for each in found}


def test_the_figures_of_a_document_are_what_its_statements_say(written: Store) -> None:
    found = by_iri(measure_documents(written))
    assert found["A"].figures == {
        "tasks": 2,
        "assigned": 0.5,
        "bodies": 2,
        "joint_density": 1.0,
        "depth_above": 1,
        "depth_below": 2,
        "measures": 3,
        "unclassified": 0.333333,
        "supply": 0.5,
        "environment": 0.0,
        "demand": 0.5,
    }
    empty = found["B"].figures
    assert (empty["depth_above"], empty["depth_below"], empty["tasks"]) == (0, 3, 0)
    assert [empty[name] for name in ("assigned", "joint_density", "unclassified", *FAMILIES)] == [None] * 6


def test_documents_stand_in_the_order_of_their_dates_and_can_be_chosen(written: Store) -> None:
    assert list(by_iri(measure_documents(written))) == ["B", "A"]
    assert list(by_iri(measure_documents(written, since="2030"))) == ["A"]
    assert list(by_iri(measure_documents(written, documents=[f"{DOCUMENT}B"]))) == ["B"]
    with pytest.raises(NetworkError, match="no text of urn:x"):
        measure_documents(written, documents=["urn:x"])


def test_the_chain_is_that_of_all_documents_whichever_are_asked_for(written: Store) -> None:
    (one,) = measure_documents(written, documents=[f"{DOCUMENT}A"])
    assert one.figures["depth_above"] == 1


def test_shares_of_the_samples_sum_to_one() -> None:
    told: list[tuple[int, int]] = []
    with sample_store() as store:
        found = measure_documents(store, progress=lambda *step: told.append(step))
    for each in found:
        assert sum(float(each.figures[family] or 0) for family in FAMILIES) == pytest.approx(1, abs=1e-5)
        assert set(each.figures) == {name for name, measure in MEASURES.items() if measure.of == "document"}
    assert [each.level for each in found] == ["national", "province", "county"]
    assert told[-1] == (6, 6)
