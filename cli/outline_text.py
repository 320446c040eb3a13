"""A record as text that a person reads: the outline, and below each task who, what, how much and by when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import click

from ..ingest.finding import Citation, Deadline, Measure, Responsibility, Target
from ..ingest.outline import Section, Task
from ..ingest.record import Record
from ..ontology import Ontology

_KINDS = {"task": "任务", "box_item": "专栏事项", "goal": "目标", "principle": "原则", "safeguard": "保障措施"}
_COMPARATORS = {">=": "不低于", "<=": "不超过", "=": "达到", "about": "约", ">": "超过", "<": "低于"}
_FREQUENCIES = {"yearly": "每年", "quarterly": "每季度", "monthly": "每月", "weekly": "每周", "daily": "每天"}
_CHANGES = {"increase": "增加", "decrease": "减少"}
_TARGET_KINDS = {"target": "目标", "achievement": "成绩", "mention": "提及"}
_INDENT = "  "
_F = TypeVar("_F", Responsibility, Target, Deadline, Measure)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline; ``kind`` says how it is set off where colours are seen."""

    depth: int
    text: str
    kind: str = "plain"


def outline_text(record: Record, ontology: Ontology, *, styled: bool = True) -> str:
    """Return the record as indented lines, ending in a line break.

    ``styled`` sets titles off by colour, which `click.echo` takes out again where it does not print to a terminal.
    """
    lines = (*_head(record), *_tree(record, ontology), *_loose(record, ontology), *_citations(record, ontology))
    return "".join(f"{_INDENT * line.depth}{_styled(line) if styled else line.text}\n" for line in lines)


def _styled(line: Line) -> str:
    match line.kind:
        case "title":
            return click.style(line.text, bold=True)
        case "task":
            return click.style(line.text, fg="cyan")
        case "faint":
            return click.style(line.text, dim=True)
        case _:
            return line.text


def _head(record: Record) -> Iterator[Line]:
    document = record.document
    yield Line(0, document.title or "（没有读出标题 no title found）", "title")
    period = "—".join(document.period) if document.period else ""
    facts = (
        ("文号", document.number),
        ("发文机关", "、".join(document.issuers)),
        ("成文日期", document.issued),
        ("施行日期", document.in_force_from),
        ("规划期", period),
    )
    said = "  ".join(f"{name}：{value}" for name, value in facts if value)
    if said:
        yield Line(0, said)
    counts = (
        (len(record.tasks), "项任务和目标"),
        (len(record.measures), "条措施"),
        (len(record.responsibilities), "条分工"),
        (len(record.targets), "个指标"),
        (len(record.deadlines), "个期限"),
        (len(record.citations), "处引用"),
    )
    yield Line(0, "，".join(f"{count} {what}" for count, what in counts), "faint")
    yield Line(0, "")


def _tree(record: Record, ontology: Ontology) -> Iterator[Line]:
    children: dict[str, list[Section | Task]] = defaultdict(list)
    headings = {section.begin: section for section in record.sections}
    for section in record.sections:
        children[section.parent].append(section)
    tasks_of_heading: dict[str, Task] = {}
    for task in record.tasks:
        # A numbered heading that is a task itself would else be shown twice.
        if task.begin in headings:
            tasks_of_heading[headings[task.begin].id] = task
        else:
            children[task.section].append(task)
    findings = _Findings.of(record)

    def walk(parent: str, depth: int) -> Iterator[Line]:
        for part in sorted(children[parent], key=lambda part: (part.begin, -part.end)):
            if isinstance(part, Task):
                yield Line(depth, f"◆ {part.title}（{_KINDS.get(part.kind, part.kind)}）", "task")
                yield from findings.lines(part, depth + 1, ontology)
                continue
            task = tasks_of_heading.get(part.id)
            mark = f"（{_KINDS.get(task.kind, task.kind)}）" if task else ""
            number = part.number + (
                "" if part.number.endswith(("）", ")", "章", "条", "节")) or not part.title else " "
            )
            yield Line(depth, f"{number}{part.title}{mark}".strip(), "task" if task else "title")
            if task:
                yield from findings.lines(task, depth + 1, ontology)
            yield from walk(part.id, depth + 1)

    yield from walk("", 0)


