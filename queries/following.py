"""Following links: from a beginning to what it leads to, link by link, down a policy chain or up."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .answer import Plain

Row: TypeAlias = Mapping[str, Plain]
#: Asked with IRIs, returns the links that begin (or, upwards, end) there.
Links: TypeAlias = Callable[[Sequence[str]], Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Ends:
    """Which column a way comes from and which it goes to: ``from_iri`` and ``to_iri``, or the reverse upwards."""

    near: str
    far: str


DOWN, UP = Ends("from_iri", "to_iri"), Ends("to_iri", "from_iri")


def follow(
    start: Sequence[str], ends: Ends, links: Links, *, goal: frozenset[str] = frozenset(), depth: int, most: int
) -> tuple[tuple[Row, ...], bool]:
    """Return the links that lead on from ``start``, as a tree is read, and whether there would have been more.

    Each row gets its ``hop``, the number of links from the start, below zero upwards. What the longer way explains is
    not said again by a shorter one (see `without_shortcuts`). With a ``goal`` only the ways that lead there are left;
    nothing where none does.
    """
    found, cut = _gather(start, ends, links, depth, most)
    found = _joined(without_shortcuts(found, ends))
    levels = _levels(start, found, ends)
    way = [row for row in found if _leads_on(row, levels, ends) and levels[_end(row, ends.near)] < depth]
    if goal:
        way = _leading_to(goal, way, ends)
    sign = 1 if ends is DOWN else -1
    rows = [{**row, "hop": sign * (levels[_end(row, ends.near)] + 1)} for row in way]
    return tuple(_as_tree(start, rows, ends))[:most], cut or len(rows) > most


def _leads_on(row: Row, levels: Mapping[str, int], ends: Ends) -> bool:
    """Whether a link leads away from the start.

    One that a text states does wherever it ends but at the start: a county rests on the nation and on a province that
    rests on the nation too, and many measures name one programme. Of inferred ones, the shortest ways are enough.
    """
    near, far = levels.get(_end(row, ends.near)), levels.get(_end(row, ends.far))
    return near is not None and far is not None and (far == near + 1 or (row.get("said") is not False and far > 0))


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Make one link of several between the same two ends: all reasons, and the fullest quote."""
    by_ends: dict[tuple[Plain, ...], list[Row]] = {}
    for row in rows:
        # Whether a programme or an alignment joins two tasks, they are joined once, with all reasons.
        link = row["link"] if row.get("said") is not False else "inferred"
        by_ends.setdefault((row["from_iri"], row["to_iri"], link), []).append(row)
    joined = []
    for same in by_ends.values():
        # A heading that names a thing proves less than the sentence below it.
        fullest = max(same, key=_fullness)
        joined.append({**fullest, "why": _reason(same)} if "why" in fullest else fullest)
    return joined


def _fullness(row: Row) -> tuple[bool, int, str, int, str]:
    """Return a key that no two different links share, so that the same one is shown whatever order they came in."""
    quote, begun = str(row["quote"]), str(row.get("from_quote"))
    return row["link"] == "taken_up", len(quote), str(row["evidence"]), len(begun), begun


def _reason(same: Sequence[Row]) -> Plain:
    named = [row for row in same if str(row["link"]).startswith("shares_")]
    things = "".join(f"“{thing}”" for thing in sorted({str(row["shared"]) for row in named}))
    others = dict.fromkeys(str(row["why"]) for row in same if row not in named)
    return "；".join((*others, *([f"都提到{things}"] if things else ())))


def _gather(start: Sequence[str], ends: Ends, links: Links, depth: int, most: int) -> tuple[list[Row], bool]:
    """Ask for the links of everything that was reached, one ring after the other."""
    seen = dict.fromkeys(start)
    ring, found, cut = list(seen), [], False
    waiting: list[Row] = []
    for _ in range(depth):
        if not ring or cut:
            break
        rows = [*links(ring), *waiting]
        # A link that holds inside a passage only counts where the way has been to that passage.
        held = [row for row in rows if not row.get("within_iri") or _holds(row, seen, start, ends)]
        waiting = [row for row in rows if row.get("within_iri") and row not in held]
        found += held
        ring = list(dict.fromkeys(_end(row, ends.far) for row in held if _end(row, ends.far) not in seen))
        seen.update(dict.fromkeys(ring))
        # What is explained by a longer way goes again, so some more is gathered than will be shown.
        cut = len(found) > 4 * most
    return found, cut


def _holds(row: Row, seen: Mapping[str, None], start: Sequence[str], ends: Ends) -> bool:
    return str(row["within_iri"]) in seen or _end(row, ends.near) in start or row.get("from_kind") == "measure"


def without_shortcuts(rows: Sequence[Row], ends: Ends) -> list[Row]:
    """Leave out a link by something shared where two links by the same thing lead the same way.

    Nation, province and county all name 星创天地: then the nation's goal leads to the province's task, and that to the
    county's. A task that names 星创天地 in one of its measures leads to it through the measure. A link by nothing
    shared (a document that names two others as its basis) is never a shortcut.
    """
    by_near: dict[str, dict[str, set[Plain]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        ways = by_near[_end(row, ends.near)][_end(row, ends.far)]
        ways.update((row.get("shared"), None) if row.get("said") is not False else (row.get("shared"),))

    def is_shortcut(row: Row) -> bool:
        shared, near, far = row.get("shared"), _end(row, ends.near), _end(row, ends.far)
        if shared is None:
            return False
        for middle, ways in by_near[near].items():
            if middle not in (near, far) and ways & {None, shared} and shared in by_near[middle].get(far, ()):
                # Two things that lead to each other would explain each other away.
                if shared in by_near[far].get(middle, ()):
                    continue
                return True
        return False

    return [row for row in rows if not is_shortcut(row)]


def _levels(start: Iterable[str], rows: Sequence[Row], ends: Ends) -> dict[str, int]:
    by_near: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_near[_end(row, ends.near)].append(_end(row, ends.far))
    levels = dict.fromkeys(start, 0)
    ring = list(levels)
    while ring:
        following = []
        for near in ring:
            for far in by_near[near]:
                if far not in levels:
                    levels[far] = levels[near] + 1
                    following.append(far)
        ring = following
    return levels


def _leading_to(goal: frozenset[str], rows: Sequence[Row], ends: Ends) -> list[Row]:
    wanted, ring = set(goal), set(goal)
    while ring:
        ring = {_end(row, ends.near) for row in rows if _end(row, ends.far) in ring} - wanted
        wanted |= ring
    return [row for row in rows if _end(row, ends.far) in wanted]


def _as_tree(start: Iterable[str], rows: Sequence[Row], ends: Ends) -> Iterator[Row]:
    """Yield the rows as a tree is read: what a link leads to before the next link; each node once."""
    by_near: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_near[_end(row, ends.near)].append(row)
    opened: set[str] = set()

    def below(node: str) -> Iterator[Row]:
        if node in opened:
            return
        opened.add(node)
        for row in by_near[node]:
            yield row
            yield from below(_end(row, ends.far))

    for node in start:
        yield from below(node)


def _end(row: Row, column: str) -> str:
    return str(row[column])
