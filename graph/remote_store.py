"""A store on a server: any SPARQL 1.1 service, asked and changed like a folder."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Triple

from .answer import Answer, Term
from .error import QueryError, StoreError, explain_query_error
from .remote_store_address import read_address
from .remote_store_service import RefusedRequestError, Service
from .store import Store
from .terms import PREFIXES, XSD, ZT

if TYPE_CHECKING:
    from rdflib import Dataset

#: Statements and characters at most in one change: Virtuoso's parser has memory for some four thousand statements.
MOST_STATEMENTS, MOST_CHARACTERS = 1_000, 1_000_000

_FORM = re.compile(
    r"(?:\s+|#[^\n]*\n|BASE\s*<[^>]*>|PREFIX\s*[\w.-]*:\s*<[^>]*>)*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)
# What makes a document count as read goes last, so that one whose writing was cut short is read again.
_SEALS = (f"<{ZT}sha256>", f"<{ZT}extractedBy>")
# A server may hold other things; Virtuoso has graphs of its own in every database.
_OURS = r'FILTER(REGEX(STR(?g), "/graph/(document/|concluded/|vocabularies$|shared$|resolved$|corrections$)"))'
_UNIONS: tuple[Mapping[str, str], ...] = (
    {},
    {"union-default-graph": ""},  # Oxigraph
    {"default-graph-uri": "urn:x-arq:UnionGraph"},  # Fuseki
)
_LIMIT = re.compile(r"\bLIMIT\s+(\d+)\s*$", re.IGNORECASE)
# Virtuoso sorts ten thousand rows at most where there is a LIMIT, and any number where there is none.
_TOO_MANY_SORTED = "SR353"
_BOOLEANS = {"1": "true", "0": "false"}


class RemoteStore(Store):
    """A store behind an address; credentials come from the environment and are never shown.

    A document goes in with one request where it is small (then it is old or new, never half, if the server keeps a
    request whole, as Oxigraph, Fuseki and GraphDB do), and else in several, the last of which makes it count as read.
    Every request can be sent twice without harm, and is where the network failed.
    """

    batch = MOST_STATEMENTS

    def __init__(self, address: str, read_only: bool = False) -> None:
        where = read_address(address)
        # The empty store beside it knows the grammar: a wrong query is explained as everywhere else.
        super().__init__(pyoxigraph.Store(), where.shown, read_only)
        self._service = Service(where)
        self._has_union = False

    def __len__(self) -> int:
        """Return the number of quads in graphs of ours."""
        counted = self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }}").plain()
        return int(str(counted[0]["n"]))

    def query(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Answer | bool | tuple[Triple, ...]:
        """Answer any query, as `Store.query` does."""
        form = _FORM.match(sparql)
        if not form:
            raise self._explained(sparql, "nothing else than a query is answered")
        self._find_union()
        return self._query(_with_values(_with_prefixes(sparql), substitutions or {}), form[1].upper())

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        object: Term | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Look quads up by pattern; each call is a request."""
        if isinstance(graph, DefaultGraph):
            return
        given = {"s": subject, "p": predicate, "o": object, "g": graph}
        s, p, o, g = (str(term) if term is not None else f"?{name}" for name, term in given.items())
        free = [f"?{name}" for name, term in given.items() if term is None]
        ours = _OURS if graph is None else ""
        sparql = f"SELECT {' '.join(free) or '(1 AS ?one)'} WHERE {{ GRAPH {g} {{ {s} {p} {o} }} {ours} }}"
        answer = self._query(sparql, "SELECT")
        assert isinstance(answer, Answer)
        for row in answer.rows:
            found = {**given, **dict(zip(answer.columns, row, strict=True))}
            s_, p_, o_, g_ = (found[name] for name in "spog")
            if isinstance(s_, NamedNode | BlankNode) and isinstance(p_, NamedNode) and isinstance(g_, NamedNode) and o_:
                yield Quad(s_, p_, o_, g_)

    def dump_nquads(self, sorted: bool = True) -> bytes:
        """Return all quads of ours as N-Quads."""
        lines = [f"{quad} .\n".encode() for quad in self.quads()]
        if sorted:
            lines.sort()
        return b"".join(lines)

    @property
    def dataset(self) -> "Dataset":
        """The store as an ``rdflib.Dataset``, for reading."""
        from rdflib import Dataset
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        return Dataset(store=SPARQLStore(self._service.query_url), default_union=True)

    def change(self, removed: Mapping[str, Iterable[str]], added: Mapping[str, Iterable[str]]) -> None:
        """Take statements away and write others, by graph, in requests of a size that every server takes."""
        steps = [*_steps("DELETE DATA", removed), *_steps("INSERT DATA", added)]
        weight, together = 0, list[str]()
        for statements, step in steps:
            if together and (weight + statements > MOST_STATEMENTS or _length(together) + len(step) > MOST_CHARACTERS):
                self._update(" ; ".join(together))
                weight, together = 0, []
            weight += statements
            together.append(step)
        if together:
            self._update(" ; ".join(together))

    def flush(self) -> None:
        """Do nothing: a server has written a change when it says so."""
        self._writable()

    def close(self) -> None:
        """Let go of the server; the store cannot be asked any more."""
        self._inner = None

    def _has_graph(self, graph: str) -> bool:
        return self._query(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", "ASK") is True

    def _load(self, nquads: bytes, count: int) -> None:
        graphs: dict[str, list[str]] = {}
        for line in nquads.decode().split("\n")[:-1]:
            statement, _, graph = line.removesuffix("> .").rpartition(" <")
            graphs.setdefault(graph, []).append(statement)
        self.change({}, graphs)

    def _statements(self, graph: str) -> dict[str, None]:
        return dict.fromkeys(str(quad.triple) for quad in self.quads(graph=NamedNode(graph)))

    def _update(self, sparql: str) -> None:
        self._writable()
        try:
            self._service.update(sparql)
        except RefusedRequestError as error:
            if error.status in (401, 403):
                raise StoreError(
                    f"the store {self.address} may not be written by this user; check its rights"
                ) from None
            raise StoreError(f"the store {self.address} could not be written: {error.words}") from error

    def _query(self, sparql: str, form: str) -> Answer | bool | tuple[Triple, ...]:
        self._open()
        most = None
        try:
            try:
                body = self._service.query(sparql, form)
            except RefusedRequestError as error:
                limit = _LIMIT.search(sparql)
                if _TOO_MANY_SORTED not in error.words or not limit:
                    raise
                most = int(limit[1])
                body = self._service.query(sparql[: limit.start()], form)
        except RefusedRequestError as error:
            raise self._explained(sparql, error.words) from error
        if form in ("CONSTRUCT", "DESCRIBE"):
            return tuple(_triple(quad.triple) for quad in pyoxigraph.parse(body, RdfFormat.TURTLE))
        result = pyoxigraph.parse_query_results(body, QueryResultsFormat.JSON)
        if isinstance(result, pyoxigraph.QueryBoolean):
            return bool(result)
        assert isinstance(result, pyoxigraph.QuerySolutions)
        rows = tuple(tuple(map(_term, solution)) for solution in result)
        if form == "ASK":  # Virtuoso answers with a table of one number
            return bool(rows) and getattr(rows[0][0], "value", "0") not in ("0", "false")
        return Answer(tuple(variable.value for variable in result.variables), rows[:most])

    def _explained(self, sparql: str, words: str) -> QueryError:
        try:
            if "SERVICE" not in sparql.upper():  # which would be asked, even here
                self._open().query(sparql, prefixes=PREFIXES)
        except (SyntaxError, ValueError, RuntimeError) as error:
            return explain_query_error(sparql, error)
        return QueryError(f"{self.address} does not answer: {words}")

    def _find_union(self) -> None:
        """Find out how the server is asked about all graphs together, as soon as it holds something to try it on."""
        if self._has_union:
            return
        known = self._query(f"SELECT * WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {_OURS} }} LIMIT 1", "SELECT")
        assert isinstance(known, Answer)
        if not known.rows:
            return
        row = dict(zip(known.columns, known.rows[0], strict=True))
        for parameters in _UNIONS:
            self._service.parameters = dict(parameters)
            try:
                if self._query(f"ASK {{ {row['s']} {row['p']} {row['o']} }}", "ASK"):
                    self._has_union = True
                    return
            except QueryError:
                continue
        self._service.parameters = {}
        raise StoreError(f"{self.address} keeps its graphs apart; have it answer from the union of all graphs")


def _steps(verb: str, graphs: Mapping[str, Iterable[str]]) -> Iterator[tuple[int, str]]:
    """Yield a change in steps of bounded size, with how many statements each has; deleting begins with the seals."""
    lines = [(graph, statement) for graph, statements in graphs.items() for statement in statements]
    sealing = verb.startswith("INSERT")
    lines.sort(key=lambda line: any(seal in line[1] for seal in _SEALS) is sealing)
    chunk: dict[str, list[str]] = {}
    count = length = 0
    before = False
    for graph, statement in lines:
        seals = any(seal in statement for seal in _SEALS)
        if chunk and (count == MOST_STATEMENTS or length + len(statement) > MOST_CHARACTERS or seals is not before):
            yield count, _step(verb, chunk)
            chunk, count, length = {}, 0, 0
        chunk.setdefault(graph, []).append(statement)
        count, length, before = count + 1, length + len(statement), seals
    if chunk:
        yield count, _step(verb, chunk)


def _step(verb: str, graphs: Mapping[str, Sequence[str]]) -> str:
    blocks = (f"GRAPH <{graph}> {{ {' . '.join(statements)} }}" for graph, statements in graphs.items())
    return f"{verb} {{ {' '.join(blocks)} }}"


def _length(steps: Iterable[str]) -> int:
    return sum(map(len, steps))


def _with_prefixes(sparql: str) -> str:
    """Declare the known prefixes that a query uses and does not declare, on its first line."""
    declared = {name.lower() for name in re.findall(r"PREFIX\s+([\w.-]*):", sparql, re.IGNORECASE)}
    used = (name for name in PREFIXES if name not in declared and re.search(rf"(?<![\w.-]){name}:", sparql))
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in used) + sparql


def _with_values(sparql: str, substitutions: Mapping[str, Term]) -> str:
    if not substitutions:
        return sparql
    names = " ".join(f"?{name.lstrip('?$')}" for name in substitutions)
    return f"{sparql}\nVALUES ({names}) {{ ({' '.join(map(str, substitutions.values()))}) }}"


def _term(term: Term | None) -> Term | None:
    """Return a term as our own statements write it; Virtuoso has 1 for true."""
    if isinstance(term, Literal) and term.datatype.value == f"{XSD}boolean" and term.value in _BOOLEANS:
        return Literal(_BOOLEANS[term.value], datatype=term.datatype)
    return term


def _triple(triple: Triple) -> Triple:
    object = _term(triple.object)
    return triple if object is triple.object or object is None else Triple(triple.subject, triple.predicate, object)
