"""In which format an answer is wanted: ``/search.json`` says so in the address, ``Accept`` in a header."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Request

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

#: Suffixes of addresses and the media types they stand for.
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
_KEY = "zhengtu.format"


class FormatSuffix:
    """Takes the suffix off the path and remembers it, so that no page needs a second address for its twin."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on."""
        path = str(environ.get("PATH_INFO", ""))
        stem, dot, suffix = path.rpartition(".")
        if dot and suffix in MEDIA_TYPES and not path.startswith(("/static/", "/sparql")):
            environ["PATH_INFO"], environ[_KEY] = ("/" if stem == "/home" else stem), suffix
        return self._app(environ, start_response)


def wanted_format(request: Request, *offered: str) -> str:
    """Return ``html`` or the one of the offered suffixes that the request asks for; the address counts first.

    "" where the address asks for one that is not offered.
    """
    suffix = str(request.environ.get(_KEY, ""))
    if suffix:
        return suffix if suffix in offered else ""
    types = {"text/html": "html", **{MEDIA_TYPES[each]: each for each in offered}}
    best = request.accept_mimetypes.best_match(list(types), default="text/html")
    return types[best or "text/html"]