@dataclass(frozen=True, slots=True)
class _Findings:
    responsibilities: Mapping[str, Sequence[Responsibility]]
    targets: Mapping[str, Sequence[Target]]
    deadlines: Mapping[str, Sequence[Deadline]]
    measures: Mapping[str, Sequence[Measure]]

    @staticmethod
    def of(record: Record) -> "_Findings":
        return _Findings(
            _by_task(record.responsibilities),
            _by_task(record.targets),
            _by_task(record.deadlines),
            _by_task(record.measures),
        )

    def lines(self, task: Task, depth: int, ontology: Ontology) -> Iterator[Line]:
        yield from _who(self.responsibilities.get(task.id, ()), depth, ontology)
        if task.kind in ("task", "box_item", "safeguard") and task.id not in self.responsibilities:
            yield Line(depth, "谁来做：文中没有写明", "faint")
        yield from (Line(depth, _target(target)) for target in self.targets.get(task.id, ()))
        for deadline in self.deadlines.get(task.id, ()):
            yield Line(depth, f"期限：{deadline.date}（{_short(deadline.quote)}）")
        for measure in self.measures.get(task.id, ()):
            yield Line(depth, f"措施：{_short(measure.quote)}", "faint")


def _who(found: Iterable[Responsibility], depth: int, ontology: Ontology) -> Iterator[Line]:
    """Yield who answers in which role; what was concluded stands on lines of its own."""
    groups: dict[tuple[bool, str], dict[str, None]] = {}
    for one in found:
        groups.setdefault((one.explicit, one.role), {})[one.agent] = None
    for (explicit, role), agents in groups.items():
        concluded = "" if explicit else "（推断，文中未直接写明）"
        yield Line(
            depth, f"{_label(ontology, 'role', role)}：{'、'.join(agents)}{concluded}", "plain" if explicit else "faint"
        )


def _target(target: Target) -> str:
    """Return a target in words: 目标：高新技术企业 达到 320家（2025；…原文…）."""
    number = f"{target.value:,.10g}{target.unit}"
    strength = {"strive": "力争", "in_principle": "原则上"}.get(target.strength, "")
    parts = (
        _FREQUENCIES.get(target.frequency, target.frequency),
        target.indicator,
        strength,
        _CHANGES.get(target.change, ""),
        _COMPARATORS.get(target.comparator, target.comparator),
        number + (f"/{target.per}" if target.per else ""),
    )
    deadline = f"{target.deadline}；" if target.deadline else ""
    kind = _TARGET_KINDS.get(target.kind, target.kind)
    return f"{kind}：{' '.join(part for part in parts if part)}（{deadline}{_short(target.quote)}）"


def _loose(record: Record, ontology: Ontology) -> Iterator[Line]:
    """Yield what stands outside every task: nothing that was found may be missing from the page."""
    lines = [
        *_who((one for one in record.responsibilities if not one.task), 1, ontology),
        *(Line(1, _target(target)) for target in record.targets if not target.task),
        *(Line(1, f"期限：{one.date}（{_short(one.quote)}）") for one in record.deadlines if not one.task),
        *(Line(1, f"措施：{_short(one.quote)}", "faint") for one in record.measures if not one.task),
    ]
    if lines:
        yield Line(0, "")
        yield Line(0, "不在任何任务之下", "title")
        yield from lines


def _citations(record: Record, ontology: Ontology) -> Iterator[Line]:
    if record.citations:
        yield Line(0, "")
        yield Line(0, "引用的文件", "title")
    for citation in record.citations:
        yield Line(1, f"{_label(ontology, 'relation', citation.relation)}：{_cited(citation)}")


def _cited(citation: Citation) -> str:
    title = f"《{citation.title}》" if citation.title else ""
    number = f"（{citation.number}）" if citation.title and citation.number else citation.number
    return f"{title}{number}"


def _label(ontology: Ontology, vocabulary: str, concept: str) -> str:
    known = ontology.vocabularies.get(vocabulary)
    return known.concepts[concept].label_zh if known and concept in known.concepts else concept


def _by_task(findings: Iterable[_F]) -> dict[str, list[_F]]:
    by_task: dict[str, list[_F]] = {}
    for finding in findings:
        if finding.task:
            by_task.setdefault(finding.task, []).append(finding)
    return by_task


def _short(text: str, longest: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
