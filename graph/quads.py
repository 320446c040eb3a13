"""From a record to the quads of its graphs, in the shape of ``docs/model.md``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from ..ingest.finding import Deadline, Measure, Responsibility, Target
from ..ingest.record import Record
from ..ontology import Ontology
from .draft import Draft
from .finding_statements import (
    citation_statements,
    deadline_statements,
    measure_statements,
    mention_statements,
    responsibility_statements,
    target_statements,
)
from .iri import concluded_graph, document_graph, shared_graph
from .outline_statements import document_statements, section_statements, task_statements
from .statements import Statements
from .terms import DEFAULT_BASE


@dataclass(frozen=True, slots=True)
class DocumentQuads:
    """All that the graph holds because of one document.

    ``text`` (what it says) and ``concluded`` (what follows from it) are graphs of its own; ``shared`` goes to the graph
    of what several documents name.
    """

    document: str  # id
    text: Statements
    concluded: Statements
    shared: Statements
    base: str = DEFAULT_BASE

    @classmethod
    def of(
        cls,
        document: str,
        text: Iterable[str],
        concluded: Iterable[str] = (),
        shared: Iterable[str] = (),
        base: str = DEFAULT_BASE,
    ) -> "DocumentQuads":
        """Return the quads of a document (its id) from statements without full stop in N-Triples syntax."""
        return cls(document, Statements.of(text), Statements.of(concluded), Statements.of(shared), base)

    def graphs(self) -> dict[str, Statements]:
        """Return the statements by the IRI of their graph."""
        return {
            document_graph(self.document, self.base): self.text,
            concluded_graph(self.document, self.base): self.concluded,
            shared_graph(self.base): self.shared,
        }

    def nquads(self) -> bytes:
        """Return all statements as N-Quads, each with its line break."""
        return b"".join(statements.in_graph(graph) for graph, statements in self.graphs().items())

    def lines(self) -> Iterator[str]:
        """Yield N-Quads, one line each without the line break."""
        yield from self.nquads().decode().split("\n")[:-1]

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self.text) + len(self.concluded) + len(self.shared)


def record_quads(record: Record, ontology: Ontology, base: str = DEFAULT_BASE, producer: str = "") -> DocumentQuads:
    """Return the quads of a record; ``producer`` says which version of the program and the dictionary made it.

    The quote of a passage is the text of its span, so it proves what it should whatever the record says. ValueError
    where the record contradicts itself (a quote that is not the text of its span, a task that does not exist).
    """
    check_record(record)
    draft = Draft(record, ontology, base)
    # Only a document, citations and mentions can say the same thing twice: all else has an id of its own.
    draft.text.extend(dict.fromkeys(document_statements(draft, producer)))
    for statements in (
        section_statements(draft),
        task_statements(draft),
        measure_statements(draft),
        responsibility_statements(draft, explicit=True),
        target_statements(draft),
        deadline_statements(draft),
    ):
        draft.text.extend(statements)
    draft.text.extend(dict.fromkeys(citation_statements(draft)))
    draft.text.extend(dict.fromkeys(mention_statements(draft)))
    draft.concluded.extend(responsibility_statements(draft, explicit=False))
    draft.close()
    return DocumentQuads.of(record.document.id, draft.text, draft.concluded, draft.shared, base)


def check_record(record: Record) -> None:
    """Raise ValueError where a record contradicts its text or its own outline; that is an extractor's mistake.

    A graph that answers with words the text does not have would be worse than a document that is missing.
    """
    document, text = record.document, record.source.text
    sections, tasks = {s.id for s in record.sections}, {t.id for t in record.tasks}
    if not document.id:
        raise ValueError("the document has no id")
    for names, what in ((record.sections, "section"), (record.tasks, "task"), (record.measures, "measure")):
        ids = [thing.id for thing in names]
        if len(set(ids)) != len(ids):
            raise ValueError(f"{document.id}: two {what}s have the same id")
    findings: tuple[Measure | Responsibility | Target | Deadline, ...] = (
        *record.measures,
        *record.responsibilities,
        *record.targets,
        *record.deadlines,
    )
    provisions = tasks | sections | {""}
    for finding in findings:
        if finding.task not in provisions:
            raise ValueError(f"{document.id}: a finding belongs to {finding.task}, which is no task and no section")
    for task in record.tasks:
        if task.section and task.section not in sections:
            raise ValueError(f"{document.id}: task {task.id} stands in section {task.section}, which does not exist")
    quotes: Iterator[tuple[int, int, str]] = chain(
        map(attrgetter("begin", "end", "quote"), (*findings, *record.citations)),
        map(attrgetter("begin", "end", "text"), record.mentions),
    )
    for begin, end, quote in quotes:
        if text[begin:end] != quote or not quote:
            raise ValueError(f"{document.id}: the words at {begin}–{end} are not “{quote}” but “{text[begin:end]}”")
