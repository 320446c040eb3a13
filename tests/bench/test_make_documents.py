"""Copies of documents: the same ones for the same seed, and no two of one id."""

from pathlib import Path

import pytest
from make_documents import make_documents

from zhengtu.ingest.extraction import extract_file
from zhengtu.ontology import load_ontology


def texts(folder: Path, documents: int, **options: object) -> list[str]:
    return [path.read_text("utf-8") for path in make_documents(folder, documents=documents, corpus=None, **options)]


@pytest.mark.parametrize("size", [None, (400, 1500)])
def test_a_seed_gives_the_same_texts_however_many_are_wanted(tmp_path: Path, size: tuple[int, int] | None) -> None:
    first = texts(tmp_path / "a", 6, size=size)
    assert texts(tmp_path / "b", 12, size=size)[:6] == first
    assert len(set(first)) == 6
    assert texts(tmp_path / "c", 6, size=size, seed=7) != first


def test_short_documents_are_about_as_long_as_asked(tmp_path: Path) -> None:
    assert all(300 < len(text) < 2000 for text in texts(tmp_path, 30, size=(400, 1500)))


def test_a_copy_has_its_own_number_and_cites_its_own_family(tmp_path: Path) -> None:
    records = [extract_file(path, load_ontology()) for path in make_documents(tmp_path, documents=6, corpus=None)]
    assert len({record.document.id for record in records}) == 6
    county, nation, _ = records[3:]
    assert nation.document.number in {citation.number for citation in county.citations}
