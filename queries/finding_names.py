"""Finding the names of a store in a question: whole, in part, in other words, and places for their documents."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TypeAlias

from .asked_text import MARKS
from .known_name import KnownName, fold
from .meaning import GENERIC, Meaning
from .name_index import MANY, PART, NameIndex
from .question_words import QuestionWords

# What stretches of the folded question may mean, by where they begin and end.
Spans: TypeAlias = dict[tuple[int, int], dict[Meaning, None]]

#: How sure it is that a place or a level of government means its documents, that a subject stands for the document
#: with it in its title, and that pieces of a name in another order mean it.
PLACE_FOR_DOCUMENTS, SUBJECT, PIECES, PIECES_AND_GENERAL = 0.5, 0.4, 0.6, 0.45

# Numbers stand in many titles and name none of them.
_NUMBER = re.compile(r"[\d年月日\[\]号%.—到至截从底末前后、,-]+")
_SHORT_TITLE = re.compile("规划|意见|通知|方案|办法|计划|纲要|条例|决定|报告|细则|指南|要点")
_TITLE_END = re.compile(f"(?:{_SHORT_TITLE.pattern})[)\\]]?$")
_LONGEST_TITLE, _SHORTEST_TITLE = 20, 4
_LONGEST_PART = 40
_SHORT_LEVELS = {"省": "province", "市": "prefecture", "县": "county", "区": "county"}
_SHORTEST_PIECES = 5
_SHORTEST_WHOLE = 4


def add_names(text: str, found: Spans, words: QuestionWords, index: NameIndex) -> None:
    """Add everything in a folded question that may be a name."""
    for begin in range(len(text)):
        for end in range(begin + 2, min(len(text), begin + index.longest) + 1):
            if text[begin:end] not in words.no_names:
                called = map(partial(_held_first, part=text[begin:end], index=index), index.called(text[begin:end]))
                wholes = [meaning for each in called for meaning in (each, *_indicators(each))]
                found.setdefault((begin, end), {}).update(dict.fromkeys(wholes))
        for end, kinds in _parts(text, begin, index):
            if text[begin] in MARKS or text[end - 1] in MARKS - {")", "]"}:
                continue
            part = text[begin:end]
            # 万亩 is what 多少万亩 asks for, and no name.
            if not _says_nothing(part, words) and not _NUMBER.fullmatch(part) and f"多少{part}" not in words.meanings:
                meanings = _part_meanings(text[begin:end], kinds, index)
                found.setdefault((begin, end), {}).update(dict.fromkeys(meanings))
    _add_places(found, index)
    _add_levels(found, index)
    _add_short_levels(text, found, words, index)
    _join_nouns(text, found, words)
    _add_short_titles(text, found, index)
    _join_titles(text, found)
    _add_pieces(text, found, words, index)
    _keep_names_whole(found)


def _indicators(meaning: Meaning) -> Iterator[Meaning]:
    """Yield the indicator that people call in other words, 低碳村 for 低（零）碳村, as the words to look for."""
    labels = {name.label for name in meaning.names}
    if meaning.form == "target" and meaning.sure < 1.0 and len(labels) == 1:
        yield Meaning("text", labels.pop(), sure=PART)


def _keep_names_whole(found: Spans) -> None:
    """Take away parts of names inside a whole name: of 县科技局 neither 县科技 nor 科技 is what is asked about."""
    wholes = [
        (begin, end)
        for (begin, end), each in found.items()
        if end - begin >= _SHORTEST_WHOLE
        and any(meaning.form in ("agency", "document", "programme") and meaning.sure == 1.0 for meaning in each)
    ]
    for span, each in found.items():
        if any(begin <= span[0] and span[1] <= end and span != (begin, end) for begin, end in wholes):
            for meaning in [
                meaning for meaning in each if meaning.is_name and meaning.sure < 1.0 and not meaning.query
            ]:
                del each[meaning]


def _held_first(meaning: Meaning, part: str, index: NameIndex) -> Meaning:
    """Take the document of the store with a title in its own, 关于印发《规划》的通知, before one that is only cited."""
    if meaning.form != "document" or not meaning.names or not all(name.cited for name in meaning.names):
        return meaning
    held = tuple(name for name in index.names_with("document", part) if not name.cited)
    return replace(meaning, names=held, sure=PART) if held and _TITLE_END.search(part) else meaning


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
        # 交通运输部 stands in the title of a document that it signed, and means the ministry.
        # 安吉 stands in the title of a task, and is a place.
        if kind in ("task", "target") and whole & {"division", "agency"}:
            continue
        if kind not in whole and not (kind == "document" and "agency" in whole):
            names = () if kind in MANY else index.names_with(kind, part)
            # 优化营商环境 in a title is a subject, whatever its document; 创新驱动发展规划 is a document.
            subject = kind == "document" and not _TITLE_END.search(part)
            yield Meaning(kind, names=names, sure=SUBJECT if subject else PART)
    if set(kinds) != {"document"}:
        yield Meaning("text", sure=1.0 if whole else PART)


def _says_nothing(part: str, words: QuestionWords) -> bool:
    """Whether a stretch is made of words of questions alone: 重点任务 stands in a title, yet names nothing.

    Single characters are none, unless they are fillers: 人 and 才 are words of questions, 人才 is not made of them.
    """
    reach = {0}
    for end in range(1, len(part) + 1):
        if any(begin in reach and words.says_nothing_new(part[begin:end]) for begin in range(end)):
            reach.add(end)
    return len(part) in reach


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


def _add_short_levels(text: str, found: Spans, words: QuestionWords, index: NameIndex) -> None:
    """Let 省意见 and 县方案 mean the documents of that level, those that are called so first."""
    for begin, character in enumerate(text[:-1]):
        documents = index.levels.get(_SHORT_LEVELS.get(character, ""), ())
        for stop, meanings in words.at(text, begin + 1) if documents else ():
            if any(words.sorts.get(meaning.value) == "document" for meaning in meanings):
                names = _called(text[begin + 1 : stop], documents)
                meaning = Meaning("document", names=names, sure=PLACE_FOR_DOCUMENTS, about="place")
                found.setdefault((begin, stop), {})[meaning] = None


def _called(noun: str, documents: tuple[KnownName, ...]) -> tuple[KnownName, ...]:
    """Return the documents that have a noun in their titles; where none has, all of them."""
    return tuple(name for name in documents if any(noun in fold(one) for one in name.labels)) or documents


def _join_nouns(text: str, found: Spans, words: QuestionWords) -> None:
    """Join a place and a word for documents: 安吉县的行动方案 are those of its documents that are called so."""
    for (begin, end), each in list(found.items()):
        for place in [meaning for meaning in each if meaning.about == "place"]:
            start = end + text.startswith("的", end)
            for stop, meanings in words.at(text, start) if start < len(text) else ():
                if not any(words.sorts.get(meaning.value) == "document" for meaning in meanings):
                    continue
                joined = replace(place, names=_called(text[start:stop], place.names), sure=PART)
                found.setdefault((begin, stop), {})[joined] = None


def _join_titles(text: str, found: Spans) -> None:
    """Join a place or a level and a title: 云南省2026年政府工作报告 is the one of its documents that is called so."""
    places = [(span, meaning) for span, each in found.items() for meaning in each if meaning.about == "place"]
    titles: dict[int, list[tuple[int, Meaning]]] = {}
    for (begin, end), each in found.items():
        for meaning in each:
            if meaning.form == "document" and meaning.about != "place" and _TITLE_END.search(text[begin:end]):
                titles.setdefault(begin, []).append((end, meaning))
    for (begin, end), place in places:
        for stop, title in titles.get(end + text.startswith("的", end), ()):
            names = tuple(name for name in title.names if name in place.names)
            each = found.setdefault((begin, stop), {})
            if names and not any(meaning.form == "document" for meaning in each):
                each[Meaning("document", names=names, sure=PART)] = None


def _add_pieces(text: str, found: Spans, words: QuestionWords, index: NameIndex) -> None:
    """Add names said in another order (竹产业发展 for 发展壮大竹产业), where only one name has all the pieces."""
    empty = cache(partial(_says_nothing, words=words))
    begins = [begin for begin in range(len(text)) if index.kinds_with(text[begin : begin + 2])]
    for begin in begins:
        for end in range(begin + _SHORTEST_PIECES, min(len(text), begin + _LONGEST_TITLE) + 1):
            if found.get((begin, end)) or any(text[place] in MARKS for place in (begin, end - 1)):
                continue
            for kind, form in (("task", "task"), ("target", "text"), ("task", "text")):
                cuts = index.cuts(kind, text[begin:end])
                named = [way for way in cuts if not any(map(empty, way))]
                # 知识普及 for 普及科学知识: what is done with a thing may stand behind it.
                doing = [way for way in cuts if not empty(way[0]) and _is_general(way[-1], words)]
                for ways, sure in ((named, PIECES), (doing, PIECES_AND_GENERAL)):
                    label = index.label_in_pieces(kind, ways) if ways else ""
                    if label:
                        found.setdefault((begin, end), {}).setdefault(Meaning(form, label, sure=sure))
                        break


def _is_general(piece: str, words: QuestionWords) -> bool:
    return any(meaning.form == GENERIC for meaning in words.meanings.get(piece, ()))


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
    ways = index.cuts("document", short)
    if not ways:
        return ()
    pattern = re.compile("|".join(".*".join(map(re.escape, way)) for way in ways))
    names = dict.fromkeys(name for called, name in index.owners["document"] if pattern.search(called))
    if names:
        return tuple(name for name in names if not name.cited) or tuple(names)
    # In another order, 双特政策意见 for 支持…的双特政策若干意见, where only one has them all.
    names = dict.fromkeys(
        name
        for called, name in index.owners["document"]
        if not name.cited and any(all(piece in called for piece in way) for way in ways)
    )
    return tuple(names) if len(names) == 1 else ()


def mark_title(text: str, begin: int, end: int, found: Spans, index: NameIndex) -> None:
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
