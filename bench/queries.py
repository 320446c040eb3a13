"""How fast the catalogue answers: pages of answers on stores of several sizes, all queries, many values each.

Every query is asked for a page with values drawn at random from the store's own names, and, in turn with it, the same
SPARQL goes to pyoxigraph directly. Stores are made of varied copies of the samples, with alignments kept.
Times are those of the processor, which the clock shows too where nothing else runs.
Run: python bench/queries.py [--documents 30 330] [--sets 40] [--runs 3] [--cache DIR] [--results DIR] [--only NAME …];
writes queries.md and queries.json. 330 documents are 1.2 million statements. With ``--short`` the documents are short
ones, which have no alignments, as `bench/scaling.py --keep DIR` leaves them: how answers grow with a hundred thousand.
"""

import argparse
import json
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest.mock import patch

import pyoxigraph
from drawn_parameters import Drawer
from make_documents import SHORT, make_documents

from zhengtu.graph import Store, open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.graph.terms import PREFIXES
from zhengtu.ontology import load_ontology
from zhengtu.queries import load_catalogue
from zhengtu.queries.question import GATHERING, Query
from zhengtu.queries.running import read_parameters, run

#: Rows of a page.
PAGE = 50
#: What took so many milliseconds is slow enough to be measured once.
SLOW = 1000
SEED = 2022


@dataclass(frozen=True, slots=True)
class Asked:
    """One set of values: milliseconds of each run through the catalogue, and of the same SPARQL sent directly."""

    given: Mapping[str, str]
    rows: int
    catalogue: tuple[float, ...]
    directly: tuple[float, ...]

    @property
    def milliseconds(self) -> float:
        """The median of the runs."""
        return statistics.median(self.catalogue)

    @property
    def is_open(self) -> bool:
        """Whether nothing was narrowed down."""
        return not set(self.given) - set(GATHERING)


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one query on one store, in milliseconds; ``ratio`` is the median over all pairs of runs."""

    query: str
    quads: int
    sets: int
    runs: int
    p50: float
    p95: float
    worst: float
    nothing_narrowed: float | None
    ratio: float
    slowest: Mapping[str, str]


def make_store(folder: Path, documents: int, short: bool = False) -> Path:
    """Build a store of so many documents with their alignments, unless the folder has it already."""
    name = f"{'short' if short else 'documents'}-{documents}"
    place, done = folder / name, folder / f"{name}.done"
    if not done.exists():
        texts = folder / f"texts-{name}"
        # Of the samples alone, so that the store is the same on any machine.
        make_documents(texts, documents=documents, corpus=None, size=SHORT if short else None)
        with open_store(place) as store:
            build([texts], store, load_ontology())
            if not short:
                align_with_bases(store)
        done.touch()
    return place


def ask(query: Query, given: Mapping[str, str], store: Store, raw: pyoxigraph.Store, runs: int) -> Asked:
    """Time one set of values, both ways in turn."""
    with patch.object(store, "query", wraps=store.query) as names:
        read_parameters(query, given, store)
    with patch.object(store, "query", wraps=store.query) as all_of_it:
        answer = run(query, given, store)
    sent = [call.args[0] for call in all_of_it.call_args_list[len(names.call_args_list) :]]
    catalogue: list[float] = []
    directly: list[float] = []
    while len(catalogue) < runs and sum(catalogue) < SLOW:
        begun = time.process_time()
        run(query, given, store)
        between = time.process_time()
        for sparql in sent:
            list(raw.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=True))  # type: ignore[arg-type]
        ended = time.process_time()
        catalogue.append(1000 * (between - begun))
        directly.append(1000 * (ended - between))
    return Asked(given, len(answer.rows), tuple(catalogue), tuple(directly))


def measure(query: Query, store: Store, raw: pyoxigraph.Store, sets: int, runs: int) -> Row:
    """Ask one query with so many sets of values."""
    drawer = Drawer(store, random.Random(f"{SEED} {query.name}"))
    asked = [ask(query, given, store, raw, runs) for given in drawer.sets(query, sets, PAGE)]
    times = sorted(each.milliseconds for each in asked)
    nothing = [each.milliseconds for each in asked if each.is_open]
    pairs = [one / other for each in asked for one, other in zip(each.catalogue, each.directly, strict=True)]
    return Row(
        query=query.name,
        quads=len(store),
        sets=len(asked),
        runs=runs,
        p50=statistics.median(times),
        p95=percentile(times, 0.95),
        worst=times[-1],
        nothing_narrowed=statistics.median(nothing) if nothing else None,
        ratio=statistics.median(pairs),
        slowest=max(asked, key=lambda each: each.milliseconds).given,
    )


def percentile(ordered: Sequence[float], part: float) -> float:
    """Return the smallest value that so many of all are at most: of forty, the 38th for 0.95."""
    return ordered[max(0, -(-len(ordered) * int(part * 100) // 100) - 1)]


def table(rows: Sequence[Row]) -> str:
    """Return the figures of the largest store as Markdown, with p95 on the smaller ones."""
    sizes = sorted({row.quads for row in rows})
    smaller = {(row.query, row.quads): row.p95 for row in rows}
    titles = ["query", "sets", "p50", "p95", "largest", "nothing narrowed", "÷ pyoxigraph"]
    titles += [f"p95 at {size:,}" for size in sizes[:-1]]
    lines = [f"| {' | '.join(titles)} |", f"|---|{'---:|' * (len(titles) - 1)}"]
    for row in (row for row in rows if row.quads == sizes[-1]):
        nothing = "–" if row.nothing_narrowed is None else f"{row.nothing_narrowed:.1f}"
        cells = [
            row.query,
            str(row.sets),
            f"{row.p50:.1f}",
            f"{row.p95:.1f}",
            f"{row.worst:.1f}",
            nothing,
            f"{row.ratio:.2f}",
        ]
        cells += [f"{smaller[row.query, size]:.1f}" for size in sizes[:-1] if (row.query, size) in smaller]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[30, 330], help="in each of the stores")
    parser.add_argument("--sets", type=int, default=40, help="sets of values for each query")
    parser.add_argument("--runs", type=int, default=3, help="of each set, of which the median counts")
    parser.add_argument("--only", nargs="+", default=[], help="queries; all by default")
    parser.add_argument("--cache", type=Path, help="folder that keeps the stores for the next time")
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--short", action="store_true", help="short documents, without alignments")
    asked = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        for documents in asked.documents:
            place = make_store(asked.cache or Path(temporary), documents, asked.short)
            with open_store(place, read_only=True) as store:
                raw = pyoxigraph.Store.read_only(str(place))
                for query in load_catalogue().values():
                    if not asked.only or query.name in asked.only:
                        rows.append(measure(query, store, raw, asked.sets, asked.runs))
                        print(json.dumps(asdict(rows[-1]), ensure_ascii=False), flush=True)
    about = f"Python {platform.python_version()}, pyoxigraph {pyoxigraph.__version__}, {os.cpu_count()} processors"
    about += f"; pages of {PAGE} rows, {asked.sets} sets of values a query, median of {asked.runs} runs each"
    text = table(rows)
    print(text)
    if not asked.only:
        asked.results.mkdir(parents=True, exist_ok=True)
        name = "queries-short" if asked.short else "queries"
        largest = max(row.quads for row in rows)
        head = f"# Answers\n\n{about}. Milliseconds on {largest:,} statements; `make bench` writes this.\n"
        (asked.results / f"{name}.md").write_text(f"{head}\n{text}\n", "utf-8")
        figures = {"about": about, "rows": [asdict(row) for row in rows]}
        (asked.results / f"{name}.json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
