"""The map of a large room names every file in it, so that a newcomer finds the one a line belongs to."""

import re
from pathlib import Path

INGEST = Path(__file__).parents[2] / "ingest"


def test_every_module_of_ingest_is_on_its_map() -> None:
    named = set(re.findall(r"`([a-z_]+\*?)`", (INGEST / "README.md").read_text("utf-8")))
    families = tuple(name.rstrip("*") for name in named if name.endswith("*"))
    modules = {path.stem for path in INGEST.glob("*.py")} - {"__init__", "extraction"}
    assert {module for module in modules if module not in named and not module.startswith(families)} == set()
    assert {name for name in named if not name.endswith("*")} - modules <= {"extraction"}
