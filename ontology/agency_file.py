"""Reading and checking ``gazetteers/agencies.csv`` and ``gazetteers/departments.csv``."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

from .agency import Agency, DepartmentType
from .mistake import Mistake
from .reading import Reading
from .table import check_id, check_items, parse_date, read_table

AGENCIES = "gazetteers/agencies.csv"
DEPARTMENTS = "gazetteers/departments.csv"

_AGENCY_COLUMNS = (
    "id",
    "name",
    "short_names",
    "kind",
    "parent",
    "department",
    "valid_from",
    "valid_until",
    "successor",
    "name_en",
)
_DEPARTMENT_COLUMNS = ("id", "name", "names", "kind", "national", "name_en")
_DEPARTMENT_FORMS = ("full_name", "province_name", "municipality_name")
_AGENCY_KINDS = ("party", "state", "judiciary", "army", "mass", "institution", "enterprise")
_DEPARTMENT_KINDS = _AGENCY_KINDS


def read_agencies(folder: Path, ambiguous: Mapping[str, str]) -> Reading[Agency]:
    """Read the national bodies; ``ambiguous`` gives the short names that arise inside other words, with the reason."""
    table = read_table(folder, AGENCIES, _AGENCY_COLUMNS, ("note",))
    mistakes = list(table.mistakes)
    agencies: dict[str, Agency] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        mistakes += check_id(table, row, lines)
        mistakes += check_items(table, row, "short_names")
        mistakes += _check_kind(AGENCIES, row.line, row["kind"], _AGENCY_KINDS)
        mistakes += _check_names(AGENCIES, row.line, row["name"], row["name_en"])
        valid_from, wrong_from = parse_date(table, row, "valid_from")
        valid_until, wrong_until = parse_date(table, row, "valid_until")
        mistakes += wrong_from + wrong_until
        agency = Agency(
            id=row["id"],
            name=row["name"],
            short_names=tuple(name for name in row.items("short_names") if name not in ambiguous),
            kind=row["kind"],
            parent=row["parent"],
            department=row["department"],
            valid_from=valid_from,
            valid_until=valid_until,
            successor=row["successor"],
            name_en=row["name_en"],
            note=row["note"],
            ambiguous_names=tuple(name for name in row.items("short_names") if name in ambiguous),
        )
        if agency.id and agency.id not in agencies:
            agencies[agency.id] = agency
            lines[agency.id] = row.line
    return Reading(agencies, lines, tuple(mistakes))


def read_departments(folder: Path) -> Reading[DepartmentType]:
    """Read the department types of local governments; ``names`` come out longest first."""
    table = read_table(folder, DEPARTMENTS, _DEPARTMENT_COLUMNS, _DEPARTMENT_FORMS)
    mistakes = list(table.mistakes)
    departments: dict[str, DepartmentType] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        mistakes += check_id(table, row, lines)
        mistakes += check_items(table, row, "names")
        mistakes += _check_kind(DEPARTMENTS, row.line, row["kind"], _DEPARTMENT_KINDS)
        mistakes += _check_names(DEPARTMENTS, row.line, row["name"], row["name_en"])
        if len(row.items("municipality_name")) > 2:
            what = f"{row['name']} has more than two names in municipalities"
            advice = "give that of the municipality, then that of its districts"
            mistakes.append(Mistake(DEPARTMENTS, row.line, what, advice))
        names = dict.fromkeys((row["name"], *row.items("names")))
        department = DepartmentType(
            id=row["id"],
            name=row["name"],
            names=tuple(sorted(names, key=len, reverse=True)),
            kind=row["kind"],
            national=row["national"],
            name_en=row["name_en"],
            full_name=row["full_name"],
            province_name=row["province_name"],
            municipality_names=row.items("municipality_name"),
        )
        if department.id and department.id not in departments:
            departments[department.id] = department
            lines[department.id] = row.line
    return Reading(departments, lines, tuple(mistakes))


def check_agencies(agencies: Reading[Agency], departments: Reading[DepartmentType]) -> Iterator[Mistake]:
    """Report references to rows that do not exist, ends without a successor, and names that two bodies claim."""
    known = agencies.values
    for agency in known.values():
        line = agencies.lines[agency.id]
        for column, target in (("successor", agency.successor), ("parent", agency.parent)):
            if target and target not in known:
                what = f"{column} “{target}” of {agency.name} is not the id of any agency"
                yield Mistake(AGENCIES, line, what, "write the id of another row or leave it empty")
            elif target == agency.id:
                yield Mistake(AGENCIES, line, f"{agency.name} is its own {column}", "write the id of another row")
        if agency.department and agency.department not in departments.values:
            what = f"department “{agency.department}” of {agency.name} does not stand in departments.csv"
            yield Mistake(AGENCIES, line, what, "write the id of a department type or leave it empty")
        if agency.valid_until and not agency.successor and not agency.note:
            what = f"{agency.name} ends in {agency.valid_until.year} but names no successor"
            yield Mistake(AGENCIES, line, what, "fill successor, say why there is none in note, or clear valid_until")
        if agency.valid_from and agency.valid_until and agency.valid_until <= agency.valid_from:
            what = f"{agency.name} ends on {agency.valid_until}, not after it began on {agency.valid_from}"
            yield Mistake(AGENCIES, line, what, "correct one of the two dates")
    yield from _check_successor_circles(agencies)
    yield from _check_shared_agency_names(agencies)
    for department in departments.values.values():
        if department.national and department.national not in known:
            what = f"national “{department.national}” of {department.name} is not the id of any agency"
            line = departments.lines[department.id]
            yield Mistake(DEPARTMENTS, line, what, "write an id of agencies.csv or leave it empty")
    yield from _check_shared_department_names(departments)


def _check_kind(file: str, line: int, kind: str, kinds: tuple[str, ...]) -> Iterator[Mistake]:
    if kind not in kinds:
        yield Mistake(file, line, f"kind “{kind}” is unknown", "kinds are " + ", ".join(kinds))


def _check_names(file: str, line: int, name: str, name_en: str) -> Iterator[Mistake]:
    if not name:
        yield Mistake(file, line, "the name is missing", "write the full official name")
    if not name_en:
        yield Mistake(file, line, f"{name} has no English name", "fill name_en")


def _check_successor_circles(agencies: Reading[Agency]) -> Iterator[Mistake]:
    for agency in agencies.values.values():
        seen = {agency.id}
        follower = agencies.values.get(agency.successor)
        while follower is not None and follower.id not in seen:
            seen.add(follower.id)
            follower = agencies.values.get(follower.successor)
        if follower is not None and follower.id == agency.id and agency.successor != agency.id:
            what = f"the successors of {agency.name} lead back to itself"
            yield Mistake(AGENCIES, agencies.lines[agency.id], what, "clear the successor of the one that still exists")


def _check_shared_agency_names(agencies: Reading[Agency]) -> Iterator[Mistake]:
    owners: dict[str, list[Agency]] = defaultdict(list)
    for agency in agencies.values.values():
        for name in dict.fromkeys((agency.name, *agency.short_names, *agency.ambiguous_names)):
            owners[name].append(agency)
    for name, bodies in owners.items():
        for first, second in combinations(bodies, 2):
            if name and _overlap(first, second):
                what = f"“{name}” is also a name of {first.id} (line {agencies.lines[first.id]}) at the same time"
                advice = "keep it in one row, or date the rows so that one ends before the other begins"
                yield Mistake(AGENCIES, agencies.lines[second.id], what, advice)


def _overlap(first: Agency, second: Agency) -> bool:
    """Whether there is a day on which both bodies exist; an empty date leaves that side open."""
    start = max(first.valid_from or date.min, second.valid_from or date.min)
    end = min(first.valid_until or date.max, second.valid_until or date.max)
    return start < end


def _check_shared_department_names(departments: Reading[DepartmentType]) -> Iterator[Mistake]:
    owners: dict[str, str] = {}
    for department in departments.values.values():
        for name in department.names:
            other = owners.setdefault(name, department.id)
            if other != department.id:
                what = f"“{name}” is also a name of {other} (line {departments.lines[other]})"
                line = departments.lines[department.id]
                yield Mistake(DEPARTMENTS, line, what, "keep it in one row: a name can mean one department type only")
