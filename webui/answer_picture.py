"""Answers of the catalogue as pictures, where their rows join one thing to another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..graph.answer import Plain
from ..graph.layered_drawing import Edge, Node, Picture, draw
from .address import address_of

#: Boxes of a picture; the table has everything.
MOST_BOXES = 40


@dataclass(frozen=True, slots=True)
class _Joined:
    """Columns of a question that make a link: what it begins with, what it is called, what it leads to."""

    start: str
    label: str
    end: str
    quote: str = "quote"
    evidence: str = "evidence"


_ANSWERS_FOR = (_Joined("agency", "role_label", "task"),)
_LINKS = {
    "policy-chain": (_Joined("from", "link_label", "to"),),
    "document-chain": (_Joined("from", "link_label", "to"),),
    "citations": (_Joined("document", "relation_label", "cited"),),
    "coverage": (_Joined("higher_task", "kind_label", "task"),),
    "joint-work": (
        _Joined("agency", "role_label", "task"),
        _Joined("task", "partner_role_label", "partner", quote="partner_quote", evidence=""),
    ),
    "agency-duties": _ANSWERS_FOR,
    "responsibilities": _ANSWERS_FOR,
    "responsibility-matrix": _ANSWERS_FOR,
}
_DOCUMENTS = {"document-chain": ("from", "to"), "citations": ("document", "cited")}


def picture_of(name: str, rows: Iterable[Mapping[str, Plain]], base: str) -> tuple[Picture | None, bool]:
    """Return the picture of an answer and whether some of it is left out; None where its rows join nothing."""
    rows = tuple(rows)
    begins = {iri for joined in _LINKS.get(name, ())[:1] for row in rows if (iri := _iri(row, joined.start))}
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str, str], Edge] = {}
    cut = False
    for joined, row in _rows(name, rows):
        start, end = _iri(row, joined.start), _iri(row, joined.end)
        # Where a pair is listed from both sides, its second half says again what another row's first half says.
        if not start or not end or start == end or (joined != _LINKS[name][0] and end in begins):
            continue
        ends = ((start, joined.start), (end, joined.end))
        if len(nodes) + sum(iri not in nodes for iri, _ in ends) > MOST_BOXES:
            cut = True
            continue
        for iri, column in ends:
            nodes.setdefault(iri, _node(name, iri, column, row, base))
        label = str(row.get(joined.label) or "")
        said = row.get("said") is not False and row.get("explicit") is not False and name != "coverage"
        told = f"{nodes[start].label} — {nodes[end].label}（{label}）：{row.get(joined.quote) or ''}"
        page = address_of(str(row.get(joined.evidence) or ""), base)
        edges.setdefault((start, end, label), Edge(start, end, label, told, page, "" if said else "inferred"))
    return (draw(tuple(nodes.values()), tuple(edges.values())) if edges else None), cut


def _rows(name: str, rows: Iterable[Mapping[str, Plain]]) -> Iterator[tuple[_Joined, Mapping[str, Plain]]]:
    for row in rows:
        for joined in _LINKS.get(name, ()):
            yield joined, row


def _iri(row: Mapping[str, Plain], column: str) -> str:
    # What is cited under another name is the document that it was found to be.
    held = row.get("held_iri") if column == "cited" else None
    return str(held or row.get(f"{column}_iri") or "")


def _node(name: str, iri: str, column: str, row: Mapping[str, Plain], base: str) -> Node:
    kind = str(row.get(f"{column}_kind") or "")
    if not kind:
        as_document = column in _DOCUMENTS.get(name, ())
        kind = "document" if as_document else "agency" if column in ("agency", "partner") else "task"
    label = row.get(column) or row.get("agent" if column == "agency" else "number") or ""
    return Node(iri, str(label).strip(), address_of(iri, base), f"kind-{kind}", kind)
