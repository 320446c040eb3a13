"""The words of ``rules/measures.toml`` by the part they play in a clause, ready for looking up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhengtu.ontology import Ontology

Row = tuple[str, str, str, tuple[str, ...]]  # part, modality, takes, cues


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word does in one of its parts: how binding it makes the clause, and what may follow it."""

    modality: str
    takes_actor: bool
    takes_verb: bool
    ends: bool = False  # those addressed may end the clause: 扶持小微企业


@dataclass(frozen=True, slots=True)
class Words:
    """All words by form, each with its parts; ``lengths`` tells for a first character how long its words are."""

    parts: dict[str, dict[str, Sense]]
    lengths: dict[str, tuple[int, ...]]
    bodies: re.Pattern[str]
    starts_of_bodies: frozenset[str]  # 示范 of 示范区: a verb that may be the beginning of a body's name
    auxiliaries: re.Pattern[str]
    plain: frozenset[str]  # verbs that play no other part, so that nothing else can be meant at a clause's head
    named: re.Pattern[str]  # 建设单位, 试点工作: a verb that names a body or a thing
    frame_ends: tuple[str, ...]
    predicates: re.Pattern[str]
    prescribing: re.Pattern[str]
    background: re.Pattern[str]
    look_back: re.Pattern[str]

    def at(self, text: str, place: int) -> tuple[str, dict[str, Sense]]:
        """Return the longest word that starts at a place and its parts; an empty word where there is none."""
        parts = self.parts
        for length in self.lengths.get(text[place : place + 1], ()):
            form = text[place : place + length]
            if form in parts:
                return form, parts[form]
        return "", _NO_PARTS

    def plays(self, form: str, part: str) -> bool:
        """Tell whether a word may play a part."""
        return part in self.parts.get(form, {})


_NO_PARTS: dict[str, Sense] = {}


@lru_cache(maxsize=4)
def measure_words(ontology: Ontology) -> Words:
    """Return the compiled words of an ontology; the same rules are compiled once.

    >>> from zhengtu.ontology import load_ontology
    >>> measure_words(load_ontology()).at("鼓励支持企业", 0)[0]
    '鼓励支持'
    """
    return _compile(
        tuple(
            (rule.values.get("part", ""), rule.values.get("modality", ""), rule.values.get("takes", ""), rule.cues)
            for rule in ontology.rules["measures"]
        )
    )


@lru_cache(maxsize=4)
def _compile(rows: tuple[Row, ...]) -> Words:
    parts: dict[str, dict[str, Sense]] = {}
    lists: dict[str, list[str]] = {}
    for part, modality, takes, cues in rows:
        sense = Sense(modality, "actor" in takes or "doer" in takes, "verb" in takes, "actor" in takes)
        lists.setdefault(part, []).extend(cues)
        if part in _LISTS:
            continue
        for cue in cues:
            # The first rule that lists a word for a part decides.
            parts.setdefault(cue, {}).setdefault(part, sense)
    starts = frozenset(body[:length] for body in lists.get("body", ()) for length in range(1, len(body)))
    plain = frozenset(
        form
        for form, own in parts.items()
        if _PLAIN.issuperset(own) and not _ACTS.isdisjoint(own) and form not in starts
    )
    return Words(
        parts,
        _lengths(parts),
        re.compile(_any(lists.get("body", ()))),
        starts,
        re.compile(_apart(lists.get("auxiliary", ()), (*lists.get("stop", ()), *lists.get("adverb", ())))),
        plain,
        re.compile(f"(?:{_any(lists.get('modifier', ()))})(?:{_any(lists.get('post', ()))})"),
        tuple(lists.get("frame-end", ())),
        re.compile(_any(lists.get("predicate", ()))),
        re.compile(_any(lists.get("prescribing", ()))),
        re.compile(_any(lists.get("background", ()))),
        re.compile(_any(lists.get("look-back", ()))),
    )


_ACTS = frozenset(("verb", "compound", "effect"))
_PLAIN = frozenset(("verb", "compound", "effect", "giving", "placing", "predicate", "intransitive", "closer"))
# Matched as patterns only; a modifier is also looked up, since it tells which verbs are nouns more often than not.
_LISTS = frozenset(("body", "post", "frame-end", "background", "look-back"))


def _lengths(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return the lengths of the words that start with a character, the longest first."""
    found: dict[str, set[int]] = {}
    for form in forms:
        found.setdefault(form[0], set()).add(len(form))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _apart(cues: Sequence[str], words: Sequence[str]) -> str:
    """Match any of the cues, a single character only where its neighbours make no longer word of it (要素, 主要)."""
    single = [cue for cue in cues if len(cue) == 1]
    forms = [_any(cue for cue in cues if len(cue) > 1)]
    for cue in single:
        inside = [(word, word.index(cue)) for word in words if cue in word and len(word) > 1]
        before = "".join(sorted({word[place - 1] for word, place in inside if place}))
        behind = "".join(sorted({word[place + 1] for word, place in inside if not place}))
        # The character comes first, so that the regex engine can skip ahead to the next one.
        forms.append(cue + (f"(?<![{before}]{cue})" if before else "") + (f"(?![{behind}])" if behind else ""))
    return "|".join(forms)


def _any(cues: Iterable[str]) -> str:
    """Match any of the cues, the longest first; nothing where there are none."""
    rests: dict[str, list[str]] = {}  # by first character: the regex engine tries one branch after the other
    for cue in sorted(cues, key=len, reverse=True):
        rests.setdefault(cue[0], []).append(re.escape(cue[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items()) or r"(?!)"
