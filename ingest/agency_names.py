"""Who is meant: from a body's name as written, in its document, to the agency it stands for.

发展改革委 in a State Council document is the national commission, in a county's document the county's; 区交通委 is
that of the document's district. A name that cannot be told stays itself (``agency=…``): no agency is guessed. Bodies
named only by kind (各地区, 有关部门) are ``agency?…``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.ontology import Agency, Division, Ontology

from .document import Document

_PARENS = str.maketrans("()", "（）")
# 区县人民政府 is any of them, and 县人民政府 too in a text that belongs to no county.
_ANY_GOVERNMENT = re.compile(
    r"(?:自治[区州县]|[省市区县州盟旗镇乡村级、]|街道|（[^（）]*）)+(?:人民政府|政府|党委|党委政府)"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The id a name resolves to, and whether it names a kind of body rather than one."""

    agency: str
    generic: bool


@dataclass(frozen=True, slots=True, eq=False)
class AgencyNames:
    """All names of bodies that the dictionary knows, by surface form."""

    national: dict[str, tuple[Agency, ...]]
    departments: dict[str, str]
    divisions: dict[str, tuple[Division, ...]]
    lengths: dict[str, tuple[int, ...]]  # how long the names are that start with two characters, the longest first
    lengths_of_places: dict[str, tuple[int, ...]]  # the same of divisions
    levels: tuple[str, ...]
    generic: re.Pattern[str]
    generic_bodies: frozenset[str]
    generic_openings: tuple[str, ...]
    endings: tuple[str, ...]
    persons: tuple[str, ...]


@lru_cache(maxsize=4)
def agency_names(ontology: Ontology) -> AgencyNames:
    """Build the name tables of a dictionary, once."""
    national: dict[str, list[Agency]] = {}
    for agency in ontology.agencies.values():
        for name in dict.fromkeys((agency.name, *agency.short_names)):
            national.setdefault(name, []).append(agency)
    departments: dict[str, str] = {}
    for department in ontology.departments.values():
        for name in (department.name, *department.names):
            departments.setdefault(name, department.id)
    divisions: dict[str, list[Division]] = {}
    for division in ontology.divisions.values():
        divisions.setdefault(division.name, []).append(division)
    scopes = [re.escape(cue) for cue in ontology.cues("agencies", "generic-scopes")]
    return AgencyNames(
        {name: tuple(found) for name, found in national.items()},
        departments,
        {name: tuple(found) for name, found in divisions.items()},
        _lengths((*national, *departments)),
        _lengths(divisions),
        ontology.cues("agencies", "level-words"),
        re.compile("|".join(sorted(scopes, key=len, reverse=True))),
        frozenset(ontology.cues("agencies", "generic-bodies")),
        ontology.cues("agencies", "generic-openings"),
        tuple(sorted(ontology.cues("agencies", "body-endings"), key=len, reverse=True)),
        ontology.cues("agencies", "persons"),
    )


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for name in names:
        if len(name) > 1:
            found.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def resolve_agency(surface: str, document: Document, ontology: Ontology) -> Resolved:
    """Resolve a body's name as written in a document.

    >>> from zhengtu.ontology import load_ontology
    >>> district = Document("d", "某方案", level="county", jurisdiction="310151")
    >>> [resolve_agency(n, district, load_ontology()).agency for n in ("区财政局", "财政部", "各有关部门")]
    ['agency:310151/finance', 'agency:mof', 'agency?各有关部门']
    """
    return _resolve(surface, document.level, document.jurisdiction, document.issued, ontology)


# One text names the same bodies over and over; the bound holds those of some dozen texts.
@lru_cache(maxsize=4096)
def _resolve(surface: str, level: str, jurisdiction: str, issued: str, ontology: Ontology) -> Resolved:
    names = agency_names(ontology)
    name = re.sub(r"[\s\u3000]", "", surface).translate(_PARENS)
    local = level not in ("", "national")
    if name in names.national and not (local and name in names.departments):
        return Resolved("agency:" + _valid(names.national[name], issued).id, False)
    if is_generic(name, names):
        return Resolved("agency?" + name, True)
    found = _local(name, jurisdiction, ontology, names)
    if found:
        return Resolved(found, False)
    if name in names.national:
        return Resolved("agency:" + _valid(names.national[name], issued).id, False)
    if _ANY_GOVERNMENT.fullmatch(name):
        return Resolved("agency?" + name, True)
    return Resolved("agency=" + name, False)


def is_generic(name: str, names: AgencyNames) -> bool:
    """Whether a name tells only a kind of body."""
    if name in names.generic_bodies:
        return True
    if name in names.national or name in names.departments:
        return False
    bare = re.sub(r"（[^（）]*）", "", name)
    if names.generic.search(bare) and not bare.endswith(("办公室", "联席会议", "领导小组")):
        return True
    return name.startswith(names.generic_openings) or any(name.endswith(person) for person in names.persons)


def is_body(surface: str, names: AgencyNames) -> bool:
    """Whether a name can be that of a body at all: known, generic, or with a body's last word.

    >>> from zhengtu.ontology import load_ontology
    >>> names = agency_names(load_ontology())
    >>> [is_body(n, names) for n in ("县河长办", "财政部", "以2020年为基数", "按规定程序")]
    [True, True, False, False]
    """
    name = re.sub(r"[\s\u3000]", "", surface)
    if not 2 <= len(name) <= 32 or re.search(r"[，。；：、“”《》]", re.sub(r"（[^（）]*）", "", name)):
        return False
    if name in names.national or name in names.departments or name in names.generic_bodies:
        return True
    bare = re.sub(r"（[^（）]*）$", "", name)
    return bare.endswith(names.endings) or any(bare.endswith(person) for person in names.persons)


