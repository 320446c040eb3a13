"""Builds that are killed, meet each other, or find no room: what is in the store is whole, old or new."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_documents
from pyoxigraph import Literal, NamedNode
from small_documents import extract, small_ontology, write

from zhengtu.graph import Store, open_store
from zhengtu.graph.building import build
from zhengtu.graph.error import StoreError
from zhengtu.graph.iri import concluded_graph, document_graph
from zhengtu.graph.store_check import check_store
from zhengtu.graph.terms import NIF, ZT

KILLS = int(os.environ.get("ZHENGTU_FAULTS", "10"))
DOCUMENTS = 24
COMMAND = [sys.executable, small_documents.__file__]


def texts_in(store: Store) -> dict[str, str]:
    found = store.quads(None, NamedNode(f"{NIF}isString"))
    texts = [(quad.subject, quad.object) for quad in found]
    assert len(dict(texts)) == len(texts), "a document has two texts"
    return {
        s.value.rpartition("/")[2]: o.value for s, o in texts if isinstance(s, NamedNode) and isinstance(o, Literal)
    }


def started(folder: Path, store: Path, batch: int = 0, bulk: int = 0) -> "subprocess.Popen[str]":
    command = [*COMMAND, str(folder), str(store), str(batch), str(bulk)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "begin\n"
    return process


def test_a_build_killed_at_any_moment_leaves_whole_documents_and_is_finished_by_the_next(
    tmp_path: Path,
) -> None:
    folder, place = tmp_path / "in", tmp_path / "store"
    chance = random.Random(7)
    before: dict[str, str] = {}
    took, caught = 1.0, 0
    for version in range(KILLS + 1):
        after = write(folder, DOCUMENTS, version)
        # By transactions of some documents, by one of all, and by the bulk loader, which takes new documents only.
        if version % 3 == 2:
            shutil.rmtree(place, ignore_errors=True)
            before = {}
        process, begun = started(folder, place, *((300, 0), (0, 0), (300, 100))[version % 3]), time.monotonic()
        if version:  # the first runs to its end, to know how long it takes
            time.sleep(chance.uniform(0, took))
            process.send_signal(signal.SIGKILL)
        process.wait()
        caught += process.returncode == -signal.SIGKILL
        if not version:
            took = time.monotonic() - begun
        with open_store(place) as store:
            assert check_store(store).problems == ()
            assert texts_in(store).keys() >= before.keys()
            for name, text in texts_in(store).items():
                assert text in (before.get(name), after[name])
            report = build([folder], store, small_ontology(), extract=extract)
            assert not report.all_problems
            assert texts_in(store) == after
            assert check_store(store).documents == DOCUMENTS
            written = store.dump_nquads()
        before = after
    assert caught > KILLS // 2
    with open_store("memory:") as fresh:
        build([folder], fresh, small_ontology(), extract=extract)
        assert fresh.dump_nquads() == written


def test_a_second_builder_gets_one_clear_line(tmp_path: Path) -> None:
    write(tmp_path / "in", 2, 0)
    with open_store(tmp_path / "store"):
        done = subprocess.run(
            [*COMMAND, str(tmp_path / "in"), str(tmp_path / "store")], capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert "is being written by another process; wait until it ends" in done.stderr.splitlines()[-1]


def test_a_full_disk_is_told_and_the_store_is_as_it_was(tmp_path: Path) -> None:
    folder, place = tmp_path / "in", tmp_path / "store"
    before = write(folder, 2, 0)
    with open_store(place) as store:
        build([folder], store, small_ontology(), extract=extract)
    write(folder, 200, 1)
    # A limit on the size of files (in kilobytes) is what a full disk looks like to a program.
    limited = f"ulimit -f 400; trap '' XFSZ; exec {' '.join(COMMAND)} {folder} {place}"
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("zhengtu.graph.error.StoreError: "), done.stderr
    assert "disk" in last
    with open_store(place) as store:
        assert check_store(store).problems == ()
        assert texts_in(store).keys() >= before.keys()
        build([folder], store, small_ontology(), extract=extract)
        assert check_store(store).documents == 200


def test_a_mistake_in_a_store_is_found(tmp_path: Path) -> None:
    write(tmp_path / "in", 3, 0)
    with open_store("memory:") as store:
        build([tmp_path / "in"], store, small_ontology(), extract=extract)
        assert check_store(store).problems == ()
        quote, digest = f"?p <{NIF}anchorOf>", f"?d <{ZT}sha256>"
        graphs = [f"GRAPH <{document_graph(f'id-{number}')}>" for number in range(3)]
        orphan = concluded_graph("other")
        store._update(
            f"DELETE {{ {graphs[0]} {{ {quote} ?q }} }} INSERT {{ {graphs[0]} {{ {quote} 'x' }} }} "
            f"WHERE {{ {graphs[0]} {{ {quote} ?q }} }} ; DELETE WHERE {{ {graphs[1]} {{ {digest} ?x }} }} ; "
            f"DELETE WHERE {{ {graphs[2]} {{ {quote} ?q }} }} ; "
            f"INSERT DATA {{ GRAPH <{orphan}> {{ <urn:a> <urn:b> 1 }} }}"
        )
        told = [(problem.where, problem.what) for problem in check_store(store).problems]
    assert [where for where, _ in told] == ["other", "文件0第0版", "文件1第0版", "文件2第0版"]
    assert "belongs to no document" in told[0][1]
    assert "12 quotes are not the words at their place" in told[1][1]
    assert told[2][1] == "was written only in part"
    assert "12 findings have no quote" in told[3][1]


def test_a_reader_sees_whole_documents_while_a_build_runs(tmp_path: Path) -> None:
    folder, place = tmp_path / "in", tmp_path / "store"
    before = write(folder, DOCUMENTS, 0)
    with open_store(place) as store:
        build([folder], store, small_ontology(), extract=extract)
    after = write(folder, 4 * DOCUMENTS, 1)
    process, looks = started(folder, place, 300), 0
    while process.poll() is None:
        with open_store(place, read_only=True) as store:
            assert check_store(store).problems == ()
            seen = texts_in(store)
        assert seen.keys() >= before.keys()
        assert all(text in (before.get(name), after[name]) for name, text in seen.items())
        looks += 1
    assert process.returncode == 0
    assert looks


@pytest.fixture
def powerless() -> Iterator[None]:
    """A user who may write only what is their own: root may write everywhere."""
    if os.geteuid() == 0:
        os.setresuid(65534, 65534, 0)
        yield
        os.setresuid(0, 0, 0)
    else:
        yield


@pytest.fixture
def closed() -> Iterator[Path]:
    """A store in a folder that nobody may write, as on a disk that is mounted for reading."""
    with tempfile.TemporaryDirectory() as above:
        os.chmod(above, 0o755)  # pytest's own folders are closed to other users
        place = Path(above, "store")
        write(Path(above, "in"), 2, 0)
        with open_store(place) as store:
            build([Path(above, "in")], store, small_ontology(), extract=extract)
        for path in (*place.iterdir(), place):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield place
        place.chmod(0o755)


@pytest.mark.usefixtures("powerless")
def test_a_store_on_a_disk_that_cannot_be_written_is_told_and_can_be_read(closed: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written; change its permissions"):
        open_store(closed)
    with pytest.raises(StoreError, match="cannot be written; change its permissions"):
        open_store(closed / "below")
    with open_store(closed, read_only=True) as store:
        assert len(texts_in(store)) == 2
