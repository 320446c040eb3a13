"""No file of the project names the machine that it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# In pieces, so that this file does not find itself. "me" and "someone" are nobody: examples may use their folders.
FOLDERS = rb"(?:work|root|Users|home(?!/(?:me|someone)/))" + rb"/[\w.]"
ABSOLUTE = re.compile(rb"(?<![\w.~-])/" + FOLDERS + rb"|/" + rb"tmp/\w*venv")


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout, so there is no list of the project's files")
    return [path for name in listing.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_tracked_file_holds_a_path_of_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}, line {number}: {line.decode(errors='replace').strip()[:100]}"
        for path in tracked_files()
        for number, line in enumerate(path.read_bytes().split(b"\n"), 1)
        if ABSOLUTE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "path", ["/wo" + "rk/main/cli", "see /ro" + "ot/.cache", "'/ho" + "me/anna/x'", "/tm" + "p/venv/bin"]
)
def test_the_search_knows_a_machine_path_when_it_sees_one(path: str) -> None:
    assert ABSOLUTE.search(path.encode())


@pytest.mark.parametrize(
    "path", ["docs/work/plan", "https://example.org/home/index", "~/work/x", "/tmp/demo", "/home/me/plan.txt"]
)
def test_the_search_leaves_other_paths_alone(path: str) -> None:
    assert not ABSOLUTE.search(path.encode())
