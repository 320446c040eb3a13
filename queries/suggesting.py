"""What to say to a question that was not understood: what is missing, and which questions come nearest."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from .asked_text import AskedText
from .filling_in import short_name
from .known_name import fold
from .meaning import Token
from .name_index import NameIndex
from .question import Parameter
from .question_patterns import Item, Pattern

#: So many questions are offered.
SUGGESTIONS = 5
_NODES = ("document", "programme", "task")
# The words for the directions of a chain.
_DIRECTIONS = {"up": "上位", "down": "下位", "both": "上下位"}
_LEVELS = ("省", "市", "县", "区")
_SHORTEST_NAME = 3


def missing(ways: Sequence[tuple[Token, ...]], index: NameIndex, asked: AskedText) -> str:
    """Say in Chinese what of a question was not understood, with names of the store that look alike."""
    if not asked.text:
        return "没有问题；请写一句话"
    unknown = _unknown(ways[0], asked) if ways else (asked.typed,)
    if not unknown:
        return "每个词都认得，但合在一起不是会回答的问法"
    words = "、".join(f"“{word}”" for word in unknown)
    alike = [name for word in unknown for name in _alike(fold(word), index)]
    advice = f"；相近的名称有：{'、'.join(alike[:SUGGESTIONS])}" if alike else ""
    return f"没有读懂{words}：不是库中的名称，也不是会回答的问法{advice}"


def _unknown(way: tuple[Token, ...], asked: AskedText) -> tuple[str, ...]:
    stretches: list[tuple[int, int]] = []
    for token in way:
        if token.is_understood:
            continue
        if stretches and stretches[-1][1] == token.begin:
            stretches[-1] = (stretches[-1][0], token.end)
            continue
        # 县 in 县水利局 is a word of questions by itself, but here it begins the name that is missing.
        begin = token.begin - (asked.text[token.begin - 1 : token.begin] in _LEVELS)
        stretches.append((begin, token.end))
    return tuple(asked.surface(begin, end) for begin, end in stretches)


def _alike(word: str, index: NameIndex) -> tuple[str, ...]:
    if len(word) < _SHORTEST_NAME:
        return ()
    close = get_close_matches(word, index.whole, n=3, cutoff=0.6)
    return tuple(
        dict.fromkeys(short_name(each.names[0], each.form) for name in close for each in index.whole[name][:1])
    )


def suggest(
    ways: Sequence[tuple[Token, ...]], patterns: Sequence[Pattern], index: NameIndex, asked: AskedText
) -> Iterator[str]:
    """Yield questions that may be asked, the nearest first, one for each query, with the names of the question."""
    way = ways[0] if ways else ()
    scored = [(_likeness(pattern, way), -number, pattern) for number, pattern in enumerate(patterns)]
    scored.sort(key=lambda each: (-each[0], -each[1]))
    offered: set[str] = set()
    for _, _, pattern in scored:
        filled = "" if pattern.query.name in offered else _fill(pattern, way, index, asked)
        if filled:
            offered.add(pattern.query.name)
            yield filled


def _likeness(pattern: Pattern, way: tuple[Token, ...]) -> float:
    """Return how much of a pattern the question has, less what the pattern asks for besides.

    Names count more than words, but slots that take nearly anything (a text, a node) count little.
    """
    likeness = 0.0
    for item in pattern.items:
        vague = item.parameter is not None and item.parameter.type in ("text", "node")
        if any(_has(item, token) for token in way):
            likeness += 0.5 if vague else 1.5 if item.parameter else 1.0
        else:
            likeness -= 1.0 if item.parameter else 0.4
    return likeness


def _has(item: Item, token: Token) -> bool:
    if item.parameter:
        return any(token.of(form) for form in _forms(item.parameter))
    meaning = item.meaning
    return bool(meaning) and any(
        each.form == meaning.form and each.value == meaning.value for each in token.meanings if meaning
    )


def _forms(parameter: Parameter) -> tuple[str, ...]:
    return _NODES if parameter.type == "node" else (parameter.type,)


def _fill(pattern: Pattern, way: tuple[Token, ...], index: NameIndex, asked: AskedText) -> str:
    """Return a pattern with names of the question, or else with its examples where the store knows them."""
    values: dict[str, str] = {}
    used: set[int] = set()
    for slot in pattern.slots:
        found = next(
            (token for token in way if token.begin not in used and any(token.of(form) for form in _forms(slot))), None
        )
        if found:
            used.add(found.begin)
            values[slot.name] = asked.surface(found.begin, found.end)
            continue
        value = example_of(slot, index)
        if not value:
            return ""
        values[slot.name] = value
    return pattern.filled(values)


def example_of(slot: Parameter, index: NameIndex) -> str:
    """Return a value that this store has an answer for, as people say it: the example, or else what it holds; or ""."""
    kinds = _NODES if slot.type == "node" else (slot.type,)
    example = slot.example.partition(":")[2] if slot.type == "node" else slot.example
    if slot.type == "direction":
        return _DIRECTIONS.get(example, "")
    if slot.type not in ("agency", "document", "task", "programme", "division", "node"):
        return example
    if any(meaning.form in kinds for meaning in index.called(fold(example or slot.example))):
        return example or slot.example
    if slot.type in ("document", "node") and index.held:
        return short_name(index.held[0], "document")
    named = [name for key, name in index.owners.get(slot.type, ()) if key == fold(name.label)]
    return named[0].label if named else ""
