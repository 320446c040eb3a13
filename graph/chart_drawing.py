"""Charts of what documents say: who answers for what, what is to be reached when, and by which instruments."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .answer import Plain
from .document_measures import FAMILIES, DocumentMeasures
from .drawing import GREY, INK, Detail, Drawing, Link, behind, cut, footing, heading, rect, wide, words
from .drawing_look import LEVELS, ROLES

Row = Mapping[str, Plain]

_STRENGTH = tuple(ROLES)  # a body with several roles in a task has the colour of the first of these
_TOP, _LEFT, _CELL, _HEAD = 62, 300, 26, 190
#: More rows and columns than these are no picture any more.
MOST_ROWS, MOST_COLUMNS = 120, 60
_FAMILY_COLOURS = {"supply": "#1f5c99", "environment": "#d9a441", "demand": "#2f7a3a"}
_SHADES = ("#deebf7", "#b3cfe8", "#7fafd6", "#4a86bf", "#1f5c99")


def draw_heat_map(rows: Sequence[Row], lang: str = "zh") -> Drawing:
    """Draw who answers for what, of rows of the query ``responsibility-matrix``.

    Of one document: tasks down, bodies across, a colour for each role, lighter where it was concluded. Of several:
    bodies down, documents across, darker the more duties.
    """
    zh = lang == "zh"
    documents = list(dict.fromkeys(str(row["document"]) for row in rows))
    if len(documents) > 1:
        return _duties_by_document(rows, documents, zh)
    notes: list[str] = []
    bodies = [name for name, _ in Counter(str(row["agency"]) for row in rows).most_common()]
    tasks = list(dict.fromkeys(str(row["task"]) for row in rows))
    bodies, tasks = _first(bodies, MOST_COLUMNS, notes, zh), _first(tasks, MOST_ROWS, notes, zh)
    cells: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        cells.setdefault((str(row["task"]), str(row["agency"])), []).append(row)
    shapes, details = _grid(tasks, bodies), dict[str, Detail]()
    for down, task in enumerate(tasks):
        for across, body in enumerate(bodies):
            own = sorted(cells.get((task, body), ()), key=lambda row: _rank(str(row["role"])))
            if not own:
                continue
            role, said = str(own[0]["role"]), any(row["explicit"] for row in own)
            name = f"cell-{down}-{across}"
            colour = ROLES.get(role, GREY)
            label = f"{body} · {task} · {'、'.join(dict.fromkeys(str(row['role_label']) for row in own))}"
            inner = rect(*_place(down, across), fill=colour, more="" if said else 'fill-opacity="0.35"')
            x, y, width, height = _place(down, across)
            letter = str(own[0]["role_label"])[:1]
            inner += words(
                x + width / 2, y + height / 2 + 4.5, letter, size=12.5, fill="#fff" if said else INK, anchor="middle"
            )
            shapes.append(behind(name, label, inner, classes="cell"))
            details[name] = Detail(label, (), tuple(_quoted(row, str(row["role_label"])) for row in own))
    counts = Counter(str(row["role"]) for row in rows)
    labels = {str(row["role"]): str(row["role_label"]) for row in rows}
    entries = [
        (ROLES.get(role, GREY), f"{labels[role] if zh else role}  {counts[role]:,}")
        for role in sorted(counts, key=_rank)
    ]
    if any(not row["explicit"] for row in rows):
        entries.append(("#c9cdd2", "浅色：推断，原文没有明说" if zh else "pale: concluded, not said"))
    title = ("责任热图：" if zh else "Who answers for what: ") + (documents[0] if documents else "")
    below = f"{len(tasks):,} 项任务，{len(bodies):,} 个单位" if zh else f"{len(tasks):,} tasks, {len(bodies):,} bodies"
    return _chart(title, below, shapes, details, notes, entries, len(tasks), len(bodies))


def _duties_by_document(rows: Sequence[Row], documents: list[str], zh: bool) -> Drawing:
    notes: list[str] = []
    counts = Counter((str(row["agency"]), str(row["document"])) for row in rows)
    bodies = [name for name, _ in Counter(str(row["agency"]) for row in rows).most_common()]
    bodies, documents = _first(bodies, 60, notes, zh), _first(documents, MOST_COLUMNS, notes, zh)
    own: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        own.setdefault((str(row["agency"]), str(row["document"])), []).append(row)
    most = max(counts.values(), default=1)
    shapes, details = _grid(bodies, [short_title(name) for name in documents]), dict[str, Detail]()
    for down, body in enumerate(bodies):
        for across, document in enumerate(documents):
            number = counts[body, document]
            if not number:
                continue
            shade = min(len(_SHADES) - 1, int(math.sqrt((number - 1) / most) * len(_SHADES)))
            x, y, width, height = _place(down, across)
            inner = rect(x, y, width, height, fill=_SHADES[shade])
            inner += words(
                x + width / 2,
                y + height / 2 + 4,
                str(number),
                size=11.5,
                fill="#fff" if shade > 2 else INK,
                anchor="middle",
            )
            name, label = f"cell-{down}-{across}", f"{body} · {document} · {number}"
            shapes.append(behind(name, label, inner, classes="cell"))
            links = tuple(_quoted(row, f"{row['role_label']} {row['task']}") for row in own[body, document])
            details[name] = Detail(label, (), links)
    title = "责任热图：各单位在各文件中的职责数" if zh else "Duties of bodies in each document"
    below = (
        f"{len(bodies):,} 个单位，{len(documents):,} 份文件"
        if zh
        else f"{len(bodies):,} bodies, {len(documents):,} documents"
    )
    bounds = [1 + math.ceil((step / len(_SHADES)) ** 2 * most) for step in range(len(_SHADES))]
    # Of few duties several shades begin with the same number: one of them is enough.
    shades = dict(reversed(list(zip(bounds, _SHADES, strict=True))))
    entries = [(shades[bound], f"{bound} …") for bound in sorted(shades)]
    return _chart(
        title,
        below,
        shapes,
        details,
        notes,
        entries,
        len(bodies),
        len(documents),
    )


def draw_targets(rows: Sequence[Row], lang: str = "zh") -> Drawing:
    """Draw what is to be reached by when, of rows of the query ``targets``: indicators down, years across.

    Achievements and numbers without a year are left out and counted in the notes. The same indicator of several
    documents stands in one row, so that what a county promises is seen below what the nation asks.
    """
    zh = lang == "zh"
    aims = [row for row in rows if row["kind"] == "target" and str(row["deadline"] or "")[:4].isdecimal()]
    notes = []
    if len(aims) < len(rows):
        notes.append(
            f"未画出 {len(rows) - len(aims)} 个没有时限的指标和已有成绩，见 zhengtu query targets"
            " (numbers without a deadline, and achievements, are left out)"
        )
    groups: dict[str, list[Row]] = {}
    for row in aims:
        groups.setdefault(str(row["indicator"] or row["task"] or "—"), []).append(row)
    order = sorted(groups, key=lambda name: (-len({str(row["document"]) for row in groups[name]}), -len(groups[name])))
    shown = _first(order, MOST_ROWS, notes, zh)
    years = sorted({int(str(row["deadline"])[:4]) for row in aims}) or [0]
    documents = list(dict.fromkeys(str(row["document"]) for row in aims))
    colours = dict(zip(documents, (*LEVELS.values(), "#6a4fa3", "#9a7300", "#13707a") * len(documents), strict=False))
    first, last = years[0], years[-1]
    wide_year = max(70.0, min(150.0, 620 / max(1, last - first + 1)))
    left, details = 250.0, dict[str, Detail]()
    width = left + (last - first + 1) * wide_year + 300
    shapes, y = [], float(_TOP + 30)
    lines_top = y - 12
    for name in shown:
        points = sorted(groups[name], key=lambda row: str(row["deadline"]))
        rows_here, ends = 0, list[float]()
        for row in points:
            date = str(row["deadline"])
            month = int(date[5:7]) if len(date) >= 7 else 12
            x = left + (int(date[:4]) - first + month / 12) * wide_year - 8
            value = _value(row)
            lane = next((number for number, end in enumerate(ends) if end < x - 10), len(ends))
            ends[lane : lane + 1] = [x + 12 + wide(value, 11.5)]
            rows_here = max(rows_here, lane + 1)
            key = f"target-{len(details)}"
            level = y + lane * 18
            inner = f'<circle cx="{x:.1f}" cy="{level:.1f}" r="5.5" fill="{colours[str(row["document"])]}"/>'
            inner += words(x + 9, level + 4, value, size=11.5)
            label = f"{name} {value} · {date} · {row['document']}"
            shapes.append(behind(key, label, inner, classes="cell"))
            details[key] = Detail(
                f"{name} {value}", (("时限" if zh else "deadline", date),), (_quoted(row, str(row["task"] or "")),)
            )
        shapes.append(words(left - 12, y + 4, cut(name, left - 40, 12.5), size=12.5, anchor="end"))
        y += rows_here * 18 + 8
        shapes.append(f'<path d="M20,{y - 11:.1f} H{width - 210:.1f}" stroke="#eaeef2"/>')
    axis = []
    for year in range(first, last + 2):
        x = left + (year - first) * wide_year
        axis.append(f'<path d="M{x:.1f},{lines_top:.1f} V{y:.1f}" stroke="#d0d7de"/>')
        if year <= last:
            axis.append(words(x + wide_year / 2, lines_top - 6, str(year), size=12, fill=GREY, anchor="middle"))
    legend = _entries(
        [(colours[name], cut(short_title(name), 170, 11.5)) for name in documents[:20]], width - 200, lines_top + 8
    )
    title = "指标与时限" if zh else "Targets and their deadlines"
    below = (
        f"{len(aims):,} 个目标值，{len(documents):,} 份文件"
        if zh
        else f"{len(aims):,} targets of {len(documents):,} documents"
    )
    if not aims:
        shapes, axis, legend = [words(20, 84, "没有有时限的指标 (no target has a deadline)")], [], []
    return _closed(
        title, below, [*axis, *shapes, *legend], details, notes, width, max(y, lines_top + 20 * min(20, len(documents)))
    )


def draw_instruments(measured: Iterable[DocumentMeasures], lang: str = "zh") -> Drawing:
    """Draw which share of each document's measures supply, set the environment, and create demand."""
    zh = lang == "zh"
    rows = [each for each in measured if each.figures["supply"] is not None]
    notes: list[str] = [
        "占比按工具已明的措施计；右侧为措施数和其中工具未明的比例；工具由用词判断，是分类，不是原文所说"
        if zh
        else "shares of the measures whose instrument is known; beside them the measures and the share whose words "
        "tell none; instruments are told by the words, a classification rather than something a text says"
    ]
    rows = _first(rows, 100, notes, zh)
    left, bar, details = 330.0, 480.0, dict[str, Detail]()
    names = (
        {"supply": "供给型", "environment": "环境型", "demand": "需求型"} if zh else {name: name for name in FAMILIES}
    )
    shapes = _entries([(_FAMILY_COLOURS[name], names[name]) for name in FAMILIES], left, _TOP + 12, across=110)
    y = float(_TOP + 34)
    for number, each in enumerate(rows):
        issued = each.issued[:4]
        shapes.append(
            words(
                left - 12, y + 16, cut(short_title(each.title), left - 75, 12.5) + f" {issued}", size=12.5, anchor="end"
            )
        )
        x = left
        for family in FAMILIES:
            share = float(each.figures[family] or 0)
            if share:
                name = f"bar-{number}-{family}"
                label = f"{each.title} · {names[family]} {share:.0%}"
                inner = rect(x, y, share * bar, 22, fill=_FAMILY_COLOURS[family], stroke="#fff")
                if share * bar > 34:
                    dark = family == "environment"
                    said = f"{share:.0%}"
                    inner += words(
                        x + share * bar / 2, y + 15.5, said, size=11.5, fill=INK if dark else "#fff", anchor="middle"
                    )
                shapes.append(behind(name, label, inner, classes="cell"))
                details[name] = Detail(label)
            x += share * bar
        unknown = f"{float(each.figures['unclassified'] or 0):.0%}"
        count = (
            f"{each.figures['measures']:,} 条，未明 {unknown}"
            if zh
            else f"{each.figures['measures']:,}, unknown {unknown}"
        )
        shapes.append(words(left + bar + 10, y + 15.5, count, size=11.5, fill=GREY))
        y += 30
    title = "政策工具比例" if zh else "Mix of policy instruments"
    below = f"{len(rows):,} 份文件" if zh else f"{len(rows):,} documents"
    if not rows:
        shapes = [words(20, 84, "没有读出措施 (no measures)")]
    return _closed(title, below, shapes, details, notes, left + bar + 170, y)


