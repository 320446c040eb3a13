"""Reading and checking the SKOS vocabularies in ``vocabularies/*.ttl``."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from .concept import Concept, Vocabulary
from .mistake import Mistake
from .reading import Reading
from .table import read_text

SCHEMES = "https://w3id.org/zhengtu/voc/"

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TITLES = (f"{_SKOS}prefLabel", "http://www.w3.org/2000/01/rdf-schema#label", "http://purl.org/dc/terms/title")

# Predicate → (language or "" → texts): what the file says of one subject.
_Statements = dict[str, list[tuple[str, str]]]


def read_vocabularies(folder: Path) -> Reading[Vocabulary]:
    """Read every vocabulary that is there, by the name of its file without the ending."""
    vocabularies: dict[str, Vocabulary] = {}
    lines: dict[str, int] = {}
    mistakes: list[Mistake] = []
    for path in sorted((folder / "vocabularies").glob("*.ttl")):
        file = f"vocabularies/{path.name}"
        text, unread = read_text(folder, file)
        mistakes += unread
        if unread:
            continue
        subjects, broken = _parse(file, text)
        mistakes += broken
        if broken:
            continue
        vocabulary = _vocabulary(path.stem, subjects)
        vocabularies[path.stem] = vocabulary
        lines[path.stem] = _line_of(text, path.stem)
        mistakes += _check_vocabulary(file, text, path.stem, subjects, vocabulary)
    return Reading(vocabularies, lines, tuple(mistakes))


def _parse(file: str, text: str) -> tuple[dict[str, _Statements], tuple[Mistake, ...]]:
    # Imported here: who only asks for help should not wait for it.
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    subjects: dict[str, _Statements] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in parse(input=text, format=RdfFormat.TURTLE):
            subject, thing = quad.subject, quad.object
            if isinstance(subject, NamedNode):
                if isinstance(thing, Literal):
                    spoken = (thing.language or "").partition("-")[0]
                    subjects[subject.value][quad.predicate.value].append((spoken, thing.value))
                elif isinstance(thing, NamedNode):
                    subjects[subject.value][quad.predicate.value].append(("", thing.value))
    except SyntaxError as error:
        reason = re.sub(r"^Parser error at line \d+[^:]*: *", "", str(error.msg))
        what = f"the Turtle cannot be read: {reason}"
        advice = "look for a missing . or ; or quotation mark here or just above"
        return {}, (Mistake(file, error.lineno or 1, what, advice),)
    return subjects, ()


def _first(statements: _Statements, predicate: str, language: str = "") -> str:
    return next((text for spoken, text in statements.get(predicate, ()) if spoken == language), "")


def _all(statements: _Statements, predicate: str, language: str) -> tuple[str, ...]:
    return tuple(text for spoken, text in statements.get(predicate, ()) if spoken == language)


def _title(statements: _Statements, language: str) -> str:
    return next((title for predicate in _TITLES if (title := _first(statements, predicate, language))), "")


def _is_a(statements: _Statements, kind: str) -> bool:
    return ("", f"{_SKOS}{kind}") in statements.get(_RDF_TYPE, ())


def _id(iri: str) -> str:
    return iri.rstrip("/").rpartition("/")[2]


def _vocabulary(name: str, subjects: dict[str, _Statements]) -> Vocabulary:
    scheme = subjects.get(SCHEMES + name, {})
    concepts = {
        _id(iri): Concept(
            iri=iri,
            id=_id(iri),
            label_zh=_first(said, f"{_SKOS}prefLabel", "zh"),
            label_en=_first(said, f"{_SKOS}prefLabel", "en"),
            aliases=_all(said, f"{_SKOS}altLabel", "zh"),
            hidden=_all(said, f"{_SKOS}hiddenLabel", "zh"),
            broader=_id(_first(said, f"{_SKOS}broader")),
            notation=_first(said, f"{_SKOS}notation"),
            definition=_first(said, f"{_SKOS}definition", "zh"),
        )
        for iri, said in subjects.items()
        if _is_a(said, "Concept")
    }
    return Vocabulary(name, _title(scheme, "zh"), _title(scheme, "en"), concepts)


def _check_vocabulary(
    file: str, text: str, name: str, subjects: dict[str, _Statements], vocabulary: Vocabulary
) -> Iterator[Mistake]:
    scheme = subjects.get(SCHEMES + name, {})
    if not _is_a(scheme, "ConceptScheme"):
        what = f"<{SCHEMES}{name}> is not declared as a skos:ConceptScheme"
        yield Mistake(file, 1, what, "a file holds the scheme that it is named after")
    elif not (vocabulary.label_zh and vocabulary.label_en):
        what = "the scheme lacks a zh or en skos:prefLabel"
        yield Mistake(file, _line_of(text, name), what, "name it in both languages")
    for iri, said in subjects.items():
        if not _is_a(said, "Concept"):
            if f"{_SKOS}inScheme" in said:
                what = f"{_id(iri)} is in a scheme but not a skos:Concept"
                yield Mistake(file, _line_of(text, _id(iri)), what, "write “a skos:Concept” after its name")
            continue
        yield from _check_concept(file, text, name, iri, said, vocabulary)
    yield from _check_shared_labels(file, text, vocabulary)


def _check_concept(
    file: str, text: str, name: str, iri: str, said: _Statements, vocabulary: Vocabulary
) -> Iterator[Mistake]:
    key = _id(iri)
    if iri != f"{SCHEMES}{name}/{key}":
        what = f"concept <{iri}> does not stand below <{SCHEMES}{name}/>"
        yield Mistake(file, _line_of(text, key), what, "name it after its scheme")
    if ("", SCHEMES + name) not in said.get(f"{_SKOS}inScheme", ()):
        yield Mistake(file, _line_of(text, key), f"{key} is not in the scheme {name}", "add skos:inScheme")
    for term in ("prefLabel", "definition"):
        for language in ("zh", "en"):
            texts = _all(said, f"{_SKOS}{term}", language)
            if not texts:
                what = f"{key} has no {language} skos:{term}"
                yield Mistake(file, _line_of(text, key), what, f"add skos:{term} “…”@{language}")
            elif len(texts) > 1 and term == "prefLabel":
                what = f"{key} has {len(texts)} {language} skos:prefLabels (" + ", ".join(texts) + ")"
                yield Mistake(file, _line_of(text, key), what, "keep one and make the others skos:altLabel")
    for _, broader in said.get(f"{_SKOS}broader", ()):
        if _id(broader) not in vocabulary.concepts or vocabulary.concepts[_id(broader)].iri != broader:
            what = f"skos:broader of {key} is {_id(broader)}, which is not in the vocabulary"
            yield Mistake(file, _line_of(text, key), what, "name a concept of this file")


def _check_shared_labels(file: str, text: str, vocabulary: Vocabulary) -> Iterator[Mistake]:
    owners: dict[str, str] = {}
    for concept in vocabulary.concepts.values():
        labels = (concept.label_zh, concept.label_en, *concept.aliases, *concept.hidden)
        for label in dict.fromkeys(label for label in labels if label):
            other = owners.setdefault(label, concept.id)
            if other != concept.id:
                what = f"“{label}” is a label of {other} and of {concept.id}"
                yield Mistake(file, _line_of(text, concept.id), what, "a word means one concept only; keep it in one")


def _line_of(text: str, key: str) -> int:
    """Return the line on which the statements about a concept begin: the parser keeps no positions."""
    name = re.escape(key)
    start = re.search(rf"^[ \t]*(?:<(?:[^>\n]*[/#])?{name}>|[\w.-]*:(?:\S*/)?{name})(?=\s|$)", text, re.MULTILINE)
    return text.count("\n", 0, start.start()) + 1 if start else 1
