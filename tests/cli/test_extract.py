"""``zhengtu extract``: one document as JSON or as an outline, and bad files in one line."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from zhengtu.ingest.extraction import extract_file
from zhengtu.ingest.schema import validate_record
from zhengtu.ontology import load_ontology

Run = Callable[..., Result]


def test_json_is_the_record(zhengtu: Run, samples: Path) -> None:
    path = samples / "province-opinion.txt"
    shown = json.loads(zhengtu("extract", path, "--format", "json").stdout)
    assert shown == extract_file(path, load_ontology()).to_json()
    validate_record(shown)


def test_the_outline_tells_who_what_how_much_and_by_when(zhengtu: Run, samples: Path) -> None:
    shown = zhengtu("extract", samples / "province-opinion.txt").stdout
    lines = [line.strip() for line in shown.splitlines()]
    start = next(number for number, line in enumerate(lines) if "培育县域特色产业集群" in line)
    assert lines[start + 1 : start + 4] == [
        "牵头：省科技厅",
        "配合：省发展改革委、省经信厅、省财政厅",
        "期限：2023-06-30（2023年6月底前，完成首批县域主导产业创新图谱编制）",
    ]


def test_the_outline_says_where_nobody_is_named(zhengtu: Run, samples: Path) -> None:
    lines = zhengtu("extract", samples / "province-opinion.txt").stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if "完善基层数字治理" in line)
    assert lines[start + 1].strip() == "谁来做：文中没有写明"


def test_nothing_that_was_found_is_missing_from_the_outline(zhengtu: Run, samples: Path) -> None:
    for path in sorted(samples.glob("*.txt")):
        record = extract_file(path, load_ontology())
        shown = zhengtu("extract", path).stdout
        assert all(one.agent in shown for one in record.responsibilities)
        assert all(task.title in shown for task in record.tasks)
        assert shown.count("措施：") == len(record.measures)
        assert shown.count("期限：") == len(record.deadlines)


def test_the_outline_has_no_colour_codes_outside_a_terminal(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    assert "\x1b" not in zhengtu("extract", samples / "national-plan.txt").stdout
    zhengtu("extract", samples / "national-plan.txt", "--output", tmp_path / "out.txt")
    assert "\x1b" not in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_output_goes_to_a_file(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    path, output = samples / "province-opinion.txt", tmp_path / "record.json"
    result = zhengtu("extract", path, "--format", "json", "--output", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(output.read_text(encoding="utf-8"))["document"]["number"] == "浙政办发〔2022〕900号"


def test_a_text_may_come_from_standard_input(zhengtu: Run) -> None:
    text = "某县工作方案\n一、重点任务\n（一）修路。修好农村公路。（县财政局负责）\n"
    assert "负责：县财政局" in zhengtu("extract", "-", stdin=text).stdout


@pytest.mark.parametrize("stdin", [b"", b" \n", "方案".encode("gb18030")])
def test_standard_input_that_is_no_text_is_told(stdin: bytes, zhengtu: Run) -> None:
    result = zhengtu("extract", "-", stdin=stdin)
    assert result.exit_code == 1
    assert "标准输入" in result.stderr


def empty(path: Path) -> None:
    path.write_bytes(b"")


def blank(path: Path) -> None:
    path.write_bytes(b" \n\t\n")


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(4000))


def missing(path: Path) -> None:
    assert not path.exists()


def folder(path: Path) -> None:
    path.mkdir()


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)


@pytest.mark.parametrize("make", [empty, blank, binary, picture, missing, folder, huge])
def test_a_file_that_cannot_be_read_is_told_in_one_line(
    make: Callable[[Path], None], zhengtu: Run, tmp_path: Path
) -> None:
    path = tmp_path / "plan.txt"
    make(path)
    result = zhengtu("extract", path)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert "plan.txt" in line
    assert ";" in line  # what is wrong; what to do


def test_a_very_long_line_is_read_like_any_other(zhengtu: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "某县工作方案\n一、重点任务\n（一）修路。" + "修好农村公路，" * 60_000 + "（县财政局负责）\n", encoding="utf-8"
    )
    result = zhengtu("extract", path)
    assert result.exit_code == 0
    assert "负责：县财政局" in result.stdout


def test_a_file_that_changes_while_it_is_read_is_told(
    zhengtu: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("某县工作方案\n", encoding="utf-8")
    real = os.fstat

    def writing_meanwhile(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        with path.open("a", encoding="utf-8") as file:
            file.write("又一行\n")
        return found

    monkeypatch.setattr("zhengtu.ingest.reading.os.fstat", writing_meanwhile)
    result = zhengtu("extract", path)
    assert result.exit_code == 1
    assert "plan.txt" in result.stderr.splitlines()[0]
    assert "changed while it was read" in result.stderr


def test_a_dictionary_folder_that_does_not_exist_is_told(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    result = zhengtu("extract", samples / "national-plan.txt", "--ontology", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
