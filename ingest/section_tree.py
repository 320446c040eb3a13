"""From headings to the section tree: levels, parents, ends and kinds."""

from dataclasses import dataclass

from zhengtu.ontology import Ontology, Rule

from .headings import Heading
from .outline import Section

_TELLING = 32  # characters; a longer title states its content and tells nothing of the section's place in the text


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading with its section; box items are headings without a section of their own."""

    heading: Heading
    section: Section


def section_kind(title: str, above: str, rules: tuple[Rule, ...]) -> str:
    """Tell what a section is about from its title; without a cue it is about what the section above is about.

    An annex keeps its kind below, unless a title inside says otherwise.
    """
    for rule in rules:
        kind = rule.values.get("kind", "")
        whole = rule.values.get("where") == "whole"
        if kind and (title.startswith(rule.cues) if whole else any(map(title.__contains__, rule.cues))):
            if rule.id == "safeguards" and above in ("principles", "goals", "background"):
                continue
            if kind == "tasks" and above == "safeguards":
                continue  # 保障措施 / 明确任务分工
            if kind == "tasks" and above == "annex":
                return "annex"
            return kind
    return above or "tasks"


def build_tree(headings: tuple[Heading, ...], end: int, ontology: Ontology) -> tuple[Placed, ...]:
    """Give every heading outside boxes its level, parent, end and kind.

    The level is the depth in this document, not a property of the numbering: （一） is level 2 below 一、 and level 1
    where nothing stands above it.
    """
    rules = ontology.rules.get("sections", ())
    outer = [heading for heading in headings if not heading.in_box]
    stack: list[tuple[Heading, Section]] = []
    placed: list[Placed] = []
    for index, heading in enumerate(outer):
        is_box = heading.marker.kind == "box"
        while stack and (stack[-1][0].marker.kind == "box" or (not is_box and stack[-1][0].rank >= heading.rank)):
            stack.pop()
        above = stack[-1][1] if stack else None
        stop = end
        for later in outer[index + 1 :]:
            if _closes(heading, later):
                stop = later.marker.begin
                break
        if is_box:
            kind = "box"
        elif heading.marker.kind == "annex":
            kind = "annex"
        else:
            # A sentence that stands in for a title may hold any word; only a title says what its section is about.
            telling = heading.title if heading.titled and len(heading.title) <= _TELLING else ""
            kind = section_kind(telling, above.kind if above else "", rules)
        section = Section(
            id=f"s{len(placed) + 1}",
            level=len(stack) + 1,
            number=heading.marker.written,
            title=heading.title if heading.marker.kind != "article" or heading.titled else "",
            kind=kind,
            parent=above.id if above else "",
            begin=heading.marker.begin,
            end=stop,
            body_begin=heading.body_begin,
            run_in=heading.run_in,
        )
        placed.append(Placed(heading, section))
        stack.append((heading, section))
    return tuple(placed)


def _closes(heading: Heading, later: Heading) -> bool:
    """Whether a later heading ends this one; a box is ended by any heading outside it."""
    if heading.marker.kind == "box":
        return True
    return later.marker.kind != "box" and later.rank <= heading.rank
