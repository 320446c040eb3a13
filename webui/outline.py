"""The outline of a document: its headings, with the tasks that stand below them."""

from collections.abc import Iterator
from dataclasses import dataclass

from .address import address_of
from .document_graph import DocumentGraph, Thing
from .finding import TASKS


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading (``kind`` section), or a task that is no heading itself; ``level`` counts from 1.

    ``begin`` and ``end`` are those of the heading's words, which may run on in the same line, or of the task.
    """

    title: str
    number: str
    level: int
    begin: int
    end: int
    kind: str
    page: str


def read_outline(graph: DocumentGraph, base: str) -> tuple[OutlineEntry, ...]:
    """Return the outline in the order of the text."""
    sections = {thing.iri: thing for thing in graph.of("Section")}
    tasks = {thing.iri: thing for thing in graph.of(*TASKS)}
    begins = {graph.span(thing)[0]: thing.iri for thing in tasks.values()}
    entries: list[OutlineEntry] = []
    headings = set()
    for thing in sections.values():
        begin, end = graph.span(thing)
        headings.add(begin)
        # A heading that is a task's too leads to the task's page.
        page = address_of(begins.get(begin, ""), base)
        title, number = thing.text("label"), thing.text("number")
        entries.append(
            OutlineEntry("" if title == number else title, number, _depth(thing, sections), begin, end, "section", page)
        )
    for thing in tasks.values():
        begin, end = graph.span(thing)
        if begin not in headings:
            level = (
                _depth(sections[thing.text("is_part_of")], sections) + 1 if thing.text("is_part_of") in sections else 1
            )
            entries.append(
                OutlineEntry(thing.text("label"), "", level, begin, end, "task", address_of(thing.iri, base))
            )
    return tuple(sorted(entries, key=lambda entry: (entry.begin, entry.level)))


def quoted_text(graph: DocumentGraph) -> str:
    """Return what the quotes tell of a text that the store does not hold; line breaks stand for what is between them.

    Offsets stay those of the text: a stretch is as long as what it stands for.
    """
    spans = sorted(_quotes(graph))
    characters: list[str] = ["\n"] * max((begin + len(quote) for begin, quote in spans), default=0)
    for begin, quote in spans:
        characters[begin : begin + len(quote)] = quote
    return "".join(characters)


def _quotes(graph: DocumentGraph) -> Iterator[tuple[int, str]]:
    for passage in graph.passages.values():
        yield int(passage.number("beginIndex")), passage.text("anchorOf")


def _depth(section: Thing, sections: dict[str, Thing]) -> int:
    depth, seen = 1, {section.iri}
    while (above := section.text("is_part_of")) in sections and above not in seen:
        section, depth = sections[above], depth + 1
        seen.add(above)
    return depth
