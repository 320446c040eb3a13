"""The draft of a document's graphs while its record is being written out."""

from collections.abc import Iterable

from ..ingest.record import Record
from ..ontology import Ontology
from . import literal
from .entity import Entity, describe
from .iri import document_iri
from .passage import Provisions
from .terms import DEFAULT_BASE, nif, zt

_BEGIN, _END, _ANCHOR = nif("beginIndex"), nif("endIndex"), nif("anchorOf")
_IN_DOCUMENT, _OF_TASK, _IN_SECTION = zt("inDocument"), zt("ofTask"), zt("inSection")


class Draft:
    """Statements of one document, sorted into what its text says, what was concluded, and what others name too.

    ``text`` and ``concluded`` are lists of statements (subject, predicate and object in N-Triples syntax, without the
    full stop; one, or several with line breaks between) that nobody may add twice, ``shared`` is an ordered set of
    them. Passages come last, in `close`, since a passage stands in one graph only: that of the text where any explicit
    finding needs it.
    """

    __slots__ = (
        *("_named", "_spans", "base", "concluded", "document", "iri", "ontology", "provisions", "record", "shared"),
        "text",
    )

    def __init__(self, record: Record, ontology: Ontology, base: str = DEFAULT_BASE) -> None:
        self.record = record
        self.ontology = ontology
        self.base = base
        self.iri = document_iri(record.document.id, base)
        self.document = f"<{self.iri}>"
        self.provisions = Provisions(record.tasks, record.sections)
        self.text: list[str] = []
        self.concluded: list[str] = []
        self.shared: dict[str, None] = {}
        self._named: dict[tuple[Entity, str], str] = {}
        self._spans: dict[tuple[int, int], bool] = {}  # span → whether it proves something explicit

    def node(self, kind: str, number: str | int) -> str:
        """Return a thing of this document: ``node("task", "t5")``."""
        return f"<{self.iri}/{kind}/{number}>"

    def cite(self, begin: int, end: int, explicit: bool = True) -> str:
        """Return the passage of a span, and see to it that it is described; ValueError outside the text."""
        if not 0 <= begin < end <= len(self.record.source.text):
            length = len(self.record.source.text)
            raise ValueError(f"the span {begin}–{end} does not lie in the text, which has {length} characters")
        self._spans[begin, end] = explicit or self._spans.get((begin, end), False)
        return f"<{self.iri}#char={begin},{end}>"

    def place(self, provision: str, begin: int) -> str:
        """Return predicate and object that say where a finding stands, "" where the text has no outline there.

        ``provision`` is the id of a task or, in a text whose provisions have no titles, that of a section.
        """
        if self.provisions.is_task(provision):
            return f"{_OF_TASK} {self.node('task', provision)}"
        section = provision or self.provisions.section(begin)
        return f"{_IN_SECTION} {self.node('section', section)}" if section else ""

    def name(self, entity: Entity, surface: str) -> str:
        """Return what a name stands for, described in the shared graph where the vocabularies do not have it."""
        thing = self._named.get((entity, surface))
        if thing is None:  # a text names the same few things over and over
            self.shared.update(dict.fromkeys(describe(entity, surface, self.ontology, self.base)))
            thing = self._named[entity, surface] = f"<{entity.iri(self.base)}>"
        return thing

    def close(self) -> None:
        """Write the passages."""
        text, iri = self.record.source.text, self.iri
        in_document = f"{_IN_DOCUMENT} {self.document}"
        for (begin, end), explicit in sorted(self._spans.items()):
            said = (
                f"{_BEGIN} {literal.integer(begin)}",
                f"{_END} {literal.integer(end)}",
                f"{_ANCHOR} {literal.text(text[begin:end])}",
                in_document,
            )
            (self.text if explicit else self.concluded).append(statements_of(f"<{iri}#char={begin},{end}>", said))


def statements_of(subject: str, said: Iterable[str]) -> str:
    r"""Return the statements that say several things (predicate and object each) of one subject.

    Most of a graph is written this way: one string for each finding takes two thirds of the time of one for each
    statement.

    >>> statements_of("<urn:a>", ["<urn:p> '1'", "<urn:q> '2'"])
    "<urn:a> <urn:p> '1'\n<urn:a> <urn:q> '2'"
    """
    return f"{subject} " + f"\n{subject} ".join(said)
