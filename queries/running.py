"""Running a question of the catalogue on a store."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .answer import Answer, Plain
from .binding import bind
from .error import InvalidValueError, UnknownParameterError
from .names import resolve
from .question import Parameter, Query

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store

#: Rows at most where a question states no limit of its own, and the most that anybody may ask for.
LIMIT = 500
MOST = 1_000_000


def run(query: Query, given: Mapping[str, str], store: "Store") -> Answer:
    """Answer a question; ``given`` are values by parameter name as people write them, "" as good as none.

    Raise UnknownParameterError, InvalidValueError (a value that is missing or cannot be) or UnresolvedNameError (a
    name the store does not know, or that several things have).
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise UnknownParameterError(query.name, name, known)
    limit = LIMIT
    terms: dict[str, tuple[NamedNode | Literal, ...]] = {}
    parameters: dict[str, Plain] = {}
    resolved: dict[str, str] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, "").strip() or parameter.default
        if parameter.type == "limit":
            limit = _whole_number(query, parameter, value, 1, MOST)
            parameters[parameter.name] = limit
        elif value:
            terms[parameter.name], resolved[parameter.name] = _terms(query, parameter, value, store)
            parameters[parameter.name] = value
        elif parameter.required:
            what = f"查询 {query.name} 需要{parameter.label.zh} (needs --{parameter.name})"
            raise InvalidValueError(f"{what}; 例如 (for example): --{parameter.name} {parameter.example}")
    found = store.select(bind(query, terms, limit))
    rows = found.plain()
    return Answer(query, parameters, resolved, found.columns, rows[:limit], len(rows) > limit)


def _terms(
    query: Query, parameter: Parameter, value: str, store: "Store"
) -> tuple[tuple["NamedNode | Literal", ...], str]:
    """Return the terms that a value stands for, and in words what it was taken to mean."""
    from pyoxigraph import Literal, NamedNode

    if parameter.type == "year":
        year = _whole_number(query, parameter, value, 1000, 9999)
        return (Literal(year),), str(year)
    if parameter.type == "text":
        try:
            return (Literal(value),), value
        except (UnicodeError, ValueError):
            raise InvalidValueError(f"{parameter.name}: 含有无法识别的字符 (broken characters); 请重新输入") from None
    names = resolve(parameter.type, value, store)
    return tuple(NamedNode(name.iri) for name in names), "；".join(dict.fromkeys(name.label for name in names))


def _whole_number(query: Query, parameter: Parameter, value: str, least: int, most: int) -> int:
    try:
        number = int(value)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        what = f"{parameter.label.zh} “{value}” 不是 {least}–{most} 的整数 (not a whole number in this range)"
        raise InvalidValueError(
            f"{what}; 例如 (for example): --{parameter.name} {parameter.example or parameter.default}"
        )
    return number
