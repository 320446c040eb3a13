"""Documents on their way into a store: in batches, all of them, and no error is lost."""

from pathlib import Path
from typing import cast

import pytest

from zhengtu.graph import Store, open_store
from zhengtu.graph.build_report import DocumentRow
from zhengtu.graph.error import StoreError
from zhengtu.graph.intake import Intake
from zhengtu.graph.quads import DocumentQuads
from zhengtu.graph.reading import DocumentReading

Rows = dict[Path, dict[Path, DocumentRow]]


def reading(number: int, word: str = "1") -> tuple[Path, DocumentReading]:
    place = Path(f"{number}.txt")
    text = tuple(f'<urn:d{number}> <urn:p{n}> "{word}"' for n in range(3))
    return place, DocumentReading(DocumentRow(place, "new", f"d{number}"), DocumentQuads.of(f"d{number}", text))


def taken(store: Store, beside: bool, count: int, word: str = "1") -> list[str]:
    rows: Rows = {Path(f"{number}.txt"): {} for number in range(count)}
    with Intake(store, rows, beside) as intake:
        for number in range(count):
            intake.add(*reading(number, word))
    return [row.status for own in rows.values() for row in own.values()]


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("batch", [1, 10, 1000])
def test_everything_is_written_whatever_the_batch(beside: bool, batch: int) -> None:
    with open_store("memory:") as store:
        store.batch = batch
        assert taken(store, beside, 7) == ["new"] * 7
        assert len(store) == 21
        assert taken(store, beside, 8, "2") == ["replaced"] * 7 + ["new"]
        assert len(store) == 24


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("batch", [1, 1000])
def test_a_store_that_cannot_be_written_is_told(beside: bool, batch: int) -> None:
    class Full:
        def __init__(self) -> None:
            self.batch = batch

        def replace_documents(self, _: object) -> None:
            raise StoreError("the disk is full")

    with pytest.raises(StoreError, match="the disk is full"):
        taken(cast("Store", Full()), beside, 3)