def is_named_body(surface: str, names: AgencyNames) -> bool:
    """Whether a name is that of one body for sure: a known one, or one with a level word or a place in front.

    >>> from zhengtu.ontology import load_ontology
    >>> names = agency_names(load_ontology())
    >>> [is_named_body(n, names) for n in ("县农粮局", "科技部", "组织领导", "修路")]
    [True, True, False, False]
    """
    name = re.sub(r"[\s\u3000]", "", surface)
    if name in names.national or name in names.departments:
        return True
    # 天津海关, 国家外汇管理局天津市分局: offices of the centre in a place, known by their last word.
    office = name.endswith(("海关", "税务局", "分行", "支行", "分局", "监管局", "管委会")) and len(name) > 3
    return (office or name.startswith(names.levels)) and is_body(name, names) and not is_generic(name, names)


def is_named_or_generic(surface: str, ontology: Ontology) -> bool:
    """Whether a name is surely that of a body or of a kind of bodies, even with no verb beside it."""
    names = agency_names(ontology)
    return is_named_body(surface, names) or (is_body(surface, names) and is_generic(surface, names))


def _valid(agencies: tuple[Agency, ...], issued: str) -> Agency:
    """Of several bodies that bore a name, the one that existed when the document was signed."""
    if len(agencies) > 1 and issued:
        for agency in agencies:
            after = agency.valid_from is None or agency.valid_from.isoformat() <= issued
            before = agency.valid_until is None or issued < agency.valid_until.isoformat()
            if after and before:
                return agency
    for agency in agencies:
        if agency.valid_until is None:
            return agency
    return agencies[0]


def _local(name: str, jurisdiction: str, ontology: Ontology, names: AgencyNames) -> str:
    """Resolve a department of a local government by the place or level word in front of it."""
    division, rest = _place(name, names, ontology, jurisdiction)
    if division is None:
        level = next((word for word in names.levels if name.startswith(word)), "")
        if name in names.departments:
            # In a county's own document 财政局 without a place is the county's; 市场监管局 is no 场监管局 of the city.
            if jurisdiction not in ontology.divisions:
                return ""
            division, rest = ontology.divisions[jurisdiction], name
        elif level and len(name) > len(level):
            division = _own(level, jurisdiction, ontology)
            rest = name[len(level) :]
            if division is None:
                return ""
        else:
            return ""
    return _department(division, rest, names)


def _department(division: Division, rest: str, names: AgencyNames) -> str:
    """The id of a division's department; one of no known type is named with its place, so that no two become one."""
    if rest in ("人民政府", "政府"):
        return f"agency:{division.code}/government"
    if rest in ("委", "党委"):
        return f"agency:{division.code}/party-committee"
    # A 服务中心 is no bureau, though it may do a bureau's work.
    for cut in (rest, rest.removeprefix("委"), rest.removeprefix("政府"), rest.removeprefix("人民政府")):
        if cut in names.departments and not cut.endswith("中心"):
            return f"agency:{division.code}/{names.departments[cut]}"
    return f"agency={division.name}{rest}" if rest else ""


def _place(name: str, names: AgencyNames, ontology: Ontology, jurisdiction: str) -> tuple[Division | None, str]:
    """Take the divisions off the front of a name: 上海市崇明区财政局 → 崇明区, 财政局."""
    division: Division | None = None
    rest = name
    while rest and not name.startswith("会同县"):
        for length in range(min(14, len(rest) - 1), 1, -1):
            candidates = [
                d for d in names.divisions.get(rest[:length], ()) if division is None or _inside(d, division, ontology)
            ]
            if len(candidates) > 1:
                candidates = [d for d in candidates if _related(d, jurisdiction, ontology)] or candidates
            if len(candidates) == 1:
                division, rest = candidates[0], rest[length:]
                break
        else:
            break
    return division, rest


def _inside(division: Division, above: Division, ontology: Ontology) -> bool:
    code = division.parent
    while code:
        if code == above.code:
            return True
        code = ontology.divisions[code].parent if code in ontology.divisions else ""
    return False


def _related(division: Division, jurisdiction: str, ontology: Ontology) -> bool:
    own = ontology.divisions.get(jurisdiction)
    if own is None:
        return False
    return division.code == own.code or _inside(division, own, ontology) or _inside(own, division, ontology)


_LEVEL_OF = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("prefecture", "province", "county"),
    "州": ("prefecture",),
    "自治州": ("prefecture",),
    "盟": ("prefecture",),
    "区": ("county",),
    "县": ("county",),
    "自治县": ("county",),
    "旗": ("county",),
}


def _own(level: str, jurisdiction: str, ontology: Ontology) -> Division | None:
    """The division that a level word means in a document: its own or one above it, told by the ending of its name."""
    division = ontology.divisions.get(jurisdiction)
    while division is not None:
        if division.level in _LEVEL_OF.get(level, ()) and division.name.endswith(level[-1]):
            return division
        division = ontology.divisions.get(division.parent)
    return None
