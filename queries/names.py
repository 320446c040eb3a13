"""Resolving names as people write them: 科技部, 安吉, 330523, a 文号, part of a title, an IRI."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import TYPE_CHECKING

from .error import UnresolvedNameError
from .known_name import KnownName, fold, names_written, read_names

if TYPE_CHECKING:
    from ..graph import Store

#: So many candidates are listed where a name is ambiguous or unknown.
CANDIDATES = 6

# Kinds for which a part of the name is enough, as long as it fits one thing only.
_BY_PART = ("document", "programme", "task", "target")
# Kinds of which several things may have one name, all of them meant: the same task in several documents.
_MANY = ("task", "target")
_SHORTEST_TITLE = 4
_DOCUMENT_NUMBER = re.compile(r"(\D+)(\d{4})\D{0,2}(\d{1,4})号?")


def resolve(kind: str, text: str, store: "Store") -> tuple[KnownName, ...]:
    """Return what a name means in a store: one thing, or several where a task's title stands in several documents.

    Tried in this order, the first that fits counts: IRI or id, own name, other name (short name, 文号, code), place and
    name together (浙江安吉, 浙江省科技厅), part of a title. Raise UnresolvedNameError, with candidates where the name
    fits several things, and with names that look alike where it fits none.
    """
    written = names_written(kind, text.strip(), store)
    exact = _preferred([name for name in written if fold(text) in map(fold, name.labels)]) or _preferred(list(written))
    if len(exact) == 1 or (exact and kind in _MANY):
        return tuple(exact)
    names = read_names(kind, store)
    wanted = text.strip()
    folded = fold(wanted)
    if not folded:
        raise UnresolvedNameError(kind, text, (), ambiguous=False)
    for find in _ways(kind, wanted, folded, names, store):
        found = _preferred(find())
        if len(found) == 1 or (found and kind in _MANY):
            return tuple(found)
        if found:
            shown = _describe(found[:CANDIDATES], kind, names, store)
            raise UnresolvedNameError(kind, text, shown, ambiguous=True, total=len(found))
    shown = _describe(_similar(folded, names)[:CANDIDATES], kind, names, store)
    raise UnresolvedNameError(kind, text, shown, ambiguous=False)


def _ways(
    kind: str, wanted: str, folded: str, names: Sequence[KnownName], store: "Store"
) -> Iterator[Callable[[], list[KnownName]]]:
    """Yield the ways to find a name, each a function, so that a dear one costs nothing where a cheap one fits."""
    iri = wanted.removeprefix("<").removesuffix(">")
    key = wanted.removeprefix(f"{kind}:")
    yield lambda: [name for name in names if name.iri == iri]
    # Together, since the id of a document that is only cited by title is that title.
    yield lambda: [name for name in names if name.key == key or any(fold(label) == folded for label in name.labels)]
    yield lambda: [name for name in names if any(fold(other) == folded for other in name.others)]
    if kind == "division":
        yield lambda: _divisions_within(folded, names)
    if kind == "agency":
        yield lambda: _agencies_of_place(folded, names, read_names("division", store))
    if kind in _BY_PART:
        yield lambda: [name for name in names if any(folded in fold(label) for label in name.labels)]
        yield lambda: [name for name in names if any(folded in fold(other) for other in name.others)]
    if kind == "document":
        yield lambda: _documents_of_number(folded, names)
        yield lambda: _documents_in_short(folded, names)


def _preferred(found: list[KnownName]) -> list[KnownName]:
    """Leave out documents that are only cited, then bodies that ended, unless nothing else is left."""
    found = [name for name in found if not name.cited] or found
    return [name for name in found if not name.ended] or found


def _documents_of_number(folded: str, names: Sequence[KnownName]) -> list[KnownName]:
    """Find 国发2018年42号 or 国发2018-42, a number without its brackets."""
    wanted = _DOCUMENT_NUMBER.fullmatch(folded)
    if not wanted:
        return []
    numbers = {(m[1].rstrip("["), m[2], m[3]): None for m in [wanted]}
    return [name for name in names if any(_number(other) in numbers for other in name.others)]


def _number(text: str) -> tuple[str, str, str] | None:
    match = _DOCUMENT_NUMBER.fullmatch(fold(text))
    return (match[1].rstrip("["), match[2], match[3]) if match else None


def _documents_in_short(folded: str, names: Sequence[KnownName]) -> list[KnownName]:
    """Find 县域创新规划 for 《“十四五”县域创新驱动发展规划》: a short title leaves words out and keeps their order."""
    if len(folded) < _SHORTEST_TITLE:
        return []
    shortened = re.compile(".*".join(map(re.escape, folded)))
    return [name for name in names if any(shortened.search(fold(called)) for called in (*name.labels, *name.others))]


def _divisions_within(folded: str, names: Sequence[KnownName]) -> list[KnownName]:
    """Find 浙江安吉 or 浙江省湖州市安吉县: the end is the division's name, what comes before names those around it."""
    by_iri = {name.iri: name for name in names}
    found = []
    for name in names:
        for ending in filter(folded.endswith, map(fold, (*name.labels, *name.others))):
            around = [fold(called) for outer in _around(name, by_iri) for called in (*outer.labels, *outer.others)]
            if _consists_of(folded.removesuffix(ending), around):
                found.append(name)
                break
    # 浙江省 alone ends with 浙江省 too, with nothing before it, but that was found as its own name already.
    return found


