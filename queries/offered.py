"""The catalogue as functions of a store, for a notebook: ``kg.queries.responsibilities(agency="科技部")``."""

import inspect
from collections.abc import Callable
from html import escape
from keyword import iskeyword
from typing import TYPE_CHECKING

from .answer import Answer
from .catalogue import find_query, load_catalogue
from .error import UnknownQueryError
from .question import Parameter, Query
from .running import run

if TYPE_CHECKING:
    from ..graph import Store


class OfferedQuery:
    """A question of the catalogue, asked of one store by calling it.

    Its parameters are named arguments; those that are keywords of Python carry a ``_`` (``from_``). Names are resolved
    as everywhere: 科技部, a code, a document's number or an IRI. ``help()`` tells parameters, columns and an example.
    """

    def __init__(self, query: Query, store: "Store") -> None:
        self.query = query
        self._store = store
        self.__name__ = self.__qualname__ = python_name(query.name)
        self.__doc__ = describe(query)
        self.__signature__ = inspect.Signature([_argument(each) for each in query.parameters], return_annotation=Answer)

    def __call__(self, **given: str | int | None) -> Answer:
        """Ask; raise as `run` does: for an unknown parameter, an impossible value, a name the store does not know."""
        values = {name.removesuffix("_"): str(value) for name, value in given.items() if value is not None}
        return run(self.query, values, self._store)

    def __repr__(self) -> str:
        return f"<{self.__name__}{self.__signature__}: {self.query.summary.en}>"


class OfferedCatalogue:
    """All questions of the catalogue as functions of one store; a notebook shows them as a table.

    >>> from zhengtu.graph import open_store
    >>> with open_store("memory:") as kg:
    ...     kg.queries.unassigned_tasks(limit=5).rows
    ()
    """

    def __init__(self, store: "Store") -> None:
        self._store = store

    def __getattr__(self, name: str) -> Callable[..., Answer]:
        """Return a question by its name, with ``_`` for ``-``; AttributeError says which one may have been meant."""
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self[name.replace("_", "-")]
        except UnknownQueryError as error:
            raise AttributeError(str(error)) from None

    def __getitem__(self, name: str) -> OfferedQuery:
        """Return a question by the name of its file; raise UnknownQueryError where there is none."""
        return OfferedQuery(find_query(name), self._store)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *map(python_name, load_catalogue())]

    def __repr__(self) -> str:
        names = ", ".join(map(python_name, load_catalogue()))
        return f"<the catalogue on {self._store.address}: {names}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td><code>{escape(python_name(query.name))}</code></td><td>{escape(query.summary.zh)}</td>"
            f"<td>{escape(query.summary.en)}</td>"
            f"<td>{escape('、'.join(f'{_name(each)}={each.type}' for each in query.parameters))}</td></tr>"
            for query in load_catalogue().values()
        )
        return (
            f"<table><tr><th>查询 Query</th><th>问题</th><th>Question</th><th>参数 Parameters</th></tr>{rows}</table>"
        )


def python_name(query: str) -> str:
    """Return the name of a query as Python writes it.

    >>> python_name("agency-duties")
    'agency_duties'
    """
    return query.replace("-", "_")


def describe(query: Query) -> str:
    """Return what ``help()`` tells of a query, all of it from the header of its file."""
    lines = [f"{query.summary.en}.  {query.summary.zh}。", "", query.description.en, "", query.description.zh, ""]
    lines.append("Parameters 参数:")
    for each in query.parameters:
        more = f"default {each.default}" if each.default else f"e.g. {each.example!r}"
        required = "; required" if each.required else ""
        lines.append(f"    {_name(each)} ({each.type}): {each.label.en} {each.label.zh}; {more}{required}")
    lines += ["", "Columns 列:"]
    lines += [f"    {each.name}: {each.title.en} {each.title.zh}" for each in query.columns]
    given = ", ".join(f"{_safe(name)}={value!r}" for name, value in query.examples.items())
    lines += [
        "",
        f"Example 例:  kg.queries.{python_name(query.name)}({given})",
        "",
        f"No rows 没有结果: {query.empty.en}",
    ]
    return "\n".join(lines)


def _argument(parameter: Parameter) -> inspect.Parameter:
    default: object = inspect.Parameter.empty if parameter.required else parameter.default or None
    if parameter.default and parameter.type in ("limit", "depth"):
        default = int(parameter.default)
    return inspect.Parameter(
        _name(parameter), inspect.Parameter.KEYWORD_ONLY, default=default, annotation="str | int | None"
    )


def _name(parameter: Parameter) -> str:
    return _safe(parameter.name)


def _safe(name: str) -> str:
    return f"{name}_" if iskeyword(name) else name
