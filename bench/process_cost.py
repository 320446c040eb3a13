"""What a command costs: processor time, time by the clock and largest memory, by the system's own account."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ZHENGTU = (sys.executable, "-m", "zhengtu.cli")

_JIEBA = (
    "import sys, pathlib, jieba, jieba.posseg; jieba.setLogLevel(60)\n"
    "for path in pathlib.Path(sys.argv[1]).rglob('*.txt'):\n"
    "    text = path.read_text('utf-8'); sum(1 for _ in {})"
)
# In a process of its own, whose children are the command's alone: the largest memory is kept for all children.
_OUTER = (
    "import json, resource, subprocess, sys, time; begun = time.perf_counter()\n"
    "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode\n"
    "use = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    "wall = time.perf_counter() - begun\n"
    "print(json.dumps([use.ru_utime + use.ru_stime, wall, use.ru_maxrss / 1024])); sys.exit(code)"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """One finished command: seconds of processor time and of the clock, the largest memory in megabytes."""

    cpu: float
    wall: float
    megabytes: float


def cost(command: Sequence[str]) -> Cost:
    """Run a command to its end, with its children; raise CalledProcessError where it failed."""
    done = subprocess.run([sys.executable, "-c", _OUTER, *command], check=True, stdout=subprocess.PIPE, text=True)
    return Cost(*json.loads(done.stdout))


def in_turn(steps: Mapping[str, Callable[[], Cost]], runs: int) -> dict[str, list[Cost]]:
    """Run all steps in turn, so many times, so that a machine that is busy is busy for all of them."""
    costs: dict[str, list[Cost]] = {name: [] for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            costs[name].append(step())
            print(f"  {name:24} {costs[name][-1]}", file=sys.stderr, flush=True)
    return costs


def posseg(texts: Path) -> list[str]:
    """Return the command that tags all texts with jieba.posseg and does nothing else."""
    return [sys.executable, "-c", _JIEBA.format("jieba.posseg.cut(text)"), str(texts)]


def lcut(texts: Path) -> list[str]:
    """Return the command that cuts all texts into words with jieba and does nothing else."""
    return [sys.executable, "-c", _JIEBA.format("jieba.lcut(text)"), str(texts)]


def build(texts: Path, store: Path, jobs: int = 1) -> list[str]:
    """Return the command that builds a store."""
    return [*ZHENGTU, "build", str(texts), "--store", str(store), "--jobs", str(jobs)]


def bytes_in(folder: Path) -> int:
    """Return how many bytes the files of a folder have together."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
