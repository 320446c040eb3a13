"""Level and jurisdiction of a document: told by its issuer or title, never guessed."""

import re
from functools import lru_cache

from zhengtu.ontology import Division, Ontology

WHOLE_COUNTRY = "100000"
_NATIONAL = re.compile(r"中共中央|国务院|全国人民代表大会|全国人大|中华人民共和国|国家")


def find_jurisdiction(issuers: tuple[str, ...], title: str, number: str, ontology: Ontology) -> tuple[str, str]:
    """Return the level (national, province, prefecture, county, township) and the division code, "" where unknown.

    >>> from zhengtu.ontology import load_ontology
    >>> find_jurisdiction(("上海市崇明区人民政府办公室",), "", "", load_ontology())
    ('county', '310151')
    """
    for name in (*issuers, title):
        division = leading_division(name, ontology)
        if division:
            return division.level, division.code
        if name != title and is_national(name, ontology):
            return "national", WHOLE_COUNTRY
    if _NATIONAL.match(title):
        return "national", WHOLE_COUNTRY
    if number.startswith(("国发", "国办", "中发", "中办", "国函", "国科", "国家")):
        return "national", WHOLE_COUNTRY
    return "", ""


def is_national(name: str, ontology: Ontology) -> bool:
    """Whether a name is that of a national body."""
    return name in _national_names(ontology)


def leading_division(name: str, ontology: Ontology) -> Division | None:
    """Return the lowest division that a name starts with: 上海市崇明区人民政府 → 崇明区, 安吉县 → 安吉县.

    A county's name that several counties share is known only behind its province or prefecture.
    """
    names = _division_names(ontology)
    found: Division | None = None
    rest = name
    while rest:
        for length in range(min(14, len(rest)), 1, -1):
            candidates = [d for d in names.get(rest[:length], ()) if found is None or _within(d, found, ontology)]
            if len(candidates) == 1:
                found, rest = candidates[0], rest[length:]
                break
        else:
            return found
    return found


def _within(division: Division, above: Division, ontology: Ontology) -> bool:
    parent = division.parent
    while parent:
        if parent == above.code:
            return True
        parent = ontology.divisions[parent].parent if parent in ontology.divisions else ""
    return False


def _national_names(ontology: Ontology) -> frozenset[str]:
    return _cached_national(id(ontology), ontology)


@lru_cache(maxsize=4)
def _cached_national(_: int, ontology: Ontology) -> frozenset[str]:
    return frozenset(n for a in ontology.agencies.values() for n in (a.name, *a.short_names))


def _division_names(ontology: Ontology) -> dict[str, tuple[Division, ...]]:
    return _cached_names(id(ontology), ontology)


@lru_cache(maxsize=4)
def _cached_names(_: int, ontology: Ontology) -> dict[str, tuple[Division, ...]]:
    names: dict[str, list[Division]] = {}
    for division in ontology.divisions.values():
        names.setdefault(division.name, []).append(division)
    return {name: tuple(divisions) for name, divisions in names.items()}
