"""What building costs and how it grows: all as ratios measured in one run, medians, on varied copies of the samples.

Every measured step is a process of its own, so that loading counts on both sides; CPU time and the largest memory are
the system's own account of the finished process (with its children).
Run: python bench/scaling.py [--documents 100 1000] [--runs 5 1] [--results DIR]; writes results.md and results.json.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from make_documents import make_documents

_POSSEG = "jieba.posseg.cut(text)"
_LCUT = "jieba.lcut(text)"
_JIEBA = (
    "import sys, pathlib, jieba, jieba.posseg; jieba.setLogLevel(60)\n"
    "for path in pathlib.Path(sys.argv[1]).rglob('*.txt'):\n"
    "    text = path.read_text('utf-8'); sum(1 for _ in {})"
)
_PROFILE = (
    "import cProfile, pstats, sys; from pathlib import Path\n"
    "from zhengtu.graph import open_store; from zhengtu.graph.building import build\n"
    "from zhengtu.ontology import load_ontology\n"
    "profile = cProfile.Profile()\n"
    "with open_store(sys.argv[2]) as store: profile.runcall(build, [Path(sys.argv[1])], store, load_ontology())\n"
    "stats = pstats.Stats(profile).stats\n"
    "def spent(end, name): return sum(v[3] for (f, _, n), v in stats.items() if f.endswith(end) and n == name)\n"
    "total = spent('graph/building.py', 'build')\n"
    "parts = {'read files': spent('ingest/reading.py', 'read_sources'),"
    "'extract': spent('graph/reading.py', 'extract'),"
    "'quads': spent('graph/quads.py', 'record_quads'), 'vocabularies': spent('graph/store.py', 'load_vocabularies'),"
    "'store': spent('graph/store.py', 'replace_documents'),"
    "'citations': spent('graph/concluded.py', 'resolve_citations')}\n"
    "import json; print(json.dumps({name: seconds / total for name, seconds in parts.items()}))"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """One finished process: seconds of CPU and of the clock, the largest memory in megabytes."""

    cpu: float
    wall: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Row:
    """The figures at one number of documents; all costs are ratios."""

    documents: int
    characters: int
    quads: int
    runs: int
    build_to_posseg: float
    build_to_lcut: float
    two_jobs_rate: float
    unchanged_to_full: float
    unchanged_to_full_wall: float
    build_megabytes: float
    store_bytes_per_quad: float


def cost(command: list[str]) -> Cost:
    """Run a command to its end; raise CalledProcessError where it failed."""
    # Through a shell of its own, whose children are this command's alone: the largest memory is kept for all children.
    inner = (
        "import json, resource, subprocess, sys, time; begun = time.perf_counter()\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode\n"
        "use = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "wall = time.perf_counter() - begun\n"
        "print(json.dumps([use.ru_utime + use.ru_stime, wall, use.ru_maxrss / 1024])); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", inner, *command], check=True, stdout=subprocess.PIPE, text=True)
    return Cost(*json.loads(done.stdout))


def measure(count: int, runs: int, folder: Path) -> Row:
    """Measure one number of documents; everything is run in turn, so that a busy machine is busy for all."""
    texts = folder / f"texts-{count}"
    files = make_documents(texts, documents=count)
    store = folder / f"store-{count}"

    def build(jobs: int) -> list[str]:
        return [*_zhengtu(), "build", str(texts), "--store", str(store), "--jobs", str(jobs)]

    steps: dict[str, Callable[[], Cost]] = {
        "posseg": lambda: cost([sys.executable, "-c", _JIEBA.format(_POSSEG), str(texts)]),
        "lcut": lambda: cost([sys.executable, "-c", _JIEBA.format(_LCUT), str(texts)]),
        "two": lambda: _afresh(store, build(2)),
        "one": lambda: _afresh(store, build(1)),
        "unchanged": lambda: cost(build(1)),
    }
    costs: dict[str, list[Cost]] = {name: [] for name in steps}
    for _ in range(runs):
        for name, step in steps.items():
            costs[name].append(step())

    def ratio(above: str, below: str, what: str = "cpu") -> float:
        pairs = zip(costs[above], costs[below], strict=True)
        return statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs)

    from zhengtu.graph import open_store

    with open_store(store, read_only=True) as opened:
        quads = len(opened)
    size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    return Row(
        documents=count,
        characters=sum(len(path.read_text("utf-8")) for path in files),
        quads=quads,
        runs=runs,
        build_to_posseg=ratio("one", "posseg"),
        build_to_lcut=ratio("one", "lcut"),
        two_jobs_rate=ratio("one", "two", "wall"),
        unchanged_to_full=ratio("unchanged", "one"),
        unchanged_to_full_wall=ratio("unchanged", "one", "wall"),
        build_megabytes=statistics.median(each.megabytes for each in costs["one"]),
        store_bytes_per_quad=size / quads,
    )


def profile(texts: Path, folder: Path) -> dict[str, float]:
    """Return which part of a build each step takes, under a profiler, which makes many small calls look dearer."""
    command = [sys.executable, "-c", _PROFILE, str(texts), str(folder / "profiled")]
    parts: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return parts


def table(rows: list[Row], parts: dict[str, float]) -> str:
    """Return the figures as Markdown."""
    titles = {
        "documents": "documents",
        "characters": "characters",
        "quads": "quads",
        "runs": "runs, of which the median",
        "build_to_posseg": "build ÷ jieba.posseg (CPU)",
        "build_to_lcut": "build ÷ jieba.lcut (CPU)",
        "two_jobs_rate": "rate of 2 jobs ÷ 1 job",
        "unchanged_to_full": "nothing changed ÷ full build (CPU)",
        "unchanged_to_full_wall": "the same by the clock",
        "build_megabytes": "peak memory, MB",
        "store_bytes_per_quad": "store, bytes a quad",
    }
    lines = [f"| | {' | '.join(f'{row.documents:,}' for row in rows)} |", f"|---|{'---:|' * len(rows)}"]
    for name, title in titles.items():
        values = [getattr(row, name) for row in rows]
        shown = (f"{value:,}" if isinstance(value, int) else f"{value:,.3g}" for value in values)
        lines.append(f"| {title} | {' | '.join(shown)} |")
    lines += ["", "| step of a build (profiled) | share |", "|---|---:|"]
    lines += [f"| {name} | {share:.0%} |" for name, share in sorted(parts.items(), key=lambda each: -each[1])]
    return "\n".join(lines)


def _zhengtu() -> list[str]:
    return [sys.executable, "-m", "zhengtu.cli"]


def _afresh(store: Path, command: list[str]) -> Cost:
    shutil.rmtree(store, ignore_errors=True)
    return cost(command)


def main() -> None:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--runs", type=int, nargs="+", default=[5, 5], help="of each number of documents")
    parser.add_argument("--results", type=Path, default=Path(__file__).parent)
    asked = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for count, runs in zip(asked.documents, (*asked.runs, *asked.runs[-1:] * len(asked.documents)), strict=False):
            rows.append(measure(count, runs, folder))
            print(json.dumps(asdict(rows[-1])), flush=True)
        parts = profile(folder / f"texts-{asked.documents[0]}", folder)
    about = f"Python {platform.python_version()}, {os.cpu_count()} processors"
    text = table(rows, parts)
    print(text)
    (asked.results / "results.md").write_text(f"# Building\n\n{about}; `make bench` writes this.\n\n{text}\n", "utf-8")
    figures = {"about": about, "rows": [asdict(row) for row in rows], "parts": parts}
    (asked.results / "results.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
