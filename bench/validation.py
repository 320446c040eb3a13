"""Measure what validation and rules cost on a large store, as ratios to one reading of all its statements.

    python bench/validation.py [MILLIONS OF STATEMENTS, 1 by default]

The store is made of the three sample documents under other ids, each of its own graph, on disk. pySHACL is measured on
forty of the documents and reckoned up, since all of them would take minutes.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import Process
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat

from zhengtu.graph import open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.graph.conclusions import conclude
from zhengtu.graph.validation import validate
from zhengtu.ontology import load_ontology

SAMPLES = Path(__file__).parents[1] / "cli" / "samples"


def main(millions: float) -> None:
    """Make the store, measure, and print a table of ratios."""
    ontology = load_ontology()
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own, so that the memory this takes is not counted below.
        making = Process(target=make_store, args=(Path(folder), int(millions * 1_000_000)))
        making.start()
        making.join()
        with open_store(folder, read_only=True) as store:
            size, documents = len(store), [document.iri for document in store.documents()]
            print(f"{size} statements, {len(documents)} documents")
            reading = timed(lambda: sum(1 for _ in store.quads()))
            before = peak()
            fast = timed(lambda: validate(store, ontology))
            after = peak()
            rules = timed(lambda: conclude(store))
            some = documents[:: max(1, len(documents) // 40)][:40]
            part = sum(
                1 for quad in store.quads() if any(f"/{iri.rpartition('/')[2]}>" in str(quad[3]) for iri in some)
            )
            slow = timed(lambda: validate(store, ontology, some, "pyshacl")) / part
    for name, seconds in (("sparql engine", fast), ("rules", rules), ("pyshacl engine", slow * size)):
        print(f"{name:15} {seconds / reading:7.2f} × reading   {seconds / size * 1e6:7.1f} µs a statement")
    print(f"pyshacl / sparql {slow * size / fast:6.1f}    memory added by the sparql engine {after / before:.2f} ×")


def make_store(folder: Path, size: int) -> None:
    """Write a store of so many statements: the samples, aligned, and as many copies as are needed."""
    with open_store("memory:") as samples:
        build([SAMPLES], samples, load_ontology())
        align_with_bases(samples)
        lines = samples.dump_nquads().decode().split("\n")[:-1]
        ids = [document.iri.rpartition("/")[2] for document in samples.documents()]
    own = [line for line in lines if "/graph/document/" in line or "/graph/concluded/" in line]
    block = "\n".join((*own, ""))
    copies = ["\n".join((*lines, ""))]
    for number in range((size - len(lines)) // len(own)):
        copy = block
        for name in ids:
            copy = copy.replace(f"/{name}", f"/{name}-{number}")
        copies.append(copy)
    inner = pyoxigraph.Store(str(folder))
    inner.bulk_load("".join(copies).encode(), RdfFormat.N_QUADS, lenient=True)
    inner.flush()


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def peak() -> int:
    """Return the most memory that this process has had, in the unit of the system."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
