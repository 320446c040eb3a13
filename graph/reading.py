"""Reading files into quads, here or wherever an executor runs."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from ..ingest.problem import Problem, UnreadableSource
from ..ingest.reading import read_sources
from ..ingest.record import Record
from ..ingest.source import Source
from ..ontology import Ontology, load_ontology
from .build_report import NEW, UNREADABLE, Counts, DocumentRow
from .file_contents import place_of
from .outline_statements import source_name
from .quads import DocumentQuads, record_quads
from .worker_pool import is_own, width_of

Settings: TypeAlias = "tuple[Path | None, str, str, Extract]"
Extract = Callable[[Source, Ontology, tuple[Problem, ...]], Record]

#: So many files go to a worker, and so many documents into the store, at a time: one by one costs more than reading.
CHUNK = 16


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What one document gave: a row of the report and, where it could be read, its quads."""

    row: DocumentRow
    quads: DocumentQuads | None = None
    source: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file gave: one document, or those of an archive."""

    path: Path
    documents: tuple[DocumentReading, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """How files are read: with which dictionary, into IRIs below which base, by whose name, by what."""

    ontology: Ontology
    base: str
    producer: str
    extract: Extract

    def read(self, path: Path) -> FileReading:
        """Read one file; whatever is wrong with it becomes a problem of a row."""
        documents: list[DocumentReading] = []
        try:
            for found in read_sources(path):
                if isinstance(found, Problem):
                    documents.append(_unread(Path(found.where), found))
                else:
                    documents.append(self._document(path, *found))
        except UnreadableSource as error:
            documents.append(_unread(path, error.problem))
        except Exception as error:  # see _document
            documents.append(_unread(path, _failure(path, error)))
        return FileReading(path, tuple(documents))

    def _document(self, path: Path, source: Source, problems: tuple[Problem, ...]) -> DocumentReading:
        place = place_of(path, source.uri)
        try:
            record = self.extract(source, self.ontology, problems)
            quads = record_quads(record, self.ontology, self.base, self.producer)
        except Exception as error:  # a fault of our own in one document must not cost the other ten thousand
            return _unread(place, _failure(place, error))
        document = record.document
        row = DocumentRow(
            place, NEW, document.id, document.title, Counts.of(record, len(quads), len(quads.text)), record.problems
        )
        return DocumentReading(row, quads, source_name(source.uri), source.sha256)


def read_files(paths: Sequence[Path], reader: Reader, executor: Executor | None) -> Iterator[list[FileReading]]:
    """Yield what the files gave, in their order and a chunk at a time.

    No more chunks are under way than the processors can use: results wait in memory until the store has taken them.
    Where a worker dies, the files that it may have died of are read again, each by itself, and the one that kills its
    worker again is told.
    """
    chunks = (paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK))
    if executor is None:
        for chunk in chunks:
            yield [reader.read(path) for path in chunk]
        return
    waiting: deque[tuple[Sequence[Path], Future[list[FileReading]]]] = deque()
    folder = None if is_own(reader.ontology) else reader.ontology.folder
    settings = (folder, reader.base, reader.producer, reader.extract)
    for chunk in islice(chunks, 2 * width_of(executor)):
        waiting.append((chunk, executor.submit(_read_there, chunk, *settings)))
    while waiting:
        paths_read, future = waiting.popleft()
        try:
            readings = future.result()
        except Exception:  # not of a document, whose faults are caught where it is read: of the worker itself
            readings = [_read_alone(path, executor, settings) for path in paths_read]
        for chunk in islice(chunks, 1):
            waiting.append((chunk, executor.submit(_read_there, chunk, *settings)))
        yield readings


def extract(source: Source, ontology: Ontology, problems: tuple[Problem, ...]) -> Record:
    """Extract a record as `zhengtu.ingest.extraction` does, whose modules load only when there is a text to read."""
    from ..ingest import extraction

    return extraction.extract(source, ontology, problems)


def _read_alone(path: Path, executor: Executor, settings: Settings) -> FileReading:
    try:
        (reading,) = executor.submit(_read_there, [path], *settings).result()
    except Exception as error:
        what = f"the process that read it died, twice ({type(error).__name__}: {' '.join(str(error).split())[:120]})"
        advice = "it may take more memory than there is; read it alone, or report this with the file"
        return FileReading(path, (_unread(path, Problem(str(path), what, advice, "error")),))
    return reading


def _read_there(
    paths: Sequence[Path], folder: Path | None, base: str, producer: str, extract: Extract
) -> list[FileReading]:
    # A dictionary is loaded once per process; sending it along with every chunk would cost more than the chunk.
    reader = Reader(load_ontology(folder), base, producer, extract)
    return [reader.read(path) for path in paths]


def _unread(place: Path, problem: Problem) -> DocumentReading:
    return DocumentReading(DocumentRow(place, UNREADABLE, problems=(problem,)))


def _failure(place: Path, error: Exception) -> Problem:
    what = f"the reader failed ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
    return Problem(str(place), what, "report this with the file; the others are not affected", "error")
