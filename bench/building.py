"""What a whole build costs, against jieba and raw pyoxigraph on the same data, and where its time goes.

All costs are ratios of processes that ran in turn, medians; loading counts on both sides. The texts are varied copies
of real documents where $ZHENGTU_CORPUS names some, and of the samples.
Run: python bench/building.py [--documents 200] [--runs 5] [--results DIR]; writes building.md and building.json.
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
from pathlib import Path

from make_documents import make_documents
from process_cost import Cost, build, bytes_in, cost, in_turn, lcut, posseg

_RAW = (
    "import sys, pyoxigraph\n"
    "store = pyoxigraph.Store(sys.argv[2])\n"
    "store.bulk_load(path=sys.argv[1], format=pyoxigraph.RdfFormat.N_QUADS, lenient=True); store.flush()"
)
_RDFLIB = "import sys, rdflib; rdflib.Dataset().parse(sys.argv[1], format='nquads')"
_PROFILE = (
    "import cProfile, json, pstats, sys; from pathlib import Path\n"
    "from zhengtu.graph import open_store; from zhengtu.graph.building import build\n"
    "from zhengtu.ontology import load_ontology\n"
    "profile = cProfile.Profile()\n"
    "with open_store(sys.argv[2]) as store: profile.runcall(build, [Path(sys.argv[1])], store, load_ontology())\n"
    "stats = pstats.Stats(profile).stats\n"
    "def spent(end, name): return sum(v[3] for (f, _, n), v in stats.items() if f.endswith(end) and n == name)\n"
    "total = spent('graph/building.py', 'build')\n"
    "parts = {'reading files': spent('ingest/reading.py', 'read_sources'),"
    "'extraction': spent('graph/reading.py', 'extract'),"
    "'  of it measures': spent('ingest/measures.py', 'find_measures'),"
    "'  of it responsibilities': spent('ingest/responsibilities.py', 'find_responsibilities'),"
    "'quads': spent('graph/quads.py', 'record_quads'),"
    "'vocabularies': spent('graph/store.py', 'load_vocabularies'),"
    "'writing the store': spent('graph/store.py', 'replace_documents'),"
    "'citations between documents': spent('graph/concluded.py', 'resolve_citations')}\n"
    "print(json.dumps({name: seconds / total for name, seconds in parts.items()}))"
)


def measure(documents: int, runs: int, folder: Path) -> dict[str, float]:
    """Return the ratios, by what they say."""
    texts, store, raw, lines = folder / "texts", folder / "store", folder / "raw", folder / "data.nq"
    files = make_documents(texts, documents=documents)
    subprocess.run(build(texts, store), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    quads = _dump(store, lines)

    def afresh(place: Path, command: list[str]) -> Callable[[], Cost]:
        def run() -> Cost:
            shutil.rmtree(place, ignore_errors=True)
            return cost(command)

        return run

    pinned = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    costs = in_turn(
        {
            "posseg": lambda: cost(posseg(texts)),
            "lcut": lambda: cost(lcut(texts)),
            "raw": afresh(raw, [sys.executable, "-c", _RAW, str(lines), str(raw)]),
            "one core": afresh(store, [*pinned, *build(texts, store)]),
            "two": afresh(store, build(texts, store, 2)),
            "one": afresh(store, build(texts, store)),
            "unchanged": lambda: cost(build(texts, store)),
        },
        runs,
    )
    size = bytes_in(store)
    few = folder / "few.nq"
    few.write_text("".join(lines.read_text("utf-8").splitlines(keepends=True)[:100_000]), "utf-8")
    rdflib = in_turn({"rdflib": lambda: cost([sys.executable, "-c", _RDFLIB, str(few)])}, 1)["rdflib"][0]

    def ratio(above: str, below: str, what: str = "cpu") -> float:
        pairs = zip(costs[above], costs[below], strict=True)
        return statistics.median(getattr(one, what) / getattr(other, what) for one, other in pairs)

    loading = statistics.median(each.cpu for each in costs["raw"])
    return {
        "documents": documents,
        "characters": sum(len(path.read_text("utf-8")) for path in files),
        "quads": quads,
        "runs, of which the median": runs,
        "build ÷ jieba.posseg (CPU)": ratio("one", "posseg"),
        "build ÷ jieba.lcut (CPU)": ratio("one", "lcut"),
        "build ÷ raw pyoxigraph loading its quads (CPU)": ratio("one", "raw"),
        "rdflib ÷ raw pyoxigraph, loading (CPU, by 100,000 quads)": rdflib.cpu / 100_000 * quads / loading,
        "rate of 2 jobs ÷ 1 job": ratio("one", "two", "wall"),
        "rate of 2 jobs ÷ 1 job held to one core": ratio("one core", "two", "wall"),
        "nothing changed ÷ full build (CPU)": ratio("unchanged", "one"),
        "nothing changed ÷ full build (clock)": ratio("unchanged", "one", "wall"),
        "peak memory of a build, MB": statistics.median(each.megabytes for each in costs["one"]),
        "store, bytes a quad": size / quads,
    }


def profile(texts: Path, folder: Path) -> dict[str, float]:
    """Return which part of a build each step takes, under a profiler, which makes many small calls look dearer."""
    command = [sys.executable, "-c", _PROFILE, str(texts), str(folder / "profiled")]
    parts: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return parts


def _dump(store: Path, lines: Path) -> int:
    from zhengtu.graph import open_store

    with open_store(store, read_only=True) as opened:
        lines.write_bytes(opened.dump_nquads(sorted=False))
        return len(opened)


def main() -> None:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        figures = measure(asked.documents, asked.runs, Path(temporary))
        parts = profile(Path(temporary) / "texts", Path(temporary))
    about = f"Python {platform.python_version()}, {os.cpu_count()} processors"
    lines = ["| | |", "|---|---:|"]
    lines += [
        f"| {name} | {value:,}" + " |" if value == int(value) else f"| {name} | {value:,.3g} |"
        for name, value in figures.items()
    ]
    lines += ["", "| step of a build (profiled) | share |", "|---|---:|"]
    lines += [f"| {name} | {share:.0%} |" for name, share in parts.items()]
    text = "\n".join(lines)
    print(text)
    asked.results.mkdir(parents=True, exist_ok=True)
    (asked.results / "building.md").write_text(f"# Building\n\n{about}.\n\n{text}\n", "utf-8")
    written = {"about": about, "figures": figures, "parts": parts}
    (asked.results / "building.json").write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
