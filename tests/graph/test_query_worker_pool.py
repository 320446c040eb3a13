"""Queries in killable processes: their limits, their locks, and a store that changes below them."""

import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from zhengtu.graph import Answer, QueryError, StoreError, open_store
from zhengtu.graph.query_worker_handle import QueryWorker
from zhengtu.graph.query_worker_job import QueryJob
from zhengtu.graph.query_worker_limit import QueryLimitError, QueryLimits
from zhengtu.graph.query_worker_pool import QueryWorkerPool
from zhengtu.graph.query_worker_reply import read_answer

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BOMB = (
    "SELECT (STRLEN(?v30) AS ?n) { BIND('xxxxxxxx' AS ?v0) "
    + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}, ?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(30))
    + " }"
)
HERE = "http://127.0.0.1:{port}/sparql"


def make_store(folder: Path, things: int, graph: str = "urn:g") -> None:
    store = Oxigraph(str(folder))
    quads = (
        Quad(NamedNode(f"urn:s{i}"), NamedNode("urn:p"), NamedNode(f"urn:o{i % 7}"), NamedNode(graph))
        for i in range(things)
    )
    store.extend(quads)
    store.flush()
    del store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pool") / "store"
    make_store(path, 500)
    return path


@pytest.fixture(scope="module")
def pool(folder: Path) -> Iterator[QueryWorkerPool]:
    limits = QueryLimits(seconds=60, memory=256 * 2**20, rows=100, size=20_000)
    with QueryWorkerPool(folder, limits) as workers:
        yield workers


def rows(pool: QueryWorkerPool, sparql: str, **options: object) -> list[dict[str, object]]:
    answer = read_answer(pool.run(QueryJob(sparql, **options)))  # type: ignore[arg-type]
    assert isinstance(answer, Answer)
    return [dict(row) for row in answer.plain()]


# Answers


def test_a_worker_gives_what_the_store_gives(pool: QueryWorkerPool, folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        for query in (
            COUNT,
            "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s LIMIT 5",
            "ASK { <urn:s1> ?p ?o }",
            "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?s { <urn:s1> } ?s ?p ?o }",
        ):
            assert read_answer(pool.run(QueryJob(query, graph="ntriples"))) == store.query(query)


def test_a_mistake_is_told_with_its_place(pool: QueryWorkerPool) -> None:
    with pytest.raises(QueryError) as caught:
        pool.run(QueryJob("SELECT * {\n  ?s ?p }"))
    assert (caught.value.line, caught.value.column) == (2, 10)


def test_a_kind_of_answer_that_is_not_wanted_is_no_error(pool: QueryWorkerPool) -> None:
    assert pool.run(QueryJob("ASK {}", truth="")).outcome == "unwanted"
    assert pool.run(QueryJob(COUNT, table="")).kind == "table"
    assert pool.run(QueryJob("DESCRIBE <urn:s1>", graph="")).kind == "graph"


def test_pages_hold_every_row_once(pool: QueryWorkerPool) -> None:
    query, found, number, more = "SELECT ?s { ?s ?p ?o }", [], 1, True
    while more:
        reply = pool.run(QueryJob(query, page=number, rows=60))
        assert reply.rows <= 60
        answer = read_answer(reply)
        assert isinstance(answer, Answer)
        found += [str(row["s"]) for row in answer.plain()]
        number, more = number + 1, reply.more
    assert (number, sorted(found)) == (10, sorted(f"urn:s{i}" for i in range(500)))
    assert rows(pool, query, page=99) == []


# Graphs


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryWorkerPool]:
    path = tmp_path_factory.mktemp("graphs") / "store"
    for index, graph in enumerate(("urn:a", "urn:b", "urn:c")):
        make_store(path, index + 1, graph)
    with QueryWorkerPool(path, workers=1) as workers:
        yield workers


NAMED = "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"


@pytest.mark.parametrize(
    ("source", "default", "named", "count", "names"),
    [
        ("", None, None, 6, "abc"),
        ("FROM <urn:b>", None, None, 2, ""),
        ("FROM NAMED <urn:b>", None, None, 0, "b"),
        # Oxigraph's merge of graphs is no set: the triple that both have counts twice, as in the union of all.
        ("FROM <urn:a> FROM <urn:c>", None, None, 4, ""),
        ("", ("urn:b",), None, 2, ""),
        ("", ("urn:b", "urn:a"), None, 3, ""),
        ("FROM <urn:c> FROM NAMED <urn:c>", ("urn:b",), None, 2, ""),
        ("", None, ("urn:c",), 0, "c"),
        ("FROM <urn:a>", None, ("urn:c", "urn:b"), 0, "bc"),
        ("", ("urn:a",), ("urn:c",), 1, "c"),
        ("", ("urn:nothing",), None, 0, ""),
    ],
)
def test_the_graphs_of_the_request_go_before_those_of_the_query(
    graphs: QueryWorkerPool,
    source: str,
    default: tuple[str, ...] | None,
    named: tuple[str, ...] | None,
    count: int,
    names: str,
) -> None:
    options = {"default_graphs": default, "named_graphs": named}
    assert rows(graphs, COUNT.replace("{", f"{source} {{", 1), **options) == [{"n": count}]
    found = rows(graphs, NAMED.replace("{", f"{source} {{", 1), **options)
    assert "".join(str(row["g"])[-1] for row in found) == names


