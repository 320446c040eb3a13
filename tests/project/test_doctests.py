"""The examples in docstrings run, each module under the name that users import it by."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("ontology", "ingest", "graph", "queries", "webui", "cli")
# pytest --doctest-modules would import ontology/agency.py as ontology.agency, where relative imports lead nowhere.
MODULES = [
    f"zhengtu.{package}" if path.stem == "__init__" else f"zhengtu.{package}.{path.stem}"
    for package in PACKAGES
    for path in sorted((ROOT / package).glob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_give_what_they_show(name: str) -> None:
    module = importlib.import_module(name)
    results = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    assert results.attempted > 0, f"{name} holds >>> outside of its docstrings, where it never runs"
    assert results.failed == 0, (
        f"{results.failed} of {results.attempted} examples in {name} failed; see the output above"
    )
