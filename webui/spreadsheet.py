"""Tables as CSV that spreadsheet programs open without asking."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response, make_response, request

from .format import wanted_format

# A cell that begins with one of these is a formula to a spreadsheet program; a policy text could hold anything.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(name: str, table: Iterable[Sequence[object]]) -> Response | None:
    """Return a table as a file where CSV is asked for, else None."""
    if wanted_format(request, "json", "csv") != "csv":
        return None
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([safe(value) for value in row] for row in table)
    # With the mark at the beginning, Excel takes it for UTF-8.
    answer = make_response("\ufeff" + written.getvalue())
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="zhengtu-{name}.csv"'
    return answer


def safe(value: object) -> object:
    """Return a value that no spreadsheet program runs as a formula; numbers stay numbers.

    >>> safe("=1+1"), safe(-3), safe("科技局"), safe(None)
    ("'=1+1", -3, '科技局', '')
    """
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
