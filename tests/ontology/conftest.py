"""A copy of the shipped dictionary in which a test may plant a mistake."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zhengtu.ontology import Mistake, check_ontology, load_ontology

Plant = Callable[[str, str, str], tuple[Mistake, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped tables; vocabularies and rules are left to the tests that write their own."""
    shipped = load_ontology().folder
    copy = tmp_path / "ontology"
    for part in ("gazetteers", "sets"):
        shutil.copytree(shipped / part, copy / part)
    for part in ("vocabularies", "rules"):
        (copy / part).mkdir()
    return copy


@pytest.fixture
def plant(folder: Path) -> Plant:
    """Replace a text of one file, or append where the old text is "", and return the mistakes that are found then."""

    def put(file: str, old: str, new: str) -> tuple[Mistake, ...]:
        path = folder / file
        text = path.read_text("utf-8") if path.exists() else ""
        assert not old or text.count(old) == 1, f"{old} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new) if old else text + new, "utf-8")
        return check_ontology(folder)

    return put
