import os
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from zhengtu.graph import Store, open_store
from zhengtu.graph.alignment import align
from zhengtu.graph.alignment_statements import align_with_bases, save_alignments
from zhengtu.graph.building import build
from zhengtu.graph.document_tasks import read_tasks
from zhengtu.ontology import load_ontology

HERE = Path(__file__).parent
CORPUS = Path(os.environ.get("ZHENGTU_CORPUS") or HERE.parents[2] / "shared" / "corpus")
SAMPLES = HERE.parents[1] / "cli" / "samples"


@pytest.fixture(scope="session")
def model() -> Store:
    """The three invented documents of model.trig: small enough to know every row by heart."""
    inner = pyoxigraph.Store()
    inner.load(path=str(HERE / "model.trig"), format=pyoxigraph.RdfFormat.TRIG)
    return Store(inner, "memory:")


@pytest.fixture(scope="session")
def samples() -> Iterator[Store]:
    """The graph of the three sample documents that the demo builds."""
    with open_store("memory:") as store:
        report = build([SAMPLES], store, load_ontology())
        assert report.statuses["new"] == 3, report.all_problems
        align_with_bases(store)
        yield store


@pytest.fixture(scope="session")
def corpus() -> Iterator[Store]:
    """The graph of the real documents, with two that are compared though neither cites the other."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real documents is not here; set ZHENGTU_CORPUS")
    with open_store("memory:") as store:
        build(sorted(CORPUS.rglob("*.txt")), store, load_ontology())
        align_with_bases(store)
        pair = [each.iri for each in store.documents() if "石城县2018年度" in each.title]
        higher, lower = (read_tasks(store, iri) for iri in pair)
        save_alignments(store, higher, lower, align(higher, lower))
        yield store
