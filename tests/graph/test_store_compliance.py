"""Every kind of store does the same: a folder, memory, and two servers."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from sparql_servers import VIRTUOSO_USER, free_port, missing, server

from zhengtu.graph import Store, open_store
from zhengtu.graph.building import build
from zhengtu.graph.error import QueryError, StoreError
from zhengtu.graph.iri import document_graph
from zhengtu.graph.quads import DocumentQuads, record_quads
from zhengtu.graph.remote_store import MOST_STATEMENTS
from zhengtu.ingest.record import Record
from zhengtu.ontology import Ontology, load_ontology
from zhengtu.queries import find_query, run

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
REAL = ("agri-machinery-2018-42.txt", "innovation-reforms-2018-126.txt", "more/gn_国发_2019_4.txt")
ASKED_OF_REAL: dict[str, dict[str, str]] = {
    "agency-duties": {"agency": "财政部"},
    "citations": {},
    "responsibilities": {},
    "targets": {},
    "tasks": {},
}
SERVERS = ("oxigraph", "virtuoso")
KINDS = ("folder", "memory", *SERVERS)
NAMED = {
    "agency-duties": {"agency": "科技部"},
    "divisions": {},
    "programmes": {},
    "responsibilities": {},
    "tasks": {},
}


@pytest.fixture(scope="session")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The servers that could be started, each once for all tests."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield {
            kind: stack.enter_context(server(kind, tmp_path_factory.mktemp(kind), free_port()))
            for kind in SERVERS
            if not missing(kind)
        }


@pytest.fixture(params=KINDS)
def address(
    request: pytest.FixtureRequest, addresses: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The address of an empty store."""
    kind: str = request.param
    if kind not in SERVERS:
        return "memory:" if kind == "memory" else str(tmp_path / "store")
    if missing(kind):
        pytest.skip(missing(kind))
    if kind == "virtuoso":
        monkeypatch.setenv("ZHENGTU_STORE_USER", VIRTUOSO_USER)
        monkeypatch.setenv("ZHENGTU_STORE_PASSWORD", VIRTUOSO_USER)
    with open_store(addresses[kind]) as store:
        for graph in {quad.graph_name for quad in store.quads()}:
            store._update(f"DROP SILENT GRAPH {graph}")
        assert len(store) == 0
    return addresses[kind]


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as store:
        yield store


def invented(document: str, *words: str) -> DocumentQuads:
    text = tuple(f'<urn:{document}> <urn:says> "{word}"' for word in words)
    return DocumentQuads.of(document, text, (f"<urn:{document}> <urn:concluded> <urn:x>",), ())


def said(store: Store) -> list[object]:
    return [row["word"] for row in store.select("SELECT ?word { ?d <urn:says> ?word } ORDER BY ?word").plain()]


def test_a_document_is_replaced_and_others_stay(store: Store) -> None:
    store.replace_documents([invented("甲", "1", "2"), invented("b", "9")])
    change = store.replace_document(invented("甲", "2", "3"))
    assert (change.new, change.added, change.removed) == (False, 1, 1)
    assert said(store) == ["2", "3", "9"]
    assert len(store) == 5


def test_a_record_comes_back_as_it_was_written(store: Store, plan: Record, ontology: Ontology) -> None:
    quads = record_quads(plan, ontology, producer="zhengtu 9")
    store.replace_document(quads)
    assert store.dump_nquads().decode().splitlines() == sorted(quads.lines())
    (document,) = store.documents()
    assert (document.number, document.source, document.producer) == ("北政发〔2031〕7号", "plan.txt", "zhengtu 9")
    change = store.replace_document(quads)
    assert (change.new, change.added, change.removed) == (False, 0, 0)


def test_a_document_can_be_removed(store: Store) -> None:
    store.replace_documents([invented("a", "1"), invented("b", "1")])
    store.remove_document("a")
    store.remove_document("never-there")
    assert said(store) == ["1"]
    assert {quad.graph_name.value for quad in store.quads()} == {  # type: ignore[union-attr]
        document_graph("b"),
        document_graph("b").replace("/document/", "/concluded/"),
    }


def test_a_large_document_goes_in_whole(store: Store) -> None:
    words = [str(number) for number in range(2 * MOST_STATEMENTS + 1)]
    store.replace_document(invented("a", *words, "长" * 100_000))
    assert len(said(store)) == len(words) + 1
    assert len(store) == len(words) + 2


def test_every_kind_of_query_is_answered(store: Store) -> None:
    store.replace_document(invented("a", '科技部\\n\\"局\\"'))
    assert store.ask("ASK { <urn:a> <urn:says> ?word }") is True
    assert store.ask("ASK { <urn:b> <urn:says> ?word }") is False
    (triple,) = store.construct("CONSTRUCT WHERE { ?s <urn:says> ?o }")
    assert triple.object == Literal('科技部\n"局"')
    answer = store.select("SELECT ?s ?missing WHERE { ?s <urn:says> ?o }", {"s": NamedNode("urn:a")})
    assert answer.plain() == ({"s": "urn:a", "missing": None},)
    assert store.select("SELECT ?s ?o WHERE { ?s <urn:says> ?o }", {"s": NamedNode("urn:b")}).rows == ()
    assert store.select("SELECT ?task WHERE { ?task a zt:Task }").columns == ("task",)


