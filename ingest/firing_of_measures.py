"""Whether a rule of the layer ``measures`` fires in a sentence, by the part its words play in a clause."""

from collections.abc import Callable

from zhengtu.ontology import Ontology, Rule

from .finding import Measure
from .measures import find_measures
from .outline import Outline, Passage, Task

_Played = Callable[[Rule, str, tuple[Measure, ...]], bool]


def firing_of_measures(rule: Rule, sentence: str, ontology: Ontology) -> bool | None:
    """A rule fires where one of its words plays its part; None for a part nobody knows."""
    played = _PARTS.get(rule.values.get("part", ""))
    if played is None:
        return None
    task = Task("t1", "示例事项", "task", "", 0, len(sentence), 0)
    outline = Outline(sentence, (), (task,), (Passage(0, len(sentence), "", "t1", "tasks"),))
    return played(rule, sentence, find_measures(outline, (), ontology))


def _is_verb(rule: Rule, sentence: str, found: tuple[Measure, ...]) -> bool:
    return any(measure.verb in rule.cues for measure in found)


def _is_not_verb(rule: Rule, sentence: str, found: tuple[Measure, ...]) -> bool:
    return bool(found) and not any(measure.verb in rule.cues for measure in found)


def _is_left_out(rule: Rule, sentence: str, found: tuple[Measure, ...]) -> bool:
    return bool(found) and not any(measure.quote.startswith(rule.cues) for measure in found)


def _drops_a_clause(rule: Rule, sentence: str, found: tuple[Measure, ...]) -> bool:
    return len(found) < sentence.count("，") + 1


def _finds_nothing(rule: Rule, sentence: str, found: tuple[Measure, ...]) -> bool:
    return not found


_PARTS: dict[str, _Played] = {
    "verb": _is_verb,
    "compound": _is_verb,
    "predicate": _is_verb,
    "placing": lambda rule, sentence, found: any(m.verb in rule.cues and m.quote[0] in "将把" for m in found),
    "giving": lambda rule, sentence, found: any(m.verb in rule.cues and m.quote.startswith("对") for m in found),
    "adverb": lambda rule, sentence, found: any(
        m.quote.startswith(cue) and not m.verb.startswith(cue) for m in found for cue in rule.cues
    ),
    "opener": _is_left_out,
    "auxiliary": lambda rule, sentence, found: any(
        m.modality == rule.values["modality"] and cue in m.quote.split(m.verb)[0] for m in found for cue in rule.cues
    ),
    "frame": lambda rule, sentence, found: any(m.quote.startswith(rule.cues) for m in found),
    "manner": _is_left_out,
    "effect": _is_not_verb,
    "consequence": lambda rule, sentence, found: len(found) == 1 and not any(c in found[0].quote for c in rule.cues),
    "closer": _drops_a_clause,
    "frame-end": _drops_a_clause,
    "stop": _finds_nothing,
    "background": _finds_nothing,
    "look-back": _finds_nothing,
    "body": lambda rule, sentence, found: any(m.target.endswith(rule.cues) for m in found),
    "intransitive": lambda rule, sentence, found: any(m.target for m in found),
    "deverbal": lambda rule, sentence, found: bool(found) and not any(m.target for m in found),
    "modifier": _is_left_out,
    "post": lambda rule, sentence, found: bool(found) and not any(m.quote.startswith(m.verb) for m in found),
    "prescribing": lambda rule, sentence, found: bool(found),
}
