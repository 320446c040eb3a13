"""Which format an answer of the SPARQL endpoint takes: what ``format=`` names, else what ``Accept`` likes best."""

from collections.abc import Mapping

from werkzeug.datastructures import MIMEAccept

#: Media types that clients ask for, and our short names of formats; the first is given where all are alike.
TABLES: Mapping[str, str] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS: Mapping[str, str] = {
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
}
# What addresses say; the names are those that common clients send.
_NAMED_TABLES = {"json": "json", "xml": "xml", "csv": "csv", "tsv": "tsv"}
_NAMED_GRAPHS = {
    "turtle": "turtle",
    "ttl": "turtle",
    "ntriples": "ntriples",
    "nt": "ntriples",
    "rdfxml": "rdfxml",
    "rdf+xml": "rdfxml",
    "rdf": "rdfxml",
    "xml": "rdfxml",
    "jsonld": "jsonld",
    "json-ld": "jsonld",
    "json": "jsonld",
}


def table_format(accept: MIMEAccept, named: str = "") -> str:
    """Return the format for rows or for yes and no, "" where the client takes none of ours.

    >>> table_format(MIMEAccept([("text/csv", 1), ("*/*", 0.1)])), table_format(MIMEAccept([("image/png", 1)]))
    ('csv', '')
    """
    return _NAMED_TABLES.get(named, "") or _best(accept, TABLES)


def graph_format(accept: MIMEAccept, named: str = "") -> str:
    """Return the format for triples, "" where the client takes none of ours.

    >>> graph_format(MIMEAccept([])), graph_format(MIMEAccept([("text/csv", 1)]), "rdf")
    ('turtle', 'rdfxml')
    """
    return _NAMED_GRAPHS.get(named, "") or _best(accept, GRAPHS)


def wants_page(accept: MIMEAccept, named: str = "") -> bool:
    """Whether somebody reads this in a browser; a client that takes anything is none.

    >>> wants_page(MIMEAccept([("text/html", 1), ("*/*", 0.8)])), wants_page(MIMEAccept([("*/*", 1)]))
    (True, False)
    """
    if named in _NAMED_TABLES or named in _NAMED_GRAPHS:
        return False
    liked = {str(value): quality for value, quality in accept}
    return "text/html" in liked and all(
        accept.quality(other) < liked["text/html"] for other in (*TABLES, *GRAPHS) if other in liked
    )


def wants_json(accept: MIMEAccept) -> bool:
    """Whether a client names JSON, so that an error too is told in JSON."""
    return any(str(value) in ("application/json", "application/sparql-results+json") for value, _ in accept)


def _best(accept: MIMEAccept, offered: Mapping[str, str]) -> str:
    if not accept:  # no header: anything will do
        return next(iter(offered.values()))
    best = accept.best_match(list(offered))
    return offered[best] if best else ""
