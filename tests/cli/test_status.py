"""``zhengtu status``, ``zhengtu build --prune`` and ``zhengtu check --store``."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_what_changed_is_listed_and_pruning_removes_what_is_gone(zhengtu: Run, samples: Path, tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    shutil.copytree(samples, folder)
    zhengtu("build", folder, "--store", store)
    quiet = zhengtu("status", folder, "--store", store)
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, "", "未变 3\n")
    (folder / "county-action-plan.txt").unlink()
    shown = zhengtu("status", folder, "--store", store, "--format", "json")
    (gone,) = json.loads(shown.stdout)
    assert (Path(gone["file"]).name, gone["state"]) == ("county-action-plan.txt", "gone")
    assert "已删除" in zhengtu("build", folder, "--prune", "--store", store).stdout
    assert zhengtu("status", "--store", store).stderr == "未变 2\n"


def test_a_store_is_checked(zhengtu: Run, store: Path) -> None:
    checked = zhengtu("check", "--store", store)
    assert checked.exit_code == 0
    assert "没有错误 (no mistakes)：文件 3" in checked.stdout
