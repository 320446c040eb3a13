"""What the graph says of findings: measures, responsibilities, targets, deadlines, citations and mentions."""

from collections.abc import Iterator

from ..ingest.document_id import document_id
from . import literal
from .draft import Draft, statements_of
from .entity import agent_entity, parse_entity
from .iri import document_iri
from .passage import Sentences
from .terms import LABEL, TYPE, concept, eli, zt

_IN_DOCUMENT, _EVIDENCE, _RULE, _CONFIDENCE = zt("inDocument"), zt("evidence"), zt("rule"), zt("confidence")
_IS_MEASURE, _IS_RESPONSIBILITY, _IS_TARGET = (f"{TYPE} {zt(name)}" for name in ("Measure", "Responsibility", "Target"))
_VERB, _MODALITY, _INSTRUMENT, _ADDRESSEE, _OBJECT = map(zt, ("verb", "modality", "instrument", "addressee", "object"))
_AGENT, _AGENT_NAME, _ROLE, _EXPLICIT, _GENERIC = map(zt, ("agent", "agentName", "role", "explicit", "generic"))
_MENTIONS, _IN_PROVISION = zt("mentions"), zt("inProvision")

RELATIONS = {
    "basis": eli("based_on"),
    "implements": zt("implements"),
    "issues": zt("issues"),
    "forwards": zt("forwards"),
    "repeals": eli("repeals"),
    "amends": eli("amends"),
    "replaces": zt("replaces"),
    "mentions": eli("cites"),
}


def measure_statements(draft: Draft) -> Iterator[str]:
    """Yield the measures; ``target`` of a measure is whom it addresses, hence ``zt:addressee``."""
    in_document = f"{_IN_DOCUMENT} {draft.document}"
    for measure in draft.record.measures:
        said = [_IS_MEASURE]
        place = draft.place(measure.task, measure.begin)
        if place:
            said.append(place)
        said += (in_document, f"{_VERB} {literal.text(measure.verb)}")
        if measure.modality:
            said.append(f"{_MODALITY} {concept('modality', measure.modality)}")
        if measure.instrument:
            said.append(f"{_INSTRUMENT} {concept('instrument', measure.instrument)}")
        if measure.target:
            said.append(f"{_ADDRESSEE} {literal.text(measure.target)}")
        if measure.object:
            said.append(f"{_OBJECT} {literal.text(measure.object)}")
        said.append(f"{_EVIDENCE} {draft.cite(measure.begin, measure.end)}")
        yield statements_of(draft.node("measure", measure.id), said)


def responsibility_statements(draft: Draft, explicit: bool) -> Iterator[str]:
    """Yield the responsibilities that the text states, or those that were concluded; r7 is the seventh of all."""
    is_explicit = f"{_EXPLICIT} {literal.boolean(explicit)}"
    in_document = f"{_IN_DOCUMENT} {draft.document}"
    for number, found in enumerate(draft.record.responsibilities, start=1):
        if found.explicit is not explicit:
            continue
        said = [_IS_RESPONSIBILITY]
        place = draft.place(found.task, found.begin)
        if place:
            said.append(place)
        body = agent_entity(found.agency, found.agent, found.generic)
        said += (
            f"{_AGENT} {draft.name(body, found.agent)}",
            f"{_AGENT_NAME} {literal.text(found.agent)}",
            f"{_ROLE} {concept('role', found.role)}",
            is_explicit,
            f"{_GENERIC} {literal.boolean(found.generic)}",
            f"{_CONFIDENCE} {literal.decimal(found.confidence)}",
            f"{_RULE} {literal.text(found.rule)}",
            in_document,
            f"{_EVIDENCE} {draft.cite(found.begin, found.end, explicit)}",
        )
        yield statements_of(draft.node("responsibility", f"r{number}"), said)