def short_title(title: str) -> str:
    """Return what a title says after who issued it, for where there is no room for all of it.

    >>> short_title("国务院办公厅关于改善农村人居环境的指导意见")
    '改善农村人居环境的指导意见'
    >>> short_title("某县人民政府关于印发《某县创新行动方案》的通知")
    '某县创新行动方案'
    """
    named = re.search(r"(?:印发|转发)《(.+)》", title)
    if named:
        return named[1]
    _, about, rest = title.partition("关于")
    return (rest.removeprefix("印发") if about else "") or title


def _value(row: Row) -> str:
    signs = {">=": "≥", "<=": "≤", "=": "", "about": "约"}
    value = row["value"]
    number = f"{value:,.10g}" if isinstance(value, int | float) else str(value)
    if isinstance(value, int | float) and abs(value) >= 1e8:
        number = f"{value / 1e8:,.6g} 亿"
    elif isinstance(value, int | float) and abs(value) >= 1e5:
        number = f"{value / 1e4:,.6g} 万"
    unit = str(row["unit"] or "")
    sign = str(row["comparator"] or "")
    return f"{signs.get(sign, sign)}{number}{unit}"


def _quoted(row: Row, kind: str) -> Link:
    return Link("", "", kind, str(row["quote"] or ""), str(row["document"] or ""))


