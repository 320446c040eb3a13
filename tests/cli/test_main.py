"""The command line as a whole: light to start, and plain about what went wrong."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from zhengtu.cli import failure
from zhengtu.cli.failure import Failure, as_failure
from zhengtu.cli.main import COMMANDS, cli

HEAVY = ("pyoxigraph", "rdflib", "rich", "jieba", "rjieba", "networkx", "yaml", "flask", "owlready2", "pyshacl")


def in_a_process(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    start = ["-c", code] if code else ["-m", "zhengtu.cli"]
    return subprocess.run(
        [sys.executable, *start, *arguments], capture_output=True, encoding="utf-8", check=False, timeout=120
    )


def test_help_imports_nothing_heavy() -> None:
    code = f"""
import sys
from click.testing import CliRunner
from zhengtu.cli.main import cli
assert CliRunner().invoke(cli, ["--help"]).exit_code == 0
print([name for name in sys.modules if name.partition(".")[0] in {HEAVY}])
print([name for name in sys.modules if name.startswith("zhengtu.") and not name.startswith("zhengtu.cli")])
"""
    assert in_a_process(code=code).stdout.split("\n")[:2] == ["[]", "[]"]


def test_it_runs_as_a_module() -> None:
    done = in_a_process("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "政图" in done.stdout


def test_a_mistake_in_a_shell_is_one_line_on_standard_error_and_an_exit_code(tmp_path: Path) -> None:
    done = in_a_process("extract", str(tmp_path / "missing.txt"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "missing.txt" in done.stderr


def test_without_a_command_the_help_is_shown() -> None:
    result = CliRunner().invoke(cli, [])
    assert result.exit_code == 0
    assert all(name in result.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    about = result.stdout.split("Options:")[0]
    assert any("\u4e00" <= character <= "\u9fff" for character in about)
    assert len(re.findall(r"\b[a-z]+\b", about)) > 4


def lines(result: Result) -> list[str]:
    return result.stderr.splitlines()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["biuld"], "build"),
        (["extract"], "FILE"),
        (["build"], "PATH"),
        (["--nonsense"], "--nonsense"),
        (["extract", "--fromat", "json", "x"], "--format"),
        (["extract", "--format", "yaml", "x"], "yaml"),
        (["query", "responsibilites"], "responsibilities"),
        (["query", "responsibilities", "--agncy", "科技部"], "--agency"),
        (["query", "agency-duties"], "--agency"),
        (["sparql"], "--file"),
        (["sparql", "ASK {}", "--file", "x.rq"], "--file"),
        (["build", "x", "--jobs", "0"], "--jobs"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_would_be_right(arguments: list[str], told: str, store: Path) -> None:
    given = [*arguments, "--store", str(store)] if arguments[0] == "query" else arguments
    result = CliRunner().invoke(cli, given)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert told in result.stderr


@pytest.mark.parametrize("arguments", [["biuld"], ["extract"], ["extract", "--fromat", "json", "x"], ["query", "x"]])
def test_wrong_usage_of_a_command_is_told_in_one_line(arguments: list[str]) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert len(lines(result)) == 1
    assert lines(result)[0].startswith("zhengtu: ")


def test_the_errors_known_by_name_are_our_own_and_exist() -> None:
    from zhengtu.graph import error as graph_error
    from zhengtu.ingest import problem, schema
    from zhengtu.ontology import mistake
    from zhengtu.queries import error as queries_error

    modules = (graph_error, problem, schema, mistake, queries_error)
    assert all(any(hasattr(module, name) for module in modules) for name in failure._FAILURES)


def test_a_fault_of_the_program_is_not_hidden_behind_a_line() -> None:
    assert as_failure(ZeroDivisionError()) is None
    assert as_failure(KeyError("x")) is None


def test_an_error_of_the_system_is_told_with_its_file() -> None:
    told = as_failure(PermissionError(13, "Permission denied", "/data/store"))
    assert told is not None
    assert told.exit_code == 1
    assert told.format_message().startswith("/data/store: Permission denied")


def test_the_version_is_shown() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert result.exit_code == 0
    assert result.stdout.startswith("zhengtu ")


def test_every_failure_is_one_that_click_can_show() -> None:
    assert issubclass(Failure, click.ClickException)
