"""What the store says of a body, a place, a programme or a set: duties, sentences, neighbours."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from ..graph import Store
from ..graph.answer import Plain
from ..graph.terms import ZTV
from ..queries import find_query, run
from .address import address_of
from .labels import read_labels
from .named import Duty, Named, Passage

#: So many sentences and neighbours are shown; the queries give the rest.
MOST = 100
NEIGHBOURS = 24

_MENTIONS = """SELECT ?quote ?evidence ?document ?title ?place ?path WHERE {{
  ?evidence zt:mentions {thing} ; nif:anchorOf ?quote ; nif:beginIndex ?begin ; zt:inDocument ?document .
  GRAPH ?graph {{ ?document a zt:PolicyDocument ; rdfs:label ?title }}
  OPTIONAL {{ ?evidence zt:inProvision ?provision . ?provision rdfs:label ?place
    OPTIONAL {{ ?provision zt:path ?path }} }}
}} ORDER BY ?document ?begin LIMIT {most}"""
_TOGETHER = """SELECT ?other (COUNT(DISTINCT ?provision) AS ?count) WHERE {{
  ?evidence zt:mentions {thing} ; zt:inProvision ?provision .
  ?beside zt:inProvision ?provision ; zt:mentions ?other .
  FILTER(?other != {thing})
}} GROUP BY ?other ORDER BY DESC(?count) ?other LIMIT 200"""
_WORKING = """SELECT ?other (COUNT(DISTINCT ?task) AS ?count) WHERE {{
  ?own zt:agent {thing} ; zt:ofTask ?task .
  ?beside zt:ofTask ?task ; zt:agent ?other .
  FILTER(?other != {thing})
}} GROUP BY ?other ORDER BY DESC(?count) ?other LIMIT 100"""
_ANSWERING = """SELECT ?other (COUNT(DISTINCT ?task) AS ?count) WHERE {{
  {{ SELECT DISTINCT ?task WHERE {{ ?evidence zt:mentions {thing} ; zt:inProvision ?task }} }}
  ?duty zt:ofTask ?task ; zt:agent ?other .
}} GROUP BY ?other ORDER BY DESC(?count) ?other LIMIT 100"""
_DOCUMENTS = """SELECT ?document ?title ?number WHERE {{
  GRAPH ?graph {{ ?document zt:jurisdiction {thing} ; rdfs:label ?title
    OPTIONAL {{ ?document zt:documentNumber ?number }} }}
}} ORDER BY ?title"""
_PROGRAMMES = """SELECT ?programme ?quote ?evidence ?title WHERE {{
  GRAPH ?graph {{ ?document zt:jurisdiction {thing} ; rdfs:label ?title }}
  ?evidence zt:inDocument ?document ; zt:mentions ?programme ; nif:anchorOf ?quote ; nif:beginIndex ?begin .
  VALUES ?class {{ zt:Programme zt:Platform }} ?programme a ?class
}} ORDER BY ?programme ?title ?begin LIMIT 400"""
_DEPARTMENTS = """SELECT ?other (COUNT(DISTINCT ?duty) AS ?count) WHERE {{
  ?duty zt:agent ?other FILTER(STRSTARTS(STR(?other), "{start}"))
}} GROUP BY ?other ORDER BY DESC(?count) ?other"""
_INSIDE = "SELECT ?other WHERE {{ ?other geo:sfWithin {thing} }} ORDER BY ?other"
_SETS = "SELECT ?other WHERE {{ ?other zt:member {thing} }} ORDER BY ?other"
_MEMBERS = "SELECT ?other WHERE {{ {thing} zt:member ?other }} ORDER BY ?other"
_ISSUED = """SELECT ?document ?title ?number WHERE {{
  GRAPH ?graph {{ ?document zt:issuer {thing} ; rdfs:label ?title OPTIONAL {{ ?document zt:documentNumber ?number }} }}
}} ORDER BY ?title"""


def read_duties(store: Store, iri: str, base: str, language: str) -> tuple[Duty, ...]:
    """Return what a body answers for, its predecessors' and successors' duties included."""
    answer = run(find_query("agency-duties"), {"agency": iri}, store)
    return duties_of(answer.rows, store, base, language)


def duties_of(rows: Iterable[Mapping[str, Plain]], store: Store, base: str, language: str) -> tuple[Duty, ...]:
    """Return the rows of ``agency-duties`` or ``responsibilities`` as duties."""
    rows = tuple(rows)
    roles = read_labels(store, {role_iri(str(row["role"])) for row in rows}, language)
    return tuple(
        Duty(
            role=str(row["role"]),
            role_label=roles.get(role_iri(str(row["role"])), str(row["role_label"])),
            agency=Named(str(row["agent"]), address_of(str(row["agency_iri"]), base), str(row["agency"] or "")),
            task=Named(
                str(row["place"] or "").strip() or str(row["task"] or ""), address_of(str(row["task_iri"] or ""), base)
            ),
            document=Named(str(row["document"]), address_of(str(row["document_iri"]), base)),
            quote=str(row["quote"]),
            evidence=address_of(str(row["evidence"]), base),
            said=bool(row["explicit"]),
        )
        for row in rows
    )


def role_iri(role: str) -> str:
    """Return the concept of a role's code."""
    return f"{ZTV}role/{role}"


