"""Cutting a question into words and names: everything that it may hold, and the best ways through."""

import re
from collections.abc import Iterator

from .asked_text import AskedText
from .finding_names import Spans, add_names, mark_title
from .meaning import FILLER, GENERIC, LIGHT, STOP, WORD, Meaning, Token
from .name_index import NameIndex
from .question_words import QuestionWords

#: So many ways to cut a question are tried; the right one is nearly always among the first five.
WAYS = 60

# 底前 is within the year; 以前 and 以后 are other years, and no query takes them.
#: How sure it is that a stretch which is no name is meant as the words of a text, and how long it may be.
#: Words in quotation marks are meant as they stand, rather than as a part of some longer name.
FREE, QUOTED, LONGEST_QUOTED = 0.5, 0.9, 20
_ABOUT = re.compile(r"关于|对于|有关|[,:]|号里|号中|号文里|号文中")
# 白茶的原文怎么写的 asks twice and about 白茶 alone; 新昌县在文件里 is no wording, 新昌县 may be.
_WORDING = re.compile(
    r"(?:在?(?:文件|文)(?:里|中|里面|当中))?(?:这个|这一|这)?(?:词|说法|提法|表述|句话)?,?"
    r"(?:的?,?(?:原文|原话|原句|出处|是?(?:怎么|如何|咋)(?:说|写|讲|提|规定|表述)))+"
)
# 省意见里讲飞地 has a document in it, so that only what is behind the last of these is asked about.
_SAID_IN = re.compile(
    r"(?:里|里面|里头|中|当中|号|文|件|见|划|案)(?:的|是|对|讲到?|说到?|写到?|提到?|谈到?|关于|有关)+"
)
# Any word can be looked for where a question asks which texts have it, be it a name or not.
_WHERE = r"(?:哪里|哪儿|何处|哪些地方|哪(?:些|份|个|几份|几个)(?:文件|政策|规划|方案))"
_HAS = r"(?:提到|提及|写到|讲到|说到|谈到|点到|出现)"
_LOOKED_FOR = (
    re.compile(
        rf"^([^,?。、]{{2,12}}?)(?:这个词|这个说法|一词)?(?:都|是|被|又|还)*"
        rf"(?:{_HAS}在?{_WHERE}|在?{_WHERE}[里中]?(?:都|被|有|还)*{_HAS})"
    ),
    re.compile(rf"{_WHERE}[里中]?(?:都|有|还)*{_HAS}[了过]?([^,?。、]{{2,12}}?)(?:这个词|吗|呢|呀|啊)*[?。]*$"),
)
_ASKS = ("who", "when", "where", "how", "how-many")
_YEAR = re.compile(r"(?:到|至|截至|截止到|在)?((?:19|20)\d\d)年?(?:底之?前|底以前|底|末|年末|年底前?)?(?:[,、]|(?!\d))")
# 十四五末 is its last year; 十四五期间 is no year.
_PERIODS, _FIRST_YEAR = ("十二五", "十三五", "十四五", "十五五"), 2015
_PERIOD_END = re.compile(
    rf"(?:到|至|截至|在)?({'|'.join(_PERIODS)})(?:规划)?(?:时期|期间|期)?的?(?:末期|末年|末|收官之年|收官)"
)
_ISSUED = re.compile(r"((?:19|20)\d\d)年?(?:印发|发布|出台|制定|成文|公布|下发|发|颁布)(?:的|了)?")


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
        add_names(text, found, words, index)
    for begin, end in asked.passages:
        found.setdefault((begin, end), {})[Meaning("passage")] = None
    if index:
        for begin, end in _quoted_words(asked, words):
            found.setdefault((begin, end), {})
            for part in [each for each in found[begin, end] if each.form == "programme" and each.sure < 1.0]:
                if (begin, end) in asked.quoted:
                    del found[begin, end][part]
            sure = QUOTED if (begin, end) in asked.quoted else FREE
            found[begin, end].setdefault(Meaning("text", sure=sure, query="evidence"))
    _keep_whole(text, found, words)
    if index:
        for begin, end in asked.titles:
            mark_title(text, begin, end, found, index)
    return _best_ways(len(text), _by_place(text, found))


def _quoted_words(asked: AskedText, words: QuestionWords) -> Iterator[tuple[int, int]]:
    """Yield stretches whose original wording is asked for; they need be no names: 关于以竹代塑，原文怎么说."""
    text = asked.text
    spans = [*asked.quoted, *(match.span(1) for looked in _LOOKED_FOR for match in looked.finditer(text))]
    for asking in _WORDING.finditer(text):
        begins = [match.end() for match in _ABOUT.finditer(text, 0, asking.start())] or [0]
        begins = [begin for begin in begins if not _ABOUT.match(text, begin)]
        begins = [
            max([match.end() for match in _SAID_IN.finditer(text, begin, asking.start())] or [begin])
            for begin in begins
        ]
        spans += [(begin, asking.start()) for begin in begins]
    for begin, end in spans:
        said = [
            each
            for place in range(begin, end)
            for stop, found in words.at(text, place)
            if stop <= end
            for each in found
        ]
        asks = any(each.form in (STOP, LIGHT) or each.value in _ASKS or each.value == "mark" for each in said)
        if 2 <= end - begin <= LONGEST_QUOTED and not asks:
            yield begin, end


def _by_place(text: str, found: Spans) -> dict[int, list[Token]]:
    by_place: dict[int, list[Token]] = {}
    for (begin, end), each in sorted(found.items()):
        if each:  # a stretch may have lost all it meant: a level of which there is no document
            by_place.setdefault(begin, []).append(Token(begin, end, text[begin:end], tuple(each)))
    return by_place


def _years(text: str) -> Iterator[tuple[int, int, str, str]]:
    for match in _PERIOD_END.finditer(text):
        yield match.start(), match.end(), "year", str(_FIRST_YEAR + 5 * _PERIODS.index(match[1]))
    for match in _ISSUED.finditer(text):
        yield match.start(), match.end(), "issued", match[1]
    for match in _YEAR.finditer(text):
        if match.start(1) == 0 or not text[match.start(1) - 1].isdigit():
            yield match.start(), match.end(), "year", match[1]


def _keep_whole(text: str, found: Spans, words: QuestionWords) -> None:
    """Take away what would cut such a word in two: 负责人 is not 负责 and 人. A name that holds all of it stays.

    Where a name begins inside of it, as in 负责人工智能, both ways to cut stay.
    """
    names = [
        (begin, end)
        for (begin, end), each in found.items()
        if end - begin > 2 and any(meaning.is_name and not meaning.value for meaning in each)
    ]
    for begin, end in [span for span in found if text[span[0] : span[1]] in words.whole]:
        if any(begin < span[0] < end < span[1] for span in names):
            continue
        for span in list(found):
            inside = begin <= span[0] and span[1] <= end and span != (begin, end)
            across = span[0] < begin < span[1] < end or begin < span[0] < end < span[1]
            if inside or across:
                del found[span]


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
