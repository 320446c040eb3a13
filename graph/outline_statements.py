"""What the graph says of a document itself, its sections and its tasks."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from ..ingest.outline import Section, Task
from . import literal
from .draft import Draft, statements_of
from .entity import Entity, issuer_entity
from .passage import trim
from .terms import ALT_LABEL, DCTERMS, LABEL, TYPE, concept, eli, nif, zt

_TASK_CLASSES = {
    "task": zt("Task"),
    "box_item": zt("BoxItem"),
    "goal": zt("Goal"),
    "principle": zt("Principle"),
    "safeguard": zt("Safeguard"),
}
_IN_DOCUMENT, _EVIDENCE, _ORDER, _PATH, _PART_OF = (
    zt("inDocument"),
    zt("evidence"),
    zt("order"),
    zt("path"),
    eli("is_part_of"),
)


def document_statements(draft: Draft, producer: str) -> Iterator[str]:
    """Yield what the text says of itself; a fact that it does not state has no statement."""
    document, source = draft.record.document, draft.record.source
    subject = draft.document
    yield f"{subject} {TYPE} {zt('PolicyDocument')}"
    label = document.title or document.number or source_name(source.uri) or document.id
    yield f"{subject} {LABEL} {literal.text(label)}"
    for alias in document.aliases:
        yield f"{subject} {ALT_LABEL} {literal.text(alias)}"
    facts = (
        (zt("documentNumber"), document.number, literal.text),
        (eli("date_document"), document.issued, literal.date),
        (eli("date_publication"), document.published, literal.date),
        (eli("first_date_entry_in_force"), document.in_force_from, literal.date),
        (eli("date_no_longer_in_force"), document.valid_until, literal.date),
        (zt("level"), document.level, literal.text),
        (zt("sha256"), source.sha256, literal.text),
        (zt("extractedBy"), producer, literal.text),
        (f"<{DCTERMS}source>", source_name(source.uri), literal.text),
        # One statement for the whole text: pages show it, and search finds what no finding quotes.
        (nif("isString"), source.text, literal.text),
    )
    for predicate, value, write in facts:
        if value:
            yield f"{subject} {predicate} {write(value)}"
    if document.type:
        yield f"{subject} {zt('documentType')} {concept('document-type', document.type)}"
    if document.jurisdiction:
        division = draft.name(Entity("division", ":", document.jurisdiction), "")
        yield f"{subject} {zt('jurisdiction')} {division}"
    if document.period:
        yield f"{subject} {zt('periodStart')} {literal.date(document.period[0])}"
        yield f"{subject} {zt('periodEnd')} {literal.date(document.period[1])}"
    for issuer in document.issuers:
        agency = draft.name(issuer_entity(issuer, draft.record, draft.ontology), issuer)
        yield f"{subject} {zt('issuer')} {agency}"
        yield f"{subject} {zt('issuerName')} {literal.text(issuer)}"


def section_statements(draft: Draft) -> Iterator[str]:
    """Yield the sections; the evidence of a section is its heading, since its text is that of its parts."""
    paths = section_paths(draft.record.sections)
    for order, section in enumerate(draft.record.sections, start=1):
        begin, end = trim(draft.record.source.text, section.begin, max(section.body_begin, section.begin))
        if begin == end:
            begin, end = section.begin, section.end
        said = [f"{TYPE} {zt('Section')}", f"{LABEL} {literal.text(section.title or section.number)}"]
        if section.number:
            said.append(f"{zt('number')} {literal.text(section.number)}")
        if section.kind:
            said.append(f"{zt('sectionKind')} {concept('provision-kind', section.kind)}")
        said += (
            f"{_PART_OF} {draft.node('section', section.parent) if section.parent else draft.document}",
            f"{_IN_DOCUMENT} {draft.document}",
            f"{_ORDER} {literal.integer(order)}",
            f"{_PATH} {literal.text(paths[section.id])}",
            f"{_EVIDENCE} {draft.cite(begin, end)}",
        )
        yield statements_of(draft.node("section", section.id), said)


def task_statements(draft: Draft) -> Iterator[str]:
    """Yield tasks, box items, goals, principles and safeguards; the evidence of each is its whole text."""
    text, sections = draft.record.source.text, draft.record.sections
    paths = section_paths(sections)
    headings = {section.begin: section.id for section in sections}
    for order, task in enumerate(draft.record.tasks, start=1):
        if task.kind not in _TASK_CLASSES:
            raise ValueError(f"task {task.id} is of kind “{task.kind}”; kinds are {', '.join(_TASK_CLASSES)}")
        if task.begin in headings:
            path = paths[headings[task.begin]]
        else:
            path = "/".join(part for part in (paths.get(task.section, ""), own_number(text, task)) if part)
        said = [
            f"{TYPE} {_TASK_CLASSES[task.kind]}",
            f"{LABEL} {literal.text(task.title)}",
            f"{_PART_OF} {draft.node('section', task.section) if task.section else draft.document}",
            f"{_IN_DOCUMENT} {draft.document}",
            f"{_ORDER} {literal.integer(order)}",
        ]
        if path:
            said.append(f"{_PATH} {literal.text(path)}")
        said.append(f"{_EVIDENCE} {draft.cite(*trim(text, task.begin, task.end))}")
        yield statements_of(draft.node("task", task.id), said)


def section_paths(sections: Iterable[Section]) -> dict[str, str]:
    """Return the path of each section by id: the numbers of the headings that lead to it, or titles where unnumbered.

    >>> chapter = Section("s1", 1, "四", "重点任务", "tasks", "", 0, 90, 6)
    >>> section_paths([chapter, Section("s2", 2, "（四）", "推进X", "tasks", "s1", 6, 90, 13)])
    {'s1': '四', 's2': '四/（四）'}
    """
    paths: dict[str, str] = {}
    for section in sections:
        own = section.number or section.title
        if section.parent and section.parent not in paths:
            raise ValueError(f"section {section.id} stands below {section.parent}, which does not come before it")
        paths[section.id] = f"{paths[section.parent]}/{own}" if section.parent else own
    return paths


def own_number(text: str, task: Task) -> str:
    """Return the number before a task's title, "" where there is none.

    >>> own_number("1.建设平台。依托……", Task("t1", "建设平台", "task", "s1", 0, 12, 7))
    '1'
    """
    number, found, _ = text[task.begin : task.end].partition(task.title)
    number = number.strip().rstrip("、.．。:： ")
    return number if found and len(number) <= 8 and "\n" not in number else ""


def source_name(uri: str) -> str:
    """Return a web address as it is and of a file its name only: folders differ between machines, graphs must not.

    >>> source_name("file:%E8%A7%84%E5%88%92.txt"), source_name("/home/me/规划.txt"), source_name("https://example.org/a")
    ('规划.txt', '规划.txt', 'https://example.org/a')
    >>> source_name("file:/home/me/plans.zip!/2031/plan.txt")  # of an archive, the place inside it too
    'plans.zip!/2031/plan.txt'
    """
    if uri.startswith(("http://", "https://")):
        return uri
    path = (unquote(uri.removeprefix("file:")) if uri.startswith("file:") else uri).replace("\\", "/").rstrip("/")
    archive, packed, member = path.partition("!/")
    return archive.rpartition("/")[2] + packed + member
