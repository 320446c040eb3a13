"""The question patterns of the catalogue, cut into words and slots: what a question must say to be one of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..ontology import Mistake
from .known_name import fold
from .meaning import FILLER, GENERIC, LIGHT, WORD, Meaning
from .question import GATHERING, Parameter, Query
from .question_words import QuestionWords

_FIELD = re.compile(r"\{([^{}]*)\}")
_NOTHING = (FILLER, GENERIC, LIGHT)
# Slots whose values are words of questions themselves (牵头, 依据), so that a pattern needs no others.
_TELLING = ("role", "relation", "direction")


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a pattern: a slot for a parameter, or else a meaning that the question must have.

    ``sort`` is the type of things it is about. A word that the dictionary does not know means itself.
    """

    parameter: Parameter | None = None
    meaning: Meaning | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of a query: its items in order, fillers left out.

    ``ordered`` tells that the order decides the meaning (A依据B). ``text`` is the pattern as its file has it.
    """

    query: Query
    text: str
    items: tuple[Item, ...]
    ordered: bool

    @property
    def slots(self) -> tuple[Parameter, ...]:
        """The parameters that the pattern has places for."""
        return tuple(item.parameter for item in self.items if item.parameter)

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the pattern as a question, with these values or else the examples of its parameters."""

        def value(match: re.Match[str]) -> str:
            return values.get(match[1]) or self.query.parameter(match[1]).example

        return _FIELD.sub(value, self.text)


def patterns_of(query: Query, words: QuestionWords) -> tuple[Pattern, ...]:
    """Return the patterns of a query.

    >>> from zhengtu.ontology import load_ontology
    >>> from zhengtu.queries.catalogue import find_query
    >>> from zhengtu.queries.question_words import question_words
    >>> first = patterns_of(find_query("unassigned-tasks"), question_words(load_ontology()))[0]
    >>> first.text, [item.meaning.value for item in first.items if item.meaning]
    ('哪些任务没有人负责', ['task', 'nobody', 'responsible'])
    """
    patterns: dict[tuple[Item, ...], Pattern] = {}
    for text in query.patterns:
        pattern = _pattern(query, text, words)
        # Forms of one question that differ in fillers alone are one pattern, shown as the first of them.
        patterns.setdefault(pattern.items, pattern)
    return tuple(patterns.values())


@lru_cache(maxsize=10_000)
def _pattern(query: Query, text: str, words: QuestionWords) -> Pattern:
    items: list[Item] = []
    for index, piece in enumerate(_FIELD.split(text)):
        if index % 2:
            parameter = query.parameter(piece)
            items.append(Item(parameter=parameter, sort=parameter.type))
        else:
            items += _words(fold(piece), words, query)
    unique = list(dict.fromkeys(items))
    return Pattern(query, text, tuple(unique), _is_ordered(unique, words))


def _words(text: str, words: QuestionWords, query: Query) -> Iterator[Item]:
    """Cut the words between two slots, the longest first; what the dictionary does not know stands for itself."""
    place, strange = 0, ""
    while place < len(text):
        end, meanings = max(words.at(text, place), key=lambda word: word[0], default=(place + 1, ()))
        if meanings:
            yield from _itself(strange)
            strange = ""
            # Values for one query alone mean nothing in the patterns of others.
            telling = [each for each in meanings if each.form not in _NOTHING and each.query in ("", query.name)]
            if telling:
                yield Item(meaning=telling[0], sort=words.sorts.get(telling[0].value, ""))
        else:
            strange += text[place:end]
        place = end
    yield from _itself(strange)


def _itself(strange: str) -> Iterator[Item]:
    if strange:
        yield Item(meaning=Meaning(WORD, strange))


def _is_ordered(items: list[Item], words: QuestionWords) -> bool:
    """Whether who does what to whom depends on the order: two things of one sort, or a word with a direction."""
    sorts = [item.sort for item in items if item.sort]
    directed = any(item.meaning and item.meaning.value in words.directional for item in items)
    return directed or len(set(sorts)) < len(sorts) or any(item.sort == "relation" for item in items)


def strange_words(query: Query, words: QuestionWords) -> tuple[str, ...]:
    """Return the words of a query's patterns that the dictionary does not know; a question must repeat them exactly."""
    meanings = [item.meaning for pattern in patterns_of(query, words) for item in pattern.items if item.meaning]
    return tuple(each.value for each in meanings if each.form == WORD and each.value not in words.rules)


def check_patterns(query: Query, words: QuestionWords) -> Iterator[Mistake]:
    """Yield what is wrong with the patterns of a query: one that says nothing but a name would take any question."""
    for pattern in patterns_of(query, words):
        if not any(item.meaning or (item.parameter and item.parameter.type in _TELLING) for item in pattern.items):
            what = f"the question “{pattern.text}” says nothing but what its slots say"
            yield Mistake(query.file.name, 1, what, "use words that tell what is asked")
        gathering = [slot.name for slot in pattern.slots if slot.type in GATHERING and slot.type != "direction"]
        if gathering:
            yield Mistake(query.file.name, 1, f"the question “{pattern.text}” asks for a {gathering[0]}", "take it out")
