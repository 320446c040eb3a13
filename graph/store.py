"""The store of the graph: a folder on disk or memory, with the same few questions and changes for both."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pkgutil import resolve_name
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeAlias

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, Variable

from ..ontology import Ontology
from . import literal
from .answer import Answer, Term
from .error import QueryError, StoreError, explain_query_error
from .iri import concluded_graph, document_graph, vocabularies_graph
from .quads import DocumentQuads
from .statements import Statements
from .terms import DCTERMS, DEFAULT_BASE, PREFIXES
from .vocabulary_graph import vocabulary_statements

if TYPE_CHECKING:
    from networkx import Graph
    from rdflib import Dataset

    Network: TypeAlias = Graph[str]

#: From so many quads on, Oxigraph's bulk loader is faster than a transaction; it too writes all or nothing.
BULK = 20_000
#: So many quads are written at a time. With fewer, RocksDB merges its files over and over: at 150,000 that costs as
#: much as loading. With more, the build wants more memory, a megabyte for a thousand of them.
BATCH = 400_000

_FULL = re.compile(r"no space left|file too large|quota exceeded", re.IGNORECASE)
_FACTS = ("zt:documentNumber", "eli:date_document", "dcterms:source", "zt:sha256", "zt:extractedBy")
_IDENTIFIER = NamedNode(f"{DCTERMS}identifier")


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the store; what is not known of it is ""."""

    iri: str
    title: str
    number: str
    issued: str
    source: str
    sha256: str
    producer: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a replacement did to a document's own graphs: statements written and taken away."""

    new: bool
    added: int
    removed: int


