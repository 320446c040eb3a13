"""Reading files into quads, here or wherever an executor runs."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..ingest.problem import Problem, UnreadableSource
from ..ingest.record import Record
from ..ontology import Ontology, load_ontology
from .build_report import NEW, UNREADABLE, Counts, DocumentRow
from .outline_statements import source_name
from .quads import DocumentQuads, record_quads

Extract = Callable[[Path, Ontology], Record]

#: So many files go to a worker, and so many documents into the store, at a time: one by one costs more than reading.
CHUNK = 16


@dataclass(frozen=True, slots=True)
class Reader:
    """How files are read: with which dictionary, into IRIs below which base, by whose name, by what."""

    ontology: Ontology
    base: str
    producer: str
    extract: Extract

    def read(self, path: Path) -> "FileReading":
        """Read one file; whatever is wrong with it becomes a problem of its row."""
        try:
            record = self.extract(path, self.ontology)
            quads = record_quads(record, self.ontology, self.base, self.producer)
        except UnreadableSource as error:
            return _unread(path, error.problem)
        except Exception as error:  # a fault of our own in one document must not cost the other ten thousand
            what = f"the reader failed ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
            return _unread(
                path, Problem(str(path), what, "report this with the file; the others are not affected", "error")
            )
        title = record.document.title
        row = DocumentRow(path, NEW, record.document.id, title, Counts.of(record, len(quads)), record.problems)
        return FileReading(row, quads, source_name(record.source.uri))


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file gave: a row of the report and, where it could be read, the quads of its document."""

    row: DocumentRow
    quads: DocumentQuads | None = None
    source: str = ""


def read_files(paths: Sequence[Path], reader: Reader, executor: Executor | None) -> Iterator[list[FileReading]]:
    """Yield what the files gave, in their order and a chunk at a time.

    No more chunks are under way than the processors can use: results wait in memory until the store has taken them.
    """
    chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    if executor is None:
        for chunk in chunks:
            yield [reader.read(path) for path in chunk]
        return
    waiting: deque[Future[list[FileReading]]] = deque()
    settings = (reader.ontology.folder, reader.base, reader.producer, reader.extract)
    for chunk in islice(chunks, 2 * (os.cpu_count() or 1)):
        waiting.append(executor.submit(_read_there, chunk, *settings))
    while waiting:
        readings = waiting.popleft().result()
        for chunk in islice(chunks, 1):
            waiting.append(executor.submit(_read_there, chunk, *settings))
        yield readings


def extract_file(path: Path, ontology: Ontology) -> Record:
    """Extract a file's record, as `zhengtu.ingest.extraction` does; its modules load only when a file is to be read."""
    from ..ingest import extraction

    return extraction.extract_file(path, ontology)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, "" where it cannot be read; the reader says why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _read_there(paths: Sequence[Path], folder: Path, base: str, producer: str, extract: Extract) -> list[FileReading]:
    # A dictionary is loaded once per process; sending it along with every chunk would cost more than the chunk.
    reader = Reader(load_ontology(folder), base, producer, extract)
    return [reader.read(path) for path in paths]


def _unread(path: Path, problem: Problem) -> FileReading:
    return FileReading(DocumentRow(path, UNREADABLE, problems=(problem,)))
