"""The words of questions, as the dictionary lists them in ``rules/questions.toml``."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from ..ontology import Ontology
from .asked_text import MARKS
from .known_name import fold
from .meaning import FILLER, GENERIC, LIGHT, STOP, WORD, Meaning

LAYER = "questions"
# 多少 takes any unit that a number takes (多少公顷); the rule of its other words is the one with this id.
_HOW_MANY, _ASKED_NUMBERS = "how-many", ("多少", "多少万", "多少亿", "几", "几万", "几亿")
FORMS = (FILLER, GENERIC, LIGHT, WORD, STOP, "value", "level")


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity, so that patterns can be cached
class QuestionWords:
    """What each word of a question may mean; ``sorts`` and ``directional`` are told of rules by id.

    ``values`` are the parameters that the dictionary gives values to, as (query, parameter); ``rules`` are the ids.
    ``whole`` are words that are never cut in two, ``no_names`` those that are no names, whatever the store calls so.
    """

    meanings: Mapping[str, tuple[Meaning, ...]]
    sorts: Mapping[str, str]
    directional: frozenset[str]
    values: frozenset[tuple[str, str]]
    rules: frozenset[str]
    whole: frozenset[str]
    no_names: frozenset[str]
    longest: int

    def with_words(self, further: Iterable[str]) -> "QuestionWords":
        """Return these words and further ones, which mean themselves."""
        meanings = {**self.meanings}
        for word in further:
            meanings[word] = tuple(dict.fromkeys((*meanings.get(word, ()), Meaning(WORD, word))))
        return replace(self, meanings=meanings, longest=max(map(len, meanings), default=0))

    def says_nothing_new(self, word: str) -> bool:
        """Whether this is a word of questions, and of single characters a filler."""
        meanings = self.meanings.get(word, ())
        return bool(meanings) if len(word) > 1 else any(meaning.form == FILLER for meaning in meanings)

    def at(self, text: str, begin: int) -> list[tuple[int, tuple[Meaning, ...]]]:
        """Return the words that begin at a place, each with its end."""
        if text[begin] in MARKS:
            return [(begin + 1, (Meaning(FILLER, "mark"),))]
        ends = range(begin + 1, min(len(text), begin + self.longest) + 1)
        return [(end, self.meanings[text[begin:end]]) for end in ends if text[begin:end] in self.meanings]


@cache
def question_words(ontology: Ontology) -> QuestionWords:
    """Read the words of questions from the dictionary; a dictionary without that layer knows none.

    >>> from zhengtu.ontology import load_ontology
    >>> [(meaning.form, meaning.value) for meaning in question_words(load_ontology()).meanings["牵头"]]
    [('role', '牵头')]
    """
    meanings: dict[str, list[Meaning]] = {}
    sorts: dict[str, str] = {}
    directional: set[str] = set()
    values: set[tuple[str, str]] = set()
    whole: set[str] = set()
    no_names: set[str] = set()
    for rule in ontology.rules.get(LAYER, ()):
        form, query = rule.values.get("form", ""), rule.values.get("query", "")
        if form == "value":
            parameter = rule.values.get("parameter", "")
            meaning = Meaning(parameter, rule.values.get("value", ""), query=query)
            # A text is anything at all, so that a query which lists its texts takes no others.
            if query and parameter == "text":
                values.add((query, parameter))
        elif form == "level":
            meaning = Meaning("level", rule.values.get("value", ""))
        else:
            meaning = Meaning(form, rule.id)
        if rule.values.get("sort"):
            sorts[rule.id] = rule.values["sort"]
        if rule.values.get("directional") == "yes":
            directional.add(meaning.value)
        if form == STOP or rule.values.get("whole") == "yes":
            whole.update(map(fold, rule.cues))
        if rule.values.get("names") == "no":
            no_names.update(map(fold, rule.cues))
        for cue in rule.cues:
            meanings.setdefault(fold(cue), []).append(meaning)
    for cue in _numbers_asked_for(ontology):
        meanings.setdefault(cue, []).append(Meaning(WORD, _HOW_MANY))
    longest = max(map(len, meanings), default=0)
    return QuestionWords(
        {word: tuple(each) for word, each in meanings.items()},
        sorts,
        frozenset(directional),
        frozenset(values),
        frozenset(rule.id for rule in ontology.rules.get(LAYER, ())),
        frozenset(whole),
        frozenset(no_names),
        longest,
    )


def _numbers_asked_for(ontology: Ontology) -> Iterator[str]:
    """Yield 多少家 and the like: the units of targets with the words that ask for a number."""
    if not any(rule.id == _HOW_MANY for rule in ontology.rules.get(LAYER, ())):
        return
    for rule in ontology.rules.get("targets", ()):
        for unit in rule.cues if rule.values.get("aspect") == "unit" else ():
            yield from (f"{asked}{fold(unit)}" for asked in _ASKED_NUMBERS)