def target_statements(draft: Draft) -> Iterator[str]:
    """Yield the targets; g2 is the second of the record."""
    in_document = f"{_IN_DOCUMENT} {draft.document}"
    for number, target in enumerate(draft.record.targets, start=1):
        said = [_IS_TARGET]
        place = draft.place(target.task, target.begin)
        if place:
            said.append(place)
        said.append(f"{zt('value')} {literal.decimal(target.value)}")
        words = (
            ("indicator", target.indicator),
            ("unit", target.unit),
            ("comparator", target.comparator),
            ("deadline", target.deadline),
            ("frequency", target.frequency),
            ("targetKind", target.kind),
            ("change", target.change),
            ("strength", target.strength),
            ("per", target.per),
            ("rule", target.rule),
        )
        for name, value in words:
            if value:
                said.append(f"{zt(name)} {literal.text(value)}")
        said.append(f"{_CONFIDENCE} {literal.decimal(target.confidence)}")
        said += (in_document, f"{_EVIDENCE} {draft.cite(target.begin, target.end)}")
        yield statements_of(draft.node("target", f"g{number}"), said)


def deadline_statements(draft: Draft) -> Iterator[str]:
    """Yield the deadlines; d1 is the first of the record."""
    for number, deadline in enumerate(draft.record.deadlines, start=1):
        subject = draft.node("deadline", f"d{number}")
        place = draft.place(deadline.task, deadline.begin)
        yield f"{subject} {TYPE} {zt('Deadline')}"
        if place:
            yield f"{subject} {place}"
        yield f"{subject} {zt('date')} {literal.date(deadline.date)}"
        yield f"{subject} {_IN_DOCUMENT} {draft.document}"
        yield f"{subject} {_EVIDENCE} {draft.cite(deadline.begin, deadline.end)}"


def citation_statements(draft: Draft) -> Iterator[str]:
    """Yield the citations, and the direct relation between the two documents.

    The cited document has the IRI that it would have if its own text were read, so that a chain closes by itself once
    it is; its label goes to the shared graph, where `zhengtu.graph.concluded` keeps one of them.
    """
    for number, citation in enumerate(draft.record.citations, start=1):
        if citation.relation not in RELATIONS:
            raise ValueError(f"citation {number} has relation “{citation.relation}”; they are {', '.join(RELATIONS)}")
        subject = draft.node("citation", f"c{number}")
        issuers = (citation.issuer,) if citation.issuer else ()
        cited = f"<{document_iri(document_id(citation.number, citation.title, issuers), draft.base)}>"
        yield f"{subject} {TYPE} {zt('Citation')}"
        yield f"{subject} {_IN_DOCUMENT} {draft.document}"
        if citation.title:
            yield f"{subject} {zt('citedTitle')} {literal.text(citation.title)}"
        if citation.number:
            yield f"{subject} {zt('citedNumber')} {literal.text(citation.number)}"
        yield f"{subject} {zt('relation')} {concept('relation', citation.relation)}"
        yield f"{subject} {zt('cites')} {cited}"
        yield f"{subject} {_EVIDENCE} {draft.cite(citation.begin, citation.end)}"
        yield f"{draft.document} {RELATIONS[citation.relation]} {cited}"
        draft.shared[f"{cited} {TYPE} {zt('CitedDocument')}"] = None
        if cited != draft.document:
            draft.shared[f"{cited} {LABEL} {literal.text(citation.title or citation.number)}"] = None


def mention_statements(draft: Draft) -> Iterator[str]:
    """Yield for every sentence what it names and in which task, or else section, it stands."""
    sentences = Sentences(draft.record.source.text, draft.provisions.borders())
    passages: dict[tuple[int, int], str] = {}
    things: dict[tuple[str, str], str] = {}
    for mention in draft.record.mentions:
        span = sentences.around(mention.begin, mention.end)
        known = passages.get(span)
        passage = known or passages.setdefault(span, draft.cite(*span))
        name = mention.entity, mention.text
        thing = things.get(name) or things.setdefault(name, draft.name(parse_entity(mention.entity), mention.text))
        yield f"{passage} {_MENTIONS} {thing}"
        if known:
            continue
        task = draft.provisions.task(span[0])
        section = "" if task else draft.provisions.section(span[0])
        if task:
            yield f"{passage} {_IN_PROVISION} {draft.node('task', task)}"
        elif section:
            yield f"{passage} {_IN_PROVISION} {draft.node('section', section)}"
