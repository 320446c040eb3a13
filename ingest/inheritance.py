"""What follows from a duty stated on a heading: the tasks below it that name nobody of their own.

These are conclusions (``explicit`` is False) and never mixed with what the text says of a task itself.
"""

from dataclasses import replace

from .finding import Responsibility
from .outline import Outline

RULE = "inherited-from-heading"
_CONFIDENCE = 0.6


def conclude_inherited(outline: Outline, responsibilities: tuple[Responsibility, ...]) -> tuple[Responsibility, ...]:
    """Return the duties that tasks inherit from the section they stand in.

    A task that the text gives to somebody inherits nothing; otherwise the nearest heading with a duty counts.
    """
    stated = {r.task for r in responsibilities}
    by_place: dict[str, list[Responsibility]] = {}
    for responsibility in responsibilities:
        by_place.setdefault(responsibility.task, []).append(responsibility)
    sections = {section.id: section for section in outline.sections}
    units = {task.begin: task.id for task in outline.tasks}
    concluded: list[Responsibility] = []
    for task in outline.tasks:
        if task.id in stated:
            continue
        above = sections.get(task.section)
        while above is not None:
            # A heading with text of its own is a task as well, and its duties stand under that id.
            duties = by_place.get(above.id) or by_place.get(units.get(above.begin, ""))
            if duties:
                concluded += [
                    replace(d, task=task.id, explicit=False, rule=RULE, confidence=_CONFIDENCE) for d in duties
                ]
                break
            above = sections.get(above.parent)
    return tuple(concluded)
