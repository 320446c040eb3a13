"""The process that runs queries: it can be killed, has limits on its memory, and cannot open a socket.

Oxigraph knows no time limit, cannot be stopped, and ends the whole process when memory runs out.
"""

import contextlib
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from io import BytesIO
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, RdfFormat

from .error import StoreError, explain_query_error
from .query_worker_job import QueryJob
from .query_worker_lock import forbid_descriptors, forbid_sockets
from .query_worker_reply import QueryReply
from .query_worker_rows import Row, write_rows
from .query_worker_syntax import calls_service, names_graphs
from .store_folder import open_folder
from .terms import PREFIXES

if TYPE_CHECKING:
    Buffer = bytes | bytearray | memoryview

_GRAPH_WRITERS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
# The descriptor of what Linux tells about this process; opened once, since no file may be opened later.
_FACTS: list[int] = []
_NICENESS = 10  # whoever reads a page goes before whoever asks a long question


class TooLargeError(Exception):
    """An answer with more bytes or rows than are allowed; ``limit`` says of what."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class CappedBuffer(BytesIO):
    """Takes what is written, up to a number of bytes."""

    def __init__(self, most: int | None) -> None:
        super().__init__()
        self._most = most

    def write(self, data: "Buffer", /) -> int:  # type: ignore[override]
        """Keep some bytes; raise TooLargeError where that would be too many."""
        if self._most is not None and self.tell() + len(memoryview(data)) > self._most:
            raise TooLargeError("size")
        return super().write(data)


def serve(connection: Connection, folder: str, memory: int | None) -> None:
    """Answer jobs until the other side ends; this is where a worker's process begins, and it never returns."""
    # Never an ordinary end: it would wait for threads and close the store, for which nobody is there to wait.
    try:
        _serve(connection, Path(folder), memory)
    except (EOFError, OSError):  # the other side has gone
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _serve(connection: Connection, folder: Path, memory: int | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that started us
    _end_with_parent()
    if sys.platform != "win32":
        os.nice(_NICENESS)
    with contextlib.suppress(OSError):
        _FACTS.append(os.open("/proc/self/statm", os.O_RDONLY))
    locked = forbid_sockets()
    try:
        store = open_folder(folder, read_only=True)
    except StoreError as error:
        connection.send_bytes(QueryReply("unopened", what=str(error)).to_bytes())
        return
    _silence()
    _limit_memory(memory)
    ready = QueryReply("ready", taken=_taken())
    if not locked:
        forbid_descriptors(folder)
    connection.send_bytes(ready.to_bytes())
    while True:
        connection.send_bytes(answer(store, QueryJob.from_bytes(connection.recv_bytes())).to_bytes())


def answer(store: pyoxigraph.Store, job: QueryJob) -> QueryReply:
    """Run a query; a mistake in it, an answer that is too large and a store that cannot be read are answers too."""
    if calls_service(job.sparql):
        what = "SERVICE is not answered here, not even in a comment; ask the other server yourself"
        return QueryReply("mistake", what=what, taken=_taken())
    buffer = CappedBuffer(job.size)
    try:
        default = None if job.default_graphs is None else [NamedNode(iri) for iri in job.default_graphs]
        named: list[NamedNode | BlankNode] | None
        named = None if job.named_graphs is None else [NamedNode(iri) for iri in job.named_graphs]
        if (default is None) != (named is None):
            # The one that is not given is empty: Oxigraph would take all that there are.
            default, named = default or [], named or []
        # The union would silently go before FROM.
        union = default is None and not names_graphs(job.sparql)
        found = store.query(
            job.sparql,
            base_iri=job.base_iri or None,
            prefixes=PREFIXES,
            use_default_graph_as_union=union,
            default_graph=default,  # type: ignore[arg-type]
            named_graphs=named,
        )
        if isinstance(found, QuerySolutions):
            return _table(found, job, buffer)
        if isinstance(found, QueryBoolean):
            return _truth(found, job, buffer)
        return _graph(found, job, buffer)
    except TooLargeError as error:
        return QueryReply(error.limit, taken=_taken())
    except OSError as error:
        return QueryReply("store", what=" ".join(str(error).split()), taken=_taken())
    except (SyntaxError, RuntimeError, ValueError) as error:
        told = explain_query_error(job.sparql, error)
        return QueryReply("mistake", what=told.what, line=told.line, column=told.column, taken=_taken())


def _table(found: QuerySolutions, job: QueryJob, buffer: CappedBuffer) -> QueryReply:
    if not job.table:
        return QueryReply("unwanted", "table")
    columns = [variable.value for variable in found.variables]
    count, more = 0, False

    def page() -> Iterator[Row]:
        nonlocal count, more
        skipped = (job.page - 1) * (job.rows or 0) if job.page else 0
        for index, row in enumerate(found):
            if index < skipped:
                continue
            if job.rows is not None and count == job.rows:
                if not job.page:
                    raise TooLargeError("rows")
                more = True
                return
            count += 1
            yield tuple(row)

    write_rows(columns, page(), job.table, buffer.write)
    return QueryReply("answer", "table", job.table, buffer.getvalue(), count, more, taken=_taken())


def _truth(found: QueryBoolean, job: QueryJob, buffer: CappedBuffer) -> QueryReply:
    if not job.truth:
        return QueryReply("unwanted", "truth")
    form = getattr(pyoxigraph.QueryResultsFormat, job.truth.upper())
    found.serialize(buffer, form)
    return QueryReply("answer", "truth", job.truth, buffer.getvalue(), taken=_taken())


def _graph(found: QueryTriples, job: QueryJob, buffer: CappedBuffer) -> QueryReply:
    if not job.graph:
        return QueryReply("unwanted", "graph")
    found.serialize(buffer, _GRAPH_WRITERS[job.graph])
    return QueryReply("answer", "graph", job.graph, buffer.getvalue(), taken=_taken())


def _end_with_parent() -> None:
    """End as soon as the program that started us does, even in the middle of a query and even if it was killed."""
    parent = parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(0)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


def _silence() -> None:
    """Send what the engine prints when it runs out of memory to nowhere; what happened is told by the pool."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _limit_memory(memory: int | None) -> None:
    """Limit the memory to so many bytes more than are taken now, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory is not None and _FACTS:
            resource.setrlimit(resource.RLIMIT_AS, (_taken() + memory,) * 2)


def _taken() -> int:
    """Return the bytes of address space in use, which is what the limit is about; 0 where the system does not tell."""
    if not _FACTS:
        return 0
    return int(os.pread(_FACTS[0], 100, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")
