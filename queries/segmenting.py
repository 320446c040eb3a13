"""Cutting a question into words and names: everything that it may hold, and the best ways through."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from .asked_text import AskedText
from .known_name import KnownName, fold
from .meaning import FILLER, GENERIC, LIGHT, STOP, WORD, Meaning, Token
from .name_index import MANY, PART, NameIndex
from .question_words import QuestionWords

#: So many ways to cut a question are tried; the right one is nearly always among the first five.
WAYS = 60

_YEAR = re.compile(
    r"(?:到|至|截至|截止到|在)?((?:19|20)\d\d)年?(?:底前?|末|年末|年底前?)?(?:之前|以前|为止|前)?(?:[,、]|(?!\d))"
)
_ISSUED = re.compile(r"((?:19|20)\d\d)年?(?:印发|发布|出台|制定|成文|公布|下发|发|颁布)(?:的|了)?")
_SHORT_TITLE = re.compile("规划|意见|通知|方案|办法|计划|纲要|条例|决定|报告|细则|指南|要点")
_LONGEST_TITLE = 20
_SHORTEST_TITLE = 4
_LONGEST_PART = 40
# What stretches of the folded question may mean.
Spans: TypeAlias = dict[tuple[int, int], dict[Meaning, None]]
#: How sure it is that a place or a level of government means its documents.
PLACE_FOR_DOCUMENTS = 0.5


def segment(asked: AskedText, words: QuestionWords, index: NameIndex | None = None) -> list[tuple[Token, ...]]:
    """Return ways to cut a question, the best first; what cannot be understood are tokens without meanings.

    Without an index only words and years are known, no names.
    """
    found: Spans = {}
    text = asked.text
    for begin in range(len(text)):
        for end, meanings in words.at(text, begin):
            found.setdefault((begin, end), {}).update(dict.fromkeys(meanings))
    for begin, end, form, year in _years(text):
        found.setdefault((begin, end), {})[Meaning(form, year)] = None
    if index:
        _add_names(text, found, words, index)
    for begin, end in asked.passages:
        found.setdefault((begin, end), {})[Meaning("passage")] = None
    _keep_whole(text, found, words)
    if index:
        for begin, end in asked.titles:
            _mark_title(text, begin, end, found, index)
    return _best_ways(len(text), _by_place(text, found))


def _add_names(text: str, found: Spans, words: QuestionWords, index: NameIndex) -> None:
    for begin in range(len(text)):
        for end in range(begin + 2, min(len(text), begin + index.longest) + 1):
            found.setdefault((begin, end), {}).update(dict.fromkeys(index.called(text[begin:end])))
        for end, kinds in _parts(text, begin, index):
            if not _says_nothing(text[begin:end], words):
                meanings = _part_meanings(text[begin:end], kinds, index)
                found.setdefault((begin, end), {}).update(dict.fromkeys(meanings))
    _add_places(found, index)
    _add_levels(found, index)
    _join_nouns(text, found, words)
    _add_short_titles(text, found, index)


def _by_place(text: str, found: Spans) -> dict[int, list[Token]]:
    by_place: dict[int, list[Token]] = {}
    for (begin, end), each in sorted(found.items()):
        if each:  # a stretch may have lost all it meant: a level of which there is no document
            by_place.setdefault(begin, []).append(Token(begin, end, text[begin:end], tuple(each)))
    return by_place


def _parts(text: str, begin: int, index: NameIndex) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the two longest stretches from here that stand inside a name, with the kinds of those names."""
    ends: list[tuple[int, tuple[str, ...]]] = []
    for end in range(begin + 2, min(len(text), begin + _LONGEST_PART) + 1):
        kinds = index.kinds_with(text[begin:end])
        if not kinds and end > begin + 3:
            break
        if kinds:
            ends.append((end, kinds))
    # Each kind has its own longest: 科技特派员 stands in tasks, and 科技特派员制度 in fewer.
    longest = {kind: end for end, kinds in ends for kind in kinds}
    wanted = set(longest.values()) | {end for end, _ in ends[-2:]}
    yield from ((end, kinds) for end, kinds in ends if end in wanted)