def test_quads_are_looked_up_by_pattern(store: Store) -> None:
    store.replace_documents([invented("a", "1", "2"), invented("b", "2")])
    assert {quad.object.value for quad in store.quads(NamedNode("urn:a"), NamedNode("urn:says"))} == {"1", "2"}  # type: ignore[union-attr]
    assert [quad.subject for quad in store.quads(None, None, Literal("1"))] == [NamedNode("urn:a")]
    graph = NamedNode(document_graph("b"))
    assert [quad.graph_name for quad in store.quads(graph=graph)] == [graph]
    (whole,) = store.quads(NamedNode("urn:b"), NamedNode("urn:says"), Literal("2"), graph)
    assert whole.object == Literal("2")


@pytest.mark.parametrize(
    ("sparql", "place"),
    [("SELECT ?x WHERE {\n  ?x a <urn:x>", (2, 15)), ("INSERT DATA { <urn:a> <urn:b> 1 }", (1, 10)), ("政策", (1, 3))],
)
def test_a_wrong_query_is_told_with_its_place(store: Store, sparql: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryError) as caught:
        store.select(sparql)
    assert (caught.value.line, caught.value.column) == place
    assert "\n" not in str(caught.value)


def test_reading_only_and_closing_hold(address: str) -> None:
    open_store(address).close()
    with open_store(address, read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        store.replace_document(invented("a", "1"))
    with pytest.raises(StoreError, match="closed"):
        store.ask("ASK {}")


@pytest.fixture(scope="session")
def expected() -> Iterator[Store]:
    with open_store("memory:") as store:
        build([SAMPLES], store, load_ontology())
        yield store


def test_the_catalogue_gives_the_same_rows_everywhere(store: Store, expected: Store) -> None:
    report = build([SAMPLES], store, load_ontology())
    assert report.statuses["new"] == 3, report.all_problems
    assert build([SAMPLES], store, load_ontology()).statuses["unchanged"] == 3
    assert len(store) == len(expected)
    for name, given in NAMED.items():
        rows, same = (run(find_query(name), given, each).rows for each in (store, expected))
        assert same, name
        assert sorted(map(str, rows)) == sorted(map(str, same)), name


@pytest.fixture(scope="session")
def real() -> Iterator[tuple[list[Path], Store]]:
    paths = [CORPUS / name for name in REAL]
    with open_store("memory:") as store:
        build(paths, store, load_ontology())
        yield paths, store


@pytest.mark.skipif(not all((CORPUS / name).is_file() for name in REAL), reason="set ZHENGTU_CORPUS to real documents")
def test_the_catalogue_gives_the_same_rows_of_real_documents_everywhere(
    store: Store, real: tuple[list[Path], Store]
) -> None:
    paths, expected = real
    report = build(paths, store, load_ontology())
    assert report.statuses["new"] == len(paths), report.all_problems
    assert len(store) == len(expected)
    for name, given in ASKED_OF_REAL.items():
        rows, same = (run(find_query(name), given, each).rows for each in (store, expected))
        assert same, name
        assert sorted(map(str, rows)) == sorted(map(str, same)), name


# Servers only


@pytest.mark.skipif(bool(missing("oxigraph")), reason=missing("oxigraph"))
def test_a_server_that_is_killed_and_comes_back_loses_nothing(tmp_path: Path) -> None:
    port, started = free_port(), threading.Event()
    batches = [[invented(f"d{number}-{n}", *map(str, range(300))) for n in range(8)] for number in range(12)]
    failures: list[BaseException] = []

    def load(address: str) -> None:
        try:
            with open_store(address) as store:
                for batch in batches:
                    store.replace_documents(batch)
                    started.set()
        except BaseException as error:
            failures.append(error)
            raise

    with server("oxigraph", tmp_path / "server", port) as address:
        writer = threading.Thread(target=load, args=(address,))
        writer.start()
        assert started.wait(30)
    time.sleep(0.3)
    with server("oxigraph", tmp_path / "server", port) as address:
        writer.join(60)
        assert not failures
        with open_store(address, read_only=True) as store:
            assert len(store) == 12 * 8 * 301


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"http://me:topsecret@127.0.0.1:{free_port()}/query?token=topsecret")
    assert "cannot be reached" in str(caught.value)
    assert "topsecret" not in str(caught.value)


@pytest.mark.skipif(bool(missing("virtuoso")), reason=missing("virtuoso"))
@pytest.mark.parametrize("password", ["", "wrong-password"])
def test_a_user_without_rights_is_told(
    addresses: dict[str, str], password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGTU_STORE_USER", VIRTUOSO_USER if password else "")
    monkeypatch.setenv("ZHENGTU_STORE_PASSWORD", password)
    with open_store(addresses["virtuoso"]) as store, pytest.raises(StoreError, match="ZHENGTU_STORE_USER") as caught:
        store.replace_document(invented("a", "1"))
    assert "wrong-password" not in str(caught.value)


@pytest.mark.skipif(bool(missing("oxigraph")), reason=missing("oxigraph"))
def test_an_address_without_a_service_is_told(addresses: dict[str, str]) -> None:
    wrong = addresses["oxigraph"].replace("/query", "/nowhere")
    with pytest.raises(StoreError, match=r"takes no queries there .status 404"):
        open_store(wrong)
