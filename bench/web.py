"""Requests per second of the explorer on a small and a large store, and the same query asked of `oxigraph serve`.

Everything runs on 127.0.0.1. Each address is asked for some seconds by two clients at a time; the first answer, which
has to be made, is told apart from the others, which may be kept ones. Then a cheap page is asked while eight hostile
queries run. Run: python bench/web.py [--seconds 5] [--store FOLDER …]
(without --store: the samples, and a million triples made here)
"""

import argparse
import http.client
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from make_documents import make_documents

from zhengtu.graph import open_store
from zhengtu.graph.building import build
from zhengtu.graph.terms import PREFIXES
from zhengtu.ontology import load_ontology
from zhengtu.queries import find_query
from zhengtu.queries.binding import bind
from zhengtu.queries.running import read_parameters

CLIENTS = 2
HOSTILE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUERY = "agency-duties"


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests in a second, and milliseconds: of the first answer, below which half and 95 % of the others came."""

    rate: float
    first: float
    middle: float
    p95: float


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--store", type=Path, action="append", help="a folder that zhengtu build made; repeatable")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="zhengtu-bench-") as made:
        for store in asked.store or _stores(Path(made)):
            _measure_store(store, asked.seconds)


def _stores(folder: Path) -> Iterator[Path]:
    samples = Path(__file__).parents[1] / "cli" / "samples"
    for name, sources in (("samples", lambda: [samples]), ("million", lambda: make_documents(folder / "texts"))):
        print(f"building {name} …", file=sys.stderr)
        with open_store(folder / name) as graph:
            build(sources(), graph, load_ontology())
        yield folder / name


def _measure_store(store: Path, seconds: float) -> None:
    with open_store(store, read_only=True) as graph:
        size = len(graph)
        (found,) = graph.select(
            "SELECT ?d { GRAPH ?g { ?d a zt:PolicyDocument } ?t zt:inDocument ?d } "
            "GROUP BY ?d ORDER BY DESC(COUNT(?t)) LIMIT 1"
        ).plain()
        (agent,) = graph.select(
            "SELECT ?a { ?r zt:agent ?a ; zt:generic false } GROUP BY ?a ORDER BY DESC(COUNT(?r)) LIMIT 1"
        ).plain()
        document, agency = str(found["d"]), str(agent["a"])
        query = find_query(QUERY)
        parameters = read_parameters(query, {"agency": agency}, graph)
        prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
        sparql = prefixes + bind(query, parameters.terms, parameters.limit)
    key, body = quote(document.rpartition("/document/")[2]), quote(agency.rpartition("/agency/")[2])
    print(f"\n{store.name}: {size:,} quads")
    print(f"{'':34}{'req/s':>8}{'first ms':>10}{'median ms':>11}{'p95 ms':>9}")
    with _server("zhengtu", store) as port:
        _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=300), "GET", "/search?q=%E7%A7%91%E6%8A%80", "")
        for name, address in (
            ("home", "/"),
            ("document", f"/document/{key}"),
            ("entity", f"/agency/{body}"),
            ("matrix", f"/matrix/{key}"),
            (f"question {QUERY}", f"/queries/{QUERY}.json?agency={quote(agency)}"),
        ):
            _print(name, _measure(port, "GET", address, "", seconds))
        ours = _measure(port, "POST", "/sparql", sparql, seconds)
        _print("its SPARQL at /sparql", ours)
        _under_attack(port)
    if shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph"):
        with _server("oxigraph", store) as port:
            theirs = _measure(port, "POST", "/query", sparql, seconds)
            _print("the same at oxigraph serve", theirs)
            print(f"/sparql ÷ oxigraph serve: {ours.rate / theirs.rate:.2f} × the requests per second")


def _print(name: str, measured: Measured) -> None:
    print(
        f"{name:34}{measured.rate:>8.1f}{measured.first:>10.1f}{measured.middle:>11.1f}{measured.p95:>9.1f}", flush=True
    )


def _measure(port: int, method: str, address: str, body: str, seconds: float) -> Measured:
    begun = time.perf_counter()
    _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=120), method, address, body)
    first = (time.perf_counter() - begun) * 1000
    spent: list[float] = []
    end = time.perf_counter() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while time.perf_counter() < end:
            begun = time.perf_counter()
            _ask(connection, method, address, body)
            spent.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    _together(client, CLIENTS)
    whole = time.perf_counter() - begun
    spent.sort()
    return Measured(len(spent) / whole, first, spent[len(spent) // 2] * 1000, spent[int(len(spent) * 0.95)] * 1000)


def _under_attack(port: int) -> None:
    """Ask a cheap page while eight queries run that nobody should ask."""
    attackers = [
        threading.Thread(
            target=_try, args=(http.client.HTTPConnection("127.0.0.1", port, timeout=120), HOSTILE), daemon=True
        )
        for _ in range(8)
    ]
    for attacker in attackers:
        attacker.start()
    time.sleep(1)
    _print("openapi while 8 hostile queries run", _measure(port, "GET", "/openapi", "", 5))
    for attacker in attackers:
        attacker.join()


def _try(connection: http.client.HTTPConnection, sparql: str) -> None:
    connection.request("POST", "/sparql", sparql.encode(), {"Content-Type": "application/sparql-query"})
    connection.getresponse().read()


def _ask(connection: http.client.HTTPConnection, method: str, address: str, body: str) -> None:
    headers = {"Accept": "application/sparql-results+json" if body else "text/html"}
    if body:
        headers["Content-Type"] = "application/sparql-query"
    connection.request(method, address, body.encode() or None, headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status} {text[:300].decode(errors='replace')}")
    if body:
        json.loads(text)


def _together(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def _server(kind: str, store: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    if kind == "zhengtu":
        command = [sys.executable, "-m", "zhengtu.cli", "serve", "--store", str(store), "--port", str(port)]
        command += ["--rate", "0", "--access-log", "off"]
    else:
        tool = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph") or ""
        command = [tool, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
        command.append("--union-default-graph")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"nothing answers at port {port}")


if __name__ == "__main__":
    main()
