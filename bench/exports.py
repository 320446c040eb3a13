"""What exporting a large network costs: CPU against networkx's own writer where it has one, and the memory it takes.

The network is made once; every writer then runs in a process forked from there, so that "memory" is what writing takes
on top of the network itself. Formats that networkx does not write (tables, Neo4j, DOT without pydot, RDF) have no
ratio; an adjacency matrix of so many nodes is refused, since no program opens it.
Run: python bench/exports.py [--nodes 200000] [--edges 1000000] [--formats graphml gexf …] [--measures]
"""

import argparse
import json
import multiprocessing
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from zhengtu.graph.export_network import FORMATS, export_network
from zhengtu.graph.network import Network, empty_network
from zhengtu.graph.network_measuring import ENGINES, measure_network
from zhengtu.graph.projection import NetworkKind

BASE = "https://w3id.org/zhengtu/id/agency/"
QUOTE = "第{}条：由有关单位牵头，“会同”其他单位负责落实《规划》，按年度报告进展"


@dataclass(frozen=True, slots=True)
class Cost:
    """One run: CPU seconds, megabytes on top of the network, megabytes written."""

    cpu: float
    memory: float
    size: float


def large_network(nodes: int, edges: int) -> Network:
    """Return a directed network with the attributes that a projection has; the same on every run."""
    network = empty_network(NetworkKind.DIGRAPH)
    network.graph.update(projection="large", title="大网络", title_en="A large network")
    for number in range(nodes):
        about = {"label": f"单位{number}", "type": "agency", "level": "county", "date": f"20{number % 25:02}-03-01"}
        network.add_node(f"{BASE}{number}", **about)
    step = 1
    while network.number_of_edges() < edges:
        for number in range(min(nodes, edges - network.number_of_edges())):
            target = (number + step * step * 7 + step) % nodes
            said = {"type": "lead", "label": "牵头", "weight": 1 + number % 9, "evidence": 1, "date": "2024-03-01"}
            network.add_edge(f"{BASE}{number}", f"{BASE}{target}", quote=QUOTE.format(number), **said)
        step += 1
    return network


def by_networkx(form: str) -> Callable[[Any, Path], None] | None:
    """Return networkx's own writer of a format, None where it has none."""

    def as_json(data: Callable[[Any], Any]) -> Callable[[Any, Path], None]:
        def write(network: Any, path: Path) -> None:
            with path.open("w", encoding="utf-8") as file:
                json.dump(data(network), file, ensure_ascii=False)

        return write

    return {
        "graphml": lambda network, path: nx.write_graphml(network, path),
        "gexf": lambda network, path: nx.write_gexf(network, path),
        "gml": lambda network, path: nx.write_gml(network, path),
        "pajek": lambda network, path: nx.write_pajek(network, path),
        "cyjs": as_json(nx.cytoscape_data),
        "json": as_json(nx.node_link_data),
    }.get(form)


def measured(work: Callable[[Path], None]) -> Cost:
    """Run a piece of work in a forked process and return what it took."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out"
            before, start = resident("VmRSS"), os.times()
            work(path)
            end = os.times()
            files = [path] if path.is_file() else list(path.iterdir()) if path.exists() else []
            size = sum(each.stat().st_size for each in files)
        theirs.send(Cost(end.user + end.system - start.user - start.system, resident("VmHWM") - before, size / 1e6))

    process = context.Process(target=run)
    process.start()
    theirs.close()
    try:
        return ours.recv()  # type: ignore[no-any-return]
    finally:
        process.join()


def resident(name: str) -> float:
    """Return megabytes of memory of this process: VmRSS now, VmHWM at most."""
    status = Path("/proc/self/status")
    if not status.exists():  # not Linux: the largest only
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def progress(done: int, total: int) -> None:
    """Show how far a long export is, where somebody sees it."""
    if sys.stderr.isatty():
        print(f"\r{done:,} / {total:,}", end="\r" if done < total else "\n", file=sys.stderr)


def compare_formats(network: Network, formats: list[str]) -> None:
    """Print a row for each format."""
    print("| format | CPU of networkx's | memory, MB | networkx's, MB | written, MB | elements / s |")
    print("|---|---|---|---|---|---|")
    elements = network.number_of_nodes() + network.number_of_edges()
    for form in formats:

        def ours(path: Path, form: str = form) -> None:
            export_network(network, form, path, progress=progress)

        cost, writer = measured(ours), by_networkx(form)
        other = measured(lambda path, write=writer: write(network, path)) if writer else None  # type: ignore[misc]
        ratio = f"{cost.cpu / other.cpu:.2f}" if other else "–"
        theirs = f"{other.memory:,.0f}" if other else "–"
        speed = f"{elements / cost.cpu:,.0f}"
        print(f"| {form} | {ratio} | {cost.memory:,.0f} | {theirs} | {cost.size:,.0f} | {speed} |", flush=True)


def compare_engines(network: Network) -> None:
    """Print what measuring takes with igraph, as a ratio to networkx, and whether the figures are the same."""
    costs, found = {}, {}
    for engine in ENGINES:
        start = os.times()
        found[engine] = measure_network(network, engine=engine)
        costs[engine] = sum(os.times()[:2]) - sum(start[:2])
    fast, slow = (found[engine] for engine in ENGINES)
    different = {
        name
        for node in fast.nodes
        for name, value in fast.nodes[node].items()
        if name != "community" and abs((value or 0) - (slow.nodes[node][name] or 0)) > 1e-5 * abs(value or 1)
    }
    size = f"{network.number_of_nodes():,} nodes, {network.number_of_edges():,} edges"
    print(f"measures, {size}: igraph takes {costs['igraph'] / costs['networkx']:.3f} of networkx's CPU;", end=" ")
    print("the same figures" if not different else f"different: {sorted(different)}", end="; ")
    print(f"modularity {fast.whole['modularity']} (igraph), {slow.whole['modularity']} (networkx)", flush=True)


def main() -> None:
    """Measure."""
    known = [form for form in FORMATS if form != "matrix"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=200_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--formats", nargs="*", choices=known, default=known)
    parser.add_argument("--measures", action="store_true", help="igraph against networkx, on a tenth of the network")
    given = parser.parse_args()
    if given.formats:
        network = large_network(given.nodes, given.edges)
        size = f"{network.number_of_nodes():,} nodes, {network.number_of_edges():,} edges"
        print(f"{size}; the network itself takes {resident('VmRSS'):,.0f} MB\n", flush=True)
        compare_formats(network, given.formats)
    if given.measures:
        compare_engines(large_network(given.nodes // 10, given.edges // 10))


if __name__ == "__main__":
    main()
