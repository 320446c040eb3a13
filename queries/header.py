"""The header of a ``.rq`` file: lines that begin with ``#+`` and hold YAML, as in grlc.

A small part of YAML is allowed: mappings, lists and text. Every scalar is text, so that the code 110000 and the name no
stay what they look like, and every value remembers its line for the messages about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..ontology import Mistake

MARK = "#+"


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of the header and the line of the file it stands on."""

    value: str | tuple[Entry, ...] | Mapping[str, Entry]
    line: int

    @property
    def text(self) -> str:
        """The value where it is text, "" where it is a list or a mapping."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> tuple[Entry, ...]:
        """The entries of a list, none where the value is something else."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def keys(self) -> Mapping[str, Entry]:
        """The entries of a mapping, none where the value is something else."""
        return self.value if isinstance(self.value, Mapping) else {}


def read_header(file: str, text: str) -> tuple[Entry, tuple[Mistake, ...]]:
    """Read the header of a query; what YAML cannot take, or we do not allow, comes back as mistakes.

    >>> header, mistakes = read_header("a.rq", "#+ summary: {zh: 谁, en: Who}\\n#+ tags: [one]\\nSELECT * {}")
    >>> header.keys["summary"].keys["en"].text, header.keys["tags"].items[0].text, mistakes
    ('Who', 'one', ())
    """
    import yaml

    first, lines = _header_lines(text)
    if not lines:
        what = "the file has no header"
        return Entry({}, 1), (Mistake(file, 1, what, f"begin with lines such as “{MARK} summary:”"),)
    broken = _broken_at(text, first + len(lines))
    if broken:
        what = f"the header stops here and goes on at line {broken}"
        return Entry({}, first), (Mistake(file, first + len(lines), what, f"begin every line of it with “{MARK} ”"),)
    # The C parser is ten times faster; the wheels have it, a build from source may not.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose("\n".join(lines), Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first + (mark.line if mark else 0)
        what = f"the header is no YAML: {error.problem or error.context}"
        return Entry({}, first), (Mistake(file, line, what, "quote texts that hold “: ”, “#” or begin with a bracket"),)
    except yaml.YAMLError as error:
        what = f"the header is no YAML: {' '.join(str(error).split())}"
        return Entry({}, first), (Mistake(file, first, what, "take out control characters"),)
    mistakes: list[Mistake] = []
    return _entry(node, first, file, mistakes), tuple(mistakes)


def _header_lines(text: str) -> tuple[int, list[str]]:
    """Return the line the header begins on and its lines without the mark; it ends where the mark ends."""
    lines: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(MARK):
            first = first if lines else number
            lines.append(line.removeprefix(MARK).removeprefix(" ").rstrip())
        elif lines:
            break
    return first, lines


def _broken_at(text: str, end: int) -> int:
    """Return the line where a header goes on that has ended before, 0 where it does not."""
    lines = text.split("\n")
    return next((number for number in range(end, len(lines) + 1) if lines[number - 1].startswith(MARK)), 0)


def _entry(node: object, first: int, file: str, mistakes: list[Mistake]) -> Entry:
    import yaml

    if not isinstance(node, yaml.Node):
        return Entry({}, first)
    line = first + node.start_mark.line
    if isinstance(node, yaml.ScalarNode):
        return Entry(node.value, line)
    if isinstance(node, yaml.SequenceNode):
        return Entry(tuple(_entry(child, first, file, mistakes) for child in node.value), line)
    return Entry(dict(_pairs(node, first, file, mistakes)), line)


def _pairs(node: object, first: int, file: str, mistakes: list[Mistake]) -> Iterator[tuple[str, Entry]]:
    import yaml

    seen: set[str] = set()
    for key, child in node.value if isinstance(node, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            mistakes.append(Mistake(file, first + key.start_mark.line, "a key of the header is no text", "use words"))
            continue
        if key.value in seen:
            what = f"“{key.value}” stands twice"
            mistakes.append(Mistake(file, first + key.start_mark.line, what, "keep one of the two"))
        seen.add(key.value)
        entry = _entry(child, first, file, mistakes)
        yield key.value, Entry(entry.value, first + key.start_mark.line)