def test_a_relative_iri_is_resolved_against_the_base(pool: QueryWorkerPool) -> None:
    reply = pool.run(QueryJob("CONSTRUCT { <a> <b> 1 } WHERE {}", base_iri="http://example.org/sparql"))
    assert b"<http://example.org/a>" in reply.body


# Limits


def test_a_query_that_takes_too_long_is_ended_and_the_next_one_answered(folder: Path) -> None:
    with QueryWorkerPool(folder, QueryLimits(seconds=1), workers=1) as pool:
        with pytest.raises(QueryLimitError) as caught:
            pool.run(QueryJob(ENDLESS))
        assert (caught.value.limit, caught.value.retry_after > 0) == ("time", True)
        assert rows(pool, COUNT) == [{"n": 500}]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_query_that_takes_too_much_memory_is_ended_and_the_next_one_answered(pool: QueryWorkerPool) -> None:
    with pytest.raises(QueryLimitError) as caught:
        pool.run(QueryJob(BOMB))
    assert caught.value.limit == "memory"
    assert rows(pool, COUNT) == [{"n": 500}]


def test_a_worker_is_kept_for_the_next_query(folder: Path) -> None:
    # Much memory of the program that asks must not be taken for the worker's.
    ballast = bytearray(b"x" * 80_000_000)
    with QueryWorkerPool(folder, QueryLimits(seconds=60, memory=128 * 2**20)) as pool:
        rows(pool, COUNT)
        kept = set(pool._all)
        rows(pool, COUNT)
        assert (set(pool._all), len(kept)) == (kept, 1)
    assert ballast


def test_a_worker_that_has_grown_fat_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with QueryWorkerPool(folder, QueryLimits(seconds=60, memory=128 * 2**20)) as pool:
        rows(pool, COUNT)
        receive = QueryWorker.receive
        monkeypatch.setattr(QueryWorker, "receive", lambda worker: replace(receive(worker), taken=2**40))
        rows(pool, COUNT)
        assert not pool._all


def test_a_query_that_is_nested_too_deeply_ends_only_its_worker(pool: QueryWorkerPool) -> None:
    with pytest.raises(QueryLimitError):
        pool.run(QueryJob("SELECT * {" * 20_000 + "}" * 20_000))
    assert rows(pool, COUNT) == [{"n": 500}]


def test_too_many_rows_and_too_many_bytes_are_told(pool: QueryWorkerPool) -> None:
    for query, limit in (
        ("SELECT * { ?s ?p ?o }", "rows"),
        ("SELECT * { ?s ?p ?o BIND(REPLACE(STR(?s), '', '一二三四五六七八九十') AS ?x) } LIMIT 100", "size"),
        ("CONSTRUCT { ?s ?p ?o . ?o ?p ?s } WHERE { ?s ?p ?o }", "size"),
    ):
        with pytest.raises(QueryLimitError) as caught:
            pool.run(QueryJob(query))
        assert (caught.value.limit, caught.value.retry_after) == (limit, 0)


def test_who_asks_for_more_than_the_limits_gets_no_more(pool: QueryWorkerPool) -> None:
    assert pool.run(QueryJob("SELECT * { ?s ?p ?o }", page=1, rows=10_000)).rows == 100


def test_short_queries_are_answered_while_endless_ones_run(folder: Path) -> None:
    with (
        QueryWorkerPool(folder, QueryLimits(seconds=20), waiting=20, patience=0.3) as pool,
        ThreadPoolExecutor(8) as threads,
    ):
        ended = [threads.submit(pool.run, QueryJob(ENDLESS)) for _ in range(8)]
        time.sleep(0.5)
        assert rows(pool, COUNT) == [{"n": 500}]
        pool.close()  # some had to give way, the others still ran
        for each in ended:
            assert isinstance(each.exception(), QueryLimitError | StoreError)


