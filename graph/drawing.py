"""A drawing: SVG shapes with what lies behind each of them, to be written as SVG, PNG or a page to click through."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from .export_xml import escape_xml

#: Fonts that hold Chinese, on Linux, macOS and Windows; text stays text, so whoever opens a drawing uses their own.
FONTS = (
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Hiragino Sans GB','Microsoft YaHei',"
    "'WenQuanYi Micro Hei',SimHei,sans-serif"
)
INK, GREY, LINE = "#1f2328", "#57606a", "#8c959f"


@dataclass(frozen=True, slots=True)
class Link:
    """One line of what lies behind a shape: to what it leads, and the words that prove it."""

    to: str
    label: str
    kind: str
    quote: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What lies behind a shape: its name, facts about it (title, value) and what joins it to others."""

    label: str
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything drawn, with the size in pixels. ``shapes`` are SVG elements; those with ``data-id`` have a detail.

    ``notes`` say in words what was left out; they stand below the drawing too.
    """

    title: str
    width: int
    height: int
    shapes: tuple[str, ...]
    details: Mapping[str, Detail] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def escape(value: object) -> str:
    """Return a text as XML has it, quotes included; characters that XML cannot hold become U+FFFD.

    >>> escape('《规划》 & <"b">')
    '《规划》 &amp; &lt;&quot;b&quot;&gt;'
    """
    return escape_xml(str(value))


def words(
    x: float,
    y: float,
    text: str,
    *,
    size: float = 13,
    fill: str = INK,
    anchor: str = "",
    weight: str = "",
    halo: bool = False,
    more: str = "",
) -> str:
    """Return a line of text; ``halo`` puts white behind it where it stands on lines."""
    said = f' text-anchor="{anchor}"' if anchor else ""
    said += f' font-weight="{weight}"' if weight else ""
    said += ' stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    said += f" {more}" if more else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}"{said}>{escape(text)}</text>'


def rect(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    stroke: str = "none",
    radius: float = 0,
    more: str = "",
) -> str:
    """Return a rectangle."""
    rounded = f' rx="{radius:g}"' if radius else ""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}" stroke="{stroke}"{rounded}'
        f"{' ' + more if more else ''}/>"
    )


def behind(name: str, label: str, inner: str, *, classes: str = "", more: str = "") -> str:
    """Return shapes that have a detail of this name; the label is shown on hovering and read aloud."""
    said = f' class="{classes}"' if classes else ""
    return f'<g data-id="{escape(name)}"{said}{" " + more if more else ""}><title>{escape(label)}</title>{inner}</g>'


def wide(text: str, size: float = 13) -> float:
    """Return about how wide a line of text is in pixels: Chinese characters are square, Latin ones about half.

    >>> wide("政策", 10), wide("ab", 10)
    (20.0, 11.6)
    """
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.58 for character in text) * size


def cut(text: str, width: float, size: float = 13) -> str:
    """Return a text that fits a width, in one line, its end replaced with “…” where there is too much.

    >>> cut("发展壮大竹产业", 50, 10)
    '发展壮大…'
    """
    line = " ".join(text.split())
    if wide(line, size) <= width:
        return line
    while line and wide(f"{line}…", size) > width:
        line = line[:-1]
    return f"{line}…"


def lines_of(text: str, width: float, size: float = 13) -> list[str]:
    """Return a text broken into lines that fit a width.

    >>> lines_of("三个字两行", 30, 10)
    ['三个字', '两行']
    """
    lines = [""]
    for character in " ".join(text.split()):
        if lines[-1] and wide(lines[-1] + character, size) > width:
            lines.append("")
        lines[-1] += character
    return lines


def heading(title: str, below: str, width: float) -> list[str]:
    """Return the title and the line below it, at the top left; they take 56 pixels."""
    return [
        words(20, 30, cut(title, width - 40, 18), size=18, weight="600"),
        words(20, 49, cut(below, width - 40, 12), size=12, fill=GREY),
    ]


def footing(notes: tuple[str, ...], top: float, width: float) -> tuple[list[str], float]:
    """Return the notes below a drawing, and where they end."""
    shapes = []
    for note in notes:
        for line in lines_of(note, width - 40, 11.5):
            top += 17
            shapes.append(words(20, top, line, size=11.5, fill=GREY))
    return shapes, top + 14
