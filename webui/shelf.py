"""The store under the running explorer: opened for reading, and opened anew once its folder has changed."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from ..graph import Store, StoreError, open_store
from ..graph.query_worker_pool import QueryWorkerPool
from ..graph.store_state import state_of, store_files
from ..graph.terms import DEFAULT_BASE
from .bounded_store import LIMITS, BoundedStore
from .index_build import IndexBuild

#: Seconds between two looks at the folder, and for which it must have been left alone.
PAUSE = 2.0

_VOCABULARIES = """SELECT ?graph WHERE { GRAPH ?graph { <https://w3id.org/zhengtu/def> a owl:Ontology } } LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A store as it was at one moment.

    ``store`` is for queries that are known to be cheap, ``bounded`` for all others. ``state`` changes whenever the
    files of the store do; ``base`` is what the IRIs of its things begin with. ``index`` is there a while later.
    """

    store: Store
    bounded: Store
    state: str
    base: str
    index: IndexBuild


class Shelf:
    """Gives out the current snapshot; an old one lives on as long as a request still reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        # Pages have workers of their own: what researchers ask at /sparql must not keep readers waiting.
        self._pool = QueryWorkerPool(folder, LIMITS, workers=2, long=2, waiting=16)
        self._snapshot: Snapshot | None = take_snapshot(folder, self._pool)

    def current(self) -> Snapshot:
        """Return the snapshot, a new one where the folder has changed; one that cannot be read keeps the old one."""
        snapshot = self._snapshot
        if snapshot is None:
            raise StoreError(f"the store {self.folder} has been closed; start the explorer again")
        if time.monotonic() - self._looked < PAUSE or not self._lock.acquire(blocking=False):
            return snapshot
        try:
            self._looked = time.monotonic()
            # While a build is writing, every look would find another store and index it in vain.
            if state_of(self.folder) != snapshot.state and quiet_for(self.folder) >= PAUSE:
                self._snapshot = snapshot = take_snapshot(self.folder, self._pool)
        except (StoreError, OSError):
            return snapshot  # being replaced at this very moment; the next look finds the new one
        finally:
            self._lock.release()
        return snapshot

    def close(self) -> None:
        """Let go of the store."""
        self._snapshot = None
        self._pool.close()


def take_snapshot(folder: Path, pool: QueryWorkerPool) -> Snapshot:
    """Open a store as it is now; raise StoreError where there is none."""
    # The state before opening: what is written in between makes the next look open it again.
    state = state_of(folder) if folder.is_dir() else ""
    store = open_store(folder, read_only=True)
    graphs = store.select(_VOCABULARIES).plain()
    base = str(graphs[0]["graph"]).removesuffix("graph/vocabularies") if graphs else DEFAULT_BASE
    return Snapshot(store, BoundedStore(store, pool), state, base, IndexBuild(store, base, folder, state))


def quiet_for(folder: Path) -> float:
    """Return for how many seconds nothing was written."""
    return time.time() - max((path.stat().st_mtime for path in store_files(folder)), default=0.0)
