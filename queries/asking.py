"""Questions in Chinese, answered by the queries of the catalogue, without a network and without guessing.

A question is answered where all of it is understood as one of the catalogue's question patterns; the reply always says
as what. Everything else comes back as a word on what is missing and the nearest questions that can be asked.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..ontology import Ontology, load_ontology
from .answer import Answer
from .asked_text import LONGEST, AskedText, read_question
from .binding import bind
from .catalogue import FOLDER, load_catalogue
from .error import InvalidValueError, UnresolvedNameError
from .filling_in import AmbiguousNameError, Given, bodies_of_the_place, give
from .name_index import NameIndex, name_index
from .question import Query, Wording
from .question_patterns import Pattern, patterns_of, strange_words
from .question_words import QuestionWords, question_words
from .running import read_parameters, run
from .segmenting import segment
from .suggesting import SUGGESTIONS, missing, suggest
from .understanding import Reading, understand

if TYPE_CHECKING:
    from ..graph import Store

#: Two readings whose weights differ by less are as good as each other: which one is meant has to be asked.
TOO_CLOSE = 0.25
#: A reading that is taken where the best one cannot be meant may be so much less likely.
_NEAR = 3.0
#: Types of parameters without which an answer that has no rows may have some.
_NARROWING = ("role", "year", "document")


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a question.

    Where it was understood there are ``query``, ``given`` and ``answer``; else ``because`` says in Chinese what is
    wrong and ``suggestions`` are questions that can be asked instead, the nearest first. ``wider`` tells of an answer
    without rows what would give some: nobody is to take "none that it supports" for "none at all".
    """

    question: str
    query: Query | None = None
    given: tuple[Given, ...] = ()
    answer: Answer | None = None
    sparql: str = ""
    because: str = ""
    suggestions: tuple[str, ...] = ()
    wider: Wording | None = None

    @property
    def values(self) -> dict[str, str]:
        """The values that the query was given, by parameter."""
        return {each.parameter.name: each.value for each in self.given}

    @property
    def understood(self) -> str:
        """As what the question was understood, in Chinese; "" where it was not."""
        if self.query is None:
            return ""
        return "，".join((self.query.summary.zh, *(f"{each.parameter.label.zh}={each.told}" for each in self.given)))

    def to_json(self) -> dict[str, Any]:
        """Return the reply as plain JSON values: the answer's own with the question, or ``query`` null."""
        if self.answer is None or self.query is None:
            return {
                "query": None,
                "question": self.question,
                "because": self.because,
                "suggestions": list(self.suggestions),
            }
        understood: dict[str, Any] = {
            "query": self.query.summary.zh,
            "parameters": {each.parameter.name: {"text": each.text, "meaning": each.told} for each in self.given},
            "text": self.understood,
        }
        if self.wider:
            understood["wider"] = self.wider.zh
        return {**self.answer.to_json(), "question": self.question, "understood": understood, "sparql": self.sparql}


def ask(question: str, store: "Store", ontology: Ontology | None = None) -> Reply:
    """Answer a question in Chinese from a store, or say what was not understood and which questions come nearest.

    ``ontology`` is the dictionary with the words of questions (default: the one in the package).
    """
    reply = interpret(question, store, ontology)
    if reply.query is None:
        return reply
    parameters = read_parameters(reply.query, reply.values, store)
    sparql = bind(reply.query, parameters.terms, parameters.limit)
    answer = run(reply.query, reply.values, store)
    return replace(reply, answer=answer, sparql=sparql, wider=None if answer.rows else _wider(reply, store))


def _wider(reply: Reply, store: "Store") -> Wording | None:
    """Return how many rows there are without what narrowed the question down, each by itself; None where none are."""
    query, zh, en = reply.query, [], []
    narrowing = [each for each in reply.given if each.parameter.type in _NARROWING and not each.parameter.required]
    for each in narrowing if query and len(reply.given) > 1 else ():
        values = {name: value for name, value in reply.values.items() if name != each.parameter.name}
        if query is None or (query.start and not set(values) & set(query.start)):
            continue
        found = run(query, values, store)
        if found.rows:
            said = each.text if each.parameter.type == "document" else each.value
            more = "不少于 " if found.truncated else ""
            zh.append(f"不限“{each.parameter.label.zh}={said}”时有{more or ' '}{len(found)} 行")
            at_least = "at least " if found.truncated else ""
            en.append(f"without {each.parameter.label.en.lower()} “{said}” there are {at_least}{len(found)} rows")
    return Wording(f"{'；'.join(zh)}。", f"But {'; '.join(en)}.") if zh else None


