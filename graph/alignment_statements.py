"""Keeping alignments in the store: as conclusions about the lower document, in its own concluded graph."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from . import literal
from .alignment import Alignment, align
from .alignment_reason import because
from .document_tasks import DocumentTasks, Quote, TaskText, read_tasks
from .iri import concluded_graph, document_iri
from .store import Change, Store
from .target_comparison import overall
from .terms import DEFAULT_BASE, TYPE, ZT, concept, zt

_HIGHER_DOCUMENT = NamedNode(f"{ZT}higherDocument")
_ALIGNS_WITH = NamedNode(f"{ZT}alignsWith")
_CITED = """SELECT DISTINCT ?lower ?higher WHERE {
  { ?lower eli:based_on ?cited } UNION { ?lower zt:implements ?cited }
  { ?cited zt:resolvesTo ?higher } UNION { ?cited a zt:PolicyDocument BIND(?cited AS ?higher) }
  ?lower a zt:PolicyDocument
  FILTER(?lower != ?higher)
} ORDER BY ?lower ?higher"""


def alignment_statements(
    higher: DocumentTasks, lower: DocumentTasks, alignments: Iterable[Alignment], base: str = DEFAULT_BASE
) -> Iterator[str]:
    """Yield the statements of the alignments of two documents, without full stop, in N-Triples syntax.

    The passages are such as the graphs of the two texts have already: the whole of a task, or the sentence of a section
    that tells the most, since the evidence of a section is but its heading.
    """
    folder = f"{lower.iri}/alignment/{higher.iri.removeprefix(document_iri('', base))}"
    for found in alignments:
        above, below = found.higher, found.lower
        subject = f"<{folder}/{_local(above)}.{_local(below)}>"
        yield f"{subject} {TYPE} {zt('Alignment')}"
        yield f"{subject} {zt('inDocument')} <{lower.iri}>"
        yield f"{subject} {_HIGHER_DOCUMENT} <{higher.iri}>"
        yield f"{subject} {zt('coverageKind')} {concept('coverage', found.kind)}"
        yield f"{subject} {zt('score')} {literal.decimal(found.score)}"
        yield f"{subject} {zt('because')} {literal.text(because(found))}"
        if above:
            yield f"{subject} {zt('higherTask')} <{above.iri}>"
            yield f"{subject} {zt('higherEvidence')} {_passage(higher, above, found.higher_quote)}"
        if below:
            yield f"{subject} {zt('lowerTask')} <{below.iri}>"
            yield f"{subject} {zt('evidence')} {_passage(lower, below, found.lower_quote)}"
        if above and below:
            yield f"<{below.iri}> {_ALIGNS_WITH} <{above.iri}>"
            verdict = overall(found.likeness.comparisons) if found.likeness else ""
            if verdict:
                yield f"{subject} {zt('numbersCompared')} {literal.text(verdict)}"


def save_alignments(
    store: Store,
    higher: DocumentTasks,
    lower: DocumentTasks,
    alignments: Iterable[Alignment],
    base: str = DEFAULT_BASE,
) -> Change:
    """Put the alignments of two documents in the place of those that the store had; write only what changed.

    They stand in the lower document's concluded graph and go with it: when its text is read anew or removed, so are
    they. What the text says is never touched.
    """
    # The IRI is escaped already; making a graph's name out of the id would escape it a second time.
    graph = f"{concluded_graph('', base)}{lower.iri.removeprefix(document_iri('', base))}"
    after = dict.fromkeys(alignment_statements(higher, lower, alignments, base))
    before = dict.fromkeys(_saved(store, higher.iri, graph))
    removed = [statement for statement in before if statement not in after]
    added = [statement for statement in after if statement not in before]
    store.change({graph: removed}, {graph: added})
    return Change(not before, len(added), len(removed))


def align_with_bases(store: Store, base: str = DEFAULT_BASE) -> tuple[tuple[str, str, Change], ...]:
    """Align every document of the store with those that it says it is based on or carries out, and keep the result.

    Return lower and higher document and what changed, by IRI. A base whose text is not in the store is left alone.
    """
    pairs = [(str(row["lower"]), str(row["higher"])) for row in store.select(_CITED).plain()]
    tasks = {iri: read_tasks(store, iri) for iri in dict.fromkeys(iri for pair in pairs for iri in pair)}
    saved = []
    for lower, higher in pairs:
        alignments = align(tasks[higher], tasks[lower])
        saved.append((lower, higher, save_alignments(store, tasks[higher], tasks[lower], alignments, base)))
    return tuple(saved)


def _saved(store: Store, higher: str, graph: str) -> Iterator[str]:
    """Yield the statements of the alignments with one higher document that the store has."""
    name = NamedNode(graph)
    for marked in store.quads(None, _HIGHER_DOCUMENT, NamedNode(higher), name):
        for quad in store.quads(marked.subject, None, None, name):  # type: ignore[arg-type]
            yield f"{quad.subject} {quad.predicate} {quad.object}"
    for quad in store.quads(None, _ALIGNS_WITH, None, name):
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(f"{higher}/"):
            yield f"{quad.subject} {quad.predicate} {quad.object}"


def _local(task: TaskText | None) -> str:
    """Return the id of a task in its document, - for none: t5.- is not taken up, -.t5 is new."""
    return task.iri.rpartition("/")[2] if task else "-"


def _passage(document: DocumentTasks, task: TaskText, telling: Quote | None) -> str:
    quote = telling if telling and task.kind == "section" else task.quote
    return f"<{document.iri}#char={quote.begin},{quote.end}>"
