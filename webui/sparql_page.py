"""The SPARQL endpoint as people see it in a browser: a form, and the answer below it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Request, Response, make_response, render_template
from pyoxigraph import NamedNode

from ..graph import Answer, QueryError, StoreError
from ..graph.query_worker_job import QueryJob
from ..graph.query_worker_pool import QueryWorkerPool
from ..graph.query_worker_reply import read_answer
from .address import address_of
from .sparql_answer import add_retry, next_page, status_of, told
from .sparql_request import ProtocolRequest

#: Rows on one page; programs get more of them at once.
ROWS = 100

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
        return SparqlPage(query, text=reply.body.decode(), downloads=links)
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
    return SparqlPage(query, found.columns, rows, next=following, downloads=links)


def _downloads(request: Request, *formats: str) -> tuple[tuple[str, str], ...]:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("page", "rows", "format")]
    return tuple((form, f"{request.path}?{urlencode([*kept, ('format', form)])}") for form in formats)
