"""Asking the workers what a request of the SPARQL Protocol asks, and telling in HTTP what came of it."""

from urllib.parse import urlencode

from flask import Request, Response

from ..graph import QueryError, StoreError
from ..graph.query_worker_job import GRAPH_FORMATS, TABLE_FORMATS, QueryJob
from ..graph.query_worker_limit import QueryLimitError
from ..graph.query_worker_pool import QueryWorkerPool
from ..graph.query_worker_reply import QueryReply
from .sparql_format import GRAPHS, TABLES, graph_format, table_format, wants_json
from .sparql_request import ProtocolError, ProtocolRequest

_TOO_LARGE = ("rows", "size")


def job_of(asked: ProtocolRequest, request: Request) -> QueryJob:
    """Return the job that answers a request in the format its client likes best."""
    table = table_format(request.accept_mimetypes, asked.format)
    return QueryJob(
        sparql=asked.query or "",
        base_iri=request.base_url,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        table=table,
        truth=table,
        graph=graph_format(request.accept_mimetypes, asked.format),
        page=asked.page,
        rows=asked.rows or None,
    )


def respond(asked: ProtocolRequest, request: Request, pool: QueryWorkerPool) -> Response:
    """Answer a query; the answer is complete before the status is sent. Raise as `QueryWorkerPool.run` does."""
    reply = pool.run(job_of(asked, request))
    if reply.outcome == "unwanted":
        offered = GRAPHS if reply.kind == "graph" else TABLES
        what = f"this query's answer comes as {', '.join(dict.fromkeys(offered))}; name one of them in Accept"
        raise ProtocolError(406, what)
    answer = Response(reply.body, content_type=media_type(reply))
    if reply.more:
        answer.headers["Link"] = f'<{next_page(asked, request)}>; rel="next"'
    return answer


def media_type(reply: QueryReply) -> str:
    """Return the media type of an answer."""
    if reply.kind == "graph":
        return GRAPH_FORMATS[reply.format]
    return TABLE_FORMATS[reply.format]


def next_page(asked: ProtocolRequest, request: Request) -> str:
    """Return the address of the next page; after a POST, the one to send the same body to."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{request.path}?{urlencode([*kept, ('page', asked.page + 1)])}"


def status_of(error: Exception) -> int:
    """Return the HTTP status of what went wrong."""
    if isinstance(error, ProtocolError):
        return error.status
    if isinstance(error, QueryLimitError):
        return 413 if error.limit in _TOO_LARGE else 503
    return 503 if isinstance(error, StoreError) else 400


def told(error: Exception) -> str:
    """Return a line for people that says what went wrong and what to do."""
    if isinstance(error, ProtocolError | QueryLimitError):
        return error.what
    return str(error)


def failure(error: Exception, request: Request) -> Response:
    """Return what went wrong as a line of text, or as JSON where a client names JSON: with the place in the query."""
    status = status_of(error)
    if wants_json(request.accept_mimetypes):
        from flask import jsonify

        line, column = (error.line, error.column) if isinstance(error, QueryError) else (0, 0)
        answer = jsonify({"error": {"status": status, "message": told(error), "line": line, "column": column}})
    else:
        answer = Response(f"{told(error)}\n", content_type="text/plain; charset=utf-8")
    answer.status_code = status
    return answer


def add_retry(error: Exception, answer: Response) -> None:
    """Say when another try is worth it."""
    if answer.status_code == 503:
        after = error.retry_after if isinstance(error, QueryLimitError) else 2
        answer.headers["Retry-After"] = str(after)
