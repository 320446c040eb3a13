"""Reading a request of the SPARQL 1.1 Protocol: where the query is, over which graphs it goes, what is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Request
from pyoxigraph import NamedNode

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_MOST_FIELDS = 2_000
#: Parameters that say how the page at this address looks; with these alone, nothing is asked.
_OF_THE_PAGE = {"format", "lang", "theme"}

Pairs = Sequence[tuple[str, str]]


class ProtocolError(Exception):
    """A request that is not answered; ``status`` is the HTTP status, ``what`` a line that says what to do."""

    def __init__(self, status: int, what: str) -> None:
        super().__init__(status, what)
        self.status, self.what = status, what


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """What a client asks; ``query`` is None where it asks nothing and only looks at the address.

    The graphs are None where the request does not choose any; ``page`` is 0 where the whole answer is wanted, and
    ``rows`` 0 where it does not matter how many rows a page has. ``format`` is what the address names, "" without.
    """

    query: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str = ""
    page: int = 0
    rows: int = 0


def read_request(request: Request) -> ProtocolRequest:
    """Read a GET or POST; raise ProtocolError with 400, 403, 413 (by the server's own limit) or 415."""
    given = list(_pairs(request.query_string))
    asked = [value for name, value in given if name == "query"]
    if request.method == "POST":
        kind = request.mimetype.lower()
        if kind == _UPDATE:
            raise _refused_update()
        if kind not in (_FORM, _QUERY):
            what = f"a POST brings {_FORM} (query=…) or {_QUERY}; name one of them in Content-Type"
            raise ProtocolError(415, what)
        charset = request.mimetype_params.get("charset", "utf-8")
        if charset.strip("\"'").lower() not in ("utf-8", "utf8"):
            raise ProtocolError(415, f"queries are read as UTF-8 only, not as {charset[:40]}")
        body = request.get_data(cache=False)
        if kind == _FORM:
            given += _pairs(body)
            asked = [value for name, value in given if name == "query"]
        else:
            asked.append(_text(body))
    if any(name == "update" for name, _ in given):
        raise _refused_update()
    if len(asked) > 1:
        raise ProtocolError(400, f"there are {len(asked)} queries in this request; send one")
    if not asked and (request.method == "POST" or {name for name, _ in given} - _OF_THE_PAGE):
        raise ProtocolError(400, "there is no query in this request; send it as the parameter query")
    return ProtocolRequest(
        query=asked[0] if asked else None,
        default_graphs=_graphs(given, "default-graph-uri"),
        named_graphs=_graphs(given, "named-graph-uri"),
        format=next((value for name, value in given if name == "format"), ""),
        page=_number(given, "page") or (1 if any(name == "rows" for name, _ in given) else 0),
        rows=_number(given, "rows"),
    )


def _refused_update() -> ProtocolError:
    return ProtocolError(403, "this endpoint only reads; the graph is changed with `zhengtu build`")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"the request is no UTF-8 from byte {error.start} on; send it as UTF-8") from None


def _pairs(data: bytes) -> Iterable[tuple[str, str]]:
    try:
        # Strict: the framework would put a replacement character in the place of what is no UTF-8, and so ask
        # another question than the one that was sent.
        return parse_qsl(_text(data), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise ProtocolError(400, "a parameter is no UTF-8; encode it as UTF-8 before percent-encoding it") from None
    except ValueError:
        raise ProtocolError(400, f"there are more than {_MOST_FIELDS} parameters; send fewer graphs") from None


def _graphs(given: Pairs, name: str) -> tuple[str, ...] | None:
    found = tuple(value for each, value in given if each == name)
    for iri in found:
        try:
            NamedNode(iri)
        except ValueError:
            raise ProtocolError(400, f"{name} is no absolute IRI: {iri[:100]!r}") from None
    return found or None


def _number(given: Pairs, name: str) -> int:
    text = next((value for each, value in given if each == name), "")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 9 and int(text) > 0):
        raise ProtocolError(400, f"{name} is a whole number from 1 on, not {text[:20]!r}")
    return int(text)
