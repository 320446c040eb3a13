"""Asked some documents at a time, a question gives the rows that it gives when it is asked about all at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat

from zhengtu.graph import Store, open_store
from zhengtu.queries import find_query, load_catalogue, run
from zhengtu.queries.binding import Pairs, bind
from zhengtu.queries.catalogue import check_catalogue
from zhengtu.queries.question import Parameter, Query, Wording
from zhengtu.queries.running import read_parameters

WORDS = Wording("词", "words")
PAGED = [name for name, query in load_catalogue().items() if query.pages]
#: For each way to find documents one value that the samples have.
NARROWED = [
    ("responsibilities", {"agency": "省科技厅"}),
    ("responsibilities", {"role": "牵头"}),
    ("responsibilities", {"task": "深化科技特派员制度", "role": "牵头"}),
    ("responsibilities", {"agency": "省科技厅", "role": "牵头"}),
    ("responsibilities", {"task": "深化科技特派员制度", "year": "2022"}),
    ("responsibility-matrix", {"agency": "县科技局", "year": "2022"}),
    ("responsibility-matrix", {"agency": "县科技局", "role": "配合", "year": "2022"}),
    ("responsibility-matrix", {"role": "会同"}),
    ("joint-work", {"partner": "县农业农村局"}),
    ("responsibilities", {"agency": "省科技厅", "task": "深化科技特派员制度"}),
    ("joint-work", {"partner": "县农业农村局", "year": "2022"}),
    ("joint-work", {"agency": "县科技局", "partner": "县农业农村局"}),
    ("citations", {"relation": "依据"}),
    ("divisions", {"division": "浙江省"}),
    ("programmes", {"programme": "星创天地"}),
    ("instruments", {"instrument": "资金投入"}),
    ("instruments", {"instrument": "供给型"}),
    ("instruments", {"instrument": "供给型", "text": "科技"}),
    ("instruments", {"text": "星创天地"}),
    ("deadlines", {"year": "2023"}),
    ("coverage", {"task": "壮大科技特派员队伍"}),
    ("tasks", {"text": "科技"}),
    ("targets", {"text": "高新技术企业", "year": "2025"}),
    ("evidence", {"text": "竹产业"}),
    ("applies-to", {"division": "安吉县", "text": "无法判断"}),
    ("broken-chains", {"text": "任务无人负责"}),
    ("broken-chains", {"text": "target_unserved"}),
    ("broken-chains", {"text": "被引文件不在库中"}),
]


def test_most_questions_are_answered_a_page_at_a_time() -> None:
    assert set(PAGED) >= {"tasks", "targets", "responsibilities", "evidence", "coverage", "broken-chains"}


@pytest.mark.parametrize(("name", "values"), [*((name, {}) for name in PAGED if name != "applies-to"), *NARROWED])
def test_pages_give_the_rows_of_the_whole(name: str, values: Mapping[str, str], samples: Store) -> None:
    query = find_query(name)
    every = run(query, {**values, "limit": "10000"}, samples)
    assert every.rows
    for limit in (1, 7, len(every.rows)):
        page = run(query, {**values, "limit": str(limit)}, samples)
        assert page.rows == every.rows[:limit]
        assert page.truncated is (limit < len(every.rows))
    at_once = samples.select(bind(query, read_parameters(query, values, samples).terms, 10_000)).plain()
    assert sorted(map(str, every.rows)) == sorted(map(str, at_once))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("agency-duties", {"agency": "县科技局"}),
        ("agency-duties", {"agency": "县科技局", "role": "牵头"}),
        ("deadlines", {"agency": "县科技局"}),
        ("deadlines", {"document": "安政办发〔2022〕901号"}),
        ("joint-work", {"document": "安政办发〔2022〕901号"}),
        ("unassigned-tasks", {"document": "“十四五”县域创新驱动发展规划（示例文本）"}),
    ],
)
def test_a_page_that_is_asked_for_at_once_is_the_beginning_of_the_whole(
    name: str, values: Mapping[str, str], samples: Store
) -> None:
    every = run(find_query(name), {**values, "limit": "10000"}, samples)
    assert len(every.rows) > 3
    for limit in range(1, len(every.rows) + 1):
        page = run(find_query(name), {**values, "limit": str(limit)}, samples)
        assert page.rows == every.rows[:limit]
        assert page.truncated is (limit < len(every.rows))


@pytest.mark.parametrize(("name", "values"), [*((name, {}) for name in PAGED if name != "applies-to"), *NARROWED])
def test_what_is_kept_of_a_store_that_stays_as_it_is_changes_no_row(
    name: str, values: Mapping[str, str], samples: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {**values, "limit": "7"}
    rows = run(find_query(name), asked, samples).rows
    monkeypatch.setattr(samples, "read_only", True)
    for _ in range(3):
        assert run(find_query(name), asked, samples).rows == rows


@pytest.mark.parametrize("many", [0, 2000])
def test_documents_of_a_year_are_found_however_many_are_looked_at_at_once(many: int, samples: Store) -> None:
    asked = {"year": "2022", "limit": "10000"}
    rows = run(find_query("responsibilities"), asked, samples).rows
    assert len({row["document"] for row in rows}) == 3
    with patch.multiple("zhengtu.queries.page_source", MANY=many, _DATED=1):
        assert run(find_query("responsibilities"), asked, samples).rows == rows
        assert run(find_query("responsibilities"), {**asked, "year": "1999"}, samples).rows == ()


def test_a_year_without_deadlines_has_no_rows(samples: Store) -> None:
    assert run(find_query("deadlines"), {"year": "2023"}, samples).rows
    assert run(find_query("deadlines"), {"year": "1999"}, samples).rows == ()


def test_a_title_of_several_documents_is_asked_about_in_each_with_its_own() -> None:
    query = find_query("responsibilities")
    one, other = (NamedNode("urn:task:1"), NamedNode("urn:a")), (NamedNode("urn:task:2"), NamedNode("urn:b"))
    terms = {"task": [one[0], other[0]], "document": [one[1], other[1]]}
    sparql = bind(query, terms, 5, Pairs("_task", "document", [one, other]))
    assert "VALUES (?_task ?_document) { (<urn:task:1> <urn:a>) (<urn:task:2> <urn:b>) }" in sparql
    assert "VALUES ?_document" not in sparql


def test_what_is_known_of_all_things_is_given_with_each_and_not_apart() -> None:
    query = find_query("joint-work")
    one, document, body = NamedNode("urn:duty:1"), NamedNode("urn:a"), NamedNode("urn:body")
    pairs = Pairs("one", "document", [(one, document)], {"agency": body})
    sparql = bind(query, {"agency": [body], "document": [document]}, 5, pairs)
    assert "VALUES (?one ?_document ?_agency) { (<urn:duty:1> <urn:a> <urn:body>) }" in sparql
    # Whether it was asked for is another matter, in a bracket of its own.
    assert sparql.count("VALUES ?_agency { <urn:body> }") == 1


def test_measures_of_one_instrument_are_of_no_other(samples: Store) -> None:
    query = find_query("instruments")
    funding = run(query, {"instrument": "资金投入", "limit": "1000"}, samples).rows
    family = run(query, {"instrument": "供给型", "limit": "1000"}, samples).rows
    assert {row["instrument"] for row in funding} == {"funding"}
    assert {row["family"] for row in family} == {"供给型"}
    assert len(funding) < len(family) < len(run(query, {"limit": "1000"}, samples).rows)


SIFTED = """SELECT ?a WHERE {
  VALUES ?_text { UNDEF }
  VALUES ?_other { UNDEF }
  VALUES ?a { "x" "xy) } UNDEF" }
  FILTER(!BOUND(?_text) || CONTAINS(?a, ?_text))
}
"""
#: What would do harm if a value that was written in were read as part of the query.
HARMFUL = ["VALUES ?_other { UNDEF }", 'FILTER(!BOUND(?_other) || "', "?_text", ")", '") } #', "\x00text\x00", "UNDEF"]


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HARMFUL))
def test_a_value_written_into_a_filter_stays_a_value(text: str) -> None:
    declared = tuple(Parameter(name, "text", WORDS, "x") for name in ("text", "other"))
    query = Query("sift", WORDS, WORDS, (), declared, (), (), WORDS, SIFTED, Path("sift.rq"))
    with open_store("memory:") as store:
        found = store.select(bind(query, {"text": (Literal(text),), "other": (NamedNode("urn:o"),)}, 5)).plain()
    assert {row["a"] for row in found} == {word for word in ("x", "xy) } UNDEF") if text in word}


GOOD = """#+ summary: {zh: 问, en: Asks}
#+ description: {zh: 问, en: Asks}
#+ tags: [one]
#+ params:
#+   - {name: document, type: document, label: {zh: 文, en: Document}, example: 国发〔2018〕42号}
#+   - {name: limit, type: limit, label: {zh: 行, en: Rows}, default: 5}
#+ pages: {by: document}
#+ columns:
#+   - {name: document_iri, type: iri, zh: 甲, en: A}
#+ questions: ["什么是{document}"]
#+ empty: {zh: 无, en: None}
SELECT ?document_iri WHERE {
  VALUES ?_document { UNDEF }
  BIND(?_document AS ?document_iri)
}
ORDER BY ?document_iri
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("by: document}", "by: limit}", "pages are turned by “limit”"),
        ("by: document}", "by: document, agency: x}", "“agency” is no parameter"),
        ("by: document}", "by: document, limit: x}", "limit does not lead to documents"),
        ("by: document}", "by: document, first: '?a zt:date ?b'}", "first tells no order of things"),
        (
            "by: document}",
            "by: document, first: '?a zt:date ?b . ?a zt:inDocument ?_document'}",
            "begin with ORDER BY ?b ?document_iri",
        ),
        ("by: document}", "by: document, each: many}", "each thing has “many” rows"),
        ("ORDER BY ?document_iri", "ORDER BY DESC(?document_iri)", "pages need rows in the order of documents"),
        ("by: document}", "by: document, document: '?_document a'}", "mend the SPARQL"),
    ],
)
def test_pages_that_cannot_be_turned_are_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text(GOOD, encoding="utf-8")
    assert check_catalogue(tmp_path) == ()
    (tmp_path / "a.rq").write_text(GOOD.replace(old, new), encoding="utf-8")
    mistakes = [str(mistake) for mistake in check_catalogue(tmp_path)]
    assert len(mistakes) == 1
    assert told in mistakes[0]


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory, samples: Store) -> Iterator[Store]:
    """The samples as a folder opened for reading, which has a word index."""
    folder = tmp_path_factory.mktemp("paging") / "store"
    with open_store(folder) as store:
        store._open().load(samples.dump_nquads(), RdfFormat.N_QUADS)
    with open_store(folder, read_only=True) as store:
        yield store


@pytest.mark.parametrize("text", ["竹产业", "科技", "县", "的", "5", "%", "“", "没有这样的话", "R&D", "r&d"])
@pytest.mark.parametrize("name", [name for name in PAGED if "text" in find_query(name).pages])
def test_the_word_index_of_a_folder_changes_no_row(name: str, text: str, on_disk: Store, samples: Store) -> None:
    query = find_query(name)
    at_once = samples.select(bind(query, {"text": (Literal(text),)}, 10_000)).plain()
    every = run(query, {"text": text, "limit": "10000"}, on_disk)
    assert sorted(map(str, every.rows)) == sorted(map(str, at_once))
    assert run(query, {"text": text, "limit": "7"}, on_disk).rows == every.rows[:7]
    assert list(Path(on_disk.address).glob(f"index-*-{name}-*.sqlite"))
