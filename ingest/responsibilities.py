"""Who answers for what: every duty that the text states, on the task that it is stated for."""

from dataclasses import replace
from itertools import pairwise

from zhengtu.ontology import Ontology

from .agency_names import resolve_agency
from .document import Document
from .duty_cues import duty_cues
from .duty_prose import find_prose_duties
from .duty_tables import find_table_duties
from .duty_tails import Duty, find_bracket_duties, find_label_duties, read_duties
from .finding import Responsibility
from .outline import Outline, Passage, Task

_OPERATIVE = ("tasks", "safeguards", "box", "annex")
# Roles that say more than "responsible" win where a text says both of one body for one task.
_FORMS_THAT_STATE = ("tail", "label")


def find_responsibilities(outline: Outline, document: Document, ontology: Ontology) -> tuple[Responsibility, ...]:
    """Find the responsibilities that a text states, in order; one entry for each body, task and role.

    Only what the text says is found here (``explicit``); what follows from it is concluded elsewhere. A body that is
    not in the text is never named.
    """
    found: list[tuple[str, Duty]] = []
    # In a regulation the general provisions (总则) assign work as well: 县水利局负责全县…工作.
    articles = frozenset(s.id for s in outline.sections if s.number.endswith("条"))
    for passage in outline.passages:
        found.extend((place, duty) for place, duty in _passage_duties(outline, passage, articles, ontology))
    found.extend(_duties_below_labels(outline, ontology))
    found.extend(_title_duties(outline, ontology))
    for table in outline.tables:
        found.extend(find_table_duties(outline.text, table, ontology))
    found.sort(key=lambda entry: (entry[1].begin, entry[1].agent.begin))
    found = _first_listed_leads(outline.text, found, ontology)
    return _unique(outline, found, document, ontology)


def _passage_duties(
    outline: Outline, passage: Passage, articles: frozenset[str], ontology: Ontology
) -> list[tuple[str, Duty]]:
    text = outline.text
    place = passage.task or passage.section
    if passage.kind in ("opening", "closing"):
        return []
    duties = list(find_bracket_duties(text, passage.begin, passage.end, ontology))
    duties += list(find_label_duties(text, passage.begin, passage.end, ontology))
    if passage.kind in _OPERATIVE or passage.section in articles:
        taken = [(duty.begin, duty.end) for duty in duties]
        for duty in find_prose_duties(text, passage.begin, passage.end, ontology):
            if not any(begin <= duty.agent.begin < end for begin, end in taken):
                duties.append(duty)
    return [(place, duty) for duty in duties]


def _duties_below_labels(outline: Outline, ontology: Ontology) -> list[tuple[str, Duty]]:
    """A label on a line of its own and the bodies on the next: 责任单位：⏎县民政局、县财政局."""
    found = []
    for label, listed in pairwise(outline.passages):
        match = duty_cues(ontology).label.fullmatch(outline.text, label.begin, label.end)
        if match and (label.section, label.task) == (listed.section, listed.task):
            duties = read_duties(outline.text, label.begin, listed.end, ontology)
            found += [(listed.task or listed.section, duty) for duty in duties]
    return found


def _title_duties(outline: Outline, ontology: Ontology) -> list[tuple[str, Duty]]:
    """Brackets behind a heading that stands on a line of its own: （一）加强管理（省科技厅牵头）."""
    found = []
    tasks = {task.begin: task.id for task in outline.tasks}
    ends = [*(section.begin for section in outline.sections[1:]), len(outline.text)]
    read = {passage.begin for passage in outline.passages}
    for section, next_begin in zip(outline.sections, ends, strict=False):
        line = outline.text.find("\n", section.body_begin)
        stop = min(line if line >= 0 else len(outline.text), next_begin, section.end)
        if section.run_in or any(section.body_begin <= begin < stop for begin in read):
            continue
        for duty in find_bracket_duties(outline.text, section.body_begin, stop, ontology):
            found.append((tasks.get(section.begin, section.id), duty))
    return found


def _first_listed_leads(text: str, found: list[tuple[str, Duty]], ontology: Ontology) -> list[tuple[str, Duty]]:
    """Where the document says once that the first of each list leads, say it of every list from there on."""
    statement = duty_cues(ontology).first_leads.search(text)
    if not statement:
        return found
    lead = ontology.rule("responsibilities", "first-listed-leads")
    changed = []
    for place, duty in found:
        plain = duty.rule.values.get("role") == "responsible" and duty.rule.values.get("form") in _FORMS_THAT_STATE
        # The statement stands behind the first list it is true of, inside the same bracket or paragraph.
        if plain and duty.listed == 0 and duty.count > 1 and duty.end >= statement.start() - 200:
            duty = replace(duty, rule=lead)
        changed.append((place, duty))
    return changed


def _unique(
    outline: Outline, found: list[tuple[str, Duty]], document: Document, ontology: Ontology
) -> tuple[Responsibility, ...]:
    text = outline.text
    told: set[tuple[str, str, str]] = set()
    entries: list[Responsibility] = []
    stated = {
        (place, _surface(duty))
        for place, duty in found
        if duty.rule.values["form"] in ("tail", "label", "statement")
        and duty.rule.values["role"] in ("lead", "responsible")
    }
    for place, duty in found:
        role = duty.rule.values["role"]
        surface = _surface(duty)
        key = (place, surface)
        # What a sentence says of a body that the list behind it names as well is the same duty told twice.
        if duty.rule.values.get("form") == "prose" and role == "responsible" and key in stated:
            continue
        if (place, surface, role) in told:
            continue
        told.add((place, surface, role))
        resolved = resolve_agency(surface, document, ontology)
        entries.append(
            Responsibility(
                agent=surface,
                agency=resolved.agency,
                role=role,
                task=place,
                generic=resolved.generic,
                explicit=True,
                quote=text[duty.begin : duty.end],
                begin=duty.begin,
                end=duty.end,
                rule=duty.rule.id,
                confidence=duty.confidence,
            )
        )
    return tuple(entries)


def _surface(duty: Duty) -> str:
    return "".join(duty.agent.text.split())


def unassigned(tasks: tuple[Task, ...], responsibilities: tuple[Responsibility, ...]) -> tuple[Task, ...]:
    """Return the tasks for which the text names nobody."""
    named = {r.task for r in responsibilities if r.explicit}
    return tuple(task for task in tasks if task.id not in named)
