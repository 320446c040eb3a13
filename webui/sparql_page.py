"""The SPARQL endpoint as people see it in a browser: a form, and the answer below it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

from flask import Request, Response, make_response, render_template, request
from pyoxigraph import NamedNode, RdfFormat, parse

from ..graph import Answer, QueryError, StoreError
from ..graph.layered_drawing import Edge, Node, Picture, draw
from ..graph.query_worker_job import QueryJob
from ..graph.query_worker_pool import QueryWorkerPool
from ..graph.query_worker_reply import read_answer
from .address import address_of
from .labels import read_labels
from .language import language_of
from .site import site_of
from .sparql_answer import add_retry, next_page, status_of, told
from .sparql_request import ProtocolRequest
from .terms import shortened

#: Rows on one page; programs get more of them at once.
ROWS = 100
#: Nodes of a picture.
DRAWN = 40

EXAMPLE = """SELECT ?document ?title ?task ?name WHERE {
  ?document a zt:PolicyDocument ; rdfs:label ?title .
  ?task a zt:Task ; zt:inDocument ?document ; rdfs:label ?name .
}
ORDER BY ?title ?task
LIMIT 50
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of the answer; ``page`` is the address of a thing that has one of our own."""

    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """The form and what came of it; ``text`` holds an answer that is no table, ``error`` why there is none."""

    query: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""
    error: str = ""
    line: int = 0
    column: int = 0
    next: str = ""
    downloads: tuple[tuple[str, str], ...] = ()
    picture: Picture | None = None
    cut: bool = False


def show_form() -> Response:
    """Return the empty form, with an example in it."""
    return make_response(render_template("sparql.html", page=SparqlPage(EXAMPLE)))


def show_answer(asked: ProtocolRequest, request: Request, pool: QueryWorkerPool, base: str) -> Response:
    """Return the form with its answer, page by page, or with what is wrong and where."""
    try:
        page, status, failed = _answered(asked, request, pool, base), 200, None
    except (QueryError, StoreError) as error:
        line, column = (error.line, error.column) if isinstance(error, QueryError) else (0, 0)
        page = SparqlPage(asked.query or "", error=told(error), line=line, column=column)
        status, failed = status_of(error), error
    answer = make_response(render_template("sparql.html", page=page), status)
    if failed is not None:
        add_retry(failed, answer)
    return answer


def _answered(asked: ProtocolRequest, request: Request, pool: QueryWorkerPool, base: str) -> SparqlPage:
    number = asked.page or 1
    reply = pool.run(
        QueryJob(
            sparql=asked.query or "",
            base_iri=request.base_url,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            page=number,
            rows=min(asked.rows or ROWS, 1_000),
        )
    )
    query = asked.query or ""
    if reply.kind == "graph":
        links = _downloads(request, "turtle", "ntriples", "rdfxml", "jsonld")
        picture, cut = _picture(_links_of_graph(reply.body), base)
        return SparqlPage(query, text=reply.body.decode(), downloads=links, picture=picture, cut=cut)
    links = _downloads(request, "json", "xml", "csv", "tsv")
    found = read_answer(reply)
    if not isinstance(found, Answer):
        return SparqlPage(query, text="true" if found else "false", downloads=links)
    rows = tuple(
        tuple(
            Cell(
                "" if value is None else str(value), address_of(term.value, base) if isinstance(term, NamedNode) else ""
            )
            for term, value in zip(terms, plain.values(), strict=True)
        )
        for terms, plain in zip(found.rows, found.plain(), strict=True)
    )
    following = next_page(ProtocolRequest(query, page=number), request) if reply.more else ""
    picture, cut = _picture(_links_of_rows(found), base)
    return SparqlPage(query, found.columns, rows, next=following, downloads=links, picture=picture, cut=cut)


def _links_of_graph(body: bytes) -> Iterator[tuple[str, str, str]]:
    for quad in parse(body, format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            yield quad.subject.value, quad.predicate.value, quad.object.value


def _links_of_rows(found: Answer) -> Iterator[tuple[str, str, str]]:
    """Yield what a row joins: each thing with the next one in it."""
    for row in found.rows:
        things = [(name, term) for name, term in zip(found.columns, row, strict=True) if isinstance(term, NamedNode)]
        for (one, start), (other, end) in pairwise(things):
            if start != end:
                yield start.value, f"{one} → {other}", end.value


def _picture(links: Iterable[tuple[str, str, str]], base: str) -> tuple[Picture | None, bool]:
    """Return what is joined as a picture, and whether some of it is left out; None where nothing is."""
    nodes: dict[str, str] = {}
    edges: dict[tuple[str, str], str] = {}
    cut = False
    for start, label, end in links:
        new = {start, end} - set(nodes)
        if len(nodes) + len(new) > DRAWN:
            cut = True
            continue
        for iri in (start, end):
            nodes.setdefault(iri, iri)
        edges.setdefault((start, end), label)
    if not edges:
        return None, False
    labels = read_labels(site_of().snapshot.bounded, nodes, language_of(request))
    drawn = [Node(iri, labels.get(iri) or shortened(iri) or _end(iri), address_of(iri, base)) for iri in nodes]
    ways = [
        Edge(start, end, "", shortened(label) or label, address_of(start, base))
        for (start, end), label in edges.items()
    ]
    return draw(drawn, ways), cut


def _end(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


def _downloads(request: Request, *formats: str) -> tuple[tuple[str, str], ...]:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("page", "rows", "format")]
    return tuple((form, f"{request.path}?{urlencode([*kept, ('format', form)])}") for form in formats)
