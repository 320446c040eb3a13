"""Who asks how much: a limit for each client, and a log that keeps to itself what readers look for."""

import logging
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from flask import Flask, Response, g, request

from .settings import Settings

LOG = logging.getLogger("zhengtu.access")

#: Clients that are remembered; the one that has been quiet longest is forgotten first.
_CLIENTS = 10_000


@dataclass(slots=True)
class Allowance:
    """How many requests each client has left: ``rate`` in a minute, a sixth of them at once.

    >>> allowance = Allowance(rate=60)
    >>> [allowance.take("10.0.0.1", now=0.0) for _ in range(11)].count(True), allowance.take("10.0.0.1", now=1.0)
    (10, True)
    """

    rate: int
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, client: str, now: float) -> bool:
        """Whether a client may send one more request at a moment (in seconds)."""
        most = max(1.0, self.rate / 6)
        with self._lock:
            left, then = self._left.pop(client, (most, now))
            left = min(most, left + (now - then) * self.rate / 60)
            allowed = left >= 1
            self._left[client] = (left - allowed, now)
            if len(self._left) > _CLIENTS:
                self._left.popitem(last=False)
        return allowed


def use_traffic(app: Flask, settings: Settings) -> Allowance | None:
    """Log requests as the settings say, and return the allowance of clients, None where there is no limit."""
    if settings.access_log != "off":

        @app.before_request
        def begin() -> None:
            g.begun = time.perf_counter()

        @app.after_request
        def log(answer: Response) -> Response:
            path = request.full_path.rstrip("?") if settings.access_log == "query" else request.path
            spent = (time.perf_counter() - g.get("begun", time.perf_counter())) * 1000
            # A line break in an address would make two lines of it.
            shown = path.encode("unicode_escape").decode()
            LOG.info("%s %s %s %s %.0f ms", request.remote_addr, request.method, shown, answer.status_code, spent)
            return answer

    return Allowance(settings.rate) if settings.rate else None
