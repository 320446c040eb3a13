from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhengtu.cli.main import cli
from zhengtu.graph import open_store
from zhengtu.graph.alignment_statements import align_with_bases
from zhengtu.graph.building import build
from zhengtu.ontology import load_ontology

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"

Run = Callable[..., Result]


@pytest.fixture
def zhengtu() -> Run:
    """Run the command line in this process; input, output and exit code are as in a shell."""

    def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin)
        # An exception that is no exit is a fault of ours, and a test should show where.
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the three samples."""
    folder = tmp_path_factory.mktemp("store")
    with open_store(folder) as graph:
        build([SAMPLES], graph, load_ontology())
        align_with_bases(graph)
    return folder


@pytest.fixture
def samples() -> Path:
    return SAMPLES
