"""Rows in the four formats of SPARQL: the engine reads back what was written."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from zhengtu.graph.answer import Term
from zhengtu.graph.query_worker_rows import write_rows

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
# What XML cannot hold, and what a line of TSV would turn into another character.
PLAIN = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
PLAIN_TEXT = st.text(PLAIN, max_size=20).map(str.strip)  # the engine's reader of XML takes no blanks at the ends
NODES = st.sampled_from([NamedNode("urn:a"), NamedNode("http://例.org/?x=1&y=2"), BlankNode("b1")])


def literals(text: st.SearchStrategy[str]) -> st.SearchStrategy[Literal]:
    return st.one_of(
        text.map(Literal),
        text.map(lambda each: Literal(each, language="zh-hans")),
        text.map(lambda each: Literal(each, language="ar", direction=BaseDirection.RTL)),
        text.map(lambda each: Literal(each, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
    )


def triples(text: st.SearchStrategy[str]) -> st.SearchStrategy[Triple]:
    return st.builds(Triple, NODES, st.just(NamedNode("urn:p")), literals(text))


def rows(
    text: st.SearchStrategy[str], *others: st.SearchStrategy[Triple]
) -> st.SearchStrategy[list[tuple[Term | None, ...]]]:
    terms = st.one_of(st.none(), NODES, literals(text), *others)
    return st.lists(st.tuples(terms, terms), max_size=4)


def written(columns: list[str], table: list[tuple[Term | None, ...]], form: str) -> bytes:
    buffer = io.BytesIO()
    write_rows(columns, table, form, buffer.write)
    return buffer.getvalue()


def read(data: bytes, form: QueryResultsFormat) -> list[tuple[Term | None, ...]]:
    found = parse_query_results(data, format=form)
    assert isinstance(found, QuerySolutions)
    assert [variable.value for variable in found.variables] == ["甲", "b"]
    return [tuple(row) for row in found]


@given(rows(TEXT, triples(TEXT)))
def test_json_gives_back_every_term(table: list[tuple[Term | None, ...]]) -> None:
    assert read(written(["甲", "b"], table, "json"), QueryResultsFormat.JSON) == table


@given(rows(PLAIN_TEXT, triples(PLAIN_TEXT)))
def test_xml_gives_back_every_term(table: list[tuple[Term | None, ...]]) -> None:
    assert read(written(["甲", "b"], table, "xml"), QueryResultsFormat.XML) == table


@given(rows(TEXT))  # the engine's reader of TSV knows no triples inside
def test_tsv_gives_back_every_term(table: list[tuple[Term | None, ...]]) -> None:
    assert read(written(["甲", "b"], table, "tsv"), QueryResultsFormat.TSV) == table


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4))
def test_csv_gives_back_every_text(table: list[tuple[str, str]]) -> None:
    data = written(["a", "b"], [(Literal(a), Literal(b)) for a, b in table], "csv")
    assert [tuple(row) for row in csv.reader(io.StringIO(data.decode(), newline=""))] == [("a", "b"), *table]


def test_what_xml_cannot_hold_is_shown_as_a_character_that_is_missing() -> None:
    data = written(["甲", "b"], [(Literal("a\x00\r\n\tb"), None)], "xml")
    assert read(data, QueryResultsFormat.XML) == [(Literal("a\ufffd\r\n\tb"), None)]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_an_answer_without_rows_still_has_its_columns(form: str) -> None:
    assert "b" in written(["a", "b"], [], form).decode()


def test_the_engine_writes_the_same_json() -> None:
    from pyoxigraph import Store

    query = 'SELECT * { VALUES (?a ?b) { ("x"@en <<( <urn:a> <urn:b> "c" )>>) (UNDEF 1.5) (<urn:é> "d"@ar--rtl) } }'
    own = Store().query(query)
    assert isinstance(own, QuerySolutions)
    data = written(["a", "b"], [tuple(row) for row in own], "json")
    engine = Store().query(query).serialize(format=QueryResultsFormat.JSON)  # type: ignore[arg-type]
    assert json.loads(data) == json.loads(engine or b"")
