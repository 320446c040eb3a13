"""What a query worker is asked."""

import json
from dataclasses import asdict, dataclass, replace

from .query_worker_limit import QueryLimits

#: Short names of formats and the media types they stand for; the first of each is the one to take without a wish.
TABLE_FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPH_FORMATS = {
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


@dataclass(frozen=True, slots=True)
class QueryJob:
    """A query, over which graphs it goes, and how its answer is to be written.

    ``default_graphs`` and ``named_graphs`` are the data set that the asker chose, which counts before FROM; None for
    both is no choice: FROM counts then, and without FROM the default graph is the union of all graphs.
    ``table``, ``truth`` and ``graph`` are the formats for the rows of a SELECT, for an ASK and for triples (a format's
    short name), "" where that kind of answer is not wanted. ``page`` counts from 1 and has ``rows`` rows; 0 asks for
    the whole answer.
    """

    sparql: str
    base_iri: str = ""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    table: str = "json"
    truth: str = "json"
    graph: str = "turtle"
    page: int = 0
    rows: int | None = None
    size: int | None = None

    def within(self, limits: QueryLimits) -> "QueryJob":
        """Return the same job with the limits' rows and bytes where it asks for more."""
        return replace(self, rows=_least(self.rows, limits.rows), size=_least(self.size, limits.size))

    def to_bytes(self) -> bytes:
        """Return the job as it is sent to a worker.

        >>> job = QueryJob("ASK {}", named_graphs=("urn:g",))
        >>> QueryJob.from_bytes(job.to_bytes()) == job
        True
        """
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "QueryJob":
        """Read what `to_bytes` wrote."""
        values = json.loads(data)
        for name in ("default_graphs", "named_graphs"):
            values[name] = None if values[name] is None else tuple(values[name])
        return cls(**values)


def _least(asked: int | None, allowed: int | None) -> int | None:
    known = [number for number in (asked, allowed) if number is not None]
    return min(known) if known else None
