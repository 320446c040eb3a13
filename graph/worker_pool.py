"""Processes to read with, here or on a cluster; one that dies takes no other file with it."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

from ..ontology import Ontology, load_ontology
from .error import StoreError
from .producer import producer_of

Result = TypeVar("Result")


class WorkerPool(Executor):
    """A process pool that begins anew when one of its processes died; what was under way then has failed."""

    def __init__(self, processes: int) -> None:
        #: How many things it does at the same time.
        self.width = processes
        self._pool = ProcessPoolExecutor(processes)

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Have a function called in one of the processes."""
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = ProcessPoolExecutor(self.width)
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


class Cluster(Executor):
    """The workers of a Dask cluster."""

    def __init__(self, client: Any) -> None:
        self._executor: Executor = client.get_executor(pure=False)
        #: How many things it does at the same time.
        self.width: int = sum(client.nthreads().values())

    def submit(self, fn: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Have a function called by one of the workers."""
        return self._executor.submit(fn, *args, **kwargs)


@contextmanager
def open_cluster(address: str, ontology: Ontology) -> Iterator[Cluster]:
    """Use a Dask cluster by the address of its scheduler, ``tcp://host:8786``.

    Its workers read the files themselves, so they need the same paths, the same version of the program and the same
    dictionary; StoreError where they have others, or where there is no cluster.
    """
    try:
        # By name, since it is an extra, without which everything else must load and be checked.
        client_of: Any = import_module("distributed").Client
    except ImportError as error:
        raise StoreError("--scheduler needs Dask; install it with: pip install zhengtu[dask]") from error
    try:
        client = client_of(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        raise StoreError(
            f"there is no Dask scheduler at {address} ({reason}); start one with `dask scheduler`"
        ) from error
    with client:
        there = client.run(_producer, None if is_own(ontology) else str(ontology.folder), on_error="return")
        if not there:
            raise StoreError(f"the cluster at {address} has no workers; start some with `dask worker {address}`")
        for worker, producer in there.items():
            if producer != producer_of(ontology):
                what = producer if isinstance(producer, str) else " ".join(str(producer).split())[:120]
                raise StoreError(f"the worker {worker} has not what is here ({what}); install the same version there")
        yield Cluster(client)


def is_own(ontology: Ontology) -> bool:
    """Whether this is the dictionary that comes with the program, which lies elsewhere on other machines."""
    return ontology.folder == load_ontology(None).folder


def width_of(executor: Executor) -> int:
    """Return how many things an executor does at the same time."""
    return int(getattr(executor, "width", 0)) or os.cpu_count() or 1


def _producer(folder: str | None) -> str:
    from pathlib import Path

    return producer_of(load_ontology(Path(folder) if folder else None))
