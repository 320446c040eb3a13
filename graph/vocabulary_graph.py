"""The graph of what the program knows before it reads a document: ontology, vocabularies, gazetteers and sets."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Triple, parse

from ..ontology import Ontology
from . import literal
from .entity import COUNTRY, Entity
from .terms import ALT_LABEL, DCTERMS, DEFAULT_BASE, GEO, LABEL, TYPE, zt

_GENID = "https://w3id.org/zhengtu/.well-known/genid/"
_DIVISION_CLASSES = {"province": "Province", "prefecture": "Prefecture", "county": "County"}


def vocabulary_statements(ontology: Ontology, base: str = DEFAULT_BASE) -> Iterator[str]:
    """Yield all statements of the vocabularies' graph, each once; see ``docs/model.md``.

    Every thing has one ``rdfs:label``, its official Chinese name; short, former and English names are
    ``skos:altLabel``, so that asking for a label never doubles a row.
    """
    yield from dict.fromkeys(
        (
            *_turtle_statements(ontology.folder),
            *_concept_label_statements(ontology),
            *_agency_statements(ontology, base),
            *_division_statements(ontology, base),
            *_set_statements(ontology, base),
        )
    )


def _turtle_statements(folder: Path) -> Iterator[str]:
    """Yield what the expert's Turtle files say, without blank nodes, which no two stores would name alike."""
    for path in sorted((*folder.glob("*.ttl"), *folder.glob("vocabularies/*.ttl"))):
        dataset = Dataset(parse(path=path, format=RdfFormat.TURTLE))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        name = path.relative_to(folder).with_suffix("").as_posix()
        triples = sorted(str(_named_triple(quad, f"{_GENID}{name}/")) for quad in dataset)
        yield from triples


def _named_triple(quad: Quad, prefix: str) -> Triple:
    def named(node: object) -> object:
        return NamedNode(prefix + node.value) if isinstance(node, BlankNode) else node

    return Triple(named(quad.subject), quad.predicate, named(quad.object))  # type: ignore[arg-type]


def _concept_label_statements(ontology: Ontology) -> Iterator[str]:
    """Yield labels of the concepts that texts name, so that they are asked for like those of agencies."""
    for scheme in ("programme", "actor-group"):
        vocabulary = ontology.vocabularies.get(scheme)
        for concept in vocabulary.concepts.values() if vocabulary else ():
            yield f"<{concept.iri}> {LABEL} {literal.text(concept.label_zh, 'zh')}"


def _agency_statements(ontology: Ontology, base: str) -> Iterator[str]:
    for agency in ontology.agencies.values():
        subject = f"<{Entity('agency', ':', agency.id).iri(base)}>"
        yield f"{subject} {TYPE} {zt('Agency')}"
        yield f"{subject} {LABEL} {literal.text(agency.name, 'zh')}"
        for short in agency.short_names:
            if short != agency.name:
                yield f"{subject} {ALT_LABEL} {literal.text(short, 'zh')}"
        if agency.name_en:
            yield f"{subject} {ALT_LABEL} {literal.text(agency.name_en, 'en')}"
        if agency.valid_from:
            yield f"{subject} {zt('validFrom')} {literal.date(agency.valid_from.isoformat())}"
        if agency.valid_until:
            yield f"{subject} {zt('validUntil')} {literal.date(agency.valid_until.isoformat())}"
        if agency.successor:
            yield f"{subject} {zt('successor')} <{Entity('agency', ':', agency.successor).iri(base)}>"


def _division_statements(ontology: Ontology, base: str) -> Iterator[str]:
    if COUNTRY not in ontology.divisions:
        country = f"<{Entity('division', ':', COUNTRY).iri(base)}>"
        yield f"{country} {TYPE} {zt('Division')}"
        yield f"{country} {LABEL} {literal.text('中华人民共和国', 'zh')}"
        yield f"{country} {ALT_LABEL} {literal.text('全国', 'zh')}"
        yield f"{country} {zt('code')} {literal.text(COUNTRY)}"
    for division in ontology.divisions.values():
        subject = f"<{Entity('division', ':', division.code).iri(base)}>"
        yield f"{subject} {TYPE} {zt(_DIVISION_CLASSES.get(division.level, 'Division'))}"
        yield f"{subject} {LABEL} {literal.text(division.name, 'zh')}"
        yield f"{subject} {zt('code')} {literal.text(division.code)}"
        for short in division.short_names:
            yield f"{subject} {ALT_LABEL} {literal.text(short, 'zh')}"
        if division.parent:
            yield f"{subject} <{GEO}sfWithin> <{Entity('division', ':', division.parent).iri(base)}>"


def _set_statements(ontology: Ontology, base: str) -> Iterator[str]:
    for division_set in ontology.sets.values():
        subject = f"<{Entity('division-set', ':', division_set.id).iri(base)}>"
        yield f"{subject} {TYPE} {zt('DivisionSet')}"
        yield f"{subject} {LABEL} {literal.text(division_set.name, 'zh')}"
        for alias in division_set.aliases:
            yield f"{subject} {ALT_LABEL} {literal.text(alias, 'zh')}"
        yield f"{subject} {zt('size')} {literal.integer(division_set.size)}"
        yield f"{subject} {zt('asOf')} {literal.date(division_set.as_of.isoformat())}"
        yield f"{subject} <{DCTERMS}source> {literal.text(division_set.source)}"
        for code in division_set.members:
            yield f"{subject} {zt('member')} <{Entity('division', ':', code).iri(base)}>"
