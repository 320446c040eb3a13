from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from zhengtu.graph import Store, open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.ontology import load_ontology

HERE = Path(__file__).parent
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
