"""What a build did, document by document."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from ..ingest.problem import Problem
from ..ingest.record import Record

NEW, REPLACED, UNCHANGED, REFUSED, UNREADABLE = "new", "replaced", "unchanged", "refused", "unreadable"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things were read out of a document, and how many quads say them; ``stated``: what the text says."""

    sections: int = 0
    tasks: int = 0
    measures: int = 0
    responsibilities: int = 0
    targets: int = 0
    deadlines: int = 0
    citations: int = 0
    mentions: int = 0
    quads: int = 0
    stated: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))

    @staticmethod
    def of(record: Record, quads: int, stated: int = 0) -> "Counts":
        """Count what a record holds."""
        counted = {f.name: len(getattr(record, f.name)) for f in fields(Counts) if f.name not in ("quads", "stated")}
        return Counts(**counted, quads=quads, stated=stated)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What became of one file.

    ``status`` is new, replaced, unchanged (not read again), refused (another file has the same document) or
    unreadable. ``counts`` are those of what this build put into the store, so only the first two have any.
    """

    path: Path
    status: str
    document: str = ""  # id
    title: str = ""
    counts: Counts = Counts()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The rows in the order of the files, with what concerns no single file."""

    rows: tuple[DocumentRow, ...]
    problems: tuple[Problem, ...] = ()
    resolved: int = 0  # cited documents that were found in the store by their title
    gone: tuple[str, ...] = ()  # titles of documents that were removed because their files are no longer there

    @property
    def totals(self) -> Counts:
        """The counts of all that this build put into the store."""
        return sum((row.counts for row in self.rows if row.status in (NEW, REPLACED)), Counts())

    @property
    def statuses(self) -> Mapping[str, int]:
        """How many files have each status; a status that no file has is 0."""
        every = dict.fromkeys((NEW, REPLACED, UNCHANGED, REFUSED, UNREADABLE), 0)
        for row in self.rows:
            every[row.status] += 1
        return every

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem, those of the documents first."""
        return tuple(problem for row in self.rows for problem in row.problems) + self.problems
