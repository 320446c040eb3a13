"""Scoring a record against a gold file: what extraction got right, missed and invented, layer by layer.

Gold files use the record's keys; entries marked ``optional`` are neither rewarded nor punished, lists are sets, and
white space inside a quote is ignored. Each ``score_…`` function says when two entries are the same.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .problem import Problem, UnreadableSource
from .reading import read_source
from .schema import validate_record
from .scoring_findings import (
    score_citations,
    score_deadlines,
    score_mentions,
    score_responsibilities,
    score_targets,
)
from .scoring_measures import score_measures
from .scoring_report import Difference, Entry, Figure, Json, Layer, Report, format_errors, format_report
from .scoring_structure import score_document, score_sections, score_tasks, score_titles

if TYPE_CHECKING:
    from ..ontology.dictionary import Ontology

__all__ = ["Report", "evaluate", "evaluate_paths", "format_errors", "format_report", "total"]


def evaluate(gold: Json, record: Json) -> Report:
    """Score a record (`Record.to_json()`) against a gold file's content, layer by layer.

    Responsibilities that the record marks ``explicit: false`` were concluded, not read, and are not counted. A layer
    that the gold file does not have, or whose scope is empty, is not scored. Precision is None where nothing was
    found, recall None where nothing was wanted.

    >>> gold = {"document": {"title": "某市规划"}, "goals": ["环境更加优化"]}
    >>> task = {"id": "t1", "title": "能力增强", "kind": "goal", "section": None}
    >>> record = {"document": {"title": "某市规划"}, "tasks": [task]}
    >>> evaluate(gold, record).layer("document").f1
    1.0
    >>> [entry.text for entry in evaluate(gold, record).layer("goals").misses]
    ['环境更加优化']
    """
    name = str(gold.get("document", {}).get("title", ""))
    whole = {key: record.get(key, {} if key == "document" else ()) for key in _RECORD_KEYS}
    layers = tuple(
        _named(score(gold, whole), name) if _annotated(gold, keys) else Layer(layer, annotated=False)
        for layer, keys, score in _LAYERS
    )
    return Report((name,), layers)


_RECORD_KEYS = (
    "document",
    "sections",
    "tasks",
    "measures",
    "responsibilities",
    "targets",
    "deadlines",
    "citations",
    "mentions",
)

_Score = Callable[[Json, Json], Layer]

_LAYERS: tuple[tuple[str, tuple[str, ...], _Score], ...] = (
    ("document", ("document",), score_document),
    ("sections", ("sections",), score_sections),
    ("principles", ("principles",), lambda gold, record: score_titles("principles", "principle", gold, record)),
    ("goals", ("goals",), lambda gold, record: score_titles("goals", "goal", gold, record)),
    ("tasks", ("tasks",), lambda gold, record: score_tasks("tasks", gold, record)),
    ("box_items", ("box_items",), lambda gold, record: score_tasks("box_items", gold, record)),
    ("safeguards", ("safeguards",), lambda gold, record: score_titles("safeguards", "safeguard", gold, record)),
    ("responsibilities", ("responsibilities",), score_responsibilities),
    (
        "responsibilities.any_role",
        ("responsibilities",),
        lambda gold, record: score_responsibilities(gold, record, with_role=False),
    ),
    ("targets", ("targets",), score_targets),
    ("deadlines", ("deadlines",), score_deadlines),
    ("citations", ("citations",), score_citations),
    ("mentions.Agency", ("mentions",), lambda gold, record: score_mentions("Agency", gold, record)),
    (
        "mentions.Agency.lenient",
        ("mentions",),
        lambda gold, record: score_mentions("Agency", gold, record, lenient=True),
    ),
    ("mentions.Division", ("mentions",), lambda gold, record: score_mentions("Division", gold, record)),
    (
        "mentions.Division.lenient",
        ("mentions",),
        lambda gold, record: score_mentions("Division", gold, record, lenient=True),
    ),
    ("mentions.Programme", ("mentions",), lambda gold, record: score_mentions("Programme", gold, record)),
    (
        "mentions.Programme.lenient",
        ("mentions",),
        lambda gold, record: score_mentions("Programme", gold, record, lenient=True),
    ),
    ("measures", ("measures", "measures_scope"), score_measures),
)


def _annotated(gold: Json, keys: Sequence[str]) -> bool:
    """Tell whether a gold file has a layer; an empty list is an answer, an empty scope is a question not asked."""
    return all(gold.get(key) is not None and (key != "measures_scope" or gold[key]) for key in keys)


def _named(layer: Layer, document: str) -> Layer:
    """Write the document into every entry, so that a sum over documents can still tell where an error is."""

    def named(entry: Entry) -> Entry:
        return replace(entry, document=document)

    return replace(
        layer,
        misses=tuple(map(named, layer.misses)),
        false_alarms=tuple(map(named, layer.false_alarms)),
        differences=tuple(replace(each, entry=named(each.entry)) for each in layer.differences),
    )


def total(reports: Sequence[Report]) -> Report:
    """Sum the counts of several reports (micro-average); a layer is scored where at least one gold file has it.

    Raises ValueError where there is nothing to sum.
    """
    if not reports:
        raise ValueError("no reports to sum; score at least one document")
    return Report(
        tuple(name for report in reports for name in report.documents),
        tuple(_sum([report.layer(layer) for report in reports]) for layer, _, _ in _LAYERS),
    )


def _sum(layers: Sequence[Layer]) -> Layer:
    figures: dict[str, Figure] = {}
    for layer in layers:
        for figure in layer.figures:
            known = figures.get(figure.name, Figure(figure.name, 0, 0))
            figures[figure.name] = Figure(figure.name, known.right + figure.right, known.of + figure.of)
    differences: tuple[Difference, ...] = tuple(each for layer in layers for each in layer.differences)
    return Layer(
        layers[0].name,
        right=sum(layer.right for layer in layers),
        misses=tuple(entry for layer in layers for entry in layer.misses),
        false_alarms=tuple(entry for layer in layers for entry in layer.false_alarms),
        spared=sum(layer.spared for layer in layers),
        figures=tuple(figures.values()),
        differences=differences,
        annotated=any(layer.annotated for layer in layers),
    )


def evaluate_paths(gold: Path, document: Path, ontology: "Ontology") -> Report:
    """Score a file against a gold file: a record as JSON (``.json``), or a document that is extracted first.

    Raises UnreadableSource for files that cannot be read and RecordError for a record that breaks the contract.
    """
    wanted = _read_json(gold)
    if document.suffix == ".json":
        record = _read_json(document)
        validate_record(record)
        return evaluate(wanted, record)
    from .extraction import extract_file

    return evaluate(wanted, extract_file(document, ontology).to_json())


def _read_json(path: Path) -> Json:
    source, _ = read_source(path)
    try:
        content = json.loads(source.text)
    except json.JSONDecodeError as error:
        what, where = f"this is no JSON ({error.msg})", f"{path}, line {error.lineno}"
        raise UnreadableSource(Problem(where, what, "name a gold file or a record", "error")) from None
    if not isinstance(content, dict):
        what = "this is no JSON object"
        raise UnreadableSource(Problem(str(path), what, "name a gold file or a record", "error"))
    return content