def interpret(question: str, store: "Store", ontology: Ontology | None = None) -> Reply:
    """Return the reply to a question without its answer: which query it asks and with which values, or why none."""
    words, patterns = catalogue_patterns(ontology or load_ontology())
    index = name_index(store)
    asked = read_question(question)
    too_long = len(asked.text) > LONGEST
    if too_long:
        asked = read_question("")
    ways = segment(asked, words, index)
    readings = understand(ways, patterns, words)
    try:
        return _read(asked, readings, store, index)
    except _NotUnderstoodError as refusal:
        because = refusal.because or missing(ways, index, asked)
        if too_long:
            because = f"问题太长（多于 {LONGEST} 字）；请用一句话只问一件事"
        near = chain(refusal.suggestions, suggest(ways, patterns, words, index, asked))

    def is_answered(suggestion: str) -> bool:
        other = read_question(suggestion)
        try:
            _read(other, understand(segment(other, words, index), patterns, words), store, index)
        except _NotUnderstoodError:
            return False
        return True

    suggestions = tuple(islice(filter(is_answered, dict.fromkeys(near)), SUGGESTIONS))
    return Reply(question, because=because, suggestions=suggestions)


class _NotUnderstoodError(Exception):
    """No query is meant, or several are; without a reason the question has words that are not known."""

    def __init__(self, because: str = "", suggestions: tuple[str, ...] = ()) -> None:
        self.because, self.suggestions = because, suggestions
        super().__init__(because)


def _read(asked: AskedText, readings: list[Reading], store: "Store", index: NameIndex) -> Reply:
    if not readings:
        raise _NotUnderstoodError
    best = readings[0]
    rivals = _rivals(readings)
    if rivals:
        told = tuple(_retold(reading, asked) for reading in (best, *rivals))
        raise _NotUnderstoodError("这个问题有几种理解，请选一种", told)
    alike = [
        reading
        for reading in readings[1:]
        if reading.pattern.query.name == best.pattern.query.name and best.weight - reading.weight < TOO_CLOSE
    ]
    for reading in (best, *alike) if alike else ():
        reply = _reply(asked, reading, store, index)
        # 省意见哪些任务没有承接 may ask of the province or of the county below: what the store can answer is meant.
        if run(reading.pattern.query, reply.values, store).rows:
            return reply
    reply = _reply(asked, best, store, index)
    # A part of a programme's name that no text has may be meant as words: 知识产权质押融资 is no 入园惠企行动.
    in_part = any(each.meaning.form == "programme" and each.meaning.sure < 1.0 for each in best.fillings)
    if in_part and not run(best.pattern.query, reply.values, store).rows:
        others = (each for each in readings[1:] if best.weight - each.weight < _NEAR and _is_of_words(each))
        return next((_reply(asked, each, store, index) for each in others), reply)
    return reply


def _is_of_words(reading: Reading) -> bool:
    return any(each.parameter.type == "text" and not each.meaning.value for each in reading.fillings)


def _reply(asked: AskedText, reading: Reading, store: "Store", index: NameIndex) -> Reply:
    try:
        fillings = bodies_of_the_place(reading.fillings, index)
        given = tuple(give(filling, asked, store) for filling in fillings)
        read_parameters(reading.pattern.query, {each.parameter.name: each.value for each in given}, store)
    except AmbiguousNameError as ambiguous:
        raise _NotUnderstoodError(ambiguous.because, ambiguous.questions(asked)) from None
    except (UnresolvedNameError, InvalidValueError) as error:
        raise _NotUnderstoodError(str(error)) from None
    return Reply(asked.typed, reading.pattern.query, given)


@cache
def catalogue_patterns(ontology: Ontology, folder: Path = FOLDER) -> tuple[QuestionWords, tuple[Pattern, ...]]:
    """Return the words of questions, with those that only a pattern has, and all patterns of a catalogue."""
    words = question_words(ontology)
    queries = load_catalogue(folder).values()
    words = words.with_words(word for query in queries for word in strange_words(query, words))
    return words, tuple(pattern for query in queries for pattern in patterns_of(query, words))


def _rivals(readings: list[Reading]) -> list[Reading]:
    """Return readings by other queries that fit as well as the best one."""
    best = readings[0]
    others: dict[str, Reading] = {}
    for reading in readings[1:]:
        name = reading.pattern.query.name
        if name != best.pattern.query.name and best.weight - reading.weight < TOO_CLOSE:
            others.setdefault(name, reading)
    return list(others.values())


def _retold(reading: Reading, asked: AskedText) -> str:
    """Return a reading as its pattern says it, with the names of the question."""
    names = {
        each.parameter.name: each.meaning.value if each.meaning.form == "year" else each.surface(asked)
        for each in reading.fillings
    }
    inside = {slot.name for slot in reading.pattern.slots}
    before = "".join(
        f"{name}年" if parameter == "year" else f"{name}中"
        for parameter, name in names.items()
        if parameter in ("year", "document") and parameter not in inside
    )
    return before + reading.pattern.filled(names)
