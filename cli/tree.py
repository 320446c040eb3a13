"""Printing links as a tree: what leads to what, with the reason and the quote of each link."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from .printing import Plain, shown

if TYPE_CHECKING:
    from ..queries import Answer

KINDS = {
    "document": "文件",
    "goal": "目标",
    "task": "任务",
    "box_item": "专栏事项",
    "safeguard": "保障措施",
    "measure": "措施",
    "target": "指标",
    "programme": "项目",
    "division": "地方",
}
_BRANCH, _LAST, _PIPE, _SPACE = "├─ ", "└─ ", "│  ", "   "

Row = Mapping[str, Plain]


def print_tree(answer: "Answer") -> None:
    """Print the links of an answer as trees, downwards and upwards from where it began."""
    down = [row for row in answer.rows if _hop(row) > 0]
    up = [row for row in answer.rows if _hop(row) < 0]
    for rows, near, far, heading in ((up, "to", "from", "向上 up"), (down, "from", "to", "向下 down")):
        if not rows:
            continue
        if up and down:
            click.echo(heading)
        for line in _lines(rows, near, far, answer.start):
            click.echo(line)


def _lines(rows: Sequence[Row], near: str, far: str, start: Sequence[str]) -> Iterator[str]:
    by_near: dict[str, list[Row]] = {}
    for row in rows:
        by_near.setdefault(str(row[f"{near}_iri"]), []).append(row)
    opened: set[str] = set()

    def below(node: str, indent: str, document: Plain) -> Iterator[str]:
        if node in opened:
            return
        opened.add(node)
        links = by_near.get(node, [])
        for index, row in enumerate(links):
            last = index == len(links) - 1
            deeper = indent + (_SPACE if last else _PIPE)
            child = str(row[f"{far}_iri"])
            again = "（见上文）" if child in opened and child in by_near else ""
            is_document = row.get(f"{far}_kind", "document") == "document"
            where = "" if is_document or _document(row, far) == document else _document(row, far)
            place = f"  〔{shown(where)} {_place(row)}〕" if where else ""
            yield f"{indent}{_LAST if last else _BRANCH}{_node(row, far)}{place}{again}"
            proof = deeper + (_PIPE if not again and child in by_near else _SPACE)
            yield f"{proof}{_reason(row)}“{shown(row['quote'])}”"
            if not again:
                yield from below(child, deeper, _document(row, far) or document)

    for node in start:
        if node in by_near:
            first = by_near[node][0]
            yield _node(first, near)
            yield from below(node, "", _document_of_start(first, near))


def _node(row: Row, end: str) -> str:
    kind = str(row.get(f"{end}_kind") or "document")
    return f"{KINDS.get(kind, kind)} {shown(row[end])}"


def _document(row: Row, end: str) -> Plain:
    """Return the title of the document that the far end of a link stands in, None for what stands in none."""
    kind = row.get(f"{end}_kind", "document")
    if kind in ("programme", "division"):
        return None
    return row[end] if kind == "document" else row["document"]


def _document_of_start(row: Row, near: str) -> Plain:
    """Return the title of the document that a start stands in; None where the row tells of another one."""
    if row.get(f"{near}_kind", "document") == "document":
        return row[near]
    return row["document"] if str(row[f"{near}_iri"]).startswith(f"{row['document_iri']}/") else None


def _place(row: Row) -> str:
    return str(row.get("place") or "").partition(" ")[0]


def _reason(row: Row) -> str:
    """Return why the two belong together where the text does not say so, and else only what the link is."""
    reason = row.get("why") or row.get("link_label") or ""
    return f"{reason}（推断）：" if row.get("said") is False else f"{reason}："


def _hop(row: Row) -> int:
    hop = row["hop"]
    return hop if isinstance(hop, int) else 0
