"""The responsibility matrix of a document: its tasks, the bodies, and who has which part in what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request

from ..graph import Store
from ..graph.answer import Plain
from ..queries import find_query, run
from .address import address_of
from .data import find_thing
from .entity_reading import role_iri
from .home import ListedDocument, read_documents
from .labels import read_labels
from .language import language_of, word
from .named import Named
from .page import Field, page
from .site import site_of
from .spreadsheet import as_csv

blueprint = Blueprint("matrix", __name__)

ROLES = ("lead", "joint", "responsible", "support", "supervise")
_MOST = "20000"


@dataclass(frozen=True, slots=True)
class Part:
    """A body's part in a task; ``said`` is false for what was concluded and the text does not say."""

    role: str
    label: str
    said: bool
    quote: str
    page: str


@dataclass(frozen=True, slots=True)
class Cell:
    """All parts that one body has in one task."""

    agency: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A task, where it stands, and the cells of the bodies that have a part in it, by their place in the columns.

    ``stated`` is false where the text names nobody.
    """

    title: str
    place: str
    kind: str
    page: str
    stated: bool
    cells: tuple[Cell, ...]

    def cell(self, agency: int) -> tuple[Part, ...]:
        """Return the parts of one body."""
        return next((cell.parts for cell in self.cells if cell.agency == agency), ())


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """Tasks × bodies. ``unstated`` of ``tasks`` tasks name nobody in the text, whatever the filter shows.

    ``names`` and ``roles`` are everything to filter by.
    """

    title: str
    number: str
    document: str
    key: str
    agencies: tuple[Named, ...]
    rows: tuple[Row, ...]
    tasks: int
    unstated: int
    concluded: int
    agency: str
    role: str
    only: str
    sort: str
    names: tuple[str, ...]
    roles: tuple[Named, ...]
    page: str


@dataclass(frozen=True, slots=True)
class MatricesPage:
    """The documents whose matrix can be shown."""

    documents: tuple[ListedDocument, ...]


@page(blueprint, "/matrix", MatricesPage, "matrices.html", "The documents whose responsibility matrix can be shown")
def matrices() -> MatricesPage | Response:
    """Offer the documents to choose from; a single one needs no choice."""
    snapshot = site_of().snapshot
    documents = tuple(
        ListedDocument(each.title, each.number, each.issued, each.level, matrix_page(each.page), each.iri)
        for each in read_documents(snapshot.store, snapshot.base)
    )
    return MatricesPage(documents) if len(documents) != 1 else redirect(documents[0].page, 303)  # type: ignore[return-value]


@page(
    blueprint,
    "/matrix/<path:key>",
    MatrixPage,
    "matrix.html",
    "Which body has which part in which task of a document",
    Field("agency", "only bodies whose name holds this", "科技局"),
    Field("role", "only this role: lead, joint, responsible, support or supervise", "lead"),
    Field("sort", "most: tasks with most bodies first; unstated: those that name nobody first", "most"),
    Field("only", "stated or unstated: only tasks whose text names somebody, or nobody", "unstated"),
)
def matrix(key: str) -> MatrixPage | Response:
    """Show the matrix of one document."""
    snapshot, language = site_of().snapshot, language_of(request)
    iri = find_thing(snapshot.store, "document", key, snapshot.base)
    shown = read_matrix(snapshot.bounded, iri, snapshot.base, language, key)
    return as_csv("matrix", _table(shown, language)) or shown


def matrix_page(document_page: str) -> str:
    """Return the address of a document's matrix."""
    return document_page.replace("/document/", "/matrix/", 1)


