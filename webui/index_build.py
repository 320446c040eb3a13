"""The search index of a snapshot, built beside the requests when the store has changed."""

import logging
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir

from ..graph import Store
from .search_index import VERSION, SearchIndex, build_index

LOG = logging.getLogger("zhengtu.webui")


class IndexBuild:
    """An index that is there already, or that a thread is writing.

    The file lies in the store's folder and is named after the store's state, so that it goes where the store goes and
    is never read with another one.
    """

    def __init__(self, store: Store, base: str, folder: Path, state: str) -> None:
        self._file = folder / f"search-{VERSION}-{state}.sqlite"
        self._index: SearchIndex | None = SearchIndex(self._file) if self._file.is_file() else None
        self._thread = threading.Thread(target=self._build, args=(store, base), name="search-index", daemon=True)
        if self._index is None:
            self._thread.start()

    def get(self, seconds: float = 10) -> SearchIndex | None:
        """Return the index, waiting for it so long; None where it is not ready or could not be built."""
        if self._index is None:
            self._thread.join(seconds)
        return self._index

    def _build(self, store: Store, base: str) -> None:
        try:
            self._index = self._build_at(self._file, store, base)
        except Exception:  # the pages work without search; the log tells why there is none
            LOG.exception("the search index of %s could not be built", store.address)

    def _build_at(self, file: Path, store: Store, base: str) -> SearchIndex:
        import sqlite3

        try:
            build_index(store, base, file)
        except (sqlite3.OperationalError, OSError):  # a folder that may only be read
            file = Path(gettempdir()) / file.name
            build_index(store, base, file)
        for old in file.parent.glob("search-*.sqlite"):
            if old != file and file.parent != Path(gettempdir()):
                with suppress(OSError):
                    old.unlink()
        return SearchIndex(file)