class Store:
    """A dataset of named graphs; `zhengtu.graph.open_store` opens one.

    Every query sees the union of all graphs as its default graph. That union is no set: a triple that two graphs hold
    is found twice, which is why no statement is ever written to two of them.
    """

    #: How many quads at a time are best written.
    batch = BATCH

    def __init__(self, inner: pyoxigraph.Store, address: str, read_only: bool = False) -> None:
        self._inner: pyoxigraph.Store | None = inner
        self.address = address
        self.read_only = read_only
        #: Of a folder opened for reading: the name of the state that it shows, "" where that is not known.
        self.state = ""
        #: Told in a few words where somebody has to wait for more than a second.
        self.tell: Callable[[str], None] | None = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._inner is not None and not self.read_only:
            self._inner = None  # what is being told matters more than a disk that is full for the flush as well
        self.close()

    def __len__(self) -> int:
        """Return the number of quads."""
        return len(self._open())

    # Asking

    def query(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Answer | bool | tuple[Triple, ...]:
        """Answer any query: SELECT gives an Answer, ASK a bool, CONSTRUCT and DESCRIBE triples.

        The prefixes of ``terms.PREFIXES`` need no declaration. ``substitutions`` give values to variables (without
        question mark) that the SELECT lists. Raise QueryError with line and column where the query is wrong.
        """
        values = {Variable(name.lstrip("?$")): term for name, term in (substitutions or {}).items()}
        try:
            result = self._open().query(
                sparql, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=values or None
            )
            if isinstance(result, pyoxigraph.QuerySolutions):
                columns = tuple(variable.value for variable in result.variables)
                return Answer(columns, tuple(tuple(solution) for solution in result))
            return bool(result) if isinstance(result, pyoxigraph.QueryBoolean) else tuple(result)
        except (SyntaxError, RuntimeError, ValueError, OSError) as error:
            raise explain_query_error(sparql, error) from error

    def select(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Answer:
        """Answer a SELECT.

        >>> from zhengtu.graph import open_store
        >>> with open_store("memory:") as store:
        ...     store.select("SELECT ?task WHERE { ?task a zt:Task }").rows
        ()
        """
        answer = self.query(sparql, substitutions)
        if isinstance(answer, Answer):
            return answer
        raise QueryError("this query gives no table; write a SELECT")

    def ask(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> bool:
        """Answer an ASK."""
        answer = self.query(sparql, substitutions)
        if isinstance(answer, bool):
            return answer
        raise QueryError("this query gives no yes or no; write an ASK")

    def construct(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> tuple[Triple, ...]:
        """Answer a CONSTRUCT or DESCRIBE."""
        answer = self.query(sparql, substitutions)
        if isinstance(answer, tuple):
            return answer
        raise QueryError("this query gives no triples; write a CONSTRUCT or DESCRIBE")

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Look quads up by pattern, which is much faster than a query for a single thing."""
        return self._open().quads_for_pattern(subject, predicate, object, graph)

    def documents(self) -> tuple[StoredDocument, ...]:
        """Return the documents by IRI."""
        # A query for each fact: one query with an OPTIONAL for each takes ten times as long, and every build asks this.
        rows = self.select(
            "SELECT ?iri ?title WHERE { GRAPH ?g { ?iri a zt:PolicyDocument ; rdfs:label ?title } }"
        ).plain()
        found = {str(row["iri"]): [str(row["title"]), *("" for _ in _FACTS)] for row in rows}
        for place, fact in enumerate(_FACTS, start=1):
            for row in self.select(f"SELECT ?iri ?fact WHERE {{ GRAPH ?g {{ ?iri {fact} ?fact }} }}").plain():
                facts = found.get(str(row["iri"]))
                if facts:
                    facts[place] = str(row["fact"])
        return tuple(StoredDocument(iri, *facts) for iri, facts in sorted(found.items()))

    def dump_nquads(self, sorted: bool = True) -> bytes:
        """Return all quads as N-Quads; sorted, the same content gives the same bytes on any machine."""
        dumped = self._open().dump(format=RdfFormat.N_QUADS) or b""
        if not sorted:
            return dumped
        lines = dumped.split(b"\n")[:-1]
        lines.sort()
        return b"".join(line + b"\n" for line in lines)

    # Rooms above this one, which it knows by name only and loads when they are first asked for.

    @property
    def unbounded(self) -> "Store":
        """The same store without limits to what a query may take, for going through all of it at leisure."""
        return self

    @property
    def queries(self) -> Any:
        """The catalogue as functions of this store: ``kg.queries.responsibilities(agency="科技部")``."""
        return resolve_name("zhengtu.queries.offered:OfferedCatalogue")(self)

    def network(self, projection: str, **narrowing: Any) -> "Network":
        """Return a view of the store as a networkx graph, ``kg.network("agency-agency")``; see `network.project`."""
        network: Network = resolve_name("zhengtu.graph.network:project")(self, projection, **narrowing)
        return network

    @property
    def dataset(self) -> "Dataset":
        """The store as an ``rdflib.Dataset`` (through oxrdflib); it shares the data and copies nothing."""
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        dataset = Dataset(store=OxigraphStore(store=self._open()), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    # Changing

    def replace_document(self, quads: DocumentQuads) -> Change:
        """Put a document in the place of what the store had of it, in one transaction: old or new, never half."""
        return self.replace_documents([quads])[0]

    def replace_documents(self, batch: Sequence[DocumentQuads]) -> tuple[Change, ...]:
        """Put several documents in their places; new ones go in together, all or none, changed ones one by one."""
        if len({quads.document for quads in batch}) < len(batch):
            raise ValueError("a batch holds the same document twice; join or drop one of the two")
        self._writable()
        known = {quads.document: self._has_graph(document_graph(quads.document, quads.base)) for quads in batch}
        new = [quads for quads in batch if not known[quads.document]]
        self._load(b"".join(quads.nquads() for quads in new), sum(map(len, new)))
        return tuple(
            self._replace_known(quads)
            if known[quads.document]
            else Change(True, len(quads.text) + len(quads.concluded), 0)
            for quads in batch
        )

    def remove_document(self, document: str, base: str = DEFAULT_BASE) -> None:
        """Take a document's own graphs away, in one transaction; a document that is not there is no error."""
        graphs = (document_graph(document, base), concluded_graph(document, base))
        self._update(" ; ".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs))

    def load_vocabularies(self, ontology: Ontology, base: str = DEFAULT_BASE) -> Change:
        """Put the ontology, its vocabularies and gazetteers in the place of those that the store had."""
        self._writable()
        graph, statements = vocabularies_graph(base), list(vocabulary_statements(ontology, base))
        # Of what it holds, so that finding nothing changed does not take reading the graph.
        identifier = hashlib.sha256("\n".join(sorted(statements)).encode()).hexdigest()
        if next(self.quads(NamedNode(graph), _IDENTIFIER, Literal(identifier)), None):
            return Change(False, 0, 0)
        statements.append(f"<{graph}> {_IDENTIFIER} {literal.text(identifier)}")
        if not self._has_graph(graph):
            self._load(Statements.of(statements).in_graph(graph), len(statements))
            return Change(True, len(statements), 0)
        return self._replace({graph: statements})

    def change(self, removed: Mapping[str, Iterable[str]], added: Mapping[str, Iterable[str]]) -> None:
        """Take statements away and write others, by graph, in one transaction."""
        steps = []
        for verb, statements in (("DELETE DATA", removed), ("INSERT DATA", added)):
            blocks = [f"GRAPH <{graph}> {{ {' . '.join(lines)} }}" for graph, lines in statements.items() if lines]
            if blocks:
                steps.append(f"{verb} {{ {' '.join(blocks)} }}")
        if steps:
            self._update(" ; ".join(steps))

    def flush(self) -> None:
        """See to it that everything written so far is on the disk."""
        self._writable().flush()

    def close(self) -> None:
        """Let go of the folder, so that another process may write it; the store cannot be asked any more."""
        if self._inner is not None and not self.read_only:
            try:
                self._inner.flush()
            except (RuntimeError, OSError) as error:
                self._inner = None
                raise StoreError(_unwritten(self.address, error)) from error
        self._inner = None  # Oxigraph gives the lock back when its object goes

    def _open(self) -> pyoxigraph.Store:
        if self._inner is None:
            raise StoreError(f"the store {self.address} has been closed; open it again")
        return self._inner

    def _writable(self) -> pyoxigraph.Store:
        if self.read_only:
            raise StoreError(f"the store {self.address} was opened for reading only; open it without read_only")
        return self._open()

    def _has_graph(self, graph: str) -> bool:
        return self._open().contains_named_graph(NamedNode(graph))

    def _load(self, nquads: bytes, count: int) -> None:
        if not count:
            return
        # Lenient, since these lines are our own: checking every IRI anew costs a third of the time.
        load = self._writable().bulk_load if count >= BULK and self.address != "memory:" else self._writable().load
        try:
            load(nquads, RdfFormat.N_QUADS, lenient=True)
        except (RuntimeError, OSError) as error:
            raise StoreError(_unwritten(self.address, error)) from error

    def _replace_known(self, quads: DocumentQuads) -> Change:
        graphs = quads.graphs()
        own = (document_graph(quads.document, quads.base), concluded_graph(quads.document, quads.base))
        others = {graph: statements for graph, statements in graphs.items() if graph not in own}
        return self._replace({graph: graphs[graph] for graph in own}, others)

    def _replace(
        self, graphs: Mapping[str, Iterable[str]], additions: Mapping[str, Iterable[str]] | None = None
    ) -> Change:
        """Write only what differs: most of a document stays the same when it is read again."""
        removed: dict[str, list[str]] = {}
        added: dict[str, list[str]] = {}
        for graph, statements in graphs.items():
            before, after = self._statements(graph), dict.fromkeys(statements)
            removed[graph] = [statement for statement in before if statement not in after]
            added[graph] = [statement for statement in after if statement not in before]
        self.change(removed, {**added, **(additions or {})})
        return Change(False, sum(map(len, added.values())), sum(map(len, removed.values())))

    def _statements(self, graph: str) -> dict[str, None]:
        dumped = self._open().dump(format=RdfFormat.N_TRIPLES, from_graph=NamedNode(graph)) or b""
        return dict.fromkeys(line.removesuffix(" .") for line in dumped.decode().split("\n")[:-1])

    def _update(self, sparql: str) -> None:
        try:
            self._writable().update(sparql)
        except (RuntimeError, OSError) as error:
            raise StoreError(_unwritten(self.address, error)) from error


def _unwritten(address: str, error: Exception) -> str:
    reason = " ".join(str(error).split())
    if _FULL.search(reason):
        return f"the disk of the store {address} is full; what was written before is safe: make room and build again"
    return f"the store {address} could not be written and is as it was before: {reason}"
