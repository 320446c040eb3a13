"""Charts as plain numbers for an SVG: bars, and a time line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BAR, GAP, LEFT, TOP, LONGEST = 22, 8, 96, 8, 420
_MONTH, _STACK, _LOW = 26, 18, 34
#: A time line is never wider than a page of paper can hold.
_WIDEST = 1500


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label and number; ``page`` is what lies behind it."""

    label: str
    count: int
    y: int
    width: int
    page: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart with its size in pixels."""

    width: int
    height: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A dot on a time line; ``number`` is that of its row in the table."""

    label: str
    title: str
    x: int
    y: int
    page: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of a time line."""

    label: str
    x: int


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A time line with its size in pixels."""

    width: int
    height: int
    ticks: tuple[Tick, ...]
    moments: tuple[Moment, ...]


def bars(counts: Mapping[str, int], pages: Mapping[str, str]) -> Bars:
    """Return horizontal bars in the order of the mapping.

    >>> [(bar.label, bar.width) for bar in bars({"2024": 1, "2025": 4}, {}).bars]
    [('2024', 105), ('2025', 420)]
    """
    most = max(counts.values(), default=1)
    drawn = tuple(
        Bar(label, count, TOP + row * (BAR + GAP), max(2, count * LONGEST // most), pages.get(label, ""))
        for row, (label, count) in enumerate(counts.items())
    )
    return Bars(LEFT + LONGEST + 60, 2 * TOP + len(drawn) * (BAR + GAP), drawn)


def time_line(events: Sequence[tuple[str, str, str]]) -> TimeLine:
    """Return a time line of (date, title, page); dates of a year or month only stand at its end.

    >>> line = time_line([("2023-06-30", "印发办法", ""), ("2025", "建成", "")])
    >>> [tick.label for tick in line.ticks], [moment.x for moment in line.moments]
    (['2023', '2024', '2025'], [196, 976])
    """
    months = sorted({month_of(date) for date, _, _ in events})
    if not months:
        return TimeLine(0, 0, (), ())
    first, last = months[0] // 12 * 12, months[-1] // 12 * 12 + 12
    step = min(_MONTH, max(4, _WIDEST // (last - first)))
    stacked: dict[int, int] = {}
    moments = []
    for date, title, page in sorted(events, key=lambda event: (month_of(event[0]), event[0])):
        x = 40 + (month_of(date) - first + 1) * step
        row = stacked.get(x, 0)
        stacked[x] = row + 1
        moments.append(Moment(date, title, x, row, page))
    height = _LOW + 20 + max(stacked.values()) * _STACK
    ticks = tuple(Tick(str(month // 12), 40 + (month - first) * step) for month in range(first, last, 12))
    placed = tuple(Moment(m.label, m.title, m.x, height - _LOW - 12 - m.y * _STACK, m.page) for m in moments)
    return TimeLine(60 + (last - first) * step, height, ticks, placed)


def month_of(date: str) -> int:
    """Return the number of a date's month, counted from the year 0; that of December for a year alone."""
    year, _, rest = date.partition("-")
    month = rest[:2]
    return int(year) * 12 + (int(month) - 1 if month.isdecimal() and 1 <= int(month) <= 12 else 11)
