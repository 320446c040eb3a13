"""The tests of the W3C for the SPARQL 1.1 Protocol: 13 queries, 14 bad requests, and 7 updates, which are refused.

They stand in ``w3c-sparql11-protocol`` below $ZHENGTU_SHARED, or beside the corpus that $ZHENGTU_CORPUS names.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import RDF, Graph, Literal, Namespace
from rdflib.collection import Collection
from rdflib.term import Node
from werkzeug.test import TestResponse

from zhengtu.webui import create_app, site_of

_CORPUS = Path(os.environ.get("ZHENGTU_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
SUITE = Path(os.environ.get("ZHENGTU_SHARED") or _CORPUS.parent) / "w3c-sparql11-protocol"
DATA = "http://kasei.us/2009/09/sparql/data/"

CNT = Namespace("http://www.w3.org/2011/content#")
HT = Namespace("http://www.w3.org/2011/http#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")

needs_suite = pytest.mark.skipif(
    not SUITE.is_dir(),
    reason="the protocol tests of the W3C are not here; name the folder above them in ZHENGTU_SHARED",
)


@dataclass(frozen=True)
class Case:
    """A request of the suite and what it expects; ``statuses`` are the first digits that are right."""

    name: str
    method: str
    path: str
    content_type: str
    body: bytes
    statuses: tuple[str, ...]
    kind: str
    truth: bool | None


def read_cases() -> list[Case]:
    if not SUITE.is_dir():
        return []
    graph = Graph().parse(SUITE / "manifest.ttl", publicID="http://example.org/manifest")
    (manifest,) = graph.subjects(RDF.type, MF.Manifest)
    cases = []
    for entry in _list(graph, graph.value(manifest, MF.entries)):
        connection = graph.value(entry, MF.action)
        requests = _list(graph, graph.value(connection, HT.requests))
        # An update's second request looks at what the update did; here it did nothing.
        cases.append(_case(graph, str(entry).rpartition("#")[2], requests[0]))
    return cases


def _list(graph: Graph, head: Node | None) -> list[Node]:
    return list(Collection(graph, head)) if head else []


def _case(graph: Graph, name: str, request: Node) -> Case:
    fields = _list(graph, graph.value(request, HT.headers))
    body, response = graph.value(request, HT.body), graph.value(request, HT.resp)
    encoding = str(graph.value(body, CNT.characterEncoding)) if body else "UTF-8"
    truth = graph.value(response, MF.expectedBoolean)
    return Case(
        name=name,
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        content_type=next((str(graph.value(field, HT.fieldValue)) for field in fields), ""),
        body=str(graph.value(body, CNT.chars)).encode(encoding) if body else b"",
        statuses=tuple(str(status)[-3] for status in graph.objects(response, MF.expectedStatus)),
        kind=str(graph.value(response, MF.expectedFormat) or ""),
        truth=truth.toPython() if isinstance(truth, Literal) else None,
    )


CASES = read_cases()
QUERIES = [case for case in CASES if not case.name.startswith("update_")]
UPDATES = [case for case in CASES if case.name.startswith("update_")]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("protocol") / "store"
    store = Store(str(folder))
    for number in (1, 2, 3):
        data = (SUITE / f"data{number}.nt").read_bytes()
        store.load(data, RdfFormat.N_TRIPLES, to_graph=NamedNode(f"{DATA}data{number}.rdf"))
    store.flush()
    del store
    app = create_app(folder)
    yield app.test_client()
    site_of(app).close()


def send(endpoint: FlaskClient, case: Case) -> TestResponse:
    address = urlsplit(case.path)
    assert address.path == "/sparql/"
    return endpoint.open(
        "/sparql/",
        method=case.method,
        query_string=address.query,
        data=case.body or None,
        content_type=case.content_type or None,
    )


@needs_suite
def test_the_suite_is_whole() -> None:
    assert (len(QUERIES), len(UPDATES)) == (27, 7)
    assert len([case for case in QUERIES if case.name.startswith("bad_")]) == 14
    assert unquote(QUERIES[0].body.decode()) == "query=ASK {}"


@needs_suite
@pytest.mark.parametrize("case", QUERIES, ids=lambda case: case.name)
def test_a_request_of_the_suite_is_answered_as_it_expects(endpoint: FlaskClient, case: Case) -> None:
    answer = send(endpoint, case)
    assert answer.status[0] in case.statuses, answer.text
    if case.truth is not None:
        assert answer.get_json(force=True)["boolean"] is case.truth
    if case.kind == "boolean":
        assert "boolean" in answer.get_json(force=True)
    if case.kind == "tabular":
        assert answer.get_json(force=True)["results"]["bindings"]
    if case.kind == "RDF":
        Graph().parse(data=answer.text, format=answer.mimetype)


@needs_suite
@pytest.mark.parametrize("case", UPDATES, ids=lambda case: case.name)
def test_an_update_of_the_suite_is_refused(endpoint: FlaskClient, case: Case) -> None:
    assert send(endpoint, case).status_code == 403