def _part_meanings(part: str, kinds: tuple[str, ...], index: NameIndex) -> Iterator[Meaning]:
    whole = {meaning.form for meaning in index.called(part)}
    for kind in kinds:
        if kind not in whole:
            names = () if kind in MANY else index.names_with(kind, part)
            yield Meaning(kind, names=names, sure=PART)
    yield Meaning("text", sure=1.0 if whole else PART)


def _says_nothing(part: str, words: QuestionWords) -> bool:
    """Whether a stretch is made of words of questions alone: 重点任务 stands in a title, yet names nothing.

    Single characters alone are no such stretch: 人 and 才 are words of questions, 人才 is none.
    """
    reach = {0: 0}  # how many words of two characters and more lead to a place
    for end in range(1, len(part) + 1):
        ways = [reach[begin] + (end - begin > 1) for begin in reach if part[begin:end] in words.meanings]
        if ways:
            reach[end] = max(ways)
    return reach.get(len(part), 0) > 0


def _years(text: str) -> Iterator[tuple[int, int, str, str]]:
    for match in _ISSUED.finditer(text):
        yield match.start(), match.end(), "issued", match[1]
    for match in _YEAR.finditer(text):
        if match.start(1) == 0 or not text[match.start(1) - 1].isdigit():
            yield match.start(), match.end(), "year", match[1]


def _add_places(found: Spans, index: NameIndex) -> None:
    """Join 浙江 and 安吉 in 浙江安吉, and let a place also mean its documents (安吉县有哪些目标)."""
    places = [(span, meaning) for span, each in found.items() for meaning in each if meaning.form == "division"]
    for (begin, middle), outer in places:
        for (start, end), inner in places:
            around = {name.iri for name in outer.names}
            names = tuple(name for name in inner.names if name.within in around)
            if start == middle and names:
                found.setdefault((begin, end), {})[Meaning("division", names=names)] = None
    for each in list(found.values()):
        for meaning in tuple(each):
            if meaning.form == "division":
                documents = tuple(document for name in meaning.names for document in index.places.get(name.iri, ()))
                if documents:
                    each[Meaning("document", names=documents, sure=PLACE_FOR_DOCUMENTS, about="place")] = None


def _add_levels(found: Spans, index: NameIndex) -> None:
    for each in found.values():
        for meaning in tuple(each):
            if meaning.form == "level":
                del each[meaning]
                if documents := index.levels.get(meaning.value):
                    each[Meaning("document", names=documents, sure=PLACE_FOR_DOCUMENTS, about="place")] = None


def _join_nouns(text: str, found: Spans, words: QuestionWords) -> None:
    """Join a place and a word for documents: 安吉县的行动方案 are those of its documents that are called so."""
    for (begin, end), each in list(found.items()):
        for place in [meaning for meaning in each if meaning.about == "place"]:
            start = end + text.startswith("的", end)
            for stop, meanings in words.at(text, start) if start < len(text) else ():
                if not any(words.sorts.get(meaning.value) == "document" for meaning in meanings):
                    continue
                called = tuple(
                    name for name in place.names if any(text[start:stop] in fold(one) for one in name.labels)
                )
                joined = replace(place, names=called or place.names, sure=PART)
                found.setdefault((begin, stop), {})[joined] = None


def _add_short_titles(text: str, found: Spans, index: NameIndex) -> None:
    """Add short titles such as 县域创新规划: pieces of two characters and more that stand in a title in this order."""
    for noun in _SHORT_TITLE.finditer(text):
        for begin in range(max(0, noun.end() - _LONGEST_TITLE), noun.end() - _SHORTEST_TITLE + 1):
            each = found.setdefault((begin, noun.end()), {})
            if any(meaning.form == "document" for meaning in each):
                continue
            documents = documents_in_short(text[begin : noun.end()], index)
            if documents:
                each[Meaning("document", names=documents, sure=PART)] = None


