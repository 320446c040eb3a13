"""A worker's process as seen from the program that started it."""

import multiprocessing
from pathlib import Path

from .error import StoreError
from .query_worker import serve
from .query_worker_job import QueryJob
from .query_worker_reply import QueryReply

#: Seconds that a worker may take to open its store.
OPENING = 30.0


class QueryWorker:
    """One process with a store opened for reading, ``state`` being that of its folder before it was opened."""

    def __init__(self, folder: Path, state: str, memory: int | None) -> None:
        # Spawned, not forked: a fork of a program with threads may hang, and would share its memory and its sockets.
        context = multiprocessing.get_context("spawn")
        self.state = state
        self._connection, theirs = context.Pipe()
        self._process = context.Process(
            target=serve, args=(theirs, str(folder), memory), daemon=True, name="zhengtu-query"
        )
        self._taken = 0
        self._process.start()
        theirs.close()  # so that the end of the process is the end of the pipe

    def open(self) -> None:
        """Wait until the store is open; raise StoreError where it cannot be opened."""
        try:
            if not self._connection.poll(OPENING):
                raise StoreError(f"the store was not opened within {OPENING:g} seconds; try again")
            reply = self.receive()
        except (EOFError, OSError):
            raise StoreError("a query worker ended before it had opened the store; try again") from None
        if reply.outcome != "ready":
            raise StoreError(reply.what)
        self._taken = reply.taken

    def growth(self, reply: QueryReply) -> int:
        """Return how many bytes of address space it takes more than when it had opened its store."""
        return reply.taken - self._taken

    def send(self, job: QueryJob) -> None:
        """Hand in a job; raise OSError where the process has ended."""
        self._connection.send_bytes(job.to_bytes())

    def wait(self, seconds: float | None) -> bool:
        """Wait for a reply, or for the end of the process; say whether there is one."""
        return self._connection.poll(seconds)

    def receive(self) -> QueryReply:
        """Return the reply; raise EOFError where the process has ended instead."""
        return QueryReply.from_bytes(self._connection.recv_bytes())

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._connection.close()
