"""A conclusion in words: the sentence of its rule with the names of what it is about, and the words it stands on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Quad, Triple

from .answer import Term
from .projection import Words
from .store import Store
from .terms import NIF, RDFS, SKOS

_LABELS = (NamedNode(f"{RDFS}label"), NamedNode(f"{SKOS}prefLabel"))
_ANCHOR = NamedNode(f"{NIF}anchorOf")


def in_words(store: Store, sentence: Words, conclusion: Sequence[Triple]) -> tuple[Words, str, str]:
    """Return the sentence in both languages, the title of the document, and the quote; "" where there is none."""
    values: dict[str, Term] = {t.predicate.value.replace("#", "/").rpartition("/")[2]: t.object for t in conclusion}
    zh, en = (
        text.format_map(defaultdict(str, {name: label(store, value, language) for name, value in values.items()}))
        for text, language in ((sentence.zh, "zh"), (sentence.en, "en"))
    )
    evidence = values.get("evidence")
    quotes = sorted(q.object.value for q in _quads(store, evidence, _ANCHOR) if isinstance(q.object, Literal))
    return Words(zh, en), label(store, values.get("inDocument"), "zh"), quotes[0] if quotes else ""


def label(store: Store, term: Term | None, language: str) -> str:
    """Return what a thing is called, in this language if it can be; a literal as it is; else the end of the IRI."""
    if not isinstance(term, NamedNode):
        return term.value if isinstance(term, Literal) else ""
    names = [q.object for predicate in _LABELS for q in _quads(store, term, predicate) if isinstance(q.object, Literal)]
    fitting = [name for name in names if name.language == language]
    plain = [name for name in names if name.language in (None, "zh")]
    chosen = min(fitting or plain or names, key=lambda name: name.value, default=None)
    return chosen.value if chosen else term.value.replace("#", "/").rpartition("/")[2]


def _quads(store: Store, term: Term | None, predicate: NamedNode) -> Iterable[Quad]:
    return store.quads(term, predicate) if isinstance(term, NamedNode) else ()
