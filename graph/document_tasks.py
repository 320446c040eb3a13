"""What the store holds of one document's tasks: their titles, words, entities, numbers and dates, read by SPARQL."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from .answer import Plain
from .error import StoreError
from .passage import Sentences
from .store import Store

_DOCUMENT = """SELECT ?title ?number ?jurisdiction WHERE {{
  GRAPH ?graph {{ {document} a zt:PolicyDocument ; rdfs:label ?title
    OPTIONAL {{ {document} zt:documentNumber ?number }}
    OPTIONAL {{ {document} zt:jurisdiction ?jurisdiction }} }}
}} ORDER BY ?title LIMIT 1"""
# A section counts where it states targets itself, as 主要目标 in one paragraph does; otherwise its tasks speak for it.
# Each part stands for itself: patterns behind a UNION would make Oxigraph read all that fits them in the whole store.
_TASKS = """SELECT DISTINCT ?task ?class ?title ?path ?begin ?end ?quote ?order WHERE {{
  {{
    ?task zt:inDocument {document} ; zt:order ?order ; a ?class ; rdfs:label ?title ; zt:evidence ?passage .
    ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?quote .
    FILTER(?class IN (zt:Task, zt:BoxItem, zt:Goal, zt:Safeguard))
  }} UNION {{
    ?finding zt:inDocument {document} ; zt:targetKind ?kind ; zt:inSection ?task .
    ?task zt:order ?order ; a ?class ; rdfs:label ?title ; zt:evidence ?passage .
    ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?quote .
    FILTER(?kind = "target")
  }}
  OPTIONAL {{ ?task zt:path ?path }}
}} ORDER BY ?begin ?end ?class"""
_ABOVE = """SELECT ?part ?whole ?title WHERE {{
  ?part zt:inDocument {document} ; eli:is_part_of ?whole . ?whole a zt:Section ; rdfs:label ?title
}} ORDER BY ?part"""
# The evidence of a section is its heading; its own words are those of the findings and of the names in it.
_SENTENCES = """SELECT DISTINCT ?task ?begin ?end ?quote WHERE {{
  {{ ?passage zt:inDocument {document} ; zt:inProvision ?task . ?task a zt:Section }}
  UNION {{ ?finding zt:inDocument {document} ; zt:inSection ?task ; zt:evidence ?passage }}
  ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?quote .
}} ORDER BY ?begin DESC(?end)"""
_NAMED = """SELECT DISTINCT ?task ?thing ?class ?label WHERE {{
  ?passage zt:inDocument {document} ; zt:inProvision ?task ; zt:mentions ?thing .
  ?thing a ?class ; rdfs:label ?label
  FILTER(?class IN (zt:Programme, zt:Platform, zt:DivisionSet, zt:Province, zt:Prefecture, zt:County, zt:ActorGroup))
}} ORDER BY ?task ?thing ?class ?label"""
_TARGETS = """SELECT ?task ?target ?indicator ?value ?unit ?comparator ?deadline ?frequency ?change ?per
  ?begin ?end ?quote WHERE {{
  ?target a zt:Target ; zt:inDocument {document} ; zt:value ?value ; zt:targetKind "target" ; zt:evidence ?passage .
  ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?quote .
  {{ ?target zt:ofTask ?task }} UNION {{ ?target zt:inSection ?task }}
  OPTIONAL {{ ?target zt:indicator ?indicator }}
  OPTIONAL {{ ?target zt:unit ?unit }}
  OPTIONAL {{ ?target zt:comparator ?comparator }}
  OPTIONAL {{ ?target zt:deadline ?deadline }}
  OPTIONAL {{ ?target zt:frequency ?frequency }}
  OPTIONAL {{ ?target zt:change ?change }}
  OPTIONAL {{ ?target zt:per ?per }}
}} ORDER BY ?begin ?target"""
_KINDS = {"Task": "task", "BoxItem": "box_item", "Goal": "goal", "Safeguard": "safeguard", "Section": "section"}


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A programme, platform, set of divisions, division or group of actors; ``kind`` is the name of its class."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document and their half-open offsets."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StatedTarget:
    """A target as its text states it; what it does not state is ""."""

    indicator: str
    value: float
    unit: str
    comparator: str
    deadline: str
    frequency: str
    change: str
    per: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class TaskText:
    """One unit that can be taken up by another: a task, box item, goal or safeguard, or a section that states targets.

    ``quote`` is the whole of a task but only the heading of a section; ``sentences`` are what there is to compare, for
    a section the sentences that state or name something. ``headings`` are the titles of the sections around it, the
    nearest first.
    """

    iri: str
    kind: str
    title: str
    path: str
    quote: Quote
    sentences: tuple[Quote, ...]
    headings: tuple[str, ...] = ()
    names: tuple[NamedThing, ...] = ()
    targets: tuple[StatedTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentTasks:
    """A document with its tasks in the order of the text; ``jurisdiction`` is a division's IRI, "" where unknown."""

    iri: str
    title: str
    number: str
    jurisdiction: str
    tasks: tuple[TaskText, ...]


