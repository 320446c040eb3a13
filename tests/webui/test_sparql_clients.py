"""Standard clients ask a server that really runs."""

import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
from waitress.server import create_server

from zhengtu.webui import create_app, site_of

DOCUMENTS = "SELECT ?title WHERE { ?document a zt:PolicyDocument ; rdfs:label ?title } ORDER BY ?title"
ZT = "https://w3id.org/zhengtu/def#"


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """The address of the endpoint of a server that runs on the samples."""
    app = create_app(store)
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(app, sockets=[listening], threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
    server.close()
    thread.join(10)
    site_of(app).close()


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [JSON, XML, CSV])
def test_sparqlwrapper_reads_rows(address: str, method: str, form: str) -> None:
    client = SPARQLWrapper(address)
    client.setMethod(method)
    client.setQuery(DOCUMENTS)
    client.setReturnFormat(form)
    found: Any = client.query().convert()
    if form == JSON:
        titles = [row["title"]["value"] for row in found["results"]["bindings"]]
    elif form == XML:
        titles = [node.firstChild.data for node in found.getElementsByTagName("literal")]
    else:
        titles = found.decode().split()[1:]
    assert (len(titles), titles) == (3, sorted(titles))


def test_sparqlwrapper_reads_yes_and_triples_and_asks_directly(address: str) -> None:
    client = SPARQLWrapper(address)
    client.setMethod(POST)
    client.setRequestMethod(POSTDIRECTLY)
    client.setReturnFormat(JSON)
    client.setQuery("ASK { ?task a zt:Task }")
    answer: Any = client.query().convert()
    assert answer["boolean"] is True
    client.setReturnFormat(TURTLE)
    client.setQuery("CONSTRUCT { ?d a zt:PolicyDocument } WHERE { ?d a zt:PolicyDocument }")
    answer = client.query().convert()
    assert len(Graph().parse(data=answer, format="turtle")) == 3


def test_sparqlwrapper_is_told_of_a_mistake(address: str) -> None:
    client = SPARQLWrapper(address)
    client.setQuery("SELECT ?x WHERE { ?x a }")
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_takes_the_endpoint_for_a_store(address: str, method: str) -> None:
    graph = Graph(store=SPARQLStore(address, method=method))
    assert len(list(graph.query(f"PREFIX zt: <{ZT}> {DOCUMENTS}"))) == 3
    documents = list(graph.subjects(RDF.type, URIRef(f"{ZT}PolicyDocument")))
    assert len(documents) == 3
    assert graph.query(f"ASK {{ <{documents[0]}> ?p ?o }}").askAnswer is True
    described = graph.query(f"CONSTRUCT {{ <{documents[0]}> a ?c }} WHERE {{ <{documents[0]}> a ?c }}")
    assert URIRef(f"{ZT}PolicyDocument") in {row[2] for row in described if isinstance(row, tuple)}


def curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("curl is not installed here")
    done = subprocess.run(
        [program, "--silent", "--show-error", "--noproxy", "*", *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


def test_curl_asks_in_every_way(address: str) -> None:
    csv = ("--header", "Accept: text/csv")
    answers = [
        curl("--get", "--data-urlencode", f"query={DOCUMENTS}", *csv, address),
        curl("--data-urlencode", f"query={DOCUMENTS}", *csv, address),
        curl("--data-binary", DOCUMENTS, "--header", "Content-Type: application/sparql-query", *csv, address),
        curl("--get", "--data-urlencode", f"query={DOCUMENTS}", "--data", "format=csv", address),
    ]
    assert len(set(answers)) == 1
    assert len(answers[0].splitlines()) == 4


def test_curl_sees_statuses_and_headers(address: str) -> None:
    assert curl("--head", f"{address}?query=ASK%20%7B%7D").startswith("HTTP/1.1 200")
    assert "sd:Service" in curl(address)
    assert curl("--output", "/dev/null", "--write-out", "%{http_code}", "--data", "update=DROP ALL", address) == "403"
