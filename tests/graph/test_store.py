"""The store."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from zhengtu.graph import literal
from zhengtu.graph.error import QueryError, StoreError
from zhengtu.graph.opening import open_store
from zhengtu.graph.quads import DocumentQuads, record_quads
from zhengtu.graph.store import BULK
from zhengtu.ingest.record import Record
from zhengtu.ontology import Ontology

ADDRESSES = ("memory:", "folder")


@pytest.fixture(params=ADDRESSES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(request.param) if request.param == "memory:" else str(tmp_path / "store")


def invented(document: str, *words: str, shared: str = "") -> DocumentQuads:
    text = tuple(f'<urn:{document}> <urn:says> "{word}"' for word in words)
    return DocumentQuads.of(document, text, (f"<urn:{document}> <urn:concluded> <urn:x>",), (shared,) if shared else ())


def test_a_document_is_replaced_and_others_stay(address: str) -> None:
    with open_store(address) as store:
        store.replace_documents([invented("a", "1", "2"), invented("b", "9")])
        change = store.replace_document(invented("a", "2", "3"))
        assert (change.new, change.added, change.removed) == (False, 1, 1)
        said = store.select("SELECT ?word WHERE { ?document <urn:says> ?word } ORDER BY ?word")
        assert [row["word"] for row in said.plain()] == ["2", "3", "9"]


def test_replacing_with_the_same_changes_nothing(address: str, plan: Record, ontology: Ontology) -> None:
    with open_store(address) as store:
        store.replace_document(record_quads(plan, ontology))
        before = store.dump_nquads()
        change = store.replace_document(record_quads(plan, ontology))
        assert (change.added, change.removed) == (0, 0)
        assert store.dump_nquads() == before


WORDS = st.lists(st.text(st.characters(codec="utf-8"), max_size=5), max_size=4)


@given(st.lists(WORDS, min_size=1, max_size=4))
@settings(max_examples=30)
def test_however_often_it_was_replaced_the_last_version_stands(versions: list[list[str]]) -> None:
    def version(words: list[str]) -> DocumentQuads:
        return DocumentQuads.of("a", (f"<urn:a> <urn:says> {literal.text(word)}" for word in words))

    with open_store("memory:") as store, open_store("memory:") as fresh:
        for words in versions:
            store.replace_document(version(words))
        fresh.replace_document(version(versions[-1]))
        assert store.dump_nquads() == fresh.dump_nquads()


def test_a_large_batch_goes_in_like_a_small_one(tmp_path: Path) -> None:
    many = invented("many", *map(str, range(BULK)))
    with open_store(tmp_path / "bulk") as store, open_store("memory:") as memory:
        store.replace_documents([many, invented("few", "1")])
        memory.replace_documents([many, invented("few", "1")])
        assert store.dump_nquads() == memory.dump_nquads()


def test_a_batch_may_not_hold_a_document_twice() -> None:
    with open_store("memory:") as store, pytest.raises(ValueError, match="twice"):
        store.replace_documents([invented("a", "1"), invented("a", "2")])


def test_a_replacement_that_fails_leaves_the_old_version(address: str) -> None:
    broken = DocumentQuads.of("a", ("<urn:a> <urn:says> 'not N-Quads",))
    with open_store(address) as store:
        store.replace_document(invented("a", "1"))
        before = store.dump_nquads()
        with pytest.raises(SyntaxError):
            store.replace_document(broken)
        with pytest.raises(SyntaxError):
            store.replace_documents([invented("b", "1"), replace(broken, document="c")])
        assert store.dump_nquads() == before


def test_a_document_can_be_removed(address: str) -> None:
    with open_store(address) as store:
        store.replace_documents([invented("a", "1"), invented("b", "1")])
        store.remove_document("a")
        store.remove_document("never-there")
        assert store.dump_nquads() == b"".join(line.encode() + b"\n" for line in sorted(invented("b", "1").lines()))


def test_what_was_written_is_there_when_the_folder_is_opened_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.replace_document(invented("a", "1"))
        written = store.dump_nquads()
    with open_store(tmp_path / "store", read_only=True) as store:
        assert store.dump_nquads() == written


def test_a_read_only_store_cannot_be_changed(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    with open_store(tmp_path / "store", read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        store.replace_document(invented("a", "1"))


def test_a_closed_store_says_so() -> None:
    store = open_store("memory:")
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.select("SELECT ?s WHERE { ?s ?p ?o }")


def test_the_documents_are_listed(plan: Record, notice: Record, ontology: Ontology) -> None:
    with open_store("memory:") as store:
        for record in (plan, notice):
            store.replace_document(record_quads(record, ontology, producer="zhengtu 9"))
        listed = [(d.iri.rpartition("/")[2], d.number, d.issued, d.source, d.producer) for d in store.documents()]
    assert listed == [
        ("北政发-2031-7", "北政发〔2031〕7号", "2031-02-03", "plan.txt", "zhengtu 9"),
        ("南政发-2032-15", "南政发〔2032〕15号", "2032-03-01", "notice.txt", "zhengtu 9"),
    ]


# Asking


def test_every_kind_of_query_is_answered() -> None:
    with open_store("memory:") as store:
        store.replace_document(invented("a", "1"))
        assert store.ask("ASK { <urn:a> <urn:says> '1' }")
        (triple,) = store.construct("CONSTRUCT WHERE { ?s <urn:says> ?o }")
        assert triple.object == Literal("1")
        answer = store.select("SELECT ?s ?missing WHERE { ?s <urn:says> ?o }", {"s": NamedNode("urn:a")})
        assert (answer.columns, len(answer)) == (("s", "missing"), 1)
        assert answer.plain() == ({"s": "urn:a", "missing": None},)


def test_values_come_out_as_json_has_them() -> None:
    with open_store("memory:") as store:
        answer = store.select(
            """SELECT (1 AS ?integer) (2.50 AS ?decimal) (3.0 AS ?whole) (true AS ?yes) ("科技部"@zh AS ?name)
               (xsd:date("2031-02-03") AS ?day) (1/0 AS ?nothing) WHERE {}"""
        )
    assert answer.plain() == (
        {"integer": 1, "decimal": 2.5, "whole": 3, "yes": True, "name": "科技部", "day": "2031-02-03", "nothing": None},
    )


@pytest.mark.parametrize(
    ("sparql", "place", "advice"),
    [
        ("SELECT ?x WHERE {\n  ?x a <urn:x>", (2, 15), 'expected "," or "."'),
        ("SELECT ?x WHERE { ?x a foo:Task }", (1, 32), "add PREFIX foo: <…>"),
        ("SELECT ?x WHERE { ?x zt:verb ?y FILTER(?y = ) }", (1, 48), "expected a value"),
        ("SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x ?p ?y }", (1, 47), "add it to GROUP BY"),
        ('SELECT ?x WHERE { ?x zt:verb "推进 }', (1, 35), "not closed"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", (1, 10), "SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("政策", (1, 3), "SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("", (1, 1), "SELECT, ASK, CONSTRUCT or DESCRIBE"),
    ],
)
def test_a_wrong_query_is_explained_in_one_line(sparql: str, place: tuple[int, int], advice: str) -> None:
    with open_store("memory:") as store, pytest.raises(QueryError) as caught:
        store.select(sparql)
    assert (caught.value.line, caught.value.column) == place
    assert advice in str(caught.value)
    assert str(caught.value).startswith(f"SPARQL, line {place[0]}, column {place[1]}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("method", "word"), [("select", "SELECT"), ("ask", "ASK"), ("construct", "CONSTRUCT")])
def test_the_wrong_kind_of_query_is_told(method: str, word: str) -> None:
    queries = ("SELECT ?s WHERE { ?s ?p ?o }", "ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }")
    with open_store("memory:") as store:
        for query in queries:
            if not query.startswith(word):
                with pytest.raises(QueryError, match=word):
                    getattr(store, method)(query)


def test_a_value_for_a_variable_that_is_not_selected_is_told() -> None:
    with open_store("memory:") as store, pytest.raises(QueryError, match=r"\?s.*add it to SELECT"):
        store.select("SELECT ?o WHERE { ?s ?p ?o }", {"s": NamedNode("urn:a")})


def test_researchers_get_an_rdflib_dataset(plan: Record, ontology: Ontology) -> None:
    with open_store("memory:") as store:
        store.replace_document(record_quads(plan, ontology))
        rows = list(store.dataset.query("SELECT ?t WHERE { ?t a zt:Task ; rdfs:label ?l }"))
        assert len(rows) == 2


# Opening


def test_an_address_that_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("x")
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "CURRENT").write_text("garbage\n")
    complaints = {
        "file": "is a file",
        "other": "holds other files",
        "damaged": "is damaged",
    }
    for name, complaint in complaints.items():
        for read_only in (False, True):
            with pytest.raises(StoreError, match=complaint):
                open_store(tmp_path / name, read_only=read_only)
    assert sorted(os.listdir(tmp_path / "other")) == ["notes.txt"]


def test_an_address_of_another_kind_is_told() -> None:
    with pytest.raises(StoreError, match=r"ftp://.*not supported.*give a folder"):
        open_store("ftp://x")


def test_reading_creates_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing"):
        with pytest.raises(StoreError, match="zhengtu build"):
            open_store(tmp_path / name, read_only=True)
    assert os.listdir(tmp_path) == ["empty"]
    assert os.listdir(tmp_path / "empty") == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            open_store(tmp_path / "store")
    finally:
        tmp_path.chmod(0o700)


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        with pytest.raises(StoreError, match="written by another process"):
            open_store(tmp_path / "store")
        code = f"from zhengtu.graph import open_store; open_store({str(tmp_path / 'store')!r})"
        other = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "StoreError" in other.stderr
        assert "written by another process" in other.stderr
        store.replace_document(invented("a", "1"))
    open_store(tmp_path / "store").close()  # closing gives the folder free


def test_a_reader_may_look_while_another_writes(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as writer:
        writer.replace_document(invented("a", "1"))
        writer.flush()
        with open_store(tmp_path / "store", read_only=True) as reader:
            assert reader.ask("ASK { <urn:a> <urn:says> '1' }")


def test_asking_for_a_store_loads_no_heavy_library() -> None:
    code = (
        "import sys, zhengtu.graph; "
        "print(sorted({'rdflib', 'pyshacl', 'oxrdflib', 'owlready2', 'jieba', 'rjieba'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_reader_that_finds_no_file_tries_again_and_then_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "store") as store:
        store.replace_document(invented("a", "1"))
    tables = list((tmp_path / "store").glob("*.sst"))
    for table in tables:
        table.rename(table.with_suffix(".away"))
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3 and put_back:
            for table in tables:
                table.with_suffix(".away").rename(table)

    monkeypatch.setattr("zhengtu.graph.store_folder.time.sleep", pause)
    put_back = False
    with pytest.raises(StoreError, match="are missing; if no build is changing it just now"):
        open_store(tmp_path / "store", read_only=True)
    put_back, pauses[:] = True, []
    with open_store(tmp_path / "store", read_only=True) as store:
        assert len(store) == 2


@pytest.mark.parametrize(
    "files", [("LOCK",), ("LOCK", "LOG"), ("LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000001.dbtmp")]
)
def test_a_store_whose_making_was_cut_short_is_made_anew(files: tuple[str, ...], tmp_path: Path) -> None:
    for name in files:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(StoreError, match="there is no store"):
        open_store(tmp_path, read_only=True)
    with open_store(tmp_path) as store:
        assert len(store) == 0


def test_a_folder_of_other_files_or_of_data_without_its_list_is_left_alone(tmp_path: Path) -> None:
    for name in ("notes.txt", "000012.sst"):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        for each in ("LOCK", name):
            (folder / each).write_bytes(b"")
        with pytest.raises(StoreError, match="is no store"):
            open_store(folder)
