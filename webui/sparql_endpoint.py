"""The SPARQL 1.1 Protocol at ``/sparql``: it only reads, within limits, for any client on any page."""

from flask import Blueprint, Response, current_app, make_response, redirect, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from ..graph import QueryError, StoreError
from ..graph.query_worker_job import GRAPH_FORMATS
from ..graph.query_worker_pool import QueryWorkerPool
from .site import Site, site_of
from .sparql_answer import add_retry, failure, respond
from .sparql_format import GRAPHS, graph_format, wants_page
from .sparql_page import show_answer, show_form
from .sparql_request import ProtocolError, read_request
from .sparql_service import ServiceDescription

blueprint = Blueprint("sparql", __name__)

_ALLOWED = "GET, HEAD, POST, OPTIONS"
_KEY = "zhengtu.query_workers"


@blueprint.record_once
def start(state: BlueprintSetupState) -> None:
    """Have workers for the site's store; their processes begin with the first query and end with the site."""
    site = state.app.extensions["zhengtu"]
    assert isinstance(site, Site)
    pool = QueryWorkerPool(site.shelf.folder, site.settings.query_limits)
    state.app.extensions[_KEY] = (pool, ServiceDescription(pool, site.snapshot.base))
    site.on_close(pool.close)


def workers_of_site() -> QueryWorkerPool:
    """Return the workers that answer the queries of this site's readers."""
    pool = current_app.extensions[_KEY][0]
    assert isinstance(pool, QueryWorkerPool)
    return pool


@blueprint.route("/sparql", methods=["GET", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"], strict_slashes=False)
@blueprint.route("/sparql/", methods=["GET", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"])
def sparql() -> Response:
    """Answer a query, describe the service, or show the form."""
    try:
        answer = _answer()
    except (ProtocolError, QueryError, StoreError, RequestEntityTooLarge) as error:
        if isinstance(error, RequestEntityTooLarge):
            limit = current_app.config["MAX_CONTENT_LENGTH"]
            error = ProtocolError(413, f"the request is larger than {limit} bytes; send a shorter query")
        answer = failure(error, request)
        add_retry(error, answer)
        if answer.status_code == 405:
            answer.headers["Allow"] = _ALLOWED
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "Link, Retry-After"
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.add("Accept")
    return answer


@blueprint.get("/.well-known/void")
def void() -> AnyResponse:
    """Lead those who look for a description of the data (VoID) to it."""
    return redirect("/sparql", 302)


def _answer() -> Response:
    if request.method == "OPTIONS":
        answer = make_response("", 204)
        answer.headers["Allow"] = answer.headers["Access-Control-Allow-Methods"] = _ALLOWED
        answer.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type"
        answer.headers["Access-Control-Max-Age"] = "86400"
        return answer
    if request.method not in ("GET", "HEAD", "POST"):
        raise ProtocolError(405, f"queries come with GET or POST, not with {request.method}")
    pool, description = current_app.extensions[_KEY]
    asked = read_request(request)
    in_browser = wants_page(request.accept_mimetypes, asked.format)
    if asked.query is None:
        return show_form() if in_browser else _describe(description, asked.format)
    if in_browser:
        return show_answer(asked, request, pool, site_of().snapshot.base)
    return respond(asked, request, pool)


def _describe(description: ServiceDescription, named: str) -> Response:
    form = graph_format(request.accept_mimetypes, named)
    if not form:
        offered = ", ".join(dict.fromkeys(GRAPHS))
        raise ProtocolError(406, f"the description of the service comes as {offered}; or send a query")
    return Response(description.write(request.base_url, form), content_type=GRAPH_FORMATS[form])