def _around(name: KnownName, by_iri: dict[str, KnownName]) -> Iterator[KnownName]:
    seen = {name.iri}
    while (outer := by_iri.get(name.within)) and outer.iri not in seen:
        seen.add(outer.iri)
        yield outer
        name = outer


def _consists_of(text: str, parts: Sequence[str]) -> bool:
    """Whether a text is nothing but these parts, one after the other."""
    if not text:
        return True
    return any(_consists_of(text.removeprefix(part), parts) for part in parts if part and text.startswith(part))


def _agencies_of_place(folded: str, names: Sequence[KnownName], divisions: Sequence[KnownName]) -> list[KnownName]:
    """Find 浙江省科技厅 where texts of the province say 省科技厅: the same place, and a name with the same ending."""
    found = []
    for division in divisions:
        for place in map(fold, (*division.labels, *division.others)):
            rest = folded.removeprefix(place)
            if len(rest) < 2 or rest == folded:
                continue
            local = (name for name in names if name.key.startswith(f"{division.key}/"))
            found += [name for name in local if any(fold(called).endswith(rest) for called in name.others)]
    return list(dict.fromkeys(found))


def _similar(folded: str, names: Sequence[KnownName]) -> list[KnownName]:
    """Return things whose names look alike, the most alike first."""
    by_name: dict[str, list[KnownName]] = {}
    for name in names:
        for called in map(fold, (*name.labels, *name.others)):
            by_name.setdefault(called, []).append(name)
    close = get_close_matches(folded, by_name, n=CANDIDATES, cutoff=0.5)
    holding = [
        called for called in by_name if len(folded) > 1 and (folded in called or (len(called) > 1 and called in folded))
    ]
    holding.sort(key=lambda called: -SequenceMatcher(None, called, folded).ratio())
    return list(dict.fromkeys(name for called in (*close, *holding) for name in by_name[called]))


def _describe(found: Sequence[KnownName], kind: str, names: Sequence[KnownName], store: "Store") -> tuple[str, ...]:
    """Return each thing as people can type it again, with what tells it from the others."""
    by_iri = {name.iri: name for name in names}
    documents = {name.iri: name for name in read_names("document", store)} if kind in _MANY and found else {}
    shown = []
    for name in found:
        if kind == "division":
            around = "".join(outer.label for outer in reversed(list(_around(name, by_iri))))
            about = f"{around} {name.key}".strip()
        elif kind in _MANY:
            document = documents.get(name.within)
            about = document.label if document else ""
        elif kind == "document":
            about = next((other for other in name.others if "号" in other), "")
        else:
            about = "、".join(name.others[:2])
        shown.append(f"{name.label}（{about}）" if about else name.label)
    return tuple(shown)
