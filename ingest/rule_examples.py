"""The experts' loop: every example in the rule files runs through the extractor that uses the rule.

``zhengtu check`` reads the files of a dictionary; this module asks whether the rules still understand what they say
they understand. What "to fire" means is told layer by layer in `firing`, `firing_of_targets` and `firing_of_measures`.
"""

from collections.abc import Iterator, Mapping

from zhengtu.ontology import Mistake, Ontology, Rule

from .firing import (
    Fires,
    firing_of_agencies,
    firing_of_citations,
    firing_of_deadlines,
    firing_of_documents,
    firing_of_instruments,
    firing_of_programmes,
    firing_of_responsibilities,
    firing_of_sections,
)
from .firing_of_measures import firing_of_measures
from .firing_of_targets import firing_of_targets

# Which extractor a rule file speaks to; a file without a layer here changes nothing, and its author should know.
LAYERS: Mapping[str, Fires] = {
    "agencies": firing_of_agencies,
    "citations": firing_of_citations,
    "deadlines": firing_of_deadlines,
    "documents": firing_of_documents,
    "instruments": firing_of_instruments,
    "measures": firing_of_measures,
    "programmes": firing_of_programmes,
    "responsibilities": firing_of_responsibilities,
    "sections": firing_of_sections,
    "targets": firing_of_targets,
}

#: Layers that no extractor reads: the words of questions are checked where questions are answered.
ELSEWHERE = ("questions",)


def failing_examples(ontology: Ontology) -> tuple[Mistake, ...]:
    """Return a mistake for every example in which a rule does not fire and every counter-example in which it does.

    A rule file that no extractor reads is a mistake itself, and so is a rule that says nothing an extractor knows
    (``aspect = "unti"``). None means that the rules do what their authors meant.

    >>> from dataclasses import replace
    >>> from zhengtu.ontology import load_ontology
    >>> training = Rule("training", "instruments", "Skills.", ("培训",), {"instrument": "talent"}, ("修路。",))
    >>> [mistake.what for mistake in failing_examples(replace(load_ontology(), rules={"instruments": (training,)}))]
    ['rule training does not fire in its example “修路。”']
    """
    mistakes: list[Mistake] = []
    for layer, rules in ontology.rules.items():
        if layer in ELSEWHERE:
            continue
        fires = LAYERS.get(layer)
        if fires is None:
            what = f"no extractor reads the rules of the layer “{layer}”"
            mistakes.append(Mistake(f"rules/{layer}.toml", 1, what, "name the file " + ", ".join(LAYERS)))
            continue
        mistakes += _layer_mistakes(fires, rules, ontology)
    return tuple(sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line)))


def _layer_mistakes(fires: Fires, rules: tuple[Rule, ...], ontology: Ontology) -> Iterator[Mistake]:
    for rule in rules:
        source = _lines(ontology, rule)
        for sentence, wanted in (*((s, True) for s in rule.examples), *((s, False) for s in rule.counter_examples)):
            try:
                fired = fires(rule, sentence, ontology)
            except LookupError as error:
                # An extractor asks for a rule or a value by name: without it no sentence of the layer can be read.
                reason = error.args[0] if error.args else type(error).__name__
                what = f"the examples of rule {rule.id} cannot run: {reason}"
                yield Mistake(rule.file, rule.line, what, "restore what is missing from the shipped dictionary")
                break
            if fired is None:
                what = f"rule {rule.id} says nothing that an extractor of {rule.layer} knows"
                yield Mistake(rule.file, rule.line, what, "write its values as the rules beside it do")
                break
            if fired is not wanted:
                yield _mistake(rule, sentence, wanted, _line_of(source, rule, sentence))


def _mistake(rule: Rule, sentence: str, wanted: bool, line: int) -> Mistake:
    if wanted:
        what = f"rule {rule.id} does not fire in its example “{sentence}”"
        return Mistake(rule.file, line, what, "add the cue that is missing, or move the sentence to counter_examples")
    what = f"rule {rule.id} fires in its counter-example “{sentence}”"
    return Mistake(rule.file, line, what, "make the cue that fires longer, or move the sentence to examples")


def _lines(ontology: Ontology, rule: Rule) -> list[str]:
    try:
        return (ontology.folder / rule.file).read_text("utf-8-sig").splitlines()
    except OSError:
        return []  # rules made in memory, or a folder that went away: the rule's own line is as near as we get


def _line_of(source: list[str], rule: Rule, sentence: str) -> int:
    """Return the line an example stands on, looking down from its rule; long lists have a line for each sentence."""
    written = sentence.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    for number in range(max(rule.line, 1), len(source) + 1):
        if number > rule.line and source[number - 1].lstrip().startswith("[["):
            break
        if f'"{written}"' in source[number - 1] or f"'{sentence}'" in source[number - 1]:
            return number
    return rule.line
