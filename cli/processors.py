"""Keeping a command to as many processors as it was told to use."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keep_to(count: int | None) -> Iterator[None]:
    """Have this process, its threads and the processes that it starts use so many processors; None means all.

    Oxigraph writes in as many threads as there are processors, whatever else was asked for: on a machine that others
    work on, a promise to use one must hold for these too. Which ones is left to chance, so that two commands seldom
    meet on the same. Where the system cannot do this (macOS, Windows), nothing is kept.
    """
    if count is None or not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, random.sample(sorted(before), min(count, len(before))))
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
