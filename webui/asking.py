"""The catalogue as forms: every question has a page of its own, with a permanent address for every answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, jsonify, request

from ..graph.layered_drawing import Picture
from ..queries import Answer, Query, QuestionError, UnresolvedNameError, load_catalogue, run
from ..queries.answer import Plain
from .address import address_of
from .amounts import chinese_digits, digits
from .answer_picture import MOST_BOXES, picture_of
from .format import wanted_format
from .language import language_of, word
from .named import Named
from .page import Field, page
from .site import site_of
from .spreadsheet import as_csv

blueprint = Blueprint("asking", __name__)

#: Rows that a page shows; CSV and JSON give as many as were asked for.
SHOWN = 500
_MOST = 10_000
_LINKS = {
    "quote": ("evidence",),
    "higher_quote": ("higher_evidence",),
    "place": ("task_iri", "provision_iri"),
    "agent": ("agency_iri",),
}


@dataclass(frozen=True, slots=True)
class ListedQuery:
    """A question of the catalogue."""

    name: str
    summary: str
    description: str
    page: str


@dataclass(frozen=True, slots=True)
class QueriesPage:
    """The catalogue."""

    queries: tuple[ListedQuery, ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a question's form."""

    name: str
    type: str
    label: str
    value: str
    example: str
    required: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A value of an answer; ``page`` is that of the thing it names."""

    text: str
    type: str
    page: str


@dataclass(frozen=True, slots=True)
class QueryPage:
    """A question with its form and, once it was asked, its answer, with a picture where its rows join things.

    ``drawn`` is how many things the picture has at most where some are left out, else 0.
    """

    name: str
    summary: str
    description: str
    fields: tuple[FormField, ...]
    asked: bool
    problem: str
    candidates: tuple[Named, ...]
    understood: tuple[Named, ...]
    columns: tuple[Named, ...]
    rows: tuple[tuple[ShownCell, ...], ...]
    total: int
    truncated: bool
    picture: Picture | None
    drawn: int
    empty: str
    address: str
    sparql: str


@page(blueprint, "/queries", QueriesPage, "queries.html", "The questions that can be asked")
def queries() -> QueriesPage:
    """List the catalogue."""
    language = language_of(request)
    return QueriesPage(
        tuple(
            ListedQuery(
                query.name,
                query.summary.in_language(language),
                query.description.in_language(language),
                f"/queries/{query.name}",
            )
            for query in load_catalogue().values()
        )
    )


@page(
    blueprint,
    "/queries/<name>",
    QueryPage,
    "query.html",
    "A question of the catalogue; its parameters are those of its form",
    Field("limit", "rows at most", "100"),
)
def query(name: str) -> QueryPage | Response:
    """Show a question, and answer it where its parameters are given."""
    found = load_catalogue().get(name)
    if found is None:
        abort(404)
    known = [parameter.name for parameter in found.parameters]
    given = {key: value.strip()[:500] for key, value in request.args.items() if key in known and value.strip()}
    wanted = wanted_format(request, "json", "csv", "xlsx")
    asked = bool(given) or "ask" in request.args or wanted in ("json", "csv", "xlsx")
    problem, candidates, answer = "", tuple[Named, ...](), None
    if asked:
        try:
            answer = _answer(found, given)
        except QuestionError as error:
            problem = str(error)
        except UnresolvedNameError as error:
            problem, candidates = str(error), _candidates(found, given, error)
    if wanted in ("json", "csv", "xlsx"):
        # The shape of an answer is the same here, on the command line and in a notebook.
        if answer is None:
            return jsonify({"error": {"status": 400, "message": problem, "id": ""}}), 400  # type: ignore[return-value]
        return as_csv(name, [answer.columns, *(tuple(row.values()) for row in answer.rows)]) or jsonify(
            answer.to_json()
        )
    return _shown(found, given, answer, asked, problem, candidates)


def _answer(found: Query, given: dict[str, str]) -> Answer:
    limit = given.get("limit", "")
    if limit.isdecimal() and int(limit[:9]) > _MOST:
        given["limit"] = str(_MOST)
    return run(found, given, site_of().snapshot.bounded)


def _candidates(found: Query, given: dict[str, str], error: UnresolvedNameError) -> tuple[Named, ...]:
    """Return the things meant perhaps, each with the address that asks for it instead."""
    wrong = next((name for name, value in given.items() if value == error.text or value.endswith(f":{error.text}")), "")
    return tuple(
        Named(each, f"/queries/{found.name}?{urlencode({**given, wrong: each.partition('（')[0]})}")
        for each in error.candidates
        if wrong
    )


def _shown(
    found: Query,
    given: dict[str, str],
    answer: Answer | None,
    asked: bool,
    problem: str,
    candidates: tuple[Named, ...],
) -> QueryPage:
    language = language_of(request)
    fields = tuple(
        FormField(
            parameter.name,
            parameter.type,
            parameter.label.in_language(language),
            given.get(parameter.name, ""),
            parameter.example or parameter.default,
            parameter.required,
        )
        for parameter in found.parameters
    )
    columns, rows = shown_table(found, answer, language, SHOWN)
    understood = answer.resolved.items() if answer else ()
    picture, cut = picture_of(found.name, answer.rows if answer else (), site_of().snapshot.base)
    return QueryPage(
        name=found.name,
        summary=found.summary.in_language(language),
        description=found.description.in_language(language),
        fields=fields,
        asked=asked,
        problem=problem,
        candidates=candidates,
        understood=tuple(
            Named(found.parameter(name).label.in_language(language), "", meaning)
            for name, meaning in understood
            if answer and meaning != answer.parameters.get(name)
        ),
        columns=columns,
        rows=rows,
        total=len(answer) if answer else 0,
        truncated=bool(answer and (answer.truncated or len(answer) > SHOWN)),
        picture=picture,
        drawn=MOST_BOXES if cut else 0,
        empty=found.empty.in_language(language),
        address=urlencode(given),
        sparql=found.sparql,
    )


def shown_table(
    found: Query, answer: Answer | None, language: str, most: int
) -> tuple[tuple[Named, ...], tuple[tuple[ShownCell, ...], ...]]:
    """Return the columns of an answer that people read, and its first rows."""
    columns = [column for column in found.columns if column.for_reading] if answer else []
    # A column in which nothing stands only takes room.
    columns = [c for c in columns if answer and any(row[c.name] not in (None, "", " ") for row in answer.rows)]
    base = site_of().snapshot.base
    rows = tuple(
        tuple(_cell(column.name, column.type, row, base, language) for column in columns)
        for row in (answer.rows[:most] if answer else ())
    )
    return tuple(Named(column.title.in_language(language), "", column.type) for column in columns), rows


def _cell(name: str, kind: str, row: Mapping[str, Plain], base: str, language: str) -> ShownCell:
    value = row[name]
    page = next((address_of(str(row[iri]), base) for iri in _links(name) if row.get(iri)), "")
    if value is None:
        return ShownCell("", kind, "")
    if isinstance(value, bool):
        return ShownCell(word("yes" if value else "no", language), kind, page)
    if kind == "number" and name != "hop":
        text = chinese_digits(str(value)) if language == "zh" else digits(str(value))
    else:
        text = str(value).strip()
    return ShownCell(text, kind, page)


def _links(name: str) -> tuple[str, ...]:
    """Return the columns that may hold the IRI of what a column names: quotes lead to the text, names to pages."""
    return _LINKS.get(name, (f"{name}_iri",))