def _rank(role: str) -> int:
    return _STRENGTH.index(role) if role in _STRENGTH else len(_STRENGTH)


def _first(names: list, most: int, notes: list[str], zh: bool) -> list:  # type: ignore[type-arg]
    if len(names) > most:
        notes.append(
            f"只画出前 {most} 项，共 {len(names):,} 项 (the first of more are shown)"
            if zh
            else f"the first {most} of {len(names):,} are shown"
        )
    return names[:most]


def _place(down: int, across: int) -> tuple[float, float, float, float]:
    return (_LEFT + across * _CELL + 1, _TOP + _HEAD + down * _CELL + 1, _CELL - 2, _CELL - 2)


def _grid(down: Sequence[str], across: Sequence[str]) -> list[str]:
    """Return the names along both sides, those across the top upright, and the lines between them."""
    shapes = []
    right, bottom = _LEFT + len(across) * _CELL, _TOP + _HEAD + len(down) * _CELL
    for number, name in enumerate(down):
        y = _TOP + _HEAD + number * _CELL
        shapes.append(words(_LEFT - 10, y + 17, cut(name, _LEFT - 30, 12.5), size=12.5, anchor="end"))
        shapes.append(f'<path d="M20,{y} H{right}" stroke="#eaeef2"/>')
    for number, name in enumerate(across):
        x = _LEFT + number * _CELL + _CELL / 2 + 4.5
        y = _TOP + _HEAD - 8
        turned = f'transform="rotate(-60 {x:g} {y:g})"'
        shapes.append(words(x, y, cut(name, _HEAD + 10, 12), size=12, more=turned))
        shapes.append(f'<path d="M{x - 4.5 - _CELL / 2:g},{y + 8:g} V{bottom}" stroke="#eaeef2"/>')
    return shapes


