"""`zhengtu evaluate` over a folder of gold files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

TEXT = "某县工作方案\n一、重点任务\n（一）修好农村公路。每年养护里程不少于100公里。（县交通运输局负责）\n"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, documents = tmp_path / "gold", tmp_path / "documents"
    gold.mkdir()
    documents.mkdir()
    for name, agent in (("one", "县交通运输局"), ("two", "县财政局")):
        duty = {"agent": agent, "role": "responsible", "task": "修好农村公路", "quote": f"{agent}负责"}
        annotated = {"document": {"title": "某县工作方案"}, "responsibilities": [duty]}
        (gold / f"{name}.json").write_text(json.dumps(annotated, ensure_ascii=False), "utf-8")
        (documents / f"{name}.txt").write_text(TEXT, "utf-8")
    return gold, documents


def test_two_folders_are_scored_together(zhengtu: Run, folders: tuple[Path, Path]) -> None:
    result = zhengtu("evaluate", *folders)
    assert result.exit_code == 0, result.output
    row = next(line for line in result.output.splitlines() if line.startswith("responsibilities "))
    assert row.split()[1:4] == ["2", "2", "1"]


def test_a_gold_file_without_its_document_is_named(zhengtu: Run, folders: tuple[Path, Path]) -> None:
    gold, documents = folders
    (documents / "two.txt").unlink()
    result = zhengtu("evaluate", gold, documents)
    assert result.exit_code == 1
    assert "two.json" in result.output


def test_a_folder_of_gold_needs_a_folder_of_documents(zhengtu: Run, folders: tuple[Path, Path]) -> None:
    gold, documents = folders
    result = zhengtu("evaluate", gold, documents / "one.txt")
    assert result.exit_code == 2


def test_an_empty_folder_of_gold_is_told(zhengtu: Run, tmp_path: Path) -> None:
    result = zhengtu("evaluate", tmp_path, tmp_path)
    assert result.exit_code == 1
    assert "no gold file" in result.output
