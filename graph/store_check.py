"""Verifying a store: every document whole, every finding with words that its text has."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import NamedNode, Quad

from ..ingest.problem import Problem
from .iri import concluded_graph, document_graph
from .manifest import manifest_of
from .store import Store
from .terms import DEFAULT_BASE, NIF, ZT

_EVIDENCE, _HIGHER = f"{ZT}evidence", f"{ZT}higherEvidence"
_QUOTE, _BEGIN, _END, _TEXT = f"{NIF}anchorOf", f"{NIF}beginIndex", f"{NIF}endIndex", f"{NIF}isString"
_BELONGS = tuple(f"{ZT}{name}" for name in ("ofTask", "inSection", "inProvision"))
_ANY_GRAPH = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What a store holds, and everything that is wrong with it."""

    documents: int
    passages: int
    quads: int
    problems: tuple[Problem, ...]


def check_store(store: Store, base: str = DEFAULT_BASE) -> StoreCheck:
    """Go through all documents of a store; one at a time, so that memory does not grow with their number.

    A document must say what it was read from and by what (it was cut short otherwise), every piece of evidence must be
    a passage, and every passage the very words of the text at its place. A document must have as many statements as
    the list of files says were written, a graph must belong to a document, and no two documents may come from the
    same bytes.
    """
    documents = store.documents()
    written = {(e.document, e.sha256, e.producer): e.statements for e in manifest_of(store.address).entries()}
    problems: list[Problem] = []
    prefixes = (document_graph("", base), concluded_graph("", base))
    known = {document.iri.rpartition("/")[2] for document in documents}
    passages = 0
    for row in store.select(_ANY_GRAPH).rows:
        graph = getattr(row[0], "value", "")
        for prefix in prefixes:
            name = graph.removeprefix(prefix)
            if name != graph and name not in known:
                problems.append(_told(unquote(name), f"the graph {graph} belongs to no document", "delete it"))
    by_digest: dict[str, str] = {}
    for document in documents:
        name = document.iri.rpartition("/")[2]
        if not document.sha256 or not document.producer:
            problems.append(_told(document.title, "was written only in part", "build it again"))
        elif by_digest.setdefault(document.sha256, document.title) != document.title:
            what = f"comes from the same bytes as {by_digest[document.sha256]}"
            problems.append(_told(document.title, what, "build both files again"))
        text, concluded = (list(store.quads(graph=NamedNode(f"{prefix}{name}"))) for prefix in prefixes)
        wanted = written.get((unquote(name), document.sha256, document.producer), 0)
        if wanted and wanted != len(text):
            what = f"has {len(text)} statements of its text, and {wanted} were written"
            problems.append(_told(document.title, what, "build it again with --force"))
        found = _Reading([*text, *concluded])
        passages += len(found.quotes)
        problems += [_told(document.title, what, "build it again with --force") for what in found.mistakes(store)]
    return StoreCheck(len(documents), passages, len(store), tuple(problems))


class _Reading:
    """The quads of one document, sorted by what they are needed for."""

    def __init__(self, quads: list[Quad]) -> None:
        self.quotes: dict[str, str] = {}
        self.begins: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        self.subjects: set[str] = set()
        self.needed: list[tuple[str, str]] = []
        self.higher: list[str] = []
        self.text = ""
        for quad in quads:
            subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
            self.subjects.add(subject)
            match quad.predicate.value:
                case p if p == _QUOTE:
                    self.quotes[subject] = value
                case p if p == _BEGIN:
                    self.begins[subject] = int(value)
                case p if p == _END:
                    self.ends[subject] = int(value)
                case p if p == _TEXT:
                    self.text = value
                case p if p == _HIGHER:
                    self.higher.append(value)
                case p if p == _EVIDENCE:
                    self.needed.append((subject, value))
                case p if p in _BELONGS:
                    self.needed.append((subject, value))

    def mistakes(self, store: Store) -> Iterator[str]:
        """Yield what is wrong, each in a few words."""
        lacking = [(subject, thing) for subject, thing in self.needed if thing not in self.subjects]
        if lacking:
            (subject, thing), count = lacking[0], len(lacking)
            yield f"{count} statements point to what is not there, such as {_end(subject)} to {_end(thing)}"
        unquoted = [thing for _, thing in self.needed if "#char=" in thing and thing not in self.quotes]
        if unquoted:
            yield f"{len(unquoted)} findings have no quote, such as that at {_end(unquoted[0])}"
        if self.text:
            wrong = [
                passage
                for passage, quote in self.quotes.items()
                if self.text[self.begins.get(passage, 0) : self.ends.get(passage, 0)] != quote
            ]
            if wrong:
                yield f"{len(wrong)} quotes are not the words at their place, such as that at {_end(wrong[0])}"
        elsewhere = [
            name for name in self.higher if next(store.quads(NamedNode(name), NamedNode(_QUOTE)), None) is None
        ]
        if elsewhere:
            yield f"{len(elsewhere)} alignments quote a passage that is gone; compare the documents again"


def _end(iri: str) -> str:
    return unquote(iri.rpartition("/")[2])


def _told(where: str, what: str, advice: str) -> Problem:
    return Problem(where, what, advice, "error")
