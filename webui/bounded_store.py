"""The store for questions whose cost nobody knows beforehand: asked in worker processes, within limits."""

import threading
from collections import OrderedDict
from collections.abc import Mapping

from pyoxigraph import Triple

from ..graph import Answer, Store
from ..graph.answer import Term
from ..graph.query_worker_job import QueryJob
from ..graph.query_worker_limit import QueryLimits
from ..graph.query_worker_pool import QueryWorkerPool
from ..graph.query_worker_reply import read_answer

#: Of one query of a page; the names of all places of the country are some forty thousand rows.
LIMITS = QueryLimits(seconds=10.0, memory=1024 * 2**20, rows=200_000, size=64_000_000)
#: Answers that are kept, and rows that one of them may have: readers go back and forth between the same pages.
_KEPT, _KEPT_ROWS = 500, 1000


class BoundedStore(Store):
    """A store of which every query is asked in a worker, and single things are looked up at once.

    A query inside the server's own process cannot be ended: one that goes wrong would take its memory until the whole
    server dies. What was answered is kept, since a store that was opened for reading never changes.
    """

    def __init__(self, store: Store, pool: QueryWorkerPool) -> None:
        super().__init__(store._open(), store.address, read_only=True)
        self.state = store.state
        self._unbounded = store
        self._pool = pool
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    @property
    def unbounded(self) -> Store:
        """The store itself."""
        return self._unbounded

    def query(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Answer | bool | tuple[Triple, ...]:
        """Answer a query as a store does; raise QueryLimitError where it would take too much."""
        if substitutions:
            return super().query(sparql, substitutions)
        with self._lock:
            kept = self._kept.get(sparql)
            if kept is not None:
                self._kept.move_to_end(sparql)
                return kept
        answer = read_answer(self._pool.run(QueryJob(sparql, graph="ntriples")))
        if isinstance(answer, Answer) and len(answer) <= _KEPT_ROWS:
            with self._lock:
                self._kept[sparql] = answer
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return answer
