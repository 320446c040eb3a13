"""``zhengtu check``, ``evaluate`` and ``validate``: what an expert runs after changing a file."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from zhengtu.ingest.extraction import extract_file
from zhengtu.ontology import load_ontology

Run = Callable[..., Result]

ONTOLOGY = Path(__file__).parents[2] / "ontology"


def test_our_own_files_have_no_mistake(zhengtu: Run) -> None:
    result = zhengtu("check")
    assert (result.exit_code, result.stderr) == (0, ""), result.stdout


def test_every_mistake_is_told_with_file_line_and_advice(zhengtu: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ONTOLOGY, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    agencies = folder / "gazetteers" / "agencies.csv"
    header, first, *rest = agencies.read_text(encoding="utf-8").split("\n")
    agencies.write_text("\n".join([header, first, first, *rest]), encoding="utf-8")
    result = zhengtu("check", "--ontology", folder)
    assert result.exit_code == 1
    assert "gazetteers/agencies.csv, line 3: " in result.stdout


def test_a_folder_that_does_not_exist_is_told(zhengtu: Run, tmp_path: Path) -> None:
    result = zhengtu("check", "--ontology", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


@pytest.fixture
def gold(samples: Path, tmp_path: Path) -> Path:
    """A gold file that the reading of the sample meets, but for one responsibility."""
    record = extract_file(samples / "province-opinion.txt", load_ontology()).to_json()
    titles = {task["id"]: task["title"] for task in record["tasks"]}
    stated = [
        {"agent": one["agent"], "role": one["role"], "task": titles[one["task"]], "quote": one["quote"]}
        for one in record["responsibilities"]
        if one["task"]
    ]
    missed = {"agent": "省农业科学院", "role": "lead", "task": stated[0]["task"], "quote": stated[0]["quote"]}
    path = tmp_path / "gold.json"
    wanted = {"document": {"title": record["document"]["title"]}, "responsibilities": [*stated, missed]}
    path.write_text(json.dumps(wanted, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_document_and_its_record_score_the_same(zhengtu: Run, gold: Path, samples: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    zhengtu("extract", samples / "province-opinion.txt", "--format", "json", "--output", record)
    one = zhengtu("evaluate", gold, samples / "province-opinion.txt")
    other = zhengtu("evaluate", gold, record)
    assert one.exit_code == other.exit_code == 0
    assert one.stdout == other.stdout
    assert "responsibilities" in one.stdout


def test_the_errors_of_a_layer_are_listed(zhengtu: Run, gold: Path, samples: Path) -> None:
    result = zhengtu("evaluate", gold, samples / "province-opinion.txt", "--errors", "responsibilities")
    assert result.exit_code == 0
    assert "省农业科学院" in result.stdout


def test_an_unknown_layer_is_told_with_the_one_meant(zhengtu: Run, gold: Path, samples: Path) -> None:
    result = zhengtu("evaluate", gold, samples / "province-opinion.txt", "--errors", "responsibility")
    assert result.exit_code == 2
    assert "responsibilities" in result.stderr


def test_a_gold_file_that_is_none_is_told_in_one_line(zhengtu: Run, samples: Path) -> None:
    result = zhengtu("evaluate", samples / "province-opinion.txt", samples / "province-opinion.txt")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_the_graph_of_the_samples_fits_its_shapes(zhengtu: Run, store: Path) -> None:
    result = zhengtu("validate", "--store", store)
    assert result.exit_code == 0, result.stdout
    assert result.stdout.splitlines()[-1].startswith("0 处错误")


def test_an_example_that_no_longer_holds_is_told(zhengtu: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    shutil.copytree(ONTOLOGY, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    rules = folder / "rules" / "responsibilities.toml"
    spoilt = rules.read_text("utf-8").replace("（财政部、税务总局等负责）", "（财政部、税务总局等观望）")
    rules.write_text(spoilt, "utf-8")
    result = zhengtu("check", "--ontology", folder)
    assert result.exit_code == 1
    assert "responsibilities.toml" in result.stdout
    assert "观望" in result.stdout
