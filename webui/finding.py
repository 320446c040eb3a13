"""What was found in a text, in plain words and with links, whatever kind it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..graph import Store
from .address import address_of
from .amounts import amount, day
from .document_graph import DocumentGraph, Thing
from .folding import occurrences
from .labels import read_labels

#: Layers of a document that can be switched on and off, in this order; the last begins switched off.
LAYERS = ("task", "measure", "duty", "target", "deadline", "citation", "mention")
TASKS = ("Task", "BoxItem", "Goal", "Safeguard", "Principle")
_KINDS = dict(zip(TASKS, ("task", "box_item", "goal", "safeguard", "principle"), strict=True))


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about a finding: the key of its name in the words, its value, and the page of what it names or ""."""

    name: str
    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found in a text; ``begin`` and ``end`` are offsets into it.

    ``said`` is false for what was concluded and the text does not say. ``confidence`` is 0 where none was given.
    """

    id: str
    layer: str
    kind: str
    title: str
    begin: int
    end: int
    quote: str
    facts: tuple[Fact, ...]
    said: bool
    rule: str
    confidence: float
    page: str
    iri: str


def read_findings(graph: DocumentGraph, store: Store, base: str, language: str) -> tuple[Finding, ...]:
    """Return what was found in a document, in the order of the text."""
    named = ("agent", "role", "modality", "instrument", "relation", "cites", "mentions", "resolvesTo")
    things = [thing for own in graph.things.values() for thing in own]
    links = {value for thing in (*things, *graph.passages.values()) for name in named for value in thing.all(name)}
    tasks = {thing.iri: thing.text("label") for thing in graph.of(*TASKS)}
    reading = _Reading(graph, read_labels(store, links, language), tasks, base, language)
    found = [
        *reading.tasks(),
        *reading.measures(),
        *reading.duties(),
        *reading.targets(),
        *reading.deadlines(),
        *reading.citations(),
        *reading.mentions(),
    ]
    return tuple(sorted(found, key=lambda each: (each.begin, -each.end, LAYERS.index(each.layer), each.id)))


@dataclass(frozen=True, slots=True)
class _Reading:
    graph: DocumentGraph
    labels: Mapping[str, str]
    task_titles: Mapping[str, str]
    base: str
    language: str

    def tasks(self) -> Iterator[Finding]:
        """Yield tasks at their titles: their whole text holds everything else."""
        for thing in self.graph.of(*TASKS):
            begin, _ = self.graph.span(thing)
            quote, title = self.graph.quote(thing), thing.text("label")
            # The title may be broken over two lines, or be words of our own where the text gives none.
            place = next(iter(occurrences(quote[: 4 * len(title) + 40], title)), (0, 0))
            kind = next(kind for name, kind in _KINDS.items() if any(c.endswith(f"#{name}") for c in thing.all("type")))
            facts = [Fact("fact_place", thing.text("path"))] if thing.text("path") else []
            yield self._finding(thing, "task", kind, title, facts, (begin + place[0], begin + place[1]))

    def measures(self) -> Iterator[Finding]:
        """Yield measures."""
        for thing in self.graph.of("Measure"):
            facts = [
                self._concept("fact_instrument", thing, "instrument"),
                self._concept("fact_modality", thing, "modality"),
                Fact("fact_verb", thing.text("verb")),
                Fact("fact_object", thing.text("object")),
                Fact("fact_addressee", thing.text("addressee")),
            ]
            title = self.labels.get(thing.text("instrument"), "") or thing.text("verb")
            yield self._finding(thing, "measure", "measure", title, facts)

    def duties(self) -> Iterator[Finding]:
        """Yield who answers for what."""
        for thing in self.graph.of("Responsibility"):
            agent, name = thing.text("agent"), thing.text("agentName")
            role = self.labels.get(thing.text("role"), "")
            facts = [
                Fact("fact_agency", self.labels.get(agent, name), address_of(agent, self.base)),
                Fact("fact_written", name),
                Fact("fact_role", role),
            ]
            yield self._finding(thing, "duty", "duty", f"{name} {role}".strip(), facts)

    def targets(self) -> Iterator[Finding]:
        """Yield numbers to be reached or reached."""
        for thing in self.graph.of("Target"):
            value = amount(thing, self.language)
            facts = [
                Fact("fact_indicator", thing.text("indicator")),
                Fact("fact_amount", value),
                Fact("fact_deadline", thing.text("deadline")),
                Fact("fact_frequency", thing.text("frequency") and f"frequency_{thing.text('frequency')}"),
                Fact("fact_target_kind", f"target_{thing.text('targetKind') or 'target'}"),
            ]
            yield self._finding(thing, "target", "target", f"{thing.text('indicator')} {value}".strip(), facts)

    def deadlines(self) -> Iterator[Finding]:
        """Yield dates by which something is due."""
        for thing in self.graph.of("Deadline"):
            date = day(thing.text("date"), self.language)
            yield self._finding(thing, "deadline", "deadline", date, [Fact("fact_date", date)])

    def citations(self) -> Iterator[Finding]:
        """Yield documents that are named."""
        for thing in self.graph.of("Citation"):
            title = thing.text("citedTitle") or thing.text("citedNumber")
            facts = [
                self._concept("fact_relation", thing, "relation"),
                Fact("fact_cited", title, address_of(thing.text("cites"), self.base)),
                Fact("fact_number", thing.text("citedNumber")),
            ]
            yield self._finding(thing, "citation", "citation", title, facts)

    def mentions(self) -> Iterator[Finding]:
        """Yield names of places and programmes where they stand; the graph keeps the sentence only."""
        number = 0
        for iri, passage in self.graph.passages.items():
            begin = int(passage.number("beginIndex"))
            for thing in passage.all("mentions"):
                page, label = address_of(thing, self.base), self.labels.get(thing, "")
                folder = page.split("/")[1] if page else ""
                if folder not in ("division", "programme", "division-set", "actor-group") or not label:
                    continue
                for start, end in occurrences(passage.text("anchorOf"), label):
                    number += 1
                    facts = (Fact(f"kind_{folder}", label, page),)
                    quote = passage.text("anchorOf")[start:end]
                    span = (begin + start, begin + end)
                    yield Finding(f"n{number}", "mention", folder, label, *span, quote, facts, True, "", 0.0, page, iri)

    def _concept(self, name: str, thing: Thing, key: str) -> Fact:
        return Fact(name, self.labels.get(thing.text(key), ""))

    def _finding(
        self, thing: Thing, layer: str, kind: str, title: str, facts: list[Fact], span: tuple[int, int] | None = None
    ) -> Finding:
        begin, end = span if span is not None else self.graph.span(thing)
        task = thing.text("ofTask")
        told = [fact for fact in facts if fact.text]
        if task:
            told.append(Fact("fact_task", self.task_titles.get(task, ""), address_of(task, self.base)))
        page = address_of(thing.iri, self.base) if layer in ("task", "target") else ""
        return Finding(
            id=thing.key,
            layer=layer,
            kind=kind,
            title=title,
            begin=begin,
            end=end,
            quote=self.graph.quote(thing),
            facts=tuple(told),
            said=thing.text("explicit") != "False",
            rule=thing.text("rule"),
            confidence=thing.number("confidence"),
            page=page,
            iri=thing.iri,
        )
