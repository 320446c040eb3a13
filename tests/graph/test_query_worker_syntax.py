"""What is told from the text of a query; the engine itself says which of these texts are calls."""

import pytest
from pyoxigraph import Store

from zhengtu.graph.query_worker_syntax import calls_service, names_graphs

HERE = "<http://127.0.0.1:9/>"

# Oxigraph takes each of these for a call: it needs no space before or after a keyword.
CALLS = [
    f"SELECT * {{ SERVICE {HERE} {{ ?a ?b ?c }} }}",
    f"SELECT * {{ service{HERE}{{ ?a ?b ?c }} }}",
    f"SELECT * {{ SERVICE SILENT {HERE} {{ ?a ?b ?c }} }}",
    f"SELECT * {{ SERVICESILENT{HERE}{{ ?a ?b ?c }} }}",
    f"SELECT * {{ SERVICE # <urn:a>\n{HERE} # {{\n {{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p 1SERVICE{HERE}{{ ?a ?b ?c }} }}",
    f"SELECT * {{ ?s ?p trueSERVICE{HERE}{{ ?a ?b ?c }} }}",
    f"SELECT * {{ BIND(1 AS ?z) FILTER(?z<2)SERVICE#>\n{HERE}{{ ?a ?b ?c }} }}",
    f"PREFIX :{HERE} SELECT * {{ SERVICE:foo{{ ?a ?b ?c }} }}",
    f"PREFIX x:{HERE} SELECT * {{ SERVICEx:a\\#b{{ ?a ?b ?c }} }}",
    f"SELECT * {{ BIND({HERE} AS ?e) SERVICE?e{{ ?a ?b ?c }} }}",
    "SELECT * { SERVICE <http://127.0.0.1:9/\\u0041> { ?a ?b ?c } }",
    f"ASK {{ FILTER EXISTS {{ SERVICE {HERE} {{ ?a ?b ?c }} }} }}",
    f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {{ SERVICE {HERE} {{ ?a ?b ?c }} }} }}",
    f"SELECT * {{ '''a''' ?p ?o . OPTIONAL {{ SERVICE\t{HERE}\r\n{{ ?a ?b ?c }} }} }}",
]

NO_CALLS = [
    "SELECT ?service { ?service a <http://example.org/service> ; rdfs:label 'SERVICE' }",
    "PREFIX s: <http://example.org/service#> SELECT * { ?x s:service ?y . { ?y s:Service [] } }",
    "SELECT * { ?x ?y '服务 service' } # a service",
    "SELECT * { BIND(1 AS ?service) { ?a ?b ?c } }",
]


@pytest.mark.parametrize("query", CALLS)
def test_a_call_to_another_server_is_seen_however_it_is_written(query: str) -> None:
    assert calls_service(query)


@pytest.mark.parametrize("query", NO_CALLS)
def test_the_word_alone_is_no_call(query: str) -> None:
    assert not calls_service(query)


def test_an_escape_hides_no_call_since_the_engine_does_not_take_it() -> None:
    with pytest.raises(SyntaxError):
        Store().query(f"SELECT * {{ \\u0053ERVICE {HERE} {{ ?a ?b ?c }} }}")


def test_a_text_made_to_be_hard_to_search_is_searched_at_once() -> None:
    for text in ("SERVICE" + "#" * 200_000, "SERVICE " * 100 + "?" * 200_000, "SERVICE" + "#\n" * 50_000):
        assert not calls_service(text)
    assert calls_service("SERVICE<" * 50_000)  # not searched, but not let pass either
    for text in ('"' * 50_001, "<" * 50_000, "a." * 50_000, "'''" * 10_001):
        assert not names_graphs(text)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <urn:g> { ?s ?p ?o }",
        "SELECT*FROM<urn:g>{ ?s ?p ?o }",
        "SELECT * from named <urn:g> { GRAPH ?g { ?s ?p ?o } }",
        'SELECT (COUNT(*) AS ?from) ("a # b" AS ?x) FROM <urn:g> { ?s ?p ?o }',
        "# FROM\nCONSTRUCT { ?s <urn:p#q> '#' } FROM <urn:g> WHERE { ?s ?p ?o }",
        "DESCRIBE <urn:a> FROM <urn:g>",
    ],
)
def test_a_query_that_chooses_its_graphs_is_known(query: str) -> None:
    assert names_graphs(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } # FROM <urn:g>",
        'SELECT ?from { ?from <urn:from> \'FROM <urn:g>\', """\nFROM <urn:g>""" }',
        "SELECT * { ?s <http://example.org/#from> ?o ; x:from y:from.from }",
        "SELECT * { ?s ?p 'it''s FROM'@from }",
    ],
)
def test_the_word_elsewhere_chooses_nothing(query: str) -> None:
    assert not names_graphs(query)