def read_mentions(store: Store, iri: str, base: str) -> tuple[Passage, ...]:
    """Return the sentences that name a thing."""
    rows = store.select(_MENTIONS.format(thing=NamedNode(iri), most=MOST)).plain()
    return tuple(
        Passage(
            quote=str(row["quote"]),
            page=address_of(str(row["evidence"]), base),
            document=Named(str(row["title"]), address_of(str(row["document"]), base)),
            place=f"{row['path'] or ''} {row['place'] or ''}".strip(),
        )
        for row in rows
    )


def read_neighbours(store: Store, iri: str, base: str, language: str) -> dict[str, tuple[Named, ...]]:
    """Return what stands beside a thing, by kind of page: named in the same provisions, or answering for them."""
    counted: dict[str, dict[str, int]] = {}
    for sparql in (_TOGETHER, _WORKING, _ANSWERING):
        for row in store.select(sparql.format(thing=NamedNode(iri))).plain():
            other = str(row["other"])
            page = address_of(other, base)
            if page and other != iri:
                kind = counted.setdefault(page.split("/")[1], {})
                kind[other] = max(kind.get(other, 0), int(str(row["count"])))
    labels = read_labels(store, {other for kind in counted.values() for other in kind}, language)
    return {
        kind: tuple(
            Named(labels.get(other, ""), address_of(other, base), str(count))
            for other, count in sorted(own.items(), key=lambda each: (-each[1], each[0]))[:NEIGHBOURS]
            if labels.get(other)
        )
        for kind, own in counted.items()
    }


def read_documents_of(store: Store, iri: str, base: str, place: bool) -> tuple[Named, ...]:
    """Return the documents of a place, or those that a body issued."""
    sparql = _DOCUMENTS if place else _ISSUED
    rows = store.select(sparql.format(thing=NamedNode(iri))).plain()
    return tuple(
        Named(str(row["title"]), address_of(str(row["document"]), base), str(row["number"] or "")) for row in rows
    )


def read_local_programmes(
    store: Store, iri: str, base: str, language: str
) -> tuple[tuple[Named, tuple[Named, ...]], ...]:
    """Return the programmes that the documents of a place name, each with the sentences."""
    rows = store.select(_PROGRAMMES.format(thing=NamedNode(iri))).plain()
    labels = read_labels(store, {str(row["programme"]) for row in rows}, language)
    found: dict[str, dict[str, Named]] = {}
    for row in rows:
        sentence = Named(str(row["quote"]), address_of(str(row["evidence"]), base), str(row["title"]))
        found.setdefault(str(row["programme"]), {})[str(row["evidence"])] = sentence
    return tuple(
        (Named(labels.get(programme, ""), address_of(programme, base), str(len(own))), tuple(own.values()))
        for programme, own in sorted(found.items(), key=lambda each: -len(each[1]))
    )


def read_related(store: Store, iri: str, base: str, language: str, relation: str) -> tuple[Named, ...]:
    """Return places inside, sets that hold it, members of a set, or departments (by the code in their IRI)."""
    if relation == "departments":
        # The IRI comes from the store, so it holds nothing that could end the string.
        sparql = _DEPARTMENTS.format(start=f"{base}agency/{iri.rpartition('/')[2]}/")
    else:
        template = {"inside": _INSIDE, "sets": _SETS, "members": _MEMBERS}[relation]
        sparql = template.format(thing=NamedNode(iri))
    rows = store.select(sparql).plain()
    labels = read_labels(store, {str(row["other"]) for row in rows}, language)
    return tuple(
        Named(labels.get(str(row["other"]), ""), address_of(str(row["other"]), base), str(row.get("count", "") or ""))
        for row in rows
    )
