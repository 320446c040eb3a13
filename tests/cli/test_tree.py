"""A chain as a tree in the terminal: what leads to what, where it stands and the words that say so."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]
GOAL = ("--from", "创新能力明显增强", "--to", "programme:创新型乡镇")


def test_a_national_goal_reaches_the_countys_measure_and_its_programme_each_with_its_quote(
    zhengtu: Run, store: Path
) -> None:
    shown = zhengtu("query", "policy-chain", *GOAL, "--format", "json", "--store", store)
    rows = json.loads(shown.stdout)["rows"]
    links = {(row["from_iri"], row["to_iri"]): row for row in rows}
    assert all(row["quote"] for row in rows)
    # What no text says shows the words of both ends.
    assert all(row["from_quote"] and row["why"] for row in rows if not row["said"])
    # From the programme back to the goal, through a measure of the county.
    last = next(row for row in rows if row["to"] == "创新型乡镇" and "安政办发" in row["from_iri"])
    assert (last["from_kind"], last["from"]) == ("measure", "开展创新型乡镇和科技示范村创建")
    assert last["quote"] == "开展创新型乡镇和科技示范村创建"
    steps, node = [], last["from_iri"]
    while "国科发农" not in node:
        row = max((row for (_, to), row in links.items() if to == node), key=lambda row: (int(row["hop"]), row["from"]))
        assert row["quote"]
        steps.append(row["from"])
        node = row["from_iri"]
    assert steps[:2] == ["推进创新型乡镇建设", "建设创新型县（市）"]
    assert any(row["from"] == "创新能力明显增强" and row["hop"] == 1 for row in rows)


def test_the_tree_says_in_which_document_a_step_stands_where_that_changes(zhengtu: Run, store: Path) -> None:
    lines = zhengtu("query", "policy-chain", *GOAL, "--format", "tree", "--store", store).stdout.splitlines()
    assert lines[0] == "目标 创新能力明显增强"
    (goal,) = [line for line in lines if "目标 主要目标" in line]
    assert "浙江省人民政府办公厅" in goal
    (task,) = [line for line in lines if "任务 推进创新型乡镇建设" in line]
    assert "安吉县人民政府办公室" in task
    assert any("（推断）" in line for line in lines)
    # A node that is a leaf and not said before has its quote in the line below.
    place = next(index for index, line in enumerate(lines) if "措施 开展创新型乡镇和科技示范村创建" in line)
    assert "“开展创新型乡镇和科技示范村创建”" in lines[place + 1]
