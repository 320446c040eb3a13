"""The answer to a question, in the one shape that command line, web and notebook share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from .question import Query

Plain: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as plain values in the order of ``columns``; None is what the text does not say.

    ``parameters`` are the values as they were given, defaults included, ``resolved`` says what a name was taken to
    mean. ``truncated`` tells that there are more rows than the limit allowed. ``start`` are the IRIs with which a
    question began whose links are followed.
    """

    query: Query
    parameters: Mapping[str, Plain]
    resolved: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Plain], ...]
    truncated: bool
    start: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain JSON values: ``query, parameters, columns, rows, truncated``."""
        return {
            "query": self.query.name,
            "parameters": dict(self.parameters),
            "columns": list(self.columns),
            "rows": [dict(row) for row in self.rows],
            "truncated": self.truncated,
        }
