"""Pages that were made lately: an opened store never changes, so the same page is the same again."""

import threading
from collections import OrderedDict
from collections.abc import Hashable


class KeptPages:
    """Bodies of pages by what they were made from, as many as fit; the one unasked for longest goes first.

    >>> pages = KeptPages(most=10)
    >>> pages.keep("a", "123456")
    >>> pages.keep("b", "1234567")
    >>> pages.find("a"), pages.find("b")
    (None, '1234567')
    """

    def __init__(self, most: int = 48_000_000) -> None:
        self._most, self._size = most, 0
        self._lock = threading.Lock()
        self._pages: OrderedDict[Hashable, str] = OrderedDict()

    def find(self, key: Hashable) -> str | None:
        """Return a page, None where it has to be made."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: Hashable, body: str) -> None:
        """Keep a page."""
        with self._lock:
            self._size += len(body) - len(self._pages.pop(key, ""))
            self._pages[key] = body
            while self._size > self._most:
                _, gone = self._pages.popitem(last=False)
                self._size -= len(gone)
