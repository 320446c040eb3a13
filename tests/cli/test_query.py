"""``zhengtu query``: one command for each question, made of its header."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from zhengtu.queries import load_catalogue

Run = Callable[..., Result]


def test_without_a_name_the_catalogue_is_listed(zhengtu: Run) -> None:
    result = zhengtu("query")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in load_catalogue())


@pytest.mark.parametrize("name", load_catalogue())
def test_a_question_has_the_options_that_its_file_declares(name: str, zhengtu: Run) -> None:
    shown = zhengtu("query", name, "--help").stdout
    assert all(f"--{parameter.name}" in shown for parameter in load_catalogue()[name].parameters)


@pytest.mark.parametrize("name", load_catalogue())
def test_a_question_prints_rows_in_every_format(name: str, zhengtu: Run, store: Path) -> None:
    examples = [word for key, value in load_catalogue()[name].examples.items() for word in (f"--{key}", value)]
    answer = json.loads(zhengtu("query", name, *examples, "--format", "json", "--store", store).stdout)
    rows = list(csv.reader(io.StringIO(zhengtu("query", name, *examples, "--format", "csv", "--store", store).stdout)))
    table = zhengtu("query", name, *examples, "--store", store)
    assert answer["rows"]
    assert rows[0] == answer["columns"]
    assert len(rows) == len(answer["rows"]) + 1
    assert f"共 {len(answer['rows'])} 行" in table.stdout
    assert table.exit_code == 0


def test_json_says_what_was_asked(zhengtu: Run, store: Path) -> None:
    shown = zhengtu(
        "query", "responsibilities", "--agency", "省科技厅", "--limit", "2", "--format", "json", "--store", store
    )
    answer = json.loads(shown.stdout)
    assert answer["query"] == "responsibilities"
    assert answer["parameters"] == {"agency": "省科技厅", "limit": 2}
    assert answer["truncated"] is True
    assert [row["agent"] for row in answer["rows"]] == ["省科技厅", "省科技厅"]


def test_what_is_the_same_in_every_row_stands_above_the_table(zhengtu: Run, store: Path) -> None:
    lines = zhengtu("query", "agency-duties", "--agency", "县科技局", "--store", store).stdout.splitlines()
    assert "责任主体（原文）：县科技局" in lines


def test_headings_are_there_in_english_too(zhengtu: Run, store: Path) -> None:
    shown = zhengtu("query", "tasks", "--lang", "en", "--store", store).stdout
    assert "Quote" in shown
    assert "原文" not in shown.split("─")[0]


def test_an_empty_answer_says_what_that_means(zhengtu: Run, store: Path) -> None:
    result = zhengtu("query", "tasks", "--text", "不存在的字词", "--store", store)
    assert (result.exit_code, result.stdout) == (0, "")
    assert load_catalogue()["tasks"].empty.zh in result.stderr
    assert load_catalogue()["tasks"].empty.en in result.stderr


def test_an_empty_answer_is_still_csv_and_json(zhengtu: Run, store: Path) -> None:
    given = ("query", "tasks", "--text", "不存在的字词", "--store", store)
    assert json.loads(zhengtu(*given, "--format", "json").stdout)["rows"] == []
    assert zhengtu(*given, "--format", "csv").stdout.splitlines() == [
        ",".join(column.name for column in load_catalogue()["tasks"].columns)
    ]


def test_a_cut_answer_says_so_where_it_does_not_disturb(zhengtu: Run, store: Path) -> None:
    result = zhengtu("query", "tasks", "--limit", "3", "--format", "csv", "--store", store)
    assert len(list(csv.reader(io.StringIO(result.stdout)))) == 4
    assert "--limit" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--agency", "省科基厅"), "省科技厅"),
        (("--agency", "完全没有这个单位啊"), "库中没有"),
        (("--document", "实施方案之类"), "库中没有"),
        (("--document", "示例文本"), "is ambiguous"),
    ],
)
def test_a_name_that_is_unknown_or_ambiguous_ends_with_1(
    arguments: tuple[str, str], told: str, zhengtu: Run, store: Path
) -> None:
    result = zhengtu("query", "responsibilities", *arguments, "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert told in line


@pytest.mark.parametrize(
    ("name", "option", "value"),
    [("targets", "--year", "明年"), ("tasks", "--limit", "0"), ("tasks", "--limit", "许多")],
)
def test_an_invalid_parameter_ends_with_2(name: str, option: str, value: str, zhengtu: Run, store: Path) -> None:
    result = zhengtu("query", name, option, value, "--store", store)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert value in line


def test_a_store_that_does_not_exist_is_told_with_the_way_to_build_one(zhengtu: Run, tmp_path: Path) -> None:
    result = zhengtu("query", "tasks", "--store", tmp_path / "nowhere")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "zhengtu build" in line
    assert not (tmp_path / "nowhere").exists()


def test_a_value_cannot_become_part_of_the_query(zhengtu: Run, store: Path) -> None:
    result = zhengtu("query", "tasks", "--text", '" } } DROP ALL #', "--store", store)
    assert result.exit_code == 0
    assert load_catalogue()["tasks"].empty.zh in result.stderr


def test_the_store_may_be_named_by_the_environment(zhengtu: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_STORE", str(store))
    assert zhengtu("query", "tasks").exit_code == 0
