"""What whoever starts the explorer may choose."""

from dataclasses import dataclass, field

from ..graph.query_worker_limit import QueryLimits


@dataclass(frozen=True, slots=True)
class Settings:
    """The explorer's settings.

    ``token`` is the password of the whole site (as a bearer token, or as the password of any user name), "" for none.
    ``body_limit`` is the most bytes that a request may send. ``samples`` tells that the store holds the invented
    samples, which every page then says. ``query_limits`` are those of the SPARQL endpoint.
    """

    token: str = ""
    body_limit: int = 1_000_000
    samples: bool = False
    query_limits: QueryLimits = field(default_factory=QueryLimits)
