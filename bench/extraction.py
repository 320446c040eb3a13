"""What reading a document costs: the whole of `zhengtu extract` against `jieba.posseg` alone on the same text.

Both run as processes of their own, so that loading counts on both sides; CPU time is the system's own account of the
finished process. Run: python bench/extraction.py [FILE …] (default: the sample documents).
"""

import os
import statistics
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

RUNS = 5
_POSSEG = (
    "import sys, jieba, jieba.posseg; jieba.setLogLevel(60); "
    "text = open(sys.argv[1], encoding='utf-8').read(); print(sum(1 for _ in jieba.posseg.cut(text)))"
)


def cpu_seconds(command: list[str]) -> float:
    """Run a command to its end and return the CPU time it used; raise CalledProcessError where it failed."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)


def measure(path: Path) -> tuple[float, float]:
    """Return the median CPU seconds of extraction and of `jieba.posseg` on one file, taken in turn."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(RUNS):
        ours.append(cpu_seconds([sys.executable, "-m", "zhengtu.cli", "extract", str(path), "--format", "json"]))
        theirs.append(cpu_seconds([sys.executable, "-c", _POSSEG, str(path)]))
    return statistics.median(ours), statistics.median(theirs)


def report(paths: list[Path]) -> list[tuple[str, int, float]]:
    """Measure each file and print a table; return name, characters and the ratio."""
    print("| document | characters | zhengtu extract ÷ jieba.posseg (CPU) |\n|---|---:|---:|")
    rows = []
    for path in paths:
        ours, theirs = measure(path)
        rows.append((path.name, len(path.read_text("utf-8")), ours / theirs))
        print(f"| {rows[-1][0]} | {rows[-1][1]:,} | {rows[-1][2]:.2f} |", flush=True)
    return rows


if __name__ == "__main__":
    if sys.argv[1:]:
        report([Path(argument) for argument in sys.argv[1:]])
    else:
        with as_file(files("zhengtu.cli") / "samples") as samples:
            report(sorted(samples.glob("*.txt")))
