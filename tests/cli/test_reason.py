"""``zhengtu reason`` as its users meet it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from zhengtu.graph import open_store

Run = Callable[..., Result]


@pytest.fixture
def copy(store: Path, tmp_path: Path) -> Path:
    """A copy of the samples' store that a test may write."""
    return Path(shutil.copytree(store, tmp_path / "copy"))


def content(folder: Path) -> bytes:
    with open_store(folder, read_only=True) as graph:
        return graph.dump_nquads()


def test_without_apply_counts_and_examples_are_shown_and_nothing_is_written(zhengtu: Run, copy: Path) -> None:
    before = content(copy)
    result = zhengtu("reason", "--store", copy, "--no-proof")
    assert result.exit_code == 0
    for words in ("间接落实《", "适用于安吉县", "依据 because", "条推断"):
        assert words in result.stdout
    assert "--apply" in result.stderr
    assert content(copy) == before


def test_applied_twice_the_store_is_the_same_byte_for_byte(zhengtu: Run, copy: Path) -> None:
    before = content(copy)
    assert "已写入图谱" in zhengtu("reason", "--store", copy, "--no-proof", "--apply").stderr
    once = content(copy)
    assert once != before
    assert "没有变化" in zhengtu("reason", "--store", copy, "--no-proof", "--apply").stderr
    assert content(copy) == once


def test_json_has_proof_and_conclusions(zhengtu: Run, store: Path) -> None:
    shown = json.loads(zhengtu("reason", "--store", store, "--no-proof", "--format", "json").stdout)
    assert shown["proof"] is None
    by_rule = {each["rule"]: each for each in shown["conclusions"]}
    assert by_rule["conclude-implements-chain"]["conclusions"]
    assert by_rule["conclude-implements-chain"]["examples"][0]["quote"]


def test_without_java_one_line_says_what_to_do(zhengtu: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    result = zhengtu("reason", "--store", store)
    assert result.exit_code == 1
    last = result.stderr.strip().split("\n")[-1]
    assert "Java" in last
    assert "--no-proof" in last


@pytest.mark.skipif(shutil.which("java") is None, reason="the reasoner HermiT needs Java, which is not here")
def test_the_samples_contradict_nothing(zhengtu: Run, store: Path) -> None:
    result = zhengtu("reason", "--store", store, "--limit", "500")
    assert result.exit_code == 0
    assert "没有矛盾 (consistent)：看了 1/3 份文件" in result.stdout
