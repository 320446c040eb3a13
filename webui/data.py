"""Things by their IRIs, and what the store says of them as RDF: ``/id/…`` leads to the page or to the data."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Blueprint, Response, abort, make_response, redirect, request
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize
from werkzeug.exceptions import NotFound

from ..graph import Store
from ..graph.terms import PREFIXES
from .address import iris_at
from .format import MEDIA_TYPES, wanted_format

blueprint = Blueprint("data", __name__)

RDF = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD}


@blueprint.get("/id/<path:rest>")
@blueprint.get("/voc/<path:rest>", endpoint="voc")
def dereference(rest: str) -> Response:
    """Lead from the IRI of a thing to its page, or to its data where that is asked for."""
    wanted = wanted_format(request, "json", *RDF)
    if not wanted:
        abort(404)
    suffix = "" if wanted == "html" else f".{wanted}"
    answer = make_response(redirect(f"/{quote(rest, safe='/:@!$&()*+,;=~-._')}{suffix}", 303))
    answer.vary.add("Accept")
    return answer


def find_thing(store: Store, folder: str, key: str, base: str) -> str:
    """Return the IRI of the thing at ``/folder/key``; 404 where the store says nothing of it."""
    for iri in iris_at(folder, key, base):
        try:
            node = NamedNode(iri)
        except ValueError:
            continue
        if next(store.quads(node), None) is not None:
            return iri
    raise NotFound


def as_rdf(store: Store, iri: str) -> Response | None:
    """Return what the store says of a thing where RDF is asked for, else None; a document comes with all its graphs."""
    wanted = wanted_format(request, "json", *RDF)
    if wanted not in RDF:
        return None
    triples = dict.fromkeys(quad.triple for quad in _statements(store, NamedNode(iri)))
    body = _written(tuple(triples), wanted)
    answer = make_response(body)
    answer.headers["Content-Type"] = f"{MEDIA_TYPES[wanted]}; charset=utf-8"
    if request.args.get("download") == "yes":
        name = quote(f"{iri.rstrip('/').rpartition('/')[2]}.{wanted}")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


def _statements(store: Store, thing: NamedNode) -> Iterator[Quad]:
    yield from store.quads(thing)
    if "/document/" in thing.value:
        folder, _, key = thing.value.rpartition("/document/")
        for kind in ("document", "concluded"):
            yield from store.quads(graph=NamedNode(f"{folder}/graph/{kind}/{key}"))


def _written(triples: tuple[Triple, ...], form: str) -> bytes:
    if form in ("ttl", "rdf"):
        return serialize(triples, format=RDF[form], prefixes=PREFIXES) or b""
    return serialize(triples, format=RDF[form]) or b""
