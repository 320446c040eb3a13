"""The numbers that Word puts before paragraphs by itself: 一、（一）1. as a reader of the page sees them."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .numbering_format import format_number

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ENDS = "、，．.,)）:：】]"
# Symbol fonts keep their bullets where no text has characters.
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MOST_STYLES = 32  # a style based on itself by way of others would be followed for ever


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: where it starts, how the number is written and what stands around it (``第%1条``)."""

    start: int
    form: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str


class Numbering:
    """Counts the paragraphs of a document as Word does; asked for them in their order."""

    def __init__(self, space: str, numbering: "_Element | None", styles: "_Element | None") -> None:
        self._space = space
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._styles = _Styles(space, styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[str, int]] = set()
        self.unknown: dict[str, int] = {}  # formats that cannot be written, and how often they came
        if numbering is not None:
            self._read(numbering)

    def next(self, properties: "_Element | None") -> str:
        """Return what Word shows before a paragraph with these properties (``w:pPr``), "" where it shows nothing."""
        place = self._place(properties)
        if place is None:
            return ""
        number, depth = place
        abstract, starts = self._lists[number]
        levels = self._abstract.get(abstract, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if depth in starts and (number, depth) not in self._overridden:
            self._overridden.add((number, depth))
            counts[depth] = starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for below in [each for each in counts if each > depth]:
            restart = levels[below].restart if below in levels else None
            if restart is None or depth < restart:
                del counts[below]
        return self._written(level, levels, counts)

    def _written(self, level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        if level.form == "bullet":
            return _PRIVATE.sub("●", level.text)
        unknown = False

        def number(match: re.Match[str]) -> str:
            nonlocal unknown
            depth = int(match[1]) - 1
            other = levels.get(depth)
            if other is None or other.form == "none":
                return ""
            count = counts.get(depth, other.start)
            written = format_number(count, "decimal" if level.legal else other.form)
            if written is None:
                unknown = True
                self.unknown[other.form] = self.unknown.get(other.form, 0) + 1
            return written or ""

        text = _PLACE.sub(number, level.text).strip()
        if unknown or not text:
            return ""
        return text if level.suffix == "nothing" or text[-1] in _ENDS else f"{text}\u3000"

    def _place(self, properties: "_Element | None") -> tuple[str, int] | None:
        """Return the list and the level of a paragraph, told by itself or by its style."""
        number = depth = None
        style = self._styles.default
        if properties is not None:
            number, depth = _numbered(self._space, properties)
            named = properties.find(f"{self._space}pStyle")
            style = _value(self._space, named) if named is not None else style
        if number is None:
            number, styled_depth, owner = self._styles.numbering(style)
            if number in self._lists and styled_depth is None and owner:
                levels = self._abstract.get(self._lists[number][0], {})
                styled_depth = next((each for each, level in levels.items() if level.style == owner), None)
            depth = styled_depth if depth is None else depth
        if number is None or number == "0" or number not in self._lists:
            return None
        return number, min(max(depth or 0, 0), _LEVELS - 1)

    def _read(self, numbering: "_Element") -> None:
        space = self._space
        linked: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for abstract in numbering.iter(f"{space}abstractNum"):
            name = abstract.get(f"{space}abstractNumId", "")
            self._abstract[name] = {
                _whole(each.get(f"{space}ilvl", "")): _level(space, each) for each in abstract.iter(f"{space}lvl")
            }
            style = abstract.find(f"{space}styleLink")
            if style is not None:
                by_style[_value(space, style)] = name
            style = abstract.find(f"{space}numStyleLink")
            if style is not None:
                linked[name] = _value(space, style)
        for each in numbering.iter(f"{space}num"):
            name, target = each.get(f"{space}numId", ""), each.find(f"{space}abstractNumId")
            if target is None:
                continue
            abstract_name = _value(space, target)
            abstract_name = by_style.get(linked.get(abstract_name, ""), abstract_name)
            starts: dict[int, int] = {}
            for override in each.iter(f"{space}lvlOverride"):
                depth = _whole(override.get(f"{space}ilvl", ""))
                start = override.find(f"{space}startOverride")
                if start is not None:
                    starts[depth] = _whole(_value(space, start))
                own = override.find(f"{space}lvl")
                if own is not None:
                    # A list with levels of its own counts for itself.
                    levels = dict(self._abstract.get(abstract_name, {}))
                    abstract_name = f"{abstract_name}/{name}"
                    self._abstract[abstract_name] = levels | {depth: _level(space, own)}
            self._lists[name] = (abstract_name, starts)


class _Styles:
    """Which numbering a paragraph style brings along, its own or that of the style it is based on."""

    def __init__(self, space: str, styles: "_Element | None") -> None:
        self._space = space
        self._by_name: dict[str, _Element] = {}
        self.default = ""
        for style in styles.iter(f"{space}style") if styles is not None else ():
            if style.get(f"{space}type") == "paragraph":
                name = style.get(f"{space}styleId", "")
                self._by_name[name] = style
                if style.get(f"{space}default") in ("1", "true", "on"):
                    self.default = name

    def numbering(self, name: str) -> tuple[str | None, int | None, str]:
        """Return list and level that a style sets, and the name of the style that sets them."""
        depth: int | None = None
        for _ in range(_MOST_STYLES):
            style = self._by_name.get(name)
            if style is None:
                break
            properties = style.find(f"{self._space}pPr")
            if properties is not None:
                number, own_depth = _numbered(self._space, properties)
                depth = own_depth if depth is None else depth
                if number is not None:
                    return number, depth, name
            above = style.find(f"{self._space}basedOn")
            if above is None:
                break
            name = _value(self._space, above)
        return None, depth, ""


def _numbered(space: str, properties: "_Element") -> tuple[str | None, int | None]:
    numbered = properties.find(f"{space}numPr")
    if numbered is None:
        return None, None
    number, depth = numbered.find(f"{space}numId"), numbered.find(f"{space}ilvl")
    return (
        _value(space, number) if number is not None else None,
        _whole(_value(space, depth)) if depth is not None else None,
    )


def _level(space: str, level: "_Element") -> Level:
    def value(name: str, default: str = "") -> str:
        found = level.find(f"{space}{name}")
        return _value(space, found) if found is not None else default

    restart, legal = level.find(f"{space}lvlRestart"), level.find(f"{space}isLgl")
    return Level(
        start=_whole(value("start", "0")),
        form=value("numFmt", "decimal"),
        text=value("lvlText"),
        suffix=value("suff", "tab"),
        restart=_whole(_value(space, restart)) if restart is not None else None,
        legal=legal is not None and _value(space, legal) not in ("0", "false", "off"),
        style=value("pStyle"),
    )


def _value(space: str, element: "_Element") -> str:
    return element.get(f"{space}val", "")


def _whole(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0
