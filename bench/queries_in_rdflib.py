"""What the catalogue's own SPARQL costs in rdflib's memory store, against the catalogue on the same data.

Each question is asked with a few sets of values drawn from a store of three documents; the same SPARQL goes to an
rdflib dataset of the same statements. Run: python bench/queries_in_rdflib.py [--sets 3] [--runs 5] [--results DIR];
writes queries-in-rdflib.md.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import patch

from drawn_parameters import Drawer
from make_documents import make_documents
from rdflib import Dataset
from rdflib.plugins.sparql.sparql import SPARQLError

from zhengtu.graph import Store, open_store
from zhengtu.graph.building import build
from zhengtu.graph.terms import PREFIXES
from zhengtu.ontology import load_ontology
from zhengtu.queries import load_catalogue
from zhengtu.queries.question import Query
from zhengtu.queries.running import run

#: Rows of a page.
PAGE = 50
SEED = 2022
#: Seconds after which a question is not asked again.
SLOW = 5.0


def seconds(task: Callable[[], object], runs: int) -> float:
    """Return the median processor time of a task."""
    taken: list[float] = []
    while len(taken) < runs and sum(taken) < SLOW:
        begun = time.process_time()
        task()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def measure(query: Query, given: Mapping[str, str], store: Store, dataset: Dataset, runs: int) -> float:
    """Return how many times as long rdflib takes for the SPARQL of a question as the catalogue for the question."""
    run(query, given, store)  # what is read once while a store is open is not counted
    with patch.object(store, "query", wraps=store.query) as asked:
        run(query, given, store)
    sent = [call.args[0] for call in asked.call_args_list]

    def in_rdflib() -> None:
        for sparql in sent:
            list(dataset.query(sparql, initNs=PREFIXES))

    return seconds(in_rdflib, runs) / seconds(lambda: run(query, given, store), runs)


def main() -> None:
    """Measure, print and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=3)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    asked = parser.parse_args()
    lines = ["| query | rdflib ÷ catalogue |", "|---|---:|"]
    with tempfile.TemporaryDirectory() as folder:
        texts, place = Path(folder, "texts"), Path(folder, "store")
        make_documents(texts, documents=3, corpus=None)
        with open_store(place) as store:
            build([texts], store, load_ontology())
        with open_store(place, read_only=True) as store:
            dataset = Dataset(default_union=True)
            dataset.parse(data=store.dump_nquads(sorted=False), format="nquads")
            print(f"{len(store):,} statements")
            for query in load_catalogue().values():
                drawer = Drawer(store, random.Random(f"{SEED} {query.name}"))
                drawn = drawer.sets(query, asked.sets, PAGE)
                try:
                    ratios = [measure(query, given, store, dataset, asked.runs) for given in drawn]
                except SPARQLError as error:  # what rdflib cannot answer is no figure
                    lines.append(f"| {query.name} | – ({error}) |")
                    continue
                lines.append(f"| {query.name} | {statistics.median(ratios):.1f} |")
                print(lines[-1], flush=True)
    asked.results.mkdir(parents=True, exist_ok=True)
    (asked.results / "queries-in-rdflib.md").write_text(
        "\n".join(("# Answers, against rdflib", "", *lines, "")), "utf-8"
    )


if __name__ == "__main__":
    main()
