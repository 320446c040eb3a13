"""Names read from the file beside a store are the names that the store has, in every state of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from zhengtu.graph import Store, open_store
from zhengtu.queries.asking import ask
from zhengtu.queries.known_name import read_levels, read_names
from zhengtu.queries.name_index import name_index

KINDS = ("agency", "document", "task", "programme", "division", "target", "role", "relation", "instrument")


@pytest.fixture
def folder(tmp_path: Path, samples: Store) -> Path:
    with open_store(tmp_path / "store") as store:
        store._open().load(samples.dump_nquads(), RdfFormat.N_QUADS)
    return tmp_path / "store"


@pytest.fixture
def opened(folder: Path) -> Iterator[Store]:
    with open_store(folder, read_only=True) as store:
        yield store


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("index-*-names-*.sqlite")]


def test_names_are_the_same_from_the_store_and_from_the_file(folder: Path, opened: Store, samples: Store) -> None:
    assert not files(folder)
    for kind in KINDS:
        assert read_names(kind, opened) == read_names(kind, samples) != ()
    assert sorted(read_levels(opened)) == sorted(read_levels(samples))
    assert len(files(folder)) == 1


def test_who_asks_later_reads_no_names_from_the_store(
    folder: Path, opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = name_index(opened)
    monkeypatch.setattr(Store, "query", None)
    with open_store(folder, read_only=True) as later:
        index = name_index(later)
    assert dict(index.whole) == dict(first.whole)
    assert (index.parts, index.owners, index.held) == (first.parts, first.owners, first.held)
    assert (index.levels, index.places) == (first.levels, first.places)


def test_names_follow_what_is_written(folder: Path, opened: Store) -> None:
    task = next(name for name in read_names("task", opened) if "科技特派员" in name.label)
    with open_store(folder) as store:
        label = '<http://www.w3.org/2000/01/rdf-schema#label> "饲养熊猫"'
        store.change({}, {"https://w3id.org/zhengtu/id/graph/corrections": [f"<{task.iri}> {label}"]})
    with open_store(folder, read_only=True) as later:
        assert [name.iri for name in read_names("task", later) if "饲养熊猫" in name.labels] == [task.iri]
        assert len(files(folder)) == 1


def test_a_file_that_is_damaged_is_done_without(folder: Path, opened: Store, samples: Store) -> None:
    read_names("agency", opened)
    (folder / files(folder)[0]).write_bytes(b"nothing that SQLite knows" * 1000)
    with open_store(folder, read_only=True) as later:
        assert read_names("agency", later) == read_names("agency", samples)


@pytest.mark.parametrize("question", ["科技部牵头哪些任务？", "科技特派员由谁负责？", "竹产业的原文在哪里？", "熊猫"])
def test_a_question_is_answered_the_same(question: str, opened: Store, samples: Store) -> None:
    assert ask(question, opened).to_json() == ask(question, samples).to_json()
