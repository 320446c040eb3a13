"""Documents on their way into a store: they wait until there are enough of them to be worth a write."""

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from pathlib import Path

from .build_report import NEW, REPLACED, DocumentRow
from .reading import DocumentReading
from .store import Store


class Intake:
    """Writes documents in batches of the size that suits a store, and says in the report's rows what became of each.

    A build that is killed loses the batch that waits, which its next run reads again, and no document that was written.
    """

    __slots__ = ("_rows", "_store", "_waiting", "_weight")

    def __init__(self, store: Store, rows: Mapping[Path, MutableMapping[Path, DocumentRow]]) -> None:
        self._store, self._rows = store, rows
        self._waiting: list[tuple[Path, DocumentReading]] = []
        self._weight = 0

    def add(self, file: Path, document: DocumentReading) -> None:
        """Take a document of a file in; it may be written now or later."""
        self._waiting.append((file, document))
        self._weight += len(document.quads or ())
        if self._weight >= self._store.batch:
            self.write()

    def write(self) -> None:
        """Write all that waits; StoreError where the store cannot be written."""
        waiting, self._waiting, self._weight = self._waiting, [], 0
        changes = self._store.replace_documents([document.quads for _, document in waiting if document.quads])
        for (file, document), change in zip(waiting, changes, strict=True):
            self._rows[file][document.row.path] = replace(document.row, status=NEW if change.new else REPLACED)
