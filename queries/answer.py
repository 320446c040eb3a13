"""The answer to a question, in the one shape that command line, web and notebook share."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

from .question import Query

if TYPE_CHECKING:
    from pandas import DataFrame

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

    def to_pandas(self) -> "DataFrame":
        """Return the rows as a data frame with all columns; raise ImportError where pandas is not installed."""
        try:
            from pandas import DataFrame
        except ImportError:
            raise ImportError("pandas 没有安装 (not installed); 请运行 pip install pandas，或改用 .rows") from None
        return DataFrame([dict(row) for row in self.rows], columns=list(self.columns))

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the columns for reading, quotes as quotations; all text is escaped."""
        understood = "，".join(
            f"{self.query.parameter(name).label.zh}={self.resolved.get(name, value)}"
            for name, value in self.parameters.items()
            if name != "limit"
        )
        caption = escape(self.query.summary.zh + (f"（{understood}）" if understood else ""))
        if not self.rows:
            return f"<p>{caption}</p><p>{escape(self.query.empty.zh)}</p>"
        shown = [column for column in self.query.columns if column.for_reading and column.name in self.columns]
        head = "".join(f'<th style="text-align:left">{escape(column.title.zh)}</th>' for column in shown)
        body = "".join(
            f"<tr>{''.join(_cell(row[column.name], column.type) for column in shown)}</tr>" for row in self.rows
        )
        more = "<p>还有更多，请加大 limit。 There are more rows; raise the limit.</p>" if self.truncated else ""
        return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>{more}"


def _cell(value: Plain, kind: str) -> str:
    if value is None:
        return "<td></td>"
    text = ("是" if value else "否") if isinstance(value, bool) else escape(str(value))
    return f'<td style="text-align:left">{f"<q>{text}</q>" if kind == "quote" else text}</td>'
