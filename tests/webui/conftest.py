from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from zhengtu.graph import open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.ontology import load_ontology
from zhengtu.webui import create_app, site_of

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"


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
def app(store: Path) -> Iterator[Flask]:
    app = create_app(store)
    app.testing = False  # errors are to be answered as in earnest
    yield app
    site_of(app).close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
