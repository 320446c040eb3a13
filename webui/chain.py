"""How a policy travels: the links of a chain as a layered picture, with the table of their quotes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, make_response, render_template, request

from ..graph import Store
from ..graph.answer import Plain
from ..graph.layered_drawing import Edge, Node, Picture, draw
from ..queries import QuestionError, UnresolvedNameError, find_query, load_catalogue, run
from .address import address_of
from .format import wanted_format
from .home import ListedDocument, read_documents
from .named import Named
from .page import Field, page
from .site import site_of
from .spreadsheet import as_csv

blueprint = Blueprint("chain", __name__)

#: More boxes than this are no picture any more; the table has all.
MOST_BOXES = 45
_MOST_ROWS = 400
_COLUMNS = ("from", "link_label", "to", "said", "why", "quote", "document", "place")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain; ``said`` is false where it was concluded from what both ends share."""

    start: Named
    start_kind: str
    link: str
    link_label: str
    end: Named
    end_kind: str
    said: bool
    why: str
    quote: str
    evidence: str
    document: str
    place: str
    hop: int


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain breaks off, in words."""

    kind: str
    message: str
    document: str
    page: str
    iri: str


@dataclass(frozen=True, slots=True)
class ChainPage:
    """A chain: its links, where it breaks, and the picture. ``problem`` says what is wrong with the question.

    ``cut`` tells that there are more links, ``left_out`` how many of the boxes are not in the picture.
    """

    start: str
    end: str
    document: str
    direction: str
    problem: str
    candidates: tuple[Named, ...]
    links: tuple[Link, ...]
    breaks: tuple[Break, ...]
    cut: bool
    left_out: int
    picture: Picture | None
    documents: tuple[ListedDocument, ...]
    address: str


@page(
    blueprint,
    "/chain",
    ChainPage,
    "chain.html",
    "How a policy travels, from any document, goal, task, programme or place",
    Field("from", "where to begin: the name of a goal, task, programme, place or document", "壮大科技特派员队伍"),
    Field("to", "where to end", "programme:星创天地"),
    Field("document", "begin with a document: its number, title or key", "安政办发〔2022〕901号"),
    Field("direction", "down, up or both", "down"),
)
def chain() -> ChainPage | Response:
    """Show a chain."""
    snapshot = site_of().snapshot
    asked = {name: request.args.get(name, "").strip()[:300] for name in ("from", "to", "document", "direction")}
    shown = read_chain(snapshot.bounded, snapshot.base, asked)
    rows = [_COLUMNS, *((*_row(link),) for link in shown.links)]
    if wanted_format(request, "json", "svg") == "svg" and shown.picture:
        answer = make_response(render_template("chain.svg", picture=shown.picture))
        answer.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
        return answer
    return as_csv("chain", rows) or shown


def read_chain(store: Store, base: str, asked: Mapping[str, str]) -> ChainPage:
    """Follow a chain as it was asked for; without a beginning, only the documents to begin with."""
    given = {name: value for name, value in asked.items() if value}
    rows: Sequence[Mapping[str, Plain]] = ()
    problem, candidates, cut, start = "", tuple[Named, ...](), False, tuple[str, ...]()
    if given.get("from") or given.get("document"):
        try:
            answer = run(find_query("policy-chain"), {**given, "limit": str(_MOST_ROWS)}, store)
            rows, cut, start = answer.rows, answer.truncated, answer.start
        except QuestionError as error:
            problem = str(error)
        except UnresolvedNameError as error:
            problem = str(error)
            candidates = tuple(Named(each, "", _name_only(each)) for each in error.candidates)
    links = tuple(_link(row, base) for row in rows)
    breaks = _breaks(store, rows, given, base)
    picture, left_out = _picture(rows, links, start, {each.iri for each in breaks})
    return ChainPage(
        start=asked["from"],
        end=asked["to"],
        document=asked["document"],
        direction=asked["direction"],
        problem=problem,
        candidates=candidates,
        links=links,
        breaks=breaks,
        cut=cut,
        left_out=left_out,
        picture=picture,
        documents=read_documents(store, base),
        address=request.query_string.decode("ascii", "ignore"),
    )


def _link(row: Mapping[str, Plain], base: str) -> Link:
    evidence = address_of(str(row["evidence"] or ""), base)
    return Link(
        start=Named(str(row["from"]), _page(row, "from", base)),
        start_kind=str(row["from_kind"]),
        link=str(row["link"]),
        link_label=str(row["link_label"]),
        end=Named(str(row["to"]), _page(row, "to", base)),
        end_kind=str(row["to_kind"]),
        said=bool(row["said"]),
        why=str(row["why"] or ""),
        quote=str(row["quote"] or ""),
        evidence=evidence,
        document=str(row["document"] or ""),
        place=str(row["place"] or "").strip(),
        hop=int(str(row["hop"])),
    )


def _page(row: Mapping[str, Plain], end: str, base: str) -> str:
    return address_of(str(row[f"{end}_iri"]), base)


def _breaks(
    store: Store, rows: Sequence[Mapping[str, Plain]], given: Mapping[str, str], base: str
) -> tuple[Break, ...]:
    """Return where the chain of a document breaks, or the breaks at the nodes of the chain."""
    query = load_catalogue().get("broken-chains")
    if query is None or not rows:
        return ()
    asked = {"document": given["document"]} if given.get("document") else {}
    try:
        found = run(query, {**asked, "limit": "2000"}, store).rows
    except (QuestionError, UnresolvedNameError):
        return ()
    nodes = {row[f"{end}_iri"] for row in rows for end in ("from", "to")}
    return tuple(
        Break(
            kind=str(row["kind_label"]),
            message=str(row["message"]),
            document=str(row["document"]),
            page=address_of(str(row["evidence"] or row["node_iri"]), base),
            iri=str(row["node_iri"]),
        )
        for row in found
        if asked or row["node_iri"] in nodes
    )[:200]


def _picture(
    rows: Sequence[Mapping[str, Plain]], links: Sequence[Link], start: Sequence[str], broken: set[str]
) -> tuple[Picture | None, int]:
    drawn = [_Drawn(str(row["from_iri"]), str(row["to_iri"]), link) for row, link in zip(rows, links, strict=True)]
    everything = {iri for each in drawn for iri in (each.start, each.end)}
    if len(everything) > MOST_BOXES:
        drawn = _without_measures(drawn)
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    # Outwards from the beginning, so that everything in the picture hangs together; documents before their tasks.
    waiting = sorted(drawn, key=lambda each: (not each.between_documents, abs(each.link.hop)))
    near = set(start) or {each.start for each in drawn[:1]}
    while True:
        ready = [each for each in waiting if each.start in near or each.end in near]
        if not ready:
            break
        waiting = [each for each in waiting if each not in ready]
        for each in ready:
            ends = ((each.start, each.link.start, each.link.start_kind), (each.end, each.link.end, each.link.end_kind))
            new = [end for end in ends if end[0] not in nodes]
            if len(nodes) + len(new) > MOST_BOXES:
                continue
            near.update((each.start, each.end))
            for iri, named, kind in new:
                look = f"kind-{kind}{' start' if iri in start else ''}{' broken' if iri in broken else ''}"
                nodes[iri] = Node(iri, named.label, named.page, look, kind)
            edges.append(each.edge())
    return (draw(tuple(nodes.values()), edges) if nodes else None), len(everything - set(nodes))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A link between two nodes, by IRI."""

    start: str
    end: str
    link: Link

    @property
    def between_documents(self) -> bool:
        return self.link.start_kind == self.link.end_kind == "document"

    def edge(self) -> Edge:
        title = f"{self.link.link_label}：{self.link.quote or self.link.why}"
        look = "" if self.link.said else "inferred"
        return Edge(self.start, self.end, self.link.link_label, title, self.link.evidence, look)


def _without_measures(drawn: Sequence[_Drawn]) -> list[_Drawn]:
    """Join what a measure links, its task and what it names, and leave the measures themselves to the table."""
    tasks = {each.end: each for each in drawn if each.link.end_kind == "measure"}
    joined: dict[tuple[str, str], _Drawn] = {}
    for each in drawn:
        if each.link.end_kind == "measure":
            continue
        before = tasks.get(each.start)
        if before is not None:
            link = replace(each.link, start=before.link.start, start_kind=before.link.start_kind, hop=before.link.hop)
            each = _Drawn(before.start, each.end, link)
        joined.setdefault((each.start, each.end), each)
    return list(joined.values())


def _row(link: Link) -> tuple[object, ...]:
    said = "是" if link.said else "否"
    return (
        link.start.label,
        link.link_label,
        link.end.label,
        said,
        link.why,
        link.quote,
        link.document,
        link.place,
    )


def _name_only(candidate: str) -> str:
    return candidate.partition("（")[0] if candidate.endswith("）") else candidate
