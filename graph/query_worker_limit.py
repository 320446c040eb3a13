"""How much a query may take, and what it is told when that is not enough."""

from dataclasses import dataclass

from .error import QueryError


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What a query may take at most; None is no limit.

    ``seconds`` count from when a worker begins with it; ``memory`` is in bytes, beyond what the opened store takes (it
    holds where the system can limit a process's memory: not on Windows); ``rows`` of a SELECT and ``size`` in bytes
    are those of one answer.
    """

    seconds: float | None = 15.0
    memory: int | None = 512 * 2**20
    rows: int | None = 10_000
    size: int | None = 32_000_000


class QueryLimitError(QueryError):
    """A query that was ended because it would have taken too much.

    ``limit`` says of what: ``time``, ``memory``, ``rows``, ``size``, or ``busy`` where others were waiting.
    ``retry_after`` is the number of seconds after which it may be worth another try, 0 where it never is.
    """

    def __init__(self, limit: str, what: str, retry_after: int = 0) -> None:
        super().__init__(what)
        self.limit, self.retry_after = limit, retry_after

    def __reduce__(self) -> tuple[type["QueryLimitError"], tuple[str, str, int]]:
        return type(self), (self.limit, self.what, self.retry_after)


def out_of_time(seconds: float) -> QueryLimitError:
    """Tell that a query took too long."""
    return QueryLimitError("time", f"not finished after {seconds:g} seconds; make it narrower or add LIMIT", 30)


def out_of_memory(memory: int | None) -> QueryLimitError:
    """Tell that a query brought its worker down."""
    most = f"more than {memory // 2**20} MB of memory" if memory else "more memory than there is"
    return QueryLimitError("memory", f"it needs {most}, or is nested too deeply; make it narrower or add LIMIT", 30)


def out_of_rows(rows: int) -> QueryLimitError:
    """Tell that an answer has more rows than go into one."""
    what = f"the answer has more than {rows} rows; ask for it in pages (page=1, page=2 …) or add LIMIT"
    return QueryLimitError("rows", what)


def out_of_size(size: int) -> QueryLimitError:
    """Tell that an answer has more bytes than go into one."""
    what = f"the answer is larger than {size / 1_000_000:g} MB; ask for fewer rows or columns, or add LIMIT"
    return QueryLimitError("size", what)


def too_busy() -> QueryLimitError:
    """Tell that there are too many queries at the same time."""
    return QueryLimitError("busy", "other queries are being answered; try again in a moment", 2)


def gave_way(seconds: float) -> QueryLimitError:
    """Tell that a query was ended because it took long while others were waiting."""
    what = f"not finished after {seconds:.1f} seconds while others were waiting; try again later or make it narrower"
    return QueryLimitError("busy", what, 10)
