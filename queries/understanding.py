"""Understanding a question: which pattern of which query it says, and what it gives for the slots.

Every stretch of the question has to be accounted for: as an item of the pattern, as a name or year that narrows the
query down, or as a word that says nothing. What is left over makes it another question, however alike it looks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .asked_text import AskedText
from .meaning import FILLER, GENERIC, LIGHT, WORD, Meaning, Token
from .name_index import MANY
from .question import Parameter
from .question_patterns import Item, Pattern
from .question_words import QuestionWords
from .segmenting import weigh
from .spoken_names import LOOSE

#: Parameters that may narrow any question down without a place in its pattern.
_NARROWING = ("document", "year")
_NODES = ("document", "programme", "task", "division", "target")
# What a reading loses: for a question without a document, a name in another place than the pattern's, and so on.
_WITHOUT_DOCUMENT, _NARROWED, _BESIDE, _HOW_MANY, _NODE, _TEXT, _REPEATED = 2.0, 0.5, 0.6, 0.3, 1.0, 1.5, 0.1
_UNSURE, _OPEN, _NOUN_PASSED_OVER = 3.0, 2.0, 0.5
#: Rules whose words alone do not ask about all documents: 你能做什么.
_SAYS_LITTLE = ("do", "sets", "who", "responsible", "how", "where", "mention", "implement")
_WHO = ("谁", "哪")
#: Forms of words that may be said twice: 下面有哪些配套文件.
_SAID_TWICE = (WORD, "role", "direction", "relation")
#: 多少任务 and 几项任务 count; 多少万亩 asks for a number that no task has.
_COUNT = re.compile("(?:多少|几)[个项条件家份种类处名位次样块]?|多不多")
#: Words that may stand between a name and its noun: 科技局这个部门.
_POINTING = ("这", "这个", "这项", "这份", "该", "那", "那个", "那项", "那份", "个", "项", "份", "等")
#: Words that say nothing, but behind a name tell that it is a document's.
_IN_THE_DOCUMENT = ("文件", "政策中", "材料中")
#: Rules whose words ask.
_ASKING = ("who", "how-many", "when", "where", "how")


@dataclass(frozen=True, slots=True)
class Filling:
    """What the question gives for a parameter: the stretch and how it is meant."""

    parameter: Parameter
    token: Token
    meaning: Meaning

    def surface(self, asked: AskedText) -> str:
        """Return what was typed for it."""
        return asked.surface(self.token.begin, self.token.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to understand a question, with a weight to compare it by."""

    pattern: Pattern
    fillings: tuple[Filling, ...]
    weight: float

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two readings the same: the query, and by parameter what is meant."""
        given = sorted(
            (each.parameter.name, each.meaning.form, each.token.text, each.meaning.value) for each in self.fillings
        )
        return (self.pattern.query.name, *given)


def understand(ways: Sequence[tuple[Token, ...]], patterns: Sequence[Pattern], words: QuestionWords) -> list[Reading]:
    """Return the readings of a question that has been cut in several ways, the best first, each once."""
    best: dict[tuple[object, ...], Reading] = {}
    for way in ways:
        if not all(token.is_understood for token in way):
            continue
        weight = sum(map(weigh, way))
        has = {(each.form, each.value if each.form == WORD else "") for token in way for each in token.meanings}
        for pattern in patterns:
            if not _possible(pattern, has):
                continue
            reading = _Match(pattern, way, words).best(weight)
            if reading and (reading.key not in best or reading.weight > best[reading.key].weight):
                best[reading.key] = reading
    return sorted(best.values(), key=lambda reading: -reading.weight)


def _possible(pattern: Pattern, has: set[tuple[str, str]]) -> bool:
    """Whether everything that a pattern needs is somewhere in the question: nearly always it is not."""
    for item in pattern.items:
        if item.parameter:
            if not _may_be_left_out(item.parameter, pattern) and not any(
                (form, "") in has for form in _forms(item.parameter)
            ):
                return False
        elif (item.meaning and item.meaning.form == WORD and (WORD, item.meaning.value) not in has) or (
            item.meaning and item.meaning.form != WORD and (item.meaning.form, "") not in has
        ):
            return False
    return True


def _forms(parameter: Parameter) -> tuple[str, ...]:
    """Return the forms of meanings that a parameter takes; the year of issue is another one than that of a target."""
    if parameter.type == "node":
        return _NODES
    if parameter.type == "year":
        return ("issued",) if "成文" in parameter.label.zh else ("year",)
    return (parameter.type,)


def _may_be_left_out(parameter: Parameter, pattern: Pattern) -> bool:
    """Whether a question without it asks the same of all documents; with two documents it would be another question."""
    documents = [slot for slot in pattern.slots if slot.type in ("document", "node")]
    return (
        parameter.name == "document"
        and len(documents) == 1
        and not parameter.required
        and not pattern.query.start
        and any(item.meaning and item.meaning.value not in _SAYS_LITTLE for item in pattern.items)
    )


@dataclass
class _State:
    """What has been accounted for so far, going through the question from left to right."""

    used: tuple[tuple[int, int], ...] = ()  # item, token
    fillings: tuple[Filling, ...] = ()
    weight: float = 0.0
    asked_which: bool = False
    before: Token | None = field(default=None)


class _Match:
    """One pattern against one way to cut the question."""

    def __init__(self, pattern: Pattern, way: tuple[Token, ...], words: QuestionWords) -> None:
        self.pattern, self.way, self.words = pattern, way, words
        self.best_state: _State | None = None
        self._asks = any(
            token.means(LIGHT) or any(token.means(WORD, word) for word in _ASKING) or token.means(FILLER, "whether")
            for token in way
        )
        self._asks = self._asks or not any(item.meaning and item.meaning.value == "document" for item in pattern.items)
        # 谁负责、谁配合 asks for two roles, 归谁牵头负责 for one.
        asked = sum(
            token.means(WORD, "who")
            and (any(asking in token.text for asking in _WHO) or bool(before and before.means(LIGHT)))
            for before, token in zip((None, *way), way, strict=False)
        )
        self._asks_twice = asked > 1
        roles = [item.meaning for item in pattern.items if item.meaning and not item.parameter]
        self._two_roles = sum(each.form == "role" or each.value == "responsible" for each in roles) > 1
        self._counts = any(item.meaning and item.sort for item in pattern.items)
        self._has_role = any(
            "role" in (item.parameter.type if item.parameter else "", item.meaning.form if item.meaning else "")
            for item in pattern.items
        )

    def best(self, weight: float) -> Reading | None:
        """Return the heaviest reading, None where the question is not this one."""
        if self._two_roles and not self._asks_twice:
            return None
        self._go(0, _State(weight=weight))
        if self.best_state is None:
            return None
        return Reading(self.pattern, self.best_state.fillings, self.best_state.weight)

    def _go(self, index: int, state: _State) -> None:
        if index == len(self.way):
            self._finish(state)
            return
        for following in self._steps(index, state):
            self._go(index + 1, following)

    def _finish(self, state: _State) -> None:
        used = {item for item, _ in state.used}
        weight = state.weight
        for number, item in enumerate(self.pattern.items):
            if number in used:
                continue
            if not item.parameter or not _may_be_left_out(item.parameter, self.pattern):
                return
            if not any(filling.parameter.name == item.parameter.name for filling in state.fillings):
                weight -= _WITHOUT_DOCUMENT
                # 写了一份行动方案 asks nothing: about all documents at once one asks with a question word.
                if not self._asks:
                    return
        if self.pattern.ordered and [item for item, _ in state.used] != sorted(used):
            return
        if self.best_state is None or weight > self.best_state.weight:
            self.best_state = _State(state.used, state.fillings, weight)

    def _steps(self, index: int, state: _State) -> Iterator[_State]:
        """Yield the ways to account for one stretch."""
        token = self.way[index]
        yield from self._as_item(token, index, state)
        yield from self._as_narrowing(token, state)
        if token.means(FILLER) and not self._makes_a_document(token, state):
            yield self._after(state, token)
        # 数字治理 is no target (数字) of which something is governed.
        if token.means(GENERIC) and not state.asked_which and not (index and self.way[index - 1].means(WORD, "target")):
            # 涉及电力的任务 asks for tasks, though 科技特派员任务 may be but a name.
            said = token.means(WORD, "task") and not self._needs("task")
            yield self._beside(state, _NOUN_PASSED_OVER if said else 0.0)
        if token.means(LIGHT):
            yield self._after(state, token, asked=True)
        if self._stands_beside_a_name(token, state) or self._names_again(token, state):
            yield self._beside(state)
        # Who leads also answers for it: 归谁牵头负责.
        twice = self._has_role and token.means(WORD, "responsible") and not self._asks_twice
        if twice or any(self._said_already(each, state) for each in token.meanings if each.form in _SAID_TWICE):
            yield self._after(state, token, loss=_REPEATED)
        # 有多少任务 lists the tasks; 要建成多少 asks for a number, which a query without numbers has none of.
        if (
            token.means(WORD, "how-many")
            and not self._needs("how-many")
            and self._counts
            and _COUNT.fullmatch(token.text)
        ):
            yield self._after(state, token, loss=_HOW_MANY, asked=True)

    def _as_item(self, token: Token, index: int, state: _State) -> Iterator[_State]:
        used = {item for item, _ in state.used}
        taken = {filling.parameter.name for filling in state.fillings}
        for number, item in enumerate(self.pattern.items):
            if number in used:
                continue
            place = (*state.used, (number, index))
            if item.meaning and any(_same(item.meaning, each) for each in token.meanings):
                # In 省意见落实的是哪个文件 the first of the two nouns is the name's own.
                if item.sort == "document" and self._stands_beside_a_name(token, state):
                    continue
                bound = self._bound(item, token, taken)
                loss = 0.0 if item.meaning.form != WORD or token.text in self.pattern.text else 0.05
                yield _State(place, (*state.fillings, *bound), state.weight - loss, False, token)
            elif item.parameter and item.parameter.name not in taken:
                for meaning in self._takes(item.parameter, token):
                    filling = Filling(item.parameter, token, meaning)
                    loss = _loss(item.parameter, meaning)
                    yield _State(place, (*state.fillings, filling), state.weight - loss, False, token)

    def _bound(self, item: Item, token: Token, taken: set[str]) -> tuple[Filling, ...]:
        """A role that the pattern writes out (由谁牵头) is also what the query is to be narrowed down by."""
        meaning = item.meaning
        if meaning is None or meaning.form == WORD:
            return ()
        # 谁牵头、谁配合 asks for both, and so for all of them.
        if meaning.form == "role" and self._two_roles:
            return ()
        for parameter in self.pattern.query.parameters:
            if parameter.type == meaning.form and parameter.name not in taken:
                return (Filling(parameter, token, meaning),)
        return ()

    def _takes(self, parameter: Parameter, token: Token) -> Iterator[Meaning]:
        query = self.pattern.query.name
        chosen = (query, parameter.name) in self.words.values
        for meaning in token.meanings:
            if meaning.form in _forms(parameter) and meaning.query in ("", query) and (meaning.query or not chosen):
                yield meaning

    def _as_narrowing(self, token: Token, state: _State) -> Iterator[_State]:
        """A document or a year that the pattern has no place for narrows the query down, if the query can be."""
        in_pattern = {slot.name for slot in self.pattern.slots}
        taken = {filling.parameter.name for filling in state.fillings}
        for parameter in self.pattern.query.parameters:
            if parameter.type not in _NARROWING or parameter.name in in_pattern | taken or state.asked_which:
                continue
            if parameter.type == "document" and (parameter.name != "document" or self.pattern.query.start):
                continue
            for meaning in self._takes(parameter, token):
                loss = _NARROWED + _loss(parameter, meaning)
                filling = Filling(parameter, token, meaning)
                yield _State(state.used, (*state.fillings, filling), state.weight - loss, False, token)

    def _stands_beside_a_name(self, token: Token, state: _State) -> bool:
        """Whether it is a noun that only says what kind of thing a name is: 42号文件, 科技局这个部门."""
        sorts = {self.words.sorts.get(each.value, "") for each in token.of(WORD)} - {""}
        before = state.fillings[-1] if state.fillings and state.before is state.fillings[-1].token else None
        if before and not state.asked_which:
            # 2018年印发的文件: the year of issue is one of documents.
            kinds = {before.meaning.form.replace("issued", "document"), before.parameter.type}
            return bool(sorts & kinds)
        return False

    def _makes_a_document(self, token: Token, state: _State) -> bool:
        """Whether it tells that the name before it is a document's: 农机那个文件里 is not the task 农机."""
        last = state.fillings[-1] if state.fillings else None
        if not last or state.before is not last.token or not token.text.startswith(_IN_THE_DOCUMENT):
            return False
        return last.meaning.form != "document"

    def _names_again(self, token: Token, state: _State) -> bool:
        """Whether it is the same document in other words: 《…的意见》（国发〔2018〕42号）."""
        last = state.fillings[-1] if state.fillings else None
        if not last or last.meaning.form != "document" or not last.meaning.names:
            return False
        return any(
            (set(meaning.names) == set(last.meaning.names) and max(meaning.sure, last.meaning.sure) >= LOOSE)
            or (meaning.about == "place" and set(last.meaning.names) <= set(meaning.names))
            for meaning in token.of("document")
        )

    def _beside(self, state: _State, loss: float = 0.0) -> _State:
        return _State(state.used, state.fillings, state.weight - _BESIDE - loss)

    def _said_already(self, meaning: Meaning, state: _State) -> bool:
        if any(meaning.value and _same(filling.meaning, meaning) for filling in state.fillings):
            return True
        return any(
            item.meaning and _same(item.meaning, meaning)
            for item in (self.pattern.items[number] for number, _ in state.used)
        )

    def _needs(self, word: str) -> bool:
        return any(item.meaning and item.meaning.value == word for item in self.pattern.items)

    def _after(self, state: _State, token: Token, loss: float = 0.0, asked: bool = False) -> _State:
        # 这个 and 那份 may stand between a name and its noun; 的 may not: 依据X的文件 are others than the document X.
        between = state.before if token.text in _POINTING else None
        return _State(state.used, state.fillings, state.weight - loss, asked, between)


def _same(wanted: Meaning, said: Meaning) -> bool:
    return wanted.form == said.form and wanted.value == said.value


def _loss(parameter: Parameter, meaning: Meaning) -> float:
    loss = _UNSURE * (1.0 - meaning.sure) + (_OPEN if len(meaning.names) > 1 and meaning.form not in MANY else 0.0)
    if parameter.type == "node":
        loss += _NODE + 0.1 * _NODES.index(meaning.form)
    return loss + (_TEXT if parameter.type == "text" and not meaning.value else 0.0)
