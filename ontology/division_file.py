"""Reading and checking ``gazetteers/divisions.csv`` and the sets of divisions in ``sets/``."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from .division import Division, DivisionSet
from .mistake import Mistake
from .reading import Reading
from .table import Row, Table, check_id, check_items, parse_date, read_table

DIVISIONS = "gazetteers/divisions.csv"
SETS = "sets/index.csv"

_CODE = re.compile(r"[1-9]\d{5}")
_ABOVE = {"province": (), "prefecture": ("province",), "county": ("prefecture", "province")}


def read_divisions(folder: Path, ambiguous: Mapping[str, str]) -> Reading[Division]:
    """Read the divisions; ``ambiguous`` gives the names that text uses for other things too, with the reason."""
    mistakes: list[Mistake] = []
    table = read_table(folder, DIVISIONS, ("code", "name", "level", "parent", "short_names"))
    mistakes += table.mistakes
    divisions: dict[str, Division] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        code, name, short_names = row["code"], row["name"], row.items("short_names")
        mistakes += _check_code(row, lines)
        mistakes += check_items(table, row, "short_names")
        if not name:
            mistakes.append(Mistake(DIVISIONS, row.line, f"division {code} has no name", "write its full name"))
        for short in short_names:
            mistakes += _check_short_name(row.line, name, short, ambiguous.get(short, ""))
        if code and code not in divisions:
            divisions[code] = Division(code, name, row["level"], row["parent"], short_names, name in ambiguous)
            lines[code] = row.line
    return Reading(divisions, lines, tuple(mistakes))


def check_divisions(divisions: Reading[Division]) -> Iterator[Mistake]:
    """Report unknown levels and parents that are missing or of the wrong level."""
    for division in divisions.values.values():
        line = divisions.lines[division.code]
        if division.level not in _ABOVE:
            what = f"level “{division.level}” of {division.name} is unknown"
            yield Mistake(DIVISIONS, line, what, "levels are " + ", ".join(_ABOVE))
            continue
        above = _ABOVE[division.level]
        parent = divisions.values.get(division.parent)
        if division.parent and parent is None:
            what = f"parent {division.parent} of {division.name} is not in the table"
            yield Mistake(DIVISIONS, line, what, "add its row or correct the code")
        elif parent is None and above:
            what = f"{division.name} has no parent"
            yield Mistake(DIVISIONS, line, what, "write the code of the division above it")
        elif parent is not None and parent.level not in above:
            what = f"parent {parent.name} of {division.name} is a {parent.level}"
            advice = f"a {division.level} belongs to a {' or '.join(above)}" if above else "a province has no parent"
            yield Mistake(DIVISIONS, line, what, advice)


def read_sets(folder: Path) -> tuple[Reading[DivisionSet], dict[tuple[str, str], int]]:
    """Read the sets of divisions; the second value gives the line of each member, by set id and code."""
    if not (folder / SETS).exists():
        return Reading({}, {}, ()), {}
    table = read_table(folder, SETS, ("id", "name", "aliases", "as_of", "size", "source", "file"))
    mistakes = list(table.mistakes)
    sets: dict[str, DivisionSet] = {}
    lines: dict[str, int] = {}
    member_lines: dict[tuple[str, str], int] = {}
    for row in table.rows:
        mistakes += check_id(table, row, lines)
        mistakes += check_items(table, row, "aliases")
        as_of, wrong_date = parse_date(table, row, "as_of")
        mistakes += wrong_date or _check_set_cells(row)
        members = read_table(folder, f"sets/{row['file']}", ("code", "source"))
        mistakes += members.mistakes
        if not row["id"] or row["id"] in sets:
            continue
        for member in members.rows:
            mistakes += _check_member(members, member, member_lines.get((row["id"], member["code"])))
            member_lines.setdefault((row["id"], member["code"]), member.line)
        sets[row["id"]] = DivisionSet(
            id=row["id"],
            name=row["name"],
            aliases=row.items("aliases"),
            as_of=as_of or date.min,
            size=int(row["size"]) if row["size"].isascii() and row["size"].isdigit() else 0,
            members=tuple(dict.fromkeys(member["code"] for member in members.rows)),
            source=row["source"],
            file=row["file"],
        )
        lines[row["id"]] = row.line
    return Reading(sets, lines, tuple(mistakes)), member_lines


def check_sets(
    sets: Reading[DivisionSet], member_lines: dict[tuple[str, str], int], divisions: Reading[Division]
) -> Iterator[Mistake]:
    """Report members that are no division and sets with more members than their official size."""
    for division_set in sets.values.values():
        for code in division_set.members:
            if code not in divisions.values:
                what = f"{code} is not the code of any division"
                line = member_lines[division_set.id, code]
                yield Mistake(f"sets/{division_set.file}", line, what, "correct the code or add it to divisions.csv")
        if division_set.size and len(division_set.members) > division_set.size:
            what = f"{division_set.name} has {len(division_set.members)} members but a size of {division_set.size}"
            advice = "size is the official number of members; correct it or delete members"
            yield Mistake(SETS, sets.lines[division_set.id], what, advice)


def _check_code(row: Row, seen: dict[str, int]) -> Iterator[Mistake]:
    code = row["code"]
    if not _CODE.fullmatch(code):
        yield Mistake(DIVISIONS, row.line, f"code “{code}” is not a GB/T 2260 code", "write six digits, such as 330523")
    elif code in seen:
        yield Mistake(DIVISIONS, row.line, f"code {code} already stands in line {seen[code]}", "delete one of the two")


def _check_short_name(line: int, name: str, short: str, reason: str) -> Iterator[Mistake]:
    if len(short) < 2:
        yield Mistake(DIVISIONS, line, f"short name “{short}” of {name} is one character", "leave it out")
    if reason:
        what = f"short name “{short}” of {name} is ambiguous ({reason})"
        yield Mistake(DIVISIONS, line, what, "leave it out, or take it out of ambiguous_names.csv")


def _check_set_cells(row: Row) -> Iterator[Mistake]:
    if not row["as_of"]:
        yield Mistake(SETS, row.line, f"{row['name']} has no as_of date", "write the day of the list, as 2021-08-18")
    if not (row["size"].isascii() and row["size"].isdigit() and int(row["size"]) > 0):
        what = f"size “{row['size']}” of {row['name']} is not a number"
        yield Mistake(SETS, row.line, what, "write how many members the official list has")
    for column in ("name", "source", "file"):
        if not row[column]:
            yield Mistake(SETS, row.line, f"{column} is missing", f"fill {column}")


def _check_member(members: Table, row: Row, earlier: int | None) -> Iterator[Mistake]:
    if earlier is not None:
        what = f"{row['code']} already stands in line {earlier}"
        yield Mistake(members.file, row.line, what, "delete one of them")
    if not row["source"]:
        what = f"member {row['code']} has no source"
        yield Mistake(members.file, row.line, what, "say which document or page names it")
