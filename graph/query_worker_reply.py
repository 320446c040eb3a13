"""What a query worker answers."""

import json
from dataclasses import asdict, dataclass, replace

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse, parse_query_results

from .answer import Answer


@dataclass(frozen=True, slots=True)
class QueryReply:
    """An answer as it goes out, or why there is none.

    ``outcome`` is ``answer``; ``mistake`` (in the query: ``what``, ``line``, ``column``); ``unwanted`` (no format was
    given for this kind of answer); ``rows`` or ``size`` (the answer is too large); ``store`` (reading it failed);
    ``ready`` or ``unopened`` when a worker has just begun.

    ``kind`` is ``table``, ``truth`` or ``graph``; ``format`` is a short name of a format; ``more`` tells that there is
    another page. ``taken`` is the address space in bytes that the worker has after it, 0 where unknown.
    """

    outcome: str
    kind: str = ""
    format: str = ""
    body: bytes = b""
    rows: int = 0
    more: bool = False
    what: str = ""
    line: int = 0
    column: int = 0
    taken: int = 0

    def to_bytes(self) -> bytes:
        """Return the reply as a worker sends it.

        No pickle: a worker that a query got the better of must have no power over the process that listens to it.

        >>> reply = QueryReply("answer", "truth", "json", b'{"boolean":true}')
        >>> QueryReply.from_bytes(reply.to_bytes()) == reply
        True
        """
        head = asdict(replace(self, body=b""))
        del head["body"]
        return json.dumps(head).encode() + b"\n" + self.body

    @classmethod
    def from_bytes(cls, data: bytes) -> "QueryReply":
        """Read what `to_bytes` wrote."""
        head, _, body = data.partition(b"\n")
        return cls(**json.loads(head), body=body)


def read_answer(reply: QueryReply) -> Answer | bool | tuple[Triple, ...]:
    """Return the values of an answer, as `Store.query` does; it must be in ``json`` or ``ntriples``."""
    if reply.kind == "graph":
        return tuple(quad.triple for quad in parse(reply.body, format=RdfFormat.N_TRIPLES))
    found = parse_query_results(reply.body, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return bool(found)
    assert isinstance(found, QuerySolutions)
    return Answer(tuple(variable.value for variable in found.variables), tuple(tuple(row) for row in found))