def documents_in_short(short: str, index: NameIndex) -> tuple[KnownName, ...]:
    """Return the documents of which a title has the two or three pieces of a short title, in their order."""
    cuts = range(2, len(short) - 1)
    ways: list[tuple[str, ...]] = [(short[:cut], short[cut:]) for cut in cuts]
    ways += [(short[:a], short[a:b], short[b:]) for a in cuts for b in range(a + 2, len(short) - 1)]
    ways = [way for way in ways if all(piece in index.parts["document"] for piece in way)]
    if not ways:
        return ()
    pattern = re.compile("|".join(".*".join(map(re.escape, way)) for way in ways))
    names = dict.fromkeys(name for called, name in index.owners["document"] if pattern.search(called))
    return tuple(name for name in names if not name.cited) or tuple(names)


def _keep_whole(text: str, found: Spans, words: QuestionWords) -> None:
    """Take away what would cut such a word in two: 负责人 is not 负责 and 人. A name that holds all of it stays."""
    for begin, end in [span for span in found if text[span[0] : span[1]] in words.whole]:
        for span in list(found):
            inside = begin <= span[0] and span[1] <= end and span != (begin, end)
            across = span[0] < begin < span[1] < end or begin < span[0] < end < span[1]
            if inside or across:
                del found[span]


def _mark_title(text: str, begin: int, end: int, found: Spans, index: NameIndex) -> None:
    """Keep a title in one piece, as a name and nothing else."""
    part = text[begin:end]
    meanings = [meaning for meaning in index.called(part) if meaning.form != "division"]
    if not any(meaning.form == "document" for meaning in meanings):
        names = index.names_with("document", part) or (documents_in_short(part, index) if len(part) >= 4 else ())
        if names:
            meanings.append(Meaning("document", names=names, sure=PART))
    for span in list(found):
        if span[0] < end and begin < span[1]:
            del found[span]
    found[begin, end] = dict.fromkeys(meanings or [Meaning("unknown")])


def _best_ways(length: int, tokens: dict[int, list[Token]]) -> list[tuple[Token, ...]]:
    """Find the heaviest ways from the beginning to the end, many at once."""
    ways: list[list[tuple[float, tuple[Token, ...]]]] = [[] for _ in range(length + 1)]
    ways[0] = [(0.0, ())]
    for place in range(length):
        here = sorted(ways[place], key=lambda way: -way[0])[:WAYS]
        ways[place] = here
        for token in tokens.get(place, ()):
            weight = weigh(token)
            ways[token.end] += [(so_far + weight, (*way, token)) for so_far, way in here]
        # A character that nothing explains; it keeps the way open, so that the rest can still be told.
        unknown = Token(place, place + 1, "")
        ways[place + 1] += [(so_far + weigh(unknown), (*way, unknown)) for so_far, way in here]
    return [way for _, way in sorted(ways[length], key=lambda way: -way[0])[:WAYS]]


def weigh(token: Token) -> float:
    """Return how much a stretch speaks for a way to cut: more for whole names and for long ones."""
    return max((_weight(meaning, len(token)) for meaning in token.meanings), default=-4.0)


def _weight(meaning: Meaning, length: int) -> float:
    if meaning.form in ("unknown", STOP):
        return -4.0
    if meaning.form in (FILLER, GENERIC):
        return length - 1.0
    if meaning.form in (LIGHT, WORD) or not meaning.names:
        return (2.5 if meaning.sure == 1.0 else 2.0) * length - (1.0 if meaning.sure == 1.0 else 3.0)
    return (2.0 + meaning.sure) * length - (1.0 if meaning.sure == 1.0 else 3.0)
