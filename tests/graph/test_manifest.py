"""What changed since the last build, and removing what is gone."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from zhengtu.graph import open_store
from zhengtu.graph.building import build
from zhengtu.graph.error import StoreError
from zhengtu.graph.iri import document_graph, document_iri
from zhengtu.graph.manifest import manifest_of
from zhengtu.graph.producer import producer_of
from zhengtu.graph.store_check import check_store
from zhengtu.graph.store_status import store_status
from zhengtu.graph.terms import DCTERMS
from zhengtu.ingest.document import Document
from zhengtu.ingest.problem import Problem
from zhengtu.ingest.record import Record
from zhengtu.ingest.source import Source
from zhengtu.ontology import Ontology

Extract = Callable[[Source, Ontology, tuple[Problem, ...]], Record]


@pytest.fixture
def extract() -> Extract:
    """The first line of a text is its document's id."""

    def read(source: Source, known: Ontology, problems: tuple[Problem, ...]) -> Record:
        name, _, title = source.text.partition("\n")
        return Record(Document(id=name, title=title.strip() or name), source, problems=problems)

    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "in"
    inside.mkdir()
    for name in "abc":
        (inside / f"{name}.txt").write_text(f"id-{name}\n文件{name}\n", "utf-8")
    return inside


def states(paths: list[Path], store: Path, ontology: Ontology) -> dict[str, str]:
    with open_store(store, read_only=True) as opened:
        found = store_status(paths, opened, producer_of(ontology))
    return {Path(status.place).name: status.state for status in found}


def built(folder: Path, store: Path, ontology: Ontology, extract: Extract, prune: bool = False) -> tuple[str, ...]:
    with open_store(store) as opened:
        report = build([folder], opened, ontology, extract=extract, prune=prune)
        assert not [problem for problem in report.all_problems if problem.severity == "error"]
        return report.gone


def test_every_state_is_told_with_its_reason(
    tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract
) -> None:
    store = tmp_path / "store"
    (folder / "d.txt").write_text("id-d\n", "utf-8")
    built(folder, store, ontology, extract)
    assert set(states([folder], store, ontology).values()) == {"unchanged"}
    (folder / "a.txt").write_text("id-a\n新的内容\n", "utf-8")
    (folder / "b.txt").rename(folder / "b2.txt")
    (folder / "c.txt").unlink()
    (folder / "e.txt").write_text("id-e\n", "utf-8")
    shutil.copy(folder / "d.txt", folder / "z.txt")
    expected = {
        "a.txt": "changed",
        "b2.txt": "moved",
        "c.txt": "gone",
        "d.txt": "unchanged",
        "e.txt": "new",
        "z.txt": "copy",
    }
    assert states([folder], store, ontology) == expected
    with open_store(store, read_only=True) as opened:
        why = {Path(s.place).name: s.why for s in store_status([folder], opened, producer_of(ontology))}
    assert "others than" in why["a.txt"]
    assert why["b2.txt"].endswith("b.txt")


def test_without_paths_the_files_of_the_store_are_told(
    tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract
) -> None:
    built(folder, tmp_path / "store", ontology, extract)
    (folder / "c.txt").unlink()
    (folder / "new.txt").write_text("id-new\n", "utf-8")
    assert states([], tmp_path / "store", ontology) == {"a.txt": "unchanged", "b.txt": "unchanged", "c.txt": "gone"}


def test_another_dictionary_makes_documents_stale(
    tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract
) -> None:
    built(folder, tmp_path / "store", ontology, extract)
    (tmp_path / "dictionary").mkdir()
    (tmp_path / "dictionary" / "rules.toml").write_text("# another cue")
    other = replace(ontology, folder=tmp_path / "dictionary")
    assert set(states([folder], tmp_path / "store", other).values()) == {"stale"}


def test_pruning_leaves_what_a_fresh_build_would_have(
    tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract
) -> None:
    built(folder, tmp_path / "store", ontology, extract)
    (folder / "c.txt").unlink()
    assert built(folder, tmp_path / "store", ontology, extract) == ()
    assert built(folder, tmp_path / "store", ontology, extract, prune=True) == ("文件c",)
    assert built(folder, tmp_path / "store", ontology, extract, prune=True) == ()
    built(folder, tmp_path / "fresh", ontology, extract)
    with open_store(tmp_path / "store", read_only=True) as one, open_store(tmp_path / "fresh", read_only=True) as other:
        assert one.dump_nquads() == other.dump_nquads()


