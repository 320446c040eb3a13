"""The neighbours of a thing as a small graph: the provisions that name or burden it, and who else stands in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..graph import Store, StoreError
from ..graph.answer import Plain
from ..graph.layered_drawing import Edge, Node, Picture, draw
from .address import address_of
from .labels import read_labels
from .language import word
from .named import Named

#: Boxes beside that of the thing: more are no small graph any more; the network page has all.
PROVISIONS, OTHERS = 11, 18
_LINKS = 120

_WHERE = """{{ SELECT DISTINCT ?where WHERE {{
    {{ ?own zt:agent {thing} ; zt:ofTask ?where }} UNION {{ ?own zt:mentions {thing} ; zt:inProvision ?where }}
  }} LIMIT 300 }}
  ?where rdfs:label ?label ; zt:inDocument ?document ."""
_DUTIES = f"""SELECT DISTINCT ?where ?label ?document ?other ?role ?said ?evidence ?quote WHERE {{{{
  {_WHERE}
  ?duty zt:ofTask ?where ; zt:agent ?other ; zt:role ?role ; zt:evidence ?evidence .
  OPTIONAL {{{{ ?duty zt:explicit ?said }}}}
  OPTIONAL {{{{ ?evidence nif:anchorOf ?quote }}}}
}}}} ORDER BY ?where ?other ?evidence LIMIT 4000"""
_MENTIONED = f"""SELECT DISTINCT ?where ?label ?document ?other ?evidence ?quote WHERE {{{{
  {_WHERE}
  ?evidence zt:inProvision ?where ; zt:mentions ?other ; nif:anchorOf ?quote .
}}}} ORDER BY ?where ?other ?evidence LIMIT 4000"""
#: Kinds of pages whose things are drawn; kinds of actors ("enterprises") stand everywhere and join nothing.
_DRAWN = ("agency", "programme", "division", "division-set")


@dataclass(frozen=True, slots=True)
class NearLink:
    """A provision and a thing that it names or gives a role; ``said`` is false where that was concluded."""

    provision: Named
    thing: Named
    label: str
    said: bool
    quote: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The graph as a picture and as the table of its links; ``left_out`` counts neighbours that are not drawn."""

    picture: Picture
    links: tuple[NearLink, ...]
    left_out: int


def read_neighbourhood(store: Store, iri: str, title: str, base: str, language: str) -> Neighbourhood | None:
    """Return the graph around a thing, None where no provision names it beside another, or it takes too long."""
    thing = NamedNode(iri)
    try:
        rows = [row for query in (_DUTIES, _MENTIONED) for row in store.select(query.format(thing=thing)).plain()]
    except StoreError:
        return None  # the page says what is asked of it without
    # A duty tells more than a mention, so it comes first and stays.
    found: dict[tuple[str, str], Mapping[str, Plain]] = {}
    for row in rows:
        found.setdefault((str(row["where"]), str(row["other"])), row)
    linked: dict[str, list[str]] = defaultdict(list)
    for where, other in found:
        if other != iri and address_of(other, base).partition("/")[2].partition("/")[0] in _DRAWN:
            linked[where].append(other)
    provisions = _richest(linked, found, iri)
    counted = Counter(other for where in provisions for other in linked[where])
    others = [other for other, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0]))][:OTHERS]
    if not others:
        return None
    labels = read_labels(store, [*others, *{str(row["role"]) for row in found.values() if row.get("role")}], language)
    shown = [(where, iri) for where in provisions if (where, iri) in found]
    shown += [(where, other) for other in others for where in provisions if (where, other) in found]
    names = {iri: Named(title, address_of(iri, base))}
    names |= {other: Named(labels.get(other, ""), address_of(other, base)) for other in others}
    links = {pair: _link(found[pair], names[pair[1]], labels, base, language) for pair in shown if names[pair[1]].label}
    everyone = {other for own in linked.values() for other in own}
    return Neighbourhood(_picture(iri, title, links, base), tuple(links.values())[:_LINKS], len(everyone - set(others)))


def _richest(
    linked: Mapping[str, Iterable[str]], found: Mapping[tuple[str, str], Mapping[str, Plain]], iri: str
) -> list[str]:
    """Return the provisions to draw: those that give the thing a role first, then those that name most others."""

    def worth(where: str) -> tuple[bool, int, str]:
        own = found.get((where, iri), {})
        return (not own.get("role"), -len(tuple(linked[where])), where)

    return sorted(linked, key=worth)[:PROVISIONS]


def _link(row: Mapping[str, Plain], thing: Named, labels: Mapping[str, str], base: str, language: str) -> NearLink:
    role = str(row.get("role") or "")
    return NearLink(
        Named(str(row["label"]), address_of(str(row["where"]), base)),
        thing,
        labels.get(role, "") or word("near_named", language),
        row.get("said") is not False,
        str(row.get("quote") or ""),
        address_of(str(row["evidence"]), base),
    )


def _picture(iri: str, title: str, links: Mapping[tuple[str, str], NearLink], base: str) -> Picture:
    """Draw the thing, the provisions and who else stands in them, in three columns."""
    nodes = {iri: Node(iri, title, "", f"kind-{_kind(iri, base)} start", _kind(iri, base))}
    column = {iri: 0}
    edges = []
    for (where, other), link in links.items():
        nodes.setdefault(where, Node(where, link.provision.label, link.provision.page, "kind-task", "task"))
        column.setdefault(where, 1)
        kind = _kind(other, base)
        nodes.setdefault(other, Node(other, link.thing.label, link.thing.page, f"kind-{kind}", kind))
        column.setdefault(other, 2)
        start, end = (iri, where) if other == iri else (where, other)
        told = f"{link.provision.label} — {link.thing.label}（{link.label}）：{link.quote}"
        edges.append(Edge(start, end, link.label, told, link.evidence, "" if link.said else "inferred"))
    return draw(tuple(nodes.values()), edges, column)


def _kind(iri: str, base: str) -> str:
    return address_of(iri, base).partition("/")[2].partition("/")[0]
