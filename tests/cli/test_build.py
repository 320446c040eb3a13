"""``zhengtu build``: every file is accounted for, and the exit code says whether all went well."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from zhengtu.graph import open_store

Run = Callable[..., Result]

PLAN = "某县修路工作方案\n一、重点任务\n（一）修路。修好农村公路。（县财政局负责）\n"


def test_files_become_a_graph_with_a_summary(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    result = zhengtu("build", samples, "--store", tmp_path / "store")
    assert result.exit_code == 0
    assert all(path.name in result.stdout for path in samples.glob("*.txt"))
    assert "合计 3" in result.stdout
    with open_store(tmp_path / "store", read_only=True) as store:
        assert len(store.documents()) == 3


def test_a_second_build_reads_nothing_again(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    zhengtu("build", samples, "--store", tmp_path / "store")
    result = zhengtu("build", samples, "--store", tmp_path / "store")
    assert result.exit_code == 0
    assert "未变 3；写入 0 条" in result.stdout
    assert "已更新 3；" in zhengtu("build", samples, "--force", "--store", tmp_path / "store").stdout


def test_one_bad_file_stops_no_other_and_is_told(zhengtu: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    result = zhengtu("build", tmp_path / "in", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "不可读" in result.stdout
    assert "empty.txt" in result.stderr
    with open_store(tmp_path / "store", read_only=True) as store:
        assert [document.title for document in store.documents()] == ["某县修路工作方案"]


def test_two_files_of_one_document_are_told(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    text = (samples / "province-opinion.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text + "\n又一行。\n", encoding="utf-8")
    result = zhengtu("build", tmp_path / "a.txt", tmp_path / "b.txt", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "未采用" in result.stdout
    assert "b.txt" in result.stderr


def test_a_copy_of_a_file_is_no_failure(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes((samples / "province-opinion.txt").read_bytes())
    result = zhengtu("build", tmp_path / "a.txt", tmp_path / "b.txt", "--store", tmp_path / "store")
    assert result.exit_code == 0
    assert "--verbose" in result.stderr
    shown = zhengtu("build", tmp_path / "a.txt", tmp_path / "b.txt", "--verbose", "--store", tmp_path / "store")
    assert "copy of" in shown.stderr


def test_a_path_that_does_not_exist_is_told(zhengtu: Run, tmp_path: Path) -> None:
    result = zhengtu("build", tmp_path / "nowhere", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


def test_a_store_that_is_no_store_is_told_in_one_line(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("别的文件", encoding="utf-8")
    result = zhengtu("build", samples, "--store", tmp_path)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_there_is_no_progress_bar_outside_a_terminal(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    assert zhengtu("build", samples, "--store", tmp_path / "store").stderr == ""


def test_the_graph_does_not_depend_on_the_number_of_processes(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        assert zhengtu("build", samples, "--jobs", jobs, "--store", tmp_path / jobs).exit_code == 0
    with open_store(tmp_path / "1", read_only=True) as one, open_store(tmp_path / "2", read_only=True) as two:
        assert one.dump_nquads() == two.dump_nquads()
