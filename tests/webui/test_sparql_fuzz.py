"""Queries put together at random: the endpoint answers or refuses, and never fails.

A couple of hundred run with the other tests; ``ZHENGTU_FUZZ_SPARQL=2000`` asks for that many.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from zhengtu.graph.query_worker_limit import QueryLimits
from zhengtu.webui import Settings, create_app, site_of

CASES = int(os.environ.get("ZHENGTU_FUZZ_SPARQL") or 200)
BATCH = 50

SEEDS = (
    "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 10",
    "SELECT DISTINCT ?name (COUNT(?x) AS ?n) { ?x a zt:Task ; rdfs:label ?name } GROUP BY ?name HAVING (?n > 1)",
    'PREFIX x: <urn:x:> ASK { GRAPH ?g { ?s x:p|^x:q/(!x:r)* \'a\'@zh, """b\nc""", 1.5e3, true } }',
    "CONSTRUCT { ?s x:y [ ?p ?o ] } FROM <urn:a> FROM NAMED <urn:b> WHERE { ?s ?p ?o FILTER(?o < 3 && !BOUND(?p)) }",
    "DESCRIBE <a:a> ?x { VALUES (?x ?y) { (UNDEF 1) (<urn:b> '政策') } OPTIONAL { ?x zt:role ?y } MINUS { ?x a 1 } }",
    "SELECT * { { SELECT (MAX(?a) AS ?m) { ?x zt:order ?a } } UNION { BIND(STRLEN('科技') AS ?m) } } ORDER BY DESC(?m)",
    "SELECT * { ?s ?p ?o . FILTER NOT EXISTS { ?o ?q ?s } FILTER(REGEX(STR(?o), '^[a-z]+$', 'i')) } LIMIT 3 OFFSET 2",
    "INSERT DATA { <urn:a> <urn:b> 1 } ; DROP ALL",
    "LOAD <http://127.0.0.1:1/> INTO GRAPH <urn:g>",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
)
PIECES = (
    *("{", "}", "(", ")", "[", "]", "<", ">", ".", ";", ",", "*", "+", "?", "|", "^", "/", "!", "=", "&&", "||", "#"),
    *("'", '"', "'''", "\\", "\\u0053", "\\U0001F600", "@zh", "^^", "\n", "\r", "\t", "\x00", "\ufeff", "\u2028", "😀"),
    *("SELECT", "WHERE", "FILTER", "SERVICE", "FROM", "GRAPH", "BIND", "AS", "UNION", "a", "zt:Task", "_:b", "?x"),
    *(
        "<urn:a>",
        "<a b>",
        "999999999999999999999",
        "1e400",
        "-0.0",
        "()",
        "[]",
        "<<( ?s ?p ?o )>>",
        "{" * 300,
        "(" * 300,
    ),
)


def make_query(number: int) -> str:
    """Return a query that is somewhat wrong; the same number gives the same one."""
    chance = random.Random(number)
    text = chance.choice(SEEDS)
    for _ in range(chance.randint(1, 6)):
        begin = chance.randint(0, len(text))
        end = min(len(text), begin + chance.choice((0, 0, 1, 3, 12)))
        way = chance.random()
        if way < 0.6:
            piece = chance.choice(PIECES)
        elif way < 0.8:
            other = chance.choice(SEEDS)
            start = chance.randint(0, len(other))
            piece = other[start : start + chance.randint(1, 40)]
        else:
            piece = "".join(
                chr(chance.choice((chance.randint(1, 127), chance.randint(0x4E00, 0x9FFF)))) for _ in range(5)
            )
        text = text[:begin] + piece + text[end:]
    return text


@pytest.fixture(scope="module")
def endpoint(store: Path) -> Iterator[FlaskClient]:
    app = create_app(store, Settings(query_limits=QueryLimits(seconds=2, rows=1_000, size=1_000_000)))
    yield app.test_client()
    site_of(app).close()


@pytest.mark.parametrize("first", range(0, CASES, BATCH))
def test_a_query_that_is_somewhat_wrong_is_answered_or_refused(endpoint: FlaskClient, first: int) -> None:
    seen = {}
    for number in range(first, min(first + BATCH, CASES)):
        query = make_query(number)
        answer = endpoint.post("/sparql", data=query.encode(), content_type="application/sparql-query")
        seen[answer.status_code] = number
        assert answer.status_code in (200, 400, 413, 503), f"{number}: {query!r}: {answer.text}"
    assert set(seen) & {200, 400}, "every query ended its worker, so that nothing was tested"
    assert endpoint.get("/sparql?query=ASK{}").status_code == 200
