"""A violation: one thing that a shape forbids, told with the document, the place in it and the words of the text."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from .answer import Term
from .store import Store
from .terms import ELI, NIF, RDFS, ZT

_LABEL = NamedNode(f"{RDFS}label")
_IN_DOCUMENT, _PATH = NamedNode(f"{ZT}inDocument"), NamedNode(f"{ZT}path")
_PART_OF = NamedNode(f"{ELI}is_part_of")
_PLACES = tuple(NamedNode(f"{ZT}{name}") for name in ("ofTask", "inSection", "lowerTask", "higherTask", "inProvision"))
_EVIDENCE = tuple(NamedNode(f"{ZT}{name}") for name in ("evidence", "higherEvidence"))
_ANCHOR, _BEGIN, _END = (NamedNode(f"{NIF}{name}") for name in ("anchorOf", "beginIndex", "endIndex"))
#: A table has room for so many characters of a quote; the reports for machines have all of it.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Words:
    """Where a thing stands: document, place in its outline, and the words that it stands on; "" and 0 where unknown."""

    document: str = ""  # title
    document_iri: str = ""
    place: str = ""  # number and title of the task or section: 四/（四） 建设星火驿站
    quote: str = ""
    begin: int = 0
    end: int = 0
    passage: str = ""  # IRI


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a shape forbids; ``message`` is the shape's, in Chinese where it has one.

    ``path`` is the property, several joined by "|" where there is a choice; ``constraint`` is SHACL's IRI of what was
    broken. ``quote`` are the words of the text that the thing stands on, "" for a thing without evidence, and ``begin``
    is where they begin in the text. ``severity`` is error, warning or info.
    """

    focus: str
    path: str
    value: str
    message: str
    severity: str
    message_en: str = ""
    shape: str = ""
    constraint: str = ""
    words: Words = Words()

    @property
    def document(self) -> str:
        """The title of the document that the thing stands in."""
        return self.words.document

    @property
    def quote(self) -> str:
        """The words of the text, unshortened."""
        return self.words.quote

    @property
    def shown_quote(self) -> str:
        """The words on one line, shortened where a table has no room for them."""
        quote = " ".join(self.quote.split())
        return quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 1]}…"

    @property
    def begin(self) -> int:
        """The character of the text at which the words begin."""
        return self.words.begin

    def __str__(self) -> str:
        where = f"《{self.document}》" if self.document else self.focus
        place = f"（{self.words.place}）" if self.words.place else ""
        words = f"第 {self.begin} 字起“{self.shown_quote}”" if self.quote else ""
        value = f"（所给的值：{self.value}）" if self.value else ""
        return f"{where}{place}{words}：{self.message}{value}"

    def sort_key(self) -> tuple[str, int, str, str, str, str, str]:
        """Return what violations are sorted by: document and place, then whatever makes the order the same anywhere."""
        return (self.document, self.begin, self.focus, self.path, self.message, self.constraint, self.value)


def words_of(store: Store, thing: Term) -> Words:
    """Look up where a thing of the graph stands in which text.

    A responsibility says so by its evidence, a task by its own, a passage by itself, and a document has only a title.
    """
    document = _first(store, thing, _IN_DOCUMENT) or thing
    passage = _first(store, thing, *_EVIDENCE) or thing
    provision = _first(store, thing, *_PLACES, _PART_OF)
    if _first(store, thing, _PART_OF):  # it is a task or section itself
        provision = thing
    place = " ".join(filter(None, (_text(store, provision, _PATH), _text(store, provision, _LABEL))))
    quote = _text(store, passage, _ANCHOR)
    return Words(
        document=_text(store, document, _LABEL),
        document_iri=document.value if isinstance(document, NamedNode) and document != thing else "",
        place=place if provision != document else "",
        quote=quote,
        begin=_number(_text(store, passage, _BEGIN)) if quote else 0,
        end=_number(_text(store, passage, _END)) if quote else 0,
        passage=passage.value if quote and isinstance(passage, NamedNode) else "",
    )


def _first(store: Store, thing: Term | None, *predicates: NamedNode) -> Term | None:
    """Return a value of the first predicate that has any; of several the first as written, so the same anywhere."""
    if not isinstance(thing, NamedNode | BlankNode):
        return None
    for predicate in predicates:
        values = [quad.object for quad in store.quads(thing, predicate)]  # type: ignore[arg-type]
        if values:
            return min(values, key=str)
    return None


def _text(store: Store, thing: Term | None, predicate: NamedNode) -> str:
    value = _first(store, thing, predicate)
    return value.value if isinstance(value, Literal) else ""


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
