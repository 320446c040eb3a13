"""The fewest of many things that still show something, found with few trials (the method QuickXplain)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def smallest(things: Sequence[Thing], shows: Callable[[Sequence[Thing]], bool]) -> tuple[Thing, ...]:
    """Return a smallest selection for which ``shows`` is true: without any one of its members it is not.

    ``shows`` must be true of all things and stay true when things are added. For k things out of n it is asked about
    2k·log₂(n/k) + 2k times, where leaving things out one by one would ask n times.

    >>> smallest(range(1000), lambda kept: {3, 500} <= set(kept))
    (3, 500)
    """
    return () if shows(()) else tuple(_smallest((), False, tuple(things), shows))


def _smallest(
    kept: tuple[Thing, ...], grown: bool, things: tuple[Thing, ...], shows: Callable[[Sequence[Thing]], bool]
) -> tuple[Thing, ...]:
    if grown and shows(kept):
        return ()
    if len(things) <= 1:
        return things
    middle = len(things) // 2
    first, second = things[:middle], things[middle:]
    of_second = _smallest((*kept, *first), bool(first), second, shows)
    of_first = _smallest((*kept, *of_second), bool(of_second), first, shows)
    return (*of_first, *of_second)
