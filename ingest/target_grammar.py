"""The rules of ``ontology/rules/targets.toml`` as patterns, and what one number's surroundings say by them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.ontology import Ontology, Rule

from .numerals import Quantity, QuantityReader, plain_unit, quantity_reader

# A comparator may stand a few words before its number (不得低于乡道每公里5000元); shorter cues (达, 为) must touch it.
_REACH = 14
_AFTER_CHANGE = re.compile(r"(?:了|约|近|至少|不低于|不少于|超过|不超过|突破|逾|超|达)+\Z")
_STAYS = ("at-least-before", "at-most-before")


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of one aspect: a pattern over all of them and the rule of each."""

    pattern: re.Pattern[str]
    rules: Mapping[str, Rule]
    longest: int  # characters of the longest cue

    def search(self, text: str, begin: int, end: int) -> Rule | None:
        """Return the rule of the first cue in a span."""
        match = self.pattern.search(text, begin, end)
        return self.rules[match[0]] if match else None

    def at_end(self, text: str) -> str:
        """Return the longest cue that a text ends with, "" for none."""
        for size in range(min(self.longest, len(text)), 0, -1):
            if text[-size:] in self.rules:
                return text[-size:]
        return ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a value compares: the sign, the rule that told, and whether its word touches the number."""

    sign: str
    rule: str
    touching: bool
    begin: int  # where the comparing word starts, the number's begin without one
    end: int  # after 以上 or 左右


@dataclass(frozen=True, slots=True)
class TargetGrammar:
    """All rules of the layer, compiled."""

    reader: QuantityReader
    time_units: frozenset[str]
    count_units: frozenset[str]
    before: Cues
    before_ends: frozenset[str]  # the last characters of comparing words
    after: re.Pattern[str]
    after_rules: Mapping[str, Rule]
    change: Cues
    frequency: Cues
    strength: Cues
    action: Cues
    action_end: re.Pattern[str]
    reached: Cues
    gathered: Cues
    problem: Cues
    scope_end: re.Pattern[str]
    ignore: Cues
    metric: Cues
    light: re.Pattern[str]
    place: Cues
    up_to_place: re.Pattern[str]  # a name up to its place: 平原地区 in 平原地区机械化率
    aside_begin: re.Pattern[str]
    aside_end: re.Pattern[str]

    def compare(self, text: str, quantity: Quantity, begin: int) -> Comparison:
        """Read the comparator of a number whose clause (or part of one) starts at ``begin``."""
        tail = self.after.match(text, quantity.end)
        word, start = "", quantity.begin
        window = max(begin, quantity.begin - _REACH)
        for match in self.before.pattern.finditer(text, window, quantity.begin):
            rule = self.before.rules[match[0]]
            touching = match.end() == quantity.begin
            # 标准最低再提高20元 names the standard, not a limit: 最低 counts only where it touches.
            stays = rule.id in _STAYS and match[0][0] != "最" and not _has_digit(text, match.end(), quantity.begin)
            if touching or stays:
                word, start = match[0], match.start()
        if tail:
            rule = self.after_rules[tail[0]]
            return Comparison(rule.values["comparator"], rule.id, True, start, tail.end())
        if word:
            rule = self.before.rules[word]
            sign = rule.values["comparator"]
            if quantity.more and sign in ("=", "about"):
                sign = ">"
            return Comparison(sign, rule.id, start + len(word) == quantity.begin, start, quantity.end)
        return Comparison(">" if quantity.more else "=", "", False, start, quantity.end)

    def distributive(self, text: str, compared: Comparison, quantity: Quantity) -> str:
        """Return what stands between a limit and its number, without 每公里: 不得低于村道每公里5000元 → 村道."""
        return self.between(text, compared, quantity).partition("每")[0].strip()

    def between(self, text: str, compared: Comparison, quantity: Quantity) -> str:
        """Return the words between a comparing word and its number (至少召开一次 → 召开), "" where they touch."""
        word = self.before.pattern.match(text, compared.begin) if compared.rule and not compared.touching else None
        return text[word.end() : quantity.begin] if word else ""

    def changes(self, text: str, begin: int, end: int) -> Rule | None:
        """Return the rule of change whose word stands right before a position (增长6%), 了 or 约 between them."""
        window = _AFTER_CHANGE.sub("", text[max(begin, end - 8) : end])
        cue = self.change.at_end(window)
        return self.change.rules[cue] if cue else None

    def without_asides(self, text: str) -> str:
        """Drop words between an indicator and its number.

        >>> from zhengtu.ontology import load_ontology
        >>> target_grammar(load_ontology()).without_asides("其中良种覆盖率总体")
        '良种覆盖率'
        """
        while (match := self.aside_begin.match(text)) and match.end():
            text = text[match.end() :]
        while (found := self.aside_end.search(text)) and found[0]:
            text = text[: found.start()]
        return text


@lru_cache(maxsize=4)
def target_grammar(ontology: Ontology) -> TargetGrammar:
    """Compile the rules of a dictionary, once."""
    by_aspect: dict[str, list[Rule]] = {}
    for rule in ontology.rules["targets"]:
        by_aspect.setdefault(rule.values["aspect"], []).append(rule)
    comparators = by_aspect["comparator"]
    before = _cues(rule for rule in comparators if rule.values["place"] == "before")
    after = _cues(rule for rule in comparators if rule.values["place"] == "after")
    action = _cues(by_aspect["action"])
    scope = _alternation(_cues(by_aspect["scope"]).rules)
    aside_before = _alternation(_cues(by_aspect["aside-before"]).rules)
    aside_between = _alternation(_cues(by_aspect["aside-between"]).rules)
    light = _alternation(_cues(by_aspect["light"]).rules)
    place = _cues(by_aspect["place"])
    units = {rule.id: frozenset(rule.cues) for rule in by_aspect["unit"]}
    return TargetGrammar(
        reader=quantity_reader(cue for cues in units.values() for cue in cues),
        time_units=frozenset(plain_unit(unit) for unit in units["unit-time"]),
        count_units=units["unit-count"],
        before=before,
        before_ends=frozenset(cue[-1] for cue in before.rules),
        after=re.compile(_alternation(after.rules)),
        after_rules=after.rules,
        change=_cues(by_aspect["change"]),
        frequency=_cues(by_aspect["frequency"]),
        strength=_cues(by_aspect["strength"]),
        action=action,
        action_end=re.compile(
            rf"(?:{_alternation(action.rules)})(?:了|好|约|近|超过?|不少于|至少|一批|全[国省市县区]|各类|[国省市]家?级)?$"
        ),
        reached=_cues(by_aspect["reached"]),
        gathered=_cues(by_aspect["gathered"]),
        problem=_cues(by_aspect["problem"]),
        scope_end=re.compile(
            rf"(?:{scope}|将|把)(?<![应校核相反结派]对)(?:全[国省市县区]|[东中西]部|沿海|沿江|沿边)?$"
        ),
        ignore=_cues(by_aspect["ignore"]),
        metric=_cues(by_aspect["metric"]),
        light=re.compile(rf"(?:{light})+"),
        place=place,
        up_to_place=re.compile(
            rf"^.*(?:{_alternation(cue for cue in place.rules if len(cue) > 1)}|全[国省市县区])(?=..)"
        ),
        aside_begin=re.compile(rf"(?:{aside_before}|[，、：:\s])+"),
        aside_end=re.compile(rf"(?:{aside_between}|[，、：:\s])+$"),
    )


def _cues(rules: Iterable[Rule]) -> Cues:
    """Gather cue words, the longest first, so that 不超过 wins over 超过; of two equal ones the first rule's counts."""
    words: dict[str, Rule] = {}
    for rule in rules:
        for cue in rule.cues:
            words.setdefault(cue, rule)
    ordered = dict(sorted(words.items(), key=lambda item: (-len(item[0]), item[0])))
    return Cues(re.compile(_alternation(ordered)), ordered, max(map(len, ordered), default=0))


def _alternation(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _has_digit(text: str, begin: int, end: int) -> bool:
    return any(character.isdigit() for character in text[begin:end])
