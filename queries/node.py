"""Resolving a node of a policy chain: a document, goal, task, programme, division or target, whatever the name fits."""

from typing import TYPE_CHECKING

from .error import UnresolvedNameError
from .known_name import KnownName, names_written
from .names import CANDIDATES, resolve

if TYPE_CHECKING:
    from ..graph import Store

#: Kinds of nodes in the order of the chain; ``goal`` and ``measure`` are other words for people to type.
KINDS = ("document", "task", "programme", "division", "target")
_ALIASES = {"goal": "task"}
_TYPES = "SELECT ?class WHERE {{ {iri} a ?class }}"


def resolve_node(text: str, store: "Store") -> tuple[str, tuple[KnownName, ...]]:
    """Return the kind of node that a name means, and the nodes: several where a task stands in several documents.

    ``task:星创天地`` or ``programme:星创天地`` says which kind is meant. Without that, one that is called exactly so
    counts before one that is called so in part, and a target only where nothing else fits. Raise UnresolvedNameError
    with candidates, as they can be typed again, where the name fits several kinds.
    """
    kind, colon, name = text.strip().partition(":")
    kind = _ALIASES.get(kind, kind)
    if colon and kind in KINDS:
        return kind, resolve(kind, name, store)
    if colon and "://" in text:
        return _by_iri(text.strip().removeprefix("<").removesuffix(">"), store)
    exact = {kind: found for kind in KINDS[:-1] if (found := _exactly(kind, text, store))}
    fitting = exact or _fitting(text, store)
    if len(fitting) == 1:
        return next(iter(fitting.items()))
    candidates = [f"{kind}:{name.label}" for kind, found in fitting.items() for name in found[:1]]
    if candidates:
        raise UnresolvedNameError("node", text, candidates, ambiguous=True, total=len(candidates))
    kind = KINDS[-1]
    try:
        return kind, resolve(kind, text, store)
    except UnresolvedNameError as error:
        alike = [*error.candidates, *(each for kind in KINDS[:-1] for each in _candidates(kind, text, store))]
        raise UnresolvedNameError("node", text, alike[:CANDIDATES], ambiguous=False) from None


def _exactly(kind: str, text: str, store: "Store") -> tuple[KnownName, ...]:
    if not names_written(kind, text.strip().strip("《》"), store):
        return ()
    return resolve(kind, text.strip().strip("《》"), store)


def _fitting(text: str, store: "Store") -> dict[str, tuple[KnownName, ...]]:
    """Return what the name fits in any way, by kind; one that is ambiguous within its kind is asked back at once."""
    fitting: dict[str, tuple[KnownName, ...]] = {}
    for kind in KINDS[:-1]:
        try:
            fitting[kind] = resolve(kind, text, store)
        except UnresolvedNameError as error:
            if error.ambiguous:
                raise
    return fitting


def _candidates(kind: str, text: str, store: "Store") -> tuple[str, ...]:
    try:
        resolve(kind, text, store)
    except UnresolvedNameError as error:
        return error.candidates
    return ()


def _by_iri(iri: str, store: "Store") -> tuple[str, tuple[KnownName, ...]]:
    """Return the node of an IRI; measures have no name, so they are known by their IRI only."""
    from pyoxigraph import NamedNode

    try:
        rows = store.select(_TYPES.format(iri=NamedNode(iri))).rows
    except ValueError:
        rows = ()
    if not rows:
        raise UnresolvedNameError("node", iri, (), ambiguous=False)
    classes = {getattr(row[0], "value", "").rpartition("#")[2] for row in rows}
    for kind, known in _CLASSES.items():
        if classes & known:
            return kind, (KnownName(iri, ()),)
    raise UnresolvedNameError("node", iri, (), ambiguous=False)


_CLASSES = {
    "document": {"PolicyDocument", "CitedDocument"},
    "task": {"Goal", "Task", "BoxItem", "Safeguard", "Principle", "Section"},
    "measure": {"Measure"},
    "programme": {"Programme", "Platform"},
    "division": {"County", "Prefecture", "Province", "Division"},
    "target": {"Target"},
}
