"""``zhengtu validate`` as its users meet it: a table, reports for programs, files, exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import Result

from zhengtu.graph import open_store

Run = Callable[..., Result]

UNIT, AGENT = "https://w3id.org/zhengtu/def#unit", "https://w3id.org/zhengtu/def#agent"


def without_first(store: Path, predicate: str, file: Path) -> Path:
    """Write the graph as a file that lacks the first statement of one property in what the texts say."""
    with open_store(store, read_only=True) as graph:
        lines = graph.dump_nquads().decode().split("\n")
    first = next(line for line in lines if f"<{predicate}>" in line and "/graph/document/" in line)
    lines.remove(first)
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_the_samples_have_no_error(zhengtu: Run, store: Path) -> None:
    result = zhengtu("validate", "--store", store)
    assert result.exit_code == 0
    assert "0 处错误" in result.stdout
    assert "3 份文件" in result.stdout


def test_an_error_names_document_place_and_words_and_ends_with_1(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    result = zhengtu("validate", without_first(store, AGENT, tmp_path / "bad.nq"))
    assert result.exit_code == 1
    for words in (
        "《",
        "一条责任必须有且只有一个责任单位",
        "A responsibility has exactly one agent",
        "位置",
        "原文",
        "1 处错误",
    ):
        assert words in result.stdout


def test_a_warning_alone_ends_with_0(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    result = zhengtu("validate", without_first(store, UNIT, tmp_path / "bad.nq"))
    assert result.exit_code == 0
    assert "0 处错误 (errors)，1 处提示" in result.stdout


def test_json_and_turtle_tell_the_same(zhengtu: Run, store: Path, tmp_path: Path) -> None:
    file = without_first(store, AGENT, tmp_path / "bad.nq")
    shown = json.loads(zhengtu("validate", file, "--format", "json").stdout)
    turtle = zhengtu("validate", file, "--format", "ttl").stdout
    (result,) = shown["results"]
    assert result["quote"]["text"]
    focus = [
        quad.object.value
        for quad in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)
        if quad.predicate.value.endswith("focusNode") and isinstance(quad.object, pyoxigraph.NamedNode)
    ]
    assert focus == [result["focus"]]


def test_a_policy_text_is_read_and_checked(zhengtu: Run, samples: Path) -> None:
    result = zhengtu("validate", samples / "county-action-plan.txt")
    assert result.exit_code == 0
    assert "检查了 1 份文件" in result.stdout


@pytest.mark.parametrize(
    ("content", "told"), [("@prefix : <", "不是正确的 RDF"), ("<urn:a> <urn:b> ", "不是正确的 RDF")]
)
def test_rdf_that_is_none_is_told_in_one_line(content: str, told: str, zhengtu: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.ttl"
    file.write_text(content, encoding="utf-8")
    result = zhengtu("validate", file)
    assert result.exit_code == 1
    assert told in result.stderr
    assert str(file) in result.stderr
    assert len(result.stderr.strip().split("\n")) == 1


def test_a_file_that_is_not_there_is_told_in_one_line(zhengtu: Run, tmp_path: Path) -> None:
    result = zhengtu("validate", tmp_path / "none.nq")
    assert result.exit_code == 1
    assert "none.nq" in result.stderr
