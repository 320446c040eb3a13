"""The record: everything read out of one document, and its JSON form."""

from dataclasses import asdict, dataclass
from typing import Any

from .document import Document
from .finding import Citation, Deadline, Measure, Responsibility, Target
from .mention import Mention
from .outline import Section, Task
from .problem import Problem
from .source import Source

SCHEMA = "zhengtu-record/1"


@dataclass(frozen=True, slots=True)
class Record:
    """The stable contract between extraction and everything else (`record.schema.json` describes its JSON form)."""

    document: Document
    source: Source
    sections: tuple[Section, ...] = ()
    tasks: tuple[Task, ...] = ()
    measures: tuple[Measure, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    targets: tuple[Target, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain JSON values; facts that the text does not state are left out of `document`."""
        document = self.document
        facts: dict[str, Any] = {
            "id": document.id,
            "title": document.title,
            "type": document.type,
            "number": document.number,
            "issuer": list(document.issuers),
            "issued": document.issued,
            "level": document.level,
            "jurisdiction": document.jurisdiction,
            "published": document.published,
            "effective": document.in_force_from,
            "valid_until": document.valid_until,
            "addressees": list(document.addressees),
            "aliases": list(document.aliases),
        }
        facts = {key: value for key, value in facts.items() if value}
        if document.period:
            facts["period"] = {"start": document.period[0], "end": document.period[1]}
        facts["source"] = {
            "uri": self.source.uri,
            "sha256": self.source.sha256,
            "media_type": self.source.media_type,
        }
        return {
            "schema": SCHEMA,
            "document": facts,
            "sections": [
                {
                    "id": s.id,
                    "level": s.level,
                    "number": s.number,
                    "title": s.title,
                    "kind": s.kind,
                    "parent": s.parent or None,
                    "begin": s.begin,
                    "end": s.end,
                    "run_in": s.run_in,
                }
                for s in self.sections
            ],
            "tasks": [
                {
                    "id": t.id,
                    "title": t.title,
                    "kind": t.kind,
                    "section": t.section or None,
                    "begin": t.begin,
                    "end": t.end,
                }
                for t in self.tasks
            ],
            "measures": [_present(asdict(m), optional=("target", "object")) for m in self.measures],
            "responsibilities": [asdict(r) for r in self.responsibilities],
            "targets": [_present(asdict(t), optional=("change", "strength", "per")) for t in self.targets],
            "deadlines": [asdict(d) for d in self.deadlines],
            "citations": [_present(asdict(c), optional=("issuer",)) for c in self.citations],
            "mentions": [_present(asdict(m), optional=("generic",)) for m in self.mentions],
            "problems": [asdict(p) for p in self.problems],
        }


def _present(values: dict[str, Any], optional: tuple[str, ...]) -> dict[str, Any]:
    """Leave out the optional keys that say nothing."""
    return {key: value for key, value in values.items() if value or key not in optional}
