"""The cue words of responsibility as compiled patterns, made once from the rule file."""

import re
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.ontology import Ontology, Rule

LAYER = "responsibilities"


@dataclass(frozen=True, slots=True, eq=False)
class DutyCues:
    """Patterns and the rule that each cue belongs to."""

    verbs: dict[str, Rule]
    labels: dict[str, Rule]
    joint: tuple[str, ...]
    joint_rule: Rule
    verb_end: re.Pattern[str]
    verb_start: re.Pattern[str]
    label: re.Pattern[str]
    hint: re.Pattern[str]
    first_leads: re.Pattern[str]
    order: re.Pattern[str]
    plain_order: re.Pattern[str]
    past: re.Pattern[str]
    request: tuple[str, ...]


@lru_cache(maxsize=4)
def duty_cues(ontology: Ontology) -> DutyCues:
    """Compile the cue words of a dictionary."""
    rules = ontology.rules[LAYER]
    verbs = {cue: rule for rule in rules if rule.values.get("form") == "tail" for cue in rule.cues}
    labels = {cue: rule for rule in rules if rule.values.get("form") == "label" for cue in rule.cues}
    joint_rule = ontology.rule(LAYER, "tail-joint")
    manner = (
        r"(?:(?:按照|根据|依照|依据|结合|按)?(?:各自|本部门|部门)?(?:的)?(?:职责|职能|职能职责|分工)(?:和)?(?:分工)?"
        r"|分别|共同|联合|具体|统筹|协同|主要|总)*"
    )
    verb = "|".join(re.escape(cue) for cue in sorted(verbs, key=len, reverse=True))
    label = "|".join(re.escape(cue) for cue in sorted(labels, key=len, reverse=True))

    def words(rule_id: str) -> str:
        return "|".join(re.escape(cue) for cue in sorted(ontology.cues(LAYER, rule_id), key=len, reverse=True))

    # 负责的项目 and 牵头单位 are nouns, 负责任 an adverb, 需求 no 需.
    no_noun = r"(?![的人任]|单位|部门|求)"
    first = "|".join(re.escape(cue) for cue in ontology.cues(LAYER, "first-listed-leads"))
    return DutyCues(
        verbs,
        labels,
        joint_rule.cues,
        joint_rule,
        re.compile(rf"{manner}(?P<cue>{verb})(?:工作|推进|有关工作)?$"),
        re.compile(rf"{manner}(?P<cue>{verb})"),
        re.compile(rf"(?P<cue>{label})[\s\u3000]*[：:]"),
        re.compile(rf"{verb}|{label}"),
        re.compile(rf"(?:{first})[^。；）]{{0,8}}(?:牵头|主责|主办|负总责)"),
        re.compile(rf"(?:{words('prose-subject')}){no_noun}"),
        re.compile(rf"(?:{words('prose-named-subject')}){no_noun}"),
        re.compile(words("past-not-order")),
        ontology.cues(LAYER, "prose-request"),
    )
