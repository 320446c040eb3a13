"""Conclusions by rules: CONSTRUCT files that say what follows from what the texts say, kept apart from it.

A rule is a file ``conclude-….rq`` beside this one. What it makes are nodes of their own (a responsibility that no text
states, or an ``rdf:Statement`` for a relation), each with its document, its rule and its evidence, in the document's
concluded graph: reading the document anew, or removing it, takes them away.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from .conclusions_words import in_words
from .error import StoreError
from .iri import concluded_graph
from .projection import Words
from .store import Store
from .terms import ZT

_MARK = "#+"
_KEYS = {"summary", "description", "sentence", "tags"}
_PREFIX = "conclude-"
_RULE, _IN_DOCUMENT = NamedNode(f"{ZT}rule"), NamedNode(f"{ZT}inDocument")
_CONCLUSION = re.compile(r"(.*/document/[^/]+)/conclusion/.+")


class RuleError(StoreError):
    """A file of a rule that cannot be used; the message tells which, and what to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its file states it; ``sentence`` says a conclusion in words, with {subject}, {object} and the like."""

    name: str
    summary: Words
    description: Words
    sentence: Words
    sparql: str


@dataclass(frozen=True, slots=True)
class Concluded:
    """What one rule concludes from a store, and what the store lacks of it or has no reason to have any more.

    ``added`` and ``removed`` are statements by graph, in N-Triples syntax without full stop. ``rule`` is None for what
    was made by a rule that exists no more.
    """

    rule: Rule | None
    conclusions: tuple[str, ...]  # IRIs, in order
    added: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]
    triples: tuple[Triple, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the store differs from what the rule concludes."""
        return any(self.added.values()) or any(self.removed.values())


def load_rules() -> tuple[Rule, ...]:
    """Load the rules of the package, by name; raise RuleError where a file lacks something.

    >>> [rule.name for rule in load_rules()][:2]
    ['conclude-implements-chain', 'conclude-successor-responsible']
    """
    return _load(Path(__file__).parent)


@cache
def _load(folder: Path) -> tuple[Rule, ...]:
    return tuple(read_rule(path) for path in sorted(folder.glob(f"{_PREFIX}*.rq")))


def read_rule(path: Path) -> Rule:
    """Read one file: a ``#+`` header in YAML, as the catalogue has it, and a CONSTRUCT that names the rule."""
    import yaml

    text = path.read_text(encoding="utf-8")
    lines = [line.removeprefix(_MARK).removeprefix(" ") for line in text.split("\n") if line.startswith(_MARK)]
    try:
        header = yaml.safe_load("\n".join(lines)) or {}
        unknown = set(header) - _KEYS
        if unknown:
            raise RuleError(f"{path.name}: “{min(unknown)}” is no key of the header; use {', '.join(sorted(_KEYS))}")
        summary, description, sentence = (
            Words(header[key]["zh"], header[key]["en"]) for key in ("summary", "description", "sentence")
        )
    except yaml.YAMLError as error:
        raise RuleError(f"{path.name}: the header is no YAML ({' '.join(str(error).split())}); mend it") from error
    except (KeyError, TypeError) as error:
        raise RuleError(f"{path.name}: the header lacks {error}; see the other {_PREFIX}*.rq files") from error
    if f'zt:rule "{path.stem}"' not in text:
        raise RuleError(f'{path.name}: the conclusions do not say who made them; construct zt:rule "{path.stem}"')
    return Rule(path.stem, summary, description, sentence, text)


def conclude(store: Store, rules: tuple[Rule, ...] | None = None) -> tuple[Concluded, ...]:
    """Return what each rule concludes and how the store differs from it; nothing is written.

    Rules see what the texts say and what was concluded when they were read, but none sees another's conclusions change
    meanwhile: the same texts give the same conclusions, however often and in whatever order this runs.
    """
    known = load_rules() if rules is None else rules
    found = [_concluded(store, rule.name, rule) for rule in known]
    names = {str(row["rule"]) for row in store.select("SELECT DISTINCT ?rule WHERE { ?any zt:rule ?rule }").plain()}
    gone = sorted(name for name in names - {rule.name for rule in known} if name.startswith(_PREFIX))
    return (*found, *(_concluded(store, name, None) for name in gone))


def apply(store: Store, concluded: tuple[Concluded, ...]) -> None:
    """Write what was concluded into the documents' concluded graphs, in one transaction, and only what differs."""
    removed: dict[str, list[str]] = defaultdict(list)
    added: dict[str, list[str]] = defaultdict(list)
    for each in concluded:
        for graph, statements in each.removed.items():
            removed[graph].extend(statements)
        for graph, statements in each.added.items():
            added[graph].extend(statements)
    store.change(removed, added)


def _concluded(store: Store, name: str, rule: Rule | None) -> Concluded:
    triples = store.construct(rule.sparql) if rule else ()
    after = _statements(triples, name)
    before = _saved(store, name)
    graphs = sorted({*after, *before})
    return Concluded(
        rule,
        tuple(sorted({line.split(" ", 1)[0].strip("<>") for lines in after.values() for line in lines})),
        {graph: _without(after.get(graph, {}), before.get(graph, {})) for graph in graphs},
        {graph: _without(before.get(graph, {}), after.get(graph, {})) for graph in graphs},
        triples,
    )


def _without(statements: Mapping[str, None], others: Mapping[str, None]) -> tuple[str, ...]:
    return tuple(statement for statement in statements if statement not in others)


def _statements(triples: tuple[Triple, ...], name: str) -> dict[str, dict[str, None]]:
    """Return the statements by graph, sorted; RuleError where one is about anything but a conclusion of a document."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    graphs: dict[str, str] = {}
    lines = sorted({(str(getattr(t.subject, "value", "")), f"{t.subject} {t.predicate} {t.object}") for t in triples})
    for subject, line in lines:
        if subject not in graphs:
            match = _CONCLUSION.fullmatch(subject)
            if not match:
                raise RuleError(f"{name}.rq concludes something of {subject}; name conclusions D/conclusion/…")
            graphs[subject] = _graph(match[1])
        found[graphs[subject]][line] = None
    return found


def _saved(store: Store, name: str) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for marked in store.quads(None, _RULE, Literal(name)):
        if isinstance(marked.subject, NamedNode) and isinstance(marked.graph_name, NamedNode):
            for quad in store.quads(marked.subject, graph=marked.graph_name):
                found[marked.graph_name.value][f"{quad.subject} {quad.predicate} {quad.object}"] = None
    return found


def _graph(document: str) -> str:
    # The IRI is escaped already; making a graph's name out of the id would escape it a second time.
    base, _, identifier = document.rpartition("document/")
    return f"{concluded_graph('', base)}{identifier}"


def examples(store: Store, concluded: Concluded, most: int = 3) -> Iterator[tuple[Words, str, str]]:
    """Yield the first conclusions of a rule in words, each with its document's title and the quote it stands on."""
    if concluded.rule is None:
        return
    for iri in concluded.conclusions[:most]:
        of_it = [triple for triple in concluded.triples if triple.subject == NamedNode(iri)]
        yield in_words(store, concluded.rule.sentence, of_it)
