"""Resolving a passage: the IRI of a quote, or a document and the span of characters in it."""

import re
from typing import TYPE_CHECKING

from .error import InvalidValueError, UnresolvedNameError
from .names import resolve

if TYPE_CHECKING:
    from ..graph import Store

_PASSAGE = re.compile(r"<?(.+?)#char=(\d+),(\d+)>?")
_HELD = "ASK {{ {iri} zt:inDocument ?document }}"


def resolve_passage(text: str, store: "Store") -> str:
    """Return the IRI of a passage that the store holds.

    People copy it from the evidence column (an IRI), or write a document as they name it and the span:
    ``国发〔2018〕42号#char=120,148``. Raise InvalidValueError where it is none of these, UnresolvedNameError where the
    store has no such passage.
    """
    from pyoxigraph import NamedNode

    match = _PASSAGE.fullmatch(text.strip())
    if not match:
        example = "国发〔2018〕42号#char=120,148"
        raise InvalidValueError(
            f"“{text}”不是证据标识 (no passage); 请从 evidence 一栏复制，例如 (for example): {example}"
        )
    document, begin, end = match.groups()
    try:
        iri = document if "://" in document else resolve("document", document, store)[0].iri
        passage = NamedNode(f"{iri}#char={begin},{end}")
    except ValueError:
        raise UnresolvedNameError("passage", text, (), ambiguous=False) from None
    if not store.ask(_HELD.format(iri=passage)):
        raise UnresolvedNameError("passage", text, (), ambiguous=False)
    return passage.value
