"""What whoever starts the explorer may choose."""

from dataclasses import dataclass, field

from ..graph.query_worker_limit import QueryLimits


@dataclass(frozen=True, slots=True)
class Settings:
    """The explorer's settings.

    ``token`` is the password of the whole site (as a bearer token, or as the password of any user name), "" for none.
    ``body_limit`` is the most bytes that a request may send. ``samples`` tells that the store holds the invented
    samples, which every page then says. ``query_limits`` are those of the SPARQL endpoint. ``rate`` is how many
    requests one client may send in a minute (0: any number), ``access_log`` whether requests are logged, with their
    ``path`` only, with their ``query`` as well, or not at all (``off``).
    """

    token: str = ""
    body_limit: int = 1_000_000
    samples: bool = False
    rate: int = 0
    access_log: str = "off"
    query_limits: QueryLimits = field(default_factory=QueryLimits)
