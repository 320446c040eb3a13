"""Whether a rule of the layer ``targets`` fires in a sentence, by the aspect that the rule decides."""

from collections.abc import Callable

from zhengtu.ontology import Ontology, Rule

from .finding import Target
from .firing import passage_of
from .numerals import plain_unit
from .targets import find_targets

_Told = Callable[[Rule, str, tuple[Target, ...]], bool]


def firing_of_targets(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where the numbers of a sentence are read as its aspect says; None for an aspect nobody knows."""
    told = _ASPECTS.get(rule.values.get("aspect", ""))
    if told is None:
        return None
    # A fault or a strain is only one in a text that looks back; elsewhere the same number is set as a goal.
    kind = "background" if rule.id == "strain" else "tasks"
    return told(rule, sentence, find_targets(passage_of(sentence, kind), ontology))


def _has_unit(rule: Rule, sentence: str, found: tuple[Target, ...]) -> bool:
    units = {plain_unit(cue) for cue in rule.cues}
    return any(target.unit in units for target in found)


def _compares(rule: Rule, sentence: str, found: tuple[Target, ...]) -> bool:
    return any(
        target.comparator == rule.values["comparator"] and any(cue in target.quote for cue in rule.cues)
        for target in found
    )


def _of_kind(rule: Rule, sentence: str, found: tuple[Target, ...]) -> bool:
    return any(target.kind == rule.values["kind"] for target in found)


def _finds_nothing(rule: Rule, sentence: str, found: tuple[Target, ...]) -> bool:
    return not found


def _goes_on(rule: Rule, sentence: str, found: tuple[Target, ...]) -> bool:
    """An indicator made of two parts (城区 + 污水处理率) does not stand in the text in one piece."""
    return any(target.indicator and target.indicator not in sentence for target in found)


def _drops_at_begin(rule: Rule, sentence: str, found: tuple[Target, ...]) -> bool:
    names = [target.indicator for target in found]
    return bool(names) and any(cue in sentence for cue in rule.cues) and not any(n.startswith(rule.cues) for n in names)


def _drops_at_end(rule: Rule, sentence: str, found: tuple[Target, ...]) -> bool:
    names = [target.indicator for target in found]
    return bool(names) and any(cue in sentence for cue in rule.cues) and not any(n.endswith(rule.cues) for n in names)


_ASPECTS: dict[str, _Told] = {
    "unit": _has_unit,
    "comparator": _compares,
    "change": lambda rule, sentence, found: any(t.change == rule.values["change"] for t in found),
    "frequency": lambda rule, sentence, found: any(t.frequency == rule.values["frequency"] for t in found),
    "strength": lambda rule, sentence, found: any(t.strength == rule.values["strength"] for t in found),
    "action": _of_kind,
    "reached": _of_kind,
    "gathered": _of_kind,
    "problem": _of_kind,
    "scope": _of_kind,
    "ignore": _finds_nothing,
    "metric": _goes_on,
    "place": _goes_on,
    "light": _drops_at_begin,
    "aside-before": _drops_at_begin,
    "aside-between": _drops_at_end,
}
