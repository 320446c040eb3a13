"""Queries made to hurt: the endpoint ends them, and goes on answering everybody else."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask
from waitress.server import create_server

from zhengtu.graph.query_worker_limit import QueryLimits
from zhengtu.webui import Settings, create_app, site_of

CHEAP = "SELECT ?d { ?d a zt:PolicyDocument } LIMIT 3"
HOSTILE = {
    "a cross product that is counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a cross product that is sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f LIMIT 1",
    "a cross product without doubles": "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f } OFFSET 100000000",
    "a bomb of triples": "CONSTRUCT { ?a ?b ?c . ?a ?b ?f . ?d ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f }",
    "a bomb of text": "SELECT (GROUP_CONCAT(?f) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "a text that doubles": "SELECT (STRLEN(?v40) AS ?n) { BIND('xxxxxxxx' AS ?v0) "
    + " ".join(f"BIND(CONCAT(?v{number}, ?v{number}) AS ?v{number + 1})" for number in range(40))
    + " }",
    "a path without end": "SELECT (COUNT(*) AS ?n) { ?a (<urn:x>|!<urn:x>)* ?b . ?b (<urn:x>|!<urn:x>)* ?c }",
    "a path there and back": "SELECT * { ?a (!<urn:x>|^!<urn:x>)+ ?b . ?b (!<urn:x>|^!<urn:x>)+ ?a } ORDER BY ?b",
}


@pytest.fixture(scope="module")
def app(store: Path) -> Iterator[Flask]:
    """A site on the samples whose limits are narrow, so that the test is short."""
    app = create_app(store, Settings(query_limits=QueryLimits(seconds=1, memory=200 * 2**20, size=1_000_000)))
    yield app
    site_of(app).close()


@pytest.fixture(scope="module")
def port(app: Flask) -> Iterator[int]:
    """The port of a server that runs the site."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(app, sockets=[listening], threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.close()
    thread.join(10)


def ask(port: int, query: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", "/sparql?" + urlencode({"query": query}))
        answer = connection.getresponse()
        if answer.status == 503:
            assert int(answer.headers["Retry-After"]) > 0
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_query_made_to_hurt_is_ended(port: int, name: str) -> None:
    assert ask(port, HOSTILE[name])[0] in (413, 503)


def test_cheap_queries_and_pages_are_answered_while_eight_such_queries_run(port: int) -> None:
    with ThreadPoolExecutor(8) as threads:
        running = [threads.submit(ask, port, query) for query in HOSTILE.values()]
        time.sleep(0.3)
        assert status(port, "/") == 200
        for _ in range(60):  # whoever is told to come again comes again
            code, text = ask(port, CHEAP)
            if code != 503:
                break
            time.sleep(0.5)
        assert code == 200
        assert len(json.loads(text)["results"]["bindings"]) == 3
        assert {each.result()[0] for each in running} <= {413, 503}
    assert ask(port, CHEAP)[0] == 200


def test_as_many_workers_as_before_are_left(app: Flask, port: int) -> None:
    assert ask(port, CHEAP)[0] == 200
    pool = app.extensions["zhengtu.query_workers"][0]
    assert 1 <= len(pool._all) <= 2
