"""The outline of a document: its sections, its titled provisions, its paragraphs and tables.

These are the values that the finders of findings (`responsibilities`, `targets`, …) work on. They are made by
`structure.split_sections`; offsets are half-open and index the unchanged text.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it.

    ``begin`` is where the number starts, ``end`` where the next heading of the same or a higher level begins.
    ``kind`` is background, principles, goals, tasks, safeguards, box, annex or other. ``run_in`` marks a heading that
    its own text follows on the same line (``（三）加强X。后文…``). ``number`` is as written (一, （一）, 第三条, 专栏2,
    附件).
    """

    id: str
    level: int
    number: str
    title: str
    kind: str
    parent: str  # id of the section above, "" at the top
    begin: int
    end: int
    body_begin: int  # after the heading
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """The lowest titled unit of a text: what policy people call a task (任务), a goal, a principle or a safeguard.

    ``kind`` is task, box_item, goal, principle or safeguard. ``section`` is the id of the section it stands in (for a
    task that is a numbered heading itself: the section above), "" at the top.
    """

    id: str
    title: str
    kind: str
    section: str
    begin: int
    end: int
    body_begin: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of running text (no heading, no table row) with where it stands.

    ``section`` is the id of the lowest section, ``task`` that of the lowest titled unit, each "" where there is none.
    ``kind`` is the section's kind; "opening" before the first heading, "closing" for signature lines and what follows.
    """

    begin: int
    end: int
    section: str
    task: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell's span, without the white space around it."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; ``task`` is the id of the task it states, "" for headers and groups.

    ``agent`` is the index of the cell that names the body whose work the row states, in tables ordered by bodies;
    else -1.
    """

    cells: tuple[Cell, ...]
    section: str = ""
    task: str = ""
    agent: int = -1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``header`` is the row that names the columns (序号, 任务, 责任单位 …), None where there is none."""

    header: Row | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole structure of one text."""

    text: str
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    passages: tuple[Passage, ...] = ()
    tables: tuple[Table, ...] = ()
