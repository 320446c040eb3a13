"""What a lower document took up of a higher one: side by side, as it was compared and kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, request

from ..graph.answer import Plain
from ..queries import QuestionError, UnresolvedNameError, find_query, run
from .address import address_of
from .amounts import digits
from .named import Named
from .page import Field, page
from .site import site_of
from .spreadsheet import as_csv

blueprint = Blueprint("coverage", __name__)

_MOST = "20000"
#: The order of the outcomes on the page; others follow.
ORDER = ("covered", "partial", "uncovered", "added")
_PAIRS = """SELECT ?lower ?lower_title ?higher ?higher_title (SAMPLE(?date) AS ?issued) WHERE {
  ?alignment a zt:Alignment ; zt:inDocument ?lower ; zt:higherDocument ?higher .
  GRAPH ?one { ?lower a zt:PolicyDocument ; rdfs:label ?lower_title }
  GRAPH ?other { ?higher a zt:PolicyDocument ; rdfs:label ?higher_title
    OPTIONAL { ?higher eli:date_document ?date } }
} GROUP BY ?lower ?lower_title ?higher ?higher_title ORDER BY ?higher_title ?lower_title"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that were compared."""

    lower: Named
    higher: Named
    lower_key: str
    higher_key: str
    issued: str


@dataclass(frozen=True, slots=True)
class Match:
    """A task of the higher document and what became of it, or a task that only the lower one has."""

    kind: str
    kind_label: str
    higher: Named
    lower: Named
    higher_quote: str
    lower_quote: str
    higher_evidence: str
    lower_evidence: str
    because: str
    numbers: str
    score: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many tasks are of a kind."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Two documents side by side; without a choice, the pairs that were compared."""

    lower: str
    higher: str
    kind: str
    pair: Pair | None
    pairs: tuple[Pair, ...]
    matches: tuple[Match, ...]
    counts: tuple[Count, ...]
    problem: str


@page(
    blueprint,
    "/coverage",
    CoveragePage,
    "coverage.html",
    "What a lower document took up of a higher one",
    Field("lower", "the lower document: its number, title or key", "安政办发〔2022〕901号"),
    Field("higher", "the higher document", "浙政办发〔2022〕900号"),
    Field("kind", "only matches of this kind: covered, partial, uncovered, added …", "uncovered"),
)
def coverage() -> CoveragePage | Response:
    """Show what was taken up."""
    snapshot = site_of().snapshot
    store, base = snapshot.bounded, snapshot.base
    lower, higher, kind = (request.args.get(name, "").strip()[:300] for name in ("lower", "higher", "kind"))
    pairs = tuple(_pair(row, base) for row in store.select(_PAIRS).plain())
    fitting = [each for each in pairs if lower in ("", each.lower_key) and higher in ("", each.higher_key)]
    if lower and not higher and fitting:
        # Of several higher documents the last one is the nearest: the province's before the nation's.
        fitting = [max(fitting, key=lambda each: each.issued)]
        higher = fitting[0].higher_key
    rows, problem = tuple[Mapping[str, Plain], ...](), ""
    if lower or higher:
        given = {name: value for name, value in (("document", lower), ("higher", higher)) if value}
        try:
            rows = run(find_query("coverage"), {**given, "limit": _MOST}, store).rows
        except (QuestionError, UnresolvedNameError) as error:
            problem = str(error)
    found = [_match(row, base) for row in rows]
    found.sort(key=lambda each: ORDER.index(each.kind) if each.kind in ORDER else len(ORDER))
    labels = {each.kind: each.kind_label for each in found}
    shown = CoveragePage(
        lower=lower,
        higher=higher,
        kind=kind if kind in labels else "",
        pair=fitting[0] if (lower or higher) and len(fitting) == 1 else None,
        pairs=pairs,
        matches=tuple(each for each in found if kind in ("", each.kind) or kind not in labels),
        counts=tuple(Count(each, label, sum(match.kind == each for match in found)) for each, label in labels.items()),
        problem=problem,
    )
    table: list[tuple[object, ...]] = [("kind", "higher_task", "lower_task", "because", "higher_quote", "lower_quote")]
    table += [
        (m.kind_label, m.higher.label, m.lower.label, m.because, m.higher_quote, m.lower_quote) for m in shown.matches
    ]
    return as_csv("coverage", table) or shown


def _pair(row: Mapping[str, Plain], base: str) -> Pair:
    lower, higher = str(row["lower"]), str(row["higher"])
    return Pair(
        Named(str(row["lower_title"]), address_of(lower, base)),
        Named(str(row["higher_title"]), address_of(higher, base)),
        lower.partition("/document/")[2],
        higher.partition("/document/")[2],
        str(row["issued"] or ""),
    )


def _match(row: Mapping[str, Plain], base: str) -> Match:
    return Match(
        kind=str(row["kind"]),
        kind_label=str(row["kind_label"]),
        higher=Named(str(row["higher_task"] or ""), address_of(str(row["higher_task_iri"] or ""), base)),
        lower=Named(str(row["task"] or ""), address_of(str(row["task_iri"] or ""), base)),
        higher_quote=str(row["higher_quote"] or ""),
        lower_quote=str(row["quote"] or ""),
        higher_evidence=address_of(str(row["higher_evidence"] or ""), base),
        lower_evidence=address_of(str(row["evidence"] or ""), base),
        because=str(row["because"] or ""),
        numbers=str(row["numbers"] or ""),
        score=digits(str(row["score"])) if row["score"] is not None else "",
    )