def test_who_comes_when_too_many_wait_is_told_at_once(folder: Path) -> None:
    with QueryWorkerPool(folder, workers=1, long=0, waiting=0) as pool, ThreadPoolExecutor(1) as threads:
        rows(pool, COUNT)
        running = threads.submit(pool.run, QueryJob(ENDLESS))
        while not pool._running_short:
            time.sleep(0.01)
        with pytest.raises(QueryLimitError) as caught:
            pool.run(QueryJob(COUNT))
        assert caught.value.limit == "busy"
        pool.close()
        assert isinstance(running.exception(), StoreError | QueryLimitError)


def test_a_limit_crosses_process_borders() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(QueryLimitError("time", "late", 3)))
    assert (error.limit, error.what, error.retry_after) == ("time", "late", 3)


# Ends


@pytest.mark.skipif(os.name == "nt", reason="sends a signal of Unix")
def test_a_worker_ends_with_the_program_that_started_it_even_in_the_middle_of_a_query(folder: Path) -> None:
    code = (
        "import sys, threading; from pathlib import Path\n"
        "from zhengtu.graph.query_worker_pool import QueryWorkerPool\n"
        "from zhengtu.graph.query_worker_job import QueryJob\n"
        "pool = QueryWorkerPool(Path(sys.argv[1]), workers=1); pool.run(QueryJob('ASK {}'))\n"
        "threading.Thread(target=pool.run, args=(QueryJob(sys.argv[2]),), daemon=True).start()\n"
        "import time; time.sleep(0.5)\n"
        "print(next(iter(pool._all))._process.pid, flush=True); time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    program = subprocess.Popen(
        [sys.executable, "-c", code, str(folder), ENDLESS], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert program.stdout is not None
    worker = int(program.stdout.readline())
    os.kill(worker, 0)
    program.send_signal(signal.SIGKILL)
    program.communicate()
    for _ in range(100):
        if not _runs(worker):
            return
        time.sleep(0.1)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker went on after the program that started it was killed")


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        return not Path("/proc").exists()
    return state != "Z"


def test_a_closed_pool_answers_nothing_and_leaves_no_process(folder: Path) -> None:
    pool = QueryWorkerPool(folder)
    rows(pool, COUNT)
    (worker,) = pool._all
    pool.close()
    pool.close()
    assert worker._process.exitcode is not None
    with pytest.raises(StoreError, match="closed"):
        pool.run(QueryJob(COUNT))


def test_a_folder_that_is_no_store_is_told(tmp_path: Path) -> None:
    with QueryWorkerPool(tmp_path / "nothing") as pool, pytest.raises(StoreError, match="no store"):
        pool.run(QueryJob(COUNT))


# Changes


def test_a_store_that_grows_is_seen(tmp_path: Path) -> None:
    make_store(tmp_path / "store", 3)
    with QueryWorkerPool(tmp_path / "store", workers=1, pause=0) as pool:
        assert rows(pool, COUNT) == [{"n": 3}]
        make_store(tmp_path / "store", 5)
        assert rows(pool, COUNT) == [{"n": 5}]
        first = set(pool._all)
        assert rows(pool, COUNT) == [{"n": 5}]
        assert set(pool._all) == first  # what has not changed is not opened again


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let an open folder be replaced")
def test_a_store_that_is_replaced_is_picked_up_without_dropping_a_request(tmp_path: Path) -> None:
    for things in (3, 5):
        make_store(tmp_path / f"store-{things}", things)
    folder = tmp_path / "store"
    shutil.copytree(tmp_path / "store-3", folder)
    found: list[object] = []
    stop = threading.Event()

    def ask(pool: QueryWorkerPool) -> None:
        while not stop.is_set():
            found.append(rows(pool, COUNT)[0]["n"])

    with QueryWorkerPool(folder, pause=0, waiting=8) as pool, ThreadPoolExecutor(3) as threads:
        askers = [threads.submit(ask, pool) for _ in range(3)]
        for before, things in ((3, 5), (5, 3), (3, 5)):
            while before not in found[-1:] and not any(asker.done() for asker in askers):
                time.sleep(0.01)
            shutil.rmtree(folder)
            time.sleep(0.1)  # for a moment there is no store at all
            shutil.copytree(tmp_path / f"store-{things}", tmp_path / "new")
            (tmp_path / "new").rename(folder)
        stop.set()
        for asker in askers:
            asker.result()
        assert rows(pool, COUNT) == [{"n": 5}]
    assert set(found) == {3, 5}


# Locks


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


UNGUARDED = """
import json, sys
from pathlib import Path
from zhengtu.graph import query_worker
from zhengtu.graph.query_worker_job import QueryJob
from zhengtu.graph.query_worker_lock import forbid_descriptors, forbid_sockets
from zhengtu.graph.store_folder import open_folder
query_worker.calls_service = lambda sparql: False
folder = Path(sys.argv[1])
forbidden = sys.argv[2] == "kernel" and forbid_sockets()
store = open_folder(folder, read_only=True)
forbidden = forbidden or (sys.argv[2] == "descriptors" and forbid_descriptors(folder))
print(forbidden, flush=True)
for line in sys.stdin:
    print(query_worker.answer(store, QueryJob(json.loads(line))).outcome, flush=True)
"""

Ask = Callable[[str], str]


@pytest.fixture(scope="module", params=["kernel", "descriptors"])
def unguarded(request: pytest.FixtureRequest, folder: Path) -> Iterator[Ask]:
    """Ask a worker that looks at no query's text, so that only its second lock holds."""
    if os.name == "nt":
        pytest.skip("Windows has only the first lock")
    with subprocess.Popen(
        [sys.executable, "-c", UNGUARDED, str(folder), request.param],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        text=True,
    ) as process:
        given, said = process.stdin, process.stdout
        assert given is not None
        assert said is not None
        if said.readline() != "True\n":
            pytest.skip("this system's kernel has no filter that we know")

        def ask(sparql: str) -> str:
            print(json.dumps(sparql), file=given, flush=True)
            return said.readline().strip()

        assert ask("ASK {}") == "answer"
        yield ask
        given.close()


def heard(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def test_without_locks_a_query_does_open_a_socket(listener: socket.socket) -> None:
    query = f"SELECT * {{ SERVICE SILENT <{HERE.format(port=listener.getsockname()[1])}> {{ ?a ?b ?c }} }}"
    # The engine waits for an answer that never comes, so it must not be waited for.
    thread = threading.Thread(target=Oxigraph().query, args=(f"ASK {{ {query} }}",), daemon=True)
    thread.start()
    for _ in range(100):
        if heard(listener):
            return
        time.sleep(0.05)
    pytest.fail("the query reached nobody, so that the tests of the locks would pass without any lock")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    silent=st.sampled_from(["", "SILENT "]),
    host=st.sampled_from(["127.0.0.1", "localhost", "0.0.0.0"]),
    form=st.sampled_from(["SELECT * {{ {0} }}", "ASK {{ {0} }}", "CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {0} }}"]),
    via_variable=st.booleans(),
)
def test_no_query_opens_a_socket(
    unguarded: Ask, listener: socket.socket, silent: str, host: str, form: str, via_variable: bool
) -> None:
    address = f"<http://{host}:{listener.getsockname()[1]}/sparql>"
    call = f"SERVICE {silent}{address} {{ ?a ?b ?c }}"
    if via_variable:
        call = f"VALUES ?where {{ {address} }} SERVICE {silent}?where {{ ?a ?b ?c }}"
    outcome = unguarded(form.format(call))
    assert outcome == "answer" if silent else outcome in ("store", "mistake")
    assert not heard(listener)


@pytest.mark.skipif(sys.platform != "linux", reason="reads how the kernel of Linux sees a process")
def test_the_workers_have_the_second_lock(pool: QueryWorkerPool) -> None:
    rows(pool, COUNT)
    if platform.machine() not in ("x86_64", "aarch64"):
        pytest.skip("the numbers of this machine's system calls are not known")
    for worker in pool._all:
        status = Path(f"/proc/{worker._process.pid}/status").read_text()
        assert "Seccomp:\t2\n" in status


def test_a_call_to_another_server_is_refused_by_its_text(pool: QueryWorkerPool) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        pool.run(QueryJob("SELECT * { SERVICE <http://127.0.0.1/> { ?a ?b ?c } }"))


LOCK = """
import socket, sys
from pathlib import Path
from pyoxigraph import Store
from zhengtu.graph.query_worker_lock import forbid_descriptors
store = Store.read_only(sys.argv[1])
print(forbid_descriptors(Path(sys.argv[1])))
print(next(store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))["n"].value, flush=True)
try:
    socket.socket(); print("opened")
except OSError:
    print("refused")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has only the first lock")
def test_where_the_kernel_has_no_filter_a_small_store_gives_up_its_right_to_open_files(
    folder: Path, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    shutil.copytree(folder, many)
    for number in range(20):
        (many / f"9{number:05}.sst").write_bytes(b"")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for store, said in ((folder, ["True", "500", "refused"]), (many, ["False", "500", "opened"])):
        done = subprocess.run(
            [sys.executable, "-c", LOCK, str(store)], capture_output=True, text=True, env=environment, check=True
        )
        assert done.stdout.split() == said
