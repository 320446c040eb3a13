"""What follows from several documents together: which one a citation means, and by what name a cited one goes.

Both depend on all documents of the store, so they are worked out at the end of a build, always in full: a document that
comes later may be the one that an earlier one cites. The result does not depend on the order of reading.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..ingest.document_id import document_number_id, words
from ..ingest.problem import Problem
from . import literal
from .iri import document_iri, resolved_graph, shared_graph
from .store import Store
from .terms import DEFAULT_BASE, LABEL, TYPE, zt

# 以下简称 makes 《规划》 a name inside one document; across documents such a short name means nothing.
_SHORTEST_ALIAS = 8

_DOCUMENTS = """
SELECT ?document ?title ?alias ?number ?issuer WHERE {
  GRAPH ?graph { ?document a zt:PolicyDocument ; rdfs:label ?title
    OPTIONAL { ?document zt:documentNumber ?number }
    OPTIONAL { ?document skos:altLabel ?alias }
    OPTIONAL { ?document zt:issuerName ?issuer } } }"""
_CITED = """
SELECT ?cited ?title ?number WHERE {
  ?citation zt:cites ?cited
  OPTIONAL { ?citation zt:citedTitle ?title }
  OPTIONAL { ?citation zt:citedNumber ?number } }"""


@dataclass(frozen=True, slots=True)
class Resolution:
    """How many cited documents were found in the store under another name, and which names fit several of them."""

    resolved: int
    problems: tuple[Problem, ...]


def resolve_citations(store: Store, base: str = DEFAULT_BASE) -> Resolution:
    """Say of every cited document which one of the store it is, and give it one label; write only what changed.

    A citation by number needs no resolving, since the number makes the IRI. One by title is resolved where exactly one
    document has this title (or this title and issuer); where several have, nobody guesses.
    """
    titles = _titles(store)
    names, numbers = _cited_names(store)
    resolved: list[str] = []
    shared: list[str] = []
    problems: list[Problem] = []
    for cited in sorted(names):
        subject = f"<{cited}>"
        shared.append(f"{subject} {TYPE} {zt('CitedDocument')}")
        if cited in titles.numbers:
            continue
        shared.append(f"{subject} {LABEL} {literal.text(_label(names[cited], numbers[cited]))}")
        found = _documents_meant(cited, names[cited], numbers[cited], titles, base)
        if len(found) == 1:
            resolved.append(f"{subject} {zt('resolvesTo')} <{found[0]}>")
        elif found:
            what = f"the title fits {len(found)} documents of the store, so the citation is left open"
            advice = "cite by number, or state zt:resolvesTo in the corrections graph"
            problems.append(Problem(_label(names[cited], numbers[cited]), what, advice, "info"))
    _put(store, resolved_graph(base), resolved, "")
    _put(store, shared_graph(base), shared, document_iri("", base))
    return Resolution(len(resolved), tuple(problems))


@dataclass(frozen=True, slots=True)
class _Titles:
    by_words: dict[str, set[str]]  # title, or title and issuer, as an id writes it → documents
    numbers: dict[str, str]  # document → id of its number


def _titles(store: Store) -> _Titles:
    by_words: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, str] = {}
    issuers: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    for row in store.select(_DOCUMENTS).plain():
        document = str(row["document"])
        numbers[document] = document_number_id(str(row["number"] or ""))
        titles[document].add(words(str(row["title"])))
        alias = words(str(row["alias"] or ""))
        if len(alias) >= _SHORTEST_ALIAS:
            titles[document].add(alias)
        issuers[document].add(words(str(row["issuer"] or "")))
    for document, names in titles.items():
        for title in names:
            by_words[title].add(document)
            for issuer in filter(None, (*issuers[document], "".join(sorted(issuers[document], key=title.find)))):
                rest = title.removeprefix(issuer).strip("-")
                by_words[f"{rest}-{issuer}"].add(document)
    return _Titles(by_words, numbers)


def _cited_names(store: Store) -> tuple[dict[str, Counter[str]], dict[str, str]]:
    names: dict[str, Counter[str]] = defaultdict(Counter)
    numbers: dict[str, str] = defaultdict(str)
    for row in store.select(_CITED).plain():
        cited, title, number = str(row["cited"]), str(row["title"] or ""), str(row["number"] or "")
        names[cited].update([title] if title else [])
        numbers[cited] = min(filter(None, (numbers[cited], number)), default="")
    return names, numbers


def _documents_meant(cited: str, names: Counter[str], number: str, titles: _Titles, base: str) -> list[str]:
    """Return the documents that a title means; one of another number is another document of the same title."""
    number_id = document_number_id(number)
    by_number = bool(number_id) and cited == document_iri(number_id, base)
    own = {document_iri(name, base): name for name in map(words, names)}
    if by_number or cited in own:
        found = {document for name in own.values() for document in titles.by_words.get(name, ())}
    else:  # the issuer is part of the id, and the title alone would fit other bodies' documents
        prefix = document_iri("", base)
        found = titles.by_words.get(cited.removeprefix(prefix), set())
    return sorted(d for d in found if not (number_id and titles.numbers[d]) or titles.numbers[d] == number_id)


def _label(names: Counter[str], number: str) -> str:
    """Return the title that most citations give, the longer and then the first in order of two; else the number."""
    return min(names, key=lambda name: (-names[name], -len(name), name), default=number)


def _put(store: Store, graph: str, statements: Iterable[str], prefix: str) -> None:
    """Make these the statements of a graph, as far as its subjects begin with a prefix."""
    after = set(statements)
    before = set(_statements(store, graph, prefix))
    store.change({graph: sorted(before - after)}, {graph: sorted(after - before)})


def _statements(store: Store, graph: str, prefix: str) -> Iterator[str]:
    for quad in store.quads(graph=NamedNode(graph)):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(prefix):
            yield f"{quad.subject} {quad.predicate} {quad.object}"
