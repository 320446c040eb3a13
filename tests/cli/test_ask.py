import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_an_answer_says_first_as_what_the_question_was_understood(zhengtu: Run, store: Path) -> None:
    result = zhengtu("ask", "竹产业由谁牵头？", "--store", store)
    first, second = result.stdout.splitlines()[:2]
    assert result.exit_code == 0
    assert first == "理解为：谁负责什么，任务=竹产业，角色=牵头"
    assert second == '查询：zhengtu query responsibilities --task "竹产业" --role "牵头"'
    assert "县林业局" in result.stdout


def test_the_sparql_that_ran_is_shown_when_asked_for(zhengtu: Run, store: Path) -> None:
    assert "SELECT" not in zhengtu("ask", "竹产业由谁牵头", "--store", store).stdout
    assert "SELECT" in zhengtu("ask", "竹产业由谁牵头", "--store", store, "--sparql").stdout


def test_json_has_the_question_what_was_understood_and_the_answer(zhengtu: Run, store: Path) -> None:
    reply = json.loads(zhengtu("ask", "省科技厅牵头哪些任务", "--store", store, "--format", "json").stdout)
    assert (reply["question"], reply["query"]) == ("省科技厅牵头哪些任务", "agency-duties")
    assert reply["parameters"]["role"] == "牵头"
    assert reply["rows"]
    assert {row["role"] for row in reply["rows"]} == {"lead"}
    assert "SELECT" in reply["sparql"]


def test_csv_holds_the_answer_and_nothing_else(zhengtu: Run, store: Path) -> None:
    result = zhengtu("ask", "哪些任务没人管", "--store", store, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["status"] for row in rows} <= {"nobody", "concluded"}
    assert "理解为" in result.stderr


def test_a_question_that_is_not_understood_ends_with_a_word_on_it_and_others_to_ask(zhengtu: Run, store: Path) -> None:
    result = zhengtu("ask", "竹产业为什么重要", "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "“为什么”" in result.stderr
    assert "zhengtu ask 谁负责竹产业" in result.stderr


def test_a_refusal_in_json_has_a_null_query_and_suggestions(zhengtu: Run, store: Path) -> None:
    result = zhengtu("ask", "今天天气怎么样", "--store", store, "--format", "json")
    reply = json.loads(result.stdout)
    assert result.exit_code == 1
    assert reply["query"] is None
    assert reply["suggestions"]


def test_an_answer_without_rows_says_what_that_means(zhengtu: Run, store: Path) -> None:
    result = zhengtu("ask", "科技部牵头哪些任务", "--store", store)
    assert result.exit_code == 0
    assert "没有结果" in result.stderr


def test_an_empty_question_is_told(zhengtu: Run, store: Path) -> None:
    result = zhengtu("ask", " ", "--store", store)
    assert result.exit_code == 1
    assert "没有问题" in result.stderr