def read_matrix(store: Store, iri: str, base: str, language: str, key: str) -> MatrixPage:
    """Return the matrix of a document, narrowed down as the address asks."""
    tasks = run(find_query("tasks"), {"document": iri, "limit": _MOST}, store).rows
    duties = run(find_query("responsibilities"), {"document": iri, "limit": _MOST}, store).rows
    (listed,) = [each for each in read_documents(store, base) if each.iri == iri] or [
        ListedDocument(key, "", "", "", address_of(iri, base), iri)
    ]
    roles = read_labels(store, map(role_iri, ROLES), language)
    agency, role, only = (request.args.get(name, "").strip()[:100] for name in ("agency", "role", "only"))
    stated = {row["task_iri"] for row in duties if row["explicit"]}
    concluded = {row["task_iri"] for row in duties} - stated
    names = _names(duties)
    chosen = [
        row
        for row in duties
        if agency in f"{row['agent']} {row['agency']}" and role in ("", row["role"]) and row["task_iri"]
    ]
    columns = _columns(chosen, base)
    places = {iri: place for place, (iri, _) in enumerate(columns)}
    rows = []
    for task in tasks:
        own = [row for row in chosen if row["task_iri"] == task["task_iri"]]
        is_stated = task["task_iri"] in stated
        if ((agency or role) and not own) or only == ("unstated" if is_stated else "stated"):
            continue
        title = str(task["task"])
        rows.append(
            Row(
                title=title,
                place=str(task["place"] or "").strip().removesuffix(title).strip(),
                kind=str(task["kind"]),
                page=address_of(str(task["task_iri"]), base),
                stated=is_stated,
                cells=_cells(own, places, roles, base),
            )
        )
    sort = request.args.get("sort", "")
    if sort == "most":
        rows.sort(key=lambda row: -len(row.cells))
    elif sort == "unstated":
        rows.sort(key=lambda row: (row.stated, len(row.cells)))
    else:
        sort = ""
    used = {cell.agency for row in rows for cell in row.cells}
    return MatrixPage(
        title=listed.title,
        number=listed.number,
        document=listed.page,
        key=key,
        agencies=tuple(named for place, (_, named) in enumerate(columns) if place in used or not rows),
        rows=tuple(_without_gaps(row, sorted(used)) for row in rows),
        tasks=len(tasks),
        unstated=sum(task["task_iri"] not in stated for task in tasks),
        concluded=sum(task["task_iri"] in concluded for task in tasks),
        agency=agency,
        role=role if role in ROLES else "",
        only=only if only in ("stated", "unstated") else "",
        sort=sort,
        names=names,
        roles=tuple(Named(roles.get(role_iri(each), each), "", each) for each in ROLES),
        page=matrix_page(listed.page),
    )


def _names(duties: Iterable[Mapping[str, Plain]]) -> tuple[str, ...]:
    return tuple(sorted({str(row["agent"]) for row in duties}))


def _columns(duties: Sequence[Mapping[str, Plain]], base: str) -> list[tuple[str, Named]]:
    """Return the bodies by IRI, those with most tasks first; each as the document itself most often calls it."""
    called: dict[str, dict[str, int]] = {}
    full: dict[str, str] = {}
    for row in duties:
        own = called.setdefault(str(row["agency_iri"] or row["agent"]), {})
        own[str(row["agent"])] = own.get(str(row["agent"]), 0) + 1
        full[str(row["agency_iri"] or row["agent"])] = str(row["agency"] or "")
    ordered = sorted(called, key=lambda iri: (-sum(called[iri].values()), iri))
    return [
        (iri, Named(min(called[iri], key=lambda name: (-called[iri][name], name)), address_of(iri, base), full[iri]))
        for iri in ordered
    ]


def _cells(
    own: Sequence[Mapping[str, Plain]], places: Mapping[str, int], roles: Mapping[str, str], base: str
) -> tuple[Cell, ...]:
    cells: dict[int, dict[tuple[str, bool], Part]] = {}
    for row in own:
        role, said = str(row["role"]), bool(row["explicit"])
        page = address_of(str(row["evidence"]), base)
        part = Part(role, roles.get(role_iri(role), role), said, str(row["quote"]), page)
        cells.setdefault(places[str(row["agency_iri"] or row["agent"])], {}).setdefault((role, said), part)
    return tuple(
        Cell(place, tuple(sorted(parts.values(), key=lambda part: ROLES.index(part.role) if part.role in ROLES else 9)))
        for place, parts in sorted(cells.items())
    )


def _without_gaps(row: Row, used: Sequence[int]) -> Row:
    """Number the columns anew where a filter left some without any cell."""
    cells = tuple(Cell(used.index(cell.agency), cell.parts) for cell in row.cells)
    return Row(row.title, row.place, row.kind, row.page, row.stated, cells)


def _table(shown: MatrixPage, language: str) -> Iterable[Sequence[str]]:
    """Yield the matrix as a table; what was concluded stands in brackets, as the heading of its column says."""
    yield (word("fact_place", language), word("fact_task", language), *(each.label for each in shown.agencies))
    for row in shown.rows:
        cells = [
            "、".join(part.label if part.said else f"（{part.label}）" for part in row.cell(place))
            for place in range(len(shown.agencies))
        ]
        yield (row.place, row.title, *cells)
