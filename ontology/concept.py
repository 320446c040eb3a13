"""Concepts of the SKOS vocabularies: roles, instruments, document types, actor groups, programmes, provision kinds."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept with its labels; ``id`` is the last part of its IRI."""

    iri: str
    id: str
    label_zh: str
    label_en: str
    aliases: tuple[str, ...] = ()  # skos:altLabel@zh
    hidden: tuple[str, ...] = ()  # skos:hiddenLabel@zh: found in text, never shown
    broader: str = ""  # id
    notation: str = ""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SKOS concept scheme; ``concepts`` by id."""

    id: str
    label_zh: str
    label_en: str
    concepts: Mapping[str, Concept] = field(default_factory=dict)
