"""Responsibility in tables: the column's head tells the role, the row's title the task."""

from collections.abc import Iterator

from zhengtu.ontology import Ontology, Rule

from .agent_lists import split_agents
from .duty_cues import duty_cues
from .duty_tails import Duty, read_duties
from .outline import Table


def find_table_duties(text: str, table: Table, ontology: Ontology) -> Iterator[tuple[str, Duty]]:
    """Yield the task id of a row with each duty that its cells state."""
    columns = _role_columns(text, table, ontology)
    for row in table.rows:
        if not row.task:
            continue
        if row.agent >= 0:
            cell = row.cells[row.agent]
            for place, agent in enumerate(split_agents(text, cell.begin, cell.end, ontology) or ()):
                rule = ontology.rule("responsibilities", "label-responsible")
                yield row.task, Duty(agent, rule, cell.begin, cell.end, place, 1, 0.9)
        for index, rule in columns.items():
            if index >= len(row.cells):
                continue
            cell = row.cells[index]
            if cell.begin == cell.end:
                continue
            agents = split_agents(text, cell.begin, cell.end, ontology)
            if agents is None:
                for duty in read_duties(text, cell.begin, cell.end, ontology):
                    yield row.task, duty
                continue
            for place, agent in enumerate(agents):
                yield row.task, Duty(agent, rule, cell.begin, cell.end, place, len(agents), 0.97)


def _role_columns(text: str, table: Table, ontology: Ontology) -> dict[int, Rule]:
    if table.header is None:
        return {}
    labels = sorted(duty_cues(ontology).labels.items(), key=lambda item: len(item[0]), reverse=True)
    columns: dict[int, Rule] = {}
    for index, cell in enumerate(table.header.cells):
        head = "".join(text[cell.begin : cell.end].split())
        for cue, rule in labels:
            if cue in head and len(head) <= 16:
                columns[index] = rule
                break
    return columns
