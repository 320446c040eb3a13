"""The report of a validation for machines: SHACL's own in Turtle, and JSON with the words of the text."""

from collections.abc import Iterator, Sequence
from typing import Any

from . import literal
from .terms import ZT
from .validation_shape import SEVERITIES, SHACL
from .violation import Violation

_SEVERITY = {ours: name for name, ours in SEVERITIES.items()}


def count_severities(violations: Sequence[Violation]) -> dict[str, int]:
    """Return how many errors, warnings and remarks there are.

    >>> count_severities([Violation("urn:a", "urn:p", "", "…", "warning")])
    {'error': 0, 'warning': 1, 'info': 0}
    """
    return {severity: sum(v.severity == severity for v in violations) for severity in SEVERITIES.values()}


def to_json(violations: Sequence[Violation], engine: str) -> dict[str, Any]:
    """Return the report as a JSON value; ``conforms`` is SHACL's word and false for warnings too."""
    counted = count_severities(violations)
    return {
        "report": "validation",
        "engine": engine,
        "conforms": not violations,
        "errors": counted["error"],
        "warnings": counted["warning"],
        "remarks": counted["info"],
        "results": [_result(violation) for violation in violations],
    }


def _result(violation: Violation) -> dict[str, Any]:
    words = violation.words
    return {
        "severity": violation.severity,
        "message": {"zh": violation.message, "en": violation.message_en},
        "document": {"title": words.document, "iri": words.document_iri},
        "place": words.place,
        "quote": {"text": words.quote, "begin": words.begin, "end": words.end, "iri": words.passage}
        if words.quote
        else None,
        "focus": violation.focus,
        "path": violation.path.split("|") if violation.path else [],
        "value": violation.value,
        "shape": violation.shape,
        "constraint": violation.constraint,
    }


def to_turtle(violations: Sequence[Violation]) -> str:
    """Return a ``sh:ValidationReport``; each result also has the passage that it is about (``zt:evidence``).

    >>> print(to_turtle([]).splitlines()[-1])
    [] a sh:ValidationReport ; sh:conforms true .
    """
    head = f"@prefix sh: <{SHACL}> .\n@prefix zt: <{ZT}> .\n\n[] a sh:ValidationReport ; sh:conforms "
    if not violations:
        return f"{head}true .\n"
    results = " ,\n".join("    [\n" + "".join(_lines(violation)) + "    ]" for violation in violations)
    return f"{head}false ; sh:result\n{results} .\n"


def _lines(violation: Violation) -> Iterator[str]:
    yield "        a sh:ValidationResult ;\n"
    yield f"        sh:resultSeverity sh:{_SEVERITY[violation.severity]} ;\n"
    yield f"        sh:focusNode {_node(violation.focus)} ;\n"
    paths = [f"<{iri}>" for iri in violation.path.split("|") if iri]
    if paths:
        path = paths[0] if len(paths) == 1 else f"[ sh:alternativePath ( {' '.join(paths)} ) ]"
        yield f"        sh:resultPath {path} ;\n"
    if violation.value:
        yield f"        sh:value {_node(violation.value)} ;\n"
    if violation.shape.startswith("http"):
        yield f"        sh:sourceShape <{violation.shape}> ;\n"
    if violation.words.passage:
        yield f"        zt:evidence <{violation.words.passage}> ;\n"
    messages = [literal.text(violation.message, "zh")]
    if violation.message_en:
        messages.append(literal.text(violation.message_en, "en"))
    yield f"        sh:resultMessage {', '.join(messages)} ;\n"
    yield f"        sh:sourceConstraintComponent <{violation.constraint}>\n"


def _node(value: str) -> str:
    """Return an IRI as such and anything else as text: a report tells which value was wrong, not its datatype."""
    is_iri = "://" in value and not any(character in value for character in ' <>"{}|^`\\\n\t')
    return f"<{value}>" if is_iri else literal.text(value)
