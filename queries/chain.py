"""Answering a question whose rows are links: where to begin, which way to go, and asking link after link."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from .answer import Answer, Plain
from .binding import bind, only_links
from .following import DOWN, UP, Ends, Row, follow
from .question import Query

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from ..graph import Store
    from .running import Asked

#: Rows of one ring of links; a ring is never longer in practice, and one without an end must not eat the memory.
_RING = 20_000
# Parameters that narrow a question down to documents, which the way sets itself.
_WITHIN = ("document", "upper")
_RESTS = "((eli:based_on|zt:implements|zt:forwards)/zt:resolvesTo?)*"
_OWN_DOCUMENTS = """SELECT DISTINCT ?document WHERE {{
  VALUES ?start {{ {} }}
  {{ ?start zt:inDocument ?document }} UNION {{ VALUES ?kind {{ zt:PolicyDocument zt:CitedDocument }}
    ?start a ?kind BIND(?start AS ?document) }}
}}"""
_BELOW = f"SELECT DISTINCT ?other WHERE {{{{ VALUES ?document {{{{ {{}} }}}} ?other {_RESTS} ?document }}}}"
_ABOVE = f"SELECT DISTINCT ?other WHERE {{{{ VALUES ?document {{{{ {{}} }}}} ?document {_RESTS} ?other }}}}"
# What a name of a task may turn out to be.
_PROVISIONS = ("goal", "task", "box_item", "safeguard")
# From these people look upwards: nothing follows from a county, but much leads to it.
_ENDS_OF_CHAINS = ("programme", "division", "target")


def follow_question(query: Query, asked: "Asked", store: "Store") -> Answer:
    """Answer a question by following its links from the start that was asked for."""
    start, name = _start(query, asked, store)
    goal = frozenset(term.value for term in asked.terms.get("to", ()))
    # The ends are bound link by link; what else was asked holds for every link.
    rest = {key: terms for key, terms in asked.terms.items() if terms and key not in ("from", "to", *query.start)}
    named = {parameter.name for parameter in query.parameters}
    kind = asked.kinds[name]
    kinds = dict.fromkeys(start, _PROVISIONS if kind == "task" else (kind,))

    def links(place: str, documents: Sequence["NamedNode"], iris: Sequence[str]) -> Sequence[Row]:
        from pyoxigraph import NamedNode

        within = {key: documents for key in _WITHIN if documents and key in named and key not in rest}
        rows: list[Row] = []
        # Documents apart: what they are joined by is found by other ways than what stands in them.
        apart = [iri for iri in iris if kinds[iri] == ("document",)]
        for some in (apart, [iri for iri in iris if kinds[iri] != ("document",)]):
            if some:
                sparql = bind(query, {**within, **rest, place: tuple(map(NamedNode, some))}, _RING)
                rows += store.select(only_links(sparql, place, {kind for iri in some for kind in kinds[iri]})).plain()
        for row in rows:
            for end in ("from", "to"):
                kinds.setdefault(str(row[f"{end}_iri"]), (str(row.get(f"{end}_kind", "")),))
        return rows

    depth, rows, truncated = int(str(asked.parameters["depth"])), list[Mapping[str, Plain]](), False
    for ends in _ways(str(asked.parameters.get("direction", "")), name, kind, bool(goal)):
        place = "from" if ends is DOWN else "to"
        ask = partial(links, place, _documents(start, ends, store))
        found, cut = follow(start, ends, ask, goal=goal, depth=depth, most=asked.limit)
        # Upwards the farthest comes first, so that a chain reads from its origin down.
        rows += sorted(found, key=lambda row: int(str(row["hop"]))) if ends is UP else found
        truncated = truncated or cut
        if goal and found:
            break
    columns = tuple(column.name for column in query.columns)
    cut_rows = tuple({column: row[column] for column in columns} for row in rows[: asked.limit])
    truncated = truncated or len(rows) > asked.limit
    return Answer(query, asked.parameters, asked.resolved, columns, cut_rows, truncated, tuple(start))


def _documents(start: Sequence[str], ends: Ends, store: "Store") -> tuple["NamedNode", ...]:
    """Return the documents that a way from here can lead to: those of the start, and all that rest on them (or,
    upwards, that they rest on). Without it, a programme that a thousand documents name would be looked up in each.
    """
    from pyoxigraph import NamedNode

    values = " ".join(f"<{iri}>" for iri in start)
    own = store.select(_OWN_DOCUMENTS.format(values)).rows
    known = " ".join(str(row[0]) for row in own)
    rows = store.select((_BELOW if ends is DOWN else _ABOVE).format(known)).rows if own else ()
    return tuple(row[0] for row in rows if isinstance(row[0], NamedNode))


def _start(query: Query, asked: "Asked", store: "Store") -> tuple[list[str], str]:
    """Return where to begin and which parameter said so; a document narrows down tasks of the same name."""
    name = next(name for name in query.start if asked.terms.get(name))
    start = [term.value for term in asked.terms[name]]
    documents = asked.terms.get("document", ())
    if name != "document" and documents:
        parts = _parts(documents, start, store)
        start = [iri for iri in start if iri in parts] or start
    return start, name


def _parts(documents: Sequence["NamedNode | Literal"], things: Sequence[str], store: "Store") -> set[str]:
    sparql = "SELECT ?thing WHERE {{ VALUES ?thing {{ {} }} VALUES ?document {{ {} }} ?thing zt:inDocument ?document }}"
    iris = " ".join(f"<{thing}>" for thing in things)
    rows = store.select(sparql.format(iris, " ".join(map(str, documents)))).rows
    return {getattr(row[0], "value", "") for row in rows}


def _ways(direction: str, name: str, kind: str, has_goal: bool) -> tuple[Ends, ...]:
    if direction:
        return {"down": (DOWN,), "up": (UP,), "both": (UP, DOWN)}[direction]
    if has_goal:
        return (DOWN, UP)
    if name == "document":
        return (UP, DOWN)
    return (UP,) if kind in _ENDS_OF_CHAINS else (DOWN,)
