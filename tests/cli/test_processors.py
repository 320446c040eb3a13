"""A command keeps to the processors that it was told to use, and gives the others back."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from zhengtu.cli.build import command
from zhengtu.cli.processors import keep_to

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system cannot keep to processors")


@pytest.mark.parametrize("count", [1, 2, 1000])
def test_so_many_and_no_more_are_used(count: int) -> None:
    before = os.sched_getaffinity(0)
    with keep_to(count):
        assert len(os.sched_getaffinity(0)) == min(count, len(before))
        assert os.sched_getaffinity(0) <= before
    assert os.sched_getaffinity(0) == before


def test_they_are_given_back_after_a_failure() -> None:
    before = os.sched_getaffinity(0)
    with pytest.raises(RuntimeError), keep_to(1):
        raise RuntimeError
    assert os.sched_getaffinity(0) == before


def test_without_a_number_all_are_used() -> None:
    before = os.sched_getaffinity(0)
    with keep_to(None):
        assert os.sched_getaffinity(0) == before


def test_a_build_uses_as_many_as_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def build(*_: object, **__: object) -> None:
        seen.append(len(os.sched_getaffinity(0)))
        raise KeyError

    monkeypatch.setattr("zhengtu.graph.building.build", build)
    (tmp_path / "a.txt").write_text("关于开展检查的通知", "utf-8")
    CliRunner().invoke(command, [str(tmp_path / "a.txt"), "--store", str(tmp_path / "store"), "--jobs", "1"])
    assert seen == [1]