def _entries(entries: Sequence[tuple[str, str]], left: float, top: float, across: float = 0) -> list[str]:
    shapes = []
    for number, (colour, text) in enumerate(entries):
        x, y = (left + number * across, top) if across else (left, top + number * 20)
        shapes.append(rect(x, y - 10, 12, 12, fill=colour, radius=2))
        shapes.append(words(x + 18, y, text, size=12))
    return shapes


def _chart(
    title: str,
    below: str,
    shapes: list[str],
    details: Mapping[str, Detail],
    notes: list[str],
    entries: Sequence[tuple[str, str]],
    down: int,
    across: int,
) -> Drawing:
    # Turned names lean to the right of the last column.
    right = max(_LEFT + across * _CELL + 130, 560)
    if not down:
        shapes = [words(20, 84, "没有可画的 (nothing to draw)")]
    legend = _entries(entries, 24, _TOP + 24)
    bottom = max(_TOP + _HEAD + down * _CELL, _TOP + 24 + 20 * len(entries))
    return _closed(title, below, [*legend, *shapes], details, notes, right, bottom)


def _closed(
    title: str,
    below: str,
    shapes: Sequence[str],
    details: Mapping[str, Detail],
    notes: Sequence[str],
    width: float,
    bottom: float,
) -> Drawing:
    footed, height = footing(tuple(notes), bottom + 6, width)
    all_shapes = (*heading(title, below, width), *shapes, *footed)
    return Drawing(title, round(width), round(height), all_shapes, details, tuple(notes))
