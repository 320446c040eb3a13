"""``zhengtu compare``: two documents of a graph, or two files, for people and for programs."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from zhengtu.graph import open_store

Run = Callable[..., Result]
NATION, PROVINCE, COUNTY = "国科发农〔2022〕158号", "浙政办发〔2022〕900号", "安政办发〔2022〕901号"


@pytest.fixture
def unaligned(samples: Path, tmp_path: Path, zhengtu: Run) -> Path:
    folder = tmp_path / "store"
    assert zhengtu("build", samples, "--store", folder).exit_code == 0
    return folder


def test_a_person_reads_kinds_passages_scores_and_reasons(zhengtu: Run, store: Path) -> None:
    shown = zhengtu("compare", NATION, COUNTY, "--store", store)
    assert shown.exit_code == 0
    text = shown.stdout
    assert text.startswith("上级：“十四五”县域创新驱动发展规划（示例文本）（国科发农〔2022〕158号），43 项")
    assert [line for line in text.splitlines() if line.startswith("——")] == [
        f"—— {kind} {number} ——" for kind, number in (part.split() for part in text.splitlines()[2].split("　"))
    ]
    place = text.index("四/（六）/专栏6/2 星创天地")
    told = text[place : text.index("\n\n", place)].splitlines()
    assert told[1].startswith("  → 三/（三）/8 建设星创天地　[承接 0.")
    assert told[2].startswith("     上：“依托农业科技园区、")
    assert told[3].startswith("     下：“支持农民专业合作社、")
    assert told[4].startswith("     因：都提到 星创天地、")
    assert "附件/7 培育星创天地" in text


def test_programs_read_the_shape_that_every_answer_has(zhengtu: Run, store: Path) -> None:
    answer = json.loads(zhengtu("compare", PROVINCE, COUNTY, "--format", "json", "--store", store).stdout)
    assert set(answer) == {"query", "parameters", "columns", "rows", "truncated"}
    assert all(list(row) == answer["columns"] for row in answer["rows"])
    rows = list(
        csv.DictReader(io.StringIO(zhengtu("compare", PROVINCE, COUNTY, "--format", "csv", "--store", store).stdout))
    )
    assert [row["because"] for row in rows] == [row["because"] for row in answer["rows"]]
    finance = next(row for row in answer["rows"] if row["higher_task"] == "加大金融支持")
    assert (finance["lower_task"], finance["kind_label"]) == ("加强科技金融支持", "承接")
    assert finance["higher_end"] - finance["higher_begin"] == len(finance["higher_quote"])


@pytest.mark.parametrize(("first", "second"), [("province-opinion.txt", "county-action-plan.txt"), ("", COUNTY)])
def test_files_are_read_on_the_fly(first: str, second: str, zhengtu: Run, store: Path, samples: Path) -> None:
    names = (samples / (first or "province-opinion.txt"), samples / second if first else second)
    from_files = zhengtu("compare", *names, "--format", "json", "--store", store)
    from_store = zhengtu("compare", PROVINCE, COUNTY, "--format", "json", "--store", store)
    assert from_files.exit_code == 0
    assert from_files.stdout == from_store.stdout


def test_two_versions_are_told_as_such(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    text = (samples / "county-action-plan.txt").read_text(encoding="utf-8")
    changed = text.replace("比重达到3.3%", "比重达到3.8%").replace("9.推进创新型乡镇建设。", "9.扩建渔港码头。")
    changed = changed.replace("开展创新型乡镇和科技示范村创建，", "疏浚航道，更新渔船，")
    changed = changed.replace("选择梅溪镇、天荒坪镇、山川乡先行试点，形成各具特色的建设路径", "修缮灯塔")
    new = tmp_path / "new.txt"
    new.write_text(changed, encoding="utf-8")
    answer = json.loads(
        zhengtu("compare", samples / "county-action-plan.txt", new, "--versions", "--format", "json").stdout
    )
    kinds = {row["higher_task"] or row["lower_task"]: row["kind_label"] for row in answer["rows"]}
    assert kinds["创新投入持续加大"] == "强化"
    assert kinds["推进创新型乡镇建设"] == "取消"
    assert kinds["扩建渔港码头"] == "新增"
    assert kinds["普及科学知识"] == "延续"
    assert "前一版：" in zhengtu("compare", samples / "county-action-plan.txt", new, "--versions").stdout


def test_what_is_saved_answers_the_query_and_saving_again_changes_nothing(zhengtu: Run, unaligned: Path) -> None:
    nothing = zhengtu("query", "coverage", "--document", COUNTY, "--store", unaligned)
    assert "zhengtu compare" in nothing.stderr
    saved = zhengtu("compare", PROVINCE, COUNTY, "--save", "--format", "csv", "--store", unaligned)
    rows = len(list(csv.reader(io.StringIO(saved.stdout)))) - 1
    with open_store(unaligned, read_only=True) as graph:
        before = graph.dump_nquads()
    again = zhengtu("compare", PROVINCE, COUNTY, "--save", "--store", unaligned)
    assert "+0 −0" in again.stderr
    with open_store(unaligned, read_only=True) as graph:
        assert graph.dump_nquads() == before
    answer = json.loads(
        zhengtu("query", "coverage", "--document", COUNTY, "--format", "json", "--store", unaligned).stdout
    )
    assert len(answer["rows"]) == rows


def test_all_documents_are_compared_with_their_bases_at_once(zhengtu: Run, unaligned: Path) -> None:
    first = zhengtu("compare", "--save", "--store", unaligned)
    assert len(first.stdout.splitlines()) == 3
    again = zhengtu("compare", "--save", "--store", unaligned)
    assert all(line.endswith("+0 −0") for line in again.stdout.splitlines())


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 2, "A 和 B"),
        ((NATION,), 2, "缺少B"),
        ((NATION, "没有这份文件"), 1, "没有这份文件"),
        (("a\0b", NATION), 1, ""),
    ],
)
def test_what_is_missing_or_unknown_is_told_in_one_line(
    arguments: tuple[str, ...], code: int, message: str, zhengtu: Run, store: Path
) -> None:
    result = zhengtu("compare", *arguments, "--store", store)
    assert result.exit_code == code
    assert message in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_files_cannot_be_saved_and_no_store_is_made_by_accident(
    zhengtu: Run, samples: Path, store: Path, tmp_path: Path
) -> None:
    refused = zhengtu("compare", samples / "national-plan.txt", COUNTY, "--save", "--store", store)
    assert refused.exit_code == 2
    assert "zhengtu build" in refused.stderr
    for arguments in ((NATION, COUNTY), (NATION, COUNTY, "--save"), ("--save",)):
        assert zhengtu("compare", *arguments, "--store", tmp_path / "none").exit_code == 1
    assert not (tmp_path / "none").exists()


def test_a_graph_without_any_base_says_so(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    alone = tmp_path / "national-plan.txt"
    shutil.copy(samples / "national-plan.txt", alone)
    zhengtu("build", alone, "--store", tmp_path / "store")
    result = zhengtu("compare", "--save", "--store", tmp_path / "store")
    assert result.exit_code == 0
    assert "没有可对照的文件" in result.stderr
