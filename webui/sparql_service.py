"""What the SPARQL endpoint says of itself: SPARQL 1.1 Service Description, and VoID of the data behind it."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ..graph import Answer, QueryError, StoreError
from ..graph.query_worker_job import QueryJob
from ..graph.query_worker_pool import QueryWorkerPool
from ..graph.query_worker_reply import read_answer
from ..graph.terms import DCTERMS, DEFAULT_BASE, ELI, NIF, RDF, SKOS, XSD, ZT

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"

WRITERS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
_PREFIXES = {"sd": SD, "void": VOID, "formats": FORMATS, "dcterms": DCTERMS, "xsd": XSD}
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)
_GRAPHS = "SELECT ?name (COUNT(*) AS ?count) WHERE { GRAPH ?name { ?s ?p ?o } } GROUP BY ?name ORDER BY ?name"
_CLASSES = "SELECT ?name (COUNT(*) AS ?count) WHERE { ?s a ?name } GROUP BY ?name ORDER BY ?name"
_PROPERTIES = "SELECT ?name (COUNT(*) AS ?count) WHERE { ?s ?name ?o } GROUP BY ?name ORDER BY ?name"

Node = NamedNode | BlankNode
Counts = tuple[tuple[str, int], ...]


class ServiceDescription:
    """The description of one endpoint; the store is counted once for each state that it has."""

    def __init__(self, pool: QueryWorkerPool, base: str = DEFAULT_BASE) -> None:
        self._pool = pool
        self._base = base
        self._state = ""
        self._counts: dict[str, Counts] = {}

    def write(self, endpoint: str, form: str) -> bytes:
        """Return the description in a format (short name); ``endpoint`` is the address of the service."""
        triples = list(_triples(endpoint, self._base, self._counted()))
        return serialize(triples, format=WRITERS[form], prefixes=_PREFIXES) or b""

    def _counted(self) -> dict[str, Counts]:
        state = self._pool.state
        if state != self._state or not self._counts:
            questions = {"graphs": _GRAPHS, "classes": _CLASSES, "properties": _PROPERTIES}
            self._counts = {name: counts for name, query in questions.items() if (counts := self._count(query))}
            self._state = state
        return self._counts

    def _count(self, query: str) -> Counts:
        """Return names and how often they occur, nothing where counting takes too long: then it is not said."""
        try:
            found = read_answer(self._pool.run(QueryJob(query, page=1)))
        except (QueryError, StoreError):
            return ()
        assert isinstance(found, Answer)
        return tuple((str(row["name"]), int(str(row["count"]))) for row in found.plain())


def _triples(endpoint: str, base: str, counts: dict[str, Counts]) -> Iterator[Triple]:
    service, data = NamedNode(f"{endpoint}#service"), NamedNode(f"{endpoint}#dataset")
    graph = NamedNode(f"{endpoint}#default-graph")

    def say(subject: Node, name: str, value: Node | Literal) -> Triple:
        return Triple(subject, NamedNode(name), value)

    yield say(service, f"{RDF}type", NamedNode(f"{SD}Service"))
    yield say(service, f"{SD}endpoint", NamedNode(endpoint))
    yield say(service, f"{SD}supportedLanguage", NamedNode(f"{SD}SPARQL11Query"))
    yield say(service, f"{SD}feature", NamedNode(f"{SD}UnionDefaultGraph"))
    for form in _RESULTS:
        yield say(service, f"{SD}resultFormat", NamedNode(f"{FORMATS}{form}"))
    yield say(service, f"{SD}defaultDataset", data)
    for kind in (f"{SD}Dataset", f"{VOID}Dataset"):
        yield say(data, f"{RDF}type", NamedNode(kind))
    yield say(data, f"{DCTERMS}title", Literal("政图：政策知识图谱", language="zh"))
    yield say(data, f"{DCTERMS}title", Literal("Zhengtu: a knowledge graph of policy documents", language="en"))
    yield say(data, f"{VOID}sparqlEndpoint", NamedNode(endpoint))
    yield say(data, f"{VOID}uriSpace", Literal(base))
    for vocabulary in (ZT, ELI, SKOS, NIF):
        yield say(data, f"{VOID}vocabulary", NamedNode(vocabulary))
    yield say(data, f"{SD}defaultGraph", graph)
    yield say(graph, f"{RDF}type", NamedNode(f"{SD}Graph"))
    if "graphs" in counts:
        total = Literal(sum(count for _, count in counts["graphs"]))
        yield say(data, f"{VOID}triples", total)
        yield say(graph, f"{VOID}triples", total)
    for index, (name, count) in enumerate(counts.get("graphs", ())):
        named, content = BlankNode(f"named{index}"), BlankNode(f"graph{index}")
        yield say(data, f"{SD}namedGraph", named)
        yield say(named, f"{RDF}type", NamedNode(f"{SD}NamedGraph"))
        yield say(named, f"{SD}name", NamedNode(name))
        yield say(named, f"{SD}graph", content)
        yield say(content, f"{RDF}type", NamedNode(f"{SD}Graph"))
        yield say(content, f"{VOID}triples", Literal(count))
    for index, (name, count) in enumerate(counts.get("classes", ())):
        part = BlankNode(f"class{index}")
        yield say(data, f"{VOID}classPartition", part)
        yield say(part, f"{VOID}class", NamedNode(name))
        yield say(part, f"{VOID}entities", Literal(count))
    for index, (name, count) in enumerate(counts.get("properties", ())):
        part = BlankNode(f"property{index}")
        yield say(data, f"{VOID}propertyPartition", part)
        yield say(part, f"{VOID}property", NamedNode(name))
        yield say(part, f"{VOID}triples", Literal(count))
