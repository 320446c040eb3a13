"""Running a question of the catalogue on a store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from .answer import Answer, Plain
from .binding import bind
from .error import InvalidValueError, UnknownParameterError
from .names import resolve
from .node import resolve_node
from .paging import is_paged, read_pages
from .passage import resolve_passage
from .question import DIRECTIONS, Parameter, Query

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store

    Terms: TypeAlias = tuple["NamedNode | Literal", ...]

#: Rows at most where a question states no limit of its own, and the most that anybody may ask for.
LIMIT = 500
MOST = 1_000_000

#: The most links in a row that anybody may ask for; from nation to county there are about eight.
DEEPEST = 50


def run(query: Query, given: Mapping[str, str], store: "Store") -> Answer:
    """Answer a question; ``given`` are values by parameter name as people write them, "" as good as none.

    Raise UnknownParameterError, InvalidValueError (a value that is missing or cannot be) or UnresolvedNameError (a
    name the store does not know, or that several things have).
    """
    asked = read_parameters(query, given, store)
    if query.start:
        from .chain import follow_question

        return follow_question(query, asked, store)
    limit = asked.limit
    if is_paged(query, asked.terms, store):
        rows = tuple(read_pages(query, asked.terms, limit, store))
    else:
        rows = store.select(bind(query, asked.terms, limit)).plain()
    columns = tuple(column.name for column in query.columns)
    return Answer(query, asked.parameters, asked.resolved, columns, rows[:limit], len(rows) > limit)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: values as they were given, the terms they stand for, and what a name was taken to mean.

    ``kinds`` says what kind of node a name turned out to be.
    """

    parameters: Mapping[str, Plain]
    terms: Mapping[str, "Terms"]
    resolved: Mapping[str, str]
    kinds: Mapping[str, str]
    limit: int


def read_parameters(query: Query, given: Mapping[str, str], store: "Store") -> Asked:
    """Check and resolve the values of a question; raise as `run` does."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            raise UnknownParameterError(query.name, name, known)
    limit = LIMIT
    terms: dict[str, Terms] = {}
    parameters: dict[str, Plain] = {}
    resolved: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for parameter in query.parameters:
        name, value = parameter.name, given.get(parameter.name, "").strip() or parameter.default
        if parameter.type == "limit":
            parameters[name] = limit = _whole_number(query, parameter, value, 1, MOST)
        elif parameter.type == "depth":
            parameters[name] = _whole_number(query, parameter, value, 1, DEEPEST)
        elif value:
            terms[name], resolved[name], kinds[name] = _terms(query, parameter, value, store)
            parameters[name] = value
        elif parameter.required:
            raise _missing(query, (parameter,))
    if query.start and not any(name in terms for name in query.start):
        raise _missing(query, tuple(known[name] for name in query.start))
    return Asked(parameters, terms, resolved, kinds, limit)


def _missing(query: Query, parameters: tuple[Parameter, ...]) -> InvalidValueError:
    labels = "或".join(parameter.label.zh for parameter in parameters)
    options = " or ".join(f"--{parameter.name}" for parameter in parameters)
    first = parameters[0]
    what = f"查询 {query.name} 需要{labels} (needs {options})"
    return InvalidValueError(f"{what}; 例如 (for example): --{first.name} {first.example}")


def _terms(query: Query, parameter: Parameter, value: str, store: "Store") -> tuple["Terms", str, str]:
    """Return the terms that a value stands for, in words what it was taken to mean, and what kind of thing that is."""
    from pyoxigraph import Literal, NamedNode

    kind = parameter.type
    if kind == "year":
        year = _whole_number(query, parameter, value, 1000, 9999)
        return (Literal(year),), str(year), kind
    if kind == "direction":
        if value not in DIRECTIONS:
            what = f"{parameter.label.zh} “{value}” 不是 {'、'.join(DIRECTIONS)} 之一 (not one of these)"
            raise InvalidValueError(f"{what}; 例如 (for example): --{parameter.name} {parameter.example}")
        return (), value, kind
    if kind == "text":
        try:
            return (Literal(value),), value, kind
        except (UnicodeError, ValueError):
            raise InvalidValueError(f"{parameter.name}: 含有无法识别的字符 (broken characters); 请重新输入") from None
    if kind == "passage":
        passage = resolve_passage(value, store)
        return (NamedNode(passage),), value, kind
    if kind == "node":
        kind, names = resolve_node(value, store)
    else:
        names = resolve(kind, value, store)
    return tuple(NamedNode(name.iri) for name in names), "；".join(dict.fromkeys(name.label for name in names)), kind


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
