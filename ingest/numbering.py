"""The numbering of official texts: 第X章, 第X条, 一、, （一）, 1., （1）, 专栏N, 附件."""

import re
from dataclasses import dataclass

_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

# From the widest unit to the narrowest. Which level a marker opens depends on what is open above it, not on its form.
RANKS = {
    "annex": 0,
    "part": 1,
    "chapter": 2,
    "division": 3,
    "article": 4,
    "heading": 5,
    "subheading": 6,
    "item": 7,
    "subitem": 8,
}
_UNITS = {"篇": "part", "编": "part", "部分": "part", "章": "chapter", "节": "division", "条": "article"}

_MARKER = re.compile(
    # A look at the first character spares seven branches at nearly every place of a text.
    r"(?=[第专附一二三四五六七八九十（(\d])(?:"
    r"第(?P<ordinal>[一二三四五六七八九十百零〇\d]{1,4})(?P<unit>[篇编章节条]|部分)"
    r"|专栏[\s\u3000]*(?P<box>[一二三四五六七八九十\d]{1,3})"
    r"|(?P<annex>附[\s\u3000]*件[\s\u3000]*(?P<annex_number>[一二三四五六七八九十\d]{0,2}))"
    r"|(?P<heading>[一二三四五六七八九十]{1,3})[、．.]"
    r"|[（(](?P<subheading>[一二三四五六七八九十]{1,3})[）)]"
    r"|(?P<item>\d{1,2})[.．、](?![\d%])|(?P<dated>\d{1,2})[.．、](?=[12]\d{3}年)"
    r"|[（(](?P<subitem>\d{1,2})[）)])"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering marker in the text: its kind, its number as an integer, as written, and its span."""

    kind: str  # a key of RANKS, or "box"
    ordinal: int
    written: str
    begin: int
    end: int


def ordinal_of(written: str) -> int:
    """Read the number of a heading, up to 999.

    >>> [ordinal_of(n) for n in ("三", "十", "二十一", "一百零三", "12", "")]
    [3, 10, 21, 103, 12, 0]
    """
    if not written:
        return 0
    if written.isdigit():
        return int(written)
    total, digit = 0, 0
    for character in written:
        if character == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif character == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = int(character) if character.isdigit() else _DIGITS[character]
    return total + digit


def find_markers(text: str, begin: int, end: int) -> tuple[Marker, ...]:
    """Return all numbering markers of a span, whether or not they open a heading."""
    return tuple(_marker(match) for match in _MARKER.finditer(text, begin, end))


def marker_at(text: str, position: int) -> Marker | None:
    """Return the marker that starts exactly at a position.

    >>> marker_at("（三）加强领导。", 0)
    Marker(kind='subheading', ordinal=3, written='（三）', begin=0, end=3)
    """
    match = _MARKER.match(text, position)
    return _marker(match) if match else None


def _marker(match: re.Match[str]) -> Marker:
    group = match.lastgroup or ""
    if group == "unit":
        kind, written = _UNITS[match["unit"]], match[0]
        return Marker(kind, ordinal_of(match["ordinal"]), written, match.start(), match.end())
    if group == "box":
        return Marker("box", ordinal_of(match["box"]), "专栏" + match["box"], match.start(), match.end())
    if match["annex"]:
        number = match["annex_number"]
        return Marker("annex", ordinal_of(number), "附件" + number, match.start(), match.end())
    if group == "dated":
        # 3.2022年底前完成…: an item that opens with a year, not the number 3.2022.
        return Marker("item", int(match["dated"]), match["dated"], match.start(), match.end())
    written = match[0] if group in ("subheading", "subitem") else match[group]
    return Marker(group, ordinal_of(match[group]), written, match.start(), match.end())
