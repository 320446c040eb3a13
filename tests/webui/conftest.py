from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from flask import Flask
from flask.testing import FlaskClient

from zhengtu.graph import open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.ontology import load_ontology
from zhengtu.webui import create_app, site_of

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"
#: What no page may pass on as it is: markup, the end of an attribute, of a script, of a template.
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store of the three sample documents, compared with one another."""
    folder = tmp_path_factory.mktemp("explorer") / "store"
    with open_store(folder) as graph:
        report = build([SAMPLES], graph, load_ontology())
        assert report.statuses["new"] == 3, report.all_problems
        align_with_bases(graph)
    return folder


@pytest.fixture(scope="session")
def hostile_store(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same store with markup in every text that came from a document or a dictionary."""
    folder = tmp_path_factory.mktemp("hostile") / "store"
    with open_store(store, read_only=True) as graph:
        quads = list(graph.quads())
    hostile = pyoxigraph.Store(str(folder))
    hostile.bulk_extend(_spoilt(quad) for quad in quads)
    hostile.flush()
    return folder


def _spoilt(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    value = quad.object
    if not isinstance(value, pyoxigraph.Literal) or not value.datatype.value.endswith(("#string", "#langString")):
        return quad
    # In front as well: what is cut off at the end must not hide it.
    text = f"{HOSTILE}{value.value}{HOSTILE}"
    spoilt = pyoxigraph.Literal(text, language=value.language) if value.language else pyoxigraph.Literal(text)
    return pyoxigraph.Quad(quad.subject, quad.predicate, spoilt, quad.graph_name)


@pytest.fixture(scope="session")
def app(store: Path) -> Iterator[Flask]:
    app = create_app(store)
    yield app
    site_of(app).close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