def test_pruning_touches_only_what_lies_below_the_paths(
    tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract
) -> None:
    elsewhere = tmp_path / "in2"
    elsewhere.mkdir()
    (elsewhere / "x.txt").write_text("id-x\n", "utf-8")
    built(folder, tmp_path / "store", ontology, extract)
    built(elsewhere, tmp_path / "store", ontology, extract)
    (elsewhere / "x.txt").unlink()
    (folder / "a.txt").rename(folder / "moved.txt")
    assert built(folder, tmp_path / "store", ontology, extract, prune=True) == ()
    with open_store(tmp_path / "store", read_only=True) as store:
        assert len(store.documents()) == 4


@pytest.mark.parametrize("emptied", [True, False])
def test_a_disk_that_is_not_mounted_loses_nothing(
    emptied: bool, tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract
) -> None:
    built(folder, tmp_path / "store", ontology, extract)
    shutil.rmtree(folder)
    if emptied:
        folder.mkdir()
    with open_store(tmp_path / "store") as store:
        assert build([folder], store, ontology, extract=extract, prune=True).gone == ()
        assert len(store.documents()) == 3


def test_a_document_that_left_its_archive_is_gone_and_a_damaged_archive_keeps_all(
    tmp_path: Path, ontology: Ontology, extract: Extract
) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()

    def pack(*names: str) -> None:
        with ZipFile(folder / "plans.zip", "w") as packed:
            for name in names:
                packed.writestr(f"{name}.txt", f"id-{name}\n")

    pack("a", "b")
    built(folder, store, ontology, extract)
    (folder / "plans.zip").write_bytes(b"PK\x03\x04 cut off")
    with open_store(store) as opened:
        assert build([folder], opened, ontology, extract=extract, prune=True).gone == ()
    pack("a")
    assert built(folder, store, ontology, extract, prune=True) == ("id-b",)


def test_a_store_without_a_list_of_files_says_so(folder: Path, ontology: Ontology, extract: Extract) -> None:
    with open_store("memory:") as store, pytest.raises(StoreError, match="build without --prune"):
        build([folder], store, ontology, extract=extract, prune=True)


def test_a_list_of_an_older_version_is_read_and_completed(
    tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract
) -> None:
    store = tmp_path / "store"
    built(folder, store, ontology, extract)
    whole = manifest_of(str(store)).entries()
    with closing(sqlite3.connect(store / "files.sqlite")) as base, base:
        for column in ("producer", "statements"):
            base.execute(f"ALTER TABLE file DROP COLUMN {column}")
    assert [entry.sha256 for entry in manifest_of(str(store)).entries()] == [entry.sha256 for entry in whole]
    built(folder, store, ontology, extract)
    (producer,) = {entry.producer for entry in manifest_of(str(store)).entries()}
    assert producer == producer_of(ontology)


def test_a_build_that_was_cut_short_before_the_citations_is_finished(
    tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("zhengtu.graph.building.resolve_citations", cut)
    with pytest.raises(KeyboardInterrupt):
        built(folder, tmp_path / "store", ontology, extract)
    monkeypatch.undo()
    assert manifest_of(str(tmp_path / "store")).entries() == ()
    built(folder, tmp_path / "store", ontology, extract)
    assert len(manifest_of(str(tmp_path / "store")).entries()) == 3


def test_a_statement_that_was_lost_is_missed(
    tmp_path: Path, folder: Path, ontology: Ontology, extract: Extract
) -> None:
    built(folder, tmp_path / "store", ontology, extract)
    with open_store(tmp_path / "store") as store:
        assert check_store(store).problems == ()
        lost = f'<{document_iri("id-a")}> <{DCTERMS}source> "a.txt"'
        store.change({document_graph("id-a"): [lost]}, {})
        (problem,) = check_store(store).problems
    assert (problem.where, problem.what) == ("文件a", "has 5 statements of its text, and 6 were written")
