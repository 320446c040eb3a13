"""The SPARQL endpoint: what it takes, what it refuses, in which formats it answers, what it says of itself."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import Graph

from zhengtu.graph.query_worker_limit import QueryLimits
from zhengtu.webui import Settings, create_app, site_of

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
ALL = "SELECT ?s ?o { ?s ?p ?o }"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """An endpoint of 60 triples in 2 graphs that gives 20 rows and 4,000 bytes at most."""
    folder = tmp_path_factory.mktemp("endpoint") / "store"
    store = Store(str(folder))
    for number in range(60):
        text = Literal(f"<b>{number}</b>")
        store.add(Quad(NamedNode(f"urn:s{number}"), NamedNode("urn:p"), text, NamedNode(f"urn:g{number // 50}")))
    store.flush()
    del store
    app = create_app(folder, Settings(query_limits=QueryLimits(seconds=2, rows=20, size=4_000), body_limit=50_000))
    yield app.test_client()
    site_of(app).close()


def table(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return [
        {name: cell["value"] for name, cell in row.items()}
        for row in answer.get_json(force=True)["results"]["bindings"]
    ]


# Ways to ask


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_the_three_ways_to_ask_give_the_same_answer(small: FlaskClient, path: str) -> None:
    query = "SELECT ?o { <urn:s7> ?p ?o } # 中文"
    answers = [
        small.get(path, query_string={"query": query}),
        small.post(path, data={"query": query}),
        small.post(path, data=query.encode(), content_type=QUERY),
        small.post(path, data=query.encode(), content_type="application/sparql-query; charset=utf-8"),
    ]
    assert [table(answer) for answer in answers] == [[{"o": "<b>7</b>"}]] * 4
    assert all("Accept" in answer.vary for answer in answers)


def test_a_head_request_has_the_headers_of_the_answer_and_no_body(small: FlaskClient) -> None:
    answer = small.head("/sparql", query_string={"query": "ASK {}", "format": "xml"})
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.mimetype == "application/sparql-results+xml"


def test_scripts_of_other_sites_may_ask(small: FlaskClient) -> None:
    answer = small.options("/sparql", headers={"Origin": "http://example.org", "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 204
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    for asked in (small.get("/sparql?query=ASK{}"), small.get("/sparql?query=ASK{"), answer):
        assert asked.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("status", "method", "options"),
    [
        (400, "GET", {"query_string": "default-graph-uri=urn:a"}),
        (400, "GET", {"query_string": "query=ASK{}&query=ASK{}"}),
        (400, "GET", {"query_string": "query="}),
        (400, "GET", {"query_string": "query=ASK{"}),
        (400, "GET", {"query_string": "query=ASK{%FF}"}),
        (400, "GET", {"query_string": "query=ASK{}&default-graph-uri=not+an+iri"}),
        (400, "GET", {"query_string": "query=ASK{}&page=0"}),
        (400, "GET", {"query_string": "query=ASK{}&page=" + "9" * 30}),
        (400, "POST", {"data": "query=ASK{}" + "&named-graph-uri=a:" * 2_000, "content_type": FORM}),
        (400, "GET", {"query_string": {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}}),
        (400, "GET", {"query_string": {"query": "DROP ALL"}}),
        (400, "GET", {"query_string": {"query": "LOAD <http://127.0.0.1/>"}}),
        (400, "POST", {"data": b"", "content_type": FORM}),
        (400, "POST", {"data": b"query=%FF", "content_type": FORM}),
        (400, "POST", {"data": b"ASK {} # \xff", "content_type": QUERY}),
        (400, "POST", {"data": b"ASK {}", "content_type": QUERY, "query_string": "query=ASK{}"}),
        (400, "POST", {"data": "ASK {} # \x00\ud7ff", "content_type": QUERY, "query_string": "default-graph-uri="}),
        (403, "GET", {"query_string": "update=DROP+ALL"}),
        (403, "POST", {"data": {"update": "DROP ALL"}}),
        (403, "POST", {"data": {"update": "DROP ALL", "query": "ASK {}"}}),
        (403, "POST", {"data": "DROP ALL", "content_type": "application/sparql-update"}),
        (405, "PUT", {"data": "ASK {}", "content_type": QUERY}),
        (405, "DELETE", {}),
        (405, "PATCH", {}),
        (406, "GET", {"query_string": "query=ASK{}", "headers": {"Accept": "image/png"}}),
        (406, "GET", {"query_string": {"query": "DESCRIBE <urn:s1>"}, "headers": {"Accept": "text/csv"}}),
        (406, "GET", {"query_string": {"query": ALL}, "headers": {"Accept": "text/turtle"}}),
        (406, "GET", {"headers": {"Accept": "image/png"}}),
        (413, "POST", {"data": "ASK {} #" + "x" * 60_000, "content_type": QUERY}),
        (413, "GET", {"query_string": {"query": ALL}}),
        (413, "GET", {"query_string": {"query": "CONSTRUCT { ?s ?p ?o . ?o2 ?p ?s } WHERE { ?s ?p ?o . ?o2 ?p ?x }"}}),
        (415, "POST", {"data": "ASK {}", "content_type": "text/plain"}),
        (415, "POST", {"data": {"query": "ASK {}"}, "content_type": "multipart/form-data"}),
        (415, "POST", {"data": "ASK {}".encode("utf-16"), "content_type": "application/sparql-query; charset=utf-16"}),
        (503, "GET", {"query_string": {"query": ENDLESS}}),
    ],
)
def test_a_request_that_is_not_answered_says_why(
    small: FlaskClient, status: int, method: str, options: dict[str, Any]
) -> None:
    answer = small.open("/sparql", method=method, **options)
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "text/plain"
    assert len(answer.text.splitlines()) == 1
    assert len(answer.text) > 20
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert ("Allow" in answer.headers) == (status == 405)


def test_a_client_that_names_json_gets_the_place_of_a_mistake(small: FlaskClient) -> None:
    answer = small.get(
        "/sparql", query_string={"query": "ASK {\n ?s }"}, headers={"Accept": "application/sparql-results+json"}
    )
    error = answer.get_json()["error"]
    assert (answer.status_code, error["status"], error["line"]) == (400, 400, 2)
    assert "expected" in error["message"]


# Graphs


@pytest.mark.parametrize(
    ("parameters", "source", "count"),
    [
        ({}, "", "60"),
        ({}, "FROM <urn:g1>", "10"),
        ({"default-graph-uri": "urn:g0"}, "", "50"),
        ({"default-graph-uri": "urn:g0"}, "FROM <urn:g1>", "50"),
        ({"default-graph-uri": ["urn:g0", "urn:g1"]}, "FROM <urn:g1>", "60"),
        ({"named-graph-uri": "urn:g0"}, "FROM <urn:g1>", "0"),
    ],
)
def test_graphs_of_the_request_go_before_those_of_the_query(
    small: FlaskClient, parameters: dict[str, Any], source: str, count: str
) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {source} {{ ?s ?p ?o }}"
    assert table(small.get("/sparql", query_string={"query": query, **parameters})) == [{"n": count}]
    assert table(small.post("/sparql", data={"query": query, **parameters})) == [{"n": count}]
    assert table(small.post("/sparql", data=query, content_type=QUERY, query_string=parameters)) == [{"n": count}]


def test_a_relative_iri_is_resolved_against_the_address_of_the_request(small: FlaskClient) -> None:
    query = "CONSTRUCT { <thing> <p> <#x> } WHERE {}"
    answer = small.get("/sparql", query_string={"query": query, "format": "ntriples"})
    assert answer.text == "<http://localhost/thing> <http://localhost/p> <http://localhost/sparql#x> .\n"


# Formats


@pytest.mark.parametrize(
    ("query", "accept", "form", "expected"),
    [
        ("ASK {}", "", "", "application/sparql-results+json"),
        ("ASK {}", "*/*", "", "application/sparql-results+json"),
        ("ASK {}", "application/xml", "", "application/sparql-results+xml"),
        ("ASK {}", "text/turtle, */*;q=0.1", "", "application/sparql-results+json"),
        ("SELECT * {}", "text/csv;q=0.9, text/tab-separated-values", "", "text/tab-separated-values"),
        ("SELECT * {}", "text/csv", "", "text/csv"),
        ("SELECT * {}", "image/png", "csv", "text/csv"),
        ("SELECT * {}", "application/json", "nonsense", "application/sparql-results+json"),
        ("SELECT * {}", "application/sparql-results+xml", "turtle", "application/sparql-results+xml"),
        ("DESCRIBE <urn:s1>", "", "", "text/turtle"),
        ("DESCRIBE <urn:s1>", "application/n-triples, text/plain", "", "application/n-triples"),
        ("DESCRIBE <urn:s1>", "application/rdf+xml", "", "application/rdf+xml"),
        ("DESCRIBE <urn:s1>", "application/json", "", "application/ld+json"),
        ("DESCRIBE <urn:s1>", "text/csv", "jsonld", "application/ld+json"),
    ],
)
def test_the_answer_comes_in_the_format_that_is_liked_best(
    small: FlaskClient, query: str, accept: str, form: str, expected: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = small.get("/sparql", query_string={"query": query, **({"format": form} if form else {})}, headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, expected)


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_triples_can_be_read_in_every_format(small: FlaskClient, form: str) -> None:
    answer = small.get("/sparql", query_string={"query": "CONSTRUCT WHERE { <urn:s1> ?p ?o }", "format": form})
    graph = Graph().parse(data=answer.data, format=answer.mimetype)
    assert [str(value) for value in graph.objects()] == ["<b>1</b>"]


# Pages


def test_pages_lead_from_one_to_the_next(small: FlaskClient) -> None:
    found: list[str] = []
    address = "/sparql?query=SELECT+?s+{+?s+?p+?o+}&page=1&rows=25"
    while address:
        answer = small.get(address)
        found += [row["s"] for row in table(answer)]
        link = re.match(r'<(.*)>; rel="next"$', answer.headers.get("Link", ""))
        address = link[1] if link else ""
    assert sorted(found) == sorted(f"urn:s{number}" for number in range(60))


def test_after_a_post_the_same_body_gives_the_next_page(small: FlaskClient) -> None:
    first = small.post("/sparql?page=1", data="SELECT ?s { ?s ?p ?o }", content_type=QUERY)
    link = first.headers["Link"].split(">")[0].strip("<")
    second = small.post(link, data="SELECT ?s { ?s ?p ?o }", content_type=QUERY)
    seen = {row["s"] for answer in (first, second) for row in table(answer)}
    assert (link, len(seen)) == ("/sparql?page=2", 40)


# What it says of itself


@pytest.mark.parametrize("form", ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"])
def test_the_service_describes_itself_and_its_data(small: FlaskClient, form: str) -> None:
    answer = small.get("/sparql", headers={"Accept": form})
    assert (answer.status_code, answer.mimetype) == (200, form)
    graph = Graph().parse(data=answer.data, format=form)
    ask = f"""PREFIX sd: <{SD}> PREFIX void: <{VOID}> ASK {{
      ?service a sd:Service ; sd:endpoint <http://localhost/sparql> ; sd:supportedLanguage sd:SPARQL11Query ;
        sd:feature sd:UnionDefaultGraph ; sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ;
        sd:defaultDataset ?data .
      ?data a void:Dataset ; void:triples 60 ; void:sparqlEndpoint <http://localhost/sparql> ;
        sd:defaultGraph [ a sd:Graph ] ; sd:namedGraph [ sd:name <urn:g1> ; sd:graph [ void:triples 10 ] ] ;
        void:propertyPartition [ void:property <urn:p> ; void:triples 60 ] .
      FILTER NOT EXISTS {{ ?service sd:feature sd:BasicFederatedQuery }} }}"""
    assert graph.query(ask).askAnswer is True


def test_the_description_is_found_at_its_well_known_address(small: FlaskClient) -> None:
    answer = small.get("/.well-known/void", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert "sd:Service" in answer.text


# In a browser


def test_a_browser_gets_a_form(small: FlaskClient) -> None:
    answer = small.get("/sparql", headers=BROWSER)
    assert answer.mimetype == "text/html"
    assert re.search(r'<form[^>]* action="/sparql"', answer.text)
    example = html.unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", answer.text, re.DOTALL)[1])  # type: ignore[index]
    assert small.get("/sparql", query_string={"query": example}).status_code == 200


def test_a_browser_gets_the_answer_below_the_form_page_by_page(client: FlaskClient) -> None:
    query = "SELECT ?task ?name { ?task a zt:Task ; rdfs:label ?name } ORDER BY ?task"
    answer = client.get("/sparql", query_string={"query": query, "rows": 3}, headers=BROWSER)
    assert answer.text.count("<tr>") == 4
    (following,) = re.findall(r'rel="next" href="([^"]+)"', answer.text)
    assert client.get(html.unescape(following), headers=BROWSER).text.count("<tr>") == 4
    page = re.findall(r'<td><a href="([^"]+)"', answer.text)[0]
    assert client.get(page, headers=BROWSER).status_code == 200
    for download in re.findall(r'href="([^"]+format=[^"]+)"', answer.text):
        assert client.get(html.unescape(download), headers=BROWSER).mimetype != "text/html"


def test_what_came_from_a_document_or_a_query_is_shown_as_text(small: FlaskClient) -> None:
    query = "SELECT ?o ('</textarea><script>' AS ?x) { <urn:s5> ?p ?o }"
    shown = small.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert "&lt;b&gt;5&lt;/b&gt;" in shown
    assert "<b>5" not in shown
    assert "<script>" not in shown
    wrong = small.get("/sparql", query_string={"query": "SELECT <script>"}, headers=BROWSER)
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert "<script>" not in wrong.text


@pytest.mark.parametrize(
    ("query", "said"), [("ASK {}", "true"), ("CONSTRUCT { <urn:a> <urn:b> 1 } {}", "&lt;urn:a&gt;")]
)
def test_a_browser_is_shown_answers_that_are_no_table(small: FlaskClient, query: str, said: str) -> None:
    assert said in small.get("/sparql", query_string={"query": query}, headers=BROWSER).text


def test_a_store_that_is_written_while_the_site_runs_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = Store(str(folder))
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal(1), NamedNode("urn:g")))
    store.flush()
    app = create_app(folder)
    pool = app.extensions["zhengtu.query_workers"][0]
    pool._pause = 0
    try:
        counts = []
        for number in range(2):
            query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
            counts += table(app.test_client().get("/sparql", query_string=query))
            store.add(Quad(NamedNode(f"urn:b{number}"), NamedNode("urn:p"), Literal(1), NamedNode("urn:g")))
            store.flush()
        assert counts == [{"n": "1"}, {"n": "2"}]
    finally:
        site_of(app).close()
