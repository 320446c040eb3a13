"""Targets and deadlines: a ledger, a time line, and how many are due in which year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from ..graph import Store
from ..graph.answer import Plain
from ..graph.terms import RDFS
from ..queries import QuestionError, UnresolvedNameError, find_query, resolve, run
from .address import address_of
from .amounts import changed, day, written
from .charts import Bars, TimeLine, bars, time_line
from .home import ListedDocument, read_documents
from .language import language_of, word
from .named import Named
from .page import Field, page
from .site import site_of
from .spreadsheet import as_csv

blueprint = Blueprint("targets", __name__)

KINDS = ("target", "achievement", "mention")
_MOST = "5000"
_DATED = re.compile(r"[12]\d{3}(-\d\d){0,2}")
_DEADLINES = f"""SELECT ?date ?quote ?evidence ?document ?title ?task ?place WHERE {{
  ?deadline a zt:Deadline ; zt:date ?date ; zt:inDocument ?document ; zt:evidence ?evidence .
  ?evidence nif:anchorOf ?quote .
  GRAPH ?graph {{ ?document a zt:PolicyDocument ; <{RDFS}label> ?title }}
  OPTIONAL {{ ?deadline zt:ofTask ?task . ?task rdfs:label ?place }}
}} ORDER BY ?date ?document"""


@dataclass(frozen=True, slots=True)
class LedgerTarget:
    """A number to be reached, or reached already (``kind``)."""

    indicator: str
    amount: str
    deadline: str
    frequency: str
    kind: str
    task: Named
    document: Named
    quote: str
    evidence: str


@dataclass(frozen=True, slots=True)
class LedgerDeadline:
    """A day by which something is due."""

    date: str
    shown: str
    task: Named
    document: Named
    quote: str
    evidence: str


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """Targets and deadlines, narrowed down as asked; ``problem`` says what is wrong with the question."""

    document: str
    year: str
    text: str
    kind: str
    problem: str
    targets: tuple[LedgerTarget, ...]
    deadlines: tuple[LedgerDeadline, ...]
    years: Mapping[str, int]
    chart: Bars | None
    line: TimeLine | None
    documents: tuple[ListedDocument, ...]
    address: str


@page(
    blueprint,
    "/targets",
    TargetsPage,
    "targets.html",
    "Targets with their deadlines, and dates by which something is due",
    Field("document", "only of this document: its number, title or key", "安政办发〔2022〕901号"),
    Field("year", "only due in this year", "2025"),
    Field("text", "only with these words", "高新技术企业"),
    Field("kind", "target, achievement or mention", "target"),
)
def targets() -> TargetsPage | Response:
    """Show the ledger."""
    snapshot, language = site_of().snapshot, language_of(request)
    shown = read_targets(snapshot.bounded, snapshot.base, language)
    heads = ("fact_indicator", "fact_amount", "fact_deadline", "fact_frequency", "fact_target_kind", "fact_task")
    table: list[tuple[str, ...]] = [tuple(word(key, language) for key in (*heads, "fact_document", "quote"))]
    for each in shown.targets:
        kind = word(f"target_{each.kind}", language)
        ends = (each.task.label, each.document.label, each.quote)
        table.append((each.indicator, each.amount, each.deadline, each.frequency, kind, *ends))
    for due in shown.deadlines:
        kind = word("kind_deadline", language)
        table.append(("", "", due.date, "", kind, due.task.label, due.document.label, due.quote))
    return as_csv("targets", table) or shown


def read_targets(store: Store, base: str, language: str) -> TargetsPage:
    """Return the targets and deadlines that the address asks for."""
    asked = {name: request.args.get(name, "").strip()[:300] for name in ("document", "year", "text", "kind")}
    given = {name: asked[name] for name in ("document", "year", "text") if asked[name]}
    problem, rows = "", tuple[Mapping[str, Plain], ...]()
    try:
        rows = run(find_query("targets"), {**given, "limit": _MOST}, store).rows
    except (QuestionError, UnresolvedNameError) as error:
        problem = str(error)
    found = tuple(_target(row, base, language) for row in rows if asked["kind"] in ("", row["kind"] or "target"))
    documents = read_documents(store, base)
    # Without a document, those of all; the name was understood, or there would be a problem.
    wanted = None
    if given.get("document") and not problem:
        wanted = {each.iri for each in resolve("document", given["document"], store)}
    due = () if problem or asked["kind"] else _deadlines(store, base, language, asked, wanted)
    years = _years(found, due)
    pages = {year: f"/targets?{urlencode({**{k: v for k, v in asked.items() if v}, 'year': year})}" for year in years}
    return TargetsPage(
        document=asked["document"],
        year=asked["year"],
        text=asked["text"],
        kind=asked["kind"] if asked["kind"] in KINDS else "",
        problem=problem,
        targets=found,
        deadlines=due,
        years=years,
        chart=bars(years, pages) if len(years) > 1 else None,
        line=time_line([(each.date, f"{each.shown} {each.task.label}：{each.quote}", each.evidence) for each in due])
        if due
        else None,
        documents=documents,
        address=urlencode({name: value for name, value in asked.items() if value}),
    )


def _target(row: Mapping[str, Plain], base: str, language: str) -> LedgerTarget:
    frequency = str(row["frequency"] or "")
    said = written(
        str(row["comparator"] or ""), str(row["value"]), str(row["unit"] or ""), str(row["per"] or ""), language
    )
    return LedgerTarget(
        indicator=str(row["indicator"] or ""),
        amount=changed(str(row["change"] or ""), said, language),
        deadline=day(str(row["deadline"] or ""), language),
        frequency=word(f"frequency_{frequency}", language) if frequency else "",
        kind=str(row["kind"] or "target"),
        task=Named(str(row["place"] or "").strip(), address_of(str(row["task_iri"] or ""), base)),
        document=Named(str(row["document"]), address_of(str(row["document_iri"]), base)),
        quote=str(row["quote"]),
        evidence=address_of(str(row["evidence"]), base),
    )


def _deadlines(
    store: Store, base: str, language: str, asked: Mapping[str, str], wanted: set[str] | None
) -> tuple[LedgerDeadline, ...]:
    return tuple(
        LedgerDeadline(
            date=str(row["date"]),
            shown=day(str(row["date"]), language),
            task=Named(str(row["place"] or ""), address_of(str(row["task"] or ""), base)),
            document=Named(str(row["title"]), address_of(str(row["document"]), base)),
            quote=str(row["quote"]),
            evidence=address_of(str(row["evidence"]), base),
        )
        for row in store.select(_DEADLINES).plain()
        if (wanted is None or row["document"] in wanted)
        and str(row["date"]).startswith(asked["year"])
        and asked["text"] in f"{row['quote']} {row['place']}"
        and _DATED.fullmatch(str(row["date"]))
    )


def _years(found: tuple[LedgerTarget, ...], due: tuple[LedgerDeadline, ...]) -> dict[str, int]:
    years: dict[str, int] = {}
    for date in (*(each.deadline for each in found), *(each.date for each in due)):
        if re.match(r"[12]\d{3}", date):
            years[date[:4]] = years.get(date[:4], 0) + 1
    return dict(sorted(years.items()))
