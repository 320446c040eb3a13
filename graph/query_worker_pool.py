"""A few killable processes that answer queries on the folder of a store."""

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from .error import QueryError, StoreError
from .query_worker_handle import QueryWorker
from .query_worker_job import QueryJob
from .query_worker_limit import (
    QueryLimits,
    gave_way,
    out_of_memory,
    out_of_rows,
    out_of_size,
    out_of_time,
    too_busy,
)
from .query_worker_reply import QueryReply
from .query_worker_state import state_of

_ATTEMPTS, _BREATH = 5, 0.2  # to open a store that is just being replaced; seconds between two
_GLANCE = 0.1  # seconds between two looks at whether others wait


@dataclass(slots=True)
class _Turn:
    """A query's place: one of the ordinary ones, or one of those for long queries."""

    is_long: bool = False


class QueryWorkerPool:
    """Answers queries within limits; any number of threads may ask at the same time.

    ``workers`` queries run at once. One that has taken ``patience`` seconds while others wait moves to one of the
    ``long`` further places, and is ended where these are taken: so a few endless questions cannot keep everybody from
    asking a short one. At most ``waiting`` queries wait; whoever comes then is told at once that there are too many,
    since every waiting query holds a thread of the web server. Processes start when they are first needed.

    The store may grow or be replaced: its folder is looked at every ``pause`` seconds, and workers start anew.
    """

    def __init__(
        self,
        folder: Path,
        limits: QueryLimits | None = None,
        *,
        workers: int = 2,
        long: int = 2,
        waiting: int = 3,
        patience: float = 1.0,
        pause: float = 2.0,
    ) -> None:
        self.folder = folder
        self.limits = limits or QueryLimits()
        self._workers, self._long, self._queue, self._patience, self._pause = workers, long, waiting, patience, pause
        self._changed = threading.Condition()
        self._running_short = self._running_long = self._waiting = 0
        self._idle: list[QueryWorker] = []
        self._all: set[QueryWorker] = set()
        self._closed = False
        self._state, self._looked = "", 0.0

    def __enter__(self) -> "QueryWorkerPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, job: QueryJob) -> QueryReply:
        """Answer a query; the reply's outcome is ``answer`` or ``unwanted``.

        Raise QueryError (a mistake in it), QueryLimitError (it would take too much) or StoreError.
        """
        job = job.within(self.limits)
        with self._place() as turn:
            reply = self._answer(job, turn)
            for _ in range(_ATTEMPTS):
                if reply.outcome != "store":
                    break
                # Its files were compacted away or replaced, and those of the others too: new workers see the new ones.
                self._forget()
                reply = self._answer(job, turn)
        if reply.outcome == "mistake":
            raise QueryError(reply.what, reply.line, reply.column)
        if reply.outcome == "rows":
            raise out_of_rows(job.rows or 0)
        if reply.outcome == "size":
            raise out_of_size(job.size or 0)
        if reply.outcome == "store":
            raise StoreError(f"the store {self.folder} could not be read ({reply.what}); try again")
        return reply

    @property
    def state(self) -> str:
        """A text that changes whenever the store does."""
        with self._changed:
            return self._look()

    def close(self) -> None:
        """End all workers, also those that are at work; who waits for them is told that the store is closed."""
        with self._changed:
            self._closed = True
            workers, self._all, self._idle = self._all, set(), []
            self._changed.notify_all()
        for worker in workers:
            worker.kill()

    # Places

    @contextlib.contextmanager
    def _place(self) -> Iterator[_Turn]:
        """Wait for a place and hold it."""
        with self._changed:
            if self._running_short >= self._workers:
                self._wait_for_place()
            self._check_open()
            self._running_short += 1
        turn = _Turn()
        try:
            yield turn
        finally:
            with self._changed:
                if turn.is_long:
                    self._running_long -= 1
                else:
                    self._running_short -= 1
                self._changed.notify()

    def _wait_for_place(self) -> None:
        if self._waiting >= self._queue:
            raise too_busy()
        self._waiting += 1
        try:
            free = self._changed.wait_for(
                lambda: self._running_short < self._workers or self._closed, self.limits.seconds
            )
        finally:
            self._waiting -= 1
        if not free:
            raise too_busy()

    def _may_go_on(self, turn: _Turn) -> bool:
        """Whether a query that takes long may go on: nobody waits, or there is a place for long ones to move to."""
        with self._changed:
            if turn.is_long or not self._waiting:
                return True
            if self._running_long >= self._long:
                return False
            turn.is_long = True
            self._running_long += 1
            self._running_short -= 1
            self._changed.notify()
            return True

    # Workers

    def _answer(self, job: QueryJob, turn: _Turn) -> QueryReply:
        worker = self._take()
        reply = None
        try:
            worker.send(job)
            reply = self._listen(worker, turn)
            return reply
        except (EOFError, OSError):
            self._check_open()
            raise out_of_memory(self.limits.memory) from None
        finally:
            self._put_back(worker, reply)

    def _listen(self, worker: QueryWorker, turn: _Turn) -> QueryReply:
        began, most = time.monotonic(), self.limits.seconds
        while True:
            spent = time.monotonic() - began
            if most is not None and spent >= most:
                raise out_of_time(most)
            if spent >= self._patience and not self._may_go_on(turn):
                raise gave_way(spent)
            left = None if most is None else most - spent
            step = left if turn.is_long else max(self._patience - spent, _GLANCE)
            if worker.wait(step if left is None or step is None else min(step, left)):
                return worker.receive()

    def _take(self) -> QueryWorker:
        """Return a worker that sees the store as it is now; an older one where the store cannot be opened now."""
        with self._changed:
            self._check_open()
            state = self._look()
            worker = self._idle.pop() if self._idle else None
        if worker is not None and worker.state == state:
            return worker
        try:
            fresh = self._start()
        except StoreError:
            if worker is None:
                raise
            return worker
        if worker is not None:
            self._end(worker)
        return fresh

    def _forget(self) -> None:
        """End the workers that are idle, and look at the folder anew."""
        with self._changed:
            workers, self._idle, self._looked = self._idle, [], 0.0
        for worker in workers:
            self._end(worker)

    def _look(self) -> str:
        if not self._state or time.monotonic() - self._looked >= self._pause:
            # "" is a folder that is being replaced: what is open is better than nothing.
            self._state, self._looked = state_of(self.folder) or self._state, time.monotonic()
        return self._state

    def _start(self) -> QueryWorker:
        for attempt in range(_ATTEMPTS):
            with self._changed:
                self._check_open()
                state = self._state
                worker = QueryWorker(self.folder, state, self.limits.memory)
                self._all.add(worker)
            try:
                worker.open()
                return worker
            except StoreError:
                self._end(worker)
                self._check_open()
                if attempt == _ATTEMPTS - 1 or not state:  # what never was a store does not become one
                    raise
            except BaseException:
                self._end(worker)
                raise
            time.sleep(_BREATH)
        raise AssertionError("unreachable")

    def _put_back(self, worker: QueryWorker, reply: QueryReply | None) -> None:
        """Keep a worker for the next query, unless it was stopped, cannot read its store, or has grown fat."""
        memory = self.limits.memory
        fat = reply is not None and memory is not None and worker.growth(reply) > memory // 2
        with self._changed:
            keep = reply is not None and reply.outcome != "store" and not fat and not self._closed
            if keep and len(self._idle) < self._workers:
                self._idle.append(worker)
                return
        self._end(worker)

    def _end(self, worker: QueryWorker) -> None:
        with self._changed:
            known = worker in self._all
            self._all.discard(worker)
        if known:
            worker.kill()

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"the store {self.folder} has been closed")
