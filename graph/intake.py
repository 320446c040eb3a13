"""Documents on their way into a store: they wait until there are enough of them to be worth a write."""

from collections.abc import Mapping, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from .build_report import NEW, REPLACED, DocumentRow
from .reading import DocumentReading
from .store import Store


class Intake:
    """Writes documents in batches of the size that suits a store, and says in the report's rows what became of each.

    A build that is killed loses the batches that wait, which its next run reads again, and no document that was
    written. ``beside`` has a batch written while the next one is collected, for readers that are other processes;
    never are more than two held. Used in a ``with``, at whose end everything is written.
    """

    __slots__ = ("_rows", "_store", "_thread", "_waiting", "_weight", "_writing")

    def __init__(
        self, store: Store, rows: Mapping[Path, MutableMapping[Path, DocumentRow]], beside: bool = False
    ) -> None:
        self._store, self._rows = store, rows
        self._waiting: list[tuple[Path, DocumentReading]] = []
        self._weight = 0
        self._thread = ThreadPoolExecutor(1) if beside else None
        self._writing: Future[None] | None = None

    def __enter__(self) -> "Intake":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._send()
                self._settle()
        finally:
            if self._thread:
                self._thread.shutdown()

    def add(self, file: Path, document: DocumentReading) -> None:
        """Take a document of a file in; StoreError where it, or one before it, cannot be written."""
        self._waiting.append((file, document))
        self._weight += len(document.quads or ())
        if self._weight >= self._store.batch:
            self._send()

    def _send(self) -> None:
        waiting, self._waiting, self._weight = self._waiting, [], 0
        self._settle()
        if self._thread:
            self._writing = self._thread.submit(self._write, waiting)
        else:
            self._write(waiting)

    def _settle(self) -> None:
        writing, self._writing = self._writing, None
        if writing:
            writing.result()

    def _write(self, batch: list[tuple[Path, DocumentReading]]) -> None:
        changes = self._store.replace_documents([document.quads for _, document in batch if document.quads])
        for (file, document), change in zip(batch, changes, strict=True):
            self._rows[file][document.row.path] = replace(document.row, status=NEW if change.new else REPLACED)
