"""What to say to a question that was not understood: what is missing, and which questions come nearest."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from .asked_text import AskedText
from .filling_in import short_name
from .known_name import fold
from .meaning import FILLER, GENERIC, LIGHT, WORD, Meaning, Token
from .name_index import NameIndex
from .question import Parameter
from .question_patterns import Item, Pattern
from .question_words import QuestionWords

#: So many questions are offered.
SUGGESTIONS = 5
#: What people ask most; of questions that are as near as others these come first.
COMMON = ("responsibilities", "agency-duties", "targets", "tasks")
_NODES = ("document", "programme", "task")
_KINDS = {
    "agency": "单位",
    "document": "文件",
    "task": "任务",
    "programme": "项目或平台",
    "division": "地方",
    "target": "指标",
    "instrument": "政策工具",
}
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
        return f"每个词都认得{_told_names(ways[0], asked)}，但合在一起不是会回答的问法"
    words = "、".join(f"“{word}”" for word in unknown)
    alike = [name for word in unknown for name in _alike(fold(word), index)]
    advice = f"；相近的名称有：{'、'.join(alike[:SUGGESTIONS])}" if alike else ""
    return f"没有读懂{words}：不是库中的名称，也不是会回答的问法{advice}"


def _told_names(way: tuple[Token, ...], asked: AskedText) -> str:
    """Say what the names of a question stand for: who asks 谁负责 of an indicator sees why there is no answer."""
    told = []
    for token in way:
        kinds = [_KINDS[kind] for kind in dict.fromkeys(each.form for each in token.meanings) if kind in _KINDS]
        if kinds and not any(token.means(form) for form in (FILLER, GENERIC, LIGHT, WORD)):
            told.append(f"“{asked.surface(token.begin, token.end)}”是{'或'.join(kinds[:2])}")
    return f"（{'，'.join(told)}）" if told else ""


def _unknown(way: tuple[Token, ...], asked: AskedText) -> tuple[str, ...]:
    stretches: list[tuple[int, int]] = []
    for before, token in zip((None, *way), way, strict=False):
        if token.is_understood:
            continue
        if stretches and stretches[-1][1] == token.begin:
            stretches[-1] = (stretches[-1][0], token.end)
            continue
        # 县 in 县水利局 is a word of questions by itself, but here it begins the name that is missing.
        level = before is not None and before.text in _LEVELS
        stretches.append((before.begin if before and level else token.begin, token.end))
    return tuple(asked.surface(begin, end) for begin, end in stretches)


def _alike(word: str, index: NameIndex) -> tuple[str, ...]:
    if len(word) < _SHORTEST_NAME:
        return ()
    close = get_close_matches(word, index.whole, n=3, cutoff=0.6)
    return tuple(
        dict.fromkeys(short_name(each.names[0], each.form) for name in close for each in index.whole[name][:1])
    )


def suggest(
    ways: Sequence[tuple[Token, ...]],
    patterns: Sequence[Pattern],
    words: QuestionWords,
    index: NameIndex,
    asked: AskedText,
) -> Iterator[str]:
    """Yield questions that may be asked, the nearest first, one for each query, with the names of the question."""
    way = ways[0] if ways else ()
    scored = [(_likeness(pattern, way, words), -number, pattern) for number, pattern in enumerate(patterns)]
    scored.sort(key=lambda each: (-each[0], -each[1]))
    offered: set[str] = set()
    for _, _, pattern in scored:
        filled = "" if pattern.query.name in offered else _fill(pattern, way, words, index, asked)
        if filled:
            offered.add(pattern.query.name)
            yield filled


def _likeness(pattern: Pattern, way: tuple[Token, ...], words: QuestionWords) -> float:
    """Return how much of a pattern the question has, less what the pattern asks for besides.

    Names count more than words, but slots that take nearly anything (a text, a node) count little.
    """
    likeness = 0.3 if pattern.query.name in COMMON else 0.0
    likeness += 0.6 if pattern.text == pattern.query.patterns[0] else 0.0
    used: set[int] = set()
    for item in pattern.items:
        vague = item.parameter is not None and item.parameter.type in ("text", "node")
        token = next((each for each in way if each.begin not in used and _has(item, each, pattern, words)), None)
        if token:
            used.add(token.begin)
            likeness += 0.5 if vague else 1.5 if item.parameter else 1.0
        else:
            likeness -= 1.5 if item.parameter else 0.4
    return likeness


def _has(item: Item, token: Token, pattern: Pattern, words: QuestionWords) -> bool:
    if item.parameter:
        return bool(_meant(item.parameter, token, pattern, words))
    wanted = item.meaning
    return bool(wanted) and any(
        (each.form, each.value) == (wanted.form, wanted.value) for each in token.meanings if wanted
    )


def _meant(slot: Parameter, token: Token, pattern: Pattern, words: QuestionWords) -> tuple[Meaning, ...]:
    """Return the meanings of a stretch that a slot can take; where the dictionary lists its values, only those."""
    kinds = _NODES if slot.type == "node" else (slot.type,)
    listed = (pattern.query.name, slot.name) in words.values
    return tuple(
        meaning
        for meaning in token.meanings
        if meaning.form in kinds and (meaning.query == pattern.query.name if listed else not meaning.query)
    )


def _fill(pattern: Pattern, way: tuple[Token, ...], words: QuestionWords, index: NameIndex, asked: AskedText) -> str:
    """Return a pattern with names of the question, or else with its examples where the store knows them."""
    values: dict[str, str] = {}
    used: set[int] = set()
    for slot in pattern.slots:
        found = next((each for each in way if each.begin not in used and _meant(slot, each, pattern, words)), None)
        if found:
            used.add(found.begin)
            year = found.of("year") if slot.type == "year" else ()
            values[slot.name] = year[0].value if year else asked.surface(found.begin, found.end)
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
