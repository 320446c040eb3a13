"""Targets in a table of indicators (主要指标): one row an indicator, one column a year.

指标 | 2020年 | 2025年 | 属性 is how plans list what they want to reach. The last year's column holds the targets; the
columns before it say where things stand and are left to the reader.
"""

import re
from collections.abc import Iterator

from .finding import Target
from .numerals import plain_unit, read_number
from .outline import Cell, Outline, Row, Table
from .target_grammar import TargetGrammar

_NAME = re.compile(r"指标|目标名称|监测内容")
_NO_NAME = re.compile(r"序号|类[别型]|属性|性质|单位|指标值|目标值|一级")
_YEAR = re.compile(r"(?P<year>20\d\d)[\s年]*(?P<goal>目标值?|规划值?|预期值?)?")
_NO_GOAL = re.compile(r"现状|实际|完成|基期|基准|年均|累计|增[长速]")
_UNIT = re.compile(r"[（(](?P<unit>[^（()）]{1,12})[）)]\s*\Z")
_NONE = ("-", "—", "－", "/", "")
_SCALED = re.compile(r"(?P<scale>[十百千]?万亿|[十百千]?[万亿])?(?P<unit>.*)", re.DOTALL)
_VALUE = re.compile(
    r"(?P<before>[^\d０-９〔\[]{0,6}?)[〔\[]?(?P<number>[0-9０-９]+(?:,\d{3})*(?:[.．][0-9０-９]+)?(?:[十百千]?[万亿]+)?)"
    r"(?P<unit>[%％]|[一-鿿/]{0,6}?)[〕\]]?(?P<after>以上|左右|以内|以下|及以上)?\s*\Z"
)


def find_table_targets(outline: Outline, grammar: TargetGrammar) -> Iterator[Target]:
    """Return the targets in the indicator tables of a text; a cell without a number (持续提升) gives none."""
    for table in outline.tables:
        header, rows = _header(table)
        columns = _columns(outline.text, header)
        if columns is None:
            continue
        name, unit, goal, year = columns
        for row in rows:
            if len(row.cells) > max(name, goal):
                target = _target(outline.text, row, name, unit, goal, year, grammar)
                if target:
                    yield target


def _header(table: Table) -> tuple[Row, tuple[Row, ...]]:
    if table.header:
        return table.header, table.rows
    return table.rows[0], table.rows[1:]


def _columns(text: str, header: Row) -> tuple[int, int, int, str] | None:
    """The columns of name, unit (-1 for none) and target, with the target's year; None where it is another table."""
    name = unit = goal = -1
    year = ""
    for index, cell in enumerate(header.cells):
        words = re.sub(r"\s", "", text[cell.begin : cell.end])
        match = _YEAR.search(words)
        if match and not _NO_GOAL.search(words):
            if match["year"] > year:
                goal, year = index, match["year"]
        elif words == "单位" or words == "计量单位":
            unit = index
        elif name < 0 and _NAME.search(words) and not _NO_NAME.search(words):
            name = index
    return (name, unit, goal, year) if name >= 0 and goal >= 0 else None


def _target(text: str, row: Row, name: int, unit: int, goal: int, year: str, grammar: TargetGrammar) -> Target | None:
    named, held = row.cells[name], row.cells[goal]
    match = _VALUE.match(text[held.begin : held.end])
    value = read_number(match["number"]) if match else None
    if match is None or value is None or named.begin == named.end:
        return None
    words = text[named.begin : named.end]
    bracket = _UNIT.search(words)
    given = _cell(text, row, unit) if unit >= 0 else ""
    written = match["unit"] or ("" if given in _NONE else given) or (bracket["unit"] if bracket else "")
    scaled = _SCALED.fullmatch(written)
    if scaled and scaled["scale"] and not match["unit"]:
        factor = read_number(scaled["scale"])
        value, written = value * (factor or 1.0), scaled["unit"]
    before = grammar.before.rules.get(match["before"].strip())
    after = grammar.after_rules.get(match["after"] or "")
    rule = after or before
    begin, end = min(named.begin, held.begin), max(named.end, held.end)
    return Target(
        task=row.task,
        indicator=re.sub(r"\s", "", words[: bracket.start()] if bracket else words),
        value=round(value, 6),
        unit=plain_unit(written.strip()),
        comparator=rule.values["comparator"] if rule else "=",
        deadline=year,
        frequency="",
        kind="target",
        quote=text[begin:end],
        begin=begin,
        end=end,
        rule="indicator-table",
        confidence=0.95,
    )


def _cell(text: str, row: Row, index: int) -> str:
    cell: Cell | None = row.cells[index] if index < len(row.cells) else None
    return text[cell.begin : cell.end] if cell else ""