def split_sentences(quote: Quote) -> tuple[Quote, ...]:
    """Return the sentences of a quote, at their places; they never cross a line.

    >>> [(each.begin, each.text) for each in split_sentences(Quote(10, 19, "一是改革。二是开放。"))]
    [(10, '一是改革。'), (15, '二是开放。')]
    """
    sentences = Sentences(quote.text)
    found: list[Quote] = []
    place = 0
    while place < len(quote.text):
        begin, end = sentences.around(place, place + 1)
        if end > max(begin, place):
            found.append(Quote(quote.begin + begin, quote.begin + end, quote.text[begin:end]))
        place = max(end, place + 1)
    return tuple(found)


def read_tasks(store: Store, document: str) -> DocumentTasks:
    """Read the tasks of a document, given by its IRI; StoreError where the store has no text of it.

    Principles are left out, since nobody carries out a principle, and so are sections that are only headings. The order
    of everything is that of the text, so that the same store gives the same value.
    """
    node = str(NamedNode(document))

    def rows(sparql: str) -> Sequence[Mapping[str, Plain]]:
        return store.select(sparql.format(document=node)).plain()

    titles = rows(_DOCUMENT)
    if not titles:
        raise StoreError(f"the store {store.address} has no text of {document}; build it from its file first")
    above = {str(row["part"]): (str(row["whole"]), str(row["title"])) for row in rows(_ABOVE)}
    names: dict[str, dict[str, NamedThing]] = defaultdict(dict)
    for row in rows(_NAMED):
        thing = NamedThing(str(row["thing"]), str(row["label"]), str(row["class"]).rpartition("#")[2])
        names[str(row["task"])].setdefault(thing.iri, thing)
    targets: dict[str, list[StatedTarget]] = defaultdict(list)
    for row in rows(_TARGETS):
        targets[str(row["task"])].append(_target(row))
    sentences: dict[str, list[Quote]] = defaultdict(list)
    for row in rows(_SENTENCES):
        found = _quote(row)
        if not any(other.begin <= found.begin and found.end <= other.end for other in sentences[str(row["task"])]):
            sentences[str(row["task"])].append(found)
    tasks: dict[str, TaskText] = {}
    for row in rows(_TASKS):
        iri, quote = str(row["task"]), _quote(row)
        kind = _KINDS.get(str(row["class"]).rpartition("#")[2], "task")
        tasks.setdefault(
            iri,
            TaskText(
                iri,
                kind,
                str(row["title"]),
                str(row["path"] or ""),
                quote,
                tuple(sentences[iri]) if kind == "section" else split_sentences(quote),
                _headings(iri, above),
                tuple(names[iri].values()),
                tuple(targets[iri]),
            ),
        )
    title, number, jurisdiction = (str(titles[0][name] or "") for name in ("title", "number", "jurisdiction"))
    return DocumentTasks(document, title, number, jurisdiction, tuple(tasks.values()))


def _target(row: Mapping[str, Plain]) -> StatedTarget:
    unit, comparator, deadline, frequency, change, per = (
        str(row[name] or "") for name in ("unit", "comparator", "deadline", "frequency", "change", "per")
    )
    indicator, value = str(row["indicator"] or ""), float(row["value"] or 0)
    return StatedTarget(indicator, value, unit, comparator, deadline, frequency, change, per, _quote(row))


def _quote(row: Mapping[str, Plain]) -> Quote:
    return Quote(int(row["begin"] or 0), int(row["end"] or 0), str(row["quote"]))


def _headings(iri: str, above: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    titles: list[str] = []
    seen = {iri}
    while (found := above.get(iri)) and found[0] not in seen:
        iri, title = found
        seen.add(iri)
        titles.append(title)
    return tuple(titles)
