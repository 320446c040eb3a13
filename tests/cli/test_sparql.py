"""``zhengtu sparql``: any query, its answer as a table, CSV or JSON, its mistakes in one line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

COUNT = "SELECT (COUNT(*) AS ?documents) WHERE { ?document a zt:PolicyDocument }"


def test_a_select_gives_a_table_csv_or_json(zhengtu: Run, store: Path) -> None:
    assert "documents" in zhengtu("sparql", COUNT, "--store", store).stdout
    assert zhengtu("sparql", COUNT, "--format", "csv", "--store", store).stdout == "documents\n3\n"
    answer = json.loads(zhengtu("sparql", COUNT, "--format", "json", "--store", store).stdout)
    assert answer["columns"] == ["documents"]
    assert answer["rows"] == [{"documents": 3}]


def test_a_query_may_come_from_a_file_or_standard_input(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "count.rq").write_text(COUNT, encoding="utf-8")
    for given in (("--file", tmp_path / "count.rq"), ("-",)):
        result = zhengtu("sparql", *given, "--format", "csv", "--store", store, stdin=COUNT)
        assert result.stdout == "documents\n3\n"


def test_an_ask_gives_true_or_false(zhengtu: Run, store: Path) -> None:
    assert zhengtu("sparql", "ASK { ?x a zt:Task }", "--store", store).stdout == "true\n"
    assert zhengtu("sparql", "ASK { ?x a zt:Nothing }", "--store", store).stdout == "false\n"


def test_a_construct_gives_ntriples(zhengtu: Run, store: Path) -> None:
    query = "CONSTRUCT { ?d rdfs:label ?l } WHERE { ?d zt:documentNumber '浙政办发〔2022〕900号' ; rdfs:label ?l }"
    (line,) = zhengtu("sparql", query, "--store", store).stdout.splitlines()
    assert line.startswith("<https://w3id.org/zhengtu/id/document/")
    assert line.endswith(" .")


@pytest.mark.parametrize("query", ["SELECT ?x WHERE { ?x a }", "DROP ALL", "", "SELECT ?x WHERE { ?x zz:y ?z }"])
def test_a_query_with_a_mistake_is_told_in_one_line(query: str, zhengtu: Run, store: Path) -> None:
    result = zhengtu("sparql", query, "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("zhengtu: SPARQL")


def test_a_query_file_that_is_missing_or_no_text_is_told(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.rq", "bad.rq"):
        result = zhengtu("sparql", "--file", tmp_path / name, "--store", store)
        assert result.exit_code == 1
        (line,) = result.stderr.splitlines()
        assert name in line


@pytest.mark.parametrize(
    "query",
    [
        COUNT,
        "SELECT ?d ?n ?t { ?d zt:documentNumber ?n ; rdfs:label ?t OPTIONAL { ?d zt:nothing ?x } } ORDER BY ?d",
        "ASK { ?x a zt:Task }",
        "CONSTRUCT { ?d rdfs:label ?l } WHERE { ?d a zt:PolicyDocument ; rdfs:label ?l }",
    ],
)
def test_a_query_with_a_time_limit_gives_the_same_answer(query: str, zhengtu: Run, store: Path) -> None:
    for form in ("json", "csv"):
        free = zhengtu("sparql", query, "--format", form, "--store", store)
        bound = zhengtu("sparql", query, "--format", form, "--store", store, "--timeout", "60")
        assert (bound.exit_code, sorted(bound.stdout)) == (0, sorted(free.stdout))


def test_a_query_that_takes_too_long_is_ended_in_one_line(zhengtu: Run, store: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    result = zhengtu("sparql", endless, "--store", store, "--timeout", "0.5")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert "0.5 seconds" in line


def test_a_time_limit_is_not_promised_where_it_cannot_be_kept(zhengtu: Run) -> None:
    result = zhengtu("sparql", "ASK {}", "--store", "memory:", "--timeout", "5")
    assert (result.exit_code, result.stdout) == (0, "true\n")
    assert "--timeout" in result.stderr
